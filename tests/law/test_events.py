"""Events: what each kind needs and may have, and impossible histories."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gongkai.law.clock import (
    Answer,
    Channel,
    Delivery,
    Event,
    EventKind,
    event_from_json,
    event_name,
    event_spec,
    next_kinds,
    reading_notes,
    value_name,
)
from gongkai.law.clock.readings import STANDING
from gongkai.law.errors import LawError
from tests.law.support import K, at, clock, d, extended, fee_notice, reply, submitted


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_has_a_name_and_a_sentence_in_both_languages(kind: EventKind) -> None:
    spec = event_spec(kind)
    for text in (spec.name.zh, spec.name.en, spec.sentence.zh, spec.sentence.en):
        assert text
    assert event_name(kind) == spec.name


@pytest.mark.parametrize(
    ("group", "values"), [("channel", Channel), ("answer", Answer), ("delivery", Delivery)]
)
def test_every_value_has_a_name(group: str, values: Any) -> None:
    assert all(value_name(group, value).zh for value in values)


@pytest.mark.parametrize("kind", [kind for kind in EventKind if event_spec(kind).needs])
def test_an_event_without_what_it_needs_is_refused(kind: EventKind) -> None:
    with pytest.raises(LawError) as caught:
        clock([submitted("2026-03-02"), Event(kind, d("2026-03-03"))], "2026-03-03")
    assert caught.value.code == "field_needed"


def test_an_event_with_what_it_cannot_have_is_refused() -> None:
    with pytest.raises(LawError, match="不应填写“amount”") as caught:
        clock(
            [Event(K.SUBMITTED, d("2026-03-02"), channel=Channel.FAX, amount=Decimal(1))],
            "2026-03-02",
        )
    assert caught.value.code == "field_not_allowed"


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ([], "no_submission"),
        ([reply("2026-03-03")], "no_submission"),
        ([submitted("2026-03-02"), submitted("2026-03-03")], "happened_twice"),
        ([submitted("2026-03-02"), extended("2026-03-01")], "before_submission"),
        ([submitted("2026-03-02"), at(K.CLARIFIED, "2026-03-03")], "out_of_order"),
        ([submitted("2026-03-02"), at(K.REASONS_GIVEN, "2026-03-03")], "out_of_order"),
        ([submitted("2026-03-02"), at(K.REPLY_RECEIVED, "2026-03-03")], "out_of_order"),
        (
            [submitted("2026-03-02"), reply("2026-03-03"), extended("2026-03-04")],
            "after_the_end",
        ),
        ([submitted("2026-03-02"), reply("2026-03-03"), reply("2026-03-04")], "after_the_end"),
        (
            [submitted("2026-03-02"), fee_notice("2026-03-03"), extended("2026-03-04")],
            "while_waiting",
        ),
        (
            [submitted("2026-03-02"), fee_notice("2026-03-03"), fee_notice("2026-03-04")],
            "happened_twice",
        ),
    ],
)
def test_impossible_histories_are_refused(events: list[Event], code: str) -> None:
    with pytest.raises(LawError) as caught:
        clock(events, "2026-04-30")
    assert caught.value.code == code
    assert caught.value.text("zh")
    assert caught.value.text("en") != caught.value.text("zh")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"kind": "submitted"}, "field_needed"),
        ({"on": "2026-03-02"}, "field_needed"),
        ({"kind": "nonsense", "on": "2026-03-02"}, "unreadable_field"),
        ({"kind": "submitted", "on": "2026-02-30"}, "unreadable_field"),
        ({"kind": "submitted", "on": "2026-03-02", "channel": "owl"}, "unreadable_field"),
        ({"kind": "fee_notice_sent", "on": "2026-03-02", "amount": "much"}, "unreadable_field"),
        ({"kind": "fee_notice_sent", "on": "2026-03-02", "amount": "NaN"}, "unreadable_field"),
        ({"kind": "extended", "on": "2026-03-02", "days": "ten"}, "unreadable_field"),
        ({"kind": "extended", "on": "2026-03-02", "consent": "yes"}, "unreadable_field"),
        ({"kind": "submitted", "on": "2026-03-02", "colour": "red"}, "unknown_field"),
        ({"kind": ["submitted"], "on": "2026-03-02"}, "unreadable_field"),
        ({"kind": "submitted", "on": 20260302}, "unreadable_field"),
        ({"kind": "third_party_asked", "on": "2026-03-02", "party": 7}, "unreadable_field"),
    ],
)
def test_stored_events_that_cannot_be_read_are_refused(data: dict[str, Any], code: str) -> None:
    with pytest.raises(LawError) as caught:
        event_from_json(data)
    assert caught.value.code == code


def test_an_event_is_stored_as_plain_data() -> None:
    event = Event(K.EXTENDED, date(2026, 3, 12), days=10, consent=True)
    assert event.to_json() == {
        "kind": "extended",
        "on": "2026-03-12",
        "days": 10,
        "consent": True,
    }


def test_the_next_steps_of_a_new_request() -> None:
    kinds = next_kinds([submitted("2026-03-02")], d("2026-03-03"))
    assert K.EXTENDED in kinds
    assert K.REPLY_SENT in kinds
    assert not {K.SUBMITTED, K.RECEIPT_CONFIRMED, K.CLARIFIED, K.FEE_PAID, K.DEFERRED} & {*kinds}


def test_the_next_steps_while_clarification_is_awaited() -> None:
    history = [submitted("2026-03-02"), at(K.CLARIFICATION_ASKED, "2026-03-03")]
    kinds = next_kinds(history, d("2026-03-04"))
    assert {K.CLARIFIED, K.CLARIFICATION_NOTICE_RECEIVED, K.WITHDRAWN, K.CLOSED} <= {*kinds}
    assert not {K.EXTENDED, K.FEE_NOTICE_SENT, K.CLARIFICATION_ASKED} & {*kinds}


def test_after_the_reply_only_its_receipt_is_missing() -> None:
    kinds = next_kinds([submitted("2026-03-02"), reply("2026-03-10")], d("2026-03-11"))
    assert kinds == (K.REPLY_RECEIVED,)


def test_before_anything_a_request_is_submitted() -> None:
    assert next_kinds([], d("2026-03-02")) == (K.SUBMITTED,)


def test_every_reading_has_a_note_and_its_standing_value() -> None:
    for note in reading_notes():
        assert getattr(STANDING, note.name) == note.value
        assert note.tag in {"M", "I"}
        assert note.note.zh
