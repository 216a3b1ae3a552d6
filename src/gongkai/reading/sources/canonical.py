"""JSON that this program wrote: reports as they are, one to a line or one in all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from gongkai.reading.errors import ReadError
from gongkai.reading.limits import MEGABYTE, limit
from gongkai.report import NotCanonicalError, Report, loads

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*[\"}]")
_LONGEST_DETAIL = 200


def is_json(start: bytes) -> bool:
    """Whether a file that begins so holds JSON objects (and not RTF, which has a brace as well)."""
    return _OBJECT.match(start) is not None


def reports(data: bytes, file: str | None) -> Iterator[Report | ReadError]:
    """Every report in the bytes of a file, in order, errors in their places."""
    yield from reports_in(BytesIO(data), file)


def reports_in(stream: BinaryIO, file: str | None) -> Iterator[Report | ReadError]:
    """Every report of a stream; no more than one line of it is held at once."""
    most = limit("GONGKAI_MAX_FILE_MB") * MEGABYTE
    for part in _parts(stream, most):
        if len(part) > most:
            yield ReadError("not_canonical", file, detail=f"> {most // MEGABYTE} MiB")
            continue
        try:
            yield loads(part)
        except (NotCanonicalError, RecursionError) as fault:
            yield ReadError("not_canonical", file, detail=str(fault)[:_LONGEST_DETAIL])


def _parts(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """The lines, or the whole where its first line is not yet a whole report.

    No part is longer than ``most`` and one byte; where one is, it is the last.
    """
    first = b""
    while not first.strip() and (line := stream.readline(most + 1)):
        first = line.removeprefix(_BYTE_ORDER_MARK)
    if not first.rstrip().endswith(b"}"):
        yield first + stream.read(max(0, most + 1 - len(first)))
        return
    yield first
    while line := stream.readline(most + 1):
        if line.strip():
            yield line
        if len(line) > most:
            return
