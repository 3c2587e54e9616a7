"""Which task a report's item speaks of, and which items of two lists are the same problem.

A report seldom gives our id and often not the plan's number, so an item is matched by a code that both carry, else by
place, inspection and words. It is sure where a careful person is: where the words tell it from every other task and
nothing in them differs; or where most of a report's items are found in the plans, and only this task can be meant. A
wrong sure link is far worse than a doubtful one, which says why it is doubted and waits for a person, whose word
(decisions/links.csv) survives every rebuild.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rapidfuzz import fuzz

from loaders.grammar.inspections import level_of
from loaders.items import OUR_ID
from loaders.likeness import Comparison, Problem, bare, cover
from loaders.rows import LinkRow, ParsedDocument, TaskRow, UnitRow

__all__ = ["bare", "link_tasks", "speaks_of", "sure_reports"]

DOUBTFUL_COVER = 0.5
"""Of the shorter telling's words, those that the other has: enough to ask a person."""
SURE_COVER = 0.7
SURE_WITH_FIGURE = 0.55
"""Enough where both give the same figure: 黄龙湖280亩."""
SURE_BESIDE_NAME = 0.5
"""Of what stands beside the longest words of both: with less, only the name is the same and not what is wrong there."""
SURE_WITH_NUMBER = 0.6
"""Enough where the report's item has the task's number, too."""
LISTED_COVER = 0.35
"""Enough where the report is known to speak of that plan."""
TELLING = 2
"""Pairs of characters that no other task has: a name of three."""
CLEAR_LEAD = 0.15
LEAST_FOUND = 3
"""So many of a report's items, and half of them, found in plans: the report speaks of these plans."""
VERBATIM = 0.95, 30
"""Cover and length from which words are sure to be the same problem though a list names no city."""
SHORTEST_SURE = 8
SHORTEST_WORDS = 4
UNLIKE = 30
"""So little, of 100, that even the same code is doubted."""
SHORTEST_CODE = 5
RIVALS_SHOWN = 3
FEW = 300
"""A pair of characters in more tasks than these tells none of them apart."""
MOST_RIVALS = 60
MOST_COMPARED = 4
SHORT_NOUN = 4

# 第二轮第三批省生态环境保护督察 · 2022年度省级生态环境保护例行督察 · 中央环境保护督察“回头看”
ROUND = re.compile(r"第([一二三四五六])轮")
BATCH = re.compile(r"第([一二三四五六])批")
YEAR = re.compile(r"(20\d\d)年")
SECOND_LOOK = "回头看"
# what a column 督察轮次 or 问题来源 holds: 第一轮 · 中央督察“回头看”
NAMES_INSPECTION = re.compile(r"第[一二三四五六][轮批]|回头看|督[察查]|警示片")


@dataclass(frozen=True)
class Inspection:
    """What tells one inspection from another; None where the document does not say."""

    level: str | None
    round: str | None
    batch: str | None
    year: str | None
    is_second_look: bool

    def may_be_of(self, plan: "Inspection") -> bool:
        """Whether a report on this one may answer a plan on that one: 中央督察 may be the second look, too."""
        is_silent = not (self.round or self.batch or self.year or self.is_second_look)
        return (is_silent or self.is_second_look == plan.is_second_look) and all(
            _agree(getattr(self, name), getattr(plan, name)) for name in ("level", "round", "batch", "year")
        )


@dataclass(frozen=True)
class Candidate:
    """A task with what it is recognised by."""

    task: TaskRow
    is_report: bool
    published_on: date | None
    inspection: Inspection
    codes: frozenset[str]
    numbers: frozenset[str]
    """The inspectors' numbers that the list gives the task, which need not be its own number."""
    cities: frozenset[str]
    problem: Problem


@dataclass
class Fit:
    """A task that may be meant, and how well."""

    target: Candidate
    cover: float
    comparison: Comparison
    against: str | None
    """What tells the two apart, in Chinese."""
    is_ahead: bool = False


