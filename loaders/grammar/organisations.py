"""Organisations: a list of them taken apart, and each name recognised as one unit with its kind and line of work."""

import re
from dataclasses import dataclass, replace
from functools import cache

from loaders.grammar.places import (
    begins_with_place,
    full_name,
    full_names,
    is_area,
    is_city,
    place_at_start,
    province_of,
    short_name,
)
from loaders.vocabulary import rows

# --- a list taken apart -------------------------------------------------------------------------------------

# （控股）, but not the numbering （1）
BRACKETS = re.compile(r"[（(【\[〔](?!\d{1,2}[）)])[^（(）)】\]〕]*[）)】\]〕]")
SEPARATOR = re.compile(r"(?:[、，,；;。/／|\n\t\r①-⑳]|[（(]\d{1,2}[）)])+(?:\s|\u00a0)*")
# 各县、市、区 is one name
KINDS_IN_A_ROW = re.compile(
    r"""(?<![\u4e00-\u9fff]) (?:各(?:相关|有关)?)? [县市区旗州盟] (?:[（(][县市区旗、]+[）)])?
        (?: [、/] (?:县级市 | [县市区旗州盟]) (?:[（(][县市区旗、]+[）)])? (?= 党 | 人民 | 政府 | 委 | 管委 | 直 | [、，,；;/\s及和] | $ ) )+""",
    re.VERBOSE,
)
AND = re.compile(r"以及|会同|[和及与同暨]")
# 1.市住建局 · （一）市住建局 · 牵头单位：市住建局 · 由市住建局 · 及市住建局
LEAD_IN = re.compile(
    r"(?: \s | [（(]?[\d一二三四五六七八九十]{1,2}[）).．](?!\d) | [①-⑳] | [-—•·●]"
    r"  | [^：:、，,]{0,10}[：:] | 由(?=[省市县区州各]) | 以及 | 及 | 和 | 会同 )+",
    re.VERBOSE,
)
PERSON = re.compile("责任人|负责人|联系人|领导|电话")
# 等部门 · 等5个县市区 · 按职责分工负责 · 牵头 · （牵头单位）
TAIL = re.compile(
    r"""(?:
        [（(] (?:牵头|总牵头|主责|主办|责任|配合|协办|协助|参与|监管|督导|验收)[^（）()]{0,6} [）)]
      | 等 (?:[一二两三四五六七八九十\d+]+ 个?)? (?:区域|地区|相关|有关|省直|州直|市直|县直|区直|各|职能|责任|成员|县市区|县区|区县|乡镇|镇街|部门|单位|企业|园区)*
      | (?:按(?:照)?)?(?:各自)?职[责能](?:分工)? (?:分别|具体)? (?:负责|落实)? | 分别负责 | 具体负责
      | (?:共同|联合|具体)?(?:牵头|配合|监督|督导|指导|统筹|协调|督促)+(?:负责|落实|实施|整改)? | 负责 (?:落实|实施|整改)? | 参与
      | [\s\u00a0。．.：:]
    )+ $""",
    re.VERBOSE,
)
PARTY = re.compile(r"^(?!团)(?P<place>.*?)(?P<party>党委|党政|党工委|街道工委|(?<=[省市县区旗州盟])委)$")
GOVERNMENT = re.compile(
    r"^[^、]{0,8}?(?P<office>人民政府|政府|管委会|管理委员会|(?:街道)?办事处|行政公署|行署)(?P<rest>[（(][^）)]*[）)])?$"
)
# 市委市政府 · 衡东县委县政府 · 党工委管委会
PARTY_AND_GOVERNMENT = re.compile(
    r"^(?P<place>.*?)(?:党委|党政|党工委|(?<=[省市县区旗州盟])委)[和与]?[省市县区旗州盟镇乡]?"
    r"(?P<office>人民政府|政府|管委会|管理委员会|办事处)$"
)
TOGETHER = {
    "管委会": "党工委管委会",
    "管理委员会": "党工委管委会",
    "办事处": "党工委办事处",
    "街道办事处": "党工委办事处",
}
# What a list shares with the names before it: 雁峰区、石鼓区党委政府
SHARED = re.compile(
    r"(?P<suffix>党委政府|党工委管委会|党工委办事处|党委|(?:党委|人民)?政府[（(]管委会[）)]|人民政府|政府|党工委|管委会|管理委员会|街道办事处|街道办|街道|办事处)$"
)
# 祁东五个县市 · 衡东县等3个县
COUNTED = re.compile(
    r"^(?P<last>.*?)(?:等?[一二两三四五六七八九十\d]+个?|等)(?P<kinds>[县市区镇乡]{1,3}|县（市、区）|城区|街道|园区)$"
)
ZONE_WORDS = re.compile(
    r"高新|经开|经济技术|经济开发|高新技术|开发区|园$|园区|集[中聚]区|保税|综保|示范区|试验区|度假区|管理区|新区$"
)
# What is no name by itself: the rest of one broken over two lines
FRAGMENT = re.compile(
    r"^(?:办公室|委员会|管理委员会|管委会|人民政府|政府|党委|党工委|办事处|有限公司|有限责任公司|集团|.)$"
)
LONGEST = 80
"""What is longer, in characters, is prose and no name."""


