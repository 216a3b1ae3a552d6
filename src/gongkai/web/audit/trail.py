"""Writing the trail and proving that nobody touched it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from gongkai.web.audit.actor import current_actor
from gongkai.web.audit.models import Act, Entry

FIRST = "0" * 64
_LOCK = 0x676F6E67
_SEALED = (
    "act",
    "actor_id",
    "actor",
    "address",
    "body_id",
    "kind",
    "object_id",
    "label",
    "before",
    "after",
    "reason",
    "previous_hash",
)


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold: the entry's number and what is wrong with it."""

    number: int
    fault: str
    """``changed`` (its content is not what was sealed) or ``gap`` (one before it is missing)."""


def record(  # noqa: PLR0913 - an entry of the trail has these facts
    act: Act,
    kind: str,
    *,
    object_id: object = "",
    label: str = "",
    body_id: int | None = None,
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> Entry:
    """Append one entry in the name of the current actor, sealed to the one before it."""
    actor = current_actor()
    entry = Entry(
        at=timezone.now(),
        act=act,
        actor_id=actor.user_id,
        actor=actor.name,
        address=actor.address,
        body_id=body_id,
        kind=kind,
        object_id=str(object_id),
        label=label[:200],
        before=_plain(before),
        after=_plain(after),
        reason=reason,
    )
    with transaction.atomic():
        entry.previous_hash = _last_hash()
        entry.hash = seal(entry)
        entry.save(force_insert=True)
    return entry


def seal(entry: Entry) -> str:
    """The hash over everything an entry says and the hash of the one before."""
    content = {name: getattr(entry, name) for name in _SEALED}
    content["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def breaks() -> Iterator[Break]:
    """Every place where the chain does not hold, in order; nothing where all is as written."""
    previous = FIRST
    for entry in Entry.objects.order_by("number").iterator(chunk_size=2000):
        if entry.previous_hash != previous:
            yield Break(entry.number, "gap")
        if seal(entry) != entry.hash:
            yield Break(entry.number, "changed")
        previous = entry.hash


def _last_hash() -> str:
    """The hash of the last entry, with everybody else kept from appending until this one is in."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = Entry.objects.order_by("-number").values_list("hash", flat=True).first()
    return last or FIRST


def _plain(value: Any) -> Any:
    """The value as it comes back from the database, so that the seal can be checked later."""
    return None if value is None else json.loads(json.dumps(value, cls=DjangoJSONEncoder))
