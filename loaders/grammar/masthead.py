"""What a document says of itself: title, place, inspection, number, dates, and how many tasks it has."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from loaders.grammar.numbering import NUMERAL, number_of
from loaders.grammar.places import PlaceFound, city_of, find_places, full_name, is_city, place_at_start
from loaders.vocabulary import is_furniture, rows


@dataclass(frozen=True)
class Statement:
    """How many tasks the document says it has, and the words that say so."""

    count: int
    start: int
    end: int


@dataclass(frozen=True)
class Masthead:
    title: str | None = None
    city: str | None = None
    area: str | None = None
    inspection: str | None = None
    inspection_level: str | None = None
    document_number: str | None = None
    issued_on: date | None = None
    published_on: date | None = None
    stated_task_count: int | None = None
    stated_task_count_place: tuple[int, int] | None = None
    reporting_year: int | None = None
    """The year that 今年 means: the inspection's, where a plan came out later."""


def read_masthead(text: str, list_start: int | None, card: Mapping[str, str | date]) -> Masthead:
    """Read what stands before the list (and the printing line after it); the card's values go first."""
    before_list = len(text) if list_start is None else list_start
    title = _text(card, "title") or find_title(text, before_list)
    city, area = find_place(title, text, before_list)
    inspection = _text(card, "inspection") or find_inspection(title, text[:before_list])
    issued_on = _date(card, "issued_on") or find_issue_date(text, before_list)
    published_on = _date(card, "published_on") or find_publication_date(text, before_list)
    statement = find_stated_count(text, before_list) if list_start is not None else None
    return Masthead(
        title=title,
        city=_text(card, "city") or city,
        area=_text(card, "area") or area,
        inspection=inspection,
        inspection_level=_text(card, "inspection_level") or level_of(inspection),
        document_number=_text(card, "document_number") or find_document_number(text, before_list),
        issued_on=issued_on,
        published_on=published_on,
        stated_task_count=statement.count if statement else None,
        stated_task_count_place=(statement.start, statement.end) if statement else None,
        reporting_year=find_reporting_year(text, before_list, title, issued_on or published_on),
    )


def _text(card: Mapping[str, str | date], key: str) -> str | None:
    value = card.get(key)
    return value if isinstance(value, str) else None


def _date(card: Mapping[str, str | date], key: str) -> date | None:
    value = card.get(key)
    return value if isinstance(value, date) else None


# --- title ---------------------------------------------------------------------------------------

LINE = re.compile(r"[^\r\n\f]+")
TITLE_NOUN = re.compile(
    r"(?:方案|清单|通报|报告|简报|专报|快报|[周旬月季]报|公示|公告|情况|台账|一览表|通知|意见|动态|说明|汇总表|任务表|进展|公开|函|表)(?:[（(][^（()）]{1,12}[)）])?$"
)
ABOUT_INSPECTIONS = re.compile(r"督察|督查|巡察|巡视|环保|环境|整改|销号|警示片")
# 关于印发《…整改方案》的通知: the plan's own title
NOTICE_OF = re.compile(r"关于(?:印发|公开|公布|下发|转发|发布)[^《》]{0,12}《(?P<title>[^《》]+)》[^《》]*$")
ANNEX_LINE = re.compile(r"\s*附\s*[件表]\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[：:]?\s*")
CHAPTER = re.compile(r"\s*(?:[一二三四五六七八九十]+\s*[、.．]|[（(][一二三四五六七八九十]+[)）])")
BODY = re.compile(r"[。；;]|[：:]\s*$")
# 衡阳市… · 中共益阳市… · 湖南省… · 牧云州…; not 关于…, not 督察反馈问题…
BEGINS_WITH_PLACE = re.compile(
    r"(?:中共|中国共产党)?(?!关于|各|全|督察|贯彻)[\u4e00-\u9fff]{1,8}?(?:省|市|州|盟|县|区|旗|镇|乡)(?!级)"
)
LONGEST_TITLE = 90
LINES_OF_TITLE = 8
CELL_ENDS = " \t\u3000\xa0,，|\ufeff#*"
"""What stands around a title that is the one filled cell of its row, or a heading in Markdown."""
# 铁溪区人民政府 2019-12-13 16:36 来源: 区城管中心
PUBLISHED_LINE = re.compile(
    r"门户网站$|政府网$|(?:来源|作者|浏览次数|点击数?|阅读)\s*[：:]|20\d\d-\d\d?-\d\d?\s+\d\d?:\d\d"
)
IN_BRACKETS = re.compile(r"[（(][^（()）期号年共\d]{2,12}[)）]")
AS_OF = re.compile(r"[（(]\s*(?:截至|截止)[^（()）]*[)）]$")


