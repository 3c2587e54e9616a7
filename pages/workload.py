"""单位负荷：按单位或按系统，按职责，按到期年份；集体名称另列。"""

from dataclasses import replace

import pandas as pd
import streamlit as st

import address
import charts
import filters
import panels
import queries
import tables
import wording
from reports import buttons


def way_to(unit_id: str) -> None:
    words, look = f"看{panels.plain(queries.unit(unit_id).name)}的全部任务", {"icon": ":material/groups:"}
    address.button(words, address.UNIT, unit_id, f"who_{unit_id}", **look, type="secondary")


st.title("单位负荷", anchor=False)
chosen = filters.sidebar()
bar = st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute")
with bar:
    by = panels.switch("按", "by", ["单位", "系统"])
by_system = by == "系统"
expand = bar.toggle(
    "展开集体名称",
    key="expand",
    bind="query-params",
    help="“各县市区党委政府”算到该市每个县市区头上。“各相关县市区”“各镇街”没有说是哪些，不展开。",
)
chosen = replace(chosen, expand=expand)
work = queries.workload(chosen, by_system)
groups = queries.workload(chosen, by_system=False, groups=True)
years = queries.workload_by_due_row(chosen, by_system)
systems = queries.systems_by_city(chosen)

if work.empty and groups.empty:
    filters.nothing_found(chosen, "单位")
    st.stop()
for unit_id in chosen.units[:5]:
    way_to(unit_id)
totals = queries.workload_totals(chosen)
with panels.view_and_glossary(chosen.in_words()):
    if len(chosen.units) == 1:
        buttons.of_unit(queries.unit(chosen.units[0]), chosen)
open_tasks, past = (
    panels.way("units", f"{totals[code]} 项", code) if totals[code] else "0 项"
    for code in ("open", "past_deadline")
)
st.markdown(
    f"写明单位的未办结任务 **{open_tasks}**，其中 **{past}** 已过时限；"
    f"{wording.shared_among(totals['units'], totals['groups'], totals['duties'])}："
    "一项任务在一个单位的一种职责里只算一次，所以各行相加会多于任务数。"
    + (f"另有 {totals['unnamed']} 项没有写单位。" if totals["unnamed"] else "")
    + ("集体名称已按行政区划展开到县市区，这些单位原文没有点名。" if expand else "")
)
of_units = panels.picked("units", ("open", "past_deadline"), ("any",))
if of_units:
    words = f"写明单位的任务，{wording.STANDING[of_units[0]]}"
    tables.clicked(words, chosen, queries.part_of_units(of_units[0]))

panels.late_units(queries.rows(queries.late_units(chosen)), "在下面的图和表里", expand)
of_late = tables.of_late_unit(chosen)

by_name, by_year, by_city = st.tabs(["按职责", "按到期年份", "系统与城市"])
with by_name:
    if work.empty:
        st.info("所选任务只写了集体名称，没有写具体单位。")
    else:
        panels.picture(charts.workload(work, by, panels.dark()), "work")
        st.caption("已过时限由时限推算，不等于没做。改了名的单位按现名算在一起。")
with by_year:
    if years.empty:
        st.info("没有未办结的任务。")
    else:
        panels.picture(charts.workload_by_due_row(years, panels.dark()), "cell")
with by_city:
    if systems.empty:
        st.info("没有未办结的任务写了能归入系统的单位。")
    else:
        panels.picture(charts.systems_by_city(systems, panels.dark()), "system")
        st.caption(
            "同一系统在各城市的未办结任务，任何职责都算，一项只算一次。各地文件多少不同，不宜直接比高低。"
        )


def clicked(key: str, code: str, name: str, of_groups: bool) -> None:
    """The tasks of a bar or cell, and the way to its unit; the rest together (key '') has none."""
    due = f"{code} 年到期" if code.isdigit() else code
    words = f"{name}，{wording.DUTIES.get(code, f'{due}，未办结')}"
    if not by_system and key:
        way_to(key)
    tables.clicked(words, chosen, queries.part_of_workload(key, code, by_system and not of_groups, of_groups))


every = queries.workload(chosen, by_system, first=10_000)
known, known_groups = panels.names(work), panels.names(groups)
if by_system:  # its table lists them all, and leads where the picture's bars lead
    known |= panels.names(every)
of_work = panels.picked("work", known, wording.DUTIES) or panels.picked("cell", known, set(years["due_row"]))
of_group = panels.picked("group", known_groups, wording.DUTIES)
of_system = panels.picked("system", {*systems["system"], "any"}, {*systems["city"], "any"})
if of_work:
    clicked(*of_work, known[of_work[0]], of_groups=False)
elif of_system:
    system, city = of_system
    named = [
        "" if city == "any" else f"{city}，",
        "能归入系统的单位，" if system == "any" else f"{system}系统，",
    ]
    tables.clicked(f"{''.join(named)}未办结", chosen, queries.part_of_systems(system, city))

if not groups.empty:
    st.divider()
    panels.picture(charts.workload(groups, "集体名称", panels.dark()), "group")
    st.caption(
        "“各相关县市区”“各镇街”这样的集体名称，原文没有说是哪些，不展开，单独列在这里。"
        if expand
        else "“各县市区党委政府”这样的集体名称没有点名，单独列在这里；打开上面的“展开集体名称”，算到每个县市区头上。"
    )
    if of_group:
        clicked(*of_group, known_groups[of_group[0]], of_groups=True)
if not (of_units or of_late or of_work or of_group or of_system):
    panels.none_picked()


def pick(row: pd.Series, column: str) -> None:
    which = {"past_deadline": "_past", "tasks": "_tasks"}.get(column, "")
    panels.pick("work", row["key"], f"{row['role']}{which}")


with st.container(key="last_on_paper"):
    st.subheader(f"各{by}的数", anchor=False)
    if by_system:
        tables.show(
            every.rename(columns={"name": "system"}), f"{by}负荷", chosen, hidden=("key",), on_pick=pick
        )
    else:
        tables.show(every.rename(columns={"key": "unit_id"}), f"{by}负荷", chosen, hidden=("unit_id",))
