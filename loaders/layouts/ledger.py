"""A ledger (台账, 一览表): a table whose columns say how far each item is: 整改状态, 是否销号, 完成日期, 上报日期."""

from loaders.items import Layout
from loaders.layouts.table import REPORTING, header_fields, read_lists
from loaders.source import Source


def claims(source: Source) -> bool:
    """A table's header names the problem and a column that reports a status."""
    return bool(header_fields(source) & REPORTING)


def read(source: Source) -> Layout:
    found = read_lists(source)
    return Layout("ledger", "ledger", found.items, found.not_understood)
