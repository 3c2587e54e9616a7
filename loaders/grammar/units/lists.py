"""Lists of organisations (责任单位：…) as names, one each with the suffix it shares."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from loaders import vocabulary
from loaders.grammar.places import full_name, full_names, is_area, short_name
from loaders.grammar.units.offices import (
    PARTY_AND_GOVERNMENT,
    TOGETHER,
    ZONE_WORDS,
    ending_of,
    kind_of,
    line_of_work,
)
from loaders.grammar.units.pieces import GOVERNMENT, PARTY, Piece, pieces_of

# What a list shares with the names before it: 雁峰区、石鼓区党委政府
SHARED = re.compile(
    r"(?P<suffix>党委政府|党工委管委会|党工委办事处|党委|(?:党委|人民)?政府[（(](?:管委会|(?:街道)?办事处)[）)]|人民政府|政府"
    r"|党工委|管委会|管理委员会|街道办事处|街道办|街道|办事处)$"
)
# 祁东五个县市 · 衡东县等3个县 · 大兴等区 · 文水、孝义县（市）
COUNTED = re.compile(
    r"^(?P<last>.+?)(?:(?:等?[一二两三四五六七八九十\d]+个?|等)(?P<kinds>[县市区镇乡]{1,3})|[县市区旗][（(][县市区旗、]+[）)])$"
)
POSTS = tuple(row["post"] for row in vocabulary.rows("posts"))
AREA_ENDS = (*"县市区旗州盟镇乡）)", "街道")
EACH_SHARES = re.compile("(?:[县市区镇乡村]|街道|园区|社区)+(?:办事处|管委会|党委政府|人民政府)?")


@dataclass(frozen=True)
class UnitFound:
    """`start`:`end` are the name's own words, before a shared suffix is added to it."""

    name_as_written: str
    start: int
    end: int
    role: str | None = None
    """Said beside the name: 市水利局（配合）, 市住建局牵头, 牵头单位：市住建局. None: that of the whole list."""


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
    pieces = _join_party_and_government(pieces_of(words, 0, len(words)))
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


def role_named(words: str) -> str | None:
    return next((role for word, role in _role_words().items() if word in words), None)


def _roles(pieces: list[Piece]) -> list[str | None]:
    """The role of each: by its heading, or said behind it. 市水利局、市林业局配合 is of both, 市林业局（配合） of one."""
    roles: list[str | None] = []
    heading = None
    for number, piece in enumerate(pieces):
        heading = role_named(piece.heading) if piece.heading else heading
        said = role_named(piece.ending)
        roles.append(said or heading)
        at = number
        while (
            said and piece.ending[0] not in "（(" and pieces[at].joint == "、" and not pieces[at - 1].ending
        ):
            at -= 1
            roles[at] = said
    return roles


def _join_party_and_government(pieces: list[Piece]) -> list[Piece]:
    """党委、政府 of an area are one; so are a zone's 党工委、管委会 and a town's 党委、政府."""
    joined: list[Piece] = []
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


def _complete_counted_names(pieces: list[Piece]) -> None:
    """常宁、耒阳、祁东五个县市党委政府: the counting word goes, the short names become full ones."""
    for number, piece in enumerate(pieces):
        suffix = _suffix(piece.name)
        counted = COUNTED.match(piece.name.removesuffix(suffix))
        if not counted:
            continue
        first = number
        while first > 0 and pieces[first].joint and _suffix(pieces[first - 1].name) == "":
            first -= 1
        named = [*(before.name for before in pieces[first:number]), counted["last"]]
        if (first == number or not counted["kinds"]) and not full_name(named[-1], None):
            continue
        fulls = full_names(named)
        kind = counted["kinds"] if len(counted["kinds"] or "") == 1 else ""
        for before, short, full in zip(pieces[first : number + 1], named, fulls, strict=True):
            before.name = full or (short if not kind or short.endswith(kind) else short + kind)
        piece.name += suffix


def _share_suffixes(pieces: list[Piece]) -> None:
    """A suffix goes back over the bare names before it: areas take 党委政府, zones 管委会."""
    for number in range(len(pieces) - 1, 0, -1):
        before, piece = pieces[number - 1], pieces[number]
        if not piece.joint:
            continue
        suffix, is_bare = _suffix(piece.name), not ending_of(before.name)
        if _suffix(before.name) == "街道" and suffix.startswith("街道"):
            before.name += suffix.removeprefix("街道")  # 东城街道、南关街道办事处
        if _suffix(before.name):
            continue
        if suffix in ("党工委管委会", "党工委", "管委会", "管理委员会"):
            shares = bool(ZONE_WORDS.search(before.name)) or (is_bare and not is_area(before.name))
        elif suffix in ("街道", "街道办") or suffix.endswith("办事处"):
            shares = is_bare or before.name[-1] in "市旗州盟"
        elif suffix:
            if is_bare:
                before.name = _like(before.name, piece.name.removesuffix(suffix))
            shares = is_bare or before.name.endswith(AREA_ENDS) and kind_of(before.name) != "department"
        else:  # 市住建、城管局 -> 局; 雨母山、呆鹰岭镇 -> 镇
            suffix = piece.name[-1]
            shares = is_bare and suffix in "局镇乡县区" and 2 <= len(before.name) <= 6
            shares = shares and (suffix != "局" or line_of_work(before.name) is not None)
        if shares:
            before.name += suffix


def _like(short: str, full: str) -> str:
    """衡东 beside 衡南县 -> 衡东县."""
    known = full_names([short, short_name(full)])[0] if is_area(full) else None
    return known or (short + full[-1] if full[-1:] in "县市区旗镇乡" else short)


def _share_each(pieces: list[Piece]) -> None:
    """各乡镇、街道 -> 各乡镇, 各街道."""
    for before, piece in zip(pieces, pieces[1:], strict=False):
        each = re.match(r"各(?:相关|有关)?", before.name)
        if each and piece.joint and EACH_SHARES.fullmatch(piece.name):
            piece.name = each.group() + piece.name


def _suffix(name: str) -> str:
    """What others may share: 党委政府 of 蒸湘区党委政府; nothing of a name that is itself no more than that."""
    match = SHARED.search(name)
    return match["suffix"] if match and match.start() else ""


def _is_name(name: str) -> bool:
    """Nobody's post: 县委常委、常务副县长牵头 beside the offices."""
    is_word = re.search(r"[\u4e00-\u9fff]{2}|\d团", name) and name not in ("暂无", "部门", "单位")
    return bool(is_word) and not name.endswith(POSTS)
