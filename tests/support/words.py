"""The judge of what is not a table: body, year, title, sections, date of signature."""

from __future__ import annotations

import unicodedata

from gongkai.report import Report
from tests.support.truth import Truth


def misread(report: Report, truth: Truth) -> list[str]:
    """What was read otherwise than written, each in a few words."""
    wrong = []
    if report.year != truth.year:
        wrong.append(f"year {truth.year} read as {report.year}")
    if report.body != truth.body:
        wrong.append(f"body {truth.body} read as {report.body}")
    if report.title is None or _bare(truth.title[-1]) not in _bare(report.title):
        wrong.append(f"title {truth.title[-1]} read as {report.title}")
    signed = report.signature.date if report.signature else None
    if signed != truth.signed:
        wrong.append(f"signed {truth.signed} read as {signed}")
    return wrong + _sections(report, truth)


def _sections(report: Report, truth: Truth) -> list[str]:
    """Sections of prose whose text is not what was written."""
    texts = {s.number: _bare(s.text) for s in report.sections}
    wrong = []
    for number, lines in truth.prose.items():
        written, read = _bare("".join(lines)), texts.get(number)
        if read is None:
            wrong.append(f"section {number} not found")
        elif written != read:
            wrong.append(f"section {number} differs: {_difference(written, read)}")
    return wrong


def _bare(text: str) -> str:
    """Letters and digits only, so that punctuation, spaces and noise do not count."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def _difference(written: str, read: str) -> str:
    start = next((i for i, (a, b) in enumerate(zip(written, read, strict=False)) if a != b), None)
    at = min(len(written), len(read)) if start is None else start
    return f"{written[at : at + 20]!r} read as {read[at : at + 20]!r}"
