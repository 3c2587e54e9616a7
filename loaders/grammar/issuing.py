"""A document's number, the days of its issue and publication, and the year it speaks of."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from loaders.grammar.dates import ONE_WIDTH
from loaders.grammar.numbering import number_of

LINE = re.compile(r"[^\r\n\f]+")


NUMBER = r"[\u4e00-\u9fff]{2,12}\s*[〔\[［（(【]\s*20\d\d\s*[〕\]］）)】]\s*(?:第\s*)?\d{1,4}\s*号"
# A line of its own, or after a word that announces it; never one cited in a sentence.
DOCUMENT_NUMBER_LINE = re.compile(
    rf"\s*(?:(?:发文字号|发文文号|文\s*号|文件编号)\s*[：:]\s*)?[（(]?(?P<number>{NUMBER})(?:[\s，,]+20\d\d年[^（()）]{{4,7}}(?:印发)?)?[)）]?(?:\s+签发人[^\n]*)?\s*"
)
# 发文字号：… · 文 号 | … in the table above the article of a page
DOCUMENT_NUMBER_ANNOUNCED = re.compile(
    rf"(?:发文字号|发文文号|文\s*号|文件编号)\s*[：:\s|】\]]\s*(?P<number>{NUMBER})"
)


# 匀党办发〔2021〕15号　发布日期：2021年08月30日: above the article of a page, or behind a title that ran into it
DOCUMENT_NUMBER_ON_PAGE = re.compile(
    rf"(?:^|(?<=\s))(?P<number>{NUMBER})(?=\s+(?:发布|公开|成文|印发|来源|字体|20\d\d))"
)


def find_document_number(text: str, before_list: int) -> str | None:
    """衡蒸办发〔2024〕18号, where it stands on a line of its own before the list."""
    for line in LINE.finditer(text, 0, before_list):
        words = line.group()
        found = DOCUMENT_NUMBER_LINE.fullmatch(words) or DOCUMENT_NUMBER_ANNOUNCED.search(words)
        if found := found or DOCUMENT_NUMBER_ON_PAGE.search(words):
            return re.sub(r"\s+", "", found["number"])
    return None


# 2024年6月28日 · 2019-01-24 · 二〇二四年六月二十八日, with a letter or figure for 〇
DATE = re.compile(
    r"(?P<year>20\d\d|二[〇○零O0][〇○零O0一二三四五六七八九]{2})\s*[年\-/.]\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*[月\-/.]"
    r"\s*(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})(?!\d)\s*日?"
)
PUBLISHED = re.compile(
    r"(?:发布|公开|发表|更新|上传|信息|刊发|刊登)\s*(?:日期|时间)\s*[】\]]?\s*[：:]?\s*\[?|(?P<vague>(?:^|\n|\s)(?:日期|时间)\s*[：:])\s*\[?"
    r"|(?:^|\n)[^\S\n]*[\u4e00-\u9fff]{1,8}(?:日报|晚报|网)[^\S\n]+"  # 云岭日报　2022-01-17
    r"|来源\s*[：:]\s*[^\n\d。]{0,40}(?=20\d\d)"
)
# 2024年6月28日印发, at the end of its line
PRINTED = re.compile(r"日\s*印发[）)]?\s*(?=$|[\r\n])")
LONGEST_DATE = 20
# 2023-09-28　来源：… · 2021-05-07 09:12, which ends its line, or 湖南 does, from where it was sent · 2018-06-16 17:24 字号：…
BESIDE_PUBLICATION = re.compile(
    r"[^\S\n]*(?:\d\d?:\d\d(?::\d\d)?)?[\s|｜]*(?:作者[：:]\s*[^\s：:]{0,8}\s*)?(?:信息|文章|稿件)?来源"
    r"|[^\S\n]*\d\d?:\d\d(?::\d\d)?[^\S\n]*(?=(?:[\u4e00-\u9fff]{2,3}[^\S\n]*)?(?:\n|$)|字号|字体|浏览|点击|阅读|访问|作者|编辑|责任编辑)"
)


BODY_ENDS = "局厅委会府室组院办处部心"
# 公示期间如有异议，请向…反映，电话0827-…: below it stands the day, with or without the body's name
ABOVE_A_DAY = re.compile(r"异议|电话|邮箱|公示(?:期|时间)|特此")
# 2019126日, 202076日, 20180420日: year, month and day whose marks are lost; 126 is read 12月6日
RUN_TOGETHER = tuple(
    re.compile(rf"(?P<year>20\d\d)年?(?P<month>{month})月?(?P<day>[0-3]?\d)日")
    for month in ("1[0-2]", "0?[1-9]")
)
COMPACT = re.compile(r"(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)")
WITHIN_HEAD = 3_000
"""As far from a text's beginning, in characters, as a page says when it was published."""
WITHIN_TAIL = 300
"""As far from a text's end, in characters, as the line may stand that says when a table was filled in."""
# 填报日期：2023年10月20日 · 制表单位：市整改办　　2024年5月10日
FILLED_IN = re.compile(
    r"(?:填报|填表|制表|报送|编制|成文|发文|颁布|印发|制定|生成|调度|统计|数据)(?:截[止至])?\s*(?:日期|时间)\s*[：:\s|】\]]\s*|(?:(?:制表|填报|编制|填表)(?:单位|人)?|(?<![\u4e00-\u9fff])单位)\s*[：:][^\r\n\d]{0,60}"
)