def find_title(text: str, before_list: int) -> str | None:
    """The first title in the head of the document; where it has none, that of the annex before the list."""
    fallback = None
    for block in _head_blocks(text, before_list):
        title = _title_of(block)
        if title is None:
            continue
        if ABOUT_INSPECTIONS.search(title):
            return title
        fallback = fallback or title
    return fallback or _annex_title(text, before_list)


def _head_blocks(text: str, before_list: int) -> Iterator[list[str]]:
    """Lines that stand together without an empty line, up to the first paragraph of running text."""
    block: list[str] = []
    previous_end = 0
    for line in LINE.finditer(text, 0, before_list):
        words = line.group().strip(CELL_ENDS)
        if not words:
            continue
        gap = text[previous_end : line.start()]
        previous_end = line.end()
        is_body = bool(BODY.search(words)) and not re.match(r"来源|发布|时间|日期|信息|文号|索引", words)
        if block and (gap.count("\n") > 1 or gap.count("\r") > 1 or is_body or _is_web_line(words)):
            yield block
            block = []
        if is_body or CHAPTER.match(words):
            if block:
                yield block
            return
        if not _is_web_line(words):
            block.append(words)
    if block:
        yield block


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
        "".join(line.split())
        for line in block
        if not DOCUMENT_NUMBER_LINE.fullmatch(line) and not ANNEX_LINE.fullmatch(line) and "|" not in line
    ]
    titles: list[str] = []
    longest = None
    for last in range(len(lines)):
        for first in range(last, max(-1, last - LINES_OF_TITLE), -1):
            joined = "".join(lines[first : last + 1])
            if joined[-1:] in (")", "）"):
                joined = AS_OF.sub("", joined)
            if notice := NOTICE_OF.search(joined):
                return notice["title"]
            if not 8 <= len(joined) <= LONGEST_TITLE or not TITLE_NOUN.search(joined):
                continue
            longest = joined
            if BEGINS_WITH_PLACE.match(joined) or (joined.startswith("关于") and not _is_body(lines[:first])):
                titles.append(_with_its_rest(joined, lines[last + 1 :]))
                break
    # Above it may stand a running header: 云岭市整改公示
    return next(filter(_inspections, titles), titles[0] if titles else longest)


def _is_body(lines: list[str]) -> bool:
    """Whether the line above 关于… is the body whose paper it is: 中共云岭市委 / 关于…的通报."""
    return bool(lines) and bool(BEGINS_WITH_PLACE.match(lines[-1]) or lines[-1][-1] in BODY_ENDS)


def _with_its_rest(title: str, following: list[str]) -> str:
    """A title that ends in its second line: …督察反馈意见 / 整改方案, …公示 / （第三批）."""
    for line in following[:2]:
        goes_on = TITLE_NOUN.search(line) and title.endswith(("意见", "问题")) or IN_BRACKETS.fullmatch(line)
        if not goes_on or BEGINS_WITH_PLACE.match(line) or len(title + line) > LONGEST_TITLE:
            break
        title += line
    return title


def _annex_title(text: str, before_list: int) -> str | None:
    """附件：邵阳市贯彻落实…督察报告 / 整改清单, or the lines above the list."""
    lines = [line.group().strip() for line in LINE.finditer(text, 0, before_list) if line.group().strip()][
        -8:
    ]
    for first in range(len(lines)):
        for count in (3, 2, 1):
            joined = re.sub(r"\s+", "", "".join(lines[first : first + count]))
            joined = ANNEX_LINE.sub("", joined, count=1).strip("《》")
            if "。" in joined or len(joined) > LONGEST_TITLE or not ABOUT_INSPECTIONS.search(joined):
                continue
            if TITLE_NOUN.search(joined) and len(joined) >= 8:
                return joined
    return None


