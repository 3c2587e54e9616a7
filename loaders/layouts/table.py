"""A list that stands in a table: 序号 | 反馈问题 | 整改目标 | 整改措施 | 整改时限 | 责任单位, one row or more an item."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.grammar.numbering import NUMERAL, number_at, number_of
from loaders.items import Field, Item, Layout, NotUnderstood
from loaders.layouts.headings import category_words
from loaders.layouts.labelled_cells import NOTHING, form_items
from loaders.layouts.labels import (
    SHORT_FIELDS,
    KnownLabel,
    find_labels,
    look_up,
    parted,
    units_behind_measures,
)
from loaders.layouts.one_cell_a_line import tables_of_lines
from loaders.source import Cell, Source, Table

HEADER_WITHIN = 10
"""Rows from the top of a table in which its header is looked for, below titles and dates."""
LONGEST_HEADER = 30
SAMPLE = 200
"""Rows that are enough to tell a column of numbers from one of codes."""
BESIDE_ISSUE = {"goal", "measures", "deadline", "units", "leader", "progress", "status", "closing"}
REPORTING = {"status", "closing", "completed_on", "reported_on"}
"""Fields that only a ledger has."""
WITH_LABELS = (None, "units", "leader")
"""Columns whose cells may say themselves what they hold: 责任分工, 责任单位."""
ONE_STRETCH = {"issue", "goal", "measures", "progress", "deadline"}
NOTES = re.compile(
    r"(?:备\s*注|注|说\s*明|填表说明|填\s*报|填\s*表|制\s*表|审\s*核|联系)\s*[：:]|合\s*计|总\s*计|小\s*计"
)
# 1 · 12. · （三） · 问题5 · 第37项 · 3.0 is written 3 by the readers
ITEM_NUMBER = re.compile(
    rf"[（(第]?\s*(?:(?:反馈|整改)?(?:问题|任务)|编号|序号|NO\.?)?\s*[（(]?\s*(?P<n>{NUMERAL})\s*[)）]?\s*[项号条个]?\s*[.．、：:]?",
    re.IGNORECASE,
)
TITLE = re.compile(r"(?:清单|方案|任务|一览表|台账|汇总表|情况表|表)(?:[（(][^（()）]*[)）])?$")
LEDGER_TITLE = re.compile(r"台\s*账|一览表")
DONE_AT = re.compile(r"(?:实际|整改)*完成[（(]?(?:销号)?[)）]?(?:时间|日期)")
LONGEST_STATUS = 12
WITH_DEADLINE = re.compile(r"(?P<first>.{4,6})(?:及其?|和|与|、|/)(?:整改|完成|整改完成)?(?:时限|期限|时间)")
REMARK = re.compile(r"备注|说明")
REPORT_TITLE = re.compile(r"进展|整改情况|落实情况|完成情况|通报|公示|销号")


@dataclass(frozen=True)
class Column:
    """What a column holds; field is None where its header is not known."""

    field: str | None
    label: str
    role: str | None
    header: Cell
    has_deadline: bool = False
    """整改目标及完成时限: each cell says by when, too."""

    @property
    def is_named(self) -> bool:
        return self.field is not None


@dataclass(frozen=True)
class Header:
    """The header of a table: its columns, the row it begins in and the row after it."""

    columns: tuple[Column, ...]
    first_row: int
    end_row: int

    def fields(self) -> set[str]:
        return {column.field for column in self.columns if column.field}

    def column_of(self, field: str) -> int | None:
        return next((i for i, column in enumerate(self.columns) if column.field == field), None)


@dataclass(frozen=True)
class TableList:
    """The items of a list and what was not understood of it."""

    items: tuple[Item, ...]
    not_understood: tuple[NotUnderstood, ...]
    fields: frozenset[str]


def claims(source: Source) -> bool:
    """A table's header names the problem and another field, and no column reports a status (that is a ledger);

    or tables are forms of an item each.
    """
    fields = header_fields(source)
    return (
        not fields & REPORTING if fields else any(form_items(source.text, table) for table in source.tables)
    )


def header_fields(source: Source) -> set[str]:
    """The fields that the headers of the lists name; empty where there is no list."""
    headers = (find_header(source.text, table) for table in _tables(source))
    return {field for header in headers if header for field in header.fields()}


def read(source: Source) -> Layout:
    found = read_lists(source)
    return Layout("table", kind_of(source, found), found.items, found.not_understood)


def kind_of(source: Source, found: TableList) -> str:
    """By the columns, and where they leave it open by the title: 整改台账, 整改进展情况表."""
    if not found.fields:
        names = {field.name for item in found.items for field in item.fields}
        return "progress_report" if names & {"progress", "status", "closing"} else "plan"
    above = source.text[: found.items[0].start] if found.items else source.text[:400]
    if found.fields & REPORTING or LEDGER_TITLE.search(above):
        return "ledger"
    if "progress" in found.fields and not {"goal", "measures"} <= found.fields:
        return "progress_report"
    return "progress_report" if "progress" in found.fields and REPORT_TITLE.search(above) else "plan"


def read_lists(source: Source) -> TableList:
    """The items of all tables, in their order; several lists (sheets, annexes) get their names."""
    runs: list[_Run] = []
    odd: list[NotUnderstood] = []
    fields: set[str] = set()
    previous: Header | None = None
    for table in _tables(source):
        last = runs[-1].items[-1] if runs and runs[-1].sheet == table.name else None
        header = find_header(source.text, table)
        if header is None and previous and _continues(source.text, table, previous):
            header = replace(previous, first_row=0, end_row=0)
        if header is None:
            items = form_items(source.text, table, last)
            title = None
        else:
            previous = header
            fields |= header.fields()
            odd += _unknown_columns(source.text, table, header)
            rows = _Rows(source.text, table, header)
            items = rows.items()
            if items and last and items[0].seq == last.seq + 1:
                items = rows.items(last.category)
            odd += rows.not_understood
            title = rows.title
        if items and last and items[0].seq == last.seq + 1:
            runs[-1].items += items
        elif items:
            runs.append(
                _Run(items, table.name, table.name or title or _title_above(source.text, runs, table))
            )
    return TableList(tuple(_named(runs)), tuple(dict.fromkeys(odd)), frozenset(fields))


def _tables(source: Source) -> list[Table]:
    """The tables, each with one header at most; those of a text's lines where no other holds a list."""
    tables = [part for table in source.tables for part in _parted(source.text, table)]
    if any(find_header(source.text, table) for table in tables):
        return tables
    return tables_of_lines(source.text) or tables


