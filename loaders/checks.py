"""What a document says of itself against what was found in it: each difference is shown, none is hidden.

A figure that the source got wrong is no error of the loader, and one that the loader missed shows up here, too.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from loaders.grammar.masthead import Masthead
from loaders.grammar.numbering import number_of, numbers_at_line_starts
from loaders.grammar.places import find_places
from loaders.items import Check, Layout
from loaders.layouts.labels import look_up

if TYPE_CHECKING:
    from loaders.parse import ParsedDocument
    from loaders.rows import PetitionRow, TaskRow

NUMERAL = r"(?:\d{1,4}|[一二三四五六七八九十百两]{1,5})"
CLASSIFIER = "个|项|家|座|处|条|件|名|只|艘|台|宗|起|所"


def check_document(text: str, masthead: Masthead, layout: Layout, parsed: "ParsedDocument") -> list[Check]:
    """Every check that this document's words allow, those of the whole list first."""
    list_start = layout.items[0].start if layout.items else len(text)
    checks = [*layout.checks]
    if layout.items:
        checks += _stated_total(masthead, layout)
        if layout.shape != "closing_notice":
            checks += _numbering(parsed.tasks, follows_a_plan=layout.kind != "plan")
        checks += _categories(text, masthead, layout, parsed.tasks)
        checks += _due_in_years(text, list_start, layout.kind, parsed.tasks)
        checks += _stated_statuses(text, list_start, layout.kind, parsed)
        checks += _promised_fields(text, list_start, layout, parsed)
        checks += _usual_fields(layout, {check.check for check in checks})
        if layout.shape in ("labelled_items", "progress_report"):
            checks += _completeness(text, masthead, layout)
    checks += _kinds_of_measures(text, list_start)
    checks += _totals_of_parts(text, layout)
    checks += _shares(text, layout)
    checks += _names_counted(text, layout)
    checks += _same_target(parsed)
    checks += _petitions(text, parsed)
    return checks


def _items_in_words(seqs: Sequence[int]) -> str:
    """第1、2、5项."""
    return f"第{'、'.join(map(str, seqs))}项" if seqs else "无"


def _where(text: str, layout: Layout, place: int) -> str:
    """第34项, or 正文 for what stands before the list: how checks with one name are told apart."""
    item = next((item for item in layout.items if item.start <= place < item.end), None)
    return f"第{item.seq}项" if item else "正文"


# --- the list as a whole -------------------------------------------------------------------------


def _tells_of_some(layout: Layout) -> bool:
    """A report on some of its plan's items keeps their numbers and skips the others': 6, 13, 19 of 35."""
    numbers = sorted({item.seq for item in layout.items})
    return layout.kind != "plan" and numbers[-1] - numbers[0] >= len(numbers)


def _stated_total(masthead: Masthead, layout: Layout) -> Iterator[Check]:
    if masthead.stated_task_count is None:
        return
    stated, found = masthead.stated_task_count, len(layout.items)
    numbers = [item.seq for item in layout.items]
    last = max(numbers)
    passed: bool | None = stated == found
    note = f"文中写{stated}项，清单中读到{found}项（编号{min(numbers)}至{last}）。"
    if found < stated and _tells_of_some(layout):
        passed = None
        note += "编号有跳号，可能只报告了其中一部分，不算不符。"
    if last == found < stated:
        note += f"缺第{last + 1}至{stated}项。" if stated > last + 1 else f"缺第{stated}项。"
    yield Check("整改任务总数", stated, found, passed, note, *(masthead.stated_task_count_place or ()))


def _numbering(tasks: "Sequence[TaskRow]", follows_a_plan: bool) -> Iterator[Check]:
    """A gap or a repeat in the items' own numbers, list by list; a report keeps its plan's numbers, and may skip."""
    for name in dict.fromkeys(task.list for task in tasks):
        numbers = [task.seq for task in tasks if task.list == name]
        missing = sorted(set(range(1, max(numbers) + 1)) - set(numbers))
        repeated = sorted(number for number, times in Counter(numbers).items() if times > 1)
        note = "编号连续，无缺号、无重号。"
        if missing or repeated:
            parts = [f"缺{_items_in_words(missing)}"] * bool(missing)
            parts += [f"{_items_in_words(repeated)}重号"] * bool(repeated)
            note = "，".join(parts) + "。"
        passed: bool | None = not missing and not repeated
        if follows_a_plan and missing and not repeated:
            passed = None
            note += "进展报告和台账沿用整改方案的编号时可有跳号，不算不符。"
        check = f"清单编号（{name}）" if name else "清单编号"
        yield Check(check, max(numbers), len(set(numbers)), passed, note)


