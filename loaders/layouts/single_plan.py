"""A plan for one problem: 一、存在问题 / 二、整改目标 / 三、整改措施 / 四、责任单位 / 五、整改时限, each a chapter."""

import re
from collections import Counter

from loaders.items import Field, Item, Layout
from loaders.layouts.closing_notice import marks_of_item
from loaders.layouts.labels import find_labels
from loaders.source import Source

TITLE = re.compile(r"整改[^。，；\n]{0,8}(?:方案|计划)")
WITHIN_TITLE = 300
REPORTED = {"progress", "status", "closing", "completed_on"}


def claims(source: Source) -> bool:
    """A plan by its title that has each label of an item once, and nothing that was done."""
    names = Counter(mark.name for mark in marks_of_item(source))
    return (
        TITLE.search(source.text, 0, WITHIN_TITLE) is not None
        and names["issue"] == names["measures"] == 1
        and names["goal"] + names["deadline"] > 0
        and not REPORTED & names.keys()
    )


def read(source: Source) -> Layout:
    marks = marks_of_item(source)
    end = len(source.text[: _next_chapter(source, marks[-1].start)].rstrip())
    fields = tuple(
        Field(mark.name, mark.label, mark.value_start, min(mark.value_end, end), mark.role) for mark in marks
    )
    last = max(field.end for field in fields)
    return Layout("single_plan", "plan", (Item(1, marks[0].start, last, fields),))


def _next_chapter(source: Source, last: int) -> int:
    """Where 六、保障措施 begins behind 五、整改时限, the item's last label; else the text's end."""
    numbers = [label.number for label in find_labels(source.text) if label.number and label.start >= last]
    if not numbers or numbers[0].start != last:
        return len(source.text)
    own, *others = numbers
    following = (each.start for each in others if (each.style, each.value) == (own.style, own.value + 1))
    return next(following, len(source.text))
