"""Figures for environmental measures in running text: 市城区PM2.5平均浓度下降至42微克/立方米以下.

Sentence → clauses → lists of figures → what each list measures, where and when → rows. What a clause does not say
itself it takes from the clauses before it in its sentence. A figure whose measure is not named gives nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from loaders.grammar.figures.home import Home
from loaders.grammar.figures.metrics import Mention, may_have, mentions
from loaders.grammar.figures.named_places import MOST, county_of_town, place_at_head, places_before
from loaders.grammar.figures.periods import Period, periods
from loaders.grammar.figures.quantities import Figure, bare_figures, figures, has_figures, units_in
from loaders.grammar.figures.reading import Listed, Said, Sentence, Setting, clause_start
from loaders.grammar.figures.sense import (
    a_day,
    bound,
    change_before,
    one_list_that_turns,
    role_of,
    says_nothing,
    signed,
    was_before,
)
from loaders.grammar.figures.sites import site_at_head
from loaders.grammar.figures.subject import EVEN, carried_subject, own_subject
from loaders.grammar.figures.times import (
    AHEAD,
    of_the_year_compared,
    period_before,
    period_of,
    times_in_a_row,
    year_before,
)
from loaders.grammar.figures.whose import (
    PLANT,
    of_its_site_or_county,
    place_of_none_named,
    places_meant,
    sections_of,
)
from loaders.grammar.plain import Plain, following, plain

# A numbered step begins anew: …;(2)新建污水管网15公里. What goes on for pages without a stop is cut at a comma.
_WITHIN = r"(?:[^。!?;\n]|;(?!\(?[一二三四五六七八九十\d]{1,2}[).、是]|[①-⑳]))"
_SENTENCE = re.compile(rf"{_WITHIN}{{1,1000}}(?=[,;。!?\n]|$)|{_WITHIN}{{1,1000}}")
_COUNTED = re.compile(r"(?P<first>一)?[一二三四五六七八九十]{0,3}是")
_STEP = re.compile(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,2}\)|[①-⑳]|\d{1,2}[.、]")
# What its chapters make of a field's role: 一、存在问题 and 督察反馈: of a plan whose tasks are not listed, until 整改目标:;
# 一、问题情况, 二、整改目标 and 三、下一步工作 of a report
_NUMBER = "[一二三四五六七八九十]{1,3}、"
_CHAPTERS = {
    "target": re.compile(
        rf"(?P<baseline>{_NUMBER}[^,;。\d]{{0,6}}问题|[\u3400-\u9fff]{{0,6}}(?:问题|反馈):)"
        rf"|{_NUMBER}|[\u3400-\u9fff]{{0,4}}(?:目标|措施|任务):"
    ),
    "actual": re.compile(
        rf"{_NUMBER}(?:(?P<baseline>问题情况|反馈问题|问题描述)|(?P<target>下一?步|下阶段|整改目标))?"
    ),
}
_CLAUSE = re.compile(r"(?:[^,;:]|(?<=\d),(?=\d{3}(?!\d)))+")
# 《…规划》 · 〔2024〕 · 达到或好于Ⅲ类水体比例(简称优Ⅲ比例)
_NAME_OF_PLAN = re.compile(r"《[^》\n]{0,80}》|〔\d+〕|\((?:以下)?简称[^)\n]{0,20}\)")
# 超过III类标准0.5倍: the class is the standard's
_OVER = re.compile(r"(?:超过|超出|超|高于)(?:国家)?(?:地表水)?$")
_OF_STANDARD = re.compile(
    r"海水|声环境|(?:水质)?标准(?:限值)?\(\d|(?:水质)?标准限值|(?:水质)?(?:标准)?(?:限值)?的?\d+(?:\.\d+)?倍"
)
# 其中,白石断面…: still of the time that the sentence before named
_ONLY_LEADS = re.compile(
    r"其中|同期|同时|此外|另外|特别是|尤其是|目前|[\u3400-\u9fff\d]{2,14}中|(?:从|按照?|根据|依据)[^,;:]{1,20}"
)
_STATE = re.compile("质量|水质|浓度|优良天数")
_TOWN = re.compile("(?:城区|市区|县城|建成区)$")
_RANKED = re.compile("排名|位列|位居|列第|居第|较[高低好差优]的[^,;]{0,8}[为是]")
# 第二轮督察要求整治的52个排污口,有11个…: which of them, and no promise
_ASKED_BEFORE = re.compile("(?:要求|计划|应)[^,;]{0,12}的$")
# 进水浓度低于100毫克/升的,要制定方案: whom a step is for, not what it aims at
_A_CONDITION = re.compile(r"的(?:[,:]|[仍还]?有\d|要|应|须|城市|县|污水|企业|园区|单位)")


@dataclass(frozen=True)
class IndicatorFound:
    """A row of the indicators table; start to end is the clause that says it."""

    place: str
    element: str
    metric: str
    role: str
    period: str | None
    op: str
    value: float
    unit: str | None
    is_change: bool
    start: int
    end: int


def find_indicators(
    text: str, start: int, end: int, *, role: str, home: Home, reporting_year: int | None, deadline_period: str | None,
    problem: tuple[int, int] | None = None, period: str | None = None, month: str | None = None,
) -> list[IndicatorFound]:  # fmt: skip
    """The figures for environmental measures from start to end of the text, in its order.

    `role` is the field's: baseline of a problem, target of a goal or a measure, actual of a report; words such as
    《…规划》要求 change it for a figure. A target without a time takes `deadline_period`. `problem` is where the item's
    problem stands, for a goal or report that does not say again whose total nitrogen, which section it speaks of.
    `period` is the time of the whole document, `month` when it was written.
    """
    clean = _without_names_of_plans(text, start, end)
    if not may_have(units_in(clean), clean.text):
        return []
    before = _without_names_of_plans(text, *problem) if problem else None
    told_of = before or (clean if role == "baseline" else None)
    home = replace(home, county=county_of_town(told_of, home) if told_of else None)
    setting = Setting(home, role, reporting_year, deadline_period, period=period, month=month)
    if not before:
        return _read(clean, 0, setting)
    told, seen = _places_told(before, home, reporting_year)
    setting = replace(setting, problem=before, places_told=told, seen=seen)
    return _read(following(before, clean), len(before.text) + 1, setting)


@lru_cache(maxsize=4)
def _without_names_of_plans(text: str, start: int, end: int) -> Plain:
    clean = plain(text, start, end)
    return replace(clean, text=_NAME_OF_PLAN.sub(lambda name: "□" * len(name[0]), clean.text))


def _read(clean: Plain, first: int, setting: Setting) -> list[IndicatorFound]:
    found: list[IndicatorFound] = []
    period, site, topic, town = None, None, None, None
    seen = dict.fromkeys(setting.seen)
    within, led_by, chapters = setting, None, _CHAPTERS.get(setting.role)
    for match in _SENTENCE.finditer(clean.text, first):
        if chapters and (chapter := chapters.match(match[0])):
            within = replace(setting, role=chapter.lastgroup or setting.role)
            if setting.role == "actual" and clean.text.startswith("\n", match.end()):
                times = periods(clean.text, *match.span(), this_year=setting.this_year, due_year=None)
                within = replace(within, period=times[-1].value) if times else within
        step = _STEP.match(match[0])
        if clean.text[match.start() - 1 : match.start()] in ("\n", ";") or step:
            site, topic, town = None, None, None
            # a month, of a document of more, is of its own paragraph only
            of_it_all = not (setting.period and period) or "/" in period
            goes_on = clean.text[match.start() - 1] == "\n" and not step and of_it_all
            period = period if goes_on else None
        if counted := _COUNTED.match(match[0]):  # 甲厂进水浓度偏低。一是…。二是…: each is of that site
            led_by = site if counted["first"] else led_by
            site, topic, town = led_by, None, None
        said = Said(carried_period=period, site=site, topic_before=topic, town=town, seen=seen)
        if not has_figures(clean, *match.span()):
            for clause in _CLAUSE.finditer(clean.text, *match.span()):
                _remember_place(clean, clause.span(), said, setting.home)
            site, topic = said.site, said.topic or topic
            whole_aim = setting.role == "target" and not setting.deadline_period
            of_its_state = setting.role == "actual" and _STATE.search(match[0])
            period = _time_at_head(clean, match.span(), setting) if whole_aim or of_its_state else None
            continue
        sentence = _sentence(clean, *match.span(), within)
        rows = list(_read_sentence(sentence, within, said))
        spans = [time.value for time in sentence.periods if "/" in time.value]
        of_before = period if setting.role == "actual" else None
        told = [row.period for row in rows if row.role == setting.role]
        period, site = told[-1] if told else spans[-1] if spans else None, said.site
        if not rows and not spans:
            period = _time_at_head(clean, match.span(), setting) or of_before
        topic, town = said.topic or topic, _town_breathed_in(rows, town)
        found += rows
        seen.update(dict.fromkeys(row.place for row in rows))
    return found


def _town_breathed_in(rows: list[IndicatorFound], before: str | None) -> str | None:
    """城区优良天数比例92.8%。PM2.5浓度33微克/立方米: the air goes on being the town's, until it is of another place."""
    places = {row.place for row in rows if row.element == "air"} or {before or ""}
    return next(iter(places)) if len(places) == 1 and _TOWN.search(min(places)) else None


