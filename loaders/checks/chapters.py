"""The chapters of the general part: how many headings they have, against what is said of them elsewhere."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.checks.words import NUMERAL
from loaders.grammar.numbering import Number, number_of, numbers_at_line_starts
from loaders.items import Check

LONGEST_TITLE = 24


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

    def headings(self) -> int:
        """How many headings of its first level it has, whatever their dress."""
        return self.count(self.numbers[0].style) if self.numbers else 0


def chapter_headings(text: str, list_start: int) -> Iterator[Check]:
    """All that the general part says of how many headings its chapters have."""
    chapters = _chapters(text, list_start)
    yield from _kinds_of_measures(text, list_start, chapters)
    yield from _counted(text, list_start, chapters)
    yield from _summed_up(text, list_start, chapters)


def _chapters(text: str, list_start: int) -> list[Chapter]:
    numbers = list(numbers_at_line_starts(text, 0, list_start))
    firsts = [number for number in numbers if number.style == "一、"]
    chapters = []
    for place, first in enumerate(firsts):
        title = text[first.end : list_start].split("\n", 1)[0].strip()
        end = firsts[place + 1].start if place + 1 < len(firsts) else list_start
        inside = tuple(number for number in numbers if first.start < number.start < end)
        if 2 <= len(title) <= LONGEST_TITLE:
            chapters.append(Chapter(title, first.start, end, inside))
    return chapters


# 制定了6大类18个方面的措施
KINDS_OF_MEASURES = re.compile(
    rf"(?P<kinds>{NUMERAL})\s*大?类\s*(?P<aspects>{NUMERAL})\s*个方面的?(?:整改)?措施"
)


def _kinds_of_measures(text: str, list_start: int, chapters: Sequence[Chapter]) -> Iterator[Check]:
    """6大类18个方面的措施 against the headings （一） and 1. of the chapter on measures."""
    said = KINDS_OF_MEASURES.search(text, 0, list_start)
    chapter = next((chapter for chapter in chapters if "措施" in chapter.title), None)
    if not said or not chapter:
        return
    for part, style, name in (("kinds", "（一）", "整改措施大类数"), ("aspects", "1.", "整改措施方面数")):
        stated, found = number_of(said[part]), chapter.count(style)
        note = f"“{chapter.title}”一章的标题。"
        yield Check(name, stated, found, stated == found, note, *said.span())


# 明确了五项保障措施 · 从4个方面提出主要目标
def _count_of(title: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:制定|明确|提出|细化|部署|确定|安排|梳理|从)了?\s*(?P<count>{NUMERAL})\s*(?P<parts>个方面|方面|大类)?(?:项|条|个)?"
        rf"(?:提出|明确|部署|细化|制定)?了?(?:的|具体|重点|主要|整改)*{re.escape(title)}"
    )


def _counted(text: str, list_start: int, chapters: Sequence[Chapter]) -> Iterator[Check]:
    """明确了五项保障措施 against the headings of the chapter 保障措施.

    126项整改措施 may be those of the list, so that only 方面 and 大类 are surely the chapter's own parts.
    """
    for chapter in chapters:
        said = _count_of(chapter.title).search(text, 0, list_start)
        if not said or not chapter.headings():
            continue
        stated, found = number_of(said["count"]), chapter.headings()
        if stated != found and not said["parts"]:
            continue
        note = f"“{chapter.title}”一章的标题。"
        yield Check(f"{chapter.title}条数", stated, found, stated == found, note, *said.span())


# 细化了组织保障措施。一是加强组织领导。…二是…
FIRST_POINT = re.compile(r"(?<=[。；;：:，,\s])一是")
POINT = re.compile(
    r"(?<=[。；;：:，,\s])(?P<number>[一二三四五六七八九十]{1,2})是(?P<words>[^。；;，,：:\n]*)"
)


def _summed_up(text: str, list_start: int, chapters: Sequence[Chapter]) -> Iterator[Check]:
    """细化了组织保障措施：一是…五是… in the preface against the headings of the chapter 组织保障.

    A summary may leave some out, so fewer or more points are no contradiction.
    """
    for first in FIRST_POINT.finditer(text, 0, list_start):
        sentence = max(text.rfind(mark, 0, first.start() - 1) for mark in "。\n") + 1
        lead = text[sentence : first.start()]
        chapter = next(
            (chapter for chapter in chapters if chapter.title in lead and chapter.headings() > 1), None
        )
        if not chapter or len(chapter.title) < 4 or chapter.start <= first.start() < chapter.end:
            continue
        end = min((other.start for other in chapters if other.start > first.start()), default=list_start)
        run = _points_in_a_row(text, first.start(), end)
        stated, found = len(run), chapter.headings()
        if stated < 2:
            continue
        note = f"概述列一是至{run[-1]['number']}是；“{chapter.title}”一章有{found}个标题。"
        if stated != found:
            note += "概述可能只举其要，不算不符。"
        name = f"{chapter.title}条数与概述"
        yield Check(name, stated, found, True if stated == found else None, note, *run[-1].span())


def _points_in_a_row(text: str, start: int, end: int) -> list[re.Match[str]]:
    """一是, 二是, 三是 …, over the broken lines of a printed page, to the next 一是."""
    points: list[re.Match[str]] = []
    for point in POINT.finditer(text, start, end):
        if number_of(point["number"]) != len(points) + 1:
            break
        points.append(point)
    return points
