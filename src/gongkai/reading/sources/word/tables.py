"""Tables of a Word document: merged cells once, where they begin, in the columns of the grid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from gongkai.reading.sources.blocks import Line, Run, Table, TableCell
from gongkai.reading.sources.lay import MOST_LINES_IN_CELL
from gongkai.reading.sources.word.parts import VAL, Element, W, head_of, whole_number
from gongkai.reading.sources.word.text import (
    ALTERNATES,
    CONTAINERS,
    CONTROL,
    REMOVED,
    UNREADABLE,
    chosen,
)
from gongkai.report import MarkupPlace

WIDEST_SPAN = 1_000
LEAST_NUMBERED = 3
"""So many cells with nothing but an automatic number make a row that only numbers columns."""

_ROW, _CELL = f"{W}tr", f"{W}tc"
_ROW_PROPERTIES, _CELL_PROPERTIES = f"{W}trPr", f"{W}tcPr"
_GRID_SPAN, _GRID_BEFORE = f"{W}gridSpan", f"{W}gridBefore"
_DOWN, _ACROSS, _DOWN_IN_CHANGE = f"{W}vMerge", f"{W}hMerge", f"{W}cellMerge"
_CHANGES_OF_ROW = (f"{W}del", f"{W}ins")
_CHANGES_OF_CELL = (f"{W}cellDel", f"{W}cellIns")
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(slots=True)
class CellContent:
    """What stands in a cell."""

    blocks: list[Line | Table] = field(default_factory=list)
    pictured: bool = False
    """Whether something is printed in it that is no text."""
    numbered: bool = False
    """Whether a paragraph without text has an automatic number."""

    @property
    def printed(self) -> str:
        """The text of its lines."""
        lines = (block for block in self.blocks if isinstance(block, Line))
        return "".join(run.text for line in lines for run in line.runs)


class CellReader(Protocol):
    """What a table needs of the story it stands in."""

    def cell(self, cell: Element, place: MarkupPlace) -> CellContent:
        """What stands in a cell."""

    def changed(self, place: MarkupPlace) -> None:
        """A tracked change of the table itself has been accepted."""

    def covered(self, cell: Element, place: MarkupPlace) -> None:
        """A cell that another one is merged over."""


@dataclass(slots=True)
class _Shape:
    """What the properties of a cell say: columns it takes, whether it goes on with another."""

    span: int = 1
    down: str = ""
    across: str = ""
    change: str = ""


def table_of(table: Element, number: int, reader: CellReader) -> Table:
    """The table with that number in the document."""
    rows: list[list[TableCell]] = []
    merged: frozenset[int] = frozenset()
    for index, row in enumerate(_found(table, _ROW), 1):
        before, change = _row_shape(row)
        if change:
            reader.changed(MarkupPlace(None, number, index, 1))
        if change == _CHANGES_OF_ROW[0]:
            continue
        found, merged = _row(row, before, merged, (number, index), reader)
        if found:
            rows.append(found)
    return Table(rows)


def _row(
    row: Element, column: int, above: frozenset[int], position: tuple[int, int], reader: CellReader
) -> tuple[list[TableCell], frozenset[int]]:
    """The cells that begin in a row, and the columns in which a cell goes on below it."""
    cells: list[tuple[CellContent, TableCell]] = []
    open_below: set[int] = set()
    for cell in _found(row, _CELL):
        shape = _shape_of(cell)
        at = MarkupPlace(None, *position, column + 1)
        if shape.change:
            reader.changed(at)
        if shape.change == _CHANGES_OF_CELL[0]:
            continue
        if shape.down:
            open_below.add(column)
        goes_on = shape.down == "continue" and column in above
        if goes_on or (shape.across == "continue" and cells):
            reader.covered(cell, at)
        else:
            content = reader.cell(cell, at)
            cells.append((content, TableCell(_blocks(content, at), at, column)))
        column += shape.span
    return _settled(cells), frozenset(open_below)


def _found(parent: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, whatever stands around them."""
    for child in parent:
        tag = child.tag
        if tag == wanted:
            yield child
        elif tag == CONTROL:
            for content in child.iterchildren(f"{W}sdtContent"):
                yield from _found(content, wanted)
        elif tag == ALTERNATES:
            yield from _found(chosen(child), wanted)
        elif tag in CONTAINERS and tag not in REMOVED:
            yield from _found(child, wanted)


def _row_shape(row: Element) -> tuple[int, str]:
    """How many columns a row leaves out at its beginning, and the change it is, if any."""
    before, change = 0, ""
    for properties in row.iterchildren(_ROW_PROPERTIES):
        for child in properties:
            if child.tag == _GRID_BEFORE:
                before = min(max(whole_number(child.get(VAL), 0), 0), WIDEST_SPAN)
            elif child.tag in _CHANGES_OF_ROW:
                change = child.tag
    return before, change


def _shape_of(cell: Element) -> _Shape:
    shape = _Shape()
    for child in head_of(cell, _CELL_PROPERTIES):
        tag = child.tag
        if tag == _GRID_SPAN:
            shape.span = min(max(whole_number(child.get(VAL), 1), 1), WIDEST_SPAN)
        elif tag == _DOWN:
            shape.down = child.get(VAL, "continue")
        elif tag == _ACROSS:
            shape.across = child.get(VAL, "continue")
        elif tag == _DOWN_IN_CHANGE:
            merged = child.get(f"{W}vMerge", "")
            shape.down = {"cont": "continue", "rest": "restart"}.get(merged, "")
        elif tag in _CHANGES_OF_CELL:
            shape.change = tag
    return shape


def _blocks(content: CellContent, place: MarkupPlace) -> list[Line | Table]:
    """The blocks of a cell: a picture is not nothing; blank lines say nothing in a cell."""
    blocks = content.blocks
    if any(isinstance(block, Table) for block in blocks):
        return _unwrapped(blocks)
    filled: list[Line | Table] = [
        block
        for block in blocks
        if isinstance(block, Line) and any(run.text.strip() for run in block.runs)
    ]
    if not filled and content.pictured:
        return [Line((Run(UNREADABLE, place),))]
    return filled if len(filled) <= MOST_LINES_IN_CELL else blocks


def _unwrapped(blocks: Iterable[Line | Table]) -> list[Line | Table]:
    """The blocks with the content of tables of one cell in place of those tables."""
    result: list[Line | Table] = []
    for block in blocks:
        single = isinstance(block, Table) and [len(row) for row in block.rows] == [1]
        result += block.rows[0][0].content if single and isinstance(block, Table) else [block]
    return result


def _settled(cells: list[tuple[CellContent, TableCell]]) -> list[TableCell]:
    """The row, with cells that hold nothing but an automatic number made harmless.

    Such a number is never a value. A row of them numbers the columns and is left out; before a
    label it numbers the row; elsewhere it is printed, so the cell is not blank but unreadable.
    """
    bare = [content.numbered and not content.printed.strip() for content, _ in cells]
    if not any(bare):
        return [cell for _, cell in cells]
    blank = all(not content.printed.strip() for content, _ in cells)
    if blank and sum(bare) >= LEAST_NUMBERED:
        return []
    settled, labelled = [], False
    for (content, cell), is_bare in zip(reversed(cells), reversed(bare), strict=True):
        labelled = labelled or bool(_HAN.search(content.printed))
        if is_bare and not labelled:
            cell = cell._replace(content=(Line((Run(UNREADABLE, cell.place),)),))  # noqa: PLW2901
        settled.append(cell)
    return settled[::-1]
