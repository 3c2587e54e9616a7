"""Organisations: each name recognised as one unit, with its place, kind and line of work."""

import re
from dataclasses import dataclass
from functools import lru_cache

from loaders.grammar.places import (
    begins_with_place,
    full_name,
    is_city,
    place_at_start,
    province_of,
    short_name,
)
from loaders.grammar.units.offices import (
    BRACKETS,
    ZONE_WORDS,
    clean,
    kind_of,
    standard_name,
    standard_zone,
    system_of,
)

# 市住建局 · 区委办, but not 市场监管局, 市政工程处, 区域办, 县级 …
LEVEL = re.compile(
    r"""(?P<level>
        师?市 (?! 场 | 政(?![府务协法研]) | 容 | 民(?![政族宗营]) | 区 )
      | 区 (?! 域 | 间 ) | 县 (?! 域 ) | 省 | 州 | 旗 | 盟 | 自治区 | 自治县
    )""",
    re.VERBOSE,
)
CENTRAL = re.compile("国家|国务院|中央|全国|中国|(?:生态环境|自然资源|水利|农业农村)部$")
GROUP = re.compile(
    r"""各 (?!族) | 涉及 | 相关 | 有关 | 全体 | 所有 | 其[他它] | 成员单位 | 责任单位 $ | 职能部门 | 部门 $ | 企业 $
      | ^ (?: [县市区]{2,3} (?=党|人民|政府|管委|直|$) | [县区镇][（(][县市街] | 乡镇 | 镇街 | 园区 | 属地 )
      | [一二两三四五六七八九十\d]+ 个? (?:[县市区镇乡]{1,3}|城区|街道|园区) (?=党|人民|政府|管委|$)
      | 沿[线江河湖岸]
    """,
    re.VERBOSE,
)
# 各县（市、区） · 各相关县市区 · 县市区 · 各镇（街道）
KINDS = re.compile(
    r"^(?P<each>各?(?:相关|有关)?各?)(?P<kinds>(?:自治县|[县市区旗（）()、/]){2,}|(?<=各)[县市区旗])"
)
TOWNS = re.compile(
    r"^(?P<each>各?(?:相关|有关)?)(?P<kinds>乡?镇[（(、]?街道?[）)]?|街道?[（(、]?乡?镇[）)]?)(?:办事处|办)?"
)
# 市生态环境局蒸湘分局 is the branch 蒸湘区生态环境分局
BRANCH = re.compile(r"^(?P<office>.+?)局(?P<area>[\u4e00-\u9fff]{2,8}?)分局$")
INCORPORATED = re.compile(r"(?:股份|有限|责任)+(?=公司)")


@dataclass(frozen=True)
class Unit:
    """A row of the table units."""

    unit_id: str
    name: str
    city: str | None
    area: str | None
    kind: str
    system: str | None
    is_group: bool


@dataclass
class _Named:
    """An office and the place it belongs to. `prefix` is what stands before the office in its full name."""

    office: str
    prefix: str
    city: str | None
    area: str | None


@lru_cache(maxsize=5_000)
def identify(name_as_written: str, *, city: str | None, area: str | None) -> Unit:
    """The organisation meant by a name in a document of this city (and of this area, if it is for one).

    Short and full names of one office share their `unit_id`: 区住房和城乡建设局 and 区住建局 -> 衡阳市蒸湘区住建局.
    The `name` of an office keeps its words, with the place put before them.
    """
    written = clean(name_as_written).replace("(", "（").replace(")", "）")
    written = (city and full_name(written, city)) or written
    kind = kind_of(written)
    is_group = bool(GROUP.search(written))
    if kind == "company" and not LEVEL.match(written) and not is_group:
        return _company(name_as_written, written, city)
    named = _locate(written, city, area, kind)
    level = LEVEL.match(named.office)  # 区住建局 in a city's document: which district's is not said
    system = system_of(named.office[level.end() :] if level else named.office, kind)
    if is_group:
        _standardise_group(named)
    elif kind == "government":
        _standardise_government(named)
    elif kind == "zone":
        _standardise_zone(named)
    else:
        named.office = BRACKETS.sub("", named.office) or named.office
        _move_branch(named)
    return Unit(
        unit_id=named.prefix + INCORPORATED.sub("", standard_name(named.office, named.city)),
        name=named.prefix + named.office,
        city=named.city,
        area=named.area,
        kind=kind,
        system=system,
        is_group=is_group,
    )


def _company(name_as_written: str, written: str, city: str | None) -> Unit:
    """A company keeps its name; 有限公司, 有限责任公司 and 公司 are one; a short name is told apart by its city."""
    key = INCORPORATED.sub("", written)
    if city and not begins_with_place(written) and len(written) < 8:
        key = f"{city}{key}"
    return Unit(key, clean(name_as_written), city, None, "company", None, False)


