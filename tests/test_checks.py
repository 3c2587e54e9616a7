"""What documents say of themselves against what was found in them."""

import json
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from loaders.checks import check_document
from loaders.grammar.document.masthead import read_masthead
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


def test_a_report_on_some_tasks_of_its_plan_is_no_text_that_stops(tmp_path: Path) -> None:
    """It counts its items on, and names the plan's numbers beside them: 5 of 14, and none is lost at the end."""
    items = "".join(
        f"（{own}）关于{what}问题（第 {of_plan} 项）\n已完成整改。\n"
        for own, what, of_plan in (("一", "污水", 1), ("二", "扬尘", 4), ("三", "油烟", 11))
    )
    lead = "截至2025年12月底，整改方案明确的14项整改任务中，已完成3项。\n二、重点任务进展情况\n"
    checks = written(tmp_path, f"云岭市督察反馈意见整改进展情况\n{lead}{items}")
    assert checks["整改任务总数"].passed is None and "可能只报告了其中一部分" in checks["整改任务总数"].note
    assert "缺第" not in checks["整改任务总数"].note and checks["文本完整"].passed
    some = "反馈云岭市的12个问题中，已完成整改3个。现将部分问题整改情况公开如下。\n"
    items = "".join(
        f"{number}、{what}问题\n已完成整改。\n" for number, what in (("一", "污水"), ("二", "扬尘"))
    )
    checks = written(tmp_path, f"云岭市督察反馈问题整改落实情况\n{some}{items}")
    assert checks["整改任务总数"].passed is None and checks["文本完整"].passed


def test_rows_without_numbers_are_not_said_to_be_numbered_on(tmp_path: Path) -> None:
    rows = [f"{river}河污染,达标,2025年底,已完成" for river in "甲乙丙"]
    numbered = [f"{n},{row}" for n, row in enumerate(rows, 1)]
    path = tmp_path / "台账.csv"
    for head, body, passed in (("", rows, None), ("序号,", numbered, True)):
        path.write_text("\n".join([f"{head}问题,整改目标,整改时限,整改状态", *body]), encoding="utf-8")
        check = checks_of(path)["清单编号"]
        assert (check.passed, check.note[:6]) == (passed, "编号连续，无" if passed else "清单没有编号")
    items = "反馈问题：甲。\n整改目标：A\n整改措施：B\n\n反馈问题：乙。\n整改目标：A\n整改措施：B\n"
    assert written(tmp_path, items)["清单编号"].passed is None


def test_years_in_another_wording(tmp_path: Path) -> None:
    general = "省督察组反馈的4个问题，2024年底前完成整改2个，2025年底前完成整改1个，长期坚持1个。"
    checks = written(tmp_path, plan(general, "2024年6月底", "2024年汛期前", "2025年底", "长期坚持"))
    assert result(checks["2024年到期任务数"]) == (2, 1, None)  # with it there would be two
    assert "第2项“2024年汛期前”没有日期" in checks["2024年到期任务数"].note
    assert result(checks["2025年到期任务数"]) == (1, 1, True)
    assert result(checks["长期坚持的任务数"]) == (1, 1, True)


