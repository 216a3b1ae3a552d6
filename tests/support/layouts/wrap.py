"""Breaking texts over lines as narrow cells do."""

from __future__ import annotations

from random import Random

from tests.support.marks import is_mark


def wrapped(text: str, rng: Random, chance: float, join: str = "\n") -> str:
    """The text, at times broken once or twice in the middle; digits are never broken."""
    letters = [
        i
        for i in range(1, len(text))
        if not (is_mark(text[i - 1]) or is_mark(text[i]))
        and not (text[i - 1].isascii() and text[i].isascii())
    ]
    if len(letters) < 3 or rng.random() >= chance:
        return text
    cuts = sorted(rng.sample(letters, rng.choice((1, 1, 2))), reverse=True)
    for cut in cuts:
        text = text[:cut] + join + text[cut:]
    return text
