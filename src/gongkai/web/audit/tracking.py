"""Models whose every change goes into the trail with what stood there before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Self, TypeVar

from django.db import models, transaction

from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record
from gongkai.web.site.encryption import EncryptedField

Ledger_co = TypeVar("Ledger_co", bound="Tracked", covariant=True)


class UnrecordedChangeError(RuntimeError):
    """A change that would go past the trail: save one by one, or say ``as_one_entry``."""


class TrackedQuerySet(models.QuerySet[Ledger_co]):
    """Rows that cannot be changed in bulk behind the trail's back."""

    _one_entry: str | None = None

    def as_one_entry(self, reason: str) -> Self:
        """The same rows; a change in bulk is recorded as one entry with this reason.

        It says which fields of how many rows, not what stood there: for data made anew (a
        demonstration, a migration), not for the daily work.
        """
        rows = self.all()
        rows._one_entry = reason  # noqa: SLF001 - its own
        return rows

    def _clone(self) -> Self:
        made: Self = super()._clone()  # type: ignore[misc] # Django's stubs leave it out
        made._one_entry = self._one_entry
        return made

    def update(self, **kwargs: Any) -> int:
        """Update fields that the trail leaves out. Raises UnrecordedChangeError for others."""
        with transaction.atomic():
            count = super().update(**kwargs) if self._may(kwargs) else 0
            self._record(Act.CHANGE, kwargs, count)
        return count

    def bulk_update(
        self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        """The same for many rows with values of their own."""
        names = list(fields)
        with transaction.atomic():
            count = super().bulk_update(objs, names, batch_size) if self._may(names) else 0
            self._record(Act.CHANGE, names, count)
        return count

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Raises UnrecordedChangeError unless said ``as_one_entry``."""
        rows = list(objs)
        with transaction.atomic():
            made = super().bulk_create(rows, *args, **kwargs) if self._may(["*"]) else []
            self._record(Act.CREATE, ["*"], len(made))
        return made

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raises UnrecordedChangeError unless said ``as_one_entry``."""
        with transaction.atomic():
            done = super().delete() if self._may(["*"]) else (0, {})
            self._record(Act.DELETE, ["*"], done[0])
        return done

    def _tracked(self, names: Iterable[str]) -> list[str]:
        untracked = self.model.untracked
        return sorted(name for name in names if name.removesuffix("_id") not in untracked)

    def _may(self, names: Iterable[str]) -> bool:
        tracked = self._tracked(names)
        if tracked and self._one_entry is None:
            raise UnrecordedChangeError(
                f"{self.model._meta.label}：{', '.join(tracked)} 的成批修改不会进入审计。"  # noqa: SLF001 - Django's public name
                "请逐条保存，或者用 as_one_entry(理由)。"
            )
        return True

    def _record(self, act: Act, names: Iterable[str], count: int) -> None:
        tracked = self._tracked(names)
        if tracked and count:
            record(
                act,
                self.model._meta.label_lower,  # noqa: SLF001 - Django's public name
                label=f"成批：{count} 条",
                after={"rows": count, "fields": tracked},
                reason=self._one_entry or "",
            )


TrackedManager = models.Manager.from_queryset(TrackedQuerySet)


class Tracked(models.Model):
    """Base of every ledger. ``untracked`` names fields that are computed from others."""

    untracked: ClassVar[frozenset[str]] = frozenset()
    objects = TrackedManager()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._loaded: dict[str, Any] = {}
        super().__init__(*args, **kwargs)

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any) -> Self:
        """Keep what the database held, to tell later what changed.

        Lists load hundreds of rows and save none: the facts are made of it when they are needed.
        """
        made = super().from_db(db, field_names, values)
        made._loaded = dict(made.__dict__)  # noqa: SLF001 - its own
        return made

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read again, and keep what was read; also what a deferred field turns out to be."""
        fields: Sequence[str] | None = kwargs.get("fields") or (args[1] if args[1:] else None)
        super().refresh_from_db(*args, **kwargs)
        columns = set(self.__dict__) if fields is None else self._columns(fields)
        self._loaded = (self._loaded if fields is not None else {}) | {
            name: value for name, value in self.__dict__.items() if name in columns
        }

    def facts(self) -> dict[str, Any]:
        """The loaded fields for the trail; personal data only as whether it is there."""
        return self._facts(self.__dict__)

    def stored(self) -> dict[str, Any]:
        """The facts as the database has them, which is before they were changed here."""
        return self._facts(self._loaded)

    def _facts(self, loaded: Mapping[str, Any]) -> dict[str, Any]:
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
        before = {} if is_new else self.stored()
        only: Sequence[str] | None = kwargs.get("update_fields")
        with transaction.atomic():
            super().save(*args, **kwargs)
            after = self.facts()
            if only is not None and not is_new:
                columns = self._columns(only)
                after = {name: value for name, value in after.items() if name in columns}
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
        self._loaded |= {name: self.__dict__[name] for name in after}

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

    def _columns(self, names: Iterable[str]) -> set[str]:
        wanted = set(names)
        return {
            field.attname
            for field in self._meta.concrete_fields
            if field.name in wanted or field.attname in wanted
        }


def fingerprint(value: str | None) -> str:
    """What the trail says of personal data: whether it was there and whether it is the same."""
    from gongkai.web.site.encryption import digest

    return f"#{digest(value)[:12]}" if value else ""
