"""Questions on the ten tasks of conftest.py: 6 of 云州市's plan (2024-01-10), 4 of 山亭县's report without a date."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import queries
import wording
from queries import Filters
from tests.conftest import BULLETIN, PLAN, REPORT, insert, write_database

pytestmark = pytest.mark.usefixtures("database")
DAY = date(2025, 6, 1)
TASK = PLAN + "-0"


def rates(chosen: Filters) -> dict[str, tuple[int, int, int, int]]:
    return {row.rate: (row.done, row.total, row.low, row.high) for row in queries.rows(queries.rates(chosen))}


def found(**chosen: object) -> list[str]:
    return [row.task_id for row in queries.rows(queries.tasks(Filters(as_of=DAY, **chosen)))]  # type: ignore[arg-type]


def statuses(day: date) -> dict[str, str]:
    return {row.task_id: row.status_group for row in queries.rows(queries.tasks(Filters(as_of=day)))}


def test_rates_have_n_of_n_and_a_range() -> None:
    assert rates(Filters(as_of=DAY)) == {
        "completion": (3, 10, 3, 7),
        "due_completion": (2, 3, 2, 2),
        "reporting": (6, 10, 6, 6),
    }


def test_rates_of_an_empty_view_are_nought_of_nought() -> None:
    assert set(rates(Filters(text="没有这样的词")).values()) == {(0, 0, 0, 0)}


@pytest.mark.parametrize(
    "day, status",
    [
        (date(2024, 6, 30), "unreported"),  # the report of 2023 is older than the plan
        (date(2024, 7, 1), "completed"),
        (date(2024, 8, 31), "completed"),
        (date(2024, 9, 1), "closed"),
    ],
)
def test_the_newest_report_known_on_the_day_decides(day: date, status: str) -> None:
    assert statuses(day)[TASK + "1"] == status


def test_a_report_on_a_part_never_decides() -> None:
    assert statuses(DAY)[TASK + "4"] == "unreported"


def test_a_report_without_any_date_is_known_from_the_last_day_it_looks_back_on() -> None:
    first = REPORT + "-01"
    assert first not in statuses(date(2025, 4, 29)), "its text cannot have been there yet"
    assert statuses(date(2025, 4, 30))[first] == "closed"
    assert queries.task(first, Filters(as_of=DAY)).reported_on is None, "its date stays unknown"


def test_progress_told_without_a_state_is_said_and_counted_nowhere() -> None:
    worded = queries.task(REPORT + "-04", Filters(as_of=DAY))
    assert (worded.status_group, worded.has_words, worded.has_part) == ("unreported", True, False)
    part = queries.task(TASK + "4", Filters(as_of=DAY))
    assert (part.has_part, part.has_words) == (True, False)
    assert set(queries.rates(Filters(as_of=DAY))["worded"]) == {0, 1}


def test_a_county_that_only_a_task_is_of_can_be_chosen(own_database: Path) -> None:
    with duckdb.connect(str(own_database)) as connection:
        connection.execute("UPDATE tasks SET area = '河西区' WHERE task_id = ?", [TASK + "1"])
    assert "河西区" in queries.choices("areas")
    assert found(areas=("河西区",)) == [TASK + "1"]
    assert list(queries.documents(Filters(areas=("河西区",), as_of=DAY))["document_id"]) == [PLAN]


def test_on_track_and_ongoing_are_one_group() -> None:
    assert found(statuses=("on_track",)) == [REPORT + "-02"]


def test_past_deadline_is_a_mark_and_no_status() -> None:
    late = queries.task(TASK + "3", Filters(as_of=DAY))
    assert (late.status_group, late.is_past_deadline) == ("overdue", True)
    assert found(past_deadline=True) == [TASK + "3"]
    on_the_day = queries.task(TASK + "3", Filters(as_of=date(2024, 3, 31)))
    assert (on_the_day.is_due, on_the_day.is_past_deadline) == (True, False)


@pytest.mark.parametrize(
    "chosen, expected",
    [
        ({"cities": ("云州市",)}, 10),
        ({"cities": ("别的市",)}, 0),
        ({"areas": ("山亭县",)}, 4),
        ({"documents": (PLAN,)}, 6),
        ({"units": ("云州市生态环境局",)}, 3),
        ({"units": ("云州市生态环境局",), "roles": ("lead",)}, 2),  # in task 2 it only cooperates
        ({"systems": ("水利",)}, 1),
        ({"roles": ("responsible",)}, 1),
        ({"years": ("2024",)}, 3),
        ({"years": ("2025", "持续推进")}, 2),
        ({"years": ("无明确时限",)}, 5),
        ({"statuses": ("unreported",)}, 4),
        ({"text": "李明"}, 1),
        ({"text": "禁止  巡查"}, 1),  # every word
        ({"text": "禁止 扬尘"}, 0),
        ({"text": "水利局"}, 1),
        ({"text": "％"}, 0),  # no wildcard
        ({"text": "２０２４年６月"}, 1),  # full width is half width
        ({"text": "ALERT(1)"}, 1),
        ({"text": "揚塵"}, 0),  # only 塵 is in this database's table
        ({"text": "塵 或 渗漏"}, 2),
        ({"text": "尘|渗漏 生态环境局"}, 2),
        ({"text": "生态环境局 -扬尘"}, 2),
        ({"text": "生态环境局 非 扬尘"}, 2),
        ({"text": "－扬尘"}, 9),
        ({"text": "或 非"}, 10),  # nothing to search for
        ({"text": "' OR 1=1 --"}, 0),
    ],
)
def test_filters(chosen: dict, expected: int) -> None:
    assert len(found(**chosen)) == expected


def test_a_view_says_itself_in_words() -> None:
    chosen = Filters(cities=("云州市",), years=("2024", "持续推进"), statuses=("closed",), as_of=DAY)
    assert chosen.in_words() == "城市：云州市；时限：2024、持续推进；状态：已销号；截至 2025-06-01"
    assert Filters(as_of=DAY).in_words() == "全部任务；截至 2025-06-01"
    assert chosen.narrows and not Filters(as_of=DAY).narrows


def test_a_view_says_titles_and_names_not_keys() -> None:
    chosen = Filters(documents=(PLAN,), units=("云州市水利局",), as_of=DAY)
    assert chosen.in_words() == "文件：云州市整改方案；单位：云州市水利局；截至 2025-06-01"


def test_a_unit_that_leads_and_answers_for_a_task_is_named_once(own_database: Path) -> None:
    with duckdb.connect(str(own_database)) as connection:
        connection.execute(
            "INSERT INTO task_units BY NAME SELECT * REPLACE ('responsible' AS role) FROM task_units WHERE role = 'lead'"
        )
    assert queries.tasks_due(Filters(as_of=DAY), 30)["responsible"].tolist() == ["生态环境局"]


def test_reports_of_a_task_with_what_each_counts_for() -> None:
    reports = queries.rows(queries.task_reports(TASK + "1", Filters(as_of=date(2024, 8, 1))))
    assert [(report.standing, report.status) for report in reports] == [
        ("counts", "completed"),
        ("later", "closed"),
        ("background", "overdue"),
    ]


def test_every_quote_stands_at_its_place(database: Path) -> None:
    text = {document.document_id: queries.document_text(document.document_id) for document in all_documents()}
    for task in queries.rows(queries.tasks(Filters())):
        for table in (
            queries.task_fields(task.task_id),
            queries.task_units(task.task_id),
            queries.task_leaders(task.task_id),
            queries.task_milestones(task.task_id),
            queries.task_indicators(task.task_id, Filters()),
        ):
            for row in queries.rows(table):
                assert text[task.document_id][row.source_start : row.source_end] == row.quote


def test_what_a_report_measured_stands_beside_the_target_from_its_day_on(own_database: Path) -> None:
    set_values(
        own_database,
        f"UPDATE tasks SET reports_on = '{TASK}4' WHERE task_id = '{REPORT}-01'",
        f"UPDATE indicators SET task_id = '{REPORT}-01', document_id = '{REPORT}' WHERE indicator_id = 'i38'",
    )
    roles = [
        [figure.role for figure in queries.rows(queries.task_indicators(TASK + "4", Filters(as_of=day)))]
        for day in (date(2025, 4, 29), date(2025, 4, 30))
    ]
    assert roles == [["target"], ["target", "actual"]]


def all_documents() -> list:
    return queries.rows(queries.documents(Filters()))


def test_documents_with_what_was_read_and_what_was_not() -> None:
    plan = next(document for document in all_documents() if document.document_id == PLAN)
    assert (plan.tasks, plan.stated_task_count, plan.failed_checks, plan.not_understood) == (6, 7, 1, 1)
    assert [check.passed for check in queries.rows(queries.checks(PLAN))] == [False, True]
    assert plan.reader_remarks.splitlines() == ["第 3 页没有文字，没有读取。", "文件带有宏，没有运行宏。"]


def test_petitions_not_yet_counted_on_the_day_are_left_out() -> None:
    assert len(queries.petition_counts(Filters(as_of=date(2024, 3, 15)))) == 4
    assert queries.petition_counts(Filters(as_of=date(2024, 3, 14))).empty


def test_what_came_out_later_is_not_known_on_the_day() -> None:
    """The plan came out on 2024-01-10, the bulletin on 2024-03-15; the report looks back on 2025-04-30."""
    for day, listed, tasks in (
        (date(2024, 1, 9), set(), 0),
        (date(2024, 1, 10), {PLAN}, 6),
        (date(2024, 3, 15), {PLAN, BULLETIN}, 6),
        (date(2025, 4, 30), {PLAN, BULLETIN, REPORT}, 10),
    ):
        chosen = Filters(as_of=day)
        assert set(queries.documents(chosen)["document_id"]) == listed
        assert rates(chosen)["completion"][1] == len(queries.tasks(chosen)) == tasks
        assert (
            len(queries.failing_checks(chosen)) == len(queries.promises(chosen)) - (tasks > 0) == (tasks > 0)
        )
        assert queries.figures(chosen).empty == (tasks == 0)
        assert queries.coverage(chosen).later == 3 - len(listed)


def test_a_document_without_any_day_is_known_as_soon_as_anything_is(own_database: Path) -> None:
    with duckdb.connect(str(own_database)) as connection:
        connection.execute("UPDATE documents SET looks_back_to = NULL WHERE document_id = ?", [REPORT])
    assert queries.tasks(Filters(as_of=date(2024, 1, 9))).empty
    first = Filters(as_of=date(2024, 1, 10))
    assert len(queries.tasks(first)) == 10
    assert (queries.coverage(first).undated, queries.coverage(first, "tasks").later) == (1, 0)


def test_where_a_list_tells_of_no_progress_its_report_does(own_database: Path) -> None:
    with duckdb.connect(str(own_database)) as connection:
        connection.execute("UPDATE tasks SET progress = NULL WHERE task_id = ?", [TASK + "1"])
        connection.execute(
            "UPDATE status_reports SET carried_from = ? WHERE task_id = ? AND status = 'closed'",
            [REPORT + "-01", TASK + "1"],
        )
    listed = queries.tasks(Filters(as_of=DAY)).set_index("task_id")
    assert listed.loc[TASK + "1", "progress"] == "第1项进展"


def test_progress_and_day_of_a_row_are_of_one_report(own_database: Path) -> None:
    """The list's own progress is older than the report whose day and status stand beside it."""
    with duckdb.connect(str(own_database)) as connection:
        connection.execute("UPDATE tasks SET progress = '年初的进展' WHERE task_id = ?", [TASK + "1"])
        connection.execute(
            "UPDATE status_reports SET carried_from = ? WHERE task_id = ? AND status = 'closed'",
            [REPORT + "-01", TASK + "1"],
        )
    assert queries.tasks(Filters(as_of=DAY)).set_index("task_id").loc[TASK + "1", "progress"] == "第1项进展"


