"""A file with several reports gives each of them; one report is never cut in two."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given

from gongkai.reading import ReadError, read_text, reports_of
from gongkai.report import Report
from tests.support.cases import Case, make_case
from tests.support.oracle import judge, misplaced
from tests.support.strategies import brief, cases

_NAMES = ("word", "tabs_grid", "plain_lines", "markdown", "csv")


def _book(names: Sequence[str], between: str = "\n") -> tuple[list[Case], str]:
    """Reports of different bodies and years, one behind the other."""
    parts: list[Case] = []
    seen: set[tuple[str, int]] = set()
    for seed, name in enumerate(names):
        case = make_case(name, ("2019", "2021")[seed % 2], seed)
        if (case.truth.body, case.truth.year) not in seen:
            seen.add((case.truth.body, case.truth.year))
            parts.append(case)
    return parts, between.join(case.text for case in parts)


def _read(text: str, file: str | None = None) -> list[Report]:
    results = list(reports_of(text.encode(), file))
    assert not [result for result in results if isinstance(result, ReadError)]
    return [result for result in results if isinstance(result, Report)]


def test_a_yearbook_gives_every_report_exactly() -> None:
    cases_in, text = _book(_NAMES * 8)
    reports = _read(text)
    assert len(reports) == len(cases_in)
    for case, report in zip(cases_in, reports, strict=True):
        assert report.body == case.truth.body
        assert report.year == case.truth.year
        assert judge(report, case.truth).wrong == 0, case


def test_places_lead_into_the_whole_file() -> None:
    _, text = _book(_NAMES)
    for report in _read(text):
        assert misplaced(report, text) == []
        assert report.evidence is not None
        for paragraph in report.evidence.paragraphs:
            place = paragraph.place
            assert text[place.offset : place.end] == paragraph.text


def test_a_table_of_contents_begins_no_report() -> None:
    cases_in, text = _book(_NAMES)
    contents = "\n".join("".join(case.truth.title) for case in cases_in)
    assert len(_read(f"目录\n{contents}\n{text}")) == len(cases_in)


def test_every_report_of_a_file_has_a_name_of_its_own() -> None:
    _, text = _book(_NAMES)
    assert [r.file for r in _read(text, "年鉴.txt")] == [f"年鉴.txt#{n + 1}" for n in range(5)]
    assert [r.file for r in _read(make_case("word", "2021", 1).text, "a.txt")] == ["a.txt"]


def test_reading_one_report_from_a_file_of_several_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read_text(_book(_NAMES)[1])
    assert caught.value.code == "several_reports"
    assert "5" in caught.value.message("zh")


@brief(60)
@given(cases())
def test_one_report_stays_one(case: Case) -> None:
    assert len(_read(case.text)) == 1


def test_the_same_report_pasted_twice_is_one() -> None:
    case = make_case("word", "2021", 3)
    assert len(_read(case.text + "\n" + case.text)) == 1
