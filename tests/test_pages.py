"""Every page on the ten tasks: whole, filtered, with nothing found, opened by a link, without a database."""

import re
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

import queries
import wording
from tests.conftest import BULLETIN, PLAN, REPORT, unlinked

PROJECT = Path(__file__).parent.parent
PAGES = sorted(
    page for page in (PROJECT / "pages").glob("*.py") if page.stem != "imports"
)  # see test_imports.py
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


def open_page(name: str | Path, **address: str) -> AppTest:
    app = AppTest.from_file(str(PROJECT / "pages" / name), default_timeout=30)
    for key, value in {"as_of": "2025-06-01", **address}.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, app.exception
    return app


@pytest.mark.usefixtures("database")
def test_seldom_filters_are_folded_away_until_one_is_chosen() -> None:
    def unfolded(**address: str) -> bool:
        (fold,) = open_page("tasks.py", **address).sidebar.expander
        return bool(fold.proto.expanded)

    assert not unfolded(city="云州市")
    assert unfolded(inspection="未写哪次督察") and unfolded(once="true")


def words(app: AppTest) -> str:
    """Everything on the page that is text."""
    boxes = (app.error, app.warning, app.info)
    kinds = (app.title, app.subheader, app.markdown, app.caption, *boxes, app.get("html"))
    return "\n".join(
        str(getattr(element, "value", None) or element.proto.body) for kind in kinds for element in kind
    )


@every_page
@pytest.mark.usefixtures("database")
def test_a_page_opens_whole(page: Path) -> None:
    app = open_page(page)
    assert app.title and "没有符合条件" not in words(app)


@every_page
@pytest.mark.usefixtures("database")
def test_a_page_opens_filtered(page: Path) -> None:
    app = open_page(page, city="云州市")
    assert app.multiselect(key="city").value == ["云州市"]
    assert "城市：云州市" in words(app)


@every_page
@pytest.mark.usefixtures("database")
def test_a_page_with_nothing_in_it_says_how_to_widen_it(page: Path) -> None:
    nothing = {"as_of": "2025-06-01", "document": "山亭县整改进展", "text": "没有这样的词"}
    app = open_page(page, **nothing)
    if page.stem in ("documents", "indicators"):  # nobody searches there
        assert "共 1 行" in words(app) or "PM2.5：1 处" in words(app)
        return
    assert "没有符合条件" in words(app)
    app.button(key="clear_nothing_found").click().run()
    assert not app.exception
    assert app.multiselect(key="document").value == []


@every_page
@pytest.mark.usefixtures("database")
def test_before_anything_was_known_a_page_says_so_and_leads_to_the_first_day(page: Path) -> None:
    app = open_page(page, as_of="2015-01-01")
    assert "截至 2015-01-01，还没有" in words(app) and "0/" not in words(app)
    app.button(key="next_day").click().run()
    assert not app.exception
    assert app.date_input(key="as_of").value == (
        date(2024, 3, 15) if page.stem == "petitions" else date(2024, 1, 10)
    )


def test_without_a_database_the_frame_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(tmp_path))
    app = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=30).run()
    assert not app.exception and "start.py" in app.info[0].value


def test_a_database_of_an_older_program_is_called_that(own_database: Path) -> None:
    with duckdb.connect(str(own_database)) as connection:
        connection.execute("DROP TABLE links")
    app = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=30).run()
    assert not app.exception and "旧版程序" in app.info[0].value


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("day", [{}, {"as_of": "2024-02-01"}, {"as_of": "gestern"}])
def test_the_frame_opens_and_says_the_date_of_the_data(day: dict[str, str]) -> None:
    app = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=30)
    for name, value in day.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert "材料截至 2025-04-30" in words(app), "of the report without a date, what it looks back on"


@pytest.mark.usefixtures("database")
def test_a_task_opens_over_any_page() -> None:
    app = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=30)
    app.query_params["task"] = f"{PLAN}-04"
    app.run()
    assert not app.exception
    assert "云州市 第4项" in words(app) and not app.title
    app.button(key="open_document").click().run()
    assert "1 处不符" in words(app)
    app.button(key="back").click().run()
    assert "云州市 第4项" in words(app), "the document lay over it"
    app.button(key="back").click().run()
    assert app.title[0].value == "总览"


