"""Laying out what a reader finds as one text, with the places of its tables and parts."""

import re
from collections.abc import Sequence

from loaders.source import Cell, Part, Table

# A grid of strings; a merged cell is the same object in each position it covers, so cells are compared by identity.


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

    def table(self, grid: Grid, name: str | None = None, rows_of: Sequence[int] | None = None) -> None:
        """Lay a grid out: cells joined by tabs, rows by newlines; a merged cell's words once, where it begins.

        `rows_of` gives the number of each row in its sheet, and makes a Part of each row.
        """
        places: dict[int, Cell] = {}
        rows = []
        for index, row in enumerate(grid):
            row_start = self.length
            cells = []
            for column, cell in enumerate(row):
                if column:
                    self.add("\t")
                if id(cell) not in places:
                    places[id(cell)] = self.cell(cell.text)
                cells.append(places[id(cell)])
            self.add("\n")
            rows.append(tuple(cells))
            if rows_of is not None:
                self.parts.append(Part(rows_of[index], row_start, self.length, name))
        if rows:
            self.tables.append(Table(tuple(rows), name))


def trimmed(words: str, start: int) -> Cell:
    """The place of words that begin at start, without the white space at their ends."""
    core = words.strip()
    if not core:
        return Cell(start, start)
    lead = len(words) - len(words.lstrip())
    return Cell(start + lead, start + lead + len(core))


def tidy(words: str) -> str:
    """Line breaks as newlines, no blank lines, no spaces at line ends: how a cell's words are laid out."""
    return re.sub(r"[ \t\xa0]*[\r\n]+[ \t\r\n]*", "\n", words).strip()
