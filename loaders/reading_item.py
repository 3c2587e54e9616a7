"""One item of a list -> its rows: the task with its fields, units, leaders, dated steps, statuses and figures."""

import re
from collections.abc import Sequence
from datetime import date
from textwrap import shorten

from loaders.grammar.dates import find_dates
from loaders.grammar.deadlines import Deadline, read_deadline
from loaders.grammar.document.place import area_in
from loaders.grammar.leaders import (
    people_beside_units,
    split_leaders,
    units_beside_people,
)
from loaders.grammar.milestones import find_milestones, steps_in_rows
from loaders.grammar.statuses.days import last_of_days
from loaders.grammar.statuses.evidence import FINISHED
from loaders.grammar.statuses.reported import StatusFound
from loaders.grammar.statuses.task_status import NOTICE_AROUND, is_understood, read_task_status
from loaders.grammar.units.lists import split_units
from loaders.grammar.units.organisations import identify
from loaders.items import Field, Item
from loaders.reading import Reading
from loaders.rows import (
    CheckRow,
    MilestoneRow,
    StatusRow,
    TaskFieldRow,
    TaskLeaderRow,
    TaskRow,
    TaskUnitRow,
    UnitRow,
)

INDICATOR_ROLES = {"issue": "baseline", "goal": "target", "measures": "target", "progress": "actual"}
"""What a figure is, by the field it stands in."""
STATUS_WORDS = ("已销号", "已完成", "推进中", "持续推进", "未启动", "逾期")
"""What a status column may always say; the words that are understood are many more (status_words.csv)."""
A_HEADING = re.compile(r"[\u4e00-\u9fff]{4}")
"""What a heading before the problem has, and its number has not: 二、城东污水处理厂长期超标排放."""
PRECISIONS = ("day", "month", "year")
TELL_WHEN = {"completed_on", "closing", "progress", "status", "remark", NOTICE_AROUND}
NO_REPORT = "未见报告"
"""How the dashboard's own listings say that there is nothing."""
BESIDE = 12
"""So few characters, of a label, stand between a problem and its goal, which then tells whose a result is, too."""
FEW_WORDS = 12
"""Of a status beside a report, in characters."""


