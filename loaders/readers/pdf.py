"""PDF with a text layer: wrapped lines joined, headers and page numbers dropped, ruled tables as tables."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from loaders.readers.composing import NUMBER_HEADER, CellText, Composer
from loaders.readers.radicals import as_characters
from loaders.readers.ruling import Region, Rule, RuledGrid, find_grids
from loaders.source import Part

THIN = 3.0
"""Points: a filled box thinner than this is a line."""
MAX_PADDING = 8.0
# — 3 — · - 3 - · 3 · 第3页 · 第 3 页 共 12 页 · 3/12 · Ⅲ is left to stand
PAGE_NUMBER = re.compile(
    r"""[\s\-—–―~·.]* (?: 第? \s* \d{1,3} \s* 页? (?: [\s,，/／—-]* 共? \s* \d{1,3} \s* 页? )? ) [\s\-—–―~·.]*""",
    re.VERBOSE,
)
SENTENCE_END = tuple("。！？；：!?;:")
UNFINISHED = ("、", "，", ",", "（", "(", "“", "《")
CLOSING = "，。、；：！？）》”’】〕』」％%…·—,.;:!?)]"
OPENING = "（《“‘【〔『「([<"
FIRST_TOKEN = re.compile(
    rf"[{re.escape(OPENING)}]*(?:[A-Za-z0-9.,%/\-+]+|.)[{re.escape(CLOSING)}]*", re.DOTALL
)
# What begins a paragraph of its own: 一、 （一） 1. ① 一是
ENUMERATION = re.compile(
    r"[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、是]|\d{1,2}[.．、](?!\d)|[①-⑳]"
)


BEGINNING = re.compile(rf"{ENUMERATION.pattern}|[\u4e00-\u9fff]{{2,12}}[：:]|【")
GAP = 1.4
"""Line steps from which a space between lines is one between paragraphs."""


class RefusedPdf(Exception):
    """Why a PDF cannot be read, and the way out, in Chinese."""


@dataclass(frozen=True)
class Glyph:
    char: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass
class Line:
    glyphs: list[Glyph]
    page: int
    text: str = ""
    left: float = 0.0
    right: float = 0.0
    inked_right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    middle: float = 0.0
    em: float = 0.0
    """Width of a Han character."""
    height: float = 0.0
    """Of its letters, by which sizes of type are told apart."""

    def __post_init__(self) -> None:
        self.glyphs = _once(sorted(self.glyphs, key=lambda glyph: glyph.left))
        shown = [glyph for glyph in self.glyphs if not glyph.char.isspace()]
        self.left, last = shown[0].left, shown[-1]
        self.top, self.bottom = min(g.top for g in shown), max(g.bottom for g in shown)
        self.middle = median(glyph.middle for glyph in shown)
        self.height = median(glyph.bottom - glyph.top for glyph in shown)
        wide = [glyph.right - glyph.left for glyph in shown if glyph.char > "\u2e7f"]
        self.em = median(wide) if wide else 0.8 * self.height
        self.right = last.right
        # Half of a full-width stop is empty, and often cut off at the margin.
        self.inked_right = min(last.right, last.left + self.em / 2) if last.char in CLOSING else last.right
        self.text = self._text()

    def first_token_width(self) -> float:
        """Width of what must stand together at the beginning of the line."""
        token = FIRST_TOKEN.match(self.text)
        glyphs = [glyph for glyph in self.glyphs if not glyph.char.isspace()][: len(token[0]) if token else 1]
        return max(glyph.right for glyph in glyphs) - self.left

    def _text(self) -> str:
        """The characters; spaces that only justification or the change of script made are left out."""
        words: list[str] = []
        before: Glyph | None = None
        for glyph in self.glyphs:
            if before and not glyph.char.isspace() and not before.char.isspace():
                gap = glyph.left - before.right
                is_latin = glyph.char.isascii() and before.char.isascii()
                if gap > (0.25 if is_latin else 1.0) * self.em:
                    words.append(" ")
            words.append(glyph.char)
            before = glyph
        return "".join(words).strip()


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """Glyphs from left to right without those printed twice, a little apart, to look bold."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        before = kept[-1] if kept else None
        if (
            before
            and glyph.char == before.char
            and glyph.left - before.left < 0.3 * (glyph.right - glyph.left)
        ):
            continue
        kept.append(glyph)
    return kept


@dataclass
class Page:
    number: int
    lines: list[Line]
    """Outside tables, from top to bottom."""
    grids: list[RuledGrid]

    def blocks(self) -> list[Line | RuledGrid]:
        return sorted([*self.lines, *self.grids], key=lambda block: _top(block))


def _top(block: Line | RuledGrid) -> float:
    return block.top if isinstance(block, Line) else block.ys[0]


