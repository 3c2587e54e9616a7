"""Dates as officials write and publishers lose them: 2018年9月底, 20189月底, 930日前, 年底, 二〇二四年, 45657."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

# Digits of full width, and the circles and letters that stand for 〇.
ONE_WIDTH = str.maketrans("０１２３４５６７８９．／－○Ｏ零\u00a0\u3000", "0123456789./-〇〇〇  ")
CHINESE_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}

# 二〇二四 年 · 二O二四 年
CHINESE_YEAR = re.compile(r"[一二][〇九O0][〇O0一二三四五六七八九]{2} (?=\s*年)", re.VERBOSE)
# 年 十二 月 · 年 元 月 · 月 三十一 日 · 十二 月底; not 一月一调度
CHINESE_MONTH_OR_DAY = re.compile(
    r"""
      (?<=[年月]) (?: [一二三四五六七八九十]{1,3} (?=\s*[月日号]) | 元 (?=月) )
    | (?<![一二三四五六七八九十每个]) (?:十[一二]?|[一二三四五六七八九])
      (?=\s*月\s*(?:底|末|前|[上中下]旬|[一二三]?十?[一二三四五六七八九十][日号]))
    """,
    re.VERBOSE,
)

# 2 | . | 5月底前: the point of a number at the head of a line or clause, not that of 2.5
NUMBERED_LINE = re.compile(r"(?:(?<=[\n\t；;。：:]\d)|(?<=^\d))\.(?=\d{1,2}月|20\d\d\.\d)")
# 2024年1 | 1月底 · 12月3 | 1日 · 202 | 4年: a line of a page ends within the figure
BROKEN_FIGURE = re.compile(
    r"(?P<before>(?<=年)1|(?<=月)[0-3]|(?<![\d/-])2(?:0\d?)?)(?P<line_end>[\r\n]{1,2})(?P<after>\d{1,3})(?=\s*[年月日])"
)
# 2018年9月底 · 20189月底 · 2024年12月31日 · 2018930日 · 2025年12月31前 · 2023年1-8月
# 今年年底 · 2024年三季度
WRITTEN = re.compile(
    r"""
    (?<!\d)
    (?: (?P<from_year>20\d\d) \s* 年? \s* [-–—~～至到] \s* )?                 # 2018-2020年
    (?: (?P<year> (?:19[5-9]|20\d)\d | [12]\d (?=年\s*(?:\d{1,2}\s*月|[底末])) ) \s* (?P<nian>年度?)?
      | (?P<relative>[今本明后去上]年度? | [同当]年(?=\s*(?:\d{1,2}\s*月|[年]?[底末])) ) ) \s*
    (?:
        (?: (?P<from_month>1[0-2]|0?[1-9]) \s* 月? \s* [-–—~～至到] \s* )?    # 1-8月
        (?P<month>1[0-2]|0?[1-9]|十|\d\d|0) \s* 月
        (?: \s* (?P<day>[0-3]?\d|十) (?: \s* [日号] | (?=\s*(?:前|之前|以前)) )
          | 份? \s* (?P<part>上旬|中旬|下旬|初|底|末) )?
      | (?P<month_and_day>\d{3,4} | (?<=20\d\d)[1-9][1-9]) \s* 日         # 月 lost
      | (?P<lost_month>1[0-2]|0?[1-9]) (?=\s*[底末])                          # 202412底
      | (?P<quarter>(?:第\s*|前)? [一二三四1-4] \s* 季度) \s* 末?
      | (?P<half>[上下]半年)
      | (?P<year_end>年? \s* [底末] | 内 | 年终)?
    )
    """,
    re.VERBOSE,
)
# 2024.12.31 · 2024-12-31 · 2024/6/30 · 2023.6-2023.12 · 2023.06-12 · 2024.6 (at the end of its clause, or else it is a figure)
POINTED = re.compile(
    r"""
    (?: (?<![\d.\-/]) | (?<=\d-) (?=20\d\d[./]) ) (?P<year>20\d\d) \s* (?P<point>[./\-])
    \s* (?: (?<=\.) (?P<from_month>1[0-2]|0?[1-9]) [-–—~～至到] )? (?P<month>1[0-2]|0?[1-9])
    (?: \s* (?P=point) \s* (?P<day>[0-3]?\d) (?!\d) 日?
      | (?!\d) (?= \s* (?: 月 | 底 | 末 | 前 | 之前 | 以前 | 销号 | 完成 | 通过 | 验收 | [-–—~～至到]\s*20\d\d | [)）,，;；。、\n] | $) ) 月? (?P<part>底|末)? )
    """,
    re.VERBOSE,
)
# 9月底 · 10月—12月 · 6月30日 · 930日前 · 年底前 · 年内 · 第三季度 · 下半年
YEARLESS = re.compile(
    r"""
    (?: (?<![\d.年]) (?: (?P<from_month>1[0-2]|0?[1-9]) \s* 月? \s* [-–—~～至到] \s* )?
        (?<!\d) (?P<month>1[0-2]|0?[1-9]|十) \s* 月 (?! \s* (?:内|以内|一|\d+次) )
        (?: \s* (?P<day>[0-3]?\d|十) (?: \s* [日号] | (?=\s*(?:前|之前|以前)) )
          | 份? \s* (?P<part>上旬|中旬|下旬|初|底|末) )?
      | (?<![\d.年月]) (?P<month_and_day>\d{3,4}) \s* 日 (?= \s* (?:前|之前|以前) )
      | (?<![年\d一二两三四五六七八九十几多每]) (?P<year_end>年[底末内] | 年终)
      | (?<![每个\d年]) (?P<quarter>(?:第\s*)? [一二三四1-4] \s* 季度) \s* 末?
      | (?<![每年]) (?P<half>[上下]半年)
    )
    """,
    re.VERBOSE,
)
# “十四五”末 · 十四五期末 · "十四五"期间
FIVE_YEAR_PLAN = re.compile(
    r"""["“”]? 十 \s? (?P<plan>[二三四五六]) \s? 五 ["“”]? \s* (?: (?P<end>期?末期?|收官) | (?P<span>期间|时期) )""",
    re.VERBOSE,
)
WHOLE_CELL = re.compile(
    r"""\s* (?: (?P<serial>[34567]\d{4}) (?:\.0+)?
              | (?P<year>20\d\d) (?: (?P<month>0[1-9]|1[0-2]) (?P<day>[0-3]\d)? )? (?:\.0+)? ) \s* $""",
    re.VERBOSE,
)
# 20241231前 · 2024 6 30前, whose 年, 月 and 日 are lost
COMPACT = re.compile(
    r"""(?<!\d) (?P<year>20\d\d) [ ]? (?P<month>0[1-9]|1[0-2]|(?<=[ ])[1-9]) [ ]? (?P<day>[0-3]\d|(?<=[ ])[1-9])
        (?= \s* (?:前|之前|以前))""",
    re.VERBOSE,
)

MAY_BE_DATED = re.compile(r"[\d年月季五]")
"""Every date has one of these."""

# What makes a year no date of its own: an edition, an issue, a season, what no calendar fixes (汛期前).
NO_DATE = re.compile(
    r"""\s* (?: 初 | [（(]?修[订正] | 版 | 版本 | 第 \s* [一二三四五六七八九十\d]+ \s* [期号次批轮届]
              | 主?汛 | [春夏秋冬] | 雨季 | [枯丰]水 | 供暖 | 采暖
              | (?![以之]) [\u4e00-\u9fff]{1,5} 前 (?! [期三置沿后] ) )""",
    re.VERBOSE,
)
START = re.compile(
    r"\s* (?: 起 | 开始 | 以来 | 以后 | 之后 | 后[,，] | 至今 | [-–—~～至到] \s* (?:\d|年|今|明|次) )",
    re.VERBOSE,
)
RANGE = re.compile(r"\s*[-–—~～至到]\s*")
TITLE = re.compile(r"《[^》]{0,120}》")
SENTENCE_END = re.compile(r"[。！？\n]")
FIRST_SERIAL = date(1899, 12, 30)


@dataclass(frozen=True)
class DateFound:
    """A date in a text. `on` is its last day; `start`:`end` its own characters, without the 前 after it."""

    start: int
    end: int
    on: date
    precision: str
    """day, month (also a quarter or half a year), year."""
    kind: str = "date"
    """start: something begins then (2018年起, the first date of a range); period: a range ends then."""
    has_year: bool = True
    """The year stands in the text, not only in what surrounds it."""


def find_dates(
    text: str, start: int, end: int, *, year: int | None, reporting_year: int | None
) -> list[DateFound]:
    """The dates of a stretch of text, in their order; those in titles (《…2018年…方案》) are none.

    A date without a year takes that of the date before it in the same sentence, or else `year`; 今年 is
    `reporting_year`. Where neither is known there is no date. A day that no calendar has
    (2月30日) gives none; `find_impossible_dates` tells of it.
    """
    return [found for found in _read(text, start, end, year, reporting_year) if isinstance(found, DateFound)]


def find_impossible_dates(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where a date is written that no calendar has (2024年2月30日, 6月31日, 2024年13月), or that may be two (123日)."""
    return [found for found in _read(text, start, end, 2000, 2000) if not isinstance(found, DateFound)]


@lru_cache(maxsize=4)
def _plain(text: str) -> str:
    """The text with figures in ASCII, character for character, so that places stay what they are."""
    text = text.translate(ONE_WIDTH)
    text = CHINESE_YEAR.sub(
        lambda match: "".join(str(CHINESE_DIGITS.get(digit, 0)) for digit in match.group()), text
    )
    text = NUMBERED_LINE.sub("、", text)
    text = BROKEN_FIGURE.sub(lambda match: match["before"] + match["after"] + match["line_end"], text)
    return CHINESE_MONTH_OR_DAY.sub(lambda match: _chinese_number(match.group()), text)


def _chinese_number(figures: str) -> str:
    """三十一 -> ' 31', as wide as it was; 十 alone has no room for two digits and stays."""
    if figures in ("十", "元"):
        return figures.replace("元", "1")
    tens, ten, ones = figures.rpartition("十")
    value = (CHINESE_DIGITS[tens] if tens else 1) * 10 if ten else 0
    return str(value + (CHINESE_DIGITS[ones] if ones else 0)).rjust(len(figures))


def _read(
    text: str, start: int, end: int, year: int | None, reporting_year: int | None
) -> Iterator[DateFound | tuple[int, int]]:
    plain = _plain(text)
    if not MAY_BE_DATED.search(plain, start, end):
        return
    around = max(0, start - 1)
    for found in _read_words(plain[around:end], start - around, year, reporting_year):
        if isinstance(found, DateFound):
            start, end = found.start + around, found.end + around
            yield DateFound(start, end, found.on, found.precision, found.kind, found.has_year)
        else:
            yield found[0] + around, found[1] + around


@lru_cache(maxsize=4_000)  # a ledger names the same days in thousands of rows
def _read_words(
    plain: str, start: int, year: int | None, reporting_year: int | None
) -> tuple[DateFound | tuple[int, int], ...]:
    """The dates from start on; the one character before it tells 年底 from 每年底."""
    return tuple(_dates(plain, start, len(plain), year, reporting_year))


def _dates(
    plain: str, start: int, end: int, year: int | None, reporting_year: int | None
) -> Iterator[DateFound | tuple[int, int]]:
    if cell := WHOLE_CELL.match(plain, start, end):
        yield _of_cell(cell)
        return
    titles = [match.span() for match in TITLE.finditer(plain, start, end)]
    carried: tuple[int, int] | None = None  # a year named before, and where
    range_from: int | None = None  # where the first date of a range ends
    for match in _matches(plain, start, end):
        if any(first <= match.start() < last for first, last in titles):
            continue
        groups = match.groupdict()
        has_year = groups.get("year") is not None or groups.get("plan") is not None
        own_year: int | None
        if has_year:
            own_year = _year_of(groups)
        elif (groups.get("relative") or "")[:1] in ("同", "当"):  # 2022年5月启动，同年6月完成
            own_year = carried[0] if carried else year
        elif groups.get("relative"):
            own_year = reporting_year and reporting_year + _years_from_now(groups["relative"])
        elif carried and not SENTENCE_END.search(plain, carried[1], match.start()):
            own_year = carried[0]
        else:
            own_year = year
        if own_year is None:
            continue
        if has_year or groups.get("relative"):
            carried = (own_year, match.end())
        found = _found(match, groups, own_year, has_year, bool(START.match(plain, match.end(), end)))
        if (
            isinstance(found, DateFound)
            and found.precision == "year"
            and NO_DATE.match(plain, match.end(), end)
        ):
            continue
        if isinstance(found, DateFound):
            if range_from is not None and RANGE.fullmatch(plain, range_from, found.start):
                found = replace(found, kind="period")
            range_from = found.end if found.kind == "start" else None
        yield found


def _of_cell(cell: re.Match[str]) -> DateFound | tuple[int, int]:
    """A spreadsheet's serial (45657), or figures alone in a cell (20241231, 202412, 2024)."""
    group = "serial" if cell["serial"] else "year"
    span = (cell.start(group), cell.end(group) if group == "serial" else max(map(cell.end, (2, 3, 4))))
    if cell["serial"]:
        return DateFound(*span, FIRST_SERIAL + timedelta(days=int(cell["serial"])), "day")
    on, precision = _last_day(int(cell["year"]), _number(cell["month"]), _number(cell["day"]))
    return DateFound(*span, on, precision) if on else span


def _matches(plain: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches of all patterns in their order in the text; where two overlap, the first and longer one."""
    matches = [
        match
        for pattern in (WRITTEN, POINTED, COMPACT, YEARLESS, FIVE_YEAR_PLAN)
        for match in pattern.finditer(plain, start, end)
        if pattern is not WRITTEN or _is_written_date(match)
    ]
    reached = start
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if match.start() >= reached:
            reached = match.end()
            yield match


def _is_written_date(match: re.Match[str]) -> bool:
    """Four figures alone are no year: 2024 needs its 年, a month or a 底 after it."""
    if match["year"] and not match["nian"]:
        parts = ("month", "month_and_day", "lost_month", "quarter", "half", "year_end")
        return any(match[part] for part in parts) and match["year_end"] != "内"
    return True


def _year_of(groups: dict[str, str | None]) -> int:
    if plan := groups.get("plan"):
        return 2000 + CHINESE_DIGITS[plan] * 5 + 5  # 十四五 ends in 2025
    year = int(groups["year"] or 0)
    return year + 2000 if year < 100 else year  # 24年12月底


def _years_from_now(relative: str | None) -> int:
    return {"去": -1, "上": -1, "明": 1, "后": 2}.get((relative or "今")[0], 0)


def _found(
    match: re.Match[str], groups: dict[str, str | None], year: int, has_year: bool, is_start: bool
) -> DateFound | tuple[int, int]:
    month, day, part = _number(groups.get("month")), _number(groups.get("day")), groups.get("part")
    if run_together := groups.get("month_and_day"):
        month, day = _split_month_and_day(run_together)
        if month is None:
            return match.span()
    if lost_month := groups.get("lost_month"):
        month = int(lost_month)
    on, precision = _last_day(year, month, day)
    if on is None:
        return match.span()
    if quarter := groups.get("quarter"):
        on, precision = _end_of_month(year, 3 * _quarter(quarter)), "month"
    elif half := groups.get("half"):
        on, precision = _end_of_month(year, 6 if half[0] == "上" else 12), "month"
    elif part in ("上旬", "初", "中旬"):
        on = on.replace(day=20 if part == "中旬" else 10)
    kind = "start" if is_start else "date"
    if not is_start and (groups.get("from_year") or groups.get("from_month") or groups.get("span")):
        kind = "period"
    return DateFound(match.start(), match.end(), on, precision, kind, has_year)


def _last_day(year: int, month: int | None, day: int | None) -> tuple[date | None, str]:
    if month is None:
        return date(year, 12, 31), "year"
    if 1 <= month <= 12 and day is None:
        return _end_of_month(year, month), "month"
    is_day = 1 <= month <= 12 and 1 <= (day or 0) <= monthrange(year, month)[1]
    return (date(year, month, day or 1) if is_day else None), "day"


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _split_month_and_day(figures: str) -> tuple[int | None, int | None]:
    """1231 -> 12, 31; 930 -> 9, 30; None, None for 931, and for 123, which may be 12月3日 or 1月23日."""
    cuts = [(int(figures[:cut]), figures[cut:]) for cut in (1, 2)]
    read = [
        (month, int(day))
        for month, day in cuts
        if 1 <= month <= 12 and day[:1] not in ("", "0") and int(day) <= monthrange(2000, month)[1]
    ]
    return read[0] if len(read) == 1 else (None, None)


def _quarter(written: str) -> int:
    figure = written.lstrip("第前 ")[0]
    return CHINESE_DIGITS.get(figure) or int(figure)


def _number(figures: str | None) -> int | None:
    return None if figures is None else 10 if figures == "十" else int(figures)
