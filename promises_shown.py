"""What was promised of air and water against what was measured: the promises of tasks reported done first."""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

import panels
import queries
import source_text
import tables
import wording
from source_text import Place

MOST_CARDS, MOST_LACKING = 8, 4
COMPARED = ("met", "missed")
HOW_COMPARED = (
    "只看部分时段的，只说那几个月的数在目标的哪一边，全年可能不同，不算判断。"
    "只比同一地点、同一指标，用目标期当年或以后最近一个全年的实测；写法不同而确是一处的合在一起，拿不准的不合。"
)
SHOWN = [
    "place", "metric", "promised", "judged", "measured", "lacking", "gap", "unit", "status_group", "issue", "city", "said_in", "reckoned",
    "elsewhere", "name_as_written", "actual_place", "actual_title", "actual_url", "task_id", "document_id",
    "source_start", "source_end",
]  # fmt: skip


def show(chosen: queries.Filters) -> None:
    """The finding, the promises that were missed, and all of them in a table. Nothing where nothing was promised."""
    said = queries.promises(chosen)
    if said.empty:
        return
    promises = queries.promised_once(said)
    st.subheader(_finding(said, promises), anchor=False)
    st.caption(_counts(said, promises))
    st.caption(HOW_COMPARED + _most_lacking(said))
    missed = promises[promises["judged"] == "missed"].head(MOST_CARDS)
    alike = said.groupby(queries.PROMISE, dropna=False).ngroup()
    for number, (at, row) in enumerate(zip(missed.index, queries.rows(missed), strict=True)):
        _card(row, queries.rows(said[alike == alike[at]]), number)
    rows = queries.rows(promises)
    in_words = promises.assign(
        promised=[*map(wording.promised, rows)],
        measured=[*map(wording.measured, rows)],
        lacking=[*map(wording.lacking, rows)],
    )
    if part := picked():
        judged_as, of = part
        chosen_ones = (promises["judged"] == judged_as) & (promises["is_done"] | (of == "any"))
        about = "报了办结的任务，" if of == "done" else ""
        panels.heading_of_part(f"{about}{wording.JUDGED[judged_as]}", int(chosen_ones.sum()))
        tables.show(in_words[chosen_ones][SHOWN], "目标与实测", chosen)
        return
    with st.expander(f"表：全部 {len(promises)} 个目标与实测"):
        tables.show(in_words[SHOWN], "目标与实测", chosen)


def _finding(said: pd.DataFrame, promises: pd.DataFrame) -> str:
    """Markdown: what was missed, of tasks reported done first; said: with each place that says it."""
    counts = promises["judged"].value_counts()
    judged = int(promises["judged"].isin(COMPARED).sum())
    if done := said[(said["judged"] == "missed") & said["is_done"]]["task_id"].nunique():
        title = f"{_way(f'{done} 项任务', 'missed', 'done')}报了办结，承诺的指标仍未达到"
    elif missed := counts.get("missed"):
        title = f"{_way(f'{missed} 个目标', 'missed')}没有达到，都不在报了办结的任务里"
    elif not judged:
        title = f"{len(promises)} 个目标都还没有能比的全年实测，不能判断"
    else:
        met = _way(f"{judged} 个目标", "met")
        title = f"能比的 {met}都达到了，其余 {len(promises) - judged} 个不能判断"
    if "so_far_missed" in counts:
        so_far = _way(f"{counts['so_far_missed']} 个", "so_far_missed")
        title += f"；只看部分时段，{so_far}未达到"
    return title


def _counts(said: pd.DataFrame, promises: pd.DataFrame) -> str:
    """Markdown: how many promises were judged in which way."""
    counts = promises["judged"].value_counts()
    of_each = {
        code: f"{name} {_way(f'{counts[code]} 个', code)}"
        for code, name in wording.JUDGED.items()
        if code in counts
    }
    compared = "，".join(words for code, words in of_each.items() if code in COMPARED)
    not_compared = "，".join(words for code, words in of_each.items() if code not in COMPARED)
    of_code = promises[promises["is_done"]]["judged"].value_counts()
    met, not_met = (
        _way(f"{of_code[code]} 个", code, "done") if code in of_code else "0 个" for code in COMPARED
    )
    reported = f"报了办结的任务写了 {of_code.sum()} 个目标：达到 {met}，未达到 {not_met}，其余不能判断。"
    if of_code.empty:
        reported = "报了办结的任务都没有写能量化的目标，没有可以核对的。"
    return (
        f"共 {len(promises)} 个目标"
        + (f"，写在 {len(said)} 处" if len(said) > len(promises) else "")
        + (f"；{compared}" if compared else "")
        + (f"；不能比的：{not_compared}" if not_compared else "")
        + f"。{reported}"
    )


