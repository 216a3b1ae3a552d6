"""Everything that happened to a case, in one line of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from gongkai.law.clock.events import EventKind, event_spec
from gongkai.law.clock.history import EXTENSION_DAYS
from gongkai.law.clock.readings import STANDING
from gongkai.law.clock.speech import event_sentence
from gongkai.web.cases.models import Attachment, Case, Event, Letter, Note
from gongkai.web.cases.papers import paper_of
from gongkai.web.cases.passage import Move, moves_of, sent_at
from gongkai.web.cases.stages import BY_NAME
from gongkai.web.site.language import lang

_PAUSING = {
    EventKind.CLARIFICATION_ASKED,
    EventKind.THIRD_PARTY_ASKED,
    EventKind.CO_MAKER_ASKED,
    EventKind.FEE_NOTICE_SENT,
}
_ENDING = {EventKind.REPLY_SENT, EventKind.CLOSED, EventKind.WITHDRAWN}
USUAL_DAYS = {
    EventKind.CLARIFICATION_ASKED: STANDING.clarification_days,
    EventKind.EXTENDED: EXTENSION_DAYS,
}
"""The working days that the clock counts where an event names none."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the line."""

    day: date
    at: datetime
    title: str
    text: str
    tone: str = ""
    event: Event | None = None
    letter: Letter | None = None
    paper: Attachment | None = None
    by: str = ""
    wrong: Note | None = None
    """What strikes a paper out that was added by mistake."""


def timeline_of(case: Case) -> list[Point]:
    """Events, steps, letters, papers and notes, the oldest first."""
    notes = list(case.notes.select_related("by"))
    letters = list(case.letters.filter(sent_on__isnull=False))
    times = sent_at(letters) if letters else {}
    points = [_event(each) for each in case.events.select_related("recorded_by")]
    points += [_step(each) for each in moves_of(case) if not _is_told(each, notes)]
    points += [_letter(each, times.get(each.pk, each.made_at)) for each in letters]
    wrong = {paper_of(note): note for note in notes}
    points += [_paper(each, wrong.get(each.pk)) for each in case.attachments.select_related("by")]
    points += [_note(each) for each in notes if paper_of(each) is None]
    return sorted(points, key=lambda point: (point.day, point.at))


def _is_told(move: Move, notes: list[Note]) -> bool:
    """Whether the note with its reason tells of a step, or the event that it came with."""
    names = {step.name for step in move.steps()}
    by_note = any(note.step in names and note.text == move.reason for note in notes)
    return by_note or names <= {"send_reply", "close"}


def _step(move: Move) -> Point:
    # Whoever sends a draft back gives a reason, which a note tells.
    steps = move.steps()
    step = next((step for step in steps if not step.needs_reason), steps[0])
    return Point(timezone.localdate(move.at), move.at, str(step.label), "", by=move.name)


def _event(event: Event) -> Point:
    kind = EventKind(event.kind)
    tone = "paused" if kind in _PAUSING else "done" if kind in _ENDING else ""
    return Point(
        day=event.on,
        at=event.recorded_at,
        title=event_spec(kind).name.text(lang()),
        text=event_sentence(event.to_law(), days=USUAL_DAYS.get(kind, "")).text(lang()),
        tone="bad" if event.retracted_at else tone,
        event=event,
        by=event.recorded_by.name if event.recorded_by else "",
    )


def _letter(letter: Letter, at: datetime) -> Point:
    day = letter.sent_on or timezone.localdate(at)
    return Point(day, at, str(letter), "", letter=letter)


def _paper(paper: Attachment, wrong: Note | None) -> Point:
    return Point(
        day=timezone.localdate(paper.at),
        at=paper.at,
        title=paper.name,
        text="",
        tone="bad" if wrong else "",
        paper=paper,
        by=paper.by.name if paper.by else "",
        wrong=wrong,
    )


def _note(note: Note) -> Point:
    step = BY_NAME.get(note.step)
    title = str(step.label) if step else ""
    return Point(timezone.localdate(note.at), note.at, title, note.text, by=note.by.name)
