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
from loaders.layouts.labels import LINE, SHORT_FIELDS, Label, find_labels, parted, with_those_in_brackets
from loaders.layouts.list_end import item_end, list_end
from loaders.layouts.stretches import ANNEX, beginning_in, trimmed

LABEL_NOUN = re.compile(
    r"(?:标准|单位|部门|领导|时限|期限|目标|措施|情况|要求|责任人|时间|意见|问题|类型|来源|结果|依据|范围|进度|状态|主体|人员|任务|内容|节点)$"
)
BEHIND_SENTENCE = re.compile(r"(?<=[。；;\s])(?=[（(一二三四五六七八九十\d第问])")
NAME_OF_PLACE_OR_BODY = re.compile(r"[省市县区旗州镇乡村局委办院厅组队司府厂园]$")


@dataclass(frozen=True)
class ItemList:
    """A list taken apart."""

    items: tuple[Item, ...]
    headings: tuple[Heading, ...]
    not_understood: tuple[NotUnderstood, ...]
    is_numbered: bool = True


def read_list(
    text: str, outside: Sequence[tuple[int, int]] = (), *, in_brackets: bool = False
) -> ItemList | None:
    """Take the list in `text` apart, or the lists of several annexes; None: there is none.

    Stretches `outside` (tables) are not looked at.
    """
    edges = [0, *(edge for stretch in sorted(outside) for edge in stretch), len(text)]
    inside = list(zip(edges[::2], edges[1::2], strict=True))
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
    titles = [
        title_above(text, start, one.headings[0].start if one.headings else one.items[0].start)
        for one, (start, _) in zip(found, sections, strict=True)
        if one in lists
    ]
    return ItemList(
        tuple(
            replace(item, list_name=title or item.list_name)
            for one, title in zip(lists, titles, strict=True)
            for item in one.items
        ),
        tuple(heading for one in lists for heading in one.headings),
        tuple(stretch for one in lists for stretch in one.not_understood),
        all(one.is_numbered for one in lists),
    )


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
    ends = [item_end(text, heads, headings, index) for index in range(len(heads) - 1)]
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
    return ItemList(
        tuple(name_lists(text, items, headings)), tuple(headings.values()), tuple(not_understood),
        heads[0].number is not None,
    )  # fmt: skip


def _fields(
    text: str, head: Head, end: int, labels: Sequence[Label], all_labels: Sequence[Label]
) -> tuple[list[Field], list[NotUnderstood]]:
    """An item's fields in their order; what stands under an unknown label is reported, not put into a field."""
    own = beginning_in(labels, head.start, end)
    trusted = {label.start for label in own}
    mostly_numbered = sum(label.number is not None for label in own) * 2 > len(own)
    marks: list[Label] = []
    for label in beginning_in(all_labels, head.start, end):
        if head.start < label.start < head.end:
            continue
        if label.start in trusted or _is_unknown_label(text, label, marks, mostly_numbered):
            marks.append(label)
    fields, odd = [], []
    ends = [mark.start for mark in marks[1:]] + [end]
    values = [(mark, *trimmed(text, mark.end, stop)) for mark, stop in zip(marks, ends, strict=False)]
    start, stop = trimmed(text, head.end, marks[0].start if marks else end)
    stop = start + len(text[start:stop].rstrip("（(")) if start < stop else stop
    if (
        start < stop
    ):  # 整改任务 alone on its line above 第三十一项：… ends the item before, without words of its own
        has_label = any(m.known and m.known.field == "issue" and start < stop for m, start, stop in values)
        fields.append(Field("ignored", "标题", start, stop) if has_label else Field("issue", "", start, stop))
    for (mark, start, stop), following in zip_longest(values, marks[1:]):
        if mark.known is None:
            reason = f"标签“{mark.words}”不认识，没有读入。请维护者在 data/vocabulary/labels.csv 中写明它是哪个字段。"
            odd.append(NotUnderstood(mark.start, max(stop, mark.end), reason))
            continue
        if mark.known.field in SHORT_FIELDS or (following and "\n" not in text[stop : following.start]):
            words = text[start:stop].rstrip("，,；;、")
            if words.endswith(("）", ")")) and len(re.findall("[（(]", words)) < len(
                re.findall("[)）]", words)
            ):
                words = words[:-1]  # of the bracket that the label stands in
            stop = start + len(words)
        if start < stop:
            fields.append(Field(mark.known.field, mark.words, start, stop, mark.known.role))
    return fields, odd


def _is_unknown_label(text: str, label: Label, before: Sequence[Label], mostly_numbered: bool) -> bool:
    """整改标准：… between two labels is one; 其中：… or 邵阳县：… within the measures is not."""
    if label.known or label.dress not in ("before_colon", "bracketed") or len(label.words) > 10 or not before:
        return False
    if label.number and not mostly_numbered:
        return False
    known = before[-1].known
    follows_short_field = known is None or known.field in SHORT_FIELDS
    if follows_short_field or label.dress == "bracketed":
        return not NAME_OF_PLACE_OR_BODY.search(label.words)
    ends_sentence = text[max(0, label.start - 200) : label.start].rstrip()[-1:] in "。；;.!！：:"
    return ends_sentence and LABEL_NOUN.search(label.words) is not None


def name_lists(text: str, items: Sequence[Item], headings: dict[int, Heading]) -> list[Item]:
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


def title_above(text: str, start: int, end: int) -> str | None:
    """The title of the list that begins at `end`: 附件2 / XX市…整改清单."""
    words = ""
    lines = [
        line.strip() for line in LINE.findall(text, start, end) if line.strip() and "\t" not in line.strip()
    ]
    for line in reversed(lines[-3:]):
        annex = ANNEX.match(line)
        if line[-1] in "。；：:":
            break
        words = re.sub(r"\s+", "", line[annex.end() :].lstrip("：:") if annex else line) + words
        if annex:
            break
    return words if re.search(r"(?:清单|方案|任务|一览表|台账)$", words) else None
