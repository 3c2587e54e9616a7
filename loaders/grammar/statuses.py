"""What a report says of a task's progress: 已完成整改, 达到序时进度, 尚未启动 …

The words stand in data/vocabulary/status_words.csv, one a row: `phrase` is a regular expression in which … is a gap
inside one clause, `status` a status of the data model, `open` (not finished, no more is said) or `none` (a word that
is no report: 销号工作). `about` is `task` (a word of rectification: 整改, 销号), `work` (of any work: 完工), `bare` (a
report only where its clause names nothing: 有序推进), `begun` (on its way unless it is done after: 已开工), `again`
(begun anew: 重新整治) or `standing` (work without an end: 定期). The longest phrase wins, of equal ones the upper
row; before them come the rows marked `wins` (尚未, 待, 基本: however long the words after them). What is left to this module: is it a
report or a plan, is it about the whole task or a part of it, and when was it done.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from itertools import islice

from loaders import vocabulary
from loaders.grammar.dates import find_dates
from loaders.grammar.spans import Spans

Place = tuple[int, int]


@dataclass(frozen=True)
class StatusFound:
    """One report. At most one of a field's reports has the scope `whole`."""

    status: str
    """closed, completed, on_track, ongoing, not_started, overdue."""
    scope: str
    """whole, or part: of the task only, never decides it."""
    reported_on: date | None
    completed_on: date | None
    start: int
    end: int
    is_inferred: bool = False
    """Of a whole report: no word speaks of all the task; what is said of its parts adds up to this."""


@dataclass(frozen=True)
class _Clause:
    start: int
    end: int
    sentence: int


@dataclass(frozen=True)
class _Evidence:
    """A status word in its clause."""

    status: str
    about: str
    reach: str
    """task: speaks of the whole task; named: of something that it names; counted: of a number of things; some: of
    fewer than there are."""
    concerns_issue: bool
    opens: bool
    """Stands in the field's first sentence, which is no step of a list (一是 …)."""
    is_step: bool
    """Stands in a step of a list."""
    of_all: bool
    """Says 全部, 均: a wish to keep it so (长期坚持日常巡查) takes nothing back."""
    goes_on: bool
    """Its sentence goes on about what was named before: 目前已处置0.9万吨."""
    clause: _Clause
    start: int
    end: int


# What the words of a plan for later begin with: 将于年底前完成, 确保按期销号, 督促企业完成整改. 已将, 已经督促 are none.
PLAN = re.compile(
    r"""
    (?<!已)(?<!已经) (?:
        将 (?!军) | 拟 (?!定) | 预计 | 确保 | 争取 | 力争 | 力求 | 务必 | 务求 | 有望 | 即将 | 限期 | 责令 | 督促 | 要求 | 敦促
      | 推动 | 推进 | 加快 | 促进 | 保证 | 保障 | 应 (?= 当 | 于 | 在 ) | 原定
      | 必须 | 须 (?!知) | 需 (?!求) | 计划 (?= 于 | 在 | 到 | \d | 今 | 明 | 年底 )
      | (?<![接看期招优]) 待 (?!遇) | 为 (?= 确保 | 了 | 按[时期] | 如期 | 尽快 ) | 指导 | 谋划 | 组织好
    )
    """,
    re.VERBOSE,
)
# 已按市局要求完成: what was required is done.
AS_REQUIRED = re.compile(r"按照?[^，。；]{0,12}?要求")
# 该问题已完成整改。下一步，…: from here on the report speaks of later.
LATER = re.compile(r"(?:下\s*一?\s*步|下\s*一?\s*阶\s*段|后\s*续|今\s*后|接\s*下\s*来)(?!.{0,4}已)")
# 已, 全部 … before the word, or 了, 完毕 after it, say that a thing is done; a bare 完成 may be a wish.
DONE_BEFORE = re.compile(
    r"已|全部|均|都|全面|得到|得以|同意|予以|下文|发文|通过|符合|达到|解除|现[场]?|(?:按[时期]|如期|提前)"
)
DONE_AFTER = re.compile(r"\s*(?:了|完毕|到位)")
# 完成整改的, 完成整改后, 完成情况: the word only describes something.
NO_REPORT_AFTER = re.compile(
    r"\s*(?:的(?![^，。；]{0,3}$)|后(?!续)|以后|之后|前|时(?!序)|率|情况|时限|时间|方案|计划|标准|一[个批件项]"
    r"|(?:问题|任务|项目|事项)的)"
)
# （三）, 3., ③, 一是, 三、 at the head of a clause.
MARKER = re.compile(
    r"""\s* (?: [（(] [一二三四五六七八九十\d]+ [）)] | [一二三四五六七八九十]{1,3} (?: 是 | 、 ) | 其[一二三四五]
              | \d{1,2} (?: [.．] (?!\d) | 、 | [）)] ) | [①-⑳] )+ \s* """,
    re.VERBOSE,
)
NEAREST = 8
"""So many reports before one may tell its date."""
NEAR = 120
"""As far from a clause, in characters, as the day and the reason of its delay may stand."""
FAR = 2_000
"""As far before a clause, in characters, as the number may stand that its own is compared with."""
# 2023年主体完工，2024年6月投用: by when, unless 已 says that it is over
PLANNED_DAY = re.compile(r"(?=.*[\d〇零一二三四五六七八九]\s*[年月.])(?!.*已).*", re.DOTALL)
BRACKETED = re.compile(r"[（(【\[]([^（(【\[）)】\]]{2,40})[）)】\]]\s*[。.；;]?\s*$")
BOOK_TITLE = re.compile(r"《[^》]*》")
CLAUSE_END = re.compile(
    r"[，,。！？；;]|(?<=\S)[\n\r]+(?=\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．是]))"
)
SENTENCE_END = re.compile(r"[。！？；;\n\r]")

