"""Models whose every change goes into the trail with what stood there before and after."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models, transaction

from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record
from gongkai.web.site.encryption import EncryptedField


class Tracked(models.Model):
    """Base of every ledger. ``untracked`` names fields that are computed from others."""

    untracked: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any) -> Self:
        """Keep what the database held, to tell later what changed."""
        made = super().from_db(db, field_names, values)
        made._stored = made.facts()  # noqa: SLF001 - its own
        return made

    def facts(self) -> dict[str, Any]:
        """The loaded fields for the trail; personal data only as whether it is there."""
        loaded = self.__dict__
        found = {}
        for field in self._meta.concrete_fields:
            if field.attname in loaded and field.name not in self.untracked:
                value = loaded[field.attname]
                if isinstance(field, EncryptedField):
                    value = fingerprint(value)
                found[field.attname] = str(value) if isinstance(field, models.FileField) else value
        return found

    def audit_body(self) -> int | None:
        """The body in whose ledger this stands."""
        return getattr(self, "body_id", None)

    def save(self, *args: Any, reason: str = "", **kwargs: Any) -> None:
        """Save, and write what changed into the trail, both or neither."""
        is_new = self._state.adding
        before: dict[str, Any] = {} if is_new else getattr(self, "_stored", {})
        with transaction.atomic():
            super().save(*args, **kwargs)
            after = self.facts()
            changed = [name for name in after if is_new or after[name] != before.get(name)]
            if changed:
                record(
                    Act.CREATE if is_new else Act.CHANGE,
                    self._meta.label_lower,
                    object_id=self.pk,
                    label=str(self),
                    body_id=self.audit_body(),
                    before=None if is_new else {name: before.get(name) for name in changed},
                    after={name: after[name] for name in changed},
                    reason=reason,
                )
        self._stored = after

    def delete(self, *args: Any, reason: str = "", **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, and keep in the trail what was there."""
        with transaction.atomic():
            record(
                Act.DELETE,
                self._meta.label_lower,
                object_id=self.pk,
                label=str(self),
                body_id=self.audit_body(),
                before=self.facts(),
                reason=reason,
            )
            return super().delete(*args, **kwargs)


def fingerprint(value: str | None) -> str:
    """What the trail says of personal data: whether it was there and whether it is the same."""
    from gongkai.web.site.encryption import digest

    return f"#{digest(value)[:12]}" if value else ""
