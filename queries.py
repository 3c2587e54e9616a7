"""The questions that the pages ask: SQL in, DataFrame out. The one file that opens the database for the pages.

The database folder holds one file a generation and `current-generation.txt`, which names the one to serve. The
folder is `database/` beside this file; RECTIFICATION_DATABASE names another folder, or one .duckdb file.
"""

import logging
import os
import re
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

import wording

# The server imports this for api.py before it runs, and would say at each start that answers are kept in memory. They are.
logging.getLogger("streamlit.runtime.caching.cache_data_api").addFilter(
    lambda record: "No runtime found" not in str(record.msg)
)

ONGOING, IMMEDIATE, UNDATED = "持续推进", "立行立改", "无明确时限"
"""What stands in the place of the year for a task whose deadline has no date."""

UNTHEMED = "未归类"
"""What stands in the place of the theme for a task that has none."""

# ------------------------------------------------------------------------------------------------ the view chosen


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


CHOSEN = """
WITH RECURSIVE
document_days AS (          -- when a document came out; where it does not say, the last day that it looks back on
    SELECT document_id, coalesce(issued_on, published_on) AS stated_on,
           coalesce(stated_on, greatest(
               (SELECT max(completed_on) FROM status_reports WHERE source = document_id),
               (SELECT max(try_cast(last || substr('2000-01-01', len(last) + 1) AS DATE))
                FROM (SELECT split_part(period, '/', -1) AS last FROM indicators
                      WHERE indicators.document_id = documents.document_id AND role = 'actual'))
           )) AS not_before
    FROM documents
),
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
           CASE WHEN report.scope <> 'whole' THEN 'part'
                WHEN known_on > $as_of::DATE THEN 'later'
                -- What others wrote before the plan came out is its background, not its progress.
                WHEN known_on < plan.stated_on AND report.source <> tasks.document_id THEN 'background'
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
           conflicts.task_id IS NOT NULL AND newest.source_kind IS DISTINCT FROM 'correction' AS has_conflict
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
    LEFT JOIN document_days USING (document_id)
    WHERE reports_on IS NULL        -- an item of a report on a listed task is no further task
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
"""Opens a query with the tables chosen (the tasks in view, judged as of the day) and chosen_units."""

# ------------------------------------------------------------------------------------------------- the database


class NoDatabase(Exception):
    """There is nothing to show yet; the message, in Chinese, says what to do."""


def current_database() -> Path:
    """The file of the current generation; NoDatabase where there is none."""
    place = Path(os.environ.get("RECTIFICATION_DATABASE") or Path(__file__).parent / "database")
    if place.is_dir():
        pointer = place / "current-generation.txt"
        if not pointer.exists():
            raise NoDatabase("还没有数据库。请先运行 python -m loaders build")
        place = place / pointer.read_text(encoding="utf-8").strip()
    if not place.is_file():
        raise NoDatabase(f"找不到数据库文件 {place.name}。请先运行 python -m loaders build")
    return place


@st.cache_resource(max_entries=2, show_spinner=False)
def _open(path: str, _modified: int) -> duckdb.DuckDBPyConnection:
    """An in-memory database whose views show one generation; it can reach no other file."""
    connection = duckdb.connect(":memory:")
    quoted = path.replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS generation (READ_ONLY)")
    tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'generation'")
    for (table,) in tables.fetchall():
        connection.execute(f'CREATE VIEW "{table}" AS FROM generation."{table}"')
    connection.execute("""
        CREATE OR REPLACE VIEW documents AS  -- one without a title goes by its id
        SELECT * REPLACE (coalesce(title, document_id) AS title) FROM generation.documents
    """)
    connection.execute("SET enable_external_access = false; SET lock_configuration = true")
    return connection


@st.cache_data(max_entries=500, show_spinner=False)
def _answer(sql: str, values: dict[str, Any], path: str, modified: int) -> pd.DataFrame:
    # A cursor of its own: a connection shared between sessions' threads mixes up their rows.
    with _open(path, modified).cursor() as cursor:
        return cursor.execute(sql, values).df()


def ask(sql: str, chosen: Filters | None = None, **values: Any) -> pd.DataFrame:
    """The rows of a query: from the cache, if it was asked before of this generation of the database."""
    database = current_database()
    bound = (chosen.values() if chosen else {}) | values
    named = set(re.findall(r"\$(\w+)", sql))
    return _answer(
        sql, {name: bound[name] for name in sorted(named)}, str(database), database.stat().st_mtime_ns
    )


def plain(value: Any) -> Any:
    """A cell as str, bool, int, float, date or datetime; None where it is missing."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date() if value == value.normalize() else value.to_pydatetime()
    return value.item() if hasattr(value, "item") else value


