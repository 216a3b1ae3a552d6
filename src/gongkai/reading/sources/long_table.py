"""The long form of reports as CSV: a line for each cell, as this program writes it.

Only numbers are in it; a report read from it has no title and no prose. Which format it is of
the cells themselves tell; cells that were left out are missing.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import StringIO
from itertools import groupby
from typing import NamedTuple

from gongkai.formats import FORMAT_IDS, Part, cells_of, format_for_year, get_format
from gongkai.reading.charset import decode
from gongkai.reading.errors import ReadError
from gongkai.report import Cell, CellState, Number, Report, TextPlace
from gongkai.report.long_table import COLUMNS, as_meant

_NEEDED = frozenset(COLUMNS) - {"label"}
_NUMBER = re.compile(r"[+-]?\d{1,40}(?:\.\d{1,40})?")
_YEAR = re.compile(r"\d{4}")
_SEPARATORS = ",;\t"
_LONGEST_HEAD = 400
_LINE_END = re.compile(r"\r\n?|\n")


class _Row(NamedTuple):
    """A line of the table: its fields by column, and where it begins."""

    fields: Mapping[str, str]
    line: int

    @property
    def report(self) -> tuple[str, str, str]:
        """What tells the report that the cell is of."""
        return self.fields.get("file", ""), self.fields["body"], self.fields["year"]


def is_long_table(start: bytes) -> bool:
    """Whether a file that begins so is such a table, by the names of its columns."""
    for encoding in ("utf-8-sig", "utf-16"):
        head = start[:_LONGEST_HEAD].decode(encoding, errors="ignore")
        if set(_columns(head)[1]) >= _NEEDED:
            return True
    return False


def reports(data: bytes, file: str | None) -> Iterator[Report | ReadError]:
    """Every report of the table, errors in their places."""
    text = decode(data, file)
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    try:
        for _, rows in groupby(_rows(text), key=lambda row: row.report):
            for some in _each(list(rows)):
                yield _report_or_error(some, starts, file)
    except csv.Error as fault:
        yield ReadError("bad_long_table", file, line=1, detail=str(fault))


def _report_or_error(rows: list[_Row], starts: list[int], file: str | None) -> Report | ReadError:
    try:
        return _report(rows, starts, file)
    except _BadRowError as fault:
        return ReadError("bad_long_table", file, line=fault.line, detail=fault.detail)


def _columns(text: str) -> tuple[str, list[str]]:
    """The separator and the names in the first line of a text."""
    head = text.removeprefix("\ufeff").split("\n", 1)[0].strip()
    separator = max(_SEPARATORS, key=head.count)
    return separator, [name.strip().strip('"') for name in head.split(separator)]


def _rows(text: str) -> Iterator[_Row]:
    separator, names = _columns(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    next(reader)
    before = reader.line_num
    for fields in reader:
        if any(fields):
            padded = [*fields, *[""] * (len(names) - len(fields))]
            yield _Row(dict(zip(names, padded, strict=False)), before + 1)
        before = reader.line_num


def _each(rows: list[_Row]) -> Iterator[list[_Row]]:
    """The rows cut where a cell comes again: there the next report of the same body begins."""
    some: list[_Row] = []
    seen: set[str] = set()
    for row in rows:
        name = row.fields["cell"]
        if name in seen:
            yield some
            some, seen = [], set()
        seen.add(name)
        some.append(row)
    yield some


class _BadRowError(Exception):
    def __init__(self, line: int, detail: str) -> None:
        super().__init__(detail)
        self.line = line
        self.detail = detail


def _report(rows: list[_Row], starts: list[int], file: str | None) -> Report:
    first = rows[0]
    year = _year(first)
    by_name = {row.fields["cell"].strip(): row for row in rows}
    formats = _formats(by_name, year)
    known = cells_of(formats)
    for name, row in by_name.items():
        if name not in known:
            raise _BadRowError(row.line, f"cell={name[:60]!r}")
    cells = {
        name: _cell(by_name[name], starts) if name in by_name else Cell(None, CellState.MISSING)
        for name in known
    }
    return Report(
        body=as_meant(first.fields["body"]) or None,
        year=year,
        title=None,
        formats=formats,
        cells=cells,
        file=as_meant(first.fields.get("file", "")) or file,
    )


def _year(row: _Row) -> int | None:
    printed = row.fields["year"].strip()
    if printed and not _YEAR.fullmatch(printed):
        raise _BadRowError(row.line, f"year={printed[:60]!r}")
    return int(printed) if printed else None


def _formats(by_name: Mapping[str, _Row], year: int | None) -> dict[str, str]:
    """The format of each part: the one whose cells are there; where both fit, that of the year.

    Without a year it is the newest, and for the remedies, alike in all, that of the requests.
    """
    dated = format_for_year(year) if year else None
    likely = dated.id if dated else FORMAT_IDS[-1]
    found: dict[str, str] = {}
    for part in (Part.DISCLOSURE, Part.REQUESTS, Part.REMEDIES):
        order = sorted(FORMAT_IDS, key=lambda each: each != likely)
        found[part] = max(order, key=lambda each: _fit(each, part, by_name))
        likely = dated.id if dated else found[part]
    return {str(part): format_id for part, format_id in found.items()}


def _fit(format_id: str, part: Part, by_name: Mapping[str, _Row]) -> int:
    """How many cells of a part are there, those that are lacking taken off."""
    names = [cell.id for cell in get_format(format_id).cells_of(part)]
    found = sum(name in by_name for name in names)
    return 2 * found - len(names)


def _cell(row: _Row, starts: list[int]) -> Cell:
    fields = row.fields
    try:
        state = CellState(fields["state"].strip())
        cell = Cell(_value(fields["value"].strip()), state, as_meant(fields.get("raw", "")))
    except ValueError:
        shown = f"value={fields['value'][:60]!r}, state={fields['state'][:60]!r}"
        raise _BadRowError(row.line, shown) from None
    place = TextPlace(row.line, 1, starts[min(row.line, len(starts)) - 1])
    return Cell(cell.value, cell.state, cell.raw or fields["value"].strip(), place)


def _value(printed: str) -> Number | None:
    if not printed:
        return None
    if not _NUMBER.fullmatch(printed):
        raise ValueError(printed)
    number = Decimal(printed)
    return int(number) if number == number.to_integral_value() else number
