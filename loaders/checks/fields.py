"""Whether each item has the fields that the preface promises or the other items have, the last one too."""

import re
from collections import Counter
from collections.abc import Iterator

from loaders.checks.whole_list import tells_of_some
from loaders.checks.words import items_in_words
from loaders.grammar.document.masthead import Masthead
from loaders.items import Check, Layout
from loaders.layouts.labels import look_up
from loaders.rows import ParsedDocument

# 对8类40个具体问题逐一明确了整改目标、整改措施、整改时限、主体责任单位和监管责任单位
PROMISE = re.compile(
    r"(?:逐一|逐项|逐条|每一?[个项条](?:问题|任务)?)[^。；;\n]{0,60}?(?:明确|制定|落实|确定)了?(?P<labels>[^。；;\n]{4,80})"
)
ONE_LEADER = re.compile(
    r"每一?[个项]\s*(?:具体|整改)?(?:问题|任务)[^。；;\n]{0,6}(?:明确|确定|由)\s*(?:一|1)\s*[名位][^。；;，,\n]{0,8}领导"
)
REPORTABLE = ("issue", "goal", "measures", "deadline", "units", "leader", "progress")


def promised_fields(text: str, list_start: int, layout: Layout, parsed: ParsedDocument) -> Iterator[Check]:
    """Where the preface promises a field for every item: how many items have it."""
    count = len(layout.items)
    promised: dict[str, tuple[int, int]] = {}
    for promise in PROMISE.finditer(text, 0, list_start):
        for word in re.finditer(r"[^、，,和及与]+", promise["labels"]):
            label = re.sub(r"^(?:并|建立|制定|明确|落实|确定)", "", word.group())
            known = look_up(label)
            if known and known.field in REPORTABLE and label not in promised:
                start = promise.start("labels") + word.start()
                promised[label] = start, start + len(word.group())
    for label, span in promised.items():
        known = look_up(label)
        assert known, label
        without = [
            item.seq
            for item in layout.items
            if not any(
                part.name == known.field and (known.role is None or part.role == known.role)
                for part in item.fields
            )
        ]
        note = "逐项都有。" if not without else f"{items_in_words(without)}没有{label}。"
        yield Check(f"明确{label}的项数", count, count - len(without), not without, note, *span)
    if one := ONE_LEADER.search(text, 0, list_start):
        leaders = Counter(row.task_id for row in parsed.task_leaders)
        other = [task.seq for task in parsed.tasks if leaders[task.task_id] != 1]
        note = "逐项正好一名。" if not other else f"{items_in_words(other)}不是一名。"
        yield Check("明确一名督办领导的项数", count, count - len(other), not other, note, *one.span())


FIELD_NAMES = {"goal": "整改目标", "measures": "整改措施", "deadline": "整改时限", "progress": "整改情况"}


def usual_fields(layout: Layout, checked: set[str]) -> Iterator[Check]:
    """A field that most items have is missed in the others."""
    count = len(layout.items)
    for field, name in FIELD_NAMES.items():
        if field == "progress" and layout.shape in ("table", "ledger"):
            continue  # an empty cell is no slip: nothing is reported yet
        if f"明确{name}的项数" in checked:
            continue
        without = [item.seq for item in layout.items if not any(part.name == field for part in item.fields)]
        if len(without) * 5 < count:
            note = f"{count}项都有。" if not without else f"{items_in_words(without)}没有{name}。"
            yield Check(f"有{name}的项数", count, count - len(without), not without, note)


def completeness(text: str, masthead: Masthead, layout: Layout) -> Iterator[Check]:
    """A text that stops in the middle: fewer items than stated, or a last item without the usual fields."""
    last = layout.items[-1]
    missing = _missing_at_the_end(layout)
    stated = masthead.stated_task_count
    fewer = (
        stated is not None and stated > max(len(layout.items), last.seq) and not tells_of_some(text, layout)
    )
    if fewer:
        ends_there = "，其后再无文字" if not text[last.end :].strip() else ""
        note = f"文中写{stated}项，文本到第{last.seq}项为止{ends_there}：存本可能在此中断。"
    elif missing:
        note = f"最后一项（第{last.seq}项）没有其他各项都有的{'、'.join(missing)}。"
    else:
        note = f"最后一项（第{last.seq}项）字段齐全。"
    yield Check("文本完整", None, None, not fewer and not missing, note, *_last_words(text, last.end, fewer))


def _missing_at_the_end(layout: Layout) -> list[str]:
    """The labels that all other items have, and the last has neither them nor any that follow them.

    Not every item has units that cooperate.
    """
    *others, last = layout.items
    usual = Counter(part.label for item in others for part in item.fields if part.label)
    order = [part.label for part in others[-1].fields] if others else []
    own = {part.label for part in last.fields}
    reached = max((place for place, label in enumerate(order) if label in own), default=-1)
    cooperating = {part.label for item in others for part in item.fields if part.role == "cooperating"}
    following = dict.fromkeys(order[reached + 1 :])
    return [
        label
        for label in following
        if usual[label] == len(others) >= 2 and label not in own and label not in cooperating
    ]


def _last_words(text: str, end: int, cut: bool) -> tuple[int, int] | tuple[()]:
    return (max(0, end - 20), end) if cut and text[max(0, end - 20) : end].strip() else ()
