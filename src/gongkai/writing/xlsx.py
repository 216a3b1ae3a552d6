"""A report, or the empty form, as a workbook that an office fills in off-line.

Totals are formulas, every cell takes only what the form allows, and an identity that breaks turns
red. What a report prints is never recomputed: a total that is not the sum of its cells is written
as the number it is, and shows red.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from gongkai.formats import Identity, Kind, Part, cells_of
from gongkai.report import CellState, Number, Report
from gongkai.writing.form import blank_report
from gongkai.writing.printed import Box, BoxRole, Grid, Item, Words, WordsRole, printed
from gongkai.writing.sheets import Styles, prompt_of, rule_of

_MADE = datetime(2021, 9, 26, tzinfo=UTC).replace(tzinfo=None)
"""The same bytes each time: the day of the format's notice, not of the writing."""
_EXACT_DIGITS = 15
"""A spreadsheet's number holds so many digits; a longer one is written as text."""
_PROSE_WIDTH = 80
PROSE = (1, 5, 6)
"""The sections that are words alone."""
_EMPTY_LINES = 10
_LINE = 38
"""Characters of prose in one line of the sheet, to give a row its height."""
_SHEETS = {
    Part.DISCLOSURE: "二、主动公开",
    Part.REQUESTS: "三、申请办理",
    Part.REMEDIES: "四、复议诉讼",
}


def document(report: Report) -> bytes:
    """The report as XLSX; one that says nothing yet as the form to fill in."""
    is_empty = all(cell.state is CellState.BLANK for cell in report.cells.values())
    return _workbook(report, is_form=is_empty and not any(s.text for s in report.sections))


