"""Art. 42 and the fee rules: the notice, 20 working days to pay, the clock after payment."""

from __future__ import annotations

from decimal import Decimal

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
    fee_notice,
    reply,
    reply_due,
    submitted,
)


def charged(*more: Event) -> list[Event]:
    """Received on Monday, 2 March 2026; the notice was sent on 10 and received on 12 March."""
    return [
        submitted("2026-03-02"),
        fee_notice("2026-03-10"),
        at(K.FEE_NOTICE_RECEIVED, "2026-03-12"),
        *more,
    ]


def test_the_applicant_pays_within_20_working_days_of_the_notice() -> None:
    # Fee rules Art. 6; 4 to 6 April 2026 are off.
    found = clock(charged(), "2026-03-12")
    pay = deadline(found, DeadlineKind.PAY)
    assert (found.state, found.reply) == (State.AWAITING_PAYMENT, None)
    assert (pay.due, pay.article, pay.is_open) == (d("2026-04-10"), "fee:6", True)
    assert found.next_deadline == pay


def test_who_does_not_pay_in_time_has_abandoned_the_request() -> None:
    assert clock(charged(), "2026-04-10").state is State.AWAITING_PAYMENT
    assert clock(charged(), "2026-04-11").state is State.ABANDONED


def test_after_payment_the_reply_period_starts_anew() -> None:
    # Fee rules Art. 7, by custom.
    found = clock(charged(at(K.FEE_PAID, "2026-04-10")), "2026-04-10")
    assert (found.state, found.started_on) == (State.RUNNING, d("2026-04-10"))
    assert found.reply is not None
    assert found.reply.due == CALENDAR.add(d("2026-04-10"), 20).end == d("2026-05-12")


def test_an_office_may_read_the_wait_for_payment_as_a_mere_pause() -> None:
    readings = Readings(fee_restarts=False)
    waiting = run_clock(charged(), CALENDAR, d("2026-03-13"), readings)
    assert waiting.reply is not None
    assert (waiting.reply.due, waiting.reply.used) == (None, 5)
    paid = run_clock(charged(at(K.FEE_PAID, "2026-03-13")), CALENDAR, d("2026-03-16"), readings)
    assert paid.reply is not None
    # 10 to 13 March stand still: four working days.
    assert paid.reply.due == CALENDAR.add(d("2026-03-02"), 24).end


def test_a_payment_after_abandonment_has_no_effect() -> None:
    paid = at(K.FEE_PAID, "2026-04-13")
    found = clock(charged(paid), "2026-04-13")
    assert (found.state, codes(found)) == (State.ABANDONED, ["paid_too_late"])
    with pytest.raises(LawError, match="应退回"):
        admit(charged(), paid, CALENDAR)


def test_a_fee_notice_after_the_reply_period_is_late() -> None:
    found = clock([submitted("2026-03-02"), fee_notice("2026-03-31")], "2026-03-31")
    assert codes(found) == ["fee_notice_late"]


def test_a_fee_notice_on_the_last_day_is_in_time() -> None:
    found = clock([submitted("2026-03-02"), fee_notice("2026-03-30")], "2026-03-30")
    assert codes(found) == []


def test_a_notice_over_nothing_is_refused() -> None:
    notice = Event(K.FEE_NOTICE_SENT, d("2026-03-10"), amount=Decimal(0))
    with pytest.raises(LawError) as caught:
        clock([submitted("2026-03-02"), notice], "2026-03-10")
    assert caught.value.code == "fee_not_positive"


def test_a_payment_without_a_notice_is_refused() -> None:
    with pytest.raises(LawError, match="之前应先有“发出收费通知”") as caught:
        clock([submitted("2026-03-02"), at(K.FEE_PAID, "2026-03-10")], "2026-03-10")
    assert caught.value.code == "out_of_order"


def test_an_extension_on_the_day_of_the_notice_may_have_come_first() -> None:
    notice = fee_notice("2026-03-10")
    same_day = clock([submitted("2026-03-02"), notice, extended("2026-03-10")], "2026-03-10")
    assert same_day.state is State.AWAITING_PAYMENT
    with pytest.raises(LawError) as caught:
        clock([submitted("2026-03-02"), notice, extended("2026-03-11")], "2026-03-11")
    assert caught.value.code == "while_waiting"


def test_a_clarification_and_then_a_fee_start_the_clock_twice() -> None:
    history = [
        submitted("2026-03-02"),
        at(K.CLARIFICATION_ASKED, "2026-03-04"),
        at(K.CLARIFIED, "2026-03-09"),
        fee_notice("2026-03-11"),
        at(K.FEE_PAID, "2026-03-16"),
    ]
    assert reply_due(history, "2026-03-16") == CALENDAR.add(d("2026-03-16"), 20).end
    assert "restart_paid" in [s.code for s in clock(history, "2026-03-16").trace]


def test_an_unpaid_request_that_is_answered_all_the_same_is_over() -> None:
    found = clock(charged(reply("2026-04-20", outcome="fee_unpaid")), "2026-04-20")
    assert (found.state, found.outcome, found.is_late) == (State.REPLIED, "fee_unpaid", False)
