"""What the pages have in common: whose register is looked at, and which year."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from gongkai.web.accounts.access import user_of, within_reach
from gongkai.web.bodies.models import Body
from gongkai.web.publications.months import FIRST_YEAR, LAST_YEAR
from gongkai.web.site.today import today

VIEW, EDIT = "publications.view", "publications.edit"


def chosen_body(request: HttpRequest, action: str = VIEW) -> Body:
    """The body that the address names, or the user's own. Raises Http404 for one out of reach."""
    wanted = request.GET.get("body", "")
    key = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 19 else None  # noqa: PLR2004 - a key's most digits
    rows = within_reach(request, action, Body.objects.all(), "pk")
    found = rows.filter(pk=key or user_of(request).body_id).first()
    if found is None:
        raise Http404
    return found


def bodies_in_reach(request: HttpRequest) -> list[Body]:
    """The bodies between which a user can choose; none where there is no choice."""
    found = list(within_reach(request, VIEW, Body.objects.all(), "pk"))
    return found if len(found) > 1 else []


def known_year(year: int) -> int:
    """The year of an address. Raises Http404 for one that no ledger has."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


def years_around(year: int) -> list[int]:
    """Years to go to from a year's page, the newest first."""
    newest = max(today().year, year)
    return list(range(newest, max(FIRST_YEAR, newest - 7) - 1, -1))
