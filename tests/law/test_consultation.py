"""Art. 32 to 34: asking third parties and other bodies; the time of it is not counted."""

from __future__ import annotations

import pytest

from gongkai.law.clock import (
    Actor,
    Answer,
    ConsultationState,
    DeadlineKind,
    Event,
    Readings,
    State,
    admit,
    run_clock,
)
from gongkai.law.errors import LawError
from tests.law.support import (
    CALENDAR,
    K,
    at,
    clock,
    co_maker,
    codes,
    d,
    deadline,
    extended,
    reply,
    reply_due,
    submitted,
    third_party,
)

# Received on Monday, 2 March 2026; without any pause the reply is due on 30 March.
RECEIVED = submitted("2026-03-02")


def test_without_a_pause_the_reply_is_due_on_30_march() -> None:
    assert reply_due([RECEIVED], "2026-03-02") == d("2026-03-30")


def test_the_days_from_the_letter_to_the_answer_are_not_counted() -> None:
    # Asked on Thursday 5 March, answered on Wednesday 11 March: five working days stand still.
    history = [
        RECEIVED,
        third_party("asked", "2026-03-05"),
        third_party("letter_received", "2026-03-06"),
        third_party("answered", "2026-03-11", answer=Answer.CONSENTS),
    ]
    found = clock(history, "2026-03-12")
    assert found.state is State.RUNNING
    assert found.reply is not None
    assert found.reply.due == d("2026-04-07")
    assert (found.reply.used, found.reply.is_projected) == (3, False)  # 3, 4 and 12 March


def test_silence_ends_the_pause_after_15_working_days_and_the_body_decides() -> None:
    history = [
        RECEIVED,
        third_party("asked", "2026-03-05"),
        third_party("letter_received", "2026-03-06"),
    ]
    last = deadline(clock(history, "2026-03-06"), DeadlineKind.THIRD_PARTY_ANSWER)
    assert (last.due, last.actor) == (d("2026-03-27"), Actor.THIRD_PARTY)
    assert clock(history, "2026-03-27").state is State.CONSULTING
    found = clock(history, "2026-03-28")
    assert found.state is State.RUNNING
    (consultation,) = found.consultations
    assert consultation.state is ConsultationState.SILENT
    assert "由行政机关依照《条例》决定" in consultation.effect.zh
    assert found.reply is not None
    # 5 to 27 March: 17 working days stand still.
    assert found.reply.due == CALENDAR.add(d("2026-03-02"), 37).end


def test_the_silence_of_a_co_making_body_is_consent() -> None:
    history = [
        RECEIVED,
        co_maker("asked", "2026-03-05"),
        co_maker("letter_received", "2026-03-06"),
    ]
    last = deadline(clock(history, "2026-03-06"), DeadlineKind.CO_MAKER_ANSWER)
    assert (last.due, last.article) == (d("2026-03-27"), "ogi:34")
    (consultation,) = clock(history, "2026-03-28").consultations
    assert consultation.state is ConsultationState.SILENT
    assert "视为同意公开" in consultation.effect.zh


def test_while_the_other_side_has_time_the_latest_day_is_projected() -> None:
    history = [
        RECEIVED,
        third_party("asked", "2026-03-05"),
        third_party("letter_received", "2026-03-06"),
    ]
    found = clock(history, "2026-03-10")
    assert found.state is State.CONSULTING
    assert found.reply is not None
    assert (found.reply.used, found.reply.left, found.reply.is_projected) == (2, 18, True)
    assert found.reply.due == CALENDAR.add(d("2026-03-02"), 37).end


def test_until_the_letter_is_received_nobody_knows_the_last_day() -> None:
    found = clock([RECEIVED, third_party("asked", "2026-03-05")], "2026-03-31")
    assert found.state is State.CONSULTING
    assert found.reply is not None
    assert (found.reply.due, found.reply.used, found.reply.left) == (None, 2, 18)
    assert found.reply.late_days == 0
    assert "reply_stopped" in [step.code for step in found.trace]


