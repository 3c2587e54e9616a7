"""Ledgers: tables with columns for status, dates of completion and of the report."""

from pathlib import Path

import pytest

from loaders.layouts import ledger, table
from loaders.parse import parse_document
from tests.test_table_layout import source_of, words

HEADER = [
    "编码",
    "序号",
    "存在问题",
    "整改时限",
    "责任单位",
    "整改状态",
    "完成时间",
    "上报日期",
    "进展说明",
    "备注",
]
ROW = [
    "202302-43-N1-007-MD-0018",
    "1",
    "扬尘突出。",
    "2024年6月底",
    "县住建局",
    "已销号",
    "2024-06-20",
    "2024-07-05",
    "已验收。",
    "",
]


def test_status_dates_and_code_are_fields_of_their_own() -> None:
    source = source_of([["云渡县整改台账", *["←"] * 9], HEADER, ROW])
    assert ledger.claims(source) and not table.claims(source)
    layout = ledger.read(source)
    assert (layout.shape, layout.kind) == ("ledger", "ledger")
    (item,) = layout.items
    found = {field.name: words(source, item, field.name) for field in item.fields}
    assert found == {
        "code": ["202302-43-N1-007-MD-0018"],
        "issue": ["扬尘突出。"],
        "deadline": ["2024年6月底"],
        "units": ["县住建局"],
        "status": ["已销号"],
        "completed_on": ["2024-06-20"],
        "reported_on": ["2024-07-05"],
        "progress": ["已验收。"],
    }


def test_ticked_columns_tell_the_status_of_each_row() -> None:
    header = ["序号", "存在问题", "责任单位", "已完成", "正在推进", "未启动", "备注"]
    rows = [
        ["1", "扬尘突出。", "县住建局", "√", "", "", ""],
        ["2", "散煤复燃。", "云渡镇", "", "", "√", "在选址"],
    ]
    source = source_of([header, *rows])
    assert ledger.claims(source)
    labels = [
        [part.label for part in item.fields if part.name == "status"] for item in ledger.read(source).items
    ]
    assert labels == [["已完成"], ["未启动"]]


def test_of_two_brief_columns_the_one_that_says_how_far_each_item_is_tells_the_status() -> None:
    header = ["序号", "问题", "9月进展", "完成情况"]
    rows = [["1", "扬尘。", "清运12万吨", "已完成"], ["2", "断面超标。", "湿地在建", "推进中"]]
    found = ledger.read(source_of([header, *rows])).items
    assert [[part.name for part in item.fields] for item in found] == [["issue", "progress", "status"]] * 2


def test_a_table_of_counts_is_no_list() -> None:
    counts = source_of(
        [["区县", "整改任务", "已完成", "滞后"], ["江阳区", "24", "20", "4"], ["泸县", "27", "27", "0"]]
    )
    assert not ledger.claims(counts) and not table.claims(counts)


def test_a_column_of_counties_tells_the_place_of_each_task(tmp_path: Path) -> None:
    file = tmp_path / "台账.csv"
    file.write_text(
        "荆门市督察整改台账,,,\n序号,县区,存在问题,整改状态\n1,钟祥市,扬尘,已完成\n2,沙洋,油烟,已完成\n"
        "3,市本级,污水,已完成\n4,东宝区、掇刀区,矿山,已完成\n5,衡南县,恶臭,已完成\n",
        encoding="utf-8",
    )
    tasks = parse_document(file).tasks
    assert [(task.city, task.area) for task in tasks] == [
        ("荆门市", "钟祥市"), ("荆门市", "沙洋县"), ("荆门市", None), ("荆门市", None), ("荆门市", None),
    ]  # fmt: skip


def test_the_id_of_our_own_template_is_kept_beside_the_number() -> None:
    header = ["任务编号", "序号", "存在问题", "整改时限", "整改状态"]
    source = source_of([header, ["yundu-2023-plan-04", "4", "扬尘突出。", "2024年6月底", "已完成"]])
    (item,) = ledger.read(source).items
    assert item.seq == 4
    assert words(source, item, "code") == ["yundu-2023-plan-04"]


