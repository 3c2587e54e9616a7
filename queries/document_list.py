"""文件与核对 and 信访件: the documents, what was checked in them and what was not understood; petitions."""

from dataclasses import replace
from datetime import date
from typing import Any, Literal

import pandas as pd

from queries.database import ask, rows
from queries.view import CHOSEN, Filters

Holding = Literal["documents", "tasks", "indicators", "petition_counts"]

IN_VIEW = """
WITH
listed AS (                 -- the documents of the cities, areas and documents chosen
    FROM documents JOIN document_days USING (document_id)
    WHERE (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], city))
      AND (len($areas::VARCHAR[]) = 0 OR list_contains($areas::VARCHAR[], area)
           OR document_id IN (SELECT tasks.document_id FROM tasks LEFT JOIN named_units USING (task_id)
                              WHERE list_has_any($areas::VARCHAR[], [tasks.area, named_units.area])))
      AND (len($inspections::VARCHAR[]) = 0 OR list_contains($inspections::VARCHAR[], answers))
      AND (len($documents::VARCHAR[]) = 0 OR list_contains($documents::VARCHAR[], document_id))
),
in_view AS (                -- of these, those that had come out on the day
    FROM listed WHERE is_known
)
"""


def data_date(chosen: Filters) -> date | None:
    """The newest day of a loaded document or a report, whatever day is chosen; of one without a date the last that it
    looks back on."""
    newest = ask(
        """
        SELECT max(day) AS day FROM (SELECT not_before AS day FROM document_days UNION ALL SELECT known_on FROM reports)
        """,
        chosen,  # whose tables are made in any case
    )
    return rows(newest)[0].day


def documents(chosen: Filters, known: bool = True) -> pd.DataFrame:
    """A row a document in view: what was read from it, what does not add up; those with the most of that first.

    reader_remarks: what the reader of the file left out, a line each. known: only those that had come out on the day.
    """
    return ask(
        IN_VIEW
        + f"""
        SELECT document_id, title, city, area, kind, inspection, inspection_level, document_number,
               issued_on, published_on, stated_on, known_from, stated_task_count, format, source_path, source_url, sha256,
               taken_from_tasks, reported_on,
               (SELECT count(*) FROM tasks WHERE tasks.document_id = document.document_id) AS tasks,
               (SELECT count(*) FROM indicators WHERE indicators.document_id = document.document_id) AS indicators,
               (SELECT count(*) FROM checks WHERE checks.document_id = document.document_id) AS checks,
               (SELECT count(*) FROM checks
                WHERE checks.document_id = document.document_id AND NOT passed) AS failed_checks,
               (SELECT count(*) FROM not_understood
                WHERE not_understood.document_id = document.document_id) AS not_understood,
               (SELECT string_agg(remark, chr(10) ORDER BY position) FROM reader_remarks
                WHERE reader_remarks.document_id = document.document_id) AS reader_remarks
        FROM {"in_view" if known else "listed"} AS document
        ORDER BY failed_checks DESC, city, area NULLS FIRST, document_id
        """,
        chosen,
    )


def cities_without_tasks(chosen: Filters) -> pd.DataFrame:
    """A row a city of which there are documents in view but no task: city, kinds (of its documents)."""
    return ask(
        IN_VIEW
        + """
        SELECT city, string_agg(DISTINCT kind, ',' ORDER BY kind) AS kinds
        FROM in_view WHERE city NOT IN (SELECT city FROM tasks WHERE city IS NOT NULL)
        GROUP BY city ORDER BY city
        """,
        chosen,
    )


def coverage(chosen: Filters, holding: Holding = "documents") -> Any:
    """Of the documents of the cities, areas and documents chosen (that hold tasks, say): how many are known on the day,
    how many of these are undated; how many came later, and the first of them (next_title) with its day (next_day)."""
    found = ask(
        IN_VIEW
        + f"""
        SELECT count(*) FILTER (is_known) AS known, count(*) FILTER (is_known AND stated_on IS NULL) AS undated,
               count(*) FILTER (NOT is_known) AS later, min(known_from) FILTER (NOT is_known) AS next_day,
               arg_min(title, known_from) FILTER (NOT is_known) AS next_title
        FROM listed WHERE document_id IN (SELECT document_id FROM {holding})
        """,
        chosen,
    )
    return rows(found)[0]


def document_text(document_id: str) -> str:
    """The text that the places of a document point into."""
    return ask("SELECT text FROM documents WHERE document_id = $document_id", document_id=document_id)[
        "text"
    ].iloc[0]


def document_name(document_id: str) -> Any:
    """Title, file, address and digest of a document."""
    return rows(
        ask(
            """
        SELECT document_id, coalesce(title, document_id) AS title, source_path, source_url, sha256, len(text) AS length
        FROM documents WHERE document_id = $document_id
        """,
            document_id=document_id,
        )
    )[0]


def part_at(document_id: str, place: int) -> pd.DataFrame:
    """The page or the row of a sheet that holds this place of the text: one row, or none."""
    return ask(
        """
        FROM document_parts
        WHERE document_id = $document_id AND source_start <= $place AND $place < source_end
        ORDER BY source_end - source_start LIMIT 1
        """,
        document_id=document_id,
        place=place,
    )


def checks(document_id: str) -> pd.DataFrame:
    """A row a check, failing ones first, then those that could not be compared."""
    return ask(
        """
        FROM checks WHERE document_id = $document_id
        ORDER BY CASE passed WHEN false THEN 0 WHEN true THEN 2 ELSE 1 END, source_start, "check"
        """,
        document_id=document_id,
    )


def failing_checks(chosen: Filters) -> pd.DataFrame:
    """A row a check that failed in a document in view; where tasks are picked out, in the documents that list them."""
    failing = ask(
        IN_VIEW
        + """
        SELECT "check", expected, found, note, title AS document, document_id,
               source_start, source_end
        FROM checks JOIN in_view USING (document_id)
        WHERE passed = false
        ORDER BY document, "check"
        """,
        chosen,
    )
    if replace(chosen, cities=(), areas=(), documents=()).narrows:
        listing = ask(CHOSEN + "SELECT DISTINCT document_id FROM chosen", chosen)
        failing = failing[failing["document_id"].isin(listing["document_id"])]
    return failing


def not_understood(document_id: str) -> pd.DataFrame:
    """A row a stretch that became no value, and why."""
    return ask(
        "FROM not_understood WHERE document_id = $document_id ORDER BY source_start", document_id=document_id
    )


def accuracy(document_id: str) -> pd.DataFrame:
    """A row a field: what was read against the golden of the document. Empty where it has none."""
    return ask("FROM accuracy WHERE document_id = $document_id", document_id=document_id)


def sources(document_ids: list[str]) -> pd.DataFrame:
    """A row a document: where it was got, and the digest of its bytes."""
    return ask(
        """
        SELECT document_id, title, source_path, source_url, sha256
        FROM documents WHERE list_contains($document_ids::VARCHAR[], document_id) ORDER BY document_id
        """,
        document_ids=document_ids,
    )


def petition_counts(chosen: Filters) -> pd.DataFrame:
    """A row a count of petitions in the documents in view."""
    return ask(
        IN_VIEW
        + """
        SELECT dimension, key, cases, key_cases, as_of, title, city, area, quote, source_start, source_end, document_id
        FROM petition_counts JOIN in_view USING (document_id)
        WHERE coalesce(as_of <= $as_of::DATE, true)
        ORDER BY as_of DESC NULLS LAST, document_id, dimension, key <> '合计', cases DESC, source_start
        """,
        chosen,
    )
