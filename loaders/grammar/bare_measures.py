"""Measures that say only half of their name: 负荷率达116%, 综合利用率仅为33.8%, 日处理能力4260吨.

Of what, the words before tell: the last thing of data/vocabulary/measured_things.csv with which the name is that of a
known measure (磷石膏|综合利用率), else simply the last one (历史遗留矿山|修复率).
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from loaders import vocabulary
from loaders.grammar.metrics import Mention, mentions
from loaders.grammar.plain import Plain

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
