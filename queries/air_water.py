"""空气与水: what was promised, what was measured, and the limits in force."""

from dataclasses import replace

import pandas as pd

from queries.database import ask
from queries.view import Filters

DATED = """,
of_tasks AS (               -- with the task that they are of, a plan's or one that a report speaks of; 新建污水管网 is 新建管网 there
    SELECT indicators.*, coalesce(reports_on, task_id) AS of_task,
           regexp_replace(metric, '园区|城[镇区市]|生活|污水|收集|配套|市政|截污|[主干支网道]', '', 'g') AS kind
    FROM indicators LEFT JOIN tasks USING (task_id)
),
in_full AS (                -- plan and report of one task may shorten a place or a pipe's name: 彬江断面, 袁河彬江断面
    SELECT short.indicator_id, any_value(whole.place) AS place, any_value(whole.metric) AS metric
    FROM of_tasks AS short JOIN of_tasks AS whole USING (of_task, kind)
    WHERE ends_with(whole.place, short.place) AND (whole.metric = short.metric OR short.unit = 'km')
      AND (whole.place <> short.place OR whole.metric <> short.metric AND whole.role = 'target' AND short.role <> 'target')
    GROUP BY short.indicator_id HAVING count(DISTINCT (whole.place, whole.metric)) = 1
),
placed AS (                 -- figures with the key of their place: names of one place have one
    SELECT indicators.* EXCLUDE (kind), waters, coalesce(in_full.metric, indicators.metric) AS as_promised,
           coalesce(measured_places.place_key, concat(indicators.city, coalesce(in_full.place, indicators.place))) AS place_key
    FROM of_tasks AS indicators LEFT JOIN in_full USING (indicator_id) LEFT JOIN measured_places
      ON measured_places.place = coalesce(in_full.place, indicators.place)
     AND measured_places.city IS NOT DISTINCT FROM indicators.city
),
names AS (                  -- the name most used stands for a place; two places of one name are told apart by their city
    SELECT place_key, CASE WHEN count(*) OVER (PARTITION BY name) > 1 THEN concat(city, name) ELSE name END AS called
    FROM (SELECT place_key, any_value(city) AS city, arg_max(place, uses) AS name
          FROM (SELECT place_key, place, any_value(city) AS city, (count(*), -length(place), place) AS uses
                FROM placed WHERE place IS NOT NULL GROUP BY place_key, place)
          GROUP BY place_key)
),
dated AS (                  -- with the first and last day of their periods
    SELECT *, first_day_of(period) AS starts, last_day_of(period) AS ends,
           coalesce(strftime(starts, '%m-%d') = '01-01' AND strftime(ends, '%m-%d') = '12-31', false) AS is_year
    FROM placed LEFT JOIN names USING (place_key)
    WHERE (len($cities::VARCHAR[]) = 0 OR role = 'limit' OR list_contains($cities::VARCHAR[], city))
      AND (role <> 'actual' OR coalesce(ends <= $as_of::DATE, true))
      AND (document_id IN (SELECT document_id FROM document_days WHERE is_known)
           -- Of a goal gathered by hand no day of issue is known: it counts from the year that it is for.
           OR (document_id IS NULL AND (role <> 'target' OR coalesce(starts <= $as_of::DATE, true))))
)
"""

OF_AREAS = """(
    len($areas::VARCHAR[]) = 0
    OR document_id IN (SELECT document_id FROM documents WHERE list_contains($areas::VARCHAR[], area))
    OR len(list_filter($areas::VARCHAR[], lambda area: contains(place, area))) > 0)"""
"""Of figures: the counties' own papers tell them, or they are of a place there."""


def indicator_metrics(chosen: Filters, element: str) -> pd.DataFrame:
    """A row a measure with more than one figure to set side by side, in its commonest unit."""
    sql = f"""{DATED}
        SELECT metric, unit, count(DISTINCT place_key) AS places, count(*) AS figures
        FROM dated WHERE element = $element AND role <> 'limit' AND NOT is_change AND {OF_AREAS}
        GROUP BY metric, unit
        HAVING count(*) > 1
        ORDER BY count(DISTINCT role) FILTER (ends IS NOT NULL) DESC, count(ends) DESC, figures DESC, metric
    """
    return chosen.ask(sql, element=element).drop_duplicates("metric")


