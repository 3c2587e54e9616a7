"""Whether words say that a thing is done, or only that it is to be done: plans, wishes, bounds and days ahead."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loaders.grammar.dates import DateFound
from loaders.grammar.statuses.reach import CLOSING_OFFICE, LETTER, names_nothing
from loaders.grammar.statuses.words import Clause

Place = tuple[int, int]


@dataclass(frozen=True)
class Stretch:
    """The words of a report, and what is known where they stand."""

    text: str
    start: int
    end: int
    days: Sequence[DateFound]
    """Those that the words name."""
    issue: Place | None
    reporting_year: int | None
    reported_on: date | None
    is_column: bool = False
    """Of a column of statuses: 前期手续办理中 is one, though it names something."""

    def lies_ahead(self, day: DateFound) -> bool:
        """Whether a day comes after the report, as far as its own day or year is known; its own month does not."""
        if self.reported_on is not None:
            is_its_month = day.precision == "month" and self.text[day.end - 1] not in "底末度"
            is_its_month &= day.on.timetuple()[:2] == self.reported_on.timetuple()[:2]
            return day.on > self.reported_on and not is_its_month
        return self.reporting_year is not None and day.on.year > self.reporting_year


# What the words of a plan for later begin with: 将于年底前完成, 确保按期销号, 督促企业完成整改. 已将, 已经督促 are none.
PLAN = re.compile(
    r"""
    (?<!已)(?<!已经) (?:
        将 (?!军) | 拟 (?!定) | 预计 | 确保 | 争取 | 力争 | 力求 | 务必 | 务求 | 有望 | 即将 | 限期 | 责令 | 督促 | 要求 | 敦促
      | 推动 | 推进 (?!中) | 加快 | 促进 | 保证 | 保障 | 应 (?= 当 | 于 | 在 ) | 原定
      | 必须 | 须 (?!知) | 能够? (?= 按[时期] | 如期 ) | 需 (?!求) | 计划 (?= 于 | 在 | 到 | \d | 今 | 明 | 年底 )
      | (?<![接看期招优]) 待 (?!遇) | 为 (?= 确保 | 了 | 按[时期] | 如期 | 尽快 ) | 指导 | 谋划 | 组织好
    )
    """,
    re.VERBOSE,
)
# 已按市局要求完成: what was required is done; 原定年底完成的 | 治理推迟至9月: what it was.
AS_REQUIRED = re.compile(r"按照?[^，。；]{0,12}?要求|原定[^，。；]{0,16}?的")
# 已, 全部 … before the word, or 了, 完毕 after it, say that a thing is done; a bare 完成 may be a wish.
DONE_BEFORE = re.compile(
    r"已|累计|全部|均|都|全面|得到|得以|同意|予以|下文|发文|通过|符合|达到|控制在|解除|现[场]?|(?:按[时期]|如期|提前)"
)
DONE_AFTER = re.compile(r"\s*(?:了|完毕|到位)")
# 5月20日 | 前改造完毕; a bare 9月底前完成整改 may be what was asked for, though the day is past
DONE_BY = re.compile(r"\s*[之以]?前[^，,。；;\n]{0,16}(?:完毕|到位|了|(?:全面|如期|按期|提前)完成)")
NEAR = 120
"""As far before a clause, in characters, as the day of its delay may stand."""
# 2024年6月30日前，
BOUND = re.compile(r"[^。；;，,]*[月日底末]\s*[之以]?前\s*[，,]\s*$")
# 应于2024年3月底前完成, 整改时限为2023年12月底: by when it was due
WAS_DUE = re.compile(r"应(?!急)|原定|原计划|计划|要求|时限|期限|承诺")
# 督促各镇对照时限，按期完成整改任务: still what is asked for
ASKING = re.compile(r"督促|要求|责令|敦促|指导|压实|部署")
IN_TIME = re.compile(r"(?:按[时期]|如期|提前|全面)")


def is_past_due(stretch: Stretch, sentence: int, clause: Clause) -> bool:
    """应于2024年3月底前完成，目前尚未完成: whether the day named before 尚未完成 is past."""
    text, sentence = stretch.text, max(sentence, clause.start - NEAR)
    before = [day.on for day in stretch.days if sentence <= day.start < clause.start]
    if not before or not WAS_DUE.search(text, sentence, clause.start):
        return False
    due, year = before[-1], stretch.reporting_year
    return bool(stretch.reported_on and due < stretch.reported_on) or (year is not None and due.year < year)


def is_asked_for(text: str, sentence: int, clause: Clause, before: str) -> bool:
    """督促各镇对照时限，| 按期完成整改任务 · 2024年6月30日前，| 全面完成整改: what stands before asks for it, unless it says 已."""
    asks = ASKING.search(text, sentence, clause.start) and IN_TIME.fullmatch(before)
    bound = BOUND.search(text, max(0, clause.start - 24), clause.start)
    return bool(asks or (bound and "已" not in bound.group() and not re.search("已|均|全部", before)))


def is_planned(before: str) -> bool:
    """Whether the words before a status word make it a plan: 确保年底前完成; not 已经督促企业于4月完成整改."""
    before = AS_REQUIRED.sub("", before)
    plans = list(PLAN.finditer(before))
    return bool(plans) and not re.search(r"已|全部(?:按时)?$|均", before[plans[-1].end() :])


def is_done(before: str, word: str, after: str, dated: bool) -> bool:
    """Whether 完成 and the like is said of something done: by 已, 全部, 了, by a date, or by standing alone."""
    if DONE_BEFORE.search(before) or DONE_BEFORE.search(word) or DONE_AFTER.match(after) or dated:
        return True
    if word.endswith(("合格", "%", "％", "全覆盖")):  # 州生态环境局验收合格 · 除治率100%
        return True
    # 市整改办 | 验收销号（衡督改〔2025〕6号）
    before, after = CLOSING_OFFICE.sub("", before), LETTER.sub("", after)
    return bool(names_nothing().fullmatch(before) and names_nothing().fullmatch(after))


def is_future(stretch: Stretch, day: DateFound, before: str) -> bool:
    """Whether a day lies ahead of the report, or is a bound without any 已: 2025年12月底前完成整改."""
    if stretch.lies_ahead(day):
        return True
    is_past = stretch.reported_on is not None and day.on < stretch.reported_on
    if is_past and DONE_BY.match(stretch.text, day.end):
        return False
    is_bound = re.match(r"\s*(?:之?前|以前)", stretch.text[day.end : day.end + 3])
    return bool(is_bound) and not re.search("已|全部|均", before)