@lru_cache(maxsize=4)
def _places_told(
    problem: Plain, home: Home, year: int | None
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Of each metric its places in the problem, but the province's and the country's figures; and all its places.

    A problem may name it without a figure, too: 城东污水处理厂进水COD浓度偏低.
    """
    places: dict[str, dict[str, None]] = {}
    rows = (
        _read(problem, 0, Setting(home, "baseline", year, None))
        if may_have(units_in(problem), problem.text)
        else []
    )
    for row in rows:
        places.setdefault(row.metric, {})[row.place] = None
    with_figures = set(places)
    for one in mentions(problem.text, 0, len(problem.text)):
        start = clause_start(problem.text, one.start)
        if one.metric not in with_figures and (named := places_before(problem, start, one.start, home)):
            places.setdefault(one.metric, {}).update(dict.fromkeys(named))
    wider = {home.province, "全国"}
    told = {metric: tuple(of) for metric, of in places.items() if not of.keys() & wider}
    return told, tuple(row.place for row in rows)


def _time_at_head(clean: Plain, sentence: tuple[int, int], setting: Setting) -> str | None:
    """到2020年,环境质量明显改善。森林覆盖率…: the time that a sentence opens with, for those that follow it.

    A report may name first who tells it: 市生态环境局介绍,今年4月,空气质量改善。
    """
    told = setting.role == "actual"
    for time in periods(clean.text, *sentence, this_year=setting.this_year, due_year=None):
        before = re.split("[:,]" if told else ":", clean.text[sentence[0] : time.start])[-1]
        if not before.strip("到,") and (told or clean.text.startswith(",", time.end)):
            return time.value
    return None


def _sentence(clean: Plain, start: int, end: int, setting: Setting) -> Sentence:
    due_year = setting.this_year
    if (setting.role == "target" or not due_year) and setting.deadline_period:
        due_year = int(setting.deadline_period[:4])
    times = periods(clean.text, start, end, this_year=setting.this_year, due_year=due_year)
    if setting.role == "actual" and setting.month:
        times = [_gone_by(time, clean.text, setting.month) for time in times]
    return Sentence(clean, start, end, mentions(clean.text, start, end), times)


def _gone_by(time: Period, text: str, month: str) -> Period:
    """1-12月 in a report of January are of the year before, but not 预计12月底."""
    if AHEAD.search(text, max(0, time.start - 4), time.start):
        return time
    last = time.value.split("/")[-1][:7]
    later = last[:5] == month[:5] and last > month
    said = re.search(r"20\d\d|年", text[time.start : time.end])
    return time if said or not later else replace(time, value=year_before(time.value) or "")


def _read_sentence(sentence: Sentence, setting: Setting, said: Said) -> Iterator[IndicatorFound]:
    text = sentence.plain.text
    for number, match in enumerate(_CLAUSE.finditer(text, sentence.start, sentence.end)):
        anew = number and setting.role != "actual" and not said.measures
        if anew and not _ONLY_LEADS.fullmatch(text, sentence.start, match.start() - 1):
            said.carried_period = None
        if text[match.start() - 1] == ";" and said.places_first is not None:
            said.places = said.places_first  # 全市PM2.5…,白石县…;优良天数比例…: of 全市 again
        reach = match.start()
        for group in _figure_lists(sentence, *match.span()):
            first = group[0].start
            listed = Listed(
                sentence,
                match.span(),
                reach,
                a_day(group, text[match.start() : first]),
                change_before(text, reach, first),
            )
            rows = _read_list(listed, said, setting)
            if rows is not None:
                reach = group[-1].end
                yield from rows
        if reach > match.start():
            said.site = site_at_head(sentence.plain, *match.span(), setting.home) or said.site
        else:
            _remember_place(sentence.plain, match.span(), said, setting.home)
            _remember_subject(sentence, match.span(), said, setting.home)


def _figure_lists(sentence: Sentence, start: int, end: int) -> list[tuple[Figure, ...]]:
    """The figures of a clause, but those in the name of a measure (达到或优于III类断面比例) or of a standard."""
    text = sentence.plain.text
    named = [one for one in sentence.mentions if start <= one.start and one.end <= end]
    lists = [
        group
        for group in figures(sentence.plain, start, end)
        if not any(
            one.start <= group[0].start and group[-1].end <= one.end and group[0].unit not in one.units
            for one in named
        )
        and not (group[0].unit == "类" and _of_a_standard(text, group))
    ]
    for one in sentence.mentions:
        if "" in one.units and start <= one.end <= end:
            lists += bare_figures(text, one.end, end)
    joined: list[tuple[Figure, ...]] = []
    for group in sorted(lists, key=lambda group: group[0].start):
        if joined and (whole := one_list_that_turns(text, joined[-1], group)):
            joined[-1] = whole
        else:
            joined.append(group)
    return joined


def _of_a_standard(text: str, group: tuple[Figure, ...]) -> bool:
    """超III类标准0.5倍 · 氟化物浓度超过地表水IV类标准: what is measured is not the class."""
    over = text.startswith("标准", group[-1].end) and _OVER.search(text, 0, group[0].start)
    return bool(over or _OF_STANDARD.match(text, group[-1].end))


def _remember_place(clean: Plain, clause: tuple[int, int], said: Said, home: Home) -> None:
    """The site or area that a clause opens with; an area (城区仍有污水直排口) ends what was said of a site."""
    if _RANKED.search(clean.text, *clause):  # 全市20个区县排名第4
        return
    if the_most := MOST.search(clean.text, *clause):  # 改善幅度最大的为汶上县,同比改善31.8%
        clause = the_most.end(), clause[1]
    site, area = site_at_head(clean, *clause, home), place_at_head(clean, *clause, home)
    said.site = site or (None if area else said.site)
    named = site or area
    if said.measures and named and named not in (home.province, "全省", "全国"):
        said.places = [named]
    said.topic = said.topic or area


def _remember_subject(sentence: Sentence, clause: tuple[int, int], said: Said, home: Home) -> None:
    """The measure, and its place, of a clause without figures: 蒸水入湘江口断面水质不能稳定达标,1月为IV类."""
    for one in sentence.mentions:
        if clause[0] <= one.start and one.end <= clause[1]:
            places = places_before(sentence.plain, clause[0], one.start, home)
            said.measures_before += said.measures  # PM2.5、O3两项超标,分别超标0.1倍、0.05倍
            said.measures = [one]
            said.row = places
            if places:
                said.places = places if len(places) == 1 else []


def _read_list(listed: Listed, said: Said, setting: Setting) -> list[IndicatorFound] | None:
    """The rows of one list of figures.

    None where it measures nothing that is known: its words may then be a part of what follows (全市147个乡镇建成23座).
    """
    subject = own_subject(listed, said, setting.home) or carried_subject(listed, said, setting.home)
    if subject is None:
        return None
    if setting.role == "baseline" and listed.unit == "个" and listed.before(_ASKED_BEFORE):
        return None
    measures, places = subject
    measures = measures[: len(listed.figures)] if listed.after(EVEN) else measures
    places = places or places_meant(listed, said, measures, setting)
    places = of_its_site_or_county(places, said, setting)
    said.measures_before += said.measures
    said.measures, said.places = measures, places
    said.here |= dict.fromkeys(places)
    if said.places_first is None:
        said.places_first = places
    former = was_before(listed)
    compared = of_the_year_compared(listed, period_of(listed, said, setting.role, setting))
    role = "baseline" if former or compared is not None else role_of(listed, setting)
    if (
        (former and listed.change)
        or says_nothing(listed)
        or (listed.figures[0].lost and role != "target")
        or (setting.role == "target" and listed.after(_A_CONDITION))
    ):
        return []
    if not places:
        places = [place_of_none_named(listed, said, measures[0], setting)]
        said.places = places if PLANT.search(places[0]) else []
    places = [sections_of(place, listed) for place in places]
    quote = listed.sentence.plain.place(*listed.clause)
    rows = []
    for measure, place, figure, time in _shares(measures, places, times_in_a_row(listed), listed.figures):
        when = compared or (
            period_before(listed) if former else time or period_of(listed, said, role, setting)
        )
        rows.append(IndicatorFound(
            place=place, element=measure.element, metric=measure.metric, role=role, period=when,
            op=bound(figure, listed, role, measure), value=signed(figure, listed.change, measure), unit=figure.unit,
            is_change=listed.change is not None, start=quote[0], end=quote[1],
        ))  # fmt: skip
    return rows


def _shares(
    measures: list[Mention], places: list[str], times: list[str], listed: tuple[Figure, ...]
) -> list[tuple[Mention, str, Figure, str | None]]:
    """Which figure is whose: one for all, or one a measure, a place or a time (分别). [] where they do not match."""
    count = len(listed)
    if count == 1 or (count == 2 and listed[0].bound):
        return list(product(measures, places, listed, times if times and count == 1 else [None]))
    lengths = len(measures), len(places)
    if lengths not in ((count, 1), (1, count)) and (*lengths, len(times)) != (1, 1, count):
        return []
    of = measures * (count // len(measures)), places * (count // len(places))
    when = times if lengths == (1, 1) else [None] * count
    return list(zip(*of, listed, when, strict=True))
