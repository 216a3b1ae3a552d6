"""The annual report's formats as data: tables, rows, columns, labels, cell ids, identities."""

from gongkai.formats.catalogue import (
    FORMAT_IDS,
    UnknownFormatError,
    cells_of,
    format_for_year,
    get_format,
    identities_of,
)
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

__all__ = [
    "FORMAT_IDS",
    "Axis",
    "CellSpec",
    "Format",
    "Identity",
    "Kind",
    "Part",
    "SectionSpec",
    "Table",
    "UnknownFormatError",
    "cells_of",
    "format_for_year",
    "get_format",
    "identities_of",
]
