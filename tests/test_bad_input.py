"""Files that are broken, hostile or far too large: each is refused or read by name, and the rest is loaded."""

import io
import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter

from loaders.added import safe_name
from loaders.commands import main
from loaders.database import current_database
from loaders.isolation import parse_isolated
from loaders.source import UnreadableFile
from tests.test_build import FIXTURES, PLAN, files_in, loaded

BROKEN = FIXTURES / "broken"
# What the message says is wrong, and the way out.
REFUSED = {
    "empty.txt": ("空的", "重新"),
    "blank.txt": ("没有文字", "重新"),
    "unknown-bytes.txt": ("编码", "UTF-8"),
    "binary.docx": ("二进制", "另存为"),
    "truncated.docx": ("不完整或已损坏", "重新下载"),
    "truncated.xlsx": ("不完整或已损坏", "重新下载"),
    "truncated.pdf": ("不完整或已损坏", "重新下载"),
    "encrypted.docx": ("加密", "去掉密码"),
    "encrypted.xlsx": ("加密", "去掉密码"),
    "encrypted.pdf": ("加密", "去掉密码"),
    "old.doc": ("旧版 .doc", "另存为 .docx"),
    "old.wps": (".wps", "另存为 .docx"),
    "scanned.pdf": ("扫描件", "OCR"),
    "entities.docx": ("实体", "另存"),
    "hidden-sheet.xlsx": ("没有读到标题", "“台账”是隐藏的"),
    "no-header.xlsx": ("没有读到标题", "没有认出条目清单"),
}
# Tasks read, and what is said besides (in a remark, a reason or a failing check).
READ: dict[str, tuple[int, tuple[str, ...]]] = {
    "no-list.txt": (0, ("没有认出条目清单",)),
    "page.doc": (2, ()),
    "word.txt": (7, ()),
    "formulas-without-values.xlsx": (1, ("C3、E3",)),
    "macros.xlsm": (1, ("带有宏",)),
    "hostile.csv": (5, ()),
    "ragged.csv": (3, ("第 2 行", "第 4 行")),
    "duplicate-numbers.txt": (4, ("第2",)),
    "missing-numbers.txt": (4, ("第3、5、6项",)),
    "impossible-dates.csv": (5, ("没有这一天",)),
    "unknown-status.csv": (5, ("“拟研究”不是认识的状态", "“详见附件”不是认识的状态")),
    "unknown-ids.csv": (1, ("第2行没有编号为“nowhere-2020-plan-01”的任务",)),
}
HOSTILE_NAMES = {
    "../../etc/passwd": "passwd",
    "C:\\windows\\整改方案.docx": "整改方案.docx",
    "CON.xlsx": "_CON.xlsx",
    "lpt1": "_lpt1",
    "~$台账.xlsx": "台账.xlsx",
    ".hidden.txt": "hidden.txt",
    "整改\u202e方案\x00\n.txt": "整改方案.txt",
    "<b>a</b>|?*.txt": "b.txt",
    "  . ": "文件",
    "": "文件",
    "'; DROP TABLE tasks; --.txt": "'; DROP TABLE tasks; --.txt",
    "整" * 300 + ".docx": "整" * 66 + ".docx",
    "方案. . .pdf": "方案.pdf",
}


def said(preview: dict[str, Any]) -> str:
    """Everything that a preview tells beside its figures."""
    words = [*preview["remarks"]]
    words += [f"{check['check']} {check['note']}" for check in preview["checks"]]
    words += [f"{unread['place']}{unread['reason']}" for unread in preview["not_understood"]]
    return "\n".join(words)


