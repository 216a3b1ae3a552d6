"""The annual report of one body and year, in versions; what is signed never changes."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.formats import FORMAT_IDS
from gongkai.web.accounts.models import User
from gongkai.web.audit.tracking import Tracked
from gongkai.web.bodies.models import Body


class ReportStage(models.TextChoices):
    """Where a report stands."""

    DRAFT = "draft", _("编写中")
    IN_REVIEW = "in_review", _("内部审核中")
    REVIEWED = "reviewed", _("待签发")
    SIGNED = "signed", _("已签发")


class Scope(models.TextChoices):
    """Whose ledgers a report covers."""

    OWN = "own", _("本机关")
    BELOW = "below", _("本机关及下级")


class CellOrigin(models.TextChoices):
    """Where a number of a report comes from."""

    LEDGER = "ledger", _("台账汇总")
    TYPED = "typed", _("手工填写")
    IMPORTED = "imported", _("文件导入")


class AnnualReport(Tracked):
    """One version of one year's report (政府信息公开工作年度报告).

    ``cells`` holds, by cell id, ``[value as text or null, state, origin]``. Cells of the ledger are
    compiled anew as long as the report is a draft and stand still from then on.
    """

    body = models.ForeignKey(
        Body, verbose_name=_("机关"), on_delete=models.PROTECT, related_name="annual_reports"
    )
    year = models.PositiveIntegerField(_("年度"))
    form = models.CharField(_("格式"), max_length=8, choices=[(each, each) for each in FORMAT_IDS])
    scope = models.CharField(_("统计范围"), max_length=8, choices=Scope.choices, default=Scope.OWN)
    number = models.PositiveIntegerField(_("版本"), default=1)
    reason = models.CharField(_("更正理由"), max_length=300, blank=True)
    stage = models.CharField(
        _("状态"), max_length=12, choices=ReportStage.choices, default=ReportStage.DRAFT
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    title = models.CharField(_("标题"), max_length=120)
    lead_in = models.TextField(_("引言"), blank=True, max_length=5000)
    sections: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    """Prose by section number."""
    cells: models.JSONField[dict[str, list[Any]], dict[str, list[Any]]] = models.JSONField(
        default=dict
    )
    uses_ledger = models.BooleanField(_("数字从台账汇总"), default=True)
    written_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    reviewed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    signed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    signed_on = models.DateField(_("签发日期"), null=True, editable=False)
    content: models.JSONField[Any, Any] = models.JSONField(null=True, editable=False)
    """The canonical JSON of the report as signed."""
    hash = models.CharField(_("校验码"), max_length=64, blank=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    untracked = frozenset({"version", "content"})

    class Meta:
        ordering = ("-year", "body", "-number")
        verbose_name = _("年度报告")
        constraints = (
            models.UniqueConstraint(
                fields=("body", "year", "number"), name="one_report_of_each_version"
            ),
            models.UniqueConstraint(
                fields=("body", "year"),
                condition=~Q(stage=ReportStage.SIGNED),
                name="one_report_being_written",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="report_corrected_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(stage=ReportStage.SIGNED)
                | (Q(signed_on__isnull=False, signed_by__isnull=False) & ~Q(hash="")),
                name="report_signed_has_day_person_and_hash",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body.label} {self.year} 年度报告（第 {self.number} 版）"

    @property
    def is_draft(self) -> bool:
        """Whether it can be changed."""
        return self.stage == ReportStage.DRAFT


class Waiver(Tracked):
    """A finding that was looked at and is accepted, with the reason.

    It holds as long as rule and facts stay the same: ``fingerprint`` is of both.
    """

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="waivers")
    rule = models.CharField(max_length=8)
    fingerprint = models.CharField(max_length=64)
    finding = models.CharField(_("问题"), max_length=500)
    reason = models.CharField(_("说明"), max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("问题说明")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "fingerprint"), name="a_finding_is_waived_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.reason}"

    def audit_body(self) -> int | None:
        """The body of the report."""
        return self.report.body_id
