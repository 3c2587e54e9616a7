"""What a report says of a task's progress: is it about the whole task or a part of it, and when was it done.

Its words stand in data/vocabulary/status_words.csv (loaders/grammar/statuses/words.py).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from loaders.grammar.dates import DateFound, find_dates
from loaders.grammar.statuses.days import ACCEPTANCE, last_day_of_all, place_and_day
from loaders.grammar.statuses.evidence import FINISHED, Evidence, find_evidence
from loaders.grammar.statuses.plans import Place, Stretch
from loaders.grammar.statuses.words import find_clauses, status_words


@dataclass(frozen=True)
class StatusFound:
    """One report. At most one of a field's reports has the scope `whole`."""

    status: str
    """closed, completed, on_track, ongoing, not_started, overdue."""
    scope: str
    """whole, or part: of the task only, never decides it."""
    reported_on: date | None
    completed_on: date | None
    start: int
    end: int
    is_inferred: bool = False
    """Of a whole report: no word speaks of all the task; what is said of its parts adds up to this."""


MOST_OF_A_YEAR = timedelta(days=215)
DECIDES = (*FINISHED, "overdue", "not_started", "on_track", "open", "ongoing")


def read_statuses(
    text: str,
    start: int,
    end: int,
    *,
    reporting_year: int | None,
    reported_on: date | None,
    issue: Place | None,
    field: str,
) -> list[StatusFound]:
    """The reports in a field, the one on the whole task first.

    `field` is a field of loaders/items.py. Of a `deadline` only what is finished speaks (已完成; not 2024年6月投用, a
    plan). `issue` is the place of the problem's words: 2条黑臭水体已完成治理 answers a problem that speaks of 黑臭水体, and is
    a part of any other.

    >>> text = "2024年9月通过省级验收销号。"
    >>> [(found.status, found.completed_on) for found in read_statuses(text, 0, len(text), reporting_year=2025,
    ...     reported_on=None, issue=None, field="progress")]
    [('closed', datetime.date(2024, 9, 30))]
    """
    if field == "deadline" and "已" not in text[start:end]:
        return []
    clauses = find_clauses(text, start, end)
    if not any(status_words(text[clause.start : clause.end]) for clause in clauses):
        return []
    days = find_dates(text, start, end, year=reporting_year, reporting_year=reporting_year)
    days = [_of_the_year_before(day, reported_on) for day in days]
    evidence = find_evidence(
        Stretch(text, start, end, days, issue, reporting_year, reported_on, is_column=field == "status"),
        clauses,
    )
    if field == "deadline":
        evidence = [found for found in evidence if found.status in FINISHED and found.reach == "task"]
    whole, is_inferred = _whole(evidence)
    decided = [] if whole is None else [whole]
    if whole is None or whole.status not in FINISHED:
        decided += [found for found in evidence if found is not whole and _is_part(found)]
    of_sentence: dict[int, list[Evidence]] = {}
    for found in evidence:
        of_sentence.setdefault(found.clause.sentence, []).append(found)
    reports: dict[tuple[str, str, int], StatusFound] = {}
    for found in decided:
        status = "on_track" if found.status == "open" else found.status
        scope = "whole" if found is whole else "part"
        beside = evidence if found is whole else of_sentence[found.clause.sentence]
        first, last, day = place_and_day(text, start, found, beside, days, is_whole=found is whole)
        of_one_step = is_inferred or (
            found.about == "work" and not ACCEPTANCE.search(text, found.start, found.end)
        )
        if found is whole and found.is_step and of_one_step:
            day = None  # that of one step of a list is not that of all
        elif found is whole and found.status in FINISHED and (day is None or found.about == "work"):
            # 企业已于2022年11月关停，2023年4月设备全部拆除
            day = max(filter(None, (day, last_day_of_all(text, found, evidence, days))), default=None)
        reports[status, scope, found.clause.start] = StatusFound(
            status, scope, reported_on, day, first, last, is_inferred=found is whole and is_inferred
        )
    return list(reports.values())


def said_of_all(
    text: str,
    start: int,
    end: int,
    *,
    field: str = "status",
    reporting_year: int | None = None,
    reported_on: date | None = None,
) -> StatusFound | None:
    """What words say of all of a task: 已完成整改; not 管网已完成, nor what parts add up to."""
    found = read_statuses(
        text, start, end, reporting_year=reporting_year, reported_on=reported_on, issue=None, field=field
    )
    return next((report for report in found if report.scope == "whole" and not report.is_inferred), None)


