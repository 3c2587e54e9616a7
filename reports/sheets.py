"""A listing as it is downloaded: the same columns as on the page, in Chinese, as a sheet of a workbook and as CSV."""

import csv
import io
import re
from collections.abc import Container, Iterable
from datetime import date
from typing import Any

import pandas as pd
import xlsxwriter
from pandas.api.types import is_bool_dtype, is_numeric_dtype

import queries
import wording

PRECISION_OF = {
    "deadline_on": "deadline_precision",
    "completed_on": "completed_precision",
    "due_on": "precision",
    "deadline_after": "after_precision",
}
"""A column of days -> that which says how much of them the document has; the rest of a month is its last day."""

LABELS = {
    "status_group": wording.STATUS_GROUPS,
    "role": wording.ROLES | wording.INDICATOR_ROLES,
    "kind": wording.DOCUMENT_KINDS,
    "dimension": wording.PETITION_DIMENSIONS,
    "source_kind": wording.SOURCE_KINDS,
    "change": wording.CHANGES,
    "status_before": wording.STATUS,
    "status": wording.STATUS,
    "judged": wording.JUDGED,
    "reckoned": wording.RECKONED,
    "op": wording.OPS,
    "actual_op": wording.OPS,
    **dict.fromkeys(PRECISION_OF.values(), wording.PRECISIONS),
}
"""Columns of codes -> what each code is called."""

STATUS_COLUMNS = {wording.COLUMNS[column] for column in ("status_group", "status_before", "status")}

DAY_FORMATS = {"日": "yyyy-mm-dd", "月": 'yyyy"年"m"月"', "年": 'yyyy"年"'}

SOURCE_COLUMNS = {
    "来源": 30, "标题": 44, "类型": 10, "给出": 16, "日期": 12, "计入日或时段": 16, "文件或网址": 38, "SHA-256": 34,
}  # fmt: skip
"""Of the sheet 来源与口径, and how wide they are."""

FONT = "Microsoft YaHei"
A4 = 9  # Excel's number for it
LINE = 15
"""Points."""

LONGEST_CELL = 32_767
"""Characters, in Excel."""
WIDEST_COLUMN, MOST_LINES = 52, 12
"""Of a column and of a row, as it is first seen; Excel counts a Chinese character as two."""
ROWS_MEASURED = 2_000
WIDEST_UPRIGHT, WIDEST_ON_PAPER = 100, 200
"""What stands on a page across: on an upright one at its full size, on a lying one at three quarters of it."""

PIXELS_A_ROW, PIXELS_A_CHARACTER, CHART_ACROSS = 20, 9, 760
LIBREOFFICE = 1.25
"""How much wider it draws columns, and with them a chart that lies over them."""
SHRUNK = 1.5
"""How much more than a page's height is still made to fit on one."""
PAGE_DOWN, UPRIGHT, LYING = 900, 680, 1000
"""What stands on a page down, and across an upright and a lying one at full size, in pixels."""

NOT_IN_XML = re.compile("[\ufffe\uffff]")
NEXT_LINE = re.compile(r"(?<=\S)\s*\n\s*(?=\S)")
"""With the carriage return, the empty lines and the indent that a file has there."""


def readable(table: pd.DataFrame) -> pd.DataFrame:
    """The table as people read it: codes, truth values and column names in Chinese, no line indented."""
    shown = table.replace(NEXT_LINE, "\n", regex=True)
    for column in table:
        if column in LABELS:
            shown[column] = table[column].map(LABELS[column]).fillna(table[column])
        elif is_bool_dtype(table[column]):
            shown[column] = table[column].map({True: "是", False: ""})
    return shown.rename(columns=wording.COLUMNS)


def disarmed(text: str) -> str:
    """A text that no spreadsheet takes for a formula: `=1+1` becomes `'=1+1`. Full-width signs count in Excel, too."""
    return f"'{text}" if re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", text) else text


def as_csv(shown: pd.DataFrame) -> bytes:
    """With a byte-order mark, so that Excel reads it as UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(shown.columns)
    for row in shown.itertuples(index=False):
        writer.writerow(map(_csv_cell, map(queries.plain, row)))
    return file.getvalue().encode("utf-8-sig")


def _csv_cell(value: Any) -> Any:
    if isinstance(value, str):
        return disarmed(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def as_xlsx(
    shown: pd.DataFrame,
    name: str,
    chosen: queries.Filters,
    sources: pd.DataFrame | None,
    build: Any,
    about: Iterable[tuple[str, Any]] = (),
) -> bytes:
    """The table on one sheet; on the other what it holds, by which rules, from which files."""
    file = io.BytesIO()
    book = new_book(file)
    print_listing(write_sheet(book, name, shown), shown)
    said = {word for label in STATUS_COLUMNS & set(shown) for word in shown[label]}
    write_rules(book, [("表", name), *about, ("行数", len(shown))], chosen, sources, build, said)
    print_on_a4(book, name, chosen.day)
    book.close()
    return file.getvalue()


def new_book(file: io.BytesIO) -> xlsxwriter.Workbook:
    """An empty workbook in the house's font, in which a text that begins with = or http is a text."""
    looks = {"font_name": FONT, "font_size": 10}
    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_format_properties": looks}
    return xlsxwriter.Workbook(file, {"in_memory": True, **options})


