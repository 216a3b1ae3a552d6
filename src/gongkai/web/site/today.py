"""What day it is: the calendar of the office, or the day a demonstration is set to."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The day in China's time zone; in demonstrations and tests ``GONGKAI_TODAY`` where given."""
    given: date | None = settings.ENVIRONMENT.today
    return given or timezone.localdate()