# 三个方面3项整改任务 · （共3项） · （2个）
COUNT_OF_CATEGORY = re.compile(
    rf"(?P<count>{NUMERAL})\s*[项个条]\s*(?:具体)?(?:整改任务|整改问题|问题|任务|(?=\s*[)）]))"
)
KINDS = re.compile(rf"(?P<count>{NUMERAL})\s*(?:大)?类(?=\s*{NUMERAL}\s*[项个条])")


def _categories(text: str, masthead: Masthead, layout: Layout, tasks: "Sequence[TaskRow]") -> Iterator[Check]:
    """Each category's stated number of items, their sum, and the number of categories."""
    firsts = [
        index
        for index, item in enumerate(layout.items)
        if item.category and (index == 0 or layout.items[index - 1].category != item.category)
    ]
    stated_sum, stated_categories = 0, 0
    for order, index in enumerate(firsts):
        item = layout.items[index]
        stop = firsts[order + 1] if order + 1 < len(firsts) else len(layout.items)
        seqs = [layout.items[place].seq for place in range(index, stop)]
        above = layout.items[index - 1].end if index else 0
        heading = text.rfind(str(item.category), above, item.start)
        if heading < 0:
            continue
        said = list(COUNT_OF_CATEGORY.finditer(text, heading, item.start))
        if not said:
            continue
        stated = number_of(said[-1]["count"])
        stated_sum, stated_categories = stated_sum + stated, stated_categories + 1
        yield Check(
            f"第{order + 1}类任务数", stated, len(seqs), stated == len(seqs),
            f"{item.category}：{_items_in_words(seqs)}。", *said[-1].span(),
        )  # fmt: skip
    total = masthead.stated_task_count
    if stated_categories and stated_categories == len(firsts):
        expected = total if total is not None else len(tasks)
        yield Check(
            "各类任务数之和与总数", expected, stated_sum, expected == stated_sum, "各类标题写的任务数相加。"
        )
    place = masthead.stated_task_count_place
    kinds = KINDS.search(text, max(0, place[0] - 12), place[1]) if place else None
    if kinds and firsts:
        count = number_of(kinds["count"])
        yield Check(
            "问题类别数", count, len(firsts), count == len(firsts), "清单中的类别标题。", *kinds.span()
        )


# 2024年完成整改11个 · 2024年底前完成整改4个 · 持续推进整改2个 · 长期坚持1个
PART_BY_TIME = re.compile(
    rf"""
    (?: (?P<year>20\d\d) \s* 年 (?:\d{{1,2}}月(?:\d{{1,2}}日)?)? [底末]? (?:以?前)? [，,]?
      | (?P<ongoing> 持续推进 | 长期坚持 | 持续整改 | 长期推进 | 常态化推进 )
      | (?P<immediate> 立行立改 | 立即整改 | 立整立改 )
    )
    (?: 需 | 应 | 要 | 计划 | 拟 | 力争 | 完成 | 到期 | 整改 | 办结 | 销号 | 解决 | 到位 | 任务 | 问题 | 事项 | 的 | 有 | 为 | 共 )*
    \s* (?P<count>{NUMERAL}) \s* [项个]
    """,
    re.VERBOSE,
)


def _due_in_years(text: str, list_start: int, kind: str, tasks: "Sequence[TaskRow]") -> Iterator[Check]:
    """How many tasks the general part says fall due in each year, where it divides them by time."""
    if kind != "plan":
        return
    for sentence in re.finditer(r"[^。\n]+", text[:list_start]):
        parts = list(PART_BY_TIME.finditer(text, sentence.start(), sentence.end()))
        years = [part for part in parts if part["year"]]
        if len(parts) < 2 or not years or not re.search(r"整改|完成|问题|任务", sentence.group()):
            continue
        total = 0
        for part in parts:
            stated = number_of(part["count"])
            total += stated
            if part["year"]:
                name = f"{part['year']}年到期任务数"
                seqs = [task.seq for task in tasks if task.deadline_year == int(part["year"])]
            elif part["ongoing"]:
                name = f"{part['ongoing']}的任务数"
                seqs = [task.seq for task in tasks if task.deadline_on is None and task.is_ongoing]
            else:
                name = f"{part['immediate']}的任务数"
                seqs = [task.seq for task in tasks if task.deadline_on is None and task.is_immediate]
            note = f"文中写{stated}项；清单中为{_items_in_words(seqs)}。"
            undated = _named_without_date(tasks, part["year"]) if part["year"] else []
            passed: bool | None = stated == len(seqs)
            if 0 < stated - len(seqs) <= len(undated):
                passed = None
            yield Check(name, stated, len(seqs), passed, note + "".join(undated), *part.span())
        note = f"{'+'.join(str(number_of(part['count'])) for part in parts)}={total}。"
        span = parts[0].start(), parts[-1].end()
        yield Check("分年度任务数之和与清单项数", total, len(tasks), total == len(tasks), note, *span)
        return