def read_pdf(data: bytes) -> tuple[Composer, list[str]]:
    """The text of a PDF with a Part for each page. Raises RefusedPdf for scans and locked files."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise RefusedPdf("文件已加密。请去掉密码后另存，再重新导入。") from None
        raise RefusedPdf("文件不完整或已损坏（PDF 结构读不出）。请重新下载后再导入。") from None
    try:
        pages = [_read_page(document, index) for index in range(len(document))]
    except pdfium.PdfiumError as error:
        raise RefusedPdf(f"有页面读不出（{error}）。请重新下载，或打开后另存为 PDF 再导入。") from None
    finally:
        document.close()
    _refuse_without_text(pages)
    _drop_running_lines(pages)
    composer = Composer()
    _Joining(pages, composer).join()
    blank = [str(page.number) for page in pages if not page.blocks()]
    remarks = [f"第 {'、'.join(blank)} 页没有文字（空白或扫描图片），没有读取。"] if blank else []
    return composer, remarks


def _refuse_without_text(pages: list[Page]) -> None:
    glyphs = [g for page in pages for line in page.lines for g in line.glyphs]
    glyphs += [
        g for p in pages for grid in p.grids for r in _distinct(grid) for line in r.lines for g in line.glyphs
    ]
    if len(glyphs) < 10 * len(pages) and len(glyphs) < 200:
        raise RefusedPdf("是扫描件，没有文字层。请用文字识别（OCR）转成文字，另存为 .docx 或 .txt 后再导入。")
    unknown = sum(glyph.char == "\ufffd" or "\ue000" <= glyph.char <= "\uf8ff" for glyph in glyphs)
    if unknown > 0.3 * len(glyphs):
        raise RefusedPdf(
            "文字层没有字符编码，读出来是乱码。请用文字识别（OCR）转成文字，另存为 .docx 后再导入。"
        )


def _distinct(grid: RuledGrid) -> list[Region]:
    return list(dict.fromkeys(region for row in grid.rows for region in row))


# One page


def _read_page(document: pdfium.PdfDocument, index: int) -> Page:
    page = document[index]
    turned = page.get_rotation()
    place = _Placing(page, turned)
    grids = find_grids(*_rules(page, place))
    loose: list[Glyph] = []
    held: dict[Region, list[Glyph]] = {}
    for glyph in _glyphs(page, place):
        x, y = (glyph.left + glyph.right) / 2, glyph.middle
        region = next((found for grid in grids if (found := grid.region_at(x, y))), None)
        (loose if region is None else held.setdefault(region, [])).append(glyph)
    for region, glyphs in held.items():
        region.lines = _lines(glyphs, index + 1)
    grids = [grid for grid in grids if sum(bool(region.lines) for region in _distinct(grid)) > 1]
    kept = {id(region) for grid in grids for region in _distinct(grid)}
    for region in held:
        if id(region) not in kept:  # a frame around a text, not a table
            loose.extend(held[region])
    page.close()
    return Page(index + 1, _lines(loose, index + 1), grids)


class _Placing:
    """From PDF coordinates (from the bottom left, before the page is turned) to those of the page as seen."""

    def __init__(self, page: pdfium.PdfPage, turned: int) -> None:
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.turned = turned % 360

    def point(self, x: float, y: float) -> tuple[float, float]:
        match self.turned:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """left, top, right, bottom as seen."""
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _glyphs(page: pdfium.PdfPage, place: _Placing) -> Iterator[Glyph]:
    text = page.get_textpage()
    box = raw.FS_RECTF()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if raw.FPDFText_IsGenerated(text, index) == 1 or code < 32 or 0xD800 <= code < 0xE000:
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            continue
        if abs(math.sin(2 * raw.FPDFText_GetCharAngle(text, index))) > 0.2:  # a watermark across the page
            continue
        char = as_characters("-" if code == 0xFFFE else chr(code))
        yield Glyph(char, *place.box(box.left, box.bottom, box.right, box.top))
    text.close()


def _lines(glyphs: list[Glyph], page: int) -> list[Line]:
    """Glyphs whose middles are level are one line; subscripts stand nearer to their line than to the next."""
    lines: list[list[Glyph]] = []
    middle = height = 0.0
    for glyph in sorted((g for g in glyphs if not g.char.isspace()), key=lambda glyph: glyph.middle):
        if lines and glyph.middle - middle < 0.45 * max(height, glyph.bottom - glyph.top):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
        height = median(g.bottom - g.top for g in lines[-1][-8:])
        middle = median(g.middle for g in lines[-1][-8:])
    spaces = [glyph for glyph in glyphs if glyph.char.isspace()]
    for line in lines:
        top, bottom = min(g.top for g in line), max(g.bottom for g in line)
        left, right = min(g.left for g in line), max(g.right for g in line)
        line += [s for s in spaces if top <= s.middle <= bottom and left <= s.left <= right]
    return [Line(line, page) for line in lines]


def _rules(page: pdfium.PdfPage, place: _Placing) -> tuple[list[Rule], list[Rule]]:
    """The horizontal and vertical lines drawn on a page: strokes, and thin filled boxes."""
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
        for points in _subpaths(path):
            seen = [place.point(x, y) for x, y in points]
            left, right = min(x for x, _ in seen), max(x for x, _ in seen)
            top, bottom = min(y for _, y in seen), max(y for _, y in seen)
            if right - left <= THIN or bottom - top <= THIN:
                pieces = [((left, top), (right, bottom))]
            elif stroke.value:
                pieces = list(zip(seen, seen[1:], strict=False))
            else:
                continue
            for (x0, y0), (x1, y1) in pieces:
                if abs(y1 - y0) <= THIN < abs(x1 - x0):
                    horizontal.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
                elif abs(x1 - x0) <= THIN < abs(y1 - y0):
                    vertical.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return horizontal, vertical


def _subpaths(path: pdfium.PdfObject) -> Iterator[list[tuple[float, float]]]:
    """The corners of each figure of a path, on the page."""
    matrix = path.get_matrix()
    container = path.container
    while container is not None:
        matrix = matrix.multiply(container.get_matrix())
        container = container.container
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(matrix.on_point(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if points:
        yield points


# All pages


def _drop_running_lines(pages: list[Page]) -> None:
    """Page numbers, and what stands at the same height of several pages in the same words, at its edge."""
    times: Counter[tuple[str, int]] = Counter()
    edges = [_edge_lines(page) for page in pages]
    for lines in edges:
        times.update({_running(line) for line in lines})
    for page, lines in zip(pages, edges, strict=True):
        for line in lines:
            is_repeated = times[_running(line)] >= max(2, 0.4 * len(pages)) and not line.text.endswith(
                ("：", ":")
            )
            if PAGE_NUMBER.fullmatch(line.text) or is_repeated:
                page.lines.remove(line)


def _running(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+|\s", "", line.text), round(line.top / 3)


def _edge_lines(page: Page) -> list[Line]:
    """The first two and last two lines, as far as they stand outside everything else and apart from it."""
    blocks = page.blocks()
    lines = []
    for outer in (blocks, blocks[::-1]):
        for block, inner in zip(outer[:2], [*outer[1:3], None], strict=False):
            if not isinstance(block, Line):
                break
            lines.append(block)
            if inner is None:
                break
    return [line for index, line in enumerate(lines) if line not in lines[:index]]


class _Joining:
    """Lays the pages out as one text: paragraphs and tables that run over pages become one."""

    def __init__(self, pages: list[Page], composer: Composer) -> None:
        self.pages = pages
        self.composer = composer
        self.page_starts: dict[int, int] = {}
        lines = [line for page in pages for line in page.lines if len(line.text) > 8]
        self.left = min((line.left for line in lines), default=0.0)
        rights = sorted((line.inked_right for line in lines), reverse=True)
        self.right = rights[len(rights) // 20] if rights else 0.0
        steps = [b.middle - a.middle for p in pages for a, b in zip(p.lines, p.lines[1:], strict=False)]
        self.pitch = median(steps or [20.0])
        wide = sum(step > GAP * self.pitch for step in steps)
        indented = sum(1.2 * line.em < line.left - self.left < 3.2 * line.em for line in lines)
        self.has_marks = wide >= max(2, 0.1 * len(steps)) or indented >= max(2, 0.1 * len(lines))

    def join(self) -> None:
        waiting: list[Line] = []
        table: list[list[Region]] = []
        table_pages: list[tuple[int, int]] = []
        for page in self.pages:
            is_first = True
            for block in page.blocks():
                if isinstance(block, Line):
                    if table:
                        self._lay_table(table, table_pages)
                        table, table_pages = [], []
                    if waiting and self._ends(waiting[-1], block):
                        self._lay_paragraph(waiting)
                        waiting = []
                    waiting.append(block)
                else:
                    if waiting:
                        self._lay_paragraph(waiting)
                        waiting = []
                    if table and not (is_first and len(table[0]) == len(block.rows[0])):
                        self._lay_table(table, table_pages)
                        table, table_pages = [], []
                    table_pages.append((page.number, len(table)))
                    table = stitched(table, block.rows)
                is_first = False
        if waiting:
            self._lay_paragraph(waiting)
        if table:
            self._lay_table(table, table_pages)
        self._lay_parts()

    def _ends(self, line: Line, following: Line) -> bool:
        """Whether a paragraph ends with this line."""
        if line.page == following.page and following.middle - line.middle > GAP * max(self.pitch, line.em):
            return True
        return breaks_after(line, following, self.left, self.right, self.has_marks)

    def _lay_paragraph(self, lines: list[Line]) -> None:
        for index, line in enumerate(lines):
            if index:
                self.composer.add(between(lines[index - 1].text, line.text))
            self.page_starts.setdefault(line.page, self.composer.length)
            self.composer.add(line.text)
        self.composer.add("\n")

    def _lay_table(self, rows: list[list[Region]], pages: list[tuple[int, int]]) -> None:
        padding = _padding(rows)
        cells = {id(region): CellText(_cell_text(region, padding)) for row in rows for region in row}
        start = self.composer.length
        self.composer.table([[cells[id(region)] for region in row] for row in rows])
        laid = self.composer.tables[-1].rows
        for page, row in pages:
            row_start = (
                min((cell.start for cell in laid[row]), default=start)
                if row < len(laid)
                else self.composer.length
            )
            self.page_starts.setdefault(page, start if row == 0 else row_start)

    def _lay_parts(self) -> None:
        """A page's part reaches to where the next begins."""
        starts = [*sorted(self.page_starts.items()), (0, self.composer.length)]
        for (page, start), (_, end) in zip(starts, starts[1:], strict=False):
            self.composer.parts.append(Part(page, start, max(start, end)))


