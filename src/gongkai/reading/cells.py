"""From the filled lines of a part to cells with value, state, raw text and place, and remarks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from gongkai.formats import CellSpec, Kind, Part, get_format
from gongkai.reading.assign import Pick
from gongkai.reading.decide import OpenLine
from gongkai.reading.document import Document
from gongkai.reading.numbers import ABSENT, Parsed, in_unit_of, parse
from gongkai.reading.part import FilledLine, PartReading
from gongkai.reading.printed_labels import expected_labels, named_in, on_one_line
from gongkai.reading.strips import Value
from gongkai.reading.tokens import BLANK, LABEL, NOT_APPLICABLE_TOKEN, VALUE_TOKEN, Token
from gongkai.report import (
    Cell,
    CellState,
    ColumnHead,
    PrintedRow,
    Remark,
)

_STATES = {BLANK: CellState.BLANK, NOT_APPLICABLE_TOKEN: CellState.NOT_APPLICABLE}
_NUMBER, _BLANK = CellState.NUMBER, CellState.BLANK
MISSING = Cell(None, CellState.MISSING)


class PartSeen(NamedTuple):
    """What was seen of one part: as little as its evidence can be made of."""

    part: Part
    format_id: str
    labels: list[Token]
    rows: list[RowSeen]
    heads: list[ColumnHead]


class RowSeen(NamedTuple):
    """A line of values: the cells it belongs to, how many it prints, and where in the text."""

    cells: tuple[str, ...]
    printed: int
    values: Sequence[Value]
    start: int
    end: int

    def as_printed(self, document: Document) -> PrintedRow:
        """The line with its values as the document prints them."""
        text = document.text
        raw = tuple([text[token.start : token.end] for token, _, _ in self.values])
        return PrintedRow(self.cells, self.printed, raw, document.locate(self.start, self.end))


class PartCells:
    """The cells of one part, with the remarks and the evidence that came up on the way."""

    def __init__(self, reading: PartReading, document: Document) -> None:
        self.reading = reading
        self.document = document
        self.format = get_format(reading.format_id)
        self.specs: Mapping[str, CellSpec] = self.format.cells
        self.amounts = _amounts(reading.format_id)
        self.cells: dict[str, Cell] = {
            spec.id: MISSING for spec in self.format.cells_of(reading.part)
        }
        self.remarks: list[Remark] = []
        self.rows: list[RowSeen] = []
        self.labels: list[Token] = []
        self.heads: list[ColumnHead] = []
        self.noisy: list[Pick] = []
        self._units: dict[str, str] = {}
        self._collect()

    @property
    def seen(self) -> PartSeen:
        """What was seen on the way to the cells."""
        reading = self.reading
        return PartSeen(reading.part, reading.format_id, self.labels, self.rows, self.heads)

    def _collect(self) -> None:
        reading = self.reading
        if not reading.filled:
            self._remark("no_table", title=self._title())
            return
        self._labels_and_heads()
        if reading.template.arrangement == "turned":
            self._remark("turned_table", reading.start, reading.start, title=self._title())
        for line in reading.filled:
            self._line(line)
        self._missing_rows()
        for strip in reading.left_out:
            if strip.printed >= 2 and not strip.is_head:  # noqa: PLR2004 - one number is a note
                self._remark("unplaced_values", strip.start, strip.end)

    def _title(self) -> str:
        return next(s.heading for s in self.format.sections if s.part is self.reading.part)

    def _line(self, line: FilledLine) -> None:
        opened = line.open_line
        start, end = self._extent(line)
        if line.strips and line.values:
            self._row(line, start, end)
        as_printed = self._cells(opened, start, end)
        if opened.doubtful:
            cells = [cell for cell in opened.cells if cell in opened.doubtful]
            self._remark("ambiguous_values", start, end, cells)
        if not as_printed:
            self._how(line)

    def _cells(self, opened: OpenLine, start: int, end: int) -> bool:
        """Make the cells of a line; whether each is what is printed for it."""
        text, folded, locate = self.document.text, self.document.folded, self.document.locate
        found, amounts, doubtful = self.cells, self.amounts, opened.doubtful
        as_printed = True
        for cell_id, pick in zip(opened.cells, opened.chosen.picks, strict=True):
            kind, first, behind, how, _ = pick
            if how != "as_printed":
                as_printed = False
            elif cell_id in doubtful:
                pass
            elif kind == BLANK:
                found[cell_id] = Cell(None, _BLANK, text[first:behind], locate(first, behind))
                continue
            elif kind == VALUE_TOKEN and cell_id not in amounts:
                parsed = parse(folded[first:behind])
                if parsed is not None and parsed.plain:  # nearly every cell: in one step
                    place = locate(first, behind)
                    found[cell_id] = Cell(parsed.value, _NUMBER, text[first:behind], place)
                    continue
            if first >= 0:
                found[cell_id] = self._cell(cell_id, pick, doubtful=cell_id in doubtful)
            else:
                found[cell_id] = self._somewhere(start, end) if cell_id in doubtful else MISSING
        return as_printed

    def _row(self, line: FilledLine, start: int, end: int) -> None:
        """Take note of a line's values, and remark too many or too few."""
        cells, printed = line.open_line.cells, line.printed
        self.rows.append(RowSeen(cells, printed, line.values, start, end))
        if printed != len(cells):
            code = "extra_values" if printed > len(cells) else "missing_values"
            expected = len(cells)
            self._remark(code, start, end, cells, printed=printed, expected=expected)

    def _extent(self, line: FilledLine) -> tuple[int, int]:
        values = line.values
        if not values:
            return line.strips[0].start, line.strips[-1].end
        printed = [token for token, _, _ in values if token.kind != BLANK]
        if not printed:
            return values[0].token.start, values[-1].token.end
        return printed[0].start, printed[-1].end

    def _somewhere(self, start: int, end: int) -> Cell:
        """A cell that is one of the values of its line, but nothing tells which."""
        place = self.document.locate(start, end)
        return Cell(None, CellState.UNREADABLE, self.document.text[start:end], place)

    def _cell(self, cell_id: str, pick: Pick, *, doubtful: bool) -> Cell:
        printed, start, end, _, joined = pick
        text = self.document.text[start:end]
        place = self.document.locate(start, end)
        if printed == VALUE_TOKEN and not doubtful:
            parsed = parse(joined or self.document.folded[start:end])
            if parsed is not None:
                if not parsed.plain:
                    self._tell_of(cell_id, pick, parsed)
                value = parsed.value
                if cell_id in self.amounts or not parsed.plain:
                    unit = self._units.get(cell_id)
                    value = in_unit_of(self.specs[cell_id].kind, parsed, unit)
                return Cell(value, _NUMBER, text, place)
        state = _STATES.get(printed, CellState.UNREADABLE)
        if self.document.folded[start:end] == ABSENT:
            state = CellState.MISSING
        elif doubtful:
            state = CellState.UNREADABLE
        elif state is CellState.UNREADABLE:
            self._remark("unreadable_value", start, end, [cell_id])
        return Cell(None, state, text, place)

    def _tell_of(self, cell_id: str, pick: Pick, parsed: Parsed) -> None:
        """Remark what is unusual about a printed number."""
        if parsed.noisy:
            self.noisy.append(pick)
        if parsed.unit == "元" or parsed.scale != 1:
            self._remark("unit_in_cell", pick.start, pick.end, [cell_id])
        if parsed.padded and pick.how == "as_printed":
            self._remark("leading_zero", pick.start, pick.end, [cell_id])

    def _how(self, line: FilledLine) -> None:
        """Say where a cell was given something else than one printed value."""
        opened = line.open_line
        if (
            len(opened.candidates) > 1
            or any(value.guessed for value in line.values)
            or line.printed != len(opened.cells)
        ):
            self._split_or_merged(line)
        self._confused(line)

    def _split_or_merged(self, line: FilledLine) -> None:
        """Say which numbers were split or put together, and which blanks only gaps tell of."""
        parts: dict[str, list[Pick]] = {}
        gaps: list[str] = []
        for cell_id, pick in zip(line.open_line.cells, line.open_line.chosen.picks, strict=True):
            if cell_id in line.open_line.doubtful:
                continue
            if pick.how in ("split", "merged"):
                parts.setdefault(pick.how, []).append(pick)
            elif pick.how == "gap":
                gaps.append(cell_id)
        for how, picks in parts.items():
            texts = "、".join(
                pick.text or self.document.folded[pick.start : pick.end] for pick in picks
            )
            self._remark(
                f"{how}_number",
                picks[0].start,
                picks[-1].end,
                line.open_line.cells,
                parts=texts,
            )
        if gaps:
            self._remark("gap_as_blank", *self._extent(line), gaps)

    def _confused(self, line: FilledLine) -> None:
        """Say which digits were put right by the identities."""
        for cell_id, pick in zip(line.open_line.cells, line.open_line.chosen.picks, strict=True):
            if pick.how == "confused":
                self._remark("confused_digits", pick.start, pick.end, [cell_id], value=pick.text)

    def _missing_rows(self) -> None:
        filled = {line.subject for entry in self.reading.filled for line in entry.lines}
        for line in self.reading.template.lines:
            cells = line.cells.get(self.reading.format_id, ())
            if cells and line.subject not in filled:
                label = self._expected(line.subject) or line.label.text
                self._remark("missing_row", cells=cells, label=label)

    def _labels_and_heads(self) -> None:
        reading, folded = self.reading, self.document.folded
        labels = [
            token
            for strip in reading.strips[reading.extent.start : reading.extent.stop]
            for token in strip.words
            if token.kind == LABEL and token.match and token.start >= reading.start
        ]
        self.labels += labels
        for token in labels:
            text = folded[token.start : token.end]
            if "元" in text or "位" in text:
                self._head(token, text)
        for entry in reading.filled:
            self._lost_labels(entry)

    def _expected(self, subject: str, kind: str = "row") -> str:
        return expected_labels(self.reading.part, self.reading.format_id).get((kind, subject), "")

    def _head(self, label: Token, folded: str) -> None:
        """Take note of a column's head that says more than its label."""
        named = named_in(folded, self.reading.part, self.reading.format_id)
        if named is None or not (named.unit or named.decimals):
            return
        table, _, column = named.subject.partition(":")
        cells = tuple(
            spec.id for spec in self.specs.values() if spec.table == table and spec.column == column
        )
        printed = on_one_line(self.document.text[label.start : label.end])
        place = self.document.locate(label.start, label.end)
        self.heads.append(ColumnHead(cells, printed, named.unit, named.decimals, place))
        amounts = [cell for cell in cells if cell in self.amounts]
        if named.unit and named.unit != "万元" and amounts:
            self._units.update(dict.fromkeys(amounts, named.unit))
            self._remark("unit_in_head", place.offset, place.end, amounts)

    def _lost_labels(self, entry: FilledLine) -> None:
        """Lines that were told by their order, since no label of theirs was recognised."""
        led = [lead.subject for strip in entry.strips for lead in strip.leads]
        for line in entry.lines:
            if line.subject in led or not entry.strips:
                continue
            words = entry.strips[0].words
            start, end = (
                (words[0].start, words[-1].end)
                if words
                else (
                    entry.strips[0].start,
                    entry.strips[0].start,
                )
            )
            expected = self._expected(line.subject) or self._expected(line.subject, "column")
            self._remark(
                "label_lost", start, end, line.cells[self.reading.format_id], label=expected
            )

    def _remark(
        self,
        code: str,
        start: int = -1,
        end: int = -1,
        cells: Iterable[str] = (),
        **details: str | int,
    ) -> None:
        place = self.document.locate(start, end) if start >= 0 else None
        quote = shorten(self.document.text[start:end]) if start >= 0 else ""
        self.remarks.append(Remark(code, place, tuple(cells), quote, details))


def shorten(text: str, most: int = 60) -> str:
    """A quotation on one line, cut in the middle where it is long."""
    flat = re.sub(r"\s+", " ", text).strip()
    return flat if len(flat) <= most else f"{flat[: most // 2]}…{flat[-(most // 2) :]}"


@cache
def _amounts(format_id: str) -> frozenset[str]:
    """The cells of a format that are amounts of money."""
    cells = get_format(format_id).cells
    return frozenset(cell for cell, spec in cells.items() if spec.kind is Kind.AMOUNT)
