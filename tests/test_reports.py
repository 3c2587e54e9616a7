"""What leaves the house, opened again as its reader opens it: the workbook, 督办单, 调度通报."""

import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import duckdb
import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

import queries
import wording
from reports import contents, letters, sheets, workbook
from reports.addressee import addressed, spoken_to
from tests.conftest import HOSTILE, NOTICE, PLAN, REPORT, insert, unlinked
from tests.test_pages import open_page
from tests.test_pages import words as words_on

DAY = date(2025, 6, 1)
WHOLE = queries.Filters(as_of=DAY)
OFFICE = queries.Filters(as_of=DAY, units=("云州市生态环境局",))

pytestmark = pytest.mark.usefixtures("database")


def written_workbook(chosen: queries.Filters) -> tuple[openpyxl.Workbook, bytes]:
    written = workbook.as_xlsx(contents.gather(chosen))
    return openpyxl.load_workbook(io.BytesIO(written)), written


def reminder(chosen: queries.Filters = OFFICE, days: int = 30) -> bytes:
    due = contents.tasks_due(chosen, days)
    return letters.reminder(queries.unit("云州市生态环境局"), due, chosen, days, queries.build())


def bulletin(chosen: queries.Filters, since: date) -> bytes:
    due = contents.tasks_due(chosen, 30)
    return letters.bulletin(contents.gather(chosen), since, queries.changes(chosen, since), due, 30)


