"""What an address must answer, from permissions.toml, the action of its view, and the reach."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.web.accounts.access import ANYBODY, SIGNED_IN
from gongkai.web.accounts.roles import Reach, Role, permissions
from tests.web.support.matrix.addresses import Address
from tests.web.support.matrix.examples import NOWHERE, PERSONAL, Variant
from tests.web.support.matrix.world import NOBODY, WITHOUT_ROLE, Relation

LET_IN = frozenset({200, 302, 405, 409, 422})
"""The page; gone on to another; not by this method; not these data: the user may be here."""
_COVERED = {
    Reach.OWN: {Relation.OWN},
    Reach.BELOW: {Relation.OWN, Relation.LOWER},
    Reach.ALL: set(Relation),
}


@dataclass(frozen=True, slots=True)
class Expected:
    """``sign in``, ``in``, or a status that says no."""

    word: str
    statuses: frozenset[int]


SIGN_IN = Expected("asked to sign in", frozenset({302}))
IN = Expected("let in", LET_IN)
FORBIDDEN = Expected("403", frozenset({403}))
NOT_THERE = Expected("404", frozenset({404}))
NOT_SO = Expected("405", frozenset({405}))


def expected(
    address: Address, variant: Variant, identity: str, relation: Relation, method: str
) -> Expected:
    """What this person gets there."""
    if address.action == ANYBODY:
        return IN
    if identity == NOBODY:
        return SIGN_IN
    if address.action != SIGNED_IN and not _reach(identity, str(address.action)):
        return FORBIDDEN
    if method not in address.methods:
        return NOT_SO
    writes = variant.writing if method == "POST" else ""
    return _row(address, variant, identity, relation, writes)


def _row(
    address: Address, variant: Variant, identity: str, relation: Relation, writes: str
) -> Expected:
    """What is said about that row, when the page itself is open to the person."""
    if writes and relation not in _reach(identity, writes):
        return NOT_THERE
    if address.name in PERSONAL or address.name in NOWHERE:
        return IN if relation is Relation.OWN else NOT_THERE
    if not concerns_a_body(address) or address.action == SIGNED_IN:
        return IN
    if relation not in _reach(identity, str(address.action)):
        return NOT_THERE
    if variant.action and relation not in _reach(identity, variant.action):
        return FORBIDDEN if variant.refusal == FORBIDDEN_STATUS else NOT_THERE
    return IN


FORBIDDEN_STATUS = 403


def concerns_a_body(address: Address) -> bool:
    """Whether a parameter names a row of some body."""
    return any(name == "pk" or name.endswith("_pk") for name in address.parameters)


def _reach(identity: str, action: str) -> set[Relation]:
    """Whose affairs the role covers with the action; nobody's without it."""
    if identity in {NOBODY, WITHOUT_ROLE}:
        return set()
    reach = permissions()[action].reach.get(Role(identity))
    return set() if reach is None else _COVERED[reach]
