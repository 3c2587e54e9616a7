"""Which task of a plan a report's item speaks of, and which items of two lists are the same problem.

A report seldom gives our id and often not the plan's number, so an item is matched by a code that both carry,
else by place, inspection round and the likeness of the words. A sure link carries the report's status to the
plan's task; a doubtful one waits for a person, whose word (data/decisions/links.csv) survives every rebuild.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from loaders.parse import ParsedDocument
from loaders.rows import LinkRow, NotUnderstoodRow, StatusRow, TaskRow

SURE_LIKENESS = 88
DOUBTFUL_LIKENESS = 60
"""Enough to be doubtful; enough to be sure of a report's item that has the task's number, too."""
CLEAR_LEAD = 6
"""How far, of 100, the likest task must be ahead of the next to be sure of it."""
SHORTEST_CODE = 5
ROUND = re.compile(r"第([一二三四五六])轮")
OUR_ID = re.compile(r"\S*\D\S*-\d{2,}(?:\.\d+)?")
"""A number of the form that our tasks have: hengyang-2019-plan-07."""
TEMPLATE_LABEL = "任务编号"
UNKNOWN_TASK = "没有编号为"


@dataclass(frozen=True)
class Candidate:
    """A task with what it is recognised by."""

    task: TaskRow
    is_report: bool
    level: str | None
    round: str | None
    words: str
    codes: frozenset[str]


def link_tasks(
    documents: Sequence[ParsedDocument], decisions: Mapping[tuple[str, str], bool]
) -> list[LinkRow]:
    """A row a link between two tasks. decisions: (from, to) -> whether a person says they are the same."""
    candidates = [candidate for document in documents for candidate in _candidates(document)]
    plans = [candidate for candidate in candidates if not candidate.is_report]
    links: dict[tuple[str, str], LinkRow] = {}
    for candidate in candidates:
        for link in _links(candidate, plans):
            backwards = (link.to_task_id, link.from_task_id)
            if backwards not in links:
                links[link.from_task_id, link.to_task_id] = link
    known = {candidate.task.task_id: candidate for candidate in candidates}
    for (from_id, to_id), same in decisions.items():
        if from_id in known and to_id in known:
            link = links.get((from_id, to_id)) or _link(known[from_id], known[to_id], "", "人工指定")
            links[from_id, to_id] = replace(link, certainty="confirmed" if same else "rejected")
    return list(links.values())


def carried_reports(documents: Sequence[ParsedDocument], links: Sequence[LinkRow]) -> Iterator[StatusRow]:
    """The statuses that sure links carry to the plan's tasks: the same words at the same place of the report."""
    reported: dict[str, list[StatusRow]] = {}
    for document in documents:
        for report in document.status_reports:
            reported.setdefault(report.task_id, []).append(report)
    for link in links:
        if link.kind == "report" and link.certainty in ("sure", "confirmed"):
            for report in reported.get(link.from_task_id, ()):
                yield replace(report, task_id=link.to_task_id, carried_from=link.from_task_id)


def mark_reports(documents: Sequence[ParsedDocument], links: Sequence[LinkRow]) -> None:
    """Note on each report's item the task that it surely speaks of: such an item is no further task."""
    speaks_of = {
        link.from_task_id: link.to_task_id
        for link in links
        if link.kind == "report" and link.certainty in ("sure", "confirmed")
    }
    for document in documents:
        for task in document.tasks:
            task.reports_on = speaks_of.get(task.task_id)


def unknown_tasks(documents: Sequence[ParsedDocument]) -> Iterator[NotUnderstoodRow]:
    """The rows of ledgers that name a task (任务编号) which no loaded document has."""
    known = {task.task_id for document in documents for task in document.tasks}
    for document in documents:
        for row in document.task_fields:
            named = row.quote.strip()
            is_our_column = row.field == "code" and row.label == TEMPLATE_LABEL
            if is_our_column and OUR_ID.fullmatch(named) and named not in known:
                place = place_in_file(document, row.source_start)
                yield NotUnderstoodRow(
                    document.document.document_id, row.quote,
                    f"{place}{'：' if place else ''}{UNKNOWN_TASK}“{named}”的任务。"
                    "请核对任务编号；如方案尚未加载，加载方案后会自动对上。",
                    row.source_start, row.source_end,
                )  # fmt: skip


