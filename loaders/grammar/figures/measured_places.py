"""Where something is measured: one key for the names of one place, and whether it is a lake or a river.

The words as written stay in the figures; only what is surely one place has one key. A whole city and its urban area, a
river and a section of it, the sections that the state watches and those that a province watches stay apart. What no rule
can know stands in data/vocabulary/measured_places.csv.
"""

import re
import unicodedata
from functools import cache

from loaders.grammar.places import full_name, is_area, place_at_start, short_name
from loaders.vocabulary import rows

# 南嘴国控断面 · 滨江公园省考水质监测断面 · 真空机电公司空气自动监测站点
SITE = re.compile(
    r"""
    (?: 国家 | [国省市县区][控考] | (?:国家|[省市县区])级? (?:控制|考核) | 考核 | 控制 | 例行 | 监测 | 水质 | 地表水 | 空气 | 环境
      | 质量 | 自动 )*
    (?P<kind> 断面 | 站点 | 点位 ) $
    """,
    re.VERBOSE,
)
# 蒸水入湘江口 · 蒸水河入湘江口断面 · 资水入洞庭湖口: the mouth of one river in another
MOUTH = re.compile(
    r"^(?P<river>[\u4e00-\u9fff]{1,5}?)[河水江]*入(?P<into>[\u4e00-\u9fff]{1,5}?)(?<!入)[河水江]*口(?:断面)?$"
)
# A water or an area as a whole: of its sections a name says only which of many are meant
WHOLE = re.compile(r"[省市县区州盟旗镇乡江河湖水海库溪渠港洋]$")
# 衡阳城区 · 衡阳市市城区 · 沅江市主城区
URBAN = re.compile(r"(?P<place>.+?)市?(?P<part>(?:中心|主)?城区|城市?建成区|市区)")
LAKE = re.compile(r"湖库|水库|库区|湖(?:断面)?$|湖(?:[区心体]|[东西南北中]部|出口)")
RIVER = re.compile(r"河流|[河江溪渠水](?:断面)?$|[河水江]入|入[江河]口|[河江][上中下]游|[河江水].*段$")


def place_key(place: str, city: str | None) -> str:
    """One key for every name of a place: 蒸水河入湘江口断面 and 蒸水入湘江口 in 衡阳市 have the same.

    >>> place_key("蒸水河入湘江口断面", "衡阳市"), place_key("衡阳城区", "衡阳市"), place_key("县城", "衡阳市")
    ('衡阳市蒸入湘口断面', '衡阳市城区', '衡阳市县城')
    """
    name = _standard(_plain(place, city), city)
    if mouth := MOUTH.match(name):
        name = f"{mouth['river']}入{mouth['into']}口断面"
    if ("", name) in _known():
        return name
    named = place_at_start(name, city)
    if named is None:
        return f"{city or ''}{name}"
    return name if named[0].kind in ("province", "city") else f"{named[0].city or ''}{name}"


def waters_of(place: str, city: str | None) -> str | None:
    """lake of 万子湖断面 and GB 3838-2002Ⅲ类(湖库), river of 蒸水入湘江口; None where the name does not tell."""
    name = _plain(place, city)
    standard = _standard(name, city)
    known = _known().get((city or "", standard)) or _known().get(("", standard))
    if known and known["waters"]:
        return known["waters"]
    if full_name(standard.removesuffix("断面"), city):  # 芜湖断面
        return None
    if LAKE.search(name):
        return "lake"
    return "river" if RIVER.search(name) else None


def _standard(name: str, city: str | None) -> str:
    within = name.removeprefix(city) if city else name
    known = _known().get((city or "", within)) or _known().get(("", within))
    return known["standard"] if known else name


@cache
def _known() -> dict[tuple[str, str], dict[str, str]]:
    """By city, or none where the name stands for one place in all of China, and by the name as written."""
    return {(row["city"], row["written"]): row for row in rows("measured_places")}


def _plain(place: str, city: str | None) -> str:
    """The name without white space, the city where it says nothing, and what an official's list adds to a section."""
    name = re.sub(r"\s", "", unicodedata.normalize("NFKC", place))
    if city:
        name = re.sub(rf"\((?:{city}|{short_name(city)})\)$", "", name)  # 志溪河断面(益阳)
    if (urban := URBAN.fullmatch(name)) and (town := full_name(urban["place"], city)):
        name = town + urban["part"]
    name = _present_area(name, city)
    if site := SITE.search(name):
        bare = name[: site.start()]
        if bare and not WHOLE.search(bare):
            name = bare + ("断面" if site["kind"] == "断面" else "站点")
    elif MOUTH.match(name):
        name += "断面"
    is_site = SITE.search(name) or MOUTH.match(name)
    return name.removeprefix(city) if city and is_site and not WHOLE.search(name[: -len("断面")]) else name


def _present_area(name: str, city: str | None) -> str:
    """邵东市城区 of 邵东县城区: a county that became a city or a district, by the only one of its name there now."""
    for end in range(3, min(len(name), 6) + 1):
        if name[end - 1] in "县市区" and full_name(name[:end], city) is None:
            present = full_name(name[: end - 1], city)
            if present and is_area(present) and place_at_start(name, city) is None:
                return present + name[end:]
    return name
