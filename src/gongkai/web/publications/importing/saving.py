"""Saving what a plan says, with everything of it in the trail.

The trail is one chain: whoever appends keeps all others waiting until the end of the transaction. So
an import appends one entry for so many lines, which holds what each of them was and became, instead
of one for each line; ten thousand lines are saved in seconds.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record
from gongkai.web.bodies.models import Body
from gongkai.web.publications.importing.plan import Change, Plan, Row, Step

IN_ONE_ENTRY = 200
_BATCH = 200


def save_all(plan: Plan, model: type[Row], body: Body, reason: str, step: Step) -> None:
    """Save all new and changed rows; ``step`` is told how many and may raise. In a transaction."""
    new = [change for change in plan.changes if change.kind == "new"]
    changed = [change for change in plan.changes if change.kind == "changed"]
    rows = model.objects.as_one_entry(reason)
    if new:
        rows.bulk_create([change.row for change in new], batch_size=_BATCH)
    if changed:
        names = [f.name for f in model._meta.concrete_fields if not f.primary_key]  # noqa: SLF001 - Django's public name
        rows.bulk_update([change.row for change in changed], names, batch_size=_BATCH)
    for act, changes in ((Act.CREATE, new), (Act.CHANGE, changed)):
        for first in range(0, len(changes), IN_ONE_ENTRY):
            step(first)
            _enter(act, changes[first : first + IN_ONE_ENTRY], body, reason)


def _enter(act: Act, changes: Sequence[Change], body: Body, reason: str) -> None:
    """One entry with what each of these rows was and is."""
    lines = f"{changes[0].line}–{changes[-1].line}"
    was = {change.row.pk: {name: old for name, old, _new in change.details} for change in changes}
    now = {change.row.pk: {name: new for name, _old, new in change.details} for change in changes}
    record(
        act,
        changes[0].row._meta.label_lower,  # noqa: SLF001 - Django's public name
        label=f"{lines}：{len(changes)} 条",
        body_id=body.pk,
        before=was if act is Act.CHANGE else None,
        after=now,
        reason=reason,
    )
