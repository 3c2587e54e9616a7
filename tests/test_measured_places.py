"""Which names are one place of measurement, and which must stay apart."""

from pathlib import Path

import duckdb
import pytest

from loaders.grammar.figures.measured_places import place_key, waters_of
from loaders.vocabulary import rows

ONE_PLACE = [
    ("衡阳市", "蒸水入湘江口断面", "蒸水河入湘江口断面"),
    ("衡阳市", "蒸水入湘江口断面", "衡阳市蒸水入湘江口国控断面"),
    ("益阳市", "资江入洞庭湖口断面", "资水入洞庭湖口"),
    ("益阳市", "南嘴断面", "南嘴国家考核断面"),
    ("益阳市", "志溪河断面", "志溪河断面（益阳）"),
    ("衡阳市", "衡阳市城区", "衡阳城区"),
    ("衡阳市", "衡阳市城区", "衡阳市市城区"),
    ("益阳市", "沅江市城区", "沅江城区"),
    ("衡阳市", "真空机电公司站点", "真空机电公司空气质量自动监测点位"),
    ("邵阳市", "邵东县", "邵东市"),  # a city since 2019
    ("长沙市", "望城县污水处理厂", "望城区污水处理厂"),
    ("衡阳市", "县市和南岳区", "衡阳市县市区和南岳区(8个)"),  # by the vocabulary
]


@pytest.mark.parametrize(("city", "one", "other"), ONE_PLACE)
def test_names_of_one_place_have_one_key(city, one, other):
    assert place_key(one, city) == place_key(other, city)


TWO_PLACES = [
    ("衡阳市", "衡阳市", "衡阳市城区"),
    ("衡阳市", "衡阳市城区", "衡阳市主城区"),
    ("衡阳市", "衡阳市城区", "衡阳市城区建成区"),
    ("衡阳市", "衡阳市", "衡阳县"),
    ("邵阳市", "邵阳市", "邵阳县"),
    ("永州市", "永州市", "永州市(11个县区)"),
    ("益阳市", "南洞庭湖", "南洞庭湖国控断面"),  # a lake and its sections
    ("衡阳市", "湘江国控断面", "湘江省控断面"),  # of many sections not the same ones
    ("衡阳市", "衡阳市国控断面", "衡阳市省控断面"),
    ("衡阳市", "蒸水入湘江口断面", "蒸水入江口自动站"),
    ("衡阳市", "沙河入湘江口断面", "沙河入蒸水口断面"),
    ("衡阳市", "蒸水", "蒸水入湘江口断面"),
]


@pytest.mark.parametrize(("city", "one", "other"), TWO_PLACES)
def test_what_may_be_two_places_stays_apart(city, one, other):
    assert place_key(one, city) != place_key(other, city)


def test_a_name_is_known_within_its_city_and_a_great_lake_everywhere():
    assert place_key("大桥断面", "衡阳市") != place_key("大桥断面", "益阳市")
    assert place_key("县城", "衡阳市") != place_key("县城", "邵阳市")
    assert place_key("洞庭湖", "益阳市") == place_key("洞庭湖", None)
    assert place_key("湖南省", "邵阳市") == place_key("湖南省", None)


@pytest.mark.parametrize(
    ("place", "city", "waters"),
    [
        ("GB 3838-2002Ⅲ类(湖库)", None, "lake"),
        ("GB 3838-2002Ⅲ类(河流)", None, "river"),
        ("万子湖断面", "益阳市", "lake"),
        ("小河嘴国控断面", "益阳市", "lake"),  # by the vocabulary: its name says river
        ("胭脂湖断面", "益阳市", "lake"),
        ("欧阳海水库", "郴州市", "lake"),
        ("蒸水河入湘江口断面", "衡阳市", "river"),
        ("资水入洞庭湖口断面", "益阳市", "river"),
        ("志溪河断面", "益阳市", "river"),
        ("舂陵水罗渡镇断面", None, None),
        ("芜湖断面", "芜湖市", None),
        ("衡阳市城区", "衡阳市", None),
    ],
)
def test_lake_or_river(place, city, waters):
    assert waters_of(place, city) == waters


def test_every_row_of_the_vocabulary_says_why():
    for row in rows("measured_places"):
        assert row["basis"] and row["waters"] in ("", "lake", "river"), row
        assert place_key(row["written"], row["city"]) == place_key(row["standard"], row["city"]), row


def test_the_places_of_all_figures_are_joined_and_keep_their_words(built: Path) -> None:
    (database,) = built.glob("*.duckdb")
    with duckdb.connect(str(database), read_only=True) as connection:
        joined = connection.execute(
            """SELECT list(DISTINCT place ORDER BY place) FROM measured_places
               GROUP BY place_key HAVING count(DISTINCT place) > 1"""
        ).fetchall()
        unplaced = connection.execute(
            """SELECT count(*) FROM indicators ANTI JOIN measured_places
               ON measured_places.place = indicators.place AND measured_places.city IS NOT DISTINCT FROM indicators.city
               WHERE indicators.place IS NOT NULL"""
        ).fetchall()
    assert (["蒸水入湘江口断面", "蒸水河入湘江口断面"],) in joined
    assert unplaced == [(0,)]
