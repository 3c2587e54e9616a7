"""单位负荷: who has how much to do, and the duties of one unit."""

from typing import Any

import pandas as pd

from queries.database import ask, rows
from queries.view import Filters, Part, part_of

MOST_NAMES, MOST_CITIES = 20, 10
"""What is drawn by its own name; the rest stands as one."""

WORKLOAD = """,
renamed AS (                -- an office under a former name -> its name now
    SELECT former_unit_id, unit_id AS present_id, units.name AS present_name FROM former_units JOIN units USING (unit_id)
    WHERE how = 'renamed' AND unit_id NOT IN (SELECT former_unit_id FROM former_units WHERE how = 'renamed')
),
duties AS (                 -- a task once a name and role; a name is a unit or, by system, a line of work
    SELECT DISTINCT task_id, due_row, role, is_group, NOT is_done AS is_open, is_past_deadline,
           CASE WHEN $by_system::BOOLEAN THEN coalesce(system, '未归系统') ELSE coalesce(present_id, unit_id) END AS key,
           CASE WHEN $by_system::BOOLEAN THEN coalesce(system, '未归系统') ELSE coalesce(present_name, name) END AS name
    FROM chosen JOIN (SELECT task_id, unit_id, role, name, system, is_group FROM chosen_units) USING (task_id)
    LEFT JOIN renamed ON former_unit_id = unit_id
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
               CASE WHEN rank <= $most THEN key ELSE '' END AS key,
               CASE WHEN rank <= $most THEN name
                    ELSE '其余 ' || (SELECT count(*) FROM ranked WHERE rank > $most) || ' 个' END AS name),
           least(rank, $most + 1) AS rank
    FROM duties JOIN ranked USING (key)
)
"""


def _duties(by_system: bool = False, groups: bool = False, most: int = MOST_NAMES) -> Part:
    """The tables of WORKLOAD: by unit or 系统, of collective names or the others; the first so many by name."""
    return Part(WORKLOAD, {"by_system": by_system, "groups": groups, "most": most})


def workload(
    chosen: Filters, by_system: bool = False, groups: bool = False, first: int = MOST_NAMES
) -> pd.DataFrame:
    """A row a unit (or 系统) and role, the busiest first: its open tasks, those past their deadline, and all its tasks;
    the rest as one, key ''."""
    sql = """
        SELECT key, name, role, count(DISTINCT task_id) FILTER (is_open) AS open_tasks,
               count(DISTINCT task_id) FILTER (is_past_deadline) AS past_deadline, count(DISTINCT task_id) AS tasks
        FROM busiest GROUP BY rank, key, name, role ORDER BY rank, role
    """
    return chosen.ask(sql, _duties(by_system, groups, first))


def late_units(chosen: Filters, first: int = 6) -> pd.DataFrame:
    """A row a unit that leads or answers for tasks past their deadline: how many, and the days of the oldest;
    units: how many such units there are, the first ones of which are here. Collective names are left out."""
    sql = """
        SELECT key, any_value(duties.name) AS name, count(DISTINCT task_id) AS tasks,
               max($as_of::DATE - deadline_on) AS days_past, count(*) OVER () AS units
        FROM duties JOIN chosen USING (task_id)
        WHERE duties.is_past_deadline AND role IN ('lead', 'responsible')
        GROUP BY key ORDER BY tasks DESC, days_past DESC, name LIMIT $most
    """
    return chosen.ask(sql, _duties(most=first))


def workload_by_due_row(chosen: Filters, by_system: bool = False) -> pd.DataFrame:
    """A row a unit (or 系统) and deadline year: its open tasks in any role; collective names left out."""
    sql = """
        SELECT key, name, due_row, count(DISTINCT task_id) AS open_tasks
        FROM busiest WHERE is_open GROUP BY rank, key, name, due_row ORDER BY rank, due_row
    """
    return chosen.ask(sql, _duties(by_system))


def part_of_workload(key: str, code: str, by_system: bool, groups: bool) -> Part:
    """The tasks of one number of workload (code is one of wording.DUTIES) or the open ones of one cell of
    workload_by_due_row (a deadline year)."""
    code, _, which = code.partition("_")
    standing = {"": "is_open", "past": "is_past_deadline", "tasks": "true"}[which]
    tasks = f", part AS (SELECT task_id FROM busiest WHERE {standing} AND key = $key AND $code IN (role, due_row)) "
    return _duties(by_system, groups).then(tasks, key=key, code=code)


