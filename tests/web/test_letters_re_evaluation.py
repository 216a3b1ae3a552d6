"""Refusals are looked at again (Art. 18); an office's own outcomes."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.cases.models import Case, Outcome, ReEvaluation
from gongkai.web.cases.outcomes import outcomes_for
from gongkai.web.cases.todo import groups_for
from gongkai.web.cases.workflow import locked
from tests.web.support.cases import make_case, reply
from tests.web.support.people import County, make_user


@pytest.fixture
def refused(county: County, officer: User) -> Case:
    """A refusal of last March that is due today."""
    roles = (Role.REVIEWER, Role.SECRECY_REVIEWER, Role.HEAD)
    people = [make_user(role.value, county.department, role) for role in roles]
    case = make_case(county.department, submitted_on=date(2025, 3, 3))
    reply(case, officer, *people, outcome="refused_process_information", on=date(2025, 3, 14))
    with locked(case.pk) as held:
        held.re_evaluate_on = date(2026, 3, 16)
        held.save()
    case.refresh_from_db()
    return case


def test_a_due_evaluation_is_on_the_to_do_page_and_in_the_list(
    signed_in: Client, refused: Case
) -> None:
    todo = signed_in.get("/todo/").content.decode()
    assert "定期评估到期" in todo
    assert refused.number in todo
    page = signed_in.get("/cases/re-evaluation/").content.decode()
    assert f"/cases/re-evaluation/{refused.pk}/" in page
    with locked(refused.pk) as held:
        held.re_evaluate_on = date(2026, 3, 17)
        held.save()
    assert refused.number not in signed_in.get("/todo/").content.decode()
    assert refused.number not in signed_in.get("/cases/re-evaluation/").content.decode()
    assert refused.number in signed_in.get("/cases/re-evaluation/?show=all").content.decode()


def test_evaluations_are_listed_by_their_own_day(refused: Case, officer: User) -> None:
    people = User.objects.exclude(pk=officer.pk).order_by("pk")
    later = make_case(refused.body, submitted_on=date(2025, 6, 3))  # to be answered later
    reply(later, officer, *people, outcome="refused_process_information", on=date(2025, 6, 16))
    with locked(later.pk) as held:
        held.re_evaluate_on = date(2026, 3, 2)  # but to be looked at sooner
        held.save()
    group = next(each for each in groups_for(officer) if each.key == "re_evaluation")
    assert [item.case.pk for item in group.items] == [later.pk, refused.pk]


def test_what_is_still_refused_is_looked_at_again(signed_in: Client, refused: Case) -> None:
    form = signed_in.get(f"/cases/re-evaluation/{refused.pk}/").content.decode()
    assert 'value="2027-03-16"' in form
    answer = signed_in.post(
        f"/cases/re-evaluation/{refused.pk}/",
        {
            "on": "2026-03-16",
            "result": "still_refused",
            "note": "讨论尚未结束。",
            "next_on": "2027-03-16",
            "version": refused.version,
        },
    )
    assert answer.status_code == 302
    refused.refresh_from_db()
    assert refused.re_evaluate_on == date(2027, 3, 16)
    assert ReEvaluation.objects.get().note == "讨论尚未结束。"


def test_what_is_public_now_is_not_looked_at_again(signed_in: Client, refused: Case) -> None:
    signed_in.post(
        f"/cases/re-evaluation/{refused.pk}/",
        {
            "on": "2026-03-16",
            "result": "now_public",
            "note": "已在门户网站公开。",
            "next_on": "2027-03-16",
            "version": refused.version,
        },
    )
    refused.refresh_from_db()
    assert refused.re_evaluate_on is None
    assert ReEvaluation.objects.get().next_on is None
    page = signed_in.get(f"/cases/re-evaluation/{refused.pk}/").content.decode()
    assert "没有待评估" in page
    assert "已在门户网站公开。" in page


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"next_on": ""}, "请填写下次评估日期"),
        ({"next_on": "2026-03-16"}, "应当晚于本次"),
        ({"on": "2026-03-17"}, "日期不能晚于今天"),
        ({"on": "2025-03-01"}, "不能早于答复日期"),
        ({"note": ""}, "这个字段"),
    ],
)
def test_a_wrong_evaluation_is_told_and_keeps_what_was_typed(
    signed_in: Client, refused: Case, wrong: dict[str, str], message: str
) -> None:
    given = {
        "on": "2026-03-16",
        "result": "still_refused",
        "note": "讨论尚未结束。",
        "next_on": "2027-03-16",
        "version": refused.version,
    } | wrong
    answer = signed_in.post(f"/cases/re-evaluation/{refused.pk}/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page
    assert ("讨论尚未结束。" in page) != ("note" in wrong)
    assert not ReEvaluation.objects.exists()


def test_an_evaluation_of_another_body_is_not_there(
    client: Client, refused: Case, county: County
) -> None:
    wen = make_user("wen", county.township, Role.OFFICER)
    client.force_login(wen, "django.contrib.auth.backends.ModelBackend")
    assert refused.number not in client.get("/cases/re-evaluation/?show=all").content.decode()
    assert client.get(f"/cases/re-evaluation/{refused.pk}/").status_code == 404


def test_an_office_adds_an_outcome_and_takes_it_out_of_use(client: Client, county: County) -> None:
    qian = make_user("qian", county.department, Role.REVIEWER)
    client.force_login(qian, "django.contrib.auth.backends.ModelBackend")
    given = {"name": "已移交档案馆", "key": "archived_elsewhere", "like": "unavailable_other_body"}
    answer = client.post("/letters/outcomes/", given, follow=True)
    assert "已移交档案馆" in answer.content.decode()
    assert "archived_elsewhere" in {each.id for each in outcomes_for(county.department)}
    assert "archived_elsewhere" not in {each.id for each in outcomes_for(county.township)}
    own = Outcome.objects.get()
    client.post(f"/letters/outcomes/{own.pk}/")
    assert "archived_elsewhere" not in {each.id for each in outcomes_for(county.department)}
    client.post(f"/letters/outcomes/{own.pk}/")
    assert "archived_elsewhere" in {each.id for each in outcomes_for(county.department)}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"key": "granted"}, "是法定结果的"),
        ({"key": "中文"}, "字母"),
        ({"like": ""}, "这个字段"),
        ({"like": "nothing"}, "不在可用的选项中"),
    ],
)
def test_a_wrong_outcome_is_told_beside_the_field(
    client: Client, county: County, wrong: dict[str, str], message: str
) -> None:
    qian = make_user("qian", county.department, Role.REVIEWER)
    client.force_login(qian, "django.contrib.auth.backends.ModelBackend")
    given = {"name": "已移交", "key": "moved", "like": "unavailable_other_body"} | wrong
    answer = client.post("/letters/outcomes/", given)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Outcome.objects.exists()
