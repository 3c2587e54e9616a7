"""Counts of complaints that inspectors passed on (信访件交办): totals, and breakdowns by area, pollution, handling …

累计17件投诉举报件，其中重点件3件 · 按污染类型分：涉及大气污染10件，涉及水污染7件 · 零陵区\\t5\\t3\\t1
Which words announce or are which dimension stands in data/vocabulary/petition_dimensions.csv.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from loaders.grammar.dates import find_dates
from loaders.grammar.petitions.reading import (
    BATCH,
    CASES,
    COMPLAINT,
    RUNNING_TOTAL,
    Count,
    PetitionFound,
    Reading,
    dimension_of,
    mark_key_cases,
    named_key,
    words_for,
)
from loaders.grammar.petitions.tables import cells_of, read_table, tables_one_cell_a_line

# 冷水滩区6件 · 共109件 · 蓝山2件（重点件1件） · 大气污染问题435个 · 各1件
ITEM = re.compile(
    r"""
    (?P<key> [^，,、；;。！：:（）()【】\d]{0,40} ) (?: [（(] (?= \d+ \s* [件宗起] \s* [）)] ) )?
    (?P<cases> (?<!\d) (?: \d{1,3}(?:,\d{3})+(?!\d) | \d{1,7} ) ) \s* (?P<unit> 件 | 个 | 起 | 宗 ) (?! 工作日 | 月 | 百分点 | 小时 | 次 )
    (?P<noun> \s* (?:群众)? (?:来电|来信)* (?:投诉|信访|举报|环境|交办|转办|生态)+ (?:问题|举报|投诉)* (?:案?件|事)? )?
    (?P<key_cases> \s* [（(] [^）)\d]{0,8} 重点 [^）)\d]{0,6} (?P<marked>\d+) \s* [件宗起个] \s* [）)] )?
    """,
    re.VERBOSE,
)
# 长沙市、衡阳市，分别有47件、12件 · 涉及水、噪声和其他环境污染问题的分别为33个、30个、11个
RESPECTIVELY = re.compile(
    r"""
    (?P<keys> [^，,；;。：:（）()\d、和与]{1,20} (?: [、和与] [^，,；;。：:（）()\d、和与]{1,20} ){1,20} )
    (?: ，? \s* 的? | ，数量 ) \s* 分别 (?:[为有是占]|交办|转办|办理)* \s*
    (?P<values> \d{1,7} \s* [件宗起个] (?: \s* [、，,和] \s* \d{1,7} \s* [件宗起个] ){1,20} )
    """,
    re.VERBOSE,
)
# 发布时间：2025-06-17 · 来源：眉山日报 2024-10-22
OF_THE_PAGE = re.compile(
    r"[^。\n]{0,60}(?:发布(?:时间|日期)|来源\s*[：:]|20\d\d-\d{1,2}-\d{1,2})[^。\n]{0,60}\n?"
)
BEGINS = re.compile(r"(?<=[^，、；：至于止从自\s]\n)[^\S\n]*(?:截[至止])?\d{1,2}月\d{1,2}日")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
# 临桂区　21　3　9 · 1 灵川县 12 — 6
ROW_OF_NUMBERS = re.compile(
    r"[^\S\n]*(?:\d{1,3}[^\S\n]+)?[^\s\d，。；：]{1,16}(?:[^\S\n]+(?:\d{1,6}|[—–\-－/／无]{1,2}))+\s*"
)
# 按污染类型分为 | 大气4件 · 按区域分类（同一件…）： · 从污染类型看，
HEADING = re.compile(
    r"""
      按 [^：:，,；;\d]{2,16} 分为
    | [^：:，,]{0,40}? (?:[（(][^）)]{0,80}[）)])? \s{0,4} [：:]
    | [^：:，,；;]{0,40}? (?:按|从|根据|依据) [^：:，,；;]{0,40} [，,]
    """,
    re.VERBOSE,
)
SENTENCE_END = re.compile(
    r"[。！？]|(?<=[：；])[^\S\n]*\n|(?<![^\n])[^\S\n]*[（(]?[一二三四五六七八九十]+[、）)][^\n。，；：、\d]{2,20}\n|[；;](?=\s*(?:[一二三四五六七]、|[从按][^，,；;。：:]{2,12}(?:[看分]类?[，,：:]|分为)))"
)
# What belongs to a count and not to its key: 其中涉及大气污染共10件 -> 大气污染.
BEFORE_KEY = re.compile(
    r"\s*(?:其次[是为]?|[^，,：:；;]{0,12}件中|(?:本批|该批|这批|上述|以上)?[^，,：:；;]{0,6}?(?:信访|举报|投诉|交办|转办|案)[^，,：:；;]{0,4}?件(?:涉及|分布|来自|反映)[在于]?"
    r"|其中|剔除|扣除|主要|包括|包含|含|分别[是为]|另有|另外|目前|现|从\S*?看|按\S*?[分类看]|共?涉及|涉|反映|投诉|交办给|交办|转办)*\s*"
)
AFTER_KEY = re.compile(
    r"(?:案件|(?<=[局委办厅])(?:牵头|主办|承办)(?:办理)?)?\s*(?:一共|累计|总共|共计|共有|共|计|各|均|都|为|是|有|占|达|约)*\s*$"
)
# 投诉比较集中的是 | 大气污染 | 问题，共57件
BEFORE_SUM = re.compile(r"是(?P<key>[^，,。是\d]{1,8}?)(?:问题)?[，,]\s*共计?\s*$")
# 督察组向我市转办 · 累计受理群众举报 · 移交第三批信访件
PASSED_ON = re.compile(r"转办|交办|移交|转交|转来|受理|收到|接收|接到|接|信访|举报|投诉")
# 按交办市直单位分类（重点件双交办至市直单位）：what follows counts key cases.
OF_KEY_CASES = re.compile(r"[：:]?[（(]重点件[^，,）)]{0,4}交办|重点件[^，,：:]{0,12}[分类][^，,]*[：:]")
DAY = re.compile(r"\d\s*日|20\d\d-\d|[当今]日")
# 认真抓好督察期间交办的278件信访件: a plan, not a count of a day.
PLANNED = re.compile(r"抓好|抓紧|确保|务必|力争|加快|举一反三")
UNTIL = re.compile(r"截至|截止|以来|至今|期间|(?<!20\d\d)(?<!20\d\d-\d\d)[-—–~至]|(?<![收接])到")
# 截至9月8日: from here on the bulletin counts to that day.
AS_OF = re.compile(r"截[至止]")
# 督察组向我市转办; a hotline (县12345热线受理136件) or a year's letters are no complaints that inspectors passed on.
INSPECTORS = re.compile(r"督[察查]|巡[察视]|交办|转办|移交|转交|转来")
OF_OTHERS = re.compile(
    r"热线|平台|网站|信箱|信访局|12345|12369|20\d\d\s*年度?(?!\s*\d{1,2}\s*月\s*\d{1,2}\s*日)"
)
# 转办的第18批信访件 | ，共计59件 · 交办问题十二批，共计1042件
SUM = re.compile(r"\s*(?:一共|共计|总计|合计|共)\s*")
NAMES_THEM = re.compile(r"(?:信访|举报|投诉)[^，,。]{0,4}件$|批$")
MARKED = re.compile(r"重点[^，,、；;。\d件]{0,6}件?$")
# 转办群众信访举报件122件，涉及 | 我区
SHARE = re.compile(
    r"(?:其中|涉及|属于|转我|交办|转办)*[我本][省市州盟县区旗](?:群众|信访|举报|投诉|案件|件|的|有)*"
)
# 33件信访件 | 中，已办结8件
OF_THEM = re.compile(r"(?:信访|举报|投诉|案?件)*中")
# 第三十四批举报件中，按地区分布为
OF_THE_BATCH = re.compile(r"\s*(?:第[一二三四五六七八九十百\d]+|[这该本])批[^，,。\d]{0,8}件中")
THEIR_PARTS = re.compile(r"[，,：:]?\s*(?:分别[为是]|分布在|其中)")
THE_REST = re.compile(r"(?:其余|剩余|余下|还有?|尚有?|另有?|另外|其他)?(?:的)?")
HANDLED = re.compile(r"\s*(?:均|都|还|仍)?(?P<word>[\u4e00-\u9fff]{2,6})")
# 移交第三批群众信访举报件。涉及眉山 | 3件 | （来电1件 · 交办的第十七批涉及赤峰市 | 11件信访举报件
A_PLACE_S = re.compile(
    r"第[^。，]{1,6}批(?:[^。，；\d]{0,12}(?:信访|举报)[^。，；\d]{0,6}件[。，,]\s*)?涉及[^，。、；\d]{2,10}$"
)
OF_ONE_PLACE = re.compile(r"\s*(?:[（(]来|[，,]\s*(?:其中|[均为]+来)|。)")
NEAR = 80
LONG_SENTENCE = 400


def find_petition_counts(
    text: str, start: int, end: int, *, year: int | None, dated: date | None
) -> list[PetitionFound]:
    """The counts of a bulletin. `year` is for dates that name none, `dated` the bulletin's own day.

    A count without a day of its own is of the day of the statement before it, else of the bulletin's. Where a text
    tells of a batch and of all batches, a breakdown of all is taken and the batch's only where there is no other; a
    count in the news of one county beside the city's is left out.

    >>> [(found.key, found.cases) for found in find_petition_counts("我市收到信访件4件（来电3件、来信1件）。", 0, 21,
    ...     year=2024, dated=None)]
    [('合计', 4), ('来电', 3), ('来信', 1)]
    """
    reading = Reading(year or _only_year(text, start, end), dated)
    at = start
    for table_start, table_end, lines in [*tables_one_cell_a_line(text, start, end), (end, end, [])]:
        for a, b, is_table in _sentences(text, at, table_start):
            of_batch = not is_table and BATCH.search(text, a, b) and INSPECTORS.search(text, a, b)
            if AS_OF.search(text, a, b) or of_batch:
                reading.day = reading.last_day(text, a, min(b, a + LONG_SENTENCE)) or reading.day
            if is_table:
                whole_lines = re.compile(r"[^\n]+").finditer(text, a, b)
                read_table(text, a, [cells_of(text, *line.span()) for line in whole_lines], reading)
            else:
                _read_sentence(text, a, b, reading)
        read_table(text, table_start, lines, reading)
        at = table_end
    _give_back_what_is_too_large(reading.counts)
    return _choose(reading.counts)


def _only_year(text: str, start: int, end: int) -> int | None:
    """That of all days that name one, for those that do not."""
    dates = find_dates(text, start, end, year=None, reporting_year=None)
    years = {found.on.year for found in dates if found.precision == "day"}
    return years.pop() if len(years) == 1 else None


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Sentences, and tables as a whole. Lines broken by a PDF are joined: an empty line ends nothing, 。 does."""
    at, in_table = start, False
    lines = list(LINE.finditer(text, start, end))
    for line, below in zip_longest(lines, lines[1:]):
        has_cells = "\t" in line.group() or _parted_by_spaces(
            line.group(), below.group() if below else "", in_table
        )
        is_of_page = not has_cells and OF_THE_PAGE.fullmatch(line.group())
        begins = BEGINS.match(text, line.start(), line.end())  # 12月3日，督察组… below a title
        if (has_cells != in_table or is_of_page or begins) and at < line.start():
            yield at, line.start(), in_table
            at = line.start()
        in_table = has_cells
        if is_of_page:
            at = line.end()
        elif not in_table:
            for stop in SENTENCE_END.finditer(text, line.start(), line.end()):
                yield at, stop.end(), False
                at = stop.end()
    if at < end:
        yield at, end, in_table


