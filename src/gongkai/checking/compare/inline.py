"""What differs within a sentence: words taken out and words put in.

Numbers and words in Latin letters are whole; Chinese goes by the character, and lone characters
that two different wordings happen to share are not kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz.distance import Indel

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*[%％]?|[A-Za-z]+|\s+|.", re.DOTALL)
_LONG_ENOUGH = 2
"""So many tokens in common between two changes keep them apart."""


class Edit(StrEnum):
    """What became of a piece of a sentence."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    """A piece of a sentence and what became of it."""

    edit: Edit
    text: str


def pieces(old: str, new: str) -> list[Piece]:
    """The old sentence become the new one: what was kept, removed, added, in reading order."""
    found: list[Piece] = []
    for removed, added, kept in _changes(_TOKEN.findall(old), _TOKEN.findall(new)):
        for edit, text in ((Edit.REMOVED, removed), (Edit.ADDED, added), (Edit.KEPT, kept)):
            if text:
                found.append(Piece(edit, text))
    return found


def _changes(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    """What was removed, what was added, and what was kept behind that."""
    removed = added = ""
    blocks = Indel.opcodes(old, new)
    last = len(blocks) - 1
    for number, block in enumerate(blocks):
        here = old[block.src_start : block.src_end]
        there = new[block.dest_start : block.dest_end]
        if block.tag != "equal" or (
            len(here) < _LONG_ENOUGH and removed and added and number < last and not _stands(here)
        ):
            removed += "".join(here)
            added += "".join(there)
        else:
            yield removed, added, "".join(here)
            removed = added = ""
    if removed or added:
        yield removed, added, ""


def _stands(tokens: list[str]) -> bool:
    """Whether a token means the same wherever it is: a number, a mark, a word."""
    return not all("\u3400" <= token <= "\u9fff" for token in tokens)