def test_overlapping_pauses_are_counted_once() -> None:
    # 5 to 11 March and 9 to 17 March: together 5 to 17 March, nine working days.
    history = [
        RECEIVED,
        third_party("asked", "2026-03-05"),
        third_party("answered", "2026-03-11", answer=Answer.OBJECTS),
        co_maker("asked", "2026-03-09"),
        co_maker("answered", "2026-03-17", answer=Answer.CONSENTS),
    ]
    found = clock(history, "2026-03-18").reply
    assert found is not None
    assert found.due == CALENDAR.add(d("2026-03-02"), 20 + 9).end == d("2026-04-13")


def test_a_pause_within_a_pause_adds_nothing() -> None:
    outer = [
        third_party("asked", "2026-03-05"),
        third_party("answered", "2026-03-17", answer=Answer.CONSENTS),
    ]
    inner = [
        co_maker("asked", "2026-03-09"),
        co_maker("answered", "2026-03-11", answer=Answer.CONSENTS),
    ]
    assert reply_due([RECEIVED, *outer, *inner], "2026-03-18") == reply_due(
        [RECEIVED, *outer], "2026-03-18"
    )


def test_pauses_apart_add_up() -> None:
    # 5 to 6 March (2) and 12 to 13 March (2).
    history = [
        RECEIVED,
        third_party("asked", "2026-03-05", "甲公司"),
        third_party("answered", "2026-03-06", "甲公司", Answer.CONSENTS),
        third_party("asked", "2026-03-12", "乙公司"),
        third_party("answered", "2026-03-13", "乙公司", Answer.PARTLY),
    ]
    assert reply_due(history, "2026-03-14") == CALENDAR.add(d("2026-03-02"), 24).end


def test_a_pause_over_the_spring_festival_stops_only_working_days() -> None:
    # Received on 6 February 2026; asked on the 13th, answered on 25 February. Within: the 13th, the worked
    # Saturday 14th, the 24th and the 25th.
    history = [
        submitted("2026-02-06"),
        third_party("asked", "2026-02-13"),
        third_party("answered", "2026-02-25", answer=Answer.CONSENTS),
    ]
    found = clock(history, "2026-02-26").reply
    assert found is not None
    assert found.due == d("2026-03-18")
    count = next(s.count for s in clock(history, "2026-02-26").trace if s.code == "reply_due")
    assert count is not None
    assert (count.days, count.paused) == (20, 4)


def test_a_letter_sent_on_the_last_day_still_stops_the_clock() -> None:
    history = [
        RECEIVED,
        third_party("asked", "2026-03-30"),
        third_party("answered", "2026-03-31", answer=Answer.CONSENTS),
    ]
    found = clock(history, "2026-04-01")
    assert found.reply is not None
    assert (found.reply.due, codes(found)) == (d("2026-04-01"), [])


def test_a_letter_sent_after_the_last_day_stops_nothing() -> None:
    asked = third_party("asked", "2026-03-31")
    found = clock([RECEIVED, asked], "2026-03-31")
    assert codes(found) == ["consultation_too_late"]
    assert found.reply is not None
    assert (found.reply.due, found.reply.late_days) == (d("2026-03-30"), 1)
    with pytest.raises(LawError) as caught:
        admit([RECEIVED], asked, CALENDAR)
    assert (caught.value.code, caught.value.article) == ("consultation_too_late", "ogi:33.3")


def test_an_answer_after_the_15_days_does_not_prolong_the_pause() -> None:
    silent = [
        RECEIVED,
        third_party("asked", "2026-03-05"),
        third_party("letter_received", "2026-03-06"),
    ]
    late = [*silent, third_party("answered", "2026-04-02", answer=Answer.OBJECTS)]
    assert reply_due(late, "2026-04-03") == reply_due(silent, "2026-04-03")
    found = clock(late, "2026-04-03")
    assert "逾期提出" in found.consultations[0].effect.zh
    assert deadline(found, DeadlineKind.THIRD_PARTY_ANSWER).late_days == 4


