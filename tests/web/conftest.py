"""What every test of the site shares."""

from __future__ import annotations

import pytest

from gongkai.web.bodies.models import Body
from tests.web.support.committed import committed
from tests.web.support.people import County, make_county
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
