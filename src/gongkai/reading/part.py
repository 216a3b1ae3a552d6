"""What is read of one part of the report, and what it is read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.formats import Part
from gongkai.reading.decide import OpenLine
from gongkai.reading.document import Document
from gongkai.reading.spacing import Spacing
from gongkai.reading.strips import Strip, Value, strips_of
from gongkai.reading.template import Line, Template
from gongkai.reading.tokens import Token


@dataclass(slots=True)
class FilledLine:
    """Lines of the form with what was laid on them, and the strips it came from."""

    lines: Sequence[Line]
    strips: list[Strip]
    values: list[Value]
    open_line: OpenLine
    printed: int
    """How many values the text prints for the lines."""


@dataclass(slots=True)
class PartReading:
    """A part as read; without ``filled`` the document has no such table."""

    part: Part
    format_id: str
    template: Template
    strips: list[Strip] = field(default_factory=list)
    filled: list[FilledLine] = field(default_factory=list)
    left_out: list[Strip] = field(default_factory=list)
    extent: range = range(0)
    """The strips from the head of the table to its last value."""
    start: int = 0
    end: int = 0


class Source:
    """A document with its stream, cut into strips once for each arrangement of the forms."""

    def __init__(self, document: Document, stream: Sequence[Token]) -> None:
        self.document = document
        self.stream = stream
        self.spacing: Spacing | None = None
        """How far apart the cells of the largest table read so far stand."""
        self._strips: dict[str, list[Strip]] = {}

    def strips(self, arrangement: str) -> list[Strip]:
        """The strips as the forms of all parts in one arrangement want them."""
        if arrangement not in self._strips:
            self._strips[arrangement] = strips_of(self.stream, self.document.folded, arrangement)
        return self._strips[arrangement]
