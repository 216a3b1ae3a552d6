"""Consultations and the days they take out of the reply clock.

Art. 33 (3): the time of asking third parties and other bodies is not counted. Several consultations
may overlap; a day within any of them is out once.
"""

from __future__ import annotations

from datetime import date

from gongkai.law.calendar import WorkCalendar
from gongkai.law.clock.events import EventKind
from gongkai.law.clock.history import History, Inquiry
from gongkai.law.clock.readings import Readings
from gongkai.law.clock.result import Actor, Consultation, ConsultationState, Pause, PauseCause
from gongkai.law.wording import load, wording

ANSWER_DAYS = 15
"""Art. 32 and 34: working days after the letter was received."""


def consultations_of(
    history: History, calendar: WorkCalendar, as_of: date
) -> tuple[Consultation, ...]:
    """Every consultation with its deadline, its state on that day and what follows from it."""
    return tuple(_consultation(inquiry, calendar, as_of) for inquiry in history.inquiries)


def pauses_of(
    history: History,
    consultations: tuple[Consultation, ...],
    as_of: date,
    readings: Readings,
) -> tuple[Pause, ...]:
    """The intervals that are not counted, in the order of their first days."""
    end = history.end.on if history.end else None
    pauses = [p for c in consultations if (p := _consultation_pause(c, as_of, readings, end))]
    notice = history.single.get(EventKind.FEE_NOTICE_SENT)
    if notice is not None and not readings.fee_restarts:
        paid = history.single.get(EventKind.FEE_PAID)
        last = paid.on if paid else end
        pauses.append(Pause(PauseCause.FEE, notice.on, last, is_over=paid is not None))
    return tuple(sorted(pauses, key=lambda p: (p.first, p.cause, p.party)))


def _consultation(inquiry: Inquiry, calendar: WorkCalendar, as_of: date) -> Consultation:
    asked = inquiry.asked
    received = inquiry.received.on if inquiry.received else None
    due = calendar.add(received, ANSWER_DAYS).end if received else None
    answered = inquiry.answered.on if inquiry.answered else None
    state = ConsultationState.OPEN
    if answered is not None:
        state = ConsultationState.ANSWERED
    elif due is not None and due < as_of:
        state = ConsultationState.SILENT
    actor = Actor.THIRD_PARTY if inquiry.is_third_party else Actor.CO_MAKER
    answer = inquiry.answered.answer if inquiry.answered else None
    if answered is not None and due is not None and answered > due:
        effect = "late"
    elif state is ConsultationState.ANSWERED and answer is not None:
        effect = answer.value
    else:
        effect = state.value
    return Consultation(
        actor=actor,
        party=asked.party,
        asked=asked.on,
        received=received,
        due=due,
        answered=answered,
        answer=answer,
        state=state,
        effect=wording(load("trace.toml")["effects"][actor.value][effect]),
    )


def _consultation_pause(
    consultation: Consultation, as_of: date, readings: Readings, end: date | None
) -> Pause | None:
    begins = consultation.asked if readings.pause_from_letter else consultation.received
    if begins is None:
        return None
    # Whatever ends first: the answer, the 15 days, or the request itself.
    ends = [day for day in (consultation.answered, consultation.due, end) if day is not None]
    last = min(ends, default=None)
    return Pause(
        cause=PauseCause(consultation.actor.value),
        first=begins,
        last=last,
        party=consultation.party,
        is_over=consultation.answered is not None or (last is not None and last < as_of),
    )


def closed_intervals(pauses: tuple[Pause, ...]) -> tuple[tuple[date, date], ...]:
    """The pauses whose last day is known, as intervals for the calendar."""
    return tuple((p.first, p.last) for p in pauses if p.last is not None)


def intervals_until(pauses: tuple[Pause, ...], on: date) -> tuple[tuple[date, date], ...]:
    """All pauses as intervals, those without an end as far as that day."""
    return tuple((p.first, p.last or max(p.first, on)) for p in pauses)
