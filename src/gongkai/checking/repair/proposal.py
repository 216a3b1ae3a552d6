"""What a repair says: faults, the ways to mend each, the cells they change, and the proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from gongkai.checking.repair.equations import Bound, CellRef, is_sane
from gongkai.checking.words import Text, Words, say
from gongkai.report import Cell, Number
from gongkai.report.canonical import number_text, plain_number
from gongkai.report.width import cut

_LONGEST = 40
"""No more columns of a text that is no number are shown."""


class Proof(StrEnum):
    """How sure it is that nothing smaller makes everything hold."""

    SEARCHED = "searched"
    """Every smaller set of changes was ruled out by exact reasoning."""
    OPTIMAL = "optimal"
    """The integer program was solved to its optimum, and the result holds exactly."""
    UNPROVEN = "unproven"
    """The result holds exactly, but the search ended before all smaller ones were ruled out."""
    NONE = "none"
    """Nothing was found within the limits, or nothing is possible without the trusted cells."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What may have happened: a code of the catalogue, and the changed cells it explains."""

    code: str
    title: Words
    template: Words
    cells: tuple[CellRef, ...]
    details: Mapping[str, Text] = field(default_factory=dict)

    def message(self, lang: str = "zh") -> str:
        """The cause in a few words, Chinese (``zh``) or English (``en``)."""
        filled = {name: say(value, lang) for name, value in self.details.items()}
        return self.template.within(lang).format(**filled)


@dataclass(frozen=True, slots=True)
class Change:
    """A cell, what stands in it and what is proposed instead.

    ``low`` and ``high`` are how far the value could go without breaking anything (None: no end);
    both are ``value`` where the identities leave no choice.
    """

    ref: CellRef
    label: str
    present: Cell
    value: Number
    low: Number | None
    high: Number | None

    @property
    def shown(self) -> str:
        """What stands there as it is shown: the number, or the text of one that cannot be."""
        value = self.present.value
        if value is None or not is_sane(value):
            return cut(self.present.raw, _LONGEST) or "?"
        return number_text(value)

    @property
    def is_certain(self) -> bool:
        """Whether the other numbers leave no other value."""
        return self.low == self.value == self.high


@dataclass(frozen=True, slots=True)
class Derived:
    """A cell without a number, and the only number that the others leave for it."""

    ref: CellRef
    label: str
    present: Cell
    value: Number


@dataclass(frozen=True, slots=True)
class Alternative:
    """One smallest set of changes after which everything holds, and what then follows."""

    changes: tuple[Change, ...]
    derived: tuple[Derived, ...]
    causes: tuple[Cause, ...]
    cost: int
    """The causes' costs together: less is likelier."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Equations that do not hold together, and every equally small way to mend them.

    ``broken`` are those that fail by themselves; where there are none, ``together`` are the ones
    that no numbers in the empty cells can satisfy at once. ``impossible`` are cells whose number
    cannot be, such as a negative count. ``bounds`` counts the equations that hang together here.

    ``alternatives`` are the likeliest of ``found`` in all; ``more``: there may be others that were
    not looked for. ``least`` is how many cells the smallest set changes and ``weight`` what that
    costs; an alternative may change more cells where that takes fewer slips.
    """

    broken: tuple[Bound, ...]
    together: tuple[Bound, ...]
    impossible: tuple[CellRef, ...]
    bounds: int
    alternatives: tuple[Alternative, ...]
    found: int
    more: bool
    least: int
    weight: int | None
    proof: Proof


@dataclass(frozen=True, slots=True)
class Repair:
    """What would make a report hold: its faults, and the blanks that follow without any change.

    ``checked`` is how many equations were looked at, ``trusted`` the cells that had to stay.
    """

    faults: tuple[Fault, ...]
    derived: tuple[Derived, ...]
    checked: int
    trusted: tuple[str, ...] = ()

    @property
    def is_needed(self) -> bool:
        """Whether anything is wrong or can be filled in."""
        return bool(self.faults or self.derived)

    def to_json(self, lang: str = "zh") -> dict[str, Any]:
        """The repair as plain data, worded in one language.

        Whole numbers are numbers; an amount with decimals is text, so that it stays exact.
        """
        return {
            "checked": self.checked,
            "trusted": list(self.trusted),
            "faults": [_fault(fault, lang) for fault in self.faults],
            "derived": [_derived(each) for each in self.derived],
        }


def _fault(fault: Fault, lang: str) -> dict[str, Any]:
    return {
        "broken": [_bound(each) for each in fault.broken],
        "together": [_bound(each) for each in fault.together],
        "impossible": [_ref(ref) for ref in fault.impossible],
        "identities": fault.bounds,
        "proof": str(fault.proof),
        "weight": fault.weight,
        "found": fault.found,
        "more": fault.more,
        "alternatives": [
            {
                "cost": each.cost,
                "changes": [_change(change) for change in each.changes],
                "causes": [_cause(cause, lang) for cause in each.causes],
                "derived": [_derived(derived) for derived in each.derived],
            }
            for each in fault.alternatives
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    return _ref(change.ref) | {
        "present": _number(change.present.value),
        "raw": change.present.raw,
        "value": _number(change.value),
        "low": _number(change.low),
        "high": _number(change.high),
    }


def _derived(derived: Derived) -> dict[str, Any]:
    state = str(derived.present.state)
    return _ref(derived.ref) | {"state": state, "value": _number(derived.value)}


def _cause(cause: Cause, lang: str) -> dict[str, Any]:
    cells = [_ref(ref) for ref in cause.cells]
    return {"code": cause.code, "message": cause.message(lang), "cells": cells}


def _bound(bound: Bound) -> dict[str, Any]:
    return {
        "bond": str(bound.bond),
        "rule": bound.rule or None,
        "line": bound.label,
        "left": [_ref(ref) for ref in bound.left],
        "right": [_ref(ref) for ref in bound.right],
    }


def _ref(ref: CellRef) -> dict[str, Any]:
    return {"report": ref.report or "this", "cell": ref.cell}


def _number(value: Number | None) -> int | str | None:
    if value is None or not is_sane(value):
        return None
    value = plain_number(value)
    return value if isinstance(value, int) else number_text(value)
