"""Words for organisations: what a name ends in, its kind, its line of work, its short standard form."""

import re
from functools import cache

from loaders.grammar.places import is_area, is_city
from loaders.vocabulary import rows

# （控股）, but not the numbering （1）
BRACKETS = re.compile(r"[（(【\[〔](?!\d{1,2}[）)])[^（(）)】\]〕]*[）)】\]〕]")
# 市委市政府 · 衡东县委县政府 · 党工委管委会
PARTY_AND_GOVERNMENT = re.compile(
    r"^(?P<place>.*?)(?:党委|党政|党工委|(?<=[省市县区旗州盟])委)[和与]?[省市县区旗州盟镇乡]?"
    r"(?P<office>人民政府|政府|管委会|管理委员会|办事处)$"
)
# How the two of one place are written together
TOGETHER = {
    "管委会": "党工委管委会",
    "管理委员会": "党工委管委会",
    "办事处": "党工委办事处",
    "街道办事处": "党工委办事处",
}
ZONE_WORDS = re.compile(
    r"高新|经开|经济技术|经济开发|高新技术|开发区|园$|园区|集[中聚]区|保税|综保|示范区|试验区|度假区|管理区|新区$"
)


def clean(words: str) -> str:
    """The words without white space: a page may break a name anywhere."""
    return re.sub(r"\s+", "", words)


@cache
def _aliases() -> dict[tuple[str, str], str]:
    return {(row["city"], row["written"]): row["standard"] for row in rows("unit_aliases")}


@cache
def _zone_aliases() -> tuple[tuple[str, str], ...]:
    pairs = [(row["written"], row["standard"]) for row in rows("unit_aliases")]
    return tuple(sorted((pair for pair in pairs if pair[0].endswith("区")), key=lambda pair: -len(pair[0])))


def standard_name(office: str, city: str | None) -> str:
    """The short standard name of an office, one way in every city: 住房和城乡建设局 -> 住建局."""
    return _aliases().get((city or "", office)) or _aliases().get(("", office)) or office


@cache
def _endings() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {row["ending"]: row["kind"] for row in rows("unit_kinds")}
    return re.compile(f"(?:{'|'.join(map(re.escape, sorted(kinds, key=len, reverse=True)))})$"), kinds


def ending_of(name: str) -> str | None:
    """局 of 市住建局, 管委会 of 高新区管委会; None of a bare name (衡东, 市发改)."""
    match = _endings()[0].search(BRACKETS.sub("", name) or name)
    return match.group() if match else None


def kind_of(name: str) -> str:
    """government, department, zone, company, court or other, by data/vocabulary/unit_kinds.csv."""
    bare = BRACKETS.sub("", name) or name
    if is_area(bare) or is_city(bare) or re.fullmatch(r"(?!.*团).*[省市县区旗州盟]委", bare):
        return "government"
    if ZONE_WORDS.search(bare) and re.search(r"(?:区|园|党委政府)$", bare):
        return "zone"
    return _endings()[1].get(ending_of(bare) or "", "other")


@cache
def _keywords() -> tuple[re.Pattern[str], dict[str, str]]:
    systems = {row["keyword"]: row["system"] for row in rows("systems")}
    return re.compile("|".join(map(re.escape, sorted(systems, key=len, reverse=True)))), systems


def line_of_work(name: str) -> str | None:
    """The line of work whose word comes first, the longest of those that begin there."""
    pattern, systems = _keywords()
    match = pattern.search(name.replace("人民政府", "政府"))
    return systems[match.group()] if match else None


def system_of(name: str, kind: str) -> str | None:
    """Governments and zones lead all lines of work; companies and groups of many lines have none."""
    if kind in ("government", "zone"):
        return "党委政府综合"
    if kind == "company" or re.search(r"成员单位$|部门$|责任单位$|相关单位$|有关单位$|直单位$", name):
        return None
    if re.fullmatch(r"委?办(?:公[室厅])?|(?:人民)?政府办", name):
        return "党委政府综合"
    return "司法" if kind == "court" else line_of_work(name)


def standard_zone(core: str) -> str:
    """松木经济开发区 -> 松木经开区: a zone is named before its kind."""
    for written, standard in _zone_aliases():
        if core.endswith(written):
            return core.removesuffix(written) + standard
    return core
