"""The view that a reader has chosen: its filters, and the tasks in it as they stood on the as-of day (截至)."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pandas as pd

import wording
from queries.database import ask, rows
from queries.searching import sought

ONGOING, IMMEDIATE, UNDATED = "持续推进", "立行立改", "无明确时限"
"""What stands in the place of the year for a task whose deadline has no date."""


UNTHEMED = "未归类"
"""What stands in the place of the theme for a task that has none."""


@dataclass(frozen=True)
class Filters:
    """What the reader wants to see. An empty field does not narrow the view."""

    cities: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    """Values of units.unit_id."""
    systems: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    """lead, responsible, supervising, cooperating: units and systems are looked for in these roles."""
    themes: tuple[str, ...] = ()
    """What tasks are about, as in task_themes; 未归类 stands for tasks with none."""
    years: tuple[str, ...] = ()
    """Years of the deadline as text ("2024"), 持续推进, 立行立改 or 无明确时限: see due_row in CHOSEN."""
    statuses: tuple[str, ...] = ()
    """Values of status_group in CHOSEN: closed, completed, on_track, not_started, overdue, unreported."""
    past_deadline: bool = False
    """Only tasks past their deadline and not reported as done (已过时限)."""
    conflict: bool = False
    """Only tasks whose reports contradict one another (说法不一): see conflicts in CHOSEN."""
    once: bool = False
    """A problem that stands in several lists is counted once, in the earliest list in view."""
    expand: bool = False
    """A collective name (各县市区党委政府) stands for the units of those areas, where that is plain."""
    text: str = ""
    """What to search for: see sought."""
    as_of: date | None = None
    """The day whose knowledge counts (截至); None is today."""

    @property
    def day(self) -> date:
        return self.as_of or date.today()

    @property
    def narrows(self) -> bool:
        """Whether anything is chosen that leaves tasks out."""
        return any(
            getattr(self, field.name) for field in fields(self) if field.name not in ("as_of", "expand")
        )

    def in_words(self, everything: str = "全部任务") -> str:
        """The view in Chinese, for captions and downloads: `城市：衡阳市；时限：2024、持续推进；截至2026-11-22`."""
        said = [
            ("城市", self.cities),
            ("县市区", self.areas),
            ("文件", labels("documents", self.documents)),
            ("单位", labels("units", self.units)),
            ("系统", self.systems),
            ("角色", [wording.ROLES[role] for role in self.roles]),
            ("问题类型", self.themes),
            ("时限", self.years),
            ("状态", [wording.STATUS_GROUPS[status] for status in self.statuses]),
            ("标记", ["已过时限"] * self.past_deadline + ["说法不一"] * self.conflict),
            ("搜索", [" ".join(self.text.split())] if self.text.strip() else []),
        ]
        words = [f"{name}：{'、'.join(values)}" for name, values in said if values]
        counted = ["同一问题只计一次"] * self.once + ["集体名称展开到县市区"] * self.expand
        return "；".join([*(words or [everything]), *counted, f"截至{self.day.isoformat()}"])

    def values(self) -> dict[str, Any]:
        """What CHOSEN binds."""
        chosen = {field.name: getattr(self, field.name) for field in fields(self)}
        lists = {name: list(values) for name, values in chosen.items() if isinstance(values, tuple)}
        every, none = sought(self.text)
        marks = {name: value for name, value in chosen.items() if isinstance(value, bool)}
        return lists | marks | {"every": every, "none": none, "as_of": self.day}


DOCUMENT_DAYS = """
document_days AS (          -- when a document came out; where it does not say, the last day that it looks back on
    SELECT *,               -- one without any day is known as soon as anything is
           coalesce(not_before, min(not_before) OVER ()) AS known_from,
           coalesce(known_from <= $as_of::DATE, true) AS is_known
    FROM (SELECT document_id, coalesce(issued_on, published_on) AS stated_on,
                 coalesce(stated_on, greatest(
                     (SELECT max(completed_on) FROM status_reports WHERE source = document_id),
                     (SELECT max(as_of) FROM petition_counts
                      WHERE petition_counts.document_id = documents.document_id),
                     (SELECT max(try_cast(last || substr('2000-01-01', len(last) + 1) AS DATE))
                      FROM (SELECT split_part(period, '/', -1) AS last FROM indicators
                            WHERE indicators.document_id = documents.document_id AND role = 'actual'))
                 )) AS not_before
          FROM documents)
)
"""
"""What was known on the day: the documents that had come out."""

CHOSEN = (
    "WITH RECURSIVE"
    + DOCUMENT_DAYS
    + """,