def link_tasks(
    documents: Sequence[ParsedDocument], decisions: Mapping[tuple[str, str], bool]
) -> list[LinkRow]:
    """A row a link between two tasks. decisions: a pair of tasks -> whether a person says they are the same.

    Plans come first, then reports by their day, each linked to what came before it: so of two ledgers without a
    plan the later one's rows report on the earlier one's.
    """
    candidates = sorted((one for document in documents for one in _candidates(document)), key=_order)
    settled: dict[str, dict[str, bool]] = {}
    for (one, other), is_same in decisions.items():
        settled.setdefault(one, {})[other] = settled.setdefault(other, {})[one] = is_same
    links: list[LinkRow] = []
    before = _Before()
    for _, group in groupby(candidates, key=lambda candidate: candidate.task.document_id):
        one_list = list(group)
        found = _settled_or_named(one_list, before, settled)
        fits = {
            task_id: _fits(candidate, before.alike(candidate, settled.get(task_id, {})))
            for candidate in one_list
            if not found[task_id := candidate.task.task_id] or found[task_id][-1].certainty == "rejected"
        }
        _choose(one_list, fits, found)
        for candidate in one_list:
            of_task = found[candidate.task.task_id]
            links += of_task
            before.add(candidate, next((target for _, target in sure_reports(of_task)), None))
    return links


class _Before:
    """The tasks before, by city and by what they may be found by: two ledgers may have 20,000 rows each."""

    def __init__(self) -> None:
        self.by_id: dict[str, Candidate] = {}
        self._homes: dict[str, str] = {}
        self._targets: list[Candidate] = []
        self._places: dict[str | None, dict[str, list[int]]] = {}

    def add(self, candidate: Candidate, speaks_of: str | None) -> None:
        """An item that surely speaks of a task stands for that task, and is no further target."""
        task = candidate.task
        self.by_id[task.task_id] = candidate
        if speaks_of:
            self._homes[task.task_id] = self._homes.get(speaks_of, speaks_of)
            return
        places = self._places.setdefault(task.city, {})
        for sign in candidate.problem.pairs | candidate.codes:
            places.setdefault(sign, []).append(len(self._targets))
        self._targets.append(candidate)

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


def speaks_of(links: Sequence[LinkRow]) -> dict[str, str]:
    """A report's item -> the task that it surely speaks of."""
    return dict(sure_reports(links))


def sure_reports(links: Sequence[LinkRow]) -> Iterator[tuple[str, str]]:
    """A report's item and the task that it surely speaks of, a pair a link."""
    for link in links:
        if link.kind == "report" and link.certainty in ("sure", "confirmed"):
            yield link.from_task_id, link.to_task_id


def _candidates(document: ParsedDocument) -> Iterator[Candidate]:
    said = document.document
    quotes: dict[tuple[str, str], list[str]] = {}
    for row in document.task_fields:
        if row.field in ("code", "ignored"):
            quotes.setdefault((row.task_id, row.field), []).append(row.quote.strip())
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
        problem = Problem(task.issue or "", task.city, frozenset(filter(None, areas)))
        yield Candidate(
            task,
            said.kind != "plan",
            said.issued_on or said.published_on,
            _inspection(own or task.inspection or said.inspection or "", said.inspection_level),
            frozenset(code for code in codes if len(code) >= SHORTEST_CODE),
            problem.numbers | {code for code in codes if code.isdecimal() and len(code) < SHORTEST_CODE},
            frozenset(filter(None, cities | problem.places)),
            problem,
        )


def _inspection(name: str, level: str | None) -> Inspection:
    round_, batch, year = (found[1] if (found := p.search(name)) else None for p in (ROUND, BATCH, YEAR))
    return Inspection(level_of(name) or level, round_, batch, year, SECOND_LOOK in name)


def _order(candidate: Candidate) -> tuple[bool, bool, date, str, int]:
    """Plans, then reports by their day; a ledger that names its tasks comes after all that it may name."""
    names_tasks = any(OUR_ID.fullmatch(code) for code in candidate.codes)
    day = candidate.published_on or date.max
    task = candidate.task
    return candidate.is_report, names_tasks, day, task.document_id, task.source_start


def _settled_or_named(
    one_list: Sequence[Candidate], before: _Before, settled: Mapping[str, Mapping[str, bool]]
) -> dict[str, list[LinkRow]]:
    """What a person says of each item of a list, else the task whose code it gives."""
    found: dict[str, list[LinkRow]] = {}
    for candidate in one_list:
        own = settled.get(candidate.task.task_id, {})
        links = found[candidate.task.task_id] = [
            _link(candidate, before.by_id[other], "confirmed" if is_same else "rejected", "人工核定")
            for other, is_same in own.items()
            if other in before.by_id
        ]
        if candidate.codes and not any(sure_reports(links)):
            alike = (one for one in before.alike(candidate, own) if one.codes & candidate.codes)
            of_code = (*before.named(candidate), *alike)
            links += [_by_code(candidate, one) for one in of_code if one.task.task_id not in own][:1]
    return found


