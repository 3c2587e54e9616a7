"""Where one name ends and the next begins in a list of organisations (责任单位：…)."""

import re
from dataclasses import dataclass

from loaders.grammar.places import place_at_start
from loaders.grammar.spans import Spans
from loaders.grammar.units.offices import BRACKETS, ZONE_WORDS, clean, ending_of

SEPARATOR = re.compile(r"(?:[、，,；;。/／|①-⑳\s]|[（(]\d{1,2}[）)])+")
SPACE, LINE_END = re.compile(r"[^\S\r\n]+"), re.compile(r"\s*[\r\n]\s*")
# 各县、市、区 is one name
KINDS_IN_A_ROW = re.compile(
    r"""(?<![\u4e00-\u9fff]) (?:各(?:相关|有关)?)? [县市区旗州盟] (?:[（(][县市区旗州盟、]+[）)])?
        (?: [、/] (?:县级市 | [县市区旗州盟]) (?:[（(][县市区旗、]+[）)])?
            (?= 党 | 人民 | 政府 | 委 | 管委 | 直 | [、，,；;/\s及和] | $ ) )+""",
    re.VERBOSE,
)
# 县委办公室 | 县政府办公室: two, whose mark or line break is lost; 市生态环境局市中区分局 is one
AND = re.compile(
    r"以及|会同|等(?=各[县市区旗州乡镇街])|[和及与同暨]"
    r"|(?<=..[局厅办室会])(?=[省市县区州旗](?:委|政府|[\u4e00-\u9fff]{2,}?(?:局|委|办|中心)))(?!.*分局)"
)
# 1.市住建局 · （一）市住建局 · 牵头单位：市住建局 · 由市住建局 · 及市住建局
LEAD_IN = re.compile(
    r"(?: \s | [（(]?[\d一二三四五六七八九十]{1,2}[）).．](?!\d) | [①-⑳] | [-—•·●]"
    r"  | [^：:、，,（(]{0,10}[：:] | (?:牵头|责任|配合|督导|验收)(?:单位|部门)[为是] | 由(?=[省市县区州各])"
    r" | 以及 | 及 | 会同 | 和(?=[省市县区州旗各]) )+",
    re.VERBOSE,
)
# 市住建局（市能源局配合）: another unit beside the name, with its role
BESIDE = re.compile(r"[（(](?P<names>[^（()）：:]{3,40}?)(?:牵头|配合|协助|参与|协办)[)）]")
PERSON = re.compile("责任人|负责人|联系人|领导|电话")
# 等部门 · 等5个县市区 · 按职责分工负责 · 牵头 · 为牵头单位 · （牵头单位）; not the end of 市高等职业学院
DUTY = (
    "按照?|各自|职[责能]|分工|共同|联合|具体|分别|分头|抓好|总?牵头|配合|参与|监督|督导|督促|指导|统筹|协调"
    "|负责|落实|实施|整改|为主"
)
TAIL = re.compile(
    rf"""(?:
        为 [牵头主要责任配合协办督导验收]{{2,6}} (?:单位|部门) | [（(] (?:{DUTY}|主责|主办|责任|协办|协助|监管|验收)[^（）()]{{0,6}} [）)]
      | [（(] [^（()）]{{0,6}} (?:责任人|负责人|联系人|领导) [^（()）]* [)）]
      | (?<![高中]) 等 (?![县市区旗州][^局]*政府) (?:[^等局委办厅院校站所处队心、，（(]|[（(][县市区街道、]+[）)]){{0,10}} | {DUTY} | [\s。．.：:]
    )+ $""",
    re.VERBOSE,
)
PARTY = re.compile(
    r"^(?!团)(?P<place>.*?)(?P<party>党委|党政|党工委|党[（(]工[）)]委|街道工委|(?<=[省市县区旗州盟）)])委)$"
)
GOVERNMENT = re.compile(
    r"^[^、]{0,8}?(?P<office>人民政府|政府|管委会|管理委员会|(?:街道)?办事处|行政公署|行署)(?P<rest>[（(][^）)]*[）)])?$"
)
# What is no name by itself: the rest of one broken over two lines
FRAGMENT = re.compile(
    r"^(?:办公室|委员会|管理委员会|管委会|人民政府|政府|党委|党工委|办事处|股?份?有限(?:责任)?公司|集团|宣传部|组织部|统战部|政法委|编办|.)$"
)
LONGEST = 80
"""What is longer, in characters, is prose and no name."""


@dataclass
class Piece:
    """A name in the making. `joint`: 、 where that, 和 or a space joins it to the name before, ， in a list without 、."""

    name: str
    start: int
    end: int
    joint: str
    heading: str = ""
    """牵头单位 of 牵头单位：市住建局, which holds for the names after it, too."""
    ending: str = ""
    """牵头 of 市住建局牵头, （配合） of 市水利局（配合）."""


