"""变化: what changed between two days; dated steps."""

from datetime import date

import pandas as pd

from queries.database import ask, plain
from queries.view import CHOSEN, Filters

CHANGES = """,
before AS (                 -- the report that decided on the earlier day: the first of those known by then
    SELECT task_id, status FROM reports
    WHERE standing = 'counts' AND coalesce(known_on <= $since::DATE, true)
    QUALIFY row_number() OVER (PARTITION BY task_id ORDER BY place) = 1
),
redated AS (                -- two documents give one problem two deadlines: the later document's stands
    SELECT earlier.task_id, later.deadline_on AS deadline_after
    FROM (SELECT from_task_id AS one, to_task_id AS other FROM links WHERE certainty IN ('sure', 'confirmed')
          UNION SELECT to_task_id, from_task_id FROM links WHERE certainty IN ('sure', 'confirmed'))
    JOIN judged AS earlier ON earlier.task_id = one
    JOIN judged AS later ON later.task_id = other
    JOIN document_days AS first ON first.document_id = earlier.document_id
    JOIN document_days AS second ON second.document_id = later.document_id
    WHERE first.stated_on < second.stated_on AND earlier.deadline_on <> later.deadline_on
      AND second.stated_on > $since::DATE AND second.stated_on <= $as_of::DATE
    QUALIFY row_number() OVER (PARTITION BY earlier.task_id ORDER BY second.stated_on DESC, later.task_id) = 1
),
compared AS (               -- the tasks in view on both days
    SELECT chosen.*, before.status AS status_before, deadline_after,
           stated_on IS NULL AS is_undated, coalesce(stated_on > $since::DATE, false) AS is_new,
           stated_on <= $since::DATE AS was_known,
           coalesce(before.status, '') AS said_before, coalesce(chosen.status, '') AS says_now
    FROM chosen JOIN document_days USING (document_id)
    LEFT JOIN before USING (task_id) LEFT JOIN redated USING (task_id)
),
changes AS (                -- a row a task and change; codes as in wording.CHANGES
    SELECT *, unnest(list_filter([
        CASE WHEN is_new THEN 'new' END,
        CASE WHEN says_now = 'closed' AND said_before <> 'closed' THEN 'closed' END,
        CASE WHEN says_now = 'completed' AND said_before NOT IN ('closed', 'completed') THEN 'completed' END,
        CASE WHEN is_past_deadline AND deadline_on >= $since::DATE THEN 'slipped' END,
        CASE WHEN deadline_after IS NOT NULL THEN 'redated' END,
        CASE WHEN says_now = 'overdue' AND said_before <> 'overdue' THEN 'overdue' END,
        CASE WHEN said_before IN ('closed', 'completed') AND NOT is_done THEN 'reopened' END
    ], lambda change: change IS NOT NULL)) AS change
    FROM compared
)
"""


def change_counts(chosen: Filters, since: date) -> pd.DataFrame:
    """A row a kind of change (wording.CHANGES) between two days: how many tasks; dated: of them those that flow counts."""
    return ask(
        CHOSEN
        + CHANGES
        + """
        SELECT change, count(*) AS tasks, count(*) FILTER (NOT is_undated) AS dated
        FROM changes GROUP BY change ORDER BY change
        """,
        chosen,
        since=since,
    )


def changes(
    chosen: Filters, since: date, change: str | None = None, dated: bool = False, first: int | None = None
) -> pd.DataFrame:
    """A row a task and kind of change, or of one kind; status_before is what was known on the earlier day.

    dated: only tasks that flow counts; it leaves out those whose document has no date, of which nobody knows when they
    were new. first: no more than so many rows.
    """
    return ask(
        CHOSEN
        + CHANGES
        + """
        SELECT change, status_group, deadline_on, issue, coalesce(status_before, 'unreported') AS status_before,
               deadline_after, city, area, seq, reported_on, task_id, document_id
        FROM changes JOIN texts USING (task_id)
        WHERE coalesce(change = $change, true) AND NOT ($dated::BOOLEAN AND is_undated)
        ORDER BY list_position(['new', 'closed', 'completed', 'slipped', 'redated', 'overdue', 'reopened'], change),
                 city, document_id, seq
        LIMIT $first
        """,
        chosen,
        since=since,
        change=change,
        dated=dated,
        first=first,
    )


def flow(chosen: Filters, since: date) -> pd.Series:
    """期初未销号 + 新增 − 销号 = 期末未销号, of the tasks whose document says when it came out.

    opening, added, closed, closing; reopened: closed on the earlier day and not on the later, with which the
    three do not add up; undated: tasks of documents without a date, of which nobody knows when they were new.
    """
    return ask(
        CHOSEN
        + CHANGES
        + """
        SELECT count(*) FILTER (was_known AND said_before <> 'closed') AS opening,
               count(*) FILTER (is_new) AS added,
               count(*) FILTER (NOT is_undated AND says_now = 'closed' AND (is_new OR said_before <> 'closed'))
                   AS closed,
               count(*) FILTER (NOT is_undated AND says_now <> 'closed') AS closing,
               count(*) FILTER (was_known AND said_before = 'closed' AND says_now <> 'closed') AS reopened,
               count(*) FILTER (is_undated) AS undated
        FROM compared
        """,
        chosen,
        since=since,
    ).iloc[0]


def newest_change(chosen: Filters) -> date | None:
    """The last day, up to the as-of day, on which a document or a report of the tasks in view came out."""
    day = ask(
        CHOSEN
        + """
        SELECT max(day) AS day FROM (
            SELECT stated_on AS day FROM chosen JOIN document_days USING (document_id)
            UNION ALL SELECT known_on FROM chosen JOIN reports USING (task_id) WHERE standing = 'counts'
        ) WHERE day <= $as_of::DATE
        """,
        chosen,
    )["day"].iloc[0]
    return plain(day)


def milestone_counts(chosen: Filters) -> pd.DataFrame:
    """A row a date, precision and whether its task is done: how many dated steps; first and last day of their span."""
    return ask(
        CHOSEN
        + """
        SELECT CASE precision WHEN 'year' THEN date_trunc('year', due_on) WHEN 'month' THEN date_trunc('month', due_on)
                    ELSE due_on END::DATE AS starts,
               due_on AS ends, precision, is_done, count(*) AS steps
        FROM milestones JOIN chosen USING (task_id)
        GROUP BY ALL ORDER BY ends, precision, is_done
        """,
        chosen,
    )


def steps(
    chosen: Filters, on: date | None = None, precision: str | None = None, first: int | None = None
) -> pd.DataFrame:
    """A row a dated step of the tasks in view, or of those of one day and precision; first: no more than so many."""
    return ask(
        CHOSEN
        + """
        SELECT due_on, status_group, text, issue, precision, city, area, seq, task_id, document_id
        FROM milestones JOIN chosen USING (task_id) JOIN texts USING (task_id)
        WHERE coalesce(due_on = $on::DATE, true) AND coalesce(precision = $precision, true)
        ORDER BY due_on, city, document_id, seq, milestones.source_start LIMIT $first
        """,
        chosen,
        on=on,
        precision=precision,
        first=first,
    )
