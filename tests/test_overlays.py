"""What stands beside the documents: corrections, links and conflicts, in every question and on the opened task."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import corrections
import queries
import wording
from loaders.deciding import FIELDS
from queries import Filters
from reports import contents, letters
from tests.conftest import NOTICE, PLAN, REPORT, insert
from tests.test_pages import open_page, words
from tests.test_reports import bulletin, text_of

DAY = date(2025, 6, 1)
TASK = f"{PLAN}-0"


@pytest.fixture
def written(own_database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The ten tasks in a database that a test may add rows to, and closes before it asks."""
    with duckdb.connect(str(own_database)) as connection:
        yield connection


def correct(connection: duckdb.DuckDBPyConnection, **fields: str) -> None:
    """Corrects fields of the plan's fourth task."""
    for field, value in fields.items():
        said = {"reason": "原文印错", "corrected_by": "张三", "corrected_on": date(2025, 5, 1)}
        insert(connection, "corrections", task_id=TASK + "4", field=field, value=value, **said)
    connection.close()


def link(connection: duckdb.DuckDBPyConnection, one: str, other: str, kind: str, certainty: str) -> None:
    pair = {"from_task_id": one, "to_task_id": other}
    insert(connection, "links", **pair, kind=kind, certainty=certainty, likeness=91.5, basis="文字相近")


def report(
    connection: duckdb.DuckDBPyConnection,
    status: str,
    reported_on: date | None,
    source: str,
    task_id: str = TASK + "2",
) -> None:
    """A whole-task report, else on the plan's second task, which a notice of 2025-02-01 calls completed."""
    said = {"task_id": task_id, "status": status, "scope": "whole", "reported_on": reported_on}
    insert(connection, "status_reports", **said, source=source, source_kind="media", basis="记者所见")


def row(task_id: str, **chosen: object) -> pd.Series:
    tasks = queries.tasks(Filters(as_of=DAY, **chosen))  # type: ignore[arg-type]
    return tasks.set_index("task_id").loc[task_id]


def total(**chosen: object) -> int:
    rates = queries.rates(Filters(as_of=DAY, **chosen))  # type: ignore[arg-type]
    return int(rates.set_index("rate").loc["completion", "total"])


# ---------------------------------------------------------------------------------------------- corrections


def test_the_fields_that_can_be_corrected_are_those_of_the_loaders() -> None:
    assert set(wording.CORRECTABLE) == set(FIELDS)


def test_a_corrected_deadline_moves_the_task_to_its_year(written: duckdb.DuckDBPyConnection) -> None:
    correct(written, deadline_on="2024-12-31")
    found = row(TASK + "4", years=("2024",))
    assert found["deadline_on"] == pd.Timestamp("2024-12-31") and found["is_past_deadline"]
    assert found["deadline_text"] == "2025年12月31日前"


def test_a_deadline_corrected_to_none_has_no_year(written: duckdb.DuckDBPyConnection) -> None:
    correct(written, deadline_on="", is_ongoing="是")
    assert pd.isna(row(TASK + "4", years=("持续推进",))["deadline_on"])


def test_corrected_units_are_counted_and_found_by_any_of_their_names(
    written: duckdb.DuckDBPyConnection,
) -> None:
    correct(written, lead="水利局、云州市林场", responsible="")
    assert row(TASK + "4", units=("云州市水利局",))["lead"] == "水利局、云州市林场"
    assert TASK + "4" in set(queries.tasks(Filters(text="林场", as_of=DAY))["task_id"])
    load = queries.workload(Filters(as_of=DAY, documents=(PLAN,)))
    assert "云州市林场" in set(load["name"])
    assert pd.isna(row(TASK + "4")["responsible"])


def test_a_corrected_status_counts_from_its_day_and_gives_way_to_a_newer_report(
    written: duckdb.DuckDBPyConnection,
) -> None:
    said = {
        "task_id": TASK + "4",
        "status": "overdue",
        "scope": "whole",
        "source": "https://example.org/later",
    }
    insert(written, "status_reports", **said, reported_on=date(2025, 5, 20))
    correct(written, status="closed")
    for day, status in (
        (date(2025, 4, 30), "unreported"), (date(2025, 5, 1), "closed"), (date(2025, 5, 20), "overdue"),
    ):  # fmt: skip
        found = queries.tasks(Filters(as_of=day)).set_index("task_id")
        assert found.loc[TASK + "4", "status_group"] == status


