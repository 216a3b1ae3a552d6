"""From loose events to one history: what needs no calendar to be seen as impossible is refused here.

A history is either consistent or raises LawError. The order in which events are given does not
matter: they are put in the order of their dates, and on one day in the order of ``EventKind``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from datetime import date

from gongkai.law.clock.events import Channel, Delivery, Event, EventKind, event_spec
from gongkai.law.clock.speech import event_name, value_name
from gongkai.law.errors import LawError

IN_FORCE_SINCE = date(2019, 5, 15)
"""The Regulation's first day (Art. 56); requests before it had other periods."""
MOST_EXTENSION_DAYS = 20
"""Art. 33 (2)."""
EXTENSION_DAYS = MOST_EXTENSION_DAYS
"""The length of an extension whose event names none."""

CONFIRMED_CHANNELS = frozenset({Channel.ORDINARY_MAIL, Channel.INTERNET, Channel.FAX})
"""Art. 31 (2), (3): received on the day of confirmation, not of arrival."""
SIGNED_DELIVERIES = frozenset({Delivery.IN_PERSON, Delivery.BY_PROXY})
"""Handed over: delivered on the day of the signature."""

K = EventKind
RESTARTS = (K.CLARIFIED, K.FEE_PAID)
"""What starts the reply clock anew, in the order in which it happens."""
_RANK = {kind: rank for rank, kind in enumerate(EventKind)}
_AFTER_THE_END = frozenset(
    {
        K.REPLY_RECEIVED,
        K.THIRD_PARTY_LETTER_RECEIVED,
        K.THIRD_PARTY_ANSWERED,
        K.CO_MAKER_LETTER_RECEIVED,
        K.CO_MAKER_ANSWERED,
    }
)
"""Facts that may still come in when the request has ended; they change nothing any more."""
_ONLY_AFTER = {
    K.CLARIFICATION_NOTICE_RECEIVED: K.CLARIFICATION_ASKED,
    K.CLARIFIED: K.CLARIFICATION_ASKED,
    K.REASONS_GIVEN: K.REASONS_ASKED,
    K.DEFERRED: K.REASONS_GIVEN,
    K.FEE_NOTICE_RECEIVED: K.FEE_NOTICE_SENT,
    K.FEE_PAID: K.FEE_NOTICE_SENT,
    K.REPLY_RECEIVED: K.REPLY_SENT,
}
_REPEATABLE = frozenset(
    {
        K.THIRD_PARTY_ASKED,
        K.THIRD_PARTY_LETTER_RECEIVED,
        K.THIRD_PARTY_ANSWERED,
        K.CO_MAKER_ASKED,
        K.CO_MAKER_LETTER_RECEIVED,
        K.CO_MAKER_ANSWERED,
        K.EXTENDED,
        K.REPLY_SENT,
    }
)
_WHILE_RUNNING = frozenset({K.CLARIFICATION_ASKED, K.EXTENDED, K.DEFERRED, K.FEE_NOTICE_SENT})
"""What makes no sense while the applicant's move is awaited."""


@dataclass(slots=True)
class Inquiry:
    """One consultation, from the letter to the answer."""

    asked: Event
    received: Event | None = None
    answered: Event | None = None

    @property
    def is_third_party(self) -> bool:
        """A third party (Art. 32), else a body that made the information too (Art. 34)."""
        return self.asked.kind is K.THIRD_PARTY_ASKED


