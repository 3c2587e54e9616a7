"""任务台账: the tasks in view, and all that is known of one."""

from typing import Any

import pandas as pd

from queries.database import ask, rows
from queries.view import ONCE, Filters, Part, part_of

WHOLE = Part(", part AS (SELECT task_id FROM chosen) ")
WAITING = part_of(
    "task_id IN (SELECT from_task_id FROM links WHERE kind = 'report' AND certainty = 'doubtful')", "tasks"
)
"""Items of reports that may be another task's, which nobody has settled yet: counted as tasks of their own till then."""
COUNTED_APART = {"reports": WAITING, "lists": part_of(f"NOT ({ONCE})", "tasks")}
"""With the tasks whose problem stands in another list in view, too, and is counted there: as wording.COUNTED_APART."""


LISTED = "is_done, deadline_on NULLS LAST, chosen.city, document_id, list, seq, task_id"
"""The order of a list of tasks: what is longest open first, what is done last."""


def tasks(chosen: Filters, first: int | None = None, part: Part = WHOLE) -> pd.DataFrame:
    """A row a task in view (of a part of them), its units by role in one cell each, in the order LISTED.

    in_charge: the units that lead, or where none does those responsible; days_past: past the deadline and not done.

    first: no more than so many of them.
    """
    sql = f"""
        , listed AS (FROM chosen SEMI JOIN part USING (task_id) ORDER BY {LISTED} LIMIT $first),
        by_role AS (
            SELECT task_id,
                   string_agg(name_as_written, '、' ORDER BY position) FILTER (role = 'lead') AS lead,
                   string_agg(name_as_written, '、' ORDER BY position) FILTER (role = 'responsible') AS responsible,
                   string_agg(name_as_written, '、' ORDER BY position) FILTER (role = 'supervising') AS supervising,
                   string_agg(name_as_written, '、' ORDER BY position) FILTER (role = 'cooperating') AS cooperating
            FROM named_units SEMI JOIN listed USING (task_id) GROUP BY task_id
        ),
        by_task AS (
            SELECT task_id, string_agg(leader, '、' ORDER BY position) AS leaders
            FROM task_leaders SEMI JOIN listed USING (task_id) GROUP BY task_id
        ),
        about AS (
            SELECT task_id, string_agg(theme, '、' ORDER BY source_start) AS themes
            FROM task_themes SEMI JOIN listed USING (task_id) GROUP BY task_id
        ),
        by_report AS (      -- what the report that decides says, where it is not the list's own: the day beside it is its day
            SELECT newest.task_id, item.progress AS told
            FROM newest JOIN tasks AS item ON item.task_id = newest.carried_from
            WHERE newest.task_id IN (SELECT task_id FROM listed)
        )
        SELECT status_group, deadline_on, issue, coalesce(lead, responsible) AS in_charge, listed.city, listed.area,
               CASE WHEN is_past_deadline THEN $as_of::DATE - deadline_on END AS days_past, has_part, has_words, has_conflict,
               is_past_deadline, seq, lead, responsible, deadline_text, deadline_precision, supervising, cooperating,
               coalesce(corrected_leader, leaders) AS leaders, listed.reported_on, completed_on, completed_precision, themes,
               category, goal, measures, if(by_report.task_id IS NULL, progress, told) AS progress, title AS document_title,
               task_id, document_id
        FROM listed LEFT JOIN by_report USING (task_id)
        JOIN documents USING (document_id) LEFT JOIN by_role USING (task_id) LEFT JOIN by_task USING (task_id)
        LEFT JOIN about USING (task_id) JOIN texts USING (task_id)
        ORDER BY {LISTED.replace("chosen", "listed")}
    """
    return chosen.ask(sql, part, first=first)


def task_ids(chosen: Filters) -> list[str]:
    """The tasks in view, in the order of tasks()."""
    return chosen.ask(f"SELECT task_id FROM chosen ORDER BY {LISTED}")["task_id"].tolist()


def task_count(chosen: Filters, part: Part = WHOLE) -> int:
    """How many tasks are in view, or in a part of it."""
    counted = chosen.ask("SELECT count(*) AS tasks FROM chosen SEMI JOIN part USING (task_id)", part)
    return int(counted["tasks"].iloc[0])


