"""Structure lost: rows, tables or whole reports on one line."""

from __future__ import annotations

from gongkai.formats import Part
from tests.support.document import Paper, document
from tests.support.grid import Role, Slot, flatten, grid_of
from tests.support.layouts.registry import layout
from tests.support.marks import visible
from tests.support.sheet import Sheet


def _slots(sheet: Sheet, part: Part) -> list[Slot]:
    return [s for row in flatten(grid_of(sheet, part), "once", "skip") for s in row if s.text]


@layout("spaced_rows", blanks=False)
def spaced_rows(sheet: Sheet) -> str:
    """Each row on its line, cells kept apart by one space."""

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "once", "skip")
        return "\n".join(" ".join(s.text for s in row if s.text) for row in rows)

    return document(sheet, table)


@layout("spaced_line", blanks=False, lines=False)
def spaced_line(sheet: Sheet) -> str:
    """Each table on one line, cells kept apart by one space."""
    return document(sheet, lambda part: " ".join(s.text for s in _slots(sheet, part)))


@layout("glued_rows", blanks=False, dashes=False)
def glued_rows(sheet: Sheet) -> str:
    """Each row on its line, no space between a label and its first number."""

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "once", "skip")
        return "\n".join(_glued([s for s in row if s.text]) for row in rows)

    return document(sheet, table)


@layout("glued_line", blanks=False, lines=False, dashes=False)
def glued_line(sheet: Sheet) -> str:
    """Each table on one line, spaces only between numbers."""
    return document(sheet, lambda part: _glued(_slots(sheet, part)))


@layout("one_line", blanks=False, lines=False)
def one_line(sheet: Sheet) -> str:
    """The whole report, prose and all, on one physical line with single spaces."""
    return document(sheet, lambda part: " ".join(s.text for s in _slots(sheet, part)), Paper(" "))


def _glued(slots: list[Slot]) -> str:
    """No space but between two values, and between two numbers of any kind."""
    text = ""
    before: Slot | None = None
    for slot in slots:
        apart = before is not None and (
            (before.role is Role.VALUE and slot.role is Role.VALUE)
            or (visible(before.text)[-1:].isdigit() and visible(slot.text).isdigit())
        )
        text += (" " if apart else "") + slot.text
        before = slot
    return text
