"""What people do with their own account: the password, and the second factor's first codes."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.web.accounts.models import User
from gongkai.web.audit.models import Entry
from tests.web.support.people import PASSWORD

NEW = "songxi-river-2026"


@pytest.fixture
def signed_in(client: Client, officer: User) -> Client:
    client.post("/login/", {"username": officer.username, "password": PASSWORD})
    return client


def change(client: Client, old: str, new: str = NEW) -> Any:
    given = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post("/account/password/", given)


def test_another_password_asks_for_the_present_one(signed_in: Client, officer: User) -> None:
    for old in ("", "wrong"):
        assert change(signed_in, old).status_code == 422
        officer.refresh_from_db()
        assert officer.check_password(PASSWORD)
    assert change(signed_in, PASSWORD).status_code == 302
    officer.refresh_from_db()
    assert officer.check_password(NEW)


@pytest.mark.usefixtures("officer")
def test_guessing_the_present_password_locks_like_guessing_at_the_door(signed_in: Client) -> None:
    answers = [change(signed_in, "wrong") for _ in range(5)]
    assert [each.status_code for each in answers] == [422, 422, 422, 422, 429]
    assert "账户已锁定" in answers[-1].content.decode()
    assert signed_in.get("/account/").status_code == 302, "signed out"
    assert Entry.objects.filter(act="failed").count() >= 5


def test_a_refused_password_form_does_not_claim_that_everything_is_still_there(
    signed_in: Client,
) -> None:
    page = change(signed_in, "wrong").content.decode()
    assert "现在的密码不对" in page
    assert "密码要重新填写" in page
    assert "已填的内容都还在" not in page
    signed_in.post("/logout/")
    page = signed_in.post("/login/", {"username": "lin", "password": ""}).content.decode()
    assert "已填的内容都还在" not in page
    assert 'value="lin"' in page


def test_a_first_password_must_be_changed_before_anything_else(
    signed_in: Client, officer: User
) -> None:
    officer.must_change_password = True
    officer.save()
    assert signed_in.get("/cases/")["Location"] == "/account/password/"
    assert "一次性密码" in signed_in.get("/account/password/").content.decode()
    assert change(signed_in, PASSWORD, "12345678").status_code == 422
    assert change(signed_in, PASSWORD).status_code == 302
    assert signed_in.get("/cases/").status_code == 200
    assert Entry.objects.filter(kind="accounts.password").exists()


def code_of(user: User, step: int = 0) -> str:
    """The code a telephone would show ``step`` half minutes from now."""
    totp = TOTP(TOTPDevice.objects.get(user=user).bin_key)
    totp.time = time.time() + 30 * step
    return f"{totp.token():06d}"


def test_recovery_codes_are_spoken_of_only_where_there_are_some(
    signed_in: Client, officer: User
) -> None:
    address = "/account/second-factor/"
    signed_in.get(address)
    wrong = signed_in.post(address, {"code": "12"})
    assert wrong.status_code == 422
    assert "填一个恢复码" not in wrong.content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0)
    first = signed_in.post(address, {"code": code_of(officer)}).content.decode()
    assert "第二因素已启用" in first
    assert "作废" not in first
    assert "填一个恢复码" in signed_in.get(address).content.decode()
    again = signed_in.post(address, {"code": code_of(officer, 1), "act": "codes"}).content.decode()
    assert "以前的恢复码已经作废" in again
    assert "第二因素已启用" not in again