def test_every_broken_file_is_named_with_a_way_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All of them at once, and a good one among them: the preview says what adding then does."""
    current, before = current_database(folder), files_in(folder)
    files = [str(BROKEN / name) for name in (*REFUSED, *READ)]
    assert main(["preview", "--json", *files, str(PLAN)]) == 1
    previews = {preview["file"]: preview for preview in json.loads(capsys.readouterr().out)}
    for name, words in REFUSED.items():
        assert previews[name]["outcome"] == "refused", name
        assert previews[name]["message"].startswith(f"{name}：")
        assert all(word in previews[name]["message"] for word in words), previews[name]["message"]
    for name, (tasks, words) in READ.items():
        assert previews[name]["tasks"] == tasks, name
        assert all(word in said(previews[name]) for word in words), (name, said(previews[name]))
    assert current_database(folder) == current and files_in(folder) == before

    assert main(["add", "--json", *files, str(PLAN)]) == 1
    assert {"qinglan-2024-plan", "hostile", "word"} < loaded(folder).keys()
    assert {path.name for path in (folder / "documents").iterdir()} == {PLAN.name, *READ}
    database = current_database(folder)
    assert database is not None
    with duckdb.connect(str(database), read_only=True) as connection:
        issues = connection.execute(
            "SELECT issue FROM tasks WHERE document_id = 'hostile' ORDER BY seq"
        ).fetchall()
        assert "<script>alert(1)</script>" in issues[1][0]  # kept as it is; the pages escape it
        words_of_this_machine = Path("/etc/hostname").read_text() if Path("/etc/hostname").exists() else "\0"
        texts = connection.execute("SELECT text FROM documents").fetchall()
        assert not any(words_of_this_machine.strip() and words_of_this_machine in text for (text,) in texts)
        dated = connection.execute(
            "SELECT list(deadline_on::TEXT ORDER BY seq) FROM tasks WHERE document_id = 'impossible-dates'"
        ).fetchone()
    assert dated == ([None, None, None, None, "2024-06-30"],)


def zip_of(path: Path, parts: dict[str, bytes | int]) -> Path:
    """An archive; a number is that many megabytes of blanks."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            with archive.open(name, "w", force_zip64=True) as file:
                for _ in range(content if isinstance(content, int) else 0):
                    file.write(b" " * (1 << 20))
                file.write(b"" if isinstance(content, int) else content)
    return path


WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = zip_of(tmp_path / "bomb.docx", {"[Content_Types].xml": b"<Types/>", "word/document.xml": 400})
    with pytest.raises(UnreadableFile, match="bomb.docx：解压后过大"):
        parse_isolated(bomb)


def test_an_archive_that_lies_about_its_size_is_read_no_further(tmp_path: Path) -> None:
    liar = zip_of(tmp_path / "liar.docx", {"[Content_Types].xml": b"<Types/>", "word/document.xml": 400})
    data = bytearray(liar.read_bytes())
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 1000)
    liar.write_bytes(data)
    with pytest.raises(UnreadableFile, match="liar.docx：文件不完整或已损坏.*另存"):
        parse_isolated(liar)


def test_a_text_is_a_text_whatever_it_speaks_of(tmp_path: Path) -> None:
    """Neither signs that no office uses nor rare words make it data, where its bytes are sound UTF-8."""
    file = tmp_path / "台账.csv"
    words = "🎉" * 30 + "氟硼钛锆铪钽" * 200
    file.write_text(f"序号,存在问题,整改时限,整改状态\n1,{words},2024年6月底,已完成\n", encoding="utf-8")
    (task,) = parse_isolated(file).tasks
    assert task.issue == words


def test_formats_that_nobody_here_reads_are_named(tmp_path: Path) -> None:
    """The fixed-layout format of official papers, a workbook of 2003, and what is no paper at all."""
    ofd = zip_of(tmp_path / "方案.ofd", {"OFD.xml": b"<OFD/>", "Doc_0/Document.xml": b"<x/>"})
    with pytest.raises(UnreadableFile, match=r"方案.ofd：是 OFD 版式文件.*转换为 \.pdf"):
        parse_isolated(ofd)
    workbook = tmp_path / "台账.xls"
    workbook.write_text('<?xml version="1.0"?><Workbook><Table><Row/></Table></Workbook>', encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"台账.xls：是 XML 文件.*另存为"):
        parse_isolated(workbook)
    junk = tmp_path / "settings.json"
    junk.write_text('{"a": 1}', encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"settings.json：没有读到标题.*没有载入"):
        parse_isolated(junk)


def test_a_line_without_an_end_is_refused(tmp_path: Path) -> None:
    endless = tmp_path / "endless.txt"
    endless.write_text("衡阳市整改方案\n" + "一、存在问题" * (5 << 20), encoding="utf-8")
    with pytest.raises(UnreadableFile, match="endless.txt：第2行有31457280字.*分段后重新导入"):
        parse_isolated(endless)


