"""Where in an XLS file the numbers of its cells stand, by the records of [MS-XLS]."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_FIRST_RECORD = struct.pack("<HHH", 0x0809, 16, 0x0600)
"""How the first record of a workbook of Excel 97 begins."""
_NUMBER, _RK, _MULTIPLE_RK, _TEXT, _SHARED_TEXT = 0x0203, 0x027E, 0x00BD, 0x0204, 0x00FD
_FORMULA, _BLANK, _MULTIPLE_BLANK, _TRUTH = 0x0006, 0x0201, 0x00BE, 0x0205
_CELLS = frozenset(
    (
        *(_NUMBER, _RK, _MULTIPLE_RK, _TEXT, _SHARED_TEXT),
        *(_FORMULA, _BLANK, _MULTIPLE_BLANK, _TRUTH),
    )
)
_SHARED_TEXTS = 0x00FC


def bytes_of_cells(data: bytes) -> set[int]:
    """The offsets of what cells hold and where they stand, in a file that xlwt has written."""
    return {at for kind, start, end in _records(data) if kind in _CELLS for at in range(start, end)}


def bytes_of_texts(data: bytes) -> set[int]:
    """The offsets of the texts that cells refer to."""
    texts = ((start, end) for kind, start, end in _records(data) if kind == _SHARED_TEXTS)
    return {at for start, end in texts for at in range(start, end)}


def _records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """The kind of every record, where its content starts and where it ends."""
    at = data.find(_FIRST_RECORD)
    while 0 <= at < len(data) - 4:
        kind, size = struct.unpack_from("<HH", data, at)
        if not kind:
            return
        yield kind, at + 4, at + 4 + size
        at += 4 + size
