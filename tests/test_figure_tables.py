"""Figures in tables that stand beside the list or the prose: a file in, its indicators out."""

from pathlib import Path

import pytest

from loaders.parse import parse_document

PAGE = """<html><head><meta charset="utf-8"><title>邵阳市生态环境保护督察整改工作简报</title></head><body>
<h1>邵阳市生态环境保护督察整改工作简报</h1><p>第9期</p><p>2023年10月10日</p>
<p>9月份，全市PM2.5平均浓度24微克/立方米。</p><p>{caption}</p><table border="1">{rows}</table></body></html>"""

TABLES = [
    (
        "表1 2023年1—9月各县市PM2.5浓度及优良天数",
        [
            ["县市区", "排名", "PM2.5（μg/m³）", "同比（%）", "优良天数（天）"],
            ["邵东市", "1", "27", "-3.1", "251"],
            ["新邵县", "2", "30", "2.0", "—"],
        ],
        [
            "邵东市 PM2.5 actual 2023-01/2023-09 = 27 μg/m³",
            "邵东市 PM2.5 actual 2023-01/2023-09 =Δ -3.1 %",
            "邵东市 优良天数 actual 2023-01/2023-09 = 251 天",
            "新邵县 PM2.5 actual 2023-01/2023-09 = 30 μg/m³",
            "新邵县 PM2.5 actual 2023-01/2023-09 =Δ 2 %",
        ],
    ),
    (
        "附表 9月份重点断面水质情况",
        [
            ["河流", "断面名称", "水质目标", "本月水质类别", "氨氮（mg/L）"],
            ["资江", "桂花渡水厂", "Ⅱ", "Ⅱ类", "0.12"],
            ["邵水", "邵水入河口", "Ⅲ", "劣Ⅴ类", "2.4"],
        ],
        [
            "桂花渡水厂断面 水质类别 target 2023-09 <= 2 类",
            "桂花渡水厂断面 水质类别 actual 2023-09 = 2 类",
            "桂花渡水厂断面 氨氮 actual 2023-09 = 0.12 mg/L",
            "邵水入河口断面 水质类别 target 2023-09 <= 3 类",
            "邵水入河口断面 水质类别 actual 2023-09 = 6 类",
            "邵水入河口断面 氨氮 actual 2023-09 = 2.4 mg/L",
        ],
    ),
    (
        "2023年9月断面水质评价结果",
        [["河流名称", "断面名称", "断面属性", "水域功能", "监测结果"], ["资江", "晒谷滩", "省控", "Ⅲ", "Ⅱ"]],
        ["晒谷滩断面 水质类别 limit 2023-09 <= 3 类", "晒谷滩断面 水质类别 actual 2023-09 = 2 类"],
    ),
    (
        "2023年1月断面水质",
        [["断面", "上月水质", "本月水质", "上年同月水质"], ["晒谷滩", "Ⅱ", "Ⅲ", "Ⅳ"]],
        [
            "晒谷滩断面 水质类别 actual 2022-12 = 2 类",
            "晒谷滩断面 水质类别 actual 2023-01 = 3 类",
            "晒谷滩断面 水质类别 actual 2022-01 = 4 类",
        ],
    ),
    (
        "2023年2月",
        [["监测断面", "执行标准", "本月", "上月", "去年同期"], ["晒谷滩", "Ⅲ类", "Ⅳ类", "Ⅱ类", "Ⅰ类"]],
        [
            "晒谷滩断面 水质类别 limit 2023-02 <= 3 类",
            "晒谷滩断面 水质类别 actual 2023-02 = 4 类",
            "晒谷滩断面 水质类别 actual 2023-01 = 2 类",
            "晒谷滩断面 水质类别 actual 2022-02 = 1 类",
        ],
    ),
    (
        "2023年2月",
        [["行政区", "优良天数", "PM10"], ["", "天", "μg/m³"], ["新邵县", "28", "60"]],
        ["新邵县 优良天数 actual 2023-02 = 28 天", "新邵县 PM10 actual 2023-02 = 60 μg/m³"],
    ),
    (
        "2023年第三季度重点断面水质类别",
        [["断面", "规定类别", "7月", "8月"], ["晒谷滩", "Ⅲ", "Ⅲ", "Ⅳ"]],
        [
            "晒谷滩断面 水质类别 limit 2023-07/2023-09 <= 3 类",
            "晒谷滩断面 水质类别 actual 2023-07 = 3 类",
            "晒谷滩断面 水质类别 actual 2023-08 = 4 类",
        ],
    ),
    (
        "2023年8月及1—8月PM2.5浓度",
        [["县区", "8月PM2.5浓度", "8月同比(%)", "1—8月PM2.5浓度"], ["邵东市", "20", "-3.1", "31"]],
        [
            "邵东市 PM2.5 actual 2023-08 = 20 μg/m³",
            "邵东市 PM2.5 actual 2023-08 =Δ -3.1 %",
            "邵东市 PM2.5 actual 2023-01/2023-08 = 31 μg/m³",
        ],
    ),
    (
        "2023年9月县区空气质量",
        [["县（区）", "PM2.5累计浓度", "PM2.5年度目标"], ["邵东市", "27", "31"]],
        [
            "邵东市 PM2.5 actual 2023-01/2023-09 = 27 μg/m³",
            "邵东市 PM2.5 target 2023 <= 31 μg/m³",
        ],
    ),
    (
        "表2 各县市整改进展",
        [["县市区", "任务数", "完成率（%）"], ["邵东市", "6", "50"], ["新邵县", "4", "75"]],
        [],
    ),
]