def indicators(chosen: Filters, metric: str, unit: str | None, is_change: bool = False) -> pd.DataFrame:
    """A row a level of one measure, or with is_change a change of it (同比), with its period as dates and its source.

    place is what the place is called here, name_as_written what its source calls it.
    """
    sql = f"""{DATED}
        SELECT called AS place, waters, metric, role, period, starts, ends, is_year, op, value, unit,
               coalesce(dated.source_url, documents.source_url) AS source_url, place AS name_as_written,
               coalesce(dated.source_title, documents.title) AS source_title, dated.source_kind, note, quote,
               source_start, source_end, task_id, document_id
        FROM dated LEFT JOIN documents USING (document_id)
        WHERE metric = $metric AND role <> 'limit' AND is_change = $is_change AND {OF_AREAS}
          AND ($is_change OR unit IS NOT DISTINCT FROM $unit)
        ORDER BY called, starts, role
    """
    return chosen.ask(sql, metric=metric, unit=unit, is_change=is_change)


def newest_indicators(chosen: Filters, metric: str, unit: str | None) -> pd.DataFrame:
    """A row a place and role: its newest level, whole years and parts of years apart; places with targets first."""
    sql = f"""{DATED}
        , newest AS (
            SELECT DISTINCT called AS place, waters, metric, role, period, starts, ends, is_year, op, value, unit
            FROM dated
            WHERE metric = $metric AND unit IS NOT DISTINCT FROM $unit AND role <> 'limit' AND NOT is_change AND {OF_AREAS}
            QUALIFY rank() OVER (           -- both bounds of a range are kept
                PARTITION BY place_key, role, role = 'actual' AND is_year ORDER BY ends DESC NULLS LAST, starts
            ) = 1
        )
        FROM newest
        ORDER BY max((role = 'target' AND ends IS NOT NULL)::INTEGER) OVER (PARTITION BY place) DESC,
                 count(ends) OVER (PARTITION BY place) DESC, place, role, value
    """
    return chosen.ask(sql, metric=metric, unit=unit)


def limits(metric: str, unit: str | None) -> pd.DataFrame:
    """A row a standard's bound on a measure, for lakes or rivers where waters says so, and the days it is in force.

    One without an end ends with its successor; the successor of one that has ended may not be known here.
    """
    sql = """
        WITH standards AS (
            SELECT indicators.* REPLACE (coalesce(valid_from, first_day_of(period)) AS valid_from), waters
            FROM indicators LEFT JOIN measured_places
              ON measured_places.place = indicators.place AND measured_places.city IS NOT DISTINCT FROM indicators.city
            WHERE role = 'limit' AND document_id IS NULL AND metric = $metric AND unit IS NOT DISTINCT FROM $unit
        )
        SELECT place, waters, metric, op, value, unit, note, valid_from,
               coalesce(valid_to, lead(valid_from) OVER (PARTITION BY waters ORDER BY valid_from NULLS FIRST) - 1)
               AS valid_to
        FROM standards ORDER BY valid_from NULLS FIRST, value
    """
    return ask(sql, metric=metric, unit=unit)


