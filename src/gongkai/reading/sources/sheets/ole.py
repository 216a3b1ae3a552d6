"""Compound files (of Excel 97 and its like): the one stream in them that holds the workbook."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from gongkai.reading.errors import ReadError

_HEADER = 512
_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFFA
"""Numbers from here on are no sectors but marks."""
_ROOT, _STREAM = 5, 2


def stream_named(data: bytes, names: Sequence[str], file: str | None) -> bytes:
    """The first stream of one of these names. Raises ReadError ``damaged``."""
    try:
        found = _Compound(data).stream({name.lower() for name in names})
    except (struct.error, IndexError, ValueError, OverflowError) as fault:
        raise ReadError("damaged", file, detail=str(fault)) from None
    if found is None:
        raise ReadError("damaged", file, detail=f"{names[0]}?")
    return found


class _Compound:
    """A compound file: sectors chained by a table, small streams within one of its streams."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift > shift:
            raise ValueError(f"sector size 2^{shift}")
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        (self._directory,) = struct.unpack_from("<I", data, 48)
        self._cutoff, mini, _, difat, difats = struct.unpack_from("<IIIII", data, 56)
        self._next = self._table(difat, difats)
        self._mini_next = self._numbers(self._chain(mini))

    def stream(self, names: set[str]) -> bytes | None:
        """The content of the first stream of one of these names."""
        directory = self._chain(self._directory)
        small = b""
        found: bytes | None = None
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            entry = directory[at : at + _ENTRY]
            length, kind = struct.unpack_from("<HB", entry, 64)
            start, size = struct.unpack_from("<II", entry, 116)
            name = entry[: max(0, min(64, length) - 2)].decode("utf-16-le", "replace").lower()
            if kind == _ROOT:
                small = self._chain(start)
            elif kind == _STREAM:
                # every stream is followed to its end: calamine would never come back from a loop
                content = self._chain(start) if size >= self._cutoff else b""
                if found is None and name in names:
                    found = content or self._small_chain(small, start)
                    found = found[:size]
        return found

    def _sector(self, number: int) -> bytes:
        start = (
            _HEADER + number * self._size if self._size == _HEADER else (number + 1) * self._size
        )
        return self._data[start : start + self._size]

    def _table(self, difat: int, difats: int) -> list[int]:
        """The table of what sector follows on which."""
        numbers = list(struct.unpack_from("<109I", self._data, 76))
        for _ in range(min(difats, len(self._data) // self._size)):
            if difat >= _LAST_SECTOR:
                break
            *more, difat = self._numbers(self._sector(difat))
            numbers += more
        sectors = [number for number in numbers if number < _LAST_SECTOR]
        if len(sectors) > len(self._data) // self._size + 1:
            raise ValueError("more tables than sectors")
        return [n for number in sectors for n in self._numbers(self._sector(number))]

    def _chain(self, number: int) -> bytes:
        return b"".join(self._sector(number) for number in _followed(number, self._next))

    def _small_chain(self, small: bytes, number: int) -> bytes:
        size = self._mini_size
        return b"".join(
            small[number * size : (number + 1) * size]
            for number in _followed(number, self._mini_next)
        )

    def _numbers(self, data: bytes) -> list[int]:
        count = len(data) // 4
        return list(struct.unpack_from(f"<{count}I", data))


def _followed(number: int, following: Sequence[int]) -> Iterator[int]:
    """The sectors from one to the end of its chain. Raises ValueError where the chain is a loop."""
    for _ in range(len(following)):
        if number >= _LAST_SECTOR:
            return
        yield number
        number = following[number]
    if number < _LAST_SECTOR:
        raise ValueError("a chain of sectors without end")
