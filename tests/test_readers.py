"""Files of every format to one text, with the places of tables, pages and rows in it."""

import datetime
import re
from pathlib import Path

import docx
import openpyxl
import pytest
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from loaders.isolation import parse_isolated
from loaders.readers import read_source
from loaders.readers.numbering import written
from loaders.readers.pdf import breaks_after
from loaders.readers.pdf_pages import Glyph, Line
from loaders.readers.radicals import as_characters
from loaders.source import Source, Table, UnreadableFile

FIXTURES = Path(__file__).parent / "fixtures"
TEXT = "云渡县整改清单\r\n一、河道管护不到位，问题突出。\r\n整改目标：2024年12月底前完成整改。\n"


def cells(source: Source, table: Table) -> list[list[str]]:
    return [[source.text[cell.start : cell.end] for cell in row] for row in table.rows]


def read_bytes(tmp_path: Path, data: bytes, name: str = "file.txt") -> Source:
    (tmp_path / name).write_bytes(data)
    return read_source(tmp_path / name)


# Text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_text_is_its_characters_without_mark_and_with_its_line_ends(tmp_path: Path, encoding: str) -> None:
    assert read_bytes(tmp_path, TEXT.encode(encoding)).text == TEXT


def test_big5_is_told_from_gb18030_by_its_common_characters(tmp_path: Path) -> None:
    words = "關於生態環境保護督察整改情況的公告。\n一、整改目標：水質達標，長期堅持。\n"
    assert read_bytes(tmp_path, words.encode("big5")).text == words


def test_single_bad_bytes_are_replaced_and_remarked(tmp_path: Path) -> None:
    source = read_bytes(tmp_path, TEXT.encode() + b"\xff" + TEXT.encode())
    assert source.text == TEXT + "\ufffd" + TEXT
    assert "1 处字节无法解码" in source.remarks[0]


# What a file is


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("整改清单")
    word.save(str(tmp_path / "plan.txt"))
    assert read_source(tmp_path / "plan.txt").format == "docx"
    assert (
        read_bytes(tmp_path, "<html><body><p>整改清单</p></body></html>".encode(), "page.xls").format
        == "html"
    )
    assert (
        read_bytes(tmp_path, "序号,问题,整改时限\n1,河道,2024年\n".encode("gbk"), "ledger.xls").format
        == "csv"
    )


