"""Where a source's tables lie, for layouts that read running text only."""

from loaders.source import Source

WIDE = 4
"""Columns from which a table is a list of its own; narrower ones may be one item's labels and values."""


def table_stretches(source: Source) -> list[tuple[int, int]]:
    """From first to last character of each wide table."""
    stretches = []
    for table in source.tables:
        cells = [cell for row in table.rows for cell in row if cell.start < cell.end]
        if cells and max(len(row) for row in table.rows) >= WIDE:
            stretches.append((min(cell.start for cell in cells), max(cell.end for cell in cells)))
    return stretches
