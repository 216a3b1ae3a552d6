"""Rows with separators: tabs, commas."""

from __future__ import annotations

from gongkai.formats import Part
from tests.support.document import Paper, document
from tests.support.grid import Down, Role, Row, flatten, grid_of
from tests.support.layouts.registry import layout
from tests.support.marks import visible
from tests.support.sheet import Sheet


@layout("tabs_grid", blanks=True)
def tabs_grid(sheet: Sheet) -> str:
    """A full grid: what a merged cell covers is an empty column."""

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "empty", "empty")
        return "\n".join("\t".join(slot.text for slot in row) for row in rows) + "\n"

    return document(sheet, table)


@layout("tabs_copied", blanks=True)
def tabs_copied(sheet: Sheet) -> str:
    """What copying from a browser gives: covered columns are not there at all."""

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "once", "skip")
        return "\n".join("\t".join(slot.text for slot in row) for row in rows) + "\n"

    return document(sheet, table, Paper("\n\n"))


@layout("tabs_ragged", blanks=False)
def tabs_ragged(sheet: Sheet) -> str:
    """Columns out of step: empty columns before the values differ by row, more empties behind."""

    def line(row: Row) -> str:
        lead = [s.text for s in row if s.role is not Role.VALUE]
        values = [s.text for s in row if s.role is Role.VALUE]
        if not values:
            return "\t".join(lead) + "\t" * sheet.rng.randint(0, 3)
        gap = [""] * sheet.rng.randint(0, 3)
        return "\t".join([*lead, *gap, *values]) + "\t" * sheet.rng.randint(0, 2)

    def table(part: Part) -> str:
        down: Down = "skip" if sheet.rng.random() < 0.5 else "empty"
        return "\n".join(map(line, flatten(grid_of(sheet, part), "once", down))) + "\n"

    return document(sheet, table, Paper("\n\n"))


@layout("csv", blanks=True)
def csv(sheet: Sheet) -> str:
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


@layout("tabs_ragged_blanks", blanks=True, ends=True)
def tabs_ragged_blanks(sheet: Sheet) -> str:
    """Columns out of step, and blank cells within a row but never at its ends."""
    return tabs_ragged(sheet)


@layout("csv_quoted", blanks=True)
def csv_quoted(sheet: Sheet) -> str:
    """Every field in quotes, covered columns empty."""
    mark = sheet.rng.choice((",", ";"))

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "empty", "empty")
        return "\n".join(
            mark.join('"' + s.text.replace('"', '""') + '"' for s in row) for row in rows
        )

    return document(sheet, table)


@layout("tabs_padded", blanks=True)
def tabs_padded(sheet: Sheet) -> str:
    """A full grid of tabs with spaces around every text."""
    left, right = sheet.rng.choice(((" ", " "), ("", "  "), ("\u3000", "")))

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "empty", "empty")
        return "\n".join("\t".join(left + slot.text + right for slot in row) for row in rows)

    return document(sheet, table)
