"""Formulas are never computed. What is told here is whether their stored results can be true.

Programs that write formulas without computing them store nothing, or a zero that stands for
nothing. Such a zero is believed only where all that the formula adds up is zero or blank.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gongkai.reading.sources.sheets.sheet import At, at_address

LONGEST_QUOTE = 40
LONGEST_SUM = 500
MOST_REFERENCES = 300_000
"""So many columns of ranges are looked into; what lies beyond is not believed."""

_REFERENCE = re.compile(r"(\$?[A-Z]{1,3}\$?\d{1,7})(?::(\$?[A-Z]{1,3}\$?\d{1,7}))?")
_SUM_ONLY = (
    re.compile(  # a sum may be left empty where nothing was counted: IF(COUNT(…)=0,"",SUM(…))
        r"(?:SUM|COUNT|IF|\"\"|=0(?!\d)|[-+(),:$\s]|[A-Z]{1,3}\$?\d{1,7})*", re.IGNORECASE
    )
)
_EMPTY_IF_NOTHING = re.compile(r'IF\(COUNTA?\(([^()"]{1,400})\)=0,"",.{1,400}\)', re.IGNORECASE)
_FOREIGN = re.compile(r"[^\x21-\x7e]+")


def formula_text(formula: str) -> str:
    """A formula as the text of its cell: nothing that could be taken for a label or a value."""
    return "=" + _FOREIGN.sub("…", formula)[:LONGEST_QUOTE]


@dataclass(slots=True)
class Formulas:
    """The formulas of a sheet whose stored result is zero, by their cells."""

    zeros: dict[At, str] = field(default_factory=dict)
    blanks: dict[At, str] = field(default_factory=dict)
    """Formulas without a stored result that are blank where the cells they name are."""

    def note_blank(self, at: At, formula: str) -> bool:
        """Whether the formula stays blank as long as what it counts is; then it is looked at later."""
        found = _EMPTY_IF_NOTHING.fullmatch(formula)
        if found is not None:
            self.blanks[at] = found[1]
        return found is not None

    def not_blank(self, cells: Mapping[At, str]) -> Iterator[At]:
        """The cells of those whose blank does not follow: something stands in what they count."""
        filled = _Filled(cells, _NOTHING)
        for at, counted in self.blanks.items():
            if not filled.explain(counted):
                yield at

    def not_computed(self, cells: Mapping[At, str]) -> Iterator[At]:
        """The cells whose zero does not follow from the cells that the formula names."""
        filled = _Filled(cells)
        waiting = list(self.zeros)
        while doubtful := [at for at in waiting if not filled.explain(self.zeros[at])]:
            yield from doubtful
            filled.add(doubtful)
            waiting = [at for at in waiting if at not in filled.doubted]


_ZEROS = frozenset({"0", "/", "-", "—"})
_NOTHING: frozenset[str] = frozenset()


class _Filled:
    """The cells of a sheet that hold anything but what is passed over, found by range."""

    def __init__(self, cells: Mapping[At, str], passed_over: frozenset[str] = _ZEROS) -> None:
        self.doubted: set[At] = set()
        self._left = MOST_REFERENCES
        self._columns: dict[int, list[int]] = defaultdict(list)
        for at, text in sorted(cells.items()):
            if text.strip() not in passed_over:
                self._columns[at.column].append(at.row)

    def add(self, cells: list[At]) -> None:
        """These turned out to be of unknown value."""
        self.doubted.update(cells)
        for at in cells:
            rows = self._columns[at.column]
            rows.insert(bisect_left(rows, at.row), at.row)

    def explain(self, formula: str) -> bool:
        """Whether a formula only adds, and only cells that hold zero or nothing."""
        if self._left < 0 or len(formula) > LONGEST_SUM or not _SUM_ONLY.fullmatch(formula):
            return False
        for reference in _REFERENCE.finditer(formula.upper()):
            first, last = at_address(reference[1]), at_address(reference[2] or reference[1])
            if first is None or last is None or self._any(first, last):
                return False
        return True

    def _any(self, first: At, last: At) -> bool:
        self._left -= 1 + len(self._columns)
        if self._left < 0:
            return True
        columns = [c for c in self._columns if first.column <= c <= last.column]
        return any(
            bisect_right(self._columns[c], last.row) > bisect_left(self._columns[c], first.row)
            for c in columns
        )
