"""Lists that stand in tables: headers, categories, items over several rows, several lists."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from loaders.grammar.statuses.task_status import read_task_status
from loaders.items import Item, Layout
from loaders.layouts import read_layout, table
from loaders.readers import read_source
from loaders.readers.composing import CellText, Composer
from loaders.source import Source

HEADER = ["序号", "反馈问题", "整改目标", "整改措施", "整改时限", "责任单位"]


def source_of(*tables: Sequence[Sequence[str]], names: Sequence[str | None] = (), before: str = "") -> Source:
    """Tables as a reader hands them on; ← and ↑ stand for a cell merged with the one to the left or above."""
    composer = Composer()
    if before:
        composer.paragraph(before)
    for index, rows in enumerate(tables):
        grid: list[list[CellText]] = []
        for row in rows:
            cells: list[CellText] = []
            for column, words in enumerate(row):
                cells.append(
                    cells[-1] if words == "←" else grid[-1][column] if words == "↑" else CellText(words)
                )
            grid.append(cells)
        composer.table(grid, names[index] if names else None)
    return Source("plan.docx", "", "docx", composer.text, tuple(composer.tables))


def read(source: Source) -> Layout:
    assert table.claims(source)
    return table.read(source)


def words(source: Source, item: Item, name: str, role: str | None = None) -> list[str]:
    return [
        source.text[field.start : field.end]
        for field in item.fields
        if field.name == name and (role is None or field.role == role)
    ]


def row(number: str, issue: str, **others: str) -> list[str]:
    cells = {"goal": "达标。", "measures": "整治。", "deadline": "2024年底", "units": "县住建局"} | others
    return [number, issue, *cells.values()]


def test_each_row_is_an_item_with_its_fields() -> None:
    source = source_of([HEADER, row("1", "扬尘突出。"), row("2", "油烟扰民。", deadline="立行立改")])
    first, second = read(source).items
    assert (first.seq, second.seq) == (1, 2)
    assert words(source, first, "issue") == ["扬尘突出。"]
    assert words(source, second, "deadline") == ["立行立改"]
    assert words(source, first, "units", "responsible") == ["县住建局"]
    assert source.text[first.start : first.end].startswith("1\t扬尘") and first.end <= second.start


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (["序号", "问题", "整改时限", "责任单位", "←"], ["↑", "↑", "↑", "牵头单位", "配合单位"]),
        (["序号", "问题", "整改时限", "责任单位", ""], ["", "", "", "牵头", "配合"]),
    ],
    ids=["merged", "without merges and endings"],
)
def test_headers_over_two_rows(upper: list[str], lower: list[str]) -> None:
    source = source_of([upper, lower, ["1", "扬尘。", "2024年底", "甲局", "乙局"]])
    (item,) = read(source).items
    assert words(source, item, "units", "lead") == ["甲局"]
    assert words(source, item, "units", "cooperating") == ["乙局"]


def test_headings_between_rows_and_a_column_of_categories() -> None:
    across = ["一、关于大气污染问题（2项）", "←", "←", "←", "←", "←"]
    in_first_cell = ["（二）水污染防治方面", "", "", "", "", ""]
    source = source_of(
        [HEADER, across, row("1", "扬尘。"), row("2", "油烟。"), in_first_cell, row("3", "直排。")]
    )
    assert [item.category for item in read(source).items] == ["关于大气污染问题"] * 2 + ["水污染防治方面"]
    source = source_of(
        [
            ["类别", *HEADER],
            ["大气", *row("1", "扬尘。")],
            ["↑", *row("2", "油烟。")],
            ["水", *row("3", "直排。")],
        ]
    )
    items = read(source).items
    assert [item.category for item in items] == ["大气", "大气", "水"]
    assert all(a.end <= b.start for a, b in zip(items, items[1:], strict=False))


def test_an_item_over_several_rows_is_one() -> None:
    source = source_of(
        [HEADER, ["1", "扬尘。", "达标。", "1.洒水；", "2024年6月", "甲局"], ["↑", "↑", "↑", "2.覆盖。", "2024年底", "乙局"],
         ["2", "油烟。", "达标。", "安装设备；", "2024年底", "丙局"], ["", "", "", "定期清洗。", "", ""]]
    )  # fmt: skip
    first, second = read(source).items
    assert words(source, first, "measures") == ["1.洒水；\n2.覆盖。"]
    assert words(source, first, "deadline") == ["2024年6月\n2024年底"]
    assert words(source, first, "units") == ["甲局\n乙局"]
    assert words(source, second, "measures") == ["安装设备；\n定期清洗。"]


@pytest.mark.parametrize(
    "below",
    [
        ["整改措施：清运。", "←", "←", "←"],
        ["整改措施", "清运。", "←", "←"],
        ["整改措施", "清运。", "责任领导", "李明"],
    ],
)
def test_a_row_below_its_item_may_say_itself_what_it_holds(below: list[str]) -> None:
    """Too wide for a column, the measures stand below the row; they are no heading, and no item without a number."""
    header = ["序号", "反馈问题", "整改时限", "责任单位"]
    first, second = ["1", "渣土乱倒。", "2024年底", "县城管局"], ["2", "扬尘。", "2025年底", "县住建局"]
    source = source_of([header, first, below, second, below, ["备注：每月报送。", "←", "←", "←"]])
    items = read(source).items
    assert [item.seq for item in items] == [1, 2]
    assert [item.category for item in items] == [None, None]
    for item, unit in zip(items, ("县城管局", "县住建局"), strict=True):
        assert words(source, item, "measures") == ["清运。"]
        assert words(source, item, "units") == [unit]
        assert words(source, item, "remark") == []


def test_a_merged_cell_belongs_to_every_item_beside_it() -> None:
    source = source_of([HEADER, row("1", "扬尘。", units="甲局"), row("2", "油烟。", units="↑")])
    assert [words(source, item, "units") for item in read(source).items] == [["甲局"], ["甲局"]]


def test_a_list_goes_on_in_the_next_table_with_or_without_its_header() -> None:
    source = source_of(
        [HEADER, ["一、大气", "←", "←", "←", "←", "←"], row("1", "扬尘。")], [HEADER, row("2", "油烟。")], [row("3", "餐饮。")]
    )  # fmt: skip
    items = read(source).items
    assert [(item.seq, item.category, item.list_name) for item in items] == [
        (n, "大气", None) for n in (1, 2, 3)
    ]


def test_repeated_headers_totals_and_notes_are_no_items() -> None:
    source = source_of(
        [HEADER, row("1", "扬尘。"), HEADER, row("2", "油烟。"), ["合计", "2项", "", "", "", ""],
         ["备注：本表由县整改办解释。", "←", "←", "←", "←", "←"]]
    )  # fmt: skip
    assert [item.seq for item in read(source).items] == [1, 2]


def test_lists_that_count_anew_have_names_of_their_own() -> None:
    rows = [HEADER, row("1", "扬尘。"), row("2", "油烟。")]
    source = source_of(rows, rows, names=["中央督察", "省级督察"])
    assert [(item.list_name, item.seq) for item in read(source).items] == [
        ("中央督察", 1), ("中央督察", 2), ("省级督察", 1), ("省级督察", 2)
    ]  # fmt: skip
    titled = [["云渡县2024年警示片问题整改清单", "←", "←", "←", "←", "←"], *rows]
    source = source_of(rows, titled, before="附件1\n云渡县督察反馈问题整改清单")
    names = list(dict.fromkeys(item.list_name for item in read(source).items))
    assert names == ["云渡县督察反馈问题整改清单", "云渡县2024年警示片问题整改清单"]


@pytest.mark.parametrize(
    ("written", "seq"),
    [("（三）", 3), ("十二", 12), ("问题5", 5), ("第7项", 7), ("12.", 12), ("X2-01", 1)],
)
def test_item_numbers(written: str, seq: int) -> None:
    source = source_of([HEADER, row(written, "扬尘。")])
    assert read(source).items[0].seq == seq


def test_a_number_before_the_problem_counts_where_there_is_no_column_for_it() -> None:
    source = source_of(
        [
            ["存在问题", "整改措施", "完成时限"],
            ["4.扬尘突出。", "洒水。", "2024年底"],
            ["5.油烟。", "整治。", "2024年底"],
        ]
    )
    items = read(source).items
    assert [(item.seq, words(source, item, "issue")[0]) for item in items] == [
        (4, "扬尘突出。"),
        (5, "油烟。"),
    ]


def test_dashes_stand_for_nothing() -> None:
    source = source_of([HEADER, row("1", "扬尘。", goal="/", units="——")])
    assert {field.name for field in read(source).items[0].fields} == {"issue", "measures", "deadline"}


def test_longer_headers_are_known_by_their_end_and_unknown_ones_are_named() -> None:
    source = source_of(
        [["序号", "督察组指出的问题", "主要整改措施", "经费渠道"], ["1", "扬尘。", "洒水。", "自筹"]]
    )
    layout = read(source)
    assert {field.name for field in layout.items[0].fields} == {"issue", "measures"}
    assert "经费渠道" in layout.not_understood[0].reason and "labels.csv" in layout.not_understood[0].reason


def test_a_row_without_a_problem_is_named() -> None:
    source = source_of([HEADER, row("1", "扬尘。"), row("2", "")])
    layout = read(source)
    assert len(layout.items) == 1 and "没有问题内容" in layout.not_understood[0].reason


def test_a_numbered_row_that_reports_needs_no_problem() -> None:
    rows = [["序号", "存在问题", "整改状态"], ["1", "扬尘。", "已完成"], ["7", "", "已销号"]]
    layout = read_layout(source_of(rows))
    assert [(item.seq, [field.name for field in item.fields]) for item in layout.items] == [
        (1, ["issue", "status"]),
        (7, ["status"]),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["序号", "姓名", "职务"], ["1", "某人", "组长"]],
        [["地区", "件数", "办结"], ["甲县", "3", "1"]],
        [["整改目标", "水质达标。"], ["整改时限", "2024年底"]],
    ],
)
def test_other_tables_are_not_claimed(rows: list[list[str]]) -> None:
    assert not table.claims(source_of(rows))


def test_a_code_that_counts_on_is_the_number() -> None:
    source = source_of(
        [
            ["编号", "反馈问题", "整改情况"],
            ["GL-2023-02", "扬尘突出。", "已围挡。"],
            ["GL-2023-05", "油烟扰民。", "已治理。"],
        ]
    )
    assert [item.seq for item in read(source).items] == [2, 5]


@pytest.mark.parametrize("header", ["完成（销号）时间", "实际完成时间"])
def test_when_it_was_done_stands_beside_when_it_is_due(header: str) -> None:
    source = source_of(
        [[*HEADER[:5], header], ["1", "扬尘突出。", "达标。", "整治。", "2024年底", "2024年5月"]]
    )
    item = table.read_lists(source).items[0]
    assert words(source, item, "deadline") == ["2024年底"]
    assert words(source, item, "completed_on") == ["2024年5月"]


@pytest.mark.parametrize(("day", "field"), [("2021年8月", "completed_on"), ("2021年8月底前", "deadline")])
def test_when_it_was_done_stands_behind_what_was_done(day: str, field: str) -> None:
    rows = [
        ["序号", "反馈问题", "整改措施落实情况", "完成时间"],
        ["8", "污水外溢。", "扩建工程通水运行。", day],
    ]
    source = source_of(rows)
    assert words(source, table.read_lists(source).items[0], field) == [day]


@pytest.mark.parametrize("header", ["销号时间", "计划销号时间"])
def test_when_a_plan_means_to_close_is_its_deadline(header: str) -> None:
    source = source_of([[*HEADER[:4], header], ["1", "扬尘突出。", "达标。", "整治。", "2024年底前"]])
    (item,) = read(source).items
    assert words(source, item, "deadline") == ["2024年底前"]
    fields = item.fields
    assert not read_task_status(source.text, fields, reporting_year=2024, reported_on=None).reports


def test_items_side_by_side_are_read_column_by_column() -> None:
    source = source_of(
        [
            ["云渡县整改任务清单", "←", "←"],
            ["项目", "第1项", "第2项"],
            ["反馈问题", "扬尘突出。", "油烟扰民。"],
            ["整改目标", "达标。", "消除。"],
            ["整改时限", "2024年底", "立行立改"],
        ]
    )
    found = read(source)
    assert [words(source, item, "issue") for item in found.items] == [["扬尘突出。"], ["油烟扰民。"]]
    assert [words(source, item, "deadline") for item in found.items] == [["2024年底"], ["立行立改"]]


def test_a_goal_that_says_by_when_is_the_deadline_too() -> None:
    source = source_of([["序号", "反馈问题", "整改目标及完成时限"], ["1", "扬尘突出。", "2024年底前达标。"]])
    item = table.read_lists(source).items[0]
    assert words(source, item, "goal") == words(source, item, "deadline") == ["2024年底前达标。"]


def test_of_two_columns_of_progress_the_brief_one_is_the_status() -> None:
    source = source_of(
        [
            ["序号", "反馈问题", "整改进展", "完成情况"],
            ["一、大气污染防治方面（2个）", "←", "←", "←"],
            ["1", "扬尘突出。", "工地已全部围挡，裸土覆盖到位。", "已完成"],
            ["2", "油烟扰民。", "正在安装净化设施，已完成6家。", "进行中"],
        ]
    )
    items = table.read_lists(source).items
    assert [words(source, item, "status") for item in items] == [["已完成"], ["进行中"]]
    assert words(source, items[0], "progress") == ["工地已全部围挡，裸土覆盖到位。"]


def test_cells_that_came_out_one_a_line() -> None:
    text = """云渡县整改任务清单
