"""The domain's words, kept as CSV files in data/vocabulary so that a maintainer adds one without touching Python."""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "data" / "vocabulary"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of data/vocabulary/<name>.csv, in their order; empty cells are empty strings."""
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
