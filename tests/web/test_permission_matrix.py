"""Every address times every role times own, lower, higher and foreign bodies: none is forgotten."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.http import HttpResponseBase
from django.test import Client

from gongkai.web.accounts.access import ANYBODY, SIGNED_IN
from gongkai.web.accounts.roles import permissions
from tests.web.support.matrix.addresses import Address, addresses
from tests.web.support.matrix.examples import (
    EXAMPLES,
    NOWHERE,
    PERSONAL,
    VARIANTS,
    NoExampleError,
    Variant,
    example_of,
    values_of,
    variants_of,
)
from tests.web.support.matrix.expectation import SIGN_IN, Expected, concerns_a_body, expected
from tests.web.support.matrix.world import IDENTITIES, Relation, World, undone

_ENDS_SESSION = "accounts:logout"


@pytest.fixture
def world(db: None, caplog: pytest.LogCaptureFixture) -> World:
    """One world for everything that a person tries; every request in it is undone."""
    del db
    # A thousand refusals, each with its traceback, would take longer than the refusals.
    caplog.set_level(logging.ERROR, "django.request")
    return World()


def test_every_view_says_which_action_it_is() -> None:
    known = {ANYBODY, SIGNED_IN, *permissions()}
    assert [str(each) for each in addresses() if each.action not in known] == []


def test_nothing_may_be_done_that_no_page_does() -> None:
    used = {each.action for each in addresses()}
    used |= {variant.action for variants in VARIANTS.values() for variant in variants}
    assert sorted(set(permissions()) - used) == []


def test_every_address_has_something_to_open() -> None:
    for address in addresses():
        for variant in variants_of(address):
            for parameter in address.parameters:
                try:
                    example_of(address, parameter, variant)
                except NoExampleError as fault:
                    pytest.fail(str(fault), pytrace=False)


def test_no_example_is_left_over() -> None:
    names = {each.name for each in addresses()}
    parameters = {
        f"{key}.{parameter}"
        for each in addresses()
        for parameter in each.parameters
        for key in (each.name, each.app)
    }
    assert sorted(set(EXAMPLES) - parameters) == []
    assert sorted((set(VARIANTS) | PERSONAL | NOWHERE) - names) == []


@pytest.mark.parametrize("identity", IDENTITIES)
def test_whoever_comes_gets_what_the_permissions_say(identity: str, world: World) -> None:
    visitor = Visitor(world, identity)
    wrong = [
        line
        for address in addresses()
        for variant in variants_of(address)
        for relation in _relations(address)
        for method in ("GET", "POST")
        for line in visitor.tries(address, variant, relation, method)
    ]
    assert not wrong, "\n".join(["", *wrong])


def _relations(address: Address) -> tuple[Relation, ...]:
    return tuple(Relation) if concerns_a_body(address) else (Relation.OWN,)


class Visitor:
    """One person who tries every door."""

    def __init__(self, world: World, identity: str) -> None:
        self.world = world
        self.identity = identity
        self.user = world.user(identity)
        self.client = Client(raise_request_exception=False)
        if self.user is not None:
            self.client.force_login(self.user, "django.contrib.auth.backends.ModelBackend")
        self.cookies = self.client.cookies.output(header="", sep=";")

    def tries(
        self, address: Address, variant: Variant, relation: Relation, method: str
    ) -> Iterator[str]:
        """One address; a line where the answer is not what it must be."""
        has = self.world.affairs[relation]
        whose = self.user if relation is Relation.OWN and self.user else has.colleague
        path = address.path(values_of(address, variant, has, whose))
        data = variant.data(has, whose) if variant.data and method == "POST" else {}
        self.client.cookies = SimpleCookie(self.cookies)
        with undone():
            answer = self.client.get(path) if method == "GET" else self.client.post(path, data)
            answer.getvalue()  # a file is closed when it has been read
        wanted = expected(address, variant, self.identity, relation, method)
        if not _fits(address, answer, wanted):
            yield (
                f"{self.identity}, {relation} body: {method} {path} ({address.name}) "
                f"must be {wanted.word}, is {answer.status_code} {answer.get('Location', '')}"
            )


def _fits(address: Address, answer: HttpResponseBase, wanted: Expected) -> bool:
    if answer.status_code not in wanted.statuses:
        return False
    asks = answer.get("Location", "").startswith("/login/")
    return asks == (wanted == SIGN_IN) or _leads_to_login(address)


def _leads_to_login(address: Address) -> bool:
    """Whether going on to sign in is what the page itself does."""
    return address.action == ANYBODY or address.name == _ENDS_SESSION
