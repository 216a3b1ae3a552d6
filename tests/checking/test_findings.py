"""A finding as value, as sentence and as JSON; their order and the verdict over them."""

import json
import pickle
from datetime import date
from pathlib import Path

import pytest

from gongkai.checking import Finding, Severity, Verdict, catalogue, check, verdict
from gongkai.report import Report, TextPlace
from tests.checking.paper import make_report, one

KEYS = ["rule", "severity", "message", "where", "cells", "expected", "found", "legal_basis"]


@pytest.fixture
def faulty() -> Report:
    return make_report(
        year=2021,
        overview="XX镇收到申请  件。[bookmark: _GoBack]",
        headings={5: "5、存在的主要问题及改进情况"},
        sections={5: "无", 6: ""},
        cells={"requests.granted.business": 2, "art20_6.penalties.decisions": "-1件"},
        signed=date(2021, 2, 1),
        after=["主办：美高梅娱乐城", "http://a.vip"],
    )


def test_order_is_by_severity_then_by_place(faulty: Report) -> None:
    findings = check(faulty)
    ranks = [finding.severity.rank for finding in findings]
    errors = [f.place for f in findings if f.severity is Severity.ERROR]
    lines = [place.line for place in errors if isinstance(place, TextPlace)]

    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2}
    assert lines == sorted(lines)


def test_same_report_gives_the_same_findings(faulty: Report) -> None:
    assert check(faulty) == check(faulty)
    assert pickle.loads(pickle.dumps(check(faulty))) == check(faulty)  # noqa: S301


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_json_has_its_keys_and_is_plain_data(faulty: Report, lang: str) -> None:
    for finding in check(faulty):
        data = finding.to_json(lang)
        assert list(data) == KEYS
        assert json.loads(json.dumps(data)) == data
        assert data["message"] == finding.message(lang)
        assert "{" not in data["message"]


def test_where_has_place_section_and_quote(faulty: Report) -> None:
    where = one(faulty, "F12").to_json()["where"]

    assert where["line"] > 1
    assert where["column"] == 1
    assert where["section"] == 5
    assert where["quote"] == "5、存在的主要问题及改进情况"


def test_quote_stands_at_its_place(faulty: Report) -> None:
    assert faulty.evidence is not None
    lines = faulty.evidence.text.split("\n")
    finding = one(faulty, "H1")

    assert isinstance(finding.place, TextPlace)
    assert lines[finding.place.line - 1][finding.place.column - 1 :].startswith("[bookmark")


def test_finding_without_any_place_has_no_where() -> None:
    finding = one(make_report("青禾县教育局", 2021, published=date(2022, 3, 1)), "D8")

    assert finding.to_json()["where"] is None


def test_another_language_is_refused(faulty: Report) -> None:
    with pytest.raises(ValueError, match="fr"):
        check(faulty)[0].message("fr")


@pytest.mark.parametrize(
    ("counts", "zh", "en"),
    [
        ((0, 0, 0), "通过", "passed"),
        ((0, 0, 2), "通过：2 条提示", "passed: 2 notes"),
        ((0, 1, 0), "有警告：1 处警告", "has warnings: 1 warning"),
        (
            (3, 2, 1),
            "有错误：3 处错误、2 处警告、1 条提示",
            "has errors: 3 errors, 2 warnings, 1 note",
        ),
    ],
)
def test_verdict_in_both_languages(counts: tuple[int, int, int], zh: str, en: str) -> None:
    assert Verdict(*counts).text() == zh
    assert Verdict(*counts).text("en") == en


def test_verdict_counts_findings(faulty: Report) -> None:
    findings = check(faulty)
    counted = verdict(findings)

    assert counted.worst is Severity.ERROR
    assert counted.errors + counted.warnings + counted.infos == len(findings)
    assert verdict(()).worst is None


def test_findings_cannot_be_changed(faulty: Report) -> None:
    finding: Finding = check(faulty)[0]

    with pytest.raises(AttributeError):
        finding.spec = catalogue()[0]  # type: ignore[misc]


def test_every_rule_is_shown_at_work_by_some_test() -> None:
    here = Path(__file__).parent
    tests = "\n".join(path.read_text(encoding="utf-8") for path in here.glob("test_*.py"))

    assert [spec.id for spec in catalogue() if f'"{spec.id}"' not in tests] == []
