"""The tables of a report as the page shows them: as printed, each number a link or an input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from gongkai.formats import Part
from gongkai.report import CellState, Report
from gongkai.web.reports.behind import Behind, kind_of
from gongkai.web.reports.findings import Remark
from gongkai.web.reports.models import CellOrigin
from gongkai.web.reports.tables import Entries, Entry
from gongkai.web.reports.typed import shown
from gongkai.writing.printed import Box, BoxRole, Grid, Placed, grid, placed


@dataclass(frozen=True, slots=True)
class Field:
    """One number on the page."""

    entry: Entry
    is_input: bool
    is_link: bool
    typed: str
    """What stands in the input."""
    fault: str
    remark: Remark | None
    theirs: str | None = None
    """What somebody else saved meanwhile, where that is another value."""

    @property
    def id(self) -> str:
        """The cell's id."""
        return self.entry.spec.id

    @property
    def label(self) -> str:
        """The cell by its row and column."""
        return "，".join(self.entry.spec.path[1:])

    @property
    def text(self) -> str:
        """The number as it is read; a dash where none stands."""
        return shown(self.entry.cell) or "—"

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there."""
        return self.entry.cell.state is CellState.BLANK

    @property
    def is_imported(self) -> bool:
        """Whether the number came from a file."""
        return self.entry.origin is CellOrigin.IMPORTED


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of the printed table: a head, or a number."""

    box: Box
    scope: str
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of the table that go together: the heads, or one block below its title."""

    is_head: bool
    rows: tuple[tuple[Spot, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One part of the report as a table on the page."""

    part: Part
    caption: str
    blocks: tuple[Block, ...]
    from_ledger: bool
    faults: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was sent with the form: texts by cell, what is wrong with them, what others saved."""

    texts: Mapping[str, str]
    faults: Mapping[str, str]
    theirs: Mapping[str, str]


NOTHING_TYPED = Typed({}, {}, {})


def sheet_of(  # noqa: PLR0913 - what a table is shown with
    value: Report,
    part: Part,
    entries: Entries,
    *,
    editable: bool,
    from_ledger: bool,
    marks: Mapping[str, Remark],
    typed: Typed = NOTHING_TYPED,
) -> Sheet:
    """The table of one part."""
    form = grid(value, part)
    fields = {
        name: _field(entry, editable, marks.get(name), typed)
        for name, entry in entries.items()
        if entry.spec.part is part
    }
    blocks = tuple(_blocks(form, fields))
    faults = tuple(each for each in fields.values() if each.fault)
    return Sheet(part, form.caption, blocks, from_ledger, faults)


def _field(entry: Entry, editable: bool, remark: Remark | None, typed: Typed) -> Field:  # noqa: FBT001 - one fact of four
    name = entry.spec.id
    return Field(
        entry,
        is_input=editable and not entry.is_counted,
        is_link=entry.is_counted and kind_of(entry.spec) is not Behind.NOTHING,
        typed=typed.texts.get(name, shown(entry.cell)),
        fault=typed.faults.get(name, ""),
        remark=remark,
        theirs=typed.theirs.get(name),
    )


def _blocks(form: Grid, fields: Mapping[str, Field]) -> list[Block]:
    blocks: list[Block] = []
    rows: list[tuple[Spot, ...]] = []
    is_head = form.head_rows > 0
    for number, placed_row in groupby(placed(form.rows), key=lambda each: each.row):
        boxes = list(placed_row)
        begins = boxes[0].box.role is BoxRole.TITLE or (is_head and number >= form.head_rows)
        if begins and rows:
            blocks.append(Block(is_head, tuple(rows)))
            rows = []
        is_head = number < form.head_rows
        rows.append(tuple(_spot(each, fields) for each in boxes))
    return [*blocks, Block(is_head, tuple(rows))]


def _spot(each: Placed, fields: Mapping[str, Field]) -> Spot:
    box = each.box
    if box.cell is not None:
        return Spot(box, "", fields[box.cell])
    match box.role:
        case BoxRole.TITLE:
            return Spot(box, "rowgroup")
        case BoxRole.LABEL:
            return Spot(box, "row")
        case BoxRole.GROUP if box.down > 1:
            return Spot(box, "rowgroup")
        case _:
            return Spot(box, "colgroup" if box.across > 1 else "col")
