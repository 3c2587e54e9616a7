"""What place a figure is said of: 市城区 → 衡阳市城区, 全省 → 湖南省, 万子湖、南嘴断面 → 万子湖断面 and 南嘴断面.

Only words that stand there name a place; a sentence that names none is about the document's own place.
"""

import re
from dataclasses import dataclass
from functools import cache

from loaders import vocabulary
from loaders.grammar.figures import either
from loaders.grammar.plain import Plain


@dataclass(frozen=True)
class Home:
    """The place a document speaks for."""

    city: str | None
    area: str | None

    @property
    def name(self) -> str:
        return self.area or self.city or ""

    @property
    def municipality(self) -> str:
        """What 全市 and 我市 mean: the city, or the document's own county-level city (沅江市)."""
        return self.area if self.area and self.area.endswith("市") else self.city or ""

    @property
    def province(self) -> str:
        return _parent(self.city or "")

    def means(self, whose: str) -> str:
        """municipality, area, province … as data/vocabulary/place_words.csv has them."""
        if whose == "country":
            return "全国"
        return {"municipality": self.municipality, "area": self.area or "", "province": self.province}[whose]


_WHOSE = {row["word"]: row["meaning"] for row in vocabulary.rows("place_words")}
_PARTS = "(?:规划区|建成区|城区)"

