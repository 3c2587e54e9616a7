"""总览：三个率、已过时限与将到期、各城市、核对不符的。"""

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

of_rate = panels.picked("rate", wording.RATES, ("done", "tasks", "partly", "worded", wording.UNREPORTED))
of_late = panels.picked("late", wording.LATENESS, ("any",))
of_due = panels.picked("due", wording.DUE | wording.DUE_TOGETHER, wording.STANDING)

for place, rate in zip(st.columns(3), wording.RATES, strict=True):
    done, of, low, high = (rates[rate][name] for name in ("done", "total", "low", "high"))
    silent = of - done if rate == "reporting" else high - low
    unreported = panels.way_in_html(f"{silent} 项", rate, wording.UNREPORTED)
    if rate == "reporting" and silent:
        rest = f"另有 {unreported}未见报告：不算完成，也不算未完成"
    elif silent:
        ends = [wording.percent(end, of) or f"{end}/{of}" for end in (low, high)]
        rest = f"{unreported}未见报告，实际在 {ends[0]} 到 {ends[1]} 之间"
    else:
        rest = "每一项都见到了报告" if of else ""
    told = [
        f"{panels.way_in_html(f'{count} 项', rate, standing)}{wording.STANDING[standing]}"
        for standing in ("partly", "worded")
        if (count := rates[rate][standing])
    ]
    if told:
        rest += f"；其中 {'、'.join(told)}，不计入"
    with place:
        panels.rate_card(rate, done, of, low, high, rest)

tables.counted_apart(chosen)
if of_rate:
    rate, standing = of_rate
    counted = "见到报告" if of_rate == ("reporting", "done") else wording.STANDING[standing]
    words = f"{wording.RATES[rate].name}，{counted}"
    tables.clicked(words, chosen, queries.part_of_rate(rate, standing))
of_apart = tables.of_counted_apart(chosen)

late = queries.lateness(chosen)
st.subheader("谁晚了，谁快到期", anchor=False)
tiles = {kind: (name, late[kind], note) for kind, (name, note) in wording.LATENESS.items()}
panels.count_tiles(tiles, "late")

if of_late:
    tables.clicked(wording.LATENESS[of_late[0]][0], chosen, queries.part_late(of_late[0]))
panels.late_units(queries.rows(queries.late_units(chosen)), "见“单位负荷”")
of_unit = tables.of_late_unit(chosen)

open_tasks = queries.open_tasks_by_due(chosen)
if open_tasks.empty:
    st.success("所选任务都已见到办结。")
else:
    panels.picture(charts.open_tasks_by_due(open_tasks, panels.dark()), "due")
if of_due:
    bucket, standing = of_due
    words = f"{(wording.DUE | wording.DUE_TOGETHER)[bucket]}，{wording.STANDING[standing]}"
    tables.clicked(words, chosen, queries.part_by_due(bucket, standing))

cities = queries.tasks_by_city(chosen)
of_city = panels.picked("city", set(cities["city"]), wording.STANDING)
if cities["city"].nunique() > 1:
    panels.picture(charts.tasks_by_city(cities, panels.dark()), "city")
    if (others := cities["city"].nunique() - charts.MOST_CITIES) > 0:
        st.caption(f"图中是任务最多的 {charts.MOST_CITIES} 个，另有 {others} 个，从筛选的“城市”里选。")
without = [
    f"{row.city}（{'、'.join(wording.DOCUMENT_KINDS[kind] for kind in row.kinds.split(','))}）"
    for row in queries.rows(queries.cities_without_tasks(chosen))
]
if without:
    st.caption(f"有文件而没有整改任务的城市，不在上面的数里：{'、'.join(without)}。")
if of_city:
    city, standing = of_city
    tables.clicked(f"{city}，{wording.STANDING[standing]}", chosen, queries.part_of_city(city, standing))
if not (of_rate or of_apart or of_late or of_unit or of_due or of_city):
    panels.none_picked()

checks = queries.failing_checks(chosen)
st.subheader(f"{len(checks)} 处核对不符" if len(checks) else "文件自述的数与读到的都相符", anchor=False)
st.caption("文件自述的数，与从文件里读到的数比较。不符，可能是原文有误，也可能是存本不全。")
if len(checks):
    compared = [wording.check_figures(row.quote, row.expected, row.found) for row in queries.rows(checks)]
    checks.insert(2, "compared", compared)
    tables.show(checks.drop(columns=["expected", "found"]), "核对不符", chosen)

guide.fill(first_minutes, chosen)
