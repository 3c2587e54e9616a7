"""Deadlines as cities write them."""

from datetime import date

import pytest

from loaders.grammar.deadlines import read_deadline


@pytest.mark.parametrize(
    ("words", "on", "precision", "is_immediate", "is_ongoing"),
    [
        ("立行立改、持续推进", None, None, True, True),
        ("立行立改，长期坚持", None, None, True, True),
        ("立行立改", None, None, True, False),
        ("立即整改并长期坚持", None, None, True, True),
        ("即知即改", None, None, True, False),
        ("持续推进", None, None, False, True),
        ("长期坚持。", None, None, False, True),
        ("常态化推进", None, None, False, True),
        ("按《项目实施方案》要求持续整改", None, None, False, True),
        ("20189月底前", date(2018, 9, 30), "month", False, False),  # 年 lost
        ("201812月底", date(2018, 12, 31), "month", False, False),
        ("2024年12月31日", date(2024, 12, 31), "day", False, False),
        ("2024年6月前", date(2024, 6, 30), "month", False, False),  # a month alone means its last day
        ("2024年6月（底）前", date(2024, 6, 30), "month", False, False),
        ("2020年底", date(2020, 12, 31), "year", False, False),
        ("2024年第三季度", date(2024, 9, 30), "month", False, False),
        ("2024年上半年", date(2024, 6, 30), "month", False, False),
        ("今年12月底前", date(2021, 12, 31), "month", False, False),  # the year the document reports on
        ("明年6月底前", date(2022, 6, 30), "month", False, False),
        ("年底前", date(2021, 12, 31), "year", False, False),
        ("“十四五”末", date(2025, 12, 31), "year", False, False),
        ("2025年12月31日前完成。", date(2025, 12, 31), "day", False, False),
        ("2023年主体完工，2024年6月投用", date(2024, 6, 30), "month", False, False),  # the last date counts
        (
            "2024年6月底前完成A，12月底前完成B",
            date(2024, 12, 31),
            "month",
            False,
            False,
        ),  # the year carries on
        ("2021年12月31日前制定贯彻落实方案，持续推进宣传贯彻。", date(2021, 12, 31), "day", False, True),
        ("2024年12月底前，持续改善水质", date(2024, 12, 31), "month", False, False),  # a goal, not a manner
        ("2024年底前建立长效机制", date(2024, 12, 31), "year", False, False),
        ("2024年12月31日前完成，2025年1月1日起长期坚持", date(2024, 12, 31), "day", False, True),
        ("2018年9月—2020年12月", date(2020, 12, 31), "month", False, False),
        ("2023.6-2023.12", date(2023, 12, 31), "month", False, False),
        ("2023.1.1-2023.12.30", date(2023, 12, 30), "day", False, False),
        ("2019-2021年", date(2021, 12, 31), "year", False, False),
        ("45657", date(2024, 12, 31), "day", False, False),  # a spreadsheet's serial
        ("2025年汛期前", None, None, False, False),  # no calendar fixes it
        ("每年8月至10月，长期坚持", None, None, False, True),  # not of one year
        ("按照省里统一部署,在规定时间内完成。", None, None, False, False),
        ("已完成", None, None, False, False),  # a status, not a date
        ("按《2018年城区砖瓦行业整治方案》执行", None, None, False, False),
        ("方案印发之日起3个月内", None, None, False, False),
        ("2024年2月30日前", None, None, False, False),  # no such day
        ("", None, None, False, False),
    ],
)
def test_read_deadline(
    words: str, on: date | None, precision: str | None, is_immediate: bool, is_ongoing: bool
) -> None:
    text = f"整改时限：{words}；2030年12月底"
    deadline = read_deadline(text, 5, 5 + len(words), reporting_year=2021)
    assert (deadline.on, deadline.precision) == (on, precision)
    assert (deadline.is_immediate, deadline.is_ongoing) == (is_immediate, is_ongoing)
    assert 5 <= deadline.start <= deadline.end <= 5 + len(words)


def test_the_place_of_a_deadline_is_that_of_its_date() -> None:
    text = "立行立改，2024年12月底前完成"
    deadline = read_deadline(text, 0, len(text), reporting_year=None)
    assert text[deadline.start : deadline.end] == "2024年12月底"


def test_without_a_year_there_is_no_date() -> None:
    assert read_deadline("12月底前", 0, 5, reporting_year=None).on is None