def rows(table: pd.DataFrame) -> list[Any]:
    """The rows with their columns as attributes and plain values in them: `row.deadline_on or "未写时限"`."""
    columns = list(table.columns)
    return [
        SimpleNamespace(**dict(zip(columns, map(plain, row), strict=True)))
        for row in table.itertuples(index=False, name=None)
    ]


def build() -> Any:
    """When and by which loader the current generation was built: generation, built_at, loader_version."""
    return rows(ask("FROM build"))[0]


def data_date() -> date | None:
    """The newest day that a loaded document or a report speaks of."""
    newest = ask("""
        SELECT max(day) AS day FROM (
            SELECT unnest([issued_on, published_on]) AS day FROM documents
            UNION ALL SELECT reported_on FROM status_reports)
    """)
    return rows(newest)[0].day


def fold(text: str) -> str:
    """A text as it is searched, character for character: 廢 as 废, Ａ as a."""
    database = current_database()
    return text.translate(_folding(str(database), database.stat().st_mtime_ns)) if text else ""


@st.cache_resource(max_entries=2, show_spinner=False)
def _folding(path: str, modified: int) -> dict[int, str]:
    folded = ask("FROM folded_characters")
    return {ord(a): b for a, b in zip(folded["written"], folded["folded"], strict=True)}


def sought(text: str) -> tuple[list[list[str]], list[str]]:
    """What a search asks for: of each group one word at least, and none of the words of the second list.

    A space is and; 或 or | between two words is or; 非 before a word, or - at its head, is not:
    衡阳 尾矿|尾砂 -铅 -> [[衡阳], [尾矿, 尾砂]], [铅]. Inside a word 非 is itself: 非法采砂.
    """
    every: list[list[str]] = []
    none: list[str] = []
    is_or = is_not = False
    for word in fold(text).replace("|", " | ").split():
        if word in ("|", "或"):
            is_or = bool(every)
        elif word in ("-", "非"):
            is_not = True
        elif is_not or word.startswith("-"):
            none.append(word.removeprefix("-"))
            is_or = is_not = False
        elif is_or:
            every[-1].append(word)
            is_or = False
        else:
            every.append([word])
    return every, none


def hits(text: str, search: str) -> list[tuple[int, int]]:
    """Where the words of a search stand in a text, in order, each stretch once."""
    words = sorted({word for group in sought(search)[0] for word in group}, key=len, reverse=True)
    pattern = "|".join(map(re.escape, words))
    return [match.span() for match in re.finditer(pattern, fold(text))] if words else []


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


# -------------------------------------------------------------------------------------------------------- rates


def rates(chosen: Filters) -> pd.DataFrame:
    """A row a rate: done of total, and the range from "no unreported task is done" to "all of them are".

    The rates: completion (总完成率), due_completion (到期完成率), reporting (见报率).
    """
    return ask(
        CHOSEN
        + """
        SELECT 'completion' AS rate, count(*) FILTER (is_done) AS done, count(*) AS total,
               done AS low, done + count(*) FILTER (NOT has_report) AS high
        FROM chosen
        UNION ALL
        SELECT 'due_completion', count(*) FILTER (is_done), count(*),
               count(*) FILTER (is_done), count(*) FILTER (is_done OR NOT has_report)
        FROM chosen WHERE is_due
        UNION ALL
        SELECT 'reporting', count(*) FILTER (has_report), count(*),
               count(*) FILTER (has_report), count(*) FILTER (has_report)
        FROM chosen
        """,
        chosen,
    )


# -------------------------------------------------------------------------------------------------------- tasks