corrected AS (              -- what persons put in the place of a task's values
    SELECT task_id, map(list(field), list(value)) AS says FROM corrections GROUP BY task_id
),
listed AS (                 -- the tasks with these values; corrected units are in named_units, a status in reports
    SELECT tasks.* REPLACE (
               coalesce(says['category'], category) AS category,
               coalesce(says['issue'], issue) AS issue,
               coalesce(says['goal'], goal) AS goal,
               coalesce(says['measures'], measures) AS measures,
               coalesce(says['progress'], progress) AS progress,
               coalesce(says['deadline_text'], deadline_text) AS deadline_text,
               CASE WHEN says['deadline_on'] IS NULL THEN deadline_on
                    ELSE try_cast(says['deadline_on'] AS DATE) END AS deadline_on,
               CASE WHEN says['deadline_on'] IS NULL THEN deadline_precision ELSE 'day' END AS deadline_precision,
               CASE WHEN says['deadline_on'] IS NULL THEN deadline_year
                    ELSE year(try_cast(says['deadline_on'] AS DATE)) END AS deadline_year,
               coalesce(says['is_immediate'] = '是', is_immediate) AS is_immediate,
               coalesce(says['is_ongoing'] = '是', is_ongoing) AS is_ongoing),
           says['leader'] AS corrected_leader, says['deadline_on'] AS corrected_deadline
    FROM tasks LEFT JOIN corrected USING (task_id)
),
corrected_units AS (        -- a row a unit that a person named: one that is known by this name, or a new one
    SELECT said.task_id, coalesce(known.unit_id, said.name) AS unit_id, said.field AS role,
           said.name AS name_as_written, said.position, coalesce(known.name, said.name) AS name,
           known.city, known.area, known.kind, known.system, coalesce(known.is_group, false) AS is_group
    FROM (SELECT task_id, field, unnest(names) AS name, generate_subscripts(names, 1) AS position
          FROM (SELECT task_id, field, list_filter(regexp_split_to_array(value, '[、，,；;[:space:]]+'),
                                                   lambda name: name <> '') AS names
                FROM corrections WHERE field IN ('lead', 'responsible', 'supervising', 'cooperating'))) AS said
    JOIN tasks USING (task_id)
    LEFT JOIN LATERAL (
        SELECT units.* FROM units
        WHERE units.name = said.name
           OR (units.city IS NOT DISTINCT FROM tasks.city AND units.unit_id IN (
               SELECT unit_id FROM task_units WHERE task_units.name_as_written = said.name))
        ORDER BY units.name = said.name DESC, unit_id LIMIT 1
    ) AS known ON true
),
named_units AS (            -- a row a task, unit and role
    SELECT task_id, unit_id, role, name_as_written, position,
           units.name, units.city, units.area, units.kind, units.system, units.is_group
    FROM task_units JOIN units USING (unit_id)
    WHERE (task_id, role) NOT IN (SELECT (task_id, field) FROM corrections)
    UNION ALL BY NAME FROM corrected_units
),
reports AS (
    SELECT report.* REPLACE (coalesce(report.reported_on, origin.stated_on) AS reported_on),
           coalesce(report.reported_on, origin.not_before) AS known_on,
           CASE WHEN known_on > $as_of::DATE THEN 'later'
                -- What others wrote before the plan came out is its background, not its progress.
                WHEN known_on < plan.stated_on AND report.source <> tasks.document_id THEN 'background'
                WHEN report.scope <> 'whole' THEN 'part'
                ELSE 'counts'
           END AS standing,
           row_number() OVER (
               PARTITION BY report.task_id, standing
               ORDER BY known_on DESC NULLS LAST, coalesce(source_kind = 'correction', false) DESC,
                        coalesce(confidence = 'direct', true) DESC, coalesce(source_kind = 'official', true) DESC,
                        report.completed_on DESC NULLS LAST, report.source_start DESC NULLS LAST, report.source
           ) AS place
    FROM (
        FROM status_reports
        UNION ALL BY NAME   -- a person's word on the status is a report of its day
        SELECT task_id, value AS status, 'whole' AS scope, corrected_on AS reported_on,
               corrected_by AS source, 'correction' AS source_kind, reason AS basis
        FROM corrections WHERE field = 'status'
    ) AS report
    JOIN tasks USING (task_id)
    JOIN document_days AS plan ON plan.document_id = tasks.document_id
    LEFT JOIN document_days AS origin ON origin.document_id = report.source
),
newest AS (                 -- the report that decides a task's status
    FROM reports WHERE standing = 'counts' AND place = 1
),
conflicts AS (              -- said to be done, and by another source, no earlier than that, overdue or not begun
    SELECT DISTINCT done.task_id
    FROM reports AS done JOIN reports AS other USING (task_id)
    WHERE done.standing = 'counts' AND done.status IN ('closed', 'completed')
      AND other.standing = 'counts' AND other.status IN ('overdue', 'not_started')
      AND done.source <> other.source
      AND coalesce(other.known_on >= coalesce(done.completed_on, done.known_on), true)
),
alike AS (                  -- pairs of tasks of two lists that are surely one problem, either way round
    SELECT unnest([from_task_id, to_task_id]) AS task_id, unnest([to_task_id, from_task_id]) AS other
    FROM links WHERE kind = 'same_problem' AND certainty IN ('sure', 'confirmed')
),
connected AS (
    FROM alike UNION SELECT connected.task_id, alike.other FROM connected JOIN alike ON connected.other = alike.task_id
),
problems AS (               -- the tasks that are one problem have one name for it
    SELECT task_id, least(task_id, min(other)) AS problem FROM connected GROUP BY task_id
),
meant_units AS (            -- with $expand the units that a collective name stands for, in its place
    FROM named_units WHERE NOT $expand::BOOLEAN OR unit_id NOT IN (SELECT unit_id FROM group_members)
    UNION ALL BY NAME
    SELECT task_id, role, name_as_written, position, member.*
    FROM named_units JOIN group_members USING (unit_id) JOIN units AS member ON member.unit_id = member_unit_id
    WHERE $expand::BOOLEAN
),
chosen_units AS (           -- a row a task, unit and role in view
    FROM meant_units
    WHERE (len($units::VARCHAR[]) = 0 OR list_contains($units::VARCHAR[], unit_id))
      AND (len($systems::VARCHAR[]) = 0 OR list_contains($systems::VARCHAR[], system))
      AND (len($roles::VARCHAR[]) = 0 OR list_contains($roles::VARCHAR[], role))
),
judged AS (                 -- every task as it stood on the day
    SELECT listed.*,
           newest.status, newest.reported_on, newest.completed_on, newest.source AS status_source,
           CASE newest.status WHEN 'ongoing' THEN 'on_track' ELSE coalesce(newest.status, 'unreported')
           END AS status_group,
           newest.task_id IS NOT NULL AS has_report,
           coalesce(newest.status IN ('closed', 'completed'), false) AS is_done,
           coalesce(deadline_on <= $as_of::DATE, false) AS is_due,
           coalesce(deadline_on < $as_of::DATE, false) AND NOT is_done AS is_past_deadline,
           CASE WHEN deadline_year IS NOT NULL THEN deadline_year::VARCHAR
                WHEN is_ongoing THEN '持续推进'
                WHEN is_immediate THEN '立行立改'
                ELSE '无明确时限'
           END AS due_row,
           -- A person who settles the status settles the conflict.
           conflicts.task_id IS NOT NULL AND newest.source_kind IS DISTINCT FROM 'correction' AS has_conflict,
           NOT has_report AND task_id IN (SELECT task_id FROM reports WHERE standing = 'part') AS has_part
    FROM listed LEFT JOIN newest USING (task_id) LEFT JOIN conflicts USING (task_id)
),
searched AS (               -- what a search looks through, with what persons put in the place of it
    FROM search_texts WHERE task_id NOT IN (SELECT task_id FROM corrections)
    UNION ALL BY NAME
    SELECT task_id, concat_ws(' ', any_value(words), lower(string_agg(said, ' '))) AS words
    FROM search_texts JOIN (SELECT task_id, value AS said FROM corrections
                            UNION ALL SELECT task_id, name FROM corrected_units) USING (task_id)
    GROUP BY task_id
),
chosen AS (                 -- the tasks in view
    SELECT judged.*
    FROM judged LEFT JOIN problems USING (task_id)
    JOIN document_days USING (document_id)
    WHERE is_known
      AND reports_on IS NULL        -- an item of a report on a listed task is no further task
      AND (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], city))
      AND (len($areas::VARCHAR[]) = 0 OR list_contains($areas::VARCHAR[], area))
      AND (len($documents::VARCHAR[]) = 0 OR list_contains($documents::VARCHAR[], document_id)
           OR task_id IN (SELECT reports_on FROM tasks WHERE list_contains($documents::VARCHAR[], document_id)))
      AND (len($themes::VARCHAR[]) = 0
           OR task_id IN (SELECT task_id FROM task_themes WHERE list_contains($themes::VARCHAR[], theme))
           OR list_contains($themes::VARCHAR[], '未归类') AND task_id NOT IN (SELECT task_id FROM task_themes))
      AND (len($years::VARCHAR[]) = 0 OR list_contains($years::VARCHAR[], due_row))
      AND (len($statuses::VARCHAR[]) = 0 OR list_contains($statuses::VARCHAR[], status_group))
      AND (NOT $past_deadline::BOOLEAN OR is_past_deadline)
      AND (NOT $conflict::BOOLEAN OR has_conflict)
      AND (len($units::VARCHAR[]) + len($systems::VARCHAR[]) + len($roles::VARCHAR[]) = 0
           OR task_id IN (SELECT task_id FROM chosen_units))
      AND (len($every::VARCHAR[][]) + len($none::VARCHAR[]) = 0 OR task_id IN (
           SELECT task_id FROM searched
           WHERE len(list_filter($every::VARCHAR[][], lambda either:
                     len(list_filter(either, lambda word: contains(words, word))) = 0)) = 0
             AND len(list_filter($none::VARCHAR[], lambda word: contains(words, word))) = 0))
    QUALIFY NOT $once::BOOLEAN OR row_number() OVER (
        PARTITION BY coalesce(problem, task_id) ORDER BY stated_on NULLS LAST, task_id) = 1
)
"""
)
"""Opens a query with the tables chosen (the tasks in view, judged as of the day) and chosen_units."""


def filter_options() -> pd.DataFrame:
    """A row a value that a filter can take: filter, value, label, and the city it belongs to (or NULL)."""
    return ask("""
        SELECT 'cities' AS filter, city AS value, city AS label, NULL AS city FROM documents WHERE city IS NOT NULL
        UNION SELECT 'areas', area, area, city FROM documents WHERE area IS NOT NULL
        UNION SELECT 'documents', document_id,
              -- Two documents of one title are told apart.
              CASE WHEN count(*) OVER (PARTITION BY title) = 1 THEN title
                   ELSE concat(title, '（', document_id, '）') END, city FROM documents
        UNION SELECT 'units', unit_id, name, city FROM units WHERE unit_id IN (SELECT unit_id FROM task_units)
        UNION SELECT 'systems', system, system, NULL FROM units WHERE system IS NOT NULL
        UNION SELECT 'themes', theme, theme, NULL FROM task_themes
        UNION SELECT 'years', deadline_year::VARCHAR, deadline_year::VARCHAR, NULL
              FROM tasks WHERE deadline_year IS NOT NULL
        UNION SELECT 'years', value[:4], value[:4], NULL FROM corrections WHERE field = 'deadline_on' AND value <> ''
        ORDER BY filter, city, label
    """)


def labels(filter_name: str, values: tuple[str, ...]) -> list[str]:
    """What chosen values of a filter are called: a document's title, a unit's name."""
    if not values:
        return []
    called = {row.value: row.label for row in rows(filter_options()) if row.filter == filter_name}
    return [called.get(value, value) for value in values]
