"""Generations of the database: each is built whole in a file of its own, then made current in one step.

The folder holds `rectification-<generation>.duckdb` and `current-generation.txt`, which names the current
one. A crash at any moment leaves the old generation serving.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from loaders.rows import TABLES

SCHEMA = Path(__file__).with_name("schema.sql")
SEARCH_TERMS = Path(__file__).with_name("search_terms.sql")
ROWS_AT_ONCE = 20_000
TEXTS_AT_ONCE = 50_000
POINTER = "current-generation.txt"
LOADER_VERSION = "0.8.0"
KEPT_GENERATIONS = 2
_DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "database"


def database_folder() -> Path:
    """Where generations live: RECTIFICATION_DATABASE if it names a folder, else `database/` of the project."""
    named = os.environ.get("RECTIFICATION_DATABASE")
    return Path(named) if named and not named.endswith(".duckdb") else _DEFAULT_FOLDER


def new_generation() -> str:
    """A name that sorts by time: 20261122T013500123456."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Hold the folder for one build: another that starts meanwhile waits, so that neither undoes the other.

    The system lets go of the lock when its process ends, however it ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".building", "w") as lock:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_database(path: Path, rows: Iterable[object], generation: str, reading: str | None = None) -> None:
    """Write all rows (of the classes in loaders.rows) into a new database file at path, replacing it whole.

    reading: the digest of all that decided how the documents were read (loaders.loaded.way_of_reading).
    """
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    unfinished.unlink(missing_ok=True)
    by_table: dict[str, list[Mapping[str, object]]] = {}
    for row in rows:
        by_table.setdefault(TABLES[type(row)], []).append(vars(row))
    try:
        with duckdb.connect(str(unfinished)) as connection:
            connection.execute("BEGIN").execute(SCHEMA.read_text(encoding="utf-8"))
            for table, records in by_table.items():
                _insert(connection, table, records)
            note_search_terms(connection)
            connection.execute(
                "INSERT INTO build VALUES (?, ?, ?, ?)",
                [generation, datetime.now(UTC).replace(tzinfo=None), LOADER_VERSION, reading],
            )
            connection.execute("COMMIT")
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _insert(
    connection: duckdb.DuckDBPyConnection, table: str, records: Sequence[Mapping[str, object]]
) -> None:
    """By way of JSON, which DuckDB reads by itself: pyarrow takes longer to import than five documents to write."""
    types = dict(
        connection.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ?", [table]
        ).fetchall()
    )
    columns = json.dumps([{name: types[name] for name in records[0]}])
    for first in range(0, len(records), ROWS_AT_ONCE):
        rows = json.dumps(records[first : first + ROWS_AT_ONCE], ensure_ascii=False, default=str)
        connection.execute(
            f'INSERT INTO "{table}" BY NAME SELECT unnest(from_json_strict(?, ?), recursive := true)',
            [rows, columns],
        )


def note_search_terms(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill search_terms from search_texts, so many at a time: the terms of a million texts do not fit in memory."""
    sql = SEARCH_TERMS.read_text(encoding="utf-8")
    (texts,) = connection.execute("SELECT count(*) FROM search_texts").fetchone() or (0,)
    for first in range(0, texts, TEXTS_AT_ONCE):
        connection.execute(sql, {"first": first, "last": first + TEXTS_AT_ONCE - 1})


def make_current(folder: Path, database: Path) -> None:
    """Point the folder at a finished generation, then drop generations that nobody needs any more."""
    pointer = folder / POINTER
    waiting = pointer.with_suffix(".next")
    waiting.write_text(database.name, encoding="utf-8")
    os.replace(waiting, pointer)
    for left in folder.glob("rectification-*.unfinished*"):  # by a build that died
        left.unlink(missing_ok=True)
    generations = sorted(p for p in folder.glob("*.duckdb") if re.fullmatch(r"rectification-\w+", p.stem))
    for old in generations[:-KEPT_GENERATIONS]:
        if old != database:
            try:
                old.unlink()
            except PermissionError:  # Windows: a dashboard still reads it; the next build drops it
                continue


def current_database(folder: Path) -> Path | None:
    """The current generation's file, or None where nothing has been built yet."""
    pointer = folder / POINTER
    if not pointer.exists():
        return None
    return folder / pointer.read_text(encoding="utf-8").strip()
