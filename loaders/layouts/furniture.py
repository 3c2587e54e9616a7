"""What surrounds a document's own words: page numbers, printing lines, signatures, a web page's footer."""

import re
from collections import Counter
from dataclasses import replace

from loaders import vocabulary
from loaders.grammar.numbering import Number
from loaders.source import Source

# — 2 — · - 3 - · 第3页 共20页 · 3/20
PAGE_NUMBER = re.compile(
    r"\s*(?:[—–－\-─·]\s*\d{1,3}\s*[—–－\-─·]|第\s*\d+\s*页.*|\d{1,3}\s*/\s*\d{1,3}|\d{1,3})\s*"
)
# — 2 — · 第3页 共20页, between the lines of a text that was copied from pages, and what stands above and below it
BETWEEN_PAGES = re.compile(
    r"""(?m: (?: ^[^\S\n]* (?P<above>\S[^\n]*) \n \s*? )?
         ^[^\S\n]* (?P<number> [—–－\-─] \s* \d{1,3} \s* [—–－\-─] | 第 \s* \d+ \s* 页 (?: [\s,，/]* 共 \s* \d+ \s* 页 )? ) [^\S\n]*$
         (?: \s* ^\s* (?P<below>\S[^\n]*) $ )? )""",
    re.VERBOSE,
)
# 中共蒸湘区委办公室   2024年6月28日印发
PRINTING = re.compile(r".{0,50}\d\s*日\s*印发?\s*")
# 2019年1月24日 · 二〇二四年六月二十八日 · 2019126日, its 年 and 月 lost · 3月5日, without its year
DATE_ALONE = re.compile(
    r"\s*[（(]?(?:[12〇零一二三四五六七八九○OＯ\d]{4}\s*年.{1,4}月.{1,4}日|20\d{2}\s*年?\s*\d{1,2}\s*月?\s*\d{1,2}\s*日|\d{1,2}月\d{1,2}日)[)）]?\s*"
)
# 湘ICP备05000001号: in the footer of a web page and nowhere else
SITE_NUMBER = re.compile(r"ICP备|公网安备|网站标识码")
# 云岭市人民政府办公室　2022年4月10日
SIGNED = re.compile(rf"[\u4e00-\u9fff]{{4,40}}[局厅委会府室组院办处部]\s+{DATE_ALONE.pattern}")
LINE = re.compile(r"[^\r\n\f\u2028]*\S[^\r\n\f\u2028]*")
# 云岭市督察反馈意见整改方案, which the second page repeats
TITLE = re.compile(r"(?m:^[^\S\n]*(\S{6,60}(?:方案|清单|台账|报告|一览表))[^\S\n]*$)")
WITHIN_HEAD = 200
"""Characters in which a text's title stands."""
BODY_ENDS = "局厅委会府室组院办处部"


def is_page_number(line: str) -> bool:
    return bool(line.strip()) and PAGE_NUMBER.fullmatch(line) is not None


def is_furniture(line: str) -> bool:
    """Whether a line follows the list rather than belongs to it: 友情链接, 2024年6月28日印发, a date alone."""
    words = line.strip()
    return (
        vocabulary.is_furniture(words)
        or PRINTING.fullmatch(words) is not None
        or DATE_ALONE.fullmatch(words) is not None
        or SIGNED.fullmatch(words) is not None
    )


def begins_chapter(text: str, number: Number) -> bool:
    """四、保障措施: whether a number begins a chapter behind the list, by its words."""
    line = LINE.match(text, number.end)
    return line is not None and vocabulary.is_furniture(line.group().strip(" 。：:"), "chapter")


def is_issuer(line: str) -> bool:
    """A body's name alone on its line, as above the date of a signature: 中共衡阳市委、衡阳市人民政府."""
    words = re.sub(r"\s+", "", line)
    return 4 <= len(words) <= 40 and words[-1] in BODY_ENDS and not re.search(r"[：:。；，,]", words)


def footer_start(text: str, start: int, end: int) -> int:
    """Where a web page's footer begins, with the lines above the site's number: 主办单位：… / 网站标识码：…."""
    footer = end
    if number := SITE_NUMBER.search(text, start, end):
        above = list(LINE.finditer(text, start, number.end()))
        while above and (is_furniture(above[-1].group()) or above[-1].end() >= number.end()):
            footer = above.pop().start()
    return footer


def without_page_edges(source: Source) -> Source:
    """The numbers and running headers of the pages that a text was copied from blanked, each place staying what it is."""
    if source.format != "txt":
        return source
    breaks = list(BETWEEN_PAGES.finditer(source.text))
    times = Counter(found[line] for found in breaks for line in ("above", "below") if found[line])
    titles = set(TITLE.findall(source.text[:WITHIN_HEAD]))
    pieces, reached = [], 0
    for found in breaks:
        for line in ("above", "number", "below"):
            start, end = found.span(line)
            if line == "number" or times[found[line]] > 1 or (found[line] or "").strip() in titles:
                pieces += [source.text[reached:start], " " * (end - start)]
                reached = end
    return replace(source, text="".join([*pieces, source.text[reached:]])) if breaks else source


def with_page_edges_out(published: str, read: str) -> str:
    """A field's words as published, without what `without_page_edges` blanked in them."""
    if published == read:
        return published
    return "".join(
        character
        for character, seen in zip(published, read, strict=True)
        if seen != " " or character.isspace()
    )
