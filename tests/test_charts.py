from datetime import date

import pandas as pd
import pytest

import charts
import wording

AS_OF = date(2026, 11, 22)


def counts(column: str, *rows: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[column, "status_group", "tasks"])


def words(figure) -> str:
    """All that is written on a figure outside its bars."""
    ticks = [text for axis in ("xaxis", "yaxis") for text in figure.layout[axis].ticktext or ()]
    return " ".join([*ticks, *(note.text for note in figure.layout.annotations)])


def test_years_stand_above_the_undated_and_a_line_parts_what_was_due():
    frame = counts(
        "due_row",
        ("无明确时限", "on_track", 2),
        ("2027", "unreported", 3),
        ("2024", "closed", 1),
        ("持续推进", "closed", 4),
    )
    figure = charts.completion_by_due_row(frame, AS_OF)
    assert figure.layout.yaxis.ticktext == ("2024年 ", "2027年 ", "持续推进 ", "无明确时限 ")
    places = figure.layout.yaxis.tickvals
    line = figure.layout.shapes[0].y0
    assert places[0] < line < places[1]
    assert "截至 2026-11-22" in words(figure)


def test_bars_are_shares_but_say_counts_and_totals():
    frame = counts("due_row", ("2024", "closed", 1), ("2024", "unreported", 3))
    figure = charts.completion_by_due_row(frame, AS_OF)
    *groups, total = figure.data
    assert [(bar.name, *bar.x, *bar.text) for bar in groups] == [
        ("已销号", 25.0, "1"),
        ("未见报告", 75.0, "3"),
    ]
    assert figure.data[1].customdata[0][:2] == ["2024", "unreported"]
    assert (total.text[0], total.customdata[0][:2]) == ("4 项", ["2024", "tasks"]), "which a click lists"


def test_completed_is_closed_with_a_pattern():
    frame = counts("city", ("衡阳市", "closed", 1), ("衡阳市", "completed", 1))
    closed, completed, _total = charts.tasks_by_city(frame).data
    assert closed.marker.color == completed.marker.color
    assert (closed.marker.pattern.shape, completed.marker.pattern.shape) == (None, "/")


def test_a_part_too_narrow_for_its_number_has_none():
    frame = counts("city", ("衡阳市", "closed", 1), ("衡阳市", "unreported", 99))
    assert [bar.text[0] for bar in charts.tasks_by_city(frame).data] == ["", "99", "100 项"]


def test_what_falls_due_soon_is_said_even_where_it_is_nothing_and_takes_no_room():
    figure = charts.open_tasks_by_due(
        counts("bucket", ("past_181", "unreported", 58), ("undated", "on_track", 1))
    )
    assert figure.layout.yaxis.ticktext == ("过时限180天以上 ", "无具体日期 ")
    assert figure.layout.meta["title"] == "58 项已过时限而未见办结，90 天内没有到期"


