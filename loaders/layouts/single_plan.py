"""A plan for one problem: 一、存在问题 / 二、整改目标 / 三、整改措施 / 四、责任单位 / 五、整改时限, each a chapter."""

import re
from collections import Counter

from loaders.grammar.numbering import numbers_at_line_starts
from loaders.items import Field, Item, Layout
from loaders.layouts.closing_notice import marks_of_item
from loaders.layouts.furniture import begins_chapter
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
    numbers = numbers_at_line_starts(source.text, marks[-1].value_start)
    following = (number.start for number in numbers if begins_chapter(source.text, number))  # 六、保障措施
    end = len(source.text[: next(following, None)].rstrip())
    fields = tuple(
        Field(mark.name, mark.label, mark.value_start, min(mark.value_end, end), mark.role) for mark in marks
    )
    last = max(field.end for field in fields)
    return Layout("single_plan", "plan", (Item(1, marks[0].start, last, fields),))
