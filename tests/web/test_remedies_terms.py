"""The time limits of reviews and suits: whose, counted from when, in which days (Art. 48, 54, 62...)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.law.calendar import WorkCalendar
from gongkai.law.outcomes import outcome
from gongkai.law.remedies import Route
from gongkai.web.accounts.roles import Role
from gongkai.web.remedies.terms import open_against, terms_of
from gongkai.web.remedies.todo import is_urgent, tasks_for
from tests.web.support.cases import make_case
from tests.web.support.people import County, make_user
from tests.web.support.registers import add_appeal, make_proceeding

CALENDAR = WorkCalendar()
DIRECT = "litigation_direct"


def _terms(county: County, filed: date, route: str = "review", **fields: Any) -> dict[str, date]:
    made = make_proceeding(county.department, filed, route=route)
    instance = made.last
    for name, value in fields.items():
        setattr(instance, name, value)
    return {term.who: term.due for term in terms_of(instance, CALENDAR)}


@pytest.mark.parametrize(
    ("procedure", "answer", "decision"),
    [
        # 5 and 10 working days from 13 February 2026, over the Spring Festival (Review Law 48, 54, 88);
        # 30, 60 and 90 days from 2 March (Art. 62).
        ("simple", date(2026, 2, 27), date(2026, 4, 1)),
        ("ordinary", date(2026, 3, 5), date(2026, 5, 6)),
        ("extended", date(2026, 3, 5), date(2026, 6, 1)),
        ("", date(2026, 2, 27), date(2026, 5, 6)),
    ],
)
def test_a_review(county: County, procedure: str, answer: date, decision: date) -> None:
    notified = date(2026, 2, 13)
    found = _terms(county, date(2026, 3, 2), procedure=procedure, notified_on=notified)
    assert found == {"body": answer, "organ": decision}


@pytest.mark.parametrize(
    ("procedure", "decision"),
    [
        ("simple", {"organ": date(2026, 4, 16)}),  # 45 days (Litigation Law 83)
        ("ordinary", {"organ": date(2026, 9, 2)}),  # 6 months (Art. 81)
        ("extended", {}),  # nobody knows
    ],
)
def test_a_suit(county: County, procedure: str, decision: dict[str, date]) -> None:
    assert _terms(county, date(2026, 3, 2), DIRECT, procedure=procedure) == decision


def test_an_appeal_has_three_months(county: County) -> None:
    suit = make_proceeding(
        county.department, date(2025, 9, 1), date(2026, 1, 5), "revoked", route=DIRECT
    )
    first = next(iter(suit.instances.all()))
    assert [term.due for term in terms_of(first, CALENDAR) if term.who == "claimant"] == [
        date(2026, 1, 20)
    ]
    add_appeal(suit, date(2026, 2, 2))
    first, second = suit.instances.all()
    assert [term.who for term in terms_of(first, CALENDAR)] == ["organ"]
    assert [term.due for term in terms_of(second, CALENDAR)] == [date(2026, 5, 6)]


def test_after_a_review_the_suit_has_fifteen_days_until_it_is_there(county: County) -> None:
    review = make_proceeding(county.department, date(2026, 1, 5), date(2026, 3, 2), "upheld")
    assert [t.due for t in terms_of(review.last, CALENDAR) if t.who == "claimant"] == [
        date(2026, 3, 17)
    ]
    make_proceeding(
        county.department, date(2026, 3, 9), route="litigation_after_review", after=review
    )
    assert not [t for t in terms_of(review.last, CALENDAR) if t.who == "claimant"]


@pytest.mark.parametrize(
    ("decided", "wanted", "limits"),
    [
        ("refused_state_secret", Route.REVIEW_FIRST, [date(2026, 5, 6)]),
        ("granted", Route.REVIEW_OR_SUIT, [date(2026, 5, 6), date(2026, 9, 2)]),
    ],
)
def test_what_is_open_against_a_reply(
    county: County, decided: str, wanted: Route, limits: list[date]
) -> None:
    case = make_case(county.department)
    case.concluded_on = date(2026, 3, 2)
    found = open_against(case, outcome(decided), CALENDAR)
    assert found is not None
    assert found.advice.route is wanted
    assert [term.due for term in found.terms] == limits


def test_against_silence_six_months_begin_when_the_reply_was_due(county: County) -> None:
    case = make_case(county.department)
    assert open_against(case, None, CALENDAR) is None
    case.due_on = date(2026, 3, 2)
    found = open_against(case, None, CALENDAR)
    assert found is not None
    assert [term.due for term in found.terms] == [date(2026, 9, 2)]


def test_what_is_to_be_done_comes_in_the_order_of_its_days(county: County) -> None:
    user = make_user("lin", county.department, Role.OFFICER)
    late = make_proceeding(county.department, date(2026, 2, 9), claimant="逾期")
    unknown = make_proceeding(county.department, date(2026, 3, 9), claimant="未登记")
    redo = make_proceeding(county.department, date(2026, 1, 5), date(2026, 3, 2), "revoked")
    make_proceeding(county.township, date(2026, 3, 9))
    for made, fields in (
        (late, {"notified_on": date(2026, 2, 13), "procedure": "ordinary"}),
        (redo, {"redo_by": date(2026, 4, 1)}),
    ):
        instance = made.last
        for name, value in fields.items():
            setattr(instance, name, value)
        instance.save()
    tasks = tasks_for(user)
    assert [task.instance.proceeding_id for task in tasks] == [late.pk, unknown.pk, redo.pk]
    assert [is_urgent(task) for task in tasks] == [True, False, False]
    assert tasks[0].tone == "bad"
    assert tasks[1].term is None


def test_an_answer_handed_in_is_no_longer_to_be_done(county: County) -> None:
    user = make_user("lin", county.department, Role.OFFICER)
    instance = make_proceeding(county.department, date(2026, 3, 2)).last
    instance.notified_on, instance.answered_on = date(2026, 3, 3), date(2026, 3, 16)
    instance.save()
    assert tasks_for(user) == []
    term = terms_of(instance, CALENDAR)[0]
    assert (term.done_on, term.late) == (date(2026, 3, 16), 4)
