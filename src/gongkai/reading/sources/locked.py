"""Documents locked with a password: named as such, never guessed at."""

from __future__ import annotations

from gongkai.reading.document import Document
from gongkai.reading.errors import ReadError


def document(data: bytes, file: str | None) -> Document:
    """Nothing can be read. Raises ReadError ``encrypted``."""
    del data
    raise ReadError("encrypted", file)
