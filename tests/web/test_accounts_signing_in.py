"""Who gets in: passwords, locks, second factors, and when a session ends."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.web.accounts.failures import NAMELESS
from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.accounts.second_factor import REQUIRED_OF
from gongkai.web.audit.models import Entry
from gongkai.web.site.environment import SettingError, environment
from tests.web.support.people import PASSWORD, County, make_user


def sign_in(client: Client, username: str = "lin", password: str = PASSWORD) -> str:
    answer = client.post("/login/", {"username": username, "password": password})
    return str(answer.headers.get("Location", answer.status_code))


def code_of(user: User, step: int = 0) -> str:
    """The code a telephone would show ``step`` half minutes from now."""
    device = TOTPDevice.objects.get(user=user)
    totp = TOTP(device.bin_key)
    totp.time = time.time() + 30 * step
    return f"{totp.token():06d}"


def enrol(client: Client, user: User) -> list[str]:
    """Enrol as the pages say; the recovery codes."""
    client.get("/account/second-factor/")
    page = client.post("/account/second-factor/", {"code": code_of(user)}).content.decode()
    codes = re.findall(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>", page)
    assert len(codes) == 10
    return codes


def test_five_wrong_passwords_lock_the_name_and_each_is_in_the_trail(
    client: Client, officer: User
) -> None:
    for _ in range(4):
        assert sign_in(client, "lin", "wrong") == "422"
    answer = client.post("/login/", {"username": "lin", "password": "wrong"})
    assert "账户已锁定" in answer.content.decode()
    assert (
        "账户已锁定"
        in client.post("/login/", {"username": "lin", "password": PASSWORD}).content.decode()
    )
    assert Entry.objects.filter(act="failed", object_id=str(officer.pk)).count() >= 5
    assert Entry.objects.filter(act="refused", reason__contains="锁定").exists()


@pytest.mark.usefixtures("officer")
def test_what_was_typed_for_a_name_nobody_has_is_not_kept(client: Client) -> None:
    # It may be a password in the wrong field.
    sign_in(client, username="my-secret-password")
    failed = Entry.objects.filter(act="failed").get()
    assert failed.label == NAMELESS
    assert not Entry.objects.filter(label__contains="my-secret").exists()


@pytest.mark.usefixtures("officer")
def test_a_wrong_name_and_a_wrong_password_are_told_in_the_same_words(
    client: Client,
) -> None:
    told = []
    for name, password in (("lin", "wrong"), ("nobody", "wrong")):
        page = client.post("/login/", {"username": name, "password": password}).content.decode()
        told.append("用户名或密码不对，或者账户已停用。" in page)
    assert told == [True, True]


def test_the_second_factor_is_asked_where_one_is_enrolled(client: Client, officer: User) -> None:
    sign_in(client)
    enrol(client, officer)
    client.post("/logout/")
    assert sign_in(client) == "/login/second/"
    assert client.get("/account/").status_code == 302, "the password alone is not signed in"
    wrong = client.post("/login/second/", {"code": "000000"})
    assert wrong.status_code == 422
    assert Entry.objects.filter(act="failed", reason="验证码不对").exists()
    TOTPDevice.objects.update(throttling_failure_count=0)
    right = client.post("/login/second/", {"code": code_of(officer, 1)})
    assert right["Location"] == "/"
    assert client.get("/account/").status_code == 200


def test_a_code_holds_once(client: Client, officer: User) -> None:
    sign_in(client)
    enrol(client, officer)
    client.post("/logout/")
    code = code_of(officer, 1)
    sign_in(client)
    assert client.post("/login/second/", {"code": code}).status_code == 302
    client.post("/logout/")
    sign_in(client)
    assert client.post("/login/second/", {"code": code}).status_code == 422


def test_a_recovery_code_opens_once(client: Client, officer: User) -> None:
    sign_in(client)
    codes = enrol(client, officer)
    for code, status in ((codes[0], 302), (codes[0], 422), (codes[1].upper(), 302)):
        client.post("/logout/")
        sign_in(client)
        StaticDevice.objects.update(throttling_failure_count=0)
        assert client.post("/login/second/", {"code": code}).status_code == status
    assert "还有 8 个恢复码" in client.get("/account/second-factor/").content.decode()


def test_wrong_codes_lock_like_wrong_passwords(client: Client, officer: User) -> None:
    sign_in(client)
    enrol(client, officer)
    client.post("/logout/")
    sign_in(client)
    answers = [client.post("/login/second/", {"code": "000000"}) for _ in range(5)]
    assert "账户已锁定" in answers[-1].content.decode()
    assert client.post("/login/second/", {"code": code_of(officer, 1)}).status_code == 403
    assert client.get("/account/").status_code == 302


def test_the_step_after_the_password_does_not_wait_for_ever(
    client: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client)
    enrol(client, officer)
    client.post("/logout/")
    sign_in(client)
    later = time.time() + 301
    monkeypatch.setattr("gongkai.web.accounts.views.signing_in.time.time", lambda: later)
    assert client.post("/login/second/", {"code": "000000"})["Location"] == "/login/"
    assert client.get("/login/second/")["Location"] == "/login/"


def test_a_session_from_before_the_enrolment_ends(officer: User) -> None:
    old, new = Client(), Client()
    sign_in(old)
    sign_in(new)
    enrol(new, officer)
    assert new.get("/account/").status_code == 200
    assert old.get("/account/").status_code == 302


@pytest.mark.usefixtures("officer")
def test_the_picture_holds_the_key_without_style_or_script(client: Client) -> None:
    sign_in(client)
    page = client.get("/account/second-factor/").content.decode()
    drawn = page[page.index("<svg") : page.index("</svg>")]
    assert "style=" not in drawn
    assert "<script" not in drawn
    secret = re.search(r"<code>([A-Z2-7 ]{39})</code>", page)
    assert secret is not None
    assert len(secret[1].replace(" ", "")) == 32
    again = client.get("/account/second-factor/").content.decode()
    assert secret[1] in again, "a reload must not give another key than the one just scanned"


@pytest.fixture
def _required(monkeypatch: pytest.MonkeyPatch) -> None:
    required = replace(settings.ENVIRONMENT, second_factor="required")
    monkeypatch.setattr(settings, "ENVIRONMENT", required)


@pytest.mark.usefixtures("_required")
@pytest.mark.parametrize("role", sorted(REQUIRED_OF))
def test_who_opens_much_must_enrol_first(client: Client, county: County, role: Role) -> None:
    user = make_user("chen", county.government, role)
    sign_in(client, "chen")
    assert client.get("/bodies/")["Location"] == "/account/second-factor/"
    page = client.get("/account/second-factor/").content.decode()
    assert "必须启用第二因素" in page
    enrol(client, user)
    assert client.get("/account/").status_code == 200
    given_up = client.post("/account/second-factor/", {"code": code_of(user, 1), "act": "give_up"})
    assert "恢复码" in given_up.content.decode(), "who must have it cannot give it up"
    assert TOTPDevice.objects.filter(user=user, confirmed=True).exists()


@pytest.mark.usefixtures("officer")
@pytest.mark.usefixtures("_required")
def test_an_officer_may_work_without(client: Client) -> None:
    sign_in(client)
    assert client.get("/cases/").status_code == 200


def test_production_requires_it_unless_told_otherwise() -> None:
    assert environment({}).second_factor == "required"
    assert environment({"GONGKAI_MODE": "demo"}).second_factor == "optional"
    assert environment({"GONGKAI_SECOND_FACTOR": "optional"}).second_factor == "optional"
    with pytest.raises(SettingError, match="GONGKAI_SECOND_FACTOR"):
        environment({"GONGKAI_SECOND_FACTOR": "yes"})


@pytest.mark.usefixtures("officer")
def test_a_session_ends_after_so_many_hours_however_busy(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client)
    assert client.get("/account/").status_code == 200
    later = time.time() + settings.SESSION_LONGEST_HOURS * 3600 + 1
    monkeypatch.setattr("gongkai.web.accounts.middleware.time.time", lambda: later)
    assert client.get("/account/")["Location"].startswith("/login/")


@pytest.mark.usefixtures("officer")
def test_an_idle_session_ends(client: Client) -> None:
    sign_in(client)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert client.session.get_expire_at_browser_close()
    assert settings.SESSION_COOKIE_AGE == 30 * 60