# --- place ---------------------------------------------------------------------------------------

# Places nobody has listed, at the head of a title: 青岚市云渡县贯彻落实…
INVENTED_CITY = re.compile(
    r"(?:中共|关于)?(?!中共|关于)(?P<city>[\u4e00-\u9fff]{2,4}?(?:市|自治州|州|盟|地区))(?!级|直)"
)
ABOUT = re.compile(r"中共|关于")
# 云渡县人民政府, 来源：云岭市生态环境局: a body's name by itself
ISSUER = re.compile(
    r"(?<![^\s：:|｜])[\u4e00-\u9fff]{2,36}?(?:[局厅委会府室组院办处部]|中心|支队)(?![^\s|｜，,。；;\d])"
)
INVENTED_AREA = re.compile(r"(?P<area>[\u4e00-\u9fff]{1,4}?(?:县|区|旗|市))(?!域|级|直)")
# 根据《青岚市贯彻落实…整改方案》: the county's city
CITY_S_PLAN = re.compile(r"《([\u4e00-\u9fff]{2,4}市)(?=贯彻|生态|环境|突出|整改)")
# 登州市生态环境保护督察整改工作领导小组办公室：, whom the county reports to
CITY_S_OFFICE = re.compile(
    r"(?:^|\n)\s*([\u4e00-\u9fff]{2,3}市)(?=人民政府|委|生态环境)[^。\n]{0,40}：\s*(?=\n)"
)
# 按照北屏市统一安排
SUPERIOR = re.compile(
    r"(?:按照|根据)[《“]?(?P<city>[\u4e00-\u9fff]{2,3}市)(?=(?:[委的]|人民政府|督[察改]|整改|生态环境|统一|安排|部署|要求))"
)
# Before a name of its own; 东区 in 泽东区 is none.
BEFORE_NAME = re.compile(r"[^\u4e00-\u9fff]|[省市州在对向由和及与到至从是为将使了的]")
# 督察组交办云泽市群众信访举报件
PASSED_ON_TO = re.compile(
    r"(?:交办|转办|移交|反馈)(?P<city>[\u4e00-\u9fff]{2,3}市)(?=群众|信访|的|第|生态|环境|问题|突出)"
)
NO_PLACE = re.compile(
    r"贯彻|落实|全|各|我|本|该|地区|园区|辖|(?:^|[县区镇])城市|督察|小区|自治$|地级|县级|市级|省|中央|关于|配合|公开"
)


def find_place(title: str | None, text: str, before_list: int) -> tuple[str | None, str | None]:
    """City and area a document is for: as its title names them, else its issuer, else the place named most."""
    signature = text[:200] + "\n" + text[max(0, before_list - 400) : before_list] + "\n" + text[-400:]
    for words in (title or "", *ISSUER.findall(signature)):
        city, area = _place_in(words, text)
        superior = SUPERIOR.search(text, 0, before_list)
        if superior and superior["city"] != city and not (city and place_at_start(superior["city"], None)):
            if area:
                return superior["city"], area  # a county of that name lies in another city, too
            if city and not is_city(city):
                return superior["city"], city  # a city of the county's rank
        if city or area:
            return city, area
    # Of counties only full names: 下达日期 does not name 达日县, nor 公安局 公安县.
    cities = Counter(
        place.city
        for place in find_places(text, 0, before_list)
        if place.city
        and (
            place.kind == "city"
            or (_is_named_in_full(place, text) and BEFORE_NAME.match(text, place.start - 1))
        )
    )
    return (cities.most_common(1)[0][0] if cities else None), None


