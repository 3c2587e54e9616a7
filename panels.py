"""How figures and rates stand on a page: heading, picture, text alternative, and what a click on them chooses.

What was clicked is kept in the address (`part=due|past_181|unreported`: the picture's key, then the codes of what was
clicked), so that a link opens the same rows.
"""

import re
from collections.abc import Callable, Container, Mapping
from html import escape
from pathlib import PurePath
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import address
import wording
from address import PART

NARROW = 1100
"""Pixels: beside the filters there is no room for two columns of text; as in frame.css."""

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "responsive": True}
PERSON = "person"
"""In the session: who settles or corrects, once told."""


def dark() -> bool:
    """Whether the reader looks at the dark theme."""
    return st.context.theme.type == "dark"


def plain(text: str) -> str:
    """Text from a document as Markdown that shows it as it is."""
    return re.sub(r"([\\`*_{}\[\]<>#$:~|])", r"\\\1", text)


def short(words: str, longest: int = 90) -> str:
    """Words on one line, no more of them than that."""
    joined = " ".join(words.split())
    return joined if len(joined) <= longest else f"{joined[: longest - 1]}…"


def wrong(words: str) -> None:
    """What went wrong, in a box."""
    st.error(plain(words), icon=":material/error:")


def picture(
    figure: go.Figure, key: str, clickable: bool = True, on_pick: Callable[[str, str], None] | None = None
) -> None:
    """A figure under its heading. A click keeps what was clicked for picked(), or hands it to on_pick."""
    words = figure.layout.meta
    pieces = (plain(piece) if isinstance(piece, str) else way(key, *piece) for piece in words["pieces"])
    st.subheader("".join(pieces), anchor=False)

    def keep() -> None:
        points = st.session_state[f"picture_{key}"].selection.points
        if points and points[0].get("customdata"):
            row, group = (str(code) for code in points[0]["customdata"][:2])
            on_pick(row, group) if on_pick else pick(key, row, group)
        elif not on_pick:
            drop()

    with st.container(key=f"picks_{key}" if clickable else None):  # frame.js knows it by this
        st.plotly_chart(
            figure,
            key=f"picture_{key}",
            theme=None,
            config=CONFIG,
            alt=words["alt"],
            on_select=keep if clickable else "ignore",
            selection_mode="points",
        )


def pick(key: str, row: str, group: str) -> None:
    st.query_params[PART] = "|".join([key, row, group])


def way(key: str, words: str, row: str, group: str = "any") -> str:
    """Markdown: words, mostly a number, that lead to their rows as a click in the picture of that key does."""
    return f"[{plain(words)}]({address.link_to_part(key, row, group)})"


def way_in_html(words: str, rate: str, standing: str) -> str:
    """The same as HTML, of the numbers of a rate; what nothing is behind leads nowhere."""
    if words.startswith("0"):
        return escape(words)
    look = f"color:{wording.palette(dark()).link};text-decoration:underline;text-underline-offset:.2em"
    to = escape(address.link_to_part("rate", rate, standing))
    return f"<a href='{to}' target='_self' style='{look}'>{escape(words)}</a>"


def drop() -> None:
    st.query_params.pop(PART, None)


def picked(key: str, rows: Container[str], groups: Container[str]) -> tuple[str, str] | None:
    """The row and group clicked in the picture of that key: ("2024", "unreported").

    None if another was clicked, or none, or the address names what the picture does not have.
    """
    kind, *codes = st.query_params.get(PART, "").split("|")
    if kind != key or len(codes) != 2 or codes[0] not in rows or codes[1] not in groups:
        return None
    return codes[0], codes[1]


def none_picked() -> None:
    """Says so where the address names a part that no picture of the page has, and leads back."""
    if PART in st.query_params:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(
                f"链接里所选的部分“{plain(st.query_params[PART])}”不在现在的图里：可能是筛选或截至变了，或者链接写错了。",
                icon=":material/link_off:",
            )
            st.button("取消选择", key="drop_part", on_click=drop, icon=":material/close:")


