"""The clauses of a report and the words in them that say how far something is: 已完成整改, 达到序时进度, 尚未启动 …

The words stand in data/vocabulary/status_words.csv, one a row: `phrase` is a regular expression in which … is a gap
inside one clause, `status` a status of the data model, `open` (not finished, no more is said) or `none` (a word that
is no report: 销号工作). `about` is `task` (a word of rectification: 整改, 销号), `work` (of any work: 完工), `bare` (a
report only where its clause names nothing: 有序推进), `begun` (on its way unless it is done after: 已开工), `again`
(begun anew: 重新整治) or `standing` (work without an end: 定期). The longest phrase wins, of equal ones the upper
row; before them come the rows marked `wins` (尚未, 待, 基本: however long the words after them).
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders import vocabulary
from loaders.grammar.spans import Spans

# （三）, 3., ③, 一是, 三、 at the head of a clause.
MARKER = re.compile(
    r"""\s* (?: [（(] [一二三四五六七八九十\d]+ [）)] | [一二三四五六七八九十]{1,3} (?: 是 | 、 ) | 其[一二三四五]
              | \d{1,2} (?: [.．] (?: (?!\d) | (?=20\d\d\s*年) ) | 、 | [）)] ) | [①-⑳] )+ \s* """,
    re.VERBOSE,
)
BOOK_TITLE = re.compile(r"《[^》]*》")
CLAUSE_END = re.compile(
    r"[，,。！？；;】]|(?<=\S)[\n\r]+(?=\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．是]))"
)
# 整改已完成 above 累计清理垃圾3吨; not 整改完成 above 率85%
ALONE = re.compile(r"已?([^\n]{2,16}?)\s*(\n+)(?![\d率])")
SENTENCE_END = re.compile(r"[。！？；;】\n\r]")  # 【已完成】库面覆土绿化14.6万平方米


@dataclass(frozen=True)
class Clause:
    start: int
    end: int
    sentence: int


def find_clauses(text: str, start: int, end: int) -> list[Clause]:
    """What stands between commas, without list numbers; sentences end at 。 and ；, and after a status alone on the first line."""
    clauses, sentence, at = [], 0, start
    titles = Spans(match.span() for match in BOOK_TITLE.finditer(text, start, end))
    ends = [m.span() for m in CLAUSE_END.finditer(text, start, end) if not titles.hold(m.start())]
    first = ALONE.match(text, start, end)
    if first and any(word[:2] == (0, len(first[1])) for word in status_words(first[1])):
        ends = sorted({*ends, first.span(2)})
    for stop, after in [*ends, (end, end)]:
        marker = MARKER.match(text, at, stop)
        if marker:
            sentence, at = sentence + 1, marker.end()
        while at < stop and (text[at].isspace() or text[at] == "【"):
            at += 1
        last = stop
        while last > at and text[last - 1].isspace():
            last -= 1
        if at < last:
            clauses.append(Clause(at, last, sentence))
        if SENTENCE_END.search(text, stop, after):
            sentence += 1
        at = after
    return clauses


@dataclass(frozen=True)
class Phrase:
    """A row of status_words.csv."""

    pattern: re.Pattern[str]
    letters: list[frozenset[str]]
    """Those of each alternative of the pattern."""
    status: str
    about: str
    order: tuple[bool, int]


@cache
def _phrases() -> tuple[Phrase, ...]:
    """The rows of status_words.csv. White space may stand between all characters: a PDF breaks any word."""
    gap = "(?:分阶段|[^，。；,;！？：:（(未尚待拟将不没须需应申基阶]){0,16}?"
    narrow = "[^，。；,;！？：:未尚待拟将不没须需应申已均的]{0,12}?"  # 未批先建问题已整改完成 is not 未…完成
    phrases = []
    for number, row in enumerate(vocabulary.rows("status_words")):
        spaced = re.sub(r"([㐀-鿿)*?])(?=[㐀-鿿(…])", r"\1\\s*", row["phrase"])
        spaced = spaced.replace(r"销\s*号", r"销\s*[号项]")  # in Shanghai a task is 销项
        pattern = re.compile(spaced.replace("…", narrow if row["wins"] else gap))
        letters = vocabulary.always_in(row["phrase"].replace("销号", "销[号项]"))
        phrases.append(Phrase(pattern, letters, row["status"], row["about"], (not row["wins"], number)))
    return tuple(phrases)


@lru_cache(maxsize=20_000)  # a ledger says 已完成 in thousands of rows
def status_words(clause: str) -> list[tuple[int, int, Phrase]]:
    """The status words of a clause with their places: the winning and the longest first served, none overlapping."""
    found = []
    clause = BOOK_TITLE.sub(lambda title: "《" * len(title.group()), clause)
    has_all = set(clause).issuperset
    for phrase in _phrases():
        for match in phrase.pattern.finditer(clause) if any(map(has_all, phrase.letters)) else ():
            found.append((*match.span(), phrase))
    found.sort(key=lambda word: (word[2].order[0], word[0] - word[1], word[2].order[1]))
    taken: list[tuple[int, int, Phrase]] = []
    is_taken = bytearray(len(clause))
    for start, end, phrase in found:
        if not any(is_taken[start:end]):
            is_taken[start:end] = b"\1" * (end - start)
            taken.append((start, end, phrase))
    return sorted(taken, key=lambda word: word[0])
