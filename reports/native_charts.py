"""Charts that Excel, Word and WPS draw themselves, in the house's colours: they point at cells, so a reader can check and change them.

One function a chart: a workbook and the place of a table in one of its sheets in, a chart out. `loose` takes a chart out of its
workbook, so that a letter can hold it.
"""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import pandas as pd
import xlsxwriter

import wording
from reports.sheets import CHART_ACROSS, FONT, new_book

PALETTE = wording.LIGHT  # paper is white

PATTERNS = {"/": "dark_upward_diagonal", "\\": "light_downward_diagonal", "x": "outlined_diamond"}
"""Plotly's names of patterns -> Excel's."""

AROUND_BARS = 150
"""Pixels for title, legend and axis. With less room LibreOffice leaves out every second name."""

ROLE_FILLS = {
    "lead": wording.Fill("#12436D", "#FFFFFF", "#12436D"),
    "responsible": wording.Fill("#51697D", "#FFFFFF", "#51697D"),
    "supervising": wording.Fill("#FFFFFF", "#1A2733", "#51697D", "/", "#A3B1BE"),
    "cooperating": wording.Fill("#FFFFFF", "#1A2733", "#7B8794"),
}
FIGURE_FILLS = {  # planned outlined, reached solid
    "target": wording.Fill("#FFFFFF", "#1A2733", "#C9480B"),
    "actual": wording.Fill("#12436D", "#FFFFFF", "#12436D"),
}


@dataclass(frozen=True)
class Cells:
    """A table as it stands in a sheet, its headings in row `head`: rows `first` to `last` of it, named by column `names`."""

    sheet: str
    columns: tuple[str, ...]
    names: str
    head: int
    first: int
    last: int
    longest: int
    """Of its bars: the greatest sum of a row."""

    @property
    def rows(self) -> int:
        return self.last - self.first + 1

    def column(self, name: str) -> list[Any]:
        at = self.columns.index(name)
        return [self.sheet, self.first, at, self.last, at]

    def heading(self, name: str) -> list[Any]:
        return [self.sheet, self.head, self.columns.index(name)]


def cells_of(sheet: str, frame: pd.DataFrame, names: str, head: int = 0) -> Cells:
    """The cells of a frame written with its headings in row `head`, from the first column on."""
    longest = frame.drop(columns=names).sum(axis=1, numeric_only=True).max() if len(frame) else 0
    return Cells(sheet, tuple(frame.columns), names, head, head + 1, head + len(frame), int(longest))


def status_bars(book: xlsxwriter.Workbook, cells: Cells, title: str, share: bool) -> Any:
    """A bar a row, stacked by status group; with share all bars are as wide. Columns are named by group code."""
    fills = {group: PALETTE.groups[group] for group in wording.STATUS_GROUPS if group in cells.columns}
    return _bars(book, cells, fills, title, "percent_stacked" if share else "stacked", "任务（项）")


def role_bars(book: xlsxwriter.Workbook, cells: Cells, title: str) -> Any:
    """A bar a unit, stacked by role: open duties. Columns are named by role code."""
    fills = {role: fill for role, fill in ROLE_FILLS.items() if role in cells.columns}
    return _bars(book, cells, fills, title, "stacked", "未办结任务（项次）")


def target_bars(book: xlsxwriter.Workbook, cells: Cells, title: str, measured: str) -> Any:
    """A pair of bars a place: what was promised, outlined, and what was reached, solid. Columns: target, actual."""
    return _bars(book, cells, FIGURE_FILLS, title, None, measured)


