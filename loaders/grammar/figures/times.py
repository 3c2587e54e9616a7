"""When figures are of: one time for each of a row, or the one named nearest; and from when a change counts."""

import re

from loaders import vocabulary
from loaders.grammar.figures.periods import Period, each_of
from loaders.grammar.figures.reading import Listed, Said, Setting
from loaders.grammar.plain import plain

_OF_THE_YEAR, _GOAL_OF_A_YEAR = re.compile("年均|全年(?!目标)|年度平均"), re.compile("(?:全年|年度)目标")
# 优良天数120天,去年同期为|114天 · 比2015年(|58微克/立方米)上升13.8%
_COMPARED_WITH = re.compile(
    r"(?<![比较与同])[去上]年(?P<ago>同期)[为是]?仅?$|[比较与][^,;()]{0,6}?(?:(?P<year>20\d\d)年|[去上]年)(?P<same>同期)?的?\($"
)
_UNTIL = re.compile("截[至止][^,]*,今年")  # 截至11月30日,今年优良天数累计249天
AHEAD = re.compile("预计|计划|力争")
_DONE_BY = re.compile(
    r"日?[底末]?之?前?(?:全部|基本)?(?:建成|投用|投入|投运|投产|完工|竣工|通水|并网|完成(?=[,;。建改并]|$))"
)

_BASE = {
    stands: "|".join(row["word"] for row in vocabulary.rows("base_words") if row["stands"] == stands)
    for stands in ("before", "after", "year_before")
}
# 较2015年 · 比2013 年 · 与2015年相比 · 在2020年的基础上 · 以2015年为基数 · 同比 · 比上年
_BASE_YEAR = re.compile(
    rf"""
    (?:{_BASE["before"]}) (?P<before>20\d\d) 年
  | (?P<after>20\d\d) 年 的? (?:{_BASE["after"]}) (?!20)
  | (?P<year_before>{_BASE["year_before"]}) (?!20)
    """,
    re.VERBOSE,
)


def times_in_a_row(listed: Listed) -> list[str]:
    """The times before the figures, one a figure: 2022年、2023年分别为85%、88%, 2021年至2023年分别为42、40、37,
    1至3月水质分别为Ⅳ类、Ⅴ类、Ⅳ类."""
    before = listed.times_before
    row = before[-1:]
    for one in reversed(before[:-1]):
        if not re.fullmatch("[、和与及]", listed.text[one.end : row[0].start]):
            break
        row.insert(0, one)
    times = [time.value for time in row]
    if len(listed.figures) == 1:
        each = len(row) > 1 and (listed.unit == "类" or "均" in listed.text[row[-1].end : listed.first])
        return times if each and listed.clause[0] <= row[0].start else []
    if len(times) == 1:
        times = each_of(times[0])
    return times if len(times) == len(listed.figures) else []


def period_of(listed: Listed, said: Said, role: str, setting: Setting) -> str | None:
    """The time named last before the figure, else after it in its clause, else the deadline or the one carried."""
    before = [
        time
        for time in listed.times_before
        if not time.former
        and not (setting.role == "target" and _done_before(listed, time))
        and not _aside(listed, time)
    ]
    if len(before) > 1 and _UNTIL.fullmatch(listed.text, before[-2].start - 2, before[-1].end):
        before.pop()
    behind = [time for time in listed.sentence.periods if listed.first < time.start]
    after = [time.value for time in behind if time.end <= listed.clause[1]]
    if before and after and after[0].startswith(before[-1].value + "-"):  # 2024年52个排污口于12月底已全部整治
        return after[0]
    if before:
        value, since = before[-1].value, listed.text[before[-1].end : listed.first]
        if role == "target":  # 一季度…,距年度目标(23微克/立方米)还差4微克
            return value[:4] if setting.role != role and _GOAL_OF_A_YEAR.search(since) else value
        return _its_year(value) if _OF_THE_YEAR.search(since) else value
    if after:
        return after[0]
    if role == "target":
        # 新建污水管网15公里,2024年12月底前建成投用 · 控制在30毫克/升以内,预计10月底前通水
        for time in behind:
            leads = AHEAD.sub("", listed.text[listed.clause[1] + 1 : time.start])
            if not leads and _DONE_BY.match(listed.text, time.end):
                return time.value
        if setting.role == role and setting.deadline_period:
            return setting.deadline_period
    words, when = listed.text[listed.sentence.start : listed.first], said.carried_period
    if when and "全年" in words:  # 1至11月PM10…。全年达标率69.1%
        return when[:4]
    when = (
        _its_year(when) if _OF_THE_YEAR.search(listed.text, listed.clause[0], listed.first) else when
    ) or setting.period
    return when.split("/")[-1] if when and "本月" in words else when  # 1-3月,…。本月…: of the last of them


def _aside(listed: Listed, time: Period) -> bool:
    """冬季(1月、2月)平均浓度127微克/立方米,重污染天数41天: the days are not of those months."""
    of_some = re.search(
        r"其中[\d、月]*$", listed.text[max(0, time.start - 9) : time.start]
    )  # 1-6月为Ⅳ类,其中1、2月为Ⅴ类;氨氮均值…
    if of_some and ";" in listed.text[time.end : listed.first]:
        return True
    opened = listed.text.rfind("(", listed.sentence.start, time.start)
    return opened >= 0 and time.end <= listed.text.find(")", opened, listed.clause[0])


def period_before(listed: Listed) -> str | None:
    """The year of the first of 由2020年的83.3%提升到100%; None where it has none of its own (由Ⅳ类提升为Ⅲ类)."""
    return next(
        (time.value for time in listed.times_before if time.former and time.start >= listed.reach), None
    )


def of_the_year_compared(listed: Listed, period: str | None) -> str | None:
    """The time of what figures of this period are set against; None where the list is none of that."""
    compared = listed.before(_COMPARED_WITH)
    if not compared:
        return None
    year = compared["year"] or (year_before(period) or "")[:4]
    same = compared["ago"] or compared["same"] or not compared["year"]
    return re.sub(r"20\d\d", year, period) if same and period else year


def year_before(period: str | None) -> str | None:
    """2021-01/2021-08 → 2020-01/2020-08."""
    return re.sub(r"20\d\d", lambda year: str(int(year[0]) - 1), period) if period else None


def _done_before(listed: Listed, time: Period) -> bool:
    """扩建污水处理厂,2024年6月底前建成投用;新建管网42公里: the pipes have a time of their own."""
    stop = listed.text.rfind(";", time.end, listed.first)
    done = _DONE_BY.match(listed.text, time.end)
    return bool(
        stop >= 0 and done and (listed.text[time.start - 1] == "," or listed.text[done.end()] in ",;")
    )


def _its_year(period: str | None) -> str | None:
    """4月总磷浓度0.34毫克/升。沙河断面年均水质为Ⅳ类: of that month's year."""
    return period[:4] if period and "/" not in period else period


def base_year(said: str, period: str | None) -> int | None:
    """The year that a change in this period counts from, where the words say it: 较2015年下降16% -> 2015."""
    match = _BASE_YEAR.search(plain(said, 0, len(said)).text)
    if not match:
        return None
    if match["year_before"]:
        return int(period.split("/")[-1][:4]) - 1 if period else None
    return int(match["before"] or match["after"])
