"""One unit opened: what it leads, answers for, supervises and supports, when it is due, and its peers elsewhere."""

from dataclasses import replace
from typing import Any

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


def show(named: str) -> None:
    """Draws the unit of that id or name as it stood on the as-of day, in the view that the filters choose."""
    chosen = replace(filters.sidebar(), units=(), systems=())
    st.button("返回", key="back", on_click=address.close, icon=":material/arrow_back:")
    unit = queries.unit(named)
    if unit is None:
        st.warning(
            f"没有名称或编号为 {panels.plain(named)} 的单位，或者不止一个。可能是链接写错了，或者文件重新载入后名称变了。"
        )
        return
    _heading(unit)
    names = queries.other_names(unit.unit_id)
    same = _same_office(names)
    chosen = replace(
        chosen, units=(unit.unit_id, *same, *_further_names(names)), expand=unit.is_member and _expand()
    )
    beside = panels.view_and_glossary(chosen.in_words())
    if not queries.task_count(chosen):
        filters.nothing_found(chosen)
        return
    with beside:
        buttons.of_unit(unit, chosen)
    _counts(chosen)
    panels.picture(
        charts.completion_by_due_row(queries.tasks_by_due_row(chosen), chosen.day, panels.dark()), "unit_due"
    )
    _tasks(chosen)
    if unit.system and not unit.is_group:
        _peers(unit, replace(chosen, units=(), cities=(), areas=()))


def _heading(unit: Any) -> None:
    st.title(panels.plain(unit.name), anchor=False)
    said = [unit.system and f"{unit.system}系统", unit.is_group and "集体名称", unit.city, unit.area]
    written = f"原文也写作：{unit.also_written}" if unit.also_written else ""
    st.caption(panels.plain("　".join(part for part in [*said, written] if part)))


def _same_office(names: pd.DataFrame) -> list[str]:
    """The other names of this office, which count with it, and the office that took its duties over, which does not."""
    for name in queries.rows(names[names["how"] != "related"]):
        called = panels.plain(name.name)
        words = f"职责已划入{called}，那边的任务不算在这里。"
        if name.how in COUNTED:
            words = f"{COUNTED[name.how]}{called}，两个名称的任务这里合在一起。"
        address.way_to(f":material/history: {words}", address.UNIT, name.key, f"name_{name.key}")
    return names[names["how"].isin(COUNTED)]["key"].tolist()


COUNTED = {"former": "原名", "present": "现名", "merged": "机构改革时并入了"}
"""How a name goes with this office whose tasks count with its own."""


def _further_names(names: pd.DataFrame) -> list[str]:
    """The names that the reader adds: whether they are one office, only people know."""
    related = panels.names(names[names["how"] == "related"])
    if not related:
        return []
    return st.multiselect(
        "连同这些名称一起看（同地同系统的其他单位）",
        list(related),
        format_func=lambda key: related.get(key, key),
        key="also",
        bind="query-params",
        placeholder="不加别的名称",
    )


def _expand() -> bool:
    return st.toggle(
        "连同集体名称里的任务",
        key="expand",
        bind="query-params",
        help="“各县市区党委政府”这样的任务也算上，虽然原文没有点它的名。",
    )


def _counts(chosen: queries.Filters) -> None:
    counts = queries.duty_counts(chosen)
    all_roles = counts[counts["role"].isna()].iloc[0]
    tiles = {
        "open": ("未办结任务", int(all_roles["open_tasks"]), f"共 {all_roles['tasks']} 项，一项只算一次"),
        "past_deadline": ("其中已过时限", int(all_roles["past_deadline"]), "由时限推算，不等于没做"),
    }
    by_role = counts.set_index("role")
    for role, name in wording.ROLES.items():
        if role in by_role.index:
            tiles[role] = (name, int(by_role["open_tasks"][role]), f"未办结，共 {by_role['tasks'][role]} 项")
    panels.count_tiles(tiles, "duties")


def _tasks(chosen: queries.Filters) -> None:
    """The duties, or those of the bar or number that was clicked."""
    words, part, role = "", queries.WHOLE, None
    due_rows = {*queries.tasks_by_due_row(chosen)["due_row"], "any"}
    if of_bar := panels.picked("unit_due", due_rows, wording.STANDING):
        due_row, standing = of_bar
        words = ("" if due_row == "any" else f"{due_row}，") + wording.STANDING[standing]
        part = queries.part_of_due_row(due_row, standing)
    elif of_tile := panels.picked("duties", {"open", "past_deadline", *wording.ROLES}, ("any",)):
        role = of_tile[0] if of_tile[0] in wording.ROLES else None
        words = wording.DUTIES[role] if role else wording.STANDING[of_tile[0]]
        part = queries.part_of("true", "open" if role else of_tile[0])
    else:
        panels.none_picked()
    duties, tasks = queries.duty_count(chosen, part, role)
    if words:
        panels.heading_of_part(words, tasks)
    else:
        number = queries.task_count(chosen, queries.part_of("true", "past_deadline"))
        st.subheader(f"{number} 项已过时限，过得最久的在前" if number else "没有已过时限的任务", anchor=False)
    listing = tables.Listing(duties, lambda first: queries.duties(chosen, part, role, first), words)
    tables.show(listing, "单位任务", chosen)


def _peers(unit: Any, chosen: queries.Filters) -> None:
    """The units of its line of work in all cities, side by side."""
    work = queries.workload(replace(chosen, systems=(unit.system,)))
    if work["key"].nunique() < 2:
        return

    def open_peer(key: str, _role: str) -> None:
        if key:
            address.go(address.UNIT, key)

    st.divider()
    panels.picture(
        charts.workload(work, f"{unit.system}系统的单位", panels.dark()), "peers", on_pick=open_peer
    )
    st.caption(
        "各城市同一系统的单位，不受城市和县市区筛选；点一条，看那个单位。各地文件多少不同，不宜直接比高低。"
    )
