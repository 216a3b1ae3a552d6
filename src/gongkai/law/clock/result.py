"""What the clock answers: state, deadlines, pauses, faults and the trace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from gongkai.law.calendar import Count
from gongkai.law.clock.events import Answer, Event
from gongkai.law.errors import Fault
from gongkai.law.wording import Wording, load, wording


def _label(group: str, value: StrEnum) -> Wording:
    return wording(load("trace.toml")["labels"][group][value.value])


class State(StrEnum):
    """Where a request stands."""

    AWAITING_CONFIRMATION = "awaiting_confirmation"
    """待确认收到: no receipt date yet, so no clock runs (Art. 31)."""
    RUNNING = "running"
    """办理中: the reply clock runs."""
    AWAITING_CLARIFICATION = "awaiting_clarification"
    """待补正: the reply clock starts anew when the clarified request comes (Art. 30)."""
    CONSULTING = "consulting"
    """征求意见中: at least one consultation is open, the reply clock is stopped (Art. 33 (3))."""
    AWAITING_PAYMENT = "awaiting_payment"
    """待缴费."""
    ABANDONED = "abandoned"
    """视为放弃: not clarified or not paid in time; the ledger has still to close it."""
    REPLY_UNDER_WAY = "reply_under_way"
    """送达中: sent by hand, not signed for; the clock still runs."""
    REPLIED = "replied"
    """已答复."""
    WITHDRAWN = "withdrawn"
    """已撤回."""
    CLOSED = "closed"
    """已结案."""

    @property
    def label(self) -> Wording:
        """The name in both languages."""
        return _label("state", self)

    @property
    def is_over(self) -> bool:
        """Whether the request is concluded (and leaves the carry-over)."""
        return self in {State.REPLIED, State.WITHDRAWN, State.CLOSED}


class DeadlineKind(StrEnum):
    """Whose duty by when."""

    CONFIRM = "confirm"
    """与申请人确认 (body)."""
    ASK_CLARIFICATION = "ask_clarification"
    """补正告知期限 (body)."""
    CLARIFY = "clarify"
    """补正期限 (applicant)."""
    REPLY = "reply"
    """答复期限 (body)."""
    THIRD_PARTY_ANSWER = "third_party_answer"
    """第三方回复期限."""
    CO_MAKER_ANSWER = "co_maker_answer"
    """共同制作机关回复期限."""
    PAY = "pay"
    """缴费期限 (applicant)."""

    @property
    def label(self) -> Wording:
        """The name in both languages."""
        return _label("deadline", self)


class Actor(StrEnum):
    """Who has to act."""

    BODY = "body"
    APPLICANT = "applicant"
    THIRD_PARTY = "third_party"
    CO_MAKER = "co_maker"

    @property
    def label(self) -> Wording:
        """The name in both languages."""
        return _label("actor", self)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One period and how far it has run, all in working days.

    ``used + left == limit`` always, where ``limit`` is known. ``due`` is None while nobody can say
    the day: the clock is stopped until an event comes, or the letter's receipt is not entered yet.
    """

    kind: DeadlineKind
    actor: Actor
    start: date | None
    """The day the period is counted from; it is not counted itself."""
    due: date | None
    """The last day."""
    limit: int | None
    """The whole period; None where a date and not a number of days was set."""
    used: int
    left: int | None
    article: str
    is_open: bool = True
    """False when it was met, or has no meaning any more."""
    met_on: date | None = None
    """The day of the act that met it, in time or late."""
    late_days: int = 0
    """Working days past ``due`` until it was met, or until ``as_of``."""
    is_projected: bool = False
    """A pause still runs: ``due`` is what it becomes if the pause lasts its full length."""
    party: str = ""
    assumed_years: tuple[int, ...] = ()
    """Years on the way whose holiday notice is not out yet."""


class PauseCause(StrEnum):
    """Why the reply clock stood still."""

    THIRD_PARTY = "third_party"
    CO_MAKER = "co_maker"
    FEE = "fee"


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that are not counted, first and last included; ``last`` is None while nobody knows."""

    cause: PauseCause
    first: date
    last: date | None
    party: str = ""
    is_over: bool = False
    """Whether it had ended by ``as_of``."""


class ConsultationState(StrEnum):
    """How a consultation ended, or that it has not."""

    OPEN = "open"
    ANSWERED = "answered"
    SILENT = "silent"
    """No answer in 15 working days. A third party's silence leaves the decision to the body (Art.
    32); a co-making body's silence is consent (Art. 34)."""

    @property
    def label(self) -> Wording:
        """The name in both languages."""
        return _label("consultation", self)


@dataclass(frozen=True, slots=True)
class Consultation:
    """One consultation: of a third party or of a body that made the information too."""

    actor: Actor
    party: str
    asked: date
    received: date | None
    due: date | None
    answered: date | None
    answer: Answer | None
    state: ConsultationState
    effect: Wording
    """What follows from answer or silence, in one sentence."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the trace: a date, what happened or follows, how it was counted, the article."""

    on: date
    code: str
    """A key of ``data/trace.toml``."""
    sentence: Wording
    article: str = ""
    count: Count | None = None
    """The working days counted, with the holidays skipped; None where nothing was counted."""
    event: Event | None = None
    """The event this step tells about; None for what follows from events."""

    def text(self, lang: str = "zh") -> str:
        """The whole step in one line: sentence, count, skipped holidays, article."""
        from gongkai.law.clock.trace import step_text

        return step_text(self, lang)


@dataclass(frozen=True)
class Clock:
    """Everything the clock knows about one request on one day."""

    as_of: date
    state: State
    received_on: date | None
    """The statutory receipt date (Art. 31)."""
    started_on: date | None
    """The day the present reply period is counted from: receipt, clarified request or payment."""
    concluded_on: date | None
    """The day that ended the request: it tells the year in which the outcome is reported."""
    outcome: str
    """The outcome's id, once concluded."""
    deadlines: tuple[Deadline, ...]
    pauses: tuple[Pause, ...]
    consultations: tuple[Consultation, ...]
    faults: tuple[Fault, ...]
    tell: Callable[[], tuple[Step, ...]] = field(compare=False, repr=False)
    """Tells the trace; asked for by ``trace``."""

    @cached_property
    def trace(self) -> tuple[Step, ...]:
        """How it came about, step by step; worked out when somebody asks, as it costs the most."""
        return self.tell()

    @property
    def reply(self) -> Deadline | None:
        """The reply deadline; None before receipt, and while clarification or payment is awaited."""
        return next((d for d in self.deadlines if d.kind is DeadlineKind.REPLY), None)

    @property
    def next_deadline(self) -> Deadline | None:
        """The open deadline that is due first, whoever has to act."""
        dated = [d for d in self.deadlines if d.is_open and d.due is not None]
        return min(dated, key=lambda d: d.due or date.max, default=None)

    @property
    def is_late(self) -> bool:
        """Whether the reply is, or was, past its deadline."""
        return self.reply is not None and self.reply.late_days > 0

    @property
    def assumed_years(self) -> tuple[int, ...]:
        """Years whose holiday notice is not out and over which a deadline was counted."""
        return tuple(sorted({year for d in self.deadlines for year in d.assumed_years}))
