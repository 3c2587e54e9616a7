"""The report of a view as a workbook: 总览, 完成率, 单位负荷, 指标, 明细, 来源与口径, with charts that Excel draws itself."""

import io
from dataclasses import replace
from typing import Any

import pandas as pd
import xlsxwriter

import queries
import wording
from reports import native_charts, sheets
from reports.contents import ReportData, about

BUSIEST = 20
"""Units drawn; all are listed."""

CHARTS_DOWN = 950
"""Pixels that fit below one another on a printed page; what has no chart is listed all the same."""

SHORT = 30
"""Rows of a table that leave room for a chart below; beside a longer one it is seen at once."""

TASKS_BEGIN = [
    "city", "area", "seq", "issue", "status_group", "deadline_on", "is_past_deadline", "responsible", "lead",
]  # fmt: skip
"""Columns of the listing that are printed; those after them are for the screen."""

FIGURE_COLUMNS = [
    "metric", "unit", "city", "place", "period", "op", "target", "actual_period", "actual_op", "actual", "judged", "gap",
    "status_group", "said_in", "task_id",
]  # fmt: skip


def as_xlsx(data: ReportData) -> bytes:
    """The workbook."""
    file = io.BytesIO()
    book = sheets.new_book(file)
    title = f"{about(data.chosen)}督察整改报告"
    book.set_properties({"title": title, "comments": data.chosen.in_words()})
    _overview(book, data, title)
    _completion(book, data)
    _workload(book, data)
    _indicators(book, data)
    _tasks(book, data)
    said = [("表", title), ("任务数", len(data.tasks))]
    statuses = {wording.STATUS_GROUPS[group] for group in data.tasks["status_group"]}
    sheets.write_rules(book, said, data.chosen, data.sources, data.build, statuses)
    sheets.print_on_a4(book, title, data.chosen.day)
    book.close()
    return file.getvalue()


def _overview(book: xlsxwriter.Workbook, data: ReportData, title: str) -> None:
    """Three rates, what is late, tasks by time and by city."""
    sheet = book.add_worksheet("总览")
    top: dict[str, Any] = {"text_wrap": True, "valign": "top"}
    quiet = top | {"font_color": wording.LIGHT.quiet}
    caption, formula = book.add_format(quiet), book.add_format(quiet | {"indent": 1})
    plain, share = book.add_format(top), book.add_format(top | {"num_format": "0.0%", "align": "right"})
    heading, over_numbers = sheets.head(book), sheets.head(book, align="right")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 5, 11)
    sheet.set_column(6, 6, 44)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 16}))
    words = sheets.disarmed(data.chosen.in_words())
    sheet.merge_range(1, 0, 1, 6, words, caption)
    sheets.set_height(sheet, 1, [(words, 24 + 5 * 11 + 44)])

    for column, label in enumerate(["率", "完成（项）", "总数（项）", "比例", "最低", "最高", "算法"]):
        looks = sheets.head(book, indent=1) if column == 6 else over_numbers if column else heading
        sheet.write_string(3, column, label, looks)
    for row, rate in enumerate(data.rates, 4):
        named = wording.RATES[rate.rate]
        sheet.write_row(row, 0, [named.name, rate.done, rate.total], plain)
        for column, done in enumerate((rate.done, rate.low, rate.high), 3):
            is_few = wording.percent(done, rate.total) is None
            sheet.write(row, column, f"{done}/{rate.total}" if is_few else done / rate.total, share)
        sheet.write_string(row, 6, named.formula, formula)
        sheet.set_row(row, 32)
    ranged = any(rate.low != rate.high for rate in data.rates)
    words = "最低、最高：未见报告的都算未完成，或都算完成。" * ranged + "总数不足 5 项的只写项数，不算比例。"
    sheet.merge_range(7, 0, 7, 6, words, caption)

    sheet.write_string(9, 0, "谁晚了，谁快到期", heading)
    sheet.write_string(9, 1, "项", over_numbers)
    for row, (kind, (name, _)) in enumerate(wording.LATENESS.items(), 10):
        sheet.write_row(row, 0, [name, data.late[kind]], plain)

    due = data.by_due.assign(bucket=data.by_due["bucket"].map(wording.DUE)).drop(columns="tasks")
    labels = {"bucket": "离时限", "city": "城市", **wording.STATUS_GROUPS}
    row = _table_and_chart(book, sheet, 18, due, labels, "未办结的任务，按离时限的天数")
    if len(data.by_city) > 1:
        _table_and_chart(book, sheet, row, data.by_city.drop(columns="tasks"), labels, "各城市的任务")
    sheet.fit_to_pages(1, 1)