def _named_without_date(tasks: "Sequence[TaskRow]", year: str) -> list[str]:
    """2024年汛期前 names a year but no day: said, not counted."""
    return [
        f"第{task.seq}项“{task.deadline_text}”没有日期，未计入。"
        for task in tasks
        if task.deadline_on is None and not task.is_ongoing and f"{year}年" in (task.deadline_text or "")
    ]


STATUS_WORDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("未按期完成", r"未按期\w{0,4}|未达\w{0,4}|滞后|逾期\w{0,3}|超期\w{0,3}", ("overdue",)),
    ("未启动", r"(?:尚|仍)?未(?:启动|开展|开工)", ("not_started",)),
    ("未完成", r"(?:尚|仍)?未(?:全部)?完成(?:整改)?", ("overdue", "not_started", "on_track", "ongoing")),
    ("已销号", r"已?(?:完成|通过)?(?:验收)?销号", ("closed",)),
    (
        "已完成",
        r"已?(?:全部)?(?:完成|办结)(?:整改)?(?:但?尚?未销号|待销号)?|整改到位|整改完成",
        ("closed", "completed"),
    ),
    (
        "推进中",
        r"达?到?序时进度|正在推进|有序推进|推进中|持续推进|长期坚持|阶段性完成|基本完成",
        ("on_track", "ongoing"),
    ),
)
# Items that say no more than this may be counted so all the same: 已完成整改 as closed, 长期坚持 as done.
MAY_COUNT = {"已销号": ("completed",), "已完成": ("ongoing",), "未按期完成": ("on_track", "not_started")}


def _stated_statuses(text: str, list_start: int, kind: str, parsed: "ParsedDocument") -> Iterator[Check]:
    """33个问题，19个完成，12个达序时进度: a report's totals against its items' statuses."""
    if kind != "progress_report":
        return
    status_of = {row.task_id: row.status for row in parsed.status_reports if row.scope == "whole"}
    statuses = {task.seq: status_of.get(task.task_id) for task in parsed.tasks}
    for sentence in re.finditer(r"[^。\n]+", text[:list_start]):
        said: dict[str, list[re.Match[str]]] = {}
        taken: list[tuple[int, int]] = []
        for name, words, _ in STATUS_WORDS:
            pattern = re.compile(
                rf"(?<!未)(?<!基本)(?<!阶段性)(?<!部分)(?:(?P<word>{words})的?\s*(?P<after>{NUMERAL})\s*[项个](?!月)"
                rf"|(?P<before>{NUMERAL})\s*[项个](?:问题|任务)?\s*(?P<its_word>{words}))"
            )
            for found in pattern.finditer(text, sentence.start(), sentence.end()):
                if not any(start < found.end() and found.start() < end for start, end in taken):
                    said.setdefault(name, []).append(found)
                    taken.append(found.span())
        if sum(map(len, said.values())) >= 2:
            yield from _compared(said, statuses)
            return


