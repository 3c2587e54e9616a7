"""Laying out what a reader finds as one text, with the places of its tables and parts."""

import re
from collections.abc import Iterator, Sequence

from loaders.source import Cell, Part, Table

HEADER_ROWS = 6
"""A title, a unit of measure or a date, and up to two header rows stand above the first item."""
NUMBER_HEADER = re.compile(r"(问题|任务|整改|反馈)*(序号|编号)")
NUMBER = re.compile(r"[0-9０-９一二三四五六七八九十]")
TOTAL = re.compile(r"\s*[合总小]\s*计\s*")


class CellText:
    """The words of one cell. A merged cell stands in several positions as one CellText."""

    __slots__ = ("text",)

    def __init__(self, text: str = "") -> None:
        self.text = text


Grid = Sequence[Sequence[CellText]]


class Composer:
    """Collects paragraphs and tables into a text; remembers where tables and parts lie in it.

    >>> composer = Composer()
    >>> composer.paragraph("一、问题")
    >>> composer.table([[CellText("序号"), CellText("整改目标")]])
    >>> composer.text
    '一、问题\\n序号\\t整改目标\\n'
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0
        self.tables: list[Table] = []
        self.parts: list[Part] = []

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def add(self, words: str) -> None:
        self._pieces.append(words)
        self.length += len(words)

    def paragraph(self, words: str) -> None:
        self.add(words + "\n")

    def cell(self, words: str) -> Cell:
        """Add a cell's words; its place leaves out the white space at its ends."""
        start = self.length
        self.add(words)
        return trimmed(words, start)

    def table(self, grid: Grid, name: str | None = None, numbers: Sequence[int] | None = None) -> None:
        """Lay a grid out: cells joined by tabs, rows by newlines; a merged cell's words once, where it begins.

        Rows that share one number (序号 merged over them, or empty below it) are laid out column by column,
        so that what stands in several rows of a column is one stretch of text: all measures of an item.
        `numbers` gives the number of each row in its sheet, and makes Parts.
        """
        places: dict[int, Cell] = {}
        rows: list[tuple[Cell, ...]] = []
        for group in _entries(grid):
            start = self.length
            for column in range(max(len(grid[row]) for row in group)):
                if column:
                    self.add("\t")
                is_first = True
                for cell in (grid[row][column] for row in group if column < len(grid[row])):
                    if id(cell) in places:
                        continue
                    if cell.text and not is_first:
                        self.add("\n")
                    is_first = is_first and not cell.text
                    places[id(cell)] = self.cell(cell.text)
            self.add("\n")
            rows.extend(tuple(places[id(cell)] for cell in grid[row]) for row in group)
            if numbers is not None:
                self.parts.append(Part(numbers[group[0]], start, self.length, name))
        if rows:
            self.tables.append(Table(tuple(rows), name))


def number_column(grid: Grid) -> tuple[int, int] | None:
    """Where the column of item numbers has its header (序号, 编号): its row, among the first, and its column."""
    for index, row in enumerate(grid[:HEADER_ROWS]):
        for column, cell in enumerate(row):
            if NUMBER_HEADER.fullmatch("".join(cell.text.split())):
                return index, column
    return None


def _entries(grid: Grid) -> Iterator[list[int]]:
    """The rows in groups: those below a numbered row that have no number of their own belong to it."""
    header = number_column(grid)
    group: list[int] = []
    for index, row in enumerate(grid):
        goes_on = False
        if header and group and index > header[0] and header[1] < len(row):
            own, above = row[header[1]], grid[group[0]][header[1]]
            goes_on = (
                (own is above or not own.text)
                and any(cell is not row[0] for cell in row)
                and NUMBER.search(above.text) is not None
                and not any(TOTAL.fullmatch(cell.text) for cell in row)
                and not _is_whole(row, grid[group[0]], header[1])
            )
        if group and not goes_on:
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def _is_whole(row: Sequence[CellText], above: Sequence[CellText], number: int) -> bool:
    """Whether a row fills all that the one above fills, but the number: one of its own, whose number is missing."""
    beside = [(cell, upper) for cell, upper in zip(row, above, strict=False) if upper.text]
    return len(beside) > 3 and all(
        cell.text and cell is not upper for cell, upper in beside if upper is not above[number]
    )


def trimmed(words: str, start: int) -> Cell:
    """The place of words that begin at start, without the white space at their ends."""
    start += len(words) - len(words.lstrip()) if words.strip() else 0
    return Cell(start, start + len(words.strip()))


def tidy(words: str) -> str:
    """Line breaks as newlines, no blank lines, no spaces at line ends: how a cell's words are laid out."""
    return re.sub(r"[ \t\xa0]*[\r\n]+[ \t\r\n]*", "\n", words).strip()