def part(written: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        return parts.read(name).decode()


def test_a_list_of_which_only_words_or_a_part_was_told_is_not_called_unreported(own_database: Path) -> None:
    with duckdb.connect(str(own_database)) as connection:
        connection.execute("DELETE FROM status_reports WHERE task_id = ?", [PLAN + "-03"])
        connection.execute("UPDATE tasks SET progress = '正在施工' WHERE task_id = ?", [PLAN + "-03"])
    late = [task for task in contents.tasks_due(WHOLE, 0) if task.task_id == PLAN + "-03"]
    paper = text_of(
        letters.bulletin(
            contents.gather(WHOLE), date(2025, 5, 1), queries.changes(WHOLE, date(2025, 5, 1)), late, 0
        )
    )
    assert "都未见报告" not in paper and "进展未写明状态" in paper


def names(written: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(name))
        return parts.namelist()


def text_of(written: bytes) -> str:
    document = Document(io.BytesIO(written))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def column(sheet: Any, label: str) -> list[Any]:
    headings = [cell.value for cell in sheet[1]]
    return [row[headings.index(label)].value for row in sheet.iter_rows(min_row=2)]


# ---------------------------------------------------------------------------------------------------- the workbook


def test_the_report_has_its_six_sheets_and_draws_in_four() -> None:
    book, written = written_workbook(WHOLE)
    assert book.sheetnames == ["总览", "完成率", "单位负荷", "指标", "明细", "来源与口径"]
    assert book["总览"]["A1"].value == "各市督察整改报告" in book["明细"].oddHeader.left.text
    assert [len(sheet._charts) for sheet in book] == [1, 1, 1, 1, 0, 0]
    assert len([name for name in names(written) if name.startswith("xl/charts/chart")]) == 4


def test_the_rates_of_the_report_are_those_of_the_page() -> None:
    sheet = written_workbook(WHOLE)[0]["总览"]
    rows = {row[0].value: [cell.value for cell in row[1:6]] for row in sheet["A5:G7"]}
    for rate in queries.rows(queries.rates(WHOLE)):
        done, total, share, low, high = rows[wording.RATES[rate.rate].name]
        assert (done, total) == (rate.done, rate.total)
        counts = (rate.done, rate.low, rate.high)
        if rate.total < 5:  # of so few there is no percentage
            assert [share, low, high] == [f"{count}/{rate.total}" for count in counts]
        else:
            assert [share, low, high] == pytest.approx([count / rate.total for count in counts])


def test_dates_are_dates_and_numbers_numbers() -> None:
    book, _ = written_workbook(WHOLE)
    deadlines = [value for value in column(book["明细"], "整改时限") if value]
    assert deadlines and all(isinstance(value, datetime) for value in deadlines)
    assert sum(column(book["完成率"], "任务数")) == 10
    assert column(book["指标"], "目标值") == [35, 3]
    assert column(book["指标"], "是否达到") == ["未达到", "没有实测"]
    assert column(book["指标"], "差距")[0] == 3


def test_headings_stay_and_pages_are_a4() -> None:
    book, _ = written_workbook(WHOLE)
    assert book["明细"].freeze_panes == "D2" and book["单位负荷"].freeze_panes == "A2"
    assert {sheet.page_setup.paperSize for sheet in book} == {9}
    assert book["明细"].print_title_rows == "$1:$1"
    assert [cell.value for cell in book["明细"][1]][:5] == ["城市", "县市区", "序号", "问题", "状态"]


def test_the_workload_has_collective_names_and_nobody_without_an_open_task(own_database: Path) -> None:
    book, written = written_workbook(WHOLE)
    sheet = book["单位负荷"]
    assert column(sheet, "单位（未办结任务数）") == ["云州市生态环境局", "云州市各县区党委政府"], (
        "水利局 has done its own"
    )
    assert column(sheet, "集体名称") == ["", "是"]
    totals = queries.workload_totals(WHOLE)
    counted = column(sheet, "牵头（项）") + column(sheet, "责任（项）")
    assert sum(counted) == totals["duties"], "as the title of the chart says"
    assert "分到 1 个单位、1 个集体名称" in part(written, "xl/charts/chart3.xml")
    assert sheet._charts[0].anchor._from.row >= sheet.max_row, "a short table has its chart below"


def test_periods_are_told_and_nothing_is_printed_twice() -> None:
    book, _ = written_workbook(WHOLE)
    assert column(book["指标"], "时段") == ["2024年", "2025年"]
    assert column(book["指标"], "实测时段") == ["2024年", None]
    assert "牵头或责任单位" not in [cell.value for cell in book["明细"][1]]


def test_what_no_task_has_takes_no_room() -> None:
    book, _ = written_workbook(queries.Filters(as_of=DAY, documents=(PLAN,)))
    headings = [cell.value for cell in book["明细"][1]]
    assert headings[:3] == ["城市", "序号", "问题"] and "整改进展" not in headings and "整改措施" in headings
    assert book["明细"].freeze_panes == "C2"
    nothing = written_workbook(queries.Filters(as_of=DAY, text="没有这样的词"))[0]
    assert nothing["单位负荷"]["A2"].value == "没有写明单位的未办结任务"
    assert nothing["指标"]["A2"].value == "没有可量化的目标"


def test_a_chart_is_not_parted_by_the_end_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = written_workbook(WHOLE)[0]["指标"]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and not sheet.row_breaks.brk
    monkeypatch.setattr(sheets, "PAGE_DOWN", 150)
    sheet = written_workbook(WHOLE)[0]["指标"]
    assert [end.id for end in sheet.row_breaks.brk] == [sheet._charts[0].anchor._from.row] == [4]
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.scale < 100


def test_no_text_of_a_document_becomes_a_formula() -> None:
    data = contents.gather(WHOLE)
    data.tasks.loc[0, "issue"] = "=HYPERLINK(1)"
    data.by_city["city"] = "=1+1"
    data.promises["place"] = "=2+2"
    data.workload["name"] = "https://example.org"
    book = openpyxl.load_workbook(io.BytesIO(workbook.as_xlsx(data)))
    assert column(book["明细"], "问题")[0] == sheets.disarmed("=HYPERLINK(1)")
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for sheet in book for row in sheet for cell in row)


def test_charts_carry_the_colours_and_patterns_of_the_house() -> None:
    chart = part(written_workbook(WHOLE)[1], "xl/charts/chart2.xml")
    closed, completed = wording.LIGHT.groups["closed"], wording.LIGHT.groups["completed"]
    assert f'<a:srgbClr val="{closed.colour[1:]}"/>' in chart
    assert f'<a:fgClr><a:srgbClr val="{completed.pattern_colour[1:]}"/>' in chart
    assert '<c:grouping val="percentStacked"/>' in chart


