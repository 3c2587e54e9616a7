"""The words of a report that tell how far something is, without plans, wishes, negations and descriptions."""

import re
from dataclasses import dataclass

from loaders.grammar.dates import DateFound
from loaders.grammar.statuses.plans import (
    NEAR,
    Stretch,
    is_asked_for,
    is_done,
    is_future,
    is_past_due,
    is_planned,
)
from loaders.grammar.statuses.reach import as_many_before, pairs, reach, some_of
from loaders.grammar.statuses.words import MARKER, Clause, Phrase, status_words

FINISHED = ("closed", "completed")

# 该问题已完成整改。下一步，…: from here on the report speaks of later.
LATER = re.compile(r"(?:下\s*一?\s*步|下\s*一?\s*阶\s*段|后\s*续|今\s*后|接\s*下\s*来)(?!.{0,4}已)")
# 完成整改的, 完成整改后, 完成情况: the word only describes something.
NO_REPORT_AFTER = re.compile(
    r"\s*(?:的(?![^，。；]{0,3}$)|后(?!续)|以后|之后|前|时(?!序)|率|情况|时限|时间|方案|计划|标准|一[个批件项]"
    r"|(?:问题|任务|项目|事项)的)"
)
FAR = 2_000
"""As far before a clause, in characters, as the number may stand that its own is compared with."""
ALL = re.compile(r"全部|均|都已|全面")
SAYS_DONE = re.compile(r"已|全部|均")
GOES_ON = re.compile(r"目前|现|截[至止]|至今|当前|已")
# 针对进展滞后的问题, 对未完成项目, 逾期未完成整改的，依法处罚: a word that describes; not 滞后的主要原因是.
DESCRIBES = re.compile(
    r"(?:等)?(?:的)?(?:问题|项目|任务|地区|单位|事项|企业)"
    r"|(?:整改|治理|整治|验收|销号|任务|工作|建设)*的(?!主要|原因)"
)
# 该企业已关停: after other sentences it is the one that they name
THAT_ONE = re.compile(r"[该此](?:项目|工程|企业|公司|厂|设施)")
# 已销号27个 | ，剩余5个
LEFT = re.compile(r"[，,]\s*(?:剩余|其余|余下|仅剩|仅余|尚余|尚有|还有|仍有)")
# 不存在 | 未完成整改的情况, 防止 | 整改滞后, 若 | 未按期完成, 2022年曾 | 滞后
NOT_NOW = re.compile(r"(?:不存在|未发现|没有|无)(?:任何)?$|^(?:若|如果?$|凡|一旦)|防止|避免|杜绝|严防|曾")
# 前期滞后; not 前期工作滞后, nor 前期已完成整改
LATE_THEN = re.compile(r"此前|一度|前期(?!工作|手续|准备|审批|报批|设计|论证)")
ITS_DAY = re.compile(r"[\d\s]+[年月][\d\s月日底初上中下旬]*")
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


def find_evidence(stretch: Stretch, clauses: list[Clause]) -> list[Evidence]:
    """The status words that are reports, with what each of them is about."""
    heads = {clause.sentence: clause for clause in reversed(clauses)}
    found: list[Evidence] = []
    later = {c.sentence: c.start for c in reversed(clauses) if LATER.match(stretch.text, c.start, c.end)}
    for clause in clauses:
        if clause.start >= later.get(clause.sentence, clause.end):
            continue
        words = status_words(stretch.text[clause.start : clause.end])
        if words:
            head = heads[clause.sentence]
            around = _Around(stretch, clause, head, is_first=head is clauses[0])
            found += filter(None, (around.evidence(*word) for word in words))
    return found


def _is_listed(stretch: Stretch, clause: Clause) -> bool:
    return MARKER.search(stretch.text, max(stretch.start, clause.start - 6), clause.start) is not None


