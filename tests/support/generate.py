"""Random consistent reports of both formats and of the mixtures that real offices make."""

from __future__ import annotations

from datetime import date
from random import Random

from tests.support.numbers import SIZES, random_entries, with_gaps
from tests.support.prose import random_words
from tests.support.truth import Truth

FORMATS = ("2019", "2021", "hybrid")


def random_truth(
    rng: Random,
    format_choice: str = "2021",
    size: str | None = None,
    *,
    blanks: bool = False,
    dashes: bool = True,
    ends: bool = False,
) -> Truth:
    """An invented report. ``blanks`` and ``dashes``: whether its layout can show such cells."""
    size = size or rng.choice(SIZES)
    formats = _formats(rng, format_choice)
    year = rng.choice((2019, 2020)) if formats["disclosure"] == "2019" else rng.randint(2021, 2025)
    if format_choice == "hybrid":
        year = rng.randint(2021, 2023)
    entries = random_entries(rng, formats, size)
    words = random_words(rng, year, size, entries)
    with_gaps(rng, entries, blanks=blanks, dashes=dashes, ends=ends)
    return Truth(
        body=words.body,
        year=year,
        formats=formats,
        entries=entries,
        title=words.title,
        lead_in=words.lead_in,
        prose=words.prose,
        signed=_january(rng, year + 1) if rng.random() < 0.7 else None,
        published=_january(rng, year + 1),
    )


def _formats(rng: Random, choice: str) -> dict[str, str]:
    if choice != "hybrid":
        return dict.fromkeys(("disclosure", "requests", "remedies"), choice)
    first, second = rng.choice((("2021", "2019"), ("2019", "2021")))
    return {"disclosure": first, "requests": second, "remedies": second}


def _january(rng: Random, year: int) -> date:
    return date(year, 1, rng.randint(4, 31))