def _parted(text: str, table: Table) -> Iterator[Table]:
    """A table in parts where further headers stand in it, each with the title above: two lists in one sheet."""
    headers = [index for index, row in enumerate(table.rows) if _is_header(text, row)]
    starts = [0]
    for header in headers[1:]:
        start = header
        while (
            start - 1 > starts[-1]
            and len({cell for cell in table.rows[start - 1] if cell.start < cell.end}) == 1
        ):
            start -= 1
        starts.append(start)
    for start, end in zip(starts, [*starts[1:], len(table.rows)], strict=True):
        yield Table(table.rows[start:end], table.name)


def _is_header(text: str, row: Sequence[Cell]) -> bool:
    words = [text[cell.start : cell.end] for cell in dict.fromkeys(row)]
    if len(words) < 2 or any(len(cell) > LONGEST_HEADER or cell.isdecimal() for cell in words):
        return False  # as nearly every row; looking up labels takes longer
    return _names_a_list([_column(text, cell, None) for cell in row])


@dataclass
class _Run:
    """The items of one list."""

    items: list[Item]
    sheet: str | None
    title: str | None


def _named(runs: Sequence[_Run]) -> Iterator[Item]:
    titles: list[str] = []
    for place, run in enumerate(runs, 1):
        title = run.title or "清单"
        titles.append(f"{title}（{place}）" if title in (*titles, "清单") else title)
    for run, title in zip(runs, titles, strict=True):
        name = title if len(runs) > 1 else None
        yield from (replace(item, list_name=name) for item in run.items)


def find_header(text: str, table: Table) -> Header | None:
    """The header, over one row or two: one that names the problem and another field."""
    for index, row in enumerate(table.rows[:HEADER_WITHIN]):
        if len(set(row)) < 2:
            continue
        one = [_column(text, cell, None) for cell in row]
        two = None
        if index + 1 < len(table.rows) and _is_second_header(text, row, table.rows[index + 1]):
            below = table.rows[index + 1]
            two = [_column(text, cell, upper) for cell, upper in zip(below, _group_cells(row), strict=True)]
        for columns, rows in ((two, 2), (one, 1)):
            if columns and _names_a_list(columns):
                return Header(tuple(_settled(text, table, columns, index + rows)), index, index + rows)
    return None


def _names_a_list(columns: Sequence[Column]) -> bool:
    fields = {column.field for column in columns if column.field}
    return "issue" in fields and bool(fields & BESIDE_ISSUE)


