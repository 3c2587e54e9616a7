"""Figures for environmental measures in running text: 市城区PM2.5平均浓度下降至42微克/立方米以下.

Sentence → clauses → lists of figures → what each list measures, where and when → rows. What a clause does not say
itself it takes from the clauses before it in its sentence. A figure whose measure is not named gives nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from loaders import vocabulary
from loaders.grammar.figure_home import Home, area_of
from loaders.grammar.figure_places import (
    after_place,
    own_place_within,
    place_at_head,
    places_before,
    places_named,
)
from loaders.grammar.figure_sense import (
    a_day,
    bound,
    bound_of_change,
    change_before,
    role_in_words,
    says_nothing,
    signed,
)
from loaders.grammar.figure_sites import plant_led_into, site_at_head, sites_listed
from loaders.grammar.figures import Figure, bare_figure, either, figures
from loaders.grammar.metrics import (
    Mention,
    linked,
    mention_around,
    mentions,
    times_over,
    unknown_rate,
    water_class,
)
from loaders.grammar.periods import Period, each_year, periods
from loaders.grammar.plain import Plain, following, plain

# A numbered step begins anew: …;(2)新建污水管网15公里. What goes on for pages without a stop is cut at a comma.
_WITHIN = r"(?:[^。!?;\n]|;(?!\(?[一二三四五六七八九十\d]{1,2}[).、是]|[①-⑳]))"
_SENTENCE = re.compile(rf"{_WITHIN}{{1,1000}}(?=[,;。!?\n]|$)|{_WITHIN}{{1,1000}}")
_STEP = re.compile(r"\([一二三四五六七八九十\d]{1,2}\)|[①-⑳]|\d{1,2}[.、]")
_CLAUSE = re.compile(r"(?:[^,;:]|(?<=\d),(?=\d{3}(?!\d)))+")
_NAME_OF_PLAN = re.compile(r"《[^》\n]{0,80}》|〔\d+〕")
# What may stand between a figure and a measure named before it: (较去年同期分别 · 其中 · 平均浓度为
_CARRYING = [
    row["word"]
    for table in ("carrying_words", "comparators", "change_words")
    for row in vocabulary.rows(table)
]
_CARRIES_ON = re.compile(
    rf"20\d\d年(?:同期)?|(?:第?[一二三四1-4]|前三)季度|[上下]半年|\d{{1,2}}月份?|[、\s]|{either(_CARRYING)}"
)
# Units of what is measured at one spot: a site named before goes on being meant
_AT_A_SITE = frozenset({"", "mg/L", "μg/L", "μg/m³", "mg/m³", "类", "t/d", "m³/d", "m", "cm", "倍"})
_SITES_OWN = re.compile("负荷率$|^渗滤液|贮存量$|^植被覆盖|^(?:无害化处理|回用|复绿|修复|闭库)率$")
_WATER = re.compile(r"(?:断面|湖|河|江|水库|水源地?|干流|支流|段|溪|渠|港)$")
# The collection rate of a town is never its plant's
_PLANT, _OF_A_TOWN = re.compile(r"(?:厂|站|中心|设施)$"), re.compile("收集|处理率|治理|覆盖|普及|消除")
# 超过III类标准0.5倍: the class is the standard's
_OF_STANDARD = re.compile(r"海水|声环境|(?:水质)?(?:标准)?(?:限值)?的?\d+(?:\.\d+)?倍")
# 进水浓度低于100毫克/升的,要制定方案: whom a step is for, not what it aims at
_A_CONDITION = re.compile(r"的(?:[,:]|要|应|须|城市|县|污水|企业|园区|单位)")
_DONE_BY = re.compile(r"日?[底末]?之?前?(?:全部|基本)?(?:建成|完成|投用|投入|完工|竣工)")
_TOO_MUCH = re.compile(r"超[^,;]*$")


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


@dataclass(frozen=True)
class _Setting:
    """What the caller knows of the field that is read."""

    home: Home
    role: str
    this_year: int | None
    deadline_period: str | None
    places_told: dict[str, str]
    """The place of a metric, where the problem told it of one place only."""


@dataclass(frozen=True)
class _Sentence:
    plain: Plain
    start: int
    end: int
    mentions: list[Mention]
    periods: list[Period]


@dataclass(frozen=True)
class _Listed:
    """A list of figures in its clause; `reach` is where the words that may be its subject begin."""

    sentence: _Sentence
    clause: tuple[int, int]
    reach: int
    figures: tuple[Figure, ...]
    change: str | None

    @property
    def text(self) -> str:
        return self.sentence.plain.text

    @property
    def first(self) -> int:
        return self.figures[0].start

    @property
    def unit(self) -> str:
        return self.figures[0].unit or ""

    def fits(self, measure: Mention) -> bool:
        """Whether the measure can have such a figure: PM2.5 has a level in μg/m³, a change also in %."""
        if self.change and self.unit in ("%", "百分点"):
            return "类" not in measure.units
        return self.unit in measure.units and (self.change is not None or self.unit != "百分点")


@dataclass
class _Said:
    """What the clauses so far have said, for the ones that leave it out."""

    measures: list[Mention] = field(default_factory=list)
    measures_before: list[Mention] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    """The times that its figures were of, one each: 2023年、2024年…分别不高于39、37.5,优良天数比率分别不低于78%、80%."""
    topic: str | None = None
    """The place that the sentence opened with."""
    site: str | None = None
    """The site that the paragraph spoke of last."""
    carried_period: str | None = None
    """The time of the figures in the sentence before."""


def find_indicators(
    text: str,
    start: int,
    end: int,
    *,
    role: str,
    city: str | None,
    area: str | None,
    reporting_year: int | None,
    deadline_period: str | None,
    problem: tuple[int, int] | None = None,
) -> list[IndicatorFound]:
    """The figures for environmental measures from start to end of the text, in its order.

    `role` is the field's: baseline of a problem, target of a goal or a measure, actual of a report; words such as
    《…规划》要求 change it for a figure. A target without a time takes `deadline_period`. `problem` is where the item's
    problem stands, for a goal or report that does not say again whose total nitrogen, which section it speaks of.
    """
    home = Home(city, area)
    clean = _without_names_of_plans(text, start, end)
    first, told = 0, {}
    if problem and clean.text:
        before = _without_names_of_plans(text, *problem)
        setting = _Setting(home, "baseline", reporting_year, None, {})
        told = _places_told(_read(before, 0, setting), home)
        clean, first = following(before, clean), len(before.text) + 1
    return _read(clean, first, _Setting(home, role, reporting_year, deadline_period, told))


def _without_names_of_plans(text: str, start: int, end: int) -> Plain:
    clean = plain(text, start, end)
    return replace(clean, text=_NAME_OF_PLAN.sub(lambda name: "□" * len(name[0]), clean.text))


def _read(clean: Plain, first: int, setting: _Setting) -> list[IndicatorFound]:
    found: list[IndicatorFound] = []
    period, site = None, None
    for match in _SENTENCE.finditer(clean.text, first):
        if clean.text[match.start() - 1 : match.start()] in ("\n", ";") or _STEP.match(match[0]):
            period, site = None, None
        said = _Said(carried_period=period, site=site)
        rows = list(_read_sentence(_sentence(clean, *match.span(), setting), setting, said))
        period, site = rows[-1].period if rows else None, said.site
        found += rows
    return found


def _places_told(problem: Sequence[IndicatorFound], home: Home) -> dict[str, str]:
    """Of each metric its one place in the problem, but the province's and the country's figures."""
    places: dict[str, set[str]] = {}
    for row in problem:
        places.setdefault(row.metric, set()).add(row.place)
    wider = {home.province, "全国"}
    return {metric: next(iter(of)) for metric, of in places.items() if len(of) == 1 and not of & wider}


def _sentence(clean: Plain, start: int, end: int, setting: _Setting) -> _Sentence:
    due_year = setting.this_year
    if setting.role == "target" and setting.deadline_period:
        due_year = int(setting.deadline_period[:4])
    times = periods(clean.text, start, end, this_year=setting.this_year, due_year=due_year)
    return _Sentence(clean, start, end, mentions(clean.text, start, end), times)


def _read_sentence(sentence: _Sentence, setting: _Setting, said: _Said) -> Iterator[IndicatorFound]:
    text = sentence.plain.text
    for number, match in enumerate(_CLAUSE.finditer(text, sentence.start, sentence.end)):
        if number and not said.measures:
            said.carried_period = None
        reach = match.start()
        for group in _figure_lists(sentence, *match.span()):
            first = group[0].start
            listed = _Listed(
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
        said.site = site_at_head(sentence.plain, *match.span(), setting.home) or said.site
        if reach == match.start():
            said.topic = said.topic or place_at_head(sentence.plain, *match.span(), setting.home)
            _remember_subject(sentence, match.span(), said, setting.home)


def _figure_lists(sentence: _Sentence, start: int, end: int) -> list[tuple[Figure, ...]]:
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
        and not (group[0].unit == "类" and _OF_STANDARD.match(text, group[-1].end))
    ]
    for one in sentence.mentions:
        if "" in one.units and start <= one.end <= end and (bare := bare_figure(text, one.end, end)):
            lists.append((bare,))
    return sorted(lists, key=lambda group: group[0].start)


def _remember_subject(sentence: _Sentence, clause: tuple[int, int], said: _Said, home: Home) -> None:
    """The measure, and its place, of a clause without figures: 蒸水入湘江口断面水质不能稳定达标,1月为IV类."""
    for one in sentence.mentions:
        if clause[0] <= one.start and one.end <= clause[1]:
            places = places_before(sentence.plain, clause[0], one.start, home)
            said.measures, said.places = [one], places if len(places) == 1 else []


def _read_list(listed: _Listed, said: _Said, setting: _Setting) -> list[IndicatorFound] | None:
    """The rows of one list of figures.

    None where it measures nothing that is known: its words may then be a part of what follows (全市147个乡镇建成23座).
    """
    subject = _own_subject(listed, setting.home) or _carried_subject(listed, said, setting.home)
    if subject is None:
        return None
    measures, places = subject
    places = (
        places
        or (_sites_before(listed) if len(measures) == 1 else [])
        or _places_carried(listed, said, measures[0])
    )
    if said.site:  # 霖西中转站渗滤液外溢,周边沟渠氨氮浓度…
        places = [said.site + place if place.startswith(("周边", "附近")) else place for place in places]
    said.measures_before += said.measures
    said.measures, said.places = measures, places
    role = _role(listed, setting)
    if says_nothing(listed.text, listed.reach, listed.figures, listed.change):
        return []
    if listed.figures[0].lost and role != "target":
        return []
    if setting.role == "target" and _A_CONDITION.match(listed.text, listed.figures[-1].end):
        return []
    home = _home(listed, said, measures[0], setting)
    quote = listed.sentence.plain.place(*listed.clause)
    own_times = _times(listed)
    if len(listed.figures) > 1:
        own_times = said.times = own_times or said.times
    rows = []
    for measure, place, figure, time in _shares(measures, places or [home], own_times, listed.figures):
        value = signed(figure, listed.change, measure)
        if listed.change:
            op = bound_of_change(figure, listed.text, listed.first, value)
        else:
            op = bound(figure, listed.text, listed.first, role, measure)
        rows.append(
            IndicatorFound(
                place=place,
                element=measure.element,
                metric=measure.metric,
                role=role,
                period=time or _period(listed, said, role, setting),
                op=op,
                value=value,
                unit=figure.unit,
                is_change=listed.change is not None,
                start=quote[0],
                end=quote[1],
            )
        )
    return rows


def _own_subject(listed: _Listed, home: Home) -> tuple[list[Mention], list[str]] | None:
    """The measures and places that the words before a list of figures name."""
    measures = _measures(listed)
    return (measures, _places(listed, measures, home)) if measures else None


def _measures(listed: _Listed) -> list[Mention]:
    """What a list of figures measures: one measure, or several said together (PM2.5、PM10年平均浓度)."""
    sentence, text, first = listed.sentence, listed.text, listed.first
    near = [one for one in sentence.mentions if listed.reach < one.end <= first]
    over = listed.unit == "倍" and _TOO_MUCH.search(text, listed.reach, first)
    near = [one for one in (times_over(near) if over else near) if listed.fits(one)]
    around = mention_around(
        text, sentence.start, min(sentence.end, listed.figures[-1].end + 40), listed.figures
    )
    if around and not (near and listed.unit == "类"):
        return [around]
    unknown = _unknown_rate(listed)
    if unknown and all(one.end < unknown.end for one in near):
        return [unknown] if first - unknown.end <= 12 else []
    if not near or first - near[-1].end > (40 if over else 24):
        return []
    return _said_together(near, listed)


def _said_together(near: list[Mention], listed: _Listed) -> list[Mention]:
    """The last measure, and those before it that are joined to it."""
    chain = [near[-1]]
    for one in reversed(near[:-1]):
        if (one.start, one.end) == (chain[0].start, chain[0].end):  # 优良天数 in days and as a share
            chain[0] = max(one, chain[0], key=lambda measure: listed.unit in measure.units)
        elif linked(listed.text, one, chain[0]):
            chain.insert(0, one)
        else:
            break
    first = chain[0]
    for one in reversed(near):  # 断面水质达到地表水Ⅲ类: as first named, but 白石断面、三江断面水质 are two
        if one.metric == first.metric and not re.search("[、和及]", listed.text[one.end : first.start]):
            first = one
    return list({one.metric: one for one in [first, *chain[1:]]}.values())


def _unknown_rate(listed: _Listed) -> Mention | None:
    if listed.unit != "%":
        return None
    ended = [time.end for time in listed.sentence.periods if time.end <= listed.first]
    begin = after_place(listed.sentence.plain, max([listed.reach, *ended]), listed.first)
    return unknown_rate(listed.sentence.plain, listed.sentence.start, begin, listed.first)


def _places(listed: _Listed, measures: list[Mention], home: Home) -> list[str]:
    """The places that stand before the measure in its clause, or else in its words (电力占全市能源消费总量)."""
    sentence, named = listed.sentence, measures[0].start
    begin = listed.reach
    if named < begin:
        begin = max(sentence.start, *(listed.text.rfind(mark, sentence.start, named) + 1 for mark in ",;:"))
    within = own_place_within(sentence.plain, named, listed.first, home)
    if within and named < listed.reach:  # 包括市城区4个黑臭水体在内的全市14个整治项目,目前仅完成1个
        return [within]
    times = [time for time in sentence.periods if begin <= time.start and time.end <= named]
    spans = [(begin, named)]
    if times:  # 2021年白水河断面氨氮 · 凤鸣水库2024年总磷
        spans = [(times[-1].end, named), (begin, times[0].start), *spans]
    for span in spans:
        if found := places_before(sentence.plain, *span, home):
            return found
    return [within] if within else []


def _carried_subject(listed: _Listed, said: _Said, home: Home) -> tuple[list[Mention], list[str]] | None:
    """The measures named before, where only a comparison or a place stands before the figures: 同比分别下降5%、8%."""
    if listed.unit == "倍" and _TOO_MUCH.search(listed.text, listed.reach, listed.first):
        over = times_over(said.measures)
        return (over, []) if over else None
    fitting = [one for one in said.measures if listed.fits(one)]
    if listed.unit == "类" and any("mg/L" in one.units for one in said.measures):
        fitting = [water_class()]
    if not fitting and listed.change:  # 优良天数272天,优良率74.5%,较上年减少11天
        fitting = [one for one in said.measures_before if listed.unit in one.units][-1:]
    elif listed.change and len(fitting) < len(said.measures):
        return None
    if not fitting:
        return None
    ended = [time.end for time in listed.sentence.periods if listed.reach < time.end <= listed.first]
    begin = max([listed.reach, *ended])
    words = listed.text[begin : listed.first]
    if not _CARRIES_ON.sub("", words):
        return fitting, []
    for match in _CARRIES_ON.finditer(words):
        if match.start() and not _CARRIES_ON.sub("", words[match.start() :]):
            places = places_named(listed.sentence.plain, begin, begin + match.start(), home)
            if places:
                return fitting, places
    return None


def _places_carried(listed: _Listed, said: _Said, measure: Mention) -> list[str]:
    """The places of the figures before, as far as this one can be of the same: a share is not of a river."""
    if not said.measures or said.measures[0].element != measure.element or not said.places:
        return []
    at_a_site = _at_a_site(measure)
    if len(said.places) > 1 and not at_a_site and len(said.places) != len(listed.figures):
        return []
    if listed.unit == "%" and "%" in measure.units and not at_a_site:
        if _PLANT.search(said.places[0]) and _OF_A_TOWN.search(measure.metric):
            return [area] if (area := area_of(said.places[0])) else []
        return [] if _WATER.search(said.places[0]) else said.places
    return said.places


def _at_a_site(measure: Mention) -> bool:
    """Whether it is measured at one spot: a site named before goes on being meant."""
    if measure.metric.startswith("新增生活垃圾"):
        return False
    return bool(measure.units & _AT_A_SITE or _SITES_OWN.search(measure.metric))


def _home(listed: _Listed, said: _Said, measure: Mention, setting: _Setting) -> str:
    """The place of a figure that none is named for: the site or area its sentence speaks of, else the document's."""
    at_a_site = _at_a_site(measure)
    if measure.metric.startswith(("进水", "出水")) and (
        plant := plant_led_into(listed.sentence.plain, listed.sentence.start, listed.clause[0], setting.home)
    ):
        return plant
    if said.site and at_a_site:
        return said.site
    topic = said.topic or _topic(listed.sentence, setting.home)
    return topic or setting.places_told.get(measure.metric) or setting.home.name