def _compared(said: dict[str, list[re.Match[str]]], statuses: dict[int, str | None]) -> Iterator[Check]:
    """Each total of a sentence against the items; where an item may count either way, nothing is said to be wrong."""
    for name, _, counted in STATUS_WORDS:
        if name not in said:
            continue
        firsts: dict[str, re.Match[str]] = {}
        for match in said[name]:
            firsts.setdefault(match["word"] or match["its_word"], match)
        matches = list(firsts.values()) if name == "推进中" else said[name][:1]
        counts = [number_of(match["after"] or match["before"]) for match in matches]
        alone = [seq for seq, status in statuses.items() if status == "completed"]
        if name == "已完成" and "已销号" in said and counts[0] == len(alone):
            counted = ("completed",)  # 已销号9项，已完成未销号3项
        seqs = [seq for seq, status in statuses.items() if status in counted]
        # 基本完成1项、正在推进2项 are three; 正在推进3项，其中达到序时进度2项 are not five
        stated = counts[0] if counts[0] == len(seqs) else sum(counts)
        unclear = [seq for seq, status in statuses.items() if status is None]
        may_count = [seq for seq, status in statuses.items() if status in MAY_COUNT.get(name, ())]
        note = f"文中写{stated}项；各项的整改情况中为{_items_in_words(seqs)}。"
        passed: bool | None = stated == len(seqs)
        if 0 < stated - len(seqs) <= len(unclear) + len(may_count):
            passed = None
            note += f"{_items_in_words(unclear)}没有写明整项的进度，无从比较。" if unclear else ""
            note += f"{_items_in_words(may_count)}的写法也可计入，不算不符。" if may_count else ""
        span = matches[0].start(), matches[-1].end()
        yield Check(f"{name}的任务数", stated, len(seqs), passed, note, *span)


# 对8类40个具体问题逐一明确了整改目标、整改措施、整改时限、主体责任单位和监管责任单位
PROMISE = re.compile(
    r"(?:逐一|逐项|逐条|每一?[个项条](?:问题|任务)?)[^。；;\n]{0,60}?(?:明确|制定|落实|确定)了?(?P<labels>[^。；;\n]{4,80})"
)
ONE_LEADER = re.compile(
    r"每一?[个项]\s*(?:具体|整改)?(?:问题|任务)[^。；;\n]{0,6}(?:明确|确定|由)\s*(?:一|1)\s*[名位][^。；;，,\n]{0,8}领导"
)
REPORTABLE = ("issue", "goal", "measures", "deadline", "units", "leader", "progress")


def _promised_fields(text: str, list_start: int, layout: Layout, parsed: "ParsedDocument") -> Iterator[Check]:
    """Where the preface promises a field for every item: how many items have it."""
    count = len(layout.items)
    promised: dict[str, tuple[int, int]] = {}
    for promise in PROMISE.finditer(text, 0, list_start):
        for word in re.finditer(r"[^、，,和及与]+", promise["labels"]):
            label = re.sub(r"^(?:并|建立|制定|明确|落实|确定)", "", word.group())
            known = look_up(label)
            if known and known.field in REPORTABLE and label not in promised:
                start = promise.start("labels") + word.start()
                promised[label] = start, start + len(word.group())
    for label, span in promised.items():
        known = look_up(label)
        assert known, label
        without = [
            item.seq
            for item in layout.items
            if not any(
                part.name == known.field and (known.role is None or part.role == known.role)
                for part in item.fields
            )
        ]
        note = "逐项都有。" if not without else f"{_items_in_words(without)}没有{label}。"
        yield Check(f"明确{label}的项数", count, count - len(without), not without, note, *span)
    if one := ONE_LEADER.search(text, 0, list_start):
        leaders = Counter(row.task_id for row in parsed.task_leaders)
        other = [task.seq for task in parsed.tasks if leaders[task.task_id] != 1]
        note = "逐项正好一名。" if not other else f"{_items_in_words(other)}不是一名。"
        yield Check("明确一名督办领导的项数", count, count - len(other), not other, note, *one.span())


FIELD_NAMES = {"goal": "整改目标", "measures": "整改措施", "deadline": "整改时限", "progress": "整改情况"}


def _usual_fields(layout: Layout, checked: set[str]) -> Iterator[Check]:
    """A field that most items have is missed in the others."""
    count = len(layout.items)
    for field, name in FIELD_NAMES.items():
        if field == "progress" and layout.shape in ("table", "ledger"):
            continue  # an empty cell is no slip: nothing is reported yet
        if f"明确{name}的项数" in checked:
            continue
        without = [item.seq for item in layout.items if not any(part.name == field for part in item.fields)]
        if len(without) * 5 < count:
            note = "逐项都有。" if not without else f"{_items_in_words(without)}没有{name}。"
            yield Check(f"有{name}的项数", count, count - len(without), not without, note)


