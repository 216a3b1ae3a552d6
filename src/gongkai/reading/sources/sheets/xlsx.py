"""XLSX and XLSM: the sheets as they stand in the XML of the package.

The values are read from the XML itself because what is told apart here is lost on every other
way: an error or a formula that nobody has computed from a blank cell, a number from the date that
its format makes of it, struck out words from those that hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from gongkai.reading.errors import ReadError
from gongkai.reading.sources.packed import Package
from gongkai.reading.sources.sheets.formulas import Formulas, formula_text
from gongkai.reading.sources.sheets.numbers import text_of_number
from gongkai.reading.sources.sheets.relations import Target, part_of_kind, relations
from gongkai.reading.sources.sheets.sheet import (
    MOST_COLUMNS,
    At,
    Budget,
    Merge,
    Sheet,
    at_address,
)
from gongkai.reading.sources.sheets.strings import rich_text, shared_strings, unescaped
from gongkai.reading.sources.sheets.styles import Styles, styles_of
from gongkai.reading.sources.sheets.xml import Element, attribute, local, walk

_WORKBOOK = "xl/workbook.xml"
_TRUE = ("1", "true")


def sheets_of(data: bytes, budget: Budget) -> Iterator[Sheet]:
    """The worksheets of the book, hidden ones marked so.

    Raises ReadError ``damaged``, ``unpacked_too_large`` or ``too_many_cells``.
    """
    book = _Book(Package(data, budget.file), budget)
    for name, state, part in book.worksheets():
        sheet = Sheet(name, hidden=state in ("hidden", "veryHidden"))
        _SheetReader(book, sheet, part).read()
        yield sheet


class _Book:
    """What the sheets of a book share."""

    def __init__(self, package: Package, budget: Budget) -> None:
        self.package = package
        self.budget = budget
        self.file = file = budget.file
        self.from_1904 = False
        self.computes_on_load = False
        self._sheets: list[tuple[str, str, str]] = []
        for element in walk(package.read(_WORKBOOK), ("sheet", "workbookPr", "calcPr"), file):
            match local(element):
                case "sheet":
                    name, state = attribute(element, "name"), attribute(element, "state")
                    self._sheets.append((name, state, attribute(element, "id")))
                case "workbookPr":
                    self.from_1904 = attribute(element, "date1904") in _TRUE
                case _:
                    self.computes_on_load = attribute(element, "fullCalcOnLoad") in _TRUE
        self._targets = self.relations(_WORKBOOK)
        self.styles = self._styles()
        self.strings = self._strings()

    def worksheets(self) -> Iterator[tuple[str, str, str]]:
        """Name, state and part of every worksheet; charts and macro sheets hold no report."""
        for name, state, relation in self._sheets:
            kind, part = self._targets.get(relation, ("", ""))
            if kind == "worksheet":
                if part not in self.package:
                    raise ReadError("damaged", self.file, detail=f"{part}?")
                yield name, state, part

    def relations(self, part: str) -> dict[str, Target]:
        """What a part points to."""
        return relations(self.package, part, self.file)

    def _styles(self) -> Styles:
        part = part_of_kind(self.package, self._targets, "styles")
        return styles_of(part, self.file) if part else Styles()

    def _strings(self) -> list[tuple[str, str]]:
        part = part_of_kind(self.package, self._targets, "sharedStrings")
        return shared_strings(part, self.file) if part else []


@dataclass(slots=True)
class _SheetReader:
    """Reads the XML of one sheet into a Sheet."""

    book: _Book
    sheet: Sheet
    part: str
    row: int = -1
    """The row that was last complete, from 0."""
    column: int = -1
    formulas: Formulas = field(default_factory=Formulas)

    def read(self) -> None:
        names = ("c", "row", "col", "mergeCell", "drawing")
        drawing = ""
        for element in walk(self.book.package.read(self.part), names, self.book.file):
            self.book.budget.visit()
            match local(element):
                case "c":
                    self._cell(element)
                case "row":
                    self._row_ends(element)
                case "col":
                    self._column(element)
                case "mergeCell":
                    self._merge(element)
                case _:
                    drawing = attribute(element, "id")
        for at in self.formulas.not_blank(self.sheet.cells):
            self._uncomputed(at, self.formulas.blanks[at])
        if self.book.computes_on_load:
            for at in self.formulas.not_computed(self.sheet.cells):
                self._uncomputed(at, self.formulas.zeros[at])
        if drawing:
            self._boxes(drawing)

    def _cell(self, element: Element) -> None:
        at = self._position(element)
        self.column = at.column
        style = self._number(element.get("s"))
        text = self._text(element, at, style) if len(element) else ""
        if text.strip():
            self.book.budget.keep(text)
            self.sheet.cells[at] = text
        elif self.book.styles.is_ruled(style):
            self.sheet.rule(at)

    def _position(self, element: Element) -> At:
        printed = element.get("r")
        at = at_address(printed) if printed else At(self._row_of(element), self.column + 1)
        if at is None or at.column >= MOST_COLUMNS:
            raise ReadError("damaged", self.book.file, detail=f"{self.sheet.name}!{printed}")
        return at

    def _row_of(self, element: Element) -> int:
        row = element.getparent()
        printed = row.get("r") if row is not None else None
        return self._number(printed) - 1 if printed else self.row + 1

    def _text(self, element: Element, at: At, style: int) -> str:
        """The text that stands for the cell; blank where there is nothing in it."""
        kind = element.get("t") or ""
        parts = {local(child): child for child in element}
        value = parts["v"].text or "" if "v" in parts else ""
        formula = parts["f"].text or "" if "f" in parts else None
        if kind == "inlineStr" and "is" in parts:
            return self._without_struck(at, rich_text(parts["is"]))
        if kind == "s":
            return self._shared(at, value)
        if formula is not None and not value and kind != "str":
            return "" if self.formulas.note_blank(at, formula) else self._uncomputed(at, formula)
        if kind == "b":
            return "TRUE" if value.strip() in _TRUE else "FALSE"
        if not value or kind not in ("", "n"):
            return unescaped(value)
        text = text_of_number(value, self.book.styles.code(style), from_1904=self.book.from_1904)
        if formula is not None and text == "0":
            self.formulas.zeros[at] = formula
        return text

    def _shared(self, at: At, index: str) -> str:
        number = self._number(index)
        if not 0 <= number < len(self.book.strings):
            detail = f"{self.sheet.name}!{at.address}"
            raise ReadError("damaged", self.book.file, detail=detail)
        return self._without_struck(at, self.book.strings[number])

    def _without_struck(self, at: At, found: tuple[str, str]) -> str:
        text, struck = found
        if struck.strip():
            self.sheet.doubt("struck_text", at, struck)
        return text

    def _uncomputed(self, at: At, formula: str) -> str:
        text = formula_text(formula)
        self.sheet.doubt("formula_uncomputed", at, text)
        self.sheet.cells[at] = text
        return text

    def _row_ends(self, element: Element) -> None:
        self.row = self._number(element.get("r") or str(self.row + 2)) - 1
        self.column = -1
        flat = element.get("customHeight") in _TRUE and _is_zero(element.get("ht") or "")
        if element.get("hidden") in _TRUE or flat:
            self.sheet.hidden_rows.add(self.row)

    def _column(self, element: Element) -> None:
        flat = bool(attribute(element, "width")) and _is_zero(attribute(element, "width"))
        if attribute(element, "hidden") in _TRUE or flat:
            first, last = (self._number(attribute(element, name)) for name in ("min", "max"))
            self.sheet.hidden_columns.append((first - 1, last - 1))

    def _merge(self, element: Element) -> None:
        first, _, last = attribute(element, "ref").partition(":")
        corners = at_address(first), at_address(last or first)
        if corners[0] and corners[1]:
            self.sheet.merges.append(Merge(corners[0], corners[1]))

    def _number(self, printed: str | None) -> int:
        """A whole number of the file's own bookkeeping; 0 where nothing is said."""
        try:
            return int(printed or "0")
        except ValueError:
            raise ReadError("damaged", self.book.file, detail=f"{printed}"[:40]) from None

    def _boxes(self, relation: str) -> None:
        """The text of the boxes that float over the sheet."""
        _, part = self.book.relations(self.part).get(relation, ("", ""))
        if part not in self.book.package:
            return
        anchors = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
        for anchor in walk(self.book.package.read(part), anchors, self.book.file):
            at = At(*(_anchored(anchor, name) for name in ("row", "col")))
            paragraphs = [
                "".join(t.text or "" for t in paragraph.iter("{*}t"))
                for paragraph in anchor.iterfind(".//{*}sp/{*}txBody/{*}p")
            ]
            for text in filter(str.strip, paragraphs):
                self.book.budget.keep(text)
                self.sheet.afloat.setdefault(at, []).append(text)


def _anchored(anchor: Element, name: str) -> int:
    """The row or column a box begins at; 0 where it is fastened to the page."""
    printed = anchor.findtext(f"{{*}}from/{{*}}{name}") or "0"
    return int(printed) if printed.isdigit() else 0


def _is_zero(printed: str) -> bool:
    with suppress(ValueError):
        return float(printed) == 0
    return False