def test_axes_say_what_they_count_in_whole_steps() -> None:
    _, written = written_workbook(WHOLE)
    letter = bulletin(WHOLE, date(2024, 8, 31))
    for chart in (part(written, "xl/charts/chart1.xml"), part(letter, "word/charts/chart2.xml")):
        assert "<a:t>任务（项）</a:t>" in chart and '<c:majorUnit val="1"/>' in chart, "of five tasks no 0.2"
    by_year = part(letter, "word/charts/chart1.xml")
    assert "<c:v>到期年份</c:v>" in by_year and "占一行的比例" in by_year
    assert 'descr="各到期年份的任务状态，每行等宽"' in part(letter, "word/document.xml")


def test_the_report_names_whatever_gave_a_number(own_database: Path) -> None:
    """Reports and pages beside the documents that list the tasks, each with its day, or the time of its figures."""
    page = "https://example.org/air-2024"
    with duckdb.connect(str(own_database)) as connection:
        connection.execute("DELETE FROM indicators WHERE indicator_id = 'i38'")
        said = {"source_url": page, "source_title": "空气质量公报", "source_kind": "official"}
        air = {"element": "air", "metric": "PM2.5", "role": "actual", "op": "=", "value": 38, "unit": "μg/m³"}
        place = {"place": "云州市", "city": "云州市", "period": "2024", "is_change": False}
        insert(connection, "indicators", indicator_id="gathered", **place, **air, **said)
        said = {"corrected_by": "张三", "corrected_on": DAY, "reason": "抄写有误"}
        insert(
            connection, "corrections", task_id=f"{PLAN}-04", field="deadline_on", value="2026-03-31", **said
        )
    book, _ = written_workbook(WHOLE)
    rows = [row[:8] for row in book["来源与口径"].iter_rows(values_only=True)]
    head = next(row for row in rows if row[0] == "来源")
    assert head == tuple(sheets.SOURCE_COLUMNS)
    sources = {row[1]: row for row in rows[rows.index(head) + 1 :]}
    assert sources["云州市整改方案"][3] == "任务、指标、核对"
    assert sources["山亭县整改进展"][3:6] == ("任务、状态", None, datetime(2025, 4, 30))
    assert sources["公示"][2:7] == ("政府公开", "状态", datetime(2025, 2, 1), datetime(2025, 2, 1), NOTICE)
    assert sources["空气质量公报"][2:7] == ("政府公开", "指标", None, "2024年", page)
    assert sources["抄写有误"][0] == "张三" and sources["抄写有误"][3] == "更正"
    assert len(sources) == 5 and all(
        len(sources[title][7]) == 64 for title in ("云州市整改方案", "山亭县整改进展")
    )


def test_an_empty_view_still_makes_a_report() -> None:
    nothing = queries.Filters(as_of=DAY, text="没有这样的词")
    assert len(written_workbook(nothing)[0].sheetnames) == 6
    written = bulletin(nothing, date(2025, 1, 1))
    names(written)
    said = text_of(written)
    assert "截至2025年6月1日各市督察反馈问题整改情况" in said and "所选范围内没有查到整改任务。" in said
    assert "都相符" not in said and "一、" not in said  # nothing is said of what is not there


# -------------------------------------------------------------------------------------------------------- letters


def test_a_reminder_lists_what_is_late_and_never_calls_it_undone() -> None:
    said = text_of(reminder())
    assert "云州市生态环境局：" in said and "扬尘严重" in said and "据报逾期或滞后\n2024年8月1日" in said
    assert "尾矿库渗漏" not in said and "污水直排" not in said  # closed, completed
    assert "一、已过时限、未见办结的任务（1项）" in said and "2024年3月31日\n已过427天" in said
    assert "有1项已过时限，尚未见到办结的报告。" in said and "滞后，" not in said and "未见报告" not in said
    for blamed in ("未整改", "未办理", "没有完成", "拖延"):
        assert blamed not in said


def test_what_is_behind_before_its_time_is_not_called_past_it(own_database: Path) -> None:
    with duckdb.connect(str(own_database)) as connection:
        connection.execute(f"UPDATE tasks SET deadline_on = '2026-12-31' WHERE task_id = '{PLAN}-03'")
    assert "一、已过时限或据报滞后、未见办结的任务（1项）" in text_of(reminder())


