"""A document's number, the days of its issue and publication, and the year it speaks of."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from loaders.grammar.dates import DateFound, find_dates

LINE = re.compile(r"[^\r\n\f]+")
NUMBER = r"[\u4e00-\u9fff]{2,12}\s*[〔\[［（(【]\s*20\d\d\s*[〕\]］）)】]\s*(?:第\s*)?\d{1,4}\s*号"
# A line of its own, above the article of a page or behind a title that ran into it, never one cited in a sentence:
# 匀党办发〔2021〕15号　发布日期：2021年08月30日 · （云办发〔2024〕5号） · 发文字号：…
DOCUMENT_NUMBER = re.compile(
    rf"(?:^|\s|的通知)[（(]?(?P<number>{NUMBER})(?=[)）]?\s*(?:$|[，,]?\s*20\d\d|发布|公开|成文|印发|来源|字体|签发人))"
)
DOCUMENT_NUMBER_ANNOUNCED = re.compile(
    rf"(?:发文字号|发文文号|文\s*号|文件编号)\s*[：:\s|】\]]\s*(?P<number>{NUMBER})"
)


def find_document_number(text: str, before_list: int) -> str | None:
    """衡蒸办发〔2024〕18号, before the list."""
    for line in LINE.finditer(text, 0, before_list):
        words = line.group()
        if found := DOCUMENT_NUMBER_ANNOUNCED.search(words) or DOCUMENT_NUMBER.search(words):
            return re.sub(r"\s+", "", found["number"])
    return None


PUBLISHED = re.compile(
    r"(?:发布|公开|发表|更新|上传|信息|刊发|刊登)\s*(?:日期|时间)\s*[】\]]?\s*[：:]?\s*\[?|(?:^|[\r\n])\s*(?:日期|时间)\s*[：:]\s*\[?"
    r"|(?:^|\n)[^\S\n]*[\u4e00-\u9fff]{1,8}(?:日报|晚报|网)[^\S\n]+"  # 云岭日报　2022-01-17
    r"|来源\s*[：:]\s*[^\n\d。]{0,40}(?=20\d\d)"
)
# 2023-09-28　来源：… · 2021-05-07 09:12, which ends its line, or 湖南 does, from where it was sent · 2018-06-16 17:24 字号：…
BESIDE_PUBLICATION = re.compile(
    r"[^\S\n]*(?:\d\d?:\d\d(?::\d\d)?)?[\s|｜]*(?:作者[：:]\s*[^\s：:]{0,8}\s*)?(?:信息|文章|稿件)?来源"
    r"|[^\S\n]*\d\d?:\d\d(?::\d\d)?[^\S\n]*(?=(?:[\u4e00-\u9fff]{2,3}[^\S\n]*)?(?:\n|$)|字号|字体|浏览|点击|阅读|访问|作者|编辑|责任编辑)"
)
BODY_ENDS = "局厅委会府室组院办处部心"
# 公示期间如有异议，请向…反映，电话0827-…: below it stands the day, with or without the body's name
ABOVE_A_DAY = re.compile(r"异议|电话|邮箱|公示(?:期|时间)|特此")
COMPACT = re.compile(r"20\d{6}(?!\d)")
WITHIN_HEAD = 3_000
"""As far from a text's beginning, in characters, as a page says when it was published."""
LONGEST_DATE, LONGEST_LINE = 20, 120
WITHIN_TAIL = 300
"""As far from a text's end, in characters, as the line may stand that says when a table was filled in."""
# 填报日期：2023年10月20日 · 制表单位：市整改办　　2024年5月10日
FILLED_IN = re.compile(
    r"(?:填报|填表|制表|报送|编制|成文|发文|颁布|印发|制定|生成|调度|统计|数据)(?:截[止至])?\s*(?:日期|时间)\s*[：:\s|】\]]\s*|(?:(?:制表|填报|编制|填表)(?:单位|人)?|(?<![\u4e00-\u9fff])单位)\s*[：:][^\r\n\d]{0,60}"
)