@pytest.mark.parametrize(
    ("general", "deadlines", "check", "expected"),
    [
        # what is dated and says 立行立改 counts where the plan counts it
        ("立行立改2个，2024年底前完成1个，长期坚持1个", ("立行立改", "立行立改，2024年3月底前", "2024年底", "长期坚持"), "立行立改的任务数", (2, 2, True)),
        ("立行立改1个，2024年底前完成2个，长期坚持1个", ("立行立改", "立行立改，2024年3月底前", "2024年底", "长期坚持"), "2024年到期任务数", (2, 2, True)),
        ("长期坚持1个，持续推进1个，2024年完成1个", ("长期坚持", "持续推进", "2024年底"), "持续推进的任务数", (1, 1, True)),
        # one year in two parts, and what is done by each of several years
        ("2024年6月底前完成1个，2024年底前完成1个，2025年完成1个", ("2024年6月底", "2024年底", "2025年底"), "2024年到期任务数", (2, 2, True)),
        ("到2024年底，完成整改1个；到2025年底，完成整改3个", ("2024年底", "2025年6月底", "2025年底"), "2025年到期任务数", None),
        # a part that is not read is missing from the sum
        ("2024年完成1个，“十四五”末完成1个，长期坚持1个", ("2024年底", "2025年底", "长期坚持"), "分年度任务数之和与清单项数", (2, 3, None)),
        ("2024年完成1个，长期坚持1个", ("2024年底", "2025年底", "长期坚持"), "分年度任务数之和与清单项数", (2, 3, False)),
    ],
)  # fmt: skip
def test_years_as_officials_divide_them(
    tmp_path: Path, general: str, deadlines: tuple[str, ...], check: str, expected: object
) -> None:
    made = written(tmp_path, plan(f"反馈的{len(deadlines)}个问题，{general}。", *deadlines)).get(check)
    assert (made and result(made)) == expected


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
        ("应建成28座，实际建成21座，占应建数的75%。", "第1项比例（21/28）", (75, 75, True)),
        (
            "2023年完成处理站30座，2024年完成23座，占46%。",
            "第1项比例（23/30）",
            None,
        ),  # of all that were planned
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
    # what is counted apart is not counted as undone, too
    (
        "完成1项、达到时序进度1项、未完成1项",
        ("已完成整改", "达到序时进度", "未按期完成，进度滞后"),
        "未完成",
        (1, 1, True),
    ),
    (
        "完成1项、达到时序进度1项、未完成1项",
        ("已完成整改", "达到序时进度", "正在推进"),
        "未完成",
        (1, 0, False),
    ),
    ("已完成1项，正在推进2项", ("已完成整改", "已完成整改", "正在推进"), "推进中", (2, 1, False)),
    ("完成1项，其余2项正在按序时进度推进", ("已完成整改", "未达到序时进度", "正在推进"), "推进中", (2, 1, False)),
    # nor is what has not reached its schedule on it
    ("完成1项，达到序时进度1项，未达到序时进度1项", ("已完成整改", "达到序时进度", "未达到序时进度"), "推进中", (1, 1, True)),
    ("完成1项，达到序时进度1项，未达到序时进度1项", ("已完成整改", "达到序时进度", "未达到序时进度"), "未按期完成", (1, 1, True)),
    # what is counted apart is not added, and takes the place of no item whose status is not read
    ("完成1项，达到序时进度1项，长期坚持1项", ("已完成整改", "达到序时进度", "长期坚持"), "推进中", (1, 1, True)),
    ("达到序时进度2项，长期坚持1项", ("达到序时进度", "召开会议2次", "长期坚持"), "推进中", (2, 1, None)),
    ("达到序时进度2项，长期坚持1项", ("达到序时进度", "召开会议2次", "长期坚持"), "长期坚持", (1, 1, None)),
    ("完成1项，推进中2项", ("已完成整改", "正在推进", "长期坚持"), "推进中", (2, 2, True)),
    ("完成2项，长期坚持1项", ("已完成整改", "正在推进", "长期坚持"), "已完成", (2, 1, False)),
    ("1项完成，2项正在推进（含长期坚持1项）", ("已完成整改", "正在推进", "长期坚持"), "推进中", (2, 2, True)),
    ("其中3项任务完成1项，序时推进1项，滞后1项", ("已完成整改", "达到序时进度", "进度滞后"), "已完成", (1, 1, True)),
    ("完成1项，其余2项正在有序推进", ("已完成整改", "正在推进", "达到序时进度"), "推进中", (2, 2, True)),
    ("已完成整改任务1项、整改措施5条，正在推进整改任务2项", ("已完成整改", "正在推进", "达到序时进度"), "推进中", (2, 2, True)),
    ("新增完成1项，累计完成2项，推进1项", ("已完成整改", "已办结", "正在推进"), "已完成", (2, 2, True)),
    ("1个已整改到位，另外2个问题（第二项、第三项）持续推进中", ("已完成整改", "正在推进", "达到序时进度"), "推进中", (2, 2, True)),
    # what should be done by now is not done, and 12 are not 2
    ("6月底前完成3项，目前已完成1项，正在推进2项", ("已完成整改", "正在推进", "正在推进"), "已完成", (1, 1, True)),
    ("应完成2项，已完成1项，正在推进2项", ("已完成整改", "正在推进", "正在推进"), "已完成", (1, 1, True)),
    ("已完成2项，未达序时进度12项", ("已完成整改", "已完成整改", "未达到序时进度"), "未按期完成", (12, 1, False)),
    ("央督已完成1项；省督已完成1项，正在推进1项", ("已完成整改", "已完成整改", "正在推进"), "推进中", (1, 1, True)),
    ("央督任务3项，已完成2项；省督任务9项，已完成5项", ("已完成整改", "已完成整改", "正在推进"), "已完成", None),
    ("216项整改措施已完成180项，正在推进36项", ("已完成整改", "已完成整改", "正在推进"), "已完成", None),
]  # fmt: skip


