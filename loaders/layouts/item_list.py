"""Where a list's items, categories and end lie, by their numbers and labels: for layouts of running text."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from typing import TypeVar

from loaders.grammar.numbering import Number, numbers_at_line_starts
from loaders.items import Field, Item, NotUnderstood
from loaders.layouts.furniture import footer_start, is_furniture, is_issuer, is_page_number
from loaders.layouts.labels import LINE, SHORT_FIELDS, Label, find_labels, parted, units_behind_measures

BRACKETED = ("（一）", "（1）")
ANNEX = re.compile(
    r"(?:^|(?<=[\r\n\f]))[^\S\r\n]*附\s*[件表]\s*[0-9０-９一二三四五六七八九十]{0,3}\s*(?=[：:\r\n]|$)"
)
# 【大气污染方面】 · 水环境问题（3项） · 思想认识方面
UNNUMBERED_HEADING = re.compile(
    r"\s*(?:【[^】]{2,30}】|[^。；，：:]{2,40}[（(]\s*共?\s*\d+\s*[项个条][^）)]{0,6}[)）]|[^。；，：:、\d]{2,20}(?:方面|领域)(?:的?问题)?)\s*[。：:]?\s*"
)
# 一、关于…问题（共3项）。 -> the words between number or label and count
COUNT_IN_BRACKETS = re.compile(
    r"[（(]\s*共?\s*(?:计|有)?\s*[\d一二三四五六七八九十]+\s*[项个条][^（()）]{0,6}[)）]\s*$"
)
LABEL_NOUN = re.compile(
    r"(?:标准|单位|部门|领导|时限|期限|目标|措施|情况|要求|责任人|时间|意见|问题|类型|来源|结果|依据|范围|进度|状态|主体|人员|任务|内容|节点)$"
)
NAME_OF_PLACE_OR_BODY = re.compile(r"[省市县区旗州镇乡村局委办院厅组队司府厂园]$")


InText = TypeVar("InText", Label, Number)


@dataclass(frozen=True)
class Heading:
    """A category above items: its place, and its words without number, label, count and full stop."""

    start: int
    end: int
    words: str
    number: Number | None


@dataclass(frozen=True)
class Head:
    """Where an item begins, and where the words after its number begin."""

    start: int
    end: int
    seq: int
    number: Number | None


@dataclass(frozen=True)
class ItemList:
    """A list taken apart."""

    items: tuple[Item, ...]
    headings: tuple[Heading, ...]
    not_understood: tuple[NotUnderstood, ...]
    is_numbered: bool = True


def beginning_in(found: Sequence[InText], start: int, end: int) -> Sequence[InText]:
    """Those of the labels or numbers, which stand in the text's order, that begin between two places."""
    begins = attrgetter("start")
    first = bisect_left(found, start, key=begins)
    return found[first : bisect_left(found, end, lo=first, key=begins)]


def known_labels(labels: Sequence[Label], numbers: Sequence[Number]) -> list[Label]:
    """The labels that can be trusted: a word alone on its line is one only where the document does so often.

    三、整改目标 after 一、指导思想 二、基本原则 is a chapter of the general part: numbered labels begin at 1.
    """
    often = Counter((label.words, label.dress) for label in labels if label.known)
    dresses = Counter(dress for _, dress in often)
    numbered = {label.number.start: label for label in labels if label.number}
    previous: dict[str, tuple[int, bool]] = {}
    trusted_starts: set[int] = set()
    for number in numbers:
        label = numbered.get(number.start)
        value_before, was_label = previous.get(number.style, (0, False))
        follows = number.value == 1 or (number.value == value_before + 1 and was_label)
        is_label = label is not None and label.known is not None and follows
        if is_label:
            trusted_starts.add(number.start)
        previous[number.style] = (number.value, is_label)
    trusted = []
    for label in labels:
        if label.known is None:
            continue
        if label.dress in ("alone", "before_space", "before_stop"):
            if often[label.words, label.dress] < 2 and dresses[label.dress] < 3:
                continue
            if label.number and label.number.start not in trusted_starts:
                continue
        trusted.append(label)
    return trusted


