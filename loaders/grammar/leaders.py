"""Leaders in charge of a task (督办市领导, 包案领导): names, or posts where no name is given."""

import re
from dataclasses import dataclass, replace
from functools import cache

from loaders.grammar.places import begins_with_place
from loaders.grammar.spans import Spans
from loaders.grammar.units.offices import ending_of
from loaders.vocabulary import rows

# 李明（县委书记） | 王强（县长）, whose line break is lost
SEPARATOR = re.compile(r"[、，,；;/／|\n\t]+|(?<=[^县市区旗州][）)])(?=[\u4e00-\u9fff]{2,4}[（(])")
AND = re.compile("[和与及]")
# 李  嵩: the space widens a name of two characters; 阳宏伟 高兵生 are two people
SPACE = re.compile(r"[ \u00a0\u3000]+")
BRACKETS = re.compile(r"[（(【\[](?P<inside>[^）)】\]]*)[）)】\]]?")
WORD = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff][ \u00a0\u3000]+[\u4e00-\u9fff](?![\u4e00-\u9fff·])|(?:[（(][^（()）]*[)）]|\S)+"
)
# 牵头领导：阳宏伟 · 1. 阳宏伟
LEAD_IN = re.compile(r"^(?:[\d一二三四五六七八九十]{1,2}[.．、]\s*|[^：:，,、（(]{0,8}[：:]\s*)")
NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,6}[·•‧][\u4e00-\u9fff·•‧]{1,10}")
COURTESY = re.compile("(?:(?<!负责)同志|等(?:同志|单位)?|负责|牵头)$")
# Words before a post that begin like a name: 常务副市长, 相关市领导, 高新区党工委书记
QUALIFIER = re.compile("常务|包[联保]|相关|党|高新")
# What goes on behind 、: 分管生态环境 | 、自然资源工作的副市长, 各县区党委 | 、政府主要负责同志
IN_CHARGE_OF = re.compile(r"^\s*(?:分管|主管|协管|联系|负责)|(?:[省市县区州旗]|党工?)委\s*$")
KINDS = re.compile("(?:自治[县州旗]|[县市区旗州、])+")
# 市住建局、市水利局 | 主要负责人 · 北碚区、璧山区 | 政府主要负责人: the post that bodies named together share
SHARED_POST = re.compile(
    r"(?<=[局委办厅院部室会县市区旗])(?:(?:党委、?)?(?:人民)?政府)?(?P<post>(?:主要|分管|有关|相关)?(?:负责人|负责同志|领导))$"
)
OFFICE = re.compile(r"(?<=..)(?:[省市县区州旗](?:委|政府|[\u4e00-\u9fff]{2,12}?[局委办会])|党组|党委)$")
BODY = re.compile(r"[\u4e00-\u9fff]{2,}[局委办厅院部室会县市区旗]")
# 刘强 13800000000 · 刘强 联系电话：0710-3512345
TELEPHONE = re.compile(r"(?:(?:联系)?电话|手机)?[：:]?\d[\d\-—]{6,}$")
LEVELS = tuple("省市县区州旗")
# 县委书记 | 县长: two posts that one person does not hold
OWN_OFFICES = re.compile(r"(.)委书记\|\1长")


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
        leader, words, place = _read(text, first, last)
        if not leader:
            continue
        if found and _is_post(leader) and _is_post_of(found[-1], text, first):
            found[-1] = replace(found[-1], end=place[1])
            continue
        post = words.removesuffix(leader)
        while found and post not in ("", words) and _may_be_held_with(found[-1], post, text, first):
            found.pop()  # 市委常委、副市长张三: the post before belongs to the name
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
        is_apart = text[max(0, begin - 1) : begin] in ("（", "(", "：", ":")  # 县水利局（龙安平）, not 龙安区
        if name and _may_be_name(name) and not ending_of(name) and (is_apart or not begins_with_place(name)):
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
        (first, last)
        for first, last in cuts
        if text[first:last].strip()
        or _are_two(SEPARATOR.split(text[start:first])[-1], SEPARATOR.split(text[last:end])[0])
    ]
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    pieces: list[tuple[int, int]] = []
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        if (
            pieces
            and IN_CHARGE_OF.search(text[slice(*pieces[-1])])
            and not _posts().search(text, *pieces[-1])
        ):
            pieces[-1] = (pieces[-1][0], last)  # 分管生态环境、自然资源工作的副市长
        else:
            pieces.extend(_apart_at_spaces(text, first, last))
    return pieces


def _is_person(leader: str) -> bool:
    """李嵩, 副市长, 额尔敦毕力格; not 信访件整改不彻底, words that a lost line break put into the field."""
    patterns = (_posts(), _transliterated())
    return bool(NAME.fullmatch(leader)) or any(pattern.search(leader) for pattern in patterns)


