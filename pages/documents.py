"""文件与核对：每份文件读出了什么，与它自己说的是否相符，哪些未读懂，原文在哪里。"""

import pandas as pd
import streamlit as st

import filters
import opened
import panels
import queries
import tables

if opened.shown():
    st.stop()

# What a telephone shows stands first; the failing ones are at the top.
COLUMNS = [
    "failed_checks", "city", "title", "area", "kind", "tasks", "stated_task_count", "checks", "not_understood",
    "reader_remarks", "indicators", "inspection", "issued_on", "published_on", "document_id",
]  # fmt: skip


def finding(documents: pd.DataFrame) -> str:
    """What the checks and the reading of the documents in view came to."""
    failed, missed = int(documents["failed_checks"].sum()), int(documents["not_understood"].sum())
    among = (documents["failed_checks"] > 0).sum()
    checked = f"{failed} 处核对不符，在其中 {among} 份里" if failed else "文件自述的数与读到的都相符"
    return f"{len(documents)} 份文件，{checked}；" + (f"{missed} 处未读懂" if missed else "没有未读懂的文字")


st.title("文件与核对", anchor=False)
chosen = filters.sidebar(of_tasks=False)
documents = queries.documents(chosen)
if documents.empty:
    filters.nothing_found(chosen, "文件", "documents")
    st.stop()
st.caption(panels.plain(chosen.in_words("全部文件")))
st.subheader(finding(documents), anchor=False)
tables.show(documents[COLUMNS], "文件清单", chosen, hidden=())
removed = queries.removals()
if len(removed):
    with st.expander(f"撤下过 {len(removed)} 份文件"):
        tables.show(removed, "撤下的文件", chosen)
