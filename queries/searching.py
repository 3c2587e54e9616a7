"""What a search asks for, and where its words stand in a text."""

import re
from collections import deque
from itertools import product

import streamlit as st

from queries.database import ask, current_database

MARKS = {
    "|": ("|", "或", "或者", "or"),
    "-": ("-", "非", "不含", "not"),
    "": ("&", "且", "并且", "和", "与", "及", "and"),
}
"""What a word that stands alone means: or, not, and (which a space says already)."""
MEANS = {word: mark for mark, words in MARKS.items() for word in words}

MOST_GROUPS, DEEPEST = 100, 8
"""Groups of words, and brackets in brackets: what lies beyond is passed over."""

# Of a folded text: “餐饮 油烟” · | ( ) · the - of -(铅|镉) · words, which may hold brackets, 投资(控股)集团, and 1,200
_PLAIN = r"(?: [^\s()|\"“”「」『』,;、。] | (?<=\d),(?=\d) )"
_TOKEN = re.compile(
    rf"""
    ["“「『] (?P<phrase>[^"”」』]*) ["”」』]?
  | (?P<mark> [|()] | -(?=["“「『(]) )
  | (?P<word> {_PLAIN}+ (?: \( [^\s()|]* \) {_PLAIN}* )* )
    """,
    re.VERBOSE,
)

Tokens = deque[tuple[str, str]]
"""A mark and nothing, or nothing and a word."""
Groups = list[tuple[str, ...]]


def fold(text: str) -> str:
    """A text as it is searched, character for character: 廢 as 废, Ａ as a."""
    database = current_database()
    return text.translate(_folding(str(database), database.stat().st_mtime_ns)) if text else ""


@st.cache_resource(max_entries=2, show_spinner=False)
def _folding(path: str, modified: int) -> dict[int, str]:
    folded = ask("FROM folded_characters")
    return str.maketrans(dict(zip(folded["written"], folded["folded"], strict=True)))


def sought(text: str) -> tuple[list[list[str]], list[str]]:
    """What a search asks for: of each group one word at least, and none of the words of the second list.

    A space is and; 或 or | between two words is or; 非 before a word, or - at its head, is not; quotation marks make
    one word of several, brackets a group: 衡阳 尾矿|尾砂 -铅 -> [[衡阳], [尾矿, 尾砂]], [铅]. Inside a word 非 is itself:
    非法采砂. White space counts neither in a word nor in what is searched.
    """
    tokens: Tokens = deque(_tokens(fold(text)))
    every: Groups = []
    none: list[str] = []
    while tokens:
        every += _all_of(tokens, none, depth=0)
        if tokens:  # a bracket that nobody opened
            tokens.popleft()
    return [list(group) for group in dict.fromkeys(every)], list(dict.fromkeys(none))


def _tokens(folded: str) -> list[tuple[str, str]]:
    found = []
    for match in _TOKEN.finditer(folded):
        if match["phrase"] is not None:
            found.append(("", re.sub(r"\s", "", match["phrase"])))
        elif match["mark"]:
            found.append((match["mark"], ""))
        elif match["word"] in MEANS:
            found.append((MEANS[match["word"]], ""))
        elif match["word"].startswith("-"):
            found += [("-", ""), ("", match["word"].lstrip("-"))]
        else:
            found.append(("", match["word"]))
    return [(mark, word) for mark, word in found if mark or word]


def _all_of(tokens: Tokens, none: list[str], depth: int) -> Groups:
    """What stands up to the end or to a closing bracket, which is left."""
    every: Groups = []
    while tokens and tokens[0][0] != ")":
        every += _one_of(tokens, none, depth)
    return every


def _one_of(tokens: Tokens, none: list[str], depth: int) -> Groups:
    """A word or bracket and what does as well: (污水 管网)|黑臭 -> [污水, 黑臭], [管网, 黑臭]."""
    groups = _item(tokens, none, depth)
    while tokens and tokens[0][0] == "|":
        tokens.popleft()
        if not tokens or tokens[0][0] in ("|", ")"):
            continue
        other = _item(tokens, none, depth)
        if groups and other:
            both = (tuple(dict.fromkeys(one + two)) for one, two in product(groups, other))
            groups = list(dict.fromkeys(both))[:MOST_GROUPS]
        groups = groups or other
    return groups


def _item(tokens: Tokens, none: list[str], depth: int) -> Groups:
    mark, word = tokens.popleft()
    if mark == "-" and tokens and tokens[0][0] in ("", "("):
        none += [each for group in _item(tokens, [], depth) for each in group]
    elif mark == "(" and depth < DEEPEST:
        groups = _all_of(tokens, none, depth + 1)
        if tokens:
            tokens.popleft()
        return groups
    return [(word,)] if word else []


def hits(text: str, search: str) -> list[tuple[int, int]]:
    """Where the words of a search stand in a text, in order, each stretch once; white space parts no word."""
    words = sorted({word for group in sought(search)[0] for word in group}, key=len, reverse=True)
    pattern = "|".join(r"\s*".join(map(re.escape, word)) for word in words)
    return [match.span() for match in re.finditer(pattern, fold(text))] if words else []