def _by_code(candidate: Candidate, target: Candidate) -> LinkRow:
    words, others = candidate.problem.words, target.problem.words
    if words and others and fuzz.partial_ratio(words, others) < UNLIKE:
        return _link(candidate, target, "doubtful", "编号相同，但文字不同，需要核实")
    return _link(candidate, target, "sure", "编号相同")


def _may_be_same(candidate: Candidate, target: Candidate) -> bool:
    """Another document of the same place; a report also answers the same inspection, and comes after the plan.

    A province's list has no city and may share a problem with any; a problem may come back in a later round.
    """
    if candidate.task.document_id == target.task.document_id or not _may_be_same_place(candidate, target):
        return False
    if not candidate.is_report:
        return True
    came_before = (
        candidate.published_on and target.published_on and candidate.published_on < target.published_on
    )
    return not came_before and candidate.inspection.may_be_of(target.inspection)


def _may_be_same_place(candidate: Candidate, target: Candidate) -> bool:
    """A city's list may share a problem with its counties', and a province's, which names neither, with any."""
    task, other = candidate.task, target.task
    if any(place.city is None and place.area is None for place in (task, other)):
        return True
    if task.city is None and task.area:  # 洪江区, of which no city is known: what names it is of that place
        return task.area in target.problem.issue
    return task.city == other.city and _agree(task.area, other.area)


def _agree(one: str | None, other: str | None) -> bool:
    """Whether two sayings do not contradict one another: one is silent, or they are the same."""
    return one is None or other is None or one == other


def _fits(candidate: Candidate, rivals: Sequence[Candidate]) -> list[Fit]:
    """The tasks that may be meant, the likest first, those last that something speaks against.

    A report of a county speaks of its own plan before its city's, a city's before its province's.
    """
    if len(candidate.problem.words) < SHORTEST_WORDS:
        return []
    likened = [(cover(candidate.problem, rival.problem), rival) for rival in rivals]
    likest = sorted((one for one in likened if one[0] >= LISTED_COVER), key=lambda one: -one[0])[
        :MOST_COMPARED
    ]
    fits = []
    for share, rival in likest:
        comparison = Comparison(candidate.problem, rival.problem)
        fits.append(Fit(rival, share, comparison, comparison.against()))
    free = [fit for fit in fits if not fit.against]
    near = [fit for fit in free if fit.cover > free[0].cover - CLEAR_LEAD]
    nearest = min((_distance(candidate, fit.target) for fit in near), default=0)
    free = [fit for fit in free if _distance(candidate, fit.target) == nearest]
    if free:
        free[0].is_ahead = _is_ahead(candidate, free)
    return [*free, *(fit for fit in fits if fit.against)]


def _distance(candidate: Candidate, target: Candidate) -> int:
    task, other = candidate.task, target.task
    return (task.city != other.city) + (task.area != other.area)


def _is_ahead(candidate: Candidate, fits: Sequence[Fit]) -> bool:
    """Whether the likest has words of the candidate that the next has not, and clearly more of them."""
    first, *others = fits
    pairs = candidate.problem.pairs & first.target.problem.pairs
    for other in others:
        telling = pairs - other.target.problem.pairs
        is_far = first.cover - other.cover >= CLEAR_LEAD or 1 - other.cover >= 3 * (1 - first.cover)
        if len(telling) < TELLING or not is_far:
            return False
    return len(pairs) >= TELLING


def _choose(
    one_list: Sequence[Candidate], fits: Mapping[str, list[Fit]], found: Mapping[str, list[LinkRow]]
) -> None:
    """Link the items of a list: by their words alone, then those that only one task of the plans can mean."""
    open_items = [one for one in one_list if fits.get(one.task.task_id)]
    chosen: dict[str, str] = {}
    for candidate in open_items:
        if basis := _sure_basis(candidate, fits[candidate.task.task_id][0]):
            chosen[candidate.task.task_id] = basis
    if one_list[0].is_report:
        chosen |= _chosen_as_a_list(one_list, fits, found, chosen)
    for candidate in open_items:
        of = fits[candidate.task.task_id]
        if basis := chosen.get(candidate.task.task_id):
            found[candidate.task.task_id].append(_link(candidate, of[0].target, "sure", basis))
            continue
        doubted = [fit for fit in of if fit.cover >= DOUBTFUL_COVER or fit.is_ahead][:RIVALS_SHOWN]
        for fit in doubted:
            found[candidate.task.task_id].append(
                _link(candidate, fit.target, "doubtful", _doubt(fit, doubted))
            )


