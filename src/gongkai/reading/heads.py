"""Which value stands under which head, where a table prints its columns in an order of its own.

A form's columns stand in the order that the form prescribes, and the order of the values tells
their cells. An office may print them in another order, or put a column of its own between: then
each value goes by the head above it. Where the document has a grid, its columns tell which head
that is; elsewhere the order of the heads within one printed row does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from gongkai.reading.document import Edge
from gongkai.reading.printed_heads import PrintedHeads
from gongkai.reading.tokens import BLANK, VALUE_TOKEN, Token

MOST_LACKING = 2
"""A table that lacks more columns than this is not read by the heads that are left."""
MOST_STRAYS = 0.25
"""With a larger share of its heads above no value, a row's columns are not those of its heads."""
MOST_BESIDE = 0.2
"""Where not more of the rows that print anything lie beside the heads, these have moved."""


class HeadedLine(NamedTuple):
    """Lines of the form that stand side by side in one row of a table.

    Its ``values``, for each of its ``lines`` the subjects of their heads, those of them that head
    ``totals``, and the heads ``over`` it. ``start`` is which value is that of the first cell,
    where that is known for certain.
    """

    values: Sequence[Token]
    lines: Sequence[Sequence[str]]
    totals: frozenset[str]
    over: PrintedHeads
    start: int = 0

    @property
    def cells(self) -> list[str]:
        """The subjects of the heads of all its cells."""
        return [subject for line in self.lines for subject in line]

    @property
    def spare(self) -> int:
        """How many more values it has than cells from the first on."""
        return len(self.values) - self.start - len(self.cells)

    @property
    def headless(self) -> set[int]:
        """The columns between those of the heads over which nothing is printed."""
        columns = [c for subject in self.cells for c in self.over.columns.get(subject, ())]
        between = set(range(min(columns, default=0), max(columns, default=0)))
        return between - self.over.others.union(columns)


def under_heads(rows: Sequence[HeadedLine]) -> list[list[int] | None]:
    """For each row of a table the numbers of the values under its heads, cell by cell.

    The number is -1 where the table has no such column.

    A row is None where not all is clear: each cell must have a head of its own and each head one value
    under it. Where heads are not straight above their values, only rows of as many values as
    heads go by them. A row that alone begins to the left of all heads, or lies beside them, has
    moved.
    """
    known: dict[tuple[object, ...], list[int] | None] = {}  # rows of one table share their heads
    columns = []
    for row in rows:
        key = (id(row.over), *map(tuple, row.lines))
        if key not in known:
            known[key] = columns_of(row)
        columns.append(known[key])
    moved = list(map(_begins_before, rows, columns))
    if 2 * sum(moved) < len(rows):
        columns = _without(columns, moved)
    strays = list(map(_strays, rows, columns))
    beside = [stray and not _is_wide(row) for stray, row in zip(strays, rows, strict=True)]
    straight = 2 * sum(beside) <= sum(strays)
    few = sum(beside) <= MOST_BESIDE * sum(map(_prints, rows))
    if few and any(beside) and _is_grid(rows):
        columns, straight = _without(columns, beside), True
    return [
        (_by_columns(row.values, under, straight=straight) if under else _by_most_heads(row))
        or (under and _by_rank(row, under))
        or _by_order(row)
        for row, under in zip(rows, columns, strict=True)
    ]


def _begins_before(row: HeadedLine, columns: Sequence[int] | None) -> bool:
    """Whether something is printed to the left of all heads, a mark or a number."""
    first = min(columns or (0,))
    return any(token.column < first for token in row.values if token.kind != BLANK)


def _without(columns: Sequence[list[int] | None], rows: Sequence[bool]) -> list[list[int] | None]:
    """The columns of the rows, None for some rows."""
    return [None if without else under for without, under in zip(rows, columns, strict=True)]


def _is_grid(rows: Sequence[HeadedLine]) -> bool:
    """Whether nearly all rows begin and end in the same columns; ragged ones tell by no column."""
    ends = Counter((row.values[0].column, row.values[-1].column) for row in rows if row.values)
    return max(ends.values(), default=0) >= (1 - MOST_BESIDE) * len(rows)


def _prints(row: HeadedLine) -> bool:
    return any(token.kind != BLANK for token in row.values)


