"""Making the demonstration: once, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from django.db import transaction

from gongkai.web.accounts.roles import Role
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record
from gongkai.web.bodies.models import Body
from gongkai.web.demo.ledger import Period, fill
from gongkai.web.demo.people import PASSWORD, make_county, make_staff
from gongkai.web.demo.registers import documents, months, proceedings
from gongkai.web.demo.reports import reports
from gongkai.web.site.today import today

SEED = 711
"""The number of the Regulation's decree; the same county on every machine."""
REQUESTS = 2500
YEARS = 3
WITH_REPORTS = 5
"""So many departments have a signed report to look at."""

__all__ = ["PASSWORD", "create", "exists", "logins"]


def exists() -> bool:
    """Whether there is anything in the database already."""
    return Body.objects.exists()


@transaction.atomic
def create(requests: int = REQUESTS) -> None:
    """The whole county with its ledgers."""
    rng = Random(SEED)  # noqa: S311 - a demonstration has no secrets
    day = today()
    period = Period(date(day.year - YEARS, 1, 3), day)
    county = make_county()
    make_staff(county, rng)
    counts = list(_counts(len(county.bodies), requests, rng))
    total = fill(county.bodies, counts, period, rng)
    documents(county.bodies, period, rng)
    months(county.bodies, period, rng)
    proceedings(period, rng)
    reports(county.departments[:WITH_REPORTS], period)
    record(Act.CREATE, "demo", label=f"演示数据：{total} 件申请", after={"seed": SEED})


def logins() -> Iterator[tuple[str, str]]:
    """Role and user name of each login; the password of all is ``PASSWORD``."""
    for role in Role:
        yield str(role.label), role.value.replace("_", "-")


def _counts(bodies: int, total: int, rng: Random) -> Iterator[int]:
    """How many requests each body gets: the first three departments many, a township few."""
    weights = [3.0, 8, 5, 4] + [rng.uniform(0.3, 2.5) for _ in range(bodies - 4)]
    left = total
    for index, weight in enumerate(weights):
        share = round(left * weight / sum(weights[index:]))
        left -= share
        yield share
