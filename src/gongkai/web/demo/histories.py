"""Random but lawful histories: what can happen to a request, each event admitted by the clock.

The same seed gives the same histories. The property tests and the benchmark use them too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from gongkai.law.calendar import WorkCalendar
from gongkai.law.clock.events import Answer, Channel, Delivery, Event, EventKind
from gongkai.law.clock.result import DeadlineKind
from gongkai.law.clock.run import admit, run_clock
from gongkai.law.errors import LawError

Choice = TypeVar("Choice")
_CHANNELS = {
    Channel.IN_PERSON: 22,
    Channel.SIGNED_MAIL: 20,
    Channel.ORDINARY_MAIL: 4,
    Channel.INTERNET: 50,
    Channel.FAX: 4,
}
_CONFIRMED = {Channel.ORDINARY_MAIL, Channel.INTERNET, Channel.FAX}
_DELIVERIES = {
    Delivery.ELECTRONIC: 55,
    Delivery.POST: 35,
    Delivery.IN_PERSON: 9,
    Delivery.BY_PROXY: 1,
}
_LIKELY = {
    "withdraw": 2,
    "clarify": 12,
    "clarified": 75,
    "reasons": 1,
    "third": 12,
    "third_answers": 80,
    "maker": 4,
    "maker_answers": 70,
    "fee": 2,
    "paid": 60,
    "extend": 9,
    "late": 3,
}
"""How often something happens, of a hundred."""


@dataclass(slots=True)
class History:
    """The events of one request up to a day, in the order they were entered."""

    calendar: WorkCalendar
    until: date
    events: list[Event] = field(default_factory=list)
    is_over: bool = False

    def add(self, event: Event) -> bool:
        """Enter the event if it has happened by then and the law admits it; whether it was."""
        if event.on > self.until:
            return False
        try:
            admit(self.events, event, self.calendar)
        except LawError:
            return False
        self.events.append(event)
        return True

    def after(self, day: date, days: int) -> date:
        """So many working days later."""
        return self.calendar.add(day, days).end

    @property
    def last(self) -> date:
        """The day of the last event."""
        return self.events[-1].on


def history(
    rng: Random,
    submitted: date,
    until: date,
    calendar: WorkCalendar,
    outcomes: Mapping[str, int],
) -> History:
    """What happened to a request submitted that day, as far as it had happened by ``until``."""
    made = History(calendar, until)
    channel = _pick(rng, _CHANNELS)
    made.add(Event(EventKind.SUBMITTED, submitted, channel=channel))
    if channel in _CONFIRMED:
        day = submitted + timedelta(rng.choice([0, 0, 0, 1, 1, 2]))
        if not made.add(Event(EventKind.RECEIPT_CONFIRMED, day)):
            return made
    for part in _parts(rng):
        if made.is_over:
            return made
        part(rng, made)
    if not made.is_over:
        _conclude(rng, made, outcomes)
    return made


def _parts(rng: Random) -> Iterator[Callable[[Random, History], None]]:
    steps = {
        "withdraw": _withdraw,
        "clarify": _clarify,
        "reasons": _reasons,
        "third": _third_party,
        "maker": _co_maker,
        "fee": _fee,
        "extend": _extend,
    }
    for name, step in steps.items():
        if _happens(rng, name):
            yield step


def _withdraw(rng: Random, made: History) -> None:
    day = made.after(made.last, rng.randint(1, 8))
    made.is_over = made.add(Event(EventKind.WITHDRAWN, day, outcome="other")) or day > made.until


def _clarify(rng: Random, made: History) -> None:
    asked = made.after(made.last, rng.randint(1, 6))
    if not made.add(Event(EventKind.CLARIFICATION_ASKED, asked, days=rng.choice([7, 10, 15]))):
        return
    received = made.after(asked, rng.randint(0, 3))
    if not made.add(Event(EventKind.CLARIFICATION_NOTICE_RECEIVED, received)):
        made.is_over = True
    elif _happens(rng, "clarified"):
        clarified = made.after(received, rng.randint(1, 6))
        made.is_over = not made.add(Event(EventKind.CLARIFIED, clarified))
    else:
        _lapse(made, DeadlineKind.CLARIFY, "not_clarified")


def _reasons(rng: Random, made: History) -> None:
    if made.add(Event(EventKind.REASONS_ASKED, made.after(made.last, rng.randint(1, 5)))):
        made.add(Event(EventKind.REASONS_GIVEN, made.after(made.last, rng.randint(1, 5))))


def _third_party(rng: Random, made: History) -> None:
    asked = made.after(made.last, rng.randint(1, 5))
    if not made.add(Event(EventKind.THIRD_PARTY_ASKED, asked, party="第三方企业")):
        return
    received = made.after(asked, rng.randint(1, 3))
    made.add(Event(EventKind.THIRD_PARTY_LETTER_RECEIVED, received, party="第三方企业"))
    if _happens(rng, "third_answers"):
        answered = made.after(received, rng.randint(2, 14))
        answer = rng.choice(list(Answer))
        made.add(Event(EventKind.THIRD_PARTY_ANSWERED, answered, party="第三方企业", answer=answer))


def _co_maker(rng: Random, made: History) -> None:
    asked = made.after(made.last, rng.randint(1, 4))
    if made.add(Event(EventKind.CO_MAKER_ASKED, asked, party="共同制作机关")):
        received = made.after(asked, 1)
        made.add(Event(EventKind.CO_MAKER_LETTER_RECEIVED, received, party="共同制作机关"))
        if _happens(rng, "maker_answers"):
            day = made.after(received, rng.randint(2, 12))
            consent = Answer.CONSENTS
            made.add(Event(EventKind.CO_MAKER_ANSWERED, day, party="共同制作机关", answer=consent))


def _fee(rng: Random, made: History) -> None:
    sent = made.after(made.last, rng.randint(2, 8))
    amount = Decimal(rng.choice([100, 300, 720, 2700]))
    if not made.add(Event(EventKind.FEE_NOTICE_SENT, sent, amount=amount)):
        return
    received = made.after(sent, rng.randint(0, 3))
    if not made.add(Event(EventKind.FEE_NOTICE_RECEIVED, received)):
        made.is_over = True
    elif _happens(rng, "paid"):
        paid = made.after(received, rng.randint(1, 12))
        made.is_over = not made.add(Event(EventKind.FEE_PAID, paid))
    else:
        _lapse(made, DeadlineKind.PAY, "fee_unpaid")


def _extend(rng: Random, made: History) -> None:
    due = _due(made)
    if due is None:
        return
    earlier = [
        due - timedelta(n) for n in range(1, 12) if made.calendar.is_working(due - timedelta(n))
    ]
    day = max(made.last, rng.choice(earlier[:4]))
    made.add(Event(EventKind.EXTENDED, day, days=rng.choice([10, 15, 20]), consent=True))


def _lapse(made: History, kind: DeadlineKind, outcome: str) -> None:
    """The applicant lets a period pass; the office closes the request some days later."""
    made.is_over = True
    clock = run_clock(made.events, made.calendar, made.last)
    due = next((d.due for d in clock.deadlines if d.kind is kind and d.due), None)
    if due is not None:
        made.add(Event(EventKind.CLOSED, made.after(due, 2), outcome=outcome))


def _conclude(rng: Random, made: History, outcomes: Mapping[str, int]) -> None:
    due = _due(made)
    if due is None:
        return
    late = _happens(rng, "late")
    start = made.last
    span = max(1, made.calendar.between(start, due).days)
    day = made.after(due, rng.randint(1, 6)) if late else made.after(start, rng.randint(1, span))
    delivery = _pick(rng, _DELIVERIES)
    outcome = _pick(rng, outcomes)
    if not made.add(Event(EventKind.REPLY_SENT, day, delivery=delivery, outcome=outcome)):
        return
    if delivery in {Delivery.IN_PERSON, Delivery.BY_PROXY}:
        made.add(Event(EventKind.REPLY_RECEIVED, made.after(day, rng.randint(0, 2))))


def _due(made: History) -> date | None:
    """The day the reply is due, with the pauses so far; the longest where one still runs."""
    reply = run_clock(made.events, made.calendar, made.last).reply
    return None if reply is None else reply.due


def _pick(rng: Random, weights: Mapping[Choice, int]) -> Choice:
    return rng.choices(list(weights), list(weights.values()))[0]


def _happens(rng: Random, name: str) -> bool:
    return rng.random() * 100 < _LIKELY[name]
