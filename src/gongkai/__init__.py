"""Gongkai (公开) reads and checks annual reports on government information disclosure.

``read`` turns a file into a ``Report``, ``check`` a report into its findings, ``repair`` finds
the smallest change that makes its numbers hold, ``write`` makes a document of it again::

    from gongkai import check, read, repair, write

    report = read("report.txt")
    for finding in check(report):
        print(finding.message())
    for fault in repair(report).faults:
        print(fault.alternatives[0].changes)
    write(report, "report.docx")

What is not used is not loaded, so ``gongkai --help`` answers at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.checking import Finding, Severity, catalogue, check
    from gongkai.checking.compare import Comparison, compare
    from gongkai.checking.reconcile import Reconciliation, reconcile
    from gongkai.checking.repair import Repair, repair, repaired
    from gongkai.checking.similar import Similarities, similar
    from gongkai.reading import ReadError, read, read_all, read_bytes, read_many, read_text
    from gongkai.report import Cell, CellState, Report
    from gongkai.writing.files import write

__version__ = "0.1.0"

__all__ = [
    "Cell",
    "CellState",
    "Comparison",
    "Finding",
    "ReadError",
    "Reconciliation",
    "Repair",
    "Report",
    "Severity",
    "Similarities",
    "catalogue",
    "check",
    "compare",
    "read",
    "read_all",
    "read_bytes",
    "read_many",
    "read_text",
    "reconcile",
    "repair",
    "repaired",
    "similar",
    "write",
]

_HOMES = {
    "Cell": "report",
    "CellState": "report",
    "Comparison": "checking.compare",
    "Finding": "checking",
    "ReadError": "reading",
    "Reconciliation": "checking.reconcile",
    "Repair": "checking.repair",
    "Report": "report",
    "Severity": "checking",
    "Similarities": "checking.similar",
    "catalogue": "checking",
    "check": "checking",
    "compare": "checking.compare",
    "read": "reading",
    "read_all": "reading",
    "read_bytes": "reading",
    "read_many": "reading",
    "read_text": "reading",
    "reconcile": "checking.reconcile",
    "repair": "checking.repair",
    "repaired": "checking.repair",
    "similar": "checking.similar",
    "write": "writing.files",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
