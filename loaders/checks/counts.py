"""Counts that one passage adds up: a total and its parts, a share, what is done and what is left."""

import re
from collections.abc import Iterator
from functools import cache

from loaders.checks.words import CLASSIFIER, NUMERAL, said_in, sentence_at
from loaders.grammar.numbering import number_of
from loaders.items import Check, Layout

# 15个黑臭水体整治(地级市4个、县级城市6个、乡镇5个)
TOTAL_WITH_PARTS = re.compile(
    rf"(?<![\d.])(?P<total>{NUMERAL})\s*(?P<classifier>{CLASSIFIER})(?P<what>[^，。；,;()（）\d]{{0,20}})[（(](?P<parts>[^（()）]{{4,120}})[)）]"
)


def parts_of(said: re.Match[str]) -> list[tuple[str, int]]:
    """地级市 4, 县级城市 6, 乡镇 5; nothing where the bracket may hold anything else."""
    if re.search(r"其中|包括|含|等", said["parts"]):
        return []
    part = re.compile(
        rf"(?P<before>\D{{1,14}}?)(?P<count>\d{{1,4}})\s*{said['classifier']}"
        rf"|(?P<count_first>\d{{1,4}})\s*{said['classifier']}(?P<after>\D{{1,14}})"
    )
    found = [part.fullmatch(piece.strip()) for piece in re.split(r"[、，,；;]", said["parts"])]
    read = [piece for piece in found if piece]
    if len(read) < len(found):
        return []
    return [
        (piece["before"] or piece["after"], int(piece["count"] or piece["count_first"])) for piece in read
    ]


def totals_of_parts(text: str, layout: Layout) -> Iterator[Check]:
    """A total with its parts in brackets behind it."""
    for said in TOTAL_WITH_PARTS.finditer(text):
        counts = [count for _, count in parts_of(said)]
        if len(counts) < 2:
            continue
        total, found = number_of(said["total"]), sum(counts)
        what = said["what"].strip("的 ") or f"{total}{said['classifier']}"
        note = f"{'+'.join(map(str, counts))}={found}。"
        name = f"{said_in(layout, said.start())}{what}总数与分项之和"
        yield Check(name, total, found, total == found, note, *said.span())


# 52家产业园区中，有8家未完成跟踪评价，占比15.4% · 全市147个乡镇…建成23座,仅占应建数量的16.7%
COUNTED = re.compile(
    rf"(?<![\d.])(?P<count>\d{{1,5}})\s*余?(?P<classifier>{CLASSIFIER}|人|户|辆|台)(?!月|百分点)"
)
SHARE = re.compile(
    r"占(?:比例?|总数|总量|全部|其中|应[^，。；,;\d]{1,4})?(?:的|数量的)?(?:仅|仅为|为|达到?|约)?\s*(?P<percent>\d{1,2}(?:\.\d+)?)\s*[%％]"
)


def shares(text: str, layout: Layout) -> Iterator[Check]:
    """N of M is p %: worked out anew where one sentence names both counts and the share."""
    for share in SHARE.finditer(text):
        start, _ = sentence_at(text, share.start())
        counts = list(COUNTED.finditer(text, start, share.start()))
        if len(counts) < 2 or "%" in text[counts[0].end() : share.start()].replace("％", "%"):
            continue
        *wholes, last = counts
        part, percent = int(last["count"]), float(share["percent"])
        precision = 0.5 * 10 ** -len(share["percent"].partition(".")[2]) + 1e-9
        fitting = [w for w in wholes if abs(part / max(int(w["count"]), 1) * 100 - percent) <= precision]
        parts = text[start : wholes[0].start()], text[wholes[0].end() : last.start()]
        alike = all(re.search(r"20\d\d\s*年", part) for part in parts)
        if not fitting and (len(wholes) > 1 or alike):
            continue  # which of them is the whole cannot be said: 2023年完成30座，2024年完成23座，占46%
        whole = int((fitting or wholes)[-1]["count"])
        if not 0 < part < whole or "余" in "".join(found.group() for found in counts):
            continue
        where = said_in(layout, share.start())
        note = f"{part}÷{whole}={part / whole:.2%}，文中写{share['percent']}%。"
        place = (fitting or wholes)[-1].start(), share.end()
        found = round(part / whole * 100, 1)
        yield Check(f"{where}比例（{part}/{whole}）", percent, found, bool(fitting), note, *place)