def _group_cells(row: Sequence[Cell]) -> list[Cell]:
    """A first header row with the cells that a file without merges left empty filled from their left."""
    filled: list[Cell] = []
    for cell in row:
        filled.append(filled[-1] if cell.start == cell.end and filled else cell)
    return filled


def _is_second_header(text: str, row: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """牵头单位 | 配合单位 below 责任单位: other cells reach down from above or are empty, and some words are labels.

    The first column is one that reaches down; words in it begin a row or a group of the list.
    """
    if len(row) != len(below) or (below[0] != row[0] and below[0].start < below[0].end):
        return False
    own = [cell for cell, upper in zip(below, row, strict=True) if cell != upper and cell.start < cell.end]
    reach_down = sum(cell == upper or cell.start == cell.end for cell, upper in zip(below, row, strict=True))
    short = all(cell.end - cell.start <= LONGEST_HEADER for cell in own)
    groups = dict(zip(below, _group_cells(row), strict=True))
    known = sum(_column(text, cell, groups[cell]).is_named for cell in own)
    return bool(own) and short and reach_down > 0 and known * 2 >= len(set(own))


def _column(text: str, cell: Cell, group: Cell | None) -> Column:
    """What a header cell names; with the cell above it, where that spans several: 责任单位 over 牵头, 配合."""
    own = squeezed(text, cell)
    above = squeezed(text, group) if group and group != cell else ""
    written = own or above
    known: KnownLabel | None = None
    if len(own) <= LONGEST_HEADER:
        candidates = [own, own + above, own + "单位", above + own] if above else [own]
        known = next((found for words in candidates if words and (found := look_up(words))), None)
        known = known or _known_ending(own)
        if known is None and above:
            known = look_up(above) or _known_ending(above)
    if pair := WITH_DEADLINE.fullmatch(own):
        first = look_up(pair["first"])
        if first and first.field in ("goal", "measures") and not look_up(own):
            return Column(first.field, written, None, cell, has_deadline=True)
    return Column(known.field if known else None, written, known.role if known else None, cell)


def _known_ending(words: str) -> KnownLabel | None:
    """The known label that a header ends in: 督察组指出的问题, 主要整改措施."""
    return next((known for i in range(1, len(words) - 1) if (known := look_up(words[i:]))), None)


def _settled(text: str, table: Table, columns: Sequence[Column], first: int) -> list[Column]:
    """Columns that only their neighbours or their cells make clear.

    完成时间 beside 整改时限 is when it was done; a 编号 without numbers is a code; a ledger's 备注 is its report where
    no other column is; of 整改进展 and 完成情况 the one that says 已完成, 正在推进 is the status.
    """
    settled = list(columns)
    fields = {column.field for column in columns}
    deadlines = {column.label for column in columns if column.field == "deadline"}
    rows = table.rows[first : first + SAMPLE]
    numbers = {
        index: sum(_number(text, row[index]) is not None for row in rows)
        for index, column in enumerate(columns)
        if column.field == "seq"
    }
    most = max(numbers.values(), default=0)
    progress = [index for index, column in enumerate(columns) if column.field == "progress"]
    of_items = [row for row in rows if len(set(row)) > 1]
    brief = [i for i in progress if all(len(squeezed(text, row[i])) <= LONGEST_STATUS for row in of_items)]
    for index, column in enumerate(columns):
        field = column.field
        if field == "deadline" and len(deadlines) > 1 and DONE_AT.fullmatch(column.label):
            field = "completed_on"
        elif index in brief and len(brief) < len(progress):
            field = "status"
        elif field == "seq" and (numbers[index] < most or most == 0):
            field = "code"
        elif REMARK.fullmatch(column.label) and fields & REPORTING and "progress" not in fields:
            field = "progress"
        settled[index] = replace(column, field=field)
    return settled


def squeezed(text: str, cell: Cell | None) -> str:
    return re.sub(r"\s+", "", text[cell.start : cell.end]) if cell else ""


def _continues(text: str, table: Table, header: Header) -> bool:
    """A table without a header that goes on with the one before: as many columns, a number in the same place."""
    column = header.column_of("seq")
    row = table.rows[0]
    return column is not None and len(row) == len(header.columns) and _number(text, row[column]) is not None


def _unknown_columns(text: str, table: Table, header: Header) -> Iterator[NotUnderstood]:
    for index, column in enumerate(header.columns):
        cells = {row[index] for row in table.rows[header.end_row :] if index < len(row)}
        unread = [cell for cell in cells if cell.start < cell.end and not _labelled(text, *cell)]
        if not column.is_named and column.label and unread:
            reason = f"表头“{column.label}”不在 data/vocabulary/labels.csv 中，这一列没有读入。请在其中添加它填写的字段。"
            yield NotUnderstood(column.header.start, column.header.end, reason)


def _labelled(text: str, start: int, end: int) -> list[Field]:
    """The fields of a cell that begins with a label: 牵头单位：县水利局 / 责任单位：各镇 / 督办领导：李明, in a column 责任分工."""
    labels = [
        label for label in find_labels(text, start, end) if label.known and label.dress == "before_colon"
    ]
    if not labels or labels[0].start != start:
        return []
    ends = [label.start for label in labels[1:]] + [end]
    places = [
        (label.end, label.end + len(text[label.end : stop].rstrip(" \r\n；;，,")))
        for label, stop in zip(labels, ends, strict=True)
    ]
    return [
        Field(label.known.field, label.words, *place, label.known.role)
        for label, place in zip(labels, places, strict=True)
        if label.known and label.known.field in SHORT_FIELDS and place[0] < place[1]
    ]


def _number(text: str, cell: Cell) -> int | None:
    found = ITEM_NUMBER.fullmatch(text[cell.start : cell.end].strip())
    return number_of(found["n"]) if found and len(found["n"]) <= 4 else None


def _numbers_in_codes(text: str, cells: Sequence[Cell]) -> dict[Cell, int]:
    """GL-2023-01, GL-2023-02, GL-2023-05: 1, 2, 5, the one group of digits that counts on."""
    codes = {cell: code for cell in cells if re.search(r"\d", code := squeezed(text, cell))}
    if len(codes) < 2 or len({re.sub(r"\d+", "#", code) for code in codes.values()}) > 1:
        return {}
    groups = zip(
        *([int(group) for group in re.findall(r"\d+", code)] for code in codes.values()), strict=True
    )
    counting = [group for group in groups if len(set(group)) > 1]
    if len(counting) != 1 or counting[0][-1] > 999 or list(counting[0]) != sorted(set(counting[0])):
        return {}
    return dict(zip(codes, counting[0], strict=True))


class _Rows:
    """The rows below a header, read into items."""

    def __init__(self, text: str, table: Table, header: Header) -> None:
        self.text = text
        self.table = table
        self.header = header
        self.not_understood: list[NotUnderstood] = []
        code = header.column_of("code")
        codes = [] if code is None else list(dict.fromkeys(row[code] for row in table.rows[header.end_row :]))
        self.numbers = _numbers_in_codes(text, codes)
        self.title = next(
            (
                squeezed(text, row[0])
                for row in table.rows[: header.first_row]
                if row[0].start < row[0].end and TITLE.search(squeezed(text, row[0]))
            ),
            None,
        )

    def items(self, category: str | None = None) -> list[Item]:
        """The items; `category` is that of the table before, which goes on until the first own one."""
        seq_column, category_column = self.header.column_of("seq"), self.header.column_of("category")
        items: list[Item] = []
        entry: list[Sequence[Cell]] = []
        for row in self.table.rows[: self.header.first_row]:  # a heading that a page parted from its rows
            if number_at(self.text, row[0].start) and not TITLE.search(squeezed(self.text, row[0])):
                category = category_words(self.text[row[0].start : row[0].end])
        for row in self.table.rows[self.header.end_row :]:
            filled = [cell for cell in dict.fromkeys(row) if cell.start < cell.end]
            if not filled:
                continue
            if len(filled) == 1 and not self._is_rest_of_cell(row, filled[0], entry):
                words = self.text[filled[0].start : filled[0].end]
                items += self._item(entry, category, items)
                entry = []
                if not NOTES.match(words.strip()):
                    category = category_words(words)
                continue
            if NOTES.match(self.text[filled[0].start : filled[0].end].strip()):
                continue
            if entry and self._goes_on(row, entry, seq_column):
                entry.append(row)
                continue
            items += self._item(entry, category, items)
            entry = [row]
            if category_column is not None and (cell := row[category_column]).start < cell.end:
                category = category_words(self.text[cell.start : cell.end])
        return items + self._item(entry, category, items)

    def _is_rest_of_cell(self, row: Sequence[Cell], cell: Cell, entry: list[Sequence[Cell]]) -> bool:
        """A lone cell in the column of the measures goes on with them; one in the first columns is a heading."""
        column = row.index(cell)
        is_across = sum(other == cell for other in row) > 1
        first_text = min(
            i for i, c in enumerate(self.header.columns) if c.field in ("issue", "category", "seq")
        )
        return (
            bool(entry)
            and not is_across
            and column > first_text
            and self.header.columns[column].field != "issue"
        )

    def _goes_on(self, row: Sequence[Cell], entry: list[Sequence[Cell]], seq_column: int | None) -> bool:
        """Whether a row belongs to the item above: it has that item's number or none of its own."""
        if seq_column is not None:
            cell, above = row[seq_column], entry[0][seq_column]
            return (cell == above or cell.start == cell.end) and above.start < above.end
        issue_column = self.header.column_of("issue")
        assert issue_column is not None
        cell = row[issue_column]
        return cell == entry[0][issue_column] or cell.start == cell.end

    def _item(self, entry: list[Sequence[Cell]], category: str | None, before: Sequence[Item]) -> list[Item]:
        """The item of an entry's rows: none, or one."""
        if not entry:
            return []
        fields: list[Field] = []
        for index, column in enumerate(self.header.columns):
            if column.field in ("seq", "category"):
                continue
            cells = list(dict.fromkeys(row[index] for row in entry if index < len(row)))
            for start, end in self._stretches(cells):
                if column.field in WITH_LABELS and (labelled := _labelled(self.text, start, end)):
                    fields += labelled
                    continue
                if column.field is None:
                    continue
                name = str(column.field)
                if name in ONE_STRETCH and any(field.name == name for field in fields):
                    name = "ignored"
                fields.append(Field(name, column.label, start, end, column.role))
                if column.has_deadline and "deadline" not in self.header.fields():
                    fields.append(Field("deadline", column.label, start, end))
        issue = next((field for field in fields if field.name == "issue"), None)
        if issue is None:
            cells = [cell for row in entry for cell in row if cell.start < cell.end]
            start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
            self.not_understood.append(
                NotUnderstood(start, end, "这一行没有问题内容，没有读作整改任务。请核对原表。")
            )
            return []
        seq, shortened = self._seq(entry, issue, before)
        fields[fields.index(issue)] = shortened
        fields = parted(self.text, fields)
        fields += units_behind_measures(self.text, fields)
        groups = {i for i, column in enumerate(self.header.columns) if column.field == "category"}
        own = [
            cell for row in entry for i, cell in enumerate(row) if cell.start < cell.end and i not in groups
        ]
        start = min(
            [cell.start for cell in own if not before or cell.start >= before[-1].end] or [issue.start]
        )
        end = max([field.end for field in fields if field.end >= start] or [issue.end])
        return [Item(seq, start, max(end, start), tuple(fields), category)]

    def _stretches(self, cells: Sequence[Cell]) -> Iterator[tuple[int, int]]:
        """Cells of one column, joined where nothing but white space stands between them."""
        start = end = None
        for cell in cells:
            if cell.start == cell.end or NOTHING.fullmatch(self.text, cell.start, cell.end):
                continue
            if end is not None and not self.text[end : cell.start].strip() and end <= cell.start:
                end = cell.end
                continue
            if start is not None and end is not None:
                yield start, end
            start, end = cell.start, cell.end
        if start is not None and end is not None:
            yield start, end

    def _seq(self, entry: list[Sequence[Cell]], issue: Field, before: Sequence[Item]) -> tuple[int, Field]:
        """The item's number: of its own column, else at the beginning of the problem, else its place."""
        for index, column in enumerate(self.header.columns):
            if column.field == "seq" and (number := _number(self.text, entry[0][index])) is not None:
                return number, issue
        code = self.header.column_of("code")
        if self.header.column_of("seq") is None and code is not None and entry[0][code] in self.numbers:
            return self.numbers[entry[0][code]], issue
        following = before[-1].seq + 1 if before else 1
        before_issue = number_at(self.text, issue.start)
        if self.header.column_of("seq") is None and before_issue and before_issue.end < issue.end:
            return before_issue.value, replace(issue, start=before_issue.end)
        return following, issue


def _title_above(text: str, runs: Sequence[_Run], table: Table) -> str | None:
    """The title that stands right above a table: 附件2 / XX市整改任务清单."""
    start = runs[-1].items[-1].end if runs else 0
    end = min((cell.start for row in table.rows for cell in row), default=0)
    lines = [re.sub(r"\s+", "", line) for line in text[start:end].splitlines() if line.strip()]
    return next((line for line in reversed(lines[-4:]) if TITLE.search(line) and len(line) <= 60), None)
