"""What documents say of themselves against what was found in them."""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from loaders.checks import check_document
from loaders.grammar.masthead import read_masthead
from loaders.items import Check
from loaders.layouts import read_layout
from loaders.parse import parse_document
from loaders.source import Source

ROOT = Path(__file__).resolve().parent.parent
ONE_ITEM = "整改目标：达标。\n整改措施：截污。\n整改时限：{deadline}\n责任单位：市水利局\n"


def checks_of(path: Path) -> dict[str, object]:
    return {row.check: row for row in parse_document(path).checks}


def seed(document_id: str) -> dict[str, object]:
    return checks_of(ROOT / "data" / "documents" / f"{document_id}.txt")


def written(folder: Path, text: str) -> dict[str, object]:
    path = folder / "plan.txt"
    path.write_text(text, encoding="utf-8")
    return checks_of(path)


def result(check) -> tuple[float | None, float | None, bool | None]:
    return check.expected, check.found, check.passed


def plan(general_part: str, *deadlines: str, issue: str = "问题。") -> str:
    numerals = "一二三四五六七八九"
    items = "".join(
        f"{numerals[place]}、{issue}\n{ONE_ITEM.format(deadline=deadline)}"
        for place, deadline in enumerate(deadlines)
    )
    return f"云岭市督察整改方案\n{general_part}\n附件\n云岭市整改清单\n{items}"


def test_zhengxiang_states_other_years_than_its_list_has() -> None:
    checks = seed("hengyang-zhengxiang-2024-plan")
    assert result(checks["2024年到期任务数"]) == (11, 11, True)
    assert result(checks["2025年到期任务数"]) == (2, 3, False)
    assert result(checks["2026年到期任务数"]) == (1, 0, False)
    assert result(checks["持续推进的任务数"]) == (2, 2, True)
    assert result(checks["分年度任务数之和与清单项数"]) == (16, 16, True)
    assert checks["2025年到期任务数"].quote == "2025年完成整改2个"
    assert "第3、8、9项" in checks["2025年到期任务数"].note


def test_shaoyang_stops_in_the_middle() -> None:
    checks = seed("shaoyang-2021-plan")
    assert result(checks["整改任务总数"]) == (28, 25, False)
    assert "缺第26至28项" in checks["整改任务总数"].note
    assert checks["文本完整"].passed is False
    assert result(checks["清单编号"]) == (25, 25, True)
    assert result(checks["第11项比例（31/95）"]) == (32.6, 32.6, True)
    assert result(checks["第20项比例（8/52）"]) == (15.4, 15.4, True)


def test_hengyang_promises_what_two_items_lack() -> None:
    checks = seed("hengyang-2019-plan")
    assert result(checks["整改任务总数"]) == (40, 40, True)
    assert [checks[f"第{n}类任务数"].expected for n in range(1, 9)] == [3, 5, 5, 4, 12, 4, 2, 5]
    assert all(checks[f"第{n}类任务数"].passed for n in range(1, 9))
    assert result(checks["各类任务数之和与总数"]) == (40, 40, True)
    assert result(checks["问题类别数"]) == (8, 8, True)
    assert result(checks["整改措施大类数"]) == (6, 6, True)
    assert result(checks["整改措施方面数"]) == (18, 18, True)
    assert result(checks["明确监管责任单位的项数"]) == (40, 38, False)
    assert result(checks["明确主体责任单位的项数"]) == (40, 40, True)
    assert result(checks["明确一名督办领导的项数"]) == (40, 40, True)
    assert result(checks["正文黑臭水体整治总数与分项之和"]) == (15, 15, True)
    assert result(checks["第34项比例（23/147）"]) == (16.7, 15.6, False)
    assert result(checks["第20项县个数与列名"]) == (5, 5, True)