def find_heads(text: str, labels: Sequence[Label], numbers: Sequence[Number]) -> list[Head]:
    """The items' beginnings: the numbers of one dress that run on, each last before the same kind of label.

    Measures are numbered too, but their numbers begin anew in every item.
    """
    label_numbers = {
        label.number.start
        for label in labels
        if label.number and label.known and label.known.field != "issue"
    }
    numbers = [number for number in numbers if number.start not in label_numbers]
    gaps: dict[str, list[list[Number]]] = defaultdict(list)
    position = 0
    for label in labels:
        gap = []
        while position < len(numbers) and numbers[position].start <= label.start:
            gap.append(numbers[position])
            position += 1
        if label.known and gap:
            gaps[label.known.field].append(gap)
    if not gaps:
        return _unnumbered_heads(text, labels)
    kinds = [
        (style, field)
        for field, before in gaps.items()
        for style in dict.fromkeys(number.style for gap in before for number in gap)
    ]
    style, field = max(kinds, key=lambda kind: _running_on(kind[0], gaps[kind[1]]))
    chosen: list[Number] = []
    for gap in gaps[field]:
        following = chosen[-1].value + 1 if chosen else 1
        of_style = [number for number in gap if number.style == style]
        if of_style and of_style[-1].value >= following:
            chosen.append(of_style[-1])
        elif of_style:
            chosen.append(next((n for n in reversed(of_style) if n.value == following), of_style[-1]))
        elif chosen and gap[-1].value == following:  # （5） between （四） and （六）
            chosen.append(gap[-1])
    chosen = _without_general_part(chosen, labels)
    taken = {number.start for number in chosen}
    inside = [n for n in numbers if n.style == style and chosen[0].start < n.start and n.start not in taken]
    fillers = [n for n in inside if _fills_a_hole(n, chosen)]
    if len(fillers) == len([n for n in inside if n.start < chosen[-1].start]):
        chosen = sorted([*chosen, *fillers], key=lambda n: n.start)
    if len(inside) == len(fillers) + 1 and _is_cut_off(text, numbers[-1], chosen[-1]):
        chosen.append(numbers[-1])
    chosen = _with_sparse_items(chosen, [n for n in numbers if n.style == style], labels)
    return [Head(n.start, n.end, n.value, n) for n in chosen]


def _with_sparse_items(
    chosen: list[Number], of_style: Sequence[Number], labels: Sequence[Label]
) -> list[Number]:
    """With the items at either end that lack the label the others were found by, but have one that is known.

    三、尾矿库没有复绿。整改时限：2025年底 after items with goals and measures.
    """

    def has_label(number: Number, end: int | None) -> bool:
        return any(lb.known and number.start < lb.start and (end is None or lb.start < end) for lb in labels)

    before = [n for n in of_style if n.start < chosen[0].start]
    while before and before[-1].value == chosen[0].value - 1 and has_label(before[-1], chosen[0].start):
        chosen = [before.pop(), *chosen]
    after = [n for n in of_style if n.start > chosen[-1].start]
    for place, number in enumerate(after):
        end = after[place + 1].start if place + 1 < len(after) else None
        if number.value != chosen[-1].value + 1 or not has_label(number, end):
            break
        chosen = [*chosen, number]
    return chosen


def _is_cut_off(text: str, number: Number, last: Number) -> bool:
    """The text's last number is that of one more item, whose labels are lost: a sentence, not 五、保障措施."""
    line = LINE.match(text, number.end)
    follows = number.style == last.style and number.value == last.value + 1
    return follows and line is not None and len(line.group().strip()) >= 15


def _running_on(style: str, gaps: Sequence[Sequence[Number]]) -> tuple[int, int]:
    """How well numbers run on: 1 2 3 4 gains more than 3 3 2 5, the last numbers of measures.

    A number may begin anew under a category, and one that names itself (序号：8, 问题12) may skip others.
    Of two that run on equally the one nearer to the label wins.
    """
    score, nearest, previous = 0, 0, 0
    for gap in gaps:
        if all(number.style != style for number in gap):
            continue
        place = max(index for index, number in enumerate(gap) if number.style == style)
        value = gap[place].value
        begins_anew = value == 1 and any(number.style != style for number in gap[:place])
        if value == previous + 1 or begins_anew or (style == "问题一" and value > previous):
            score += 3
        elif value == 1 or previous < value <= previous + 5:
            score += 1
        nearest += place == len(gap) - 1
        previous = value
    return score, nearest


