"""Letters of a request: made from templates, numbered, sent with their event, never changed again."""

from __future__ import annotations

import io
import os
import threading
import zipfile
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.models import QuerySet
from django.test import Client

from gongkai.law.clock.events import Delivery, EventKind
from gongkai.law.outcomes import standard_outcomes
from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.audit.models import Entry
from gongkai.web.cases.letters.errors import LetterError
from gongkai.web.cases.letters.facts import Subject, remedy_of
from gongkai.web.cases.letters.given import Given
from gongkai.web.cases.letters.kinds import kinds, reply_kind
from gongkai.web.cases.letters.making import text_of
from gongkai.web.cases.letters.sending import draft, send, send_reply
from gongkai.web.cases.models import Case, Letter, SentLetterError
from gongkai.web.cases.workflow import NotPermittedError, WorkflowError, locked, take
from tests.web.support.cases import enter, make_applicant, make_case
from tests.web.support.people import County, make_county, make_user

TODAY = date(2026, 3, 16)
CLARIFY = Given(text="请写明所需文件的文号。\n请写明年份。", days=10)


@pytest.fixture
def head(county: County) -> User:
    return make_user("zhao", county.department, Role.HEAD)


def made(case: Case, kind: str, given: Given, user: User) -> Letter:
    with locked(case.pk) as held:
        return draft(held, kinds()[kind], given, user)


def sent(case: Case, letter: Letter, user: User, on: date = TODAY, **more: Any) -> Letter:
    with locked(case.pk) as held:
        return send(held, Letter.objects.get(pk=letter.pk), on, user, **more)


def words(letter: Letter) -> str:
    letter.refresh_from_db()
    with letter.file.open("rb") as stream:
        return text_of(stream.read())


def approved(case: Case, officer: User, outcome: str) -> Case:
    """The case with an approved draft of that outcome."""
    body = case.body
    others = [
        make_user(f"{role.value}-{case.pk}", body, role)
        for role in (Role.REVIEWER, Role.SECRECY_REVIEWER, Role.HEAD)
    ]
    steps = ("pass_review", "pass_secrecy_review", "approve")
    with locked(case.pk) as held:
        take(held, "accept", officer)
        held.draft_outcome, held.draft_text, held.drafted_by = outcome, "具体情况如下。", officer
        take(held, "submit", officer)
        for step, user in zip(steps, others, strict=True):
            take(held, step, user)
    case.refresh_from_db()
    return case


def test_a_letter_is_made_sent_and_recorded_in_one_step(case: Case, signed_in: Client) -> None:
    page = signed_in.get(f"/cases/{case.pk}/").content.decode()
    assert f"/cases/{case.pk}/letters/new/clarification/" in page
    answer = signed_in.post(
        f"/cases/{case.pk}/letters/new/clarification/",
        {"days": "10", "text": "请写明文号。", "version": case.version},
    )
    assert answer.status_code == 302
    letter = Letter.objects.get()
    assert (letter.is_sent, letter.number) == (False, "")
    assert not case.events.filter(kind="clarification_asked").exists()
    assert "草稿" in signed_in.get(f"/cases/{case.pk}/").content.decode()
    case.refresh_from_db()
    answer = signed_in.post(
        f"/cases/{case.pk}/letters/{letter.pk}/send/",
        {"on": "2026-03-16", "version": case.version},
        follow=True,
    )
    assert "云水公开〔2026〕1号" in answer.content.decode()
    letter.refresh_from_db()
    event = case.events.get(kind="clarification_asked")
    assert (letter.event, event.on, event.details) == (event, TODAY, {"days": 10})
    case.refresh_from_db()
    assert case.clock_state == "awaiting_clarification"
    text = words(letter)
    for part in ("云水公开〔2026〕1号", "2026年3月16日", "沈青禾：", "请写明文号。", "10个工作日"):
        assert part in text


def test_a_draft_is_made_anew_in_its_place(case: Case, officer: User) -> None:
    first = made(case, "clarification", CLARIFY, officer)
    second = made(case, "clarification", Given(text="请写明年份。", days=7), officer)
    assert first.pk == second.pk
    assert "7个工作日" in words(second)
    assert "（发出时编号）" in words(second)


def test_each_party_has_a_draft_of_its_own(case: Case, officer: User) -> None:
    for party in ("青禾建材有限公司", "松溪水务公司", "青禾建材有限公司"):
        made(case, "third_party_consultation", Given(text="涉及报价。", party=party), officer)
    assert Letter.objects.count() == 2


