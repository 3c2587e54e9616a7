"""One task opened: what it says, who does it, what was reported, and on the other side its words in the document."""

import re
from html import escape

import pandas as pd
import streamlit as st

import panels
import queries
import source_text
import wording
from source_text import Place, mark_button, place_of


def show(task_id: str, in_view: list[str], chosen: queries.Filters) -> None:
    """Draws the task as it stood on the day chosen; in_view are the tasks to go on to."""
    _way_back(task_id, in_view)
    task = queries.task(task_id, chosen)
    if task is None:
        st.warning(
            f"没有编号为 {panels.plain(task_id)} 的任务。可能是链接写错了，或者文件重新载入后编号变了。"
        )
        return
    reports = queries.task_reports(task_id, chosen)
    _heading(task)
    left, right = st.columns([6, 5], gap="large")
    with left:
        _fields(task)
        _units(task)
        _leaders(task)
        _milestones(task)
        _reports(reports, chosen)
        _indicators(task)
    documents = {task["document_id"], *reports["in_document"].dropna()}
    place = source_text.place_in_address(documents)
    item = Place(task["document_id"], int(task["source_start"]), int(task["source_end"]))
    with right, st.container(key="source_pane"):
        in_own = place is None or place.document_id == task["document_id"]
        source_text.show(place.document_id if place else task["document_id"], place, item if in_own else None)


def _way_back(task_id: str, in_view: list[str]) -> None:
    position = in_view.index(task_id) if task_id in in_view else None
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("返回台账", key="back", on_click=_open, args=(None,), icon=":material/arrow_back:")
        if position is None:
            st.caption("这项任务不在当前筛选范围内", width="content")
            return
        before = in_view[position - 1] if position else None
        after = in_view[position + 1] if position + 1 < len(in_view) else None
        st.button(
            "上一项", key="before", on_click=_open, args=(before,), disabled=before is None, type="tertiary"
        )
        st.button(
            "下一项", key="after", on_click=_open, args=(after,), disabled=after is None, type="tertiary"
        )
        st.caption(f"第 {position + 1} / {len(in_view)} 项", width="content")


def _open(task_id: str | None) -> None:
    st.query_params.pop(source_text.MARK, None)
    if task_id:
        st.query_params["task"] = task_id
    else:
        st.query_params.pop("task", None)


def _heading(task: pd.Series) -> None:
    where = " · ".join(str(task[name]) for name in ("city", "area", "list") if pd.notna(task[name]))
    fill = wording.palette(panels.dark()).groups[task["status_group"]]
    status = wording.STATUS_GROUPS[task["status_group"]]
    deadline = task["deadline_text"] if pd.notna(task["deadline_text"]) else "未写时限"
    late = "<span class='mark-late'>已过时限</span>" if task["is_past_deadline"] else ""
    category = f"<div class='quiet'>{escape(task['category'])}</div>" if pd.notna(task["category"]) else ""
    st.html(f"""
        <style>
          .task-head h2 {{ font-size: 1.6rem; line-height: 1.4; margin: 0 0 .3rem; padding: 0; }}
          .task-head .marks {{ display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-top: .5rem; }}
          .task-head .marks span {{ border-radius: .3rem; padding: .12rem .6rem; border: 1px solid currentColor; }}
          .task-head .mark-late {{ color: {wording.palette(panels.dark()).accent}; font-weight: 600; }}
          .quiet {{ opacity: .75; }}
          .st-key-source_pane {{ position: sticky; top: 4.5rem; }}
        </style>
        <div class="task-head"><h2>{escape(where)} 第{task["seq"]}项</h2>{category}
          <div class="marks">
            <span style="background:{fill.colour};color:{fill.text};border-color:{fill.outline};font-weight:600"
                  title="{escape(wording.STATUS_MEANS[task["status_group"]])}">{status}</span>{late}
            <span style="border-color:transparent;padding-left:0">时限：{escape(deadline)}</span>
          </div></div>""")


def _title(words: str, place: Place | None = None, key: str = "", note: str = "") -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"**{words}**" + (f" :small[{panels.plain(note)}]" if note else ""), width="content")
        mark_button(place, key)


def _text(words: str) -> None:
    """Text of a document as it is, without the empty lines between its paragraphs."""
    paragraphs = "".join(
        f"<p style='margin:0 0 .5em'>{escape(line.strip())}</p>" for line in re.split(r"\n\s*", words)
    )
    st.html(f"<div style='line-height:1.75;overflow-wrap:anywhere'>{paragraphs}</div>")


