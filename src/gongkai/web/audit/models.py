"""The audit trail: append-only, each entry sealed with the hash of the one before it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    """What was done."""

    CREATE = "create", _("新建")
    CHANGE = "change", _("修改")
    DELETE = "delete", _("删除")
    VIEW = "view", _("查看")
    EXPORT = "export", _("导出")
    SIGN_IN = "sign_in", _("登录")
    SIGN_OUT = "sign_out", _("退出")
    FAILED = "failed", _("登录失败")
    REFUSED = "refused", _("被拒绝")


class Entry(models.Model):
    """One thing that happened. The database itself refuses to change or delete it."""

    number = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=10, choices=Act.choices)
    actor_id: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=120)
    address = models.CharField(max_length=45, blank=True)
    body_id: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(
        null=True, db_index=True
    )
    kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=200, blank=True)
    before: models.JSONField[Any, Any] = models.JSONField(null=True)
    after: models.JSONField[Any, Any] = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("-number",)
        verbose_name = _("审计记录")
        indexes = (
            models.Index(fields=("kind", "object_id")),
            models.Index(fields=("actor_id", "at")),
            models.Index(fields=("at",)),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor} {self.act} {self.label}"


class Anchor(models.Model):
    """Where the trail ends: one row, which only moves forward; see ``anchor.py``."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    signature = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("审计锚点")
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="the_trail_has_one_end"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"
