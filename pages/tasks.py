"""任务台账：每一项任务；打开一项，看它的内容、进展和原文。"""

import streamlit as st

import filters
import ledger_template
import opened
import panels
import queries
import tables
import wording

if opened.shown():
    st.stop()

st.title("任务台账", anchor=False)
chosen = filters.sidebar()
count = queries.task_count(chosen)
if not count:
    filters.nothing_found(chosen)
else:
    panels.view_and_glossary(chosen.in_words())
    ways = {
        standing: panels.way("standing", f"{number} 项{wording.STANDING[standing]}", standing)
        for standing in ("done", "past_deadline")
        if (number := queries.task_count(chosen, queries.part_of("true", standing)))
    }
    st.subheader("，".join([f"{count} 项任务", *ways.values()]), anchor=False)
    tables.counted_apart(chosen)
    if picked := panels.picked("standing", ways, ("any",)):
        tables.clicked(wording.STANDING[picked[0]], chosen, queries.part_of("true", picked[0]))
    elif not tables.of_counted_apart(chosen):
        panels.none_picked()
        tables.tasks(chosen)
    ledger_template.download(chosen, count)
