"""Which task a report's item speaks of, and which items of two lists are the same problem.

A report seldom gives our id and often not the plan's number, so an item is matched by a code that both carry,
else by place, inspection and the likeness of the words. A sure link carries the report's status to the task; a
doubtful one waits for a person, whose word (decisions/links.csv) survives every rebuild. A wrong sure link is far
worse than a doubtful one: where the words differ by a place or an ordinal, likeness alone never makes it sure.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from loaders.items import OUR_ID
from loaders.rows import LinkRow, ParsedDocument, TaskRow

SURE_LIKENESS = 88
SURE_WITH_NUMBER = 70
"""Enough where the report's item has the task's number, too."""
DOUBTFUL_LIKENESS = 60
UNLIKE = 30
"""So little that even the same code is doubted."""
CLEAR_LEAD = 6
"""How far, of 100, the likest task must be ahead of the next to be sure of it."""
VERBATIM = 95, 30
"""Likeness and length from which words are sure to be the same problem though a list names no city."""
SHORTEST_WORDS = 6
SHORTEST_PART = 8
"""A part shorter than this stands in too many problems by chance."""
PART_COUNTS = 0.95
PAIRS_COUNT = 0.85
"""Of the shorter problem's pairs of characters, in whatever order: a province tells its city's problem anew. Less than
what is sure, for it knows nothing of what stands where."""
SHORTEST_ABRIDGED = 10
MOST_PIECES = 3
SHORTEST_CODE = 5
RIVALS_SHOWN = 3
FEW = 300
"""A pair of characters in more tasks than these tells none of them apart."""
MOST_RIVALS = 60

# 第二轮第三批省生态环境保护督察 · 2022年度省级生态环境保护例行督察 · 中央环境保护督察“回头看”
ROUND = re.compile(r"第([一二三四五六])轮")
BATCH = re.compile(r"第([一二三四五六])批")
YEAR = re.compile(r"(20\d\d)年")
SECOND_LOOK = "回头看"

# 关于…的问题
FRAME = re.compile(r"^(?:关于|针对)|的?问题$")
PLACE_ENDS = tuple("省市州县区旗镇乡村")
# 霍州市 | 第一 | 污水处理厂 · 尾矿库 | 3号
ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+|[一二三四五六七八九十\d]+号")
# 孝义市 | 第二 | 污水处理厂: what is left out between two pieces may be what tells two problems apart
MAY_TELL_APART = re.compile(r"第|号|[省市州盟县区旗镇乡村]|街道|[东西南北]")


@dataclass(frozen=True)
class Inspection:
    """What tells one inspection from another; None where the document does not say."""

    level: str | None
    round: str | None
    batch: str | None
    year: str | None
    is_second_look: bool

    def may_be(self, other: "Inspection") -> bool:
        return self.is_second_look == other.is_second_look and all(
            _agree(getattr(self, name), getattr(other, name)) for name in ("level", "round", "batch", "year")
        )


@dataclass(frozen=True)
class Candidate:
    """A task with what it is recognised by."""

    task: TaskRow
    is_report: bool
    published_on: date | None
    inspection: Inspection
    words: str
    codes: frozenset[str]
    characters: frozenset[str]
    pairs: frozenset[str]


def link_tasks(
    documents: Sequence[ParsedDocument], decisions: Mapping[tuple[str, str], bool]
) -> list[LinkRow]:
    """A row a link between two tasks. decisions: a pair of tasks -> whether a person says they are the same.

    Plans come first, then reports by their day, each linked to what came before it: so of two ledgers without a
    plan the later one's rows report on the earlier one's.
    """
    candidates = [candidate for document in documents for candidate in _candidates(document)]
    settled: dict[str, dict[str, bool]] = {}
    for (one, other), is_same in decisions.items():
        settled.setdefault(one, {})[other] = settled.setdefault(other, {})[one] = is_same
    links: list[LinkRow] = []
    before: dict[str, Candidate] = {}
    targets = _Targets()
    homes: dict[str, str] = {}
    for candidate in sorted(candidates, key=_order):
        task_id = candidate.task.task_id
        own = settled.get(task_id, {})
        found = [
            _link(candidate, before[other], "confirmed" if is_same else "rejected", "人工核定")
            for other, is_same in own.items()
            if other in before
        ]
        if not _spoken_of(found):
            named = [before[homes.get(code, code)] for code in candidate.codes if code in before]
            found += _links(
                candidate,
                [target for target in named if target.task.task_id not in own],
                [target for target in targets.alike(candidate) if target.task.task_id not in own],
            )
        links += found
        before[task_id] = candidate
        if home := _spoken_of(found):
            homes[task_id] = homes.get(home, home)
        else:
            targets.add(candidate)
    return links


class _Targets:
    """The tasks before, by city and by what they may be found by: two ledgers may have 20,000 rows each."""

    def __init__(self) -> None:
        self.all: list[Candidate] = []
        self.places: dict[str | None, dict[str, list[int]]] = {}

    def add(self, candidate: Candidate) -> None:
        places = self.places.setdefault(candidate.task.city, {})
        for sign in candidate.pairs | candidate.codes:
            places.setdefault(sign, []).append(len(self.all))
        self.all.append(candidate)

    def alike(self, candidate: Candidate) -> list[Candidate]:
        """Those with the same code, and those with the most pairs of characters in common that few have."""
        shared: Counter[int] = Counter()
        same_code: set[int] = set()
        for city, places in self.places.items():
            if city is None or candidate.task.city in (None, city):
                for code in candidate.codes:
                    same_code.update(places.get(code, ()))
                for pair in candidate.pairs:
                    if len(having := places.get(pair, ())) <= FEW:
                        shared.update(having)
        likest = {place for place, _ in shared.most_common(MOST_RIVALS)}
        return [self.all[place] for place in sorted(likest | same_code)]


def _spoken_of(links: Sequence[LinkRow]) -> str | None:
    """The task that a report's item surely speaks of, of the links of that item."""
    return next((to_task_id for _, to_task_id in sure_reports(links)), None)


