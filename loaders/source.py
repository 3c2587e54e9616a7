"""What a reader hands on: the text of a file, and where its tables, pages and rows lie in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Cell(NamedTuple):
    """A table cell: its place in the text, white space at its ends left out (start == end: empty)."""

    start: int
    end: int


@dataclass(frozen=True)
class Table:
    """A grid of cells. A merged cell stands in each position it covers, always as the same Cell."""

    rows: tuple[tuple[Cell, ...], ...]
    name: str | None = None
    """The sheet's name, or None."""


@dataclass(frozen=True)
class Part:
    """A page of a PDF (sheet is None) or a row of a sheet, numbered from 1 as its users count."""

    number: int
    start: int
    end: int
    sheet: str | None = None


@dataclass(frozen=True)
class Source:
    """A file as read. `text` holds everything; tables and parts only say where things lie in it."""

    path: str
    sha256: str
    format: str
    text: str
    tables: tuple[Table, ...] = ()
    parts: tuple[Part, ...] = ()
    remarks: tuple[str, ...] = field(default=())
    """What the reader had to leave out, in Chinese (hidden sheets, formulas without values)."""

    def tabbed_rows(self) -> Iterator[tuple[int, int]]:
        """Where the rows of tables lie whose cells stand between tabs, with all their tabs; those of sheets are parts."""
        if any(part.sheet for part in self.parts):
            return
        for table in self.tables:
            above = -1
            for row in table.rows:
                own = [cell for cell in row if cell.start > above]  # one merged with that above it lies there
                if not own:
                    continue
                start, end = min(cell.start for cell in own), max(cell.end for cell in own)
                while self.text[start - 1 : start] == "\t":
                    start -= 1
                while self.text[end : end + 1] == "\t":
                    end += 1
                if self.text.count("\t", start, end) + 1 == len(row):
                    yield start, end
                above = end


class UnreadableFile(Exception):
    """A file that cannot be read: the message, in Chinese, names the file, the place and the remedy."""
