"""What a body publishes of itself, as far as the annual report counts it (Art. 20)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.web.audit.tracking import Tracked
from gongkai.web.bodies.models import Body


class DocumentKind(models.TextChoices):
    """The two rows of Art. 20 (1) in the form; the ids are those of the format."""

    RULES = "rules", _("规章")
    NORMATIVE = "normative_documents", _("行政规范性文件")


class EndKind(models.TextChoices):
    """How a document ceased to hold."""

    REPEALED = "repealed", _("废止")
    INVALID = "invalid", _("宣布失效")
    EXPIRED = "expired", _("有效期满")


class Document(Tracked):
    """One rule (规章) or normative document (行政规范性文件) that the body issued."""

    body = models.ForeignKey(
        Body, verbose_name=_("制发机关"), on_delete=models.PROTECT, related_name="documents"
    )
    kind = models.CharField(_("类别"), max_length=20, choices=DocumentKind.choices)
    title = models.CharField(_("标题"), max_length=200)
    mark = models.CharField(_("文号"), max_length=60, blank=True)
    issued_on = models.DateField(_("制发日期"))
    disclosed_on = models.DateField(
        _("公开日期"),
        null=True,
        blank=True,
        help_text=_("应当自形成之日起 20 个工作日内公开（第二十六条）。"),
    )
    ended_on = models.DateField(
        _("废止或失效日期"), null=True, blank=True, help_text=_("当日起不再有效。")
    )
    end_kind = models.CharField(_("失效方式"), max_length=10, choices=EndKind.choices, blank=True)
    is_lead = models.BooleanField(
        _("由本机关统计"),
        default=True,
        help_text=_("联合发文由牵头机关统计；不是牵头机关的请取消勾选。"),
    )
    address = models.URLField(_("公开网址"), blank=True, max_length=300)
    version = models.PositiveIntegerField(default=1, editable=False)

    untracked = frozenset({"version"})

    class Meta:
        ordering = ("-issued_on", "-pk")
        verbose_name = _("规章和规范性文件")
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("issued_on")),
                name="document_ends_after_it_is_issued",
                violation_error_message=_("废止或失效日期不能早于制发日期。"),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_kind="")
                | (Q(ended_on__isnull=False) & ~Q(end_kind="")),
                name="document_ended_says_how",
                violation_error_message=_("请同时填写废止或失效的日期和方式。"),
            ),
            models.UniqueConstraint(
                fields=("body", "mark"),
                condition=~Q(mark=""),
                name="document_mark_once_in_a_body",
                violation_error_message=_("这个文号已经登记过。"),
            ),
        )
        indexes = (models.Index(fields=("body", "kind", "issued_on")),)

    def __str__(self) -> str:
        return f"{self.mark} {self.title}".strip()


class MonthlyCount(Tracked):
    """What one month had of decisions and fees. An empty field is not reported, which is not zero."""

    body = models.ForeignKey(
        Body, verbose_name=_("机关"), on_delete=models.PROTECT, related_name="monthly_counts"
    )
    year = models.PositiveIntegerField(
        _("年"), validators=[MinValueValidator(2019), MaxValueValidator(2100)]
    )
    month = models.PositiveSmallIntegerField(
        _("月"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    licences = models.PositiveBigIntegerField(_("行政许可处理决定数"), null=True, blank=True)
    penalties = models.PositiveBigIntegerField(_("行政处罚处理决定数"), null=True, blank=True)
    coercive_measures = models.PositiveBigIntegerField(
        _("行政强制处理决定数"), null=True, blank=True
    )
    fees = models.DecimalField(
        _("行政事业性收费金额（元）"),
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("单位是元，年报里折算为万元。"),
    )

    class Meta:
        ordering = ("-year", "-month")
        verbose_name = _("月报")
        constraints = (
            models.UniqueConstraint(
                fields=("body", "year", "month"),
                name="one_count_for_each_month",
                violation_error_message=_("这个月已经填报过，请改原来的那条。"),
            ),
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="month_of_the_year"),
            models.CheckConstraint(
                condition=Q(fees__isnull=True) | Q(fees__gte=0), name="fees_are_not_negative"
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"


MEASURES = ("licences", "penalties", "coercive_measures", "fees")