def _table_and_chart(
    book: xlsxwriter.Workbook, sheet: Any, top: int, frame: pd.DataFrame, labels: dict[str, str], title: str
) -> int:
    """A small table, its names and then the status groups, and its chart below; the row after both."""
    names = frame.columns[0]
    groups = [group for group in wording.STATUS_GROUPS if frame[group].sum()]
    frame = frame[[names, *groups]]
    heading, over_numbers = sheets.head(book), sheets.head(book, align="right")
    cells = native_charts.write_table(
        sheet, frame, labels, names, top, [heading] + [over_numbers] * len(groups)
    )
    sheet.set_row(top, 22)
    if not groups:
        return top + len(frame) + 2
    chart = native_charts.status_bars(book, cells, title, share=False)
    below = top + len(frame) + 2
    chart.set_size({"width": 860, "height": chart.height})
    sheet.insert_chart(below, 0, chart, {"description": title})
    return below + int(chart.height / sheets.PIXELS_A_ROW) + 2


def _completion(book: xlsxwriter.Workbook, data: ReportData) -> None:
    """By deadline year."""
    frame = data.completion
    shown = sheets.readable(frame)
    sheet = sheets.write_sheet(book, "完成率", shown)
    empty = {group: "" for group in wording.STATUS_GROUPS if not frame[group].sum()}  # not drawn
    cells = native_charts.cells_of("完成率", frame.rename(columns=empty), "due_row")
    chart = native_charts.status_bars(book, cells, "各到期年份的任务状态", share=True)
    _below(sheet, shown, {"各到期年份的任务状态，每行等宽": chart} if len(frame) else {})


def _workload(book: xlsxwriter.Workbook, data: ReportData) -> None:
    """Open tasks by unit and role; the busiest drawn."""
    frame = data.workload
    roles = [role for role in wording.ROLES if frame[role].sum()]
    grouped = ["is_group"] * bool(frame["is_group"].any())
    frame = frame[["name", *roles, *grouped]]
    labels = {"name": "单位（未办结任务数）", "is_group": "集体名称"}
    shown = sheets.readable(
        frame.rename(columns=labels | {role: f"{wording.ROLES[role]}（项）" for role in roles})
    )
    sheet = sheets.write_sheet(book, "单位负荷", shown)
    if frame.empty:
        sheet.write_string(1, 0, "没有写明单位的未办结任务")
        return
    drawn = frame.head(BUSIEST)
    totals = data.workload_totals
    title = f"未办结 {totals['open']} 项，{wording.shared_among(totals['units'], totals['groups'], totals['duties'])}"
    cells = native_charts.cells_of("单位负荷", drawn.drop(columns=grouped), "name")
    chart = native_charts.role_bars(
        book, cells, title + f"（前 {len(drawn)} 个）" * (len(drawn) < len(frame))
    )
    if len(frame) <= SHORT:
        _below(sheet, shown, {title: chart})
    else:
        _beside(sheet, chart, len(frame.columns) + 1, title)


