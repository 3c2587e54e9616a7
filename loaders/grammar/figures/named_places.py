"""What place a figure is said of: 市城区 → 衡阳市城区, 全省 → 湖南省, 万子湖、南嘴断面 → 万子湖断面 and 南嘴断面.

Only words that stand there name a place; a sentence that names none is about the document's own place.
"""

import re
from functools import lru_cache

from loaders.grammar.figures.home import (
    AREA,
    OWN,
    PARTS,
    WHOLE,
    Home,
    administrative,
    area_at_head,
    area_of,
    areas_named,
    own_place,
    town,
)
from loaders.grammar.figures.quantities import either
from loaders.grammar.figures.sites import (
    CLAUSE,
    SHARED_KINDS,
    after_lead,
    after_site,
    meant_before,
    shared_kind,
    site_at_head,
    site_name,
)
from loaders.grammar.numbering import number_of
from loaders.grammar.places import full_name, is_city
from loaders.grammar.plain import Plain

# 县市和南岳区 · 各县市区(含南岳区) · 县级城市 · 其他县(市)
_GROUP = re.compile(
    r"各?(?:[县地]级?|区|其[他它]|乡镇|及以上)*(?:县市区?|县\(市、?区?\)|市县|县区|区县|城市|乡镇)"
    r"(?:和[\u3400-\u9fff]{2,3}[县市区])?(?:\([^)]*\))?(?:建成区)?$"
)
_TAIL = re.compile(
    r"(?:的|[为是属达]|达到|保持|[内中]|分别|完成|累计|最[高低好差]|(?<=[县市区])(?:小流域|建制镇|乡镇)|雨季|旱季|汛期|[枯丰平]水期"
    r"|整体|总体|全流域|全湖|湖体|入[淀湖江河海库](?!口)|各(?:监测)?(?:断面|点位|站点)|\d+个(?:[国省市县][控考])+(?:站点|断面|点位)"
    r"|[共有]|仅|环境|(?<=[市县区])城市|城镇|农村|生活|地表水|水质|年均?|平均|(?:外排)?废[水气]|(?:[焦锅窑]炉)?(?:烟囱|烟气)"
    r"|水体|\((?!含)[^()]*\)?$)+$"
)
# 衡阳市|主城区 · 开平市|区空气质量…
_PART = re.compile(rf"本级|(?<=市)区(?![级域县划属委政])|(?:(?:中心|主)?{PARTS})*")
# 洪泽县集中式饮用水水源…, 东津新区污水收集…, in no list; not 督促各县, 部分县级水源
_AREA_NOT_LISTED = re.compile(
    r"(?!督促|落实|部分|指导|推动|要求|全市)(?:(?![的年月日是为在和全各个本该我等有两比较])[\u3400-\u9fff]){2}"
    r"(?:县(?![级城域市区委直])|[\u3400-\u9fff]?新区)"
)
# 常山港…,龙游县塔石溪…: what begins with a river of no county's is not about the one county
_COUNTY_TOWN = re.compile(r"(?P<county>[\u4e00-\u9fff]+?[县旗市])(?:中心|主)?(?:城区|县城)")
_RIVER = re.compile("(?:断面|[湖河江溪渠港湾]|水库|海域)$")
# 大武口区 | 、惠农区 · 杜集区 | 段园镇、濉溪县双堆集镇
_NEXT_AREA = re.compile(r"[、和与及]([\u3400-\u9fff]{1,10}?[市县区州旗盟])")
_TOWN = r"(?:[\u3400-\u9fff]{2,4}(?:镇|乡|街道))?"
_AREAS_TOGETHER = re.compile(rf"{_TOWN}(?:{_NEXT_AREA.pattern}{_TOWN})+")
# PM2.5浓度最佳的县为|兖州区16μg/m³
MOST = re.compile(r"(?:最[\u3400-\u9fff]{1,3}的[^,;:\d]{0,14}?|依次)[为是]")
_WHOLE_NAMES = ("断面", "站点", "点位", "厂", "段")
_LIST = re.compile(
    r"、|(?<=[\u3400-\u9fff)]{2})(?:和|及|与|以及)(?=[\u3400-\u9fff]{2})"
)  # but 共和村、石桥断面
_COUNTED = re.compile(
    r"(?<!第)等?(?:(?P<count>[两二三四五六七八九十]+|\d+)[个座家]?|等)"
    rf"(?:[国省市][控考])*(?=[县市区镇乡]|(?:{either(sorted(SHARED_KINDS))}))"
)


