"""What may have happened: the likely causes of a set of changes, and how far-fetched they are."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from gongkai.checking.repair.digits import slip
from gongkai.checking.repair.equations import Bond, Bound, CellRef, is_sane
from gongkai.checking.repair.lines import Slip, slips
from gongkai.checking.repair.proposal import Cause
from gongkai.checking.tables import printed
from gongkai.checking.words import Text, Words
from gongkai.formats import Axis, Part, get_format
from gongkai.report import Number, Report
from gongkai.report.canonical import number_text

_SUMS = ("A1", "A2", "A4")
"""The identities whose right side is the total of the left."""


@dataclass(frozen=True, slots=True)
class CauseSpec:
    """A cause as the catalogue states it; ``cost`` says how far-fetched it is.

    ``cost_weak`` is its cost where the pattern shows little: between cells that do not stand
    side by side, in a number of one digit.
    """

    code: str
    cost: int
    cost_weak: int
    title: Words
    message: Words


class Line(NamedTuple):
    """A row or a column of one table of one report, its sums left out."""

    is_row: bool
    cells: tuple[CellRef, ...]
    labels: tuple[str, ...]


class _Claim(NamedTuple):
    """A cause that could explain some of the changes."""

    spec: CauseSpec
    cost: int
    cells: tuple[CellRef, ...]
    details: Mapping[str, Text]

    def order(self) -> tuple[float, int, tuple[CellRef, ...]]:
        """The cheapest for each cell it explains goes first."""
        return self.cost / len(self.cells), self.cost, self.cells


@cache
def cause_catalogue() -> dict[str, CauseSpec]:
    """All causes by code, the likeliest first."""
    source = files("gongkai.checking.repair").joinpath("causes.toml")
    entries = tomllib.loads(source.read_text(encoding="utf-8"))
    return {
        code: CauseSpec(
            code,
            entry["cost"],
            entry.get("cost_weak", entry["cost"]),
            Words.of(entry["title"]),
            Words.of(entry["message"]),
        )
        for code, entry in entries.items()
    }


class Explainer:
    """Finds causes within some reports and the equations between them."""

    def __init__(self, reports: Mapping[str, Report], bounds: Iterable[Bound]) -> None:
        self.reports = reports
        self._totals: dict[CellRef, list[Bound]] = {}
        for bound in bounds:
            if bound.bond is Bond.IDENTITY and bound.rule in _SUMS:
                self._totals.setdefault(bound.right[0], []).append(bound)

    def explain(
        self, changed: Mapping[CellRef, Number], derived: Mapping[CellRef, Number]
    ) -> tuple[tuple[Cause, ...], int]:
        """The causes that together explain all changed cells, and what they cost in all."""
        overlay = _Overlay(self.reports, {**derived, **changed})
        claims = sorted(self._claims(changed, overlay), key=_Claim.order)
        left, chosen = set(changed), []
        for claim in claims:
            mine = left.intersection(claim.cells)
            whole = mine == set(changed).intersection(claim.cells)
            if mine and whole:
                chosen.append(claim)
                left -= mine
        causes = (
            Cause(c.spec.code, c.spec.title, c.spec.message, c.cells, c.details) for c in chosen
        )
        return tuple(causes), sum(claim.cost for claim in chosen)

    def _claims(self, changed: Mapping[CellRef, Number], overlay: _Overlay) -> Iterator[_Claim]:
        if len(overlay.new) > 1:
            for line in lines_through(changed, self.reports):
                yield from self._line_claims(line, changed, overlay)
        for ref, new in changed.items():
            yield self._single(ref, overlay.old(ref), new, overlay)

    def _line_claims(
        self, line: Line, changed: Mapping[CellRef, Number], overlay: _Overlay
    ) -> Iterator[_Claim]:
        right = [overlay.now(ref) for ref in line.cells]
        wrong = [overlay.old(ref) for ref in line.cells]
        for found in slips(right, wrong, is_row=line.is_row):
            cells = tuple(line.cells[at] for at in found.positions)
            if not changed.keys().isdisjoint(cells):
                spec = cause_catalogue()[found.cause]
                yield _Claim(
                    spec,
                    spec.cost if found.side_by_side else spec.cost_weak,
                    cells,
                    _line_details(line, found, overlay),
                )

    def _single(self, ref: CellRef, old: Number | None, new: Number, overlay: _Overlay) -> _Claim:
        weak = number_text(new).isdecimal() and len(number_text(new)) == 1
        costs = {
            each: each.cost_weak if weak else each.cost
            for each in map(cause_catalogue().__getitem__, self._codes(ref, old, new, overlay))
        }
        spec = min(costs, key=lambda each: costs[each])
        return _Claim(spec, costs[spec], (ref,), {"old": printed(old), "new": printed(new)})

    def _codes(
        self, ref: CellRef, old: Number | None, new: Number, overlay: _Overlay
    ) -> Iterator[str]:
        yield "unexplained"
        if old is None:
            return
        if old == -new:
            yield "sign_lost"
        digits = slip(number_text(new).replace(".", ""), number_text(old).replace(".", ""))
        if digits:
            yield digits
        if old == 0:
            yield "not_filled"
        if new == 0:
            yield "stray"
        for bound in self._totals.get(ref, ()):
            yield "total_not_updated"
            parts = [overlay.now(each) for each in bound.left]
            if any(part and abs(new - old) == part for part in parts):
                yield "left_out_of_total"


class _Overlay:
    """Present and proposed values side by side."""

    def __init__(self, reports: Mapping[str, Report], new: Mapping[CellRef, Number]) -> None:
        self.reports = reports
        self.new = new

    def old(self, ref: CellRef) -> Number | None:
        value = self.reports[ref.report].cells[ref.cell].value
        return value if value is None or is_sane(value) else None

    def now(self, ref: CellRef) -> Number | None:
        return self.new[ref] if ref in self.new else self.old(ref)


def _line_details(line: Line, found: Slip, overlay: _Overlay) -> dict[str, Text]:
    first, second = found.positions[:2]
    ref = line.cells[first]
    new, old = overlay.now(ref), overlay.old(ref)
    is_part = found.cause == "counted_elsewhere"
    return {
        "count": len(found.positions),
        "parts": Words(
            "、".join(str(printed(part)) for part in found.parts),
            " and ".join(str(printed(part)) for part in found.parts),
        ),
        "old": printed(old),
        "new": printed(new),
        "value": printed((new or 0) - (old or 0) if is_part else new),
        "right": line.labels[first],
        "wrong": line.labels[second],
    }


def lines_through(changed: Iterable[CellRef], reports: Mapping[str, Report]) -> Iterator[Line]:
    """The rows and columns that hold at least one changed cell."""
    seen: set[tuple[CellRef, ...]] = set()
    for ref in changed:
        formats = tuple(sorted(reports[ref.report].formats.items()))
        for line in _lines_of(formats, ref.cell):
            refs = tuple(CellRef(ref.report, cell) for cell in line[1])
            if refs not in seen:
                seen.add(refs)
                yield Line(line[0], refs, line[2])


@lru_cache(maxsize=4096)
def _lines_of(
    formats: tuple[tuple[str, str], ...], cell: str
) -> tuple[tuple[bool, tuple[str, ...], tuple[str, ...]], ...]:
    """The row and the column of a cell, without the sums: ids and labels."""
    table_id, row_id, column_id = cell.split(".")
    for part, format_id in formats:
        for table in get_format(format_id).tables_of(Part(part)):
            if table.id == table_id and any(each.id == row_id for each in table.rows):
                columns, rows = _without_total(table.columns), table.rows
                return (
                    (
                        True,
                        tuple(f"{table_id}.{row_id}.{each.id}" for each in columns),
                        tuple(each.label for each in columns),
                    ),
                    (
                        False,
                        tuple(f"{table_id}.{each.id}.{column_id}" for each in rows),
                        tuple(each.label for each in rows),
                    ),
                )
    return ()


def _without_total(axes: tuple[Axis, ...]) -> tuple[Axis, ...]:
    return tuple(each for each in axes if each.id != "total")