def _completeness(text: str, masthead: Masthead, layout: Layout) -> Iterator[Check]:
    """A text that stops in the middle: fewer items than stated, or a last item without the usual fields."""
    last = layout.items[-1]
    missing = _missing_at_the_end(layout)
    stated = masthead.stated_task_count
    fewer = stated is not None and stated > max(len(layout.items), last.seq) and not _tells_of_some(layout)
    if fewer:
        ends_there = "，其后再无文字" if not text[last.end :].strip() else ""
        note = f"文中写{stated}项，文本到第{last.seq}项为止{ends_there}：存本可能在此中断。"
    elif missing:
        note = f"最后一项（第{last.seq}项）没有其他各项都有的{'、'.join(missing)}。"
    else:
        note = f"最后一项（第{last.seq}项）字段齐全。"
    yield Check("文本完整", None, None, not fewer and not missing, note, *_last_words(text, last.end, fewer))


def _missing_at_the_end(layout: Layout) -> list[str]:
    """The labels that all other items have, and the last has neither them nor any that follow them.

    Not every item has units that cooperate.
    """
    *others, last = layout.items
    usual = Counter(part.label for item in others for part in item.fields if part.label)
    order = [part.label for part in others[-1].fields] if others else []
    own = {part.label for part in last.fields}
    reached = max((place for place, label in enumerate(order) if label in own), default=-1)
    cooperating = {part.label for item in others for part in item.fields if part.role == "cooperating"}
    following = dict.fromkeys(order[reached + 1 :])
    return [
        label
        for label in following
        if usual[label] == len(others) >= 2 and label not in own and label not in cooperating
    ]


def _last_words(text: str, end: int, cut: bool) -> tuple[int, int] | tuple[()]:
    return (max(0, end - 20), end) if cut and text[max(0, end - 20) : end].strip() else ()


# --- figures within the text ---------------------------------------------------------------------

# 制定了6大类18个方面的措施
KINDS_OF_MEASURES = re.compile(
    rf"(?P<kinds>{NUMERAL})\s*大?类\s*(?P<aspects>{NUMERAL})\s*个方面的?(?:整改)?措施"
)


def _kinds_of_measures(text: str, list_start: int) -> Iterator[Check]:
    """6大类18个方面的措施 against the headings （一） and 1. of the chapter on measures."""
    said = KINDS_OF_MEASURES.search(text, 0, list_start)
    if not said:
        return
    numbers = list(numbers_at_line_starts(text, 0, list_start))
    chapters = [number for number in numbers if number.style == "一、"]
    for place, chapter in enumerate(chapters):
        heading = text[chapter.end : chapter.end + 20].split("\n")[0]
        if "措施" not in heading:
            continue
        end = chapters[place + 1].start if place + 1 < len(chapters) else list_start
        inside = Counter(number.style for number in numbers if chapter.start < number.start < end)
        for part, style, name in (("kinds", "（一）", "整改措施大类数"), ("aspects", "1.", "整改措施方面数")):
            stated, found = number_of(said[part]), inside[style]
            note = f"“{heading.strip()}”一章的标题。"
            yield Check(name, stated, found, stated == found, note, *said.span())
        return


# 15个黑臭水体整治(地级市4个、县级城市6个、乡镇5个)
TOTAL_WITH_PARTS = re.compile(
    rf"(?<![\d.])(?P<total>{NUMERAL})\s*(?P<classifier>{CLASSIFIER})(?P<what>[^，。；,;()（）\d]{{0,20}})[（(](?P<parts>[^（()）]{{4,120}})[)）]"
)


def _totals_of_parts(text: str, layout: Layout) -> Iterator[Check]:
    """A total with its parts in brackets behind it."""
    for said in TOTAL_WITH_PARTS.finditer(text):
        pieces = re.split(r"[、，,；;]", said["parts"])
        part = re.compile(
            rf"[^\d]{{1,14}}?(\d{{1,4}})\s*{said['classifier']}\s*|(\d{{1,4}})\s*{said['classifier']}[^\d]{{1,14}}"
        )
        values = [part.fullmatch(piece.strip()) for piece in pieces]
        if len(values) < 2 or not all(values) or re.search(r"其中|包括|含|等", said["parts"]):
            continue
        total = number_of(said["total"])
        found = sum(int(value[1] or value[2]) for value in values if value)
        what = said["what"].strip("的 ") or said["classifier"]
        yield Check(
            f"{_where(text, layout, said.start())}{what}总数与分项之和", total, found, total == found,
            f"{'+'.join(value[1] or value[2] for value in values if value)}={found}。", *said.span(),
        )  # fmt: skip


