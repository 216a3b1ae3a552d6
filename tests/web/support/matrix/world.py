"""One body with those above, below and beside it, and one person for each role in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from django.db import transaction

from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.bodies.models import Kind
from tests.web.support.matrix.affairs import Affairs
from tests.web.support.people import make_body, make_user


class Relation(StrEnum):
    """Whose affairs are looked at, seen from the user."""

    OWN = "own"
    LOWER = "lower"
    ABOVE = "above"
    FOREIGN = "foreign"


NOBODY = "nobody"
WITHOUT_ROLE = "without_role"
IDENTITIES = (NOBODY, WITHOUT_ROLE, *(role.value for role in Role))
"""Everybody who can come: not signed in, signed in without any role, each role."""


class World:
    """The bodies and the people."""

    def __init__(self) -> None:
        above = make_body("云岫县人民政府", kind=Kind.GOVERNMENT)
        own = make_body("云岫县水务局", above, review_body=above)
        lower = make_body("云岫县水政监察大队", own, kind=Kind.AGENCY, review_body=above)
        foreign = make_body("临溪县人民政府", kind=Kind.GOVERNMENT)
        bodies = (own, lower, above, foreign)
        self.affairs = {
            relation: Affairs(body) for relation, body in zip(Relation, bodies, strict=True)
        }
        self.users = {role.value: make_user(role.value, own, role) for role in Role}
        self.users[WITHOUT_ROLE] = make_user(WITHOUT_ROLE, own)

    def user(self, identity: str) -> User | None:
        """Who comes, read anew as a request would; None for nobody."""
        found = self.users.get(identity)
        return None if found is None else User.objects.get(pk=found.pk)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
