"""Days an office enters beside the national calendar: local holidays, closures, extra work days."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.web.audit.tracking import Tracked
from gongkai.web.bodies.models import Body


class CalendarException(Tracked):
    """One day that is, or is not, a working day for a body and all below it, with the reason."""

    body = models.ForeignKey(
        Body,
        verbose_name=_("适用于（含下级）"),
        on_delete=models.PROTECT,
        related_name="calendar_exceptions",
    )
    day = models.DateField(_("日期"))
    is_working = models.BooleanField(_("算工作日"), default=False)
    reason = models.CharField(_("依据"), max_length=120)

    class Meta:
        ordering = ("-day",)
        verbose_name = _("工作日例外")
        constraints = (
            models.UniqueConstraint(fields=("body", "day"), name="one_exception_for_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.reason}"
