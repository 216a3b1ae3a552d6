"""Rows with separators: tabs, commas."""

from __future__ import annotations

from random import Random

from gongkai.formats import Part
from tests.support.document import Paper, document
from tests.support.grid import Role, Row, flatten, grid_of
from tests.support.layouts.registry import layout
from tests.support.marks import visible
from tests.support.sheet import Sheet


@layout("tabs_grid", blanks=True)
def tabs_grid(sheet: Sheet, rng: Random) -> str:
    """A full grid: what a merged cell covers is an empty column."""

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "empty", "empty")
        return "\n".join("\t".join(slot.text for slot in row) for row in rows) + "\n"

    return document(sheet, table)


@layout("tabs_copied", blanks=True)
def tabs_copied(sheet: Sheet, rng: Random) -> str:
    """What copying from a browser gives: covered columns are not there at all."""

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "once", "skip")
        return "\n".join("\t".join(slot.text for slot in row) for row in rows) + "\n"

    return document(sheet, table, Paper("\n\n"))


@layout("tabs_ragged", blanks=False)
def tabs_ragged(sheet: Sheet, rng: Random) -> str:
    """Columns out of step: empty columns before the values differ by row, more empties behind."""

    def line(row: Row) -> str:
        lead = [s.text for s in row if s.role is not Role.VALUE]
        values = [s.text for s in row if s.role is Role.VALUE]
        if not values:
            return "\t".join(lead) + "\t" * rng.randint(0, 3)
        gap = [""] * rng.randint(0, 3)
        return "\t".join([*lead, *gap, *values]) + "\t" * rng.randint(0, 2)

    def table(part: Part) -> str:
        down = rng.choice(("skip", "empty"))
        return "\n".join(map(line, flatten(grid_of(sheet, part), "once", down))) + "\n"

    return document(sheet, table, Paper("\n\n"))


@layout("csv", blanks=True)
def csv(sheet: Sheet, rng: Random) -> str:
    """Comma-separated rows; a text with a comma or a quote stands in quotes."""

    def quoted(text: str) -> str:
        bare = visible(text)
        if "," in bare or '"' in bare or "\n" in bare:
            return '"' + text.replace('"', '""') + '"'
        return text

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "empty", "empty")
        return "\n".join(",".join(quoted(slot.text) for slot in row) for row in rows)

    return document(sheet, table)
