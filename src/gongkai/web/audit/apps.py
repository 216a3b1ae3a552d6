"""The app ``audit``."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """审计."""

    name = "gongkai.web.audit"
    label = "audit"
    verbose_name = "审计"

    def ready(self) -> None:
        """Register the start-up check."""
        from gongkai.web.audit import checks

        del checks
