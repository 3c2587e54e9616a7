"""What is sent: 督办单, to one unit about its tasks; 调度通报, about a city and a period. What the sender must fill in stands in 【】.

Nothing is asserted that no source says: 未见报告 means that no report was found, and is written so.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import xlsxwriter

import queries
import wording
from reports import native_charts
from reports.contents import ReportData, about
from reports.native_charts import Cells, LooseChart
from reports.official_paper import Noted, Paper

LONGEST_ISSUE = 80
"""Characters of a problem in a table; the document has the rest."""

MOST_LISTED = 300
"""Tasks in a table of 调度通报: nobody reads on."""

NUMBER, SENDER, DAY = "【发文字号】", "【发文机关名称（印章）】", "【　　　　年　月　日】"
PAST, SOON = "已过（天）", "还有（天）"
NOT_UNDONE = "“未见报告”只表示没有查到进展报告，不等于没有整改。"


def reminder(unit: str, tasks: list[Any], chosen: queries.Filters, days: int, build: Any) -> bytes:
    """督办单: the unit's tasks past their deadline or due within so many days (rows of contents.tasks_due)."""
    past = [task for task in tasks if _is_past(task)]
    soon = [task for task in tasks if not _is_past(task)]
    paper = Paper(f"{unit}整改督办单")
    paper.document_number(NUMBER)
    paper.title("督察反馈问题整改督办单")
    paper.addressee(f"{unit}：")
    counts = [
        f"{len(past)}项已过整改时限，或据报逾期、滞后，尚未见到办结的报告" if past else "",
        f"{len(soon)}项将在{days}天内到期" if soon else "",
    ]
    paper.text(
        f"对照整改方案、进展报告和台账，截至{in_chinese(chosen.day)}，你单位承担的督察反馈问题整改任务中，"
        f"有{'；'.join(filter(None, counts))}。现将有关事项督办如下。"
    )
    numbers = iter("一二三四")
    if past:
        paper.heading(f"{next(numbers)}、{_past_in_words(past)}（{len(past)}项）")
        _due_table(paper, past, PAST)
    if soon:
        paper.heading(f"{next(numbers)}、{days}天内到期的任务（{len(soon)}项）")
        _due_table(paper, soon, SOON)
    paper.text(f"表中{NOT_UNDONE}各项时限的原文和出处见脚注。")
    if contradicted := [task for task in tasks if task.contradicting]:
        _conflicts(
            paper, next(numbers), contradicted, {task.task_id: task.contradicting for task in contradicted}
        )
    paper.heading(f"{next(numbers)}、有关要求")
    paper.text("请你单位于【　月　日】前，对上列各项逐一书面反馈：")
    paper.text("1.已经完成的，写明完成日期，并附验收、销号等证明材料；")
    paper.text("2.尚未完成的，写明目前进度、未按时限完成的原因、下一步措施和预计完成日期；")
    paper.text("3.表中所列的职责、时限或状态与实际不符的，写明正确内容，并附依据。")
    paper.text("反馈材料请报【受理单位】，联系人【姓名】，电话【号码】。")
    paper.signature(SENDER, DAY)
    paper.note(_origin(chosen, build))
    return paper.as_docx()


def _is_past(task: Any) -> bool:
    return task.days_left is None or task.days_left < 0 or task.status == "overdue"


def _past_in_words(past: Sequence[Any]) -> str:
    """What is past, and behind before its time where a report says so."""
    is_early = any(task.days_left is not None and task.days_left >= 0 for task in past)
    return f"已过时限{'或据报滞后' * is_early}、未见办结的任务"


def _due_table(paper: Paper, tasks: list[Any], days: str) -> None:
    paper.table(
        ["序号", "问题", "职责", "整改时限", days, "报告情况"],
        [7, 36, 9, 17, 14, 17],
        [
            [
                str(number),
                Noted(_cut(task.issue), _source(task)),
                "、".join(
                    wording.ROLES[role] for role in wording.ROLES if role in (task.roles or "").split(",")
                ),
                wording.day_text(task.deadline_on, task.deadline_precision),
                _days(task),
                _reported(task),
            ]
            for number, task in enumerate(tasks, 1)
        ],
    )