@pytest.mark.parametrize(("caption", "cells", "told"), TABLES, ids=[caption for caption, _, _ in TABLES])
def test_a_table_gives_a_figure_a_cell(
    tmp_path: Path, caption: str, cells: list[list[str]], told: list[str]
) -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    page = tmp_path / "shaoyang-2023-bulletin-09.html"
    page.write_text(PAGE.format(caption=caption, rows=rows), encoding="utf-8")
    document = parse_document(page)
    found = [row for row in document.indicators if row.place != "邵阳市"]
    assert [
        f"{row.place} {row.metric} {row.role} {row.period} {row.op}{'Δ' * row.is_change} {row.value:g} {row.unit}"
        for row in found
    ] == told
    for row in found:
        assert document.document.text[row.source_start : row.source_end] == row.quote


def test_a_paper_that_is_no_periodical_is_not_of_the_first_month_that_it_tells(tmp_path: Path) -> None:
    paper = tmp_path / "shaoyang-2024-report.txt"
    paper.write_text(
        "邵阳市关于改善环境空气质量的情况报告\n2024年3月，省督察组进驻我市。\n一、整改情况\n全市优良天数比例为92%。\n",
        encoding="utf-8",
    )
    assert [(row.value, row.period) for row in parse_document(paper).indicators] == [(92, None)]


def test_a_month_of_the_paper_s_time_is_of_its_paragraph_only(tmp_path: Path) -> None:
    paper = tmp_path / "shaoyang-2024-bulletin-1.txt"
    paper.write_text(
        "邵阳市水环境质量状况（2024年第一季度）\n晒谷滩断面2月水质为Ⅳ类。\n桂花渡断面水质为Ⅲ类。\n",
        encoding="utf-8",
    )
    assert [(row.value, row.period) for row in parse_document(paper).indicators] == [
        (4, "2024-02"),
        (3, "2024-01/2024-03"),
    ]


def test_a_sheet_may_hold_several_tables(tmp_path: Path) -> None:
    sheet = tmp_path / "shaoyang-2023-bulletin-05.csv"
    sheet.write_text(
        "邵阳市2023年5月环境质量月报\n表1 环境空气\n县区,优良天数,PM2.5,排名\n邵东市,30,17,1\n新邵县,31,16,2\n"
        "表2 地表水\n断面名称,考核目标,本月水质,1-5月累计水质\n晒谷滩,Ⅲ,Ⅳ,Ⅱ\n",
        encoding="utf-8",
    )
    assert [(row.place, row.value, row.role, row.period) for row in parse_document(sheet).indicators] == [
        ("邵东市", 30, "actual", "2023-05"),
        ("邵东市", 17, "actual", "2023-05"),
        ("新邵县", 31, "actual", "2023-05"),
        ("新邵县", 16, "actual", "2023-05"),
        ("晒谷滩断面", 3, "target", "2023-05"),
        ("晒谷滩断面", 4, "actual", "2023-05"),
        ("晒谷滩断面", 2, "actual", "2023-01/2023-05"),
    ]


def test_a_caption_across_the_columns_names_the_time(tmp_path: Path) -> None:
    rows = (
        '<tr><td colspan="2">2022年各站点臭氧浓度（微克/立方米）</td></tr>'
        "<tr><td>站点</td><td>臭氧</td></tr><tr><td>红旗渠站点</td><td>151</td></tr>"
    )
    page = tmp_path / "shaoyang-2023-bulletin-10.html"
    page.write_text(PAGE.format(caption="附表", rows=rows), encoding="utf-8")
    found = [row for row in parse_document(page).indicators if row.place != "邵阳市"]
    assert [(row.place, row.metric, row.value, row.unit, row.period) for row in found] == [
        ("红旗渠站点", "O3", 151, "μg/m³", "2022")
    ]


PAPERS = [
    (
        """宿迁市生态环境保护督察整改专报
（第10期）

10月份，全市PM2.5浓度33.2μg/m3，同比上升10.7%。
""",
        [(33.2, "actual", None), (10.7, "actual", None)],
    ),
    (
        """宿迁市2022年度水污染防治工作方案

一、工作目标
国考断面优Ⅲ水体比例达到94.1%。
""",
        [(94.1, "target", "2022")],
    ),
    (
        """宿迁市2021—2022年秋冬季环境空气质量目标完成情况

2021年10月—2022年3月，全市PM2.5平均浓度58微克/立方米。
""",
        [(58, "actual", "2021-10/2022-03")],
    ),
    (
        """宿迁市打赢蓝天保卫战2022年行动计划

一、工作目标
宿城区PM2.5年均浓度达38ug/m3，同比下降2.2%。
""",
        [(38, "target", "2022"), (-2.2, "target", "2022")],
    ),
    (
        """宿迁市污水收集处理短板突出

2024年6月，省生态环境保护督察组现场督察发现，污水直排问题突出。
2023年全市污水收集率仅为41.6%。
""",
        [(41.6, "baseline", "2023")],
    ),
]


