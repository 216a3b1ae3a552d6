"""How soon a rule or normative document had to be published, and whether it was (Art. 26)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.law.calendar import WorkCalendar
from gongkai.law.publication import publish_by
from gongkai.web.bodies.models import Body
from gongkai.web.cases.clock import calendar_for
from gongkai.web.publications.models import Document
from gongkai.web.site.today import today

SINCE = date(2019, 5, 15)
"""The Regulation in force since that day; for what is older the period is not counted here."""
SOON = 3


@dataclass(frozen=True, slots=True)
class Duty:
    """The period of one document, in working days. ``late`` and ``left``: one of them is 0."""

    due: date
    limit: int
    used: int
    left: int
    late: int
    is_met: bool
    """Whether it was published, in time or late."""

    @property
    def tone(self) -> str:
        """How the bar looks."""
        if self.late:
            return "bad"
        return "good" if self.is_met else "warn" if self.left <= SOON else ""

    @property
    def share(self) -> int:
        """The used part, in hundredths."""
        return min(100, round(100 * self.used / self.limit))


class Duties:
    """Counts periods; the calendar of a body is made once, and the due day of a day too."""

    def __init__(self) -> None:
        self._calendars: dict[int, WorkCalendar] = {}
        self._due: dict[tuple[int, date], date] = {}

    def of(self, document: Document) -> Duty | None:
        """The period of a document; None for one older than the Regulation."""
        if document.issued_on < SINCE:
            return None
        calendar = self._calendar(document.body)
        term = publish_by(document.issued_on, calendar)
        until = document.disclosed_on or today()
        used = calendar.between(document.issued_on, until).days
        limit = term.count.days if term.count else 0
        late = calendar.between(term.due, until).days if until > term.due else 0
        left = max(0, limit - used)
        return Duty(term.due, limit, used, left, late, document.disclosed_on is not None)

    def late(self, documents: Iterable[Document]) -> list[int]:
        """The keys of those published late, or due and still not published."""
        found = []
        for document in documents:
            if document.issued_on >= SINCE:
                until = document.disclosed_on or today()
                if until > self._due_day(document):
                    found.append(document.pk)
        return found

    def _due_day(self, document: Document) -> date:
        key = (document.body_id, document.issued_on)
        if key not in self._due:
            self._due[key] = publish_by(document.issued_on, self._calendar(document.body)).due
        return self._due[key]

    def _calendar(self, body: Body) -> WorkCalendar:
        if body.pk not in self._calendars:
            self._calendars[body.pk] = calendar_for(body)
        return self._calendars[body.pk]
