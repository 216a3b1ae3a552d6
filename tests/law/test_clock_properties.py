"""What holds of every lawful history, whatever happened in it."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gongkai.law.articles import article
from gongkai.law.calendar import CalendarException, WorkCalendar
from gongkai.law.clock import (
    Answer,
    Clock,
    Event,
    admit,
    event_from_json,
    next_kinds,
    run_clock,
)
from gongkai.law.errors import Fault, Gravity, LawError
from tests.law.histories import histories
from tests.law.support import CALENDAR, K

few = settings(max_examples=25, deadline=None)
moments = st.integers(min_value=0, max_value=90)


def later(events: list[Event], days: int) -> date:
    """So many days after the submission."""
    return min(event.on for event in events) + timedelta(days)


def due_by_hand(clock: Clock, limit: int) -> date:
    """The reply's last day, by going through the calendar day by day."""
    assert clock.started_on is not None
    out = {
        pause.first + timedelta(n)
        for pause in clock.pauses
        if pause.last is not None
        for n in range((pause.last - pause.first).days + 1)
    }
    on, left = clock.started_on, limit
    while left:
        on += timedelta(1)
        left -= CALENDAR.is_working(on) and on not in out
    return on


@few
@given(histories(), moments)
def test_days_used_and_left_make_the_whole_period(events: list[Event], days: int) -> None:
    clock = run_clock(events, CALENDAR, later(events, days))
    for deadline in clock.deadlines:
        if deadline.limit is not None:
            assert deadline.left is not None
            assert deadline.used + deadline.left == deadline.limit
            assert deadline.used >= 0
            assert deadline.left >= 0
            assert not (deadline.late_days and deadline.left)


@few
@given(histories(), moments)
def test_the_reply_is_due_where_counting_by_hand_arrives(events: list[Event], days: int) -> None:
    clock = run_clock(events, CALENDAR, later(events, days))
    if clock.reply is not None and clock.reply.due is not None:
        assume(clock.reply.article != "ogi:35")  # a date that was told, not counted
        assert clock.reply.limit is not None
        assert clock.reply.due == due_by_hand(clock, clock.reply.limit)


@few
@given(histories(), st.randoms(use_true_random=False), moments)
def test_the_order_of_the_entries_does_not_matter(
    events: list[Event], rng: random.Random, days: int
) -> None:
    shuffled = events[:]
    rng.shuffle(shuffled)
    as_of = later(events, days)
    assert run_clock(shuffled, CALENDAR, as_of) == run_clock(events, CALENDAR, as_of)


@few
@given(histories(ended=False), moments, moments)
def test_a_consultation_never_shortens_the_period(
    events: list[Event], asked: int, lasts: int
) -> None:
    as_of = later(events, 200)
    before = run_clock(events, CALENDAR, as_of).reply
    first = later(events, asked)
    answered = first + timedelta(lasts)
    more = [
        Event(K.THIRD_PARTY_ASKED, first, party="丁"),
        Event(K.THIRD_PARTY_ANSWERED, answered, party="丁", answer=Answer.CONSENTS),
    ]
    received = run_clock(events, CALENDAR, as_of).received_on
    assert received is not None
    assume(first >= received)
    after = run_clock([*events, *more], CALENDAR, as_of).reply
    if before is not None and before.due is not None:
        assert after is not None
        assert after.due is not None
        assert after.due >= before.due


@few
@given(histories(), st.lists(st.integers(0, 90), max_size=8))
def test_more_days_off_never_move_a_deadline_earlier(events: list[Event], off: list[int]) -> None:
    closed = tuple(
        CalendarException(later(events, n), is_working=False, reason="停电") for n in off
    )
    as_of = later(events, 400)
    plain = run_clock(events, CALENDAR, as_of)
    fewer = run_clock(events, WorkCalendar(exceptions=closed), as_of)
    if any(f.gravity is Gravity.VOID for f in (*plain.faults, *fewer.faults)):
        return  # what was too late in one calendar is in time in the other
    moved = {(found.kind, found.party): found.due for found in fewer.deadlines}
    for found in plain.deadlines:
        due = moved[found.kind, found.party]
        assert (found.due is None) == (due is None)
        assert found.due is None or due is None or due >= found.due


@few
@given(histories(ended=False))
def test_time_only_uses_days_up(events: list[Event]) -> None:
    last = max(event.on for event in events)
    used = [
        reply.used
        for n in range(0, 45, 5)
        if (reply := run_clock(events, CALENDAR, last + timedelta(n)).reply) is not None
    ]
    assert used == sorted(used)


@few
@given(histories())
def test_every_event_of_a_lawful_history_was_offered_and_admitted(events: list[Event]) -> None:
    ordered = sorted(events, key=lambda e: (e.on, list(K).index(e.kind)))
    known: list[Event] = []
    told: set[Fault] = set()
    for event in ordered:
        assert event.kind in next_kinds(known, event.on) or not known
        clock = run_clock([*known, event], CALENDAR, event.on)
        void = {f for f in clock.faults if f.gravity is Gravity.VOID}
        if void - told:
            with pytest.raises(LawError) as refused:
                admit(known, event, CALENDAR)
            assert refused.value.code in {f.code for f in void}
        else:
            admit(known, event, CALENDAR)
        told |= void
        known.append(event)


@few
@given(histories())
def test_events_survive_being_stored(events: list[Event]) -> None:
    assert [event_from_json(event.to_json()) for event in events] == events


@few
@given(histories(), moments)
def test_every_step_of_the_trace_can_be_read_and_looked_up(events: list[Event], days: int) -> None:
    clock = run_clock(events, CALENDAR, later(events, days))
    for step in clock.trace:
        for lang in ("zh", "en"):
            text = step.text(lang)
            assert text
            assert "{" not in text
            assert "None" not in text
        if step.article:
            assert article(step.article).says.zh
    told = [step.event for step in clock.trace if step.event is not None]
    assert set(told) == {event for event in events if event.on <= clock.as_of}


@few
@given(histories(), moments)
def test_a_concluded_request_stays_concluded(events: list[Event], days: int) -> None:
    first = run_clock(events, CALENDAR, later(events, days))
    if first.state.is_over:
        much_later = run_clock(events, CALENDAR, later(events, 900))
        assert (much_later.state, much_later.concluded_on, much_later.outcome) == (
            first.state,
            first.concluded_on,
            first.outcome,
        )
        assert much_later.next_deadline is None
