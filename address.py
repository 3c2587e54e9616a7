"""What the address of a page names beside the filters: what is opened over it, the words marked, what the page shows.

Opened are tasks, documents and units, one over the other: the last in the address lies on top.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode

import streamlit as st

TASK, DOCUMENT, UNIT = "task", "open", "who"
MARK = "mark"
LIST = "list"
"""The table that the opened task was chosen from: see walk.py."""
BELOW = "below"
"""What the page below shows (`since=2024-12-31&by=系统`): Streamlit drops it from the address while it is not drawn."""

TIMES = "times_opened"
"""How often the reader has opened something: a table drawn anew has nothing chosen in it."""


def truth(values: list[str]) -> bool:
    return {"true": True, "false": False}[values[-1]]


def _one_of(*choices: str) -> Callable[[list[str]], str]:
    return lambda values: choices[choices.index(values[-1])]


OF_PAGES: dict[str, Callable[[list[str]], Any]] = {
    "since": lambda values: date.fromisoformat(values[-1]),
    "by": _one_of("单位", "系统"),
    "columns": _one_of("城市", "督察"),
    "element": lambda values: values[-1],
    "metric": lambda values: values[-1],
    "place": lambda values: values[-1],
    "expand": truth,
    "guide": truth,
    "also": list,
}
"""What single pages keep in the address -> its value for their widget; KeyError or ValueError where it has none."""


def go(name: str, value: str, listed: str = "") -> None:
    """Opens a task (TASK), a document (DOCUMENT) or a unit (UNIT) over what is there; the filters stay as they are."""
    below = dict(_of_page_below())
    below |= {own: values for own in OF_PAGES if (values := st.query_params.get_all(own))}
    named = {name: value} | ({LIST: listed} if listed else {})
    if below:
        named[BELOW] = urlencode(below, doseq=True)
    is_on_top = name in [kind for kind, _ in opened()[-1:]]
    _drop(MARK, *([] if is_on_top else [name]), *([] if listed or name != TASK else [LIST]))
    st.session_state[TIMES] = st.session_state.get(TIMES, 0) + 1
    st.query_params.update(named)  # at once: the browser's own way back takes one step


def opened() -> list[tuple[str, str]]:
    """Kind and id of what is opened, the one on top last."""
    return [(name, st.query_params[name]) for name in st.query_params if name in (TASK, DOCUMENT, UNIT)]


def close() -> None:
    """Back to what lies below."""
    if not (lying := opened()):
        return
    top = lying[-1][0]
    _drop(MARK, top, *([LIST] if top == TASK else []), *([BELOW] if len(lying) == 1 else []))


def restore() -> None:
    """Gives the page below its own part of the address again, where a link opened something over it."""
    for name, values in _of_page_below():
        if name not in st.session_state:
            with suppress(KeyError, ValueError):
                st.session_state[name] = OF_PAGES[name](values)


def _of_page_below() -> Iterator[tuple[str, list[str]]]:
    named = parse_qs(st.query_params.get(BELOW, ""))
    return ((name, values) for name, values in named.items() if name in OF_PAGES)


def _drop(*names: str) -> None:
    for name in names:
        st.query_params.pop(name, None)
