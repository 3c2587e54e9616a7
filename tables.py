"""How a listing is shown: its columns in Chinese, what a click opens, what is printed, what can be downloaded."""

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

import pandas as pd
import streamlit as st
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

import address
import corrections
import panels
import queries
import source_text
import walk
import wording
from reports import contents, sheets

TO_OPEN = {"task_id": address.TASK, "unit_id": address.UNIT, "document_id": address.DOCUMENT}
"""A click on a row opens what its first of these columns names."""

WIDEST_COLUMN, WIDEST_FIRST = 44, 24
"""On a page, a Chinese character counted as two; the first column leaves a telephone room for a second."""
MOST_ROWS = 2_000
"""On a page: what a browser still scrolls at once."""
EVERY_UNIT = 100_000
MOST_DOWNLOADED = 50_000
"""What a spreadsheet still opens at once."""

ROWS_ON_PAPER, SHEET = 200, 104
"""A printed table's rows, and the width of an A4 sheet in characters, a Chinese one counted as two."""

TASK_LIST = "任务清单"
PLACES = ("document_id", "source_start", "source_end")
"""Columns that a click on a row needs and nobody reads."""
LINKED = (wording.COLUMNS["source_url"], wording.COLUMNS["actual_url"])
"""Columns whose cells lead to the page where a figure was published."""


@dataclass(frozen=True)
class Listing:
    """Rows that are asked for as they are needed: how many there are, and the first so many of them."""

    count: int
    rows: Callable[[int], pd.DataFrame]
    words: str = ""
    """What part of the view it is, where it is not all of it."""


def tasks(chosen: queries.Filters, part: queries.Part = queries.WHOLE, words: str = "") -> None:
    """Draws the tasks in view (of a part of them, which words name); a click opens one.

    The document's values stand beside corrected ones.
    """

    @cache
    def rows(first: int) -> pd.DataFrame:
        return _with_hits(corrections.beside(queries.tasks(chosen, first, part), chosen), chosen)

    table = rows(MOST_ROWS)
    seldom = [
        mark for mark in ("days_past", "has_part", "has_words", "has_conflict") if not table[mark].any()
    ]
    listing = Listing(queries.task_count(chosen, part), rows, words)
    show(listing, TASK_LIST, chosen, (*PLACES, "is_past_deadline", *seldom))


def clicked(words: str, chosen: queries.Filters, part: queries.Part = queries.WHOLE) -> None:
    """Draws the tasks of what was clicked, under what it was and the way back."""
    count = queries.task_count(chosen, part)
    panels.heading_of_part(words, count)
    if count:
        tasks(chosen, part, words)


def counted_apart(chosen: queries.Filters) -> None:
    """Beside rates: how many tasks are counted apart, though they may be another one, or are another list's, too."""
    for kind, part in queries.COUNTED_APART.items():
        if count := queries.task_count(chosen, part):
            number = panels.way("waiting", f"{count} 项", kind)
            st.caption(wording.COUNTED_APART[kind][1].format(number))


def of_counted_apart(chosen: queries.Filters) -> bool:
    """Draws those whose number was clicked; False: none was."""
    if of_kind := panels.picked("waiting", queries.COUNTED_APART, ("any",)):
        clicked(wording.COUNTED_APART[of_kind[0]][0], chosen, queries.COUNTED_APART[of_kind[0]])
    return bool(of_kind)


def of_late_unit(chosen: queries.Filters) -> bool:
    """Draws the late tasks of the unit whose number was clicked (panels.late_units); False: none was."""
    late = panels.names(queries.late_units(chosen, EVERY_UNIT))
    if of_unit := panels.picked("late_unit", late, ("any",)):
        unit = of_unit[0]
        clicked(f"{late[unit]}，牵头或责任，已过时限", chosen, queries.part_of_late_unit(unit))
    return bool(of_unit)


