"""Stretches of a text: what begins within one, what is left without white space, where annexes begin, titles above."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import TypeVar

from loaders.grammar.numbering import BULLETS, Number
from loaders.layouts.labels import Label

InText = TypeVar("InText", Label, Number)
ANNEX = re.compile(
    r"(?:^|(?<=[\r\n\f]))[^\S\r\n]*附\s*[件表]\s*[0-9０-９一二三四五六七八九十]{0,3}\s*(?=[：:\r\n]|$)"
)
TITLE = re.compile(r"(?:清单|方案|任务|一览表|台账|汇总表|情况表|表)(?:[（(][^（()）]*[)）])?$")
BEHIND_WORDS = re.compile(
    rf"(?:\s|\*+|__|(?<=\n)\#{{1,6}}|[|｜{BULLETS}]|\n[-—–=＝_]*(?:[^\S\n]*\d{{1,3}}[^\S\n]*[-—–]*)?)$"
)
AROUND_WORDS = re.compile(rf"(?:\s|\*\*|__|[|｜{BULLETS}]|(?<=\n)[-—–]+)*")


def beginning_in(found: Sequence[InText], start: int, end: int) -> Sequence[InText]:
    """Those of the labels or numbers, which stand in the text's order, that begin between two places."""
    begins = attrgetter("start")
    first = bisect_left(found, start, key=begins)
    return found[first : bisect_left(found, end, lo=first, key=begins)]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space, bullets and marks of bold at its ends, and without the number of a page below it (— 2 —)."""
    leading = AROUND_WORDS.match(text, start, end)
    start = leading.end() if leading else start
    words = text[start:end]
    while words != (shorter := BEHIND_WORDS.sub("", words)):
        words = shorter
    return start, start + len(words)


def title_above(text: str, start: int, end: int) -> str | None:
    """The title of the list that begins at `end`: 附件2 / XX市…整改清单; below it a line may say 单位：万元."""
    words = ""
    lines = [
        line.strip() for line in text[start:end].splitlines() if line.strip() and "\t" not in line.strip()
    ]
    for line in reversed(lines[-4:]):
        annex = ANNEX.match(line)
        if line[-1] in "。；：:":
            break
        own = re.sub(r"\s+", "", line[annex.end() :].lstrip("：:") if annex else line)
        words = own + words if words or TITLE.search(own) else ""
        if annex:
            break
    return words or None