def test_a_step_told_in_the_deadline_and_in_full_in_a_measure_counts_once(own_database: Path) -> None:
    """Two steps of one item, each told twice, made four time nodes; other words or another day are another step."""
    step = {"task_id": TASK + "1", "precision": "month", "quote": "", "source_end": 1}
    told = {
        "完成封场": "2026-09-30", "完成填埋场封场工程并通过验收": "2026-09-30", "完成绿化": "2026-09-30",
        "封场": "2026-10-31",
    }  # fmt: skip
    with duckdb.connect(str(own_database)) as connection:
        connection.execute("DELETE FROM milestones")
        for place, (words, day) in enumerate(told.items()):
            insert(connection, "milestones", **step, due_on=day, text=words, source_start=place)
    view = Filters(as_of=DAY)
    assert list(queries.steps(view)["text"]) == ["完成填埋场封场工程并通过验收", "完成绿化", "封场"]
    assert queries.milestone_counts(view)["steps"].sum() == 3
    assert len(queries.task_milestones(TASK + "1")) == 4, "the task shows all that its words say"


def test_rows_have_plain_values() -> None:
    task = queries.task(TASK + "6", Filters(as_of=DAY))
    assert (task.deadline_on, task.goal, task.is_ongoing) == (None, None, False)
    assert queries.task(TASK + "1", Filters(as_of=DAY)).deadline_on == date(2024, 6, 30)


