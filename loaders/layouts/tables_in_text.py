"""Where a source's tables lie, for layouts that read running text only."""

from loaders.layouts.labels import look_up
from loaders.source import Source, Table

WIDE = 4
"""Columns from which a table is a list of its own; narrower ones may be one item's labels and values."""


def table_stretches(source: Source) -> list[tuple[int, int]]:
    """From first to last character of each table that lists items."""
    stretches = []
    for table in source.tables:
        cells = [cell for row in table.rows for cell in row if cell.start < cell.end]
        if cells and max(len(row) for row in table.rows) >= WIDE and not _is_one_item(source.text, table):
            stretches.append((min(cell.start for cell in cells), max(cell.end for cell in cells)))
    return stretches


def _is_one_item(text: str, table: Table) -> bool:
    """序号 | 1 | 完成时限 | 2024年 / 反馈问题 | … : labels stand before their values, not above them."""
    first_cells = {row[0] for row in table.rows if row}
    firsts = (text[cell.start : cell.end] for cell in first_cells)
    return sum(look_up(words) is not None for words in firsts if not words.isdecimal()) >= 2
