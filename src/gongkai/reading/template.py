"""A part's tables as the aligner sees them: lines of cells, each led by a label.

The lines of both formats are merged into one sequence, since the formats differ in few lines:
the text is aligned once, and which lines it has tells the format. A table may be printed by rows
(as the notice prescribes) or turned, with the applicant classes as rows; both are lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from gongkai.formats import FORMAT_IDS, Axis, Identity, Part, Table, get_format
from gongkai.reading.document import fold
from gongkai.reading.labels import Entry, core_of, split_enumerator


@dataclass(frozen=True, eq=False)
class Line:
    """One line of values: what labels it, and by format its cells and what labels each of them.

    ``subject`` is the label's subject in the vocabulary; ``cells``, ``items`` (the ids on the other
    axis) and ``heads`` (their labels' subjects) run in parallel.
    """

    subject: str
    label: Entry
    cells: dict[str, tuple[str, ...]]
    items: dict[str, tuple[str, ...]]
    heads: dict[str, tuple[str, ...]]
    shares_row: bool = False
    """Whether the form prints the line beside others, in one row of values."""

    def width(self, format_id: str) -> int:
        """How many values the line has in a format: 0 where the format has no such line."""
        return len(self.cells.get(format_id, ()))

    @cached_property
    def widths(self) -> frozenset[int]:
        """The numbers of values the line has in the formats that know it."""
        return frozenset(len(cells) for cells in self.cells.values())

    @cached_property
    def only_of_width(self) -> dict[int, str]:
        """The format in which alone the line has so many values, by their number."""
        widths = [len(cells) for cells in self.cells.values()]
        known = zip(widths, self.cells, strict=True)
        return {width: format_id for width, format_id in known if widths.count(width) == 1}

    @cached_property
    def narrowest(self) -> int:
        """The smallest number of values the line has in a format that knows it."""
        return min(self.widths)

    def totals(self, part: Part, format_id: str) -> tuple[str, ...]:
        """The subjects of its heads under which sums of the line's other values stand."""
        return _totals(part, format_id, self.cells[format_id], self.heads[format_id])


@cache
def _totals(
    part: Part, format_id: str, cells: tuple[str, ...], heads: tuple[str, ...]
) -> tuple[str, ...]:
    bound = identities_by_cell(part, format_id)
    return tuple(
        head
        for cell, head in zip(cells, heads, strict=True)
        if any(i.right == (cell,) and set(i.left) <= set(cells) for i in bound.get(cell, ()))
    )


@dataclass(frozen=True, eq=False)
class Template:
    """The lines of one part in printed order, in one arrangement (``rows`` or ``turned``).

    There is one of each, so it is compared by identity.
    """

    part: Part
    arrangement: str
    lines: tuple[Line, ...]

    @cached_property
    def columns(self) -> int:
        """How many values stand in a printed row: of all lines where they stand side by side."""
        widths = [max(line.widths) for line in self.lines]
        return sum(widths) if self.side_by_side else max(widths)

    @cached_property
    def side_by_side(self) -> bool:
        """Whether the form prints the lines beside each other, in one row of values."""
        return any(line.shares_row for line in self.lines)

    @cached_property
    def fewest_lines(self) -> int:
        """How many lines the part has in the format with the fewest."""
        return min(sum(line.width(known) > 0 for line in self.lines) for known in FORMAT_IDS)

    def cells(self, format_id: str) -> int:
        """How many cells the part has in a format."""
        return self._cells[format_id]

    @cached_property
    def _cells(self) -> dict[str, int]:
        return {known: sum(line.width(known) for line in self.lines) for known in FORMAT_IDS}

    @cached_property
    def positions(self) -> dict[str, int]:
        """Line numbers by the subject of their label."""
        return {line.subject: index for index, line in enumerate(self.lines)}


class Shape(NamedTuple):
    """Some lines that stand in one row of values, as a format has them.

    ``width`` is how many values they have; ``cells`` and ``heads`` (the subjects of their labels)
    run in parallel, ``heads`` line by line; ``items`` are what labels each value of a line alone;
    ``totals`` are the heads under which sums stand, ``subjects`` all of them.
    """

    lines: tuple[Line, ...]
    width: int
    cells: tuple[str, ...]
    items: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    subjects: frozenset[str]
    totals: frozenset[str]


@lru_cache(maxsize=1024)
def shape_of(template: Template, format_id: str, numbers: tuple[int, ...]) -> Shape:
    """The lines of those numbers, without those that the format does not have."""
    lines = tuple(template.lines[n] for n in numbers if template.lines[n].width(format_id))
    cells = tuple(cell for line in lines for cell in line.cells[format_id])
    heads = tuple(line.heads[format_id] for line in lines)
    return Shape(
        lines,
        len(cells),
        cells,
        # within several lines at once no label tells a value's cell
        lines[0].items[format_id] if len(lines) == 1 else ("",) * len(cells),
        heads,
        frozenset(head for line in heads for head in line),
        frozenset(head for line in lines for head in line.totals(template.part, format_id)),
    )


@cache
def templates(part: Part) -> tuple[Template, ...]:
    """The arrangements in which a part is printed, the prescribed one first."""
    by_rows = Template(part, "rows", _merged(part, turned=False))
    if part is Part.DISCLOSURE:
        return (by_rows,)
    return by_rows, Template(part, "turned", _merged(part, turned=True))


@cache
def strip_labels(arrangement: str) -> tuple[frozenset[str], str, tuple[int, ...]]:
    """Of all parts in an arrangement, what the cutter of strips must know.

    What leads lines, which kind of label values may carry instead, the widths of printed rows.
    """
    found = [t for part in Part for t in templates(part) if t.arrangement == arrangement]
    return (
        frozenset(subject for template in found for subject in template.positions),
        "row" if arrangement == "turned" else "column",
        tuple(sorted({template.columns for template in found}, reverse=True)),
    )


def _merged(part: Part, *, turned: bool) -> tuple[Line, ...]:
    merged: list[Line] = []
    for format_id in FORMAT_IDS:
        position = 0
        for table in get_format(format_id).tables_of(part):
            for line in _lines_of(table, format_id, turned=turned):
                known = next((i for i, m in enumerate(merged) if m.subject == line.subject), None)
                if known is None:
                    merged.insert(position, line)
                    position += 1
                else:
                    merged[known] = _united(merged[known], line)
                    position = known + 1
    return tuple(merged)


def _united(first: Line, second: Line) -> Line:
    return Line(
        first.subject,
        second.label,
        {**first.cells, **second.cells},
        {**first.items, **second.items},
        {**first.heads, **second.heads},
        first.shares_row,
    )


def _lines_of(table: Table, format_id: str, *, turned: bool) -> Iterable[Line]:
    leads, items = (table.columns, table.rows) if turned else (table.rows, table.columns)
    for lead in leads:
        pairs = [(item, lead) if turned else (lead, item) for item in items]
        yield Line(
            subject=_subject(table, lead, is_row=not turned),
            label=_entry(table, lead, is_row=not turned),
            cells={format_id: tuple(table.cell_id(row, column) for row, column in pairs)},
            items={format_id: tuple(item.id for item in items)},
            heads={format_id: tuple(_subject(table, item, is_row=turned) for item in items)},
            shares_row=table.side_by_side and not turned,
        )


def _subject(table: Table, axis: Axis, *, is_row: bool) -> str:
    return f"{table.id}.{axis.id}" if is_row else f"{table.id}:{axis.id}"


def _entry(table: Table, axis: Axis, *, is_row: bool) -> Entry:
    enumerator, rest = split_enumerator(fold(axis.label))
    kind = "row" if is_row else "column"
    return Entry(
        kind, _subject(table, axis, is_row=is_row), axis.label, core_of(rest), enumerator, ()
    )


@cache
def identities_by_cell(part: Part, format_id: str) -> dict[str, tuple[Identity, ...]]:
    """The identities of a part by the cells they bind."""
    bound: dict[str, list[Identity]] = {}
    for identity in get_format(format_id).identities_of(part):
        for cell in identity.cells:
            bound.setdefault(cell, []).append(identity)
    return {cell: tuple(identities) for cell, identities in bound.items()}
