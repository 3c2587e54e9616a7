"""The title of a document: as published, without what a page or a printed head puts around it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from loaders.grammar.document.inspections import inspections_in
from loaders.grammar.document.issuing import BODY_ENDS, DOCUMENT_NUMBER, LINE
from loaders.grammar.places import begins_with_place
from loaders.vocabulary import is_furniture

TITLE_NOUN = re.compile(
    r"(?:方案|清单|通报|报告|公报|简报|专报|快报|[周旬月季]报|[专周月]刊|公示|公告|情况|状况|台账|一览表|通知|意见|汇报|动态|说明|汇总表?|任务表|进展|公开|函|表)(?:[（(][^（()）]{1,12}[)）])?$"
)
ABOUT_INSPECTIONS = re.compile(r"督察|督查|巡察|巡视|环保|环境|整改|销号|警示片")
ABOUT_NEWS = re.compile(ABOUT_INSPECTIONS.pattern + r"|(?:信访|举报|投诉)[^。]{0,6}件")
# 衡阳市… · 中共益阳市… · 湖南省… · 牧云州…; not 关于…, not 督察反馈问题…
PLACE = r"(?:中共|中国共产党)?(?!关于|各|全|督察|贯彻)(?:[\u4e00-\u9fff]{1,8}?(?:省|市|州|盟|县|区|旗|镇|乡)(?!级)|[\u4e00-\u9fff]{2,14}自治[州县旗])"
BEGINS_WITH_PLACE = re.compile(PLACE)
# 关于印发《…整改方案》的通知 · 关于印发云岭市…整改方案的通知 · 关于对《…整改方案》进行公示的公告: the plan's own title
NOTICE_OF = re.compile(
    rf"""(?:关于|[室府委局])
      (?: [^《》]{{0,14}}《(?P<quoted>[^《》]+)》(?![^《》]*(?:情况|报告|进展|说明))[^《》]*
        | (?:印发|公开|公布|下发|转发|发布)(?P<bare>{PLACE}[^《》]+?(?:方案|清单|台账))(?:的通知|的公告|的函) )$""",
    re.VERBOSE,
)
ANNEX_LINE = re.compile(r"\s*附\s*[件表]\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[：:]?\s*")
CHAPTER = re.compile(r"\s*(?:[◆◇■●▲▶►]|[一二三四五六七八九十]+\s*[、.．]|[（(][一二三四五六七八九十]+[)）])")
BODY = re.compile(r"[。；;]|[：:]\s*$")
# 来源： · 分  类: 综合政务(其他) ; 通知
ABOUT_PAGE = re.compile(r"来源|发布|时间|日期|信息|文号|索引|(?:[\u4e00-\u9fff]\s*){2,5}[：:]\s*\S[^。]*$")
DAY_ALONE = re.compile(r"[（(]?[\d\s年月日.\-/:：]+[)）]?")
LONGEST_TITLE = 90
SHORTEST_TITLE = 6
LINES_OF_TITLE = 8
CELL_ENDS = " \t\u3000\xa0,，|\ufeff#*"
"""What stands around a title that is the one filled cell of its row, or a heading in Markdown."""
# 铁溪区人民政府 2019-12-13 16:36 来源: 区城管中心
PUBLISHED_LINE = re.compile(
    r"门户网站$|政府网$|(?:来源|作者|浏览次数|点击数?|阅读|发布时间|发布日期)\s*[：:]|20\d\d-\d\d?-\d\d?\s+\d\d?:\d\d"
)
# 标题：云岭市…整改方案, in the table above the article of a page
TITLE_LABEL = re.compile(r"^(?:信息|文件)?(?:标\s*题|名\s*称)\s*[：:|\t]\s*(?=.{8})")
# …整改方案 发布时间：2022-06-20 来源：县环委办 · …清单 潭办发〔2018〕3号 2018年1月18日, which a page's head runs into
BEFORE_PUBLICATION = re.compile(
    r"(?P<title>[^\s：:]{8,})\s+[\[（(]?\s*(?:(?:发布|发稿|公开)?(?:时间|日期|来源|作者)\s*[：:]|[\u4e00-\u9fff]{2,10}〔20\d\d〕)"
)
A_PLACE = re.compile("(?:[市县区旗州镇乡]|街道)$")
OF_PROVINCE = re.compile(r"[\u4e00-\u9fff]{2,7}[省区](?=第|生态|环境)")
FIRST_HALF_ENDS = ("意见", "问题", "督察报告")
"""贯彻落实第二轮中央生态环境保护督察反馈意见, above 罗山县整改方案."""
# （第三批） · （2024—2025年）
IN_BRACKETS = re.compile(r"[（(](?:[^（()）期号年共\d]{2,12}|20\d\d\s*[—–-]+\s*20\d\d年)[)）]")
# …台账（截至2025年6月30日） · …清单（共6项） · …方案（2024年8月), the day of a plan; a report's month is of its title
ASIDE = re.compile(
    r"""(?: [（(] (?:截至|截止) [^（()）]* [)）]
      | [（(] 共 (?:\d+|[一二三四五六七八九十]+) [项个条] [^（()）]{0,20} [)）]
      | (?<=方案|清单) [（(] 20\d\d年\d{1,2}月 (?:\d{1,2}日)? (?:印发|发布|公布)? [)）] )$""",
    re.VERBOSE,
)
SUMMARY = re.compile(r"汇总|统计|说明")


def find_title(text: str, before_list: int) -> str | None:
    """The first title in the head of the document; where it has none, that of the annex before the list.

    One that names the inspection comes before 整改任务完成情况汇总表 on a sheet before the list's.
    """
    titles = list(filter(None, map(_title_of, _head_blocks(text, before_list))))
    about = [title for title in titles if ABOUT_INSPECTIONS.search(title)]
    if about and SUMMARY.search(about[0]):
        about = [title for title in about if inspections_in(title)] or about
    first = next(iter(about + titles), "")
    if len(first) > SHORTEST_TITLE:
        # a site's header ran into it, and below it stands by itself
        return next((title for title in titles if title != first and first.endswith(title)), first)
    return _headline(text, before_list) or _annex_title(text, before_list) or first or None


def _head_blocks(text: str, before_list: int) -> Iterator[list[str]]:
    """Lines that stand together without an empty line, up to the first paragraph of running text."""
    block: list[str] = []
    previous_end = 0
    for line in LINE.finditer(text, 0, before_list):
        words = TITLE_LABEL.sub("", line.group().strip(CELL_ENDS))
        if not words:
            continue
        if run_in := BEFORE_PUBLICATION.match(words):
            words = run_in["title"]
        gap = text[previous_end : line.start()]
        previous_end = line.end()
        is_body = bool(BODY.search(words)) and not ABOUT_PAGE.match(words)
        if is_body or CHAPTER.match(words):
            break
        is_apart = _is_web_line(words) or _is_row(words)  # of a sheet 汇总, before the sheet of the list
        if is_apart or gap.count("\n") > 1:
            yield block
            block = []
        if not is_apart:
            block.append(words)
    yield block


def _is_row(words: str) -> bool:
    """序号,问题,整改目标,情况说明: a row of cells is no title."""
    return len(re.findall(r"[,\t]", words)) >= 3


def _is_web_line(words: str) -> bool:
    """首页 > 公示公告, 当前位置：…, 打印: a page's own words."""
    return (
        ">" in words or "»" in words or is_furniture(words, "web") or PUBLISHED_LINE.search(words) is not None
    )


