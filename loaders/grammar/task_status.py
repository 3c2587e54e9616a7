"""One status of a task from all the fields that speak of it: the column, the remark, the closing opinion, a bracket."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from loaders import vocabulary
from loaders.grammar.dates import find_dates
from loaders.grammar.statuses import StatusFound, read_statuses
from loaders.items import Field

FIELDS = ("status", "progress", "closing", "issue", "deadline")
FINISHED = ("closed", "completed")
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


@dataclass(frozen=True)
class TaskStatus:
    """What all fields of a task say together."""

    reports: tuple[StatusFound, ...]
    """At most one with the scope whole, which stands first."""
    disagrees: bool
    """The column and the remark contradict each other; the remark was followed."""


def read_task_status(
    text: str, fields: Sequence[Field], *, reporting_year: int | None, reported_on: date | None
) -> TaskStatus:
    """The reports on a task, from its item's fields.

    A closing opinion comes before a remark, and a remark before a status column: 已完成 beside 尚未完成整改 is not
    completed, and a check should say that they disagree. 已完成 beside 已通过验收销号 is no contradiction (the remark says
    more), nor is 已完成 beside 长期坚持. A remark that tells only what was done or is done leaves the column's word standing,
    unless it tells of work that is not finished. A bracket at the end of the problem and a deadline 已完成 count as columns.
    """
    issue = next(((part.start, part.end) for part in fields if part.name == "issue"), None)
    columns: list[StatusFound] = []
    remarks: list[StatusFound] = []
    days: list[date] = []
    for part in fields:
        if part.name not in FIELDS:
            continue
        by_label = _read_by_label(text, part, reporting_year, reported_on)
        if by_label is not None:
            columns += by_label
            days += [found.completed_on for found in by_label if found.completed_on]
            continue
        found = read_statuses(
            text,
            part.start,
            part.end,
            reporting_year=reporting_year,
            reported_on=reported_on,
            issue=issue,
            field=part.name,
        )
        if part.name == "closing":
            remarks = found + remarks
        elif part.name == "progress":
            remarks += found
        else:
            columns += found
    said = _foremost([found for found in columns if found.scope == "whole"])
    remarked = _foremost([found for found in remarks if found.scope == "whole"])
    decided, disagrees = _decide(said, remarked)
    if decided and decided.status in FINISHED:
        known = [
            found.completed_on
            for found in (remarked, said, *remarks, *columns)
            if found and found.scope == "whole"
        ]
        decided = replace(decided, completed_on=next((day for day in days + known if day), None))
    finished = decided is not None and decided.status in FINISHED
    parts = [] if finished else [found for found in remarks + columns if found.scope == "part"]
    return TaskStatus(((decided,) if decided else ()) + tuple(parts), disagrees)


def _foremost(wholes: list[StatusFound]) -> StatusFound | None:
    """Of several, one that says it in words before one inferred, then the further one."""
    return min(wholes, key=lambda found: (found.is_inferred, RANK.index(found.status)), default=None)


def _decide(said: StatusFound | None, remarked: StatusFound | None) -> tuple[StatusFound | None, bool]:
    """The whole report, and whether column and remark contradict each other."""
    if said is None or remarked is None:
        return said or remarked, False
    adds_nothing = remarked.status == "ongoing" or (
        remarked.is_inferred and not (said.status in FINISHED and remarked.status == "on_track")
    )
    if adds_nothing:
        return said, False
    agree = said.status == remarked.status or (said.status, remarked.status) in AGREEING
    return remarked, not agree


def _read_by_label(
    text: str, part: Field, reporting_year: int | None, reported_on: date | None
) -> list[StatusFound] | None:
    """The report of a cell that needs its label: 是否完成 是, 销号时间 2024年9月20日. None where the cell speaks itself."""
    row = next((row for row in vocabulary.rows("status_labels") if row["word"] in part.label), None)
    if row is None:
        return None
    status, completed_on = row["status"], None
    if row["by"] == "yes":
        if NO.fullmatch(text, part.start, part.end):
            status = "on_track" if status == "completed" else ""
        elif not YES.fullmatch(text, part.start, part.end):
            return None
    else:
        days = find_dates(text, part.start, part.end, year=None, reporting_year=reporting_year)
        if not days:
            return None
        planned = "拟" in part.label or (reported_on is not None and days[-1].on > reported_on)
        completed_on = None if planned else days[-1].on
        status = "" if planned and status == "closed" else status
    if not status:
        return []
    return [StatusFound(status, "whole", reported_on, completed_on, part.start, part.end)]
