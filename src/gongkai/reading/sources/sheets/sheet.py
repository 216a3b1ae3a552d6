"""A sheet of a workbook as every kind of workbook gives it: filled cells, merges, what is hidden."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.reading.errors import ReadError
from gongkai.reading.limits import MEGABYTE, limit
from gongkai.reading.sources.blocks import Line, Run
from gongkai.report import Place, SheetPlace

BLANKS_PER_CELL = 10
"""Formatted cells without content may be so many times as many as cells with content."""
MOST_COLUMNS = 16_384
WIDEST_RULED = 256
MOST_RULED = 100_000
"""Blank cells with a border beyond this column or number are formatting, no table."""

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")


class At(NamedTuple):
    """A position in a sheet, both counted from 0."""

    row: int
    column: int

    @property
    def address(self) -> str:
        """The position as people write it: B7."""
        letters = ""
        rest = self.column + 1
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(65 + digit) + letters
        return f"{letters}{self.row + 1}"


def at_address(address: str) -> At | None:
    """The position that an address names, or None where it is none."""
    match = _ADDRESS.fullmatch(address)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return At(int(match[2]) - 1, column - 1) if column <= MOST_COLUMNS else None


class Merge(NamedTuple):
    """A rectangle of merged cells: its first and its last position."""

    first: At
    last: At


@dataclass(slots=True)
class Sheet:
    """What one sheet holds."""

    name: str
    hidden: bool = False
    cells: dict[At, str] = field(default_factory=dict)
    """The text of every cell that has any, as a reader of the sheet takes it."""
    merges: list[Merge] = field(default_factory=list)
    ruled: set[At] = field(default_factory=set)
    """Blank cells with a border: cells of a table that nothing was filled into."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """Stretches of columns, first and last."""
    afloat: dict[At, list[str]] = field(default_factory=dict)
    """The paragraphs of boxes that float over the sheet, by the cell they are fastened to."""
    doubts: dict[str, list[tuple[At, str]]] = field(default_factory=dict)
    """By code of a remark: where it is so, and the file's own words."""

    def doubt(self, code: str, at: At, quote: str) -> None:
        """Note something that the report must remark."""
        self.doubts.setdefault(code, []).append((at, quote))

    def rule(self, at: At) -> None:
        """Note a blank cell with a border."""
        if at.column < WIDEST_RULED and len(self.ruled) < MOST_RULED:
            self.ruled.add(at)

    def place(self, at: At) -> Place:
        """The place of a cell of this sheet."""
        return SheetPlace(self.name, at.address)

    def content(self, at: At) -> Sequence[Line]:
        """What stands in a cell, as lines with their places."""
        return (Line((Run(self.cells.get(at, ""), self.place(at)),)),)

    def hides_rows(self, first: int, last: int) -> bool:
        """Whether all of these rows are hidden."""
        if last - first >= len(self.hidden_rows):
            return False
        return all(row in self.hidden_rows for row in range(first, last + 1))

    def hides_columns(self, first: int, last: int) -> bool:
        """Whether all of these columns are hidden."""
        column = first
        for start, end in sorted(self.hidden_columns):
            if start <= column <= end:
                column = end + 1
        return column > last


class Budget:
    """What all sheets of a workbook together may hold.

    Raises ReadError ``too_many_cells`` and ``unpacked_too_large`` when it is spent.
    """

    def __init__(self, file: str | None) -> None:
        self.file = file
        self.most = limit("GONGKAI_MAX_CELLS")
        self._cells = self.most
        self._visited = self.most * BLANKS_PER_CELL
        self._characters = limit("GONGKAI_MAX_TEXT_MB") * MEGABYTE

    def visit(self, count: int = 1) -> None:
        """So many more cells, merges or the like have been looked at."""
        self._visited -= count
        if self._visited < 0:
            self._refuse()

    def keep(self, text: str) -> None:
        """One more cell of such text has been kept."""
        self._cells -= 1
        self._characters -= len(text)
        if self._cells < 0:
            self._refuse()
        if self._characters < 0:
            setting = "GONGKAI_MAX_TEXT_MB"
            raise ReadError("unpacked_too_large", self.file, limit=limit(setting), setting=setting)

    def _refuse(self) -> None:
        setting = "GONGKAI_MAX_CELLS"
        raise ReadError("too_many_cells", self.file, limit=self.most, setting=setting)
