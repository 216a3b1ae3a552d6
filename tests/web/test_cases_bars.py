"""The bar of a period: a list and the page of the request say the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law.calendar import WorkCalendar
from gongkai.law.clock import Event as LawEvent
from gongkai.law.clock.events import EventKind
from gongkai.law.clock.run import run_clock
from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.bodies.models import Body
from gongkai.web.cases.bars import days_of, days_of_row, items_of
from gongkai.web.cases.clock import calendar_for, clock_of, keep
from gongkai.web.cases.models import Case, Event
from tests.law.histories import histories
from tests.web.support.cases import enter, make_case, reply
from tests.web.support.people import County, make_user

CALENDAR = WorkCalendar()
PARTY = "青禾建材有限公司"


def kept(events: list[LawEvent], day: date) -> Case:
    """A request, not saved, with what the ledger keeps of its clock on that day."""
    case = Case(pk=1, body=Body())
    rows = []
    for event in (each for each in events if each.on <= day):
        details = event.to_json()
        del details["kind"], details["on"]
        rows.append(Event(case=case, kind=event.kind.value, on=event.on, details=details))
    case._prefetched_objects_cache = {"events": rows}  # type: ignore[attr-defined] # Django's own
    keep(case, run_clock([e for e in events if e.on <= day], CALENDAR, day))
    return case


@settings(max_examples=150, deadline=None)
@given(histories(), st.integers(0, 150))
def test_list_and_page_agree_in_day_left_and_late_for_any_request(
    events: list[LawEvent], later: int
) -> None:
    day = min(event.on for event in events) + timedelta(later)
    case = kept(events, day)
    clock = run_clock([e for e in events if e.on <= day], CALENDAR, day)
    assert days_of_row(case, CALENDAR, day) == days_of(clock, CALENDAR)


@pytest.mark.parametrize("received", [[], [date(2026, 3, 12)]])
def test_a_stopped_clock_shows_one_date_in_list_to_do_and_page(
    signed_in: Client, county: County, received: list[date]
) -> None:
    case = make_case(county.department, submitted_on=date(2026, 3, 9))
    enter(case, EventKind.THIRD_PARTY_ASKED, date(2026, 3, 11), party=PARTY)
    for day in received:
        enter(case, EventKind.THIRD_PARTY_LETTER_RECEIVED, day, party=PARTY)
    days = days_of(clock_of(case), calendar_for(case.body))
    assert days is not None
    assert items_of([case])[0].days == days
    assert days.is_stopped
    for address in ("/cases/", "/todo/", f"/cases/{case.pk}/"):
        page = signed_in.get(address).content.decode()
        assert f"余 {days.left} 天" in page
        assert "停止计时" in page
        if days.due is not None:
            assert days.due.isoformat() in page


def test_a_deadline_that_is_not_the_reply_s_is_named(signed_in: Client, county: County) -> None:
    case = make_case(county.department, submitted_on=date(2026, 3, 9))
    enter(case, EventKind.CLARIFICATION_ASKED, date(2026, 3, 12))
    enter(case, EventKind.CLARIFICATION_NOTICE_RECEIVED, date(2026, 3, 12))
    for address in ("/cases/", "/todo/", f"/cases/{case.pk}/"):
        page = signed_in.get(address).content.decode()
        assert "补正期限" in page
        assert "2026-03-26" in page


def test_overdue_is_overdue_before_a_working_day_has_passed(
    signed_in: Client, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case(county.department, submitted_on=date(2026, 2, 9))
    due = case.due_on
    assert due == date(2026, 3, 13)
    for name in ("bars", "clock", "todo"):
        monkeypatch.setattr(f"gongkai.web.cases.{name}.today", lambda: due + timedelta(2))
    for address in ("/cases/", "/todo/", f"/cases/{case.pk}/"):
        page = signed_in.get(address).content.decode()
        assert '<span class="number">已逾期</span>' in page
        assert "余 0 天" not in page


def test_a_finished_request_says_that_it_was_in_time_and_its_state_once(
    signed_in: Client, county: County, officer: User
) -> None:
    case = make_case(county.department, submitted_on=date(2026, 3, 9))
    others = (Role.REVIEWER, Role.SECRECY_REVIEWER, Role.HEAD)
    reply(case, officer, *(make_user(role.value, county.department, role) for role in others))
    page = signed_in.get(f"/cases/{case.pk}/").content.decode()
    assert '<span class="badge good">按期</span>' in page
    assert page.count(">已答复<") == 1
