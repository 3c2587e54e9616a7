"""Which task a report's item speaks of, and which items of two lists are the same problem.

A report seldom gives our id and often not the plan's number, so an item is matched by a code that both carry, else by
place, inspection and words. It is sure where a careful person is: where the words tell it from every other task and
nothing in them differs; or where most of a report's items are found in the plans, and only this task can be meant, by
the problem's words or because what was done is what this task alone asks for. A wrong sure link is far worse than a
doubtful one, which says why it is doubted and waits for a person, whose word (decisions/links.csv) survives every
rebuild.
"""

from bisect import bisect, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz import fuzz

from loaders.candidates import Before, Candidate, candidates_of, in_order
from loaders.likeness import SHORT_NOUN, Comparison, bare, cover
from loaders.rows import LinkRow, ParsedDocument

__all__ = ["bare", "link_tasks", "sure_reports"]

# Of the shorter telling's words (0 to 1), how many the other must have
DOUBTFUL = 0.5
"""To ask a person."""
SURE = 0.55
SURE_BESIDE_NAME = 0.5
"""Of what stands beside the longest words of both: with less, only the name is the same and not what is wrong there."""
SURE_WITH_NUMBER = 0.5
"""Where the report's item has the task's number, too."""
SURE_IN_LIST = 0.3
"""Where the report is known to speak of that plan."""
SURE_WITH_WITNESSES = 0.2
"""And what was done is what that task asks for."""
VERBATIM = 0.95, 30
"""Where a list names no city; and so many characters."""

TELLING = 2
"""Pairs of characters that no other task has: a name of three."""
CLEAR_LEAD = 0.15
LEAST_FOUND = 3
"""So many of a report's items, and half of them, found in plans: the report speaks of these plans."""
SHORTEST_SURE = 7
UNLIKE = 30
"""So little, of 100, that even the same code is doubted."""
RIVALS_SHOWN = 3
SETTLED = "rejected", "confirmed"
MOST_COMPARED = 4


@dataclass
class Fit:
    """A task that may be meant, and how well."""

    target: Candidate
    cover: float
    comparison: Comparison
    is_ahead: bool = False
    """Nothing tells it apart from the candidate, and words tell it from the other tasks."""
    is_clear: bool = False
    """Clearly more of its words are shared than with any other task."""
    leads: bool = False
    """And half of its words are."""
    basis: str | None = None
    """Why it is the same by its words alone, in Chinese; None where they do not make it sure."""


def link_tasks(
    documents: Sequence[ParsedDocument], decisions: Mapping[tuple[str, str], bool]
) -> list[LinkRow]:
    """A row a link between two tasks. decisions: a pair of tasks -> whether a person says they are the same.

    Plans come first, then reports by their day, each linked to what came before it: so of two ledgers without a
    plan the later one's rows report on the earlier one's.
    """
    candidates = sorted((one for document in documents for one in candidates_of(document)), key=in_order)
    settled: dict[str, dict[str, bool]] = {}
    for (one, other), is_same in decisions.items():
        settled.setdefault(one, {})[other] = settled.setdefault(other, {})[one] = is_same
    links: list[LinkRow] = []
    before = Before()
    for _, group in groupby(candidates, key=lambda candidate: candidate.task.document_id):
        one_list = list(group)
        found = _settled_or_named(one_list, before, settled)
        fits = {
            task_id: _fits(candidate, before.alike(candidate, settled.get(task_id, {})))
            for candidate in one_list
            if _is_open(found[task_id := candidate.task.task_id])
        }
        _choose(one_list, fits, found, before)
        for candidate in one_list:
            of_task = found[candidate.task.task_id]
            links += of_task
            before.add(candidate, next((target for _, target in sure_reports(of_task)), None))
    return links


def sure_reports(links: Sequence[LinkRow]) -> Iterator[tuple[str, str]]:
    """A report's item and the task that it surely speaks of, a pair a link."""
    for link in links:
        if link.kind == "report" and link.certainty in ("sure", "confirmed"):
            yield link.from_task_id, link.to_task_id


def _settled_or_named(
    one_list: Sequence[Candidate], before: Before, settled: Mapping[str, Mapping[str, bool]]
) -> dict[str, list[LinkRow]]:
    """What a person says of each item of a list, else the task whose code it gives."""
    found: dict[str, list[LinkRow]] = {}
    for candidate in one_list:
        own = settled.get(candidate.task.task_id, {})
        links = found[candidate.task.task_id] = [
            _link(candidate, before.by_id[other], SETTLED[is_same], "人工核定")
            for other, is_same in own.items()
            if other in before.by_id
        ]
        if candidate.codes and not any(sure_reports(links)):
            alike = (one for one in before.alike(candidate, own) if one.codes & candidate.codes)
            of_code = (*before.named(candidate), *alike)
            links += [_by_code(candidate, one) for one in of_code if one.task.task_id not in own][:1]
    return found