# 52家产业园区中，有8家未完成跟踪评价，占比15.4% · 全市147个乡镇…建成23座,仅占应建数量的16.7%
COUNTED = re.compile(
    rf"(?<![\d.])(?P<count>\d{{1,5}})\s*余?(?P<classifier>{CLASSIFIER}|人|户|辆|台)(?!月|百分点)"
)
SHARE = re.compile(
    r"占(?:比例?|总数|总量|全部|其中|应[^，。；,;]{1,4})?(?:的|数量的)?(?:仅|仅为|为|达到?|约)?\s*(?P<percent>\d{1,2}(?:\.\d+)?)\s*[%％]"
)


def _shares(text: str, layout: Layout) -> Iterator[Check]:
    """N of M is p %: worked out anew where one sentence names both counts and the share."""
    for share in SHARE.finditer(text):
        start = max(text.rfind(mark, 0, share.start()) for mark in "。；;\n") + 1
        counts = list(COUNTED.finditer(text, start, share.start()))
        if len(counts) < 2 or "%" in text[counts[0].end() : share.start()].replace("％", "%"):
            continue
        *wholes, last = counts
        part, percent = int(last["count"]), float(share["percent"])
        precision = 0.5 * 10 ** -len(share["percent"].partition(".")[2]) + 1e-9
        fitting = [w for w in wholes if abs(part / max(int(w["count"]), 1) * 100 - percent) <= precision]
        if not fitting and len(wholes) > 1:
            continue  # which of them is the whole cannot be said
        whole = int((fitting or wholes)[-1]["count"])
        if not 0 < part < whole or "余" in "".join(found.group() for found in counts):
            continue
        where = _where(text, layout, share.start())
        note = f"{part}÷{whole}={part / whole:.2%}，文中写{share['percent']}%。"
        place = (fitting or wholes)[-1].start(), share.end()
        found = round(part / whole * 100, 1)
        yield Check(f"{where}比例（{part}/{whole}）", percent, found, bool(fitting), note, *place)


# 常宁、耒阳、衡东、衡南、祁东五个县市 · 佳兆业小区项目、…、长湖片区项目等7个建筑工地
NAMES_COUNTED = re.compile(
    r"(?P<names>[^、，。；：,;:\s（）()\d]{2,24}(?:、[^、，。；：,;:\s（）()]{2,24}){1,60}?(?:[和及与][^、，。；：,;:\s（）()和及与]{2,20})?)"
    r"(?P<etc>等)?(?P<count>[2-9]|[1-9]\d|[二两三四五六七八九十]{1,3})\s*(?:个|家|座|处|条|所)(?P<what>(?!方面|明确|统一)[\u4e00-\u9fff]{1,8})"
)


# 五个县市, 3个镇, 4个县(市、区): what places are counted as; not 3个县级项目, 5个市场
AREAS = re.compile(
    r"(?:(?:地|州|盟|县|市|区|旗|乡|镇|街道|园区|开发区|高新区|经开区|林场|农场|村|社区|地区|省)(?!级|场|直|属|域|办|委|政|管))+"
)


def _names_counted(text: str, layout: Layout) -> Iterator[Check]:
    """A count that follows the names it counts. With 等 fewer names are no mistake."""
    for said in NAMES_COUNTED.finditer(text):
        names = said["names"].split("、")
        stated = number_of(said["count"])
        if len(names) != stated:
            names = [name for name in re.split(r"[、和及与]", said["names"]) if name]
        are_places = _are_places(names)
        if are_places and not AREAS.match(said["what"]):
            continue  # 东区、西区7家企业: the places are not what is counted
        if not (are_places or (len(names) == stated and _end_alike(names))):
            continue
        if said["etc"] and len(names) < stated:
            continue
        where = _where(text, layout, said.start())
        what = re.split(r"[的党未在中均已共]", said["what"])[0]
        note = f"列名{len(names)}个：{'、'.join(names)}。"
        passed = stated == len(names)
        yield Check(f"{where}{what}个数与列名", stated, len(names), passed, note, *said.span())


def _are_places(names: Sequence[str]) -> bool:
    """Only where every word is a place is a wrong count certain: 督促A、B两家 begins with a verb."""
    return all(
        any(place.start == 0 and place.end == len(name) for place in find_places(name, 0, len(name)))
        for name in names
    )