PART_OF_MANY = re.compile(r"其中|部分|个别|其余|剩余|另外?有?\s*\d")
# 52个排污口, 12家企业, 3条河: a number of things, not of problems or tasks.
COUNTED = re.compile(r"\d+\s*(?:[个家条处座口户台宗块栋艘]|公里|亩|吨)(?!\s*(?:问题|任务|事项|整改|反馈))")
NUMBER = re.compile(r"(?<![\d.])(\d+)\s*([个项条处件家座])")
# 完成21个, 整改到位了3项
HOW_MANY = re.compile(r"\s*了?\s*(?P<number>\d+)\s*(?P<classifier>[个项条处件家座])")
AMOUNT = re.compile(r"\d+(?:\.\d+)?\s*余?万?\s*余?(?:平方米|平方公里|立方米|公里|千米|公顷|亩|吨|方|米)")
# （衡整改办〔2022〕5号）, 湘整改办销〔2022〕12号
LETTER = re.compile(r"[（(]?[一-龥]{0,10}[〔\[（(]20\d\d[〕\]）)]\s*第?\d+\s*号[）)]?")
# 市整改办批复, 经省生态环境厅组织核查: who found it done is no subject.
OFFICES = re.compile(
    LETTER.pattern
    + r"|(?:经|由|经由)?[一-龥、]{1,24}?(?:办公室|整改办|督察办|领导小组|工作组|验收组|专家组|委员会|人民政府|厅|局|委|办)"
    r"(?=组织|审核|核查|核实|验收|批复|批准|同意|认定|确认|函|印发|会审|研究|审定|现场|复核|联合|下文|发文)"
)
# 省整改办 | 已批复同意销号, 专家组 | 已完成验收: whose work it is to close a task, with no word after it
# or who is asked for it: 已向市生态环境局 | 申请销号
CLOSING_OFFICE = re.compile(
    r"[一-龥]{0,24}?(?:整改办|督察办|领导小组(?:办公室)?|验收组|专家组)$|向[一-龥]{2,24}$"
)
# 2022年12月省水利厅 | 验收通过
WHO_ACCEPTS = re.compile(r"(?:经|由)?[省市州县区][一-龥]{1,20}?(?:厅|局|委|办|政府)(?:组织)?$")
# 该项目已建成: after other sentences it is the project that they name
THAT_ONE = re.compile(r"[该此](?:项目|工程|企业|公司|厂|设施)")
ALL = re.compile(r"全部|均|都已|全面")
GOES_ON = re.compile(r"目前|现|截[至止]|至今|当前|已")
# 2024年6月30日前，
BOUND = re.compile(r"[^。；;，,]*[月日底末]\s*[之以]?前\s*[，,]\s*$")
# 整改时限已过
IS_OVER = re.compile(r"[时期]限(?:已过|已到|已满|已届满|届满)")
# 应于2024年3月底前完成, 整改时限为2023年12月底: by when it was due
WAS_DUE = re.compile(r"应(?!急)|原定|原计划|计划|要求|时限|期限|承诺")
REASON = re.compile(r"原因|由于|因为")
# 针对进展滞后的问题, 对未完成项目, 逾期未完成整改的，依法处罚: a word that describes; not 滞后的主要原因是.
DESCRIBES = re.compile(
    r"(?:等)?(?:的)?(?:问题|项目|任务|地区|单位|事项|企业)"
    r"|(?:整改|治理|整治|验收|销号|任务|工作|建设)*的(?!主要|原因)"
)
# 2022年曾滞后, 因进展滞后被约谈: how it was
ONCE = re.compile(r"曾|被[^，。；]{0,12}?(?:通报|约谈|点名|督办|曝光|问责)")
# 已完成6个，剩余2个…: fewer than there are
THE_REST = re.compile(r"[，,]\s*(?:剩余|其余|余下|仅剩|仅余|尚余|尚有|还有|仍有)")
# 督促各镇对照时限，按期完成整改任务: still what is asked for
ASKING = re.compile(r"督促|要求|责令|敦促|指导|压实|部署")
IN_TIME = re.compile(r"(?:按[时期]|如期|提前|全面)")
# 不存在 | 未完成整改的情况, 防止 | 整改滞后, 若 | 未按期完成
THERE_IS_NO = re.compile(r"(?:不存在|未发现|没有|无)(?:任何)?$|^(?:若|如果?$|凡|一旦)|防止|避免|杜绝|严防")
DECIDES = ("closed", "completed", "overdue", "not_started", "on_track", "open", "ongoing")


