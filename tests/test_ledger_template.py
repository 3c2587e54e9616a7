"""The ledger template: what is locked and checked in it, and that it comes back as it went out."""

import csv
import io
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import ledger_template
import loading
import queries
from loading import Upload
from queries import Filters
from queries.database import ask
from tests.conftest import COUNTY_PLAN, COUNTY_TEXT

DAY = date(2025, 6, 1)
HEADINGS = [
    "任务编号", "序号", "存在问题", "牵头单位", "下达日期", "整改时限",
    "整改状态", "上报日期", "完成日期", "进展说明", "证明材料", "备注",
]  # fmt: skip


def template(**chosen: Any) -> bytes:
    return ledger_template.as_xlsx(queries.ledger_rows(Filters(as_of=DAY, **chosen)), DAY)


def sheet_of(content: bytes) -> Worksheet:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return sheet


def values(content: bytes) -> list[tuple[Any, ...]]:
    return list(sheet_of(content).iter_rows(values_only=True))


def filled(content: bytes, rows: dict[str, dict[str, object]]) -> bytes:
    """The template with the rows of some tasks filled in, as a person does in Excel."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for cells in book.worksheets[0].iter_rows(min_row=2):
        for heading, value in rows.get(str(cells[0].value), {}).items():
            cells[HEADINGS.index(heading)].value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.usefixtures("database")
def test_what_names_a_task_is_locked_and_the_rest_is_open() -> None:
    sheet = sheet_of(template())
    assert [cell.value for cell in sheet[1]] == HEADINGS
    assert sheet.protection.sheet and not sheet.protection.password
    assert [cell.protection.locked for cell in sheet[2]] == [True] * 6 + [False] * 6


@pytest.mark.usefixtures("database")
def test_a_printed_template_has_all_its_columns_on_a_page_and_its_headings_on_each() -> None:
    sheet = sheet_of(template())
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$1" and "截至 2025-06-01" in str(sheet.oddHeader.right.text)
    assert sheet.row_dimensions[2].height == 30, "a task's number takes two lines and is not cut"


@pytest.mark.usefixtures("database")
def test_a_status_is_chosen_and_dates_are_checked() -> None:
    rules = {str(rule.sqref): rule for rule in sheet_of(template()).data_validations.dataValidation}
    assert rules["G2:G11"].formula1 == '"已销号,已完成,推进中,持续推进,未启动,逾期"'
    assert rules["H2:H11"].type == rules["I2:I11"].type == "date"


@pytest.mark.usefixtures("database")
def test_what_is_known_is_filled_in() -> None:
    (first, *_) = [row for row in values(template()) if row[0] == "yunzhou-2024-plan-01"]
    assert first[1:9] == (
        1, "尾矿库渗漏", "生态环境局", datetime(2024, 1, 10), "2024年6月30日前", "已销号", datetime(2024, 9, 1), None,
    )  # fmt: skip


@pytest.mark.usefixtures("county_folder")
def test_exported_filled_imported_and_exported_again_it_is_the_same() -> None:
    tasks = len(queries.tasks(Filters(as_of=DAY)))
    full = filled(
        template(),
        {
            "云渡县整改方案-01": {
                "整改状态": "已完成",
                "上报日期": datetime(2025, 5, 6),
                "完成日期": datetime(2025, 4, 30),
                "进展说明": "全部工地围挡到位，已完成整改。",
                "证明材料": "照片3张；验收单",
                "备注": "附件另报",
            },
            "云渡县整改方案-02": {
                "整改状态": "推进中",
                "上报日期": datetime(2025, 5, 6),
                "进展说明": "主体工程正在建设。",
            },
        },
    )
    answer = loading.add([Upload("整改台账-截至2025-05.xlsx", full)])
    assert [file["outcome"] for file in answer["files"]] == ["new"]
    assert values(template()) == values(full)
    assert len(values(full)) == tasks + 1, "the rows of a ledger are no further tasks"
    (report,) = queries.rows(queries.task_reports("云渡县整改方案-01", Filters(as_of=DAY)))
    assert (report.status, report.in_document) == ("completed", "整改台账-截至2025-05")
    (part,) = queries.rows(queries.part_at(report.in_document, report.source_start))
    assert values(full)[part.number - 1][0] == "云渡县整改方案-01"


@pytest.mark.usefixtures("county_folder")
def test_a_month_of_completion_stays_a_month() -> None:
    plan = {"documents": ("云渡县整改方案",)}
    done = {"整改状态": "已完成", "上报日期": datetime(2025, 5, 6), "完成日期": "2025年4月"}
    full = filled(template(**plan), {"云渡县整改方案-01": done})
    loading.add([Upload("台账.xlsx", full)])
    assert values(template(**plan)) == values(full)
    (report,) = queries.rows(queries.task_reports("云渡县整改方案-01", Filters(as_of=DAY)))
    assert (report.completed_on, report.completed_precision) == (date(2025, 4, 30), "month")
    loading.add([Upload("台账2.xlsx", template(**plan))])
    assert values(template(**plan)) == values(full), "imported once more, still no day"


@pytest.mark.usefixtures("county_folder")
def test_a_template_adds_nothing_but_what_a_person_filled_in() -> None:
    """Neither what was filled in before, as a report of its own, nor units and figures of the tasks it lists."""
    plan = {"documents": ("云渡县整改方案",)}
    done = {"整改状态": "已完成", "上报日期": datetime(2025, 4, 6), "备注": "附件另报"}
    loading.add([Upload("台账-2025-04.xlsx", filled(template(**plan), {"云渡县整改方案-01": done}))])
    known = [ask(f"FROM {table}") for table in ("units", "task_units", "indicators")]
    late = {"整改状态": "逾期", "上报日期": datetime(2025, 5, 6)}
    loading.add([Upload("台账-2025-05.xlsx", filled(template(**plan), {"云渡县整改方案-02": late}))])
    reports = [queries.task_reports(f"云渡县整改方案-0{seq}", Filters(as_of=DAY)) for seq in (1, 2)]
    assert [list(report["in_document"]) for report in reports] == [["台账-2025-04"], ["台账-2025-05"]]
    now = [ask(f"FROM {table}") for table in ("units", "task_units", "indicators")]
    assert [len(table) for table in now] == [len(table) for table in known]


@pytest.mark.usefixtures("county_folder")
def test_a_template_of_a_later_day_keeps_what_one_of_the_same_name_reported() -> None:
    plan = {"documents": ("云渡县整改方案",)}
    for day, status in ((5, "未启动"), (6, "推进中"), (6, "已完成")):  # the last corrects the one before
        done = {"整改状态": status, "上报日期": datetime(2025, day, 1)}
        loading.add([Upload("台账.xlsx", filled(template(**plan), {"云渡县整改方案-01": done}))])
    reports = queries.task_reports("云渡县整改方案-01", Filters(as_of=DAY))
    assert [(row.in_document, row.status) for row in queries.rows(reports)] == [
        ("台账-2", "completed"), ("台账", "not_started"),
    ]  # fmt: skip


@pytest.mark.usefixtures("county_folder")
def test_a_status_filled_in_over_another_counts_though_its_day_was_left() -> None:
    """The day stands in the template already and is easily left: nothing may be lost without a word, whatever the
    report of that day stands in, and each column of a task's row is of the report that decides."""
    task, day = "云渡县整改方案-01", datetime(2025, 5, 6)
    done = "整改进展：主体工程正在建设，整改工作正在推进。"
    report = re.sub("整改目标.*\n整改措施.*\n整改时限.*", done, COUNTY_TEXT)
    report = report.replace("整改方案", "整改进展情况").replace("2023年8月15日", "2025年5月6日")
    loading.add([Upload("云渡县整改进展.txt", report.encode())])
    plan = {"documents": ("云渡县整改方案",)}
    before = template(**plan)
    assert [row[6:8] for row in values(before)[1:2]] == [("推进中", day)]
    upload = Upload("填报.xlsx", filled(before, {task: {"整改状态": "已完成"}}))
    (preview,) = loading.preview([upload])
    assert [(change["task_id"], change["after"]) for change in preview["status_changes"]] == [
        (task, "completed")
    ]
    assert "1 项改了状态而没有改上报日期" in preview["remarks"][-1]
    loading.add([upload])
    row = queries.tasks(Filters(as_of=DAY, **plan)).set_index("task_id").loc[task]
    assert row["status_group"] == "completed" and pd.isna(row["progress"])
    again = Upload("填报-2.xlsx", filled(template(**plan), {task: {"整改状态": "逾期"}}))
    loading.add([again])
    assert (
        queries.tasks(Filters(as_of=DAY, **plan)).set_index("task_id").loc[task, "status_group"] == "overdue"
    )
    late = Upload(
        "填报-3.xlsx", filled(before, {task: {"整改状态": "未启动", "上报日期": datetime(2025, 5, 1)}})
    )
    (preview,) = loading.preview([late])
    assert preview["status_changes"] == [] and "1 项填报的状态不起作用" in preview["remarks"][-1]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.usefixtures("county_folder")
