"""Long lists: counted up to a limit, a page at a time, in their order."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gongkai.web.accounts.roles import Role
from gongkai.web.cases.bars import listed
from gongkai.web.cases.models import Case
from gongkai.web.cases.views import lists
from gongkai.web.site.paging import page_of
from tests.web.support.cases import make_case
from tests.web.support.people import County, make_user


@pytest.fixture
def numbers(county: County) -> list[str]:
    """The numbers of seven requests, as they were registered."""
    return [make_case(county.department).number for _ in range(7)]


def _numbers(page: object, **settings: object) -> list[str]:
    rows = Case.objects.order_by("number")
    return [case.number for case in page_of(rows, page, 3, **settings)]  # type: ignore[arg-type]


def test_pages_keep_the_order_and_miss_nothing(numbers: list[str]) -> None:
    assert [_numbers(page) for page in ("1", "2", "3")] == [numbers[:3], numbers[3:6], numbers[6:]]


@pytest.mark.parametrize(("asked", "shown"), [("99", 3), ("-1", 3), ("无", 1), (None, 1)])
def test_a_page_that_is_none_shows_the_nearest(
    numbers: list[str], asked: str | None, shown: int
) -> None:
    assert page_of(Case.objects.order_by("number"), asked, 3).number == shown
    assert len(numbers) == 7


@pytest.mark.parametrize(
    ("most", "count", "has_more"), [(6, 6, True), (7, 7, False), (None, 7, False)]
)
def test_more_than_the_limit_is_said_and_not_counted(
    numbers: list[str], most: int | None, count: int, *, has_more: bool
) -> None:
    paginator = page_of(Case.objects.order_by("number"), "1", 3, most=most).paginator
    assert (paginator.count, paginator.has_more) == (count, has_more)  # type: ignore[attr-defined]
    assert len(numbers) == 7


def test_the_ledger_says_that_there_are_more(
    county: County, numbers: list[str], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        lists, "page_of", lambda rows, number: page_of(rows, number, most=len(numbers) - 1)
    )
    client.force_login(
        make_user("officer", county.department, Role.OFFICER),
        "django.contrib.auth.backends.ModelBackend",
    )
    assert "超过 6 件" in client.get("/cases/").content.decode()


def test_a_list_asks_the_same_however_long_it_is_and_decrypts_nobody(
    county: County, numbers: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = listed(Case.objects.filter(number__in=numbers).order_by("number"))
    with django_assert_num_queries(4):  # the count, the keys, the rows, their bodies
        found = list(page_of(rows, "1"))
        assert {case.body.name for case in found} == {county.department.name}
        assert {case.applicant_name for case in found} == {"沈青禾"}
        assert [case.handler for case in found] == [None] * 7
    assert all("applicant" not in case._state.fields_cache for case in found)
