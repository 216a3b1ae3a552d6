"""From a stored number and its format to the text that stands for it.

What is stored counts, not how it is rounded, padded, coloured or hidden on the screen: a zero
that the format hides or shows as a dash is a zero. Where the format makes another number or no
number of it (a date, a percentage, thousands), the text is what a reader sees, and no number.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal, NamedTuple

DIGITS = 15
"""So many significant digits of a stored number are true; the rest is the binary fraction."""
LARGEST = 30
"""A number with more digits than this before or behind the point is not written out."""

Nature = Literal["plain", "date", "time", "percent", "scaled"]

_BUILT_IN: dict[int, str] = {
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47), "hh:mm:ss"),
}
_PART = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<sign>.)', re.DOTALL
)
_CURRENCY = re.compile(r"[$￥¥€£]|RMB|CNY", re.IGNORECASE)
_WORDS = re.compile(r"[\u3400-\u9fff]")
_GENERAL = re.compile(r"general|standard|g/通用格式", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_PLACEHOLDERS = "0#?"
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - the calendar of a sheet knows no zones
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - the same
_FALSE_LEAP_DAY = 60
"""Excel's calendar has a 29 February 1900: days before it are one off."""
_LAST_DAY = 2_958_466


class Look(NamedTuple):
    """What a number format makes of a number; the words it prints around it."""

    nature: Nature
    before: str = ""
    behind: str = ""


def built_in(number: int) -> str:
    """The code of a number format that files name by its number only."""
    return _BUILT_IN.get(number, "General")


def text_of_number(stored: str, code: str, *, from_1904: bool = False) -> str:
    """The text for a number stored as ``stored`` in a cell with the number format ``code``."""
    try:
        number = Context(prec=DIGITS).create_decimal(stored.strip())
    except InvalidOperation:
        return stored
    if not number.is_finite():
        return stored
    look = _look(_section(code, number))
    if look.nature == "plain":
        return look.before + plain(number) + look.behind
    if look.nature == "percent":
        return plain(number * 100) + "%"
    if look.nature == "scaled":
        return f"{plain(number)}〔{code}〕"
    return _moment(number, from_1904=from_1904, only_time=look.nature == "time")


def plain(number: Decimal) -> str:
    """A number in digits, without exponent and needless zeros."""
    number = number.normalize()
    exponent = number.as_tuple().exponent
    if number.adjusted() > LARGEST or (isinstance(exponent, int) and exponent < -LARGEST):
        return str(number)
    text = f"{number:f}"
    return "0" if text == "-0" else text


def _section(code: str, number: Decimal) -> str:
    """The part of a format code that is for numbers of this sign."""
    sections = _sections(code)
    if number < 0 and len(sections) > 1:
        return sections[1]
    if number == 0 and len(sections) > 2:  # noqa: PLR2004 - positive; negative; zero; text
        return sections[2]
    return sections[0]


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[str, ...]:
    sections = [""]
    for part in _PART.finditer(code[:1000]):
        if part["sign"] == ";":
            sections.append("")
        else:
            sections[-1] += part.group()
    return tuple(sections)


@lru_cache(maxsize=512)
def _look(section: str) -> Look:
    """What one section of a format code does."""
    drawn, literals = _drawn(_GENERAL.sub("0", section))
    signs = drawn.lower()
    if "%" in signs:
        return Look("percent")
    if nature := _of_calendar(section, signs):
        return Look(nature)
    holders = [index for index, sign in enumerate(signs) if sign in _PLACEHOLDERS]
    if not holders:
        return Look("plain")
    first, last = holders[0], holders[-1]
    inner = any(first < index <= last for index in literals)
    whole = signs[: signs.find(".")] if "." in signs else signs
    if inner or signs[last + 1 : last + 2] == "," or whole[first:].rstrip().endswith(","):
        return Look("scaled")
    before = "".join(words for index, words in literals.items() if index <= first)
    behind = "".join(words for index, words in literals.items() if index > last)
    return Look("plain", _worded(before), _worded(behind))


def _of_calendar(section: str, signs: str) -> Nature | None:
    """Whether a section shows the number as a date or a time."""
    if _ELAPSED.search(section):
        return "time"
    if set(signs) & set("yd") or "aaa" in signs or ("m" in signs and not set(signs) & set("hs")):
        return "date"
    return "time" if set(signs) & set("hs") else None


def _drawn(section: str) -> tuple[str, dict[int, str]]:
    """The signs of a section that mean something, and the words between them by their index."""
    drawn = ""
    literals: dict[int, str] = {}
    for part in _PART.finditer(section):
        words = part["quoted"] or part["escaped"] or ""
        if words:
            literals[len(drawn)] = literals.get(len(drawn), "") + words
        sign = part["sign"]
        if sign and (_WORDS.match(sign) or sign in "()$￥¥ "):
            literals[len(drawn)] = literals.get(len(drawn), "") + sign
        elif sign:
            drawn += sign
    return drawn, literals


def _worded(literal: str) -> str:
    """What of the printed words belongs to the value: units, not brackets or currency signs."""
    literal = _CURRENCY.sub("", literal)
    return literal.strip() if _WORDS.search(literal) else ""


def _moment(number: Decimal, *, from_1904: bool, only_time: bool) -> str:
    if not 0 <= number < _LAST_DAY:
        return f"{plain(number)}〔日期〕"
    days = float(number)
    if not from_1904 and days < _FALSE_LEAP_DAY:
        days += 1
    moment = (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(days=days)
    moment = (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
    time = f"{moment:%H:%M:%S}"
    if only_time:
        return time
    date = f"{moment.year}年{moment.month}月{moment.day}日"
    return date if number == number.to_integral_value() else f"{date} {time}"
