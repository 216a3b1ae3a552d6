"""What the tests damage files with: a file that plainly says another number is no fault to find."""

from __future__ import annotations

from contextlib import closing
from random import Random

import pypdfium2
from pypdfium2 import raw

from tests.support.kinds.every import every_layout
from tests.support.kinds.faults_of_bytes import (
    FILE_FAULTS,
    bytes_of_pages,
    changed_beside_pages,
    changed_in_records,
)
from tests.support.kinds.records import bytes_of_cells
from tests.support.kinds.registry import make_file

LAYOUTS = every_layout(scans=False)


def test_bytes_changed_in_an_old_workbook_leave_its_cells_alone() -> None:
    data = make_file("xls_one_sheet", "2021", 1).data
    cells = bytes_of_cells(data)
    assert cells
    changed = set()
    for seed in range(60):
        damaged = changed_in_records(data, Random(seed))
        assert len(damaged) == len(data)
        changed |= {at for at, (a, b) in enumerate(zip(data, damaged, strict=True)) if a != b}
    assert changed
    assert not changed & cells


def test_bytes_changed_in_a_pdf_leave_what_its_pages_draw_alone() -> None:
    data = make_file("pdf_ruled", "2021", 1).data
    pages = bytes_of_pages(data)
    damaged = [changed_beside_pages(data, Random(seed)) for seed in range(40)]
    assert any(other != data for other in damaged)
    assert len(pages) > 1000
    assert all(other[at] == data[at] for other in damaged for at in pages)


def test_a_number_printed_twice_to_look_bold_is_moved_as_one() -> None:
    case = make_file("pdf_bold", "2019", 39017)
    damage = FILE_FAULTS["number_moved"][1]
    faults = (damage(case, Random(seed)) for seed in range(2))
    assert all(_alone(found.data) == _alone(case.data) for found in faults if found)


def _alone(data: bytes) -> int:
    """How many runs of text are drawn without another one close beside them."""
    count = 0
    with closing(pypdfium2.PdfDocument(data)) as pdf:
        for page in pdf:
            runs = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1)
            places = [run.get_bounds() for run in runs]
            for left, bottom, right, top in places:
                near = sum(
                    abs(left - x0) + abs(bottom - y0) + abs(right - x1) + abs(top - y1) < 2
                    for x0, y0, x1, y1 in places
                )
                count += near == 1
    return count
