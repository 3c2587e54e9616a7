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
month, quarter, year = filters.ends_before(chosen.day).values()
if "since" in st.session_state and st.session_state["since"] == st.session_state.get("usual_since"):
    st.session_state["since"] = month  # it was nobody's choice: it follows the as-of day
st.session_state["usual_since"] = month
with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
    before = st.date_input(
        "从",
        value=month,
        min_value=date(2010, 1, 1),
        key="since",
        bind="query-params",
        format="YYYY-MM-DD",
        width=150,
    )
    earlier = date(year.year - 1, 12, 31)
    filters.day_presets("since", {"上月底": month, "上季度末": quarter, "年初以来": year, "前年底": earlier})
since = before if isinstance(before, date) else chosen.day
if not queries.task_count(chosen):
    filters.nothing_found(chosen)
    st.stop()
panels.view_and_glossary(f"从 {since} 到 {chosen.day}；{chosen.in_words()}")
NAMED = wording.BETWEEN | wording.FLOW
STEPS = {"ahead": "还没到的节点", "late": "已过而任务未见办结的节点"}
of_change = panels.picked("change", wording.CHANGES, ("all",))
of_flow = panels.picked("flow", wording.FLOW, ("all",))
of_between = panels.picked("between", wording.BETWEEN, ("all",))


def wrong_way_round() -> None:
    """The two days stand the wrong way round: says so, and how they may stand."""
    with st.container(border=True):
        st.markdown(f"#### “从”（{since}）不早于截至日（{chosen.day}），没有两个日子可比")
        with st.container(horizontal=True):
            filters.day_button(f"从 {month} 看起", "since", month, "since_earlier", is_main=True)
            if since > chosen.day:
                filters.day_button(f"截至改为 {since}", "as_of", since, "until_later")


def two_days() -> None:
    """What changed between the two days, and the tasks of what was clicked."""
    counts = queries.change_counts(chosen, since)
    changed = sum(counts[change] for change in wording.CHANGES)
    if not changed:
        newest = queries.newest_change(chosen)
        with st.container(border=True):
            st.markdown(f"#### {since} 以来没有变化")
            st.markdown(
                f"所选任务最近的文件或报告是 {newest} 的。"
                if newest
                else "所选任务的文件和报告都没有写日期。"
            )
            if newest:
                day = newest - timedelta(days=1)
                filters.day_button("看这一次变化", "since", day, "newest_change", is_main=True)
    else:
        left, right = st.columns([6, 5], gap="large")
        with left:
            panels.picture(charts.changes(counts, since, chosen.day, panels.dark()), "change")
        with right:
            flow = queries.change_counts(every_state, since)
            if flow["unclosed"]:
                back = panels.way("flow", f"{flow['unclosed']} 项", "unclosed", "all")
                st.info(
                    f"有 {back}期初报告说已销号、期末不再这样说，期初 + 新增 − 销号 ≠ 期末，所以不画流量图。"
                )
            else:
                panels.picture(charts.flow(flow, panels.dark()), "flow")
        if unseen := [
            f"{panels.way('between', f'{counts[kind]} 项', kind, 'all')}{name}"
            for kind, name in wording.BETWEEN.items()
            if counts[kind]
        ]:
            st.info(f"只比期初和期末看不出的：{'；'.join(unseen)}。", icon=":material/alt_route:")
        st.caption(
            "新增，按任务所在文件印发或公开的日子算；新销号、新完成、新报逾期，按报告公开的日子算，不按报告里写的完成日期。"
            + (
                f"有 {panels.way('flow', f'{undated} 项', 'undated', 'all')}的文件没有写日期，按它写到的最后一天算。"
                if (undated := flow["undated"])
                else ""
            )
        )

    if part := of_change or of_between or of_flow:
        kind, seen = part[0], every_state if of_flow else chosen
        count = queries.change_counts(seen, since)[kind]
        words = f"{wording.CHANGES[kind]}：{wording.CHANGE_MEANS[kind]}" if of_change else NAMED[kind]
        panels.heading_of_part(words, count)
        # What kind of change it is, all have in common, and a telephone has no room for it.
        hidden = (*tables.PLACES, "change")
        listing = tables.Listing(count, lambda first: queries.changes(seen, since, kind, first), words)
        tables.show(listing, "变化的任务", chosen, hidden)
        told = queries.told_between(seen, since, [kind])
        if len(told):
            st.markdown(f"**期间经过：这段时间里来源说过的 {len(told)} 句，一项任务按日子排**")
            tables.show(told.dropna(axis="columns", how="all"), "期间经过", chosen)
    elif changed:
        listing = tables.Listing(changed, lambda first: queries.changes(chosen, since, first=first))
        tables.folded(listing, "变化的任务", chosen)


if since < chosen.day:
    two_days()
else:
    wrong_way_round()

st.divider()
due = queries.falling_due_counts(chosen)
most = due.get(90, 0)
st.subheader(
    f"90 天内到期 {panels.way('falling_due', f'{most} 项', '90')}：任务和其中的节点"
    if most
    else "90 天内没有到期的任务和节点",
    anchor=False,
)
of_due = panels.picked("falling_due", ("7", "30", "90"), ("any",))
if most:
    tiles = {
        str(days): (f"{days} 天内到期的任务和节点", count, f"到 {chosen.day + timedelta(days=days)}")
        for days, count in due.items()
    }
    panels.count_tiles(tiles, "falling_due")
    days = int(of_due[0]) if of_due else 90
    if of_due:
        panels.heading_of_part(f"{days} 天内到期", due[days])
    listing = tables.Listing(due[days], lambda first: queries.falling_due(chosen, days, first))
    tables.show(listing, "将到期", chosen)

steps, of_step = queries.milestone_counts(chosen), None
if len(steps):
    panels.picture(charts.milestones(steps, chosen.day, panels.dark()), "steps")
    st.caption(
        "一根是同一天到期的节点，高低是个数，挤在一起的只写最高的几根。只写到月、到年的，横线画出整月、整年，不当作某一天。"
    )
    ends = set(steps["ends"].dt.strftime("%Y-%m-%d"))
    of_step = panels.picked("steps", {*ends, *STEPS}, {*charts.SPANS, "any"})
    if of_step:
        which, precision = of_step
        listed = queries.steps(chosen, which, None if precision == "any" else precision)
        panels.heading_of_part(STEPS.get(which, f"{which} 到期的节点"), len(listed))
        tables.show(listed, "时间节点", chosen)
    else:
        count = int(steps["steps"].sum())
        tables.folded(
            tables.Listing(count, lambda first: queries.steps(chosen, first=first)), "时间节点", chosen
        )
if not (of_change or of_between or of_flow or of_due or of_step):
    panels.none_picked()