def is_unknown_task(row: NotUnderstoodRow) -> bool:
    """Whether the row comes from unknown_tasks, and so is found anew in each build."""
    return UNKNOWN_TASK in row.reason


def place_in_file(document: ParsedDocument, place: int) -> str:
    """工作表“台账”第3行, 第2页, or nothing where the file has neither."""
    for part in document.parts:
        if part.source_start <= place < part.source_end:
            if part.sheet is None and document.document.format == "pdf":
                return f"第{part.number}页"
            return f"{f'工作表“{part.sheet}”' if part.sheet else ''}第{part.number}行"
    return ""


def _candidates(document: ParsedDocument) -> Iterator[Candidate]:
    codes: dict[str, set[str]] = {}
    for row in document.task_fields:
        if row.field in ("seq", "code") and len(row.quote.strip()) >= SHORTEST_CODE:
            codes.setdefault(row.task_id, set()).add(row.quote.strip())
    for task in document.tasks:
        inspection = task.inspection or document.document.inspection or ""
        found = ROUND.search(inspection)
        yield Candidate(
            task,
            document.document.kind != "plan",
            document.document.inspection_level,
            found[1] if found else None,
            bare(task.issue or ""),
            frozenset(codes.get(task.task_id, ())) | {task.task_id},
        )


def bare(words: str) -> str:
    """Words without white space and punctuation, figures in half width: what two readings of a problem share."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words))


def _links(candidate: Candidate, plans: Sequence[Candidate]) -> Iterator[LinkRow]:
    """The links of one task to tasks of other documents' plans, the likest only; none where nothing is like it."""
    rivals = [plan for plan in plans if _may_be_same(candidate, plan)]
    for plan in rivals:
        if shared := candidate.codes & plan.codes:
            yield _link(candidate, plan, "sure", f"编号相同（{min(shared)}）")
            return
    ranked = sorted(((_likeness(candidate, plan), plan) for plan in rivals), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < DOUBTFUL_LIKENESS:
        return
    likeness, plan = ranked[0]
    runner_up = ranked[1][0] if len(ranked) > 1 else 0
    if candidate.is_report and candidate.task.seq == plan.task.seq:
        yield _link(candidate, plan, "sure", "序号相同，文字相近")
    elif likeness >= SURE_LIKENESS and likeness - runner_up >= CLEAR_LEAD:
        yield _link(candidate, plan, "sure", "文字相近")
    else:
        for rival_likeness, rival in ranked[:3]:
            if rival_likeness >= DOUBTFUL_LIKENESS:
                yield _link(candidate, rival, "doubtful", "文字相近，需要核实")


def _may_be_same(candidate: Candidate, plan: Candidate) -> bool:
    """Another document of the same place; a report also answers the same inspection.

    A province's list has no city and may share a problem with any; a problem may come back in a later round.
    """
    task, other = candidate.task, plan.task
    if task.document_id == other.document_id:
        return False
    if other.task_id in candidate.codes:
        return True
    return (
        _agree(task.city, other.city)
        and _agree(task.area, other.area)
        and (
            not candidate.is_report
            or _agree(candidate.round, plan.round)
            and _agree(candidate.level, plan.level)
        )
    )


def _agree(one: str | None, other: str | None) -> bool:
    """Whether two sayings do not contradict one another: one is silent, or they are the same."""
    return one is None or other is None or one == other


def _likeness(candidate: Candidate, plan: Candidate) -> float:
    """0 to 100. A report often cuts the problem short, so a part that stands in the other counts nearly whole."""
    shorter, longer = sorted((candidate.words, plan.words), key=len)
    if len(shorter) < 6:
        return 0
    whole = fuzz.ratio(shorter, longer)
    return max(whole, 0.95 * fuzz.partial_ratio(shorter, longer)) if len(shorter) >= 10 else whole


def _link(candidate: Candidate, plan: Candidate, certainty: str, basis: str) -> LinkRow:
    return LinkRow(
        from_task_id=candidate.task.task_id,
        to_task_id=plan.task.task_id,
        kind="report" if candidate.is_report else "same_problem",
        certainty=certainty,
        likeness=round(_likeness(candidate, plan), 1),
        basis=basis,
    )
