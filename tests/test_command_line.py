"""The command line through its public face: what it says, what it leaves behind, with which exit status."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
import xlsxwriter

import queries
from loaders.commands import main
from loaders.database import current_database
from tests.test_build import FIXTURES, LEDGER, PLAN, files_in, loaded
from tests.test_pages import open_page, words

TEMPLATE = (
    "任务编号", "序号", "存在问题", "牵头单位", "下达日期", "整改时限",
    "整改状态", "上报日期", "完成日期", "进展说明", "证明材料", "备注",
)  # fmt: skip


def ask(folder: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    database = current_database(folder)
    assert database is not None
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query, values).fetchall()


def write_ledger(path: Path, rows: list[tuple[object, ...]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("台账")
        for number, row in enumerate([TEMPLATE, *rows]):
            sheet.write_row(number, 0, row)
    return path


def filled_row(folder: Path, task_id: str, status: str, day: str) -> tuple[object, ...]:
    """A row of the template with a status and the day of its report."""
    ((seq, issue),) = ask(folder, "SELECT seq, issue FROM tasks WHERE task_id = ?", task_id)
    return task_id, seq, issue, "", "", "", status, day, "", "", "", ""


def test_build_check_show_and_accuracy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 1
    assert "处核对不符。" in capsys.readouterr().out
    assert main(["show", "shaoyang-2021-plan"]) == 0
    assert "第 7 项" in capsys.readouterr().out
    assert main(["show", "nowhere"]) == 2
    assert "没有文件 nowhere" in capsys.readouterr().err
    assert main(["accuracy"]) == 0
    assert "合计\t任务\t" in capsys.readouterr().out
    assert main(["build", "nowhere.txt"]) == 2
    assert "找不到文件：nowhere.txt" in capsys.readouterr().err


def test_what_the_reader_left_out_is_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also where the file is not read again."""
    remarked = FIXTURES / "documents" / "shiliang-2022-plan.docx"  # with tracked changes
    assert main(["add", str(remarked)]) == 0
    for _ in range(2):
        capsys.readouterr()
        assert main(["show", remarked.stem]) == 0
        assert "修订痕迹（插入 4 处、删除 3 处）" in capsys.readouterr().out
        assert main(["add", str(PLAN)]) == 0


