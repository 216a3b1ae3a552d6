"""Invented requests, entered through the same functions as the pages use."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.law.clock.events import Channel, Delivery, EventKind
from gongkai.law.clock.events import Event as LawEvent
from gongkai.web.accounts.models import User
from gongkai.web.bodies.models import Body
from gongkai.web.cases.models import Applicant, ApplicantClass, Case
from gongkai.web.cases.registration import register
from gongkai.web.cases.workflow import conclude, locked, record_event, take


def make_applicant(**fields: Any) -> Applicant:
    """A natural person, not saved."""
    settings: dict[str, Any] = {
        "applicant_class": ApplicantClass.NATURAL_PERSON,
        "name": "沈青禾",
        "identity_kind": "identity_card",
        "identity_number": "999901199001011234",
        "phone": "19900001234",
        "address": "云岫县青石路 21 号",
        "email": "shen@example.org",
    } | fields
    return Applicant(**settings)


def make_case(
    body: Body, user: User | None = None, *, applicant: Applicant | None = None, **fields: Any
) -> Case:
    """A request handed in at the counter on 2026-03-02, registered."""
    settings: dict[str, Any] = {
        "channel": Channel.IN_PERSON.value,
        "title": "申请公开松溪水库除险加固工程批复",
        "description": "松溪水库除险加固工程初步设计批复文件",
        "submitted_on": date(2026, 3, 2),
    } | fields
    return register(Case(body=body, **settings), applicant or make_applicant(), user)


def enter(case: Case, kind: EventKind, on: date, user: User | None = None, **fields: Any) -> None:
    """Record one event."""
    with locked(case.pk) as held:
        record_event(held, LawEvent(kind, on, **fields), user)
        held.save()
    case.refresh_from_db()


def reply(
    case: Case,
    officer: User,
    reviewer: User,
    secrecy_reviewer: User,
    head: User,
    *,
    outcome: str = "granted",
    on: date = date(2026, 3, 16),
) -> None:
    """The whole way from acceptance to the sent reply."""
    with locked(case.pk) as held:
        take(held, "accept", officer)
        held.draft_outcome, held.draft_text, held.drafted_by = outcome, "现答复如下。", officer
        take(held, "submit", officer)
        take(held, "pass_review", reviewer)
        take(held, "pass_secrecy_review", secrecy_reviewer)
        take(held, "approve", head)
        sent = LawEvent(EventKind.REPLY_SENT, on, delivery=Delivery.ELECTRONIC, outcome=outcome)
        conclude(held, sent, "send_reply", officer)
    case.refresh_from_db()