def test_what_a_person_types_comes_back_as_it_was_typed(kind: str) -> None:
    """Blank lines, quotation marks, what looks like a formula; also where the columns stand in another order."""
    typed = {
        "整改状态": "推进中",
        "上报日期": datetime(2025, 5, 6),
        "进展说明": "按计划推进。\n\n  下一步：\"四乱\"整治，见'附件'。",
        "备注": "-1+2，@SUM(A1)",
    }
    full = filled(template(), {"云渡县整改方案-01": typed})
    turned = [row[::-1] for row in values(full)]
    file = io.BytesIO()
    if kind == "xlsx":
        book = openpyxl.Workbook()
        for row in turned:
            book.active.append(row)
        book.save(file)
    else:
        text = io.StringIO(newline="")
        days = ([value.date() if isinstance(value, datetime) else value for value in row] for row in turned)
        csv.writer(text).writerows(days)
        file.write(text.getvalue().encode("utf-8-sig"))
    loading.add([Upload(f"台账.{kind}", file.getvalue())])
    assert values(template()) == values(full)


@pytest.mark.usefixtures("county_folder")
def test_each_row_that_cannot_be_read_is_named() -> None:
    wrong = {
        "云渡县整改方案-01": {"整改状态": "差不多了", "上报日期": "六月底"},
        "云渡县整改方案-02": {
            "整改状态": "已完成",
            "完成日期": "2025年2月30日",
            "任务编号": "云渡县整改方案-22",
        },
    }
    (preview,) = loading.preview(
        [Upload("台账.xlsx", filled(template(documents=("云渡县整改方案",)), wrong))]
    )
    told = [f"{unread['place']}：{unread['reason']}" for unread in preview["not_understood"]]
    for place, said in (
        ("第2行", "的整改状态“差不多了”不是认识的状态"),
        ("第2行", "上报日期“六月底”没有读作日期"),
        ("第3行", "没有这一天"),
        ("第3行", "没有编号为“云渡县整改方案-22”的任务"),
    ):
        assert any(one.startswith(f"工作表“整改台账”{place}：") and said in one for one in told), (said, told)


