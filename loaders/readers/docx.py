"""Word documents: paragraphs and tables in their order, as they read once all changes are accepted."""

import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from loaders.readers.archives import attribute, local_name, open_archive, parse_xml
from loaders.readers.composing import CellText, Composer, tidy
from loaders.readers.numbering import Numbering, read_numbering
from loaders.readers.radicals import CHARACTERS

# Deleted or moved away; notes and field codes; what phonetic guides set above the word; older programs' copies.
LEFT_OUT = frozenset(
    {"del", "moveFrom", "delText", "instrText", "rt", "Fallback", "pPr", "rPr", "tblPr", "sectPr"}
)
TEXT_OF = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
MOST_COLUMNS = 63
"""Of a table in Word."""
OFF = ("0", "false", "off")


def read_docx(data: bytes) -> tuple[Composer, list[str]]:
    """The document's body, and remarks on what does not stand in it as it reads here."""
    archive = open_archive(data)
    main = _main_part(archive)
    document = _Document(archive, main)
    composer = Composer()
    body = parse_xml(archive.read(main)).find("{*}body")
    for block in document.blocks(body) if body is not None else ():
        if isinstance(block, str):
            composer.paragraph(block)
        else:
            composer.table(block)
    return composer, list(_remarks(body))


def _remarks(body: etree._Element | None) -> Iterator[str]:
    if body is None:
        return
    changes = {"插入": ("ins", "moveTo"), "删除": ("del", "moveFrom")}
    counts = {
        word: sum(1 for _ in body.iter(*(f"{{*}}{name}" for name in names)))
        for word, names in changes.items()
    }
    if any(counts.values()):
        told = "、".join(f"{word} {count} 处" for word, count in counts.items() if count)
        yield f"文档带有修订痕迹（{told}），按全部接受后的文字读取；如不是定稿，请处理修订后重新导入。"
    hidden = sum(attribute(mark, "val") not in OFF for mark in body.iterfind(".//{*}r/{*}rPr/{*}vanish"))
    if hidden:
        yield f"有 {hidden} 处隐藏的文字，没有读取；如需要，请取消隐藏后重新导入。"


def _main_part(archive: zipfile.ZipFile) -> str:
    for relation in parse_xml(archive.read("_rels/.rels")):
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return (attribute(relation, "Target") or "").lstrip("/")
    return "word/document.xml"


