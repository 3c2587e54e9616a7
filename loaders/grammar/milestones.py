"""Dated steps (milestones) within a task's deadline and measures: 2018年底前建成角山污水处理厂."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from loaders.grammar.dates import DateFound, find_dates
from loaders.grammar.places import place_at_start
from loaders.vocabulary import rows

# 1. · 1) · 2.2024年… · （一） · ①, ⑴ and ⒈ · 一是
NUMBER = r"""(?: \d{1,2}[.．、](?:(?!\d)|(?=20\d\d|\d{1,2}月)) | [（(]?\d{1,2}[）)] | [（(][一二三四五六七八九十]{1,3}[）)]
                | [①-⒛] | [一二三四五六七八九十]+[是、] )"""
# A step ends with its sentence, at a ； and before a numbered line. Other line breaks are the page's.
BOUNDARY = re.compile(
    rf"[。；;！？] | (?<=[\u4e00-\u9fff])\. | (?<=[：:])\s*\n | \n (?=\s*{NUMBER})", re.VERBOSE
)
LINE = re.compile(r"\S(?:[^\n]*\S)?")
WITH_YEAR = re.compile(r"20\d\d[年./-]\d")
NUMBERING = re.compile(rf"(?:[\s，,、] | {NUMBER})+", re.VERBOSE)
INTENDED = "力争|争取|确保|务必|计划|预计|必须|拟"
# 力争在 … 前， · 于 … 前 · 到 …，
BEFORE_DATE = re.compile(
    rf"(?:(?:{INTENDED}|原则上|最迟|至迟|均|将|应)\s*)*(?:(?:于|在|到|至|截至|截止)\s*)?$"
)
AFTER_DATE = re.compile(rf"\s*(?P<before>[（(]底[）)]前|[之以]?前)?(?:\s*[，,：:])?\s*(?:(?:{INTENDED})\s*)?")
# （2021年12月31日前完成） · （完成时限：2024年6月底） · （2021年4月已完成）
OPENED = re.compile(r"[（(【][^（(）)】。；;]{0,12}$")
CLOSED = re.compile(
    r"(?:（底）)?(?:之前|以前|前)?(?:按期|基本|全面|全部)?(?:已)?(?:完成|落实|实现|到位|建成|见效|销号|办结|启动|达标)?"
    r"(?:整改|到位|销号)?[。；;]?[）)】]"
)
DATE_LABEL = re.compile(r"(?:完成|整改)?(?:时限|期限|完成时间)(?:要求)?[：:为]?\s*$")
# 对…进行清查；对…进行清淤 | （2022年12月31日前完成）: clauses that begin alike share their date
PARALLEL = re.compile(r"(?<![^。；;\s.、）)])(?P<alike>[对将])(?:[^。；;]*[；;]\s*(?P=alike))+[^。；;]*$")
# 每年 | 6月底, 每年6月底、 | 12月底, 每年4月1日至 | 6月15日
# （牵头单位：市住建局；责任单位：各县（区）政府；| 完成时限：2024年9月底）
AROUND = re.compile(r"[（(](?:[^（()）]|[（(][^（()）]*[)）])*$")
# 完成10座改造 | （责任单位：县水利局）
BY_WHOM = re.compile(r"[（(](?:牵头|责任|配合|负责)[^（()）：:]{0,6}[：:][^（()）]*[)）]$")
RECURRING = re.compile(
    r"(?:每年|每|逐年|次年|历年)的?\s*(?:\d{1,2}月(?:\d{1,2}日|[底初末])?前?[、和及与至到—-]?\s*)*$"
)
# 已于…完成
PAST_BEFORE = re.compile(r"(?:已|已经|曾|早|自|从)(?:于|在)?\s*$")
# 2020年底，已全部通过 · 2023年以前建成的
PAST_AFTER = re.compile(
    r"[^，,。；;]{0,6}(?<!对)(?<!将)已(?:经|于|全|完成(?![^，,。；;]{0,8}的)|通过|建成(?!的)|按|基本)|完成[了的]"
)
# What says no more than that something is done
ONLY_DONE = re.compile(
    r"(?:基本|全面|全部|整体|按期|如期|按时)*(?:完成|到位|完工|落实|办结|销号|见效)?(?:到位|任务|工作)?"
)
# What has no end is never due: 长期坚持
ENDLESS = (
    "立行立改|立即|整改|持续|长期|坚持|保持|动态清零|推进|常态化|后[续期]|加强|巩固|监管|管护|[并，,、；/／]"
)
WITHOUT_END = re.compile(f"(?:{ENDLESS})+")
# What says so of the whole task, or how it is to be done: no words of a deadline's own
NO_STEP = re.compile(
    f"(?:基本|全面|全部|整体|按期|如期|按时|完成|整治|验收|销号|落实|任务|工作|到位|{ENDLESS})*"
)
# 建成投用, 完工, 投入运行: of what the clause before names; 建成应急池 names its own
PUT_INTO_USE = re.compile(
    r"""(?:全部|全面|正式|基本)* (?: (?:建成|竣工|完工|开工|动工) (?=$|[并后投通验建使运启见达]) | 投入|投产|投运|投用|通水|并网 )
        [^，,；;\d]{0,8}""",
    re.VERBOSE,
)
UNDER_WAY = re.compile(r"^(?:加快|全力|积极|有序|大力|稳步|统筹|抓紧|推进|推动|实施|启动|抓好)+")
# 完成污水处理厂扩建，| 新增处理能力5万吨/日，| 2024年12月底前投运
WHAT_IT_ADDS = re.compile("新增|形成|日?处理能力|处理规模|总?投资|概算")
IN_BRACKETS = re.compile(r"^[（(]([^（()）]*)[)）]$")
# 第一阶段 | （2023年3月—6月） | ：全面排查
A_STAGE = re.compile("第?[一二三四五]阶段")
NEAR = 40
"""As far before a date, in characters, as words that belong to it stand."""
PUNCTUATION = " \u00a0\n\t\r，,。.；;、：:/／"


@dataclass(frozen=True)
class MilestoneFound:
    """`text` is what is due, without its time words; `start`:`end` the whole step."""

    due_on: date
    precision: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Phrase:
    """A date with the words that belong to it: 力争在2035年前，. A bracket that holds only a date is one, too."""

    date: DateFound
    start: int
    end: int
    is_due: bool
    """Said to be due by then: 前, 底, 到 …, not a bare date."""
    is_after_its_step: bool
    """In brackets, or behind a label (完成时限：): what is due stands before it."""
    is_past: bool


def find_milestones(
    text: str, start: int, end: int, *, deadline_year: int | None, reporting_year: int | None, field: str
) -> list[MilestoneFound]:
    """The dated steps of a field, `deadline` or `measures`, in their order.

    A figure without a year takes the deadline's year, or that of the report. What is already done
    (已于2021年4月完成), begins then (2018年起), recurs (每年) or only dates a paper gives none; nor does a deadline
    that is only a date.
    """
    year = reporting_year if field == "deadline" else deadline_year or reporting_year
    dates = find_dates(text, start, end, year=year, reporting_year=reporting_year)
    phrases = [_phrase(text, found, start, end) for found in dates if found.kind != "start"]
    phrases = [phrase for phrase in phrases if _dates_a_step(text, phrase, end, field)]
    steps: list[MilestoneFound] = []
    subject, topic = "", ""
    for number, phrase in enumerate(phrases):
        first, last = _bounds(text, phrases, number, start, end)
        goes_on = number > 0 and first == phrases[number - 1].end
        if not goes_on:
            subject, topic = "", _topic(text, first, phrase.start)
        following = phrases[number + 1].start if number + 1 < len(phrases) else end + 1
        if phrase.is_past or not text[phrase.end : following].strip(PUNCTUATION) and following <= end:
            continue  # 6月底前、9月底前分别完成: what is due by the first is not told apart
        step = None
        if phrase.is_after_its_step:
            alike = PARALLEL.search(text, phrases[number - 1].end if number else start, phrase.start)
            step = _step_before(text, phrase, alike.start() if alike else first)
        if step is None:  # or （2024年6月底前）完成整治
            first = _clause_start(text, first, phrase.start) if goes_on else first
            step, subject = _step_around(text, phrase, first, last, subject, topic)
        if step and _says_something(step.text, field, len(phrases)):
            steps.append(step)
    return steps


def steps_in_rows(
    text: str, measures: tuple[int, int], deadline: tuple[int, int], *, reporting_year: int | None
) -> list[MilestoneFound]:
    """The steps of a table with a row a measure, each with its own deadline: as many lines here as there.

    A measure that names a date itself is not among them, nor one without a date (长期坚持).
    """
    lines, dues = ([line.span() for line in LINE.finditer(text, *field)] for field in (measures, deadline))
    stops = [text[end - 1] in "。；;" for _, end in lines]
    are_whole = all(stops[:-1]) or not any(stops) and all(WITH_YEAR.match(text, *due) for due in dues)
    if not len(lines) == len(dues) > 1 or not are_whole:
        return []
    steps: list[MilestoneFound] = []
    for (start, end), due in zip(lines, dues, strict=True):
        dates = find_dates(text, *due, year=reporting_year, reporting_year=reporting_year)
        beside = (
            text[slice(*due)] if not dates else text[due[0] : dates[0].start] + text[dates[0].end : due[1]]
        )
        if len(dates) > 1 or not NO_STEP.fullmatch(re.sub(r"[之以]?前|[底止\s]", "", beside)):
            return []
        if dates and not find_dates(text, start, end, year=reporting_year, reporting_year=reporting_year):
            words = _cleaned(text[_skip_numbering(text, start, end) : end])
            steps.append(MilestoneFound(dates[0].on, dates[0].precision, words, start, end))
    return steps


def _phrase(text: str, found: DateFound, start: int, end: int) -> _Phrase:
    start = max(start, found.start - NEAR)
    before = BEFORE_DATE.search(text, start, found.start)
    first = before.start() if before else found.start
    after = AFTER_DATE.match(text, found.end, end)
    last = after.end() if after else found.end
    lead, is_before = text[first : found.start], bool(after and after["before"])
    is_past = bool(
        PAST_BEFORE.search(text, start, found.start)
        or PAST_AFTER.match(text, last, end)
        or RECURRING.search(text, start, first)
        or _of_what_was().match(text, last, end)
        or ("截" in lead and not is_before)  # 截至2024年5月底
    )
    opened, closed = OPENED.search(text, start, first), CLOSED.match(text, found.end, end)
    label = DATE_LABEL.search(text, start, first)
    if opened and closed:
        return _Phrase(found, opened.start(), closed.end(), True, True, is_past or "已" in closed.group())
    if label:
        around = AROUND.search(text, start, label.start())  # （牵头单位：…；完成时限：2024年9月底）
        return _Phrase(found, (around or label).start(), last, True, True, is_past)
    is_due = is_before or text[found.end - 1] in "底末内" or bool(re.search("[到至争保必]|最迟", lead))
    return _Phrase(found, first, last, is_due, False, is_past)


def _bounds(text: str, phrases: list[_Phrase], number: int, start: int, end: int) -> tuple[int, int]:
    """The sentence or step that a phrase stands in, without the steps of the phrases beside it."""
    phrase = phrases[number]
    reached = phrases[number - 1].end if number else start
    stops = [match.end() for match in BOUNDARY.finditer(text, reached, phrase.start)]
    if stops and phrase.is_after_its_step and not text[stops[-1] : phrase.start].strip(PUNCTUATION):
        stops.pop()  # …整治。（2024年12月底前完成）
    first = stops[-1] if stops else reached
    beside = phrases[number + 1].start if number + 1 < len(phrases) else None
    following = BOUNDARY.search(text, phrase.end, end if beside is None else beside)
    if following:
        return first, following.start()
    if beside is None:
        return first, end
    return first, _clause_start(text, phrase.end, beside)


def _clause_start(text: str, start: int, end: int) -> int:
    """Where the clause begins that runs up to `end`: after the last comma, and within the bracket it stands in.

    2022年底前完成5座、| 2023年底前完成4座: a 顿号 right before a date parts clauses, too.
    """
    if start < end and text[end - 1] == "、":
        return end
    bracket = AROUND.search(text, start, end)
    opened = bracket.start() + 1 if bracket else start
    return max(opened, max(text.rfind(mark, start, end) for mark in "，,：:") + 1)


def _topic(text: str, first: int, end: int) -> str:
    """What the clause before a date is about: 二期项目 of 加快推进二期项目建设，2024年6月底前建成投用."""
    clause = _clause_start(text, first, end)
    before = _clause_start(text, first, max(first, clause - 1))
    if WHAT_IT_ADDS.match(text, _skip_numbering(text, before, clause), clause):
        before = first
    words = _cleaned(text[_skip_numbering(text, before, clause) : clause])
    return "" if re.match(r"(?:20\d\d年)?\d{1,2}月", words) else UNDER_WAY.sub("", words)


def _step_around(
    text: str, phrase: _Phrase, first: int, last: int, inherited: str, topic: str
) -> tuple[MilestoneFound, str]:
    """The step whose date stands before or within it, and its subject: 武冈市项目 of 武冈市项目于6月底前开工."""
    activity = _activity().search(text, phrase.end + 1, last)
    last = activity.start() if activity else last
    last = phrase.end + len(text[phrase.end : last].rstrip(PUNCTUATION))
    due = _cleaned(text[_skip_numbering(text, phrase.end, last) : last])
    clause = _skip_numbering(text, _clause_start(text, first, phrase.start), phrase.start)
    sentence = _skip_numbering(text, first, phrase.start)
    subject = _without_lead_in(_cleaned(text[clause : phrase.start])) or inherited
    start, words = phrase.start if subject == inherited else clause, subject + due
    if not subject and ONLY_DONE.fullmatch(due):
        before = _cleaned(text[sentence : phrase.start])  # 制定整改方案，2024年6月底前完成
        start, words = (sentence, before) if before else (phrase.start, topic + due)
    elif not subject and topic and PUT_INTO_USE.fullmatch(due):
        start, words = sentence, topic.removesuffix("建设") + due
    elif not subject and topic and _objectless().fullmatch(due):
        start, words = sentence, f"{topic}，{due}"
    return MilestoneFound(phrase.date.on, phrase.date.precision, words, start, last), subject


def _step_before(text: str, phrase: _Phrase, first: int) -> MilestoneFound | None:
    """The step whose date follows it in brackets or behind a label."""
    first = _skip_numbering(text, first, phrase.start)
    words = _cleaned(text[first : phrase.start])
    if not words or A_STAGE.fullmatch(words):
        return None
    return MilestoneFound(phrase.date.on, phrase.date.precision, words, first, phrase.end)


def _skip_numbering(text: str, start: int, end: int) -> int:
    match = NUMBERING.match(text, start, end)
    return match.end() if match else start


def _cleaned(words: str) -> str:
    """The words without the page's line breaks and without punctuation and brackets around them."""
    words = BY_WHOM.sub("", re.sub(r"[ \u00a0]*\n\s*|\u00a0", "", words).strip(PUNCTUATION))
    if words.endswith(("）", ")")) and len(re.findall("[（(]", words)) < len(re.findall("[)）]", words)):
        words = words[:-1]  # of the bracket that the step stands in
    return IN_BRACKETS.sub(r"\1", words)