def _as_date(found: re.Match[str] | None) -> date | None:
    if found is None:
        return None
    try:
        year = found["year"] if found["year"].isdecimal() else re.sub("[O0]", "〇", found["year"])
        return date(number_of(year), number_of(found["month"]), number_of(found["day"]))
    except ValueError:
        return None


def find_publication_date(text: str, before_list: int) -> date | None:
    """发布时间:2019-01-24 of the web page, or 2023-09-28　来源：…."""
    text = text.translate(ONE_WIDTH)
    head = min(before_list, WITHIN_HEAD)
    for announced in PUBLISHED.finditer(text, 0, head):
        line_start = text.rfind("\n", 0, announced.start() + 1) + 1
        if announced["vague"] and FILLED_IN.search(text, line_start, announced.start() + 1):
            continue  # 单位：市整改办　　日期：2024年5月10日
        for pattern in (DATE, *RUN_TOGETHER, COMPACT):
            if published := _as_date(pattern.match(text, announced.end())):
                return published
    for pattern in (DATE, *RUN_TOGETHER):
        for found in pattern.finditer(text, 0, head):
            if BESIDE_PUBLICATION.match(text, found.end(), found.end() + 24):
                return _as_date(found)
    return _day_above_all(text, before_list)


def _days_of_their_own(text: str, before_list: int) -> list[date]:
    """Each on a line of its own, which does not stand below 发布日期."""
    published = {found.end() for found in PUBLISHED.finditer(text, 0, min(before_list, WITHIN_HEAD))}
    lines = (line.group() for line in LINE.finditer(text, 0, before_list) if line.start() not in published)
    return [day for line in lines if (day := _date_alone(line) or _date_after_issuer(line))]


def _day_above_all(text: str, before_list: int) -> date | None:
    """A web page's own day, above all its words, where another stands below them."""
    first = LINE.search(text, 0, before_list)
    own = _date_alone(first.group()) if first else None
    return own if own and len(_days_of_their_own(text, before_list)) > 1 else None


def find_issue_date(text: str, before_list: int) -> date | None:
    """A date alone on its line, as under a signature or a masthead; or that of the printing line."""
    text = text.translate(ONE_WIDTH)
    if days := _days_of_their_own(text, before_list):
        return days[_day_above_all(text, before_list) is not None]
    for start, end in ((0, before_list), (max(before_list, len(text) - WITHIN_TAIL), len(text))):
        for filled_in in FILLED_IN.finditer(text, start, end):
            if issued := _as_date(DATE.match(text, filled_in.end())):
                return issued
    for printed in PRINTED.finditer(text):
        if issued := _as_date(DATE.search(text, max(0, printed.start() - LONGEST_DATE), printed.start() + 1)):
            return issued
    return _signed_on(text, before_list)