def part_of_units(code: str) -> Part:
    """The tasks that workload_totals counts (open, past_deadline): those that name a unit."""
    return part_of("NOT is_done AND task_id IN (SELECT task_id FROM chosen_units)", code)


def part_of_late_unit(key: str) -> Part:
    """The tasks that late_units counts for one of them."""
    late = "is_past_deadline AND role IN ('lead', 'responsible')"
    return _duties().then(f", part AS (SELECT task_id FROM duties WHERE {late} AND key = $key) ", key=key)


CELLS = """,
named AS (
    SELECT DISTINCT task_id, system, coalesce(chosen.city, '未写城市') AS city, is_past_deadline
    FROM chosen JOIN (SELECT task_id, system FROM chosen_units) USING (task_id)
    WHERE NOT is_done AND system IS NOT NULL
),
ranked AS (
    SELECT city, row_number() OVER (ORDER BY count(DISTINCT task_id) DESC, city) AS rank FROM named GROUP BY city
),
cells AS (                  -- the first cities by name, the rest as one
    SELECT named.* REPLACE (
               CASE WHEN rank <= $most THEN city
                    ELSE '其余 ' || (SELECT count(*) FROM ranked WHERE rank > $most) || ' 个' END AS city),
           least(rank, $most + 1) AS rank
    FROM named JOIN ranked USING (city)
)
"""


def part_of_systems(system: str, city: str) -> Part:
    """The open tasks of one cell of systems_by_city, or of any in its row or column."""
    return Part(
        CELLS
        + ", part AS (SELECT task_id FROM cells WHERE $system IN (system, 'any') AND $city IN (city, 'any')) ",
        {"system": system, "city": city, "most": MOST_CITIES},
    )


def systems_by_city(chosen: Filters) -> pd.DataFrame:
    """A row a 系统 and city: the open tasks of its units in any role, and those past their deadline; cities after the
    first ones as one. system_total and city_total count a task once; units of no 系统 are left out."""
    sql = f"""{CELLS}
        , of_systems AS (SELECT system, count(DISTINCT task_id) AS system_total FROM cells GROUP BY system),
        of_cities AS (SELECT city, count(DISTINCT task_id) AS city_total FROM cells GROUP BY city)
        SELECT system, city, rank, count(DISTINCT task_id) AS open_tasks,
               count(DISTINCT task_id) FILTER (is_past_deadline) AS past_deadline, system_total, city_total
        FROM cells JOIN of_systems USING (system) JOIN of_cities USING (city)
        GROUP BY ALL ORDER BY system_total DESC, system, rank
    """
    return chosen.ask(sql, most=MOST_CITIES)


def workload_totals(chosen: Filters) -> pd.Series:
    """Open tasks that name a unit, those past their deadline, and those that name none (unnamed); how many units and
    collective names they name, and the sum over units and roles, which counts a task many times."""
    return chosen.ask("""
        SELECT count(DISTINCT task_id) FILTER (unit_id IS NOT NULL) AS open,
               count(DISTINCT task_id) FILTER (unit_id IS NOT NULL AND is_past_deadline) AS past_deadline,
               count(*) FILTER (unit_id IS NULL) AS unnamed,
               count(DISTINCT unit_id) FILTER (NOT is_group) AS units, count(DISTINCT unit_id) FILTER (is_group) AS groups,
               count(DISTINCT (task_id, unit_id, role)) FILTER (unit_id IS NOT NULL) AS duties
        FROM chosen LEFT JOIN (SELECT task_id, unit_id, role, is_group FROM chosen_units) USING (task_id) WHERE NOT is_done
    """).iloc[0]


