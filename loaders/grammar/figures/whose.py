"""Whose a figure is that names no place next to its measure: what its sentence, its field or its problem spoke of."""

import re

from loaders.grammar.figures.home import Home, administrative, area_of, areas_named
from loaders.grammar.figures.metrics import Mention
from loaders.grammar.figures.named_places import area_spoken_of, own_place_within, place_at_head, places_named
from loaders.grammar.figures.reading import Listed, Said, Setting, clause_start
from loaders.grammar.figures.sites import A_SITE_SHARED, CLAUSE, site_at_head, site_name, sites_listed
from loaders.grammar.numbering import number_of

# Units of what is measured at one spot: a site named before goes on being meant
_AT_A_SITE = frozenset({"", "mg/L", "μg/L", "μg/m³", "mg/m³", "类", "t/d", "m³/d", "m", "cm", "倍"})
_SITES_OWN = re.compile(
    "负荷率$|^水质达标率$|^渗滤液|贮存量$|植被覆盖|(?:(?<!垃圾)无害化处理|回用|复绿|修复|闭库)率$"
)
_WATER = re.compile(r"(?:断面|湖|河|江|水库|水源地?|干流|支流|段|溪|渠|沟|港|涌|塘|口)$")
_BASIN = re.compile(r"(?<![\u3400-\u9fff])(?P<river>[\u3400-\u9fff]{1,4}[河江湖溪])流域")
_LED_INTO = re.compile(
    r"(?:直排|汇入|排入|进入|流入|[纳接]入|送[往至]|实施|启动|完成)(?P<site>[\u3400-\u9fff]{1,16}?(?:处理厂|[河江湖溪渠沟港涌]))(?=[,;]|后|处理|提标|扩[建容]|改造)"
)
_ASHORE = re.compile("^城市|^近岸|收集.*[率例]|污水处理[厂能规量]|管网|整治数|利用率|配套率")
# The collection rate of a town is never its plant's
_OF_A_TOWN = re.compile("收集|处理率|治理|覆盖|普及|消除|管网")
PLANT = re.compile(r"(?:厂|站|中心|设施)$")
_OF_A_PLANT = re.compile("^污水处理[厂能规量]|^[进出]水")
_OF_THE_COUNTRY = re.compile("《[^》]*全国[^》]*》(?:明确)?(?:要求|提出|规定)")
_THOSE = re.compile(
    r"(?:上述|以上|这)?(?P<count>[两二三四五六])[个座家]?(?:国控|省控|国考|省考)?(?P<kind>断面|站点|污水处理厂|厂|湖|河|县|市|区|镇|乡)"
)
_OF_ALL = re.compile(
    "(?:入[海江湖库]|主要|重点|各|乡镇级?|[镇县市]级|县城|城镇|农村|全部|所有|其[他它])(?:河流|水源地?|断面|水库|湖库|污水处理(?:厂|站|设施)|(?:集中式)?(?:生活)?饮用水)"
)
_SECTIONS = re.compile(
    r"(?P<kind>(?:[国省市县区](?:[控考级]|(?=[、和及]?[省市县区][控考]))[、和及]?|地表水|考核|监测|主要|河流|[出入]境)+(?:以上)?(?:断面|点位))"
)
_AS_FOLLOWS = re.compile("(?:依次|分别)?[为是]")
_EACH = re.compile("(?<![年月日平])均(?!值)")


def places_meant(listed: Listed, said: Said, measures: list[Mention], setting: Setting) -> list[str]:
    """The places that the clauses before named, where the words next to the measure name none; [] for none."""
    measure = measures[0]
    return (
        _those_again(listed, said, measure)
        or (_sites_before(listed, measure, setting.home) if len(measures) == 1 else [])
        or _each_again(listed, said, measures)
        or _led_to(listed, said, measure, setting.home)
        or ([] if _of_all(listed, measure) else _places_carried(listed, said, measure))
        or _all_of_them(listed, measure, setting)
    )


def sections_of(place: str, listed: Listed) -> str:
    """全市20个国省考断面全部达到Ⅱ类: of those sections, as no town has a class of water."""
    sections = listed.before(_SECTIONS) if listed.unit == "类" and place in administrative() else None
    return place + sections["kind"] if sections else place


def of_its_site_or_county(places: list[str], said: Said, setting: Setting) -> list[str]:
    """霖西中转站渗滤液外溢,周边沟渠…: beside that site; 县城: of the county that is spoken of."""
    if said.site:
        places = [
            said.site + place if place.startswith(("周边", "附近", "下游", "上游")) else place
            for place in places
        ]
    if any(place.startswith("县城") for place in places):
        of_the_site = area_of(said.site) if said.site else None
        county = said.topic or of_the_site or area_spoken_of(setting.problem, setting.home) or ""
        places = [county + place[1:] if county.endswith("县") else place for place in places]
    return places