@pytest.mark.parametrize(("lead", "reports", "status", "expected"), LEADS)
def test_totals_of_a_lead(tmp_path: Path, lead: str, reports: tuple[str, ...], status: str, expected) -> None:
    items = "".join(
        f"（{numeral}）{numeral}号水体污染。\n整改情况：{report}。\n"
        for numeral, report in zip("一二三", reports, strict=True)
    )
    of_three = "" if "措施" in lead else "我市共承担整改任务3项，"
    text = f"云岭市督察反馈问题整改进展情况的报告\n{of_three}{lead}。\n{items}2024年3月1日\n"
    check = written(tmp_path, text).get(f"{status}的任务数")
    assert (check and result(check)) == expected


def test_a_category_may_say_how_many_of_its_items_are_done(tmp_path: Path) -> None:
    text = (
        plan("共承担2项整改任务。", "2024年底", "2025年底")
        .replace("一、", "（一）水环境问题（共2项，已完成1项）\n1.")
        .replace("二、", "2.")
    )
    assert result(written(tmp_path, text)["第1类任务数"]) == (2, 2, True)


def test_the_last_row_of_a_ledger_states_its_totals(tmp_path: Path) -> None:
    rows = ["序号,问题,整改目标,整改时限,整改状态"]
    rows += [
        f"{n},{n}号水体污染,达标,2025年底,{status}"
        for n, status in enumerate(("已销号", "已完成", "进行中"), 1)
    ]
    path = tmp_path / "云岭市整改台账.csv"
    path.write_text("\n".join([*rows, "合计,,共3项；已销号1项；已完成1项；未完成1项,,"]), encoding="utf-8")
    checks = checks_of(path)
    assert result(checks["整改任务总数"]) == (3, 3, True)
    assert checks["整改任务总数"].quote.startswith("合计")
    assert result(checks["已销号的任务数"]) == (1, 1, True)
    assert result(checks["已完成的任务数"]) == (1, 1, True)
    assert result(checks["未完成的任务数"]) == (1, 1, True)
    assert result(checks["有整改时限的项数"]) == (3, 3, True)
    assert checks["有整改时限的项数"].quote is None, "the ledger promises no number of them"


def test_totals_that_agree_with_the_status_column_are_right_where_a_remark_says_otherwise(
    tmp_path: Path,
) -> None:
    """The row's remark decides its status, and a check of its own says that the two differ: no second accusation."""
    rows = ["序号,问题,整改目标,整改时限,办理状态,最新进展", "1,南河水体污染,达标,2025年底,已完成,"]
    rows += ["2,砂石堆场侵占岸线,清理到位,2025年底,未启动,正在开展权属调查。"]
    path = tmp_path / "云岭市整改台账.csv"
    for total, is_right in (("已完成1个、未启动1个", True), ("已完成1个、未启动2个", False)):
        path.write_text("\n".join([*rows, f"合计,,2个问题：{total},,,"]), encoding="utf-8")
        checks = checks_of(path)
        assert checks["未启动的任务数"].passed is is_right, total
        assert result(checks["已完成的任务数"]) == (1, 1, True)
        assert checks["第2项状态栏与说明一致"].passed is False


def test_what_a_report_does_not_tell_of_may_be_among_its_totals(tmp_path: Path) -> None:
    text = REPORT.format(third="达到序时进度。").replace(
        "整改任务3项，已完成整改1项", "整改任务5项，已完成整改3项"
    )
    assert result(written(tmp_path, text)["已完成的任务数"]) == (3, 1, None)
    text = text.replace("整改任务5项", "整改任务4项")
    assert result(written(tmp_path, text)["已完成的任务数"]) == (3, 1, False)


