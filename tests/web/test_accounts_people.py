"""Accounts and roles: who may do what to whom."""

from __future__ import annotations

import re
import threading
from datetime import date

import pytest
from django.db import connection
from django.test import Client

from gongkai.web.accounts.granting import grant, withdraw
from gongkai.web.accounts.lifecycle import AccountError, change_account, close_account
from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import SEPARATE, Role, roles_clash
from gongkai.web.audit.models import Entry
from gongkai.web.audit.trail import breaks
from tests.web.support.cases import make_case
from tests.web.support.people import PASSWORD, County, make_user

TODAY = date(2026, 3, 16)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def system(county: County) -> User:
    return make_user("system", county.office, Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def security(county: County) -> User:
    return make_user("security", county.office, Role.SECURITY_ADMINISTRATOR)


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user, BACKEND)
    return client


def test_a_new_account_gets_a_password_shown_once_and_no_role(county: County, system: User) -> None:
    given = {"username": "wuming", "name": "吴明", "body": county.department.pk, "reason": "新入职"}
    page = as_user(system).post("/accounts/new/", given).content.decode()
    password = re.search(r'class="once">([^<]+)<', page)
    assert password is not None
    user = User.objects.get(username="wuming")
    assert user.check_password(password[1])
    assert user.must_change_password
    assert user.roles() == frozenset()
    entries = Entry.objects.filter(object_id=str(user.pk))
    assert not any(password[1] in str((e.before, e.after, e.label)) for e in entries)


def test_a_name_that_is_taken_is_told_beside_the_field(county: County, system: User) -> None:
    given = {"username": "system", "name": "吴明", "body": county.department.pk}
    answer = as_user(system).post("/accounts/new/", given)
    assert answer.status_code == 422
    assert 'value="吴明"' in answer.content.decode()


@pytest.mark.usefixtures("system")
def test_a_head_sees_the_own_body_and_nobody_else(county: County) -> None:
    head = make_user("head", county.department, Role.HEAD)
    other = make_user("other", county.township, Role.OFFICER)
    client = as_user(head)
    page = client.get("/accounts/").content.decode()
    assert "员工head" in page
    assert "员工other" not in page
    assert client.get(f"/accounts/{other.pk}/").status_code == 404
    assert client.get(f"/accounts/{other.pk}/hand-over/").status_code == 404
    assert client.get("/accounts/new/").status_code == 403
    assert client.get(f"/accounts/{head.pk}/manage/password/").status_code == 403


def test_accounts_are_found_by_name_role_and_state(county: County, system: User) -> None:
    officer = make_user("lin", county.department, Role.OFFICER)
    client = as_user(system)
    for query, found in (
        ("q=员工lin", True),
        ("role=officer", True),
        ("role=none", False),
        ("state=closed", False),
        ("state=locked", False),
        (f"body={county.department.pk}", True),
        ("q=nobody", False),
        ("role=bad&page=zz", True),
    ):
        shown = officer.name in client.get(f"/accounts/?{query}").content.decode()
        assert shown == found, query
    assert "没有符合条件的账户" in client.get("/accounts/?q=nobody").content.decode()


@pytest.mark.parametrize("first", sorted(SEPARATE))
@pytest.mark.parametrize("second", [*sorted(SEPARATE), Role.OFFICER])
def test_the_three_administrators_are_three_people(
    county: County, security: User, first: Role, second: Role
) -> None:
    user = make_user("wu", county.office, first)
    with pytest.raises(AccountError):
        grant(user, second, security, since=TODAY, reason="试")
    assert user.posts.count() == 1


def test_a_role_that_begins_later_clashes_too(county: County, security: User) -> None:
    user = make_user("wu", county.office)
    grant(user, Role.AUDITOR, security, since=date(2026, 6, 1), reason="接任")
    with pytest.raises(AccountError, match="三员分立"):
        grant(user, Role.OFFICER, security, since=TODAY, reason="试")


def test_nobody_gives_or_takes_own_roles(county: County, security: User) -> None:
    make_user("second", county.office, Role.SECURITY_ADMINISTRATOR)
    with pytest.raises(AccountError, match="自己"):
        grant(security, Role.OFFICER, security, since=TODAY, reason="试")
    with pytest.raises(AccountError, match="自己"):
        withdraw(security.posts.get(), security, "试")
    answer = as_user(security).post(
        f"/accounts/{security.pk}/roles/",
        {"role": "officer", "since": "2026-03-16", "reason": "试"},
    )
    assert answer.status_code == 422
    assert "不能给自己授予" in answer.content.decode()


def test_a_role_is_given_and_taken_on_the_page(county: County, security: User) -> None:
    user = make_user("wu", county.department)
    client = as_user(security)
    given = {"role": "officer", "since": "2026-03-16", "reason": "分工"}
    assert client.post(f"/accounts/{user.pk}/roles/", given).status_code == 302
    post = user.posts.get()
    twice = client.post(f"/accounts/{user.pk}/roles/", given)
    assert twice.status_code == 422
    assert "已经有这个角色" in twice.content.decode()
    end = f"/accounts/{user.pk}/roles/{post.pk}/end/"
    assert "请写明理由" in client.post(end, {"reason": " "}).content.decode()
    assert client.post(end, {"reason": "调整分工"}).status_code == 302
    assert not User.objects.get(pk=user.pk).roles()
    past = client.post(f"/accounts/{user.pk}/roles/", given | {"since": "2026-03-01"})
    assert "不能早于今天" in past.content.decode()


