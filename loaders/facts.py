"""Facts gathered by hand (data/facts): reports on tasks, published rates, measured air and water."""

import csv
import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from loaders.grammar.figures.quantities import is_built
from loaders.grammar.figures.times import base_year
from loaders.grammar.places import find_places, is_city
from loaders.rows import BenchmarkRow, IndicatorRow, StatusRow

FOLDER = Path(__file__).resolve().parent.parent / "data" / "facts"

Number = TypeVar("Number", int, float)
Value = TypeVar("Value")

STATUSES = ("closed", "completed", "on_track", "ongoing", "not_started", "overdue")
ELEMENTS = ("air", "water", "soil", "energy", "waste", "other")
ROLES = ("target", "baseline", "actual", "limit")
OPS = ("<=", ">=", "=", "<", ">")
# GB 3095-2026 · HJ 663-2013: the address of a standard.
STANDARD = re.compile(r"(?:GB|HJ|DB\d\d)(?:/T)? ?[\d.]+-\d{4}")
# 2020 · 2018-09 · 2024-12-31
POINT_IN_TIME = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


class MalformedFact(Exception):
    """A row of data/facts that cannot be read: the message names the file, the line and the column."""


class _Row:
    """A row whose cells are read one by one; what cannot be read is told with its file and line."""

    def __init__(self, file: str, line: int, cells: dict[str, str]):
        self.file, self.line, self.cells = file, line, cells

    def wrong(self, column: str, expected: str) -> MalformedFact:
        return MalformedFact(
            f"data/facts/{self.file}，第 {self.line} 行：{column}“{self.cells.get(column, '')}”应为{expected}。"
        )

    def text(self, column: str) -> str:
        """A cell that must not be empty."""
        if value := self.optional(column):
            return value
        raise self.wrong(column, "非空")

    def optional(self, column: str) -> str | None:
        return (self.cells.get(column) or "").strip() or None

    def one_of(self, column: str, choices: tuple[str, ...]) -> str:
        if self.text(column) not in choices:
            raise self.wrong(column, "、".join(choices) + " 之一")
        return self.text(column)

    def number(self, column: str, kind: Callable[[str], Number]) -> Number | None:
        return self._read(column, kind, "数字")

    def day(self, column: str) -> date | None:
        """The cell's day; of a month or a year its last."""
        return self._read(column, last_day, "日期（2024、2024-09 或 2024-09-30）")

    def _read(self, column: str, kind: Callable[[str], Value], expected: str) -> Value | None:
        value = self.optional(column)
        try:
            return kind(value) if value else None
        except ValueError:
            raise self.wrong(column, expected) from None

    def address(self) -> str:
        value = self.text("source_url")
        if not value.startswith(("https://", "http://")) and not STANDARD.fullmatch(value):
            raise self.wrong("source_url", "网址或标准号")
        return value


def last_day(point: str) -> date:
    """2025-01 -> 2025-01-31, 2024 -> 2024-12-31. Raises ValueError for what is no date."""
    match = POINT_IN_TIME.fullmatch(point)
    if not match:
        raise ValueError(point)
    year, month = int(match["year"]), int(match["month"] or 12)
    return date(year, month, int(match["day"]) if match["day"] else monthrange(year, month)[1])


def read_status_facts(
    known: Mapping[tuple[str, int], str], file: Path = FOLDER / "status.csv"
) -> list[StatusRow]:
    """Reports on tasks. `known` maps a loaded document and an item's number to its task; others are left out."""
    found = []
    for row in _rows(file):
        seq = row.number("seq", int)
        if seq is None:
            raise row.wrong("seq", "非空")
        report = StatusRow(
            task_id=known.get((row.text("document_id"), seq), ""),
            status=row.one_of("status", STATUSES),
            scope=row.one_of("scope", ("whole", "part")),
            reported_on=row.day("reported_on"),
            completed_on=row.day("completed_on"),
            completed_precision={4: "year", 7: "month", 10: "day"}.get(
                len(row.optional("completed_on") or "")
            ),
            source=row.address(),
            source_title=row.text("source_title"),
            source_kind=row.text("source_kind"),
            basis=row.text("basis"),
            place_or_matter=row.optional("place_or_matter"),
            confidence=row.one_of("confidence", ("direct", "matter")),
        )
        if report.task_id:
            found.append(report)
    return found


def read_benchmarks(file: Path = FOLDER / "benchmarks.csv") -> list[BenchmarkRow]:
    """Completion rates of other places and rounds; what was not published is empty."""
    return [
        BenchmarkRow(
            scope=row.text("scope"),
            round=row.text("round"),
            as_of=row.day("as_of"),
            as_of_text=row.optional("as_of"),
            tasks_total=row.number("tasks_total", int),
            tasks_completed=row.number("tasks_completed", int),
            completion_rate=row.number("completion_rate", float),
            source_url=row.address(),
            source_title=row.text("source_title"),
            source_kind=row.text("source_kind"),
        )
        for row in _rows(file)
    ]


def read_measured_indicators(file: Path = FOLDER / "indicators.csv") -> list[IndicatorRow]:
    """Figures of air and water from public pages, and the bounds of standards."""
    found = []
    for row in _rows(file):
        value = row.number("value", float)
        if value is None:
            raise row.wrong("value", "非空")
        address, place, period = row.address(), row.text("place"), _period(row)
        is_change, note = row.one_of("is_change", ("true", "false")) == "true", row.optional("note")
        found.append(
            IndicatorRow(
                indicator_id=f"facts-{row.line:04d}",
                document_id=None,
                task_id=None,
                city=row.optional("city") or _city_named_in(place),
                place=place,
                element=row.one_of("element", ELEMENTS),
                metric=row.text("metric"),
                role=row.one_of("role", ROLES),
                period=period,
                op=row.one_of("op", OPS),
                value=value,
                unit=row.optional("unit"),
                valid_from=row.day("valid_from"),
                valid_to=row.day("valid_to"),
                is_change=is_change,
                base_year=base_year(note, period) if is_change and note else None,
                is_built=is_built(row.optional("unit")),
                source_url=None if STANDARD.fullmatch(address) else address,
                source_title=row.text("source_title"),
                source_kind=row.text("source_kind"),
                note=note,
            )
        )
    return found


def _rows(path: Path) -> Iterator[_Row]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for cells in reader:
            row = _Row(path.name, reader.line_num, cells)
            if None in cells or None in cells.values():
                raise MalformedFact(f"data/facts/{path.name}，第 {reader.line_num} 行：列数与表头不符。")
            yield row


def _period(row: _Row) -> str | None:
    """2020, 2018-09, 2024-12-31, or two of them with a / between."""
    period = row.optional("period")
    if period:
        try:
            days = [last_day(point) for point in period.split("/")]
        except ValueError:
            raise row.wrong("period", "时间（2020、2018-09，或 2023-01/2023-08）") from None
        if len(days) > 2 or days != sorted(days):
            raise row.wrong("period", "先后两个时间")
    return period


def _city_named_in(place: str) -> str | None:
    """衡阳市 of 衡阳市城区, 益阳市 of 沅江市城区 and 志溪河断面(益阳); None of 湖南省 and 洞庭湖."""
    cities = {found.city for found in find_places(place, 0, len(place)) if found.city}
    return next(iter(cities)) if len(cities) == 1 and is_city(*cities) else None