def _title_of(block: list[str]) -> str | None:
    """The title in a block: the fewest lines that end like one and begin with a place or a body.

    督察反馈问题整改方案 alone is the second half of a broken title; above it may stand a site's name.
    """
    lines = [
        "".join(line[annex.end() if annex else 0 :].split())  # 附件：云岭市…报告 / 整改清单
        for line in block
        for annex in [ANNEX_LINE.match(line)]
        if not DOCUMENT_NUMBER.match(line) and not (annex and annex.end() == len(line)) and "|" not in line
    ]
    titles: list[str] = []
    longest = None
    for last in range(len(lines)):
        if notice := NOTICE_OF.search("".join(lines[max(0, last + 1 - LINES_OF_TITLE) : last + 1])):
            return notice["quoted"] or notice["bare"]
        for first in range(last, max(-1, last - LINES_OF_TITLE), -1):
            joined = "".join(lines[first : last + 1])
            if joined[-1:] in (")", "）"):
                joined = ASIDE.sub("", joined)
            if not SHORTEST_TITLE <= len(joined) <= LONGEST_TITLE or not TITLE_NOUN.search(joined):
                continue
            longest = joined
            if BEGINS_WITH_PLACE.match(joined) or (joined.startswith("关于") and not _is_body(lines[:first])):
                above = _beginning_above(joined, lines[:first])
                titles.append(_with_its_rest(above + joined, lines[last + 1 :]))
                break
    # Above it may stand a running header: 云岭市整改公示
    return next(filter(inspections_in, titles), titles[0] if titles else longest)


