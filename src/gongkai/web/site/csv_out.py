"""Tables as CSV for spreadsheets, in which no cell can be taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff"


class _Echo:
    """A file that gives each line back."""

    def write(self, text: str) -> str:
        return text


class _Writer(Protocol):
    def writerow(self, row: Iterable[str]) -> str: ...


def safe(value: object) -> str:
    """The value as a cell. What a spreadsheet would run as a formula gets an apostrophe in front."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain(cell: str) -> str:
    """The value again of a cell that ``safe`` made."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell


def lines_of(head: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines, with the mark in front by which Excel knows UTF-8."""
    writer: _Writer = csv.writer(_Echo())
    yield BOM + writer.writerow([safe(cell) for cell in head])
    for row in rows:
        yield writer.writerow([safe(cell) for cell in row])


def csv_answer(
    name: str, head: Sequence[object], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    """The table as a file to download."""
    return StreamingHttpResponse(
        lines_of(head, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name) or ""},
    )
