"""Every view says which action it is; one that does not say is closed to everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import permissions

View = TypeVar("View", bound=Callable[..., Any])
ObjectModel = TypeVar("ObjectModel", bound=Model)
ANYBODY = "anybody"
"""Open to whoever comes, signed in or not."""
SIGNED_IN = "signed_in"
"""Open to every user: the own account, the start page."""


def permitted(action: str) -> Callable[[View], View]:
    """Mark a view with the action it is; without the permission the answer is 403.

    Raises KeyError at import where no such action exists.
    """
    if action not in {ANYBODY, SIGNED_IN}:
        permissions()[action]

    def mark(view: View) -> View:
        view.action = action  # type: ignore[attr-defined]
        return view

    return mark


def user_of(request: HttpRequest) -> User:
    """The user of a request that the middleware has let through."""
    return cast("User", request.user)


def within_reach(
    request: HttpRequest, action: str, rows: QuerySet[ObjectModel], path: str = "body"
) -> QuerySet[ObjectModel]:
    """Those rows that belong to bodies for which the user may do this."""
    return rows.filter(user_of(request).reach(action, path))


def get_within_reach(
    request: HttpRequest,
    action: str,
    rows: QuerySet[ObjectModel],
    key: object,
    path: str = "body",
) -> ObjectModel:
    """The row with that key. Raises Http404 also where it exists but belongs to others."""
    found = within_reach(request, action, rows, path).filter(pk=key).first()
    if found is None:
        raise Http404
    return found