def test_a_pause_stops_the_extended_period_too() -> None:
    # Art. 33 (3) speaks of the periods of (2), the extension among them.
    history = [
        RECEIVED,
        extended("2026-03-30", 20),
        third_party("asked", "2026-04-01"),
        third_party("answered", "2026-04-03", answer=Answer.CONSENTS),
    ]
    assert reply_due(history, "2026-04-10") == CALENDAR.add(d("2026-03-02"), 43).end


def test_a_reply_in_the_middle_of_a_consultation_ends_the_pause() -> None:
    history = [
        RECEIVED,
        third_party("asked", "2026-03-05"),
        third_party("letter_received", "2026-03-06"),
        reply("2026-03-11"),
    ]
    found = clock(history, "2026-06-01")
    assert (found.state, found.pauses[0].last) == (State.REPLIED, d("2026-03-11"))
    assert found.reply is not None
    assert found.reply.due == d("2026-04-07")


def test_an_answer_that_comes_after_the_reply_is_kept_and_changes_nothing() -> None:
    history = [RECEIVED, third_party("asked", "2026-03-05"), reply("2026-03-11")]
    answer = third_party("answered", "2026-03-20", answer=Answer.OBJECTS)
    before, after = clock(history, "2026-06-01"), clock([*history, answer], "2026-06-01")
    assert before.reply == after.reply


def test_an_office_may_read_the_pause_from_the_receipt_of_the_letter() -> None:
    history = [
        RECEIVED,
        third_party("asked", "2026-03-05"),
        third_party("letter_received", "2026-03-09"),
        third_party("answered", "2026-03-11", answer=Answer.CONSENTS),
    ]
    read = run_clock(history, CALENDAR, d("2026-03-12"), Readings(pause_from_letter=False))
    assert read.reply is not None
    assert read.reply.due == CALENDAR.add(d("2026-03-02"), 23).end


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ([third_party("answered", "2026-03-05", answer=Answer.CONSENTS)], "party_not_asked"),
        (
            [
                third_party("asked", "2026-03-05"),
                co_maker("answered", "2026-03-06", "甲公司", Answer.CONSENTS),
            ],
            "party_not_asked",
        ),
        (
            [third_party("asked", "2026-03-05"), third_party("asked", "2026-03-16")],
            "party_asked_twice",
        ),
        (
            [
                third_party("asked", "2026-03-05"),
                third_party("answered", "2026-03-06", answer=Answer.CONSENTS),
                third_party("answered", "2026-03-09", answer=Answer.OBJECTS),
            ],
            "happened_twice",
        ),
        ([Event(K.THIRD_PARTY_ASKED, d("2026-03-05"))], "field_needed"),
    ],
)
def test_consultations_that_cannot_have_happened_are_refused(
    events: list[Event], code: str
) -> None:
    with pytest.raises(LawError) as caught:
        clock([RECEIVED, *events], "2026-04-30")
    assert caught.value.code == code


def test_a_restart_leaves_an_open_consultation_open() -> None:
    history = [
        RECEIVED,
        third_party("asked", "2026-03-03"),
        at(K.CLARIFICATION_ASKED, "2026-03-04"),
        at(K.CLARIFIED, "2026-03-09"),
        third_party("answered", "2026-03-11", answer=Answer.CONSENTS),
    ]
    # The new period starts after 9 March; 10 and 11 March are still within the pause.
    assert reply_due(history, "2026-03-12") == CALENDAR.add(d("2026-03-09"), 22).end


def test_a_letter_on_the_day_of_a_restart_belongs_to_the_new_period() -> None:
    # The first period ended on 30 March; the clarified request came, and the letter went out, later.
    history = [
        RECEIVED,
        at(K.CLARIFICATION_ASKED, "2026-03-04"),
        at(K.CLARIFIED, "2026-04-08"),
        third_party("asked", "2026-04-08"),
    ]
    assert codes(clock(history, "2026-04-08")) == []