def _days(text: str, start: int, end: int) -> list[DateFound]:
    dates = find_dates(text, start, end, year=None, reporting_year=None)
    return [found for found in dates if found.precision == "day"]


def _day_at(text: str, start: int) -> date | None:
    """The day that is written right there: 2024年6月28日, 20240628, 2019126日."""
    compact = COMPACT.match(text, start)
    days = _days(text, start, compact.end() if compact else start + LONGEST_DATE)
    return days[0].on if days and not text[start : days[0].start].strip() else None


def find_publication_date(text: str, before_list: int) -> date | None:
    """发布时间:2019-01-24 of the web page, or 2023-09-28　来源：…."""
    head = min(before_list, WITHIN_HEAD)
    for announced in PUBLISHED.finditer(text, 0, head):
        if published := _day_at(text, announced.end()):
            return published
    for found in _days(text, 0, head):
        if BESIDE_PUBLICATION.match(text, found.end, found.end + 24):
            return found.on
    return _day_above_all(text, before_list)


def _days_of_their_own(text: str, before_list: int) -> list[date]:
    """Each on a line of its own, which does not stand below 发布日期."""
    published = {found.end() for found in PUBLISHED.finditer(text, 0, min(before_list, WITHIN_HEAD))}
    lines = (line for line in LINE.finditer(text, 0, before_list) if line.start() not in published)
    return [day for line in lines if (day := _day_of_line(text, *line.span()))]


def _day_above_all(text: str, before_list: int) -> date | None:
    """A web page's own day, above all its words, where another stands below them."""
    first = LINE.search(text, 0, before_list)
    own = _day_of_line(text, *first.span(), alone=True) if first else None
    return own if own and len(_days_of_their_own(text, before_list)) > 1 else None


def find_issue_date(text: str, before_list: int) -> date | None:
    """A date alone on its line, as under a signature or a masthead; or that of the printing line."""
    if days := _days_of_their_own(text, before_list):
        return days[_day_above_all(text, before_list) is not None]
    for start, end in ((0, before_list), (max(before_list, len(text) - WITHIN_TAIL), len(text))):
        for filled_in in FILLED_IN.finditer(text, start, end):
            if issued := _day_at(text, filled_in.end()):
                return issued
    return _signed_on(text, before_list)


# 2024年第5期 · 第五期（总第38期）
ISSUE = re.compile(
    r"[\s（(]*(?:(?P<year>20\d\d)\s*年\s*)?第\s*[\d一二三四五六七八九十]{1,4}\s*期(?:[\s（(]*总第?\s*\d{1,4}\s*期)?[)）]*"
)


# 云栖市…协调联络组　 | 2024年5月20日 · （云办发〔2024〕5号　 | 2024年5月20日） · …清单（ | 2024年5月20日） · —— | 2024年5月20日在…会议上
BEFORE_DAY = re.compile(
    rf"""\s* (?: [\u4e00-\u9fff]{{4,40}}(?<![报网限])[\s，,]+ | [\u4e00-\u9fff]{{3,39}}[{BODY_ENDS}]
      | (?:\S{{8,60}}\s+)?[（(]?{NUMBER}[\s，,]+ | [^（()）]{{6,60}}(?:方案|清单)[（(] | [—－-]+ )""",
    re.VERBOSE,
)
BEHIND_DAY = re.compile(r"(?:编?印发?|在[\u4e00-\u9fff]{4,40}上)?[)）]?[\s,，|]*")


def _day_of_line(text: str, start: int, end: int, *, alone: bool = False) -> date | None:
    """The day that a line, or the one filled cell of a row, holds alone, or behind the name of who issued the paper."""
    if end - start > LONGEST_LINE or len(days := _days(text, start, end)) != 1:
        return None
    issue = ISSUE.match(text, start, end)  # 2024年第5期　云栖市生态环境局　2024年5月20日
    before = text[issue.end() if issue else start : days[0].start]
    is_alone = not before.strip(" \t\u3000\xa0,，|（(")
    is_signed = is_alone or (not alone and BEFORE_DAY.fullmatch(before))
    return days[0].on if is_signed and BEHIND_DAY.fullmatch(text, days[0].end, end) else None


