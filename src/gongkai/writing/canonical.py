"""A report as canonical JSON: equal reports are equal bytes."""

from __future__ import annotations

from gongkai.report import Report, dumps


def document(report: Report) -> bytes:
    """The report on one line of JSON, its places, remarks and printed texts included."""
    return f"{dumps(report)}\n".encode()
