"""Columns that no line divides: white gutters down several lines, between columns of text or cells of a table."""

from collections.abc import Iterator
from itertools import groupby, pairwise
from math import inf
from statistics import median

from loaders.readers.composing import NUMBER_HEADER
from loaders.readers.pdf_pages import GUTTER, Glyph, Line, Span
from loaders.readers.ruling import Region, RuledGrid

WIDTH_OF_TEXT = 12
"""In characters: a narrower column holds labels or names."""

HEADER_LINES = 4
"""As many lines as the header of a table may have, with the first heading below it."""


class ReadingOrder:
    """What stands on pages, columns one after another, and cells that no line divides as tables."""

    def __init__(self) -> None:
        self.gutters_of_text: list[Span] = []
        """Of the columns of text before, in which the last page may have a few short lines only."""

    def of(self, blocks: list[Line | RuledGrid], header: list[Region]) -> Iterator[Line | RuledGrid]:
        """The blocks of a page. `header` is the first row of the table that the page before ended with."""
        for _, group in groupby(blocks, key=lambda block: isinstance(block, Line)):
            together = list(group)
            lines = [block for block in together if isinstance(block, Line)]
            yield from self._divided(lines, header) if lines else together
            header = []

    def _divided(self, lines: list[Line], header: list[Region]) -> Iterator[Line | RuledGrid]:
        at = 0
        if (gutters := _between(header)) and sum(map(bool, _parts(lines[0], gutters))) > 1:
            at = _end_of_table(lines, gutters)
            yield _table(_rows(lines[:at], gutters), gutters)
        while at < len(lines):
            end, gutters = self._run(lines, at)
            run = lines[at:end]
            if self._is_text(run, gutters):
                self.gutters_of_text = gutters
                yield from _one_below_another(run, gutters)
            elif len(gutters) > 1 and len(rows := _rows(run, gutters)) > 2:
                yield _table(rows, gutters)
            else:
                yield lines[at]
                end = at + 1
            at = end

    def _run(self, lines: list[Line], at: int) -> tuple[int, list[Span]]:
        """Where the lines end that leave the same gutters white, and these gutters; none where nothing is divided."""
        end, gutters = _reach(lines, at) if lines[at].gaps else (at + 1, [])
        if end > at + 1 and len(lines[at].gaps) == 1 and len(_reach(lines, at + 1)[1]) > len(gutters) + 1:
            return at + 1, []  # 市整改办　　2023年3月16日 above a table, whose white it cuts
        of_text, middle = _reach_of_text(lines, at, self.gutters_of_text)
        is_longer = bool(gutters) and of_text - at > 3 * (
            end - at
        )  # short lines seemed to leave more gutters
        is_rest = self.gutters_of_text and not gutters and of_text == len(lines) and lines[at].gaps
        if (is_longer or is_rest) and self._is_text(lines[at:of_text], middle):
            return of_text, middle
        return end, gutters

    def _is_text(self, run: list[Line], gutters: list[Span]) -> bool:
        """Whether these are columns of running text: equally wide, with lines that fill the first."""
        if not gutters:
            return False
        if len(gutters) == len(self.gutters_of_text) and all(map(_overlap, gutters, self.gutters_of_text)):
            return True
        edges = _edges(run, gutters)
        widths = [right - left for left, right in edges]
        columns = [_column(run, gutters, number) for number in range(len(widths))]
        full = [
            sum(line.right - left > 0.9 * widths[0] for line in column)  # the first line of a paragraph, too
            for column, (left, _) in zip(columns, edges, strict=True)
        ]
        is_even = max(widths) < 1.15 * widths[0] and widths[0] > WIDTH_OF_TEXT * run[0].em
        if len(widths) > 2:  # three and more columns of one width are seldom text
            return is_even and all(
                2 * count > len(column) for count, column in zip(full, columns, strict=True)
            )
        return is_even and len(columns[0]) > 2 and len(columns[1]) > 1 and full[0] > 1


def _between(header: list[Region]) -> list[Span]:
    """The gutters between its cells; none between cells that share a line."""
    gutters = [(cell.right, beside.left) for cell, beside in pairwise(header)]
    return gutters if all(left < right for left, right in gutters) else []


def _end_of_table(lines: list[Line], gutters: list[Span]) -> int:
    """Where a table that a page goes on with ends: before two lines across its gutters; one is a heading."""
    across = [_is_across(line, gutters) for line in lines] + [True, True]
    return next(at for at in range(1, len(lines) + 1) if across[at] and across[at + 1])


def _reach(lines: list[Line], start: int) -> tuple[int, list[Span]]:
    """Where the lines end that leave the same gutters white, and these gutters.

    A line across all of them (一、水污染防治) belongs to them where the next one keeps them again.
    """
    white: list[Span] = [(-inf, inf)]
    end = at = start
    while at < len(lines) and at - end < 2:
        line = lines[at]
        narrower = _common(white, line)
        gutters = _gutters(lines[start:end], white)
        if (
            not line.gaps and len(lines[start].gaps) > 1 and at < start + HEADER_LINES
        ):  # a heading below the header
            gutters = gutters + lines[start].gaps
        if all(any(_overlap(gutter, left) for left in narrower) for gutter in gutters):
            white, end = narrower, at + 1
        elif len(gutters) < 2 or line.gaps:
            break
        at += 1
    return end, _gutters(lines[start:end], white)


