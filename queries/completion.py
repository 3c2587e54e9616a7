"""总览 and 完成率: rates, tasks by deadline and city, what is late and what falls due."""

import pandas as pd

import wording
from queries.view import STANDING, Filters, Part, part_of

RATES = {
    "completion": ("true", "is_done", "is_done OR NOT has_report"),
    "due_completion": ("is_due", "is_done", "is_done OR NOT has_report"),
    "reporting": ("true", "has_report", "has_report"),
}
"""Rate -> of which tasks it is, which of them it counts as done, and which may be."""


def rates(chosen: Filters) -> pd.DataFrame:
    """A row a rate: done of total, and the range from "no unreported task is done" to "all of them are"; partly,
    worded: of how many unreported tasks parts were reported on, or the progress told without a state; neither counts.

    The rates: completion (总完成率), due_completion (到期完成率), reporting (见报率).
    """
    counted = (
        f"""
        SELECT '{rate}' AS rate, count(*) FILTER ({done}) AS done, count(*) AS total, done AS low,
               count(*) FILTER ({may_be}) AS high, count(*) FILTER (has_part) AS partly,
               count(*) FILTER (has_words) AS worded
        FROM chosen WHERE {among}
        """
        for rate, (among, done, may_be) in RATES.items()
    )
    return chosen.ask("UNION ALL".join(counted))


def part_of_rate(rate: str, standing: str) -> Part:
    """The tasks that a rate is of, or some of them; done: those that it counts."""
    among, done, _ = RATES[rate]
    return part_of(f"{among} AND {done}", "tasks") if standing == "done" else part_of(among, standing)


def tasks_by_due_row(chosen: Filters) -> pd.DataFrame:
    """A row a deadline year (or 持续推进, 立行立改, 无明确时限) and status group: how many tasks."""
    return chosen.ask("SELECT due_row, status_group, count(*) AS tasks FROM chosen GROUP BY ALL ORDER BY ALL")


def tasks_by_city(chosen: Filters) -> pd.DataFrame:
    """A row a city (or 未写城市) and status group: how many tasks."""
    return chosen.ask("""
        SELECT coalesce(city, '未写城市') AS city, status_group, count(*) AS tasks FROM chosen GROUP BY ALL ORDER BY ALL
    """)


def part_of_due_row(due_row: str, standing: str) -> Part:
    """The tasks of one row of tasks_by_due_row, or of any."""
    return part_of("$due_row IN ('any', due_row)", standing, due_row=due_row)


def part_of_city(city: str, standing: str) -> Part:
    """The tasks of one row of tasks_by_city."""
    return part_of("coalesce(city, '未写城市') = $city", standing, city=city)


def past_deadline_by_city(chosen: Filters) -> pd.DataFrame:
    """A row a city, those with the most tasks past their deadline (已过时限) first."""
    return chosen.ask("""
        SELECT city, count(*) FILTER (is_past_deadline) AS past_deadline, count(*) AS tasks
        FROM chosen WHERE city IS NOT NULL GROUP BY city ORDER BY past_deadline DESC, tasks DESC, city
    """)


def completion_table(chosen: Filters) -> pd.DataFrame:
    """A row a deadline year: all its tasks, and those of each status group."""
    groups = (f"count(*) FILTER (status_group = '{group}') AS {group}" for group in wording.STATUS_GROUPS)
    return chosen.ask(f"""
        SELECT due_row, count(*) AS tasks, {", ".join(groups)},
               count(*) FILTER (is_past_deadline) AS past_deadline
        FROM chosen GROUP BY due_row
        ORDER BY try_cast(due_row AS INTEGER) NULLS LAST, list_position(['持续推进', '立行立改', '无明确时限'], due_row)
    """)


