"""The app ``reports``."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """年度报告."""

    name = "gongkai.web.reports"
    label = "reports"
    verbose_name = "年度报告"
