"""The words that a report is quoted with, and the day on which what they say was done."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from loaders.grammar.dates import DateFound, find_dates
from loaders.grammar.statuses.evidence import BEFORE_COMMA, FINISHED, Evidence
from loaders.grammar.statuses.plans import WAS_DUE, is_planned
from loaders.grammar.statuses.words import MARKER

# 2023年9月21日，省水利厅组织验收，同意销号: what is done to close a task, in the clauses before
CLOSING_ACT = re.compile(
    r"验收|核查|核实|核验|复验|初验|审核|审查|审定|审议|评审|会审|评估|复核|认定|公示|研究|组织|会同|下达|出具|批复|函复|通知|下发|下文"
)
ACCEPTANCE = re.compile(r"验收|核查|核验|复核|复验|初验|终验")
# 市水利局于2022年8月16日组织现场验收 · 2022年3月22日，市自然资源局牵头组织验收 · 2021年9月29日省林草局验收合格
# 市级验收时间为2022年12月8日
ACCEPTED = re.compile(
    r"(?:20\d\d年[\d月日至\s—-]+[，,])?[^，,。；;\n]{0,60}?(?:组织|通过|完成|开展|进行|出具|现场|联合|已)[^，,。；;\n]{0,12}?(?:验收|核查|核验|复核|复验|初验|终验)"
    r"|[^，,。；;\n]{0,40}?(?:验收|核查|核验|复核)(?:合格|通过)(?!时间|日期)"
    r"|(?:验收|核查)(?:通过)?(?:时间|日期)[为是：:]?[\d\s年月日]+"
)
# 2024年3月底前完成验收: by when, unless 已 says that it was done
BY_WHEN = re.compile(r"(?!.*已).*[月日底末]\s*前", re.DOTALL)
# 8月17日 | 至19日
LAST_OF_DAYS = re.compile(r"\s*[至—、-]\s*([123]?\d)日")
# 2024年4月已上报销号材料: the day on which it was asked for is none
ASKED_FOR = re.compile(r"提交|递交|报送|上报|提出|提请|申请|申报|报请|待|拟|建议|等待")
# 于2023年3月15日在县政府网站公示: the day on which the work was told of
TOLD_OF = re.compile(r"[^，,。；;\n]{0,24}公\s*[示开]\s*(?=[，,。；;\n]|$)")
# PM10浓度较 | 2021年下降9.3%
COMPARED = re.compile(r"(?:较|相比|对比|比|与)\s*$")
# 2023年 | 长江经济带警示片问题: the year of what it is named after
# and that of something told before: 2021年连续6个月达标， | 通过市级验收
OF_A_NAME = re.compile(
    r"度?[^，,。；;\n]{0,24}?(?:督[察查]|警示片|巡[察视]|排查|清单|反馈|交办|方案)|[^，,。；;\n]+[，,]"
)
DAY_ALONE = re.compile(r"[\d\s年月日底初前上中下旬]+")


def place_and_day(
    text: str,
    begin: int,
    found: Evidence,
    evidence: Sequence[Evidence],
    days: Sequence[DateFound],
    *,
    is_whole: bool,
) -> tuple[int, int, date | None]:
    """The place of a report's clause and of what leads up to it in its sentence, and the day when it was done.

    Nothing before `begin` leads up to it: in a CSV file the cell before ends with a comma, too.
    """
    start, end = found.clause.start, found.clause.end
    is_done = found.status in FINISHED
    leading = [e.clause for e in evidence if e.status in FINISHED] if is_whole and is_done else []
    while True:
        head = re.search(r"[^，,。！？；;\n]*[，,]\s*$", text[max(begin, start - 80) : start])
        if not head:
            break
        if WAS_DUE.match(head.group().lstrip()):
            break  # 应于2023年12月底前完成，目前已完成: the day by which it was due
        at = start - len(head.group())
        marker = MARKER.match(text, at, start)
        at = marker.end() if marker else at + len(head.group()) - len(head.group().lstrip())
        is_date = start - at < 24 and any(at <= day.start < start for day in days)
        if not (is_date and is_done) and not any(clause.start == at for clause in leading):
            break
        start = at
    if not is_done:
        return start, end, None
    if found.status == "completed":
        days = [day for day in days if not TOLD_OF.match(text, day.end)]
    own = (start, end, found.end)
    if ASKED_FOR.match(text, found.start):
        own = (start, found.clause.start, found.clause.start)
    # 已于11月15日全部拆除，林业局于3月20日出具验收意见，同意销号: the nearest day is that of the closing
    acts = _closing_acts(text, begin, start) if found.status == "closed" else []
    named = [_completed_on(text, *own, days), *(_completed_on(text, *span, days) for span in acts)]
    return start, end, next((day for day in named if day), None)


def accepted_on(
    text: str, start: int, end: int, *, reporting_year: int | None, reported_on: date | None
) -> date | None:
    """市水利局于2022年8月16日组织现场验收: the last day, before the report's, on which an office accepted the work."""
    if not ACCEPTANCE.search(text, start, end):
        return None
    days = find_dates(text, start, end, year=reporting_year, reporting_year=reporting_year)
    told = ACCEPTED.finditer(text, start, end)
    accepted = [act.span() for act in told if not (is_planned(act.group()) or BY_WHEN.match(act.group()))]
    named = [
        last_of_days(text, day) for day in days if any(first <= day.start < last for first, last in accepted)
    ]
    return next((day for day in reversed(named) if reported_on is None or day <= reported_on), None)


