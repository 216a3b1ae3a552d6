"""What every test of the site shares."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.bodies.models import Body
from gongkai.web.cases.models import Case
from tests.web.support.cases import make_case
from tests.web.support.committed import committed
from tests.web.support.people import County, make_county, make_user
from tests.web.support.registers import sign_in
from tests.web.support.reports import desk

__all__ = ["committed", "desk"]


@pytest.fixture
def county(db: None) -> County:
    """The invented county."""
    del db
    return make_county()


@pytest.fixture
def department(county: County) -> Body:
    """One department of it."""
    return county.department


@pytest.fixture
def officer(county: County) -> User:
    """Who handles the department's requests."""
    return make_user("lin", county.department, Role.OFFICER)


@pytest.fixture
def signed_in(client: Client, officer: User) -> Client:
    """The officer's browser."""
    return sign_in(client, officer)


@pytest.fixture
def case(county: County) -> Case:
    """A request that the department got a week ago."""
    return make_case(county.department, submitted_on=date(2026, 3, 9))
