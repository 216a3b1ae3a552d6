"""The letters on a case's page."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import template

from gongkai.law.clock.events import EventKind
from gongkai.web.cases.letters.kinds import Kind, kinds
from gongkai.web.cases.letters.suggestions import lines_of, suggestions
from gongkai.web.cases.models import Case

register = template.Library()


@register.simple_tag
def letters_of(case: Case, user: Any) -> Any:
    """The letters of the case, and what the user can do with each."""
    return lines_of(case, user)


@register.simple_tag
def letters_that_fit(case: Case, user: Any, admitted: Collection[EventKind]) -> list[Kind]:
    """The kinds that the user can make now; none for whoever does not handle the case."""
    if not user.may("cases.handle", case.body):
        return []
    # A template that does not say what is admitted passes an empty text.
    return suggestions(case, admitted or ())


@register.filter
def kind_name(kind: str) -> Any:
    """What a kind of letter is called."""
    return kinds()[kind].name
