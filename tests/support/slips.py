"""The slips that offices make with numbers, played on the true numbers of a report.

Each slip takes the numbers by cell id, with None where none stands, and changes some in place.
It gives back the cells it touched, or nothing where there is no place for such a slip.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from random import Random

from gongkai.formats import Part, get_format
from tests.support.truth import Number

Numbers = dict[str, Number | None]
Slip = Callable[[Random, Numbers, Mapping[str, str]], frozenset[str]]

SLIPS: dict[str, Slip] = {}

NOTHING: frozenset[str] = frozenset()


def _slip(function: Slip) -> Slip:
    SLIPS[function.__name__] = function
    return function


def rows_of(formats: Mapping[str, str]) -> list[list[str]]:
    """The cells of each row that identities bind, sums last."""
    return [
        [table.cell_id(row, column) for column in table.columns]
        for part in (Part.REQUESTS, Part.REMEDIES)
        for table in get_format(formats[part]).tables_of(part)
        for row in table.rows
    ]


def bound_cells(formats: Mapping[str, str]) -> list[str]:
    """Every cell that an identity binds."""
    return [cell for row in rows_of(formats) for cell in row]


def _texts(numbers: Numbers, formats: Mapping[str, str], least: int) -> dict[str, str]:
    """The printed numbers of at least so many digits."""
    found = {cell: numbers[cell] for cell in bound_cells(formats)}
    texts = {cell: str(value) for cell, value in found.items() if isinstance(value, int)}
    return {cell: text for cell, text in texts.items() if len(text) >= least}


def _rewrite(
    rng: Random, numbers: Numbers, texts: dict[str, str], change: Callable[[str], str]
) -> frozenset[str]:
    """Change the digits of one number so that another number comes out."""
    for cell in rng.sample(sorted(texts), len(texts)):
        for _ in range(4):
            became = int(change(texts[cell]))
            if became != numbers[cell]:
                numbers[cell] = became
                return frozenset({cell})
    return NOTHING


@_slip
def total_not_updated(rng: Random, numbers: Numbers, formats: Mapping[str, str]) -> frozenset[str]:
    """A number was raised or lowered, its total was left as it stood before."""
    totals = [c for c in bound_cells(formats) if c.endswith(".total") or ".concluded." in c]
    for cell in rng.sample(totals, len(totals)):
        total = numbers[cell]
        parts = [v for v in _parts(cell, numbers, formats) if v > 0]
        if isinstance(total, int) and parts:
            part = rng.choice(parts)
            by = rng.choice((part, rng.randint(1, part), -rng.randint(1, part)))
            numbers[cell] = max(0, total - by)
            return NOTHING if numbers[cell] == total else frozenset({cell})
    return NOTHING


def _parts(total: str, numbers: Numbers, formats: Mapping[str, str]) -> list[int]:
    identities = [
        each
        for part in (Part.REQUESTS, Part.REMEDIES)
        for each in get_format(formats[part]).identities_of(part)
        if each.right == (total,)
    ]
    values = (numbers[cell] for each in identities for cell in each.left)
    return [value for value in values if isinstance(value, int)]


@_slip
def digits_swapped(rng: Random, numbers: Numbers, formats: Mapping[str, str]) -> frozenset[str]:
    """63 for 36."""

    def swap(text: str) -> str:
        at = rng.randrange(len(text) - 1)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]

    return _rewrite(rng, numbers, _texts(numbers, formats, 2), swap)


@_slip
def digit_lost(rng: Random, numbers: Numbers, formats: Mapping[str, str]) -> frozenset[str]:
    """12 for 112."""

    def lose(text: str) -> str:
        at = rng.randrange(len(text))
        return text[:at] + text[at + 1 :]

    return _rewrite(rng, numbers, _texts(numbers, formats, 2), lose)


@_slip
def digit_doubled(rng: Random, numbers: Numbers, formats: Mapping[str, str]) -> frozenset[str]:
    """112 for 12."""

    def double(text: str) -> str:
        at = rng.randrange(len(text))
        return text[:at] + text[at] + text[at:]

    texts = _texts(numbers, formats, 1)
    return _rewrite(rng, numbers, {c: t for c, t in texts.items() if t != "0"}, double)


@_slip
def digit_misread(rng: Random, numbers: Numbers, formats: Mapping[str, str]) -> frozenset[str]:
    """One digit became another, in any number, zeros too."""

    def misread(text: str) -> str:
        at = rng.randrange(len(text))
        return text[:at] + rng.choice("0123456789") + text[at + 1 :]

    return _rewrite(rng, numbers, _texts(numbers, formats, 1), misread)


@_slip
def not_filled(rng: Random, numbers: Numbers, formats: Mapping[str, str]) -> frozenset[str]:
    """A zero where a number belongs."""
    texts = _texts(numbers, formats, 1)
    return _rewrite(rng, numbers, {c: t for c, t in texts.items() if t != "0"}, lambda _: "0")


@_slip
def column_shifted(rng: Random, numbers: Numbers, formats: Mapping[str, str]) -> frozenset[str]:
    """The values of a row one column on or back, from some column to the end of the classes."""
    rows = [row[:-1] for row in rows_of(formats)]
    for row in rng.sample(rows, len(rows)):
        values = [numbers[cell] for cell in row]
        first = rng.randrange(len(row) - 1)
        if rng.random() < 0.5 and values[-1] == 0:
            moved = [*values[:first], 0, *values[first:-1]]
        elif values[first] == 0:
            moved = [*values[:first], *values[first + 1 :], 0]
        else:
            continue
        touched = _put(numbers, row, moved)
        if touched:
            return touched
    return NOTHING


@_slip
def wrong_row(rng: Random, numbers: Numbers, formats: Mapping[str, str]) -> frozenset[str]:
    """A value in the row above or below its own, whose value took its place."""
    rows = rows_of(formats)[:-3]
    pairs = [pair for a, b in pairwise(rows) for pair in zip(a, b, strict=True)]
    for above, below in rng.sample(pairs, len(pairs)):
        if None in (numbers[above], numbers[below]):
            continue
        touched = _put(numbers, [above, below], [numbers[below], numbers[above]])
        if touched:
            return touched
    return NOTHING


@_slip
def numbers_merged(rng: Random, numbers: Numbers, formats: Mapping[str, str]) -> frozenset[str]:
    """3 and 5 became 35 and an empty cell."""
    pairs = [pair for row in rows_of(formats) for pair in pairwise(row[:-1])]
    for left, right in rng.sample(pairs, len(pairs)):
        if numbers[left] and numbers[right] is not None:
            numbers[left] = int(f"{numbers[left]}{numbers[right]}")
            numbers[right] = None
            return frozenset({left, right})
    return NOTHING


@_slip
def number_split(rng: Random, numbers: Numbers, formats: Mapping[str, str]) -> frozenset[str]:
    """35 and 0 became 3 and 5."""
    pairs = [pair for row in rows_of(formats) for pair in pairwise(row[:-1])]
    for left, right in rng.sample(pairs, len(pairs)):
        digits = str(numbers[left])
        if digits.isdecimal() and len(digits) > 1 and numbers[right] == 0:
            cut = rng.randrange(1, len(digits))
            touched = _put(numbers, [left, right], [int(digits[:cut]), int(digits[cut:])])
            if touched:
                return touched
    return NOTHING


def _put(numbers: Numbers, cells: list[str], values: list[Number | None]) -> frozenset[str]:
    """Write the values; the cells that this changed."""
    changed = {c: v for c, v in zip(cells, values, strict=True) if numbers[c] != v}
    numbers.update(changed)
    return frozenset(changed)