def test_the_accuracy_of_a_folder_is_pooled_by_shape(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (PLAN, LEDGER):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    assert main(["accuracy", str(tmp_path)]) == 0
    header, _, *lines = capsys.readouterr().out.splitlines()
    assert header == "| 字段 | 全部 2 份 | 逐项标签 1 份 | 台账 1 份 |"
    assert "| 任务 | 1.000（14） | 1.000（8） | 1.000（6） |" in lines
    (tmp_path / "nothing").mkdir()
    assert main(["accuracy", str(tmp_path / "nothing")]) == 2
    assert "无从比较" in capsys.readouterr().err


def test_what_has_not_changed_is_not_built_again(folder: Path) -> None:
    assert main(["add", str(PLAN)]) == 0
    generation = current_database(folder)
    assert main(["build", "--if-changed"]) == 0 and current_database(folder) == generation
    (folder / "documents" / PLAN.name).unlink()
    assert main(["build", "--if-changed"]) == 0 and current_database(folder) != generation


def test_a_database_of_an_older_program_is_built_again(folder: Path) -> None:
    generation = current_database(folder)
    assert generation
    with duckdb.connect(str(generation)) as connection:
        connection.execute("ALTER TABLE build DROP COLUMN reading")
    assert main(["build", "--if-changed"]) == 0 and current_database(folder) != generation


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("arguments", [("show", "shaoyang-2021-plan"), ("preview", str(PLAN))])
def test_a_reader_who_has_seen_enough_is_no_fault(arguments: tuple[str, str]) -> None:
    command = [sys.executable, "-m", "loaders", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        said = process.stderr.read().decode("utf-8")
        assert "Traceback" not in said and "没有写成" not in said


def test_before_the_first_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(tmp_path))
    assert main(["check"]) == 2
    assert main(["decide", "a", "b", "same", "--by", "王"]) == 2


def test_a_preview_loads_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, current = files_in(folder), current_database(folder)
    broken = FIXTURES / "broken" / "old.doc"
    assert main(["preview", "--json", str(PLAN), str(LEDGER), str(broken)]) == 1
    plan, ledger, refused = json.loads(capsys.readouterr().out)
    assert files_in(folder) == before and current_database(folder) == current
    assert (plan["outcome"], plan["tasks"], plan["kind"], plan["city"]) == ("new", 8, "plan", "青岚市")
    assert len(plan["new"]) == 8
    first = plan["new"][0]
    assert (first["deadline"], first["status"]) == ("立行立改，长期坚持", None)
    assert first["leads"][-1] == "市政府办公室", first["leads"]
    assert len(ledger["links"]) == 6 and ledger["new"] == []  # its items report on the plan before it
    finished = [change for change in ledger["status_changes"] if change["kind"] == "finished"]
    assert [change["task_id"][-2:] for change in finished] == ["02", "03", "08"]
    assert refused["outcome"] == "refused" and "old.doc" in refused["message"]
    assert main(["preview", str(PLAN)]) == 0
    assert "新增 8 项" in capsys.readouterr().out


def test_what_is_added_is_kept_beside_the_generations(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = FIXTURES / "broken" / "old.doc"
    assert main(["add", "--json", str(PLAN), str(LEDGER), str(broken)]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert [file["outcome"] for file in answer["files"]] == ["new", "new", "refused"]
    assert answer["database"] == current_database(folder).name  # type: ignore[union-attr]
    assert {path.name for path in (folder / "documents").iterdir()} == {PLAN.name, LEDGER.name}
    assert {"qinglan-2024-plan", "qinglan-2025-ledger"} < loaded(folder).keys()
    carried = ask(folder, "SELECT task_id, carried_from FROM status_reports WHERE carried_from IS NOT NULL")
    assert ("qinglan-2024-plan-02", "qinglan-2025-ledger-02") in carried
    reports = ask(folder, "SELECT count(*) FROM tasks WHERE reports_on LIKE 'qinglan-2024-plan-%'")
    assert reports == [(6,)]
    before = loaded(folder)
    assert main(["build"]) == 0  # the added files are read again, all of them
    assert loaded(folder) == before


def test_the_same_file_twice_is_not_doubled(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "又一份.txt").write_bytes(PLAN.read_bytes())
    assert main(["add", str(PLAN), str(tmp_path / "又一份.txt")]) == 0
    assert "又一份.txt：与已载入的“qinglan-2024-plan”完全相同" in capsys.readouterr().out
    current = current_database(folder)
    assert main(["add", str(PLAN)]) == 0
    assert current_database(folder) == current and len(loaded(folder)) == 6


def test_a_revised_version_replaces_and_is_compared(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", str(PLAN)])
    words = PLAN.read_bytes().decode("gb18030")
    revised = tmp_path / PLAN.name
    changed = words.replace("2024年9月底前", "2025年9月底前")
    assert changed != words
    revised.write_text(changed, encoding="utf-8")
    capsys.readouterr()
    assert main(["preview", "--json", str(revised)]) == 0
    (preview,) = json.loads(capsys.readouterr().out)
    assert preview["outcome"] == "revision" and preview["replaces"] == "qinglan-2024-plan"
    assert preview["new"] == preview["gone"] == []
    assert ("deadline_on", "2024-09-30", "2025-09-30") in [
        (change["field"], change["before"], change["after"]) for change in preview["redated"]
    ]
    digest = loaded(folder)["qinglan-2024-plan"]
    assert main(["add", str(revised)]) == 0
    assert loaded(folder)["qinglan-2024-plan"] != digest and len(loaded(folder)) == 6
    kept = folder / "documents" / "replaced" / f"qinglan-2024-plan-{digest[:8]}.txt"
    assert kept.read_bytes() == PLAN.read_bytes()


def test_a_document_of_the_project_is_replaced_by_an_added_one(folder: Path, tmp_path: Path) -> None:
    seed = Path("data/documents/shaoyang-2021-plan.txt")
    revised = tmp_path / seed.name
    words = (Path(__file__).resolve().parent.parent / seed).read_text(encoding="utf-8-sig")
    revised.write_text(words.replace("邵阳市贯彻落实", "邵阳市认真贯彻落实", 1) + "\n", encoding="utf-8")
    before = loaded(folder)
    assert main(["add", str(revised)]) == 0
    after = loaded(folder)
    assert after.keys() == before.keys() and after["shaoyang-2021-plan"] != before["shaoyang-2021-plan"]
    assert main(["build"]) == 0 and loaded(folder) == after


def test_two_cities_may_call_their_files_alike(folder: Path, tmp_path: Path) -> None:
    for name, file in (("a", PLAN), ("b", FIXTURES / "documents" / "beiping-2021-plan.pdf")):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"整改方案{file.suffix}").write_bytes(file.read_bytes())
    assert main(["add", str(tmp_path / "a" / "整改方案.txt"), str(tmp_path / "b" / "整改方案.pdf")]) == 0
    cities = ask(
        folder, "SELECT document_id, city FROM documents WHERE document_id LIKE '整改方案%' ORDER BY 1"
    )
    assert cities == [("整改方案", "青岚市"), ("整改方案-2", "北屏市")]


def test_a_filled_in_ledger_reports_on_its_tasks(folder: Path, tmp_path: Path) -> None:
    """The template's rows: done, left empty, a word nobody knows, an id that is not there."""
    main(["add", str(PLAN)])
    task = "qinglan-2024-plan-0"
    filled = write_ledger(
        tmp_path / "台账-2025-06.xlsx",
        [
            (f"{task}2", 2, "考核“指挥棒”作用发挥不够。", "市委组织部", "2024-03-01", "2024年9月30日",
             "已销号", "2025-06-30", "2024-09-20", "经市整改办验收", "附件1.pdf", "已归档"),
            (f"{task}3", 3, "环境空气质量改善压力大。", "市生态环境局", "", "2024年12月31日", *[""] * 6),
            (f"{task}5", 5, "城镇生活污水收集处理能力不足。", "市住建局", "", "", "大概快了", *[""] * 5),
            ("nowhere-2020-plan-01", 7, "矿山未修复。", "市局", "", "", "逾期", "2025-06-30", "", "", "", ""),
        ],
    )  # fmt: skip
    assert main(["add", str(filled)]) == 0
    reports = ask(
        folder,
        """SELECT task_id, status, reported_on::TEXT, completed_on::TEXT, quote, sheet, number
           FROM status_reports AS report JOIN document_parts AS part
             ON part.document_id = source AND report.source_start BETWEEN part.source_start AND part.source_end - 1
           WHERE source = '台账-2025-06' AND task_id LIKE 'qinglan%'""",
    )
    assert reports == [(f"{task}2", "closed", "2025-06-30", "2024-09-20", "已销号", "台账", 2)]
    spoken_of = ask(folder, "SELECT reports_on FROM tasks WHERE document_id = '台账-2025-06' ORDER BY seq")
    assert spoken_of == [(f"{task}2",), (f"{task}3",), (f"{task}5",), (None,)]
    kept = ask(folder, "SELECT label, quote FROM task_fields WHERE task_id = '台账-2025-06-02'")
    assert {("证明材料", "附件1.pdf"), ("备注", "已归档")} <= set(kept)
    reasons = " ".join(row[0] for row in ask(folder, "SELECT reason FROM not_understood"))
    assert "第5项的整改状态“大概快了”" in reasons and "已完成" in reasons
    assert "工作表“台账”第5行：没有编号为“nowhere-2020-plan-01”的任务" in reasons


def test_a_ledger_that_only_numbers_its_tasks_belongs_where_they_do(folder: Path, tmp_path: Path) -> None:
    """In every build; where its tasks are of two cities, or not loaded, it stays without a place. A city's and its
    district's belong to the city."""
    main(["add", str(PLAN)])
    row, other, city, district = (
        filled_row(folder, task, "已销号", "2025-06-30")
        for task in (
            "qinglan-2024-plan-02",
            "shaoyang-2021-plan-01",
            "hengyang-2019-plan-01",
            "hengyang-zhengxiang-2024-plan-01",
        )
    )
    listed = {"一市": [row], "两市": [row, other], "市和区": [city, district]}
    files = [write_ledger(tmp_path / f"{name}.xlsx", rows) for name, rows in listed.items()]
    assert main(["add", *map(str, files)]) == 0
    described = """SELECT document_id, city, inspection = (SELECT inspection FROM documents WHERE document_id LIKE 'qinglan%'),
        taken_from_tasks FROM documents WHERE kind = 'ledger' ORDER BY 1"""
    assert ask(folder, described) == [
        ("一市", "青岚市", True, "city, inspection, inspection_level"),
        ("两市", None, None, None),
        ("市和区", "衡阳市", None, "city"),
    ]
    main(["decide", "一市-02", "qinglan-2024-plan-02", "different", "--by", "王"])
    assert ask(folder, described)[:2] == [("一市", None, None, None), ("两市", None, None, None)]


def test_another_deadline_in_a_report_is_told_before_and_after_loading(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    task = "hengyang-zhengxiang-2024-plan-11"
    ((issue, deadline),) = ask(folder, "SELECT issue, deadline_on FROM tasks WHERE task_id = ?", task)
    book = openpyxl.Workbook()
    for row in (
        ["衡阳市蒸湘区第二轮省生态环境保护督察反馈问题整改台账"],
        ["序号", "存在问题", "整改时限", "整改状态"],
        [11, issue, "2026年12月31日前", "正在整改"],
    ):
        book.active.append(row)
    ledger = tmp_path / "蒸湘区台账.xlsx"
    book.save(ledger)
    assert main(["preview", "--json", str(ledger)]) == 0
    (preview,) = json.loads(capsys.readouterr().out)
    assert preview["redated"] == [], "what a report says changes no deadline"
    told = [(change["field"], change["before"], change["after"]) for change in preview["told_otherwise"]]
    assert told == [("deadline_on", str(deadline), "2026-12-31")]
    main(["add", str(ledger)])
    (other,) = queries.rows(queries.other_deadlines(task, queries.Filters()))
    assert (other.document_id, other.deadline_text) == ("蒸湘区台账", "2026年12月31日前")
    assert "《衡阳市蒸湘区第二轮省生态环境保护督察反馈问题整改台账》写的是“2026年12月31日前”" in words(
        open_page("tasks.py", task=task)
    )


def test_a_preview_tells_each_change_of_status(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Against all that is loaded, by the day of the reports."""
    main(["add", str(PLAN)])

    def ledger(name: str, day: str, *statuses: str) -> str:
        rows = [
            filled_row(folder, f"qinglan-2024-plan-{seq:02}", status, day)
            for seq, status in enumerate(statuses, 1)
        ]
        return str(write_ledger(tmp_path / name, rows))

    main(["add", ledger("五月.xlsx", "2025-05-31", "已销号", "达到序时进度", "未启动", "已完成")])
    capsys.readouterr()
    later = ledger("六月.xlsx", "2025-06-30", "达到序时进度", "已完成", "逾期", "已完成", "持续推进")
    earlier = ledger("四月.xlsx", "2025-04-30", "未启动", "未启动", "未启动", "未启动")
    assert main(["preview", "--json", later, earlier]) == 0
    june, april = json.loads(capsys.readouterr().out)
    told = [(c["task_id"][-2:], c["kind"], c["before"], c["after"]) for c in june["status_changes"]]
    assert told == [
        ("01", "reopened", "closed", "on_track"),
        ("02", "finished", "on_track", "completed"),
        ("03", "overdue", "not_started", "overdue"),
        ("05", "under_way", None, "ongoing"),
    ]
    assert april["status_changes"] == []
    assert main(["preview", later]) == 0
    assert "完成后退回：qinglan-2024-plan-01 已销号 → 推进中" in capsys.readouterr().out


def test_a_ledger_before_its_plan_is_linked_when_the_plan_comes(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = (
        "qinglan-2024-plan-02",
        2,
        "考核“指挥棒”作用发挥不够。",
        "",
        "",
        "",
        "已销号",
        "2025-06-30",
        *[""] * 4,
    )
    assert main(["add", str(write_ledger(tmp_path / "先到的台账.xlsx", [row]))]) == 0
    unknown = "SELECT count(*) FROM not_understood WHERE reason LIKE '%没有编号为%'"
    assert ask(folder, unknown) == [(1,)] and ask(folder, "FROM links") == []
    capsys.readouterr()
    assert main(["preview", str(PLAN)]) == 0
    said = capsys.readouterr().out
    assert "青岚市" in said and "　整改方案\n" in said
    assert "对上任务、不再单独计数的进展 1 项：先到的台账-02\n" in said
    assert main(["add", str(PLAN)]) == 0
    assert "（19 项只见于进展材料）" in capsys.readouterr().out  # those of 沅江
    assert ask(folder, unknown) == [(0,)]
    assert ask(folder, "SELECT to_task_id, certainty FROM links") == [("qinglan-2024-plan-02", "sure")]


def test_decisions_are_checked_kept_and_survive_every_rebuild(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", str(PLAN), str(LEDGER)])
    item, task = "qinglan-2025-ledger-08", "qinglan-2024-plan-08"
    verdict = f"SELECT certainty FROM links WHERE from_task_id = '{item}' AND to_task_id = '{task}'"
    carried = f"SELECT count(*) FROM status_reports WHERE carried_from = '{item}'"
    assert ask(folder, verdict) == [("sure",)]
    assert main(["decide", task, item, "different", "--by", "王", "--reason", "两个尾矿库"]) == 0
    assert ask(folder, verdict) == [("rejected",)] and ask(folder, carried) == [(0,)]
    assert main(["build"]) == 0
    assert ask(folder, verdict) == [("rejected",)]
    assert main(["decide", item, task, "same", "--by", "李"]) == 0
    assert ask(folder, verdict) == [("confirmed",)] and ask(folder, carried) == [(1,)]
    for arguments, said in (
        (["decide", item, "nowhere-01", "same", "--by", "王"], "没有编号为“nowhere-01”的任务"),
        (["decide", item, item, "same", "--by", "王"], "两个任务编号相同"),
        (["decide", item, task, "same", "--by", " "], "没有填写姓名"),
        (["correct", task, "goal", "x", "--by", "王", "--reason", ""], "没有填写理由"),
        (["correct", task, "weather", "x", "--by", "王", "--reason", "试"], "不认识的栏目“weather”"),
        (["correct", task, "deadline_on", "2024-02-30", "--by", "王", "--reason", "试"], "不是有效的日期"),
        (["correct", task, "status", "快了", "--by", "王", "--reason", "试"], "不认识的整改状态“快了”"),
        (
            ["correct", "nowhere-01", "goal", "x", "--by", "王", "--reason", "试"],
            "没有编号为“nowhere-01”的任务",
        ),
    ):
        capsys.readouterr()
        assert main(arguments) == 2, arguments
        assert said in capsys.readouterr().err


def test_a_correction_stands_beside_the_documents_value(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    task = "shaoyang-2021-plan-01"
    before = ask(folder, "FROM tasks WHERE task_id = ?", task)
    for value in ("2022-06-30", "2022-07-31"):
        main(["correct", task, "deadline_on", value, "--by", "王", "--reason", "发文单位更正", "--json"])
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["database"]
    main(["build"])
    kept = ask(folder, "SELECT task_id, field, value, reason, corrected_by FROM corrections")
    assert kept == [(task, "deadline_on", "2022-07-31", "发文单位更正", "王")]
    assert ask(folder, "FROM tasks WHERE task_id = ?", task) == before
    former = "SELECT value, is_withdrawn, ended_by, ended_reason FROM former_corrections ORDER BY value"
    assert ask(folder, former) == [("2022-06-30", False, "王", "发文单位更正")]
    withdraw = ["withdraw", task, "deadline_on", "--by", "李", "--reason", "看错了行"]
    assert main(withdraw) == 0
    assert ask(folder, "FROM corrections") == []
    assert ask(folder, former)[1:] == [("2022-07-31", True, "李", "看错了行")]
    shown = words(open_page("tasks.py", task=task))
    assert "更正为" not in shown.replace("曾更正为", "") and "李" in shown and "撤回，理由：看错了行" in shown
    assert main(withdraw) == 2 and "没有更正，无从撤回" in capsys.readouterr().err
    main(["correct", task, "deadline_on", "2022-08-31", "--by", "王", "--reason", "发文单位更正"])
    assert ask(folder, "SELECT value FROM corrections") == [("2022-08-31",)]


def test_the_day_of_a_ledger_is_stated_in_the_terminal(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = tmp_path / "台账.csv"
    ledger.write_text("序号,存在问题,整改状态\n1,河道垃圾未清理。,已完成\n", encoding="utf-8")
    assert main(["preview", str(ledger)]) == 0
    assert "请加上 --reported-on 2024-05-31 这样的日期" in capsys.readouterr().out
    for wrong, said in (("五月底", "不是有效的日期"), ("2199-01-01", "还没有到")):
        with pytest.raises(SystemExit):
            main(["add", str(ledger), "--reported-on", wrong])
        assert said in capsys.readouterr().err
    assert main(["add", str(ledger), "--reported-on", "2024-05-31"]) == 0
    database = current_database(folder)
    assert database is not None
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute(
            "SELECT reported_on::TEXT, source FROM status_reports WHERE source = '台账'"
        ).fetchall() == [("2024-05-31", "台账")]
    before = current_database(folder)
    assert main(["build", "--if-changed"]) == 0 and current_database(folder) == before, (
        "a card is no reason to read anew"
    )
    (folder / "documents" / "台账.toml").write_text("reported_on = 2024-06-30", encoding="utf-8")
    assert main(["build", "--if-changed"]) == 0 and current_database(folder) != before


def test_the_next_issue_of_a_report_is_no_new_version(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (
        "青岚市第二轮中央生态环境保护督察反馈问题整改进展情况\n\n现将截至2023年9月底的进展公布如下。\n\n"
        "1.河道采砂问题（已完成整改）\n  整改情况：取缔采砂点3处。\n\n2.矿山粉尘问题（达到时序进度）\n  整改情况：封闭2家。\n"
    )
    texts = {"九月.txt": words, "十二月.txt": words.replace("9月底", "12月底"), "又九月.txt": words + "\n"}
    september, december, again = (tmp_path / name for name in texts)
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    main(["add", str(september)])
    capsys.readouterr()
    assert main(["preview", "--json", str(december), str(again)]) == 0
    assert [preview["resembles"] for preview in json.loads(capsys.readouterr().out)] == [None, "九月"]
