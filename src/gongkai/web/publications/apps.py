"""The app ``publications``."""

from __future__ import annotations

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """主动公开."""

    name = "gongkai.web.publications"
    label = "publications"
    verbose_name = "主动公开"

    def ready(self) -> None:
        """Tell the background work what there is to do."""
        from gongkai.web.publications.importing import work

        del work