def _is_open(links: Sequence[LinkRow]) -> bool:
    """Whether more is to be found out: not where a code or a person names the task that a report speaks of."""
    return not any(sure_reports(links)) and all(link.certainty in SETTLED for link in links)


def _by_code(candidate: Candidate, target: Candidate) -> LinkRow:
    words, others = candidate.problem.words, target.problem.words
    if words and others and fuzz.partial_ratio(words, others) < UNLIKE:
        return _link(candidate, target, "doubtful", "编号相同，但文字不同，需要核实")
    return _link(candidate, target, "sure", "编号相同")


def _fits(candidate: Candidate, rivals: Sequence[Candidate]) -> list[Fit]:
    """The tasks that may be meant, the likest first, those last that something speaks against.

    A report of a county speaks of its own plan before its city's, a city's before its province's.
    """
    likened = [(cover(candidate.problem, rival.problem), rival) for rival in rivals]
    likened = [one for one in likened if one[0] >= SURE_IN_LIST] or [
        one for one in likened if one[0] >= SURE_WITH_WITNESSES
    ]
    likened.sort(key=lambda one: (-one[0], not _is_same_number(candidate, one[1])))
    fits = [
        Fit(rival, share, comparison)
        for share, rival in likened[:MOST_COMPARED]
        if not (comparison := Comparison(candidate.problem, rival.problem)).is_another
    ]
    free = [fit for fit in fits if not fit.comparison.difference]
    if not free:
        return fits
    near = [fit for fit in free if fit.cover > free[0].cover - CLEAR_LEAD]
    nearest = min(_distance(candidate, fit.target) for fit in near)
    free = [fit for fit in free if _distance(candidate, fit.target) == nearest]
    doubted = [fit for fit in fits if fit.comparison.difference]
    first, *others = free
    first.is_clear = all(first.cover - fit.cover >= CLEAR_LEAD for fit in others)
    is_likest = all(fit.cover <= first.cover for fit in doubted)
    first.is_ahead = first.cover >= SURE_IN_LIST and is_likest and _is_ahead(candidate, free)
    first.leads = first.cover >= DOUBTFUL and first.is_clear and is_likest
    first.basis = _sure_basis(candidate, first)
    return [*free, *doubted]


def _distance(candidate: Candidate, target: Candidate) -> int:
    task, other = candidate.task, target.task
    return (task.city != other.city) + (task.area != other.area)


def _is_ahead(candidate: Candidate, fits: Sequence[Fit]) -> bool:
    """Whether the likest has words of the candidate that the next has not, and clearly more of them."""
    first, *others = fits
    pairs = candidate.problem.pairs & first.target.problem.pairs
    for other in others:
        if first.cover >= VERBATIM[0] and _is_same_number(candidate, first.target) > _is_same_number(
            candidate, other.target
        ):
            continue  # of rows with the same words that with the same number
        telling = pairs - other.target.problem.pairs
        if len(telling) < TELLING or first.cover - other.cover < CLEAR_LEAD:
            return False
    return len(pairs - candidate.problem.place_pairs) >= TELLING


def _choose(
    one_list: Sequence[Candidate],
    fits: Mapping[str, list[Fit]],
    found: Mapping[str, list[LinkRow]],
    before: Before,
) -> None:
    """Link the items of a list: by their words alone, then those that only one task of the plans can mean."""
    open_items = [one for one in one_list if fits.get(one.task.task_id)]
    chosen: dict[str, str] = {}
    for candidate in open_items:
        if basis := fits[candidate.task.task_id][0].basis:
            chosen[candidate.task.task_id] = basis
    if one_list[0].is_report:
        chosen |= _chosen_as_a_list(one_list, fits, found, chosen, before)
    for candidate in open_items:
        of = fits[candidate.task.task_id]
        if basis := chosen.get(candidate.task.task_id):
            found[candidate.task.task_id].append(_link(candidate, of[0].target, "sure", basis))
            continue
        doubted = [fit for fit in of if _is_asked(candidate, fit, before)][:RIVALS_SHOWN]
        for fit in doubted:
            found[candidate.task.task_id].append(
                _link(candidate, fit.target, "doubtful", _doubt(fit, doubted))
            )


def _is_asked(candidate: Candidate, fit: Fit, before: Before) -> bool:
    """Whether a person is to say: not where a report of no known inspection shares but the name of a company."""
    if candidate.is_report and candidate.inspection.is_surely_of(fit.target.inspection):
        return fit.cover >= DOUBTFUL or fit.is_ahead
    if fit.cover >= DOUBTFUL and not fit.comparison.is_name_only:
        return True
    return fit.is_clear and fit.cover >= SURE_IN_LIST and before.is_told_besides(candidate, fit.target)


