"""Art. 31: the day on which a request counts as received, by the way it came."""

from __future__ import annotations

import pytest

from gongkai.law.clock import Channel, DeadlineKind, State
from gongkai.law.errors import LawError
from tests.law.support import K, at, clock, codes, d, deadline, reply, submitted


@pytest.mark.parametrize("channel", [Channel.IN_PERSON, Channel.SIGNED_MAIL])
def test_in_person_and_signed_mail_count_from_the_day_itself(channel: Channel) -> None:
    found = clock([submitted("2026-03-02", channel)], "2026-03-02")
    assert (found.received_on, found.state) == (d("2026-03-02"), State.RUNNING)


@pytest.mark.parametrize("channel", [Channel.ORDINARY_MAIL, Channel.INTERNET, Channel.FAX])
def test_letters_online_and_fax_count_from_the_confirmation(channel: Channel) -> None:
    history = [submitted("2026-03-02", channel), at(K.RECEIPT_CONFIRMED, "2026-03-04")]
    before, after = clock(history, "2026-03-03"), clock(history, "2026-03-04")
    assert (before.received_on, before.state) == (None, State.AWAITING_CONFIRMATION)
    assert before.reply is None
    assert (after.received_on, after.started_on) == (d("2026-03-04"), d("2026-03-04"))
    assert after.reply is not None
    assert after.reply.due == d("2026-04-01")


def test_a_letter_is_to_be_confirmed_on_the_day_it_comes() -> None:
    history = [
        submitted("2026-03-02", Channel.ORDINARY_MAIL),
        at(K.RECEIPT_CONFIRMED, "2026-03-04"),
    ]
    found = clock(history, "2026-03-04")
    assert codes(found) == ["confirmation_late"]
    assert deadline(found, DeadlineKind.CONFIRM).late_days == 2


def test_a_request_online_at_the_weekend_is_to_be_confirmed_on_monday() -> None:
    found = clock([submitted("2026-03-07", Channel.INTERNET)], "2026-03-08")
    confirm = deadline(found, DeadlineKind.CONFIRM)
    assert (confirm.due, confirm.is_open, confirm.late_days) == (d("2026-03-09"), True, 0)


def test_a_late_confirmation_online_is_no_breach_of_a_stated_period() -> None:
    history = [submitted("2026-03-02", Channel.INTERNET), at(K.RECEIPT_CONFIRMED, "2026-03-09")]
    assert codes(clock(history, "2026-03-09")) == []


def test_a_dead_mailbox_is_seen_in_the_deadlines() -> None:
    found = clock([submitted("2026-03-02", Channel.INTERNET)], "2026-04-30")
    confirm = deadline(found, DeadlineKind.CONFIRM)
    assert confirm.is_open
    assert confirm.late_days > 30
    assert found.next_deadline == confirm


def test_nothing_can_be_done_before_the_confirmation() -> None:
    with pytest.raises(LawError) as caught:
        clock([submitted("2026-03-02", Channel.FAX), reply("2026-03-03")], "2026-03-03")
    assert (caught.value.code, caught.value.article) == ("before_receipt", "ogi:31")


def test_a_request_can_be_withdrawn_before_the_confirmation() -> None:
    history = [submitted("2026-03-02", Channel.FAX), at(K.WITHDRAWN, "2026-03-03")]
    found = clock(history, "2026-03-03")
    assert (found.state, found.concluded_on) == (State.WITHDRAWN, d("2026-03-03"))


def test_what_is_handed_over_needs_no_confirmation() -> None:
    with pytest.raises(LawError, match="无需另行确认") as caught:
        clock([submitted("2026-03-02"), at(K.RECEIPT_CONFIRMED, "2026-03-02")], "2026-03-02")
    assert caught.value.code == "confirmation_not_needed"


def test_requests_before_the_regulation_had_other_periods() -> None:
    # Art. 56: in force since 15 May 2019.
    assert clock([submitted("2019-05-15")], "2019-05-15").received_on == d("2019-05-15")
    with pytest.raises(LawError) as caught:
        clock([submitted("2019-05-14")], "2019-05-15")
    assert caught.value.code == "before_regulation"
