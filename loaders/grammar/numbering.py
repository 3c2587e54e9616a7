"""Numerals, and the numbers that stand before items and headings: 一、 （十四） (40) 12. 问题3 第十二项."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "廿": 20, "卅": 30}
CHINESE = "零一二三四五六七八九〇○两十百千廿卅"
DIGITS = "〇一二三四五六七八九"
"""By their values."""
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
NUMERAL = rf"[{CHINESE}]+|[0-9０-９]+"


def number_of(numeral: str) -> int:
    """二十五 → 25, 二〇三五 → 2035, 廿三 → 23, １２ → 12, ③ → 3. Raises ValueError for anything else."""
    if len(numeral) == 1 and numeral in CIRCLED:
        return CIRCLED.index(numeral) + 1
    if numeral.isdecimal():
        return int(numeral)
    if not numeral or any(char not in CHINESE_DIGITS and char not in TENS for char in numeral):
        raise ValueError(numeral)
    if not any(char in TENS for char in numeral):
        return int("".join(str(CHINESE_DIGITS[char]) for char in numeral))
    total, digit = 0, None
    for char in numeral:
        if char in CHINESE_DIGITS:
            digit = CHINESE_DIGITS[char]
        elif char in "廿卅":
            total, digit = total + TENS[char], None
        else:
            total, digit = total + (1 if digit is None else digit) * TENS[char], None
    return total + (digit or 0)


MOST_NUMBERS = 200
"""So many items one range may name."""
ONE_OR_RANGE = re.compile(rf"(?P<first>{NUMERAL})(?:项?[至到—–~-](?:第|问题)?(?P<last>{NUMERAL}))?")


def chinese(number: int) -> str:
    """A number as a list writes it, which number_of reads back.

    >>> [chinese(n) for n in (3, 10, 14, 20, 105, 110)]
    ['三', '十', '十四', '二十', '一百〇五', '一百一十']
    """
    if number >= 1000:
        return "".join(DIGITS[int(d)] for d in str(number))
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        words += "〇"
    return words + (DIGITS[ones] if ones else "") or "〇"


def numbers_named(words: str) -> list[int]:
    """第2、3、6至8项: 2, 3, 6, 7, 8."""
    numbers: list[int] = []
    for named in ONE_OR_RANGE.finditer(words):
        first, last = number_of(named["first"]), number_of(named["last"] or named["first"])
        numbers += range(first, min(last, first + MOST_NUMBERS) + 1)
    return numbers


@dataclass(frozen=True)
class Number:
    """A number at the start of a line. `style` tells its dress: lines of one list are dressed alike."""

    style: str
    value: int
    start: int
    end: int
    """After the number's own punctuation and the spaces that follow it."""


FIGURES = "1[0-9]{3}|[0-9０-９]{1,3}"
"""Of an item; 2024. is no number but a year."""