def _line(words: str, place: Place | None, key: str) -> None:
    """A short text with the button that marks its words."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="top", wrap=False
    ):
        _text(words)
        mark_button(place, key)


def _fields(task: pd.Series) -> None:
    places = queries.task_fields(task["task_id"])
    for field, column in (
        ("issue", "issue"),
        ("goal", "goal"),
        ("measures", "measures"),
        ("progress", "progress"),
        ("deadline", "deadline_text"),
    ):
        if pd.isna(task[column]):
            continue
        found = places[places["field"] == field]
        place = None if found.empty else place_of(found.iloc[0], task["document_id"])
        label = "" if found.empty or pd.isna(found["label"].iloc[0]) else str(found["label"].iloc[0])
        name = wording.FIELDS[field]
        with st.container(gap="xxsmall"):
            _title(name, place, field, note=f"原文作“{label}”" if label not in ("", name) else "")
            _text(task[column])


def _units(task: pd.Series) -> None:
    units = queries.task_units(task["task_id"])
    for role, label in wording.ROLES.items():
        named = units[units["role"] == role]
        if named.empty:
            continue
        _title(f"{label}单位")
        with st.container(horizontal=True, gap="small"):
            for number, unit in enumerate(named.itertuples()):
                place = place_of(unit, task["document_id"])
                st.button(
                    panels.plain(unit.name_as_written),
                    key=f"unit_{role}_{number}",
                    on_click=source_text.mark if place else None,
                    args=(place,),
                    help=panels.plain(f"{unit.name}" + ("（统称）" if unit.is_group else "")),
                    type="primary"
                    if place and st.query_params.get(source_text.MARK) == str(place)
                    else "secondary",
                )


def _leaders(task: pd.Series) -> None:
    leaders = queries.task_leaders(task["task_id"])
    if leaders.empty:
        return
    _title(wording.FIELDS["leader"])
    for leader in leaders.itertuples():
        _line(
            f"{leader.leader}（{leader.role_label}）",
            place_of(leader, task["document_id"]),
            f"leader_{leader.position}",
        )


def _milestones(task: pd.Series) -> None:
    milestones = queries.task_milestones(task["task_id"])
    if milestones.empty:
        return
    _title("时间节点")
    for step in milestones.itertuples():
        shape = {"day": "%Y-%m-%d", "month": "%Y年%-m月", "year": "%Y年"}[step.precision]
        _line(
            f"{step.due_on.strftime(shape)}　{step.text}",
            place_of(step, task["document_id"]),
            f"step_{step.source_start}",
        )


def _reports(reports: pd.DataFrame, chosen: queries.Filters) -> None:
    _title("进展报告")
    if reports.empty:
        st.caption("没有找到关于这项任务的报告。这不等于没有整改。")
    for number, report in enumerate(reports.itertuples()):
        standing = {
            "counts": "决定当前状态" if report.place == 1 else "较早的报告",
            "part": "只涉及部分，不决定整项状态",
            "later": f"晚于 {chosen.day.isoformat()}，不计",
            "background": "早于整改方案，只作背景",
        }[report.standing]
        day = f"{report.reported_on:%Y-%m-%d} 报告" if pd.notna(report.reported_on) else "报告未注明日期"
        done = f"，{report.completed_on:%Y-%m-%d} 完成" if pd.notna(report.completed_on) else ""
        with st.container(border=True):
            with st.container(
                horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
            ):
                st.markdown(f"**{wording.STATUS[report.status]}** · {standing}", width="content")
                if pd.notna(report.in_document):
                    mark_button(place_of(report, report.in_document), f"report_{number}")
            st.caption(f"{day}{done}")
            if pd.notna(report.quote):
                _text(f"“{report.quote}”")
            elif pd.notna(report.basis):
                about = f"（{report.place_or_matter}）" if pd.notna(report.place_or_matter) else ""
                _text(f"{report.basis}{about}")
            _source(report)


def _source(report: object) -> None:
    """Where a report was published: its title, linked if it is a page, and what kind of source it is."""
    kind = wording.SOURCE_KINDS.get(report.source_kind, "")  # type: ignore[attr-defined]
    title = escape(str(report.title if pd.notna(report.title) else report.source))  # type: ignore[attr-defined]
    address = str(report.source)  # type: ignore[attr-defined]
    if address.startswith(("https://", "http://")):
        title = f"<a href='{escape(address)}' target='_blank' rel='noopener noreferrer'>{title}</a>"
    st.html(
        f"<div style='font-size:.88rem;overflow-wrap:anywhere'>来源：{title}{f'（{kind}）' if kind else ''}</div>"
    )


def _indicators(task: pd.Series) -> None:
    figures = queries.task_indicators(task["task_id"])
    if figures.empty:
        return
    _title("指标")
    for number, figure in enumerate(figures.itertuples()):
        value = wording.level(figure.metric, figure.op, figure.value, figure.unit)
        change = "变化 " if figure.is_change else ""
        about = "　".join(str(part) for part in (figure.place, figure.period) if pd.notna(part))
        _line(
            f"{wording.INDICATOR_ROLES[figure.role]}：{figure.metric} {change}{value}　{about}",
            place_of(figure, task["document_id"]),
            f"figure_{number}",
        )