@pytest.mark.parametrize(("called", "passed"), [("正在整改", None), ("达到序时进度", False)])
def test_what_is_late_may_be_counted_as_under_way_but_not_as_on_time(
    called: str, passed: bool | None, tmp_path: Path
) -> None:
    items = [("甲", "已完成整改"), ("乙", "正在推进整改"), ("丙", "未按期完成整改")]
    told = "".join(
        f"{n}、{name}水体污染。\n整改情况：{said}。\n"
        for n, (name, said) in zip("一二三", items, strict=True)
    )
    lead = f"云岭市督察反馈问题整改进展情况的报告\n共3个问题，已完成整改1个，{called}2个。\n"
    assert result(written(tmp_path, lead + told)["推进中的任务数"]) == (2, 1, passed)


def test_a_lead_s_totals_of_another_round_are_not_of_this_list(tmp_path: Path) -> None:
    first = "第一轮督察反馈的12个问题，已完成整改11个，正在推进1个。第二轮督察反馈的3个问题，"
    text = REPORT.format(third="达到序时进度。").replace("督察", "第二轮督察", 1)
    text = re.sub(r"[^\n]*整改任务3项，", first, text)
    checks = written(tmp_path, text)
    assert result(checks["整改任务总数"]) == (3, 3, True)
    assert result(checks["已完成的任务数"]) == (1, 1, True)


def test_a_report_with_two_lists_counts_both_first_items(tmp_path: Path) -> None:
    items = "（一）{}号水体污染。\n整改情况：已完成整改。\n（二）{}号水体污染。\n整改情况：达到序时进度。\n"
    text = f"""云岭市督察反馈问题整改进展情况的报告
共4个问题，已完成整改2个，达到序时进度2个。
一、典型案例
{items.format("甲", "乙")}二、反馈问题
{items.format("丙", "丁")}2024年3月1日
"""
    checks = written(tmp_path, text)
    assert result(checks["已完成的任务数"]) == (2, 2, True)
    assert result(checks["推进中的任务数"]) == (2, 2, True)


def test_a_report_keeps_its_plan_s_numbers(tmp_path: Path) -> None:
    text = REPORT.format(third="达到序时进度。").replace("（三）", "（五）")
    check = written(tmp_path, text)["清单编号"]
    assert (check.passed, check.note[:8]) == (None, "缺第3、4项。沿")


def test_a_countys_plan_may_keep_its_provinces_numbers(tmp_path: Path) -> None:
    item = "问题{}：扬尘。\n整改目标：达标。\n整改时限：2024年底\n"
    text = "云渡县督察整改方案\n" + "".join(map(item.format, (10, 14, 23)))
    assert written(tmp_path, text)["清单编号"].passed is None
    text = "云渡县督察整改方案\n" + "".join(map(item.format, (1, 2, 4)))
    assert written(tmp_path, text)["清单编号"].passed is False


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


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("全县9座设施中已有6座修复并恢复运行，其余3座正在施工。", (3, 3, True)),
        ("全县9座设施中已有6座修复并恢复运行，其余2座正在施工。", (2, 3, False)),
        ("66项整改任务已整改完成27项，其余39项正积极推进。", (39, 39, True)),
        ("共排查问题73个，已整改40个、移交14个，剩余19个正在整改。", (19, 19, True)),
        ("共排查问题73个，已整改54个，其余10个正在整改，9个尚未启动。", (10, 10, True)),
        ("共排查问题73个，已整改54个（其中移交2个），剩余10个正在整改。", None),  # 2 of the 54
        ("全县9座设施中已有约6座修复，其余2座正在施工。", None),
        ("全县12个乡镇中有8个已建成，其余5个点位未建成。", None),  # things of another kind
        ("2022年新建9个站点，2023年新建6个，剩余2个未建。", None),  # no whole
    ],
)
def test_what_is_left_of_a_whole(
    tmp_path: Path, sentence: str, expected: tuple[float, float, bool] | None
) -> None:
    checks = written(tmp_path, plan("说明。", "2024年底", "2025年底", issue=sentence))
    made = [result(check) for name, check in checks.items() if name.startswith("第1项其余")]
    assert made == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ("完成6个未完成的超低排改造项目。", (6, 6, True)),
        ("完成剩余6个超低排改造项目。", (6, 6, True)),
        ("完成剩余7个超低排改造项目。", None),  # others may have come to them
        ("年内完成3个未完成的超低排改造项目。", None),  # the others later
        ("完成剩余7个项目。", None),  # which ones is not said
    ],
)
def test_what_the_measures_leave_of_the_issue(
    tmp_path: Path, measures: str, expected: tuple[float, float, bool] | None
) -> None:
    text = plan("说明。", "2024年底", issue="8个超低排改造重点项目中实际仅完成2个。").replace(
        "截污。", measures
    )
    made = [result(check) for name, check in written(tmp_path, text).items() if "剩余" in name]
    assert made == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("names", "expected"),
    [("万子湖、南嘴、小河嘴断面", (3, 3, True)), ("万子湖、南嘴断面", None), ("三个镇、四个村的断面", None)],
)
def test_names_further_on_in_a_report(
    tmp_path: Path, names: str, expected: tuple[float, float, bool] | None
) -> None:
    third = f"南洞庭湖3个断面达序时进度，总磷下降14%，{names}分别下降。"
    made = written(tmp_path, REPORT.format(third=third)).get("第3项断面个数与列名")
    assert (result(made) if made else None) == expected


