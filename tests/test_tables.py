"""Downloads open in Excel as what they are: dates, numbers, harmless texts, with their sources named."""

import csv
import io
from datetime import date, datetime
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest

import queries
import tables
from reports import contents, letters, sheets
from tests.conftest import HOSTILE, NOTICE, PLAN
from tests.test_pages import open_page
from tests.test_reports import text_of

pytestmark = pytest.mark.usefixtures("database")
CHOSEN = queries.Filters(documents=(PLAN,), as_of=date(2025, 6, 1))


def shown() -> pd.DataFrame:
    return sheets.readable(queries.tasks(CHOSEN).drop(columns="document_id"))


def workbook(table: pd.DataFrame) -> openpyxl.Workbook:
    sources = contents.sources(CHOSEN, {"任务": queries.tasks(CHOSEN)})
    content = sheets.as_xlsx(table, "任务清单", CHOSEN, sources, queries.build())
    return openpyxl.load_workbook(io.BytesIO(content))


def lines(table: pd.DataFrame) -> list[list[str]]:
    return list(csv.reader(io.StringIO(sheets.as_csv(table).decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1+1", "\r\n=1+1", "＝1+1", "＋1", "－1", "＠A1"],
)
def test_formulas_are_disarmed(text: str) -> None:
    assert sheets.disarmed(text) == f"'{text}"
    table = pd.DataFrame({"问题": [text]})
    assert lines(table)[1] == [f"'{text}"]
    cell = workbook(table).worksheets[0]["A2"]
    assert (cell.data_type, cell.value[0]) == ("s", "'")


@pytest.mark.parametrize("text", ["1+1=2", "2024-06-30", "一、=", "", "扬尘"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert sheets.disarmed(text) == text


def test_lines_of_a_text_from_windows_are_those_of_a_cell() -> None:
    table = sheets.readable(
        pd.DataFrame({"measures": ["1.建管网。\r\n\r\n    2.修泵站。", None], "seq": [1, None]})
    )
    said = "1.建管网。\n2.修泵站。"
    assert lines(table)[1:] == [[said, "1"], ["", ""]]
    assert workbook(table).worksheets[0]["A2"].value == said


def test_codes_and_columns_are_chinese() -> None:
    table = shown()
    assert set(table["状态"]) == {"已销号", "已完成", "逾期", "未见报告"}
    assert set(table["已过时限"]) == {"是", ""}
    assert not [column for column in table.columns if column.isascii()]


def test_xlsx_holds_the_table_in_view() -> None:
    sheet = workbook(shown()).worksheets[0]
    heading = [cell.value for cell in sheet[1]]
    assert heading == list(shown().columns)
    assert (sheet.max_row, sheet.freeze_panes) == (7, "A2")
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(7, len(heading)).coordinate}"
    deadline = sheet.cell(2, heading.index("整改时限") + 1)
    assert (deadline.value, deadline.number_format) == (datetime(2024, 3, 31), "yyyy-mm-dd")
    problems = [sheet.cell(row, heading.index("问题") + 1).value for row in range(2, 8)]
    assert HOSTILE in problems
    assert isinstance(sheet.cell(2, heading.index("序号") + 1).value, int)
    assert all(8 <= sheet.column_dimensions[letter].width <= 60 for letter in "ABCD")


def test_a_listing_prints_on_a4_with_its_headings_and_as_many_columns_as_can_be_read() -> None:
    book = workbook(shown())
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$1"
    printed = sheet[sheet.print_area.split("!")[1].replace("$", "")]
    assert len(printed) == 7 and 5 <= len(printed[0]) < len(headings)
    assert "任务清单" in sheet.oddHeader.left.text and "2025-06-01" in sheet.oddHeader.right.text
    narrow = workbook(pd.DataFrame({"到期年份": ["2024"], "任务数": [3]})).worksheets[0]
    assert narrow.page_setup.orientation != "landscape"


def test_a_row_is_as_high_as_its_words_need() -> None:
    sheet = workbook(
        pd.DataFrame({"问题": ["河" * 26, "河" * 27, "一行\n两行\n三行", "河" * 999]})
    ).worksheets[0]
    assert [sheet.row_dimensions[row].height or 15 for row in range(2, 6)] == [15, 30, 45, 180]


def test_bounds_are_told_by_their_signs() -> None:
    """≤ as on the page; = says nothing, and would be taken for a formula."""
    figures = sheets.readable(pd.DataFrame({"op": ["<=", ">=", "=", "<"], "value": [1, 2, 3, 4]}))
    assert [row[0] for row in lines(figures)] == ["方向", "≤", "≥", "", "＜"]


def test_rows_that_name_their_own_pages_are_not_laid_to_the_documents_in_view() -> None:
    content = sheets.as_xlsx(shown(), "已公布的完成率", CHOSEN, None, queries.build())
    rules = openpyxl.load_workbook(io.BytesIO(content))["来源与口径"]
    said = {row[0]: row[1] for row in rules.iter_rows(values_only=True)}
    assert said["来源"] == "表中各行写明了来源和网址。" and PLAN not in said


def test_only_the_statuses_of_the_table_are_explained() -> None:
    told = {
        row[0]
        for row in workbook(shown().query("状态 == '已完成'"))["来源与口径"].iter_rows(values_only=True)
    }
    assert "已完成" in told and "未见报告" not in told
    assert "未见报告" in {row[0] for row in workbook(shown())["来源与口径"].iter_rows(values_only=True)}


def test_what_xml_cannot_hold_is_left_out() -> None:
    cell = workbook(pd.DataFrame({"问题": ["扬尘\uffff"]})).worksheets[0]["A2"]
    assert cell.value == "扬尘"


def test_whole_numbers_have_no_point_in_csv() -> None:
    assert lines(pd.DataFrame({"目标值": [35.0, 83.3, None]}))[1:] == [["35"], ["83.3"], [""]]


def test_xlsx_names_its_sources_and_rules() -> None:
    sheet = workbook(shown())["来源与口径"]
    said = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True)}
    assert said["筛选"][0] == CHOSEN.in_words()
    assert said["截至"][0] == datetime(2025, 6, 1)
    assert said["数据版本"][0] == "test"
    assert "÷" in said["总完成率"][0]
    _, _, gives, stated_on, counts_from, file, digest = said[PLAN]
    assert (gives, file) == ("任务", f"data/documents/{PLAN}.txt")
    assert stated_on == counts_from == datetime(2024, 1, 10)
    assert len(digest) == 64, "its SHA-256"
    assert said["网页"][:3] == ("公示", "政府公开", "状态") and said["网页"][5] == NOTICE, (
        "what gave the statuses"
    )


def test_csv_opens_in_excel_with_the_same_rows() -> None:
    content = sheets.as_csv(shown())
    assert content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content
    heading, *rows = lines(shown())
    assert heading == list(shown().columns)
    assert len(rows) == 6
    deadlines = [row[heading.index("整改时限")] for row in rows]
    assert deadlines[0] == "2024-03-31" and "" in deadlines, "a missing date is empty"
    assert HOSTILE in [row[heading.index("问题")] for row in rows]


def test_a_month_is_no_day(own_database: Path) -> None:
    with duckdb.connect(str(own_database)) as connection:
        connection.execute(f"UPDATE tasks SET deadline_precision = 'month' WHERE task_id = '{PLAN}-03'")
        connection.execute(f"UPDATE tasks SET deadline_precision = 'year' WHERE task_id = '{PLAN}-04'")
    listed = open_page("tasks.py").dataframe[0].value.set_index("任务编号")
    numbers = [f"{PLAN}-0{seq}" for seq in (2, 3, 4)]
    assert list(listed.loc[numbers, "整改时限"]) == ["2024-12-31", "2024-03", "2025"]
    assert "时限精度" not in listed
    sheet = workbook(shown()).worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    number, day, precision = (headings.index(label) for label in ("任务编号", "整改时限", "时限精度"))
    written = {row[number].value: row for row in sheet.iter_rows(min_row=2)}
    cells = [(written[each][day].number_format, written[each][precision].value) for each in numbers]
    assert cells == [("yyyy-mm-dd", "日"), ('yyyy"年"m"月"', "月"), ('yyyy"年"', "年")]
    assert written[f"{PLAN}-03"][day].value == datetime(2024, 3, 31), "a spreadsheet still sorts by it"
    chosen = queries.Filters(as_of=date(2025, 6, 1))
    late = [task for task in contents.tasks_due(chosen, 0) if task.task_id == f"{PLAN}-03"]
    assert "2024年3月\n已过" in text_of(
        letters.reminder(queries.unit("生态环境局"), late, chosen, 0, queries.build())
    )


def test_a_long_text_is_cut_between_characters_on_the_page_alone() -> None:
    table = pd.DataFrame({"序号": [1, 2, 3], "问题": ["河" * 40, "短", None]})
    on_page = tables.within_columns(table)
    assert on_page["问题"].tolist()[:2] == ["河" * 21 + "…", "短"]
    first = tables.within_columns(table[["问题"]])["问题"]
    assert first[0] == "河" * 11 + "…", "a telephone shows a second column"
    titles = pd.DataFrame(
        {"城市": ["云州市"] * 2, "文件": ["云州市第三轮省督察反馈问题整改工作台账（2026年9月）", None]}
    )
    assert tables.within_columns(titles)["文件"][0].endswith("（2026年9月）"), (
        "two months' ledgers are told apart"
    )
    assert ("河" * 40).encode() in sheets.as_csv(table)


def test_an_empty_table_downloads() -> None:
    empty = shown().head(0)
    assert lines(empty) == [list(empty.columns)]
    assert workbook(empty).worksheets[0].max_row == 1


def test_a_text_too_long_for_a_cell_is_cut_and_not_lost() -> None:
    long = workbook(pd.DataFrame({"问题": ["长" * 40_000]})).worksheets[0]["A2"].value
    assert len(long) == sheets.LONGEST_CELL and long.endswith("…")


def test_widths_fit_chinese_and_stay_bounded() -> None:
    assert sheets.width_in_characters(pd.Series(["衡阳市"], name="城市")) == 6
    assert sheets.width_in_characters(pd.Series([None, None], name="县市区")) == 6


def test_a_long_list_begins_on_the_page_and_says_of_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 4)
    app = open_page("tasks.py")
    assert not app.exception
    assert any("共 10 行（表中只列前 4 行，下载的是全部）" in caption.value for caption in app.caption)
    assert len(app.dataframe[0].value) == 4
    assert "台账模板（10 项）" in [button.label for button in app.get("download_button")]


def test_the_first_tasks_are_those_of_the_whole_list() -> None:
    whole = queries.tasks(CHOSEN)
    assert queries.rows(queries.tasks(CHOSEN, first=3)) == queries.rows(whole.head(3))
    assert queries.task_count(CHOSEN) == len(whole)
