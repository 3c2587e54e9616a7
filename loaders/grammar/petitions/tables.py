"""Counts of complaints in tables, of lines with tabs or copied a cell a line: 零陵区\\t5\\t3\\t1."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from loaders.grammar.petitions.reading import (
    BATCH,
    COMPLAINT,
    OFFICE,
    RUNNING_TOTAL,
    Count,
    PetitionFound,
    Reading,
    dimension_of,
    mark_key_cases,
    named_key,
    words_for,
)

WORDS_OF_LINE = re.compile(r"[^\s][^\n]*(?<=\S)")
CELL = re.compile(r"[^。；，：\t]{1,16}")
NUMBER_ALONE = re.compile(r"\d{1,6}")
NUMBERED = ("序号", "编号")
WIDEST = 16
SUM_LINE = {"合计", "总计", "总数", "全市", "全省", "全县", "全区"}
ABOVE_TABLE = 200
"""As far above a table, in characters, as the words may stand that say what it counts."""
NONE_WRITTEN = re.compile(r"[—–\-－/／无]{1,2}")


def tables_one_cell_a_line(
    text: str, start: int, end: int
) -> Iterator[tuple[int, int, list[list[tuple[int, int]]]]]:
    """Tables as copied from a page: 序号 / 县市 / 总计 / 来电 / 1 / 怀岸市 / 75 / 62 / … / 合计 / 190 / 152, with their rows."""
    cells = [match.span() for match in WORDS_OF_LINE.finditer(text, start, end) if match.group() != "|"]
    words = [text[slice(*cell)] for cell in cells]
    place = 0
    while place < len(cells):
        width = next(
            (n for n, word in enumerate(words[place : place + WIDEST]) if NUMBER_ALONE.fullmatch(word)), 0
        )
        width -= words[place] not in NUMBERED  # the first row's name stands before its first number
        is_heading = words[place] in NUMBERED or any(word in words[place] for word in words_for("heading"))
        if width < 3 or not is_heading or not all(map(CELL.fullmatch, words[place : place + width])):
            place += 1
            continue
        rows = [cells[place : place + width]]
        after = place + width
        while row := _row_one_a_line(words[after:], cells[after:], words[place], width):
            rows.append(row)
            after += len({cell for cell in row if cell[0] < cell[1]})
        if len(rows) > 2:
            yield cells[place][0], cells[after - 1][1], rows
        place = after if len(rows) > 2 else place + 1  # 各区县办理情况表 above 区县


def _row_one_a_line(
    words: list[str], cells: list[tuple[int, int]], first: str, width: int
) -> list[tuple[int, int]] | None:
    """The cells of the next row, or None; the line of sums has no number of its own (合计 / 190 / 152)."""
    numbers = [bool(NUMBER_ALONE.fullmatch(word) or NONE_WRITTEN.fullmatch(word)) for word in words[:width]]
    name = 1 if first in NUMBERED else 0
    if (
        name
        and words[:1]
        and words[0] in SUM_LINE
        and all(numbers[1 : width - 1])
        and len(numbers) >= width - 1
    ):
        return [cells[0], (cells[0][1], cells[0][1]), *cells[1 : width - 1]]
    is_row = (
        len(numbers) == width
        and not numbers[name]
        and bool(CELL.fullmatch(words[name]))
        and all(numbers[:name] + numbers[name + 1 :])
    )
    return cells[:width] if is_row else None


def cells_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The places of a line's cells, between its tabs, white space left out; without tabs its words."""
    if "\t" not in text[start:end]:
        return [word.span() for word in re.compile(r"\S+").finditer(text, start, end)]
    cells, at = [], start
    for stop in [*(tab.start() for tab in re.compile("\t").finditer(text, start, end)), end]:
        words = text[at:stop]
        lead = len(words) - len(words.lstrip())
        cells.append((at + lead, at + max(lead, len(words.rstrip()))))
        at = stop + 1
    return cells


