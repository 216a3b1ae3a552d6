"""Scans read back: without a wrong cell at 150 and 200 dpi, never wrong without a word at 100.

Few reports, for recognition takes seconds a page; ``bench`` and the survey of layouts read more.
"""

from __future__ import annotations

from random import Random

import pytest

pytest.importorskip("rapidocr", reason="needs the extra gongkai[ocr]")
pytest.importorskip("typst", reason="draws the pages")

import numpy as np

from gongkai.formats import Part
from gongkai.reading import read_bytes
from gongkai.reading.confidence import SURE
from gongkai.report import Cell, CellState, PagePlace, Report
from tests.support import needs
from tests.support.generate import random_truth
from tests.support.hand import Hand
from tests.support.kinds import scans
from tests.support.kinds.paper import Grid, Item, Words, paper
from tests.support.kinds.printed import chinese_font
from tests.support.kinds.registry import make_file
from tests.support.kinds.worn import Wear, encoded
from tests.support.oracle import judge
from tests.support.sheet import Sheet
from tests.support.truth import Truth

pytestmark = needs.marked(needs.CHINESE_FONT, is_there=chinese_font() is not None)


def _short(seed: int) -> tuple[Truth, list[Item]]:
    """A report of a title, two headings and the table of 复议诉讼, all on a quarter of a page."""
    truth = random_truth(Random(seed), "2021", "city", blanks=True)
    items = paper(Sheet(truth, Hand(), Random(seed)))
    tables = [item for item in items if isinstance(item, Grid) and item.part is Part.REMEDIES]
    titles = [item for item in items if isinstance(item, Words) and item.role == "title"]
    heading = Words("heading", "四、政府信息公开行政复议、行政诉讼情况")
    return truth, [*titles, heading, *tables]


def _scan_of_short(seed: int, wear: Wear, dpi: int = 150) -> tuple[Truth, np.ndarray]:
    truth, items = _short(seed)
    [page] = scans.scanned(items, Random(seed), dpi, wear)
    return truth, page[: page.shape[0] // 3]


def _remedies(report: Report) -> dict[str, Cell]:
    return {cell: found for cell, found in report.cells.items() if cell.startswith("remedies")}


def _assert_read(report: Report, truth: Truth) -> None:
    read = {c: (cell.value, cell.state.value) for c, cell in _remedies(report).items()}
    assert read == {c: (truth.entries[c].value, truth.entries[c].state) for c in read}


@pytest.mark.parametrize(
    ("layout", "chosen", "seed"),
    [("scan 150 dpi TIFF", "2021", 1), ("scan 200 dpi PDF", "2019", 2)],
)
def test_a_scan_reads_back_without_a_wrong_cell(layout: str, chosen: str, seed: int) -> None:
    case = make_file(layout, chosen, seed, "township")
    report = read_bytes(case.data, f"scan{case.layout.ending}")
    assert judge(report, case.truth).wrong == 0
    assert report.year == case.truth.year
    for cell in report.cells.values():
        if cell.state is CellState.NUMBER:
            assert isinstance(cell.source, PagePlace)
            assert cell.source.confidence is not None


def test_at_100_dpi_with_noise_no_cell_is_wrong_without_a_word() -> None:
    case = make_file("scan 100 dpi noisy TIFF", "2021", 3, "county")
    report = read_bytes(case.data, "scan.tif")
    verdict = judge(report, case.truth)
    assert not verdict.silent
    named = {cell for remark in report.remarks for cell in remark.cells}
    for cell in {**verdict.declared}:
        source = report.cells[cell].source
        confidence = source.confidence if isinstance(source, PagePlace) else None
        assert cell in named or (confidence is not None and confidence < SURE)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_may_lie_on_its_side_or_stand_on_its_head(quarters: int) -> None:
    truth, page = _scan_of_short(quarters, Wear(skew=0.8, noise=5))
    _assert_read(read_bytes(encoded(np.ascontiguousarray(np.rot90(page, quarters)), ".png")), truth)


@pytest.mark.parametrize(
    "wear",
    [
        Wear(seal=True),
        Wear(behind=0.15, shadow=0.3, noise=6),
        Wear(skew=-7, noise=5),
        Wear(specks=300, jpeg=60),
    ],
    ids=["seal", "back shines through", "very crooked", "dust"],
)
def test_wear_does_not_change_a_number(wear: Wear) -> None:
    truth, page = _scan_of_short(7, wear)
    _assert_read(read_bytes(encoded(page, ".jpg")), truth)


def test_ink_that_cannot_be_read_is_no_blank() -> None:
    truth, page = _scan_of_short(36, Wear())
    place = _place_of_a_blank(read_bytes(encoded(page, ".png")))
    left, top, right, bottom = (round(edge) for edge in place.box)
    middle, centre = (left + right) // 2, (top + bottom) // 2
    scribble = page.copy()
    for k in range(-8, 9, 4):
        scribble[centre - 8 : centre + 8, middle + k : middle + k + 2] = 0
    read = read_bytes(encoded(scribble, ".png"))
    was_blank = [c for c, cell in _remedies(read).items() if truth.entries[c].state == "blank"]
    changed = [c for c in was_blank if read.cells[c].state is not CellState.BLANK]
    assert len(changed) == 1


def _place_of_a_blank(report: Report) -> PagePlace:
    blank = next(c for c in _remedies(report).values() if c.state is CellState.BLANK)
    assert isinstance(blank.source, PagePlace)
    return blank.source


def test_the_same_scan_gives_the_same_report() -> None:
    _, page = _scan_of_short(5, Wear(skew=1, noise=8), dpi=100)
    data = encoded(page, ".png")
    first, second = read_bytes(data), read_bytes(data)
    assert first == second
    assert first.remarks == second.remarks
    assert [c.source for c in first.cells.values()] == [c.source for c in second.cells.values()]
