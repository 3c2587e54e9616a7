"""The place that a document speaks for, and the words that mean it: 全市, 我县, 市城区, 市本级."""

import re
from dataclasses import dataclass
from functools import cache

from loaders import vocabulary
from loaders.grammar.figures.quantities import either
from loaders.grammar.places import place_at_start, province_of, short_name

WHOSE = {row["word"]: row["meaning"] for row in vocabulary.rows("place_words")}
PARTS = "(?:规划区|建成区|城区)"

# 全市 · 我市城区 · 市中心城区 · 市城区建成区 · 全县城镇 · 市本级 · 县城 · 城区 · 县级城市
OWN = re.compile(
    rf"""
    (?P<whose>{either(list(WHOSE))} | (?<![\u3400-\u9fff]) (?!市区|县城) [市县区])?
    (?P<part> 城市规划区 | (?:中心|主)? 城区 (?: 建成区 | 规划区 )? | 中心城市 | 城市建成区 | 建成区 | 本级 | 市区 | 县城 (?:建成区)? | 州城 )?
    """,
    re.VERBOSE,
)
WHOLE = re.compile(rf"(?:{either(list(WHOSE))})(?:(?:中心|主)?{PARTS})*")

# 石桥区 · 河口镇: a name of an area that no list has
AREA = re.compile(
    r"(?:(?![的年月日是为在和全各个达到级本城比较])[\u3400-\u9fff]){2,5}(?:[省市县州盟旗镇乡]|街道|(?<![地城片园社库景灌湖山小划护禁成型用])区)"
)


_BEFORE_A_PROVINCE = re.compile(r"^(?:中共|关于|20\d\d年度?|[\d~至-]{1,5}月份?)+")


@dataclass(frozen=True)
class Home:
    """The place a document speaks for."""

    city: str | None
    area: str | None
    title: str = ""
    county: str | None = None
    """Whose town a problem speaks of, in a city's document: 远安县城区污水直排。城区仍有…"""

    @property
    def name(self) -> str:
        return self.area or self.city or self.province

    @property
    def municipality(self) -> str:
        """What 全市 and 我市 mean: the city, or the document's own county-level city (沅江市)."""
        return self.area if self.area and self.area.endswith("市") else self.city or ""

    @property
    def province(self) -> str:
        """The city's, else the one that the title opens with: 江西省…整改落实情况."""
        of_city = province_of(self.city)
        if self.city:
            return of_city if of_city and of_city != self.city else ""
        found = place_at_start(_BEFORE_A_PROVINCE.sub("", self.title), None)
        return found[0].name if found and found[0].kind == "province" else ""

    @property
    def region(self) -> str:
        """What 全区 means: the district, or the autonomous region of a document that is for none."""
        return self.area or (self.province if self.province.endswith("自治区") else "")

    def means(self, whose: str) -> str:
        """municipality, area, province … as data/vocabulary/place_words.csv has them."""
        return "全国" if whose == "country" else str(getattr(self, whose) or "")


def own_place(whose: str, part: str, home: Home) -> str | None:
    if whose in WHOSE and WHOSE[whose] != "city":
        base = home.means(WHOSE[whose]) or ("" if home.city and WHOSE[whose] != "province" else whose)
    elif whose == "市本级":
        return f"{home.municipality}本级"
    elif part == "州城":
        return part
    elif part.startswith("县城"):
        if not home.area:
            return part
        base, part = home.area, part.removeprefix("县") if home.area.endswith("县") else part
    else:
        base = home.city or "" if whose == "市" and not (home.area or "").endswith("市") else town(home)
    if part == "市区":
        base = base.removesuffix("市")
    return base + part or None


def town(home: Home) -> str:
    """Whose 城区: the city's, also where a district speaks; a county's, a county-level city's or 重庆's district's own."""
    if home.county:
        return home.county
    of_a_city = home.area and home.area.endswith("区") and province_of(home.city) != home.city
    return home.area if home.area and not of_a_city else home.city or ""


@cache
def administrative() -> frozenset[str]:
    # 城区, 郊区, 矿区 name districts, and much more often a part of any town
    names = {row["name"] for row in vocabulary.rows("places")} - {"城区", "郊区", "矿区"}
    counties = {f"{short_name(name)}县" for name in names if name.endswith("自治县")}
    short_names = {short for name in names if (short := short_name(name)) != name}
    towns = {short + part for short in short_names for part in ("城区", "主城区", "中心城区")}  # 西峰城区
    return frozenset(names | counties | towns)


def areas_named(text: str, kind: str) -> list[str]:
    """The counties, cities or districts among the words, in their order, each once; in short: 宿州、淮北、蚌埠是…."""
    found = []
    for end in (mark.end() for mark in re.finditer(kind, text)):
        words = (text[end - length : end] for length in range(min(end, 11), 1, -1))
        found += [name for name in words if name in administrative()][:1]
    in_short = re.findall(r"[\u3400-\u9fff]{2,3}(?=[、和是])", text)
    return list(dict.fromkeys(found)) or [word + kind for word in in_short if word + kind in administrative()]


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(name[:2] for name in administrative())


def area_at_head(words: str, longest: int) -> str:
    """The longest listed name of at most so many characters that the words open with; '' where there is none."""
    if words[:2] not in _beginnings():
        return ""
    lengths = range(min(len(words), longest), 1, -1)
    return next((words[:n] for n in lengths if words[:n] in administrative()), "")


def area_of(name: str) -> str | None:
    """The county or town that a site's name begins with: 青河县城区污水处理厂 → 青河县, 马莲河宁县桥头断面 → 宁县."""
    if listed := area_at_head(name, len(name) - 1):
        return listed
    if not (area := AREA.match(name)):
        return None
    return next((area[0][n:] for n in range(len(area[0])) if area[0][n:] in administrative()), area[0])