class ItemReading:
    """An item and the task that it becomes."""

    def __init__(self, reading: Reading, item: Item, task_id: str) -> None:
        self.reading = reading
        self.text, self.masthead, self.parsed = reading.text, reading.masthead, reading.parsed
        self.item = item
        self.task_id = task_id

        self.year = self.masthead.reporting_year

        self.first = {part.name: part for part in reversed(item.fields)}
        """Of each name the first field."""
        # A template's locked columns are ours, and only say which task it is.
        self.deadline = None if item.is_of_template else self._day_of("deadline")
        reported = self._day_of("reported_on")  # 上报日期, a row's own
        self.reported_on = reported.on if reported and reported.on else reading.reported_on
        self.people_beside = {
            part: people_beside_units(self.text, part.start, part.end)  # 责任单位及责任人: 县水利局（李明）
            for part in item.fields
            if part.name == "units" and "人" in part.label
        }

    def note_all(self) -> None:
        """Add all rows of the item to those of its document."""
        self._task()
        self._fields()
        self._statuses()
        if not self.item.is_of_template:
            self._units()
            self._leaders()
            self._milestones()
        self._figures()

    def _task(self) -> None:
        deadline = self.deadline
        self.parsed.tasks.append(
            TaskRow(
                task_id=self.task_id,
                document_id=self.reading.document_id,
                city=self.masthead.city,
                area=self._area() or self.masthead.area,
                list=self.item.list_name,
                inspection=self.item.inspection,
                seq=self.item.seq,
                category=self.item.category and self.item.category.translate(self.reading.as_published),
                issue=self.reading.words(self.first.get("issue")),
                goal=self._all_words("goal"),
                measures=self._all_words("measures"),
                progress=self._all_words("progress"),
                deadline_text=self.reading.words(self.first.get("deadline")),
                deadline_on=deadline.on if deadline else None,
                deadline_precision=deadline.precision if deadline else None,
                deadline_year=deadline.on.year if deadline and deadline.on else None,
                is_immediate=bool(deadline and deadline.is_immediate),
                is_ongoing=bool(deadline and deadline.is_ongoing),
                source_start=self.item.start,
                source_end=self.item.end,
            )
        )

    def _fields(self) -> None:
        for part in (part for part in self.item.fields if part.name != NOTICE_AROUND):
            self.parsed.task_fields.append(
                TaskFieldRow(
                    self.task_id, part.name, part.label or None, part.role,
                    self.reading.quote(part.start, part.end), part.start, part.end,
                )
            )  # fmt: skip

    def _figures(self) -> None:
        issue, goal = self.first.get("issue"), self.first.get("goal")
        for part in self.item.fields:
            says_itself = part.name == "progress" or not self.item.is_of_template
            if part.name in INDICATOR_ROLES and says_itself:
                told_before = (issue.start, issue.end) if issue and part.name != "issue" else None
                if issue and goal and part.name == "progress" and 0 <= goal.start - issue.end < BESIDE:
                    told_before = (issue.start, goal.end)
                if part is issue and A_HEADING.search(self.text, self.item.start, part.start):
                    told_before = (self.item.start, part.start)
                role = INDICATOR_ROLES[part.name]
                self.reading.note_figures(
                    part.start, part.end, role, self.task_id, self.deadline, told_before, area=self._area()
                )

    def _area(self) -> str | None:
        cell = self.first.get("area")
        return area_in(self.text[cell.start : cell.end], self.masthead.city) if cell else None

    def _all_words(self, name: str) -> str | None:
        """A field that stands under several labels, as 整改措施落实情况 and 整改成效, is all of them.

        A few words beside it, as 完成情况：已完成 beside 整改成效：…。, are a status and no sentence.
        """
        parts = [
            words for part in self.item.fields if part.name == name and (words := self.reading.words(part))
        ]
        told = [words for words in parts if words.endswith(("。", "；", "！"))] or parts[:1]
        if parts and len(parts[0]) > FEW_WORDS:
            told = [parts[0], *told]
        return "\n".join(dict.fromkeys(told)) or None

    def _day_of(self, name: str) -> Deadline | None:
        if (part := self.first.get(name)) is None:
            return None
        return read_deadline(self.text, part.start, part.end, reporting_year=self.year)

    def _units(self) -> None:
        named: dict[tuple[str, str], int] = {}
        for part in self.item.fields:
            if part.name != "units" or part.role is None:
                continue
            words = units_beside_people(self.text, part.start, part.end, self.people_beside.get(part, []))
            for unit in split_units(words, 0, len(words)):
                # 市住建局（牵头） in a column of units that supervise is the first of those
                role = unit.role if unit.role and part.role in ("lead", "responsible") else part.role
                if (role, unit.name_as_written) in named:
                    continue
                position = 1 + sum(other == role for other, _ in named)
                named[role, unit.name_as_written] = position
                known = identify(unit.name_as_written, city=self.masthead.city, area=self.masthead.area)
                if known.unit_id not in self.parsed.units:
                    self.parsed.units[known.unit_id] = UnitRow(**vars(known))
                self.parsed.task_units.append(
                    TaskUnitRow(
                        self.task_id, known.unit_id, role, unit.name_as_written.translate(self.reading.as_published), position,
                        self.reading.quote(part.start + unit.start, part.start + unit.end),
                        part.start + unit.start, part.start + unit.end,
                    )
                )  # fmt: skip

    def _leaders(self) -> None:
        named: set[tuple[str, str]] = set()
        for part in self.item.fields:
            is_leader = part.name == "leader"
            people = (
                split_leaders(self.text, part.start, part.end)
                if is_leader
                else self.people_beside.get(part, [])
            )
            for leader in people:
                if (part.label, leader.leader) in named:
                    continue
                named.add((part.label, leader.leader))
                self.parsed.task_leaders.append(
                    TaskLeaderRow(
                        self.task_id, leader.leader.translate(self.reading.as_published),
                        part.label.translate(self.reading.as_published), len(named),
                        self.reading.quote(leader.start, leader.end), leader.start, leader.end,
                    )
                )  # fmt: skip

    def _milestones(self) -> None:
        deadline = self.deadline
        parts = [part for part in self.item.fields if part.name in ("deadline", "measures")]
        steps = [
            step
            for part in parts
            for step in find_milestones(
                self.text, part.start, part.end,
                deadline_year=deadline.on.year if deadline and deadline.on else None,
                reporting_year=self.year, field=part.name,
            )
        ]  # fmt: skip
        span = {part.name: (part.start, part.end) for part in reversed(parts)}
        if len(span) == 2:
            steps += steps_in_rows(self.text, span["measures"], span["deadline"], reporting_year=self.year)
        for step in dict.fromkeys(steps):  # a column of measures and deadline tells each twice
            self.parsed.milestones.append(
                MilestoneRow(
                    self.task_id, step.due_on, step.precision, step.text.translate(self.reading.as_published),
                    self.reading.quote(step.start, step.end), step.start, step.end,
                )
            )  # fmt: skip

    def _statuses(self) -> None:
        status = read_task_status(
            self.text, self.item.fields,
            reporting_year=self.year, reported_on=self.reported_on,
            said_elsewhere=self.reading.by_number.get(self.item.seq) or self.reading.by_heading.get(self.item.category or ""),
        )  # fmt: skip
        for part in self.item.fields:
            if part.name == "status" and not self._says_status(part, status.reports):
                words = shorten(self.reading.quote(part.start, part.end), 40, placeholder="…")
                self.reading.set_aside(
                    part.start, part.end,
                    f"第{self.item.seq}项的{part.label or '状态'}“{words}”不是认识的状态，没有读作进展。"
                    f"请改用：{'、'.join(STATUS_WORDS)}。",
                )  # fmt: skip
        if any(report.status in FINISHED and report.completed_on is None for report in status.reports):
            self._completion_ahead()
        for report in status.reports:
            self.parsed.status_reports.append(
                StatusRow(
                    self.task_id, report.status, report.scope, report.reported_on, report.completed_on,
                    self.reading.document_id, quote=self.reading.quote(report.start, report.end),
                    source_start=report.start, source_end=report.end,
                    completed_precision=self._precision_of(report.completed_on),
                )
            )  # fmt: skip
        if status.disagrees:
            whole = status.reports[0]
            self.parsed.checks.append(
                CheckRow(
                    self.reading.document_id, f"第{self.item.seq}项状态栏与说明一致", None, None, False, "两处说法不同，以说明为准。",
                    self.reading.quote(whole.start, whole.end), whole.start, whole.end,
                )
            )  # fmt: skip

    def _precision_of(self, completed_on: date | None) -> str | None:
        """How precisely the item's words name a day: 2024年9月 is its last day, known to the month."""
        if completed_on is None:
            return None
        if self.text.find(completed_on.isoformat(), self.item.start, self.item.end) >= 0:  # thousands of rows
            return "day"
        named = {
            day.precision
            for part in self.item.fields
            if part.name in TELL_WHEN
            for day in find_dates(self.text, part.start, part.end, year=self.year, reporting_year=self.year)
            if completed_on in (day.on, last_of_days(self.text, day))
            or (not day.has_year and day.on.timetuple()[1:3] == completed_on.timetuple()[1:3])
        }
        return min(named, key=PRECISIONS.index, default=None)

    def _completion_ahead(self) -> None:
        """Tells of a day of completion that lies after the report: 完成日期 2027-11-20, reported in 2026."""
        until = self.reported_on or date.today()
        for part in self.item.fields:
            if part.name == "completed_on" and any(
                day.on and day.on > until
                for day in find_dates(
                    self.text, part.start, part.end, year=self.year, reporting_year=self.year
                )
            ):
                self.reading.set_aside(
                    part.start,
                    part.end,
                    f"第{self.item.seq}项的{part.label}晚于上报的日子（{until}），没有采用。请核实后改正。",
                )

    def _says_status(self, part: Field, reports: Sequence[StatusFound]) -> bool:
        """Whether a status cell is understood, beside the others or by itself."""
        if any(part.start <= report.start and report.end <= part.end for report in reports):
            return True
        words = self.text[part.start : part.end]
        return words in ("", NO_REPORT) or is_understood(
            words, part.label, reporting_year=self.year, reported_on=self.reading.reported_on
        )
