"""Each breakdown of the complaints against their total."""

import re
from collections.abc import Iterator

from loaders.checks.words import sentence_at
from loaders.grammar.spans import Spans
from loaders.items import Check
from loaders.rows import ParsedDocument, PetitionRow

DIMENSIONS = {
    "area": "县市区",
    "department": "市直单位",
    "industry": "行业",
    "pollution": "污染类型",
    "handling": "办理情况",
    "channel": "来源",
}
# 信访举报量前三的为：… · 举报较多的是… · …27件等
OF_SOME = re.compile(r"前[二三四五六七八九十\d]+(?!个?[月季])|较[多高大]|最[多高大]|居前|靠前|主要|件等")
OVERLAP = re.compile(r"部分[^，。]{0,4}件涉及|同一件|同一信访件|涉及多|存在交叉|有重复|可能涉及")


def petitions(text: str, parsed: ParsedDocument) -> Iterator[Check]:
    """Each breakdown of the complaints against their total; where the source says that parts overlap, none is due.

    A case of dust and noise is often counted in both kinds of pollution, though nothing says so.
    """
    counts = parsed.petition_counts
    totals = [row for row in counts if row.dimension == "total" and row.key in ("合计", "本批")]
    for dimension, name in DIMENSIONS.items() if totals else ():
        rows = [row for row in counts if row.dimension == dimension and row.as_of == totals[0].as_of]
        if len(rows) < 2:
            continue
        parts = [row.cases for row in rows]
        total = min(totals, key=lambda total: abs(total.cases - sum(parts)))
        span = total.source_start, total.source_end
        start, _ = sentence_at(text, rows[0].source_start)
        _, end = sentence_at(text, rows[-1].source_end)
        lead = text[start : rows[0].source_start]
        of_key_cases = dimension == "department" and "重点件" in lead and total.key_cases is not None
        expected = total.key_cases or 0 if of_key_cases else total.cases
        beside = _counted_beside(text, rows[0].source_start, end, counts)
        if beside and sum(parts) + beside == expected:
            parts.append(beside)
        found = sum(parts)
        if found < expected and OF_SOME.search(text, start, end):
            continue  # a part of them, which need not add up
        note = f"{'+'.join(map(str, parts))}={found}。"
        passed: bool | None = found == expected
        if found != expected and OVERLAP.search(text, start, end):
            note += "文中说明同一件可计入多类，不算不符。"
            passed = found > expected
        elif found > expected and dimension == "pollution":
            note += "同一件可能计入多类，不算不符。"
            passed = None
        if found < expected and "其中" in lead and dimension != "handling":
            note += "“其中”之后不一定列全，不算不符。"
            passed = None
        subject = "重点件" if of_key_cases else "信访件"
        yield Check(f"{subject}：按{name}相加与总数", expected, found, passed, note, *span)
        keyed = [row.key_cases for row in rows if row.key_cases]
        if total.key_cases and keyed and not of_key_cases:
            note = f"{'+'.join(map(str, keyed))}={sum(keyed)}。"
            passed = sum(keyed) == total.key_cases
            yield Check(f"重点件：按{name}相加与总数", total.key_cases, sum(keyed), passed, note, *span)
    for row in counts:
        if row.dimension == "total" and row.key == "重复件":
            note = "文中没有重复件的分项，无从比较。"
            yield Check("重复件", row.cases, None, None, note, row.source_start, row.source_end)


def _counted_beside(text: str, start: int, end: int, counts: list[PetitionRow]) -> int:
    """Cases that the same sentence gives to somebody who is no part of a breakdown: …，市直部门1件."""
    read = Spans((row.source_start, row.source_end) for row in counts)
    others = re.compile(r"(?<![\d.])(\d{1,5})\s*件").finditer(text, start, end)
    return sum(int(other[1]) for other in others if not read.touch(*other.span()))
