"""A person leaves: everything in hand goes to a colleague in one step, or nothing does."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client

from gongkai.web.accounts import hand_over as module
from gongkai.web.accounts.hand_over import (
    colleagues,
    hand_over,
    may_hand_over,
    open_work,
    take_back,
    undoable,
    vacancies,
)
from gongkai.web.accounts.lifecycle import AccountError
from gongkai.web.accounts.models import HandOver, User
from gongkai.web.accounts.roles import Role
from gongkai.web.audit.models import Entry
from gongkai.web.audit.trail import breaks
from gongkai.web.cases.models import Case
from gongkai.web.cases.workflow import locked, take
from gongkai.web.reports.models import AnnualReport, Step
from tests.web.support.cases import make_case
from tests.web.support.people import County, make_user


@dataclass
class Staff:
    """Who leaves, who goes on, who decides."""

    leaving: User
    taking: User
    head: User


@pytest.fixture
def staff(county: County) -> Staff:
    body = county.department
    return Staff(
        make_user("leaving", body, Role.OFFICER),
        make_user("taking", body, Role.OFFICER),
        make_user("head", body, Role.HEAD),
    )


@pytest.fixture
def case(county: County, staff: Staff) -> Case:
    """A request that the person handles, with a draft that is not submitted."""
    made = make_case(county.department, staff.leaving)
    with locked(made.pk) as held:
        take(held, "accept", staff.leaving)
        held.draft_outcome, held.draft_text, held.drafted_by = "granted", "稿", staff.leaving
        held.save()
    made.refresh_from_db()
    return made


@pytest.fixture
def report(county: County, staff: Staff) -> AnnualReport:
    made = AnnualReport(body=county.department, year=2025, form="2021", title="年报")
    made.save()
    Step(report=made, name="start", by=staff.leaving).save()
    return made


def fresh(user: User) -> User:
    found: User = User.objects.get(pk=user.pk)
    return found


def test_everything_in_hand_goes_and_the_account_closes(
    staff: Staff, case: Case, report: AnnualReport
) -> None:
    hand_over(staff.leaving, staff.taking, staff.head, "调离")
    before = case.version
    case.refresh_from_db()
    assert (case.handler, case.drafted_by) == (staff.taking, staff.taking)
    assert case.version == before + 1, "whoever has the page open is told"
    assert open_work(staff.taking).reports == [report]
    left = fresh(staff.leaving)
    assert not left.is_active
    assert not left.roles()
    assert open_work(left).count == 0
    assert Entry.objects.filter(kind="cases.case", reason="调离").exists()
    assert not list(breaks())


def test_a_submitted_draft_stays_its_writers(staff: Staff, case: Case) -> None:
    with locked(case.pk) as held:
        take(held, "submit", staff.leaving)
    hand_over(staff.leaving, staff.taking, staff.head, "调离")
    case.refresh_from_db()
    assert (case.handler, case.drafted_by) == (staff.taking, staff.leaving)


@pytest.mark.usefixtures("report")
def test_the_page_says_what_goes_before_it_goes(
    staff: Staff,
    case: Case,
) -> None:
    client = Client()
    client.force_login(staff.head, "django.contrib.auth.backends.ModelBackend")
    address = f"/accounts/{staff.leaving.pk}/hand-over/"
    page = client.get(address).content.decode()
    assert case.number in page
    assert "编写中的年度报告（1 份）" in page
    nobody = client.post(address, {"reason": "调离"})
    assert nobody.status_code == 422
    assert "请选择接手的人" in nobody.content.decode()
    done = client.post(address, {"to": staff.taking.pk, "reason": "调离"}, follow=True)
    assert "2 项工作已由" in done.content.decode()
    assert client.post(address, {"to": staff.taking.pk, "reason": "调离"}).status_code == 404


@pytest.mark.usefixtures("report")
def test_all_or_nothing(staff: Staff, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(module, "shut", fail)
    with pytest.raises(RuntimeError):
        hand_over(staff.leaving, staff.taking, staff.head, "调离")
    case.refresh_from_db()
    assert case.handler == staff.leaving
    assert fresh(staff.leaving).roles()
    assert not HandOver.objects.exists()
    assert not list(breaks())


def test_only_who_may_go_on_with_all_of_it_can_take_it(
    county: County, staff: Staff, case: Case
) -> None:
    reviewer = make_user("reviewer", county.department, Role.REVIEWER)
    foreign = make_user("foreign", county.township, Role.OFFICER)
    assert colleagues(staff.leaving, open_work(staff.leaving)) == [staff.taking]
    for wrong in (reviewer, foreign, staff.leaving):
        with pytest.raises(AccountError):
            hand_over(staff.leaving, wrong, staff.head, "调离")
    case.refresh_from_db()
    assert case.handler == staff.leaving


def test_who_may_hand_over(county: County, staff: Staff) -> None:
    security = make_user("security", county.office, Role.SECURITY_ADMINISTRATOR)
    auditor = make_user("auditor", county.department, Role.AUDITOR)
    other_head = make_user("other", county.township, Role.HEAD)
    assert may_hand_over(security, staff.leaving)
    assert may_hand_over(staff.head, staff.leaving)
    assert not may_hand_over(staff.head, staff.head), "nobody the own work"
    assert not may_hand_over(other_head, staff.leaving)
    assert not may_hand_over(staff.taking, staff.leaving)
    assert not may_hand_over(staff.head, auditor), "a head cannot remove the auditor"
    assert may_hand_over(security, auditor)


def test_the_last_auditor_is_not_handed_over(county: County) -> None:
    security = make_user("security", county.office, Role.SECURITY_ADMINISTRATOR)
    auditor = make_user("auditor", county.office, Role.AUDITOR)
    with pytest.raises(AccountError, match="唯一"):
        hand_over(auditor, None, security, "调离")


@pytest.mark.usefixtures("county")
def test_roles_that_nobody_else_holds_are_named(staff: Staff) -> None:
    assert vacancies(staff.leaving) == []
    assert vacancies(staff.head) == [Role.HEAD]


def test_it_is_undone_on_the_same_day(staff: Staff, case: Case, report: AnnualReport) -> None:
    made = hand_over(staff.leaving, staff.taking, staff.head, "弄错了人")
    assert undoable(staff.leaving) == made
    assert take_back(made, staff.head, "弄错了人") == 2
    case.refresh_from_db()
    assert (case.handler, case.drafted_by) == (staff.leaving, staff.leaving)
    assert fresh(staff.leaving).roles() == {Role.OFFICER}
    assert fresh(staff.leaving).is_active
    assert open_work(fresh(staff.leaving)).reports == [report]
    with pytest.raises(AccountError, match="已经撤回"):
        take_back(made, staff.head, "再来")
    assert not list(breaks())


def test_what_went_on_meanwhile_stays_where_it_is(county: County, staff: Staff, case: Case) -> None:
    made = hand_over(staff.leaving, staff.taking, staff.head, "调离")
    third = make_user("third", county.department, Role.OFFICER)
    with locked(case.pk) as held:
        held.handler = held.drafted_by = third
        held.save()
    assert take_back(made, staff.head, "撤回") == 0
    case.refresh_from_db()
    assert case.handler == third


@pytest.mark.usefixtures("case")
def test_a_day_later_it_is_not_undone(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    made = hand_over(staff.leaving, staff.taking, staff.head, "调离")
    later = made.on.replace(day=17)
    monkeypatch.setattr(module, "today", lambda: later)
    assert undoable(staff.leaving) is None
    with pytest.raises(AccountError, match="当天"):
        take_back(made, staff.head, "撤回")
