"""Three years of requests with everything that happens to them, entered in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.law.calendar import WorkCalendar
from gongkai.law.clock.events import EventKind
from gongkai.law.clock.result import Clock, State
from gongkai.law.clock.run import run_clock
from gongkai.law.outcomes import outcome, re_evaluation_due
from gongkai.web.accounts.models import User
from gongkai.web.bodies.models import Body
from gongkai.web.cases.clock import keep
from gongkai.web.cases.models import Applicant, ApplicantClass, Case, Event
from gongkai.web.cases.stages import OPEN_STAGES, Stage
from gongkai.web.demo.histories import History, history
from gongkai.web.demo.people import identity_number, names, person
from gongkai.web.site.encryption import digest

CHINA = ZoneInfo("Asia/Shanghai")
_CLASSES = {
    ApplicantClass.NATURAL_PERSON: 80,
    ApplicantClass.BUSINESS: 9,
    ApplicantClass.RESEARCH: 1,
    ApplicantClass.PUBLIC_INTEREST: 2,
    ApplicantClass.LEGAL_SERVICE: 5,
    ApplicantClass.OTHER_ORGANISATION: 3,
}
_BATCH = 500
REASON = "演示数据"


@dataclass(frozen=True, slots=True)
class Period:
    """The days of the ledgers: from the first request to today."""

    first: date
    today: date


def fill(bodies: Sequence[Body], counts: Sequence[int], period: Period, rng: Random) -> int:
    """So many requests for each body; how many in all. The trail gets one entry of the whole."""
    calendar = WorkCalendar()
    total = 0
    for body, wanted in zip(bodies, counts, strict=True):
        staff = list(User.objects.filter(body=body, posts__role="officer"))
        days = sorted(_day(rng, period) for _ in range(wanted))
        numbers: dict[int, int] = {}
        made = [_made(body, day, period.today, calendar, rng, numbers, staff) for day in days]
        _save(made)
        total += len(made)
    return total


@dataclass(slots=True)
class _Made:
    applicant: Applicant
    case: Case
    history: History
    staff: list[User]


def _made(  # noqa: PLR0913, PLR0917 - what one request is made of
    body: Body,
    day: date,
    today: date,
    calendar: WorkCalendar,
    rng: Random,
    numbers: dict[int, int],
    staff: list[User],
) -> _Made:
    lived = history(rng, day, today, calendar, names()["outcomes"])
    clock = run_clock(lived.events, calendar, today)
    numbers[day.year] = numbers.get(day.year, 0) + 1
    applicant = _applicant(body, rng)
    case = Case(
        body=body,
        number=f"{day.year}-{numbers[day.year]:05d}",
        channel=str(lived.events[0].channel),
        submitted_on=day,
        applicant_class=applicant.applicant_class,
        applicant_name=applicant.name,
        registered_at=datetime.combine(day, time(10), CHINA),
        **_request(rng),
    )
    _stage(case, clock, staff, rng)
    return _Made(applicant, case, lived, staff)


def _request(rng: Random) -> dict[str, str]:
    topic = rng.choice(names()["topics"])
    place, project = rng.choice(names()["townships"]), rng.choice(names()["projects"]["names"])
    text = topic["text"].format(place=place, project=project)
    return {"title": f"{place}{project}：{topic['title']}", "description": f"申请公开{text}。"}


def _applicant(body: Body, rng: Random) -> Applicant:
    kind = rng.choices(list(_CLASSES), list(_CLASSES.values()))[0]
    phone = f"1990000{rng.randrange(10000):04d}"
    made = Applicant(body=body, applicant_class=kind, phone=phone, phone_digest=digest(phone))
    if kind is ApplicantClass.NATURAL_PERSON:
        made.name, made.identity_kind = person(rng), "identity_card"
        made.identity_number = identity_number(rng)
        made.identity_digest = digest(made.identity_number)
    else:
        made.name, made.contact = rng.choice(names()["organisations"][kind.value]), person(rng)
    made.address = f"云岫县{rng.choice(names()['townships'])}{rng.randrange(1, 200)} 号"
    return made


def _stage(case: Case, clock: Clock, staff: list[User], rng: Random) -> None:
    """Where the case stands in the office, as its clock has it."""
    keep(case, clock)
    case.handler = rng.choice(staff) if staff else None
    if clock.concluded_on is not None:
        is_old = (clock.as_of - clock.concluded_on).days > 30  # noqa: PLR2004 - a month, then filed
        ended = Stage.REPLIED if clock.state is State.REPLIED else Stage.CLOSED
        case.stage = Stage.ARCHIVED if is_old else ended
        case.re_evaluate_on = re_evaluation_due(outcome(clock.outcome), clock.concluded_on)
        _draft(case, clock.outcome)
        return
    is_new = clock.state is State.AWAITING_CONFIRMATION or clock.as_of == clock.received_on
    is_running = clock.state is State.RUNNING
    case.stage = (
        Stage.REGISTERED
        if is_new
        else rng.choice(OPEN_STAGES[1:])
        if is_running
        else Stage.HANDLING
    )
    if case.stage not in {Stage.REGISTERED, Stage.HANDLING}:
        _draft(case, "granted")


def _draft(case: Case, outcome_id: str) -> None:
    case.draft_outcome, case.drafted_by = outcome_id, case.handler
    case.draft_text = f"您申请的“{case.description[4:-1]}”，经审查，{outcome(outcome_id).name.zh}。"


def _save(made: list[_Made]) -> None:
    Applicant.objects.as_one_entry(REASON).bulk_create(
        [each.applicant for each in made], batch_size=_BATCH
    )
    for each in made:
        each.case.applicant = each.applicant
    registered = [each.case.registered_at for each in made]
    Case.objects.as_one_entry(REASON).bulk_create([each.case for each in made], batch_size=_BATCH)
    for each, moment in zip(made, registered, strict=True):
        each.case.registered_at = moment
    Case.objects.as_one_entry(REASON).bulk_update(
        [each.case for each in made], ["registered_at"], batch_size=_BATCH
    )
    Event.objects.as_one_entry(REASON).bulk_create(
        [event for each in made for event in _events(each)], batch_size=_BATCH
    )


def _events(made: _Made) -> list[Event]:
    found = []
    for event in made.history.events:
        details: dict[str, Any] = event.to_json()
        del details["kind"], details["on"]
        by = None if event.kind is EventKind.SUBMITTED else made.case.handler
        found.append(
            Event(
                case=made.case, kind=event.kind.value, on=event.on, details=details, recorded_by=by
            )
        )
    return found


def _day(rng: Random, period: Period) -> date:
    """A day of the period, more of them in later years."""
    share = max(rng.random(), rng.random() * 0.9)
    return period.first + timedelta(int(share * (period.today - period.first).days))
