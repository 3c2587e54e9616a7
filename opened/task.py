"""One task opened: what it says, who does it, what was reported, and on the other side its words in the document."""

import re
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import address
import corrections
import filters
import links_shown
import panels
import queries
import source_text
import walk
import wording
from source_text import Place, card_head, mark_button, place_of, word_button


def show(task_id: str) -> None:
    """Draws the task as it stood on the as-of day, with the way to its neighbours in the list it was chosen from."""
    chosen = filters.sidebar()
    _way_back(task_id, walk.task_ids(chosen))
    task = queries.task(task_id, chosen)
    if task is None:
        st.warning(
            f"没有编号为 {panels.plain(task_id)} 的任务。可能是链接写错了，或者文件重新载入后编号变了。"
        )
        return
    reports = queries.task_reports(task_id, chosen)
    told = queries.told_without_state(task_id, chosen)
    corrected = corrections.of_task(task_id, chosen)
    figures = queries.task_indicators(task_id, chosen)
    documents = {
        task.document_id,
        *reports["in_document"].dropna(),
        *told["document_id"],
        *figures["document_id"],
    }
    place = source_text.place_in_address(documents)
    if address.MARK not in st.query_params:
        place = _telling(task, queries.rows(reports))
    source_text.telling(place)
    corrections.dialog(task)
    _heading(task)
    panels.glossary()
    links_shown.of_task(task)
    left, right = panels.side_by_side([6, 5], "task_and_text")
    with left:
        _fields(task, corrected, chosen)
        _themes(task)
        _units(task, corrected)
        _leaders(task, corrected)
        _milestones(task)
        _reports(task, reports, chosen)
        _told_without_state(told)
        _indicators(figures)
        corrections.button(task_id, "", "更正其他栏目")
        corrections.former(task_id)
    item = Place(task.document_id, int(task.source_start), int(task.source_end))
    with right, st.container(key="source_pane"):
        if address.MARK in st.query_params and place is None:
            st.caption("链接里要标出的地方不在这项任务的文件里，下面是任务所在的原文。")
        in_own = place is None or place.document_id == task.document_id
        shown = place.document_id if place else task.document_id
        source_text.show(shown, place, item if in_own else None)
        icon = ":material/description:"
        address.button("打开这份文件", address.DOCUMENT, shown, "open_document", icon=icon)


def _telling(task: Any, reports: list[Any]) -> Place | None:
    """The words that put the task into the list: those of the theme that was clicked, or that were searched for, else
    those that tell how it stands: of the report that decides, or of the deadline that is past."""
    clicked, *codes = st.query_params.get(address.PART, "").split("|")
    for theme in queries.rows(queries.task_themes(task.task_id)) if clicked == "theme" else []:
        if theme.theme in codes:
            return place_of(theme, task.document_id)
    search = st.session_state.get("text") or ""
    item = queries.document_text(task.document_id)[task.source_start : task.source_end]
    for start, end in queries.hits(item, search)[:1]:
        return Place(task.document_id, task.source_start + start, task.source_start + end)
    for unit in queries.rows(queries.task_units(task.task_id)) if search else []:
        if queries.hits(f"{unit.name}\n{unit.unit_id}", search):
            return place_of(unit, task.document_id)
    for report in reports:
        if report.standing == "counts" and report.place == 1 and report.in_document:
            return place_of(report, report.in_document)
    if task.is_past_deadline:
        for field in queries.rows(queries.task_fields(task.task_id)):
            if field.field == "deadline":
                return place_of(field, task.document_id)
    return None


def _way_back(task_id: str, listed: list[str]) -> None:
    position = listed.index(task_id) if task_id in listed else None
    name = st.query_params.get(address.LIST, "")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("返回", key="back", on_click=address.close, icon=":material/arrow_back:")
        if position is None:
            st.caption("不在当前筛选范围内", width="content")
            return
        for label, key, there in (("上一项", "before", position - 1), ("下一项", "after", position + 1)):
            is_listed = 0 <= there < len(listed)
            to = listed[there] if is_listed else ""
            address.button(label, address.TASK, to, key, name, disabled=not is_listed)
        of = f"“{panels.plain(name)}”" if name else "所选任务"
        st.caption(f"{of}第 {position + 1} / {len(listed)} 项", width="content")


