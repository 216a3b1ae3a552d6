"""The annual report of one body and year, in versions; what is signed never changes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.formats import FORMAT_IDS
from gongkai.web.accounts.models import User
from gongkai.web.audit.tracking import Tracked
from gongkai.web.bodies.models import Body
from gongkai.web.reports.stages import TONES, ReportStage

__all__ = [
    "AnnualReport",
    "CellOrigin",
    "PastReport",
    "ReportStage",
    "Scope",
    "Step",
    "Upload",
    "Waiver",
]


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

    ``cells`` holds, by cell id, ``[value as text or null, state, origin, text as printed]``. In a
    draft those of the ledger are not there: they are compiled anew each time. From the hand-over to
    review on every cell stands here, and ``counted`` keeps which entries of the ledgers they count.
    """

    body = models.ForeignKey(
        Body, verbose_name=_("机关"), on_delete=models.PROTECT, related_name="annual_reports"
    )
    year = models.PositiveIntegerField(_("年度"))
    form = models.CharField(_("格式"), max_length=8, choices=[(each, each) for each in FORMAT_IDS])
    scope = models.CharField(_("统计范围"), max_length=8, choices=Scope.choices, default=Scope.OWN)
    ledger_parts: models.JSONField[list[str], list[str]] = models.JSONField(
        _("从台账汇总的表"), default=list, blank=True
    )
    """The parts whose numbers come from the ledgers of this site; the others are typed."""
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
    inserted: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(
        default=dict, blank=True
    )
    """The sentences put in from the ledgers, by the fact's id, as they were put in."""
    signature = models.CharField(_("落款"), max_length=200, blank=True, editable=False)
    signed_on = models.DateField(_("签发日期"), null=True, editable=False)
    signed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    counted = models.TextField(blank=True, editable=False)
    """Which entries of the ledgers each number counts, from the hand-over to review on; JSON."""
    content = models.TextField(blank=True, editable=False)
    """The canonical JSON of the report as signed, to the byte."""
    hash = models.CharField(_("校验码"), max_length=64, blank=True, editable=False)
    """SHA-256 of ``content`` in UTF-8."""
    made_at = models.DateTimeField(auto_now_add=True)

    untracked = frozenset({"version", "content", "counted"})

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
                | (
                    Q(signed_on__isnull=False, signed_by__isnull=False)
                    & ~Q(hash="")
                    & ~Q(content="")
                ),
                name="report_signed_has_day_person_and_hash",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body.label} {self.year} 年度报告（第 {self.number} 版）"

    def save(self, *args: Any, reason: str = "", **kwargs: Any) -> None:
        """Save. Raises ValidationError for a report that was signed: a correction is a new one."""
        self._refuse_signed()
        super().save(*args, reason=reason, **kwargs)

    def delete(self, *args: Any, reason: str = "", **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete a draft. Raises ValidationError for a report that was signed."""
        self._refuse_signed()
        return super().delete(*args, reason=reason, **kwargs)

    def _refuse_signed(self) -> None:
        if not self._state.adding and self.stored().get("stage") == ReportStage.SIGNED:
            raise ValidationError(_("已签发的报告不能改动；需要更正的，请另做新的一版。"))

    @property
    def is_draft(self) -> bool:
        """Whether it can be changed."""
        return self.stage == ReportStage.DRAFT

    @property
    def is_signed(self) -> bool:
        """Whether it stands for good."""
        return self.stage == ReportStage.SIGNED

    @property
    def tone(self) -> str:
        """How the badge of its stage looks."""
        return TONES[ReportStage(self.stage)]

    @property
    def covers_below(self) -> bool:
        """Whether the ledgers of the bodies below count too."""
        return self.scope == Scope.BELOW


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


class Step(Tracked):
    """Who did what with a report, and why: its way to the signature."""

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(max_length=24)
    """``start``, ``write``, ``import``, or the name of a step in ``stages``."""
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("报告流转")

    def __str__(self) -> str:
        return f"{self.report} {self.name}"

    def audit_body(self) -> int | None:
        """The body of the report."""
        return self.report.body_id


class PastReport(Tracked):
    """A report that was published before this site kept it, read from its file."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="past_reports")
    year = models.PositiveIntegerField(_("年度"))
    file = models.CharField(_("文件"), max_length=200)
    content = models.TextField(editable=False)
    """Its canonical JSON."""
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    untracked = frozenset({"content"})

    class Meta:
        ordering = ("-year",)
        verbose_name = _("已公布的年度报告")
        constraints = (
            models.UniqueConstraint(fields=("body", "year"), name="one_past_report_of_a_year"),
        )

    def __str__(self) -> str:
        return f"{self.body.label} {self.year} {self.file}"


class Upload(Tracked):
    """A file that was read, waiting for the choice what to take from it; gone once it is taken."""

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="uploads")
    file = models.CharField(_("文件"), max_length=200)
    digest = models.CharField(max_length=64)
    """SHA-256 of the file."""
    contents: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    """The canonical JSON of each report in it."""
    faults: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    """What could not be read of it, in sentences."""
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    untracked = frozenset({"contents"})

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("导入的文件")

    def __str__(self) -> str:
        return self.file

    def audit_body(self) -> int | None:
        """The body of the report."""
        return self.report.body_id