# 9座设施中已有6座修复并恢复运行，其余3座正在施工 · 66项整改任务已整改完成27项,其余39项整改任务正积极推进
LEFT = re.compile(
    rf"(?:其余|剩余|余下|剩下)的?\s*(?P<left>{NUMERAL})\s*(?P<classifier>{CLASSIFIER})(?P<what>[\u4e00-\u9fff]{{0,12}})"
)
# 共, 涉及 before a count, or 中 after it, make it the whole of which others are parts.
WHOLE_BEFORE = re.compile(r"(?:共|合计|总计|涉及|现有|应|承担|明确|交办|反馈|排查)[^，。；,;\d]{0,10}$")
WHOLE_AFTER = re.compile(r"[^，。；,;\d]{0,20}中(?!央|心|型|部|学|游)")
# What is left does this; anything else behind the number may be things of another kind (其余5个点位)
GOES_ON = re.compile(r"正|未|已|将|计划|预计|力争|确保|均|于|在|也|尚|仍|待|按|到|年底|$")


def left_in_sentences(text: str, layout: Layout) -> Iterator[Check]:
    """N of which M are done and the other K are not: N - M = K, where a sentence says all three."""
    for left in LEFT.finditer(text):
        start, end = sentence_at(text, left.start())
        count = _exact_count(left["classifier"])
        counts = list(count.finditer(text, start, left.start()))
        if len(counts) < 2:
            continue
        whole, *parts = counts
        total, remaining = number_of(whole["count"]), number_of(left["left"])
        done = [number_of(part["count"]) for part in parts]
        if total <= max(*done, remaining):
            continue
        found = total - sum(done)
        after = [number_of(other["count"]) for other in count.finditer(text, left.end(), end)]
        passed = found in (remaining, remaining + sum(after))
        of_them = GOES_ON.match(left["what"]) or left["what"][:2] in text[whole.end() : parts[0].start()]
        surely_all = len(parts) == 1 and not after and of_them and _is_whole(text, start, whole)
        if passed or surely_all:
            note = f"{'-'.join(map(str, (total, *done)))}={found}。"
            name = f"{said_in(layout, left.start())}其余{left['classifier']}数（{total}）"
            span = whole.start(), left.end("classifier")
            yield Check(name, remaining, remaining if passed else found, passed, note, *span)


@cache
def _exact_count(classifier: str) -> re.Pattern[str]:
    """12个, not 约12个 or 第12个."""
    return re.compile(
        rf"(?<![第\d.约近超逾])(?P<count>{NUMERAL})\s*{classifier}(?!月|百分点|季度|小时|工作日)"
    )


def _is_whole(text: str, start: int, count: re.Match[str]) -> bool:
    return bool(WHOLE_BEFORE.search(text[start : count.start()]) or WHOLE_AFTER.match(text, count.end()))


# 8个超低排改造重点项目中实际仅完成2个
DONE_OF = re.compile(
    rf"""(?<![\d.第]) (?P<whole>{NUMERAL}) \s* (?P<classifier>{CLASSIFIER}) (?P<what> [^，。；,;、\d]{{2,24}}? ) 中
    [^，。；,;\d]{{0,8}} (?:完成|建成|整改|整治|治理|修复|落实|投运|销号) 了? \s* (?P<done>{NUMERAL}) \s* (?P=classifier)""",
    re.VERBOSE,
)
# 6个未完成的超低排改造项目 · 剩余6个项目
STILL_LEFT = re.compile(
    rf"""(?: (?:剩余|其余|余下|剩下|未完成) 的? \s* (?P<named>{NUMERAL}) \s* (?:{CLASSIFIER})
      | (?<![\d.第]) (?P<left>{NUMERAL}) \s* (?:{CLASSIFIER}) (?:尚?未[^，。；,;\d]{{2,4}}|剩余)的 ) (?P<what> [\u4e00-\u9fff]{{2,24}} )""",
    re.VERBOSE,
)


def left_in_items(text: str, layout: Layout) -> Iterator[Check]:
    """8个项目中仅完成2个 in the issue leaves the 6个未完成的项目 of the measures; another number may be of other projects."""
    for item in layout.items:
        for said in DONE_OF.finditer(text, item.start, item.end):
            found = number_of(said["whole"]) - number_of(said["done"])
            for left in STILL_LEFT.finditer(text, said.end(), item.end):
                # 超低排改造项目 of 超低排改造项目；委托…, since 8个超低排改造重点项目 are 项目, too
                before, noun, _ = left["what"].partition(said["what"][-2:])
                if noun and number_of(left["named"] or left["left"]) == found:
                    note = f"{said['whole']}-{said['done']}={found}，后文写{found}。"
                    name = f"第{item.seq}项剩余{before}{noun}数"
                    yield Check(name, found, found, True, note, *said.span())
                    break