序号
反馈问题
整改目标
整改措施
整改时限
牵头单位
责任单位
（一）大气方面（2项）
1
扬尘突出。
扬尘达标。
1.洒水；
2.覆盖。
2024年12月底
县住建局
甲镇人民政府
2
油烟扰民。
基本消除。
严格执法，长期监管。
立行立改
县城管局
（二）水环境方面（1项）
3
管网不足。
建成管网。
一是排查管网；
二是2024年6月底前投用。
2025年6月
县水利局、县住建局
各镇人民政府
云渡县生态环境局
2024年1月5日
"""
    source = Source("plan.txt", "", "txt", text)
    items = read(source).items
    assert [(item.seq, item.category) for item in items] == [
        (1, "大气方面"),
        (2, "大气方面"),
        (3, "水环境方面"),
    ]
    assert [words(source, item, "measures") for item in items] == [
        ["1.洒水；\n2.覆盖。"], ["严格执法，长期监管。"], ["一是排查管网；\n二是2024年6月底前投用。"]
    ]  # fmt: skip
    assert [words(source, item, "deadline")[0] for item in items] == ["2024年12月底", "立行立改", "2025年6月"]
    assert [words(source, item, "units", "responsible") for item in items] == [
        ["甲镇人民政府"],
        [],
        ["各镇人民政府"],
    ]


@pytest.mark.parametrize(
    "header", ["序号\n反馈问题\n整改时限\n责任单位\n", "序\n号\n反馈\n问题\n整改\n时限\n责任\n单位\n"]
)
def test_a_header_broken_by_narrow_columns_and_repeated_on_each_page(header: str) -> None:
    rows = [f"{n}\n扬尘突出。\n2024年底\n县住建局\n" for n in (1, 2, 3)]
    source = Source("plan.txt", "", "txt", header + header.join(rows))
    assert [words(source, item, "units") for item in read(source).items] == [["县住建局"]] * 3


def test_a_column_that_no_label_names_among_cells_one_a_line() -> None:
    text = """云渡县突出环境问题整改情况一览表
