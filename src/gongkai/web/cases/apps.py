"""The app ``cases``."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """申请."""

    name = "gongkai.web.cases"
    label = "cases"
    verbose_name = "申请"
