"""Whatever lawfully happens to requests: the report's numbers agree, and each opens what it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gongkai.formats import FORMAT_IDS, Part, get_format
from gongkai.report import Number
from gongkai.web.accounts.roles import Role
from gongkai.web.bodies.models import Body
from gongkai.web.cases.counts import TOTAL, bodies_of, cells_of_case, uncounted, years_of_case
from gongkai.web.cases.models import Case
from gongkai.web.demo.ledger import Period, fill
from gongkai.web.demo.registers import documents, months, proceedings
from gongkai.web.publications.counts import YUAN_PER_UNIT, measure_of
from gongkai.web.reports.behind import Behind, keys_in, kind_of, rows_behind, take_snapshot
from gongkai.web.reports.compile import compile_report
from gongkai.web.reports.models import AnnualReport, Scope
from tests.web.support.people import make_county, make_user

FIRST = date(2022, 11, 1)
LAST = date(2026, 2, 1)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@given(
    seed=st.integers(0, 2**32),
    counts=st.lists(st.integers(0, 9), min_size=3, max_size=3),
    days=st.integers(30, (LAST - FIRST).days),
    form=st.sampled_from(FORMAT_IDS),
    below=st.booleans(),
)
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each example fills a whole ledger
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_numbers_agree_over_bodies_years_and_formats(
    seed: int, counts: list[int], days: int, form: str, *, below: bool
) -> None:
    with undone():
        county = make_county()
        bodies = [county.government, county.department, county.township]
        for number, body in enumerate(bodies):
            make_user(f"officer{number}", body, Role.OFFICER)
        rng, period = Random(seed), Period(FIRST, FIRST + timedelta(days))
        fill(bodies, counts, period, rng)
        documents(bodies, period, rng)
        months(bodies, period, rng)
        proceedings(period, rng)
        _agree(county.government if below else county.department, form, period, below=below)


def _agree(body: Body, form: str, period: Period, *, below: bool) -> None:
    previous: dict[str, Number | None] | None = None
    for year in range(period.today.year - 1, period.today.year + 2):
        made = compile_report(body, year, form, below=below)
        numbers = {name: cell.value for name, cell in made.cells.items()}
        _identities(form, numbers)
        if previous is not None:
            _carried_over(previous, numbers)
        _behind(form, year, made.bodies, numbers)
        _told_by_cases(form, year, made.bodies, numbers)
        _kept_by_the_freeze(body, form, year, numbers, below=below)
        previous = numbers


def _identities(form: str, numbers: dict[str, Number | None]) -> None:
    for identity in get_format(form).identities:
        left, right = (
            sum(Fraction(numbers[name] or 0) for name in side)
            for side in (identity.left, identity.right)
        )
        assert left == right, identity


def _carried_over(before: dict[str, Number | None], after: dict[str, Number | None]) -> None:
    for name, number in before.items():
        if name.startswith("requests.carried_out."):
            assert number == after[name.replace("carried_out", "carried_in")]


def _behind(
    form: str, year: int, bodies: tuple[int, ...], numbers: dict[str, Number | None]
) -> None:
    for name, spec in get_format(form).cells.items():
        rows = rows_behind(spec, bodies, year, form)
        if rows is None:
            assert numbers[name] is None
        elif kind_of(spec) is not Behind.MONTHS:
            assert rows.count() == numbers[name], name
        elif numbers[name] is not None:
            measure = measure_of(spec)
            assert measure is not None
            total = sum(Fraction(value) for value in rows.values_list(measure, flat=True))
            unit = Fraction(YUAN_PER_UNIT) if measure == "fees" else 1
            assert total / unit == Fraction(numbers[name] or 0)


def _told_by_cases(
    form: str, year: int, bodies: tuple[int, ...], numbers: dict[str, Number | None]
) -> None:
    """What the cases say of themselves adds up to the table; those that say nothing are told."""
    cases = list(Case.objects.filter(body__in=bodies))
    told = Counter(name for case in cases for name in cells_of_case(case, year, form))
    for spec in get_format(form).cells_of(Part.REQUESTS):
        assert told[spec.id] == numbers[spec.id], spec.id
    for case in cases:
        counts = bool(cells_of_case(case, year, form))
        assert counts == (year in years_of_case(case, year))
        assert not (counts and uncounted(bodies, year).filter(pk=case.pk).exists())


def _kept_by_the_freeze(
    body: Body, form: str, year: int, numbers: dict[str, Number | None], *, below: bool
) -> None:
    report = AnnualReport(
        body=body,
        year=year,
        form=form,
        scope=Scope.BELOW if below else Scope.OWN,
        ledger_parts=[part.value for part in Part],
    )
    snapshot = take_snapshot(report)
    for name, spec in get_format(form).cells.items():
        if kind_of(spec) not in {Behind.MONTHS, Behind.NOTHING}:
            assert len(keys_in(snapshot, spec)) == numbers[name], name


def test_totals_are_no_rows_of_their_own() -> None:
    """The sums that a snapshot leaves out are exactly the total column and the row of all concluded."""
    for form in FORMAT_IDS:
        specs = get_format(form).cells_of(Part.REQUESTS)
        assert {spec.column for spec in specs} >= {TOTAL}
        assert {spec.row for spec in specs} >= {"concluded"}


@pytest.mark.django_db
def test_a_report_below_covers_every_body_of_the_branch_and_no_other() -> None:
    county = make_county()
    covered = bodies_of(county.government, below=True)
    assert set(covered) == {
        each.pk for each in (county.government, county.office, county.department, county.township)
    }
    assert bodies_of(county.government, below=False) == [county.government.pk]
