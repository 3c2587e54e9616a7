"""文件与核对 and 信访件: the documents, what was checked in them and what was not understood; petitions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Literal

import pandas as pd

from queries.database import ask, rows
from queries.view import Filters

Holding = Literal["documents", "tasks", "indicators", "petition_counts"]

IN_VIEW = """,
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
    newest = chosen.ask("""
        SELECT max(day) AS day FROM (SELECT not_before AS day FROM document_days UNION ALL SELECT known_on FROM reports)
    """)
    return rows(newest)[0].day


def documents(chosen: Filters, known: bool = True) -> pd.DataFrame:
    """A row a document in view: what was read from it, what does not add up; those with the most of that first.

    reader_remarks: what the reader of the file left out, a line each. known: only those that had come out on the day.
    """
    return chosen.ask(f"""{IN_VIEW}
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
    """)


def cities_without_tasks(chosen: Filters) -> pd.DataFrame:
    """A row a city of which there are documents in view but no task: city, kinds (of its documents)."""
    return chosen.ask(f"""{IN_VIEW}
        SELECT city, string_agg(DISTINCT kind, ',' ORDER BY kind) AS kinds
        FROM in_view WHERE city NOT IN (SELECT city FROM tasks WHERE city IS NOT NULL)
        GROUP BY city ORDER BY city
    """)


def coverage(chosen: Filters, holding: Holding = "documents") -> Any:
    """Of the documents of the cities, areas and documents chosen (that hold tasks, say): how many are known on the day,
    how many of these are undated; how many came later, and the first of them (next_title) with its day (next_day)."""
    found = chosen.ask(f"""{IN_VIEW}
        SELECT count(*) FILTER (is_known) AS known, count(*) FILTER (is_known AND stated_on IS NULL) AS undated,
               count(*) FILTER (NOT is_known) AS later, min(known_from) FILTER (NOT is_known) AS next_day,
               arg_min(title, known_from) FILTER (NOT is_known) AS next_title
        FROM listed WHERE document_id IN (SELECT document_id FROM {holding})
    """)
    return rows(found)[0]


def removals() -> pd.DataFrame:
    """A row a file that a person took out, the newest first, and whether it is loaded again."""
    return ask("""
        SELECT removed_on, document_id AS file, reason, removed_by, document_id IN (SELECT document_id FROM documents) AS is_back
        FROM removals ORDER BY removed_on DESC, document_id
    """)


def document_text(document_id: str) -> str:
    """The text that the places of a document point into."""
    found = ask("SELECT text FROM documents WHERE document_id = $document_id", document_id=document_id)
    return str(found["text"].iloc[0])


def document_name(document_id: str) -> Any:
    """Title, file and digest of a document."""
    found = ask(
        "SELECT title, source_path, sha256 FROM documents WHERE document_id = $document_id",
        document_id=document_id,
    )
    return rows(found)[0]


def part_at(document_id: str, place: int) -> pd.DataFrame:
    """The page or the row of a sheet that holds this place of the text: one row, or none."""
    sql = """
        FROM document_parts
        WHERE document_id = $document_id AND source_start <= $place AND $place < source_end
        ORDER BY source_end - source_start LIMIT 1
    """
    return ask(sql, document_id=document_id, place=place)


def table_rows(document_id: str, first: int, last: int) -> list[tuple[int, int]]:
    """Where the rows of tables, those of sheets too, lie in a stretch of a document's text; their cells stand between tabs."""
    sql = """
        SELECT source_start, source_end
        FROM (SELECT document_id, source_start, source_end FROM table_rows
              UNION ALL SELECT document_id, source_start, source_end FROM document_parts WHERE sheet IS NOT NULL)
        WHERE document_id = $document_id AND source_end > $first AND source_start < $last ORDER BY source_start
    """
    found = ask(sql, document_id=document_id, first=first, last=last)
    return list(zip(found["source_start"].tolist(), found["source_end"].tolist(), strict=True))


def checks(document_id: str) -> pd.DataFrame:
    """A row a check, failing ones first, then those that could not be compared."""
    sql = """
        FROM checks WHERE document_id = $document_id
        ORDER BY CASE passed WHEN false THEN 0 WHEN true THEN 2 ELSE 1 END, source_start, "check"
    """
    return ask(sql, document_id=document_id)


