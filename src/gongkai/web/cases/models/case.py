"""A request for information (政府信息公开申请) from receipt to archive."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.law.clock.events import Channel
from gongkai.web.accounts.models import User
from gongkai.web.audit.tracking import Tracked
from gongkai.web.bodies.models import Body
from gongkai.web.cases.models.applicant import Applicant
from gongkai.web.cases.stages import DRAFT_STAGES, OPEN_STAGES, Stage

CHANNELS = {
    Channel.IN_PERSON: _("当面提交"),
    Channel.SIGNED_MAIL: _("邮寄（签收）"),
    Channel.ORDINARY_MAIL: _("平常信函"),
    Channel.INTERNET: _("互联网"),
    Channel.FAX: _("传真"),
}


class FormWanted(models.TextChoices):
    """In which form the information is wanted (Art. 29 (3))."""

    PAPER = "paper", _("纸质")
    ELECTRONIC = "electronic", _("电子文档")
    INSPECTION = "inspection", _("现场查阅、抄录")


class Way(models.TextChoices):
    """By which way it is to be got (Art. 29 (3))."""

    POST = "post", _("邮寄")
    ELECTRONIC = "electronic", _("电子邮件或网上")
    IN_PERSON = "in_person", _("当面领取")
    FAX = "fax", _("传真")


class Case(Tracked):
    """One request, counted as one (件).

    The lower fields from ``clock_state`` on are computed from the events by ``clock.refresh`` and
    kept only to search and count by; the events are the truth.
    """

    body = models.ForeignKey(
        Body, verbose_name=_("受理机关"), on_delete=models.PROTECT, related_name="cases"
    )
    number = models.CharField(_("登记编号"), max_length=30, editable=False)
    applicant = models.OneToOneField(Applicant, on_delete=models.PROTECT, related_name="case")
    channel = models.CharField(
        _("申请方式"), max_length=14, choices=[(c.value, label) for c, label in CHANNELS.items()]
    )
    is_oral = models.BooleanField(
        _("口头申请，由本机关代填"),
        default=False,
        help_text=_("书面确有困难时才可以（第二十九条）。"),
    )
    title = models.CharField(_("事由"), max_length=120, help_text=_("一句话，用于列表。"))
    description = models.TextField(_("所需政府信息的名称、文号或者其他特征性描述"), max_length=5000)
    purpose = models.CharField(
        _("用途"), max_length=300, blank=True, help_text=_("申请人自愿说明的；不得要求说明。")
    )
    form_wanted = models.CharField(
        _("获取信息的方式"),
        max_length=12,
        choices=FormWanted.choices,
        default=FormWanted.ELECTRONIC,
    )
    way = models.CharField(
        _("获取信息的途径"), max_length=12, choices=Way.choices, default=Way.ELECTRONIC
    )
    submitted_on = models.DateField(
        _("提交日期"), help_text=_("当面提交日、信件签收日或收到日、网上提交日。")
    )

    stage = models.CharField(
        _("环节"), max_length=16, choices=Stage.choices, default=Stage.REGISTERED, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    handler = models.ForeignKey(
        User,
        verbose_name=_("经办人"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
    )
    draft_outcome = models.CharField(_("拟办理结果"), max_length=60, blank=True)
    draft_text = models.TextField(_("答复内容"), blank=True, max_length=20000)
    drafted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    re_evaluate_on = models.DateField(
        _("定期评估日期"),
        null=True,
        blank=True,
        help_text=_("不予公开的信息应当定期评估（第十八条）。"),
    )
    transfer_hint = models.CharField(_("建议申请人联系的机关"), max_length=120, blank=True)
    split_from: models.ForeignKey[Case | None, Case | None] = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    joined_into: models.ForeignKey[Case | None, Case | None] = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="joined"
    )
    registered_at = models.DateTimeField(auto_now_add=True)

    clock_state = models.CharField(max_length=24, blank=True, editable=False)
    received_on = models.DateField(_("收到日期"), null=True, editable=False)
    started_on = models.DateField(null=True, editable=False)
    due_on = models.DateField(_("答复期限"), null=True, editable=False)
    next_due_on = models.DateField(null=True, editable=False)
    next_due_kind = models.CharField(max_length=24, blank=True, editable=False)
    concluded_on = models.DateField(_("办结日期"), null=True, editable=False)
    outcome = models.CharField(_("办理结果"), max_length=60, blank=True, editable=False)
    days_limit = models.PositiveSmallIntegerField(null=True, editable=False)
    late_days = models.PositiveIntegerField(default=0, editable=False)
    applicant_class = models.CharField(max_length=20, editable=False)
    applicant_name = models.CharField(max_length=80, editable=False)

    untracked = frozenset(
        {
            "version",
            "clock_state",
            "started_on",
            "next_due_on",
            "next_due_kind",
            "late_days",
            "days_limit",
            "applicant_class",
            "applicant_name",
        }
    )

    class Meta:
        ordering = ("-registered_at", "-pk")
        verbose_name = _("申请")
        constraints = (
            models.UniqueConstraint(fields=("body", "number"), name="case_number_once_in_a_body"),
            models.CheckConstraint(
                condition=Q(stage__in=OPEN_STAGES, concluded_on__isnull=True, outcome="")
                | (
                    Q(
                        stage__in=(Stage.REPLIED, Stage.CLOSED, Stage.ARCHIVED),
                        concluded_on__isnull=False,
                    )
                    & ~Q(outcome="")
                ),
                name="case_is_concluded_with_day_and_outcome_or_open",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=DRAFT_STAGES)
                | (~Q(draft_outcome="") & ~Q(draft_text="") & Q(drafted_by__isnull=False)),
                name="case_under_review_has_a_draft",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.REGISTERED)
                | Q(stage=Stage.CLOSED)
                | Q(stage=Stage.ARCHIVED)
                | Q(handler__isnull=False),
                name="case_being_handled_has_a_handler",
            ),
            models.CheckConstraint(
                condition=Q(joined_into__isnull=True) | Q(stage__in=(Stage.CLOSED, Stage.ARCHIVED)),
                name="case_joined_into_another_is_closed",
            ),
        )
        indexes = (
            models.Index(fields=("body", "stage", "due_on")),
            # All that the annual report counts by.
            models.Index(
                fields=("body", "received_on", "applicant_class", "concluded_on", "outcome"),
                name="case_received_in",
            ),
            models.Index(
                fields=("body", "concluded_on", "outcome", "applicant_class", "received_on"),
                name="case_concluded_in",
            ),
            models.Index(fields=("handler", "stage")),
            models.Index(
                fields=("body", "due_on", "next_due_on", "id"),
                condition=Q(concluded_on__isnull=True),
                name="case_open_by_due_day",
            ),
            models.Index(
                fields=("body", "re_evaluate_on"),
                condition=Q(re_evaluate_on__isnull=False),
                name="case_to_evaluate_again",
            ),
            models.Index(fields=("-registered_at", "-id"), name="case_by_registration"),
            # All that the ledger looks for words in, in the ledger's order: the table stays shut.
            models.Index(
                fields=("body", "-registered_at", "-id", "number", "applicant_name", "title"),
                name="case_by_words",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def save(self, *args: Any, reason: str = "", **kwargs: Any) -> None:
        """Save; the applicant's class and name are kept with the case to count and search by."""
        self.applicant_class = self.applicant.applicant_class
        self.applicant_name = self.applicant.name
        super().save(*args, reason=reason, **kwargs)

    @property
    def is_open(self) -> bool:
        """Whether the request is not concluded yet."""
        return self.concluded_on is None
