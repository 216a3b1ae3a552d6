"""Numbers as prose writes them: 1,204, 3.5万, 十二, 两千零三, 二〇二〇, full-width digits."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")

NUMBER = (
    r"(?<![\d０-９.])[\d０-９]{1,12}(?:[,，][\d０-９]{3}){0,4}(?:[.．][\d０-９]{1,8})?[百千]?[万亿]?"
    r"|[零〇一二两三四五六七八九十百千万亿]{1,16}"
)
"""A pattern for one number, to be put into larger patterns; bounded, so a search stays linear."""

_WRITTEN = re.compile(r"([\d,.]+)([百千]?)([万亿]?)")


def plain(text: str) -> str:
    """``text`` with full-width digits made half-width."""
    return text.translate(_FULL_WIDTH)


def number_of(text: str) -> Decimal | None:
    """The number that ``text`` writes, in digits or in Chinese; None if it writes none."""
    compact = plain("".join(text.split()))
    written = _WRITTEN.fullmatch(compact)
    if written is None:
        whole = whole_number_of(compact)
        return None if whole is None else Decimal(whole)
    digits = written[1].replace(",", "")
    if digits.count(".") > 1 or not digits.strip("."):
        return None
    return Decimal(digits) * _TENS.get(written[2], 1) * _MYRIADS.get(written[3], 1)


def whole_number_of(text: str) -> int | None:
    """The whole number written in Chinese numerals; None if ``text`` is none.

    Numerals without a unit are read digit by digit (二〇二〇 is 2020).
    """
    if not text or any(c not in _DIGITS and c not in _TENS and c not in _MYRIADS for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    return _positional(text)


def part_of(text: str) -> int:
    """Year, month or day as a number, from digits or Chinese numerals."""
    digits = plain(text)
    if digits.isdecimal():
        return int(digits)
    return whole_number_of(text.translate(str.maketrans("○0Oo", "〇〇〇〇"))) or 0


def _positional(text: str) -> int:
    total, part, digit = 0, 0, 0
    unit = 1
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
            unit = 1 if char in "零〇○" else unit
        elif char in _TENS:
            # 十二 is twelve: a ten with nothing in front of it counts once
            part += (digit or 1) * _TENS[char]
            digit, unit = 0, _TENS[char]
        else:
            unit = _MYRIADS[char]
            total = (total + part + digit) * unit if unit > total else total + (part + digit) * unit
            part, digit = 0, 0
    # 两千三 is 2300: a last digit counts in the unit below the one before it
    last = digit * (unit // 10 if unit > 10 else 1)  # noqa: PLR2004
    return total + part + last
