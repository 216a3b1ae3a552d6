"""The app ``bodies``."""

from __future__ import annotations

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    """机关."""

    name = "gongkai.web.bodies"
    label = "bodies"
    verbose_name = "机关"
