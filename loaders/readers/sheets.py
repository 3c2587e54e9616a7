"""Spreadsheets and delimited text: the text is the cells joined by tabs, a Part for each row."""

import datetime
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import IO

import python_calamine
from lxml import etree

from loaders.readers.archives import attribute, local_name, open_archive, parse_xml, refuse_entities
from loaders.readers.composing import HEADER_ROWS, NUMBER_HEADER, CellText, Composer, trimmed
from loaders.source import Cell, Part, Table

MAX_CELLS = 20_000_000
"""Beyond this many positions between the first cell and the last a sheet is not laid out in memory."""


REGULAR = {",": 0.6, ";": 0.6, "\t": 0.9}
"""Share of the lines with the same number of cells from which a text is one table; tabs also stand within texts."""
FEWEST_PAIRS = 8
"""Lines of two cells, a label and its words, from which they are a table."""
FIRST_SERIAL = datetime.datetime(1899, 12, 30)
DATE_FORMS = {
    "day in Chinese": "{0.year}年{0.month}月{0.day}日",
    "month in Chinese": "{0.year}年{0.month}月",
    "month": "{0.year}-{0.month:02}",
}
"""A month that is shown without a day is no more precise than that, whatever day the cell holds."""
# Formats that every workbook has without naming them, as Chinese programs show them.
BUILT_IN_FORMS = {"9": "percent", "10": "percent", "17": "month", "27": "month in Chinese", "31": "day in Chinese",
                  "50": "month in Chinese", "57": "month in Chinese"}  # fmt: skip


BAR = "[|│┃]"
BETWEEN_BARS = re.compile(rf"\s*{BAR}(?P<cells>[^|│┃]*(?:{BAR}[^|│┃]*){{2,}}){BAR}\s*")
# | --- | --- | · ├──┼──┤
BARS_ALONE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?)?\s*|\s*[\u2500-\u257f]+\s*")
REFERENCE = re.compile(r"([A-Z]+)(\d+)")
# <c r="B7" s="3"/> · <c r="B7" t="inlineStr"><is><t> </t></is></c> · <row r="8"><c r="A8" s="3"/></row>
_EMPTY_CELL = rb"<c(?:\s[^<>]*)?(?:/>|><is><t(?:\s[^<>]*)?(?:/>|>\s*</t>)</is></c>)"
FORMATTED_ALONE = re.compile(
    rb"<row(?:\s[^<>]*)?/> | <row(?:\s[^<>]*)?> (?:EMPTY)* </row> | EMPTY".replace(b"EMPTY", _EMPTY_CELL),
    re.VERBOSE,
)
CHUNK = 1 << 20


class SheetTooLarge(Exception):
    """A sheet whose used range is too large; the argument names it."""


def read_workbook(data: bytes, is_xlsx: bool) -> tuple[Composer, list[str]]:
    """The visible sheets of a workbook (XLSX, XLS, ODS), and remarks on what was left out.

    Formulas give the value stored with them, dates read 2024-06-30, whole numbers have no .0.
    """
    facts = dict(_facts_of_sheets(open_archive(data))) if is_xlsx else {}
    for name, sheet_facts in facts.items():
        if sheet_facts.positions > MAX_CELLS:
            raise SheetTooLarge(name)
    workbook = python_calamine.load_workbook(io.BytesIO(data))
    composer = Composer()
    remarks = []
    for meta in workbook.sheets_metadata:
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if meta.visible != python_calamine.SheetVisibleEnum.Visible:
            remarks.append(f"工作表“{meta.name}”是隐藏的，没有读取；如需要，请取消隐藏后重新导入。")
            continue
        sheet_facts = facts.get(meta.name, SheetFacts())
        _lay_out(workbook.get_sheet_by_name(meta.name), sheet_facts.forms, composer)
        if sheet_facts.without_value:
            cells = "、".join(sheet_facts.without_value[:5])
            more = " 等" if len(sheet_facts.without_value) > 5 else ""
            remarks.append(
                f"工作表“{meta.name}”中 {len(sheet_facts.without_value)} 个公式没有可用的计算结果"
                f"（{cells}{more}），按空白读取；请在 Excel 或 WPS 中打开并保存后重新导入。"
            )
    return composer, remarks


