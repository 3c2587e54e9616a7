"""A report's or ledger's totals (19个完成，12个达序时进度) against its items' statuses."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from loaders.checks.words import NUMERAL, items_in_words, tells_of_others
from loaders.grammar.document.masthead import Masthead
from loaders.grammar.numbering import number_of
from loaders.grammar.statuses.reported import said_of_all
from loaders.items import Check, Layout
from loaders.rows import ParsedDocument

STATUS_WORDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("未按期完成", r"未按期\w{0,4}|未达\w{0,6}|滞后|逾期\w{0,3}|超期\w{0,3}", ("overdue",)),
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
        r"(?:正在)?(?:达到?|按照?)?(?:序时|时序)(?:进度)?(?:推进)?|(?:正在|有序|加快|积极|扎实)+(?:推进|整改|实施)|(?<!长期|持续|态化)推进中?|进行中|阶段性完成|基本完成",
        ("on_track", "ongoing"),
    ),
    ("长期坚持", r"(?:需|正在)?(?:长期|持续|常态化)(?:坚持|推进|整改)", ("ongoing",)),
)
# Items that say no more than this may be counted so all the same: 已完成整改 as closed, 长期坚持 as done, 未按期完成 as 正在整改.
MAY_COUNT = {
    "已销号": ("completed",),
    "已完成": ("ongoing",),
    "未按期完成": ("on_track", "not_started"),
    "推进中": ("overdue", "not_started"),
    "长期坚持": ("on_track", "completed", "closed"),
}
# Before a word they say that it is only planned, half done, or of a part: 新增完成1项，累计完成4项
OTHER_THAN_DONE = "(?<!基本|部分|计划|确保|力争|预计|新增|按期|如期|今年|本月|季度|年度)(?<!阶段性)"
COUNT = rf"(?<![第\d一二三四五六七八九十百、至—-])(?P<%s>{NUMERAL})\s*[项个](?!月)"
# 已完成3项，其中销号1项 · 2项正在推进（含长期坚持1项）
OF_THEM = re.compile(r"其中|含|包括|[（(][^）)]*$")
# 合计 共12项，已销号2项: the last row of a table
TOTAL_LINES = re.compile(r"^\s*(?:合\s*计|总\s*计)[^\n]*", re.MULTILINE)


@dataclass(frozen=True)
class _Said:
    """已完成整改3项, of which `words` are 已完成整改."""

    name: str
    words: str
    count: int
    is_part: bool
    """其中 or a bracket stands before it: it is counted in what was said before, too."""
    start: int
    end: int


def stated_statuses(text: str, masthead: Masthead, layout: Layout, parsed: ParsedDocument) -> Iterator[Check]:
    """33个问题，19个完成，12个达序时进度: a report's totals against its items' statuses."""
    if layout.kind not in ("progress_report", "ledger"):
        return
    total = masthead.stated_task_count or len(parsed.tasks)
    leads = [sentence.span() for sentence in re.finditer(r"[^。\n]+", text[: layout.items[0].start])]
    leads += [line.span() for line in TOTAL_LINES.finditer(text, layout.items[-1].end)]
    for start, end in leads:
        if not re.search("[项个]", text[start:end]):
            continue
        said = _counts(text, start, end)
        if len(said) >= 2 and not tells_of_others(text, start, said[0].start, {total, len(parsed.tasks)}):
            own = {  # what the lead itself says of an item by its number is no second witness
                row.task_id: row.status
                for row in parsed.status_reports
                if row.scope == "whole" and not start <= (row.source_start or 0) < end
            }
            checks = _compared(text, said, parsed, own, total)
            if any(check.passed is False for check in checks):
                # Whoever adds up may count by the status column.
                by_column = _compared(text, said, parsed, own | _said_in_columns(text, parsed), total)
                checks = min(checks, by_column, key=lambda some: sum(one.passed is False for one in some))
            yield from checks
            return


def _said_in_columns(text: str, parsed: ParsedDocument) -> dict[str, str]:
    """task_id -> what its status column says by itself, where its remark decides: 未启动 beside 正在开展权属调查."""
    columns = [row for row in parsed.task_fields if row.field == "status"]
    said = ((row.task_id, said_of_all(text, row.source_start, row.source_end)) for row in columns)
    return {task_id: report.status for task_id, report in said if report}


@cache
def _counted(words: str) -> re.Pattern[str]:
    """已完成3项 · 3项任务已完成; not 应完成5项, 申请销号2项."""
    return re.compile(
        rf"""(?<![未应需须拟待请报])(?<![底末月日年之以提]前){OTHER_THAN_DONE}
        (?: (?P<word>{words})(?:整改)?(?:任务|问题|事项)?的?(?:有|为)?\s*{COUNT % "after"}
          | {COUNT % "before"}(?:问题|任务|整改|均|正|已|[（(]第[^（()）]{{1,16}}[)）])*\s*(?P<its_word>{words})(?!(?:整改)?的?(?:有|为)?\s*{NUMERAL}\s*[项个]|情况|率) )""",
        re.VERBOSE,
    )


def _counts(text: str, start: int, end: int) -> list[_Said]:
    """What a sentence says of statuses, in its order; 持续推进 is 推进中 where nothing else is."""
    found: list[tuple[str, re.Match[str]]] = []
    for name, words, _ in STATUS_WORDS:
        for match in _counted(words).finditer(text, start, end):
            if not any(other.start() < match.end() and match.start() < other.end() for _, other in found):
                found.append((name, match))
    said: list[_Said] = []
    for name, match in sorted(found, key=lambda one: one[1].start()):
        is_part = bool(said) and bool(OF_THEM.search(text, said[-1].end, match.start()))
        count = number_of(match["after"] or match["before"])
        said.append(_Said(name, match["word"] or match["its_word"], count, is_part, *match.span()))
    if any(one.name == "推进中" for one in said):
        return said
    return [replace(one, name="推进中") if "持续推进" in one.words else one for one in said]


def _compared(
    text: str, said: Sequence[_Said], parsed: ParsedDocument, own: Mapping[str, str], total: int
) -> list[Check]:
    """Each total of a sentence against the items (own: task_id -> status). Where one is not read, or may count either
    way, nothing is sure."""
    statuses = [(task.seq, own.get(task.task_id)) for task in parsed.tasks]
    untold = max(0, total - len(statuses))
    checks: list[Check] = []
    unread = [seq for seq, status in statuses if status is None]
    names = {one.name for one in said}
    counted_alone = {counted[0] for name, _, counted in STATUS_WORDS if name in names and len(counted) == 1}
    for name, _, _ in STATUS_WORDS:
        # 基本完成1项、正在推进2项 are three; 正在推进3项，其中达到序时进度2项 are not five
        of_name = [one for one in said if one.name == name]
        wholes = [one for one in of_name if not one.is_part] or of_name[:1]
        ones = list({(one.words, one.count): one for one in reversed(wholes)}.values())[::-1]
        if len({one.words for one in ones}) < len(ones) or not ones:
            continue  # 中央反馈20项，已完成18项；省级反馈15项，已完成12项: which of them is of this list is not said
        stated = sum(one.count for one in ones)
        readings = [
            [seq for seq, status in statuses if status in counted] for counted in _readings(name, ones, said)
        ]
        seqs = next((reading for reading in readings if len(reading) == stated), readings[0])
        on_time = name == "推进中" and any(
            "时" in one.words for one in ones
        )  # 达到序时进度: late ones do not
        may = set() if on_time else {*MAY_COUNT.get(name, ())} - counted_alone
        may_count = [seq for seq, status in statuses if status in may and seq not in seqs]
        told = "、".join(text[one.start : one.end] for one in ones)
        note = (
            f"文中写{told}；各项的整改情况中读到{len(seqs)}项{f'，为{items_in_words(seqs)}' * bool(seqs)}。"
        )
        unsure = len(unread) + untold
        passed: bool | None = stated == len(seqs) and not unsure or None
        if not len(seqs) <= stated <= len(seqs) + len(may_count) + unsure:
            passed = name == "长期坚持" and None
        if passed is None:
            note += f"另有{untold}项没有列出。" * bool(untold)
            note += f"另有{len(unread)}项没有读出状态（{items_in_words(unread)}），不能确认。" * bool(unread)
            if stated > len(seqs) and may_count:
                note += f"{items_in_words(may_count)}的写法也可计入，不算不符。"
        checks.append(Check(f"{name}的任务数", stated, len(seqs), passed, note, ones[0].start, ones[-1].end))
    return checks


def _readings(name: str, ones: Sequence[_Said], said: Sequence[_Said]) -> list[tuple[str, ...]]:
    """The statuses that a word of a lead may stand for, beside the other words there."""
    counted = {name: statuses for name, _, statuses in STATUS_WORDS}
    apart = {one.name for one in said if not one.is_part} - {name}
    if name == "已完成" and any("销号" in one.words for one in ones):
        return [("completed",)]  # 已完成未销号3项
    if name == "已完成" and "已销号" in apart:
        return [counted[name], ("completed",)]  # 已销号9项，已完成3项
    if name in ("未完成", "推进中"):  # 正在推进3项、未完成1项、未启动1项
        taken = {status for other in apart - {"未完成", "已完成"} for status in counted[other]}
        if name == "推进中":
            taken -= {"on_track"}
        left = tuple(status for status in counted[name] if status not in taken)
        return [left, tuple(status for status in left if status != "ongoing")]
    return [counted[name]]
