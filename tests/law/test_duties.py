"""Art. 49: who publishes an annual report by when; Art. 26: how soon information is published."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.duties import LocalDates, ReporterKind, report_duty
from gongkai.law.errors import LawError
from gongkai.law.publication import PublicationKind, publish_by
from tests.law.support import CALENDAR, d


@pytest.mark.parametrize(
    ("kind", "hand_in", "publish", "article", "tag"),
    [
        ("department", "2026-01-31", "2026-01-31", "ogi:49.1", "V"),
        ("government", None, "2026-03-31", "ogi:49.2", "V"),
        ("vertical", "2026-01-31", "2026-01-31", "ogi:3", "M"),
        ("authorised_organisation", "2026-01-31", "2026-01-31", "ogi:54", "I"),
        ("township", "2026-01-31", "2026-01-31", "ogi:50", "M"),
        ("agency", None, None, "ogi:10", "M"),
    ],
)
def test_who_reports_2025_by_when(
    kind: str, hand_in: str | None, publish: str | None, article: str, tag: str
) -> None:
    duty = report_duty(ReporterKind(kind), 2025)

    def day(text: str | None) -> date | None:
        return d(text) if text else None

    assert (duty.hand_in_by, duty.publish_by) == (day(hand_in), day(publish))
    assert (duty.article, duty.tag) == (article, tag)
    assert duty.note.zh


def test_public_enterprises_do_not_use_the_form() -> None:
    # Art. 55.
    with pytest.raises(LawError, match="没有法定公布期限") as caught:
        report_duty(ReporterKind.PUBLIC_ENTERPRISE, 2025)
    assert caught.value.code == "no_own_report"


def test_an_earlier_local_date_holds() -> None:
    local = LocalDates(d("2026-01-26"), d("2026-01-28"), "市政务公开办通知")
    duty = report_duty(ReporterKind.DEPARTMENT, 2025, local)
    assert (duty.hand_in_by, duty.publish_by) == (d("2026-01-26"), d("2026-01-28"))
    assert (duty.local_source, duty.is_local_looser) == ("市政务公开办通知", False)


def test_a_later_local_date_does_not_prolong_the_regulations() -> None:
    duty = report_duty(ReporterKind.DEPARTMENT, 2025, LocalDates(publish_by=d("2026-02-28")))
    assert (duty.publish_by, duty.is_local_looser) == (d("2026-01-31"), True)


def test_a_local_date_on_the_very_day_is_not_looser() -> None:
    local = LocalDates(publish_by=d("2026-01-31"))
    assert not report_duty(ReporterKind.DEPARTMENT, 2025, local).is_local_looser


def test_for_a_township_only_the_local_date_binds() -> None:
    duty = report_duty(ReporterKind.TOWNSHIP, 2025, LocalDates(publish_by=d("2026-02-20")))
    assert (duty.publish_by, duty.is_local_looser) == (d("2026-02-20"), False)


@pytest.mark.parametrize(("on", "late"), [("2026-01-31", 0), ("2026-02-01", 1), ("2026-03-02", 30)])
def test_how_late_a_report_was_published(on: str, late: int) -> None:
    assert report_duty(ReporterKind.DEPARTMENT, 2025).days_late(d(on)) == late


def test_without_a_date_nothing_is_late() -> None:
    assert report_duty(ReporterKind.AGENCY, 2025).days_late(d("2026-12-31")) == 0


@pytest.mark.parametrize(
    ("kind", "formed", "due"),
    [
        (PublicationKind.GENERAL, "2026-02-06", "2026-03-12"),  # 20 working days
        (PublicationKind.BUDGET, "2026-02-05", "2026-02-25"),  # 20 calendar days
        (PublicationKind.BUDGET, "2026-01-31", "2026-02-24"),  # ends within the festival
        (PublicationKind.PENALTY_WITHDRAWN, "2026-02-13", "2026-02-25"),  # 3 working days
        (PublicationKind.LICENCE_OR_PENALTY, "2026-02-06", "2026-02-24"),  # 7 working days
    ],
)
def test_how_soon_information_is_published(kind: PublicationKind, formed: str, due: str) -> None:
    assert publish_by(d(formed), CALENDAR, kind).due == d(due)


def test_the_kinds_of_bodies_have_names() -> None:
    assert all(kind.label.zh and kind.label.en for kind in ReporterKind)