def chapters(preface: str, *headings: str) -> str:
    numbered = "".join(
        f"（{'一二三四五'[place]}）{words}\n切实抓好落实。\n" for place, words in enumerate(headings)
    )
    return f"{preface}\n一、总体要求\n抓好整改。\n二、保障措施\n{numbered}"


@pytest.mark.parametrize(
    ("preface", "check", "expected"),
    [
        ("细化了保障措施。一是加强领导。二是强化督办。三是严肃问责。", "保障措施条数与概述", (3, 3, True)),
        ("细化了保障措施。一是加强领导。\n二是强化督办。三是严肃问责。", "保障措施条数与概述", (3, 3, True)),
        ("细化了保障措施。一是加强领导。二是强化督办。", "保障措施条数与概述", None),
        ("强调要压实责任。一是加强领导。二是强化督办。", "保障措施条数与概述", None),
    ],
)
def test_headings_of_a_chapter(
    tmp_path: Path, preface: str, check: str, expected: tuple[float, float, bool | None] | None
) -> None:
    general = chapters(preface, "加强领导", "强化督办", "严肃问责")
    made = written(tmp_path, plan(general, "2024年底", "2025年底")).get(check)
    assert (result(made) if made else None) == expected


CATEGORIES = """云岭市督察整改{kind}
说明。
{headings[0]}大气污染防治有差距
（一）扬尘突出。
{fields}
{headings[1]}水污染防治有差距
（二）污水直排。
{fields}
{headings[2]}生态保护有差距
（三）矿山未复绿。
{fields}
"""
AS_TABLE = """云岭市督察整改任务清单
序号,存在问题,整改目标,整改措施,整改时限,责任单位
{headings[0]}大气污染防治有差距,,,,,
1,扬尘突出。,达标,治理,2024年底,市水利局
{headings[1]}水污染防治有差距,,,,,
2,污水直排。,达标,治理,2024年底,市水利局
{headings[2]}生态保护有差距,,,,,
3,矿山未复绿。,达标,治理,2024年底,市水利局
"""


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("一、", "二、", "三、"), (3, 3, True)),
        (("一、", "三、", "四、"), (4, 3, False)),
        (("一、", "二、", "二、"), (2, 2, False)),
        (("（一）", "（2）", "（三）"), (3, 3, True)),
        (("（一）", "（二）", "（一）"), (3, 3, True)),  # the second part counts anew
        (("", "二、", "三、"), None),
    ],
)
def test_numbers_of_the_headings_above_the_items(
    tmp_path: Path, headings: tuple[str, ...], expected: tuple[float, float, bool] | None
) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(AS_TABLE.format(headings=headings), encoding="utf-8")
    made = checks_of(path).get("类别标题编号")
    assert (result(made) if made else None) == expected


