"""A request for information and all that happens to it."""

from __future__ import annotations

from gongkai.web.cases.models.applicant import Applicant, ApplicantClass, IdentityKind
from gongkai.web.cases.models.case import Case, FormWanted, Way
from gongkai.web.cases.models.closure import CalendarException
from gongkai.web.cases.models.history import Attachment, Event, Note
from gongkai.web.cases.models.letter import (
    Letter,
    LetterTemplate,
    Outcome,
    ReEvaluation,
    SentLetterError,
)

__all__ = [
    "Applicant",
    "ApplicantClass",
    "Attachment",
    "CalendarException",
    "Case",
    "Event",
    "FormWanted",
    "IdentityKind",
    "Letter",
    "LetterTemplate",
    "Note",
    "Outcome",
    "ReEvaluation",
    "SentLetterError",
    "Way",
]
