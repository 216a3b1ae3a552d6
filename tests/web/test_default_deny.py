"""Whatever does not say who may open it is open to nobody."""

from __future__ import annotations

import pytest
from django.test import Client

from gongkai.web.accounts.roles import Role
from tests.web.support.people import PASSWORD, County, make_user


@pytest.mark.django_db
def test_whoever_is_not_signed_in_is_asked_to(client: Client) -> None:
    answer = client.get("/account/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login/?next=")


def test_health_is_told_to_anybody(client: Client, county: County) -> None:
    del county
    assert client.get("/health/").json()["status"] == "ok"


def test_signing_in_goes_on_to_the_page_that_was_asked_for(client: Client, county: County) -> None:
    make_user("lin", county.department, Role.OFFICER)
    answer = client.post("/login/", {"username": "lin", "password": PASSWORD, "next": "/account/"})
    assert answer["Location"] == "/account/"
    assert client.get("/account/").status_code == 200


def test_a_user_sees_own_body_and_an_overseer_those_below(county: County) -> None:
    officer = make_user("lin", county.department, Role.OFFICER)
    overseer = make_user("zhou", county.government, Role.OVERSEER)
    assert officer.may("cases.view", county.department)
    assert not officer.may("cases.view", county.township)
    assert overseer.may("cases.view", county.township)
    assert not overseer.may("cases.view", county.foreign)
    assert not overseer.may("cases.handle", county.township)
