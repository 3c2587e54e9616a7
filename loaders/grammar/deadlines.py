"""The deadline of a task (整改时限): a date, 立行立改, 持续推进, several of these, or none."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from loaders.grammar.dates import TITLE, find_dates
from loaders.vocabulary import rows

PRECISIONS = ("year", "month", "day")
# 每年 | 8月至10月
EVERY_YEAR = re.compile(r"每年[^，,；;。\n]{0,8}$")


@dataclass(frozen=True)
class Deadline:
    """All empty where the words name neither a day nor a manner (按照省里统一部署).

    `start`:`end` is the place of the date, or else of the words that make it immediate or ongoing,
    or else of the whole text.
    """

    on: date | None
    precision: str | None
    is_immediate: bool
    is_ongoing: bool
    start: int
    end: int


def read_deadline(text: str, start: int, end: int, *, reporting_year: int | None) -> Deadline:
    """The last calendar date named counts (2023年主体完工，2024年6月投用); a start (2018年起) is none.

    A date without a year takes the year before it in the same sentence, or else `reporting_year`.
    """
    dates = [
        found
        for found in find_dates(text, start, end, year=reporting_year, reporting_year=reporting_year)
        if found.kind != "start" and not EVERY_YEAR.search(text, start, found.start)
    ]
    last = max(dates, key=lambda found: (found.on, PRECISIONS.index(found.precision)), default=None)
    immediate = _flag("immediate", text, start, end)
    ongoing = _flag("ongoing", text, start, end)
    place = (last.start, last.end) if last else immediate or ongoing or (start, end)
    return Deadline(
        last.on if last else None,
        last.precision if last else None,
        immediate is not None,
        ongoing is not None,
        *place,
    )


@cache
def _pattern(flag: str) -> re.Pattern[str]:
    words = [
        re.escape(row["words"]) + (f"(?!{row['unless_followed_by']})" if row["unless_followed_by"] else "")
        for row in rows("deadline_words")
        if row["flag"] == flag
    ]
    return re.compile("|".join(words))


def _flag(flag: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the words for the flag stand, if they do; those in a title (《长期规划》) say nothing."""
    titles = [title.span() for title in TITLE.finditer(text, start, end)]
    for match in _pattern(flag).finditer(text, start, end):
        if not any(first <= match.start() < last for first, last in titles):
            return match.span()
    return None
