"""信访件：督察组转办的信访件，按地区、部门、行业、污染类型和办理情况；分项与合计对照。"""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

import address
import filters
import panels
import queries
import source_text
import tables
import wording

chosen = filters.sidebar(of_tasks=False)
st.title("信访件", anchor=False)
counts = queries.petition_counts(chosen)


def to_words(row: Any) -> str:
    """The address of the very words that a count was read from."""
    return address.link(address.DOCUMENT, row.document_id, str(source_text.place_of(row, row.document_id)))


def bars(rows: pd.DataFrame) -> str:
    """A bar a row, the key cases in it darker."""
    lines = []
    for row in queries.rows(rows):
        key_cases = row.key_cases or 0
        note = f"重点件 {key_cases}" if key_cases else ""
        lines.append(panels.Bar(row.key, to_words(row), to_words(row), row.cases, key_cases, "件", note))
    return panels.bar_list(lines)


def finding(name: str, rows: pd.DataFrame) -> str:
    """What a breakdown shows: 按地区：冷水滩区最多，6 件."""
    most = rows[rows["cases"] == rows["cases"].max()]
    if len(rows) == 1 or len(most) > 3:
        return f"按{name}"
    each = "各 " if len(most) > 1 else ""
    return f"按{name}：{'、'.join(most['key'])}最多，{each}{most['cases'].iloc[0]} 件"


def against_total(rows: pd.DataFrame, total: int | None) -> str:
    """The sum of the parts beside the total that the document states."""
    parts = int(rows["cases"].sum())
    if total is None:
        return f"各项相加 {parts} 件；文件没有写合计"
    if parts == total:
        return f"各项相加 {parts} 件，与文件所写合计一致"
    return f"各项相加 {parts} 件，文件所写合计 {total} 件（一件可能计入几类，也可能只列出一部分）"


if counts.empty:
    filters.nothing_found(chosen, "信访件统计", "petition_counts")
    st.stop()
st.caption(panels.plain(chosen.in_words("全部文件")))

for document_id, of_document in counts.groupby("document_id", sort=False):
    stated = of_document[(of_document["dimension"] == "total") & (of_document["key"] == "合计")]
    total = None if stated.empty else int(stated["cases"].iloc[0])
    days = of_document["as_of"].dropna()
    st.subheader(panels.plain(str(of_document["title"].iloc[0])), anchor=False)
    st.caption(f"截至 {days.iloc[0]:%Y-%m-%d}" if len(days) else "文件没有写统计到哪一天")
    totals = of_document[of_document["dimension"] == "total"]
    with st.container(horizontal=True, gap="small"):
        for row in queries.rows(totals):
            key_cases = f"其中重点件 {row.key_cases} 件" if row.key_cases else ""
            with st.container(border=True, width=150, height="stretch"):
                st.html(f"""<a class="way" href="{escape(to_words(row))}" target="_self" title="看原文"
                    style="display:block;line-height:1.6"><span>{escape(row.key)}</span><br>
                    <span style="font-size:1.7rem;font-variant-numeric:tabular-nums">{row.cases} 件</span><br>
                    <span style="font-size:.88rem">{key_cases}</span></a>""")
    parts = [
        (dimension, of_document[of_document["dimension"] == dimension])
        for dimension in wording.PETITION_DIMENSIONS
        if dimension != "total"
    ]
    parts = [(dimension, rows) for dimension, rows in parts if not rows.empty]
    columns = panels.side_by_side(2, f"parts_{document_id}") if parts else []
    for number, (dimension, rows) in enumerate(parts):
        with columns[number % 2], st.container(border=True, key=f"whole_{document_id}_{dimension}"):
            st.markdown(f"**{panels.plain(finding(wording.PETITION_DIMENSIONS[dimension], rows))}**")
            st.html(bars(rows))
            st.caption(against_total(rows, total))
    look = {"type": "secondary", "icon": ":material/description:"}
    address.button("看这份文件和核对", address.DOCUMENT, str(document_id), f"open_{document_id}", **look)

st.subheader("全部统计", anchor=False)
tables.show(counts.drop(columns=["quote", "city", "area"]), "信访件统计", chosen)