def test_downloads_have_both_values(written: duckdb.DuckDBPyConnection) -> None:
    correct(written, issue="河道违规采砂", status="closed", deadline_on="2026-01-31")
    both = (
        corrections.beside(queries.tasks(Filters(as_of=DAY)), Filters(as_of=DAY))
        .set_index("task_id")
        .loc[TASK + "4"]
    )
    assert (both["issue"], both["问题（文件所写）"]) == ("河道违规采砂", "河道采砂")
    assert both["整改时限（文件所写）"] == "2025-12-31"
    assert "整改时限（日期）：张三，2025-05-01，原文印错" in both["更正说明"]
    shown = list(open_page("tasks.py").dataframe[0].value.columns[:8])
    assert shown[:4] == ["状态", "整改时限", "问题", "牵头或责任单位"], "a telephone shows the first"
    published = ["状态（文件所写）", "整改时限（文件所写）", "问题（文件所写）"]
    assert shown[4:] == [*published, "更正说明"]


def test_the_opened_task_shows_what_the_document_says_and_what_it_was_corrected_to(
    written: duckdb.DuckDBPyConnection,
) -> None:
    correct(written, goal="全面禁止采砂", deadline_on="2026-01-31", leader="王芳", status="closed")
    shown = words(open_page("tasks.py", task=TASK + "4"))
    for said in (
        "禁止采砂", "整改目标更正为：全面禁止采砂", "张三，2025-05-01。理由：原文印错", "2025年12月31日前",
        "整改时限（日期）更正为：2026-01-31", "时限：2026年1月31日", "李明", "负责领导更正为：王芳", "人工更正",
    ):  # fmt: skip
        assert said in shown, said


def test_a_letter_says_who_corrected_a_deadline(written: duckdb.DuckDBPyConnection) -> None:
    correct(written, deadline_on="2025-06-20")
    chosen = Filters(as_of=DAY)
    due = [task for task in contents.tasks_due(chosen, 60) if task.task_id == TASK + "4"]
    letter = letters.reminder(queries.unit("水利局"), due, chosen, 60, queries.build())
    with zipfile.ZipFile(io.BytesIO(letter)) as parts:
        notes = re.sub("<[^>]+>", "", parts.read("word/footnotes.xml").decode())
    assert "2025年12月31日前”；时限由张三于2025年5月1日更正为2025年6月20日，理由：原文印错。" in notes


def test_a_deadline_that_is_yet_to_be_put_off_is_told_by_nobody(written: duckdb.DuckDBPyConnection) -> None:
    said = {"reason": f"{corrections.EXTENSION}：督察办〔2025〕3号", "corrected_by": "张三"}
    insert(
        written,
        "corrections",
        task_id=TASK + "3",
        field="deadline_on",
        value="2025-07-31",
        **said,
        corrected_on=DAY,
    )
    written.close()
    for day, told in ((date(2025, 5, 31), False), (DAY, True)):
        chosen = Filters(as_of=day)
        due = [task for task in contents.tasks_due(chosen, 90) if task.task_id == TASK + "3"]
        letter = letters.reminder(queries.unit("生态环境局"), due, chosen, 90, queries.build())
        with zipfile.ZipFile(io.BytesIO(letter)) as parts:
            assert ("督察办〔2025〕3号" in parts.read("word/footnotes.xml").decode()) == told
        assert (
            "督察办〔2025〕3号" in words(open_page("tasks.py", task=TASK + "3", as_of=day.isoformat()))
        ) == told
        listed = open_page("tasks.py", as_of=day.isoformat()).dataframe[0].value
        assert ("更正说明" in listed) == told


# ---------------------------------------------------------------------------------------------------- links


def test_the_item_of_a_report_on_a_listed_task_is_no_further_task(written: duckdb.DuckDBPyConnection) -> None:
    written.execute("UPDATE tasks SET reports_on = ? WHERE task_id = ?", [TASK + "3", f"{REPORT}-01"])
    link(written, f"{REPORT}-01", TASK + "3", "report", "sure")
    written.close()
    assert total() == 9
    assert f"{REPORT}-01" not in set(queries.tasks(Filters(as_of=DAY))["task_id"])
    assert set(queries.tasks(Filters(as_of=DAY, documents=(REPORT,)))["task_id"]) >= {
        TASK + "3",
        f"{REPORT}-02",
    }
    shown = words(open_page("tasks.py", task=f"{REPORT}-01"))
    assert "本项报告的是《云州市整改方案》第3项（文字相近），不另计为一项任务" in shown