def test_an_unknown_task_is_none() -> None:
    assert queries.task("nothing", Filters()) is None


def test_without_a_database_it_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (tmp_path, tmp_path / "not made yet"):
        monkeypatch.setenv("RECTIFICATION_DATABASE", str(folder))
        with pytest.raises(queries.NoDatabase, match="几秒后这里自动显示"):
            queries.build()


def test_a_new_generation_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(tmp_path))
    for generation in ("first", "second"):
        write_database(tmp_path / f"rectification-{generation}.duckdb", generation)
        (tmp_path / "current-generation.txt").write_text(f"rectification-{generation}.duckdb\n")
        assert queries.build().generation == generation
        assert len(queries.tasks(Filters())) == 10


def test_a_database_file_can_be_named(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copy(database, tmp_path / "it's another.duckdb")
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(copy))
    assert len(queries.tasks(Filters())) == 10


@pytest.mark.parametrize("sql", ["FROM read_csv('/etc/hostname')", "SET enable_external_access = true"])
def test_queries_reach_no_other_file(sql: str) -> None:
    with pytest.raises(duckdb.Error):
        queries.ask(sql)


def test_threads_get_their_own_rows() -> None:
    def rows_of(number: int) -> bool:
        task_id = f"{TASK}{number % 6 + 1}"
        answer = queries.ask(f"SELECT task_id, {number} AS asked FROM tasks WHERE task_id = $t", t=task_id)
        return answer.values.tolist() == [[task_id, number]]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(rows_of, range(200)))


def test_what_changed_between_two_days() -> None:
    events = queries.rows(queries.changes(Filters(as_of=date(2024, 9, 30)), date(2024, 1, 31)))
    assert [(row.change, row.task_id, row.status_before) for row in events] == [
        ("closed", TASK + "1", "unreported"),
        ("slipped", TASK + "3", "unreported"),
        ("overdue", TASK + "3", "unreported"),
    ]
    counts = queries.change_counts(Filters(as_of=date(2024, 2, 1)), date(2023, 12, 31))
    assert {change: tasks for change, tasks in counts.items() if tasks} == {"new": 6, "closing": 6}


def test_an_approved_extension_holds_from_its_day_and_is_told_as_a_change(own_database: Path) -> None:
    late, new = f"{TASK}3", date(2026, 12, 31)
    with duckdb.connect(str(own_database)) as connection:
        said = {
            "corrected_by": "李明",
            "corrected_on": date(2025, 3, 1),
            "reason": "延期批复：省督察办〔2025〕12号",
        }
        insert(connection, "corrections", task_id=late, field="deadline_on", value=str(new), **said)
    before, after = (Filters(as_of=date(2025, month, 1)) for month in (2, 6))
    assert queries.task(late, before).is_past_deadline and not queries.task(late, after).is_past_deadline
    (redated,) = queries.rows(queries.changes(after, date(2025, 2, 1), "redated"))
    assert (redated.task_id, redated.deadline_after) == (late, new)
    assert not queries.change_counts(before, date(2025, 1, 1))["redated"]


def test_a_deadline_put_off_twice_is_told_as_twice(own_database: Path) -> None:
    late, approval = f"{TASK}3", "延期批复：省督察办〔2025〕12号"
    named = {"task_id": late, "field": "deadline_on", "reason": approval, "corrected_by": "李明"}
    ended = {"ended_by": "李明", "ended_reason": "再次延期", "is_withdrawn": False}
    with duckdb.connect(str(own_database)) as connection:
        insert(connection, "corrections", **named, value="2025-12-31", corrected_on=date(2025, 5, 1))
        for on, until, value in (
            (date(2025, 3, 1), date(2025, 5, 1), "2025-06-30"),
            (date(2025, 5, 1), date(2025, 5, 1), "2025-12-30"),  # a slip, mended on its day: no further delay
        ):
            insert(
                connection,
                "former_corrections",
                **named,
                **ended,
                value=value,
                corrected_on=on,
                ended_on=until,
            )
    day, since = Filters(as_of=date(2025, 6, 1)), date(2025, 1, 1)
    assert [queries.change_counts(day, since)[kind] for kind in ("redated", "redated_again")] == [1, 1]
    told = queries.rows(queries.told_between(day, since, ["redated_again"]))
    assert [(row.told_on, row.deadline_after, row.quote) for row in told] == [
        (date(2025, 3, 1), date(2025, 6, 30), approval), (date(2025, 5, 1), date(2025, 12, 31), approval),
    ]  # fmt: skip
    assert queries.change_counts(day, date(2025, 4, 1))["redated_again"] == 0, "once since then"


@pytest.mark.parametrize(
    "said, counted",
    [
        ([("2025-03-01", "completed"), ("2025-05-01", "on_track")], {"reopened": 1, "relapsed": 1}),
        ([("2024-12-01", "completed"), ("2025-05-01", "on_track")], {"reopened": 1}),  # seen from both ends
        (
            [("2024-12-01", "completed"), ("2025-03-01", "on_track"), ("2025-05-01", "closed")],
            {"reopened": 1, "relapsed": 1, "closed": 1},
        ),
        ([("2025-03-01", "completed"), ("2025-03-01", "on_track")], {"completed": 1}),  # one day: no course
        (
            [("2025-03-01", "overdue"), ("2025-05-01", "completed")],
            {"overdue": 1, "recovered": 1, "completed": 1},
        ),
        ([("2025-03-01", "overdue"), ("2025-05-01", "overdue")], {"overdue": 1}),
        (  # behind then and now: nothing got better for good
            [("2024-12-01", "overdue"), ("2025-03-01", "completed"), ("2025-05-01", "overdue")],
            {"overdue": 1, "reopened": 1, "relapsed": 1},
        ),
        ([("2025-03-01", "on_track"), ("2025-05-01", "completed")], {"completed": 1}),
    ],
)
def test_what_happened_between_the_two_days_is_counted(
    own_database: Path, said: list[tuple[str, str]], counted: dict[str, int]
) -> None:
    with duckdb.connect(str(own_database)) as connection:
        for number, (day, status) in enumerate(said):
            report = {"task_id": f"{TASK}5", "status": status, "scope": "whole", "reported_on": day}
            day_of_work = date(2025, 2, 20) if status == "completed" else None
            insert(
                connection,
                "status_reports",
                **report,
                source=f"https://example.org/{number}",
                completed_on=day_of_work,
            )
    of_task = Filters(as_of=date(2025, 6, 1), text="学习不够")
    counts = queries.change_counts(of_task, date(2024, 12, 31))
    kinds = (*wording.CHANGES, *wording.BETWEEN)
    assert {kind: counts[kind] for kind in kinds if counts[kind]} == counted