@dataclass(slots=True)
class History:
    """A consistent history. Events that can happen once are in ``single``."""

    submitted: Event
    events: tuple[Event, ...] = ()
    single: dict[EventKind, Event] = field(default_factory=dict)
    inquiries: list[Inquiry] = field(default_factory=list)
    extensions: list[tuple[int, Event]] = field(default_factory=list)
    """Each with the number of its round."""
    replies: list[Event] = field(default_factory=list)
    end: Event | None = None
    """The event that ended the request."""
    outcome: str = ""

    @property
    def needs_confirmation(self) -> bool:
        """Whether the receipt date waits for a confirmation."""
        return self.submitted.channel in CONFIRMED_CHANNELS

    @property
    def received_on(self) -> date | None:
        """The statutory receipt date (Art. 31); None while the confirmation is missing."""
        if not self.needs_confirmation:
            return self.submitted.on
        confirmed = self.single.get(K.RECEIPT_CONFIRMED)
        return confirmed.on if confirmed else None

    @property
    def round(self) -> int:
        """How often the reply clock has started anew: by a clarification, by a payment."""
        return sum(kind in self.single for kind in RESTARTS)

    @property
    def waiting_for(self) -> EventKind | None:
        """The event of the applicant that is awaited, if one is."""
        for asked, answer in (
            (K.CLARIFICATION_ASKED, K.CLARIFIED),
            (K.FEE_NOTICE_SENT, K.FEE_PAID),
        ):
            if asked in self.single and answer not in self.single:
                return answer
        return None


def read_history(events: Iterable[Event]) -> History:
    """The history that the events tell. Raises LawError where they cannot all have happened."""
    ordered = sorted(events, key=_order)
    for event in ordered:
        check_fields(event)
    submitted = next((e for e in ordered if e.kind is K.SUBMITTED), None)
    if submitted is None:
        raise LawError("no_submission")
    if submitted.on < IN_FORCE_SINCE:
        raise LawError("before_regulation", on=submitted.on)
    history = History(submitted=submitted, events=tuple(ordered))
    for event in ordered:
        _add(history, event)
    return history


def _order(event: Event) -> tuple[date, int, str, bool]:
    """By day, then kind, then party; a reply that had to be mailed after one that was carried."""
    carried = event.delivery in SIGNED_DELIVERIES
    return event.on, _RANK[event.kind], event.party, not carried


def check_fields(event: Event) -> None:
    """Raises LawError where a field that its kind needs is empty, or one it cannot have is filled."""
    spec = event_spec(event.kind)
    for item in fields(event):
        if item.name in {"kind", "on"}:
            continue
        is_filled = getattr(event, item.name) not in {None, ""}
        if item.name in spec.needs and not is_filled:
            raise LawError("field_needed", kind=spec.name, field=item.name)
        if is_filled and item.name not in (*spec.needs, *spec.may_have):
            raise LawError("field_not_allowed", kind=spec.name, field=item.name)
    for check in _VALUE_CHECKS.get(event.kind, ()):
        check(event)


def _add(history: History, event: Event) -> None:
    _check_order(history, event)
    for check in _ORDER_CHECKS.get(event.kind, ()):
        check(history, event)
    match event.kind:
        case K.THIRD_PARTY_ASKED | K.CO_MAKER_ASKED:
            history.inquiries.append(Inquiry(event))
        case K.THIRD_PARTY_LETTER_RECEIVED | K.CO_MAKER_LETTER_RECEIVED:
            _inquiry(history, event).received = event
        case K.THIRD_PARTY_ANSWERED | K.CO_MAKER_ANSWERED:
            _inquiry(history, event).answered = event
        case K.EXTENDED:
            history.extensions.append((history.round, event))
        case K.REPLY_SENT:
            history.replies.append(event)
        case _:
            history.single[event.kind] = event
    _end(history, event)


def _end(history: History, event: Event) -> None:
    if history.end is not None:
        return
    sent = history.replies[-1] if history.replies else None
    match event.kind:
        case K.REPLY_SENT if event.delivery not in SIGNED_DELIVERIES:
            history.end, history.outcome = event, event.outcome
        case K.REPLY_RECEIVED if sent is not None:
            history.end, history.outcome = event, sent.outcome
        case K.WITHDRAWN | K.CLOSED:
            history.end, history.outcome = event, event.outcome


def _check_order(history: History, event: Event) -> None:
    kind, name = event.kind, event_name(event.kind)
    if event.on < history.submitted.on:
        raise LawError("before_submission", kind=name, on=event.on)
    if history.end is not None and kind not in _AFTER_THE_END:
        raise LawError("after_the_end", kind=name, on=event.on, ended=history.end.on)
    if kind in history.single and kind not in _REPEATABLE:
        twice = "clarification_twice" if kind is K.CLARIFICATION_ASKED else "happened_twice"
        raise LawError(twice, kind=name, on=event.on)
    before = _ONLY_AFTER.get(kind)
    if before is not None and before not in history.single and not _is_sent(history, before):
        raise LawError("out_of_order", kind=name, on=event.on, before=event_name(before))
    may_precede = {K.SUBMITTED, K.RECEIPT_CONFIRMED, K.WITHDRAWN, K.CLOSED}
    if kind not in may_precede and history.received_on is None:
        raise LawError("before_receipt", kind=name, on=event.on)
    _check_nobody_is_waited_for(history, event)


