"""One case: a seed and a name make a truth, its text and where everything stands in it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.support.dress import DRESSES, Dress
from tests.support.generate import random_truth
from tests.support.layouts import LAYOUTS, Layout
from tests.support.marks import Span
from tests.support.sheet import Sheet
from tests.support.storm import combined, drawn
from tests.support.truth import Truth


@dataclass(frozen=True, repr=False)
class Case:
    """A report as text, what it truly says, and the spans of its cells and labels."""

    name: str
    format: str
    seed: int
    layout: Layout
    truth: Truth
    text: str
    data: bytes
    spans: tuple[Span, ...]
    worn: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return (
            f"<{self.name} {self.format} {self.seed}, {'+'.join((self.layout.name, *self.worn))}>"
        )

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: FBT001  (a protocol)
        del cycle
        printer.text(repr(self))


def case_names() -> list[str]:
    """Every layout plain, every dress over layouts drawn at random, several dresses at once."""
    return [*LAYOUTS, *(f"any+{name}" for name in DRESSES), "storm"]


def make_case(name: str, format_choice: str, seed: int, size: str | None = None) -> Case:
    """The case of that name: ``LAYOUT``, ``LAYOUT+DRESS+DRESS``, ``any+DRESS`` or ``storm``."""
    rng = Random(zlib.crc32(f"{name}/{format_choice}/{seed}".encode()))
    base, *dresses = name.split("+")
    worn = drawn(rng) if base == "storm" else dresses
    dress = combined(worn)
    chosen = _layout(rng, base, dress)
    truth = random_truth(
        rng, format_choice, size, blanks=chosen.blanks, ends=chosen.ends, dashes=chosen.dashes
    )
    truth = dress.truth(truth, rng)
    sheet = Sheet(truth, dress.hand(rng, chosen), rng)
    marked = dress.text(chosen.render(sheet), sheet, chosen)
    text, spans = sheet.marks.strip(marked)
    return Case(
        name,
        format_choice,
        seed,
        chosen,
        truth,
        text,
        dress.encode(text),
        tuple(spans),
        tuple(worn),
    )


def _layout(rng: Random, base: str, dress: Dress) -> Layout:
    if base not in {"any", "storm"}:
        return LAYOUTS[base]
    return rng.choice([entry for entry in LAYOUTS.values() if dress.fits(entry)])