@pytest.mark.parametrize(
    ("kind", "fields", "passed"),
    [
        ("方案", "整改目标：达标。\n整改措施：治理。\n整改时限：2024年底\n责任单位：市水利局", False),
        ("进展情况的报告", "整改情况：已完成整改。", None),  # it may pass over what the plan has
    ],
)
def test_a_number_that_the_headings_pass_over(
    tmp_path: Path, kind: str, fields: str, passed: bool | None
) -> None:
    text = CATEGORIES.format(kind=kind, fields=fields, headings=("一、", "二、", "三、"))
    assert result(written(tmp_path, text)["类别标题编号"]) == (3, 3, True)
    text = CATEGORIES.format(kind=kind, fields=fields, headings=("一、", "二、", "四、"))
    assert result(written(tmp_path, text)["类别标题编号"]) == (4, 3, passed)


@pytest.mark.parametrize(
    ("general", "issue", "check", "expected"),
    [
        (
            "2018年完成15个黑臭水体整治（地级市4个、县级城市6个、乡镇5个）。",
            "市城区4个黑臭水体未完成整治。",
            "市城区黑臭水体个数各处一致",
            (4, 4, True),
        ),
        (
            "2018年完成15个黑臭水体整治（地级市4个、县级城市6个、乡镇5个）。",
            "市城区3个黑臭水体未完成整治。",  # three of the four
            "市城区黑臭水体个数各处一致",
            None,
        ),
        (
            "全市共有52座污水处理厂。",
            "全市现有52座污水处理厂，8座超标。",
            "全市污水处理厂个数各处一致",
            (52, 52, True),
        ),
        (
            "全市共有52座污水处理厂。",
            "全市现有50座污水处理厂，8座超标。",
            "全市污水处理厂个数各处一致",
            None,
        ),
        ("全市共有52座污水处理厂。", "全市现有52座污水处理站，8座超标。", "全市污水处理厂个数各处一致", None),
    ],
)
def test_one_count_said_twice(
    tmp_path: Path, general: str, issue: str, check: str, expected: tuple[float, float, bool] | None
) -> None:
    made = written(tmp_path, plan(general, "2024年底", issue=issue)).get(check)
    assert (result(made) if made else None) == expected


@pytest.mark.parametrize(
    ("general", "goal", "expected"),
    [
        # both in the general part, the area in other words
        (
            "到2025年，县市和南岳区空气优良率达到87%以上。\n2025年，各县市区（含南岳区）空气优良率达到87%以上。",
            "达标",
            (87, 87, True),
        ),
        (
            "到2025年，县市和南岳区空气优良率达到87%以上。\n2025年，各县市区（含南岳区）空气优良率达到85%以上。",
            "达标",
            None,
        ),
        # a change has its size
        (
            "到2025年，全市重金属排放量比2020年下降12%。",
            "到2025年底，全市重金属排放量比2020年下降12%",
            (12, 12, True),
        ),
        (
            "到2025年，全市重金属排放量比2020年下降12%。",
            "到2025年，全市重金属排放量比2020年下降10%",
            (12, 10, False),
        ),
        # a part of the whole
        ("2025年，全市新建污水管网370公里。", "2025年，新建污水管网50公里", None),
        ("2025年，全市新建污水管网370公里。", "2025年，全市新建污水管网350公里", (370, 350, False)),
    ],
)
def test_one_target_said_twice(
    tmp_path: Path, general: str, goal: str, expected: tuple[float, float, bool] | None
) -> None:
    text = plan(general, "2025年底", issue="问题突出。").replace("达标", goal)
    text = text.replace("云岭市", "衡阳市")
    made = [result(check) for name, check in written(tmp_path, text).items() if "目标各处一致" in name]
    assert made == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("general", "measures", "expected"),
    [
        (
            "新邵县垃圾焚烧发电项目2022年6月30日前建成投产。",
            "2022年6月30日前，新邵县垃圾焚烧发电项目建成投产。",
            (1, 1, True),
        ),
        (
            "新邵县垃圾焚烧发电项目2022年6月前建成投产。",
            "2022年6月30日前，新邵县垃圾焚烧发电项目建成投产。",
            (1, 1, True),
        ),
        (
            "新邵县垃圾焚烧发电项目2022年6月30日前建成投产。",
            "2022年9月30日前，新邵县垃圾焚烧发电项目建成投产。",
            (1, 0, False),
        ),
        (
            "2022年6月30日前完成管网改造并投入使用。",
            "2022年9月30日前，完成管网改造并投入使用。",
            None,
        ),  # which one
    ],
)
def test_one_step_dated_twice(
    tmp_path: Path, general: str, measures: str, expected: tuple[float, float, bool] | None
) -> None:
    text = plan(f"说明。\n{general}", "2022年底").replace("截污。", measures).replace("云岭市", "邵阳市")
    made = written(tmp_path, text).get("正文与第1项同一事项日期一致")
    assert (result(made) if made else None) == expected
    if made and made.passed is False:
        assert "2022-06-30，2022-09-30" in made.note


