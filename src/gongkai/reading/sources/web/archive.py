"""Web archives (MHTML): the page among their parts, with the pages that show within it.

An archive is a message of several parts (RFC 2557). The first page is the one that was saved;
another part shows only where a frame of it names that part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.message import Message
from urllib.parse import urljoin

from gongkai.reading.charset import decode
from gongkai.reading.document import Document
from gongkai.reading.errors import ReadError
from gongkai.reading.sources.blocks import Block
from gongkai.reading.sources.html import document_of, page_of
from gongkai.reading.sources.web.head import PageHead
from gongkai.reading.sources.web.writer import Tally

MOST_PARTS = 2_000
"""Parts beyond so many are not looked at."""
DEEPEST = 5
"""Parts within parts, and frames within frames, are followed so deep."""

LONGEST_HEAD = 16_384
"""So much of the header lines of a part is looked at."""

_PAGES = frozenset(("text/html", "application/xhtml+xml"))


def document(data: bytes, file: str | None) -> Document:
    """The document that the page of an archive is. Raises ReadError as for a page."""
    parts = [part for part in _parts(data) if part.get_content_type() in _PAGES]
    if not parts:
        raise ReadError("damaged", file, detail="no page in the archive")
    head, blocks = _Archive(parts, file).page(0)
    return document_of(head, blocks, file)


class _Archive:
    """The pages of an archive, each shown once at most."""

    def __init__(self, parts: Sequence[Message], file: str | None) -> None:
        self._parts = parts
        self._file = file
        self._tally = Tally()
        self._shown: set[int] = set()
        self._depth = 0
        self._names: dict[str, int] = {}
        for index, part in enumerate(parts):
            for name in (_location(part), f"cid:{_header(part, 'Content-ID').strip('<>')}"):
                self._names.setdefault(name, index)

    def page(self, index: int) -> tuple[PageHead, Sequence[Block]]:
        """The head and the blocks of a part."""
        self._shown.add(index)
        part = self._parts[index]
        base = _location(part)

        def frame(source: str) -> Sequence[Block]:
            found = self._names.get(source, self._names.get(_joined(base, source), index))
            if found in self._shown or self._depth >= DEEPEST:
                return ()
            self._depth += 1
            _, blocks = self.page(found)
            self._depth -= 1
            return blocks

        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        return page_of(decode(content, self._file), self._file, self._tally, frame)


def _joined(base: str, source: str) -> str:
    try:
        return urljoin(base, source)
    except ValueError:
        return source


def _location(part: Message) -> str:
    return _header(part, "Content-Location")


def _header(part: Message, name: str) -> str:
    return "".join(str(part.get(name, "")).split())


def _parts(data: bytes, depth: int = 0) -> Iterator[Message]:
    """The parts of an archive, those of parts that have parts themselves among them.

    The standard parser looks for every boundary that is open in every line, which takes as long
    as a hostile archive likes; here the content is only cut at its own boundary.
    """
    head, content = _cut_head(data)
    message = message_from_bytes(head[:LONGEST_HEAD])
    boundary = message.get_boundary()
    if message.get_content_maintype() != "multipart" or not boundary:
        message.set_payload(content.decode("ascii", "surrogateescape"))
        yield message
        return
    if depth >= DEEPEST:
        return
    mark = b"\n--" + boundary.encode("ascii", "replace")
    _, *pieces = (b"\n" + content).split(mark, MOST_PARTS)
    for piece in pieces:
        if piece.startswith(b"--"):
            return
        yield from _parts(piece.partition(b"\n")[2], depth + 1)


def _cut_head(data: bytes) -> tuple[bytes, bytes]:
    """The header lines of a part and what stands behind the empty line."""
    if data.startswith((b"\n", b"\r\n")):
        return b"", data.partition(b"\n")[2]
    ends = [(at, mark) for mark in (b"\r\n\r\n", b"\n\n") if (at := data.find(mark)) >= 0]
    if not ends:
        return data, b""
    at, mark = min(ends)
    return data[: at + len(mark)], data[at + len(mark) :]
