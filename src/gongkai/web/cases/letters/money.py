"""Sums of money as a fee notice writes them."""

from __future__ import annotations

from decimal import Decimal

from gongkai.law.fees import Fee, Tariff

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "兆")
_UNIT = {Tariff.ITEMS: "件", Tariff.PAGES: "页"}


def reckoned(fee: Fee) -> str:
    """How the fee comes about, tier by tier: ``第11件至第30件，每件100元，计2000元；……``."""
    unit = _UNIT[fee.tariff]
    parts = []
    for line in fee.lines:
        span = f"第{line.first}{unit}"
        if line.last != line.first:
            span += f"至第{line.last}{unit}"
        price = "不收费" if line.price == 0 else f"每{unit}{line.price}元，计{line.amount}元"
        parts.append(f"{span}，{price}")
    return "；".join(parts)


def in_capitals(amount: Decimal) -> str:
    """The sum in the numerals that cannot be altered: 贰仟元整; below a yuan 角 and 分.

    Raises ValueError for a negative sum and for one of 10^16 yuan and more.
    """
    cents = int((amount * 100).to_integral_exact())
    yuan, rest = divmod(cents, 100)
    if cents < 0 or yuan >= 10**16:
        raise ValueError(amount)
    dimes, fens = divmod(rest, 10)
    text = f"{_whole(yuan)}元" if yuan or not rest else ""
    if not rest:
        return f"{text}整"
    if dimes:
        text += f"{_DIGITS[dimes]}角"
    elif yuan:
        text += "零"
    return text + (f"{_DIGITS[fens]}分" if fens else "整")


def _whole(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    text = ""
    gap = False
    for group in reversed(range(len(_GROUPS))):
        part = number // 10 ** (4 * group) % 10**4
        if part == 0:
            gap = gap or bool(text)
            continue
        if text and (gap or part < 10**3):
            text += _DIGITS[0]
        text += _below_ten_thousand(part) + _GROUPS[group]
        gap = False
    return text


def _below_ten_thousand(number: int) -> str:
    text, gap = "", False
    for place in reversed(range(len(_PLACES))):
        digit = number // 10**place % 10
        if digit == 0:
            gap = gap or bool(text)
            continue
        text += (_DIGITS[0] if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return text
