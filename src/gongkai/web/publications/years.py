"""What the registers give the annual report of a year, each number with what is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.http import urlencode

from gongkai.formats import FORMAT_IDS, CellSpec, Format, Part, format_for_year, get_format
from gongkai.report import Number
from gongkai.web.bodies.models import Body
from gongkai.web.publications.counts import behind_document, count, measure_of, missing_months
from gongkai.web.publications.models import Document
from gongkai.web.publications.months import FIRST_YEAR, LAST_YEAR
from gongkai.web.site.today import today

_DOCUMENTS = "art20_1"


@dataclass(frozen=True, slots=True)
class Counted:
    """One cell of the form: its value (None: cannot be told yet), and where that comes from."""

    cell: CellSpec
    value: Number | None
    query: str
    """The parameters with which the register shows the documents behind it; empty for months."""
    measure: str
    missing: tuple[int, ...]
    """Months that nobody filled in."""

    @property
    def row_label(self) -> str:
        """The printed label of its row."""
        return self.cell.path[-2]


def form_of(year: int) -> Format:
    """The official format of a year."""
    return format_for_year(year) or get_format(FORMAT_IDS[-1])


def counted(body: Body, year: int) -> list[Counted]:
    """Every cell that the registers keep, in the order of the form."""
    form = form_of(year)
    values = count([body.pk], year, form.id)
    return [
        _counted(body, year, cell, values.get(cell.id))
        for cell in form.cells_of(Part.DISCLOSURE)
        if cell.table == _DOCUMENTS or measure_of(cell)
    ]


def _counted(body: Body, year: int, cell: CellSpec, value: Number | None) -> Counted:
    measure = measure_of(cell) or ""
    missing = tuple(m for _b, m in missing_months([body.pk], year, measure)) if measure else ()
    query = (
        "" if measure else urlencode({"cell": cell.id, "counted": str(year), "body": str(body.pk)})
    )
    return Counted(cell, value, query, measure, missing)


def cell_of(cell_id: str, year: str) -> tuple[int, CellSpec] | None:
    """The cell of the documents' table that an address names, and its year; None for none."""
    if not (year.isascii() and year.isdigit() and FIRST_YEAR <= int(year[:5]) <= LAST_YEAR):
        return None
    cell = form_of(int(year)).cells.get(cell_id)
    return (int(year), cell) if cell is not None and cell.table == _DOCUMENTS else None


def cells_of_document(document: Document) -> list[tuple[int, list[CellSpec]]]:
    """In which cells a document counts, in each of the last years that it touches."""
    first = max(FIRST_YEAR, min(_days(document)).year, today().year - 3)
    found = []
    for year in range(today().year, first - 1, -1):
        cells = [
            cell
            for cell in form_of(year).cells_of(Part.DISCLOSURE)
            if cell.table == _DOCUMENTS
            and behind_document([document.body_id], year, cell).filter(pk=document.pk).exists()
        ]
        found.append((year, cells))
    return found


def _days(document: Document) -> Sequence[date]:
    return [d for d in (document.issued_on, document.disclosed_on, document.ended_on) if d]