REFUSED = {
    "empty.txt": "文件是空的",
    "blank.txt": "没有文字",
    "unknown-bytes.txt": "编码无法识别",
    "binary.docx": "不是可识别的文档",
    "truncated.docx": "重新下载",
    "truncated.xlsx": "重新下载",
    "truncated.pdf": "重新下载",
    "encrypted.docx": "去掉密码",
    "encrypted.xlsx": "去掉密码",
    "encrypted.pdf": "去掉密码",
    "old.doc": "另存为 .docx",
    "old.wps": "另存为 .docx",
    "scanned.pdf": "扫描件",
    "entities.docx": "实体",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_its_name_and_a_way_out(name: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_source(FIXTURES / "broken" / name)
    message = str(refusal.value)
    assert message.startswith(f"{name}：") and REFUSED[name] in message and "请" in message


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="打不开"):
        read_source(tmp_path / "gone.txt")


@pytest.mark.parametrize("start", [b"\x89PNG\r\n\x1a\n", b"{\\rtf1", b"Rar!\x1a\x07", b"7z\xbc\xaf"])
def test_images_archives_and_rtf_are_refused_by_kind(tmp_path: Path, start: bytes) -> None:
    with pytest.raises(UnreadableFile, match="请"):
        read_bytes(tmp_path, start + b"\0" * 100)


# HTML

PAGE = """<!DOCTYPE html><html><head><meta charset="gb2312"><title>通知</title><style>p{}</style></head><body>
<div class="top-nav"><ul><li><a href="/">首页</a></li><li><a>政务公开</a></li><li><a>互动</a></li><li><a>服务</a></li></ul></div>
<div class="crumb">您现在的位置：<a href="/">首页</a> &gt; <a>公告</a></div>
<h1>云渡县整改清单</h1><div>发布时间：2024-01-02　来源：县政府</div>
<table><tr><td><div id="zoom"><p>&nbsp;&nbsp;一、河道<b>管护</b>不
到位。<br>整改目标：清理</p><p style="display:none">看不见</p>
<table><tr><td rowspan="2">大气</td><td>1</td><td>扬尘</td></tr><tr><td>2</td><td>油烟<br/>扰民</td></tr></table>
</div></td></tr></table>
<p>附件：<a href="a.docx">附件1</a></p>
<div class="footer">主办：云渡县人民政府 ICP备00000000号</div><script>alert("一、")</script></body></html>"""


def test_when_a_page_was_published_stands_beside_its_buttons_and_stays(tmp_path: Path) -> None:
    page = "<html><body><div>发布日期：2024-09-25 来源：云渡县 【打印本页】</div><div>【打印本页】</div><p>公示</p></body></html>"
    assert read_bytes(tmp_path, page.encode(), "page.html").text.split() == [
        "发布日期：2024-09-25", "来源：云渡县", "【打印本页】", "公示",
    ]  # fmt: skip


def test_a_row_by_itself_goes_on_with_the_table_before_it(tmp_path: Path) -> None:
    table = "<table>{}</table>".format
    row = "<tr><td>{}</td><td>扬尘</td><td>达标</td><td>洒水</td></tr>".format
    source = read_bytes(
        tmp_path, f"<html><body>{table(row(1) + row(2))}{table(row(3))}</body></html>".encode()
    )
    assert [len(found.rows) for found in source.tables] == [2, 1]
    assert read_bytes(tmp_path, f"<html><body>{table(row(3))}</body></html>".encode()).tables == ()


def test_how_a_character_is_spoken_is_no_part_of_a_page(tmp_path: Path) -> None:
    page = "<html><body><p>一、問題：生態(tài)環(huán)境監(jiān)測站(zhan)未建。</p></body></html>"
    assert read_bytes(tmp_path, page.encode()).text == "一、問題：生態環境監測站(zhan)未建。\n"


def test_a_label_that_a_page_sets_apart_stands_apart(tmp_path: Path) -> None:
    page = "<html><body><p><b>整改目标</b>达标。</p><p><b>整改措施</b>：围挡。</p><p><b>反馈</b>问题</p></body></html>"
    assert read_bytes(tmp_path, page.encode()).text == "整改目标 达标。\n整改措施：围挡。\n反馈问题\n"


def test_labels_and_their_words_in_two_columns_are_a_table(tmp_path: Path) -> None:
    pairs = "反馈问题,污水直排。\n整改目标,达标。\n整改措施,围挡。\n整改时限,2024年底\n" * 2
    assert len(read_bytes(tmp_path, pairs.encode(), "plan.csv").tables[0].rows) == 8
    assert not read_bytes(tmp_path, "云渡县,整改。\n二是,三是。\n".encode()).tables


def test_html_keeps_the_article_and_leaves_the_page_around_it(tmp_path: Path) -> None:
    source = read_bytes(tmp_path, PAGE.encode("gb18030"), "page.html")
    assert source.text.splitlines() == [
        "云渡县整改清单",
        "发布时间：2024-01-02　来源：县政府",
        "一、河道管护不到位。",
        "整改目标：清理",
        "大气\t1\t扬尘",
        "\t2\t油烟",
        "扰民",
        "附件：附件1",
    ]
    (table,) = source.tables
    assert cells(source, table) == [["大气", "1", "扬尘"], ["大气", "2", "油烟\n扰民"]]
    assert table.rows[0][0] == table.rows[1][0]


def test_a_list_of_links_within_little_text_does_not_cost_the_list(tmp_path: Path) -> None:
    items = "".join(f"<li>{n}.第{n}处河道堆放垃圾未清理。整改目标：清理到位。</li>" for n in range(1, 9))
    source = read_bytes(
        tmp_path, f'<html><body><div class="menu"><ul>{items}</ul></div></body></html>'.encode()
    )
    assert source.text.count("整改目标") == 8


def test_numbers_of_ordered_lists_are_text(tmp_path: Path) -> None:
    lists = (
        '<ol start="3"><li>扬尘</li><li>油烟</li></ol>',
        "<ol><li>一、水</li></ol>",
        '<ol><li value="5"><p>2024年完成。</p></li></ol>',
    )
    page = f"<html><body>{''.join(lists)}</body></html>"
    assert read_bytes(tmp_path, page.encode()).text == "3. 扬尘\n4. 油烟\n一、水\n5. 2024年完成。\n"


def test_a_page_that_names_another_charset_than_it_has(tmp_path: Path) -> None:
    page = '<html><head><meta charset="gb2312"></head><body><p>整改目标：清理到位。</p></body></html>'
    assert read_bytes(tmp_path, page.encode("utf-8")).text == "整改目标：清理到位。\n"


@pytest.mark.parametrize(
    "page", ["<html><body><div id='app'></div></body></html>", "<html><body>" + "<div>" * 3000 + "深"]
)
def test_pages_without_text_or_end_are_refused(tmp_path: Path, page: str) -> None:
    with pytest.raises(UnreadableFile, match="请"):
        read_bytes(tmp_path, page.encode(), "page.html")


def test_web_archives_give_their_page(tmp_path: Path) -> None:
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n"
    source = read_bytes(
        tmp_path, (head + "<html><body><p>plan</p></body></html>\r\n--x--\r\n").encode(), "a.mht"
    )
    assert (source.format, source.text) == ("html", "plan\n")


# DOCX


def add_numbering(word: docx.document.Document, levels: list[tuple[str, str]]) -> None:
    """A list of its own (number 77), with (format, pattern) a level."""
    numbering = word.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for level, (form, pattern) in enumerate(levels)
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{inner}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def numbered(word: docx.document.Document, words: str, level: int) -> None:
    properties = word.add_paragraph(words)._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
    )


