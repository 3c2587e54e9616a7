"""What a search looks through, and that it finds what reading every text would find."""

import re
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

import queries
from loaders.build import build
from loaders.searching import folding

PROJECT = Path(__file__).resolve().parent.parent
DOCUMENTS = PROJECT / "tests" / "fixtures" / "documents"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("廢渣", "废渣"),
        ("PM２．５", "pm2.5"),
        ("塵－（ＡＢ）", "尘-(ab)"),
        ("邵阳市，第1项。", "邵阳市,第1项。"),  # 。 has no narrow sister
        ("PM₂.₅ 35µg/m³", "pm2.5 35μg/m3"),
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
        "。", "(", "%", "污水处理厂提标改造", "某", "的的", "(污水 整改)|扬尘 -(养殖|某某)", "“污水管网” 非 县", "' OR 1=1 --", "_",
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


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three tasks of a place that none of their texts names; a word runs over the end of a line."""
    folder = tmp_path_factory.mktemp("small")
    ledger = folder / "yunxi-ledger.csv"
    ledger.write_text(
        "序号,存在问题,整改目标,整改时限,责任单位\n"
        '1,"城区生活污水处\n理厂超负荷，PM２.5 超标",按要求整改,2025年6月底,市住建局\n'
        "2,尾矿（砂）库固体废物渗漏、投资1，200万元,完成治理,2025年6月底,市应急管理局\n"
        "3,工地扬尘、餐饮油烟、VOCs扰民,完成治理,2025年6月底,县城管局\n",
        encoding="utf-8",
    )
    (folder / "yunxi-ledger.toml").write_text('city = "云溪市"\narea = "西岭县"\n', encoding="utf-8")
    build([ledger], folder / "small.duckdb", progress=list)
    return folder / "small.duckdb"


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("云溪 西岭县", [1, 2, 3]), ("-云溪", []),  # where it is
        ("生活污水处理厂", [1]), ("“生活 污水”处理厂", [1]), ("污水处理厂 PM2.5", [1]),  # across the end of a line
        ("尾矿(砂)", [2]), ("（砂）", [2]), ("1,200", [2]), ("扬尘，工地", [3]), ("油煙 OR 尾礦", [2, 3]),
        ("(尾矿 渗漏)|(扬尘 工地)", [2, 3]), ("(尾矿 扬尘)|污水", [1]), ("工地 挥发性有机物", [3]), ("固废", [2]), ("云溪 NOT (尾矿|扬尘)", [1]), ("100% 或 _", []),
        ("'; DROP TABLE tasks; --", []), ("(" * 2000 + "扬尘" + "|" * 2000, [3]),
    ],
    ids=lambda value: str(value)[:20],
)  # fmt: skip
def test_what_a_reader_types_is_understood(
    small: Path, monkeypatch: pytest.MonkeyPatch, search: str, found: list[int]
) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(small))
    assert sorted(queries.tasks(queries.Filters(text=search))["seq"]) == found


def test_a_word_is_marked_over_the_end_of_a_line(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(small))
    assert queries.hits("生活污水处\n 理厂，PM２.5", "“污水 处理厂” pm2.5") == [(2, 9), (10, 15)]


def test_every_word_that_stands_in_a_task_is_found_in_it(
    invented: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(invented))
    for task in queries.rows(queries.tasks(queries.Filters()))[::40]:
        for words in re.findall(r"[\u4e00-\u9fff]{1,12}", task.issue or "")[:3]:
            assert task.task_id in set(queries.tasks(queries.Filters(text=words))["task_id"]), words


@pytest.fixture(scope="module")
def plan_and_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan that writes one office's name in full and in short, and a report on its second item."""
    folder = tmp_path_factory.mktemp("searched")
    plan, report = folder / "plan.txt", folder / "report.txt"
    plan.write_text(
        "衡阳市贯彻落实第二轮省生态环境保护督察反馈意见整改方案\n"
        "一、建筑工地扬尘污染严重。\n责任单位：市住房和城乡建设局\n整改时限：2025年6月底\n"
        "二、餐饮油烟扰民问题突出，老城区尤甚。\n责任单位：市城市管理局\n整改时限：2025年6月底\n"
        "三、城南片区污水管网缺失。\n责任单位：市住建局\n整改时限：2025年6月底\n",
        encoding="utf-8",
    )
    report.write_text(
        "衡阳市第二轮省生态环境保护督察反馈意见整改进展情况\n2025年7月1日\n"
        "二、餐饮油烟扰民问题突出，老城区尤甚。\n整改进展：已完成整改，全部饭店装上净化器。\n",
        encoding="utf-8",
    )
    build([plan, report], folder / "one.duckdb", progress=list)
    return folder / "one.duckdb"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("衡阳市住建局", [1, 3]),
        ("住建局", [1, 3]),
        ("市住房和城乡建设局", [1, 3]),
        ("净化器", [2]),  # said in the report
    ],
)
def test_a_task_is_found_by_every_name_of_its_units_and_by_what_reports_say(
    plan_and_report: Path, monkeypatch: pytest.MonkeyPatch, words: str, found: list[int]
) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(plan_and_report))
    page = AppTest.from_file(str(PROJECT / "pages" / "tasks.py"), default_timeout=30)
    page.query_params["text"] = words
    shown = page.run().dataframe[0].value
    assert sorted(shown["序号"]) == found
    assert all(f"【{words}】" in hit for hit in shown["搜到"])
