"""Where the items of a list begin, by their numbers and labels."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from operator import attrgetter, lt

from loaders.grammar.numbering import Number
from loaders.layouts.furniture import begins_chapter
from loaders.layouts.labels import SHORT_FIELDS, WEAK, KnownLabel, Label
from loaders.layouts.stretches import beginning_in, trimmed

# 地下水超采问题, alone on its line
HEADING = re.compile(
    r"(?<=[\n\r])[^\S\n]*(?P<words>[^\s。；;：:，,、|][^\n。；;：:，,|]{3,38}[^\s。；;：:，,、|])\s*$"
)
# Ⅱ. · 壹、 · No.3 · ★问题1★ · (ii) · 2_ and 2 before a tab: before each item, no part of its words
ODD_NUMBER = re.compile(
    r"[^\w\s]?(?:问题|[Nn][Oo]\.?[ ]?)?(?:\d{1,3}|[ivx]{1,5}|[Ⅰ-Ⅻ壹贰叁肆伍陆柒捌玖拾])(?:[^\w\s]|_|(?=\s))[^\S\n]*"
)


@dataclass(frozen=True)
class Head:
    """Where an item begins, and where the words after its number begin."""

    start: int
    end: int
    seq: int
    number: Number | None


def known_labels(labels: Sequence[Label]) -> list[Label]:
    """The labels that can be trusted: a word alone on its line is one only where the document does so often."""
    often = Counter((label.words, label.dress) for label in labels if label.known)
    dresses = Counter(dress for _, dress in often)
    return [
        label
        for label in labels
        if label.known
        if label.dress not in WEAK or often[label.words, label.dress] > 1 or dresses[label.dress] > 2
    ]


def find_heads(text: str, labels: Sequence[Label], numbers: Sequence[Number]) -> list[Head]:
    """The items' beginnings: the numbers of one dress that run on, each last before the same kind of label.

    Measures are numbered too, but their numbers begin anew in every item.
    """
    label_numbers = {
        label.number.start
        for label, following in zip_longest(labels, labels[1:])
        if label.number and label.known and (label.known.field != "issue" or _runs_on(label, following))
    } - _numbers_of_items(labels)
    chapters = [n.start for n in numbers if begins_chapter(text, n)]
    numbers = [n for n in numbers if n.start not in label_numbers and n.start not in chapters]
    gaps: dict[KnownLabel, list[Sequence[Number]]] = defaultdict(list)
    for before, label in pairwise([None, *labels]):
        assert label and label.known, label
        if gap := beginning_in(numbers, before.start + 1 if before else 0, label.start + 1):
            gaps[label.known].append(gap)  # 牵头单位 may stand before the measures, 责任单位 behind them
    if not gaps:
        return _unnumbered_heads(text, labels)
    kinds = [
        (style, kind)
        for kind, before_it in gaps.items()
        for style in dict.fromkeys(number.style for gap in before_it for number in gap)
    ]
    style, kind = max(kinds, key=lambda kind: _running_on(kind[0], gaps[kind[1]]))
    chosen: list[Number] = []
    for gap in gaps[kind]:
        following = chosen[-1].value + 1 if chosen else 1
        if of_style := [number for number in gap if number.style == style]:
            chosen.append(next((n for n in reversed(of_style) if n.value == following), of_style[-1]))
    for chapter in chapters:  # behind the list: fewer of the numbers stand below it than above
        above = [number for number in chosen if number.start < chapter]
        chosen = above if len(above) * 2 > len(chosen) else chosen
    chosen = _with_those_left_out(text, chosen, numbers, labels)
    if _cut_items_in_two(chosen, labels) or _hold_several_items(text, chosen, labels):
        return _unnumbered_heads(text, labels)
    return [Head(n.start, n.end, n.value, n) for n in chosen]


def _cut_items_in_two(chosen: Sequence[Number], labels: Sequence[Label]) -> bool:
    """The numbers of measures, in items without numbers: each stands below 整改措施：, behind the last no such label."""
    above = [beginning_in(labels, 0, number.start)[-1:] for number in chosen]
    words = {label.words for labels_above in above for label in labels_above}
    last = beginning_in(labels, chosen[-1].start, labels[-1].end)
    return all(above) and len(words) == 1 and not words & {label.words for label in last}


def _hold_several_items(text: str, chosen: Sequence[Number], labels: Sequence[Label]) -> bool:
    """The numbers of categories, above items without numbers: the first label comes again below a paragraph of its own,
    the problem, that stands behind a field of one line.
    """
    above = [(before, label) for before, label in pairwise(labels) if label.words == labels[0].words]
    return len(above) >= len(chosen) and all(
        before.known and before.known.field in SHORT_FIELDS and "\n" in text[before.end : label.start].strip()
        for before, label in above
    )


def _numbers_of_items(labels: Sequence[Label]) -> set[int]:
    """一、责任领导：… 二、责任领导：…: where the numbers of one style stand before one label and count, they are items'."""
    of_style = defaultdict(list)
    for label in labels:
        if label.number:
            of_style[label.number.style].append((label.words, label.number))
    return {
        number.start
        for found in of_style.values()
        if len({words for words, _ in found}) == 1 < len(found)
        if [number.value for _, number in found] == list(range(1, len(found) + 1))
        for _, number in found
    }


