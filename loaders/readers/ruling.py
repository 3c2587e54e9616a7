"""Grids out of the lines drawn on a page: which areas the lines divide it into, as rows and columns of cells."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

SNAP = 3.0
"""Points: lines closer than this are one; ends nearer than this touch."""


@dataclass(frozen=True)
class Rule:
    """A straight line: at `at` on one axis, from `low` to `high` on the other."""

    at: float
    low: float
    high: float


@dataclass(eq=False)
class Region:
    """A cell as drawn: one or, if merged, several fields of the grid."""

    left: float
    top: float
    right: float
    bottom: float
    lines: list = field(default_factory=list)


@dataclass
class RuledGrid:
    xs: list[float]
    ys: list[float]
    rows: list[list[Region]]

    def region_at(self, x: float, y: float) -> Region | None:
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None


def distinct(grid: RuledGrid) -> list[Region]:
    """The cells of a table, merged ones once."""
    return list(dict.fromkeys(region for row in grid.rows for region in row))


def find_grids(horizontal: Iterable[Rule], vertical: Iterable[Rule]) -> list[RuledGrid]:
    """The tables of a page: lines that touch one another and enclose two columns or more."""
    across, down = list(_merged(horizontal)), list(_merged(vertical))
    grids = []
    for rows, columns in _touching(across, down):
        xs = _snapped([rule.at for rule in columns] + [end for rule in rows for end in (rule.low, rule.high)])
        ys = _snapped([rule.at for rule in rows] + [end for rule in columns for end in (rule.low, rule.high)])
        if len(xs) > 2 and len(ys) > 1:
            grids.append(RuledGrid(xs, ys, _regions(xs, ys, rows, columns)))
    return sorted(grids, key=lambda grid: grid.ys[0])


def _merged(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Pieces of one line, as each cell draws its own border, as one."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if lines and rule.at - lines[-1][0].at <= SNAP:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    for pieces in lines:
        pieces.sort(key=lambda piece: piece.low)
        at, low, high = pieces[0].at, pieces[0].low, pieces[0].high
        for piece in pieces[1:]:
            if piece.low <= high + SNAP:
                high = max(high, piece.high)
            else:
                yield Rule(at, low, high)
                low, high = piece.low, piece.high
        yield Rule(at, low, high)


def _touching(across: list[Rule], down: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that are connected."""
    left_across, left_down = list(across), list(down)
    while left_down:
        columns, rows = [left_down.pop()], []
        grew = True
        while grew:
            met = [row for row in left_across if any(_meet(row, column) for column in columns)]
            left_across = [row for row in left_across if row not in met]
            rows += met
            met_columns = [column for column in left_down if any(_meet(row, column) for row in rows)]
            left_down = [column for column in left_down if column not in met_columns]
            columns += met_columns
            grew = bool(met or met_columns)
        if rows:
            yield rows, columns


def _meet(row: Rule, column: Rule) -> bool:
    return (
        row.low - SNAP <= column.at <= row.high + SNAP and column.low - SNAP <= row.at <= column.high + SNAP
    )


def _snapped(values: list[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > SNAP:
            kept.append(value)
    return kept


def _regions(xs: list[float], ys: list[float], rows: list[Rule], columns: list[Rule]) -> list[list[Region]]:
    """Fields of the grid that no line divides are one region."""

    def divides(rules: list[Rule], at: float, middle: float) -> bool:
        return any(abs(rule.at - at) <= SNAP and rule.low <= middle <= rule.high for rule in rules)

    grid: list[list[Region]] = []
    for row in range(len(ys) - 1):
        middle_y = (ys[row] + ys[row + 1]) / 2
        line: list[Region] = []
        for column in range(len(xs) - 1):
            middle_x = (xs[column] + xs[column + 1]) / 2
            region = Region(xs[column], ys[row], xs[column + 1], ys[row + 1])
            if column and not divides(columns, xs[column], middle_y):
                region = line[-1]
            elif row and not divides(rows, ys[row], middle_x):
                region = grid[-1][column]
            region.right = max(region.right, xs[column + 1])
            region.bottom = max(region.bottom, ys[row + 1])
            line.append(region)
        grid.append(line)
    return grid