DUE_BUCKETS = """,
open_tasks AS (             -- what is not done, by how long past or before its deadline; buckets as in wording.DUE
    SELECT *,
           deadline_on - $as_of::DATE AS days_left,
           CASE WHEN days_left IS NULL THEN 'undated'
                WHEN days_left < -180 THEN 'past_181'
                WHEN days_left < -90 THEN 'past_91'
                WHEN days_left < -30 THEN 'past_31'
                WHEN days_left < 0 THEN 'past_1'
                WHEN days_left <= 7 THEN 'due_7'
                WHEN days_left <= 30 THEN 'due_30'
                WHEN days_left <= 90 THEN 'due_90'
                ELSE 'due_later'
           END AS bucket
    FROM chosen WHERE NOT is_done
)
"""


def open_tasks_by_due(chosen: Filters) -> pd.DataFrame:
    """A row a bucket of days and status group: how many tasks not reported as done."""
    return chosen.ask(f"""{DUE_BUCKETS}
        SELECT bucket, status_group, count(*) AS tasks FROM open_tasks GROUP BY ALL ORDER BY ALL
    """)


def part_by_due(bucket: str, standing: str) -> Part:
    """The tasks of one row of open_tasks_by_due, or of several (wording.DUE_TOGETHER)."""
    together = {
        "past": [past for past in wording.DUE if past.startswith("past")],
        "soon": [*wording.DUE_SOON],
    }
    return Part(
        f"{DUE_BUCKETS}, part AS (SELECT task_id FROM open_tasks "
        f"WHERE list_contains($buckets::VARCHAR[], bucket) AND {STANDING[standing]}) ",
        {"buckets": together.get(bucket, [bucket])},
    )


LATE = """,
late AS (                   -- a row a task and what makes it late or soon due; kinds as in wording.LATENESS
    SELECT task_id, unnest(list_filter([
        CASE WHEN has_conflict THEN 'contradicted' END,
        CASE WHEN NOT is_done AND status = 'overdue' THEN 'said' END,
        CASE WHEN is_past_deadline AND NOT has_report THEN 'past_unreported' END,
        CASE WHEN is_past_deadline AND has_report AND status <> 'overdue' THEN 'past_reported' END,
        CASE WHEN NOT is_done AND days_left BETWEEN 0 AND 7 THEN 'due_in_7' END,
        CASE WHEN NOT is_done AND days_left BETWEEN 0 AND 30 THEN 'due_in_30' END,
        CASE WHEN NOT is_done AND days_left BETWEEN 0 AND 90 THEN 'due_in_90' END
    ], lambda kind: kind IS NOT NULL)) AS kind
    FROM (SELECT *, deadline_on - $as_of::DATE AS days_left FROM chosen)
)
"""


def lateness(chosen: Filters) -> dict[str, int]:
    """Kind of wording.LATENESS -> how many tasks: a source calls them overdue; past the deadline unreported, or
    reported as not done; reports contradict one another; due soon."""
    counted = chosen.ask(LATE + "SELECT kind, count(*) AS tasks FROM late GROUP BY kind")
    found = dict(zip(counted["kind"], counted["tasks"].astype(int), strict=True))
    return {kind: found.get(kind, 0) for kind in wording.LATENESS}


def part_late(kind: str) -> Part:
    """The tasks that lateness counts under one kind."""
    return Part(LATE + ", part AS (SELECT task_id FROM late WHERE kind = $kind) ", {"kind": kind})


DUE = """,
due AS (                    -- a row a task, and a row a dated step of one
    SELECT task_id, deadline_on AS due_on, deadline_precision AS precision, '整项任务' AS text FROM chosen
    UNION ALL SELECT task_id, due_on, precision, text FROM dated_steps
)
"""


def falling_due_counts(chosen: Filters) -> dict[int, int]:
    """Days -> how many rows falling_due has for so many days: of 7, 30 and 90."""
    counted = chosen.ask(f"""{DUE}
        SELECT days, count(*) FILTER (due_on <= $as_of::DATE + days) AS due
        FROM due JOIN chosen USING (task_id), (SELECT unnest([7, 30, 90]) AS days)
        WHERE NOT is_done AND due_on >= $as_of::DATE GROUP BY days ORDER BY days
    """)
    return dict(zip(counted["days"].tolist(), counted["due"].tolist(), strict=True))