class _Document:
    """The body of a document with what is needed to number its paragraphs."""

    def __init__(self, archive: zipfile.ZipFile, main: str) -> None:
        def part(name: str) -> etree._Element | None:
            path = posixpath.join(posixpath.dirname(main), name)
            return parse_xml(archive.read(path)) if path in archive.namelist() else None

        self.numbering: Numbering = read_numbering(part("numbering.xml"))
        styles = part("styles.xml")
        self.styles = (
            {} if styles is None else {attribute(s, "styleId"): s for s in styles.iterfind("{*}style")}
        )

    def blocks(self, parent: etree._Element) -> Iterator[str | list[list[CellText]]]:
        """The paragraphs, as text, and the tables, as grids, below an element."""
        carried = ""
        for element in parent:
            match local_name(element):
                case "p":
                    words = carried + self.paragraph(element)
                    carried = ""
                    if element.find("{*}pPr/{*}rPr/{*}del") is not None:
                        carried = words  # its end was deleted: it runs on in the next
                        continue
                    yield words
                    yield from self.text_boxes(element)
                case "tbl":
                    cells = list(element.iterfind("{*}tr/{*}tc"))
                    if len(cells) == 1:  # a frame around a text
                        yield from self.blocks(cells[0])
                    else:
                        yield self.table(element)
                case name if name not in LEFT_OUT:
                    yield from self.blocks(element)
        if carried:
            yield carried

    def text_boxes(self, paragraph: etree._Element) -> Iterator[str | list[list[CellText]]]:
        for box in paragraph.iter("{*}txbxContent"):
            ancestors = [local_name(ancestor) for ancestor in box.iterancestors()]
            if "Fallback" not in ancestors and ancestors.count("txbxContent") == 0:
                yield from self.blocks(box)

    def paragraph(self, element: etree._Element) -> str:
        """Its number and its words."""
        return self.number(element) + "".join(_words(element)).strip("\n")

    def number(self, paragraph: etree._Element) -> str:
        properties = paragraph.find("{*}pPr")
        if properties is None:
            return ""
        num_id, level = self._list_of(properties)
        if num_id is None:
            return ""
        return self.numbering.next_number(num_id, level)

    def _list_of(self, properties: etree._Element) -> tuple[str | None, int]:
        """The list that a paragraph is in, and its level: its own numPr, else that of its style or the style's base."""
        num_id = attribute(properties.find("{*}numPr/{*}numId"), "val")
        level = attribute(properties.find("{*}numPr/{*}ilvl"), "val")
        style_id = attribute(properties.find("{*}pStyle"), "val")
        for _ in range(10):  # styles are based on one another, sometimes in a circle
            style = self.styles.get(style_id)
            if style is None or (num_id is not None and level is not None):
                break
            num_id = num_id or attribute(style.find("{*}pPr/{*}numPr/{*}numId"), "val")
            level = level or attribute(style.find("{*}pPr/{*}numPr/{*}ilvl"), "val")
            style_id = attribute(style.find("{*}basedOn"), "val")
        return (None if num_id == "0" else num_id), int(level or 0)

    def table(self, table: etree._Element) -> list[list[CellText]]:
        """A grid: a merged cell stands in each position it covers."""
        grid: list[list[CellText]] = []
        above: dict[int, CellText] = {}
        for row in _rows(table):
            properties = row.find("{*}trPr")
            if properties is not None and properties.find("{*}del") is not None:
                continue
            before = int(attribute(row.find("{*}trPr/{*}gridBefore"), "val") or 0)
            cells = [CellText() for _ in range(before)]
            for cell in row.iter("{*}tc"):
                if next(cell.iterancestors("{*}tr")) is not row:
                    continue
                span = min(int(attribute(cell.find("{*}tcPr/{*}gridSpan"), "val") or 1), MOST_COLUMNS)
                merge = cell.find("{*}tcPr/{*}vMerge")
                goes_on = merge is not None and attribute(merge, "val") != "restart"
                content = above[len(cells)] if goes_on and len(cells) in above else self.cell(cell)
                cells.extend([content] * span)
            above = dict(enumerate(cells))
            grid.append(cells)
        width = max(map(len, grid), default=0)
        return [row + [CellText() for _ in range(width - len(row))] for row in grid]

    def cell(self, cell: etree._Element) -> CellText:
        lines = []
        for block in self.blocks(cell):
            if isinstance(block, str):
                lines.append(block.replace("\t", " "))
            else:
                lines.extend(" ".join(inner.text for inner in dict.fromkeys(row)) for row in block)
        return CellText(tidy("\n".join(lines)))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in table.iter("{*}tr"):
        if next(row.iterancestors("{*}tbl")) is table:
            yield row


def _words(element: etree._Element) -> Iterator[str]:
    """The words of a paragraph, without deleted and hidden runs and without its text boxes."""
    for child in element:
        name = local_name(child)
        if name == "t":
            yield child.text or ""
        elif name in TEXT_OF:
            yield TEXT_OF[name]
        elif name == "sym":  # a sign of Wingdings: a box, ticked or not
            yield CHARACTERS.get(int(attribute(child, "char") or "0", 16), "")
        elif name == "r" and (hidden := child.find("{*}rPr/{*}vanish")) is not None:
            if attribute(hidden, "val") in OFF:
                yield from _words(child)
        elif name not in LEFT_OUT and name != "txbxContent":
            yield from _words(child)
