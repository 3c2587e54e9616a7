"""问题类型：按城市、按督察看是什么问题，又有哪些在后一次督察里再现。"""

import streamlit as st

import charts
import filters
import panels
import queries
import tables

st.title("问题类型", anchor=False)
chosen = filters.sidebar()
by = panels.switch("按", "columns", ["城市", "督察"])
by_inspection = by == "督察"
themes = queries.themes(chosen, by_inspection)
if themes.empty:
    filters.nothing_found(chosen)
    st.stop()
panels.view_and_glossary(chosen.in_words())
panels.picture(charts.themes(themes, by, panels.dark()), "theme")
st.caption(
    "一项任务可以属于几类，所以各格相加会多于任务数；合计里一项任务只算一次。"
    "类型看问题的第一句话；后面的话要整改目标也提到才算；只在措施里提到的不算。词表在 data/vocabulary/themes.csv。"
)
if part := panels.picked("theme", {*themes["theme"], "any"}, {*themes["place"], "any"}):
    words = " · ".join(code for code in part if code != "any") or "全部"
    tables.clicked(words, chosen, queries.part_of_themes(*part, by_inspection))
else:
    panels.none_picked()

returned = queries.returned(chosen)
surely = returned[returned["sameness"] == "same_problem"]
alike = returned[returned["sameness"] == "same_theme"]
if len(surely):
    st.subheader(f"{surely['task_id'].nunique()} 个问题办结后又被列出", anchor=False)
    st.caption(
        "同一城市的同一个问题：前一次督察的任务已报办结，后一次的清单公开时又列了出来。文字相同或经人核定。"
    )
    tables.show(surely.drop(columns=["sameness", "theme"]), "再现的问题", chosen)
if len(alike):
    also = "另有 " if len(surely) else ""
    st.subheader(f"{also}{alike['task_id'].nunique()} 项任务，前一次督察办结过同类问题", anchor=False)
    st.caption(
        "同一城市、同一类型，前一次督察的任务在后一次的清单公开之前已报办结。同类，不一定是同一个问题。"
    )
    tables.show(alike.drop(columns="sameness"), "再现的问题类型", chosen)
if returned.empty:
    st.subheader("还看不出哪些问题办结后又再现", anchor=False)
    known = queries.rounds(chosen)
    st.caption(
        "要看出再现，需要同一城市前后两次督察的清单（写有日期），和前一次任务的办结报告。"
        f"所选范围里，有两次以上清单的城市 {known['cities']} 个，其中前一次见到办结的任务 {known['done']} 项，"
        "后一次的清单里没有与它们相同或同类的。"
    )

rows = themes.rename(columns={"place": "where"})
hidden = ("rank", "theme_total", "column_total")
tables.folded(tables.Listing(len(rows), rows.head), f"问题类型按{by}", chosen, hidden)