def test_automatic_numbers_are_text_and_begin_anew_under_each_heading(tmp_path: Path) -> None:
    word = docx.Document()
    add_numbering(
        word, [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%1.%3.")]
    )
    for words, level in [("大气", 0), ("扬尘", 1), ("油烟", 1), ("水", 0), ("管网", 1), ("改造", 2)]:
        numbered(word, words, level)
    word.save(str(tmp_path / "plan.docx"))
    text = read_source(tmp_path / "plan.docx").text
    assert text.split("\n")[:6] == [
        "一、大气",
        "（一）扬尘",
        "（二）油烟",
        "二、水",
        "（一）管网",
        "二.1. 改造",
    ]


def test_automatic_numbers_come_through_a_style(tmp_path: Path) -> None:
    word = docx.Document()
    add_numbering(word, [("decimal", "%1、")])
    style = word.styles.add_style("整改项", 1)
    style.element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>')
    )
    based = word.styles.add_style("整改项二", 1)
    based.base_style = style
    word.add_paragraph("扬尘", style=style)
    word.add_paragraph("油烟", style=based)
    word.save(str(tmp_path / "plan.docx"))
    assert read_source(tmp_path / "plan.docx").text == "1、扬尘\n2、油烟\n"


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (21, "chineseCounting", "二十一"),
        (110, "taiwaneseCountingThousand", "一百一十"),
        (12, "chineseLegalSimplified", "拾贰"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (4, "lowerRoman", "iv"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (5, "somethingNew", "5"),
    ],
)
def test_number_formats(number: int, form: str, expected: str) -> None:
    assert written(number, form) == expected


def test_tracked_changes_read_as_accepted_and_text_boxes_once(tmp_path: Path) -> None:
    word = docx.Document()
    who = 'w:id="1" w:author="a" w:date="2024-01-01T00:00:00Z"'
    paragraph = word.add_paragraph("整改时限：")._p
    paragraph.append(
        parse_xml(f"<w:del {nsdecls('w')} {who}><w:r><w:delText>2023年</w:delText></w:r></w:del>")
    )
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')} {who}><w:r><w:t>2024年</w:t></w:r></w:ins>"))
    joined = word.add_paragraph("责任单位：")._p
    joined.get_or_add_pPr().append(parse_xml(f"<w:rPr {nsdecls('w')}><w:del {who}/></w:rPr>"))
    word.add_paragraph("县住建局")
    box = "<w:txbxContent><w:p><w:r><w:t>附件1</w:t></w:r></w:p></w:txbxContent>"
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    word.add_paragraph("上文")._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} {space}><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice>'
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    word.save(str(tmp_path / "plan.docx"))
    assert read_source(tmp_path / "plan.docx").text == "整改时限：2024年\n责任单位：县住建局\n上文\n附件1\n"


