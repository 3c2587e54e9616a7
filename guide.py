"""The first minutes with 总览: the reader's city, questions that lead to their views, and how to load one's own files.

Folded, it stays so by the address (`guide=false`). Every question is asked of what is loaded, and stands beside its answer.
"""

import os
from datetime import timedelta
from html import escape
from urllib.parse import urlencode

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

import panels
import queries
import wording

KEY = "guide"
FOLDED = "guide_was_folded"
"""In the session: how the reader left the panel, for the way back from a view where it is not unfolded."""
MOST_CITIES = 8
PYTHON = r".venv\Scripts\python" if os.name == "nt" else ".venv/bin/python"
COMMANDS = f"""{PYTHON} -m loaders preview 我的方案.docx
{PYTHON} -m loaders add 我的方案.docx
{PYTHON} -m loaders check"""
"""See what is read, load it, see what does not add up."""

Link = tuple[str, str, str]
"""What it asks, the answer in a word, the address (from that of 总览)."""


def place(chosen: queries.Filters) -> ExpanderContainer:
    """The panel, which can be folded; fill() writes into it when the page has drawn its own figures."""
    title = "第一次用？从这里问起（用熟了就折起来，网址会记住）"
    if (
        chosen.narrows or panels.PART in st.query_params
    ):  # a view of its own: what was unfolded before it, it need not be
        return st.expander(title, key="guide_of_part", on_change="rerun")
    if KEY not in st.session_state and st.session_state.get(FOLDED):
        st.session_state[KEY] = False
    panel = st.expander(title, expanded=True, key=KEY, bind="query-params")
    st.session_state[FOLDED] = not panel.open
    return panel


def fill(guide: ExpanderContainer, chosen: queries.Filters) -> None:
    """What stands in the panel; the database is asked nothing while it is folded."""
    if not guide.open:
        return
    everything = queries.Filters(as_of=chosen.as_of)
    with guide:
        cities, questions, files = panels.side_by_side([4, 9, 12], KEY)
        with cities:
            _links("已过时限的", of_cities(everything))
        with questions:
            _links("常问的", usual(everything))
        with files:
            way = (
                "在“导入”页拖入文件",
                "先看读出什么，再载入；或者在项目文件夹里运行：",
                _address("imports", everything),
            )
            _links("看自己的文件", [way])
            st.code(COMMANDS, language=None, wrap_lines=True)


def of_cities(everything: queries.Filters) -> list[Link]:
    """A link a city, those with the most tasks past their deadline first."""
    cities = queries.rows(queries.past_deadline_by_city(everything))
    links = [
        (city.city, f"{city.past_deadline} 项", _address("tasks", everything, city=city.city, past="true"))
        if city.past_deadline
        else (city.city, "0 项", _address("", everything, city=city.city))
        for city in cities
    ]
    return links[:MOST_CITIES]


def usual(everything: queries.Filters) -> list[Link]:
    """The questions of every meeting, those that what is loaded can answer."""
    asked = []
    if late := queries.rows(queries.late_units(everything, first=1)):
        others = f"等 {late[0].units} 个单位" if late[0].units > 1 else ""
        asked.append(("谁晚了？", f"{late[0].name}{others}", _address("workload", everything)))
    if due := queries.lateness(everything)["due_in_90"]:
        way = _address("", everything, part="late|due_in_90|any", guide="false")
        asked.append(("90 天内哪些到期？", f"{due} 项", way))
    promises = queries.promised_once(queries.promises(everything))
    missed = promises[promises["judged"] == "missed"]
    if len(missed):
        words = f"{missed['place'].iloc[0]}等 {missed['place'].nunique()} 处"
        asked.append(("空气和水，哪里没有达到目标？", words, _address("indicators", everything)))
    elif len(promises):
        met = int((promises["judged"] == "met").sum())
        rest = f"里 {met} 个达到，其余" if met else "都"
        words = f"{len(promises)} 个目标{rest}还不能判断"
        asked.append(("空气和水达到目标了吗？", words, _address("indicators", everything)))
    if newest := queries.newest_change(everything):
        since = (newest - timedelta(days=1)).isoformat()
        asked.append(("最近变了什么？", f"{newest} 起", _address("changes", everything, since=since)))
    if checks := len(queries.failing_checks(everything)):
        asked.append(("文件自述的数与读到的相符吗？", f"{checks} 处不符", _address("documents", everything)))
    return asked


def _address(page: str, everything: queries.Filters, **named: str) -> str:
    if "as_of" in st.query_params:
        named["as_of"] = everything.day.isoformat()
    return f"{page}?{urlencode(named)}" if named else page


def _links(heading: str, links: list[Link]) -> None:
    ways = "".join(
        f"<div><a href='{escape(address)}' target='_self'>{escape(asked)}</a> {escape(answer)}</div>"
        for asked, answer, address in links
    )
    colours = wording.palette(panels.dark())
    st.html(f"""<div class="ways"><b>{heading}</b>{ways}</div><style>
        .ways {{ line-height: 1.6; color: {colours.quiet}; }}
        .ways b {{ color: {colours.ink}; font-weight: 600; }}
        .ways div {{ padding: .2rem 0; }}
        .ways a {{ color: {colours.link}; text-underline-offset: .2em; }}
        </style>""")
