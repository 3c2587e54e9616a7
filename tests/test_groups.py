"""Collective names of offices."""

import pytest

from loaders.grammar.units.groups import members
from loaders.grammar.units.organisations import identify


@pytest.mark.parametrize(
    ("written", "city", "count", "one"),
    [
        ("各县（市、区）党委政府", "衡阳市", 12, "衡阳市蒸湘区党委政府"),
        ("各县市党委政府", "邵阳市", 9, "邵阳市武冈市党委政府"),  # without its three districts
        ("各旗县区人民政府", "赤峰市", 12, "赤峰市敖汉旗党委政府"),
        ("各县市区生态环境局", "衡阳市", 12, "衡阳市耒阳市生态环境局"),
        ("各相关县市区党委政府", "衡阳市", 0, ""),  # which ones is not said
        ("各城区党委政府", "衡阳市", 0, ""),  # nor which districts are urban
        ("各县市区相关部门", "衡阳市", 0, ""),  # still a collective name
        ("各镇街", "衡阳市", 0, ""),  # towns are not in our list of places
        ("衡阳县党委政府", "衡阳市", 0, ""),
    ],
)
def test_a_collective_name_stands_for_the_areas_of_its_city(written, city, count, one):
    found = [unit.unit_id for unit in members(identify(written, city=city, area=None))]
    assert len(found) == count
    assert not one or one in found


def test_a_member_is_the_unit_that_is_named_alone():
    (lead, *_) = members(identify("各区人民政府", city="衡阳市", area=None))
    alone = identify(f"{lead.area}人民政府", city="衡阳市", area=None)
    assert lead == alone
