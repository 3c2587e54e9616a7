"""One document opened: what it says of itself, what did not add up or was not understood, and its text."""

from html import escape
from typing import Any

import streamlit as st

import address
import corrections
import filters
import panels
import queries
import source_text
import tables
import wording
from source_text import card_head, mark_button, place_of


def show(document_id: str) -> None:
    """Draws the document: facts and checks on one side, its text on the other, its tasks below."""
    chosen = filters.sidebar()  # all of them: one that is not drawn leaves the address
    st.button("返回", key="back", on_click=address.close, icon=":material/arrow_back:")
    of_document = queries.Filters(documents=(document_id,), as_of=chosen.as_of)
    found = queries.documents(of_document, known=False)
    if found.empty:
        st.warning(f"没有编号为 {panels.plain(document_id)} 的文件。可能是链接写错了，或者文件已不在库中。")
        return
    document = queries.rows(found)[0]
    st.title(panels.plain(str(document.title or document_id)), anchor=False)
    counts = (document.tasks, "项任务"), (document.indicators, "个指标")
    read = "、".join(f"{count} {what}" for count, what in counts if count)
    st.caption(f"{wording.DOCUMENT_KINDS[document.kind]} · {f'读出 {read}' if read else '没有任务和指标'}")
    checks, missed = queries.checks(document_id), queries.not_understood(document_id)
    source_text.telling(None)
    left, right = panels.side_by_side([6, 5], "document_and_text")
    with left:
        _facts(document)
        corrections.take_out(document)
        failed = f"{document.failed_checks} 处不符" if document.failed_checks else "没有不符的"
        st.subheader(f"核对 {len(checks)} 处：{failed}" if len(checks) else "没有可以核对的数", anchor=False)
        passed = checks[checks["passed"].fillna(False).astype(bool)]
        for number, check in enumerate(queries.rows(checks.drop(passed.index))):
            _check(check, number, document_id)
        if len(passed):
            with st.expander(f"相符的 {len(passed)} 处"):
                for number, check in enumerate(queries.rows(passed), len(checks)):
                    _check(check, number, document_id)
        st.subheader(f"未读懂的文字：{len(missed)} 处" if len(missed) else "没有未读懂的文字", anchor=False)
        for number, stretch in enumerate(queries.rows(missed)):
            with st.container(border=True, gap="xxsmall"):
                with st.container(horizontal=True, horizontal_alignment="distribute"):
                    st.markdown(
                        f"“{panels.plain(stretch.quote[:120])}{'…' if len(stretch.quote) > 120 else ''}”"
                    )
                    mark_button(place_of(stretch, document_id), f"missed_{number}")
                st.caption(panels.plain(stretch.reason))
        if document.reader_remarks:
            st.subheader("读取时的情况", anchor=False)
            for remark in document.reader_remarks.splitlines():
                st.markdown(panels.plain(remark))
        accuracy = queries.accuracy(document_id)
        if len(accuracy):
            with st.expander("读取准确度：与人工读出的逐项比较"):
                names = {"field": "内容", "expected": "应有", "found": "读到", "matched": "相符"}
                tables.show(accuracy.rename(columns=names)[list(names.values())], "读取准确度", chosen)
    with right, st.container(key="source_pane"):
        source_text.show(
            document_id,
            source_text.place_in_address({document_id}),
            missed=list(zip(missed["source_start"], missed["source_end"], strict=True)),
            reach=20_000,
        )
    if tasks := queries.task_count(of_document):
        st.subheader(f"这份文件说到的 {tasks} 项任务", anchor=False)
        tables.tasks(of_document)


def _facts(document: Any) -> None:
    """What the document says of itself, and where it was published."""
    known = {
        "地区": " ".join(part for part in (document.city, document.area) if part),
        "督察": document.inspection,
        "文号": document.document_number,
        "印发日期": document.issued_on,
        "公开日期": document.published_on,
        "进展截至": document.reported_on and f"{document.reported_on}（导入时填写，文件没有写）",
        "网址": document.source_url,
    }
    if not document.stated_on:
        since = document.known_from or "最早的文件"
        known["印发日期"] = f"文件没有写；从它写到的最后一天（{since}）起计入"
    if document.taken_from_tasks:
        known["说明"] = "文件没有写明地区或督察，这里按它所列的任务填写。"
    rows = "".join(f"<dt>{name}</dt><dd>{escape(str(value))}</dd>" for name, value in known.items() if value)
    st.html(f"""
        <style>
          .facts {{ display: grid; grid-template-columns: auto 1fr; gap: .35rem 1.2rem; margin: 0; line-height: 1.6; }}
          .facts dt {{ opacity: .7; }}
          .facts dd {{ margin: 0; overflow-wrap: anywhere; }}
        </style><dl class="facts" style="padding:0">{rows}</dl>""")


def _check(check: Any, number: int, document_id: str) -> None:
    """A check: what the document says, what was read, what to know about it."""
    verdict = {True: "相符", False: "不符", None: "无法比较"}[check.passed]
    words, place = f"**{panels.plain(check.check)}** · {verdict}", place_of(check, document_id)
    with st.container(border=True, gap="xxsmall"):
        card_head(words, place, f"check_{number}")
        if figures := wording.check_figures(check.quote, check.expected, check.found):
            st.markdown(figures)
        if check.note:
            st.caption(panels.plain(check.note))
