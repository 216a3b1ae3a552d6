"""Width on a fixed-pitch screen, where a Chinese character is two columns wide."""

from __future__ import annotations

from tests.support.marks import is_mark


def width(text: str) -> int:
    """Columns that a text takes; marks take none."""
    return sum(0 if is_mark(c) else 2 if ord(c) > 0x2E7F or c in "“”—" else 1 for c in text)


def padded(text: str, columns: int) -> str:
    """The text filled with spaces to a width."""
    return text + " " * max(0, columns - width(text))
