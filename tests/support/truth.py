"""What an invented report says: the one thing every layout shows and the judge compares with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell: a number, or nothing printed (``blank``), or a dash (``not_applicable``)."""

    value: Number | None
    state: str = "number"


BLANK = Entry(None, "blank")
NOT_APPLICABLE = Entry(None, "not_applicable")
MISSING = Entry(None, "missing")


@dataclass(frozen=True)
class Truth:
    """An invented report: its numbers by cell id and its words by section."""

    body: str
    year: int
    formats: Mapping[str, str]
    entries: Mapping[str, Entry]
    title: tuple[str, ...]
    lead_in: str
    prose: Mapping[int, tuple[str, ...]]
    signed: date | None
    published: date | None = None
    asides: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Sentences before and behind the table of a part."""
    absent: frozenset[str] = frozenset()
    """Parts of which the report has no table at all."""