def _without_general_part(chosen: list[Number], labels: Sequence[Label]) -> list[Number]:
    """Without a chapter of the general part that happens to hold one of the labels: [3] 1 2 3 4."""
    if len(chosen) > 2 and chosen[0].value != 1 and chosen[1].value == 1:
        inside = {lb.known for lb in labels if chosen[0].start <= lb.start < chosen[1].start}
        if len(inside) < 2:
            return chosen[1:]
    return chosen


def _fills_a_hole(number: Number, chosen: Sequence[Number]) -> bool:
    place = bisect_left(chosen, number.start, key=attrgetter("start"))
    if place == len(chosen):
        return False
    return chosen[place - 1].value + 1 == number.value < chosen[place].value


def _unnumbered_heads(text: str, labels: Sequence[Label]) -> list[Head]:
    """Items without numbers, counted in their order: each begins with a label of the problem.

    Where the problem has no label, it is the paragraph before the first of an item's labels.
    """
    issues = [label.start for label in labels if label.known and label.known.field == "issue"]
    if not issues and labels:
        first = [label for label in labels if label.words == labels[0].words]
        above = [text[: label.start].rstrip() for label in first]
        issues = [max(words.rfind("\n"), words.rfind("\r")) + 1 for words in above if words]
    starts = [trimmed(text, start, len(text))[0] for start in issues]
    return [Head(start, start, place, None) for place, start in enumerate(starts, 1)]


def find_headings(
    text: str, heads: Sequence[Head], labels: Sequence[Label], numbers: Sequence[Number]
) -> dict[int, Heading]:
    """Index of an item -> the category heading that stands above it."""
    style = heads[0].number.style if heads[0].number else ""
    spaces = []
    for index, head in enumerate(heads):
        floor = heads[index - 1].end if index else 0
        above = beginning_in(labels, floor, head.start)
        before = [lb.end for lb in above if lb.end <= head.start and not _is_heading_label(lb)]
        spaces.append((max(before, default=floor) if index else 0, head.start))
    families: list[tuple[str, ...]] = [BRACKETED] if style not in BRACKETED else []
    others = dict.fromkeys(n.style for n in numbers)
    families += [(other,) for other in others if other != style and other not in BRACKETED]
    if style == "（1）":
        families.append(("（一）",))
    if style == "（一）":
        families.append(("（1）",))
    best: dict[int, Heading] = {}
    for family in families:
        found: dict[int, Heading] = {}
        value = 0
        for index, (start, end) in enumerate(spaces):
            nearby = beginning_in(numbers, start, end)
            of_family = [n for n in nearby if n.style in family]
            if not of_family or not _is_close(text, of_family[-1], nearby, end):
                continue
            number = of_family[-1]
            outer_between = any(n.start < number.start and n.style not in family for n in nearby)
            begins_anew = number.value == 1 and outer_between and found
            if (
                number.value != value + 1
                and not begins_anew
                and not (found and len(of_family) == 1 and _skips(text, number, value))
            ):
                continue
            if index and not found:
                break
            found[index] = _heading(text, number.start, number.end, number)
            value = number.value
        if len(found) > len(best):
            best = found
    if len(best) == 1 and _is_chapter(best, heads, numbers):
        best = {}
    return best or _unnumbered_headings(text, spaces)


def _skips(text: str, number: Number, before: int) -> bool:
    """四、大气环境问题 after 二、…, whose 三、 has no item here: words of a heading, no sentence."""
    line = LINE.match(text, number.end)
    is_words = line is not None and re.fullmatch(r"[^，,；;。]{4,40}[。：:]?\s*", line.group())
    return before < number.value <= before + 3 and bool(is_words)


def _is_chapter(only: dict[int, Heading], heads: Sequence[Head], numbers: Sequence[Number]) -> bool:
    """One heading above the whole list, and the next of its kind after it: 一、任务进展 … 二、存在困难."""
    number = next(iter(only.values())).number
    return number is not None and any(
        n.style == number.style and n.value == number.value + 1 and n.start > heads[-1].start for n in numbers
    )


def _is_heading_label(label: Label) -> bool:
    """（一）反馈问题：… above items that are themselves numbered."""
    return label.number is not None and label.known is not None and label.known.field == "issue"