LEDGER = """任务编号,序号,存在问题,整改时限,整改状态
云渡县整改方案-02,2,污水直排。,2024年12月底,已完成
云岭市整改方案-02,2,扬尘突出。,2024年12月底,未启动
云岭市整改方案-07,7,矿山未复绿。,2024年12月底,未启动
"""


def test_a_ledger_of_chosen_tasks_has_no_numbering_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text(LEDGER, encoding="utf-8")
    assert "清单编号" not in checks_of(path)
    path.write_text("\n".join(line.partition(",")[2] for line in LEDGER.splitlines()), encoding="utf-8")
    assert result(checks_of(path)["清单编号"]) == (7, 2, False)


# What a reader of the five published documents found that they say of themselves, by the names that it has here.
AS_CALLED_HERE = {
    "hengyang-2019-plan": {
        **{f"第{numeral}类整改任务数": f"第{n}类任务数" for n, numeral in enumerate("一二三四五六七八", 1)},
        "组织保障措施数": "组织保障条数与概述",
        "明确整改目标的问题数": "明确整改目标的项数",
        "明确整改措施的问题数": "明确整改措施的项数",
        "明确整改时限的问题数": "明确整改时限的项数",
        "明确主体责任单位的问题数": "明确主体责任单位的项数",
        "明确监管责任单位的问题数": "明确监管责任单位的项数",
        "明确一名督办市领导的问题数": "明确一名督办领导的项数",
        "黑臭水体整治数与分项之和(方案三(三)2)": "正文黑臭水体整治总数与分项之和",
        "黑臭水体整治数:方案总体部分与第19项": "衡阳市2018年黑臭水体完成整治数量目标各处一致",
        "市城区黑臭水体数:方案总体部分与第19项": "市城区黑臭水体个数各处一致",
        "第34项已建成乡镇污水处理厂比例": "第34项比例（23/147）",
        "第20项县市个数": "第20项县市个数与列名",
        "市城区2020年优良率各处一致": "衡阳市城区2020年优良天数比例目标各处一致",
        "县市和南岳区2020年优良率各处一致": "县市和南岳区2020年优良天数比例目标各处一致",
        "市城区2020年PM2.5各处一致": "衡阳市城区2020年PM2.5目标各处一致",
        "重点行业重金属排放量降幅各处一致": "衡阳市2020年重点行业重金属排放量降幅目标各处一致",
        "污染地块安全利用率2020年目标各处一致": "衡阳市2020年污染地块安全利用率目标各处一致",
    },
    "hengyang-zhengxiang-2024-plan": {
        "task_count": "分年度任务数之和与清单项数",
        "due_in_2024": "2024年到期任务数",
        "due_in_2025": "2025年到期任务数",
        "due_in_2026": "2026年到期任务数",
        "ongoing": "持续推进的任务数",
        "numbering": "清单编号",
        "item_5_projects_left": "第5项剩余超低排改造项目数",
        "item_6_sites_listed": "第6项建筑工地个数与列名",
        "text_complete": "文本完整",
    },
    "shaoyang-2021-plan": {
        "task_count": "整改任务总数",
        "text_complete": "文本完整",
        "numbering": "清单编号",
        "waste_incineration_dates": "正文与第7项同一事项日期一致",
        "item_11_share": "第11项比例（31/95）",
        "item_20_share": "第20项比例（8/52）",
    },
    "yiyang-yuanjiang-2025-progress": {
        "items numbered 1 to 19 without gap or repeat": "清单编号",
        "反馈问题 headings numbered （一） to （十一） without gap or repeat": "类别标题编号",
        "every item has its 整改情况": "有整改情况的项数",
        "item 1: 南洞庭湖3个断面 against the cross-sections named": "第1项断面个数与列名",
    },
    "yongzhou-2024-03-bulletin": {
        "cases by area against the total": "信访件：按县市区相加与总数",
        "cases by industry against the total": "信访件：按行业相加与总数",
        "key cases by area against the total": "重点件：按县市区相加与总数",
        "duplicate cases": "重复件",
        "cases by department against the key cases": "重点件：按市直单位相加与总数",
        "cases by pollution against the total": "信访件：按污染类型相加与总数",
    },
}