def read_table(text: str, start: int, lines: list[list[tuple[int, int]]], reading: Reading) -> None:
    """Add a table, given by the places of its cells: a part a line, by its column of totals; all columns of the line 合计.

    Of several lines of titles the lowest counts, with the groups above it: 交办件数 over 合计 and 重点件.
    """
    lines = _one_below_another(text, lines)
    rows = [
        [
            re.sub(r"\s|[（(][件宗起个][)）]|(?<=\d)[件宗起]$|(?<=\d),(?=\d{3})", "", text[slice(*cell)])
            for cell in line
        ]
        for line in lines
    ]
    first = next((n for n, row in enumerate(rows) if any(map(str.isdigit, row[1:]))), 0)
    heads = [row for row in rows[:first] if len(row) == len(rows[first])]
    if not heads:
        return
    titles = [next((words for words in reversed(column) if words), "") for column in zip(*heads, strict=True)]
    groups = [list(accumulate(row, _filled)) for row in heads]
    columns = ["".join(column) for column in zip(*groups, strict=True)]
    total = _column(titles, columns, "total")
    marked = _column(titles, columns, "key_cases", after=total or 0)  # 本批 | 其中重点 | 累计 | 其中重点
    is_of_complaints = COMPLAINT.search("".join(columns) + text[max(0, start - ABOVE_TABLE) : start])
    if total is None or not is_of_complaints:
        return
    name = 1 if titles[0] in NUMBERED else 0
    dimension = next((d for word, (d, _) in words_for("heading").items() if word in titles[name]), "area")
    parts: list[PetitionFound] = []
    count = reading.counts[-1]
    for cells, values in zip(lines[first:], rows[first:], strict=True):
        if len(values) != len(titles) or not values[total].isdigit():
            continue
        cases = int(values[total])
        key_cases = None if marked is None else _number_of_cases(values[marked])
        place = cells[0][0], cells[-1][1]
        if not {values[0], values[name]} & SUM_LINE:
            if values[name] and not BATCH.fullmatch(values[name]):
                is_office = dimension == "area" and OFFICE.fullmatch(values[name])  # 区住建委 among the towns
                own = "department" if is_office else dimension
                parts.append(PetitionFound(reading.day, own, values[name], cases, key_cases, *place))
            continue
        sum_line = PetitionFound(reading.day, "total", "合计", cases, key_cases, *place)
        if count.total is None or (count.total.cases, count.total.as_of) != (cases, reading.day):
            count = Count("合计", sum_line)
            reading.counts.append(count)
        elif key_cases is not None:
            mark_key_cases(count, key_cases)
        for title, value in zip(titles, values, strict=True):
            known = named_key(title) or dimension_of(title, "件", None, inside=False)
            if known and known[0] not in ("area", "total") and value.isdigit():
                parts.append(PetitionFound(reading.day, *known, int(value), None, *place))
    count.rows += [replace(row, of=count.kind) for row in parts]


def _one_below_another(text: str, lines: list[list[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    """县区 | 件数 | 县区 | 件数: the parts of a table that stand side by side."""
    head = [text[slice(*cell)].strip() for cell in lines[0]] if lines else []
    for width in range(2, len(head) // 2 + 1):
        if head == head[:width] * (len(head) // width):
            starts = range(0, len(head), width)
            return [line[at : at + width] for at in starts for line in (lines[1:] if at else lines)]
    return lines


def _filled(left: str, words: str) -> str:
    """A group's title stands over its first column only."""
    return words or left


def _number_of_cases(value: str) -> int | None:
    """The number in a cell; — is none, an empty cell does not say."""
    return int(value) if value.isdigit() else 0 if NONE_WRITTEN.fullmatch(value) else None


def _column(titles: list[str], columns: list[str], what: str, after: int = 0) -> int | None:
    """The column of the totals or the key cases: of all batches (累计) first, then behind another, then by the words."""
    words = [word for word, (dimension, _) in words_for("column").items() if dimension == what]
    found = [
        (not RUNNING_TOTAL.search(columns[n]), bool(BATCH.search(columns[n])), n < after, order, n)
        for n, title in enumerate(titles)
        for order, word in enumerate(words)
        if n and title.endswith(word) and (what == "key_cases" or "重点" not in title)
    ]
    return min(found)[-1] if found else None
