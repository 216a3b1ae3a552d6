"""The known formats, loaded from their data files, and the questions asked across formats."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.formats.model import (
    Axis,
    CellSpec,
    Format,
    Identity,
    Kind,
    Part,
    SectionSpec,
    Table,
)

FORMAT_IDS = ("2019", "2021")
"""The formats in the order of their introduction."""


class UnknownFormatError(LookupError):
    """There is no format of that id."""

    def __init__(self, wanted: str) -> None:
        super().__init__(f"没有“{wanted}”这一格式；已有格式：{'、'.join(FORMAT_IDS)}。")
        self.wanted = wanted


@cache
def get_format(format_id: str) -> Format:
    """The format of that id ("2019", "2021"). Raises UnknownFormatError for any other."""
    if format_id not in FORMAT_IDS:
        raise UnknownFormatError(format_id)
    source = files("gongkai.formats").joinpath("data", f"{format_id}.toml")
    return _build(tomllib.loads(source.read_text(encoding="utf-8")))


def format_for_year(year: int) -> Format | None:
    """The format that the reports of a year use; None before 2019, when no grid existed."""
    return next((f for f in map(get_format, FORMAT_IDS) if f.serves(year)), None)


def cells_of(formats: Mapping[str, str]) -> dict[str, CellSpec]:
    """All cells of a report whose parts are in the given formats (``{"requests": "2019", ...}``)."""
    return {cell.id: cell for part in Part for cell in get_format(formats[part]).cells_of(part)}


def identities_of(formats: Mapping[str, str]) -> tuple[Identity, ...]:
    """All identities of a report whose parts are in the given formats."""
    return tuple(
        identity for part in Part for identity in get_format(formats[part]).identities_of(part)
    )


def _build(data: Mapping[str, Any]) -> Format:
    tables = tuple(_table(entry) for entry in data["tables"])
    by_id = {table.id: table for table in tables}
    return Format(
        id=data["id"],
        notice=data["notice"],
        title=data["title"],
        first_year=data["first_year"],
        last_year=data.get("last_year"),
        sections=tuple(
            SectionSpec(
                number=s["number"],
                heading=s["heading"],
                part=Part(s["part"]) if "part" in s else None,
                variants=tuple(s.get("variants", ())),
            )
            for s in data["sections"]
        ),
        tables=tables,
        identities=tuple(
            identity
            for entry in data["identities"]
            for identity in _identities(entry, by_id[entry["table"]])
        ),
    )


def _table(entry: Mapping[str, Any]) -> Table:
    return Table(
        id=entry["id"],
        part=Part(entry["part"]),
        title=entry["title"],
        rows=tuple(map(_axis, entry["rows"])),
        columns=tuple(map(_axis, entry["columns"])),
        stub=entry.get("stub", ""),
        column_head=entry.get("column_head", ""),
        side_by_side=entry.get("side_by_side", False),
    )


def _axis(entry: Mapping[str, Any]) -> Axis:
    return Axis(
        id=entry["id"],
        label=entry["label"],
        groups=tuple(entry.get("groups", ())),
        kind=Kind(entry.get("kind", Kind.COUNT)),
        aliases=tuple(entry.get("aliases", ())),
    )


def _identities(entry: Mapping[str, Any], table: Table) -> Iterable[Identity]:
    by_row = entry["axis"] == "row"
    for line in table.rows if by_row else table.columns:

        def ids(names: Iterable[str], line: Axis = line) -> tuple[str, ...]:
            return tuple(
                f"{table.id}.{line.id}.{name}" if by_row else f"{table.id}.{name}.{line.id}"
                for name in names
            )

        yield Identity(
            rule=entry["id"],
            part=table.part,
            line=line,
            left=ids(entry["left"]),
            right=ids(entry["right"]),
        )