def read_statuses(
    text: str,
    start: int,
    end: int,
    *,
    reporting_year: int | None,
    reported_on: date | None,
    issue: Place | None,
    field: str,
) -> list[StatusFound]:
    """The reports in a field, the one on the whole task first.

    `field` is a field of loaders/items.py. Of an `issue` only a bracket at its end speaks (（完成整改）), of a `deadline`
    only what is finished (已完成; not 2024年6月投用, a plan). `issue` is the place of the problem's words: 2条黑臭水体已完成治理 answers a problem that
    speaks of 黑臭水体, and is a part of any other.

    >>> text = "2024年9月通过省级验收销号。"
    >>> [(found.status, found.completed_on) for found in read_statuses(text, 0, len(text), reporting_year=2025,
    ...     reported_on=None, issue=None, field="progress")]
    [('closed', datetime.date(2024, 9, 30))]
    """
    if field == "issue":
        bracket = BRACKETED.search(text, start, end)
        if not bracket:
            return []
        start, end, issue = *bracket.span(1), None
    if field == "deadline" and PLANNED_DAY.fullmatch(text, start, end):
        return []
    evidence = _evidence(text, start, end, issue, reporting_year, reported_on)
    if not evidence:
        return []
    if field in ("issue", "deadline"):
        evidence = [
            found for found in evidence if field == "issue" or found.status in ("closed", "completed")
        ]
        evidence = [found for found in evidence if found.reach == "task"]
    whole, is_inferred = _whole(evidence)
    decided = [] if whole is None else [whole]
    if whole is None or whole.status not in ("closed", "completed"):
        decided += [found for found in evidence if found is not whole and _is_part(found)]
    of_sentence: dict[int, list[_Evidence]] = {}
    for found in evidence:
        of_sentence.setdefault(found.clause.sentence, []).append(found)
    reports: dict[tuple[str, str, int], StatusFound] = {}
    for found in decided:
        status = "on_track" if found.status == "open" else found.status
        scope = "whole" if found is whole else "part"
        if (status, scope, found.clause.start) in reports:
            continue
        beside = evidence if found is whole else of_sentence[found.clause.sentence]
        report = _report(text, start, found, beside, status, scope, reporting_year, reported_on)
        if found is whole and found.is_step and (is_inferred or found.about == "work"):
            report = replace(report, completed_on=None)  # the day of one step of a list is not that of all
        if found is whole:
            report = replace(report, is_inferred=is_inferred)
        reports[status, scope, found.clause.start] = report
    return list(reports.values())


