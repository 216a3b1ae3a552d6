"""What can happen next: the events that the law's clock would admit today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from gongkai.law.calendar import WorkCalendar
from gongkai.law.clock.events import Answer, Event, EventKind, EventSpec, event_spec
from gongkai.law.clock.result import Clock, ConsultationState, State
from gongkai.law.clock.run import admit
from gongkai.law.errors import LawError
from gongkai.web.cases.stages import DRAFT_STAGES

RECORDED = (
    EventKind.RECEIPT_CONFIRMED,
    EventKind.CLARIFICATION_ASKED,
    EventKind.CLARIFICATION_NOTICE_RECEIVED,
    EventKind.CLARIFIED,
    EventKind.THIRD_PARTY_ASKED,
    EventKind.THIRD_PARTY_LETTER_RECEIVED,
    EventKind.THIRD_PARTY_ANSWERED,
    EventKind.CO_MAKER_ASKED,
    EventKind.CO_MAKER_LETTER_RECEIVED,
    EventKind.CO_MAKER_ANSWERED,
    EventKind.EXTENDED,
    EventKind.FEE_NOTICE_SENT,
    EventKind.FEE_NOTICE_RECEIVED,
    EventKind.FEE_PAID,
    EventKind.REASONS_ASKED,
    EventKind.REASONS_GIVEN,
    EventKind.DEFERRED,
    EventKind.REPLY_RECEIVED,
)
"""What is entered by hand; submission, reply and closing have their own forms."""
_BY_HEAD = frozenset({EventKind.EXTENDED, EventKind.DEFERRED})
"""Needs the consent of the head (Art. 33 (2)): whoever enters it must be able to give it."""
_AFTER_REPLY = frozenset({EventKind.REPLY_RECEIVED})


def action_of(kind: EventKind) -> str:
    """The permission for entering an event of that kind."""
    return "cases.approve" if kind in _BY_HEAD else "cases.handle"


def possible_events(
    events: list[Event], clock: Clock, calendar: WorkCalendar, stage: str
) -> list[EventSpec]:
    """The kinds that could be entered now, in the order of the catalogue."""
    found = []
    for kind in RECORDED:
        if (kind in _AFTER_REPLY) != (clock.state in {State.REPLIED, State.REPLY_UNDER_WAY}):
            continue
        if stage in DRAFT_STAGES and kind is EventKind.CLARIFICATION_ASKED:
            continue
        probe = _probe(kind, clock)
        if probe is not None and _is_admitted(events, probe, calendar):
            found.append(event_spec(kind))
    return found


def parties_of(clock: Clock, kind: EventKind) -> dict[str, date]:
    """The parties that an event of that kind can speak of, with the day on which each was asked."""
    actor = "third_party" if kind.value.startswith("third_party") else "co_maker"
    return {
        each.party: each.asked
        for each in clock.consultations
        if each.actor == actor and each.state is not ConsultationState.ANSWERED
    }


def _is_admitted(events: list[Event], probe: Event, calendar: WorkCalendar) -> bool:
    try:
        admit(events, probe, calendar)
    except LawError:
        return False
    return True


def _probe(kind: EventKind, clock: Clock) -> Event | None:
    """An event of that kind today, with values that no rule minds."""
    event = Event(kind, clock.as_of)
    needs = event_spec(kind).needs
    if "party" in needs:
        asked = kind in {EventKind.THIRD_PARTY_ASKED, EventKind.CO_MAKER_ASKED}
        known = parties_of(clock, kind)
        if not asked and not known:
            return None
        event = replace(event, party="—" if asked else next(iter(known)))
    if "answer" in needs:
        event = replace(event, answer=Answer.CONSENTS)
    if "consent" in needs:
        event = replace(event, consent=True)
    if "amount" in needs:
        event = replace(event, amount=Decimal(100))
    if "until" in needs:
        event = replace(event, until=date(clock.as_of.year + 1, 12, 31))
    return event
