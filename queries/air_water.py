"""空气与水: what was promised, what was measured, and the limits in force."""

from dataclasses import replace

import pandas as pd

from queries.database import ask
from queries.view import CHOSEN, Filters

DATED = """
dated AS (                  -- 2020 · 2018-09 · 2024-12-31 · 2023-01/2023-08 as first and last day
    SELECT *, split_part(period, '/', 1) AS head, split_part(period, '/', -1) AS tail,
           CASE length(head) WHEN 4 THEN head || '-01-01' WHEN 7 THEN head || '-01' ELSE head END::DATE AS starts,
           CASE length(tail) WHEN 4 THEN (tail || '-12-31')::DATE WHEN 7 THEN last_day((tail || '-01')::DATE)
                ELSE tail::DATE END AS ends,
           coalesce(strftime(starts, '%m-%d') = '01-01' AND strftime(ends, '%m-%d') = '12-31', false) AS is_year
    FROM indicators
    WHERE (len($cities::VARCHAR[]) = 0 OR role = 'limit' OR list_contains($cities::VARCHAR[], city))
      AND (role <> 'actual' OR coalesce(ends <= $as_of::DATE, true))
      AND (document_id IS NULL OR document_id IN (SELECT document_id FROM document_days WHERE is_known))
)
"""


INDICATORS = "WITH" + DATED


def indicator_metrics(chosen: Filters, element: str) -> pd.DataFrame:
    """A row a measure with more than one figure to set side by side, in its commonest unit."""
    return ask(
        INDICATORS
        + """
        SELECT metric, unit, count(DISTINCT place) AS places, count(*) AS figures
        FROM dated WHERE element = $element AND role <> 'limit' AND NOT is_change
        GROUP BY metric, unit
        HAVING count(*) > 1
        ORDER BY count(DISTINCT role) DESC, figures DESC, metric
        """,
        chosen,
        element=element,
    ).drop_duplicates("metric")


def indicators(chosen: Filters, metric: str, unit: str | None, is_change: bool = False) -> pd.DataFrame:
    """A row a level of one measure, or with is_change a change of it (同比), with its period as dates and its source."""
    return ask(
        INDICATORS
        + """
        SELECT place, metric, role, period, starts, ends, is_year, op, value, unit,
               coalesce(dated.source_title, documents.title) AS source_title,
               coalesce(dated.source_url, documents.source_url) AS source_url, dated.source_kind, note, quote,
               task_id, document_id
        FROM dated LEFT JOIN documents USING (document_id)
        WHERE metric = $metric AND role <> 'limit' AND is_change = $is_change
          AND ($is_change OR unit IS NOT DISTINCT FROM $unit)
        ORDER BY place, starts, role
        """,
        chosen,
        metric=metric,
        unit=unit,
        is_change=is_change,
    )


def newest_indicators(chosen: Filters, metric: str, unit: str | None) -> pd.DataFrame:
    """A row a place and role: its newest level, whole years and parts of years apart; places with targets first."""
    return ask(
        INDICATORS
        + """
        , newest AS (
            SELECT DISTINCT place, metric, role, period, starts, ends, is_year, op, value, unit
            FROM dated
            WHERE metric = $metric AND unit IS NOT DISTINCT FROM $unit AND role <> 'limit' AND NOT is_change
            QUALIFY rank() OVER (           -- both bounds of a range are kept
                PARTITION BY place, role, role = 'actual' AND is_year ORDER BY ends DESC NULLS LAST, starts
            ) = 1
        )
        SELECT place, metric, role, period, starts, ends, is_year, op, value, unit
        FROM newest
        ORDER BY max((role = 'target')::INTEGER) OVER (PARTITION BY place) DESC,
                 count(*) OVER (PARTITION BY place) DESC, place, role, value
        """,
        chosen,
        metric=metric,
        unit=unit,
    )


def limits(metric: str, unit: str | None) -> pd.DataFrame:
    """A row a standard's bound on a measure and the days it is in force; one without an end ends with its successor."""
    return ask(
        """
        WITH standards AS (
            SELECT * REPLACE (coalesce(valid_from, CASE length(split_part(period, '/', 1))
                       WHEN 4 THEN split_part(period, '/', 1) || '-01-01' ELSE split_part(period, '/', 1) END::DATE)
                       AS valid_from)
            FROM indicators
            WHERE role = 'limit' AND document_id IS NULL AND metric = $metric AND unit IS NOT DISTINCT FROM $unit
        )
        SELECT place, metric, op, value, unit, note, valid_from,
               coalesce(valid_to, lead(valid_from) OVER (ORDER BY valid_from NULLS FIRST) - 1) AS valid_to
        FROM standards ORDER BY valid_from NULLS FIRST, value
        """,
        metric=metric,
        unit=unit,
    )