def task(task_id: str, chosen: Filters) -> Any:
    """One task as it stood on the day, in view or not; None where there is no such task."""
    found = chosen.ask("FROM judged JOIN texts USING (task_id) WHERE task_id = $task_id", task_id=task_id)
    return rows(found)[0] if len(found) else None


def task_fields(task_id: str) -> pd.DataFrame:
    """A row a labelled field of the task: where its words stand."""
    return ask("FROM task_fields WHERE task_id = $task_id ORDER BY source_start", task_id=task_id)


def task_units(task_id: str) -> pd.DataFrame:
    """A row a unit and role of the task."""
    sql = """
        SELECT task_units.*, name, system, is_group FROM task_units JOIN units USING (unit_id)
        WHERE task_id = $task_id ORDER BY role, position
    """
    return ask(sql, task_id=task_id)


def names_of_units(task_ids: list[str], chosen: Filters) -> pd.DataFrame:
    """A row a unit of these tasks: as it is written there (name_as_written), and what else it is called (also)."""
    sql = """
        SELECT DISTINCT task_id, named_units.name_as_written,
               unnest([name, unit_id, elsewhere.name_as_written]) AS also
        FROM named_units LEFT JOIN (SELECT DISTINCT unit_id, name_as_written FROM task_units) AS elsewhere USING (unit_id)
        WHERE list_contains($task_ids::VARCHAR[], task_id) ORDER BY ALL
    """
    return chosen.ask(sql, task_ids=task_ids)


def task_themes(task_id: str) -> pd.DataFrame:
    """A row a theme of the task and the words that say so."""
    return ask("FROM task_themes WHERE task_id = $task_id ORDER BY source_start", task_id=task_id)


def task_leaders(task_id: str) -> pd.DataFrame:
    """A row a named official or post in charge of the task."""
    return ask("FROM task_leaders WHERE task_id = $task_id ORDER BY position", task_id=task_id)


def task_milestones(task_id: str) -> pd.DataFrame:
    """A row a dated step of the task."""
    return ask("FROM milestones WHERE task_id = $task_id ORDER BY due_on, source_start", task_id=task_id)


def task_reports(task_id: str, chosen: Filters) -> pd.DataFrame:
    """A row a report on the task, the one that decides its status first.

    standing: counts (place 1 decides), part (of the task only), later (than the as-of day), background (older
    than the plan). told: all that the item of another document says of its progress (进展说明).
    """
    sql = """
        SELECT reports.*, coalesce(reports.source_title, documents.title) AS title,
               documents.document_id AS in_document, item.progress AS told
        FROM reports LEFT JOIN documents ON documents.document_id = reports.source
        LEFT JOIN tasks AS item ON item.task_id = reports.carried_from
        WHERE reports.task_id = $task_id
        ORDER BY array_position(['counts', 'part', 'later', 'background'], standing), place
    """
    return chosen.ask(sql, task_id=task_id)


def told_elsewhere(task_ids: list[str], chosen: Filters) -> pd.DataFrame:
    """A row an item of another document that tells of the progress of one of these tasks."""
    sql = """
        SELECT reports_on AS task_id, progress AS told FROM tasks JOIN document_days USING (document_id)
        WHERE list_contains($task_ids::VARCHAR[], reports_on) AND progress <> '' AND is_known ORDER BY ALL
    """
    return chosen.ask(sql, task_ids=task_ids)


def told_without_state(task_id: str, chosen: Filters) -> pd.DataFrame:
    """A row an item of another document that tells of the task's progress and names no state: its words, their place."""
    sql = """
        SELECT item.progress AS told, title, stated_on, item.document_id, said.source_start, said.source_end
        FROM tasks AS item JOIN documents USING (document_id) JOIN document_days USING (document_id)
        LEFT JOIN task_fields AS said ON said.task_id = item.task_id AND said.field = 'progress'
        WHERE item.reports_on = $task_id AND item.progress <> '' AND is_known
          AND item.task_id NOT IN (SELECT carried_from FROM reports WHERE carried_from IS NOT NULL)
        QUALIFY row_number() OVER (PARTITION BY item.task_id ORDER BY said.source_start) = 1
        ORDER BY stated_on DESC NULLS LAST, item.task_id
    """
    return chosen.ask(sql, task_id=task_id)