def _bars(
    book: xlsxwriter.Workbook,
    cells: Cells,
    fills: dict[str, wording.Fill],
    title: str,
    subtype: str | None,
    counted: str,
) -> Any:
    """counted: what the length of a bar is, for its axis."""
    chart, is_paired = book.add_chart({"type": "bar", "subtype": subtype}), subtype is None
    for name, fill in fills.items():
        series: dict[str, Any] = {
            "name": cells.heading(name),
            "categories": cells.column(cells.names),
            "values": cells.column(name),
            "border": {"color": fill.outline, "width": 0.75},
            "gap": 45,
            "data_labels": {
                "value": True,
                "num_format": "#,##0.###;;"
                if is_paired
                else "#,##0;;",  # no 0 beside a bar that is not there
                "font": _font(9, PALETTE.ink if is_paired else fill.text),
            },
        }
        if is_paired:
            series["data_labels"]["position"] = "outside_end"
        if fill.pattern and fill.pattern_colour:
            series["pattern"] = {
                "pattern": PATTERNS[fill.pattern],
                "fg_color": fill.pattern_colour,
                "bg_color": fill.colour,
            }
            series["data_labels"] |= {"fill": {"color": fill.colour}}  # read on a plain ground
        else:
            series["fill"] = {"color": fill.colour}
        chart.add_series(series)
    chart.set_title({"name": title, "name_font": _font(12, PALETTE.ink, bold=True), "overlay": False})
    chart.set_legend({"position": "top", "font": _font(10, PALETTE.ink)})
    chart.set_y_axis(
        {
            "name": cells.heading(cells.names),
            "name_font": _font(9, PALETTE.quiet) | {"rotation": 271},  # Chinese upright, from the top
            "reverse": True,
            "interval_unit": 1,  # each name: without it every second may be left out
            "num_font": _font(10, PALETTE.ink),
            "line": {"color": PALETTE.quiet},
            "major_tick_mark": "none",
        }
    )
    steps = {"major_unit": _step(cells.longest)} if subtype == "stacked" else {}
    chart.set_x_axis(
        {
            "name": f"{counted}，占一行的比例" if subtype == "percent_stacked" else counted,
            "name_font": _font(9, PALETTE.quiet),
            "num_font": _font(9, PALETTE.quiet),
            "num_format": "0%" if subtype == "percent_stacked" else "General",
            "major_gridlines": {"visible": True, "line": {"color": PALETTE.grid, "width": 0.75}},
            "line": {"none": True},
            "label_position": "high",  # the names run from the top, and so would these
            "min": 0,
            **steps,
        }
    )
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": CHART_ACROSS, "height": AROUND_BARS + (46 if is_paired else 26) * cells.rows})
    return chart


def _step(longest: int) -> int:
    """Between the lines of an axis that counts whole things: 1, 2, 5, 10 …, no more than eight of them."""
    return next(
        step
        for power in range(9)
        for step in (10**power, 2 * 10**power, 5 * 10**power)
        if longest <= 8 * step
    )


def _font(size: int, colour: str, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": size, "color": colour, "bold": bold}


def write_table(
    sheet: Any,
    frame: pd.DataFrame,
    labels: dict[str, str],
    names: str,
    top: int = 0,
    headings: Sequence[Any] = (),
) -> Cells:
    """The frame's bare values in a sheet, under their labels, which may have a format each; where they stand."""
    for column, (code, looks) in enumerate(zip_longest(frame.columns, headings)):
        sheet.write(top, column, labels.get(code, code), looks)
        for row, value in enumerate(frame[code], top + 1):
            if pd.notna(value):
                sheet.write(row, column, value)
    return cells_of(sheet.get_name(), frame, names, top)


LABELS_SHOW_NUMBERS = "".join(
    f'<c:show{what} val="{int(what == "Val")}"/>'
    for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
).encode()


@dataclass(frozen=True)
class LooseChart:
    """A chart as a part of its own, with the workbook that holds its numbers."""

    xml: bytes
    workbook: bytes
    shape: float
    """Its height, of its width."""


def loose(
    frame: pd.DataFrame,
    labels: dict[str, str],
    names: str,
    draw: Callable[[xlsxwriter.Workbook, Cells], Any],
    width: int,
) -> LooseChart:
    """The chart that draw(book, cells) makes of the frame, so many pixels wide, for a document that is no workbook."""
    file = io.BytesIO()
    book = new_book(file)
    sheet = book.add_worksheet("数据")
    chart = draw(book, write_table(sheet, frame, labels, names))
    chart.set_size({"width": width, "height": AROUND_BARS + 21 * len(frame)})
    sheet.insert_chart(len(frame) + 2, 0, chart)
    book.close()
    with zipfile.ZipFile(file) as parts:
        xml = parts.read("xl/charts/chart1.xml")
    # Outside a workbook, what is not said to be hidden is shown beside each number: the series, the row.
    xml = xml.replace(b'<c:showVal val="1"/>', LABELS_SHOW_NUMBERS)
    # Word takes another font for Chinese than for Latin.
    latin = f'<a:latin typeface="{FONT}"/>'
    xml = xml.replace(latin.encode(), latin.encode() + latin.replace("latin", "ea").encode())
    xml = xml.replace(b'lang="en-US"', b'lang="zh-CN"').replace(
        b'<c:lang val="en-US"/>', b'<c:lang val="zh-CN"/>'
    )
    return LooseChart(xml, file.getvalue(), chart.height / chart.width)