def _sure_basis(candidate: Candidate, fit: Fit) -> str | None:
    """Why the likest is the same by its words alone, in Chinese; None where they do not make it sure."""
    target, alike = fit.target, fit.comparison
    length = len(alike.short.words)
    area = candidate.task.area or "?"
    is_place_known = (
        candidate.cities & target.cities or area == target.task.area or area in target.problem.issue
    )
    is_verbatim = fit.cover >= VERBATIM[0] and length >= VERBATIM[1]
    if not fit.is_ahead or not (is_place_known or is_verbatim):
        return None
    if candidate.is_report:
        is_same_inspection = candidate.inspection.is_surely_of(target.inspection)
        if not is_same_inspection and candidate.inspection.is_of_known_level(target.inspection):
            return None  # 中央督察 may be the second look, too, but need not
        is_numbered_alike = is_same_inspection and _is_same_number(candidate, target)
        if is_numbered_alike and fit.cover >= SURE_WITH_NUMBER and not alike.is_name_only:
            return "序号相同，文字相近"
    elif candidate.problem.is_told_before or target.problem.is_told_before:
        return None if alike.replaced() else "写明是前一轮督察指出的问题"
    if length < SHORTEST_SURE or fit.cover < SURE or alike.replaced():
        return None
    if alike.has_same_figure:
        return "数字相同，文字相近"
    return "文字相近" if alike.cover_beside_longest >= SURE_BESIDE_NAME else None


def _is_same_number(candidate: Candidate, target: Candidate) -> bool:
    """A notice's number is the inspectors', where the plan gives it; else a report's numbers may be the plan's."""
    own = candidate.numbers or ({str(candidate.task.seq)} if candidate.is_report else frozenset())
    return bool(own & (target.numbers or {str(target.task.seq)}))


def _chosen_as_a_list(
    one_list: Sequence[Candidate],
    fits: Mapping[str, list[Fit]],
    found: Mapping[str, list[LinkRow]],
    chosen: Mapping[str, str],
    before: Before,
) -> dict[str, str]:
    """Items that the words alone leave in doubt, where half of the list is found in plans of this inspection.

    Who reads such a report has the plan beside it: 寿鹿山探矿权退出 is the one item there on 寿鹿山. Each task once.
    """
    place = {candidate.task.task_id: at for at, candidate in enumerate(one_list)}
    meant = [(place[task_id], fits[task_id][0].target.task) for task_id in chosen]
    taken = {task_id for links in found.values() for _, task_id in sure_reports(links)}
    taken |= {task.task_id for _, task in meant}
    order: dict[str, list[tuple[int, int]]] = {}
    for at, task in meant:
        insort(order.setdefault(task.document_id, []), (at, task.seq))
    needed = max(LEAST_FOUND - bool(taken), len(one_list) / 2) - len(taken)
    rest = [(of[0], one_list[place[one]]) for one, of in fits.items() if of and one not in chosen]
    only: list[str] = []
    for fit, candidate in sorted(rest, key=lambda one: -one[0].cover) if len(rest) >= needed else ():
        task_id, task = candidate.task.task_id, fit.target.task
        if task.task_id in taken or not candidate.inspection.is_surely_of(fit.target.inspection):
            continue
        in_plan = place[task_id], task.seq
        sure = order.setdefault(task.document_id, [])
        says_same = fit.is_ahead and fit.comparison.cover_beside_longest >= SURE_BESIDE_NAME
        is_only = (
            (says_same or ((fit.is_ahead or fit.leads) and _is_in_turn(*in_plan, sure)))
            and not fit.comparison.replaced(SHORT_NOUN)
        ) or (fit.is_clear and before.is_told_besides(candidate, fit.target))
        if is_only:
            only.append(task_id)
            insort(sure, in_plan)
            taken.add(task.task_id)
    return dict.fromkeys(
        only if len(only) >= needed else (), "两份文件的多数问题已经对上，余下的只有这两项相符"
    )


def _is_in_turn(at: int, seq: int, sure: Sequence[tuple[int, int]]) -> bool:
    """Whether between the sure ones before and behind it the report tells as many items as the plan, in its order.

    `sure`: place in the report and number in the plan of the tasks that are sure, in the report's order.
    """
    behind = bisect(sure, (at, 0))
    around = sure[behind - 1 : behind + 1] if behind else []
    return len(around) == 2 and all(seq - its == at - place for place, its in around)


def _doubt(fit: Fit, doubted: Sequence[Fit]) -> str:
    """Why a link is doubtful, in Chinese: what tells the two apart, or another as like; which words both have."""
    replaced = fit.comparison.replaced()
    if fit.comparison.difference:
        why = fit.comparison.difference.words
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
