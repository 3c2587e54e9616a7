"""What links bring to tasks: the statuses of reports, the place and inspection of a ledger that only numbers its tasks.

A row of a filled-in ledger template says which task it is by our number; what was filled in for it is no news.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from loaders.database import database_folder
from loaders.decisions import decisions_folder, read_corrections
from loaders.facts import read_status_facts
from loaders.items import OF_TEMPLATE, OUR_ID, TEMPLATE_LABEL
from loaders.linking import sure_reports
from loaders.rows import DocumentRow, LinkRow, NotUnderstoodRow, ParsedDocument, StatusRow

TYPED = ("进展说明", "证明材料", "备注")
"""Columns of a ledger template for words of one's own."""
CORRECTION, FROM_TEMPLATE = "correction", "template"
"""Values of source_kind. Template: what a person filled in, having a task's status before the eyes: of one day, it is the later word."""
UNKNOWN_TASK = "没有编号为"
EXAMPLES = 3


def carried_reports(
    documents: Sequence[ParsedDocument], links: Sequence[LinkRow], facts: Sequence[StatusRow] = ()
) -> Iterator[StatusRow]:
    """The statuses that sure links carry to the tasks spoken of: the same words at the same place of the report.

    A county's word on a whole city's task is a report on a part of it. A row of a ledger template that only repeats
    what was filled in for it says nothing new, and is not carried.
    """
    home = _homes(documents)
    days = {d.document.document_id: d.document.stated_on for d in documents}
    from_template, typed = _template_rows(documents)
    said: dict[str, list[StatusRow]] = {}
    for report in (*facts, *(report for document in documents for report in document.status_reports)):
        said.setdefault(report.task_id, []).append(report)
    for from_task_id, to_task_id in sure_reports(links):
        source, target = home[from_task_id], home[to_task_id]
        for report in said.get(from_task_id, ()):
            if report.source != source.document.document_id or report.carried_from:
                continue
            scope = report.scope if _covers(source, target, to_task_id) else "part"
            carried = replace(report, task_id=to_task_id, scope=scope, carried_from=from_task_id)
            known = said.setdefault(to_task_id, [])
            if from_task_id in from_template:
                carried.source_kind = FROM_TEMPLATE
                if any(_repeats(carried, one, days, typed) for one in known):
                    continue
            known.append(carried)
            yield carried


def _template_rows(documents: Sequence[ParsedDocument]) -> tuple[set[str], dict[str, dict[str, str]]]:
    """The rows of filled-in ledger templates, and what stands in the columns for words of one's own in any row."""
    from_template: set[str] = set()
    typed: dict[str, dict[str, str]] = {}
    for document in documents:
        for row in document.task_fields:
            words = row.quote.strip().replace('""', '"')
            if row.role == OF_TEMPLATE:
                from_template.add(row.task_id)
            elif row.label in TYPED and words:
                typed.setdefault(row.task_id, {})[row.label] = words
    return from_template, typed


def _repeats(
    row: StatusRow, known: StatusRow, days: Mapping[str, date | None], typed: Mapping[str, dict[str, str]]
) -> bool:
    """Whether a template's row is as the template was made: with the status, dates and words of a known report."""
    known_row = known.carried_from or known.task_id
    return (
        known.source != row.source
        and (known.status, known.scope, known.completed_on) == (row.status, row.scope, row.completed_on)
        and row.reported_on in (None, known.reported_on or days.get(known.source))
        and typed.get(row.carried_from or "") == typed.get(known_row)
    )


def standing_reports(documents: Sequence[ParsedDocument], links: Sequence[LinkRow]) -> dict[str, StatusRow]:
    """task_id -> the newest report on the whole of it; a person's word counts as a report of its day.

    For the preview only: the dashboard judges the same in SQL, for any day that is chosen.
    """
    days = {document.document.document_id: document.document.known_from for document in documents}
    home = {task.task_id: task.document_id for document in documents for task in document.tasks}
    newest: dict[str, tuple[date, bool, str, date, int]] = {}
    standing: dict[str, StatusRow] = {}
    for report in _reports(documents, links):
        plan = home.get(report.task_id)
        if plan is None or report.scope != "whole":
            continue
        on, came_out = report.reported_on or days.get(report.source), days[plan]
        if on and came_out and on < came_out and report.source != plan:
            continue  # written before the plan came out: its background
        template = report.source if report.source_kind == FROM_TEMPLATE else ""
        rank = (
            on or date.min, report.source_kind == CORRECTION, template, report.completed_on or date.min,
            report.source_start or 0,
        )  # fmt: skip
        if rank >= newest.get(report.task_id, rank):
            newest[report.task_id], standing[report.task_id] = rank, report
    return standing


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
            by = correction.corrected_by
            yield StatusRow(
                correction.task_id, correction.value, "whole", day, None, by, source_kind=CORRECTION
            )


def whole_reports(documents: Sequence[ParsedDocument], links: Sequence[LinkRow]) -> dict[str, str]:
    """A report's item -> the task that it surely speaks of, whole: such an item is no further task."""
    home = _homes(documents)
    return {
        from_task_id: to_task_id
        for from_task_id, to_task_id in sure_reports(links)
        if _covers(home[from_task_id], home[to_task_id], to_task_id)
    }


