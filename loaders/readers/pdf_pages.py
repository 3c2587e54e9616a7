"""One page of a PDF: its lines of text as seen, and the tables that its drawn lines make."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from loaders.readers.radicals import as_characters
from loaders.readers.ruling import Region, Rule, RuledGrid, distinct, find_grids

THIN = 3.0
"""Points: a filled box thinner than this is a line."""
GUTTER = 0.9
"""Width, in characters, of the white between two columns."""
Span = tuple[float, float]
CLOSING = "，。、；：！？）》”’】〕』」％%…·—,.;:!?)]"
OPENING = "（《“‘【〔『「([<"
# What a line break keeps together at the start of a line: 2024 · “十 · 值）。 · 作,9
FIRST_TOKEN = re.compile(
    rf"[{re.escape(OPENING)}]*(?:[A-Za-z0-9.,%/\-+]+|.)(?:[{re.escape(CLOSING)}]+[A-Za-z0-9]*)*", re.DOTALL
)


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
    limit: float | None = None
    """Where the column of text that it stands in ends."""

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

    @cached_property
    def gaps(self) -> list[Span]:
        """The white between the words, where it is as wide as a gutter."""
        gaps = []
        reached = self.left
        for glyph in self.glyphs:
            if not glyph.char.isspace():
                if glyph.left - reached >= GUTTER * self.em:
                    gaps.append((reached, glyph.left))
                reached = max(reached, glyph.right)
        return gaps

    def move(self, by: float) -> None:
        """To the right, or to the left."""
        self.glyphs = [replace(glyph, left=glyph.left + by, right=glyph.right + by) for glyph in self.glyphs]
        self.left, self.right, self.inked_right = self.left + by, self.right + by, self.inked_right + by

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
                if gap > (0.18 if is_latin else GUTTER) * self.em:
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


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
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
    grids = [grid for grid in grids if _is_table(grid)]
    kept = {id(region) for grid in grids for region in distinct(grid)}
    for region in held:
        if id(region) not in kept:  # a frame around a text, not a table
            loose.extend(held[region])
    page.close()
    return Page(index + 1, _lines(loose, index + 1), grids)


def _is_table(grid: RuledGrid) -> bool:
    """And no frame around a text; of a row that the page before began, the rest may fill a single cell."""
    filled = sum(bool(region.lines) for region in distinct(grid))
    return filled > 1 or (filled == 1 and len(distinct(grid)) > 3)


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
