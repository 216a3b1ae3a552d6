"""An uploaded DOCX before anything opens it: its size, its parts, and what it would fetch or run.

Bounds on the unpacked size keep out archives that unpack to gigabytes; a document type declaration
could expand without end; a link to an outside picture or template makes Word call somebody.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from lxml import etree

from gongkai.web.cases.letters.errors import TemplateFaultsError

MOST_BYTES = 4 << 20
"""Of the file as uploaded."""
MOST_UNPACKED = 24 << 20
MOST_PARTS = 300
MOST_TEXT_PART = 1 << 19
"""Of a part that is filled in: document, header, footer, notes."""
FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml|docProps/core\.xml")
"""The parts in which placeholders are filled."""
_FILLED_OTHER = re.compile(r"word/[A-Za-z0-9_]*\.xml")
_ACTIVE = re.compile(r"vbaProject|/activeX/|/embeddings/|\.bin$", re.IGNORECASE)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_BLOCK = 1 << 16
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    EOFError,
)
"""What the archive's reader says of damaged, encrypted and strange archives."""


def checked_parts(data: bytes) -> dict[str, bytes]:
    """The XML parts of a DOCX by name. Raises TemplateFaultsError where it must not be opened."""
    if len(data) > MOST_BYTES:
        raise TemplateFaultsError([_("文件太大：最多 %(most)d MB。") % {"most": MOST_BYTES >> 20}])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = dict(_unpacked(archive))
    except _BROKEN as fault:
        raise TemplateFaultsError(
            [_("不是可以打开的 DOCX 文件。请用 Word 或 WPS 另存为 .docx 再上传。")]
        ) from fault
    if "word/document.xml" not in parts or "[Content_Types].xml" not in parts:
        raise TemplateFaultsError([_("不是 Word 文档：请用 Word 或 WPS 另存为 .docx 再上传。")])
    _refuse_active(parts)
    _refuse_doctype(parts)
    _refuse_links(parts)
    return parts


def _unpacked(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Every part; unpacking stops at the bound, whatever the archive says of its sizes."""
    entries = archive.infolist()
    if len(entries) > MOST_PARTS or len({entry.filename for entry in entries}) != len(entries):
        raise TemplateFaultsError([_("文件的组成部分太多或者重名，不像 Word 存的文件。")])
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise NotImplementedError
    left = MOST_UNPACKED
    for entry in entries:
        with archive.open(entry) as stream:
            most = (
                MOST_TEXT_PART
                if _FILLED_OTHER.fullmatch(entry.filename) and FILLED.fullmatch(entry.filename)
                else left
            )
            pieces = []
            size = 0
            while block := stream.read(_BLOCK):
                size += len(block)
                if size > most:
                    raise TemplateFaultsError(
                        [
                            _("文件解压后太大（%(part)s），不能用作模板。")
                            % {"part": entry.filename[:60]}
                        ]
                    )
                pieces.append(block)
        left -= size
        yield entry.filename, b"".join(pieces)


def _refuse_active(parts: Mapping[str, bytes]) -> None:
    if any(_ACTIVE.search(name) for name in parts):
        raise TemplateFaultsError([_("模板里有宏或者嵌入的对象，不能使用。请删除后另存为 .docx。")])


def _refuse_doctype(parts: Mapping[str, bytes]) -> None:
    for name, data in parts.items():
        # UTF-16 would hide the declaration from the search; Word writes UTF-8.
        if name.endswith((".xml", ".rels")) and (
            data[:2] in {b"\xff\xfe", b"\xfe\xff"} or _DOCTYPE.search(data)
        ):
            raise TemplateFaultsError([_("文件里有不允许的 XML 声明，不能使用。")])


def _refuse_links(parts: Mapping[str, bytes]) -> None:
    for name, data in parts.items():
        if not name.endswith(".rels"):
            continue
        for relation in parsed(data).iter(_RELATIONSHIP):
            is_outside = relation.get("TargetMode", "").lower() == "external"
            kind = relation.get("Type", "").rpartition("/")[2]
            target = relation.get("Target", "")
            is_local = kind == "attachedTemplate" and re.fullmatch(r"file:///[A-Za-z]:.*", target)
            if is_outside and kind != "hyperlink" and not is_local:
                raise TemplateFaultsError(
                    [
                        _("模板引用了外部文件（%(target)s），不能使用。请把图片等改为嵌入。")
                        % {"target": target[:80]}
                    ]
                )


def parsed(data: bytes) -> etree._Element:
    """The XML of a part. Raises TemplateFaultsError where it is broken."""
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as fault:
        raise TemplateFaultsError(
            [_("文件内部已损坏，打不开。请在 Word 或 WPS 里修复后另存。")]
        ) from fault
