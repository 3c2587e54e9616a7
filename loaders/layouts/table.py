"""A list that stands in a table: 序号 | 反馈问题 | 整改目标 | 整改措施 | 整改时限 | 责任单位, one row or more an item."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from loaders.items import Item, Layout, NotUnderstood
from loaders.layouts.labelled_cells import form_items, headings_above
from loaders.layouts.one_cell_a_line import tables_of_lines
from loaders.layouts.stretches import title_above
from loaders.layouts.table_header import REPORTING, Header, find_header, is_header, number_in
from loaders.layouts.table_rows import Rows, labelled
from loaders.source import Source, Table

LEDGER_TITLE = re.compile(r"台\s*账|一览表")
MOST_TOLD = 10
"""Unknown columns of a table that are told one by one; the rest is counted."""
REPORT_TITLE = re.compile(r"进展|整改情况|落实情况|完成情况|通报|公示|销号")


@dataclass(frozen=True)
class TableList:
    """The items of a list and what was not understood of it."""

    items: tuple[Item, ...]
    not_understood: tuple[NotUnderstood, ...]
    fields: frozenset[str]


def claims(source: Source) -> bool:
    """A table's header names the problem and another field, and no column reports a status (that is a ledger);

    or tables are forms of an item each.
    """
    fields = header_fields(source)
    return (
        not fields & REPORTING if fields else any(form_items(source.text, table) for table in source.tables)
    )


def header_fields(source: Source) -> set[str]:
    """The fields that the headers of the lists name; empty where there is no list."""
    headers = (find_header(source.text, table) for table in _tables(source))
    return {field for header in headers if header for field in header.fields()}


def read(source: Source) -> Layout:
    found = read_lists(source)
    return Layout("table", kind_of(source, found), found.items, found.not_understood)


def kind_of(source: Source, found: TableList) -> str:
    """By the columns, and where they leave it open by the title: 整改台账, 整改进展情况表."""
    if not found.fields:
        names = {field.name for item in found.items for field in item.fields}
        return "progress_report" if names & {"progress", "status", "closing"} else "plan"
    above = source.text[: found.items[0].start] if found.items else source.text[:400]
    if found.fields & REPORTING or LEDGER_TITLE.search(above):
        return "ledger"
    if not any(field.name == "progress" for item in found.items for field in item.fields):
        return "plan"
    is_report = not {"goal", "measures"} <= found.fields or REPORT_TITLE.search(above)
    return "progress_report" if is_report else "plan"


def read_lists(source: Source) -> TableList:
    """The items of all tables, in their order; several lists (sheets, annexes) get their names."""
    runs: list[_Run] = []
    odd: list[NotUnderstood] = []
    fields: set[str] = set()
    previous: Header | None = None
    for table in _tables(source):
        last = runs[-1].items[-1] if runs and runs[-1].sheet == table.name else None
        header = find_header(source.text, table)
        if header is None and previous and _continues(source.text, table, previous):
            header = replace(previous, first_row=0, end_row=0)
        if header is None:
            items = form_items(source.text, table, last)
            title = None
        else:
            previous = header
            fields |= header.fields()
            odd += _unknown_columns(source.text, table, header)
            rows = Rows(source.text, table, header)
            items = rows.items()
            if items and last and items[0].seq == last.seq + 1:
                items = [replace(item, category=item.category or last.category) for item in items]
            odd += rows.not_understood
            title = rows.title
            if len(items) == 1 and not {"seq", "code"} & header.fields():  # 问题2 above a table of its own
                above = headings_above(source.text, last.end if last else 0, table.rows[0][0].start)
                items = [replace(items[0], seq=above[-1].value)] if above else items
        follows = last is not None and len(items) > 0 and last.seq < items[0].seq
        if last and follows and (header is None or items[0].seq == last.seq + 1):  # forms may skip numbers
            runs[-1].items += items
        elif items:
            reached = runs[-1].items[-1].end if runs else 0
            name = table.name or title or title_above(source.text, reached, table.rows[0][0].start)
            runs.append(_Run(items, table.name, name, header is None))
    return TableList(tuple(_named(runs)), tuple(dict.fromkeys(odd)), frozenset(fields))


@lru_cache(maxsize=1)
def _tables(source: Source) -> list[Table]:
    """The tables, each with one header at most; those of a text's lines where no other holds a list."""
    tables = [part for table in source.tables for part in _parted(source.text, table)]
    if any(find_header(source.text, table) for table in tables):
        return tables
    turned = [turned for table in tables if (turned := _turned(source.text, table))]
    return turned or tables_of_lines(source.text) or tables


