"""The one shape every file kind is brought into before it is read.

A document is its text together with the fields that the document itself sets apart (table cells,
lines, paragraphs). ``folded`` is the same text, character for character, with full-width forms,
odd spaces and box-drawing lines replaced by plain ones, so offsets hold in both.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import NamedTuple

from gongkai.report import Paragraph, Place, Remark


class Edge(IntEnum):
    """How strongly a field is parted from the one before it."""

    CELL = 0
    """Within one printed row: a tab, a bar, a table cell."""
    LINE = 1
    """By the end of a line."""
    GAP = 2
    """By one empty line or more, or the end of a table row."""


class Field(NamedTuple):
    """The smallest stretch of text that the document sets apart; blank where it has no text.

    ``gap`` is the number of empty lines before it, ``column`` its number within its printed row.
    """

    start: int
    end: int
    edge: int
    gap: int = 0
    column: int = 0


class Span(NamedTuple):
    """A stretch of the document's text: offsets of its first character and of the one behind."""

    start: int
    end: int


class Beside(NamedTuple):
    """Text of the file that is not the report's own; ``anchor`` is the offset it stood at."""

    anchor: int
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file, its fields, its paragraphs, and a way to point into it."""

    text: str
    folded: str
    fields: list[Field]
    paragraphs: list[Span]
    locate: Callable[[int, int], Place]
    """From a start and an end offset to the place in the file."""
    printed: str
    """The text as the file has it, which places point into; ``text`` may be put in order."""
    asides: tuple[Beside, ...] = ()
    """What the file holds beside the report: hidden text, the furniture of the page."""
    remarks: tuple[tuple[int, Remark], ...] = ()
    """What the file itself gives cause to remark, with the offset it stood at."""
    breaks: tuple[int, ...] = ()
    """Where the file begins anew and nothing goes on from before: the next sheet of a workbook."""

    def part(self, start: int, end: int) -> Document:
        """The document that a stretch of this one is; its places still lead into the whole."""
        fields = [
            field._replace(start=field.start - start, end=field.end - start)
            for field in self.fields
            if start <= field.start and field.end <= end
        ]
        paragraphs = [
            Span(span.start - start, span.end - start)
            for span in self.paragraphs
            if start <= span.start and span.end <= end
        ]

        def locate(first: int, last: int) -> Place:
            return self.locate(first + start, last + start)

        return replace(
            self,
            text=self.text[start:end],
            folded=self.folded[start:end],
            fields=fields,
            paragraphs=paragraphs,
            locate=locate,
            asides=tuple(beside for beside in self.asides if start <= beside.anchor < end),
            remarks=tuple(remark for remark in self.remarks if start <= remark[0] < end),
            breaks=tuple(at - start for at in self.breaks if start < at < end),
        )


_SPACES = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_BARS = "│┃║￨∣┆┇┊┋"
_DASHES = "─━═┄┅┈┉"
_JOINTS = "┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┬┭┮┯┰┱┲┳┴┵┶┷┸┹┺┻┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋╔╗╚╝╠╣╦╩╬"

_FOLD: dict[str, str] = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD.update(dict.fromkeys(_SPACES, " "))
_FOLD.update(dict.fromkeys(_BARS, "|"))
_FOLD.update(dict.fromkeys(_DASHES, "-"))
_FOLD.update(dict.fromkeys(_JOINTS, "+"))
_FOLD.update({"−": "-", "﹣": "-", "﹢": "+", "﹐": ",", "．": "."})
_TO_FOLD = re.compile(f"[{re.escape(''.join(_FOLD))}]")

_SPACE_ENTITY = re.compile(
    r"&(?:nbsp|ensp|emsp|thinsp|zwnj|zwj|#160|#8194|#8195|#12288|#[xX][aA]0);?"
)

_ESCAPE = re.compile(r"\\(?=[-+*_.#()\[\]|])")
"""The mark by which Markdown keeps a sign from being markup."""


def fold(text: str) -> str:
    """``text`` with full-width forms, odd spaces and box lines made plain; of the same length.

    Spaces that stand as HTML entities become as many spaces as the entity has characters.
    """
    folded = text
    for char in set(_TO_FOLD.findall(text)):  # few of them are in any one text
        folded = folded.replace(char, _FOLD[char])
    if "&" in folded:
        folded = _SPACE_ENTITY.sub(lambda entity: " " * len(entity.group()), folded)
    if "\\" in folded:
        folded = _ESCAPE.sub(" ", folded)
    return " " + folded[1:] if folded.startswith("\ufeff") else folded
