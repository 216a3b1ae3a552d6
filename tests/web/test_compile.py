"""The annual report from the ledgers: identities by construction, a case behind every number."""

from __future__ import annotations

from datetime import date

from gongkai.formats import cells_of, get_format, identities_of
from gongkai.law.clock.events import EventKind
from gongkai.web.accounts.roles import Role
from gongkai.web.cases.counts import behind, cells_of_case
from gongkai.web.reports.compile import compile_report, rule_of
from tests.web.support.cases import enter, make_applicant, make_case, reply
from tests.web.support.people import County, make_user


def test_every_cell_of_both_formats_states_its_rule() -> None:
    for form in ("2019", "2021"):
        for cell in get_format(form).cells.values():
            assert rule_of(cell, "zh")
            assert rule_of(cell, "en")


def test_what_a_year_carries_out_the_next_one_carries_in(county: County) -> None:
    body = county.department
    make_case(body, submitted_on=date(2025, 12, 30))
    make_case(body, applicant=make_applicant(applicant_class="business"))
    before, after = compile_report(body, 2025), compile_report(body, 2026)
    for column in ("natural_person", "business", "total"):
        assert (
            before.cells[f"requests.carried_out.{column}"]
            == after.cells[f"requests.carried_in.{column}"]
        )
    assert after.cells["requests.received.total"].value == 1
    assert after.cells["requests.received.business"].value == 1


def test_a_reply_counts_in_its_row_and_the_case_tells_so(county: County) -> None:
    body = county.department
    people = [make_user(role.value, body, role) for role in
              (Role.OFFICER, Role.REVIEWER, Role.SECRECY_REVIEWER, Role.HEAD)]  # fmt: skip
    case = make_case(body)
    reply(case, *people, outcome="unavailable_not_existing")
    made = compile_report(body, 2026)
    assert made.cells["requests.unavailable_not_held.natural_person"].value == 1
    cells = cells_of_case(case, 2026, "2021")
    assert "requests.unavailable_not_held.total" in cells
    for name in cells:
        _table, row, column = name.split(".")
        assert case in behind([body.pk], 2026, "2021", row, column)


def test_all_identities_hold_by_construction(county: County) -> None:
    body = county.department
    case = make_case(body)
    enter(case, EventKind.CLARIFICATION_ASKED, date(2026, 3, 4), days=5)
    make_case(body, submitted_on=date(2025, 11, 3))
    for form in ("2019", "2021"):
        made = compile_report(body, 2026, form)
        formats = dict.fromkeys(("disclosure", "requests", "remedies"), form)
        assert set(made.cells) == set(cells_of(formats))
        for identity in identities_of(formats):
            left = sum(int(made.cells[c].value or 0) for c in identity.left)
            right = sum(int(made.cells[c].value or 0) for c in identity.right)
            assert left == right, identity


def test_a_month_that_nobody_filled_in_leaves_the_year_blank(county: County) -> None:
    made = compile_report(county.department, 2026)
    assert made.cells["art20_5.licences.decisions"].value is None
    assert made.cells["art20_1.rules.issued"].value == 0