@pytest.mark.usefixtures("database")
def test_the_ledger_lists_the_tasks_in_view() -> None:
    ledger = open_page("tasks.py", status="已销号").dataframe[0].value
    assert list(ledger["任务编号"]) == [f"{PLAN}-01", f"{REPORT}-01"], "dated before undated"
    assert list(ledger.columns[:3]) == ["状态", "整改时限", "问题"], "what a telephone shows"
    (heading,) = open_page("tasks.py").subheader
    assert unlinked(heading.value) == "10 项任务，3 项见到办结，1 项已过时限"


@pytest.mark.usefixtures("database")
def test_the_documents_say_first_what_does_not_add_up() -> None:
    app = open_page("documents.py")
    assert app.subheader[0].value == "3 份文件，1 处核对不符，在其中 1 份里；1 处未读懂"
    assert list(app.dataframe[0].value.columns[:3]) == ["核对不符", "城市", "文件"]
    assert app.dataframe[0].value["文件编号"].iloc[0] == PLAN


@pytest.mark.usefixtures("database")
def test_a_report_on_a_part_is_told_in_the_list_on_the_task_and_beside_the_rates() -> None:
    listed = open_page("tasks.py", status="未见报告").dataframe[0].value.set_index("任务编号")
    assert listed["另有部分进展"].to_dict() == {
        f"{PLAN}-04": "是", f"{PLAN}-05": "", f"{PLAN}-06": "", f"{REPORT}-04": "",
    }  # fmt: skip
    shown = words(open_page("tasks.py", task=f"{PLAN}-04"))
    assert "另有部分进展" in shown and "不当作整项的进展" in shown
    worded = words(open_page("tasks.py", task=f"{REPORT}-04"))
    assert "进展未写明状态" in worded and "没有找到关于这项任务的报告" not in worded
    overview = words(open_page("overview.py"))
    assert all(f"1 项</a>{mark}" in overview for mark in ("另有部分进展", "进展未写明状态"))
    before = words(open_page("tasks.py", task=f"{PLAN}-04", as_of="2024-12-31"))
    assert "另有部分进展" not in before and "晚于 2024-12-31，不计" in before


def test_a_completion_known_to_the_month_is_shown_so(own_database: Path) -> None:
    with duckdb.connect(str(own_database)) as connection:
        connection.execute(
            "UPDATE status_reports SET completed_on = '2024-08-31', completed_precision = 'month' WHERE task_id = ?",
            [f"{PLAN}-01"],
        )
    shown = words(open_page("tasks.py", task=f"{PLAN}-01"))
    assert "，2024-08 完成" in shown and "2024-08-31" not in shown
    listed = open_page("tasks.py").dataframe[0].value.set_index("任务编号")
    assert listed["完成日期"][f"{PLAN}-01"] == "2024-08" and "完成日期精度" not in listed