def other_deadlines(task_id: str, chosen: Filters) -> pd.DataFrame:
    """A row a document that gives the same problem another deadline: its words, where they stand, and whether it answers
    another inspection."""
    sql = """
        SELECT DISTINCT other.deadline_text, other.deadline_on, title, documents.document_id, said.source_start, said.source_end,
               are_other_inspections(here.answers, there.answers) AS is_of_other_inspection
        FROM linked JOIN tasks AS own USING (task_id) JOIN judged AS here USING (task_id)
        JOIN tasks AS other ON other.task_id = other_id JOIN judged AS there ON there.task_id = other_id
        JOIN documents ON documents.document_id = other.document_id
        LEFT JOIN task_fields AS said ON said.task_id = other_id AND said.field = 'deadline'
        WHERE task_id = $task_id AND own.deadline_on <> other.deadline_on
        ORDER BY ALL
    """
    return chosen.ask(sql, task_id=task_id)


def task_indicators(task_id: str, chosen: Filters) -> pd.DataFrame:
    """A row a figure that the task names, then those that reports on it found, the newest report first."""
    sql = """
        SELECT indicators.*
        FROM indicators JOIN tasks AS item USING (task_id)
        JOIN document_days ON document_days.document_id = item.document_id
        WHERE task_id = $task_id OR (item.reports_on = $task_id AND role = 'actual' AND is_known)
        ORDER BY task_id <> $task_id, known_from DESC, source_start, value
    """
    return chosen.ask(sql, task_id=task_id)


def corrections(chosen: Filters) -> pd.DataFrame:
    """A row a value that a person put in the place of a document's (as_published) and that holds on the day: by whom,
    when and why."""
    return chosen.ask("""
        SELECT corrections.*,
               CASE field
                   WHEN 'category' THEN category WHEN 'issue' THEN issue WHEN 'goal' THEN goal
                   WHEN 'measures' THEN measures WHEN 'progress' THEN progress
                   WHEN 'deadline_text' THEN deadline_text WHEN 'deadline_on'
                   THEN left(deadline_on::VARCHAR, CASE deadline_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END)
                   WHEN 'is_immediate' THEN if(is_immediate, '是', '否')
                   WHEN 'is_ongoing' THEN if(is_ongoing, '是', '否')
                   WHEN 'leader' THEN (SELECT string_agg(leader, '、' ORDER BY position) FROM task_leaders
                                       WHERE task_leaders.task_id = corrections.task_id)
                   WHEN 'status' THEN (SELECT arg_max(status, reported_on) FROM status_reports
                                       WHERE status_reports.task_id = corrections.task_id AND scope = 'whole')
                   ELSE (SELECT string_agg(name_as_written, '、' ORDER BY position) FROM task_units
                         WHERE task_units.task_id = corrections.task_id AND role = field)
               END AS as_published
        FROM holding AS corrections JOIN tasks USING (task_id)
        ORDER BY task_id, field
    """)


def former_corrections(task_id: str) -> pd.DataFrame:
    """A row a correction of the task that is no longer in force, the newest first: what ended it, who and when."""
    return ask(
        "FROM former_corrections WHERE task_id = $task_id ORDER BY ended_on DESC, field", task_id=task_id
    )


def orphans() -> pd.DataFrame:
    """A row a person's word on a task that no loaded document has (any more): a correction, or a link settled.

    It is kept, and holds again once the task is back.
    """
    return ask("""
        SELECT task_id, field, value, NULL AS other_task_id, NULL AS is_same,
               corrected_by AS by, corrected_on AS day, reason
        FROM corrections ANTI JOIN tasks USING (task_id)
        UNION ALL
        SELECT task_id, NULL, NULL, if(task_id = from_task_id, to_task_id, from_task_id),
               is_same, decided_by, decided_on, reason
        FROM (SELECT *, unnest([from_task_id, to_task_id]) AS task_id FROM link_decisions) ANTI JOIN tasks USING (task_id)
        ORDER BY task_id, field, other_task_id
    """)