PROMISES = """,
measures AS (               -- what was measured, as a range: 达到Ⅲ类 is Ⅲ or better
    SELECT * REPLACE (as_promised AS metric), NULL::VARCHAR AS reckoned,
           CASE WHEN op IN ('<=', '<') THEN '-inf' WHEN op = '>' THEN value + 1e-9 ELSE value END::DOUBLE AS low,
           CASE WHEN op IN ('>=', '>') THEN 'inf' WHEN op = '<' THEN value - 1e-9 ELSE value END::DOUBLE AS high
    FROM dated WHERE role = 'actual' AND (NOT is_change OR base_year IS NOT NULL)
),
good_air AS (               -- of whole years; a year has at least 324 valid days (HJ 663)
    SELECT *, date_diff('day', starts, ends) + 1 AS days FROM measures
    WHERE metric IN ('优良天数', '优良天数比例') AND unit = CASE metric WHEN '优良天数' THEN '天' ELSE '%' END
      AND is_year AND NOT is_change
),
years AS (                  -- the levels that a change is worked out from
    SELECT place_key, metric, unit, starts, any_value(value) AS value
    FROM dated WHERE role IN ('actual', 'baseline') AND NOT is_change AND is_year AND op = '='
    GROUP BY place_key, metric, unit, starts HAVING count(DISTINCT value) = 1
),
promised AS (
    SELECT figure.place, called, place_key, metric, unit, op, value AS target, period, is_change, base_year, is_built,
           coalesce(starts, done_on) AS starts, coalesce(ends, done_on) AS ends, figure.ends IS NULL AS is_undated,
           -- 下降12% means so much or more; 100% cannot be passed; a better class keeps the promise of one
           CASE WHEN op <> '=' THEN op
                WHEN is_change AND value < 0 OR value = 0 OR unit = '类' THEN '<='
                WHEN is_change OR value = 100 AND unit = '%' THEN '>='
                ELSE op END AS kept,
           figure.task_id, figure.of_task, figure.document_id, figure.city, status_group, coalesce(is_done, false) AS is_done,
           issue, seq, indicator_id, quote, figure.source_start, figure.source_end, source_title, source_url
    FROM (FROM dated WHERE role = 'target') AS figure
    LEFT JOIN (SELECT task_id, status_group, is_done, issue, seq,
                      CASE WHEN is_done THEN coalesce(completed_on, reported_on) END AS done_on
               FROM chosen JOIN texts USING (task_id)) AS task
      USING (task_id)
    WHERE task.task_id IS NOT NULL
       OR ($of_plans AND figure.task_id IS NULL
           AND (len($documents::VARCHAR[]) = 0 OR list_contains($documents::VARCHAR[], figure.document_id))
           AND (len($areas::VARCHAR[]) = 0 OR figure.document_id IN (
               SELECT document_id FROM documents WHERE list_contains($areas::VARCHAR[], area))))
    QUALIFY row_number() OVER (     -- a plan that repeats itself promises once
        PARTITION BY figure.task_id, figure.document_id, place_key, metric, unit, op, value, figure.starts, figure.ends,
                     is_change
        ORDER BY indicator_id) = 1
),
compared AS (
    FROM measures
    UNION ALL BY NAME       -- days tell their share, and the share the days, as closely as the valid days are known
    SELECT * EXCLUDE (days) REPLACE (
               '优良天数比例' AS metric, '%' AS unit, 'days' AS reckoned, round(100 * value / days, 1) AS value,
               100 * low / days AS low, least(100 * high / 324, 100) AS high)
    FROM good_air WHERE metric = '优良天数'
    UNION ALL BY NAME
    SELECT * EXCLUDE (days) REPLACE (
               '优良天数' AS metric, '天' AS unit, 'days' AS reckoned, round(value * days / 100) AS value,
               low * 324 / 100 AS low, high * days / 100 AS high)
    FROM good_air WHERE metric = '优良天数比例'
    UNION ALL BY NAME       -- a change that was promised is known where the levels of both years are
    SELECT newer.* REPLACE (
               true AS is_change, asked.base_year AS base_year, 'levels' AS reckoned, change.unit AS unit,
               round(change.value, 2) AS value, change.value AS low, change.value AS high)
    FROM (SELECT DISTINCT place_key, metric, base_year FROM promised WHERE is_change) AS asked
    JOIN measures AS newer
      ON (newer.place_key, newer.metric) = (asked.place_key, asked.metric) AND NOT newer.is_change
    JOIN years AS older
      ON (older.place_key, older.metric) = (newer.place_key, newer.metric)
     AND older.unit IS NOT DISTINCT FROM newer.unit AND year(older.starts) = asked.base_year AND older.starts < newer.starts
    CROSS JOIN LATERAL (
        SELECT '%' AS unit, 100 * (newer.value - older.value) / older.value AS value WHERE older.value > 0
        UNION ALL SELECT '百分点', newer.value - older.value WHERE newer.unit = '%') AS change
    WHERE newer.is_year AND newer.op = '='
),
beside AS (                 -- of all measurements the newest whole year that decides, else the nearest to it
    SELECT promised.*, actual.place AS actual_place, actual.period AS actual_period, actual.op AS actual_op,
           actual.value AS actual, actual.reckoned, actual.source_title AS actual_title, actual.source_url AS actual_url,
           actual.document_id AS actual_document_id, actual.source_start AS actual_start,
           actual.source_end AS actual_end, actual.task_id AS actual_task_id,
           min(actual.low) OVER same AS low, max(actual.high) OVER same AS high,
           -- What is built stays built; what is in the air and the water is known of whole years, or of the very month
           -- that a bulletin sets a goal for.
           actual.ends >= promised.ends AND (actual.is_year OR actual.is_built)
           OR (promised.task_id IS NULL AND actual.document_id = promised.document_id
               AND (actual.starts, actual.ends) = (promised.starts, promised.ends)) AS decides,
           -- Due in 2026-12, what the year has been so far tells of it, too.
           actual.ends >= promised.ends OR actual.starts >= date_trunc('year', promised.ends) AS in_time
    FROM promised LEFT JOIN compared AS actual
      ON (actual.place_key, actual.metric, actual.is_change) = (promised.place_key, promised.metric, promised.is_change)
     AND actual.unit IS NOT DISTINCT FROM promised.unit AND actual.base_year IS NOT DISTINCT FROM promised.base_year
     AND (actual.unit = 'km' AND actual.of_task <> promised.of_task) IS NOT TRUE    -- other pipes than those of the task
    WINDOW same AS (PARTITION BY promised.indicator_id, actual.period, actual.reckoned)
    QUALIFY row_number() OVER (
        PARTITION BY promised.indicator_id
        ORDER BY coalesce(decides, false) DESC, coalesce(in_time, false) DESC,
                 -- Of what does not decide, the longest part of the promise's own time tells most.
                 coalesce(NOT decides AND actual.starts <= promised.ends AND actual.ends >= date_trunc('year', promised.ends), false) DESC,
                 actual.is_year DESC NULLS LAST, CASE WHEN NOT decides THEN actual.ends - actual.starts END DESC,
                 actual.ends DESC, actual.reckoned NULLS FIRST, actual.value, actual.source_url
    ) = 1
)
"""


