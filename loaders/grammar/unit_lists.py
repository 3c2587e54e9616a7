"""Lists of organisations (责任单位：…) taken apart, one name each with the suffix it shares."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from loaders import vocabulary
from loaders.grammar.offices import (
    BRACKETS,
    PARTY_AND_GOVERNMENT,
    TOGETHER,
    ZONE_WORDS,
    clean,
    ending_of,
    kind_of,
    line_of_work,
)
from loaders.grammar.places import full_name, full_names, is_area, place_at_start, short_name
from loaders.grammar.spans import Spans

SEPARATOR = re.compile(r"(?:[、，,；;。/／|\n\t\r①-⑳]|[（(]\d{1,2}[）)])+(?:\s|\u00a0)*")
# 各县、市、区 is one name
KINDS_IN_A_ROW = re.compile(
    r"""(?<![\u4e00-\u9fff]) (?:各(?:相关|有关)?)? [县市区旗州盟] (?:[（(][县市区旗州盟、]+[）)])?
        (?: [、/] (?:县级市 | [县市区旗州盟]) (?:[（(][县市区旗、]+[）)])?
            (?= 党 | 人民 | 政府 | 委 | 管委 | 直 | [、，,；;/\s及和] | $ ) )+""",
    re.VERBOSE,
)
AND = re.compile(r"以及|会同|等(?=各(?!有关|相关|部门|单位|责任|成员))|[和及与同暨]")
# 1.市住建局 · （一）市住建局 · 牵头单位：市住建局 · 由市住建局 · 及市住建局
LEAD_IN = re.compile(
    r"(?: \s | [（(]?[\d一二三四五六七八九十]{1,2}[）).．](?!\d) | [①-⑳] | [-—•·●]"
    r"  | [^：:、，,]{0,10}[：:] | (?:牵头|责任|配合|督导|验收)(?:单位|部门)[为是] | 由(?=[省市县区州各])"
    r" | 以及 | 及 | 会同 | 和(?=[省市县区州旗各]) )+",
    re.VERBOSE,
)
# 市住建局（市能源局配合）: another unit beside the name, with its role
BESIDE = re.compile(r"[（(](?P<names>[^（()）：:]{3,40}?)(?:牵头|配合|协助|参与|协办)[)）]")
# 县委办公室 | 县政府办公室
NEXT_OFFICE = re.compile(
    r"(?<=[局厅办室会])(?=[省市县区州旗](?:委|政府|[\u4e00-\u9fff]{2,}?(?:局|委|办|中心)))"
)
PERSON = re.compile("责任人|负责人|联系人|领导|电话")
# 等部门 · 等5个县市区 · 按职责分工负责 · 牵头 · （牵头单位）
TAIL = re.compile(
    r"""(?:
        [（(] (?:牵头|总牵头|主责|主办|责任|配合|协办|协助|参与|监管|督导|验收)[^（）()]{0,6} [）)]
      | 等 (?:[一二两三四五六七八九十\d+]+ [个家]?)?
        (?: 沿[江河湖库海线]? | 区域 | 地区 | 相关 | 有关 | [省州市县区]直 | 各 | 职能 | 责任 | 成员 | 县（市、区） | 县市区 | 县区 | 区县 | 乡镇（街道） | 镇（街道） | 乡镇街道 | 乡镇 | 镇乡街? | 镇街 | 街镇
          | 党委政府 | 人民政府 | 政府
          | 部门 | 单位 | 企业 | 园区 )*
      | (?:按(?:照)?)?(?:各自)?职[责能](?:分工)? (?:分别|具体)? (?:负责|落实)? | 分别负责 | 具体负责
      | (?:共同|联合|具体)? (?:牵头|配合|监督|督导|指导|统筹|协调|督促)+ (?:负责|落实|实施|整改)?
      | 负责 (?:落实|实施|整改)? | 参与 | 为主
      | [\s\u00a0。．.：:]
    )+ $""",
    re.VERBOSE,
)
PARTY = re.compile(
    r"^(?!团)(?P<place>.*?)(?P<party>党委|党政|党工委|党[（(]工[）)]委|街道工委|(?<=[省市县区旗州盟）)])委)$"
)
GOVERNMENT = re.compile(
    r"^[^、]{0,8}?(?P<office>人民政府|政府|管委会|管理委员会|(?:街道)?办事处|行政公署|行署)(?P<rest>[（(][^）)]*[）)])?$"
)
# What a list shares with the names before it: 雁峰区、石鼓区党委政府
SHARED = re.compile(
    r"(?P<suffix>党委政府|党工委管委会|党工委办事处|党委|(?:党委|人民)?政府[（(]管委会[）)]|人民政府|政府"
    r"|党工委|管委会|管理委员会|街道办事处|街道办|街道|办事处)$"
)
# 祁东五个县市 · 衡东县等3个县 · 文水、孝义县（市）
COUNTED = re.compile(
    r"^(?P<last>.*?)(?:(?:等?[一二两三四五六七八九十\d]+个?|等)(?P<kinds>[县市区镇乡]{1,3}|县（市、区）|城区|街道|园区)"
    r"|[县市区旗][（(][县市区旗、]+[）)])$"
)
# What is no name by itself: the rest of one broken over two lines
FRAGMENT = re.compile(
    r"^(?:办公室|委员会|管理委员会|管委会|人民政府|政府|党委|党工委|办事处|股?份?有限(?:责任)?公司|集团|.)$"
)
LONGEST = 80
"""What is longer, in characters, is prose and no name."""


@dataclass(frozen=True)
class UnitFound:
    """`start`:`end` are the name's own words, before a shared suffix is added to it."""

    name_as_written: str
    start: int
    end: int
    role: str | None = None
    """Said beside the name: 市水利局（配合）, 市住建局牵头, 牵头单位：市住建局. None: that of the whole list."""


