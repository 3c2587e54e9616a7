"""问题类型: what the tasks are about, and what came back."""

import pandas as pd

from queries.database import ask
from queries.view import CHOSEN, Filters


def themes(chosen: Filters, by_inspection: bool = False, first: int = 10) -> pd.DataFrame:
    """A row a theme and city (or inspection): its tasks, the open ones; of the columns the first ones, the rest as one.

    A task with several themes stands in several rows: theme_total and column_total count it once each.
    """
    return ask(
        CHOSEN
        + """
        , placed AS (
            SELECT task_id, is_done, coalesce(theme, '未归类') AS theme,
                   CASE WHEN $by_inspection::BOOLEAN
                        THEN coalesce(chosen.inspection, documents.inspection, '未写哪次督察')
                        ELSE coalesce(chosen.city, '未写城市') END AS place
            FROM chosen JOIN documents USING (document_id) LEFT JOIN task_themes USING (task_id)
        ),
        ranked AS (
            SELECT place, row_number() OVER (ORDER BY count(DISTINCT task_id) DESC, place) AS rank
            FROM placed GROUP BY place
        ),
        columns AS (
            SELECT task_id, theme, is_done, least(rank, $first + 1) AS rank,
                   CASE WHEN rank <= $first THEN place
                        ELSE '其余 ' || (SELECT count(*) FROM ranked WHERE rank > $first) || ' 个' END AS place
            FROM placed JOIN ranked USING (place)
        )
        SELECT theme, place, rank, count(DISTINCT task_id) AS tasks, count(DISTINCT task_id) FILTER (NOT is_done) AS open_tasks,
               (SELECT count(DISTINCT task_id) FROM columns AS row WHERE row.theme = columns.theme) AS theme_total,
               (SELECT count(DISTINCT task_id) FROM columns AS row WHERE row.place = columns.place) AS column_total
        FROM columns GROUP BY theme, place, rank
        ORDER BY theme = '未归类', theme_total DESC, theme, rank
        """,
        chosen,
        by_inspection=by_inspection,
        first=first,
    )


def themed_task_ids(chosen: Filters, theme: str, place: str, by_inspection: bool) -> list[str]:
    """The tasks of one cell of themes(); none for the rest that stands as one."""
    return ask(
        CHOSEN
        + """
        SELECT task_id
        FROM chosen JOIN documents USING (document_id) LEFT JOIN task_themes USING (task_id)
        WHERE coalesce(theme, '未归类') = $theme
          AND CASE WHEN $by_inspection::BOOLEAN THEN coalesce(chosen.inspection, documents.inspection, '未写哪次督察')
                   ELSE coalesce(chosen.city, '未写城市') END = $place
        """,
        chosen,
        theme=theme,
        place=place,
        by_inspection=by_inspection,
    )["task_id"].tolist()


RETURNED = """,
listed_themes AS (
    SELECT task_id, chosen.city, theme, is_done, completed_on, reported_on, status_group, seq,
           coalesce(chosen.inspection, documents.inspection) AS inspection, stated_on, document_id
    FROM chosen JOIN documents USING (document_id) JOIN document_days USING (document_id)
    JOIN task_themes USING (task_id)
),
lists AS (                  -- the lists of a city, by the inspection that they answer
    SELECT DISTINCT city, inspection, stated_on FROM listed_themes WHERE inspection IS NOT NULL
)
"""


def returned_themes(chosen: Filters) -> pd.DataFrame:
    """A row a task of a later inspection whose city had closed or completed a task of its theme before that list came out.

    The same kind of problem, not surely the same problem: earlier_issue says which task was done, and when.
    """
    return ask(
        CHOSEN
        + RETURNED
        + """
        SELECT later.city, later.theme, earlier.inspection AS earlier_inspection, earlier_texts.issue AS earlier_issue,
               coalesce(earlier.completed_on, earlier.reported_on) AS done_on, later.inspection, texts.issue,
               later.status_group, later.seq, later.task_id, later.document_id
        FROM listed_themes AS later JOIN listed_themes AS earlier USING (city, theme)
        JOIN texts ON texts.task_id = later.task_id JOIN texts AS earlier_texts ON earlier_texts.task_id = earlier.task_id
        WHERE earlier.is_done AND earlier.inspection <> later.inspection AND earlier.stated_on < later.stated_on
          AND coalesce(earlier.completed_on, earlier.reported_on) < later.stated_on
        ORDER BY city, theme, later.document_id, later.seq
        """,
        chosen,
    )


def rounds(chosen: Filters) -> pd.Series:
    """How many cities have dated lists of more than one inspection, and how many tasks of earlier ones are done."""
    return ask(
        CHOSEN
        + RETURNED
        + """
        SELECT (SELECT count(*) FROM (SELECT city FROM lists WHERE stated_on IS NOT NULL
                                      GROUP BY city HAVING count(DISTINCT inspection) > 1)) AS cities,
               (SELECT count(DISTINCT task_id) FROM listed_themes AS earlier
                WHERE is_done AND EXISTS (FROM lists WHERE lists.city = earlier.city
                    AND lists.inspection <> earlier.inspection AND lists.stated_on > earlier.stated_on)) AS done
        """,
        chosen,
    ).iloc[0]