def _clauses(text: str, start: int, end: int) -> list[_Clause]:
    """What stands between commas, without list numbers; sentences end at 。 and ；."""
    clauses, sentence, at = [], 0, start
    titles = _book_titles(text, start, end)
    ends = [m.span() for m in CLAUSE_END.finditer(text, start, end) if not titles.hold(m.start())]
    for stop, after in [*ends, (end, end)]:
        marker = MARKER.match(text, at, stop)
        if marker:
            sentence, at = sentence + 1, marker.end()
        while at < stop and text[at].isspace():
            at += 1
        last = stop
        while last > at and text[last - 1].isspace():
            last -= 1
        if at < last:
            clauses.append(_Clause(at, last, sentence))
        if SENTENCE_END.search(text, stop, after):
            sentence += 1
        at = after
    return clauses


def _book_titles(text: str, start: int, end: int) -> Spans:
    return Spans(match.span() for match in BOOK_TITLE.finditer(text, start, end))


@dataclass(frozen=True)
class _Phrase:
    """A row of status_words.csv."""

    pattern: re.Pattern[str]
    status: str
    about: str
    order: tuple[bool, int]


@cache
def _phrases() -> tuple[_Phrase, ...]:
    """The rows of status_words.csv. White space may stand between all characters: a PDF breaks any word."""
    gap = "(?:分阶段|[^，。；,;！？：:未尚待拟将不没须需应申基阶]){0,16}?"
    narrow = "[^，。；,;！？：:未尚待拟将不没须需应申已均的]{0,12}?"  # 未批先建问题已整改完成 is not 未…完成
    phrases = []
    for number, row in enumerate(vocabulary.rows("status_words")):
        spaced = re.sub(r"([㐀-鿿)*?])(?=[㐀-鿿(…])", r"\1\\s*", row["phrase"])
        pattern = re.compile(spaced.replace("…", narrow if row["wins"] else gap))
        phrases.append(_Phrase(pattern, row["status"], row["about"], (not row["wins"], number)))
    return tuple(phrases)


@lru_cache(maxsize=20_000)  # a ledger says 已完成 in thousands of rows
def _words(clause: str) -> list[tuple[int, int, _Phrase]]:
    """The status words of a clause with their places: the winning and the longest first served, none overlapping."""
    found = []
    titles = _book_titles(clause, 0, len(clause))
    for phrase in _phrases():
        for match in phrase.pattern.finditer(clause):
            if not titles.touch(*match.span()):
                found.append((*match.span(), phrase))
    found.sort(key=lambda word: (word[2].order[0], word[0] - word[1], word[2].order[1]))
    taken: list[tuple[int, int, _Phrase]] = []
    is_taken = bytearray(len(clause))
    for start, end, phrase in found:
        if not any(is_taken[start:end]):
            is_taken[start:end] = b"\1" * (end - start)
            taken.append((start, end, phrase))
    return sorted(taken, key=lambda word: word[0])


