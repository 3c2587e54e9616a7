"""A page in the form of an official Chinese letter (GB/T 9704): A4, its margins, 小标宋 title, 仿宋 body, numbered — 1 —.

Knows how a letter looks, not what it says. Footnotes and charts are parts that python-docx does not write; they are added here.
"""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from lxml import etree

from reports.native_charts import LooseChart
from reports.sheets import width

TITLE, HEADING, SUBHEADING, BODY, SMALL = "方正小标宋简体", "黑体", "楷体", "仿宋", "宋体"
LATIN = "Times New Roman"
FALLBACKS = {  # on a computer without the font
    TITLE: "小标宋体,华文中宋,STZhongsong,宋体,SimSun,Noto Serif CJK SC,Source Han Serif SC",
    HEADING: "SimHei,Noto Sans CJK SC,Source Han Sans SC",
    SUBHEADING: "楷体_GB2312,KaiTi,STKaiti,Noto Serif CJK SC",
    BODY: "仿宋_GB2312,FangSong,STFangsong,Noto Serif CJK SC,Source Han Serif SC",
    SMALL: "SimSun,Songti SC,Noto Serif CJK SC,Source Han Serif SC",
}
SIZE_2, SIZE_3, SIZE_4, SIZE_5, SIZE_SMALL_5 = Pt(22), Pt(16), Pt(14), Pt(10.5), Pt(9)
"""二号, 三号, 四号, 五号, 小五."""

LEAST_ROW = Pt(20)
"""Without a least height LibreOffice puts each row that has a footnote on a page of its own."""

NOTE_TEXT, NOTE_MARK = "footnote text", "footnote reference"  # Word's own names for the styles of footnotes

LINE, NONE = Pt(28), Pt(0)
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
TEXT_WIDTH = Mm(210 - 28 - 26)
CHART_PIXELS = TEXT_WIDTH * 96 // Mm(25.4)
"""As wide as the text: the words of a chart are then as large as they say."""

SHORT = 14
"""A column whose cells are all no wider is centred; a Chinese character is counted as two."""

BLANK = re.compile(r"(【[^】]*】)")
"""What the sender has to fill in: 【发文机关】."""

IN_A_DATE = re.compile(r"(?<=\d)-(?=\d)")
"""The lines of 2024-06-30, where no line may break."""

CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]+")
"""What XML forbids, and line breaks."""

OF_THE_TEMPLATE = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHARTS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml"


