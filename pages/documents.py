"""文件与核对：每份文件读出了什么，与它自己说的对不对得上，哪些没有读懂，原文在哪里。"""

import streamlit as st

import filters
import opened
import panels
import queries
import tables

if opened.shown():
    st.stop()

st.title("文件与核对", anchor=False)
chosen = filters.sidebar(of_tasks=False)
documents = queries.documents(chosen)
if documents.empty:
    filters.nothing_found(chosen, "文件", "documents")
else:
    st.caption(panels.plain(chosen.in_words("全部文件")))
    tables.show(
        documents[
            [
                "title",
                "city",
                "area",
                "kind",
                "tasks",
                "stated_task_count",
                "failed_checks",
                "checks",
                "not_understood",
                "reader_remarks",
                "indicators",
                "inspection",
                "issued_on",
                "published_on",
                "document_id",
            ]
        ],
        "文件清单",
        chosen,
    )