def test_the_last_administrator_stays(county: County, security: User, system: User) -> None:
    second = make_user("second", county.office, Role.SECURITY_ADMINISTRATOR)
    withdraw(security.posts.get(), second, "调岗")
    with pytest.raises(AccountError, match="唯一"):
        close_account(second, system, "离职")
    with pytest.raises(AccountError, match="唯一"):
        withdraw(system.posts.get(), second, "调岗")


def test_a_closed_account_gets_in_nowhere_and_its_sessions_end(
    county: County, system: User
) -> None:
    user = make_user("wu", county.department, Role.OFFICER)
    inside = as_user(user)
    assert inside.get("/account/").status_code == 200
    close_account(user, system, "离职")
    assert inside.get("/account/").status_code == 302
    answer = Client().post("/login/", {"username": "wu", "password": PASSWORD})
    assert answer.status_code == 422
    assert user.posts.get().until == TODAY


def test_an_account_with_open_work_is_not_closed(county: County, system: User) -> None:
    user = make_user("wu", county.department, Role.OFFICER)
    case = make_case(county.department, user)
    case.handler = user
    case.save()
    answer = as_user(system).post(f"/accounts/{user.pk}/manage/close/", {"reason": "离职"})
    assert answer.status_code == 422
    assert "还有 1 项在办工作" in answer.content.decode()
    with pytest.raises(AccountError, match="在办"):
        change_account(user, user.name, county.township, "调动")


@pytest.mark.usefixtures("system")
def test_roles_do_not_come_along_to_another_body(county: County) -> None:
    user = make_user("wu", county.department, Role.OFFICER)
    ended = change_account(user, "吴明", county.township, "调动")
    assert ended == 1
    assert not User.objects.get(pk=user.pk).roles()


def test_a_reset_password_ends_every_session(county: County, system: User) -> None:
    user = make_user("wu", county.department, Role.OFFICER)
    inside = as_user(user)
    page = as_user(system).post(
        f"/accounts/{user.pk}/manage/password/", {"reason": "本人忘记，已当面核实"}
    )
    assert 'class="once"' in page.content.decode()
    assert inside.get("/account/").status_code == 302
    own = as_user(system).post(f"/accounts/{system.pk}/manage/password/", {"reason": "试"})
    assert own.status_code == 422


def test_who_sets_passwords_does_not_reset_second_factors(
    county: County, system: User, security: User
) -> None:
    user = make_user("wu", county.department, Role.OFFICER)
    assert as_user(system).get(f"/accounts/{user.pk}/guard/second-factor/").status_code == 403
    assert as_user(security).get(f"/accounts/{user.pk}/manage/password/").status_code == 403


def test_a_locked_account_is_unlocked(county: County, security: User) -> None:
    user = make_user("wu", county.department, Role.OFFICER)
    for _ in range(5):
        Client().post("/login/", {"username": "wu", "password": "wrong"})
    client = as_user(security)
    assert user.name in client.get("/accounts/?state=locked").content.decode()
    client.post(f"/accounts/{user.pk}/guard/unlock/", {"reason": "本人来电"})
    answer = Client().post("/login/", {"username": "wu", "password": PASSWORD})
    assert answer.status_code == 302
    again = client.post(f"/accounts/{user.pk}/guard/unlock/", {"reason": "再来"})
    assert "没有锁定" in again.content.decode()


@pytest.mark.usefixtures("committed")
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite admits one writer at a time")
def test_two_grants_at_once_do_not_make_a_clash() -> None:
    from tests.web.support.people import make_county

    county = make_county()
    user = make_user("wu", county.office)
    security = make_user("security", county.office, Role.SECURITY_ADMINISTRATOR)
    gate = threading.Barrier(2)
    refused = []

    def give(role: Role) -> None:
        gate.wait()
        try:
            grant(User.objects.get(pk=user.pk), role, security, since=TODAY, reason="同时")
        except AccountError as fault:
            refused.append(str(fault))
        finally:
            connection.close()

    threads = [threading.Thread(target=give, args=(role,)) for role in SEPARATE]
    gate = threading.Barrier(len(threads))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 2
    assert not roles_clash(User.objects.get(pk=user.pk).roles())
    assert not list(breaks())


def test_a_grant_looks_at_the_roles_of_now_not_at_those_on_the_page(
    county: County, security: User
) -> None:
    user = make_user("wu", county.office)
    stale = User.objects.get(pk=user.pk)
    assert stale.roles() == frozenset()
    grant(user, Role.AUDITOR, security, since=TODAY, reason="甲")
    with pytest.raises(AccountError):
        grant(stale, Role.OFFICER, security, since=TODAY, reason="乙")
