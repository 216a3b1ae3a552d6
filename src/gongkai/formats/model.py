"""What a format of the annual report is: sections, tables, cells and identities.

The formats themselves are data (``data/*.toml``); this module gives that data its types.
Every number of a report has one stable id, ``TABLE.ROW.COLUMN``; an indicator that two formats
share has the same id in both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Part(StrEnum):
    """The three tabular parts of a report. Each is detected by itself, since reports mix formats."""

    DISCLOSURE = "disclosure"
    REQUESTS = "requests"
    REMEDIES = "remedies"


class Kind(StrEnum):
    """What sort of number a cell holds."""

    COUNT = "count"
    """A whole number, not negative (件, 项)."""
    CHANGE = "change"
    """A whole number with a sign: this year's increase or decrease (本年增/减)."""
    AMOUNT = "amount"
    """Money in 万元 (10 000 yuan), decimals allowed."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A row or a column of a table: its id, its printed label and the group labels above it.

    ``aliases`` are other labels that offices print for it.
    """

    id: str
    label: str
    groups: tuple[str, ...] = ()
    kind: Kind = Kind.COUNT
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellSpec:
    """One cell of a format.

    ``path`` is its printed address: table title, group labels, row label, column label.
    """

    id: str
    table: str
    row: str
    column: str
    part: Part
    kind: Kind
    path: tuple[str, ...]

    @property
    def label(self) -> str:
        """The printed address in one line, for messages."""
        return " / ".join(self.path)


@dataclass(frozen=True, slots=True)
class Table:
    """One block of the form with its own head: ``stub`` is the text of the top left corner."""

    id: str
    part: Part
    title: str
    rows: tuple[Axis, ...]
    columns: tuple[Axis, ...]
    stub: str = ""
    column_head: str = ""
    side_by_side: bool = False

    def cell_id(self, row: Axis, column: Axis) -> str:
        """The id of the cell where ``row`` and ``column`` of this table meet."""
        return f"{self.id}.{row.id}.{column.id}"

    def cells(self) -> tuple[CellSpec, ...]:
        """The table's cells in reading order."""
        return tuple(
            CellSpec(
                id=self.cell_id(row, column),
                table=self.id,
                row=row.id,
                column=column.id,
                part=self.part,
                kind=column.kind,
                path=(self.title, *row.groups, row.label, *column.groups, column.label),
            )
            for row in self.rows
            for column in self.columns
        )


@dataclass(frozen=True, slots=True)
class Identity:
    """An equation between cells (勾稽关系): the ``left`` cells add up to the sum of the ``right``.

    ``rule`` names the family (A1 to A4), ``line`` the row or column it speaks of.
    """

    rule: str
    part: Part
    line: Axis
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """All cells of the identity, left side first."""
        return self.left + self.right


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One of the six sections; ``part`` is the table it holds, or None where it is prose.

    ``variants`` are other wordings of the heading that offices use.
    """

    number: int
    heading: str
    part: Part | None = None
    variants: tuple[str, ...] = ()


@dataclass(frozen=True)
class Format:
    """One official format, with the report years it is used for (``last_year`` None: still)."""

    id: str
    notice: str
    title: str
    first_year: int
    last_year: int | None
    sections: tuple[SectionSpec, ...]
    tables: tuple[Table, ...]
    identities: tuple[Identity, ...]

    @cached_property
    def cells(self) -> Mapping[str, CellSpec]:
        """All cells by id, in reading order."""
        return {cell.id: cell for table in self.tables for cell in table.cells()}

    @cached_property
    def _by_part(self) -> Mapping[Part, tuple[CellSpec, ...]]:
        return {
            part: tuple(cell for cell in self.cells.values() if cell.part is part) for part in Part
        }

    def tables_of(self, part: Part) -> tuple[Table, ...]:
        """The tables printed in one part of the report."""
        return tuple(table for table in self.tables if table.part is part)

    def cells_of(self, part: Part) -> tuple[CellSpec, ...]:
        """The cells of one part, in reading order."""
        return self._by_part[part]

    def identities_of(self, part: Part) -> tuple[Identity, ...]:
        """The identities of one part."""
        return tuple(identity for identity in self.identities if identity.part is part)

    def serves(self, year: int) -> bool:
        """Whether reports of that year are written in this format."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)
