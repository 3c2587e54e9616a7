"""The chapters of the general part: how many headings they have, against what is said of them elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from loaders.checks.words import NUMERAL
from loaders.grammar.numbering import Number, number_of, numbers_at_line_starts
from loaders.items import Check


@dataclass(frozen=True)
class Chapter:
    """四、组织保障, with the numbers that begin lines in it."""

    title: str
    start: int
    end: int
    numbers: tuple[Number, ...]

    def count(self, style: str) -> int:
        """How many headings of one dress it has: 5 of （一）."""
        return sum(number.style == style for number in self.numbers)


# 制定了6大类18个方面的措施
KINDS_OF_MEASURES = re.compile(
    rf"(?P<kinds>{NUMERAL})\s*大?类\s*(?P<aspects>{NUMERAL})\s*个方面的?(?:整改)?措施"
)
# 细化了组织保障措施。一是加强组织领导。…二是…
POINT = re.compile(
    r"(?<=[。；;：:，,\s])(?P<number>[一二三四五六七八九十]{1,2})是(?P<words>[^。；;，,：:\n]*)"
)


def chapter_headings(text: str, list_start: int) -> Iterator[Check]:
    """What the general part says of how many headings its chapters have."""
    numbers = list(numbers_at_line_starts(text, 0, list_start))
    ends = [number for number in numbers if number.style == "一、"]
    chapters = []
    for first, stop in pairwise([*((n.start, n.end) for n in ends), (list_start, list_start)]):
        inside = tuple(number for number in numbers if first[0] < number.start < stop[0])
        title = text[first[1] : stop[0]].split("\n", 1)[0].strip()
        chapters.append(Chapter(title, first[0], stop[0], inside))
    yield from _kinds_of_measures(text, list_start, chapters)
    yield from _summed_up(text, list_start, chapters)


def _kinds_of_measures(text: str, list_start: int, chapters: list[Chapter]) -> Iterator[Check]:
    """6大类18个方面的措施 against the headings （一） and 1. of the chapter on measures."""
    said = KINDS_OF_MEASURES.search(text, 0, list_start)
    chapter = next((chapter for chapter in chapters if "措施" in chapter.title), None)
    if not said or not chapter:
        return
    for part, style, name in (("kinds", "（一）", "整改措施大类数"), ("aspects", "1.", "整改措施方面数")):
        stated, found = number_of(said[part]), chapter.count(style)
        note = f"“{chapter.title}”一章的标题。"
        yield Check(name, stated, found, stated == found, note, *said.span())


def _summed_up(text: str, list_start: int, chapters: list[Chapter]) -> Iterator[Check]:
    """细化了组织保障措施：一是…五是… in the preface: as many points as the chapter 组织保障 has headings.

    A summary may leave some out, so fewer or more points are no contradiction.
    """
    points = list(POINT.finditer(text, 0, list_start))
    firsts = [place for place, point in enumerate(points) if point["number"] == "一"]
    for first, stop in pairwise([*firsts, len(points)]):
        start, last = points[first].start(), points[stop - 1]
        lead = text[max(text.rfind(mark, 0, start - 1) for mark in "。\n") + 1 : start]
        for chapter in chapters:
            found = chapter.count(chapter.numbers[0].style) if chapter.numbers else 0
            is_outside = not chapter.start <= start < chapter.end
            if is_outside and len(chapter.title) >= 4 and chapter.title in lead and found == stop - first:
                note = f"概述列一是至{last['number']}是；“{chapter.title}”一章有{found}个标题。"
                yield Check(f"{chapter.title}条数与概述", found, found, True, note, *last.span())