@pytest.mark.usefixtures("database")
def test_an_opened_task_shows_all_that_is_known_of_it() -> None:
    app = open_page("tasks.py", task=f"{PLAN}-04")
    shown = words(app)
    for said in (
        "云州市 第4项", "未见报告", "2025年12月31日", "禁止采砂", "二、查处。", "李明", "2025年3月底", "完成巡查",
        "只说其中一部分：", "不决定整项状态", "公示说明", "不差于Ⅲ类", "https://example.org/notice",
    ):  # fmt: skip
        assert said in shown, said
    assert app.button(key="unit_responsible_0").label == "各县区党委政府"
    assert not app.dataframe


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "button, marked", [("mark_goal", "禁止采砂"), ("unit_responsible_0", "各县区党委政府")]
)
def test_a_field_leads_to_its_words(button: str, marked: str) -> None:
    app = open_page("tasks.py", task=f"{PLAN}-04")
    app.button(key=button).click().run()
    assert f"<mark><a class='start'></a>{marked}</mark>" in words(app)
    link = {"task": f"{PLAN}-04", "mark": app.query_params["mark"]}
    assert f"<mark><a class='start'></a>{marked}</mark>" in words(open_page("tasks.py", **link))


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("task", "link", "words_marked", "button"),
    [
        (f"{REPORT}-01", {}, "进展1", "mark_report_0"),  # its status
        (f"{PLAN}-03", {}, "2024年3月底", "mark_deadline"),  # past, and no report with words of a document
        (f"{PLAN}-03", {"part": "theme|扬尘|云州市"}, "扬尘", "theme_0"),
        (f"{PLAN}-03", {"text": "严重"}, "严重", "mark_deadline"),
    ],
)
def test_a_task_opens_with_the_words_marked_that_put_it_into_the_list(
    task: str, link: dict[str, str], words_marked: str, button: str
) -> None:
    app = open_page("tasks.py", task=task, **link)
    (marked,) = re.findall("<mark>(.*?)</mark>", words(app))
    assert re.sub("<.*?>", "", marked) == words_marked
    assert app.button(key=button) and "mark" not in app.query_params


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "mark", ["", "nonsense", f"{PLAN}:9-3", f"{PLAN}:0-999999999", f"{REPORT}:0-5", "'; DROP TABLE tasks:0-1"]
)
def test_a_wrong_mark_in_the_address_does_no_harm(mark: str) -> None:
    shown = words(open_page("tasks.py", task=f"{PLAN}-04", mark=mark))
    assert "第4项" in shown and ("链接里要标出的地方不在" in shown) == (mark != f"{PLAN}:0-999999999")


@every_page
@pytest.mark.usefixtures("database")
def test_what_an_address_names_in_vain_is_told_and_can_be_dropped(page: Path) -> None:
    wrong = {
        "citty": "云州市",
        "as_of": "2025-13-01",
        "city": "没有这个市",
        "since": "昨天",
        "part": "no|such|part",
    }
    app = open_page(page, **wrong)
    (said,) = (warning.value for warning in app.warning if "已略去" in warning.value)
    for words_of_link in ("citty“云州市”", "截至“2025-13-01”", "城市“没有这个市”", "“昨天”"):
        assert words_of_link in said
    app.button(key="passed_over_seen").click().run()
    assert not app.exception and not [warning for warning in app.warning if "已略去" in warning.value]
    assert "citty" not in app.query_params


@pytest.mark.usefixtures("database")
def test_an_address_may_name_a_document_by_its_id() -> None:
    app = open_page("tasks.py", document=PLAN)
    assert app.multiselect(key="document").value == [PLAN] and not app.warning
    assert app.query_params["document"] == "云州市整改方案"  # a link copied now carries it


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"element": "土壤"}, "要素“土壤”"),
        ({"metric": "没有的指标"}, "指标“没有的指标”"),
        ({"place": "没有的地点"}, "地点“没有的地点”"),
    ],
)
def test_what_the_page_of_air_and_water_does_not_have_is_told(wrong: dict[str, str], told: str) -> None:
    (warning,) = open_page("indicators.py", **wrong).warning
    assert f"链接里的{told}" in warning.value


@pytest.mark.usefixtures("database")
def test_a_document_opened_over_a_filtered_page_leaves_the_filters_in_the_address() -> None:
    app = open_page("documents.py", open=PLAN, past="true", text="矿")
    assert app.query_params["past"] == "true" and app.query_params["text"] == "矿"
    assert app.toggle(key="past").value and app.text_input(key="text").value == "矿"


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("page", ["overview.py", "completion.py", "changes.py", "workload.py", "themes.py"])
def test_a_part_that_is_not_there_is_told_and_can_be_dropped(page: str) -> None:
    app = open_page(page, part="late|no_such_tile|any", since="2023-12-31")
    assert "late\\|no\\_such\\_tile\\|any”不在现在的图里" in words(app)
    app.button(key="drop_part").click().run()
    assert "不在现在的图里" not in words(app)