def test_numbers_follow_each_other_without_a_gap(county: County, officer: User) -> None:
    numbers = []
    for _ in range(3):
        each = make_case(county.department, submitted_on=date(2026, 3, 9))
        letter = made(each, "clarification", CLARIFY, officer)
        with pytest.raises(WorkflowError):
            sent(each, letter, officer, on=date(2026, 1, 5))
        numbers.append(sent(each, letter, officer).number)
    assert numbers == [f"云水公开〔2026〕{serial}号" for serial in (1, 2, 3)]


def test_a_new_year_begins_with_one_and_each_body_counts_for_itself(county: County) -> None:
    lin, wen = (
        make_user("lin", county.department, Role.OFFICER),
        make_user("wen", county.township, Role.OFFICER),
    )
    serials = []
    for body, user, day in (
        (county.department, lin, date(2025, 12, 30)),
        (county.department, lin, date(2026, 1, 5)),
        (county.township, wen, date(2026, 1, 5)),
    ):
        each = make_case(body, submitted_on=date(2025, 12, 29))
        letter = sent(each, made(each, "receipt", Given(), user), user, on=day)
        serials.append((letter.year, letter.serial))
    assert serials == [(2025, 1), (2026, 1), (2026, 1)]


@pytest.mark.skipif(
    "GONGKAI_TEST_DATABASE" not in os.environ,
    reason="SQLite lets one write at a time; the race needs PostgreSQL (python -m tools.postgres)",
)
@pytest.mark.usefixtures("committed")
def test_two_at_once_get_two_numbers() -> None:
    county = make_county()
    lin = make_user("lin", county.department, Role.OFFICER)
    cases = [make_case(county.department, submitted_on=date(2026, 3, 9)) for _ in range(4)]
    letters = [made(each, "clarification", CLARIFY, lin) for each in cases]
    gate = threading.Barrier(len(cases))

    def work(at: int) -> None:
        try:
            gate.wait()
            sent(cases[at], letters[at], lin)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(at,)) for at in range(len(cases))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(Letter.objects.values_list("serial", flat=True)) == {1, 2, 3, 4}


def test_the_database_refuses_a_number_given_twice(
    county: County, case: Case, officer: User
) -> None:
    first = sent(case, made(case, "receipt", Given(), officer), officer)
    other = make_case(county.department, submitted_on=date(2026, 3, 9))
    second = made(other, "receipt", Given(), officer)
    second.year, second.serial = first.year, first.serial
    second.number, second.sent_on = first.number, TODAY
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_a_sent_letter_is_neither_changed_nor_deleted(case: Case, officer: User) -> None:
    letter = sent(case, made(case, "clarification", CLARIFY, officer), officer)
    letter = Letter.objects.get(pk=letter.pk)
    before = words(letter)
    letter.number = "云水公开〔2026〕99号"
    with pytest.raises(SentLetterError):
        letter.save()
    with pytest.raises(SentLetterError):
        letter.delete()
    for change in ({"number": "x"}, {"file": "x.docx"}, {"sha256": "0" * 64}, {"sent_on": None}):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            QuerySet(Letter).filter(pk=letter.pk).update(**change)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        QuerySet(Letter).filter(pk=letter.pk)._raw_delete("default")
    with pytest.raises(LetterError, match="已经发出"):
        sent(case, letter, officer)
    assert words(Letter.objects.get(pk=letter.pk)) == before


def test_what_is_kept_is_what_its_hash_says(case: Case, officer: User) -> None:
    import hashlib

    letter = sent(case, made(case, "receipt", Given(), officer), officer)
    with letter.file.open("rb") as stream:
        assert hashlib.sha256(stream.read()).hexdigest() == letter.sha256


def test_the_extension_is_sent_by_the_head_with_consent(
    case: Case, officer: User, head: User
) -> None:
    letter = made(case, "extension", Given(days=20), officer)
    assert "延长20个工作日，延长后不迟于2026年5月8日" in words(letter)
    with pytest.raises(NotPermittedError):
        sent(case, letter, officer, consent=True)
    with pytest.raises(WorkflowError):
        sent(case, letter, head, consent=False)
    sent(case, letter, head, consent=True)
    case.refresh_from_db()
    assert case.due_on == date(2026, 5, 8)
    assert Letter.objects.get().number == "云水公开〔2026〕1号"


def test_while_a_consultation_runs_nobody_knows_the_day_and_the_letter_says_none(
    case: Case, officer: User
) -> None:
    enter(case, EventKind.THIRD_PARTY_ASKED, date(2026, 3, 11), party="青禾建材")
    for kind, given in (
        ("extension", Given(days=20)),
        ("assistance", Given(text="请查找原件。", party="档案馆")),
        ("receipt", Given()),
    ):
        assert "不迟于" not in words(made(case, kind, given, officer))


def test_a_letter_whose_event_the_law_does_not_admit_is_not_made(case: Case, officer: User) -> None:
    sent(case, made(case, "clarification", CLARIFY, officer), officer)
    with pytest.raises(LetterError):
        made(case, "clarification", CLARIFY, officer)


