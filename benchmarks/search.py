"""How long a search and the first pages take in a database of very many tasks (100,000 unless said; noting the terms
of a million takes minutes).

    .venv/bin/python -m benchmarks.search [tasks] [--keep FILE]

The tasks are those of the project's own documents, again and again: each copy of a document lies in another city, and
each task has words of its own (an area's name, a number), so that some words stand everywhere and some once.
Prints what each question took and how much of it was work of the processors, of a view that was not asked before.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

import queries
from benchmarks.serving import PROJECT, load
from loaders.database import note_search_terms

SEARCHES = {
    "a word of one task": "第{last}号",
    "a rare word": "蒸湘区",
    "a common word": "尾矿",
    "a word of nearly all": "整改",
    "one character": "矿",
    "three words": "尾矿 排查 衡东",
    "or": "尾矿|扬尘|采砂",
    "not": "污水 -管网",
    "a long phrase": "黑臭水体整治",
    "no such word": "没有这样的词",
}


def main() -> None:
    """Make the database, ask, print."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("tasks", type=int, nargs="?", default=100_000)
    arguments.add_argument("--keep", type=Path, help="the database; made if it is not there")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path: Path = asked.keep or Path(folder) / "search.duckdb"
        if not path.exists():
            load(Path(folder))
            (source,) = Path(folder).glob("rectification-*.duckdb")
            with timed(f"making {asked.tasks} tasks"):
                write(path, source, asked.tasks)
        print(f"{path.stat().st_size / 2**20:.0f} MiB")
        os.environ["RECTIFICATION_DATABASE"] = str(path)
        measure("first question", queries.rates, queries.Filters())
        measure("first page of 任务台账", page, queries.Filters())
        for name, words in SEARCHES.items():
            search = words.format(last=asked.tasks - 7)
            chosen = queries.Filters(text=search)
            measure(f"{name}: {search}, rates", queries.rates, chosen)
            measure(f"{name}: {search}, first page", page, chosen)


def page(chosen: queries.Filters) -> Any:
    """What 任务台账 asks."""
    return queries.tasks(chosen, first=2000)


def measure(what: str, question: Callable[[queries.Filters], Any], chosen: queries.Filters) -> None:
    with timed(what):
        rows = question(chosen)
    total = int(rows["total"].iloc[0]) if "total" in rows else len(rows)
    print(f"    {total} tasks")


@contextmanager
def timed(what: str) -> Iterator[None]:
    started, worked = time.perf_counter(), time.process_time()
    yield
    print(
        f"{what}: {time.perf_counter() - started:.2f} s, processors {time.process_time() - worked:.2f} s",
        flush=True,
    )


def write(path: Path, source: Path, tasks: int) -> None:
    """A database of that many tasks, copied from those of the source."""
    places = PROJECT / "data" / "vocabulary" / "places.csv"
    with duckdb.connect(str(path)) as connection:
        connection.execute((PROJECT / "loaders" / "schema.sql").read_text(encoding="utf-8"))
        connection.execute(f"ATTACH '{source}' AS real (READ_ONLY)")
        connection.execute("SET preserve_insertion_order = false")
        (found,) = connection.execute("SELECT count(*) FROM real.tasks").fetchone() or (0,)
        connection.execute(
            """
            CREATE TEMP TABLE copies AS
            SELECT n, '-' || n AS mark, cities[1 + n % len(cities)] AS city
            FROM range($copies::INT) AS made(n), (SELECT list(name ORDER BY name) AS cities FROM read_csv($places)
                                          WHERE kind = 'city')
            """,
            {"copies": -(-tasks // found), "places": str(places)},
        )
        connection.execute(
            """
            CREATE TEMP TABLE areas AS
            SELECT name, row_number() OVER () - 1 AS number, count(*) OVER () AS areas
            FROM read_csv($places) WHERE kind NOT IN ('province', 'city')
            """,
            {"places": str(places)},
        )
        for table, own in (
            ("build", ""),
            ("folded_characters", ""),
            ("units", ""),
            ("group_members", ""),
            ("documents", "document_id || mark AS document_id, copies.city AS city, '' AS text"),
            ("tasks", "document_id || mark AS document_id, task_id || mark AS task_id, copies.city AS city"),
            ("task_units", "task_id || mark AS task_id"),
            ("task_leaders", "task_id || mark AS task_id"),
            ("task_themes", "task_id || mark AS task_id"),
            (
                "status_reports",
                "task_id || mark AS task_id, CASE WHEN source LIKE 'http%' THEN source ELSE source || mark END AS source",
            ),
        ):
            rows = (
                f"SELECT {table}.* REPLACE ({own}) FROM real.{table}, copies" if own else f"FROM real.{table}"
            )
            connection.execute(f"INSERT INTO {table} BY NAME {rows}")
        connection.execute(
            """
            INSERT INTO search_texts BY NAME
            SELECT n * $found + place AS number, task_id || mark AS task_id,
                   concat(words, chr(10), areas.name, chr(10), '第', n * $found + place, '号') AS words
            FROM (SELECT *, row_number() OVER (ORDER BY task_id) - 1 AS place FROM real.search_texts) AS texts, copies
            JOIN areas ON areas.number = (n * 37 + place * 101) % areas.areas
            """,
            {"found": found},
        )
        note_search_terms(connection)


if __name__ == "__main__":
    main()
