"""Figures for environmental measures: what is one and what is none, losses of copies, lists, quotes."""

from pathlib import Path

import pytest

from loaders.grammar.figures.home import Home
from loaders.grammar.figures.indicators import find_indicators
from loaders.grammar.figures.metrics import mentions
from loaders.grammar.figures.quantities import figures
from loaders.grammar.plain import plain
from loaders.parse import parse_document
from tests.figure_words import read

NOTHING = [
    "对10蒸吨/小时及以下燃煤锅炉全部淘汰，整改完成率100%",  # the size of boilers, a rate of offices
    "群众满意度达到95%以上，投诉办结率100%",
    "抽查的12家企业中有5家超标排放，超标率41.7%",
    "严格落实施工工地扬尘治理“六个100%”、“六个百分百”要求",  # a slogan
    "达到《农田灌溉水质标准》（GB5084—2021）要求",  # the number of a standard
    "全面消除劣Ⅴ类断面，坚决消除劣Ⅴ类水体",  # a class to be got rid of
    "污水处理厂出水水质达到准Ⅳ类标准",  # what may be let out, not what the water is
    "优良天数比例低于全省平均水平4.3个百分点",  # a distance
    "PM2.5浓度排全省倒数第三，较考核目标差2微克/立方米",
    "安装24小时在线监控设备，每月开展1次抽查",
    "印发《临江市2025年PM2.5控制在35微克/立方米攻坚方案》",  # the name of a plan
    "投入资金2.3亿元，建成项目15个",
    "全省平均为85.3%，我市仅为79.1%",  # of what?
    "全县3座污水处理厂进水COD浓度分别为45毫克/升、52毫克/升",  # two figures for three plants
    "拨打12345热线，公示期为2024年5月6日至5月12日",
]


@pytest.mark.parametrize("text", NOTHING)
@pytest.mark.parametrize("role", ["baseline", "target", "actual"])
def test_other_figures_give_nothing(text: str, role: str) -> None:
    assert read(text, role) == []


# What published copies do to figures
LOSSES = [
    ("PM2.5PM10年平均浓度分别下降到46ug/m369ug/m3以下", ["PM2.5 <=46 μg/m³", "PM10 <=69 μg/m³"]),
    (
        "非化石能源和天然气占比达到20%6%以上",
        ["非化石能源消费占比 >=20 %", "天然气消费总量占能源消费比重 >=6 %"],
    ),
    ("PM_{2.5} 年均浓度达到 40 μg/m³ 以下", ["PM2.5 <=40 μg/m³"]),
    ("$PM_{10}$浓度控制在 60 \\mu g/m^3 以内", ["PM10 <=60 μg/m³"]),
    ("优良天数比例达到８５．６％以上", ["优良天数比例 >=85.6 %"]),
    ("PM2.5平均浓度不高于 35 微克\n\n/立方米", ["PM2.5 <=35 μg/m³"]),  # a page break in the unit
    (
        "到2025年底，城区PM2.5年均浓度降至3\n8微克/立方米以下",
        ["PM2.5 <=38 μg/m³"],
    ),  # a line that ends in the figure
    (
        "优良天数\n比例达到90%\n2. 国控断面水质优良比例达到100%",
        ["优良天数比例 >=90 %", "国控断面优良比例 >=100 %"],
    ),
    ("水质达到或优于类比例稳定保持100%2023年,全面启动饮用水水源地排查", ["地表水断面优良比例 =100 %"]),
    ("饮用水水源水质达到或优于类比例稳定保持100%2023年,全面启动", ["集中式饮用水水源水质优良比例 =100 %"]),
    ("清河断面水质稳定达到类标准", ["水质类别 <=3 类"]),
    ("化学需氧量排放量控制在1,250吨以内", ["COD排放量 <=1250 t"]),
    ("确保总磷浓度控制在0.05mg/l以内", ["总磷 <=0.05 mg/L"]),
]


@pytest.mark.parametrize(("text", "rows"), LOSSES)
def test_losses_of_copies_are_read(text: str, rows: list[str]) -> None:
    assert [f"{row.metric} {row.op}{row.value:g} {row.unit}" for row in read(text, "target")] == rows


def test_the_quote_is_the_clause_in_the_unchanged_text() -> None:
    text = "　一、目标\n  到2025年，ＰＭ2.5平均\n浓度 控制在 32 微克/立方米以内，其他达标。"
    [row] = read(text, "target")
    assert text[row.start : row.end] == "ＰＭ2.5平均\n浓度 控制在 32 微克/立方米以内"


def test_only_the_given_stretch_is_read() -> None:
    text = "污水处理率达到95%。优良天数比例达到90%。"
    rows = find_indicators(
        text, 0, 11, role="target", home=Home("临江市", None), reporting_year=None, deadline_period=None
    )
    assert [row.metric for row in rows] == ["污水处理率"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("85%95%左右", [(85, "左右"), (95, "左右")]),
        ("14%、18.5%和2.7%", [(14, ""), (18.5, ""), (2.7, "")]),
        ("53和32微克/立方米以下", [(53, "以下"), (32, "以下")]),
        ("3500余万吨", [(3500, "")]),
        ("劣Ⅴ类、Ⅳ类", [(6, ""), (4, "")]),
    ],
)
def test_figures_that_stand_together_are_one_list(text: str, values: list[tuple[float, str]]) -> None:
    clean = plain(text, 0, len(text))
    lists = figures(clean, 0, len(clean.text))
    assert [(figure.value, figure.after) for listed in lists for figure in listed] == values
    assert len(lists) == bool(values)