# Each at the start of a line, after white space and the marks of bold or headings.
STYLES = {
    # 问题一： · 问题二、 · 问题3 · 问题3（编号：HN-05） · 问题六（省序号：17） · 反馈问题（二） · 整改任务12：· 第三个问题 · 第37项 · 序号：5 · 序号一： · （序号十） · 编号22 · 【问题1】 · 〔任务1〕 · 【第一项】 · 第2项平凉工业园区…
    "问题一": rf"""
        (?: [【〔] \s* (?: (?: 反馈 | 具体 | 整改 )? (?: 问题 | 任务 | 事项 ) | 第 ) \s* (?P<bracketed>{NUMERAL}) \s* [项个条]? \s* [】〕] [：:]?
          | [（(【] \s* (?: 问题 | 任务 )? [编序]号 [：:]? \s* (?P<numbered>{NUMERAL}) \s* [)）】]
          | (?: (?: 反馈 | 具体 | 整改 )? (?: 问题 | 任务 | 事项 ) \s* [（(]? (?P<named>{NUMERAL}) [)）]?
              | (?: 问题 | 任务 | 整改任务 )? (?: 序号 | 编号 ) \s* [：:]? \s* (?P<coded>[0-9０-９]+|[{CHINESE}]+(?=[：:、]))
              | 第 \s* (?P<ordinal>{NUMERAL}) \s* (?: 项 | 个问题 | 个 | 条 ) (?: 整改 )? (?: 任务 | 问题 )?
            ) (?! [0-9０-９年月日个项条，,] | 、 \s* (?:第|{NUMERAL}) ) (?: [（(] [^（()）\n]{{0,12}} (?: [编序]号 | 第\s*(?:{NUMERAL})\s*[项号条个] ) [^（()）\n]{{0,20}} [)）] )? [ \t\u3000\xa0]*
            (?: [：:.．、] | (?= [\s【] ) | $ | (?<=项) (?= [\u4e00-\u9fff“《] ) (?! [是为的已未和至中] | 要求 | 内容 ) ) )""",
    # 第一类 · 第二部分 · 第三章
    "第一类": rf"第 \s* (?P<ordinal>{NUMERAL}) \s* (?: 大类 | 类 | 部分 | 章 | 方面 ) [：:、.．]?",
    # （一） · (十四) · 〔三〕
    "（一）": rf"[（(〔] \s* (?P<n>[{CHINESE}]+) \s* [)）〕] [、.．]?",
    # （5） · (40) · [3]
    "（1）": rf"[（(〔[] \s* (?P<n>{FIGURES}) \s* [)）〕\]] [、.．]?",
    # 一、 · 三 、 · 十二.
    "一、": rf"(?P<n>[{CHINESE}]{{1,7}}) \s* [、.．]",
    # 1-1 部分单位认识不足 · 2—3.河道采砂监管不严 · 1.2 养殖粪污直排; not 1-10月, 5-8家
    "1-1": r"""[0-9]{1,2} \s* [-－—–.．] \s* (?P<n>[0-9]{1,2})
        (?! [0-9] | \s* [月日年天个家座处条项户吨亩公千厘米批号类级度倍万人次微毫立平蒸升分%％] ) [.．、]? (?! [0-9] )""",
    # 1. · 12、 · 3．2023年… (a year may follow, a decimal may not) · 4)
    "1.": rf"(?P<n>{FIGURES}) \s* (?: [.．] (?! [0-9]{{1,3}}(?![0-9]) ) | 、 | [)）] )",
    "①": rf"(?P<n>[{CIRCLED}]) [、.．]?",
}
BULLETS = "·•●○■□◆◇▲△▶▷►▼▽➤➢★☆◎※❖▪◦"
LINE_START = rf"(?:^|(?<=[\r\n\f\u2028]))[^\S\r\n]*(?:\*\*|__|\#{{1,6}}[ ]+|[{BULLETS}])?[^\S\r\n]*"


@cache
def _pattern(style: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{STYLES[style]}) [^\S\r\n]*", re.VERBOSE)


_line_start = re.compile(LINE_START)


def number_at(text: str, start: int) -> Number | None:
    """The number that begins at this very place, or None."""
    for style in STYLES:
        if found := _pattern(style).match(text, start):
            numeral = next(group for group in found.groups() if group)
            return Number(style, number_of(numeral), start, found.end())
    return None


def numbers_at_line_starts(text: str, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """Every number that begins a line: 一、 二、, but not the 2 in 共2项."""
    for line in _line_start.finditer(text, start, len(text) if end is None else end):
        if number := number_at(text, line.end()):
            yield number


def with_missing_ones(text: str, numbers: Sequence[Number]) -> list[Number]:
    """With each number that two of its dress leave out and that stands once between them, where the break of its line
    was lost or lies within it: （十五） … 督办领导：李明（十六）土壤 … （十七）."""
    before: dict[str, Number] = {}
    found = []
    for number in numbers:
        last = before.get(number.style)
        before[number.style] = number
        while last and last.style != "①" and last.value + 1 < number.value <= last.value + 4:
            alike = list(_dressed_as(text, last).finditer(text, last.end, number.start))
            if len(alike) != 1:
                break
            last = Number(last.style, last.value + 1, alike[0].start(), alike[0].end())
            found.append(last)
    return sorted([*numbers, *found], key=attrgetter("start"))


def _dressed_as(text: str, number: Number) -> re.Pattern[str]:
    """The number that follows one, in its dress, wherever white space stands in it."""
    written = re.sub(r"\s", "", text[number.start : number.end])
    digits = str(number.value + 1) if re.search("[0-9０-９]", written) else chinese(number.value + 1)
    following = re.sub(NUMERAL, digits, written, count=1)
    signs = r"\s*".join(map(re.escape, following))
    return re.compile(rf"(?<![{CHINESE}0-9０-９.．]){signs}(?![0-9０-９])[^\S\r\n]*")
