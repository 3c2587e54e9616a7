"""What a person does to what was loaded, with name, day and reason: a value put beside a document's, which stays as it
is; a file that was loaded by mistake taken out again."""

from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

import address
import loading
import panels
import queries
import wording

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
YES_OR_NO = ("is_immediate", "is_ongoing")
OPEN = "correcting"
"""In the session: the dialog that is open: CORRECT or WITHDRAW, the task, and the field ("": yet to be chosen); or
TAKE_OUT and the document."""
CORRECT, WITHDRAW, TAKE_OUT = "更正", "撤回更正", "撤下文件"
TAKEN_OUT = "taken_out"
"""In the session: the title of the file that has just been taken out."""
EXTENSION = "延期批复"
"""Begins the reason of a deadline that was not wrong and was put off: it holds from the approval (延期批复（2025-11-20）：) or
from its own day on, and 变化 tells it."""
OWN_FILES = "data/documents/"


def _close() -> None:
    st.session_state.pop(OPEN, None)


def of_task(task_id: str, chosen: queries.Filters) -> dict[str, Any]:
    """Field -> the correction of it."""
    return {row.field: row for row in queries.rows(queries.corrections(chosen)) if row.task_id == task_id}


def note(correction: Any) -> None:
    """The corrected value under the document's own, and who put it there."""
    colours = wording.palette(panels.dark())
    value = wording.correction_text(correction.field, correction.value)
    became = "延期到" if correction.reason.startswith(EXTENSION) else "更正为"
    by = f"{correction.corrected_by}，{correction.corrected_on}。理由：{correction.reason}"
    st.html(f"""
        <div style="border-left:3px solid {
        colours.accent
    };padding:.1rem .8rem;line-height:1.7;overflow-wrap:anywhere;
             white-space:pre-line">{wording.CORRECTABLE[correction.field]}{became}：{
        escape(value)
    }<div style="font-size:.88rem;color:{colours.quiet}">{escape(by)}</div></div>""")
    if loading.is_possible():
        means = "恢复文件所写；谁在哪天更正过、撤回过，照样留着"
        opens, key = (WITHDRAW, correction.task_id, correction.field), f"withdraw_{correction.field}"
        _opening("撤回这处更正", key, "undo", means, *opens)


def former(task_id: str) -> None:
    """The corrections of a task that are no longer in force, and who ended them."""
    rows = queries.rows(queries.former_corrections(task_id))
    if not rows:
        return
    with st.expander(f"以前的更正 {len(rows)}"):
        for row in rows:
            value = wording.correction_text(row.field, row.value)
            ended = "撤回" if row.is_withdrawn else "改为另一个值"
            st.markdown(
                panels.plain(
                    f"{wording.CORRECTABLE[row.field]}曾更正为：{value}（{row.corrected_by}，{row.corrected_on}。"
                    f"理由：{row.reason}）。{row.ended_by} {row.ended_on} {ended}，理由：{row.ended_reason}"
                )
            )


def button(task_id: str, field: str, label: str = "更正") -> None:
    """Opens the dialog. Nothing where the dashboard cannot write anything down."""
    if not loading.is_possible():
        return
    means = "另记一个值，注明理由和姓名；文件的原文不变"
    _opening(label, f"correct_{field or 'other'}", "edit", means, CORRECT, task_id, field)


def extension_button(task_id: str, deadline: date, said: str, number: int) -> None:
    """Opens the dialog of an approved extension with what a document says of it filled in."""

    def fill_in() -> None:
        st.session_state[OPEN] = CORRECT, task_id, "deadline_on"
        filled = {
            "correct_value_deadline_on": deadline,
            "correct_extended": True,
            "correct_reason": said[:200],
        }
        st.session_state.update(filled)

    if loading.is_possible():
        means = "填好新时限和依据，核实后签名"
        st.button(
            "批准了，记下延期",
            key=f"extend_{number}",
            on_click=fill_in,
            type="tertiary",
            icon=":material/event:",
            help=means,
        )


def take_out(document: Any) -> None:
    """Opens the dialog that takes an added file out. Nothing for the project's own, nor where nothing can be written."""
    if not loading.is_possible() or document.source_path.startswith(OWN_FILES):
        return
    means = "导入错了的文件，连同从它读出的任务和进展一起撤下；文件留底"
    _opening(TAKE_OUT, "take_out", "delete", means, TAKE_OUT, document.document_id)
    if st.session_state.get(OPEN, ())[:2] == (TAKE_OUT, document.document_id):
        _take_out(document)