def _of_the_year_before(day: DateFound, reported_on: date | None) -> DateFound:
    """12月28日 in a report of 8 January."""
    if day.has_year or reported_on is None or reported_on.month > 2 or day.on - reported_on < MOST_OF_A_YEAR:
        return day
    return replace(day, on=day.on.replace(year=day.on.year - 1))


def _whole(evidence: list[Evidence]) -> tuple[Evidence | None, bool]:
    """The report that decides the task: what is said of all of it, else (True) what its parts add up to."""
    # 已于2022年3月开工建设，2023年底建成投运: begun is no more when it is done
    last_done = max((e.start for e in evidence if e.status in FINISHED), default=-1)
    evidence = [e for e in evidence if e.about != "begun" or e.start > last_done]
    planned = [e for e in evidence if e.status == "planned"]
    open_work = [e for e in evidence if e.status in ("on_track", "open", "overdue", "not_started")]
    standing = [e for e in evidence if e.about == "standing" or e.status == "ongoing"]

    done = [e for e in evidence if e.status in FINISHED]

    again = [e for e in evidence if e.about == "again"]
    if again:  # 2023年已销号，目前正在重新整治: what was done is undone
        return again[-1], False
    # 达到序时进度。一是完成…整治；…: what the field opens with stands above what it lists
    opening = next((e.end for e in open_work if e.opens and e.reach == "task"), None)
    works_on = any(e.reach != "task" or e.status == "on_track" for e in open_work)
    # （一）已完成整改。（二）正在整改。: each step has a status of its own
    steps_differ = any(e.is_step and e.reach == "task" for e in open_work)
    # 应急处置工程未达到序时进度。目前已处置0.9万吨: all that follows goes on about what is late
    opens_late = all(e.goes_on or (e.opens and e.status == "overdue") for e in open_work + done)

    def speaks_of_all(found: Evidence) -> bool:
        if found.about == "standing":
            return False
        if found.status in FINISHED:
            says_less = found.is_step or found.about == "work" or found.reach != "task"
            if says_less and opening and opening <= found.start:
                return False
            if found.is_step and steps_differ:
                return False
            if found.about == "work" and works_on:  # 该公司已停产，正在实施搬迁
                return False
        if found.status in FINISHED and found.about == "task":
            # not 1号库已销号，2号库逾期未完成; nor 37处全部整改，剩余1.4公里正在施工
            named = found.reach == "named" and found.concerns_issue and not open_work
            return found.reach == "task" or named
        if found.status in ("on_track", "open"):
            return found.reach in ("task", "rest") or found.about == "task"
        if found.status in ("overdue", "not_started") and found.reach in ("named", "counted"):
            is_first = found.opens and found.status == "overdue" and opens_late
            return is_first or (found.concerns_issue and (not done or found.status == "overdue"))
        return found.reach == "task" or (found.reach == "rest" and found.status == "overdue")

    said = [found for found in evidence if speaks_of_all(found)]
    for status in DECIDES:
        of_status = [found for found in said if found.status == status]
        if of_status:  # 达到时序进度。…其余12家正在施工: quoted with what is said of all
            of_task = [found for found in of_status if found.reach == "task"]
            return (of_task or of_status)[-1], False
    late = [e for e in open_work if e.status == "overdue" and e.reach not in ("task", "named")]
    if late and done:  # 3座尾矿库中，2座已完成治理，1座进度滞后; not 甲县滞后，乙县已完成
        return late[-1], True
    unfinished = [e for e in open_work if e.status in ("on_track", "open")]
    if unfinished:
        return unfinished[-1], True
    is_all_done = bool(done) and not open_work and not planned
    if is_all_done and done[-1].concerns_issue and done[-1].reach not in ("some", "fewer"):
        return done[-1], True
    if open_work and not done:  # 生态修复工程尚未启动, and nothing else
        return open_work[-1], True
    fewer = [e for e in done if e.reach == "fewer"]
    parts = {(e.clause.start, *e.some_of) for e in fewer if e.some_of}
    add_up = len(parts) > 1 and sum(some for _, some, _ in parts) >= max(whole for *_, whole in parts)
    if add_up and is_all_done:  # 3家企业中1家已搬迁入园，2家已关停
        return done[-1], True
    if fewer:  # 8个中完成6个
        return replace(fewer[-1], status="open"), True
    if planned and done:  # 一期已建成投运，二期计划2025年建成
        return replace(planned[-1], status="open"), True
    if standing and not done and not open_work:
        return standing[-1], True
    return None, False


def _is_part(found: Evidence) -> bool:
    """Whether a word that does not decide the task is worth a row of its own."""
    return found.reach != "task" and found.status in ("closed", "completed", "overdue", "not_started")