def _indicators(book: xlsxwriter.Workbook, data: ReportData) -> None:
    """Targets beside what was measured; a chart a measure that has both."""
    promises = queries.promised_once(data.promises)
    drawn = _drawn(promises)
    frame = pd.concat([drawn, promises.drop(drawn.index)], ignore_index=True)
    names = [_drawn_as(row) for row in queries.rows(frame)]
    frame = frame[FIGURE_COLUMNS]
    shown = sheets.readable(
        frame.assign(
            period=frame["period"].map(wording.period_text),
            actual_period=frame["actual_period"].map(wording.period_text, na_action="ignore"),
        )
    )
    sheet = sheets.write_sheet(book, "指标", shown)
    if frame.empty:
        sheet.write_string(1, 0, "没有可量化的目标")
        return
    # The names of the bars, which say no more than the columns before them.
    sheet.write_column(0, len(frame.columns), ["地点和年份", *names])
    sheet.set_column(len(frame.columns), len(frame.columns), None, None, {"hidden": True})
    cells = native_charts.cells_of("指标", frame.assign(drawn_as=names), "drawn_as")
    charts: dict[str, Any] = {}
    for (metric, unit), part in frame.head(len(drawn)).groupby(["metric", "unit"], sort=False):
        rows = replace(cells, first=cells.first + int(part.index[0]), last=cells.first + int(part.index[-1]))
        title = f"{metric}（{unit}）：目标与最近的全年实测"
        chart = native_charts.target_bars(book, rows, title, f"{metric}（{unit}）")
        chart.show_hidden_data()
        if sum(above.height for above in charts.values()) + chart.height > CHARTS_DOWN:
            break
        charts[title] = chart
    _below(sheet, shown, charts)


def _drawn(promises: pd.DataFrame) -> pd.DataFrame:
    """The promises that are drawn, those of a measure together, the missed ones' measures first.

    A part of a year is not drawn as a year; a class of water is no length.
    """
    of_years = promises["actual_period"].astype("str").str.fullmatch(r"\d{4}") & promises["actual"].notna()
    drawn = promises[of_years & promises["unit"].notna() & (promises["unit"] != "类")]
    of_measure = drawn.groupby(["metric", "unit"], sort=False).ngroup()
    return drawn.loc[of_measure.sort_values(kind="stable").index]


def _drawn_as(row: Any) -> str:
    """衡阳市城区：目标2020年，实测2017年."""
    actual = f"，实测{wording.period_text(row.actual_period)}" if row.actual is not None else ""
    return f"{row.place}：目标{wording.period_text(row.period)}{actual}"


def _beside(sheet: Any, chart: Any, column: int, alt: str) -> None:
    """A chart to the right of a long table, on a page of its own when printed."""
    sheet.insert_chart(1, column, chart, {"description": alt})
    sheet.set_print_scale(75)
    sheet.set_v_pagebreaks([column])
    sheet.repeat_rows(0)


def _below(sheet: Any, shown: pd.DataFrame, charts: dict[str, Any]) -> None:
    """Charts, by their alternative texts, under one another below a table."""
    top = len(shown) + 2
    down = 0
    for alt, chart in charts.items():
        sheet.insert_chart(top, 0, chart, {"description": alt, "y_offset": down})
        down += int(chart.height) + 20
    sheets.print_listing(sheet, shown, down + 2 * sheets.PIXELS_A_ROW if charts else 0)


def _tasks(book: xlsxwriter.Workbook, data: ReportData) -> None:
    """Every task in view; columns in which no task has anything are left out."""
    tasks = data.tasks.drop(columns=["document_id", "in_charge"])
    shown = sheets.readable(tasks[[*TASKS_BEGIN, *tasks.columns.drop(TASKS_BEGIN)]])
    if len(shown):
        shown = shown.loc[:, (shown.notna() & (shown != "")).any()]
    sheet = sheets.write_sheet(book, "明细", shown)
    sheets.print_listing(sheet, shown)
    sheet.freeze_panes(1, shown.columns.get_loc("问题"))
