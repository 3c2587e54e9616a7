"""What the address of a page names beside the filters: what is opened over it, the words marked, what the page shows.

Opened are tasks, documents and units, one over the other: the last in the address lies on top.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode

import streamlit as st

TASK, DOCUMENT, UNIT = "task", "open", "who"
MARK = "mark"
PART = "part"
"""What was clicked in a picture: see panels.picked. A unit has pictures of its own; what was clicked below it waits in BELOW."""
LIST = "list"
"""The table that the opened task was chosen from: see walk.py."""
BELOW = "below"
"""What the page below shows (`since=2024-12-31&by=系统`): Streamlit drops it from the address while it is not drawn."""

OURS = (TASK, DOCUMENT, UNIT, MARK, PART, LIST, BELOW)

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
    left_out, named = _opening(name, value, listed)
    is_on_top = name in [kind for kind, _ in opened()[-1:]]
    _drop(*left_out, *([] if is_on_top else [name]))
    st.session_state[TIMES] = st.session_state.get(TIMES, 0) + 1
    st.query_params.update(named)  # at once: the browser's own way back takes one step


def button(label: str, name: str, value: str, key: str, listed: str = "", **looks: Any) -> None:
    """A button that opens something (go): a quiet one, unless its looks say otherwise."""
    st.button(label, key=key, on_click=go, args=(name, value, listed), **{"type": "tertiary"} | looks)


def way_to(words: str, name: str, value: str, key: str, label: str = "打开") -> None:
    """Words, Markdown, and beside them the button that opens what they speak of."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(words, width="content")
        button(label, name, value, key)


def link_to_part(*codes: str) -> str:
    """The address that shows the rows of a part (panels.picked), for a link within the page."""
    kept = {each: st.query_params.get_all(each) for each in st.query_params if each != PART}
    return "?" + urlencode(kept | {PART: "|".join(codes)}, doseq=True)


def link(name: str, value: str, mark: str = "") -> str:
    """The address that go leads to, for a link (class way: frame.js); with the words of a document to mark."""
    left_out, named = _opening(name, value)
    kept = {each: st.query_params.get_all(each) for each in st.query_params if each not in left_out}
    kept.pop(name, None)  # what is opened last stands last
    return "?" + urlencode(kept | named | ({MARK: mark} if mark else {}), doseq=True)


def _opening(name: str, value: str, listed: str = "") -> tuple[list[str], dict[str, str]]:
    """What leaves the address and what is put into it where something is opened."""
    below = _below()
    below |= {own: values for own in OF_PAGES if (values := st.query_params.get_all(own))}
    left_out = [MARK]
    if name == TASK and not listed:
        left_out.append(LIST)
    if name == UNIT and PART in st.query_params:
        left_out.append(PART)
        if UNIT not in st.query_params:
            below[PART] = [st.query_params[PART]]
    named = {name: value} | ({LIST: listed} if listed else {})
    return left_out, named | ({BELOW: urlencode(below, doseq=True)} if below else {})


def opened() -> list[tuple[str, str]]:
    """Kind and id of what is opened, the one on top last."""
    return [(name, st.query_params[name]) for name in st.query_params if name in (TASK, DOCUMENT, UNIT)]


def close() -> None:
    """Back to what lies below."""
    if not (lying := opened()):
        return
    top = lying[-1][0]
    was_clicked = _below().get(PART, [])
    _drop(MARK, top, *([LIST] if top == TASK else []), *([PART] if top == UNIT else []))
    if top == UNIT and was_clicked:
        st.query_params[PART] = was_clicked[0]
    if len(lying) == 1:
        _drop(BELOW)


def restore() -> None:
    """Gives the page below its own part of the address again, where a link opened something over it."""
    for name, values in _below().items():
        if name not in st.session_state:
            with suppress(KeyError, ValueError):
                st.session_state[name] = OF_PAGES[name](values)


def _below() -> dict[str, list[str]]:
    return parse_qs(st.query_params.get(BELOW, ""))


def _drop(*names: str) -> None:
    for name in names:
        st.query_params.pop(name, None)
