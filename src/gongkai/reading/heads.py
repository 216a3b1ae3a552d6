"""Which value stands under which head, where the document tells the columns of both.

A form's columns stand in the order that the form prescribes, and the order of the values tells
their cells. An office may print them in another order, or put a column of its own between: then
each value goes by the head above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gongkai.reading.tokens import BLANK, Token


class Heads:
    """The heads last printed: for the subject of each label the columns it stands in.

    ``kind`` is that of the labels that head values (``column``, or ``row`` in a turned table).
    """

    def __init__(self, kind: str) -> None:
        self.over: dict[str, list[int]] = {}
        self._kind = kind
        self._values = False

    def label(self, token: Token) -> None:
        """Take note of a label. The first behind values begins new heads."""
        match = token.match
        if match is None or match.enumerator:
            return  # heads have no numbers; （七）总计 is a line's label
        subjects = [entry.subject for entry in match.entries if entry.kind == self._kind]
        if not subjects:
            return
        if self._values:
            self.over, self._values = {}, False
        for subject in subjects:
            self.over.setdefault(subject, []).append(token.column)

    def value(self, token: Token) -> None:
        """Take note of a value; blank cells stand in heads too."""
        self._values = self._values or token.kind != BLANK


class HeadedLine(NamedTuple):
    """Lines of the form that stand side by side in one row of a table.

    Its ``values``, for each of its ``lines`` the subjects of their heads, and the columns of the
    heads ``over`` it.
    """

    values: Sequence[Token]
    lines: Sequence[Sequence[str]]
    over: dict[str, list[int]]


def under_heads(rows: Sequence[HeadedLine]) -> list[list[int] | None]:
    """For each row of a table the numbers of the values under its heads, cell by cell.

    None where not all is clear: each cell must have a head of its own and each head one value
    under it. Where a number of the table stands outside of the heads above it, they are not
    straight above their values; then only rows of as many values as heads go by them.
    """
    columns = [_columns(row.lines, row.over) for row in rows]
    straight = not any(
        columns and _strays(row.values, columns) for row, columns in zip(rows, columns, strict=True)
    )
    return [
        _order(row.values, under, straight=straight) if under else None
        for row, under in zip(rows, columns, strict=True)
    ]


def _strays(values: Sequence[Token], columns: Sequence[int]) -> bool:
    """Whether a number stands to the left or to the right of all heads."""
    first, last = min(columns), max(columns)
    return any(t.kind != BLANK and not first <= t.column <= last for t in values)


def _order(values: Sequence[Token], columns: Sequence[int], *, straight: bool) -> list[int] | None:
    places = {token.column: index for index, token in enumerate(values)}
    if len(places) < len(values) or any(column not in places for column in columns):
        return None
    if len(values) > len(columns) and not straight:
        return None
    return [places[column] for column in columns]


def _columns(lines: Sequence[Sequence[str]], over: dict[str, list[int]]) -> list[int] | None:
    """The column of each cell's head, line by line; None unless every cell has one of its own."""
    printed = sorted(
        (column, subject)
        for subject in {subject for line in lines for subject in line}
        for column in set(over.get(subject, ()))
    )
    if len(printed) != sum(len(line) for line in lines):
        return None
    columns: list[int] = []
    for line in lines:
        here = {subject: column for column, subject in printed[: len(line)]}
        if here.keys() != set(line):
            return None
        columns += [here[subject] for subject in line]
        printed = printed[len(line) :]
    return columns if columns and len(set(columns)) == len(columns) else None
