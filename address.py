"""What the address of a page names beside the filters: the task or the document opened, and the words marked in it."""

import streamlit as st

TASK, DOCUMENT, MARK = "task", "open", "mark"

TIMES = "times_opened"
"""How often the reader has opened something: a table drawn anew has nothing chosen in it."""


def go(name: str, value: str) -> None:
    """Opens a task (TASK) or a document (DOCUMENT); the page below and its filters stay as they are."""
    close()
    st.session_state[TIMES] = st.session_state.get(TIMES, 0) + 1
    st.query_params[name] = value


def close() -> None:
    """Back to the page below."""
    for name in (TASK, DOCUMENT, MARK):
        st.query_params.pop(name, None)