@pytest.mark.parametrize(
    "since, until, parts",
    [
        (date(2023, 12, 31), date(2024, 2, 1), (0, 6, 0, 0, 6)),
        (
            date(2024, 2, 1),
            date(2025, 6, 1),
            (6, 4, 4, 2, 8),
        ),  # the report without a date closes one of its own
        (date(2023, 12, 31), date(2025, 6, 1), (0, 10, 4, 2, 8)),
        (date(2025, 4, 30), date(2025, 6, 1), (8, 0, 0, 0, 8)),
    ],
)
def test_the_flow_adds_up_to_what_either_day_shows(since: date, until: date, parts: tuple[int, ...]) -> None:
    flow = queries.change_counts(Filters(as_of=until), since)
    assert tuple(flow[part] for part in ("opening", "new", "undated", "closed", "closing")) == parts
    assert flow["unclosed"] == 0 and flow["opening"] + flow["new"] - flow["closed"] == flow["closing"]
    for day, part in ((since, "opening"), (until, "closing")):
        assert len([status for status in statuses(day).values() if status != "closed"]) == flow[part]


def test_the_last_day_on_which_anything_came_out() -> None:
    assert queries.newest_change(Filters(as_of=date(2024, 6, 30))) == date(2024, 1, 10)
    assert queries.newest_change(Filters(as_of=date(2010, 1, 1))) is None


def test_steps_keep_their_precision_and_what_falls_due_is_open() -> None:
    step = queries.milestone_counts(Filters(as_of=DAY)).iloc[0]
    assert (step["starts"], step["ends"]) == (pd.Timestamp(2025, 3, 1), pd.Timestamp(2025, 3, 31))
    due = queries.rows(queries.falling_due(Filters(as_of=date(2025, 3, 1))))
    assert [(row.days_left, row.text, row.task_id) for row in due] == [(30, "完成巡查", TASK + "4")]
    assert queries.falling_due(Filters(as_of=date(2024, 12, 1)))["text"].tolist() == ["整项任务"]


def test_tasks_are_found_by_what_they_are_about() -> None:
    assert found(themes=("尾矿库", "扬尘")) == [TASK + "3", TASK + "1"], "the open task before the done"
    assert len(found(themes=("未归类",))) == 6
    assert len(found(themes=("未归类", "扬尘"))) == 7


def test_a_county_has_the_tasks_that_name_its_units_too(own_database: Path) -> None:
    set_values(
        own_database, f"UPDATE task_units SET unit_id = '云州市山亭县党委政府' WHERE task_id = '{TASK}1'"
    )
    of_county = set(found(areas=("山亭县",)))
    assert {task for task in of_county if not task.startswith(REPORT)} == {TASK + "1"}
    assert set(found(areas=("山亭县",), expand=True)) == of_county | {TASK + "4"}, "各县区党委政府"
    assert len(queries.documents(Filters(as_of=DAY, areas=("山亭县",)))) == 2


def test_themes_by_city_and_by_inspection() -> None:
    by_city = queries.themes(Filters(as_of=DAY))
    assert by_city[["theme", "place", "tasks"]].values.tolist()[-1] == ["未归类", "云州市", 6]
    assert set(queries.themes(Filters(as_of=DAY), by_inspection=True)["place"]) == {"未写哪次督察"}
    dust = queries.part_of_themes("扬尘", "云州市", False)
    assert queries.tasks(Filters(as_of=DAY), part=dust)["task_id"].tolist() == [TASK + "3"]
    assert queries.returned(Filters(as_of=DAY)).empty


@pytest.fixture
def two_rounds(own_database: Path) -> Path:
    """The plan answers a first inspection, the report of 2025-05-01 a second one; both speak of a 尾矿库."""
    with duckdb.connect(str(own_database)) as connection:
        connection.execute("UPDATE documents SET inspection = '第一轮' WHERE document_id = ?", [PLAN])
        connection.execute(
            "UPDATE documents SET inspection = '第二轮', published_on = '2025-05-01' WHERE document_id = ?",
            [REPORT],
        )
        connection.execute(
            "INSERT INTO task_themes VALUES (?, '尾矿库', '第3个问题', 0, 5)", [REPORT + "-03"]
        )
        connection.execute("INSERT INTO task_themes VALUES (?, '扬尘', '第4个问题', 0, 5)", [REPORT + "-04"])
    return own_database


@pytest.mark.parametrize(
    "spelt", ["第二轮省级生态环境保护督察", "湖南省第二轮生态环境保护督察", "第二轮湖南省生态环境保护督察"]
)
def test_one_round_is_one_column_in_any_spelling(own_database: Path, spelt: str) -> None:
    with duckdb.connect(str(own_database)) as connection:
        for document, said in ((PLAN, "第二轮省生态环境保护督察"), (REPORT, spelt)):
            connection.execute("UPDATE documents SET inspection = ? WHERE document_id = ?", [said, document])
    of_rounds = queries.themes(Filters(as_of=DAY), by_inspection=True)
    assert set(of_rounds["place"]) == {"第二轮省级生态环境保护督察"}
    assert len(found(inspections=("第二轮省级生态环境保护督察",))) == len(found())
    assert queries.task_count(Filters(as_of=DAY, inspections=("未写哪次督察",))) == 0
    assert queries.rounds(Filters(as_of=DAY))["cities"] == 0