def _run_together(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """张三和李四, 市委书记和市长, but not 李和平, 分管发展和改革工作的副市长.

    张耀庭李志强, 旦增罗布李国庆: two names that lost the line break between them, where only one place parts two.
    """
    words = text[start:end]
    for joint in AND.finditer(words):
        if all(map(_is_one, (words[: joint.start()], words[joint.end() :]))):
            return [(start, start + joint.start()), (start + joint.end(), end)]
    if not re.fullmatch(r"[\u4e00-\u9fff]{5,8}", words) or _posts().search(words) or COURTESY.search(words):
        return [(start, end)]
    middle = {len(words) // 2, (len(words) + 1) // 2}
    cuts = [cut for cut in middle if _may_be_name(words[:cut]) and _may_be_name(words[cut:])]
    return [(start, start + cuts[0]), (start + cuts[0], end)] if len(cuts) == 1 else [(start, end)]


def _may_be_name(words: str) -> bool:
    """李志强 may, and 旦增罗布; 志强 and 马木提 may not."""
    if "·" in words:
        return bool(NAME.fullmatch(words))
    if _transliterated().search(words):
        return len(words) == 4
    return len(words) in (2, 3) and words[0] in _surnames()


def _is_one(words: str) -> bool:
    words = _bare(_without_brackets(words))
    return _may_be_name(words) or _ends_in_post(words) or _name_beside_post(words) is not None


def _apart_at_spaces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for word in WORD.finditer(text, start, end):
        before = text[slice(*joined[-1])] if joined else ""
        if joined and not _are_two(before, word.group()):
            joined[-1] = (joined[-1][0], word.end())
        else:
            joined.append(word.span())
    return [part for words in joined for part in _run_together(text, *words)]


def _are_two(before: str, after: str) -> bool:
    """Two names part at a space or a line's end (阳宏伟 高兵生), and two posts; a post and a name do not (副市长 张三).

    Nor do words that the line's end broke: 县人民政 | 府副县长任 | 小军.
    """
    before, after = (LEAD_IN.sub("", _bare(_without_brackets(words))) for words in (before, after))
    said = re.sub("[^\u4e00-\u9fff]", "", after)
    if len(_posts().split(before)[-1]) == 1 or re.fullmatch("[^一二三四五六七八九十]?", said):
        return False  # 副市长李 | 明, 杨志 | 明（副县长）
    if _is_post(before):  # 分管副市长 | （二）大气污染治理方面
        return _ends_in_post(after) or after.startswith(LEVELS) or len(after) > 7
    if BODY.fullmatch(before):
        return _posts().match(after) is None  # 县水利局 | 局长李明
    return _is_whole(before)


def _is_whole(words: str) -> bool:
    """A name, with or without a post, or a post; not 县水利局 of 县水利局 局长李明, nor 县人民政 of 县人民政 府副县长李明."""
    if _ends_in_post(words) or _name_beside_post(words):
        return True
    is_name = bool(NAME.fullmatch(words) or _transliterated().search(words))
    return is_name and not words.startswith(LEVELS) and not BODY.fullmatch(words)


def _read(text: str, start: int, end: int) -> tuple[str, str, tuple[int, int]]:
    """The leader in a piece, the words that name it with its post, and the place of the whole piece."""
    words = text[start:end]
    lead_in = LEAD_IN.match(words)
    if lead_in:
        start, words = start + lead_in.end(), words[lead_in.end() :]
    outside = COURTESY.sub("", TELEPHONE.sub("", _bare(_without_brackets(words))).rstrip("。．.;；"))
    inside = next((_bare(match["inside"]) for match in BRACKETS.finditer(words)), "")
    place = (start, start + len(words.rstrip(" \u00a0\u3000。．.")))
    if not re.search(r"[\u4e00-\u9fff]", outside) or outside in ("无", "略"):
        return "", "", place
    name = _name_beside_post(outside)
    if _ends_in_post(outside) and _may_be_name(inside) and not _ends_in_post(inside):
        name = name or inside  # 副市长（张三）
    return name or outside, outside, place


def _name_beside_post(words: str) -> str | None:
    """副市长张三 and 张三副市长 -> 张三; None of a name alone or a post alone."""
    posts = list(_posts().finditer(words))
    if not posts:
        return None
    if after := words[posts[-1].end() :]:
        is_long_name = len(after) < 7 and _transliterated().search(after)  # 布仁巴雅尔
        return after if NAME.fullmatch(after) or is_long_name else None
    before = words[: posts[0].start()].removesuffix("副")
    if not begins_with_place(words):  # 钱芳县文旅局局长, but not 江油市住建局局长
        before = OFFICE.sub("", before)
    is_place = before[-1:] in tuple("省市县区州旗镇乡会局委办处")  # 江油市市长 and 管委会副主任 are posts
    return before if _may_be_name(before) and not is_place and not QUALIFIER.match(before) else None


def _without_brackets(words: str) -> str:
    """张三（市委常委） -> 张三; 各县（市、区）党政主要负责同志 as it is."""
    return BRACKETS.sub(lambda bracket: bracket[0] if KINDS.fullmatch(bracket["inside"]) else "", words)


def _bare(words: str) -> str:
    return SPACE.sub("", words).replace("\n", "")


def _ends_in_post(words: str) -> bool:
    return any(match.end() == len(words) for match in _posts().finditer(words))


def _is_post(leader: str) -> bool:
    return _ends_in_post(leader) and _name_beside_post(leader) is None


def _may_be_held_with(before: LeaderFound, post: str, text: str, start: int) -> bool:
    is_apart = re.search("[；;/／|]", text[before.end : start]) or OWN_OFFICES.match(
        f"{before.leader}|{post}"
    )
    return _is_post(before.leader) and not is_apart


def _is_post_of(before: LeaderFound, text: str, start: int) -> bool:
    """The post after a name is that person's: 李明，副市长; 李明 市委副书记、市长; or on the line below."""
    words = _bare(text[before.start : before.end])
    between = text[before.end : start]
    named_first = words.startswith(before.leader) and _ends_in_post(words)
    is_joined = between.strip() in ("，", ",", "")
    is_person = not _is_post(before.leader) and not BODY.fullmatch(before.leader)
    return is_person and (is_joined or (between.strip() == "、" and named_first))


@cache
def _posts() -> re.Pattern[str]:
    posts = "|".join(sorted((row["post"] for row in rows("posts")), key=len, reverse=True))
    return re.compile(f"(?:{posts})(?:候选人|人选)?")


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in rows("surnames"))


@cache
def _transliterated() -> re.Pattern[str]:
    """马木提江买提 is one name, though 马 and 江 are surnames."""
    return re.compile("|".join(row["part"] for row in rows("name_parts")))
