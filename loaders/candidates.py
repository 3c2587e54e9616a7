"""The tasks that links may join: what each is recognised by, and which may be meant by place, inspection and day."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from loaders.grammar.document.inspections import level_of
from loaders.grammar.places import find_places, province_of
from loaders.items import OUR_ID
from loaders.likeness import NUMBER, Problem
from loaders.rows import ParsedDocument, TaskRow, UnitRow

SHORTEST_CODE = 5
FEW = 300
"""A pair of characters in more tasks than these tells none of them apart."""
MOST_RIVALS = 30
TELLING_LIST = 6
"""In a list of fewer tasks, words that only one of them has tell nothing."""
WITNESSES = 4
"""So many pairs of characters beside the problem."""

# 第二轮第三批省生态环境保护督察 · 2022年度省级生态环境保护例行督察 · 中央环境保护督察“回头看”
ROUND = re.compile(r"第([一二三四五六])轮")
YEAR = re.compile(r"(20\d\d)年")
SECOND_LOOK, SPECIAL = "回头看", "专项"
# what a column 督察轮次 or 问题来源 holds: 第一轮 · 中央督察“回头看”
NAMES_INSPECTION = re.compile(r"第[一二三四五六][轮批]|回头看|督[察查]|警示片")


@dataclass(frozen=True)
class Inspection:
    """What tells one inspection from another; None where the document does not say."""

    level: str | None
    round: str | None
    year: str | None
    is_second_look: bool
    is_special: bool

    def may_be_of(self, plan: "Inspection") -> bool:
        """Whether a report on this one may answer a plan on that one: 中央督察 may be the second look, too."""
        if self == plan:
            return True
        is_silent = not (self.round or self.year or self.is_second_look)
        return (
            (is_silent or self.is_second_look == plan.is_second_look)
            and (not self.is_of_known_level(plan) or self.is_same_level(plan))
            and all(_agree(getattr(self, name), getattr(plan, name)) for name in ("round", "year"))
        )

    def is_surely_of(self, plan: "Inspection") -> bool:
        """Whether both say of which level they are, and the same, and neither alone is the second look."""
        return self.is_same_level(plan) and (self.is_special or self.is_second_look == plan.is_second_look)

    def is_of_known_level(self, plan: "Inspection") -> bool:
        return self.level is not None and plan.level is not None

    def is_same_level(self, plan: "Inspection") -> bool:
        """沱江流域专项督察 alone is of the level of 中央督察“回头看”及沱江专项督察."""
        is_same = self.level is not None and self.level == plan.level
        return is_same or (self.is_special and plan.is_special and "special" in (self.level, plan.level))


@dataclass(frozen=True)
class Candidate:
    """A task with what it is recognised by."""

    task: TaskRow
    stated_on: date | None
    known_from: date | None
    inspection: Inspection
    codes: frozenset[str]
    numbers: frozenset[str]
    """The inspectors' numbers that the list gives the task, which need not be its own number."""
    cities: frozenset[str]
    province: str | None
    problem: Problem

    @property
    def is_report(self) -> bool:
        return self.problem.is_report


def candidates_of(document: ParsedDocument) -> Iterator[Candidate]:
    said = document.document
    title = f"{said.title or ''}{said.inspection or ''}"
    province = province_of(said.city) or next(
        (place.name for place in find_places(title, 0, len(title)) if place.kind == "province"), None
    )
    quotes: dict[tuple[str, str], list[str]] = {}
    for row in document.task_fields:
        if row.field in ("code", "ignored"):
            quotes.setdefault((row.task_id, row.field), []).append(row.quote.strip())
    begins = {row.task_id: row.source_start for row in document.task_fields if row.field == "issue"}
    units: dict[str, list[UnitRow]] = {}
    for named in document.task_units:
        if named.role == "responsible":
            units.setdefault(named.task_id, []).append(document.units[named.unit_id])
    for task in document.tasks:
        codes = quotes.get((task.task_id, "code"), [])
        told = (*quotes.get((task.task_id, "ignored"), ()), task.category or "")
        own = "".join(words for words in told if NAMES_INSPECTION.search(words))
        areas = {unit.area for unit in units.get(task.task_id, ())} | {task.area}
        cities = {unit.city for unit in units.get(task.task_id, ())} | {task.city}
        besides = "\n".join(filter(None, (task.goal, task.measures, task.progress)))
        problem = Problem(
            task.issue or "", task.city, frozenset(filter(None, areas)), said.kind != "plan", besides
        )
        yield Candidate(
            task,
            said.stated_on,
            said.known_from,
            _inspection(own or task.inspection or said.inspection or "", said.inspection_level),
            frozenset(code for code in codes if len(code) >= SHORTEST_CODE),
            problem.numbers
            | {code for code in codes if code.isdecimal() and len(code) < SHORTEST_CODE}
            | {
                found["n"]
                for found in NUMBER.finditer(said.text, task.source_start, begins.get(task.task_id, 0))
            },
            frozenset(filter(None, cities | problem.places)),
            province,
            problem,
        )


