"""Registering an applicant, and putting a registration right."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from gongkai.law.clock.events import EventKind
from gongkai.web.audit.models import Entry
from gongkai.web.cases.models import Case
from tests.web.support.cases import enter
from tests.web.test_cases_pages import APPLICANT, REQUEST


def correct(client: Client, case: Case, **changed: Any) -> Any:
    """Send the form with these values changed; what is masked is left empty."""
    case.refresh_from_db()
    kept = {name: getattr(case, name) for name in ("title", "description", "form_wanted", "way")}
    given = {
        "channel": case.channel,
        "submitted_on": case.submitted_on,
        "reason": "登记时录错",
        "applicant-applicant_class": case.applicant.applicant_class,
        "applicant-name": case.applicant.name,
        "applicant-identity_kind": case.applicant.identity_kind,
        "version": case.version,
    }
    return client.post(f"/cases/{case.pk}/correct/", kept | given | changed)


def read(case: Case) -> Case:
    return Case.objects.select_related("applicant").get(pk=case.pk)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("phone", "abc", "不是电话号码"),
        ("phone", "12345", "不是电话号码"),
        ("postcode", "12", "邮政编码应为 6 位数字。"),
        ("email", "not-an-email", "不是有效的电子邮箱地址"),
        ("identity_kind", "identity_card", "请填写证件号码"),
    ],
)
def test_what_no_applicant_can_have_is_told_beside_the_field(
    signed_in: Client, field: str, value: str, told: str
) -> None:
    answer = signed_in.post("/cases/new/", REQUEST | APPLICANT | {f"applicant-{field}": value})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "phone", ["19900001234", "0999-5550123", "+86 199 0000 1234", "0999-5550123转8"]
)
def test_telephones_are_taken_as_people_write_them(signed_in: Client, phone: str) -> None:
    answer = signed_in.post("/cases/new/", REQUEST | APPLICANT | {"applicant-phone": phone})
    assert answer.status_code == 302


def test_name_and_class_are_corrected_and_the_case_follows(signed_in: Client, case: Case) -> None:
    changed = {
        "applicant-name": "青禾建材有限公司",
        "applicant-applicant_class": "business",
        "applicant-identity_kind": "other",
        "applicant-phone": "0999-5550199",
    }
    assert correct(signed_in, case, **changed).status_code == 302
    found = read(case)
    assert (found.applicant_name, found.applicant_class) == ("青禾建材有限公司", "business")
    assert found.applicant.phone == "0999-5550199"
    assert found.applicant.address == "云岫县青石路 21 号"
    entry = Entry.objects.filter(kind="cases.applicant", act="change").get()
    assert entry.reason == "登记时录错"
    assert set(entry.after or {}) == {"name", "applicant_class", "identity_kind", "phone"}


def test_the_form_shows_no_personal_data(signed_in: Client, case: Case) -> None:
    page = signed_in.get(f"/cases/{case.pk}/correct/").content.decode()
    for secret in ("19900001234", "999901199001011234", "shen@example.org", "青石路 21 号"):
        assert secret not in page
    assert "不改就留空" in page


def test_what_was_entered_by_mistake_can_be_cleared(signed_in: Client, case: Case) -> None:
    assert correct(signed_in, case, **{"applicant-clear": ["email", "address"]}).status_code == 302
    found = read(case).applicant
    assert (found.email, found.address, found.phone) == ("", "", "19900001234")
    everything = {"applicant-clear": ["phone"]}
    answer = correct(signed_in, case, **everything)
    assert answer.status_code == 422
    assert "请至少填写一种联系方式" in answer.content.decode()


def test_the_day_of_submission_is_corrected_and_the_clock_counts_anew(
    signed_in: Client, case: Case
) -> None:
    before = case.due_on
    assert correct(signed_in, case, submitted_on="2026-03-02").status_code == 302
    found = read(case)
    assert (found.submitted_on, found.received_on) == (date(2026, 3, 2), date(2026, 3, 2))
    assert found.due_on is not None
    assert before is not None
    assert found.due_on < before
    wrong, right = found.events.filter(kind="submitted").order_by("pk")
    assert (wrong.retraction_reason, right.on) == ("登记时录错", date(2026, 3, 2))
    assert "<del>" in signed_in.get(f"/cases/{case.pk}/").content.decode()


def test_the_way_it_came_is_corrected_and_the_receipt_awaits_its_confirmation(
    signed_in: Client, case: Case
) -> None:
    assert correct(signed_in, case, channel="internet").status_code == 302
    found = read(case)
    assert (found.clock_state, found.due_on) == ("awaiting_confirmation", None)


def test_a_day_after_what_happened_since_is_refused_beside_the_field(
    signed_in: Client, case: Case
) -> None:
    enter(case, EventKind.CLARIFICATION_ASKED, date(2026, 3, 11), days=10)
    answer = correct(signed_in, case, submitted_on="2026-03-13")
    assert answer.status_code == 422
    assert answer.context["form"].errors["submitted_on"]
    found = read(case)
    assert found.submitted_on == date(2026, 3, 9)
    assert found.events.filter(retracted_at__isnull=False).count() == 0


def test_a_submission_in_the_future_is_refused(signed_in: Client, case: Case) -> None:
    answer = correct(signed_in, case, submitted_on="2026-03-17")
    assert answer.status_code == 422
    assert "日期不能晚于今天。" in answer.content.decode()