def _dates_a_step(text: str, phrase: _Phrase, end: int, field: str) -> bool:
    """A date that is neither said to be due nor followed by its end (2024年完成…) only tells when something was.

    A past date in brackets stays, since the step before it ends there.
    """
    if phrase.is_past:
        return phrase.is_after_its_step
    completes = _completion().match(text, phrase.end, end)
    return phrase.is_due or phrase.is_after_its_step or field == "deadline" or bool(completes)


def _without_lead_in(words: str) -> str:
    """按照方案要求 and 确保 are no subject; 督促企业 is one."""
    is_lead_in = _words("lead_in").match(words) and not place_at_start(words, None)  # 应城市 is a place
    without = _words("lead_in").sub("", words, count=1) if is_lead_in else words
    return "" if words.startswith(("按", "根据", "依")) else without


def _says_something(words: str, field: str, dates: int) -> bool:
    """完成整改 alone is no step of a deadline with one date; with several (完成整改, 完成销号) each is one."""
    if re.fullmatch("(?:(?:全面|全部|基本)?完成)?", words):
        return dates > 1 and len(words) > 2
    if not re.search("[一-龥]", words) or WITHOUT_END.fullmatch(words):
        return False
    return not (field == "deadline" and dates == 1 and NO_STEP.fullmatch(words))


