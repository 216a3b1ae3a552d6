"""The pages of a request, as an office uses them."""

from __future__ import annotations

from datetime import date

from django.test import Client

from gongkai.law.clock.events import EventKind
from gongkai.web.audit.models import Entry
from gongkai.web.cases.models import Case
from tests.web.support.cases import enter, make_case
from tests.web.support.people import County

APPLICANT = {
    "applicant-applicant_class": "natural_person",
    "applicant-name": "沈青禾",
    "applicant-phone": "19900001234",
}
REQUEST = {
    "channel": "in_person",
    "submitted_on": "2026-03-13",
    "title": "水库批复",
    "description": "松溪水库除险加固工程初步设计批复",
    "form_wanted": "electronic",
    "way": "electronic",
}


def test_a_request_is_registered_at_the_counter(signed_in: Client) -> None:
    answer = signed_in.post("/cases/new/", REQUEST | APPLICANT, follow=True)
    assert answer.status_code == 200
    assert "2026-00001" in answer.content.decode()
    assert Case.objects.get().due_on == date(2026, 4, 13)


def test_what_is_wrong_is_told_beside_the_field_and_nothing_typed_is_lost(
    signed_in: Client,
) -> None:
    answer = signed_in.post(
        "/cases/new/", REQUEST | APPLICANT | {"submitted_on": "2026-05-01", "applicant-phone": ""}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "日期不能晚于今天。" in page
    assert "请至少填写一种联系方式" in page
    assert "松溪水库除险加固工程初步设计批复" in page
    assert not Case.objects.exists()


def test_a_likely_duplicate_is_shown_with_the_reason_before_it_is_entered(
    signed_in: Client,
) -> None:
    signed_in.post("/cases/new/", REQUEST | APPLICANT)
    answer = signed_in.post("/cases/new/", REQUEST | APPLICANT)
    page = answer.content.decode()
    assert "联系电话相同" in page
    assert Case.objects.count() == 1
    signed_in.post("/cases/new/", REQUEST | APPLICANT | {"anyway": "1"})
    assert Case.objects.count() == 2


def test_personal_data_is_masked_until_opened_and_the_look_is_in_the_trail(
    signed_in: Client, county: County
) -> None:
    case = make_case(county.department)
    assert "19900001234" not in signed_in.get(f"/cases/{case.pk}/").content.decode()
    assert "19900001234" in signed_in.post(f"/cases/{case.pk}/applicant/").content.decode()
    assert Entry.objects.filter(act="view", kind="cases.applicant").count() == 1


def test_only_what_the_law_admits_can_be_recorded(signed_in: Client, county: County) -> None:
    case = make_case(county.department)
    page = signed_in.get(f"/cases/{case.pk}/").content.decode()
    assert "event/clarification_asked/" in page
    assert "event/clarified/" not in page
    enter(case, EventKind.CLARIFICATION_ASKED, date(2026, 3, 4), days=10)
    assert "event/clarified/" in signed_in.get(f"/cases/{case.pk}/").content.decode()


def test_a_form_made_from_an_older_version_is_refused_and_keeps_what_was_typed(
    signed_in: Client, county: County
) -> None:
    case = make_case(county.department)
    enter(case, EventKind.CLARIFICATION_ASKED, date(2026, 3, 4), days=10)
    answer = signed_in.post(
        f"/cases/{case.pk}/event/clarified/", {"on": "2026-03-12", "version": case.version - 1}
    )
    assert answer.status_code == 422
    assert 'value="2026-03-12"' in answer.content.decode()
    assert "别人改动了这件申请" in answer.content.decode()


def test_a_case_of_another_body_is_not_there(signed_in: Client, county: County) -> None:
    case = make_case(county.township)
    assert signed_in.get(f"/cases/{case.pk}/").status_code == 404
    assert case.number not in signed_in.get("/cases/").content.decode()


def test_a_request_for_several_things_is_split_with_its_receipt(
    signed_in: Client, county: County
) -> None:
    case = make_case(county.department)
    signed_in.post(
        f"/cases/{case.pk}/split/", {"part": ["批复文件", "验收报告", ""], "version": case.version}
    )
    parts = Case.objects.order_by("pk")
    assert [part.description for part in parts] == ["批复文件", "验收报告"]
    assert {part.received_on for part in parts} == {date(2026, 3, 2)}


def test_the_ledger_is_found_by_its_filters(signed_in: Client, county: County) -> None:
    case = make_case(county.department)
    for query in ("", "?q=沈青禾", "?stage=open", "?late=0", "?year=2026", "?order=due"):
        assert case.number in signed_in.get(f"/cases/{query}").content.decode()
    assert "没有符合条件的申请" in signed_in.get("/cases/?q=nobody").content.decode()
    assert signed_in.get("/cases/?year=abc&page=99").status_code == 200


def test_the_to_do_page_tells_what_is_due(signed_in: Client, county: County) -> None:
    make_case(county.department, submitted_on=date(2026, 1, 5))
    page = signed_in.get("/todo/").content.decode()
    assert "已逾期" in page
    assert "逾期" in page
