"""From registration to archive: who may take which step, and what the database refuses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from gongkai.law.clock.events import EventKind
from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.audit.trail import breaks
from gongkai.web.cases.models import Case
from gongkai.web.cases.stages import Stage, moves
from gongkai.web.cases.workflow import (
    ChangedMeanwhileError,
    NotPermittedError,
    WorkflowError,
    locked,
    take,
)
from tests.web.support.cases import enter, make_case, reply
from tests.web.support.people import County, make_user


@dataclass
class Staff:
    """One person for each role of the way."""

    officer: User
    reviewer: User
    secrecy: User
    head: User


@pytest.fixture
def staff(county: County) -> Staff:
    body = county.department
    return Staff(
        make_user("officer", body, Role.OFFICER),
        make_user("reviewer", body, Role.REVIEWER),
        make_user("secrecy", body, Role.SECRECY_REVIEWER),
        make_user("head", body, Role.HEAD),
    )


def test_a_request_goes_from_the_counter_to_the_archive(county: County, staff: Staff) -> None:
    case = make_case(county.department, staff.officer)
    assert (case.stage, case.received_on) == (Stage.REGISTERED, date(2026, 3, 2))
    reply(case, staff.officer, staff.reviewer, staff.secrecy, staff.head)
    assert (case.stage, case.concluded_on) == (Stage.REPLIED, date(2026, 3, 16))
    with locked(case.pk) as held:
        take(held, "archive", staff.officer)
    case.refresh_from_db()
    assert case.stage == Stage.ARCHIVED
    assert not list(breaks())


def test_numbers_of_a_ledger_follow_each_other(county: County) -> None:
    numbers = [make_case(county.department).number for _ in range(3)]
    assert numbers == ["2026-00001", "2026-00002", "2026-00003"]
    assert make_case(county.township).number == "2026-00001"


def test_nobody_reviews_an_own_draft(county: County, staff: Staff) -> None:
    both = make_user("both", county.department, Role.OFFICER, Role.REVIEWER)
    case = make_case(county.department)
    with locked(case.pk) as held:
        take(held, "accept", both)
        held.draft_outcome, held.draft_text, held.drafted_by = "granted", "答复", both
        take(held, "submit", both)
        with pytest.raises(NotPermittedError, match="别人审核"):
            take(held, "pass_review", both)
        take(held, "pass_review", staff.reviewer)


def test_the_second_of_two_is_told_and_nothing_is_overwritten(county: County, staff: Staff) -> None:
    case = make_case(county.department)
    with locked(case.pk, case.version) as held:
        take(held, "accept", staff.officer)
    with pytest.raises(ChangedMeanwhileError), locked(case.pk, case.version) as held:
        take(held, "close", staff.officer, reason="撤回")
    case.refresh_from_db()
    assert case.stage == Stage.HANDLING


def test_sending_back_needs_a_reason(county: County, staff: Staff) -> None:
    case = make_case(county.department)
    with locked(case.pk) as held:
        take(held, "accept", staff.officer)
        held.draft_outcome, held.draft_text, held.drafted_by = "granted", "答", staff.officer
        take(held, "submit", staff.officer)
        with pytest.raises(WorkflowError, match="理由"):
            take(held, "return_from_review", staff.reviewer)


def test_the_database_refuses_a_step_that_the_table_does_not_have(county: County) -> None:
    case = make_case(county.department)
    assert ("registered", "archived") not in moves()
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Case.objects.as_one_entry("test").filter(pk=case.pk).update(stage=Stage.APPROVED)


def test_the_trail_cannot_be_changed_or_deleted(county: County) -> None:
    make_case(county.department)
    for sql in ("UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"):
        with (
            pytest.raises((IntegrityError, InternalError)),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    assert not list(breaks())


def test_a_clarified_request_starts_anew(county: County) -> None:
    case = make_case(county.department)
    before = case.due_on
    enter(case, EventKind.CLARIFICATION_ASKED, date(2026, 3, 4), days=10)
    assert case.clock_state == "awaiting_clarification"
    enter(case, EventKind.CLARIFIED, date(2026, 3, 12))
    assert case.started_on == date(2026, 3, 12)
    assert before is not None
    assert case.due_on is not None
    assert case.due_on > before