def _place_in(words: str, text: str) -> tuple[str | None, str | None]:
    invented = _invented_place(words, text)
    if invented[0] and invented[0] in words and not place_at_start(invented[0], None):
        return invented  # 白水市云阳县: not the county of that name in 重庆市
    named = [place for place in find_places(words, 0, len(words)) if _is_named_in_full(place, words)]
    city = next((place.name for place in named if is_city(place.name)), None)
    area = next((place for place in named if place.kind == "area" and _lies_in(place.name, city)), None)
    if city is None and area:
        city = area.city or _city_named_with(area.name, text)
    if city or area:
        return city, (area.name if area and area.name != city else None)
    return invented


def _is_named_in_full(place: PlaceFound, words: str) -> bool:
    """衡阳市 is; 云州 in 牧云州 is not 云州区; 沅江分局 is the office of 沅江市."""
    return words[place.start : place.end] == place.name or words.startswith("分局", place.end)


def _lies_in(area: str, city: str | None) -> bool:
    return city is None or city_of(area, near=city) == city


def _city_named_with(area: str, text: str) -> str | None:
    """朝阳区 lies in several cities: the one that the text names most."""
    cities = Counter(p.name for p in find_places(text, 0, len(text)) if p.kind == "city")
    return next((city for city, _ in cities.most_common() if city_of(area, near=city) == city), None)


def _invented_place(words: str, text: str) -> tuple[str | None, str | None]:
    found = INVENTED_CITY.match(words) or PASSED_ON_TO.search(words)
    city = found["city"] if found and not NO_PLACE.search(found["city"]) else None
    rest = words[found.end("city") :] if found and city else ABOUT.sub("", words, count=1)
    inside = INVENTED_AREA.match(rest)
    area = inside["area"] if inside and not NO_PLACE.search(inside["area"]) else None
    if area and city is None:
        before = Counter(re.findall(rf"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{{2,4}}市)(?={area})", text))
        before = before or Counter(CITY_S_PLAN.findall(text)) or Counter(CITY_S_OFFICE.findall(text))
        city = before.most_common(1)[0][0] if before else full_name(area[:2], None)  # 株洲经开区
    if city and city.endswith("州"):
        full = full_name(city, None)  # 湘西州, 湘西自治州
        city = full if full and full.endswith("州") else city
    return city, area


# --- inspection ----------------------------------------------------------------------------------

# 第二轮第三批省生态环境保护督察 · 省级环境保护督察 · 2022年度省级生态环境保护例行督察 · 专项巡察 · 长江经济带生态环境警示片
INSPECTION = re.compile(
    r"""
    (?: (?:20\d\d年度?)? (?:第[一二三四五六七八九十]轮)? (?:第[一二三四五六七八九十]批)?
        (?: 中央 | 国家 | 省级 | 省委 | (?: (?![市州盟县区旗配合迎接贯彻落实关于对按照根据和与及受向将以中央转交办]) [\u4e00-\u9fff] ){2,3}
            (?: 省 | [\u4e00-\u9fff]{0,3} 自治区 ) | 省 | 自治区 | 市级 )?
        (?:第[一二三四五六七八九十]轮)? (?:第[一二三四五六七八九十]批)?
        (?: 生态环境保护 | 环境保护 | 生态环保 | 环保 ) (?: 例行 | 专项 )? 督[察查]
        (?: [“"]?回头看[”"]? (?: 及[^，。、]{2,12}专项督察 )? )?
      | (?:第[一二三四五六七八九十]轮)? (?:第[一二三四五六七八九十]批)? (?:中央|省级?) 督察
      | (?:20\d\d年(?:度)?)? (?:长江经济带|黄河流域|[\u4e00-\u9fff]{2,3}省|省级?|国家)? 生态环境(?:突出问题)?警示片
      | (?<!中) 央督 (?![促导办察查]) | 省督 (?![促导办察查])
      | 专项(?:巡察|巡视|督察|督查)
      | (?:省委|市委|中央) (?:第[一二三四五六七八九十]轮)? (?:巡视|巡察)
    )
    """,
    re.VERBOSE,
)
INSPECTORS = re.compile(
    r"(?P<whose>中央|省级?|自治区)(?:委、省政府)?(?:第[一二三四五六七八九十]+)?(?P<what>(?:生态)?环境保护督[察查])组"
)
ROUND = re.compile(r"第[一二三四五六七八九十]轮")


