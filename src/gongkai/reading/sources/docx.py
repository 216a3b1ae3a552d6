"""Word documents (DOCX, DOCM and their templates), read directly from their XML.

What is read is what is printed when all tracked changes are accepted. Macros are never run, no
link is ever followed.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gongkai.reading.document import Document
from gongkai.reading.errors import ReadError
from gongkai.reading.sources.blocks import Aside, Block, Line
from gongkai.reading.sources.lay import DEEPEST, lay
from gongkai.reading.sources.word.numbering import Numbering
from gongkai.reading.sources.word.parts import Element, Parts, W
from gongkai.reading.sources.word.story import Story
from gongkai.reading.sources.word.styles import Styles
from gongkai.reading.sources.word.text import TextReader
from gongkai.report import MarkupPlace, Role

_MARKED = tuple(f"{W}{local}" for local in ("vanish", "strike", "dstrike", "vertAlign"))
_PICTURE_FONTS = etree.XPath(
    "boolean(descendant::w:rFonts[contains(@w:ascii, 'ings') or contains(@w:ascii, 'Marlett')])",
    namespaces={"w": W[1:-1]},
)


def document(data: bytes, file: str | None, *, converted: bool = False) -> Document:
    """The document that a DOCX holds, ``converted`` from another kind just now or not.

    Raises ReadError ``damaged``, ``encrypted``, ``empty``, ``too_deep``, ``too_many_cells``,
    ``unpacked_too_large`` or ``memory_limit``.
    """
    try:
        return lay(_blocks(data, file, converted=converted), file)
    except RecursionError:
        raise ReadError("too_deep", file, limit=DEEPEST) from None


def _blocks(data: bytes, file: str | None, *, converted: bool) -> Iterator[Block]:
    parts = Parts(data, file)
    root = parts.tree(parts.main)
    body = root.find(f"{W}body")
    if body is None:
        raise ReadError("damaged", file, detail=f"{parts.main}: w:body?")
    styles = parts.related("styles")
    marked = _is_marked(root) or _is_marked(styles)
    known = Styles(styles)
    texts = TextReader(known, plain=not marked, converted=converted)
    story = Story(parts, known, Numbering(parts.related("numbering")), texts, file)
    first = MarkupPlace(1)
    yield from _furniture(story, parts, root, "header", first)
    yield from story.body(body)
    yield from _furniture(story, parts, root, "footer", first)


def _is_marked(root: Element | None) -> bool:
    """Whether any text may be hidden, struck out, raised or set in a font of pictures."""
    if root is None:
        return False
    return next(root.iter(*_MARKED), None) is not None or bool(_PICTURE_FONTS(root))


def _furniture(
    story: Story, parts: Parts, root: Element, kind: str, place: MarkupPlace
) -> Iterator[Aside]:
    """The headers or footers of all pages, each once."""
    role = Role.BEFORE if kind == "header" else Role.AFTER
    seen = set()
    for reference in root.iter(f"{W}{kind}Reference"):
        part = parts.referred(reference)
        if part is None:
            continue
        for run in story.lines(part, place):
            if run.text not in seen:
                seen.add(run.text)
                yield Aside(role, Line((run,)))
