"""What the page of a request shows of the remedies against its reply."""

from __future__ import annotations

from dataclasses import dataclass

from django import template

from gongkai.law.wording import Wording
from gongkai.web.cases.clock import calendar_for
from gongkai.web.cases.models import Case
from gongkai.web.cases.outcomes import outcome_of
from gongkai.web.remedies.models import Proceeding
from gongkai.web.remedies.terms import Open, open_against
from gongkai.web.site.language import lang

register = template.Library()


@dataclass(frozen=True, slots=True)
class Card:
    """The proceedings over one request, and what is still open."""

    proceedings: tuple[Proceeding, ...]
    open: Open | None


@register.simple_tag
def remedies_of(case: Case) -> Card:
    """The card of a request."""
    rows = case.proceedings.prefetch_related("instances").order_by("pk")
    outcome = outcome_of(case.outcome, case.body_id) if case.outcome else None
    return Card(tuple(rows), open_against(case, outcome, calendar_for(case.body)))


@register.filter
def wording(value: Wording) -> str:
    """A text of the law in the page's language."""
    return value.text(lang())


@register.filter
def number_in(numbers: dict[str, int], column: str) -> int:
    """One number of a line of the table."""
    return numbers[column]
