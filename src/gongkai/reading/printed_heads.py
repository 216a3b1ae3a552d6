"""The heads that stand before the values of a document, gathered as it is gone through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gongkai.reading.roles import Role
from gongkai.reading.tokens import Token

MOST_ABOVE = 4
"""Heads with more others between are not those of a line whose table was broken off and goes on."""


@dataclass(slots=True, eq=False)
class PrintedHeads:
    """The heads over some lines of values, compared by identity.

    ``columns`` are, by the subject of a label, those it stands in; ``rows`` what each head of a
    printed row may be; ``others`` the columns of other words in those rows; ``above`` the heads
    before these in the same section.
    """

    columns: dict[str, list[int]] = field(default_factory=dict)
    rows: list[list[frozenset[str]]] = field(default_factory=list)
    others: set[int] = field(default_factory=set)
    above: PrintedHeads | None = None

    def of(self, subjects: Iterable[str]) -> PrintedHeads:
        """The nearest heads that have any of the subjects, from these upwards; else these.

        Where a table is broken off within one block of lines, the heads that are printed again
        are often those of its first block.
        """
        wanted = frozenset(subjects)
        heads: PrintedHeads | None = self
        for _ in range(MOST_ABOVE):
            if heads is None or not wanted.isdisjoint(heads.columns):
                break
            heads = heads.above
        return self if heads is None or wanted.isdisjoint(heads.columns) else heads


class Heads:
    """Gathers the heads that stand before values."""

    def __init__(self) -> None:
        self.printed = PrintedHeads()
        self._values = False
        self._section = False
        self._row: list[frozenset[str]] = []
        self._words: list[int] = []

    def label(self, token: Token, role: Role) -> None:
        """Take note of a label or of words. The first head behind values begins new heads."""
        if token.edge:
            self._row, self._words = [], []
        # the next head begins new ones; the line before the heading still has those above it
        if role.is_section:
            self._section = True
        subjects = role.heads
        if not subjects:
            self._words.append(token.column)
            if self._row:
                self.printed.others.add(token.column)
            return
        if self._values or self._section:
            self.printed = PrintedHeads(above=None if self._section else self.printed)
            self._values = self._section = False
        if not self._row:
            self.printed.rows.append(self._row)
        self._row.append(subjects)
        for subject in subjects:
            self.printed.columns.setdefault(subject, []).append(token.column)
        self.printed.others.update(self._words)

    def value(self) -> None:
        """Take note of a value that is not blank; blank cells stand in heads too."""
        self._values = True

    def begin_row(self) -> None:
        """Take note of an edge that is more than a cell's: what follows is in another row."""
        self._row, self._words = [], []
