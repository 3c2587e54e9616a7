"""Where one name ends and the next begins in a list of organisations (责任单位：…)."""

import re
from dataclasses import dataclass

from loaders.grammar.offices import BRACKETS, ZONE_WORDS, clean, ending_of
from loaders.grammar.places import place_at_start
from loaders.grammar.spans import Spans

SEPARATOR = re.compile(r"(?:[、，,；;。/／|\n\t\r①-⑳]|[（(]\d{1,2}[）)])+\s*")
# 各县、市、区 is one name
KINDS_IN_A_ROW = re.compile(
    r"""(?<![\u4e00-\u9fff]) (?:各(?:相关|有关)?)? [县市区旗州盟] (?:[（(][县市区旗州盟、]+[）)])?
        (?: [、/] (?:县级市 | [县市区旗州盟]) (?:[（(][县市区旗、]+[）)])?
            (?= 党 | 人民 | 政府 | 委 | 管委 | 直 | [、，,；;/\s及和] | $ ) )+""",
    re.VERBOSE,
)
AND = re.compile(r"以及|会同|等(?=各(?!有关|相关|部门|单位|责任|成员))|[和及与同暨]")
# 1.市住建局 · （一）市住建局 · 牵头单位：市住建局 · 由市住建局 · 及市住建局
LEAD_IN = re.compile(
    r"(?: \s | [（(]?[\d一二三四五六七八九十]{1,2}[）).．](?!\d) | [①-⑳] | [-—•·●]"
    r"  | [^：:、，,（(]{0,10}[：:] | (?:牵头|责任|配合|督导|验收)(?:单位|部门)[为是] | 由(?=[省市县区州各])"
    r" | 以及 | 及 | 会同 | 和(?=[省市县区州旗各]) )+",
    re.VERBOSE,
)
# 市住建局（市能源局配合）: another unit beside the name, with its role
BESIDE = re.compile(r"[（(](?P<names>[^（()）：:]{3,40}?)(?:牵头|配合|协助|参与|协办)[)）]")
# 县委办公室 | 县政府办公室
NEXT_OFFICE = re.compile(
    r"(?<=[局厅办室会])(?=[省市县区州旗](?:委|政府|[\u4e00-\u9fff]{2,}?(?:局|委|办|中心)))"
)
PERSON = re.compile("责任人|负责人|联系人|领导|电话")
# 等部门 · 等5个县市区 · 按职责分工负责 · 牵头 · （牵头单位）
TAIL = re.compile(
    r"""(?:
        [（(] (?:牵头|总牵头|主责|主办|责任|配合|协办|协助|参与|监管|督导|验收)[^（）()]{0,6} [）)]
      | [（(] [^（()）]{0,6} (?:责任人|负责人|联系人|领导) [^（()）]* [)）]
      | 等 (?:[一二两三四五六七八九十\d+]+ [个家]?)?
        (?: 沿[江河湖库海线]? | 区域 | 地区 | 相关 | 有关 | [省州市县区]直 | 各 | 职能 | 责任 | 成员 | 县（市、区） | 县市区 | 县区 | 区县 | 乡镇（街道） | 镇（街道） | 乡镇街道 | 乡镇 | 镇乡街? | 镇街 | 街镇
          | 党委政府 | 人民政府 | 政府
          | 部门 | 单位 | 企业 | 园区 )*
      | (?:按(?:照)?)?(?:各自)?职[责能](?:分工)? (?:分别|具体)? (?:负责|落实)? | 分别负责 | 具体负责
      | (?:共同|联合|具体)? (?:牵头|配合|监督|督导|指导|统筹|协调|督促)+ (?:负责|落实|实施|整改)?
      | 负责 (?:落实|实施|整改)? | (?:具体|分别|分头|抓好)? (?:落实|实施) | 参与 | 为主
      | [\s。．.：:]
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
    r"^(?:办公室|委员会|管理委员会|管委会|人民政府|政府|党委|党工委|办事处|股?份?有限(?:责任)?公司|集团|.)$"
)
LONGEST = 80
"""What is longer, in characters, is prose and no name."""


@dataclass
class Piece:
    """A name in the making. `weak`: a 顿号 or 和 stands before it, so that it may share what follows."""

    name: str
    start: int
    end: int
    weak: bool
    heading: str = ""
    """牵头单位 of 牵头单位：市住建局, which holds for the names after it, too."""
    ending: str = ""
    """牵头 of 市住建局牵头, （配合） of 市水利局（配合）."""
    listed: bool = False
    """A 顿号 or 和, not a comma, joins it to the name before."""


def pieces_of(text: str, start: int, end: int) -> list[Piece]:
    """What stands between separators, outside brackets."""
    opened = [match.span() for match in BESIDE.finditer(text, start, end) if is_whole(match["names"])]
    beside = [(place, place + 1) for first, last in opened for place in (first, last - 1)]
    closed = [match.span() for match in BRACKETS.finditer(text, start, end) if match.span() not in opened]
    closed += [match.span() for match in KINDS_IN_A_ROW.finditer(text, start, end)]
    covered = Spans(closed)
    cuts = [match.span() for match in SEPARATOR.finditer(text, start, end) if not covered.hold(match.start())]
    cuts = sorted(cuts + beside)
    only_commas = not any("、" in text[first:last] for first, last in cuts)
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    pieces: list[Piece] = []
    for number, (first, last) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
        separator = text[edges[2 * number - 1] : first] if number else ""
        parts = _apart_at_and(text, _run_together(text, _apart_at_spaces(text, first, last)))
        for place, (part_start, part_end) in enumerate(parts):
            weak = place > 0 or "、" in separator or (only_commas and bool(re.match("[,，]", separator)))
            broken = number > 0 and place == 0 and not separator.strip() and pieces
            if broken and _goes_on(pieces[-1].name, clean(text[part_start:part_end])):
                pieces[-1].end = part_end
                pieces[-1].name += clean(text[part_start:part_end])
            elif piece := _piece(text, part_start, part_end, weak):
                piece.listed = bool(pieces) and (place > 0 or "、" in separator)
                pieces.append(piece)
    return pieces


def _piece(text: str, start: int, end: int, weak: bool) -> Piece | None:
    """The piece without numbering, role and 等 around its name."""
    lead_in = LEAD_IN.match(text, start, end)
    if lead_in and PERSON.search(lead_in.group()):
        return None
    heading = lead_in.group() if lead_in and re.search("[：:]", lead_in.group()) else ""
    start = lead_in.end() if lead_in else start
    if lead_in and text[start - 1] == "和" and place_at_start(text[start - 1 : start + 6], None):
        start -= 1  # 和静县
    tail = TAIL.search(text[start:end])
    ending = tail.group().strip() if tail and tail.start() > 0 else ""
    end = start + tail.start() if tail and tail.start() > 0 else end
    while start < end and text[end - 1] in " \u00a0\n\t":
        end -= 1
    name = clean(text[start:end])
    return Piece(name, start, end, weak, heading, ending) if 0 < len(name) <= LONGEST else None


def _goes_on(before: str, after: str) -> bool:
    """Is a name broken here, over a line or a space? 市生态环 | 境局, 市委 | 宣传部, but not 市住建局 | 市水利局."""
    if re.match("[^：:]{1,10}[：:]", after):
        return False  # 市水利局 | 配合：市财政局
    if FRAGMENT.match(after) or not is_whole(before) or not is_whole(after):
        return True
    if re.search(r"[省市县区旗州]委$", before):
        return place_at_start(after, None) is None and after[0] not in "省市县区州各"
    is_branch = after.endswith("分局") and after[0] not in "市县区" and "局" not in after[:-2]
    return before.endswith("局") and is_branch  # 市公安局 | 雁峰分局, not 市住建局 | 遵义市公安局仁怀分局


def _apart_at_spaces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    words = [
        (start + match.start(), start + match.end())
        for match in re.finditer(r"\S+", text[start:end])
    ]
    joined: list[tuple[int, int]] = []
    for first, last in words:
        if joined and _goes_on(
            clean(text[max(joined[-1][0], joined[-1][1] - LONGEST) : joined[-1][1]]), text[first:last]
        ):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _run_together(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """县委办公室县政府办公室 are two, whose lines a narrow cell filled; 市生态环境局市中区分局 is one."""
    apart: list[tuple[int, int]] = []
    for start, end in parts:
        for match in NEXT_OFFICE.finditer(text, start, end):
            before, after = clean(text[start : match.start()]), clean(text[match.start() : end])
            if len(before) > 3 and is_whole(before) and is_whole(after) and not after.endswith("分局"):
                apart.append((start, match.start()))
                start = match.start()
        apart.append((start, end))
    return apart


def _apart_at_and(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """市住建局和市水利局 are two; 市自然资源和规划局 is one, since 市自然资源 is no name."""
    apart: list[tuple[int, int]] = []
    for start, end in parts:
        closed = Spans(match.span() for match in BRACKETS.finditer(text, start, end))
        for match in AND.finditer(text, start, end):
            before = clean(text[max(start, match.start() - LONGEST) : match.start()])
            after = clean(text[match.end() : min(end, match.end() + LONGEST)])
            if not closed.hold(match.start()) and is_whole(before) and is_whole(_until_and(after)):
                apart.append((start, match.start()))
                start = match.end()
        apart.append((start, end))
    return apart


def _until_and(words: str) -> str:
    """The first whole name of what follows: 市水利局 of 市水利局和市林业局."""
    for match in AND.finditer(words):
        if is_whole(words[: match.start()]):
            return words[: match.start()]
    return words


def is_whole(name: str) -> bool:
    """Does the name end as organisations do (局, 公司, 区 …) and is it more than such an ending?"""
    name = TAIL.sub("", BRACKETS.sub("", name)) or name
    if PARTY.match(name) or GOVERNMENT.match(name):
        return True
    ending = ending_of(name)
    if ending is None or len(name) < 3 or name.endswith("农村"):
        return False
    return len(name) > len(ending) or ZONE_WORDS.match(name) is not None  # 高新区
