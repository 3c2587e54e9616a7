"""A closing notice (整改销号公示): one item on a page, its number in the title, its fields labelled or in a table.

关于…反馈问题第37项整改销号的公示 / 整改目标：… · 一、整改目标 / … · 整改目标 | …
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from loaders.grammar.numbering import NUMERAL, number_of
from loaders.items import Field, Item, Layout, NotUnderstood
from loaders.layouts.furniture import is_furniture, is_issuer
from loaders.layouts.labelled_cells import labelled_cells
from loaders.layouts.labels import LINE, find_labels
from loaders.layouts.table_header import DONE_AT
from loaders.source import Source

# 第17项问题整改进展情况的公示 is of one item, 整改进展情况的公示 of any number
NOTICE = re.compile(
    rf"""
    销\s*号 | 验收 | 整改(?:任务|问题|工作)?(?:完成|落实)?情况 | 整改结果
    | 第 \s* [（(]? {NUMERAL} [)）]? \s* [项号条个] (?:反馈)?(?:问题|任务)? 整改(?:工作)?进展情况
    """,
    re.VERBOSE,
)
# 第5、11项问题整改销号公示 · 关于…拟销号的公示; not 整改销号进展
CLOSING_TITLE = re.compile(r"销\s*号(?![^。\n]{0,6}(?:进展|计划|工作|清单|台账))[^。\n]{0,12}公\s*[示告]")
# …第07号整改任务的验收销号意见
PUBLIC = re.compile(rf"公\s*[示告]|第\s*(?:{NUMERAL})\s*[项号][^。\n]{{0,12}}(?:验收|销号)[^。\n]{{0,4}}意见")
# 第37项 · 第二十七项 · （编号22） · 省编号53 · 第（十四）个问题 · 问题清单第5号 · 序号12 · 243号问题
NUMBER = re.compile(
    rf"""
    (?<!年) (?<!公[示告][（(]) 第 \s* [（(]? \s* (?P<ordinal>{NUMERAL}) \s* [)）]? \s* (?: 项 | 个 | 号 | 条 | 类 )
    | (?: 编号 | 序号 ) \s* [为是：:]? \s* [（(]? \s* (?: [A-Za-z\d]+ - )* (?P<code>{NUMERAL})
    | (?: 问题 | 任务 ) \s* [（(]? \s* (?P<named>{NUMERAL}) \s* [)）]? (?! \s* [项个年条] )
    | (?P<before>{NUMERAL}) \s* 号 (?: 问题 | 任务 )
    """,
    re.VERBOSE,
)
# 现将整改情况公示如下 · 公示期间如有异议，请… · 联系电话：… : what stands around the item
ADDRESS = re.compile(
    r"\s*(?:公示(?:期|时间|单位)|如果?(?:有|对|您)|(?:任何)?(?:单位|公民|个人|社会各界|广大).{0,20}(?:异议|意见|反映|监督)"
    r"|(?:特此)?公\s*[示告]\s*[。.]?\s*$|现[对将][^，。]{0,24}公\s*[示告]|(?:以上|上述)[^。\n]{0,12}(?:公\s*[示告]|社会)|欢迎|受理|监督|联系|举报|反映|电话|传真|邮箱|地址|邮编|附\s*件)"
)
DAY = re.compile(r"20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日。?")
SHORT = {"deadline", "units", "leader", "closing", "status", "category", "seq", "remark", "area", "ignored"}
"""Fields of one paragraph; the others run to the next label."""
ASIDE = {"remark", "area", "ignored"}
WITHIN_TITLE = 300
LONGEST_NUMBER = 5


@dataclass(frozen=True)
class Mark:
    """A label with its value."""

    name: str
    label: str
    role: str | None
    start: int
    """Of the label."""
    value_start: int
    value_end: int


# 第23项整改任务（石材厂粉尘污染）已完成整改 · 关于“石材厂粉尘污染”问题: the problem in the lead, where no label has it
IN_LEAD = re.compile(
    rf"第\s*(?:{NUMERAL})\s*[项号个条](?:反馈)?(?:整改)?(?:问题|任务)[（(“](?P<words>[^（()）”\n]{{6,}})[)）”]|“(?P<quoted>[^”\n]{{6,}})”[的]?问题"
)
OF_SEVERAL = "各项"
"""Label of what a notice says of all its items; of one alone the words around it are its own."""


def claims(source: Source) -> bool:
    """The beginning speaks of a public notice of closing, and one problem with its report follows.

    A label that stands several times (整改进展：…, after each problem) is that of several items.
    """
    beginning = source.text[: len(source.text) - len(source.text.lstrip()) + WITHIN_TITLE]
    if not (PUBLIC.search(beginning) and NOTICE.search(beginning)):
        return False
    marks = marks_of_item(source)
    names = Counter(mark.name for mark in marks)
    reports = Counter(mark.label for mark in marks if mark.name in ("progress", "closing"))
    return names["issue"] <= 1 and len(names) >= 2 and max(reports.values(), default=0) == 1


def around(source: Source, list_start: int) -> tuple[Field, ...]:
    """Title and lead of a notice that closes several items: what they say holds for each (第5、11项已通过验收，现予以公示)."""
    is_of_closing = CLOSING_TITLE.search(source.text, 0, min(list_start, WITHIN_TITLE))
    return (Field("notice", OF_SEVERAL, 0, list_start),) if is_of_closing else ()


def read(source: Source) -> Layout:
    text = source.text
    marks = _marks(source)
    # 来源：… stands above the item, 联系人：… below
    of_item = [mark for mark in marks if mark.name not in ASIDE]
    start, end = min(mark.start for mark in of_item), max(mark.value_end for mark in of_item)
    told = min((mark.start for mark in marks if mark.name == "progress"), default=end)
    is_due_else = any(mark.name == "deadline" and not DONE_AT.fullmatch(mark.label) for mark in marks)
    fields = [
        Field(
            _field_of(text, mark, told, is_due_else), mark.label, mark.value_start, mark.value_end, mark.role
        )
        for mark in marks
        if start <= mark.value_start < mark.value_end <= end and mark.name != "seq"
    ]
    fields += [Field("notice", "", 0, start), Field("notice", "", end, len(text))]  # may say the status, too
    in_lead = IN_LEAD.search(text, 0, start)
    if in_lead and not any(field.name == "issue" for field in fields):
        fields.insert(0, Field("issue", "", *in_lead.span("words" if in_lead["words"] else "quoted")))
        start = fields[0].start
    seq = _number(text, marks)
    reason = "公示没有写明问题编号，序号记为1。请在核对时补上它在整改方案中的编号。"
    odd = (NotUnderstood(0, start or 1, reason),) if seq is None else ()
    items = (Item(seq or 1, start, end, tuple(fields)),)
    return Layout("closing_notice", "progress_report", items, odd)


def _field_of(text: str, mark: Mark, told: int, is_due_else: bool) -> str:
    """完成时间：2020年12月20日 below what was done, or beside 整改时限, is when it was; else, or with 前, a deadline."""
    is_day = DONE_AT.fullmatch(mark.label) and DAY.fullmatch(text, mark.value_start, mark.value_end)
    return "completed_on" if is_day and (mark.start > told or is_due_else) else mark.name


def _number(text: str, marks: list[Mark]) -> int | None:
    """The inspectors' number: in a field for it (问题编号：53, 鄂环督2021-57), else said in the title or lead."""
    for mark in marks:
        if mark.name == "seq" and (numerals := re.findall(NUMERAL, text[mark.value_start : mark.value_end])):
            return number_of(numerals[-1])
    head_end = min((mark.start for mark in marks if mark.name not in ASIDE), default=WITHIN_TITLE)
    found = NUMBER.search(text, 0, head_end)
    if found is None:
        return None
    numeral = next(group for group in found.groups() if group)
    return number_of(numeral) if len(numeral) <= LONGEST_NUMBER else None  # 问题编号：20252792025280


def _marks(source: Source) -> list[Mark]:
    """The labels with their values, of tables and of running text, in their order."""
    in_tables = list(_marks_of_tables(source))
    in_text = list(_marks_of_text(source.text))
    if in_tables:  # labels beside a table (联系单位：…) come after it; the item is in the table
        in_text = [mark for mark in in_text if mark.name not in {other.name for other in in_tables}]
    return sorted([*in_tables, *in_text], key=lambda mark: mark.start)


def marks_of_item(source: Source) -> list[Mark]:
    """Those that are of the item, and not what stands beside it: 来源：…, 联系人：…."""
    return [mark for mark in _marks(source) if mark.name not in ASIDE]


def _marks_of_tables(source: Source) -> Iterator[Mark]:
    for table in source.tables:
        for each in labelled_cells(source.text, table):
            place = each.label_cell.start, each.cell.start, each.cell.end
            yield Mark(each.known.field, each.label, each.known.role, *place)


def _marks_of_text(text: str) -> Iterator[Mark]:
    labels = [label for label in find_labels(text) if label.known]
    for label, following in pairwise([*labels, None]):
        assert label and label.known
        limit = following.start if following else len(text)
        start, end = _value(text, label.end, limit, label.known.field in SHORT)
        if start == end and label.dress == "alone":
            continue  # 一、整改任务 above （一）反馈问题：…
        yield Mark(label.known.field, label.words, label.known.role, label.start, start, end)


def _value(text: str, start: int, limit: int, is_short: bool) -> tuple[int, int]:
    """The words of a field: one paragraph, or all up to what follows the item."""
    first = last = None
    for line in LINE.finditer(text, start, limit):
        words = line.group().strip()
        if not words:
            continue
        if first is not None and (
            is_short or ADDRESS.match(words) or is_furniture(words) or is_issuer(words)
        ):
            break
        place = text.index(words, line.start())
        first = place if first is None else first
        last = place + len(words)
    return (start, start) if first is None or last is None else (first, last)
