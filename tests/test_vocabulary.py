"""What all that reads words leans on."""

import csv
from pathlib import Path

import pytest

from loaders import vocabulary


@pytest.mark.parametrize(
    "pattern, letters",
    [
        ("污水集中处理率", ["污水集中处理率"]),
        ("秸秆…利用?率", ["秸秆利率"]),  # 用 may be missing
        ("PM2\\.?5|细颗粒物", ["PM", "细颗粒物"]),
        ("(?<!农村)污(?:水|泥)[^。量]{0,3}率(?=增长)", ["污水率增长", "污泥率增长"]),
        ("(?P<w>赤泥|锰渣)", ["赤泥", "锰渣"]),
        ("进水(?:COD(?:cr)?|总(?:磷|氮))", ["进水COD", "进水总磷", "进水总氮"]),
        ("[铁锰](?:[、和][铁锰])*", [""]),
    ],
)
def test_the_letters_of_every_match(pattern: str, letters: list[str]) -> None:
    assert vocabulary.always_in(pattern) == [frozenset(each) for each in letters]


@pytest.mark.parametrize("path", sorted(vocabulary.FOLDER.glob("*.csv")), ids=lambda path: path.stem)
def test_no_row_has_more_cells_than_its_file_has_columns(path: Path) -> None:
    """A comma inside a cell, as in {0,8}, cuts the cell in two unless it is quoted."""
    head, *others = csv.reader(path.read_text(encoding="utf-8").splitlines())
    assert [row for row in others if len(row) > len(head)] == []
