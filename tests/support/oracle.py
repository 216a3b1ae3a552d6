"""The judge: what was read against what is true, cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from gongkai.report import Cell, CellState, Report, TextPlace
from tests.support.truth import MISSING, Entry, Truth

_NUMBERS = (CellState.NUMBER, CellState.DERIVED)
_ABSENT = Cell(None, CellState.MISSING)


@dataclass
class Verdict:
    """The cells that are not as the truth has them.

    ``declared``: the report itself shows that something is wrong there. ``silent``: a wrong
    number, or a number where none is, with nothing said about it.
    """

    declared: dict[str, str] = field(default_factory=dict)
    silent: dict[str, str] = field(default_factory=dict)

    @property
    def wrong(self) -> int:
        """How many cells are not as they should be."""
        return len(self.declared) + len(self.silent)


def judge(
    report: Report,
    truth: Truth,
    also_true: Mapping[str, Collection[Entry]] | None = None,
) -> Verdict:
    """Compare a report with the truth.

    ``also_true`` has other entries that are faithful readings of a damaged text, by cell.
    """
    also_true = also_true or {}
    doubted: set[str] | None = None
    verdict = Verdict()
    for cell_id in {**truth.entries, **report.cells}:
        expected = truth.entries.get(cell_id, MISSING)
        cell = report.cells.get(cell_id, _ABSENT)
        if any(agrees(cell, entry) for entry in (expected, *also_true.get(cell_id, ()))):
            continue
        if doubted is None:
            doubted = doubted_cells(report)
        openly = cell.state not in _NUMBERS or cell_id in doubted
        side = verdict.declared if openly else verdict.silent
        side[cell_id] = f"{shown(expected)} read as {shown(cell)}"
    return verdict


def agrees(cell: Cell, entry: Entry) -> bool:
    """Whether a cell read is the entry printed. A number proven from others counts as read."""
    if entry.state == "number":
        return cell.state in _NUMBERS and cell.value == entry.value
    return cell.state.value == entry.state


def shown(cell: Cell | Entry) -> str:
    """The cell in one word for messages."""
    return str(cell.state) if cell.value is None else str(cell.value)


def doubted_cells(report: Report) -> set[str]:
    """Cells about which the report itself raises a doubt: a remark that names them, a sum that
    does not hold, a row that prints another number of values than it has cells."""
    doubted = {cell for remark in report.remarks for cell in remark.cells}
    for identity in report.identities():
        left, right = (_sum(report, side) for side in (identity.left, identity.right))
        if left != right:
            doubted.update(identity.cells)
    for row in report.evidence.rows if report.evidence else ():
        if row.printed != len(row.cells):
            doubted.update(row.cells)
    return doubted


def _sum(report: Report, cells: tuple[str, ...]) -> object:
    """The sum, blanks and missing cells as zero."""
    return sum(report.cells[c].value or 0 for c in cells if c in report.cells)


def misplaced(report: Report, text: str) -> list[str]:
    """Cells whose place does not point at their raw text, or whose line and column disagree."""
    starts = _line_starts(text)
    return [
        cell_id
        for cell_id, cell in report.cells.items()
        if isinstance(cell.source, TextPlace)
        and (
            text[cell.source.offset : cell.source.end] != cell.raw
            or starts[cell.source.line - 1] + cell.source.column - 1 != cell.source.offset
        )
    ]


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for position, char in enumerate(text):
        if char == "\n" or (char == "\r" and text[position + 1 : position + 2] != "\n"):
            starts.append(position + 1)
    return starts
