"""A stretch of a document with the quoted words marked. What stands in a document is data: everything is escaped.

Which words are marked is kept in the address (`mark=hengyang-2019-plan:10013-10591`), so a link shows the same.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import PurePath
from typing import Any

import pandas as pd
import streamlit as st

import address
import panels
import queries
import wording
from address import MARK


@dataclass(frozen=True)
class Place:
    """A half-open range of characters in the text of a document."""

    document_id: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.document_id}:{self.start}-{self.end}"


def place_of(row: Any, document_id: str) -> Place | None:
    """The place that a row of queries.rows names; None where it has none."""
    return None if row.source_start is None else Place(document_id, row.source_start, row.source_end)


def place_in_address(documents: set[str]) -> Place | None:
    """The place that the address names, if it lies in one of these documents."""
    named = re.fullmatch(
        r"(?P<document>.+):(?P<start>\d{1,9})-(?P<end>\d{1,9})", st.query_params.get(MARK, "")
    )
    if not named or named["document"] not in documents or int(named["start"]) >= int(named["end"]):
        return None
    return Place(named["document"], int(named["start"]), int(named["end"]))


TELLING = "telling"
"""In the session: the place that is marked while the address names none (see telling)."""


def telling(place: Place | None) -> None:
    """Says which words are marked until the reader chooses others."""
    st.session_state[TELLING] = str(place) if place else ""


def is_marked(place: Place) -> bool:
    return str(place) == st.query_params.get(MARK, st.session_state.get(TELLING))


def mark_button(place: Place | None, key: str) -> None:
    """A small button that marks the place in the text shown; nothing where there is no place."""
    if place is None:
        return
    st.button(
        "原文",
        key=f"mark_{key}",
        on_click=mark,
        args=(place,),
        type="secondary" if is_marked(place) else "tertiary",
        icon=":material/ink_highlighter:",
        help="在原文中标出这句话",
    )


def word_button(words: str, place: Place | None, key: str, meaning: str) -> None:
    """Words of a document as a button that marks their place in the text shown."""
    st.button(
        words,
        key=key,
        on_click=mark if place else None,
        args=(place,),
        help=panels.plain(meaning),
        type="primary" if place and is_marked(place) else "secondary",
    )


def card_head(words: str, place: Place | None, key: str) -> None:
    """The first line of a card, Markdown, and at its end the button that marks the place in the text shown."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(words, width="content")
        mark_button(place, key)


def mark(place: Place) -> None:
    st.query_params[MARK] = str(place)


def open_at(place: Place, task_id: str | None) -> None:
    """Opens the task, or where there is none the document, with the place marked."""
    address.go(address.TASK, task_id) if task_id else address.go(address.DOCUMENT, place.document_id)
    mark(place)


def mark_of(row: pd.Series) -> None:
    """Marks the words of a row of a listing, where it has any."""
    if pd.notna(row["source_start"]):
        mark(Place(row["document_id"], int(row["source_start"]), int(row["source_end"])))


def in_words(document_id: str, place: int, text: str) -> str:
    """Where in the document a place is: 第3页, “清单”第12行, or, of plain text, 第241行."""
    for part in queries.rows(queries.part_at(document_id, place)):
        return f"“{part.sheet}”第{part.number}行" if part.sheet else f"第{part.number}页"
    return f"第{text.count(chr(10), 0, place) + 1}行"


def marked(
    text: str,
    chosen: tuple[int, int] | None,
    item: tuple[int, int] | None = None,
    missed: list[tuple[int, int]] | None = None,
    reach: int = 3000,
    rows: Sequence[tuple[int, int]] = (),
) -> str:
    """HTML of the text around what is chosen: the chosen words marked, what lies outside the item quieter,
    stretches that were not understood underlined; rows of tables, whose cells stand between tabs, as rows."""
    start, end = chosen or item or (0, 0)
    first, last = max(0, start - reach), min(len(text), end + reach)
    for low, high in rows:  # none is cut
        first = high if low < first < high <= start else first
        last = low if end <= low < last < high else last
    tags, dropped = _tables(text, [row for row in rows if first <= row[0] and row[1] <= last])
    kinds = [("chosen", chosen), ("item", item), *(("missed", place) for place in missed or [])]
    ranges = [(kind, *place) for kind, place in kinds if place]
    cuts = {first, last, start} | {min(max(edge, first), last) for _, *edges in ranges for edge in edges}
    cuts |= tags.keys() | dropped | {at + 1 for at in dropped}
    edges = sorted(cuts)
    pieces = [f"<p class='left-out'>前面还有 {first} 字</p>" if first else ""]
    for low, high in zip(edges, edges[1:], strict=False):
        pieces.append(tags.get(low, ""))
        begins = "<a class='start'></a>" if low == start else ""
        if low in dropped:
            pieces.append(begins)
            continue
        inside = {kind for kind, left, right in ranges if left <= low and high <= right}
        words = begins + escape(text[low:high])
        if item and "item" not in inside:
            words = f"<span class='outside'>{words}</span>"
        if "missed" in inside:
            words = f"<u>{words}</u>"
        pieces.append(f"<mark>{words}</mark>" if "chosen" in inside else words)
    pieces.append(tags.get(last, ""))
    pieces.append(f"<p class='left-out'>后面还有 {len(text) - last} 字</p>" if last < len(text) else "")
    return "".join(pieces)