def tasks(chosen: Filters) -> pd.DataFrame:
    """A row a task in view, its units by role in one cell each: what is longest open first, what is done last."""
    return ask(
        CHOSEN
        + """
        , by_role AS (
            SELECT task_id,
                   string_agg(name_as_written, '、' ORDER BY position) FILTER (role = 'lead') AS lead,
                   string_agg(name_as_written, '、' ORDER BY position) FILTER (role = 'responsible') AS responsible,
                   string_agg(name_as_written, '、' ORDER BY position) FILTER (role = 'supervising') AS supervising,
                   string_agg(name_as_written, '、' ORDER BY position) FILTER (role = 'cooperating') AS cooperating
            FROM named_units GROUP BY task_id
        ),
        by_task AS (
            SELECT task_id, string_agg(leader, '、' ORDER BY position) AS leaders FROM task_leaders GROUP BY task_id
        ),
        about AS (
            SELECT task_id, string_agg(theme, '、' ORDER BY source_start) AS themes FROM task_themes GROUP BY task_id
        )
        SELECT status_group, issue, deadline_on, is_past_deadline, responsible, lead, chosen.city, chosen.area, seq,
               has_conflict, deadline_text, supervising, cooperating,
               coalesce(corrected_leader, leaders) AS leaders, reported_on, completed_on, themes,
               category, goal, measures, progress, title AS document_title, task_id, document_id
        FROM chosen
        JOIN documents USING (document_id) LEFT JOIN by_role USING (task_id) LEFT JOIN by_task USING (task_id)
        LEFT JOIN about USING (task_id)
        ORDER BY is_done, deadline_on NULLS LAST, chosen.city, document_id, list, seq
        """,
        chosen,
    )


def task(task_id: str, chosen: Filters) -> Any:
    """One task as it stood on the day, in view or not; None where there is no such task."""
    found = ask(CHOSEN + "SELECT judged.* FROM judged WHERE task_id = $task_id", chosen, task_id=task_id)
    return rows(found)[0] if len(found) else None


def task_fields(task_id: str) -> pd.DataFrame:
    """A row a labelled field of the task: where its words stand."""
    return ask("FROM task_fields WHERE task_id = $task_id ORDER BY source_start", task_id=task_id)


def task_units(task_id: str) -> pd.DataFrame:
    """A row a unit and role of the task."""
    return ask(
        """
        SELECT task_units.*, name, system, is_group FROM task_units JOIN units USING (unit_id)
        WHERE task_id = $task_id ORDER BY role, position
        """,
        task_id=task_id,
    )


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
    return ask(
        CHOSEN
        + """
        SELECT reports.*, coalesce(reports.source_title, documents.title) AS title,
               documents.document_id AS in_document, item.progress AS told
        FROM reports LEFT JOIN documents ON documents.document_id = reports.source
        LEFT JOIN tasks AS item ON item.task_id = reports.carried_from
        WHERE reports.task_id = $task_id
        ORDER BY array_position(['counts', 'part', 'later', 'background'], standing), place
        """,
        chosen,
        task_id=task_id,
    )


def task_indicators(task_id: str) -> pd.DataFrame:
    """A row a figure that the task names."""
    return ask("FROM indicators WHERE task_id = $task_id ORDER BY source_start, value", task_id=task_id)


def corrections() -> pd.DataFrame:
    """A row a value that a person put in the place of a document's (as_published): by whom, when and why."""
    return ask("""
        SELECT corrections.*,
               CASE field
                   WHEN 'category' THEN category WHEN 'issue' THEN issue WHEN 'goal' THEN goal
                   WHEN 'measures' THEN measures WHEN 'progress' THEN progress
                   WHEN 'deadline_text' THEN deadline_text WHEN 'deadline_on' THEN deadline_on::VARCHAR
                   WHEN 'is_immediate' THEN if(is_immediate, '是', '否')
                   WHEN 'is_ongoing' THEN if(is_ongoing, '是', '否')
                   WHEN 'leader' THEN (SELECT string_agg(leader, '、' ORDER BY position) FROM task_leaders
                                       WHERE task_leaders.task_id = corrections.task_id)
                   WHEN 'status' THEN (SELECT arg_max(status, reported_on) FROM status_reports
                                       WHERE status_reports.task_id = corrections.task_id AND scope = 'whole')
                   ELSE (SELECT string_agg(name_as_written, '、' ORDER BY position) FROM task_units
                         WHERE task_units.task_id = corrections.task_id AND role = field)
               END AS as_published
        FROM corrections JOIN tasks USING (task_id)
        ORDER BY task_id, field
    """)


