"""The Report value, the states of its cells, and where each number comes from."""

from gongkai.report.canonical import NotCanonicalError, dumps, from_json, loads, to_json
from gongkai.report.evidence import (
    ColumnHead,
    Evidence,
    Paragraph,
    PrintedLabel,
    PrintedRow,
    Role,
)
from gongkai.report.place import (
    MarkupPlace,
    PagePlace,
    Place,
    SheetPlace,
    TextPlace,
    place_to_json,
)
from gongkai.report.remarks import Remark, remark_catalogue
from gongkai.report.value import (
    SCHEMA,
    Cell,
    CellState,
    Number,
    Report,
    Section,
    Signature,
)

__all__ = [
    "SCHEMA",
    "Cell",
    "CellState",
    "ColumnHead",
    "Evidence",
    "MarkupPlace",
    "NotCanonicalError",
    "Number",
    "PagePlace",
    "Paragraph",
    "Place",
    "PrintedLabel",
    "PrintedRow",
    "Remark",
    "Report",
    "Role",
    "Section",
    "SheetPlace",
    "Signature",
    "TextPlace",
    "dumps",
    "from_json",
    "loads",
    "place_to_json",
    "remark_catalogue",
    "to_json",
]
