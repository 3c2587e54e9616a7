"""变化: what changed between two days; dated steps."""

from datetime import date

import pandas as pd

import wording
from queries.database import plain
from queries.view import Filters

CHANGES = """,
before AS (                 -- the report that decided on the earlier day: the first of those known by then
    SELECT task_id, status FROM reports
    WHERE standing = 'counts' AND coalesce(known_on <= $since::DATE, true)
    QUALIFY row_number() OVER (PARTITION BY task_id ORDER BY place) = 1
),
extended AS (               -- by an approval that a person noted: see corrections.EXTENSION
    SELECT task_id, try_cast(value AS DATE) AS deadline_after FROM corrections
    WHERE field = 'deadline_on' AND starts_with(reason, '延期批复')
      AND corrected_on > $since::DATE AND corrected_on <= $as_of::DATE
),
redated AS (                -- two documents of one inspection give one problem two deadlines: the later document's stands
    SELECT earlier.task_id, later.deadline_on AS deadline_after, later.deadline_precision AS after_precision
    FROM linked JOIN judged AS earlier USING (task_id) JOIN judged AS later ON later.task_id = other_id
    JOIN document_days AS first ON first.document_id = earlier.document_id
    JOIN document_days AS second ON second.document_id = later.document_id
    WHERE first.stated_on < second.stated_on AND earlier.deadline_on <> later.deadline_on
      AND NOT are_other_inspections(earlier.answers, later.answers)
      AND second.stated_on > $since::DATE AND second.stated_on <= $as_of::DATE
    QUALIFY row_number() OVER (PARTITION BY earlier.task_id ORDER BY second.stated_on DESC, later.task_id) = 1
),
compared AS (               -- the tasks in view on both days; a document without a date is new on the day that it is known from
    SELECT chosen.*, stated_on, coalesce(known_from > $since::DATE, false) AS is_new,
           coalesce(extended.deadline_after, redated.deadline_after) AS deadline_after,
           CASE WHEN extended.deadline_after IS NULL THEN after_precision END AS after_precision,
           CASE WHEN NOT is_new THEN before.status END AS status_before,
           coalesce(status_before, '') AS said_before, coalesce(chosen.status, '') AS says_now
    FROM chosen JOIN document_days USING (document_id)
    LEFT JOIN before USING (task_id) LEFT JOIN redated USING (task_id) LEFT JOIN extended USING (task_id)
),
changes AS (                -- a row a task and change; codes as in wording.CHANGES and wording.FLOW
    SELECT *, unnest(list_filter([
        CASE WHEN NOT is_new AND said_before <> 'closed' THEN 'opening' END,
        CASE WHEN is_new THEN 'new' END,
        CASE WHEN is_new AND stated_on IS NULL THEN 'undated' END,
        CASE WHEN says_now = 'closed' AND said_before <> 'closed' THEN 'closed' END,
        CASE WHEN says_now = 'completed' AND said_before NOT IN ('closed', 'completed') THEN 'completed' END,
        CASE WHEN is_past_deadline AND deadline_on >= $since::DATE THEN 'slipped' END,
        CASE WHEN deadline_after IS NOT NULL THEN 'redated' END,
        CASE WHEN says_now = 'overdue' AND said_before <> 'overdue' THEN 'overdue' END,
        CASE WHEN said_before IN ('closed', 'completed') AND NOT is_done THEN 'reopened' END,
        CASE WHEN said_before = 'closed' AND says_now <> 'closed' THEN 'unclosed' END,
        CASE WHEN says_now <> 'closed' THEN 'closing' END
    ], lambda change: change IS NOT NULL)) AS change
    FROM compared
)
"""


def change_counts(chosen: Filters, since: date) -> dict[str, int]:
    """Kind of change between two days (wording.CHANGES, wording.FLOW) -> how many tasks."""
    sql = f"""{CHANGES}
        SELECT change, count(*) AS tasks FROM changes GROUP BY change
    """
    counted = chosen.ask(sql, since=since)
    found = dict(zip(counted["change"], counted["tasks"].astype(int), strict=True))
    return {code: found.get(code, 0) for code in (*wording.CHANGES, *wording.FLOW)}


def changes(
    chosen: Filters, since: date, change: str | None = None, first: int | None = None
) -> pd.DataFrame:
    """A row a task and kind of change (wording.CHANGES), or of one kind, of these or of wording.FLOW; status_before is
    what was known on the earlier day. first: no more than so many rows."""
    sql = f"""{CHANGES}
        SELECT change, status_group, deadline_on, issue, coalesce(status_before, 'unreported') AS status_before,
               deadline_after, city, area, seq, reported_on, deadline_precision, after_precision, task_id, document_id
        FROM changes JOIN texts USING (task_id)
        WHERE list_contains($kinds::VARCHAR[], change)
        ORDER BY list_position($kinds::VARCHAR[], change), city, document_id, seq
        LIMIT $first
    """
    return chosen.ask(sql, since=since, kinds=[change] if change else list(wording.CHANGES), first=first)


def newest_change(chosen: Filters) -> date | None:
    """The last day, up to the as-of day, on which a document or a report of the tasks in view came out."""
    day = chosen.ask("""
        SELECT max(day) AS day FROM (
            SELECT stated_on AS day FROM chosen JOIN document_days USING (document_id)
            UNION ALL SELECT known_on FROM chosen JOIN reports USING (task_id) WHERE standing = 'counts'
        )
    """)["day"].iloc[0]
    return plain(day)


def milestone_counts(chosen: Filters) -> pd.DataFrame:
    """A row a date, precision and whether its task is done: how many dated steps; first and last day of their span."""
    return chosen.ask("""
        SELECT CASE precision WHEN 'year' THEN date_trunc('year', due_on) WHEN 'month' THEN date_trunc('month', due_on)
                    ELSE due_on END::DATE AS starts,
               due_on AS ends, precision, is_done, count(*) AS steps
        FROM milestones JOIN chosen USING (task_id)
        GROUP BY ALL ORDER BY ends, precision, is_done
    """)


def steps(
    chosen: Filters, which: str | None = None, precision: str | None = None, first: int | None = None
) -> pd.DataFrame:
    """A row a dated step of the tasks in view, or of some of them; first: no more than so many.

    which: those of a day (2025-03-31), ahead (not past), or late (past, and the task is not done).
    """
    sql = """
        SELECT due_on, status_group, text, issue, precision, city, area, seq, milestones.source_start,
               milestones.source_end, task_id, document_id
        FROM milestones JOIN chosen USING (task_id) JOIN texts USING (task_id)
        WHERE CASE coalesce($which, 'all') WHEN 'all' THEN true WHEN 'ahead' THEN due_on >= $as_of::DATE
                   WHEN 'late' THEN due_on < $as_of::DATE AND NOT is_done ELSE due_on = try_cast($which AS DATE) END
              AND coalesce(precision = $precision, true)
        ORDER BY due_on, city, document_id, seq, milestones.source_start LIMIT $first
    """
    return chosen.ask(sql, which=which, precision=precision, first=first)
