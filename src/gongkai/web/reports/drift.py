"""What the ledgers say now of a report that stands still: cell by cell, and because of what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from gongkai.formats import CellSpec
from gongkai.report import Cell
from gongkai.web.bodies.models import Body
from gongkai.web.reports.behind import Behind, kind_of, load, moved, objects_of, take_snapshot
from gongkai.web.reports.models import AnnualReport, CellOrigin
from gongkai.web.reports.tables import BLANK, entries_of, ledger_cells

MOST_SHOWN = 50
"""So many entries are listed for one cell; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Drift:
    """One number that the ledgers would give differently today."""

    spec: CellSpec
    frozen: Cell
    now: Cell
    kind: Behind
    gained: list[Any] = field(default_factory=list)
    lost: list[Any] = field(default_factory=list)
    gained_count: int = 0
    lost_count: int = 0


def has_drifted(report: AnnualReport) -> int:
    """How many numbers the ledgers would give differently today."""
    return len(_changed(report))


def drift_of(report: AnnualReport) -> list[Drift]:
    """Those numbers with the entries that explain each."""
    changed = _changed(report)
    if not changed:
        return []
    before, now = load(report.counted), take_snapshot(report)
    found = []
    for spec, frozen, cell in changed:
        kind = kind_of(spec)
        difference = moved(before, now, spec)
        found.append(
            Drift(
                spec,
                frozen,
                cell,
                kind,
                _shown(kind, difference.gained),
                _shown(kind, difference.lost),
                len(difference.gained),
                len(difference.lost),
            )
        )
    return found


def _changed(report: AnnualReport) -> list[tuple[CellSpec, Cell, Cell]]:
    if report.is_draft:
        return []
    now = ledger_cells(report)
    return [
        (entry.spec, entry.cell, now.get(name, BLANK))
        for name, entry in entries_of(report).items()
        if entry.origin is CellOrigin.LEDGER and entry.cell != now.get(name, BLANK)
    ]


def _shown(kind: Behind, keys: Collection[Any]) -> list[Any]:
    chosen = sorted(keys)[:MOST_SHOWN]
    if kind is not Behind.MONTHS:
        return objects_of(kind, chosen)
    names = Body.objects.in_bulk({body for body, _month, _value in chosen})
    return [{"body": names.get(body), "month": m, "value": v} for body, m, v in chosen]
