"""Tables that run over a page break: heads printed again left out, rows cut in two put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from gongkai.reading.document import fold
from gongkai.reading.labels import recognise
from gongkai.reading.sources.blocks import Line, Table, TableCell
from gongkai.reading.sources.pages.cells import Row, is_value, line_goes_on, table_cell
from gongkai.reading.sources.pages.model import Page

SAME_EDGE = 0.02
"""Edges of one table on two pages differ by no more than this share of the page's width."""

_NUMBERED = re.compile(
    r"\s*(?:[(（]\s*[一二三四五六七八九十\d]{1,3}\s*[)）]|[一二三四五六七八九十\d]{1,3}\s*[、.．])"
)

TableRow = Sequence[TableCell]


class Piece(NamedTuple):
    """The part of a table that stands on one page; ``xs`` are where its columns part."""

    rows: Sequence[Row]
    xs: Sequence[float]
    page: Page
    is_ruled: bool = True


def is_one_table(piece: Piece, other: Piece) -> bool:
    """Whether two pieces, one at the end of a page and one at the head of the next, are alike."""
    if not (piece.is_ruled and other.is_ruled):
        return False
    near = SAME_EDGE * max(piece.page.width, other.page.width)
    width, other_width = piece.xs[-1] - piece.xs[0], other.xs[-1] - other.xs[0]
    return abs(width - other_width) <= near


def table_of(pieces: Sequence[Piece]) -> Table:
    """The table that pieces on consecutive pages make."""
    numbers = _columns(pieces) if len(pieces) > 1 else None
    rows: list[TableRow] = []
    for index, piece in enumerate(pieces):
        part = [_row(row, piece.page, numbers[index] if numbers else None) for row in piece.rows]
        if index:
            part = part[_repeated_heads(rows, part) :]
            if part and rows and (whole := _put_together(rows[-1], part[0])) is not None:
                rows[-1] = whole
                part = part[1:]
        rows += part
    return Table(rows)


def _row(row: Row, page: Page, numbers: Sequence[int] | None) -> TableRow:
    """The row as blocks, its columns as they are numbered in the whole table."""
    if numbers is None:
        return [table_cell(cell, page) for cell in row]
    return [table_cell(cell._replace(column=numbers[cell.column]), page) for cell in row]


def _columns(pieces: Sequence[Piece]) -> list[list[int]]:
    """For every piece, the number in the whole table of each of its columns."""
    near = SAME_EDGE / 2 * max(piece.page.width for piece in pieces)
    edges = sorted(x - piece.xs[0] for piece in pieces for x in piece.xs)
    whole: list[float] = []
    for edge in edges:
        if not whole or edge - whole[-1] > near:
            whole.append(edge)
    return [
        [
            max(index for index, edge in enumerate(whole) if edge <= x - piece.xs[0])
            for x in piece.xs
        ]
        for piece in pieces
    ]


def _repeated_heads(rows: Sequence[TableRow], part: Sequence[TableRow]) -> int:
    """How many rows a piece begins with that the table began with."""
    count = 0
    for row, first in zip(part, rows, strict=False):
        texts = [text_of(cell) for cell in row]
        if texts != [text_of(cell) for cell in first] or any(map(is_value, texts)):
            break
        count += 1
    return count


def text_of(cell: TableCell) -> str:
    """The text of a cell, without spaces."""
    lines = (block for block in cell.content if isinstance(block, Line))
    return "".join("".join([run.text for run in line.runs]) for line in lines).replace(" ", "")


def _put_together(row: TableRow, rest: TableRow) -> TableRow | None:
    """The row whose end stands at the head of the next page, or None for two rows."""
    first = {cell.column: cell for cell in row}
    second = {cell.column: cell for cell in rest}
    labels = [text_of(cell) for cell in row if not _holds_value(cell)]
    more = [text_of(cell) for cell in rest if not _holds_value(cell)]
    label = next((text for text in reversed(labels) if text), "")
    continued = next((text for text in reversed(more) if text), "")
    values, other_values = _values(row), _values(rest)
    beyond = [cell for cell in rest if cell.column not in first and text_of(cell)]
    if (values and other_values) or not label or beyond:
        return None  # what is beyond the row and blank, goes on from a cell above it
    if not continued and not other_values and not values:
        return None
    if continued and not _is_rest(label, continued):
        return None
    return [_cell(cell, second[cell.column]) if cell.column in second else cell for cell in row]


def _holds_value(cell: TableCell) -> bool:
    return is_value(text_of(cell))


def _values(row: TableRow) -> int:
    return sum(_holds_value(cell) for cell in row)


def _is_rest(label: str, continued: str) -> bool:
    """Whether the second text is the end of a label that the first one begins."""
    if _is_label(continued) or _NUMBERED.match(continued):
        return False
    return _is_label(label + continued)


def _is_label(text: str) -> bool:
    match = recognise(fold(text))
    return match is not None and match.similarity == 1


def _cell(cell: TableCell, rest: TableCell) -> TableCell:
    """A cell with what stands of it on the next page."""
    content, more = list(cell.content), list(rest.content)
    if content and more:
        last, following = content[-1], more[0]
        if isinstance(last, Line) and isinstance(following, Line) and line_goes_on(last, following):
            content[-1] = Line((*last.runs, *following.runs))
            more = more[1:]
    return cell._replace(content=[*content, *more])
