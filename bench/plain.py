"""What a plain script makes of a table library's output: rows of text -> cells by their labels.

This is the mapping that somebody writes in an afternoon: a row is found by its label, its values
are the cells behind it. It is given the benefit of every doubt (labels compared without spaces,
repeated merged cells understood), so that what is compared is the libraries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from gongkai.formats import Part, Table, get_format
from tests.support.truth import Truth

Row = Sequence[str]
Values = dict[str, Decimal | None]
"""A number for a cell, or None where the library gives an empty cell."""

_SPACE = re.compile(r"\s+")


def cells_of(rows: Sequence[Row], formats: Mapping[str, str]) -> Values:
    """The cells that the rows of all tables give."""
    values: Values = {}
    clean = [[_SPACE.sub("", text) for text in row] for row in rows]
    for part in Part:
        for table in get_format(formats[part]).tables_of(part):
            values.update(
                _remedies(clean, table) if part is Part.REMEDIES else _by_label(clean, table)
            )
    return values


def score(values: Values, truth: Truth) -> tuple[int, int]:
    """How many cells are right, and how many hold a number that the report does not print."""
    right = wrong = 0
    for cell, entry in truth.entries.items():
        given = values.get(cell)
        if entry.state == "number":
            right += given is not None and given == entry.value
        else:
            right += cell in values and given is None
        wrong += given is not None and given != entry.value
    return right, wrong


def _by_label(rows: Sequence[Row], table: Table) -> Values:
    """Rows led by the labels of the form, in its order."""
    values: Values = {}
    at = 0
    width = len(table.columns)
    for row in table.rows:
        wanted = _SPACE.sub("", row.label)
        for index in range(at, len(rows)):
            if wanted in rows[index]:
                last = max(i for i, text in enumerate(rows[index]) if text == wanted)
                printed = rows[index][last + 1 :]
                printed = printed[-width:] if table.id == "requests" else printed[:width]
                for column, text in zip(table.columns, printed, strict=False):
                    values[table.cell_id(row, column)] = _number(text)
                at = index + 1
                break
    return values


def _remedies(rows: Sequence[Row], table: Table) -> Values:
    """The one row of fifteen values."""
    cells = [table.cell_id(row, column) for row in table.rows for column in table.columns]
    for row in rows:
        if len(row) == len(cells) and sum(map(_is_number, row)) * 2 > len(cells):
            return {cell: _number(text) for cell, text in zip(cells, row, strict=True)}
    return {}


def _is_number(text: str) -> bool:
    return _number(text) is not None


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def piped(markdown: str) -> Iterator[Row]:
    """The rows of the tables in a Markdown text."""
    for line in markdown.splitlines():
        if line.startswith("|") and not set(line) <= set("|-: "):
            yield [cell.strip() for cell in line.strip().strip("|").split("|")]