@st.dialog(TAKE_OUT, width="medium", on_dismiss=_close)
def _take_out(document: Any) -> None:
    st.markdown(f"**{panels.plain(document.title or document.document_id)}**")

    def do(reason: str, by: str) -> None:
        loading.remove(document.document_id, reason, by)
        address.close()
        st.session_state[TAKEN_OUT] = document.title or document.document_id

    _sign(
        "例如：导入错了文件",
        f"从它读出的 {document.tasks} 项任务和它报告的进展都不再计入；文件、理由和姓名留底，再导入一次就恢复。",
        "撤下文件",
        do,
    )


def receipt() -> None:
    """Says once that a file was taken out, wherever the reader is then."""
    if title := st.session_state.pop(TAKEN_OUT, None):
        st.toast(f"已撤下“{panels.plain(title)}”。再导入一次就恢复。", icon=":material/check:")


def _opening(label: str, key: str, icon: str, means: str, what: str, of: str, field: str = "") -> None:
    """A button that opens a dialog (OPEN)."""

    def open_it() -> None:
        st.session_state[OPEN] = what, of, field

    st.button(label, key=key, on_click=open_it, type="tertiary", icon=f":material/{icon}:", help=means)


def dialog(task: Any) -> None:
    """The dialog, if it is open for this task."""
    what, task_id, field = st.session_state.get(OPEN, (None, None, ""))
    if task_id == task.task_id:
        (_correct if what == CORRECT else _withdraw)(task, field)


@st.dialog(CORRECT, width="medium", on_dismiss=_close)
def _correct(task: Any, field: str) -> None:
    if not field:
        field = st.selectbox(
            "更正哪一栏",
            list(wording.CORRECTABLE),
            format_func=wording.CORRECTABLE.__getitem__,
            key="correct_field",
        )
    st.markdown(f"**{panels.plain(wording.CORRECTABLE[field])}** :small[{panels.plain(_named(task))}]")
    value = _value(task, field)
    if field == "deadline_on" and st.toggle(
        "批准了延期", key="correct_extended", help="不是原文有误：从批准那天起按新时限"
    ):
        approved = st.date_input(
            "批准日期（不知道的留空，从今天算起）",
            value=None,
            min_value=FIRST_DAY,
            max_value=date.today(),
            key="correct_approved_on",
            format="YYYY-MM-DD",
        )
        extension = EXTENSION + (f"（{approved}）：" if approved else "：")
        _sign(
            "例如：省督察办〔2025〕12号",
            "原文照样保留；以前的日子仍按原时限，“变化”里算作改了时限。",
            "记下延期",
            lambda paper, by: loading.correct(task.task_id, field, value, extension + paper, by),
            "批准延期的文件",
        )
        return
    _sign(
        "例如：原文把 2025 年误印为 2024 年",
        "原文照样保留，两者并列显示；统计用更正后的值。",
        "记下更正",
        lambda reason, by: loading.correct(task.task_id, field, value, reason, by),
    )


@st.dialog(WITHDRAW, width="medium", on_dismiss=_close)
def _withdraw(task: Any, field: str) -> None:
    st.markdown(f"**{panels.plain(wording.CORRECTABLE[field])}** :small[{panels.plain(_named(task))}]")
    _sign(
        "例如：看错了行",
        "恢复文件所写，统计也用文件所写的值；这处更正和撤回都留在“以前的更正”里。",
        "撤回更正",
        lambda reason, by: loading.withdraw(task.task_id, field, reason, by),
    )


def _named(task: Any) -> str:
    return " · ".join(part for part in (task.city, task.area, f"第{task.seq}项") if part)


