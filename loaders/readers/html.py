"""Web pages as saved from a government site: the article without the page around it, its tables as tables."""

import codecs
import email
import email.policy
import re
from collections.abc import Sequence
from functools import cache

from lxml import html as lxml_html
from lxml.html import HtmlElement

from loaders.readers.composing import CellText, Composer, tidy
from loaders.readers.text import decode, is_utf8
from loaders.source import Table
from loaders.vocabulary import rows

IS_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|table|p|meta)\b", re.IGNORECASE)
CHARSET = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE
)
NOT_SHOWN = ("script", "style", "noscript", "template", "head", "nav", "footer", "iframe", "object", "select",
             "button", "input", "textarea", "svg", "aside", "dialog")  # fmt: skip
BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
# Names that sites give to what surrounds the article: class="footer", id="top-nav", class="breadcrumb clearfix".
SURROUNDINGS = re.compile(
    r"""(?:^|[\s_-]) (?: nav | navbar | navigation | topnav | subnav | mainnav | menu | mainmenu | submenu | breadcrumbs?
        | crumbs? | footer | foot | bottom | sidebar | sidenav | share | sharebox | bdsharebuttonbox | toolbar | topbar
        | copyright | search | searchbox | login | friendlink | friendlinks | qrcode | pagination | pager | related
        | recommend | banner | weizhi | dqwz | crumb-nav ) (?:$|[\s_-])""",
    re.VERBOSE | re.IGNORECASE,
)
ROLES = ("navigation", "banner", "contentinfo", "search", "complementary")
# 来源：市政府办 发布时间：2024-01-02 【打印】 stands among the furniture, and is wanted
SAYS_WHEN = re.compile(
    r"(?:发布|发文|成文|公开|更新|印发)\s*(?:时间|日期|单位)|来\s*源\s*[：:]|索\s*引\s*号|文\s*号|日\s*期\s*[：:]"
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
MOST_TAGS = 1_000_000
"""A table of 20,000 rows has some 500,000."""
MOST_CELLS = 1_000_000
LONGEST_NAME = 200
A_FEW_WORDS = 300
"""Characters outside links: what is named like a menu and holds more than this is kept, it may be the article."""
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]")
WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")
# 生態(tài)環(huán)境, as some mirrors in traditional characters say how to read one
SPOKEN = re.compile(r"(?<=[\u4e00-\u9fff])\([a-z]{0,3}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{0,3}\)")
BROKEN = re.compile(r"[\r\n]")
LABEL_END = "\x1f"
"""Behind <b>整改目标</b>, which a page sets apart from the words after it though nothing stands between them."""
BEHIND_LABEL = re.compile(LABEL_END + r"(?=\s*(?:[：:】\])）]|$))")


def is_html(data: bytes) -> bool:
    head = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"<?xml") and b"<html" not in head:
        return False  # a workbook of 2003 has <Table>, too
    return head.startswith(b"<") and IS_HTML.search(head) is not None


def body_of_mhtml(data: bytes) -> bytes | None:
    """The page inside a web archive (.mht), None for other files."""
    if b"mime-version:" not in data[:4096].lower() or b"text/html" not in data.lower():
        return None
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return payload if isinstance(payload, bytes) else None
    return None


class RefusedPage(Exception):
    """Why a page is not read, and the way out, in Chinese."""


def read_html(data: bytes) -> Composer:
    if (tags := data.count(b"<")) > MOST_TAGS:
        raise RefusedPage(
            f"网页里有 {tags} 个标签，不像正常网页，没有读取。请在浏览器中打开，只把正文复制到 .txt 或 .docx 文件后导入。"
        )
    root = lxml_html.document_fromstring(
        _characters(data), parser=lxml_html.HTMLParser(no_network=True, huge_tree=True, remove_comments=True)
    )
    _drop_surroundings(root)
    composer = Composer()
    page = _Page(composer)
    page.walk(root)
    page.end_line()
    return composer


