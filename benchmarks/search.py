"""How long a search takes in a large database of made-up tasks.

    .venv/bin/python benchmarks/search.py [tasks]

Prints the median of several runs, each of a view that was not asked before (100,000 tasks unless said).
"""

import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

import queries  # noqa: E402

RUNS = 5
WORDS = [
    "污水",
    "管网",
    "扬尘",
    "尾矿",
    "矿山",
    "油烟",
    "断面",
    "垃圾",
    "渗滤液",
    "养殖",
    "湿地",
    "采砂",
    "秸秆",
]
SEARCHES = ("尾矿", "尾矿 扬尘", "尾矿 | 扬尘 | 采砂", "污水 非 管网", "没有这样的词")


def main() -> None:
    """Measure and print."""
    tasks = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "search.duckdb"
        write(path, tasks)
        os.environ["RECTIFICATION_DATABASE"] = str(path)
        queries.rates(queries.Filters())
        for search in SEARCHES:
            seconds = []
            for run in range(RUNS):
                chosen = queries.Filters(text=search + f" -第{run}号")  # never from the cache
                started = time.perf_counter()
                found = queries.rates(chosen)["total"].iloc[0]
                seconds.append(time.perf_counter() - started)
            print(f"{search}: {found} of {tasks} tasks, {1000 * statistics.median(seconds):.0f} ms")


def write(path: Path, tasks: int) -> None:
    """A database of that many tasks, each of some 400 characters."""
    chance = random.Random(1)
    texts = ["，".join(chance.choices(WORDS, k=6) + ["整改工作推进较慢" * 4] * 11) for _ in range(1000)]
    with duckdb.connect(str(path)) as connection:
        connection.execute((PROJECT / "loaders" / "schema.sql").read_text(encoding="utf-8"))
        connection.execute("CREATE TEMP TABLE texts AS SELECT unnest(?) AS words", [texts])
        connection.execute(
            """
            INSERT INTO documents BY NAME
            SELECT 'plan' AS document_id, '某市' AS city, 'plan' AS kind, 'table' AS shape, '' AS text,
                   'txt' AS format, 'plan.txt' AS source_path, '' AS sha256, DATE '2024-01-01' AS issued_on
            """
        )
        connection.execute(
            """
            INSERT INTO tasks BY NAME
            SELECT 'plan-' || n AS task_id, 'plan' AS document_id, '某市' AS city, n AS seq,
                   DATE '2024-12-31' AS deadline_on, 2024 AS deadline_year, false AS is_immediate,
                   false AS is_ongoing, 0 AS source_start, 0 AS source_end
            FROM range($tasks) AS made(n)
            """,
            {"tasks": tasks},
        )
        connection.execute(
            """
            INSERT INTO search_texts
            SELECT 'plan-' || n, words || n
            FROM range($tasks) AS made(n)
            JOIN (SELECT words, row_number() OVER () - 1 AS place FROM texts) ON place = n % 1000
            """,
            {"tasks": tasks},
        )


if __name__ == "__main__":
    main()
