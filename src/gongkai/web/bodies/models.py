"""The tree of public bodies, and how it changed over the years.

A body is one row for ever; what it was called and whom it stood under on a day is an episode.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.web.audit.tracking import Tracked

_STEP = 6


class Level(models.TextChoices):
    """How high a body stands."""

    STATE = "state", _("国家")
    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")
    TOWNSHIP = "township", _("乡级")


class Kind(models.TextChoices):
    """What a body is in the sense of the Regulation (Art. 2, 3, 4, 10 and 54)."""

    GOVERNMENT = "government", _("人民政府")
    OFFICE = "office", _("政府办公厅（室）")
    DEPARTMENT = "department", _("政府部门")
    AGENCY = "agency", _("派出机构、内设机构")
    AUTHORISED = "authorised", _("法律、法规授权的组织")


class Body(Tracked):
    """A public body that must disclose information (行政机关).

    ``path`` is the way down from the root, a fixed number of letters for each step, so that all
    bodies below one are those whose path begins with its own.
    """

    name = models.CharField(_("全称"), max_length=80)
    short_name = models.CharField(_("简称"), max_length=30, blank=True)
    code = models.CharField(
        _("统一社会信用代码"),
        max_length=18,
        blank=True,
        validators=[
            RegexValidator(r"^[0-9A-HJ-NPQRTUWXY]{18}$", _("应为 18 位统一社会信用代码。"))
        ],
    )
    division = models.CharField(
        _("行政区划代码"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^\d{6}(\d{3}){0,2}$", _("应为 6、9 或 12 位数字。"))],
    )
    level = models.CharField(_("层级"), max_length=10, choices=Level.choices)
    kind = models.CharField(_("类别"), max_length=12, choices=Kind.choices)
    parent: models.ForeignKey[Body | None, Body | None] = models.ForeignKey(
        "self",
        verbose_name=_("上级"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    path = models.CharField(max_length=120, unique=True, editable=False, blank=True)
    office = models.CharField(_("公开工作机构"), max_length=60, blank=True)
    address = models.CharField(_("办公地址"), max_length=120, blank=True)
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    fax = models.CharField(_("传真"), max_length=40, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    postcode = models.CharField(_("邮政编码"), max_length=6, blank=True)
    hours = models.CharField(_("办公时间"), max_length=80, blank=True)
    document_mark = models.CharField(
        _("发文代字"), max_length=20, blank=True, help_text=_("文书编号的开头，例如“云公开”。")
    )
    review_body: models.ForeignKey[Body | None, Body | None] = models.ForeignKey(
        "self",
        verbose_name=_("行政复议机关"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews_of",
        help_text=_("写进答复书的救济途径；一般是本级人民政府。"),
    )
    court = models.CharField(_("管辖法院"), max_length=60, blank=True)
    may_make_rules = models.BooleanField(
        _("可以制定规章"), default=False, help_text=_("设区的市以上人民政府和国务院部门才可以。")
    )
    has_normative_power = models.BooleanField(_("可以制发行政规范性文件"), default=True)
    report_due = models.CharField(
        _("本地年报报送期限"),
        max_length=5,
        blank=True,
        validators=[
            RegexValidator(
                r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", _("应为“月-日”，例如 01-20。")
            )
        ],
        help_text=_("早于法定期限时填写，例如 01-20。"),
    )
    since = models.DateField(_("设立日期"), null=True, blank=True)
    until = models.DateField(_("撤销日期"), null=True, blank=True)
    successor: models.ForeignKey[Body | None, Body | None] = models.ForeignKey(
        "self",
        verbose_name=_("职能承接机关"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
    )

    untracked = frozenset({"path"})

    class Meta:
        ordering = ("path",)
        verbose_name = _("机关")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True)
                | Q(since__isnull=True)
                | Q(until__gte=models.F("since")),
                name="body_ends_after_it_begins",
                violation_error_message=_("撤销日期不能早于设立日期。"),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def audit_body(self) -> int | None:
        """A body's own facts stand in its own trail."""
        return self.pk

    def save(self, *args: Any, reason: str = "", **kwargs: Any) -> None:
        """Save; a new body gets its place in the tree first."""
        if not self.path:
            self.path = next_path(self.parent)
        super().save(*args, reason=reason, **kwargs)

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name

    @property
    def depth(self) -> int:
        """How many steps below the root."""
        return len(self.path) // _STEP - 1

    def is_open_on(self, day: date) -> bool:
        """Whether the body existed on that day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )

    def covers(self, other: Body) -> bool:
        """Whether the other is this body or stands below it."""
        return other.path.startswith(self.path)


def next_path(parent: Body | None) -> str:
    """The path of a new child: one step longer, behind its last sibling."""
    base = "" if parent is None else parent.path
    last = (
        Body.objects.filter(path__startswith=base, path__regex=rf"^{base}\d{{{_STEP}}}$")
        .order_by("-path")
        .values_list("path", flat=True)
        .first()
    )
    number = int(last[-_STEP:]) + 1 if last else 1
    return f"{base}{number:0{_STEP}d}"


class Episode(Tracked):
    """What a body was called and whom it stood under from one day to another (机构沿革)."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="episodes")
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True, help_text=_("当日不计入。"))
    name = models.CharField(_("名称"), max_length=80)
    parent = models.ForeignKey(
        Body,
        verbose_name=_("上级"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField(_("依据"), max_length=120, blank=True)

    class Meta:
        ordering = ("body", "since")
        verbose_name = _("机构沿革")
        constraints = (
            models.UniqueConstraint(fields=("body", "since"), name="one_episode_begins_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.name}（{self.since} 起）"