@pytest.mark.parametrize(
    "name, words, said",
    [
        ("br.html", "<html><body>整改方案" + "<br>整改" * 1_000_000, "网页里有 1000002 个标签.*只把正文复制"),
        ("spaces.html", f"<html><body><p>整改{' ' * 5_000_000}方案{'一' * 400_000}", "第1行有400005字.*分段"),
        (
            "cells.html",
            "<html><table>" + '<tr><td colspan="999">整改<td rowspan="999">1' * 999,
            "展开后超过.*正文",
        ),
        ("quoted.csv", '序号,存在问题,整改时限\n1,"' + "污水" * 2_000_000 + '",2024年\n', "第2行有4000010字"),
        ("lines.txt", "整改方案\n" + "整改工作有序推进。\n" * 700_000, "全文有7000005字.*拆成几份"),
    ],
)
def test_what_is_too_long_is_said_before_it_is_searched(
    tmp_path: Path, name: str, words: str, said: str
) -> None:
    file = tmp_path / name
    file.write_text(words, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=f"{name}：.*{said}"):
        parse_isolated(file)


def test_paragraphs_by_the_million_are_refused(tmp_path: Path) -> None:
    relations = b'<r><r Type="x/officeDocument" Target="word/document.xml"/></r>'
    parts: dict[str, bytes | int] = {"_rels/.rels": relations}
    parts["word/document.xml"] = WORD + b"<w:p/>" * 2_000_001 + b"</w:body></w:document>"
    with pytest.raises(UnreadableFile, match="many.docx：解压后过大.*拆成较小的文件"):
        parse_isolated(zip_of(tmp_path / "many.docx", parts))


def test_elements_without_an_end_are_refused(tmp_path: Path) -> None:
    deep = (
        WORD
        + b"<w:tbl><w:tr><w:tc>" * 50_000
        + b"</w:tc></w:tr></w:tbl>" * 50_000
        + b"</w:body></w:document>"
    )
    files = [
        zip_of(tmp_path / "deep.docx", {"[Content_Types].xml": b"<Types/>", "word/document.xml": deep}),
        tmp_path / "deep.html",
    ]
    files[1].write_text(
        f"<html><body>{'<div>' * 100_000}整改{'</div>' * 100_000}</body></html>", encoding="utf-8"
    )
    for file in files:
        with pytest.raises(UnreadableFile, match=f"{file.name}：.*已损坏.*另存"):
            parse_isolated(file)


@pytest.mark.parametrize(
    "row",
    [
        '<row r="{0}"/>',
        '<row r="{0}"><c r="A{0}" s="1"/><c r="B{0}" s="1"/></row>',
        '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t xml:space="preserve"> </t></is></c></row>',
    ],
)
def test_a_million_empty_rows_are_passed_over(tmp_path: Path, row: str) -> None:
    """As a sheet whose every row, or every cell, was once formatted."""
    small = io.BytesIO()
    with xlsxwriter.Workbook(small) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, ["序号", "存在问题", "整改时限", "整改状态"])
        sheet.write_row(1, 0, [1, "河道垃圾", "2024年6月30日", "已完成"])
    parts: dict[str, bytes | int] = {}
    with zipfile.ZipFile(small) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    rows = "".join(row.format(number) for number in range(3, 1_000_001)).encode()
    sheet_xml = parts["xl/worksheets/sheet1.xml"]
    assert isinstance(sheet_xml, bytes)
    parts["xl/worksheets/sheet1.xml"] = sheet_xml.replace(b"</sheetData>", rows + b"</sheetData>")
    parsed = parse_isolated(zip_of(tmp_path / "million.xlsx", parts))
    assert [(task.seq, task.issue) for task in parsed.tasks] == [(1, "河道垃圾")]


