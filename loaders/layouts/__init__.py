"""Which shape a document has: each layout is asked, and where none or several answer it is said so."""

import re
from dataclasses import replace
from itertools import groupby
from types import ModuleType

from loaders.grammar.document.inspections import find_inspection
from loaders.grammar.document.titles import find_title
from loaders.grammar.numbering import NUMERAL, number_of
from loaders.items import Field, Item, Layout, NotUnderstood
from loaders.layouts import (
    bulletin,
    closing_notice,
    labelled_items,
    ledger,
    progress_report,
    single_plan,
    table,
)
from loaders.layouts.labels import find_labels
from loaders.layouts.stretches import ANNEX, title_above
from loaders.source import Source

LISTS: tuple[ModuleType, ...] = (ledger, table, labelled_items, progress_report)
# 第33号问题 · 第三项： · 反馈问题第3项： · 问题一： · 问题（一） · 序号23：
NUMBER_BEHIND = re.compile(
    rf"""(?:反馈|整改)?(?:问题|任务)?(?:[序编]号)? (?: 第\s*(?P<n>{NUMERAL})\s*[项号条个](?:反馈|整改)?(?:问题|任务)?(?:[：:、.．。\s]+|$)
       | (?<=[题务号]) \s* (?: (?P<named>{NUMERAL}) \s* [：:] | [（(] (?P<bracketed>{NUMERAL}) [)）] [：:]? ) )""",
    re.VERBOSE,
)
NUMBER_ALONE = re.compile(rf"(?:第\s*)?(?P<n>{NUMERAL})\s*[项号条个]?\s*(?:反馈|整改)?(?:问题|任务)?[。.]?")
SENTENCE_AND_MORE = re.compile(r"[^。；;]+[。；;]\s*\S")
LIST_TITLE_WITHIN = 300
"""Characters above a list's first item in which its title stands."""
TOLD_IN_FIGURES = re.compile(r"[简专快周旬月季年公]\s*报(?!告)|工作动态")
"""What the title of a document says that has no list: 环境质量月报, 环境状况公报."""
KIND_WORDS = (
    ("bulletin", r"[简专快周旬月季]\s*报(?!告)|工作动态"),
    ("ledger", r"台\s*账|一览表"),
    ("progress_report", r"进展|整改情况|落实情况|完成情况|通报|公示|销号"),
    ("plan", r"方案|清单|任务"),
)


def read_layout(source: Source) -> Layout:
    """Take a document apart by the layout that finds most items in it; what others find beside it is reported."""
    if complaints := bulletin.of_complaints(source):
        return complaints
    if closing_notice.claims(source) and not _has_table_of_several(source):
        return closing_notice.read(source)
    readings = [module.read(source) for module in LISTS if module.claims(source)]
    readings = [reading for reading in readings if reading.items]
    if not readings and bulletin.claims(source):
        return bulletin.read(source)
    if not readings and single_plan.claims(source):
        return single_plan.read(source)
    if not readings and not (readings := [labelled_items.read(source, in_brackets=True)])[0].items:
        return _not_recognised(source)
    readings.sort(key=_how_much_it_finds, reverse=True)
    best, *others = readings
    best = next((both for other in others if (both := _both(source.text, best, other))), best)
    first, last = best.items[0].start, best.items[-1].end
    beside = [item for other in others for item in other.items if item.end <= first or last <= item.start]
    left_out = _labels_after(source, best)
    if beside:
        reason = f"文件里另有{len(beside)}项写法不同的条目没有读入。请把两份清单分成两个文件。"
        left_out = [NotUnderstood(beside[0].start, beside[-1].end, reason)]
    around = closing_notice.around(source, best.items[0].start)
    items = tuple(
        replace(item, fields=(*_with_report(source.text, fields), *around))
        for item in best.items
        for fields in [progress_report.with_status_before(source.text, item.fields)]
    )
    items = _with_inspections(source.text, _with_inspectors_numbers(source.text, items))
    return replace(best, items=items, not_understood=(*best.not_understood, *left_out))


