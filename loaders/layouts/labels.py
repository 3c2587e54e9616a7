"""Labels (整改目标, 市直牵头单位 …) in any dress, looked up in data/vocabulary/labels.csv."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

from loaders import vocabulary
from loaders.grammar.numbering import BULLETS, NUMERAL, Number, number_at
from loaders.grammar.units.lists import role_named
from loaders.items import Field

# Whose it is does not change what a label means: 市直牵头单位, 督办市领导, 旗县责任单位
LEVEL = re.compile(r"[省市州盟县区旗镇乡师团]+(?:级|直|属|直属|本级)?")
# 责任人及联系电话, 责任领导姓名及职务 · 整改目标为
WITH_MORE = re.compile("(?:(?:姓名)?[及和、与/]?(?:姓名|联系电话|电话|联系方式|职务)|为|如下)$")
WIDE_BRACKETS = str.maketrans("()", "（）")
INSIDE_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
SHORT_FIELDS = (
    "units",
    "leader",
    "deadline",
    "status",
    "closing",
    "seq",
    "category",
    "remark",
    "area",
    "ignored",
)
"""Fields of one line, as a rule: what follows in a new paragraph is something else."""
SPACE = r"[ \t\u3000\xa0]"


@dataclass(frozen=True)
class KnownLabel:
    field: str
    role: str | None


@cache
def _known_labels() -> dict[str, KnownLabel]:
    return {row["label"]: KnownLabel(row["field"], row["role"] or None) for row in vocabulary.rows("labels")}


@cache
def look_up(written: str) -> KnownLabel | None:
    """The field of a label as written: 整 改 目 标, 市直牵头单位, 整改措施（3条）. None if it is not known."""
    label = re.sub(r"\s+", "", written).strip("：:*【】[]〔〕《》").translate(WIDE_BRACKETS)
    for candidate in (label, INSIDE_BRACKETS.sub("", label), WITH_MORE.sub("", label)):
        for shorter in (candidate, LEVEL.sub("", candidate, count=1)):
            if known := _known_labels().get(shorter) or _alike(shorter):
                return known
    both = _two_in_one(label)
    return both[0] if both else None


def _alike(label: str) -> KnownLabel | None:
    """What a label that nobody has listed is by the characters offices make new ones of (label_patterns.csv)."""
    field = next((field for pattern, field in _patterns() if pattern.fullmatch(label)), None)
    if field != "units":
        return KnownLabel(field, None) if field else None
    role = role_named(label)
    return KnownLabel("units", role) if role else None


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(row["pattern"]), row["field"]) for row in vocabulary.rows("label_patterns")]


_JOINED = re.compile(r"([^及和与、/]{2,8})[及和与、/]([^及和与、/]{2,8})")
_BETWEEN_TWO = re.compile(r"\s*[；;，,/\n]\s*|[ \t\u3000\xa0]+")
_OF_TIME = re.compile(r"\d\s*[年月日]|年底|立行|立即|长期|持续|常态")
_OFFICE = re.compile(
    r"[^，,；;、\s]{1,20}?(?:局|委|委员会|办公?室?|厅|政府|党委|管委会|公司|[支总大]队|中心|[县区市镇乡部]|街道)(?=[，,、；;\s（(]|$)"
)


PAIRS = ({"deadline", "units"}, {"leader", "units"}, {"goal", "deadline"}, {"measures", "deadline"})
"""Fields that one label may name."""


@cache
def _two_in_one(label: str) -> tuple[KnownLabel, KnownLabel] | None:
    """整改时限及责任单位, 责任领导及单位: what the words before and after 及 are, where these are two fields."""
    if not (joined := _JOINED.fullmatch(label)):
        return None
    first, second = look_up(joined[1]), look_up(joined[2]) or look_up("责任" + joined[2])
    return (first, second) if first and second and {first.field, second.field} in PAIRS else None


def parted(text: str, fields: Sequence[Field]) -> list[Field]:
    """The fields, those under a label that names two (整改时限及责任单位) as two: 2024年12月底前；市水利局、市财政局.

    Words in which the two cannot be told apart are the one field that they surely are; a goal may say by when, too.
    """
    found: list[Field] = []
    own = {field.name for field in fields}
    for field in fields:
        both = _two_in_one(re.sub(r"\s+", "", field.label))
        names = [known.field for known in both or ()]
        if not both or names == ["units", "leader"]:  # 县水利局（李明）
            found.append(field)
        elif "units" in names:
            found += _told_apart(text, field, *both)
        else:
            found += [replace(field, name=name) for name in names if name == field.name or name not in own]
    return found


def _told_apart(text: str, field: Field, first: KnownLabel, second: KnownLabel) -> list[Field]:
    def suits(known: KnownLabel, start: int, end: int) -> bool:
        is_office, is_time = bool(_OFFICE.search(text, start, end)), bool(_OF_TIME.search(text, start, end))
        of_field = {"units": is_office and not is_time, "deadline": is_time and not is_office}
        return of_field.get(known.field, not is_office)

    start, end = field.start, field.end
    ways: list[list[tuple[KnownLabel, int, int]]] = [
        [(one, start, between.start()), (other, between.end(), end)]
        for between in _BETWEEN_TWO.finditer(text, start, end)
        for one, other in ((first, second), (second, first))
    ]
    ways += [[(first, start, end)], [(second, start, end)]]
    way = next((way for way in ways if all(suits(*part) for part in way)), [])
    return [Field(known.field, field.label, begin, stop, known.role) for known, begin, stop in way]


@dataclass(frozen=True)
class Label:
    """A label in the text. Its field begins at `end`."""

    words: str
    known: KnownLabel | None
    start: int
    """Of the line's number before it, if it has one: 1. in 1.整改目标："""
    end: int
    number: Number | None = None
    dress: str = "："
    """What tells it from a sentence: a colon, brackets, or a line of its own."""