def test_a_kind_of_problem_comes_back(two_rounds: Path) -> None:
    returned = queries.rows(queries.returned(Filters(as_of=DAY)))
    assert [(row.sameness, row.theme, row.task_id, row.earlier_issue, row.done_on) for row in returned] == [
        ("same_theme", "尾矿库", REPORT + "-03", "尾矿库渗漏", date(2024, 9, 1))
    ], "扬尘 was never done in the first round"
    assert tuple(queries.rounds(Filters(as_of=DAY))) == (1, 2)


@pytest.mark.parametrize("certainty, sure", [("sure", True), ("confirmed", True), ("doubtful", False)])
def test_a_problem_that_was_closed_is_listed_again(certainty: str, sure: bool, two_rounds: Path) -> None:
    with duckdb.connect(str(two_rounds)) as connection:
        connection.execute(
            "INSERT INTO links VALUES (?, ?, 'same_problem', ?, 95, '文字相近')",
            [REPORT + "-03", TASK + "1", certainty],
        )
    returned = queries.rows(queries.returned(Filters(as_of=DAY)))
    assert [(row.sameness, row.task_id, row.earlier_issue) for row in returned] == [
        ("same_problem" if sure else "same_theme", REPORT + "-03", "尾矿库渗漏")
    ], "what surely came back is not told once more by its kind"
    page = AppTest.from_file(str(Path(__file__).parent.parent / "pages" / "themes.py"), default_timeout=30)
    page.query_params["as_of"] = DAY.isoformat()
    headings = [heading.value for heading in page.run().subheader]
    assert ("1 个问题办结后又被列出" in headings) == sure
    assert ("1 项任务，前一次督察办结过同类问题" in headings) != sure


@pytest.mark.parametrize(
    "actual, period, op, judged, gap",
    [
        (38, "2024", "<=", "missed", 3),
        (35, "2024", "<=", "met", None),
        (38, "2023", "<=", "earlier", None),  # measured before the promise's time
        (38, "2025", "<=", "missed", 3),  # a later year counts, too
        (38, "2024-01/2024-06", "<=", "so_far_missed", None),
        (38, "2025-01/2025-06", ">=", "so_far_met", None),
        (38, "2025-01/2025-06", "=", "part", None),
        (38, "2024", ">=", "met", None),
        (38, "2024", "=", "unclear", None),  # on which side it is kept is not said
        (None, None, "<=", "none", None),
    ],
)
def test_a_promise_is_held_against_whole_years_in_its_time_or_after(
    own_database: Path,
    actual: float | None,
    period: str | None,
    op: str,
    judged: str,
    gap: float | None,
) -> None:
    with duckdb.connect(str(own_database)) as connection:
        connection.execute("DELETE FROM indicators WHERE metric <> 'PM2.5'")
        connection.execute(
            "UPDATE indicators SET op = ?, task_id = ? WHERE role = 'target'", [op, TASK + "1"]
        )
        if actual is None:
            connection.execute("DELETE FROM indicators WHERE role = 'actual'")
        else:
            connection.execute(
                "UPDATE indicators SET value = ?, period = ? WHERE role = 'actual'", [actual, period]
            )
    (promise,) = queries.rows(queries.promises(Filters(as_of=date(2026, 1, 1))))
    assert (promise.judged, promise.gap, promise.is_done) == (judged, gap, True)
    assert queries.promises(Filters(as_of=date(2026, 1, 1), statuses=("overdue",))).empty


def test_a_promise_of_a_plan_is_listed_unless_tasks_are_chosen() -> None:
    promises = queries.rows(queries.promises(Filters(as_of=DAY)))
    assert [(row.metric, row.task_id, row.judged) for row in promises] == [
        ("PM2.5", None, "missed"),
        ("水质类别", TASK + "4", "none"),
    ]
    of_tasks = queries.promises(Filters(as_of=DAY, statuses=("unreported",)))
    assert of_tasks["metric"].tolist() == ["水质类别"]


@pytest.mark.parametrize(
    "text, every, none",
    [
        ("衡阳 尾矿|尾砂 -铅", [["衡阳"], ["尾矿", "尾砂"]], ["铅"]),
        ("尾矿 或 尾砂 或 铅", [["尾矿", "尾砂", "铅"]], []),
        ("非法采砂", [["非法采砂"]], []),  # 非 inside a word
        ("采砂 非 许可", [["采砂"]], ["许可"]),
        ("| 采砂 |", [["采砂"]], []),
        ("ＰＭ", [["pm"]], []),
        ("  ", [], []),
    ],
)
def test_what_a_search_asks_for(text: str, every: list, none: list) -> None:
    assert queries.sought(text) == (every, none)


def test_hits_keep_their_places() -> None:
    assert queries.hits("扬塵与ＰＭ，扬尘", "扬尘|pm -与") == [(0, 2), (3, 5), (6, 8)]
    assert queries.hits("扬尘", "") == []


@pytest.mark.usefixtures("database")
def test_checks_beside_picked_tasks_are_those_of_their_documents() -> None:
    failing = queries.failing_checks(Filters(as_of=date(2025, 6, 1)))
    (document,) = set(failing["document_id"])
    tasks = queries.tasks(Filters(as_of=date(2025, 6, 1)))
    for chosen_in, kept in ((document, len(failing)), (REPORT, 0)):
        (words,) = tasks[tasks["document_id"] == chosen_in]["issue"].head(1)
        assert len(queries.failing_checks(Filters(as_of=date(2025, 6, 1), text=words[:12]))) == kept


def test_checks_beside_picked_tasks_are_also_those_of_the_reports_on_them(own_database: Path) -> None:
    set_values(
        own_database,
        f"UPDATE tasks SET reports_on = '{TASK}3' WHERE task_id = '{REPORT}-01'",
        f"UPDATE checks SET document_id = '{REPORT}' WHERE NOT passed",
    )
    for text, failed in (("扬尘严重", 1), ("污水直排", 0)):
        assert len(queries.failing_checks(Filters(as_of=date(2025, 6, 1), text=text))) == failed


