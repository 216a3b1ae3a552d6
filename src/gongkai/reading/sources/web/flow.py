"""Where the paragraphs of a page go while it is walked: the page itself, a box in it, a cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count

from gongkai.reading.sources.blocks import AnyCell, Aside, Block, Line, Run, Table, TableCell
from gongkai.reading.sources.lay import LONGEST_CELL, MOST_LINES_IN_CELL
from gongkai.reading.sources.web.tables import Grid
from gongkai.report import MarkupPlace

PROSE = MarkupPlace(None)
"""The place of a paragraph that has not been numbered yet."""


_new_line: Callable[[type[Line], tuple[Sequence[Run]]], Line] = tuple.__new__
_new_run: Callable[[type[Run], tuple[str, MarkupPlace]], Run] = tuple.__new__
"""Past the constructors, which take twice as long: a page has hundreds of cells."""


class Layout(Table):
    """A table that is there for layout: some cell holds what no cell of a form holds."""


class Flow:
    """The blocks of one page or of a box in it; ``place`` is that of its lines."""

    is_cell = False
    in_cell = False
    """Whether it is a cell or stands in one."""
    run = 0
    """How many links stand at the end, with no other text among them."""
    size = 0
    """The characters of its lines; beyond any cell's where it holds a table."""
    grid: Grid | None = None
    implied = False
    """Whether its table was never opened: only rows or cells stand there."""
    picture = ""
    open = True

    def __init__(self, place: MarkupPlace = PROSE) -> None:
        self.place = place
        self.links: dict[int, int] = {}
        """How many links a block is that is nothing else, by its index."""
        self.blocks: list[Line | Table] = []

    def put(self, block: Line | Table, links: int = 0) -> None:
        """Put a block behind the others."""
        if links:
            self.links[len(self.blocks)] = links
            self.run += links
        elif self.run and _has_text(block):
            self.run = 0
        self.blocks.append(block)

    def cut_run(self) -> list[Line | Table]:
        """Take away the links at the end."""
        start = len(self.blocks)
        while start and (start - 1 in self.links or not _has_text(self.blocks[start - 1])):
            start -= 1
            self.links.pop(start, None)
        taken = self.blocks[start:]
        del self.blocks[start:]
        self.run = 0
        return taken


class Cell(Flow):
    """The blocks of one cell."""

    is_cell = in_cell = True


def _has_text(block: Line | Table) -> bool:
    return isinstance(block, Table) or bool(block.runs)


def line_of(text: str, place: MarkupPlace = PROSE) -> Line:
    """A paragraph of one text."""
    return _new_line(Line, ((_new_run(Run, (text, place)),),))


def text_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The texts of blocks, cell by cell."""
    for block in blocks:
        if isinstance(block, Line):
            yield from (run.text for run in block.runs)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from text_of(cell.content)


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks whose paragraphs outside of tables have their numbers, counted from 1."""
    numbers = count(1)
    for block in blocks:
        if isinstance(block, Aside) and block.line.runs[0].place == PROSE:
            yield block._replace(line=_numbered_line(block.line, numbers))
        else:
            yield _numbered(block, numbers) if isinstance(block, Line | Layout) else block


def _numbered(block: Line | Table, numbers: Iterator[int]) -> Line | Table:
    if isinstance(block, Line):
        return _numbered_line(block, numbers)
    if not isinstance(block, Layout):
        return block
    return Table([_numbered_row(row, numbers) for row in block.rows])


def _numbered_line(line: Line, numbers: Iterator[int]) -> Line:
    if not line.runs:
        return line
    place = MarkupPlace(next(numbers))
    return Line([Run(run.text, place) for run in line.runs])


def _numbered_row(row: Sequence[AnyCell], numbers: Iterator[int]) -> Sequence[AnyCell]:
    if not any(is_page(cell.content) for cell in row):
        return row
    return [
        TableCell([_numbered(block, numbers) for block in cell.content], cell.place, cell.column)
        for cell in row
    ]


def is_page(content: Sequence[Line | Table]) -> bool:
    """Whether a cell holds what no cell of a form holds, so that its table is for layout."""
    if len(content) > MOST_LINES_IN_CELL or any(isinstance(block, Table) for block in content):
        return True
    return sum(map(len, text_of(content))) > LONGEST_CELL
