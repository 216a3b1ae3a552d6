"""A table of a report drawn with characters, so narrow that a terminal of 80 columns holds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from gongkai.formats import Axis, Table
from gongkai.report.canonical import number_text
from gongkai.report.value import Cell, CellState, Report
from gongkai.report.width import cut, pad, pad_left, width

Line = list[tuple[str, str]]
"""A line of a display: pieces of text, each with the name of its style."""

LABEL_WIDTH = 34
SINGLE_LINE_COLUMNS = 4
"""Up to so many columns have room for their labels in one line."""
SHORT_LABEL = 3
GAP = "  "

_MARKS = {
    CellState.BLANK: "空",
    CellState.NOT_APPLICABLE: "/",
    CellState.UNREADABLE: "?",
    CellState.MISSING: "缺",
    CellState.DERIVED: "=",
}


def mark(state: CellState) -> str:
    """What stands for a state in a table; a derived number has its mark in front."""
    return _MARKS.get(state, "")


def cell_text(cell: Cell) -> str:
    """A cell as a table shows it: its number, or the mark of its state."""
    return mark(cell.state) + ("" if cell.value is None else number_text(cell.value))


def label_width(tables: Sequence[Table]) -> int:
    """How wide the first column must be, so that tables below each other share it."""
    labels = (_label(row) for table in tables for row in table.rows)
    titles = ("  " + table.title for table in tables if _is_block(table))
    return min(LABEL_WIDTH, max(map(width, chain(labels, titles))))


def grid_lines(report: Report, table: Table, labels: int) -> Iterator[Line]:
    """The table's lines: heads, group labels, then a line for each row; ``labels`` columns wide."""
    heads = [_head(column.label, len(table.columns)) for column in table.columns]
    widths = [_column_width(report, table, n, head) for n, head in enumerate(heads)]
    yield from _head_lines(table, heads, widths, labels)
    above: tuple[str, ...] = ()
    for row in table.rows:
        yield from _group_lines(row.groups, above)
        above = row.groups
        yield _row_line(report, table, row, widths, labels)


def _row_line(report: Report, table: Table, row: Axis, widths: list[int], labels: int) -> Line:
    line: Line = [(pad(cut(_label(row), labels), labels), "")]
    for column, columns in zip(table.columns, widths, strict=True):
        cell = report.cells[table.cell_id(row, column)]
        line.append((GAP + pad_left(cell_text(cell), columns), _style(cell)))
    return line


def _label(row: Axis) -> str:
    return "  " * (1 + len(row.groups)) + row.label


def _is_block(table: Table) -> bool:
    """Whether the table is one of several in its part, so that its title says something new."""
    return table.id != table.part


def _style(cell: Cell) -> str:
    return "zero" if cell.state is CellState.NUMBER and not cell.value else cell.state.value


def _group_lines(groups: tuple[str, ...], above: tuple[str, ...]) -> Iterator[Line]:
    for depth, group in enumerate(groups, start=1):
        if groups[:depth] != above[:depth]:
            yield [("  " * depth + group, "group")]


def _head_lines(
    table: Table, heads: list[list[str]], widths: list[int], labels: int
) -> Iterator[Line]:
    height = max(map(len, heads))
    title = "  " + table.title if _is_block(table) else ""
    for level in range(height):
        corner = title if level == height - 1 else ""
        line: Line = [(pad(corner, labels), "group")]
        for head, columns in zip(heads, widths, strict=True):
            words = [""] * (height - len(head)) + head
            line.append((GAP + pad_left(words[level], columns), "head"))
        yield line


def _head(label: str, columns: int) -> list[str]:
    """A column's label, in lines of one two-character word where many columns stand in a row."""
    label = label.partition("（")[0]
    if columns <= SINGLE_LINE_COLUMNS or len(label) <= SHORT_LABEL:
        return [label]
    return [label[start : start + 2] for start in range(0, len(label), 2)]


def _column_width(report: Report, table: Table, position: int, head: list[str]) -> int:
    column = table.columns[position]
    cells = (report.cells[table.cell_id(row, column)] for row in table.rows)
    return max(width(text) for text in (*head, *map(cell_text, cells)))