def last_of_days(text: str, day: DateFound) -> date:
    """8月17日至19日: the 19th."""
    until = LAST_OF_DAYS.match(text, day.end) if day.precision == "day" else None
    return day.on + timedelta(max(0, int(until[1]) - day.on.day)) if until else day.on


def last_day_of_all(
    text: str, whole: Evidence, evidence: Sequence[Evidence], days: Sequence[DateFound]
) -> date | None:
    """该问题已完成整改。9户养殖户于2023年8月底全部退出: the last day on which something is said to be all done.

    So is what the same sentence tells before, and what the problem names (of a closed task not: it was closed later).
    """
    of_all = [
        e
        for e in (e for e in evidence if e.status in FINISHED)
        if e.of_all
        or (e.clause.sentence == whole.clause.sentence and e.start < whole.start)
        or (whole.status == "completed" and e.concerns_issue and e.reach == "named")
    ]
    named = [_completed_on(text, e.clause.start, e.clause.end, e.end, days) for e in of_all]
    return max(filter(None, named), default=None)


def _closing_acts(text: str, begin: int, start: int) -> list[tuple[int, int, int]]:
    """The clauses right before a closing one that tell how it came about, and the one that dates them."""
    spans: list[tuple[int, int, int]] = []
    while before := BEFORE_COMMA.search(text, max(begin, start - 80), start):
        tells_how = CLOSING_ACT.search(before.group())
        marker = MARKER.match(before.group())  # （二）2024年3月20日，
        if not tells_how and not DAY_ALONE.fullmatch(before.group(), marker.end() if marker else 0):
            break
        start = before.start()
        spans.append((start, before.end(), before.end()))
    return spans


def _completed_on(text: str, start: int, end: int, word_end: int, days: Sequence[DateFound]) -> date | None:
    """The last date named before the status word, else the first after it (已完成（2024年12月）)."""
    named = [
        day
        for day in days
        if start <= day.start < end
        and day.kind != "period"  # 1—5月均值达到Ⅲ类
        and not COMPARED.search(text, start, day.start)
        and text[day.end - 2 : day.end] != "年度"  # 2020年度目标
        and not (_is_year(text, day) and OF_A_NAME.match(text, day.end, max(day.end, word_end)))
        and not re.match(r"\s*(?:起|以来|至|—|-|–|~|度)", text[day.end : min(end, day.end + 3)])
    ]
    before = [day.on for day in named if day.start < word_end]
    after = [day.on for day in named if day.start >= word_end]
    return before[-1] if before else after[0] if after else None


def _is_year(text: str, day: DateFound) -> bool:
    """2024年, which may be that of what is told; 2024年底 is a day."""
    return day.precision == "year" and text[day.end - 1] not in "底末"
