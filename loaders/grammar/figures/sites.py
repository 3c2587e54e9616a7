"""Sites that figures are said of: 南洞庭湖, 蒸水入湘江口断面, 邵阳县污水处理厂, 湘江衡阳段.

The kinds of sites are in data/vocabulary/site_kinds.csv. One without a name (城市污水处理厂, 国控断面) is no place.
"""

import re
from functools import lru_cache

from loaders import vocabulary
from loaders.grammar.figures.home import WHOLE, WHOSE, Home, area_at_head, area_of, own_place, town
from loaders.grammar.figures.quantities import either
from loaders.grammar.plain import Plain

_KINDS = vocabulary.rows("site_kinds")
SHARED_KINDS = frozenset(row["kind"] for row in _KINDS if row["shared"])
"""Kinds that a list of names may say once: 万子湖、南嘴、小河嘴断面."""

# 滇池: a name that tells no kind
_LAKES = {row["written"] for row in vocabulary.rows("measured_places") if row["waters"]}
_SITE = re.compile(
    rf"""(?P<name> [\u3400-\u9fffA-Za-z\d()#·-]{{1,24}}? )
        (?P<kind> {either([row["kind"] for row in _KINDS])} | [城中上下]?[区游]?段 | (?:污水|废水|垃圾|再生水|净水)[\u3400-\u9fff]{{0,6}}[厂场站] )
        (?: 水域 | 出口 | [上中下]游 | 入[\u3400-\u9fff]{{1,3}}口 )? $
    """,
    re.VERBOSE,
)
# 下游白石断面, 国控白石断面 and 支流白石溪 are named by what follows
_BESIDE = re.compile(
    r"(?:(?:[国省市县][控考](?:断面)?|(?:[出入][江河湖海]|主要)河流)(?=[\u3400-\u9fff]{2,}(?:断面|[河江沟溪]))"
    r"|[\u3400-\u9fff]{2,10}断面[上下]游(?=[\u3400-\u9fff]{3})|其?的?(?:[上下]游|支流)的?(?:[国省市县][控考])?(?=[\u3400-\u9fff]{3})"
    r"|[\u3400-\u9fff]{1,7}(?:流域|[一二]?级?支流)(?=[\u3400-\u9fff]{2,}(?:断面|[河江沟溪]))"
    r"|(?:[国省市县]级)?(?:集中式)?(?:生活)?饮用水水?源地?(?=[\u3400-\u9fff]{2,}(?:水库|[湖河江])))?"
)
# More than one name, or more than a name
_NO_SITE = re.compile(
    r"""^(?!个旧|条子)[个条座家处~-] | [IV]类 | \d[年月] | \d+[个座家条处] | [,;:、的对被将由从在并及与已等曾向除了] | 经(?![开济])
      | ^(?:前?[两二三四五六七八九十]?[个座家](?!旧)|[两三四五六][河湖江]$|入|沿|年|新建|改造|力争|确保|[尚仍]?未(?!央)|[环沿滨][江河湖海库]$)
      | .[新扩改]建 | \([新扩改]\)建 | [市县区镇乡断面点湖河江库厂界桥闸坝站]和
      | 包括|清单|方案|明确|连通|治理|整治|推进|加强|提高|开展|完成|该|上述|整个|建成|建设|清理|清退|退养|投资|万元|实施|现有|排查|运行|部分|存在|直排|排入|排放|导致|影响|沿线""",
    re.VERBOSE,
)
# 城市污水处理厂, 国控断面: of a kind, without a name
_COMMON = re.compile(
    r"(?:城市|城镇|乡镇|镇级|农村|生活|工业|集中式?|县级?|市|区|域|及|以上|各|所有|全部|部分|[个座家条处]|[国省市县][控考]|国家?|考核"
    r"|地表水|监测|主要|重点|其[他它]|平均|城区|河流|饮用水|水质|一体化|新建|扩建|污水|雨水|提升|局部|[枯丰平]水期|旅游|锰|磷石膏|尾矿)*"
    rf"(?:{either([row['kind'] for row in _KINDS if row['common']])})"
)
_PLANTS = [row["kind"] for row in _KINDS if row["kind"][-1] in "厂站库心" and row["shared"]]
A_SITE_SHARED = re.compile(either(sorted(SHARED_KINDS)))
A_PLANT = re.compile(either(_PLANTS))
_TOWNS_PLANT = re.compile(rf"(?:城市|县城|城区)?(?:生活)?(?:{A_PLANT.pattern})")
_OWN_PLANT = re.compile(r"[县市区](?:第[一二三四五])?(?:生活)?(?:污水处理厂|垃圾填埋场|垃圾焚烧厂|水厂)")
# A clause may speak of these on its own; not of 河长制, 湖泊
_SPOKEN_OF = re.compile(
    rf"(?:{either([row['kind'] for row in _KINDS if row['spoken_of']])})(?<![河湖]) | 河(?![长道流段岸口县区市镇乡路小公花新洼]|.业) | 湖(?![泊区心长面口县市镇乡路小公花新]) | [溪渠港涌湾](?![道系口县区市镇乡村务]) | (?<![\u3400-\u9fff][雨排水边路])沟(?![道系口县区市镇乡村务通渠槽谷底])",
    re.VERBOSE,
)
# What leads up to a place: 确保 · 到 · 其中 · 督察发现 …
_LEAD = re.compile(
    rf"""(?: (?<![\u3400-\u9fff])[一二三四五六七八九十]{{1,3}}[、.] | [\u3400-\u9fff]{{2,9}}[市县区旗州盟](?=20\d\d年) | \d+[年月日]份?[底末]?前?
       | 第?[一二三四1-4]季度 | 前三季度 | [上下]半年 | (?:[,、;:.)“"\s]|\d(?!\d*号))+ | \([一二三四五六七八九十\d]+\) | [①-⑳⒈-⒛]
       | [一二三四五六七八九十]是 | (?<=[年月日])起 | 主要(?:问题)?是 | 经[\u3400-\u9fff]{{0,4}}监测 | 督察组?还?(?:发现|指出|核实)? | 且(?!末县)
       | 年均?底?前? | (?<=[年月日底末])前 | 各类? (?!县|市|区|乡|镇) | {either([row["word"] for row in vocabulary.rows("leading_words")])} )+""",
    re.VERBOSE,
)
_WATER = r"(?:(?![中的在和与及、年月日])[\u3400-\u9fff]){1,6}?(?:(?:河|江|湖|渠|沟|溪|港|涌|塘(?![江河]))(?!水库|口|[\u3400-\u9fff]{1,4}断面)|断面|水库|站点|水源地)(?:(?:城区|[上中下]游)段)?"
_WATERS = re.compile(_WATER)
_WATERS_IN_A_ROW = re.compile(rf"{_WATER}(?:[、和]{_WATER})+")
# What a text calls a site when it speaks of it again: 该断面, 园区, 水源地 (column `again` of the kinds)
_KINDS_AGAIN = {
    word: {row["kind"] for row in _KINDS if word in row["again"].split("|")}
    for word in {word for row in _KINDS for word in row["again"].split("|") if word}
}
_AGAIN = re.compile(
    rf"(?P<that>该|整个|上述|此)?(?P<word>{either(list(_KINDS_AGAIN))})(?![\u3400-\u9fff]?[和及与、]|(?<=[湖河])[滨岸泊道段流床底库口堤长面])"
)
_NAMED = re.compile(either([row["kind"] for row in _KINDS if row["again"]]))
CLAUSE = re.compile(r"[^,;:。\n]+")
# 马圩河(西江一级支流)和平桥断面
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
# 绥阳县乡镇污水处理设施: a town's, none of them by name
_SEVERAL = re.compile("各?乡镇|农村|各|所有|全部|(?<=[省区])城[市镇]")
# 栖川市城东污水处理厂, 青河县第二水厂: names only with the town before them
_OWN_NAME = re.compile("(?!第|城(?!关|郊)|[一二三四五]期|(?:工业园区?|产业园区?|开发区|经开区)[污废]水)")


