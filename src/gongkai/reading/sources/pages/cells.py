"""The cells of a table on a page, and how the lines of a cell read together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from gongkai.reading.sources.blocks import Line, Run, TableCell
from gongkai.reading.sources.pages.lines import TextLine, around, joined
from gongkai.reading.sources.pages.model import UNREADABLE, Box, Page, Word

VALUE_LIKE = re.compile(
    r"[+\-—－]?\s*[\d０-９][\d０-９,，.．]*\s*%?(?:[万亿]?元|[件次项条个宗份起])?|[/／\\]|[-—－–]{1,4}"
)
"""What stands in a cell of numbers, as far as a page's reader needs to know."""

_DIGITS = "0123456789０１２３４５６７８９"
_GOES_ON = re.compile(rf"[+\-]?[{_DIGITS}]+[.．,，]")
_DIGITS_ONLY = re.compile(rf"[{_DIGITS}]+")
_NUMBER = re.compile(rf"[+\-]?[{_DIGITS}][{_DIGITS},，.．]*")
_BROKEN = re.compile(rf"[+\-]?[{_DIGITS}]+[.．]?[{_DIGITS}]*")
LINES_OF_BROKEN = 2
_LATIN = re.compile(r"[A-Za-z]")


class Cell(NamedTuple):
    """A cell of a table: where it begins, how many columns it spans, its lines, its place.

    ``row`` is the row of the printed grid, from 0.
    """

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    lines: Sequence[TextLine]

    @property
    def text(self) -> str:
        """All its lines, one behind the other."""
        return "".join([line.text for line in self.lines])

    @property
    def is_value(self) -> bool:
        """Whether it holds a value and nothing else."""
        return is_value(self.text)

    @property
    def numbers(self) -> int:
        """How many numbers it holds, where it holds nothing else."""
        found = " ".join([line.text for line in self.lines]).split()
        return len(found) if all(_NUMBER.fullmatch(text) for text in found) else 0


Row = list[Cell]


def is_value(text: str) -> bool:
    """Whether a text is a number or a mark that stands in place of one."""
    return bool(VALUE_LIKE.fullmatch(text.strip()))


def table_cell(cell: Cell, page: Page) -> TableCell:
    """The cell as a block, with the place of every word."""
    return TableCell(content_of(cell.lines, page), page.place(cell.box), cell.column)


def joined_where_full(cell: Cell, slack: float) -> Cell:
    """The cell with a number put together that is broken because its cell is too narrow.

    ``slack`` is the room that the fullest lines of the table leave in their cells. Where the
    next digit would not have fitted, it stands in the next line for no other reason.
    """
    if len(cell.lines) < LINES_OF_BROKEN or not all(
        _DIGITS_ONLY.fullmatch(line.text) for line in cell.lines[1:]
    ):
        return cell
    first = cell.lines[0]
    if not _BROKEN.fullmatch(first.text):
        return cell
    digit = first.box.width / len(first.text)
    width = cell.box.width - slack
    if any(line.box.width + digit <= width for line in cell.lines[:-1]):
        return cell
    words = [word for line in cell.lines for word in line.words]
    whole = Word(
        "".join([word.text for word in words]),
        around([word.box for word in words]),
        min((w.confidence for w in words if w.confidence is not None), default=None),
    )
    return cell._replace(lines=[TextLine([whole], whole.box)])


def unreadable(cell: Cell) -> Cell:
    """The cell as one of which only the pieces are certain."""
    words = [word for line in cell.lines for word in joined(line.words)]
    text = UNREADABLE.join([word.text.strip() for word in words])
    box = around([word.box for word in words])
    return cell._replace(lines=[TextLine([Word(text, box)], box)])


def content_of(lines: Sequence[TextLine], page: Page) -> list[Line]:
    """The lines of one cell as they read: those of words joined, those of numbers kept apart.

    Two lines of digits may be one number or two; which of them is not decided here.
    """
    found: list[list[Run]] = []
    before = ""
    for line in lines:
        words = joined(line.words)
        runs = [_run(word, page) for word in words]
        text = "".join([word.text for word in words])
        if found and not _parts(before, text):
            if _LATIN.match(before[-1:]) and _LATIN.match(text[:1]):
                runs[0] = runs[0]._replace(text=" " + runs[0].text)
            found[-1].extend(runs)
        else:
            found.append(runs)
        before = text
    return [Line(runs) for runs in found]


def _run(word: Word, page: Page) -> Run:
    return Run(word.text, page.place(word.box, word.confidence))


def _parts(before: str, behind: str) -> bool:
    """Whether a line break stays: between numbers, where neither is plainly cut off."""
    first, second = before.strip(), behind.strip()
    if _GOES_ON.fullmatch(first) and _DIGITS_ONLY.fullmatch(second):
        return False  # 8403.
    if is_value(first) or is_value(second):
        return True
    return first[-1:] in _DIGITS and second[:1] in _DIGITS


def line_goes_on(line: Line, following: Line) -> bool:
    """Whether two lines of one cell read as one."""
    before, behind = ("".join([run.text for run in one.runs]) for one in (line, following))
    return not _parts(before, behind)