def links(certainties: tuple[str, ...], task_id: str | None = None) -> pd.DataFrame:
    """A row a link between two tasks (or of one task): what both say, how alike, why, and who settled it when.

    kind: report (of the first task on the second) or same_problem; certainty: sure, doubtful, confirmed, rejected.
    """
    return ask(
        """
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
        """,
        certainties=list(certainties),
        task_id=task_id,
    )


def ledger_rows(chosen: Filters) -> pd.DataFrame:
    """A row a task in view as the ledger template has it: the newest status, and what the ledger row that it comes
    from says besides."""
    return ask(
        CHOSEN
        + """
        , said AS (         -- what else the row says that the status comes from
            SELECT carried.task_id,
                   any_value(task_fields.quote) FILTER (label = '进展说明') AS progress_note,
                   any_value(task_fields.quote) FILTER (label = '证明材料') AS evidence,
                   any_value(task_fields.quote) FILTER (label = '备注') AS remark
            FROM (SELECT task_id, coalesce(carried_from, task_id) AS row_id FROM newest) AS carried
            JOIN task_fields ON task_fields.task_id = row_id
            GROUP BY carried.task_id
        ),
        leads AS (
            SELECT task_id, string_agg(name_as_written, '、' ORDER BY position) AS lead
            FROM named_units WHERE role = 'lead' GROUP BY task_id
        )
        SELECT task_id, chosen.seq, issue, lead, document_days.stated_on,
               coalesce(nullif(corrected_deadline, ''), deadline_text) AS deadline,
               status, chosen.reported_on, chosen.completed_on, progress_note, evidence, remark
        FROM chosen JOIN document_days USING (document_id)
        LEFT JOIN leads USING (task_id) LEFT JOIN said USING (task_id)
        ORDER BY chosen.city, document_id, list, seq
        """,
        chosen,
    )


# ---------------------------------------------------------------------------------------------------- documents


def documents(chosen: Filters) -> pd.DataFrame:
    """A row a document of the cities, areas and documents chosen: what was read from it, what does not add up."""
    return ask(
        """
        SELECT document_id, title, city, area, kind, inspection, inspection_level, document_number,
               issued_on, published_on, stated_task_count, format, source_path, source_url, sha256,
               (SELECT count(*) FROM tasks WHERE tasks.document_id = documents.document_id) AS tasks,
               (SELECT count(*) FROM indicators WHERE indicators.document_id = documents.document_id) AS indicators,
               (SELECT count(*) FROM checks WHERE checks.document_id = documents.document_id) AS checks,
               (SELECT count(*) FROM checks
                WHERE checks.document_id = documents.document_id AND NOT passed) AS failed_checks,
               (SELECT count(*) FROM not_understood
                WHERE not_understood.document_id = documents.document_id) AS not_understood
        FROM documents
        WHERE (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], city))
          AND (len($areas::VARCHAR[]) = 0 OR list_contains($areas::VARCHAR[], area))
          AND (len($documents::VARCHAR[]) = 0 OR list_contains($documents::VARCHAR[], document_id))
        ORDER BY city, area NULLS FIRST, document_id
        """,
        chosen,
    )


def document_text(document_id: str) -> str:
    """The text that the places of a document point into."""
    return ask("SELECT text FROM documents WHERE document_id = $document_id", document_id=document_id)[
        "text"
    ].iloc[0]


def document_name(document_id: str) -> Any:
    """Title, file, address and digest of a document."""
    return rows(
        ask(
            """
        SELECT document_id, coalesce(title, document_id) AS title, source_path, source_url, sha256, len(text) AS length
        FROM documents WHERE document_id = $document_id
        """,
            document_id=document_id,
        )
    )[0]


def part_at(document_id: str, place: int) -> pd.DataFrame:
    """The page or the row of a sheet that holds this place of the text: one row, or none."""
    return ask(
        """
        FROM document_parts
        WHERE document_id = $document_id AND source_start <= $place AND $place < source_end
        ORDER BY source_end - source_start LIMIT 1
        """,
        document_id=document_id,
        place=place,
    )


def checks(document_id: str) -> pd.DataFrame:
    """A row a check, failing ones first, then those that could not be compared."""
    return ask(
        """
        FROM checks WHERE document_id = $document_id
        ORDER BY CASE passed WHEN false THEN 0 WHEN true THEN 2 ELSE 1 END, source_start, "check"
        """,
        document_id=document_id,
    )


