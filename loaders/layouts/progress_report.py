"""A report on progress (整改进展, 整改情况的报告): numbered problems, after each what was done.

1.秸秆禁烧管控不力。 整改情况：… · （一）… / 该问题已完成整改。一是… · 3.…滞后（完成整改）
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.grammar.numbering import Number, number_at, numbers_at_line_starts
from loaders.grammar.statuses.reported import read_statuses, said_of_all
from loaders.grammar.statuses.task_status import OF_PROBLEMS
from loaders.items import Field, Item, Layout
from loaders.layouts.furniture import is_furniture, is_issuer, is_page_number
from loaders.layouts.headings import Heading, find_headings, without_count
from loaders.layouts.heads import Head
from loaders.layouts.item_list import ItemList, read_list
from loaders.layouts.labelled_items import PLAN_FIELDS, numbering_checks
from loaders.layouts.labels import LINE
from loaders.layouts.stretches import ANNEX, trimmed
from loaders.source import Source

# 该问题已完成整改。 · 已办结。 · 整改情况… · 正在推进。 · 达到序时进度。
STATUS_FIRST = re.compile(
    r"""
    (?: (?:该|此|本)(?:项)?(?:问题|任务|事项)? | 目前 | 现 | 截至[^，。]{2,15} | 整改(?:任务)? )? [，,]? \s*
    (?: 已(?:全部|基本|经|按期|按时|于|销号|办结|整改|通过)? | 正在 | 正 | 基本 | 阶段性 | 达到?(?:序时|时序) | 未(?:按期|按时|完成|启动|达|开展)
      | 尚未 | 完成(?:整改|销号) | 持续 | 长期坚持 | 有序推进 | 整改到位 | 取得阶段性 | 滞后 ) """,
    re.VERBOSE,
)
# （完成整改） · 【已销号】 · （达到序时进度） after the problem, at the end of its line or before the report
STATUS_IN_BRACKETS = re.compile(
    r"""
    [（(【\[] \s* (?P<status> [^（()）【】，。]{0,12}
    (?: 完成 | 销号 | 办结 | 整改到位 | (?:正在|持续)整改 | 整改中 | (?:序时|时序)进度 | 推进 | 长期坚持 | 启动 | 滞后 | 未按期 | [逾超]期 )
    [^（()）【】。]{0,12} ) \s* [)）】\]] \s* [。.：:]? \s* """,
    re.VERBOSE,
)

# 1.黄冈河水质不稳定——已完成整改，并通过市级销号
BEHIND_DASH = re.compile(r"\s*(?:——?|--|–)\s*(?P<status>[^—\n]{2,40})$")
# 1.河道砂坑未治理 —— | 已完成。回填砂坑9处
BEFORE_STATUS = tuple(map(re.compile, ("：", ":", "。", r"(?:——?|--|–)(?=[^。\n]{2,30}。[^\n])")))
# 关于“污水处理厂长期低负荷运行。”的问题: the problem's own words
QUOTED = re.compile(
    r"(?:关于|针对)\s*[“\"「](?P<words>[^\r\n]+)[”\"」]\s*(?:的)?\s*(?:问题|情况|方面)?\s*[。：:]?"
)
# 针对“…”的问题， | 我县建成…
NAMED_FIRST = re.compile(r"(?:关于|针对)[^。；\n]{2,200}?问题(?P<stop>\s*[。，,：:；])")

# 下一步，我市将… · 附件：1.整改任务清单: what the whole report ends with, below its last item
CLOSING_WORDS = re.compile(
    r"(?<=\n)[^\S\n]*(?:下一?步|接下来|下一阶段)[^\n]{0,10}(?:我[省市州盟县区旗们]|全[市州盟县区旗]|[市州盟县区旗]委)"
    rf"|{ANNEX.pattern}"
)

# 【已完成】：县城水源地…: the status before the problem
STATUS_BEFORE = re.compile(r"\s*[【\[](?P<status>[^【】\[\]]{2,16})[】\]]\s*[：:]?\s*")

# 整改情况公开, 整改落实情况的报告, 整改工作进展
IS_REPORT = re.compile(r"整改(?:工作)?(?:任务)?(?:进展|完成|落实|推进)?(?:情况|进展|成效)|进展情况")
WITHIN_HEAD = 300
# a problem's line, not that of a chapter: …不到位。 · 关于…的问题
PROBLEM = re.compile(r"(?:[。；;]|问题|[)）])\s*$")
# 一、草原开垦问题整改情况。| 完成退耕还草1.2万亩: all that follows is the report
NAMES_REPORT = re.compile(r"问题的?整改[一-龥]{0,4}情况[。：:\n]")
OF_PROBLEM = re.compile(r"(?P<words>[^。]+?问题[。：:])\s*(?=\S)")
REPORTS = ("progress", "status", "closing")
LONGEST_HEADING = 30
LONGEST_STATUS = 12
"""Of a sentence that only tells how far it is, in characters: 正在有序推进整改."""


def claims(source: Source) -> bool:
    """Items, most of them with a report and without the fields of a plan; one alone below a title that says so."""
    return _found(source) is not None


def read(source: Source) -> Layout:
    found = _found(source)
    if found is None:
        return Layout("progress_report", "progress_report")
    checks = numbering_checks(found)
    items = [_without_quotes(source.text, item) for item in found.items]
    items[-1] = _without_closing_words(source.text, items[-1])
    return Layout("progress_report", "progress_report", tuple(items), found.not_understood, checks)


def _without_quotes(text: str, item: Item) -> Item:
    fields: list[Field] = []
    for part in item.fields:
        quoted = QUOTED.fullmatch(text, part.start, part.end) if part.name == "issue" else None
        fields.append(replace(part, start=quoted.start("words"), end=quoted.end("words")) if quoted else part)
        if quoted:
            fields.append(Field("ignored", "标题", quoted.end("words"), part.end))  # ”的问题
    return replace(item, fields=tuple(fields))


def _without_closing_words(text: str, last: Item) -> Item:
    part = last.fields[-1]
    closing = CLOSING_WORDS.search(text, part.start, part.end)
    if part.name != "progress" or not closing:
        return last
    end = trimmed(text, part.start, closing.start())[1]
    said = (replace(part, end=end),) if part.start < end else ()
    return replace(last, end=end, fields=(*last.fields[:-1], *said))


def _found(source: Source) -> ItemList | None:
    found = read_list(source)
    alone = None
    if found is not None:
        of_plan = [item for item in found.items if len({p.name for p in item.fields} & PLAN_FIELDS) >= 2]
        if len(of_plan) * 2 > len(found.items):
            return None
        reported = [item for item in found.items if any(p.name in REPORTS for p in item.fields)]
        if len(reported) * 2 > len(found.items):
            items = (_report_split_off(source.text, item) for item in found.items)
            found = replace(found, items=tuple(_status_split_off(source.text, item) for item in items))
            if len(found.items) > 1:
                return found
            alone = found if _is_whole_report(source.text, found) else None
    return _without_labels(source.text) or alone


def _is_whole_report(text: str, found: ItemList) -> bool:
    """One numbered problem with its report, below a title that calls itself a report on rectification."""
    (item,) = found.items
    fields = {part.name: part for part in item.fields}
    title, issue = text[: item.start].strip().partition("\n")[0], fields.get("issue")
    if not (found.is_numbered and issue and "progress" in fields and IS_REPORT.search(title)):
        return False
    return bool(PROBLEM.search(text, issue.start, issue.end))


def _report_split_off(text: str, item: Item) -> Item:
    """1.…滞后问题。| 收集处理站已建成。整改状态：已完成: what was done, where only the state has a label."""
    issue, *others = item.fields
    problem = OF_PROBLEM.match(text, issue.start, issue.end)
    has_only_state = {part.name for part in others} & set(REPORTS) == {"status"}
    if not problem or issue.name != "issue" or issue.label or not has_only_state:
        return item
    report = Field("progress", "", problem.end(), issue.end)
    return replace(item, fields=(replace(issue, end=problem.end("words")), report, *others))


def _status_split_off(text: str, item: Item) -> Item:
    """The bracket after the problem is its status: …推进迟缓。（未按期完成）; what follows it is the report."""
    fields: list[Field] = []
    for part in item.fields:
        brackets = (
            list(STATUS_IN_BRACKETS.finditer(text, part.start, part.end)) if part.name == "issue" else []
        )
        has_report = any(other.name == "progress" for other in item.fields)
        dash = BEHIND_DASH.search(text, part.start, part.end) if part.name == "issue" else None
        if dash and has_report and _says_status(text, *dash.span("status")):
            fields.append(replace(part, end=dash.start()))
            fields.append(Field("status", "", *dash.span("status")))
            continue
        if not brackets or (brackets[-1].end() < part.end and (has_report or part.label)):
            fields.append(part)
            continue
        bracket = brackets[-1]
        fields.append(replace(part, end=trimmed(text, part.start, bracket.start())[1]))
        fields.append(Field("status", "", *bracket.span("status")))
        if bracket.end() < part.end:
            fields.append(Field("progress", "", *trimmed(text, bracket.end(), part.end)))
    return replace(item, fields=tuple(fields))


def with_status_before(text: str, fields: Sequence[Field]) -> tuple[Field, ...]:
    """A bracket before the problem that says a status is no part of it."""
    found: list[Field] = []
    for part in fields:
        bracket = STATUS_BEFORE.match(text, part.start, part.end) if part.name == "issue" else None
        if bracket and bracket.end() < part.end and _says_status(text, *bracket.span("status")):
            found.append(Field("status", "", *bracket.span("status")))
            part = replace(part, start=bracket.end())
        found.append(part)
    return tuple(found)


def _says_status(text: str, start: int, end: int) -> bool:
    said = read_statuses(text, start, end, reporting_year=None, reported_on=None, issue=None, field="status")
    return bool(said)


def _without_labels(text: str) -> ItemList | None:
    """Items whose report has no label: the first words of the next paragraph, or a bracket, are the status."""
    numbers = list(numbers_at_line_starts(text))
    groups = _status_headings(text)
    best: list[Item] = []
    for style in sorted({number.style for number in numbers}):
        items = _items_of_style(text, style, numbers, groups)
        if len(items) > len(best):
            best = items
    if len(best) < 2:
        return None
    by_start = {number.start: number for number in numbers}
    heads = [Head(item.start, item.start, item.seq, by_start[item.start]) for item in best]
    headings = find_headings(text, heads, [], numbers)
    category = None
    for index, item in enumerate(best):
        category = headings[index].words if index in headings else category
        group = _above(groups, item.start)
        best[index] = replace(item, category=group.words if group else category)
    return ItemList(tuple(best))


def _status_headings(text: str) -> list[Heading]:
    """Lines that only say how far the items below them are: ▲已完成（3项） … 二、滞后的问题; all of one kind are none."""
    found: dict[Heading, str] = {}
    for line in LINE.finditer(text):
        written = line.group().strip()
        if not 0 < len(written) <= LONGEST_HEADING or written[-1] in "。；":
            continue
        number = number_at(text, line.start())
        words = without_count(text[number.end if number else line.start() : line.end()])
        start = text.index(words, line.start())
        end = start + len(OF_PROBLEMS.sub("", words))
        if not 2 <= end - start <= LONGEST_STATUS:
            continue
        if whole := said_of_all(text, start, end):
            found[Heading(line.start(), line.end(), words, number)] = whole.status
    return list(found) if len(set(found.values())) > 1 else []


def _above(groups: Sequence[Heading], start: int) -> Heading | None:
    return next((group for group in reversed(groups) if group.start < start), None)


def _items_of_style(
    text: str, style: str, numbers: Sequence[Number], groups: Sequence[Heading]
) -> list[Item]:
    """The items from the first to the last that carry a status; most between them must carry one, too."""
    run = [number for number in numbers if number.style == style]
    outer = {n.style for n in numbers if run and n.start < run[0].start and n.style != style}
    items, with_status = [], []
    for number in run:
        ends = [n.start for n in numbers if n.start > number.start and (n.style == style or n.style in outer)]
        ends += [group.start for group in groups if group.start > number.start]
        grouped = _above(groups, number.start) is not None
        item = _item(text, number, min([*ends, len(text)]), grouped)
        items.append(item)
        with_status.append(item is not None and (grouped or _carries_status(text, item)))
    if sum(with_status) < 2:
        return []
    first, last = with_status.index(True), len(with_status) - with_status[::-1].index(True)
    if sum(with_status[first:last]) * 3 < (last - first) * 2:
        return []
    return [item for item in items[first:last] if item is not None]


def _item(text: str, number: Number, end: int, grouped: bool) -> Item | None:
    """The problem's line, and what follows it as its report; None where nothing follows.

    Of one line below a heading that says the status the first sentence is the problem.
    """
    lines = [line for line in LINE.finditer(text, number.end, end) if line.group().strip()]
    while lines and _is_no_part(lines[-1].group()):
        lines.pop()
    if not lines:
        return None
    named = NAMED_FIRST.match(text, number.end, lines[0].end())
    issue_end = _status_sentence(text, number.end, lines[0].end()) or lines[0].end()
    if named and text[named.end() : lines[0].end()].strip():
        issue_end = named.end()
    if grouped and len(lines) == 1 and issue_end == lines[0].end():
        issue_end = text.find("。", number.end, issue_end) + 1 or issue_end
    stop = number.end + len(text[number.end : issue_end].rstrip("，,：:；—–-"))
    fields = [Field("issue", "", *trimmed(text, number.end, stop))]
    if text[issue_end : lines[-1].end()].strip():
        fields.append(Field("progress", "", *trimmed(text, issue_end, lines[-1].end())))
    item = Item(number.value, number.start, fields[-1].end, tuple(fields))
    item = _status_split_off(text, item)
    return item if grouped or len(item.fields) > 1 else None


def _status_sentence(text: str, start: int, end: int) -> int | None:
    """Where a sentence begins that is a status, on the problem's own line: 3.管网破损问题。| 已完成整改。新建….

    A colon or a dash may stand before it. One that names something (已建成管网30公里) is a measure, unless what follows a 问题。 says
    how far all of it is.
    """
    if (named := NAMES_REPORT.search(text, start, end)) and named.end() < end:
        return named.end()
    marks = (mark.search(text, start, end) for mark in BEFORE_STATUS)
    return next((mark.end() for mark in marks if mark and _is_status(text, mark.end(), end)), None)


def _is_status(text: str, first: int, end: int) -> bool:
    if text.startswith("问题", first - 3) and said_of_all(text, first, end, field="progress"):
        return True
    if not STATUS_FIRST.match(text, first, end):
        return False
    stop = text.find("。", first, end)
    return said_of_all(text, first, end if stop < 0 else stop, field="progress") is not None


def _is_no_part(line: str) -> bool:
    return is_page_number(line) or is_issuer(line) or is_furniture(line)


def _carries_status(text: str, item: Item) -> bool:
    """By a bracket or the report's first words; in what calls itself a report, by any words that speak of all of it."""
    parts = {part.name: part for part in item.fields}
    report, issue = parts.get("progress"), parts["issue"]
    if report is None or "status" in parts or STATUS_FIRST.match(text, report.start, report.end):
        return True
    if NAMES_REPORT.search(text, issue.start, issue.end + 1):
        return True
    if not IS_REPORT.search(text, 0, WITHIN_HEAD) or not PROBLEM.search(text, issue.start, issue.end):
        return False
    said = read_statuses(
        text, report.start, report.end,
        reporting_year=None, reported_on=None, issue=(issue.start, issue.end), field="progress",
    )  # fmt: skip
    return any(found.scope == "whole" for found in said)