def test_a_problem_of_two_lists_is_told_wherever_both_are_counted(own_database: Path) -> None:
    with duckdb.connect(str(own_database)) as connection:
        link = {"from_task_id": f"{REPORT}-01", "to_task_id": f"{PLAN}-03", "kind": "same_problem"}
        insert(connection, "links", **link, certainty="sure", likeness=90, basis="文字相近")
    for page in ("overview.py", "completion.py", "tasks.py"):
        assert "与另一份清单的任务是同一问题" in words_on(open_page(page)), page
        assert "与另一份清单" not in words_on(open_page(page, once="true")), page
        assert "另一份清单里也有的任务** · 1 项" in words_on(open_page(page, part="waiting|lists|any")), page
    assert "其中1项与另一份清单的任务是同一问题，各计一次。" in text_of(bulletin(WHOLE, date(2024, 8, 31)))


def test_of_several_cities_each_task_is_told_with_its_own(own_database: Path) -> None:
    with duckdb.connect(str(own_database)) as connection:
        connection.execute(
            f"UPDATE tasks SET city = '溪州市', deadline_on = '2025-01-31' WHERE task_id = '{REPORT}-02'"
        )
    assert "云州市　扬尘严重" in text_of(bulletin(WHOLE, date(2025, 1, 1)))


def test_a_reminder_leaves_to_its_sender_what_no_document_says() -> None:
    said = text_of(reminder())
    for blank in (
        "【发文字号】",
        "【发文机关名称（印章）】",
        "【受理单位】",
        "【　月　日】",
        "电话【　　　　】",
    ):
        assert blank in said


def test_footnotes_name_the_document_the_line_and_the_words() -> None:
    written = reminder()
    notes = part(written, "word/footnotes.xml")
    line = queries.document_text(PLAN).split("2024年3月底")[0].count("\n") + 1
    assert f"《云州市整改方案》第3项，第{line}行：“完成时限：2024年3月底”。" in notes
    assert part(written, "word/document.xml").count("<w:footnoteReference") == 2, (
        "and where the numbers come from"
    )
    assert "footnotes.xml" in part(written, "word/_rels/document.xml.rels")
    assert "/word/footnotes.xml" in part(written, "[Content_Types].xml")


def test_rows_keep_together_and_headings_come_again() -> None:
    (table,) = Document(io.BytesIO(reminder())).tables
    properties = [row._tr.trPr for row in table.rows]
    assert all(found.find(qn("w:cantSplit")) is not None for found in properties)
    assert [found.find(qn("w:tblHeader")) is not None for found in properties][:2] == [True, False]
    assert {row.height.pt for row in table.rows} == {20}  # see LEAST_ROW


