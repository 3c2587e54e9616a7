"""Leaders in charge of a task (督办市领导, 包案领导): names, or posts where no name is given."""

import re
from dataclasses import dataclass, replace
from functools import cache

from loaders.grammar.offices import ZONE_WORDS, ending_of
from loaders.grammar.places import begins_with_place
from loaders.grammar.spans import Spans
from loaders.vocabulary import rows

# 李明（县委书记） | 王强（县长）, whose line break is lost
SEPARATOR = re.compile(r"[、，,；;/／|\n\t]+|(?<=[^县市区旗州][）)])(?=[\u4e00-\u9fff]{2,4}[（(])")
# 李  嵩: the space widens a name of two characters; 阳宏伟 高兵生 are two people
SPACE = re.compile(r"[ \u00a0\u3000]+")
BRACKETS = re.compile(r"[（(【\[](?P<inside>[^）)】\]]*)[）)】\]]?")
# 牵头领导：阳宏伟 · 1. 阳宏伟
LEAD_IN = re.compile(r"^(?:[\d一二三四五六七八九十]{1,2}[.．、]\s*|[^：:，,、（(]{0,8}[：:]\s*)")
NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,6}[·•‧][\u4e00-\u9fff·•‧]{1,10}")
COURTESY = re.compile(r"(?:(?<!负责)(?<!分管)同志|等同志|等|负责|牵头)$")
# Words before a post that are no name: 分管副市长, 常务副市长, 相关市领导
QUALIFIER = re.compile(
    r"^(?:分管|主管|联系|包联|包保|挂点|挂联|常务|相关|有关|各|市|县|区|州|省|旗|盟|镇|乡|党|政府|人大|政协|副|第一|总|主要)"
)
# 分管发展和改革工作的副市长
# 市委、市政府分管领导
# 各县区党委、政府主要负责同志
IN_CHARGE_OF = re.compile(
    r"\s*(?:分管|主管|协管|联系|负责|(?:[^、，,（(]|[（(][^（()）]*[)）]){0,10}(?:[省市县区州旗]委|党委|党工委)\s*$)"
)
KINDS = re.compile("(?:自治[县州旗]|[县市区旗州、])+")
# 市住建局、市水利局 | 主要负责人 · 北碚区、璧山区 | 政府主要负责人: the post that bodies named together share
SHARED_POST = re.compile(
    r"(?<=[局委办厅院部室会县市区旗])(?:(?:党委、?)?(?:人民)?政府)?(?P<post>(?:主要|分管|有关|相关)?(?:负责人|负责同志|领导))$"
)
OFFICE = re.compile(r"(?<=..)(?:[省市县区州旗](?:委|政府|[\u4e00-\u9fff]{2,12}?[局委办会])|党组|党委)$")
BODY = re.compile(r"[\u4e00-\u9fff]{2,}[局委办厅院部室会县市区旗]")
# 刘强 13800000000 · 刘强 联系电话：0710-3512345
TELEPHONE = re.compile(r"(?:(?:联系)?电话|手机)?[：:]?\d[\d\-—]{6,}$")
OWN_OFFICES = frozenset(
    {("市委书记", "市长"), ("县委书记", "县长"), ("区委书记", "区长"), ("州委书记", "州长")}
)
"""Two posts that one person does not hold."""


@dataclass(frozen=True)
class LeaderFound:
    """`leader` is a name (阳宏伟) or a post (分管生态环境工作的副市长), white space inside it left out."""

    leader: str
    start: int
    end: int


