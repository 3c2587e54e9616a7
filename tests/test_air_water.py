"""What was promised against what was measured, and the limits of their time, through the questions and the page."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copy
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

import queries
import wording
from queries import Filters
from tests.conftest import PLAN, REPORT, insert, unlinked

DAY = date(2026, 11, 22)
TASK = f"{PLAN}-01"  # reported done on 2024-09-01
Figures = Callable[..., Path]


@pytest.fixture
def figures(ten_tasks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Figures:
    """Puts these figures in the place of those of the ten tasks, and these names of places to one key each."""

    def put(*rows: dict[str, Any], joined: tuple[tuple[str, str, str | None], ...] = ()) -> Path:
        path = Path(copy(ten_tasks, tmp_path / f"figures-{len(list(tmp_path.iterdir()))}.duckdb"))
        with duckdb.connect(str(path)) as connection:
            connection.execute("DELETE FROM indicators")
            for number, row in enumerate(rows):
                usual = {
                    "city": "云州市",
                    "place": "云州市城区",
                    "element": "air",
                    "is_change": False,
                    "op": "=",
                }
                insert(connection, "indicators", indicator_id=f"i{number}", **usual | row)
            for place, key, waters in joined:
                named = {"city": "云州市", "place": place, "place_key": key, "waters": waters}
                insert(connection, "measured_places", **named)
        monkeypatch.setenv("RECTIFICATION_DATABASE", str(path))
        return path

    return put


def target(
    metric: str, op: str, value: float, unit: str, period: str | None = "2024", **more: Any
) -> dict[str, Any]:
    said = {
        "role": "target",
        "task_id": TASK,
        "document_id": PLAN,
        "quote": "尾矿库",
        "source_start": 9,
        "source_end": 12,
    }
    return {**said, "metric": metric, "op": op, "value": value, "unit": unit, "period": period, **more}


def actual(metric: str, value: float, unit: str, period: str | None = "2024", **more: Any) -> dict[str, Any]:
    source = {"role": "actual", "source_url": "https://example.org/bulletin", "source_title": "年度公报"}
    return {**source, "metric": metric, "value": value, "unit": unit, "period": period, **more}


def judged() -> list[tuple[Any, ...]]:
    return [(row.judged, row.actual, row.gap) for row in queries.rows(queries.promises(Filters(as_of=DAY)))]


def test_names_of_one_place_are_compared_and_both_are_told(figures: Figures) -> None:
    figures(
        target("水质类别", "<=", 3, "类", place="青水河入云江口断面", element="water"),
        actual("水质类别", 4, "类", place="青水入云江口", element="water"),
        actual("水质类别", 4, "类", period="2023", place="青水入云江口", element="water"),
        joined=(("青水河入云江口断面", "mouth", "river"), ("青水入云江口", "mouth", "river")),
    )
    (promise,) = queries.rows(queries.promises(Filters(as_of=DAY)))
    assert (promise.judged, promise.gap, promise.place) == ("missed", 1, "青水入云江口")
    assert (promise.name_as_written, promise.actual_place) == ("青水河入云江口断面", "青水入云江口")
    assert queries.indicators(Filters(as_of=DAY), "水质类别", "类")["place"].nunique() == 1


def test_a_report_on_the_task_may_call_the_place_by_the_end_of_its_name(figures: Figures) -> None:
    figured = (
        target("总磷", "<=", 0.2, "mg/L", place="袁河彬江断面"),
        actual("总磷", 0.22, "mg/L", place="彬江断面", task_id=f"{REPORT}-01", document_id=REPORT),
    )
    figures(*figured)
    assert judged() == [("none", None, None)], "of another task it may be another place"
    with duckdb.connect(str(figures(*figured))) as connection:
        connection.execute("UPDATE tasks SET reports_on = ? WHERE task_id = ?", [TASK, f"{REPORT}-01"])
    assert judged() == [("missed", 0.22, 0.02)]


def test_either_of_a_tasks_papers_may_shorten_a_place_or_a_pipe(figures: Figures) -> None:
    of_the_report = {"task_id": f"{REPORT}-01", "document_id": REPORT, "element": "water"}
    figured = (
        target("总磷", "<=", 0.2, "mg/L", place="球溪河口断面"),
        target("新建污水管网长度", "=", 12, "km", place="云州市", is_built=True),
        actual("总磷", 0.22, "mg/L", place="球溪河球溪河口断面", **of_the_report),
        actual("新建管网长度", 12, "km", "2024-06", place="云州市", is_built=True, **of_the_report),
        actual(
            "新建污水管网长度",
            90,
            "km",
            place="云州市",
            is_built=True,
            task_id=f"{PLAN}-02",
            document_id=PLAN,
        ),
    )
    figures(*figured)
    assert judged() == [("none", None, None)] * 2, "pipes of another task are others"
    with duckdb.connect(str(figures(*figured))) as connection:
        connection.execute("UPDATE tasks SET reports_on = ? WHERE task_id = ?", [TASK, f"{REPORT}-01"])
    assert judged() == [("missed", 0.22, 0.02), ("so_far_met", 12, None)]


def test_a_bulletins_goal_of_a_month_is_judged_by_that_month(figures: Figures) -> None:
    bulletin = {"task_id": None, "document_id": REPORT}
    figures(
        target("PM2.5", "<=", 35, "μg/m³", "2024-03", **bulletin),
        actual("PM2.5", 38, "μg/m³", "2024-03", **bulletin),
        actual("PM2.5", 30, "μg/m³", "2024-01/2024-03", **bulletin),
    )
    assert judged() == [("missed", 38, 3)]


@pytest.mark.parametrize(
    ("figured", "lacking"),
    [
        (target("PM2.5", "<=", 35, "μg/m³", "2024-12"), "云州市城区2024年（或以后）全年的PM2.5"),
        (
            target("新建管网长度", ">=", 9, "km", "2024-06", is_built=True),
            "云州市城区到2024年6月为止的新建管网长度",
        ),
        (target("PM2.5", "=", -10, "%", is_change=True, base_year=2020), "云州市城区2020年和2024年的PM2.5"),
        (target("PM2.5", "=", -10, "%", is_change=True), "云州市城区前后两年的PM2.5"),
    ],
)
def test_what_would_judge_a_promise_is_said(figures: Figures, figured: dict[str, Any], lacking: str) -> None:
    figures(figured)
    (promise,) = queries.rows(queries.promises(Filters(as_of=DAY)))
    assert wording.lacking(promise) == lacking
    assert f"最缺的实测：{lacking}（1 处目标）" in opened().caption[2].value


def test_where_none_was_measured_the_places_that_were_are_told(figures: Figures) -> None:
    figures(target("PM2.5", "<=", 35, "μg/m³"), actual("PM2.5", 30, "μg/m³", place="云州市"))
    (promise,) = queries.rows(queries.promises(Filters(as_of=DAY)))
    assert (promise.judged, promise.elsewhere) == ("none", "云州市")


@pytest.mark.parametrize(
    ("promised", "measured", "expected"),
    [
        # Good days and their share: as closely as the valid days of a year, at least 324, are known.
        (("优良天数", ">=", 300, "天"), ("优良天数比例", 81.0, "%"), "missed"),  # 296 of 366 days at most
        (("优良天数", ">=", 300, "天"), ("优良天数比例", 93.0, "%"), "met"),  # 301 of 324 days at least
        (("优良天数", ">=", 300, "天"), ("优良天数比例", 85.0, "%"), "unclear"),
        (("优良天数比例", ">=", 90, "%"), ("优良天数", 285.0, "天"), "missed"),
        (("优良天数比例", ">=", 80, "%"), ("优良天数", 300.0, "天"), "met"),
        # A hundred per cent cannot be passed; a better class keeps the promise of a class.
        (("国控断面优良比例", "=", 100, "%"), ("国控断面优良比例", 90.0, "%"), "missed"),
        (("水质类别", "=", 3, "类"), ("水质类别", 2.0, "类"), "met"),
        (("水质类别", "<=", 5, "类"), ("水质类别", 6.0, "类"), "missed"),
        (("污水处理率", "=", 95, "%"), ("污水处理率", 96.0, "%"), "unclear"),
    ],
)
def test_days_shares_and_classes(figures: Figures, promised: tuple, measured: tuple, expected: str) -> None:
    figures(target(*promised), actual(*measured))
    assert [each[0] for each in judged()] == [expected]


def test_a_measurement_that_leaves_it_open_is_not_judged(figures: Figures) -> None:
    figures(target("水质类别", "<=", 2, "类"), actual("水质类别", 3, "类", op="<="))
    assert judged()[0][0] == "unclear"
    figures(target("水质类别", "<=", 3, "类"), actual("水质类别", 3, "类", op=">"))
    assert judged()[0][0] == "missed"


def test_two_sources_that_differ_about_the_year_do_not_decide(figures: Figures) -> None:
    figures(target("PM2.5", "<=", 35, "μg/m³"), actual("PM2.5", 34, "μg/m³"), actual("PM2.5", 36, "μg/m³"))
    assert judged()[0][0] == "unclear"


@pytest.mark.parametrize(
    ("base_year", "levels", "expected"),
    [
        (2020, {"2020": 40, "2024": 37}, ("missed", -7.5)),
        (2020, {"2020": 40, "2024": 36}, ("met", -10)),
        (2023, {"2023": 40, "2024": 30}, ("met", -25)),
        (2020, {"2024": 30}, ("levels", None)),
        (2020, {"2020-01/2020-06": 40, "2024": 30}, ("levels", None)),  # half a year is no level
        (None, {"2020": 40, "2024": 30}, ("levels", None)),  # from when is not said
    ],
)
def test_a_change_is_judged_where_both_levels_are_known(
    figures: Figures, base_year: int | None, levels: dict[str, float], expected: tuple
) -> None:
    promise = target("PM2.5", "=", -10, "%", is_change=True, base_year=base_year)
    figures(promise, *(actual("PM2.5", value, "μg/m³", period) for period, value in levels.items()))
    assert judged()[0][:2] == expected


def test_a_change_is_judged_by_a_published_change_from_the_same_year(figures: Figures) -> None:
    promise = target("单位GDP能耗", "=", -16, "%", is_change=True, base_year=2020)
    of_another_year = actual("单位GDP能耗", -20, "%", is_change=True, base_year=2023)
    figures(promise, of_another_year, actual("单位GDP能耗", -15, "%", is_change=True, base_year=2020))
    assert judged() == [("missed", -15, 1)]


def test_a_promise_without_a_time_is_held_from_the_day_its_task_was_reported_done(figures: Figures) -> None:
    figures(target("PM2.5", "<=", 35, "μg/m³", None), actual("PM2.5", 38, "μg/m³", "2025"))
    assert judged() == [("missed", 38, 3)]
    undone = target("PM2.5", "<=", 35, "μg/m³", None, task_id=f"{PLAN}-04")
    figures(undone, actual("PM2.5", 38, "μg/m³", "2025"))
    assert judged()[0][0] == "undated"


def test_what_is_built_is_known_of_a_day_and_the_air_of_a_year(figures: Figures) -> None:
    figures(
        target("处理规模", ">=", 400, "t/d", "2024-06-30"), actual("处理规模", 300, "t/d", "2024-12", is_built=True),
        target("PM2.5", "<=", 35, "μg/m³"), actual("PM2.5", 38, "μg/m³", "2024-12"),
    )  # fmt: skip
    assert [each[0] for each in judged()] == ["missed", "so_far_missed"]


def test_of_parts_of_years_the_longest_of_the_promised_year_is_told(figures: Figures) -> None:
    parts = {"2024-01/2024-08": 33, "2024-01/2024-02": 60, "2025-01/2025-09": 30, "2023": 40}
    figures(
        target("PM2.5", "<=", 35, "μg/m³"), *(actual("PM2.5", value, "μg/m³", part) for part, value in parts.items())
    )  # fmt: skip
    assert judged() == [("so_far_met", 33, None)]


def test_a_goal_gathered_by_hand_counts_from_its_own_year(figures: Figures) -> None:
    figures(target("PM2.5", "<=", 38, "μg/m³", "2020", task_id=None, document_id=None, quote=None))
    shown = {
        day: len(queries.indicators(Filters(as_of=day), "PM2.5", "μg/m³"))
        for day in (date(2019, 12, 31), date(2020, 1, 1))
    }
    assert shown == {date(2019, 12, 31): 0, date(2020, 1, 1): 1}


def test_limits_for_lakes_and_rivers_and_of_their_time(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(built))
    phosphorus = queries.rows(queries.limits("总磷", "mg/L"))
    assert {(row.waters, row.value) for row in phosphorus} == {("lake", 0.05), ("river", 0.2)}
    dust = queries.rows(queries.limits("PM2.5", "μg/m³"))
    assert [(row.valid_from.isoformat(), row.value) for row in dust] == [
        ("2016-01-01", 35), ("2026-03-01", 30), ("2031-01-01", 25),
    ]  # fmt: skip


def test_what_several_tasks_promise_is_shown_once_as_that_of_the_task_reported_done(figures: Figures) -> None:
    undone = target("PM2.5", "<=", 35, "μg/m³", task_id=f"{PLAN}-04")
    figures(undone, target("PM2.5", "<=", 35, "μg/m³"), actual("PM2.5", 38, "μg/m³"))
    promises = queries.promises(Filters(as_of=DAY))
    (once,) = queries.rows(queries.promised_once(promises))
    assert len(promises) == 2 and (once.task_id, once.judged) == (TASK, "missed")
    assert len([html for html in opened().get("html") if "差 3 μg/m³" in html.proto.body]) == 1


def test_what_a_plan_promises_in_general_and_in_a_task_counts_once_and_leads_to_both(
    figures: Figures,
) -> None:
    general = {"task_id": None, "source_start": 20, "source_end": 25}
    dust = ("PM2.5", "<=", 35, "μg/m³")
    figures(
        target(*dust),
        target(*dust, **general),
        target("PM10", "<=", 70, "μg/m³"),
        actual("PM2.5", 38, "μg/m³"),
    )
    promises = queries.promises(Filters(as_of=DAY))
    once = queries.promised_once(promises)
    assert once["said_in"].tolist() == ["第1项、总体目标", "第1项"] and len(promises) == 3
    app = opened()
    assert "共 2 个目标，写在 3 处；未达到 1 个" in unlinked(app.caption[1].value)
    assert app.button(key="target_0_0").label == "目标（第1项）原文"
    app.button(key="target_0_1").click().run()
    assert (app.query_params["open"], app.query_params["mark"]) == (PLAN, f"{PLAN}:20-25")


def test_one_promise_in_two_documents_names_them(figures: Figures) -> None:
    dust = ("PM2.5", "<=", 35, "μg/m³")
    figures(target(*dust), target(*dust, task_id=f"{REPORT}-01", document_id=REPORT))
    (once,) = queries.rows(queries.promised_once(queries.promises(Filters(as_of=DAY))))
    assert once.said_in == "《山亭县整改进展》第1项、《云州市整改方案》第1项"


def test_without_a_time_what_one_task_has_done_is_not_what_the_other_promises(figures: Figures) -> None:
    dust = ("PM2.5", "<=", 35, "μg/m³")
    figures(
        target(*dust, period=None),
        target(*dust, period=None, task_id=f"{PLAN}-04"),
        actual("PM2.5", 38, "μg/m³"),
    )
    once = queries.rows(queries.promised_once(queries.promises(Filters(as_of=DAY))))
    assert [(row.said_in, row.judged) for row in once] == [("第1项", "missed"), ("第4项", "undated")]


PAGE = Path(__file__).parent.parent / "pages" / "indicators.py"


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(str(PAGE), default_timeout=30)
    for name, value in {"as_of": DAY.isoformat(), **address}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def test_a_broken_promise_leads_to_its_sentence_and_to_the_source_of_the_measurement(
    figures: Figures,
) -> None:
    figures(target("水质类别", "<=", 3, "类", element="water"), actual("水质类别", 4, "类", element="water"))
    app = opened()
    assert unlinked(app.subheader[0].value) == "1 项任务报了办结，承诺的指标仍未达到"
    card = next(html.proto.body for html in app.get("html") if "差 1 类" in html.proto.body)
    assert "background:#00E400" in card and "不差于Ⅲ类" in card, "the official colour beside the word"
    (source,) = app.get("link_button")
    assert (source.proto.label, source.proto.url) == ("实测出处", "https://example.org/bulletin")
    app.button(key="target_0_0").click().run()
    assert (app.query_params["task"], app.query_params["mark"]) == (TASK, f"{PLAN}:9-12")


@pytest.mark.parametrize(
    "day, said", [("2026-02-28", "甲标准 ≤35 μg/m³"), ("2026-03-01", "乙标准 ≤30 μg/m³（2026-03-01 起）")]
)
def test_the_limit_in_force_is_told_though_the_picture_ends_before(
    figures: Figures, day: str, said: str
) -> None:
    limit = {"metric": "PM2.5", "role": "limit", "op": "<=", "unit": "μg/m³", "city": None}
    figures(
        target("PM2.5", "<=", 35, "μg/m³"),
        actual("PM2.5", 38, "μg/m³"),
        {**limit, "place": "甲标准", "value": 35, "valid_to": date(2026, 2, 28)},
        {**limit, "place": "乙标准", "value": 30, "valid_from": date(2026, 3, 1)},
    )
    assert f"截至日有效的标准限值：{said}。" in " ".join(
        caption.value for caption in opened(as_of=day).caption
    )


def test_the_page_opens_on_what_has_a_time(figures: Figures) -> None:
    undated = [
        figure
        for metric in ("SO2", "SO2", "SO2", "PM2.5")
        for figure in (
            target(metric, "<=", 30, "μg/m³", None, place="一号站"),
            actual(metric, 31, "μg/m³", None, place="一号站"),
        )
    ]
    figures(*undated, target("PM2.5", "<=", 35, "μg/m³"), actual("PM2.5", 38, "μg/m³", "2023-01/2023-03"))
    assert [box.value for box in opened().selectbox[:2]] == ["PM2.5", "云州市城区"]


def test_where_nothing_can_be_judged_the_page_says_why(figures: Figures) -> None:
    figures(target("PM2.5", "<=", 35, "μg/m³"), actual("PM2.5", 38, "μg/m³", "2024-01/2024-06"))
    app = opened()
    assert "还没有能比的全年实测" in app.subheader[0].value
    assert unlinked(app.subheader[0].value).endswith("只看部分时段，1 个未达到")
    assert re.search(
        r"不能比的：未达到（只看部分时段） 1 个.*报了办结的任务写了 1 个目标", unlinked(app.caption[1].value)
    )


def test_a_part_of_a_later_year_tells_more_than_a_whole_one_before_the_promise(figures: Figures) -> None:
    early, later = actual("PM2.5", 45, "μg/m³", "2023"), actual("PM2.5", 38, "μg/m³", "2025-01/2025-06")
    figures(target("PM2.5", "<=", 35, "μg/m³"), early, later)
    assert judged() == [("so_far_missed", 38, None)]


def test_of_a_promise_for_the_last_month_its_year_so_far_tells_more_than_the_year_before(
    figures: Figures,
) -> None:
    """Due in December: what is measured until October is late news of it, not too early."""
    before, so_far = actual("水质类别", 3, "类", "2023"), actual("水质类别", 4, "类", "2024-01/2024-10")
    figures(target("水质类别", "<=", 3, "类", "2024-12"), before, so_far)
    assert judged() == [("so_far_missed", 4, None)]


def test_a_limit_ends_on_the_day_before_its_successor(figures: Figures) -> None:
    limit = {"metric": "PM2.5", "role": "limit", "op": "<=", "unit": "μg/m³", "city": None}
    figures(
        {**limit, "place": "甲标准", "value": 35},
        {**limit, "place": "乙标准", "value": 30, "valid_from": date(2026, 3, 1)},
    )
    assert [limit.valid_to for limit in queries.rows(queries.limits("PM2.5", "μg/m³"))] == [
        date(2026, 2, 28),
        None,
    ]


def test_a_change_is_not_worked_out_from_a_year_of_two_levels(figures: Figures) -> None:
    promise = target("PM2.5", "=", -10, "%", "2024", is_change=True, base_year=2020)
    newer = actual("PM2.5", 36, "μg/m³")
    figures(promise, newer, actual("PM2.5", 40, "μg/m³", "2020"))
    assert judged() == [("met", -10, None)]
    figures(promise, newer, actual("PM2.5", 40, "μg/m³", "2020"), actual("PM2.5", 50, "μg/m³", "2020"))
    assert [judgement for judgement, *_ in judged()] == ["levels"]


def test_a_place_with_a_target_stands_before_one_with_more_figures(figures: Figures) -> None:
    measured = {"place": "青水河入云江口断面", "element": "air"}
    figures(
        actual("PM2.5", 40, "μg/m³", **measured),
        actual("PM2.5", 41, "μg/m³", "2025-01/2025-06", **measured),
        actual("PM2.5", 50, "μg/m³", "2020", **measured | {"role": "baseline"}),
        target("PM2.5", "<=", 35, "μg/m³"),
    )
    newest = queries.newest_indicators(Filters(as_of=DAY), "PM2.5", "μg/m³")
    assert newest["place"].tolist() == ["云州市城区"] + ["青水河入云江口断面"] * 3


def test_a_measure_with_one_figure_has_nothing_to_set_beside_it(figures: Figures) -> None:
    figures(
        target("PM10", "<=", 70, "μg/m³"), target("PM2.5", "<=", 35, "μg/m³"), actual("PM2.5", 38, "μg/m³")
    )
    assert queries.indicator_metrics(Filters(as_of=DAY), "air")["metric"].tolist() == ["PM2.5"]


def test_days_of_half_a_year_tell_no_share_of_it(figures: Figures) -> None:
    figures(
        target("优良天数比例", ">=", 80, "%"),
        actual("优良天数", 150, "天", "2024-01/2024-06"),
    )
    assert judged() == [("none", None, None)]


def test_of_a_county_only_its_own_plans_promise(figures: Figures) -> None:
    """What a plan says in its general part is of all that the plan is for."""
    figures(
        target("PM2.5", "<=", 35, "μg/m³", task_id=None),
        target("PM2.5", "<=", 30, "μg/m³", task_id=None, document_id=REPORT),
    )
    of_county = queries.promises(Filters(as_of=DAY, areas=("山亭县",)))
    assert of_county["target"].tolist() == [30] and len(queries.promises(Filters(as_of=DAY))) == 2


def test_of_a_county_only_its_own_papers_and_places_are_drawn(figures: Figures) -> None:
    """The city's figures and another county's are not the county's that was chosen."""
    figures(
        actual("PM2.5", 30, "μg/m³", place="山亭县城区"), actual("PM2.5", 32, "μg/m³", "2023", document_id=REPORT, source_url=None),
        actual("PM2.5", 40, "μg/m³"), actual("PM2.5", 45, "μg/m³", place="河西区"),
    )  # fmt: skip
    county = Filters(as_of=DAY, areas=("山亭县",))
    assert sorted(queries.indicators(county, "PM2.5", "μg/m³")["value"]) == [30, 32]
    assert sorted(queries.newest_indicators(county, "PM2.5", "μg/m³")["value"]) == [30, 32]
    assert queries.indicator_metrics(county, "air")["figures"].tolist() == [2]
    assert len(queries.figures(county)) == 2 and len(queries.figures(Filters(as_of=DAY))) == 4
