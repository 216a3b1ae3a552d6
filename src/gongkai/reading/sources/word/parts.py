"""The parts of a DOCX package: found through its relationships, parsed without any risk.

A part is XML without a document type: entities have no business in it, so any DTD is an attack.
The strict namespaces of ISO 29500 are read as the transitional ones.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from gongkai.reading.errors import ReadError
from gongkai.reading.limits import MEGABYTE, limit
from gongkai.reading.sources.lay import DEEPEST
from gongkai.reading.sources.packed import Package

Element = etree._Element  # noqa: SLF001 - lxml gives its element type no public name

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
USUAL_MAIN = "word/document.xml"
CONTENT_TYPES = "[Content_Types].xml"
BYTES_PER_TAG, BYTES_PER_ATTRIBUTE = 100, 200
"""What a parsed tag and a parsed attribute take in memory, about."""

_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACES = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_TABLE_STYLE, _STYLE_END = b'<w:style w:type="table"', b"</w:style>"
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_OFF = frozenset({"0", "false", "off", "none"})


class Relation(NamedTuple):
    """What a part refers to: the last word of the relation's type, and the part meant."""

    kind: str
    target: str


class Parts:
    """The parts of the package, from the document part on.

    Raises ReadError ``damaged``, ``encrypted``, ``unpacked_too_large``, ``memory_limit``,
    ``too_deep`` or ``too_many_cells``.
    """

    def __init__(self, data: bytes, file: str | None) -> None:
        self._file = file
        self._package = Package(data, file)
        of_package = self._relations("")
        mains = [r.target for r in of_package.values() if r.kind == "officeDocument"]
        self.main = mains[0] if mains else USUAL_MAIN
        """The name of the document part."""
        self.relations = self._relations(self.main) or self._declared()
        """What the document part refers to, by relation id; by name where its relations are lost."""

    def related(self, kind: str, *, needed: bool = True) -> Element | None:
        """The one part of a kind (styles, numbering) that the document refers to.

        That a ``needed`` one is not in the package is damage.
        """
        for relation in self.relations.values():
            if relation.kind == kind and (needed or relation.target in self._package):
                return self.tree(relation.target)
        return None

    def referred(self, reference: Element) -> Element | None:
        """The part that an element refers to by its ``r:id``, where it is in the package."""
        relation = self.relations.get(reference.get(RELATION_ID, ""))
        if relation is None or relation.target not in self._package:
            return None
        return self.tree(relation.target)

    def tree(self, name: str) -> Element:
        """The root element of a part."""
        data = _plain(self._package.read(name))
        if b"<!DOCTYPE" in data:
            raise ReadError("damaged", self._file, detail=f"{name}: DTD")
        data = _without_table_styles(data)
        self._refuse_large(data)
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as fault:
            if "depth" in str(fault):
                raise ReadError("too_deep", self._file, limit=DEEPEST) from None
            raise ReadError("damaged", self._file, detail=f"{name}: {fault.msg}") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise ReadError("damaged", self._file, detail=f"{name}: DTD")
        return root

    def _relations(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self._package:
            return {}
        return {
            relation.get("Id", ""): Relation(
                relation.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join(folder, relation.get("Target", ""))).lstrip("/"),
            )
            for relation in self.tree(path)
            if relation.get("TargetMode") != "External"
        }

    def _declared(self) -> dict[str, Relation]:
        """The parts that the package declares, by name: styles say which text is hidden."""
        if CONTENT_TYPES not in self._package:
            return {}
        names = (
            (kind.get("ContentType", ""), kind.get("PartName", "").lstrip("/"))
            for kind in self.tree(CONTENT_TYPES)
        )
        return {
            name: Relation(kind.rpartition(".")[2].removesuffix("+xml"), name)
            for kind, name in names
            if name in self._package
        }

    def _refuse_large(self, data: bytes) -> None:
        """Refuse what would take too much memory before it is parsed."""
        cells, memory = "GONGKAI_MAX_CELLS", "GONGKAI_MAX_MEMORY_MB"
        if data.count(b":tc>") // 2 > limit(cells):
            raise ReadError("too_many_cells", self._file, limit=limit(cells), setting=cells)
        tags, attributes = data.count(b"<"), data.count(b"=")
        need = len(data) + tags * BYTES_PER_TAG + attributes * BYTES_PER_ATTRIBUTE
        if need > limit(memory) * MEGABYTE:
            raise ReadError("memory_limit", self._file, limit=limit(memory), setting=memory)


def _plain(data: bytes) -> bytes:
    """A part in UTF-8 and in the transitional namespaces."""
    wide = _WIDE.get(data[:2])
    if wide:
        data = _DECLARATION.sub("", data.decode(wide, "replace"), count=1).encode()
    if _STRICT in data[:8192]:
        for strict, transitional in _NAMESPACES:
            data = data.replace(strict, transitional)
    return data


def _without_table_styles(data: bytes) -> bytes:
    """A part without the looks of tables, which may be most of it and say nothing of its text."""
    kept, at = [], 0
    start = data.find(_TABLE_STYLE)
    while start >= 0:
        opened = data.find(b">", start)
        end = data.find(_STYLE_END, opened)
        if end < 0 or data[opened - 1 : opened] == b"/":
            break
        kept.append(data[at:start])
        at = end + len(_STYLE_END)
        start = data.find(_TABLE_STYLE, at)
    return b"".join([*kept, data[at:]]) if kept else data


def is_on(element: Element | None) -> bool:
    """Whether a property that is on or off is there and on."""
    return element is not None and element.get(VAL, "1").lower() not in _OFF


def whole_number(value: str | None, default: int) -> int:
    """An attribute that should be a whole number."""
    try:
        return int(value) if value is not None else default
    except ValueError:
        return default


def children(parent: Element | None, local: str) -> Iterator[Element]:
    """The children of that local name in the main namespace; none of an element that is None."""
    if parent is not None:
        yield from parent.iterchildren(W + local)


def head_of(element: Element, tag: str) -> Iterable[Element]:
    """The properties an element begins with: the children of its first child, if that is such."""
    first = element[0] if len(element) else None
    return first if first is not None and first.tag == tag else ()
