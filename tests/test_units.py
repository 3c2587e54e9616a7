"""Who does what: an office under its old and new names, what is late, lines of work across cities."""

import re
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

import queries
from loaders.build import build
from queries import Filters
from tests.conftest import PLAN, insert
from tests.test_pages import open_page

PROJECT = Path(__file__).parent.parent
DAY = date(2025, 6, 1)
OLD, NEW = "云州市环保局", "云州市生态环境局"


@pytest.fixture
def renamed(own_database: Path) -> Path:
    """Task 6 is led by 云州市环保局, which is 云州市生态环境局 now."""
    with duckdb.connect(str(own_database)) as connection:
        unit = {"unit_id": OLD, "name": OLD, "city": "云州市", "kind": "department", "system": "生态环境"}
        insert(connection, "units", **unit, is_group=False)
        duty = {"task_id": f"{PLAN}-06", "unit_id": OLD, "role": "lead", "name_as_written": "市环保局"}
        insert(connection, "task_units", **duty, position=1, quote="", source_start=0, source_end=0)
        insert(connection, "former_units", unit_id=NEW, former_unit_id=OLD, how="renamed")
    return own_database


def unit_page(unit_id: str) -> AppTest:
    app = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=30)
    app.query_params["as_of"], app.query_params["who"] = DAY.isoformat(), unit_id
    app.run()
    assert not app.exception
    return app


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize(("opened", "other", "how"), [(NEW, OLD, "原名"), (OLD, NEW, "现名")])
def test_an_office_is_shown_with_the_tasks_under_its_other_name_and_says_so(opened, other, how):
    app = unit_page(opened)
    assert any(f"{how}{other}，两个名称的任务这里合在一起" in each.value for each in app.markdown)
    assert len(app.dataframe[0].value) == 4 and "市环保局" in set(app.dataframe[0].value["原文写作"])
    app.button(key=f"name_{other}").click().run()
    assert app.title[0].value == other


@pytest.mark.usefixtures("renamed")
def test_a_renamed_office_stands_once_in_the_workload_and_leads_to_the_tasks_of_both_names():
    load = queries.workload(Filters(as_of=DAY))
    assert OLD not in set(load["name"])
    assert load[(load["name"] == NEW) & (load["role"] == "lead")]["open_tasks"].tolist() == [2]
    app = AppTest.from_file(str(PROJECT / "pages" / "workload.py"), default_timeout=30)
    app.query_params["as_of"], app.query_params["part"] = DAY.isoformat(), f"work|{NEW}|lead"
    app.run()
    assert not app.exception
    assert set(app.dataframe[0].value["任务编号"]) == {f"{PLAN}-03", f"{PLAN}-06"}


def test_an_office_whose_duties_went_elsewhere_counts_its_own(renamed):
    with duckdb.connect(str(renamed)) as connection:
        connection.execute("UPDATE former_units SET how = 'merged'")
    assert len(unit_page(NEW).dataframe[0].value) == 4
    former = unit_page(OLD)
    assert any("那边的任务不算在这里" in each.value for each in former.markdown)
    assert len(former.dataframe[0].value) == 1


def test_old_and_new_names_are_found_when_loading(tmp_path, monkeypatch):
    """Two files of one city, before and after the reform."""
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(tmp_path / "database"))
    for year, office in ((2017, "市环境保护局"), (2023, "市生态环境局")):
        text = f"衡阳市{year}年生态环境保护督察反馈问题整改清单\n\n一、扬尘问题。\n整改目标：整改到位。\n整改措施：加强巡查。\n"
        text += f"整改时限：{year}年底前。\n牵头单位：{office}\n\n"
        text += f"二、油烟问题。\n整改目标：整改到位。\n整改措施：加强巡查。\n整改时限：{year}年底前。\n牵头单位：{office}\n"
        (tmp_path / f"hengyang-{year}-plan.txt").write_text(text, encoding="utf-8")
    report = build(sorted(tmp_path.glob("*.txt")), progress=lambda _: None)
    assert report.database
    with duckdb.connect(str(report.database), read_only=True) as connection:
        found = connection.execute("FROM former_units").fetchall()
    assert found == [("衡阳市生态环境局", "衡阳市环保局", "renamed")]


@pytest.mark.usefixtures("database")
def test_what_is_late_is_counted_once_a_unit_and_role():
    load = queries.workload(Filters(as_of=DAY))
    of = load[load["name"] == NEW].set_index("role")
    assert of["open_tasks"].to_dict() == {"lead": 1, "cooperating": 0}
    assert of["past_deadline"].to_dict() == {"lead": 1, "cooperating": 0}
    totals = queries.workload_totals(Filters(as_of=DAY))
    assert (totals["open"], totals["past_deadline"]) == (2, 1)
    done = queries.tasks(Filters(as_of=DAY))["status_group"].isin(["closed", "completed"])
    assert totals["open"] + totals["unnamed"] == (~done).sum() and totals["unnamed"]


@pytest.mark.usefixtures("renamed")
def test_a_line_of_work_and_city_narrows_to_its_open_tasks_whatever_the_office_was_called():
    cells = queries.rows(queries.systems_by_city(Filters(as_of=DAY)))
    (cell,) = [cell for cell in cells if cell.system == "生态环境"]
    assert (cell.city, cell.open_tasks, cell.past_deadline, cell.system_total) == ("云州市", 2, 1, 2)
    app = AppTest.from_file(str(PROJECT / "pages" / "workload.py"), default_timeout=30)
    app.query_params["as_of"], app.query_params["part"] = DAY.isoformat(), "system|生态环境|云州市"
    app.run()
    assert not app.exception
    assert any("云州市，生态环境系统，未办结" in each.value for each in app.markdown)
    assert set(app.dataframe[0].value["任务编号"]) == {f"{PLAN}-03", f"{PLAN}-06"}


@pytest.mark.usefixtures("database")
def test_who_is_late_is_named_first_and_leads_to_its_page():
    late = queries.rows(queries.late_units(Filters(as_of=DAY)))
    assert [(unit.key, unit.tasks, unit.days_past) for unit in late] == [(NEW, 1, 427)]
    for page in ("overview", "workload"):
        app = open_page(f"{page}.py", city="云州市", as_of=DAY.isoformat())
        (drawn,) = (html.proto.body for html in app.get("html") if "bar-list" in html.proto.body)
        asked = {"city": "云州市", "as_of": DAY.isoformat(), "who": NEW}
        (link, *_) = re.findall(r"href='\?([^']+)'", unescape(drawn))
        assert dict(parse_qsl(link)) == asked and "最久 427 天" in drawn
