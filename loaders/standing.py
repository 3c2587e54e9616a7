"""How far each task is by all that is loaded: the newest report on the whole of it. For the preview only.

The dashboard judges the same in SQL, for any day that is chosen.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from loaders.carrying import carried_reports
from loaders.database import database_folder
from loaders.decisions import decisions_folder, read_corrections
from loaders.facts import read_status_facts
from loaders.rows import LinkRow, ParsedDocument, StatusRow


def standing_statuses(documents: Sequence[ParsedDocument], links: Sequence[LinkRow]) -> dict[str, str]:
    """task_id -> status, of the tasks that somebody reported on; a person's word counts as a report of its day."""
    days = {document.document.document_id: known_from(document) for document in documents}
    home = {task.task_id: task.document_id for document in documents for task in document.tasks}
    newest: dict[str, tuple[date, date, int]] = {}
    statuses: dict[str, str] = {}
    for report in _reports(documents, links):
        plan = home.get(report.task_id)
        if plan is None or report.scope != "whole":
            continue
        on, came_out = report.reported_on or days.get(report.source), days[plan]
        if on and came_out and on < came_out and report.source != plan:
            continue  # written before the plan came out: its background
        rank = on or date.min, report.completed_on or date.min, report.source_start or 0
        if rank >= newest.get(report.task_id, rank):
            newest[report.task_id], statuses[report.task_id] = rank, report.status
    return statuses


def _reports(documents: Sequence[ParsedDocument], links: Sequence[LinkRow]) -> Iterator[StatusRow]:
    for document in documents:
        yield from document.status_reports
    tasks = [task for document in documents for task in document.tasks]
    facts = list(read_status_facts({(task.document_id, task.seq): task.task_id for task in tasks}))
    yield from facts
    yield from carried_reports(documents, links, facts)
    for correction in read_corrections(decisions_folder(database_folder())):
        if correction.field == "status":
            day = correction.corrected_on
            yield StatusRow(correction.task_id, correction.value, "whole", day, None, correction.corrected_by)


def known_from(document: ParsedDocument) -> date | None:
    """The day of what it reports: its own, else the last that it looks back on."""
    days = [report.completed_on for report in document.status_reports]
    days += [count.as_of for count in document.petition_counts]
    days += [_last_day(figure.period) for figure in document.indicators if figure.role == "actual"]
    return (
        document.document.stated_on
        or max(filter(None, days), default=None)
        or document.document.looks_back_to
    )


def _last_day(period: str | None) -> date | None:
    """When what was measured from 2024-01 to 2024-09 is known; of a year alone its beginning is sure."""
    if not period:
        return None
    year, month, day = ([int(part) for part in period.split("/")[-1].split("-")] + [0, 0])[:3]
    return date(year, month or 1, day or (monthrange(year, month)[1] if month else 1))