def _heading(task: Any) -> None:
    where = " · ".join(part for part in (task.city, task.area, task.list) if part)
    fill = wording.palette(panels.dark()).groups[task.status_group]
    status = wording.STATUS_GROUPS[task.status_group]
    deadline = f"时限：{task.deadline_text}" if task.deadline_text else "未写时限"
    if task.deadline_on:
        read = in_chinese(task.deadline_on, task.deadline_precision)
        deadline = f"时限：{read}（原文“{task.deadline_text}”）"
    late = "<span class='mark-late'>已过时限</span>" if task.is_past_deadline else ""
    late += "<span class='mark-late'>说法不一</span>" if task.has_conflict else ""
    late += "".join(
        f"<span>{wording.COLUMNS[mark]}</span>" for mark in ("has_part", "has_words") if getattr(task, mark)
    )
    category = f"<div class='quiet'>{escape(task.category)}</div>" if task.category else ""
    st.html(f"""
        <style>
          .task-head h2 {{ font-size: 1.6rem; line-height: 1.4; margin: 0 0 .3rem; padding: 0; }}
          .task-head .marks {{ display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-top: .5rem; }}
          .task-head .marks span {{ border-radius: .3rem; padding: .12rem .6rem; border: 1px solid currentColor; }}
          .task-head .mark-late {{ color: {wording.palette(panels.dark()).accent}; font-weight: 600; }}
          .quiet {{ opacity: .75; }}
          .st-key-source_pane {{ position: sticky; top: 4.5rem; }}
        </style>
        <div class="task-head"><h2>{escape(where)} 第{task.seq}项</h2>{category}
          <div class="marks">
            <span style="background:{fill.colour};color:{fill.text};border-color:{fill.outline};font-weight:600"
                  title="{escape(wording.STATUS_MEANS[task.status_group])}">{status}</span>{late}
            <span style="border-color:transparent;padding-left:0">{escape(deadline)}</span>
          </div></div>""")


def in_chinese(day: date, precision: str) -> str:
    """A deadline, no more precise than its source: 2024年12月31日, 2018年9月底, 2020年底."""
    return wording.period_text(wording.day_text(day, precision)) + "底" * (precision != "day")


def _section(
    words: str,
    place: Place | None = None,
    key: str = "",
    note: str = "",
    task_id: str | None = None,
    field: str = "",
) -> DeltaGenerator:
    """A part of the task under its heading, to be filled; with task_id its field can be corrected."""
    section = st.container(gap="xsmall")
    with (
        section,
        st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"),
    ):
        st.markdown(f"**{words}**" + (f" :small[{panels.plain(note)}]" if note else ""), width="content")
        with st.container(horizontal=True, gap="xsmall", width="content"):
            if task_id:
                corrections.button(task_id, field, "更正状态" if field == "status" else "更正")
            mark_button(place, key)
    return section


def _text(words: str, *more: str) -> None:
    """Text of a document as it is, without the empty lines between its paragraphs; more: what stays together."""
    lines = [_with_hits(line.strip()) for line in re.split(r"\n\s*", words)]
    lines[-1] += "".join(
        f"　<span style='display:inline-block'>{escape(each)}</span>" for each in more if each
    )
    paragraphs = "".join(f"<p style='margin:0'>{line}</p>" for line in lines)
    st.html(f"<div style='line-height:1.75;overflow-wrap:anywhere;display:grid;gap:.4em'>{paragraphs}</div>")


def _with_hits(line: str) -> str:
    """A line escaped, the words that the reader searched for marked in it."""
    mark = f"<mark style='background:{wording.palette(panels.dark()).accent}40;color:inherit'>"
    marked, end = "", 0
    for start, stop in queries.hits(line, st.session_state.get("text") or ""):
        marked += f"{escape(line[end:start])}{mark}{escape(line[start:stop])}</mark>"
        end = stop
    return marked + escape(line[end:])


