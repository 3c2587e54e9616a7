"""How many tasks a document says it has."""

import re
from dataclasses import dataclass

from loaders.grammar.numbering import NUMERAL, number_of


@dataclass(frozen=True)
class Statement:
    """How many tasks the document says it has, and the words that say so."""

    count: int
    start: int
    end: int


COUNT = r"(?P<count>\d{1,3}|[一二两三四五六七八九十百]{1,5})"
# 28 项具体整改任务 · 8类40个具体问题 · 共承担整改任务8项 · 反馈的8个问题 · 33个问题
STATED = (
    re.compile(
        rf"(?:^|(?<=\n)|(?<=清单)|(?<=台账)|(?<=方案)|(?<=[\s、]整改任务))[ \t\u3000]*[（(]\s*共\s*{COUNT}\s*[项个条](?:任务|问题|整改任务)?\s*(?:[，,；;][^（()）\n]{{1,20}})?[)）](?=\s*(?:\n|$))"
    ),
    re.compile(
        rf"{COUNT}\s*[项个条]\s*(?:[^，,。；;、\d]{{0,16}}督察)?(?:具体|反馈|突出|共性|个性)?\s*(?:问题)?整改(?:任务|事项|问题)"
    ),
    re.compile(
        rf"(?:整改任务|整改事项|整改问题|反馈问题|问题|任务)\s*(?:清单)?\s*(?:涉及我[市州盟县区旗]的?)?\s*(?:共计|共有|总共|合计|共)?\s*(?:(?:{NUMERAL})\s*大?类)?\s*{COUNT}\s*[项个条](?!方面)"
    ),
    re.compile(
        rf"{COUNT}\s*[项个条]\s*(?:[^，,。；;、\d]{{0,16}}督察)?(?:具体|反馈|突出|共性|个性|主要)?(?:的)?(?:问题|任务)(?!清单|企业|线索)"
    ),
)
# 类别 | 任务数 … 合计 | 6: a summary sheet
SUMMARY = re.compile(
    r"\t(?:任务|问题|事项)(?:数量?|个数)[^\n]*\n(?:[^\n]*\n){1,12}?[^\n]*(?:合计|总计)\t(?P<count>\d{1,3})(?=[\t\n])"
)
# 合计,6项 · 合计 | 共12项，已销号2项 · 备注：本清单共12项: the last row of a table
TOTAL_ROW = re.compile(
    r"^[^\S\n]*(?:合\s*计|总\s*计|(?:备?注|说明)?[\s,，|：:\d.、]*(?:本|全)(?:清单|表|台账))[\s,，|：:]*(?:共|包括|含|列)*计?(?P<count>\d{1,3})\s*[项个](?:问题|任务|整改任务)?(?=[\s,，|；;：:。（(]|其中|$)",
    re.MULTILINE,
)
WHOLE = re.compile(
    r"下列|以下|共|现将|现制定|全[市县区]|牵头|负责|总|合计|逐一|梳理|承担|涉及我|反馈|涉及的|分解|细化|形成|确定|全部|全面|对照|清单|指出的|反映的|披露|(?:督察|审计|检查)发现"
)
# 中央督察反馈的3项问题、第二轮省级督察反馈的2项问题
OF_TWO = re.compile(
    rf"""中央[^。；;，,、\n]{{0,20}}? (?P<first>{NUMERAL}) \s* [项个条] [^。；;，,、\d\n]{{0,8}} [、，,和及与]
    \s* (?: 第[一二三四]轮 )? (?:自治区|省) [^。；;，,、\n]{{0,20}}? (?P<second>{NUMERAL}) \s* [项个条]""",
    re.VERBOSE,
)
# 典型案例1个、反馈问题5个，共6个问题
IN_ALL = re.compile(r"[，,、；;]\s*(?:合计|总计|共计?)\s*$")
# 已完成下列2项整改任务的验收 · 其中涉及我县问题4个: those of the list that follows
THESE = re.compile(r"(?:下列|以下|其中涉及[我本][市州盟县区旗]的?)\s*$")
# 共梳理… · 做好我县 | 27个反馈问题整改 · 抓好 | 2项督察反馈问题整改
OURS = re.compile(r"共|总|逐一|承担|涉及|[做抓]好$|我[市州盟县区旗]$")
# 第8、14、| 21项问题 · 1.| 2项
ORDINAL = re.compile(r"(?:第[\d一二三四五六七八九十、，和及至到—-]*|[\d.])$")
ROUND = re.compile(r"第[一二三四]轮")
OF_A_CATEGORY = re.compile("主要包括|主要体现")
PART = re.compile(
    r"其中|类|方面|已完成|移交|责任追究|典型案例|关注的|查处的|剩余|尚有|未完成|警示片|信访|新增|督察期间"
)


def find_stated_count(text: str, before_list: int, title: str | None) -> Statement | None:
    """The number of tasks that the general part states: not that of one category, nor of complaints.

    Of 警示片反映的6个问题 it is only where the plan answers that film.
    """
    of_film = "警示片" in (title or "")
    if summed := TOTAL_ROW.search(text) or SUMMARY.search(text, 0, before_list):
        return Statement(number_of(summed["count"]), *summed.span())
    rounds = {*ROUND.findall(title or "")}
    best: tuple[int, Statement] | None = None
    for strength, pattern in zip((2, 2, 2, 1), STATED, strict=True):
        for found in pattern.finditer(text, 0, before_list):
            found_at = found.start("count")
            clause_start = max(text.rfind(mark, 0, found.start()) for mark in "。；;\n") + 1
            before = text[clause_start : found.start()]
            nearest = re.split(r"[，,、]", before)[-1]
            if ORDINAL.search(text, max(0, found_at - 24), found_at):
                continue
            if of_film:
                nearest = nearest.replace("警示片", "")
            part = PART.search(re.sub(rf"(?:{NUMERAL})\s*(?:大?类|个方面|个领域)\s*共?\s*$", "", nearest))
            sentence = text[max(text.rfind(mark, 0, found.start()) for mark in "。\n") + 1 : found.start()]
            if (part and not THESE.search(nearest)) or OF_A_CATEGORY.search(sentence):
                continue
            if rounds and (named := {*ROUND.findall(sentence)}) and not rounds & named:
                continue  # 第一轮督察反馈的12个问题, in a report on the second
            around = before + text[found.end() : found.end() + 8]
            score = strength + bool(WHOLE.search(around)) + bool(OURS.search(nearest))
            score += 2 * bool(IN_ALL.search(before))
            count = number_of(found["count"])
            if score >= 2 and count > 1 and (best is None or score > best[0]):
                best = (score, Statement(count, found.start(), found.end()))
    if (two := OF_TWO.search(text, 0, before_list)) and (
        best is None or best[1].count <= max(number_of(two["first"]), number_of(two["second"]))
    ):
        return Statement(number_of(two["first"]) + number_of(two["second"]), *two.span())
    return best[1] if best else None
