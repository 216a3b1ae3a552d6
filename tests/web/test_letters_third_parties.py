"""What leaves the office: nothing of the applicant to others, and no draft older than the reply."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from gongkai.web.accounts.models import User
from gongkai.web.cases.letters.making import text_of
from gongkai.web.cases.models import Case, Letter
from gongkai.web.cases.workflow import locked, take

NEW = "letters/new/third_party_consultation"
ASKED = {"party": "青禾建材有限公司", "text": "涉及报价。"}


def post(client: Client, case: Case, path: str, **data: Any) -> Any:
    case.refresh_from_db()
    return client.post(f"/cases/{case.pk}/{path}/", {"version": case.version} | data)


def words(letter: Letter) -> str:
    with letter.file.open("rb") as stream:
        return text_of(stream.read())


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("申请人沈青禾要求公开。", "姓名或名称"),
        ("申请人沈 青 禾要求公开。", "姓名或名称"),
        ("请电 199-0000-1234。", "电话"),
        ("请电１９９００００１２３４。", "电话"),
        ("身份证 999901199001011234。", "证件号码"),
    ],
)
def test_a_letter_to_a_third_party_never_tells_who_asked(
    signed_in: Client, case: Case, typed: str, what: str
) -> None:
    answer = post(signed_in, case, NEW, **(ASKED | {"text": typed}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"里面却有申请人的{what}" in page
    assert "请在文书的正文里删去" in page
    assert not Letter.objects.exists()


def test_it_is_told_that_the_registration_has_to_be_corrected(
    signed_in: Client, case: Case
) -> None:
    with locked(case.pk) as held:
        held.description = "沈青禾家门前水库的批复"
        held.save()
    answer = post(signed_in, case, NEW, **ASKED)
    assert "请在“更正登记”的所需信息里删去" in answer.content.decode()
    assert not Letter.objects.exists()


def test_a_draft_made_before_is_not_sent_with_the_applicant_s_name(
    signed_in: Client, case: Case
) -> None:
    assert post(signed_in, case, NEW, **ASKED).status_code == 302
    letter = Letter.objects.get()
    with locked(case.pk) as held:
        held.title = "沈青禾申请公开批复"
        held.description = "沈青禾申请的批复"
        held.save()
    answer = post(signed_in, case, f"letters/{letter.pk}/send", on="2026-03-16")
    assert answer.status_code == 422
    assert "不能透露申请人是谁" in answer.content.decode()
    letter.refresh_from_db()
    assert not letter.is_sent
    assert not case.events.filter(kind="third_party_asked").exists()


def test_the_applicant_s_own_letters_have_the_name(signed_in: Client, case: Case) -> None:
    given = {"days": "10", "text": "请沈青禾写明文号。"}
    assert post(signed_in, case, "letters/new/clarification", **given).status_code == 302
    assert "沈青禾" in words(Letter.objects.get())


def test_the_draft_letter_says_what_the_changed_reply_says(
    signed_in: Client, case: Case, officer: User
) -> None:
    with locked(case.pk) as held:
        take(held, "accept", officer)
    post(signed_in, case, "draft", draft_outcome="granted", draft_text="第一稿。")
    assert post(signed_in, case, "letters/new/reply_granted").status_code == 302
    assert "第一稿。" in words(Letter.objects.get())
    post(signed_in, case, "draft", draft_outcome="granted", draft_text="第二稿。")
    letter = Letter.objects.get()
    assert "第二稿。" in words(letter)
    assert "第一稿。" not in words(letter)
    post(signed_in, case, "draft", draft_outcome="refused_internal_affairs", draft_text="第三稿。")
    changed = Letter.objects.get()
    assert changed.kind != letter.kind
    assert "第三稿。" in words(changed)


def test_a_reply_s_draft_that_cannot_be_made_any_more_is_gone(
    signed_in: Client, case: Case, officer: User
) -> None:
    with locked(case.pk) as held:
        take(held, "accept", officer)
    post(signed_in, case, "draft", draft_outcome="granted", draft_text="第一稿。")
    post(signed_in, case, "letters/new/reply_granted")
    case.body.court = ""
    case.body.save()
    answer = post(
        signed_in, case, "draft", draft_outcome="refused_internal_affairs", draft_text="二。"
    )
    assert answer.status_code == 302
    assert not Letter.objects.exists()