@pytest.mark.usefixtures("database")
def test_an_unknown_task_is_said_to_be_unknown() -> None:
    assert "没有编号为" in open_page("tasks.py", task="nothing").warning[0].value


@pytest.mark.usefixtures("database")
def test_an_unknown_document_is_said_to_be_unknown() -> None:
    assert "没有编号为" in open_page("documents.py", open="nothing").warning[0].value


@pytest.mark.usefixtures("database")
def test_texts_of_documents_are_never_markup() -> None:
    shown = words(open_page("tasks.py", task=f"{PLAN}-06"))
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **粗**" in shown
    problems = open_page("tasks.py").dataframe[0].value["问题"]
    assert any(problem.startswith("<script>alert(1)") for problem in problems)


@pytest.mark.usefixtures("database")
def test_one_goes_on_to_the_next_task_and_back_to_the_list() -> None:
    listed = list(open_page("tasks.py", document="云州市整改方案").dataframe[0].value["任务编号"])
    app = open_page("tasks.py", task=listed[0], document="云州市整改方案")
    assert app.button(key="before").disabled
    app.button(key="after").click().run()
    assert f"第{int(listed[1][-2:])}项" in words(app)
    app.button(key="back").click().run()
    assert len(app.dataframe[0].value) == 6


def open_over(page: str, **address: str) -> AppTest:
    """A link that opens something over a page, in a session that has seen nothing yet."""
    app = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=30)
    if page:
        app.run().switch_page(f"pages/{page}.py")
    for key, value in {"as_of": "2025-06-01", **address}.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, app.exception
    return app


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "link, place, before",
    [
        ({"list": "任务清单", "part": "rate|completion|done"}, "第 2 / 3 项", 1),
        ({"list": "任务清单", "open": PLAN}, "第 6 / 6 项", 1),
        ({"list": "单位任务", "who": "云州市生态环境局"}, "第 3 / 3 项", 1),
        ({"list": "任务清单", "part": "late|said|any"}, "不在当前筛选范围内", None),
        ({"list": "任务清单", "text": "没有这样的词"}, "不在当前筛选范围内", None),
        ({"list": "没有这张表"}, "不在当前筛选范围内", None),
    ],
)
def test_a_link_walks_the_list_that_the_task_was_chosen_from(
    link: dict[str, str], place: str, before: int | None
) -> None:
    app = open_over("", **link, task=f"{PLAN}-02")
    assert place in words(app) and "云州市 第2项" in words(app)
    if before:
        app.button(key="before").click().run()
        assert app.query_params["task"] == f"{PLAN}-0{before}"
        assert app.query_params["list"] == link["list"]


@pytest.mark.usefixtures("database")
def test_a_link_over_a_page_of_its_own_days_walks_and_leads_back_to_them() -> None:
    link = {"list": "变化的任务", "part": "change|closed|all", "below": "since=2024-02-01"}
    app = open_over("changes", **link, task=f"{PLAN}-01")
    assert "“变化的任务”第 2 / 2 项" in words(app)
    app.button(key="back").click().run()
    assert app.date_input(key="since").value == date(2024, 2, 1)
    assert "所选：新销号" in words(app) and "below" not in app.query_params
    folded = open_over("changes", list="变化的任务", below="since=2024-02-01", task=f"{PLAN}-01")
    assert re.search("“变化的任务”第 \\d / \\d 项", words(folded)), "the list that is folded is walked too"


@pytest.mark.usefixtures("database")
def test_an_opened_document_shows_its_checks_failing_first_and_its_text() -> None:
    app = open_page("documents.py", open=PLAN)
    shown = words(app)
    for said in (
        "核对 2 处：1 处不符",
        "文件自述 7，读到 6",
        "少一项",
        "没有标签",
        "第 3 页没有文字，没有读取。",
        "SHA-256",
        "<u>另有一段话",
    ):
        assert said in shown, said
    assert shown.index("任务总数") < shown.index("编号连续") and "文件没有写" not in shown
    undated = words(open_page("documents.py", open=REPORT))
    assert "文件没有写；从它写到的最后一天（2025-04-30）起计入" in undated
    app.button(key="mark_check_0").click().run()
    assert "<mark><a class='start'></a>共7项任务</mark>" in words(app)


