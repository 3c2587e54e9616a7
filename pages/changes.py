"""变化：两个日子之间新增、销号、过时限的任务，时间节点，将到期的。"""

from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

import charts
import filters
import panels
import queries
import tables
import wording

st.title("变化", anchor=False)
chosen = filters.sidebar()
every_state = replace(chosen, statuses=(), past_deadline=False)
with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
    before = st.date_input(
        "从",
        value=date(chosen.day.year - 1, 12, 31),
        min_value=date(2010, 1, 1),
        key="since",
        bind="query-params",
        format="YYYY-MM-DD",
        width=150,
    )
    filters.day_presets(
        "since", filters.ends_before(chosen.day) | {"前年底": date(chosen.day.year - 2, 12, 31)}
    )
since = before if isinstance(before, date) else chosen.day
if not queries.task_count(chosen):
    filters.nothing_found(chosen)
    st.stop()
panels.view_and_glossary(f"从 {since} 到 {chosen.day}；{chosen.in_words()}")
HIDDEN = ("document_id", "is_undated")
of_change, of_flow = (panels.picked(key, wording.CHANGES, ("all",)) for key in ("change", "flow"))


def wrong_way_round() -> None:
    """The two days stand the wrong way round: says so, and how they may stand."""
    with st.container(border=True):
        st.markdown(f"#### “从”（{since}）不早于截至日（{chosen.day}），没有两个日子可比")
        with st.container(horizontal=True):
            a_year = date(chosen.day.year - 1, 12, 31)
            st.button(
                f"从 {a_year} 看起",
                key="since_earlier",
                on_click=filters.set_day,
                args=("since", a_year),
                type="primary",
            )
            if since > chosen.day:
                st.button(
                    f"截至改为 {since}", key="until_later", on_click=filters.set_day, args=("as_of", since)
                )


def two_days() -> None:
    """What changed between the two days, and the tasks of what was clicked."""
    counts = queries.change_counts(chosen, since)
    flow = queries.flow(every_state, since)
    undated = int(flow["undated"])
    if counts.empty:
        newest = queries.newest_change(chosen)
        with st.container(border=True):
            st.markdown(f"#### {since} 以来没有变化")
            st.markdown(
                f"所选任务最近的文件或报告是 {newest} 的。"
                if newest
                else "所选任务的文件和报告都没有写日期。"
            )
            if newest:
                st.button(
                    "看这一次变化",
                    key="newest_change",
                    on_click=filters.set_day,
                    args=("since", newest - timedelta(days=1)),
                    type="primary",
                )
    else:
        left, right = st.columns([6, 5], gap="large")
        with left:
            panels.picture(charts.changes(counts, since, chosen.day, undated, panels.dark()), "change")
        with right:
            if flow["reopened"]:
                st.info(
                    f"有 {flow['reopened']} 项期初报告说已销号、期末不再这样说，"
                    "期初 + 新增 − 销号 ≠ 期末，所以不画流量图。"
                )
            else:
                opening, added, closed, closing = (
                    int(flow[part]) for part in ("opening", "added", "closed", "closing")
                )
                panels.picture(charts.flow(opening, added, closed, closing, undated, panels.dark()), "flow")
        st.caption(
            "任务算作新增的日子，是它所在文件印发或公开的日子。"
            + (
                f"另有 {undated} 项，文件没有写日期：不知何时新增，不算新增，也不进右图；"
                "它们的销号、完成和过时限照样算在左图。"
                if undated
                else ""
            )
        )

    if part := of_change or of_flow:
        rows = queries.changes(every_state if of_flow else chosen, since)
        rows = rows[(rows["change"] == part[0]) & ~(rows["is_undated"] & bool(of_flow))]
        panels.heading_of_part(f"{wording.CHANGES[part[0]]}：{wording.CHANGE_MEANS[part[0]]}", len(rows))
        tables.show(rows, "变化的任务", chosen, hidden=HIDDEN)
    elif len(counts):
        tables.folded("变化的任务", chosen, lambda: queries.changes(chosen, since), HIDDEN)


if since < chosen.day:
    two_days()
else:
    wrong_way_round()

st.divider()
due = queries.falling_due(chosen)
within = [(days, int((due["days_left"] <= days).sum())) for days in (7, 30, 90)]
st.subheader(
    "90 天内没有到期的任务和节点" if due.empty else f"90 天内到期 {len(due)} 件：任务和其中的节点",
    anchor=False,
)
of_due = panels.picked("falling_due", ("7", "30", "90"), ("any",))
if len(due):
    panels.count_tiles(
        [
            (f"{days} 天内到期", count, f"含任务和节点，到 {chosen.day + timedelta(days=days)}")
            for days, count in within
        ],
        "falling_due",
        ("7", "30", "90"),
    )
    if of_due:
        due = due[due["days_left"] <= int(of_due[0])]
        panels.heading_of_part(f"{of_due[0]} 天内到期", len(due))
    tables.show(due, "将到期", chosen, hidden=("document_id",))

steps, of_step = queries.milestone_counts(chosen), None
if len(steps):
    panels.picture(charts.milestones(steps, chosen.day, panels.dark()), "steps")
    st.caption("一根是同一天到期的节点，高低是个数。只写到月、到年的，横线画出整月、整年，不当作某一天。")
    of_step = panels.picked("steps", set(steps["ends"].dt.strftime("%Y-%m-%d")), charts.SPANS)
    if of_step:
        listed = queries.steps(chosen)
        days = listed["due_on"].dt.strftime("%Y-%m-%d")
        listed = listed[(days == of_step[0]) & (listed["precision"] == of_step[1])]
        panels.heading_of_part(f"{of_step[0]} 到期的节点", len(listed))
        tables.show(listed, "时间节点", chosen, hidden=("document_id", "is_done"))
    else:
        tables.folded("时间节点", chosen, lambda: queries.steps(chosen), ("document_id", "is_done"))
if not (of_change or of_flow or of_due or of_step):
    panels.none_picked()
