"""Tables as a page shows them: labels broken over lines around the numbers of their row."""

from __future__ import annotations

from gongkai.formats import Part
from tests.support.document import Paper, document
from tests.support.grid import Role, Row, Slot, flatten, grid_of
from tests.support.layouts.registry import layout
from tests.support.layouts.width import padded, width
from tests.support.marks import is_mark
from tests.support.sheet import Sheet

_STUB = 16


def _folded(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns; marks stay with their neighbours."""
    lines = [""]
    for char in text:
        if not is_mark(char) and width(lines[-1]) + width(char) > columns:
            lines.append("")
        lines[-1] += char
    return lines


def _physical(row: Row, widths: list[int], *, middle: bool) -> list[list[str]]:
    """One row as several lines: long texts folded, numbers on the first line or the middle one."""
    cells = [
        _folded(s.text, w) if s.role is not Role.VALUE else [s.text]
        for s, w in zip(row, widths, strict=True)
    ]
    height = max(map(len, cells))
    lines = [[""] * len(row) for _ in range(height)]
    for column, texts in enumerate(cells):
        top = (height - len(texts)) // 2 if middle else 0
        for offset, text in enumerate(texts):
            lines[top + offset][column] = text
    return lines


def _widths(rows: list[Row]) -> list[int]:
    numbers = [
        max(width(row[i].text) for row in rows if row[i].role is Role.VALUE or i == 0)
        if any(row[i].role is Role.VALUE for row in rows)
        else _STUB
        for i in range(len(rows[0]))
    ]
    return [max(4, n) for n in numbers]


@layout("grid_folded", blanks=True)
def grid_folded(sheet: Sheet) -> str:
    """A drawn grid whose narrow columns fold their texts over several lines."""

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "empty", "empty")
        widths = _widths(rows)
        rule = "+" + "+".join("-" * (w + 2) for w in widths) + "+"
        out = [rule]
        for row in rows:
            for line in _physical(row, widths, middle=False):
                cells = (padded(text, w) for text, w in zip(line, widths, strict=True))
                out.append("| " + " | ".join(cells) + " |")
            out.append(rule)
        return "\n".join(out)

    return document(sheet, table, Paper("\n\n"))


@layout("page_folded", blanks=False)
def page_folded(sheet: Sheet) -> str:
    """A printed page as text: no lines drawn, folded labels stand above and below their row."""

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "empty", "empty")
        widths = _widths(rows)
        return "\n".join(
            "  ".join(padded(text, w) for text, w in zip(line, widths, strict=True)).rstrip(" ")
            for row in rows
            for line in _physical(row, widths, middle=True)
        )

    return document(sheet, table, Paper("\n", "    "))


@layout("page_spaced", blanks=False)
def page_spaced(sheet: Sheet) -> str:
    """The same with the columns lost: one space where there were several."""

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "empty", "empty")
        widths = _widths(rows)
        lines = (line for row in rows for line in _physical(row, widths, middle=True))
        return "\n".join(" ".join(text for text in line if text) for line in lines)

    return document(sheet, table)


@layout("upright_groups", blanks=False)
def upright_groups(sheet: Sheet) -> str:
    """One cell to a line, group labels set upright: one character to a line."""

    def shown(slot: Slot) -> str:
        return "\n".join(slot.text) if slot.role is Role.GROUP else slot.text

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "once", "skip")
        return "\n".join(shown(slot) for row in rows for slot in row if slot.text)

    return document(sheet, table)
