"""What is known while a bulletin of complaints is read: its counts so far, its day, and what a key is a part of."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

from loaders import vocabulary
from loaders.grammar.dates import find_dates
from loaders.grammar.places import find_places

COMPLAINT = re.compile(r"信访|举报|投诉|交办|转办|来信来电|来电来信")
BATCH = re.compile(
    r"第\s*[一二三四五六七八九十百\d]+(?:[、和至—-][一二三四五六七八九十百\d]+)*\s*批|本批|当日|今日|当天|新增"
)
RUNNING_TOTAL = re.compile(
    r"累计|合计|总计|进驻[^，。；]{0,8}?(?:以来|至今)|\d+\s*[-—–~至]\s*\d+\s*批|前\s*[一二三四五六七八九十\d]+\s*批"
    r"|第[一二三四五六七八九十百\d]+批?[至到—-]第[一二三四五六七八九十百\d]+批"
)
# An area that no list of places has: 历山区, 南部山区管委会; not 自然保护区, 居民小区
AREA_LIKE = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?<!保护)(?<!居民)(?<![小社景矿库厂灌片林])(?:[市县区旗州盟]|管委会|街道|[镇乡])$"
)
CASES = ("件", "宗", "起")
"""What complaints are counted in; problems are in 个."""
ZONE = re.compile(r"(?:开发|经开|高新|管理|产业|工业|示范|度假|旅游|风景|名胜|新|园|保税|集中)(?:园)?区$")


@dataclass(frozen=True)
class PetitionFound:
    """One count. The text from start to end is what it was taken from."""

    as_of: date | None
    dimension: str
    """area, department, industry, pollution, handling, channel, total."""
    key: str
    """As written, without 涉及; of handling, channel and total the usual word: 办结, 来电, 合计, 本批, 重复件."""
    cases: int
    key_cases: int | None
    start: int
    end: int
    of: str | None = None
    """The total that the parts belong to: 合计 or 本批; None where that total is not told."""


@dataclass
class Count:
    """Everything said of one total (累计17件) until the next one."""

    kind: str | None
    """合计, 本批, or None: no total at all."""
    total: PetitionFound | None = None
    rows: list[PetitionFound] = field(default_factory=list)
    is_share: bool = False
    """What a place got of a batch: it stands for the whole."""
    is_dated: bool = False
    """The sentence names the day."""


@dataclass
class Reading:
    """How far the bulletin has been read."""

    year: int | None
    day: date | None
    """Of the statement before, at first of the bulletin."""
    counts: list[Count] = field(default_factory=lambda: [Count(None)])
    told_of: int = 0
    """The total that the sentence is about: 279件案件中，…."""

    def last_day(self, text: str, start: int, end: int) -> date | None:
        """The last whole day named; a month or a year alone is no day that counts are of."""
        dates = find_dates(text, start, end, year=self.year, reporting_year=self.year)
        days = [(found.start, found.on) for found in dates if found.precision == "day"]
        told = [
            day
            for day in days
            if not RECEIVED.search(text, start, day[0]) and not CAME_IN.match(text, day[0], end)
        ]
        for found in DAY_OF_MONTH.finditer(text, start, end):
            told += [(found.start(), day) for day in self._days_before() if day.day == int(found[1])]
        return max(told or days)[1] if days or told else None

    def _days_before(self) -> list[date]:
        """A month of days up to that of the bulletin: of which 29日 is one."""
        return [self.day - timedelta(days=days) for days in range(28)] if self.day else []


# 6月7日，移交第二批次（ | 6月6日8时至20时）: when they came in
RECEIVED = re.compile(r"\d日[^（()）]*[（(][^（()）]{0,8}$")
# 移交督察组 | 11月26日受理 · 转办第二十一批 | 11月19日8时至20时的
CAME_IN = re.compile(r"[\d年月]+日\s*(?:\d{1,2}时至\d{1,2}时)?\s*(?:受理|的)")
# 29日，中央第四生态环境保护督察组交办…
DAY_OF_MONTH = re.compile(
    r"(?<![\d月年、—-])(?<!(?<!截)至)([1-3]?\d)日(?=[\d时:：，,]|[\u4e00-\u9fff]*督[察查]组)"
)
# 市经信委1件 · 市生态环境局2件; not 督察组向我市交办
OFFICE = re.compile(r"[省市州盟县区旗][\u4e00-\u9fff]{1,12}(?:局|委|厅|大队|支队|中心|(?<![交转督承])办)")
# 群众来电 · 全省已办结
OF_ALL = re.compile(r"^(?:群众|[全我][省市州盟县区旗])")
ADVERBS = re.compile(r"有序|抓紧|积极|加快|全力")


@cache
def words_for(use: str) -> dict[str, tuple[str, str]]:
    """Word -> (dimension, key) of the rows of petition_dimensions.csv with that use."""
    rows = vocabulary.rows("petition_dimensions")
    return {row["word"]: (row["dimension"], row["key"]) for row in rows if row["use"] == use}


def named_key(key: str) -> tuple[str, str] | None:
    """A key that says its dimension itself: 已办结, 正有序办理中 -> handling, 办结, 正在办理."""
    key = OF_ALL.sub("", ADVERBS.sub("", key))
    short = re.sub(r"(?:的|信访|举报|群众|事项|问题|类)+件?$", "", key)
    return (
        words_for("key").get(key)
        or words_for("key").get(short)
        or words_for("key").get(key.removesuffix("件"))
    )


def dimension_of(key: str, unit: str, dimension: str | None, *, inside: bool) -> tuple[str, str] | None:
    """Dimension and key of an item, by the heading or else by what the key is: a place, a kind of pollution."""
    if key.startswith("各") or key in ("其余", "剩余", "余下", "涉及", "生态环境问题"):
        return None  # 涉及各区66件：黄浦1件，… · 8件，涉及12个问题 · 涉及生态环境问题640个，其中…
    key = re.sub(r"问题$", "", key) if unit == "个" else key
    if dimension and inside:
        return (dimension, key) if dimension != "handling" else None  # 属实40件 is no handling
    plain = re.sub(r"(?:环境|类型)?(?:污染|破坏|生态)*(?:类|问题|类问题|方面|类型)*$", "", key)
    if {key, plain, key.removesuffix("污染"), key.removesuffix("类")} & set(words_for("kind")):
        return "pollution", key
    if complained := re.fullmatch(r"(.+?)(?:问题)?(?:投诉|举报)", key):  # 水污染投诉43件
        return dimension_of(complained[1], unit, dimension, inside=inside)
    places = find_places(key, 0, len(key))
    if unit in CASES and OFFICE.fullmatch(key):
        return "department", key
    is_area = places and places[-1].end == len(key) or ZONE.search(key)
    if is_area or (unit in CASES and AREA_LIKE.fullmatch(key)):
        return "area", key
    return None


def mark_key_cases(count: Count, cases: int) -> None:
    """其中重点件3件: the key cases of the total before."""
    if count.total and count.total.key_cases is None and cases <= count.total.cases:
        count.total = replace(count.total, key_cases=cases)