def not_understood(document_id: str) -> pd.DataFrame:
    """A row a stretch that became no value, and why."""
    return ask(
        "FROM not_understood WHERE document_id = $document_id ORDER BY source_start", document_id=document_id
    )


def accuracy(document_id: str) -> pd.DataFrame:
    """A row a field: what was read against the golden of the document. Empty where it has none."""
    return ask("FROM accuracy WHERE document_id = $document_id", document_id=document_id)


def sources(document_ids: list[str]) -> pd.DataFrame:
    """A row a document: where it was got, and the digest of its bytes."""
    return ask(
        """
        SELECT document_id, title, source_path, source_url, sha256
        FROM documents WHERE list_contains($document_ids::VARCHAR[], document_id) ORDER BY document_id
        """,
        document_ids=document_ids,
    )


# ---------------------------------------------------------------------------------------------------- petitions


def petition_counts(chosen: Filters) -> pd.DataFrame:
    """A row a count of petitions in the documents in view, as far as they were out on the day."""
    return ask(
        """
        SELECT petition_counts.*, title, city, area
        FROM petition_counts JOIN documents USING (document_id)
        WHERE (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], city))
          AND (len($areas::VARCHAR[]) = 0 OR list_contains($areas::VARCHAR[], area))
          AND (len($documents::VARCHAR[]) = 0 OR list_contains($documents::VARCHAR[], document_id))
          AND coalesce(as_of <= $as_of::DATE, true)
        ORDER BY as_of DESC NULLS LAST, document_id, dimension, key <> '合计', cases DESC, source_start
        """,
        chosen,
    )


# --------------------------------------------------------------------------- 总览, 完成率, 单位负荷, 空气与水


def tasks_by_due_row(chosen: Filters) -> pd.DataFrame:
    """A row a deadline year (or 持续推进, 立行立改, 无明确时限) and status group: how many tasks."""
    return ask(
        CHOSEN + "SELECT due_row, status_group, count(*) AS tasks FROM chosen GROUP BY ALL ORDER BY ALL",
        chosen,
    )


def tasks_by_city(chosen: Filters) -> pd.DataFrame:
    """A row a city and status group: how many tasks."""
    return ask(
        CHOSEN + "SELECT city, status_group, count(*) AS tasks FROM chosen GROUP BY ALL ORDER BY ALL", chosen
    )


def completion_table(chosen: Filters) -> pd.DataFrame:
    """A row a deadline year: all its tasks, and those of each status group."""
    return ask(
        CHOSEN
        + """
        SELECT due_row, count(*) AS tasks,
               count(*) FILTER (status_group = 'closed') AS closed,
               count(*) FILTER (status_group = 'completed') AS completed,
               count(*) FILTER (status_group = 'on_track') AS on_track,
               count(*) FILTER (status_group = 'not_started') AS not_started,
               count(*) FILTER (status_group = 'overdue') AS overdue,
               count(*) FILTER (status_group = 'unreported') AS unreported,
               count(*) FILTER (is_past_deadline) AS past_deadline
        FROM chosen GROUP BY due_row
        ORDER BY try_cast(due_row AS INTEGER) NULLS LAST, list_position(['持续推进', '立行立改', '无明确时限'], due_row)
        """,
        chosen,
    )


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
    return ask(
        CHOSEN
        + DUE_BUCKETS
        + "SELECT bucket, status_group, count(*) AS tasks FROM open_tasks GROUP BY ALL ORDER BY ALL",
        chosen,
    )


def open_task_ids(chosen: Filters, bucket: str) -> list[str]:
    """The tasks of one bucket of open_tasks_by_due."""
    return ask(
        CHOSEN + DUE_BUCKETS + "SELECT task_id FROM open_tasks WHERE bucket = $bucket", chosen, bucket=bucket
    )["task_id"].tolist()


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
    counted = ask(CHOSEN + LATE + "SELECT kind, count(*) AS tasks FROM late GROUP BY kind", chosen)
    found = dict(zip(counted["kind"], counted["tasks"].astype(int), strict=True))
    return {kind: found.get(kind, 0) for kind in wording.LATENESS}