def form(format_id: str) -> bytes:
    """The empty form of a format: what ``gongkai template`` writes."""
    return _workbook(blank_report(format_id), is_form=True)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a cell of the report stands in the workbook."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """As formulas on other sheets name it."""
        return f"'{self.sheet}'!{xl_rowcol_to_cell(self.row, self.column, True, True)}"


class _Writer:
    """Writes the printed sequence sheet by sheet: prose on its own, each table on its own."""

    def __init__(self, book: xlsxwriter.Workbook, report: Report, *, is_form: bool) -> None:
        self.book = book
        self.is_form = is_form
        self.report = report
        self.styles = Styles(book)
        self.places: dict[str, _Place] = {}
        self.totals = {each.right[0] for each in report.identities() if len(each.right) == 1}
        self.kinds = {name: spec.kind for name, spec in cells_of(report.formats).items()}
        self.areas: dict[tuple[str, Kind], list[tuple[int, int, int, int]]] = {}

    def write(self, items: Iterable[Item]) -> None:
        for name, group in _by_sheet(items):
            self._sheet(name, group)
        for cell, place in self.places.items():
            self.book.define_name(cell, f"={place.address}")
        self._identities()
        self._validate()

    def _sheet(self, name: str, items: list[Item]) -> None:
        sheet = self.book.add_worksheet(name)
        grid = next((each for each in items if isinstance(each, Grid)), None)
        columns = len(grid.widths) if grid else 1
        self._page(sheet, grid)
        row = 0
        for item in items:
            if isinstance(item, Grid):
                row = self._grid(sheet, name, item, row)
            else:
                self._words(sheet, item, row, columns)
                row += 1
                if self.is_form and item.section in PROSE and grid is None:
                    row = self._empty_lines(sheet, row)

    def _page(self, sheet: xlsxwriter.worksheet.Worksheet, grid: Grid | None) -> None:
        sheet.set_paper(9)
        sheet.set_margins(0.6, 0.6, 0.8, 0.8)
        sheet.fit_to_pages(1, 1 if grid else 0)
        sheet.set_footer("&C— &P —")
        sheet.hide_gridlines(2)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        if grid is None:
            sheet.set_column(0, 0, _PROSE_WIDTH)
            return
        if grid.part is not Part.DISCLOSURE:
            sheet.set_landscape()
        for column, share in enumerate(grid.widths):
            sheet.set_column(column, column, _width(grid, share))

    def _words(
        self, sheet: xlsxwriter.worksheet.Worksheet, words: Words, row: int, columns: int
    ) -> None:
        style = self.styles.words(words.role)
        if columns > 1:
            sheet.merge_range(row, 0, row, columns - 1, words.text, style)
        else:
            sheet.write_string(row, 0, words.text, style)
        lines = max(1, -(-len(words.text) // _LINE))
        sheet.set_row(row, 21 * lines + (9 if words.role is WordsRole.TITLE else 0))

    def _empty_lines(self, sheet: xlsxwriter.worksheet.Worksheet, row: int) -> int:
        """Room to type the prose of a section: one paragraph in each line."""
        for line in range(row, row + _EMPTY_LINES):
            sheet.write_blank(line, 0, None, self.styles.empty)
            sheet.set_row(line, 42)
        return row + _EMPTY_LINES

    def _grid(self, sheet: xlsxwriter.worksheet.Worksheet, name: str, grid: Grid, top: int) -> int:
        taken: set[tuple[int, int]] = set()
        for down, boxes in enumerate(grid.rows):
            column = 0
            for box in boxes:
                while (top + down, column) in taken:
                    column += 1
                area = [
                    (top + down + r, column + c) for r in range(box.down) for c in range(box.across)
                ]
                taken.update(area)
                if box.cell is not None:
                    self.places[box.cell] = _Place(name, top + down, column)
                self._box(sheet, box, area)
                column += box.across
            sheet.set_row(top + down, _height(boxes))
        if grid.head_rows:
            sheet.repeat_rows(top, top + grid.head_rows - 1)
            sheet.freeze_panes(top + grid.head_rows, 3 if grid.part is Part.REQUESTS else 0)
        return top + len(grid.rows)

    def _box(
        self, sheet: xlsxwriter.worksheet.Worksheet, box: Box, area: list[tuple[int, int]]
    ) -> None:
        style = self.styles.box(box.role, self._kind(box), is_total=box.cell in self.totals)
        (row, column), (last_row, last_column) = area[0], area[-1]
        if len(area) > 1:
            sheet.merge_range(row, column, last_row, last_column, "", style)
        if box.cell is None:
            sheet.write_string(row, column, box.text, style)
            return
        self._value(sheet, box, row, column)
        area_of = (row, column, last_row, last_column)
        self.areas.setdefault((sheet.name, self.kinds[box.cell]), []).append(area_of)

    def _kind(self, box: Box) -> Kind | None:
        return None if box.cell is None else self.kinds[box.cell]

    def _validate(self) -> None:
        """One rule for all cells of a kind on a sheet; its formula is relative to the first."""
        for (name, kind), areas in self.areas.items():
            first = areas[0]
            rule = rule_of(kind, xl_rowcol_to_cell(first[0], first[1]))
            rule["other_cells"] = [list(area) for area in areas[1:]]
            self.book.get_worksheet_by_name(name).data_validation(*first, rule)

    def _value(
        self, sheet: xlsxwriter.worksheet.Worksheet, box: Box, row: int, column: int
    ) -> None:
        assert box.cell is not None  # noqa: S101 - for the type checker: the caller has looked
        cell = self.report.cells[box.cell]
        style = self.styles.box(box.role, self._kind(box), is_total=box.cell in self.totals)
        if cell.value is None:
            if cell.state is CellState.BLANK:
                sheet.write_blank(row, column, None, style)
            else:
                sheet.write_string(row, column, box.text, style)
        elif _fits(cell.value):
            sheet.write_number(row, column, float(cell.value), style)
        else:
            sheet.write_string(row, column, box.text, style)

    def _identities(self) -> None:
        """Totals that are, or may become, the sum of their cells, and red where they are not."""
        for identity in self.report.identities():
            if all(cell in self.places for cell in identity.cells):
                self._total(identity)
                self._red(identity)

    def _total(self, identity: Identity) -> None:
        if len(identity.right) != 1:
            return
        (cell,) = identity.right
        place = self.places[cell]
        known = [self.report.cells[each].value for each in identity.left]
        value = self.report.cells[cell].value
        is_form = all(self.report.cells[each].state is CellState.BLANK for each in identity.cells)
        if not is_form and (value is None or None in known or value != _sum(known)):
            return
        sheet = self.book.get_worksheet_by_name(place.sheet)
        parts = _ranges([self.places[each] for each in identity.left])
        style = self.styles.box(BoxRole.VALUE, Kind.COUNT, is_total=True)
        formula = f'=IF(COUNT({parts})=0,"",SUM({parts}))'
        sheet.write_formula(
            place.row, place.column, formula, style, "" if value is None else int(value)
        )

    def _red(self, identity: Identity) -> None:
        sheet = self.book.get_worksheet_by_name(self.places[identity.left[0]].sheet)
        sides = [
            _ranges([self.places[each] for each in side])
            for side in (identity.left, identity.right)
        ]
        both = ",".join(sides)
        criteria = f"=AND(COUNT({both})={len(identity.cells)},SUM({sides[0]})<>SUM({sides[1]}))"
        rule = {"type": "formula", "criteria": criteria, "format": self.styles.broken}
        first, *others = (self.places[each] for each in identity.cells)
        spots = " ".join(xl_rowcol_to_cell(each.row, each.column) for each in (first, *others))
        sheet.conditional_format(
            first.row, first.column, first.row, first.column, {**rule, "multi_range": spots}
        )


def _ranges(places: list[_Place]) -> str:
    """Cells of one sheet as arguments of a sum; neighbours in a line or a column as a range."""
    runs: list[list[_Place]] = []
    for place in places:
        last = runs[-1][-1] if runs else None
        step = (place.row - last.row, place.column - last.column) if last else (0, 0)
        same = len(runs) > 0 and (len(runs[-1]) == 1 or _step(runs[-1]) == step)
        if step in {(0, 1), (1, 0)} and same:
            runs[-1].append(place)
        else:
            runs.append([place])
    return ",".join(_range(run) for run in runs)


def _step(run: list[_Place]) -> tuple[int, int]:
    return run[1].row - run[0].row, run[1].column - run[0].column


def _range(run: list[_Place]) -> str:
    ends = [xl_rowcol_to_cell(each.row, each.column, True, True) for each in (run[0], run[-1])]
    return ends[0] if len(run) == 1 else ":".join(ends)


def _workbook(report: Report, *, is_form: bool) -> bytes:
    buffer = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, settings) as book:
        formats = ",".join(f"{part}={report.formats[part]}" for part in Part)
        book.set_properties(
            {"title": report.title or "", "created": _MADE, "author": "", "comments": ""}
        )
        book.set_custom_property("gongkai.format", formats)
        book.set_calc_mode("auto")
        writer = _Writer(book, report, is_form=is_form)
        writer.write(printed(report))
        if is_form:
            book.worksheets()[0].insert_textbox(
                1,
                1,
                prompt_of("form"),
                {"x_offset": 30, "width": 420, "height": 190, "font": {"name": "宋体", "size": 11}},
            )
    return buffer.getvalue()


def _by_sheet(items: Iterable[Item]) -> Iterator[tuple[str, list[Item]]]:
    """The items of each sheet: a table stands with its heading, prose with its neighbours."""
    closed: set[str] = set()
    name = "一、总体情况"
    group: list[Item] = []
    for item in items:
        if not isinstance(item, Grid):
            group.append(item)
            continue
        start = _last_heading(group)
        if group[:start]:
            yield _unused(name, closed), group[:start]
        yield _unused(_SHEETS[item.part], closed), [*group[start:], item]
        group, name = [], "五、六"
    if group:
        yield _unused(name, closed), group


def _last_heading(group: list[Item]) -> int:
    """Where the section begins that the group ends in."""
    for index in reversed(range(len(group))):
        item = group[index]
        if isinstance(item, Words) and item.role is WordsRole.HEADING:
            return index
    return len(group)


def _unused(name: str, closed: set[str]) -> str:
    """The sheet's name, numbered where there is one of it already."""
    found = name
    number = 2
    while found in closed:
        found, number = f"{name}（{number}）", number + 1
    closed.add(found)
    return found


def _width(grid: Grid, share: float) -> float:
    scale = {Part.DISCLOSURE: 20, Part.REQUESTS: 11, Part.REMEDIES: 8}[grid.part]
    return share * scale


def _height(boxes: tuple[Box, ...]) -> float:
    """Room for the longest label of the row, as wide as its columns are."""
    per_line = {BoxRole.LABEL: 13, BoxRole.HEAD: 6}
    lines = [
        -(-len(box.text) // (per_line.get(box.role, 9) * box.across))
        for box in boxes
        if box.down == 1 and box.cell is None and box.text
    ]
    return 18.0 * max(1, min(4, max(lines, default=1))) + 4


def _fits(value: Number) -> bool:
    return len(Decimal(value).as_tuple().digits) <= _EXACT_DIGITS


def _sum(values: list[Number | None]) -> Number:
    return sum((value for value in values if value is not None), start=0)
