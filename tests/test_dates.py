"""Dates: the words, the day, and what is odd about them."""

from datetime import date

import pytest

from loaders.grammar.dates import find_dates, find_impossible_dates


@pytest.mark.parametrize(
    ("words", "on", "precision", "quote"),
    [
        ("2024年12月31日前", date(2024, 12, 31), "day", "2024年12月31日"),
        ("2022 年 6 月 30 日前", date(2022, 6, 30), "day", "2022 年 6 月 30 日"),
        ("2025年12月31前", date(2025, 12, 31), "day", "2025年12月31"),  # 日 lost
        ("20189月底前", date(2018, 9, 30), "month", "20189月底"),  # 年 lost
        ("201812月底", date(2018, 12, 31), "month", "201812月底"),
        ("20196月前完成", date(2019, 6, 30), "month", "20196月"),
        ("2018930日前", date(2018, 9, 30), "day", "2018930日"),  # 年 and 月 lost
        ("20221231日前", date(2022, 12, 31), "day", "20221231日"),
        ("202076日", date(2020, 7, 6), "day", "202076日"),
        ("2023.06-12，", date(2023, 12, 31), "month", "2023.06-12"),
        ("930日前", date(2018, 9, 30), "day", "930日"),  # the year comes from outside
        ("110日前", date(2018, 1, 10), "day", "110日"),
        ("2018年底前", date(2018, 12, 31), "year", "2018年底"),
        ("2018底前", date(2018, 12, 31), "year", "2018底"),
        ("2018年年底前", date(2018, 12, 31), "year", "2018年年底"),
        ("2018年完成", date(2018, 12, 31), "year", "2018年"),
        ("年底前", date(2018, 12, 31), "year", "年底"),
        ("9月底前", date(2018, 9, 30), "month", "9月底"),
        ("2024年2月底", date(2024, 2, 29), "month", "2024年2月底"),  # a leap year
        ("2024年6月上旬", date(2024, 6, 10), "month", "2024年6月上旬"),
        ("2024年三季度末", date(2024, 9, 30), "month", "2024年三季度末"),
        ("2024年前三季度", date(2024, 9, 30), "month", "2024年前三季度"),
        ("第四季度", date(2018, 12, 31), "month", "第四季度"),
        ("2024年上半年", date(2024, 6, 30), "month", "2024年上半年"),
        ("今年12月底", date(2018, 12, 31), "month", "今年12月底"),
        ("明年6月底", date(2019, 6, 30), "month", "明年6月底"),
        ("去年5月", date(2017, 5, 31), "month", "去年5月"),
        ("到“十四五”末，", date(2025, 12, 31), "year", "“十四五”末"),
        ("二〇二四年十二月三十一日", date(2024, 12, 31), "day", "二〇二四年十二月三十一日"),
        ("二○二五年十月前", date(2025, 10, 31), "month", "二○二五年十月"),
        ("十二月底前", date(2018, 12, 31), "month", "十二月底"),
        ("2024年元月底", date(2024, 1, 31), "month", "2024年元月底"),
        ("２０２４年１２月３１日", date(2024, 12, 31), "day", "２０２４年１２月３１日"),  # full width
        ("2024.12.31", date(2024, 12, 31), "day", "2024.12.31"),
        ("2024-12-31 00:00:00", date(2024, 12, 31), "day", "2024-12-31"),
        ("2024/6/30", date(2024, 6, 30), "day", "2024/6/30"),
        ("2024.6前", date(2024, 6, 30), "month", "2024.6"),
        ("20241231前", date(2024, 12, 31), "day", "20241231"),
        ("2024 6 30前", date(2024, 6, 30), "day", "2024 6 30"),  # 年, 月 and 日 are lost
        ("24年12月底前", date(2024, 12, 31), "month", "24年12月底"),
        ("2.2024年6月底前", date(2024, 6, 30), "month", "2024年6月底"),  # a number's point
        ("措施：\n2.5月底前", date(2018, 5, 31), "month", "5月底"),  # not 2.5
        ("2024年1\n1月底前", date(2024, 11, 30), "month", "2024年1\n1月底"),  # a line ends within the figure
        ("202\n4年12月3\n1日前", date(2024, 12, 31), "day", "202\n4年12月3\n1日"),
        ("45657", date(2024, 12, 31), "day", "45657"),  # a spreadsheet's serial, alone in its cell
        ("20241231", date(2024, 12, 31), "day", "20241231"),
        ("2024", date(2024, 12, 31), "year", "2024"),
    ],
)
def test_one_date(words: str, on: date, precision: str, quote: str) -> None:
    (found,) = find_dates(words, 0, len(words), year=2018, reporting_year=2018)
    assert (found.on, found.precision) == (on, precision)
    assert words[found.start : found.end] == quote


def test_a_page_s_own_day_and_the_first_of_its_text_are_two() -> None:
    found = find_dates("2024-05-29\n5月8日", 0, 15, year=2024, reporting_year=2024)
    assert [day.on for day in found] == [date(2024, 5, 29), date(2024, 5, 8)]


@pytest.mark.parametrize(
    "words",
    [
        "《2018年衡阳市城区砖瓦行业专项整治实施方案》",  # the name of a plan
        "湘政办发〔2019〕54号",
        "GB20426—2006",
        "2025年汛期前",
        "2025年主汛期来临前",
        "2025年五一前",
        "2020年修订版",
        "2024年第3期",
        "6个月内",
        "三年内",
        "每年年底前",
        "一月一调度",
        "每季度",
        "处理能力2024.5万吨",
        "面积45657平方米",
    ],
)
def test_no_date(words: str) -> None:
    assert find_dates(words, 0, len(words), year=2018, reporting_year=2018) == []


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("2018年起", ["start"]),
        ("2018年6月21日至7月11日", ["start", "period"]),
        ("2023年1-8月", ["period"]),
        ("2025年1 - 9月", ["period"]),
        ("（2018-2020年）", ["period"]),
        ("“十四五”期间", ["period"]),
        ("2024年6月底前", ["date"]),
    ],
)
def test_starts_and_periods_are_told_apart(words: str, kinds: list[str]) -> None:
    assert [found.kind for found in find_dates(words, 0, len(words), year=None, reporting_year=None)] == kinds


def test_a_year_holds_until_the_end_of_its_sentence() -> None:
    text = "2024年52个排污口于12月底整治完成。9月底前验收"
    found = find_dates(text, 0, len(text), year=2026, reporting_year=None)
    assert [day.on for day in found] == [date(2024, 12, 31), date(2024, 12, 31), date(2026, 9, 30)]


def test_without_a_year_there_is_no_date() -> None:
    assert find_dates("9月底前，今年年底", 0, 9, year=None, reporting_year=None) == []


@pytest.mark.parametrize(
    "words", ["2024年2月30日", "6月31日前", "2024年13月", "20180931日前", "123日前"]
)  # 12月3日 or 1月23日
def test_days_that_no_calendar_has_or_that_may_be_two_are_reported(words: str) -> None:
    assert find_dates(words, 0, len(words), year=2018, reporting_year=2018) == []
    assert len(find_impossible_dates(words, 0, len(words))) == 1


def test_places_hold_within_a_longer_text() -> None:
    text = "\n\n一、整改时限：　２０２４年６月底前。"
    (found,) = find_dates(text, 8, len(text), year=None, reporting_year=None)
    assert text[found.start : found.end] == "２０２４年６月底"
