"""From the printed text of one value to its number.

Honoured: signs, full-width digits (folded before), thousands separators, decimals, units behind
the number, noise marks around it that conversions leave. Anything else is no number.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from gongkai.formats import Kind
from gongkai.report import Number

MOST_DIGITS = 15
"""A number of more digits than this is no count and no amount of any public body."""

NOISE = "?*\ufffd\u200b\u200c\u200d\u2060\ufeff\u00ad^~`_'\"·•#$&¿"
"""Marks that conversions leave around numbers; zero-width characters among them."""

COUNT_UNITS = "件次项条个宗份起人家部篇"
_SCALE = {"": 1, "万": 10_000, "亿": 100_000_000, "千": 1000, "百": 100}
_UNIT = rf"(?P<scale>[万亿]?)\s*(?P<unit>元|[{COUNT_UNITS}])?"

VALUE = re.compile(
    rf"[{re.escape(NOISE)}]*\s*(?P<sign>[+\-—]?)\s*"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?P<decimals>\.\d+)?"
    rf"(?:\s?{_UNIT})?\s*[{re.escape(NOISE)}]*"
)
"""One value as it may be printed, in folded text."""

NOT_APPLICABLE = re.compile(r"(?:[/\\]|-{1,2}|—{1,2}|–|不适用|N/?A|n/?a|×)")

ABSENT = "(缺)"
"""What this program writes where a document had no such cell, in folded text."""
NO_NUMBER = re.compile(
    r"\(缺\)|\(存疑.*\)|#(?:[A-Z]+(?:/[A-Z0])?|DIV/0)[!?]?|Err:\d{3}|=[^=\s\-].*|19\d\d年\d{1,2}月\d{1,2}日.*|.*\d〔.*〕"
    r"|[+\-]?[\d,.〓]*(?:\d〓|〓\d)[\d,.〓]*",
    re.IGNORECASE,
)
"""What stands in a cell for a value, in folded text, and is none: what this program writes for a
missing or a doubtful one; in a sheet an error, a formula that nobody has computed, a number in the
dress of a date or of another number; digits of which some could not be told (〓)."""


class Parsed(NamedTuple):
    """A number as printed.

    Its value, the unit's scale and name, whether noise surrounded it, whether a needless zero
    leads it.
    """

    value: Number
    scale: int
    unit: str
    noisy: bool
    padded: bool
    plain: bool
    """Whether it is a whole number and nothing else is to be said of it."""


@lru_cache(maxsize=4096)
def parse(text: str) -> Parsed | None:
    """The number that a folded text is, or None where it is none (or too long to be true)."""
    match = VALUE.fullmatch(text.strip())
    if not match:
        return None
    digits = match["digits"].replace(",", "")
    decimals = match["decimals"] or ""
    if len(digits) + len(decimals) > MOST_DIGITS:
        return None
    value: Number = Decimal(digits + decimals) if decimals else int(digits)
    if match["sign"] in ("-", "—"):
        value = -value
    noisy = any(mark in NOISE for mark in text)
    padded = len(digits) > 1 and digits[0] == "0"
    scale, unit = match["scale"] or "", match["unit"] or ""
    plain = not (decimals or noisy or padded or scale or unit)
    return Parsed(value, _SCALE[scale], unit, noisy, padded, plain)


def in_unit_of(kind: Kind, parsed: Parsed, head_unit: str | None = None) -> Number:
    """The value in the cell's own unit: amounts in 万元, everything else in single items.

    ``head_unit`` is the unit that the column's head states (元, 万元, 亿元), used where the value
    prints none.
    """
    if kind is not Kind.AMOUNT:
        return exact(parsed.value * parsed.scale) if parsed.scale != 1 else exact(parsed.value)
    if parsed.unit == "元" or parsed.scale != 1:
        yuan = parsed.value * parsed.scale
        # "64411万" without 元 in a column of amounts is 万元 all the same
        return exact(Decimal(yuan) / 10_000)
    per_unit = {"元": Decimal(1) / 10_000, "亿元": Decimal(10_000)}.get(head_unit or "")
    return exact(parsed.value * per_unit) if per_unit else exact(parsed.value)


def exact(value: Number) -> Number:
    """The same number, as an int where it is whole."""
    if isinstance(value, int):
        return value
    if value == value.to_integral_value():
        return int(value)
    return value
