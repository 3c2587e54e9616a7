"""What is sent: 督办单, to one unit about its tasks; 调度通报, about a city and a period. What the sender must fill in stands in 【】.

Nothing is asserted that no source says: 未见报告 means that no report was found, and is written so. What there is none of has
no chapter.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any

import pandas as pd

import queries
import wording
from reports import native_charts
from reports.addressee import addressed, spoken_to
from reports.contents import ReportData, about, flow, where
from reports.official_paper import BREAK, CHART_PIXELS, Cell, Noted, Paper, Table

LONGEST_ISSUE, SHORT_ISSUE, LONGEST_QUOTE = 80, 34, 150
"""Characters of a problem in a table, in a long one, and of what a footnote quotes; the document has the rest."""

MOST_LISTED, MOST_UNITS = 300, 15
"""Tasks and units in a table of 调度通报: nobody reads on."""

MOST_IN_TEXT = 10
"""Rows of a table that stands between the words; a longer one is annexed."""

FEWEST_DRAWN = 5
"""Tasks, as of percentages."""

NUMBER, SENDER, DAY = "【发文字号】", "【发文机关名称（印章）】", "【　　　　年　月　日】"
NOT_UNDONE = "“未见报告”只表示没有查到写明整项状态的报告，不等于没有整改。"
NOTED = "时限的原文和出处见脚注。"


def reminder(unit: Any, tasks: list[Any], chosen: queries.Filters, days: int, build: Any) -> bytes:
    """督办单: the unit's tasks past their deadline or due within so many days (rows of queries.unit, contents.tasks_due)."""
    past, soon = _past_and_soon(tasks)
    you = spoken_to(unit)
    paper = Paper(f"{unit.name}整改督办单")
    paper.document_number(NUMBER)
    paper.title("督察反馈问题整改督办单")
    paper.addressee(f"{addressed(unit)}：")
    counts = [
        f"{len(past)}项{_past_in_words(past)}，尚未见到办结的报告" if past else "",
        f"{len(soon)}项将在{days}天内到期" if soon else "",
    ]
    paper.text(
        f"对照整改方案、进展报告和台账，截至{in_chinese(chosen.day)}，{you}承担的督察反馈问题整改任务中，"
        f"有{'；'.join(filter(None, counts))}。现督办如下，{NOTED}",
        _origin(chosen, build),
    )
    numbers = iter("一二三四")
    for words, listed in ((f"{_past_in_words(past)}、未见办结", past), (f"{days}天内到期", soon)):
        if listed:
            paper.heading(f"{next(numbers)}、{words}的任务（{len(listed)}项）")
            issue = ("问题", 37, lambda task: Noted(_cut(task.issue), _source(task)))
            columns = issue, ("职责", 9, _roles), DEADLINE, REPORTED
            _table(paper, listed, _numbered(), *columns)
    if soon and (behind := _behind(past, days)):
        paper.text(behind)
    if any(task.status is None for task in tasks):
        paper.text(f"表中{NOT_UNDONE}")
    if contradicted := [task for task in tasks if task.contradicting]:
        paper.heading(f"{next(numbers)}、来源说法不一的任务（{len(contradicted)}项）")
        _conflicts(paper, contradicted, {task.task_id: task.contradicting for task in contradicted})
    paper.heading(f"{next(numbers)}、有关要求")
    paper.text(f"请{you}于【　月　日】前逐项书面反馈，报【受理单位】（联系人及电话【　　　　】）：")
    paper.text("1.已经完成的，写明完成日期，并附验收、销号等证明材料；")
    paper.text("2.尚未完成的，写明目前进度、未按时限完成的原因、下一步措施和预计完成日期；")
    paper.text("3.表中职责、时限、状态有误的，写明更正内容和依据。")
    paper.signature(SENDER, DAY)
    return paper.as_docx()


