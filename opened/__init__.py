"""The task, document or unit that the address names (`task=…`, `open=…`, `who=…`), shown in the place of any page.

No page is changed for it: st.switch_page would empty the address, and the filters stand there.
"""

from html import escape

import streamlit as st

import address
import corrections
import walk
from opened import document, task, unit

DRAWN_BY = {address.TASK: task.show, address.DOCUMENT: document.show, address.UNIT: unit.show}


def shown() -> bool:
    """Draws what lies on top of the page. False: nothing does, and the page is to be drawn."""
    address.restore()
    lying = address.opened()
    if walk.is_sought():
        lying = lying[:-1]
    if not lying:
        corrections.receipt()
        return False
    kind, what = lying[-1]
    _begin_at_the_top(what)
    DRAWN_BY[kind](what)
    return True


def _begin_at_the_top(what: str) -> None:
    """The page below may have been scrolled. Drawn again with the same words, the script does not run again."""
    st.html(
        f"""<script data-of="{escape(what)}">
              document.querySelector("[data-testid=stMain]").scrollTop = 0;
            </script>""",
        unsafe_allow_javascript=True,
    )
