"""What a list of figures measures, and where: the words before it in its clause, else what its sentence said before."""

import re
from dataclasses import replace

from loaders import vocabulary
from loaders.grammar.figures.home import Home
from loaders.grammar.figures.metrics import (
    Mention,
    bare_measure,
    linked,
    mention_around,
    times_over,
    unknown_rate,
    water_class,
)
from loaders.grammar.figures.named_places import (
    MOST,
    after_place,
    own_place_within,
    place_at_head,
    places_before,
    places_named,
)
from loaders.grammar.figures.quantities import either
from loaders.grammar.figures.reading import Listed, Said, clause_start
from loaders.grammar.figures.sense import is_average
from loaders.grammar.figures.sites import A_PLANT
from loaders.grammar.figures.whose import PLANT

# What may stand between a figure and a measure named before it: (较去年同期分别 · 其中 · 平均浓度为
_CARRYING = [
    row["word"]
    for table in ("carrying_words", "comparators", "change_words")
    for row in vocabulary.rows(table)
]
_CARRIES_ON = re.compile(
    rf"(?:比|较)[^,;]{{2,14}}?(?:\([^()]{{1,12}}\))?(?=[增减下上提降升回])|[比较与][^,;()]{{2,14}}\($|20\d\d年(?:同期)?|(?:第?[一二三四1-4]|前三)季度|[上下]半年|\d{{1,2}}月份?|[、\s“”\"]|{either(_CARRYING)}"
)
# 日处理能力2万吨的|城东污水处理厂
_PLANT_OF_THIS_SIZE = re.compile(rf"的(?P<plant>[\u3400-\u9fff]{{0,16}}?(?:{A_PLANT.pattern}))")
_NEAR = 400
"""As far back, in characters, as the thing may have been named that 负荷率 is of."""
_WHICH_WATER = re.compile("进水|出水|外排|尾水|排放")
# PM10、PM2.5同比分别下降6.8%|和持平: of the one alone that changed
EVEN = re.compile("[、和与]持平")
_WATCHED = re.compile(r"(?P<by>[国省市区])[控考](?:地表水|河流|水质)*断面")
_IN_WATER = frozenset({"COD", "BOD", "氨氮", "总磷", "总氮"})
# 国、省控断面优良比例95%: of both together; of each only 100% tells
_OF_BOTH = {"国控断面优良比例", "省控断面优良比例"}
# 40公里, and nothing of what the figure counts
_LAST_WORDS = re.compile(r"[、,;。()\s]|和|$")
# 受理投诉11件,|同比下降76%: of what was counted there
_OTHER_COUNT = re.compile(r"\d[多余]?(?:件|起|次|户|人|家次|万?元|亿元)[,;:]$")
_TOO_MUCH = re.compile(r"超[^,;]*$")


def own_subject(listed: Listed, said: Said, home: Home) -> tuple[list[Mention], list[str]] | None:
    """The measures and places that the words before a list of figures name."""
    measures = [_of_sections_watched(one, listed) for one in _measures(listed)]
    if not measures:
        return None
    places = _places(listed, measures, home)
    of_plants = bool(places) and all(PLANT.search(place) for place in places)
    if of_plants or not places:
        measures = [_of_its_water(one, listed, said, of_plants=of_plants) for one in measures]
    return measures, places


def _of_sections_watched(measure: Mention, listed: Listed) -> Mention:
    """国考断面(共20个)水质总体良好。I~III类断面18个,比例为90%: of the only ones that its paragraph named."""
    text, begin = listed.text, clause_start(listed.text, measure.start)
    if measure.metric != "地表水断面优良比例" or text[begin : measure.start].strip("其中I-~至"):
        return measure
    watched = {one["by"] for one in _WATCHED.finditer(text, text.rfind("\n", 0, begin) + 1, begin)}
    return (
        replace(measure, metric=f"{watched.pop().replace('区', '省')}控断面优良比例")
        if len(watched) == 1
        else measure
    )