def _runs_on(label: Label, following: Label | None) -> bool:
    """1.反馈问题：… 2.整改目标：…: the number is one of the labels, not the item's."""
    one, two = label.number, following.number if following else None
    return bool(one and two and two.style == one.style and two.value == one.value + 1)


def _with_those_left_out(
    text: str, chosen: Sequence[Number], numbers: Sequence[Number], labels: Sequence[Label]
) -> list[Number]:
    """With the items that lack the label the others were found by: those between two of which they are all that is
    missing, and at either end those that have another label, or with whose problem the text breaks off.
    """
    of_style = [number for number in numbers if number.style == chosen[0].style]
    found = list(chosen[:1])
    for number in reversed(beginning_in(of_style, 0, found[0].start)):
        if number.value != found[0].value - 1 or not beginning_in(labels, number.end, found[0].start):
            break
        found.insert(0, number)
    for one, two in pairwise(chosen):
        within = beginning_in(of_style, one.end, two.start)
        is_missing = [number.value for number in within] == [*range(one.value + 1, two.value)]
        found += [*within, two] if is_missing else [two]
    behind = beginning_in(of_style, found[-1].end, len(text))
    for number, following in zip_longest(behind, behind[1:]):
        is_cut_off = number is numbers[-1] and len(text[number.end :].partition("\n")[0].strip()) >= 15
        has_label = beginning_in(labels, number.end, following.start if following else len(text))
        if number.value != found[-1].value + 1 or not (has_label or is_cut_off):
            break
        found.append(number)
    return found


def _running_on(style: str, gaps: Sequence[Sequence[Number]]) -> tuple[int, int]:
    """How well numbers run on: 1 2 3 4 gains more than 3 3 2 5, the last numbers of measures.

    A number may begin anew under a category, and one that names itself (序号：8, 问题12) may skip others.
    Of two that run on equally the one nearer to the label wins.
    """
    score, nearest, previous = 0, 0, 0
    for gap in gaps:
        places = [place for place, number in enumerate(gap) if number.style == style]
        if not places:
            continue
        value = gap[places[-1]].value
        begins_anew = value == 1 and len(places) <= places[-1]
        runs_on = value == previous + 1 or begins_anew or (style == "问题一" and value > previous)
        score += 3 if runs_on else value > previous
        nearest += places[-1] == len(gap) - 1
        previous = value
    return score, nearest


def _unnumbered_heads(text: str, labels: Sequence[Label]) -> list[Head]:
    """Items without numbers, counted in their order: each begins with a label of the problem.

    Where the problem has no label, it is the paragraph before the first of an item's labels.
    """
    issues = [label.start for label in labels if label.known and label.known.field == "issue"]
    if not issues and labels:
        first = [label for label in labels if label.words == labels[0].words]
        above = [text[: label.start].rstrip() for label in first]
        issues = [max(words.rfind("\n"), words.rfind("\r")) + 1 for words in above if words]
    headings = [_heading_above(text, start, labels) for start in issues]
    if len(issues) > 1 and None not in headings:
        issues = [heading for heading in headings if heading is not None]
    numbers = [label.start for label in labels if label.known and label.known.field == "seq"]
    if len(numbers) == len(issues) and all(map(lt, numbers, issues)) and all(map(lt, issues, numbers[1:])):
        issues = numbers  # 【任务编号】第8项 / 【问题内容】…
    starts = [trimmed(text, start, len(text))[0] for start in issues]
    odd = [ODD_NUMBER.match(text, start) for start in starts]
    ends = [found.end() for found in odd if found]
    ends = ends if len(ends) == len(starts) > 1 else starts
    return [
        Head(start, end, place, None) for place, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    ]


def _heading_above(text: str, start: int, labels: Sequence[Label]) -> int | None:
    """Where the line right above a label begins that is the item's heading, and not the value of the label before."""
    place = bisect_left(labels, start, key=attrgetter("start"))
    value = trimmed(text, labels[place - 1].end, start)[0] if place else 0
    heading = HEADING.search(text, max(value + 1, start - 60), start)
    return heading.start("words") if heading else None
