"""The register of file kinds: what the content of each looks like, and which module reads it.

The content decides, never the file's name. The first kind that recognises the content takes it.
A module of a kind has ``document(data, file) -> Document``; that of an archive has
``members(data, file)``, which yields the names and bytes of the files inside; that of a kind that
this program itself writes for programs has ``reports(data, file)``, which need no reading.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import islice
from typing import NamedTuple, Protocol, cast

from gongkai.reading.document import Document
from gongkai.reading.errors import ReadError
from gongkai.reading.sources.canonical import is_json
from gongkai.reading.sources.long_table import is_long_table
from gongkai.report import Report

HEAD = 65_536
"""So many bytes at the beginning tell a kind."""
LEAST_TAGS = 3
"""So many tags make a text a web page or a fragment of one."""

_TAG = re.compile(
    rb"<(?:!doctype\s+html|/?(?:html|head|meta|body|div|p|table|tbody|tr|td|th|span|br|h[1-6]|font|"
    rb"section|article|ul|li|center|style|script|strong|img|a)(?=[\s>/]))",
    re.IGNORECASE,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
_WORD_TYPES = (
    b"wordprocessingml.document.main",
    b"wordprocessingml.template.main",
    b"ms-word.document.macroEnabled.main",
    b"ms-word.template.macroEnabledTemplate.main",
)
_WORD_XML = (b'progid="Word.Document"', b"<w:wordDocument", b"<pkg:package", b"<office:document ")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")


class SourceModule(Protocol):
    """What the module of a kind offers."""

    def document(self, data: bytes, file: str | None) -> Document:
        """The document that the bytes hold. Raises ReadError."""


class ArchiveModule(Protocol):
    """What the module of an archive offers."""

    def members(self, data: bytes, file: str | None) -> Iterator[tuple[str, bytes | ReadError]]:
        """The name and the bytes of every file inside, in the archive's order."""


class ReportsModule(Protocol):
    """What the module of a kind offers that holds reports as data, not as documents."""

    def reports(self, data: bytes, file: str | None) -> Iterator[Report | ReadError]:
        """Every report in the bytes, errors in their places."""


class Kind(NamedTuple):
    """A kind of file; ``text`` kinds are held to the limit for texts, ``data`` are reports."""

    id: str
    zh: str
    en: str
    module: str
    recognise: Callable[[bytes], bool]
    text: bool = False
    archive: bool = False
    data: bool = False

    def source(self) -> SourceModule:
        """The module that reads it, loaded when it is first asked for."""
        return cast("SourceModule", import_module(f"gongkai.reading.sources.{self.module}"))

    def opened(self) -> ArchiveModule:
        """The module that opens it, for an archive."""
        return cast("ArchiveModule", import_module(f"gongkai.reading.sources.{self.module}"))

    def stored(self) -> ReportsModule:
        """The module that knows the reports in it, for a kind that is data."""
        return cast("ReportsModule", import_module(f"gongkai.reading.sources.{self.module}"))


def kind_of(data: bytes) -> Kind:
    """The kind that the content is of; a text where no other kind recognises it."""
    return next(kind for kind in KINDS if kind.recognise(data))


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(marks)


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def _ole(*streams: str) -> Callable[[bytes], bool]:
    """A compound file (of Word 97, Excel 97 and their like) with one of these streams."""
    names = tuple(stream.encode("utf-16-le") for stream in streams)
    return lambda data: data.startswith(_OLE) and any(name in data for name in names)


def _zipped(*names: str) -> Callable[[bytes], bool]:
    """A ZIP in which a file of such a name lies."""

    def recognise(data: bytes) -> bool:
        if not data.startswith(_ZIP):
            return False
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                found = set(archive.namelist())
        except _ZIP_FAULTS:
            # cut off: what it was meant to be still shows in the names near its beginning
            return any(name.encode() in data[: 8 * HEAD] for name in names)
        return any(name in found for name in names)

    return recognise


def _word_package(data: bytes) -> bool:
    """A package whose main part is a document of Word, whatever the part is called."""
    if _zipped("word/document.xml")(data):
        return True
    types = _member(data, "[Content_Types].xml")
    return any(kind in types for kind in _WORD_TYPES)


def _member(data: bytes, name: str) -> bytes:
    """The beginning of a file in a ZIP; nothing where there is none."""
    if not data.startswith(_ZIP):
        return b""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as stream:
            return stream.read(16 * HEAD)
    except (*_ZIP_FAULTS, KeyError):
        return b""


def _open_document(what: bytes) -> Callable[[bytes], bool]:
    mark = b"application/vnd.oasis.opendocument." + what
    return lambda data: (
        data.startswith(_ZIP) and (mark in data[:256] or _member(data, "mimetype").startswith(mark))
    )


def _is_word_xml(data: bytes) -> bool:
    """A document in one XML file, as Word 2003, "Flat OPC" or flat ODF write it."""
    head = data[:4096]
    return head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml") and any(
        mark in head for mark in _WORD_XML
    )


def _is_web_page(data: bytes) -> bool:
    head = data[:HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")
    if b"\x00" in head[:1024]:
        return False
    begins = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:15].lower()
    return begins.startswith((b"<!doctype html", b"<html")) or (
        sum(1 for _ in islice(_TAG.finditer(head), LEAST_TAGS)) == LEAST_TAGS
    )


def _is_web_archive(data: bytes) -> bool:
    head = data[:4096].lower()
    return b"mime-version:" in head and b"multipart/related" in head


KINDS: tuple[Kind, ...] = (
    Kind("pdf", "PDF", "PDF", "pdf", _is_pdf),
    Kind("docx", "Word 文档", "Word document", "docx", _word_package),
    Kind(
        "xlsx",
        "Excel 工作簿",
        "Excel workbook",
        "workbook",
        _zipped("xl/workbook.xml", "xl/workbook.bin"),
    ),
    Kind("ods", "ODS 表格", "OpenDocument sheet", "workbook", _open_document(b"spreadsheet")),
    Kind("odt", "ODT 文档", "OpenDocument text", "office", _open_document(b"text")),
    Kind("encrypted", "加密文档", "encrypted document", "locked", _ole("EncryptedPackage")),
    Kind("doc", "Word 97 或 WPS 文档", "Word 97 or WPS document", "office", _ole("WordDocument")),
    Kind("xls", "Excel 97 工作簿", "Excel 97 workbook", "workbook", _ole("Workbook", "Book")),
    Kind("rtf", "RTF 文档", "RTF document", "office", _begins(b"{\\rtf")),
    Kind("wordxml", "Word XML 文档", "Word XML document", "office", _is_word_xml),
    Kind("ole", "Office 97 文档", "Office 97 document", "office", _begins(_OLE)),
    Kind("json", "本程序的 JSON", "JSON of this program", "canonical", is_json, data=True),
    Kind(
        "table",
        "本程序的 CSV 长表",
        "long CSV of this program",
        "long_table",
        is_long_table,
        data=True,
    ),
    Kind("image", "图片", "picture", "scan", _begins(*_PICTURES)),
    Kind("zip", "ZIP 压缩包", "ZIP archive", "archive", _begins(*_ZIP), archive=True),
    Kind("mhtml", "网页存档", "web archive", "web.archive", _is_web_archive, text=True),
    Kind("html", "网页", "web page", "html", _is_web_page, text=True),
    Kind("text", "文本", "text", "text", lambda _: True, text=True),
)
"""Every kind of file, in the order in which they are asked."""
