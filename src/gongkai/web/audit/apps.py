"""The app ``audit``."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """审计."""

    name = "gongkai.web.audit"
    label = "audit"
    verbose_name = "审计"

    def ready(self) -> None:
        """Register the start-up check, and the row where an empty trail ends."""
        from gongkai.web.audit import checks

        del checks
        post_migrate.connect(_begin, sender=self)


def _begin(**_kwargs: Any) -> None:
    from gongkai.web.audit import anchor

    anchor.begin()