def _led_to(listed: Listed, said: Said, measure: Mention, home: Home) -> list[str]:
    """2万吨污水直排螺溪,氨氮浓度… and 排入东山污水处理厂,出水…: but not what a named site lets out into a river."""
    plant = measure.metric.startswith(("进水", "出水"))
    if "mg/L" not in measure.units or ((said.site or set(said.places) - {home.name}) and not plant):
        return []
    start, end = listed.sentence.start, listed.clause[0]
    led = _LED_INTO.finditer(listed.text, start if plant else max(start, end - 30), end)
    sites = [site_name(listed.sentence.plain, *one.span("site"), home) for one in led]
    return [site for site in sites[-1:] if site and plant == site.endswith("厂")]


def _those_again(listed: Listed, said: Said, measure: Mention) -> list[str]:
    """The last places of that kind: 白石断面…、石桥断面…。两个断面总磷浓度分别降至…."""
    again = _THOSE.search(listed.text, listed.clause[0], max(measure.start, listed.clause[0]))
    if not again:
        return []
    count = number_of(again["count"].replace("两", "二"))
    kin = [place for place in said.seen if place.endswith(again["kind"])]
    if len(kin) < count and again["kind"] in "县市区":
        kin = areas_named(listed.text[: again.start()], again["kind"])
    if len(listed.figures) == 1 and "km" in measure.units:  # 三县共新建管网146公里: of none of them alone
        kin, count = ["、".join(kin[-count:])] if len(kin) >= count else [], 1
    return kin[-count:] if len(kin) >= count else []


def _each_again(listed: Listed, said: Said, measures: list[Mention]) -> list[str]:
    """All the places that the sentence gave figures of, where there is one figure for each of them again."""
    count = len(listed.figures)
    apart = count > 1 and len(measures) == 1 and "分别" in listed.words
    return list(said.here) if apart and len(said.here) == count != len(said.places) else []


def _sites_before(listed: Listed, measure: Mention, home: Home) -> list[str]:
    """The sites that the clauses before name, one a figure: 龙潭渠、杨柳沟返黑返臭,氨氮浓度分别为11.3、9.7毫克/升."""
    count, plain, start = len(listed.figures), listed.sentence.plain, listed.sentence.start
    if count == 1 or listed.figures[0].bound:
        return []
    if len(sites := sites_listed(plain, start, listed.reach)) == count:
        return sites
    if _at_a_site(measure) and (sites := _sites_counted_before(listed, home)):
        return sites
    # 甲县完成治理31条、乙县完成治理44条,治理率分别达91%、88%; but 最低的三个县为|甲县、乙县
    start, end = max(clause_start(listed.text, listed.clause[0] - 1), start), listed.clause[0]
    start = max([start, *(told.end() for told in _AS_FOLLOWS.finditer(listed.text, start, end))])
    parts = (part.span() for part in re.compile("[^、和]+").finditer(listed.text, start, end))
    sites = [head for part in parts if (head := place_at_head(plain, *part, home))]
    return sites if len(sites) == count else []


def _all_of_them(listed: Listed, measure: Mention, setting: Setting) -> list[str]:
    """漳河、东风渠消除劣Ⅴ类,化学需氧量均不超过40mg/L: what was named before, where one figure is of each."""
    each = _EACH.search(listed.text, measure.end, listed.first)
    asked = setting.role == "target" and "mg/L" in measure.units
    if len(listed.figures) > 1 or not (each or asked):
        return []
    waters = sites_listed(listed.sentence.plain, listed.sentence.start, listed.reach)
    return waters or (list(setting.places_told.get(measure.metric, ())) if each else [])


def _sites_counted_before(listed: Listed, home: Home) -> list[str]:
    """城东、城西污水处理厂长期超负荷运行,负荷率分别为108%、124%: both; 甲路和乙路2个雨水排口有污水直排,氨氮浓度分别为…."""
    sentence = listed.sentence
    for clause in re.finditer("[^,;:]+", listed.text[sentence.start : listed.reach]):
        for site in reversed(list(A_SITE_SHARED.finditer(clause[0]))):
            start = sentence.start + clause.start()
            places = places_named(sentence.plain, start, start + site.end(), home)
            if len(places) == len(listed.figures):
                return places
    return []


