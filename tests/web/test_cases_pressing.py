"""Pressing twice, marking what is wrong, and what lists and forms say beside a request."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.law.clock.events import EventKind
from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.cases.models import Attachment, Case
from tests.web.support.cases import enter, make_case, reply
from tests.web.support.people import County, make_user

BACKEND = "django.contrib.auth.backends.ModelBackend"
PARTY = "青禾建材有限公司"


def attach(client: Client, case: Case, name: str, content: bytes) -> Any:
    case.refresh_from_db()
    file = SimpleUploadedFile(name, content)
    return client.post(f"/cases/{case.pk}/attach/", {"version": case.version, "file": file})


def test_a_second_press_by_the_same_user_says_that_it_is_done(
    signed_in: Client, case: Case
) -> None:
    given = {"version": case.version}
    signed_in.post(f"/cases/{case.pk}/step/accept/", given)
    answer = signed_in.post(f"/cases/{case.pk}/step/accept/", given, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "这一步您已经办过了。" in page
    assert "别人改动了" not in page


def test_a_press_after_a_colleague_s_still_says_that_somebody_else_did_it(
    signed_in: Client, case: Case, county: County
) -> None:
    other = Client()
    other.force_login(make_user("chen", county.department, Role.OFFICER), BACKEND)
    given = {"version": case.version}
    other.post(f"/cases/{case.pk}/step/accept/", given)
    answer = signed_in.post(f"/cases/{case.pk}/step/accept/", given)
    assert answer.status_code == 409
    assert "别人改动了" in answer.content.decode()


def test_a_second_press_on_sending_the_reply_goes_to_the_case(
    signed_in: Client, case: Case, officer: User, county: County
) -> None:
    roles = (Role.REVIEWER, Role.SECRECY_REVIEWER, Role.HEAD)
    others = [make_user(role.value, county.department, role) for role in roles]
    users = (officer, officer, officer, *others)
    steps = ("accept", None, "submit", "pass_review", "pass_secrecy_review", "approve")
    draft = {"draft_outcome": "granted", "draft_text": "答复。"}
    for user, step in zip(users, steps, strict=True):
        signed_in.force_login(user, BACKEND)
        case.refresh_from_db()
        path = f"step/{step}" if step else "draft"
        signed_in.post(f"/cases/{case.pk}/{path}/", {"version": case.version} | draft)
    signed_in.force_login(officer, BACKEND)
    case.refresh_from_db()
    given = {"version": case.version, "on": "2026-03-16", "delivery": "electronic"}
    assert signed_in.post(f"/cases/{case.pk}/reply/", given).status_code == 302
    answer = signed_in.post(f"/cases/{case.pk}/reply/", given, follow=True)
    assert "这一步您已经办过了。" in answer.content.decode()


def test_a_wrong_paper_is_struck_out_with_the_reason_and_who_added_it(
    signed_in: Client, case: Case, officer: User
) -> None:
    attach(signed_in, case, "申请表.pdf", b"%PDF-1.7 x")
    paper = Attachment.objects.get()
    address = f"/cases/{case.pk}/attachment/{paper.pk}/wrong/"
    page = signed_in.get(f"/cases/{case.pk}/").content.decode()
    assert address in page
    assert f"<small>{officer.name}</small>" in page
    case.refresh_from_db()
    assert signed_in.post(address, {"version": case.version, "reason": ""}).status_code == 422
    signed_in.post(address, {"version": case.version, "reason": "是另一件申请的"})
    page = signed_in.get(f"/cases/{case.pk}/").content.decode()
    assert "<del>申请表.pdf</del>" in page
    assert "是另一件申请的" in page
    assert address not in page


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("setup.exe", b"MZ\x90\x00"),
        ("申请表.pdf", b"MZ\x90\x00"),
        ("照片.jpg", b"\x7fELF\x02"),
        ("说明.txt", b"#!/bin/sh\n"),
        ("说明.bat", b"del *"),
    ],
)
def test_programs_are_no_papers_whatever_they_are_called(
    signed_in: Client, case: Case, name: str, content: bytes
) -> None:
    answer = attach(signed_in, case, name, content)
    assert answer.status_code == 422
    assert "这是程序或者脚本" in answer.content.decode()
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("kind", ["third_party_letter_received", "third_party_answered"])
def test_a_receipt_before_the_letter_is_told_with_the_letter_s_day(
    signed_in: Client, case: Case, kind: str
) -> None:
    enter(case, EventKind.THIRD_PARTY_ASKED, date(2026, 3, 12), party=PARTY)
    given = {"on": "2026-03-11", "party": PARTY, "answer": "consents", "version": case.version}
    answer = signed_in.post(f"/cases/{case.pk}/event/{kind}/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "发出征求意见书是 2026-03-12，这里的日期不能早于那一天。" in page
    assert "没有向" not in page


@pytest.mark.parametrize(
    ("kind", "letter"),
    [
        ("clarification_asked", "clarification"),
        ("third_party_asked", "third_party_consultation"),
        ("co_maker_asked", "co_maker_consultation"),
    ],
)
def test_the_page_of_an_event_leads_to_its_letter(
    signed_in: Client, case: Case, kind: str, letter: str
) -> None:
    page = signed_in.get(f"/cases/{case.pk}/event/{kind}/").content.decode()
    assert "要发文书请用“文书”" in page
    assert f"/cases/{case.pk}/letters/new/{letter}/" in page


def test_an_overseer_sees_whose_number_it_is_and_an_officer_needs_no_telling(
    signed_in: Client, county: County
) -> None:
    make_case(county.department, submitted_on=date(2026, 3, 9))
    make_case(county.township, submitted_on=date(2026, 3, 9))
    told = f"<br><small>{county.department.name}</small>"
    for address in ("/cases/", "/todo/"):
        assert told not in signed_in.get(address).content.decode()
    signed_in.force_login(make_user("wu", county.government, Role.OVERSEER), BACKEND)
    for address in ("/cases/", "/todo/"):
        page = signed_in.get(address).content.decode()
        assert told in page
        assert f"<br><small>{county.township.name}</small>" in page


def test_what_is_to_be_evaluated_shows_that_day_and_who_may_enters_it(
    signed_in: Client, case: Case, officer: User, county: County
) -> None:
    roles = (Role.REVIEWER, Role.SECRECY_REVIEWER, Role.HEAD)
    reply(case, officer, *(make_user(role.value, county.department, role) for role in roles))
    case.re_evaluate_on = date(2026, 3, 13)
    case.save()
    link = f"/cases/re-evaluation/{case.pk}/"
    page = signed_in.get("/todo/").content.decode()
    assert "2026-03-13" in page
    assert link in page
    assert 'href="/cases/re-evaluation/"' in page
    signed_in.force_login(make_user("wu", county.government, Role.OVERSEER), BACKEND)
    page = signed_in.get("/todo/").content.decode()
    assert "2026-03-13" in page
    assert link not in page