def late_task_ids(chosen: Filters, kind: str) -> list[str]:
    """The tasks that lateness counts under one kind."""
    return ask(CHOSEN + LATE + "SELECT task_id FROM late WHERE kind = $kind", chosen, kind=kind)[
        "task_id"
    ].tolist()


def failing_checks(chosen: Filters) -> pd.DataFrame:
    """A row a check that failed in a document of the cities, areas and documents in view."""
    return ask(
        """
        SELECT "check", expected, found, note, documents.title AS document, checks.document_id
        FROM checks JOIN documents USING (document_id)
        WHERE passed = false
          AND (len($cities::VARCHAR[]) = 0 OR list_contains($cities::VARCHAR[], city))
          AND (len($areas::VARCHAR[]) = 0 OR list_contains($areas::VARCHAR[], area))
          AND (len($documents::VARCHAR[]) = 0 OR list_contains($documents::VARCHAR[], document_id))
        ORDER BY document, "check"
        """,
        chosen,
    )


WORKLOAD = """,
duties AS (                 -- a task once a name and role; a name is a unit or, by system, a line of work
    SELECT DISTINCT task_id, due_row, role, is_group, NOT is_done AS is_open,
           CASE WHEN $by_system::BOOLEAN THEN coalesce(system, '未归系统') ELSE unit_id END AS key,
           CASE WHEN $by_system::BOOLEAN THEN coalesce(system, '未归系统') ELSE name END AS name
    FROM chosen JOIN (SELECT task_id, unit_id, role, name, system, is_group FROM chosen_units) USING (task_id)
    WHERE is_group = $groups::BOOLEAN
),
ranked AS (
    SELECT key, row_number() OVER (
               ORDER BY count(DISTINCT task_id) FILTER (is_open AND role IN ('lead', 'responsible')) DESC,
                        count(DISTINCT task_id) FILTER (is_open) DESC, any_value(name)
           ) AS rank
    FROM duties GROUP BY key
),
busiest AS (                -- the first ones by name, the rest as one
    SELECT duties.* REPLACE (
               CASE WHEN rank <= $first THEN key ELSE '' END AS key,
               CASE WHEN rank <= $first THEN name
                    ELSE '其余 ' || (SELECT count(*) FROM ranked WHERE rank > $first) || ' 个' END AS name),
           least(rank, $first + 1) AS rank
    FROM duties JOIN ranked USING (key)
)
"""


def workload(chosen: Filters, by_system: bool = False, groups: bool = False, first: int = 20) -> pd.DataFrame:
    """A row a unit (or 系统) and role, the busiest first: its open tasks and all its tasks; the rest as one, key ''."""
    return ask(
        CHOSEN
        + WORKLOAD
        + """
        SELECT key, name, role, count(DISTINCT task_id) FILTER (is_open) AS open_tasks,
               count(DISTINCT task_id) AS tasks
        FROM busiest GROUP BY rank, key, name, role ORDER BY rank, role
        """,
        chosen,
        by_system=by_system,
        groups=groups,
        first=first,
    )


def workload_by_due_row(chosen: Filters, by_system: bool = False, first: int = 20) -> pd.DataFrame:
    """A row a unit (or 系统) and deadline year: its open tasks in any role; collective names left out."""
    return ask(
        CHOSEN
        + WORKLOAD
        + """
        SELECT key, name, due_row, count(DISTINCT task_id) AS open_tasks
        FROM busiest WHERE is_open GROUP BY rank, key, name, due_row ORDER BY rank, due_row
        """,
        chosen,
        by_system=by_system,
        groups=False,
        first=first,
    )


def workload_totals(chosen: Filters) -> pd.Series:
    """Distinct open tasks that name a unit, and the sum over units and roles, which counts a task many times."""
    return ask(
        CHOSEN
        + """
        SELECT count(DISTINCT task_id) AS distinct_tasks, count(DISTINCT (task_id, unit_id, role)) AS duties,
               count(DISTINCT unit_id) AS units
        FROM chosen JOIN (SELECT task_id, unit_id, role FROM chosen_units) USING (task_id) WHERE NOT is_done
        """,
        chosen,
    ).iloc[0]


