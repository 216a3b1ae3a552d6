"""Any report as a web page or web archive reads back exactly, words and numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reading import read_bytes
from gongkai.report import MarkupPlace, Role
from tests.support.generate import FORMATS
from tests.support.kinds import web, web_archives, web_sites
from tests.support.kinds.registry import FILE_LAYOUTS, make_file
from tests.support.oracle import judge
from tests.support.strategies import brief, seeds
from tests.support.words import misread

_MODULES = (web.__name__, web_sites.__name__, web_archives.__name__)
_NAMES = [name for name, made in FILE_LAYOUTS.items() if made.render.__module__ in _MODULES]

_BLANKS_UNSEEN = frozenset({"web_cells_as_paragraphs"})
"""Where a blank cell is an empty paragraph, a table that is wholly blank does not show."""


@pytest.mark.parametrize("name", _NAMES)
def test_reads_exactly(name: str) -> None:
    @brief(8)
    @given(st.sampled_from(FORMATS), seeds)
    def check(format_choice: str, seed: int) -> None:
        case = make_file(name, format_choice, seed)
        report = read_bytes(case.data)
        verdict = judge(report, case.truth)
        assert not verdict.silent, case
        assert name in _BLANKS_UNSEEN or not verdict.declared, case
        assert misread(report, case.truth) == [], case

    check()


@pytest.mark.parametrize("name", ["web_word", "web_fragment", "mhtml_quoted"])
def test_a_cell_leads_back_to_its_table_row_and_column(name: str) -> None:
    case = make_file(name, "2021", 3)
    report = read_bytes(case.data)
    text = report.evidence.text if report.evidence else ""
    for cell_id, cell in report.cells.items():
        place = cell.source
        assert isinstance(place, MarkupPlace), cell_id
        assert text[place.offset : place.end] == cell.raw, cell_id
    received = report.cells["requests.received.natural_person"].source
    total = report.cells["requests.received.total"].source
    assert isinstance(received, MarkupPlace)
    assert isinstance(total, MarkupPlace)
    assert (received.table, received.row, received.column) == (2, 4, 4)
    assert (total.table, total.row, total.column) == (2, 4, 10)


def test_the_site_around_a_report_is_no_part_of_its_words() -> None:
    case = make_file("web_site", "2021", 4)
    report = read_bytes(case.data)
    assert report.published is not None
    roles = {p.role for p in report.evidence.paragraphs} if report.evidence else set()
    assert {Role.BEFORE, Role.AFTER} <= roles
    words = "".join(section.text for section in report.sections) + report.lead_in
    assert "网站标识码" not in words
    assert "关于做好2020年政务公开工作的通知" not in words


def test_hidden_text_is_kept_aside_for_the_rules() -> None:
    report = read_bytes(make_file("web_hidden", "2019", 2).data)
    hidden = (
        [p.text for p in report.evidence.paragraphs if p.role is Role.HIDDEN]
        if report.evidence
        else []
    )
    assert "博彩网站" in hidden
    assert any("一、总体情况" in text for text in hidden)
