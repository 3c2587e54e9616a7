"""A stretch of text without what published copies strew into it, each character knowing where it stood.

Copies break words across lines, put spaces round figures, mix full and half width and leave LaTeX behind:
`PM_{2.5} 年均浓度`, `52％`, `2025年1 - 9月`. Here they read PM2.5年均浓度, 52%, 2025年1-9月, punctuation half width.
"""

import re
import unicodedata
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?P<ordinary>[\u3400-\u9fffA-Za-z0-9,.;:()!?%。、，；：（）！？％]+)  # which come many at a time
  | (?P<gap>[\s\u200b\ufeff]+)
  | (?P<latex>\\mu|[\\_{}^$]+)
  | (?P<step>[①-⑳⒈-⒛])  # stays: ①2022年 is not 12022年
  | (?P<character>.)
    """,
    re.DOTALL | re.VERBOSE,
)
_HALF_WIDTH = str.maketrans("，；：（）！？％", ",;:()!?%")
_SENTENCE_END = "。!?;:"

# 1. · 3.2023年 · （二） · 二、 · ① · 一是: a line that opens so is a paragraph, any other may be a broken line
_OPENS_PARAGRAPH = re.compile(
    r"\d{1,2}[.．、](?!\d(?!0\d\d年)) | [（(][一二三四五六七八九十\d]{1,3}[）)] | [①-⒛] | [一二三四五六七八九十]{1,3}[、是]",
    re.VERBOSE,
)
# 4．20蒸吨及以下燃煤锅炉… · 5. 30个排污口…: behind a number of a step that opens a line or follows a stop
_NUMBER_OF_STEP = re.compile(r"(?:^|[。；;\s])\d{1,2}[.．]$")
_WORDS_COUNTED = re.compile(r"\d{1,6}[\u4e00-\u9fff]")
# 平均浓度为3|8微克/立方米: a line of running text that ends within a figure
_LINE_BEFORE = re.compile(r"[^\n]{10}[\u4e00-\u9fff、≤≥<>]\d{1,3}$")
_REST = re.compile(r"\d{1,3}(?:\.\d{1,3})?(?:[%％‰微毫公万吨天倍类个]|百分点|[mμu]g)")
_SAME = {"µ": "μ", "—": "-", "–": "-", "−": "-", "‐": "-", "～": "~", "∼": "~", "•": "·"}


@dataclass(frozen=True, eq=False)
class Plain:
    """`text` is clean; `places[i]` is where its i-th character stands in `source`."""

    source: str
    text: str
    places: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the source."""
        return self.places[start], self.places[end - 1] + 1

    def words(self, start: int, end: int) -> str:
        """text[start:end] as its author typed it, white space left out."""
        if start >= end:
            return ""
        first, last = self.place(start, end)
        return re.sub(r"\s+", "", self.source[first:last])


def plain(source: str, start: int, end: int) -> Plain:
    """The stretch from start to end, cleaned. Paragraphs end in a line break; other white space goes."""
    text: list[str] = []
    places: list[int] = []
    for token in _TOKEN.finditer(source, start, end):
        if token["ordinary"]:
            text.extend(token["ordinary"].translate(_HALF_WIDTH))
            places.extend(range(*token.span()))
            continue
        if token["gap"]:
            clean = _gap(text[-1] if text else "", token["gap"], source, token.end())
        elif token["latex"]:
            clean = "μ" if token["latex"] == r"\mu" else ""
        elif token["step"]:
            clean = token["step"]
        else:
            character = token["character"]
            clean = _SAME.get(character) or unicodedata.normalize("NFKC", character)
            if character == "．" and _ends_number_of_step(source, token.end(), token.end()):
                clean = ". "
        text.extend(clean)
        places.extend([token.start()] * len(clean))
    return Plain(source, "".join(text), tuple(places))


def following(before: Plain, clean: Plain) -> Plain:
    """One stretch and a later one of the same source as two paragraphs."""
    return Plain(
        clean.source, f"{before.text}\n{clean.text}", (*before.places, clean.places[0], *clean.places)
    )


def _ends_number_of_step(source: str, stop: int, end: int) -> bool:
    """Whether the words before `stop` are 4． at the head of a step, and those from `end` on a figure."""
    return bool(_NUMBER_OF_STEP.search(source[max(0, stop - 4) : stop]) and _WORDS_COUNTED.match(source, end))


def _is_heading(source: str, end: int, gap: str) -> bool:
    """二、水环境质量 above a line much longer; a line that a copy broke is as long as the one below it."""
    stop = end - len(gap)
    line = source[source.rfind("\n", 0, stop) + 1 : stop]
    below = source.find("\n", end)
    longer = (below if below >= 0 else len(source)) - end > max(2 * len(line), 20)
    return longer and bool(_OPENS_PARAGRAPH.match(line)) and line[-1] not in "、，,(（"


def _gap(before: str, gap: str, source: str, end: int) -> str:
    """What white space stands for: the end of a paragraph, a gap between two figures, or nothing."""
    if (
        "\n" in gap
        and before
        and (before in _SENTENCE_END or _OPENS_PARAGRAPH.match(source, end) or _is_heading(source, end, gap))
    ):
        return "\n"
    if before == "." and _ends_number_of_step(source, end - len(gap), end):
        return " "
    if not (before.isdigit() and source[end : end + 1].isdigit()):
        return ""
    start = end - len(gap)
    broken = (
        gap == "\n" and _LINE_BEFORE.search(source, max(0, start - 60), start) and _REST.match(source, end)
    )
    return "" if broken else " "