def _lay_out(
    sheet: python_calamine.CalamineSheet, forms: dict[tuple[int, int], str], composer: Composer
) -> None:
    """One sheet as one table, its wholly empty rows and trailing empty columns left out."""
    kept = []
    offset = sheet.start[1] if sheet.start else 0  # calamine's rows begin with the first used column
    for number, values in enumerate(sheet.iter_rows()):
        cells = [
            _written(value, forms.get((number, column))) if value != "" else ""
            for column, value in enumerate(values, offset)
        ]
        if any(cells):
            kept.append((number, cells))
    if not kept:
        return
    width = max(index + 1 for _, cells in kept for index, words in enumerate(cells) if words)
    grid = [[CellText(words) for words in cells[:width]] for _, cells in kept]
    row_at = {number: row for row, (number, _) in enumerate(kept)}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        left, right = left - offset, right - offset
        if top not in row_at or not 0 <= left < width:
            continue
        first = grid[row_at[top]][left]
        for number in range(top, min(bottom, kept[-1][0]) + 1):
            if number in row_at:
                for column in range(left, min(right, width - 1) + 1):
                    grid[row_at[number]][column] = first
    composer.table(grid, sheet.name, [number + 1 for number, _ in kept])


def _written(value: object, form: str | None) -> str:
    """A value as its column shows it: 1.0 as 1, 0.85 in a % column as 85%, dates as 2024-06-30 or as formatted."""
    if form in DATE_FORMS and isinstance(value, float):
        value = FIRST_SERIAL + datetime.timedelta(days=value)
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float() | int():
            return f"{value * 100:.15g}%" if form == "percent" else f"{value:.15g}"
        case datetime.date() if form in DATE_FORMS:
            return DATE_FORMS[form].format(value)
        case datetime.datetime() if value.time() != datetime.time():
            return f"{value:%Y-%m-%d %H:%M}"
        case datetime.date():
            return f"{value:%Y-%m-%d}"
        case _:
            return re.sub(r"\r\n?", "\n", str(value).replace("\t", " ")).strip()


class SheetFacts:
    """What the XML of a sheet says beyond its values."""

    def __init__(self) -> None:
        self.positions = 0
        self.without_value: list[str] = []
        self.forms: dict[tuple[int, int], str] = {}
        """How cells show their number, by row and column from 0."""


def _facts_of_sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, SheetFacts]]:
    workbook = parse_xml(archive.read("xl/workbook.xml"))
    relations = {
        attribute(element, "Id"): attribute(element, "Target") or ""
        for element in parse_xml(archive.read("xl/_rels/workbook.xml.rels"))
    }
    forms_of_styles = _forms_of_styles(archive)
    for sheet in workbook.iter("{*}sheet"):
        target = relations.get(attribute(sheet, "id"), "")
        path = posixpath.normpath(posixpath.join("xl", target)).lstrip("/")
        path = target.lstrip("/") if target.startswith("/") else path
        if path in archive.namelist():
            with archive.open(path) as stream:
                refuse_entities(stream.read(4096))
                stream.seek(0)
                yield attribute(sheet, "name") or "", _facts(stream, forms_of_styles)


def _forms_of_styles(archive: zipfile.ZipFile) -> dict[str, str]:
    """Index of a cell style -> how it shows a number, as far as it matters: percent, month, day in Chinese …"""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = parse_xml(archive.read("xl/styles.xml"))
    forms = dict(BUILT_IN_FORMS)
    for element in styles.iter("{*}numFmt"):
        if form := _form(attribute(element, "formatCode") or ""):
            forms[attribute(element, "numFmtId") or ""] = form
    cell_formats = styles.find("{*}cellXfs")
    numbers = [] if cell_formats is None else [attribute(xf, "numFmtId") or "" for xf in cell_formats]
    return {str(index): forms[number] for index, number in enumerate(numbers) if number in forms}