def _with_hits(table: pd.DataFrame, chosen: queries.Filters) -> pd.DataFrame:
    """After a search the words found stand before the problem, with some of what stands around them; where it is only
    another name of a unit that has them, that name behind the one that is written; or a report on it."""
    if not queries.sought(chosen.text)[0]:
        return table
    said = {row.task_id: _hit(row, chosen.text) for row in queries.rows(table)}
    elsewhere = [task_id for task_id, hit in said.items() if not hit]
    for unit in queries.rows(queries.names_of_units(elsewhere, chosen)) if elsewhere else []:
        if not said[unit.task_id] and (hit := _around_hit(unit.also, chosen.text)):
            said[unit.task_id] = f"{unit.name_as_written}，即{hit}"
    elsewhere = [task_id for task_id in elsewhere if not said[task_id]]
    for report in queries.rows(queries.told_elsewhere(elsewhere, chosen)) if elsewhere else []:
        said[report.task_id] = said[report.task_id] or _around_hit(report.told, chosen.text)
    found = table.assign(hit=table["task_id"].map(said))
    at = found.columns.get_loc("issue")
    return found[[*table.columns[:at], "hit", *table.columns[at:]]]


SEARCHED = (
    "issue", "goal", "measures", "progress", "category", "deadline_text", "lead", "responsible", "supervising",
    "cooperating", "leaders", "city", "area",
)  # fmt: skip


def _hit(row: Any, search: str) -> str:
    """The first words found in a task."""
    texts = (getattr(row, column, None) or "" for column in SEARCHED)
    return next(filter(None, (_around_hit(text, search) for text in texts)), "")


def _around_hit(text: str, search: str) -> str:
    """The first words found, marked, with some of what stands around them: …遗留【废渣】未处置…"""
    if not (found := queries.hits(text, search)):
        return ""
    start, end = found[0]
    before, after = text[max(0, start - 12) : start], text[end : end + 16]
    said = f"{'…' * (start > 12)}{before}【{text[start:end]}】{after}{'…' * (end + 16 < len(text))}"
    return re.sub(r"\s+", " ", said)


def folded(listing: Listing, name: str, chosen: queries.Filters, hidden: tuple[str, ...] = PLACES) -> None:
    """A listing that is asked for once the reader unfolds it, or walks it from one task to the next."""
    expander = st.expander(f"表：{name}（{listing.count} 行）", key=f"folded_{name}", on_change="rerun")
    if expander.open or walk.is_sought():
        with expander:
            show(listing, name, chosen, hidden)


def show(
    listing: pd.DataFrame | Listing,
    name: str,
    chosen: queries.Filters,
    hidden: tuple[str, ...] = PLACES,
    on_pick: Callable[[Any, str], None] | None = None,
) -> None:
    """Draws a listing with its downloads; a click on a row opens its task or its document, one on a cell of numbers
    hands its row and the name of its column to on_pick.

    Hidden columns are neither shown nor downloaded, but a click still knows them: source_start and source_end are
    the words that it marks in the task's text or the document.
    """
    if isinstance(listing, pd.DataFrame):
        listing = Listing(len(listing), listing.head)
    table = listing.rows(MOST_ROWS)
    if "task_id" in table:
        walk.offer(name, table["task_id"])
    key = f"table_{name}_{st.session_state.get(address.TIMES, 0)}"
    seen = as_precise_as_said(table.drop(columns=[*hidden], errors="ignore"))
    shown = sheets.readable(seen)
    opens = any(column in table for column in TO_OPEN)
    clickable = opens or on_pick
    told = f"共 {listing.count} 行"
    if listing.count > MOST_ROWS:
        every = "全部" if listing.count <= MOST_DOWNLOADED else f"前 {MOST_DOWNLOADED} 行"
        told += f"（表中只列前 {MOST_ROWS} 行，下载的是{every}）"
    told += "，点一行即可打开" if opens else "，点一个数列出它的任务" if on_pick else ""
    told += "，点“打开出处”看公布它的网页" if set(LINKED) & set(shown) else ""
    apart: dict[str, Any] = {"horizontal_alignment": "distribute", "vertical_alignment": "center"}
    with st.container(key=f"not_on_paper_{key}", horizontal=True, **apart):
        st.caption(told, width="content")
        with st.container(horizontal=True, horizontal_alignment="right", width="content", gap="small"):
            downloads(listing, name, chosen, hidden, key)
    with st.container(key=f"opens_{key}" if clickable else None):  # frame.js knows it by this
        picked: Any = st.dataframe(
            within_columns(shown),
            key=key,
            hide_index=True,
            column_config=column_config(shown),
            placeholder="",
            alt=f"{name}，{listing.count} 行" + ("，上下键选行，回车打开" if clickable else ""),
            height="content" if len(table) <= 15 else 600,
            on_select="rerun" if clickable else "ignore",
            selection_mode="single-cell",
        )
    st.html(on_paper(shown, name, listing.count))
    if not (clickable and picked.selection.cells):
        return
    row, label = picked.selection.cells[0]
    if on_pick:
        # Nothing is chosen in it any more.
        st.session_state[address.TIMES] = st.session_state.get(address.TIMES, 0) + 1
        on_pick(table.iloc[row], seen.columns[list(shown).index(label)])
        st.rerun()
    elif label not in LINKED:
        _open(table, row, name)


