"""Which inspection a document or a list answers, and of what level it is."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain

from loaders.vocabulary import rows

ROUND = r"第[一二三四五六七八九十]轮"
BATCH = r"第[一二三四五六七八九十]批"
ENVIRONMENT = "生态环境保护|环境保护|生态环保|环保"
LAW = r"(?:《[^《》]{3,30}(?:法|条例)》|(?:大气|水|土壤|固体废物|噪声)?(?:污染|污染环境|环境|海洋环境|长江|黄河|湿地)(?:防治|保护)法)"
# 第二轮第三批省生态环境保护督察 · 甘肃省第二轮生态环境保护督察 · 2022年度省级生态环境保护例行督察 · 专项巡察 · 长江经济带生态环境警示片
INSPECTION = r"""
    (?: (?:20\d\d年度?)? (?:ROUND)? (?:BATCH)?
        (?: (?:中央[和、及与])? (?: 省级? | 自治区 ) | 中央 | 国家 | 省委 (?:、?省政府)? | (?:PROVINCE) (?:委(?:、?省政府)?)? | 自治区 (?:党委)? | 兵团 | 市级 )?
        (?:ROUND)? (?:BATCH)? (?:省级)?
        (?: ENVIRONMENT ) (?: 例行 | 专项 )? 督[察查]
        (?: [“"]?回头看[”"]? (?: 及[^，。、]{2,12}专项督察 )? )?
      | (?:ROUND)? (?:BATCH)? (?:中央|省级?) 督察
      | (?:20\d\d年(?:度)?)? (?:PROVINCE|省级?|自治区|国家)? (?:长江(?:[（(][^（()）]{2,3}[)）])?经济带|黄河流域)? 生态环境(?:突出问题)?警示片
      | (?:20\d\d年)? (?:长江经济带|黄河流域) 生态环境 (?:突出)? 问题
      | 国家 (?:海洋|自然资源|土地) 督[察查]
      | (?<!中) 央督 (?![促导办察查]) | 省督 (?![促导办察查])
      | (?:PROVINCE|省级?) [\u4e00-\u9fff]{0,8}? 环境专项督[察查]
      | 专项(?:巡察|巡视|督察|督查)
      | (?:省委|市委|中央) (?:ROUND)? (?:巡视|巡察)
      | (?:领导干部)? 自然资源资产 (?:管理|[和及]?生态环境保护责任|离任|任中|经济责任|[（(][离任中]{2}[)）])* 审计
      | (?: 生态环境保护 | 环境保护 | (?:大气|水|土壤)?污染防治 ) (?:资金)? 专项审计 (?:调查)?
      | (?:(?:全国|PROVINCE|省|市|县|区)人大(?:常委会)?)? (?: LAW (?:[、和及]LAW)* ) (?:贯彻)?(?:实施|落实)?(?:情况)? 执法检查
    )
    """
# 湖北省第二生态环境保护督察组 · 中央第四生态环境保护督察 · 中央第八生态环境保护督察组对云南省开展了第二轮生态环境保护督察
INSPECTORS = r"""
    (?P<whose> 中央 | (?: PROVINCE | 省级? ) (?:委、?省政府)? | 自治区 )
    (?:(?P<nth>第[一二三四五六七八九十]+))? (?P<what>(?:ENVIRONMENT)督[察查]) (?: 组 | (?(nth)|(?!)) ) (?P<again>[“"]?回头看[”"]?)?
    (?: [^。；;\n]{0,40}? (?:开展|进行|实施) [^。；;，,\n]{0,4}? (?P<round>(?:ROUND)(?:BATCH)?) (?:ENVIRONMENT)?(?:例行|集中)?督[察查] )?
    """

# 根据《甘肃省生态环境保护督察 | 整改销号管理办法》: whose rules are followed
RULES = re.compile(r"[^《》。\n]{0,24}(?:办法|规定|规程|细则|制度|条例|指南)[（(》]")


@cache
def _pattern(words: str) -> re.Pattern[str]:
    """With the names of the provinces, and what a round and a batch are, in their places."""
    provinces = "|".join(row["name"] for row in rows("places") if row["kind"] == "province")
    words = words.replace("PROVINCE", provinces).replace("ENVIRONMENT", ENVIRONMENT).replace("LAW", LAW)
    return re.compile(words.replace("ROUND", ROUND).replace("BATCH", BATCH), re.VERBOSE)


def find_inspection(title: str | None, text: str) -> str | None:
    """The inspection that a document answers: as its title names it, with the round where only the text has it."""
    in_title = inspections_in(re.sub(r"\s+", "", title or "")) or list(_of_inspectors(title or ""))
    if not in_title:
        named = Counter(inspections_in(text)) or Counter(_of_inspectors(text))
        in_title = [name for name, _ in named.most_common(1)]
        if not in_title:
            return None
    is_film = "警示片" in in_title[0]  # 中央生态环境保护督察及长江经济带生态环境警示片: the first of the two
    name = max((named for named in in_title if ("警示片" in named) == is_film), key=len)
    if level_of(name) is None:
        of_text = [named for named in chain(inspections_in(text), _of_inspectors(text)) if level_of(named)]
        name = next(iter(of_text), name)
        if "环" not in name:  # 第二轮中央督察, in full below: 第二轮中央生态环境保护督察
            of_round = (full for full in of_text if full.startswith(name.removesuffix("督察")))
            name = max(of_round, key=len, default=name)
    if re.search(ROUND, name):
        return name
    with_round = [
        fuller
        for fuller in (*inspections_in(text), *_of_inspectors(re.sub(r"(?<![。\s])\n(?!\s)", "", text)))
        if re.search(ROUND, fuller) and level_of(fuller) == level_of(name)
    ]
    is_one_round = len(set(re.findall(ROUND, "".join(with_round)))) == 1
    return max(with_round, key=len) if is_one_round else name


def inspections_in(text: str) -> list[str]:
    """The names in a text, without the inspectors (督察组) and their offices."""
    return [
        found.group()
        for found in _pattern(INSPECTION).finditer(text)
        if text[found.end() : found.end() + 1] not in ("组", "办", "委")
        and not RULES.match(text, found.end())
    ]


def _of_inspectors(text: str) -> Iterator[str]:
    """中央第三生态环境保护督察组 -> 中央生态环境保护督察: the inspection of the inspectors named, with its round."""
    for found in _pattern(INSPECTORS).finditer(text):
        yield (found["round"] or "") + found["whose"] + found["what"] + (found["again"] or "")


def level_of(inspection: str | None) -> str | None:
    """central, provincial or special; None for a name that does not say."""
    for row in rows("inspections"):
        if inspection and row["words"] in inspection:
            return row["level"]
    return None