@pytest.mark.parametrize(
    ("words", "told"), PAPERS, ids=["bulletin", "yearly plan", "winter", "plan by its first line", "case"]
)
def test_a_paper_without_a_list_says_by_its_head_what_its_figures_are(
    tmp_path: Path, words: str, told: list[tuple[float, str, str | None]]
) -> None:
    paper = tmp_path / "suqian-2022-special.txt"
    paper.write_text(words, encoding="utf-8")
    assert [(row.value, row.role, row.period) for row in parse_document(paper).indicators] == told


PLAN = """邵阳市贯彻落实中央生态环境保护督察反馈意见整改方案（2022年）

一、总体要求
|指标|单位|2020年现状|2022年|2025年目标|
|---|---|---|---|---|
|PM2.5年均浓度|微克/立方米|41|≤38|35以下|
|邵水入河口断面水质|类别|Ⅳ类|Ⅲ类|达到Ⅲ类|

二、整改任务
（一）邵水污染。
整改目标：截污到位。
整改时限：2022年12月底
"""


def test_a_table_of_a_row_a_measure_and_a_column_a_year_is_what_a_plan_promises(tmp_path: Path) -> None:
    plan = tmp_path / "shaoyang-2022-plan.txt"
    plan.write_text(PLAN, encoding="utf-8")
    assert [
        f"{row.place} {row.metric} {row.role} {row.period} {row.op} {row.value:g} {row.unit}"
        for row in parse_document(plan).indicators
    ] == [
        "邵阳市 PM2.5 baseline 2020 = 41 μg/m³",
        "邵阳市 PM2.5 target 2022 <= 38 μg/m³",
        "邵阳市 PM2.5 target 2025 <= 35 μg/m³",
        "邵水入河口断面 水质类别 baseline 2020 = 4 类",
        "邵水入河口断面 水质类别 target 2022 <= 3 类",
        "邵水入河口断面 水质类别 target 2025 <= 3 类",
    ]


LEDGER = """红河州生态环境保护督察反馈问题整改台账
序号,县市区,反馈问题,整改目标,整改时限,整改进展
1,个旧市,污水处理率仅78.4%。,污水处理率达95%以上。,2023年12月31日,已建成管网。
2,建水县,污水处理率仅81%。,污水处理率达95%以上。,2023年12月31日,已建成管网。
"""


def test_the_figures_of_a_row_are_of_the_county_that_it_is_for(tmp_path: Path) -> None:
    ledger = tmp_path / "honghe-2022-ledger.csv"
    ledger.write_text(LEDGER, encoding="utf-8")
    assert [(row.place, row.value) for row in parse_document(ledger).indicators] == [
        ("个旧市", 78.4),
        ("个旧市", 95),
        ("建水县", 81),
        ("建水县", 95),
    ]


MONTHLY = """<html><head><meta charset="utf-8"></head><body><h1>邵阳市生态环境质量月报</h1>
<p>2026年第10期　　邵阳市生态环境局　　{day}</p><p>一、环境空气</p>
<p>2026年10月，全市PM2.5平均浓度为33微克/立方米。1—10月，PM2.5平均浓度为29.1微克/立方米。</p>
<table><tr><td>县区</td><td>PM2.5（微克/立方米）</td></tr><tr><td>邵东市</td><td>35</td></tr></table>
<p>二、地表水</p><p>10月，全市断面优良比例为88.9%。</p>
<table><tr><td>断面名称</td><td>水质目标</td><td>本月水质</td></tr><tr><td>晒谷滩</td><td>Ⅲ</td><td>Ⅳ</td></tr></table>
</body></html>"""


@pytest.mark.parametrize("day", ["2026年11月10日", ""])
def test_a_monthly_paper_without_a_month_in_its_title_is_of_the_first_that_it_tells(
    tmp_path: Path, day: str
) -> None:
    paper = tmp_path / "shaoyang-2026-bulletin-10.html"
    paper.write_text(MONTHLY.format(day=day), encoding="utf-8")
    assert [(row.place, row.value, row.role, row.period) for row in parse_document(paper).indicators] == [
        ("邵阳市", 33, "actual", "2026-10"),
        ("邵阳市", 29.1, "actual", "2026-01/2026-10"),
        ("邵东市", 35, "actual", "2026-10"),
        ("邵阳市", 88.9, "actual", "2026-10"),
        ("晒谷滩断面", 3, "target", "2026-10"),
        ("晒谷滩断面", 4, "actual", "2026-10"),
    ]