def _open(table: pd.DataFrame, row: int, name: str) -> None:
    """Opens what a row names. A figure of no task leads to its document, one of neither nowhere."""
    named = (column for column in TO_OPEN if column in table and pd.notna(table[column].iloc[row]))
    if (opens := next(named, None)) is None:
        return
    is_task = opens == "task_id"
    address.go(TO_OPEN[opens], str(table[opens].iloc[row]), name if is_task else "")
    if "source_start" in table:
        source_text.mark_of(table.iloc[row])
    if is_task:
        walk.remember(table["task_id"])
    st.rerun()


def as_precise_as_said(table: pd.DataFrame) -> pd.DataFrame:
    """Days of which the document has but the month or the year in that form, 2020-12, in the place of day and precision."""
    for day, precision in sheets.PRECISION_OF.items():
        if precision in table:
            days = zip(map(queries.plain, table[day]), map(queries.plain, table[precision]), strict=True)
            said = [wording.day_text(*each) or None for each in days]
            table = table.drop(columns=precision)
            table[day] = said
    return table


def _sources(table: pd.DataFrame, chosen: queries.Filters) -> pd.DataFrame | None:
    """What the rows come from, where they do not name pages alone; else what the tasks in view come from."""
    if "source_url" in table and "document_id" not in table:
        return None
    named = table if "document_id" in table else queries.tasks(chosen)
    return contents.sources(chosen, {"本表": named})


def downloads(
    listing: Listing, name: str, chosen: queries.Filters, hidden: tuple[str, ...], key: str
) -> None:
    """Two buttons: the table as XLSX, with its sources and rules on a second sheet, and as CSV."""
    places = chosen.areas or chosen.cities
    place = f"-{'、'.join(places)}" if 0 < len(places) <= 3 else ""
    file_name = f"{name}{place}-截至{chosen.day}"
    build = queries.build()

    def shown(rows: pd.DataFrame) -> pd.DataFrame:
        return sheets.readable(rows.drop(columns=[*hidden], errors="ignore"))

    def xlsx() -> bytes:
        rows = listing.rows(MOST_DOWNLOADED)
        about = [("所选", listing.words)] if listing.words else []
        return sheets.as_xlsx(shown(rows), name, chosen, _sources(rows, chosen), build, about)

    def csv() -> bytes:
        return sheets.as_csv(shown(listing.rows(MOST_DOWNLOADED)))

    panels.download("下载 XLSX", xlsx, f"{file_name}.xlsx", f"{key}_xlsx")
    panels.download("CSV", csv, f"{file_name}.csv", f"{key}_csv", icon=None, type="tertiary")


