"""Invented, lawful histories of requests, for tests that state what holds of all of them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from gongkai.law.clock import Answer, Channel, Delivery, Event, EventKind
from gongkai.law.clock.history import CONFIRMED_CHANNELS
from gongkai.law.outcomes import standard_outcomes

K = EventKind
days = st.dates(min_value=date(2019, 5, 15), max_value=date(2026, 6, 30))
gaps = st.integers(min_value=0, max_value=12)


class _Story:
    """Events one after the other, each some days after the last."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.on = draw(days)
        self.events: list[Event] = []

    def tell(self, kind: EventKind, /, **values: object) -> None:
        self.events.append(Event(kind, self.on, **values))  # type: ignore[arg-type]  # by kind
        self.on += timedelta(self.draw(gaps))

    def maybe(self) -> bool:
        return self.draw(st.booleans())


@st.composite
def histories(draw: st.DrawFn, *, ended: bool | None = None) -> list[Event]:
    """A history that can have happened; some acts in it may come too late."""
    story = _Story(draw)
    channel = draw(st.sampled_from(Channel))
    story.tell(K.SUBMITTED, channel=channel)
    if channel in CONFIRMED_CHANNELS:
        story.tell(K.RECEIPT_CONFIRMED)
    if story.maybe():
        story.tell(K.CLARIFICATION_ASKED, days=draw(st.sampled_from([None, 5, 10, 15])))
        if story.maybe():
            story.tell(K.CLARIFICATION_NOTICE_RECEIVED)
        story.tell(K.CLARIFIED, excused=True)
    if story.maybe():
        story.tell(K.FEE_NOTICE_SENT, amount=Decimal(draw(st.integers(1, 9000))))
        story.tell(K.FEE_NOTICE_RECEIVED)
        story.tell(K.FEE_PAID)
    for party in draw(st.lists(st.sampled_from("甲乙丙"), unique=True)):
        _consult(story, party)
    if story.maybe():
        story.tell(K.REASONS_ASKED)
        story.tell(K.REASONS_GIVEN)
        if story.maybe():
            story.tell(K.DEFERRED, until=story.on + timedelta(draw(st.integers(0, 90))))
    if story.maybe():
        story.tell(K.EXTENDED, consent=True, days=draw(st.sampled_from([None, 1, 10, 20])))
    if ended if ended is not None else story.maybe():
        _end(story)
    return story.events


def _consult(story: _Story, party: str) -> None:
    side = story.draw(st.sampled_from(["third_party", "co_maker"]))
    story.tell(EventKind(f"{side}_asked"), party=party)
    if story.maybe():
        story.tell(EventKind(f"{side}_letter_received"), party=party)
    if story.maybe():
        # The answers overlap with later letters: time does not have to pass in between.
        answer = story.draw(st.sampled_from(Answer))
        later = story.on + timedelta(story.draw(gaps))
        asked = EventKind(f"{side}_answered")
        story.events.append(Event(asked, later, party=party, answer=answer))


def _end(story: _Story) -> None:
    story.on = max(story.on, *(event.on for event in story.events))
    outcome = story.draw(st.sampled_from(standard_outcomes())).id
    delivery = story.draw(st.sampled_from(Delivery))
    if story.draw(st.integers(0, 3)):
        story.tell(K.REPLY_SENT, delivery=delivery, outcome=outcome)
        story.tell(K.REPLY_RECEIVED)
    else:
        story.tell(K.CLOSED, outcome=outcome)