def _of_its_water(measure: Mention, listed: Listed, said: Said, *, of_plants: bool) -> Mention:
    """进水COD浓度仅为85毫克/升,BOD浓度仅为40毫克/升: the BOD too is of what flows in, as a plant's of its paragraph is."""
    if measure.metric not in _IN_WATER:
        return measure
    if of_plants:  # 15座污水处理厂进水BOD浓度偏低,其中城东污水处理厂BOD浓度仅49.8毫克/升
        paragraph = max(listed.text.rfind("\n", 0, measure.start) + 1, measure.start - _NEAR)
        water = next(reversed(_WHICH_WATER.findall(listed.text, paragraph, measure.start)), "")
    else:
        joined = not _CARRIES_ON.sub("", listed.text[listed.reach : measure.start].lstrip("、和"))
        water = said.measures[-1].metric[:2] if said.measures and joined else ""
    if water != "进水" and (of_plants or water != "出水"):
        return measure
    return replace(measure, metric=f"{water}{measure.metric}浓度", lower_is_better=water == "出水")


def _measures(listed: Listed) -> list[Mention]:
    """What a list of figures measures: one measure, or several said together (PM2.5、PM10年平均浓度)."""
    sentence, text, first = listed.sentence, listed.text, listed.first
    near = [one for one in sentence.mentions if listed.reach < one.end <= first]
    over = listed.unit == "倍" and listed.before(_TOO_MUCH)
    if each := _one_unit_each(near, listed):
        return each
    near = [one for one in (times_over(near) if over else near) if listed.fits(one)]
    around = mention_around(text, sentence.start, min(sentence.end, first + 50), listed.figures[0])
    if around and not (near and listed.unit == "类"):
        return [around]
    if not near and (bare := _bare_measure(listed)):
        return [bare]
    unknown = _unknown_rate(listed)
    if unknown and all(one.end < unknown.end for one in near):
        return [unknown] if first - unknown.end <= 12 else []
    if not near:
        return []
    return _said_together(near, listed)


def _one_unit_each(near: list[Mention], listed: Listed) -> list[Mention]:
    """PM2.5浓度、优良天数比例、重污染天数分别为38微克/立方米、82.5%、3天: as many measures, each with its unit."""
    units = [figure.unit or "" for figure in listed.figures]
    apart = "分别" in listed.words or len(set(units)) == len(units)
    if len(set(units)) == 1 or not apart:
        return []
    before = reversed({one.metric: one for one in near}.values())  # 可吸入颗粒物(PM10) is one
    each = [next((one for one in before if unit in one.units), None) for unit in reversed(units)]
    return [one for one in reversed(each) if one] if all(each) else []


def _said_together(near: list[Mention], listed: Listed) -> list[Mention]:
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
        if one.metric == first.metric and not re.search("[、和及除]", listed.text[one.end : first.start]):
            first = one
    said = {one.metric: one for one in [first, *chain[1:]]}
    if said.keys() == _OF_BOTH and len(listed.figures) == 1 and listed.figures[0].value < 100:
        return [replace(first, metric="国控省控断面优良比例")]
    return list(said.values())


def _bare_measure(listed: Listed) -> Mention | None:
    """负荷率达116%: of a thing said before in its sentence, else in its paragraph, else in the problem."""
    text, begin = listed.text, _after_place_and_time(listed)
    sentence = listed.sentence.start
    paragraph = max(text.rfind("\n", 0, sentence) + 1, sentence - _NEAR)
    problem = min(max(text.find("\n"), 0), _NEAR)
    unit = "%" if listed.change and listed.unit == "百分点" else listed.unit
    while begin < listed.first:
        before = (sentence, begin), (paragraph, sentence), (0, problem)
        if found := bare_measure(listed.sentence.plain, begin, unit, before):
            return found
        carried_on = _CARRIES_ON.match(text, begin, listed.first)
        begin = carried_on.end() if carried_on else listed.first
    return None


def _unknown_rate(listed: Listed) -> Mention | None:
    if listed.unit != "%":
        return None
    begin = _after_place_and_time(listed)
    return unknown_rate(listed.sentence.plain, listed.sentence.start, begin, listed.first)


def _after_place_and_time(listed: Listed) -> int:
    ended = [time.end for time in listed.times_before if not time.former]
    return after_place(listed.sentence.plain, max([listed.reach, *ended]), listed.first)