def column_config(shown: pd.DataFrame) -> dict[str, Any]:
    """Widths from what the columns hold; dates without a time of day."""
    configs: dict[str, Any] = {}
    for column in shown.columns:
        if column in LINKED:
            configs[column] = st.column_config.LinkColumn(display_text="打开出处", width=84)
            continue
        pixels = (
            22 + 27 * min(_widest(shown, column), _width_on_page(shown[column])) // 4
        )  # of 13 px, and the cell's edges
        if is_datetime64_any_dtype(shown[column]):
            configs[column] = st.column_config.DateColumn(format="YYYY-MM-DD", width=max(96, pixels))
        elif is_numeric_dtype(shown[column]):
            configs[column] = st.column_config.NumberColumn(width=max(56, pixels))
        else:
            configs[column] = st.column_config.TextColumn(width=max(56, pixels))
    return configs


def on_paper(shown: pd.DataFrame, name: str, count: int) -> str:
    """The table as it is printed (frame.css): the columns that a sheet of A4 holds, in their order, and the first rows."""
    widths = {
        column: min(30, _width_on_page(shown[column]) + 1)
        for column in shown
        if shown[column].replace("", None).notna().any()
    }
    columns: list[str] = []
    for column, width in widths.items():
        if sum(widths[chosen] for chosen in columns) + width <= SHEET:
            columns.append(str(column))
    kinds = {
        column: "number" if is_numeric_dtype(shown[column]) else "short" if widths[column] < 14 else ""
        for column in columns
    }
    heading = "".join(f"<th>{escape(column)}</th>" for column in columns)
    lines = ""
    for values in shown[columns].head(ROWS_ON_PAPER).itertuples(index=False):
        cells = zip(kinds.values(), map(_cell_on_paper, values), strict=True)
        drawn = "".join(f"<td class='{kind}'>{escape(words)}</td>" for kind, words in cells)
        lines += f"<tr>{drawn}</tr>"
    left_out = [
        f"另有 {count} {what}"
        for count, what in ((len(shown.columns) - len(columns), "列"), (count - ROWS_ON_PAPER, "行"))
        if count > 0
    ]
    rest = f"<caption>{escape(name)}：{'、'.join(left_out)}，见下载的 XLSX。</caption>" if left_out else ""
    return f"<table class='on-paper'>{rest}<thead><tr>{heading}</tr></thead><tbody>{lines}</tbody></table>"


def _cell_on_paper(value: Any) -> str:
    value = queries.plain(value)
    return "" if value is None else f"{value:g}" if isinstance(value, float) else _shortened(str(value), 240)


def within_columns(shown: pd.DataFrame) -> pd.DataFrame:
    """The texts as far as their columns hold them, with … for the rest: a browser would cut through a character."""

    def within(column: pd.Series) -> pd.Series:
        widest = _widest(shown, column.name)
        if column.name in LINKED:
            return column.where(column.astype("str").str.startswith(("https://", "http://")), None)
        if (
            column.name == wording.COLUMNS["title"]
        ):  # …工作台账（2026年9月）: its end tells it from the month before
            return column.map(lambda title: wording.cut_in_the_middle(title, widest // 2), na_action="ignore")
        return column.map(lambda cell: _shortened(cell, widest) if isinstance(cell, str) else cell)

    return shown.apply(within)


def _widest(shown: pd.DataFrame, column: Hashable) -> int:
    return WIDEST_FIRST if column == shown.columns[0] else WIDEST_COLUMN


def _width_on_page(column: pd.Series) -> int:
    """What its longest cell needs, as far as a column goes."""
    longest = column.dropna().astype(str).map(sheets.width).max() if column.notna().any() else 0
    return min(WIDEST_COLUMN, max(sheets.width(str(column.name)), int(longest)))


def _shortened(text: str, width: int) -> str:
    if sheets.width(text) <= width:
        return text
    kept, taken = "", 0
    for character in text:
        taken += sheets.width(character)
        if taken > width - 2:
            break
        kept += character
    return f"{kept}…"
