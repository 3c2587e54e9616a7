"""Figures in a table of a row a place and a column a measure, as bulletins print them beside their prose, or of a row
a measure and a column a time, as plans do.

县市区 | PM2.5(μg/m³) | 同比(%) | 优良天数(天)        指标                  | 2020年 | 2025年目标
秦都区 |           47 |    -3.1 |          211        PM2.5年均浓度(μg/m³) |     41 |       ≤35
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.grammar.figures.home import Home
from loaders.grammar.figures.indicators import IndicatorFound
from loaders.grammar.figures.metrics import Mention, mentions, water_class
from loaders.grammar.figures.named_places import places_before, places_named
from loaders.grammar.figures.periods import periods
from loaders.grammar.figures.quantities import Figure, either, unit_named, water_class_of
from loaders.grammar.figures.sense import says_change, signed
from loaders.grammar.figures.times import year_before
from loaders.grammar.plain import Plain, plain
from loaders.vocabulary import rows

_PLACE, _NO_MEASURE, _AIM, _WAS, _LIMIT = (
    re.compile(either([row["head"] for row in rows("table_heads") if row["of"] == of]))
    for of in ("place", "nothing", "target", "baseline", "limit")
)
_SECTION = re.compile("断面|点位|站点")
_CLASS = re.compile("类别|水质|目标|标准|水域功能|监测结果|评价结果")
_MONTH = re.compile("本月|上月|[去上]年同[期月]")
_VALUE = re.compile(
    r"(?P<bound>[≤≥<>])?(?P<sign>[-+↑↓]|上升|下降|升高?|降低?|改善)?(?!20[12]\d$)(?P<number>\d{1,6}(?:\.\d{1,4})?)"
    r"(?P<unit>%|个百分点)?(?P<after>以[上下内]|左右)?|(?:达到|优于)*(?P<class>劣?(?:IV|III|II|I|V)类?)"
)
_FALLS = ("-", "↓", "下降", "降", "降低", "改善")
_OPERATORS = {"≤": "<=", "≥": ">=", "<": "<", ">": ">", "以上": ">=", "以下": "<=", "以内": "<=", "左右": "="}
Cell = tuple[int, int]
"""Where a cell stands in the text; empty where it starts and ends at one place."""
Grid = Sequence[Sequence[Cell]]
_CAPTION = 80
"""As far above a table, in characters, as its caption may begin, which names the time of its figures."""
_NUMBERED = re.compile(r"附?表\s*[\d一二三四五六七八九十]|[（(]?[一二三四五六七八九十]+[、）)]")


@dataclass(frozen=True)
class _Column:
    measure: Mention
    unit: str | None
    role: str
    period: str | None
    is_change: bool


def find_table_figures(
    text: str, table: Grid, *, role: str, home: Home, year: int | None, period: str | None
) -> Iterator[IndicatorFound]:
    """The figures of a table that says whose they are and what they measure; none of any other.

    `period` is the whole document's, of a table that neither its headings nor its caption date.
    A sheet may hold several, each below its caption: 表2 地表水.
    """
    filled = [[cell for cell in dict.fromkeys(row) if text[slice(*cell)].strip()] for row in table]
    begins = [
        n
        for n, row in enumerate(filled)
        if n and len(row) == 1 < len(filled[n - 1]) and _NUMBERED.match(text, row[0][0])
    ]
    for start, end in pairwise([0, *begins, len(table)]):
        yield from _figures_of_one(text, table[start:end], role, home, year, period)


def _figures_of_one(
    text: str, table: Grid, role: str, home: Home, year: int | None, period: str | None
) -> Iterator[IndicatorFound]:
    first = next(
        (n for n, row in enumerate(table) if len({cell for cell in row if cell[0] < cell[1]}) > 1), 0
    )
    across, table = table[:first], table[first:]  # 附表 9月份重点断面水质情况, over all columns
    body = next((n for n, row in enumerate(table) if any(_value(text, cell) for cell in row[1:])), 0)
    if not 0 < body <= 3:  # no table here has more rows of headings
        return
    heads = [_head(text, table, body, column) for column in range(len(table[0]))]
    places = [n for n, head in enumerate(heads) if _PLACE.search(head) and not _NO_MEASURE.search(head)]
    named = [n for n in places if not _measured(heads[n])]
    if not named:
        yield from _rows_of_measures(text, table[body:], heads, role, home, year)
        return
    at = next((n for n in reversed(named) if _SECTION.search(heads[n])), named[-1])
    above = max(0, min(start for row in (*across, table[0]) for start, _ in row) - _CAPTION)
    columns = _columns(text, (above, table[0][0][0]), heads, at, role, year, period)
    for row in table[body:]:
        place = _place(text, row[at], heads[at], home) if at < len(row) else None
        for number, column in columns.items():
            if place and number < len(row) and (value := _value(text, row[number])):
                yield from _figure(place, column, value, (row[at], row[number]))


def _rows_of_measures(
    text: str, body: Grid, heads: list[str], role: str, home: Home, year: int | None
) -> Iterator[IndicatorFound]:
    """The figures under 2020年 and 2025年目标 of rows such as PM2.5年均浓度(μg/m³)."""
    times = [_times(head, year) for head in heads]
    first = next((n for n, of in enumerate(times) if of), len(heads))
    for row in body:
        words = [plain(text, *cell) for cell in row[:first]]
        told = [(one, cell) for cell in words for one in _measured(cell.text)]
        if not told:
            continue
        measure, cell = told[-1]
        unit = next(filter(None, (unit_named(cell.text) for cell in words)), None)
        place = next(iter(places_before(cell, 0, measure.start, home)), home.name)
        for number, (at, of) in enumerate(zip(row[first:], times[first:], strict=False), first):
            if of and (value := _value(text, at)):
                past = year and int(of[-1][:4]) < year and not _AIM.search(heads[number])
                of_role = "baseline" if role == "target" and (past or _WAS.search(heads[number])) else role
                column = _Column(measure, unit or _only_unit(measure), of_role, of[-1], False)
                yield from _figure(place, column, value, (row[words.index(cell)], at))


def _only_unit(measure: Mention) -> str | None:
    return next(iter(measure.units)) or None if len(measure.units) == 1 else None


def _head(text: str, table: Grid, body: int, column: int) -> str:
    """The headings above a column, one below the other: PM2.5 over 浓度(μg/m³)."""
    cells = dict.fromkeys(row[column] for row in table[:body] if column < len(row))
    return "".join(plain(text, *cell).text for cell in cells)


def _times(words: str, year: int | None) -> list[str]:
    return [time.value for time in periods(words, 0, len(words), this_year=year, due_year=None)]


def _unnamed_measure(head: str, caption: str, of_places: str, year: int | None) -> Mention | None:
    """Of a column that names none: the water's class, or with 7月 | 8月 what the caption names."""
    if _CLASS.search(head):
        return water_class()
    if not (_times(head, year) or _MONTH.search(head)):
        return None
    return next(reversed(_measured(caption)), water_class() if _SECTION.search(of_places) else None)


