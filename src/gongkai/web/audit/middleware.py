"""Who is acting: known to every change made while a request is answered."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from gongkai.web.audit.actor import Actor, acting


class AuditMiddleware:
    """Bind the user and the address of a request to what happens during it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request as its user."""
        user = request.user if request.user.is_authenticated else None
        actor = Actor(
            user_id=None if user is None else user.pk,
            name="" if user is None else str(user),
            address=request.META.get("REMOTE_ADDR") or "",
        )
        with acting(actor):
            return self.get_response(request)
