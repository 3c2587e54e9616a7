"""City and area that a document is for."""

import re
from collections import Counter

from loaders.grammar.places import (
    PlaceFound,
    city_of,
    find_places,
    full_name,
    is_area,
    is_city,
    place_at_start,
)

# Places nobody has listed, at the head of a title: 青岚市云渡县贯彻落实…
INVENTED_CITY = re.compile(
    r"(?:中共|关于)?(?!中共|关于|市)(?P<city>[\u4e00-\u9fff]{2,4}?(?:市|自治州|州|盟|地区))(?!级|直)"
)
ABOUT = re.compile(r"中共|关于")
# 云渡县人民政府, 来源：云岭市生态环境局: a body's name by itself
ISSUER = re.compile(
    r"(?<![^\s：:|｜])[\u4e00-\u9fff]{2,36}?(?:[局厅委会府室组院办处部]|中心|支队)(?![^\s|｜，,。；;\d])"
)
INVENTED_AREA = re.compile(r"(?P<area>[\u4e00-\u9fff]{1,4}?(?:县|区|旗|市))(?!域|级|直)")
# 按照北屏市统一安排 · 根据《青岚市贯彻落实…整改方案》: the county's city
SUPERIOR = re.compile(
    r"(?:(?:按照|根据)[《“]?|《)(?P<city>[\u4e00-\u9fff]{2,3}市)(?=委|的|人民政府|督[察改]|整改|生态|环境|突出|贯彻|统一|安排|部署|要求)"
)
# Before a name of its own; 东区 in 泽东区 is none.
BEFORE_NAME = re.compile(r"[^\u4e00-\u9fff]|[省市州在对向由和及与到至从是为将使了的]")
WITHIN_LEAD = 1_000
PASSED_ON = "转办", "交办", "移交", "转交"
OF_A_CITY = re.compile(r"[我全本][市州盟县区旗]")
NO_PLACE = re.compile(
    r"贯彻|落实|全|各|我|本|该|地区|园区|辖|(?:^|[县区镇])城市|督察|小区|自治区?$|地级|县级|市级|省|中央|关于|配合|公开"
)
# 桃花源旅游管理区贯彻落实…: a zone with a plan of its own
ZONE = re.compile(
    r"(?P<zone>[\u4e00-\u9fff]{2,10}?(?:管理区|开发区|高新区|经开区|示范区|度假区|新区|工业园区))(?=贯彻|落实|关于|第|省|中央|督察)"
)


def find_place(title: str | None, text: str, before_list: int) -> tuple[str | None, str | None]:
    """City and area a document is for: as its title names them, else its issuer, else the place named most."""
    words = (title or "").removeprefix("关于")
    if (zone := ZONE.match(words)) and "市" not in zone["zone"]:
        city = city_of(zone["zone"][:2])
        if city and city.startswith(zone["zone"][:2]):
            return city, zone["zone"]  # 苏州工业园区, not 长白山保护开发区
    city, area = _find_place(title, text, before_list)
    zone = None if area else ZONE.match(words.partition(city)[2] if city and city in words else words)
    return city, zone["zone"] if zone else area


def area_in(words: str, city: str | None) -> str | None:
    """The county or district that a cell names by itself, 钟祥市, or 钟祥 in 荆门市; None for 市本级 or several."""
    words = "".join(words.split())
    area = words if is_area(words) else full_name(words, city)
    if area and area != city:
        return area if is_area(area) and _lies_in(area, city) else None
    is_unlisted = (
        city is not None
        and not is_city(city)
        and INVENTED_AREA.fullmatch(words)
        and not NO_PLACE.search(words)
    )
    return words if is_unlisted else None