@dataclass(frozen=True)
class UnitFound:
    """`start`:`end` are the name's own words, before a shared suffix is added to it."""

    name_as_written: str
    start: int
    end: int


@dataclass
class _Piece:
    """A name in the making. `weak`: a 顿号 or 和 stands before it, so that it may share what follows."""

    name: str
    start: int
    end: int
    weak: bool


def split_units(text: str, start: int, end: int) -> list[UnitFound]:
    """The organisations of a list, each with the suffix it shares.

    >>> [unit.name_as_written for unit in split_units("雁峰区、石鼓区党委、政府，市水利局", 0, 17)]
    ['雁峰区党委政府', '石鼓区党委政府', '市水利局']
    """
    pieces = _join_party_and_government(_pieces(text, start, end))
    _complete_counted_names(pieces)
    _share_suffixes(pieces)
    _share_each(pieces)
    return [UnitFound(piece.name, piece.start, piece.end) for piece in pieces if _is_name(piece.name)]


def _pieces(text: str, start: int, end: int) -> list[_Piece]:
    """What stands between separators, outside brackets."""
    closed = [match.span() for match in BRACKETS.finditer(text, start, end)]
    closed += [match.span() for match in KINDS_IN_A_ROW.finditer(text, start, end)]
    cuts = [
        match.span()
        for match in SEPARATOR.finditer(text, start, end)
        if not any(first <= match.start() < last for first, last in closed)
    ]
    only_commas = not any("、" in text[first:last] for first, last in cuts)
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    pieces: list[_Piece] = []
    for number, (first, last) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
        separator = text[edges[2 * number - 1] : first] if number else ""
        parts = _apart_at_and(text, _apart_at_spaces(text, first, last))
        for place, (part_start, part_end) in enumerate(parts):
            weak = place > 0 or "、" in separator or (only_commas and bool(re.match("[,，]", separator)))
            broken = number > 0 and place == 0 and not separator.strip() and pieces
            if broken and _goes_on(pieces[-1].name, _clean(text[part_start:part_end])):
                pieces[-1].end = part_end
                pieces[-1].name += _clean(text[part_start:part_end])
            elif piece := _piece(text, part_start, part_end, weak):
                pieces.append(piece)
    return pieces


def _piece(text: str, start: int, end: int, weak: bool) -> _Piece | None:
    """The piece without numbering, role and 等 around its name."""
    lead_in = LEAD_IN.match(text, start, end)
    if lead_in and PERSON.search(lead_in.group()):
        return None
    start = lead_in.end() if lead_in else start
    tail = TAIL.search(text[start:end])
    end = start + tail.start() if tail and tail.start() > 0 else end
    while start < end and text[end - 1] in " \u00a0\n\t":
        end -= 1
    name = _clean(text[start:end])
    return _Piece(name, start, end, weak) if 0 < len(name) <= LONGEST else None


def _clean(words: str) -> str:
    return re.sub(r"[\s\u00a0]+", "", words)


def _goes_on(before: str, after: str) -> bool:
    """Is a name broken here, over a line or a space? 市生态环 | 境局, 市委 | 宣传部, but not 市住建局 | 市水利局."""
    if FRAGMENT.match(after) or not _is_whole(before) or not _is_whole(after):
        return True
    if re.search(r"[省市县区旗州]委$", before):
        return place_at_start(after, None) is None and after[0] not in "省市县区州各"
    return before.endswith("局") and after.endswith("分局") and after[0] not in "市县区"