def _characters(data: bytes) -> str:
    """The page's characters: by its mark, by the charset that it names, else as plain text is decoded."""
    named = CHARSET.search(data[:4096])
    name = named[1].decode("ascii").lower() if named else "utf-8"
    is_marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    words, _ = decode(data)
    if not is_marked and name.startswith(("big5", "gb")) and not is_utf8(data):
        words = data.decode("gb18030" if name.startswith("gb") else "big5hkscs", "replace")
    words = re.sub(r"^\s*<\?xml[^>]*\?>", "", words)  # lxml refuses a str that names its encoding
    return SPOKEN.sub("", words.replace("\0", ""))


def _drop_surroundings(root: HtmlElement) -> None:
    """Take out menus, breadcrumbs, footers and what is not shown. Where it cannot be told, nothing is taken."""
    for element in list(root.iter(*NOT_SHOWN)):
        _drop(element)
    everything = max(1, len(root.text_content()))
    phrases = [row["words"] for row in rows("furniture") if row["element"]]
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in ("html", "body") or element.getparent() is None:
            continue
        if HIDDEN.search(element.get("style", "")) or element.get("hidden") is not None:
            _drop(element)
            continue
        words = " ".join(element.text_content().split())
        if not words:
            continue
        names = f"{element.get('class', '')[:LONGEST_NAME]} {element.get('id', '')[:LONGEST_NAME]}"
        is_named = bool(SURROUNDINGS.search(names)) or element.get("role") in ROLES
        outside_links = len(words) - _length_of_links(element)
        is_small = outside_links <= A_FEW_WORDS and outside_links < 0.3 * everything
        if (
            (is_named and is_small)
            or _is_menu(element, words, outside_links)
            or len(words) <= A_FEW_WORDS
            and is_small
            and any(phrase in words for phrase in phrases)
            and not SAYS_WHEN.search(words)
        ):
            _drop(element)


def _is_menu(element: HtmlElement, words: str, outside_links: int) -> bool:
    """A block of links and hardly anything else; one or two links may be the annexes of the article."""
    links = element.findall(".//a")
    return (
        len(links) >= 4
        and element.tag in BLOCKS
        and outside_links <= 0.2 * len(words)
        and not any(
            re.search(
                r"附件|\.(docx?|xlsx?|pdf|wps|zip|rar)\b",
                link.text_content() + (link.get("href") or ""),
                re.IGNORECASE,
            )
            for link in links
        )
    )


def _length_of_links(element: HtmlElement) -> int:
    return sum(len(" ".join(link.text_content().split())) for link in element.iter("a"))


def _drop(element: HtmlElement) -> None:
    """Take an element out and keep the words after it."""
    if element.getparent() is not None:
        element.drop_tree()


class _Page:
    """Collects the lines of a page."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.line: list[str] = []
        self.number = ""
        """Of the list's item that the next line begins: <li><p>整改目标…</p></li>."""

    def end_line(self) -> None:
        words = collapsed(BEHIND_LABEL.sub("", "".join(self.line)).replace(LABEL_END, " "))
        self.line = []
        for line in words.split("\n"):
            if line.strip():
                self.composer.paragraph(self.number + line.strip())
                self.number = ""

    def walk(self, element: HtmlElement) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "br":
            self.line.append("\v")
        elif tag == "table" and (grid := _grid(element, self.composer.tables)):
            self.end_line()
            self.composer.table(grid)
        else:
            is_block = tag in BLOCKS
            if is_block:
                self.end_line()
            if tag == "li":
                self.number = _number_of_item(element)
            self.line.append(_kept_breaks(element.text, tag == "pre"))
            for child in element:
                self.walk(child)
                self.line.append(_kept_breaks(child.tail, tag == "pre"))
            if is_block:
                self.end_line()
            elif len(element) == 0 and "".join(self.line).strip() in _labels():
                self.line.append(LABEL_END)


