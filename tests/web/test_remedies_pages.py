"""Reviews and suits from the reply to the result: what is prefilled, asked twice, refused, recorded."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from gongkai.law.remedy_count import RemedyRow
from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.audit.models import Act, Entry
from gongkai.web.audit.trail import breaks
from gongkai.web.cases.models import Case
from gongkai.web.remedies.models import Proceeding
from tests.web.support.cases import make_case, reply
from tests.web.support.people import County, make_user
from tests.web.support.registers import add_appeal, make_proceeding, sign_in

DIRECT, AFTER = RemedyRow.LITIGATION_DIRECT.value, RemedyRow.LITIGATION_AFTER_REVIEW.value


@pytest.fixture
def refused(county: County, officer: User) -> Case:
    """A request refused on 2 March 2026 under Art. 14 to 16."""
    others = [make_user(role.value, county.department, role)
              for role in (Role.REVIEWER, Role.SECRECY_REVIEWER, Role.HEAD)]  # fmt: skip
    case = make_case(county.department, submitted_on=date(2026, 2, 4))
    reply(case, officer, *others, outcome="refused_state_secret", on=date(2026, 3, 2))
    return case


def _given(case: Case | None = None, **fields: Any) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "route": "review",
        "ground": "reply",
        "role": "respondent",
        "claimant": "沈青禾",
        "cases": [case.pk] if case else [],
        "instance-organ": "云岫县人民政府",
        "instance-filed_on": "2026-03-09",
    }
    return settings | fields


def _enter(client: Client, case: Case | None = None, **fields: Any) -> Any:
    query = f"?case={case.pk}" if case else ""
    return client.post(f"/remedies/new/{query}", _given(case, **fields), follow=True)


def test_a_review_is_entered_from_the_page_of_the_request(signed_in: Client, refused: Case) -> None:
    page = signed_in.get(f"/cases/{refused.pk}/").content.decode()
    assert f"/remedies/new/?case={refused.pk}" in page
    assert "至 2026-05-06" in page  # 60 days from 2 March end on a holiday
    form = signed_in.get(f"/remedies/new/?case={refused.pk}").content.decode()
    assert 'value="沈青禾"' in form
    assert 'value="云岫县人民政府"' in form
    assert "已登记" in _enter(signed_in, refused).content.decode()
    made = Proceeding.objects.get()
    assert list(made.cases.all()) == [refused]
    assert "未审结" in signed_in.get(f"/cases/{refused.pk}/").content.decode()
    assert not list(breaks())


def test_a_direct_suit_against_a_refusal_is_asked_about_first(
    signed_in: Client, refused: Case
) -> None:
    answer = _enter(signed_in, refused, route=DIRECT)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "应先申请行政复议" in page
    assert not Proceeding.objects.exists()
    _enter(signed_in, refused, route=DIRECT, anyway="1")
    assert Proceeding.objects.get().route == DIRECT


def test_a_suit_after_a_review_is_linked_to_it_and_the_court_is_prefilled(
    signed_in: Client, refused: Case
) -> None:
    review = make_proceeding(
        refused.body, date(2026, 3, 3), date(2026, 3, 10), "upheld", cases=[refused]
    )
    form = signed_in.get(f"/remedies/new/?case={refused.pk}").content.decode()
    assert 'value="云岫县人民法院"' in form
    assert f'<option value="{review.pk}" selected' in form
    fields = {"route": AFTER, "after": review.pk, "instance-filed_on": "2026-03-12"}
    page = _enter(signed_in, refused, **fields).content.decode()
    assert "已登记" in page
    assert f"/remedies/{review.pk}/" in page
    assert "之后的诉讼" in signed_in.get(f"/remedies/{review.pk}/").content.decode()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"instance-filed_on": "2026-03-17"}, "日期不能晚于今天"),
        ({"instance-filed_on": "2026-02-27"}, "受理不能更早"),
        ({"instance-filed_on": ""}, "必填"),
        ({"cases": []}, "请选择被申请复议、被起诉的答复"),
        ({"claimant": ""}, "必填"),
        ({"role": "reviewer_sued"}, "复议机关只在复议后的诉讼里"),
        ({"instance-notified_on": "2026-03-06"}, "收到通知书不能早于受理"),
        ({"route": "appeal"}, "appeal"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(
    signed_in: Client, refused: Case, fields: dict[str, Any], told: str
) -> None:
    answer = _enter(signed_in, refused, **fields, note="自己写的备注")
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "自己写的备注" in answer.content.decode()
    assert not Proceeding.objects.exists()


def test_the_same_review_is_not_entered_twice_without_being_asked(
    signed_in: Client, refused: Case
) -> None:
    _enter(signed_in, refused)
    page = _enter(signed_in, refused).content.decode()
    assert "请不要重复登记" in page
    assert Proceeding.objects.count() == 1


def test_one_review_attacks_several_replies(
    signed_in: Client, refused: Case, county: County
) -> None:
    other = make_case(county.department)
    fields = {"cases": [refused.pk, other.pk]}
    assert "还没有答复" in _enter(signed_in, refused, **fields).content.decode()
    _enter(signed_in, refused, **fields, ground="silence", anyway="1")
    assert set(Proceeding.objects.get().cases.all()) == {refused, other}
    assert (
        "仍只计一件" in signed_in.get(f"/remedies/{Proceeding.objects.get().pk}/").content.decode()
    )


def test_silence_before_the_reply_is_due_is_asked_about(signed_in: Client, county: County) -> None:
    case = make_case(county.department)
    page = _enter(signed_in, case, ground="silence").content.decode()
    assert "还没有逾期" in page


def test_an_instance_goes_on_and_ends(signed_in: Client, refused: Case) -> None:
    _enter(signed_in, refused)
    made = Proceeding.objects.get()
    base = f"/remedies/{made.pk}/instance/{made.last.pk}"
    given = {"version": "1", "procedure": "simple", "notified_on": "2026-03-10"}
    signed_in.post(f"{base}/progress/", given)
    page = signed_in.get("/remedies/").content.decode()
    assert "提交答复书、证据和依据" in page
    assert "余 1 个工作日" in page  # 5 working days from 10 March: the 17th
    ended = {"version": "2", "decided_on": "2026-03-16", "result": ""}
    answer = signed_in.post(f"{base}/conclude/", ended)
    assert answer.status_code == 422
    signed_in.post(f"{base}/conclude/", ended | {"result": "revoked", "redo_by": "2026-04-10"})
    page = signed_in.get(f"/remedies/{made.pk}/").content.decode()
    assert "撤销或部分撤销" in page
    assert "按决定、判决重新处理" in page
    assert "自对方收到文书之日起算" in page


def test_a_fact_entered_before_is_changed_only_with_a_reason(
    signed_in: Client, refused: Case
) -> None:
    _enter(signed_in, refused, **{"instance-notified_on": "2026-03-10"})
    made = Proceeding.objects.get()
    address = f"/remedies/{made.pk}/instance/{made.last.pk}/progress/"
    changed = {"version": "1", "notified_on": "2026-03-11"}
    answer = signed_in.post(address, changed)
    assert answer.status_code == 422
    assert "请写明理由" in answer.content.decode()
    signed_in.post(address, changed | {"reason": "回执上的日期"})
    entry = Entry.objects.filter(act=Act.CHANGE, kind="remedies.instance").get()
    assert (entry.before["notified_on"], entry.after["notified_on"]) == ("2026-03-10", "2026-03-11")
    assert entry.reason == "回执上的日期"


def test_a_second_instance_follows_the_first(signed_in: Client, county: County) -> None:
    suit = make_proceeding(county.department, date(2026, 1, 5), route=DIRECT)
    address = f"/remedies/{suit.pk}/appeal/"
    assert "才能登记二审" in signed_in.get(address, follow=True).content.decode()
    first = suit.last
    first.decided_on, first.result = date(2026, 2, 10), "claim_dismissed"
    first.save()
    given = {"version": "1", "organ": "云州市中级人民法院", "filed_on": "2026-02-10"}
    assert "应当晚于一审审结" in signed_in.post(address, given).content.decode()
    page = signed_in.post(address, given | {"filed_on": "2026-03-02"}, follow=True).content.decode()
    assert "与一审合计一件" in page
    assert Proceeding.objects.get().last.is_appeal
    assert "才能登记二审" in signed_in.get(address, follow=True).content.decode()


def test_a_suspended_review_has_no_time_to_decide_and_stays_pending(
    signed_in: Client, county: County
) -> None:
    review = make_proceeding(county.department, date(2026, 1, 5))
    address = f"/remedies/{review.pk}/instance/{review.last.pk}/suspend/"
    page = signed_in.post(address, {"version": "1"}, follow=True).content.decode()
    assert "已登记中止" in page
    assert "中止期间不计审理期限" in page
    assert "沈青禾" in signed_in.get("/remedies/?state=suspended").content.decode()
    assert "别人刚改动" in signed_in.post(address, {"version": "1"}, follow=True).content.decode()
    signed_in.post(address, {"version": "2"})
    assert not Proceeding.objects.get().last.is_suspended


def test_two_people_on_one_proceeding_lose_nothing(signed_in: Client, county: County) -> None:
    review = make_proceeding(county.department, date(2026, 1, 5), ground="other")
    given = {"version": "1", "route": "review", "ground": "other", "role": "respondent"}
    address = f"/remedies/{review.pk}/correct/"
    signed_in.post(address, given | {"claimant": "先改的名字", "reason": "核对"})
    answer = signed_in.post(address, given | {"claimant": "后改的名字", "reason": "核对"})
    assert answer.status_code == 409
    assert "先改的名字" in answer.content.decode()
    assert "后改的名字" in answer.content.decode()
    assert Proceeding.objects.get().claimant == "先改的名字"


def test_a_mistake_is_taken_back_with_a_reason_and_the_trail_keeps_it(
    signed_in: Client, refused: Case
) -> None:
    review = make_proceeding(refused.body, date(2026, 3, 3), cases=[refused])
    suit = make_proceeding(
        refused.body, date(2026, 3, 9), route=AFTER, after=review, cases=[refused]
    )
    for made, told in (
        (review, "请先更正或撤销那件诉讼"),
        (suit, "审计里留有"),
        (review, "审计里留有"),
    ):
        given = {"version": "1", "reason": "重复登记"}
        address = f"/remedies/{made.pk}/take-back/"
        assert told in signed_in.post(address, given, follow=True).content.decode()
    assert not Proceeding.objects.exists()
    gone = Entry.objects.filter(act=Act.DELETE).values_list("kind", flat=True)
    assert sorted(gone) == ["remedies.instance"] * 2 + ["remedies.proceeding"] * 2
    assert not list(breaks())


def test_the_list_is_found_by_its_filters_and_looking_is_in_the_trail(
    signed_in: Client, county: County
) -> None:
    make_proceeding(
        county.department, date(2024, 5, 6), date(2025, 1, 6), "revoked", claimant="甲某"
    )
    suit = make_proceeding(county.department, date(2025, 12, 1), route=DIRECT, claimant="乙某")
    add_appeal(make_proceeding(
        county.department, date(2025, 3, 3), date(2025, 6, 3), "claim_dismissed",
        route=DIRECT, claimant="丙某",
    ), date(2025, 7, 1), date(2025, 9, 1), "revoked")  # fmt: skip
    for query, there in (
        ("route=review", "甲"), ("state=open", "乙"), ("state=concluded", "甲丙"),
        ("result=corrected", "甲丙"), ("result=upheld", ""), ("year=2024", "甲"),
        ("year=2025", "甲乙丙"), ("year=2026", "乙"), ("q=乙", "乙"), ("year=abc", "甲乙丙"),
        ("counted=2025&row=x&column=y", "甲乙丙"),
    ):  # fmt: skip
        page = signed_in.get(f"/remedies/?{query}&page=9").content.decode()
        shown = page.split('role="search"')[1]
        assert [name for name in "甲乙丙" if f"{name}某" in shown] == list(there), query
    assert Entry.objects.filter(act=Act.VIEW, kind="remedies.proceeding").count() == 11
    signed_in.get(f"/remedies/{suit.pk}/")
    assert Entry.objects.filter(act=Act.VIEW, object_id=str(suit.pk)).count() == 1


def test_an_export_is_in_the_trail_and_runs_no_formula(signed_in: Client, county: County) -> None:
    make_proceeding(county.department, date(2026, 1, 5), claimant="@SUM(1)")
    text = b"".join(signed_in.get("/remedies/export/")).decode("utf-8-sig")
    assert ",'@SUM(1)," in text
    assert Entry.objects.filter(act=Act.EXPORT, kind="remedies.proceeding").count() == 1


def test_proceedings_of_another_body_are_not_there(signed_in: Client, county: County) -> None:
    other = make_proceeding(county.township, date(2026, 1, 5), claimant="镇里的人")
    case = make_case(county.township)
    base = f"/remedies/{other.pk}"
    instance = f"{base}/instance/{other.last.pk}"
    for address in (f"{base}/", f"{base}/correct/", f"{base}/appeal/", f"{base}/take-back/",
                    f"{instance}/progress/", f"{instance}/conclude/", f"{instance}/correct/",
                    f"/remedies/new/?case={case.pk}", f"/remedies/year/2026/?of={other.body_id}",
                    "/remedies/year/9999/", "/remedies/new/?case=x"):  # fmt: skip
        assert signed_in.get(address).status_code == 404, address
    assert signed_in.post(f"{instance}/suspend/", {"version": "1"}).status_code == 404
    assert "镇里的人" not in signed_in.get("/remedies/").content.decode()


def test_an_instance_of_another_proceeding_is_not_reached_through_ones_own(
    signed_in: Client, county: County
) -> None:
    own = make_proceeding(county.department, date(2026, 1, 5))
    other = make_proceeding(county.township, date(2026, 1, 5))
    address = f"/remedies/{own.pk}/instance/{other.last.pk}/conclude/"
    given = {"version": "1", "decided_on": "2026-03-01", "result": "upheld"}
    assert signed_in.post(address, given).status_code == 404


def test_a_head_sees_and_does_not_change(client: Client, county: County) -> None:
    sign_in(client, make_user("zhou", county.department, Role.HEAD))
    made = make_proceeding(county.department, date(2026, 1, 5))
    page = client.get(f"/remedies/{made.pk}/").content.decode()
    assert "登记结果" not in page
    assert client.get(f"/remedies/{made.pk}/correct/").status_code == 403
