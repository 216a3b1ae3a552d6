"""The register of rules and normative documents, its duty of publication, and what it gives the report."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai.web.accounts.roles import Role
from gongkai.web.audit.models import Act, Entry
from gongkai.web.publications.duty import Duties
from gongkai.web.publications.models import Document, EndKind
from tests.web.support.people import County, make_user
from tests.web.support.registers import make_document, sign_in

GIVEN = {
    "kind": "normative_documents",
    "title": "云岫县节水奖励办法",
    "mark": "云水规〔2026〕1号",
    "issued_on": "2026-02-09",
    "disclosed_on": "",
    "is_lead": "on",
}


@pytest.fixture
def signed_in(client: Client, county: County) -> Client:
    return sign_in(client, make_user("lin", county.department, Role.OFFICER))


def test_a_document_is_entered_and_found(signed_in: Client) -> None:
    page = signed_in.post("/publications/new/", GIVEN, follow=True).content.decode()
    assert "文件已登记" in page
    assert GIVEN["title"] in signed_in.get("/publications/").content.decode()


def test_an_empty_register_says_what_to_do(signed_in: Client, county: County) -> None:
    assert "登记第一份" in signed_in.get("/publications/").content.decode()
    make_document(county.department)
    assert "没有符合条件的文件" in signed_in.get("/publications/?q=没有").content.decode()


def test_a_body_without_the_power_makes_no_rules_and_is_told_why(
    signed_in: Client, county: County
) -> None:
    answer = signed_in.post("/publications/new/", GIVEN | {"kind": "rules"})
    assert answer.status_code == 422
    assert "不能制定规章" in answer.content.decode()
    assert GIVEN["title"] in answer.content.decode()
    assert not Document.objects.exists()
    county.department.may_make_rules = True
    county.department.save()
    signed_in.post("/publications/new/", GIVEN | {"kind": "rules"})
    assert Document.objects.get().kind == "rules"


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("issued_on", "2026-03-17", "日期不能晚于今天"),
        ("issued_on", "1026-02-09", "请检查年份"),
        ("disclosed_on", "2026-02-08", "公开日期不能早于制发日期"),
        ("address", "javascript:alert(1)", "有效的"),
        ("title", "", "必填"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    signed_in: Client, field: str, value: str, told: str
) -> None:
    answer = signed_in.post("/publications/new/", GIVEN | {field: value})
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_a_mark_is_used_once_in_a_body(signed_in: Client) -> None:
    signed_in.post("/publications/new/", GIVEN)
    answer = signed_in.post("/publications/new/", GIVEN)
    assert "这个文号已经登记过" in answer.content.decode()
    assert Document.objects.count() == 1


def test_a_correction_needs_a_reason_and_the_trail_has_both_texts(
    signed_in: Client, county: County
) -> None:
    made = make_document(county.department)
    changed = GIVEN | {"title": "更正后的标题", "version": "1"}
    address = f"/publications/{made.pk}/edit/"
    assert signed_in.post(address, changed).status_code == 422
    signed_in.post(address, changed | {"reason": "标题录入有误"})
    entry = Entry.objects.filter(act=Act.CHANGE, kind="publications.document").get()
    assert entry.before["title"] == "云岫县农村供水管理办法"
    assert entry.after["title"] == "更正后的标题"
    assert entry.reason == "标题录入有误"


def test_whoever_comes_second_is_told_and_keeps_what_was_typed(
    signed_in: Client, county: County
) -> None:
    made = make_document(county.department)
    first = GIVEN | {"title": "先保存的标题", "reason": "更正", "version": "1"}
    signed_in.post(f"/publications/{made.pk}/edit/", first)
    second = first | {"title": "后保存的标题"}
    answer = signed_in.post(f"/publications/{made.pk}/edit/", second)
    assert answer.status_code == 409
    assert "先保存的标题" in answer.content.decode()
    assert "后保存的标题" in answer.content.decode()
    made.refresh_from_db()
    assert made.title == "先保存的标题"


def test_a_repealed_document_no_longer_holds_from_that_day(
    signed_in: Client, county: County
) -> None:
    made = make_document(county.department)
    given = {"end_kind": "repealed", "ended_on": "2026-01-07", "reason": "云水发〔2026〕3号"}
    address = f"/publications/{made.pk}/end/"
    answer = signed_in.post(address, given | {"version": "1"})
    assert answer.status_code == 422
    assert "不能早于制发日期" in answer.content.decode()
    signed_in.post(address, given | {"version": "1", "ended_on": "2026-03-16"})
    made.refresh_from_db()
    assert (made.ended_on, made.end_kind) == (date(2026, 3, 16), EndKind.REPEALED)
    assert made.title not in signed_in.get("/publications/?state=in_force").content.decode()
    assert made.title in signed_in.get("/publications/?state=ended").content.decode()


@pytest.mark.parametrize(
    ("issued", "disclosed", "late", "met"),
    [
        # 20 working days from 6 February 2026, over the Spring Festival, end on 12 March (Art. 26).
        (date(2026, 2, 10), None, 0, False),
        (date(2026, 2, 6), None, 2, False),
        (date(2026, 2, 6), date(2026, 3, 12), 0, True),
        (date(2026, 2, 6), date(2026, 3, 13), 1, True),
    ],
)
def test_publication_is_due_in_twenty_working_days(
    county: County, issued: date, disclosed: date | None, late: int, *, met: bool
) -> None:
    made = make_document(county.department, issued_on=issued, disclosed_on=disclosed)
    duty = Duties().of(made)
    assert duty is not None
    assert (duty.late, duty.is_met) == (late, met)
    assert Duties().late([made]) == ([made.pk] if late else [])


def test_the_period_is_not_counted_for_what_is_older_than_the_regulation(county: County) -> None:
    old = make_document(county.department, issued_on=date(1998, 5, 4), disclosed_on=None)
    assert Duties().of(old) is None
    assert Duties().late([old]) == []


def test_late_documents_are_listed(signed_in: Client, county: County) -> None:
    make_document(
        county.department, title="逾期的文件", issued_on=date(2025, 6, 3), disclosed_on=None
    )
    make_document(county.department, title="按期的文件")
    page = signed_in.get("/publications/?duty=late").content.decode()
    assert "逾期的文件" in page
    assert "按期的文件" not in page
    assert "本机关有 1 份文件逾期" in page


def test_each_number_of_the_year_opens_its_documents(signed_in: Client, county: County) -> None:
    make_document(county.department, title="去年的文件", issued_on=date(2025, 6, 3))
    make_document(county.department, title="今年的文件")
    make_document(county.department, title="牵头不是本机关的文件", is_lead=False)
    page = signed_in.get("/publications/year/2026/").content.decode()
    assert "art20_1.normative_documents.issued" in page
    behind = signed_in.get(
        "/publications/?cell=art20_1.normative_documents.issued&counted=2026"
    ).content.decode()
    assert "今年的文件" in behind
    assert "去年的文件" not in behind
    assert "牵头不是本机关的文件" not in behind
    in_force = "/publications/?cell=art20_1.normative_documents.in_force&counted=2026"
    assert "去年的文件" in signed_in.get(in_force).content.decode()


def test_a_document_says_where_it_counts(signed_in: Client, county: County) -> None:
    made = make_document(county.department)
    page = signed_in.get(f"/publications/{made.pk}/").content.decode()
    assert "本年制发件数" in page
    other = make_document(county.department, title="联合发文", is_lead=False)
    assert "由牵头机关统计" in signed_in.get(f"/publications/{other.pk}/").content.decode()


def test_documents_of_another_body_are_not_there(signed_in: Client, county: County) -> None:
    foreign = make_document(county.township, title="别的机关的文件")
    for end in ("", "edit/", "end/"):
        assert signed_in.get(f"/publications/{foreign.pk}/{end}").status_code == 404
    assert "别的机关的文件" not in signed_in.get("/publications/").content.decode()
    assert signed_in.get(f"/publications/year/2026/?body={county.township.pk}").status_code == 404


def test_an_overseer_sees_those_below_and_changes_nothing(client: Client, county: County) -> None:
    sign_in(client, make_user("zhou", county.government, Role.OVERSEER))
    made = make_document(county.township, title="镇里的文件")
    assert "镇里的文件" in client.get("/publications/").content.decode()
    assert client.get(f"/publications/{made.pk}/edit/").status_code == 403
    months = f"/publications/months/2026/?body={county.township.pk}"
    assert client.get(months).status_code == 200
    assert client.post(months, {"m01_licences": "1"}).status_code == 404


def test_an_export_is_in_the_trail_and_runs_no_formula(signed_in: Client, county: County) -> None:
    make_document(county.department, title="=1+1")
    answer = signed_in.get("/publications/export/?kind=normative_documents")
    text = b"".join(answer).decode("utf-8-sig")
    assert ",'=1+1," in text
    assert Entry.objects.filter(act=Act.EXPORT, kind="publications.document").count() == 1


def test_filters_that_cannot_be_understood_leave_the_list_as_it_is(
    signed_in: Client, county: County
) -> None:
    make_document(county.department)
    for query in ("?year=abc", "?cell=x&counted=2026", "?counted=99999", "?page=9", "?kind=none"):
        answer = signed_in.get(f"/publications/{query}")
        assert answer.status_code == 200
        assert "云岫县农村供水管理办法" in answer.content.decode()
