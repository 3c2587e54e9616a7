"""What a reader hands on: the text of a file, and where its tables, pages and rows lie in it."""

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


class UnreadableFile(Exception):
    """A file that cannot be read: the message, in Chinese, names the file, the place and the remedy."""