def test_every_number_that_is_drawn_leads_to_as_many_tasks(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(built))
    day = Filters(as_of=date(2024, 6, 1))
    drawn: list[tuple[queries.Part, int]] = [
        (queries.part_of_rate(row.rate, standing), number)
        for row in queries.rows(queries.rates(day))
        for standing, number in (("done", row.done), ("tasks", row.total), ("partly", row.partly))
    ]
    drawn += [(queries.part_late(kind), tasks) for kind, tasks in queries.lateness(day).items()]
    for row in queries.rows(queries.open_tasks_by_due(day)):
        drawn.append((queries.part_by_due(row.bucket, row.status_group), row.tasks))
    for row in queries.rows(queries.tasks_by_city(day)):
        drawn.append((queries.part_of_city(row.city, row.status_group), row.tasks))
    for row in queries.rows(queries.themes(day).tail(3)):
        drawn.append((queries.part_of_themes(row.theme, row.place, False), row.tasks))
    for row in queries.rows(queries.systems_by_city(day).tail(3)):
        drawn.append((queries.part_of_systems(row.system, row.city), row.open_tasks))
    for by_system, groups in ((False, False), (True, False), (False, True)):
        work = queries.workload(day, by_system, groups)
        for row in queries.rows(work.tail(5)):
            drawn.append((queries.part_of_workload(row.key, row.role, by_system, groups), row.open_tasks))
        assert by_system or groups or row.name.startswith("其余"), "the last one: all the other units"
    for row in queries.rows(queries.workload_by_due_row(day).tail(3)):
        drawn.append((queries.part_of_workload(row.key, row.due_row, False, False), row.open_tasks))
    for days, number in queries.falling_due_counts(day).items():
        assert len(queries.falling_due(day, days)) == number
    since = date(2019, 1, 1)
    for change, number in queries.change_counts(day, since).items():
        assert len(queries.changes(day, since, change)) == number
    for part, number in drawn:
        assert queries.task_count(day, part) == len(queries.tasks(day, part=part)) == number, part


def test_published_rates_are_those_known_by_the_day(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(built))
    then, now = (queries.benchmarks(Filters(as_of=date(year, 6, 30))) for year in (2021, 2026))
    assert 0 < len(then) < len(now)
    assert then["as_of"].dropna().max() <= "2021-06-30"


# -------------------------------------------------------------------------------- edges, order and who counts


def set_values(database: Path, *updates: str) -> None:
    with duckdb.connect(str(database)) as connection:
        for update in updates:
            connection.execute(update)


@pytest.mark.parametrize(
    "days, bucket",
    [
        (-181, "past_181"), (-180, "past_91"), (-91, "past_91"), (-90, "past_31"), (-31, "past_31"), (-30, "past_1"),
        (-1, "past_1"), (0, "due_7"), (7, "due_7"), (8, "due_30"), (30, "due_30"), (31, "due_90"), (90, "due_90"),
        (91, "due_later"),
    ],
)  # fmt: skip
def test_a_deadline_falls_into_its_bucket_to_the_day(own_database: Path, days: int, bucket: str) -> None:
    due = DAY + timedelta(days=days)
    set_values(
        own_database,
        f"UPDATE tasks SET deadline_on = '{due}' WHERE task_id = '{TASK}4'",
        "DELETE FROM milestones",
        f"DELETE FROM tasks WHERE task_id <> '{TASK}4'",
    )
    chosen = Filters(as_of=DAY)
    assert queries.open_tasks_by_due(chosen)["bucket"].tolist() == [bucket]
    late = queries.lateness(chosen)
    assert late["past_unreported"] == (days < 0)
    soon = [0 <= days <= within for within in (7, 30, 90)]
    assert [late[f"due_in_{within}"] for within in (7, 30, 90)] == soon
    assert [queries.falling_due_counts(chosen).get(within, 0) for within in (7, 30, 90)] == soon
    assert [len(queries.falling_due(chosen, within)) for within in (7, 30, 90)] == soon
    assert [len(queries.tasks_due(chosen, within)) for within in (7, 30, 90)] == [
        days <= w for w in (7, 30, 90)
    ]


def test_what_a_source_calls_overdue_is_asked_after_whenever_it_is_due(own_database: Path) -> None:
    said = f"('{TASK}4', 'overdue', 'whole', '2025-05-01', 'https://example.org/9')"
    columns = "(task_id, status, scope, reported_on, source)"
    set_values(own_database, f"INSERT INTO status_reports {columns} VALUES {said}")
    assert TASK + "4" in set(queries.tasks_due(Filters(as_of=DAY), 7)["task_id"])


def test_what_is_done_no_longer_falls_due(own_database: Path) -> None:
    set_values(own_database, f"UPDATE tasks SET deadline_on = '2025-06-20' WHERE task_id = '{TASK}1'")
    done = Filters(as_of=DAY, statuses=("closed",))
    assert queries.task_count(done) and queries.falling_due(done).empty
    assert not any(queries.falling_due_counts(done).values())


def test_years_stand_in_order() -> None:
    years = queries.completion_table(Filters(as_of=DAY))["due_row"].tolist()
    assert years == ["2024", "2025", "持续推进", "无明确时限"]


def test_the_city_with_the_most_late_tasks_stands_first(own_database: Path) -> None:
    set_values(own_database, f"UPDATE tasks SET city = '甲市' WHERE task_id = '{TASK}3'")
    assert queries.past_deadline_by_city(Filters(as_of=DAY))["city"].tolist() == ["甲市", "云州市"]


def test_who_leads_most_stands_first_however_much_others_support(own_database: Path) -> None:
    for seq in (3, 4, 5):
        set_values(
            own_database,
            f"INSERT INTO task_units SELECT * REPLACE ('{TASK}{seq}' AS task_id, 'cooperating' AS role)"
            " FROM task_units WHERE unit_id = '云州市水利局' AND role = 'lead'",
        )
    work = queries.workload(Filters(as_of=DAY)).groupby("name", sort=False)["open_tasks"].max()
    assert work.to_dict() == {"云州市生态环境局": 1, "云州市水利局": 3}
    assert work.index[0] == "云州市生态环境局"


def test_only_who_leads_or_answers_is_called_late(own_database: Path) -> None:
    set_values(own_database, f"UPDATE task_units SET role = 'supervising' WHERE task_id = '{TASK}3'")
    assert queries.late_units(Filters(as_of=DAY)).empty


def test_what_was_closed_and_is_called_completed_later_is_not_newly_completed(own_database: Path) -> None:
    columns = "(task_id, status, scope, reported_on, source)"
    said = f"('{TASK}1', 'completed', 'whole', '2025-03-01', 'https://example.org/9')"
    set_values(own_database, f"INSERT INTO status_reports {columns} VALUES {said}")
    completed = queries.changes(Filters(as_of=DAY), date(2025, 1, 1), "completed")
    assert completed["task_id"].tolist() == [TASK + "2"]


