"""A report on progress (整改进展, 整改情况的报告): numbered problems, after each what was done.

1.秸秆禁烧管控不力。 整改情况：… · （一）… / 该问题已完成整改。一是… · 3.…滞后（完成整改）
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loaders.grammar.numbering import Number, numbers_at_line_starts
from loaders.items import Field, Item, Layout
from loaders.layouts.furniture import is_furniture, is_issuer, is_page_number
from loaders.layouts.item_list import ANNEX, Head, ItemList, find_headings, read_list, trimmed
from loaders.layouts.labelled_items import PLAN_FIELDS, numbering_checks
from loaders.layouts.labels import LINE
from loaders.layouts.tables_in_text import table_stretches
from loaders.source import Source

# 该问题已完成整改。 · 已办结。 · 整改情况… · 正在推进。 · 达到序时进度。
STATUS_FIRST = re.compile(
    r"""
    (?: (?:该|此|本)(?:项)?(?:问题|任务|事项)? | 目前 | 现 | 截至[^，。]{2,15} | 整改(?:任务)? )? [，,]? \s*
    (?: 已(?:全部|基本|经|按期|按时|于|销号|办结|整改|通过)? | 正在 | 正 | 基本 | 阶段性 | 达到?序时 | 未(?:按期|完成|启动)
      | 尚未 | 完成(?:整改|销号) | 持续 | 长期坚持 | 有序推进 | 整改到位 | 取得阶段性 | 滞后 ) """,
    re.VERBOSE,
)
# （完成整改） · （已销号） · （达到序时进度） at the end of the problem's line
STATUS_LAST = re.compile(
    r"""[（(] \s* (?P<status> [^（()），。]{0,12}
    (?: 完成 | 销号 | 办结 | 整改到位 | 序时进度 | 推进 | 长期坚持 | 启动 | 滞后 | 未按期 | 逾期 ) [^（()）。]{0,12} ) \s* [)）] \s* [。.]? \s* $""",
    re.VERBOSE,
)


def claims(source: Source) -> bool:
    """Two items or more, most of them with a report and without the fields of a plan."""
    return _found(source) is not None


def read(source: Source) -> Layout:
    found = _found(source)
    if found is None:
        return Layout("progress_report", "progress_report")
    checks = numbering_checks(found)
    return Layout("progress_report", "progress_report", found.items, found.not_understood, checks)


def _found(source: Source) -> ItemList | None:
    found = read_list(source.text, table_stretches(source))
    if found is not None:
        of_plan = [item for item in found.items if len({p.name for p in item.fields} & PLAN_FIELDS) >= 2]
        if len(of_plan) * 2 > len(found.items):
            return None
        reported = [item for item in found.items if any(p.name == "progress" for p in item.fields)]
        if len(found.items) >= 2 and len(reported) * 2 > len(found.items):
            return found
    return _without_labels(source.text)


def _without_labels(text: str) -> ItemList | None:
    """Items whose report has no label: the first words of the next paragraph, or a bracket, are the status."""
    numbers = list(numbers_at_line_starts(text))
    best: list[Item] = []
    headings: dict = {}
    for style in {number.style for number in numbers}:
        run = [number for number in numbers if number.style == style]
        items = list(_reported_items(text, run, numbers))
        if len(items) > len(best):
            best = items
            heads = [
                Head(item.start, item.start, item.seq, number)
                for item in items
                for number in run
                if number.start == item.start
            ]
            headings = find_headings(text, heads, [], numbers)
    if len(best) < 2:
        return None
    category, named = None, []
    for index, item in enumerate(best):
        category = headings[index].words if index in headings else category
        named.append(Item(item.seq, item.start, item.end, item.fields, category))
    return ItemList(tuple(named), tuple(headings.values()), ())


def _reported_items(text: str, run: Sequence[Number], numbers: Sequence[Number]) -> Iterator[Item]:
    """The items of one run of numbers that carry a status."""
    for number, following in pairwise([*run, None]):
        if number is None:
            continue
        outer = [
            n.start for n in numbers if n.start > number.start and n.style != number.style and n.value != 1
        ]
        ends = [len(text), *outer[:0]]
        if following:
            ends.append(following.start)
        if annex := ANNEX.search(text, number.end):
            ends.append(annex.start())
        if item := _item(text, number, min(ends)):
            yield item


def _item(text: str, number: Number, end: int) -> Item | None:
    lines = [line for line in LINE.finditer(text, number.end, end) if line.group().strip()]
    while lines and (
        is_page_number(lines[-1].group()) or is_issuer(lines[-1].group()) or is_furniture(lines[-1].group())
    ):
        lines.pop()
    if not lines:
        return None
    first, rest = lines[0], lines[1:]
    end = lines[-1].end()
    if bracket := STATUS_LAST.search(text, number.end, first.end()):
        issue = trimmed(text, number.end, bracket.start())
        status = bracket.span("status")
    elif rest and STATUS_FIRST.match(rest[0].group().strip()):
        issue = trimmed(text, number.end, first.end())
        status = None
    else:
        return None
    fields = [Field("issue", "", *issue)]
    if status:
        fields.append(Field("status", "", *status))
    if rest:
        fields.append(Field("progress", "", *trimmed(text, rest[0].start(), end)))
    return Item(number.value, number.start, trimmed(text, number.start, end)[1], tuple(fields))
