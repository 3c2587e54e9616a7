"""The quoted words are marked in place, and nothing in a document is ever more than text."""

import re
from html import unescape

import pytest

import source_text
from source_text import marked
from tests.conftest import HOSTILE, PLAN

TEXT = "前言。\n（一）扬尘严重。目标：不再扬尘。\n（二）别的问题。"
ITEM = (TEXT.index("（一）"), TEXT.index("（二）"))
GOAL = (TEXT.index("不再扬尘"), TEXT.index("不再扬尘") + 4)


def words(html: str) -> str:
    return unescape(re.sub(r"<p class='left-out'>.*?</p>|<[^>]+>", "", html))


def test_the_chosen_words_are_marked() -> None:
    html = marked(TEXT, GOAL, ITEM)
    assert re.findall(r"<mark>(.*?)</mark>", html, re.DOTALL) == ["<a class='start'></a>不再扬尘"]
    assert words(html) == TEXT


def test_what_lies_outside_the_item_is_quieter() -> None:
    outside = re.findall(r"<span class='outside'>(.*?)</span>", marked(TEXT, GOAL, ITEM), re.DOTALL)
    assert outside == ["前言。\n", "（二）别的问题。"]


def test_what_was_not_understood_is_underlined_even_where_it_overlaps() -> None:
    html = marked(TEXT, GOAL, missed=[(GOAL[0] + 2, GOAL[1] + 1)])
    assert re.findall(r"<u>(.*?)</u>", html) == ["扬尘", "。"]
    assert words(html) == TEXT


@pytest.mark.parametrize(
    "text", [HOSTILE, "<mark>", "</div><img src=x onerror=alert(1)>", "&lt;b&gt; ' \" `"]
)
def test_documents_are_escaped(text: str) -> None:
    html = marked(text, (0, len(text)))
    assert not re.search(r"<(?!/?(mark|a|span|u|p)\b)", html), html
    assert words(html) == text


def test_long_documents_are_windowed_around_the_mark() -> None:
    text = "前" * 50_000 + "标" + "后" * 50_000
    html = marked(text, (50_000, 50_001), reach=100)
    assert words(html) == "前" * 100 + "标" + "后" * 100
    assert html.count("还有 49900 字") == 2


def test_rows_of_a_table_stand_as_rows_and_their_words_are_marked() -> None:
    text = "清单\n序号\t问题\n一、大气\t\n1\t扬尘<b>\n完"
    rows = [(3, 8), (9, 14), (15, 22)]
    assert [text[low:high] for low, high in rows] == ["序号\t问题", "一、大气\t", "1\t扬尘<b>"]
    html = re.sub(r" style='[^']*'", "", marked(text, (17, 19), rows=rows))
    assert html == (
        "清单\n<table><tr><td>序号</td><td>问题</td></tr><tr><td colspan='2'>一、大气</td></tr>"
        "<tr><td>1</td><td><mark><a class='start'></a>扬尘</mark>&lt;b&gt;</td></tr></table>\n完"
    )
    of_a_sheet = [(low, high + 1) for low, high in rows]  # with the end of their line
    assert marked(text, (17, 19), rows=of_a_sheet) == marked(text, (17, 19), rows=rows)
    assert marked("\t甲\n", None, rows=[(0, 2)]).count("class='start'") == 1, "an empty cell may stand first"
    assert "<td" not in marked(text, (17, 19), reach=2, rows=rows[:2]), "what the window cuts is no row"


@pytest.mark.parametrize("text", ["", "短"])
def test_a_document_without_anything_chosen_is_shown_from_its_beginning(text: str) -> None:
    assert words(marked(text, None)) == text


def test_a_place_is_named_by_its_line(database: object) -> None:
    text = "一\n二\n三"
    assert source_text.in_words(PLAN, 4, text) == "第3行"
