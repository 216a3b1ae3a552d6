"""What a reconciliation says: the perimeter, the gaps, what explains them, what else was seen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gongkai.checking.reconcile.moves import Move, Step
from gongkai.checking.reconcile.notices import Notice
from gongkai.checking.reconcile.perimeter import Member, Perimeter
from gongkai.checking.reconcile.quantities import Quantity
from gongkai.checking.reconcile.suspects import Suspect
from gongkai.report import CellState, Number
from gongkai.report.canonical import number_text, plain_number


class Status(StrEnum):
    """How the parent's number and the sum of the children stand to each other."""

    DIFFERS = "differs"
    """They are not equal, whatever the children's empty cells hold."""
    OPEN = "open"
    """The parent has more than the known sum; children without a number there may hold the rest."""
    NO_TOTAL = "no_total"
    """The children have numbers, the parent has none."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A quantity in which parent and children do not agree for certain.

    ``total`` is the parent's number, ``sum`` what is known of the children's, ``difference`` the
    first minus the second. ``unknown`` are the numbers of the children whose cell is blank,
    unreadable or missing: with any of them the sum is a lower bound. ``not_applicable`` counts
    those where the cell says that it does not apply, which adds nothing.
    """

    quantity: Quantity
    status: Status
    total: Number | None
    state: CellState
    sum: Number
    difference: Number | None
    unknown: tuple[int, ...]
    not_applicable: int


@dataclass(frozen=True, slots=True)
class WrongNumber:
    """A gap that an explanation leaves over: a single number must be wrong there.

    ``expected`` is what the parent would print if all children were right.
    """

    quantity: Quantity
    total: Number
    expected: Number
    suspects: tuple[Suspect, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What would account for the gaps: moves, and single wrong numbers for what they leave.

    ``explained`` is how many of the certain gaps the moves account for; ``cost`` counts changes.
    """

    steps: tuple[Step, ...]
    wrong: tuple[WrongNumber, ...]
    explained: int
    cost: int


@dataclass(frozen=True)
class Reconciliation:
    """A parent's report held against those of its children.

    ``compared`` is how many quantities could be compared, ``incomparable`` the parent's cells
    that cannot, since the reports are of different formats; ``derived`` is how many of the
    children's numbers are not printed but proven by their own identities. ``explanations`` are the likeliest of
    ``found`` equally short ones; ``searched`` is whether all that short were looked for.
    """

    perimeter: Perimeter
    compared: int
    incomparable: tuple[str, ...]
    derived: int
    gaps: tuple[Gap, ...]
    explanations: tuple[Explanation, ...]
    found: int
    searched: bool
    notices: tuple[Notice, ...]

    @property
    def differing(self) -> tuple[Gap, ...]:
        """The gaps that are certain."""
        return tuple(each for each in self.gaps if each.status is Status.DIFFERS)

    @property
    def is_clean(self) -> bool:
        """Whether everything agrees and nothing grave was seen."""
        return not self.gaps and not any(each.is_grave for each in self.notices)

    def member(self, number: int) -> Member:
        """The report of that number, counted from 1."""
        return self.perimeter.members[number - 1]

    def to_json(self, lang: str = "zh") -> dict[str, Any]:
        """The reconciliation as plain data, worded in one language.

        Whole numbers are numbers; an amount with decimals is text, so that it stays exact.
        """
        return {
            "perimeter": _perimeter(self.perimeter),
            "compared": self.compared,
            "incomparable": list(self.incomparable),
            "derived": self.derived,
            "gaps": [_gap(each) for each in self.gaps],
            "explanations": [_explanation(each) for each in self.explanations],
            "found": self.found,
            "searched": self.searched,
            "notices": [each.to_json(lang) for each in self.notices],
        }


def _perimeter(perimeter: Perimeter) -> dict[str, Any]:
    parent = perimeter.parent
    return {
        "parent": {"file": parent.file, "body": parent.body, "year": parent.year},
        "scope": str(perimeter.scope) if perimeter.scope else None,
        "own_office": perimeter.has_own,
        "counted": len(perimeter.counted),
        "listed": perimeter.listed,
        "missing": list(perimeter.missing),
        "reports": [
            {
                "number": each.number,
                "file": each.report.file,
                "body": each.report.body,
                "year": each.report.year,
                "standing": str(each.standing),
                "of": each.of,
            }
            for each in perimeter.members
        ],
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "cell": gap.quantity.name,
        "label": gap.quantity.label,
        "status": str(gap.status),
        "parent": _number(gap.total),
        "state": str(gap.state),
        "sum": _number(gap.sum),
        "sum_is_lower_bound": bool(gap.unknown),
        "difference": _number(gap.difference),
        "unknown": list(gap.unknown),
        "not_applicable": gap.not_applicable,
    }


def _explanation(explanation: Explanation) -> dict[str, Any]:
    return {
        "cost": explanation.cost,
        "explained": explanation.explained,
        "steps": [_step(each) for each in explanation.steps],
        "wrong": [
            {
                "cell": each.quantity.name,
                "parent": _number(each.total),
                "expected": _number(each.expected),
                "suspects": [_suspect(suspect) for suspect in each.suspects],
            }
            for each in explanation.wrong
        ],
    }


def _step(step: Step) -> dict[str, Any]:
    lines = {"target": step.target, "source": step.source, "exchanged": step.exchanged}
    return {
        "move": str(step.move),
        "report": step.number or None,
        "other": step.other,
        "part": str(step.part) if step.part else None,
        **(lines if step.move in (Move.COLUMNS, Move.ROWS) else {}),
    }


def _suspect(suspect: Suspect) -> dict[str, Any]:
    return {
        "report": suspect.number,
        "hint": str(suspect.hint),
        "present": _number(suspect.present),
        "instead": _number(suspect.instead),
        "slip": suspect.slip,
    }


def _number(value: Number | None) -> int | str | None:
    value = plain_number(value)
    return value if value is None or isinstance(value, int) else number_text(value)