序号
点位名称
存在问题
责任单位
整改情况
是否销号
1
南湖水源地
生活污水直排。
县文旅局
已拆除
是
2
恒达公司
物料露天堆放。
县工信局
料棚正在安装
否
"""
    source = Source("list.txt", "", "txt", text)
    items = read_layout(source).items
    assert [(item.seq, words(source, item, "issue")) for item in items] == [
        (1, ["生活污水直排。"]),
        (2, ["物料露天堆放。"]),
    ]
    assert [words(source, item, "progress") for item in items] == [["已拆除"], ["料棚正在安装"]]


def test_cells_that_only_spaces_part() -> None:
    text = """云渡县整改任务清单
序号 反馈问题 整改措施 整改时限 责任单位
1 扬尘突出。 洒水、覆盖。 2024年12月底 县住建局、甲镇人民政府
2 油烟扰民。 1.安装设备；
2.定期清洗。 立行立改 县城管局
3 管网不足。 建设管网。 2025年6月 县水利局
"""
    source = Source("plan.txt", "", "txt", text)
    items = read(source).items
    assert [(item.seq, words(source, item, "deadline")) for item in items] == [
        (1, ["2024年12月底"]), (2, ["立行立改"]), (3, ["2025年6月"])
    ]  # fmt: skip
    assert words(source, items[1], "measures") == ["1.安装设备；\n2.定期清洗。"]


def test_cells_whose_lines_a_copied_page_broke() -> None:
    text = """云渡县整改任务清单
