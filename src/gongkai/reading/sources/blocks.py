"""What every kind of file is turned into: lines of text and tables of cells, with their places.

A source module walks its file once and yields blocks in reading order; ``lay`` makes the document
of them that the aligner reads. A place here is a template: its offset and length are filled in
when the text is laid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gongkai.report import Place, Role


class Run(NamedTuple):
    """A stretch of text in one place. Line breaks in it part lines of one paragraph or cell."""

    text: str
    place: Place


class Line(NamedTuple):
    """A paragraph; without any text it is an empty line, which may stand for a blank cell."""

    runs: Sequence[Run]


class TableCell(NamedTuple):
    """A cell of a table, merged or not: once, where it begins.

    ``column`` is the column of the table's grid it begins in, from 0, cells merged across and
    down counted; what a merged cell covers is no cell of its own.
    """

    content: Sequence[Line | Table]
    place: Place
    column: int


class TextCell(NamedTuple):
    """A cell that is one text of one line in the cell's own place, no longer than a form's cells.

    Nearly every cell of a form is so: this is a ``TableCell`` without the line and the run. The
    text is "" where the cell is blank, and never only white space.
    """

    text: str
    place: Place
    column: int

    @property
    def content(self) -> Sequence[Line | Table]:
        """The text as the content of any cell."""
        return (Line((Run(self.text, self.place),)),) if self.text else ()


AnyCell = TableCell | TextCell


class Table(NamedTuple):
    """A table: its rows, each with the cells that begin in it, from left to right."""

    rows: Sequence[Sequence[AnyCell]]


class Aside(NamedTuple):
    """Text that is not the report's own: hidden, or the furniture of the page around it."""

    role: Role
    line: Line


class Doubt(NamedTuple):
    """Something about the file that the report must remark: a code of ``remarks.toml``.

    ``place`` is where (a template, as everywhere here), ``quote`` the file's own words.
    """

    code: str
    place: Place | None = None
    quote: str = ""
    details: Mapping[str, str | int] = {}


class Break(NamedTuple):
    """The file begins anew here, as with the next sheet of a workbook: nothing goes on behind it."""


Block = Line | Table | Aside | Doubt | Break