def test_a_letter_has_the_form_of_an_official_one() -> None:
    document = Document(io.BytesIO(reminder()))
    page = document.sections[0]
    sizes = (
        page.page_width,
        page.page_height,
        page.top_margin,
        page.bottom_margin,
        page.left_margin,
        page.right_margin,
    )
    assert [round(size / Mm(1)) for size in sizes] == [210, 297, 37, 35, 28, 26]
    number, title = document.paragraphs[:2]
    assert (number.text, title.runs[0].font.size.pt) == ("【发文字号】", 22)
    body = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("对照"))
    assert (body.runs[0].font.size.pt, body.paragraph_format.line_spacing.pt) == (16, 28)
    closer = int(body.runs[0]._r.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    width = (page.page_width - page.left_margin - page.right_margin) / Pt(1)
    assert 28 <= width / (16 + closer) < 28.1 and 225 / 25.4 * 72 // 28 == 22
    assert "仿宋" in body.runs[0]._r.xml
    assert page.footer.paragraphs[0].text == "—  —" and "PAGE" in page.footer.paragraphs[0]._p.xml


def test_a_long_bulletin_lists_the_earliest_and_says_how_many_more_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(letters, "MOST_LISTED", 12)
    past = [task for task in contents.tasks_due(WHOLE, 30) if task.days_left < 0] * 20
    written = letters.bulletin(contents.gather(WHOLE), DAY, queries.changes(WHOLE, DAY), past, 30)
    assert f"只列时限最早的12项，另有{len(past) - 12}项见同一范围的报告" in text_of(written)
    assert part(written, "word/document.xml").count("<w:footnoteReference") == 1, "a long list without them"
    (annex,) = [
        table for table in Document(io.BytesIO(written)).tables if table.rows[0].cells[-1].text == "出处"
    ]
    assert {row.cells[-1].text for row in annex.rows[1:]} == {"文件1\n第3项"}
    assert "文件1：《云州市整改方案》。" in text_of(written)


def test_of_many_late_tasks_the_bulletin_sums_up_who_is_late(own_database: Path) -> None:
    with duckdb.connect(str(own_database)) as connection:
        for number in range(20, 34):
            connection.execute(f"""
                INSERT INTO tasks BY NAME SELECT * REPLACE ('{PLAN}-{number}' AS task_id, {number} AS seq)
                FROM tasks WHERE task_id = '{PLAN}-03'""")
            connection.execute(f"""
                INSERT INTO task_units BY NAME SELECT * REPLACE ('{PLAN}-{number}' AS task_id, '云州市水利局' AS unit_id)
                FROM task_units WHERE task_id = '{PLAN}-03'""")
    written = bulletin(WHOLE, date(2024, 8, 31))
    assert "2个单位牵头或负责的任务已过时限。一项任务可以有几个单位" in text_of(written)
    (summed,) = [
        table for table in Document(io.BytesIO(written)).tables if table.rows[0].cells[1].text == "单位"
    ]
    late = queries.rows(queries.late_units(WHOLE))
    assert [[cell.text for cell in row.cells[1:]] for row in summed.rows[1:]] == [
        [unit.name, f"{unit.tasks}项", f"{unit.days_past}天"] for unit in late
    ]


def test_the_bulletin_tells_the_course_of_what_went_back_and_forth(own_database: Path) -> None:
    with duckdb.connect(str(own_database)) as connection:
        for day, status in ((date(2025, 3, 1), "completed"), (date(2025, 5, 1), "on_track")):
            said = {
                "scope": "whole",
                "source": f"https://example.org/{day}",
                "source_title": "通报",
                "quote": "原话",
            }
            insert(connection, "status_reports", task_id=f"{PLAN}-03", status=status, reported_on=day, **said)
    written = bulletin(WHOLE, date(2024, 12, 31))
    assert "只比期初和期末看不出的：1项办结后有过反复，经过见脚注。" in text_of(written)
    course = "2025年3月1日已完成（《通报》：“原话”）；2025年5月1日推进中（《通报》：“原话”）。"
    assert part(written, "word/footnotes.xml").count(course) == 1


@pytest.mark.parametrize(
    "name, city, area, written, you",
    [
        ("内江市资中县党委政府", "内江市", "资中县", "资中县委、县政府", "你县"),
        ("衡阳市常宁市党委政府", "衡阳市", "常宁市", "常宁市委、市政府", "你市"),
        ("衡阳市党委政府", "衡阳市", None, "衡阳市委、市政府", "你市"),
        (
            "宜昌市长阳土家族自治县党委政府",
            "宜昌市",
            "长阳土家族自治县",
            "长阳土家族自治县县委、县政府",
            "你县",
        ),
        (
            "恩施土家族苗族自治州党委政府",
            "恩施土家族苗族自治州",
            None,
            "恩施土家族苗族自治州州委、州政府",
            "你州",
        ),
        ("重庆市忠县党委政府", "重庆市", "忠县", "忠县县委、县政府", "你县"),  # nobody writes 忠县委
        ("上海市浦东新区党委政府", "上海市", "浦东新区", "浦东新区区委、区政府", "你区"),
        ("鄂尔多斯市准格尔旗党委政府", "鄂尔多斯市", "准格尔旗", "准格尔旗委、旗政府", "你旗"),
        ("锡林郭勒盟党委政府", "锡林郭勒盟", None, "锡林郭勒盟委、行署", "你盟"),
        ("喀什地区党委政府", "喀什地区", None, "喀什地委、行署", "你单位"),
        ("广西壮族自治区党委政府", None, None, "广西壮族自治区党委、政府", "你区"),
        ("内江市资中县重龙镇党委政府", "内江市", "资中县", "资中县重龙镇党委、镇政府", "你镇"),
        ("内江市资中县水南街道党工委办事处", "内江市", "资中县", "资中县水南街道党工委、办事处", "你单位"),
        ("邵阳市经开区党工委管委会", "邵阳市", None, "邵阳市经开区党工委、管委会", "你单位"),
        ("内江市资中县水利局", "内江市", "资中县", "资中县水利局", "你单位"),
        (
            "内江市资中生态环境局",
            "内江市",
            "资中县",
            "内江市资中生态环境局",
            "你单位",
        ),  # the city's own, in the county
        ("内江市水利局", "内江市", None, "内江市水利局", "你单位"),
        ("衡阳市蒸湘区人民政府", "衡阳市", "蒸湘区", "蒸湘区人民政府", "你单位"),
    ],
)
def test_a_letter_is_addressed_as_officials_write(
    name: str, city: str | None, area: str | None, written: str, you: str
) -> None:
    unit = SimpleNamespace(name=name, city=city, area=area, is_group=False)
    assert (addressed(unit), spoken_to(unit)) == (written, you)


def test_a_collective_name_is_addressed_as_one() -> None:
    unit = SimpleNamespace(name="萍乡市各县区党委政府", city="萍乡市", area=None, is_group=True)
    assert (addressed(unit), spoken_to(unit)) == ("各县区党委、政府", "你单位")


def test_sender_and_date_do_not_stand_alone_on_a_page() -> None:
    document = Document(io.BytesIO(bulletin(WHOLE, date(2024, 8, 31))))
    texts = [paragraph.text for paragraph in document.paragraphs]
    sender = texts.index("【发文机关名称（印章）】")
    kept = [document.paragraphs[sender - 1], document.paragraphs[sender]]
    kept += [paragraph for cell in document.tables[-1].rows[-1].cells for paragraph in cell.paragraphs]
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in kept)


