"""What files would change, before anything is loaded."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from loaders.adding import Incoming, read_incoming
from loaders.build import Say, current_files, parse_files, read_before
from loaders.carrying import (
    FROM_TEMPLATE,
    carried_reports,
    place_in_file,
    standing_reports,
    take_from_tasks,
    unknown_tasks,
    whole_reports,
)
from loaders.database import database_folder
from loaders.decisions import decisions_folder, read_link_decisions
from loaders.linking import bare, link_tasks, sure_reports
from loaders.rows import CheckRow, LinkRow, ParsedDocument, TaskRow

TOLD = (
    "document_id", "title", "kind", "city", "area", "inspection", "taken_from_tasks", "issued_on", "published_on",
    "known_from", "reported_on", "stated_task_count",
)  # fmt: skip
"""What the row of a document says."""
COMPARED = ("category", "issue", "goal", "measures", "progress", "deadline_text")
FINISHED = ("closed", "completed")


@dataclass(frozen=True)
class TaskLine:
    """A task in a listing, with what was read of it."""

    task_id: str
    seq: int
    issue: str | None
    document_id: str
    deadline: str | None
    """As written."""
    leads: tuple[str, ...]
    """The units that lead, or where none does those that answer for it, as written."""
    status: str | None


@dataclass(frozen=True)
class Change:
    """A value of a task that would become another. field: deadline_on, or one of COMPARED."""

    task_id: str
    seq: int
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class StatusChange:
    """A task, of this file or of a loaded document, whose status would become another. None: nobody reported on it."""

    task_id: str
    seq: int
    issue: str | None
    document_id: str
    kind: str
    """finished, overdue, reopened (finished before), under_way, not_started, withdrawn (no report any more)."""
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Unread:
    """A stretch that became no value. place: 工作表“台账”第3行, 第2页, or empty."""

    reason: str
    quote: str
    place: str


@dataclass(frozen=True)
class ProposedLink:
    """A link between a task of this file and one of a loaded document. kind, certainty: as in the table links."""

    from_task_id: str
    from_issue: str | None
    to_task_id: str
    to_issue: str | None
    kind: str
    certainty: str
    likeness: float
    basis: str


@dataclass(frozen=True)
class FilePreview:
    """What one file holds, and what loading it would change. As JSON: an object with these names, dates as text.

    outcome: `new`, `revision` (it replaces the loaded document `replaces`), `already` (loaded; nothing would
    change) or `refused`; for the last two `message` says why, and the rest is empty.
    """

    file: str
    outcome: str
    message: str | None = None
    document_id: str | None = None
    replaces: str | None = None
    resembles: str | None = None
    """A loaded document of the same place and title under another name; both would be kept."""
    title: str | None = None
    kind: str | None = None
    city: str | None = None
    area: str | None = None
    inspection: str | None = None
    taken_from_tasks: str | None = None
    """As in the table documents."""
    issued_on: date | None = None
    published_on: date | None = None
    known_from: date | None = None
    """The day of what it says: one of these two, else the last that it looks back on."""
    reported_on: date | None = None
    """As in the table documents."""
    undated: str | None = None
    """What follows for its reports where neither file nor rows say a day; also of a file that is loaded already."""
    tasks: int = 0
    stated_task_count: int | None = None
    status_reports: int = 0
    indicators: int = 0
    petition_counts: int = 0
    remarks: tuple[str, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    """Those that failed."""
    not_understood: tuple[Unread, ...] = ()
    links: tuple[ProposedLink, ...] = ()
    new: tuple[TaskLine, ...] = ()
    """Tasks that no loaded document has: without those that are sure reports on a loaded task."""
    gone: tuple[TaskLine, ...] = ()
    """Tasks of the replaced document that this one no longer has."""
    become_reports: tuple[TaskLine, ...] = ()
    """Items of loaded reports that counted as tasks, and now only report on tasks of this file."""
    become_tasks: tuple[TaskLine, ...] = ()
    """Items of loaded reports that count as tasks again, for this version no longer has what they report on."""
    status_changes: tuple[StatusChange, ...] = ()
    redated: tuple[Change, ...] = ()
    """Deadlines unlike those of the replaced document."""
    told_otherwise: tuple[Change, ...] = ()
    """Deadlines of items unlike those of the loaded tasks that they speak of, which go on counting."""
    changed: tuple[Change, ...] = field(default=())


def preview(
    files: Sequence[Path], reported_on: date | None = None, progress: Say = print
) -> list[FilePreview]:
    """One preview a file, in their order. Loads nothing.

    Each is compared as if the files were added one after another, plans first: of a plan and the ledger on it, dropped
    together, the plan's tasks are new and the ledger's rows are their reports.
    """
    loaded, _ = parse_files(current_files(), lambda _: None, read_before())
    decisions = read_link_decisions(decisions_folder(database_folder()))
    previews: dict[int, FilePreview] = {}
    with TemporaryDirectory() as desk:
        offered = list(read_incoming(files, loaded, Path(desk), reported_on, progress))
    links = link_tasks(loaded, decisions) if any(incoming.parsed for incoming in offered) else []
    for place, incoming in sorted(enumerate(offered), key=lambda one: not _is_plan(one[1])):
        if incoming.parsed is None:
            undated = _undated(incoming.replaces) if incoming.replaces else None
            previews[place] = FilePreview(incoming.file, incoming.outcome, incoming.message, undated=undated)
            continue
        compared = _Comparison(incoming, incoming.parsed, loaded, links, decisions)
        previews[place] = compared.preview()
        loaded, links = compared.after, compared.links
    return [previews[place] for place in range(len(offered))]


def _is_plan(incoming: Incoming) -> bool:
    return incoming.parsed is not None and incoming.parsed.document.kind == "plan"


class _Comparison:
    """One file against what is loaded."""

    def __init__(
        self,
        incoming: Incoming,
        parsed: ParsedDocument,
        loaded: Sequence[ParsedDocument],
        links_before: Sequence[LinkRow],
        decisions: Mapping[tuple[str, str], bool],
    ) -> None:
        self.incoming, self.parsed = incoming, parsed
        self.loaded, self.links_before = loaded, links_before
        self.others = [document for document in loaded if document is not incoming.replaces]
        self.after = [*self.others, parsed]
        self.links = link_tasks(self.after, decisions)
        self.stood = standing_reports(self.loaded, self.links_before)
        self.stands = standing_reports(self.after, self.links)

    def preview(self) -> FilePreview:
        incoming, parsed, after = self.incoming, self.parsed, self.after
        document = parsed.document
        twin = None if incoming.replaces else self._resembling(parsed)
        before = incoming.replaces or twin
        pairs = _same_tasks(before, parsed) if before else []
        take_from_tasks([parsed], after, self.links)
        tasks = {task.task_id: task for document in after for task in document.tasks}
        spoken_of = dict(sure_reports(self.links))
        reported = [(tasks[spoken_of[one.task_id]], one) for one in parsed.tasks if one.task_id in spoken_of]
        dated_anew = [(old, new) for old, new in reported if old.deadline_on and new.deadline_on]
        known = {new.task_id for _, new in (*pairs, *reported)}
        was, becomes = whole_reports(self.loaded, self.links_before), whole_reports(after, self.links)
        others = {line.task_id: line for other in self.others for line in _lines(other, ())}
        kept = {old.task_id for old, _ in pairs}
        return FilePreview(
            file=incoming.file,
            outcome=incoming.outcome,
            **{name: getattr(document, name) for name in TOLD},
            replaces=incoming.replaces.document.document_id if incoming.replaces else None,
            resembles=twin.document.document_id if twin else None,
            undated=_undated(parsed),
            tasks=len(parsed.tasks),
            status_reports=len(parsed.status_reports),
            indicators=len(parsed.indicators),
            petition_counts=len(parsed.petition_counts),
            remarks=(*(row.remark for row in parsed.remarks), *self._filled_in()),
            checks=tuple(row for row in parsed.checks if row.passed is False),
            not_understood=tuple(self._unread()),
            links=tuple(self._proposed()),
            new=tuple(_lines(parsed, known)),
            gone=tuple(_lines(incoming.replaces, kept)) if incoming.replaces else (),
            become_reports=tuple(line for one, line in others.items() if one in becomes and one not in was),
            become_tasks=tuple(line for one, line in others.items() if one in was and one not in becomes),
            status_changes=tuple(self._status_changes(pairs if incoming.replaces else [])),
            redated=tuple(_changes(pairs, ("deadline_on",))),
            told_otherwise=tuple(_changes(dated_anew, ("deadline_on",))),
            changed=tuple(_changes(pairs, COMPARED)),
        )

    def _resembling(self, parsed: ParsedDocument) -> ParsedDocument | None:
        def sign(document: ParsedDocument) -> tuple[object, ...]:
            row = document.document
            issue = row.known_from if row.kind != "plan" else None  # next month's report is no new version
            return bare(row.title or ""), row.city, row.area, row.kind, issue

        title = parsed.document.title
        return next((other for other in self.others if title and sign(other) == sign(parsed)), None)

    def _proposed(self) -> Iterator[ProposedLink]:
        tasks = {task.task_id: task for document in self.after for task in document.tasks}
        own = {task.task_id for task in self.parsed.tasks}
        for link in self.links:
            if own & {link.from_task_id, link.to_task_id} and link.certainty != "rejected":
                one, other = tasks[link.from_task_id], tasks[link.to_task_id]
                yield ProposedLink(**vars(link), from_issue=one.issue, to_issue=other.issue)

    def _unread(self) -> Iterator[Unread]:
        document_id = self.parsed.document.document_id
        unknown = [row for row in unknown_tasks(self.after) if row.document_id == document_id]
        for row in [*self.parsed.not_understood, *unknown]:
            place = place_in_file(self.parsed, row.source_start)
            yield Unread(row.reason.removeprefix(f"{place}："), row.quote, place)

    def _filled_in(self) -> Iterator[str]:
        """Of a ledger template: rows whose new status kept the day that was there, or is older than what is known."""
        source, kept, vain = self.parsed.document.document_id, 0, 0
        for row in carried_reports(self.after, self.links):
            if (row.source, row.source_kind, row.scope) == (source, FROM_TEMPLATE, "whole"):
                before, now = self.stood.get(row.task_id), self.stands.get(row.task_id)
                if now is None or now.status != row.status:
                    vain += 1
                elif before and before.status != row.status and before.reported_on == row.reported_on:
                    kept += 1
        if kept:
            yield f"{kept} 项改了状态而没有改上报日期：以这份填报为准，仍算那一天的报告。如是新的进展，请改上报日期。"
        if vain:
            yield f"{vain} 项填报的状态不起作用：这些任务另有更晚的报告。如填报的才是最新进展，请改上报日期。"

    def _status_changes(self, pairs: Sequence[tuple[TaskRow, TaskRow]]) -> Iterator[StatusChange]:
        """Of the tasks that stand after loading; an item that reports on another is none."""
        was = {task_id: report.status for task_id, report in self.stood.items()}
        becomes = {task_id: report.status for task_id, report in self.stands.items()}
        old_id = {new.task_id: old.task_id for old, new in pairs}
        reporting = dict(sure_reports(self.links))
        for document in self.after:
            for task in document.tasks:
                before, now = was.get(old_id.get(task.task_id, task.task_id)), becomes.get(task.task_id)
                if task.task_id not in reporting and before != now:
                    kind = _kind_of_change(before, now)
                    yield StatusChange(
                        task.task_id, task.seq, task.issue, task.document_id, kind, before, now
                    )


def _undated(document: ParsedDocument) -> str | None:
    """What follows for the reports of a file that have no day, in words."""
    reports = document.status_reports
    count = sum(report.reported_on is None for report in reports)
    if not count:
        return None
    begins = f"有 {count} 条进展没有写上报日期。"
    if count == len(reports):
        begins = f"文件没有写上报日期，其中 {count} 条进展不知道是哪一天的。"
    if day := document.document.known_from:
        return f"{begins}按文中最晚的日子 {day} 计入：截至日在它之前就看不到；另有更晚的报告，以更晚的为准。"
    return f"{begins}无论截至哪一天都计入；同一任务另有带日期的报告时，以那份报告为准。"


def _kind_of_change(before: str | None, after: str | None) -> str:
    if after is None:
        return "withdrawn"
    if after in FINISHED:
        return "finished"
    if after == "overdue":
        return after
    if before in FINISHED:
        return "reopened"
    return {"on_track": "under_way", "ongoing": "under_way"}.get(after, after)


def _same_tasks(old: ParsedDocument, new: ParsedDocument) -> list[tuple[TaskRow, TaskRow]]:
    """(before, after) of the tasks that both versions have: those of one wording, then those of one number."""
    pairs: list[tuple[TaskRow, TaskRow]] = []
    left_old, left_new = list(old.tasks), list(new.tasks)
    for sign in (
        lambda task: (task.list, bare(task.issue or "")),
        lambda task: (task.list, task.seq),
    ):
        waiting = {sign(task): task for task in reversed(left_old)}
        for task in list(left_new):
            if before := waiting.pop(sign(task), None):
                pairs.append((before, task))
                left_old.remove(before)
                left_new.remove(task)
    return sorted(pairs, key=lambda pair: pair[1].source_start)


def _changes(pairs: Sequence[tuple[TaskRow, TaskRow]], names: Sequence[str]) -> Iterator[Change]:
    for old, new in pairs:
        for name in names:
            before, after = getattr(old, name), getattr(new, name)
            same = before == after
            if isinstance(before, str) and isinstance(after, str):
                same = bare(before) == bare(after)
            if not same:
                yield Change(
                    new.task_id, new.seq, name,
                    None if before is None else str(before), None if after is None else str(after),
                )  # fmt: skip


def _lines(document: ParsedDocument, known: Collection[str]) -> Iterator[TaskLine]:
    """The tasks of a document but those that are known."""
    in_charge: dict[str, dict[str, list[str]]] = {}
    for unit in document.task_units:
        in_charge.setdefault(unit.task_id, {}).setdefault(unit.role, []).append(unit.name_as_written)
    said = {report.task_id: report.status for report in document.status_reports if report.scope == "whole"}
    for task in document.tasks:
        if task.task_id not in known:
            units = in_charge.get(task.task_id, {})
            leads = units.get("lead") or units.get("responsible", [])
            yield TaskLine(
                task.task_id, task.seq, task.issue, task.document_id,
                task.deadline_text, tuple(leads), said.get(task.task_id),
            )  # fmt: skip
