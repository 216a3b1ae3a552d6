"""The cells of a sheet that a reader of it sees, row by row, and the runs of rows they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.reading.document import fold
from gongkai.reading.outline import LIKELY, heading_number
from gongkai.reading.sources.sheets.merges import Merges
from gongkai.reading.sources.sheets.sheet import At, Budget, Sheet

LONGEST_LABEL = 60
"""A cell alone in its row with more characters than this is a paragraph."""


class Slot(NamedTuple):
    """A cell as it is seen: its text (blank where only a border shows it), and where it ends."""

    at: At
    text: str
    last: At


Row = list[Slot]
Run = list[Row]
"""Rows that follow one another without an empty one: a table, or a single line."""


class Grid:
    """What is seen of a sheet, and what is not: ``unseen`` are the cells that are kept apart."""

    def __init__(self, sheet: Sheet, budget: Budget) -> None:
        self._sheet = sheet
        used = sorted({at.row for at in (*sheet.cells, *sheet.ruled)})
        self.merges = Merges(sheet.merges, used, budget)
        self.unseen = {at for at in sheet.cells if not self._is_seen(at)}
        self._rows = self._slots()

    def runs(self) -> Iterator[Run]:
        """The rows from top to bottom, parted at empty rows and at lines that stand alone."""
        run: Run = []
        reach = -1
        for number, row in sorted(self._rows.items()):
            alone = is_line(row)
            if run and (alone or not self._follows(reach, number)):
                yield run
                run, reach = [], -1
            run.append(row)
            reach = max(reach, *(slot.last.row for slot in row))
            if alone:
                yield run
                run, reach = [], -1
        if run:
            yield run

    def _is_seen(self, at: At) -> bool:
        if self.merges.covers(at):
            return False
        last = self.merges.last(at)
        sheet = self._sheet
        if sheet.hides_rows(at.row, last.row):
            return False
        return not sheet.hides_columns(at.column, last.column)

    def _slots(self) -> dict[int, Row]:
        sheet = self._sheet
        rows: dict[int, Row] = defaultdict(list)
        filled = {at.row for at in sheet.cells.keys() - self.unseen}
        for at in sorted(sheet.cells.keys() | sheet.ruled):
            # of rows with nothing but borders only the one below a filled row is a row to fill in
            wanted = at.row in filled or at.row - 1 in filled
            if wanted and at not in self.unseen and (at in sheet.cells or self._is_seen(at)):
                rows[at.row].append(Slot(at, sheet.cells.get(at, ""), self.merges.last(at)))
        return rows

    def _follows(self, reach: int, row: int) -> bool:
        """Whether nothing but hidden rows lies between two rows."""
        between = row - reach - 1
        return between <= 0 or self._sheet.hides_rows(reach + 1, row - 1)


def is_line(row: Row) -> bool:
    """Whether a row is a heading or a paragraph, not a row of a table."""
    if len(row) > 1:
        return False
    text = fold(row[0].text).strip()
    if len(text) > LONGEST_LABEL or "\n" in text or "。" in text:
        return True
    heading = heading_number(text)
    return heading is not None and heading[1] > LIKELY