def links(certainties: tuple[str, ...], task_id: str | None = None) -> pd.DataFrame:
    """A row a link between two tasks (or of one task): what both say, how alike, why, and who settled it when.

    kind: report (of the first task on the second) or same_problem; certainty: sure, doubtful, confirmed, rejected.
    """
    sql = """
        SELECT links.*, one.seq AS from_seq, one.issue AS from_issue, one.document_id AS from_document,
               coalesce(one_home.title, one.document_id) AS from_title, one.progress AS from_progress,
               other.seq AS to_seq, other.issue AS to_issue, other.document_id AS to_document,
               coalesce(other_home.title, other.document_id) AS to_title, decided_by, decided_on,
               coalesce(reason, '') AS reason
        FROM links
        JOIN tasks AS one ON one.task_id = from_task_id JOIN tasks AS other ON other.task_id = to_task_id
        JOIN documents AS one_home ON one_home.document_id = one.document_id
        JOIN documents AS other_home ON other_home.document_id = other.document_id
        LEFT JOIN link_decisions USING (from_task_id, to_task_id)
        WHERE list_contains($certainties::VARCHAR[], certainty)
          AND ($task_id IS NULL OR $task_id IN (from_task_id, to_task_id))
        ORDER BY from_document, one.source_start, likeness DESC
    """
    return ask(sql, certainties=list(certainties), task_id=task_id)


def may_speak_of(task_id: str) -> pd.DataFrame:
    """A row a task of another document that a report's item may speak of, those of its own place first.

    None for an item of a plan, and for one whose task is known.
    """
    sql = """
        SELECT other.task_id, other.seq, other.issue, documents.title
        FROM tasks AS item JOIN documents AS home ON home.document_id = item.document_id
        JOIN tasks AS other ON other.document_id <> item.document_id
             AND (item.city IS NULL OR other.city IS NULL OR other.city = item.city)
        JOIN documents ON documents.document_id = other.document_id
        WHERE item.task_id = $task_id AND home.kind <> 'plan'
          AND item.reports_on IS NULL AND other.reports_on IS NULL
        ORDER BY other.area IS NOT DISTINCT FROM item.area DESC, documents.kind = 'plan' DESC, other.document_id,
                 other.source_start
        LIMIT 500
    """
    return ask(sql, task_id=task_id)


def ledger_rows(chosen: Filters) -> pd.DataFrame:
    """A row a task in view as the ledger template has it: the newest status, and what the ledger row that it comes
    from says besides."""
    return chosen.ask("""
        , said AS (         -- what else the row says that the status comes from
            SELECT carried.task_id,
                   any_value(words) FILTER (label = '进展说明') AS progress_note,
                   any_value(words) FILTER (label = '证明材料') AS evidence,
                   any_value(words) FILTER (label = '备注') AS remark
            FROM (SELECT task_id, coalesce(carried_from, task_id) AS row_id FROM newest) AS carried
            JOIN (SELECT task_fields.task_id, label,  -- CSV writes a quotation mark twice
                         if(format = 'csv', replace(quote, '""', '"'), quote) AS words
                  FROM task_fields JOIN tasks USING (task_id) JOIN documents USING (document_id)) AS field
                 ON field.task_id = row_id
            GROUP BY carried.task_id
        ),
        leads AS (
            SELECT task_id, string_agg(name_as_written, '、' ORDER BY position) AS lead
            FROM named_units WHERE role = 'lead' GROUP BY task_id
        )
        SELECT task_id, chosen.seq, issue, lead, document_days.stated_on,
               coalesce(nullif(corrected_deadline, ''), deadline_text) AS deadline,
               status, chosen.reported_on, chosen.completed_on, completed_precision, progress_note, evidence, remark
        FROM chosen JOIN document_days USING (document_id)
        LEFT JOIN leads USING (task_id) LEFT JOIN said USING (task_id) JOIN texts USING (task_id)
        ORDER BY chosen.city, document_id, list, seq
    """)
