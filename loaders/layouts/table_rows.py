"""The rows below the header of a table, read into items."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import compress

from loaders.grammar.numbering import number_at
from loaders.items import OF_TEMPLATE, OUR_ID, TEMPLATE_HEADINGS, TEMPLATE_LABEL, Field, Item, NotUnderstood
from loaders.layouts.headings import category_words
from loaders.layouts.labelled_cells import LONGEST_LABEL, NOTHING, labelled_cells
from loaders.layouts.labels import labelled_fields, look_up, parted, with_those_in_brackets
from loaders.layouts.stretches import TITLE
from loaders.layouts.table_header import Header, number_in, squeezed
from loaders.source import Cell, Table

WITH_LABELS = (None, "units", "leader")
"""Columns whose cells may say themselves what they hold: 责任分工, 责任单位."""
NOTES = re.compile(
    r"(?:备\s*注|注|说\s*明|填表说明|填\s*报|填\s*表|制\s*表|审\s*核|联系)\s*[：:]|合\s*计|总\s*计|小\s*计"
)
BEHIND_LABEL = re.compile("[：:︰﹕ ]")


def labelled(text: str, start: int, end: int, field: str | None = None) -> list[Field]:
    """The fields of a cell that begins with a label: 牵头单位：县水利局 / 责任单位：各镇 / 督办领导：李明, in a column 责任分工.

    In a column of one field, as 整改目标及措施, it has the labels of two: 整改目标：… / 整改措施：…
    """
    behind = BEHIND_LABEL.search(text, start, min(end, start + LONGEST_LABEL))
    if not behind or not look_up(text[start : behind.start()]):
        return []
    found = labelled_fields(text, start, end)
    return found if field in WITH_LABELS or len({each.name for each in found}) > 1 else []


def _numbers_in_codes(text: str, cells: Sequence[Cell]) -> dict[Cell, int]:
    """GL-2023-01, GL-2023-02, GL-2023-05: 1, 2, 5, the one group of digits that counts on."""
    codes = {cell: code for cell in cells if re.search(r"\d", code := squeezed(text, cell))}
    if len(codes) < 2 or len({re.sub(r"\d+", "#", code) for code in codes.values()}) > 1:
        return {}
    groups = zip(
        *([int(group) for group in re.findall(r"\d+", code)] for code in codes.values()), strict=True
    )
    counting = [group for group in groups if len(set(group)) > 1]
    if len(counting) != 1 or counting[0][-1] > 999 or list(counting[0]) != sorted(set(counting[0])):
        return {}
    return dict(zip(codes, counting[0], strict=True))


def _filled(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in dict.fromkeys(row) if cell.start < cell.end]


class Rows:
    """The rows below a header, read into items."""

    def __init__(self, text: str, table: Table, header: Header) -> None:
        self.text = text
        self.table = table
        self.header = header
        self.not_understood: list[NotUnderstood] = []
        code = header.column_of("code")
        codes = [] if code is None else list(dict.fromkeys(row[code] for row in table.rows[header.end_row :]))
        self.numbers = _numbers_in_codes(text, codes)
        self.is_template = {column.label for column in header.columns}.issuperset(TEMPLATE_HEADINGS)
        above = (squeezed(text, row[0]) for row in table.rows[: header.first_row])
        self.title = next(filter(TITLE.search, above), None)

    def items(self) -> list[Item]:
        seq_column, category_column = self.header.column_of("seq"), self.header.column_of("category")
        items: list[Item] = []
        entry: list[Sequence[Cell]] = []
        category = None
        for row in self.table.rows[self.header.end_row :]:
            filled = _filled(row)
            if not filled:
                continue
            words = self.text[filled[0].start : filled[0].end].strip()
            is_note = NOTES.match(words) is not None
            if entry and not is_note and self._own_labels(filled):
                entry.append(row)
                continue
            if is_note or len(filled) == 1 and not self._is_rest_of_cell(row, filled[0], entry):
                items += self._item(entry, category, items)
                entry = []
                category = category if is_note else category_words(words)
                continue
            if entry and self._goes_on(row, entry, seq_column):
                entry.append(row)
                continue
            items += self._item(entry, category, items)
            entry = [row]
            if category_column is not None and (cell := row[category_column]).start < cell.end:
                category = category_words(self.text[cell.start : cell.end])
        return items + self._item(entry, category, items)

    def _own_labels(self, filled: Sequence[Cell]) -> list[Field]:
        """The fields of a row below its item's that says itself what it holds: 整改措施：… or 整改措施 | …"""
        if len(filled) == 1:
            return labelled(self.text, *filled[0])
        if len(filled) not in (2, 4):
            return []
        cells = list(labelled_cells(self.text, Table((tuple(filled),))))
        own = [each.field for each in cells if each.known.field != "ignored"]
        return own if len(cells) * 2 == len(filled) else []

    def _is_rest_of_cell(self, row: Sequence[Cell], cell: Cell, entry: list[Sequence[Cell]]) -> bool:
        """A lone cell in the column of the measures goes on with them; one in the first columns is a heading."""
        columns = enumerate(self.header.columns)
        first_text = min(i for i, column in columns if column.field in ("issue", "category", "seq"))
        return bool(entry) and row.count(cell) == 1 and row.index(cell) > first_text

    def _goes_on(self, row: Sequence[Cell], entry: list[Sequence[Cell]], seq_column: int | None) -> bool:
        """Whether a row belongs to the item above: it has that item's number or none of its own."""
        column = self.header.column_of("issue") if seq_column is None else seq_column
        assert column is not None
        cell, above = row[column], entry[0][column]
        is_other = seq_column is not None and self._is_whole(row, entry[0], column)
        return (cell == above or cell.start == cell.end and not is_other) and above.start < above.end

    def _is_whole(self, row: Sequence[Cell], above: Sequence[Cell], seq_column: int) -> bool:
        """Whether a row fills all that the one above fills, but the number: an item whose number is missing."""
        beside = [(cell, upper) for cell, upper in zip(row, above, strict=True) if upper.start < upper.end]
        return len(beside) > 3 and all(
            cell.start < cell.end and cell != upper for cell, upper in beside if upper != above[seq_column]
        )

    def _item(self, entry: list[Sequence[Cell]], category: str | None, before: Sequence[Item]) -> list[Item]:
        """The item of an entry's rows: none, or one."""
        if not entry:
            return []
        below = [self._own_labels(_filled(row)) for row in entry[1:]]
        entry = [entry[0], *(row for row, own in zip(entry[1:], below, strict=True) if not own)]
        fields: list[Field] = []
        for index, column in enumerate(self.header.columns):
            if column.field in ("seq", "category"):
                continue
            cells = list(dict.fromkeys(row[index] for row in entry if index < len(row)))
            for start, end in self._stretches(cells):
                if own_labels := labelled(self.text, start, end, column.field):
                    fields += own_labels
                    continue
                if column.field is None:
                    continue
                is_our_number = self.is_template and column.label == TEMPLATE_LABEL
                is_our_number = is_our_number and OUR_ID.fullmatch(self.text, start, end) is not None
                role = OF_TEMPLATE if is_our_number else column.role
                fields.append(Field(column.field, column.label, start, end, role))
        fields += [field for own in below for field in own]
        issue = next((field for field in fields if field.name == "issue"), None)
        seq = self._own_number(entry)
        is_reported = any(field.name in ("status", "progress", "closing", "completed_on") for field in fields)
        has_code = any(field.name == "code" for field in fields)
        if issue is None and not ((seq is not None or has_code) and is_reported):
            cells = [cell for row in entry for cell in row if cell.start < cell.end]
            start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
            self.not_understood.append(
                NotUnderstood(start, end, "这一行没有问题内容，没有读作整改任务。请核对原表。")
            )
            return []
        following = before[-1].seq + 1 if before else 1
        if seq is None and issue:
            seq, shortened = self._number_in_issue(issue, following)
            fields[fields.index(issue)] = shortened
            if before and "seq" in self.header.fields() and not has_code:
                reason = f"这一行没有可读的序号，按顺序记作第{seq}项。请核对原表，补上序号后重新导入。"
                self.not_understood.append(NotUnderstood(issue.start, issue.end, reason))
        fields = with_those_in_brackets(self.text, parted(self.text, fields))
        beside = [column.field != "category" for column in self.header.columns]
        own = [cell for row in entry for cell in compress(row, beside) if cell.start < cell.end]
        start = min(
            [cell.start for cell in own if not before or cell.start >= before[-1].end] or [fields[0].start]
        )
        end = max([field.end for field in fields if field.end >= start] or [fields[0].end])
        return [Item(seq or following, start, max(end, start), tuple(fields), category)]

    def _stretches(self, cells: Sequence[Cell]) -> list[tuple[int, int]]:
        """Cells of one column, joined where nothing but white space stands between them."""
        places: list[tuple[int, int]] = []
        for start, end in cells:
            if start == end or NOTHING.fullmatch(self.text, start, end):
                continue
            if places and places[-1][1] <= start and not self.text[places[-1][1] : start].strip():
                places[-1] = (places[-1][0], end)
            else:
                places.append((start, end))
        return places

    def _own_number(self, entry: list[Sequence[Cell]]) -> int | None:
        """The item's number in a column of its own, or in its code."""
        for index, column in enumerate(self.header.columns):
            if column.field == "seq" and (number := number_in(self.text, entry[0][index])) is not None:
                return number
        code = self.header.column_of("code")
        if self.header.column_of("seq") is None and code is not None:
            return self.numbers.get(entry[0][code])
        return None

    def _number_in_issue(self, issue: Field, following: int) -> tuple[int, Field]:
        """The number at the beginning of the problem, which it is no part of, else the item's place."""
        before_issue = number_at(self.text, issue.start)
        if self.header.column_of("seq") is None and before_issue and before_issue.end < issue.end:
            return before_issue.value, replace(issue, start=before_issue.end)
        return following, issue