def _parted_by_spaces(line: str, below: str, in_table: bool) -> bool:
    """Whether a line is a table's row (临桂区　21　3　9), or above its first row the titles of as many columns."""
    if ROW_OF_NUMBERS.fullmatch(line):
        return in_table
    is_above = not in_table and ROW_OF_NUMBERS.fullmatch(below) is not None
    return is_above and len(line.split()) == len(below.split()) and not re.search(r"[。；：]", line)


def _read_sentence(text: str, start: int, end: int, reading: Reading) -> None:
    """Add a sentence's counts: to a total of its own, if it names one, else to the one before."""
    counts = reading.counts
    if OF_THE_BATCH.match(text, start, end):  # after the total of all batches
        counts.sort(key=lambda count: count.kind == "本批")
    dimension, listing = _heading(text, start, end)
    respectively = list(RESPECTIVELY.finditer(text, start, end))
    for match in respectively:
        counts[-1].rows += _respectively(text, match, dimension, reading)
    reading.told_of = 0
    only_key_cases = listing > start and bool(OF_KEY_CASES.search(text, start, listing))
    for match in ITEM.finditer(text, start, end):
        if any(several.start() <= match.start("cases") < several.end() for several in respectively):
            continue
        inside = match.start("cases") >= listing
        key_start, key_end = _trim_key(text, max(match.start("key"), listing * inside), match.end("key"))
        if before := BEFORE_SUM.search(text, max(start, match.start() - NEAR), match.start("cases")):
            key_start, key_end = before.span("key")
        key, cases = re.sub(r"\s", "", text[key_start:key_end]), _cases(match)
        named = named_key(key) or _said_behind(text, key, match.end())
        if MARKED.search(key) and not named:
            mark_key_cases(counts[-1], cases)
            if THEIR_PARTS.match(text, match.end()):
                break  # 重点关注件8件，分别为广州1件、…
            continue
        if _is_whole_batch(text, match):
            total = PetitionFound(reading.day, "total", "本批", cases, None, key_start, match.end())
            _add(counts, Count("本批", total, is_dated=True))
            continue
        known = named or dimension_of(key, match["unit"], dimension, inside=inside)
        is_kind = known is not None and known[0] == "pollution"  # 累计转办件中大气54件
        may_be_total = not (dimension or named or is_kind)
        if _names_again(text, match, key, reading) or _is_share(text, start, match, key, reading):
            continue
        if may_be_total and _is_total(text, start, match, is_told=len(counts) > 1):
            if cases >= reading.told_of:  # not 279件案件中，…实际投诉164件
                _add(counts, _new_count(text, start, match, cases, reading))
            continue
        if _goes_on_a_list(text, match) and not _says_each(text, match):
            continue  # 某镇扬尘、噪声污染问题1件: of both
        if (
            known is None
            or not (key or named)
            or (match["unit"] == "个" and known[0] not in ("pollution", "industry"))
        ):
            continue
        if len(counts) == 1 and not COMPLAINT.search(text, max(0, start - LONG_SENTENCE), end):
            continue  # 按行业分：化工3件, but of what?
        waiting = _keys_before(text, max(start, listing), key_start) if _says_each(text, match) else []
        for a, b in [*waiting, (key_start, match.end())]:
            word = known[1] if b == match.end() else re.sub(r"\s", "", text[a:b])
            marked = int(match["marked"]) if match["marked"] else cases if only_key_cases else None
            counts[-1].rows.append(
                PetitionFound(reading.day, known[0], word, cases, marked, a, b, counts[-1].kind)
            )