def _sure_basis(candidate: Candidate, fit: Fit) -> str | None:
    """Why the likest is the same by its words alone, in Chinese; None where they do not make it sure."""
    if fit.against or not fit.is_ahead:
        return None
    target, length = fit.target, len(fit.comparison.short.words)
    is_place_known = candidate.cities & target.cities or (candidate.task.area or "?") in target.problem.issue
    if not is_place_known and not (fit.cover >= VERBATIM[0] and length >= VERBATIM[1]):
        return None
    if _is_same_number(candidate, target) and fit.cover >= SURE_WITH_NUMBER:
        return "序号相同，文字相近"
    if length < SHORTEST_SURE or fit.comparison.replaced():
        return None
    if fit.comparison.has_same_figure:
        return "数字相同，文字相近" if fit.cover >= SURE_WITH_FIGURE else None
    is_sure = fit.cover >= SURE_COVER and fit.comparison.cover_beside_longest >= SURE_BESIDE_NAME
    return "文字相近" if is_sure else None


def _is_same_number(candidate: Candidate, target: Candidate) -> bool:
    """A notice's number is the inspectors', where the plan gives it; else a report's numbers may be the plan's."""
    own = candidate.numbers or ({str(candidate.task.seq)} if candidate.is_report else frozenset())
    return bool(own & (target.numbers or {str(target.task.seq)}))


def _chosen_as_a_list(
    one_list: Sequence[Candidate],
    fits: Mapping[str, list[Fit]],
    found: Mapping[str, list[LinkRow]],
    chosen: Mapping[str, str],
) -> dict[str, str]:
    """Items that the words alone leave in doubt, where half of the list is found in plans of this inspection.

    Who reads such a report has the plan beside it: 寿鹿山探矿权退出 is the one item there on 寿鹿山. Each task once.
    """
    taken = {target for links in found.values() for _, target in sure_reports(links)}
    taken |= {fits[task_id][0].target.task.task_id for task_id in chosen}
    known = len(taken)
    only: dict[str, Fit] = {}
    rest = [(of[0], task_id) for task_id, of in fits.items() if of and task_id not in chosen]
    levels = {candidate.task.task_id: candidate.inspection.level for candidate in one_list}
    for fit, task_id in sorted(rest, key=lambda one: -one[0].cover):
        is_same_inspection = levels[task_id] is not None and levels[task_id] == fit.target.inspection.level
        if (
            fit.is_ahead and not fit.against and not fit.comparison.replaced(SHORT_NOUN)
            and fit.target.task.task_id not in taken and (is_same_inspection or known >= TELLING)
        ):  # fmt: skip
            only[task_id] = fit
            taken.add(fit.target.task.task_id)
    if known + len(only) < max(LEAST_FOUND, len(one_list) / 2):
        return {}
    return dict.fromkeys(only, "报告的多数问题出自该清单，这一项只与它相合")


def _doubt(fit: Fit, doubted: Sequence[Fit]) -> str:
    """Why a link is doubtful, in Chinese: what tells the two apart, or another as like; which words both have."""
    replaced = fit.comparison.replaced()
    if fit.against:
        why = fit.against
    elif replaced and all(replaced):
        why = f"“{replaced[0]}”与“{replaced[1]}”不同"
    elif not fit.is_ahead and len(doubted) > 1:
        why = f"与{len(doubted)}项任务都相近"
    else:
        why = "相同的文字还不足以断定"
    return f"{why}。{fit.comparison.in_words()}"


def _link(candidate: Candidate, target: Candidate, certainty: str, basis: str) -> LinkRow:
    words, others = candidate.problem.words, target.problem.words
    likeness = max(fuzz.ratio(words, others), 100 * cover(candidate.problem, target.problem))
    return LinkRow(
        from_task_id=candidate.task.task_id,
        to_task_id=target.task.task_id,
        kind="report" if candidate.is_report else "same_problem",
        certainty=certainty,
        likeness=round(likeness, 1),
        basis=basis,
    )
