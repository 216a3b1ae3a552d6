"""Plain printed numbers, read in the one obvious way."""

from __future__ import annotations

import re
from decimal import Decimal

from tests.support.truth import BLANK, Entry

_PLAIN = re.compile(r"[+-]?\d+(\.\d*)?")


def plain_entry(text: str) -> Entry:
    """The entry that a damaged number now prints; blank when no digit is left."""
    found = _PLAIN.search(text)
    if found is None:
        return BLANK
    value = Decimal(found[0])
    return Entry(int(value) if value == value.to_integral_value() else value)
