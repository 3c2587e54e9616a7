"""The domain's words, kept as CSV files in data/vocabulary so that a maintainer adds one without touching Python."""

import csv
import re
from functools import cache
from pathlib import Path

GROUP = re.compile(r"\((?:(?P<unless>\?<?!)|\?<?=|\?:|\?P<\w+>)?(?P<words>[^()]*)\)")
MOST_WAYS = 12
"""More ways than these are not worth telling apart."""
FOLDER = Path(__file__).resolve().parent.parent / "data" / "vocabulary"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of data/vocabulary/<name>.csv, in their order; empty cells are empty strings."""
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def always_in(pattern: str) -> list[frozenset[str]]:
    """The letters that stand in every match of a pattern, for each way to match it.

    A search in a text that lacks one of them finds nothing, and asking for letters is far quicker than searching.

    >>> [sorted(letters) for letters in always_in("秸秆…利用?率|农(?:膜|药)(?:量)?")]
    [['利', '率', '秆', '秸'], ['农', '膜'], ['农', '药']]
    """
    ways: list[list[frozenset[str]]] = []  # of each group: a private character stands for it in the pattern

    def of(words: str) -> list[frozenset[str]]:
        found = []
        for one in words.split("|"):
            sets = [frozenset(re.findall(r"[^\W\d_](?![?*{])", one))]
            for group in re.findall(r"[\ue000-\uf8ff](?![?*{])", one):
                inside = ways[ord(group) - 0xE000]
                if len(sets) * len(inside) <= MOST_WAYS:
                    sets = [letters | more for letters in sets for more in inside]
            found += sets
        return found

    def close(group: re.Match[str]) -> str:
        ways.append([frozenset()] if group["unless"] else of(group["words"]))
        return chr(0xE000 + len(ways) - 1)

    bare, left = "", re.sub(r"\\.|\[(?:\\.|[^\]])*\]", "#", pattern)
    while bare != left:
        bare, left = left, GROUP.sub(close, left)
    return of(bare)


def is_furniture(line: str, *kinds: str) -> bool:
    """Whether a line is a page's or a letter's own: 首页, 版权所有：…, 抄送：…. `kinds`: web, contact, closing, chapter; none: all.

    Of furniture.csv: `at` start, line (the words are the whole line) or inside; `element`: on a web page, a small
    element that holds the words is dropped.
    """
    words = line.strip().replace(":", "：")
    whole, starts, inside = _furniture(kinds)
    buttons = words.replace("|", " ").split()  # 打印本页 | 关闭窗口
    is_whole = words in whole or (bool(buttons) and whole.issuperset(buttons))
    return is_whole or words.startswith(starts) or any(within in words for within in inside)


@cache
def _furniture(kinds: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """The words that are a whole line, that begin one, and that stand in one."""
    of_kinds = [row for row in rows("furniture") if not kinds or row["what"] in kinds]
    at = {
        place: tuple(row["words"] for row in of_kinds if row["at"] == place) for place in ("start", "inside")
    }
    return frozenset(row["words"] for row in of_kinds), at["start"], at["inside"]
