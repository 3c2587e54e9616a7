"""When a figure is of: the time named with it, the one carried, or the deadline."""

import pytest

from loaders.facts import read_measured_indicators
from loaders.grammar.figures.periods import periods
from loaders.grammar.figures.quantities import is_built
from loaders.grammar.figures.times import base_year
from loaders.grammar.plain import plain
from tests.figure_words import read

PERIODS = [
    ("到2020年", ["2020"]),
    ("2018年9月底前", ["2018-09"]),
    ("20188月底，201812月底前", ["2018-08", "2018-12"]),  # 年 lost
    ("2018930日，20221231日前，930日前", ["2018-09-30", "2022-12-31", "2022-09-30"]),
    ("2025年12月31前", ["2025-12-31"]),  # 日 lost
    ("2025年1 - 9月", ["2025-01/2025-09"]),
    ("年底竣工。\n3.4至6月监测", ["2020", "2020-04/2020-06"]),  # 3. is the paragraph's number
    ("1、8月份。PM2.5", ["2020-08"]),  # the first step
    ("1、2月，PM2.5", ["2020-01", "2020-02"]),
    ("2019、2020年。2021年9、10和12月", ["2019", "2020", "2021-09", "2021-10", "2021-12"]),
    ("今年1月至5月，去年底", ["2018-01/2018-05", "2017"]),
    ("2023年上半年，前三季度，第四季度", ["2023-01/2023-06", "2023-01/2023-09", "2023-10/2023-12"]),
    ("12月1日至20日", ["2020-12-01/2020-12-20"]),
    ("2020年10月至2021年3月", ["2020-10/2021-03"]),
    ("2021—2022年", ["2021/2022"]),
    ("“十四五”期间，到“十四五”末", ["2021/2025", "2025"]),
    ("9月底前，年底前", ["2020-09", "2020"]),  # the year of the deadline
    ("比2013年下降，较2015年降低，与去年同期相比", []),  # compared with, not when
    ("2019年以来，2018年起，2023年长江经济带生态环境警示片", []),
    ("PM10年均浓度，GB3838-2002", []),
]


@pytest.mark.parametrize(("text", "values"), PERIODS)
def test_the_times_a_text_names(text: str, values: list[str]) -> None:
    clean = plain(text, 0, len(text))
    found = periods(clean.text, 0, len(clean.text), this_year=2018, due_year=2020)
    assert [period.value for period in found] == values


def test_a_target_without_a_time_takes_the_deadline_at_its_precision() -> None:
    goal = "污水处理率达到95%。2023年，PM2.5浓度降至35微克/立方米"
    assert [row.period for row in read(goal, "target", deadline_period="2024-06")] == ["2024-06", "2023"]


def test_a_finding_without_a_time_has_none() -> None:
    assert [row.period for row in read("目前，全市污水处理率仅为65%", "baseline")] == [None]


def test_the_next_sentence_goes_on_with_the_time_where_it_starts_with_a_figure() -> None:
    found = "2023年1-8月，优良天数比例为86.8%。北门站点PM2.5浓度同比上升52%。管网不足。污水处理率为80%"
    months = "2023-01/2023-08"
    assert [row.period for row in read(found, "baseline")] == [months, months, None]


def test_a_numbered_step_begins_anew() -> None:
    steps = "（1）2023年10月底前完成排查；（2）新建污水管网15.6公里，2024年12月底前建成投用；（3）污水处理率达到95%"
    assert [row.period for row in read(steps, "target", deadline_period="2025-06")] == ["2024-12", "2025-06"]


def test_the_year_of_what_was_before_is_not_the_figures() -> None:
    rows = read("2023年，国控断面优良率由2020年的83.3%提升到100%", "actual")
    assert [(row.value, row.period, row.role) for row in rows] == [
        (83.3, "2020", "baseline"),
        (100, "2023", "actual"),
    ]


def test_a_year_gone_by_in_a_plan_is_what_was_found() -> None:
    plan = "2021年，全市优良天数比例为85.2%。到2025年，全市优良天数比例达到90%。2021年，PM2.5下降到40微克/立方米以下"
    assert [row.role for row in read(plan, "target")] == ["baseline", "target", "target"]


def test_a_mean_of_the_year_is_not_of_the_month_named_before() -> None:
    found = read("2021年4月横塘断面总磷浓度0.342毫克/升。沙河断面年均水质为Ⅳ类", "baseline")
    assert [row.period for row in found] == ["2021-04", "2021"]


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
