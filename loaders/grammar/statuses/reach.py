"""What a status word is about: all the task, something that its clause names, a number of things, or some of many."""

import re
from functools import cache, lru_cache

from loaders import vocabulary

THE_REST = re.compile(r"其余|剩余|余下")
# 52个排污口, 12家企业, 3条河: a number of things, not of problems or tasks.
COUNTED = re.compile(
    r"\d+\s*(?:[个家条处座口户台宗块栋艘]|公里|亩|吨)(?!月|百分点|\s*(?:问题|任务|事项|整改|反馈))"
)
NUMBER = re.compile(r"(?<![\d.])(\d+)\s*([个项条处件家座户台])")
# 除2座外，其余均已完成封场
ALL_BUT = re.compile(r"除[^，,。；;]{1,24}外[，,]?\s*(?:其余|其他|其它|余下|均|全部)")
# 已清退采石点5处中的3处
SOME_OF_THEM = re.compile(r"(?P<all>\d+)([个项条处件家座户台])[^，,。；\d]{0,8}?中的?(?P<some>\d+)\2")
# 抽查的22家企业: what was looked at, not what is to be done
LOOKED_AT = re.compile(r"(?:检查|巡查|抽查|核查|走访|出动|监测|立案|查处)[^，,。；\d]{0,8}$")
# 完成21个, 整改到位了3项
HOW_MANY = re.compile(r"\s*了?\s*(?P<number>\d+)\s*(?P<classifier>[个项条处件家座户台])")
# 25座矿山 | 已建成 | 绿色矿山17座
NAMED_MANY = re.compile(r"[一-龥]{1,8}(?P<number>\d+)\s*(?P<classifier>[个项条处件家座户台])")
AMOUNT = re.compile(r"\d+(?:\.\d+)?\s*余?万?\s*余?(?:平方米|平方公里|立方米|公里|千米|公顷|亩|吨|方|米)")
# （衡整改办〔2022〕5号）, 湘整改办销〔2022〕12号
LETTER = re.compile(r"[（(]?[一-龥]{0,10}[〔\[（(]20\d\d[〕\]）)]\s*第?\d+\s*号(?:文件?)?[）)]?")
# 市整改办批复, 经省生态环境厅组织核查: who found it done is no subject.
OFFICES = re.compile(
    LETTER.pattern
    + r"|(?:经|由|经由)?[一-龥、]{1,24}?(?:办公室|整改办|督察办|领导小组|工作组|验收组|专家组|委员会|人民政府|厅|局|委|办)"
    r"(?=已?(?:组织|审核|核查|核实|验收|批复|批准|同意|认定|确认|函|印发|会审|研究|审定|现场|复核|联合|下文|发文|予以|准予|出具|下达))"
)
# 省整改办 | 已批复同意销号, 专家组 | 已完成验收: whose work it is to close a task, with no word after it
# or who is asked for it: 已向市生态环境局 | 申请销号
CLOSING_OFFICE = re.compile(
    r"[一-龥]{0,24}?(?:整改办|督察办|领导小组(?:办公室)?|验收组|专家组)$|向[一-龥]{2,24}$"
)
# 2022年12月省水利厅 | 验收通过 · 三门峡市2024年9月10日 | 验收销号
WHO_ACCEPTS = re.compile(
    r"(?:经|由|(?<=[日月年底])[一-龥]{1,4}(?=[省市州盟县区旗]))?[省市州盟县区旗][一-龥]{0,20}?(?:厅|局|委|办|政府)(?:组织)?(?:专家组?)?[\d年月日]*$"
    r"|^[一-龥]{2,8}[省市州盟县区旗](?=[\d年月日]*$)"
)


@cache
def names_nothing() -> re.Pattern[str]:
    """Only words that name nothing of their own: 目前该问题已全部按要求（完成整改）任务. No way back, so always fast."""
    words = sorted((row["word"] for row in vocabulary.rows("filler_words")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)}|[\d\s：:、“”\"（）()\[\]【】*‘’\-—.．%％。;；])*+")