序号 反馈问题 整改目标 整改措施 完成时限 县级责任领
导
责任单位
一、大气环境方面（1 项）
1 建筑工地扬
尘突出。
扬尘得到控
制。
1.洒水。
2.2024 年 5
月底前安装喷
淋 4
座。
2024 年 6
月
李永良 云渡县人民
政府、县住
建局
二、水环境方面（1 项）
2 管网
不足。
补齐管
网。
建设管
网。
长期坚持 段 青 县水利局
"""
    source = Source("plan.txt", "", "txt", text)
    items = read(source).items
    assert [item.category for item in items] == ["大气环境方面", "水环境方面"]
    fields = [["".join(text[field.start : field.end].split()) for field in item.fields] for item in items]
    assert fields == [
        ["建筑工地扬尘突出。", "扬尘得到控制。", "1.洒水。2.2024年5月底前安装喷淋4座。", "2024年6月", "李永良", "云渡县人民政府、县住建局"],
        ["管网不足。", "补齐管网。", "建设管网。", "长期坚持", "段青", "县水利局"],
    ]  # fmt: skip


def test_a_form_for_each_item() -> None:
    forms = [
        [
            ["反馈问题", f"第{n}处垃圾。", "←", "←"],
            ["整改措施", "清运。", "←", "←"],
            ["整改时限", "2024年底", "责任单位", "县住建局"],
        ]
        for n in (1, 2)
    ]
    source = source_of(*forms)
    items = read(source).items
    assert [item.seq for item in items] == [1, 2]
    assert words(source, items[1], "units", "responsible") == ["县住建局"]
    assert words(source, items[1], "deadline") == ["2024年底"]
    joined = source_of([*forms[0], *forms[1]])
    assert [words(joined, item, "issue") for item in read(joined).items] == [["第1处垃圾。"], ["第2处垃圾。"]]


def test_forms_with_numbers_that_skip_are_one_list() -> None:
    forms = [
        [
            ["任务序号", number, "整改时限", "2024年底"],
            ["反馈问题", f"第{number}处垃圾。", "←", "←"],
            ["整改进展", "清运完毕。", "←", "←"],
        ]
        for number in ("2", "5", "11")
    ]
    items = read(source_of(*forms)).items
    assert [(item.list_name, item.seq) for item in items] == [(None, 2), (None, 5), (None, 11)]


def test_a_form_whose_problem_is_the_heading_above_it() -> None:
    rows = [["整改目标", "清理到位。"], ["整改措施", "清运。"], ["整改时限", "2024年底"]]
    source = source_of(rows, before="整改清单\n问题三：河道堆放垃圾。")
    (item,) = read(source).items
    assert item.seq == 3 and words(source, item, "issue") == ["河道堆放垃圾。"]
    numbered = [
        [f"（{number}）{label}", value] for number, (label, value) in zip("一二三", rows, strict=True)
    ]
    (item,) = read(source_of(numbered, before="整改清单\n问题三：河道堆放垃圾。")).items
    assert [field.label for field in item.fields] == ["", "整改目标", "整改措施", "整改时限"]


def test_a_row_of_sums_is_no_part_of_the_last_item() -> None:
    source = source_of(
        [HEADER, row("1", "扬尘突出。"), row("2", "油烟扰民。"), ["", "合计", "2", "", "", ""]]
    )
    assert words(source, read(source).items[-1], "goal") == ["达标。"]


@pytest.mark.parametrize("numbers", ["1 2 3 4 5 6", "（一） （二） （三） （四） （五） （六）"])
def test_a_row_that_numbers_the_columns_is_no_item(numbers: str) -> None:
    source = source_of([HEADER, numbers.split(), row("1", "扬尘突出。"), row("2", "油烟扰民。")])
    assert [item.seq for item in read(source).items] == [1, 2]


def test_an_empty_column_for_progress_makes_no_report_of_a_plan() -> None:
    source = source_of([[*HEADER, "整改进展"], [*row("1", "扬尘突出。"), ""], [*row("2", "油烟扰民。"), ""]])
    assert read(source).kind == "plan"


def test_tables_of_one_row_below_its_number_are_one_list() -> None:
    composer = Composer()
    for number in (3, 8):
        composer.paragraph(f"问题{number}")
        composer.table(
            [[CellText(words) for words in cells] for cells in (HEADER[1:], row("", "直排。")[1:])]
        )
    source = Source("plan.html", "", "html", composer.text, tuple(composer.tables))
    assert [(item.list_name, item.seq) for item in read(source).items] == [(None, 3), (None, 8)]


def test_sheets_of_one_item_each_are_one_list() -> None:
    sheets = [[HEADER, row(number, "污水直排。")] for number in ("1", "2")]
    items = read(source_of(*sheets, names=("问题1", "问题2"))).items
    assert [(item.list_name, item.seq) for item in items] == [(None, 1), (None, 2)]
    forms = [[["问题", "污水直排。"], ["整改目标", "达标。"], ["责任单位", "甲镇"]]] * 2
    items = read(source_of(*forms, names=("问题1", "问题2"))).items
    assert [(item.list_name, item.seq) for item in items] == [(None, 1), (None, 2)]


def test_a_second_list_in_the_same_sheet_has_its_own_columns() -> None:
    second = [
        ["云渡县警示片问题整改清单", "←", "←"],
        ["序号", "问题", "责任单位"],
        ["1", "直排。", "县水利局"],
    ]
    padded = [[*line, *["←" if line[-1] == "←" else ""] * 3] for line in second]
    source = source_of([HEADER, row("1", "扬尘。"), row("2", "油烟。"), *padded], names=["Sheet1"])
    items = read(source).items
    assert [(item.seq, words(source, item, "units")) for item in items] == [
        (1, ["县住建局"]), (2, ["县住建局"]), (1, ["县水利局"])
    ]  # fmt: skip
    assert len({item.list_name for item in items}) == 2


def test_numbers_among_cells_one_a_line_may_skip() -> None:
    cells = "".join(
        f"{n}\n{issue}\n2024年{n}月底\n县住建局\n"
        for n, issue in ((1, "扬尘。"), (3, "油烟。"), (4, "噪声。"), (9, "管网。"))
    )
    source = Source("list.txt", "", "txt", f"一览表\n序号\n反馈问题\n整改时限\n责任单位\n{cells}")
    items = read(source).items
    assert [(item.seq, words(source, item, "deadline")) for item in items] == [
        (1, ["2024年1月底"]), (3, ["2024年3月底"]), (4, ["2024年4月底"]), (9, ["2024年9月底"])
    ]  # fmt: skip


def test_numbers_that_skip_between_rows_of_several_lines() -> None:
    cells = "".join(
        f"{n}\n{issue}\n1.排查；\n2.整改。\n2024年底\n县住建局\n"
        for n, issue in ((3, "扬尘突出。"), (12, "油烟扰民。"), (15, "噪声扰民。"))
    )
    text = f"清单\n序号\n反馈问题\n整改措施\n整改时限\n责任单位\n一、共性问题\n{cells}"
    items = read(Source("list.txt", "", "txt", text)).items
    assert [(item.seq, item.category) for item in items] == [
        (3, "共性问题"),
        (12, "共性问题"),
        (15, "共性问题"),
    ]


@pytest.mark.parametrize("between", ["\n", " "])
def test_a_header_whose_cells_run_together(between: str) -> None:
    rows = [
        ["1", "202302-43-N1-007", "扬尘突出", "县住建局", "已完成"],
        ["2", "202302-43-N1-009", "油烟扰民", "县城管局", "正在整改"],
    ]
    cells = "\n".join(between.join(row) for row in rows)
    source = Source("list.txt", "", "txt", f"云渡县问题台账\n序号问题编码具体问题责任单位整改状态\n{cells}\n")
    items = read_layout(source).items
    assert [(item.seq, words(source, item, "issue"), words(source, item, "status")) for item in items] == [
        (1, ["扬尘突出"], ["已完成"]), (2, ["油烟扰民"], ["正在整改"])
    ]  # fmt: skip


@pytest.mark.parametrize(
    "header", ["责任分工 牵头单位 配合单位 整改时限", "责任单位 整改时限 牵头单位 配合单位"]
)
@pytest.mark.parametrize("between", ["\n", " "])
def test_a_header_over_two_rows_among_cells_one_a_line(header: str, between: str) -> None:
    """The second row's cells stand where 责任单位 does in the first."""
    rows = [[str(seq), "扬尘突出。", "达标。", "县住建局", "县财政局", "2024年底前"] for seq in (1, 2, 3)]
    lines = [between.join(["序号 反馈问题 整改目标", header]).replace(" ", between), *map(between.join, rows)]
    source = Source("list.txt", "", "txt", "云渡县整改清单\n" + "\n".join(lines) + "\n")
    for item in table.read(source).items:
        assert words(source, item, "units", "lead") == ["县住建局"]
        assert words(source, item, "units", "cooperating") == ["县财政局"]
        assert words(source, item, "deadline") == ["2024年底前"]