def test_a_range_is_two_bounds() -> None:
    rows = read("污水处理率达到80%-85%", "target")
    assert [(row.op, row.value) for row in rows] == [(">=", 80), ("<=", 85)]


def test_measures_named_with_one_ending_are_told_apart() -> None:
    text = "国控、省控断面水质优良比例"
    assert [one.metric for one in mentions(text, 0, len(text))] == ["国控断面优良比例", "省控断面优良比例"]


def test_whom_a_step_is_for_is_no_target() -> None:
    assert read("城市污水处理厂进水BOD浓度低于100毫克/升的，要制定一厂一策方案", "target") == []


def test_an_item_s_heading_tells_whose_sewage_its_problem_speaks_of(tmp_path: Path) -> None:
    page = tmp_path / "linjiang-2024-plan.txt"
    page.write_text(
        """临江市贯彻落实省生态环境保护督察反馈意见整改方案
一、城东污水处理厂长期超标排放
具体问题：监测显示，2023年外排水总磷平均浓度0.71毫克/升，超过一级A标准0.42倍。
整改目标：城东污水处理厂稳定达标排放。
整改时限：2024年12月底
责任单位：市住房和城乡建设局
二、城西湖水质反弹
具体问题：2023年总磷平均浓度0.12毫克/升。
整改目标：城西湖水质达到Ⅳ类。
整改时限：2024年12月底
责任单位：市水利局
三、白水河流域污染突出
具体问题：白水河流域污水直排问题多发。
整改目标：水质稳定达到Ⅲ类标准。
整改时限：2024年12月底
责任单位：市水利局
""",
        encoding="utf-8",
    )
    rows = parse_document(page).indicators
    assert [(row.place, row.metric) for row in rows] == [
        ("城东污水处理厂", "出水总磷浓度"),
        ("城东污水处理厂", "出水总磷超标倍数"),
        ("城西湖", "总磷"),
        ("城西湖", "水质类别"),
        ("白水河", "水质类别"),
    ]


def test_a_goal_tells_whose_the_result_is(tmp_path: Path) -> None:
    notice = tmp_path / "linjiang-2024-closing.txt"
    notice.write_text(
        """关于临江市省生态环境保护督察反馈问题整改销号的公示
一、城镇生活污水收集处理短板明显。
整改目标：城东污水处理厂进水BOD浓度提升至80毫克/升以上。
整改情况：2024年1至5月进水BOD平均浓度83毫克/升。
二、农村污水治理滞后。
整改目标：青云河白石断面水质达到Ⅲ类。
整改情况：2023年氨氮浓度0.5毫克/升。全市农村生活污水治理率45%。
临江市生态环境局
2024年7月8日
""",
        encoding="utf-8",
    )
    assert [(row.place, row.value) for row in parse_document(notice).indicators] == [
        ("城东污水处理厂", 80),
        ("城东污水处理厂", 83),
        ("青云河白石断面", 3),
        ("青云河白石断面", 0.5),
        ("临江市", 45),
    ]


def test_a_bulletin_s_figures_without_a_time_are_of_the_time_in_its_title(tmp_path: Path) -> None:
    path = tmp_path / "bulletin.txt"
    path.write_text(
        "临江市2021年度环境状况公报\n\n一、空气质量\n优良天数比率80.5%，较2015年上升1.6个百分点。\n二、水环境质量\n"
        "地表水国考断面优Ⅲ比例为97.8%，超额完成省定目标；2021年12月白石断面水质为Ⅱ类。\n",
        encoding="utf-8",
    )
    document = parse_document(path)
    assert [(row.metric, row.period, row.quote[:4]) for row in document.indicators] == [
        ("优良天数比例", "2021", "优良天数"),
        ("优良天数比例", "2021", "较201"),
        ("国控断面优良比例", "2021", "地表水国"),
        ("水质类别", "2021-12", "2021"),
    ]


def test_a_goal_of_a_year_gone_by_stays_a_target() -> None:
    text = "白石断面总磷超标。2020年底，白石断面水质达到Ⅲ类，总磷浓度控制在0.2毫克/升以内"
    home = Home("临江市", None)
    rows = find_indicators(
        text,
        9,
        len(text),
        role="target",
        home=home,
        reporting_year=2024,
        deadline_period=None,
        problem=(0, 9),
    )
    assert [(row.metric, row.role) for row in rows] == [("水质类别", "target"), ("总磷", "target")]


def test_a_bulletin_s_months_are_of_the_year_in_its_title(tmp_path: Path) -> None:
    path = tmp_path / "bulletin.txt"
    path.write_text(
        "临江市2021年3月生态环境质量状况\n\n优良率87.1%。1—3月，优良率81.1%。\n", encoding="utf-8"
    )
    assert [row.period for row in parse_document(path).indicators] == ["2021-03", "2021-01/2021-03"]


def test_months_that_lie_ahead_of_a_report_are_of_the_year_before(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        "临江市督察反馈问题整改进展情况\n2021年1月12日\n\n1—12月，全市PM2.5平均浓度35微克/立方米；截至12月31日，污水集中收集率70%。\n"
        "1月上旬，PM10浓度60微克/立方米。\n",
        encoding="utf-8",
    )
    document = parse_document(path)
    assert [row.period for row in document.indicators] == ["2020-01/2020-12", "2020-12-31", "2021-01"]
