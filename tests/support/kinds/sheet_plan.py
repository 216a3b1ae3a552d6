"""A report put on the sheets of a workbook: what stands where, for whichever program writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from tests.support.grid import Role
from tests.support.kinds.paper import Box, Grid, Item, Words

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_FULL = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


@dataclass(frozen=True, slots=True)
class Put:
    """A cell: ``value`` as text or number, what it spans, its number format or formula."""

    row: int
    column: int
    value: str | float
    across: int = 1
    down: int = 1
    border: bool = False
    look: str = ""
    formula: str = ""
    key: str = ""


@dataclass(slots=True)
class SheetPlan:
    """A sheet: its name, its cells, the columns and rows that are hidden."""

    name: str
    cells: list[Put] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    row: int = 0
    """The next free row."""

    def line(self, text: str, column: int = 0, across: int = 1) -> None:
        """A row with one cell."""
        self.cells.append(Put(self.row, column, text, across))
        self.row += 1

    def table(self, puts: Sequence[Put], column: int = 0) -> int:
        """A table at the next free row; the first row behind it."""
        top = self.row
        self.cells += [replace(put, row=put.row + top, column=put.column + column) for put in puts]
        self.row = top + 1 + max(put.row + put.down - 1 for put in puts)
        return self.row


Plan = list[SheetPlan]


def numeric(text: str) -> str | float:
    """The number a text is, as a program would store it; else the text."""
    if not _NUMBER.fullmatch(text):
        return text
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else float(number)


def as_text(text: str, rng: Random) -> str:
    """A number as people type it into cells that are set to text."""
    if not _NUMBER.fullmatch(text):
        return text
    ways = [text, text, f" {text} ", text.translate(_FULL), f"\u3000{text}"]
    if "." not in text and len(text) > 3 and not text.startswith("-"):
        ways.append(f"{int(text):,}")
    return rng.choice(ways)


def placed(grid: Grid, *, border: bool = True, numbers: bool = True) -> list[Put]:
    """The boxes of a table with their rows and columns, from 0."""
    puts = []
    taken: set[tuple[int, int]] = set()
    for row, boxes in enumerate(grid.rows):
        column = 0
        for box in boxes:
            while (row, column) in taken:
                column += 1
            puts.append(_put(box, row, column, border=border, numbers=numbers))
            taken |= {
                (row + down, column + across)
                for down in range(box.down)
                for across in range(box.across)
            }
    return puts


def _put(box: Box, row: int, column: int, *, border: bool, numbers: bool) -> Put:
    value = numeric(box.text) if numbers and box.role is Role.VALUE else box.text
    return Put(row, column, value, box.across, box.down, border, key=box.key)


def unmerged(puts: Sequence[Put]) -> list[Put]:
    """The same cells without merges: what continued one is nothing at all."""
    return [replace(put, across=1, down=1) for put in puts]


def with_formulas(puts: Sequence[Put], total: str) -> list[Put]:
    """The table with its totals as formulas, their results stored; ``total`` ends their keys."""
    changed = []
    for put in puts:
        if put.key.endswith(total) and isinstance(put.value, int):
            row = put.row + 1
            parts = 6 if put.key.startswith("requests") else 4
            first, last = _letters(put.column - parts), _letters(put.column - 1)
            changed.append(replace(put, formula=f"=SUM({first}{row}:{last}{row})"))
        else:
            changed.append(put)
    return changed


def _letters(column: int) -> str:
    return chr(65 + column)


def sections(items: Sequence[Item]) -> Iterator[tuple[list[Words], Grid | None]]:
    """The words before each table with that table, and what stands behind the last one."""
    words: list[Words] = []
    for item in items:
        if isinstance(item, Grid):
            yield words, item
            words = []
        else:
            words.append(item)
    yield words, None
