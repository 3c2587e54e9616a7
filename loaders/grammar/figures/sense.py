"""What the words round a figure make of it: a level or a change, a target or a finding, or nothing of the kind."""

import re
from dataclasses import replace

from loaders import vocabulary
from loaders.grammar.figures.metrics import Mention
from loaders.grammar.figures.quantities import TURNED, Figure, either, operator
from loaders.grammar.figures.reading import Listed, Setting

_DIRECTIONS = {row["word"]: row["direction"] for row in vocabulary.rows("change_words")}

# 同比下降14% · 较2015年降低16% · 降幅达5%; 下降到42 and 恶化为Ⅴ类 are levels
_CHANGE = re.compile(
    rf"(?P<word>{either(list(_DIRECTIONS))})"
    r"(?:(?:(?<=幅)|幅度|比例|率)(?:分别)?(?:达到|达|为)?)?(?:了|均|分别|约|近|超过|不低于|不少于|[”\"])*$"
)
# 较去年同期多6天 · 石桥县下降幅度最大,为42.2%
_MORE = re.compile(r"(?:(?:较|比)[^,;]{0,12}[期年月]|同比)(?P<word>多|少)[出了]?$")
_MOST = re.compile(rf"(?P<word>{either(list(_DIRECTIONS))})(?:幅度)?最[多大快高明显]+,(?:达到|达|为)$")
_TURN = re.compile(rf"(?:以及|[、和与及])(?:同比|分别)*(?P<word>{either(list(_DIRECTIONS))})(?:了)?")
# 高出全省平均水平50多个百分点: a distance, no level
_DISTANCE = re.compile(
    r"(?:高出|高于|低于|落后于?|超过|超出|超(?!标(?!准))|优于|好于|差|相差|距离?|比)[^,;]{0,14}?"
    r"(?:平均|均值|目标|要求|时序|进度|序时|标准|考核|任务)[^,;\d]{0,10}$"
    r"|差距?(?:为|了|近|约)?$"
)
# 低于全省62.5%的平均水平 · 低于全省平均水平(62.5%): the average itself
_AVERAGE = re.compile("的(?:平均|均值)"), re.compile(r"全[省国市区][^,;()]{0,8}(?:平均(?:水平|值)?|均值)\($")
# 距全年目标263天|还差22天: the goal itself
_STILL_AWAY = re.compile("[还尚仅相]?差")
# 由Ⅳ类提升为Ⅲ类 · 从2022年的51.4%提高到65%: the first of the two was before
_FROM, _TO = re.compile(r"(?:由|从)[^,;至到]{0,16}$"), re.compile(r"的?,?[\u3400-\u9fff]{0,7}(?:为|至|到|成)")
# 消除劣V类 · 准IV类 · 出水达到…: a class that nobody says the water has
_NO_CLASS = re.compile(
    r"(?:指标[^,;]{0,6}达到|浓度[均都]?达到|消除|消灭|剿灭|杜绝|告别|退出|脱离|摆脱|无|准|出水|尾水|(?<![续\d])\d+个|[中有]\d+[条个座]水质[为是]"
    r"|(?:(?<![\u3400-\u9fff\d])|(?<=其中))\d+[条个座](?:断面|点位|水体)[^,;均都]?|\d个月水质)[^,;]{0,3}$"
    r"|(?:其[余他它](?:断面|河流|点位|水体)|出水|尾水|矿井水|废水)[^,;]{0,12}$"
)
# 达到或优于Ⅲ类 · Ⅳ类断面1个, 劣V类断面占10%: how many have it
_HOW_MANY = re.compile(
    r"或|(?:优良)?(?:水质)?(?:标准)?的?比[例率]|\d+个(?!月)|水质占|\)?(?:优良|[轻中重]度污染)?(?:水质)?(?:标准)?的?(?:断面|水体|点位|河段|湖库|面积|海域)(?:\(点位\))?(?:\d+个|个数|数量|所?占|比例|比率)"
)
# 劣V类水体全面消除
_GOT_RID_OF = re.compile(
    r"(?:[\u3400-\u9fff]{0,4}?|(?:水体|断面)[、和及][\u3400-\u9fff]{1,20}?)(?:全面|全部|基本|动态|已)*(?:消除|清零|消灭|剿灭|退出)"
)

