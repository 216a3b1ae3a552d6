"""The numbers of a report as they stand now: from the ledgers where it says so, else as typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gongkai.formats import CellSpec, Part, get_format
from gongkai.report import Cell, CellState, Report, Section, Signature, loads
from gongkai.web.bodies.history import name_in
from gongkai.web.bodies.models import Body
from gongkai.web.reports.compile import compile_report
from gongkai.web.reports.models import AnnualReport, CellOrigin
from gongkai.web.reports.typed import pack, unpack
from gongkai.writing.printed import NUMERALS

BLANK = Cell(None, CellState.BLANK)


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of a report with where it comes from."""

    spec: CellSpec
    cell: Cell
    origin: CellOrigin

    @property
    def is_counted(self) -> bool:
        """Whether the ledgers gave it; such a number is corrected there and not here."""
        return self.origin is CellOrigin.LEDGER


Entries = Mapping[str, Entry]


def entries_of(report: AnnualReport) -> dict[str, Entry]:
    """Every number of the report by its cell; in a draft those of the ledgers counted anew."""
    counted = ledger_cells(report) if report.is_draft else {}
    specs = get_format(report.form).cells.values()
    return {spec.id: entry_of(report, spec, counted) for spec in specs}


def entry_of(report: AnnualReport, spec: CellSpec, counted: Mapping[str, Cell]) -> Entry:
    """One number of the report; in a draft what the ledgers count now goes before all else."""
    cell, origin = _kept(report, spec.id)
    if report.is_draft and spec.id in counted:
        cell, origin = counted[spec.id], CellOrigin.LEDGER
    elif report.is_draft and origin is CellOrigin.LEDGER:
        cell, origin = BLANK, CellOrigin.TYPED
    return Entry(spec, cell, origin)


def retyped(report: AnnualReport, entries: Entries) -> dict[str, Entry]:
    """The same numbers after something was typed, without counting the ledgers again."""
    return {
        name: entry if entry.is_counted else _again(report, entry)
        for name, entry in entries.items()
    }


def _again(report: AnnualReport, entry: Entry) -> Entry:
    cell, origin = _kept(report, entry.spec.id)
    return replace(entry, cell=cell, origin=origin)


def ledger_cells(report: AnnualReport, only: Part | None = None) -> dict[str, Cell]:
    """What the ledgers say now, of the parts that come from them, or of one of these.

    Cells that they leave blank are not in.
    """
    parts = [part for part in map(Part, report.ledger_parts) if only in {None, part}]
    if not parts:
        return {}
    below = report.covers_below
    made = compile_report(report.body, report.year, report.form, below=below, parts=parts)
    return {name: cell for name, cell in made.cells.items() if cell.value is not None}


def _kept(report: AnnualReport, name: str) -> tuple[Cell, CellOrigin]:
    kept = report.cells.get(name)
    return (BLANK, CellOrigin.TYPED) if kept is None else unpack(kept)


def typed_only(report: AnnualReport) -> dict[str, list[object]]:
    """What is kept of a draft: everything but the ledgers' numbers."""
    return {n: kept for n, kept in report.cells.items() if unpack(kept)[1] is not CellOrigin.LEDGER}


def packed(entries: Entries) -> dict[str, list[object]]:
    """All numbers as they are kept from the hand-over to review on."""
    return {name: pack(entry.cell, entry.origin) for name, entry in entries.items()}


def title_for(body: Body, year: int) -> str:
    """The title that the form asks for, with the body's name at the end of that year."""
    return f"{name_in(body, year)}{year}年政府信息公开工作年度报告"


def report_value(report: AnnualReport, entries: Entries | None = None) -> Report:
    """The report as the library takes it; a signed one exactly as it was signed."""
    if report.content:
        return loads(report.content)
    form = get_format(report.form)
    now = entries_of(report) if entries is None else entries
    name = name_in(report.body, report.year)
    return Report(
        body=name,
        year=report.year,
        title=report.title,
        formats={str(part): report.form for part in Part},
        cells={each: now[each].cell for each in form.cells},
        lead_in=report.lead_in,
        sections=tuple(
            Section(each.number, heading(each.number, each.heading), prose(report, each.number))
            for each in form.sections
        ),
        signature=_signature(report, name),
    )


def heading(number: int, text: str) -> str:
    """A section's heading as it is printed."""
    return f"{NUMERALS[number]}、{text}"


def prose(report: AnnualReport, number: int) -> str:
    """The text of one section."""
    return report.sections.get(str(number), "")


def _signature(report: AnnualReport, name: str) -> Signature | None:
    if not report.signature:
        return None
    return Signature(report.signature, name, report.signed_on)
