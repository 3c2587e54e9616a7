"""Places: short names and full ones, and which city an area lies in."""

import pytest

from loaders.grammar.places import city_of, find_places, full_name, full_names, province_of, short_name


@pytest.mark.parametrize(
    ("area", "near", "city"),
    [
        ("祁东县", None, "衡阳市"),
        ("常宁", None, "衡阳市"),  # a short name
        ("衡阳县", None, "衡阳市"),
        ("衡阳市", None, "衡阳市"),  # a city is its own
        ("朝阳区", None, None),  # 北京 and 长春 both have one
        ("朝阳区", "长春市", "长春市"),
        ("朝阳区", "吉林省", "长春市"),
        ("万州区", None, "重庆市"),
        ("仙桃市", None, "仙桃市"),  # answers to its province, like a city
        ("吉首市", None, "湘西土家族苗族自治州"),
        ("无此县", None, None),
    ],
)
def test_city_of(area: str, near: str | None, city: str | None) -> None:
    assert city_of(area, near) == city


@pytest.mark.parametrize(
    ("short", "city", "name"),
    [
        ("常宁", "衡阳市", "常宁市"),
        ("衡阳", "衡阳市", "衡阳市"),  # the city, not the county of the same name
        ("道县", "永州市", "道县"),
        ("江华", "永州市", "江华瑶族自治县"),
        ("城步县", "邵阳市", "城步苗族自治县"),
        ("湘西州", None, "湘西土家族苗族自治州"),
        ("朝阳", None, "朝阳市"),
        ("常宁", "邵阳市", None),  # no place of that city
        ("黄沙湾", "衡阳市", None),
    ],
)
def test_full_name(short: str, city: str | None, name: str | None) -> None:
    assert full_name(short, city) == name


def test_short_names_of_one_list_lie_in_one_city() -> None:
    assert full_names(["常宁", "耒阳", "衡东"]) == ["常宁市", "耒阳市", "衡东县"]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("城步苗族自治县", "城步"),
        ("内蒙古自治区", "内蒙古"),
        ("兴安盟", "兴安"),
        ("道县", "道县"),
        ("城区", "城区"),
    ],
)
def test_short_name(name: str, short: str) -> None:
    assert short_name(name) == short


def test_province_of() -> None:
    assert province_of("衡阳市") == "湖南省"
    assert province_of("重庆市") == "重庆市"
    assert province_of("仙桃市") == "湖北省"
    assert province_of(None) is None


def test_the_longest_name_is_found_first() -> None:
    text = "督察组进驻衡阳县与衡阳、常宁，朝阳区、湘西州"
    found = find_places(text, 5, len(text))
    assert [(place.name, place.city) for place in found] == [
        ("衡阳县", "衡阳市"),
        ("衡阳市", "衡阳市"),
        ("常宁市", "衡阳市"),
        ("朝阳区", None),
        ("湘西土家族苗族自治州", "湘西土家族苗族自治州"),
    ]
    assert [text[place.start : place.end] for place in found] == [
        "衡阳县",
        "衡阳",
        "常宁",
        "朝阳区",
        "湘西州",
    ]