def reach(before: str, word: str, after: str, earlier: str, sentence: str) -> str:
    """task, named, counted, some, fewer or rest: what a word is about, by the words around it in its clause.

    完成21个 is of a number of things, unless as many were named before (排查问题35个，已完成整改35个), and of some where
    more were; and so is 2个已完成 (3个问题中，2个已完成). They are fewer than there are where the problem or the words
    before in the `sentence` name more. An amount done (已拆除违建1200平方米) is not said to be all.
    """
    if ALL_BUT.search(sentence + before):
        return "fewer"
    if THE_REST.match(word):  # 其余3处计划
        return "rest"
    inside = COUNTED.search(word)  # 完成6个排污口整治
    if inside:
        before += inside.group()
    if some_of(before, after, earlier, sentence):
        return "fewer"
    of_how_many = HOW_MANY.match(after)
    if of_how_many and not as_many_before(after, earlier + before):
        return "counted"
    amount = AMOUNT.search(after)
    if amount and amount.group() not in earlier and not re.search("全部|均|都", before + word):
        return "some"
    if THE_REST.search(before) or THE_REST.match(after):
        return "rest"
    without_offices = OFFICES.sub("", before) if re.search("[办室组会府厅局委号]", before) else before
    without_offices = (
        CLOSING_OFFICE.sub("", without_offices) if re.search("[办组向]", before) else without_offices
    )
    if (
        "".join(word.split())
        .removeprefix("已")
        .startswith(("验收", "核查", "复核", "复验", "终验", "予以", "准予", "同意"))
    ):
        without_offices = WHO_ACCEPTS.sub("", without_offices)
    if (
        not inside
        and names_nothing().fullmatch(without_offices)
        and names_nothing().fullmatch(LETTER.sub("", after))
    ):
        return "task"
    if COUNTED.search(before) or COUNTED.search(after):
        return "counted"
    return "named"


def as_many_before(after: str, earlier: str) -> bool:
    """Whether the number after a word was named before: 排查问题35个，已完成整改 | 35个."""
    many = HOW_MANY.match(after)
    return bool(many and re.search(rf"(?<!\d){many['number']}\s*[个项条处件家座户台]", earlier))


def some_of(before: str, after: str, earlier: str, sentence: str) -> tuple[int, int] | None:
    """How many of how many, where the problem or the words before in the sentence name more: 8个中完成6个 is (6, 8)."""
    if of_them := SOME_OF_THEM.search(before + after):
        some, whole = int(of_them["some"]), int(of_them["all"])
        return (some, whole) if some < whole else None
    behind = HOW_MANY.match(after)
    if behind and as_many_before(after, earlier + before):
        behind = None
    behind = behind or NAMED_MANY.match(after)
    counts = [] if THE_REST.search(before) else NUMBER.findall(before)
    for number, classifier in ([(behind["number"], behind["classifier"])] if behind else []) + counts[-1:]:
        if whole := _most(int(number), classifier, sentence + before):
            return int(number), whole
    return None


def _most(number: int, classifier: str, earlier: str) -> int:
    """The most of the same that were named, if more than a number; else 0: 11条黑臭水体中 | 9条."""
    named = (
        int(many[1])
        for many in NUMBER.finditer(earlier)
        if many[2] == classifier and not LOOKED_AT.search(earlier, 0, many.start())
    )
    return max((many for many in named if many > number), default=0)


@lru_cache(maxsize=20_000)
def pairs(words: str) -> frozenset[str]:
    """The pairs of characters that mean something: what a clause and the problem may have in common."""
    words = "".join(words.split())
    found = {a + b for a, b in zip(words, words[1:], strict=False) if "㐀" <= a <= "鿿" and "㐀" <= b <= "鿿"}
    return frozenset(found - _empty_pairs())


@cache
def _empty_pairs() -> frozenset[str]:
    return frozenset(row["pair"] for row in vocabulary.rows("empty_pairs"))
