"""Categories: headings above items, in running text and in a table's rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.grammar.numbering import Number, number_at
from loaders.layouts.furniture import is_furniture
from loaders.layouts.heads import Head
from loaders.layouts.labels import LINE, Label, look_up
from loaders.layouts.stretches import beginning_in

BRACKETED = ("（一）", "（1）")
# 【大气污染方面】 · 水环境问题（3项） · 思想认识方面
UNNUMBERED_HEADING = re.compile(
    r"\s*(?:【[^】]{2,30}】|[^。；，：:]{2,40}[（(]\s*共?\s*\d+\s*[项个条][^）)]{0,6}[)）]|[^。；，：:、\d]{2,20}(?:方面|领域)(?:的?问题)?)\s*[。：:]?\s*"
)
# 党政同责落实不力 · ◆突出环境问题; no body, no title, no label
PLAIN_HEADING = re.compile(
    r"\s*[◆◇●○■▲△★]?\s*[\u4e00-\u9fff“”、]{4,30}(?<![局厅委会府室组院办处部市县区镇乡旗])(?<!清单)(?<!方案)(?<!任务)(?<!措施)(?<!公司)(?<!中心)(?<!街道)\s*"
)
# 一、关于…问题（共3项）。 -> the words between number or label and count
COUNT_IN_BRACKETS = re.compile(
    r"[（(]\s*共?\s*(?:计|有)?\s*[\d一二三四五六七八九十]+\s*[项个条][^（()）]{0,6}[)）]\s*$"
)

FULL_LINE = 24
"""Characters of a line that a page's edge may have ended."""
ENDS = re.compile(r"[。；;：:）)】]\s*$")


@dataclass(frozen=True)
class Heading:
    """A category above items: its place, and its words without number, label, count and full stop."""

    start: int
    end: int
    words: str
    number: Number | None


def category_words(words: str) -> str | None:
    """A heading's words without number, label, count, marks and closing punctuation.

    >>> category_words("（一）反馈问题：水环境保护方面（2项）。")
    '水环境保护方面'
    """
    words = words.strip()
    if number := number_at(words, 0):
        words = words[number.end :]
    label, _, rest = words.partition("：")
    if rest.strip() and look_up(label):
        words = rest
    return re.sub(r"\s*\n\s*", "", without_count(words)) or None


def without_count(words: str) -> str:
    words = words.strip().strip("【】*▲△●■◆★◇○·• ")
    for _ in range(2):
        words = COUNT_IN_BRACKETS.sub("", words.rstrip("。.；;：: \u3000\xa0\n"))
    return words


def find_headings(
    text: str, heads: Sequence[Head], labels: Sequence[Label], numbers: Sequence[Number]
) -> dict[int, Heading]:
    """Index of an item -> the category heading that stands above it."""
    style = heads[0].number.style if heads[0].number else ""
    spaces = []
    for index, head in enumerate(heads):
        floor = heads[index - 1].end if index else 0
        above = beginning_in(labels, floor, head.start)
        # but for （一）反馈问题：… above items that are themselves numbered
        above = [lb for lb in above if not (lb.number and lb.known and lb.known.field == "issue")]
        before = [lb.end for lb in above if lb.end <= head.start]
        spaces.append((max(before, default=floor) if index else 0, head.start))
    families = [tuple(each for each in BRACKETED if each != style)]
    families += [
        (each,) for each in dict.fromkeys(n.style for n in numbers) if each not in (style, *BRACKETED)
    ]
    best: dict[int, Heading] = {}
    for family in families:
        found = _numbered_headings(text, family, spaces, numbers)
        best = max(best, found, key=len)
    best = best or _worded_headings(text, spaces, UNNUMBERED_HEADING, 0)
    if len(best) == 1 and _is_chapter(best, heads, numbers):
        best = {}
    plain = {} if best else _worded_headings(text, spaces, PLAIN_HEADING, 1)
    return plain if 0 in plain and 1 < len(plain) < len(spaces) else best


def _numbered_headings(
    text: str, family: Sequence[str], spaces: Sequence[tuple[int, int]], numbers: Sequence[Number]
) -> dict[int, Heading]:
    """Those of one dress, above the first item and others, whose numbers run on."""
    found: dict[int, Heading] = {}
    value = 0
    for index, (start, end) in enumerate(spaces):
        nearby = beginning_in(numbers, start, end)
        of_family = [n for n in nearby if n.style in family]
        if not of_family or not _is_close(text, of_family[-1], nearby, end):
            continue
        number, *before = reversed(of_family)
        if any((n.style, n.value) == (number.style, number.value - 1) for n in before):
            continue  # the last of an item's measures: （2）… （3）…
        is_below_others = any(n.style not in family for n in nearby[: nearby.index(number)])
        begins_anew = number.value == 1 and found and is_below_others
        skips = found and not before and _skips(text, number, value)
        if number.value != value + 1 and not begins_anew and not skips:
            continue
        if index and not found:
            break
        found[index] = _heading(text, number.start, end)
        value = number.value
    return found


def _skips(text: str, number: Number, before: int) -> bool:
    """四、大气环境问题 after 二、…, whose 三、 has no item here: words of a heading, no sentence."""
    line = LINE.match(text, number.end)
    is_words = line is not None and re.fullmatch(r"[^，,；;。]{4,40}[。：:]?\s*", line.group())
    return before < number.value <= before + 3 and bool(is_words)


def _is_chapter(only: dict[int, Heading], heads: Sequence[Head], numbers: Sequence[Number]) -> bool:
    """One heading above the whole list, and the next of its kind after it: 一、任务进展 … 二、存在困难."""
    number = next(iter(only.values())).number
    return number is not None and any(
        n.style == number.style and n.value == number.value + 1 and n.start > heads[-1].start for n in numbers
    )


def _is_close(text: str, number: Number, nearby: Sequence[Number], end: int) -> bool:
    """A heading stands right above its first item, with a paragraph about the category at most between."""
    lines = [line for line in LINE.findall(text, number.end, end) if line.strip()]
    is_short = (
        bool(lines) and len(lines[0].strip()) <= 80 and (len(lines) <= 3 or sum(map(len, lines)) <= 160)
    )
    return is_short and not any(n.start > number.start for n in nearby)


def _worded_headings(
    text: str, spaces: Sequence[tuple[int, int]], words: re.Pattern[str], above: int
) -> dict[int, Heading]:
    """Those that their words alone tell; the lines `above` them belong to the item before."""
    found = {}
    for index, (start, end) in enumerate(spaces):
        lines = [line for line in LINE.finditer(text, start, end) if line.group().strip()]
        for line in lines[above:][-2:]:
            is_whole = line.start() == 0 or text[line.start() - 1] in "\r\n\f"
            if is_whole and words.fullmatch(line.group()) and not is_furniture(line.group()):
                found[index] = _heading(text, line.start(), end)
    return found


def _heading(text: str, start: int, floor: int) -> Heading:
    """The heading of a line, and of the lines up to floor that it was broken into."""
    line = LINE.search(text, start)
    assert line, start
    end = line.end()
    for following in LINE.finditer(text, end, floor):
        if len(line.group().strip()) < max(FULL_LINE, len(following.group().strip())) or ENDS.search(
            line.group()
        ):
            break
        line, end = following, following.end()
    return Heading(start, end, category_words(text[start:end]) or "", number_at(text, start))