def _locate(written: str, city: str | None, area: str | None, kind: str) -> _Named:
    """Take the place off the front of a name: 市X, 区X, 衡阳市X, 衡阳市蒸湘区X, 省X, or none (X of this document)."""
    written = re.sub(r"^中共(?=.)", "", written)
    if CENTRAL.match(written):
        return _Named(written, "", city if city and short_name(city) in written else None, None)
    if not GROUP.match(written) and (found := _locate_by_name(written, city, area)):
        return found
    home_city, home_area = city or "", area or ""
    if city and kind == "zone" and written.startswith(short_name(city)):  # 邵阳经开区 is 经开区 of 邵阳市
        return _Named(written.removeprefix(short_name(city)), home_city, city, None)
    level = LEVEL.match(written)
    if level:
        office = written[level.end() :]
        if level["level"] in ("省", "自治区"):
            province = province_of(city)
            return _Named(office, province, None, None) if province else _Named(written, "", None, None)
        of_area = level["level"] not in ("市", "师市", "州", "盟") or (area or "").endswith("市")
        if of_area and area:
            return _Named(office, home_city + home_area, city, area)
        if of_area or not city:
            return _Named(written, home_city, city, None)
        return _Named(office, home_city, city, None)
    if KINDS.match(written):  # a county has no 各县市区: these are the city's
        return _Named(written, home_city, city, None)
    if kind in ("department", "other", "court") and begins_with_place(written):
        return _Named(written, "", city, None)  # 南岳衡山自然保护区管理局, 长沙海关
    if kind == "zone" and (not area or area.endswith("区")):
        return _Named(written, home_city, city, None)
    return _Named(written, home_city + home_area, city, area)


def _locate_by_name(written: str, city: str | None, area: str | None) -> _Named | None:
    """衡阳市生态环境局, 蒸湘区住建局, 湖南省生态环境厅; 云渡县党委政府 where no list knows 云渡县."""
    start = place_at_start(written, city)
    if start is None:
        for own in filter(None, (area and f"{city or ''}{area}", area)):  # 凉峰区文旅局 in a paper of 凉峰区
            if written.startswith(own) and len(written) > len(own):
                return _Named(written[len(own) :], f"{city or ''}{area}", city, area)
        unknown = re.match(
            r"(?![省市县区州各])(?P<area>[\u4e00-\u9fff]{2,3}[县旗])|(?P<place>[\u4e00-\u9fff]{2,4}[市区])"
            r"(?=党委政府|人民政府|政府|$)",
            written,
        )
        if not unknown or ZONE_WORDS.search(unknown.group()):
            return None
        return _Named(written[unknown.end() :], (city or "") + unknown.group(), city, unknown.group())
    place, length = start
    office = written[length:]
    if place.kind == "area" and place.name != place.city:
        return _Named(office, (place.city or "") + place.name, place.city, place.name)
    inner = place_at_start(office, place.city)
    if inner and place.city and inner[0].city == place.city:
        return _Named(office[inner[1] :], place.name + inner[0].name, place.city, inner[0].name)
    return _Named(office, place.name, place.city, None)


def _standardise_group(named: _Named) -> None:
    """各县（市、区）党委政府 and 各区县市党委政府 -> 各县市区党委政府; 生环委全体成员单位 -> 生环委成员单位."""
    office = re.sub("(?:(?<=.)各|全体|所有)(?=成员单位)", "", named.office.replace("有关", "相关"))
    if named_kinds := KINDS.match(office) or TOWNS.match(office):
        each = "各相关" if "相关" in named_kinds["each"] else "各"
        kinds = "".join(kind for kind in "县市区旗乡镇街" if kind in named_kinds["kinds"])
        office = each + kinds + office[named_kinds.end() :]
    office = re.sub(r"(?<!人民)政府$", "人民政府", office) if not office.endswith("党委政府") else office
    named.office = standard_name(office, named.city)


def _standardise_government(named: _Named) -> None:
    """石鼓区, 石鼓区委, 石鼓区人民政府 -> 石鼓区党委政府: one leadership; 联合街道办事处 -> 联合街道; 呆鹰岭镇人民政府 -> 呆鹰岭镇."""
    office = named.office
    if town := re.match(
        r"(?P<town>.+?(?:街道|镇|乡|苏木))(?:党工委|党委|办|办事处|人民政府|政府|工委)*$", office
    ):
        office = town["town"]
    elif office in ("", "政府", "人民政府", "党委", "委"):
        office = "党委政府"
    named.office = office


def _standardise_zone(named: _Named) -> None:
    """高新区, 高新区党工委管委会, 高新技术产业开发区管委会 -> 高新区管委会."""
    core = re.sub(r"(?:党工委|管委会|管理委员会)+$", "", BRACKETS.sub("", named.office) or named.office)
    core = standard_zone(core)
    named.office = standard_name(core, named.city) + "管委会"


def _move_branch(named: _Named) -> None:
    """生态环境局蒸湘分局 of 衡阳市 -> 生态环境分局 of 衡阳市蒸湘区."""
    branch = BRANCH.match(named.office)
    area = full_name(branch["area"], named.city) if branch and named.city else None
    if branch and area and named.city and not named.area and not is_city(area):
        named.office, named.area, named.prefix = f"{branch['office']}分局", area, named.city + area