def test_yongzhou_says_that_its_parts_overlap() -> None:
    checks = seed("yongzhou-2024-03-bulletin")
    assert result(checks["信访件：按县市区相加与总数"]) == (17, 17, True)
    assert result(checks["信访件：按行业相加与总数"]) == (17, 17, True)
    assert result(checks["信访件：按污染类型相加与总数"]) == (17, 29, True)
    assert result(checks["重点件：按县市区相加与总数"]) == (3, 3, True)
    assert result(checks["重点件：按市直单位相加与总数"]) == (3, 5, True)
    assert result(checks["重复件"]) == (4, None, None)


def test_the_place_of_a_check_is_the_words_that_state_the_figure() -> None:
    for path in sorted((ROOT / "data" / "documents").glob("*.txt")):
        parsed = parse_document(path)
        for row in parsed.checks:
            if row.quote is not None:
                assert parsed.document.text[row.source_start : row.source_end] == row.quote


def test_a_gap_and_a_repeat_in_the_numbering(tmp_path: Path) -> None:
    text = plan("说明。", *["2024年底"] * 5).replace("三、", "四、").replace("四、问题", "四、问题", 1)
    check = written(tmp_path, text)["清单编号"]
    assert (check.passed, check.note) == (False, "缺第3项，第4项重号。")


def test_years_in_another_wording(tmp_path: Path) -> None:
    general = "省督察组反馈的4个问题，2024年底前完成整改2个，2025年底前完成整改1个，长期坚持1个。"
    checks = written(tmp_path, plan(general, "2024年6月底", "2024年汛期前", "2025年底", "长期坚持"))
    assert result(checks["2024年到期任务数"]) == (2, 1, None)  # with it there would be two
    assert "第2项“2024年汛期前”没有日期" in checks["2024年到期任务数"].note
    assert result(checks["2025年到期任务数"]) == (1, 1, True)
    assert result(checks["长期坚持的任务数"]) == (1, 1, True)


def test_years_of_something_else_are_no_division_of_the_list(tmp_path: Path) -> None:
    general = "2022年完成管网改造3个，2023年完成4个。"
    checks = written(tmp_path, plan(general, "2024年底", "2025年底"))
    assert not [name for name in checks if "到期任务数" in name]


@pytest.mark.parametrize(
    ("sentence", "check", "expected"),
    [
        ("全市共15个水体（市级4个、县级6个、乡镇5个）需整治。", "第1项水体总数与分项之和", (15, 15, True)),
        ("全市共15个水体（市级4个、县级6个、乡镇4个）需整治。", "第1项水体总数与分项之和", (15, 14, False)),
        ("全市50家企业中，有10家未安装设施，占比20%。", "第1项比例（10/50）", (20, 20, True)),
        ("全市50家企业中，有10家未安装设施，占比25%。", "第1项比例（10/50）", (25, 20, False)),
        ("常宁、耒阳、衡东三个县市未完成。", "第1项县市未完个数与列名", None),
        ("常宁市、耒阳市、衡东县、衡南县三个县市。", "第1项县市个数与列名", (3, 4, False)),
        ("常宁市、耒阳市、衡东县5家水泥企业未改造。", "第1项水泥企业个数与列名", None),  # areas are no plants
        ("常宁市、耒阳市、衡东县4个县级水源地未划定。", "第1项县级水源地个数与列名", None),
    ],
)
def test_figures_within_an_item(
    tmp_path: Path, sentence: str, check: str, expected: tuple[float, float, bool] | None
) -> None:
    checks = written(tmp_path, plan("说明。", "2024年底", "2025年底", issue=sentence))
    if expected is None:
        assert check not in checks
    else:
        assert result(checks[check]) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "全市15个水体（其中县级6个、乡镇4个）。",  # parts are not all
        "全市企业120家，2023年关停20家，生活源占化学需氧量排放的30%。",  # a share of something else
        "加强巡查、督促甲厂、乙厂两家整改。",  # the list begins with a verb
        "建成甲路、乙路等5处工程。",  # 等: more than are named
        "对6个项目（2024年开工）逐一督办。",
    ],
)
def test_what_cannot_be_compared_makes_no_check(tmp_path: Path, sentence: str) -> None:
    checks = written(tmp_path, plan("说明。", "2024年底", "2025年底", issue=sentence))
    assert [name for name, check in checks.items() if check.passed is False] == []


