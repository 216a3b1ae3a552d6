"""From a file to the bytes of the documents it holds: itself, or all files of an archive."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import is_zipfile

from gongkai.reading.errors import ReadError
from gongkai.reading.limits import MEGABYTE, limit
from gongkai.reading.sources.kinds import Kind, kind_of


class Content(NamedTuple):
    """A document that has not been read yet: its name (``archive.zip/name`` in an archive).

    ``data`` are its bytes, or the reason why there are none.
    """

    name: str | None
    data: bytes | ReadError


def contents_of(path: str, name: str | None = None) -> Iterator[Content]:
    """The documents that the file at that path holds. Never raises: faults are in the contents.

    ``name`` is what the file is called where that is not its path.
    """
    file = path if name is None else name
    try:
        data = bytes_of(Path(path), file)
    except ReadError as error:
        yield Content(file, error)
        return
    yield from contents_in(data, file)


def contents_in(data: bytes, file: str | None) -> Iterator[Content]:
    """The documents that the bytes of a file hold. Never raises: faults are in the contents."""
    try:
        kind = kind_of(data)
        refuse_large(len(data), kind, file)
        if kind.archive:
            yield from _members(kind, data, file)
        else:
            yield Content(file, data)
    except Exception as fault:  # noqa: BLE001 - told in full, with the file's name
        yield Content(file, as_error(fault, file))


def bytes_of(path: Path, name: str) -> bytes:
    """The bytes of a file, not more than the limit. Raises ReadError."""
    most = limit("GONGKAI_MAX_FILE_MB")
    try:
        if path.is_dir():
            raise ReadError("directory", name)
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            data = b"" if size > most * MEGABYTE else stream.read(most * MEGABYTE + 1)
    except FileNotFoundError:
        raise ReadError("not_found", name) from None
    except (OSError, ValueError) as fault:
        detail = getattr(fault, "strerror", None) or str(fault)
        raise ReadError("no_access", name, detail=detail) from None
    if max(size, len(data)) > most * MEGABYTE:
        raise _too_large(max(size, len(data)), "GONGKAI_MAX_FILE_MB", name)
    return data


def refuse_large(size: int, kind: Kind, file: str | None) -> None:
    """Raise ReadError ``too_large`` for more bytes than that kind may have."""
    setting = "GONGKAI_MAX_TEXT_MB" if kind.text else "GONGKAI_MAX_FILE_MB"
    if size > limit(setting) * MEGABYTE:
        raise _too_large(size, setting, file)


def as_error(fault: Exception, file: str | None) -> ReadError:
    """Whatever went wrong as a ReadError; a fault of this program has the code ``internal``."""
    if isinstance(fault, ReadError):
        return fault
    if isinstance(fault, MemoryError):
        setting = "GONGKAI_MAX_MEMORY_MB"
        return ReadError("memory_limit", file, limit=limit(setting), setting=setting)
    return ReadError("internal", file, detail=f"{type(fault).__name__}: {fault}")


def _members(kind: Kind, data: bytes, file: str | None) -> Iterator[Content]:
    empty = True
    for name, member in kind.opened().members(data, file):
        empty = False
        inner = f"{file or ''}/{name}"
        yield Content(inner, member if isinstance(member, ReadError) else _checked(member, inner))
    if empty:
        raise ReadError("no_files", file)


def _checked(member: bytes, name: str) -> bytes | ReadError:
    try:
        kind = kind_of(member)
        refuse_large(len(member), kind, name)
    except Exception as fault:  # noqa: BLE001 - told in full, with the file's name
        return as_error(fault, name)
    if not kind.archive:
        return member
    if not is_zipfile(BytesIO(member)):  # a document or an archive that lost its list of parts
        return ReadError("damaged", name, detail="ZIP")
    return ReadError("nested_archive", name)


def _too_large(size: int, setting: str, file: str | None) -> ReadError:
    printed = f"{size / MEGABYTE:.0f} MB"
    return ReadError("too_large", file, size=printed, limit=f"{limit(setting)} MB", setting=setting)