@pytest.mark.usefixtures("database")
def test_a_document_that_came_later_can_be_opened_on_the_day() -> None:
    app = open_page("documents.py", open=REPORT, as_of="2024-02-01")
    assert app.title[0].value == "山亭县整改进展" and not app.dataframe
    assert "文件" not in re.findall("<dt>(.*?)</dt>", words(app)), "the fold below its text names it"


@pytest.mark.usefixtures("database")
def test_petitions_are_held_against_the_total_that_the_document_states() -> None:
    shown = words(open_page("petitions.py"))
    assert "按地区：山亭县最多，3 件" in shown
    assert "各项相加 5 件，与文件所写合计一致" in shown
    assert "各项相加 6 件，文件所写合计 5 件" in shown


@pytest.mark.usefixtures("database")
def test_changes_between_two_days_narrow_to_their_tasks() -> None:
    app = open_page("changes.py", since="2023-12-31", as_of="2025-06-01", part="change|new|all")
    assert "所选：新增" in words(app) and app.subheader[1].value.startswith("未销号的任务从 0 项到 [8 项](")
    assert len(app.dataframe[0].value) == 10
    app.button(key="since_年初以来").click().run()
    assert app.date_input(key="since").value == date(2024, 12, 31)
    app.button(key="since_上季度末").click().run()
    assert app.date_input(key="since").value == date(2025, 3, 31)


@pytest.mark.usefixtures("database")
def test_changes_are_those_since_the_end_of_last_month_whatever_day_is_chosen() -> None:
    app = open_page("changes.py", as_of="2025-02-10")
    assert app.date_input(key="since").value == date(2025, 1, 31)
    app.date_input(key="as_of").set_value(date(2024, 9, 20)).run()
    assert app.date_input(key="since").value == date(2024, 8, 31), "nobody chose the other"
    app.button(key="since_年初以来").click().run()
    app.date_input(key="as_of").set_value(date(2024, 10, 20)).run()
    assert app.date_input(key="since").value == date(2023, 12, 31), "this one was chosen"


def test_what_went_back_and_forth_between_the_two_days_is_told_with_its_sentences(own_database: Path) -> None:
    columns = "(task_id, status, scope, reported_on, source, source_title, quote)"
    with duckdb.connect(str(own_database)) as connection:
        for day, status, quote in (
            ("2025-03-01", "completed", "扬尘整治已完成"),
            ("2025-05-01", "overdue", "督查发现工地仍未围挡"),
        ):
            said = (
                f"('{PLAN}-03', '{status}', 'whole', '{day}', 'https://example.org/{day}', '通报', '{quote}')"
            )
            connection.execute(f"INSERT INTO status_reports {columns} VALUES {said}")
    app = open_page("changes.py", since="2024-12-31", as_of="2025-06-01")
    (unseen,) = [said.value for said in app.info if "只比期初和期末看不出的" in said.value]
    assert unlinked(unseen).endswith("1 项办结后有过反复。")
    app = open_page("changes.py", since="2024-12-31", as_of="2025-06-01", part="between|relapsed|all")
    tasks, told = (frame.value for frame in app.dataframe[:2])
    assert tasks["任务编号"].tolist() == [f"{PLAN}-03"]
    assert told[["哪天", "说的状态", "原文"]].astype(str).values.tolist() == [
        ["2025-03-01", "已完成", "扬尘整治已完成"], ["2025-05-01", "逾期", "督查发现工地仍未围挡"],
    ]  # fmt: skip


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("part", ["change|closed|all", "flow|closed|all"])
def test_both_pictures_of_changes_count_the_closings_of_tasks_whose_document_has_no_date(part: str) -> None:
    app = open_page("changes.py", since="2024-02-01", part=part)
    assert "的文件没有写日期，按它写到的最后一天算" in words(app)
    assert list(app.dataframe[0].value["任务编号"]) == [f"{REPORT}-01", f"{PLAN}-01"]