def _strays(row: HeadedLine, columns: Sequence[int] | None) -> bool:
    """Whether a number stands to the left or to the right of all heads, under no other words."""
    if not columns:
        return False
    first, last = min(columns), max(columns)
    if all(first <= token.column <= last for token in row.values):
        return False
    return any(
        token.kind == VALUE_TOKEN
        and not first <= token.column <= last
        and token.column not in row.over.others
        for token in row.values
    )


def _is_wide(row: HeadedLine) -> bool:
    """Whether the numbers reach over more columns than there are heads: no shift explains that."""
    printed = [token.column for token in row.values if token.kind == VALUE_TOKEN]
    return bool(printed) and printed[-1] - printed[0] >= len(row.cells)


def _by_columns(
    values: Sequence[Token], columns: Sequence[int], *, straight: bool
) -> list[int] | None:
    all_blank = all(token.kind == BLANK for token in values)  # in whatever order they stand
    if [token.column for token in values] == columns or (all_blank and len(values) == len(columns)):
        return list(range(len(values)))
    # blank cells of a row of heads may still stand before the row of values
    first = max((i for i, token in enumerate(values) if token.edge != Edge.CELL), default=0)
    if any(token.kind != BLANK for token in values[:first]):
        return None
    places = {token.column: index for index, token in enumerate(values) if index >= first}
    if len(places) < len(values) - first:
        return None
    lacking = [column for column in columns if column not in places]
    few = straight and len(lacking) <= min(MOST_LACKING, len(columns) - 1)
    if lacking and not (few and _are_blanks_beside(values, places, columns)):
        return None
    if len(places) > len(columns) and not straight:
        return None
    return [places.get(column, -1) for column in columns]


def _by_rank(row: HeadedLine, columns: Sequence[int]) -> list[int] | None:
    """The values in the order of the heads' columns, where there are as many; totals stay.

    Heads of several printed rows stand in one grid where nearly all are straight above the value
    that is theirs by this order, and the others above none.
    """
    held = [token.column for token in row.values]
    strays = [column for column in columns if column not in held]
    if len(held) != len(columns) or len(strays) > MOST_STRAYS * len(columns):
        return None
    if any(
        head not in strays and head != value
        for head, value in zip(sorted(columns), held, strict=True)
    ):
        return None
    cells = row.cells
    ranks = sorted(columns)
    order = [ranks.index(column) for column in columns]
    totals_stay = all(i == at for at, i in enumerate(order) if cells[at] in row.totals)
    return order if totals_stay else None


def _are_blanks_beside(
    values: Sequence[Token], places: dict[int, int], columns: Sequence[int]
) -> bool:
    """Whether all that stands under no head is blank, and to the left or right of all heads."""
    first, last = min(columns), max(columns)
    others = [column for column in places if column not in columns]
    return all(values[places[c]].kind == BLANK and not first < c < last for c in others)


def _by_most_heads(row: HeadedLine) -> list[int] | None:
    """The values under the heads of a table that lacks a column or two; -1 for cells it lacks.

    Every number must stand under one of the heads, and between them no value under none.
    """
    cells = row.cells
    printed = _printed_heads(row)
    found = [column for column, _ in printed]
    if not 0 < len(cells) - len(found) <= min(MOST_LACKING, len(found)):
        return None
    held = _in_order([subject for _, subject in printed], cells)
    within = [t for t in row.values if found[0] <= t.column <= found[-1]]
    strays = [t for t in row.values if t.kind != BLANK and t not in within]
    if held is None or strays or sorted(token.column for token in within) != found:
        return None
    places = {token.column: index for index, token in enumerate(row.values)}
    order = [-1] * len(cells)
    for cell, column in zip(held, found, strict=True):
        order[cell] = places[column]
    return order


def _printed_heads(row: HeadedLine) -> list[tuple[int, str]]:
    """The heads of the cells with their columns, from left to right."""
    return sorted(
        (column, subject)
        for subject in {subject for line in row.lines for subject in line}
        for column in set(row.over.columns.get(subject, ()))
    )


def _in_order(printed: Sequence[str], cells: Sequence[str]) -> list[int] | None:
    """The cells whose heads are printed, these being in the form's order; None if they are not."""
    held: list[int] = []
    at = 0
    for subject in printed:
        while at < len(cells) and cells[at] != subject:
            at += 1
        if at == len(cells):
            return None
        held.append(at)
        at += 1
    return held