def print_on_a4(book: xlsxwriter.Workbook, title: str, day: date) -> None:
    """Every sheet on A4, with the title, the sheet's name, the as-of day and the page on each page."""
    for sheet in book.worksheets():
        sheet.set_paper(A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
        name = "" if sheet.get_name() == title else "　&A"
        sheet.set_header(f"&L{title.replace('&', '&&')}{name}&R截至 {day}")
        sheet.set_footer("&C第 &P 页，共 &N 页")
        sheet.hide_gridlines(2)


def write_rules(
    book: xlsxwriter.Workbook,
    about: list[tuple[str, Any]],
    chosen: queries.Filters,
    sources: pd.DataFrame | None,
    build: Any,
    statuses: Container[str],
) -> None:
    """The sheet 来源与口径: what the file is about, by which rules its numbers were counted, from which documents.

    sources: rows of queries.sources; without them the rows of the table name their own. statuses: the words for them that
    the file has; no others are explained.
    """
    rules = book.add_worksheet("来源与口径")
    wrapped, dated = _body(book), _body(book, num_format="yyyy-mm-dd")
    name = book.add_format({"bold": True, "valign": "top"})
    for column, width in enumerate(SOURCE_COLUMNS.values()):
        rules.set_column(column, column, width)
    across = sum(list(SOURCE_COLUMNS.values())[1:])
    said = [
        *about,
        ("筛选", chosen.in_words()),
        ("截至", chosen.day),
        ("数据版本", build.generation),
        ("数据库生成时间", f"{build.built_at:%Y-%m-%d %H:%M}"),
        ("程序版本", build.loader_version),
        *((rate.name, rate.formula) for rate in wording.RATES.values()),
        *(
            (name, wording.STATUS_MEANS[group])
            for group, name in wording.STATUS_GROUPS.items()
            if name in statuses
        ),
        ("已过时限", "整改时限早于截至日期，而没有报告说已完成或已销号。由时限推算，不是状态。"),
    ]
    for row, (what, value) in enumerate(said):
        rules.write_string(row, 0, what, name)
        rules.merge_range(row, 1, row, len(SOURCE_COLUMNS) - 1, "", wrapped)
        _write_cell(rules, row, 1, value, dated if isinstance(value, date) else wrapped)
        rules.set_row(row, LINE * _lines(value, across))
    first = len(said) + 1
    if sources is None:
        rules.write_string(first, 0, "来源", name)
        rules.write_string(first, 1, "表中各行写明了来源和网址。", wrapped)
    else:
        for column, label in enumerate(SOURCE_COLUMNS):
            rules.write_string(first, column, label, head(book))
        for row, source in enumerate(queries.rows(sources), first + 1):
            values = _source_cells(source)
            for column, value in enumerate(values):
                _write_cell(rules, row, column, value, dated if isinstance(value, date) else wrapped)
            rules.set_row(row, LINE * max(map(_lines, values, SOURCE_COLUMNS.values())))
        rules.repeat_rows(first)
        rules.autofilter(first, 0, first + len(sources), len(SOURCE_COLUMNS) - 1)
    rules.set_landscape()
    rules.fit_to_pages(1, 0)


def _source_cells(source: Any) -> list[Any]:
    """A row of queries.sources under SOURCE_COLUMNS."""
    kinds = wording.DOCUMENT_KINDS | wording.SOURCE_KINDS
    periods = source.periods.split(",") if source.periods else []
    return [
        "网页" if source.source == source.source_url else source.source,
        source.title,
        kinds.get(source.kind, source.kind),
        source.gives,
        source.stated_on,
        source.known_from or "、".join(map(wording.period_text, periods)) or None,
        "\n".join(filter(None, (source.source_path, source.source_url))),
        source.sha256,
    ]


def write_sheet(book: xlsxwriter.Workbook, name: str, shown: pd.DataFrame) -> Any:
    """The table, its headings frozen and filterable, its columns as wide as they need; the sheet, for what comes beside.

    A row is as high as the columns that are printed need; what lies to their right may be cut until it is opened.
    """
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", "", name)[:31])
    to_the_right: dict[str, str | int] = {"align": "right", "indent": 1}
    heading, over_numbers = head(book), head(book, **to_the_right)
    wrapped, numbers = _body(book), _body(book, **to_the_right)
    dated = {precision: _body(book, num_format=form) for precision, form in DAY_FORMATS.items()}
    said = {wording.COLUMNS[day]: wording.COLUMNS[precision] for day, precision in PRECISION_OF.items()}
    columns = list(shown.columns)
    precise = {
        at: columns.index(said[label]) for at, label in enumerate(columns) if said.get(label) in columns
    }
    sheet.set_row(0, 22)
    widths = _widths(shown)
    for column, (label, width) in enumerate(zip(shown.columns, widths, strict=True)):
        sheet.write_string(0, column, label, over_numbers if is_numeric_dtype(shown[label]) else heading)
        sheet.set_column(column, column, width)
    seen = widths[: _printed(widths)]
    for row, cells in enumerate(shown.itertuples(index=False), 1):
        values = list(map(queries.plain, cells))
        set_height(sheet, row, zip(values, seen, strict=False))
        for column, value in enumerate(values):
            looks = wrapped if isinstance(value, str) else numbers
            if isinstance(value, date):
                looks = dated[values[precise[column]] or "日"] if column in precise else dated["日"]
            _write_cell(sheet, row, column, value, looks)
    sheet.freeze_panes(1, 0)
    if len(shown.columns):
        sheet.autofilter(0, 0, len(shown), len(shown.columns) - 1)
    return sheet


def print_listing(sheet: Any, shown: pd.DataFrame, below: int = 0) -> None:
    """Its first columns, as many as a page can be read with, their headings on every page; what is drawn below, so many
    pixels high, is not parted by the end of a page."""
    widths, top = _widths(shown), len(shown) + 2
    printed = _printed(widths)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    if printed < len(widths):
        sheet.print_area(0, 0, top - 2 + -(-below // PIXELS_A_ROW), printed - 1)
    if sum(widths) > WIDEST_UPRIGHT:
        sheet.set_landscape()
    down = PIXELS_A_ROW * top + below
    if below and down <= SHRUNK * PAGE_DOWN:
        sheet.fit_to_pages(1, 1)
    elif below:
        across = UPRIGHT if sum(widths) <= WIDEST_UPRIGHT else LYING
        wide = max(int(CHART_ACROSS * LIBREOFFICE), PIXELS_A_CHARACTER * sum(widths[:printed]))
        sheet.set_print_scale(
            min(100, 100 * across // wide)
        )  # what is fitted to a page's width knows no page breaks
        sheet.set_h_pagebreaks([top])


def _printed(widths: list[int]) -> int:
    """How many columns stand on paper: at least one."""
    return max(1, sum(sum(widths[: count + 1]) <= WIDEST_ON_PAPER for count in range(len(widths))))


def _widths(shown: pd.DataFrame) -> list[int]:
    return [min(WIDEST_COLUMN, max(8, 3 + width_in_characters(shown[column]))) for column in shown.columns]


def width_in_characters(column: pd.Series) -> int:
    """What nine in ten of its cells need, a Chinese character counted as two; its heading always fits."""
    needed = column.head(ROWS_MEASURED).dropna().astype(str).map(width)
    return max(width(str(column.name)), int(needed.quantile(0.9)) if len(needed) else 0)


def width(text: str) -> int:
    """In characters, a Chinese one counted as two."""
    return len(text.encode("gbk", "replace"))


def set_height(sheet: Any, row: int, cells: Iterable[tuple[Any, int]]) -> None:
    """As high as its cells, each in a column of that width, need, up to MOST_LINES."""
    lines = max((_lines(value, wide) for value, wide in cells), default=1)
    sheet.set_row(row, LINE * min(MOST_LINES, lines))


def _lines(value: Any, wide: int) -> int:
    """How many lines a cell takes in a column of that width."""
    return sum(-(-width(line) // wide) or 1 for line in str(value).split("\n"))


def head(book: xlsxwriter.Workbook, **more: str | int) -> Any:
    """What headings look like."""
    return book.add_format({"bold": True, "bg_color": "#E3E8ED", "bottom": 1, "valign": "vcenter", **more})


def _body(book: xlsxwriter.Workbook, **more: str | int) -> Any:
    """At the top of the row, a thin line below."""
    below = {"bottom": 1, "bottom_color": wording.LIGHT.grid}
    return book.add_format({"text_wrap": True, "valign": "top", "align": "left", **below, **more})


def write_cell(sheet: Any, row: int, column: int, value: Any, looks: Any) -> None:
    """A value as it is; a text as a text, as long as Excel takes it."""
    if isinstance(value, str):
        text = NOT_IN_XML.sub("", value)
        text = text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
        sheet.write_string(row, column, text, looks)
    else:
        sheet.write(row, column, value, looks)


def _write_cell(sheet: Any, row: int, column: int, value: Any, looks: Any) -> None:
    """The same, safe in what the sheet may be saved as."""
    write_cell(sheet, row, column, disarmed(value) if isinstance(value, str) else value, looks)