@pytest.mark.usefixtures("database")
def test_what_there_is_none_of_is_not_counted() -> None:
    shown = words(open_page("documents.py", open=BULLETIN))
    assert (
        "没有任务和指标" in shown
        and "没有未读懂的文字" in shown
        and "0 项" not in shown
        and "0 处" not in shown
    )
    assert open_page("tasks.py", text="河道").subheader[0].value == "1 项任务"


@pytest.mark.usefixtures("database")
def test_what_falls_due_narrows_by_its_tile() -> None:
    app = open_page("changes.py", as_of="2025-03-10", since="2024-12-31")
    app.button(key="see_30").click().run()
    assert "所选：30 天内到期" in words(app)
    assert app.dataframe[0].value["还有几天"].tolist() == [21]


@pytest.mark.usefixtures("database")
def test_days_without_changes_lead_to_the_last_one() -> None:
    app = open_page("changes.py", as_of="2026-06-01", since="2026-01-01")
    app.button(key="newest_change").click().run()
    assert app.date_input(key="since").value < date(2026, 1, 1)
    assert "没有变化" not in words(app)


@pytest.mark.usefixtures("database")
def test_days_the_wrong_way_round_are_put_right_in_one_click() -> None:
    app = open_page("changes.py", since="2025-06-01", as_of="2025-03-01")
    assert "不早于截至日" in words(app) and "个时间节点" in words(app), "what needs no second day is there"
    app.button(key="until_later").click().run()
    assert app.date_input(key="as_of").value == date(2025, 6, 1) and "不早于截至日" in words(app)
    app.button(key="since_earlier").click().run()
    assert "不早于截至日" not in words(app) and "2025-05-31 以来没有变化" in words(app)


@pytest.mark.usefixtures("database")
def test_usual_days_stand_beside_the_as_of_day() -> None:
    app = open_page("overview.py")
    app.button(key="as_of_去年底").click().run()
    assert app.date_input(key="as_of").value == date(date.today().year - 1, 12, 31)


@pytest.mark.usefixtures("database")
def test_a_unit_opens_with_its_duties_and_a_task_over_it_leads_back() -> None:
    app = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=30)
    address = {"as_of": "2025-06-01", "who": "云州市生态环境局"}
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert app.title[0].value == "云州市生态环境局" and "1 项已过时限" in words(app)
    duties = app.dataframe[0].value
    assert list(duties["职责"]) == ["牵头", "牵头", "配合"]
    assert duties["已过几天"].dropna().tolist() == [427]
    app.query_params["task"] = f"{PLAN}-03"
    app.run()
    assert "第3项" in words(app)
    app.button(key="back").click().run()
    assert app.title[0].value == "云州市生态环境局"
    app.button(key="back").click().run()
    assert app.title[0].value == "总览"


@pytest.mark.usefixtures("database")
def test_the_numbers_of_a_unit_lead_to_its_tasks_and_what_was_clicked_below_waits() -> None:
    app = open_over("workload", part="work|云州市生态环境局|lead")
    app.button(key="who_云州市生态环境局").click().run()
    assert "part" not in app.query_params
    app.button(key="see_lead").click().run()
    assert "所选：牵头，未办结" in words(app) and app.dataframe[0].value["职责"].tolist() == ["牵头"]
    app.query_params["part"] = "duties|nothing|any"
    assert "不在现在的图里" in words(app.run())
    app.button(key="back").click().run()
    assert "所选：云州市生态环境局，牵头，未办结" in words(app) and "below" not in app.query_params


@pytest.mark.parametrize("named", ["云州市生态环境保护局", "生态环境局"])
def test_an_address_may_name_a_unit_by_its_name_or_as_documents_do(own_database: Path, named: str) -> None:
    with duckdb.connect(str(own_database)) as connection:
        connection.execute(
            "UPDATE units SET name = '云州市生态环境保护局' WHERE unit_id = '云州市生态环境局'"
        )
    app = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=30)
    app.query_params["who"] = named
    assert app.run().title[0].value == "云州市生态环境保护局"
    assert len(app.dataframe[0].value) == 3


