"""Annual reports of a year long past, signed, so that there is something finished to look at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongkai.formats import Part, get_format
from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.bodies.models import Body
from gongkai.web.demo.ledger import Period
from gongkai.web.demo.people import names
from gongkai.web.reports.models import AnnualReport, Scope
from gongkai.web.reports.workflow import locked, sign, start, take

SIGNED = (1, 20)
"""Month and day of the signature, in time for the end of January."""


def reports(bodies: Iterable[Body], period: Period) -> None:
    """The reports of the last year but one; the last year's is left to be written."""
    year = period.today.year - 2
    if year >= period.first.year:
        for body in bodies:
            _signed(body, year)


def _signed(body: Body, year: int) -> None:
    officer, reviewer, head = (_who(body, r) for r in (Role.OFFICER, Role.REVIEWER, Role.HEAD))
    parts = [part.value for part in Part]
    report = start(body, year, officer, scope=Scope.OWN, ledger_parts=parts)
    texts = names()["report"]
    report.sections = {
        str(each.number): texts.get(str(each.number), "").format(body=body.name)
        for each in get_format(report.form).sections
    }
    report.save()
    for step, user in (("submit", officer), ("pass_review", reviewer)):
        with locked(report.pk, _version(report)) as held:
            take(held, step, user)
    day = date(year + 1, *SIGNED)
    signature = f"{body.name}\n{day.year}年{day.month}月{day.day}日"
    with locked(report.pk, _version(report)) as held:
        sign(held, head, day, signature)


def _version(report: AnnualReport) -> int:
    return AnnualReport.objects.values_list("version", flat=True).get(pk=report.pk)


def _who(body: Body, role: Role) -> User:
    found: User = User.objects.filter(body=body, posts__role=role).order_by("pk")[0]
    return found
