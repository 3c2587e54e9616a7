"""Generations of the database: whole or not at all; and what must never be found in one."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from loaders import rehearsal
from loaders.build import PROJECT, build
from loaders.commands import main
from loaders.database import current_database
from loaders.loaded import read_back, way_of_reading
from loaders.parse import parse_document

FIXTURES = Path(__file__).resolve().parent / "fixtures"
PLAN = FIXTURES / "documents" / "qinglan-2024-plan.txt"
LEDGER = FIXTURES / "documents" / "qinglan-2025-ledger.xls"

# Each finds what would be wrong; all must come back empty.
NEVER = {
    "a task without its document": "FROM tasks ANTI JOIN documents USING (document_id)",
    "a task outside its document": """FROM tasks JOIN documents USING (document_id)
        WHERE NOT (0 <= source_start AND source_start < source_end AND source_end <= len(text))""",
    "two tasks at one place": """FROM tasks AS one JOIN tasks AS other USING (document_id)
        WHERE one.task_id < other.task_id AND one.source_start = other.source_start""",
    "a field of no task": "FROM task_fields ANTI JOIN tasks USING (task_id)",
    "a milestone of no task": "FROM milestones ANTI JOIN tasks USING (task_id)",
    "a leader of no task": "FROM task_leaders ANTI JOIN tasks USING (task_id)",
    "a unit's part in no task": "FROM task_units ANTI JOIN tasks USING (task_id)",
    "a part of no unit": "FROM task_units ANTI JOIN units USING (unit_id)",
    "a unit without a part": """FROM units WHERE unit_id NOT IN (SELECT unit_id FROM task_units)
        AND unit_id NOT IN (SELECT member_unit_id FROM group_members)""",
    "positions with a gap": """FROM (SELECT task_id, role, count(*) AS n, max(position) AS last, min(position) AS first
        FROM task_units GROUP BY ALL) WHERE n <> last OR first <> 1""",
    "a report on no task": "FROM status_reports ANTI JOIN tasks USING (task_id)",
    "a report of a document that is not there": """FROM status_reports
        WHERE source NOT LIKE 'http%' AND source NOT IN (SELECT document_id FROM documents)
        """,
    "a report without words or basis": "FROM status_reports WHERE quote IS NULL AND basis IS NULL",
    "two whole reports of one item": """FROM (SELECT task_id, source, count(*) AS n FROM status_reports
        WHERE scope = 'whole' AND carried_from IS NULL AND quote IS NOT NULL GROUP BY ALL) WHERE n > 1""",
    "a carried report without a sure link": """FROM status_reports WHERE carried_from IS NOT NULL AND NOT EXISTS (
        FROM links WHERE from_task_id = carried_from AND to_task_id = task_id AND certainty IN ('sure', 'confirmed'))""",
    "a link to nowhere": """FROM links WHERE from_task_id NOT IN (SELECT task_id FROM tasks)
        OR to_task_id NOT IN (SELECT task_id FROM tasks)""",
    "a link within a document": """FROM links JOIN tasks AS one ON one.task_id = from_task_id
        JOIN tasks AS other ON other.task_id = to_task_id WHERE one.document_id = other.document_id""",
    "a report on a task that reports itself": """FROM tasks AS item JOIN tasks AS home ON item.reports_on = home.task_id
        WHERE home.reports_on IS NOT NULL""",
    "a figure without document or address": """FROM indicators
        WHERE document_id IS NULL AND source_url IS NULL AND source_title IS NULL""",
    "a deadline's year that is another": "FROM tasks WHERE deadline_year IS DISTINCT FROM year(deadline_on)",
    "a date without its precision": "FROM tasks WHERE (deadline_on IS NULL) <> (deadline_precision IS NULL)",
    "a part of a file outside it": """
        FROM (SELECT document_id, source_start, source_end FROM document_parts UNION ALL FROM table_rows)
        JOIN documents USING (document_id)
        WHERE source_start > source_end OR source_end > len(text)""",
}
QUOTED = ("task_fields", "milestones", "task_units", "task_leaders")
OF_DOCUMENT = ("indicators", "petition_counts", "checks", "not_understood")


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Every document of the project and of the fixtures in one database."""
    database = tmp_path_factory.mktemp("everything") / "whole.duckdb"
    files = [
        *sorted((PROJECT / "data" / "documents").glob("*.txt")),
        *sorted((FIXTURES / "documents").iterdir()),
        FIXTURES / "broken" / "unknown-status.csv",  # for something that is not understood
    ]
    report = build(files, database, progress=lambda _: None)
    assert not report.refused and len(report.loaded) == len(files)
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("wrong", NEVER)
def test_never(everything: duckdb.DuckDBPyConnection, wrong: str) -> None:
    assert everything.execute(f"SELECT * {NEVER[wrong]}").fetchall() == []


