"""Which steps a case has taken, by whom and when: read from the trail, which alone keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from gongkai.web.audit.models import Act, Entry
from gongkai.web.cases.models import Case, Letter
from gongkai.web.cases.stages import BY_NAME, STEPS, Stage, Step
from gongkai.web.site.today import today


@dataclass(frozen=True, slots=True)
class Move:
    """One change of the stage."""

    source: str
    target: str
    at: datetime
    by: str
    by_id: int | None
    reason: str

    @property
    def name(self) -> str:
        """The person without the user name that the trail has behind it."""
        return self.by.rpartition("（")[0] or self.by

    def steps(self) -> list[Step]:
        """The steps that lead this way: a draft may have been taken back or sent back."""
        return [
            step for step in STEPS if self.source in step.sources and self.target == step.target
        ]


def moves_of(case: Case) -> list[Move]:
    """Every change of the stage, the oldest first; none of a case that came in bulk."""
    entries = Entry.objects.filter(kind="cases.case", object_id=str(case.pk), act=Act.CHANGE)
    return [
        Move(
            entry.before.get("stage", ""),
            entry.after["stage"],
            entry.at,
            entry.actor,
            entry.actor_id,
            entry.reason,
        )
        for entry in entries.order_by("number")
        if entry.before and entry.after and "stage" in entry.after
    ]


def approved_on(case: Case) -> date | None:
    """The day on which the reply that waits to be sent was approved; None where nothing tells it."""
    approvals = [move for move in moves_of(case) if move.target == Stage.APPROVED]
    if not approvals:
        return None
    # Where the day of the site is set, the machine's may be a later one.
    return min(timezone.localdate(approvals[-1].at), today())


def has_taken(case: Case, name: str, user_id: int | None) -> bool:
    """Whether the case stands where the step leads because this user has just taken it."""
    if case.stage != BY_NAME[name].target:
        return False
    last = next(reversed(moves_of(case)), None)
    if last is None or last.target != case.stage or last.by_id != user_id:
        return False
    return name in {step.name for step in last.steps()}


def sent_at(letters: Iterable[Letter]) -> dict[int, datetime]:
    """When each letter that is out was sent, by its key."""
    keys = [str(letter.pk) for letter in letters]
    entries = Entry.objects.filter(kind="cases.letter", object_id__in=keys).order_by("number")
    return {
        int(entry.object_id): entry.at
        for entry in entries
        if entry.after and entry.after.get("sent_on")
    }