def find_inspection(title: str | None, text: str) -> str | None:
    """The inspection that a document answers: as its title names it, with the round where only the text has it."""
    in_title = _inspections(re.sub(r"\s+", "", title or "")) or _of_inspectors(title or "")
    if not in_title:
        named = Counter(_inspections(text[:3000])) or Counter(_inspections(text))
        named = named or Counter(_of_inspectors(text))
        in_title = [name for name, _ in named.most_common(1)]
        if not in_title:
            return None
    name = max(in_title, key=len)
    if level_of(name) is None:
        name = next((fuller for fuller in _inspections(text) if level_of(fuller)), name)
    if ROUND.search(name):
        return name
    with_round = [
        fuller for fuller in _inspections(text) if ROUND.search(fuller) and level_of(fuller) == level_of(name)
    ]
    first_round = Counter(ROUND.findall("".join(with_round)))
    if len(first_round) != 1:
        return name
    return max(with_round, key=len)


def _inspections(text: str) -> list[str]:
    """The names in a text, without the inspectors (督察组) and their offices."""
    return [
        found.group()
        for found in INSPECTION.finditer(text)
        if not re.match(r"组|办|进驻|整改|委", text[found.end() : found.end() + 2][:2])
        or "整改" in text[found.end() : found.end() + 2]
    ]


def _of_inspectors(text: str) -> list[str]:
    """中央第三生态环境保护督察组 -> 中央生态环境保护督察: the inspection of the inspectors named."""
    return [found["whose"] + found["what"] for found in INSPECTORS.finditer(text)]


def level_of(inspection: str | None) -> str | None:
    """central, provincial or special; None for a name that does not say."""
    for row in rows("inspections"):
        if inspection and row["words"] in inspection:
            return row["level"]
    return None


# --- number and dates ----------------------------------------------------------------------------

NUMBER = r"[\u4e00-\u9fff]{2,12}\s*[〔\[［（(【]\s*20\d\d\s*[〕\]］）)】]\s*(?:第\s*)?\d{1,4}\s*号"
# A line of its own, or after a word that announces it; never one cited in a sentence.
DOCUMENT_NUMBER_LINE = re.compile(
    rf"\s*(?:(?:发文字号|发文文号|文\s*号|文件编号)\s*[：:]\s*)?[（(]?(?P<number>{NUMBER})(?:[\s，,]+20\d\d年[^（()）]{{4,7}}(?:印发)?)?[)）]?\s*"
)
DOCUMENT_NUMBER_ANNOUNCED = re.compile(
    rf"(?:发文字号|发文文号|文\s*号|文件编号)\s*[：:]\s*(?P<number>{NUMBER})"
)


# 匀党办发〔2021〕15号　发布日期：2021年08月30日: above the article of a page
DOCUMENT_NUMBER_ON_PAGE = re.compile(rf"\s*(?P<number>{NUMBER})(?=\s+(?:发布|公开|成文|印发|来源|字体))")


def find_document_number(text: str, before_list: int) -> str | None:
    """衡蒸办发〔2024〕18号, where it stands on a line of its own before the list."""
    for line in LINE.finditer(text, 0, before_list):
        words = line.group()
        found = DOCUMENT_NUMBER_LINE.fullmatch(words) or DOCUMENT_NUMBER_ANNOUNCED.search(words)
        if found := found or DOCUMENT_NUMBER_ON_PAGE.match(words):
            return re.sub(r"\s+", "", found["number"])
    return None


# 2024年6月28日 · 2019-01-24 · 二〇二四年六月二十八日
DATE = re.compile(
    r"(?P<year>20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})\s*[年\-/.]\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*[月\-/.]"
    r"\s*(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})(?!\d)\s*日?"
)
PUBLISHED = re.compile(
    r"(?:发布|公开|发表|更新|上传)\s*(?:日期|时间)\s*[：:]?\s*|(?:^|\n|\s)(?:日期|时间)\s*[：:]\s*"
)
PRINTED = re.compile(r"[^\r\n]{0,50}日\s*印发\s*(?=$|[\r\n])")