def _names_again(text: str, match: re.Match[str], key: str, reading: Reading) -> bool:
    """33件信访件中，已办结8件: whether a total is named that was told; what follows belongs to it."""
    if not (OF_THEM.match(text, match.end()) or (match["noun"] and not key)):
        return False
    cases, counts = _cases(match), reading.counts
    told = next((n for n in range(len(counts) - 1, 0, -1) if _has_total(counts[n], cases)), None)
    if told is None:
        return False
    counts.append(counts.pop(told))
    reading.told_of = cases
    return True


def _has_total(count: Count, cases: int) -> bool:
    return count.total is not None and count.total.cases == cases


def _is_share(text: str, start: int, match: re.Match[str], key: str, reading: Reading) -> bool:
    """转办信访举报件122件，涉及我区2件: whether a count is our share of the total before, which it stands for."""
    whole = reading.counts[-1]
    if whole.total is None or match["unit"] not in CASES or not SHARE.fullmatch(key):
        return False
    share = _new_count(text, start, match, _cases(match), reading, whole.kind)
    share.is_share = True
    if not whole.rows:
        reading.counts.pop()
    _add(reading.counts, share)
    return True


def _is_whole_batch(text: str, match: re.Match[str]) -> bool:
    """督察组向四川移交第三批群众信访举报件。| 涉及眉山3件（来电…: all of the batch that the place got."""
    behind = match["noun"] or OF_ONE_PLACE.match(text, match.end())
    return bool(behind and A_PLACE_S.search(text[max(0, match.start() - NEAR) : match.start("cases")]))


