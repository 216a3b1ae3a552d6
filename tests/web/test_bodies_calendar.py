"""Exceptions of the calendar: open deadlines follow at once, and how many is said."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai.law.calendar import WorkCalendar
from gongkai.web.accounts.roles import Role
from gongkai.web.audit.models import Entry
from gongkai.web.bodies.months import months
from gongkai.web.cases.models import CalendarException, Case
from tests.web.support.cases import make_case
from tests.web.support.people import County, make_user


@pytest.fixture
def system(county: County) -> Client:
    client = Client()
    user = make_user("system", county.office, Role.SYSTEM_ADMINISTRATOR)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def test_a_day_off_moves_the_deadlines_of_the_body_and_below(
    county: County, system: Client
) -> None:
    case = make_case(county.department)
    foreign = make_case(county.foreign)
    before = case.due_on
    given = {"body": county.government.pk, "day": "2026-03-18", "reason": "暴雨停工"}
    page = system.post("/bodies/calendar/add/", given, follow=True).content.decode()
    assert "1 件未办结申请的答复期限变了" in page
    case.refresh_from_db()
    assert before is not None
    assert case.due_on is not None
    assert case.due_on > before
    assert Case.objects.get(pk=foreign.pk).due_on == before
    moved = Entry.objects.filter(kind="cases.case", reason="暴雨停工").get()
    assert moved.after["due_on"] == case.due_on.isoformat()
    found = CalendarException.objects.get()
    address = f"/bodies/calendar/{found.pk}/remove/"
    assert system.post(address, {"reason": " "}).status_code == 422
    page = system.post(address, {"reason": "登记错了"}, follow=True).content.decode()
    assert "1 件未办结申请的答复期限变了" in page
    assert Case.objects.get(pk=case.pk).due_on == before
    assert Entry.objects.filter(act="delete", reason="登记错了").exists()


def test_an_exception_is_entered_once_and_with_its_ground(county: County, system: Client) -> None:
    given = {"body": county.government.pk, "day": "2026-03-18", "reason": "暴雨停工"}
    system.post("/bodies/calendar/add/", given)
    again = system.post("/bodies/calendar/add/", given | {"reason": "又一次"})
    assert again.status_code == 422
    assert 'value="又一次"' in again.content.decode()
    for wrong in ({"reason": ""}, {"day": "2066-01-01"}, {"day": "x"}, {"body": "999999"}):
        assert system.post("/bodies/calendar/add/", given | wrong).status_code in {404, 422}
    assert CalendarException.objects.count() == 1


def test_the_year_is_drawn_as_the_notice_has_it(county: County, system: Client) -> None:
    page = system.get("/bodies/calendar/?year=2025").content.decode()
    assert page.count("<caption>") == 12
    assert "调休上班" in page
    drawn = {month.number: month for month in months(2025, WorkCalendar(), "zh")}
    squares = [s for week in drawn[10].weeks for s in week if s]
    assert [s.day.on.day for s in squares if s.mark == "休"] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [s.day.on.day for s in squares if s.mark == "班"] == [11]
    assert drawn[10].working == sum(s.day.is_working for s in squares)
    assert county.government.pk


def test_an_assumed_year_says_so(system: Client) -> None:
    page = system.get("/bodies/calendar/?year=2040").content.decode()
    assert 'class="message warning"' in page
    assert "2040" in page


def test_a_strange_address_shows_a_year_all_the_same(county: County, system: Client) -> None:
    for query in ("year=abc", "year=9999", "year=0001", "body=x", "body="):
        assert system.get(f"/bodies/calendar/?{query}").status_code == 200
    officer = Client()
    user = make_user("lin", county.department, Role.OFFICER)
    officer.force_login(user, "django.contrib.auth.backends.ModelBackend")
    assert officer.get("/bodies/calendar/").status_code == 200
    assert officer.get(f"/bodies/calendar/?body={county.township.pk}").status_code == 404
    assert officer.post("/bodies/calendar/add/", {}).status_code == 403


def test_a_worked_weekend_is_a_working_day(county: County, system: Client) -> None:
    given = {
        "body": county.department.pk,
        "day": "2026-03-21",
        "is_working": "on",
        "reason": "集中办公",
    }
    case = make_case(county.department)
    before = case.due_on
    system.post("/bodies/calendar/add/", given)
    case.refresh_from_db()
    assert before is not None
    assert case.due_on is not None
    assert case.due_on < before == date(2026, 3, 30) or case.due_on < before
