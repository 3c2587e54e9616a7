"""What a search looks through: the words of each task, and the characters that are taken for one another.

So that a million tasks need not be read, search_terms.sql notes which texts hold a character or a pair of them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count

import opencc

from loaders.rows import FoldedRow, ParsedDocument, SearchRow, UnitRow
from loaders.vocabulary import rows

HAN = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]
WIDE = range(0xFF01, 0xFF5F)
"""Full-width letters, figures and signs."""
SMALL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉µ", "01234567890123456789μ")
"""Figures above and below the line, as in PM₂.₅ and μg/m³; the sign for micro, which is a letter twice."""


@cache
def folding() -> dict[str, str]:
    """A character -> what it is searched as: 廢 as 废, Ａ as a, B as b, one for one, so that places stay."""
    written = [chr(code) for code in HAN]
    simple = opencc.OpenCC("t2s").convert("\n".join(written)).split("\n")
    folded = {a: b for a, b in zip(written, simple, strict=True) if a != b and len(b) == 1}
    folded |= {chr(code): chr(code - 0xFEE0).lower() for code in WIDE}
    folded |= {chr(code): chr(plain) for code, plain in SMALL.items()}
    return folded | {chr(code): chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}


def folded_characters() -> Iterator[FoldedRow]:
    """A row a character that is searched as another."""
    for written, folded in folding().items():
        yield FoldedRow(written, folded)


def search_texts(documents: Sequence[ParsedDocument], units: dict[str, UnitRow]) -> Iterator[SearchRow]:
    """A row a task: where it is, all that it and reports on it say and whom it names, by any name that a document writes,
    and the short or full names of what it says (VOCs, 挥发性有机物); folded, without white space within a field."""
    table = str.maketrans(folding())
    numbers = count()
    names = [
        (row[one], row[other])
        for row in rows("short_names")
        for one, other in (("short", "full"), ("full", "short"))
    ]
    called: dict[str, set[str]] = defaultdict(set)
    told: dict[str, list[str | None]] = defaultdict(list)
    for document in documents:
        for unit in document.task_units:
            called[unit.unit_id] |= {unit.name_as_written, units[unit.unit_id].name, unit.unit_id}
        for task in document.tasks:
            if task.reports_on:
                told[task.reports_on].append(task.progress)
    for document in documents:
        named: dict[str, list[str]] = defaultdict(list)
        for unit in document.task_units:
            named[unit.task_id] += sorted(called[unit.unit_id])
        for leader in document.task_leaders:
            named[leader.task_id].append(leader.leader)
        for task in document.tasks:
            words = [
                task.city, task.area, task.category, task.issue, task.goal, task.measures, task.progress, task.deadline_text,
                *named[task.task_id], *told[task.task_id],
            ]  # fmt: skip
            fields = ["".join(said.split()) for said in words if said]
            fields += [other for name, other in names if any(name in field for field in fields)]
            yield SearchRow(next(numbers), task.task_id, "\n".join(fields).translate(table))
