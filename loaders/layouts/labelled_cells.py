"""Tables that are forms, one an item: 整改目标 | … , 整改时限 | … | 责任单位 | …: a label, and its words in the next cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.grammar.numbering import NUMERAL, Number, number_at, number_of
from loaders.items import Field, Item
from loaders.layouts.headings import category_words
from loaders.layouts.labels import LINE, KnownLabel, look_up
from loaders.source import Cell, Table

LONGEST_LABEL = 16
# What stands in a cell to say that there is nothing: / - —— 无
NOTHING = re.compile(r"[/／\\\-－—–―~、.\s]+|无|暂无")
FEWEST_FIELDS = 3
"""Labelled fields from which a table is read as a form."""


@dataclass(frozen=True)
class LabelledCell:
    known: KnownLabel
    label: str
    label_cell: Cell
    cell: Cell

    @property
    def field(self) -> Field:
        return Field(self.known.field, self.label, *self.cell, self.known.role)


def labelled_cells(text: str, table: Table) -> Iterator[LabelledCell]:
    """Each known label with the cell after it, in their order; a cell over several rows once."""
    seen: set[Cell] = set()
    for row in table.rows:
        waiting: tuple[KnownLabel, str, Cell] | None = None
        for cell in dict.fromkeys(row):
            if cell.start == cell.end:
                continue
            words = re.sub(r"\s+", "", text[cell.start : cell.end])
            if waiting is None:
                number = number_at(words, 0)
                words = words[number.end :] if number else words
                known = look_up(words) if len(words) <= LONGEST_LABEL else None
                waiting = (known, words, cell) if known else None
                continue
            if cell not in seen:
                yield LabelledCell(*waiting, cell)
            seen.add(cell)
            waiting = None


def form_items(text: str, table: Table, last: Item | None = None) -> list[Item]:
    """The items of a form, or of forms that stand right below one another; `last` is the item before."""
    groups: list[list[LabelledCell]] = []
    for labelled in labelled_cells(text, table):
        begins = labelled.known.field in ("seq", "issue") and (
            not groups or any(other.known.field == labelled.known.field for other in groups[-1])
        )
        if begins or not groups:
            groups.append([])
        groups[-1].append(labelled)
    items: list[Item] = []
    for group in groups:
        if item := _item(text, group, items[-1] if items else last):
            items.append(item)
    return items


def _item(text: str, group: list[LabelledCell], last: Item | None) -> Item | None:
    fields = [
        each.field
        for each in group
        if each.known.field not in ("seq", "category", "area", "ignored")
        and not NOTHING.fullmatch(text, each.cell.start, each.cell.end)
    ]
    if len({(field.name, field.role) for field in fields}) < FEWEST_FIELDS:
        return None
    said = {each.known.field: text[slice(*each.cell)] for each in group}
    start = min(each.label_cell.start for each in group)
    headings = headings_above(text, last.end if last else 0, start)
    number = None
    if "issue" not in {field.name for field in fields}:  # the problem is the heading right above
        if not headings:
            return None
        number = headings.pop()
        fields.insert(0, Field("issue", "", number.end, _line_end(text, number.end)))
    above = text[headings[-1].start : _line_end(text, headings[-1].end)] if headings else ""
    category = category_words(said.get("category", above)) or (last.category if last else None)
    digits = re.search(rf"{NUMERAL}", said.get("seq", ""))
    seq = number_of(digits[0]) if digits else number.value if number else last.seq + 1 if last else 1
    start, end = min(start, fields[0].start), max(field.end for field in fields)
    return Item(seq, start, end, tuple(fields), category)


def is_form(text: str, table: Table) -> bool:
    """序号 | 1 | 完成时限 | 2024年 / 反馈问题 | … : labels stand before their values, not above them."""
    firsts = {text[slice(*row[0])] for row in table.rows if row}
    return sum(look_up(words) is not None for words in firsts if not words.isdecimal()) >= 2


def headings_above(text: str, start: int, end: int) -> list[Number]:
    """The numbers of the lines right above a form: 二、水环境 / 问题三：…"""
    lines = [line for line in LINE.finditer(text, start, end) if line.group().strip()]
    headings: list[Number] = []
    for line in reversed(lines[-2:]):
        number = number_at(text, line.end() - len(line.group().lstrip()))
        if number is None or any(number.style == other.style for other in headings):
            break
        headings.insert(0, number)
    return headings


def _line_end(text: str, start: int) -> int:
    """The end of the words on a line."""
    return start + len(text[start:].partition("\n")[0].rstrip())