@pytest.mark.parametrize(
    ("later", "changes"), [("第一轮督察", 1), (None, 1), ("第二轮督察", 0)]
)  # another inspection's list puts nothing off
def test_of_two_lists_the_later_one_changes_the_deadline_of_the_earlier(
    own_database: Path, later: str | None, changes: int
) -> None:
    named = f"'{later}'" if later else "NULL"
    set_values(
        own_database,
        f"UPDATE documents SET inspection = '第一轮督察' WHERE document_id = '{PLAN}'",
        f"UPDATE documents SET inspection = {named} WHERE document_id = '{REPORT}'",
        f"UPDATE documents SET issued_on = '2024-06-01' WHERE document_id = '{REPORT}'",
        f"UPDATE tasks SET deadline_on = '2024-12-31', deadline_precision = 'month' WHERE task_id = '{REPORT}-01'",
        f"INSERT INTO links VALUES ('{REPORT}-01', '{TASK}3', 'same_problem', 'sure', 90, '文字相近')",
    )
    redated = queries.rows(queries.changes(Filters(as_of=DAY), date(2023, 12, 31), "redated"))
    assert [(row.task_id, row.deadline_after, row.after_precision) for row in redated] == [
        (TASK + "3", date(2024, 12, 31), "month")
    ] * changes
    (other,) = queries.rows(queries.other_deadlines(TASK + "3", Filters(as_of=DAY)))
    assert other.is_of_other_inspection == (not changes)
    assert queries.changes(Filters(as_of=DAY), date(2024, 6, 1), "redated").empty, "that was before"


def test_what_was_done_after_the_next_list_came_out_did_not_come_back(two_rounds: Path) -> None:
    set_values(two_rounds, f"UPDATE documents SET published_on = '2024-08-01' WHERE document_id = '{REPORT}'")
    assert queries.returned(Filters(as_of=DAY)).empty


def test_the_commonest_theme_stands_first_and_what_has_none_last(own_database: Path) -> None:
    set_values(own_database, f"INSERT INTO task_themes VALUES ('{TASK}4', '扬尘', '河道采砂', 0, 4)")
    themes = queries.themes(Filters(as_of=DAY))["theme"].tolist()
    assert (themes[0], themes[-1]) == ("扬尘", "未归类")


def test_the_city_with_the_most_tasks_is_the_first_column(own_database: Path) -> None:
    set_values(own_database, f"UPDATE tasks SET city = '丁市' WHERE task_id = '{TASK}3'")
    themes = queries.themes(Filters(as_of=DAY)).drop_duplicates("place")
    assert themes.sort_values("rank")["place"].tolist() == ["云州市", "丁市"]


@pytest.mark.parametrize("how, names", [("merged", 2), ("renamed", 1)])
def test_an_office_counts_under_its_present_name_not_under_one_that_took_it_over(
    own_database: Path, how: str, names: int
) -> None:
    set_values(own_database, f"INSERT INTO former_units VALUES ('云州市生态环境局', '云州市水利局', '{how}')")
    assert queries.workload(Filters(as_of=DAY))["name"].nunique() == names


def test_duties_begin_with_what_is_open_however_old_what_is_done(own_database: Path) -> None:
    set_values(own_database, f"UPDATE tasks SET deadline_on = '2024-01-31' WHERE task_id = '{TASK}1'")
    listed = queries.duties(Filters(as_of=DAY, units=("云州市生态环境局",)), queries.WHOLE)
    assert listed["task_id"].tolist() == [TASK + "3", TASK + "1", TASK + "2"]


def test_a_collective_name_is_no_other_name_of_an_office(own_database: Path) -> None:
    of_place = "UPDATE units SET area = '山亭县', kind = 'government' WHERE is_group"
    set_values(own_database, of_place)
    assert queries.other_names("云州市山亭县党委政府").empty


def test_changes_at_the_edge_of_the_two_days() -> None:
    slipped = queries.change_counts(Filters(as_of=date(2024, 4, 1)), date(2024, 3, 31))["slipped"]
    assert slipped == 1, "due on the earlier day, and not late until it is over"
    day = Filters(as_of=date(2024, 9, 1))
    assert queries.change_counts(day, date(2024, 8, 31))["completed"] == 0
    assert queries.newest_change(Filters(as_of=date(2024, 3, 1), documents=(PLAN,))) == date(2024, 1, 10)


@pytest.mark.parametrize(
    "day, which, number",
    [(30, "ahead", 1), (31, "ahead", 1), (32, "ahead", 0), (31, "late", 0), (32, "late", 1)],
)
def test_a_step_is_ahead_to_its_last_day(day: int, which: str, number: int) -> None:
    chosen = Filters(as_of=date(2025, 3, 1) + timedelta(days=day - 1))
    assert len(queries.steps(chosen, which)) == number


def test_a_step_of_a_task_that_is_done_is_not_late(own_database: Path) -> None:
    set_values(own_database, f"UPDATE milestones SET task_id = '{TASK}1'")
    assert queries.steps(Filters(as_of=DAY), "late").empty and len(queries.steps(Filters(as_of=DAY))) == 1


def test_the_list_of_tasks_begins_with_what_is_open() -> None:
    listed = queries.tasks(Filters(as_of=DAY, documents=(PLAN,)))
    done = listed["status_group"].isin(["closed", "completed"]).tolist()
    assert done == sorted(done) and any(done)


def test_units_stand_as_the_document_has_them(own_database: Path) -> None:
    named = (
        "INSERT INTO task_units SELECT * REPLACE ('水利局' AS name_as_written, 2 AS position) FROM task_units"
    )
    set_values(own_database, f"{named} WHERE task_id = '{TASK}3'")
    (task,) = queries.rows(queries.tasks(Filters(as_of=DAY, text="扬尘")))
    assert task.lead == "生态环境局、水利局"


@pytest.mark.parametrize("certainty, told", [("sure", 1), ("confirmed", 1), ("doubtful", 0), ("rejected", 0)])
def test_another_deadline_of_one_problem_is_told_where_it_surely_is_one(
    own_database: Path, certainty: str, told: int
) -> None:
    link = f"('{TASK}3', '{TASK}4', 'same_problem', '{certainty}', 90, '文字相近')"
    set_values(own_database, f"INSERT INTO links VALUES {link}")
    assert [len(queries.other_deadlines(TASK + end, Filters(as_of=DAY))) for end in "34"] == [told, told]