def _signed_on(text: str, before_list: int) -> date | None:
    """The signature at the end: a date alone, under a body's name, with next to nothing after it.

    The last line of all may be the one day alone below sentences; in a table whose cells come one a line it is a cell.
    """
    lines = [line.span() for line in LINE.finditer(text, before_list) if line.group().strip()]
    days = [_day_of_line(text, *line, alone=True) for line in lines]
    above = [text[slice(*line)].strip() for line in lines[:-1]]
    if above and days[-1] and above[-1].endswith(("。", "）", ")")) and not any(days[:-1]):
        return days[-1]
    for place in range(len(lines) - 1, max(0, len(lines) - 6), -1):
        is_signature = above[place - 1][-1] in BODY_ENDS and not re.search("[：:。，；]", above[place - 1])
        issued = days[place] if is_signature or ABOVE_A_DAY.search(above[place - 1]) else None
        if issued := issued or (None if days[place] else _day_of_line(text, *lines[place])):
            return issued
    return None


# 2024年5月已竣工 · 已于2021年4月完成; not 2024年6月底, …日前, 到2024年: these are ahead
NAMED = re.compile(
    r"(?P<done>已经?[于在])?(?<![到至])(?P<year>20\d\d)年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?+(?![之以]?前|[底末])"
)


def find_last_past_day(
    text: str, ahead: Sequence[tuple[int, int]], *, is_plan: bool, first_deadline: date | None
) -> date | None:
    """The last day, month or year (its beginning) that the text names as past: it cannot be older.

    Of a plan what it says is done, and what lies before its first deadline; its months may be steps.
    ahead: where deadlines and a plan's measures stand in the text, which look ahead unless they say 已.
    """
    starts, ends = zip(*sorted(ahead), strict=True) if ahead else ((), ())
    past = [
        day
        for named in NAMED.finditer(text)
        if (day := _beginning(named))
        if named["done"]
        or (
            (not (place := bisect_right(starts, named.start())) or named.start() >= ends[place - 1])
            and (not is_plan or (day < (first_deadline or date.max) and (named["day"] or not named["month"])))
        )
    ]
    return max((day for day in past if day <= date.today()), default=None)


def _beginning(named: re.Match[str]) -> date | None:
    try:
        return date(int(named["year"]), int(named["month"] or 1), int(named["day"] or 1))
    except ValueError:
        return None


# 2018年6月21日至7月11日,湖南省第一环境保护督察组进驻我市…,9月11日…向我市反馈了督察意见。
INSPECTED = re.compile(
    r"20\d\d\s*年\s*\d{1,2}\s*月[^。；;\n]{0,60}?(?:督察|巡察|巡视)[^。；;\n]{0,30}?(?:进驻|开展|反馈|对)[^。；;\n]*"
)
YEAR = re.compile(r"(20\d\d)\s*年(?!度)")


def find_reporting_year(text: str, before_list: int, title: str | None, issued_on: date | None) -> int | None:
    """The year that 今年 means: a report's own; a plan's is that in which the inspectors reported back.

    衡阳's plan came out in January 2019 and answers a report of September 2018: its 今年 is 2018.
    """
    is_report = bool(re.search(r"进展|情况|通报|公示|简报", title or ""))
    if not is_report and (inspected := INSPECTED.search(text, 0, before_list)):
        sentence = max(text.rfind(mark, 0, inspected.start()) for mark in "。；;\n") + 1
        year = max(map(int, YEAR.findall(text, sentence, inspected.end())))
        if issued_on is None or year <= issued_on.year:
            return year
    if issued_on:
        return issued_on.year
    return next((int(issue["year"]) for issue in ISSUE.finditer(text, 0, before_list) if issue["year"]), None)