def promises(chosen: Filters) -> pd.DataFrame:
    """A row a promised level of the tasks in view (and, in a view of no tasks in particular, of the plans themselves),
    held against what was measured at the same place in its time or after.

    judged, as in wording.JUDGED: missed and met by the newest whole year; part, where only parts of a year were measured;
    earlier, where all measurements are older; unclear, where the promise does not say on which side it is kept (为95%)
    and the figures differ; none. gap is what is missing, in the promise's unit. Places are one where their names are.
    """
    of_plans = not replace(chosen, cities=(), areas=(), documents=(), once=False).narrows
    return ask(
        CHOSEN
        + ","
        + DATED
        + """
        , levels AS (SELECT DISTINCT city, place, metric, unit, role, period, starts, ends, is_year, op, value
                     FROM dated WHERE NOT is_change),
        promised AS (
            SELECT dated.place, metric, unit, op, value AS target, period, starts, ends, dated.task_id, dated.document_id,
                   dated.city, chosen.status_group, coalesce(chosen.is_done, false) AS is_done, issue, seq,
                   dated.indicator_id
            FROM dated LEFT JOIN chosen USING (task_id) LEFT JOIN texts USING (task_id)
            WHERE role = 'target' AND NOT is_change AND ends IS NOT NULL
              AND (chosen.task_id IS NOT NULL OR ($of_plans AND dated.task_id IS NULL
                   AND (len($documents::VARCHAR[]) = 0 OR list_contains($documents::VARCHAR[], dated.document_id))))
            QUALIFY row_number() OVER (     -- a plan that repeats itself promises once
                PARTITION BY dated.task_id, dated.document_id, dated.place, metric, unit, op, value, starts, ends
                ORDER BY dated.indicator_id) = 1
        ),
        measured AS (
            SELECT promised.*, actual.period AS actual_period, actual.value AS actual,
                   actual.ends >= promised.ends AND actual.is_year AS decides,
                   actual.ends >= promised.ends OR actual.starts >= promised.starts AS in_time
            FROM promised LEFT JOIN levels AS actual
              ON actual.role = 'actual' AND (actual.place, actual.metric) = (promised.place, promised.metric)
             AND actual.unit IS NOT DISTINCT FROM promised.unit
            QUALIFY row_number() OVER (
                PARTITION BY indicator_id
                ORDER BY coalesce(decides, false) DESC, coalesce(in_time, false) DESC,
                         actual.is_year DESC NULLS LAST, actual.ends DESC, actual.value
            ) = 1
        )
        SELECT CASE WHEN actual IS NULL THEN 'none'
                    WHEN NOT in_time THEN 'earlier'
                    WHEN NOT decides THEN 'part'
                    WHEN actual = target AND op NOT IN ('<', '>') THEN 'met'
                    WHEN op = '=' THEN 'unclear'
                    WHEN CASE WHEN op IN ('<=', '<') THEN actual < target ELSE actual > target END THEN 'met'
                    ELSE 'missed' END AS judged,
               status_group, place, metric, op, target, period, actual, actual_period,
               CASE WHEN judged = 'missed' THEN round(abs(actual - target), 6) END AS gap, unit,
               issue, city, seq, is_done, task_id, document_id
        FROM measured
        ORDER BY list_position(['missed', 'unclear', 'part', 'earlier', 'none', 'met'], judged), is_done DESC,
                 metric, unit, place, period, op, target, task_id
        """,
        chosen,
        of_plans=of_plans,
    )


def figures(chosen: Filters) -> pd.DataFrame:
    """A row a figure of the cities in view, limits and changes too."""
    return ask(
        INDICATORS
        + """
        SELECT indicator_id, city, place, element, metric, role, period, op, value, unit, is_change,
               valid_from, valid_to, note, quote, coalesce(dated.source_title, documents.title) AS source_title,
               coalesce(dated.source_url, documents.source_url) AS source_url, task_id, document_id
        FROM (SELECT * EXCLUDE (head, tail, starts, ends, is_year) FROM dated) AS dated
        LEFT JOIN (SELECT document_id, title, source_url FROM documents) AS documents USING (document_id)
        ORDER BY metric, place, role, period, indicator_id
        """,
        chosen,
    )
