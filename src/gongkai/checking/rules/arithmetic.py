"""A: the identities between cells (勾稽关系)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.checking.finding import Hit
from gongkai.checking.registry import family
from gongkai.checking.tables import SECTION_OF, TABLE_OF, printed
from gongkai.checking.view import View
from gongkai.checking.words import Text, Words
from gongkai.formats import Identity
from gongkai.report import CellState, Number

rule = family("arithmetic")

_ALL = Words("", "")
_KNOWN = Words("（仅计已有数字的格）", " (cells that hold a number)")
_LISTED = 6


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of an identity: the sum of its known numbers and the cells without one."""

    total: Number
    unknown: tuple[str, ...]

    @property
    def scope(self) -> Words:
        return _KNOWN if self.unknown else _ALL


@dataclass(frozen=True, slots=True)
class _Sum:
    """An identity with what is known of its two sides."""

    identity: Identity
    left: _Side
    right: _Side

    @property
    def unknown(self) -> tuple[str, ...]:
        return self.left.unknown + self.right.unknown

    @property
    def difference(self) -> Number:
        gap = self.left.total - self.right.total
        return gap if gap >= 0 else -gap

    @property
    def is_broken(self) -> bool:
        """Whether it fails whatever the unknown cells hold, counts being never negative."""
        if not self.left.unknown and self.left.total < self.right.total:
            return True
        return not self.right.unknown and self.right.total < self.left.total

    def params(self) -> dict[str, Text]:
        return {
            "line": self.identity.line.label,
            "left_sum": printed(self.left.total),
            "right_sum": printed(self.right.total),
            "difference": printed(self.difference),
        }


def _side(view: View, cells: tuple[str, ...]) -> _Side:
    numbers = {cell: view.number(cell) for cell in cells}
    known = [number for number in numbers.values() if number is not None]
    return _Side(
        total=_total(known), unknown=tuple(c for c, number in numbers.items() if number is None)
    )


def _total(numbers: list[Number]) -> Number:
    whole: Number = 0
    for number in numbers:
        whole = whole + number
    return whole


def _sums(view: View) -> Iterator[_Sum]:
    for identity in view.report.identities():
        yield _Sum(identity, _side(view, identity.left), _side(view, identity.right))


def _broken(view: View, rule_id: str) -> Iterator[Hit]:
    for each in _sums(view):
        if each.identity.rule == rule_id and each.is_broken:
            sides = {"scope": each.left.scope, "scope_total": each.right.scope}
            yield Hit(
                place=view.place_of(reversed(each.identity.cells)),
                section=SECTION_OF[each.identity.part],
                cells=each.identity.cells,
                expected=printed(each.left.total),
                found=printed(each.right.total),
                params=each.params() | sides,
            )


@rule("A1")
def applicants_add_up(view: View) -> Iterator[Hit]:
    """Each row of table three: the six applicant classes make the total."""
    return _broken(view, "A1")


@rule("A2")
def outcomes_add_up(view: View) -> Iterator[Hit]:
    """Each column of table three: the outcomes make （七）总计."""
    return _broken(view, "A2")


@rule("A3")
def requests_balance(view: View) -> Iterator[Hit]:
    """Each column of table three: in hand is concluded or carried over."""
    return _broken(view, "A3")


@rule("A4")
def remedies_add_up(view: View) -> Iterator[Hit]:
    """Each group of table four: the four results make the total."""
    return _broken(view, "A4")


def _zero_would_fail(view: View, each: _Sum) -> bool:
    """Whether nothing but blanks keeps it open, and blanks as zeros would break it."""
    empty = (CellState.BLANK, CellState.NOT_APPLICABLE)
    only_blanks = all(view.report.cells[cell].state in empty for cell in each.unknown)
    return only_blanks and each.difference != 0


def _open(view: View) -> Iterator[_Sum]:
    for each in _sums(view):
        if (
            each.unknown
            and not each.is_broken
            and not view.report.part_is_missing(each.identity.part)
        ):
            yield each


@rule("A5")
def undecidable(view: View) -> Iterator[Hit]:
    """Identities with cells that hold no number, one finding for a table."""
    for part, section in SECTION_OF.items():
        found = [
            each
            for each in _open(view)
            if each.identity.part is part and not _zero_would_fail(view, each)
        ]
        if not found:
            continue
        cells = tuple(dict.fromkeys(cell for each in found for cell in each.unknown))
        lines = list(Counter(each.identity.line.label for each in found))
        listed = "、".join(lines[:_LISTED]) + ("……" if len(lines) > _LISTED else "")
        yield Hit(
            place=view.place_of(cells),
            section=section,
            cells=cells,
            params={
                "table": TABLE_OF[part],
                "count": len(found),
                "unknown": len(cells),
                "as_zero": sum(each.difference == 0 for each in found),
                "lines": listed,
            },
        )


@rule("A6")
def blanks_cannot_be_zero(view: View) -> Iterator[Hit]:
    """Identities that fail if every blank in them is a zero."""
    for each in _open(view):
        if _zero_would_fail(view, each):
            yield Hit(
                place=view.place_of(each.unknown) or view.place_of(each.identity.cells),
                section=SECTION_OF[each.identity.part],
                cells=each.identity.cells,
                params=each.params() | {"rule": each.identity.rule},
            )