def test_a_cell_may_say_itself_what_it_holds() -> None:
    for header in ("责任分工", "责任单位"):
        source = source_of(
            [
                ["序号", "存在问题", "整改目标", header],
                ["1", "扬尘。", "达标。", "牵头单位：县水利局\n责任单位：甲镇、县住建局；\n督办领导：宁小军"],
                ["2", "油烟。", "消除。", "牵头单位：县城管局"],
            ]
        )
        found = table.read_lists(source)
        assert [words(source, item, "units", "lead") for item in found.items] == [["县水利局"], ["县城管局"]]
        assert words(source, found.items[0], "units", "responsible") == ["甲镇、县住建局"]
        assert words(source, found.items[0], "leader") == ["宁小军"]
        assert not found.not_understood


def test_headers_that_name_lists() -> None:
    source = source_of(
        [
            ["序号", "问题清单", "措施清单", "时限清单", "责任清单"],
            ["1", "扬尘。", "围挡。", "2024年底", "甲镇"],
        ]
    )
    (item,) = read(source).items
    assert [field.name for field in item.fields] == ["issue", "measures", "deadline", "units"]


def test_a_cell_may_hold_two_labelled_fields() -> None:
    cells = ["整改目标：达标。\n整改措施：1.围挡。\n2.洒水。", "整改目标：消除。\n整改措施：1.清洗。"]
    source = source_of(
        [["序号", "存在问题", "整改目标及措施"], ["1", "扬尘。", cells[0]], ["2", "油烟。", cells[1]]]
    )
    items = read(source).items
    assert [words(source, item, "goal") for item in items] == [["达标。"], ["消除。"]]
    assert [words(source, item, "measures") for item in items] == [["1.围挡。\n2.洒水。"], ["1.清洗。"]]


