"""What the page of a request tells of its way, and what days it accepts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from gongkai.law.clock.events import EventKind
from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.cases.models import Case
from gongkai.web.cases.timeline import timeline_of
from tests.web.support.cases import enter
from tests.web.support.people import County, make_user

TODAY = date(2026, 3, 16)
BACKEND = "django.contrib.auth.backends.ModelBackend"
DRAFT = {"draft_outcome": "granted", "draft_text": "现答复如下。"}
WAY = (
    ("reviewer", "pass_review"),
    ("secrecy", "pass_secrecy_review"),
    ("head", "approve"),
)


@pytest.fixture
def staff(county: County) -> dict[str, User]:
    roles = {
        "officer": Role.OFFICER,
        "reviewer": Role.REVIEWER,
        "secrecy": Role.SECRECY_REVIEWER,
        "head": Role.HEAD,
    }
    body = county.department
    return {name: make_user(name, body, role, name=f"{name} 某") for name, role in roles.items()}


def post(client: Client, user: User, case: Case, path: str, **data: Any) -> Any:
    client.force_login(user, BACKEND)
    case.refresh_from_db()
    return client.post(f"/cases/{case.pk}/{path}/", {"version": case.version} | data)


def approve(client: Client, staff: dict[str, User], case: Case) -> None:
    """From the counter to the approved reply, through the pages."""
    for path, data in (("step/accept", {}), ("draft", DRAFT), ("step/submit", {})):
        assert post(client, staff["officer"], case, path, **data).status_code == 302
    for who, step in WAY:
        assert post(client, staff[who], case, f"step/{step}").status_code == 302


def test_a_reply_is_not_dated_before_the_day_of_its_approval(
    client: Client, staff: dict[str, User], case: Case
) -> None:
    approve(client, staff, case)
    for days in (1, 4):
        on = TODAY - timedelta(days)
        answer = post(client, staff["officer"], case, "reply", on=on, delivery="post")
        assert answer.status_code == 422
        assert "答复是 2026-03-16 批准的，发出日期不能早于这一天。" in answer.content.decode()
    assert not case.events.filter(kind="reply_sent").exists()
    answer = post(client, staff["officer"], case, "reply", on=TODAY, delivery="post")
    assert answer.status_code == 302


def test_the_history_tells_who_took_each_step(
    client: Client, staff: dict[str, User], case: Case
) -> None:
    approve(client, staff, case)
    post(client, staff["officer"], case, "reply", on=TODAY, delivery="post")
    post(client, staff["officer"], case, "step/archive")
    told = {point.title: point.by for point in timeline_of(case)}
    for title, who in (
        ("受理，开始办理", "officer"),
        ("提交审核", "officer"),
        ("审核通过", "reviewer"),
        ("保密审查通过", "secrecy"),
        ("批准", "head"),
        ("归档", "officer"),
    ):
        assert told[title] == staff[who].name
    assert "批准" in client.get(f"/cases/{case.pk}/").content.decode()


def test_a_draft_sent_back_or_taken_back_stands_once_in_the_history(
    client: Client, staff: dict[str, User], case: Case
) -> None:
    post(client, staff["officer"], case, "step/accept")
    post(client, staff["officer"], case, "draft", **DRAFT)
    post(client, staff["officer"], case, "step/submit")
    post(client, staff["reviewer"], case, "step/return_from_review", reason="请写明文号。")
    post(client, staff["officer"], case, "step/submit")
    post(client, staff["officer"], case, "step/withdraw_draft")
    titles = [point.title for point in timeline_of(case)]
    assert (titles.count("退回修改"), titles.count("撤回修改"), titles.count("提交审核")) == (
        1,
        1,
        2,
    )


def test_the_history_names_the_days_that_the_clock_counts_where_none_were_given(
    client: Client, staff: dict[str, User], case: Case
) -> None:
    post(client, staff["officer"], case, "step/accept")
    page = client.get(f"/cases/{case.pk}/event/clarification_asked/").content.decode()
    assert "不填按 10 个工作日。" in page
    post(client, staff["officer"], case, "event/clarification_asked", on=TODAY, days="")
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert "补正期限10个工作日" in page
    assert "None" not in page


def test_an_answer_of_a_party_is_never_chosen_beforehand(
    client: Client, staff: dict[str, User], case: Case
) -> None:
    enter(case, EventKind.THIRD_PARTY_ASKED, date(2026, 3, 10), party="青禾建材有限公司")
    enter(case, EventKind.THIRD_PARTY_LETTER_RECEIVED, date(2026, 3, 11), party="青禾建材有限公司")
    given = {"on": TODAY, "party": "青禾建材有限公司", "answer": ""}
    answer = post(client, staff["officer"], case, "event/third_party_answered", **given)
    assert answer.status_code == 422
    page = client.get(f"/cases/{case.pk}/event/third_party_answered/").content.decode()
    assert '<option value="" selected>' in page


def test_a_sent_letter_stands_at_its_sending_not_where_its_draft_was_made(
    client: Client, staff: dict[str, User], case: Case
) -> None:
    given = {"days": "10", "text": "请写明文号。"}
    post(client, staff["officer"], case, "letters/new/clarification", **given)
    post(client, staff["officer"], case, "note", text="草稿已看过。")
    letter = case.letters.get()
    post(client, staff["officer"], case, f"letters/{letter.pk}/send", on=TODAY)
    letter.refresh_from_db()
    points = [point for point in timeline_of(case) if point.letter or point.event]
    assert [bool(point.letter) for point in points][-2:] == [False, True]
    note = case.notes.get()
    assert points[-1].at > note.at > letter.made_at