def _form(code: str) -> str | None:
    r"""How a format code shows a number.

    >>> [_form(code) for code in ('0.0%', 'yyyy"年"m"月"', 'yyyy\\年m\\月d\\日;@', "yyyy/mm", "yyyy-mm-dd", "0.00")]
    ['percent', 'month in Chinese', 'day in Chinese', 'month', None, None]
    """
    shown = re.sub(r"\[[^\]]*\]|[\"\\@;]", "", code.split(";")[0]).lower()
    if "%" in shown:
        return "percent"
    if "y" not in shown or "m" not in shown:
        return None
    if "年" in shown:
        return "day in Chinese" if "d" in shown else "month in Chinese"
    return None if "d" in shown else "month"


class _FilledCells:
    """A sheet's XML without the rows and cells that are only formatted, of which there may be millions."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.rest = b""

    def read(self, size: int = -1) -> bytes:
        """What of the next stretch is left, whatever its size; nothing at the end."""
        while chunk := self.stream.read(CHUNK):
            xml = self.rest + chunk
            whole = max(0, xml.rfind(b"<"))  # a tag may go on in the next chunk
            self.rest = xml[whole:]
            if filled := FORMATTED_ALONE.sub(b"", xml[:whole]):
                return filled
        last, self.rest = self.rest, b""
        return last


def _facts(stream: IO[bytes], forms_of_styles: dict[str, str]) -> SheetFacts:
    """One pass over a sheet's XML, which is never held as a whole."""
    facts = SheetFacts()
    last_row = last_column = 0
    for _, row in etree.iterparse(
        _FilledCells(stream), tag="{*}row", resolve_entities=False, no_network=True, huge_tree=True
    ):
        for cell in row:
            if len(cell) == 0:  # formatted, but empty
                continue
            parts = {local_name(child): child for child in cell}
            value = parts.get("v", parts.get("is"))
            reference = cell.get("r") or ""
            is_there = value is not None and (len(value) > 0 or bool(value.text)) and cell.get("t") != "e"
            if is_there and (place := REFERENCE.fullmatch(reference)):
                number, column = int(place[2]), _column(place[1])
                last_row, last_column = max(last_row, number), max(last_column, column)
                if form := forms_of_styles.get(cell.get("s") or ""):
                    facts.forms[number - 1, column - 1] = form
            elif not is_there and "f" in parts and not (cell.get("t") == "str" and "v" in parts):
                facts.without_value.append(reference)
        row.clear()
        while row.getprevious() is not None:
            del row.getparent()[0]
    facts.positions = last_row * last_column
    return facts


