"""What a document says of itself: title, place, inspection, number, dates, and how many tasks it has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from loaders.grammar.dates import find_dates
from loaders.grammar.document.inspections import find_inspection, level_of
from loaders.grammar.document.issuing import (
    find_document_number,
    find_issue_date,
    find_publication_date,
    find_reporting_year,
)
from loaders.grammar.document.place import find_place
from loaders.grammar.document.stated_counts import find_stated_count
from loaders.grammar.document.titles import find_title
from loaders.grammar.places import MUNICIPALITIES

Value = TypeVar("Value", str, date)


@dataclass(frozen=True)
class Masthead:
    title: str | None = None
    city: str | None = None
    area: str | None = None
    inspection: str | None = None
    inspection_level: str | None = None
    document_number: str | None = None
    issued_on: date | None = None
    published_on: date | None = None
    told_until: date | None = None
    """The day to which a report without a date of its own tells: （截至2023年9月底）, 整改台账（2024年10月）."""
    stated_task_count: int | None = None
    stated_task_count_place: tuple[int, int] | None = None
    reporting_year: int | None = None
    """The year that 今年 means: the inspection's, where a plan came out later."""


def read_masthead(
    text: str, list_start: int | None, card: Mapping[str, str | date], *, is_sheet: bool = False
) -> Masthead:
    """Read what stands before the list (and the printing line after it); the card's values go first.

    `is_sheet`: 日期：2024年12月5日 above a sheet is the day of its issue; no page published it.
    """
    before_list = len(text) if list_start is None else list_start
    title = _said(card, "title", str) or find_title(text, before_list)
    city, area = find_place(title, text, before_list)
    inspection = _said(card, "inspection", str) or find_inspection(title, text[:before_list])
    # 重庆市's own (市级) are what a province's are elsewhere
    whose = (inspection or "").replace("市级", city) if city in MUNICIPALITIES else inspection
    issued_on = _said(card, "issued_on", date) or find_issue_date(text, before_list)
    in_head = find_publication_date(text, before_list)
    issued_on = issued_on or (in_head if is_sheet else None)
    published_on = _said(card, "published_on", date) or (None if is_sheet else in_head)
    told_until = _said(card, "reported_on", date) or find_told_until(title, text, before_list)
    statement = find_stated_count(text, before_list, title) if list_start is not None else None
    return Masthead(
        title=title,
        city=_said(card, "city", str) or city,
        area=_said(card, "area", str) or area,
        inspection=inspection,
        inspection_level=_said(card, "inspection_level", str) or level_of(whose),
        document_number=_said(card, "document_number", str) or find_document_number(text, before_list),
        issued_on=issued_on,
        published_on=published_on,
        told_until=told_until,
        stated_task_count=statement.count if statement else None,
        stated_task_count_place=(statement.start, statement.end) if statement else None,
        reporting_year=find_reporting_year(text, before_list, title, issued_on or published_on or told_until),
    )


# （截至2023年9月底）, 整改台账（2024年10月）, at the end of a line or cell · 截至2024年6月30日，
TOLD_UNTIL = re.compile(
    r"""
    [（(] (?:[^（()）\n\d]{0,6}截[至止]到?)? (?P<bracketed>DAY) [)）] (?= [\s,，：:|"] | $ )
    | 截[至止] (?:到|日期[：:])? \s* (?P<day>DAY)
    """.replace(
        "DAY",
        r"\s* 20\d\d \s* 年 \s* (?: \d{1,2} \s* 月 \s* (?: \d{1,2} \s* 日 | [底末份] )? | 第?[一二三四]季度末? | [上下]半年 ) \s*",
    ),
    re.VERBOSE,
)
REPORT = re.compile(r"进展|情况|通报|公示|公告|台\s*账|一览表|调度")


def find_told_until(title: str | None, text: str, before_list: int) -> date | None:
    """The last day that a report speaks of: in brackets behind its title, or at the first 截至 of its lead."""
    if REPORT.search(title or ""):
        for told in TOLD_UNTIL.finditer(text, 0, before_list):
            place = told.span("bracketed" if told["bracketed"] else "day")
            if days := find_dates(text, *place, year=None, reporting_year=None):
                return days[-1].on
    return None


def _said(card: Mapping[str, str | date], key: str, kind: type[Value]) -> Value | None:
    value = card.get(key)
    return value if isinstance(value, kind) else None