def _line(words: str, place: Place | None, key: str, *more: str) -> None:
    """A short text, and more of it that does not break within a line, with the button that marks its words."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", wrap=False
    ):
        _text(words, *more)
        mark_button(place, key)


def _fields(task: Any, corrected: dict[str, Any], chosen: queries.Filters) -> None:
    places = {field.field: field for field in reversed(queries.rows(queries.task_fields(task.task_id)))}
    contents = [
        ("issue", task.issue),
        ("goal", task.goal),
        ("measures", task.measures),
        ("progress", task.progress),
        ("deadline", task.deadline_text),
    ]
    for field, words in contents:
        corrections_here = [
            corrected[name] for name in (field, *CORRECTED_WITH.get(field, ())) if name in corrected
        ]
        words = next(
            (each.as_published for each in corrections_here if each.field in (field, "deadline_text")), words
        )
        if not words and not corrections_here:
            continue
        name, found = wording.FIELDS[field], places.get(field)
        as_written = found.label if found and found.label not in (None, "", name) else None
        place = place_of(found, task.document_id) if found else None
        note = f"原文作“{as_written}”" if as_written else ""
        correctable = "deadline_on" if field == "deadline" else field
        with _section(name, place, field, note, task.task_id, correctable):
            _text(words or "原文没有写。")
            for correction in corrections_here:
                corrections.note(correction)
        if field == "deadline":
            _other_deadlines(task, corrected.get("deadline_on"), chosen)


def _other_deadlines(task: Any, corrected: Any, chosen: queries.Filters) -> None:
    """What other documents give as the deadline of the same problem; ours counts, or what a person put in its place."""
    for number, other in enumerate(queries.rows(queries.other_deadlines(task.task_id, chosen))):
        is_open = not (corrected or other.is_of_other_inspection)
        if corrected:
            counts = "这里按上面记下的时限计。"
        elif other.is_of_other_inspection:
            counts = "这里按本文件计；那是另一次督察的清单。"
        else:
            counts = "没有采用，这里按本文件计；确已批准延期的，请记下。"
        words = f"《{other.title}》写的是“{other.deadline_text}”。{counts}"
        _line(words, place_of(other, other.document_id), f"other_deadline_{number}")
        if is_open:
            said = f"《{other.title}》：{other.deadline_text}"
            corrections.extension_button(task.task_id, other.deadline_on, said, number)


CORRECTED_WITH = {
    "deadline": ("deadline_text", "deadline_on", "is_immediate", "is_ongoing"),
    "issue": ("category",),
}
"""Fields that are corrected apart and shown with another."""


def _themes(task: Any) -> None:
    """What the task is about; each theme marks the words that say so."""
    themes = queries.task_themes(task.task_id)
    if themes.empty:
        return
    with _section(wording.COLUMNS["themes"]), st.container(horizontal=True, gap="xsmall"):
        for number, theme in enumerate(queries.rows(themes)):
            place, said = place_of(theme, task.document_id), f"原文“{theme.quote}”"
            word_button(theme.theme, place, f"theme_{number}", said)


def _units(task: Any, corrected: dict[str, Any]) -> None:
    units = queries.task_units(task.task_id)
    fields = {field.role: field for field in queries.rows(queries.task_fields(task.task_id)) if field.role}
    for role, label in wording.UNITS.items():
        named = queries.rows(units[units["role"] == role])
        if not named and role not in corrected:
            continue
        as_written = fields[role].label if role in fields else None
        note = f"原文作“{as_written}”" if as_written not in (None, label) else ""
        with _section(label, note=note, task_id=task.task_id, field=role):
            with st.container(horizontal=True, gap="xsmall"):
                for number, unit in enumerate(named):
                    words, whole = unit.name_as_written, unit.name + "（统称）" * unit.is_group
                    place = place_of(unit, task.document_id)
                    word_button(panels.plain(words), place, f"unit_{role}_{number}", whole)
            _ways_to(named)
            if role in corrected:
                corrections.note(corrected[role])
            if role == "lead" and not task.is_done:
                with st.container(horizontal=True, gap="xsmall"):
                    for number, unit in enumerate(named):
                        address.button(
                            f"督办单：{panels.plain(unit.name_as_written)}",
                            address.UNIT,
                            unit.unit_id,
                            f"reminder_{number}",
                            help="打开这个单位，在那里下载给它的督办单",
                            icon=":material/outgoing_mail:",
                        )


def _ways_to(units: list[Any]) -> None:
    """Links to the pages of the units, by the names that they go by here."""
    colours = wording.palette(panels.dark())
    ways = " · ".join(
        f"<a class='way' href='{escape(address.link(address.UNIT, unit.unit_id))}' target='_self'>"
        f"<span style='display:inline-block;color:{colours.link};text-decoration:underline;text-underline-offset:.2em'>"
        f"{escape(unit.name)}</span></a>"
        for unit in units
    )
    if ways:
        st.html(f"<div style='font-size:.88rem;line-height:1.7;color:{colours.quiet}'>全部任务：{ways}</div>")


def _leaders(task: Any, corrected: dict[str, Any]) -> None:
    leaders = queries.task_leaders(task.task_id)
    if leaders.empty and "leader" not in corrected:
        return
    with _section(wording.FIELDS["leader"], task_id=task.task_id, field="leader"):
        for leader in queries.rows(leaders):
            words, place = f"{leader.leader}（{leader.role_label}）", place_of(leader, task.document_id)
            _line(words, place, f"leader_{leader.position}")
        if "leader" in corrected:
            corrections.note(corrected["leader"])


def _milestones(task: Any) -> None:
    milestones = queries.task_milestones(task.task_id)
    if milestones.empty:
        return
    with _section("时间节点"):
        for step in queries.rows(milestones):
            words = f"{in_chinese(step.due_on, step.precision)}　{step.text}"
            _line(words, place_of(step, task.document_id), f"step_{step.source_start}")


def _reports(task: Any, reports: pd.DataFrame, chosen: queries.Filters) -> None:
    with _section("进展报告", task_id=task.task_id, field="status"):
        if task.has_conflict:
            st.caption(f"说法不一：{wording.CONFLICT}两种说法都列在这里。")
        if task.has_part:
            st.caption("只见到部分进展的报告：列在这里，不当作整项的进展，更不算完成。")
        if task.has_words:
            st.caption(
                "文件写了整改情况，没有写明完成、推进还是未启动：状态仍列为未见报告，不当作完成，也不当作未完成。"
            )
        elif reports.empty:
            st.caption("没有找到关于这项任务的报告。这不等于没有整改。")
        for number, report in enumerate(queries.rows(reports)):
            _report(report, number, chosen)


def _report(report: Any, number: int, chosen: queries.Filters) -> None:
    """What one report says, whether it decides, and where it was published."""
    standing = {
        "counts": "决定当前状态" if report.place == 1 else "较早的报告",
        "part": "不决定整项状态",
        "later": f"晚于 {chosen.day.isoformat()}，不计",
        "background": "早于整改方案，只作背景",
    }[report.standing]
    day = f"{report.reported_on:%Y-%m-%d} 报告" if report.reported_on else "报告未注明日期"
    done = wording.day_text(report.completed_on, report.completed_precision)
    done = f"，{done} 完成" if done else ""
    with st.container(border=True, gap="xxsmall"):
        place = place_of(report, report.in_document) if report.in_document else None
        only = "只说其中一部分：" * (report.standing == "part")
        card_head(f"**{only}{wording.STATUS[report.status]}** · {standing}", place, f"report_{number}")
        st.caption(f"{day}{done}")
        if report.quote:
            _text(f"“{report.quote}”")
        elif report.basis:
            about = f"（{report.place_or_matter}）" if report.place_or_matter else ""
            _text(f"{report.basis}{about}")
        if report.told and report.told not in (report.quote or ""):
            st.caption("该项的进展说明")
            _text(report.told)
        _source(report)
        links_shown.origin(report, number)


def _told_without_state(told: pd.DataFrame) -> None:
    """What reports say of the task without naming a state."""
    for number, item in enumerate(queries.rows(told)):
        with st.container(border=True, gap="xxsmall"):
            card_head(
                f"**{wording.COLUMNS['has_words']}**", place_of(item, item.document_id), f"told_{number}"
            )
            st.caption(f"{item.stated_on} 报告" if item.stated_on else "报告未注明日期")
            _text(item.told)
            st.caption(panels.plain(f"来源：{item.title}"))


def _source(report: Any) -> None:
    """Where a report was published: its title, linked if it is a page, and what kind of source it is."""
    kind = wording.SOURCE_KINDS.get(report.source_kind, "")
    title = escape(report.title or report.source)
    address = report.source
    if address.startswith(("https://", "http://")):
        title = f"<a style='color:inherit' href='{escape(address)}' target='_blank' rel='noopener noreferrer'>{title}</a>"
    st.html(
        f"<div style='font-size:.88rem;overflow-wrap:anywhere'>来源：{title}{f'（{kind}）' if kind else ''}</div>"
    )


def _indicators(figures: pd.DataFrame) -> None:
    if figures.empty:
        return
    with _section("指标"):
        for number, figure in enumerate(queries.rows(figures)):
            level = wording.level(figure.op, figure.value, figure.unit)
            words = f"{figure.metric} {'变化 ' * figure.is_change}{level}"
            period = wording.period_text(figure.period) if figure.period else ""
            place = place_of(figure, figure.document_id)
            role = wording.INDICATOR_ROLES[figure.role]
            _line(f"{role}：{words}", place, f"figure_{number}", figure.place or "", period)