def test_a_table_between_bars(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    table = (
        "# 云渡县整改任务表\n\n| 序号 | 反馈问题 | 整改时限 | 责任单位 |\n| --- | :---: | --- | --- |\n"
        "| 1 | 扬尘突出 | 2024年6月底 | 县住建局 |\n| 2 | 油烟扰民 |  | 县城管局 |\n"
    )
    for dressed in (table, table.replace("| --- | :---: | --- | --- |", "├─┼─┼─┼─┤").replace("|", "│")):
        path.write_text(dressed, encoding="utf-8")
        source = read_source(path)
        items = read_layout(source).items
        assert [(words(source, item, "issue"), words(source, item, "deadline")) for item in items] == [
            (["扬尘突出"], ["2024年6月底"]), (["油烟扰民"], [])
        ]  # fmt: skip


def test_of_thousands_of_unknown_columns_the_first_are_named_and_the_rest_counted() -> None:
    names = [f"指标{number}" for number in range(3_000)]
    layout = read(source_of([["序号", "存在问题", "整改时限", *names], ["1", "扬尘。", "2024年底", *names]]))
    assert len(layout.items) == 1
    told = [unread.reason for unread in layout.not_understood]
    assert len(told) == 11 and "“指标9”" in told[9] and "另有 2990 列" in told[10]


def test_an_annex_of_labelled_items_and_one_that_is_a_table_are_both_read() -> None:
    labelled = "".join(
        f"{number}.{issue}\n整改目标：治理。\n整改时限：2024年底　　责 任 领 导：李明\n责任单位：县水利局\n"
        for number, issue in ((1, "直排。"), (2, "溢流。"))
    )
    before = f"云岭县督察整改方案\n制定本方案。\n附件1\n中央督察整改清单\n{labelled}附件2\n省级督察整改清单"
    source = source_of([HEADER, row("1", "扬尘突出。"), row("2", "油烟扰民。")], before=before)
    items = read_layout(source).items
    assert [(item.list_name, item.seq) for item in items] == [
        ("中央督察整改清单", 1), ("中央督察整改清单", 2), ("省级督察整改清单", 1), ("省级督察整改清单", 2),
    ]  # fmt: skip
    assert [words(source, items[0], name) for name in ("deadline", "leader")] == [["2024年底"], ["李明"]]


def test_a_leaders_name_and_post_stand_in_columns_of_their_own() -> None:
    rows = [
        ["序号", "反馈问题", "整改目标", "包保市级领导", "←", "责任单位"],
        ["↑", "↑", "↑", "姓名", "职务", "↑"],
        ["1", "扬尘突出。", "达标。", "李明", "副市长", "县住建局"],
    ]
    source = source_of(rows)
    (item,) = read(source).items
    assert [
        (field.label, words(source, item, "leader")) for field in item.fields if field.name == "leader"
    ] == [("包保市级领导", ["李明"])]


def test_measures_with_their_times_are_measures_beside_a_deadline_of_the_whole() -> None:
    rows = [
        ["序号", "反馈问题", "整改措施及时间安排", "整改时限"],
        ["1", "扬尘突出。", "2022年6月底前排查。", "2022年底"],
    ]
    source = source_of(rows)
    (item,) = read(source).items
    assert words(source, item, "measures") == ["2022年6月底前排查。"]
    assert words(source, item, "deadline") == ["2022年底"]