def _source(task: Any) -> str:
    """Which document says so, where, and in which words; and who put another deadline in the place of its own."""
    number = f"（{task.document_number}）" if task.document_number else ""
    label = f"{task.label}：" if task.label else ""
    words = task.quote or task.deadline_text
    said = f"：“{label}{words}”" if words else ""
    corrected = (
        f"；时限由{task.corrected_by}于{task.corrected_on}更正为{task.deadline_on or '没有日期'}，理由：{task.corrected_why}"
        if task.corrected_by
        else ""
    )
    return f"《{task.title or task.document_id}》{number}第{task.seq}项，{task.where}{said}{corrected}。"


def _cut(words: str | None, longest: int = LONGEST_ISSUE) -> str:
    words = (words or "").strip()
    return words if len(words) <= longest else words[:longest] + "……"


def _days(task: Any) -> str:
    """Under 已过（天） or 还有（天）; what a source calls overdue before its time has none of the former."""
    if task.days_left is None or (_is_past(task) and task.days_left >= 0):
        return "—"
    return str(abs(task.days_left))


def _reported(task: Any) -> str:
    if task.status is None:
        return wording.STATUS_GROUPS[wording.UNREPORTED]
    said = "据报逾期或滞后" if task.status == "overdue" else wording.STATUS_GROUPS[task.status_group]
    return f"{said} {task.reported_on}" if task.reported_on else said


# ---------------------------------------------------------------------------------------------------- 调度通报


def bulletin(data: ReportData, since: date, changes: pd.DataFrame, due: list[Any], days: int) -> bytes:
    """调度通报 of the view, from the day after `since` to the as-of day.

    changes: queries.changes; due: contents.tasks_due, so many days ahead.
    """
    chosen = data.chosen
    places = about(chosen)
    paper = Paper(f"{places}督察整改调度通报")
    paper.document_number(NUMBER)
    paper.title(*_title_lines(places))
    paper.subtitle(f"（{in_chinese(since + timedelta(days=1))}至{in_chinese(chosen.day)}）")
    paper.addressee("【主送机关】：")
    opening = f"根据整改方案、进展报告、台账和公示，现将{places}督察反馈问题整改情况通报如下。"
    said = [NOT_UNDONE] * (not data.tasks.empty) + ["各项时限的原文和出处见脚注。"] * bool(due)
    paper.text("".join([opening, *said]))
    if data.tasks.empty:
        paper.text(f"截至{in_chinese(chosen.day)}，所选范围内没有查到整改任务。")
    else:
        _chapters(paper, data, since, changes, due, days)
    paper.signature(SENDER, DAY)
    paper.note(_origin(chosen, data.build))
    return paper.as_docx()


def _chapters(
    paper: Paper, data: ReportData, since: date, changes: pd.DataFrame, due: list[Any], days: int
) -> None:
    numbers = iter("一二三四五六七八九")
    _rates(paper, next(numbers), data)
    _changes(paper, next(numbers), changes, since)
    past, soon = [task for task in due if _is_past(task)], [task for task in due if not _is_past(task)]
    paper.heading(f"{next(numbers)}、{_past_in_words(past)}（{len(past)}项）")
    paper.chart(_due_chart(data), "未办结的任务，按离时限的天数")
    _tasks_of_all(paper, past, PAST, "没有已过时限而未见办结的任务。")
    paper.heading(f"{next(numbers)}、{days}天内到期的任务（{len(soon)}项）")
    _tasks_of_all(paper, soon, SOON, f"{days}天内没有任务到期。")
    contradicted = queries.rows(data.tasks[data.tasks["has_conflict"]])
    _conflicts(paper, next(numbers), contradicted, data.contradicting)
    _promises(paper, next(numbers), data)
    _checks(paper, next(numbers), data)


def _title_lines(places: str) -> list[str]:
    return [f"{places}督察整改调度通报"] if len(places) <= 9 else [places, "督察整改调度通报"]


