"""One file -> the rows of every table: the layout finds the fields, the grammar reads each of them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from textwrap import shorten

from loaders.cards import card_text, read_card
from loaders.checks import check_document
from loaders.grammar.comparable import base_year, is_built
from loaders.grammar.dates import find_dates, find_impossible_dates
from loaders.grammar.deadlines import Deadline, read_deadline
from loaders.grammar.document_place import area_in
from loaders.grammar.figure_home import Home
from loaders.grammar.figure_tables import find_table_figures
from loaders.grammar.indicators import IndicatorFound, find_indicators
from loaders.grammar.issuing import find_last_past_day
from loaders.grammar.leaders import split_leaders
from loaders.grammar.masthead import Masthead, read_masthead
from loaders.grammar.milestones import find_milestones, steps_in_rows
from loaders.grammar.organisations import identify
from loaders.grammar.petitions import find_petition_counts
from loaders.grammar.statuses import StatusFound
from loaders.grammar.task_status import (
    NOTICE_AROUND,
    is_understood,
    read_task_status,
    statuses_by_heading,
    statuses_by_number,
)
from loaders.grammar.unit_lists import split_units
from loaders.items import Field, Item, Layout
from loaders.layouts import read_layout
from loaders.layouts.furniture import with_page_edges_out, without_page_edges
from loaders.readers import read_source
from loaders.rows import (
    CheckRow,
    DocumentRow,
    IndicatorRow,
    MilestoneRow,
    NotUnderstoodRow,
    ParsedDocument,
    PartRow,
    PetitionRow,
    RemarkRow,
    StatusRow,
    TaskFieldRow,
    TaskLeaderRow,
    TaskRow,
    TaskUnitRow,
    UnitRow,
)
from loaders.source import Source
from loaders.traditional import characters_of, simplified

INDICATOR_ROLES = {"issue": "baseline", "goal": "target", "measures": "target", "progress": "actual"}
"""What a figure is, by the field it stands in."""
A_PLAN = re.compile("方案|计划|规划|清单|目标|任务|措施")
"""What the title of a plan says whose list was not found; any other tells what was measured."""
STATUS_WORDS = ("已销号", "已完成", "推进中", "持续推进", "未启动", "逾期")
"""What a status column may always say; the words that are understood are many more (status_words.csv)."""
A_TIME, A_DAY = re.compile(r"\d|[年月日底]"), re.compile(r"\d\s*年|\d\s*月|\d\s*[/.-]\s*\d")
DAYS = {"deadline": A_DAY, "reported_on": A_TIME, "completed_on": A_TIME}
"""Fields of dates, and what in them is an attempt at one: 按省定时限, 30日内 is none in a deadline."""
NO_REPORT = "未见报告"
"""How the dashboard's own listings say that there is nothing."""


def parse_document(path: Path, shown_path: str | None = None) -> ParsedDocument:
    """Read one file. Raises UnreadableFile, whose message tells a person what to do."""
    card = read_card(path)
    source = read_source(path)
    published, source = source.text, simplified(source)
    as_published = characters_of(published, source.text)
    source = without_page_edges(source)
    layout = read_layout(source)
    list_start = layout.items[0].start if layout.items else None
    masthead = read_masthead(source.text, list_start, card)
    document = DocumentRow(
        document_id=path.stem,
        title=masthead.title and masthead.title.translate(as_published),
        city=masthead.city,
        area=masthead.area,
        kind=layout.kind,
        shape=layout.shape,
        inspection=masthead.inspection and masthead.inspection.translate(as_published),
        inspection_level=masthead.inspection_level,
        document_number=masthead.document_number,
        issued_on=masthead.issued_on,
        published_on=masthead.published_on,
        stated_task_count=masthead.stated_task_count,
        text=published,
        format=source.format,
        source_path=shown_path or path.name,
        source_url=card.get("source"),  # type: ignore[arg-type]
        sha256=source.sha256,
        reported_on=card.get("reported_on"),  # type: ignore[arg-type]
        card=card_text(path),
    )
    reading = _Reading(source, layout, masthead, ParsedDocument(document), as_published)
    return reading.whole_document()


