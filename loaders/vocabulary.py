"""The domain's words, kept as CSV files in data/vocabulary so that a maintainer adds one without touching Python."""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "data" / "vocabulary"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of data/vocabulary/<name>.csv, in their order; empty cells are empty strings."""
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def is_furniture(line: str, *kinds: str) -> bool:
    """Whether a line is a page's or a letter's own: 首页, 版权所有：…, 抄送：…. `kinds`: web, contact, closing; none: all.

    Of furniture.csv: `at` start, line (the words are the whole line) or inside; `element`: on a web page, a small
    element that holds the words is dropped.
    """
    words = line.strip().replace(":", "：")
    return any(
        words == row["words"]
        or (row["at"] == "start" and words.startswith(row["words"]))
        or (row["at"] == "inside" and row["words"] in words)
        for row in rows("furniture")
        if not kinds or row["what"] in kinds
    )