def test_one_target_said_twice_with_two_values(tmp_path: Path) -> None:
    general = "到2025年，全市PM2.5年均浓度控制在35微克/立方米以下。"
    other = "扬尘。"
    text = plan(general, "2025年底", "2025年底", issue=other).replace(
        "整改目标：达标。", "整改目标：到2025年，全市PM2.5年均浓度控制在33微克/立方米以下。", 1
    )
    failing = [check for check in written(tmp_path, text).values() if "目标各处一致" in check.check]
    assert [(check.passed, {check.expected, check.found}) for check in failing] == [(False, {35.0, 33.0})]


REPORT = """云岭市督察反馈问题整改进展情况的报告
我市共承担整改任务3项，已完成整改1项，达到序时进度2项。
（一）甲。
整改情况：该问题已完成整改。
（二）乙。
整改情况：达到序时进度。
（三）丙。
整改情况：{third}
2024年3月1日
"""


@pytest.mark.parametrize(
    ("third", "passed"),
    [("达到序时进度。", True), ("该问题已完成整改。", False), ("召开会议2次。", None)],
)
def test_a_report_s_totals_against_its_items(tmp_path: Path, third: str, passed: bool | None) -> None:
    checks = written(tmp_path, REPORT.format(third=third))
    assert result(checks["整改任务总数"]) == (3, 3, True)
    assert checks["推进中的任务数"].passed is passed


LEADS = [
    # the lead, the reports, check, result
    ("完成1项、基本完成1项、正在推进1项", ("已完成整改", "基本完成", "正在推进"), "推进中", (2, 2, True)),
    (
        "完成1项，正在推进2项，其中达到序时进度1项",
        ("已完成", "达到序时进度", "正在推进"),
        "推进中",
        (2, 2, True),
    ),
    ("阶段性完成1项，已完成2项", ("取得阶段性成效", "已完成整改", "已办结"), "已完成", (2, 2, True)),
    ("完成2项，尚未完成1项", ("已完成整改", "已完成整改", "达到序时进度"), "未完成", (1, 1, True)),
    ("已销号2项，已完成未销号1项", ("已销号", "已完成整改", "已通过验收销号"), "已完成", (1, 1, True)),
    ("已完成3项，其中销号2项", ("已销号", "已完成整改", "已通过验收销号"), "已完成", (3, 3, True)),
    ("已销号2项，正在推进1项", ("已销号", "已完成整改", "正在推进"), "已销号", (2, 1, None)),
    ("已完成2项，正在推进1项", ("已完成整改", "长期坚持", "正在推进"), "已完成", (2, 1, None)),
    ("已完成1项，正在推进2项", ("已完成整改", "已完成整改", "正在推进"), "推进中", (2, 1, False)),
]


@pytest.mark.parametrize(("lead", "reports", "status", "expected"), LEADS)
def test_totals_of_a_lead(tmp_path: Path, lead: str, reports: tuple[str, ...], status: str, expected) -> None:
    items = "".join(
        f"（{numeral}）{numeral}号水体污染。\n整改情况：{report}。\n"
        for numeral, report in zip("一二三", reports, strict=True)
    )
    text = f"云岭市督察反馈问题整改进展情况的报告\n我市共承担整改任务3项，{lead}。\n{items}2024年3月1日\n"
    assert result(written(tmp_path, text)[f"{status}的任务数"]) == expected


def test_a_report_keeps_its_plan_s_numbers(tmp_path: Path) -> None:
    text = REPORT.format(third="达到序时进度。").replace("（三）", "（五）")
    check = written(tmp_path, text)["清单编号"]
    assert (check.passed, check.note[:8]) == (None, "缺第3、4项。进")


