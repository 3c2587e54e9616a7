"""What the address of a page names beside the filters: the task, document or unit opened, and the words marked."""

import streamlit as st

TASK, DOCUMENT, UNIT, MARK = "task", "open", "who", "mark"

TIMES = "times_opened"
"""How often the reader has opened something: a table drawn anew has nothing chosen in it."""


def go(name: str, value: str) -> None:
    """Opens a task (TASK), a document (DOCUMENT) or a unit (UNIT); what lies below and the filters stay as they are."""
    _drop(TASK, DOCUMENT, MARK)
    st.session_state[TIMES] = st.session_state.get(TIMES, 0) + 1
    st.query_params[name] = value


def close() -> None:
    """Back to what lies below: the unit over which a task was opened, or the page."""
    if TASK in st.query_params or DOCUMENT in st.query_params:
        _drop(TASK, DOCUMENT, MARK)
    else:
        _drop(UNIT)


def _drop(*names: str) -> None:
    for name in names:
        st.query_params.pop(name, None)
