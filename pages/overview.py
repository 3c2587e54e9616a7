"""总览：三个率、已过时限与将到期、各城市、没有对上的核对。"""

from dataclasses import replace

import pandas as pd
import streamlit as st

import charts
import filters
import guide
import panels
import queries
import tables
import wording
from reports import buttons

st.title("总览", anchor=False)
chosen = filters.sidebar()
rates = {row["rate"]: row for row in queries.rates(chosen).to_dict("records")}

if not rates["completion"]["total"]:
    filters.nothing_found(chosen)
    st.stop()
with panels.view_and_glossary(chosen.in_words()):
    buttons.of_view(chosen)
first_minutes = guide.place(chosen)

for place, rate in zip(st.columns(3), wording.RATES, strict=True):
    done, of, low, high = (rates[rate][name] for name in ("done", "total", "low", "high"))
    if rate == "reporting":
        rest = f"另有 {of - done} 项未见报告：不算完成，也不算未完成"
    elif high > low:
        ends = [wording.percent(end, of) or f"{end}/{of}" for end in (low, high)]
        rest = f"{high - low} 项未见报告，实际在 {ends[0]} 到 {ends[1]} 之间"
    else:
        rest = "每一项都见到了报告" if of else ""
    if partly := rates[rate]["partly"]:
        rest += f"；其中 {partly} 项另有部分进展，不计入"
    with place:
        panels.rate_card(rate, done, of, low, high, rest)

late = queries.lateness(chosen)
st.subheader("谁晚了，谁快到期", anchor=False)
panels.count_tiles(
    [(name, late[kind], note) for kind, (name, note) in wording.LATENESS.items()],
    "late",
    tuple(wording.LATENESS),
)

open_tasks = queries.open_tasks_by_due(chosen)
if open_tasks.empty:
    st.success("所选任务都已见到办结。")
else:
    panels.picture(charts.open_tasks_by_due(open_tasks, panels.dark()), "due")
cities = queries.tasks_by_city(chosen)
if cities["city"].nunique() > 1:
    panels.picture(charts.tasks_by_city(cities, panels.dark()), "city")

if part := panels.picked("due", wording.DUE, wording.STATUS_GROUPS):
    rows = queries.tasks(replace(chosen, statuses=(part[1],)))
    rows = rows[rows["task_id"].isin(queries.open_task_ids(chosen, part[0]))]
    words = f"{wording.DUE[part[0]]}，{wording.STATUS_GROUPS[part[1]]}"
elif part := panels.picked("city", cities["city"].tolist(), wording.STATUS_GROUPS):
    rows = queries.tasks(replace(chosen, cities=(part[0],), statuses=(part[1],)))
    words = f"{part[0]}，{wording.STATUS_GROUPS[part[1]]}"
elif part := panels.picked("rate", wording.RATES, ("done",)):
    rows = queries.tasks(chosen)
    if part[0] == "reporting":
        rows = rows[rows["status_group"] != wording.UNREPORTED]
    else:
        rows = rows[rows["status_group"].isin(wording.DONE)]
    if part[0] == "due_completion":
        rows = rows[rows["deadline_on"] <= pd.Timestamp(chosen.day)]
    words = wording.RATES[part[0]].name
elif part := panels.picked("late", wording.LATENESS, ("any",)):
    rows = queries.tasks(chosen)
    rows = rows[rows["task_id"].isin(queries.late_task_ids(chosen, part[0]))]
    words = wording.LATENESS[part[0]][0]
if part:
    panels.heading_of_part(words, len(rows))
    tables.tasks(rows, chosen)
else:
    panels.none_picked()

checks = queries.failing_checks(chosen)
st.subheader(f"{len(checks)} 处核对没有对上" if len(checks) else "文件自述的数与读到的都对上了", anchor=False)
st.caption("文件自己说的数，与从文件里读到的数比较。对不上，可能是原文有误，也可能是存本不全。")
if len(checks):
    tables.show(checks, "没有对上的核对", chosen, hidden=("document_id", "source_start", "source_end"))

guide.fill(first_minutes, chosen)