def _is_close(text: str, number: Number, nearby: Sequence[Number], end: int) -> bool:
    """A heading stands right above its first item, with a paragraph about the category at most between."""
    lines = [line for line in LINE.findall(text, number.end, end) if line.strip()]
    is_short = 1 <= len(lines) <= 3 and len(lines[0].strip()) <= 80
    return is_short and not any(n.start > number.start for n in nearby)


def _unnumbered_headings(text: str, spaces: Sequence[tuple[int, int]]) -> dict[int, Heading]:
    found = {}
    for index, (start, end) in enumerate(spaces):
        lines = [line for line in LINE.finditer(text, start, end) if line.group().strip()][-2:]
        for line in lines:
            at_line_start = line.start() == 0 or text[line.start() - 1] in "\r\n\f"
            is_words = at_line_start and not is_furniture(line.group())
            if is_words and UNNUMBERED_HEADING.fullmatch(line.group()):
                found[index] = _heading(text, line.start(), line.start(), None)
    return found


def _heading(text: str, start: int, words_start: int, number: Number | None) -> Heading:
    line = LINE.search(text, start)
    assert line, start
    label = next((lb for lb in find_labels(text, start, line.end()) if lb.known), None)
    words = _without_count(text[words_start : line.end()])
    if label and label.known and label.known.field == "issue":  # 二、反馈问题（5个） has no other words
        words = _without_count(text[label.end : line.end()]) or words
    return Heading(start, line.end(), words, number)


def _without_count(words: str) -> str:
    words = words.strip().strip("【】*")
    for _ in range(2):
        words = COUNT_IN_BRACKETS.sub("", words.rstrip("。.；;：: \u3000\xa0"))
    return words


def list_end(
    text: str,
    heads: Sequence[Head],
    headings: Sequence[Heading],
    labels: Sequence[Label],
    numbers: Sequence[Number],
    stop: int,
) -> int:
    """Where the last item ends at the latest: the next chapter, an annex, the signature, the page's footer."""
    last = heads[-1]
    own_labels = [label for label in labels if label.start >= last.start]
    search_from = own_labels[0].end if own_labels else last.end
    ends = [
        footer_start(text, last.end, stop),
        *(n.start for n in numbers if n.start > search_from and _ends_list(n, heads, headings, numbers)),
    ]
    if annex := ANNEX.search(text, search_from, stop):
        ends.append(annex.start())
    return _end_of_running_text(text, search_from, min(ends), own_labels)


def _ends_list(
    number: Number, heads: Sequence[Head], headings: Sequence[Heading], numbers: Sequence[Number]
) -> bool:
    """Whether a number after the last item begins the next chapter: 三、下一步 after 二、整改进展, not measure 3."""
    above = {head.start for head in heads} | {heading.start for heading in headings}
    of_style = [n for n in numbers if n.style == number.style]
    if any(heads[0].start < n.start < number.start and n.start not in above for n in of_style):
        return False
    last = heads[-1]
    if last.number and number.style == last.number.style:
        return number.value in (1, last.seq + 1)
    chapters = [n.value for n in of_style if n.start < heads[0].start]
    chapters += [n.value for n in of_style if n.start in above]
    return bool(chapters) and number.value > chapters[-1]


def _end_of_running_text(text: str, start: int, end: int, labels: Sequence[Label]) -> int:
    """The end of the list's last words: before furniture, and for a short field after its paragraph."""
    fields = [lb for lb in labels if lb.start < end and lb.known and lb.known.field not in ("remark", "ignored")]
    label = fields[-1] if fields else None
    is_short = bool(label and label.known and label.known.field in SHORT_FIELDS)
    last = start = label.end if label else start
    for line in LINE.finditer(text, start, end):
        words = line.group().strip()
        if not words or is_page_number(words):
            continue
        if line.start() != start and is_furniture(words):
            break
        if (
            is_short
            and last > start
            and not text[:last].rstrip().endswith(("、", "，", ",", "；", "和", "及"))
        ):
            break
        last = line.start() + len(line.group().rstrip())
    lines = [line for line in LINE.finditer(text, start, last) if line.group().strip()]
    while len(lines) > 1 and (is_issuer(lines[-1].group()) or is_page_number(lines[-1].group())):
        lines.pop()
        last = lines[-1].end()
    return last


