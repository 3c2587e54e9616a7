"""Widgets in the sidebar -> queries.Filters. Each is bound to the address of the page, so a link carries the view."""

from collections.abc import Callable, Container
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

import address
import panels
import queries
import wording

FIRST_DAY = date(2015, 1, 1)
PASSED_OVER = "passed_over"
"""In the session: what an address asked for and nothing here is called (name -> values), until the reader has seen it."""

NAMED = {name: called for name, (_, called) in queries.NAMES.items()} | {
    "as_of": "截至", "text": "搜索", "year": "整改时限", "past": "只看已过时限的", "conflict": "只看说法不一的",
    "once": "同一问题只计一次",
}  # fmt: skip
"""Name of a filter in the address, and key of its widget -> what it is called."""

SELDOM = ("inspection", "system", "role", "theme", "document", "conflict", "once")
"""Filters of tasks that are folded away until one is chosen."""

OF_A_PAGE = {"element": "要素", "metric": "指标", "place": "地点"}
"""The same, of the choices that a page offers: see told."""


def sidebar(of_tasks: bool = True) -> queries.Filters:
    """Draws the filters and returns the view they choose.

    A page that shows documents and no tasks (of_tasks=False) has only the filters that mean something there.
    """
    inside_the_frame()
    _look_at_the_address()
    with _of_the_frame(), st.sidebar:
        day = st.date_input(
            "截至",
            value=date.today(),  # "today" would drop the day from the address at the next change
            min_value=FIRST_DAY,
            key="as_of",
            bind="query-params",
            format="YYYY-MM-DD",
            help="按这一天已有的报告判断状态，默认今天。",
        )
        day_presets("as_of", usual_days(date.today()))
        chosen = queries.Filters(as_of=day if isinstance(day, date) else None)
        if chosen.day < date.today() and (left_out := _known_by(chosen)):
            st.caption(left_out)
        if of_tasks:
            text = st.text_input(
                "搜索",
                key="text",
                bind="query-params",
                placeholder="问题、措施、单位、领导",
                type="search",
                help="空格隔开的词都要有；词间写“或”（前后空格）或 | ，有一个就行；词前写“非”再空一格，或写 - ，不要有这个词；引号里的是一个词，括号分组：(扬尘 或 油烟) 工地。繁体、全角一样找。",
            )
            chosen = replace(chosen, text=text.strip())
        chosen = replace(chosen, cities=_multiselect("城市", "city", queries.choices("cities"), "全部城市"))
        areas, meaning = _within(chosen, "areas", "area"), "清单属于它的，或点到它的单位的。"
        chosen = replace(chosen, areas=_multiselect("县市区", "area", areas, "全部县市区", meaning))
        chosen = (_of_tasks if of_tasks else _of_documents)(chosen)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button("清除筛选", key="clear", on_click=clear, disabled=not chosen.narrows)
            st.html(  # frame.js; with the day, which an address leaves out while it is today
                f"<button class='copy-link' data-day='{chosen.day}' title='写明截至 {chosen.day}，以后打开也是这一天的'>"
                "复制链接</button>",
                width="content",
            )
    panels.header_on_paper(chosen.in_words("全部任务" if of_tasks else "全部文件"))
    _say_what_was_passed_over()
    return chosen


def _of_the_frame() -> AbstractContextManager[None]:
    """The filters are of the frame, not of one page: Streamlit takes those of a page out of the address on the way to
    another, and on the way back."""
    context = get_script_run_ctx()
    return context.run_with_active_hash(context.pages_manager.main_script_hash) if context else nullcontext()


def _look_at_the_address() -> None:
    """Keeps what the address names and nobody here understands: Streamlit would pass over it without a word."""
    understood = dict.fromkeys((*NAMED, *address.OURS), list) | address.OF_PAGES | READ
    for name in st.query_params:
        values = st.query_params.get_all(name)
        try:
            understood[name](values)
        except (KeyError, ValueError):
            _pass_over(name, values)


def _day(values: list[str]) -> date:
    day = date.fromisoformat(values[-1])
    if not FIRST_DAY <= day <= date.today().replace(year=date.today().year + 9):
        raise ValueError(day)
    return day