def _time_of(head: str, own: list[str], when: str | None) -> str | None:
    """A column's own time: 6月, or 上月, 去年同期, 累计, 年度目标 as told from the table's."""
    if own or not when:
        return own[-1] if own else None
    if re.search("[去上]年", head):
        return year_before(when)
    if re.search("(?:年度?|全年)(?:目标|考核)", head):
        return when[:4]
    if not (month := re.fullmatch(r"(20\d\d)-(\d\d)", when)):
        return when
    before = f"{int(month[1]) - (month[2] == '01')}-{(int(month[2]) - 2) % 12 + 1:02}"
    return before if "上月" in head else f"{month[1]}-01/{when}" if "累计" in head else when


def _measured(head: str) -> list[Mention]:
    return [one for one in mentions(head, 0, len(head)) if one.start < one.end]


def _columns(
    text: str, above: Cell, heads: list[str], at: int, role: str, year: int | None, period: str | None
) -> dict[int, _Column]:
    """The columns that measure something; `above` is where the caption stands."""
    lines = plain(text, *above).text + "\n"
    caption = re.split("[。;]\n", lines)[-1].replace("\n", "")  # the lines right above that are no sentences
    period = next(reversed(_times(caption, year)), period)
    columns: dict[int, _Column] = {}
    last: Mention | None = None
    for number, head in enumerate(heads):
        if number == at or _NO_MEASURE.search(head):
            continue
        is_change = says_change(head)
        unit = unit_named(head) or unit_named(caption)
        found = [one for one in _measured(head) if is_change or not unit or unit in one.units]
        measure = found[-1] if found else last if is_change else None
        measure = measure or _unnamed_measure(head, caption, heads[at], year)
        if measure is None:
            continue
        last = measure
        when = _time_of("" if is_change else head, _times(head, year), period)
        named_role = "target" if _AIM.search(head) else "limit" if _LIMIT.search(head) else role
        if not is_change and unit not in measure.units:
            unit = _only_unit(measure)
        columns[number] = _Column(measure, unit, named_role, when, is_change)
    return columns


def _place(text: str, cell: Cell, head: str, home: Home) -> str | None:
    clean: Plain = plain(text, *cell)
    named = places_named(clean, 0, len(clean.text), home) or [clean.words(0, len(clean.text))]
    kind = _SECTION.search(head)
    suffix = kind[0] if kind and not _SECTION.search(named[-1]) else ""
    return named[0] + suffix if len(named) == 1 else None


def _value(text: str, cell: Cell) -> re.Match[str] | None:
    return _VALUE.fullmatch(plain(text, *cell).text)


def _figure(
    place: str, column: _Column, value: re.Match[str], cells: tuple[Cell, Cell]
) -> Iterator[IndicatorFound]:
    measure, unit = column.measure, value["unit"] and unit_named(value["unit"]) or column.unit
    if value["class"]:
        if "类" not in measure.units:
            return
        number, unit = water_class_of(value["class"]), "类"
    elif "类" in measure.units or (unit is None and "" not in measure.units):
        return
    else:
        number = float(value["number"])
        if column.is_change:
            change = "down" if value["sign"] in _FALLS else "up"
            number = signed(Figure(number, unit, 0, 0), change, measure)
    op = "="
    if column.role in ("target", "limit") and not column.is_change:
        op = "<=" if measure.lower_is_better else ">="
    yield IndicatorFound(
        place=place, element=measure.element, metric=measure.metric, role=column.role, period=column.period,
        op=_OPERATORS.get(value["bound"] or value["after"] or "", op), value=number, unit=unit,
        is_change=column.is_change, start=min(start for start, _ in cells), end=max(end for _, end in cells),
    )  # fmt: skip