def speaks_of(links: Sequence[LinkRow]) -> dict[str, str]:
    """A report's item -> the task that it surely speaks of."""
    return dict(sure_reports(links))


def sure_reports(links: Sequence[LinkRow]) -> Iterator[tuple[str, str]]:
    """A report's item and the task that it surely speaks of, a pair a link."""
    for link in links:
        if link.kind == "report" and link.certainty in ("sure", "confirmed"):
            yield link.from_task_id, link.to_task_id


def _candidates(document: ParsedDocument) -> Iterator[Candidate]:
    codes: dict[str, set[str]] = {}
    for row in document.task_fields:
        if row.field == "code" and len(row.quote.strip()) >= SHORTEST_CODE:
            codes.setdefault(row.task_id, set()).add(row.quote.strip())
    said = document.document
    for task in document.tasks:
        yield Candidate(
            task,
            said.kind != "plan",
            said.issued_on or said.published_on,
            _inspection(task.inspection or said.inspection or "", said.inspection_level),
            words := FRAME.sub("", bare(task.issue or "")),
            frozenset(codes.get(task.task_id, ())),
            frozenset(words),
            frozenset(map("".join, pairwise(words))),
        )


def _inspection(name: str, level: str | None) -> Inspection:
    round_, batch, year = (found[1] if (found := p.search(name)) else None for p in (ROUND, BATCH, YEAR))
    return Inspection(level, round_, batch, year, SECOND_LOOK in name)


def _order(candidate: Candidate) -> tuple[bool, bool, date, str, int]:
    """Plans, then reports by their day; a ledger that names its tasks comes after all that it may name."""
    names_tasks = any(OUR_ID.fullmatch(code) for code in candidate.codes)
    day = candidate.published_on or date.max
    task = candidate.task
    return candidate.is_report, names_tasks, day, task.document_id, task.source_start


def bare(words: str) -> str:
    """Words without white space and punctuation, figures in half width: what two readings of a problem share."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words))


def _links(
    candidate: Candidate, named: Sequence[Candidate], targets: Sequence[Candidate]
) -> Iterator[LinkRow]:
    """The links of one task: to the task that it names, else to the likest before it; none where none is like it."""
    rivals = [target for target in targets if _may_be_same(candidate, target)]
    same_code = [rival for rival in rivals if candidate.codes & rival.codes]
    for target in [*named, *same_code][:1]:
        both = candidate.words, target.words
        unlike = all(both) and fuzz.partial_ratio(*both) < UNLIKE
        yield _link(
            candidate, target,
            "doubtful" if unlike else "sure",
            "编号相同，但文字不同，需要核实" if unlike else "编号相同",
        )  # fmt: skip
        return
    # A report of a county speaks of its own plan before its city's.
    near = [rival for rival in rivals if rival.task.area == candidate.task.area]
    ranked = _ranked(candidate, near) or _ranked(candidate, rivals)
    if not ranked:
        return
    likeness, target = ranked[0]
    is_ahead = len(ranked) == 1 or likeness - ranked[1][0] >= CLEAR_LEAD
    if is_ahead and (basis := _sure_basis(candidate, target, likeness)):
        yield _link(candidate, target, "sure", basis)
        return
    for _, rival in ranked[:RIVALS_SHOWN]:
        yield _link(candidate, rival, "doubtful", "文字相近，需要核实")


def _ranked(candidate: Candidate, rivals: Sequence[Candidate]) -> list[tuple[float, Candidate]]:
    """The rivals that are like enough to be doubtful, the likest first."""
    likened = [
        (_likeness(candidate, rival, DOUBTFUL_LIKENESS), rival)
        for rival in rivals
        if _share_characters(candidate, rival)
    ]
    return sorted((pair for pair in likened if pair[0]), key=lambda pair: -pair[0])


def _share_characters(candidate: Candidate, rival: Candidate) -> bool:
    """Whether likeness is worth measuring: a third of the shorter problem's characters stand in the other."""
    shorter, longer = sorted((candidate.characters, rival.characters), key=len)
    return 3 * len(shorter & longer) >= len(shorter)


