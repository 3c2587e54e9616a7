"""The documents of a finished generation as they were read, so that a file that has not changed is not read again."""

import hashlib
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import duckdb

from loaders.carrying import is_unknown_task, own_words_only
from loaders.rows import TABLES, DocumentRow, NotUnderstoodRow, ParsedDocument, StatusRow, TaskRow, UnitRow

LOADERS = Path(__file__).resolve().parent
DATA = LOADERS.parent / "data"

Row = TypeVar("Row")
Known = tuple[str, str, str | None]
"""What a document is known by: its id, the digest of the file, its card."""
LISTS = {
    name: get_args(kind)[0]
    for name, kind in get_type_hints(ParsedDocument).items()
    if get_origin(kind) is list
}
"""The tables of a document and what a row of each is; tasks come before what belongs to them."""


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
    for name, row_class in LISTS.items():
        for row in _rows(connection, row_class):
            names_document = hasattr(row, "document_id")
            document = documents.get(row.document_id) if names_document else of_task[row.task_id]
            if document and _is_read_from(document, row):
                getattr(document, name).append(row)
            if isinstance(row, TaskRow):
                of_task[row.task_id] = documents[row.document_id]
    units = {unit.unit_id: unit for unit in _rows(connection, UnitRow)}
    for document in documents.values():
        document.units = {named.unit_id: units[named.unit_id] for named in document.task_units}
        own_words_only(document)
    return list(documents.values())


def _is_read_from(document: ParsedDocument, row: object) -> bool:
    """Whether a row is what was read, and not what links brought or facts say."""
    if isinstance(row, StatusRow):
        return row.carried_from is None and row.source == document.document.document_id
    return not (isinstance(row, NotUnderstoodRow) and is_unknown_task(row))


def _rows(connection: duckdb.DuckDBPyConnection, row_class: type[Row]) -> list[Row]:
    columns = ", ".join(f'"{column.name}"' for column in fields(row_class))  # type: ignore[arg-type]
    found: list[tuple[Any, ...]] = connection.execute(f"SELECT {columns} FROM {TABLES[row_class]}").fetchall()
    return [row_class(*values) for values in found]
