"""The five real samples: every fault known of them is found, and no error is said without cause.

The samples are not part of the repository; where the folder beside it is absent, these skip.
"""

from functools import cache
from pathlib import Path

import pytest

from gongkai.checking import Finding, Severity, check
from gongkai.report import TextPlace

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no real samples beside the checkout")


@cache
def findings(number: str) -> tuple[Finding, ...]:
    from gongkai.reading import read

    (path,) = SAMPLES.glob(f"{number}_*.txt")
    return check(read(path))


def of(number: str, rule: str) -> list[Finding]:
    return [finding for finding in findings(number) if finding.rule == rule]


def errors(number: str) -> set[str]:
    return {f.rule for f in findings(number) if f.severity is Severity.ERROR}


def lines(found: list[Finding]) -> list[int]:
    return [f.place.line for f in found if isinstance(f.place, TextPlace)]


def test_000_is_dated_and_worded_for_the_wrong_year() -> None:
    (signed,) = of("000", "D1")
    (plan,) = of("000", "D2")

    assert signed.found == "2019-02-21"
    assert (plan.found, plan.expected) == (2019, 2020)
    assert lines([plan]) == [405]


def test_000_has_five_altered_labels() -> None:
    assert [finding.found for finding in of("000", "F17")] == [
        "一、本年新收到政府信息公开申请数量",
        "二、上年结转政府信息公开数量",
        "3.危机“三安全一稳定”",
        "7.属于行政法案卷",
        "2.没有现成信息需另行制作",
    ]


def test_000_has_a_bookmark_and_two_lost_numbers() -> None:
    assert of("000", "H1")[0].quote == "[bookmark: _GoBack]"
    assert [finding.quote[:2] for finding in of("000", "F12")] == ["5、", "6、"]
    assert of("000", "P8")
    assert errors("000") == {"D1", "H1"}


def test_001_has_sixteen_values_for_fifteen_cells() -> None:
    (row,) = of("001", "F3")

    assert (row.expected, row.found) == (15, 16)
    assert lines([row]) == [92]
    assert errors("001") == {"F3"}


def test_001_has_its_lesser_faults() -> None:
    assert [finding.found for finding in of("001", "F17")] == ["2.其他法律法规禁止公开"]
    assert lines(of("001", "F16")) == [15]
    assert lines(of("001", "H5")) == [56]
    (amount,) = of("001", "V5")
    assert amount.quote == "8403"
    assert amount.cells == ("art20_9.procurement.amount",)


def test_002_has_a_planted_name_and_foreign_ids_in_its_footer() -> None:
    (name,) = of("002", "H8")

    assert name.found == "美高梅娛樂城"
    assert lines([name]) == [611]
    assert any("2100000037" in finding.quote for finding in of("002", "H15"))
    assert errors("002") == {"H8"}


def test_002_has_noise_lost_marks_and_a_unit_but_its_sums_hold() -> None:
    assert int(str(of("002", "H3")[0].params["count"])) > 150
    assert lines(of("002", "H6")) == [11, 11]
    assert [finding.quote for finding in of("002", "V3")] == ["64411万元"]
    assert not [finding for finding in findings("002") if finding.rule.startswith("A")]


def test_003_has_three_gaps_and_an_annexed_template() -> None:
    assert lines(of("003", "P1")) == [7, 7, 7]
    assert of("003", "F1")[0].params["count"] == 3
    assert of("003", "F7")
    assert of("003", "P2")[0].params["count"] == 3
    assert errors("003") == {"P1", "P2", "F1"}


def test_003_has_identities_nobody_can_decide() -> None:
    (note,) = of("003", "A5")

    assert note.severity is Severity.INFO
    assert note.params["count"] == 35
    assert len(note.cells) == 138


def test_004_mixes_two_formats() -> None:
    (mixture,) = of("004", "F5")

    assert mixture.params["rows"] == 3
    assert "requests.other_not_clarified.total" in mixture.cells
    assert lines([mixture]) == [293]
    assert errors("004") == {"F5"}


def test_004_has_an_empty_section_and_a_title_without_annual() -> None:
    assert [finding.section for finding in of("004", "F8")] == [6]
    assert "年度报告" in of("004", "F15")[0].message()
    assert lines(of("004", "F12")) == [3]