def _sure_basis(candidate: Candidate, target: Candidate, likeness: float) -> str | None:
    """Why the likest is surely the same, in Chinese; None where it is not sure."""
    is_place_known = candidate.task.city is not None and candidate.task.city == target.task.city
    least, length = VERBATIM
    if not is_place_known and (likeness < least or len(candidate.words) < length):
        return None
    differs, tells_apart = _difference(candidate.words, target.words)
    if tells_apart:
        return None
    if is_place_known and _is_abridged(candidate.words, target.words):
        return "文字是节略"
    if candidate.is_report and candidate.task.seq == target.task.seq and likeness >= SURE_WITH_NUMBER:
        return "序号相同，文字相近"
    return "文字相近" if likeness >= SURE_LIKENESS and not differs else None


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
    return not came_before and candidate.inspection.may_be(target.inspection)


def _may_be_same_place(candidate: Candidate, target: Candidate) -> bool:
    """A city's list may share a problem with its counties', and a province's, which names neither, with any."""
    task, other = candidate.task, target.task
    is_wide = any(place.city is None and place.area is None for place in (task, other))
    return is_wide or (task.city == other.city and _agree(task.area, other.area))


def _agree(one: str | None, other: str | None) -> bool:
    """Whether two sayings do not contradict one another: one is silent, or they are the same."""
    return one is None or other is None or one == other


def _likeness(one: Candidate, other: Candidate, least: float = 0) -> float:
    """0 to 100, 0 below the least. A report often cuts a problem short, so a part of the other counts nearly whole."""
    shorter, longer = sorted((one, other), key=lambda candidate: len(candidate.words))
    both = shorter.words, longer.words
    if len(shorter.words) < SHORTEST_WORDS:
        return 0
    whole = fuzz.ratio(*both, score_cutoff=least)
    if len(shorter.words) < SHORTEST_PART:
        return whole
    part = PART_COUNTS * fuzz.partial_ratio(*both, score_cutoff=least / PART_COUNTS)
    shared = PAIRS_COUNT * 100 * len(shorter.pairs & longer.pairs) / len(shorter.pairs)
    return max(whole, part, shared if shared >= least else 0)


def _difference(one: str, other: str) -> tuple[bool, bool]:
    """Whether words stand in the place of others, and whether these tell two things apart: a place, an ordinal.

    溪口县污水处理厂未建成 and 云渡县污水处理厂未建成 (or 云渡市…) differ by a place, 第一污水处理厂 and 第二污水处理厂, or
    污水处理厂 alone, by an ordinal.
    """
    shorter, longer = sorted((one, other), key=len)
    differs = tells_apart = False
    for step in Levenshtein.opcodes(shorter, longer):
        mine, its = shorter[step.src_start : step.src_end], longer[step.dest_start : step.dest_end]
        if step.tag == "replace":
            differs = True
            here, there = shorter[step.src_end : step.src_end + 1], longer[step.dest_end : step.dest_end + 1]
            is_place = (here == there and here in PLACE_ENDS) or (
                mine[-1] in PLACE_ENDS and its[-1] in PLACE_ENDS
            )
            tells_apart |= is_place or shorter[: step.src_start].endswith("第") or here == "号"
        elif step.tag == "insert" and step.src_start:
            tells_apart |= ORDINAL.fullmatch(its) is not None
    return differs, tells_apart


def _is_abridged(one: str, other: str) -> bool:
    """Whether the shorter is the longer with words left out: 第二污水处理厂 | 超负荷运行 of 第二污水处理厂长期超负荷运行."""
    shorter, longer = sorted((one, other), key=len)
    steps = Levenshtein.opcodes(shorter, longer)
    pieces = [step for step in steps if step.tag == "equal"]
    if len(shorter) < SHORTEST_ABRIDGED or len(pieces) > MOST_PIECES:
        return False
    if any(step.tag in ("replace", "delete") or step.src_end - step.src_start == 1 for step in steps):
        return False
    between = (longer[before.dest_end : after.dest_start] for before, after in pairwise(pieces))
    return not any(map(MAY_TELL_APART.search, between))


def _link(candidate: Candidate, target: Candidate, certainty: str, basis: str) -> LinkRow:
    return LinkRow(
        from_task_id=candidate.task.task_id,
        to_task_id=target.task.task_id,
        kind="report" if candidate.is_report else "same_problem",
        certainty=certainty,
        likeness=round(_likeness(candidate, target), 1),
        basis=basis,
    )