@cache
def _completion() -> re.Pattern[str]:
    """2023年9月 | 主体工程完工; not 2023年5月 | 印发的《意见》."""
    part = "主体|土建|[一二三]期|首期|全线|工程|项目|建设|设备|正式"
    return re.compile(f"(?:{part})*(?:{_words('completion').pattern})(?![的了])")


@cache
def _activity() -> re.Pattern[str]:
    """完成调查 | ，定期进行监测: what goes on without end is not due then."""
    return re.compile(rf"[，,]\s*并?(?:{_words('activity').pattern})")


@cache
def _objectless() -> re.Pattern[str]:
    """编制方案，8月底前 | 印发实施, 报省厅备案, 通过验收 · 清理养殖场46家，6月底前 | 全部关停搬迁: of what the clause before names."""
    return re.compile(
        f"(?:全部|全面|正式|依法|彻底|基本)*(?:{_words('of_topic').pattern})+(?:到位|完毕|运行|执行|使用)?"
        r"|报[^，,；;]{2,12}(?:备案|审批|审查|批复|批准)|通过[^，,；;\d]{0,8}"
    )


@cache
def _of_what_was() -> re.Pattern[str]:
    """2017年10月底前 | 关停的采石场, 2022年底前 | 未完成治理的: the date tells which ones."""
    return re.compile(
        rf"(?:已|尚)?(?:未[^，,。；;]{{1,8}}|(?:{_words('of_what_was').pattern})[成出过好]?)的(?=[\u4e00-\u9fff，,])"
    )


@cache
def _words(use: str) -> re.Pattern[str]:
    words = sorted((row["word"] for row in rows("step_words") if row["use"] == use), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))
