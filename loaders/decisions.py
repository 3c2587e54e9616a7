"""What persons decided: links settled and values corrected. CSV files beside the database that outlive every rebuild."""

import csv
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path

from loaders.rows import CorrectionRow, LinkDecisionRow

LINKS = "links.csv"
CORRECTIONS = "corrections.csv"


def decisions_folder(database_folder: Path) -> Path:
    """Where the decisions of a database folder are kept."""
    return database_folder / "decisions"


def read_link_decisions(folder: Path) -> dict[tuple[str, str], bool]:
    """(from, to) -> whether they are the same."""
    return {(row.from_task_id, row.to_task_id): row.is_same for row in read_settled_links(folder)}


def read_settled_links(folder: Path) -> list[LinkDecisionRow]:
    """What persons said of links; of several words on one link the last."""
    latest = {
        (row["from_task_id"], row["to_task_id"]): LinkDecisionRow(
            row["from_task_id"],
            row["to_task_id"],
            row["is_same"] == "True",
            row["decided_by"],
            date.fromisoformat(row["decided_on"]),
            row["reason"],
        )
        for row in _read(folder / LINKS)
    }
    return list(latest.values())


def read_corrections(folder: Path) -> list[CorrectionRow]:
    """The corrections in force: of several of one field the last."""
    latest = {
        (row["task_id"], row["field"]): CorrectionRow(
            **{**row, "corrected_on": date.fromisoformat(row["corrected_on"])}  # type: ignore[arg-type]
        )
        for row in _read(folder / CORRECTIONS)
    }
    return list(latest.values())


def record(folder: Path, decision: LinkDecisionRow | CorrectionRow) -> None:
    """Add a decision to its file. Nothing is ever overwritten, so the file is also the history."""
    path = folder / (LINKS if isinstance(decision, LinkDecisionRow) else CORRECTIONS)
    folder.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    with open(path, "a", encoding="utf-8-sig" if is_new else "utf-8", newline="") as file:
        writer = csv.DictWriter(file, [column.name for column in fields(decision)])
        if is_new:
            writer.writeheader()
        writer.writerow(asdict(decision))


def _read(path: Path) -> list[Mapping[str, str]]:
    if not path.exists():
        return []
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