def _sites_before(listed: _Listed) -> list[str]:
    """The waters that the clause before names, one a figure: 龙潭渠、杨柳沟返黑返臭,氨氮浓度分别为11.3、9.7毫克/升."""
    sites = (
        sites_listed(listed.sentence.plain, listed.sentence.start, listed.reach)
        if len(listed.figures) > 1
        else []
    )
    return sites if len(sites) == len(listed.figures) else []


def _topic(sentence: _Sentence, home: Home) -> str | None:
    """Whose the sentence is by the name of a measure in it: 原煤消费总量占全市能源消费的48%."""
    owns = (own_place_within(sentence.plain, one.start, one.end, home) for one in sentence.mentions)
    return next((own for own in owns if own), None)


def _shares(
    measures: list[Mention], places: list[str], times: list[str], listed: tuple[Figure, ...]
) -> list[tuple[Mention, str, Figure, str | None]]:
    """Which figure is whose: one for all, or one a measure, a place or a time (分别). [] where they do not match."""
    count = len(listed)
    if count == 1 and times:  # 2021年1、2、4月水质均为Ⅴ类
        return [
            (measure, place, listed[0], time) for measure in measures for place in places for time in times
        ]
    if count == 1 or (count == 2 and listed[0].bound):
        return [
            (measure, place, figure, None) for measure in measures for place in places for figure in listed
        ]
    if len(measures) == count and len(places) == 1:
        return [(measure, places[0], figure, None) for measure, figure in zip(measures, listed, strict=True)]
    if len(measures) == 1 and len(places) == count:
        return [(measures[0], place, figure, None) for place, figure in zip(places, listed, strict=True)]
    if len(measures) == 1 and len(places) == 1 and len(times) == count:
        return [(measures[0], places[0], figure, time) for figure, time in zip(listed, times, strict=True)]
    return []