def test_the_fee_notice_reckons_by_the_tariff(case: Case, officer: User) -> None:
    given = Given(text="请到窗口缴纳。", tariff="items", number=2, earlier=29)
    letter = sent(case, made(case, "fee_notice", given, officer), officer)
    text = words(letter)
    assert "第30件，每件100元，计100元；第31件，每件200元，计200元" in text
    assert "共计300元（大写：叁佰元整）" in text
    assert case.events.get(kind="fee_notice_sent").details == {"amount": "300"}


def test_no_fee_notice_where_nothing_is_due(case: Case, officer: User) -> None:
    with pytest.raises(LetterError, match="不收费"):
        made(case, "fee_notice", Given(text="窗口", tariff="items", number=1, earlier=0), officer)


def test_a_letter_to_others_does_not_tell_who_asks(case: Case, officer: User) -> None:
    others = [kind for kind in kinds().values() if kind.addressee != "applicant"]
    assert len(others) == 4
    for kind in others:
        letter = made(case, kind.id, Given(text="涉及报价。", party="青禾建材"), officer)
        assert "沈青禾" not in words(letter)


def test_the_reply_letter_goes_out_with_the_reply(
    case: Case, officer: User, signed_in: Client
) -> None:
    approved(case, officer, "refused_internal_affairs")
    answer = signed_in.post(
        f"/cases/{case.pk}/reply/",
        {"on": "2026-03-16", "delivery": "post", "version": case.version},
    )
    assert answer.status_code == 302
    case.refresh_from_db()
    letter = Letter.objects.get()
    assert (case.stage, letter.kind, letter.event) == (
        "replied",
        "reply_refused",
        case.events.get(kind="reply_sent"),
    )
    assert case.re_evaluate_on == date(2027, 3, 16)
    text = words(letter)
    assert "《中华人民共和国政府信息公开条例》第十六条第一款、第三十六条第（三）项" in text
    # Review Law Art. 23 (1) item 4: review comes first since 2024.
    assert "应当先依法申请行政复议" in text
    assert "向云岫县人民政府提出" in text
    assert "向云岫县人民法院提起行政诉讼" in text


def test_a_draft_of_the_reply_becomes_the_reply(case: Case, officer: User) -> None:
    approved(case, officer, "granted")
    drafted = made(case, "reply_granted", Given(), officer)
    with locked(case.pk) as held:
        out = send_reply(held, TODAY, Delivery.ELECTRONIC, officer)
    assert out.pk == drafted.pk
    assert Letter.objects.count() == 1


def test_a_reply_of_another_outcome_is_not_made(case: Case, officer: User) -> None:
    approved(case, officer, "granted")
    with pytest.raises(LetterError, match="办理结果"):
        made(case, "reply_refused", Given(), officer)


def test_a_reply_that_cannot_be_made_does_not_go_out(
    case: Case, officer: User, signed_in: Client
) -> None:
    approved(case, officer, "granted")
    case.body.court = ""
    case.body.save()
    answer = signed_in.post(
        f"/cases/{case.pk}/reply/",
        {"on": "2026-03-16", "delivery": "post", "version": case.version},
    )
    assert answer.status_code == 422
    assert "管辖法院" in answer.content.decode()
    case.refresh_from_db()
    assert case.stage == "approved"
    assert not Letter.objects.exists()
    assert not case.events.filter(kind="reply_sent").exists()


def test_a_body_without_a_mark_is_told_where_to_enter_it(case: Case, officer: User) -> None:
    case.body.document_mark = ""
    case.body.save()
    letter = made(case, "receipt", Given(), officer)
    with pytest.raises(LetterError, match="发文代字"):
        sent(case, letter, officer)


def test_every_outcome_has_its_reply_with_its_remedy(case: Case, officer: User) -> None:
    with locked(case.pk) as held:
        take(held, "accept", officer)
        held.draft_text = "具体情况如下。"
        held.save()
    case.refresh_from_db()
    for outcome in standard_outcomes():
        case.draft_outcome = outcome.id
        case.save()
        letter = made(case, reply_kind(outcome).id, Given(), officer)
        needed = remedy_of(Subject(case, letter.spec, Given(), TODAY))
        assert needed
        assert needed in words(letter)
        assert letter.spec.title in words(letter)


def test_an_organisation_is_not_addressed_as_a_person(county: County, officer: User) -> None:
    company = make_applicant(applicant_class="business", name="青禾建材有限公司")
    case = make_case(county.department, applicant=company, submitted_on=date(2026, 3, 9))
    text = words(made(case, "clarification", CLARIFY, officer))
    assert "你单位提交" in text
    assert "您" not in text


