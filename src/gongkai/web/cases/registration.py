"""Entering a request: its number, its first events, and requests that look like it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rapidfuzz.fuzz import token_set_ratio

from gongkai.law.clock.events import Channel, EventKind
from gongkai.law.clock.events import Event as LawEvent
from gongkai.web.accounts.models import User
from gongkai.web.bodies.models import Body
from gongkai.web.cases.models import Applicant, Case
from gongkai.web.cases.workflow import record_event
from gongkai.web.site.encryption import digest

ALIKE = 75.0
"""Descriptions that share so many hundredths of their words are shown as likely the same."""
_LOOK_BACK = 200


@dataclass(frozen=True, slots=True)
class Likeness:
    """An earlier request that may be the same, and why it is shown."""

    case: Case
    reasons: tuple[str, ...]


@transaction.atomic
def register(
    case: Case, applicant: Applicant, user: User | None, *, confirmed_on: date | None = None
) -> Case:
    """Enter a request with its applicant: numbered, with its submission, and its clock running.

    Raises WorkflowError where the dates cannot be.
    """
    applicant.body = case.body
    applicant.save()
    case.applicant = applicant
    case.number = next_number(case.body, case.submitted_on.year)
    case.save()
    channel = Channel(case.channel)
    record_event(case, LawEvent(EventKind.SUBMITTED, case.submitted_on, channel=channel), user)
    if confirmed_on is not None:
        record_event(case, LawEvent(EventKind.RECEIPT_CONFIRMED, confirmed_on), user)
    case.save()
    return case


def next_number(body: Body, year: int) -> str:
    """The next number of the year in this body's ledger: ``2026-0001``.

    The row of the body is locked, so that two registrations at once get two numbers.
    """
    Body.objects.select_for_update().get(pk=body.pk)
    numbers = Case.objects.filter(body=body, number__startswith=f"{year}-").values_list(
        "number", flat=True
    )
    last = numbers.order_by("-number").first()
    serial = int(last.rpartition("-")[2]) + 1 if last else 1
    return f"{year}-{serial:05d}"


def same_applicant(body: Body, applicant: Applicant) -> QuerySet[Case]:
    """Earlier requests of this person or organisation at this body, the newest first."""
    same = Q(name=applicant.name)
    for name in ("identity", "phone"):
        number = applicant.identity_number if name == "identity" else applicant.phone
        if number:
            same |= Q(**{f"{name}_digest": digest(number)})
    # The applicants first: an index answers each of the three, and none of all requests is read.
    known = Applicant.objects.filter(same, body=body)
    rows = Case.objects.filter(body=body, applicant__in=known)
    return rows.select_related("applicant").order_by("-registered_at")


def likely_duplicates(body: Body, applicant: Applicant, description: str) -> list[Likeness]:
    """Earlier requests of the same applicant that ask for much the same, with the reasons."""
    found = []
    for case in same_applicant(body, applicant)[:_LOOK_BACK]:
        score = token_set_ratio(_grams(description), _grams(case.description))
        if score >= ALIKE:
            found.append(Likeness(case, (*_who(case, applicant), _what(score))))
    return found


def _grams(text: str) -> str:
    """Chinese has no spaces: pairs of neighbouring characters stand for words."""
    letters = "".join(text.split())
    return " ".join(letters[at : at + 2] for at in range(len(letters) - 1)) or letters


def _who(case: Case, applicant: Applicant) -> tuple[str, ...]:
    reasons = []
    if applicant.identity_number and case.applicant.identity_digest == digest(
        applicant.identity_number
    ):
        reasons.append(_("证件号码相同"))
    if applicant.phone and case.applicant.phone_digest == digest(applicant.phone):
        reasons.append(_("联系电话相同"))
    if case.applicant.name == applicant.name:
        reasons.append(_("姓名或名称相同"))
    return tuple(reasons)


def _what(score: float) -> str:
    if score >= 99.5:  # noqa: PLR2004 - it is printed as a hundred
        return _("所需信息的描述相同")
    return _("所需信息的描述有 %(score)d%% 相近") % {"score": int(score)}