def _beginning_above(title: str, lines: list[str]) -> str:
    """阿坝州贯彻落实第二 above 轮自治区…督察反馈问题整改方案, which only seems to begin with a place.

    富顺县邓井关街道 above 四川省第二轮…督察反馈问题整改方案, whose inspection begins with one.
    """
    if lines and lines[-1].endswith(FIRST_HALF_ENDS):
        return lines[-1]
    if not lines or not begins_with_place(lines[-1]):
        return ""
    if begins_with_place(title) and not (A_PLACE.search(lines[-1]) and OF_PROVINCE.match(title)):
        return ""
    is_whole = TITLE_NOUN.search(lines[-1]) or lines[-1][-1] in BODY_ENDS
    return "" if is_whole else lines[-1]


def _is_body(lines: list[str]) -> bool:
    """Whether the line above 关于… is the body whose paper it is: 中共云岭市委 / 关于…的通报."""
    return bool(lines) and bool(BEGINS_WITH_PLACE.match(lines[-1]) or lines[-1][-1] in BODY_ENDS)


def _with_its_rest(title: str, following: list[str]) -> str:
    """A title that ends in its second line: …督察反馈意见 / 整改方案, …公示 / （第三批）."""
    for line in following[:2]:
        goes_on = TITLE_NOUN.search(line) and title.endswith(FIRST_HALF_ENDS) or IN_BRACKETS.fullmatch(line)
        if not goes_on or BEGINS_WITH_PLACE.match(line) or len(title + line) > LONGEST_TITLE:
            break
        title += line
    return title


def _headline(text: str, before_list: int) -> str | None:
    """Of a page of news the line above 来源：…, 发布时间：… or its first paragraph: 省督察组向我市转办第十批信访件."""
    lines = [line.group().strip(CELL_ENDS) for line in LINE.finditer(text, 0, before_list)]
    lines = [line for line in lines if line and not DAY_ALONE.fullmatch(line)]
    for place, (above, line) in enumerate(pairwise(lines)):
        is_in_place = PUBLISHED_LINE.search(line) or (place == 0 and line.endswith("。"))
        if is_in_place and "。" not in above and not _is_web_line(above) and ABOUT_NEWS.search(above):
            return above
    return None


def _annex_title(text: str, before_list: int) -> str | None:
    """附件：邵阳市贯彻落实…督察报告 / 整改清单, or the lines above the list."""
    lines = [line.group().strip() for line in LINE.finditer(text, 0, before_list) if line.group().strip()]
    lines = [ANNEX_LINE.sub("", line, count=1).strip("《》") for line in lines[-LINES_OF_TITLE:]]
    title = _title_of([line for line in lines if "。" not in line and not _is_row(line)])
    return title if title and ABOUT_INSPECTIONS.search(title) else None
