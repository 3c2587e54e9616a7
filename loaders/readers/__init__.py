"""A file of any format to a Source. What a file is is decided by its content, not by its name."""

import hashlib
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import python_calamine
from lxml import etree

from loaders.readers import docx, html, pdf, sheets
from loaders.readers import text as plain_text
from loaders.readers.archives import DeclaresEntities, TooLarge, open_archive
from loaders.readers.composing import Composer
from loaders.source import Source, UnreadableFile

RESAVE = "请用 WPS 或 Word 打开，另存为 .docx 后重新导入。"
OF_A_PICTURE = "是图片，没有文字。请用文字识别（OCR）转成文字后，另存为 .docx 或 .txt 再导入。"
TOO_LARGE = "解压后过大，不像正常文档，已停止读取。请核对来源，或拆成较小的文件。"
# What a file's first bytes say of formats that are not read, and the way out.
REFUSED = (
    (b"{\\rtf", f"是 RTF 文档，不能直接读取。{RESAVE}"),
    (b"\x89PNG", OF_A_PICTURE),
    (b"\xff\xd8\xff", OF_A_PICTURE),
    (b"GIF8", OF_A_PICTURE),
    (b"II*\0", OF_A_PICTURE),
    (b"MM\0*", OF_A_PICTURE),
    (b"Rar!", "是压缩包。请先解压，再导入其中的文件。"),
    (b"7z\xbc\xaf", "是压缩包。请先解压，再导入其中的文件。"),
    (b"\x1f\x8b", "是压缩包。请先解压，再导入其中的文件。"),
)
LONGEST_LINE = 300_000
LONGEST_TEXT = 6_000_000
"""Characters. A ledger of 20,000 rows has some 2 million, the longest plans 300,000."""
MACROS = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"))
"""What the directory of an archive and of the old container call the program in a file."""


def read_source(path: Path) -> Source:
    """Read a file whole, or raise UnreadableFile with what is wrong, where, and what to do."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"{path.name}：打不开（{error.strerror}）。请检查文件是否还在、是否有读取权限。"
        ) from None
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile(f"{path.name}：文件是空的。请重新下载或另存后再导入。")
    return _Reading(path, data).source()


def _refuse_endless(path: Path, text: str) -> None:
    """A paragraph of hundreds of pages is none, and no document has thousands; searching them would take minutes."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            raise UnreadableFile(
                f"{path.name}：第{number}行有{len(line)}字，不像正常文档，没有读取。请核对来源，或分段后重新导入。"
            )
    if len(text) > LONGEST_TEXT:
        raise UnreadableFile(
            f"{path.name}：全文有{len(text)}字，不像正常文档，没有读取。请核对来源，或拆成几份后分别导入。"
        )


