"""What recognition confuses is put right by the identities, or left without a value: never silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

import pytest

from gongkai.reading.reader import _reports
from gongkai.reading.sources.blocks import Block, Line, Run, Table, TableCell
from gongkai.reading.sources.lay import lay
from gongkai.report import CellState, PagePlace, Report
from tests.support.generate import random_truth
from tests.support.hand import Hand
from tests.support.kinds.paper import Box, Grid, paper
from tests.support.oracle import judge
from tests.support.sheet import Sheet
from tests.support.truth import Entry, Truth

SURE, UNSURE = 0.999, 0.6
_NOWHERE = (0.0, 0.0, 1.0, 1.0)
TOTAL = "requests.received.total"
PERSON = "requests.received.natural_person"


@pytest.fixture
def truth() -> Truth:
    """A report in which 自然人 filed 38 requests and nobody else any."""
    found = random_truth(Random(5), "2021", "zero", dashes=False)
    numbers = {PERSON: 38, "requests.granted.natural_person": 38}
    numbers |= {"requests.concluded.natural_person": 38}
    numbers |= {cell.replace("natural_person", "total"): 38 for cell in tuple(numbers)}
    entries = {**found.entries, **{cell: Entry(value) for cell, value in numbers.items()}}
    object.__setattr__(found, "entries", entries)
    return found


def _read(truth: Truth, seen: Mapping[str, str], confidence: Mapping[str, float | None]) -> Report:
    """The report with some cells recognised otherwise than printed, with these confidences."""
    document = lay(_blocks(truth, seen, confidence))
    report = next(iter(_reports(document, None)))
    assert isinstance(report, Report)
    return report


def _blocks(
    truth: Truth, seen: Mapping[str, str], confidence: Mapping[str, float | None]
) -> Iterator[Block]:
    for item in paper(Sheet(truth, Hand(), Random(1))):
        if not isinstance(item, Grid):
            yield Line((Run(item.text, PagePlace(1, _NOWHERE, SURE)),))
            continue
        rows = []
        for row in _with_columns(item):
            cells = []
            for box, column in row:
                place = PagePlace(1, _NOWHERE, confidence.get(box.key, SURE))
                text = seen.get(box.key, box.text) if box.key else box.text
                cells.append(TableCell([Line((Run(text, place),))], place, column))
            rows.append(cells)
        yield Table(rows)


def _with_columns(grid: Grid) -> Iterator[list[tuple[Box, int]]]:
    """The rows with the column of each cell, counted with what is merged from above."""
    taken: dict[tuple[int, int], bool] = {}
    for number, row in enumerate(grid.rows):
        placed, column = [], 0
        for box in row:
            while (number, column) in taken:
                column += 1
            placed.append((box, column))
            for down in range(box.down):
                for across in range(box.across):
                    taken[number + down, column + across] = True
        yield placed


def _codes(report: Report, cell: str) -> set[str]:
    return {remark.code for remark in report.remarks if cell in remark.cells}


def test_what_was_recognised_rightly_reads_as_printed(truth: Truth) -> None:
    report = _read(truth, {}, {})
    assert judge(report, truth).wrong == 0
    assert not report.remarks


def test_an_unsure_digit_is_put_right_where_one_change_makes_all_sums_hold(truth: Truth) -> None:
    report = _read(truth, {PERSON: "33"}, {PERSON: UNSURE})
    assert report[PERSON] == 38
    assert report.cells[PERSON].raw == "33"
    assert "confused_digits" in _codes(report, PERSON)


@pytest.mark.parametrize("recognised", ["3", "388", "138"])
def test_lost_and_doubled_digits_are_never_taken_silently(truth: Truth, recognised: str) -> None:
    report = _read(truth, {PERSON: recognised}, {PERSON: UNSURE})
    assert report[PERSON] in (38, None)
    assert _codes(report, PERSON)


def test_where_two_changes_would_do_no_value_is_taken(truth: Truth) -> None:
    """38 = 38: with 33 against 88 either side may be the wrong one."""
    cells = {PERSON: "33", TOTAL: "88"}
    report = _read(truth, cells, dict.fromkeys(cells, UNSURE))
    for cell in cells:
        assert report[cell] in (38, None)
        assert _codes(report, cell)


def test_where_no_change_would_do_the_unsure_cell_has_no_value(truth: Truth) -> None:
    report = _read(truth, {PERSON: "12"}, {PERSON: UNSURE})
    assert report.cells[PERSON].state is CellState.UNREADABLE
    assert "ambiguous_values" in _codes(report, PERSON)


def test_a_broken_sum_recognised_with_confidence_is_the_documents_own(truth: Truth) -> None:
    report = _read(truth, {TOTAL: "33"}, {})
    assert report[TOTAL] == 33
    assert not _codes(report, TOTAL)


def test_a_broken_sum_in_a_file_with_text_is_never_touched(truth: Truth) -> None:
    report = _read(truth, {TOTAL: "33"}, dict.fromkeys(truth.entries))
    assert report[TOTAL] == 33
    assert not _codes(report, TOTAL)


def test_every_unsure_cell_is_named_in_a_remark(truth: Truth) -> None:
    unsure = [PERSON, "requests.granted.total", "remedies.review.total"]
    report = _read(truth, {}, dict.fromkeys(unsure, UNSURE))
    assert judge(report, truth).wrong == 0
    for cell in unsure:
        assert "low_confidence" in _codes(report, cell)