def _evidence(
    text: str, start: int, end: int, issue: Place | None, reporting_year: int | None, reported_on: date | None
) -> list[_Evidence]:
    """The status words that are reports, with what each of them is about."""
    clauses = _clauses(text, start, end)
    if not any(_words(text[clause.start : clause.end]) for clause in clauses):
        return []
    found, later = [], -1
    issue_pairs = _pairs(text[slice(*issue)]) if issue else frozenset()
    issue_words = text[slice(*issue)] + "。" if issue else ""
    heads = {clause.sentence: clause for clause in reversed(clauses)}
    steps = {n for n, head in heads.items() if MARKER.search(text, max(start, head.start - 6), head.start)}
    for clause in clauses:
        if LATER.match(text, clause.start, clause.end):
            later = clause.sentence
        listed = MARKER.search(text, max(start, clause.start - 6), clause.start)
        if later >= 0 and (clause.sentence == later or (clause.sentence == later + 1 and listed)):
            later = clause.sentence
            continue
        words = _words(text[clause.start : clause.end])
        if not words:
            continue
        day_before = BEFORE_COMMA.search(text, max(start, clause.start - NEAR), clause.start)
        is_dated = day_before and ITS_DAY.fullmatch(day_before.group())
        since = day_before.start() if day_before and is_dated else clause.start
        all_dates = find_dates(text, since, clause.end, year=reporting_year, reporting_year=reporting_year)
        earlier = issue_words + text[max(start, clause.start - FAR) : clause.start]
        concerns = bool(issue_pairs & _pairs(text[clause.start : clause.end]))
        for first, last, phrase in words:
            at, stop = clause.start + first, clause.start + last
            status, about = phrase.status, phrase.about
            before, after = (
                "".join(text[a:b].split())
                for a, b in ((max(clause.start, at - 120), at), (stop, min(clause.end, stop + 120)))
            )
            under_way = about == "work" and status == "on_track"  # 正在编制 | 方案
            if status == "none" or (NO_REPORT_AFTER.match(after) and not under_way):
                continue
            is_late = status in ("overdue", "not_started", "open")
            if is_late and (
                DESCRIBES.match(after) or THERE_IS_NO.search(before) or ONCE.search(before + after)
            ):
                continue
            finished = status in ("closed", "completed")
            dates = [day for day in all_dates if day.start >= clause.start]
            if finished and not _is_done(before, text[at:stop], after, bool(dates)):
                dates = all_dates  # 2024年6月底，二期工程建成投运
                if not dates:
                    continue
            said_before = before + "已" * ("已" in text[at:stop])  # 8月15日前 | 已全部清运
            asked = ASKING.search(text, heads[clause.sentence].start, clause.start)
            if finished and asked and IN_TIME.fullmatch(before) and not DONE_AFTER.match(after):
                continue
            if finished and _follows_a_bound(text, clause.start, said_before):
                continue
            if (finished or about == "begun") and any(
                _is_future(text, day.on, day.end, said_before, reporting_year, reported_on) for day in dates
            ):
                continue
            reach = _reach(before, text[at:stop], after, earlier)
            if finished and reach in ("named", "counted") and THE_REST.match(text, clause.end, end):
                reach = "some"
            if not (status == "ongoing" and reach == "task") and _is_planned(before):
                continue  # 将长期坚持 is a report, 将定期检查 is a plan
            if about == "bare" and reach != "task":
                continue  # 积极推进管网建设 is a measure, 整改工作积极推进 a report
            if status == "ongoing" and reach != "task":
                about = "standing"
            head = heads[clause.sentence]
            is_step = clause.sentence in steps
            opens = head is clauses[0] and not is_step
            if about == "work" and reach == "task" and not opens and THAT_ONE.search(before):
                reach = "named"
            if status == "open" and _is_past_due(text, head.start, clause, reporting_year, reported_on):
                status = "overdue"
            of_all = bool(ALL.search(before) or ALL.search(text, at, stop))
            goes_on = bool(GOES_ON.match(text, head.start))
            found.append(
                _Evidence(status, about, reach, concerns, opens, is_step, of_all, goes_on, clause, at, stop)
            )
    return found


def _is_past_due(
    text: str, sentence: int, clause: _Clause, reporting_year: int | None, reported_on: date | None
) -> bool:
    """应于2024年3月底前完成，目前尚未完成: whether the day named before 尚未完成 is past, or a reason given for it."""
    sentence = max(sentence, clause.start - NEAR)
    if IS_OVER.search(text, sentence, clause.start):
        return True
    if not WAS_DUE.search(text, sentence, clause.start):
        return False
    days = find_dates(text, sentence, clause.start, year=reporting_year, reporting_year=reporting_year)
    if not days:
        return False
    due = days[-1].on
    is_past = reported_on is not None and due < reported_on
    is_past = is_past or (reporting_year is not None and due.year < reporting_year)
    end = SENTENCE_END.search(text, clause.end, clause.end + NEAR)
    return is_past or bool(REASON.search(text, clause.end, end.start() if end else clause.end + NEAR))


def _is_planned(before: str) -> bool:
    """Whether the words before a status word make it a plan: 确保年底前完成; not 已经督促企业于4月完成整改."""
    before = AS_REQUIRED.sub("", before)
    plans = list(PLAN.finditer(before))
    return bool(plans) and not re.search(r"已|全部(?:按时)?$|均", before[plans[-1].end() :])


