"""The addresses of ``reports``."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

app_name = "reports"
urlpatterns: list[URLPattern] = []
