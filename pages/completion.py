"""完成率：按到期年份；没有日期的任务另列；别处公布的完成率作参照。"""

import pandas as pd
import streamlit as st

import charts
import filters
import panels
import queries
import tables
import wording

st.title("完成率", anchor=False)
chosen = filters.sidebar()
tasks = queries.tasks_by_due_row(chosen)

if tasks.empty:
    filters.nothing_found(chosen)
    st.stop()
panels.view_and_glossary(chosen.in_words())
tables.counted_apart(chosen)
panels.picture(charts.completion_by_due_row(tasks, chosen.day, panels.dark()), "year")
st.caption(
    "每行等宽，条里是项数，右边是该行总数。时限只写了月份或年份的，按最后一天算。"
    "持续推进、立行立改和无明确时限的任务没有到期日，单列在下面，不归入任何一年。"
)

if part := panels.picked("year", {*tasks["due_row"], "any"}, wording.STANDING):
    due_row, standing = part
    year = f"{due_row} 年到期，" if due_row.isdigit() else f"{due_row}，" if due_row != "any" else ""
    words = f"{year}{wording.STANDING[standing]}"
    tables.clicked(words, chosen, queries.part_of_due_row(due_row, standing))
elif not tables.of_counted_apart(chosen):
    panels.none_picked()

st.subheader("各年的数", anchor=False)


def pick(row: pd.Series, column: str) -> None:
    panels.pick("year", row["due_row"], column if column in wording.STANDING else "tasks")


tables.show(queries.completion_table(chosen), "各年完成率", chosen, on_pick=pick)

published = queries.benchmarks(chosen)
if not published.empty:
    st.divider()
    panels.picture(charts.benchmarks(published, panels.dark()), "benchmark", clickable=False)
    st.caption("别处公布的数，只作参照：口径、范围和日期各不相同，不与上面的率合算。")
    tables.show(published, "已公布的完成率", chosen)