class Paper:
    """A letter being written from top to bottom."""

    def __init__(self, subject: str) -> None:
        self.document = Document()
        self.footnotes: list[str] = []
        self.annexes: list[tuple[str, Table, Sequence[str]]] = []
        self.charts = 0
        about = self.document.core_properties  # python-docx's own template speaks of itself
        about.title, about.author, about.comments = CONTROL.sub(" ", subject)[:255], "", ""
        about.language = "zh-CN"
        about.created = about.modified = datetime.now(UTC)
        self._without_the_template()
        self._page()
        self._fonts()

    # --------------------------------------------------------------------------------------------------- what stands

    def title(self, *lines: str) -> None:
        """小标宋 二号, centred; each line as it should break."""
        for line in lines:
            after = Pt(14) if line is lines[-1] else NONE
            self._paragraph(line, TITLE, SIZE_2, side=CENTRE, line=Pt(34), after=after, keep=True)

    def document_number(self, words: str) -> None:
        """发文字号: 仿宋 三号, centred above the title."""
        self._paragraph(words, side=CENTRE, after=LINE)

    def subtitle(self, words: str) -> None:
        """楷体 三号, centred: a period."""
        self._paragraph(words, SUBHEADING, side=CENTRE, after=Pt(14))

    def addressee(self, words: str) -> None:
        """主送机关, from the left margin."""
        self._paragraph(words)

    def heading(self, words: str) -> None:
        """一、 in 黑体."""
        self._paragraph(words, HEADING, indented=True, keep=True)

    def text(self, words: str, footnote: str = "") -> None:
        """A paragraph of the body."""
        paragraph = self._paragraph(words, indented=True)
        if footnote:
            self._refer(paragraph, footnote)

    def signature(self, sender: str, day: str) -> None:
        """附件：1.… below the body; then sender and date, at the right, four characters from the edge, never on a page
        without what stands before."""
        self._keep_what_stands()
        for number, (title, *_) in enumerate(self.annexes, 1):
            label, gap = ("附件：", LINE) if number == 1 else ("", NONE)
            words = label + f"{number}." * (len(self.annexes) > 1) + title
            shape = self._paragraph(words, before=gap, keep=True).paragraph_format
            shape.left_indent, shape.first_line_indent = SIZE_3 * 5, SIZE_3 * -len(label)
        for paragraph in (
            self._paragraph(sender, side=RIGHT, before=LINE, keep=True),
            self._paragraph(day, side=RIGHT),
        ):
            paragraph.paragraph_format.right_indent = Pt(64)

    def _keep_what_stands(self) -> None:
        """The last paragraph, and after a table its last row, stay with what follows."""
        last = self.document.paragraphs[-1]._p
        before = last.getprevious()
        row = before.findall(qn("w:tr"))[-1] if before is not None and before.tag == qn("w:tbl") else ()
        kept: list[Any] = [last, *(paragraph for cell in row for paragraph in cell.iter(qn("w:p")))]
        for element in kept:
            Paragraph(element, self.document).paragraph_format.keep_with_next = True

    def annex(self, title: str, table: "Table", notes: Sequence[str] = ()) -> None:
        """A table for the end, after the signature, which names it; notes below it."""
        self.annexes.append((title, table, notes))

    def _add_annexes(self) -> None:
        """附件1 in 黑体 at the head of a new page, the title centred below, the table."""
        for number, (title, table, notes) in enumerate(self.annexes, 1):
            label = f"附件{number}" if len(self.annexes) > 1 else "附件"
            self._paragraph(label, HEADING, keep=True).paragraph_format.page_break_before = True
            self.title(title)
            self.table(table, is_small=True)
            for words in notes:
                self.note(words)

    def note(self, words: str) -> None:
        """Small print: where the numbers come from and how they were counted."""
        self._paragraph(words, SMALL, SIZE_SMALL_5, indented=True, line=Pt(15), before=Pt(4))

    def table(self, content: "Table", is_small: bool = False) -> None:
        """宋体 五号, in a long list 小五; the headings come again on every page, a row is never parted."""
        headings, widths, rows = content
        size, line = (SIZE_SMALL_5, Pt(13)) if is_small else (SIZE_5, Pt(16))
        before = self.document.paragraphs[-1].paragraph_format
        before.keep_with_next, before.space_after = True, before.space_after or Pt(4)
        table = self.document.add_table(rows=0, cols=len(headings))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        margins = "".join(f'<w:{side} w:w="60" w:type="dxa"/>' for side in ("left", "right"))
        table._tbl.tblPr.find(qn("w:tblLook")).addprevious(
            parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>")
        )
        centred = [
            all(width(line) <= SHORT for cell in column for line in _words(cell).split(BREAK))
            for column in zip(*rows, strict=True)
        ]
        shares = [Emu(int(TEXT_WIDTH * share / sum(widths))) for share in widths]
        for column, share in zip(table.columns, shares, strict=True):
            column.width = share
        for number, cells in enumerate([headings, *rows]):
            row = table.add_row()
            row._tr.get_or_add_trPr().append(_element("cantSplit"))
            row.height = LEAST_ROW
            if number == 0:
                row._tr.get_or_add_trPr().append(_element("tblHeader"))
            for place, (cell, value) in enumerate(zip(row.cells, cells, strict=True)):
                cell.width = shares[place]
                paragraph = cell.paragraphs[0]
                _set_spacing(paragraph, line)
                if number == 0 or centred[place]:
                    paragraph.alignment = CENTRE
                paragraph.paragraph_format.keep_with_next = number == 0 or None
                for part in value if isinstance(value, list) else [value]:
                    if part == BREAK:
                        paragraph.add_run().add_break()
                        continue
                    self._write(paragraph, _words(part), HEADING if number == 0 else SMALL, size)
                    if isinstance(part, Noted):
                        self._refer(paragraph, part.footnote)
        self._paragraph(line=Pt(10))

    def chart(self, chart: LooseChart, alt: str) -> None:
        """A chart as wide as the text, that Word draws from the numbers in it."""
        self.charts += 1
        part = self._chart_part(chart)
        relation = self.document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        height = int(TEXT_WIDTH * chart.shape)
        paragraph = self._paragraph(side=CENTRE)
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        paragraph.add_run()._r.append(
            parse_xml(
                f"""<w:drawing {nsdecls("w", "wp", "a", "r")}>
                <wp:inline distT="0" distB="0" distL="0" distR="0">
                  <wp:extent cx="{TEXT_WIDTH}" cy="{height}"/>
                  <wp:docPr id="{100 + self.charts}" name="图 {self.charts}" descr="{escape(alt, {'"': "&quot;"})}"/>
                  <wp:cNvGraphicFramePr/>
                  <a:graphic><a:graphicData uri="{CHARTS}">
                    <c:chart xmlns:c="{CHARTS}" r:id="{relation}"/>
                  </a:graphicData></a:graphic>
                </wp:inline></w:drawing>"""
            )
        )

    def as_docx(self) -> bytes:
        self._add_annexes()
        if self.footnotes:
            self._footnotes_part()
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    # ---------------------------------------------------------------------------------------------------- how it looks

    def _without_the_template(self) -> None:
        """python-docx starts from a letter of its own: its picture, its word count, styles that differ from the letter's."""
        for links in (self.document.part.package.rels, self.document.part.rels):
            for name in [name for name, link in links.items() if link.reltype in OF_THE_TEMPLATE]:
                del links[name]
        settings = self.document.settings.element
        settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
        settings.find(f".//{qn('w:compatSetting')}[@{qn('w:name')}='compatibilityMode']").set(
            qn("w:val"), "15"
        )

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(35 - 7 - 5)  # the number stands 7 mm below the text
        self.document.settings.odd_and_even_pages_header_footer = True
        for footer, side in ((section.footer, RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
            paragraph = footer.paragraphs[0]
            paragraph.alignment = side
            edge = Pt(14)  # one character from the edge
            paragraph.paragraph_format.right_indent = paragraph.paragraph_format.left_indent = edge
            self._write(paragraph, "— ", SMALL, SIZE_4)
            run = paragraph.add_run()
            _dress(run, SMALL, SIZE_4)
            number = _element("instrText")
            number.text = "PAGE"
            for part in (
                _element("fldChar", fldCharType="begin"),
                number,
                _element("fldChar", fldCharType="end"),
            ):
                run._r.append(part)
            self._write(paragraph, " —", SMALL, SIZE_4)

    def _fonts(self) -> None:
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = LATIN, SIZE_3
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
        # Of Latin letters and figures: Chinese would part 2024 from 年.
        normal.element.rPr.append(_element("lang", val="en-US", eastAsia="zh-CN"))
        text = self.document.styles.add_style(NOTE_TEXT, WD_STYLE_TYPE.PARAGRAPH)
        text.base_style = normal
        text.font.size = SIZE_SMALL_5
        text.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), SMALL)
        text.paragraph_format.line_spacing = Pt(12)
        text.paragraph_format.space_after = Pt(0)
        mark = self.document.styles.add_style(NOTE_MARK, WD_STYLE_TYPE.CHARACTER)
        mark.font.size = SIZE_SMALL_5
        mark.font.superscript = True
        self.note_mark = mark.style_id
        self.document.settings.element.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
        fonts = "".join(
            f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
            for name, others in FALLBACKS.items()
        )
        table = self.document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
        table._blob = f"<w:fonts {nsdecls('w')}>{fonts}</w:fonts>".encode()

    def _paragraph(
        self,
        words: str = "",
        font: str = BODY,
        size: Pt = SIZE_3,
        *,
        side: Any = WD_ALIGN_PARAGRAPH.JUSTIFY,
        indented: bool = False,
        line: Pt = LINE,
        before: Pt = NONE,
        after: Pt = NONE,
        keep: bool = False,
    ) -> Paragraph:
        """A paragraph at the end. indented: its first line by two characters; keep: on the page of the next."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = side
        _set_spacing(paragraph, line)
        shape = paragraph.paragraph_format
        shape.space_before, shape.space_after, shape.keep_with_next = before, after, keep or None
        if indented:
            indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
            indent.set(qn("w:firstLineChars"), "200")
            indent.set(qn("w:firstLine"), str(2 * size // Pt(1) * 20))
        self._write(paragraph, words, font, size)
        return paragraph

    def _write(self, paragraph: Any, words: str, font: str, size: Pt) -> None:
        """The words; what is to be filled in stands on a ground of its own."""
        for part in BLANK.split(CONTROL.sub(" ", words)):
            if not part:
                continue
            run = paragraph.add_run()
            for place, words_between in enumerate(IN_A_DATE.split(part)):
                if place:
                    run._r.append(_element("noBreakHyphen"))
                run.add_text(words_between)
            _dress(run, font, size)
            if BLANK.fullmatch(part):
                run._r.get_or_add_rPr().append(_element("shd", val="clear", color="auto", fill="FFF2B3"))

    # ------------------------------------------------------------------------------------------- footnotes and charts

    def _refer(self, paragraph: Any, footnote: str) -> None:
        """A mark after the words, and the footnote that it points to."""
        self.footnotes.append(footnote)
        run = paragraph.add_run()
        run._r.style = self.note_mark
        run._r.append(_element("footnoteReference", id=str(len(self.footnotes))))

    def _footnotes_part(self) -> None:
        text = self.document.styles[NOTE_TEXT].style_id
        lines = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
            f"</w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>"
            for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )
        notes = "".join(
            f"""<w:footnote w:id="{number}"><w:p>
              <w:pPr><w:pStyle w:val="{text}"/><w:keepLines/></w:pPr>
              <w:r><w:rPr><w:rStyle w:val="{self.note_mark}"/></w:rPr><w:footnoteRef/></w:r>
              <w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"> {escape(CONTROL.sub(" ", words))}</w:t></w:r>
            </w:p></w:footnote>"""
            for number, words in enumerate(self.footnotes, 1)
        )
        blob = (
            f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{lines}{notes}</w:footnotes>'
        )
        package = self.document.part.package
        part = Part(PackURI("/word/footnotes.xml"), f"{WORD}.footnotes+xml", blob.encode(), package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        notes_of_word = _element("footnotePr")
        notes_of_word.extend(_element("footnote", id=number) for number in ("-1", "0"))
        self.document.settings.element.find(qn("w:compat")).addprevious(notes_of_word)

    def _chart_part(self, chart: LooseChart) -> Part:
        """The chart and, behind it, the workbook with its numbers: "edit data" opens it."""
        package = self.document.part.package
        name = PackURI(f"/word/embeddings/chart{self.charts}.xlsx")
        workbook = Part(name, f"{OFFICE}.spreadsheetml.sheet", chart.workbook, package)
        name = PackURI(f"/word/charts/chart{self.charts}.xml")
        part = Part(name, f"{OFFICE}.drawingml.chart+xml", chart.xml, package)
        relation = part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
        root = etree.fromstring(chart.xml)
        external = etree.Element(f"{{{CHARTS}}}externalData", {f"{{{RELATIONS}}}id": relation})
        etree.SubElement(external, f"{{{CHARTS}}}autoUpdate").set("val", "0")
        next(root.iter(f"{{{CHARTS}}}printSettings")).addprevious(external)
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return part


class Noted(NamedTuple):
    """Words of a table's cell, with a footnote."""

    words: str
    footnote: str


