"""From the recogniser's chances, column by column of a crop, to characters and their confidence.

What looks like a number is read a second time with only the characters that numbers are written
with: a lone ``o`` between rulings is a zero, and its confidence is the chance of the zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

VALUE_CHARACTERS = "0123456789.,-/—%+"
ALIKE = frozenset(
    VALUE_CHARACTERS
    + "oOóòöôÓÒÖ〇○◯°。DQCGcUuＯlIi|!丨tTJSs5B8bGZzgqaAeEyYf?７·'’‘`´:;、，．_~一－–―\\"
)
"""What a number is mistaken for. Words of nothing else are read as numbers."""
TWINS = {"0": "oO〇○◯", "1": "lI|", "-": "一－–―", ".": "·。", ",": "，"}
"""Characters that look the same as one of a number's: their chances count for it."""
LONGEST_VALUE = 16

Chances = NDArray[np.float32]
"""Rows are columns of the crop, columns the characters of the alphabet; the first is none."""


class Reading(NamedTuple):
    """The text of one crop; ``sure`` is the chance of its least certain character (0 to 1).

    ``starts`` are where the characters begin, in parts of the crop's width. ``number``: the same
    crop read as a number, where it looks like one.
    """

    text: str
    sure: float
    starts: tuple[float, ...]
    number: str = ""
    sure_number: float = 0.0


UNREAD = Reading("", 0.0, ())


class Alphabet:
    """The characters that the recogniser knows."""

    def __init__(self, characters: Sequence[str]) -> None:
        self._characters = list(characters)
        known = {char: index for index, char in enumerate(self._characters)}
        self._of_values = np.array([0, *(known[c] for c in VALUE_CHARACTERS if c in known)])
        self._twins = [
            (known[char], [known[twin] for twin in twins if twin in known])
            for char, twins in TWINS.items()
        ]

    def read(self, chances: Chances, used: float) -> Reading:
        """What a crop says that takes up ``used`` of the width that was looked at."""
        text, sure, columns = self._decoded(chances, None)
        length = max(1.0, len(chances) * used)
        # a character's column is where its chance peaks, near its middle
        starts = tuple(min(1.0, max(0.0, (column - 0.5) / length)) for column in columns)
        if not text or len(text) > LONGEST_VALUE or not ALIKE.issuperset(text):
            return Reading(text, sure, starts)
        chances = chances.copy()
        for which, twins in self._twins:
            chances[:, which] += chances[:, twins].sum(axis=1)
        number, sure_number, _ = self._decoded(chances, self._of_values)
        return Reading(text, sure, starts, _without_points(number), sure_number)

    def _decoded(
        self, chances: Chances, only: NDArray[np.int64] | None
    ) -> tuple[str, float, list[int]]:
        """The likeliest characters, the chance of the least likely, and their columns."""
        seen = chances if only is None else chances[:, only]
        best = seen.argmax(axis=1)
        new = np.flatnonzero((best != 0) & (np.diff(best, prepend=0) != 0))
        text, columns, sure = [], [], 1.0
        for column in new.tolist():
            which = int(best[column] if only is None else only[best[column]])
            char = self._characters[which]
            if char.isspace():
                continue
            text.append(char)
            columns.append(column)
            run = column
            while run < len(best) and best[run] == best[column]:
                run += 1
            sure = min(sure, float(chances[column:run, which].max()))
        return "".join(text), sure if text else 0.0, columns


def _without_points(number: str) -> str:
    """A number without a point that is dust: behind it, or before a zero, it has no meaning."""
    number = number.rstrip(".,") or number
    bare = number.lstrip(".,")
    return bare if bare and not bare.strip("0") else number