def test_what_was_typed_cannot_break_the_file(county: County, officer: User) -> None:
    case = make_case(county.department, description="a<b>&\x01c", submitted_on=date(2026, 3, 9))
    with locked(case.pk) as held:
        letter = draft(held, kinds()["clarification"], Given(text="<w:t>&{{ 文号 }}]]>"), officer)
    assert "<w:t>&{{ 文号 }}]]>" in words(letter)


def test_the_same_values_give_the_same_bytes(case: Case, officer: User) -> None:
    first = made(case, "clarification", CLARIFY, officer).sha256
    assert made(case, "clarification", CLARIFY, officer).sha256 == first


def test_paragraphs_that_were_typed_are_paragraphs(case: Case, officer: User) -> None:
    letter = made(case, "clarification", CLARIFY, officer)
    with letter.file.open("rb") as stream, zipfile.ZipFile(io.BytesIO(stream.read())) as archive:
        markup = archive.read("word/document.xml").decode()
    between = markup.partition("请写明所需文件的文号。")[2].partition("请写明年份。")[0]
    assert "</w:p><w:p>" in between
    assert "NormalIndent" in between


def test_taking_a_letter_is_in_the_trail(case: Case, officer: User, signed_in: Client) -> None:
    letter = sent(case, made(case, "receipt", Given(), officer), officer)
    answer = signed_in.get(f"/cases/{case.pk}/letters/{letter.pk}/")
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    entry = Entry.objects.get(act="export", kind="cases.letter")
    assert (entry.object_id, entry.body_id) == (str(letter.pk), case.body_id)


def test_letters_of_another_body_are_not_there(county: County, signed_in: Client) -> None:
    wen = make_user("wen", county.township, Role.OFFICER)
    case = make_case(county.township, submitted_on=date(2026, 3, 9))
    letter = made(case, "receipt", Given(), wen)
    for address in ("", "send/"):
        found = signed_in.get(f"/cases/{case.pk}/letters/{letter.pk}/{address}")
        assert found.status_code == 404
    assert signed_in.get(f"/cases/{case.pk}/letters/new/receipt/").status_code == 404
    assert (
        signed_in.post(f"/cases/{case.pk}/letters/{letter.pk}/discard/", {"version": 1}).status_code
        == 404
    )


def test_a_letter_of_one_case_is_not_reached_through_another(
    county: County, signed_in: Client, officer: User, case: Case
) -> None:
    other = make_case(county.department)
    letter = made(case, "receipt", Given(), officer)
    assert signed_in.get(f"/cases/{other.pk}/letters/{letter.pk}/").status_code == 404


def test_a_draft_can_be_thrown_away(case: Case, officer: User, signed_in: Client) -> None:
    letter = made(case, "receipt", Given(), officer)
    signed_in.post(f"/cases/{case.pk}/letters/{letter.pk}/discard/", {"version": case.version + 0})
    assert not Letter.objects.exists()


def test_whoever_comes_second_is_told_and_keeps_what_was_typed(
    case: Case, signed_in: Client
) -> None:
    before = case.version
    enter(case, EventKind.THIRD_PARTY_ASKED, date(2026, 3, 10), party="青禾建材")
    answer = signed_in.post(
        f"/cases/{case.pk}/letters/new/assistance/",
        {"party": "档案馆", "text": "请查找原件。", "version": before},
    )
    assert answer.status_code == 409
    assert "请查找原件。" in answer.content.decode()


def test_a_notice_after_closing_belongs_to_the_closing(county: County, signed_in: Client) -> None:
    case = make_case(county.department, submitted_on=date(2026, 2, 2))
    enter(case, EventKind.CLARIFICATION_ASKED, date(2026, 2, 4), days=5)
    enter(case, EventKind.CLARIFICATION_NOTICE_RECEIVED, date(2026, 2, 4))
    signed_in.post(
        f"/cases/{case.pk}/close/",
        {
            "outcome": "not_clarified",
            "on": "2026-03-16",
            "reason": "逾期未补正",
            "version": case.version,
        },
    )
    case.refresh_from_db()
    assert "letters/new/reply_terminated/" in signed_in.get(f"/cases/{case.pk}/").content.decode()
    signed_in.post(
        f"/cases/{case.pk}/letters/new/reply_terminated/",
        {"version": case.version, "text": "补正期限2月11日届满，未收到补正。"},
    )
    letter = Letter.objects.get()
    case.refresh_from_db()
    signed_in.post(
        f"/cases/{case.pk}/letters/{letter.pk}/send/", {"on": "2026-03-16", "version": case.version}
    )
    letter.refresh_from_db()
    assert letter.event == case.events.get(kind="closed")
    assert "视为放弃申请" in words(letter)
    assert "如不服本答复" in words(letter)
