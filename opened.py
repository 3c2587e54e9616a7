"""The task, document or unit that the address names (`task=…`, `open=…`, `who=…`), shown in the place of any page.

No page is changed for it: st.switch_page would empty the address, and the filters stand there.
"""

import streamlit as st

import opened_document
import opened_task
import opened_unit
from address import DOCUMENT, TASK, UNIT


def shown() -> bool:
    """Draws what the address names. False: it names nothing, and the page is to be drawn."""
    if task_id := st.query_params.get(TASK):
        opened_task.show(task_id)
    elif document_id := st.query_params.get(DOCUMENT):
        opened_document.show(document_id)
    elif unit_id := st.query_params.get(UNIT):
        opened_unit.show(unit_id)
    else:
        return False
    return True