# 全市 · 我市城区 · 市中心城区 · 市城区建成区 · 全县城镇 · 市本级 · 县城 · 城区 · 县级城市
_OWN = re.compile(
    rf"""
    (?P<whose>{either(list(_WHOSE))} | (?<![\u4e00-\u9fff]) [市县区])?
    (?P<part> 城市规划区 | (?:中心|主)? 城区 (?: 建成区 | 规划区 )? | 城市?建成区 | 建成区 | 本级 | 市区 | 县城 (?:建成区)? )?
    """,
    re.VERBOSE,
)
_WHOLE = re.compile(rf"(?:{either(list(_WHOSE))})(?:(?:中心|主)?{_PARTS})*")
# 县市和南岳区 · 各县市区(含南岳区) · 县级城市 · 其他县(市)
_GROUP = re.compile(
    r"各?(?:县级?(?:以上)?|\(市\)|市|区|、|其[他它]|乡镇|地级|及以上|和[\u4e00-\u9fff]{2}(?=[县市区]))*"
    r"(?:县市区?|县\(市、?区?\)|市县|县区|区县|县\(区\)|城市|乡镇)(?:和[\u4e00-\u9fff]{2,3}[县市区])?(?:\([^)]*\))?(?:建成区)?$"
)
# 南洞庭湖 · 真空机电公司站点 · 蒸水入湘江口断面 · 邵阳县污水处理厂 · 湘江衡阳段
_SITE = re.compile(
    r"""(?P<name> [\u4e00-\u9fffA-Za-z\d()#·-]{1,24}? )
        (?P<kind> 断面 | 站点? (?!位) | 监测点位? | 子?站 | 点位 | 水库 | 湖泊? | 河流? | 江 | 溪 | 渠 | 港 | 海域? | 湾 | 水系
          | 流域 | 干流 | 支流 | [城中上下]?[区游]?段 | 水源地? | 水源保护区 | (?:污水|垃圾|再生水|净水)[\u4e00-\u9fff]{0,6}(?:厂|场|站)
          | 排污口 | 排放口 | 雨水排口 | 排口 | 监测井 | 沟渠? | 产业园 | 集中区 | 港区 | 保护区 | 园区 | 工业园 | 开发区 | 经开区 | 高新区 | 矿区 | 矿 | 公司 | 集团 | 电厂 | 水厂 | 填埋场 | 地区 | 片区 | 街道 | 镇 | 乡 | 村 )
        (?: 水域 | 出口 | [上中下]游 | 入[\u4e00-\u9fff]{1,3}口 )? $
    """,
    re.VERBOSE,
)
# More than one name, or more than a name
_NO_SITE = re.compile(
    r"^(?:该|整个|上述|部分|一些)|[,;:、的对被将由从在并及与已等]|\d+[个座家条处]|包括|清单|治理|整治|推进|加强|提高|开展|完成|存在|直排|排入|排放|导致|影响|沿线|曾|向|[市县区镇乡断面点湖河江库厂]和"
)
# 城市污水处理厂, 国控断面: of a kind, without a name
_COMMON = re.compile(
    r"(?:城市|城镇|乡镇|农村|生活|工业|集中式?|县级?|市|区|域|及|以上|各|所有|全部|本|现有|部分|多个|一些|[个座家条处]|国[控考]|省[控考]|市[控考]"
    r"|国家?|考核|地表水|监测|主要|重点|其[他它]|平均|城区|河流|饮用水|水质|入河)*"
    r"(?:污水处理(?:厂|站)|断面|河流?|湖泊?|水源地?|水库|园区|工业园区|填埋场|垃圾填埋场|矿区|站点|流域|水系|江|公司|地区|村|镇|乡|街道)"
)
_OWN_PLANT = re.compile(
    r"[县市区](?:第[一二三四五]|城[东西南北])?(?:生活)?(?:污水处理厂|垃圾填埋场|垃圾焚烧厂|自来水厂|水厂)"
)
# The kinds that a clause may speak of on its own, not 河长制, 河道
_SITE_KIND = re.compile(
    r"污水处理厂|污水处理站|填埋场|中转站|公司|断面|水库|湖(?!泊|区|长|面)|河(?!长|道|流|段|岸)|矿区|站点|产业园|排口|电厂|焚烧厂"
)
_LEAD_TO_SITE = re.compile(
    r"(?:[,、;:.\d\s]+|\([一二三四五六七八九十\d]+\)|[①-⑳]|[一二三四五六七八九十]是|督促|其中|督察组?(?:还)?(?:发现|指出)?|发现|针对|完成|消除|加强|推进|开展|实施|解决|整治|确保)+"
)
_WATER_NAME = (
    r"(?:(?![中的在和与及、])[\u4e00-\u9fff]){1,6}?(?:河|江|湖|渠|沟|溪|港|涌|断面|水库|站点|水源地)"
)
_WATERS = re.compile(_WATER_NAME)
_WATERS_IN_A_ROW = re.compile(rf"{_WATER_NAME}(?:[、和]{_WATER_NAME})+")
# What leads up to a place: 确保 · 到 · 其中 · 督察发现 …
_LEAD = re.compile(
    r"""^(?: [,、;:.)\d\s]+ | \([一二三四五六七八九十\d]+\) | [①-⑳] | [一二三四五六七八九十]是 | 其中 | 同时 | 此外 | 另外 | 特别是 | 尤其是 | 主要(?:问题)?是 | 包括 | 确保 | 力争 | 争取
       | 实现 | 保证 | 推动 | 促进 | 督促 | 促使 | 使得? | 达到 | 经[\u4e00-\u9fff]{0,4}监测 | 监测显示 | 数据显示 | 督察(?:组)?(?:还)?(?:发现|指出|核实)?
       | 发现 | 针对 | 对于 | 关于 | 截至目前 | 截至 | 目前 | 现状? | 到 | 至 | 在 | 位于 | 对 | 将 | 但 | 且 | 仅 | 也 | 而 | 即 | 年均?底?前? | 底?前 | 期间 | 末 | 以来
       | 平均 | 分别 | 各 (?!县|市|区|乡|镇) | 稳步 | 持续 | 不断 | 全面 | 逐步 | 进一步 | 提高 | 提升 | 改善 | 降低 | 巩固 | 稳定 | 的 )+""",
    re.VERBOSE,
)
_TAIL = re.compile(
    r"(?:的|内|中|范围内?|区域内?|境内|地区的?|[共有]|仅|环境|城镇|农村|生活|地表水|水质|年均?|平均|主要污染因子|主要污染物|\([^)]*$)+$"
)
_LIST = re.compile(r"、|和|及|与|以及")
_COUNTED = re.compile(
    r"等?(?:[两二三四五六七八九十\d]+个?|等)(?=[县市区镇乡]|(?:[国省市]控)?(?:断面|站点|点位|水库|园区))"
)
# 石桥区 · 河口镇: a name of an area that no list has
_AREA = re.compile(
    r"(?:(?![的年月日是为在和全各个达到级本城])[\u4e00-\u9fff]){2,5}(?:[省市县州盟旗镇乡]|街道|(?<![地城片园社库景灌湖山小划护禁成型用])区)"
)


@cache
def _administrative() -> frozenset[str]:
    # 城区, 郊区, 矿区 name districts, and much more often a part of any town
    return frozenset(
        row["name"] for row in vocabulary.rows("places") if row["name"] not in ("城区", "郊区", "矿区")
    )


