"""任务台账：每一项任务；打开一项，看它的内容、进展和原文。"""

import streamlit as st

import filters
import opened_task
import panels
import queries
import tables

chosen = filters.sidebar()
tasks = queries.tasks(chosen)

if opened := st.query_params.get("task"):
    opened_task.show(opened, tasks["task_id"].tolist(), chosen)
    st.stop()

st.title("任务台账", anchor=False)
if tasks.empty:
    filters.nothing_found(chosen)
else:
    st.caption(panels.plain(chosen.in_words()))
    tables.tasks(tasks, chosen)
