"""What decides whether two figures can be compared: from which year a change counts, and for how long a figure holds."""

import re

from loaders import vocabulary
from loaders.grammar.plain import plain

_BUILT = {row["unit"] for row in vocabulary.rows("measure_units") if row["of"] == "built"}
_BASE = {
    stands: "|".join(row["word"] for row in vocabulary.rows("base_words") if row["stands"] == stands)
    for stands in ("before", "after", "year_before")
}
# 较2015年 · 比2013 年 · 与2015年相比 · 在2020年的基础上 · 以2015年为基数 · 同比 · 比上年
_BASE_YEAR = re.compile(
    rf"""
    (?:{_BASE["before"]}) (?P<before>20\d\d) 年
  | (?P<after>20\d\d) 年 的? (?:{_BASE["after"]}) (?!20)
  | (?P<year_before>{_BASE["year_before"]}) (?!20)
    """,
    re.VERBOSE,
)


def base_year(said: str, period: str | None) -> int | None:
    """The year that a change in this period counts from, where the words say it: 较2015年下降16% -> 2015."""
    match = _BASE_YEAR.search(plain(said, 0, len(said)).text)
    if not match:
        return None
    if match["year_before"]:
        return int(period.split("/")[-1][:4]) - 1 if period else None
    return int(match["before"] or match["after"])


def is_built(unit: str | None) -> bool:
    """Whether figures in this unit are of what is built and stays (座, km, t/d): one day's holds from then on."""
    return unit in _BUILT
