"""What is said in several places of one document: the same target, the same count, the same step's date."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import itemgetter

from loaders.checks.counts import TOTAL_WITH_PARTS, parts_of
from loaders.checks.words import CLASSIFIER, NUMERAL, item_at, said_in
from loaders.grammar.document.masthead import Masthead
from loaders.grammar.figures.home import Home
from loaders.grammar.figures.sites import site_at_head
from loaders.grammar.milestones import find_milestones
from loaders.grammar.numbering import number_of
from loaders.grammar.places import find_places
from loaders.grammar.plain import plain
from loaders.items import Check, Layout
from loaders.rows import IndicatorRow, ParsedDocument
from loaders.vocabulary import rows

# --- targets -------------------------------------------------------------------------------------

LEVEL = re.compile(r"[%/类]|百分点")


def same_targets(text: str, parsed: ParsedDocument) -> Iterator[Check]:
    """One target said in several places has one value."""
    likely: dict[tuple[object, ...], list[IndicatorRow]] = defaultdict(list)
    for row in sorted(parsed.indicators, key=lambda row: row.source_start or 0):
        if row.role == "target" and row.period:
            areas = _areas(row.place or "")
            likely[areas, row.metric, _year(row.period), row.unit, row.is_change].append(row)
    for said in likely.values():
        if _agree(text, said):
            yield _target_check(said, True)
            continue
        surely: dict[str | None, list[IndicatorRow]] = defaultdict(list)
        for row in said:
            surely[row.place].append(row)
        for same in surely.values():
            agree = _agree(text, same)
            if agree or agree is False and _exclude_each_other(text, same, parsed):
                yield _target_check(same, agree)


def _agree(text: str, said: "Sequence[IndicatorRow]") -> bool | None:
    """Has each passage a value that the first one has? None where only one passage tells the target."""
    values = defaultdict(set)
    for row in said:
        values[row.task_id or text.count("\n", 0, row.source_start)].add(row.value)
    first, *others = values.values()
    return all(first & other for other in others) if others else None


def _exclude_each_other(text: str, said: "Sequence[IndicatorRow]", parsed: ParsedDocument) -> bool:
    """A level is one; 50km of pipes may be a part of 370km, unless the item says 全市 of them, too."""
    if LEVEL.search(said[0].unit or ""):
        return True
    concerned = {row.task_id for row in said}
    of_all = {
        task.task_id: {
            float(value["value"])
            for value in _value_of_area().finditer(text, task.source_start, task.source_end)
        }
        for task in parsed.tasks
        if task.task_id in concerned
    }
    return all(row.task_id is None or row.value in of_all[row.task_id] for row in said)


@cache
def _value_of_area() -> re.Pattern[str]:
    """全市新建污水管网370公里."""
    words = "|".join(row["word"] for row in rows("counted_areas") if row["area"].startswith("全"))
    return re.compile(rf"(?:{words})[^，。；\d]{{0,12}}(?P<value>\d+(?:\.\d+)?)")


def _target_check(said: "Sequence[IndicatorRow]", passed: bool) -> Check:
    first, period = said[0], _year(said[0].period or "")
    other = first if passed else next(row for row in said if row.value != first.value)
    change = ("降幅" if first.value < 0 else "增幅") if first.is_change else ""
    size = abs if change else float
    values = "、".join(f"{value:g}" for value in sorted({size(row.value) for row in said}))
    note = f"文中{len({row.source_start for row in said})}处写到：{values}{first.unit or ''}。"
    name = f"{first.place or ''}{period}年{first.metric}{change}目标各处一致"
    if len(period) > 4:
        name = f"{first.place or ''}{first.metric}{change}目标各处一致（{period}）"
    return Check(
        name, size(first.value), size(other.value), passed, note, first.source_start, first.source_end
    )


def _year(period: str) -> str:
    """By 2020-12-31 is by the end of 2020."""
    return re.sub(r"^(\d{4})-12(?:-31)?$", r"\1", period)


def _areas(place: str) -> frozenset[str]:
    """县市和南岳区 and 各县市区(含南岳区) are the same areas: 县市区 and 南岳区."""
    names = re.split(r"[（()）和及与含]+", re.sub(r"[（(]市、?区[)）]", "市区", place))
    return frozenset(re.sub(r"^各?(?:县市区?|市县区?|区县市?)$", "县市区", name) for name in names if name)


# --- counts --------------------------------------------------------------------------------------

# What counts the things, not their kind: 黑臭水体整治, 乡镇污水处理厂建设项目
DONE_TO_THEM = re.compile(r"(?:(?:排查)?(?:整治|治理)|建设|改造|修复|项目|任务|工作)+$")
SHORTEST_THINGS = 3


@dataclass(frozen=True)
class _Count:
    area: str
    things: str
    """As far as the words go, up to twelve characters."""
    is_whole: bool
    """Whether `things` ends with its words: before punctuation."""
    count: int
    passage: int
    """A number for the item, or outside the list for the line, that it lies in."""
    start: int
    end: int


def same_counts(text: str, layout: Layout) -> Iterator[Check]:
    """包括市城区4个黑臭水体在内 and 15个黑臭水体整治（地级市4个、…): as many of one thing in one area.

    Another number may be of a part of them, so nothing is said then.
    """
    counts = sorted(_counts(text, layout), key=lambda count: count.start)
    as_many: dict[tuple[str, str, int], list[_Count]] = defaultdict(list)
    for count in counts:
        as_many[count.area, count.things[:SHORTEST_THINGS], count.count].append(count)
    made = set()
    for first in counts:
        things = DONE_TO_THEM.sub("", first.things)
        if not first.is_whole or len(things) < SHORTEST_THINGS or (first.area, things) in made:
            continue
        again = [
            other
            for other in as_many[first.area, things[:SHORTEST_THINGS], first.count]
            if other.passage != first.passage and other.things.startswith(things)
        ]
        if again:
            made.add((first.area, things))
            places = dict.fromkeys(said_in(layout, count.start) for count in (first, *again))
            note = f"{'、'.join(places)}：{first.count}。"
            name = f"{first.area}{things}个数各处一致"
            yield Check(name, first.count, first.count, True, note, first.start, first.end)


def _counts(text: str, layout: Layout) -> Iterator[_Count]:
    areas = {row["word"]: row["area"] for row in rows("counted_areas")}

    def count(area: str, things: str, is_whole: bool, number: int, said: re.Match[str]) -> _Count:
        item = item_at(layout, said.start())
        passage = item.start if item else text.rfind("\n", 0, said.start())
        return _Count(areas[area], things, is_whole, number, passage, *said.span())

    for said in _count_in_area().finditer(text):
        is_whole = not re.match(r"[\u4e00-\u9fff]", text[said.end() : said.end() + 1])
        yield count(said["area"], said["things"], is_whole, number_of(said["count"]), said)
    for total in TOTAL_WITH_PARTS.finditer(text):
        for label, number in parts_of(total):
            if label in areas:
                yield count(label, total["what"].strip("的 "), True, number, total)


@cache
def _count_in_area() -> re.Pattern[str]:
    """全市共有52座乡镇污水处理厂."""
    words = "|".join(sorted((row["word"] for row in rows("counted_areas")), key=len, reverse=True))
    return re.compile(
        rf"(?P<area>{words})(?:共有|现有)?\s*(?P<count>{NUMERAL})\s*(?:{CLASSIFIER})(?P<things>[\u4e00-\u9fff]{{2,12}})"
    )


# --- dated steps ---------------------------------------------------------------------------------

SHORTEST_STEP = 8


@dataclass(frozen=True)
class _Step:
    """新邵县垃圾焚烧发电项目建成投产, due on a day, a month or a year, as one field or one line says."""

    words: str
    due_on: date
    precision: str
    where: str
    passage: int
    start: int
    end: int

    def agrees(self, other: "_Step") -> bool:
        """2024年6月 agrees with 2024年6月30日."""
        length = min({"year": 4, "month": 7, "day": 10}[step.precision] for step in (self, other))
        return self.due_on.isoformat()[:length] == other.due_on.isoformat()[:length]


def same_dates(text: str, masthead: Masthead, layout: Layout, parsed: ParsedDocument) -> Iterator[Check]:
    """新邵县垃圾焚烧发电项目2022年6月30日前建成投产 in the general part and in an item: on one day in both.

    Only of steps that name their site: 完成管网改造 may be due in each item anew.
    """
    home = Home(masthead.city, masthead.area)
    said: dict[str, dict[int, list[_Step]]] = defaultdict(lambda: defaultdict(list))
    for step in _steps(text, masthead, layout, parsed):
        said[step.words][step.passage].append(step)
    compared: dict[tuple[str, str], list[tuple[_Step, _Step]]] = defaultdict(list)
    for words, passages in said.items():
        if len(passages) < 2 or len(words) < SHORTEST_STEP or not _names_its_site(words, home):
            continue
        first, *others = passages.values()
        for other in others:
            agreeing = next(((one, two) for one in first for two in other if one.agrees(two)), None)
            if agreeing or len(first) == len(other) == 1:
                compared[first[0].where, other[0].where].append(agreeing or (first[0], other[0]))
    for (one, two), pairs in compared.items():
        differing = [pair for pair in pairs if not pair[0].agrees(pair[1])]
        step_shown, _ = (differing or pairs)[0]
        apart = "；".join(f"{step.words}{step.due_on}，{other.due_on}" for step, other in differing)
        note = f"{len(pairs)}处同一事项，{apart or '日期相同'}。"
        name = f"{one}内同一事项日期一致" if one == two else f"{one}与{two}同一事项日期一致"
        found = len(pairs) - len(differing)
        yield Check(name, len(pairs), found, not differing, note, step_shown.start, step_shown.end)


def _steps(text: str, masthead: Masthead, layout: Layout, parsed: ParsedDocument) -> Iterator[_Step]:
    """The dated steps of the general part and of the items, which have theirs already."""
    list_start = layout.items[0].start if layout.items else 0
    year = masthead.reporting_year
    general = find_milestones(text, 0, list_start, deadline_year=None, reporting_year=year, field="measures")
    fields = sorted(
        (field.start, f"第{item.seq}项")
        for item in layout.items
        for field in item.fields
        if field.name in ("deadline", "measures")
    )
    for step in general:
        line = text.rfind("\n", 0, step.start)
        yield _Step(_bare(step.text), step.due_on, step.precision, "正文", line, step.start, step.end)
    for row in parsed.milestones:
        passage, where = fields[bisect_right(fields, row.source_start, key=itemgetter(0)) - 1]
        yield _Step(
            _bare(row.text), row.due_on, row.precision, where, passage, row.source_start, row.source_end
        )


def _bare(words: str) -> str:
    return re.sub(r"[\s，,、；;。]", "", words)


def _names_its_site(words: str, home: Home) -> bool:
    own = (home.city, home.area)
    return any(place.name not in own for place in find_places(words, 0, len(words))) or bool(
        site_at_head(plain(words, 0, len(words)), 0, len(words), home)
    )
