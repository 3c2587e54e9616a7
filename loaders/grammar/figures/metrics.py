"""Where a text speaks of an environmental measure, by the patterns of data/vocabulary/metrics.csv.

In a pattern, … stands for a few words of the same clause, and ＃ for the figure: a pattern without ＃ stands before it
(污水…处理率), one with ＃ says where it is (完成＃黑臭水体). A metric may be built from named groups (\\g<w>长度).
Texts are plain (loaders.grammar.plain), so patterns need no spaces and only half-width punctuation.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from loaders import vocabulary
from loaders.grammar.figures.quantities import Figure
from loaders.grammar.plain import Plain

FIGURE = "＃"
_SOME_WORDS = r"[^,;:。%!?\n□/]{0,14}?"
_LINKED = re.compile(r"\)?(?:以及|[、和与及/])?\(?")


@dataclass(frozen=True)
class Mention:
    """A measure named at start to end; figures of it have one of `units` ('' where it has none)."""

    metric: str
    element: str
    units: frozenset[str]
    lower_is_better: bool
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class _Pattern:
    names: Mention
    regex: re.Pattern[str]
    letters: list[frozenset[str]]


def _compile(row: dict[str, str]) -> _Pattern:
    names = Mention(row["metric"], row["element"], frozenset(row["unit"].split("|")), row["better"] == "low")
    regex = re.compile(row["pattern"].replace("…", _SOME_WORDS))
    return _Pattern(names, regex, vocabulary.always_in(row["pattern"]))


def _mention(pattern: _Pattern, match: re.Match[str], start: int, end: int) -> Mention:
    metric = pattern.names.metric
    return replace(
        pattern.names, metric=match.expand(metric) if "\\" in metric else metric, start=start, end=end
    )


_ByLetter = dict[str, list[tuple[int, frozenset[str], _Pattern]]]


def _by_letter(patterns: list[_Pattern]) -> _ByLetter:
    """Of each letter the patterns to be tried where it stands: it is the rarest that one of them needs."""
    often = Counter(letter for pattern in patterns for letters in pattern.letters for letter in letters)
    index: _ByLetter = defaultdict(list)
    for number, pattern in enumerate(patterns):
        for letters in pattern.letters:
            rarest = min(letters, key=lambda letter: (often[letter], letter), default="")
            index[rarest].append((number, letters, pattern))
    return index


_PATTERNS = [_compile(row) for row in vocabulary.rows("metrics")]
_BEFORE = _by_letter([pattern for pattern in _PATTERNS if FIGURE not in pattern.regex.pattern])
_AROUND = _by_letter([pattern for pattern in _PATTERNS if FIGURE in pattern.regex.pattern])


def _possible_in(words: str, index: _ByLetter) -> list[_Pattern]:
    """The few patterns whose letters all stand in the words, in their order."""
    here = {"", *words}
    found = {
        number: pattern
        for letter in here & index.keys()
        for number, letters, pattern in index[letter]
        if letters <= here
    }
    return [found[number] for number in sorted(found)]


# 主要农作物测土配方施肥技术覆盖率: a rate that no row knows, read by its own words
_RATE = re.compile(
    r"(?![、和与及]|(?<=\d)[个座家处条])[\u3400-\u9fffA-Za-z\d“”()、~-]{2,30}?(?:率|比例|占比|比重|覆盖度)"
)
# Rates of offices and projects, not of the environment
_NO_MEASURE = re.compile(
    r"(?:完成|办结|整改|满意|知晓|执行|到位|支付|销号|签订|参训|出勤|合格|受理|回复|开工|竣工|投产|增长|增加|处理答复|"
    r"投诉|查处|结案|抽查|巡查|公开|回访|入户|培训|普及|参与|达产|利润|贡献|建档|签约|调度|按期|含水)率"
)
# 推广测土配方施肥技术,覆盖率…: what the clause before speaks of
_WHAT = re.compile(r"(?:推广|安装|配备|配套|建设|使用|应用)(?P<what>[\u3400-\u9fff]{4,14}),$")
# 有9个负荷率不足30%: how many, not how much · 底完成对污水处理厂提标改造收集率: more than a name
_NO_NAME = re.compile(r"\d[个座家处条件起]|完成对|资金|投诉|信访|^[底末前]|^小时内")
# Of changes, of what is over a standard, and of measures whose name is said before (bare_measure)
_OF_HALF_A_NAME = frozenset(["%", "百分点", "倍", "类", "t/d", "m³/d", "t", "万吨", "吨/年", "m³", "万m³"])
_ELEMENTS = [(row["element"], re.compile(row["words"])) for row in vocabulary.rows("element_words")]

# 负荷率达116%, 综合利用率仅为33.8%: half a name. Of what, the words before tell: the last thing of
# data/vocabulary/measured_things.csv with which the name is that of a known measure (磷石膏|综合利用率), else the last one.
_OF = {row["thing"]: row["element"] for row in vocabulary.rows("measured_things")}
_THING = re.compile("|".join(f"(?:{thing})" for thing in _OF))
_BARE = re.compile(
    r"""
    (?: 平均 | 年[度均]? | 总 | 现有 )*
    (?P<words> 规模(?=为|达|\d) |
        (?: 运行 | 综合 | 资源化 | 无害化 | 集中 | 安全 | 设计 | 实际 | 日均? | 新增 | 水质 | 收集 | 处[理置] | 利用 | 回用
          | 治理 | 整治 | 修复 | 复绿 | 达标 | 消除 | 负荷 | 回收 | 配套 | 排放 | 产生 | 堆存 | 贮存 | 积存 | 进水 )+
        (?: 率 | 比例 | 能力 | 规模 | 量 )
    )
    """,
    re.VERBOSE,
)
# by the name's last character
_UNITS = {
    "率": frozenset({"%"}),
    "例": frozenset({"%"}),
    "力": frozenset({"t/d", "m³/d"}),
    "模": frozenset({"t/d", "m³/d"}),
    "量": frozenset({"t/d", "m³/d", "t", "万吨", "吨/年", "m³", "万m³"}),
}


def may_have(units: set[str], text: str) -> bool:
    """Whether a text may name a measure of one of these units: asked by its letters alone, long before it is read."""
    patterns = (pattern for index in (_BEFORE, _AROUND) for pattern in _possible_in(text, index))
    return bool(units & _OF_HALF_A_NAME) or any(pattern.names.units & units for pattern in patterns)


def mentions(text: str, start: int, end: int) -> list[Mention]:
    """The measures named from start to end, in the order of the text, one inside another left out."""
    found = [
        _mention(pattern, match, match.start(), match.end())
        for pattern in _possible_in(text[start:end], _BEFORE)
        for match in pattern.regex.finditer(text, start, end)
    ]
    return sorted(
        (one for one in found if not _inside_another(one, found, text)), key=lambda one: (one.start, one.end)
    )


def mention_around(text: str, start: int, end: int, figure: Figure) -> Mention | None:
    """The measure of a figure that stands in the middle of its words: 完成15个黑臭水体整治."""
    masked = text[start : figure.start] + FIGURE + text[figure.end : end]
    place = figure.start - start
    for pattern in _possible_in(masked, _AROUND):
        if figure.unit not in pattern.names.units:
            continue
        for match in pattern.regex.finditer(masked):
            if match.start() <= place < match.end():
                named = min(start + match.start(), figure.start)
                return _mention(pattern, match, named, figure.start)
    return None


def unknown_rate(plain: Plain, sentence: int, start: int, end: int) -> Mention | None:
    """A rate that is in no list, whose words are about the environment: …测土配方施肥技术覆盖率.

    Where they are too short to tell (推广测土配方施肥技术,覆盖率), what its sentence said before them does.
    """
    rates = list(_RATE.finditer(plain.text, start, end))
    if not rates or _NO_MEASURE.search(rates[-1][0]) or _NO_NAME.search(rates[-1][0]):
        return None
    last = rates[-1]
    about = _about(plain.text, *last.span()) or (
        _about(plain.text, sentence, start) if len(last[0]) < 7 else None
    )
    if not about:
        return None
    what = _WHAT.search(plain.text, sentence, last.start()) if len(last[0]) < 5 else None
    words = (plain.words(*what.span("what")) if what else "") + plain.words(*last.span())
    return Mention(words, about, frozenset({"%"}), False, *last.span())


def bare_measure(plain: Plain, start: int, unit: str, before: Iterable[tuple[int, int]]) -> Mention | None:
    """The measure that the words at `start` halfway name, as the stretches before tell it, the nearest first.

    A measure said before by its whole name is meant again: 城市生活污水集中收集率…, 全州平均收集率….
    """
    bare = _BARE.match(plain.text, start)
    if not bare or unit not in _UNITS[bare["words"][-1]]:
        return None
    words, things = bare["words"], []
    for stretch in before:
        found = [thing[0] for thing in reversed(list(_THING.finditer(plain.text, *stretch)))]
        said = reversed(mentions(plain.text, *stretch)) if plain.text.find(words, *stretch) >= 0 else ()
        again = (one for one in said if one.metric.endswith(words))
        known = (one for thing in found for one in _called(thing + words))
        if whole := next((one for one in chain(again, known) if unit in one.units), None):
            return replace(whole, start=bare.start(), end=bare.end())
        things += found
    if not things or things[0][-1] in "厂站施":
        return None
    element = next(of for thing, of in _OF.items() if re.fullmatch(thing, things[0]))
    return Mention(things[0] + words, element, _UNITS[bare["words"][-1]], False, *bare.span())


@lru_cache(maxsize=512)
def _called(name: str) -> list[Mention]:
    """The measures of that name: 磷石膏综合利用率."""
    return mentions(name, 0, len(name))


def _about(text: str, start: int, end: int) -> str | None:
    """The element that the last telling word among these is of."""
    found = [
        (word.end(), element) for element, words in _ELEMENTS for word in words.finditer(text, start, end)
    ]
    return max(found)[1] if found else None


def water_class() -> Mention:
    """The measure of a class that follows another figure of the same water: 总磷浓度0.061毫克/升,为湖库Ⅳ类."""
    return replace(mentions("水质", 0, 2)[0], start=0, end=0)


def linked(text: str, one: Mention, following: Mention) -> bool:
    """Whether two measures are said together: PM2.5、PM10 · 国控、省控断面优良比例 · 颗粒物(PM10)和…"""
    return following.start < one.end or bool(_LINKED.fullmatch(text, one.end, following.start))


def _shares_words(one: Mention, other: Mention, text: str) -> bool:
    """国控 of 国控、省控断面优良比例, 进水COD of 进水COD、氨氮浓度; but the 氨氮 of the latter is what is let in."""
    if one.metric == other.metric or one.metric.removesuffix("浓度") in other.metric:
        return False
    ending = one.end == other.end and re.search(r"[、和与及/]$", text[other.start : one.start])
    return bool(ending) or (one.start == other.start and text[one.end] in "、和与及/")


def times_over(measures: list[Mention]) -> list[Mention]:
    """How many times the pollutants among the measures are over their standard: 总磷浓度超标5.2倍."""
    return [
        replace(one, metric=f"{one.metric.removesuffix('浓度')}超标倍数", units=frozenset({"倍"}))
        for one in measures
        if one.units & {"mg/L", "mg/m³", "μg/m³"}
    ]


def _inside_another(one: Mention, found: list[Mention], text: str) -> bool:
    """Inside a longer one, and not one of two that share their ending or their head."""
    for other in found:
        longer = other.end - other.start > one.end - one.start
        inside = longer and other.start <= one.start and one.end <= other.end
        if inside and one.end != other.end and re.search("[,;]", text[other.start : other.end]):
            continue  # a measure said over several clauses
        if inside and not _shares_words(one, other, text):
            return True
    return False