def _sign(example: str, told: str, label: str, do: Callable[[str, str], None], asked: str = "理由") -> None:
    """Reason (or what else is asked) and name, and the button that does what the dialog is for with them."""
    reason = st.text_input(asked, key="correct_reason", placeholder=example, max_chars=200)
    by = panels.person("姓名", "signed_by", "和理由一起留下")
    st.caption(told)
    with st.container(horizontal=True, horizontal_alignment="right"):  # the calendar hangs down on the left
        wanted = st.button(label, key="correct_save", type="primary")
    if wanted and not (reason.strip() and by):
        st.warning(f"请先写明{asked}和姓名。")
    elif wanted:
        try:
            with st.spinner("正在记下，并更新数据……"):
                do(reason.strip(), by)
        except loading.Failed as problem:
            panels.wrong(f"没有记下：{problem}")
            return
        _close()
        st.rerun()


def _value(task: Any, field: str) -> str:
    """The widget for the new value, with what holds now in it; the value as the loaders take it."""
    now = getattr(task, field, None)
    key = f"correct_value_{field}"
    if field == "deadline_on":
        none = st.checkbox("没有具体日期", key=f"{key}_none")
        day = st.date_input(
            "更正为",
            value=now,
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            key=key,
            format="YYYY-MM-DD",
            disabled=none,
        )
        return day.isoformat() if isinstance(day, date) and not none else ""
    if field in YES_OR_NO:
        return str(st.radio("更正为", ("是", "否"), index=int(not now), key=key, horizontal=True))
    if field == "status":
        words = {code: word for code, word in wording.STATUS.items() if code != wording.UNREPORTED}
        index = list(words).index(now) if now in words else None
        words_now = st.selectbox(
            "更正为", list(words), index, format_func=words.__getitem__, key=key, placeholder="请选择"
        )
        return words_now or ""
    if field in wording.ROLES:
        units = queries.task_units(task.task_id)
        now = "、".join(units[units["role"] == field]["name_as_written"])
    elif field == "leader":
        now = "、".join(queries.task_leaders(task.task_id)["leader"])
    return str(st.text_area("更正为", value=now or "", key=key, height=120 if len(now or "") < 60 else 220))


def orphans() -> None:
    """The corrections and settled links of tasks that no loaded document has any more, and the way out."""
    try:
        found = queries.rows(queries.orphans())
    except queries.NoDatabase:
        return
    if not found:
        return
    st.subheader(f"无主的更正和核定：{len(found)} 处", anchor=False)
    st.caption(
        "它们说的任务已不在任何文件里，多半是换了新版本，编号变了。都还留着，不起作用：重新载入原来的文件就恢复；"
        "编号变了的，请打开新的任务再更正或核定一次。"
    )
    with st.expander(f"列出 {len(found)} 处"):
        for row in found:
            if row.field:
                value = wording.correction_text(row.field, row.value)
                said = f"{wording.CORRECTABLE[row.field]}更正为：{value}"
            else:
                said = f"与 {row.other_task_id} {'是' if row.is_same else '不是'}同一项"
            reason = f"。理由：{row.reason}" if row.reason else ""
            st.markdown(panels.plain(f"{row.task_id}　{said}（{row.by}，{row.day}{reason}）"))


COLUMN_OF = {"leader": "leaders", "status": "status_group"}
"""Field of a correction -> the column of queries.tasks that holds it, where its name is another."""


def beside(table: pd.DataFrame, chosen: queries.Filters) -> pd.DataFrame:
    """Rows of queries.tasks with the document's value beside each corrected one, and a note who corrected what.

    What a telephone shows stays first: beside the columns up to the units in charge means after those.
    """
    found = queries.corrections(chosen)
    found = found[found["task_id"].isin(table["task_id"])]
    if found.empty:
        return table
    both, rows = table.copy(), queries.rows(found)
    notes: dict[str, list[str]] = {}
    for row in rows:
        note = f"{wording.CORRECTABLE[row.field]}：{row.corrected_by}，{row.corrected_on}，{row.reason}"
        notes.setdefault(row.task_id, []).append(note)
    beside: dict[str, dict[str, str]] = {}
    for column in map(str, table):
        here = [row for row in rows if COLUMN_OF.get(row.field, row.field) == column]
        if here:
            beside[f"{wording.COLUMNS[column]}（文件所写）"] = {
                row.task_id: wording.correction_text(row.field, row.as_published)
                for row in here
                if row.as_published
            }
    beside["更正说明"] = {task_id: "；".join(of_task) for task_id, of_task in notes.items()}
    for at, (name, said) in enumerate(beside.items(), list(both.columns).index("in_charge") + 1):
        both.insert(at, name, both["task_id"].map(said))
    return both
