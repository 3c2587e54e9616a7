"""变化: what changed between two days; dated steps."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

import wording
from queries.database import plain
from queries.view import Filters

CHANGES = """,
said AS (                   -- what each task was said to be on every day that says anything of it, and until then
    SELECT * REPLACE (coalesce(known_on > $since::DATE, false) AS is_between),
           lag(status, 1, '') OVER (PARTITION BY task_id ORDER BY known_on NULLS FIRST) AS until_then
    FROM (SELECT reports.* REPLACE (stands_for.task_id AS task_id), false AS is_between
          FROM reports JOIN stands_for ON other_id = reports.task_id WHERE standing = 'counts'
          QUALIFY row_number() OVER (PARTITION BY stands_for.task_id, known_on ORDER BY place) = 1)
),
course AS (                 -- how each task stood on the earlier day, and what it went through since then
    SELECT task_id, arg_max(status, coalesce(known_on, '0001-01-01'::DATE)) FILTER (NOT is_between) AS status_before,
           bool_or(is_between AND status = 'overdue' AND until_then <> 'overdue') AS was_overdue,
           bool_or(is_between AND status NOT IN ('closed', 'completed') AND until_then IN ('closed', 'completed')) AS was_reopened
    FROM said GROUP BY task_id
),
moves AS (                  -- a row a new deadline: by an approval that a person noted (see corrections.EXTENSION),
    SELECT task_id, put_off_on(reason, corrected_on) AS moved_on, try_cast(value AS DATE) AS deadline_after, NULL AS after_precision,
           true AS is_approved, reason AS words, corrected_by AS source
    FROM (FROM corrections UNION ALL BY NAME SELECT * EXCLUDE (is_withdrawn, ended_by, ended_on, ended_reason)
          FROM former_corrections WHERE NOT is_withdrawn AND ended_on > corrected_on)
    WHERE field = 'deadline_on' AND moved_on > $since::DATE AND moved_on <= $as_of::DATE
    UNION ALL               -- or told by a later document, whether that was taken over or not
    SELECT task_id, told_on, deadline_told, told_precision, false, deadline_text, document_id
    FROM deadlines_told WHERE told_on > $since::DATE
),
redated AS (
    SELECT *, count(DISTINCT deadline_after) OVER (PARTITION BY task_id) AS deadlines,
           min(moved_on) OVER (PARTITION BY task_id) < moved_on AS was_moved_before
    FROM moves
    QUALIFY row_number() OVER (PARTITION BY task_id ORDER BY is_approved DESC, moved_on DESC, deadline_after) = 1
),
compared AS (               -- the tasks in view on both days; a document without a date is new on the day that it is known from
    SELECT chosen.*, stated_on, coalesce(known_from > $since::DATE, false) AS is_new, deadline_after, after_precision,
           coalesce(deadlines > 1 AND was_moved_before, false) AS was_redated_twice,
           coalesce(was_overdue, false) AS was_overdue, coalesce(was_reopened, false) AS was_reopened,
           CASE WHEN NOT is_new THEN course.status_before END AS status_before,
           coalesce(status_before, '') AS said_before, coalesce(chosen.status, '') AS says_now
    FROM chosen JOIN document_days USING (document_id)
    LEFT JOIN course USING (task_id) LEFT JOIN redated USING (task_id)
),
changes AS (                -- a row a task and change; codes as in wording.CHANGES, wording.BETWEEN and wording.FLOW
    SELECT *, unnest(list_filter([
        CASE WHEN NOT is_new AND said_before <> 'closed' THEN 'opening' END,
        CASE WHEN is_new THEN 'new' END,
        CASE WHEN is_new AND stated_on IS NULL THEN 'undated' END,
        CASE WHEN says_now = 'closed' AND said_before <> 'closed' THEN 'closed' END,
        CASE WHEN says_now = 'completed' AND said_before NOT IN ('closed', 'completed') THEN 'completed' END,
        CASE WHEN is_past_deadline AND deadline_on >= $since::DATE THEN 'slipped' END,
        CASE WHEN deadline_after IS NOT NULL THEN 'redated' END,
        CASE WHEN was_overdue THEN 'overdue' END,
        CASE WHEN was_reopened THEN 'reopened' END,
        CASE WHEN was_reopened AND (is_done OR said_before NOT IN ('closed', 'completed')) THEN 'relapsed' END,
        CASE WHEN was_overdue AND says_now <> 'overdue' THEN 'recovered' END,
        CASE WHEN was_redated_twice THEN 'redated_again' END,
        CASE WHEN said_before = 'closed' AND says_now <> 'closed' THEN 'unclosed' END,
        CASE WHEN says_now <> 'closed' THEN 'closing' END
    ], lambda change: change IS NOT NULL)) AS change
    FROM compared
)
"""


def change_counts(chosen: Filters, since: date) -> dict[str, int]:
    """Kind of change between two days (wording.CHANGES, wording.BETWEEN, wording.FLOW) -> how many tasks."""
    sql = f"""{CHANGES}
        SELECT change, count(*) AS tasks FROM changes GROUP BY change
    """
    counted = chosen.ask(sql, since=since)
    found = dict(zip(counted["change"], counted["tasks"].astype(int), strict=True))
    return {code: found.get(code, 0) for code in (*wording.CHANGES, *wording.BETWEEN, *wording.FLOW)}


def changes(
    chosen: Filters, since: date, change: str | None = None, first: int | None = None
) -> pd.DataFrame:
    """A row a task and kind of change (wording.CHANGES), or of one kind, of these, of wording.BETWEEN or of wording.FLOW;
    status_before is what was known on the earlier day. first: no more than so many rows."""
    sql = f"""{CHANGES}
        SELECT change, status_group, deadline_on, issue, coalesce(status_before, 'unreported') AS status_before,
               deadline_after, city, area, seq, reported_on, deadline_precision, after_precision, task_id, document_id
        FROM changes JOIN texts USING (task_id)
        WHERE list_contains($kinds::VARCHAR[], change)
        ORDER BY list_position($kinds::VARCHAR[], change), city, document_id, seq
        LIMIT $first
    """
    return chosen.ask(sql, since=since, kinds=[change] if change else list(wording.CHANGES), first=first)


def told_between(chosen: Filters, since: date, kinds: Sequence[str] = tuple(wording.CHANGES)) -> pd.DataFrame:
    """A row a day on which a source said how one of the tasks that changed stands, or put off its deadline: the words
    that say so, task by task. kinds: of change, as of changes."""
    sql = f"""{CHANGES},
        told AS (
            SELECT task_id, known_on AS told_on, status, NULL AS deadline_after, NULL AS after_precision,
                   coalesce(quote, basis) AS quote, source, source_title, source_start, source_end
            FROM said WHERE is_between
            UNION ALL
            SELECT task_id, moved_on, NULL, deadline_after, after_precision, words, source,
                   CASE WHEN is_approved THEN source END, NULL, NULL FROM moves
        )
        SELECT told_on, told.status, deadline_after, told.quote, coalesce(source_title, title, source) AS source_title, issue,
               chosen.city, chosen.area, seq, after_precision, told.source_start, told.source_end, task_id, documents.document_id
        FROM told JOIN chosen USING (task_id) JOIN texts USING (task_id) LEFT JOIN documents ON documents.document_id = source
        WHERE task_id IN (SELECT task_id FROM changes WHERE list_contains($kinds::VARCHAR[], change))
        ORDER BY chosen.city, chosen.document_id, seq, task_id, told_on
    """
    return chosen.ask(sql, since=since, kinds=list(kinds))


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
        FROM dated_steps JOIN chosen USING (task_id)
        GROUP BY ALL ORDER BY ends, precision, is_done
    """)


def steps(
    chosen: Filters, which: str | None = None, precision: str | None = None, first: int | None = None
) -> pd.DataFrame:
    """A row a dated step of the tasks in view, or of some of them; first: no more than so many.

    which: those of a day (2025-03-31), ahead (not past), or late (past, and the task is not done).
    """
    sql = """
        SELECT due_on, status_group, text, issue, precision, city, area, seq, dated_steps.source_start,
               dated_steps.source_end, task_id, document_id
        FROM dated_steps JOIN chosen USING (task_id) JOIN texts USING (task_id)
        WHERE CASE coalesce($which, 'all') WHEN 'all' THEN true WHEN 'ahead' THEN due_on >= $as_of::DATE
                   WHEN 'late' THEN due_on < $as_of::DATE AND NOT is_done ELSE due_on = try_cast($which AS DATE) END
              AND coalesce(precision = $precision, true)
        ORDER BY due_on, city, document_id, seq, dated_steps.source_start LIMIT $first
    """
    return chosen.ask(sql, which=which, precision=precision, first=first)
