"""空气与水：督察时的数、目标和方向、实测、当时有效的限值。"""

import pandas as pd
import streamlit as st

import charts
import filters
import panels
import queries
import tables
import wording


def promises_kept(chosen: queries.Filters) -> None:
    """What tasks promised against what was measured: those reported done first."""
    promises = queries.promises(chosen)
    if promises.empty:
        return
    missed = promises[promises["judged"] == "missed"]
    done = missed[missed["is_done"]]["task_id"].nunique()
    of_done = promises["is_done"].sum()
    if done:
        title = f"{done} 项任务报了办结，承诺的指标仍未达到"
    elif len(missed):
        title = f"{len(missed)} 个目标没有达到，都不在报了办结的任务里"
    elif (judged := (promises["judged"] == "met").sum()) == 0:
        title = f"{len(promises)} 个目标都还没有能比的全年实测，不能判断"
    else:
        title = f"能比的 {judged} 个目标都达到了，其余 {len(promises) - judged} 个不能判断"
    st.subheader(title, anchor=False)
    counts = promises["judged"].value_counts()
    said = "；".join(f"{name}：{counts[code]} 个" for code, name in wording.JUDGED.items() if code in counts)
    st.caption(
        f"共 {len(promises)} 个写明时间的目标，其中 {of_done} 个属于报了办结的任务。{said}。"
        "只比同一地点、同一指标、同一单位，目标期当年或以后最近一个全年的实测；地点名称不同的不猜。"
    )
    columns = ("is_done", "document_id")
    if len(missed):
        tables.show(_in_words(missed), "未达到的目标", chosen, hidden=columns)
    with st.expander("表：全部目标与实测"):
        tables.show(_in_words(promises), "目标与实测", chosen, hidden=columns)


def _in_words(promises: pd.DataFrame) -> pd.DataFrame:
    return promises.assign(op=promises["op"].map(wording.OPS))


st.title("空气与水", anchor=False)
chosen = filters.sidebar()
panels.view_and_glossary(chosen.in_words())
promises_kept(chosen)
st.divider()
element = st.segmented_control(
    "要素",
    ["air", "water"],
    format_func=lambda code: wording.ELEMENTS[code],
    default="air",
    key="element",
    bind="query-params",
    required=True,
    label_visibility="collapsed",
)
metrics = queries.indicator_metrics(chosen, element)
if metrics.empty:
    filters.nothing_found(chosen, "指标", "indicators")
    st.stop()
units = dict(zip(metrics["metric"], metrics["unit"], strict=True))
choices = st.columns(2)
metric = choices[0].selectbox("指标", list(units), key="metric", bind="query-params")
unit = units[metric]
newest = queries.newest_indicators(chosen, metric, unit)
# A few months' figures alone say little beside a target: such places are drawn where there is nothing better.
telling = newest[(newest["role"] != "actual") | newest["is_year"]]["place"].unique()
drawn = newest[newest["place"].isin(telling)] if len(telling) else newest
places = list(dict.fromkeys(drawn["place"])) + sorted(set(newest["place"]) - set(drawn["place"]))
place = choices[1].selectbox("地点", places, key="place", bind="query-params")

limits = queries.limits(metric, unit)
levels = queries.indicators(chosen, metric, unit)
over_time = levels[(levels["place"] == place) & levels["starts"].notna()]
if over_time.empty:
    st.info(f"{place}的数都没有写明时间，见下表。")
else:
    panels.picture(
        charts.indicator_over_time(over_time, limits, chosen.day, panels.dark()), "time", clickable=False
    )
    st.caption(
        "线段的长短就是数值所属的时段：整年用实心圆，只有几个月的用空心菱形，不当作全年。"
        "三角是目标，朝下是不高于，朝上是不低于。虚线是当时有效的标准限值，竖线是截至日。"
    )


def show_place(name: str, _mark: str) -> None:
    st.session_state["place"] = name


panels.picture(
    charts.indicator_by_place(drawn, limits, chosen.day, panels.dark()), "places", on_pick=show_place
)
left_out = newest["place"].nunique() - drawn["place"].nunique()
st.caption(
    "每个标记的时间写在下面一行，彼此不一定同年，不能直接相减。点一个标记，看该地点历年的数。"
    + (f"另有 {left_out} 处只有部分时段的实测，见下表。" if left_out else "")
)


def listing(figures: pd.DataFrame, name: str) -> None:
    """The figures and where each was said: those of tasks lead to their task."""
    figures = figures.assign(
        role=figures["role"].map(wording.INDICATOR_ROLES), op=figures["op"].map(wording.OPS)
    )
    figures = figures.rename(columns={"role": "indicator_role"}).drop(columns=["starts", "ends", "is_year"])
    of_tasks = figures["task_id"].notna()
    if of_tasks.any():
        st.markdown(f"**整改任务里的{panels.plain(name)}**")
        said = figures[of_tasks].drop(columns=["source_url", "source_kind", "note"])
        tables.show(said, f"整改任务里的{name}", chosen, hidden=("metric", "task_id", "document_id"))
    if not of_tasks.all():
        st.markdown(f"**任务之外的{panels.plain(name)}**")
        rest = figures[~of_tasks].drop(columns=["task_id", "document_id"])
        tables.show(rest, f"任务之外的{name}", chosen, hidden=("metric",))


st.subheader("数与出处", anchor=False)
listing(levels, metric)
changes = queries.indicators(chosen, metric, unit, is_change=True)
if len(changes):
    st.subheader("同比变化", anchor=False)
    st.caption("变化的幅度，不是水平，所以不画在上面的图里。")
    listing(changes, f"{metric}同比变化")
