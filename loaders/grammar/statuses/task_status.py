"""One status of a task from all the fields that speak of it: the column, the remark, the closing opinion."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from loaders import vocabulary
from loaders.grammar.dates import find_dates
from loaders.grammar.numbering import numbers_named
from loaders.grammar.statuses.days import accepted_on
from loaders.grammar.statuses.evidence import FINISHED
from loaders.grammar.statuses.plans import Place
from loaders.grammar.statuses.reach import LETTER
from loaders.grammar.statuses.reported import StatusFound, read_statuses, said_of_all
from loaders.items import Field, Item

FIELDS = ("status", "progress", "closing", "completed_on", "remark", "deadline")
NOTICE_AROUND = "notice"
"""The field of what stands around the labelled fields of a closing notice: its title, its lead, its last sentences."""
RANK = ("closed", "completed", "overdue", "not_started", "on_track", "ongoing")
# A column and a remark that say the same, the remark more exactly.
AGREEING = {
    ("completed", "closed"),
    ("ongoing", "on_track"),
    ("on_track", "ongoing"),
    ("on_track", "overdue"),
    ("on_track", "not_started"),
}
YES = re.compile(r"\s*(?:是|已|√|✓|✔|Y|y|YES|Yes|有)\s*")
NO = re.compile(r"\s*(?:否|未|×|✗|N|n|NO|No|无)\s*")
PER_CENT = re.compile(r"\s*(?P<share>\d{1,3}(?:\.\d+)?)\s*[%％]\s*")

# □完成 ☑推进 □滞后 · 完成□ 推进☑
BOX = re.compile(r"[□☐◻]|(?P<ticked>[☑■✔☒√])")
LAMP = re.compile(r"\s*(?P<colour>[红橙黄绿蓝])[灯色]\s*")
# 注：绿灯为达到序时进度，红灯为滞后
LEGEND = re.compile(
    r"(?P<colour>[红橙黄绿蓝])[灯色]\s*(?:为|表示|代表|是指?|指|[：:=＝—-]+)\s*(?P<said>[^，,；;。、\n（()）]{2,16})"
)
# 经现场核查，同意销号。（2024年10月29日）: the day under an opinion is that of what it grants
SIGNATURE = re.compile(
    r"[。；;\n]\s*[（(]?(?P<day>20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)[）)]?\s*。?\s*$"
)
AHEAD = re.compile(r"拟|计划|预计")
# 整改销号的公示 · 拟予以销号公示 · 整改完成情况的公示 · 验收情况公示; not 整改进展情况公示
NOTICE = re.compile(
    r"""
    (?: 拟 | 申请 | 予以 | 同意 | 完成 | 整\s*改 | 任务 | 问题 | 验收 ){0,4}
    (?: (?<!不)(?<!不予)(?<!不予以) 销\s*号 | 整\s*改 (?:任务|工作)? (?:[（(][^（()）]{1,12}[)）])? \s* 完\s*成 | 完\s*成 \s* 整\s*改 | 验\s*收 )
    [^。，；：\n]{0,12}? 公\s*[示告]
    """,
    re.VERBOSE,
)
OF_CLOSING = re.compile(r"销\s*号")
SENTENCE = re.compile(r"[^。\n]+")
# ，现予以公示 · 现将整改完成情况公示如下: its clause is about the notice
OF_THE_NOTICE = re.compile(r"公\s*[示告]")

# 已完成整改 | 的问题
OF_PROBLEMS = re.compile(r"(?:的(?:反馈|整改)?)?(?:问题|任务|事项|项目)$")
# 第1、3、6项已完成整改 · 第二至五项问题达到序时进度
BY_NUMBERS = re.compile(
    r"""
    第 (?P<numbers> [\d一二三四五六七八九十]+ (?: (?: [、和及至到—–~-] | 项、 ) 第? [\d一二三四五六七八九十]+ )* ) [项号]
    (?: 反馈 | 整改 )? (?: 问题 | 任务 )? (?P<said> [^，,。；;：:、（(\n第]{2,20} )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class TaskStatus:
    """What all fields of a task say together."""

    reports: tuple[StatusFound, ...]
    """At most one with the scope whole, which stands first."""
    disagrees: bool
    """The column and the remark contradict each other; the remark was followed."""


def statuses_by_number(
    text: str, start: int, end: int, *, reporting_year: int | None, reported_on: date | None
) -> dict[int, StatusFound]:
    """What a report's lead says of items by their numbers; of one that it names twice, nothing.

    >>> text = "第1、3项已完成整改，第2项达到序时进度。"
    >>> found = statuses_by_number(text, 0, len(text), reporting_year=2024, reported_on=None)
    >>> {number: report.status for number, report in found.items()}
    {1: 'completed', 3: 'completed', 2: 'on_track'}
    """
    said: dict[int, list[StatusFound]] = {}
    for match in BY_NUMBERS.finditer(text, start, end):
        if OF_THE_NOTICE.search(match["said"]):
            continue  # 第8、14、21项问题整改销号的公示
        year, day = reporting_year, reported_on
        if report := said_of_all(text, *match.span("said"), reporting_year=year, reported_on=day):
            for number in numbers_named(match["numbers"]):
                said.setdefault(number, []).append(replace(report, start=match.start(), end=match.end()))
    return {number: reports[0] for number, reports in said.items() if len(reports) == 1}


def statuses_by_heading(
    text: str, items: Sequence[Item], *, reporting_year: int | None, reported_on: date | None
) -> dict[str, StatusFound]:
    """What the headings of a report say that groups its items by how far they are: 一、已完成整改的问题 / 二、正在整改的问题.

    Headings that all say the same, as one alone, are of the problems (整改进展滞后的问题).
    """
    said: dict[str, StatusFound] = {}
    for item in items:
        start = text.rfind(item.category, 0, item.start) if item.category else -1
        if start < 0 or not item.category or item.category in said:
            continue
        end = start + len(OF_PROBLEMS.sub("", item.category))
        report = said_of_all(text, start, end, reporting_year=reporting_year, reported_on=reported_on)
        if report:
            said[item.category] = report
    return said if len({report.status for report in said.values()}) > 1 else {}


def read_task_status(
    text: str,
    fields: Sequence[Field],
    *,
    reporting_year: int | None,
    reported_on: date | None,
    said_elsewhere: StatusFound | None = None,
) -> TaskStatus:
    """The reports on a task, from its item's fields.

    >>> title = "关于第37项问题整改销号的公示"
    >>> found = read_task_status(title, [Field("notice", "", 0, len(title))], reporting_year=2024, reported_on=None)
    >>> [(report.status, title[report.start : report.end]) for report in found.reports]
    [('completed', '问题整改销号的公示')]

    A closing opinion comes before a remark (已复绿 beside 退回整改 is not done), and a remark before a status column: 已完成 beside 尚未完成整改 is not
    completed, and a check should say that they disagree. 已完成 beside 已通过验收销号 is no contradiction (the remark says
    more), nor is 已完成 beside 长期坚持. A remark that tells only what was done or is done leaves the column's word standing,
    unless it tells of work that is not finished. A deadline 已完成 counts as a column.
    What the document says of the item elsewhere (in its lead by number, in the heading above) counts where the item's
    own words do not say it.
    What a closing notice says around its fields counts as a remark; that it is published is a status where nothing else is.
    """
    issue = next(((part.start, part.end) for part in fields if part.name == "issue"), None)
    found: dict[str, list[StatusFound]] = {"column": [], "date": [], "remark": []}
    refused = None
    for part in sorted(fields, key=lambda part: part.name != "closing"):
        if part.name in FIELDS:
            kind, reports = _read_cell(text, part, issue, reporting_year, reported_on)
            found[kind] += reports
            if part.name == "closing" and reports and _is_open(reports[0]):
                refused = refused or reports[0]
    published = None
    for part in fields:
        if part.name == NOTICE_AROUND:
            said_around, notice = _read_notice(text, part, reporting_year, reported_on)
            found["remark"] += said_around
            published = published or notice
    columns, of_dates, remarks = found.values()
    columns += [report for report in of_dates if report.status == "closed"]  # 销号日期 2022.11.15
    said, remarked = _foremost(columns), _foremost(remarks)
    decided, disagrees = _decide(text, said, remarked)
    if refused and decided and decided.status in FINISHED:
        decided, disagrees = refused, False
    if said_elsewhere and (decided is None or decided.is_inferred):
        decided = said_elsewhere
    if decided is None:
        decided = _foremost([report for report in of_dates if report.status]) or published
    elif decided.status in FINISHED:
        accepted = [
            accepted_on(text, part.start, part.end, reporting_year=reporting_year, reported_on=reported_on)
            for part in fields
            if part.name in ("closing", "progress", "status", "remark", NOTICE_AROUND)
        ]
        others = [*remarks, *columns, *([published] if published else [])]
        decided = replace(decided, completed_on=_day_of(decided, of_dates, accepted, others))
    elif published and decided.is_inferred and decided.status == "ongoing":
        decided = published  # 每月调度 among what was done, in a notice that the task is done
    decided = decided and _told_in_words(text, decided, fields)
    finished = decided is not None and decided.status in FINISHED
    parts = [] if finished else [report for report in remarks + columns if report.scope == "part"]
    return TaskStatus(((decided,) if decided else ()) + tuple(parts), disagrees)


def _is_open(report: StatusFound) -> bool:
    """暂缓销号, 退回整改: words that say of the whole that it is not done."""
    is_said = report.scope == "whole" and not report.is_inferred
    return is_said and report.status not in (*FINISHED, "ongoing")


def _day_of(
    decided: StatusFound,
    of_dates: Sequence[StatusFound],
    accepted: Sequence[date | None],
    others: Sequence[StatusFound],
) -> date | None:
    """When a finished task was done: by the columns of days, its own words, an acceptance, the other words.

    What is accepted after its work is done is done then: 5月底全部清运, 6月20日市局组织验收.
    """
    columns = sorted(of_dates, key=lambda report: report.status != decided.status)  # 验收时间 | 销号时间
    own = max(filter(None, (decided.completed_on, *accepted)), default=None)
    days = [report.completed_on for report in columns if report.scope == "whole"]
    days += [own, *(report.completed_on for report in others if report.scope == "whole")]
    return next(filter(None, days), None)


@lru_cache(maxsize=1_000)  # thousands of rows of a ledger say 已完成
def is_understood(words: str, label: str, *, reporting_year: int | None, reported_on: date | None) -> bool:
    """Whether a status column's cell is understood by itself: as a status, a no (是否销号：否 says nothing of the work), a day."""
    part = Field("status", label, 0, len(words))
    return bool(
        NO.fullmatch(words)
        or read_task_status(words, [part], reporting_year=reporting_year, reported_on=reported_on).reports
        or find_dates(words, 0, len(words), year=reporting_year, reporting_year=reporting_year)
    )


def _told_in_words(text: str, report: StatusFound, fields: Sequence[Field]) -> StatusFound:
    """否 and √ tell a reader nothing: beside them stands what was done."""
    if not (YES.fullmatch(text, report.start, report.end) or NO.fullmatch(text, report.start, report.end)):
        return report
    told = next(
        (part for part in fields if part.name in ("progress", "remark") and part.start < part.end), None
    )
    sentence = SENTENCE.search(text, told.start, told.end) if told else None
    return replace(report, start=sentence.start(), end=sentence.end()) if sentence else report


def _read_notice(
    text: str, part: Field, reporting_year: int | None, reported_on: date | None
) -> tuple[list[StatusFound], StatusFound | None]:
    """What the title, the lead and the last sentences of a notice say of its task; and that it is published."""
    year, place = reporting_year, (part.start, part.end)
    told = (
        said_of_all(text, *sentence.span(), field="closing", reporting_year=year, reported_on=reported_on)
        for sentence in SENTENCE.finditer(text, *place)
    )
    said = [report for report in told if report]
    notice = NOTICE.search(text, *place)
    if notice is None:
        return said, None
    day = accepted_on(text, *place, reporting_year=year, reported_on=reported_on)
    return said, StatusFound("completed", "whole", reported_on, day, *notice.span())


def _foremost(reports: list[StatusFound]) -> StatusFound | None:
    """Of several whole reports, one that says it in words before one inferred, then the further one."""
    wholes = [report for report in reports if report.scope == "whole"]
    return min(wholes, key=lambda report: (report.is_inferred, RANK.index(report.status)), default=None)


def _decide(
    text: str, said: StatusFound | None, remarked: StatusFound | None
) -> tuple[StatusFound | None, bool]:
    """The whole report, and whether column and remark contradict each other."""
    if said is None or remarked is None:
        return said or remarked, False
    adds_nothing = (
        (remarked.status == "ongoing" and not said.is_inferred)
        or (
            said.status == "overdue" and remarked.status in ("on_track", "not_started")
        )  # 逾期 beside 尚未完成
        or (
            said.status == "not_started" and "未" in text[remarked.start : remarked.end]
        )  # 未启动 beside 尚未批复
        or (  # 已销号 beside 已完成整改 or 已拆除; not beside 待销号
            (said.status, remarked.status) == ("closed", "completed")
            and not OF_CLOSING.search(text, remarked.start, remarked.end)
        )
        or (remarked.is_inferred and not (said.status in FINISHED and remarked.status == "on_track"))
    )
    if adds_nothing:
        return said, False
    agree = said.status == remarked.status or (said.status, remarked.status) in AGREEING
    return remarked, not agree


@lru_cache
def _label(written: str) -> dict[str, str] | None:
    """The row of status_labels.csv for a label as written."""
    return next((row for row in vocabulary.rows("status_labels") if row["word"] in written), None)


def _read_cell(
    text: str, part: Field, issue: Place | None, reporting_year: int | None, reported_on: date | None
) -> tuple[str, list[StatusFound]]:
    """Whether a field is a column, a date or a remark, and its reports. Some cells need their label: 是否完成 是."""
    if ticked := _ticked(text, part):
        part = replace(part, start=ticked[0], end=ticked[1])
    place = part.start, part.end
    label = _label(part.label) if part.name != "deadline" else None  # 销号时间 of a plan: by when
    if label is None and part.name == "completed_on":
        label = {"word": part.label, "status": "", "by": "date"}  # only dates what other cells say
    if label and label["by"] == "date":
        days = find_dates(text, *place, year=reporting_year, reporting_year=reporting_year)
        if days:
            return "date", _read_day(part, label["status"], days[-1].on, reported_on)
    if label and label["by"] == "yes":
        if YES.fullmatch(text, *place) or LETTER.fullmatch(text, *place):  # 销号文号：某督销〔2023〕2号
            return "column", [StatusFound(label["status"], "whole", reported_on, None, *place)]
        if NO.fullmatch(text, *place):  # 是否销号：否 says nothing of the work
            unfinished = StatusFound("on_track", "whole", reported_on, None, *place, is_inferred=True)
            return "column", [unfinished] if label["status"] == "completed" else []
    if (
        label is None
        and part.name == "status"
        and (YES.fullmatch(text, *place) or NO.fullmatch(text, *place))
    ):
        return "column", _read_tick(text, part, reported_on)
    if lamp := LAMP.fullmatch(text, *place):
        meant = _of_lamps(text).get(lamp["colour"])
        return "column", [replace(meant, start=part.start, end=part.end)] if meant else []
    share = PER_CENT.fullmatch(text, *place) if part.name in ("status", "progress") else None
    if share and float(share["share"]) <= 100:
        status = "completed" if float(share["share"]) >= 100 else "on_track"
        return "column", [StatusFound(status, "whole", reported_on, None, *place)]
    reports = read_statuses(
        text, *place, reporting_year=reporting_year, reported_on=reported_on, issue=issue, field=part.name
    )
    if part.name == "closing" and (signature := SIGNATURE.search(text, *place)):
        day = find_dates(text, *signature.span("day"), year=None, reporting_year=None)[-1].on
        reports = [
            replace(report, completed_on=report.completed_on or day) if report.status in FINISHED else report
            for report in reports
        ]
    if part.name == "remark":  # 备注 is of many things: only what it says in words of all the task
        reports = [report for report in reports if report.scope == "whole" and not report.is_inferred]
    return "remark" if part.name in ("progress", "closing", "remark") else "column", reports


def _ticked(text: str, part: Field) -> Place | None:
    """Of several boxes in a cell what the ticked one says: 推进 of □完成 ☑推进 □滞后."""
    is_bullet = BOX.match(text, part.start - 1) if part.start else None  # left out of the field
    boxes = list(BOX.finditer(text, part.start - bool(is_bullet), part.end))
    at = next((n for n, box in enumerate(boxes) if box["ticked"]), None)
    if len(boxes) < 2 or at is None:
        return None
    if not text[boxes[-1].end() : part.end].strip():  # 完成□ 推进☑
        return boxes[at - 1].end() if at else part.start, boxes[at].start()
    return boxes[at].end(), boxes[at + 1].start() if at + 1 < len(boxes) else part.end


def _read_tick(text: str, part: Field, reported_on: date | None) -> list[StatusFound]:
    """√ below 已销号, 是 or 否 below 是否达到序时进度: what the label says; of what it denies, that it is late."""
    words = part.label.removeprefix("是否")
    denied = NO.fullmatch(text, part.start, part.end) is not None
    said = read_statuses(
        "未" * denied + words, 0, len(words) + denied,
        reporting_year=None, reported_on=reported_on, issue=None, field="status",
    )  # fmt: skip
    return [
        replace(report, start=part.start, end=part.end)
        for report in said
        if not denied or report.status == "overdue"
    ]


@lru_cache(maxsize=2)
def _of_lamps(text: str) -> dict[str, StatusFound]:
    """What the colours of a ledger's lamps mean, as it says itself."""
    said: dict[str, StatusFound] = {}
    for legend in LEGEND.finditer(text):
        if meant := said_of_all(text, *legend.span("said")):
            said.setdefault(legend["colour"], meant)
    return said


def _read_day(part: Field, status: str, day: date, reported_on: date | None) -> list[StatusFound]:
    """销号时间：2024年9月20日 is a report, unless it lies ahead; 拟销号时间 is one without a day."""
    planned = AHEAD.search(part.label)
    if planned or (reported_on is not None and day > reported_on):
        return (
            [StatusFound(status, "whole", reported_on, None, part.start, part.end)]
            if planned and status
            else []
        )
    return [StatusFound(status, "whole", reported_on, day, part.start, part.end)]
