"""Sites that figures are said of: 南洞庭湖, 蒸水入湘江口断面, 邵阳县污水处理厂, 湘江衡阳段.

The kinds of sites are in data/vocabulary/site_kinds.csv. One without a name (城市污水处理厂, 国控断面) is no place.
"""

import re

from loaders import vocabulary
from loaders.grammar.figure_home import WHOSE, Home, own_place, town
from loaders.grammar.figures import either
from loaders.grammar.plain import Plain

_KINDS = vocabulary.rows("site_kinds")
SHARED_KINDS = frozenset(row["kind"] for row in _KINDS if row["shared"])
"""Kinds that a list of names may say once: 万子湖、南嘴、小河嘴断面."""

_SITE = re.compile(
    rf"""(?P<name> [\u4e00-\u9fffA-Za-z\d()#·-]{{1,24}}? )
        (?P<kind> {either([row["kind"] for row in _KINDS])} | [城中上下]?[区游]?段 | (?:污水|垃圾|再生水|净水)[\u4e00-\u9fff]{{0,6}}[厂场站] )
        (?: 水域 | 出口 | [上中下]游 | 入[\u4e00-\u9fff]{{1,3}}口 )? $
    """,
    re.VERBOSE,
)
# More than one name, or more than a name
_NO_SITE = re.compile(
    r"""^(?:该|整个|上述|部分|一些|入|沿) | [,;:、的对被将由从在并及与已等曾向] | \d+[个座家条处] | [市县区镇乡断面点湖河江库厂]和
      | 包括|清单|治理|整治|推进|加强|提高|开展|完成|存在|直排|排入|排放|导致|影响|沿线""",
    re.VERBOSE,
)
# 城市污水处理厂, 国控断面: of a kind, without a name
_COMMON = re.compile(
    r"(?:城市|城镇|乡镇|农村|生活|工业|集中式?|县级?|市|区|域|及|以上|各|所有|全部|本|现有|部分|多个|一些|[个座家条处]"
    r"|[国省市][控考]|国家?|考核|地表水|监测|主要|重点|其[他它]|平均|城区|河流|饮用水|水质|入河)*"
    rf"(?:{either([row['kind'] for row in _KINDS if row['common']])})"
)
_OWN_PLANT = re.compile(
    r"[县市区](?:第[一二三四五]|城[东西南北])?(?:生活)?(?:污水处理厂|垃圾填埋场|垃圾焚烧厂|自来水厂|水厂)"
)
# A clause may speak of these on its own; not of 河长制, 湖泊
_SPOKEN_OF = re.compile(
    rf"(?:{either([row['kind'] for row in _KINDS if row['spoken_of']])})(?<![河湖]) | 河(?![长道流段岸口]) | 湖(?![泊区长面口])",
    re.VERBOSE,
)
_LEAD = re.compile(
    r"""(?: [,、;:.\d\s]+ | \([一二三四五六七八九十\d]+\) | [①-⑳] | [一二三四五六七八九十]是 | 督促 | 责令 | 要求 | 对 | 其中 | 督察组?还?(?:发现|指出)?
          | 发现 | 针对 | 完成 | 消除 | 加强 | 推进 | 开展 | 实施 | 解决 | 整治 | 确保 )+""",
    re.VERBOSE,
)
_WATER = r"(?:(?![中的在和与及、])[\u4e00-\u9fff]){1,6}?(?:河|江|湖|渠|沟|溪|港|涌|断面|水库|站点|水源地)"
_WATERS = re.compile(_WATER)
_WATERS_IN_A_ROW = re.compile(rf"{_WATER}(?:[、和]{_WATER})+")
# 该矿区, 整个矿区: the last one named before
_THAT = re.compile(
    r"(?:该|整个|上述)(?P<kind>矿区|断面|水库|湖|河|站点|园区|填埋场|垃圾填埋场|污水处理厂|污水厂|厂|公司)"
)


def site_at_head(plain: Plain, start: int, end: int, home: Home) -> str | None:
    """The site that a clause opens with: 东山污水处理厂运行不正常, 完成大岭乡垃圾填埋场整改, 消除莲花湖黑臭."""
    lead = _LEAD.match(plain.text, start, end)
    start = lead.end() if lead else start
    if meant := meant_before(plain, start, end):
        return _as_written(plain, *meant, home)
    ends = [match.end() for match in _SPOKEN_OF.finditer(plain.text, start, min(end, start + 26))]
    ends = [last for last in ends if plain.text[last : last + 1] not in tuple("、和与及等")]  # one of several
    return next((name for last in reversed(ends) if (name := site_name(plain, start, last, home))), None)


def sites_listed(plain: Plain, start: int, end: int) -> list[str]:
    """The waters named in a row: 龙潭渠、杨柳沟返黑返臭."""
    rows = [
        _WATERS.findall(re.sub("^(?:城区|县城|全市|境内)", "", match[0]))
        for match in _WATERS_IN_A_ROW.finditer(plain.text, start, end)
    ]
    return max(rows, key=len, default=[])


def shared_kind(words: str) -> str:
    """The kind that ends a list of names and is said once: 小河嘴断面 → 断面; empty where there is none."""
    site = _SITE.fullmatch(words)
    return words[site.end("name") :] if site and site["kind"] in SHARED_KINDS else ""


def site_name(plain: Plain, start: int, end: int, home: Home) -> str | None:
    """The site that the words are, all of them."""
    words = plain.text[start:end]
    if _OWN_PLANT.fullmatch(words):  # 县污水处理厂
        return (town(home) if words[0] == "市" else home.name) + plain.words(start + 1, end)
    if not _SITE.fullmatch(words) or _NO_SITE.search(words) or _COMMON.fullmatch(words):
        return None
    return _as_written(plain, start, end, home)


def _as_written(plain: Plain, start: int, end: int, home: Home) -> str:
    """A site as written, without the document's own place and 我市 before it; 全市污水处理厂 is the city."""
    for own in (*WHOSE, home.area, home.city):
        if own and plain.text.startswith(own, start):
            rest = start + len(own)
            if _COMMON.fullmatch(plain.text, rest, end):
                return own_place(own, "", home) or own if own in WHOSE else own
            if end - rest >= 4 and not re.match("第|城[东西南北]", plain.text[rest:end]):
                return plain.words(rest, end)
    return plain.words(start, end)


def meant_before(plain: Plain, start: int, end: int) -> tuple[int, int] | None:
    """The span of the name that 该矿区 stands for, where one stands at the head of a clause before."""
    that = _THAT.match(plain.text, start, end)
    if not that:
        return None
    named = None
    for clause in re.finditer(r"[^,;。\n]+", plain.text[:start]):
        name = re.match(
            rf"(?!该|整个)(?:[\u4e00-\u9fff]+[省市县区])?(?P<name>[\u4e00-\u9fff]{{2,8}}?{that['kind']})",
            clause[0],
        )
        if name and not re.search("该|整个|了|的|[与和及]", name["name"]):
            named = (clause.start() + name.start("name"), clause.start() + name.end("name"))
    return named