def _check_nobody_is_waited_for(history: History, event: Event) -> None:
    waiting = history.waiting_for
    if event.kind not in _WHILE_RUNNING or waiting is None:
        return
    # On the day of the notice itself the act may have come first.
    if event.on > history.single[_ONLY_AFTER[waiting]].on:
        name, awaited = event_name(event.kind), event_name(waiting)
        raise LawError("while_waiting", kind=name, on=event.on, waiting=awaited)


def _is_sent(history: History, kind: EventKind) -> bool:
    return kind is K.REPLY_SENT and bool(history.replies)


def _inquiry(history: History, event: Event) -> Inquiry:
    """The consultation that an answer or a receipt belongs to."""
    third_party = event.kind.value.startswith("third_party")
    for inquiry in history.inquiries:
        if inquiry.is_third_party == third_party and inquiry.asked.party == event.party:
            is_receipt = event.kind.value.endswith("letter_received")
            if (inquiry.received if is_receipt else inquiry.answered) is not None:
                raise LawError("happened_twice", kind=event_name(event.kind), on=event.on)
            return inquiry
    raise LawError("party_not_asked", kind=event_name(event.kind), on=event.on, party=event.party)


def _not_asked_before(history: History, event: Event) -> None:
    # Asking the same party twice would stop the clock twice (Art. 33 (3) stops it for the need).
    if any((i.asked.kind, i.asked.party) == (event.kind, event.party) for i in history.inquiries):
        raise LawError("party_asked_twice", on=event.on, party=event.party)


def _one_extension_a_round(history: History, event: Event) -> None:
    """Art. 33 (2): once. A clock that started anew is a new period and may be extended once."""
    if any(number == history.round for number, _ in history.extensions):
        raise LawError("extended_twice", on=event.on)


def _confirmation_needed(history: History, event: Event) -> None:
    del event
    if not history.needs_confirmation and history.submitted.channel is not None:
        channel = value_name("channel", history.submitted.channel)
        raise LawError("confirmation_not_needed", channel=channel)


def _extension_length(event: Event) -> None:
    if event.days is not None and not 1 <= event.days <= MOST_EXTENSION_DAYS:
        raise LawError("extension_too_long", most=MOST_EXTENSION_DAYS, days=event.days)


def _extension_consent(event: Event) -> None:
    if not event.consent:
        raise LawError("extension_without_consent", on=event.on)


def _deferral_ahead(event: Event) -> None:
    if event.until is not None and event.until < event.on:
        raise LawError("deferred_into_past", on=event.on, until=event.until)


def _positive_fee(event: Event) -> None:
    if event.amount is not None and not event.amount > 0:
        raise LawError("fee_not_positive", amount=event.amount)


def _period_of_clarification(event: Event) -> None:
    longest = 60
    if event.days is not None and not 1 <= event.days <= longest:
        raise LawError("days_out_of_range", days=event.days, longest=longest)


_VALUE_CHECKS: dict[EventKind, tuple[Callable[[Event], None], ...]] = {
    K.EXTENDED: (_extension_length, _extension_consent),
    K.DEFERRED: (_deferral_ahead,),
    K.FEE_NOTICE_SENT: (_positive_fee,),
    K.CLARIFICATION_ASKED: (_period_of_clarification,),
}
_ORDER_CHECKS: dict[EventKind, tuple[Callable[[History, Event], None], ...]] = {
    K.THIRD_PARTY_ASKED: (_not_asked_before,),
    K.CO_MAKER_ASKED: (_not_asked_before,),
    K.EXTENDED: (_one_extension_a_round,),
    K.RECEIPT_CONFIRMED: (_confirmation_needed,),
}