def _cases(match: re.Match[str]) -> int:
    """1,286件"""
    return int(match["cases"].replace(",", ""))


def _heading(text: str, start: int, end: int) -> tuple[str | None, int]:
    """The dimension that a sentence announces (按污染类型分：) and where its list begins."""
    head = HEADING.match(text, start + len(text[start:end]) - len(text[start:end].lstrip()), end)
    if head is None:
        return None, start
    words = re.sub(r"[（(](?!市|州)[^）)]*[）)]", "", head.group())
    found = [(len(word), dimension) for word, (dimension, _) in words_for("heading").items() if word in words]
    listed = re.search(r"按|从|分|类|情况|看", words)
    return (max(found)[1], head.end()) if found and listed else (None, start)


def _trim_key(text: str, start: int, end: int) -> tuple[int, int]:
    """The key's own words: 其中涉及大气污染共 -> 大气污染."""
    head = BEFORE_KEY.match(text, start, end)
    start = head.end() if head and head.end() < end else start
    tail = AFTER_KEY.search(text, start, end)
    return start, tail.start() if tail and tail.start() > start else end


def _is_total(text: str, start: int, match: re.Match[str], *, is_told: bool) -> bool:
    """Whether an item is a total of complaints: 转办1批累计17件投诉举报件, 收到信访件共127件.

    `is_told`: a total stands before, so that 累计接到十批48件 is one, too.
    """
    head = text[max(start, match.start("cases") - LONG_SENTENCE) : match.start("cases")]
    outside = re.sub(r"[（(][^（()）]*[)）]", "", head)  # 168件（ | 市直12件: a part of it
    clause = re.split(r"[，,；;。：:]|[（(](?=[^\d\s共计])", outside)
    if match["unit"] not in CASES or not (match["noun"] or PASSED_ON.search("".join(clause[-2:]))):
        return False
    if PLANNED.search(head) and not RUNNING_TOTAL.search(head):
        return False
    if OF_OTHERS.search(head) and not INSPECTORS.search(head):
        return False
    own = match["noun"] or COMPLAINT.search(clause[-1])
    own = own or (SUM.fullmatch(clause[-1]) and clause[-2:-1] and NAMES_THEM.search(clause[-2]))
    own = own or (
        (is_told or INSPECTORS.search(head))
        and RUNNING_TOTAL.search(clause[-1])
        and PASSED_ON.search(clause[-1])
    )
    return bool(own) and not re.search(
        r"其中|涉及(?!我|全|生态环境|环境|[^，。；]*(?:信访|举报|投诉))|重点|办结|查处|属实|反馈意见|已办理|回复|分解|拆[解分]",
        clause[-1],
    )


