"""What the parts of the clock hand to each other while one answer is worked out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.law.calendar import Count, WorkCalendar
from gongkai.law.clock.events import EventKind
from gongkai.law.clock.history import History
from gongkai.law.clock.readings import Readings
from gongkai.law.clock.reply import Round
from gongkai.law.clock.result import Consultation, ConsultationState, Pause, State

K = EventKind
_ENDS = {
    K.REPLY_SENT: State.REPLIED,
    K.REPLY_RECEIVED: State.REPLIED,
    K.WITHDRAWN: State.WITHDRAWN,
    K.CLOSED: State.CLOSED,
}

_WAITS = {K.CLARIFIED: State.AWAITING_CLARIFICATION, K.FEE_PAID: State.AWAITING_PAYMENT}


@dataclass(frozen=True, slots=True)
class Period:
    """A period of the applicant: to clarify or to pay."""

    notice: EventKind
    """The event that asked for it."""
    answer: EventKind
    """The event that meets it."""
    days: int
    start: date | None
    """The day the notice was received."""
    count: Count | None
    """None while the receipt of the notice is not entered."""
    has_lapsed: bool
    """It ended without effect: nothing came, or what came was too late."""

    @property
    def due(self) -> date | None:
        """The last day."""
        return self.count.end if self.count else None


@dataclass(frozen=True, slots=True)
class Workings:
    """The inputs and the intermediate results of one answer."""

    history: History
    calendar: WorkCalendar
    as_of: date
    readings: Readings
    consultations: tuple[Consultation, ...]
    pauses: tuple[Pause, ...]
    periods: tuple[Period, ...]
    rounds: list[Round]

    @property
    def until(self) -> date:
        """The day to which time ran: the end of the request, or ``as_of``."""
        return self.history.end.on if self.history.end else self.as_of

    @property
    def awaited(self) -> Period | None:
        """The applicant's period that holds the request up: open, or lapsed."""
        for period in self.periods:
            if period.has_lapsed or period.answer not in self.history.single:
                return period
        return None

    @property
    def state(self) -> State:
        """Where the request stands on that day."""
        history = self.history
        if history.end is not None:
            return _ENDS[history.end.kind]
        if history.received_on is None:
            return State.AWAITING_CONFIRMATION
        if history.replies:
            return State.REPLY_UNDER_WAY
        if (period := self.awaited) is not None:
            return State.ABANDONED if period.has_lapsed else _WAITS[period.answer]
        return self._state_of_handling()

    def _state_of_handling(self) -> State:
        if any(c.state is ConsultationState.OPEN for c in self.consultations):
            return State.CONSULTING
        return State.RUNNING

    @property
    def running(self) -> Round | None:
        """The run of the reply clock that counts; None while none does."""
        if not self.rounds:
            return None
        period = self.awaited
        if period is None:
            return self.rounds[-1]
        # Without the full restart the wait for a payment is a pause of the same run.
        waits_for_fee = period.answer is K.FEE_PAID and not self.readings.fee_restarts
        return self.rounds[-1] if waits_for_fee and not period.has_lapsed else None

    def round_on(self, on: date) -> Round | None:
        """The run of the reply clock to which a day belongs."""
        return next((run for run in reversed(self.rounds) if run.start <= on), None)