def split_leaders(text: str, start: int, end: int) -> list[LeaderFound]:
    """The leaders named, one each; a name with its post gives the name: 副市长张三, 张三（副市长） -> 张三.

    >>> [found.leader for found in split_leaders("李  嵩、市委常委、副市长张三", 0, 15)]
    ['李嵩', '张三']
    """
    found: list[LeaderFound] = []
    for first, last in _pieces(text, start, end):
        leader, place = _read(text, first, last)
        if not leader:
            continue
        if found and _is_post(leader) and _is_post_of(found[-1], text, first):
            found[-1] = replace(found[-1], end=place[1])
            continue
        if _is_named_after_post(leader, text[first:last]):
            reached = first
            while found and _is_post(found[-1].leader) and _may_be_one_person(found[-1], text, reached, last):
                reached = found.pop().start  # 市委常委、副市长张三: the post before belongs to the name
        found.append(LeaderFound(leader, *place))
    return [one for one in _with_shared_posts(found) if _is_person(one.leader)]


# 县水利局 | （局长李明 | 13800000000） · 李　明
BESIDE_UNIT = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff][ \u00a0\u3000]+[\u4e00-\u9fff](?![\u4e00-\u9fff])|[\u4e00-\u9fff·]{2,20}"
)
# 县水利局 | （责任人： | 李明
BEFORE_PERSON = re.compile(r"[：:（(\s]*(?:(?:责任|负责|联系)人[：:\s]*)?$")
BEHIND_PERSON = re.compile(r"^[\s\d\-—]*(?:[（(][^（()）]{0,16})?[）)]?")


def people_beside_units(text: str, start: int, end: int) -> list[LeaderFound]:
    """Those who are named behind units in one field (责任单位及责任人): 县水利局（李明）, 县住建局局长王强.

    >>> [found.leader for found in people_beside_units("县水利局（李明）、县住建局局长王强", 0, 17)]
    ['李明', '王强']
    """
    found: list[LeaderFound] = []
    for words in BESIDE_UNIT.finditer(text, start, end):
        post = next(_posts().finditer(words.group()), None)
        glued = next((at for at in (-3, -2) if ending_of(words.group()[:at])), None)  # 县水利局李明
        begin = words.start() + (post.start() if post else len(words.group()) + glued if glued else 0)
        named = text[begin : words.end()]
        name = _name_beside_post(named) if post else _bare(named)
        if name and _may_be_name(name) and not ending_of(name) and not begins_with_place(name):
            found.append(LeaderFound(name, begin, words.end()))
    return found


def units_beside_people(text: str, start: int, end: int, people: list[LeaderFound]) -> str:
    """The field's words, with spaces for the people, their telephones and what parts them from their units."""
    words = text[start:end]
    for person in people:
        before = BEFORE_PERSON.sub("", words[: person.start - start])
        behind = BEHIND_PERSON.sub("", words[person.end - start :])
        words = before + " " * (len(words) - len(before) - len(behind)) + behind
    return words


def _with_shared_posts(found: list[LeaderFound]) -> list[LeaderFound]:
    """市住建局、北碚区政府主要负责人 -> 市住建局主要负责人, 北碚区政府主要负责人."""
    shared: re.Match[str] | None = None
    for place in range(len(found) - 1, -1, -1):
        leader = found[place].leader
        if shared and BODY.fullmatch(leader):
            said = shared.group() if leader[-1] in "县市区旗" else shared["post"]
            found[place] = replace(found[place], leader=leader + said)
        else:
            shared = SHARED_POST.search(leader)
    return found


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """What stands between separators outside brackets, and between spaces where they part two names."""
    covered = Spans(match.span() for match in BRACKETS.finditer(text, start, end))
    cuts = [match.span() for match in SEPARATOR.finditer(text, start, end) if not covered.hold(match.start())]
    cuts = [
        cut
        for cut in cuts
        if text[slice(*cut)].strip() or not _part_one(text[start : cut[0]], text[cut[1] : end])
    ]
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    pieces: list[tuple[int, int]] = []
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        if pieces and IN_CHARGE_OF.match(text, *pieces[-1]) and not _posts().search(text, *pieces[-1]):
            pieces[-1] = (pieces[-1][0], last)  # 分管生态环境、自然资源工作的副市长
        else:
            pieces.extend(_apart_at_spaces(text, first, last))
    return pieces


