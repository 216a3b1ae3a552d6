"""Where something stands in its document. Each file kind has its own way of pointing."""

from __future__ import annotations

from typing import Any, NamedTuple


class TextPlace(NamedTuple):
    """A stretch of a text file.

    ``line`` and ``column`` count from 1, in lines ended by LF, CR LF or CR and in characters;
    ``offset`` counts characters from 0 in the decoded text; ``length`` is in characters.
    """

    line: int
    column: int
    offset: int
    length: int

    @property
    def end(self) -> int:
        """The offset of the first character behind the stretch."""
        return self.offset + self.length

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"

    def to_json(self) -> dict[str, Any]:
        """The place as plain data."""
        return {
            "kind": "text",
            "line": self.line,
            "column": self.column,
            "offset": self.offset,
            "length": self.length,
        }


Place = TextPlace
"""Any way of pointing into a document (one for each file kind that can be read)."""


def place_from_json(data: dict[str, Any]) -> Place:
    """The place that ``to_json`` wrote. Raises ValueError for a kind this version does not know."""
    if data.get("kind") != "text":
        raise ValueError(f"unknown kind of place: {data.get('kind')!r}")
    return TextPlace(data["line"], data["column"], data["offset"], data["length"])
