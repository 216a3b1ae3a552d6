"""Art. 30: clarification is asked once, within 7 working days, and the clock starts anew."""

from __future__ import annotations

import pytest

from gongkai.law.clock import DeadlineKind, Event, Readings, State, admit, run_clock
from gongkai.law.errors import LawError
from tests.law.support import (
    CALENDAR,
    K,
    at,
    clock,
    codes,
    d,
    deadline,
    extended,
    reply,
    submitted,
)


def asked(*more: Event, on: str = "2026-03-04", days: int | None = None) -> list[Event]:
    """Received on Monday, 2 March 2026; asked on Wednesday."""
    return [submitted("2026-03-02"), Event(K.CLARIFICATION_ASKED, d(on), days=days), *more]


def test_while_clarification_is_awaited_no_reply_is_due() -> None:
    found = clock(asked(), "2026-03-05")
    assert (found.state, found.reply) == (State.AWAITING_CLARIFICATION, None)


@pytest.mark.parametrize(
    ("on", "faults"),
    [
        ("2026-03-11", []),  # the 7th working day after 2 March
        ("2026-03-12", ["clarification_late"]),
    ],
)
def test_clarification_is_asked_within_7_working_days(on: str, faults: list[str]) -> None:
    assert codes(clock(asked(on=on), on)) == faults


def test_on_the_last_day_clarification_can_still_be_asked() -> None:
    found = clock([submitted("2026-03-02")], "2026-03-11")
    assert deadline(found, DeadlineKind.ASK_CLARIFICATION).is_open
    assert found.next_deadline == deadline(found, DeadlineKind.ASK_CLARIFICATION)


def test_the_time_to_ask_lapses_and_the_reply_goes_on() -> None:
    found = clock([submitted("2026-03-02")], "2026-03-12")
    ask = deadline(found, DeadlineKind.ASK_CLARIFICATION)
    assert (ask.is_open, ask.late_days) == (False, 0)
    assert found.next_deadline == found.reply


def test_the_reply_period_starts_anew_in_full_with_the_clarified_request() -> None:
    found = clock(asked(at(K.CLARIFIED, "2026-03-18")), "2026-03-18")
    assert (found.state, found.started_on) == (State.RUNNING, d("2026-03-18"))
    assert found.reply is not None
    assert (found.reply.limit, found.reply.used) == (20, 0)
    assert found.reply.due == CALENDAR.add(d("2026-03-18"), 20).end == d("2026-04-16")
    assert found.received_on == d("2026-03-02")


@pytest.mark.parametrize(
    ("days", "due"), [(None, "2026-03-20"), (15, "2026-03-27"), (5, "2026-03-13")]
)
def test_the_applicants_period_runs_from_the_receipt_of_the_notice(
    days: int | None, due: str
) -> None:
    notice = at(K.CLARIFICATION_NOTICE_RECEIVED, "2026-03-06")
    found = clock(asked(notice, days=days), "2026-03-06")
    assert deadline(found, DeadlineKind.CLARIFY).due == d(due)


def test_without_the_receipt_of_the_notice_nobody_knows_the_last_day() -> None:
    clarify = deadline(clock(asked(days=10), "2026-06-01"), DeadlineKind.CLARIFY)
    assert (clarify.due, clarify.limit, clarify.left, clarify.is_open) == (None, 10, 10, True)


def test_an_office_may_set_another_usual_period() -> None:
    history = asked(at(K.CLARIFICATION_NOTICE_RECEIVED, "2026-03-06"))
    found = run_clock(history, CALENDAR, d("2026-03-06"), Readings(clarification_days=15))
    assert deadline(found, DeadlineKind.CLARIFY).due == d("2026-03-27")


def test_who_does_not_clarify_in_time_has_abandoned_the_request() -> None:
    history = asked(at(K.CLARIFICATION_NOTICE_RECEIVED, "2026-03-06"))
    assert clock(history, "2026-03-20").state is State.AWAITING_CLARIFICATION
    found = clock(history, "2026-03-21")
    assert found.state is State.ABANDONED
    assert not found.state.is_over
    assert "not_clarified" in [step.code for step in found.trace]


def test_an_abandoned_request_is_over_when_the_ledger_closes_it() -> None:
    end = Event(K.CLOSED, d("2026-03-23"), outcome="not_clarified")
    history = asked(at(K.CLARIFICATION_NOTICE_RECEIVED, "2026-03-06"), end)
    found = clock(history, "2026-03-31")
    assert (found.state, found.outcome) == (State.CLOSED, "not_clarified")
    assert not found.is_late


def test_a_clarification_on_the_last_day_is_in_time() -> None:
    notice = at(K.CLARIFICATION_NOTICE_RECEIVED, "2026-03-06")
    found = clock(asked(notice, at(K.CLARIFIED, "2026-03-20")), "2026-03-20")
    assert (found.state, codes(found)) == (State.RUNNING, [])


def test_a_late_clarification_counts_only_with_a_good_reason() -> None:
    notice = at(K.CLARIFICATION_NOTICE_RECEIVED, "2026-03-06")
    late = Event(K.CLARIFIED, d("2026-03-23"))
    excused = Event(K.CLARIFIED, d("2026-03-23"), excused=True)
    found = clock(asked(notice, late), "2026-03-23")
    assert (found.state, codes(found)) == (State.ABANDONED, ["clarified_too_late"])
    with pytest.raises(LawError, match="视为放弃"):
        admit(asked(notice), late, CALENDAR)
    found = admit(asked(notice), excused, CALENDAR)
    assert (found.state, found.started_on) == (State.RUNNING, d("2026-03-23"))


def test_clarification_is_asked_once_and_for_all() -> None:
    again = at(K.CLARIFICATION_ASKED, "2026-03-20")
    with pytest.raises(LawError, match="一次性告知") as caught:
        clock(asked(at(K.CLARIFIED, "2026-03-18"), again), "2026-03-20")
    assert (caught.value.code, caught.value.article) == ("clarification_twice", "ogi:30")


def test_after_a_clarification_the_new_period_may_be_extended() -> None:
    history = asked(at(K.CLARIFIED, "2026-03-18"), extended("2026-04-16", 20))
    found = clock(history, "2026-04-16").reply
    assert found is not None
    assert (found.limit, found.due) == (40, CALENDAR.add(d("2026-03-18"), 40).end)


@pytest.mark.parametrize("event", [extended("2026-03-09"), at(K.CLARIFIED, "2026-03-03")])
def test_what_makes_no_sense_while_waiting_is_refused(event: Event) -> None:
    with pytest.raises(LawError):
        clock(asked(event), "2026-03-31")


def test_the_body_may_reply_without_waiting_for_the_clarification() -> None:
    found = clock(asked(reply("2026-03-10")), "2026-03-10")
    assert (found.state, found.is_late) == (State.REPLIED, False)