def _is_person(leader: str) -> bool:
    """李嵩, 副市长, 额尔敦毕力格; not 信访件整改不彻底, words that a lost line break put into the field."""
    patterns = (_posts(), _transliterated())
    return bool(NAME.fullmatch(leader)) or any(pattern.search(leader) for pattern in patterns)


def _part_one(before: str, after: str) -> bool:
    """Whether the lines before and after are a post and the name of who holds it: 市委常委、副市长 | 何军.

    Or one that the line's end broke: 县人民政 | 府副县长任 | 小军.
    """
    pieces = (SEPARATOR.split(words)[at] for words, at in ((after, 0), (before, -1)))
    name, above = (LEAD_IN.sub("", _bare(_without_brackets(piece))) for piece in pieces)
    if _ends_in_post(above):
        return NAME.fullmatch(name) is not None and not _ends_in_post(name)
    posts = list(_posts().finditer(above))
    is_cut_name = bool(posts) and posts[-1].end() == len(above) - 1
    is_cut_office = (
        not _may_be_name(above) and above[:1] in tuple("省市县区旗州") and not BODY.fullmatch(above)
    )
    return (is_cut_name or (is_cut_office and not posts)) and not _may_be_name(name)


def _run_together(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """张耀庭李志强, 旦增罗布李国庆: two names that lost the line break between them, where only one place parts two."""
    words = text[start:end]
    if not re.fullmatch(r"[\u4e00-\u9fff]{5,8}", words) or _posts().search(words):
        return [(start, end)]
    middle = {len(words) // 2, (len(words) + 1) // 2}
    cuts = [cut for cut in middle if _may_be_name(words[:cut]) and _may_be_name(words[cut:])]
    return [(start, start + cuts[0]), (start + cuts[0], end)] if len(cuts) == 1 else [(start, end)]


def _may_be_name(words: str) -> bool:
    """李志强 may, and 旦增罗布; 志强 and 马木提 may not."""
    if _transliterated().search(words):
        return len(words) == 4
    return len(words) in (2, 3) and words[0] in _surnames()


def _apart_at_spaces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    words = [match.span() for match in re.finditer(r"[^\s\u00a0\u3000]+", text[start:end])]
    joined: list[tuple[int, int]] = []
    for first, last in _whole_names(text[start:end], words):
        before = text[start + joined[-1][0] : start + joined[-1][1]] if joined else ""
        name = _posts().split(_without_brackets(before))[-1].strip()  # 李 of 副市长  李
        within = max(map(len, SPACE.findall(name)), default=0)
        is_one = joined and within <= first - joined[-1][1]  # 赵  磊 | 钱  进: wider within a name
        if is_one and (
            last - first == 1 or len(name) == 1 or not _are_two(before, text[start + first : start + last])
        ):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return [part for first, last in joined for part in _run_together(text, start + first, start + last)]


def _whole_names(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Two characters that stand alone, the first a surname, are a name: 陈 刚 李 梅, 于明奎 李 莉."""
    whole: list[tuple[int, int]] = []
    for first, last in words:
        before = text[slice(*whole[-1])] if whole else ""
        if last - first == 1 == len(before) and before in _surnames():
            whole[-1] = (whole[-1][0], last)
        else:
            whole.append((first, last))
    return whole


def _are_two(before: str, after: str) -> bool:
    """Two names part at a space (阳宏伟 高兵生), and two posts; a post and a name do not (副市长 张三)."""
    before, after = _bare(_without_brackets(before)), _bare(_without_brackets(after))
    named = _name_beside_post(before)
    if _is_post(after) and (_ends_in_post(before) if named is None else before.endswith(named)):
        return True  # 市委书记李明 | 市长
    if _may_be_name(before) and _is_post(after):
        return True  # 李明 | 县住建局局长
    before = named or before
    return bool(NAME.fullmatch(before) and NAME.fullmatch(after)) and not (
        _ends_in_post(before) or _ends_in_post(after)
    )


def _read(text: str, start: int, end: int) -> tuple[str, tuple[int, int]]:
    """The leader in a piece and the place of the whole piece."""
    words = text[start:end]
    lead_in = LEAD_IN.match(words)
    if lead_in:
        start, words = start + lead_in.end(), words[lead_in.end() :]
    outside = COURTESY.sub("", TELEPHONE.sub("", _bare(_without_brackets(words))).rstrip("。．.;；"))
    in_brackets = (_bare(match["inside"]) for match in BRACKETS.finditer(words))
    inside = next((said for said in in_brackets if not KINDS.fullmatch(said)), "")
    place = (start, start + len(words.rstrip(" \u00a0\u3000。．.")))
    if not re.search(r"[\u4e00-\u9fff]", outside) or outside in ("无", "略"):
        return "", place
    if name := _name_beside_post(outside):
        return name, place
    if _ends_in_post(outside) and NAME.fullmatch(inside) and not _ends_in_post(inside):
        return inside, place  # 副市长（张三）
    return outside, place


def _name_beside_post(words: str) -> str | None:
    """副市长张三 and 张三副市长 -> 张三; None of a name alone or a post alone."""
    posts = list(_posts().finditer(words))
    if not posts:
        return None
    after = re.sub("^(?:人选|候选人)", "", words[posts[-1].end() :])
    if after:
        is_long_name = len(after) < 7 and _transliterated().search(after)  # 布仁巴雅尔
        return after if NAME.fullmatch(after) or is_long_name else None
    before = words[: posts[0].start()].removesuffix("总").removesuffix("副")
    if not begins_with_place(words):  # 钱芳县文旅局局长, but not 江油市住建局局长
        before = OFFICE.sub("", before)
    is_name = NAME.fullmatch(before) and ("·" in before or _may_be_name(before))
    is_place = before[-1:] in tuple("省市县区州旗镇乡会局委办处")  # 江油市市长 and 管委会副主任 are posts
    is_office = is_place or ZONE_WORDS.match(before) or QUALIFIER.match(before)
    return before if is_name and not is_office else None


def _without_brackets(words: str) -> str:
    """张三（市委常委） -> 张三; 各县（市、区）党政主要负责同志 as it is."""
    return BRACKETS.sub(lambda bracket: bracket[0] if KINDS.fullmatch(bracket["inside"]) else "", words)


def _bare(words: str) -> str:
    return SPACE.sub("", words).replace("\n", "")


def _ends_in_post(words: str) -> bool:
    return any(match.end() == len(words) for match in _posts().finditer(words))


def _is_post(leader: str) -> bool:
    return _ends_in_post(leader) and _name_beside_post(leader) is None


def _is_post_of(before: LeaderFound, text: str, start: int) -> bool:
    """The post after a name is that person's: 李明，副市长; 李明 市委副书记、市长; or on the line below."""
    words = _bare(text[before.start : before.end])
    between = text[before.end : start]
    named_first = words.startswith(before.leader) and _ends_in_post(words)
    is_joined = between.strip() in ("，", ",", "")
    return not _is_post(before.leader) and (is_joined or (between.strip() == "、" and named_first))


def _is_named_after_post(leader: str, words: str) -> bool:
    """副市长张三: posts written before it may be the same person's."""
    words = COURTESY.sub("", _bare(BRACKETS.sub("", words)).rstrip("。．.;；"))
    return words.endswith(leader) and words != leader


def _may_be_one_person(before: LeaderFound, text: str, start: int, end: int) -> bool:
    if not re.fullmatch(r"\s*[、，,]?\s*", text[before.end : start]):
        return False
    post = _posts().search(_bare(text[start:end]))
    return post is None or (before.leader, post.group()) not in OWN_OFFICES


@cache
def _posts() -> re.Pattern[str]:
    return re.compile("|".join(sorted((row["post"] for row in rows("posts")), key=len, reverse=True)))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in rows("surnames"))


@cache
def _transliterated() -> re.Pattern[str]:
    """马木提江买提 is one name, though 马 and 江 are surnames."""
    return re.compile("|".join(row["part"] for row in rows("name_parts")))