def promises(chosen: Filters) -> pd.DataFrame:
    """A row a promised level, or change, of the tasks in view (and, in a view of no tasks in particular, of the plans
    themselves), held against what was measured at the same place in its time or after.

    judged, as in wording.JUDGED: missed and met by the newest whole year; so_far_missed, so_far_met and part, where only
    parts of a year were measured, on which side those are or that it is open;
    earlier, where all measurements are older; unclear, where promise or measurement leave open on which side it is
    (为95%); levels, where a change was promised and not both levels are known; undated, where the promise has no time and
    no task reported done gives it one; none. gap is what is missing, in the promise's unit. reckoned says how the
    measurement was made comparable; elsewhere, where there is none, which places of the city have been measured; said,
    where in its document the promise stands. One that stands in several places has as many rows: see promised_once.
    """
    of_plans = not replace(chosen, cities=(), areas=(), documents=(), once=False).narrows
    sql = f"""{DATED}{PROMISES}
        SELECT CASE WHEN low = target AND high = target AND kept NOT IN ('<', '>') THEN 'met'
                    WHEN kept = '=' THEN 'unclear'
                    WHEN CASE kept WHEN '<=' THEN high <= target WHEN '<' THEN high < target
                                   WHEN '>=' THEN low >= target ELSE low > target END THEN 'met'
                    WHEN CASE kept WHEN '<=' THEN low > target WHEN '<' THEN low >= target
                                   WHEN '>=' THEN high < target ELSE high <= target END THEN 'missed'
                    ELSE 'unclear' END AS side,
               CASE WHEN ends IS NULL THEN 'undated'
                    WHEN actual IS NULL AND is_change THEN 'levels'
                    WHEN actual IS NULL THEN 'none'
                    WHEN NOT in_time THEN 'earlier'
                    WHEN NOT decides THEN CASE side WHEN 'unclear' THEN 'part' ELSE 'so_far_' || side END
                    ELSE side END AS judged,
               status_group, called AS place,
               CASE WHEN is_change THEN concat(metric, '（', coalesce('较' || base_year || '年', ''), '变化）') ELSE metric END
               AS metric,
               op, target, period, actual, actual_op, actual_period,
               CASE WHEN judged = 'missed' THEN round(abs(actual - target), 6) END AS gap, unit,
               CASE WHEN is_undated AND is_done THEN 'done' ELSE reckoned END AS reckoned,
               CASE WHEN judged = 'none' THEN (
                   SELECT array_to_string(list(DISTINCT called ORDER BY called)[:3], '、') FROM dated
                   WHERE role = 'actual' AND NOT is_change AND (dated.city, dated.metric) = (beside.city, beside.metric))
               END AS elsewhere,
               is_built, base_year, year(ends) AS due_year, issue, city, seq, is_done,
               concat(CASE WHEN count(DISTINCT document_id) OVER alike > 1 THEN '《' || title || '》' END,
                      coalesce('第' || seq || '项', CASE kind WHEN 'plan' THEN '总体目标' ELSE coalesce(source_title, '正文') END)) AS said,
               place AS name_as_written, actual_place, quote, source_start, source_end,
               source_title, source_url, actual_title, actual_url, actual_document_id, actual_start, actual_end,
               actual_task_id, task_id, document_id
        FROM beside LEFT JOIN (SELECT document_id, title, kind FROM documents) USING (document_id)
        WINDOW alike AS (PARTITION BY called, metric, unit, op, target, period)
        ORDER BY list_position(['missed', 'so_far_missed', 'unclear', 'so_far_met', 'part', 'earlier', 'levels', 'undated', 'none', 'met'], judged),
                 is_done DESC, metric, unit, called, period, op, target, task_id
    """
    return chosen.ask(sql, of_plans=of_plans)


