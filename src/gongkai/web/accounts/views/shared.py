"""What the pages of one account have in common."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def done(request: HttpRequest, pk: int, text: str) -> HttpResponse:
    """Back to the account with a word that it worked."""
    messages.success(request, text)
    return redirect("accounts:person", pk)