class _Reading:
    """One document being read: what every step needs, so that it need not be handed from step to step."""

    def __init__(
        self,
        source: Source,
        layout: Layout,
        masthead: Masthead,
        parsed: ParsedDocument,
        as_published: dict[int, str],
    ) -> None:
        self.source = source
        self.text = source.text  # simplified, without pages' edges; the published one is parsed.document.text
        self.as_published = as_published
        self.layout = layout
        self.masthead = masthead
        self.parsed = parsed
        self.document_id = parsed.document.document_id
        self.reported_on = masthead.issued_on or masthead.published_on or masthead.told_until
        self.by_number: dict[int, StatusFound] = {}
        self.by_heading: dict[str, StatusFound] = {}
        if layout.kind == "progress_report" and layout.items:
            year, day = masthead.reporting_year, self.reported_on
            self.by_heading = statuses_by_heading(
                self.text, layout.items, reporting_year=year, reported_on=day
            )
            if len({item.list_name for item in layout.items}) == 1:
                self.by_number = statuses_by_number(
                    self.text, 0, layout.items[0].start, reporting_year=year, reported_on=day
                )

    def whole_document(self) -> ParsedDocument:
        parsed = self.parsed
        parsed.remarks = [
            RemarkRow(self.document_id, position, remark)
            for position, remark in enumerate(self.source.remarks, start=1)
        ]
        parsed.parts = [
            PartRow(self.document_id, part.sheet, part.number, part.start, part.end)
            for part in self.source.parts
        ]
        for item, task_id in zip(self.layout.items, self._task_ids(), strict=True):
            self._item(item, task_id)
        self._outside_the_list()
        self._petitions()
        self._not_understood()
        self._checks()
        if parsed.document.stated_on is None:
            due = (task.deadline_on for task in parsed.tasks if task.deadline_on)
            parsed.document.looks_back_to = self.masthead.told_until or find_last_past_day(
                self.text,
                [
                    (said.source_start, said.source_end)
                    for said in parsed.task_fields
                    if said.field == "deadline"
                ],
                is_plan=self.layout.kind == "plan",
                first_deadline=min(due, default=None),
            )
        return parsed

    def _task_ids(self) -> list[str]:
        """hengyang-2019-plan-07; with several lists hengyang-2019-plan-2-07; a number used twice gets .2."""
        lists = list(dict.fromkeys(item.list_name for item in self.layout.items))
        times_used: dict[str, int] = {}
        task_ids = []
        for item in self.layout.items:
            place = f"{lists.index(item.list_name) + 1}-" if len(lists) > 1 else ""
            task_id = f"{self.document_id}-{place}{item.seq:02d}"
            times_used[task_id] = times_used.get(task_id, 0) + 1
            if times_used[task_id] > 1:
                task_id = f"{task_id}.{times_used[task_id]}"
            task_ids.append(task_id)
        return task_ids

    def _item(self, item: Item, task_id: str) -> None:
        found = {part.name: part for part in reversed(item.fields)}
        # A template's locked columns are ours, and only say which task it is.
        deadline = None if item.is_of_template else self._deadline(found.get("deadline"))
        self.parsed.tasks.append(
            TaskRow(
                task_id=task_id,
                document_id=self.document_id,
                city=self.masthead.city,
                area=self._area(found.get("area")) or self.masthead.area,
                list=item.list_name,
                inspection=item.inspection,
                seq=item.seq,
                category=item.category and item.category.translate(self.as_published),
                issue=self._words(found.get("issue")),
                goal=self._all_words(item, "goal"),
                measures=self._all_words(item, "measures"),
                progress=self._all_words(item, "progress"),
                deadline_text=self._words(found.get("deadline")),
                deadline_on=deadline.on if deadline else None,
                deadline_precision=deadline.precision if deadline else None,
                deadline_year=deadline.on.year if deadline and deadline.on else None,
                is_immediate=bool(deadline and deadline.is_immediate),
                is_ongoing=bool(deadline and deadline.is_ongoing),
                source_start=item.start,
                source_end=item.end,
            )
        )
        for part in (part for part in item.fields if part.name != NOTICE_AROUND):
            self.parsed.task_fields.append(
                TaskFieldRow(
                    task_id, part.name, part.label or None, part.role,
                    self._quote(part.start, part.end), part.start, part.end,
                )
            )  # fmt: skip
        self._statuses(item, task_id)
        says_itself = {"progress": INDICATOR_ROLES["progress"]} if item.is_of_template else INDICATOR_ROLES
        if not item.is_of_template:
            self._units(item, task_id)
            self._leaders(item, task_id)
            self._milestones(item, task_id, deadline)
        issue = found.get("issue")
        for part in item.fields:
            if part.name in says_itself:
                told_before = (issue.start, issue.end) if issue and part.name != "issue" else None
                if part is issue:  # behind its heading: 二、城东污水处理厂长期超标排放
                    told_before = (item.start, part.start)
                role = INDICATOR_ROLES[part.name]
                self._indicators(part.start, part.end, role, task_id, deadline, told_before)

    def _area(self, cell: Field | None) -> str | None:
        return area_in(self.text[cell.start : cell.end], self.masthead.city) if cell else None

    def _quote(self, start: int, end: int) -> str:
        return self.parsed.document.text[start:end]

    def _all_words(self, item: Item, name: str) -> str | None:
        """A field that stands under several labels, as 整改措施落实情况 and 整改成效, is all of them.

        A few words after the first, as 完成情况：已完成 after 整改情况：…。, are a status and no sentence.
        """
        parts = [words for part in item.fields if part.name == name and (words := self._words(part))]
        sentences = (words for words in parts[1:] if words.endswith(("。", "；", "！")))
        return "\n".join(dict.fromkeys((*parts[:1], *sentences))) or None

    def _words(self, part: Field | None) -> str | None:
        if part is None or part.start == part.end:
            return None
        words = with_page_edges_out(self._quote(part.start, part.end), self.text[part.start : part.end])
        return (
            words.replace('""', '"') if self.source.format == "csv" else words
        )  # as CSV writes a quotation mark

    def _deadline(self, part: Field | None) -> Deadline | None:
        if part is None:
            return None
        return read_deadline(self.text, part.start, part.end, reporting_year=self.masthead.reporting_year)

    def _units(self, item: Item, task_id: str) -> None:
        named: dict[tuple[str, str], int] = {}
        for part in item.fields:
            if part.name != "units" or part.role is None:
                continue
            for unit in split_units(self.text, part.start, part.end):
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
                        task_id, known.unit_id, role, unit.name_as_written.translate(self.as_published), position,
                        self._quote(unit.start, unit.end), unit.start, unit.end,
                    )
                )  # fmt: skip

    def _leaders(self, item: Item, task_id: str) -> None:
        position = 0
        named: set[tuple[str, str]] = set()
        for part in item.fields:
            if part.name != "leader":
                continue
            for leader in split_leaders(self.text, part.start, part.end):
                if (part.label, leader.leader) in named:
                    continue
                named.add((part.label, leader.leader))
                position += 1
                self.parsed.task_leaders.append(
                    TaskLeaderRow(
                        task_id, leader.leader.translate(self.as_published), part.label, position,
                        self._quote(leader.start, leader.end), leader.start, leader.end,
                    )
                )  # fmt: skip

    def _milestones(self, item: Item, task_id: str, deadline: Deadline | None) -> None:
        parts = [part for part in item.fields if part.name in ("deadline", "measures")]
        steps = [
            step
            for part in parts
            for step in find_milestones(
                self.text, part.start, part.end,
                deadline_year=deadline.on.year if deadline and deadline.on else None,
                reporting_year=self.masthead.reporting_year, field=part.name,
            )
        ]  # fmt: skip
        span = {part.name: (part.start, part.end) for part in reversed(parts)}
        if len(span) == 2:
            year = self.masthead.reporting_year
            steps += steps_in_rows(self.text, span["measures"], span["deadline"], reporting_year=year)
        for step in steps:
            self.parsed.milestones.append(
                MilestoneRow(
                    task_id, step.due_on, step.precision, step.text.translate(self.as_published),
                    self._quote(step.start, step.end), step.start, step.end,
                )
            )  # fmt: skip

    def _statuses(self, item: Item, task_id: str) -> None:
        status = read_task_status(
            self.text, item.fields,
            reporting_year=self.masthead.reporting_year, reported_on=self._reported_on(item),
            said_elsewhere=self.by_number.get(item.seq) or self.by_heading.get(item.category or ""),
        )  # fmt: skip
        for part in item.fields:
            if part.name == "status" and not self._says_status(part, status.reports):
                words = shorten(self._quote(part.start, part.end), 40, placeholder="…")
                self._set_aside(
                    part.start, part.end,
                    f"第{item.seq}项的{part.label or '状态'}“{words}”不是认识的状态，没有读作进展。"
                    f"请改用：{'、'.join(STATUS_WORDS)}。",
                )  # fmt: skip
        for report in status.reports:
            self.parsed.status_reports.append(
                StatusRow(
                    task_id, report.status, report.scope, report.reported_on, report.completed_on,
                    self.document_id, quote=self._quote(report.start, report.end),
                    source_start=report.start, source_end=report.end,
                )
            )  # fmt: skip
        if status.disagrees:
            whole = status.reports[0]
            self.parsed.checks.append(
                CheckRow(
                    self.document_id, f"第{item.seq}项状态栏与说明一致", None, None, False, "两处说法不同，以说明为准。",
                    self._quote(whole.start, whole.end), whole.start, whole.end,
                )
            )  # fmt: skip

    def _says_status(self, part: Field, reports: Sequence[StatusFound]) -> bool:
        """Whether a status cell is understood, beside the others or by itself."""
        if any(part.start <= report.start and report.end <= part.end for report in reports):
            return True
        words = self.text[part.start : part.end]
        return words in ("", NO_REPORT) or is_understood(
            words, part.label, reporting_year=self.masthead.reporting_year, reported_on=self.reported_on
        )

    def _reported_on(self, item: Item) -> date | None:
        """The day of the report: the row's own (上报日期), else the document's."""
        for part in item.fields:
            if part.name == "reported_on":
                deadline = read_deadline(
                    self.text, part.start, part.end, reporting_year=self.masthead.reporting_year
                )
                if deadline.on:
                    return deadline.on
        return self.reported_on

    def _indicators(
        self, start: int, end: int, role: str, task_id: str | None = None, deadline: Deadline | None = None,
        problem: tuple[int, int] | None = None,
    ) -> None:  # fmt: skip
        figures = find_indicators(
            self.text, start, end, role=role, city=self.masthead.city, area=self.masthead.area,
            reporting_year=self.masthead.reporting_year, deadline_period=_period(deadline),
            problem=problem,
        )  # fmt: skip
        self._add_indicators(figures, task_id)

    def _add_indicators(self, figures: Iterable[IndicatorFound], task_id: str | None) -> None:
        for figure in figures:
            quote = self._quote(figure.start, figure.end)
            self.parsed.indicators.append(
                IndicatorRow(
                    indicator_id=f"{self.document_id}-i{len(self.parsed.indicators) + 1:03d}",
                    document_id=self.document_id,
                    task_id=task_id,
                    city=self.masthead.city,
                    place=figure.place,
                    element=figure.element,
                    metric=figure.metric,
                    role=figure.role,
                    period=figure.period,
                    op=figure.op,
                    value=figure.value,
                    unit=figure.unit,
                    valid_from=None,
                    valid_to=None,
                    is_change=figure.is_change,
                    base_year=base_year(quote, figure.period) if figure.is_change else None,
                    is_built=is_built(figure.unit),
                    quote=quote,
                    source_start=figure.start,
                    source_end=figure.end,
                )
            )

    def _outside_the_list(self) -> None:
        """Figures of the general part: a plan promises them, a report or bulletin says they were reached.

        What a report says after its list (下一步…) is still to be reached.
        """
        list_start = self.layout.items[0].start if self.layout.items else len(self.text)
        is_plan = self.layout.items or A_PLAN.search(self.masthead.title or "")
        role = "target" if self.layout.kind == "plan" and is_plan else "actual"
        self._prose_and_tables(0, list_start, role, role)
        if self.layout.items:
            list_end = max(item.end for item in self.layout.items)
            self._prose_and_tables(list_end, len(self.text), "target", role)

    def _prose_and_tables(self, start: int, end: int, role: str, of_tables: str) -> None:
        """The figures of a stretch, those of its tables read as tables."""
        home, year = Home(self.masthead.city, self.masthead.area), self.masthead.reporting_year
        for table in self.source.tables:
            first, last = table.rows[0][0].start, table.rows[-1][-1].end
            if not (start <= first and last <= end):
                continue
            if found := list(find_table_figures(self.text, table.rows, role=of_tables, home=home, year=year)):
                self._indicators(start, first, role)
                self._add_indicators(found, None)
                start = last
        self._indicators(start, end, role)

    def _petitions(self) -> None:
        year = self.reported_on.year if self.reported_on else self.masthead.reporting_year
        end = (
            self.layout.items[0].start if self.layout.items else len(self.text)
        )  # an item's problem counts others'
        for count in find_petition_counts(self.text, 0, end, year=year, dated=self.reported_on):
            self.parsed.petition_counts.append(
                PetitionRow(
                    self.document_id, count.as_of, count.dimension, count.key, count.cases, count.key_cases,
                    self._quote(count.start, count.end), count.start, count.end,
                )
            )  # fmt: skip

    def _not_understood(self) -> None:
        for stretch in self.layout.not_understood:
            self._set_aside(stretch.start, stretch.end, stretch.reason)
        for item in self.layout.items:
            for part in item.fields:
                if part.name in ("deadline", "measures", "reported_on", "completed_on"):
                    for start, end in find_impossible_dates(self.text, part.start, part.end):
                        self._set_aside(start, end, "没有这一天，未当作日期。请向发文单位核实。")
                if part.name in DAYS and self._is_unread_day(part, DAYS[part.name]):
                    reason = f"{part.label}“{self._words(part)}”没有读作日期。请写成 2024-06-30 的样子。"
                    self._set_aside(part.start, part.end, reason)

    def _is_unread_day(self, part: Field, a_time: re.Pattern[str]) -> bool:
        """六月底, of a year that nothing says; not 正在推进, which is no attempt at a date."""
        place, year = (part.start, part.end), self.masthead.reporting_year
        return bool(
            a_time.search(self.text, *place)
            and not find_dates(self.text, *place, year=year, reporting_year=year)
            and not find_impossible_dates(self.text, *place)
        )

    def _set_aside(self, start: int, end: int, reason: str) -> None:
        self.parsed.not_understood.append(
            NotUnderstoodRow(self.document_id, self._quote(start, end), reason, start, end)
        )

    def _checks(self) -> None:
        if self.layout.items and all(item.is_of_template for item in self.layout.items):
            return  # its words are those of the tasks' own documents, which are checked there
        for check in check_document(self.text, self.masthead, self.layout, self.parsed):
            quote = (
                self.parsed.document.text[slice(check.start, check.end)] if check.start is not None else None
            )
            self.parsed.checks.append(
                CheckRow(
                    self.document_id, check.check, check.expected, check.found, check.passed, check.note,
                    quote, check.start, check.end,
                )
            )  # fmt: skip


def _period(deadline: Deadline | None) -> str | None:
    """A deadline as a period, at its own precision: 2018-12-31, 2018-12 or 2018."""
    if deadline is None or deadline.on is None:
        return None
    return deadline.on.isoformat()[: {"day": 10, "month": 7, "year": 4}[deadline.precision or "day"]]
