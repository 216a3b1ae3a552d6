"""Art. 33 and 35: reply in 20 working days, one extension, a deferral; when a reply counts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.law.clock import Channel, DeadlineKind, Delivery, Event, EventKind, State, admit
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
    reply_due,
    submitted,
)
from tests.law.test_calendar import VECTORS


@pytest.mark.parametrize(("received", "expected"), VECTORS.items())
def test_ask_in_7_reply_in_20_extended_to_40(received: str, expected: tuple[str, ...]) -> None:
    # Art. 30: 7 working days to ask for clarification; Art. 33 (2): 20, and up to 20 more.
    history = [submitted(received)]
    found = clock(history, received)
    assert deadline(found, DeadlineKind.ASK_CLARIFICATION).due == d(expected[0])
    assert deadline(found, DeadlineKind.REPLY).due == d(expected[2])
    longer = [*history, extended(expected[2])]
    assert reply_due(longer, expected[2]) == d(expected[3])


def test_days_used_and_left_on_single_days() -> None:
    # Received on Friday, 6 February 2026; the festival is from the 15th to the 23rd.
    used_on = {
        "2026-02-06": 0,
        "2026-02-08": 0,
        "2026-02-09": 1,
        "2026-02-14": 6,
        "2026-02-23": 6,
        "2026-02-24": 7,
        "2026-03-12": 20,
        "2026-03-13": 20,
    }
    for on, used in used_on.items():
        found = clock([submitted("2026-02-06")], on).reply
        assert found is not None
        assert (found.used, found.left) == (used, 20 - used)


def test_a_reply_on_the_last_day_is_in_time_and_on_the_next_day_late() -> None:
    history = [submitted("2026-02-06")]
    in_time = clock([*history, reply("2026-03-12")], "2026-03-12")
    late = clock([*history, reply("2026-03-13")], "2026-03-13")
    assert (in_time.state, in_time.is_late, codes(in_time)) == (State.REPLIED, False, [])
    assert (late.state, late.is_late, codes(late)) == (State.REPLIED, True, ["reply_late"])
    assert late.reply is not None
    assert late.reply.late_days == 1


def test_an_open_request_is_late_by_working_days() -> None:
    # Due on Thursday, 12 March: Friday is the first day late, Monday the second.
    late_on = {"2026-03-12": 0, "2026-03-13": 1, "2026-03-15": 1, "2026-03-16": 2}
    for on, days in late_on.items():
        found = clock([submitted("2026-02-06")], on)
        assert found.reply is not None
        assert found.reply.late_days == days
        assert found.reply.is_open


def test_a_reply_at_a_weekend_after_the_last_day_is_late() -> None:
    # Due on Friday, 13 March; the letter is mailed on Saturday.
    late = clock([submitted("2026-02-09"), reply("2026-03-14")], "2026-03-14")
    assert late.reply is not None
    assert (late.reply.due, late.reply.late_days) == (d("2026-03-13"), 1)


def test_a_reply_on_the_spot() -> None:
    # Art. 33 (1).
    found = clock([submitted("2026-03-02"), reply("2026-03-02")], "2026-03-02")
    assert (found.state, found.concluded_on) == (State.REPLIED, d("2026-03-02"))
    assert "on_the_spot" in [step.code for step in found.trace]


# Delivery (国办公开办函〔2016〕235号)


@pytest.mark.parametrize("delivery", [Delivery.POST, Delivery.ELECTRONIC])
def test_a_reply_by_post_or_online_counts_when_it_is_sent(delivery: Delivery) -> None:
    history = [
        submitted("2026-02-06"),
        reply("2026-03-12", delivery),
        at(K.REPLY_RECEIVED, "2026-03-18"),
    ]
    found = clock(history, "2026-03-20")
    assert (found.state, found.concluded_on, found.is_late) == (
        State.REPLIED,
        d("2026-03-12"),
        False,
    )


@pytest.mark.parametrize("delivery", [Delivery.IN_PERSON, Delivery.BY_PROXY])
def test_a_reply_by_hand_counts_when_it_is_signed_for(delivery: Delivery) -> None:
    history = [submitted("2026-02-06"), reply("2026-03-12", delivery)]
    under_way = clock(history, "2026-03-12")
    assert (under_way.state, under_way.concluded_on) == (State.REPLY_UNDER_WAY, None)
    signed = clock([*history, at(K.REPLY_RECEIVED, "2026-03-16")], "2026-03-16")
    assert (signed.state, signed.concluded_on, signed.is_late) == (
        State.REPLIED,
        d("2026-03-16"),
        True,
    )
    assert signed.outcome == "granted"


def test_a_reply_that_could_not_be_handed_over_can_be_mailed() -> None:
    history = [
        submitted("2026-02-06"),
        reply("2026-03-10", Delivery.IN_PERSON, "granted"),
        reply("2026-03-12", Delivery.POST, "partly_granted"),
    ]
    found = clock(history, "2026-03-12")
    assert (found.concluded_on, found.outcome) == (d("2026-03-12"), "partly_granted")


# Extension, Art. 33 (2)


@pytest.mark.parametrize(
    ("days", "due"), [(1, "2026-03-13"), (10, "2026-03-26"), (20, "2026-04-10")]
)
def test_an_extension_adds_its_days(days: int, due: str) -> None:
    assert reply_due([submitted("2026-02-06"), extended("2026-03-12", days)], "2026-03-12") == d(
        due
    )


@pytest.mark.parametrize("days", [0, 21, -3])
def test_an_extension_has_1_to_20_working_days(days: int) -> None:
    with pytest.raises(LawError) as caught:
        clock([submitted("2026-02-06"), extended("2026-03-12", days)], "2026-03-12")
    assert (caught.value.code, caught.value.article) == ("extension_too_long", "ogi:33.2")


def test_a_request_is_extended_once() -> None:
    twice = [submitted("2026-02-06"), extended("2026-03-11", 5), extended("2026-03-12", 5)]
    with pytest.raises(LawError, match="只能延长一次") as caught:
        clock(twice, "2026-03-12")
    assert caught.value.code == "extended_twice"


def test_an_extension_needs_the_consent_of_the_head() -> None:
    without = Event(K.EXTENDED, d("2026-03-12"), consent=False)
    with pytest.raises(LawError) as caught:
        clock([submitted("2026-02-06"), without], "2026-03-12")
    assert caught.value.code == "extension_without_consent"


def test_an_extension_after_the_end_has_no_effect() -> None:
    history = [submitted("2026-02-06"), extended("2026-03-13")]
    found = clock(history, "2026-03-13")
    assert codes(found) == ["extension_too_late"]
    assert found.reply is not None
    assert (found.reply.due, found.reply.late_days) == (d("2026-03-12"), 1)


def test_an_extension_after_the_end_is_not_admitted() -> None:
    with pytest.raises(LawError, match="不产生延长的效力") as caught:
        admit([submitted("2026-02-06")], extended("2026-03-13"), CALENDAR)
    assert (caught.value.code, caught.value.article) == ("extension_too_late", "ogi:33.2")
    admitted = admit([submitted("2026-02-06")], extended("2026-03-12"), CALENDAR)
    assert admitted.reply is not None
    assert admitted.reply.limit == 40


def test_a_late_reply_is_admitted_for_it_happened() -> None:
    found = admit([submitted("2026-02-06")], reply("2026-05-06"), CALENDAR)
    assert codes(found) == ["reply_late"]


# Reasons and deferral, Art. 35


def asked_for_reasons(*more: Event) -> list[Event]:
    reasons = [at(K.REASONS_ASKED, "2026-02-10"), at(K.REASONS_GIVEN, "2026-02-25")]
    return [submitted("2026-02-06"), *reasons, *more]


def test_asking_for_reasons_does_not_stop_the_clock() -> None:
    assert reply_due(asked_for_reasons(), "2026-02-25") == d("2026-03-12")


def test_a_deferral_sets_the_date_told_to_the_applicant() -> None:
    deferral = Event(K.DEFERRED, d("2026-03-10"), until=d("2026-06-30"))
    found = clock(asked_for_reasons(deferral), "2026-03-10")
    assert found.reply is not None
    assert (found.reply.due, found.reply.article) == (d("2026-06-30"), "ogi:35")
    assert found.reply.limit == CALENDAR.between(d("2026-02-06"), d("2026-06-30")).days > 40


def test_a_deferral_to_a_day_off_ends_on_the_next_working_day() -> None:
    # 民事诉讼法 Art. 85; 1 May 2026 begins five days off.
    deferral = Event(K.DEFERRED, d("2026-03-10"), until=d("2026-05-01"))
    assert reply_due(asked_for_reasons(deferral), "2026-03-10") == d("2026-05-06")


def test_a_deferral_after_the_end_has_no_effect() -> None:
    deferral = Event(K.DEFERRED, d("2026-03-13"), until=d("2026-06-30"))
    found = clock(asked_for_reasons(deferral), "2026-03-13")
    assert codes(found) == ["deferral_too_late"]
    assert found.reply is not None
    assert found.reply.due == d("2026-03-12")


def test_a_date_within_the_period_defers_nothing() -> None:
    deferral = Event(K.DEFERRED, d("2026-03-03"), until=d("2026-03-06"))
    assert reply_due(asked_for_reasons(deferral), "2026-03-03") == d("2026-03-12")


def restarted(deferred_on: str) -> list[Event]:
    """Received on 6 February, clarified on 2 March, deferred on some day."""
    return [
        submitted("2026-02-06"),
        at(K.REASONS_ASKED, "2026-02-09"),
        at(K.REASONS_GIVEN, "2026-02-10"),
        at(K.CLARIFICATION_ASKED, "2026-02-12"),
        at(K.CLARIFIED, "2026-03-02"),
        Event(K.DEFERRED, d(deferred_on), until=d("2026-06-30")),
    ]


@pytest.mark.parametrize("on", ["2026-03-02", "2026-03-30"])
def test_a_deferral_belongs_to_the_period_in_which_it_is_told(on: str) -> None:
    # The first period would have ended on 12 March; the second ends on 30 March.
    found = clock(restarted(on), on)
    assert codes(found) == []
    assert found.reply is not None
    assert found.reply.due == d("2026-06-30")


def test_a_deferral_of_a_period_that_started_anew_is_gone() -> None:
    history = [e for e in restarted("2026-02-11") if e.kind is not K.CLARIFICATION_ASKED]
    asked = at(K.CLARIFICATION_ASKED, "2026-02-13")
    assert reply_due([*history, asked], "2026-03-02") == d("2026-03-30")


def test_nothing_is_deferred_before_the_reasons_are_known() -> None:
    deferral = Event(K.DEFERRED, d("2026-02-12"), until=d("2026-06-30"))
    with pytest.raises(LawError) as caught:
        clock([submitted("2026-02-06"), deferral], "2026-02-12")
    assert caught.value.code == "out_of_order"


# As of a day, and the end


def test_the_state_on_the_last_day_of_the_year_ignores_what_came_later() -> None:
    history = [submitted("2025-12-22"), reply("2026-01-15", outcome="refused_state_secret")]
    on_new_years_eve = clock(history, "2025-12-31")
    assert (on_new_years_eve.state, on_new_years_eve.state.is_over) == (State.RUNNING, False)
    assert on_new_years_eve.outcome == ""
    later = clock(history, "2026-01-31")
    assert (later.state.is_over, later.outcome) == (True, "refused_state_secret")


@pytest.mark.parametrize("kind", [K.WITHDRAWN, K.CLOSED])
def test_withdrawn_and_closed_requests_are_over(kind: EventKind) -> None:
    end = Event(kind, d("2026-02-20"), outcome="other")
    found = clock([submitted("2026-02-06"), end], "2026-06-01")
    assert found.state.is_over
    assert found.concluded_on == d("2026-02-20")
    assert found.next_deadline is None
    assert not found.is_late


def test_a_request_closed_after_its_deadline_was_late() -> None:
    end = Event(K.CLOSED, d("2026-03-20"), outcome="other")
    found = clock([submitted("2026-02-06"), end], "2026-06-01")
    assert found.reply is not None
    assert (found.is_late, found.reply.late_days) == (True, 6)


def test_an_assumed_year_makes_the_deadline_provisional() -> None:
    found = clock([submitted("2026-12-21", Channel.SIGNED_MAIL)], "2026-12-22")
    assert found.assumed_years == (2027,)
    assert any("2027年放假安排尚未公布" in step.text() for step in found.trace)


def test_the_day_after_the_due_day_is_the_first_day_late_all_year_long() -> None:
    for week in range(52):
        received = d("2025-01-02") + timedelta(7 * week)
        found = clock([submitted(received.isoformat())], received.isoformat()).reply
        assert found is not None
        assert found.due is not None
        next_day = CALENDAR.next_working_day(found.due).isoformat()
        later = clock([submitted(received.isoformat())], next_day).reply
        assert later is not None
        assert later.late_days == 1
