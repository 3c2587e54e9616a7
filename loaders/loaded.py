"""The documents of a finished generation as they were read, so that a file that has not changed is not read again."""

import hashlib
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from loaders.carrying import is_unknown_task, own_words_only
from loaders.rows import (
    TABLES,
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
    TableRow,
    TaskFieldRow,
    TaskLeaderRow,
    TaskRow,
    TaskUnitRow,
    UnitRow,
)

LOADERS = Path(__file__).resolve().parent
DATA = LOADERS.parent / "data"

Row = TypeVar("Row")
Known = tuple[str, str, str | None]
"""What a document is known by: its id, the digest of the file, its card."""


def way_of_reading() -> str:
    """A digest of all that decides what a database says of files and their cards: the loaders, the words, the facts."""
    read_by = [*LOADERS.rglob("*.py"), *LOADERS.glob("*.sql"), *DATA.glob("vocabulary/*.csv")]
    read_by += [path for path in DATA.glob("facts/**/*") if path.is_file()]
    whole = hashlib.sha256()
    for path in sorted(read_by):
        whole.update(f"{path}\0".encode() + path.read_bytes())
    return whole.hexdigest()


def is_read_from(database: Path, reading: str, files: set[Known]) -> bool:
    """Whether a database holds just these files, read in this way."""
    with duckdb.connect(str(database), read_only=True) as connection:
        if not _is_read_in(connection, reading):
            return False
        return set(connection.execute("SELECT document_id, sha256, card FROM documents").fetchall()) == files


def read_back(database: Path, reading: str | None = None) -> list[ParsedDocument]:
    """The documents of a database without what links and facts added; none where they were read in another way."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return _documents(connection) if reading is None or _is_read_in(connection, reading) else []


def _is_read_in(connection: duckdb.DuckDBPyConnection, reading: str) -> bool:
    try:
        return connection.execute("SELECT reading FROM build").fetchall() == [(reading,)]
    except duckdb.BinderException:  # a database of an older version did not say
        return False


def _documents(connection: duckdb.DuckDBPyConnection) -> list[ParsedDocument]:
    documents = {row.document_id: ParsedDocument(row) for row in _rows(connection, DocumentRow)}
    of_task: dict[str, ParsedDocument] = {}
    for task in _rows(connection, TaskRow):
        documents[task.document_id].tasks.append(task)
        of_task[task.task_id] = documents[task.document_id]
    for remark in _rows(connection, RemarkRow):
        documents[remark.document_id].remarks.append(remark)
    for part in _rows(connection, PartRow):
        documents[part.document_id].parts.append(part)
    for row in _rows(connection, TableRow):
        documents[row.document_id].table_rows.append(row)
    for count in _rows(connection, PetitionRow):
        documents[count.document_id].petition_counts.append(count)
    for check in _rows(connection, CheckRow):
        documents[check.document_id].checks.append(check)
    for unread in _rows(connection, NotUnderstoodRow):
        if not is_unknown_task(unread):
            documents[unread.document_id].not_understood.append(unread)
    for figure in _rows(connection, IndicatorRow):
        if figure.document_id:
            documents[figure.document_id].indicators.append(figure)
    for report in _rows(connection, StatusRow):
        document = of_task[report.task_id]
        if report.carried_from is None and report.source == document.document.document_id:
            document.status_reports.append(report)
    for field_ in _rows(connection, TaskFieldRow):
        of_task[field_.task_id].task_fields.append(field_)
    for step in _rows(connection, MilestoneRow):
        of_task[step.task_id].milestones.append(step)
    for leader in _rows(connection, TaskLeaderRow):
        of_task[leader.task_id].task_leaders.append(leader)
    units = {unit.unit_id: unit for unit in _rows(connection, UnitRow)}
    for named in _rows(connection, TaskUnitRow):
        of_task[named.task_id].task_units.append(named)
        of_task[named.task_id].units[named.unit_id] = units[named.unit_id]
    for document in documents.values():
        own_words_only(document)
    return list(documents.values())


def _rows(connection: duckdb.DuckDBPyConnection, row_class: type[Row]) -> list[Row]:
    columns = ", ".join(f'"{column.name}"' for column in fields(row_class))  # type: ignore[arg-type]
    found: list[tuple[Any, ...]] = connection.execute(f"SELECT {columns} FROM {TABLES[row_class]}").fetchall()
    return [row_class(*values) for values in found]
