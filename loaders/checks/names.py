"""How many names stand beside the count of them: 常宁、耒阳两个县市, 3个断面：万子湖、南嘴、小河嘴."""

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


# 五个县市, 3个镇, 4个县(市、区): what places are counted as; not 3个县级项目, 5个市场
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
        passed = stated == len(names)
        yield Check(
            f"{said_in(layout, said.start())}{what}个数与列名", stated, len(names), passed, note, *said.span()
        )


def _are_places(names: Sequence[str]) -> bool:
    """Only where every word is a place is a wrong count certain: 督促A、B两家 begins with a verb."""
    return all(
        any(place.start == 0 and place.end == len(name) for place in find_places(name, 0, len(name)))
        for name in names
    )


def _end_alike(names: Sequence[str]) -> bool:
    """融冠爱城项目、佳兆业悦峰小区项目、…: things of one kind, not the parts of a sentence."""
    return Counter(name[-2:] for name in names).most_common(1)[0][1] * 2 > len(names)


# 3个断面：万子湖、南嘴、小河嘴 · 2个县（衡阳县、衡南县） · 3家企业，分别是甲厂、乙厂和丙厂
NAMES_AFTER = re.compile(
    rf"""(?<![第\d.]) (?P<count>{SEVERAL}) \s* (?:{CLASSIFIER}) (?P<what> [\u4e00-\u9fff]{{1,12}} )
    (?: \s* [：:（(] | [，,]? (?:分别是|分别为|依次为|即) [：:]? )
    (?P<names> [^、，。；：,;:\s（）()\d]{{2,24}} (?: [、和及与] [^、，。；：,;:\s（）()]{{2,24}} )+ )
    (?P<closed> [）)。；;] )?""",
    re.VERBOSE,
)
NOT_ALL = re.compile(r"^(?:其中|包括|含|如|主要)|等")


def names_after_a_count(text: str, layout: Layout) -> Iterator[Check]:
    """A count that announces the names it counts: too few or too many are a mistake if they are surely all."""
    for said in NAMES_AFTER.finditer(text):
        if NOT_ALL.search(said["names"]):
            continue
        stated = number_of(said["count"])
        names = said["names"].split("、")
        if len(names) != stated:
            names = [name for name in re.split(r"[、和及与]", said["names"]) if name]
        are_places = _are_places(names)
        if are_places and not AREAS.match(said["what"]):
            continue
        passed = len(names) == stated
        of_its_kind = len(said["what"]) > 1 and all(name.endswith(said["what"][-2:]) for name in names)
        if not passed and not (said["closed"] and (are_places or of_its_kind)):
            continue
        note = f"列名{len(names)}个：{'、'.join(names)}。"
        name = f"{said_in(layout, said.start())}{said['what']}个数与列名"
        yield Check(name, stated, len(names), passed, note, *said.span())


@cache
def _kinds_of_sites() -> str:
    kinds = {row["kind"] for row in rows("site_kinds") if len(row["kind"]) > 1}
    return "|".join(sorted(kinds, key=len, reverse=True))


@cache
def _count_of_sites() -> re.Pattern[str]:
    """南洞庭湖3个国控断面."""
    return re.compile(
        rf"(?<![第\d.])(?P<count>{SEVERAL})\s*(?:{CLASSIFIER})(?:[国省市县]控|重点)?(?P<kind>{_kinds_of_sites()})"
    )


def names_elsewhere_in_a_field(text: str, layout: Layout) -> Iterator[Check]:
    """南洞庭湖3个断面…，万子湖、南嘴、小河嘴断面分别下降: as many named further on as counted before.

    Fewer or more may be others; nothing is said then.
    """
    for item in layout.items:
        for field in item.fields:
            for said in _count_of_sites().finditer(text, field.start, field.end):
                stated, kind = number_of(said["count"]), said["kind"]
                listed = next(
                    (names for names in _lists(text, said.end(), field.end, kind) if len(names) == stated),
                    None,
                )
                if listed:
                    note = f"列名{stated}个：{'、'.join(listed)}。"
                    name = f"第{item.seq}项{kind}个数与列名"
                    yield Check(name, stated, len(listed), True, note, *said.span())


def _lists(text: str, start: int, end: int, kind: str) -> Iterator[list[str]]:
    """万子湖、南嘴、小河嘴 of each clause that begins 万子湖、南嘴、小河嘴断面."""
    for last in re.finditer(rf"{kind}(?![、和及与])", text[start:end]):
        clause = re.split(r"[，。；：,;:（）()\s\d%]", text[start : start + last.start()])[-1]
        names = [name.removesuffix(kind) for name in re.split(r"[、和及与]", clause)]
        if all(2 <= len(name) <= 10 for name in names):
            yield names
