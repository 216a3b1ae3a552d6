"""Entering, going on with and correcting a proceeding: always under a lock, always in the trail."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db import transaction

from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record
from gongkai.web.cases.models import Case
from gongkai.web.remedies.models import Instance, Proceeding


class ChangedMeanwhileError(Exception):
    """Somebody else saved the proceeding after the form was opened."""


@contextmanager
def locked(key: int, version: int) -> Iterator[Proceeding]:
    """The proceeding for writing; its version goes up. Raises ChangedMeanwhileError."""
    with transaction.atomic():
        rows = Proceeding.objects.select_for_update(of=("self",)).select_related("body")
        found = rows.get(pk=key)
        if found.version != version:
            raise ChangedMeanwhileError
        found.version += 1
        yield found


@transaction.atomic
def register(proceeding: Proceeding, instance: Instance, cases: Collection[Case]) -> Proceeding:
    """Save a new proceeding with its first instance and the requests whose replies it attacks."""
    proceeding.save()
    instance.proceeding = proceeding
    instance.save()
    attack(proceeding, cases)
    return proceeding


def attack(proceeding: Proceeding, cases: Collection[Case], reason: str = "") -> None:
    """These and no others are the requests it is about; one proceeding, however many they are."""
    before = sorted(proceeding.cases.values_list("number", flat=True))
    after = sorted(case.number for case in cases)
    if before != after:
        proceeding.cases.set(cases)
        record(
            Act.CHANGE,
            "remedies.proceeding",
            object_id=proceeding.pk,
            label=str(proceeding),
            body_id=proceeding.body_id,
            before={"cases": before},
            after={"cases": after},
            reason=reason,
        )


def save_instance(proceeding: Proceeding, instance: Instance, reason: str = "") -> None:
    """Save an instance of a locked proceeding."""
    if instance.decided_on:
        instance.is_suspended = False
    instance.save(reason=reason)
    proceeding.save()


def remove(proceeding: Proceeding, reason: str) -> None:
    """Take back what was entered by mistake; the trail keeps all of it."""
    for instance in proceeding.instances.all():
        instance.delete(reason=reason)
    attack(proceeding, [], reason)
    proceeding.delete(reason=reason)
