"""Reading the trail: filters, one entry, the export; who reads it stands in it."""

from __future__ import annotations

import csv
import io

import pytest
from django.apps import apps
from django.test import Client

from gongkai.web.accounts.roles import Role
from gongkai.web.audit.differences import differences, label_of
from gongkai.web.audit.models import Act, Entry
from gongkai.web.audit.tracking import Tracked
from gongkai.web.audit.trail import breaks, record
from tests.web.support.cases import make_case
from tests.web.support.people import County, make_user


@pytest.fixture
def auditor(client: Client, county: County) -> Client:
    user = make_user("auditor", county.office, Role.AUDITOR)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def test_only_an_auditor_reads_it(county: County) -> None:
    for role in Role:
        client = Client()
        user = make_user(f"u-{role}", county.office, role)
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        expected = 200 if role == Role.AUDITOR else 403
        assert client.get("/audit/").status_code == expected
        assert client.get("/audit/1/").status_code == expected
        assert client.post("/audit/export/").status_code == expected


def test_it_is_found_by_who_what_when_whose_and_which(auditor: Client, county: County) -> None:
    case = make_case(county.department, make_user("lin", county.department, Role.OFFICER))
    for query, found in (
        ("", True),
        (f"kind=cases.case&object={case.pk}", True),
        ("kind=cases.case&act=delete", False),
        (f"body={county.department.pk}", True),
        (f"body={county.foreign.pk}&kind=cases.case", False),
        ("q=松溪水库", True),
        ("since=2001-01-01&until=2001-12-31", False),
        ("since=nonsense&act=bad", True),
        ("before=abc", True),
        ("before=1", False),
    ):
        page = auditor.get(f"/audit/?{query}").content.decode()
        assert ("松溪水库" in page.partition("<tbody>")[2]) == found, query
    assert "没有符合条件的记录" in auditor.get("/audit/?who=nobody").content.decode()


def test_older_pages_do_not_shift_when_something_is_added(
    auditor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.web.audit.views.PAGE", 3)
    for number in range(8):
        record(Act.VIEW, "page", label=f"页{number:03d}")
    seen: list[str] = []
    address = "/audit/?kind=page"
    while address:
        page = auditor.get(address).content.decode()
        seen += [f"页{n:03d}" for n in range(8) if f"页{n:03d}<" in page]
        record(Act.VIEW, "page", label="新来的")
        at = page.find('rel="next" href="')
        address = (
            "/audit/" + page[at + 17 :].partition('"')[0].replace("&amp;", "&") if at > 0 else ""
        )
    assert sorted(seen) == [f"页{n:03d}" for n in range(8)]


def test_reading_it_stands_in_it(auditor: Client) -> None:
    auditor.get("/audit/?act=delete")
    auditor.get("/audit/1/")
    list(auditor.post("/audit/export/", {"act": "create"}).streaming_content)  # type: ignore[attr-defined]
    read = Entry.objects.filter(kind="audit.trail").order_by("number")
    assert [(each.act, each.object_id, each.after) for each in read] == [
        ("view", "", {"act": "delete"}),
        ("view", "1", None),
        ("export", "", {"act": "create"}),
    ]
    assert all("auditor" in each.actor for each in read)


def test_before_and_after_are_told_in_the_words_of_the_forms(
    auditor: Client, county: County
) -> None:
    body = county.department
    body.office = "政务公开和政府信息依申请公开工作办公室（设在局办公室，负责受理、答复）"
    body.save()
    body.office = "政务公开和政府信息依申请公开工作办公室（设在法规科，负责受理、审核、答复）"
    body.parent, body.may_make_rules = None, True
    body.save(reason="机构调整")
    entry = Entry.objects.order_by("-number")[0]
    told = {each.label: each for each in differences(entry)}
    assert told["上级"].before == f"云岫县人民政府（{county.government.pk}）"
    assert (told["可以制定规章"].before, told["可以制定规章"].after) == ("否", "是")
    assert ("gone", "局办公室") in [(p.how, p.text) for p in told["公开工作机构"].pieces]
    page = auditor.get(f"/audit/{entry.number}/").content.decode()
    assert "<del>局办公室</del><ins>法规科</ins>" in page
    assert auditor.get("/audit/999999/").status_code == 404


def test_an_entry_of_a_kind_that_is_gone_is_shown_all_the_same(auditor: Client) -> None:
    entry = record(
        Act.CHANGE, "old.thing", object_id="x", before={"a": [1]}, after={"a": {"b": None}}
    )
    page = auditor.get(f"/audit/{entry.number}/").content.decode()
    assert "old.thing" in page


def test_what_somebody_typed_is_no_markup_and_no_formula(auditor: Client) -> None:
    evil = "=HYPERLINK(1)<script>alert(1)</script>"
    entry = record(Act.VIEW, "page", label=evil, before={"a": evil}, after={"a": evil + "b" * 40})
    assert "<script>alert" not in auditor.get(f"/audit/{entry.number}/").content.decode()
    answer = auditor.post("/audit/export/", {"kind": "page"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert len({len(row) for row in rows}) == 1
    assert rows[1][7] == f"'{evil}"
    assert not list(breaks())


def test_every_field_of_the_trail_has_a_name_that_people_use() -> None:
    fields = (
        field
        for model in apps.get_models()
        if issubclass(model, Tracked)
        for field in model._meta.concrete_fields
        if field.name not in model.untracked and not field.primary_key
    )
    assert [str(field) for field in fields if label_of(field).isascii()] == []