def after_lead(text: str, start: int, end: int) -> int:
    """Where the words go on after what leads up to a place."""
    lead = _LEAD.match(text, start, end)
    return lead.end() if lead else start


def site_at_head(plain: Plain, start: int, end: int, home: Home) -> str | None:
    """The site that a clause opens with: 东山污水处理厂运行不正常, 完成大岭乡垃圾填埋场整改, 消除莲花湖黑臭."""
    start = after_lead(plain.text, start, end)
    ends = [match.end() for match in _SPOKEN_OF.finditer(plain.text, start, min(end, start + 26))]
    ends = [last for last in ends if plain.text[last : last + 1] not in tuple("、和与及等")]  # one of several
    return next((name for last in reversed(ends) if (name := site_name(plain, start, last, home))), None)


def after_site(text: str, start: int, end: int) -> int:
    """Where the words go on after the site that they open with: 龙泉园区|污水管网覆盖率."""
    ends = [match.end() for match in _NAMED.finditer(text, start, min(end, start + 26))]
    return next((last for last in reversed(ends) if _is_name(text[start:last])), start)


def sites_listed(plain: Plain, start: int, end: int) -> list[str]:
    """The waters named in a row: 龙潭渠、杨柳沟返黑返臭."""
    rows = [
        _WATERS.findall(re.sub("^[底末]?(?:城区|县城|全市|境内)?", "", match[0]))
        for match in _WATERS_IN_A_ROW.finditer(plain.text, start, end)
    ]
    return max(rows, key=len, default=[])


