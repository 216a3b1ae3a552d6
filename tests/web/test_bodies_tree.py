"""The tree of bodies: its pages, its history, and changes that cannot be."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.audit.models import Entry
from gongkai.web.audit.trail import breaks
from gongkai.web.bodies.history import HistoryError, close, merge, move, name_in, rename
from gongkai.web.bodies.models import Body, Episode
from gongkai.web.bodies.tree import nodes
from tests.web.support.people import County, make_body, make_county, make_user

BACKEND = "django.contrib.auth.backends.ModelBackend"
DAY = date(2026, 3, 1)


@pytest.fixture
def system(county: County) -> Client:
    return as_user(make_user("system", county.office, Role.SYSTEM_ADMINISTRATOR))


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user, BACKEND)
    return client


def test_the_tree_shows_what_is_within_reach(county: County, system: Client) -> None:
    officer = as_user(make_user("lin", county.department, Role.OFFICER))
    overseer = as_user(make_user("zhou", county.government, Role.OVERSEER))
    for client, names in (
        (officer, {county.department}),
        (overseer, {county.government, county.office, county.department, county.township}),
        (system, set(Body.objects.all())),
    ):
        page = client.get("/bodies/").content.decode()
        shown = {body for body in Body.objects.all() if f'href="{body.pk}/"' in page}
        assert shown == names
    assert officer.get(f"/bodies/{county.township.pk}/").status_code == 404
    assert officer.get(f"/bodies/{county.department.pk}/edit/").status_code == 403


def test_every_list_of_the_tree_is_closed(county: County, system: Client) -> None:
    make_body("云岫县水务局松溪分局", county.department)
    make_body("云岫县水务局河道所", county.department)
    page = system.get("/bodies/").content.decode()
    drawn = page[page.index('<ul class="tree') : page.index("</main>")]
    for opened, closed in (("<ul", "</ul>"), ("<li>", "</li>"), ("<details", "</details>")):
        assert drawn.count(opened) == drawn.count(closed)
    found = list(nodes(Body.objects.order_by("path")))
    assert sum(node.has_children for node in found) == sum(len(node.closes) for node in found)


def test_a_large_tree_is_a_handful_of_queries(county: County, system: Client) -> None:
    with CaptureQueriesContext(connection) as few:
        system.get("/bodies/")
    for number in range(40):
        make_body(f"云岫县第{number}局", county.government)
    with CaptureQueriesContext(connection) as many:
        system.get("/bodies/")
    assert len(many) == len(few)


def test_bodies_are_found_by_a_former_name_too(county: County, system: Client) -> None:
    rename(county.department, "云岫县水利局", DAY, "机构改革")
    assert "云岫县水利局" in system.get("/bodies/?q=水务局").content.decode()
    assert "没有符合条件" in system.get("/bodies/?q=nothing").content.decode()
    assert "云岫县水利局" in system.get("/bodies/?level=bad&kind=x&page=9").content.decode()


def test_a_new_body_comes_into_the_tree(county: County, system: Client) -> None:
    given = {
        "name": "云岫县林业局",
        "parent": county.government.pk,
        "level": "county",
        "kind": "department",
        "report_due": "01-20",
    }
    system.post("/bodies/new/", given)
    made = Body.objects.get(name="云岫县林业局")
    assert made.path.startswith(county.government.path)
    again = system.post("/bodies/new/", given)
    assert again.status_code == 422
    assert "已有同名的机关" in again.content.decode()
    wrong = system.post("/bodies/new/", given | {"name": "乙局", "code": "123", "report_due": "1"})
    page = wrong.content.decode()
    assert "应为 18 位统一社会信用代码" in page
    assert 'value="123"' in page
    assert not Body.objects.filter(name="乙局").exists()


def test_an_officer_changes_the_own_contact_and_nothing_else(county: County) -> None:
    client = as_user(make_user("lin", county.department, Role.OFFICER))
    address = f"/bodies/{county.department.pk}/contact/"
    given = {"office": "政务公开科", "phone": "0999-5550188", "level": "state", "name": "骗子局"}
    assert client.post(address, given).status_code == 302
    body = Body.objects.get(pk=county.department.pk)
    assert (body.phone, body.level, body.name) == ("0999-5550188", "county", "云岫县水务局")
    assert Entry.objects.filter(kind="bodies.body", object_id=str(body.pk)).exists()
    assert client.post(f"/bodies/{county.township.pk}/contact/", given).status_code == 404


def test_a_renamed_body_keeps_the_name_of_each_year(county: County, system: Client) -> None:
    body = county.department
    answer = system.post(
        f"/bodies/{body.pk}/rename/",
        {"name": "云岫县水利局", "day": "2026-02-10", "reason": "云编〔2026〕3 号"},
    )
    assert answer.status_code == 302
    body.refresh_from_db()
    assert (name_in(body, 2025), name_in(body, 2026)) == ("云岫县水务局", "云岫县水利局")
    page = system.get(f"/bodies/{body.pk}/").content.decode()
    assert "云编〔2026〕3 号" in page


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("rename", {"name": "云岫县水务局", "day": "2026-02-10"}, "与现在的名称相同"),
        ("rename", {"name": "新局", "day": "2026-03-17"}, "不能晚于今天"),
        ("rename", {"name": "新局", "day": "1999-01-01"}, "不晚于上一次变更"),
        ("move", {"parent": "self", "day": "2026-02-10"}, "自己或它的下级"),
        ("move", {"parent": "child", "day": "2026-02-10"}, "自己或它的下级"),
        ("move", {"parent": "government", "day": "2026-02-10"}, "现在的上级就是它"),
        ("merge", {"into": "self", "day": "2026-02-10"}, "不能并入自己"),
        ("merge", {"into": "office", "day": "2026-02-10"}, "还有 1 个下级"),
        ("close", {"day": "2026-02-10"}, "还有 1 个下级"),
        ("close", {"day": "nonsense"}, "输入一个有效的日期"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(
    county: County, system: Client, name: str, given: dict[str, str], told: str
) -> None:
    body = county.department
    child = make_body("云岫县水务局河道所", body)
    keys = {
        "self": body.pk,
        "child": child.pk,
        "government": county.government.pk,
        "office": county.office.pk,
    }
    typed = {key: keys.get(value, value) for key, value in given.items()}
    answer = system.post(f"/bodies/{body.pk}/{name}/", typed | {"reason": "云编〔2026〕9 号"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert "云编〔2026〕9 号" in page
    assert not Episode.objects.exists()
    assert Body.objects.get(pk=body.pk).until is None


def test_a_moved_body_takes_all_below_it_along(county: County) -> None:
    child = make_body("云岫县水务局河道所", county.department)
    move(county.department, county.foreign, DAY, "划转")
    child.refresh_from_db()
    assert county.foreign.covers(child)
    assert not county.government.covers(child)
    assert child.parent == county.department
    move(county.department, None, date(2026, 3, 2), "独立")
    child.refresh_from_db()
    assert child.path.startswith(Body.objects.get(pk=county.department.pk).path)


def test_a_merged_body_names_its_successor(county: County, system: Client) -> None:
    merge(county.department, county.office, DAY, "机构改革")
    page = system.get(f"/bodies/{county.department.pk}/").content.decode()
    assert "职能由下面的机关承接" in page
    assert system.get(f"/bodies/{county.department.pk}/close/").status_code == 404
    with pytest.raises(HistoryError, match="已于"):
        close(county.department, DAY)
    with pytest.raises(HistoryError, match="不存在"):
        merge(county.township, county.department, date(2026, 3, 2))


def test_a_change_looks_at_the_tree_of_now_not_at_the_one_on_the_page(county: County) -> None:
    first = make_body("云岫县甲局", county.government)
    second = make_body("云岫县乙局", county.government)
    stale_first, stale_second = Body.objects.get(pk=first.pk), Body.objects.get(pk=second.pk)
    move(first, second, DAY, "甲入乙")
    with pytest.raises(HistoryError, match="下级"):
        move(stale_second, stale_first, DAY, "乙入甲")


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite admits one writer at a time")
@pytest.mark.usefixtures("committed")
def test_two_moves_at_once_do_not_make_a_circle() -> None:
    county = make_county()
    bodies = [make_body(f"云岫县{name}局", county.government) for name in "甲乙"]
    gate = threading.Barrier(2)
    refused = []

    def go(one: Body, other: Body) -> None:
        gate.wait()
        try:
            move(Body.objects.get(pk=one.pk), Body.objects.get(pk=other.pk), DAY, "同时")
        except HistoryError as fault:
            refused.append(str(fault))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=go, args=pair)
        for pair in ((bodies[0], bodies[1]), (bodies[1], bodies[0]))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert not list(breaks())