def test_the_bulletin_of_a_unit_names_it() -> None:
    unit = queries.Filters(as_of=DAY, units=("云州市生态环境局",))
    assert "云州市生态环境局督察反馈问题整改情况通报如下" in text_of(bulletin(unit, date(2024, 8, 31)))


def test_the_bulletin_tells_rates_changes_and_targets_and_holds_its_charts() -> None:
    written = bulletin(queries.Filters(as_of=DAY, cities=("云州市",)), date(2024, 8, 31))
    said = text_of(written)
    for words in (
        "云州市督察整改调度通报", "（2024年9月1日至2025年6月1日）", "3/10项", "30.0%", "30.0% 至 70.0%", "新销号2项，新完成1项",
        "【发文字号】", "【主送机关】", "未达到，差 3 μg/m³", "任务总数", "少一项", "没有30天内到期的任务，没有来源之间说法相反的任务。",
        "整改任务共10项，其中已销号2项、已完成1项、推进中1项、未启动1项、逾期1项、未见报告4项。“未见报告”只表示",
        "未销号的任务，期初6项，新增4项，销号2项，期末8项。",
    ):  # fmt: skip
        assert words in said, words
    parts = names(written)
    assert {"word/charts/chart1.xml", "word/embeddings/chart1.xlsx", "word/charts/chart2.xml"} <= set(parts)
    chart = part(written, "word/charts/chart1.xml")
    assert "externalData" in chart and "<c:v>2024</c:v>" in chart  # its numbers are in it
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        inside = openpyxl.load_workbook(io.BytesIO(package.read("word/embeddings/chart1.xlsx")))
    assert inside["数据"]["A1"].value == "到期年份"


@pytest.mark.parametrize("since", ["2023-12-31", "2024-07-31", "2025-04-30", "2025-05-31"])
def test_the_bulletin_tells_of_a_period_what_the_page_of_changes_does(since: str) -> None:
    document = Document(io.BytesIO(bulletin(WHOLE, date.fromisoformat(since))))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    app = open_page("changes.py", since=since, as_of=DAY.isoformat())
    on_page = "\n".join(unlinked(heading.value).replace(" ", "") for heading in app.subheader)
    told = re.search("日相比：(.*?)。", said)
    if not told:
        assert "没有新增任务，任务的状态和时限没有变化" in said and f"{since} 以来没有变化" in words_on(app)
        return
    assert told[1] in on_page
    if flow := re.search(r"期初(\d+)项，(?:..[1-9]\d*项，)+期末(\d+)项", said):
        assert f"未销号的任务从{flow[1]}项到{flow[2]}项" in on_page
    listed = [
        row
        for table in document.tables
        for row in table.rows
        if row.cells[0].text in wording.CHANGES.values()
    ]
    counts = dict(re.findall(r"([^，]+?)(\d+)项", told[1]))
    assert len(listed) == sum(
        int(count) for change, count in counts.items() if change not in ("新增", "新过时限")
    )


