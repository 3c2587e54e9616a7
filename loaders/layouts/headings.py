"""Headings above the items of a table: a category's words."""

import re

from loaders.grammar.numbering import number_at
from loaders.layouts.item_list import COUNT_IN_BRACKETS
from loaders.layouts.labels import look_up


def category_words(words: str) -> str | None:
    """A heading's words without number, label, count and closing punctuation.

    >>> category_words("（一）反馈问题：水环境保护方面（2项）。")
    '水环境保护方面'
    """
    words = words.strip()
    if number := number_at(words, 0):
        words = words[number.end :]
    label, colon, rest = words.partition("：")
    if colon and rest.strip() and look_up(label):
        words = rest
    for _ in range(2):
        words = COUNT_IN_BRACKETS.sub("", words.rstrip("。.；;：: \u3000\xa0\n"))
    return re.sub(r"\s*\n\s*", "", words.strip("【】 ")) or None