def _add(counts: list[Count], new: Count) -> None:
    """A total told again is the one told before, of the day that is named: what follows belongs to it."""
    for place, count in enumerate(counts):
        told, again = count.total, new.total
        if not told or not again or (told.key, told.cases) != (again.key, again.cases):
            continue
        if told.as_of == again.as_of or (new.is_dated and not count.is_dated):
            counts.append(counts.pop(place))
            count.total = replace(told, as_of=again.as_of)
            count.rows = [replace(row, as_of=again.as_of) for row in count.rows]
            if again.key_cases is not None:
                mark_key_cases(count, again.key_cases)
            return
    counts.append(new)


def _new_count(
    text: str, start: int, match: re.Match[str], cases: int, reading: Reading, kind: str | None = None
) -> Count:
    start = max(start, match.start("cases") - LONG_SENTENCE)
    head = text[start : match.start("cases")]
    own_day = reading.last_day(text, start, match.start("cases"))
    reading.day = own_day or reading.day
    clause = re.split(r"[，,；;。]", head)[-1]
    running = RUNNING_TOTAL.search(head)
    batch = BATCH.search(clause) or (BATCH.search(head) if not running else None)
    of_one_day = (
        DAY.search(head) and not UNTIL.search(head) and not head.rstrip().endswith("的")
    )  # 交办的87件
    kind = kind or ("合计" if running or not (batch or of_one_day) else "本批")
    opening = max(head.rfind(mark) for mark in "，,；;。（(") + 1
    at = start + opening
    while text[at].isspace():
        at += 1
    marked = int(match["marked"]) if match["marked"] else None
    total = PetitionFound(reading.day, "total", kind, cases, marked, at, match.end())
    return Count(kind, total, is_dated=own_day is not None)


def _said_behind(text: str, key: str, end: int) -> tuple[str, str] | None:
    """其余18件 | 正在办理: how far the rest is stands behind its number."""
    behind = HANDLED.match(text, end)
    return named_key(behind["word"]) if behind and THE_REST.fullmatch(key) else None