def _past_and_soon(tasks: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Those past their deadline or said to be behind; those that fall due."""

    def is_past(task: Any) -> bool:
        return task.days_left is None or task.days_left < 0 or task.status == "overdue"

    return [task for task in tasks if is_past(task)], [task for task in tasks if not is_past(task)]


def _past_in_words(past: Sequence[Any]) -> str:
    """What is past, and behind before its time where a report says so."""
    is_early = any(task.days_left is not None and task.days_left >= 0 for task in past)
    return f"已过时限{'或据报滞后' * is_early}"


def _behind(past: Sequence[Any], days: int) -> str:
    """What falls due so soon, too, and stands above: the page counts it with what falls due."""
    count = sum(task.days_left is not None and 0 <= task.days_left <= days for task in past)
    return f"另有{count}项也在{days}天内到期，据报已经滞后，列在上一部分。" if count else ""


Column = tuple[str, float, Callable[[Any], Cell]]
"""Its heading, its share of the width, and what it says of a row."""


def _table(
    paper: Paper, rows: Sequence[Any], *columns: Column, title: str = "", notes: Sequence[str] = ()
) -> None:
    """A line a row; under a title as an annex, where the rows are many, with notes below."""
    headings, widths, cells = zip(*columns, strict=True)
    table = Table(headings, widths, [[cell(row) for cell in cells] for row in rows])
    if title and len(rows) > MOST_IN_TEXT:
        paper.text(f"清单见附件《{title}》。")
        paper.annex(title, table, notes)
    else:
        paper.table(table)


def _numbered() -> Column:
    """序号."""
    numbers = count(1)
    return "序号", 7, lambda _: str(next(numbers))


def _roles(task: Any) -> str:
    held = (task.roles or "").split(",")
    return "、".join(name for role, name in wording.ROLES.items() if role in held)


def _source(task: Any) -> str:
    """Which document says so, where, and in which words; and who put another deadline in the place of its own."""
    number = f"（{task.document_number}）" if task.document_number else ""
    label = f"{task.label}：" if task.label else ""
    words = task.quote or task.deadline_text
    said = f"：“{label}{_cut(words, LONGEST_QUOTE)}”" if words else ""
    deadline = _day(task.deadline_on, task.deadline_precision) or "没有日期"
    corrected = (
        f"；时限由{task.corrected_by}于{in_chinese(task.corrected_on)}更正为{deadline}，理由：{task.corrected_why}"
        if task.corrected_by
        else ""
    )
    place = where(task.document_id, task.item_start if task.source_start is None else task.source_start)
    return f"《{task.title or task.document_id}》{number}第{task.seq}项，{place}{said}{corrected}。"


def _cut(words: str | None, longest: int = LONGEST_ISSUE) -> str:
    words = (words or "").strip()
    return words if len(words) <= longest else words[:longest] + "……"


def _deadline(task: Any) -> Cell:
    """2018年9月, and below 已过2588天; what a report gives instead, which nobody confirmed: 报告称延至2026年12月，未采用."""
    day, left = _day(task.deadline_on, task.deadline_precision), task.days_left
    told = f"报告另写{_day(task.deadline_told, task.told_precision)}，未采用" if task.deadline_told else ""
    if left is None:
        return day
    passed = f"已过{-left}天" if left < 0 else f"还有{left}天" if left else "当天到期"
    return [day, BREAK, passed, *([BREAK, told] if told else [])]


DEADLINE: Column = ("整改时限", 25, _deadline)


def _status(task: Any) -> str:
    if task.status is None:
        some = next((name for name in ("has_words", "has_part") if getattr(task, name)), None)
        return wording.COLUMNS[some] if some else wording.STATUS_GROUPS[wording.UNREPORTED]
    return "据报逾期或滞后" if task.status == "overdue" else wording.STATUS_GROUPS[task.status_group]


def _reported(task: Any) -> Cell:
    dated = task.status and task.reported_on
    return [_status(task), BREAK, in_chinese(task.reported_on)] if dated else _status(task)


REPORTED: Column = ("报告情况", 25, _reported)


# ---------------------------------------------------------------------------------------------------- 调度通报


def bulletin(data: ReportData, since: date, changes: pd.DataFrame, due: list[Any], days: int) -> bytes:
    """调度通报 of the view, from the day after `since` to the as-of day.

    changes: queries.changes; due: contents.tasks_due, so many days ahead.
    """
    chosen = data.chosen
    places = about(chosen)
    paper = Paper(f"{places}督察整改调度通报")
    paper.document_number(NUMBER)
    paper.title(*([f"{places}督察整改调度通报"] if len(places) <= 9 else [places, "督察整改调度通报"]))
    paper.subtitle(f"（{_period(since + timedelta(days=1), chosen.day)}）")
    paper.addressee("【主送机关】：")
    paper.text(
        f"根据整改方案、进展报告、台账和公示，现将截至{in_chinese(chosen.day)}{places}督察反馈问题整改情况通报如下。",
        _origin(chosen, data.build),
    )
    if data.tasks.empty:
        paper.text("所选范围内没有查到整改任务。")
    else:
        _chapters(paper, data, since, changes, due, days)
    paper.signature(SENDER, DAY)
    return paper.as_docx()


def _period(first: date, last: date) -> str:
    """2026年6月, 2026年5月至6月 or 2026年, where it begins and ends with them; else 2026年11月1日至11月22日."""
    precision = "day"
    if first.day == (last + timedelta(days=1)).day == 1:
        precision = "year" if (first.month, last.month) == (1, 12) else "month"
    begins, ends = _day(first, precision), _day(last, precision)
    return ends if begins == ends else f"{begins}至{ends.removeprefix(f'{first.year}年')}"


def _chapters(
    paper: Paper, data: ReportData, since: date, changes: pd.DataFrame, due: list[Any], days: int
) -> None:
    past, soon = _past_and_soon(due)
    contradicted = queries.rows(data.tasks[data.tasks["has_conflict"]])
    checks = queries.rows(data.failing_checks)
    numbers = iter("一二三四五六七")

    def chapter(words: str) -> None:
        paper.heading(f"{next(numbers)}、{words}")

    chapter("总体情况")
    none = {
        "没有已过时限而未见办结的任务": past,
        f"没有{days}天内到期的任务": soon or _behind(past, days),
        "没有来源之间说法相反的任务": contradicted,
        "文件自述的数与读到的数都相符": checks,
    }
    _overall(paper, data, [words for words, there_is in none.items() if not there_is])
    chapter("本期变化")
    _changes(paper, data, changes, since)
    if past:
        chapter(f"{_past_in_words(past)}、未见办结的任务（{len(past)}项）")
        _ages(paper, data, past)
        _late_units(paper, data)
        _listed(paper, f"{_past_in_words(past)}、未见办结的任务清单", past)
    if soon:
        chapter(f"{days}天内到期的任务（{len(soon)}项）")
        paper.text(_noted(soon) + _behind(past, days))
        _listed(paper, f"{days}天内到期的任务清单", soon)
    if contradicted:
        chapter(f"来源说法不一的任务（{len(contradicted)}项）")
        _conflicts(paper, contradicted, data.contradicting)
    promises = queries.promised_once(data.promises)
    if len(promises):
        chapter("环境指标与目标")
        _promises(paper, data, promises)
    if checks:
        chapter(f"文件核对（{len(checks)}处不符）")
        paper.text(
            "下列各处，文件自述的数与从中读到的数不一致：可能是原文有误，也可能是存本不全，引用前请核对原文。"
        )
        _checks(paper, checks)


def _overall(paper: Paper, data: ReportData, none: list[str]) -> None:
    """none: what there is none of."""
    groups = data.tasks["status_group"].value_counts()
    said = [f"{label}{groups[code]}项" for code, label in wording.STATUS_GROUPS.items() if code in groups]
    cities = data.by_city
    by_city = "、".join(f"{row.city}{row.tasks}项" for row in queries.rows(cities))
    paper.text(
        f"整改任务共{len(data.tasks)}项{f'（{by_city}）' * (len(cities) > 1)}，其中{'、'.join(said)}。"
        + NOT_UNDONE * (wording.UNREPORTED in groups)
    )
    if repeated := queries.task_count(data.chosen, queries.COUNTED_APART["lists"]):
        paper.text(f"其中{repeated}项与另一份清单的任务是同一问题，各计一次。")
    ranged = any(rate.low != rate.high for rate in data.rates)
    _table(
        paper,
        data.rates,
        ("率", 24, lambda rate: wording.RATES[rate.rate].name),
        ("完成/总数", 24, lambda rate: f"{rate.done}/{rate.total}项"),
        ("比例", 20, lambda rate: wording.percent(rate.done, rate.total) or "—"),
        *[("可能的范围", 32, _range)] * ranged,
    )
    formulas = "；".join(f"{rate.name}：{rate.formula}" for rate in wording.RATES.values())
    few = any(rate.total < FEWEST_DRAWN for rate in data.rates)
    paper.note(
        f"{formulas}。{'范围的两端：未见报告的都算未完成，或都算完成。' * ranged}{'总数不足5项的不算比例。' * few}"
    )
    if none:
        paper.text(f"所选范围内，{'，'.join(none)}。")
    if len(data.completion) > 1:
        title = "各到期年份的任务状态"
        chart = _status_chart(data.completion, "due_row", "到期年份", f"{title}（项）", share=True)
        paper.chart(chart, f"{title}，每行等宽")


def _range(rate: Any) -> str:
    ends = (wording.percent(done, rate.total) or f"{done}/{rate.total}" for done in (rate.low, rate.high))
    return " 至 ".join(dict.fromkeys(ends)) if rate.total else "—"


def _status_chart(
    frame: pd.DataFrame, names: str, label: str, title: str, share: bool
) -> native_charts.LooseChart:
    """A bar a row of the frame, stacked by the status groups that it has."""
    groups = [group for group in wording.STATUS_GROUPS if frame[group].sum()]
    return native_charts.loose(
        frame[[names, *groups]],
        {names: label} | wording.STATUS_GROUPS,
        names,
        lambda book, cells: native_charts.status_bars(book, cells, title, share),
        CHART_PIXELS,
    )


def _changes(paper: Paper, data: ReportData, changes: pd.DataFrame, since: date) -> None:
    counts = changes["change"].value_counts()
    said = [f"{label}{counts[code]}项" for code, label in wording.CHANGES.items() if code in counts]
    if not said:
        paper.text(f"与{in_chinese(since)}相比，没有新增任务，任务的状态和时限没有变化。")
        return
    sums = flow(data.chosen, since)
    moved = {"新增": sums["new"], "销号": sums["closed"]}
    parts = [f"{name}{tasks}项，" for name, tasks in moved.items() if tasks]
    bridge = f"未销号的任务，期初{sums['opening']}项，{''.join(parts)}期末{sums['closing']}项。"
    adds_up = parts and not sums["unclosed"]
    paper.text(f"与{in_chinese(since)}相比：{'，'.join(said)}。{bridge if adds_up else ''}")
    between = queries.change_counts(data.chosen, since)
    if unseen := [f"{between[kind]}项{name}" for kind, name in wording.BETWEEN.items() if between[kind]]:
        paper.text(f"只比期初和期末看不出的：{'，'.join(unseen)}，经过见脚注。")
    went = _courses(data.chosen, since)

    def issue(row: Any) -> Cell:
        """Where it went back and forth, with its course in one footnote."""
        words, course = _placed_issue(row), went.pop(row.task_id, None)
        return Noted(words, course) if course else words

    # New tasks are whole documents; those newly past their deadline stand in the next part.
    listed = queries.rows(changes[~changes["change"].isin(["new", "slipped"])])
    if listed:
        if unlisted := [wording.CHANGES[code] for code in ("new", "slipped") if code in counts]:
            after = "，后者见下一部分" * ("slipped" in counts)
            paper.text(f"变化清单不含{'和'.join(unlisted)}的任务{after}。")
        _table(
            paper,
            listed,
            ("变化", 11, lambda row: wording.CHANGES[row.change]),
            ("问题", 45.5, issue),
            ("期初状态", 12.5, lambda row: wording.STATUS[row.status_before]),
            ("期末状态", 12.5, lambda row: wording.STATUS_GROUPS[row.status_group]),
            ("时限", 18.5, _deadline_now),
            title="本期变化清单",
        )


def _courses(chosen: queries.Filters, since: date) -> dict[str, str]:
    """A task that went back and forth -> what was said of it, day by day: 2025年3月1日已完成（《通报》：“…”）；…"""
    said: dict[str, list[str]] = {}
    for told in queries.rows(queries.told_between(chosen, since, list(wording.BETWEEN))):
        deadline = _day(told.deadline_after, told.after_precision)
        what = wording.STATUS[told.status] if told.status else f"时限改为{deadline}"
        quote = f"“{_cut(told.quote, LONGEST_QUOTE)}”" if told.quote else ""
        by = f"《{told.source_title}》" if told.status or told.document_id else told.source_title
        source = "：".join(filter(None, (by, quote)))
        said.setdefault(told.task_id, []).append(f"{in_chinese(told.told_on)}{what}（{source}）")
    return {task_id: "；".join(each) + "。" for task_id, each in said.items()}


def _deadline_now(row: Any) -> str:
    """The one that counts, and another that was told."""
    now, new = _day(row.deadline_on, row.deadline_precision), _day(row.deadline_after, row.after_precision)
    taken = not row.deadline_after or row.deadline_after == row.deadline_on
    return now if taken else f"{now}（另报{new}，未采用）"


def _placed_issue(row: Any) -> str:
    """衡阳市蒸湘区第3项　…"""
    return f"{row.city or ''}{row.area or ''}第{row.seq}项　{_cut(row.issue)}"


def _ages(paper: Paper, data: ReportData, past: list[Any]) -> None:
    """How long they are past, in words and, where they are many, drawn."""
    days = [-task.days_left for task in past if task.days_left is not None]
    longest = f"时限最早的已过{max(days)}天。" if len(past) > 1 and max(days, default=0) > 0 else ""
    long_past = sum(each > 180 for each in days)
    paper.text(f"其中过时限180天以上的{long_past}项，" * (0 < long_past < len(past)) + longest + _noted(past))
    if data.by_due["tasks"].sum() >= FEWEST_DRAWN:
        frame = data.by_due.assign(bucket=data.by_due["bucket"].map(wording.DUE))
        title = "未办结的任务，按离时限的天数"
        paper.chart(_status_chart(frame, "bucket", "离时限", f"{title}（项）", share=False), title)


def _late_units(paper: Paper, data: ReportData) -> None:
    """Who is late, where that cannot be seen from the list at once."""
    units = queries.rows(queries.late_units(data.chosen, MOST_UNITS))
    if data.tasks["is_past_deadline"].sum() <= MOST_IN_TEXT or len(units) < 2:
        return
    number, shown = units[0].units, len(units)
    rest = f"，表中是项数最多的{shown}个" if number > shown else ""
    paper.text(
        f"按单位看，{number}个单位牵头或负责的任务已过时限{rest}。一项任务可以有几个单位，集体名称不计。"
    )
    _table(
        paper,
        units,
        _numbered(),
        ("单位", 50, lambda unit: unit.name),
        ("已过时限", 18, lambda unit: f"{unit.tasks}项"),
        ("最早的已过", 20, lambda unit: f"{unit.days_past}天"),
    )


def _noted(tasks: list[Any]) -> str:
    where = NOTED if len(tasks) <= MOST_IN_TEXT else "出处见清单，时限的原文见督办单。"
    return f"各项{'' if any(map(_is_told, tasks)) else '都未见报告，'}{where}"


def _is_told(task: Any) -> bool:
    """Whether anything was reported, were it of a part or in words that name no state."""
    return bool(task.status or task.has_part or task.has_words)


def _listed(paper: Paper, title: str, tasks: list[Any]) -> None:
    if len(tasks) > MOST_LISTED:
        paper.text(
            f"清单只列时限最早的{MOST_LISTED}项，另有{len(tasks) - MOST_LISTED}项见同一范围的报告（XLSX）。"
        )
    several = len({task.city for task in tasks}) > 1  # whose 区住建局 it is

    def place(task: Any) -> str:
        return f"{task.city}　" if several and task.city else ""

    listed, told = tasks[:MOST_LISTED], any(map(_is_told, tasks))
    if len(tasks) <= MOST_IN_TEXT:
        noted = ("任务", 33, lambda task: Noted(place(task) + _cut(task.issue), _source(task)))
        _table(
            paper,
            listed,
            _numbered(),
            noted,
            ("责任单位（领导）", 21, _in_charge),
            DEADLINE,
            *[REPORTED] * told,
        )
        return
    # A list that long has no footnotes: its rows are short, and say where they stand by the number of their document.
    titles = {task.document_id: task.title or task.document_id for task in listed}
    numbers = {document: number for number, document in enumerate(titles, 1)}

    def where(task: Any) -> Cell:
        return [f"文件{numbers[task.document_id]}", BREAK, f"第{task.seq}项"]

    words = ("任务", 40, lambda task: place(task) + _cut(task.issue, SHORT_ISSUE))
    reported = [("报告情况", 17, _status)] * told
    notes = [f"文件{number}：《{titles[document]}》。" for document, number in numbers.items()]
    _table(
        paper, listed, _numbered(), words, ("责任单位（领导）", 24, _first_in_charge), DEADLINE, *reported, ("出处", 13, where),
        title=title, notes=notes,
    )  # fmt: skip


def _in_charge(task: Any) -> Cell:
    return [task.responsible or "", *([BREAK, f"（{task.leaders}）"] if task.leaders else [])]


def _first_in_charge(task: Any) -> Cell:
    """The same on two lines: 衡东县党委政府等7个（刘丽华）; a post has no room."""
    names, leader = (task.responsible or "").split("、"), task.leaders or ""
    few = task.responsible or "" if len("、".join(names)) <= 16 else f"{names[0]}等{len(names)}个"
    return few + f"（{leader}）" * (0 < len(leader) <= 4)


def _conflicts(paper: Paper, rows: list[Any], said: dict[str, list[Any]]) -> None:
    def sources(row: Any) -> Cell:
        return [part for report in said[row.task_id] for part in (BREAK, _said(report))][1:]

    paper.text("下列任务，有来源说已完成或已销号，另有来源在其后说逾期、未启动或仍在推进，须核实。")
    told = ("各来源的说法（较新的在前，状态按它计）", 50, sources)
    _table(paper, rows, _numbered(), ("任务", 43, _placed_issue), told, title="来源说法不一的任务清单")


def _said(report: Any) -> Noted:
    """逾期（《关于…的通报》，2025年3月1日), and in a footnote where it says so, in which words; what is not done in the
    table, too: 推进中（…）：“原上报完成整改不实，退回重新整改”."""
    known = f"未写日期，写到{in_chinese(report.known_on)}" if report.known_on else "日期不明"
    day = in_chinese(report.reported_on) if report.reported_on else known
    title = f"《{report.title or report.source}》"
    place = f"（{report.source}）" * (report.source not in (report.title, report.in_document))
    if report.source_start is not None:
        place = f"，{where(report.in_document, report.source_start)}"
    words, told = report.quote or report.basis or "", report.told or ""
    if words in told and len(told) <= LONGEST_QUOTE:
        words = told.rstrip("。")
    quoted = f"：“{_cut(words, LONGEST_QUOTE)}”" if words else ""
    is_done = report.status in ("closed", "completed")
    said = f"：“{_cut(words)}”" if words and not is_done else ""
    return Noted(f"{wording.STATUS[report.status]}（{title}，{day}）{said}", f"{title}{place}{quoted}。")


def _promises(paper: Paper, data: ReportData, promises: pd.DataFrame) -> None:
    """Those missed first, and of them those of tasks reported done."""
    measured = queries.rows(promises[promises["actual"].notna()])
    counts = promises["judged"].value_counts()
    judged = "，".join(f"{name}{counts[code]}个" for code, name in wording.JUDGED.items() if code in counts)
    said = data.promises
    done = said[(said["judged"] == "missed") & said["is_done"]]["task_id"].nunique()
    compared = (
        f"与同一地点、目标期当年或以后的全年实测相比：{judged}。"
        if measured
        else "都没有查到同一地点的实测。"
    )
    paper.text(
        f"任务和方案写明的目标共{len(promises)}个，{compared}"
        + f"其中{done}项任务已报办结而承诺的指标仍未达到。" * bool(done)
    )
    if measured:
        _table(
            paper,
            measured,
            ("地点", 16, lambda row: row.place or ""),
            ("指标", 18, lambda row: row.metric),
            ("目标", 26, wording.promised),
            ("实测", 24, wording.measured),
            ("比较", 22, _compared),
            title="环境指标与目标对照表",
        )


def _compared(promise: Any) -> str:
    """未达到，差 3 μg/m³（任务已报办结）."""
    gap = f"，{wording.gap_text(promise.gap, promise.unit)}" if promise.gap else ""
    return wording.JUDGED[promise.judged] + gap + "（任务已报办结）" * promise.is_done


def _checks(paper: Paper, checks: list[Any]) -> None:
    _table(
        paper,
        checks,
        ("文件", 27, lambda row: row.document or ""),
        ("核对项", 19, lambda row: row.check),
        ("比较", 26, lambda row: wording.check_figures(row.quote, row.expected, row.found)),
        ("说明", 28, lambda row: row.note or ""),
        title="文件核对不符清单",
    )


def in_chinese(day: date) -> str:
    """2025年6月1日."""
    return wording.period_text(day.isoformat()[:10])


def _day(day: date | None, precision: str | None) -> str:
    """As precisely as its source has it: 2025年6月1日, 2025年6月, 2025年."""
    return wording.period_text(wording.day_text(day, precision)) if day else ""


def _origin(chosen: queries.Filters, build: Any) -> str:
    """Where the numbers come from: the first footnote."""
    scope = chosen.in_words().removesuffix(f"；截至 {chosen.day}")
    return (
        f"本件的数据取自看板载入的文件，按{in_chinese(chosen.day)}以前的报告统计，范围：{scope}。"
        f"数据版本{build.generation}，{in_chinese(build.built_at)}{build.built_at:%H:%M}载入，程序版本{build.loader_version}。"
    )
