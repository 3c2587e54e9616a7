"""The task, document or unit that the address names (`task=…`, `open=…`, `who=…`), shown in the place of any page.

No page is changed for it: st.switch_page would empty the address, and the filters stand there.
"""

from html import escape

import streamlit as st

from address import DOCUMENT, TASK, UNIT
from opened import document, task, unit


def shown() -> bool:
    """Draws what the address names. False: it names nothing, and the page is to be drawn."""
    named = [value for name in (TASK, DOCUMENT, UNIT) if (value := st.query_params.get(name))]
    if named:
        _begin_at_the_top(named[0])
    if task_id := st.query_params.get(TASK):
        task.show(task_id)
    elif document_id := st.query_params.get(DOCUMENT):
        document.show(document_id)
    elif unit_id := st.query_params.get(UNIT):
        unit.show(unit_id)
    else:
        return False
    return True


def _begin_at_the_top(what: str) -> None:
    """The page below may have been scrolled. Drawn again with the same words, the script does not run again."""
    st.html(
        f"""<script data-of="{escape(what)}">
              document.querySelector("[data-testid=stMain]").scrollTop = 0;
            </script>""",
        unsafe_allow_javascript=True,
    )