def failing_checks(chosen: Filters) -> pd.DataFrame:
    """A row a check that failed in a document in view; where tasks are picked out, in those that list or report on them."""
    failing = chosen.ask(f"""{IN_VIEW}
        SELECT title AS document, "check", expected, found, note, quote, document_id, source_start, source_end
        FROM checks JOIN in_view USING (document_id)
        WHERE passed = false
        ORDER BY document, "check"
    """)
    if replace(chosen, cities=(), areas=(), documents=()).narrows:
        listing = chosen.ask("""
            SELECT DISTINCT document_id FROM tasks
            WHERE coalesce(reports_on, task_id) IN (SELECT task_id FROM chosen)
    """)
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


def sources(
    chosen: Filters, named: Sequence[tuple[str, str, str | None]], task_ids: Sequence[str] = ()
) -> pd.DataFrame:
    """A row a source, documents first: what it gives, its day, from which day on it counts, its digest.

    named: (a document's id or a page's address, what it gives, the period of a figure); beside them come the reports that
    say how these tasks stand, and what persons corrected in them.
    """
    sql = """
        WITH gave AS (
            SELECT unnest($sources::VARCHAR[]) AS source, unnest($gives::VARCHAR[]) AS gives,
                   unnest($periods::VARCHAR[]) AS period
            UNION SELECT source, '状态', NULL FROM reports
            WHERE standing IN ('counts', 'part') AND task_id IN (SELECT unnest($task_ids::VARCHAR[]))
            UNION SELECT corrected_by, '更正', NULL FROM holding WHERE task_id IN (SELECT unnest($task_ids::VARCHAR[]))
        ),
        gathered AS (       -- by hand: pages that are no document here, and persons
            SELECT source, source_title AS title, source_kind AS kind, known_on AS day FROM reports
            UNION SELECT source_url, source_title, source_kind, NULL FROM indicators WHERE document_id IS NULL
            UNION SELECT corrected_by, reason, 'correction', corrected_on FROM holding
        ),
        pages AS (
            SELECT source, any_value(kind) AS kind, max(day) AS day,
                   CASE any_value(kind) WHEN 'correction' THEN string_agg(DISTINCT title, '；' ORDER BY title) ELSE max(title) END AS title
            FROM gathered WHERE kind IS NOT NULL GROUP BY source
        )
        SELECT source, coalesce(any_value(documents.title), any_value(pages.title)) AS title,
               coalesce(any_value(documents.kind), any_value(pages.kind)) AS kind,
               string_agg(DISTINCT gives, '、' ORDER BY gives) AS gives,
               coalesce(any_value(stated_on), any_value(pages.day)) AS stated_on,
               coalesce(any_value(known_from), any_value(pages.day)) AS known_from,
               string_agg(DISTINCT period, ',' ORDER BY period) AS periods, any_value(source_path) AS source_path,
               coalesce(any_value(source_url), CASE WHEN starts_with(source, 'http') THEN source END) AS source_url,
               any_value(sha256) AS sha256
        FROM gave LEFT JOIN documents ON document_id = source
        LEFT JOIN (SELECT document_id AS source, stated_on, known_from FROM document_days) USING (source)
        LEFT JOIN pages USING (source)
        GROUP BY source ORDER BY any_value(sha256) IS NULL, source
    """
    return chosen.ask(
        sql,
        sources=[source for source, _, _ in named],
        gives=[gives for _, gives, _ in named],
        periods=[period for _, _, period in named],
        task_ids=list(task_ids),
    )


def petition_counts(chosen: Filters) -> pd.DataFrame:
    """A row a count of petitions in the documents in view."""
    return chosen.ask(f"""{IN_VIEW}
        SELECT dimension, key, cases, key_cases, as_of, title, city, area, quote, source_start, source_end, document_id
        FROM petition_counts JOIN in_view USING (document_id)
        WHERE coalesce(as_of <= $as_of::DATE, true)
        ORDER BY as_of DESC NULLS LAST, document_id, dimension, key <> '合计', cases DESC, source_start
    """)
