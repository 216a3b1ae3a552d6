"""A typesetter for tests: words and tables set on pages, every line and character where we say.

It knows what real files differ in: how tables are ruled, what happens to them at the end of a
page, which way the page lies, what stands in the margins. ``Surface`` puts it on paper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from tests.support.grid import Role
from tests.support.kinds.paper import Box, Grid, Item, Words

Rules = Literal["all", "none", "three", "across", "open"]


class Surface(Protocol):
    """Where pages are drawn; points from the lower left corner."""

    def text(self, x: float, y: float, size: float, text: str) -> None: ...
    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None: ...
    def shade(self, x: float, y: float, width: float, height: float) -> None: ...
    def next_page(self) -> None: ...
    def measure(self, text: str, size: float) -> float: ...


@dataclass(frozen=True)
class Style:
    """How a document is set. Lengths in points."""

    width: float = 595.3
    height: float = 841.9
    margin: float = 72
    body: float = 12
    table: float = 9
    pitch: float = 1.5
    """From line to line of the text, in ems."""
    leading: float = 1.25
    """The same within cells."""
    padding: float = 3
    rules: Rules = "all"
    head: str = ""
    foot: Callable[[int], str] | None = None
    repeat_heads: bool = False
    cut_rows: bool = False
    align: Literal["left", "centre", "right"] = "centre"
    top: bool = False
    """Whether cells are set at their top, not in their middle."""
    justified: bool = False
    shaded_heads: bool = False
    fitted: dict[int, Sequence[float]] = field(default_factory=dict)
    """The widths of columns, in shares, by how many there are."""


_WIDTHS: dict[int, Sequence[float]] = {
    4: (34, 22, 22, 22),
    10: (9, 13, 27, 8, 8, 8, 8, 8, 8, 8),
    6: (40, 12, 12, 12, 12, 12),
    15: (1,) * 15,
}


class Typesetter:
    """Sets items on a surface, page after page."""

    def __init__(self, surface: Surface, style: Style) -> None:
        self.surface = surface
        self.style = style
        self.page = 1
        self.y = style.height - style.margin
        self._margins()

    def set(self, items: Sequence[Item]) -> None:
        for item in items:
            if isinstance(item, Words):
                self.words(item)
            else:
                self.gap(6)
                self.table(item)
                self.gap(10)

    def gap(self, height: float) -> None:
        self.y -= height

    def turn(self) -> None:
        self.surface.next_page()
        self.page += 1
        self.y = self.style.height - self.style.margin
        self._margins()

    def _margins(self) -> None:
        style = self.style
        if style.head:
            self.surface.text(style.margin, style.height - 42, 9, style.head)
        if style.foot:
            text = style.foot(self.page)
            x = (style.width - self.surface.measure(text, 9)) / 2
            self.surface.text(x, 28, 9, text)

    def words(self, words: Words) -> None:
        style = self.style
        size = style.body * (1.5 if words.role == "title" else 1)
        width = style.width - 2 * style.margin
        indent = 2 * size if words.role in ("text", "heading") else 0
        lines = self.wrapped(words.text, size, width, indent)
        for number, line in enumerate(lines):
            if self.y - size * style.pitch < style.margin:
                self.turn()
            self.y -= size * style.pitch
            x = style.margin + (0 if number else indent)
            if words.role == "title":
                x = (style.width - self.surface.measure(line, size)) / 2
            elif words.role == "signature":
                x = style.width - style.margin - self.surface.measure(line, size)
            self._line(x, line, size, last=number + 1 == len(lines) or words.role == "title")

    def _line(self, x: float, line: str, size: float, *, last: bool) -> None:
        """One line; a justified one is stretched to the margin by room between its characters."""
        style = self.style
        room = style.width - style.margin - x - self.surface.measure(line, size)
        if not style.justified or last or room <= 0 or len(line) < 2:
            self.surface.text(x, self.y, size, line)
            return
        for char in line:
            self.surface.text(x, self.y, size, char)
            x += self.surface.measure(char, size) + room / (len(line) - 1)

    def wrapped(self, text: str, size: float, width: float, indent: float = 0) -> list[str]:
        """The lines of a text; a number is not broken unless it is wider than the line."""
        lines, line, room = [], "", width - indent
        for unit in _units(text):
            for part in [unit] if self.surface.measure(unit, size) <= width else unit:
                if line and self.surface.measure(line + part, size) > room:
                    lines.append(line)
                    line, room = "", width
                line += part
        return [*lines, line]

    def table(self, grid: Grid) -> None:
        """A table; its parts (each begins with a title row) may have different columns."""
        _Table(self, grid).set()


def _units(text: str) -> list[str]:
    units: list[str] = []
    for char in text:
        if units and char in "0123456789.,%" and units[-1][-1] in "0123456789.,":
            units[-1] += char
        else:
            units.append(char)
    return units


@dataclass
class _Placed:
    box: Box
    row: int
    column: int
    lines: list[str]

    @property
    def is_group(self) -> bool:
        return self.box.down > 1


class _Table:
    def __init__(self, setter: Typesetter, grid: Grid) -> None:
        self.setter = setter
        self.style = setter.style
        self.grid = grid
        columns = grid.columns
        shares = self.style.fitted.get(columns) or _WIDTHS.get(columns) or (1,) * columns
        total = (self.style.width - 2 * self.style.margin) / sum(shares)
        self.xs = [self.style.margin]
        for share in shares:
            self.xs.append(self.xs[-1] + share * total)
        self.placed = self._place()
        self.heights = self._heights()
        self.heads = self._head_rows()

    @property
    def pitch(self) -> float:
        return self.style.table * self.style.leading

    def _place(self) -> list[list[_Placed]]:
        taken: set[tuple[int, int]] = set()
        rows: list[list[_Placed]] = []
        for number, row in enumerate(self.grid.rows):
            column = 0
            rows.append([])
            for box in row:
                while (number, column) in taken:
                    column += 1
                taken |= {
                    (number + down, column + across)
                    for down in range(box.down)
                    for across in range(box.across)
                }
                width = self.xs[column + box.across] - self.xs[column] - 2 * self.style.padding
                lines = self.setter.wrapped(box.text, self.style.table, width)
                rows[-1].append(_Placed(box, number, column, lines if box.text else []))
                column += box.across
        return rows

    def _heights(self) -> list[float]:
        heights = [self.pitch + 2 * self.style.padding] * len(self.placed)
        for row in self.placed:
            for cell in row:
                need = len(cell.lines) * self.pitch + 2 * self.style.padding
                rows = range(cell.row, min(cell.row + cell.box.down, len(heights)))
                lacking = need - sum(heights[r] for r in rows)
                if lacking > 0:
                    for r in rows:
                        heights[r] += lacking / len(rows)
        return heights

    def _head_rows(self) -> int:
        count = 0
        for row in self.placed:
            if any(cell.box.role in (Role.VALUE, Role.LABEL) for cell in row if cell.column):
                break
            if row[0].box.role is Role.LABEL and len(row) > 1 and row[1].box.role is Role.VALUE:
                break
            count += 1
        return count

    def set(self) -> None:
        row = 0
        while row < len(self.placed):
            heads = self.heads if row > self.heads and self.style.repeat_heads else 0
            room = self.setter.y - self.style.margin - sum(self.heights[:heads])
            end = row
            while end < len(self.placed) and sum(self.heights[row : end + 1]) <= room:
                end += 1
            room -= sum(self.heights[row:end])
            if end > row:
                self._draw(range(heads), self._cells(0, heads))
                self._draw(range(row, end), self._cells(row, end))
            if end < len(self.placed):
                if end > row and (lines := self._cut(end, room)):
                    self._draw_cut(end, lines)
                self.setter.turn()
            row = end

    def _cells(self, start: int, end: int) -> list[tuple[_Placed, int, int]]:
        """The cells that show in some rows, each with the rows it covers of them."""
        found = []
        for cell in (cell for row in self.placed[:end] for cell in row):
            first, last = max(cell.row, start), min(cell.row + cell.box.down, end)
            if first < last:
                found.append((cell, first, last))
        return found

    def _cut(self, row: int, room: float) -> int:
        """How many lines of the next row still go on this page."""
        if not self.style.cut_rows or any(c.row < row for c, _, _ in self._cells(row, row + 1)):
            return 0
        longest = max((len(cell.lines) for cell in self.placed[row]), default=0)
        lines = int((room - 2 * self.style.padding) / self.pitch)
        return lines if 0 < lines < longest else 0

    def _draw_cut(self, row: int, lines: int) -> None:
        """The first lines of a row; the rest of it stays for the next page."""
        height = lines * self.pitch + 2 * self.style.padding
        top = self.setter.y
        for cell in self.placed[row]:
            kept, cell.lines = cell.lines[:lines], cell.lines[lines:]
            self._cell(cell, top, height, kept)
        self.setter.y -= height
        longest = max(len(cell.lines) for cell in self.placed[row])
        self.heights[row] = longest * self.pitch + 2 * self.style.padding

    def _draw(self, rows: range, cells: list[tuple[_Placed, int, int]]) -> None:
        start = self.setter.y
        for cell, first, last in cells:
            top = start - sum(self.heights[rows.start : first])
            starts_here = cell.row == first
            self._cell(cell, top, sum(self.heights[first:last]), cell.lines if starts_here else [])
        self.setter.y -= sum(self.heights[rows.start : rows.stop])
        if self.style.rules == "three" and rows:
            for y in (start, self.setter.y):
                self.setter.surface.line(self.xs[0], y, self.xs[-1], y, 1)
            if rows.start == 0 and rows.stop > self.heads:
                y = start - sum(self.heights[: self.heads])
                self.setter.surface.line(self.xs[0], y, self.xs[-1], y)

    def _cell(self, cell: _Placed, top: float, height: float, lines: list[str]) -> None:
        style, surface = self.style, self.setter.surface
        left, right = self.xs[cell.column], self.xs[cell.column + cell.box.across]
        if style.shaded_heads and cell.row < self.heads:
            surface.shade(left, top - height, right - left, height)
        self._borders(left, top, right, top - height)
        used = len(lines) * self.pitch
        y = top - style.padding if style.top else top - (height - used) / 2
        for line in lines:
            y -= self.pitch
            width = surface.measure(line, style.table)
            share = {"left": 0.0, "centre": 0.5, "right": 1.0}[
                style.align if cell.box.role is Role.VALUE else "left"
            ]
            room = right - left - 2 * style.padding - width
            x = left + style.padding + room * share
            surface.text(x, y + 0.2 * style.table, style.table, line)

    def _borders(self, left: float, top: float, right: float, bottom: float) -> None:
        rules, surface = self.style.rules, self.setter.surface
        if rules in ("all", "open", "across"):
            surface.line(left, top, right, top)
            surface.line(left, bottom, right, bottom)
        if rules in ("all", "open"):
            for x in (left, right):
                if rules == "all" or self.xs[0] < x < self.xs[-1]:
                    surface.line(x, bottom, x, top)