def _goes_on_a_list(text: str, match: re.Match[str]) -> bool:
    """Whether a key stands behind 、 and a name without a number of its own."""
    return (
        re.search(r"[^\d，,、；;。：:（）()件个起宗]、$", text[max(0, match.start() - 2) : match.start()])
        is not None
    )


def _says_each(text: str, match: re.Match[str]) -> bool:
    """各2件, 均有10件"""
    return bool(re.search(r"(?:各|均|都)(?:有|为|是)?\s*$", text[match.start("key") : match.start("cases")]))


def _keys_before(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """东安、江永各2件: the keys that share the number with the last one."""
    keys, stop = [], end
    for match in reversed(list(re.finditer(r"[^，,、；;。：:（）()\d]+(?=、)", text[start:end]))):
        if start + match.end() + 1 != stop:
            break
        a, b = _trim_key(text, start + match.start(), start + match.end())
        keys.append((a, b))
        stop = start + match.start()
    return keys[::-1]


def _respectively(
    text: str, match: re.Match[str], dimension: str | None, reading: Reading
) -> Iterator[PetitionFound]:
    """A row a key of 水、噪声和土壤问题的分别为33个、30个、7个; nothing where the numbers do not match."""
    keys = list(re.finditer(r"[^、和与，的]+", match["keys"]))
    values = [int(value) for value in re.findall(r"\d+", match["values"])]
    if len(keys) != len(values):
        return
    for part, cases in zip(keys, values, strict=True):
        a, b = _trim_key(text, match.start() + part.start(), match.start() + part.end())
        known = dimension_of(re.sub(r"\s", "", text[a:b]), "件", dimension, inside=True)
        if known:
            kind = reading.counts[-1].kind
            yield PetitionFound(reading.day, *known, cases, None, a, b, kind)


def _give_back_what_is_too_large(counts: list[Count]) -> None:
    """A part larger than its total is of a total before: …共186件。当日交办17件。按区域分：云栖区62件，高新区9件。"""
    for n, count in enumerate(counts):
        if count.total is None:
            continue
        for dimension in {row.dimension for row in count.rows if row.dimension != "total"}:
            rows = [row for row in count.rows if row.dimension == dimension]
            largest = max(row.cases for row in rows)
            home = next((c for c in reversed(counts[:n]) if c.total and c.total.cases >= largest), None)
            if largest > count.total.cases and home and home.total:
                day = home.total.as_of
                home.rows += [replace(row, as_of=day, of=home.kind) for row in rows]
                count.rows = [row for row in count.rows if row.dimension != dimension]


def _choose(counts: list[Count]) -> list[PetitionFound]:
    """The rows to keep: of the running total with the most parts, then of a batch what that total lacks."""

    def weight(count: Count) -> tuple[bool, int, int]:
        return count.is_share, len(count.rows), count.total.cases if count.total else 0

    loose = counts[0]
    chosen: list[Count] = [loose]
    for kind in ("合计", "本批"):
        of_kind = [count for count in counts[1:] if count.kind == kind]
        if of_kind:
            chosen.append(max(of_kind, key=weight))
    found: list[PetitionFound] = []
    for count in sorted(chosen[1:], key=lambda count: count.kind != "合计") + chosen[:1]:
        taken = {row.dimension for row in found if row.dimension != "total"}
        totals = {row.key for row in found if row.dimension == "total"}
        found += [count.total] if count.total and count.total.key not in totals else []
        found += [
            row
            for row in count.rows
            if (row.key not in totals if row.dimension == "total" else row.dimension not in taken)
        ]
    unique: dict[tuple[str, str], PetitionFound] = {}
    for row in found:
        unique.setdefault((row.dimension, row.key), row)
    return sorted(_count_key_cases(list(unique.values())), key=lambda row: row.start)


def _count_key_cases(rows: list[PetitionFound]) -> list[PetitionFound]:
    """Where a dimension's marks add up to the total's key cases, the parts without a mark have none (0, not unknown)."""
    stated = {row.key: row.key_cases for row in rows if row.dimension == "total"}
    marks: dict[str, int] = {}
    for row in rows:
        if row.dimension != "total":
            marks[row.dimension] = marks.get(row.dimension, 0) + (row.key_cases or 0)
    return [
        replace(row, key_cases=0)
        if row.dimension != "total"
        and row.key_cases is None
        and marks[row.dimension]
        and marks[row.dimension] == stated.get(row.of or "")
        else row
        for row in rows
    ]
