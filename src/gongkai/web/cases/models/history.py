"""What happened to a request: its events, papers and notes."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.law.clock.events import Event as LawEvent
from gongkai.law.clock.events import EventKind, event_from_json, event_spec
from gongkai.web.accounts.models import User
from gongkai.web.audit.tracking import Tracked
from gongkai.web.cases.models.case import Case


class Event(Tracked):
    """One fact of the history, as ``gongkai.law.clock`` takes it.

    A wrong one is retracted with a reason, never deleted or changed.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=32)
    on = models.DateField(_("日期"))
    details = models.JSONField(default=dict, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    retracted_at = models.DateTimeField(null=True, blank=True)
    retracted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    retraction_reason = models.CharField(_("更正理由"), max_length=200, blank=True)

    class Meta:
        ordering = ("on", "pk")
        verbose_name = _("办理记录")
        constraints = (
            models.CheckConstraint(
                condition=Q(retracted_at__isnull=True, retraction_reason="")
                | (Q(retracted_at__isnull=False) & ~Q(retraction_reason="")),
                name="event_is_retracted_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.on} {event_spec(EventKind(self.kind)).name.zh}"

    def audit_body(self) -> int | None:
        """The body of the case."""
        return self.case.body_id

    def to_law(self) -> LawEvent:
        """The event for the clock."""
        return event_from_json({**self.details, "kind": self.kind, "on": self.on.isoformat()})


class Note(Tracked):
    """What colleagues tell each other about a case; nothing of it leaves the office."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("内容"), max_length=2000)
    step = models.CharField(max_length=32, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("意见")

    def __str__(self) -> str:
        return self.text[:40]

    def audit_body(self) -> int | None:
        """The body of the case."""
        return self.case.body_id


def place_of(instance: Any, name: str) -> str:
    """Where a file is kept: under a random name, so that none can be guessed or overwritten."""
    del instance
    ending = name.rpartition(".")[2][:8].lower()
    unique = uuid4().hex
    return f"{unique[:2]}/{unique}.{ending if ending.isalnum() else 'bin'}"


class Attachment(Tracked):
    """A paper that came with the request or was added later."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(_("文件"), upload_to=place_of, max_length=120)
    name = models.CharField(_("名称"), max_length=120)
    size = models.PositiveBigIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("附件")

    def __str__(self) -> str:
        return self.name

    def audit_body(self) -> int | None:
        """The body of the case."""
        return self.case.body_id

    def save(self, *args: Any, reason: str = "", **kwargs: Any) -> None:
        """Save with size and hash of the content."""
        if self._state.adding:
            hashed = hashlib.sha256()
            for chunk in self.file.chunks():
                hashed.update(chunk)
            self.sha256, self.size = hashed.hexdigest(), self.file.size
        super().save(*args, reason=reason, **kwargs)