def _most_lacking(said: pd.DataFrame) -> str:
    """Markdown: the measurements that would judge most promises, first of those that parts of a year are known of."""
    known = said[said["judged"] != "none"]
    words = [*filter(None, map(wording.lacking, queries.rows(known)))] or [
        *map(wording.lacking, queries.rows(said))
    ]
    most = pd.Series(filter(None, words), dtype=str).value_counts().head(MOST_LACKING)
    named = "、".join(f"{panels.plain(str(what))}（{count} 处目标）" for what, count in most.items())
    return f"最缺的实测：{named}；其余见下表“{wording.COLUMNS['lacking']}”一栏。" if named else ""


def picked() -> tuple[str, str] | None:
    """The judgement whose number was clicked, and of which tasks."""
    return panels.picked("promise", wording.JUDGED, ("any", "done"))


def _way(words: str, judged_as: str, of: str = "any") -> str:
    return panels.way("promise", words, judged_as, of)


def _card(row: Any, alike: list[Any], number: int) -> None:
    """A promise that was missed: one click to each place that says it, one to where the measurement was published."""
    colours = wording.palette(panels.dark())
    said = "".join(
        f"<span><span style='color:{colours.quiet}'>{name}</span> "
        f"{panels.swatch(value) if row.unit == '类' else ''}{escape(words)}</span>"
        for name, words, value in (
            ("目标", wording.promised(row), row.target),
            ("实测", wording.measured(row), row.actual),
        )
    )
    gap = wording.gap_text(row.gap, row.unit)
    status = wording.STATUS_GROUPS[row.status_group] if row.task_id else ""
    names = dict.fromkeys(name for name in (row.name_as_written, row.actual_place) if name != row.place)
    about = [
        " · ".join(filter(None, (f"{row.city or ''} {row.said_in}", status))),
        f"原文写作：{'、'.join(names)}" if names else "",
        wording.RECKONED[row.reckoned] if row.reckoned else "",
    ]
    with st.container(border=True, gap="xsmall", key=f"promise_{number}"):
        st.html(f"""
            <div style="line-height:1.7;overflow-wrap:anywhere">
              <div style="font-weight:600">{escape(f"{row.place} {row.metric}")}</div>
              <div style="display:flex;flex-wrap:wrap;gap:.1rem 1.4rem;font-variant-numeric:tabular-nums">{said}
                <span style="color:{colours.accent};font-weight:600">{escape(gap)}</span></div>
              <div style="font-size:.88rem;color:{colours.quiet}">{escape("　".join(filter(None, about)))}</div>
            </div>""")
        with st.container(horizontal=True, gap="small"):
            for place, said in enumerate(alike):
                promise = (said.document_id, said.source_start, said.source_end)
                words = f"目标（{said.said}）" if len(alike) > 1 else "目标"
                key = f"target_{number}_{place}"
                _way_to(words, key, promise, said.task_id, said.source_url, said.source_title)
            measured = (row.actual_document_id, row.actual_start, row.actual_end)
            _way_to(
                "实测", f"actual_{number}", measured, row.actual_task_id, row.actual_url, row.actual_title
            )


def _way_to(
    what: str, key: str, place: tuple[Any, Any, Any], task_id: str | None, url: str | None, title: str | None
) -> None:
    """To the very words where they stand in a loaded document, else to the page that published them."""
    if None not in place:
        st.button(
            f"{what}原文",
            key=key,
            on_click=source_text.open_at,
            args=(Place(*place), task_id),
            type="tertiary",
            icon=":material/ink_highlighter:",
        )
    elif url:
        words = panels.plain(title or "")
        st.link_button(f"{what}出处", url, help=words, type="tertiary", icon=":material/open_in_new:")
