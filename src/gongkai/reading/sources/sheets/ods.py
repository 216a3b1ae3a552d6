"""ODS, the sheets of LibreOffice: values as stored, compared with what is shown beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from gongkai.reading.document import fold
from gongkai.reading.errors import ReadError
from gongkai.reading.sources.packed import Package
from gongkai.reading.sources.sheets.formulas import formula_text
from gongkai.reading.sources.sheets.numbers import DIGITS, text_of_number
from gongkai.reading.sources.sheets.sheet import At, Budget, Merge, Sheet
from gongkai.reading.sources.sheets.xml import Element, attribute, local, walk

_NAMES = (
    "style",
    "table",
    "table-column",
    "table-row",
    "table-cell",
    "covered-table-cell",
    "shapes",
)
_MOST_RULED_ROWS = 200
"""A blank row with borders that is repeated more often than this is formatting."""
_APART = frozenset(("annotation", "ruby-text", "note"))
"""What stands in a paragraph but is no text of it."""
_SHOWN_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:E[+-]?\d+)?", re.IGNORECASE)
_UNIT_BEHIND = re.compile(r"[\u3400-\u9fff]+$")
_ERROR = re.compile(r"#[A-Z/0?!]+|Err:\d+", re.IGNORECASE)


def sheets_of(data: bytes, budget: Budget) -> Iterator[Sheet]:
    """The sheets of the book, hidden ones marked so.

    Raises ReadError ``damaged``, ``encrypted``, ``unpacked_too_large`` or ``too_many_cells``.
    """
    package = Package(data, budget.file)
    manifest = "META-INF/manifest.xml"
    if manifest in package and b"encryption-data" in package.read(manifest):
        raise ReadError("encrypted", budget.file)
    return _Book(budget).read(package.read("content.xml"))


class _Book:
    """Walks the content, cell by cell."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._unseen: set[str] = set()
        """The styles of tables that are not displayed."""
        self._ruled: set[str] = set()
        self._sheet = Sheet("")
        self._column_styles: list[tuple[int, str]] = []
        self._row = self._column = self._columns = 0

    def read(self, content: bytes) -> Iterator[Sheet]:
        """Each sheet when it is complete."""
        for element in walk(content, _NAMES, self._budget.file):
            self._budget.visit()
            match local(element):
                case "style":
                    self._style(element)
                case "table-column":
                    self._columns_begin(element)
                case "table-cell" | "covered-table-cell":
                    self._cell(element)
                case "table-row":
                    self._row_ends(element)
                case "shapes":
                    self._boxes(element, At(0, 0))
                case "table":
                    yield self._table_ends(element)

    def _style(self, element: Element) -> None:
        name = attribute(element, "name")
        for properties in element:
            match local(properties):
                case "table-properties":
                    if attribute(properties, "display") == "false":
                        self._unseen.add(name)
                case "table-cell-properties":
                    lines = [
                        side
                        for side in ("border", "border-left", "border-top", "border-bottom")
                        if attribute(properties, side) not in ("", "none")
                    ]
                    if "border" in lines or len(lines) > 1:
                        self._ruled.add(name)

    def _columns_begin(self, element: Element) -> None:
        count = self._times(element, "number-columns-repeated")
        self._column_styles.append((self._columns, attribute(element, "default-cell-style-name")))
        if attribute(element, "visibility") in ("collapse", "filter"):
            self._sheet.hidden_columns.append((self._columns, self._columns + count - 1))
        self._columns += count

    def _cell(self, element: Element) -> None:
        across = self._times(element, "number-columns-repeated")
        row = element.getparent()
        down = self._times(row, "number-rows-repeated") if row is not None else 1
        first = At(self._row, self._column)
        self._column += across
        if local(element) == "covered-table-cell":
            return
        self._boxes(element, first)
        text = self._text(element, first)
        if text.strip():
            for at in _square(first, across, down):
                self._budget.keep(text)
                self._sheet.cells[at] = text
        elif down <= _MOST_RULED_ROWS and self._is_ruled(element, first.column):
            for at in _square(first, min(across, MOST_ACROSS), down):
                self._budget.visit()
                self._sheet.rule(at)
        self._merge(element, first)

    def _merge(self, element: Element, first: At) -> None:
        across = self._times(element, "number-columns-spanned")
        down = self._times(element, "number-rows-spanned")
        if across * down > 1:
            last = At(first.row + down - 1, first.column + across - 1)
            self._sheet.merges.append(Merge(first, last))

    def _is_ruled(self, element: Element, column: int) -> bool:
        style = attribute(element, "style-name")
        if not style:
            found = [name for start, name in self._column_styles if start <= column]
            style = found[-1] if found else ""
        return style in self._ruled

    def _row_ends(self, element: Element) -> None:
        count = self._times(element, "number-rows-repeated")
        if attribute(element, "visibility") in ("collapse", "filter"):
            filled = {at.row for at in self._sheet.cells}
            hidden = range(self._row, self._row + count)
            self._sheet.hidden_rows.update(hidden if count < DIGITS else filled & set(hidden))
        self._row += count
        self._column = 0

    def _table_ends(self, element: Element) -> Sheet:
        sheet = self._sheet
        sheet.name = attribute(element, "name")
        sheet.hidden = attribute(element, "style-name") in self._unseen
        self._sheet = Sheet("")
        self._column_styles = []
        self._row = self._column = self._columns = 0
        return sheet

    def _text(self, element: Element, at: At) -> str:
        """The text that stands for the cell: its value where that is what is shown."""
        shown = "\n".join(_paragraph(child) for child in element if local(child) == "p")
        kind = element.get(_VALUE_TYPE) or ""
        value = attribute(element, "value")
        formula = attribute(element, "formula")
        if formula and not kind and not shown.strip():
            text = formula_text(formula.partition(":=")[2] or formula)
            self._sheet.doubt("formula_uncomputed", at, text)
            return text
        if _ERROR.fullmatch(shown.strip()):
            return shown
        if kind == "boolean":
            return attribute(element, "boolean-value").upper()
        if kind == "percentage":
            return text_of_number(value, "0%")
        if kind in ("float", "currency"):
            return _number(value, shown)
        return shown or attribute(element, "string-value")

    def _boxes(self, element: Element, at: At) -> None:
        for box in element.iter("{*}text-box", "{*}custom-shape"):
            texts = [_paragraph(child) for child in box.iter("{*}p")]
            for text in filter(str.strip, texts):
                self._budget.keep(text)
                self._sheet.afloat.setdefault(at, []).append(text)

    def _times(self, element: Element, name: str) -> int:
        """A count in an attribute; 1 where there is none. Raises ReadError ``damaged``."""
        printed = attribute(element, name) or "1"
        if not printed.isdigit() or not 0 < int(printed[:8]) <= MOST_TIMES:
            raise ReadError("damaged", self._budget.file, detail=f"{name}={printed[:40]}")
        return int(printed[:8])