@pytest.mark.parametrize("document_id", AS_CALLED_HERE)
def test_every_check_that_a_golden_records_is_made(document_id: str) -> None:
    golden = json.loads((ROOT / "tests" / "golden" / f"{document_id}.json").read_text(encoding="utf-8"))
    made, called = seed(document_id), AS_CALLED_HERE[document_id]
    for row in golden["checks"]:
        check = made[called.get(row["check"], row["check"])]
        assert (check.expected, check.passed) == (row["expected"], row["passed"]), row["check"]
        assert check.found == pytest.approx(row["found"], abs=0.05), row["check"]  # to one digit, or to two


def test_a_breakdown_that_overlaps_belongs_to_the_nearest_total() -> None:
    text = "累计合计186件。当日本批17件。按污染类型分（部分信访件涉及多种污染类型）：大气150件，水95件。"
    counts = (
        ("total", "合计", 186),
        ("total", "本批", 17),
        ("pollution", "大气", 150),
        ("pollution", "水", 95),
    )
    assert result(petition_checks(text, *counts)["信访件：按污染类型相加与总数"]) == (186, 245, True)


def test_a_case_may_count_in_two_kinds_of_pollution_though_nothing_says_so() -> None:
    text = "累计合计10件，按污染类型分：大气8件、水7件。"
    counts = ("total", "合计", 10), ("pollution", "大气", 8), ("pollution", "水", 7)
    assert result(petition_checks(text, *counts)["信访件：按污染类型相加与总数"]) == (10, 15, None)
    fewer = petition_checks(text.replace("大气8", "大气2"), counts[0], ("pollution", "大气", 2), counts[2])
    assert result(fewer["信访件：按污染类型相加与总数"]) == (10, 9, False)


def test_a_breakdown_may_say_last_that_its_parts_overlap() -> None:
    text = "累计合计10件，主要涉及大气8件、水7件（部分举报件涉及多种污染类型）。"
    counts = ("total", "合计", 10), ("pollution", "大气", 8), ("pollution", "水", 7)
    assert petition_checks(text, *counts)["信访件：按污染类型相加与总数"].passed is True


@pytest.mark.parametrize(
    ("lead", "passed"),
    [
        ("举报量前三的为：", "none"),
        ("举报较多的是", "none"),
        ("主要集中在", "none"),
        ("其中", None),
        ("按县分：", False),
    ],
)
def test_a_part_of_the_areas_need_not_add_up(lead: str, passed: bool | None | str) -> None:
    counts = ("total", "合计", 86), ("area", "东县", 34), ("area", "西县", 19)
    check = petition_checks(f"合计86件。{lead}东县34件，西县19件。", *counts).get(
        "信访件：按县市区相加与总数"
    )
    assert (check.passed if check else "none") == passed


def test_what_goes_to_nobody_of_the_breakdown_is_added() -> None:
    text = "合计10件，涉及东县6件、西县3件、市直部门1件。"
    counts = ("total", "合计", 10), ("area", "东县", 6), ("area", "西县", 3)
    assert result(petition_checks(text, *counts)["信访件：按县市区相加与总数"]) == (10, 10, True)
    text = text.replace("部门1件", "部门2件")
    assert result(petition_checks(text, *counts)["信访件：按县市区相加与总数"]) == (10, 9, False)
