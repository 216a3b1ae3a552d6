"""An invented report as paper: its words and its tables with true merges, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gongkai.formats import Part, get_format
from tests.support.document import headings
from tests.support.grid import Role, Slot, grid_of
from tests.support.marks import Marks, visible
from tests.support.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph: ``title`` lines, ``text``, a section's ``heading``, or part of the signature."""

    role: Literal["title", "text", "heading", "signature"]
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """One printed cell with what it spans; ``key`` is the cell id where it holds a value."""

    text: str
    role: Role
    across: int = 1
    down: int = 1
    key: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """The table or tables of one part; a merged cell stands once, where it begins."""

    part: Part
    rows: list[list[Box]]

    @property
    def columns(self) -> int:
        """How many columns the grid has."""
        return sum(box.across for box in self.rows[0])


Item = Words | Grid


def paper(sheet: Sheet, *, stacked_remedies: bool = False) -> list[Item]:
    """The whole report, top to bottom."""
    truth = sheet.truth
    items: list[Item] = [Words("title", line) for line in truth.title]
    if truth.lead_in:
        items.append(Words("text", sheet.plain(truth.lead_in)))
    parts = {s.number: s.part for s in get_format(truth.formats["disclosure"]).sections}
    for number, heading in headings(sheet).items():
        items.append(Words("heading", sheet.plain(heading)))
        part = parts[number]
        if part is None:
            items += [Words("text", sheet.plain(line)) for line in truth.prose[number]]
        elif part not in truth.absent:
            before, after = truth.asides.get(part, ("", ""))
            items += [Words("text", before)] if before else []
            rows = grid_of(sheet, part, stacked_remedies=stacked_remedies)
            items.append(Grid(part, [[_box(slot, sheet.marks) for slot in row] for row in rows]))
            items += [Words("text", after)] if after else []
    if truth.signed:
        signed = truth.signed
        items.append(Words("signature", truth.body))
        items.append(Words("signature", f"{signed.year}年{signed.month}月{signed.day}日"))
    return items


def _box(slot: Slot, marks: Marks) -> Box:
    _, spans = marks.strip(slot.text)
    key = spans[0].key if spans and slot.role is Role.VALUE else ""
    return Box(visible(slot.text), slot.role, slot.across, slot.down, key)