def duties(*rows: tuple[str, str, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["name", "role", "open_tasks"])
    return frame.assign(key=frame["name"], past_deadline=1, tasks=frame["open_tasks"] + 1)


def test_a_column_a_role_on_one_scale():
    figure = charts.workload(
        duties(("甲局", "lead", 3), ("甲局", "cooperating", 1), ("乙局", "lead", 2)), "单位"
    )
    assert [list(bars.x) for bars in figure.data] == [[1, 1], [2, 1], [1], [0]], "what is late, then the rest"
    assert [list(bars.text) for bars in figure.data[1::2]] == [[3, 2], [1]]
    assert figure.layout.xaxis.range == figure.layout.xaxis2.range
    title = "单位中，甲局最多：未办结的牵头 3 项（1 项已过时限）、配合 1 项（1 项已过时限）"
    assert figure.layout.meta["title"] == title


def test_bars_survive_a_click():
    """Plotly reads selected.textfont of a bar as soon as unselected.textfont is there, and fails without it."""
    drawn = charts.tasks_by_city(counts("city", ("衡阳市", "closed", 1))).data
    drawn += charts.workload(duties(("甲局", "lead", 3)), "单位").data
    assert all(bars.unselected.textfont.color and bars.selected.textfont.color for bars in drawn)


def test_names_from_documents_are_not_read_as_html():
    figure = charts.workload(duties(("<b>甲</b>局", "lead", 3)), "单位")
    assert "&lt;b&gt;甲" in words(figure)
    assert figure.data[0].customdata[0][2] == "&lt;b&gt;甲&lt;/b&gt;局"


def test_the_rest_together_is_no_peak():
    frame = pd.DataFrame(
        [("", "其余 9 个", "2024", 30), ("甲局", "甲局", "2024", 3)],
        columns=["key", "name", "due_row", "open_tasks"],
    )
    assert charts.workload_by_due_row(frame).layout.meta["title"] == "最集中处：甲局，2024年 3 项"


def test_published_rates_without_a_rate_are_not_drawn():
    frame = pd.DataFrame(
        {
            "scope": ["全国", "永州市"],
            "round": "第二轮",
            "as_of": ["2023-12-31", "2025-01"],
            "tasks_total": [2164, 56],
            "tasks_completed": pd.array([None, None], dtype="Int32"),
            "completion_rate": [79.0, None],
        }
    )
    assert "永州市" not in words(charts.benchmarks(frame))


def figures(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    """Rows of role, period, op, value about PM2.5 in one place; a period is a year or a month."""
    frame = pd.DataFrame(rows, columns=["role", "period", "op", "value"])
    starts = [pd.Period(period).start_time.normalize() for period in frame["period"]]
    ends = [pd.Period(period).end_time.normalize() for period in frame["period"]]
    return frame.assign(
        place="衡阳市城区",
        waters=None,
        metric="PM2.5",
        unit="μg/m³",
        starts=starts,
        ends=ends,
        is_year=frame["period"].str.len() == 4,
    )


LIMITS = pd.DataFrame(
    {
        "place": ["GB 3095-2012二级", "GB 3095-2026二级"],
        "waters": None,
        "metric": "PM2.5",
        "op": "<=",
        "value": [35.0, 30.0],
        "unit": "μg/m³",
        "valid_from": pd.to_datetime([None, "2026-03-01"]),
        "valid_to": pd.to_datetime(["2026-02-28", None]),
    }
)


def test_a_month_is_never_drawn_as_a_year():
    frame = figures(
        ("actual", "2017", "=", 49.0), ("actual", "2017-02", "=", 70.0), ("target", "2018", "<=", 46.0)
    )
    drawn = {
        trace.name: list(trace.y)
        for trace in charts.indicator_over_time(frame, LIMITS, AS_OF).data
        if trace.name
    }
    assert drawn == {"实测（全年）": [49.0], "实测（部分时段）": [70.0], "目标": [46.0]}


def test_a_target_points_to_the_side_where_it_is_met():
    frame = figures(("target", "2018", "<=", 46.0), ("target", "2020", ">=", 80.0))
    (targets,) = [trace for trace in charts.indicator_over_time(frame, LIMITS, AS_OF).data if trace.name]
    assert list(targets.marker.symbol) == ["triangle-down", "triangle-up"]


@pytest.mark.parametrize(
    ("period", "said"),
    [("2017", ["GB 3095-2012二级 ≤35 μg/m³"]), ("2027", ["GB 3095-2026二级 ≤30 μg/m³"])],
)
def test_values_are_judged_by_the_limit_of_their_time(period, said):
    frame = figures(("actual", period, "=", 49.0), ("actual", str(int(period) + 2), "=", 40.0))
    over_time = charts.indicator_over_time(frame, LIMITS, AS_OF)
    by_place = charts.indicator_by_place(frame, LIMITS, AS_OF)
    for figure in (over_time, by_place):
        assert [note.text for note in figure.layout.annotations if note.text.startswith("GB")] == said


def test_both_limits_are_drawn_where_the_standard_changes():
    frame = figures(("actual", "2025", "=", 31.0), ("actual", "2027", "=", 29.0))
    texts = [note.text for note in charts.indicator_over_time(frame, LIMITS, AS_OF).layout.annotations]
    assert [text[:12] for text in texts if text.startswith("GB")] == [
        "GB 3095-2012",
        "GB 3095-2026",
    ]
    assert not any(
        "GB" in note.text for note in charts.indicator_by_place(frame, LIMITS, AS_OF).layout.annotations
    )


def test_the_day_on_which_a_standard_changes_is_marked_even_where_the_next_is_not_known():
    frame = figures(("actual", "2025", "=", 66.0), ("actual", "2027", "=", 61.0))
    both = charts.indicator_over_time(frame, LIMITS, AS_OF)
    assert "标准从 2026-03-01 起更换" in words(both)
    old = charts.indicator_over_time(frame, LIMITS.iloc[:1], AS_OF)
    assert "GB 3095-2012二级到 2026-02-28 为止，新限值未收录" in words(old)
    assert pd.Timestamp(2026, 3, 1) in [shape.x0 for shape in old.layout.shapes]


@pytest.mark.parametrize(
    ("waters", "said"),
    [
        ("lake", ["湖库 ≤0.05 mg/L"]),
        ("river", ["河流 ≤0.2 mg/L"]),
        (None, ["湖库 ≤0.05 mg/L", "河流 ≤0.2 mg/L"]),
    ],
)
def test_a_lake_is_not_judged_by_the_rule_for_rivers(waters, said):
    frame = figures(("actual", "2025", "=", 0.1)).assign(metric="总磷", unit="mg/L", waters=waters)
    limits = LIMITS.assign(
        place=["湖库", "河流"], waters=["lake", "river"], metric="总磷", unit="mg/L", value=[0.05, 0.2],
        valid_from=pd.NaT, valid_to=pd.NaT,
    )  # fmt: skip
    for figure in (
        charts.indicator_over_time(frame, limits, AS_OF),
        charts.indicator_by_place(frame, limits, AS_OF),
    ):
        assert [note.text for note in figure.layout.annotations if "mg/L" in note.text][-len(said) :] == said


@pytest.mark.parametrize(
    ("op", "value", "said"),
    [
        ("<=", 45.0, "差 4 μg/m³"),
        ("<=", 49.0, "达到目标"),
        ("<", 49.0, "差 0 μg/m³"),
        (">=", 50.0, "差 1 μg/m³"),
    ],
)
def test_the_title_says_what_is_missing_in_its_unit(op, value, said):
    frame = figures(("actual", "2020", "=", 49.0), ("target", "2020", op, value))
    assert charts.indicator_over_time(frame, LIMITS, AS_OF).layout.meta["title"].endswith(said)


def test_water_classes_have_names_and_colours_and_the_best_is_on_top():
    frame = figures(("actual", "2024-01", "=", 4.0)).assign(metric="水质类别", unit="类")
    layout = charts.indicator_over_time(frame, LIMITS.iloc[:0], AS_OF).layout
    assert layout.yaxis.ticktext == tuple(wording.WATER_CLASSES.values())
    assert layout.yaxis.range[0] > layout.yaxis.range[1]
    swatches = {shape.yanchor: shape.fillcolor for shape in layout.shapes if shape.type == "rect"}
    assert swatches == wording.CLASS_COLOURS


@pytest.mark.parametrize("dark", [False, True])
def test_every_figure_has_a_title_a_text_alternative_and_our_fonts(dark):
    level = figures(("baseline", "2017", "=", 49.0), ("target", "2018", "<=", 46.0))
    by_year = pd.DataFrame({"key": ["甲局"], "name": ["甲局"], "due_row": ["2024"], "open_tasks": [3]})
    drawn = [
        charts.completion_by_due_row(counts("due_row", ("2024", "closed", 1)), AS_OF, dark),
        charts.tasks_by_city(counts("city", ("衡阳市", "closed", 1)), dark),
        charts.open_tasks_by_due(counts("bucket", ("due_7", "on_track", 1)), dark),
        charts.workload(duties(("甲局", "lead", 3)), "单位", dark),
        charts.workload_by_due_row(by_year, dark),
        charts.indicator_by_place(level, LIMITS, AS_OF, dark),
        charts.indicator_over_time(level, LIMITS, AS_OF, dark),
    ]
    for figure in drawn:
        assert figure.layout.meta["title"]
        assert figure.layout.meta["alt"]
        assert type(figure.layout.height) is int
        assert "Noto Sans CJK SC" in figure.layout.template.layout.font.family
        assert figure.layout.template.layout.font.color == wording.palette(dark).ink


def test_a_bridge_adds_up_or_is_not_drawn():
    counts = {"opening": 5, "new": 4, "closed": 2}
    figure = charts.flow(counts | {"closing": 7})
    assert [(bar.base[0], bar.y[0]) for bar in figure.data] == [(0, 5), (5, 4), (7, 2), (0, 7)]
    assert figure.data[2].customdata[0][0] == "closed"
    assert figure.layout.meta["title"] == "未销号的任务从 5 项到 7 项"
    same = charts.flow({"opening": 5, "new": 0, "closed": 0, "closing": 5})
    assert same.layout.meta["title"] == "未销号的任务还是 5 项"
    moved = charts.flow({"opening": 5, "new": 2, "closed": 2, "closing": 5})
    assert moved.layout.meta["title"] == "未销号的任务还是 5 项", "not from 5 to 5"
    with pytest.raises(ValueError, match=r"5 \+ 4 - 2"):
        charts.flow(counts | {"closing": 8})


def test_every_kind_of_change_has_its_bar():
    none = dict.fromkeys(wording.CHANGES, 0)
    figure = charts.changes(none | {"closed": 3}, date(2026, 1, 1), date(2026, 2, 1))
    assert list(figure.data[0].x) == [0, 3, 0, 0, 0, 0, 0]
    assert figure.layout.meta["title"] == "新销号 3 项"


def steps(*rows: tuple[str, str, str, bool, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["starts", "ends", "precision", "is_done", "steps"])


@pytest.mark.parametrize(
    "row, title",
    [
        (("2025-01-01", "2025-01-31", "month", True, 2), "2 个时间节点：任务都已办结"),
        (("2025-01-01", "2025-01-31", "month", False, 2), "2 个时间节点：2 个已过而任务未见办结"),
        (("2050-01-01", "2050-12-31", "year", False, 2), "2 个时间节点：2 个还没到"),
    ],
)
def test_a_title_does_not_tell_nought(row: tuple[str, str, str, bool, int], title: str):
    assert charts.milestones(steps(row), AS_OF).layout.meta["title"] == title


def test_a_month_is_a_span_and_never_a_day():
    figure = charts.milestones(
        steps(
            ("2026-03-31", "2026-03-31", "day", False, 1),
            ("2026-03-01", "2026-03-31", "month", False, 2),
            ("2050-01-01", "2050-12-31", "year", False, 1),
        ),
        AS_OF,
    )
    day, month = figure.data[0], figure.data[1]
    assert day.x[0] == day.x[1]
    assert (month.x[1] - month.x[0]).days == 30
    assert figure.layout.yaxis.ticktext == ("写到日 ", "写到月 ")
    assert "更晚 → 2050年 1 个" in words(figure)
    assert figure.layout.meta["title"] == "4 个时间节点：1 个还没到，3 个已过而任务未见办结"


def test_a_theme_is_counted_once_in_its_row_and_the_unthemed_never_lead():
    frame = pd.DataFrame(
        [
            ("矿山", "衡阳市", 1, 3, 2, 4, 9),
            ("矿山", "邵阳市", 2, 1, 1, 4, 2),
            ("未归类", "衡阳市", 1, 6, 6, 6, 9),
        ],
        columns=["theme", "place", "rank", "tasks", "open_tasks", "theme_total", "column_total"],
    )
    figure = charts.themes(frame, "城市")
    assert figure.layout.meta["title"] == "最多的是矿山，4 项"
    assert figure.layout.yaxis.ticktext == ("合计 ", "矿山 ", "未归类 ")
    assert figure.layout.xaxis.ticktext == ("合计", "衡阳市", "邵阳市")
    totals = dict(
        zip(((row, column) for row, column, _ in figure.data[1].customdata), figure.data[1].text, strict=True)
    )
    assert totals == {("矿山", "any"): 4, ("未归类", "any"): 6, ("any", "衡阳市"): 9, ("any", "邵阳市"): 2}
    assert list(figure.data[0].customdata[1][:2]) == ["矿山", "邵阳市"]


def cells(columns: int) -> pd.DataFrame:
    """A theme in so many cities."""
    named = [{"place": f"第{at}市", "rank": at, "column_total": 1} for at in range(1, columns + 1)]
    return pd.DataFrame(named).assign(theme="扬尘", tasks=1, open_tasks=1, theme_total=columns)


@pytest.mark.parametrize("columns, heading", [(5, "第1市"), (6, "第<br>1<br>市")])
def test_headings_of_many_columns_are_written_from_top_to_bottom(columns: int, heading: str) -> None:
    assert charts.themes(cells(columns), "城市").layout.xaxis.ticktext[1] == heading


def test_of_crowded_steps_the_highest_say_their_number() -> None:
    days = pd.date_range("2020-01-01", "2024-12-01", freq="MS")
    frame = pd.DataFrame({"starts": days, "ends": days, "precision": "day", "is_done": False})
    crowded = charts.milestones(frame.assign(steps=[9 if at == 30 else 1 for at in range(60)]), AS_OF)
    (dots,) = [trace for trace in crowded.data if trace.mode == "markers+text" and len(trace.x)]
    assert (
        dots.text[30] == "9" and dots.text[29] == dots.text[31] == "" and 10 < sum(map(bool, dots.text)) < 40
    )
    few = charts.milestones(frame.head(3).assign(steps=1, ends=[*days[[0, 20, 40]]]), AS_OF)
    assert [list(trace.text) for trace in few.data if trace.mode == "markers+text"][0] == ["1", "1", "1"]


def test_of_many_places_the_first_are_drawn_and_all_are_counted() -> None:
    one = figures(("target", "2020", "<=", 35.0))
    many = pd.concat([one.assign(place=f"地点{at}") for at in range(20)], ignore_index=True)
    figure = charts.indicator_by_place(many, LIMITS, AS_OF)
    assert figure.layout.meta["title"] == "PM2.5：20 处，20 处定有目标"
    assert max(y for trace in figure.data for y in trace.y or ()) == charts.MOST_PLACES - 1


def test_of_many_cities_those_with_the_most_tasks_are_drawn_and_all_are_counted() -> None:
    figure = charts.tasks_by_city(counts("city", *((f"城{at}", "closed", at) for at in range(1, 41))))
    assert figure.layout.meta["title"] == "40 个城市，城40任务最多（40 项）"
    assert "城26" in words(figure) and "城25" not in words(figure)
