"""A list in running text, taken apart: its items, their fields, their categories and lists."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from operator import attrgetter

from loaders.grammar.numbering import Number, number_at, numbers_at_line_starts, with_missing_ones
from loaders.items import Field, Item, NotUnderstood
from loaders.layouts.headings import Heading, find_headings
from loaders.layouts.heads import Head, find_heads, known_labels
from loaders.layouts.labelled_cells import is_form
from loaders.layouts.labels import LINE, SHORT_FIELDS, Label, find_labels, parted, with_those_in_brackets
from loaders.layouts.list_end import list_end
from loaders.layouts.stretches import ANNEX, beginning_in, title_above, trimmed
from loaders.source import Source

LABEL_NOUN = re.compile(
    r"(?:标准|单位|部门|领导|时限|期限|目标|措施|情况|要求|责任人|时间|意见|问题|类型|来源|结果|依据|范围|进度|状态|主体|人员|任务|内容|节点)$"
)
BEHIND_SENTENCE = re.compile(r"(?<=[。；;\s])(?=[（(一二三四五六七八九十\d第问])")
NAME_OF_PLACE_OR_BODY = re.compile(r"[省市县区旗州镇乡村局委办院厅组队司府厂园]$")

WIDE = 4
"""Columns from which a table is a list of its own."""


@dataclass(frozen=True)
class ItemList:
    """A list taken apart."""

    items: tuple[Item, ...]
    not_understood: tuple[NotUnderstood, ...] = ()
    is_numbered: bool = True
    title: str | None = None


def read_list(source: Source, *, in_brackets: bool = False) -> ItemList | None:
    """Take the list in running text apart, or the lists of several annexes; None: there is none."""
    text, inside = source.text, _beside_tables(source)
    all_labels = [label for place in inside for label in find_labels(text, *place, in_brackets=in_brackets)]
    numbers = [number for place in inside for number in numbers_at_line_starts(text, *place)]
    numbers += _numbers_within_lines(text, all_labels)
    numbers = with_missing_ones(text, sorted(numbers, key=attrgetter("start")))
    annexes = [annex.start() for annex in ANNEX.finditer(text)]
    sections = list(pairwise([0, *annexes, len(text)]))
    found = [_read_section(text, start, end, numbers, all_labels) for start, end in sections]
    lists = [one for one in found if one is not None and _has_labelled_items(one)]
    if found[0] in lists and len(lists) > 1 and len(lists[0].items) == 1:
        del lists[0]  # a chapter on goals and measures in the general part, not a list before the annexed one
    if not lists:
        return _read_section(text, 0, len(text), numbers, all_labels)
    if len(lists) == 1:
        return lists[0]
    return ItemList(
        tuple(replace(item, list_name=one.title or item.list_name) for one in lists for item in one.items),
        tuple(stretch for one in lists for stretch in one.not_understood),
        all(one.is_numbered for one in lists),
    )


def _beside_tables(source: Source) -> list[tuple[int, int]]:
    """The stretches of a text around its tables, but for narrow ones, which may hold one item's labels and values."""
    places = []
    for table in source.tables:
        cells = [cell for row in table.rows for cell in row if cell.start < cell.end]
        if cells and max(map(len, table.rows)) >= WIDE and not is_form(source.text, table):
            places.append((min(cell.start for cell in cells), max(cell.end for cell in cells)))
    edges = [0, *(edge for place in sorted(places) for edge in place), len(source.text)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _numbers_within_lines(text: str, labels: Sequence[Label]) -> list[Number]:
    """Those behind sentences and spaces in a line that holds several items, since its line breaks are lost."""
    numbers: list[Number] = []
    for line in LINE.finditer(text):
        own = Counter(label.words for label in beginning_in(labels, *line.span()) if label.known)
        if max(own.values(), default=0) > 1:
            places = (found.end() for found in BEHIND_SENTENCE.finditer(text, *line.span()))
            numbers += filter(None, (number_at(text, place) for place in places))
    return numbers


def _has_labelled_items(one: ItemList) -> bool:
    """Two different labels in half the items: a list, not the numbered chapters of a general part."""
    labelled = [item for item in one.items if len({part.name for part in item.fields if part.label}) >= 2]
    return len(labelled) * 2 >= len(one.items)


def _read_section(
    text: str, start: int, end: int, numbers: Sequence[Number], all_labels: Sequence[Label]
) -> ItemList | None:
    """The list between two places."""
    numbers = [number for number in numbers if start <= number.start < end]
    all_labels = [label for label in all_labels if start <= label.start < end]
    labels = known_labels(all_labels)
    heads = find_heads(text, labels, numbers)
    if not heads:
        return None
    headings = find_headings(text, heads, labels, numbers)
    ends = [headings.get(index, head).start for index, head in enumerate(heads) if index]
    ends.append(list_end(text, heads, list(headings.values()), labels, numbers, end))
    items: list[Item] = []
    not_understood: list[NotUnderstood] = []
    category = None
    for index, (head, stop) in enumerate(zip(heads, ends, strict=True)):
        category = headings[index].words if index in headings else category
        fields, odd = _fields(text, head, stop, labels, all_labels)
        not_understood += odd
        last = max([part.end for part in fields] + [stretch.end for stretch in odd], default=head.end)
        fields = with_those_in_brackets(text, parted(text, fields))
        items.append(Item(head.seq, head.start, last, tuple(fields), category))
    title = title_above(text, start, headings.get(0, heads[0]).start)
    is_numbered = heads[0].number is not None
    return ItemList(tuple(_name_lists(text, items, headings)), tuple(not_understood), is_numbered, title)


def _fields(
    text: str, head: Head, end: int, labels: Sequence[Label], all_labels: Sequence[Label]
) -> tuple[list[Field], list[NotUnderstood]]:
    """An item's fields in their order; what stands under an unknown label is reported, not put into a field."""
    own = beginning_in(labels, head.start, end)
    trusted = {label.start for label in own}
    mostly_numbered = sum(label.number is not None for label in own) * 2 > len(own)
    marks: list[Label] = []
    for label in beginning_in(all_labels, head.start, end):
        if label.start in trusted or _is_unknown_label(text, label, marks, mostly_numbered):
            marks.append(label)
    if marks and marks[0].words.endswith("表现") and re.fullmatch(".*。", text[head.end : marks[0].start]):
        del marks[0]  # 水质保护不力。具体表现：1.…: words of the problem
    fields, odd = [], []
    ends = [mark.start for mark in marks[1:]] + [end]
    values = [(mark, *trimmed(text, mark.end, stop)) for mark, stop in zip(marks, ends, strict=False)]
    told = min((a for m, a, _ in values if m.known and m.known.field == "progress"), default=end)
    start, stop = trimmed(text, head.end, marks[0].start if marks else end)
    stop = start + len(text[start:stop].rstrip("（(")) if start < stop else stop
    if (
        start < stop
    ):  # 整改任务 alone on its line above 第三十一项：… ends the item before, without words of its own
        has_label = any(m.known and m.known.field == "issue" and a < b and a < told for m, a, b in values)
        fields.append(Field("ignored", "标题", start, stop) if has_label else Field("issue", "", start, stop))
    for (mark, start, stop), following in zip_longest(values, marks[1:]):
        if mark.known is None:
            reason = f"标签“{mark.words}”不认识，没有读入。请维护者在 data/vocabulary/labels.csv 中写明它是哪个字段。"
            odd.append(NotUnderstood(mark.start, max(stop, mark.end), reason))
            continue
        if mark.known.field in SHORT_FIELDS or (following and "\n" not in text[stop : following.start]):
            words = text[start:stop].rstrip("，,；;、")
            is_inside = words.count("（") + words.count("(") < words.count("）") + words.count(")")
            stop = (
                start + len(words) - (is_inside and words[-1] in "）)")
            )  # of the bracket the label stands in
        if start < stop:
            # 存在问题：施工缓慢 behind what was done is what is left of the problem above
            is_left = (
                mark.known.field == "issue" and start > told and fields[:1] and fields[0].name == "issue"
            )
            name = "ignored" if is_left else mark.known.field
            fields.append(Field(name, mark.words, start, stop, mark.known.role))
    return fields, odd


def _is_unknown_label(text: str, label: Label, before: Sequence[Label], mostly_numbered: bool) -> bool:
    """整改标准：… between two labels is one; 其中：…, 1.加强领导：… or 邵阳县：… within the measures is not."""
    is_dressed = label.dress in ("before_colon", "bracketed") and (mostly_numbered or not label.number)
    if label.known or not is_dressed or len(label.words) > 10 or not before:
        return False
    known = before[-1].known
    if known is None or known.field in SHORT_FIELDS or label.dress == "bracketed":
        return not NAME_OF_PLACE_OR_BODY.search(label.words)
    ends_sentence = text[: label.start].rstrip()[-1:] in "。；;.!！：:"
    return ends_sentence and LABEL_NOUN.search(label.words) is not None


def _name_lists(text: str, items: Sequence[Item], headings: dict[int, Heading]) -> list[Item]:
    """Give items their list's name where numbers begin anew: the annex's title, or else the category."""
    starts = [0] + [i for i in range(1, len(items)) if items[i].seq <= items[i - 1].seq and items[i].seq == 1]
    if len(starts) == 1:
        return list(items)
    titles: list[str | None] = []
    for start in starts:
        above_from = items[start - 1].end if start else 0
        heading = headings.get(start)
        titles.append(title_above(text, above_from, heading.start if heading else items[start].start))
    if not all(titles):
        titles = [headings[start].words if start in headings else None for start in starts]
    named = []
    for start, stop, name in zip(starts, [*starts[1:], len(items)], titles, strict=True):
        named += [replace(item, list_name=name) for item in items[start:stop]]
    return named
