"""Tables whose cells came out one a line, as when a web page is copied: the header's cells, then those of each row.

序号 / 反馈问题 / 整改时限 / 责任单位 / 1 / … / … / … / 2 / …
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from loaders.grammar.numbering import CHINESE, NUMERAL, number_of
from loaders.grammar.units.pieces import FRAGMENT
from loaders.layouts.furniture import is_furniture, is_issuer, is_page_number
from loaders.layouts.labelled_cells import LONGEST_LABEL
from loaders.layouts.labels import KnownLabel, look_up
from loaders.source import Cell, Table

MOST_LINES = 40
"""Of one cell."""
FEWEST_COLUMNS = 3
MOST_COLUMNS = 30
MOST_SKIPPED = 20
"""Numbers that a list of some items of a longer one leaves out between two."""
UNKNOWN = KnownLabel("ignored", None)
"""A column whose header is in no list of labels."""
WORD, LINE = re.compile(r"\S+"), re.compile(r"\S(?:[^\r\n\f]*\S)?")
NUMBER_HEADER = re.compile(r"(?:反馈|整改)?(?:问题|任务)?(?:序号|编号)")
ITEM_NUMBER = re.compile(rf"\s*[（(]?\s*(?P<n>{NUMERAL})\s*[)）]?\s*[.．、]?\s*")
# 5 | 月底前, 4 | 座: a figure that a line's end or a space parted from what it counts
FIGURE = re.compile(r"\s*[年月日座家个项处条户万亿亩米吨公平次辆人套株起件所口眼台类级期批分余多%％]")
# （二）水污染防治方面（3项） · 二、水环境
HEADING = re.compile(rf"(?:[（(][{CHINESE}]+[)）]|[{CHINESE}]+、)\s*[^。；]{{2,40}}")
# What a line of a column looks like; where a cell has several lines, they are shared out by it.
DATE = re.compile(r"\d{4}\s*[年./-]|[底末]前?$|立行立改|长期|持续|季度|汛期|统一部署|\d月")
ORGANISATION = re.compile(
    r"(?:局|委|办|院|厅|政府|公司|中心|管委会|街道|[镇乡县区市]|支队|大队|公安|单位|部|集团|处|站|所|厂|委员会|会)[）)]?[、，,；;]?$"
)
# 2024年6月30日前 · 立行立改，长期坚持 · 2024-06-30, not 2024年6 | 月
WHOLE_DATE = re.compile(
    r"(?=[\d二“\"十立即长持按每今明全汛常]).{0,36}(?:[年月日前底末改持进]|季度|完成|-\d\d|\.\d+)[）)]?"
)
SEPARATOR = re.compile(r"[、，,；;/]")
# 李永良 · 市委常委 · 副市长李明
LEADER = re.compile(
    r"(?![底前月日并及])(?:[\u4e00-\u9fff·]{2,4}|[\u4e00-\u9fff·]{0,16}(?:书记|[市县区州镇乡]长|主任|常委|领导|主席|负责人)[\u4e00-\u9fff·]{0,4})"
)
STEP = re.compile(rf"[{CHINESE}]{{1,3}}是|\d{{1,2}}[.．、]|[（(](?:{NUMERAL})[)）]|[①-⑳]")
LONG_FIELDS = ("measures", "progress")
"""Fields whose cells often have several lines."""


def tables_of_lines(text: str) -> list[Table]:
    """Each table whose header, one cell a line, begins with a number and names the problem.

    Where no such header stands on lines of its own, one on a single line is looked for, whose cells spaces part or
    nothing does: 序号 问题 整改时限 责任单位 · 序号问题整改时限责任单位; below it a cell a line, or cells that spaces part.
    """
    lines = _whole_labels(text, _cells(LINE, text, 0, len(text)))
    tables = list(_tables_among(text, lines))
    for line in lines if not tables else ():
        words = _cells(WORD, text, line.start, line.end)
        header = [cell for word in words for cell in _run_together(text, word)]
        # its last words may go on in the next line
        if len(header) >= FEWEST_COLUMNS and len(_header(text, header, 0)) >= len(header) - 1:
            below = _cells(WORD, text, line.end, len(text))
            return list(_tables_among(text, _whole_labels(text, [*header, *below])))
    return tables


def _whole_labels(text: str, lines: Sequence[Cell]) -> list[Cell]:
    """With the cells of a header whose words a narrow column broke as one each: 序 | 号 | 整改 | 时限."""
    whole: list[Cell] = []
    place, in_header = 0, False
    while place < len(lines):
        in_header = in_header or text[slice(*lines[place])] in ("序", "序号")
        ends = (lines[min(place + count, len(lines)) - 1].end for count in (4, 3, 2, 1))
        cells = [Cell(lines[place].start, end) for end in ends] if in_header else []
        if lines[place].end - lines[place].start >= 4:  # 牵头领导 | 牵头单位 are two
            cells = cells[-1:] + cells[:-1]
        labels = (
            cell for cell in cells if cell.end - cell.start <= LONGEST_LABEL and look_up(text[slice(*cell)])
        )
        cell = next(labels, None)
        in_header = cell is not None
        whole.append(cell or lines[place])
        while place < len(lines) and lines[place].end <= whole[-1].end:
            place += 1
    return whole


def _run_together(text: str, word: Cell) -> list[Cell]:
    """A header's cells without anything between them, as few as give labels only: 序号|具体问题|整改时限."""
    words = text[word.start : word.end]
    if not NUMBER_HEADER.match(words) or look_up(words):
        return [word]
    ways: list[list[Cell] | None] = [[]]
    for end in range(1, len(words) + 1):
        shorter = (
            [*before, Cell(word.start + start, word.start + end)]
            for start in range(max(0, end - LONGEST_LABEL), end)
            if (before := ways[start]) is not None and look_up(words[start:end])
        )
        ways.append(min(shorter, key=len, default=None))
    return ways[-1] or [word]