def _rates(paper: Paper, number: str, data: ReportData) -> None:
    paper.heading(f"{number}、总体情况")
    paper.table(
        ["率", "完成/总数", "比例", "可能的范围"],
        [24, 24, 20, 32],
        [
            [
                wording.RATES[rate.rate].name,
                f"{rate.done}/{rate.total}项",
                wording.percent(rate.done, rate.total) or "—",
                " 至 ".join(
                    dict.fromkeys(
                        wording.percent(done, rate.total) or f"{done}/{rate.total}"
                        for done in (rate.low, rate.high)
                    )
                )
                if rate.total
                else "—",
            ]
            for rate in data.rates
        ],
    )
    formulas = "；".join(f"{rate.name}：{rate.formula}" for rate in wording.RATES.values())
    paper.note(f"{formulas}。范围的两端：未见报告的都算未完成，或都算完成。总数不足5项的不算比例。")
    frame = data.completion
    groups = [group for group in wording.STATUS_GROUPS if frame[group].sum()]
    labels = {"due_row": "到期年份"} | wording.STATUS_GROUPS
    if groups:
        paper.chart(
            native_charts.loose(
                frame[["due_row", *groups]],
                labels,
                "due_row",
                lambda book, cells: native_charts.status_bars(
                    book, cells, "各到期年份的任务状态（项）", share=True
                ),
            ),
            "各到期年份的任务状态，每行等宽",
        )


def _due_chart(data: ReportData) -> LooseChart:
    frame = data.by_due.assign(bucket=data.by_due["bucket"].map(wording.DUE))
    groups = [group for group in wording.STATUS_GROUPS if frame[group].sum()] or [wording.UNREPORTED]

    def draw(book: xlsxwriter.Workbook, cells: Cells) -> Any:
        return native_charts.status_bars(book, cells, "未办结的任务，按离时限的天数（项）", share=False)

    return native_charts.loose(
        frame[["bucket", *groups]], {"bucket": "离时限"} | wording.STATUS_GROUPS, "bucket", draw
    )


def _changes(paper: Paper, number: str, changes: pd.DataFrame, since: date) -> None:
    paper.heading(f"{number}、本期变化")
    counts = changes["change"].value_counts()
    said = [f"{label}{counts[code]}项" for code, label in wording.CHANGES.items() if code in counts]
    if not said:
        paper.text(f"与{in_chinese(since)}相比，文件和报告没有带来变化。")
        return
    paper.text(f"与{in_chinese(since)}相比：{'，'.join(said)}。")
    # New tasks are whole documents; those newly past their deadline stand in the next part.
    listed = changes[~changes["change"].isin(["new", "slipped"])]
    if len(listed):
        unlisted = [wording.CHANGES[code] for code in ("new", "slipped") if code in counts]
        if unlisted:
            paper.text(f"下表不含{'和'.join(unlisted)}的任务{'，后者见下一部分' * ('slipped' in counts)}。")
        paper.table(
            ["变化", "问题", "期初状态", "期末状态", "时限"],
            [11, 45, 14, 14, 16],
            [
                [
                    wording.CHANGES[row.change],
                    f"{row.city or ''}{row.area or ''}第{row.seq}项　{_cut(row.issue)}",
                    wording.STATUS[row.status_before],
                    wording.STATUS_GROUPS[row.status_group],
                    wording.day_text(row.deadline_after, row.after_precision)
                    or wording.day_text(row.deadline_on, row.deadline_precision),
                ]
                for row in queries.rows(listed)
            ],
        )


def _tasks_of_all(paper: Paper, tasks: list[Any], days: str, none: str) -> None:
    if not tasks:
        paper.text(none)
        return
    several = len({task.city for task in tasks}) > 1  # whose 区住建局 it is
    paper.table(
        ["序号", "任务", "责任单位", "负责领导", "整改时限", days, "报告情况"],
        [7, 23, 16, 11, 17, 9, 17],
        [
            [
                str(number),
                Noted(
                    f"{task.city or ''}　{_cut(task.issue)}" if several else _cut(task.issue), _source(task)
                ),
                task.responsible or "",
                task.leaders or "",
                wording.day_text(task.deadline_on, task.deadline_precision),
                _days(task),
                _reported(task),
            ]
            for number, task in enumerate(tasks[:MOST_LISTED], 1)
        ],
    )
    if len(tasks) > MOST_LISTED:
        paper.text(
            f"表中只列时限最早的{MOST_LISTED}项，另有{len(tasks) - MOST_LISTED}项见同一范围的报告（XLSX）。"
        )