@dataclass
class _Piece:
    """A name in the making. `weak`: a 顿号 or 和 stands before it, so that it may share what follows."""

    name: str
    start: int
    end: int
    weak: bool
    heading: str = ""
    """牵头单位 of 牵头单位：市住建局, which holds for the names after it, too."""
    ending: str = ""
    """牵头 of 市住建局牵头, （配合） of 市水利局（配合）."""
    listed: bool = False
    """A 顿号 or 和, not a comma, joins it to the name before."""


def split_units(text: str, start: int, end: int) -> list[UnitFound]:
    """The organisations of a list, each with the suffix it shares and the role said beside it.

    >>> [unit.name_as_written for unit in split_units("雁峰区、石鼓区党委、政府，市水利局", 0, 17)]
    ['雁峰区党委政府', '石鼓区党委政府', '市水利局']
    """
    return [
        replace(unit, start=unit.start + start, end=unit.end + start) for unit in _units_of(text[start:end])
    ]


@lru_cache(maxsize=4_000)  # a ledger names the same units in thousands of rows
def _units_of(words: str) -> tuple[UnitFound, ...]:
    pieces = _join_party_and_government(_pieces(words, 0, len(words)))
    roles = _roles(pieces)
    _complete_counted_names(pieces)
    _share_suffixes(pieces)
    _share_each(pieces)
    return tuple(
        UnitFound(piece.name, piece.start, piece.end, role)
        for piece, role in zip(pieces, roles, strict=True)
        if _is_name(piece.name)
    )


@cache
def _role_words() -> dict[str, str]:
    return {row["word"]: row["role"] for row in vocabulary.rows("role_words")}


def _role_of(words: str) -> str | None:
    return next((role for word, role in _role_words().items() if word in words), None)


def _roles(pieces: list[_Piece]) -> list[str | None]:
    """The role of each: by its heading, or said behind it. 市水利局、市林业局配合 is of both, 市林业局（配合） of one."""
    roles: list[str | None] = []
    heading = None
    for number, piece in enumerate(pieces):
        heading = _role_of(piece.heading) if piece.heading else heading
        said = _role_of(piece.ending)
        roles.append(said or heading)
        at = number
        while said and piece.ending[0] not in "（(" and pieces[at].listed and not pieces[at - 1].ending:
            at -= 1
            roles[at] = said
    return roles


def _pieces(text: str, start: int, end: int) -> list[_Piece]:
    """What stands between separators, outside brackets."""
    opened = [match.span() for match in BESIDE.finditer(text, start, end) if _is_whole(match["names"])]
    beside = [(place, place + 1) for first, last in opened for place in (first, last - 1)]
    closed = [match.span() for match in BRACKETS.finditer(text, start, end) if match.span() not in opened]
    closed += [match.span() for match in KINDS_IN_A_ROW.finditer(text, start, end)]
    covered = Spans(closed)
    cuts = [match.span() for match in SEPARATOR.finditer(text, start, end) if not covered.hold(match.start())]
    cuts = sorted(cuts + beside)
    only_commas = not any("、" in text[first:last] for first, last in cuts)
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    pieces: list[_Piece] = []
    for number, (first, last) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
        separator = text[edges[2 * number - 1] : first] if number else ""
        parts = _apart_at_and(text, _run_together(text, _apart_at_spaces(text, first, last)))
        for place, (part_start, part_end) in enumerate(parts):
            weak = place > 0 or "、" in separator or (only_commas and bool(re.match("[,，]", separator)))
            broken = number > 0 and place == 0 and not separator.strip() and pieces
            if broken and _goes_on(pieces[-1].name, clean(text[part_start:part_end])):
                pieces[-1].end = part_end
                pieces[-1].name += clean(text[part_start:part_end])
            elif piece := _piece(text, part_start, part_end, weak):
                piece.listed = bool(pieces) and (place > 0 or "、" in separator)
                pieces.append(piece)
    return pieces


