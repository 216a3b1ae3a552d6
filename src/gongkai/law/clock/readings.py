"""Readings of the rules that no source settles, as settings of an office."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from gongkai.law.wording import Wording, load, wording


@dataclass(frozen=True, slots=True)
class Readings:
    """How an office reads what the Regulation leaves open (``data/readings.toml`` says why)."""

    clarification_days: int = 10
    """The applicant's period where the clarification notice names none. Working days."""
    fee_restarts: bool = True
    """Payment starts the reply period anew; otherwise the wait for it is only not counted."""
    pause_from_letter: bool = True
    """A consultation's pause begins when its letter is sent; otherwise when it is received."""


@dataclass(frozen=True, slots=True)
class ReadingNote:
    """Why a reading is one: its standing value, how well it is founded, and a note."""

    name: str
    value: int | bool
    tag: str
    """``M`` customary, not verified in a source; ``I`` an inference."""
    article: str
    note: Wording


@cache
def reading_notes() -> tuple[ReadingNote, ...]:
    """The note of every field of Readings, in their order."""
    data = load("readings.toml")
    return tuple(
        ReadingNote(
            name=item.name,
            value=data[item.name]["value"],
            tag=data[item.name]["tag"],
            article=data[item.name]["article"],
            note=wording(data[item.name]),
        )
        for item in fields(Readings)
    )


STANDING = Readings()
"""The readings that hold where an office sets none."""