class _Around:
    """A clause with what stands around it: what its status words are judged by."""

    def __init__(self, stretch: Stretch, clause: Clause, head: Clause, is_first: bool) -> None:
        text, issue = stretch.text, stretch.issue
        self.stretch, self.clause, self.head = stretch, clause, head
        self.is_step = _is_listed(stretch, head)
        self.opens = is_first and not self.is_step
        problem = text[slice(*issue)] + "。" if issue else ""
        self.earlier = problem + text[max(stretch.start, clause.start - FAR) : clause.start]
        self.sentence = problem + text[head.start : clause.start]
        self.concerns_issue = bool(issue and pairs(problem) & pairs(text[head.start : clause.end]))
        day_before = BEFORE_COMMA.search(text, max(stretch.start, clause.start - NEAR), clause.start)
        is_dated = day_before and ITS_DAY.fullmatch(day_before.group())
        since = day_before.start() if day_before and is_dated else clause.start
        self.days = [day for day in stretch.days if since <= day.start < clause.end]
        """Those of the clause, and of one before it that is only a day: 2024年6月底，二期工程建成投运."""

    def evidence(self, first: int, last: int, phrase: Phrase) -> Evidence | None:
        """What the word from first to last in the clause says; None where it is no report."""
        text, clause = self.stretch.text, self.clause
        at, stop = clause.start + first, clause.start + last
        word, status, about = text[at:stop], phrase.status, phrase.about
        before = "".join(text[max(clause.start, at - NEAR) : at].split())
        after = "".join(text[stop : min(clause.end, stop + NEAR)].split())
        if status == "none" or _describes(phrase, before, word, after):
            return None
        days = [day for day in self.days if day.start >= clause.start]
        if status in FINISHED and not self._is_told_done(before, word, after, days):
            days = self.days
            if not days:
                return None
        reaches = reach(before, word, after, self.earlier, self.sentence)
        if (
            status in FINISHED
            and reaches in ("named", "counted")
            and LEFT.match(text, clause.end, self.stretch.end)
        ):
            reaches = "fewer"
        if self._is_plan(phrase, reaches, before, word, days):
            may_be_planned = status in FINISHED or about == "begun"
            if not may_be_planned or not any(map(self.stretch.lies_ahead, days)):
                return None
            status = "planned"
        if about == "bare" and reaches != "task" and not self.stretch.is_column:
            return None  # 积极推进管网建设 is a measure, 整改工作积极推进 a report
        if about == "work" and reaches == "task" and not self.opens and THAT_ONE.search(before):
            reaches = "named"
        if status == "open" and is_past_due(self.stretch, self.head.start, clause):
            status = "overdue"
        return Evidence(
            status, about, reaches, some_of(before, after, self.earlier, self.sentence), self.concerns_issue,
            self.opens, self.is_step, bool(ALL.search(before) or ALL.search(word)),
            bool(GOES_ON.match(text, self.head.start)), clause, at, stop,
        )  # fmt: skip

    def _is_told_done(self, before: str, word: str, after: str, days: list[DateFound]) -> bool:
        """Whether it is said to be done, if only by a number: 31家，12家完成深度治理, 排查35个，整改35个."""
        counted = some_of(before, after, self.earlier, self.sentence)
        of_all = as_many_before(after, self.earlier + before)
        return bool(counted) or of_all or is_done(before, word, after, bool(days))

    def _is_plan(self, phrase: Phrase, reaches: str, before: str, word: str, days: list[DateFound]) -> bool:
        finished = phrase.status in FINISHED
        said_before = before + "".join(SAYS_DONE.findall(word))  # 8月15日前 | 已全部清运
        if finished and is_asked_for(self.stretch.text, self.head.start, self.clause, said_before):
            return True
        if finished and any(is_future(self.stretch, day, said_before) for day in days):
            return True
        # 将长期坚持 is a report, 将定期检查 is a plan
        return not (phrase.status == "ongoing" and reaches == "task") and is_planned(before)


def _describes(phrase: Phrase, before: str, word: str, after: str) -> bool:
    """Whether a word only describes something (完成整改后, 进展滞后的问题), or is denied (不存在未完成整改的情况)."""
    under_way = phrase.about == "work" and phrase.status == "on_track"  # 正在编制 | 方案
    may_describe = phrase.status in ("overdue", "not_started", "open") or after.startswith("的")
    # 逾期未完成 | 问题; not 基本完成 | 整改任务, 已建成 | 项目12个
    describes = may_describe and DESCRIBES.match(after)
    no_report = NO_REPORT_AFTER.match(after) and not under_way
    late_then = phrase.status == "overdue" and LATE_THEN.search(before + word)
    return bool(describes or no_report or late_then or NOT_NOW.search(before))