@cache
def _parent(city: str) -> str:
    return next(
        (row["parent"] for row in vocabulary.rows("places") if row["name"] == city and row["kind"] == "city"),
        "",
    )


def places_named(plain: Plain, start: int, end: int, home: Home) -> list[str]:
    """The places that the words from start to end are, lead and tail apart: [] where they are anything else."""
    lead = _LEAD.match(plain.text[start:end])
    start += lead.end() if lead else 0
    tail = _TAIL.search(plain.text[start:end])
    end -= len(tail[0]) if tail else 0
    if start >= end:
        return []
    whole = _name(plain, start, end, home)
    return [whole] if whole else _listed(plain, start, end, home)


def places_before(plain: Plain, start: int, end: int, home: Home) -> list[str]:
    """The places said before a measure: all the words, or the last place among them; [] where none is."""
    if named := places_named(plain, start, end, home):
        return named
    after_comma = max(plain.text.rfind(mark, start, end) for mark in "、和") + 1
    if after_comma and (named := places_named(plain, after_comma, end, home)):
        return named
    last = _last_place(plain, start, end, home)
    return [last] if last else []


def place_at_head(plain: Plain, start: int, end: int, home: Home) -> str | None:
    """The place that a clause opens with: 衡阳市能源消费结构问题突出."""
    first, last = _head(plain, start, end)
    return _name(plain, first, last, home) if first < last else None


def site_at_head(plain: Plain, start: int, end: int, home: Home) -> str | None:
    """The site that a clause opens with: 东山污水处理厂运行不正常, 完成大岭乡垃圾填埋场整改, 消除莲花湖黑臭."""
    lead = _LEAD_TO_SITE.match(plain.text, start, end)
    start = lead.end() if lead else start
    if meant := _meant(plain, start, end):
        return _site(plain, *meant, home)
    ends = [match.end() for match in _SITE_KIND.finditer(plain.text, start, min(end, start + 26))]
    return next((name for last in reversed(ends) if (name := _site_name(plain, start, last, home))), None)


def sites_listed(plain: Plain, start: int, end: int) -> list[str]:
    """The waters named in a row: 龙潭渠、杨柳沟返黑返臭."""
    rows = [_WATERS.findall(match[0]) for match in _WATERS_IN_A_ROW.finditer(plain.text, start, end)]
    return max(rows, key=len, default=[])


def after_place(plain: Plain, start: int, end: int) -> int:
    """Where the words go on after what leads up to them and the place that they open with."""
    last = _head(plain, start, end)[1]
    return last + len(re.match("[的内]?", plain.text[last:end])[0])


def own_place_within(plain: Plain, start: int, end: int, home: Home) -> str | None:
    """The last 全市, 全省 … among the words: 电力占全市能源消费总量的28.4%."""
    spans = [(start + own.start(), start + own.end()) for own in _WHOLE.finditer(plain.text[start:end])]
    return _name(plain, *spans[-1], home) if spans else None


def _head(plain: Plain, start: int, end: int) -> tuple[int, int]:
    """The span of the place that the words open with; empty where they open with none."""
    lead = _LEAD.match(plain.text[start:end])
    start += lead.end() if lead else 0
    words = plain.text[start:end]
    if meant := _meant(plain, start, end):
        return meant
    own = _OWN.match(words)
    if own and own.end() > 1 and not re.match("[县市区]", words[own.end() :]):
        return start, start + own.end()
    named = next((n for n in range(min(len(words), 11), 1, -1) if words[:n] in _administrative()), 0)
    part = re.match(rf"(?:(?:中心|主)?{_PARTS})*|本级", words[named:]) if named else None
    return start, start + named + (part.end() if part else 0)


def _name(plain: Plain, start: int, end: int, home: Home) -> str | None:
    """The place that the words are, all of them."""
    words = plain.text[start:end]
    own = _OWN.fullmatch(words)
    if own and (own["whose"] or own["part"]):
        return _own_place(own["whose"] or "", own["part"] or "", home)
    if words == "城市":  # 城市环境空气质量 is the town's
        return f"{_town(home)}城区" if re.match("环境空气|空气", plain.text[end : end + 4]) else None
    if words in _administrative():
        return words
    for length in range(min(len(words) - 1, 12), 1, -1):
        if words[:length] in _administrative() and re.fullmatch(
            rf"(?:中心|主)?{_PARTS}|本级|县城", words[length:]
        ):
            return words
    if _GROUP.fullmatch(words):
        return plain.words(start, end)
    if re.fullmatch(rf"(?:{_AREA.pattern})(?:(?:中心|主)?{_PARTS})*", words):
        return words
    return _site_name(plain, start, end, home)


