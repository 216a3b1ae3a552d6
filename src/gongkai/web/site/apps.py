"""The frame of the site as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Templates, styles and checks that belong to no single ledger."""

    name = "gongkai.web.site"
    label = "site"

    def ready(self) -> None:
        """Register the checks that keep an unsafe site from starting."""
        from gongkai.web.site import checks

        del checks
