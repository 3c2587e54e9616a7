"""Figures for environmental measures in running text: 市城区PM2.5平均浓度下降至42微克/立方米以下.

Sentence → clauses → lists of figures → what each list measures, where and when → rows. What a clause does not say itself
it takes from the clauses before it in its sentence. A figure whose measure is not named gives nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from loaders.grammar.figure_places import (
    Home,
    after_place,
    own_place_within,
    place_at_head,
    places_before,
    places_named,
)
from loaders.grammar.figures import Figure, bare_figure, figures, operator
from loaders.grammar.metrics import Mention, linked, mention_around, mentions, unknown_rate
from loaders.grammar.periods import Period, periods
from loaders.grammar.plain import Plain, plain

_SENTENCE = re.compile(r"[^。!?\n]+")
_CLAUSE = re.compile(r"(?:[^,;:]|(?<=\d),(?=\d{3}(?!\d)))+")
_NAME_OF_PLAN = re.compile(r"《[^》\n]{0,80}》|〔\d+〕")

# 同比下降14% · 较2015年降低16% · 降幅达5%; 下降到42 is a level
_CHANGE = re.compile(
    r"""(?: (?P<down>下降|降低|减少|削减|压减|回落|缩减|降幅|降|减)
          | (?P<up>上升|增长|提高|提升|增加|回升|升高|反弹|增幅|升幅|涨幅|升|增)
          | (?P<better>改善) )
        (?:了|率|幅度|比例|幅|均|分别|约|近|超过|不低于|不少于|达到?|为)* $""",
    re.VERBOSE,
)
# What may stand between a figure and the measure it takes from before: (较去年同期分别 · 其中 · 平均浓度为
_CARRIES_ON = re.compile(
    r"同比|环比|同期|[较比与]|去年|上年|前年|20\d\d年|相比|分别|累计|平均|年均|浓度|均值?|都|又|再|其中|进一步|已|现|仅|只|有|至|由|从|到|的|了|[()]"
    r"|为|是|达标?到?|但|却|实际|目前|全部|均|超过|约|近|不|未|低于|高于|控制在|保持|稳定|提[高升][至到]?|增[长加][至到]?|上升[至到]?|下降[至到]?|降[低至到为]*|减少[至到]?|改善|回升|幅度?|率|力争|确保|以上"
)
# 高出全省平均水平50多个百分点: a distance, no level
_DISTANCE = re.compile(
    r"(?:高出|高于|低于|落后于?|超过|超出|超|优于|好于|差|相差|距离?|比)[^,;]{0,14}?(?:平均|均值|目标|要求|时序|进度|序时|标准|考核|任务)[^,;\d]{0,10}$"
    r"|差(?:距)?(?:为|了|近|约)?$"
)
_FROM = re.compile(r"(?:由|从)[^,;至到]{0,12}$")
_TO = re.compile(r"(?:的)?(?:[\u4e00-\u9fff]{0,3})(?:为|至|到|成)")
# 《…规划》要求 · 考核目标为 · 应达到; after the figure: 的要求
_ASKED = re.compile(
    r"□(?:等)?(?:明确)?(?:要求|提出|规定|明确)|(?:目标|任务)(?:值|要求)?(?:为|是)|应(?:当)?(?:达到|不低于|完成)|要求[^,;]{0,12}$"
)
_ASKED_AFTER = re.compile(r"[”\"]?的(?:年度|考核|规划|整改|工作|控制|约束性)?(?:目标|要求|任务|指标)")
_FOUND = re.compile(r"督察(?:组)?(?:还)?(?:发现|指出)|反馈(?:意见)?指出|仍有|仅为|只有|高达|偏[低高]")
_TARGET = re.compile(r"确保|力争|目标|达到|控制在|不低于|不高于|不超过|要求|完成|下降|到20")
_REACHED = re.compile(r"已(?:经)?(?:全部|累计|基本)?(?:完成|建成|达到?|提[高升]|下降|降)|目前")
_LIMIT = re.compile(r"(?:排放)?(?:限值|标准值)(?:为|是|要求)?[^,;\d]{0,6}$")
# 消除劣V类 · 准IV类: a class that nobody says the water has
_NO_CLASS = re.compile(r"(?:消除|消灭|剿灭|杜绝|告别|退出|脱离|摆脱|无|准|出水|尾水|\d个|断面)[^,;]{0,3}$")
_DAILY = re.compile(r"每[天日]|日均|日处理|日产|日排")
_DAILY_UNITS = {"吨": "t/d", "万吨": "万t/d", "m³": "m³/d", "万m³": "万m³/d"}
_MISSED = re.compile(r"(?:未|没有|不能|难以|无法)[^,]{0,6}$")
_SITE_OF_WATER = re.compile(r"(?:断面|湖|河|江|水库|水源地?|干流|支流|段|溪|渠|港)$")


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


@dataclass
class _Said:
    """What the clauses so far have said, for the ones that leave it out."""

    measures: list[Mention] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    topic: str | None = None
    """The place that the sentence opened with."""
    carried_period: str | None = None
    """The time of the figures in the sentence before."""


@dataclass(frozen=True)
class _Sentence:
    plain: Plain
    start: int
    end: int
    mentions: list[Mention]
    periods: list[Period]


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
) -> list[IndicatorFound]:
    """The figures for environmental measures from start to end of the text, in its order.

    `role` is the field's: baseline of a problem, target of a goal or a measure, actual of a report; words such as
    《…规划》要求 change it for a figure. A target without a time takes `deadline_period`.
    """
    clean = plain(text, start, end)
    clean = replace(clean, text=_NAME_OF_PLAN.sub(lambda name: "□" * len(name[0]), clean.text))
    setting = _Setting(Home(city, area), role, reporting_year, deadline_period)
    found: list[IndicatorFound] = []
    carried: str | None = None
    for match in _SENTENCE.finditer(clean.text):
        if clean.text[match.start() - 1 : match.start()] == "\n":
            carried = None
        rows = list(_read_sentence(_sentence(clean, *match.span(), setting), setting, carried))
        carried = rows[-1].period if rows else None
        found += rows
    return found


def _sentence(clean: Plain, start: int, end: int, setting: _Setting) -> _Sentence:
    due = setting.deadline_period if setting.role == "target" else None
    times = periods(
        clean.text,
        start,
        end,
        this_year=setting.this_year,
        due_year=int(due[:4]) if due else setting.this_year,
    )
    return _Sentence(clean, start, end, mentions(clean.text, start, end), times)


def _read_sentence(sentence: _Sentence, setting: _Setting, carried: str | None) -> Iterator[IndicatorFound]:
    said = _Said(carried_period=carried)
    for number, match in enumerate(_CLAUSE.finditer(sentence.plain.text, sentence.start, sentence.end)):
        if number and not said.measures:
            said.carried_period = None
        reach = match.start()
        for listed in _figure_lists(sentence, *match.span()):
            rows = _read_list(sentence, match.span(), reach, listed, said, setting)
            if rows is not None:
                reach = listed[-1].end
                yield from rows
        if reach == match.start():
            said.topic = said.topic or place_at_head(sentence.plain, *match.span(), setting.home)
            _remember_subject(sentence, match.span(), said, setting.home)


def _topic(sentence: _Sentence, home: Home) -> str | None:
    """Whose the sentence is by the name of a measure in it: 原煤消费总量占全市能源消费的48%."""
    owns = (own_place_within(sentence.plain, one.start, one.end, home) for one in sentence.mentions)
    return next((own for own in owns if own), None)


def _remember_subject(sentence: _Sentence, clause: tuple[int, int], said: _Said, home: Home) -> None:
    """Of a clause without figures that names a place with a measure: 蒸水入湘江口断面水质不能稳定达标,1月为IV类."""
    for one in sentence.mentions:
        if clause[0] <= one.start and one.end <= clause[1]:
            places = places_before(sentence.plain, clause[0], one.start, home)
            if len(places) == 1:
                said.measures, said.places = [one], places


def _figure_lists(sentence: _Sentence, start: int, end: int) -> list[tuple[Figure, ...]]:
    """The figures of a clause, but those in the name of a measure (达到或优于III类断面比例) and those without unit."""
    named = [(one.start, one.end) for one in sentence.mentions if start <= one.start]
    lists = [
        listed
        for listed in figures(sentence.plain, start, end)
        if not any(first <= listed[0].start and listed[-1].end <= last <= end for first, last in named)
    ]
    for one in sentence.mentions:
        if (
            "" in one.units
            and start <= one.end <= end
            and (bare := bare_figure(sentence.plain.text, one.end, end))
        ):
            lists.append((bare,))
    return sorted(lists, key=lambda listed: listed[0].start)


def _read_list(
    sentence: _Sentence,
    clause: tuple[int, int],
    reach: int,
    listed: tuple[Figure, ...],
    said: _Said,
    setting: _Setting,
) -> list[IndicatorFound] | None:
    """The rows of one list of figures; `reach` is where the words that may be its subject begin.

    None where it measures nothing that is known: its words may then be a part of what follows (全市147个乡镇建成23座).
    """
    text, first = sentence.plain.text, listed[0].start
    listed = _a_day(listed, text[clause[0] : first])
    change = _CHANGE.search(text, reach, first)
    measures = _measures(sentence, clause, reach, listed, change)
    if measures:
        places = _places(sentence, reach, measures, first, setting.home)
    else:
        carried = _carried_places(sentence.plain, reach, first, setting.home)
        measures = [] if carried is None else [one for one in said.measures if _fits(listed[0], one, change)]
        if not measures or (change and len(measures) < len(said.measures)):
            return None
        places = carried or []
    places = places or _places_carried(said, measures[0], listed[0])
    said.measures, said.places = measures, places
    role = _role(sentence, clause, listed, setting)
    if _says_no_level(text, reach, listed, change) or (listed[0].lost and role != "target"):
        return []
    home = said.topic or _topic(sentence, setting.home) or setting.home.name
    quote = sentence.plain.place(*clause)
    return [
        IndicatorFound(
            place=place,
            element=measure.element,
            metric=measure.metric,
            role=role,
            period=time or _period(sentence, clause, first, said, role, setting),
            op="=" if change else _operator(figure, text, first, role),
            value=_sign(change, measure) * figure.value if change else figure.value,
            unit=figure.unit,
            is_change=change is not None,
            start=quote[0],
            end=quote[1],
        )
        for measure, place, figure, time in _shares(
            measures, places or [home], _times(sentence, clause, listed), listed
        )
    ]


def _a_day(listed: tuple[Figure, ...], before: str) -> tuple[Figure, ...]:
    """日处理能力500吨 and 每天约2000吨 are t/d."""
    if not _DAILY.search(before):
        return listed
    return tuple(replace(figure, unit=_DAILY_UNITS.get(figure.unit or "", figure.unit)) for figure in listed)


def _operator(figure: Figure, text: str, first: int, role: str) -> str:
    """As written; of a target said to be missed (未达到90%的目标) what was asked for."""
    written = operator(figure, text, first, finding=role in ("baseline", "actual"))
    if role == "target" and written in "<>" and _MISSED.search(text, max(0, first - 8), first):
        return ">=" if figure.unit in ("%", "天") else "<="
    return written


def _measures(
    sentence: _Sentence,
    clause: tuple[int, int],
    reach: int,
    listed: tuple[Figure, ...],
    change: re.Match[str] | None,
) -> list[Mention]:
    """What a list of figures measures: one measure, or several said together (PM2.5、PM10年平均浓度)."""
    text, first = sentence.plain.text, listed[0].start
    near = [one for one in sentence.mentions if reach < one.end <= first and _fits(listed[0], one, change)]
    around = mention_around(text, sentence.start, min(sentence.end, listed[-1].end + 40), listed)
    if around and not (near and listed[0].unit == "类"):
        return [around]
    begin = max([reach, *[time.end for time in sentence.periods if time.end <= first]])
    begin = after_place(sentence.plain, begin, first)
    unknown = None if listed[0].unit != "%" else unknown_rate(sentence.plain, begin, first)
    if unknown and all(one.end < unknown.end for one in near):
        return [unknown] if first - unknown.end <= 12 else []
    if not near:
        return []
    chain = [near[-1]]
    for one in reversed(near[:-1]):
        if one.start == chain[0].start:  # one measure in two units: 优良天数 in days and as a share
            chain[0] = max(one, chain[0], key=lambda either: listed[0].unit in either.units)
        elif linked(text, [one], chain[0]):
            chain.insert(0, one)
        else:
            break
    distinct = {one.metric: one for one in chain}
    return list(distinct.values()) if first - chain[-1].end <= 24 else []


def _fits(figure: Figure, measure: Mention, change: re.Match[str] | None) -> bool:
    """Whether the measure can have such a figure: PM2.5 has a level in μg/m³, a change also in %."""
    if change:
        return figure.unit in measure.units or (figure.unit in ("%", "百分点") and "类" not in measure.units)
    return (figure.unit or "") in measure.units and figure.unit != "百分点"


def _sign(change: re.Match[str], measure: Mention) -> int:
    """下降 is negative; 改善 lowers what is bad and raises a rate."""
    if change["better"]:
        return 1 if measure.units & {"%", "天"} else -1
    return -1 if change["down"] else 1


def _places(sentence: _Sentence, reach: int, measures: list[Mention], first: int, home: Home) -> list[str]:
    """The places that stand before the measure in its clause, or else in its words (电力占全市能源消费总量)."""
    named = measures[0].start
    begin = (
        reach
        if named >= reach
        else max(sentence.plain.text.rfind(mark, sentence.start, named) + 1 for mark in ",;:。")
    )
    begin = max(begin, sentence.start)
    timed = max([begin, *[time.end for time in sentence.periods if time.end <= named]])
    within = own_place_within(sentence.plain, named, first, home)
    if within and named < reach:  # 包括市城区4个黑臭水体在内的全市14个整治项目,目前仅完成1个
        return [within]
    found = places_before(sentence.plain, timed, named, home) or places_before(
        sentence.plain, begin, named, home
    )
    return found or ([within] if within else [])


def _carried_places(clean: Plain, reach: int, first: int, home: Home) -> list[str] | None:
    """The places before a figure that names no measure itself: [] for none, None if other words stand there."""
    words = clean.text[reach:first]
    if not _CARRIES_ON.sub("", words).strip("、,;: "):
        return []
    carries_on = next(
        (
            match
            for match in _CARRIES_ON.finditer(words)
            if match.start() and not _CARRIES_ON.sub("", words[match.start() :]).strip()
        ),
        None,
    )
    return (carries_on and places_named(clean, reach, reach + carries_on.start(), home)) or None


def _places_carried(said: _Said, measure: Mention, figure: Figure) -> list[str]:
    """The places of the figures before, as far as this one can be of the same: a share is not of a river."""
    if not said.measures or said.measures[0].element != measure.element or len(said.places) != 1:
        return []
    share_of_river = figure.unit == "%" and "%" in measure.units and _SITE_OF_WATER.search(said.places[0])
    return [] if share_of_river else said.places


def _says_no_level(text: str, reach: int, listed: tuple[Figure, ...], change: re.Match[str] | None) -> bool:
    """A distance to an average or a target, the first of 由Ⅳ类提升为Ⅲ类, a class to be got rid of."""
    first, after = listed[0].start, listed[-1].end
    if listed[0].unit == "百分点" and not change:
        return True
    if _DISTANCE.search(text, reach, first):
        return True
    if listed[0].unit == "类" and _NO_CLASS.search(text, max(reach, first - 8), first):
        return True
    return bool(_FROM.search(text, reach, first) and _TO.match(text, after))


def _times(sentence: _Sentence, clause: tuple[int, int], listed: tuple[Figure, ...]) -> list[str]:
    """The times of a list, one a figure: 2022年、2023年分别为85%、88%."""
    times = [
        time.value for time in sentence.periods if clause[0] <= time.start and time.end <= listed[0].start
    ]
    return times if len(listed) > 1 and len(times) == len(listed) else []


def _shares(
    measures: list[Mention], places: list[str], times: list[str], listed: tuple[Figure, ...]
) -> list[tuple[Mention, str, Figure, str | None]]:
    """Which figure is whose: one for all, or one a measure, a place or a time (分别). [] where they do not match."""
    count = len(listed)
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


def _role(sentence: _Sentence, clause: tuple[int, int], listed: tuple[Figure, ...], setting: _Setting) -> str:
    """The field's role, unless the words say otherwise: a problem that tells what a plan asked for names a target."""
    text, first, after = sentence.plain.text, listed[0].start, listed[-1].end
    if _LIMIT.search(text, clause[0], first):
        return "limit"
    if setting.role == "target":
        if _FOUND.search(text, sentence.start, first) or _is_past(sentence, listed, setting):
            return "baseline"
        return "actual" if _REACHED.search(text, clause[0], first) else "target"
    asked = _ASKED.search(text, max(sentence.start, clause[0] - 30), first) or _ASKED_AFTER.match(text, after)
    return "target" if asked else setting.role


def _is_past(sentence: _Sentence, listed: tuple[Figure, ...], setting: _Setting) -> bool:
    """A figure of a year gone by, with no word of a target: 2022年,全市优良天数比例为85.2%."""
    times = [time.value for time in sentence.periods if time.end <= listed[0].start]
    if (
        not times
        or not setting.this_year
        or int(times[-1][-4:] if len(times[-1]) == 9 else times[-1][:4]) >= setting.this_year
    ):
        return False
    return not listed[-1].after and not _TARGET.search(sentence.plain.text, sentence.start, listed[0].start)


def _period(
    sentence: _Sentence, clause: tuple[int, int], first: int, said: _Said, role: str, setting: _Setting
) -> str | None:
    """The time named last before the figure, else after it in its clause, else the one carried, else the deadline."""
    before = [time.value for time in sentence.periods if time.end <= first]
    after = [time.value for time in sentence.periods if first < time.start and time.end <= clause[1]]
    if after and before and after[0].startswith(before[-1] + "-"):  # 2024年52个排污口于12月底已全部整治
        return after[0]
    if before or after:
        return (before[-1:] or after[:1])[0]
    if role == "target" and setting.role == "target" and setting.deadline_period:
        return setting.deadline_period
    return said.carried_period
