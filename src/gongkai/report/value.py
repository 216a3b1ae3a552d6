"""The Report: the one immutable value that every part of Gongkai meets in.

Reports compare by what they say. Where it was found (places, raw text, remarks, evidence, the
file's name) is kept beside it and does not count, so the same report read from two kinds of file
is equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from gongkai.formats import Identity, Part, get_format, identities_of
from gongkai.report.evidence import SeenLater
from gongkai.report.place import Place
from gongkai.report.remarks import Remark

SCHEMA = "gongkai.report/1"
"""The name of the canonical JSON form."""

Number = int | Decimal
"""A whole number, or an exact decimal where the document has one."""


class CellState(StrEnum):
    """What stands in a cell. Blank is not zero, and only a source or a proof makes a number."""

    NUMBER = "number"
    """A number the document prints."""
    BLANK = "blank"
    """Printed and left empty."""
    NOT_APPLICABLE = "not_applicable"
    """``/``, ``-``, ``—`` or 不适用."""
    UNREADABLE = "unreadable"
    """Something stands there that cannot be read as one number for certain."""
    MISSING = "missing"
    """The document has no such cell."""
    DERIVED = "derived"
    """A number proven from other cells, not printed."""


_WITH_VALUE = frozenset({CellState.NUMBER, CellState.DERIVED})


@dataclass(frozen=True, slots=True, init=False)
class Cell:
    """One number of a report: ``value`` is None unless the state is number or derived.

    ``raw`` is the text as printed, ``source`` its place in the document.
    """

    value: Number | None
    state: CellState
    raw: str = field(default="", compare=False)
    source: Place | None = field(default=None, compare=False)

    def __init__(
        self, value: Number | None, state: CellState, raw: str = "", source: Place | None = None
    ) -> None:
        if (value is None) is (state in _WITH_VALUE):
            raise ValueError(f"a cell in state {state} cannot hold {value!r}")
        # what dataclasses write for a frozen class takes twice as long, and a report has 200 cells
        _set_value(self, value)
        _set_state(self, state)
        _set_raw(self, raw)
        _set_source(self, source)


_set_value, _set_state, _set_raw, _set_source = (
    getattr(Cell, name).__set__ for name in ("value", "state", "raw", "source")
)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of prose: its number (1 to 6), its heading as printed, its text without tables.

    Paragraphs of ``text`` are separated by one line break.
    """

    number: int
    heading: str
    text: str
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Signature:
    """What closes the report: the body that signs it and the date."""

    text: str
    body: str | None = None
    date: date | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Report:
    """An annual report (政府信息公开工作年度报告) as exact data.

    ``formats`` names the official format of each part, detected one by one; ``cells`` has every
    cell id of those formats in reading order; ``sections`` are those of the report's body, and
    ``annexes`` what is attached behind it; ``lead_in`` is the text between title and section one.
    ``published`` is the day of publication where the document gives it.
    """

    body: str | None
    year: int | None
    title: str | None
    formats: Mapping[str, str]
    cells: Mapping[str, Cell]
    sections: tuple[Section, ...] = ()
    lead_in: str = ""
    signature: Signature | None = None
    published: date | None = None
    annexes: tuple[Section, ...] = ()
    remarks: tuple[Remark, ...] = field(default=(), compare=False)
    file: str | None = field(default=None, compare=False)
    evidence: SeenLater = field(default=SeenLater(), compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "formats", MappingProxyType(dict(self.formats)))
        object.__setattr__(self, "cells", MappingProxyType(dict(self.cells)))

    def __getitem__(self, cell_id: str) -> Number | None:
        """The value of a cell: None where no number stands. Raises KeyError for an unknown id."""
        return self.cells[cell_id].value

    def __hash__(self) -> int:
        return hash((self.body, self.year, self.title, tuple(self.cells.items())))

    def __reduce__(self) -> tuple[object, ...]:
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        fields["formats"] = dict(self.formats)
        fields["cells"] = dict(self.cells)
        return _rebuild, (fields,)

    def __str__(self) -> str:
        from gongkai.report.display import summary

        return summary(self)

    def _repr_html_(self) -> str:
        from gongkai.report.display import to_html

        return to_html(self)

    def identities(self) -> tuple[Identity, ...]:
        """The identities (勾稽关系) that bind this report's cells."""
        return identities_of(self.formats)

    def section(self, number: int) -> Section | None:
        """The section of that number in the report's body, or None."""
        return next((s for s in self.sections if s.number == number), None)

    def part_is_missing(self, part: Part) -> bool:
        """Whether the document has no cell at all of that part's tables."""
        return all(
            self.cells[cell.id].state is CellState.MISSING
            for cell in get_format(self.formats[part]).cells_of(part)
        )


def _rebuild(fields: dict[str, object]) -> Report:
    return Report(**fields)  # type: ignore[arg-type]
