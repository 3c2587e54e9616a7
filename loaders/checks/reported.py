"""A report's totals (19个完成，12个达序时进度) against its items' statuses."""

import re
from collections.abc import Iterator, Sequence

from loaders.checks.words import NUMERAL, found_in_words, items_in_words
from loaders.grammar.masthead import Masthead
from loaders.grammar.numbering import number_of
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
        r"(?:正在)?(?:达到?|按照?)?(?:序时|时序)进度(?:推进)?|正在推进|有序推进|推进中|持续推进|长期坚持|阶段性完成|基本完成",
        ("on_track", "ongoing"),
    ),
)
# Items that say no more than this may be counted so all the same: 已完成整改 as closed, 长期坚持 as done.
MAY_COUNT = {"已销号": ("completed",), "已完成": ("ongoing",), "未按期完成": ("on_track", "not_started")}


def stated_statuses(text: str, masthead: Masthead, layout: Layout, parsed: ParsedDocument) -> Iterator[Check]:
    """33个问题，19个完成，12个达序时进度: a report's totals against its items' statuses."""
    if layout.kind != "progress_report":
        return
    status_of = {row.task_id: row.status for row in parsed.status_reports if row.scope == "whole"}
    statuses = [(task.seq, status_of.get(task.task_id)) for task in parsed.tasks]
    untold = max(0, (masthead.stated_task_count or 0) - len(statuses))
    for sentence in re.finditer(r"[^。\n]+", text[: layout.items[0].start]):
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
            yield from _compared(said, statuses, untold)
            return


def _compared(
    said: dict[str, list[re.Match[str]]], statuses: Sequence[tuple[int, str | None]], untold: int
) -> Iterator[Check]:
    """Each total of a sentence against the items; where an item may count either way, nothing is said to be wrong."""
    of_names = {name: counted for name, _, counted in STATUS_WORDS if name in said}
    for name, _, counted in STATUS_WORDS:
        if name not in said:
            continue
        firsts: dict[str, re.Match[str]] = {}
        for match in said[name]:
            firsts.setdefault(match["word"] or match["its_word"], match)
        matches = list(firsts.values()) if name == "推进中" else said[name][:1]
        counts = [number_of(match["after"] or match["before"]) for match in matches]
        alone = [seq for seq, status in statuses if status == "completed"]
        if name == "已完成" and "已销号" in said and counts[0] == len(alone):
            counted = ("completed",)  # 已销号9项，已完成未销号3项
        if name == "未完成":  # 正在推进3项、未完成1项、未启动1项
            apart = {
                status for other in ("推进中", "未启动", "未按期完成") for status in of_names.get(other, ())
            }
            counted = tuple(status for status in counted if status not in apart)
        seqs = [seq for seq, status in statuses if status in counted]
        # 基本完成1项、正在推进2项 are three; 正在推进3项，其中达到序时进度2项 are not five
        stated = counts[0] if counts[0] == len(seqs) else sum(counts)
        unclear = [seq for seq, status in statuses if status is None]
        may_count = [seq for seq, status in statuses if status in MAY_COUNT.get(name, ())]
        told = "、".join(match.group() for match in matches) if stated != counts[0] else f"{stated}项"
        note = f"文中写{told}；各项的整改情况中{found_in_words(seqs)}。"
        passed: bool | None = stated == len(seqs)
        if 0 < stated - len(seqs) <= len(unclear) + len(may_count) + untold:
            passed = None
            note += f"另有{untold}项没有列出。" if untold else ""
            note += f"{items_in_words(unclear)}没有写明整项的进度，无从比较。" if unclear else ""
            note += f"{items_in_words(may_count)}的写法也可计入，不算不符。" if may_count else ""
        span = matches[0].start(), matches[-1].end()
        yield Check(f"{name}的任务数", stated, len(seqs), passed, note, *span)
