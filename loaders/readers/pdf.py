"""PDF with a text layer: wrapped lines joined, headers and page numbers dropped, ruled tables as tables."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from statistics import median

import pypdfium2 as pdfium

from loaders.readers.columns import ReadingOrder
from loaders.readers.composing import NUMBER_HEADER, CellText, Composer
from loaders.readers.pdf_pages import Line, Page, read_page
from loaders.readers.ruling import Region, distinct
from loaders.source import Part
from loaders.vocabulary import rows

MOST_PAGES = 2_000
MAX_PADDING = 8.0
# — 3 — · - 3 - · 3 · 第3页 · 第 3 页 共 12 页 · 3/12 · Ⅲ is left to stand
PAGE_NUMBER = re.compile(
    r"""[\s\-—–―~·.]* (?: 第? \s* \d{1,3} \s* 页? (?: [\s,，/／—-]* 共? \s* \d{1,3} \s* 页? )? ) [\s\-—–―~·.]*""",
    re.VERBOSE,
)
# 附件2, alone on its line
ANNEX = re.compile(r"附\s*[件表]\s*[\d一二三四五六七八九十]{0,2}\s*[：:]?")
SENTENCE_END = tuple("。！？；：!?;:")
# …整改方案 | 为全面整改…, …情况通报 | 2022年7月5日: a title that fills its line
TITLE_END = re.compile(r"(?:方案|清单|台账|通报|公示|公告|报告|情况)$")
LEAD = re.compile(r"为|根据|按照|依据|现将|[（(]?20\d\d\s*年")
UNFINISHED = ("、", "，", ",", "（", "(", "“", "《")
# What begins a paragraph of its own: 一、 （一） 1. ① 一是
ENUMERATION = re.compile(
    r"[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、是]|\d{1,2}[.．、](?!\d)|[①-⑳]"
)
# And what does so where no indent or gap tells: a label, too.
BEGINNING = re.compile(rf"{ENUMERATION.pattern}|[\u4e00-\u9fff]{{2,12}}[：:]|【")
GAP = 1.4
"""Line steps from which a space between lines is one between paragraphs."""


class RefusedPdf(Exception):
    """Why a PDF cannot be read, and the way out, in Chinese."""


def read_pdf(data: bytes) -> tuple[Composer, list[str]]:
    """The text of a PDF with a Part for each page. Raises RefusedPdf for scans and locked files."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise RefusedPdf("文件已加密。请去掉密码后另存，再重新导入。") from None
        raise RefusedPdf("文件不完整或已损坏（PDF 结构读不出）。请重新下载后再导入。") from None
    try:
        if len(document) > MOST_PAGES:
            raise RefusedPdf(
                f"有 {len(document)} 页，不像正常文档，没有读取。请只保留整改任务所在的页，或拆成几份后分别导入。"
            )
        pages = [read_page(document, index) for index in range(len(document))]
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
        g for p in pages for grid in p.grids for r in distinct(grid) for line in r.lines for g in line.glyphs
    ]
    if len(glyphs) < 10 * len(pages) and len(glyphs) < 200:
        raise RefusedPdf("是扫描件，没有文字层。请用文字识别（OCR）转成文字，另存为 .docx 或 .txt 后再导入。")
    unknown = sum(glyph.char == "\ufffd" or "\ue000" <= glyph.char <= "\uf8ff" for glyph in glyphs)
    if unknown > 0.3 * len(glyphs):
        raise RefusedPdf(
            "文字层没有字符编码，读出来是乱码。请用文字识别（OCR）转成文字，另存为 .docx 后再导入。"
        )


def _drop_running_lines(pages: list[Page]) -> None:
    """Page numbers, and what stands at the same height of several pages in the same words, at its edge."""
    times: Counter[tuple[str, int]] = Counter()
    edges = [_edge_lines(page) for page in pages]
    for lines in edges:
        times.update({_running(line) for line in lines})
    counted = Counter(
        _counting(page, line)
        for page, lines in zip(pages, edges, strict=True)
        for line in lines
        if line.text.isdecimal()
    )
    for page, lines in zip(pages, edges, strict=True):
        for line in lines:
            is_head = line.text.endswith(("：", ":")) or ANNEX.fullmatch(line.text)
            is_repeated = times[_running(line)] >= max(2, 0.4 * len(pages)) and not is_head
            is_number = PAGE_NUMBER.fullmatch(line.text) is not None
            if line.text.isdecimal():  # a page's where it goes on with the pages, else a cell's
                is_only = len(pages) == 1 == int(line.text)
                is_repeated, is_number = (
                    False,
                    is_only or counted[_counting(page, line)] > max(1, len(pages) / 2),
                )
            if is_number or is_repeated:
                page.lines.remove(line)


def _running(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+|\s", "", line.text), round(line.top / 3)


def _counting(page: Page, line: Line) -> tuple[int, int]:
    """What is alike in the numbers of pages: how far they are ahead of the pages, and their height."""
    return int(line.text) - page.number, round(line.top / 3)


def _edge_lines(page: Page) -> list[Line]:
    """The first two and last two lines, as far as they stand outside everything else and apart from it."""
    blocks = page.blocks()
    lines = []
    for outer in (blocks, blocks[::-1]):
        for block, inner in zip(outer[:2], [*outer[1:3], None], strict=False):
            if not isinstance(block, Line) or len(block.gaps) > 2:  # the header row of a table without lines
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
        order = ReadingOrder()
        for page in self.pages:
            is_first = True
            for block in order.of(page.blocks(), table[0] if table else []):
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
        return breaks_after(line, following, self.left, line.limit or self.right, self.has_marks)

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
    if line.left > left + 4 * line.em:  # centred, above text at the margin
        return True
    if ANNEX.fullmatch(line.text) or ANNEX.fullmatch(following.text):
        return True
    if line.page == 1 and TITLE_END.search(line.text) and LEAD.match(following.text):
        return True
    if line.text.endswith(UNFINISHED):
        return False
    if (not has_marks and BEGINNING.match(following.text)) or _labels().match(following.text):
        return True
    # A line that ends within a sentence is seldom the last one, if it is nearly full.
    slack = 0.3 if line.text.endswith(SENTENCE_END) else max(0.3, min(2.5, 0.05 * (right - left) / line.em))
    if line.right + following.first_token_width() + slack * line.em < right:
        return True
    if not line.text.endswith(SENTENCE_END):
        return False
    return not has_marks or (line.text.endswith("。") and ENUMERATION.match(following.text) is not None)


@cache
def _labels() -> re.Pattern[str]:
    """整改目标： · 市直牵头单位  · 【责任单位】 · ■整改时限：: a label of an item that begins a line begins a paragraph."""
    words = sorted({row["label"] for row in rows("labels") if len(row["label"]) > 3}, key=len, reverse=True)
    return re.compile(rf"[【〔■◆●]?(?:[省市州县区][级直]?)?(?:{'|'.join(map(re.escape, words))})[】〕：:\s]")


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
    rows = _without_header(table[0], rows[0]) + rows[1:]
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


def _without_header(header: list[Region], row: list[Region]) -> list[list[Region]]:
    """The row as it is, or, where no line divides it from the header that the page repeats, in two."""
    counts = [len(region.lines) for region in header]
    heads = [
        Region(region.left, region.top, region.right, region.bottom, region.lines[:count])
        for region, count in zip(row, counts, strict=True)
    ]
    if _words(heads) != _words(header) or _words(row) == _words(header) or not all(counts):
        return [row]
    for region, count in zip(row, counts, strict=True):
        region.lines = region.lines[count:]
    return [heads, row]


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