def places_named(plain: Plain, start: int, end: int, home: Home) -> list[str]:
    """The places that the words from start to end are, lead and tail apart: [] where they are anything else."""
    start = after_lead(plain.text, start, end)
    tail = _TAIL.search(plain.text[start:end])
    end -= len(tail[0]) if tail else 0
    if start >= end:
        return []
    if whole := _name(plain, start, end, home):
        return [whole]
    return _listed(plain, start, end, home) or (
        _listed(plain, start, end + len(tail[0]), home) if tail else []
    )


def places_before(plain: Plain, start: int, end: int, home: Home) -> list[str]:
    """The places said before a measure: all the words, or the last place among them; [] where none is."""
    if named := places_named(plain, start, end, home):
        return named
    but = plain.text.rfind("除", start, end) + 1  # 6个断面除白石断面水质为IV类,…
    if but and (named := places_named(plain, but, end, home)):
        return named
    after_comma = max(plain.text.rfind(mark, start, end) for mark in "、和") + 1
    if after_comma and (named := places_named(plain, after_comma, end, home)):
        return named
    last = site_at_head(plain, start, end, home) or _last_place(plain, start, end, home)
    return [last] if last else []


def place_at_head(plain: Plain, start: int, end: int, home: Home) -> str | None:
    """The place that a clause opens with: 衡阳市能源消费结构问题突出."""
    first, last = _head(plain, start, end)
    if first >= last:
        return None
    if plain.text[first:last] in administrative():
        together = _AREAS_TOGETHER.match(plain.text, last, end)
        areas = _NEXT_AREA.findall(together[0]) if together else []
        if together and areas and all(area in administrative() for area in areas):
            return plain.words(first, together.end())  # 大武口区、惠农区大气污染防治形势严峻: of both
    return _name(plain, first, last, home)


@lru_cache(maxsize=4)
def area_spoken_of(problem: Plain | None, home: Home) -> str | None:
    """The one county that the clauses of a problem open with, or whose site they do: 安岳县城市污水处理厂长期超负荷运行."""
    if problem is None or home.area or not home.city:
        return None
    if home.county:
        return home.county
    spans = [clause.span() for clause in CLAUSE.finditer(problem.text)]
    within = [span for span in spans if problem.text.startswith("其中", span[0])]
    if any(place_at_head(problem, *span, home) in administrative() for span in within):
        return None  # 全市火点58个,其中定远县21个: of the city
    heads = {place_at_head(problem, *span, home) for span in spans}
    sites = dict.fromkeys(site_at_head(problem, *span, home) for span in spans)
    first = next(filter(None, sites), "")
    if _RIVER.search(first) and not area_of(first):
        return None
    names = filter(None, heads | {area_of(site) for site in sites if site})
    areas = {(area_of(name) if "、" not in name else None) or name for name in names}
    counties = [area for area in areas if not re.search("(?:[镇乡]|街道)$", area)]
    only = counties[0] if len(counties) == 1 else home.city
    return only if only != home.city and "城区" not in only and only[-1:] in tuple("县旗区市") else None


@lru_cache(maxsize=4)
def county_of_town(problem: Plain, home: Home) -> str | None:
    """The county whose town a problem opens with: 远安县城区污水直排。城区仍有…"""
    first = CLAUSE.search(problem.text)
    town = _COUNTY_TOWN.match(problem.text, *_head(problem, *first.span())) if first else None
    return (
        town["county"]
        if town and town["county"] in administrative() and town["county"] != home.city
        else None
    )


def after_place(plain: Plain, start: int, end: int) -> int:
    """Where the words go on after what leads up to them and the place that they open with."""
    start = after_lead(plain.text, start, end)
    if (on := after_site(plain.text, start, end)) > start:
        return on
    first, last = _head(plain, start, end)
    if first < last and (together := _AREAS_TOGETHER.match(plain.text, last, end)):  # 甲县|、乙县疏干水利用率
        last = together.end()
    return last + (plain.text[last : last + 1] in ("的", "内"))


def own_place_within(plain: Plain, start: int, end: int, home: Home) -> str | None:
    """The last 全市, 全省 … among the words: 电力占全市能源消费总量的28.4%."""
    spans = [(start + own.start(), start + own.end()) for own in WHOLE.finditer(plain.text[start:end])]
    return _name(plain, *spans[-1], home) if spans else None