def mark_reports(documents: Sequence[ParsedDocument], links: Sequence[LinkRow]) -> None:
    """Note on each report's item the task that it reports on."""
    whole = whole_reports(documents, links)
    for document in documents:
        for task in document.tasks:
            task.reports_on = whole.get(task.task_id)


def take_from_tasks(
    reports: Sequence[ParsedDocument], documents: Sequence[ParsedDocument], links: Sequence[LinkRow]
) -> None:
    """Give a report that names no place, or no inspection, that of all the tasks that it surely speaks of.

    A filled-in ledger template only lists the numbers of its tasks: it belongs where they do. What is taken is named
    in the document's taken_from_tasks, for it is not the document's word.
    """
    tasks = {task.task_id: (document.document, task) for document in documents for task in document.tasks}
    reported_on = dict(sure_reports(links))
    for report in reports:
        of = [tasks[reported_on[task.task_id]] for task in report.tasks if task.task_id in reported_on]
        places: set[tuple[str | None, str | None]] = {(task.city, task.area) for _, task in of}
        if len(places) > 1:  # of a city and its counties
            places = {(city, None) for city, _ in places}
        _take(report.document, ("city", "area"), places)
        _take(
            report.document,
            ("inspection", "inspection_level"),
            {(task.inspection or home.inspection, home.inspection_level) for home, task in of},
        )
        if "city" in (report.document.taken_from_tasks or ""):
            for task in report.tasks:
                task.city, task.area = report.document.city, task.area or report.document.area


def _take(document: DocumentRow, names: tuple[str, str], known: set[tuple[str | None, str | None]]) -> None:
    if any(getattr(document, name) for name in names) or len(known) != 1:
        return
    taken = [(name, value) for name, value in zip(names, known.pop(), strict=True) if value]
    for name, value in taken:
        setattr(document, name, value)
    names_taken = [*filter(None, [document.taken_from_tasks]), *(name for name, _ in taken)]
    document.taken_from_tasks = ", ".join(names_taken) or None


def own_words_only(document: ParsedDocument) -> None:
    """Undo mark_reports and take_from_tasks, which each build does anew."""
    row = document.document
    taken = [name for name in (row.taken_from_tasks or "").split(", ") if name]
    for task in document.tasks:
        task.reports_on = None
        if "city" in taken:  # a county that the task names itself stays
            task.city, task.area = None, None if task.area == row.area else task.area
    for name in taken:
        setattr(row, name, None)
    row.taken_from_tasks = None


def _homes(documents: Sequence[ParsedDocument]) -> dict[str, ParsedDocument]:
    return {task.task_id: document for document in documents for task in document.tasks}


def _covers(report: ParsedDocument, plan: ParsedDocument, task_id: str) -> bool:
    """Whether a report of this place speaks for the whole task: not where a county reports on a city's task.

    It does where the county alone is responsible for it: 责任单位：溪口县党委、政府.
    """
    area = report.document.area
    if area is None or plan.document.area == area:
        return True
    areas = {
        plan.units[unit.unit_id].area
        for unit in plan.task_units
        if unit.task_id == task_id and unit.role == "responsible"
    }
    return areas == {area}


def unknown_tasks(documents: Sequence[ParsedDocument]) -> Iterator[NotUnderstoodRow]:
    """The ledgers that name tasks (任务编号) which no loaded document has: a row each, however many they name."""
    known = {task.task_id for document in documents for task in document.tasks}
    for document in documents:
        numbers = [row for row in document.task_fields if row.field == "code" and row.label == TEMPLATE_LABEL]
        unknown = [row for row in numbers if row.quote not in known and OUR_ID.fullmatch(row.quote)]
        if not unknown:
            continue
        first, *others = unknown
        place = place_in_file(document, first.source_start)
        named = "".join(f"“{row.quote}”" for row in unknown[:EXAMPLES])
        count = f"等 {len(unknown)} 个" if others else ""
        remedy = "请核对任务编号；如方案尚未载入，载入方案后会自动对上"
        if not any(row.role == OF_TEMPLATE for row in unknown):
            remedy += "；如是本地自编的编号，不必处理，各项按文字对应"
        yield NotUnderstoodRow(
            document.document.document_id, first.quote,
            f"{place}{'：' if place else ''}{UNKNOWN_TASK}{named}{count}的任务。{remedy}。",
            first.source_start, first.source_end,
        )  # fmt: skip


def is_unknown_task(row: NotUnderstoodRow) -> bool:
    """Whether the row comes from unknown_tasks, and so is found anew in each build."""
    return UNKNOWN_TASK in row.reason


def place_in_file(document: ParsedDocument, place: int) -> str:
    """工作表“台账”第3行, 第2页, or nothing where the file has neither."""
    for part in document.parts:
        if part.source_start <= place < part.source_end:
            if document.document.format == "pdf":
                return f"第{part.number}页"
            return f"{f'工作表“{part.sheet}”' if part.sheet else ''}第{part.number}行"
    return ""
