"""What a search looks through, and that it finds what reading every text would find."""

import re
from pathlib import Path

import duckdb
import pytest

import queries
from loaders.build import build
from loaders.searching import folding

DOCUMENTS = Path(__file__).parent / "fixtures" / "documents"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("廢渣", "废渣"),
        ("PM２．５", "pm2.5"),
        ("塵－（ＡＢ）", "尘-(ab)"),
        ("邵阳市，第1项。", "邵阳市,第1项。"),  # 。 has no narrow sister
    ],
)
def test_characters_are_searched_as_their_plain_sisters_one_for_one(written, folded):
    found = written.translate(str.maketrans(folding()))
    assert found == folded
    assert len(found) == len(written)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of invented documents in several formats."""
    path = tmp_path_factory.mktemp("invented") / "invented.duckdb"
    build(
        [*DOCUMENTS.glob("*.txt"), *DOCUMENTS.glob("*.csv"), *DOCUMENTS.glob("*.html")], path, progress=list
    )
    return path


@pytest.mark.parametrize(
    "search",
    [
        "尾矿", "污水管网", "矿", "整改 完成", "污水|扬尘", "污水 或 扬尘 -养殖", "-整改", "-污水 -扬尘", "非 县", "２０２４年",
        "廢水", "ＣＯＤ", "人人人", "1", "pm2.5", "没有这样的词", "污水 没有这样的词", "污水|没有这样的词 问题", "生态环境局",
        "。", "(", "%", "污水处理厂提标改造", "某", "的的",
    ],
)  # fmt: skip
def test_a_search_finds_what_reading_every_text_finds(
    invented: Path, monkeypatch: pytest.MonkeyPatch, search: str
) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(invented))
    every, none = queries.sought(search)
    with duckdb.connect(str(invented), read_only=True) as connection:
        texts = dict(connection.execute("SELECT task_id, words FROM search_texts").fetchall())
    reading = {
        task_id
        for task_id, words in texts.items()
        if all(any(word in words for word in either) for either in every)
        and not any(word in words for word in none)
    }
    listed = set(queries.tasks(queries.Filters())["task_id"])
    assert len(texts) > 50
    assert set(queries.tasks(queries.Filters(text=search))["task_id"]) == reading & listed


def test_every_word_that_stands_in_a_task_is_found_in_it(
    invented: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(invented))
    for task in queries.rows(queries.tasks(queries.Filters()))[::40]:
        for words in re.findall(r"[\u4e00-\u9fff]{1,12}", task.issue or "")[:3]:
            assert task.task_id in set(queries.tasks(queries.Filters(text=words))["task_id"]), words


@pytest.mark.parametrize("name", ["衡阳市住建局", "住建局", "市住房和城乡建设局"])
def test_a_unit_is_found_by_its_short_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(
        "衡阳市贯彻落实省生态环境保护督察反馈意见整改方案\n"
        "一、建筑工地扬尘污染严重。\n责任单位：市住房和城乡建设局\n整改时限：2025年6月底\n"
        "二、餐饮油烟扰民。\n责任单位：市城市管理局\n整改时限：2025年6月底\n",
        encoding="utf-8",
    )
    build([plan], tmp_path / "one.duckdb", progress=list)
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(tmp_path / "one.duckdb"))
    assert list(queries.tasks(queries.Filters(text=name))["seq"]) == [1]
