"""How well documents were read: the rows read against a golden, the reading of a careful person.

A golden is `<document_id>.json` with the data model's tables; rows marked `borderline` may be found or not
and count neither way.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from loaders.rows import AccuracyRow, ParsedDocument

Row = dict[str, Any]
Key = Callable[[Row], tuple[str, ...] | None]
"""What of a row must agree; None: the row does not count."""


def score_documents(documents: Sequence[ParsedDocument], golden_folder: Path) -> Iterator[AccuracyRow]:
    """A row a document and field, for the documents that have a golden."""
    for document in documents:
        golden = golden_folder / f"{document.document.document_id}.json"
        if golden.exists():
            yield from score(document, json.loads(golden.read_text(encoding="utf-8")))


def pooled(documents: Sequence[ParsedDocument], golden_folder: Path) -> dict[tuple[str, str], AccuracyRow]:
    """(field, shape) -> the sums over all documents of that shape that have a golden; the shape "" is all of them."""
    sums: dict[tuple[str, str], AccuracyRow] = {}
    for document in documents:
        for row in score_documents([document], golden_folder):
            for shape in ("", document.document.shape):
                total = sums.setdefault((row.field, shape), AccuracyRow("", row.field, 0, 0, 0))
                total.expected += row.expected
                total.found += row.found
                total.matched += row.matched
    return sums


def f1(row: AccuracyRow) -> float:
    """How well what was read agrees with what a person found: 1 where all of it does."""
    return 2 * row.matched / (row.expected + row.found)


def score(document: ParsedDocument, golden: dict[str, list[Row]]) -> Iterator[AccuracyRow]:
    """Compare one document with its golden, field by field."""
    found = _with_item_numbers(document)
    document_id = document.document.document_id
    for field, (table, key, is_neutral) in FIELDS.items():
        expected_rows: list[Row] = []
        borderline: list[Row] = []
        for row in golden.get(table, []):
            (borderline if row.get("borderline") else expected_rows).append(row)
        expected = Counter(filter(None, map(key, expected_rows)))
        neutral = {is_neutral(row) for row in borderline} if is_neutral else set()
        read = Counter(filter(None, map(key, found[table])))
        if is_neutral:
            for row in found[table]:
                row_key = key(row)
                if row_key is not None and row_key not in expected and is_neutral(row) in neutral:
                    read[row_key] -= 1
        read = +read
        if expected or read:
            yield AccuracyRow(document_id, field, expected.total(), read.total(), (expected & read).total())


def _with_item_numbers(document: ParsedDocument) -> dict[str, list[Row]]:
    """The document's tables as plain rows, with the item's number in place of the task's id."""
    item_of = {task.task_id: (task.list, task.seq) for task in document.tasks}
    several_lists = len({task.list for task in document.tasks}) > 1
    tables = {
        name: [asdict(row) for row in rows]
        for name, rows in (
            ("tasks", document.tasks),
            ("milestones", document.milestones),
            ("task_units", document.task_units),
            ("task_leaders", document.task_leaders),
            ("status_reports", document.status_reports),
            ("indicators", document.indicators),
            ("petition_counts", document.petition_counts),
        )
    }
    for name, rows in tables.items():
        for row in rows:
            if name != "tasks" and row.get("task_id") is not None:
                list_name, row["seq"] = item_of[row["task_id"]]
                if several_lists:
                    row["list"] = list_name
    tables["documents"] = [asdict(document.document)]
    return tables


def _text(value: object) -> str:
    """A text without its white space, a date or number as its digits: how two readings are compared."""
    return re.sub(r"\s+", "", "" if value is None else str(value))


def _values(*columns: str) -> Key:
    def key(row: Row) -> tuple[str, ...]:
        return (_text(row.get("list")), *(_text(row.get(column)) for column in columns))

    return key


def _filled(column: str) -> Key:
    """Like _values, but a row without the value does not count."""

    def key(row: Row) -> tuple[str, ...] | None:
        return (
            (_text(row.get("list")), _text(row.get("seq")), _text(row[column])) if row.get(column) else None
        )

    return key


def _whole_status(row: Row) -> tuple[str, ...] | None:
    """Reports on a part of a task never decide it, and readers differ in which of them to note."""
    return _values("seq", "status", "completed_on")(row) if row["scope"] == "whole" else None


def _figure(elements: tuple[str, ...]) -> Key:
    whole = _values("seq", "place", "metric", "role", "period", "op", "unit", "is_change")

    def key(row: Row) -> tuple[str, ...] | None:
        return (*(whole(row) or ()), f"{row['value']:g}") if row["element"] in elements else None

    return key


def _same_figure(row: Row) -> tuple[str, ...]:
    return _text(row.get("seq")), f"{row['value']:g}"


ELEMENTS = ("air", "water", "soil", "energy", "waste", "other")
FIELDS: dict[str, tuple[str, Key, Key | None]] = {
    "文件信息": (
        "documents",
        _values(
            "title", "city", "area", "kind", "inspection", "inspection_level", "document_number",
            "issued_on", "published_on", "stated_task_count",
        ),
        None,
    ),  # fmt: skip
    "任务": ("tasks", _values("seq"), None),
    "类别": ("tasks", _filled("category"), None),
    "存在问题": ("tasks", _filled("issue"), None),
    "整改目标": ("tasks", _filled("goal"), None),
    "整改措施": ("tasks", _filled("measures"), None),
    "整改情况": ("tasks", _filled("progress"), None),
    "时限原文": ("tasks", _filled("deadline_text"), None),
    "时限": (
        "tasks", _values("seq", "deadline_on", "deadline_precision", "is_immediate", "is_ongoing"), None
    ),
    "节点": ("milestones", _values("seq", "due_on", "precision", "text"), _values("seq", "due_on")),
    "单位": ("task_units", _values("seq", "role", "name_as_written"), _values("seq", "name_as_written")),
    "领导": ("task_leaders", _values("seq", "leader", "role_label", "position"), _values("seq", "leader")),
    "整改状态": (
        "status_reports", _whole_status, _values("seq", "scope")
    ),
    "空气与水指标": ("indicators", _figure(("air", "water")), _same_figure),
    "全部指标": ("indicators", _figure(ELEMENTS), _same_figure),
    "信访件": (
        "petition_counts", _values("as_of", "dimension", "key", "cases", "key_cases"),
        _values("dimension", "key"),
    ),
}  # fmt: skip
"""Field as shown -> its table, what must agree, and what makes a row that of a borderline one."""
