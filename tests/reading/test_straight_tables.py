"""What is taken as it stands is what weighing every row would have found."""

from __future__ import annotations

import pytest

from gongkai.reading.reader import reports_of
from gongkai.reading.straight import straight_lines
from gongkai.report import Report
from tests.support.generate import FORMATS
from tests.support.kinds.every import every_layout
from tests.support.kinds.faulty import faulty_file
from tests.support.kinds.registry import make_file

TAKEN_BY = "gongkai.reading.fill.straight_lines"
QUICK = ("csv", "docx", "html", "tsv", "xlsx")
SEEDS = range(1)


def _files(layout: str) -> list[bytes]:
    whole = [make_file(layout, chosen, seed).data for chosen in FORMATS for seed in SEEDS]
    faulty = [faulty_file(layout, chosen, seed, None) for chosen in FORMATS for seed in SEEDS]
    return whole + [file.data for file in faulty if file]


def _told(data: bytes) -> list[str]:
    """All that is said of the tables, with texts and places."""
    return [
        repr(
            (result.cells, result.remarks, result.formats, result.evidence and result.evidence.rows)
        )
        if isinstance(result, Report)
        else str(result)
        for result in reports_of(data)
    ]


@pytest.mark.parametrize(
    "layout", [name for name, layout in every_layout(scans=False).items() if layout.kind in QUICK]
)
def test_a_table_that_stands_straight_is_what_weighing_its_rows_finds(
    monkeypatch: pytest.MonkeyPatch, layout: str
) -> None:
    files = _files(layout)
    taken = [_told(data) for data in files]
    monkeypatch.setattr(TAKEN_BY, lambda _alignment, _format: None)

    assert taken == [_told(data) for data in files]


def test_a_form_in_a_page_is_taken_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = []

    def noted(*args: object) -> object:
        taken.append(straight_lines(*args))  # type: ignore[arg-type]
        return taken[-1]

    monkeypatch.setattr(TAKEN_BY, noted)
    next(reports_of(make_file("web_semantic", "2021", 1).data))

    assert [bool(lines) for lines in taken] == [True, True, True]
