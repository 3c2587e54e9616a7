"""How many names stand beside the count of them: 常宁、耒阳两个县市, 3个断面…，万子湖、南嘴、小河嘴断面."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from loaders.checks.words import CLASSIFIER, said_in
from loaders.grammar.numbering import number_of
from loaders.grammar.places import find_places
from loaders.items import Check, Layout
from loaders.vocabulary import rows

SEVERAL = r"(?:[2-9]|[1-9]\d|[二两三四五六七八九十]{1,3})"

# 常宁、耒阳、衡东、衡南、祁东五个县市 · 佳兆业小区项目、…、长湖片区项目等7个建筑工地
NAMES_BEFORE = re.compile(
    r"(?P<names>[^、，。；：,;:\s（）()\d]{2,24}(?:、[^、，。；：,;:\s（）()]{2,24}){1,60}?(?:[和及与][^、，。；：,;:\s（）()和及与]{2,20})?)"
    rf"(?P<etc>等)?(?P<count>{SEVERAL})\s*(?:个|家|座|处|条|所)(?P<what>(?!方面|明确|统一)[\u4e00-\u9fff]{{1,8}})"
)


# 五个县市, 3个镇: what places are counted as; not 3个县级项目, 5个市场
AREAS = re.compile(
    r"(?:(?:地|州|盟|县|市|区|旗|乡|镇|街道|园区|开发区|高新区|经开区|林场|农场|村|社区|地区|省)(?!级|场|直|属|域|办|委|政|管))+"
)


def names_before_a_count(text: str, layout: Layout) -> Iterator[Check]:
    """A count that follows the names it counts. With 等 fewer names are no mistake."""
    for said in NAMES_BEFORE.finditer(text):
        names = said["names"].split("、")
        stated = number_of(said["count"])
        if len(names) != stated:
            names = [name for name in re.split(r"[、和及与]", said["names"]) if name]
        are_places = _are_places(names)
        if are_places and not AREAS.match(said["what"]):
            continue  # 东区、西区7家企业: the places are not what is counted
        if not (are_places or (len(names) == stated and _end_alike(names))):
            continue
        if said["etc"] and len(names) < stated:
            continue
        what = re.split(r"[的党未在中均已共]", said["what"])[0]
        note = f"列名{len(names)}个：{'、'.join(names)}。"
        name = f"{said_in(layout, said.start())}{what}个数与列名"
        yield Check(name, stated, len(names), stated == len(names), note, *said.span())


def _are_places(names: Sequence[str]) -> bool:
    """Only where every word is a place is a wrong count certain: 督促A、B两家 begins with a verb."""
    return all(
        any(place.start == 0 and place.end == len(name) for place in find_places(name, 0, len(name)))
        for name in names
    )


def _end_alike(names: Sequence[str]) -> bool:
    """融冠爱城项目、佳兆业悦峰小区项目、…: things of one kind, not the parts of a sentence."""
    return Counter(name[-2:] for name in names).most_common(1)[0][1] * 2 > len(names)


@cache
def _count_of_sites() -> re.Pattern[str]:
    """南洞庭湖3个国控断面."""
    kinds = {row["kind"] for row in rows("site_kinds") if len(row["kind"]) > 1}
    kind = "|".join(sorted(kinds, key=len, reverse=True))
    return re.compile(
        rf"(?<![第\d.])(?P<count>{SEVERAL})\s*(?:{CLASSIFIER})(?:[国省市县]控|重点)?(?P<kind>{kind})"
    )


def names_elsewhere_in_a_field(text: str, layout: Layout) -> Iterator[Check]:
    """南洞庭湖3个断面…，万子湖、南嘴、小河嘴断面分别下降: as many named further on as counted before.

    Fewer or more may be others; nothing is said then.
    """
    for item in layout.items:
        for field in item.fields:
            for said in _count_of_sites().finditer(text, field.start, field.end):
                stated, kind = number_of(said["count"]), said["kind"]
                lists = _lists(text, said.end(), field.end, kind)
                if listed := next((names for names in lists if len(names) == stated), None):
                    note = f"列名{stated}个：{'、'.join(listed)}。"
                    yield Check(f"第{item.seq}项{kind}个数与列名", stated, stated, True, note, *said.span())


def _lists(text: str, start: int, end: int, kind: str) -> Iterator[list[str]]:
    """万子湖、南嘴、小河嘴 of each clause that begins 万子湖、南嘴、小河嘴断面."""
    for last in re.finditer(rf"{kind}(?![、和及与])", text[start:end]):
        clause = re.split(r"[，。；：,;:（）()\s\d%]", text[start : start + last.start()])[-1]
        names = [name.removesuffix(kind) for name in re.split(r"[、和及与]", clause)]
        if all(2 <= len(name) <= 10 for name in names):
            yield names
