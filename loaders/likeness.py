"""What two tellings of a problem share, and what speaks against their being one.

A report tells a plan's problem in fewer words, in another order, or with a judgement of its own behind it; two other
problems of one city share most words and differ by a place, an ordinal, a figure.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from loaders.grammar.places import PlaceFound, find_places
from loaders.vocabulary import rows

SHORT_NAME = 6
"""Other words of at most so many characters in the same place are another name or noun: 管网 for 处理厂."""
SHORT_NOUN = 3
LONG_NAME = 14
SHOWN = 3
SIDES = "前一项", "后一项"
DIRECTIONS = frozenset("东南西北上中下")

# 关于…的问题 · 散煤替代任务 · 第二轮省生态环境保护督察反馈的…
FRAME = re.compile(
    r"^(?:关于|针对)?(?:[^，。；]{0,16}督[察查]组?(?:反馈|指出|发现)的?)?|的?(?:问题|(?:整改)?任务|事项|方面)?$"
)
# 第一轮督察指出的…问题整改不力
TOLD_BEFORE = re.compile(r"(?:第[一二三四五]|[上首])轮[^，。；]{0,16}督[察查]组?(?:反馈|指出|发现|披露|移交)")
# （省编号：37） · (督察反馈问题编号53)
NUMBER = re.compile(
    r"[（(][省中央国家反馈督察问题]*(?:编号|序号)\s*[:：]?\s*第?(?P<n>\d{1,3})[号项]?\s*[）)]"
)
# 第二污水处理厂 · 3号尾矿库; not 第三方, 第二轮, 第三季度
ORDINAL = re.compile(
    r"第[一二三四五六七八九十\d]+(?![方轮批季次条款类产三]|\d)|[一二三四五六七八九十\d]+号(?!文)"
)
# 2022年12月31日前 · 2016年以来
DAY = re.compile(r"20\d\d\s*年(?:\s*\d+\s*月)?(?:\s*\d+\s*日)?(?:底|以来)?前?")
# 赤水 | 河, 桐梓 | 山
NAMED_AFTER = re.compile(r"[河江湖溪山岭峡]|水库")
# 4.2公里 · 27家; not 2021年, 9月底
FIGURE = re.compile(r"(?P<figure>\d+(?:\.\d+)?)(?P<unit>[万亿]?[^\W\d年月日号_])")


@cache
def _name_ends() -> re.Pattern[str]:
    """What a name of a place, a body of water or a works ends in: 镇, 河, 水库, 公司."""
    ends = sorted((row["kind"] for row in rows("site_kinds")), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(ends)}|[县市州旗盟])(?![庄民城域泊])")  # 村庄, 县城


@cache
def _common() -> re.Pattern[str]:
    """Words that tell no problem from another: 部分, 仍有, 城镇, 不到位."""
    words = sorted((row["word"] for row in rows("common_words")), key=len, reverse=True)
    return re.compile("|".join(words))


def bare(words: str) -> str:
    """Words without white space and punctuation, figures in half width: what two readings of a problem share."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words))


@dataclass(frozen=True)
class Problem:
    """A problem as one list tells it. `areas`: of the document or, where it has none, of the units responsible."""

    issue: str
    city: str | None
    areas: frozenset[str]
    is_report: bool = False
    besides: str = ""
    """What is told beside the problem: goal, measures, progress."""

    @cached_property
    def words(self) -> str:
        words = bare(FRAME.sub("", DAY.sub("", NUMBER.sub("", self.issue)).strip(" \n\u3000。“”")))
        for row in rows("short_names"):  # 医废 for 医疗废物
            words = words.replace(row["short"], row["full"])
        return words

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Every two characters that stand together."""
        return frozenset(map("".join, pairwise(self.words)))

    @cached_property
    def all_pairs(self) -> frozenset[str]:
        """Those of the problem and of what is told beside it."""
        return self.pairs.union(map("".join, pairwise(bare(self.besides))))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The inspectors' numbers told with the problem."""
        return frozenset(found["n"] for found in NUMBER.finditer(self.issue))

    @property
    def is_told_before(self) -> bool:
        """Whether the words say that an earlier inspection told the problem."""
        return TOLD_BEFORE.search(self.issue) is not None

    @cached_property
    def places(self) -> frozenset[str]:
        """The cities and counties that the words name."""
        return frozenset(
            place.name
            for place in find_places(self.issue, 0, len(self.issue))
            if place.kind in ("city", "area")
            and len(place.name) > 2  # 矿区 and 城区 are mostly no names
            and (place.end - place.start == len(place.name) or self._is_near(place))
        )

    @cached_property
    def place_pairs(self) -> frozenset[str]:
        """Those of the names of cities and counties, which all problems there may share."""
        return frozenset(pair for place in self.places for pair in map("".join, pairwise(place)))

    def _is_near(self, place: PlaceFound) -> bool:
        """Whether a short name is that place: 汉川 in a list of 孝感市, 荆州 in a province's; 水阳江 is not in 阳江.

        赤水河 is a river, whether or not it flows through 赤水.
        """
        if NAMED_AFTER.match(self.issue, place.end):
            return False
        return place.kind == "city" if self.city is None else place.city == self.city

    @cached_property
    def ordinals(self) -> frozenset[str]:
        return frozenset(found.group() for found in ORDINAL.finditer(self.words))

    @cached_property
    def figures(self) -> dict[str, set[str]]:
        """Unit -> the figures with it."""
        found: dict[str, set[str]] = {}
        for each in FIGURE.finditer(unicodedata.normalize("NFKC", self.issue)):
            found.setdefault(each["unit"], set()).add(each["figure"])
        return found


