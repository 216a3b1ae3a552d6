"""What to put into the parameters of each address: the one place to add to when a page is added.

``EXAMPLES`` maps a parameter to the object it names; the key is ``app.parameter``, or
``app:name.parameter`` where one address differs from the others of its app. An object stands for its
primary key. ``VARIANTS`` is for addresses that let in fewer people than their view says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from gongkai.law.clock.events import EventKind
from gongkai.web.accounts.models import User
from gongkai.web.cases.possible import action_of
from gongkai.web.cases.stages import STEPS, Stage
from gongkai.web.reports.stages import MOVES, ReportStage
from tests.web.support.matrix.addresses import Address
from tests.web.support.matrix.affairs import Affairs

Example = Callable[[Affairs, User], object]
"""What is opened, from the affairs of a body and, for personal things, whose it is."""

EXAMPLES: dict[str, Example] = {
    "site.pk": lambda has, whose: has.job(whose),
    "accounts.pk": lambda has, _: has.colleague,
    "accounts.post_pk": lambda has, _: has.post,
    "accounts:undo_hand_over.pk": lambda has, _: has.left,
    "accounts:manage.name": lambda _has, _: "close",
    "accounts:guard.name": lambda _has, _: "unlock",
    "audit.number": lambda _has, _: 1,
    "bodies.pk": lambda has, _: has.body,
    "bodies:change.name": lambda _has, _: "rename",
    "bodies:calendar_remove.pk": lambda has, _: has.closure,
    "cases.pk": lambda has, _: has.case,
    "cases:retract.pk": lambda has, _: has.event.case,
    "cases.event_pk": lambda has, _: has.event,
    "cases.paper_pk": lambda has, _: has.paper,
    "cases.kind": lambda _has, _: "clarification",
    "cases.letter_pk": lambda has, _: has.letter("clarification"),
    "cases.template_pk": lambda has, _: has.template,
    "cases:outcome_switch.pk": lambda has, _: has.outcome,
    "publications.pk": lambda has, _: has.document,
    "publications.year": lambda _has, _: 2025,
    "publications.key": lambda _has, _: "documents",
    "publications:imported.pk": lambda has, whose: has.job(whose, "publications.check"),
    "publications:save.pk": lambda has, whose: has.job(whose, "publications.check"),
    "remedies.year": lambda _has, _: 2025,
    "remedies.pk": lambda has, _: has.proceeding,
    "remedies.instance_pk": lambda has, _: has.instance,
    "reports.pk": lambda has, _: has.report,
    "reports.name": lambda _has, _: "requests.received.total",
    "reports.kind": lambda _has, _: "json",
    "reports.upload_pk": lambda has, whose: has.upload(whose),
    "reports:comparison.pk": lambda has, _: has.corrected,
    "reports:comparison.with_what": lambda _has, _: "version",
    "reports:changes.pk": lambda has, _: has.corrected,
}

PERSONAL = frozenset(
    {"job", "cancel_job", "publications:imported", "publications:save", "reports:take"}
)
"""Addresses of things that belong to one person: nobody else opens them, whatever the role."""

NOWHERE = frozenset({"cases:letter_template_file", "cases:outcome_switch"})
"""Addresses that look into the user's own body alone, however far the role reaches."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to open an address, with what it asks for beyond the action of its view."""

    values: Mapping[str, Example] = field(default_factory=dict)
    action: str = ""
    """The action that is asked for in the end; the view's own where empty."""
    refusal: int = 404
    """How it says no to whoever the view lets in without that action."""
    data: Example | None = None
    """What a POST sends."""
    writing: str = ""
    """The action that a POST asks for, where the page itself may be read by more."""


Found = Callable[[Affairs], Any]


def _always(value: object) -> Example:
    return lambda _has, _whose: value


def _step(name: str, action: str, found: Found) -> Variant:
    """A step is asked for by its own action, and refused on the page itself."""
    return Variant(
        {"name": _always(name), "pk": lambda has, _: found(has)},
        action,
        403,
        lambda has, _: {"version": found(has).version, "reason": "理由"},
    )


def _case_at(stage: Stage) -> Found:
    if stage in {Stage.REPLIED, Stage.CLOSED}:
        return lambda has: has.closed_case
    return lambda has: has.case_in(stage)


def _report_at(stage: ReportStage) -> Found:
    return lambda has: has.report_in(stage)


def _case_steps() -> Iterator[Variant]:
    for step in STEPS:
        if step.name not in {"send_reply", "close"}:
            yield _step(step.name, step.action, _case_at(step.sources[0]))


def _report_steps() -> Iterator[Variant]:
    for move in MOVES:
        if move.name not in {"submit", "sign"}:
            yield _step(move.name, move.action, _report_at(move.sources[0]))


def _events() -> Iterator[Variant]:
    for kind in (EventKind.CLARIFICATION_ASKED, EventKind.EXTENDED):
        yield Variant({"kind": _always(kind.value)}, action_of(kind))


def _letter(kind: str, action: str) -> Variant:
    return Variant({"letter_pk": lambda has, _: has.letter(kind)}, action)


VARIANTS: dict[str, list[Variant]] = {
    "publications:months": [Variant(writing="publications.edit")],
    "cases:step": list(_case_steps()),
    "cases:event": list(_events()),
    "cases:letter_send": [
        _letter("clarification", "cases.handle"),
        _letter("extension", "cases.approve"),
    ],
    "reports:step": list(_report_steps()),
    "reports:sign": [Variant({"pk": lambda has, _: has.report_in(ReportStage.REVIEWED)})],
    "reports:correct": [Variant({"pk": lambda has, _: has.report_in(ReportStage.SIGNED)})],
}


class NoExampleError(Exception):
    """A parameter for which nothing is known, with what to do about it."""


def variants_of(address: Address) -> list[Variant]:
    """The ways to open it; one where nothing special is known."""
    return VARIANTS.get(address.name, [Variant()])


def example_of(address: Address, parameter: str, variant: Variant) -> Example:
    """What to put into the parameter. Raises NoExampleError where nobody has said."""
    for found in (
        variant.values.get(parameter),
        EXAMPLES.get(f"{address.name}.{parameter}"),
        EXAMPLES.get(f"{address.app}.{parameter}"),
    ):
        if found is not None:
            return found
    raise NoExampleError(
        f"Nobody has said what to open at {address.name} ({address.route}): the parameter "
        f"{parameter!r} has no example.\n"
        f"  1. Where the object is new, add a cached_property to Affairs in "
        f"tests/web/support/matrix/affairs.py that makes one for self.body.\n"
        f"  2. Add to EXAMPLES in tests/web/support/matrix/examples.py:\n"
        f'       "{address.app}.{parameter}": lambda has, _: has.your_object,\n'
        f"     or, where only this address means that object:\n"
        f'       "{address.name}.{parameter}": lambda has, _: has.your_object,\n'
        f"  3. Where the page admits fewer people than its view's action, add it to VARIANTS "
        f"(another action), PERSONAL (one person's things) or NOWHERE (own body only)."
    )


def values_of(address: Address, variant: Variant, has: Affairs, whose: User) -> dict[str, object]:
    """The parameters for opening it in the affairs of that body."""
    found = {}
    for name in address.parameters:
        value = example_of(address, name, variant)(has, whose)
        found[name] = value.pk if isinstance(value, Model) else value
    return found