def _find_place(title: str | None, text: str, before_list: int) -> tuple[str | None, str | None]:
    if _is_of_a_province(title or ""):
        return None, None
    edges = (text[: min(200, before_list)], text[max(0, before_list - 400) : before_list], text[-400:])
    # Offices in a row of a table are those of its items.
    signature = "\n".join(line for edge in edges for line in edge.splitlines() if line.count("\t") < 2)
    for words in (title or "", *ISSUER.findall(signature)):
        city, area = _place_in(words, text)
        superior = SUPERIOR.search(text, 0, before_list)
        if superior and superior["city"] != city and not (city and place_at_start(superior["city"], None)):
            if area:
                return superior["city"], area  # a county of that name lies in another city, too
            if city and not is_city(city):
                return superior["city"], city  # a city of the county's rank
        if city or area:
            return city, area
    if not OF_A_CITY.search(text, 0, before_list) and _is_of_a_province(
        text[: min(WITHIN_LEAD, before_list)]
    ):
        return None, None  # 移交湖北省的第27批, which are counted by its cities
    # Of counties only full names: 下达日期 does not name 达日县, nor 公安局 公安县.
    cities = Counter(
        place.city
        for place in find_places(text, 0, before_list)
        if place.city
        and (
            place.kind == "city"
            or (_is_named_in_full(place, text) and BEFORE_NAME.match(text, place.start - 1))
        )
    )
    return (cities.most_common(1)[0][0] if cities else None), None


def _is_of_a_province(title: str) -> bool:
    """湖南省贯彻落实…, whose last item may be 衡阳市人民政府's; not 湖南省第二轮督察反馈问题整改方案, which a city may write."""
    if re.search(r"[我全]省", title):  # 督察组转交我省第二十三批信访件
        return True
    provinces = (place for place in find_places(title, 0, len(title)) if place.kind == "province")
    return any(
        title.startswith(("贯彻", "落实", "办理") if place.start == 0 else (*PASSED_ON, "的第"), place.end)
        or title.endswith(PASSED_ON, 0, place.start)
        for place in provinces
        if not place.name.endswith("市")
    )


def _place_in(words: str, text: str) -> tuple[str | None, str | None]:
    invented = _invented_place(words, text)
    if invented[0] and invented[0] in words and not place_at_start(invented[0], None):
        return invented  # 白水市云阳县: not the county of that name in 重庆市
    named = [place for place in find_places(words, 0, len(words)) if _is_named_in_full(place, words)]
    city = next((place.name for place in named if is_city(place.name)), None)
    area = next((place for place in named if place.kind == "area" and _lies_in(place.name, city)), None)
    if city is None and area:
        city = area.city or _city_named_with(area.name, text)
    if city or area:
        return city, (area.name if area and area.name != city else None)
    return invented


def _is_named_in_full(place: PlaceFound, words: str) -> bool:
    """衡阳市 is, and 石柱县, as everyone calls it; 云州 in 牧云州 is not 云州区; 沅江分局 is the office of 沅江市, 公安分局 of no place."""
    written = words[place.start : place.end]
    is_short = "自治" in place.name and written[-1] == place.name[-1]
    is_branch = words.startswith("分局", place.end) and written != "公安"
    return written == place.name or is_short or is_branch


def _lies_in(area: str, city: str | None) -> bool:
    return city is None or city_of(area, near=city) == city


def _city_named_with(area: str, text: str) -> str | None:
    """朝阳区 lies in several cities: the one that the text names most."""
    cities = Counter(p.name for p in find_places(text, 0, len(text)) if p.kind == "city")
    return next((city for city, _ in cities.most_common() if city_of(area, near=city) == city), None)


def _invented_place(words: str, text: str) -> tuple[str | None, str | None]:
    found = INVENTED_CITY.match(words)
    city = found["city"] if found and not NO_PLACE.search(found["city"]) else None
    rest = words[found.end("city") :] if found and city else ABOUT.sub("", words, count=1)
    inside = INVENTED_AREA.match(rest)
    area = inside["area"] if inside and not NO_PLACE.search(inside["area"]) else None
    if area and city is None:
        before = Counter(re.findall(rf"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{{2,4}}市)(?={area[:2]})", text))
        city = before.most_common(1)[0][0] if before else None
    return city, area
