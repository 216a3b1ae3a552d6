"""The markup of a page put in order, and cut into its tags and the text between them.

libxml2 reads a page as browsers do, faults and all, and writes it down again without them: every
element ends, every value stands in double quotes, and no "<" or ">" stands anywhere but around
tags. So a cut tells tags from text. To be called for every element, as parsers offer, takes three
times as long; so does walking through a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from gongkai.reading.errors import ReadError
from gongkai.reading.limits import limit

_TAG = re.compile("<([^>]*)>")
_ATTRIBUTE = re.compile(' (=?[^= ]*)="([^"]*)"')
_REFERENCE = re.compile("&(?:#(?:x([0-9a-fA-F]+)|([0-9]+))|([a-z]+));")
_WORD = re.compile(rb"[\w\x80-\xff]")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"'}


def in_order(data: bytes, file: str | None) -> str:
    """The markup of a page in UTF-8, in order; "" where there is none.

    Raises ReadError ``too_many_tags``, or ``damaged`` where the parser gives up.
    """
    setting = "GONGKAI_MAX_TAGS"
    most = limit(setting)
    # before there is a tree of them, which takes memory
    if len(data) > most and data.count(b"<") > most:
        raise ReadError("too_many_tags", file, limit=most, setting=setting)
    # the text is given as UTF-8 whatever the page says of itself
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError as fault:
        raise ReadError("damaged", file, detail=str(fault)) from None
    if root is None:
        return ""
    root.getroottree().docinfo.clear()  # a page declared as XHTML is written in another way
    markup: str = etree.tostring(root, encoding="unicode", method="xml")
    if markup.count("<") != markup.count(">"):
        # names are written as they stand, and broken markup may put a "<" into one
        markup = _TAG.sub(lambda tag: f"<{tag[1].replace('<', '_')}>", markup)
    return markup


def pieces_of(markup: str) -> list[str]:
    """Ordered markup cut at all tags: text, a tag without "<" and ">", text, a tag … text."""
    return markup.replace(">", "<").split("<")


def name_of(tag: str) -> str:
    """The name of the element that a tag begins."""
    return tag.removesuffix("/").partition(" ")[0]


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes that a tag gives its element, the names in small letters."""
    return {name: plain(value) for name, value in _ATTRIBUTE.findall(tag)}


def plain(text: str) -> str:
    """Text of ordered markup as the page has it: without references."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def in_markup(text: str) -> str:
    """Text as ordered markup has it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _character(reference: re.Match[str]) -> str:
    hexadecimal, decimal, name = reference.groups()
    if name:
        return _NAMED.get(name, reference.group())
    return chr(int(hexadecimal, 16) if hexadecimal else int(decimal))


def style_sheets(data: bytes, lowered: bytes) -> Iterator[str]:
    """The style sheets within a page in UTF-8, those in its comments too.

    ``lowered`` is the page in small letters.
    """
    at = 0
    while (at := lowered.find(b"<style", at)) >= 0:
        at += len(b"<style")
        if _WORD.match(lowered, at):
            continue  # an element of another name
        start = lowered.find(b">", at) + 1
        if not start:
            return
        end = lowered.find(b"</style", start)
        at = end if end >= 0 else len(data)
        yield data[start:at].decode()
