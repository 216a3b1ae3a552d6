"""The person, or the program, in whose name something is being done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and from which network address; no user where the program acts by itself."""

    user_id: int | None
    name: str
    address: str = ""


SYSTEM = Actor(None, "系统")
_actor: ContextVar[Actor] = ContextVar("actor", default=SYSTEM)


def current_actor() -> Actor:
    """Who is acting now."""
    return _actor.get()


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Everything inside is done by this actor."""
    token = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(token)