def _apart_at_spaces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    words = [
        (start + match.start(), start + match.end())
        for match in re.finditer(r"[^\s\u00a0]+", text[start:end])
    ]
    joined: list[tuple[int, int]] = []
    for first, last in words:
        if joined and _goes_on(
            _clean(text[max(joined[-1][0], joined[-1][1] - LONGEST) : joined[-1][1]]), text[first:last]
        ):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _apart_at_and(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """市住建局和市水利局 are two; 市自然资源和规划局 is one, since 市自然资源 is no name."""
    apart: list[tuple[int, int]] = []
    for start, end in parts:
        closed = [match.span() for match in BRACKETS.finditer(text, start, end)]
        for match in AND.finditer(text, start, end):
            before, after = _clean(text[start : match.start()]), _clean(text[match.end() : end])
            inside = any(first <= match.start() < last for first, last in closed)
            if not inside and _is_whole(before) and _is_whole(_until_and(after)):
                apart.append((start, match.start()))
                start = match.end()
        apart.append((start, end))
    return apart


def _until_and(words: str) -> str:
    """The first whole name of what follows: 市水利局 of 市水利局和市林业局."""
    for match in AND.finditer(words):
        if _is_whole(words[: match.start()]):
            return words[: match.start()]
    return words


def _is_whole(name: str) -> bool:
    """Does the name end as organisations do (局, 公司, 区 …) and is it more than such an ending?"""
    name = TAIL.sub("", BRACKETS.sub("", name)) or name
    if PARTY.match(name) or GOVERNMENT.match(name):
        return True
    ending = _ending(name)
    return (
        ending is not None and not name.endswith("农村") and (len(name) - len(ending) >= 1 and len(name) >= 3)
    )


def _join_party_and_government(pieces: list[_Piece]) -> list[_Piece]:
    """党委、政府 of an area are one; so are a zone's 党工委、管委会 and a town's 党委、政府."""
    joined: list[_Piece] = []
    for piece in pieces:
        party = PARTY.match(joined[-1].name) if joined else None
        government = GOVERNMENT.match(piece.name)
        if party and government and _of_one_area(party["place"], piece.name, government["office"]):
            office = TOGETHER.get(government["office"], "党委政府")
            name = party["place"] + office + (government["rest"] or "")
            joined[-1] = replace(joined[-1], name=name, end=piece.end)
        elif both := PARTY_AND_GOVERNMENT.match(piece.name):
            joined.append(replace(piece, name=both["place"] + TOGETHER.get(both["office"], "党委政府")))
        else:
            joined.append(piece)
    return joined


def _of_one_area(place: str, name: str, office: str) -> bool:
    """邵阳县委、县人民政府 are of one area; 市委、雁峰区人民政府 are not."""
    area = name[: name.index(office)]
    return area in ("", "街道") or place.endswith(area)


def _complete_counted_names(pieces: list[_Piece]) -> None:
    """常宁、耒阳、祁东五个县市党委政府: the counting word goes, the short names become full ones."""
    for number, piece in enumerate(pieces):
        suffix = _suffix(piece.name)
        counted = COUNTED.match(piece.name.removesuffix(suffix))
        if not counted or not counted["last"]:
            continue
        first = number
        while first > 0 and pieces[first].weak and _suffix(pieces[first - 1].name) == "":
            first -= 1
        named = [*(before.name for before in pieces[first:number]), counted["last"]]
        if first == number and not (is_area(named[0]) or full_name(named[0], None)):
            continue
        fulls = full_names(named, None)
        kind = counted["kinds"] if len(counted["kinds"]) == 1 else ""
        for before, short, full in zip(pieces[first : number + 1], named, fulls, strict=True):
            before.name = full or (short if not kind or short.endswith(kind) else short + kind)
        piece.name += suffix


def _share_suffixes(pieces: list[_Piece]) -> None:
    """A suffix goes back over the bare names before it: areas take 党委政府, zones 管委会."""
    for number in range(len(pieces) - 1, 0, -1):
        before, piece = pieces[number - 1], pieces[number]
        if not piece.weak or _suffix(before.name):
            continue
        suffix = _suffix(piece.name)
        base = piece.name.removesuffix(suffix)
        if suffix in ("党工委管委会", "党工委", "管委会", "管理委员会"):
            shares = ZONE_WORDS.search(before.name) or not (_ending(before.name) or is_area(before.name))
        elif suffix:
            of_street = suffix in ("街道", "街道办", "街道办事处")
            shares = not _ending(before.name) or (
                _is_bare_area(before.name) and not (of_street and before.name[-1] in "镇乡县区")
            )
            if shares and not _ending(before.name) and not of_street:
                before.name = _like(before.name, base)
        else:
            base, suffix = piece.name, _shared_kind(before.name, piece.name)
            shares = suffix != ""
        if shares:
            before.name += suffix


def _like(short: str, full: str) -> str:
    """衡东 beside 衡南县 -> 衡东县."""
    known = full_names([short, short_name(full)], None)[0] if is_area(full) else None
    return known or (short + full[-1] if full[-1:] in "县市区旗镇乡" else short)


def _shared_kind(before: str, name: str) -> str:
    """What a bare name takes from the whole one after it: 市住建、城管局 -> 局; 雨母山、呆鹰岭镇 -> 镇."""
    if _ending(before) or not name:
        return ""
    if name[-1] in "局镇乡县区" and 2 <= len(before) <= 6 and (name[-1] != "局" or _system(before)):
        return name[-1]
    return ""


def _share_each(pieces: list[_Piece]) -> None:
    """各乡镇、街道 -> 各乡镇, 各街道."""
    for before, piece in zip(pieces, pieces[1:], strict=False):
        each = re.match(r"各(?:相关|有关)?", before.name)
        if (
            each
            and piece.weak
            and re.fullmatch(
                r"(?:[县市区镇乡]|街道|园区|乡镇|社区|村)+(?:办事处|管委会|党委政府|人民政府)?", piece.name
            )
        ):
            piece.name = each.group() + piece.name


def _suffix(name: str) -> str:
    """What others may share: 党委政府 of 蒸湘区党委政府; nothing of a name that is itself no more than that."""
    match = SHARED.search(name)
    return match["suffix"] if match and match.start() else ""


def _is_bare_area(name: str) -> bool:
    return bool(re.search(r"(?:[县市区旗州盟镇乡）)]|街道)$", name)) and _kind(name) in ("government", "zone")


def _is_name(name: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]{2}", name)) and name not in ("暂无", "部门", "单位")


# --- a name recognised --------------------------------------------------------------------------------------

# 市住建局 · 区委办, but not 市场监管局, 市政工程处, 区域办, 县级 …
LEVEL = re.compile(
    r"""(?P<level>
        市 (?! 场 | 政(?![府务协法研]) | 容 | 民(?![政族宗营]) | 区 )
      | 区 (?! 域 | 间 ) | 县 (?! 域 ) | 省 | 州 | 旗 | 盟 | 自治区 | 自治县
    )""",
    re.VERBOSE,
)
CENTRAL = re.compile(
    r"国家|国务院|中央|全国|中国|中共中央|生态环境部|自然资源部|水利部|财政部|住房城乡建设部|农业农村部"
)
GROUP = re.compile(
    r"""各 (?!族) | 涉及 | 相关 | 有关 | 全体 | 所有 | 其[他它] | 成员单位 | 责任单位 $ | 职能部门 | 部门 $
      | ^ (?: 县市区 | (?:县区|区县|市县|县市) (?=党|人民|政府|管委|直|$) | 县[（(]市 | 区[（(]县 | 乡镇 | 镇街 | 镇[（(]街 | 城区(?=党|人民|政府|$) | 园区 )
      | [一二两三四五六七八九十\d]+ 个? (?:城区|县市区|区县|县区|县市|县|区|镇|乡镇|街道|园区) (?:党|人民|政府|管委|$)
      | 沿[线江河湖岸]
    """,
    re.VERBOSE,
)
# 各县（市、区） · 各相关县市区 · 县市区 · 各镇（街道）
KINDS = re.compile(r"^(?P<each>各?(?:相关|有关)?各?)(?P<kinds>[县市区旗（）()、/]{2,}|(?<=各)[县市区旗])")
TOWNS = re.compile(
    r"^(?P<each>各?(?:相关|有关)?)(?P<towns>乡?镇[（(、]?街道?[）)]?|街道?[（(、]?乡?镇[）)]?)(?:办事处|办)?"
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


def identify(name_as_written: str, *, city: str | None, area: str | None) -> Unit:
    """The organisation meant by a name in a document of this city (and of this area, if it is for one).

    Short and full names of one office share their `unit_id`: 区住房和城乡建设局 and 区住建局 -> 衡阳市蒸湘区住建局.
    The `name` of an office keeps its words, with the place put before them.
    """
    written = _clean(name_as_written).replace("(", "（").replace(")", "）")
    if both := PARTY_AND_GOVERNMENT.match(written):
        written = both["place"] + TOGETHER.get(both["office"], "党委政府")
    kind = _kind(written)
    is_group = bool(GROUP.search(written))
    if kind == "company" and not LEVEL.match(written) and not is_group:
        return _company(name_as_written, written, city)
    named = _locate(written, city, area, kind)
    level = LEVEL.match(named.office)  # 区住建局 in a city's document: which district's is not said
    system = _system_of(named.office[level.end() :] if level else named.office, kind)
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
        unit_id=named.prefix + INCORPORATED.sub("", _alias(named.office, named.city)),
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
    if city and "有限" not in written and not begins_with_place(written) and len(written) < 8:
        key = f"{city}{key}"
    return Unit(key, _clean(name_as_written), city, None, "company", None, False)


def _locate(written: str, city: str | None, area: str | None, kind: str) -> _Named:
    """Take the place off the front of a name: 市X, 区X, 衡阳市X, 衡阳市蒸湘区X, 省X, or none (X of this document)."""
    written = re.sub(r"^中共(?=.)", "", written)
    if CENTRAL.match(written):
        return _Named(written, "", city if city and short_name(city) in written else None, None)
    if not GROUP.match(written) and (found := _locate_by_name(written, city)):
        return found
    home_city, home_area = city or "", area or ""
    zone_of_city = city and kind == "zone" and written.startswith(short_name(city))
    if zone_of_city and len(written) > len(short_name(city or "")) + 2:
        written = written[len(short_name(city or "")) :]  # 邵阳经开区 is 经开区 of 邵阳市
        return _Named(written, home_city, city, None)
    level = LEVEL.match(written)
    if level:
        office = written[level.end() :]
        if level["level"] in ("省", "自治区"):
            province = province_of(city)
            return _Named(office, province, None, None) if province else _Named(written, "", None, None)
        of_area = level["level"] not in ("市", "州", "盟") or (area or "").endswith("市")
        if of_area and area:
            return _Named(office, home_city + home_area, city, area)
        if of_area or not city:
            return _Named(written, home_city, city, None)
        return _Named(office, home_city, city, None)
    if GROUP.match(written) and re.match(r"各?(?:相关|有关)?[县市区]|各级", written):
        return _Named(written, home_city, city, None)
    if kind in ("department", "other", "court") and begins_with_place(written):
        return _Named(written, "", city, None)  # 南岳衡山自然保护区管理局, 长沙海关
    if kind == "zone" and (not area or area.endswith("区")):
        return _Named(written, home_city, city, None)
    return _Named(written, home_city + home_area, city, area)


def _locate_by_name(written: str, city: str | None) -> _Named | None:
    """衡阳市生态环境局, 蒸湘区住建局, 湖南省生态环境厅; 云渡县党委政府 where no list knows 云渡县."""
    start = place_at_start(written, city)
    if start is None:
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
    if place.kind == "province" and place.name != place.city:
        return _Named(office, place.name, None, None)
    if place.kind == "area" and place.name != place.city:
        return _Named(office, (place.city or "") + place.name, place.city, place.name)
    inner = place_at_start(office, place.city)
    if inner and inner[0].kind == "area" and inner[0].city == place.city:
        return _Named(office[inner[1] :], place.name + inner[0].name, place.city, inner[0].name)
    return _Named(office, place.name, place.city, None)


def _standardise_group(named: _Named) -> None:
    """各县（市、区）党委政府 and 各区县市党委政府 -> 各县市区党委政府; 生环委全体成员单位 -> 生环委成员单位."""
    office = re.sub(
        r"(?<=.)(?:各|全体|所有)(?=成员单位)|^全体(?=成员单位)", "", named.office.replace("有关", "相关")
    )
    if kinds := KINDS.match(office):
        each = "各相关" if re.search("相关|有关", kinds["each"]) else "各"
        office = each + "".join(kind for kind in "县市区旗" if kind in kinds["kinds"]) + office[kinds.end() :]
    elif towns := TOWNS.match(office):
        each = "各相关" if re.search("相关|有关", towns["each"]) else "各"
        office = f"{each}{'乡' if '乡' in towns['towns'] else ''}镇街" + office[towns.end() :]
    office = re.sub(r"(?<!人民)政府$", "人民政府", office) if not office.endswith("党委政府") else office
    named.office = _alias(office, named.city)


def _standardise_government(named: _Named) -> None:
    """石鼓区, 石鼓区党委政府 -> 石鼓区党委政府; 联合街道办事处 -> 联合街道; 呆鹰岭镇人民政府 -> 呆鹰岭镇."""
    office = named.office
    if town := re.match(
        r"(?P<town>.+?(?:街道|镇|乡|苏木))(?:党工委|党委|办|办事处|人民政府|政府|工委)*$", office
    ):
        office = town["town"]
    elif office == "":
        office = "党委政府"
    elif office == "政府":
        office = "人民政府"
    named.office = office


def _standardise_zone(named: _Named) -> None:
    """高新区, 高新区党工委管委会, 高新技术产业开发区管委会 -> 高新区管委会."""
    core = re.sub(r"(?:党工委|管委会|管理委员会)+$", "", named.office)
    for row in _aliases_of_endings():
        core = core.removesuffix(row[0]) + row[1] if core.endswith(row[0]) else core
    named.office = _alias(core, named.city) + "管委会"


def _move_branch(named: _Named) -> None:
    """生态环境局蒸湘分局 of 衡阳市 -> 生态环境分局 of 衡阳市蒸湘区."""
    branch = BRANCH.match(named.office)
    area = full_name(branch["area"], named.city) if branch and named.city else None
    if branch and area and named.city and not named.area and not is_city(area):
        named.office, named.area, named.prefix = f"{branch['office']}分局", area, named.city + area


@cache
def _aliases() -> dict[tuple[str, str], str]:
    return {(row["city"], row["written"]): row["standard"] for row in rows("unit_aliases")}


@cache
def _aliases_of_endings() -> tuple[tuple[str, str], ...]:
    """Zones are named before their kind (松木经济开发区), so that the kind is an ending."""
    pairs = [(row["written"], row["standard"]) for row in rows("unit_aliases")]
    return tuple(sorted((pair for pair in pairs if pair[0].endswith("区")), key=lambda pair: -len(pair[0])))


def _alias(office: str, city: str | None) -> str:
    """The short standard name of an office, one way in every city: 住房和城乡建设局 -> 住建局."""
    return _aliases().get((city or "", office)) or _aliases().get(("", office)) or office


@cache
def _endings() -> re.Pattern[str]:
    endings = sorted((row["ending"] for row in rows("unit_kinds")), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, endings))})$")