def unit(unit_id: str) -> Any:
    """One unit, by its id, its name or one that documents write for no other; the names it is written under, whether a
    collective name covers it; None where there is none such."""
    sql = """
        SELECT units.*, unit_id IN (SELECT member_unit_id FROM group_members) AS is_member,
               (SELECT string_agg(DISTINCT name_as_written, '、' ORDER BY name_as_written) FROM task_units
                WHERE task_units.unit_id = units.unit_id AND name_as_written <> name) AS also_written
        FROM units
        WHERE $unit_id IN (unit_id, name) OR unit_id IN (SELECT unit_id FROM task_units WHERE name_as_written = $unit_id)
        QUALIFY rank() OVER (ORDER BY unit_id = $unit_id DESC, name = $unit_id DESC) = 1
    """
    found = ask(sql, unit_id=unit_id)
    return rows(found)[0] if len(found) == 1 else None


def other_names(unit_id: str) -> pd.DataFrame:
    """A row a unit that goes with this one (key, name), and how.

    former, present: this office under another name; merged: an office whose duties it took over; successor: the larger
    office that took over its own; related: another of its place, kind and 系统, which only people can tell.
    """
    sql = """
        WITH known AS (
            SELECT former_unit_id AS key, CASE how WHEN 'renamed' THEN 'former' ELSE 'merged' END AS how
            FROM former_units WHERE unit_id = $unit_id
            UNION SELECT unit_id, CASE how WHEN 'renamed' THEN 'present' ELSE 'successor' END
            FROM former_units WHERE former_unit_id = $unit_id
        )
        SELECT key, units.name, how FROM known JOIN units ON unit_id = key
        UNION ALL
        SELECT other.unit_id, other.name, 'related'
        FROM units AS one JOIN units AS other
          ON other.city IS NOT DISTINCT FROM one.city AND other.area IS NOT DISTINCT FROM one.area
         AND other.kind = one.kind AND other.system = one.system
        WHERE one.unit_id = $unit_id AND other.unit_id <> $unit_id AND NOT other.is_group
          AND other.unit_id IN (SELECT unit_id FROM task_units) AND other.unit_id NOT IN (SELECT key FROM known)
        ORDER BY how, name
    """
    return ask(sql, unit_id=unit_id)


def duties(chosen: Filters, part: Part, role: str | None = None, first: int | None = None) -> pd.DataFrame:
    """A row a task and role of the units in view, open ones first, the longest past their deadline at the top; of a part
    of the tasks, of one role, the first so many."""
    sql = """
        SELECT role, status_group,
               CASE WHEN is_past_deadline THEN $as_of::DATE - deadline_on END AS days_past,
               issue, deadline_on, chosen.city, chosen.area, documents.title AS document_title, seq,
               name_as_written, deadline_precision, task_id, document_id
        FROM chosen SEMI JOIN part USING (task_id) JOIN (SELECT task_id, role, string_agg(DISTINCT name_as_written, '、') AS name_as_written
                          FROM chosen_units GROUP BY task_id, role) USING (task_id)
        JOIN documents USING (document_id) JOIN texts USING (task_id)
        WHERE coalesce(role = $role, true)
        ORDER BY is_done, days_past DESC NULLS LAST, deadline_on, task_id,
                 list_position(['lead', 'responsible', 'supervising', 'cooperating'], role)
        LIMIT $first
    """
    return chosen.ask(sql, part, role=role, first=first)


def duty_count(chosen: Filters, part: Part, role: str | None = None) -> tuple[int, int]:
    """How many rows duties has of a part and role, and of how many tasks."""
    sql = """
        SELECT count(DISTINCT (task_id, role)) AS duties, count(DISTINCT task_id) AS tasks
        FROM chosen SEMI JOIN part USING (task_id) JOIN (SELECT task_id, role FROM chosen_units) USING (task_id)
        WHERE coalesce(role = $role, true)
    """
    counted = chosen.ask(sql, part, role=role)
    return int(counted["duties"].iloc[0]), int(counted["tasks"].iloc[0])


def duty_counts(chosen: Filters) -> pd.DataFrame:
    """A row a role of the units in view: their tasks, the open ones, those past the deadline; role NULL: all together."""
    return chosen.ask("""
        SELECT role, count(DISTINCT task_id) AS tasks, count(DISTINCT task_id) FILTER (NOT is_done) AS open_tasks,
               count(DISTINCT task_id) FILTER (is_past_deadline) AS past_deadline
        FROM chosen JOIN (SELECT task_id, role FROM chosen_units) USING (task_id)
        GROUP BY GROUPING SETS ((role), ())
    """)