def test_a_remark_reports_where_no_column_of_progress_does() -> None:
    source = source_of([["序号", "问题", "整改状态", "备注"], ["1", "扬尘。", "已完成", "尚有一处未完成"]])
    assert words(source, ledger.read(source).items[0], "progress") == ["尚有一处未完成"]


def test_completion_time_alone_is_the_deadline() -> None:
    source = source_of([["序号", "问题", "完成时间", "整改状态"], ["1", "扬尘。", "2024年底", "整改中"]])
    assert words(source, ledger.read(source).items[0], "deadline") == ["2024年底"]


@pytest.mark.parametrize("label", ["是否销号", "整改状态", "销号时间", "完成日期", "上报日期"])
def test_what_makes_a_ledger(label: str) -> None:
    assert ledger.claims(source_of([["序号", "问题", "整改时限", label], ["1", "扬尘。", "2024年底", "是"]]))


def test_names_of_problems_and_reports_of_the_month_are_columns() -> None:
    source = source_of([["序号", "问题名称", "本月进展", "进度情况"], ["1", "扬尘。", "覆盖3处。", "滞后"]])
    item = ledger.read(source).items[0]
    assert [(name, words(source, item, name)) for name in ("issue", "progress", "status")] == [
        ("issue", ["扬尘。"]), ("progress", ["覆盖3处。"]), ("status", ["滞后"])
    ]  # fmt: skip


def test_a_plan_is_no_ledger() -> None:
    assert not ledger.claims(source_of([["序号", "问题", "整改时限"], ["1", "扬尘。", "2024年底"]]))


@pytest.mark.parametrize(
    ("title", "kind"),
    [("云渡县督察反馈问题整改情况公示", "progress_report"), ("云渡县督察反馈问题整改情况一览表", "ledger")],
)
def test_a_table_of_reports_on_a_page_is_called_what_its_title_says(title: str, kind: str) -> None:
    rows = [["序号", "问题", "整改情况", "整改状态"], ["1", "扬尘。", "已覆盖。", "已完成"]]
    assert ledger.read(source_of(rows, before=title)).kind == kind


def test_the_shorter_of_two_reports_is_a_status_also_beside_another() -> None:
    header = ["序号", "问题", "整改落实情况", "进展", "是否销号"]
    source = source_of(
        [
            header,
            ["1", "扬尘。", "城区3处裸露黄土均已用防尘网覆盖并播撒草籽。", "已完成", "否"],
            ["2", "黑臭。", "关停。", "整改完成，已申请云岭市销号", "否"],
        ]
    )
    item, longer = ledger.read(source).items
    assert words(source, item, "status") == ["已完成", "否"]
    assert words(source, item, "progress") == ["城区3处裸露黄土均已用防尘网覆盖并播撒草籽。"]
    assert words(source, longer, "status") == ["整改完成，已申请云岭市销号", "否"]


def test_a_completion_is_as_precise_as_its_words(tmp_path: Path) -> None:
    file = tmp_path / "台账.csv"
    rows = (
        "1,某厂污水直排。,已完成,2024年8月",
        "2,渣土乱倒。,已完成,2024-08-31",
        "3,散煤复燃。,已销号,2023年",
        "4,油烟扰民。,已完成,",
        "5,河道淤积。,11月全部清淤完毕，已完成,",  # of the year before
    )
    head = ("云渡县整改台账", "填报日期：2025年1月8日,,,", "序号,存在问题,整改状态,实际完成时间")
    file.write_text("\n".join((*head, *rows)), encoding="utf-8")
    found = [(str(row.completed_on), row.completed_precision) for row in parse_document(file).status_reports]
    assert found[:3] == [("2024-08-31", "month"), ("2024-08-31", "day"), ("2023-12-31", "year")]
    assert found[3:] == [("None", None), ("2024-11-30", "month")]
