"""The list that an opened task was chosen from (`list=任务清单` in the address): 上一项 and 下一项 walk it.

The page below knows which tasks those are. Where a link opens the task, and this session has not seen the list, the page is
drawn once for it; the table of that name hands over its tasks, and the task is drawn.
"""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

import address
import panels
import queries

SEEN, SOUGHT = "list_seen", "list_sought"


@dataclass
class Seen:
    """A list as it was drawn."""

    named: tuple[str | None, ...]
    task_ids: list[str]
    chosen: queries.Filters | None = None
    """The view of the first task opened from it."""


def remember(task_ids: pd.Series) -> None:
    """Keeps the tasks of the list that the address now names."""
    once = list(dict.fromkeys(task_ids.dropna()))
    st.session_state[SEEN] = Seen(_named(), once)


def task_ids(chosen: queries.Filters) -> list[str]:
    """The tasks of the list that the address names; where it names none, those in view."""
    in_view = queries.task_ids(chosen)
    if address.LIST not in st.query_params or not in_view:  # a page with nothing in it has no lists
        return in_view
    seen = st.session_state.get(SEEN)
    if not seen or seen.named != _named() or seen.chosen not in (None, chosen):
        st.session_state[SOUGHT] = True
        st.rerun()
    seen.chosen = chosen
    return seen.task_ids


def is_sought() -> bool:
    """Whether what lies below the task is drawn for its list."""
    return bool(st.session_state.get(SOUGHT))


def offer(listed: str, task_ids: pd.Series) -> None:
    """A table that is drawn says which tasks it lists; if it is sought, the task is drawn next."""
    if is_sought() and st.query_params.get(address.LIST) == listed:
        found(task_ids)


def found(task_ids: pd.Series | None = None) -> None:
    """Draws the task, now that its list is known; None: there is no list of that name any more."""
    del st.session_state[SOUGHT]
    remember(pd.Series(dtype=str) if task_ids is None else task_ids)
    st.rerun()


def _named() -> tuple[str | None, ...]:
    """What the address says of the list, apart from the filters."""
    names = (address.LIST, panels.PART, address.BELOW, address.UNIT, address.DOCUMENT)
    return tuple(st.query_params.get(name) for name in names)
