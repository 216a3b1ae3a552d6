"""The app ``accounts``."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """账户."""

    name = "gongkai.web.accounts"
    label = "accounts"
    verbose_name = "账户"

    def ready(self) -> None:
        """Record failed sign-ins."""
        from gongkai.web.accounts import failures

        del failures
