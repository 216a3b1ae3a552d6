"""The addresses of ``bodies``."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

app_name = "bodies"
urlpatterns: list[URLPattern] = []