AROUND_WORDS = re.compile(r"(?:\s|\*\*|__|[·•◆●■▲★◇○]|(?<=\n)[-—–]+)*")


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space, bullets and marks of bold at its ends."""
    leading = AROUND_WORDS.match(text, start, end)
    start = leading.end() if leading else start
    words = text[start:end]
    while words != (shorter := re.sub(r"(?:\s|\*\*|__|[·•◆●■▲★◇○]|\n[-—–]+)$", "", words)):
        words = shorter
    return start, start + len(words)


def read_list(text: str, outside: Sequence[tuple[int, int]] = ()) -> ItemList | None:
    """Take the list in `text` apart, or the lists of several annexes; None: there is none.

    Stretches `outside` (tables) are not looked at.
    """

    def looked_at(place: int) -> bool:
        return not any(start <= place < end for start, end in outside)

    numbers = [number for number in numbers_at_line_starts(text) if looked_at(number.start)]
    all_labels = [label for label in find_labels(text) if looked_at(label.start)]
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
        _title_above(text, start, one.headings[0].start if one.headings else one.items[0].start)
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
    labels = known_labels(all_labels, numbers)
    heads = find_heads(text, labels, numbers)
    if not heads:
        return None
    headings = find_headings(text, heads, labels, numbers)
    ends = [_item_end(text, heads, headings, index) for index in range(len(heads) - 1)]
    ends.append(list_end(text, heads, list(headings.values()), labels, numbers, end))
    items: list[Item] = []
    not_understood: list[NotUnderstood] = []
    category = None
    for index, (head, stop) in enumerate(zip(heads, ends, strict=True)):
        category = headings[index].words if index in headings else category
        fields, odd = _fields(text, head, stop, labels, all_labels)
        not_understood += odd
        last = max([part.end for part in fields] + [stretch.end for stretch in odd], default=head.end)
        fields = parted(text, fields)
        fields += units_behind_measures(text, fields)
        items.append(Item(head.seq, head.start, last, tuple(fields), category))
    return ItemList(
        tuple(name_lists(text, items, headings)), tuple(headings.values()), tuple(not_understood),
        heads[0].number is not None,
    )  # fmt: skip


def _item_end(text: str, heads: Sequence[Head], headings: dict[int, Heading], index: int) -> int:
    start = heads[index].end
    end = headings[index + 1].start if index + 1 in headings else heads[index + 1].start
    if annex := ANNEX.search(text, start, end):
        end = annex.start()
    lines = [line for line in LINE.finditer(text, start, end) if line.group().strip()]
    while lines and (is_page_number(lines[-1].group())):
        end = lines.pop().start()
    return end


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
    first = marks[0].start if marks else end
    start, stop = trimmed(text, head.end, first)
    if start < stop:
        has_label = any(mark.known and mark.known.field == "issue" for mark in marks)
        fields.append(Field("ignored", "标题", start, stop) if has_label else Field("issue", "", start, stop))
    following = [mark.start for mark in marks[1:]] + [end]
    for mark, stop in zip(marks, following[: len(marks)], strict=True):
        start, stop = trimmed(text, mark.end, stop)
        if mark.known is None:
            reason = f"标签“{mark.words}”不在 data/vocabulary/labels.csv 中。请在其中添加它填写的字段。"
            odd.append(NotUnderstood(mark.start, max(stop, mark.end), reason))
            continue
        if mark.known.field in SHORT_FIELDS:
            stop = start + len(text[start:stop].rstrip("，,；;、"))
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
        titles.append(_title_above(text, above_from, heading.start if heading else items[start].start))
    if not all(titles):
        titles = [headings[start].words if start in headings else None for start in starts]
    named = []
    for start, stop, name in zip(starts, [*starts[1:], len(items)], titles, strict=True):
        named += [replace(item, list_name=name) for item in items[start:stop]]
    return named


def _title_above(text: str, start: int, end: int) -> str | None:
    """The title of the list that begins at `end`: 附件2 / XX市…整改清单."""
    words = ""
    for line in reversed([line.strip() for line in LINE.findall(text, start, end) if line.strip()][-3:]):
        annex = ANNEX.match(line)
        if line[-1] in "。；：:":
            break
        words = re.sub(r"\s+", "", line[annex.end() :].lstrip("：:") if annex else line) + words
        if annex:
            break
    return words if re.search(r"(?:清单|方案|任务|一览表|台账)$", words) else None
