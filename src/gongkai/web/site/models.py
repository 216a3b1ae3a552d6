"""Long work that goes on while people do something else: one row for each piece of it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """How far a piece of work is."""

    WAITING = "waiting", _("排队中")
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("未完成")
    CANCELLED = "cancelled", _("已取消")


ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


def job_file(instance: Any, name: str) -> str:
    """Where a job's file is kept: under a name that nobody can guess."""
    del instance, name
    return f"jobs/{uuid4().hex}.bin"


class Job(models.Model):
    """One piece of work in the background, its progress and what came of it.

    ``kind`` names the function that does it (``jobs.job_kind``); ``source`` is an earlier job whose
    file it uses. It is no ledger: what the work changes is in the trail under its user's name.
    """

    kind = models.CharField(max_length=60)
    title = models.CharField(_("任务"), max_length=160)
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=45, blank=True)
    language = models.CharField(max_length=10, blank=True)
    source: models.ForeignKey[Job | None, Job | None] = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="followers"
    )
    state = models.CharField(
        _("状态"), max_length=10, choices=JobState.choices, default=JobState.WAITING
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(_("说明"), blank=True)
    file = models.FileField(upload_to=job_file, max_length=120, blank=True)
    name = models.CharField(_("文件"), max_length=200, blank=True)
    given: models.JSONField[Any, Any] = models.JSONField(default=dict)
    result: models.JSONField[Any, Any] = models.JSONField(default=dict)
    cancel_asked = models.BooleanField(default=False)
    made_at = models.DateTimeField(_("提交时间"), auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("后台任务")
        indexes = (models.Index(fields=("user", "-made_at")), models.Index(fields=("state",)))

    def __str__(self) -> str:
        return self.title

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ENDED

    @property
    def share(self) -> int:
        """The part that is done, in hundredths."""
        return min(100, 100 * self.done // self.total) if self.total else 0

    @property
    def tone(self) -> str:
        """How its badge looks."""
        return {"done": "good", "failed": "bad", "cancelled": "warn"}.get(self.state, "brand")