def _turned(text: str, table: Table) -> Table | None:
    """A table whose labels stand down its left side, with a column an item, as one with a row an item."""
    rows = [row for row in table.rows if len({cell for cell in row if cell.start < cell.end}) > 2]
    if len({len(row) for row in rows}) != 1:
        return None
    turned = Table(tuple(zip(*rows, strict=True)), table.name)
    header = find_header(text, turned)
    return turned if header and len(turned.rows) >= header.end_row + 2 else None


def _parted(text: str, table: Table) -> Iterator[Table]:
    """A table in parts where further headers stand in it, each with the title above: two lists in one sheet."""
    headers = [
        index
        for index, row in enumerate(table.rows)
        if is_header(text, row) and not (index and set(row) & set(table.rows[index - 1]))  # its second row
    ]
    starts = [0]
    for header in headers[1:]:
        start = header
        while (
            start - 1 > starts[-1]
            and len({cell for cell in table.rows[start - 1] if cell.start < cell.end}) == 1
        ):
            start -= 1
        starts.append(start)
    for start, end in zip(starts, [*starts[1:], len(table.rows)], strict=True):
        yield Table(table.rows[start:end], table.name)


@dataclass
class _Run:
    """The items of one list."""

    items: list[Item]
    sheet: str | None
    title: str | None
    is_form: bool


def _named(runs: Sequence[_Run]) -> Iterator[Item]:
    if len(runs) > 1 and all(run.is_form and run.items[-1].seq == 1 for run in runs):
        yield from (replace(run.items[0], seq=seq) for seq, run in enumerate(runs, 1))  # 问题1, 问题2
        return
    is_form_each = all(len(run.items) == 1 for run in runs) and len(
        {run.items[0].seq for run in runs}
    ) == len(runs)
    if len(runs) == 1 or is_form_each:  # a sheet an item: 问题1, 问题2
        yield from (item for run in runs for item in run.items)
        return
    titles: list[str] = []
    for place, run in enumerate(runs, 1):
        title = run.title or "清单"
        titles.append(f"{title}（{place}）" if title in (*titles, "清单") else title)
    for run, title in zip(runs, titles, strict=True):
        yield from (replace(item, list_name=title) for item in run.items)


def _continues(text: str, table: Table, header: Header) -> bool:
    """A table without a header that goes on with the one before: as many columns, a number in the same place."""
    column = header.column_of("seq")
    row = table.rows[0]
    return column is not None and len(row) == len(header.columns) and number_in(text, row[column]) is not None


def _unknown_columns(text: str, table: Table, header: Header) -> Iterator[NotUnderstood]:
    unknown = []
    for index, column in enumerate(header.columns):
        if column.field or not column.label:
            continue
        cells = {row[index] for row in table.rows[header.end_row :] if index < len(row)}
        if any(cell.start < cell.end and not labelled(text, *cell) for cell in cells):
            unknown.append(column)
    for column in unknown[:MOST_TOLD]:
        reason = f"表头“{column.label}”不认识，这一列没有读入。请维护者在 data/vocabulary/labels.csv 中写明它是哪个字段。"
        yield NotUnderstood(column.header.start, column.header.end, reason)
    if rest := unknown[MOST_TOLD:]:
        reason = (
            f"另有 {len(rest)} 列的表头不认识，没有读入。请核对这张表是不是整改清单；"
            "如果是，请维护者在 data/vocabulary/labels.csv 中写明各列是哪个字段。"
        )
        yield NotUnderstood(rest[0].header.start, rest[0].header.end, reason)
