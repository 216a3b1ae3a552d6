"""A: the identities between cells (勾稽关系)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gongkai.checking.finding import Hit
from gongkai.checking.registry import family
from gongkai.checking.sums import Sum
from gongkai.checking.tables import SECTION_OF, TABLE_OF, printed
from gongkai.checking.view import View
from gongkai.report import CellState

rule = family("arithmetic")

_LISTED = 6


def _broken(view: View, rule_id: str) -> Iterator[Hit]:
    for each in view.sums:
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


def _zero_would_fail(view: View, each: Sum) -> bool:
    """Whether nothing but blanks keeps it open, and blanks as zeros would break it."""
    empty = (CellState.BLANK, CellState.NOT_APPLICABLE)
    only_blanks = all(view.report.cells[cell].state in empty for cell in each.unknown)
    return only_blanks and each.difference != 0


def _open(view: View) -> Iterator[Sum]:
    for each in view.sums:
        known_part = each.identity.part not in view.missing_parts
        if each.unknown and known_part and not each.is_broken:
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