_VALUE_TYPE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
MOST_TIMES = 1_048_576
MOST_ACROSS = 256
"""A blank cell with borders repeated over more columns than this is formatting beyond them."""


def _square(first: At, across: int, down: int) -> Iterator[At]:
    for row in range(first.row, first.row + down):
        for column in range(first.column, first.column + across):
            yield At(row, column)


def _paragraph(element: Element) -> str:
    """The text of a paragraph; spaces that are written as elements are spaces again."""
    parts = [element.text or ""]
    for child in element:
        match local(child):
            case "s":
                count = attribute(child, "c")
                parts.append(" " * min(int(count) if count.isdigit() else 1, 1000))
            case "tab":
                parts.append(" ")
            case "line-break":
                parts.append("\n")
            case name if name not in _APART:
                parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _number(value: str, shown: str) -> str:
    """The stored number; where something else is shown, that too, and then it is no number."""
    text = text_of_number(value, "General")
    folded = fold(shown).strip()
    match = _SHOWN_NUMBER.search(folded)
    if not match:
        return text
    unit = _UNIT_BEHIND.search(folded)
    try:
        printed = Decimal(match.group().replace(",", ""))
        stored = abs(Decimal(value))
    except InvalidOperation:
        return shown
    exponent = printed.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    if abs(printed - stored) > step / 2 + stored.scaleb(1 - DIGITS):
        return f"{text}〔{shown}〕"
    return text + (unit.group() if unit else "")
