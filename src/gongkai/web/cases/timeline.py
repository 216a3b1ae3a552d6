"""Everything that happened to a case, in one line of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from gongkai.law.clock.events import EventKind, event_spec
from gongkai.law.clock.speech import event_sentence
from gongkai.web.cases.models import Attachment, Case, Event, Letter, Note
from gongkai.web.cases.stages import BY_NAME
from gongkai.web.site.language import lang

_PAUSING = {
    EventKind.CLARIFICATION_ASKED,
    EventKind.THIRD_PARTY_ASKED,
    EventKind.CO_MAKER_ASKED,
    EventKind.FEE_NOTICE_SENT,
}
_ENDING = {EventKind.REPLY_SENT, EventKind.CLOSED, EventKind.WITHDRAWN}


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


def timeline_of(case: Case) -> list[Point]:
    """Events, letters, papers and notes, the oldest first."""
    points = [_event(each) for each in case.events.select_related("recorded_by")]
    points += [_letter(each) for each in case.letters.filter(sent_on__isnull=False)]
    points += [_paper(each) for each in case.attachments.all()]
    points += [_note(each) for each in case.notes.select_related("by")]
    return sorted(points, key=lambda point: (point.day, point.at))


def _event(event: Event) -> Point:
    kind = EventKind(event.kind)
    tone = "paused" if kind in _PAUSING else "done" if kind in _ENDING else ""
    return Point(
        day=event.on,
        at=event.recorded_at,
        title=event_spec(kind).name.text(lang()),
        text=event_sentence(event.to_law()).text(lang()),
        tone="bad" if event.retracted_at else tone,
        event=event,
        by=event.recorded_by.name if event.recorded_by else "",
    )


def _letter(letter: Letter) -> Point:
    day = letter.sent_on or timezone.localdate(letter.made_at)
    return Point(day, letter.made_at, str(letter), "", letter=letter)


def _paper(paper: Attachment) -> Point:
    return Point(timezone.localdate(paper.at), paper.at, paper.name, "", paper=paper)


def _note(note: Note) -> Point:
    step = BY_NAME.get(note.step)
    title = str(step.label) if step else ""
    return Point(timezone.localdate(note.at), note.at, title, note.text, by=note.by.name)