def _places(listed: Listed, measures: list[Mention], home: Home) -> list[str]:
    """The places that stand before the measure in its clause, or else in its words (电力占全市能源消费总量)."""
    sentence, named = listed.sentence, measures[0].start
    begin = listed.reach
    if named < begin:
        begin = max(sentence.start, clause_start(listed.text, named))
    plant = listed.after(_PLANT_OF_THIS_SIZE)
    if plant and (named_behind := places_named(sentence.plain, *plant.span("plant"), home)):
        return named_behind
    within = own_place_within(sentence.plain, named, listed.first, home)
    if within and named < listed.reach:  # 包括市城区4个黑臭水体在内的全市14个整治项目,目前仅完成1个
        return [within]
    the_most = MOST.search(listed.text, measures[-1].end, listed.first)
    behind = the_most.end() if the_most else measures[-1].end  # 新建污水管网|武山县18公里
    if listed.reach < behind and (found := places_named(sentence.plain, behind, listed.first, home)):
        return found
    times = [time for time in sentence.periods if begin <= time.start and time.end <= named]
    spans = [(begin, named)]
    if times:  # 2021年白水河断面氨氮 · 凤鸣水库2024年总磷
        spans = [(times[-1].end, named), (begin, times[0].start), *spans]
    for span in spans:
        if found := places_before(sentence.plain, *span, home):
            return found
    return [within] if within else []


def carried_subject(listed: Listed, said: Said, home: Home) -> tuple[list[Mention], list[str]] | None:
    """The measures named before, where only a comparison or a place stands before the figures: 同比分别下降5%、8%."""
    if listed.unit == "倍" and listed.before(_TOO_MUCH):
        over = _one_a_figure(listed, said) or times_over(said.measures)
        return (over, []) if over else None
    if listed.change and _OTHER_COUNT.search(listed.text, listed.sentence.start, listed.clause[0]):
        return None
    told = _one_a_figure(listed, said) if listed.change else []
    fitting = [one for one in told or said.measures if listed.fits(one)]
    if listed.unit == "类" and any("mg/L" in one.units for one in said.measures):
        fitting = [water_class()]
    if not fitting and listed.change:  # 优良天数272天,优良率74.5%,较上年减少11天
        fitting = [one for one in said.measures_before if listed.fits(one)][-1:]
    if not fitting:
        return None
    if is_average(listed):
        wider = own_place_within(listed.sentence.plain, listed.reach, listed.first, home)
        return (fitting, [wider]) if wider else None
    times = [time for time in listed.times_before if time.end > listed.reach]
    begin = max([listed.reach, *(time.end for time in times)])
    words = listed.text[begin : listed.first]
    if not _CARRIES_ON.sub("", words):  # 衡阳市更是由2021年的31.4%下降至…
        head = place_at_head(listed.sentence.plain, listed.reach, times[0].start, home) if times else None
        return fitting, [head] if head else []
    for match in _CARRIES_ON.finditer(words):
        if match.start() and not _CARRIES_ON.sub("", words[match.start() :]):
            places = places_named(listed.sentence.plain, begin, begin + match.start(), home)
            if places:
                return fitting, places
    if listed.after(_LAST_WORDS):  # 管网86公里,其中甲县40公里、乙县46公里
        while carried_on := _CARRIES_ON.match(listed.text, begin, listed.first):
            begin = carried_on.end()
        places = places_named(listed.sentence.plain, begin, listed.first, home)
        return (fitting, places) if places else None
    return None


def _one_a_figure(listed: Listed, said: Said) -> list[Mention]:
    """The measures of as many lists of one before: PM2.5浓度35微克/立方米,PM10浓度60微克/立方米,同比分别下降5%、8%."""
    even = listed.after(EVEN)  # 分别上升6.7%和持平
    count = len(listed.figures) + bool(even)
    if count == 1 or count in (len(said.measures), len(said.places), len(said.row)):
        return []
    before = [*said.measures_before, *said.measures]
    before = times_over(before) if listed.unit == "倍" else [one for one in before if listed.fits(one)]
    once = {(one.start, one.end): one for one in reversed(before)}  # SO2 of the air or of a chimney
    metrics = list({one.metric: one for one in reversed(once.values())}.values())
    return metrics[-count:] if len(metrics) >= count else []