def pieces_of(text: str, start: int, end: int) -> list[Piece]:
    """What stands between separators, outside brackets."""
    opened = [match.span() for match in BESIDE.finditer(text, start, end) if is_whole(match["names"])]
    beside = [(place, place + 1) for first, last in opened for place in (first, last - 1)]
    closed = [match.span() for match in BRACKETS.finditer(text, start, end) if match.span() not in opened]
    closed += [match.span() for match in KINDS_IN_A_ROW.finditer(text, start, end)]
    covered = Spans(closed)
    cuts = [match.span() for match in SEPARATOR.finditer(text, start, end) if not covered.hold(match.start())]
    edges = [start, *(edge for cut in sorted(cuts + beside) for edge in cut), end]
    parts = [
        (text[edges[2 * number - 1] : first] if number else "", first, last)
        for number, (first, last) in enumerate(zip(edges[::2], edges[1::2], strict=True))
    ]
    for space in (SPACE, LINE_END):
        parts = _together(text, parts, space)
    comma = "" if "、" in text[start:end] else "，"
    pieces: list[Piece | None] = []
    for separator, first, last in parts:
        is_listed = "、" in separator or SPACE.fullmatch(separator)
        joint = "、" if is_listed else comma if re.match("[，,]", separator) else ""
        for words in _apart_at_and(text, first, last):
            pieces.append(_piece(text, *words, joint))
            joint = "、"
    return [piece for piece in pieces if piece]


def _together(
    text: str, parts: list[tuple[str, int, int]], space: re.Pattern[str]
) -> list[tuple[str, int, int]]:
    """The parts between which there is more than such space, or where no name goes on."""
    joined: list[tuple[str, int, int]] = []
    for separator, first, last in parts:
        before = clean(text[max(joined[-1][1], joined[-1][2] - LONGEST) : joined[-1][2]]) if joined else ""
        if joined and space.fullmatch(separator) and _goes_on(before, clean(text[first:last])):
            joined[-1] = (*joined[-1][:2], last)
        else:
            joined.append((separator, first, last))
    return joined


def _piece(text: str, start: int, end: int, joint: str) -> Piece | None:
    """The piece without numbering, role and 等 around its name."""
    lead_in = LEAD_IN.match(text, start, end)
    if lead_in and PERSON.search(lead_in.group()):
        return None
    heading = lead_in.group() if lead_in and re.search("[：:]", lead_in.group()) else ""
    start = lead_in.end() if lead_in else start
    if lead_in and text[start - 1] == "和" and place_at_start(text[start - 1 : start + 6], None):
        start -= 1  # 和静县
    name, ending = clean(text[start:end]), ""
    if (tail := TAIL.search(name)) and tail.start() > 0:
        name, ending = name[: tail.start()], tail.group()
    if not 0 < len(name) <= LONGEST:
        return None
    ends = [sign.end() for sign in re.finditer(r"\S", text[start:end])]
    return Piece(name, start, start + ends[len(name) - 1], joint, heading, ending)


def _goes_on(before: str, after: str) -> bool:
    """Is a name broken here, over a line or a space? 市生态环 | 境局, 市委 | 宣传部, but not 市住建局 | 市水利局."""
    if re.match("[^：:]{1,10}[：:]", after):
        return False  # 市水利局 | 配合：市财政局
    if FRAGMENT.match(after) or not is_whole(before) or not is_whole(after):
        return True
    is_branch = after.endswith("分局") and after[0] not in "市县区" and "局" not in after[:-2]
    return before.endswith("局") and is_branch  # 市公安局 | 雁峰分局, not 市住建局 | 遵义市公安局仁怀分局


def _apart_at_and(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """市住建局和市水利局 are two; 市自然资源和规划局 is one, since 市自然资源 is no name."""
    apart: list[tuple[int, int]] = []
    closed = Spans(match.span() for match in BRACKETS.finditer(text, start, end))
    for match in AND.finditer(text, start, end):
        before = clean(text[max(start, match.start() - LONGEST) : match.start()])
        after = clean(text[match.end() : min(end, match.end() + LONGEST)])
        if not closed.hold(match.start()) and is_whole(before) and is_whole(after):
            apart.append((start, match.start()))
            start = match.end()
    return [*apart, (start, end)]


def is_whole(name: str) -> bool:
    """Does the name end as organisations do (局, 公司, 区 …) and is it more than such an ending?"""
    name = TAIL.sub("", BRACKETS.sub("", name)) or name
    if PARTY.match(name) or GOVERNMENT.match(name):
        return True
    ending = ending_of(name)
    if ending is None or len(name) < 3 and name[0] != "各" or name.endswith("农村"):
        return False
    return len(name) > len(ending) or ZONE_WORDS.match(name) is not None  # 高新区
