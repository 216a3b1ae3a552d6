"""Reports in PDF are read exactly: ruled or not, over page breaks, on pages that lie."""

from __future__ import annotations

import itertools

import pypdfium2
import pytest

from gongkai.reading import read_bytes
from gongkai.report import PagePlace
from tests.support.generate import FORMATS
from tests.support.kinds import pdfs, typeset
from tests.support.kinds.paged import Style
from tests.support.kinds.registry import FILE_LAYOUTS, FileCase, make_file
from tests.support.oracle import judge
from tests.support.words import misread

LAYOUTS = sorted(
    name
    for name, layout in FILE_LAYOUTS.items()
    if layout.render.__module__ in (pdfs.__name__, typeset.__name__)
)
SEEDS = range(2)


@pytest.mark.parametrize("format_choice", FORMATS)
@pytest.mark.parametrize("name", LAYOUTS)
def test_reads_exactly(name: str, format_choice: str) -> None:
    for seed in SEEDS:
        case = make_file(name, format_choice, seed)
        report = read_bytes(case.data)
        verdict = judge(report, case.truth)
        assert not verdict.silent, case
        assert not verdict.declared, case
        assert misread(report, case.truth) == [], case


@pytest.mark.parametrize("name", ["pdf_ruled", "pdf_turned", "pdf_tables_across", "pdf_unruled"])
def test_every_number_is_printed_where_its_place_says(name: str) -> None:
    case = make_file(name, "2021", 3, "city")
    report = read_bytes(case.data)
    places = [cell.source for cell in report.cells.values() if cell.value is not None]
    assert len(places) > 100
    with _opened(case) as pdf:
        for number, group in itertools.groupby(places, key=_page):
            picture = pdf[number - 1].render(scale=4, grayscale=True).to_numpy()
            for place in group:
                assert isinstance(place, PagePlace)
                left, top, right, bottom = (round(4 * edge) for edge in place.box)
                ink = picture[top:bottom, left:right] < 100
                assert ink.any(), place
                columns = ink.any(axis=0).nonzero()[0]
                assert columns[-1] - columns[0] >= 0.4 * (right - left), place


def _page(place: object) -> int:
    assert isinstance(place, PagePlace)
    return place.page


def _opened(case: FileCase) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(case.data)


def test_the_same_bytes_give_the_same_report() -> None:
    case = make_file("pdf_over_pages", "2019", 5)
    assert read_bytes(case.data) == read_bytes(case.data)


def test_running_heads_and_page_numbers_stand_beside_the_report() -> None:
    case = make_file("pdf_over_pages", "2021", 2)
    report = read_bytes(case.data)
    assert report.evidence is not None
    beside = [p.text for p in report.evidence.paragraphs if "汇编" in p.text]
    assert beside
    assert all("汇编" not in section.text for section in report.sections)


def test_pages_lie_in_every_way_without_a_change_to_the_cells() -> None:
    case = make_file("pdf_ruled", "2021", 4)
    upright = read_bytes(case.data)
    for turn in (90, 180, 270):
        style = Style(width=841.9, height=595.3)
        turned = read_bytes(pdfs.drawn(case.items, style, turn=turn, crop=15))
        assert {k: c.value for k, c in turned.cells.items()} == {
            k: c.value for k, c in upright.cells.items()
        }


def test_several_reports_in_one_file_come_out_one_by_one() -> None:
    from gongkai.reading.reader import reports_of
    from gongkai.report import Report

    cases = [make_file("pdf_ruled", "2021", seed) for seed in (7, 8, 9)]
    joined = pypdfium2.PdfDocument.new()
    try:
        for case in cases:
            with _opened(case) as pdf:
                joined.import_pages(pdf)
        data = _saved(joined)
    finally:
        joined.close()
    reports = list(reports_of(data, "yearbook.pdf"))
    assert len(reports) == len(cases)
    for report, case in zip(reports, cases, strict=True):
        assert isinstance(report, Report)
        assert judge(report, case.truth).wrong == 0


def _saved(pdf: pypdfium2.PdfDocument) -> bytes:
    import io

    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()