def _piece(text: str, start: int, end: int, weak: bool) -> _Piece | None:
    """The piece without numbering, role and 等 around its name."""
    lead_in = LEAD_IN.match(text, start, end)
    if lead_in and PERSON.search(lead_in.group()):
        return None
    heading = lead_in.group() if lead_in and re.search("[：:]", lead_in.group()) else ""
    start = lead_in.end() if lead_in else start
    if lead_in and text[start - 1] == "和" and place_at_start(text[start - 1 : start + 6], None):
        start -= 1  # 和静县
    tail = TAIL.search(text[start:end])
    ending = tail.group().strip() if tail and tail.start() > 0 else ""
    end = start + tail.start() if tail and tail.start() > 0 else end
    while start < end and text[end - 1] in " \u00a0\n\t":
        end -= 1
    name = clean(text[start:end])
    return _Piece(name, start, end, weak, heading, ending) if 0 < len(name) <= LONGEST else None


def _goes_on(before: str, after: str) -> bool:
    """Is a name broken here, over a line or a space? 市生态环 | 境局, 市委 | 宣传部, but not 市住建局 | 市水利局."""
    if re.match("[^：:]{1,10}[：:]", after):
        return False  # 市水利局 | 配合：市财政局
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
            clean(text[max(joined[-1][0], joined[-1][1] - LONGEST) : joined[-1][1]]), text[first:last]
        ):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _run_together(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """县委办公室县政府办公室 are two, whose lines a narrow cell filled; 市生态环境局市中区分局 is one."""
    apart: list[tuple[int, int]] = []
    for start, end in parts:
        for match in NEXT_OFFICE.finditer(text, start, end):
            before, after = clean(text[start : match.start()]), clean(text[match.start() : end])
            if len(before) > 3 and _is_whole(before) and _is_whole(after) and not after.endswith("分局"):
                apart.append((start, match.start()))
                start = match.start()
        apart.append((start, end))
    return apart


def _apart_at_and(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """市住建局和市水利局 are two; 市自然资源和规划局 is one, since 市自然资源 is no name."""
    apart: list[tuple[int, int]] = []
    for start, end in parts:
        closed = Spans(match.span() for match in BRACKETS.finditer(text, start, end))
        for match in AND.finditer(text, start, end):
            before = clean(text[max(start, match.start() - LONGEST) : match.start()])
            after = clean(text[match.end() : min(end, match.end() + LONGEST)])
            if not closed.hold(match.start()) and _is_whole(before) and _is_whole(_until_and(after)):
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
    ending = ending_of(name)
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
            rest = "" if "办事处" in (government["rest"] or "") else government["rest"] or ""
            name = _once(party["place"]) + office + rest
            joined[-1] = replace(joined[-1], name=name, end=piece.end, ending=piece.ending)
        elif both := PARTY_AND_GOVERNMENT.match(piece.name):
            joined.append(
                replace(piece, name=_once(both["place"]) + TOGETHER.get(both["office"], "党委政府"))
            )
        else:
            joined.append(piece)
    return joined


def _once(place: str) -> str:
    """莘县 of 莘县县委: the kind of a short name is said twice."""
    return place[:-1] if place[-1:] == place[-2:-1] else place


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
        if (first == number or not counted["kinds"]) and not (
            is_area(named[-1]) or full_name(named[-1], None)
        ):
            continue
        fulls = full_names(named, None)
        kind = counted["kinds"] if len(counted["kinds"] or "") == 1 else ""
        for before, short, full in zip(pieces[first : number + 1], named, fulls, strict=True):
            before.name = full or (short if not kind or short.endswith(kind) else short + kind)
        piece.name += suffix


def _share_suffixes(pieces: list[_Piece]) -> None:
    """A suffix goes back over the bare names before it: areas take 党委政府, zones 管委会."""
    for number in range(len(pieces) - 1, 0, -1):
        before, piece = pieces[number - 1], pieces[number]
        suffix = _suffix(piece.name)
        if piece.weak and _suffix(before.name) == "街道" and suffix.startswith("街道"):
            before.name += suffix.removeprefix("街道")  # 东城街道、南关街道办事处
        if not piece.weak or _suffix(before.name):
            continue
        base = piece.name.removesuffix(suffix)
        if suffix in ("党工委管委会", "党工委", "管委会", "管理委员会"):
            shares = ZONE_WORDS.search(before.name) or not (ending_of(before.name) or is_area(before.name))
        elif suffix:
            of_street = suffix in ("街道", "街道办", "街道办事处")
            shares = not ending_of(before.name) or (
                _is_bare_area(before.name) and not (of_street and before.name[-1] in "镇乡县区")
            )
            if shares and not ending_of(before.name) and not of_street:
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
    if ending_of(before) or not name:
        return ""
    if name[-1] in "局镇乡县区" and 2 <= len(before) <= 6 and (name[-1] != "局" or line_of_work(before)):
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
    return bool(re.search(r"(?:[县市区旗州盟镇乡）)]|街道)$", name)) and kind_of(name) in (
        "government",
        "zone",
    )


def _is_name(name: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]{2}", name)) and name not in ("暂无", "部门", "单位")
