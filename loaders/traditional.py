"""Mirrors of pages in traditional characters: read as if simplified, kept as published.

One character stands for one, so a place in the simplified text is the same place in the published one.
"""

from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache

from loaders import vocabulary
from loaders.source import Source

SHARE = 0.05
"""Of a text's characters that must be traditional ones: a single 爲 in a simplified text is a variant, and stays."""
ENOUGH = 4_000
"""Characters at the beginning that tell."""


@cache
def _table() -> dict[int, str]:
    return {ord(row["traditional"]): row["simplified"] for row in vocabulary.rows("traditional")}


def simplified(source: Source) -> Source:
    """The source as layouts and grammar read it: 整改目標 is 整改目标. Any but a mirror comes back as it is."""
    table, beginning = _table(), source.text[:ENOUGH]
    if sum(ord(character) in table for character in beginning) <= SHARE * len(beginning):
        return source
    return replace(source, text=source.text.translate(table))


def characters_of(published: str, plain: str) -> dict[int, str]:
    """For words made of the simplified text: back to the characters that stand for them in the published one."""
    if published == plain:
        return {}
    used: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for character, stands_for in zip(published, plain, strict=True):
        used[stands_for][character] += 1
    return {ord(plain_one): counts.most_common(1)[0][0] for plain_one, counts in used.items()}