def test_a_carried_report_leads_to_the_item_it_comes_from(written: duckdb.DuckDBPyConnection) -> None:
    said = {"task_id": TASK + "3", "status": "closed", "scope": "whole", "source": REPORT, "quote": "进展1"}
    place = written.execute(
        "SELECT source_start, source_end FROM status_reports WHERE task_id = ?", [f"{REPORT}-01"]
    ).fetchone()
    assert place
    said |= {"source_start": place[0], "source_end": place[1]}
    insert(written, "status_reports", **said, carried_from=f"{REPORT}-01")
    link(written, f"{REPORT}-01", TASK + "3", "report", "sure")
    written.close()
    app = open_page("tasks.py", task=TASK + "3")
    assert "来源：山亭县整改进展" in words(app) and "见该文件第1项（文字相近）" in words(app)
    number = next(b.key for b in app.button if b.key and b.key.startswith("origin_")).removeprefix("origin_")
    app.button(key=f"mark_report_{number}").click().run()
    assert "<mark><a class='start'></a>进展1</mark>" in words(app)


def test_a_problem_in_two_lists_is_counted_once_where_that_is_wanted(
    written: duckdb.DuckDBPyConnection,
) -> None:
    link(written, f"{REPORT}-04", f"{REPORT}-03", "same_problem", "confirmed")
    link(written, f"{REPORT}-03", TASK + "4", "same_problem", "sure")
    link(written, f"{REPORT}-02", TASK + "5", "same_problem", "doubtful")
    link(written, f"{REPORT}-01", TASK + "6", "same_problem", "rejected")
    written.close()
    assert (total(), total(once=True)) == (10, 8)
    assert total(once=True, areas=("山亭县",)) == 3, "what is not in view does not stand for what is"
    assert {f"{REPORT}-03", f"{REPORT}-02", f"{REPORT}-01"} <= set(
        queries.tasks(Filters(as_of=DAY, once=True))["task_id"]
    ), "of the three the one that a report tells of"
    shown = words(open_page("tasks.py", task=TASK + "4"))
    assert "另见《山亭县整改进展》第3项：同一问题（文字相近）" in shown
    assert "另有 1 处对应拿不准" in words(open_page("tasks.py", task=TASK + "5"))


def test_of_a_problem_in_two_lists_the_newest_report_counts_and_what_was_said_in_either(
    written: duckdb.DuckDBPyConnection,
) -> None:
    """One list's task was late in February, the other's is done in May: it is done now, and was late before."""
    link(written, TASK + "4", TASK + "5", "same_problem", "sure")
    report(written, "overdue", date(2025, 2, 1), "https://example.org/city", task_id=TASK + "4")
    report(written, "completed", date(2025, 5, 1), "https://example.org/county", task_id=TASK + "5")
    written.close()
    once = Filters(as_of=DAY, once=True)
    counted = queries.tasks(once).set_index("task_id")["status_group"]
    assert counted[TASK + "5"] == "completed" and TASK + "4" not in counted
    changed = queries.changes(once, date(2025, 4, 1), "completed")
    assert list(zip(changed["task_id"], changed["status_before"], strict=True)) == [(TASK + "5", "overdue")]
    assert queries.changes(Filters(as_of=DAY), date(2025, 4, 1), "completed")["status_before"].tolist() == [
        "unreported"
    ]


# ------------------------------------------------------------------------------------------------ conflicts


@pytest.mark.parametrize(
    "status, reported_on, is_conflict",
    [
        ("overdue", date(2025, 3, 1), True),  # after it was called completed
        ("not_started", date(2025, 2, 1), True),  # on the same day
        ("overdue", None, True),  # no day that could explain it
        ("overdue", date(2024, 12, 31), False),  # late first, done then
        ("on_track", date(2025, 3, 1), True),  # the newest word takes the completion back
        ("on_track", date(2025, 1, 1), False),  # under way first, done then
        ("ongoing", date(2025, 3, 1), False),  # done, and looked after from then on
        ("overdue", date(2025, 6, 2), False),  # not yet known on the day
    ],
)
def test_reports_that_contradict_one_another(
    written: duckdb.DuckDBPyConnection, status: str, reported_on: date | None, is_conflict: bool
) -> None:
    report(written, status, reported_on, "https://example.org/paper")
    written.close()
    assert row(TASK + "2")["has_conflict"] == is_conflict
    assert queries.lateness(Filters(as_of=DAY))["contradicted"] == is_conflict
    assert len(queries.tasks(Filters(as_of=DAY, conflict=True))) == is_conflict


def test_a_source_that_says_something_else_later_contradicts_nobody(
    written: duckdb.DuckDBPyConnection,
) -> None:
    report(written, "overdue", date(2025, 3, 1), NOTICE)
    written.close()
    assert (row(TASK + "2")["has_conflict"], row(TASK + "2")["status_group"]) == (False, "overdue")


