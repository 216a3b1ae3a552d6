"""What a reader saw on its way to a report: the text in order, the labels, the rows of values.

Checks need it to point at things that are not cells. It is kept with the report, takes no part
in comparing reports and is not written to JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, overload

from gongkai.report.place import Place


class Role(StrEnum):
    """What a paragraph is within the document."""

    BEFORE = "before"
    """Page furniture before the title (menus, crumbs, publication data)."""
    TITLE = "title"
    LEAD_IN = "lead_in"
    HEADING = "heading"
    """The heading of one of the six sections."""
    TEXT = "text"
    """Prose of a section."""
    TABLE = "table"
    """One of the three tables, all its lines."""
    SIGNATURE = "signature"
    ANNEX = "annex"
    """Anything attached behind the report, its tables apart."""
    AFTER = "after"
    """Page furniture behind the report (footer, links)."""
    HIDDEN = "hidden"
    """Text of the file that a reader of the page does not see."""


class Paragraph(NamedTuple):
    """A paragraph (in a text file: a line) with its place, its role and its section (0: none)."""

    text: str
    place: Place
    role: Role
    section: int = 0


class PrintedLabel(NamedTuple):
    """A label of the form as the document prints it, beside what the format prescribes.

    ``subject`` is what it labels: ``requests.received`` for a row, ``requests:total`` for a
    column, ``requests`` for a table's title or stub. ``similarity`` is 0 to 1.
    """

    subject: str
    expected: str
    printed: str
    similarity: float
    place: Place


class PrintedRow(NamedTuple):
    """A line of values: the cells it belongs to, how many values it prints, and where."""

    cells: tuple[str, ...]
    printed: int
    raw: tuple[str, ...]
    place: Place


class ColumnHead(NamedTuple):
    """A column's head that says more than its label: its unit, the decimals it asks for."""

    cells: tuple[str, ...]
    printed: str
    unit: str | None
    decimals: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything a check may point at: ``text`` is the whole document as read."""

    text: str
    paragraphs: tuple[Paragraph, ...] = ()
    labels: tuple[PrintedLabel, ...] = ()
    rows: tuple[PrintedRow, ...] = ()
    column_heads: tuple[ColumnHead, ...] = ()
    tables_in_annex: tuple[str, ...] = ()
    """The parts whose tables stand in an annex instead of their section."""


class SeenLater:
    """The field of a report that holds its evidence, or makes it when it is first asked for.

    Most who read a report never ask, and to make it takes a good part of the time of reading.
    """

    @overload
    def __get__(self, report: None, owner: type) -> SeenLater: ...
    @overload
    def __get__(self, report: object, owner: type) -> Evidence | None: ...
    def __get__(self, report: object | None, owner: type) -> Evidence | SeenLater | None:
        if report is None:
            return self
        seen: Evidence | Callable[[], Evidence] | None = vars(report)["evidence"]
        if callable(seen):
            seen = vars(report)["evidence"] = seen()
        return seen

    def __set__(
        self, report: object, seen: Evidence | Callable[[], Evidence] | SeenLater | None
    ) -> None:
        vars(report)["evidence"] = None if isinstance(seen, SeenLater) else seen
