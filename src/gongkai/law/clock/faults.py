"""What happened against the law, or without effect."""

from __future__ import annotations

from gongkai.law.clock.events import Channel, Event, EventKind
from gongkai.law.clock.result import Actor, Deadline, DeadlineKind
from gongkai.law.clock.workings import Period, Workings
from gongkai.law.errors import Fault, fault_of

K = EventKind


def faults_of(workings: Workings, deadlines: tuple[Deadline, ...]) -> tuple[Fault, ...]:
    """All faults, in the order of their days."""
    faults = [
        *_body_was_late(workings, deadlines),
        *(fault for run in workings.rounds for fault in run.faults),
        *(f for period in workings.periods if (f := _came_too_late(workings, period))),
        *_asked_after_the_end(workings),
    ]
    return tuple(sorted(faults, key=lambda f: (f.on or workings.as_of, f.code)))


def _body_was_late(workings: Workings, deadlines: tuple[Deadline, ...]) -> list[Fault]:
    codes = {DeadlineKind.ASK_CLARIFICATION: "clarification_late", DeadlineKind.REPLY: "reply_late"}
    # Art. 31 (2) sets the day itself for letters only.
    if workings.history.submitted.channel is Channel.ORDINARY_MAIL:
        codes[DeadlineKind.CONFIRM] = "confirmation_late"
    return [
        fault_of(codes[d.kind], on=d.met_on, due=d.due, days=d.late_days)
        for d in deadlines
        if d.actor is Actor.BODY and d.kind in codes and d.met_on is not None and d.late_days
    ]


def _came_too_late(workings: Workings, period: Period) -> Fault | None:
    """A clarification or a payment after abandonment has no effect."""
    came = workings.history.single.get(period.answer)
    if came is None or not period.has_lapsed:
        return None
    code = "clarified_too_late" if period.answer is K.CLARIFIED else "paid_too_late"
    return fault_of(code, on=came.on, due=period.due)


def _asked_after_the_end(workings: Workings) -> list[Fault]:
    """Consultations and fee notices that began when the reply was already overdue."""
    faults = []
    notice = workings.history.single.get(K.FEE_NOTICE_SENT)
    if notice is not None and (due := _due_before(workings, notice)) is not None:
        faults.append(fault_of("fee_notice_late", on=notice.on, due=due))
    for inquiry in workings.history.inquiries:
        asked = inquiry.asked
        if (due := _due_before(workings, asked)) is not None:
            faults.append(
                fault_of("consultation_too_late", on=asked.on, due=due, party=asked.party)
            )
    return faults


def _due_before(workings: Workings, event: Event) -> object | None:
    """The due day of the run that the event fell into, if the event came after it."""
    run = workings.round_on(event.on)
    if run is None or run.due is None or event.on <= run.due:
        return None
    return run.due
