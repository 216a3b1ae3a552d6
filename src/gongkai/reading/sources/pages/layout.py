"""Pages read in order: running heads put aside, tables found, lines joined to paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.reading.sources.blocks import Aside, Block, Line, Run
from gongkai.reading.sources.pages.columns import heads_at_end
from gongkai.reading.sources.pages.grid import Grid, grid_of
from gongkai.reading.sources.pages.lines import TextLine, around, joined, lines_of
from gongkai.reading.sources.pages.model import Page, Word
from gongkai.reading.sources.pages.page_break import Piece, is_one_table, table_of
from gongkai.reading.sources.pages.paragraphs import Column, Placed, column_of, paragraphs_of
from gongkai.reading.sources.pages.ruled import parted, rows_of
from gongkai.reading.sources.pages.rulings import Stroke, frameworks
from gongkai.reading.sources.pages.running_heads import running_lines
from gongkai.reading.sources.pages.unruled import Carried, read_unruled
from gongkai.reading.sources.pages.zones import zones_of
from gongkai.report import Role

REACH = 0.4
"""Lines nearer to each other than this, in ems of the smaller type of a page, are one."""

LABEL, MOST_LABEL_LINES = 0.4, 3
"""So many lines no longer than such a share of the page are a label, and no text."""
OVER_EDGE = 0.35
"""A word stands in a table though it reaches over its edge, the middle by so much of its height."""

Item = Placed | Piece


def blocks_of(pages: Sequence[Page]) -> Iterator[Block]:
    """The blocks of a whole document, tables that run over a page break put together."""
    running = running_lines(pages)
    items: list[Item] = []
    carried = Carried()
    for index, page in enumerate(pages):
        reader = _PageReader(page, running.get(index, ()), carried)
        items += reader.items()
        carried = reader.carried
    column = column_of([item for item in items if isinstance(item, Placed)])
    waiting = list(enumerate(pages))
    for group in _groups(items):
        while waiting and waiting[0][1].number <= group[0].page.number:
            index, page = waiting.pop(0)
            yield from _beside(page, running.get(index, ()))
        yield from _laid(group, column)
    for index, page in waiting:
        yield from _beside(page, running.get(index, ()))


class _PageReader:
    """Reads one page; ``carried`` is what one page tells the next of tables without lines."""

    def __init__(self, page: Page, running: Sequence[TextLine], carried: Carried) -> None:
        self.page = page
        self.carried = carried
        left_out = {id(word) for line in running for word in line.words}
        self.words = [word for word in page.words if id(word) not in left_out]

    def items(self) -> list[Item]:
        """What stands on the page from top to bottom: lines of text, and tables."""
        if not self.words:
            return []
        grids, bars = _grids(self.page, self.words)
        inside: dict[int, list[Word]] = {index: [] for index in range(len(grids))}
        outside: list[Word] = []
        for word in self.words:
            index = next((i for i, grid in enumerate(grids) if _holds(grid, word)), None)
            (outside if index is None else inside[index]).append(word)
        items: list[tuple[float, Item]] = []
        for index, held in inside.items():
            if held:
                rows, loose = parted(rows_of(grids[index], held))
                outside += loose
                items += [
                    (part[0][0].box.top, Piece(part, grids[index].xs, self.page)) for part in rows
                ]
        items += self._unruled(outside, bars)
        items.sort(key=lambda item: item[0])
        return [item for _, item in items]

    def _unruled(
        self, words: Sequence[Word], bars: Sequence[Stroke]
    ) -> Iterator[tuple[float, Item]]:
        """The lines outside ruled tables and the tables they make, each with its height."""
        ending: list[TextLine] = []
        for zone in zones_of(lines_of(words), self.page):
            if isinstance(zone, TextLine):
                yield zone.box.centre, Placed(zone, self.page)
                ending.append(zone)
                continue
            if ending and not self._go_on(ending):
                self._forget_columns()
            box = around([cut.line.box for cut in zone])
            rows, self.carried = read_unruled(zone, bars, self.carried)
            yield box.top, Piece(rows, (box.left, box.right), self.page, is_ruled=False)
            ending = []
        if ending and not self._go_on(ending):
            heads = heads_at_end(ending)
            self.carried = self.carried._replace(columns=heads, are_heads=True)

    def _go_on(self, ending: Sequence[TextLine]) -> bool:
        """Whether the lines behind a table are the beginning of its next row's label."""
        widest = LABEL * self.page.width
        return len(ending) <= MOST_LABEL_LINES and all(n.box.width <= widest for n in ending)

    def _forget_columns(self) -> None:
        """Lines of text stand between what was carried and the next table."""
        self.carried = self.carried._replace(columns=(), are_heads=False)


def _grids(page: Page, words: Sequence[Word]) -> tuple[list[Grid], list[Stroke]]:
    """The ruled tables of a page, those inside others first, and lines across without a table."""
    heights = sorted(word.box.height for word in words)
    reach = REACH * heights[len(heights) // 4]
    tables, bars = frameworks(page.rulings, reach)
    found = [grid for table in tables if (grid := grid_of(table, reach))]
    return sorted(found, key=lambda grid: grid.box.width * grid.box.height), bars


def _holds(grid: Grid, word: Word) -> bool:
    left, top, right, bottom = grid.box
    over = OVER_EDGE * word.box.height
    return left <= word.box.middle <= right and top - over <= word.box.centre <= bottom + over


def _groups(items: Sequence[Item]) -> Iterator[list[Item]]:
    """The items by what belongs together: lines of text, the pieces of one table."""
    group: list[Item] = []
    for item in items:
        if group and not _belongs(group[-1], item):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _belongs(last: Item, item: Item) -> bool:
    if isinstance(last, Placed) or isinstance(item, Placed):
        return isinstance(last, Placed) and isinstance(item, Placed)
    return last.page is not item.page and is_one_table(last, item)


def _laid(group: Sequence[Item], column: Column) -> Iterator[Block]:
    pieces = [item for item in group if isinstance(item, Piece)]
    if pieces:
        yield table_of(pieces)
    else:
        yield from paragraphs_of([item for item in group if isinstance(item, Placed)], column)


def _beside(page: Page, running: Sequence[TextLine]) -> Iterator[Block]:
    """What stands beside the text of a page, and what is to be remarked of it."""
    yield from page.doubts
    for line in running:
        head = line.box.centre * 2 < page.height
        yield _aside(page, line.words, Role.BEFORE if head else Role.AFTER)
    for line in lines_of(page.hidden):
        yield _aside(page, line.words, Role.HIDDEN)
    for word in page.stamped:
        yield _aside(page, [word], Role.AFTER)


def _aside(page: Page, words: Sequence[Word], role: Role) -> Aside:
    runs = [Run(word.text, page.place(word.box, word.confidence)) for word in joined(words)]
    return Aside(role, Line(runs))
