"""Blanks that a report's own identities leave one value for: proven, and said to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from gongkai.checking.reconcile.quantities import Flags, Numbers, Quantity, Sheets
from gongkai.formats import identities_of

_ROUNDS = 3
"""A total that follows from its row may settle its column, and that another row."""


class Sides(NamedTuple):
    """The columns of the two sides of an identity."""

    left: Numbers
    right: Numbers


def with_proven(sheets: Sheets, formats: Mapping[str, str]) -> Sheets:
    """The numbers with those that follow filled in, for reports whose identities all hold.

    Nothing counted is negative, so where one side of an identity is known and the other's known
    numbers come up to it, the rest are zeros; and a single number without a value is the rest.
    """
    sides = list(_sides(sheets.quantities, formats))
    values, unknown = sheets.values.copy(), sheets.unknown.copy()
    sound = ~_broken(sides, values, unknown)
    for _ in range(_ROUNDS):
        before = int(unknown.sum())
        for each in sides:
            _fill(each.left, each.right, values, unknown, sound)
            _fill(each.right, each.left, values, unknown, sound)
        if int(unknown.sum()) == before:
            break
    return replace(sheets, values=values, unknown=unknown, derived=sheets.unknown & ~unknown)


def _sides(quantities: tuple[Quantity, ...], formats: Mapping[str, str]) -> Iterator[Sides]:
    columns = {cell: at for at, each in enumerate(quantities) for cell in each.cells}
    sizes = [len(each.cells) for each in quantities]
    for identity in identities_of(formats):
        if not all(cell in columns for cell in identity.cells):
            continue
        found = [[columns[cell] for cell in side] for side in (identity.left, identity.right)]
        # a quantity of several cells has to be on that side as a whole
        if all(side.count(at) == sizes[at] for side in found for at in side):
            left, right = (np.array(sorted(set(side)), dtype=np.intp) for side in found)
            yield Sides(left, right)


def _broken(sides: list[Sides], values: Numbers, unknown: Flags) -> Flags:
    """The reports in which an identity fails: nothing is proven by their numbers."""
    broken = np.zeros(len(values), dtype=np.bool_)
    for each in sides:
        known = ~(unknown[:, each.left].any(axis=1) | unknown[:, each.right].any(axis=1))
        apart = values[:, each.left].sum(axis=1) != values[:, each.right].sum(axis=1)
        broken |= known & np.asarray(apart, dtype=np.bool_)
    return broken


def _fill(known: Numbers, other: Numbers, values: Numbers, unknown: Flags, sound: Flags) -> None:
    """Fill the other side of an identity, of which this one is known, where only one way is left."""
    lacking = unknown[:, other].sum(axis=1)
    rows = np.flatnonzero(sound & ~unknown[:, known].any(axis=1) & (lacking > 0))
    if not len(rows):
        return
    some = unknown[np.ix_(rows, other)]
    given = np.where(some, 0, values[np.ix_(rows, other)]).sum(axis=1)
    rest = values[np.ix_(rows, known)].sum(axis=1) - given
    settled = (rest == 0) | ((rest > 0) & (lacking[rows] == 1))
    for row, amount, open_ in zip(rows[settled], rest[settled], some[settled], strict=True):
        values[row, other[open_]] = amount  # one number, or zeros
        unknown[row, other[open_]] = False
