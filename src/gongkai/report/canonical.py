"""The canonical JSON of a report: one form, so that the same report gives the same bytes.

Keys stand in one order, cells in the order of the form, amounts as exact numbers without
exponent or trailing zeros. ``report-1.schema.json`` describes the result.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any

from gongkai.formats import Part, cells_of
from gongkai.report.place import Place, place_from_json, place_to_json
from gongkai.report.remarks import Remark
from gongkai.report.value import SCHEMA, Cell, CellState, Number, Report, Section, Signature

_SURROGATES = re.compile("[\ud800-\udfff]")


class NotCanonicalError(ValueError):
    """The data is no report in the canonical form."""


def to_json(report: Report) -> dict[str, Any]:
    """The report as plain data; an amount with decimals stays a ``Decimal``, so it stays exact."""
    return {
        "file": report.file,
        "schema": SCHEMA,
        "body": report.body,
        "year": report.year,
        "title": report.title,
        "formats": {str(part): report.formats[part] for part in Part},
        "lead_in": report.lead_in,
        "sections": [_section(section) for section in report.sections],
        "cells": {cell_id: _cell(cell) for cell_id, cell in _in_form_order(report)},
        "signature": _signature(report.signature),
        "published": report.published.isoformat() if report.published else None,
        "annexes": [_section(annex) for annex in report.annexes],
        "remarks": [remark.to_json() for remark in report.remarks],
    }


def dumps(report: Report) -> str:
    """The report as one line of JSON, in UTF-8 characters and without a line break at its end."""
    fields = (
        f'"{key}":' + (_dump_cells(value) if key == "cells" else _dump(value))
        for key, value in to_json(report).items()
    )
    return encodable("{" + ",".join(fields) + "}")


def loads(text: str | bytes) -> Report:
    """The report that ``dumps`` wrote. Raises NotCanonicalError for anything else."""
    try:
        data = json.loads(text, parse_float=Decimal)
    except ValueError as fault:
        raise NotCanonicalError(f"this is not JSON: {fault}") from fault
    return from_json(data)


def from_json(data: Mapping[str, Any]) -> Report:
    """The report that ``to_json`` made plain.

    Raises NotCanonicalError for data of another form, and for the line of a file that could not
    be read, which holds no report.
    """
    try:
        _refuse_other_forms(data)
        return _report(data)
    except NotCanonicalError:
        raise
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        raise NotCanonicalError(f"no report in the form {SCHEMA}: {fault!r}") from fault


def plain_number(value: Number | None) -> Number | None:
    """A whole number as int, whatever it was held as; a decimal and None as they are."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value


def number_text(value: Number | None) -> str:
    """The number as JSON writes it: ``null`` for None, never an exponent or a trailing zero."""
    value = plain_number(value)
    if value is None:
        return "null"
    return format(value, "f").rstrip("0") if isinstance(value, Decimal) else str(value)


def encodable(text: str) -> str:
    r"""JSON text that UTF-8 can hold: a lone surrogate (bytes in a file's name) as ``\udc80``."""
    if text.isascii() or not _SURROGATES.search(text):
        return text
    return _SURROGATES.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _in_form_order(report: Report) -> Iterable[tuple[str, Cell]]:
    """The cells in the order of the form, whatever order the report was built in."""
    order = _form_order(tuple(report.formats[part] for part in Part))
    cells = report.cells
    yield from ((cell_id, cells[cell_id]) for cell_id in order if cell_id in cells)
    if len(cells) > len(order) or not order.keys() >= cells.keys():
        yield from ((cell_id, cells[cell_id]) for cell_id in cells if cell_id not in order)


@cache
def _form_order(formats: tuple[str, ...]) -> dict[str, None]:
    return dict.fromkeys(cells_of(dict(zip(Part, formats, strict=True))))


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "heading": section.heading,
        "text": section.text,
        "source": _place(section.place),
    }


def _signature(signature: Signature | None) -> dict[str, Any] | None:
    if signature is None:
        return None
    return {
        "text": signature.text,
        "body": signature.body,
        "date": signature.date.isoformat() if signature.date else None,
        "source": _place(signature.place),
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    return place_to_json(place) if place else None


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "value": plain_number(cell.value),
        "state": str(cell.state),
        "raw": cell.raw,
        "source": _place(cell.source),
    }


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _dump_cells(cells: Mapping[str, dict[str, Any]]) -> str:
    """The cells, in long runs: the json module is fast but knows no exact decimals."""
    parts: list[str] = []
    for has_decimals, run in groupby(cells.items(), key=_has_decimals):
        if has_decimals:
            parts.extend(_dump_decimal(cell_id, cell) for cell_id, cell in run)
        else:
            parts.append(_dump(dict(run))[1:-1])
    return "{" + ",".join(parts) + "}"


def _has_decimals(item: tuple[str, dict[str, Any]]) -> bool:
    return isinstance(item[1]["value"], Decimal)


def _dump_decimal(cell_id: str, cell: Mapping[str, Any]) -> str:
    others = {key: value for key, value in cell.items() if key != "value"}
    return f'{_dump(cell_id)}:{{"value":{number_text(cell["value"])},{_dump(others)[1:]}'


def _refuse_other_forms(data: Mapping[str, Any]) -> None:
    if "error" in data:
        raise NotCanonicalError(f"{data['file']} was not read: {data['error']['message']}")
    if data["schema"] != SCHEMA:
        raise NotCanonicalError(f"the schema is {data['schema']!r}, not {SCHEMA!r}")


def _report(data: Mapping[str, Any]) -> Report:
    return Report(
        file=_text_or_none(data["file"]),
        body=_text_or_none(data["body"]),
        year=_year(data["year"]),
        title=_text_or_none(data["title"]),
        formats={part: data["formats"][part] for part in Part},
        lead_in=_text(data["lead_in"]),
        sections=tuple(map(_read_section, data["sections"])),
        cells={cell_id: _read_cell(cell) for cell_id, cell in data["cells"].items()},
        signature=_read_signature(data["signature"]),
        published=_read_date(data["published"]),
        annexes=tuple(map(_read_section, data["annexes"])),
        remarks=tuple(map(_read_remark, data["remarks"])),
    )


def _read_section(data: Mapping[str, Any]) -> Section:
    number, heading, text = int(data["number"]), _text(data["heading"]), _text(data["text"])
    return Section(number, heading, text, _read_place(data["source"]))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"no text: {value!r}")
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _year(value: Any) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise TypeError(f"no year: {value!r}")


def _read_cell(data: Mapping[str, Any]) -> Cell:
    return Cell(
        value=_read_number(data["value"]),
        state=CellState(data["state"]),
        raw=_text(data["raw"]),
        source=_read_place(data["source"]),
    )


def _read_number(value: Any) -> Number | None:
    if isinstance(value, float):  # a parser that was not told to keep decimals exact
        value = Decimal(repr(value))
    if value is None or (isinstance(value, int | Decimal) and not isinstance(value, bool)):
        return plain_number(value)
    raise TypeError(f"no number: {value!r}")


def _read_signature(data: Mapping[str, Any] | None) -> Signature | None:
    if data is None:
        return None
    return Signature(
        _text(data["text"]),
        _text_or_none(data["body"]),
        _read_date(data["date"]),
        _read_place(data["source"]),
    )


def _read_remark(data: Mapping[str, Any]) -> Remark:
    return Remark(
        code=data["code"],
        place=_read_place(data["where"]),
        cells=tuple(data["cells"]),
        quote=data["quote"],
        details=data["details"],
    )


def _read_date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _read_place(data: dict[str, Any] | None) -> Place | None:
    return None if data is None else place_from_json(data)