def _head(plain: Plain, start: int, end: int) -> tuple[int, int]:
    """The span of the place that the words open with; empty where they open with none."""
    start = after_lead(plain.text, start, end)
    words = plain.text[start:end]
    if again := meant_before(plain, start, end):
        return again[:2]
    own = OWN.match(words)
    if own and own.end() > 1 and not re.match("[县市区]", words[own.end() :]):
        return start, start + own.end()
    named = len(area_at_head(words, 11))
    if not named and (county := _AREA_NOT_LISTED.match(words)):
        named = county.end()
    part = _PART.match(words, named) if named else None
    return start, start + (part.end() if part else 0)


def _name(plain: Plain, start: int, end: int, home: Home) -> str | None:
    """The place that the words are, all of them."""
    words = plain.text[start:end]
    own = OWN.fullmatch(words)
    if own and (own["whose"] or own["part"]):
        return own_place(own["whose"] or "", own["part"] or "", home)
    if words == "城市":  # 城市环境空气质量 is the town's
        return f"{town(home)}城区" if re.match("环境空气|空气", plain.text[end : end + 4]) else None
    area = area_at_head(words, 12)
    if area and re.fullmatch(rf"(?:中心|主)?{PARTS}|本级|县?城|区|", words[len(area) :]):
        return words
    if _GROUP.fullmatch(words):
        return plain.words(start, end)
    if re.fullmatch(rf"(?:{AREA.pattern})(?:(?:中心|主)?{PARTS})*", words):
        return words
    return site_name(plain, start, end, home)


def _listed(plain: Plain, start: int, end: int, home: Home) -> list[str]:
    """县城、市城区 → both; 万子湖、南嘴、小河嘴断面 → each with 断面; 衡南、祁东两县 → each with 县."""
    edges = [start, *[edge for mark in _LIST.finditer(plain.text, start, end) for edge in mark.span()], end]
    spans = [(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if first < last]
    if len(spans) < 2:
        return []
    last = plain.text[spans[-1][0] : end]
    if re.search(r"[两二三四五六七八九十\d]+地$", last):
        return [plain.words(start, end)]
    if counted := _COUNTED.search(last):
        if counted["count"] and number_of(counted["count"].replace("两", "二")) > len(spans):
            area = area_of(plain.text[slice(*spans[0])])  # 白石县甲断面、乙断面等6个断面
            return [area if area and area[-1] not in "镇乡" else home.name]
        suffix, spans[-1] = last[counted.end() :], (spans[-1][0], spans[-1][0] + counted.start())
    else:
        kind = shared_kind(last)
        whole = site_name(plain, spans[-1][0], end, home) if kind else ""
        if whole is None:
            return []  # 国家及省和本市提质增效方案均明确污水处理厂…
        if whole and whole == area_of(last):  # 甲区、乙市乡镇污水处理厂: none of them by name
            end, kind = spans[-1][0] + len(whole), ""
        suffix = _part_shared(plain.text[slice(*spans[-2])], last.removesuffix(kind)) + kind
        spans[-1] = (spans[-1][0], end - len(suffix))
    names = []
    for first, final in spans:
        city = None if home.city else full_name(plain.text[first:final], None)  # 鸡西、七台河
        name = city if city and is_city(city) else _name(plain, first, final, home)
        if not name and suffix:
            name = _without_town(plain.words(first, final))
        elif not name and last in administrative():  # 安国、博野、蠡县
            name = full_name(plain.text[first:final], home.city)
        elif not name and plain.text[first:final] == "城市":  # 县城、城市污水处理率
            name = home.name
        if not name:
            return []
        names.append(name if name.endswith((suffix, suffix[-2:], *_WHOLE_NAMES)) else name + suffix)
    return names


def _part_shared(name: str, last: str) -> str:
    """白石县、青河县县城 are two county seats: the part of the last that the one before shares."""
    counties = {last[:-2]} if last.endswith(("县城", "城区")) else set()
    both = counties and {name, *counties} <= administrative()
    return last[-2:] if both and name[-1] == last[-3] else ""


def _without_town(name: str) -> str:
    """泔河泗沟 of 渭河支流泔河泗沟、凤凰桥断面, and 河西 of 城区河西、河东污水处理厂."""
    return re.sub(
        r"^(?:(?:中心|主)?城区|县城|市区|[\u3400-\u9fff]{1,6}(?:流域|支流)|[出入][江河湖海]河流)(?=[\u3400-\u9fff]{2})",
        "",
        name,
    )


def _last_place(plain: Plain, start: int, end: int, home: Home) -> str | None:
    """A place among other words: 全市重点行业, 力争2020年我市国家地表水."""
    if own := own_place_within(plain, start, end, home) or place_at_head(plain, start, end, home):
        return own
    return next(reversed(areas_named(plain.text[start:end], "[省市县区州盟旗]")), None)
