"""问题类型: what the tasks are about, and what came back."""

import pandas as pd

from queries.view import Filters, Part

PLACED = """,
placed AS (
    SELECT task_id, is_done, coalesce(theme, '未归类') AS theme,
           CASE WHEN $by_inspection::BOOLEAN
                THEN answers
                ELSE coalesce(chosen.city, '未写城市') END AS place
    FROM chosen LEFT JOIN task_themes USING (task_id)
),
ranked AS (
    SELECT place, row_number() OVER (ORDER BY count(DISTINCT task_id) DESC, place) AS rank
    FROM placed GROUP BY place
),
columns AS (                -- the first ones by name, the rest as one
    SELECT task_id, theme, is_done, least(rank, $most + 1) AS rank,
           CASE WHEN rank <= $most THEN place
                ELSE '其余 ' || (SELECT count(*) FROM ranked WHERE rank > $most) || ' 个' END AS place
    FROM placed JOIN ranked USING (place)
)
"""
MOST_COLUMNS = 10


def themes(chosen: Filters, by_inspection: bool = False) -> pd.DataFrame:
    """A row a theme and city (or inspection): its tasks, the open ones; of the columns the first ones, the rest as one.

    A task with several themes stands in several rows: theme_total and column_total count it once each.
    """
    sql = f"""{PLACED}
        SELECT theme, place, rank, count(DISTINCT task_id) AS tasks, count(DISTINCT task_id) FILTER (NOT is_done) AS open_tasks,
               (SELECT count(DISTINCT task_id) FROM columns AS row WHERE row.theme = columns.theme) AS theme_total,
               (SELECT count(DISTINCT task_id) FROM columns AS row WHERE row.place = columns.place) AS column_total
        FROM columns GROUP BY theme, place, rank
        ORDER BY theme = '未归类', theme_total DESC, theme, rank
    """
    return chosen.ask(sql, by_inspection=by_inspection, most=MOST_COLUMNS)


def part_of_themes(theme: str, place: str, by_inspection: bool) -> Part:
    """The tasks of one cell of themes(), or of any in its row or column."""
    return Part(
        PLACED
        + ", part AS (SELECT task_id FROM columns WHERE $theme IN (theme, 'any') AND $place IN (place, 'any')) ",
        {"theme": theme, "place": place, "by_inspection": by_inspection, "most": MOST_COLUMNS},
    )


RETURNED = """,
of_lists AS (               -- the tasks with the inspection that their list answers and the day it came out
    SELECT task_id, chosen.city, problem, is_done, coalesce(completed_on, chosen.reported_on) AS done_on, status_group, seq,
           answers AS inspection, stated_on, document_id
    FROM chosen JOIN document_days USING (document_id)
),
in_turn AS (                -- a task, and one of its city in a later list of another inspection
    SELECT earlier.task_id AS earlier_task_id, later.task_id, earlier.city, earlier.is_done,
           earlier.done_on < later.stated_on AS was_done, coalesce(earlier.problem = later.problem, false) AS is_same
    FROM of_lists AS earlier JOIN of_lists AS later
      ON earlier.city IS NOT DISTINCT FROM later.city AND are_other_inspections(earlier.inspection, later.inspection)
     AND earlier.stated_on < later.stated_on
),
again AS (                  -- of these, those of which the first was done by then
    SELECT earlier_task_id, task_id, is_same FROM in_turn WHERE is_done AND was_done
)
"""


def returned(chosen: Filters) -> pd.DataFrame:
    """A row a task of a later inspection and one of its city that was closed or completed before that list came out.

    sameness: same_problem, where their words or a person say that the two are one; same_theme, the same kind of problem
    and not surely the same one. A task that came back surely is not told once more by its kind.
    """
    return chosen.ask(f"""{RETURNED}
        , told AS (
            SELECT again.*, 'same_problem' AS sameness, NULL AS theme FROM again WHERE is_same
            UNION ALL
            SELECT again.*, 'same_theme', theme
            FROM again JOIN task_themes USING (task_id) JOIN task_themes AS earlier_themes USING (theme)
            WHERE earlier_themes.task_id = earlier_task_id AND task_id NOT IN (SELECT task_id FROM again WHERE is_same)
        )
        SELECT sameness, later.city, theme, earlier.inspection AS earlier_inspection, earlier_texts.issue AS earlier_issue,
               earlier.done_on, later.inspection, texts.issue, later.status_group, later.seq, task_id, later.document_id
        FROM told JOIN of_lists AS later USING (task_id) JOIN texts USING (task_id)
        JOIN of_lists AS earlier ON earlier.task_id = earlier_task_id
        JOIN texts AS earlier_texts ON earlier_texts.task_id = earlier_task_id
        ORDER BY sameness, later.city, theme, later.document_id, later.seq, earlier.document_id, earlier.seq
    """)


def rounds(chosen: Filters) -> pd.Series:
    """How many cities have dated lists of more than one inspection, and how many tasks of earlier ones are done."""
    return chosen.ask(f"""{RETURNED}
        SELECT count(DISTINCT city) AS cities, count(DISTINCT earlier_task_id) FILTER (is_done) AS done FROM in_turn
    """).iloc[0]