def breaks_after(line: Line, following: Line, left: float, right: float, has_marks: bool) -> bool:
    """Whether the next line begins a new paragraph: it is indented, or its first word had still fitted here.

    Where neither indents nor gaps mark paragraphs, numbers, labels and full stops have to.
    """
    if abs(line.height - following.height) > 0.15 * max(line.height, following.height):
        return True
    if following.left > left + 1.2 * following.em:
        return True
    if line.text.endswith(UNFINISHED):
        return False
    if not has_marks and BEGINNING.match(following.text):
        return True
    # A line that ends within a sentence is seldom the last one, if it is nearly full.
    slack = 0.3 if line.text.endswith(SENTENCE_END) else max(0.3, min(2.5, 0.05 * (right - left) / line.em))
    if line.right + following.first_token_width() + slack * line.em < right:
        return True
    if not line.text.endswith(SENTENCE_END):
        return False
    return not has_marks or (line.text.endswith("。") and ENUMERATION.match(following.text) is not None)


def between(before: str, after: str) -> str:
    """What stood between two lines of one paragraph: a space between Latin words, else nothing."""
    return (
        " "
        if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
        else ""
    )


def _padding(rows: list[list[Region]]) -> float:
    """Space between a cell's border and its words."""
    gaps = [line.left - region.left for row in rows for region in row for line in region.lines]
    return min(MAX_PADDING, max(0.0, min(gaps, default=0.0)))


