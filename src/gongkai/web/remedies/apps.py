"""The app ``remedies``."""

from __future__ import annotations

from django.apps import AppConfig


class RemediesConfig(AppConfig):
    """复议诉讼."""

    name = "gongkai.web.remedies"
    label = "remedies"
    verbose_name = "复议诉讼"
