"""Every deadline of a request, with days used and left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gongkai.law.calendar import Count, WorkCalendar
from gongkai.law.clock.events import EventKind
from gongkai.law.clock.pauses import ANSWER_DAYS
from gongkai.law.clock.reply import Round, used_days
from gongkai.law.clock.result import Actor, Consultation, ConsultationState, Deadline, DeadlineKind
from gongkai.law.clock.workings import Period, Workings

K = EventKind
ASK_DAYS = 7
"""Art. 30: working days from receipt to ask for clarification."""


def deadlines_of(workings: Workings) -> tuple[Deadline, ...]:
    """All deadlines, met ones included, in the order in which they are due (unknown ones last)."""
    found = [
        confirm_deadline(workings),
        ask_deadline(workings),
        *(period_deadline(workings, period) for period in workings.periods),
        *(answer_deadline(workings, consultation) for consultation in workings.consultations),
        reply_deadline(workings),
    ]
    return tuple(
        sorted((d for d in found if d), key=lambda d: (d.due or date.max, d.kind, d.party))
    )


def confirm_deadline(workings: Workings) -> Deadline | None:
    """Art. 31 (2): a letter is confirmed on the day it comes; other channels follow it by custom."""
    history = workings.history
    if not history.needs_confirmation:
        return None
    start = history.submitted.on
    is_working = workings.calendar.is_working(start)
    due = start if is_working else workings.calendar.next_working_day(start)
    confirmed = history.single.get(K.RECEIPT_CONFIRMED)
    return Deadline(
        kind=DeadlineKind.CONFIRM,
        actor=Actor.BODY,
        start=start,
        due=due,
        limit=0,
        used=0,
        left=0,
        article="ogi:31",
        is_open=confirmed is None and history.end is None,
        met_on=confirmed.on if confirmed else None,
        late_days=_late(workings.calendar, due, confirmed.on if confirmed else workings.until),
    )


def ask_deadline(workings: Workings) -> Deadline | None:
    """Art. 30: 7 working days from receipt. It lapses: who did not ask goes on with the reply."""
    received = workings.history.received_on
    if received is None:
        return None
    count = workings.calendar.add(received, ASK_DAYS)
    asked = workings.history.single.get(K.CLARIFICATION_ASKED)
    base = replace(
        _undated(DeadlineKind.ASK_CLARIFICATION, Actor.BODY, "ogi:30", ASK_DAYS),
        met_on=asked.on if asked else None,
        is_open=asked is None and workings.history.end is None and workings.as_of <= count.end,
        late_days=_late(workings.calendar, count.end, asked.on) if asked else 0,
    )
    return _dated(workings, base, count)


def period_deadline(workings: Workings, period: Period) -> Deadline:
    """The applicant's deadline to clarify or to pay."""
    to_clarify = period.answer is K.CLARIFIED
    kind = DeadlineKind.CLARIFY if to_clarify else DeadlineKind.PAY
    came = workings.history.single.get(period.answer)
    met_on = came.on if came else None
    base = replace(
        _undated(kind, Actor.APPLICANT, "ogi:30" if to_clarify else "fee:6", period.days),
        is_open=came is None and not period.has_lapsed and workings.history.end is None,
        met_on=met_on,
    )
    if period.count is None:
        return base
    late_days = _late(workings.calendar, period.count.end, met_on or workings.until)
    return replace(_dated(workings, base, period.count), late_days=late_days)


def answer_deadline(workings: Workings, consultation: Consultation) -> Deadline:
    """Art. 32 and 34: 15 working days from the receipt of the letter."""
    third = consultation.actor is Actor.THIRD_PARTY
    kind = DeadlineKind.THIRD_PARTY_ANSWER if third else DeadlineKind.CO_MAKER_ANSWER
    unanswered = consultation.answered is None and workings.history.end is None
    base = replace(
        _undated(kind, consultation.actor, "ogi:32" if third else "ogi:34", ANSWER_DAYS),
        is_open=unanswered and consultation.state is ConsultationState.OPEN,
        met_on=consultation.answered,
        party=consultation.party,
    )
    if consultation.received is None:
        return base
    count = workings.calendar.add(consultation.received, ANSWER_DAYS)
    until = consultation.answered or workings.until
    late_days = _late(workings.calendar, count.end, until)
    return replace(_dated(workings, base, count), late_days=late_days)


def reply_deadline(workings: Workings) -> Deadline | None:
    """Art. 33 (2) and 35: the body's own deadline; None while no reply period runs."""
    run = workings.running
    if run is None:
        return None
    until = workings.until
    used = used_days(run, workings.calendar, workings.pauses, until)
    end = workings.history.end
    met = end is not None and end.kind in {K.REPLY_SENT, K.REPLY_RECEIVED}
    return Deadline(
        kind=DeadlineKind.REPLY,
        actor=Actor.BODY,
        start=run.start,
        due=run.due,
        limit=run.limit,
        used=used,
        left=run.limit - used,
        article="ogi:35" if run.deferral else "ogi:33.2",
        is_open=end is None,
        met_on=end.on if met and end else None,
        late_days=_late(workings.calendar, run.due, until) if run.due else 0,
        is_projected=end is None and _is_projected(workings, run),
        assumed_years=run.count.assumed_years if run.count else (),
    )


def _is_projected(workings: Workings, run: Round) -> bool:
    if run.deferral or run.due is None:
        return False
    return any(not pause.is_over and pause.first <= run.due for pause in workings.pauses)


def _undated(kind: DeadlineKind, actor: Actor, article: str, days: int) -> Deadline:
    """A period that has not begun: the receipt of the letter is not entered yet."""
    return Deadline(
        kind=kind,
        actor=actor,
        start=None,
        due=None,
        limit=days,
        used=0,
        left=days,
        article=article,
    )


def _dated(workings: Workings, base: Deadline, count: Count) -> Deadline:
    """The same deadline with its days counted, as far as the act that met it, or the day asked."""
    until = base.met_on or workings.until
    used = min(count.days, workings.calendar.between(count.start, until).days)
    return replace(
        base,
        start=count.start,
        due=count.end,
        limit=count.days,
        used=used,
        left=count.days - used,
        assumed_years=count.assumed_years,
    )


def _late(calendar: WorkCalendar, due: date, until: date) -> int:
    """Working days past the last day; at least one if any day passed, even a weekend."""
    if until <= due:
        return 0
    return max(1, calendar.between(due, until).days)
