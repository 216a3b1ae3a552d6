"""The files of a folder that may be documents: what people put there, not what systems leave."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_LEFT_BY_SYSTEMS = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin"})
_LEFT_BY_OFFICE = ("~$", ".~", "~wrl")
"""Beginnings of the names that Word, Excel, WPS and LibreOffice give to files while open."""


def is_clutter(name: str) -> bool:
    """Whether a file or folder of that name is hidden, temporary or left by a system."""
    name = name.lower()
    return name.startswith((".", *_LEFT_BY_OFFICE)) or name in _LEFT_BY_SYSTEMS


def files_in(path: str | os.PathLike[str]) -> Iterator[str]:
    """The files in a folder and in the folders within it, in the order of their names.

    Hidden and temporary files are passed over; a folder is entered once, however many links lead
    to it. What is no folder is given back itself, and so is a folder that cannot be looked into:
    reading it then tells why.
    """
    yield from _files_in(os.fspath(path), set())


def _files_in(path: str, entered: set[tuple[int, int]]) -> Iterator[str]:
    try:
        known = Path(path).stat()
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError:
        yield path
        return
    if (known.st_dev, known.st_ino) in entered:
        return
    entered.add((known.st_dev, known.st_ino))
    for entry in entries:
        if is_clutter(entry.name):
            continue
        if entry.is_dir():
            yield from _files_in(entry.path, entered)
        elif entry.is_file():
            yield entry.path