def _conflicts(paper: Paper, number: str, rows: list[Any], said: dict[str, list[Any]]) -> None:
    paper.heading(f"{number}、来源说法不一的任务（{len(rows)}项）")
    if not rows:
        paper.text("没有发现来源之间说法相反的任务。")
        return
    paper.text("下列任务，有来源说已完成或已销号，另有来源在其后说逾期或未启动，须核实。")
    paper.table(
        ["序号", "任务", "各来源的说法（较新的在前，状态按它计）"],
        [8, 46, 46],
        [
            [
                str(place),
                f"{row.city or ''}{row.area or ''}第{row.seq}项　{_cut(row.issue)}",
                "；".join(map(_said, said[row.task_id])),
            ]
            for place, row in enumerate(rows, 1)
        ],
    )


def _said(report: Any) -> str:
    """逾期（《关于…的通报》，2025-03-01）"""
    day = f"{report.reported_on:%Y-%m-%d}" if report.reported_on else "日期不明"
    return f"{wording.STATUS[report.status]}（《{report.title or report.source}》，{day}）"


def _promises(paper: Paper, number: str, data: ReportData) -> None:
    """Those missed first, and of them those of tasks reported done."""
    paper.heading(f"{number}、环境指标与目标")
    promises = queries.promised_once(data.promises)
    if promises.empty:
        paper.text("所选范围的文件没有写明可量化、有时间的环境目标。")
        return
    counts = promises["judged"].value_counts()
    judged = "；".join(f"“{name}”{counts[code]}个" for code, name in wording.JUDGED.items() if code in counts)
    said = data.promises
    done = said[(said["judged"] == "missed") & said["is_done"]]["task_id"].nunique()
    paper.text(
        f"任务和方案写明时间的目标共{len(promises)}个，与同一地点、目标期当年或以后的全年实测相比：{judged}。"
        + (f"其中{done}项任务已报办结而承诺的指标仍未达到。" if done else "")
    )
    shown = promises[promises["actual"].notna()]
    if len(shown):
        paper.table(
            ["地点", "指标", "目标", "实测", "比较"],
            [16, 18, 26, 24, 22],
            [
                [
                    row.place or "",
                    row.metric,
                    wording.level_in(row.period, row.op, row.target, row.unit),
                    wording.level_in(row.actual_period, row.actual_op, row.actual, row.unit),
                    wording.JUDGED[row.judged] + _gap(row) + ("（任务已报办结）" if row.is_done else ""),
                ]
                for row in queries.rows(shown)
            ],
        )


def _gap(promise: Any) -> str:
    """，差3μg/m³."""
    if not promise.gap:
        return ""
    return f"，差{wording.figure_text(promise.gap)}{promise.unit or ''}"


def _checks(paper: Paper, number: str, data: ReportData) -> None:
    rows = queries.rows(data.failing_checks)
    paper.heading(f"{number}、文件核对（{len(rows)}处不符）")
    if not rows:
        paper.text("文件自述的数与从文件读到的数都相符。")
        return
    paper.text(
        "下列各处，文件自述的数与从中读到的数不一致：可能是原文有误，也可能是存本不全，引用前请核对原文。"
    )
    paper.table(
        ["文件", "核对项", "文件自述", "读到", "说明"],
        [25, 21, 12, 9, 33],
        [
            [
                row.document or "",
                row.check,
                "" if row.expected is None else wording.figure_text(row.expected),
                "" if row.found is None else wording.figure_text(row.found),
                row.note or "",
            ]
            for row in rows
        ],
    )


def in_chinese(day: date) -> str:
    """2025年6月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _origin(chosen: queries.Filters, build: Any) -> str:
    return (
        f"（本件的数据取自看板载入的文件，按{in_chinese(chosen.day)}以前的报告统计（{chosen.in_words()}）。"
        f"数据版本{build.generation}，{build.built_at:%Y-%m-%d %H:%M}载入，程序版本{build.loader_version}。）"
    )
