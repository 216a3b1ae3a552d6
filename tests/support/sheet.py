"""A truth in the hands of its writer: the printed text of each cell, label and heading, marked."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from gongkai.formats import Axis, CellSpec, Table, cells_of
from tests.support.hand import Hand
from tests.support.marks import Marks
from tests.support.truth import Truth

AMOUNT_HEADS = ("采购总金额", "采购总金额（单位：万元，保留4位小数）", "采购总金额（万元）")


@dataclass
class Sheet:
    """What layouts ask for. Everything that stands for a cell or a label carries its mark."""

    truth: Truth
    hand: Hand
    rng: Random
    marks: Marks = field(default_factory=Marks)

    def __post_init__(self) -> None:
        self._specs: dict[str, CellSpec] = cells_of(self.truth.formats)
        self._amount_head = self.rng.choice(AMOUNT_HEADS)

    def cell(self, cell_id: str) -> str:
        """The printed text of a cell, between marks."""
        entry = self.truth.entries[cell_id]
        return self.marks.around(
            cell_id, self.hand.number(entry, self._specs[cell_id].kind, self.rng)
        )

    def label(self, table: Table, row: Axis) -> str:
        """A row's label, between marks."""
        return self.marks.around(f"{table.id}.{row.id}", self._written(row.label))

    def head(self, table: Table, column: Axis) -> str:
        """A column's head."""
        if not self.hand.heads:
            return ""
        if (table.id, column.id) == ("art20_9", "amount"):
            return self.plain(self._amount_head)
        return self._written(column.label)

    def title(self, table: Table) -> str:
        """The line above a table of 表二."""
        return self.plain(table.title)

    def group(self, text: str) -> str:
        """The label of a group of rows."""
        return self._written(text)

    def plain(self, text: str) -> str:
        """Any other text of the form or the prose, with the hand's punctuation only."""
        return self.hand.text(text)

    def _written(self, text: str) -> str:
        return self.hand.text(self.hand.label(text, self.rng))
