"""What an import would do: line by line what is new, what changes, and everything that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gongkai.web.publications.importing.columns import CellError, Column, Problem
from gongkai.web.publications.importing.table import Line
from gongkai.web.publications.models import Document, MonthlyCount

MOST_SHOWN = 200
MOST_PROBLEMS = 500
Row = Document | MonthlyCount


@dataclass(frozen=True, slots=True)
class Change:
    """What one line does: ``new``, ``changed`` or ``same``, with column, before and after."""

    line: int
    kind: str
    label: str
    details: tuple[tuple[str, str, str], ...]
    row: Row


@dataclass(slots=True)
class Plan:
    """Everything an import would do. Nothing is saved while there are problems."""

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def count(self, kind: str) -> int:
        """How many lines do that."""
        return sum(change.kind == kind for change in self.changes)

    def to_json(self) -> dict[str, Any]:
        """What the preview shows: all counts, and the first lines of each list."""
        shown = [change for change in self.changes if change.kind != "same"][:MOST_SHOWN]
        return {
            "new": self.count("new"),
            "changed": self.count("changed"),
            "same": self.count("same"),
            "problem_count": len(self.problems),
            "problems": [asdict(each) for each in self.problems[:MOST_PROBLEMS]],
            "changes": [
                {"line": c.line, "kind": c.kind, "label": c.label, "details": c.details}
                for c in shown
            ],
        }


def values_of(line: Line, columns: Sequence[Column]) -> tuple[dict[str, Any], list[Problem]]:
    """The values of the cells that are not blank, by field, and what is wrong with the others."""
    values: dict[str, Any] = {}
    problems = []
    for column in columns:
        cell = line.cells.get(column.name, "")
        if not cell:
            if column.is_required:
                problems.append(Problem(line.number, column.name, "", _("必须填写。")))
            continue
        try:
            values[column.field] = column.parse(cell)
        except CellError as fault:
            problems.append(Problem(line.number, column.name, cell[:60], str(fault)))
    return values, problems


def put(row: Row, values: dict[str, Any], line: Line, columns: Iterable[Column]) -> Change:
    """Set the values on the row, unsaved. A blank cell leaves alone what is stored."""
    is_new = row.pk is None
    details = []
    for column in columns:
        if column.field in values:
            before, said = getattr(row, column.field), "" if is_new else said_of(row, column.field)
            setattr(row, column.field, values[column.field])
            if is_new or before != values[column.field]:
                details.append((column.name, said, said_of(row, column.field)))
    if details and isinstance(row, Document) and not is_new:
        row.version += 1  # whoever has its form open is told
    kind = "new" if is_new else "changed" if details else "same"
    return Change(line.number, kind, str(row), tuple(details), row)


def said_of(row: Row, name: str) -> str:
    """A field of the row as the file would have it."""
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else str(value)


Step = Callable[[int], None]