def _tables(text: str, rows: Sequence[tuple[int, int]]) -> tuple[dict[int, str], set[int]]:
    """The tags to put in before places of the text so that rows are a table's, and the signs that these stand for."""
    tags: dict[int, str] = defaultdict(str)
    dropped: set[int] = set()
    rows = [(low, low + len(text[low:high].rstrip("\n"))) for low, high in rows]
    for above, (low, high), below in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        if above and above[1] + 1 == low:
            dropped.add(low - 1)
        else:
            tags[low] += "<table>"
        cells = text[low:high].split("\t")
        if not any(cells[1:]):  # a heading over the whole of it
            tags[low] += f"<tr><td colspan='{len(cells)}'>"
            dropped |= set(range(low + len(cells[0]), high))
        else:
            at = low
            for place, cell in enumerate(cells):
                tags[at] += (
                    "</td>" if place else "<tr>"
                ) + f"<td style='min-width:{min(len(cell) // 2 + 3, 16)}em'>"
                at += len(cell) + 1
            dropped |= {at for at in range(low, high) if text[at] == "\t"}
        tags[high] += "</td></tr>"
        if not (below and high + 1 == below[0]):
            tags[high] += "</table>"
    return tags, dropped


def show(
    document_id: str,
    chosen: Place | None,
    item: Place | None = None,
    missed: list[tuple[int, int]] | None = None,
    reach: int = 3000,
) -> None:
    """The text with its marks, in a box of its own that scrolls; above it where it stands, below what it is.

    In a narrow window the text stands below the fields: it comes into view where the reader chose the words.
    """
    text = queries.document_text(document_id)
    document, build = queries.document_name(document_id), queries.build()
    place = chosen or item
    length = len(text)
    heading = "原文" if place is None else f"原文 · {in_words(document_id, min(place.start, length), text)}"
    accent = wording.palette(panels.dark()).accent
    start, end = (place.start, place.end) if place else (0, 0)
    rows = queries.table_rows(document_id, start - reach, end + reach)

    def span(of: Place | None) -> tuple[int, int] | None:
        return (min(of.start, length), min(of.end, length)) if of else None

    st.html(
        f"""
        <style>
          .source-text {{ max-height: min(68vh, 44rem); overflow: auto; padding: .9rem 1.1rem; white-space: pre-wrap;
            overflow-wrap: anywhere; line-height: 1.8; border: 1px solid color-mix(in srgb, currentColor 22%, transparent);
            border-radius: .4rem; position: relative; }}
          .source-text .outside {{ opacity: .7; }}
          .source-text mark {{ color: inherit; background: color-mix(in srgb, {accent} 22%, transparent);
            box-shadow: 0 2px 0 {accent}; }}
          .source-text u {{ text-decoration: underline dashed {accent} 1.5px; text-underline-offset: .25em; }}
          .source-text table {{ border-collapse: collapse; margin: .3rem 0; font-size: .94em; }}
          .source-text td {{ border: 1px solid color-mix(in srgb, currentColor 22%, transparent); vertical-align: top;
            padding: .2rem .5rem; line-height: 1.6; }}
          .source-text .left-out {{ margin: 0; text-align: center; opacity: .75; font-size: .9em; }}
          .source-note {{ font-size: .88rem; opacity: .75; line-height: 1.6; overflow-wrap: anywhere; }}
        </style>
        <div style="font-weight:600;margin-bottom:.15rem">{escape(heading)}</div>
        <div class="source-note" style="margin-bottom:.5rem">{escape(document.title)}</div>
        <div class="source-text" tabindex="0" role="region" aria-label="文件原文">{
            marked(text, span(chosen), span(item), missed, reach, rows)
        }</div>
        <details class="source-note" style="margin-top:.5rem"><summary>文件 {
            escape(PurePath(document.source_path).name)
        }</summary>{escape(document.source_path)}<br>SHA-256 {document.sha256}<br>读取程序 {
            escape(build.loader_version)
        }</details>
        <script>
          for (const box of document.querySelectorAll(".source-text")) {{
            const start = box.querySelector(".start").getBoundingClientRect(), frame = box.getBoundingClientRect();
            box.scrollTop += start.top - frame.top - box.clientHeight / 5;
            box.scrollLeft += Math.max(0, start.left - frame.left - box.clientWidth / 2);
            if ({str(MARK in st.query_params).lower()} && window.innerWidth <= {
            panels.NARROW
        } && box.querySelector("mark")) box.scrollIntoView({{ block: "center" }});
          }}
        </script>""",
        unsafe_allow_javascript=True,
    )