WORD = rf"[\u4e00-\u9fff](?:[\u4e00-\u9fff、/和及与]|{SPACE}){{0,18}}(?:[（(][^（()）\n]{{0,12}}[)）])?"
BOLD = r"(?:\*\*|__)?"
OPENING, CLOSING = r"【\[〖〔［「『＜〈", r"】\]〗〕］」』＞〉"
# Dresses that words of a sentence wear, too: only where the document has them often.
WEAK = ("alone", "before_space", "before_stop", "in_round", "before_dash")
OF_MEASURE = "of_measure"
"""Dress of one in brackets behind a measure or a paragraph: …（责任单位：县水利局）."""
AT_LINE_START = re.compile(
    rf"""
    [{OPENING}] \s* (?P<bracketed>{WORD}?) \s* [{CLOSING}] {SPACE}* [：:]?
    | {BOLD} (?P<before_colon>{WORD}?) {SPACE}* {BOLD} {SPACE}* [：:︰﹕] {BOLD}
    | (?P<counted>(?![序编]号)[\u4e00-\u9fff]{{2,8}}?) (?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}}) {SPACE}* [：:、.．]
    | [（(] \s* (?P<in_round>[\u4e00-\u9fff]{{2,10}}) \s* [)）] [：:]?
    | (?P<before_dash>[\u4e00-\u9fff]{{2,10}}) {SPACE}* (?:[-－—–─]{{1,2}}(?![-－—–─])|→|…{{1,2}})
    | (?P<before_stop>[\u4e00-\u9fff]{{2,12}}) [。．]
    | {BOLD} (?P<alone>{WORD}?) {BOLD} {SPACE}* (?=$|[\r\n])
    | {BOLD} (?P<before_space>[\u4e00-\u9fff]{{2,12}}) (?:\*\*{SPACE}*|{SPACE}+) (?=\S)
    """,
    re.VERBOSE,
)
# 责任单位  市水利局、市农业农村局: words with spaces that could as well be one label alone on its line
BEFORE_SPACE = re.compile(rf"(?P<before_space>[\u4e00-\u9fff]{{2,12}}){SPACE}+(?=\S)")
# 整改时限：2024年12月底　责任单位：区住建局 · 责 任 领 导：李明 · 【整改目标】…。【整改措施】…
WITHIN_LINE = re.compile(
    rf"""
    (?: (?<= [\s。；;|｜”"》（(）)，,：:] ) | (?<= \d[.．、] ) ) (?P<before_colon>[\u4e00-\u9fff]{{2,14}} | [\u4e00-\u9fff](?:{SPACE}[\u4e00-\u9fff]){{2,7}}) {SPACE}* [：:]
    | [{OPENING}] \s* (?P<bracketed>{WORD}?) \s* [{CLOSING}] {SPACE}* [：:]?
    | [（(] \s* (?P<in_round>[\u4e00-\u9fff]{{3,10}}) \s* [)）] [：:]?
    | (?<= \t ) (?P<before_tab>[\u4e00-\u9fff\u3000 ]{{2,16}}) (?= \t )
    """,
    re.VERBOSE,
)
# …达标。（2） | 整改时限：, of a line that holds several
NUMBER_BEFORE = re.compile(rf"(?:[（(](?:{NUMERAL})[)）]|[①-⑳]|(?<!\d)\d{{1,2}}[.．、]){SPACE}*$")