def shared_kind(words: str) -> str:
    """The kind that ends a list of names and is said once: 小河嘴断面 → 断面; empty where there is none."""
    site = _SITE.fullmatch(words)
    # 两河、资安桥国考断面 · 巴河、浠水入江口断面
    told = re.search(
        "(?<=.)(?:[国省市县][控考]断面|入(?:[\u3400-\u9fff]{1,2}口(?:断面)?|[江河湖海库淀]断面))$", words
    )
    if told:
        return told[0]
    return words[site.end("name") :] if site and site["kind"] in SHARED_KINDS else ""


def site_name(plain: Plain, start: int, end: int, home: Home) -> str | None:
    """The site that the words are, all of them."""
    start += len(_BESIDE.match(plain.text[start:end])[0])  # type: ignore[index]
    words = plain.text[start:end]
    if again := meant_before(plain, start, end):  # 园区 · 园区污水处理厂
        rest = plain.text[again[2] : end]
        if not rest or _COMMON.fullmatch(rest):
            return _as_written(plain, *again[:2], home) + rest
    if _OWN_PLANT.fullmatch(words):  # 县污水处理厂
        return (town(home) if words[0] == "市" else home.name) + plain.words(start + 1, end)
    if words.startswith(("第", "城区", "基地")) or words.endswith("公司"):  # 白石市第二污水处理厂 before
        named = {plain.text[slice(*span)] for _, span in _sites_named(plain) if span[1] < start}
        if len(whole := [name for name in named if name.endswith(words)]) == 1:
            return whole[0]
    if not _is_name(words):
        return None
    area = area_of(words)
    if area and _SEVERAL.match(words, len(area)) and _COMMON.fullmatch(words, len(area)):
        return area
    return _as_written(plain, start, end, home)


def _is_name(words: str) -> bool:
    if words in _LAKES:
        return True
    if not _SITE.fullmatch(words) or _COMMON.fullmatch(words) or words.count("(") != words.count(")"):
        return False
    area = area_at_head(words, len(words) - 1)  # 曾都区城南污水处理厂, 从江县…: no 曾 and no 从
    return not (_NO_SITE.search(words) and (not area or _NO_SITE.search(words[len(area) :])))


def _as_written(plain: Plain, start: int, end: int, home: Home) -> str:
    """A site as written, without the document's own place and 我市 before it; 全市污水处理厂 is the city.

    A town's one plant keeps the town in its name: 云山县污水处理厂.
    """
    for own in (*WHOSE, home.area, home.city):
        if own and plain.text.startswith(own, start):
            rest = start + len(own)
            if _COMMON.fullmatch(plain.text, rest, end):
                if own in WHOSE:
                    return own_place(own, "", home) or own
                return plain.words(start, end) if _TOWNS_PLANT.fullmatch(plain.text, rest, end) else own
            if end - rest >= 4 and _OWN_NAME.match(plain.text, rest):
                start = rest
                break
    name = plain.words(start, end)
    return _BRACKETS.sub("", name) if name.endswith("断面") else name


def meant_before(plain: Plain, start: int, end: int) -> tuple[int, int, int] | None:
    """What 该矿区 or 园区 at the start of these words stands for: the span of its name, and where the words go on.

    该矿区 is the last one named before, 园区 alone the only one named before.
    """
    again = _AGAIN.match(plain.text, start, end)
    if not again:
        return None
    named = [
        span for kind, span in _sites_named(plain) if kind in _KINDS_AGAIN[again["word"]] and span[1] <= start
    ]
    sentence = max(plain.text.rfind(mark, 0, start) for mark in "。\n") + 1
    of_many = len({plain.text[slice(*span)] for span in named}) > 1 or WHOLE.search(
        plain.text, sentence, start
    )
    if of_many and not again["that"]:
        return None
    if not named or plain.text[named[-1][1]] in "、和与及":  # one of several
        return None
    first, last = named[-1]
    while (area := area_of(plain.text[first:last])) and _OWN_NAME.match(plain.text, first + len(area)):
        if A_PLANT.search(plain.text, first, last) or not _is_name(plain.text[first + len(area) : last]):
            break
        first += len(area)
    return first, last, again.end()


@lru_cache(maxsize=4)
def _sites_named(plain: Plain) -> list[tuple[str, tuple[int, int]]]:
    """The sites that the clauses of a text open with, by kind."""
    found = []
    for clause in CLAUSE.finditer(plain.text):
        start = after_lead(plain.text, *clause.span())
        for kind in _NAMED.finditer(plain.text, start, min(clause.end(), start + 30)):
            if _is_name(plain.text[start : kind.end()]):
                found.append((kind[0], (start, kind.end())))
    return found
