"""Reviews (行政复议) and suits (行政诉讼) over a body's replies, with their instances."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.law.remedy_count import Instance as LawInstance
from gongkai.law.remedy_count import RemedyCase, RemedyRow, results
from gongkai.law.remedy_count import Role as LawRole
from gongkai.web.audit.tracking import Tracked
from gongkai.web.bodies.models import Body
from gongkai.web.cases.models import Case
from gongkai.web.site.language import lang

ROUTES = [
    (RemedyRow.REVIEW.value, _("行政复议")),
    (RemedyRow.LITIGATION_DIRECT.value, _("行政诉讼（未经复议直接起诉）")),
    (RemedyRow.LITIGATION_AFTER_REVIEW.value, _("行政诉讼（复议后起诉）")),
]
ROLES = [
    (LawRole.RESPONDENT.value, _("被申请人、被告（本机关的答复）")),
    (LawRole.REVIEWER_SUED.value, _("复议机关作共同被告")),
]


class Ground(models.TextChoices):
    """What is attacked."""

    REPLY = "reply", _("对答复不服")
    SILENCE = "silence", _("逾期未答复")
    DISCLOSURE = "disclosure", _("认为公开侵害其权益（第三方）")
    DUTY = "duty", _("未依法主动公开")
    OTHER = "other", _("其他")


class Proceeding(Tracked):
    """One review or one suit, whatever number of replies it attacks and of instances it has."""

    body = models.ForeignKey(
        Body, verbose_name=_("机关"), on_delete=models.PROTECT, related_name="proceedings"
    )
    route = models.CharField(_("途径"), max_length=24, choices=ROUTES)
    role = models.CharField(
        _("本机关的地位"), max_length=16, choices=ROLES, default=LawRole.RESPONDENT.value
    )
    ground = models.CharField(
        _("事由"), max_length=12, choices=Ground.choices, default=Ground.REPLY
    )
    cases: models.ManyToManyField[Case, models.Model] = models.ManyToManyField(
        Case, verbose_name=_("涉及的申请"), blank=True, related_name="proceedings"
    )
    claimant = models.CharField(_("申请人或原告"), max_length=80)
    after: models.ForeignKey[Proceeding | None, Proceeding | None] = models.ForeignKey(
        "self",
        verbose_name=_("之前的复议"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="suits",
    )
    note = models.TextField(_("备注"), blank=True, max_length=2000)
    version = models.PositiveIntegerField(default=1, editable=False)

    untracked = frozenset({"version"})

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("复议诉讼")
        constraints = (
            models.CheckConstraint(
                condition=Q(after__isnull=True) | Q(route=RemedyRow.LITIGATION_AFTER_REVIEW.value),
                name="only_a_suit_after_review_has_a_review_before_it",
            ),
        )
        indexes = (models.Index(fields=("body", "route")),)

    def __str__(self) -> str:
        return f"{self.get_route_display()}：{self.claimant}"

    @property
    def is_review(self) -> bool:
        """Whether it is a review, not a suit."""
        return self.route == RemedyRow.REVIEW

    @property
    def last(self) -> Instance:
        """The instance that it is in, or was concluded by."""
        return list(self.instances.all())[-1]

    @property
    def state(self) -> str:
        """``open``, ``suspended`` or ``concluded``."""
        last = self.last
        return "concluded" if last.decided_on else "suspended" if last.is_suspended else "open"

    def to_law(self) -> RemedyCase:
        """The proceeding as the law's table counts it; needs ``instances``."""
        return RemedyCase(
            row=RemedyRow(self.route),
            instances=tuple(instance.to_law() for instance in self.instances.all()),
            role=LawRole(self.role),
        )


class Procedure(models.TextChoices):
    """How the review body or the court goes about it, which decides the time limits."""

    SIMPLE = "simple", _("简易程序")
    ORDINARY = "ordinary", _("普通程序")
    EXTENDED = "extended", _("普通程序，经批准延长")


class Instance(Tracked):
    """One instance: the review, or the first or second instance of the suit."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="instances")
    organ = models.CharField(_("复议机关或法院"), max_length=80)
    mark = models.CharField(_("案号"), max_length=80, blank=True)
    is_appeal = models.BooleanField(_("二审"), default=False, editable=False)
    filed_on = models.DateField(_("受理或立案日期"))
    procedure = models.CharField(
        _("程序"),
        max_length=10,
        choices=Procedure.choices,
        blank=True,
        help_text=_("见复议机关、法院的通知书；不知道就留空。"),
    )
    notified_on = models.DateField(
        _("收到答复通知书或应诉通知书的日期"),
        null=True,
        blank=True,
        help_text=_("本机关的答复、答辩期限从这一天起算。"),
    )
    answered_on = models.DateField(_("提交答复书或答辩状的日期"), null=True, blank=True)
    is_suspended = models.BooleanField(_("中止"), default=False)
    decided_on = models.DateField(_("审结日期"), null=True, blank=True)
    result = models.CharField(_("结果"), max_length=40, blank=True)
    redo_by = models.DateField(
        _("重新处理的期限"),
        null=True,
        blank=True,
        help_text=_("决定或判决要求本机关重新答复、履行的，填最后一天。"),
    )
    redone_on = models.DateField(_("已重新处理的日期"), null=True, blank=True)

    class Meta:
        ordering = ("filed_on", "pk")
        verbose_name = _("审级")
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, result="")
                | (Q(decided_on__gte=F("filed_on")) & ~Q(result="")),
                name="instance_decided_has_day_and_result",
                violation_error_message=_("审结日期和结果要同时填写，日期不能早于受理日期。"),
            ),
            models.UniqueConstraint(
                fields=("proceeding", "is_appeal"), name="each_instance_once_in_a_proceeding"
            ),
        )

    def __str__(self) -> str:
        return self.mark or self.organ

    def audit_body(self) -> int | None:
        """The body of the proceeding."""
        return self.proceeding.body_id

    @property
    def level(self) -> str:
        """Which instance it is, in words."""
        if self.proceeding.is_review:
            return str(_("复议"))
        return str(_("二审")) if self.is_appeal else str(_("一审"))

    @property
    def result_name(self) -> str:
        """The result in words."""
        known = results(RemedyRow(self.proceeding.route))
        return known[self.result].name.text(lang()) if self.result in known else self.result

    @property
    def column(self) -> str:
        """The column of table 四 that its result leads to; empty while it is open."""
        known = results(RemedyRow(self.proceeding.route))
        return known[self.result].column if self.result in known else ""

    def to_law(self) -> LawInstance:
        """The instance as the law's table counts it."""
        return LawInstance(self.filed_on, self.decided_on, self.result)
