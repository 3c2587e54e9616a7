"""What persons decided: links settled, values corrected, documents taken out. CSV files beside the database that outlive every rebuild."""

import csv
import os
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from loaders.rows import CorrectionRow, FormerCorrectionRow, LinkDecisionRow, RemovalRow

Row = TypeVar("Row")

LINKS = "links.csv"
CORRECTIONS = "corrections.csv"
REMOVALS = "removed.csv"
WITHDRAWN = "is_withdrawn"
"""Column of corrections.csv: the line takes the correction before it back."""


def decisions_folder(database_folder: Path) -> Path:
    """Where the decisions of a database folder are kept."""
    return database_folder / "decisions"


def read_link_decisions(folder: Path) -> dict[tuple[str, str], bool]:
    """(from, to) -> whether they are the same."""
    return {(row.from_task_id, row.to_task_id): row.is_same for row in read_settled_links(folder)}


def read_settled_links(folder: Path) -> list[LinkDecisionRow]:
    """What persons said of links; of several words on one link the last."""
    said = (_row(LinkDecisionRow, line) for line in _read(folder / LINKS))
    return list({(row.from_task_id, row.to_task_id): row for row in said}.values())


def read_corrections(folder: Path) -> list[CorrectionRow]:
    """The corrections in force: of several of one field the last, unless it was taken back."""
    return [_row(CorrectionRow, lines[-1]) for lines in _corrected(folder) if not _is_withdrawal(lines[-1])]


def read_former_corrections(folder: Path) -> list[FormerCorrectionRow]:
    """The corrections that the next word on the same field ended, the oldest first."""
    return [
        FormerCorrectionRow(
            **vars(_row(CorrectionRow, line)),
            is_withdrawn=_is_withdrawal(following),
            ended_by=following["corrected_by"],
            ended_on=date.fromisoformat(following["corrected_on"]),
            ended_reason=following["reason"],
        )
        for lines in _corrected(folder)
        for line, following in pairwise(lines)
        if not _is_withdrawal(line)
    ]


def read_removals(folder: Path) -> list[RemovalRow]:
    """The documents that were taken out, in the order of time."""
    return [_row(RemovalRow, line) for line in _read(folder / REMOVALS)]


def _row(row_class: type[Row], line: Mapping[str, str]) -> Row:
    """A line of a file as a row: `…_on` is a day, `is_…` a claim."""
    values: dict[str, Any] = {column.name: line[column.name] for column in fields(row_class)}  # type: ignore[arg-type]
    for name, value in values.items():
        if name.endswith("_on"):
            values[name] = date.fromisoformat(value)
        elif name.startswith("is_"):
            values[name] = value == "True"
    return row_class(**values)


def _corrected(folder: Path) -> list[list[Mapping[str, str]]]:
    """What persons said of each field that they corrected, in the order of time."""
    said: dict[tuple[str, str], list[Mapping[str, str]]] = {}
    for line in _read(folder / CORRECTIONS):
        said.setdefault((line["task_id"], line["field"]), []).append(line)
    return list(said.values())


def _is_withdrawal(line: Mapping[str, str]) -> bool:
    return line.get(WITHDRAWN) == "True"  # a file of an older version has no such column


FILES = {LinkDecisionRow: LINKS, CorrectionRow: CORRECTIONS, RemovalRow: REMOVALS}


def record(
    folder: Path, decision: LinkDecisionRow | CorrectionRow | RemovalRow, is_withdrawal: bool = False
) -> None:
    """Add a decision to its file. No line is ever overwritten, so the file is also the history.

    A withdrawal takes the last correction of the same field back; it has no value.
    """
    line = asdict(decision)
    if isinstance(decision, CorrectionRow):
        line[WITHDRAWN] = is_withdrawal
    path = folder / FILES[type(decision)]
    folder.mkdir(parents=True, exist_ok=True)
    lines = [*_read(path), line]
    unfinished = path.with_suffix(".unfinished")
    with open(unfinished, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(line))
        writer.writeheader()
        writer.writerows(lines)
    os.replace(unfinished, path)


def _read(path: Path) -> list[Mapping[str, Any]]:
    if not path.exists():
        return []
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
