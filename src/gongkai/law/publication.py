"""How soon information is published (Art. 26): 20 working days, unless another law sets another time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.law.calendar import Count, WorkCalendar
from gongkai.law.months import days_after
from gongkai.law.wording import Wording, load, wording


class PublicationKind(StrEnum):
    """Information with a time of its own."""

    GENERAL = "general"
    BUDGET = "budget"
    PENALTY_WITHDRAWN = "penalty_withdrawn"
    LICENCE_OR_PENALTY = "licence_or_penalty"


@dataclass(frozen=True, slots=True)
class PublicationTerm:
    """The last day to publish something, and what it rests on."""

    kind: PublicationKind
    name: Wording
    formed_on: date
    """The day it was formed, changed or approved; it is not counted."""
    due: date
    article: str
    tag: str
    count: Count | None
    """The count of working days; None where calendar days count."""


def publish_by(
    formed_on: date,
    calendar: WorkCalendar,
    kind: PublicationKind = PublicationKind.GENERAL,
) -> PublicationTerm:
    """The last day to publish what was formed or changed on a day."""
    entry = load("publication.toml")[kind.value]
    is_working = entry["unit"] == "working"
    count = calendar.add(formed_on, entry["days"]) if is_working else None
    due = count.end if count else days_after(formed_on, entry["days"], calendar)
    return PublicationTerm(
        kind, wording(entry), formed_on, due, entry["article"], entry["tag"], count
    )
