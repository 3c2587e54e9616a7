"""The words of a report that tell how far something is, without plans, wishes, negations and descriptions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loaders.grammar.dates import DateFound
from loaders.grammar.status_reach import (
    CLOSING_OFFICE,
    HOW_MANY,
    LETTER,
    THAT_ONE,
    as_many_before,
    names_nothing,
    pairs,
    reach,
    some_of,
)
from loaders.grammar.status_words import MARKER, SENTENCE_END, Clause, find_clauses, status_words

Place = tuple[int, int]
FINISHED = ("closed", "completed")
SHED = ("closed", "completed")

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
    r"已|累计|全部|均|都|全面|得到|得以|同意|予以|下文|发文|通过|符合|达到|解除|现[场]?|(?:按[时期]|如期|提前)"
)
DONE_AFTER = re.compile(r"\s*(?:了|完毕|到位)")
# 完成整改的, 完成整改后, 完成情况: the word only describes something.
NO_REPORT_AFTER = re.compile(
    r"\s*(?:的(?![^，。；]{0,3}$)|后(?!续)|以后|之后|前|时(?!序)|率|情况|时限|时间|方案|计划|标准|一[个批件项]"
    r"|(?:问题|任务|项目|事项)的)"
)
"""So many reports before one may tell its date."""
NEAR = 120
"""As far from a clause, in characters, as the day and the reason of its delay may stand."""
FAR = 2_000
"""As far before a clause, in characters, as the number may stand that its own is compared with."""
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
ITS_DAY = re.compile(r"[\d\s]+年[\d\s月日底初上中下旬]*")
BEFORE_COMMA = re.compile(r"[^，,。！？；;\n]+(?=[，,]\s*$)")


@dataclass(frozen=True)
class Evidence:
    """A status word in its clause."""

    status: str
    """As in status_words.csv; or planned: to be finished on a day that is named."""
    about: str
    reach: str
    """task: speaks of the whole task; named: of something that it names; counted: of a number of things; some: of
    a part of them; fewer: of fewer than its sentence or the problem names; rest: of all that was left."""
    some_of: tuple[int, int] | None
    """How many of how many, where it tells so: 8个中完成6个."""
    concerns_issue: bool
    opens: bool
    """Stands in the field's first sentence, which is no step of a list (一是 …)."""
    is_step: bool
    """Stands in a step of a list."""
    of_all: bool
    """Says 全部, 均: a wish to keep it so (长期坚持日常巡查) takes nothing back."""
    goes_on: bool
    """Its sentence goes on about what was named before: 目前已处置0.9万吨."""
    clause: Clause
    start: int
    end: int


