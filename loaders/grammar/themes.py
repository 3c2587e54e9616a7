"""What a task is about (问题类型): several themes a task, each with the words that say so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders.vocabulary import rows

Span = tuple[int, int]

SENTENCE_END = re.compile(r"[。；;]")
TITLE = re.compile(r"《[^《》]*》")  # a law's name is about the law


@dataclass(frozen=True)
class ThemeFound:
    """A theme and the place of its first words."""

    theme: str
    start: int
    end: int


def find_themes(text: str, issue: Span | None, goal: Span | None, measures: Span | None) -> list[ThemeFound]:
    """The themes of a task, in the order of the text:

    - The first sentence of the issue that names any says what is wrong: 餐饮油烟管控不力。
    - A later sentence of the issue names it, and so does the goal (without one the measures): examples that nobody
      sets out to mend are no theme of the task.
    - Only the goal names it, where the issue speaks of nothing we know: 问题未完成整改 -> 完成尾砂库闭库.

    What only the measures name is none: they touch on much that the task is not about.
    """
    answered = {found.theme for found in _first_words(text, goal or measures)}
    themes: dict[str, ThemeFound] = {}
    for sentence in _sentences(text, issue):
        said = _first_words(text, sentence)
        for found in said if not themes else [theme for theme in said if theme.theme in answered]:
            themes.setdefault(found.theme, found)
    return sorted(themes.values(), key=lambda found: found.start) or _first_words(text, goal)


def _sentences(text: str, span: Span | None) -> Iterator[Span]:
    start, end = span or (0, 0)
    for stop in SENTENCE_END.finditer(text, start, end):
        yield start, stop.end()
        start = stop.end()
    yield start, end


def _first_words(text: str, span: Span | None) -> list[ThemeFound]:
    """A theme once, at the first of its words outside 《…》."""
    if span is None:
        return []
    titles = [match.span() for match in TITLE.finditer(text, *span)]
    found = []
    for theme, pattern in _patterns().items():
        for match in pattern.finditer(text, *span):
            if not any(start < match.start() < end for start, end in titles):
                found.append(ThemeFound(theme, *match.span()))
                break
    return found


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {row["theme"]: re.compile(row["words"]) for row in rows("themes")}
