"""The three parts of the form as tables with merged cells, and the ways tools flatten those."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from gongkai.formats import Axis, Part, Table, get_format
from tests.support.sheet import Sheet

Across = Literal["once", "empty", "repeat"]
Down = Literal["skip", "empty", "repeat"]


class Role(StrEnum):
    """What a cell of the printed form is for."""

    TITLE = "title"
    HEAD = "head"
    GROUP = "group"
    LABEL = "label"
    VALUE = "value"
    FILLER = "filler"


@dataclass(frozen=True, slots=True)
class Slot:
    """One printed cell with the columns and rows it spans."""

    text: str
    role: Role
    across: int = 1
    down: int = 1


Row = list[Slot]
_GAP = Slot("", Role.FILLER)


def grid_of(sheet: Sheet, part: Part, *, stacked_remedies: bool = False) -> list[Row]:
    """The rows of one part as printed, merged cells standing once at their beginning."""
    tables = get_format(sheet.truth.formats[part]).tables_of(part)
    if part is Part.DISCLOSURE:
        return [row for table in tables for row in _disclosure(sheet, table)]
    if part is Part.REQUESTS:
        return _requests(sheet, tables[0])
    return _stacked(sheet, tables[0]) if stacked_remedies else _side_by_side(sheet, tables[0])


def flatten(rows: list[Row], across: Across, down: Down) -> list[Row]:
    """Undo merged cells: what continues one is left out, left empty or repeats its text."""
    flat: list[Row] = []
    open_cells: dict[int, tuple[int, Slot]] = {}
    for row in rows:
        line: Row = []
        column = 0
        waiting = iter(row)
        slot = next(waiting, None)
        while slot is not None or column in open_cells:
            if column in open_cells:
                left, above = open_cells.pop(column)
                _continue_down(line, above, across, down)
                if left > 1:
                    open_cells[column] = (left - 1, above)
                column += above.across
                continue
            assert slot is not None
            line.extend(_spread(slot, across))
            if slot.down > 1:
                open_cells[column] = (slot.down - 1, slot)
            column += slot.across
            slot = next(waiting, None)
        flat.append(line)
    return flat


def _continue_down(line: Row, above: Slot, across: Across, down: Down) -> None:
    if down == "repeat":
        line.extend(_spread(above, across))
    elif down == "empty":
        line.extend(_spread(replace(above, text="", role=Role.FILLER), across))


def _spread(slot: Slot, across: Across) -> Row:
    if across == "once" or slot.across == 1:
        return [slot]
    rest = replace(slot, text="", role=Role.FILLER) if across == "empty" else slot
    return [slot] + [rest] * (slot.across - 1)


def _disclosure(sheet: Sheet, table: Table) -> list[Row]:
    spans = _value_spans(len(table.columns))
    unused: Row = []
    if sheet.hand.unused:
        spans = (1,) * len(table.columns)
        unused = [Slot(sheet.hand.unused, Role.VALUE)] * (3 - len(table.columns))
    heads = [
        Slot(sheet.head(table, column), Role.HEAD, span)
        for column, span in zip(table.columns, spans, strict=True)
    ]
    rows = [
        [Slot(sheet.title(table), Role.TITLE, 4)],
        [Slot(sheet.plain(table.stub), Role.HEAD), *heads, *[_GAP] * len(unused)],
    ]
    for row in table.rows:
        values = [
            Slot(sheet.cell(table.cell_id(row, column)), Role.VALUE, span)
            for column, span in zip(table.columns, spans, strict=True)
        ]
        rows.append([Slot(sheet.label(table, row), Role.LABEL), *values, *unused])
    return rows


def _value_spans(columns: int) -> tuple[int, ...]:
    return {1: (3,), 2: (1, 2), 3: (1, 1, 1)}[columns]


def _requests(sheet: Sheet, table: Table) -> list[Row]:
    rows = _request_heads(sheet, table)
    if sheet.hand.column_numbers:
        rows.append([Slot("", Role.FILLER, 3)] + [Slot(str(n), Role.HEAD) for n in range(1, 8)])
    seen: set[str] = set()
    for row in table.rows:
        line: Row = []
        for group in row.groups:
            if group not in seen:
                seen.add(group)
                down = sum(group in other.groups for other in table.rows)
                line.append(Slot(sheet.group(group), Role.GROUP, 1, down))
        line.append(Slot(sheet.label(table, row), Role.LABEL, 3 - len(row.groups)))
        line += [Slot(sheet.cell(table.cell_id(row, c)), Role.VALUE) for c in table.columns]
        rows.append(line)
    return rows


def _request_heads(sheet: Sheet, table: Table) -> list[Row]:
    first, *middle, last = table.columns
    corner = Slot(sheet.plain(table.stub), Role.HEAD, 3, 3)
    return [
        [corner, Slot(sheet.plain(table.column_head), Role.HEAD, 7)],
        [
            Slot(sheet.head(table, first), Role.HEAD, 1, 2),
            Slot(sheet.plain(middle[0].groups[0]), Role.GROUP, len(middle)),
            Slot(sheet.head(table, last), Role.HEAD, 1, 2),
        ],
        [Slot(sheet.head(table, column), Role.HEAD) for column in middle],
    ]


def _side_by_side(sheet: Sheet, table: Table) -> list[Row]:
    review, *litigation = table.rows
    width = len(table.columns)

    def heads(down: int) -> Row:
        return [Slot(sheet.head(table, c), Role.HEAD, 1, down) for c in table.columns]

    rows = [
        [
            Slot(sheet.label(table, review), Role.LABEL, width),
            Slot(sheet.group(litigation[0].groups[0]), Role.GROUP, 2 * width),
        ],
        heads(2) + [Slot(sheet.label(table, row), Role.LABEL, width) for row in litigation],
        [head for _ in litigation for head in heads(1)],
    ]
    if sheet.hand.column_numbers:
        rows.append([Slot(str(n), Role.HEAD) for n in range(1, 16)])
    cells = [table.cell_id(row, column) for row in table.rows for column in table.columns]
    return [*rows, [Slot(sheet.cell(cell), Role.VALUE) for cell in cells]]


def _stacked(sheet: Sheet, table: Table) -> list[Row]:
    rows = [
        [Slot("类别", Role.HEAD)] + [Slot(sheet.head(table, c), Role.HEAD) for c in table.columns]
    ]
    for row in table.rows:
        values = [Slot(sheet.cell(table.cell_id(row, c)), Role.VALUE) for c in table.columns]
        rows.append([Slot(_full_label(sheet, table, row), Role.LABEL), *values])
    return rows


def _full_label(sheet: Sheet, table: Table, row: Axis) -> str:
    """A stacked row names its group with it where the side by side form has a head above."""
    group = sheet.plain(row.groups[0]) + "—" if row.groups and sheet.rng.random() < 0.5 else ""
    return group + sheet.label(table, row)