BODY_ENDS = "局厅委会府室组院办处部心"
WITHIN_TAIL = 300
"""As far from a text's end, in characters, as the line may stand that says when a table was filled in."""
# 填报日期：2023年10月20日 · 制表单位：市整改办　　2024年5月10日
FILLED_IN = re.compile(
    r"(?:填报|填表|制表|编制|成文|发文|印发|制定)\s*(?:日期|时间)\s*[：:]\s*|(?:制表|填报|编制)单位\s*[：:][^\r\n\d]{0,60}"
)


def _as_date(found: re.Match[str] | None) -> date | None:
    if found is None:
        return None
    try:
        return date(*(number_of(found[part]) for part in ("year", "month", "day")))
    except ValueError:
        return None


def find_publication_date(text: str, before_list: int) -> date | None:
    """发布时间:2019-01-24 of the web page, or 2023-09-28　来源：…."""
    head = min(before_list, 3000)
    for announced in PUBLISHED.finditer(text, 0, head):
        if published := _as_date(DATE.match(text, announced.end())):
            return published
    for found in DATE.finditer(text, 0, head):
        if re.match(r"[^\S\n]*(?:\d\d:\d\d(?::\d\d)?)?[\s|｜]*来源", text[found.end() : found.end() + 24]):
            return _as_date(found)
    return None


def find_issue_date(text: str, before_list: int) -> date | None:
    """A date alone on its line, as under a signature or a masthead; or that of the printing line."""
    for line in LINE.finditer(text, 0, before_list):
        if issued := _date_alone(line.group()) or _date_after_issuer(line.group()):
            return issued
    for start, end in ((0, before_list), (max(before_list, len(text) - WITHIN_TAIL), len(text))):
        for filled_in in FILLED_IN.finditer(text, start, end):
            if issued := _as_date(DATE.match(text, filled_in.end())):
                return issued
    for printed in PRINTED.finditer(text):
        if issued := _as_date(DATE.search(printed.group())):
            return issued
    return _signed_on(text, before_list)


def _date_alone(line: str) -> date | None:
    words = line.strip().strip("（）()")
    found = DATE.match(words)
    return _as_date(found) if found and found.end() == len(words) else None


def _date_after_issuer(line: str) -> date | None:
    """云栖市…协调联络组　2024年5月20日 · （云办发〔2024〕5号　2024年5月20日）"""
    found = re.fullmatch(
        rf"\s*(?:[\u4e00-\u9fff]{{4,40}}|[（(]?{NUMBER})[\s\u3000，,]+(?P<date>{DATE.pattern})(?:印发)?[)）]?\s*",
        line,
    )
    return _as_date(DATE.match(found["date"])) if found else None


def _signed_on(text: str, before_list: int) -> date | None:
    """The signature at the end: a date alone, under a body's name, with next to nothing after it."""
    lines = [line.group().strip() for line in LINE.finditer(text, before_list) if line.group().strip()]
    for place in range(len(lines) - 1, max(0, len(lines) - 6), -1):
        issued = _date_alone(lines[place])
        if issued and lines[place - 1][-1] in BODY_ENDS and not re.search(r"[：:。，；]", lines[place - 1]):
            return issued
    return None


# --- what it says it has -------------------------------------------------------------------------

