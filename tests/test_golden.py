"""Documents in, tables out: every document that has a golden is read as a careful person read it."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from loaders.accuracy import score
from loaders.parse import parse_document
from loaders.readers import read_source
from loaders.rows import ParsedDocument
from tests.test_layouts import unexplained

TESTS = Path(__file__).resolve().parent
SEEDS = sorted((TESTS.parent / "data" / "documents").glob("*.txt"))
FIXTURES = sorted(path for path in (TESTS / "fixtures" / "documents").glob("*.*") if path.suffix != ".toml")
EXACT = {
    "文件信息",
    "任务",
    "时限",
    "领导",
    "信访件",
    "整改状态",
    "存在问题",
    "整改目标",
    "整改措施",
    "整改情况",
    "类别",
    "时限原文",
}


def golden(path: Path) -> dict[str, list[dict[str, object]]]:
    file = TESTS / "golden" / f"{path.stem}.json"
    assert file.exists(), f"{path.name} has no golden: read it against the source and write {file.name}"
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def parsed() -> dict[Path, ParsedDocument]:
    return {path: parse_document(path) for path in (*SEEDS, *FIXTURES)}


def pooled_f1(parsed: dict[Path, ParsedDocument], paths: Iterable[Path]) -> dict[str, float]:
    """F1 a field, over several documents."""
    expected_and_found: Counter[str] = Counter()
    matched: Counter[str] = Counter()
    for path in paths:
        for row in score(parsed[path], golden(path)):
            expected_and_found[row.field] += row.expected + row.found
            matched[row.field] += row.matched
    return {field: 2 * matched[field] / total for field, total in expected_and_found.items()}


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_published_documents_are_read_exactly(parsed: dict[Path, ParsedDocument], path: Path) -> None:
    wrong = [
        row
        for row in score(parsed[path], golden(path))
        if row.field in EXACT and not row.expected == row.found == row.matched
    ]
    assert not wrong


def test_units_milestones_and_indicators_of_published_documents(parsed: dict[Path, ParsedDocument]) -> None:
    f1 = pooled_f1(parsed, SEEDS)
    assert f1["单位"] >= 0.99
    assert f1["节点"] >= 0.97
    assert f1["空气与水指标"] >= 0.97
    assert f1["全部指标"] >= 0.94


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_units_are_what_a_reader_takes_them_for(parsed: dict[Path, ParsedDocument], path: Path) -> None:
    units = parsed[path].units
    written = {row.name_as_written: units[row.unit_id] for row in parsed[path].task_units}
    expected = {unit["name_as_written"]: unit for unit in golden(path)["units"] if not unit.get("borderline")}
    assert {name: (unit["kind"], unit["system"], unit["is_group"]) for name, unit in expected.items()} == {
        name: (written[name].kind, written[name].system, written[name].is_group) for name in expected
    }


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_items_begin_and_end_where_a_reader_sees_them(parsed: dict[Path, ParsedDocument], path: Path) -> None:
    expected = [(row["seq"], row["source_start"], row["source_end"]) for row in golden(path)["tasks"]]
    assert [(task.seq, task.source_start, task.source_end) for task in parsed[path].tasks] == expected


@pytest.mark.parametrize(
    ("field", "least"),
    [
        ("任务", 0.98), ("时限", 0.97), ("单位", 0.95), ("存在问题", 0.93), ("整改目标", 0.93), ("整改措施", 0.93),
        ("领导", 0.95), ("整改状态", 0.92), ("空气与水指标", 0.85), ("信访件", 0.95),
    ],
)  # fmt: skip
def test_documents_of_other_places(parsed: dict[Path, ParsedDocument], field: str, least: float) -> None:
    assert pooled_f1(parsed, FIXTURES)[field] >= least


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_every_item_of_every_document_is_found(parsed: dict[Path, ParsedDocument], path: Path) -> None:
    counts = [
        (row.expected, row.found, row.matched)
        for row in score(parsed[path], golden(path))
        if row.field == "任务"
    ]
    assert all(expected == found == matched for expected, found, matched in counts), counts


def test_every_place_holds_its_quote(parsed: dict[Path, ParsedDocument]) -> None:
    wrong = [
        row
        for document in parsed.values()
        for row in document.rows()
        if getattr(row, "quote", None) is not None
        and document.document.text[row.source_start : row.source_end] != row.quote  # type: ignore[attr-defined]
    ]
    assert not wrong


def test_fields_stand_in_their_items(parsed: dict[Path, ParsedDocument]) -> None:
    for document in parsed.values():
        places = Counter((row.source_start, row.source_end) for row in document.task_fields)
        for task in document.tasks:
            fields = [row for row in document.task_fields if row.task_id == task.task_id]
            assert fields, task.task_id
            for row in fields:
                if places[row.source_start, row.source_end] > 1:  # a cell merged over several items
                    continue
                bounds = task.source_start, row.source_start, row.source_end, task.source_end
                assert list(bounds) == sorted(bounds), (task.task_id, row.field)


@pytest.mark.parametrize("path", [*SEEDS, *FIXTURES], ids=lambda path: path.name)
def test_every_character_of_a_list_is_read_or_listed(path: Path) -> None:
    """Between the first and the last item: a field, its label, a number, a heading, white space, or 未读懂."""
    assert unexplained(read_source(path)) == []