def _times(listed: _Listed) -> list[str]:
    """The times before the figures, one a figure: 2022年、2023年分别为85%、88%, 2021年至2023年分别为42、40、37."""
    before = [time for time in listed.sentence.periods if time.end <= listed.first]
    row = before[-1:]
    for one in reversed(before[:-1]):
        if not re.fullmatch("[、和与及]", listed.text[one.end : row[0].start]):
            break
        row.insert(0, one)
    times = [time.value for time in row]
    if len(listed.figures) == 1:
        each = len(row) > 1 and "均" in listed.text[row[-1].end : listed.first]
        return times if each and listed.clause[0] <= row[0].start else []
    if len(times) == 1:
        times = each_year(times[0])
    return times if len(times) == len(listed.figures) else []


def _role(listed: _Listed, setting: _Setting) -> str:
    times = [time for time in listed.sentence.periods if time.end <= listed.first]
    past = False
    if times and setting.this_year:
        last_year = max(int(year) for year in re.findall(r"\d{4}", times[-1].value))
        still_due = re.match("日?[底末]?之?前", listed.text[times[-1].end :])
        past = last_year < setting.this_year and not still_due
    span = listed.sentence.start, listed.sentence.end
    return role_in_words(listed.text, span, listed.clause[0], listed.figures, setting.role, past=past)


def _period(listed: _Listed, said: _Said, role: str, setting: _Setting) -> str | None:
    """The time named last before the figure, else after it in its clause, else the deadline or the one carried."""
    times = listed.sentence.periods
    # 由2020年的83.3%提升到100%: the year of what was before is not the figure's
    before = [
        time.value for time in times if time.end <= listed.first and listed.text[time.start - 1] not in "由从"
    ]
    after = [time.value for time in times if listed.first < time.start and time.end <= listed.clause[1]]
    if before and after and after[0].startswith(before[-1] + "-"):  # 2024年52个排污口于12月底已全部整治
        return after[0]
    if before or after:
        return before[-1] if before else after[0]
    if role == "target" and setting.role == "target":
        for time in times:  # 新建污水管网15公里,2024年12月底前建成投用
            if time.start == listed.clause[1] + 1 and _DONE_BY.match(listed.text, time.end):
                return time.value
    if role == "target" and setting.role == "target" and setting.deadline_period:
        return setting.deadline_period
    return said.carried_period