def test_docx_tables_stand_in_their_order_with_merged_cells(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("前")
    grid = word.add_table(rows=3, cols=3)
    for row, values in enumerate([("序号", "问题", "单位"), ("1", "扬尘", "甲局"), ("2", "油烟", "")]):
        for column, value in enumerate(values):
            grid.cell(row, column).text = value
    grid.cell(1, 2).merge(grid.cell(2, 2))
    word.add_paragraph("后")
    word.save(str(tmp_path / "table.docx"))
    source = read_source(tmp_path / "table.docx")
    assert source.text == "前\n序号\t问题\t单位\n1\t扬尘\t甲局\n2\t油烟\t\n后\n"
    assert cells(source, source.tables[0])[2] == ["2", "油烟", "甲局"]
    rows = [source.text[start:end] for start, end in source.tabbed_rows()]
    assert rows == ["序号\t问题\t单位", "1\t扬尘\t甲局", "2\t油烟\t"]


def test_rows_under_one_number_are_laid_out_by_column(tmp_path: Path) -> None:
    """The measures of an item that stand in several rows are one stretch of text."""
    word = docx.Document()
    grid = word.add_table(rows=3, cols=3)
    for row, values in enumerate(
        [("序号", "整改措施", "责任单位"), ("1", "清运", "甲局"), ("", "巡查", "乙局")]
    ):
        for column, value in enumerate(values):
            grid.cell(row, column).text = value
    grid.cell(1, 0).merge(grid.cell(2, 0))
    word.save(str(tmp_path / "table.docx"))
    assert (
        read_source(tmp_path / "table.docx").text == "序号\t整改措施\t责任单位\n1\t清运\n巡查\t甲局\n乙局\n"
    )


@pytest.mark.parametrize("format_", ["docx", "html"])
def test_a_small_table_within_a_cell_is_that_cells_words(tmp_path: Path, format_: str) -> None:
    """整改目标 | … and 责任单位 | … as a table of their own beside the problem are fields of its row."""
    inner = {"整改目标": "达标。", "整改措施": "清运。", "整改时限": "2024年底", "责任单位": "县城管局"}
    header, problems = ["序号", "存在问题", "整改要求"], ["渣土乱倒。", "扬尘。"]
    path = tmp_path / f"plan.{format_}"
    if format_ == "docx":
        word = docx.Document()
        table = word.add_table(rows=3, cols=3)
        for cell, words in zip(table.rows[0].cells, header, strict=True):
            cell.text = words
        for number, problem in enumerate(problems, 1):
            cells = table.rows[number].cells
            cells[0].text, cells[1].text = str(number), problem
            within = cells[2].add_table(rows=len(inner), cols=2)
            for row, pair in zip(within.rows, inner.items(), strict=True):
                row.cells[0].text, row.cells[1].text = pair
        word.save(str(path))
    else:

        def rows(*cells: str) -> str:
            return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"

        within = f"<table>{''.join(rows(*pair) for pair in inner.items())}</table>"
        items = "".join(rows(str(number), problem, within) for number, problem in enumerate(problems, 1))
        path.write_text(f"<html><body><table>{rows(*header)}{items}</table></body></html>", encoding="utf-8")
    parsed = parse_isolated(path)
    assert [(task.issue, task.goal, task.measures) for task in parsed.tasks] == [
        (problem, "达标。", "清运。") for problem in problems
    ]
    assert [unit.name_as_written for unit in parsed.task_units] == ["县城管局"] * 2


def test_a_table_that_is_a_frame_is_its_text(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_table(rows=1, cols=1).cell(0, 0).text = "一、扬尘突出。"
    word.save(str(tmp_path / "frame.docx"))
    source = read_source(tmp_path / "frame.docx")
    assert (source.text, source.tables) == ("一、扬尘突出。\n", ())


# PDF


def test_pdf_lines_are_joined_into_paragraphs_over_pages() -> None:
    source = read_source(FIXTURES / "readers" / "wrapped.pdf")
    lines = source.text.splitlines()
    assert lines[0] == "云渡县整改清单"
    assert len(lines) == 1 + 12 * 4
    assert all(line.endswith(("。", "前")) for line in lines[1:])
    assert [part.number for part in source.parts] == [1, 2, 3]
    assert source.parts[0].start == 0 and source.parts[-1].end == len(source.text)
    assert all(a.end == b.start for a, b in zip(source.parts, source.parts[1:], strict=False))


def test_pdf_paragraphs_without_indents_begin_with_their_numbers_and_labels() -> None:
    lines = read_source(FIXTURES / "readers" / "unmarked.pdf").text.splitlines()
    begins = ["（", "整改目标：", "整改措施：", "整改时限："] * 12
    assert len(lines) == len(begins)
    assert all(line.startswith(begin) for line, begin in zip(lines, begins, strict=True))


def test_a_centred_title_ends_though_nothing_in_the_file_is_wider() -> None:
    def line(left: float, top: float, words: str) -> Line:
        places = ((left + 11 * place, character) for place, character in enumerate(words))
        return Line([Glyph(character, x, top, x + 11, top + 11) for x, character in places], page=1)

    title = line(250, 70, "荆门市督察反馈问题整改措施清单")
    below = line(90, 95, "荆门市突出生态环境问题整改工作领导小组办公室")
    assert breaks_after(title, below, 90, title.right, has_marks=True)
    full, lead = line(90, 70, "荆门市督察反馈问题整改方案"), line(90, 95, "为全面完成整改，制定本方案")
    assert breaks_after(full, lead, 90, full.right, has_marks=True)  # a title that fills its line
    assert not breaks_after(
        line(112, 70, "各县市区人民政府要按照整改要求认真抓好落实工作"), below, 90, 370, has_marks=True
    )


@pytest.mark.parametrize(("gap", "text"), [(2.3, "2019-01-24 09:38"), (0.6, "2019-01-2409:38")])
def test_a_narrow_space_that_a_pdf_leaves_out_parts_day_and_hour(gap: float, text: str) -> None:
    glyphs, x = [], 90.0
    for place, character in enumerate("时2019-01-2409:38"):
        width = 10 if character == "时" else 5
        x += gap if place == 11 else 0
        glyphs.append(Glyph(character, x, 70, x + width, 80))
        x += width
    assert Line(glyphs, page=1).text == f"时{text}"


def test_pdf_words_printed_twice_are_read_once_and_watermarks_left_out() -> None:
    lines = read_source(FIXTURES / "readers" / "overprinted.pdf").text.splitlines()
    assert lines[0] == "整改清单"
    assert len(lines) == 5 and not any("内部" in line for line in lines)


def test_a_figure_at_a_page_s_edge_is_no_page_number() -> None:
    text = read_source(FIXTURES / "readers" / "figures.pdf").text
    assert re.findall(r"(?m)^\d+$", text) == ["41", "33", "152"]


def test_pdf_rows_that_a_page_cuts_are_made_whole_and_repeated_headers_dropped() -> None:
    source = read_source(FIXTURES / "readers" / "ruled.pdf")
    (table,) = source.tables
    rows = cells(source, table)
    assert [row[0] for row in rows] == ["序号", "一、水环境（2项）", "1", "2", "二、大气环境（1项）", "3"]
    assert rows[3][2] == "加强巡查，发现一处、清理一处，定期通报；" * 30
    assert len(set(table.rows[1])) == 1
    assert len(source.parts) > 1


def test_pdf_of_a_row_that_a_page_cuts_a_single_cell_may_run_on() -> None:
    source = read_source(FIXTURES / "readers" / "spilled.pdf")
    (table,) = source.tables
    assert [len(row[2]) for row in cells(source, table)] == [4, 160]


def test_pdf_tables_without_lines_are_tables_over_pages() -> None:
    source = read_source(FIXTURES / "documents" / "qingfeng-2023-plan.pdf")
    rows = cells(source, *source.tables)
    assert [row[0] for row in rows] == [
        "序号", "一、水和大气环境质量改善不明显", "1", "2", "3", "二、工作落实不够有力", "4", "5", "6",
    ]  # fmt: skip
    assert rows[3][4:7] == ["2023年12月", "市政府分管副市长", "市生态环境局"]


def test_pdf_columns_of_text_are_read_one_after_another() -> None:
    text = read_source(FIXTURES / "documents" / "yunting-tongling-2025-plan.pdf").text
    assert "化肥施用量较2023年减少8%。\n2.建设生态沟渠12公里，2025年9月30日前完工。" in text
    assert "为38%，堆存量逐年增加。\n【整改目标】2025年新增磷石膏综合利用率达55%" in text


def test_pdf_pages_stored_turned_are_read_as_shown() -> None:
    source = read_source(FIXTURES / "readers" / "turned.pdf")
    assert [row[0] for row in cells(source, source.tables[0])] == ["序号", "1", "2"]


def test_radicals_become_the_characters_they_look_like() -> None:
    assert as_characters("⼀、⾸⻚⽅案⺠⽣") == "一、首页方案民生"


def test_signs_of_symbol_fonts_are_signs_that_every_font_has(tmp_path: Path) -> None:
    """Word's bullets in a PDF and its boxes to tick are in the private area, where other fonts show an empty box."""
    assert as_characters("\uf0b7整改目标：达标。\uf0fc") == "•整改目标：达标。✓"
    word = docx.Document()
    paragraph = word.add_paragraph()
    for char, words in (("F0FE", "已完成 "), ("F0A8", "未完成")):
        run = paragraph.add_run()
        run._r.append(parse_xml(f'<w:sym {nsdecls("w")} w:font="Wingdings" w:char="{char}"/>'))
        run.add_text(words)
    word.save(str(tmp_path / "form.docx"))
    assert read_source(tmp_path / "form.docx").text == "☑已完成 □未完成\n"


# Spreadsheets


def test_sheets_give_dates_numbers_and_percentages_as_they_are_shown(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "ledger.xlsx"))
    sheet = book.add_worksheet("台账")
    day = datetime.datetime(2024, 6, 30)
    sheet.merge_range(0, 0, 0, 2, "整改台账")
    sheet.write_row(2, 0, ["序号", "问题", "时限"])
    values = [(1, "yyyy-mm-dd"), (2, 'yyyy"年"m"月"d"日"'), (3, 'yyyy"年"m"月"'), (4, "yyyy/mm")]
    for row, (number, form) in enumerate(values, 3):
        sheet.write_row(row, 0, [number, "河道\n垃圾"])
        sheet.write_datetime(row, 2, day, book.add_format({"num_format": form}))
    sheet.write_row(7, 0, [5, "比例"])
    sheet.write_number(7, 2, 0.855, book.add_format({"num_format": "0.0%"}))
    book.add_worksheet("选项").hide()
    book.close()
    source = read_source(tmp_path / "ledger.xlsx")
    rows = cells(source, source.tables[0])
    assert rows[0] == ["整改台账"] * 3
    assert [row[2] for row in rows[2:]] == ["2024-06-30", "2024年6月30日", "2024年6月", "2024-06", "85.5%"]
    assert rows[2][:2] == ["1", "河道\n垃圾"]
    assert [(part.sheet, part.number) for part in source.parts] == [
        ("台账", n) for n in (1, 3, 4, 5, 6, 7, 8)
    ]
    assert source.tables[0].name == "台账"
    assert any("选项" in remark and "隐藏" in remark for remark in source.remarks)


def test_formulas_give_their_stored_value_or_are_remarked(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["序号", "问题", "时限"])
    book.active.append([1, "扬尘", "=TODAY()"])
    book.save(tmp_path / "ledger.xlsx")
    source = read_source(tmp_path / "ledger.xlsx")
    assert "C2" in source.remarks[0]
    assert cells(source, source.tables[0])[1] == ["1", "扬尘", ""]


def test_a_stray_cell_at_the_end_of_the_sheet_does_not_take_the_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "序号"
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "ledger.xlsx")
    with pytest.raises(UnreadableFile, match="数据区过大"):
        read_source(tmp_path / "ledger.xlsx")