def test_what_a_correction_replaced_is_the_newest_that_was_said(own_database: Path) -> None:
    said = f"('{TASK}1', 'status', 'on_track', '核实', '张三', '2025-05-01')"
    former = "'status', 'on_track', '核实', '张三', '2025-05-01', false, '李四'"
    set_values(
        own_database,
        f"INSERT INTO corrections VALUES {said}",
        *(
            f"INSERT INTO former_corrections VALUES ('{TASK}1', {former}, '2025-05-0{day}', '改正')"
            for day in (2, 3)
        ),
    )
    (correction,) = queries.rows(queries.corrections(Filters(as_of=DAY)))
    assert correction.as_published == "closed"
    assert queries.former_corrections(TASK + "1")["ended_on"].is_monotonic_decreasing


def test_a_county_has_the_lists_that_name_it_and_the_smallest_part_is_told(own_database: Path) -> None:
    set_values(
        own_database,
        f"UPDATE tasks SET area = '河西区' WHERE task_id = '{TASK}3'",
        f"INSERT INTO document_parts VALUES ('{PLAN}', NULL, 1, 0, 900), ('{PLAN}', '清单', 7, 10, 30)",
    )
    assert queries.documents(Filters(as_of=DAY, areas=("河西区",)))["document_id"].tolist() == [PLAN]
    (part,) = queries.rows(queries.part_at(PLAN, 12))
    assert (part.sheet, part.number) == ("清单", 7)
    early = queries.coverage(Filters(as_of=date(2020, 1, 1)))
    assert (early.next_title, early.next_day) == ("云州市整改方案", date(2024, 1, 10))


def test_a_rate_of_the_due_has_what_is_due_today() -> None:
    due = rates(Filters(as_of=date(2024, 6, 30)))["due_completion"]
    assert due == (0, 2, 0, 2), "due on the very day"
    assert rates(Filters(as_of=date(2024, 6, 29)))["due_completion"] == (0, 1, 0, 1)


def test_who_contradicts_only_itself_is_no_conflict_and_own_old_reports_count(own_database: Path) -> None:
    report = "INSERT INTO status_reports (task_id, status, scope, reported_on, source) VALUES"
    set_values(
        own_database,
        f"{report} ('{TASK}2', 'overdue', 'whole', '2025-03-01', (SELECT any_value(source) FROM status_reports"
        f" WHERE task_id = '{TASK}2'))",
        f"{report} ('{TASK}6', 'on_track', 'whole', '2023-12-01', '{PLAN}')",
    )
    assert queries.lateness(Filters(as_of=DAY))["contradicted"] == 0
    assert statuses(DAY)[TASK + "6"] == "on_track", "what the plan itself says is older than its printing"


def test_of_a_problem_in_two_lists_the_dated_one_counts(own_database: Path) -> None:
    link = f"('{REPORT}-01', '{TASK}3', 'same_problem', 'sure', 90, '文字相近')"
    set_values(own_database, f"INSERT INTO links VALUES {link}")
    once = set(queries.tasks(Filters(as_of=DAY, once=True))["task_id"])
    assert TASK + "3" in once and f"{REPORT}-01" not in once


def test_of_a_problem_in_two_lists_the_one_with_a_report_counts(own_database: Path) -> None:
    """The county's list is later, and only of its task a report tells."""
    set_values(
        own_database,
        f"INSERT INTO links VALUES ('{REPORT}-01', '{TASK}4', 'same_problem', 'sure', 90, '文字相近')",
    )
    once = set(queries.tasks(Filters(as_of=DAY, once=True))["task_id"])
    assert f"{REPORT}-01" in once and TASK + "4" not in once


def test_every_word_of_a_search_must_be_there() -> None:
    assert found(text="扬尘 严重") == [TASK + "3"] and not found(text="扬尘 渗漏")


def test_words_without_a_state_are_told_unless_a_part_was_reported_and_from_the_day_they_are_known(
    own_database: Path,
) -> None:
    columns = "(task_id, status, scope, reported_on, source)"
    set_values(
        own_database,
        f"UPDATE tasks SET reports_on = '{TASK}5' WHERE task_id = '{REPORT}-04'",
        f"UPDATE tasks SET progress = '正在施工' WHERE task_id = '{TASK}6'",
        f"INSERT INTO status_reports {columns} VALUES ('{TASK}6', 'closed', 'part', '2025-01-01', 'https://example.org/9')",
    )
    assert queries.task(TASK + "5", Filters(as_of=DAY)).has_words
    (told,) = queries.rows(queries.told_without_state(TASK + "5", Filters(as_of=DAY)))
    assert told.told in queries.document_text(told.document_id)[told.source_start : told.source_end]
    page = AppTest.from_file(str(Path(__file__).parent.parent / "dashboard.py"), default_timeout=30)
    page.query_params["task"], page.query_params["as_of"] = TASK + "5", DAY.isoformat()
    page.run().button(key="mark_told_0").click().run()
    assert page.query_params["mark"] == f"{REPORT}:{told.source_start}-{told.source_end}"
    assert told.told in " ".join(text.value for text in page.get("html")) + " ".join(
        text.value for text in page.markdown
    )
    assert not queries.task(TASK + "5", Filters(as_of=date(2025, 1, 1))).has_words
    assert queries.told_without_state(TASK + "5", Filters(as_of=date(2025, 1, 1))).empty
    part = queries.task(TASK + "6", Filters(as_of=DAY))
    assert (part.has_part, part.has_words) == (True, False)


def test_of_two_reports_of_one_day_the_one_that_names_a_day_of_completion_decides(own_database: Path) -> None:
    columns = "(task_id, status, scope, reported_on, completed_on, source)"
    said = (("on_track", "NULL", "a"), ("closed", "'2025-02-01'", "b"))
    set_values(
        own_database,
        *(
            f"INSERT INTO status_reports {columns} VALUES ('{TASK}5', '{status}', 'whole', '2025-03-01', {done},"
            f" 'https://example.org/{source}')"
            for status, done, source in said
        ),
    )
    assert statuses(DAY)[TASK + "5"] == "closed"
