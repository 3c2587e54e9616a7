"""A ledger (台账, 一览表): a table whose columns say how far each item is: 整改状态, 是否销号, 完成日期, 上报日期."""

from loaders.items import Layout
from loaders.layouts.table import LEDGER_TITLE, REPORT_TITLE, header_fields, read_lists
from loaders.layouts.table_header import REPORTING
from loaders.source import Source

SHEETS = ("xlsx", "csv")
"""Formats of which a list with reports is a ledger, whatever its title."""


def claims(source: Source) -> bool:
    """A table's header names the problem and a column that reports a status."""
    return bool(header_fields(source) & REPORTING)


def read(source: Source) -> Layout:
    found = read_lists(source)
    head = source.text[: found.items[0].start] if found.items else ""
    is_report = REPORT_TITLE.search(head) and not LEDGER_TITLE.search(head) and source.format not in SHEETS
    kind = "progress_report" if is_report else "ledger"
    return Layout("ledger", kind, found.items, found.not_understood)