def test_a_report_may_tell_of_some_of_its_plan_s_items(tmp_path: Path) -> None:
    text = REPORT.format(third="达到序时进度。").replace("整改任务3项", "整改任务35项")
    checks = written(tmp_path, text)
    assert result(checks["整改任务总数"]) == (35, 3, False)  # the text may stop in the middle
    checks = written(tmp_path, text.replace("（二）", "（十三）").replace("（三）", "（二十）"))
    assert result(checks["整改任务总数"]) == (35, 3, None)
    assert checks["文本完整"].passed is True


def test_units_that_cooperate_may_be_missing_from_the_last_item(tmp_path: Path) -> None:
    text = plan("说明。", *["2024年底"] * 4)
    with_others = text.replace("责任单位：市水利局\n", "责任单位：市水利局\n配合单位：市财政局\n", 3)
    assert written(tmp_path, with_others)["文本完整"].passed is True
    cut = text[: text.rindex("责任单位")]
    assert written(tmp_path, cut)["文本完整"].passed is False


@dataclass
class Rows:
    """As much of a parsed document as the petition checks look at."""

    petition_counts: list
    tasks: list = field(default_factory=list)
    indicators: list = field(default_factory=list)
    milestones: list = field(default_factory=list)


@dataclass
class Count:
    dimension: str
    key: str
    cases: int
    key_cases: int | None
    source_start: int
    source_end: int
    as_of: date | None = None


def petition_checks(text: str, *counts: tuple[str, str, int]) -> dict[str, Check]:
    rows = []
    for dimension, key, cases in counts:
        start = text.index(f"{key}{cases}件")
        rows.append(Count(dimension, key, cases, None, start, start + len(f"{key}{cases}件")))
    source = Source("", "", "txt", text)
    layout, masthead = read_layout(source), read_masthead(text, None, {})
    return {check.check: check for check in check_document(text, masthead, layout, Rows(rows))}


def test_petitions_that_do_not_add_up() -> None:
    text = "共交办合计10件。按县市区分：东县6件，西县3件。"
    counts = ("total", "合计", 10), ("area", "东县", 6), ("area", "西县", 3)
    assert petition_checks(text, *counts)["信访件：按县市区相加与总数"].passed is False
    overlapping = "共交办合计10件。按污染类型分（部分信访件涉及多种污染类型）：大气8件，水7件。"
    counts = ("total", "合计", 10), ("pollution", "大气", 8), ("pollution", "水", 7)
    assert petition_checks(overlapping, *counts)["信访件：按污染类型相加与总数"].passed is True


def test_a_breakdown_is_held_against_the_total_it_belongs_to() -> None:
    text = "交办第3批，本批9件。累计合计40件，其中办结25件，正在办理15件。"
    counts = (
        ("total", "本批", 9),
        ("total", "合计", 40),
        ("handling", "办结", 25),
        ("handling", "正在办理", 15),
    )
    assert result(petition_checks(text, *counts)["信访件：按办理情况相加与总数"]) == (40, 40, True)
    wrong = text.replace("正在办理15件", "正在办理14件")
    checks = petition_checks(wrong, *counts[:3], ("handling", "正在办理", 14))
    assert result(checks["信访件：按办理情况相加与总数"]) == (40, 39, False)


def test_every_check_the_goldens_expect_of_published_plans_is_made() -> None:
    """By their figures, since a golden's checks have names of their own."""
    for document_id in ("hengyang-zhengxiang-2024-plan", "shaoyang-2021-plan", "yongzhou-2024-03-bulletin"):
        golden = json.loads((ROOT / "tests" / "golden" / f"{document_id}.json").read_text(encoding="utf-8"))
        made = {(row.expected, row.passed) for row in seed(document_id).values()}
        for row in golden["checks"]:
            if row["check"].startswith(("due_in", "task_count", "numbering", "cases", "key cases")):
                assert any(
                    expected == row["expected"] and passed == row["passed"] for expected, passed in made
                ), row["check"]