def columns_of(row: HeadedLine) -> list[int] | None:
    """The column of each cell's head, line by line; None unless every cell has one of its own."""
    printed = _printed_heads(row)
    if len({column for column, _ in printed}) < len(printed):
        return None
    order = _in_lines([subject for _, subject in printed], row.lines)
    return None if order is None else [printed[index][0] for index in order]


def _in_lines(printed: Sequence[str], lines: Sequence[Sequence[str]]) -> list[int] | None:
    """Where among the heads of all lines, in printed order, that of each cell is."""
    if len(printed) != sum(len(line) for line in lines):
        return None
    order: list[int] = []
    for line in lines:
        first = len(order)
        here = {subject: first + at for at, subject in enumerate(printed[first:][: len(line)])}
        if here.keys() != set(line):
            return None
        order += [here[subject] for subject in line]
    return order


def _by_order(row: HeadedLine) -> list[int] | None:
    """The values by the order of the heads, where that is not the form's."""
    if row.spare < 0 or any(t.kind != BLANK for t in row.values[len(row.values) - row.spare :]):
        return None
    order = _order_of_heads(row)
    if not order or (len(row.values) > len(order) and order == sorted(order)):
        return None
    return [row.start + at for at in order]


def _order_of_heads(row: HeadedLine) -> list[int] | None:
    wanted = set(row.cells)
    rows = [[_one(head & wanted) for head in heads if head & wanted] for heads in row.over.rows]
    if any("" in r for r in rows):
        return None
    if len(rows) > 1 and all(len(r) == 1 for r in rows) and not _in_one_column(row, wanted):
        return None  # their lines are those of a folded row: how far down each stands tells nothing
    heads = [subject for printed in rows for subject in printed]
    if len(row.lines) == 1:
        return _within_rows(rows, row.lines[0], row.totals) if len(heads) == len(wanted) else None
    return _within_lines(rows, row.lines, row.totals)


def _in_one_column(row: HeadedLine, subjects: Iterable[str]) -> bool:
    return len({c for subject in subjects for c in row.over.columns.get(subject, ())}) == 1


def _within_lines(
    rows: Sequence[Sequence[str]], lines: Sequence[Sequence[str]], totals: frozenset[str]
) -> list[int] | None:
    """The order of the heads of lines side by side, where that of each line's own has changed.

    Their totals may stand in a printed row of their own, above the others: so they keep their
    places.
    """
    rows = [[s for s in row if s not in totals] for row in rows if not totals.issuperset(row)]
    parts = [[subject for subject in line if subject not in totals] for line in lines]
    inner = _in_lines([s for row in rows for s in row], parts) if _are_whole(rows, parts) else None
    if inner is None:
        return None
    cells = [subject for line in lines for subject in line]
    places = [at for at, subject in enumerate(cells) if subject not in totals]
    order = list(range(len(cells)))
    for place, index in zip(places, inner, strict=True):
        order[place] = places[index]
    return order


def _are_whole(rows: Sequence[Sequence[str]], lines: Sequence[Sequence[str]]) -> bool:
    """Whether the heads of each line stand in one printed row, or every head in one of its own."""
    ends = set(accumulate(len(line) for line in lines))
    rows_end = set(accumulate(len(row) for row in rows))
    return rows_end <= ends or all(len(row) == 1 for row in rows)


def _within_rows(
    rows: Sequence[Sequence[str]], line: Sequence[str], totals: frozenset[str]
) -> list[int] | None:
    """The order of a line's heads, where they have changed places within their printed rows.

    A row of heads may be only a part of them: 自然人 and 总计 stand above a second row with the
    heads between them, and where a table has been flattened 总计 comes before those. So a total
    keeps its place. Heads that have a printed line each are one row.
    """
    if all(len(row) == 1 for row in rows):
        rows = [[subject for row in rows for subject in row]]
    order = list(range(len(line)))
    for row in rows:
        heads = [subject for subject in row if subject not in totals]
        for place, subject in zip(sorted(map(line.index, heads)), heads, strict=True):
            order[line.index(subject)] = place
    return order if sorted(order) == list(range(len(line))) else None


def _one(subjects: frozenset[str]) -> str:
    return next(iter(subjects)) if len(subjects) == 1 else ""