@pytest.mark.usefixtures("database")
def test_an_unknown_unit_is_said_to_be_unknown() -> None:
    app = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=30)
    app.query_params["who"] = "nothing"
    assert "没有名称或编号为" in app.run().warning[0].value


@pytest.mark.usefixtures("database")
def test_lines_of_work_are_listed_by_their_name() -> None:
    listed = open_page("workload.py", by="系统").dataframe[0].value
    assert list(listed.columns)[:2] == ["系统", "职责"] and "水利" in list(listed["系统"])


@pytest.mark.usefixtures("database")
def test_collective_names_are_expanded_on_demand_and_said_so() -> None:
    assert "云州市山亭县党委政府" not in list(open_page("workload.py").dataframe[0].value["单位"])
    app = open_page("workload.py", expand="true")
    assert "只列写明的单位" not in words(app) and "集体名称已展开" in words(app)
    assert "云州市山亭县党委政府" in list(app.dataframe[0].value["单位"])
    assert "原文没有点名" in words(app)
    opened = open_page("workload.py", expand="true", part="work|云州市山亭县党委政府|responsible")
    assert len(opened.dataframe[0].value) == 1
    assert opened.button(key="who_云州市山亭县党委政府")


@pytest.mark.usefixtures("database")
def test_a_cell_of_the_themes_narrows_to_its_tasks_and_says_what_is_missing() -> None:
    app = open_page("themes.py", part="theme|扬尘|云州市")
    assert "所选：扬尘 · 云州市" in words(app)
    assert list(app.dataframe[0].value["任务编号"]) == [f"{PLAN}-03"]
    assert "两次以上清单的城市 0 个" in words(app)


def test_an_empty_cell_and_the_rest_of_the_units_are_told(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(built))
    app = open_page("themes.py", part="theme|餐饮油烟|邵阳市")
    assert "所选：餐饮油烟 · 邵阳市** · 0 项" in words(app) and not app.warning
    app = open_page("workload.py", part="work||lead")
    said = re.search(r"所选：其余 \d+ 个，牵头，未办结\*\* · (\d+) 项", words(app))
    assert said and len(app.dataframe[0].value) == int(said[1]) > 0


@pytest.mark.usefixtures("database")
def test_a_theme_of_an_opened_task_leads_to_its_words() -> None:
    app = open_page("tasks.py", task=f"{PLAN}-04")
    app.button(key="theme_0").click().run()
    assert "<mark><a class='start'></a>采砂</mark>" in words(app)


@pytest.mark.usefixtures("database")
def test_an_opened_task_leads_to_the_pages_of_its_units() -> None:
    app = open_page("tasks.py", task=f"{PLAN}-01")
    named = queries.rows(queries.task_units(f"{PLAN}-01"))
    assert named
    for unit in named:
        query = urlencode({"who": unit.unit_id})
        assert re.search(
            rf"href='[^']*{re.escape(query)}[^']*'[^>]*><span[^>]*>{unit.name}</span>", words(app)
        )


@pytest.mark.usefixtures("database")
def test_promises_that_were_missed_stand_first_and_say_what_was_compared() -> None:
    app = open_page("indicators.py")
    assert unlinked(app.subheader[0].value) == "1 个目标没有达到，都不在报了办结的任务里"
    assert app.dataframe[0].value["差距"].dropna().tolist() == [3]
    assert "没有实测 1 个" in unlinked(words(app))


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.stem not in ("documents", "petitions", "imports")]
)
def test_every_status_word_is_one_click_from_its_meaning(page: Path) -> None:
    shown = words(open_page(page))
    for name, meaning in zip(wording.STATUS_GROUPS.values(), wording.STATUS_MEANS.values(), strict=True):
        assert f"**{name}** {meaning}" in shown


