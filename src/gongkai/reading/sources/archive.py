"""ZIP archives: the files in them, each on its own, none taking the others down.

Nothing is written anywhere; a name is only a name. What a member claims to unpack to is the most
that is ever unpacked of it, and what was really unpacked counts against one limit for all.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress

from gongkai.reading.errors import ReadError
from gongkai.reading.folders import is_clutter
from gongkai.reading.limits import MEGABYTE, limit
from gongkai.reading.sources.packed import Package

_UTF_8 = 0x800
_END, _ENTRY = b"PK\x05\x06", b"PK\x01\x02"
_UNICODE_PATH = 0x7075
"""The extra field in which packers put the name in UTF-8 beside one in the code page of old."""
_PATH_AT = 5
"""In it, the name follows a version (1 byte) and the checksum of the other name (4 bytes)."""


def members(data: bytes, file: str | None) -> Iterator[tuple[str, bytes | ReadError]]:
    """The name and the bytes of every file inside, in the archive's order.

    What cannot be unpacked is its error in its place. Raises ReadError ``damaged`` or
    ``too_many_members`` where the list itself cannot be read.
    """
    package = _opened(data, file)
    left = limit("GONGKAI_MAX_UNPACKED_MB") * MEGABYTE
    for entry in package.entries:
        name = _name(entry)
        if any(map(is_clutter, name.split("/"))) or _is_no_file(entry):
            continue
        inner = f"{file or ''}/{name}"
        if refusal := _refusal(entry, left, inner):
            yield name, refusal
            continue
        left -= entry.file_size
        yield name, _unpacked(package, entry, inner)


def _opened(data: bytes, file: str | None) -> Package:
    """The archive, its names taken as raw bytes where one of them is not in the UTF-8 it claims."""
    try:
        return Package(data, file)
    except ReadError as fault:
        if fault.code != "damaged" or "codec" not in str(fault.details["detail"]):
            raise
    return Package(_unmarked(data), file)


def _unmarked(data: bytes) -> bytes:
    """The archive with no name of it marked as UTF-8, in the list nor at the member itself."""
    changed = bytearray(data)
    end = changed.rfind(_END)
    at = changed.find(_ENTRY, max(0, end - int.from_bytes(data[end + 12 : end + 16], "little")))
    while at >= 0:
        member = int.from_bytes(data[at + 42 : at + 46], "little")
        for high in (at + 9, member + 7):  # the upper byte of the flags
            if high < len(changed):
                changed[high] &= ~(_UTF_8 >> 8) & 0xFF
        at = changed.find(_ENTRY, at + 4)
    return bytes(changed)


def _refusal(entry: zipfile.ZipInfo, left: int, name: str) -> ReadError | None:
    """Why a member is not unpacked at all, judged by what it would unpack to."""
    for most, setting in (
        (limit("GONGKAI_MAX_FILE_MB") * MEGABYTE, "GONGKAI_MAX_FILE_MB"),
        (left, "GONGKAI_MAX_UNPACKED_MB"),
    ):
        if entry.file_size > most:
            return ReadError("unpacked_too_large", name, limit=limit(setting), setting=setting)
    return None


def _unpacked(package: Package, entry: zipfile.ZipInfo, name: str) -> bytes | ReadError:
    try:
        data = package.read(entry)
    except ReadError as fault:
        return ReadError(fault.code, name, **fault.details)
    return data or ReadError("empty", name)


def _name(entry: zipfile.ZipInfo) -> str:
    """The member's name with forward slashes, without the steps that lead out of the archive."""
    steps = _decoded(entry).replace("\\", "/").split("/")
    steps = [step for step in steps if step not in ("", ".", "..") and step[1:] != ":"]
    return "/".join(steps) or "?"


def _decoded(entry: zipfile.ZipInfo) -> str:
    """The name as it was given: marked as UTF-8, UTF-8 all the same, or in Chinese Windows' code."""
    if entry.flag_bits & _UTF_8:
        return entry.filename
    raw = entry.orig_filename.encode("cp437")
    if beside := _unicode_path(entry.extra, raw):
        return beside
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return entry.filename


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in UTF-8 that some packers add, where it belongs to the name that it stands beside."""
    at = 0
    while at + 4 <= len(extra):
        kind = int.from_bytes(extra[at : at + 2], "little")
        size = int.from_bytes(extra[at + 2 : at + 4], "little")
        field = extra[at + 4 : at + 4 + size]
        if kind == _UNICODE_PATH and field[1:_PATH_AT] == zlib.crc32(raw).to_bytes(4, "little"):
            with suppress(UnicodeDecodeError):
                return field[_PATH_AT:].decode("utf-8")
        at += 4 + size
    return None


def _is_no_file(entry: zipfile.ZipInfo) -> bool:
    """Whether it is a link, or a folder as packers on Windows have them."""
    folder = entry.file_size == 0 and entry.filename.endswith("\\")
    return folder or stat.S_ISLNK(entry.external_attr >> 16)