# 《…规划》要求 · 考核目标为 · 应达到; after the figure: 的要求
_ASKED = re.compile(
    r"□等?(?:明确)?(?:要求|提出|规定|明确) | (?:目标|任务)(?:值|要求)?(?:为|是)"
    r" | (?:(?:考核|水质|控制|年度|全年)目标|目标值)[:(]?$"
    r" | (?:应当?|(?<![按照超成])计划)(?:[于在]?(?:20\d\d年|\d{1,2}月|年)[^,;]{0,8})?(?:达到|不低于|完成|新?建|新增)"
    r" | 要求[^,;]{0,12}$",
    re.VERBOSE,
)
_A_FIGURE = re.compile(r"\d(?:%|个?百分点|[微毫]克|公里|mg|[uμ]g|万?吨)|[IV]类")
_ASKED_AFTER = re.compile(
    r"[”\"]?(?:的|水质)(?:年度|考核|规划|整改|工作|控制|约束性|省定)*(?:目标|要求|任务|指标)"
)
_ACTUALLY = re.compile(r"(?:实际|仅|只|却)[^,;]{0,8}$")
_REACHED = re.compile(r"已经?(?:全部|累计|基本)?(?:完成|建成|达到?|提[高升]|下降|降)|目前")
_LIMIT = re.compile(r"(?:限值|标准值)(?:为|是|要求)?[^,;\d]{0,6}$")
_FOUND = re.compile(r"督察组?还?(?:发现|指出)|反馈(?:意见)?指出|仍有|仅为|只有|高达|偏[低高]")
_STRIVEN_FOR = re.compile("力争|下一?步")
_EXPECTED = re.compile(
    "[^,;。]{0,6},(?:预计|计划|力争)[^,;。]{0,12}前"
)  # 出水COD控制在30毫克/升以内,预计10月底前通水
_AIM = re.compile(r"确保|力争|争取|目标|要求|应|控制在|不低于|不高于|不超过|到20\d\d年")
_COMPARED = re.compile(r"同比(?!20)|同期|排名")

_DAILY = re.compile(r"(?:每[天日]|日均|日处[理置]|日产|日排|日进)(?!.*总量)")
_DAILY_UNITS = {"t": (1, "t/d"), "万吨": (10_000, "t/d"), "m³": (1, "m³/d"), "万m³": (10_000, "m³/d")}


def change_before(text: str, start: int, end: int) -> str | None:
    """down, up, better or worse, where the words before a figure say that it is a change."""
    change = _CHANGE.search(text, start, end) or _MOST.search(text, max(0, start - 12), end)
    if change:
        return _DIRECTIONS[change["word"]]
    more = _MORE.search(text, start, end)
    return {"多": "up", "少": "down"}[more["word"]] if more else None


def says_change(head: str) -> bool:
    """Of a column's heading: 同比(%), 较上年变化."""
    return bool(
        re.search(r"同比|环比|变化|变幅|升降|较(?:上|去|20)|与[^,]{2,8}相比", head) or _CHANGE.search(head)
    )


def one_list_that_turns(
    text: str, first: tuple[Figure, ...], second: tuple[Figure, ...]
) -> tuple[Figure, ...]:
    """分别下降4.3%、6.2%和|上升1.2% is one list of three; () where the second does not go on with the first."""
    before = change_before(text, max(0, first[0].start - 12), first[0].start)
    turn = _TURN.fullmatch(text, first[-1].end, second[0].start)
    if not (before and turn and "分别" in text[max(0, first[0].start - 12) : first[0].start]):
        return ()
    after = _DIRECTIONS[turn["word"]]
    return (
        *(replace(figure, change=figure.change or before) for figure in first),
        *(replace(figure, change=after) for figure in second),
    )


def signed(figure: Figure, change: str | None, measure: Mention) -> float:
    """The value with the change's sign: 下降 is negative; 改善 lowers what is bad and raises a rate."""
    change = figure.change or change
    falls = change == "down" or change == ("better" if measure.lower_is_better else "worse")
    return -figure.value if falls else figure.value


def a_day(listed: tuple[Figure, ...], before: str) -> tuple[Figure, ...]:
    """日处理能力500吨 and 每天约2000吨 are t/d."""
    if listed[0].unit not in _DAILY_UNITS or not _DAILY.search(before):
        return listed
    times, unit = _DAILY_UNITS[listed[0].unit]
    return tuple(replace(figure, value=figure.value * times, unit=unit) for figure in listed)


