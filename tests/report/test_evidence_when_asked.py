"""A report's evidence is made when somebody asks for it, once, and is whole wherever it goes."""

from __future__ import annotations

import pickle
from dataclasses import replace

from gongkai.reading import read_bytes
from gongkai.report import Evidence, Report
from tests.support.cases import make_case


class _Maker:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Evidence:
        self.times += 1
        return Evidence("全文")


def _report(maker: _Maker) -> Report:
    return Report(None, None, None, {}, {}, evidence=maker)


def test_it_is_made_once_and_only_when_asked_for() -> None:
    maker = _Maker()
    report = _report(maker)
    assert report == _report(_Maker())
    assert hash(report) == hash(_report(_Maker()))
    assert "evidence" not in repr(report)
    assert maker.times == 0
    assert report.evidence == Evidence("全文")
    assert report.evidence == Evidence("全文")
    assert maker.times == 1


def test_a_report_without_evidence_has_none() -> None:
    assert Report(None, None, None, {}, {}).evidence is None
    assert replace(_report(_Maker()), evidence=None).evidence is None


def test_leaving_it_out_does_not_make_it() -> None:
    maker = _Maker()
    replace(_report(maker), evidence=None)
    assert maker.times == 0


def test_it_goes_with_a_report_to_another_process() -> None:
    report = read_bytes(make_case("markdown", "2021", 3).data)
    again = pickle.loads(pickle.dumps(report))  # noqa: S301 - our own bytes
    assert again.evidence is not None
    assert again.evidence == report.evidence
    assert again.evidence.labels
    assert again.evidence.paragraphs
