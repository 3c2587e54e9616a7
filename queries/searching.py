"""What a search asks for, and where its words stand in a text."""

import re

import streamlit as st

from queries.database import ask, current_database


def fold(text: str) -> str:
    """A text as it is searched, character for character: 廢 as 废, Ａ as a."""
    database = current_database()
    return text.translate(_folding(str(database), database.stat().st_mtime_ns)) if text else ""


@st.cache_resource(max_entries=2, show_spinner=False)
def _folding(path: str, modified: int) -> dict[int, str]:
    folded = ask("FROM folded_characters")
    return {ord(a): b for a, b in zip(folded["written"], folded["folded"], strict=True)}


def sought(text: str) -> tuple[list[list[str]], list[str]]:
    """What a search asks for: of each group one word at least, and none of the words of the second list.

    A space is and; 或 or | between two words is or; 非 before a word, or - at its head, is not:
    衡阳 尾矿|尾砂 -铅 -> [[衡阳], [尾矿, 尾砂]], [铅]. Inside a word 非 is itself: 非法采砂.
    """
    every: list[list[str]] = []
    none: list[str] = []
    is_or = is_not = False
    for word in fold(text).replace("|", " | ").split():
        if word in ("|", "或"):
            is_or = bool(every)
        elif word in ("-", "非"):
            is_not = True
        elif is_not or word.startswith("-"):
            none.append(word.removeprefix("-"))
            is_or = is_not = False
        elif is_or:
            every[-1].append(word)
            is_or = False
        else:
            every.append([word])
    return every, none


def hits(text: str, search: str) -> list[tuple[int, int]]:
    """Where the words of a search stand in a text, in order, each stretch once."""
    words = sorted({word for group in sought(search)[0] for word in group}, key=len, reverse=True)
    pattern = "|".join(map(re.escape, words))
    return [match.span() for match in re.finditer(pattern, fold(text))] if words else []