def _end_alike(names: Sequence[str]) -> bool:
    """融冠爱城项目、佳兆业悦峰小区项目、…: things of one kind, not the parts of a sentence."""
    return Counter(name[-2:] for name in names).most_common(1)[0][1] * 2 > len(names)


def _same_target(parsed: "ParsedDocument") -> Iterator[Check]:
    """One target said in several places has one value."""
    said = defaultdict(list)
    for row in parsed.indicators:
        if row.role == "target" and row.period:
            said[row.place, row.metric, row.period, row.unit, row.is_change].append(row)
    for (place, metric, period, unit, _), rows in said.items():
        if len({row.source_start for row in rows}) < 2 or len({row.task_id for row in rows}) < 2:
            continue
        bounds = defaultdict(set)
        for row in rows:
            bounds[row.task_id].add(row.value)
        first, *others = bounds.values()
        values = sorted(set().union(first, *others))
        passed = all(first & other for other in others)
        differing = next((row.value for row in rows if row.value != rows[0].value), rows[0].value)
        note = f"{len(rows)}处：{'、'.join(f'{value:g}' for value in values)}{unit or ''}。"
        yield Check(
            f"{place or ''}{period}年{metric}目标各处一致" if len(period) == 4 else f"{place or ''}{metric}目标各处一致（{period}）",
            rows[0].value, rows[0].value if passed else differing, passed, note,
            rows[0].source_start, rows[0].source_end,
        )  # fmt: skip


# --- petitions -----------------------------------------------------------------------------------

DIMENSIONS = {
    "area": "县市区",
    "department": "市直单位",
    "industry": "行业",
    "pollution": "污染类型",
    "handling": "办理情况",
    "channel": "来源",
}
OVERLAP = re.compile(r"部分[^，。]{0,4}件涉及|同一件|同一信访件|涉及多|存在交叉|有重复|可能涉及")


def _total_of(rows: "Sequence[PetitionRow]", totals: "Sequence[PetitionRow]") -> "PetitionRow":
    """The total that a breakdown belongs to: the one that it adds up to, else the last one said before it."""
    equal = [total for total in totals if total.cases == sum(row.cases for row in rows)]
    before = [total for total in totals if total.source_start < rows[0].source_start]
    return [totals[0], *before, *equal][-1]


def _petitions(text: str, parsed: "ParsedDocument") -> Iterator[Check]:
    """Each breakdown of the complaints against their total; where the source says that parts overlap, none is due."""
    counts = parsed.petition_counts
    totals = [row for row in counts if row.dimension == "total" and row.key in ("合计", "本批")]
    if not totals:
        return
    for dimension, name in DIMENSIONS.items():
        rows = [row for row in counts if row.dimension == dimension and row.as_of == totals[0].as_of]
        if len(rows) < 2:
            continue
        total = _total_of(rows, totals)
        span = total.source_start, total.source_end
        start = max(text.rfind(mark, 0, rows[0].source_start) for mark in "\n。；") + 1
        lead = text[start : rows[0].source_start]
        overlaps = OVERLAP.search(lead) is not None
        of_key_cases = dimension == "department" and "重点件" in lead and total.key_cases is not None
        expected = total.key_cases if of_key_cases else total.cases
        found = sum(row.cases for row in rows)
        note = f"{'+'.join(str(row.cases) for row in rows)}={found}。"
        if overlaps and found != expected:
            note += "文中说明同一件可计入多类，不算不符。"
        passed = found == expected or (overlaps and found > (expected or 0))
        subject = "重点件" if of_key_cases else "信访件"
        yield Check(f"{subject}：按{name}相加与总数", expected, found, passed, note, *span)
        keyed = [row.key_cases for row in rows if row.key_cases]
        if total.key_cases and keyed and not of_key_cases:
            note = f"{'+'.join(map(str, keyed))}={sum(keyed)}。"
            passed = sum(keyed) == total.key_cases
            yield Check(f"重点件：按{name}相加与总数", total.key_cases, sum(keyed), passed, note, *span)
    for row in counts:
        if row.dimension == "total" and row.key == "重复件":
            note = "文中没有重复件的分项，无从比较。"
            yield Check("重复件", row.cases, None, None, note, row.source_start, row.source_end)