def _cells(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[Cell]:
    return [Cell(*found.span()) for found in pattern.finditer(text, start, end)]


def _tables_among(text: str, lines: Sequence[Cell]) -> Iterator[Table]:
    index = 0
    while index < len(lines):
        columns = _header(text, lines, index)
        if columns:
            below = index + len(columns)
            lines = _without_repeats(text, lines, index, below)
            order = _order(text, lines, below, columns)
            end, rows = _rows(text, lines, below, [columns[place] for place in order])
            if len(rows) >= 2:
                yield Table((tuple(lines[index + place] for place in order), *rows))
                index = end
                continue
        index += 1


def _without_repeats(text: str, lines: Sequence[Cell], start: int, end: int) -> Sequence[Cell]:
    """The lines without the header as each page repeats it, whose 序号 may have gone with the page's edge."""
    words = ["".join(text[slice(*cell)].split()) for cell in lines]
    header, kept = words[start:end], list(lines[:end])
    place = end
    while place < len(lines):
        repeated = next((h for h in (header, header[1:]) if words[place : place + len(h)] == h), [])
        kept += [] if repeated else [lines[place]]
        place += len(repeated) or 1
    return kept


def _header(text: str, lines: Sequence[Cell], index: int) -> list[KnownLabel]:
    """The columns of a header that begins here with 序号: three labels or more, one of them the problem.

    A word between labels that is none (点位名称) heads a column, too: the header ends where the first number stands.
    """
    columns: list[KnownLabel] = []
    width = 0
    for cell in lines[index : index + MOST_COLUMNS]:
        words = text[cell.start : cell.end]
        known = look_up(words) if len(words) <= LONGEST_LABEL else None
        if not columns and (known is None or known.field != "seq"):
            return []
        if known:
            width = len(columns) + 1
        elif len(words) > LONGEST_LABEL or ITEM_NUMBER.fullmatch(words) or HEADING.fullmatch(words):
            break
        columns.append(known or UNKNOWN)
    columns = columns[:width]
    named = [column for column in columns if column is not UNKNOWN]
    is_header = len(named) >= FEWEST_COLUMNS and len(named) * 2 > width
    return columns if is_header and any(column.field == "issue" for column in named) else []


def _order(text: str, lines: Sequence[Cell], index: int, columns: Sequence[KnownLabel]) -> Sequence[int]:
    """The columns as they stand, but for those of a second header row, which go to the place of what stood above them
    where all rows then have a line for each: 责任分工 / 整改时限 / 牵头单位 / 配合单位 are 牵头单位, 配合单位, 整改时限.
    """
    heads = _number_lines(text, lines, index, len(columns) - 1)
    is_one_less = {two - one for one, two in pairwise(heads)} == {len(columns) - 1}
    own = [place for place, column in enumerate(columns) if column.field in ("units", "leader")]
    above = next((place for place in own if columns[place].role == "responsible"), len(columns))
    below = [place for place in own if place > above]
    if not is_one_less or len(below) < 2 or below[-1] - below[0] >= len(below):
        return range(len(columns))
    return [*range(above), *below, *(at for at in range(above + 1, len(columns)) if at not in below)]


def _rows(
    text: str, lines: Sequence[Cell], index: int, columns: Sequence[KnownLabel]
) -> tuple[int, list[tuple[Cell, ...]]]:
    """The rows: each begins with the next number, alone on its line, and ends before the one after it."""
    rows: list[tuple[Cell, ...]] = []
    heads = _number_lines(text, lines, index, len(columns))
    above = lines[index : heads[0]] if heads else []
    if not heads or len(above) > 1 and not _heading(text, above):
        return index, []
    if above:
        rows.append((Cell(above[0].start, above[-1].end),) * len(columns))
    end = index
    longest = max([len(columns), *(b - a for a, b in pairwise(heads))])
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        stop = following if following is not None else _end(text, lines, head, len(columns), longest)
        block = list(lines[head + 1 : stop])
        is_long = columns[-1].field in LONG_FIELDS and len(block) < len(columns)
        heading = None if following is None or is_long else _heading(text, block)
        block = [cell for cell in block if heading is None or cell.end <= heading.start]
        rows.append((lines[head], *_shared_out(text, block, columns[1:])))
        if heading:
            rows.append((heading,) * len(columns))
        end = stop
    return end, rows


def _number_lines(text: str, lines: Sequence[Cell], index: int, width: int) -> list[int]:
    """Lines that hold the next number of the list and nothing else.

    Where the next number stands nowhere, a higher one a row or more below goes on with the list: 3 … 5 … 12.
    """
    alone: list[tuple[int, int]] = []
    for place in range(index, len(lines)):
        found = ITEM_NUMBER.fullmatch(text, lines[place].start, lines[place].end)
        if found and len(found["n"]) <= 3 and not FIGURE.match(text, lines[place].end):
            alone.append((place, number_of(found["n"])))
    heads = alone[:1]
    while heads:
        last, value = heads[-1]
        below = [number for number in alone if number[0] > last]
        far = range(last + width, len(lines) - width + 1)
        going_on = [n for n in below if n[1] == value + 1 or n[0] in far and 0 < n[1] - value <= MOST_SKIPPED]
        following = min(going_on, key=lambda number: number[1] != value + 1, default=None)
        if not following:
            break
        heads.append(following)
    return [place for place, _ in heads]


def _end(text: str, lines: Sequence[Cell], head: int, width: int, longest: int) -> int:
    """Where the last row ends: before the page's footer or a dated signature, and at the longest row's length."""
    words = [text[cell.start : cell.end] for cell in lines[head : head + longest + 1]]
    for place in range(1, len(words)):
        is_signature = (
            place >= width
            and is_issuer(words[place])
            and is_furniture(" ".join(words[place + 1 : place + 2]))
        )
        is_number = is_page_number(words[place]) and not FIGURE.match(text, lines[head + place].end)
        if is_furniture(words[place]) or is_number or is_signature:
            return head + place
    return head + min(len(words), longest)


def _heading(text: str, lines: Sequence[Cell]) -> Cell | None:
    """The heading of the next group in which a row's lines end, no part of its last cell: 二、水环境方面（2 | 项）."""
    behind = (Cell(lines[-count].start, lines[-1].end) for count in range(1, min(4, len(lines) + 1)))
    return next((cell for cell in behind if HEADING.fullmatch(re.sub(r"\s", "", text[slice(*cell)]))), None)


def _shared_out(text: str, block: Sequence[Cell], columns: Sequence[KnownLabel]) -> list[Cell]:
    """Lines in their order given to columns in theirs, so that they look most like what the columns hold."""
    words = [text[cell.start : cell.end] for cell in block]

    @cache
    def best(line: int, column: int) -> tuple[float, tuple[Cell, ...]]:
        """How the lines from `line` on suit the columns from `column` on, and the cells that these then have."""
        if column == len(columns):
            return (0.0 if line == len(block) else float("-inf")), ()
        ways = []
        after = Cell(block[line - 1].end, block[line - 1].end) if line else Cell(0, 0)
        for taken in _may_take(words[line : line + MOST_LINES]):
            rest, cells = best(line + taken, column + 1)
            cell = Cell(block[line].start, block[line + taken - 1].end) if taken else after
            own = words[line : line + taken]
            suits = _likeness(own, columns[column].field) - 0.05 * (taken - 1) if own else -2.0
            ways.append((suits + rest, (cell, *cells)))
        return max(ways)

    return list(block if len(block) == len(columns) else best(0, 0)[1])


def _may_take(lines: Sequence[str]) -> list[int]:
    """How many of the lines a cell may hold: none, one, or as far as a sentence ends."""
    ends = [taken for taken, line in enumerate(lines, 1) if line.endswith(("。", "；", ";"))]
    return [0, 1, *ends] if ends else list(range(len(lines) + 1))


def _likeness(lines: Sequence[str], field: str) -> float:
    """How well the lines suit a column as its cell, about -3 to 3."""
    words = re.sub(r"\s", "", "".join(lines))
    is_step, ends = STEP.match(words) is not None, words.endswith(("。", "；", ";"))
    is_sentence = is_step or ends or len(words) > 40
    is_office = ORGANISATION.search(words) is not None
    match field:
        case "issue" | "goal" | "measures" | "progress":
            more = sum(line.endswith("。") or STEP.match(line) is not None for line in lines[:-1])
            of_steps = is_step if field in LONG_FIELDS else -2 * is_step - more
            return (2.0 if is_sentence else -1.0) - (not ends) + of_steps
        case "deadline" | "completed_on" | "reported_on" | "closing":
            fits = WHOLE_DATE.fullmatch(words) and DATE.search(words) is not None
        case "units":
            fits = is_office and not FRAGMENT.match(SEPARATOR.split(words)[0])
        case "leader":
            fits = all(map(LEADER.fullmatch, SEPARATOR.split(words))) and not is_office
        case "status" | "category":
            fits = len(words) <= 12 and not is_office
        case _:
            return 0.0
    return 3.0 if fits and not is_sentence else -3.0
