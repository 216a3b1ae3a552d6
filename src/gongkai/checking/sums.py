"""Identities (勾稽关系) worked out: both sums, and which cells hold no number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from gongkai.checking.tables import printed
from gongkai.checking.words import Text, Words
from gongkai.formats import Identity, identities_of
from gongkai.report import Cell, Number, Report

_ALL = Words("", "")
_KNOWN = Words("（仅计已有数字的格）", " (cells that hold a number)")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an identity: the sum of its known numbers and the cells without one."""

    total: Number
    unknown: tuple[str, ...]

    @property
    def scope(self) -> Words:
        """Says so where the sum is not over all cells."""
        return _KNOWN if self.unknown else _ALL


@dataclass(frozen=True, slots=True)
class Sum:
    """An identity with what is known of its two sides."""

    identity: Identity
    left: Side
    right: Side

    @property
    def unknown(self) -> tuple[str, ...]:
        """The cells without a number, left side first."""
        return self.left.unknown + self.right.unknown

    @property
    def difference(self) -> Number:
        """How far the two sums are apart."""
        gap = self.left.total - self.right.total
        return gap if gap >= 0 else -gap

    @property
    def is_broken(self) -> bool:
        """Whether it fails whatever the unknown cells hold, counts being never negative."""
        if not self.left.unknown and self.left.total < self.right.total:
            return True
        return not self.right.unknown and self.right.total < self.left.total

    def params(self) -> dict[str, Text]:
        """The values that every message about an identity shows."""
        return {
            "line": self.identity.line.label,
            "left_sum": printed(self.left.total),
            "right_sum": printed(self.right.total),
            "difference": printed(self.difference),
        }


def sums_of(report: Report) -> tuple[Sum, ...]:
    """All identities of a report, worked out."""
    return tuple(
        Sum(identity, _side(report.cells, identity.left), _side(report.cells, identity.right))
        for identity in _identities(tuple(sorted(report.formats.items())))
    )


@lru_cache(maxsize=64)
def _identities(formats: tuple[tuple[str, str], ...]) -> tuple[Identity, ...]:
    return identities_of(dict(formats))


def _side(cells: Mapping[str, Cell], ids: tuple[str, ...]) -> Side:
    total: Number = 0
    unknown: list[str] = []
    for cell_id in ids:
        cell = cells.get(cell_id)
        if cell is None or cell.value is None:
            unknown.append(cell_id)
        else:
            total = total + cell.value
    return Side(total, tuple(unknown))