def unit(unit_id: str) -> Any:
    """One unit, the names it is written under, whether a collective name covers it; None where there is none such."""
    found = ask(
        """
        SELECT units.*, unit_id IN (SELECT member_unit_id FROM group_members) AS is_member,
               (SELECT string_agg(DISTINCT name_as_written, '、' ORDER BY name_as_written) FROM task_units
                WHERE task_units.unit_id = units.unit_id AND name_as_written <> name) AS also_written
        FROM units WHERE unit_id = $unit_id
        """,
        unit_id=unit_id,
    )
    return rows(found)[0] if len(found) else None


def related_units(unit_id: str) -> pd.DataFrame:
    """A row another unit of the same place, kind and 系统: an office under its former name, or a colleague (key, name)."""
    return ask(
        """
        SELECT other.unit_id AS key, other.name
        FROM units AS one JOIN units AS other
          ON other.city IS NOT DISTINCT FROM one.city AND other.area IS NOT DISTINCT FROM one.area
         AND other.kind = one.kind AND other.system = one.system
        WHERE one.unit_id = $unit_id AND other.unit_id <> $unit_id AND NOT other.is_group
          AND other.unit_id IN (SELECT unit_id FROM task_units)
        ORDER BY other.name
        """,
        unit_id=unit_id,
    )


def duties(chosen: Filters) -> pd.DataFrame:
    """A row a task and role of the units in view, open ones first, the longest past their deadline at the top."""
    return ask(
        CHOSEN
        + """
        SELECT role, status_group,
               CASE WHEN is_past_deadline THEN $as_of::DATE - deadline_on END AS days_past,
               issue, deadline_on, due_row, is_done, chosen.city, chosen.area, documents.title AS document_title, seq,
               name_as_written, task_id, document_id
        FROM chosen JOIN (SELECT task_id, role, string_agg(DISTINCT name_as_written, '、') AS name_as_written
                          FROM chosen_units GROUP BY task_id, role) USING (task_id)
        JOIN documents USING (document_id)
        ORDER BY is_done, days_past DESC NULLS LAST, deadline_on, task_id,
                 list_position(['lead', 'responsible', 'supervising', 'cooperating'], role)
        """,
        chosen,
    )


def duty_counts(chosen: Filters) -> pd.DataFrame:
    """A row a role of the units in view: their tasks, the open ones, those past the deadline; role NULL: all together."""
    return ask(
        CHOSEN
        + """
        SELECT role, count(DISTINCT task_id) AS tasks, count(DISTINCT task_id) FILTER (NOT is_done) AS open_tasks,
               count(DISTINCT task_id) FILTER (is_past_deadline) AS past_deadline
        FROM chosen JOIN (SELECT task_id, role FROM chosen_units) USING (task_id)
        GROUP BY GROUPING SETS ((role), ())
        """,
        chosen,
    )


# ---------------------------------------------------------------------------------------------------- 问题类型


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
    SELECT task_id, chosen.city, theme, is_done, completed_on, reported_on, status_group, issue, seq,
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
        SELECT later.city, later.theme, earlier.inspection AS earlier_inspection, earlier.issue AS earlier_issue,
               coalesce(earlier.completed_on, earlier.reported_on) AS done_on, later.inspection, later.issue,
               later.status_group, later.seq, later.task_id, later.document_id
        FROM listed_themes AS later JOIN listed_themes AS earlier USING (city, theme)
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


