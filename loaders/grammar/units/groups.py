"""Collective names of offices (各县市区党委政府), and the offices that they stand for."""

import re

from loaders.grammar.units.organisations import Unit, identify
from loaders.vocabulary import rows

# 衡阳市各县市区党委政府 · 邵阳市各县市党委政府, but not 各相关县市区党委政府: which ones is not said
OF_EVERY_AREA = re.compile(r"各(?P<kinds>[县市区旗]{1,4})(?P<office>党委政府|人民政府|.+[局委办])$")


def members(group: Unit) -> list[Unit]:
    """The offices that a city's collective name stands for, one an area of those kinds; none where it is not plain.

    衡阳市各县市党委政府 -> 衡阳市衡阳县党委政府, …, 衡阳市常宁市党委政府, but none of its districts (区).
    """
    if not group.is_group or not group.city or group.area:
        return []
    named = OF_EVERY_AREA.fullmatch(group.name.removeprefix(group.city))
    if named is None:
        return []
    areas = (
        row["name"]
        for row in rows("places")
        if row["kind"] == "area" and row["parent"] == group.city and row["name"][-1] in named["kinds"]
    )
    offices = [identify(area + named["office"], city=group.city, area=None) for area in areas]
    return [office for office in offices if not office.is_group and office.kind == group.kind]