def _both(text: str, reading: Layout, other: Layout) -> Layout | None:
    """Two annexes in two shapes, a table and a list of labelled items, each below its title: both are read."""
    first, second = sorted((reading, other), key=lambda one: one.items[0].start)
    reached, start = first.items[-1].end, second.items[0].start
    names = (title_above(text, 0, first.items[0].start), title_above(text, reached, start))
    if (
        reached > start
        or first.kind != second.kind
        or not (all(names) and ANNEX.search(text, reached, start))
    ):
        return None
    lists = zip((first, second), names, strict=True)
    return replace(
        reading,
        items=tuple(
            replace(item, list_name=item.list_name or name) for one, name in lists for item in one.items
        ),
        not_understood=(*first.not_understood, *second.not_understood),
        checks=(*first.checks, *second.checks),
    )


def _with_report(text: str, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """整改进度：已整改完成。督促11家企业完成除尘改造。 is a report, not a status alone, where the item has no other."""
    if any(field.name == "progress" for field in fields):
        return fields
    return tuple(
        replace(field, name="progress")
        if field.name == "status" and SENTENCE_AND_MORE.match(text, field.start, field.end)
        else field
        for field in fields
    )


def _with_inspectors_numbers(text: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The numbers that the inspectors gave, where each item has one.

    一、第3项　砂石料场无序开采 / 二、第8项　… · 【任务编号】第8项 / 【任务编号】第11项
    """
    renumbered = []
    for item in items:
        first, *others = item.fields
        in_field = (NUMBER_ALONE.fullmatch(text, f.start, f.end) for f in item.fields if f.name == "seq")
        written = next(filter(None, in_field), None)  # 第8项, 8, not 2024-08
        behind = NUMBER_BEHIND.match(text, first.start, first.end)
        if not (found := written or behind):
            return items
        if behind and first.name == "issue" and behind.end() < first.end:
            first = replace(first, start=behind.end())
        number = next(filter(None, found.groups()))
        renumbered.append(replace(item, seq=number_of(number), fields=(first, *others)))
    return tuple(renumbered) if len({item.seq for item in renumbered}) == len(items) else items


def _with_inspections(text: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Name the inspection of a list that answers another one than the document: by its name, or the words above it."""
    start = items[0].start
    document = find_inspection(find_title(text, start), text[:start])
    named: list[Item] = []
    for name, group in groupby(items, key=lambda item: item.list_name):
        one_list = list(group)
        above = text[named[-1].end if named else 0 : one_list[0].start]
        own = (
            (find_inspection(name, "") or find_inspection(None, above[-LIST_TITLE_WITHIN:])) if name else None
        )
        is_same = own is None or own == document
        named += one_list if is_same else [replace(item, inspection=own) for item in one_list]
    return tuple(named)


def _labels_after(source: Source, reading: Layout) -> list[NotUnderstood]:
    """Items may stand behind the last one that was read: nothing with the labels of an item is passed over."""
    labels = [
        label
        for label in find_labels(source.text, reading.items[-1].end)
        if label.known and label.known.field in ("goal", "measures", "deadline", "units")
    ]
    if len({label.words for label in labels}) < 2:
        return []
    reason = "清单之后还有整改目标、时限、单位一类的标签，没有归入任何一项。请核对这里是不是漏读的任务。"
    return [NotUnderstood(labels[0].start, len(source.text.rstrip()), reason)]


def _has_table_of_several(source: Source) -> bool:
    """A table of several items, as in a notice that closes them together."""
    return any(len(module.read(source).items) > 1 for module in (ledger, table) if module.claims(source))


def _how_much_it_finds(reading: Layout) -> tuple[int, int, int]:
    """Items, then categories, then fields."""
    categories = sum(item.category is not None for item in reading.items)
    return len(reading.items), categories, sum(len(item.fields) for item in reading.items)


def _not_recognised(source: Source) -> Layout:
    """No layout claims the document: its kind by the words of its beginning, and a row that says so."""
    if TOLD_IN_FIGURES.search(find_title(source.text, len(source.text)) or ""):
        return bulletin.read(source)
    beginning = source.text.strip()[:400]
    kind = next((kind for kind, words in KIND_WORDS if re.search(words, beginning)), "plan")
    table = "有表格，但表头不是清单的" if source.tables else "没有带表头的表格"
    reason = f"没有认出条目清单：没有成组的“整改目标：”一类标签，{table}。请核对文件；是本地的写法，请维护者在 data/vocabulary/labels.csv 中添加标签。"
    start = len(source.text) - len(source.text.lstrip())
    return Layout("unknown", kind, (), (NotUnderstood(start, len(source.text.rstrip()), reason),))
