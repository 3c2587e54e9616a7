"""空气与水：督察时的数、目标和方向、实测、当时有效的限值。"""

import pandas as pd
import streamlit as st

import charts
import filters
import panels
import promises_shown
import queries
import tables
import wording

st.title("空气与水", anchor=False)
chosen = filters.sidebar()
panels.view_and_glossary(chosen.in_words())
promises_shown.show(chosen)
st.divider()
of_elements = {code: queries.indicator_metrics(chosen, code) for code in ("air", "water")}
elements = sorted(of_elements, key=lambda code: of_elements[code].empty)  # that which has figures comes first
filters.told("element", [wording.ELEMENTS[code] for code in elements])
element = panels.switch("要素", "element", elements, wording.ELEMENTS)
metrics = of_elements[element]
if metrics.empty:
    filters.nothing_found(chosen, "指标", "indicators")
    st.stop()
units = dict(zip(metrics["metric"], metrics["unit"], strict=True))
choices = st.columns(2)
filters.told("metric", units)
metric = choices[0].selectbox("指标", list(units), key="metric", bind="query-params")
unit = units[metric]
newest = queries.newest_indicators(chosen, metric, unit)
# A few months' figures alone say little beside a target: such places are drawn where there is nothing better.
telling = newest[(newest["role"] != "actual") | newest["is_year"]]["place"].unique()
drawn = newest[newest["place"].isin(telling)] if len(telling) else newest
places = list(dict.fromkeys(drawn["place"])) + sorted(set(newest["place"]) - set(drawn["place"]))
filters.told("place", places)
place = choices[1].selectbox("地点", places, key="place", bind="query-params")


def which_waters(figures: pd.DataFrame, limits: pd.DataFrame) -> str:
    """The rule for lakes is not that for rivers: which was taken."""
    if limits["waters"].dropna().empty:
        return ""
    kinds = figures["waters"].dropna().unique()
    if len(kinds) == 0:
        return "标准对河流和湖库的限值不同，从名称看不出这里是哪一种，两条都画。"
    return "这里按湖库的限值。" if kinds[0] == "lake" else "这里按河流的限值。"


def in_force() -> str:
    """The limits that hold on the as-of day, which the picture shows only where it reaches that day."""
    day = pd.Timestamp(chosen.day)
    now = limits[~(limits["valid_from"] > day) & ~(limits["valid_to"] < day)]
    said = [
        f"{limit.place} {wording.level(limit.op, limit.value, limit.unit)}"
        + (f"（{limit.valid_from} 起）" if limit.valid_from else "")
        for limit in queries.rows(now)
    ]
    return f"截至日有效的标准限值：{'；'.join(said)}。" if said else ""


def good_days() -> None:
    """What good days are, each level with its official colour beside the word."""
    levels = "".join(f"<span>{panels.swatch(name)}{name}</span>" for name in wording.AIR_COLOURS)
    style = "font-size:.88rem;display:flex;flex-wrap:wrap;gap:.2rem 1rem"
    st.html(f"<div style='{style}'>优良天数是空气质量为这两级的天数：{levels}</div>")


def listing(figures: pd.DataFrame, name: str, folded: bool = False) -> None:
    """The figures and where each was said: a row leads to its words."""
    figures = figures.assign(
        role=figures["role"].map(wording.INDICATOR_ROLES),
        op=figures["op"].map(wording.OPS),
        period=figures["period"].map(wording.period_text),
    )
    figures = figures.rename(columns={"role": "indicator_role"})
    of_tasks, of_documents = figures["task_id"].notna(), figures["document_id"].notna()
    of_a_page = ["source_url", "source_kind", "note"]
    for which, part, unneeded in (
        ("整改任务里的", figures[of_tasks], of_a_page),
        ("文件其他部分的", figures[of_documents & ~of_tasks], [*of_a_page, "task_id"]),
        ("别处公布的", figures[~of_documents], ["quote", "task_id", *tables.PLACES]),
    ):
        if part.empty:
            continue
        if (part["place"] == part["name_as_written"]).all():
            unneeded = [*unneeded, "name_as_written"]
        shown = part.drop(columns=[*unneeded, "starts", "ends", "is_year", "waters"])
        unseen = ("metric", "task_id", *tables.PLACES)
        if folded:
            tables.folded(tables.Listing(len(shown), shown.head), f"{which}{name}", chosen, unseen)
        else:
            st.markdown(f"**{which}{panels.plain(name)}**")
            tables.show(shown, f"{which}{name}", chosen, unseen)


limits = queries.limits(metric, unit)
levels = queries.indicators(chosen, metric, unit)
over_time = levels[(levels["place"] == place) & levels["starts"].notna()]
if over_time.empty:
    st.info(f"{place}的数都没有写明时间，见下表。")
else:
    panels.picture(charts.indicator_over_time(over_time, limits, chosen.day, panels.dark()), "time")
    st.caption(
        "线段的长短就是数值所属的时段：整年用实心圆，只有几个月的用空心菱形，不当作全年。"
        "点一个标记，列出它的出处。三角是目标，朝下是不高于，朝上是不低于。虚线是当时有效的标准限值，竖线是截至日（在图内时画出）。"
        + in_force()
        + which_waters(over_time, limits)
    )
    if metric.startswith("优良天数"):
        good_days()
drawn_as = {"actual": "actual", "part": "actual", "target": "target", "baseline": "baseline"}
if mark := panels.picked("time", set(over_time["period"]), drawn_as):
    period, role = mark[0], drawn_as[mark[1]]
    of_mark = over_time[(over_time["period"] == period) & (over_time["role"] == role)]
    words = f"{wording.period_text(period)}{wording.INDICATOR_ROLES[role]}"
    panels.heading_of_part(words, len(of_mark))
    listing(of_mark, f"{metric}，{words}")
elif not promises_shown.picked():
    panels.none_picked()


def show_place(name: str, _mark: str) -> None:
    st.session_state["place"] = name


panels.picture(
    charts.indicator_by_place(drawn, limits, chosen.day, panels.dark()), "places", on_pick=show_place
)
left_out = len(places) - min(drawn["place"].nunique(), charts.MOST_PLACES)
st.caption(
    "每个标记的时间写在下面一行，彼此不一定同年，不能直接相减。点一个标记，看该地点历年的数。"
    + (f"另有 {left_out} 处没有画，从上面的“地点”里选，或看下面的表。" if left_out else "")
)


listing(levels, metric, folded=True)
changes = queries.indicators(chosen, metric, unit, is_change=True)
if len(changes):
    st.caption("同比变化是变化的幅度，不是水平，所以不画在上面的图里。")
    listing(changes, f"{metric}同比变化", folded=True)