@pytest.mark.parametrize("table", QUOTED + OF_DOCUMENT)
def test_every_quote_stands_at_its_place(everything: duckdb.DuckDBPyConnection, table: str) -> None:
    joined = f"{table} JOIN tasks USING (task_id)" if table in QUOTED else table
    query = f"""SELECT {table}.quote, substr(documents.text, {table}.source_start + 1, {table}.source_end - {table}.source_start)
        FROM {joined} JOIN documents USING (document_id) WHERE {table}.quote IS NOT NULL"""
    rows = everything.execute(query).fetchall()
    assert rows and all(quote == there for quote, there in rows)


def test_a_report_is_quoted_from_its_own_document(everything: duckdb.DuckDBPyConnection) -> None:
    rows = everything.execute(
        """SELECT quote, substr(text, source_start + 1, source_end - source_start), carried_from IS NOT NULL
           FROM status_reports JOIN documents ON documents.document_id = source WHERE quote IS NOT NULL"""
    ).fetchall()
    assert any(is_carried for *_, is_carried in rows)
    assert all(quote == there for quote, there, _ in rows)


def test_what_is_read_back_is_what_was_read(everything: duckdb.DuckDBPyConnection) -> None:
    """A file that did not change is not read again: what the database gives back makes the same database."""
    (file,) = (
        everything.execute("SELECT path FROM duckdb_databases() WHERE path IS NOT NULL").fetchone() or ()
    )
    everything_again = {d.document.document_id: d for d in read_back(Path(file))}
    remarked = FIXTURES / "documents" / "invented-mianyang-2024-plan.xlsx"  # it has a hidden sheet
    report = build([PLAN, LEDGER, remarked], Path(file).with_name("two.duckdb"), progress=lambda _: None)
    for document in report.loaded:
        again = everything_again[document.document.document_id]
        for task in (*document.tasks, *again.tasks):
            task.reports_on = None
        assert list(again.rows()) == list(document.rows())
        assert again.units == document.units


def loaded(folder: Path) -> dict[str, str]:
    """document_id -> sha256 of the current generation."""
    database = current_database(folder)
    assert database is not None
    with duckdb.connect(str(database), read_only=True) as connection:
        return dict(connection.execute("SELECT document_id, sha256 FROM documents").fetchall())


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_build_that_is_killed_leaves_the_old_generation_serving(folder: Path) -> None:
    current, before = current_database(folder), loaded(folder)
    dying = subprocess.Popen(
        [sys.executable, "-m", "loaders", "build"], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert dying.stdout is not None
    assert dying.stdout.readline().startswith("[1/5]")
    dying.kill()
    dying.wait()
    assert current_database(folder) == current and loaded(folder) == before
    assert main(["build"]) == 0  # and the next one is not in its way
    assert current_database(folder) != current and loaded(folder) == before


def test_an_addition_that_fails_at_the_last_step_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "documents" / LEDGER.name).mkdir(parents=True)  # a folder stands where the file would go
    before, current = files_in(folder), current_database(folder)
    assert main(["add", str(PLAN), str(LEDGER)]) == 2
    assert "原有数据库保持不变" in capsys.readouterr().err
    assert files_in(folder) - {".building"} == before - {".building"}
    assert current_database(folder) == current


def test_where_no_file_can_be_read_nothing_is_replaced(folder: Path) -> None:
    current = current_database(folder)
    assert main(["build", str(FIXTURES / "broken" / "old.doc")]) == 2
    assert current_database(folder) == current


def test_old_generations_go(folder: Path) -> None:
    for _ in range(3):
        assert main(["correct", "shaoyang-2021-plan-01", "goal", "x", "--by", "王", "--reason", "试"]) == 0
    assert len(list(folder.glob("*.duckdb"))) == 2
    assert (folder / "decisions" / "corrections.csv").read_text(encoding="utf-8-sig").count("试") == 3


def test_another_way_of_reading_reads_anew(folder: Path) -> None:
    database = current_database(folder)
    assert database is not None
    assert len(read_back(database, way_of_reading())) == 5
    assert read_back(database, "another") == []


def test_what_makes_the_processes_of_files_ready_is_read_as_any_file() -> None:
    sample = parse_document(rehearsal.SAMPLE)
    assert len(sample.tasks) == 2 and not sample.not_understood
    assert sample.indicators and sample.status_reports and sample.milestones and sample.task_leaders
