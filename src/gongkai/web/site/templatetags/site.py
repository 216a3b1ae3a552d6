"""Small things that pages of every app need."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import QueryDict

register = template.Library()


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any], **changes: object) -> str:
    """The present address with some of its parameters set anew, or taken out where None."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def may(user: Any, action: str) -> bool:
    """Whether the user may do this at all: ``{% if user|may:"cases.register" %}``."""
    return bool(user.is_authenticated and user.may(action))


@register.simple_tag
def may_for(user: Any, action: str, body: Any) -> bool:
    """Whether the user may do this for that body."""
    return bool(user.is_authenticated and user.may(action, body))