BREAK = "\n"
Cell = str | Noted | list[str | Noted]
"""Words, or parts of them one after the other; BREAK between two begins a new line."""


class Table(NamedTuple):
    headings: Sequence[str]
    widths: Sequence[float]
    """Shares of the text's width."""
    rows: Sequence[Sequence[Cell]]


def _words(cell: Cell) -> str:
    if isinstance(cell, list):
        return "".join(map(_words, cell))
    return cell.words if isinstance(cell, Noted) else cell


def _element(name: str, **attributes: str) -> Any:
    """An element of Word's own: <w:lang w:val="en-US"/>."""
    return OxmlElement(f"w:{name}", {qn(f"w:{attribute}"): value for attribute, value in attributes.items()})


def _dress(run: Any, font: str, size: Pt) -> None:
    run.font.name, run.font.size = LATIN, size
    run.font.color.rgb = RGBColor(0, 0, 0)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:hint"), "eastAsia")  # of “ ” — ……, which both scripts have
    fonts.set(qn("w:eastAsia"), font)
    if size == SIZE_3:  # 28 characters in a line of 156 mm are a little closer than they stand by themselves
        run._r.rPr.find(qn("w:color")).addnext(_element("spacing", val="-5"))


def _set_spacing(paragraph: Any, line: Pt) -> None:
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = NONE
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing = line
