"""Opening the zip archives that DOCX and XLSX are, within limits, and their XML, without entities."""

import io
import zipfile

from lxml import etree

MAX_ENTRIES = 10_000
MAX_UNPACKED = 300_000_000
"""Bytes. A register of 20,000 rows unpacks to some 20 MB; what goes beyond this is no document."""


MOST_TAGS = 2_000_000
"""Of one part. A Word document of a thousand pages has a million and a half."""


class TooLarge(Exception):
    """An archive that unpacks to more than a document can be, or a part of it that holds more."""


class DeclaresEntities(Exception):
    """XML that declares entities of its own, by which other files could be drawn in."""


class _Archive(zipfile.ZipFile):
    """An archive whose parts are read no further than its directory says: what unpacks to more is broken."""

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        entry = self.getinfo(name) if isinstance(name, str) else name
        with self.open(entry, pwd=pwd) as part:
            return part.read(entry.file_size + 1)


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive, once its own directory says that it stays within the limits."""
    archive = _Archive(io.BytesIO(data))
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise TooLarge
    return archive


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML from a stranger: no entities, no network, no millions of elements."""
    refuse_entities(data)
    if data.count(b"<") > MOST_TAGS:
        raise TooLarge
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    return etree.fromstring(data, parser)


def refuse_entities(data: bytes) -> None:
    """Raise DeclaresEntities for XML with a document type, which Office never writes."""
    if b"<!DOCTYPE" in data[:4096] or "<!DOCTYPE".encode("utf-16-le") in data[:4096]:
        raise DeclaresEntities


def local_name(element: etree._Element) -> str:
    """The tag without its namespace: transitional and strict OOXML differ in nothing else that matters here."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), None)
