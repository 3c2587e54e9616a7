"""The times that figures are said of: 到2020年 → 2020, 2023年1-8月 → 2023-01/2023-08, 截至2024年12月底 → 2024-12."""

import re
from dataclasses import dataclass

from loaders.grammar.numbering import number_of

_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_TO = r"(?:-+|~|至|到)"
_RELATIVE = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "当年": 0, "明年": 1}
_SPANS = {
    "上": (1, 6),
    "下": (7, 12),
    "前三": (1, 9),
    "一": (1, 3),
    "二": (4, 6),
    "三": (7, 9),
    "四": (10, 12),
}
_SPANS |= {"1": (1, 3), "2": (4, 6), "3": (7, 9), "4": (10, 12)}
_FIVE_YEAR_PLANS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}

# 2020年 · 2020年底 · 2018年9月 · 2024年12月31日 · 20188月底 and 2018930日 (年, 月 lost) · 2023年1-8月 · 2023年上半年 ·
# 前5个月 · 2021-2022年 · 2020 (of 2020、2021年) · 7 (of 7、8月) · 今年1月至5月 · 12月1日至20日 · 9月底 (its year is said elsewhere) · 年底 · “十四五”期间 · “十四五”末
_PERIOD = re.compile(
    rf"""
    (?<![\dA-Za-z]) (?P<year>20\d\d) 年? {_TO} (?P<last_year>20\d\d) 年
  | (?: (?<![\dA-Za-z]) (?P<full_year>20\d\d) 年? | (?P<relative>{"|".join(_RELATIVE)})度? )?
    (?: (?:(?<![\d.])|(?<=20\d\d)|(?<=\n\d\.))(?P<first>{_MONTH}) (?:月份?)? {_TO} (?P<last>{_MONTH}) 月
      | (?<![A-Za-z.]) (?P<month>{_MONTH}) (?: 月份? (?: (?P<day>{_DAY}) (?= 日|前|止|{_TO} ) )? | (?P<bare_day>[0-3]\d) (?=日)
                                          | (?: (?<=[^\n]\d) | (?=、(?:(?<=1、)2月|\d\d?[、和])) ) (?= (?:[、和]{_MONTH})+ 月 (?!\d) ) )
        (?: 日? {_TO} (?: (?P<to_year>20\d\d) 年 )? (?: (?P<to_month>{_MONTH}) 月 )? (?: (?P<to_day>{_DAY}) 日 )? (?<=[日月]) )?
      | (?P<half>[上下]) 半年
      | 前 (?P<first_months>1[0-2]|[2-9]|[二三四五六七八九十]) 个?月
      | 第?(?P<quarter>前三|[一二三四1-4]) 季度
    )
  | (?<![\dA-Za-z]) (?P<only_year>20\d\d) (?: 年 [底末]? | (?= (?:[、和]20\d\d)+ 年 ) )
  | (?P<only_relative>{"|".join(_RELATIVE)})
  | (?P<year_end>年[底末] | (?<![\d一二两三四五多]) 年内)
  | “? (?P<plan>{"|".join(_FIVE_YEAR_PLANS)}) ”? (?: (?P<plan_end>末|期末|收官) | 期间 | 时期 | (?=拟) )
    """,
    re.VERBOSE,
)

# 比2013年 · 较2015年 · 同比2013年 · 与去年同期相比: what is compared with, not when
_COMPARED_BEFORE = re.compile(r"(?:比|比照|较|较于|与|同|以|[改理造]前\(|[比较]\w{2,3}前的?)$")
# 从|1月份的监测情况来看: no 从…到…
_LOOKED_AT = re.compile("[^,;。]{0,10}看,")
_NO_PERIOD_AFTER = re.compile(
    r"第[\d一二三四五六七八九十]{1,4}期|(?![与和比较])[^,;。]{0,3}?(?:同[期月]|以来|起[,至]|基础上|修订|相比|向|印发|出台|发布|下发)"
    r"|[^,;。]{0,16}?(?:警示片|实施方案|行动计划|工作方案|任务清单|督察组|督察反馈|的通知)"
)


@dataclass(frozen=True)
class Period:
    """`value`: 2020, 2018-09, 2024-12-31, 2023-01/2023-08."""

    value: str
    start: int
    end: int
    former: bool = False
    """Of what was before: 由2020年的83.3%提升到100%."""


def periods(text: str, start: int, end: int, *, this_year: int | None, due_year: int | None) -> list[Period]:
    """The times named from start to end. A month without a year takes the last year named, or `due_year`."""
    found: list[Period] = []
    year: int | None = None
    for match in _PERIOD.finditer(text, start, end):
        if _COMPARED_BEFORE.search(text, max(0, match.start() - 6), match.start()):
            continue
        so_far = match["only_relative"] == "今年" and text.startswith("以来", match.end())
        if _NO_PERIOD_AFTER.match(text, match.end()) and not so_far:
            continue
        until_now = this_year if text.endswith(("截至", "截止"), 0, match.start()) else None
        of_this = _year(match, this_year, until_now or year or due_year or this_year)
        value = _value(match, of_this)
        former = text.endswith(("由", "从"), 0, match.start()) and not _LOOKED_AT.match(text, match.end())
        year = year if former else of_this  # 由2016年的劣Ⅴ类改善到Ⅳ类,其中9月…
        if value:
            found.append(Period(value, *match.span(), former))
    return found


def each_of(value: str) -> list[str]:
    """2021/2023 → 2021, 2022, 2023 and 2022-01/2022-03 → its three months; [] of what is no such range."""
    first, _, last = value.partition("/")
    if first[:-2] != last[:-2]:
        return []
    return [f"{first[:-2]}{number:02}" for number in range(int(first[-2:]), int(last[-2:]) + 1)]


def _year(match: re.Match[str], this_year: int | None, default: int | None) -> int | None:
    written = match["year"] or match["full_year"] or match["only_year"]
    if written:
        return int(written)
    if relative := match["relative"] or match["only_relative"]:
        return this_year + _RELATIVE[relative] if this_year else None
    return default


def _value(match: re.Match[str], year: int | None) -> str | None:
    """None where the year is not known."""
    if match["plan"]:
        first = _FIVE_YEAR_PLANS[match["plan"]]
        return f"{first + 4}" if match["plan_end"] else f"{first}/{first + 4}"
    if year is None:
        return None
    if match["last_year"]:
        return f"{year}/{match['last_year']}"
    if match["month"]:
        day = match["day"] or match["bare_day"]
        value = f"{year}-{int(match['month']):02}" + (f"-{int(day):02}" if day else "")
        return f"{value}/{_until(match, year)}" if match["to_month"] or match["to_day"] else value
    span = _months(match)
    return f"{year}-{span[0]:02}/{year}-{span[1]:02}" if span else f"{year}"


def _until(match: re.Match[str], year: int) -> str:
    """The end of 12月1日至20日 and of 2022年10月至2023年3月."""
    month = f"{match['to_year'] or year}-{int(match['to_month'] or match['month']):02}"
    return month + (f"-{int(match['to_day']):02}" if match["to_day"] else "")


def _months(match: re.Match[str]) -> tuple[int, int] | None:
    if match["first"]:
        return int(match["first"]), int(match["last"])
    if match["first_months"]:
        return 1, number_of(match["first_months"])
    return _SPANS.get(match["half"] or match["quarter"])
