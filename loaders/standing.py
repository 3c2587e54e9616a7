"""How far each task is by all that is loaded: the newest report on the whole of it. For the preview only.

The dashboard judges the same in SQL, for any day that is chosen.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from loaders.carrying import carried_reports
from loaders.database import database_folder
from loaders.decisions import decisions_folder, read_corrections
from loaders.facts import read_status_facts
from loaders.rows import LinkRow, ParsedDocument, StatusRow


def standing_statuses(documents: Sequence[ParsedDocument], links: Sequence[LinkRow]) -> dict[str, str]:
    """task_id -> status, of the tasks that somebody reported on; a person's word counts as a report of its day."""
    days = {document.document.document_id: document.document.known_from for document in documents}
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
