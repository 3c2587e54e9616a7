"""The header of a table that holds a list: what its columns hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from loaders.grammar.numbering import NUMERAL, number_of
from loaders.grammar.statuses.reported import said_of_all
from loaders.grammar.statuses.words import status_words
from loaders.layouts.labels import look_up
from loaders.source import Cell, Table

HEADER_WITHIN = 10
"""Rows from the top of a table in which its header is looked for, below titles and dates."""
LONGEST_HEADER = 30
SAMPLE = 200
"""Rows that are enough to tell a column of numbers from one of codes."""
BESIDE_ISSUE = {"goal", "measures", "deadline", "units", "leader", "progress", "status", "closing"}
REPORTING = {"status", "closing", "completed_on", "reported_on"}
"""Fields that only a ledger has."""
# 1 · 12. · （三） · 问题5 · 第37项 · 3.0 is written 3 by the readers
ITEM_NUMBER = re.compile(
    rf"[（(第]?\s*(?:(?:反馈|整改)?(?:问题|任务)|编号|序号|NO\.?)?\s*[（(]?\s*(?P<n>{NUMERAL})\s*[)）]?\s*[项号条个]?\s*[.．、：:]?",
    re.IGNORECASE,
)
DONE_AT = re.compile(r"(?:实际|整改)*完成[（(]?(?:销号)?[)）]?(?:时间|日期)")
DONE_ON = re.compile(r"20\d\d[年./-]\d{1,2}(?:月|[月./-]\d{1,2}日?)?。?")
LONGEST_STATUS = 12
# 2022年10月底前, under 销号时间 or 计划销号时间: by when, not when
AHEAD = re.compile(r".*(?:前|立行立改|长期坚持|持续(?:推进|整改))|/?")
TICK = re.compile(r"[√✓✔是]")
REMARK = re.compile(r"备注|说明|情况说明")


# 姓名 | 职务 below 包保领导
PERSON = re.compile(r"姓\s*名|(?P<post>(?:单位及)?职\s*务)")


@dataclass(frozen=True)
class Column:
    """What a column holds; field is None where its header is not known."""

    field: str | None
    label: str
    role: str | None
    header: Cell


@dataclass(frozen=True)
class Header:
    """The header of a table: its columns, the row it begins in and the row after it."""

    columns: tuple[Column, ...]
    first_row: int
    end_row: int

    def fields(self) -> set[str]:
        return {column.field for column in self.columns if column.field}

    def column_of(self, field: str) -> int | None:
        return next((i for i, column in enumerate(self.columns) if column.field == field), None)


def find_header(text: str, table: Table) -> Header | None:
    """The header, over one row or two: one that names the problem and another field."""
    for index, row in enumerate(table.rows[:HEADER_WITHIN]):
        if len(set(row)) < 2:
            continue
        one = [_column(text, cell, None) for cell in row]
        two = None
        if index + 1 < len(table.rows) and _is_second_header(text, row, table.rows[index + 1]):
            below = table.rows[index + 1]
            two = [_column(text, cell, upper) for cell, upper in zip(below, _group_cells(row), strict=True)]
        for columns, rows in ((two, 2), (one, 1)):
            if columns and _names_a_list(columns) and not _only_counts(text, table, columns, index + rows):
                end = index + rows + _numbers_the_columns(text, table.rows[index + rows : index + rows + 1])
                return Header(tuple(_settled(text, table, columns, end)), index, end)
    return None


def _numbers_the_columns(text: str, below: Sequence[Sequence[Cell]]) -> bool:
    """1 | 2 | 3 | 4 or （一） | （二） | （三） under a header: no item of the list."""
    numbers = [number_in(text, cell) for row in below for cell in row]
    return len(numbers) > 3 and numbers == [*range(1, len(numbers) + 1)]


def is_header(text: str, row: Sequence[Cell]) -> bool:
    words = [text[cell.start : cell.end] for cell in dict.fromkeys(row)]
    if len(words) < 2 or any(len(cell) > LONGEST_HEADER or cell.isdecimal() for cell in words):
        return False  # as nearly every row; looking up labels takes longer
    return _names_a_list([_column(text, cell, None) for cell in row])


def _names_a_list(columns: Sequence[Column]) -> bool:
    fields = {column.field for column in columns if column.field}
    return "issue" in fields and bool(fields & BESIDE_ISSUE)


def _only_counts(text: str, table: Table, columns: Sequence[Column], first: int) -> bool:
    """区县 | 整改任务 | 已完成 over 江阳区 | 24 | 20: how many there are, no list of them."""
    issue = next(index for index, column in enumerate(columns) if column.field == "issue")
    words = [squeezed(text, row[issue]) for row in table.rows[first : first + SAMPLE]]
    return bool(words) and all(map(str.isdecimal, words))


def _group_cells(row: Sequence[Cell]) -> list[Cell]:
    """A first header row with the cells that a file without merges left empty filled from their left."""

    def filled(left: Cell, cell: Cell) -> Cell:
        return cell if cell.start < cell.end else left

    return list(accumulate(row, filled))


def _is_second_header(text: str, row: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """牵头单位 | 配合单位 below 责任单位: other cells reach down from above or are empty, and some words are labels.

    The first column is one that reaches down; words in it begin a row or a group of the list.
    """
    if len(row) != len(below) or (below[0] != row[0] and below[0].start < below[0].end):
        return False
    own = [cell for cell, upper in zip(below, row, strict=True) if cell != upper and cell.start < cell.end]
    reach_down = sum(cell == upper or cell.start == cell.end for cell, upper in zip(below, row, strict=True))
    short = all(cell.end - cell.start <= LONGEST_HEADER for cell in own)
    groups = dict(zip(below, _group_cells(row), strict=True))
    known = sum(_column(text, cell, groups[cell]).field is not None for cell in own)
    return bool(own) and short and reach_down > 0 and known * 2 >= len(set(own))


def _column(text: str, cell: Cell, group: Cell | None) -> Column:
    """What a header cell names; with the cell above it, where that spans several: 责任单位 over 牵头, 配合."""
    own = squeezed(text, cell)
    above = squeezed(text, group) if group and group != cell else ""
    written = own or above
    of_person = PERSON.fullmatch(own) if above else None
    if of_person and (known := look_up(above)) and known.field == "leader":
        field, label = ("ignored", own) if of_person["post"] else ("leader", above)
        return Column(field, label, None, cell)
    names = (own, own + above, own + "单位", above + own, *_endings(own), above, *_endings(above))
    is_short = len(own) <= LONGEST_HEADER
    known = next((found for words in names if is_short and words and (found := look_up(words))), None)
    return Column(known.field if known else None, written, known.role if known else None, cell)


def _endings(words: str) -> list[str]:
    """One of which may be a known label: 督察组指出的问题, 主要整改措施."""
    return [words[start:] for start in range(1, len(words) - 1)]


def _settled(text: str, table: Table, columns: Sequence[Column], first: int) -> list[Column]:
    """Columns that only their neighbours or their cells make clear.

    完成时间 beside 整改时限, or over nothing but 2021年8月 behind what was done, is when it was done; 销号时间 over
    2022年底前 is the deadline of a plan; a 编号 without numbers is a code; a ledger's 备注 is its report where no other
    column is; of 整改进展 and 完成情况 the one that says 已完成, 正在推进 is the status.
    """
    rows = table.rows[first : first + SAMPLE]
    columns = [
        replace(column, field="status") if _is_ticked(text, column, [row[index] for row in rows]) else column
        for index, column in enumerate(columns)
    ]
    settled = list(columns)
    fields = {column.field for column in columns}
    deadlines = {column.label for column in columns if column.field == "deadline"}
    numbers = {
        index: sum(number_in(text, row[index]) is not None for row in rows)
        for index, column in enumerate(columns)
        if column.field == "seq"
    }
    most = max(numbers.values(), default=0)
    progress = [index for index, column in enumerate(columns) if column.field == "progress"]
    of_items = [row for row in rows if len(set(row)) > 1]
    brief = [i for i in progress if len(progress) > 1 and all(_is_status(text, row[i]) for row in of_items)]
    if len(brief) == len(progress):  # both are: that of which each cell says how far it is
        brief = [i for i in brief if all(_says_how_far(text, row[i]) for row in of_items)]
    for index, column in enumerate(columns):
        field = column.field
        if field == "closing" and _looks_ahead(text, column, [row[index] for row in rows]):
            field = "ignored" if deadlines else "deadline"
        elif (
            field == "deadline"
            and DONE_AT.fullmatch(column.label)
            and (
                len(deadlines) > 1
                or any(place < index for place in progress)
                and all(DONE_ON.fullmatch(squeezed(text, row[index])) for row in of_items)
            )
        ):
            field = "completed_on"
        elif index in brief and len(brief) < len(progress):
            field = "status"
        elif field == "seq" and (numbers[index] < most or most == 0):
            field = "code"
        elif REMARK.fullmatch(column.label) and fields & REPORTING and "progress" not in fields:
            field = "progress"
        settled[index] = replace(column, field=field)
    return settled


def _looks_ahead(text: str, column: Column, cells: Sequence[Cell]) -> bool:
    """计划销号时间, and 销号时间 over nothing but 2022年底前."""
    written = {squeezed(text, cell) for cell in cells} - {""}
    is_time = re.search("时间|日期|时限", column.label) is not None
    return is_time and (
        column.label.startswith("计划") or all(map(AHEAD.fullmatch, written)) and bool(written)
    )


def _is_ticked(text: str, column: Column, cells: Sequence[Cell]) -> bool:
    """已完成 | 正在推进 | 未启动 over nothing but ticks: of a row the ticked one is the status."""
    written = {squeezed(text, cell) for cell in cells} - {""} if column.field is None else set()
    return bool(written) and all(map(TICK.fullmatch, written)) and bool(status_words(column.label))


def _is_status(text: str, cell: Cell) -> bool:
    """已完成 · 整改完成，已申请市级销号: a few words, or some more that say how far all of it is."""
    length = len(squeezed(text, cell))
    return length <= LONGEST_STATUS or (length <= 2 * LONGEST_STATUS and _says_how_far(text, cell))


def _says_how_far(text: str, cell: Cell) -> bool:
    return said_of_all(text, cell.start, cell.end) is not None


def squeezed(text: str, cell: Cell | None) -> str:
    return re.sub(r"\s+", "", text[cell.start : cell.end]) if cell else ""


def number_in(text: str, cell: Cell) -> int | None:
    found = ITEM_NUMBER.fullmatch(text[cell.start : cell.end].strip())
    return number_of(found["n"]) if found and len(found["n"]) <= 5 else None
