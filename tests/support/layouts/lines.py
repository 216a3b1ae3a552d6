"""One cell to a line: Word exports, copied pages, stripped markup."""

from __future__ import annotations

from gongkai.formats import Part
from tests.support.document import Paper, document
from tests.support.grid import Role, flatten, grid_of
from tests.support.layouts.registry import layout
from tests.support.layouts.wrap import wrapped
from tests.support.marks import visible
from tests.support.sheet import Sheet


@layout("word", blanks=True)
def word(sheet: Sheet) -> str:
    """A tab before each cell, an empty line behind each row, merged cells as empty lines."""
    blank = sheet.rng.choice(("", " ", "\u3000"))

    def table(part: Part) -> str:
        lines: list[str] = []
        for row in flatten(grid_of(sheet, part), "once", "empty"):
            for slot in row:
                text = wrapped(slot.text, sheet.rng, 0.4) if slot.role is Role.HEAD else slot.text
                lines.append("\t" + (text if visible(text) else text + blank))
            lines.append("")
        return "\n".join([*lines, "", ""])

    return document(sheet, table)


@layout("paragraphs", blanks=False)
def paragraphs(sheet: Sheet) -> str:
    """Each cell a paragraph of its own with an empty line behind it; no rows, no merged cells."""
    lead = sheet.rng.choice(("", " ", "  "))

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "once", "skip")
        return "\n\n".join(
            (lead if slot.role is Role.VALUE else "") + wrapped(slot.text, sheet.rng, 0.05)
            for row in rows
            for slot in row
            if slot.text
        )

    return document(sheet, table, Paper("\n\n", "  "))


@layout("plain_lines", blanks=False)
def plain_lines(sheet: Sheet) -> str:
    """One cell to a line and nothing between rows."""

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "once", "skip")
        return "\n".join(slot.text for row in rows for slot in row if slot.text)

    return document(sheet, table)


@layout("kept_lines", blanks=True)
def kept_lines(sheet: Sheet) -> str:
    """One cell to a line, empty cells as empty lines, nothing else between rows."""

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "once", "skip")
        return "\n".join(slot.text for row in rows for slot in row if slot.role is not Role.FILLER)

    return document(sheet, table)


@layout("wrapped_lines", blanks=False)
def wrapped_lines(sheet: Sheet) -> str:
    """One cell to a line, with labels and heads broken anywhere over two lines or three."""

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "once", "skip")
        return "\n".join(
            slot.text if slot.role is Role.VALUE else wrapped(slot.text, sheet.rng, 0.6)
            for row in rows
            for slot in row
            if slot.text
        )

    return document(sheet, table)


@layout("stacked_lines", blanks=False)
def stacked_lines(sheet: Sheet) -> str:
    """One cell to a line, and the last table as three rows of five."""

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part, stacked_remedies=True), "once", "skip")
        return "\n".join(slot.text for row in rows for slot in row if slot.text)

    return document(sheet, table)


@layout("joined_groups", blanks=False)
def joined_groups(sheet: Sheet) -> str:
    """One cell to a line; a group's label stands in one line with the label of its first row."""

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "once", "skip")
        text = ""
        for row in rows:
            for slot in row:
                glued = slot.role is Role.GROUP and row[-1].role is Role.VALUE
                text += slot.text + ("" if glued or not slot.text else "\n")
        return text.rstrip("\n")

    return document(sheet, table)