COUNT = r"(?P<count>\d{1,3}|[一二三四五六七八九十百]{1,5})"
# 28 项具体整改任务 · 8类40个具体问题 · 共承担整改任务8项 · 反馈的8个问题 · 33个问题
STATED = (
    re.compile(
        rf"(?:^|(?<=\n))[ \t\u3000]*[（(]\s*共\s*{COUNT}\s*[项个条](?:任务|问题|整改任务)?\s*[)）](?=\s*(?:\n|$))"
    ),
    re.compile(rf"{COUNT}\s*[项个条]\s*(?:具体|反馈|突出|共性|个性)?\s*(?:问题)?整改(?:任务|事项|问题)"),
    re.compile(
        rf"(?:整改任务|整改事项|整改问题|反馈问题|问题|任务)\s*(?:清单)?\s*(?:共计|共有|总共|合计|共)?\s*{COUNT}\s*[项个条](?!方面)"
    ),
    re.compile(
        rf"{COUNT}\s*[项个条]\s*(?:具体|反馈|突出|共性|个性|主要)?(?:的)?(?:问题|任务)(?!清单|企业|线索)"
    ),
)
# 合计,6项: the last row of a table
TOTAL_ROW = re.compile(
    r"(?:^|\n)[^\S\n]*(?:合计|总计)[\s,，|：:]*(?P<count>\d{1,3})\s*[项个](?:问题|任务|整改任务)?(?=[\s,，|]|$)"
)
WHOLE = re.compile(
    r"共|现将|全[市县区]|牵头|负责|总|合计|逐一|梳理|承担|涉及我|反馈|涉及的|分解|细化|形成|确定|全部|全面|对照|清单|指出的"
)
# 典型案例1个、反馈问题5个，共6个问题
IN_ALL = re.compile(r"[，,、；;]\s*(?:合计|总计|共计?)\s*$")
PART = re.compile(
    r"其中|类|方面|已完成|移交|责任追究|典型案例|关注的|查处的|剩余|尚有|未完成|警示片|信访|新增|主要包括|主要体现|督察期间"
)


def find_stated_count(text: str, before_list: int) -> Statement | None:
    """The number of tasks that the general part states: not that of one category, nor of complaints."""
    if summed := TOTAL_ROW.search(text):
        return Statement(number_of(summed["count"]), *summed.span())
    best: tuple[int, Statement] | None = None
    for strength, pattern in zip((2, 2, 2, 1), STATED, strict=True):
        for found in pattern.finditer(text, 0, before_list):
            found_at = found.start("count")
            clause_start = max(text.rfind(mark, 0, found.start()) for mark in "。；;\n") + 1
            before = text[clause_start : found.start()]
            nearest = re.split(r"[，,、]", before)[-1]
            if found_at and text[found_at - 1] in "0123456789第.":
                continue
            if (
                PART.search(re.sub(rf"{NUMERAL}\s*(?:大?类|个方面|个领域)\s*$", "", nearest))
                or "主要包括" in before
                or "主要体现" in before
            ):
                continue
            around = before + text[found.end() : found.end() + 8]
            score = strength + bool(WHOLE.search(around)) + bool(re.search(r"共|总|逐一|承担|涉及", nearest))
            score += 2 * bool(IN_ALL.search(before))
            count = number_of(found["count"])
            if score >= 2 and count > 1 and (best is None or score > best[0]):
                best = (score, Statement(count, found.start(), found.end()))
    return best[1] if best else None


# 2018年6月21日至7月11日,湖南省第一环境保护督察组进驻我市…,9月11日…向我市反馈了督察意见。
INSPECTED = re.compile(
    r"20\d\d\s*年\s*\d{1,2}\s*月[^。；;\n]{0,60}?(?:督察|巡察|巡视)[^。；;\n]{0,30}?(?:进驻|开展|反馈|对)[^。；;\n]*"
)
YEAR = re.compile(r"(20\d\d)\s*年(?!度)")


def find_reporting_year(text: str, before_list: int, title: str | None, issued_on: date | None) -> int | None:
    """The year that 今年 means: a report's own; a plan's is that in which the inspectors reported back.

    衡阳's plan came out in January 2019 and answers a report of September 2018: its 今年 is 2018.
    """
    is_report = bool(re.search(r"进展|情况|通报|公示|简报", title or ""))
    if not is_report and (inspected := INSPECTED.search(text, 0, before_list)):
        sentence = max(text.rfind(mark, 0, inspected.start()) for mark in "。；;\n") + 1
        year = max(map(int, YEAR.findall(text, sentence, inspected.end())))
        if issued_on is None or year <= issued_on.year:
            return year
    return issued_on.year if issued_on else None