def is_average(listed: Listed) -> bool:
    """低于全省62.5%的平均水平: a level, of the province."""
    return bool(listed.after(_AVERAGE[0]) or listed.before(_AVERAGE[1]))


def says_nothing(listed: Listed) -> bool:
    """A distance to an average or a target, which may be told itself (距年度目标(23微克/立方米)), a class to be got rid of."""
    told = is_average(listed) or listed.text.endswith("目标(", 0, listed.first) or listed.after(_STILL_AWAY)
    if listed.unit != "倍" and listed.before(_DISTANCE) and not told:
        return True
    return listed.unit == "类" and bool(
        _NO_CLASS.search(listed.text, max(listed.reach, listed.first - 14), listed.first)
        or listed.after(_GOT_RID_OF)
        or listed.after(_HOW_MANY)
    )


def was_before(listed: Listed) -> bool:
    """Whether the figures are the first of 由Ⅳ类提升为Ⅲ类, which the second took the place of."""
    return bool(listed.before(_FROM) and listed.after(_TO))


def role_of(listed: Listed, setting: Setting) -> str:
    """The field's role unless the words say otherwise.

    A problem that tells what a plan asked for (《…规划》要求) names a target; a plan that tells what was found
    (督察发现, a comparison with the year before, or a year gone by) a baseline, but not what is due by a day.
    """
    text, first, (sentence, clause) = listed.text, listed.first, (listed.sentence.start, listed.clause[0])
    role, this_year = setting.role, setting.this_year
    times = listed.times_before
    due = (
        (times and re.match("日?[底末]?之?前", text[times[-1].end : times[-1].end + 4]))
        or (role == "target" and setting.period)  # a plan of one year: 同比下降2.2%
        or (setting.problem and text.endswith(("达", "达到"), 0, first))
    )
    past = False
    if listed.unit != "倍" and _LIMIT.search(text, clause, first):
        return "limit"
    if times and this_year:
        year = max(int(year) for year in re.findall(r"\d{4}", times[-1].value))
        # 2021年1-7月, in a plan of that year
        past = not due and (year < this_year or (year == this_year and "/" in times[-1].value))
        due = due or (role == "target" and setting.problem and not past)
        if role == "actual" and due and year > this_year:
            role = "target"  # a report of 2023: 2025年底前达到20%以上
    if role == "target":
        aims = due or listed.figures[-1].after or _AIM.search(text, sentence, first)
        told = past or _COMPARED.search(text, sentence, listed.sentence.end)
        if (told and not aims) or _FOUND.search(text, sentence, first):
            return "baseline"
        return "actual" if _REACHED.search(text, clause, first) else role
    if role == "actual" and (_STRIVEN_FOR.search(text, sentence, first) or listed.after(_EXPECTED)):
        return "target"
    asked = _ASKED.search(text, max(sentence, clause - 30), first)
    if asked and asked.end() < clause and _A_FIGURE.search(text, asked.end(), clause):
        asked = None  # 占比应达到70%,甲市仅为22%: what was asked is told already
    reached = _ACTUALLY.search(text, clause, first)
    return "target" if (asked and not reached) or listed.after(_ASKED_AFTER) else role


def bound(figure: Figure, listed: Listed, role: str, measure: Mention) -> str:
    """The operator as written, but for targets whose words leave the side to the measure.

    PM2.5达到33微克/立方米 asks for <= 33; 未完成82%的目标 and 远低于25%的要求 for >=. Of a change 下降8%以上 is <= -8.
    """
    text, first = listed.text, listed.first
    finding = role in ("baseline", "actual") or listed.change is not None
    written = operator(figure, text, first, finding=finding)
    if listed.change:
        return TURNED[written] if signed(figure, listed.change, measure) < 0 else written
    if role != "target" or figure.after:
        return written
    reached = text.endswith(
        ("达", "达到") if written == ">=" else ("目标", "目标值", "目标:", "目标值:", "目标("), 0, first
    )
    if reached or (written != "<=" and _ASKED_AFTER.match(text, figure.end)):
        return "<=" if measure.lower_is_better else ">="
    return written
