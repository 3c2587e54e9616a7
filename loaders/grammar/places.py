"""Places of China: which city an area lies in, short names and full ones, places named in a text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders.vocabulary import rows

MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
"""Provinces and cities at once (直辖市)."""

# 衡阳市 · 祁东县 · 城步苗族自治县 · 湘西土家族苗族自治州 · 兴安盟 · 湖南省 · 广西壮族自治区
KIND_OF_PLACE = re.compile(
    r"""
    (?: (?:维吾尔|壮族|回族|各族 | (?<!内)蒙古族? | 哈萨克族? | 柯尔克孜族? | 土家族 | 布依族 | 达斡尔族 | 鄂温克族 | 朝鲜族
         | 仡佬族 | 仫佬族 | 毛南族 | 哈尼族 | 拉祜族 | 布朗族 | 傈僳族 | 纳西族 | 普米族 | 独龙族 | 景颇族 | 东乡族
         | 撒拉族 | 保安族 | 裕固族 | [满苗侗瑶彝藏羌白傣黎畲水佤土怒]族)*
      自治[区州县旗]
    | 地区 | 林区 | 特区 | (?<=..)新区 | [省市县区盟旗州] ) $
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Place:
    """A row of data/vocabulary/places.csv. `kind`: province, city, area, zone."""

    name: str
    kind: str
    parent: str | None

    @property
    def city(self) -> str | None:
        """衡阳市 of 祁东县, itself of 衡阳市; a county that answers to its province (仙桃市) is its own city."""
        if self.kind == "province":
            return self.name if self.name in MUNICIPALITIES else None
        return self.name if self.kind == "city" or self.parent in _provinces() else self.parent


@dataclass(frozen=True)
class PlaceFound:
    """A place named in a text. `city` is None where several cities have an area of that name (朝阳区)."""

    name: str
    kind: str
    city: str | None
    start: int
    end: int


@cache
def _provinces() -> frozenset[str]:
    return frozenset(
        row["name"]
        for row in rows("places")
        if row["kind"] == "province" and row["name"] not in MUNICIPALITIES
    )


@cache
def _by_name() -> dict[str, tuple[Place, ...]]:
    """Full names and short ones of two or more characters -> the places so called, cities first."""
    found: dict[str, list[Place]] = defaultdict(list)
    order = {"province": 0, "city": 1, "area": 2, "zone": 3}
    for row in sorted(rows("places"), key=lambda row: order[row["kind"]]):
        place = Place(row["name"], row["kind"], row["parent"] or None)
        found[place.name].append(place)
        if place.kind != "zone" and (short := short_name(place.name)) != place.name:
            found[short].append(place)
            if "自治" in place.name and place.kind != "province":
                for ending in (place.name[-1], place.name[-3:]):  # 湘西州, 湘西自治州, 城步县
                    found[short + ending].append(place)
    return {name: tuple(places) for name, places in found.items()}


def short_name(name: str) -> str:
    """衡阳市 -> 衡阳, 城步苗族自治县 -> 城步; 道县 stays, since nobody says 道; 城区 and 郊区 are no names."""
    short = KIND_OF_PLACE.sub("", name)
    return short if len(short) >= 2 else name


def province_of(city: str | None) -> str | None:
    """湖南省 of 衡阳市; None of an unknown city."""
    place = next((place for place in _by_name().get(city or "", ()) if place.name == city), None)
    if place is None or place.kind == "province":
        return place.name if place else None
    return place.parent if place.kind == "city" or place.parent in _provinces() else province_of(place.parent)


def is_area(name: str) -> bool:
    """Is this the full name of a county, district or county-level city? (蒸湘区, not 高新区)"""
    return any(place.name == name and place.kind == "area" for place in _by_name().get(name, ()))