def find_evidence(
    text: str,
    start: int,
    end: int,
    days: Sequence[DateFound],
    issue: Place | None,
    reporting_year: int | None,
    reported_on: date | None,
) -> list[Evidence]:
    """The status words that are reports, with what each of them is about; `days` are the dates of the stretch."""
    clauses = find_clauses(text, start, end)
    found, later = [], -1
    issue_pairs = pairs(text[slice(*issue)]) if issue else frozenset()
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
        words = status_words(text[clause.start : clause.end])
        if not words:
            continue
        day_before = BEFORE_COMMA.search(text, max(start, clause.start - NEAR), clause.start)
        is_dated = day_before and ITS_DAY.fullmatch(day_before.group())
        since = day_before.start() if day_before and is_dated else clause.start
        all_dates = [day for day in days if since <= day.start < clause.end]
        earlier = issue_words + text[max(start, clause.start - FAR) : clause.start]
        concerns = bool(issue_pairs & pairs(text[clause.start : clause.end]))
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
            finished = status in FINISHED
            dates = [day for day in all_dates if day.start >= clause.start]
            tells_how_many = (
                as_many_before(after, earlier + before) or "中" in before and HOW_MANY.match(after)
            )
            if finished and not (tells_how_many or _is_done(before, text[at:stop], after, bool(dates))):
                dates = all_dates  # 2024年6月底，二期工程建成投运
                if not dates:
                    continue
            said_before = before + "已" * ("已" in text[at:stop])  # 8月15日前 | 已全部清运
            asked = ASKING.search(text, heads[clause.sentence].start, clause.start)
            if finished and asked and IN_TIME.fullmatch(before) and not DONE_AFTER.match(after):
                continue
            is_bound = finished and _follows_a_bound(text, clause.start, said_before)
            is_later = (finished or about == "begun") and any(
                _is_future(text, day.on, day.end, said_before, reporting_year, reported_on) for day in dates
            )
            sentence = issue_words + text[heads[clause.sentence].start : clause.start]
            reaches = reach(before, text[at:stop], after, earlier, sentence)
            parts = some_of(before, after, earlier, sentence)
            if finished and reaches in ("named", "counted") and THE_REST.match(text, clause.end, end):
                reaches = "fewer"
            # 将长期坚持 is a report, 将定期检查 is a plan
            is_plan = not (status == "ongoing" and reaches == "task") and _is_planned(before)
            if is_bound or is_later or is_plan:
                if not (finished or about == "begun") or not any(
                    _lies_ahead(day.on, reporting_year, reported_on) for day in dates
                ):
                    continue
                status = "planned"
            if about == "bare" and reaches != "task":
                continue  # 积极推进管网建设 is a measure, 整改工作积极推进 a report
            if status == "ongoing" and reaches != "task":
                about = "standing"
            head = heads[clause.sentence]
            is_step = clause.sentence in steps
            opens = head is clauses[0] and not is_step
            if about == "work" and reaches == "task" and not opens and THAT_ONE.search(before):
                reaches = "named"
            if status == "open" and _is_past_due(text, head.start, clause, days, reporting_year, reported_on):
                status = "overdue"
            of_all = bool(ALL.search(before) or ALL.search(text, at, stop))
            goes_on = bool(GOES_ON.match(text, head.start))
            found.append(
                Evidence(
                    status, about, reaches, parts, concerns, opens, is_step, of_all, goes_on, clause, at, stop
                )
            )
    return found


def _is_past_due(
    text: str,
    sentence: int,
    clause: Clause,
    days: Sequence[DateFound],
    reporting_year: int | None,
    reported_on: date | None,
) -> bool:
    """应于2024年3月底前完成，目前尚未完成: whether the day named before 尚未完成 is past, or a reason given for it."""
    sentence = max(sentence, clause.start - NEAR)
    if IS_OVER.search(text, sentence, clause.start):
        return True
    if not WAS_DUE.search(text, sentence, clause.start):
        return False
    before = [day.on for day in days if sentence <= day.start < clause.start]
    if not before:
        return False
    due = before[-1]
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
    return bool(names_nothing().fullmatch(before) and names_nothing().fullmatch(after))


def _is_future(
    text: str, on: date, date_end: int, before: str, reporting_year: int | None, reported_on: date | None
) -> bool:
    """Whether a date lies ahead of the report, or is a bound without any 已: 2025年12月底前完成整改."""
    if _lies_ahead(on, reporting_year, reported_on):
        return reported_on is None or not re.search("已|均|截", before)
    return bool(re.match(r"\s*(?:之?前|以前)", text[date_end : date_end + 3])) and not re.search(
        "已|全部|均", before
    )


def _lies_ahead(on: date, reporting_year: int | None, reported_on: date | None) -> bool:
    if reported_on is not None:
        return on > reported_on
    return reporting_year is not None and on.year > reporting_year


def _follows_a_bound(text: str, clause_start: int, before: str) -> bool:
    """2024年6月30日前，全面完成整改: a plan, unless it says 已."""
    bound = BOUND.search(text, max(0, clause_start - 24), clause_start)
    return bool(bound and "已" not in bound.group()) and not re.search("已|均|全部", before)
