"""The hand that writes a report: how it prints numbers, blanks and labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from gongkai.formats import Kind
from tests.support.truth import Entry, Number

_FULL_DIGITS = str.maketrans("0123456789.,+-", "０１２３４５６７８９．，＋－")
_HALF_MARKS = str.maketrans("（）：，；", "():,;")
_ALL_HALF_MARKS = str.maketrans("（）：，；、。“”〔〕", '():,;,.""[]')


def unchanged(text: str, _rng: Random) -> str:
    """The text as it is."""
    return text


@dataclass(frozen=True)
class Hand:
    """Habits of writing. Every habit leaves the value exactly recoverable."""

    full_width: bool = False
    thousands: str = ""
    plus: bool = False
    units: bool = False
    blank: str = ""
    dash: str = "/"
    noise: Callable[[str, Random], str] = unchanged
    label: Callable[[str, Random], str] = unchanged
    half_marks: bool = False
    all_half_marks: bool = False
    column_numbers: bool = False
    heads: bool = True
    unused: str = ""
    decimals: str = ""
    minus: str = "-"

    def number(self, entry: Entry, kind: Kind, rng: Random) -> str:
        """What stands in the cell."""
        if entry.state == "blank":
            return self.blank
        if entry.state == "not_applicable":
            return self.dash
        assert entry.value is not None
        text = self._digits(entry.value, kind, rng)
        if self.full_width:
            text = text.translate(_FULL_DIGITS)
        return self.noise(text, rng)

    def _digits(self, value: Number, kind: Kind, rng: Random) -> str:
        unit = ""
        if self.units:
            value, unit = _with_unit(value, kind, rng)
        text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
        text = text.replace(",", self.thousands)
        if kind is not Kind.AMOUNT:
            text += self.decimals
        if kind is Kind.CHANGE and value > 0 and self.plus:
            text = "+" + text
        return text.replace("-", self.minus) + unit

    def text(self, text: str) -> str:
        """Prose, headings and labels with this hand's punctuation."""
        if self.all_half_marks:
            return text.translate(_ALL_HALF_MARKS)
        return text.translate(_HALF_MARKS) if self.half_marks else text


def _with_unit(value: Number, kind: Kind, rng: Random) -> tuple[Number, str]:
    """A number and the unit printed behind it; money may be told in another unit."""
    if kind is not Kind.AMOUNT:
        return value, rng.choice(("件", "项", "")) if kind is Kind.COUNT else ""
    unit = rng.choice(("万元", "元", "亿元"))
    if unit == "元":
        return _plain(Decimal(value) * 10_000), unit
    if unit == "亿元":
        return _plain(Decimal(value) / 10_000), unit
    return value, unit


def _plain(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else value
