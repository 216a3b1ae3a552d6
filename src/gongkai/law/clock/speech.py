"""How the clock names events and their values to people."""

from __future__ import annotations

from enum import StrEnum

from gongkai.law.clock.events import Event, EventKind, event_spec
from gongkai.law.wording import Wording, load, wording


def event_name(kind: EventKind) -> Wording:
    """The short name of a kind of event, for a button or a heading."""
    return event_spec(kind).name


def value_name(group: str, value: StrEnum) -> Wording:
    """The name of a channel, an answer or a delivery (``group`` is the field's name)."""
    return wording(load("events.toml")["values"][group][value.value])


def event_sentence(event: Event, **defaults: object) -> Wording:
    """One sentence about an event; ``defaults`` stand in for fields that the event leaves empty."""
    values: dict[str, object] = {"party": event.party, "until": event.until, "amount": event.amount}
    values["days"] = event.days
    for group in ("channel", "answer", "delivery"):
        value = getattr(event, group)
        values[group] = value_name(group, value) if value is not None else ""
    for name, default in defaults.items():
        if values.get(name) in {None, ""}:
            values[name] = default
    return event_spec(event.kind).sentence.fill(**values)