def is_city(name: str) -> bool:
    """Is this the full name of a prefecture-level city? (衡阳市, 湘西土家族苗族自治州, 重庆市)"""
    return name in MUNICIPALITIES or any(
        place.name == name and place.kind == "city" for place in _by_name().get(name, ())
    )


def city_of(area: str, near: str | None = None) -> str | None:
    """The city of an area, by its full or short name: 祁东 -> 衡阳市.

    Where several cities have an area of that name (朝阳区), `near`, a city or a province, decides; without it
    there is None.
    """
    places = _by_name().get(area, ())
    if near and len(places) > 1:
        places = tuple(place for place in places if near in (place.city, province_of(place.city))) or places
    cities = {place.city for place in places}
    if len(cities) > 1:
        cities = {place.city for place in places if place.kind == "city"}
    return cities.pop() if len(cities) == 1 else None


def full_name(short: str, city: str | None) -> str | None:
    """常宁 in 衡阳市 -> 常宁市, 衡阳 -> 衡阳市, 道县 -> 道县; None for what is no place of that city.

    Without a city the name must stand for one place only, or for a city.
    """
    places = [place for place in _by_name().get(short, ()) if place.kind != "zone"]
    if city is not None:
        places = [place for place in places if place.city == city]
    cities = [place for place in places if place.kind == "city"]
    names = {place.name for place in cities or places}
    return names.pop() if len(names) == 1 else None


def full_names(shorts: list[str]) -> list[str | None]:
    """Short names that stand together lie in one city: 常宁、耒阳、衡东 -> 常宁市, 耒阳市, 衡东县."""
    cities = [{place.city for place in _by_name().get(short, ()) if place.kind == "area"} for short in shorts]
    common = set.intersection(*cities) if cities else set()
    city = common.pop() if len(common) == 1 else None
    return [full_name(short, city) for short in shorts]


@cache
def _lengths() -> dict[str, list[int]]:
    """The first two characters of names -> how long the names are that begin so, the longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in _by_name():
        if len(name) > 1:
            lengths[name[:2]].add(len(name))
    return {beginning: sorted(found, reverse=True) for beginning, found in lengths.items()}


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where names of places stand, the longest first, none overlapping."""
    at = start
    while at < end:
        for length in _lengths().get(text[at : at + 2], ()):
            if at + length <= end and text[at : at + length] in _by_name():
                yield at, at + length
                at += length
                break
        else:
            at += 1


def find_places(text: str, start: int, end: int) -> list[PlaceFound]:
    """The places named, the longest name first: 衡阳县 is not 衡阳市, and 衡阳 alone is the city.

    >>> [found.name for found in find_places("衡阳县与衡阳、常宁", 0, 9)]
    ['衡阳县', '衡阳市', '常宁市']
    """
    found = []
    for first, last in _names(text, start, end):
        places = _by_name()[text[first:last]]
        cities = {place.city for place in places if place.kind == places[0].kind}
        name = (
            places[0].name if len({place.name for place in places}) == 1 or places[0].kind != "area" else None
        )
        if name is not None:
            city = cities.pop() if len(cities) == 1 else None
            found.append(PlaceFound(name, places[0].kind, city, first, last))
    return found


def place_at_start(name: str, city: str | None) -> tuple[Place, int] | None:
    """The place whose full name (衡阳县, 湘西州, 湖南省) a name begins with, and how long it is there.

    Of several areas of one name that of `city` is taken; where that does not decide, none is.
    """
    for length in range(min(len(name), 12), 1, -1):
        if name[length - 1] not in "省市县区旗州盟":
            continue
        places = [place for place in _by_name().get(name[:length], ()) if place.kind != "zone"]
        here = [place for place in places if place.city == city] or places
        if len(here) == 1:
            return here[0], length
    return None


def begins_with_place(name: str) -> bool:
    """南岳衡山自然保护区管理局, 长沙海关: does the name begin with the full or short name of a place?"""
    return any(name[:length] in _by_name() for length in range(min(len(name), 12), 1, -1))
