"""From which year a change counts, in the words of plans and of bulletins, and which figures hold from one day on."""

import pytest

from loaders.facts import read_measured_indicators
from loaders.grammar.comparable import base_year, is_built


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("单位GDP能耗较2015年下降16%", 2015),
        ("PM2.5比2020 年下降10％", 2020),
        ("与2013年相比，重点行业重金属排放量下降12%", 2013),
        ("化学需氧量排放总量在2020年的基础上减少5%", 2020),
        ("以2015年为基数，氨氮下降10%", 2015),
        ("2025年相比2020年下降8%", 2020),
        ("优良天数同比增加5个百分点", 2023),
        ("PM10较上年下降3%", 2023),
        ("2024年下降10%", None),  # from when is not said
        ("比去年下降10%", None),  # whose last year, the writer's or the figure's
    ],
)
def test_the_year_a_change_counts_from(said: str, expected: int | None) -> None:
    assert base_year(said, "2024") == expected


def test_the_year_before_no_time_is_none() -> None:
    assert base_year("同比下降10%", None) is None
    assert base_year("同比下降10%", "2023-01/2023-08") == 2022


def test_what_is_built_and_what_is_in_the_air() -> None:
    assert is_built("个") and is_built("t/d") and not is_built("μg/m³") and not is_built(None)


def test_published_changes_know_their_year() -> None:
    changes = [row for row in read_measured_indicators() if row.is_change]
    assert changes and all(row.base_year == int((row.period or "")[:4]) - 1 for row in changes)