def _reach_of_text(lines: list[Line], start: int, before: list[Span]) -> tuple[int, list[Span]]:
    """Where the lines end that leave one gutter white, that of the page before or one in the middle, and this gutter."""
    left, right = min(line.left for line in lines[start:]), max(line.right for line in lines[start:])
    em = lines[start].em
    white = before[:1] or [((left + right) / 2 - 2 * em, (left + right) / 2 + 2 * em)]
    for end, line in enumerate(lines[start:], start):
        narrower = _common(white, line)
        if not narrower:
            return end, white
        white = narrower[:1]
    return len(lines), white


def _common(white: list[Span], line: Line) -> list[Span]:
    """What of the white the line leaves white."""
    gaps = [(-inf, line.left), *line.gaps, (line.right, inf)]
    met = [(max(a, c), min(b, d)) for a, b in white for c, d in gaps]
    return [(left, right) for left, right in met if right - left >= GUTTER * line.em]


def _overlap(one: Span, other: Span) -> bool:
    return min(one[1], other[1]) > max(one[0], other[0])


def _gutters(run: list[Line], white: list[Span]) -> list[Span]:
    """The white that has words on its left and on its right: of one line, or of lines that are not level."""
    return [
        (left, right)
        for left, right in white
        if left > -inf
        and right < inf
        and sum(any(a <= left and right <= b for a, b in line.gaps) for line in run)
        + min(sum(line.right <= left for line in run), sum(line.left >= right for line in run))
        > 1
    ]


def _parts(line: Line, gutters: list[Span]) -> list[list[Glyph]]:
    """The glyphs of a line, column by column; of a line across the gutters all in the first."""
    columns: list[list[Glyph]] = [[] for _ in range(len(gutters) + 1)]
    if _is_across(line, gutters):
        columns[0] = line.glyphs
        return columns
    middles = [(left + right) / 2 for left, right in gutters]
    for glyph in line.glyphs:
        columns[sum(glyph.left >= middle for middle in middles)].append(glyph)
    return [column if any(not glyph.char.isspace() for glyph in column) else [] for column in columns]


def _is_across(line: Line, gutters: list[Span]) -> bool:
    return len(_common(gutters, line)) < len(gutters)


def _edges(run: list[Line], gutters: list[Span]) -> list[Span]:
    """From where to where each column is written."""
    rights = [left for left, _ in gutters] + [max(line.right for line in run)]
    return list(zip([min(line.left for line in run), *(right for _, right in gutters)], rights, strict=True))


def _column(run: list[Line], gutters: list[Span], number: int) -> list[Line]:
    return [Line(part, line.page) for line in run if (part := _parts(line, gutters)[number])]


def _one_below_another(run: list[Line], gutters: list[Span]) -> list[Line]:
    """Columns of text in the order of reading, each moved to where the first begins."""
    edges = _edges(run, gutters)
    lines = []
    for number, (left, right) in enumerate(edges):
        for line in _column(run, gutters, number):
            line.move(edges[0][0] - left)
            line.limit = edges[0][0] + right - left
            lines.append(line)
    return lines


def _rows(run: list[Line], gutters: list[Span]) -> list[list[Line]]:
    """The lines of each row of cells. A row begins with its number, and where white runs across, only there."""
    number = _number_column(run[0], gutters)
    white = [below.top - max(line.bottom for line in run[: at + 1]) for at, below in enumerate(run[1:])]
    leading = [
        below.top - line.bottom
        for number in range(len(gutters) + 1)
        for line, below in pairwise(_column(run, gutters, number))
    ]
    apart = [space > median(leading or [0.0]) + 0.3 * run[0].em for space in white]
    bands = [[run[0]]]
    for line, is_apart in zip(run[1:], apart, strict=True):
        if is_apart or not any(apart):
            bands.append([])
        bands[-1].append(line)
    filled = [
        [any(column) for column in zip(*(_parts(line, gutters) for line in band), strict=True)]
        for band in bands
    ]
    is_numbered = sum(columns[number] for columns in filled) > 0.75 * len(bands)
    rows: list[list[Line]] = []
    for band, columns in zip(bands, filled, strict=True):
        is_total = is_numbered and sum(columns) > len(columns) / 2
        if columns[number] or is_total or _is_across(band[0], gutters) or not rows:
            rows.append(band)
        else:
            rows[-1] += band
    return rows


def _number_column(header: Line, gutters: list[Span]) -> int:
    """That of 序号: it may stand behind one of categories; the first where no header says so."""
    words = ["".join(glyph.char for glyph in part).strip() for part in _parts(header, gutters)]
    return next((column for column, word in enumerate(words) if NUMBER_HEADER.fullmatch(word)), 0)


def _table(rows: list[list[Line]], gutters: list[Span]) -> RuledGrid:
    run = [line for row in rows for line in row]
    edges = _edges(run, gutters)
    laid = []
    for row in rows:
        top, bottom = min(line.top for line in row), max(line.bottom for line in row)
        if len(row) == 1 and _is_across(row[0], gutters):
            cells = [Region(edges[0][0], top, edges[-1][1], bottom)] * len(edges)
        else:
            cells = [Region(left, top, right, bottom) for left, right in edges]
        for line in row:
            for cell, part in zip(cells, _parts(line, gutters), strict=True):
                if part:
                    cell.lines.append(Line(part, line.page))
        laid.append(cells)
    xs = [edges[0][0], *((left + right) / 2 for left, right in gutters), edges[-1][1]]
    ys = [*(min(line.top for line in row) for row in rows), max(line.bottom for line in run)]
    return RuledGrid(xs, ys, laid)
