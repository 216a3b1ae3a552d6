"""The trace: every step of the reckoning as a clerk prints it and an applicant follows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from gongkai.law.articles import article
from gongkai.law.calendar import Count, Skipped
from gongkai.law.clock.events import Delivery, Event, EventKind, event_spec
from gongkai.law.clock.history import EXTENSION_DAYS, SIGNED_DELIVERIES
from gongkai.law.clock.pauses import ANSWER_DAYS
from gongkai.law.clock.reply import REPLY_DAYS, Round
from gongkai.law.clock.result import (
    Actor,
    Consultation,
    ConsultationState,
    Deadline,
    DeadlineKind,
    Pause,
    PauseCause,
    Step,
)
from gongkai.law.clock.speech import event_sentence, value_name
from gongkai.law.clock.workings import Period, Workings
from gongkai.law.errors import Fault
from gongkai.law.wording import Wording, load, spoken_date, wording

K = EventKind


def trace_of(
    workings: Workings, deadlines: tuple[Deadline, ...], faults: tuple[Fault, ...]
) -> tuple[Step, ...]:
    """The steps in the order of their dates: first what happened, then what follows from it."""
    told = [
        *_events(workings),
        *_receipt(workings, deadlines),
        *(step for run in workings.rounds for step in _round(workings, run)),
        *(step for period in workings.periods for step in _period(period)),
        *(step for c in workings.consultations for step in _consultation(workings, c)),
        *(step for pause in workings.pauses for step in _pause(workings, pause)),
        *(_fault(workings, fault) for fault in faults),
    ]
    # What is ahead of the day asked for (an open consultation's last day) is told on that day.
    by_day = sorted(told, key=lambda step: min(step.on, workings.as_of))
    return (*by_day, *_conclusion(workings, deadlines))


def step_text(step: Step, lang: str = "zh") -> str:
    """A step in one line: sentence, count with the days skipped, article."""
    parts = [step.sentence.text(lang)]
    if step.count is not None and (told := count_text(step.count, lang)):
        parts.append(f"（{told}）" if lang == "zh" else f"({told})")
    if step.article:
        label = article(step.article).label.text(lang)
        parts.append(f"［{label}］" if lang == "zh" else f"[{label}]")
    return ("" if lang == "zh" else " ").join(parts)


def count_text(count: Count, lang: str = "zh") -> str:
    """How a count came about, in one line."""
    told = [_phrase("counted", days=count.days)]
    if count.paused:
        told.append(_phrase("paused", days=count.paused))
    if count.skipped:
        told.append(_phrase("skipped", spans=_joined(map(_span, count.skipped))))
    if count.made_up:
        told.append(_phrase("made_up", days=_joined(map(_day, count.made_up))))
    told += count.assumptions
    return _phrase("separator").text(lang).join(part.text(lang) for part in told)


def _events(workings: Workings) -> Iterator[Step]:
    defaults = {
        K.CLARIFICATION_ASKED: workings.readings.clarification_days,
        K.EXTENDED: EXTENSION_DAYS,
    }
    for event in workings.history.events:
        sentence = event_sentence(event, days=defaults.get(event.kind, ""))
        yield Step(event.on, event.kind.value, sentence, _article(event), event=event)


def _article(event: Event) -> str:
    return event_spec(event.kind).article


def _receipt(workings: Workings, deadlines: tuple[Deadline, ...]) -> Iterator[Step]:
    history = workings.history
    if history.received_on is None:
        if history.submitted.channel is not None and history.end is None:
            channel = value_name("channel", history.submitted.channel)
            yield _step(history.submitted.on, "confirmation_awaited", channel=channel)
        return
    yield _step(history.received_on, "received")
    ask = next((d for d in deadlines if d.kind is DeadlineKind.ASK_CLARIFICATION), None)
    if ask is not None and K.CLARIFICATION_ASKED not in history.single and ask.is_open:
        yield _step(history.received_on, "clarification_window", due=ask.due)


def _round(workings: Workings, run: Round) -> Iterator[Step]:
    codes = {K.CLARIFIED: "restart_clarified", K.FEE_PAID: "restart_paid"}
    plain = workings.calendar.add(run.start, REPLY_DAYS)
    values: dict[str, Any] = {"start": run.start, "due": plain.end, "days": REPLY_DAYS}
    yield _step(run.start, codes.get(run.cause, "period"), plain, **values)
    if run.extension is not None:
        days = run.extension.days or EXTENSION_DAYS
        yield _step(run.extension.on, "extended", days=days, limit=REPLY_DAYS + days)
    if run.deferral is not None:
        yield _step(run.deferral.on, "deferred", due=run.due)


def _period(period: Period) -> Iterator[Step]:
    to_clarify = period.answer is K.CLARIFIED
    if period.start is not None:
        code = "clarify_by" if to_clarify else "pay_by"
        yield _step(period.start, code, period.count, days=period.days, due=period.due)
    if period.has_lapsed and period.due is not None:
        yield _step(period.due, "not_clarified" if to_clarify else "not_paid", due=period.due)


def _consultation(workings: Workings, consultation: Consultation) -> Iterator[Step]:
    party = _party(consultation.actor.value, consultation.party)
    if consultation.received is not None:
        count = workings.calendar.add(consultation.received, ANSWER_DAYS)
        yield _step(consultation.received, "answer_by", count, party=party, due=count.end)
    if consultation.state is not ConsultationState.OPEN:
        on = consultation.answered or consultation.due or workings.as_of
        cited = "ogi:32" if consultation.actor is Actor.THIRD_PARTY else "ogi:34"
        yield Step(on, "consultation_ended", consultation.effect, cited)


def _pause(workings: Workings, pause: Pause) -> Iterator[Step]:
    if pause.cause is PauseCause.FEE:
        yield _step(pause.first, "pause_fee", first=pause.first)
        return
    party = _party(pause.cause.value, pause.party)
    if pause.last is None:
        yield _step(pause.first, "pause_open", first=pause.first, party=party)
    else:
        on = min(pause.last, workings.until)
        yield _step(on, "pause", first=pause.first, last=pause.last, party=party)


def _fault(workings: Workings, fault: Fault) -> Step:
    return Step(fault.on or workings.as_of, "fault", fault.message, fault.article)


def _conclusion(workings: Workings, deadlines: tuple[Deadline, ...]) -> Iterator[Step]:
    """The answer itself: the day the reply is due, and whether it came in time."""
    reply = next((d for d in deadlines if d.kind is DeadlineKind.REPLY), None)
    end = workings.history.end
    if end is not None and end.kind in {K.REPLY_SENT, K.REPLY_RECEIVED}:
        yield _step(end.on, _delivery_code(workings))
    if reply is None or workings.running is None:
        return
    if reply.due is None:
        yield _step(workings.until, "reply_stopped", used=reply.used, left=reply.left)
        return
    count = workings.running.count
    code = "reply_due_projected" if reply.is_projected else "reply_due"
    yield _step(workings.until, code, count, due=reply.due, limit=reply.limit)
    if reply.late_days:
        yield _step(workings.until, "late", days=reply.late_days, due=reply.due)
    elif reply.met_on is not None and reply.met_on == reply.start:
        yield _step(reply.met_on, "on_the_spot")
    elif reply.met_on is not None:
        yield _step(reply.met_on, "in_time", due=reply.due, left=reply.left)


def _delivery_code(workings: Workings) -> str:
    sent = workings.history.replies[-1]
    if sent.delivery in SIGNED_DELIVERIES:
        return "delivered_signed"
    return "delivered_post" if sent.delivery is Delivery.POST else "delivered_electronic"


def _step(on: date, code: str, count: Count | None = None, /, **values: object) -> Step:
    entry = load("trace.toml")["steps"][code]
    sentence = wording(entry).fill(on=on, **values)
    # A sentence may begin with a party, which is written small elsewhere.
    sentence = Wording(sentence.zh, sentence.en[:1].upper() + sentence.en[1:])
    return Step(on, code, sentence, entry["article"], count)


def _party(actor: str, party: str) -> Wording:
    return _phrase(actor, party=party)


def _phrase(code: str, /, **values: object) -> Wording:
    return wording(load("trace.toml")["phrases"][code]).fill(**values)


def _span(skipped: Skipped) -> Wording:
    code = "one_day" if skipped.first == skipped.last else "span"
    return _phrase(code, name=skipped.name, first=skipped.first, last=skipped.last)


def _day(on: date) -> Wording:
    return Wording(spoken_date(on), spoken_date(on, "en"))


def _joined(parts: Iterable[Wording]) -> Wording:
    listed = list(parts)
    between = _phrase("enumeration")
    return Wording(
        between.zh.join(part.zh for part in listed), between.en.join(part.en for part in listed)
    )