READ: dict[str, Callable[[list[str]], Any]] = {
    "as_of": _day, "past": address.truth, "conflict": address.truth, "once": address.truth,
}  # fmt: skip
"""How the value of a filter is read that is not one of a list."""


def day_asked() -> date | None:
    """The as-of day that the page is drawn for next: of the widget, or of the address before there is one."""
    chosen = st.session_state.get("as_of")
    with suppress(ValueError, IndexError):
        return chosen if isinstance(chosen, date) else _day(st.query_params.get_all("as_of"))
    return None


def _pass_over(name: str, values: list[str]) -> None:
    passed_over = st.session_state.setdefault(PASSED_OVER, {})
    passed_over[name] = list(dict.fromkeys([*passed_over.get(name, []), *values]))


def told(name: str, choices: Container[str]) -> None:
    """Before a choice of the page is drawn for the first time: says so where the address names none of its choices."""
    asked = st.query_params.get(name)
    if asked is not None and asked not in choices and name not in st.session_state:
        _pass_over(name, [asked])
        st.query_params.pop(name)
        st.rerun()


def _say_what_was_passed_over() -> None:
    if not (passed_over := st.session_state.get(PASSED_OVER)):
        return
    said = "、".join(
        f"{(NAMED | OF_A_PAGE).get(name, panels.plain(name))}“{panels.plain('，'.join(values))}”"
        for name, values in passed_over.items()
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(
            f"链接里的{said}在这里没有或者写错了，已略去。看到的是其余条件下的内容，与链接原来的不同。",
            icon=":material/link_off:",
        )
        st.button("知道了", key="passed_over_seen", on_click=_forget_what_was_passed_over)


def _forget_what_was_passed_over() -> None:
    for name in st.session_state.pop(PASSED_OVER, {}):
        with suppress(StreamlitAPIException):  # a widget's own: it has put itself right
            st.query_params.pop(name, None)


def _of_tasks(chosen: queries.Filters) -> queries.Filters:
    choices = queries.choices
    chosen = replace(
        chosen,
        units=_multiselect("单位", "unit", _within(chosen, "units", "unit"), "全部单位"),
        years=_multiselect("整改时限", "year", choices("years"), "全部时限"),
        statuses=_multiselect("状态", "status", choices("statuses"), "全部状态"),
        past_deadline=_toggle("past", "整改时限早于截至日期，而且没有报告说已完成或已销号。"),
    )
    in_use = any(st.session_state.get(name) or st.query_params.get_all(name) for name in SELDOM)
    with st.expander("更多筛选", expanded=in_use, key="seldom", type="compact"):
        chosen = replace(
            _of_documents(chosen),
            systems=_multiselect("系统", "system", choices("systems"), "全部系统"),
            roles=_multiselect("职责", "role", choices("roles"), "任何职责"),
            themes=_multiselect("问题类型", "theme", choices("themes"), "全部类型"),
        )
        return replace(
            chosen,
            conflict=_toggle("conflict", f"{wording.CONFLICT}两种说法都保留在任务里。"),
            once=_toggle(
                "once",
                "同一问题列在几份清单里的，只计一项：取最近见到报告的那一项，都没有报告的取最早的一份。只合并确定或经人核定的。",
            ),
        )


def _of_documents(chosen: queries.Filters) -> queries.Filters:
    inspections, documents = queries.choices("inspections"), _within(chosen, "documents", "document")
    return replace(
        chosen,
        inspections=_multiselect("督察", "inspection", inspections, "各次督察"),
        documents=_multiselect("文件", "document", documents, "全部文件"),
    )


def _toggle(key: str, meaning: str) -> bool:
    return st.toggle(NAMED[key], key=key, bind="query-params", help=meaning)


def _known_by(chosen: queries.Filters) -> str:
    """What an as-of day in the past does to the documents: later ones are not counted, undated ones are."""
    known = queries.coverage(chosen)
    said = [f"{known.later} 份文件后来才有，不计"] * bool(known.later)
    said += [f"{known.undated} 份没有写日期，从它写到的最后一天起计入"] * bool(known.undated)
    return "；".join(said) + "。" * bool(said)


def usual_days(today: date) -> dict[str, date]:
    """Days that meetings look at."""
    return {"今天": today, **ends_before(today), "今年底": date(today.year, 12, 31)}


def ends_before(day: date) -> dict[str, date]:
    """The last days of the month, quarter and year before."""
    quarter = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return {
        "上月底": queries.last_month_end(day),
        "上季度末": quarter - timedelta(days=1),
        "去年底": date(day.year - 1, 12, 31),
    }


def day_presets(key: str, days: dict[str, date]) -> None:
    """Buttons that put a day into the date widget of that key; the day that stands there is marked."""
    with st.container(horizontal=True, gap="xsmall"):
        for name, day in days.items():
            is_chosen = st.session_state.get(key) == day
            day_button(name, key, day, f"{key}_{name}", is_chosen, help=day.isoformat())


def day_button(
    label: str, widget: str, day: date, key: str, is_main: bool = False, help: str | None = None
) -> None:
    """A button that puts a day into the date widget of that key."""

    def put() -> None:
        st.session_state[widget] = day

    st.button(label, key=key, on_click=put, type="primary" if is_main else "secondary", help=help)


def inside_the_frame() -> None:
    """Runs the page again where Streamlit ran it by itself: a direct link was the first thing asked of a fresh server,
    and the folder is called pages. Again, then, with dashboard.py around it."""
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def clear() -> None:
    """Back to all tasks; the as-of day stays."""
    _forget_what_was_passed_over()
    for key in NAMED:
        if key in st.session_state and key != "as_of":
            st.session_state[key] = {"text": "", "past": False, "conflict": False, "once": False}.get(key, [])


def nothing_found(chosen: queries.Filters, what: str = "任务", holding: queries.Holding = "tasks") -> None:
    """Says that the view is empty, or that nothing was known on its day yet, and how to widen it."""
    known = queries.coverage(chosen, holding)
    too_early = known.later and not known.known
    with st.container(border=True):
        st.markdown(
            f"#### 截至 {chosen.day}，还没有文件写到{what}" if too_early else f"#### 没有符合条件的{what}"
        )
        st.caption(panels.plain(chosen.in_words()))
        if known.later:
            st.markdown(
                f"{'最早的' if too_early else '下一份'}文件是《{panels.plain(known.next_title)}》，"
                f"{known.next_day} 起才有。"
            )
            day_button(f"截至改为 {known.next_day}", "as_of", known.next_day, "next_day")
        if chosen.narrows:
            st.markdown("可以去掉一两个筛选条件，或换个关键词。")
            st.button("清除筛选", key="clear_nothing_found", on_click=clear, type="primary")


def _multiselect(
    label: str, key: str, choices: dict[str, str], placeholder: str, meaning: str | None = None
) -> tuple[str, ...]:
    asked = st.query_params.get_all(key)
    called = [choices.get(value, value) for value in asked]
    if unknown := [label for label in called if label not in choices.values()]:
        _pass_over(key, unknown)  # Streamlit drops them from the address without a word
    if (
        called != asked
    ):  # `unit=衡阳市住建局`, `document=hengyang-2019-plan`: there Streamlit knows labels alone
        st.query_params[key] = called
        st.rerun()
    picked = st.multiselect(
        label,
        list(choices),
        key=key,
        bind="query-params",
        format_func=lambda value: choices.get(value, value),
        placeholder=placeholder,
        help=meaning,
        select_all=False,
        filter_mode="fuzzy",  # 衡阳市住建局 finds 衡阳市住房和城乡建设局
    )
    return tuple(picked)


def _within(chosen: queries.Filters, name: str, key: str) -> dict[str, str]:
    """The choices that a chosen city leaves, and what was chosen before it or in the link: no choice goes unseen."""
    asked = {*st.session_state.get(key, []), *st.query_params.get_all(key)}
    return queries.choices(name, chosen.cities) | {
        value: label for value, label in queries.choices(name).items() if asked & {value, label}
    }