COLON = re.compile("[：:]")
# 县水利局。责任 | 领导：, 督导责任 | 人：, where a copy's line ends within a label
BEGUN_ABOVE = re.compile(r"(?<=[\s。；;，,])(?P<words>[\u4e00-\u9fff]{1,6})[\r\n]{1,2}$")
LINE = re.compile(r"[^\r\n\f\u2028]+")
MARKUP = re.compile(rf"(?:{SPACE}|\*{{1,2}}|__|\#{{1,6}} |[{BULLETS}]|[-—–]{{1,2}}{SPACE}*(?=\D))*")


# （牵头单位：市水利局；责任单位：各县（区）政府；完成时限：2024年6月底）
_IN_BRACKETS = re.compile(r"[（(](?:[^（()）]|[（(][^（()）]*[)）])*[)）]")


def labelled_fields(text: str, start: int, end: int) -> list[Field]:
    """The fields of a stretch that begins with a label: 牵头单位：县水利局；责任单位：各镇；督办领导：李明.

    Those of a table within a cell have white space behind them; words that are no label may have it, too, so two are wanted.
    """
    found = [label for label in find_labels(text, start, end) if label.known]
    labels = [label for label in found if label.dress == found[0].dress]
    is_sure = bool(labels) and (
        labels[0].dress == "before_colon"
        or labels[0].dress == "before_space"
        and len({label.known for label in labels}) > 1
    )
    if not is_sure or labels[0].start != start:
        return []
    fields = []
    for label, following in zip_longest(labels, labels[1:]):
        words = text[label.end : following.start if following else end].rstrip(" \r\n；;，,")
        if label.known and words:
            place = label.end, label.end + len(words)
            fields.append(Field(label.known.field, label.words, *place, label.known.role))
    return fields


def with_those_in_brackets(text: str, fields: Sequence[Field]) -> list[Field]:
    """With the units and leaders in brackets behind the problem or each measure, where the item has none itself.

    Those behind the problem are no part of it, with the deadline: 污水直排。（责任单位：县水利局；整改时限：2024年底）
    """
    found = list(fields)
    for place, field in enumerate(fields):
        if field.name not in ("issue", "measures"):
            continue
        own = {(each.name, each.role) for each in found if each in fields or each.start < field.start}
        # a measure's deadline is not the item's
        allowed = ("units", "leader", "deadline") if field.name == "issue" else ("units", "leader")
        for bracket in _IN_BRACKETS.finditer(text, field.start, field.end):
            labelled = labelled_fields(text, bracket.start() + 1, bracket.end() - 1)
            inside = [each for each in labelled if each.name in allowed and (each.name, each.role) not in own]
            if inside and field.name == "issue" and bracket.end() == field.end:
                found[place] = replace(field, end=bracket.start())
            found += inside
    return found