class _Reading:
    """One file on its way to a Source."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self.data = data

    def source(self) -> Source:
        data = self.data
        for mark, reason in REFUSED:
            if data.startswith(mark):
                raise self._refused(reason)
        if data.startswith(b"PK"):
            return self._archive()
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            return self._ole()
        if b"%PDF-" in data[:1024]:
            return self._composed("pdf", lambda: pdf.read_pdf(data))
        return self._text()

    def _refused(self, reason: str) -> UnreadableFile:
        return UnreadableFile(f"{self.path.name}：{reason}")

    def _archive(self) -> Source:
        try:
            with open_archive(self.data) as archive:
                names = archive.namelist()
                is_locked = any(entry.flag_bits & 1 for entry in archive.infolist())
        except TooLarge:
            raise self._refused(TOO_LARGE) from None
        except (zipfile.BadZipFile, NotImplementedError, OSError):
            raise self._refused(
                "文件不完整或已损坏（压缩结构读不出）。请重新下载，或用 WPS、Word 打开后另存。"
            ) from None
        if is_locked:
            raise self._refused("文件已加密。请去掉密码后另存，再重新导入。")
        if "xl/workbook.xml" in names:
            return self._workbook("xlsx", is_xlsx=True)
        if "xl/workbook.bin" in names:
            return self._workbook("xlsx", is_xlsx=False)
        if "content.xml" in names and "mimetype" in names:
            return self._open_document()
        if any(name.startswith("word/") for name in names):
            return self._composed("docx", lambda: docx.read_docx(self.data))
        if "OFD.xml" in names:
            raise self._refused(
                "是 OFD 版式文件，不能直接读取。请用阅读软件或 WPS 打开，转换为 .pdf（保留文字）或 .docx 后重新导入。"
            )
        raise self._refused("是压缩包或不认识的格式。如是压缩包，请先解压，再导入其中的文件。")

    def _open_document(self) -> Source:
        with open_archive(self.data) as archive:
            kind = archive.read("mimetype")
        if b"spreadsheet" in kind:
            return self._workbook("ods", is_xlsx=False)
        raise self._refused(f"是 OpenDocument 文档，不能直接读取。{RESAVE}")

    def _ole(self) -> Source:
        """The old container of Office and WPS: its directory names the streams, in UTF-16."""

        def has(stream: str) -> bool:
            return stream.encode("utf-16-le") in self.data

        if has("EncryptedPackage"):
            raise self._refused("文件已加密。请去掉密码后另存，再重新导入。")
        if has("WordDocument") or has("WpsDocument"):
            raise self._refused(f"是旧版 .doc 或 .wps 文档，不能直接读取。{RESAVE}")
        if has("Workbook") or has("Book"):
            return self._workbook("xls", is_xlsx=False)
        raise self._refused(
            "是旧版 Office 格式，或者不完整，不能直接读取。请重新下载，或用 WPS 或 Office 打开，另存为 .docx 或 .xlsx。"
        )

    def _workbook(self, format_: str, is_xlsx: bool) -> Source:
        return self._composed(format_, lambda: sheets.read_workbook(self.data, is_xlsx))

    def _composed(self, format_: str, read: Callable[[], tuple[Composer, list[str]]]) -> Source:
        """Run a reader; what it cannot take apart becomes a message with a way out."""
        try:
            composer, remarks = read()
        except python_calamine.PasswordError:
            raise self._refused("文件已加密。请去掉密码后另存，再重新导入。") from None
        except TooLarge:
            raise self._refused(TOO_LARGE) from None
        except sheets.SheetTooLarge as error:
            raise self._refused(
                f"工作表“{error}”的数据区过大。请删去表外的零散内容后另存，再重新导入。"
            ) from None
        except DeclaresEntities:
            raise self._refused(
                "文件里声明了实体（DTD），可能夹带别的文件，没有读取。请用 WPS 或 Office 打开后另存，再重新导入。"
            ) from None
        except (pdf.RefusedPdf, html.RefusedPage) as error:
            raise self._refused(str(error)) from None
        except (
            zipfile.BadZipFile,
            zlib.error,
            etree.LxmlError,
            python_calamine.CalamineError,
            OSError,
            EOFError,
            KeyError,
            ValueError,
            RecursionError,  # thousands of elements inside one another
        ):
            raise self._refused(
                "文件不完整或已损坏。请重新下载，或用 WPS、Office 打开后另存，再重新导入。"
            ) from None
        _refuse_endless(self.path, composer.text)
        if not composer.text.strip():
            raise self._refused(
                "没有读到文字，内容可能是图片或由网页脚本载入。请先用文字识别（OCR）转成文字，"
                "或在浏览器中打开后复制到 .txt 文件。"
            )
        return self._made(format_, composer, remarks)

    def _text(self) -> Source:
        data = html.body_of_mhtml(self.data) or self.data
        if html.is_html(data):
            return self._composed("html", lambda: (html.read_html(data), []))
        words, remarks = plain_text.decode(data)
        if not words.strip():
            raise self._refused("文件里没有文字。请重新下载或另存后再导入。")
        if not plain_text.is_text(words, data):
            raise self._refused(
                "不是可识别的文档（内容是二进制数据，或文字编码无法识别）。请另存为 .docx、.pdf、.xlsx 或 UTF-8 编码的 .txt 后再导入。"
            )
        if words.startswith("<?xml"):
            raise self._refused("是 XML 文件，不能直接读取。请用 WPS 或 Office 打开，另存为 .docx 或 .xlsx。")
        words, cut_off = plain_text.without_empty_rows(words)
        _refuse_endless(self.path, words)
        tables, parts, odd_rows = sheets.tables_in(words)
        remarks += cut_off + odd_rows
        format_ = "csv" if parts else "txt"
        return Source(str(self.path), self._digest(), format_, words, tables, parts, remarks)

    def _made(self, format_: str, composer: Composer, remarks: list[str]) -> Source:
        if any(name in self.data for name in MACROS):
            remarks = [*remarks, "文件带有宏，只读取了内容，没有运行宏。"]
        return Source(
            str(self.path), self._digest(), format_, composer.text,
            tuple(composer.tables), tuple(composer.parts), tuple(remarks),
        )  # fmt: skip

    def _digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()
