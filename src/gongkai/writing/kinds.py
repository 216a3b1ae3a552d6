"""Which module writes which kind of document; adding a kind is adding one module."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import cast

from gongkai.report import Report

KINDS = ("docx", "xlsx", "html", "pdf", "json", "csv", "txt")
"""The kinds, each named as its file ending; each is a module with ``document(report)``."""
_ENDINGS = {"htm": "html", "jsonl": "json"}


class UnknownKindError(ValueError):
    """No kind of document that can be written goes with this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"cannot write {name!r}: one of {', '.join(KINDS)}")
        self.name = name


def kind_of(name: str) -> str:
    """The kind that a file's name asks for. Raises UnknownKindError."""
    ending = PurePath(name).suffix.removeprefix(".").lower()
    kind = _ENDINGS.get(ending, ending)
    if kind not in KINDS:
        raise UnknownKindError(name)
    return kind


def write(report: Report, kind: str) -> bytes:
    """The report as a document of that kind, the same bytes each time.

    Raises UnknownKindError, and WriteError where the kind needs something that is not installed.
    """
    if kind not in KINDS:
        raise UnknownKindError(kind)
    module = import_module(f"gongkai.writing.{_MODULES.get(kind, kind)}")
    return cast("Callable[[Report], bytes]", module.document)(report)


_MODULES = {"json": "canonical", "csv": "long_table", "txt": "plain"}
"""Where the module is not named as the kind: its name would hide one of the standard library."""