def _is_done(before: str, word: str, after: str, dated: bool) -> bool:
    """Whether 完成 and the like is said of something done: by 已, 全部, 了, by a date, or by standing alone."""
    if DONE_BEFORE.search(before) or DONE_BEFORE.search(word) or DONE_AFTER.match(after) or dated:
        return True
    before, after = (
        CLOSING_OFFICE.sub("", before),
        LETTER.sub("", after),
    )  # 市整改办 | 验收销号（衡督改〔2025〕6号）
    return bool(_names_nothing().fullmatch(before) and _names_nothing().fullmatch(after))


def _is_future(
    text: str, on: date, date_end: int, before: str, reporting_year: int | None, reported_on: date | None
) -> bool:
    """Whether a date lies ahead of the report, or is a bound without any 已: 2025年12月底前完成整改."""
    if reported_on is not None and on > reported_on:
        return not re.search("已|均|截", before)
    if reporting_year is not None and on.year > reporting_year:
        return True
    return bool(re.match(r"\s*(?:之?前|以前)", text[date_end : date_end + 3])) and not re.search(
        "已|全部|均", before
    )


def _follows_a_bound(text: str, clause_start: int, before: str) -> bool:
    """2024年6月30日前，全面完成整改: a plan, unless it says 已."""
    bound = BOUND.search(text, max(0, clause_start - 24), clause_start)
    return bool(bound and "已" not in bound.group()) and not re.search("已|均|全部", before)


@cache
def _names_nothing() -> re.Pattern[str]:
    """Only words that name nothing of their own: 目前该问题已全部按要求（完成整改）任务. No way back, so always fast."""
    words = sorted((row["word"] for row in vocabulary.rows("filler_words")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)}|[\d\s：:、“”\"（）()\[\]【】*‘’\-—.．%％。;；])*+")


def _reach(before: str, word: str, after: str, earlier: str) -> str:
    """task, named, counted or some: what a word is about, by the words around it in its clause.

    完成21个 is of a number of things, unless as many were named before (排查问题35个，已完成整改35个), and of some where
    more were; and so is 2个已完成 (3个问题中，2个已完成). An amount done (已拆除违建1200平方米) is not said to be all.
    """
    of_how_many = HOW_MANY.match(after)
    if of_how_many and not re.search(rf"(?<!\d){of_how_many['number']}\s*[个项条处件家座]", earlier + before):
        number, classifier = int(of_how_many["number"]), of_how_many["classifier"]
        more = any(int(n) > number and c == classifier for n, c in NUMBER.findall(earlier + before))
        return "some" if more else "counted"
    amount = AMOUNT.search(after)
    if amount and amount.group() not in earlier and not re.search("全部|均|都", before + word):
        return "some"
    counts = [(int(n), classifier) for n, classifier in NUMBER.findall(before)]
    more = (
        any(int(n) > counts[-1][0] and c == counts[-1][1] for n, c in NUMBER.findall(earlier))
        if counts
        else False
    )
    if more or PART_OF_MANY.search(before):
        return "some"
    without_offices = OFFICES.sub("", before) if re.search("[办室组会府厅局委号]", before) else before
    without_offices = (
        CLOSING_OFFICE.sub("", without_offices) if re.search("[办组向]", before) else without_offices
    )
    if word.startswith(("验收", "核查")):
        without_offices = WHO_ACCEPTS.sub("", without_offices)
    if _names_nothing().fullmatch(without_offices) and _names_nothing().fullmatch(LETTER.sub("", after)):
        return "task"
    if COUNTED.search(before) or COUNTED.search(after):
        return "counted"
    return "named"


@lru_cache(maxsize=20_000)
def _pairs(words: str) -> frozenset[str]:
    """The pairs of characters that mean something: what a clause and the problem may have in common."""
    words = "".join(words.split())
    pairs = {a + b for a, b in zip(words, words[1:], strict=False) if "㐀" <= a <= "鿿" and "㐀" <= b <= "鿿"}
    return frozenset(pairs - _empty_pairs())


