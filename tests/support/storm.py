"""Several dresses at once, as real files wear them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from random import Random
from typing import Any

from tests.support.dress import DRESSES, PLAIN, Dress
from tests.support.hand import Hand
from tests.support.layouts.registry import Layout
from tests.support.sheet import Sheet
from tests.support.truth import Truth

GROUPS = (
    ("tempting_prose", "foreign_table", "words_at_tables", "part_missing"),
    (
        *("full_width", "thousands", "units", "minus_signs", "spreadsheet_decimals"),
        *("question_marks", "nbsp", "zero_width", "stars", "entities"),
    ),
    (
        *("no_enumerators", "spaced_labels", "short_labels", "altered_labels", "summed_up"),
        *("other_format_words", "bold_labels", "renumbered", "half_marks", "all_half_marks"),
    ),
    (
        *("tables_behind", "empty_form_behind", "lost_numbering", "lost_headings"),
        *("page_breaks", "dashed_pages", "repeated_heads", "column_numbers", "unused_dashes"),
    ),
    ("web_page", "indented", "double_spaced", "trailing_spaces", "nbsp_spaces"),
    ("crlf", "bom", "gb18030", "utf16"),
)
"""From each group at most one is worn; texts are changed in this order."""


def drawn(rng: Random) -> list[str]:
    """The names of two to four dresses that go together."""
    groups = sorted(rng.sample(range(len(GROUPS)), rng.randint(2, 4)))
    return [rng.choice(GROUPS[group]) for group in groups]


def combined(names: Sequence[str]) -> Dress:
    """All the dresses of those names at once; the last one decides where two disagree."""
    if len(names) < 2:
        return DRESSES[names[0]] if names else PLAIN
    worn = [DRESSES[name] for name in names]

    def hand(rng: Random, layout: Layout) -> Hand:
        habits: dict[str, Any] = {}
        for dress in worn:
            if dress.hand is not PLAIN.hand:
                written = dress.hand(rng, layout)
                habits |= {
                    f.name: getattr(written, f.name)
                    for f in fields(Hand)
                    if getattr(written, f.name) != f.default
                }
        return Hand(**habits)

    def text(written: str, sheet: Sheet, layout: Layout) -> str:
        for dress in worn:
            written = dress.text(written, sheet, layout)
        return written

    def truth(told: Truth, rng: Random) -> Truth:
        for dress in worn:
            told = dress.truth(told, rng)
        return told

    stored = [dress.encode for dress in worn if dress.encode is not PLAIN.encode]
    return Dress(
        hand, text, truth, (stored or [PLAIN.encode])[-1], lambda la: all(d.fits(la) for d in worn)
    )