# -------------------------------------------------------------------------------------------------------- 变化

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
    JOIN listed AS earlier ON earlier.task_id = one
    JOIN listed AS later ON later.task_id = other
    JOIN document_days AS first ON first.document_id = earlier.document_id
    JOIN document_days AS second ON second.document_id = later.document_id
    WHERE first.stated_on < second.stated_on AND earlier.deadline_on <> later.deadline_on
      AND second.stated_on > $since::DATE AND second.stated_on <= $as_of::DATE
    QUALIFY row_number() OVER (PARTITION BY earlier.task_id ORDER BY second.stated_on DESC, later.task_id) = 1
),
compared AS (               -- the tasks in view on both days; those of documents that came out later are left out
    SELECT chosen.*, before.status AS status_before, deadline_after,
           stated_on IS NULL AS is_undated, coalesce(stated_on > $since::DATE, false) AS is_new,
           stated_on <= $since::DATE AS was_known,
           coalesce(before.status, '') AS said_before, coalesce(chosen.status, '') AS says_now
    FROM chosen JOIN document_days USING (document_id)
    LEFT JOIN before USING (task_id) LEFT JOIN redated USING (task_id)
    WHERE coalesce(stated_on <= $as_of::DATE, true)
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
    """A row a kind of change (wording.CHANGES) between two days: how many tasks."""
    return ask(
        CHOSEN + CHANGES + "SELECT change, count(*) AS tasks FROM changes GROUP BY ALL ORDER BY ALL",
        chosen,
        since=since,
    )


def changes(chosen: Filters, since: date) -> pd.DataFrame:
    """A row a task and kind of change; status_before is what was known on the earlier day."""
    return ask(
        CHOSEN
        + CHANGES
        + """
        SELECT change, issue, coalesce(status_before, 'unreported') AS status_before, status_group,
               deadline_on, deadline_after, city, area, seq, reported_on, task_id, document_id
        FROM changes
        ORDER BY list_position(['new', 'closed', 'completed', 'slipped', 'redated', 'overdue', 'reopened'], change),
                 city, document_id, seq
        """,
        chosen,
        since=since,
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


def steps(chosen: Filters) -> pd.DataFrame:
    """A row a dated step of the tasks in view."""
    return ask(
        CHOSEN
        + """
        SELECT due_on, precision, text, issue, status_group, is_done, city, area, seq, task_id, document_id
        FROM milestones JOIN chosen USING (task_id)
        ORDER BY due_on, city, document_id, seq, milestones.source_start
        """,
        chosen,
    )


def falling_due(chosen: Filters, days: int = 90) -> pd.DataFrame:
    """A row a task, or a dated step of one, that is not done and falls due within so many days, the nearest first."""
    return ask(
        CHOSEN
        + """
        , due AS (
            SELECT task_id, deadline_on AS due_on, deadline_precision AS precision, '整项任务' AS text FROM chosen
            UNION ALL SELECT task_id, due_on, precision, text FROM milestones
        )
        SELECT due_on - $as_of::DATE AS days_left, due_on, due.precision, text, issue, status_group,
               city, area, seq, task_id, document_id
        FROM due JOIN chosen USING (task_id)
        WHERE NOT is_done AND due_on BETWEEN $as_of::DATE AND $as_of::DATE + $days::INTEGER
        ORDER BY due_on, city, document_id, seq, text
        """,
        chosen,
        days=days,
    )


def benchmarks() -> pd.DataFrame:
    """A row a published completion rate of another place or round, with its source."""
    return ask("FROM benchmarks ORDER BY completion_rate DESC NULLS LAST, scope, as_of")


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
)
"""
INDICATORS = "WITH " + DATED


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


# ------------------------------------------------------------------------------------------ what leaves the house


def tasks_due(chosen: Filters, days: int) -> pd.DataFrame:
    """A row a task in view that is not done and past its deadline, or due within so many days; the oldest first.

    roles are those of the units in view; quote and its place are the words of the deadline.
    """
    return ask(
        CHOSEN
        + """
        , in_roles AS (
            SELECT task_id, list(DISTINCT role ORDER BY role) AS roles FROM chosen_units GROUP BY task_id
        ),
        responsible AS (
            SELECT task_id,
                   string_agg(name_as_written, '、' ORDER BY role, position) FILTER (role IN ('lead', 'responsible'))
                   AS responsible
            FROM named_units GROUP BY task_id
        ),
        words AS (
            FROM task_fields WHERE field = 'deadline'
            QUALIFY row_number() OVER (PARTITION BY task_id ORDER BY source_start) = 1
        )
        SELECT task_id, document_id, title, document_number, chosen.city, chosen.area, seq, issue, goal,
               deadline_text, deadline_on, deadline_precision, deadline_on - $as_of::DATE AS days_left,
               status, status_group, chosen.reported_on, array_to_string(roles, ',') AS roles, responsible,
               label, quote, words.source_start, chosen.source_start AS item_start
        FROM chosen JOIN documents USING (document_id) LEFT JOIN in_roles USING (task_id)
        LEFT JOIN responsible USING (task_id) LEFT JOIN words USING (task_id)
        WHERE NOT is_done AND (deadline_on <= $as_of::DATE + $days::INTEGER OR status = 'overdue')
        ORDER BY deadline_on NULLS LAST, document_id, seq
        """,
        chosen,
        days=days,
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
            FROM dated LEFT JOIN chosen USING (task_id)
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