@cache
def _empty_pairs() -> frozenset[str]:
    return frozenset(row["pair"] for row in vocabulary.rows("empty_pairs"))


def _whole(evidence: list[_Evidence]) -> tuple[_Evidence | None, bool]:
    """The report that decides the task: what is said of all of it, else (True) what its parts add up to."""
    # 已于2022年3月开工建设，2023年底建成投运: begun is no more when it is done
    last_done = max((e.start for e in evidence if e.status in ("closed", "completed")), default=-1)
    evidence = [e for e in evidence if e.about != "begun" or e.start > last_done]
    open_work = [e for e in evidence if e.status in ("on_track", "open", "overdue", "not_started")]
    is_late = any(e.status in ("overdue", "not_started") for e in evidence)
    standing = [e for e in evidence if e.about == "standing" or e.status == "ongoing"]

    done = [e for e in evidence if e.status in ("closed", "completed")]
    unfinished_in = {e.clause.sentence for e in open_work + standing}

    again = [e for e in evidence if e.about == "again"]
    if again:  # 2023年已销号，目前正在重新整治: what was done is undone
        return again[-1], False
    # 达到序时进度。一是完成…整治；…: what the field opens with stands above what it lists
    opening = next((e.end for e in open_work if e.opens and e.reach == "task"), None)
    works_on = any(e.reach != "task" or e.status == "on_track" for e in open_work)
    # （一）已完成整改。（二）正在整改。: each step has a status of its own
    steps_differ = any(e.is_step and e.reach == "task" for e in open_work)
    # 应急处置工程未达到序时进度。目前已处置0.9万吨: all that follows goes on about what is late
    opens_late = all(e.goes_on or (e.opens and e.status == "overdue") for e in open_work + done)

    def speaks_of_all(found: _Evidence) -> bool:
        if found.about == "standing":
            return False
        if found.status in ("closed", "completed"):
            says_less = found.is_step or found.about == "work" or found.reach != "task"
            if says_less and opening and opening <= found.start:
                return False
            if found.is_step and steps_differ:
                return False
            if found.about == "work" and works_on:  # 该公司已停产，正在实施搬迁
                return False
        elsewhere = len(unfinished_in) > (found.clause.sentence in unfinished_in)
        if found.status in ("closed", "completed") and found.about == "task":
            counted = found.reach == "counted" and not elsewhere
            # 1号库已销号，2号库逾期未完成: what is late is not done
            named = found.concerns_issue and not is_late and (found.reach == "named" or counted)
            return found.reach == "task" or named
        if found.status in ("on_track", "open"):
            return found.reach == "task" or found.about == "task"
        if found.status in ("overdue", "not_started") and found.reach in ("named", "counted"):
            is_first = found.opens and found.status == "overdue" and opens_late
            return is_first or (found.concerns_issue and not done)
        return found.reach == "task"

    said = [found for found in evidence if speaks_of_all(found)]
    for status in DECIDES:
        of_status = [found for found in said if found.status == status]
        if of_status:
            return of_status[-1], False
    unfinished = [e for e in open_work if e.status in ("on_track", "open")]
    if unfinished:
        return unfinished[-1], True
    stays_done = bool(done) and not open_work and (not standing or done[-1].of_all)
    if stays_done and done[-1].concerns_issue and done[-1].reach != "some":
        return done[-1], True
    if open_work and not done:  # 生态修复工程尚未启动, and nothing else
        return open_work[-1], True
    if standing and not done and not open_work:
        return standing[-1], True
    return None, False


def _is_part(found: _Evidence) -> bool:
    """Whether a word that does not decide the task is worth a row of its own."""
    return found.reach != "task" and found.status in ("closed", "completed", "overdue", "not_started")


