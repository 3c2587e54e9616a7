"""Links between tasks: doubtful ones for a person to settle, settled ones with who and when."""

from html import escape
from typing import Any

import streamlit as st

import address
import loading
import panels
import queries
import wording

AT_ONCE = 10
DECIDER = ("核定人姓名", "decided_by", "会和决定一起留下")
"""The label, key and hint of panels.person."""


def show() -> None:
    """The doubtful links, ten at a time, and those that persons settled. Nothing where there is no database yet."""
    try:
        doubtful = queries.rows(queries.links(("doubtful",)))
        settled = queries.rows(queries.links(("confirmed", "rejected")))
    except queries.NoDatabase:
        return
    _say_what_went_wrong()
    st.subheader(f"{len(doubtful)} 处对应待核定" if doubtful else "没有待核定的对应", anchor=False)
    if doubtful:
        st.caption(
            "两份文件里的两项任务像是同一件事，但文字还不足以断定。先写下核定人姓名，再按“是同一项”或“不是同一项”；"
            "核定以后，每次重新载入都会照此处理。"
        )
    else:
        st.caption("两份文件里的两项任务像是同一件事、又拿不准的，会列在这里由人核定。")
    is_signed = bool((doubtful or settled) and panels.person(*DECIDER))
    for link in doubtful[:AT_ONCE]:
        _card(link, is_signed)
    if len(doubtful) > AT_ONCE:
        st.caption(f"先列 {AT_ONCE} 处，核定后接着列其余 {len(doubtful) - AT_ONCE} 处。")
    if settled:
        with st.expander(f"{len(settled)} 处对应已核定"):
            for link in settled:
                _card(link, is_signed)


def of_task(task: Any) -> None:
    """What else speaks of this task: the task that it reports on, the same problem in another list."""
    links = queries.rows(queries.links(("sure", "confirmed", "doubtful"), task.task_id))
    for number, link in enumerate(links):
        is_from = link.from_task_id == task.task_id
        other = "to" if is_from else "from"
        home, seq = getattr(link, f"{other}_title"), getattr(link, f"{other}_seq")
        if link.certainty == "doubtful":
            continue
        if link.kind == "same_problem":
            words = f"另见《{home}》第{seq}项：同一问题（{link.basis}）"
        elif is_from:
            counted = "，不另计为一项任务" if task.reports_on else ""
            words = f"本项报告的是《{home}》第{seq}项（{link.basis}）{counted}"
        else:
            continue  # said beside the report itself
        to = getattr(link, f"{other}_task_id")
        address.way_to(f":material/link: {panels.plain(words)}", address.TASK, to, f"linked_{number}")
    if waiting := sum(link.certainty == "doubtful" for link in links):
        st.caption(f"另有 {waiting} 处对应拿不准，在“导入”页待核定。")
    _choose(task)


def _choose(task: Any) -> None:
    """A person names the task that a report's item speaks of, where the loaders found none."""
    if not loading.is_possible():
        return
    others = {row.task_id: row for row in queries.rows(queries.may_speak_of(task.task_id))}
    if not others:
        return
    with st.expander("这一项说的是已有的哪一项任务？"):
        st.caption("报告里的这一项现在单独计数。指明它说的是哪一项以后，它的进展归到那一项，不再另计。")
        _say_what_went_wrong()
        other = st.selectbox(
            "已有的任务",
            list(others),
            index=None,
            key="speaks_of",
            format_func=lambda one: panels.short(
                f"{others[one].title} 第{others[one].seq}项：{others[one].issue}", 160
            ),
            placeholder="输入几个字查找",
        )
        missing = None if panels.person(*DECIDER) and other else "请先选一项，并写下核定人姓名"
        _settling("是同一项", "speaks_of_save", (task.task_id, other, True), missing, type="primary")


def origin(report: Any, number: int) -> None:
    """Below the source of a report that a link carried here: the item of it, and why it is of this task."""
    if not report.carried_from:
        return
    link = next(
        row
        for row in queries.rows(queries.links(("sure", "confirmed"), report.task_id))
        if row.from_task_id == report.carried_from
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        words = f"见该文件第{link.from_seq}项（{link.basis}）"
        st.caption(panels.plain(words), width="content")
        address.button("打开该项", address.TASK, report.carried_from, f"origin_{number}")


def _card(link: Any, is_signed: bool) -> None:
    pair = (link.from_task_id, link.to_task_id)
    key = "_".join(pair)
    with st.container(border=True, gap="small"):
        st.markdown(
            f"**{wording.LINK_KINDS[link.kind]}** · 相似度 {link.likeness:.0f} · {panels.plain(link.basis)}"
        )
        st.html(_side_by_side(link))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if link.certainty == "doubtful":
                missing = None if is_signed else "请先写下核定人姓名"
                for is_same, words in ((True, "是同一项"), (False, "不是同一项")):
                    _settling(words, f"settle_{key}_{is_same}", (*pair, is_same), missing)
            else:
                by = f"{link.decided_by}，{link.decided_on}" if link.decided_by else "人工核定"
                st.caption(f"{wording.CERTAINTIES[link.certainty]}（{panels.plain(by)}）", width="content")
                is_same, missing = link.certainty == "rejected", None if is_signed else "需要先写下核定人姓名"
                words = "改为是同一项" if is_same else "改为不是同一项"
                _settling(words, f"settle_{key}", (*pair, is_same), missing, type="tertiary")
            for task_id, words in zip(pair, ("打开前一项", "打开后一项"), strict=True):
                address.button(words, address.TASK, task_id, f"open_{key}_{task_id}")


def _settling(words: str, key: str, verdict: tuple[Any, ...], missing: str | None, **looks: Any) -> None:
    """A button that settles something, once what is missing for it is there."""
    st.button(words, key=key, on_click=settle, args=verdict, disabled=bool(missing), help=missing, **looks)


def settle(from_task_id: str, to_task_id: str, is_same: bool) -> None:
    """Hands a person's word to the loaders; what goes wrong is said on the page."""
    try:
        with st.spinner("正在记下，并更新数据……"):
            loading.decide(from_task_id, to_task_id, is_same, st.session_state[panels.PERSON])
    except loading.Failed as problem:
        st.session_state["link_problem"] = f"没有记下：{problem}"


def _say_what_went_wrong() -> None:
    if problem := st.session_state.pop("link_problem", None):
        panels.wrong(problem)


def _side_by_side(link: Any) -> str:
    """The words of both tasks, side by side where there is room."""
    sides = (
        (link.from_title, link.from_seq, link.from_issue, link.from_progress),
        (link.to_title, link.to_seq, link.to_issue, None),
    )
    drawn = "".join(
        f"<div><div style='opacity:.75;font-size:.9rem'>{escape(title)} 第{seq}项</div>"
        f"<div style='line-height:1.75;white-space:pre-wrap'>{escape((issue or '没有问题文字').strip())}</div>"
        + (
            f"<div style='line-height:1.7;margin-top:.4rem;font-size:.92rem'>进展：{escape(panels.short(progress, 160))}</div>"
            if progress
            else ""
        )
        + "</div>"
        for title, seq, issue, progress in sides
    )
    return (
        "<div style='display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:1rem 1.5rem;"
        f"overflow-wrap:anywhere'>{drawn}</div>"
    )