# 2024年第5期 · 第五期（总第38期）
ISSUE = re.compile(
    r"[\s（(]*(?:(?P<year>20\d\d)\s*年\s*)?第\s*[\d一二三四五六七八九十]{1,4}\s*期(?:[\s（(]*总第?\s*\d{1,4}\s*期)?[)）]*"
)


def _date_alone(line: str) -> date | None:
    words = (
        line.strip(" \t\u3000\xa0\r,，|").strip("（）()").removesuffix("印发")
    )  # or the one filled cell of its row
    found = DATE.fullmatch(words)
    if not found:
        found = next(filter(None, (pattern.fullmatch(words) for pattern in RUN_TOGETHER)), None)
    return _as_date(found)


def _date_after_issuer(line: str) -> date | None:
    """云栖市…协调联络组　2024年5月20日 · （云办发〔2024〕5号　2024年5月20日） · …清单（2024年5月20日） · ——2024年5月20日在…会议上
    · 2024年第5期　云栖市生态环境局　2024年5月20日"""
    issue = ISSUE.match(line)
    line = line[issue.end() :] if issue else line
    found = re.fullmatch(
        rf"\s*(?:[\u4e00-\u9fff]{{4,40}}(?<![报网])[\s，,]+|[\u4e00-\u9fff]{{3,39}}[{BODY_ENDS}]|(?:\S{{8,60}}\s+)?[（(]?{NUMBER}[\s，,]+|[^（()）]{{6,60}}(?:方案|清单)[（(]|[—－-]+)"
        rf"(?P<date>{DATE.pattern})(?:编?印发?|在[\u4e00-\u9fff]{{4,40}}上)?[)）]?[\s,]*",
        line,
    )
    return _as_date(DATE.match(found["date"])) if found else None


def _signed_on(text: str, before_list: int) -> date | None:
    """The signature at the end: a date alone, under a body's name, with next to nothing after it.

    The last line of all may be the one day alone below sentences; in a table whose cells come one a line it is a cell.
    """
    lines = [line.group().strip() for line in LINE.finditer(text, before_list) if line.group().strip()]
    above, last = lines[:-1], _date_alone(lines[-1]) if lines else None
    if last and above and above[-1].endswith(("。", "）", ")")) and not any(map(_date_alone, above)):
        return last
    for place in range(len(lines) - 1, max(0, len(lines) - 6), -1):
        if issued := _date_after_issuer(lines[place]):
            return issued
        issued = _date_alone(lines[place])
        if issued and ABOVE_A_DAY.search(lines[place - 1]):
            return issued
        if issued and lines[place - 1][-1] in BODY_ENDS and not re.search(r"[：:。，；]", lines[place - 1]):
            return issued
    return None


# 2024年5月已竣工 · 已于2021年4月完成; not 2024年6月底, …日前, 到2024年: these are ahead
NAMED = re.compile(
    r"(?P<done>已经?[于在])?(?<![到至])(?P<year>20\d\d)年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?+(?![之以]?前|[底末])"
)


def find_last_past_day(
    text: str, deadlines: Sequence[tuple[int, int]], *, is_plan: bool, first_deadline: date | None
) -> date | None:
    """The last day, month or year (its beginning) that the text names as past: it cannot be older.

    Of a plan what it says is done, and what lies before its first deadline; its months may be steps.
    deadlines: where they stand in the text, which look ahead.
    """
    starts, ends = zip(*sorted(deadlines), strict=True) if deadlines else ((), ())
    past = [
        day
        for named in NAMED.finditer(text)
        if (day := _beginning(named))
        if not (place := bisect_right(starts, named.start())) or named.start() >= ends[place - 1]
        if not is_plan
        or named["done"]
        or (day < (first_deadline or date.max) and (named["day"] or not named["month"]))
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