def _report(
    text: str,
    begin: int,
    found: _Evidence,
    evidence: list[_Evidence],
    status: str,
    scope: str,
    reporting_year: int | None,
    reported_on: date | None,
) -> StatusFound:
    """A row, quoting the clause and what leads up to it in its sentence: its date, what else is said to be done.

    Nothing before `begin` leads up to it: in a CSV file the cell before ends with a comma, too.
    """
    start, end = found.clause.start, found.clause.end
    done = ("closed", "completed")
    leading = [e.clause for e in evidence if e.status in done and found.status in done and scope == "whole"]
    while True:
        head = re.search(r"[^，,。！？；;\n]*[，,]\s*$", text[max(begin, start - 80) : start])
        if not head:
            break
        if WAS_DUE.match(head.group().lstrip()):
            break  # 应于2023年12月底前完成，目前已完成: the day by which it was due
        at = start - len(head.group())
        marker = MARKER.match(text, at, start)
        at = marker.end() if marker else at + len(head.group()) - len(head.group().lstrip())
        is_date = start - at < 24 and find_dates(text, at, start, year=2000, reporting_year=2000)
        if not (is_date and found.status in done) and not any(clause.start == at for clause in leading):
            break
        start = at
    completed_on = None
    if found.status in done:
        before = (
            (e.clause.start, e.clause.end, e.end)  # 于11月30日全部完工，复绿率97%，达到整改目标
            for e in reversed(evidence)
            if e.status in done and e.clause.sentence == found.clause.sentence and e.start < found.start
        )
        own = (start, end, found.end)
        if ASKED_FOR.match(text, found.start):
            own = (start, found.clause.start, found.clause.start)
        acts = _closing_acts(text, begin, start, CLOSING_ACT if found.status == "closed" else ACCEPTANCE)
        # 已于11月15日全部拆除，林业局于3月20日出具验收意见，同意销号: the nearest day is that of the closing
        spans = sorted([*islice(before, NEAREST), *acts], reverse=True)
        days = (_completed_on(text, *span, reporting_year) for span in [own, *spans])
        completed_on = next((day for day in days if day), None)
    return StatusFound(status, scope, reported_on, completed_on, start, end)


# 2023年9月21日，省水利厅组织验收，同意销号: what is done to close a task, in the clauses before
CLOSING_ACT = re.compile(
    r"验收|核查|核实|核验|审核|审查|评审|会审|评估|复核|认定|公示|研究|组织|会同|下达|出具|批复|函复|通知|下发|下文"
)
ACCEPTANCE = re.compile(r"验收|核查|核验|复核")
# 2024年4月已上报销号材料: the day on which it was asked for is none
ASKED_FOR = re.compile(r"提交|递交|报送|上报|提出|提请|申请|申报|报请|待|拟|建议|等待")
DAY_ALONE = re.compile(r"[\d\s年月日底初前上中下旬]+")
ITS_DAY = re.compile(r"[\d\s]+年[\d\s月日底初上中下旬]*")
BEFORE_COMMA = re.compile(r"[^，,。！？；;\n]+(?=[，,]\s*$)")


def _closing_acts(text: str, begin: int, start: int, acts: re.Pattern[str]) -> list[tuple[int, int, int]]:
    """The clauses right before a closing one that tell how it came about, and the one that dates them."""
    spans: list[tuple[int, int, int]] = []
    while before := BEFORE_COMMA.search(text, max(begin, start - 80), start):
        tells_how = acts.search(before.group())
        if not tells_how and not DAY_ALONE.fullmatch(before.group()):
            break
        start = before.start()
        spans.append((start, before.end(), before.end()))
        if not tells_how:
            break
    return spans


# 2024年52个排污口于12月底已整治: the year stands a few words before its month.
LOOSE_YEAR = re.compile(r"(20\d\d)\s*年(?!\s*度)")


def _completed_on(text: str, start: int, end: int, word_end: int, reporting_year: int | None) -> date | None:
    """The last date named before the status word, else the first after it (已完成（2024年12月）)."""
    titles = [match.span() for match in BOOK_TITLE.finditer(text, start, end)]
    years = [
        m for m in LOOSE_YEAR.finditer(text, start, end) if not any(a < m.start() < b for a, b in titles)
    ]
    year = int(years[-1].group(1)) if years else reporting_year
    days = [
        day
        for day in find_dates(text, start, end, year=year, reporting_year=reporting_year)
        if not any(a < day.start < b for a, b in titles)
        and not re.match(r"\s*(?:起|以来|至|—|-|–|~|度)", text[day.end : min(end, day.end + 3)])
    ]
    before = [day.on for day in days if day.start < word_end]
    after = [day.on for day in days if day.start >= word_end]
    return before[-1] if before else after[0] if after else None