def test_a_million_empty_lines_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "million.csv"
    file.write_text(
        "序号,存在问题,整改时限,整改状态\n1,河道垃圾,2024年6月30日,已完成\n" + ",,,\n" * 1_000_000,
        encoding="utf-8",
    )
    parsed = parse_isolated(file)
    assert [(task.seq, task.issue) for task in parsed.tasks] == [(1, "河道垃圾")]
    assert [row.remark for row in parsed.remarks] == ["末尾的 1000000 个空行没有保存。"]
    file.write_text(file.read_text(encoding="utf-8") + "2,扬尘,2024年12月30日,未启动\n", encoding="utf-8")
    parsed = parse_isolated(file)
    assert [(task.seq, task.issue) for task in parsed.tasks] == [(1, "河道垃圾"), (2, "扬尘")]
    assert [row.remark for row in parsed.remarks] == [
        "第 3 行起的 1000000 个空行没有保存，后面各行的行号相应减少。"
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_row_that_lost_its_number_is_an_item_of_its_own(tmp_path: Path, kind: str) -> None:
    rows = [
        "序号,存在问题,整改时限,整改状态",
        "1,河道垃圾,2024年6月底,已完成",
        ",扬尘扰民,2024年9月底,未启动",
    ]
    file = tmp_path / f"台账.{kind}"
    if kind == "csv":
        file.write_text("\n".join(rows), encoding="utf-8")
    else:
        with xlsxwriter.Workbook(file) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row.split(","))
    parsed = parse_isolated(file)
    assert [(task.issue, task.deadline_text) for task in parsed.tasks] == [
        ("河道垃圾", "2024年6月底"),
        ("扬尘扰民", "2024年9月底"),
    ]
    assert [(row.quote, row.reason[:11]) for row in parsed.not_understood] == [
        ("扬尘扰民", "这一行没有可读的序号，")
    ]


def test_a_deadline_that_names_no_day_there_is_is_told(tmp_path: Path) -> None:
    file = tmp_path / "台账.csv"
    days = ["202年6月", "2024年0月", "2024年汛期前", "按省定时限", "长期坚持", "2024年6月底"]
    rows = [f"{number},第{number}处污水直排,{day},未启动" for number, day in enumerate(days, 1)]
    file.write_text("\n".join(["序号,存在问题,整改时限,整改状态", *rows]), encoding="utf-8")
    told = {row.quote: row.reason for row in parse_isolated(file).not_understood}
    assert told.keys() == {*days[:3]}
    assert "没有读作日期" in told["2024年汛期前"]


def test_what_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="0 秒内没有读完，已停止"):
        parse_isolated(PLAN, seconds=0)


def test_every_format_can_be_read_within_the_limits() -> None:
    """The limit on memory counts what a library reserves, too."""
    for name in (
        "muyun-2023-plan.pdf",
        "yinshan-2024-ledger.xlsx",
        "qinglan-2025-ledger.xls",
        "tangxi-2024-plan.docx",
    ):
        assert parse_isolated(FIXTURES / "documents" / name).tasks


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_names_become_safe_ones(name: str) -> None:
    assert safe_name(name) == HOSTILE_NAMES[name]


def test_files_under_hostile_names_stay_within_the_folder(folder: Path, tmp_path: Path) -> None:
    names = ["'; DROP TABLE tasks; --.txt", "~$<b>x</b>\n$(id).txt", "a.b.toml.txt"]
    for number, name in enumerate(names):
        (tmp_path / name.replace("/", "")).write_bytes(PLAN.read_bytes() + b"\n" * number)
    assert main(["add", *(str(tmp_path / name.replace("/", "")) for name in names)]) == 0
    kept = {path.name for path in (folder / "documents").iterdir()}
    assert kept == {safe_name(name.replace("/", "")) for name in names}
    assert len(loaded(folder)) == 8
    assert main(["add", str(PLAN.with_suffix(".txt"))]) == 0


def test_a_card_is_no_document(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    card = tmp_path / "shaoyang-2021-plan.toml"
    card.write_text('city = "长沙市"', encoding="utf-8")
    assert main(["add", str(card)]) == 2
    assert "是卡片" in capsys.readouterr().out
    assert not (folder / "documents" / card.name).exists()


def test_a_card_goes_in_with_its_document(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "方案.txt").write_bytes(PLAN.read_bytes())
    (tmp_path / "方案.toml").write_text('source = "https://example.org/plan"', encoding="utf-8")
    assert main(["add", str(tmp_path / "方案.txt")]) == 0
    database = current_database(folder)
    assert database is not None
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute(
            "SELECT source_url FROM documents WHERE document_id = '方案'"
        ).fetchall() == [("https://example.org/plan",)]
    assert (folder / "documents" / "方案.toml").exists()


def test_numbers_beyond_ten_thousand_are_numbers(tmp_path: Path) -> None:
    file = tmp_path / "台账.csv"
    rows = [f"{number},第{number}号排口污水直排,2024年6月底前,已完成" for number in range(9_998, 10_003)]
    file.write_text("\n".join(["序号,存在问题,整改时限,整改状态", *rows]), encoding="utf-8")
    parsed = parse_isolated(file)
    assert [task.seq for task in parsed.tasks] == list(range(9_998, 10_003)) and not parsed.not_understood