def _inspection(name: str, level: str | None) -> Inspection:
    round_, year = (found[1] if (found := p.search(name)) else None for p in (ROUND, YEAR))
    return Inspection(level_of(name) or level, round_, year, SECOND_LOOK in name, SPECIAL in name)


def in_order(candidate: Candidate) -> tuple[bool, bool, date, str, int]:
    """Plans, then reports by their day; a ledger that names its tasks comes after all that it may name."""
    names_tasks = any(OUR_ID.fullmatch(code) for code in candidate.codes)
    day = candidate.known_from or date.max
    task = candidate.task
    return candidate.is_report, names_tasks, day, task.document_id, task.source_start


def _may_be_same(candidate: Candidate, target: Candidate) -> bool:
    """Another document of the same place; a report also answers the same inspection, and comes after the plan.

    A province's list has no city and may share a problem with any; a problem may come back in a later round.
    """
    if candidate.task.document_id == target.task.document_id or not _may_be_same_place(candidate, target):
        return False
    if not candidate.is_report:
        return True
    came_before = candidate.stated_on and target.stated_on and candidate.stated_on < target.stated_on
    return not came_before and candidate.inspection.may_be_of(target.inspection)


def _may_be_same_place(candidate: Candidate, target: Candidate) -> bool:
    """A city's list may share a problem with its counties', and a province's, which names neither, with its cities'."""
    task, other = candidate.task, target.task
    if any(place.city is None and place.area is None for place in (task, other)):
        return _agree(candidate.province, target.province)
    if task.city is None and task.area:  # 洪江区, of which no city is known: what names it is of that place
        return task.area == other.area or task.area in target.problem.issue
    return task.city == other.city and _agree(task.area, other.area)


def _agree(one: str | None, other: str | None) -> bool:
    """Whether two sayings do not contradict one another: one is silent, or they are the same."""
    return one is None or other is None or one == other


class Before:
    """The tasks before, by city and by what they may be found by: two ledgers may have 20,000 rows each."""

    def __init__(self) -> None:
        self.by_id: dict[str, Candidate] = {}
        self._homes: dict[str, str] = {}
        self._targets: list[Candidate] = []
        self._places: dict[str | None, dict[str, list[int]]] = {}
        self._lists: dict[str, list[Candidate]] = {}
        self._tellers: dict[str, dict[str, str]] = {}

    def add(self, candidate: Candidate, speaks_of: str | None) -> None:
        """An item that surely speaks of a task stands for that task, and is no further target."""
        task = candidate.task
        self.by_id[task.task_id] = candidate
        self._lists.setdefault(task.document_id, []).append(candidate)
        if speaks_of:
            self._homes[task.task_id] = self._homes.get(speaks_of, speaks_of)
            return
        places = self._places.setdefault(task.city, {})
        for sign in candidate.problem.pairs | candidate.codes:
            places.setdefault(sign, []).append(len(self._targets))
        self._targets.append(candidate)

    def is_told_besides(self, candidate: Candidate, target: Candidate) -> bool:
        """Whether both say beside the problem what no other task of the target's list says, and clearly of no other so
        much: 应急池清空，雨排口加装闸控, where the measures of one task ask for that."""
        own = self._lists[target.task.document_id]
        if len(own) < TELLING_LIST:
            return False
        if (tellers := self._tellers.get(target.task.document_id)) is None:
            said_by = Counter(pair for one in own for pair in one.problem.all_pairs)
            tellers = {p: one.task.task_id for one in own for p in one.problem.all_pairs if said_by[p] == 1}
            self._tellers[target.task.document_id] = tellers
        beside = candidate.problem.all_pairs - (candidate.problem.pairs & target.problem.pairs)
        witnesses = Counter(tellers[pair] for pair in beside & tellers.keys())
        of_target = witnesses.pop(target.task.task_id, 0)
        return of_target >= max(WITNESSES, 2 * max(witnesses.values(), default=0))

    def named(self, candidate: Candidate) -> Iterator[Candidate]:
        """The tasks whose id of ours the candidate gives."""
        for code in candidate.codes & self.by_id.keys():
            yield self.by_id[self._homes.get(code, code)]

    def alike(self, candidate: Candidate, but: Mapping[str, bool]) -> list[Candidate]:
        """Those with the same code, and those with the most pairs of characters in common that few have."""
        shared: Counter[int] = Counter()
        same_code: set[int] = set()
        for city, places in self._places.items():
            if city is None or candidate.task.city in (None, city):
                for code in candidate.codes:
                    same_code.update(places.get(code, ()))
                for pair in candidate.problem.pairs:
                    if len(having := places.get(pair, ())) <= FEW:
                        shared.update(having)
        likest = {place for place, _ in shared.most_common(MOST_RIVALS)}
        found = (self._targets[place] for place in sorted(likest | same_code))
        return [one for one in found if one.task.task_id not in but and _may_be_same(candidate, one)]