def _column(letters: str) -> int:
    """A = 1, AA = 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def tables_in(text: str) -> tuple[tuple[Table, ...], tuple[Part, ...], tuple[str, ...]]:
    """The table that a text file is, if it is one (CSV), or the tables that stand in it, cells between tabs.

    The text stays as it is; the cells are places in it, without their quotation marks. Rows of another length
    than most are remarked on.
    """
    for delimiter in REGULAR:
        filled = [
            (number, record)
            for number, record in enumerate(_records(text, delimiter), 1)
            if any(cell.start < cell.end for cell in record)
        ]
        widths = [len(record) for _, record in filled]
        usual = max(set(widths), key=widths.count, default=0)
        fewest, share = (2, REGULAR[delimiter]) if usual >= 3 else (FEWEST_PAIRS, 0.95)
        is_regular = usual >= 2 and len(filled) >= fewest and widths.count(usual) >= share * len(filled)
        header = next((r for _, r in filled[:HEADER_ROWS] if delimiter != "\t" and _is_header(text, r)), None)
        if header is None and not is_regular:
            continue
        width = len(header) if header else usual
        odd = [f"第 {n} 行有 {len(r)} 格" for n, r in filled if len(r) != width and len(r) > 1]
        remarks = (
            (f"表头有 {width} 格，但{'，'.join(odd[:10])}；请核对这些行的分隔符和引号。",) if odd else ()
        )
        rows = tuple(_padded(record, max(widths)) for _, record in filled)
        parts = tuple(Part(number, record[0].start, record[-1].end, "") for number, record in filled)
        return (Table(rows),), parts, remarks
    return tuple(_tabbed_tables(text)), (), ()


def _is_header(text: str, record: tuple[Cell, ...]) -> bool:
    """序号 and two other short cells or more."""
    words = [text[cell.start : cell.end] for cell in record]
    return len(words) >= 3 and max(map(len, words)) <= 30 and any(map(NUMBER_HEADER.fullmatch, words))


def _tabbed_tables(text: str) -> Iterator[Table]:
    """Runs of lines with tabs or between bars (| 1 | 扬尘 |); one without, between them, is a row of one cell across.

    A cell that holds a line break makes a row of several lines: they are joined while they do not fill the row.
    """
    runs: list[list[list[Cell]]] = []
    gap: list[list[Cell]] = []
    for line in re.finditer(r"[^\r\n]*\S[^\r\n]*", text):
        if BARS_ALONE.fullmatch(line[0]):
            continue
        cells = list(_split(line[0], line.start()))
        width = len(runs[-1][0]) if runs else 0
        last = runs[-1][-1] if runs and not gap else []
        is_numbered = text[cells[0].start : cells[0].end].isdecimal()
        if 1 < len(last) < width and len(last) + len(cells) - 1 <= width and not is_numbered:
            last[-1:] = [Cell(last[-1].start, cells[0].end), *cells[1:]]
        elif len(cells) == 1:
            gap.append(cells)
        elif runs and len(gap) <= 1:
            runs[-1] += [*gap, cells]
            gap = []
        else:
            runs.append([cells])
            gap = []
    for run in runs:
        width = max(map(len, run))
        if len(run) >= 2 and width >= 3:
            yield Table(
                tuple(
                    tuple(row * width)
                    if len(row) == 1
                    else _padded(tuple(_unquoted(text, cell) for cell in row), width)
                    for row in run
                )
            )


def _unquoted(text: str, cell: Cell) -> Cell:
    """Without the quotation marks around a cell of several lines, as a sheet is copied."""
    is_quoted = cell.end - cell.start > 1 and text[cell.start] == '"' == text[cell.end - 1]
    return Cell(cell.start + 1, cell.end - 1) if is_quoted else cell


def _split(line: str, start: int) -> Iterator[Cell]:
    delimiter = "\t"
    if between_bars := BETWEEN_BARS.fullmatch(line):
        delimiter = BAR
        start += between_bars.start("cells")
        line = between_bars["cells"]
    for words in re.split(delimiter, line):
        yield trimmed(words, start)
        start += len(words) + 1


def _records(text: str, delimiter: str) -> Iterator[tuple[Cell, ...]]:
    """The records of delimited text (RFC 4180), each cell as its place."""
    field = re.compile(
        rf'[ ]*"(?P<quoted>[^"]*(?:""[^"]*)*)"[^{delimiter}\r\n]*|(?P<plain>[^{delimiter}\r\n]*)', re.VERBOSE
    )
    position, record = 0, []
    while position < len(text):
        found = field.match(text, position)
        assert found is not None, position
        group = "plain" if found["quoted"] is None else "quoted"
        record.append(trimmed(found[group], found.start(group)))
        position = found.end()
        if text[position : position + 1] == delimiter:
            position += 1
            if position < len(text):
                continue
            record.append(Cell(position, position))
        yield tuple(record)
        record = []
        position += 2 if text.startswith("\r\n", position) else 1


def _padded(record: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    end = record[-1].end
    return record + (Cell(end, end),) * (width - len(record))
