"""A repaired report: a new one, in which every changed cell says that it was changed, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gongkai.checking.repair.equations import THIS
from gongkai.checking.repair.proposal import Alternative, Change, Derived, Repair
from gongkai.checking.tables import printed
from gongkai.report import Cell, CellState, Remark, Report


def repaired(report: Report, repair: Repair, choice: Sequence[int] = ()) -> Report:
    """``report`` with one alternative of each fault taken over, and the derived blanks filled in.

    ``choice`` gives for each fault the position of the alternative, the first one where it gives
    none. Changed cells are derived, keep their raw text and place, and have a remark each.
    Changes in the other reports are theirs to make. Raises IndexError for an alternative that
    does not exist.
    """
    cells = dict(report.cells)
    remarks: list[Remark] = []
    for number, fault in enumerate(repair.faults):
        if not fault.alternatives:
            continue
        position = choice[number] if number < len(choice) else 0
        if position < 0:
            raise IndexError(position)
        way = fault.alternatives[position]
        others = fault.found - 1
        remarks += [_changed(cells, change, way, others) for change in way.changes if _own(change)]
        remarks += [_filled(cells, each) for each in way.derived if _own(each)]
    remarks += [_filled(cells, each) for each in repair.derived if _own(each)]
    return replace(report, cells=cells, remarks=(*report.remarks, *remarks))


def _own(each: Change | Derived) -> bool:
    return each.ref.report == THIS


def _changed(cells: dict[str, Cell], change: Change, way: Alternative, others: int) -> Remark:
    cell = change.present
    cells[change.ref.cell] = replace(cell, value=change.value, state=CellState.DERIVED)
    cause = next((c for c in way.causes if change.ref in c.cells), None)
    details: Mapping[str, str | int] = {
        "present": change.shown,
        "value": printed(change.value),
        "cause": cause.message() if cause else "",
        "cause_en": cause.message("en") if cause else "",
        "others": others,
    }
    code = "repaired_one_of_several" if others else "repaired"
    return Remark(code, cell.source, (change.ref.cell,), cell.raw, details)


def _filled(cells: dict[str, Cell], derived: Derived) -> Remark:
    cell = derived.present
    cells[derived.ref.cell] = replace(cell, value=derived.value, state=CellState.DERIVED)
    details = {"value": printed(derived.value)}
    return Remark("derived_value", cell.source, (derived.ref.cell,), cell.raw, details)
