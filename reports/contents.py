"""What a report or a letter is written from: the answers of the questions, asked once under one view."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

import queries
import source_text
import wording


@dataclass(frozen=True)
class ReportData:
    """Frames as queries returns them, and the view that they were asked under."""

    chosen: queries.Filters
    build: Any
    rates: list[Any]
    late: dict[str, int]
    completion: pd.DataFrame
    by_city: pd.DataFrame
    """A row a city; its tasks, and a column a status group, by code."""
    by_due: pd.DataFrame
    """A row a bucket of days, all of wording.DUE that have tasks or are always shown; columns as in by_city."""
    workload: pd.DataFrame
    """A row a unit with open tasks, the busiest first, then collective names (is_group); a column a role, by code."""
    workload_totals: pd.Series
    promises: pd.DataFrame
    tasks: pd.DataFrame
    contradicting: dict[str, list[Any]]
    """A task whose reports contradict one another -> those that count, the newest first, as queries.task_reports."""
    failing_checks: pd.DataFrame
    sources: pd.DataFrame


def gather(chosen: queries.Filters) -> ReportData:
    tasks, by_due = queries.tasks(chosen), queries.open_tasks_by_due(chosen)
    buckets = [due for due in wording.DUE if due in wording.DUE_ALWAYS or due in set(by_due["bucket"])]
    checks, promises = queries.failing_checks(chosen), queries.promises(chosen)
    return ReportData(
        chosen=chosen,
        build=queries.build(),
        rates=queries.rows(queries.rates(chosen)),
        late=queries.lateness(chosen),
        completion=queries.completion_table(chosen),
        by_city=_by_group(queries.tasks_by_city(chosen), "city").sort_values("tasks", ascending=False),
        by_due=_by_group(by_due, "bucket").set_index("bucket").reindex(buckets, fill_value=0).reset_index(),
        workload=pd.concat(
            [
                _by_role(queries.workload(chosen, groups=groups, first=10_000)).assign(is_group=groups)
                for groups in (False, True)
            ],
            ignore_index=True,
        ),
        workload_totals=queries.workload_totals(chosen),
        promises=promises,
        tasks=tasks,
        contradicting={
            task_id: _counting(task_id, chosen) for task_id in tasks[tasks["has_conflict"]]["task_id"]
        },
        failing_checks=checks,
        sources=sources(chosen, {"任务": tasks, "指标": promises, "核对": checks}),
    )


SAID_IN = (("document_id", "source_url", "period"), ("actual_document_id", "actual_url", "actual_period"))
"""Columns that name the document, or else the page, of a row's values, and the time of a figure."""


def sources(chosen: queries.Filters, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The rows of queries.sources for tables, each under what it gives: whatever a number in them was taken from."""
    named: dict[tuple[str, str, str | None], None] = {}
    task_ids: dict[str, None] = {}
    for gives, table in tables.items():
        wanted = [name for name in ("task_id", *SAID_IN[0], *SAID_IN[1]) if name in table]
        for row in map(vars, queries.rows(table[wanted].drop_duplicates())):
            for document, page, period in SAID_IN:
                if source := row.get(document) or row.get(page):
                    named[source, gives, None if row.get(document) else row.get(period)] = None
            if "status_group" in table and row.get("task_id"):
                task_ids[row["task_id"]] = None
    return queries.sources(chosen, list(named), list(task_ids))


def _counting(task_id: str, chosen: queries.Filters) -> list[Any]:
    reports = queries.rows(queries.task_reports(task_id, chosen))
    return [said for said in reports if said.standing == "counts"]


def where(document_id: str, place: int) -> str:
    """Where in a document its words stand: 第3页."""
    return source_text.in_words(document_id, place, queries.document_text(document_id))


def flow(chosen: queries.Filters, since: date) -> dict[str, int]:
    """What the bridge from one day to the as-of day is made of (wording.FLOW), of tasks in every state."""
    return queries.change_counts(replace(chosen, statuses=(), past_deadline=False), since)


def _by_group(counts: pd.DataFrame, row: str) -> pd.DataFrame:
    """Counts by row and status group, a column a group."""
    wide = _wide(counts, row, "status_group", "tasks", wording.STATUS_GROUPS)
    wide.insert(1, "tasks", wide[list(wording.STATUS_GROUPS)].sum(axis=1))
    return wide


def _by_role(workload: pd.DataFrame) -> pd.DataFrame:
    """Open tasks by unit and role, a column a role; the order of the units stays."""
    return _wide(
        workload[workload["open_tasks"] > 0], "name", "role", "open_tasks", wording.ROLES, sort=False
    )


def _wide(
    counts: pd.DataFrame, row: str, column: str, number: str, columns: Iterable[str], sort: bool = True
) -> pd.DataFrame:
    """Numbers by row and column, all these columns there."""
    wide = counts.pivot_table(
        index=row, columns=column, values=number, aggfunc="sum", fill_value=0, sort=sort
    )
    return (
        wide.reindex(columns=list(columns), fill_value=0).astype(int).reset_index().rename_axis(columns=None)
    )


def about(chosen: queries.Filters) -> str:
    """Whom a report is about, for its title and its file: 衡阳市、邵阳市, or 衡阳市等5个; 各市 where nobody is chosen."""
    units = [queries.unit(unit).name for unit in chosen.units]
    named = units or chosen.areas or chosen.cities or ("各市",)
    return "、".join(named) if len(named) <= 3 else f"{named[0]}等{len(named)}个"


def tasks_due(chosen: queries.Filters, days: int) -> list[Any]:
    """The rows of queries.tasks_due, each with `contradicting`, its reports if they contradict one another."""
    due = queries.rows(queries.tasks_due(chosen, days))
    for task in due:
        task.contradicting = _counting(task.task_id, chosen) if task.has_conflict else []
    return due