def heading_of_part(words: str, count: int) -> None:
    """Over the rows of what was clicked: what it was, and the way back. Where they are far down they come into view."""
    with st.container(horizontal=True, vertical_alignment="center", key="of_part"):
        st.markdown(f"**所选：{plain(words)}** · {count} 项", width="content")
        st.button("取消选择", key="drop_part", on_click=drop, type="tertiary", icon=":material/close:")
        st.html(
            f"""<script data-of="{escape(st.query_params.get(PART, ""))}">
                  setTimeout(() => {{  // once the rows are drawn
                    const heading = document.querySelector(".st-key-of_part");
                    const room = window.innerHeight - heading?.getBoundingClientRect().bottom;
                    if (room < 160) heading.scrollIntoView({{ block: "center" }});
                  }}, 200);
                </script>""",
            unsafe_allow_javascript=True,
            width="content",
        )


def header_on_paper(view: str) -> None:
    """The view at the head of every printed sheet, the number of the sheet at its foot."""
    words = re.sub(r'["\\<\n]', " ", f"督察整改看板　{view}")
    look = "font: 11px sans-serif; color: #566472;"
    st.html(f"""<style>@page {{
        @top-left {{ content: "{words}"; {look} }}
        @bottom-right {{ content: counter(page) " / " counter(pages); {look} }} }}</style>""")


OFFICE = "application/vnd.openxmlformats-officedocument."
MIME = {
    ".xlsx": f"{OFFICE}spreadsheetml.sheet",
    ".docx": f"{OFFICE}wordprocessingml.document",
    ".csv": "text/csv",
}


def download(label: str, written: Callable[[], bytes], file_name: str, key: str, **looks: Any) -> None:
    """A button whose file is written when it is clicked; what it is, its name says."""
    mime = MIME[PurePath(file_name).suffix]
    look = {"icon": ":material/download:"} | looks
    st.download_button(label, written, file_name, mime, key=key, on_click="ignore", **look)


def switch(label: str, key: str, options: list[str], names: Mapping[str, str] | None = None) -> str:
    """One of a few ways to look at a page, kept in the address; the first of them where it names none."""
    called = names or {}
    return str(
        st.segmented_control(
            label,
            options,
            format_func=lambda option: called.get(option, option),
            default=options[0],
            key=key,
            bind="query-params",
            required=True,
            label_visibility="collapsed",
        )
    )


def person(label: str, key: str, hint: str) -> str:
    """The name of who settles or corrects something: asked for once a session, wherever that is."""
    name = st.text_input(
        label, st.session_state.get(PERSON, ""), key=key, placeholder=hint, max_chars=40, width=280
    ).strip()
    st.session_state[PERSON] = name or st.session_state.get(PERSON, "")
    return name


