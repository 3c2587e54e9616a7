"""任务台账：每一项任务；打开一项，看它的内容、进展和原文。"""

from dataclasses import replace

import streamlit as st

import filters
import ledger_template
import opened
import panels
import queries
import tables

if opened.shown():
    st.stop()

st.title("任务台账", anchor=False)
chosen = filters.sidebar()
count = queries.task_count(chosen)
if not count:
    filters.nothing_found(chosen)
else:
    panels.view_and_glossary(chosen.in_words())
    done = queries.task_count(chosen, queries.part_of_rate("completion"))
    past = queries.task_count(replace(chosen, past_deadline=True))
    st.subheader(f"{count} 项任务，{done} 项见到办结，{past} 项已过时限", anchor=False)
    tables.tasks(chosen)
    ledger_template.download(chosen, count)
