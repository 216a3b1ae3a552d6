"""A Report -> a document: one module per kind, all made from the same printed sequence."""

from __future__ import annotations

from gongkai.writing.errors import WriteError
from gongkai.writing.kinds import KINDS, UnknownKindError, kind_of, write

__all__ = ["KINDS", "UnknownKindError", "WriteError", "kind_of", "write"]