def view_and_glossary(view: str) -> DeltaGenerator:
    """The view in words, and what each status and rate means, one click away; further buttons may follow beside it."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(plain(view), width="content")
        beside = st.container(horizontal=True, vertical_alignment="center", width="content")
    with beside:
        glossary()
    return beside


def glossary() -> None:
    """What each status, mark and rate means, behind one button."""
    with st.popover("状态和率是什么意思", type="tertiary", icon=":material/help:"):
        for group, meaning in wording.STATUS_MEANS.items():
            st.markdown(f"**{wording.STATUS_GROUPS[group]}** {meaning}")
        st.markdown("**办结** 已销号和已完成的合称。“未见办结”是没有见到这样的报告。")
        st.markdown("**已过时限** 时限早于截至日，而没有报告说已销号或已完成。由时限推算，是状态旁边的标记。")
        for rate in wording.RATES.values():
            st.markdown(f"**{rate.name}** {rate.formula}")


def side_by_side(widths: int | list[int], key: str) -> list[DeltaGenerator]:
    """Columns that stand below one another where the window is narrower than NARROW."""
    with st.container(key=f"side_by_side_{key}"):
        return st.columns(widths, gap="large")


def rate_card(rate: str, done: int, total: int, low: int, high: int, rest: str) -> None:
    """A named rate as n/N, and drawn: what is known done, what nobody has reported on, what is reported as not done.

    rest: HTML. Its numbers and N lead to their tasks: picked("rate", …).
    """
    named, colours = wording.RATES[rate], wording.palette(dark())
    percent = wording.percent(done, total)
    known, unknown = colours.groups["closed"], colours.groups[wording.UNREPORTED]
    share = [100 * part / total if total else 0 for part in (low, high - low)]
    ratio = f"{way_in_html(f'{done}', rate, 'done')}/{way_in_html(f'{total}', rate, 'tasks')}"
    if total == 0:
        large, small = "—", "没有这样的任务"
    elif percent is None:
        large, small = ratio, "不足 5 项，不算百分比"
    else:
        large, small = percent, f"{ratio} 项"
    bar = (
        f"<div style='width:{share[0]:.2f}%;background:{known.colour}'></div>"
        f"<div style='width:{share[1]:.2f}%;background:repeating-linear-gradient(45deg,{unknown.pattern_colour} 0 1.5px,"
        f"{unknown.colour} 1.5px 6px)'></div>"
    )
    with st.container(border=True, key=f"rate_{rate}", height="stretch"):
        st.html(f"""
            <div title="{escape(named.formula)}" style="line-height:1.6">
              <div style="font-weight:600">{escape(named.name)}</div>
              <div style="display:flex;align-items:baseline;gap:.6rem;flex-wrap:wrap">
                <span style="font-size:2.1rem;font-weight:650;line-height:1.3;font-variant-numeric:tabular-nums">{large}</span>
                <span style="font-size:1.05rem;font-variant-numeric:tabular-nums">{small}</span>
              </div>
              <div role="img" aria-label="{re.sub("<.*?>", "", rest)}" style="display:flex;height:12px;margin:.4rem 0 .5rem;
                   border:1px solid {unknown.outline};border-radius:3px;overflow:hidden">{bar}</div>
              <div style="font-size:.88rem;color:{colours.quiet}">{rest}</div>
              <div style="font-size:.88rem;color:{colours.quiet}">算法：{escape(named.formula)}</div>
            </div>""")


def count_tiles(tiles: dict[str, tuple[str, int, str]], key: str, clickable: bool = True) -> None:
    """Numbers side by side, more than four in two rows, two abreast on a telephone: code -> name, number, what it means.

    A number that is not 0 leads to its tasks: picked(key, codes, ("any",)).
    """
    colours = wording.palette(dark())
    abreast = len(tiles) if len(tiles) <= 4 else (len(tiles) + 1) // 2
    st.html(f"""<style>
        .st-key-tiles_{key} {{ display: grid; gap: 1rem .8rem; grid-template-columns: repeat(2, 1fr); }}
        @media (min-width: 640px) {{ .st-key-tiles_{key} {{ grid-template-columns: repeat({abreast}, 1fr); }} }}
        </style>""")
    with st.container(key=f"tiles_{key}"):
        for code, (name, count, note) in tiles.items():
            # A browser would break 2026-12-22 behind a hyphen.
            note = re.sub(r"\d{4}-\d\d-\d\d", r"<span style='white-space:nowrap'>\g<0></span>", escape(note))
            with st.container(gap="xxsmall"):
                st.html(
                    f"""<div style="border-left:3px solid {colours.main if count else colours.grid};
                             padding:.1rem 0 .1rem .8rem;line-height:1.5">
                      <div style="font-weight:600">{escape(name)}</div>
                      <div style="font-size:1.7rem;font-weight:650;line-height:1.4;font-variant-numeric:tabular-nums">{count}
                        <span style="font-size:1rem;font-weight:400">项</span></div>
                      <div style="font-size:.88rem;color:{colours.quiet}">{note}</div>
                    </div>"""
                )
                if clickable and count:
                    st.button(
                        f"看这 {count} 项",
                        key=f"see_{code}",
                        on_click=pick,
                        args=(key, code, "any"),
                        type="tertiary",
                        icon=":material/list:",
                    )


class Bar(NamedTuple):
    """A line of bar_list."""

    name: str
    link: str
    rows: str
    """Where its number leads."""
    number: int
    strong: int
    """How much of it is drawn darker, first."""
    unit: str
    note: str


def bar_list(bars: list[Bar]) -> str:
    """HTML: a bar a line, each leading somewhere."""
    colours = wording.palette(dark())
    widest = max([1, *(bar.number for bar in bars)])
    drawn = []
    for name, link, rows, number, strong, unit, note in bars:
        way = f"<a class='way' href='{escape(link)}' target='_self' title='{escape(name)}'"
        drawn.append(f"""
            {way} style="text-align:right;overflow-wrap:anywhere">{escape(name)}</a>
            {way} style="display:flex;height:1.15rem" tabindex="-1" aria-hidden="true">
              <span style="width:{100 * strong / widest:.1f}%;background:{colours.main}"></span>
              <span style="width:{100 * (number - strong) / widest:.1f}%;
                   background:color-mix(in srgb, {colours.main} 45%, transparent);
                   box-shadow:inset 0 0 0 {1 if number > strong else 0}px {colours.main}"></span></a>
            <a class='way' href='{escape(rows)}' target='_self' style="text-align:right">{number} {unit}</a>
            <span>{escape(note)}</span>""")
    return f"<div class='bar-list'>{''.join(drawn)}</div>"


def late_units(late: list[Any], rest: str, expanded: bool = False) -> None:
    """The units with the most tasks past their deadline, each a way to its page, its number one to these tasks:
    picked("late_unit", …). late: key, name, tasks, days_past, units.

    rest: where the others are. expanded: collective names stand for the units of their areas.
    """
    if not late:
        return
    name, tasks, units = late[0].name, late[0].tasks, late[0].units
    most = way("late_unit", f"{tasks} 项", late[0].key)
    alike = sum(row.tasks == tasks for row in late)
    who = f"{plain(name)}最多，" if alike == 1 else f"{plain(name)}等并列最多，各 "
    whose, who = (f"{units} 个单位", who) if units > 1 else (plain(name), "")
    st.markdown(f"**{whose}牵头或负责的任务已过时限，{who}{most}**")
    bars = [
        Bar(
            row.name,
            address.link(address.UNIT, row.key),
            address.link_to_part("late_unit", row.key, "any"),
            row.tasks,
            row.tasks,
            "项",
            f"最久 {row.days_past} 天",
        )
        for row in late
    ]
    st.html(bar_list(bars))
    named = (
        "“各县市区”这样的集体名称已展开，原文没有点这些单位的名；没有说是哪些的集体名称不算。"
        if expanded
        else "只列写明的单位，“各县市区”这样的集体名称不算。"
    ) + "一项任务可以有几个单位。"
    st.caption(named + (f"另有 {units - len(late)} 个单位，{rest}。" if units > len(late) else ""))


def swatch(class_: float | str) -> str:
    """HTML: a small square in the official colour of a water class (3) or of a level of air (优), for beside its word."""
    of_air, of_water = wording.AIR_COLOURS, wording.CLASS_COLOURS
    colour = of_air.get(class_) if isinstance(class_, str) else of_water.get(round(class_))
    return (
        f"<span aria-hidden='true' style='display:inline-block;width:.75em;height:.75em;margin-right:.3em;"
        f"background:{colour};border:1px solid #1A2733;outline:1px solid #FFFFFF'></span>"
        if colour
        else ""
    )


def names(frame: pd.DataFrame) -> dict[str, str]:
    """Key -> name, of a frame that has both."""
    return dict(zip(frame["key"], frame["name"], strict=True))
