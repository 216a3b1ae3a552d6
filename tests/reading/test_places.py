"""Every number is found again in the text at the place the report names."""

from __future__ import annotations

from hypothesis import given

from gongkai.reading import read_text
from gongkai.report import CellState
from tests.support.cases import Case
from tests.support.damage import damage
from tests.support.oracle import misplaced
from tests.support.strategies import brief, cases


@brief(150)
@given(cases())
def test_source_points_at_raw(case: Case) -> None:
    report = read_text(case.text)
    assert misplaced(report, case.text) == []
    unplaced = [c for c, cell in report.cells.items() if _printed(cell.state) and not cell.source]
    assert unplaced == []


@brief(100)
@given(cases())
def test_source_points_at_raw_in_damaged_texts_too(case: Case) -> None:
    text = damage(case).text
    report = read_text(text)
    assert misplaced(report, text) == []


@brief(100)
@given(cases())
def test_source_lies_where_the_layout_wrote_the_cell(case: Case) -> None:
    report = read_text(case.text)
    spans: dict[str, list[tuple[int, int]]] = {}
    for span in case.spans:
        spans.setdefault(span.key, []).append((span.start, span.end))
    if not case.layout.in_order:
        return
    for cell_id, cell in report.cells.items():
        if cell.state is CellState.NUMBER:
            assert cell.source is not None
            places = spans[cell_id]
            assert any(a <= cell.source.offset and cell.source.end <= b for a, b in places), cell_id


@brief(60)
@given(cases())
def test_remarks_quote_the_text(case: Case) -> None:
    text = damage(case).text
    for remark in read_text(text).remarks:
        if remark.place is not None:
            assert 0 <= remark.place.offset <= remark.place.end <= len(text)
        for lang in ("zh", "en"):
            assert remark.message(lang)


def _printed(state: CellState) -> bool:
    return state in {CellState.NUMBER, CellState.UNREADABLE, CellState.NOT_APPLICABLE}
