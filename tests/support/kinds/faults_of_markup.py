"""Faults in the markup of web pages: tags and attributes lost, doubled, misspelt, a charset lie."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.support.kinds.faults_of_bytes import FileFault, file_fault, shifted
from tests.support.kinds.registry import FileCase

_TABLE_TAG = re.compile(rb"</?(?:table|tbody|thead|tr|td|th)\b[^<>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(rb"</?[a-zA-Z][^<>]*>")
_SPAN = re.compile(rb"""\s(?:row|col)span\s*=\s*["']?\d+["']?""", re.IGNORECASE)
_CHARSET = re.compile(rb"""(charset\s*=\s*["']?)([-\w]+)""", re.IGNORECASE)
_ENCODINGS = (b"gb2312", b"utf-8", b"big5", b"iso-8859-1", b"shift_jis", b"utf-16", b"x-none")


def _edited(
    name: str,
    case: FileCase,
    rng: Random,
    pattern: re.Pattern[bytes],
    edit: Callable[[bytes], bytes],
) -> FileFault | None:
    """The file with one of the places that match changed."""
    found = list(pattern.finditer(case.data))
    if not found:
        return None
    match = rng.choice(found)
    data = case.data[: match.start()] + edit(match[0]) + case.data[match.end() :]
    return FileFault(name, data, shifted(case.truth))


@file_fault("html", "mhtml")
def tag_lost(case: FileCase, rng: Random) -> FileFault | None:
    """A tag of a table is gone."""
    return _edited("tag_lost", case, rng, _TABLE_TAG, lambda _: b"")


@file_fault("html", "mhtml")
def any_tag_lost(case: FileCase, rng: Random) -> FileFault | None:
    """A tag is gone, of a table or of the page around."""
    return _edited("any_tag_lost", case, rng, _ANY_TAG, lambda _: b"")


@file_fault("html", "mhtml")
def tag_doubled(case: FileCase, rng: Random) -> FileFault | None:
    """A tag of a table stands twice."""
    return _edited("tag_doubled", case, rng, _TABLE_TAG, lambda tag: tag * 2)


@file_fault("html", "mhtml")
def tag_misspelt(case: FileCase, rng: Random) -> FileFault | None:
    """A tag has another name."""
    name = rng.choice((b"tb", b"span", b"div", b"p", b"td", b"tr", b"x", b"b"))

    def misspelt(tag: bytes) -> bytes:
        return re.sub(rb"^(</?)[a-zA-Z]\w*", rb"\1" + name, tag)

    return _edited("tag_misspelt", case, rng, _TABLE_TAG, misspelt)


@file_fault("html", "mhtml")
def tag_not_closed(case: FileCase, rng: Random) -> FileFault | None:
    """The bracket that ends a tag is gone."""
    return _edited("tag_not_closed", case, rng, _TABLE_TAG, lambda tag: tag[:-1])


@file_fault("html", "mhtml")
def span_lost(case: FileCase, rng: Random) -> FileFault | None:
    """A merged cell has lost how far it reaches."""
    return _edited("span_lost", case, rng, _SPAN, lambda _: b"")


@file_fault("html", "mhtml")
def span_wrong(case: FileCase, rng: Random) -> FileFault | None:
    """A merged cell reaches further, or not as far."""
    number = str(rng.choice((0, 1, 2, 3, 5, 40, 65000))).encode()
    return _edited("span_wrong", case, rng, _SPAN, lambda span: re.sub(rb"\d+", number, span))


@file_fault("html", "mhtml")
def comment_opened(case: FileCase, rng: Random) -> FileFault | None:
    """Something that hides what follows is opened and not closed."""
    opened = rng.choice(
        (b"<!--", b"<script>", b"<style>", b"<select>", b"<textarea>", b"<![CDATA[")
    )
    return _edited("comment_opened", case, rng, _TABLE_TAG, lambda tag: opened + tag)


@file_fault("html", "mhtml")
def row_put_in_row(case: FileCase, rng: Random) -> FileFault | None:
    """A tag of a table stands where none belongs."""
    strange = rng.choice((b"<tr>", b"<td>", b"</tr>", b"</table>", b"<table>", b"</td>", b"<br>"))
    return _edited("row_put_in_row", case, rng, _ANY_TAG, lambda tag: tag + strange)


@file_fault("html", "mhtml")
def charset_lie(case: FileCase, rng: Random) -> FileFault | None:
    """The page claims another charset than it has."""
    told = _CHARSET.search(case.data)
    if told is None:
        return None
    lie = rng.choice([e for e in _ENCODINGS if e != told[2].lower()])
    data = case.data[: told.start(2)] + lie + case.data[told.end(2) :]
    return FileFault("charset_lie", data)