def test_who_settles_the_status_settles_the_conflict_and_decides_on_that_day(
    written: duckdb.DuckDBPyConnection,
) -> None:
    report(written, "overdue", date(2025, 5, 1), "https://example.org/paper")
    said = {"reason": "现场核实", "corrected_by": "张三", "corrected_on": date(2025, 5, 1)}
    insert(written, "corrections", task_id=TASK + "2", field="status", value="on_track", **said)
    written.close()
    assert (row(TASK + "2")["has_conflict"], row(TASK + "2")["status_group"]) == (False, "on_track")


def test_of_two_notices_of_one_day_the_one_that_names_the_task_decides(
    written: duckdb.DuckDBPyConnection,
) -> None:
    day = {
        "task_id": TASK + "5",
        "scope": "whole",
        "reported_on": date(2025, 3, 1),
        "source_kind": "official",
    }
    for status, confidence, source in (
        ("closed", "matter", "https://example.org/1"),
        ("on_track", "direct", "https://example.org/2"),
    ):
        insert(written, "status_reports", **day, status=status, confidence=confidence, source=source)
    written.close()
    assert row(TASK + "5")["status_group"] == "on_track"


def test_a_deadline_that_only_a_report_gives_counts_for_nothing_until_a_person_notes_it(
    written: duckdb.DuckDBPyConnection,
) -> None:
    """Changes, letter and task say the same: told, not taken over; one click fills in what has to be signed."""
    link(written, f"{REPORT}-01", TASK + "3", "report", "sure")
    written.execute(
        f"UPDATE tasks SET deadline_on = '2025-12-31', deadline_precision = 'month', deadline_year = 2025,"
        f" deadline_text = '2025年12月底前（经市政府同意）' WHERE task_id = '{REPORT}-01'"
    )
    written.execute("UPDATE documents SET issued_on = '2025-04-30', inspection = NULL")
    written.execute(f"UPDATE documents SET issued_on = '2024-01-10' WHERE document_id = '{PLAN}'")
    written.close()
    view = Filters(as_of=DAY)
    assert row(TASK + "3")["is_past_deadline"]
    (told,) = queries.rows(queries.changes(view, date(2025, 1, 1), "redated"))
    assert (told.deadline_on, told.deadline_after) == (date(2024, 3, 31), date(2025, 12, 31))
    assert "2024年3月31日（另报2025年12月，未采用）" in text_of(bulletin(view, date(2025, 1, 1)))
    due = contents.tasks_due(view, 30)
    reminder = text_of(letters.reminder(queries.unit("生态环境局"), due, view, 30, queries.build()))
    assert "报告另写2025年12月，未采用" in reminder
    app = open_page("tasks.py", task=TASK + "3")
    assert "没有采用，这里按本文件计" in words(app)


def test_a_conflict_is_shown_with_both_sayings(written: duckdb.DuckDBPyConnection) -> None:
    report(written, "overdue", date(2025, 3, 1), "https://example.org/paper")
    written.close()
    app = open_page("overview.py")
    app.button(key="see_contradicted").click().run()
    assert list(app.dataframe[0].value["任务编号"]) == [TASK + "2"]
    assert list(app.dataframe[0].value["说法不一"]) == ["是"]
    shown = words(open_page("tasks.py", task=TASK + "2"))
    assert "说法不一：有来源说已完成" in shown and "记者所见" in shown and "公示说明" in shown


def test_bulletin_and_reminder_name_who_contradicts_whom(written: duckdb.DuckDBPyConnection) -> None:
    report(written, "overdue", date(2025, 3, 1), "https://example.org/paper")
    written.close()
    chosen = Filters(as_of=DAY)
    said = ["逾期（《https://example.org/paper》，2025年3月1日）", "已完成（《公示》，2025年2月1日）"]
    paper = text_of(bulletin(chosen, date(2024, 12, 31)))
    assert all(each in paper for each in said) and paper.index(said[0]) < paper.index(said[1])
    due = contents.tasks_due(chosen, 30)
    reminder = text_of(letters.reminder(queries.unit("生态环境局"), due, chosen, 30, queries.build()))
    assert all(each in reminder for each in said) and "二、来源说法不一的任务（1项）" in reminder
    due = [task for task in due if task.task_id != TASK + "2"]
    assert "说法不一" not in text_of(
        letters.reminder(queries.unit("生态环境局"), due, chosen, 30, queries.build())
    )
