"""Rules and documents, monthly counts, reviews and suits of the invented county."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from gongkai.law.outcomes import ReviewFirst, outcome
from gongkai.law.remedy_count import RemedyRow, results
from gongkai.web.bodies.models import Body
from gongkai.web.cases.models import Case
from gongkai.web.demo.ledger import REASON, Period
from gongkai.web.demo.people import names
from gongkai.web.publications.models import Document, DocumentKind, EndKind, MonthlyCount
from gongkai.web.remedies.models import Ground, Instance, Proceeding

_CONTESTED = 0.05
"""Of a hundred replies so many are taken to review or court."""
_SUBJECTS = ("管理办法", "实施细则", "工作方案", "补贴标准", "若干规定")


def documents(bodies: Sequence[Body], period: Period, rng: Random) -> None:
    """Normative documents issued over ten years, some repealed."""
    made = []
    for body in bodies:
        for serial in range(1, rng.randint(4, 16)):
            issued = period.today - timedelta(rng.randrange(20, 3600))
            ends = rng.random() < 0.3  # noqa: PLR2004 - of a hundred, thirty
            ended = issued + timedelta(rng.randrange(400, 1800)) if ends else None
            ended = ended if ended and ended < period.today else None
            project = rng.choice(names()["projects"]["names"])
            made.append(
                Document(
                    body=body,
                    kind=DocumentKind.NORMATIVE,
                    title=f"{body.label}{project}{rng.choice(_SUBJECTS)}",
                    mark=f"{body.document_mark.removesuffix('公开')}规〔{issued.year}〕{serial}号",
                    issued_on=issued,
                    disclosed_on=issued + timedelta(rng.randrange(1, 20)),
                    ended_on=ended,
                    end_kind=rng.choice(EndKind.values) if ended else "",
                )
            )
    Document.objects.as_one_entry(REASON).bulk_create(made, batch_size=500)


def months(bodies: Sequence[Body], period: Period, rng: Random) -> None:
    """Licences, penalties, coercive measures and fees of every month that is over."""
    made = []
    for body in bodies:
        size = rng.choice((0, 3, 20, 120))
        for year in range(period.first.year, period.today.year + 1):
            last = 12 if year < period.today.year else period.today.month - 1
            made += [_month(body, year, month, size, rng) for month in range(1, last + 1)]
    MonthlyCount.objects.as_one_entry(REASON).bulk_create(made, batch_size=500)


def _month(body: Body, year: int, month: int, size: int, rng: Random) -> MonthlyCount:
    return MonthlyCount(
        body=body,
        year=year,
        month=month,
        licences=rng.randint(0, size),
        penalties=rng.randint(0, size // 2),
        coercive_measures=rng.randint(0, size // 10),
        fees=Decimal(rng.randrange(0, size * 1000 + 1)) / 100,
    )


def proceedings(period: Period, rng: Random) -> None:
    """Reviews and suits over some of the replies, with their instances."""
    replied = Case.objects.filter(concluded_on__isnull=False).exclude(outcome="granted")
    chosen = [c for c in replied.select_related("body", "applicant").order_by("pk")
              if rng.random() < _CONTESTED]  # fmt: skip
    for case in chosen:
        assert case.concluded_on is not None  # noqa: S101 - the query asked for it
        first_review = outcome(case.outcome).review_first is not ReviewFirst.NO
        filed = case.concluded_on + timedelta(rng.randrange(5, 55))
        is_review = first_review or rng.random() < 0.6  # noqa: PLR2004 - more reviews than suits
        route = RemedyRow.REVIEW if is_review else RemedyRow.LITIGATION_DIRECT
        review = _proceeding(case, route, filed, period, rng)
        last = review.instances.order_by("-filed_on").first() if review else None
        if review and is_review and last and last.result == "upheld" and rng.random() < 0.4:  # noqa: PLR2004
            assert last.decided_on is not None  # noqa: S101 - it has a result
            sued = last.decided_on + timedelta(rng.randrange(3, 15))
            _proceeding(case, RemedyRow.LITIGATION_AFTER_REVIEW, sued, period, rng, review)


def _proceeding(  # noqa: PLR0913, PLR0917 - what a proceeding is made of
    case: Case,
    route: RemedyRow,
    filed: date,
    period: Period,
    rng: Random,
    after: Proceeding | None = None,
) -> Proceeding | None:
    if filed > period.today:
        return None
    made = Proceeding(
        body=case.body,
        route=route.value,
        ground=Ground.REPLY,
        claimant=case.applicant.name,
        after=after,
    )
    made.save()
    made.cases.add(case)
    is_review = route is RemedyRow.REVIEW
    decided = filed + timedelta(rng.randrange(20, 60) if is_review else rng.randrange(30, 200))
    is_decided = decided <= period.today
    told = filed + timedelta(rng.randrange(1, 6))
    answered = told + timedelta(rng.randrange(3, 10))
    Instance(
        proceeding=made,
        organ=f"{names()['county']}{'人民政府' if is_review else '人民法院'}",
        mark=f"（{filed.year}）云{'复' if is_review else '行初'}{made.pk}号",
        filed_on=filed,
        notified_on=told if told <= period.today else None,
        answered_on=answered if answered <= period.today else None,
        decided_on=decided if is_decided else None,
        result=rng.choice(sorted(results(route))) if is_decided else "",
    ).save()
    return made