def _site_name(plain: Plain, start: int, end: int, home: Home) -> str | None:
    words = plain.text[start:end]
    if _OWN_PLANT.fullmatch(words):  # 县污水处理厂
        return (_town(home) if words[0] == "市" else home.name) + plain.words(start + 1, end)
    if not _SITE.fullmatch(words) or _NO_SITE.search(words) or _COMMON.fullmatch(words):
        return None
    return _site(plain, start, end, home)


def _own_place(whose: str, part: str, home: Home) -> str | None:
    if whose in _WHOSE and _WHOSE[whose] != "city":
        base = home.means(_WHOSE[whose])
    elif whose == "市本级":
        return f"{home.municipality}本级"
    elif part.startswith("县城"):
        if not home.area:
            return part
        base, part = home.area, part.removeprefix("县") if home.area.endswith("县") else part
    else:
        base = home.city or "" if whose == "市" and not (home.area or "").endswith("市") else _town(home)
    return base + part or None


def _town(home: Home) -> str:
    """Whose 城区: the city's, also where a district speaks; a county's or county-level city's own."""
    return home.area if home.area and not home.area.endswith("区") else home.city or ""


def _site(plain: Plain, start: int, end: int, home: Home) -> str:
    """A site as written, without the document's own place and 我市 before it; 全市污水处理厂 is the city."""
    for own in (*_WHOSE, home.area, home.city):
        if own and plain.text.startswith(own, start):
            rest = start + len(own)
            if _COMMON.fullmatch(plain.text, rest, end):
                return _own_place(own, "", home) or own if own in _WHOSE else own
            if end - rest >= 4:
                return plain.words(rest, end)
    return plain.words(start, end)


def _listed(plain: Plain, start: int, end: int, home: Home) -> list[str]:
    """县城、市城区 → both; 万子湖、南嘴、小河嘴断面 → each with 断面; 衡南、祁东两县 → each with 县."""
    edges = [start, *[edge for mark in _LIST.finditer(plain.text, start, end) for edge in mark.span()], end]
    spans = [(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if first < last]
    if len(spans) < 2:
        return []
    last = plain.text[spans[-1][0] : end]
    if re.search(r"[两二三四五六七八九十\d]+地$", last):
        return [plain.words(start, end)]
    if counted := _COUNTED.search(last):
        suffix, spans[-1] = last[counted.end() :], (spans[-1][0], spans[-1][0] + counted.start())
    elif (site := _SITE.fullmatch(last)) and site["kind"] in (
        "断面",
        "站点",
        "站",
        "点位",
        "监测点",
        "水库",
        "水源地",
        "园区",
    ):
        suffix, spans[-1] = last[site.end("name") :], (spans[-1][0], spans[-1][0] + site.end("name"))
    else:
        suffix = ""
    names = []
    for first, final in spans:
        name = _name(plain, first, final, home)
        if not name and suffix:
            name = plain.words(first, final)
        if not name:
            return []
        names.append(name if name.endswith(suffix) else name + suffix)
    return names


# 该矿区, 整个矿区: the last one named before
_THAT = re.compile(
    r"(?:该|整个|上述)(?P<kind>矿区|断面|水库|湖|河|站点|园区|填埋场|垃圾填埋场|污水处理厂|污水厂|厂|公司)"
)


def _meant(plain: Plain, start: int, end: int) -> tuple[int, int] | None:
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


def _last_place(plain: Plain, start: int, end: int, home: Home) -> str | None:
    """A place among other words: 全市重点行业, 力争2020年我市国家地表水."""
    if own := own_place_within(plain, start, end, home) or place_at_head(plain, start, end, home):
        return own
    text = plain.text[start:end]
    for last in range(len(text), 1, -1):
        if text[last - 1] in "省市县区州盟旗":
            for length in range(min(last, 11), 1, -1):
                if text[last - length : last] in _administrative():
                    return text[last - length : last]
    return None