@cache
def _labels() -> frozenset[str]:
    return frozenset(row["label"] for row in rows("labels"))


# （一） · 1. · 一、 · ①, not 2021年
OWN_NUMBER = re.compile(
    r"\s*(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[.．、）)：:]|[①-⑳]|第[一二三四五六七八九十\d]+[项条个])"
)


def _number_of_item(item: HtmlElement) -> str:
    """The number that a browser sets before an item of an <ol>, unless the words bring their own."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or OWN_NUMBER.match(item.text_content()):
        return ""
    items = [item, *item.itersiblings("li", preceding=True)]
    for after, before in enumerate(items):
        if (value := before.get("value") or "").isdecimal():
            return f"{int(value) + after}. "
    start = parent.get("start") or ""
    return f"{(int(start) if start.isdecimal() else 1) + len(items) - 1}. "


def _kept_breaks(words: str | None, is_preformatted: bool) -> str:
    return (words or "").replace("\n", "\v") if is_preformatted else words or ""


def collapsed(words: str) -> str:
    """White space as a browser shows it, but a break of the source beside a Han character leaves nothing.

    \\v stands for the breaks that are meant.
    """
    words = WHITE_SPACE.sub(lambda gap: "" if BROKEN.search(gap[0]) and _is_beside_han(gap) else " ", words)
    return re.sub(r" ?\v ?", "\n", words)


def _is_beside_han(gap: re.Match[str]) -> bool:
    before, after = gap.string[gap.start() - 1 : gap.start()], gap.string[gap.end() : gap.end() + 1]
    return bool(HAN.match(before) or HAN.match(after))


def _grid(table: HtmlElement, before: Sequence[Table]) -> list[list[CellText]] | None:
    """A table as a grid; None for one that only arranges the page: it holds tables below no labels, or has one column.

    One of a single row is none, either, unless it is as wide as the table before, with which it goes on.
    """
    trs = [tr for tr in table.iter("tr") if next(tr.iterancestors("table")) is table]
    if table.find(".//table") is not None and not _is_headed(trs):
        return None
    placed: dict[tuple[int, int], CellText] = {}
    for row, tr in enumerate(trs):
        column = 0
        for cell in tr.iterchildren("td", "th"):
            while (row, column) in placed:
                column += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            content = CellText(_cell_words(cell))
            for y in range(row, min(row + down, len(trs))):
                for x in range(column, column + across):
                    placed.setdefault((y, x), content)
            column += across
            if column * len(trs) > MOST_CELLS:
                raise RefusedPage(
                    f"有表格展开后超过 {MOST_CELLS} 格，不像正常网页，没有读取。请在浏览器中打开，只把正文复制到 .docx 文件后导入。"
                )
    width = max((column + 1 for _, column in placed), default=0)
    goes_on = len(trs) == 1 and before and width == len(before[-1].rows[0]) > 3
    if width < 2 or (len(trs) < 2 and not goes_on):
        return None
    return [[placed.get((row, column)) or CellText() for column in range(width)] for row in range(len(trs))]


def _is_headed(trs: Sequence[HtmlElement]) -> bool:
    """序号 | 存在问题 | 整改要求: the first row of a list, whose cells may hold small tables."""
    words = [collapsed(cell.text_content()).strip() for tr in trs[:1] for cell in tr.iterchildren("td", "th")]
    return sum(each in _labels() for each in words) > 1


def _span(cell: HtmlElement, name: str) -> int:
    """A rowspan or colspan; absurd ones (65535 for "to the end") are cut."""
    found = re.match(r"\s*(\d{1,5})", cell.get(name, ""))
    return min(max(1, int(found[1])) if found else 1, 1000)


def _cell_words(cell: HtmlElement) -> str:
    composer = Composer()
    page = _Page(composer)
    page.walk(cell)
    page.end_line()
    return tidy(composer.text.replace("\t", " "))