def falling_due(chosen: Filters, days: int = 90, first: int | None = None) -> pd.DataFrame:
    """A row a task, or a dated step of one, that is not done and falls due within so many days, the nearest first.

    first: no more than so many of them.
    """
    sql = f"""{DUE}
        SELECT due_on - $as_of::DATE AS days_left, due_on, status_group, text, issue, due.precision,
               city, area, seq, task_id, document_id
        FROM due JOIN chosen USING (task_id) JOIN texts USING (task_id)
        WHERE NOT is_done AND due_on BETWEEN $as_of::DATE AND $as_of::DATE + $days::INTEGER
        ORDER BY due_on, city, document_id, seq, text LIMIT $first
    """
    return chosen.ask(sql, days=days, first=first)


def tasks_due(chosen: Filters, days: int) -> pd.DataFrame:
    """A row a task in view that is not done and past its deadline, or due within so many days; the oldest first.

    roles are those of the units in view; quote and its place are the words of the deadline; corrected_by, _on and
    _why are of who put another in its place.
    """
    sql = """
        , in_roles AS (
            SELECT task_id, list(DISTINCT role ORDER BY role) AS roles FROM chosen_units GROUP BY task_id
        ),
        responsible AS (
            SELECT task_id, string_agg(name_as_written, '、' ORDER BY place) AS responsible
            FROM (SELECT task_id, name_as_written, min((role, position)) AS place
                  FROM named_units WHERE role IN ('lead', 'responsible') GROUP BY task_id, name_as_written)
            GROUP BY task_id
        ),
        in_charge AS (
            SELECT task_id, string_agg(leader, '、' ORDER BY position) AS leaders FROM task_leaders GROUP BY task_id
        ),
        words AS (
            FROM task_fields WHERE field = 'deadline'
            QUALIFY row_number() OVER (PARTITION BY task_id ORDER BY source_start) = 1
        )
        SELECT task_id, chosen.document_id, title, document_number, chosen.city, chosen.area, seq, issue, goal,
               deadline_text, deadline_on, deadline_precision, deadline_on - $as_of::DATE AS days_left,
               status, status_group, chosen.reported_on, array_to_string(roles, ',') AS roles, responsible,
               has_conflict, has_part, has_words, coalesce(corrected_leader, leaders) AS leaders, label, quote, words.source_start,
               deadline_told, told_precision,
               chosen.source_start AS item_start, corrected_by, corrected_on, reason AS corrected_why
        FROM chosen JOIN documents USING (document_id) LEFT JOIN in_roles USING (task_id)
        LEFT JOIN responsible USING (task_id) LEFT JOIN in_charge USING (task_id) LEFT JOIN words USING (task_id)
        JOIN texts USING (task_id)
        LEFT JOIN (FROM holding WHERE field = 'deadline_on') USING (task_id)
        LEFT JOIN (SELECT task_id, arg_max((deadline_told, told_precision), told_on) AS told, told[1] AS deadline_told,
                          told[2] AS told_precision FROM deadlines_told GROUP BY task_id) USING (task_id)
        WHERE NOT is_done AND (deadline_on <= $as_of::DATE + $days::INTEGER OR status = 'overdue')
        ORDER BY deadline_on NULLS LAST, document_id, seq
    """
    return chosen.ask(sql, days=days)


def benchmarks(chosen: Filters) -> pd.DataFrame:
    """A row a completion rate of another place or round, published by the day of the view, with its source; as_of is as it was published,
    a day or a month."""
    return chosen.ask("""
        SELECT scope, completion_rate, round, as_of_text AS as_of, tasks_completed, tasks_total,
               source_url, source_title, source_kind
        FROM benchmarks WHERE coalesce(benchmarks.as_of <= $as_of::DATE, true)
        ORDER BY completion_rate DESC NULLS LAST, scope, benchmarks.as_of
    """)
