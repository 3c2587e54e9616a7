"""Numerals and the numbers before items, as documents write them."""

import pytest

from loaders.grammar.numbering import (
    chinese,
    number_at,
    number_of,
    numbers_at_line_starts,
    with_missing_ones,
)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十四", 14),
        ("二十", 20),
        ("四十", 40),
        ("二十五", 25),
        ("一百零三", 103),
        ("一百一十", 110),
        ("廿三", 23),
        ("二〇三五", 2035),  # a year digit by digit
        ("二○二四", 2024),  # with a circle for the zero
        ("12", 12),
        ("１２", 12),
        ("⑩", 10),
    ],
)
def test_numerals(numeral: str, value: int) -> None:
    assert number_of(numeral) == value


@pytest.mark.parametrize("words", ["", "几", "十x", "第一"])
def test_words_are_no_numerals(words: str) -> None:
    with pytest.raises(ValueError):
        number_of(words)


@pytest.mark.parametrize(
    ("line", "style", "value", "rest"),
    [
        ("一、大气问题", "一、", 1, "大气问题"),
        ("三 、下一步", "一、", 3, "下一步"),  # a space before 、
        ("二十五、环境", "一、", 25, "环境"),
        ("（十四）蒸水", "（一）", 14, "蒸水"),
        ("(四十)执法", "（一）", 40, "执法"),
        ("（5） 反馈问题", "（1）", 5, "反馈问题"),
        ("1.\xa0各县", "1.", 1, "各县"),
        ("12、港口", "1.", 12, "港口"),
        ("3.2023年省级督察", "1.", 3, "2023年省级督察"),  # the number runs into a year
        ("11．东湖", "1.", 11, "东湖"),
        ("问题一：扬尘", "问题一", 1, "扬尘"),
        ("问题一、扬尘", "问题一", 1, "扬尘"),
        ("问题１：扬尘", "问题一", 1, "扬尘"),
        ("反馈问题（三）：扬尘", "问题一", 3, "扬尘"),
        ("第12项　扬尘", "问题一", 12, "扬尘"),
        ("第三十七项", "问题一", 37, ""),
        ("【问题1】扬尘", "问题一", 1, "扬尘"),
        ("〔任务1〕扬尘", "问题一", 1, "扬尘"),
        ("【整改任务二】：扬尘", "问题一", 2, "扬尘"),
        ("序号：5", "问题一", 5, ""),
        ("问题2（编号：HN-05）　扬尘", "问题一", 2, "扬尘"),
        ("问题六（省序号：17）：扬尘", "问题一", 6, "扬尘"),  # the inspectors' number beside it
        ("问题三（对应省方案第21项）\n扬尘", "问题一", 3, "\n扬尘"),
        ("序号一：扬尘", "问题一", 1, "扬尘"),
        ("（序号十）", "问题一", 10, ""),
        ("第二类：水", "第一类", 2, "水"),
        ("1-1 扬尘", "1-1", 1, "扬尘"),
        ("2—3.扬尘", "1-1", 3, "扬尘"),
        ("1.2 扬尘", "1-1", 2, "扬尘"),
        ("【第三项】扬尘", "问题一", 3, "扬尘"),
        ("③加强", "①", 3, "加强"),
    ],
)
def test_numbers_before_items(line: str, style: str, value: int, rest: str) -> None:
    number = number_at(line, 0)
    assert number is not None
    assert (number.style, number.value, line[number.end :]) == (style, value, rest)


@pytest.mark.parametrize(
    "line",
    [
        "2.5微米颗粒物",
        "2024年12月底前",
        "一是加强",
        "1-10月均值",
        "3.20蒸吨锅炉",
        "5—8家企业",
        "十四五期间",
        "第一时间",
        "第二轮督察",
        "3加强巡查",
        "问题1个",
        "第3项、第5项",
    ],
)
def test_figures_and_words_are_no_numbers(line: str) -> None:
    assert number_at(line, 0) is None


def test_only_the_starts_of_lines_are_looked_at() -> None:
    text = "\n  一、甲，共2、3项。\r\n**2. 乙**\n\u3000\u3000（三）丙"
    assert [(n.value, text[n.start : n.end]) for n in numbers_at_line_starts(text)] == [
        (1, "一、"),
        (2, "2. "),
        (3, "（三）"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "（九）扬尘。\n责任单位：市住建局（十）油烟。\n（十一）尾矿。",  # the break before it was lost
        "（九）扬尘。\n（ 十 ）油烟。\n（十一）尾矿。",
        "（九）扬尘。\n（\n十）油烟。\n（十一）尾矿。",  # one lies within it
        "九、扬尘。\n责任单位：市住建局 十、油烟。\n十一、尾矿。",
        "问题9：扬尘。\n责任单位：市住建局问题10：油烟。\n问题11：尾矿。",
        "⑨扬尘。责任单位：市住建局\n⑩油烟。\n⑪尾矿。",
    ],
)
def test_a_number_that_its_neighbours_leave_out_is_found_between_them(text: str) -> None:
    numbers = with_missing_ones(text, list(numbers_at_line_starts(text)))
    assert [number.value for number in numbers] == [9, 10, 11]
    assert text[numbers[1].end :].startswith("油烟")


@pytest.mark.parametrize(
    "text",
    [
        "1. 扬尘10.5吨。\n3. 尾矿。",  # there is no 2.
        "（一）扬尘，见（二）和（二）。\n（三）尾矿。",  # it may be either
        "1、扬尘12、13家。\n3、尾矿。",
    ],
)
def test_what_only_looks_like_the_missing_number_is_none(text: str) -> None:
    numbers = with_missing_ones(text, list(numbers_at_line_starts(text)))
    assert [number.value for number in numbers] == [1, 3]


def test_numerals_are_written_as_they_are_read() -> None:
    assert all(number_of(chinese(value)) == value for value in range(1, 100))
