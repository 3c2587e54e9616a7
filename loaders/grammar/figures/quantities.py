"""Figures with their units in plain text (loaders.grammar.plain), and the words that bound them.

Figures that stand together are one list, however the copy ran them together: 85%95%左右 · 46ug/m369ug/m3以下 ·
14%、18.5%、2.7% · 53和32微克/立方米 (the unit is said once) · 80%-85% (a range).
"""

import re
from dataclasses import dataclass, replace

from loaders import vocabulary
from loaders.grammar.numbering import number_of
from loaders.grammar.plain import Plain


def either(words: list[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


_COMPARATORS = vocabulary.rows("comparators")
_UNITS = {row["spelling"]: row["unit"] for row in vocabulary.rows("measure_units")}
_BUILT = {row["unit"] for row in vocabulary.rows("measure_units") if row["of"] == "built"}
_UNIT = either(list(_UNITS))
_NUMBER = r"\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,9})?"
_CLASS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
_AFTER = either([row["word"] for row in _COMPARATORS if row["side"] == "after"])
_BETWEEN = r"[、和与及 ]"
_TO = r"(?:-+|~|至|到)"
_MAY_HOLD_FIGURES = re.compile(r"[\d百类]")
_BECAME = r"(?![年月日])[\u3400-\u9fff]{1,4}(?:至|到|为)(?:20\d\d年的?)?"
_AND, _RANGE = re.compile(_BETWEEN), re.compile(_TO)

# 达到地表水类标准: its Ⅲ was lost · 81% · 1,234吨 · 50多个百分点 · 5.5万余吨 · 3500余万吨 · 百分之九十五 · 劣V类 · III类 · IV (of IV、V类) · 53 (of 53和32微克/立方米) · 5.1个 (of 5.1个和3.8个百分点) · 51 (of 由51提高到84%)
_FIGURE = re.compile(
    rf"""
    (?: (?P<number>{_NUMBER}) \s*
        (?: (?P<points>个) (?= [、和]{_NUMBER}个百分点 )
          | (?P<more>[多余])? (?P<myriad>[百千]?万|亿)? (?P<more_after>[多余])? (?P<unit>{_UNIT})
          | (?P<shared>) (?= (?: (?: {_BETWEEN} | {_TO} ) {_NUMBER} )+ (?:[多余]?万)? (?:{_UNIT}) )
          | (?= {_BECAME} {_NUMBER} (?P<myriad_later>[百千]?万)? (?P<unit_later>{_UNIT}) ) )
      | (?<![个“]) 百分之 (?P<percent>百|[一二三四五六七八九十]+ (?:点[零一二三四五六七八九]+)?)
      | (?P<none>(?<=[例比率][为至])0) (?![\d.,%万个百])
      | (?P<inferior>劣)? (?: (?P<class_shared>IV|III|II|I|V) (?= (?:{_BETWEEN}劣?[IV]{{1,3}})+类 )
                             | (?P<water_class>IV|III|II|I|V|[一二三四五]|[1-5](?=类)) 类 )
      | (?P<lost>(?<=达到|优于) (?:地表水)? 类 (?=标准|水质))
    )
    ["”]? (?P<after>{_AFTER})?
    """,
    re.VERBOSE,
)
# 达到 · 控制在 · 还不能稳定达到 (said not to be reached)
_BOUND_BEFORE = re.compile(
    rf"(?P<not>(?:未|没有|不能|难以|无法)(?:能?(?:稳定|完全|实现)?)?)?"
    rf"(?P<word>{either([row['word'] for row in _COMPARATORS if row['side'] == 'before'])})(?:地表水|湖库|国家|了|每立方米|每升)?$"
)
_OPERATORS = {row["word"]: (row["target"], row["finding"]) for row in _COMPARATORS}
_OF_CLASSES = {row["word"]: row["water_class"] for row in _COMPARATORS if row["water_class"]}
TURNED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "=": "="}

_OF_A_MASS, _PER = ("μg", "mg"), re.compile("每(立方米|升)")
_SYMBOLS = ("COD", "BOD", "TP", "TN", "VOCs")


@dataclass(frozen=True)
class Figure:
    """A number with its unit. `unit` is None in 53 of 53和32微克/立方米 until the list is whole."""

    value: float
    unit: str | None
    start: int
    end: int
    after: str = ""
    """The bound that follows: 以上, 左右."""
    more: bool = False
    """多 or 余: more than the figure."""
    bound: str = ""
    """Of a range: >= for its lower figure, <= for its upper."""
    change: str | None = None
    """down or up, where the figures of one list differ: 同比分别下降4.3%、6.2%和上升1.2%."""
    lost: bool = False
    """A water class whose Roman numeral the copy lost; Ⅲ is what targets ask for."""


def figures(plain: Plain, start: int, end: int) -> list[tuple[Figure, ...]]:
    """The lists of figures from start to end; one that stands alone is a list of one."""
    found: list[tuple[Figure, ...]] = []
    position = start
    while match := _FIGURE.search(plain.text, position, end):
        position = match.end()
        if not _stands_free(plain.text, match):
            continue
        listed = [_figure(match)]
        while following := _next_figure(plain.text, position, end):
            units = listed[-1].unit, _figure(following[0]).unit
            if units[0] not in (None, units[1]) and (following[1] or "类" in units):
                break  # 下降5.2个百分点至80.1% · 水质达到II类、2个断面…
            if following[1]:
                listed[-1] = replace(listed[-1], bound=">=")
            listed.append(replace(_figure(following[0]), bound="<=" if following[1] else ""))
            position = following[0].end()
        found.append(_share(listed))
    return found


def _stands_free(text: str, match: re.Match[str]) -> bool:
    """Not the tail of a word (PM2.5, GB3838), of an ordinal (第3类) or of I-III类."""
    before = text[max(0, match.start() - 4) : match.start()]
    if before.endswith(_SYMBOLS):
        return True
    return not re.search(r"[A-Za-z\d.第/]$|(?<!标)准$|[IV]类?[-~至、]$", before)


def _next_figure(text: str, position: int, end: int) -> tuple[re.Match[str], bool] | None:
    """The figure that goes on with a list, and whether it closes a range."""
    to = _RANGE.match(text, position, end)
    between = to or _AND.match(text, position, end)
    match = _FIGURE.match(text, between.end() if between else position, end)
    return (match, to is not None) if match else None


def _figure(match: re.Match[str]) -> Figure:
    value: float
    if match["number"]:
        value = float(match["number"].replace(",", ""))
        said_later = match["shared"] is not None or match["points"]
        unit = None if said_later else _UNITS[match["unit"] or match["unit_later"]]
        if unit in _OF_A_MASS:  # 每立方米48微克
            per = _PER.findall(match.string, max(0, match.start() - 24), match.start())
            unit = unit + {"立方米": "/m³", "升": "/L"}[per[-1]] if per else unit
        if unit and (myriad := match["myriad"] or match["myriad_later"]):
            unit = myriad + ("吨" if unit == "t" else unit)
        if unit in ("万t/d", "万m³/d"):
            value, unit = value * 10_000, unit.removeprefix("万")
    elif match["percent"]:
        whole, _, fraction = match["percent"].partition("点")
        value = float("100" if whole == "百" else f"{number_of(whole)}.{number_of(fraction or '零')}")
        unit = "%"
    elif match["none"]:
        value, unit = 0, "%"
    elif match["lost"]:
        return Figure(3, "类", match.start(), match.end(), lost=True)
    else:
        written = match["water_class"] or match["class_shared"]
        value = 6 if match["inferior"] else float(_CLASS.get(written) or written)
        unit = "类"
    more = bool(match["number"] and (match["more"] or match["more_after"]))
    return Figure(value, unit, match.start(), match.end(), match["after"] or "", more)


def _share(listed: list[Figure]) -> tuple[Figure, ...]:
    """What is said once at the end of a list holds for all of it: 53和32微克/立方米, 20%6%以上."""
    unit: str | None = None
    after = ""
    shared: list[Figure] = []
    for figure in reversed(listed):
        unit, after = figure.unit or unit, figure.after or after
        shared.append(replace(figure, unit=unit, after=after))
    return tuple(reversed(shared))


def operator(figure: Figure, text: str, first: int, *, finding: bool) -> str:
    """<=, >=, =, < or > by the word next to the figure; `first` is where its list starts in the text.

    In a finding 达到 and 降至 say what is (=), in a target what is to be reached (>=, <=). A better water class is
    a smaller figure: 达到III类 and III类及以上 are <= 3.
    """
    if figure.bound:
        return figure.bound
    before = _BOUND_BEFORE.search(text, max(0, first - 14), first)
    word = figure.after or (("未达到" if before["not"] else before["word"]) if before else "")
    sign = ">" if figure.more and not figure.after else _OPERATORS[word][finding] if word else "="
    return sign if figure.unit != "类" else _OF_CLASSES.get(word) or TURNED[sign]


# pH值仅为3.3 · 综合指数为3.56: of measures without a unit
_ALONE = rf"(?![\d.年月日号万个{''.join({unit[0] for unit in _UNITS})}])"
_BARE = re.compile(
    rf"[^,;。\d]{{0,8}}?(?:20\d\d年(?:同期)?的?)?(?P<number>{_NUMBER}){_ALONE}(?P<after>{_AFTER})?"
)
_BARE_NEXT = re.compile(rf"[、和与及](?P<number>{_NUMBER}){_ALONE}(?P<after>{_AFTER})?")
_BARE_THEN = re.compile(rf"的?{_BECAME}(?P<number>{_NUMBER}){_ALONE}(?P<after>{_AFTER})?")
_BARE_NUMBER = re.compile(_NUMBER + _ALONE)


_UNIT_IN_BRACKETS = re.compile(
    rf"(?:[(,]|单位[:为]?)(?P<unit>{_UNIT})(?![\u3400-\u9fff])|^(?P<alone>{_UNIT})$"
)


def unit_named(head: str) -> str | None:
    """μg/m³ of PM2.5浓度(μg/m3) and of 单位:微克/立方米."""
    found = _UNIT_IN_BRACKETS.search(head)
    return _UNITS[found["unit"] or found["alone"]] if found else None


def is_built(unit: str | None) -> bool:
    """Whether figures in this unit are of what is built and stays (座, km, t/d): one day's holds from then on."""
    return unit in _BUILT


def water_class_of(words: str) -> float:
    """4 of IV类, 6 of 劣V."""
    return 6 if words.startswith("劣") else float(_CLASS[words.removesuffix("类")])


def has_figures(plain: Plain, start: int, end: int) -> bool:
    """Whether there is anything from start to end that figures or bare_figures may find."""
    if not _MAY_HOLD_FIGURES.search(plain.text, start, end):
        return False
    any_figure = any(_stands_free(plain.text, match) for match in _FIGURE.finditer(plain.text, start, end))
    return any_figure or _BARE_NUMBER.search(plain.text, start, end) is not None


def units_in(plain: Plain) -> set[str]:
    """The units of all figures of a text; '' where there are numbers that have none."""
    units = {unit for match in _FIGURE.finditer(plain.text) if (unit := _figure(match).unit)}
    return units | {""} if _BARE_NUMBER.search(plain.text) else units


def bare_figures(text: str, start: int, end: int) -> list[tuple[Figure, ...]]:
    """The figures without a unit that follow the name of a measure: 综合指数为3.56 · 分别为36.9、46.2 · 由5.1降到4.4."""
    lists: list[tuple[Figure, ...]] = []
    first = _BARE
    while match := first.match(text, start, end):
        listed: list[Figure] = []
        while match:
            value, after = float(match["number"]), match["after"] or ""
            listed.append(Figure(value, None, match.start("number"), match.end(), after))
            start = match.end()
            match = _BARE_NEXT.match(text, start, end)
        lists.append(tuple(listed))
        first = _BARE_THEN
    return lists