PROMISE = ["place", "metric", "unit", "op", "target", "period", "judged"]
"""What makes two rows of promises one: their words, and how they are judged (one without a time is from its task's day)."""


def promised_once(promises: pd.DataFrame) -> pd.DataFrame:
    """What tasks and a plan's general part promise alike once: its first row, in the order of promises that of a task
    reported done. said_in: all the places that say it, 第15项、总体目标."""
    if promises.empty:
        return promises.assign(said_in="")
    said_in = promises.groupby(PROMISE, dropna=False)["said"].transform(
        lambda said: "、".join(dict.fromkeys(said))
    )
    return promises.assign(said_in=said_in).drop_duplicates(PROMISE)


def figures(chosen: Filters) -> pd.DataFrame:
    """A row a figure of the cities and counties in view, limits and changes too."""
    return chosen.ask(f"""{DATED}
        SELECT indicator_id, city, place, waters, element, metric, role, period, op, value, unit, is_change,
               base_year, valid_from, valid_to, note, quote, coalesce(dated.source_title, documents.title) AS source_title,
               coalesce(dated.source_url, documents.source_url) AS source_url, task_id, document_id
        FROM (SELECT * EXCLUDE (starts, ends, is_year) FROM dated WHERE role = 'limit' OR {OF_AREAS}) AS dated
        LEFT JOIN (SELECT document_id, title, source_url FROM documents) AS documents USING (document_id)
        ORDER BY metric, place, role, period, indicator_id
    """)