def test_a_used_range_that_begins_further_in_keeps_its_merges(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for place, value in {
        "C3": "序号",
        "D3": "问题",
        "E3": "单位",
        "C4": 1,
        "D4": "扬尘",
        "E4": "甲局",
        "C5": 2,
    }.items():
        sheet[place] = value
    sheet["D5"] = "油烟"
    sheet.merge_cells("E4:E5")
    book.save(tmp_path / "ledger.xlsx")
    source = read_source(tmp_path / "ledger.xlsx")
    assert cells(source, source.tables[0])[2] == ["2", "油烟", "甲局"]


def test_csv_text_is_the_file_and_cells_are_places_in_it(tmp_path: Path) -> None:
    words = '某县台账,,\r\n序号,问题,单位\r\n1,"河道,垃圾\n堆放",甲局\r\n,,\r\n2,油烟,"乙局"\r\n'
    source = read_bytes(tmp_path, words.encode("gbk"), "ledger.csv")
    assert (source.format, source.text) == ("csv", words)
    assert cells(source, source.tables[0])[1:] == [
        ["序号", "问题", "单位"], ["1", "河道,垃圾\n堆放", "甲局"], ["2", "油烟", "乙局"]
    ]  # fmt: skip
    assert [part.number for part in source.parts] == [1, 2, 3, 5]


def test_prose_with_half_width_commas_is_no_csv(tmp_path: Path) -> None:
    prose = "一、扬尘突出,部分工地未覆盖,群众反映强烈。\n整改目标:达标,稳定。\n整改措施:洒水。\n责任单位:甲局,乙局,丙局。\n"
    assert read_bytes(tmp_path, prose.encode()).format == "txt"


def test_tables_between_tabs_in_a_text_are_tables(tmp_path: Path) -> None:
    source = read_bytes(
        tmp_path, "清单如下，请认真落实。\n序号\t问题\t单位\n1\t扬尘\t甲局\n2\t油烟\t\n完\n".encode()
    )
    assert cells(source, source.tables[0])[2] == ["2", "油烟", ""]


def test_a_cell_with_line_breaks_between_tabs_is_one_cell(tmp_path: Path) -> None:
    words = "序号\t问题\t措施\t单位\n1\t扬尘\t洒水；\n覆盖。\t甲局\n一、水\n2\t油烟\t清洗。\n3\t直排\t封堵。\t乙局\n"
    source = read_bytes(tmp_path, words.encode())
    rows = cells(source, source.tables[0])
    assert rows[1] == ["1", "扬尘", "洒水；\n覆盖。", "甲局"]
    assert rows[2:] == [["一、水"] * 4, ["2", "油烟", "清洗。", ""], ["3", "直排", "封堵。", "乙局"]]
    quoted = read_bytes(tmp_path, words.replace("洒水；\n覆盖。", '"洒水；\n覆盖。"').encode())
    assert cells(quoted, quoted.tables[0]) == cells(source, source.tables[0])


@pytest.mark.parametrize("path", sorted((FIXTURES / "documents").iterdir()), ids=lambda path: path.name)
def test_places_lie_in_the_text_and_merged_cells_are_shared(path: Path) -> None:
    source = read_source(path)
    for table in source.tables:
        for row in table.rows:
            for cell in row:
                words = source.text[cell.start : cell.end]
                assert words == words.strip() and 0 <= cell.start <= cell.end <= len(source.text)
    assert all(0 <= part.start <= part.end <= len(source.text) for part in source.parts)
    for start, end in source.tabbed_rows():
        before, after = source.text[start - 1 : start] if start else "", source.text[end : end + 1]
        assert {before, after} <= {"", "\n"}, "a row has its lines to itself"


@pytest.mark.parametrize("start", [b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"II*\0", b"MM\0*"])
def test_a_picture_under_another_name_is_called_one(tmp_path: Path, start: bytes) -> None:
    (tmp_path / "scan.pdf").write_bytes(start + bytes(range(200)))
    with pytest.raises(UnreadableFile, match="scan.pdf：是图片"):
        read_source(tmp_path / "scan.pdf")