def _of_all(listed: Listed, measure: Mention) -> bool:
    """入海河流总氮浓度…, 乡镇级水源地水质达标率…: of none that was named before."""
    return bool(listed.reach < measure.end and _OF_ALL.search(listed.text, listed.reach, measure.end))


def _places_carried(listed: Listed, said: Said, measure: Mention) -> list[str]:
    """The places of the figures before, as far as this one can be of the same: a share is not of a river."""
    if not said.measures or not said.places:
        return []
    if said.measures[0].element != measure.element and not administrative().issuperset(said.places):
        return []
    if not _can_be_at(said.places[0], measure):
        return []
    at_a_site = _at_a_site(measure)
    daily = measure.units & {"t/d", "m³/d"}  # 漳河、东风渠…,3200吨污水直排: not of each
    if len(said.places) > 1 and (daily or not at_a_site) and len(said.places) != len(listed.figures):
        return []
    share = (
        listed.unit == "%" and "%" in measure.units and not at_a_site and "水源达标率" not in measure.metric
    )
    of_a_plant = PLANT.search(said.places[0]) and _OF_A_TOWN.search(measure.metric)
    rural = measure.metric.startswith("农村") and re.search("(?:[城市建成]区|县城)$", said.places[0])
    if (
        (share or "km" in measure.units) and of_a_plant
    ) or rural:  # 甲县城区污水处理率95%,农村生活污水治理率40%
        areas = [area for place in said.places if (area := area_of(place))]
        return areas if len(areas) == len(said.places) else []
    return [] if share and _WATER.search(said.places[0]) else said.places


def _at_a_site(measure: Mention) -> bool:
    """Whether it is measured at one spot: a site named before goes on being meant."""
    return bool(
        (measure.units & _AT_A_SITE and "km" not in measure.units) or _SITES_OWN.search(measure.metric)
    )


def _can_be_at(place: str, measure: Mention) -> bool:
    """No PM2.5, no households' sewage, no works, pipes and outlets in a river; no drinking water but at its source."""
    ashore = measure.element in ("air", "energy") or _ASHORE.search(measure.metric)
    drunk = "饮用水" in measure.metric and not place.endswith(("水库", "水源", "水源地"))
    return not ((ashore or drunk) and _WATER.search(place) or drunk and place.endswith("建成区"))


def place_of_none_named(listed: Listed, said: Said, measure: Mention, setting: Setting) -> str:
    """The place of a figure that none is named for: the site or area its sentence speaks of, else the document's."""
    if _OF_THE_COUNTRY.search(listed.sentence.plain.words(listed.sentence.start, listed.first)):
        return "全国"
    at_a_site = _at_a_site(measure)
    if _of_all(listed, measure):
        areas = (said.topic, setting.told(measure.metric), area_spoken_of(setting.problem, setting.home))
        at_none = (area for area in areas if area and not (PLANT.search(area) or _WATER.search(area)))
        no_site = (area for area in at_none if _can_be_at(area, measure))
        return next(no_site, setting.home.name)
    if said.site and at_a_site and _can_be_at(said.site, measure):
        return said.site
    spoken_of = (
        said.topic or _topic(listed, setting.home),
        said.town if measure.element == "air" else None,
        said.topic_before,
        setting.told(measure.metric),
    )
    told = next((place for place in spoken_of if place and _can_be_at(place, measure)), None)
    if not told and (_OF_A_PLANT.search(measure.metric) or measure.units & {"mg/L", "类"}):
        told = _site_of_the_problem(measure, setting)
    return told or area_spoken_of(setting.problem, setting.home) or setting.home.name


def _site_of_the_problem(measure: Mention, setting: Setting) -> str | None:
    """The one site of the problem that can have such a figure: 城东污水处理厂运行不正常 tells whose 出水总磷 it is."""
    sites: set[str | None] = {setting.told(metric) for metric in setting.places_told}
    if setting.problem:
        spans = (clause.span() for clause in CLAUSE.finditer(setting.problem.text))
        sites |= {site_at_head(setting.problem, *span, setting.home) for span in spans}
        sites |= {basin["river"] for basin in _BASIN.finditer(setting.problem.text)}
    kind = PLANT if _OF_A_PLANT.search(measure.metric) else _WATER
    fitting = {site for site in sites if site and kind.search(site)}
    return fitting.pop() if len(fitting) == 1 else None


def _topic(listed: Listed, home: Home) -> str | None:
    """Whose the sentence is by the name of a measure in it: 原煤消费总量占全市能源消费的48%."""
    sentence = listed.sentence
    owns = (own_place_within(sentence.plain, one.start, one.end, home) for one in sentence.mentions)
    return next((own for own in owns if own), None)
