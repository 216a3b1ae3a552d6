"""The XML inside workbooks, walked element by element in bounds.

No entity is resolved and no document type allowed: neither belongs into a workbook, and text that
stands for other text would be lost without a word.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from lxml import etree

from gongkai.reading.errors import ReadError

Element = etree._Element  # noqa: SLF001 - lxml gives the type no other name


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An attribute by its name, in whatever namespace; empty where there is none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def walk(data: bytes, names: Iterable[str], file: str | None) -> Iterator[Element]:
    """Every element of one of these names when it is complete; freed when the next is asked for.

    Raises ReadError ``damaged``.
    """
    try:
        events = etree.iterparse(
            io.BytesIO(data),
            events=("end",),
            tag=[f"{{*}}{name}" for name in names],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        known = False
        for _, element in events:
            if not known and element.getroottree().docinfo.doctype:
                raise ReadError("damaged", file, detail="DOCTYPE")
            known = True
            yield element
            _free(element)
    except etree.XMLSyntaxError as fault:
        raise ReadError("damaged", file, detail=str(fault)[:200]) from None


def _free(element: Element) -> None:
    """Let go of an element and of the brothers before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