@pytest.mark.parametrize(
    "since, until, said",
    [
        (date(2025, 4, 30), date(2025, 5, 31), "（2025年5月）"),
        (date(2025, 2, 28), date(2025, 5, 31), "（2025年3月至5月）"),
        (date(2024, 12, 31), date(2025, 12, 31), "（2025年）"),
        (date(2025, 4, 30), date(2025, 5, 22), "（2025年5月1日至5月22日）"),
        (date(2024, 12, 5), date(2025, 5, 31), "（2024年12月6日至2025年5月31日）"),
    ],
)
def test_a_whole_month_is_called_by_its_name(since: date, until: date, said: str) -> None:
    assert said in text_of(bulletin(queries.Filters(as_of=until), since))


def test_days_stand_in_chinese_as_precisely_as_they_are_known(own_database: Path) -> None:
    with duckdb.connect(str(own_database)) as connection:
        connection.execute(f"UPDATE tasks SET deadline_precision = 'month' WHERE task_id = '{PLAN}-03'")
        connection.execute(
            f"UPDATE tasks SET deadline_on = '2024-12-31', deadline_precision = 'year' WHERE task_id = '{PLAN}-04'"
        )
    written = bulletin(WHOLE, date(2025, 4, 30))
    said = text_of(written)
    assert "2024年3月\n已过427天" in said and "2024年\n已过152天" in said
    assert not re.search(r"\d{4}-\d\d", said + part(written, "word/footnotes.xml"))


def test_a_contradiction_is_quoted_with_where_each_stands(own_database: Path) -> None:
    """Who says so, on which day; in the footnotes in which words, however long, and whatever they hold."""
    words = "<b>*未*</b>_按期_$x^2$=1+1𡎚头村" + "长" * 200
    with duckdb.connect(str(own_database)) as connection:
        said = {"status": "overdue", "scope": "whole", "source": REPORT, "quote": words, "source_start": 3}
        insert(connection, "status_reports", task_id=f"{PLAN}-02", **said, source_end=9)
    unit = queries.Filters(as_of=DAY, units=("云州市水利局",))
    written = letters.reminder(
        queries.unit("云州市水利局"), contents.tasks_due(unit, 30), unit, 30, queries.build()
    )
    names(written)
    assert (
        f"逾期（《山亭县整改进展》，未写日期，写到2025年4月30日）：“{words[: letters.LONGEST_ISSUE]}……”\n"
        "已完成（《公示》，2025年2月1日）" in text_of(written)
    )
    notes = "".join(ElementTree.fromstring(part(written, "word/footnotes.xml")).itertext())
    assert f"《山亭县整改进展》，第1行：“{words[: letters.LONGEST_QUOTE]}……”。" in notes
    assert f"《公示》（{NOTICE}）：“公示说明”。" in notes