def cover(one: Problem, other: Problem) -> float:
    """How much of the shorter telling the longer has, in whatever order: 0 to 1."""
    shorter = min(len(one.pairs), len(other.pairs))
    return len(one.pairs & other.pairs) / shorter if shorter else 0


@dataclass(frozen=True)
class Difference:
    """What tells two tellings apart, in Chinese; `is_another`: so plainly that nobody need be asked."""

    words: str
    is_another: bool = False


class Comparison:
    """The shorter telling laid beside the longer one."""

    def __init__(self, one: Problem, other: Problem) -> None:
        self.one, self.other = one, other
        self.short, self.long = sorted((one, other), key=lambda problem: len(problem.words))
        spans: list[tuple[int, int]] = []
        for at, pair in enumerate(map("".join, pairwise(self.short.words))):
            if pair in self.long.pairs:
                start = spans.pop()[0] if spans and spans[-1][1] == at + 1 else at
                spans.append((start, at + 2))
        edges = [(0, 0), *spans, (len(self.short.words),) * 2]
        self._gaps = [(one[1], other[0]) for one, other in pairwise(edges) if one[1] < other[0]]
        self.pieces = sorted((self.short.words[start:end] for start, end in spans), key=len, reverse=True)
        """The words that both have, the longest first."""
        self.own = sorted((self.short.words[start:end] for start, end in self._gaps), key=len, reverse=True)
        """The words that only the shorter has, the longest first."""

    @cached_property
    def cover_beside_longest(self) -> float:
        """Beside the longest piece, mostly a name, how much of the telling words both say: 1 where none are left."""
        both, own = (
            sum(len(self._telling(words)) for words in stretches) for stretches in (self.pieces[1:], self.own)
        )
        return both / (both + own) if own > 1 else 1

    @property
    def is_name_only(self) -> bool:
        """Whether the shorter says something else of what both name: 市污水处理厂 | 污泥违规堆存."""
        return self.cover_beside_longest == 0

    def replaced(self, most: int = SHORT_NAME) -> tuple[str, str] | None:
        """Short words of each that stand in the same place: 生活污水 | 管网 or 处理厂 | 建设滞后.

        One character for several is another wording: 收集池, 收集设施.
        """
        words, other = self.short.words, self.long.words
        for start, end in self._gaps:
            before, after = words[max(0, start - 2) : start], words[end : end + 2]
            own = self._telling(words[start:end])
            if not after or not 0 < len(own) <= most:
                continue
            found = re.search(rf"{re.escape(before)}(.{{1,{most}}}?){re.escape(after)}", other)
            its = self._telling(found[1]) if found else ""
            is_reworded = len(own) == 1 < len(its)
            if found and its and not is_reworded and not _is_abbreviated(own, its):
                return words[start:end], found[1]
        return None

    def _telling(self, words: str) -> str:
        """Words without those that tell no problem from another, and without the city, which all lists of it name."""
        for city in filter(None, (self.one.city, self.other.city)):
            words = words.replace(city, "")
        return _common().sub("", words)

    @cached_property
    def difference(self) -> Difference | None:
        """What tells the two apart: places, names, ordinals, figures."""
        said = (self._places(), self._names(), self._ordinals(), self._directions(), self._figures())
        return next(filter(None, said), None)

    @property
    def is_another(self) -> bool:
        return self.difference is not None and self.difference.is_another

    def _places(self) -> Difference | None:
        """A county is not another, and one county's share is not the whole.

        The city itself says nothing; where the words of one name no county, its document or units do.
        """
        one, other = self.one, self.other
        cities = {one.city, other.city}
        named = [
            (each.places | {area for area in its.areas if area in each.issue}) - cities
            for each, its in ((one, other), (other, one))
        ]
        meant = [places or each.areas for places, each in zip(named, (one, other), strict=True)]
        if not all(meant) or meant[0] == meant[1]:
            return None
        said = "，".join(
            f"{who}涉及{'、'.join(sorted(places))}" for who, places in zip(SIDES, meant, strict=True)
        )
        if not meant[0] & meant[1]:
            is_share = any(each.places & cities for each in (one, other))
            return Difference(said, is_another=not is_share)
        return Difference(said) if all(named) else None

    def _names(self) -> Difference | None:
        """A name that only the shorter has: 四龙镇养殖粪污直排, where the other says 水川镇.

        What a plan told in few words says besides, a report that has no such name may leave out.
        """
        words = self.short.words
        for start, end in self._gaps:
            for tail in _name_ends().finditer(words, start + 2, end + 3):
                own = self._telling(words[start : min(end, tail.start())])
                if tail.start() > end or len(own) < 2 or _name_ends().fullmatch(own):
                    continue
                name = words[start : tail.end()]
                is_place = any(name.endswith(place) for place in self.short.places)
                if not is_place and not self._has_name(own, tail.group()):
                    return Difference(f"只有{self._side(self.short)}提到“{name}”")
        return None

    def _has_name(self, own: str, kind: str) -> bool:
        """Whether the longer has the name in full, 渭河煤化工集团 for 渭化集团; or no name of the kind, and need have none."""
        names = re.findall(f"(.{{2,{LONG_NAME}}}){kind}", self.long.words)
        return any(_is_abbreviated(own, name) for name in names) or not (names or self.short.is_report)

    def _ordinals(self) -> Difference | None:
        """第一污水处理厂 is not 第二污水处理厂, nor 污水处理厂 alone where the words behind are the same."""
        for one, other in ((self.short, self.long), (self.long, self.short)):
            for ordinal in one.ordinals - other.ordinals:
                at = one.words.index(ordinal) + len(ordinal)
                if not other.ordinals and one.words[: at - len(ordinal)].endswith(tuple(one.ordinals)):
                    continue  # 第一、第二污水处理厂 are the 污水处理厂 meant
                kind = _name_ends().search(one.words, at, at + LONG_NAME)
                noun = one.words[at : kind.end() if kind else at + 3]
                if noun in other.words:
                    is_another = any(f"{its}{noun}" in other.words for its in other.ordinals)
                    return Difference(f"只有{self._side(one)}说“{ordinal}{noun}”", is_another)
        return None

    def _directions(self) -> Difference | None:
        """城东污水处理厂 is not 城西污水处理厂."""
        one, other = self.replaced() or ("", "")
        apart = {*one} ^ {*other}
        if not apart or not apart <= DIRECTIONS:
            return None
        return Difference(f"“{one}”与“{other}”不同", is_another=True)

    def _figures(self) -> Difference | None:
        for unit, figures in self.short.figures.items():
            others = self.long.figures.get(unit)
            if others and not figures & others:
                told = "、".join(f"{figure}{unit}" for figure in sorted(figures | others))
                return Difference(f"数字不同：{told}")
        return None

    @cached_property
    def has_same_figure(self) -> bool:
        """Whether both give a figure that is hardly given twice: 280亩, 83.1%."""
        one, other = self.short.figures, self.long.figures
        return any(
            len(figure) > 1 for unit in one.keys() & other.keys() for figure in one[unit] & other[unit]
        )

    def _side(self, problem: Problem) -> str:
        return SIDES[problem is self.other]

    def in_words(self) -> str:
        """What both say and what only the shorter says: 两项都说“…”；只有前一项说“…”."""
        said = [f"两项都说{''.join(f'“{piece}”' for piece in self.pieces[:SHOWN])}"] if self.pieces else []
        if own := [words for words in self.own if len(words) > 1]:
            said.append(f"只有{self._side(self.short)}说{''.join(f'“{words}”' for words in own[:SHOWN])}")
        return "；".join(said)


def _is_abbreviated(short: str, full: str) -> bool:
    """Whether the characters of one stand in the other, in their order: 经开区 for 经济开发区."""
    left = iter(full)
    return all(character in left for character in short)
