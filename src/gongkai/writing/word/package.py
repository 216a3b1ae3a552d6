"""The parts of a DOCX file put together, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from importlib.resources import files

from gongkai.writing.word.markup import escaped

_FIXED = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_relations.xml",
    "word/_rels/document.xml.rels": "document_relations.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/footer_odd.xml": "footer_odd.xml",
    "word/footer_even.xml": "footer_even.xml",
}
"""The parts that are the same in every document, and the files they stand in."""

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time that ZIP counts from: a document tells nothing of when it was written."""
_UNIX = 3
_MODE = 0o644 << 16


def packed(body: str, title: str | None) -> bytes:
    """The file whose body is this markup and whose properties name this title."""
    parts = {name: _fixed(source) for name, source in _FIXED.items()}
    parts["docProps/core.xml"] = _properties(title).encode()
    parts["word/document.xml"] = _document(body).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.create_system, info.external_attr = _UNIX, _MODE
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _document(body: str) -> str:
    return (
        f"{_DECLARATION}<w:document"
        ' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<w:body>{body}</w:body></w:document>"
    )


def _properties(title: str | None) -> str:
    """Title and language: who wrote the file and when is not ours to say."""
    named = f"<dc:title>{escaped(' '.join(title.split()))}</dc:title>" if title else ""
    return (
        f"{_DECLARATION}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"{named}<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


@cache
def _fixed(source: str) -> bytes:
    return files("gongkai.writing.word").joinpath("parts", source).read_bytes()