def test_a_long_list_is_annexed_and_named_above_the_signature(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "附件" not in text_of(bulletin(WHOLE, date(2024, 8, 31)))
    monkeypatch.setattr(letters, "MOST_IN_TEXT", 1)
    document = Document(io.BytesIO(bulletin(WHOLE, date(2024, 8, 31))))
    texts = [paragraph.text for paragraph in document.paragraphs]
    lines = (
        "清单见附件《本期变化清单》。",
        "附件：本期变化清单",
        "【发文机关名称（印章）】",
        "附件",
        "本期变化清单",
    )
    places = [texts.index(line) for line in lines]
    assert places == sorted(places) and document.paragraphs[places[3]].paragraph_format.page_break_before
    monkeypatch.setattr(letters, "MOST_IN_TEXT", 0)
    said = text_of(bulletin(WHOLE, date(2024, 8, 31)))
    for words in (
        "附件：1.本期变化清单",
        "\n2.已过时限、未见办结的任务清单",
        "\n附件2\n",
        "\n4.文件核对不符清单",
    ):
        assert words in said, words


def test_the_bulletin_keeps_what_a_measurement_says_of_its_bound() -> None:
    data = contents.gather(WHOLE)
    data.promises["actual_op"] = ">"
    said = text_of(
        letters.bulletin(data, DAY, queries.changes(WHOLE, DAY), contents.tasks_due(WHOLE, 30), 30)
    )
    assert "＞38 μg/m³" in said


def test_the_bulletin_names_every_unit_and_who_is_in_charge() -> None:
    due = contents.tasks_due(WHOLE, 30)
    units = "、".join(f"云州市第{number}中心区党委政府" for number in range(30))
    due[0].responsible, due[0].leaders = units, "李明、王芳"
    nothing_changed = queries.changes(WHOLE, DAY)
    said = text_of(letters.bulletin(contents.gather(WHOLE), DAY, nothing_changed, due, 30))
    assert f"{units}\n（李明、王芳）" in said
    part = queries.tasks_due(queries.Filters(as_of=date(2026, 6, 1)), 0).set_index("task_id")
    assert part.loc[f"{PLAN}-04", "leaders"] == "李明"


def test_a_letter_carries_nothing_of_the_template() -> None:
    document = Document(io.BytesIO(reminder()))
    assert document.core_properties.title == "云州市生态环境局整改督办单"
    assert document.core_properties.author == document.core_properties.comments == ""
    parts = " ".join(names(reminder()))
    for left_over in ("thumbnail", "docProps/app.xml", "stylesWithEffects", "customXml"):
        assert left_over not in parts
    settings = part(reminder(), "word/settings.xml")
    assert 'w:percent="100"' in settings and 'w:name="compatibilityMode"' in settings
    assert re.search(r'compatibilityMode"[^>]*w:val="15"', settings), "no compatibility mode"


def test_quotation_marks_are_those_of_chinese_fonts() -> None:
    for name in ("word/document.xml", "word/footnotes.xml"):
        for run in ElementTree.fromstring(part(reminder(), name)).iter(qn("w:r")):
            if any(mark in "".join(run.itertext()) for mark in "“”—…"):
                assert run.find(f".//{qn('w:rFonts')}").get(qn("w:hint")) == "eastAsia"


def test_texts_of_documents_stay_texts_in_letters() -> None:
    due = contents.tasks_due(OFFICE, 30)
    due[0].issue, due[0].quote = HOSTILE + "\x07", "<w:t>&\x00"
    unit = SimpleNamespace(name="某局\x0b" + "长" * 300, city=None, area=None, is_group=False)
    written = letters.reminder(unit, due, OFFICE, 30, queries.build())
    names(written)
    assert "<script>alert(1)</script>" in text_of(written)


# ---------------------------------------------------------------------------------------------------- on the pages


def test_the_overview_offers_the_report_and_the_bulletin() -> None:
    app = open_page("overview.py", city="云州市")
    assert [button.label for button in app.get("download_button")][:2] == [
        "下载报告（XLSX）",
        "下载调度通报（DOCX）",
    ]
    since = app.date_input(key="bulletin_since_2025-06-01")
    assert since.value == since.max == date(2025, 5, 31), "a period of no day is no period"


def test_an_opened_unit_can_be_sent_a_reminder() -> None:
    app = open_page("tasks.py", who="云州市生态环境局")
    assert "下载督办单（DOCX）" in [button.label for button in app.get("download_button")]


def test_one_chosen_unit_can_be_sent_a_reminder() -> None:
    labels = [
        button.label for button in open_page("workload.py", unit="云州市生态环境局").get("download_button")
    ]
    assert "下载督办单（DOCX）" in labels
    assert "下载督办单（DOCX）" not in [
        button.label for button in open_page("workload.py", unit="云州市水利局").get("download_button")
    ]


def test_an_open_task_leads_to_the_reminder_of_its_lead_unit() -> None:
    app = open_page("tasks.py", task=f"{PLAN}-03")
    app.button(key="reminder_0").click().run()
    assert app.query_params["who"] == "云州市生态环境局"
    assert "reminder_0" not in [button.key for button in open_page("tasks.py", task=f"{PLAN}-01").button]
