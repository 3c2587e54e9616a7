"""The view that a reader has chosen: its filters, and the tasks in it as they stood on the as-of day (截至)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from typing import Any

import pandas as pd

import wording
from queries.database import ask
from queries.searching import sought


def last_month_end(day: date) -> date:
    """The day from which a monthly meeting looks at what changed."""
    return day.replace(day=1) - timedelta(days=1)


@dataclass(frozen=True)
class Filters:
    """What the reader wants to see. An empty field does not narrow the view."""

    cities: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    """Counties: of tasks, those of their lists and those whose units they name."""
    inspections: tuple[str, ...] = ()
    """Rounds of inspection (督察) as in judged.answers: 第二轮中央生态环境保护督察, or 未写哪次督察."""
    documents: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    """Values of units.unit_id."""
    systems: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    """lead, responsible, supervising, cooperating: units and systems are looked for in these roles."""
    themes: tuple[str, ...] = ()
    """What tasks are about, as in task_themes; 未归类 stands for tasks with none."""
    years: tuple[str, ...] = ()
    """Years of the deadline as text ("2024"), 持续推进, 立行立改 or 无明确时限: see due_row in day.sql."""
    statuses: tuple[str, ...] = ()
    """Values of status_group in day.sql: closed, completed, on_track, not_started, overdue, unreported."""
    past_deadline: bool = False
    """Only tasks past their deadline and not reported as done (已过时限)."""
    conflict: bool = False
    """Only tasks whose reports contradict one another (说法不一): see conflicts in day.sql."""
    once: bool = False
    """A problem that stands in several lists is counted once: as the one of which the newest report tells, else in the
    earliest list in view."""
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
        return any(getattr(self, each.name) for each in fields(self) if each.name not in ("as_of", "expand"))

    def in_words(self, everything: str = "全部任务") -> str:
        """The view in Chinese, for captions and downloads: `城市：衡阳市；时限：2024、持续推进；截至 2026-11-22`."""
        marks = ["已过时限"] * self.past_deadline + ["说法不一"] * self.conflict
        said = [(called, labels(field, getattr(self, field))) for field, called in NAMES.values()]
        said += [("标记", marks), ("搜索", [" ".join(self.text.split())] if self.text.strip() else [])]
        words = [f"{name}：{'、'.join(values)}" for name, values in said if values]
        counted = ["同一问题只计一次"] * self.once + ["集体名称展开到县市区"] * self.expand
        return "；".join([*(words or [everything]), *counted, f"截至 {self.day.isoformat()}"])

    def ask(self, sql: str, part: "Part | None" = None, **values: Any) -> pd.DataFrame:
        """The rows of a query of the view, or of a part of it: SELECT …, or further tables before it: , late AS (…) SELECT …

        It sees the tables of day.sql and of the view: chosen, the tasks in view as they stood on the day, and chosen_units.
        """
        if part:
            part = part.then(sql, **values)
            sql, values = part.tables, part.values
        every, none = sought(self.text)
        lists = {
            each.name: list(held)
            for each in fields(self)
            if isinstance(held := getattr(self, each.name), tuple)
        }
        tables = self._tables(every, none, sql) if re.search("(FROM|JOIN) chosen", sql) else ""
        sql = f"WITH {tables}{sql}" if tables else re.sub(r"^\s*,", "WITH", sql)
        return ask(sql, self.day, **{"every": every, "none": none, **lists, **values})

    def _tables(self, every: list[list[str]], none: list[str], sql: str) -> str:
        """The tables that a query of the view needs: each costs time to plan."""
        by_unit = bool(self.units or self.systems or self.roles)
        units = "expanded_units" if self.expand else "named_units"
        conditions = [
            where.replace("{units}", units) for name, where in NARROWING.items() if getattr(self, name)
        ]
        conditions += [TASKS_OF_UNITS] * by_unit + [HOLDS_WORDS] * bool(every) + [HOLDS_NONE] * bool(none)
        tables = [FOUND] * bool(every or none)
        if by_unit or "chosen_units" in sql:
            tables.append(f"""
                chosen_units AS (       -- a row a task, unit and role in view
                    FROM {units}
                    WHERE {_all_of([condition for name, condition in OF_UNITS.items() if getattr(self, name)])}
                )""")
        tables.append(f"in_view AS (FROM judged WHERE {_all_of(['is_listed', *conditions])})")
        tables.append(f"chosen AS (FROM in_view WHERE {ONCE if self.once else 'true'})")
        if "stands_for" in sql:
            tables.append(STANDS_FOR.format(once=self.once))
        return ", ".join(tables)


def _all_of(conditions: Sequence[str]) -> str:
    return " AND ".join(f"({condition})" for condition in conditions) or "true"


NAMES = {
    "city": ("cities", "城市"), "area": ("areas", "县市区"), "inspection": ("inspections", "督察"),
    "document": ("documents", "文件"), "unit": ("units", "单位"), "system": ("systems", "系统"), "role": ("roles", "职责"),
    "theme": ("themes", "问题类型"), "year": ("years", "时限"), "status": ("statuses", "状态"),
}  # fmt: skip
"""Name in an address -> field of Filters that holds several values, and what it is called."""

NARROWING = {
    "cities": "list_contains($cities::VARCHAR[], city)",
    "areas": """
        list_contains($areas::VARCHAR[], area)
        OR task_id IN (SELECT task_id FROM {units} WHERE list_contains($areas::VARCHAR[], area))""",
    "inspections": "list_contains($inspections::VARCHAR[], answers)",
    "documents": """
        list_contains($documents::VARCHAR[], document_id)
        OR task_id IN (SELECT reports_on FROM tasks WHERE list_contains($documents::VARCHAR[], document_id))""",
    "themes": f"""
        task_id IN (SELECT task_id FROM task_themes WHERE list_contains($themes::VARCHAR[], theme))
        OR list_contains($themes::VARCHAR[], '{wording.UNTHEMED}') AND task_id NOT IN (SELECT task_id FROM task_themes)""",
    "years": "list_contains($years::VARCHAR[], due_row)",
    "statuses": "list_contains($statuses::VARCHAR[], status_group)",
    "past_deadline": "is_past_deadline",
    "conflict": "has_conflict",
}
"""Field of Filters -> what a task must meet where the field is not empty; units: the table of the units named."""

OF_UNITS = {
    "units": "list_contains($units::VARCHAR[], unit_id)",
    "systems": "list_contains($systems::VARCHAR[], system)",
    "roles": "list_contains($roles::VARCHAR[], role)",
}
"""Field of Filters -> what one and the same unit of a task must meet."""

TASKS_OF_UNITS = "task_id IN (SELECT task_id FROM chosen_units)"

# A row a word that is searched for, and its terms: one character, or pairs of them. Then the tasks that hold a word:
# its terms in their text, and of more than one term itself.
FOUND = """
sought AS (
    SELECT word, CASE WHEN len(word) = 1 THEN [word] ELSE list_distinct(list_transform(
               range(1, len(word)), lambda place: word[place:place + 1])) END AS terms
    FROM (SELECT unnest(list_distinct(list_concat(flatten($every::VARCHAR[][]), $none::VARCHAR[]))) AS word)
),
found AS (
    SELECT word, task_id
    FROM (SELECT word, number
          FROM (SELECT word, len(terms) AS terms, unnest(terms) AS term FROM sought) JOIN search_terms USING (term)
          GROUP BY word, terms, number HAVING count(*) = terms)
    JOIN search_texts USING (number)
    WHERE len(word) <= 2 OR contains(words, word)
    UNION ALL SELECT word, task_id FROM sought JOIN corrected_words ON contains(words, word)
)"""
HOLDS_WORDS = """
task_id IN (
    SELECT task_id
    FROM found JOIN (SELECT unnest(either) AS word, place FROM (
        SELECT unnest($every::VARCHAR[][]) AS either, generate_subscripts($every::VARCHAR[][], 1) AS place))
        USING (word)
    GROUP BY task_id HAVING count(DISTINCT place) = len($every::VARCHAR[][]))"""
HOLDS_NONE = "task_id NOT IN (SELECT task_id FROM found WHERE list_contains($none::VARCHAR[], word))"

# A problem of several lists: what the newest report tells of it is not lost, and without one the earliest list counts.
ONCE = """
problem IS NULL OR task_id IN (
    SELECT task_id FROM in_view JOIN document_days USING (document_id) WHERE problem IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY problem ORDER BY has_report DESC, reported_on DESC NULLS LAST, not_before NULLS LAST, task_id) = 1)"""
STANDS_FOR = """
stands_for AS (             -- the tasks in view that each one counted stands for: itself, and the same problem in other lists
    SELECT chosen.task_id, in_view.task_id AS other_id
    FROM chosen JOIN in_view ON coalesce(in_view.problem, in_view.task_id) = coalesce(chosen.problem, chosen.task_id)
    WHERE {once} OR in_view.task_id = chosen.task_id
)"""


@dataclass(frozen=True)
class Part:
    """Some of the tasks in view: those of a bar, a cell or a number that was clicked."""

    tables: str
    """Of SQL, each after a comma; of tasks that were clicked the last is called part and names them."""
    values: dict[str, Any] = field(default_factory=dict)
    """What it binds."""

    def then(self, tables: str, **values: Any) -> "Part":
        """The same with further tables, and what they bind."""
        return Part(self.tables + tables, self.values | values)


STANDING = {group: f"status_group = '{group}'" for group in wording.STATUS_GROUPS} | {
    "tasks": "true",
    "open": "NOT is_done",
    "done": "is_done",
    "past_deadline": "is_past_deadline",
    "partly": "has_part",
    "worded": "has_words",
}
"""How tasks stand (wording.STANDING) -> what they meet."""


def part_of(condition: str, standing: str, **values: Any) -> Part:
    """The tasks in view that meet a condition (of SQL, which binds the values) and stand in that way."""
    return Part(
        f", part AS (SELECT task_id FROM chosen WHERE ({condition}) AND {STANDING[standing]}) ", values
    )


def filter_options() -> pd.DataFrame:
    """A row a value that a filter can take: filter, value, label, and the city it belongs to (or NULL)."""
    return ask("""
        SELECT 'cities' AS filter, city AS value, city AS label, NULL AS city FROM documents WHERE city IS NOT NULL
        UNION SELECT 'areas', area, area, city
              FROM (SELECT area, city FROM documents UNION SELECT area, city FROM tasks
                    UNION SELECT area, city FROM units) WHERE area IS NOT NULL
        UNION SELECT 'inspections', called, called, NULL
              FROM (SELECT answers AS called FROM documents UNION SELECT inspection_called(inspection) FROM tasks)
              WHERE called IS NOT NULL
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


def choices(filter_name: str, cities: Sequence[str] = ()) -> dict[str, str]:
    """The values that a filter of Filters can take (of some cities) and what each is called: a document's title, a unit's name."""
    if named := {"roles": wording.ROLES, "statuses": wording.STATUS_GROUPS}.get(filter_name):
        return named
    options = filter_options()
    options = options[(options["filter"] == filter_name) & (options["city"].isin(cities) if cities else True)]
    rest = {"years": wording.UNDATED, "themes": (wording.UNTHEMED,)}.get(filter_name, ())
    return dict(zip(options["value"], options["label"], strict=True)) | {word: word for word in rest}


def labels(filter_name: str, values: tuple[str, ...]) -> list[str]:
    """What chosen values of a filter are called."""
    called = choices(filter_name) if values else {}
    return [called.get(value, value) for value in values]