@cache
def _kind_of_ending() -> dict[str, str]:
    return {row["ending"]: row["kind"] for row in rows("unit_kinds")}


def _ending(name: str) -> str | None:
    match = _endings().search(BRACKETS.sub("", name) or name)
    return match.group() if match else None


def _kind(name: str) -> str:
    bare = BRACKETS.sub("", name) or name
    if is_area(bare) or is_city(bare) or re.fullmatch(r"(?!.*团).*[省市县区旗州盟]委", bare):
        return "government"
    if ZONE_WORDS.search(bare) and re.search(r"(?:区|园|党委政府)$", bare):
        return "zone"
    return _kind_of_ending().get(_ending(bare) or "", "other")


@cache
def _keywords() -> tuple[re.Pattern[str], dict[str, str]]:
    systems = {row["keyword"]: row["system"] for row in rows("systems")}
    return re.compile("|".join(map(re.escape, sorted(systems, key=len, reverse=True)))), systems


def _system(name: str) -> str | None:
    """The line of work whose word comes first, the longest of those that begin there."""
    pattern, systems = _keywords()
    match = pattern.search(name.replace("人民政府", "政府"))
    return systems[match.group()] if match else None


def _system_of(name: str, kind: str) -> str | None:
    """Governments and zones lead all lines of work; companies and groups of many lines have none."""
    if kind in ("government", "zone"):
        return "党委政府综合"
    if kind == "company" or re.search(r"成员单位$|部门$|责任单位$|相关单位$|有关单位$|直单位$", name):
        return None
    if re.fullmatch(r"委?办(?:公[室厅])?|(?:人民)?政府办", name):
        return "党委政府综合"
    return "司法" if kind == "court" else _system(name)