@pytest.mark.usefixtures("county_folder")
def test_a_day_of_completion_after_the_report_is_told() -> None:
    ahead = {"整改状态": "已完成", "上报日期": datetime(2025, 5, 6), "完成日期": datetime(2027, 11, 20)}
    full = filled(template(documents=("云渡县整改方案",)), {"云渡县整改方案-01": ahead})
    ((told,),) = (preview["not_understood"] for preview in loading.preview([Upload("台账.xlsx", full)]))
    assert "完成日期晚于上报的日子（2025-05-06），没有采用" in told["reason"]


def test_a_row_finds_its_task_by_the_number_alone(empty_folder: Path) -> None:
    """Where a person emptied the locked cells beside it; its words are checked in their own document alone."""
    loading.add([Upload(COUNTY_PLAN, COUNTY_TEXT.encode())])
    rows = {
        "云渡县整改方案-01": {"存在问题": None, "整改状态": "已完成", "上报日期": datetime(2025, 5, 6)},
        "云渡县整改方案-02": {
            "序号": None,
            "存在问题": None,
            "整改状态": "未启动",
            "上报日期": datetime(2025, 5, 6),
        },
    }
    full = filled(template(documents=("云渡县整改方案",)), rows)
    (preview,) = loading.preview([Upload("台账.xlsx", full)])
    assert (preview["new"], preview["not_understood"], preview["checks"]) == ([], [], [])
    assert {change["task_id"]: change["after"] for change in preview["status_changes"]} == {
        "云渡县整改方案-01": "completed",
        "云渡县整改方案-02": "not_started",
    }


def test_a_citys_own_numbers_make_no_template_of_its_ledger(empty_folder: Path) -> None:
    rows = (
        "任务编号,问题清单,整改措施,整改时限,责任单位,整改状态",
        "QH-01,生活污水直排,新建管网,2023年12月底,县水利局,已完成",
        "QH-02,料场未封闭,封闭料场,2022年10月底,县工业和信息化局,已销号",
    )
    loading.add([Upload("云渡县整改台账.csv", "\n".join(rows).encode())])
    units = queries.rows(queries.task_units("云渡县整改台账-01"))
    assert [unit.name_as_written for unit in units] == ["县水利局"]


def test_every_word_of_the_list_is_understood(empty_folder: Path) -> None:
    more = "".join(
        f"\n{number}、{number}号矿山没有复绿。\n整改目标：全部复绿。\n整改措施：覆土种树。\n整改时限：2025年底\n"
        for number in "三四五六"
    )
    loading.add([Upload(COUNTY_PLAN, (COUNTY_TEXT + more).encode())])
    plan = {"documents": ("云渡县整改方案",)}
    words = {
        f"云渡县整改方案-{seq:02d}": {"整改状态": word, "上报日期": datetime(2025, 5, 6)}
        for seq, word in enumerate(ledger_template.STATUSES, 1)
    }
    loading.add([Upload("台账.xlsx", filled(template(**plan), words))])
    assert [row[6] for row in values(template(**plan))[1:]] == ledger_template.STATUSES
