"""What several checks look for, and how they name places."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from loaders.grammar.numbering import number_of
from loaders.items import Item, Layout

NUMERAL = r"(?:\d{1,4}|[一二三四五六七八九十百两]{1,5})"
CLASSIFIER = "个|项|家|座|处|条|件|名|只|艘|台|宗|起|所"
SENTENCE_ENDS = "。；;\n"


def sentence_at(text: str, place: int) -> tuple[int, int]:
    """Start and end of the sentence, or line, that a place lies in."""
    start = max(text.rfind(mark, 0, place) for mark in SENTENCE_ENDS) + 1
    end = min((at for mark in SENTENCE_ENDS if (at := text.find(mark, place)) >= 0), default=len(text))
    return start, end


def items_in_words(seqs: Sequence[int]) -> str:
    """第1、2、5项."""
    return f"第{'、'.join(map(str, seqs))}项"


def found_in_words(seqs: Sequence[int]) -> str:
    """为第1、2、5项, after what they were found in."""
    return f"为{items_in_words(seqs)}" if seqs else "一项也没有"


def item_at(layout: Layout, place: int) -> Item | None:
    """The item that a place lies in."""
    before = bisect_right(layout.items, place, key=lambda item: item.start)
    return layout.items[before - 1] if before and place < layout.items[before - 1].end else None


def said_in(layout: Layout, place: int) -> str:
    """第34项, or 正文 for what stands outside the list: how checks with one name are told apart."""
    item = item_at(layout, place)
    return f"第{item.seq}项" if item else "正文"


def tells_of_others(text: str, start: int, first: int, totals: set[int]) -> bool:
    """Do the counts of a sentence before its first part name another whole? 216项措施中，已完成180项, of a list of 10."""
    wholes = re.findall(rf"(?<![第\d])({NUMERAL})\s*[项个条]", text[start:first])
    return bool(wholes) and not totals & {number_of(whole) for whole in wholes}