def _cell_text(region: Region, padding: float) -> str:
    """The words of a cell, its wrapped lines joined."""
    words = ""
    left = min((line.left for line in region.lines), default=0.0)
    previous: Line | None = None
    for line in region.lines:
        if previous is not None:
            is_new = breaks_after(previous, line, left, region.right - padding, has_marks=True)
            words += "\n" if is_new else between(previous.text, line.text)
        words += line.text
        previous = line
    return words


def stitched(table: list[list[Region]], rows: list[list[Region]]) -> list[list[Region]]:
    """A table with the rows of the next page: repeated header rows dropped, a row cut in two made whole."""
    if not table:
        return list(rows)
    repeated = 0
    while repeated < min(3, len(rows), len(table)) and _words(rows[repeated]) == _words(table[repeated]):
        repeated += 1
    rows = rows[repeated:]
    if not rows:
        return table
    number = _number_column(table)
    if _goes_on(table[-1], rows[0], number):
        joined = {}
        for above, below in zip(table[-1], rows[0], strict=True):
            if id(below) not in joined:
                joined[id(below)] = above
                above.lines = above.lines + below.lines
        rows = [[joined.get(id(region), region) for region in row] for row in rows]
        return table + rows[1:]
    taken = {
        id(below): above
        for above, below in zip(table[-1][:number], rows[0][:number], strict=True)
        if not below.lines
    }
    return table + [[taken.get(id(region), region) for region in row] for row in rows]


def _goes_on(above: Sequence[Region], below: Sequence[Region], number: int) -> bool:
    """Whether a page's first row is the rest of the row above: it has no number of its own."""
    if len({id(region) for region in below}) == 1 or len({id(region) for region in above}) == 1:
        return False
    return not below[number].lines or not above[number].lines


def _number_column(table: list[list[Region]]) -> int:
    for row in table[:4]:
        for column, region in enumerate(row):
            if NUMBER_HEADER.fullmatch("".join(line.text for line in region.lines).replace(" ", "")):
                return column
    return 0


def _words(row: Sequence[Region]) -> list[str]:
    return ["".join(line.text for line in region.lines) for region in row]
