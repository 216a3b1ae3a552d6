"""The clock: from the stored events of one request to its deadlines and the reason for each.

``run_clock(events, calendar, as_of)`` is the one entrance; ``admit`` says whether one more event may
be added to a history, ``next_kinds`` what may come next.
"""

from gongkai.law.clock.events import (
    Answer,
    Channel,
    Delivery,
    Event,
    EventKind,
    EventSpec,
    event_from_json,
    event_spec,
)
from gongkai.law.clock.readings import STANDING, ReadingNote, Readings, reading_notes
from gongkai.law.clock.result import (
    Actor,
    Clock,
    Consultation,
    ConsultationState,
    Deadline,
    DeadlineKind,
    Pause,
    PauseCause,
    State,
    Step,
)
from gongkai.law.clock.run import admit, next_kinds, run_clock
from gongkai.law.clock.speech import event_name, event_sentence, value_name
from gongkai.law.clock.trace import count_text, step_text

__all__ = [
    "STANDING",
    "Actor",
    "Answer",
    "Channel",
    "Clock",
    "Consultation",
    "ConsultationState",
    "Deadline",
    "DeadlineKind",
    "Delivery",
    "Event",
    "EventKind",
    "EventSpec",
    "Pause",
    "PauseCause",
    "ReadingNote",
    "Readings",
    "State",
    "Step",
    "admit",
    "count_text",
    "event_from_json",
    "event_name",
    "event_sentence",
    "event_spec",
    "next_kinds",
    "reading_notes",
    "run_clock",
    "step_text",
    "value_name",
]