def find_labels(
    text: str, start: int = 0, end: int | None = None, *, in_brackets: bool = False
) -> Iterator[Label]:
    """Known labels in label position, and unknown words that are dressed like one (known is None).

    `in_brackets`: those in brackets behind a paragraph, too: 污水直排。（责任单位：县水利局；完成时限：2024年底）
    """
    for line in LINE.finditer(text, start, len(text) if end is None else end):
        markup = MARKUP.match(text, line.start(), line.end())  # bullets, before a number: ■3.整改时限：
        begin = markup.end() if markup else line.start()
        number = number_at(text, begin)
        begin = number.end if number else begin
        first = _label_at_line_start(text, begin, line.end(), number)
        if first:
            yield first
        follows_short_field = bool(first and first.known and first.known.field in SHORT_FIELDS)
        words_start = first.end if first else begin
        within = _labels_within(text, words_start, line.start(), line.end(), follows_short_field)
        yield from (label for label in within if in_brackets or label.dress != OF_MEASURE)


def _label_at_line_start(text: str, begin: int, line_end: int, number: Number | None) -> Label | None:
    names_problem = number is not None and number.style == "问题一"
    found = AT_LINE_START.match(text, begin, line_end)
    if not found:
        return None
    dress = str(found.lastgroup)
    words = found[dress]
    known = look_up(words)
    if known is None and dress == "alone" and (spaced := BEFORE_SPACE.match(text, begin, line_end)):
        found, dress, words = spaced, "before_space", spaced["before_space"]
        known = look_up(words)
    if dress == "counted" and (known is None or known.field == "issue"):
        return None  # 一、问题5：…: the inspectors' number
    if dress == "before_stop" and found.end() == line_end and known and known.field == "issue":
        return None  # （三）问题。 are the words of an item
    if names_problem:  # 问题一：反馈问题：…: the number is the item's, not the label's
        number = None
    start = number.start if number else begin
    above = (
        BEGUN_ABOVE.search(text, max(0, begin - 8), begin)
        if dress == "before_colon" and len(words) < 3
        else None
    )
    if above and (whole := look_up(above["words"] + words)):
        start, words, known = above.start("words"), above["words"] + words, whole
    return Label(re.sub(r"\s+|为$", "", words), known, start, found.end(), number, dress)


def _labels_within(
    text: str, start: int, line_start: int, line_end: int, follows_short_field: bool
) -> Iterator[Label]:
    """Those behind the first; those of a single measure stand in brackets."""
    is_short = follows_short_field
    for found in WITHIN_LINE.finditer(text, start, line_end):
        words = re.sub(r"\s+|为$", "", found[str(found.lastgroup)])
        known = look_up(words)
        before = text[line_start : found.start()]
        # 责任单位：市水利局，完成时限：2024年底, but no label after a comma within a sentence
        after_comma = text[found.start() - 1] in "，," and not follows_short_field
        # （牵头单位：市财政局；责任单位：各县市区） after one measure is no label of the item
        in_brackets = before.count("（") + before.count("(") > before.count("）") + before.count(")")
        if known and not after_comma:
            if is_short:
                yield from _glued(text, start, found.start())
            start, is_short = found.end(), known.field in SHORT_FIELDS and not in_brackets
            numbered = NUMBER_BEFORE.search(text, line_start, found.start())
            begin = numbered.start() if numbered else found.start()
            dress = OF_MEASURE if in_brackets else str(found.lastgroup)
            yield Label(words, known, begin, found.end(), None, dress)
    if is_short:
        yield from _glued(text, start, line_end)


def _glued(text: str, start: int, end: int) -> Iterator[Label]:
    """2022年底前责任领导：李明牵头单位：市水利局: labels of short fields that have lost what parted them."""
    for colon in COLON.finditer(text, start, end):
        for begin in range(max(start + 1, colon.start() - 8), colon.start() - 3):
            known = look_up(text[begin : colon.start()])
            if known and known.field in SHORT_FIELDS:
                yield Label(text[begin : colon.start()], known, begin, colon.end(), None, "glued")
                break
