"""What a walk over a page has met, written down as blocks: lines, tables, what surrounds them.

``open_…`` return what is to be called when the element ends, or the flow that is then to be closed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from gongkai.reading.errors import ReadError
from gongkai.reading.limits import limit
from gongkai.reading.sources.blocks import Aside, Block, Line, Table
from gongkai.reading.sources.lay import LONGEST_CELL, MOST_LINES_IN_CELL
from gongkai.reading.sources.web.flow import Cell, Flow, Layout, line_of, text_of
from gongkai.reading.sources.web.furniture import LEAST_LINKS, holds_report
from gongkai.reading.sources.web.markup import plain
from gongkai.reading.sources.web.progress import Progress, is_sign
from gongkai.reading.sources.web.tables import Grid, PlainCells
from gongkai.reading.sources.web.text import WHITE_SPACE, Pieces, printed
from gongkai.report import Role

_WORDS = re.compile("[\u3400-\u9fffA-Za-z]")

Close = Callable[[], object]


@dataclass(slots=True)
class Tally:
    """How many tables, cells and lines there were, over all pages of a file."""

    most_cells: int = field(default_factory=partial(limit, "GONGKAI_MAX_CELLS"))
    most_lines: int = field(default_factory=partial(limit, "GONGKAI_MAX_LINES"))
    tables: int = 0
    cells: int = 0
    lines: int = 0


class Writer:
    """Writes the lines and tables of one page; text goes into ``pieces`` until ``flush``."""

    def __init__(self, file: str | None = None, tally: Tally | None = None) -> None:
        self.pieces = Pieces()
        self.veiled: list[str] = []
        """Text of the paragraph that does not show."""
        self.tally = tally or Tally()
        self._file = file
        self._flow = Flow()
        self._flows = [self._flow]
        self._asides: list[tuple[int, Aside]] = []
        self._progress = Progress()

    @property
    def in_cell(self) -> bool:
        """Whether a cell is open."""
        return self._flow.in_cell

    def flush(self) -> None:
        """End the paragraph that is open, if it has any text."""
        if self.veiled:
            self.hidden(self.veiled)
            self.veiled.clear()
        pieces = self.pieces.text
        if not pieces:
            return
        if len(pieces) == 1 and not pieces[0].strip(WHITE_SPACE):
            pieces.clear()  # between two elements
            return
        flow = self._flow
        text, links, shows = self.pieces.take(in_cell=flow.in_cell)
        if shows:
            if not flow.in_cell:
                self._count_lines(1)
                self._put(Line(()))
        elif text:
            self._count_lines(1 + text.count("\n"))
            if flow.implied:
                self._end_table(flow)
            flow.size += len(text)
            self._put(line_of(text, flow.place), links)
            if not links and is_sign(text):
                self._progress.meet(text)

    def insert(self, blocks: Iterable[Block]) -> None:
        """Write the blocks of another page that shows within this one."""
        self.flush()
        for block in blocks:
            if isinstance(block, Line | Table):
                self._put(block)
            elif isinstance(block, Aside):
                self._asides.append((len(self._flows[0].blocks), block))

    def picture(self, words: str) -> None:
        """Note a picture, which may stand for what a cell says."""
        self._flow.picture = f"[图片：{words}]" if words else "[图片]"

    def hidden(self, pieces: Iterable[str]) -> None:
        """Put text that does not show aside."""
        text = printed("".join(pieces), in_cell=True).strip()
        if text:
            self._aside(Role.HIDDEN, text)

    def open_box(self) -> Flow:
        """Begin a box that may be furniture of the page; it is ended by ``close``."""
        self.flush()
        box = Flow(self._flow.place)
        box.in_cell = self._flow.in_cell
        return self._open(box)

    def open_table(self, *, implied: bool = False) -> Close:
        """Begin a table; ``implied`` one of which only the rows or cells stand there."""
        self.flush()
        flow = self._flow
        self._end_table(flow)
        self.tally.tables += 1
        flow.grid = Grid(self.tally.tables)
        flow.implied = implied
        return partial(self._close_table, flow, flow.grid)

    def open_group(self, name: str) -> Close:
        """Begin a group of rows."""
        grid = self._grid(real=True)
        grid.begin_group(name)
        return grid.end_group

    def open_row(self, *, flat: bool, real: bool) -> Close:
        """Begin a row; ``real`` where the tag itself says so, not only how it looks."""
        grid = self._grid(real=real)
        grid.begin_row(flat=flat)
        return partial(self._close_row, self._flow, grid)

    def open_cell(self, across: int, down: int, *, real: bool) -> Flow:
        """Begin a cell that spans so many columns and rows; it is ended by ``close``."""
        grid = self._grid_of_cells(1, real=real)
        return self._open(Cell(grid.begin_cell(across, down)))

    def write_paragraphs(self, texts: Iterable[str]) -> None:
        """Write whole paragraphs of plain text."""
        pieces = self.pieces.text
        if pieces:
            self.flush()
        for text in texts:
            pieces.append(text)
            self.flush()

    def write_cells(self, cells: PlainCells) -> None:
        """Write whole rows of nothing but cells of plain text, or whole cells of one row."""
        grid = self._grid_of_cells(len(cells.spans), real=True)
        for content in cells.minded.values():
            grid.layout = grid.layout or content.layout
            for sign in content.signs:
                self._progress.meet(sign)
        grid.add(cells)
        for text in cells.hidden:
            self.hidden([plain(text)])

    def close(self, flow: Flow) -> None:
        """End a box or a cell, with all that is still open in it."""
        if self._flow is not flow:
            if not flow.open:
                return
            self._pop_to(flow)
        self._end(flow)
        flow.open = False
        self._flows.pop()
        outer = self._flow = self._flows[-1]
        if not flow.is_cell:
            self._settle_box(flow)
        elif outer.grid is not None:
            self._settle_cell(flow, outer.grid)

    def finish(self) -> list[Block]:
        """All blocks of the page, what is still open ended."""
        root = self._flows[0]
        self._pop_to(root)
        self._end(root)
        return list(self._merged(root.blocks))

    def _merged(self, blocks: list[Line | Table]) -> Iterator[Block]:
        """The blocks with what was put aside where it stood."""
        waiting = iter(self._asides)
        following = next(waiting, None)
        for index, block in enumerate(blocks):
            while following is not None and following[0] <= index:
                yield following[1]
                following = next(waiting, None)
            yield block
        while following is not None:
            yield following[1]
            following = next(waiting, None)

    def _open(self, flow: Flow) -> Flow:
        self._flows.append(flow)
        self._flow = flow
        return flow

    def _end(self, flow: Flow) -> None:
        if self.pieces.text or self.veiled:
            self.flush()
        if flow.grid is not None:
            self._end_table(flow)
        if flow.run >= LEAST_LINKS:
            self._cut_menu(flow)

    def _pop_to(self, flow: Flow) -> None:
        while self._flow is not flow:
            self.close(self._flow)

    def _settle_cell(self, cell: Flow, grid: Grid) -> None:
        blocks = cell.blocks
        pictured = False
        if cell.picture and not any(map(_WORDS.search, text_of(blocks))):
            pictured = not blocks
            cell.put(line_of(cell.picture, cell.place))
        if cell.size > LONGEST_CELL or len(blocks) > MOST_LINES_IN_CELL:
            grid.layout = True
        grid.end_cell(blocks, pictured=pictured)

    def _settle_box(self, box: Flow) -> None:
        """Decide about a box that has ended: furniture, or part of the text around it."""
        within = box.in_cell or self._progress.within
        if not holds_report(box.blocks, box.links, strictly=within):
            self._surrounding(box.blocks)
            return
        for index, block in enumerate(box.blocks):
            self._put(block, box.links.get(index, 0))

    def _close_table(self, flow: Flow, grid: Grid) -> None:
        if flow.open and flow.grid is grid:
            self._pop_to(flow)
            self.flush()
            self._end_table(flow)

    def _end_table(self, flow: Flow) -> None:
        grid, flow.grid, flow.implied = flow.grid, None, False
        if grid is None:
            return
        rows = grid.rows()
        if len(rows) == 1 and len(rows[0]) == 1:
            for block in rows[0][0].content:
                self._put(block)  # a frame around something
        elif rows:
            self._put(Layout(rows) if grid.layout else Table(rows))

    def _close_row(self, flow: Flow, grid: Grid) -> None:
        if flow.open and flow.grid is grid:
            self._pop_to(flow)
            grid.end_row()

    def _grid_of_cells(self, count: int, *, real: bool) -> Grid:
        """The table that so many more cells belong to. Raises ReadError ``too_many_cells``."""
        grid = self._flow.grid
        if grid is None or self.pieces.text:
            grid = self._grid(real=real)
        tally = self.tally
        tally.cells += count
        if tally.cells > tally.most_cells:
            setting = "GONGKAI_MAX_CELLS"
            raise ReadError("too_many_cells", self._file, limit=tally.most_cells, setting=setting)
        return grid

    def _count_lines(self, count: int) -> None:
        """So many more lines are there. Raises ReadError ``too_many_lines``."""
        tally = self.tally
        tally.lines += count
        if tally.lines > tally.most_lines:
            setting = "GONGKAI_MAX_LINES"
            raise ReadError("too_many_lines", self._file, limit=tally.most_lines, setting=setting)

    def _grid(self, *, real: bool) -> Grid:
        """The table that a row or cell beginning here belongs to."""
        self.flush()
        if real and self._flow.grid is None and self._flow.is_cell:
            self.close(self._flow)  # a cell that was never ended
        if self._flow.grid is None:
            self.open_table(implied=True)
        grid = self._flow.grid
        assert grid is not None  # noqa: S101 - the one just opened
        return grid

    def _put(self, block: Line | Table, links: int = 0) -> None:
        flow = self._flow
        if isinstance(block, Table):
            flow.size += LONGEST_CELL + 1
        if not links and flow.run >= LEAST_LINKS and (isinstance(block, Table) or block.runs):
            self._cut_menu(flow)
        flow.put(block, links)

    def _cut_menu(self, flow: Flow) -> None:
        """Put links at the end of a flow aside, where they cannot be the report's own."""
        if not self._progress.within:
            self._surrounding(flow.cut_run())

    def _surrounding(self, blocks: Iterable[Block]) -> None:
        role = Role.AFTER if self._progress.section else Role.BEFORE
        for block in blocks:
            text = "\t".join(text_of([block]))
            if text:
                self._aside(role, text)

    def _aside(self, role: Role, text: str) -> None:
        found = Aside(role, line_of(text, self._flow.place))
        self._asides.append((len(self._flows[0].blocks), found))