@pytest.mark.usefixtures("database")
def test_what_was_searched_is_marked_in_the_list_and_in_the_task() -> None:
    ledger = open_page("tasks.py", text="扬塵").dataframe[0].value
    assert ledger["搜到"].tolist() == ["【扬尘】严重"]
    assert "扬尘</mark>严重" in words(open_page("tasks.py", task=f"{PLAN}-03", text="扬塵"))


@pytest.mark.usefixtures("database")
def test_a_hit_in_a_units_other_name_is_shown_as_one() -> None:
    ledger = open_page("tasks.py", text="云州市水利局").dataframe[0].value
    assert ledger["搜到"].tolist() == ["水利局，即【云州市水利局】"]
    task = open_page("tasks.py", text="云州市水利局", task=ledger["任务编号"].iloc[0])
    assert "<mark><a class='start'></a>水利局</mark>" in words(task)


def test_each_way_of_the_first_minutes_leads_somewhere(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(built))
    ways = re.findall("<a href='(.*?)'", words(open_page("overview.py")))
    assert {way.partition("?")[0] for way in ways} >= {"tasks", "workload", "changes", "documents", "imports"}
    for way in ways:
        page, _, query = unescape(way).partition("?")
        there = words(open_page(f"{page or 'overview'}.py", **dict(parse_qsl(query))))
        assert "没有符合条件的" not in there and "略去" not in there, way


def test_a_mark_of_a_measure_lists_where_it_was_said(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(built))
    measure = {"element": "空气", "metric": "优良天数比例", "place": "衡阳市城区"}
    app = open_page("indicators.py", **measure, part="time|2020|target")
    assert "所选：2020年目标" in words(app)
    listed = next(table.value for table in app.dataframe if "类型" in table.value)
    assert set(listed["类型"]) == {"目标"} and set(listed["时段"]) == {"2020年"}


def test_figures_of_documents_and_published_ones_stand_apart(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(built))
    app = open_page("indicators.py", element="空气", metric="优良天数比例", place="衡阳市城区")
    names = [f"{which}优良天数比例" for which in ("整改任务里的", "文件其他部分的", "别处公布的")]
    assert [each.label.partition("（")[0] for each in app.expander][1:4] == [f"表：{name}" for name in names]
    for name in names:
        app.session_state[f"folded_{name}"] = True
    app.run()
    _, of_document, published = [table.value for table in app.dataframe if "类型" in table.value][:3]
    assert "网址" not in of_document and of_document["原文"].notna().all()
    assert published["网址"].str.startswith("http").all(), "each leads to the page that published it"
    assert list(published.columns[:6]) == ["地点", "类型", "时段", "方向", "数值", "计量单位"], (
        "what a telephone shows"
    )


@pytest.mark.usefixtures("database")
def test_the_first_minutes_say_who_is_late() -> None:
    shown = words(open_page("overview.py"))
    assert re.search("谁晚了？</a> 云州市生态环境局</div>", shown)
    assert re.search("谁晚了？</a>", words(open_page("overview.py", as_of="2024-03-31"))) is None, (
        "nobody yet"
    )


WAYS = re.compile(
    r"""\[(?P<in_markdown>[^\]]*)\]\((?P<to>\?[^)]+)\)|<a [^>]*href='(?P<link>\?[^']+)'[^>]*>(?P<in_html>.*?)</a>"""
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_number_in_a_sentence_lists_as_many(
    page: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(built))
    view = {"as_of": "2025-10-01", "since": "2021-06-01"}
    seen = set()
    for way in WAYS.finditer(words(open_page(page, **view))):
        link = dict(parse_qsl(unescape(way["to"] or way["link"])[1:]))
        key, _, group = link.get("part", "||").split("|")
        if key and (key, group) not in seen and not {"who", "open", "guide"} & set(link):
            seen.add((key, group))
            number = re.search(r"\d+", way["in_markdown"] or way["in_html"])
            there = open_page(page, **link)
            said = re.search(r"\*\*所选：.*?\*\* · (\d+) 项", words(there))
            assert said and number and number[0] == said[1] and not there.warning, link
            assert str(len(there.dataframe[0].value)) == said[1], link
