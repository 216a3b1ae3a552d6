"""A whole tree from a file: line by line, all or nothing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.web.accounts.roles import Role
from gongkai.web.audit.trail import breaks
from gongkai.web.bodies.importing import COLUMNS, import_bodies, plan, template
from gongkai.web.bodies.models import Body
from tests.web.support.people import County, make_user

HEAD = "全称,上级,层级,类别,行政复议机关,设立日期\n"
TREE = (
    HEAD
    + "临溪县青石镇人民政府,临溪县人民政府,乡级,人民政府,临溪县人民政府,2001-05-01\n"
    + "临溪县水务局河道所,临溪县水务局,县级,派出机构、内设机构,,\n"
    + "临溪县水务局,临溪县人民政府,county,department,临溪县人民政府,2001/05/01\n"
)


def told(text: str | bytes) -> list[tuple[int, str, str]]:
    content = text if isinstance(text, bytes) else text.encode()
    return [(fault.line, fault.column, fault.message) for fault in plan(content).faults]


def test_lines_may_stand_in_any_order(county: County) -> None:
    assert not import_bodies(TREE.encode(), "导入").faults
    lowest = Body.objects.get(name="临溪县水务局河道所")
    assert county.foreign.covers(lowest)
    assert lowest.parent is not None
    assert lowest.parent.name == "临溪县水务局"
    assert lowest.parent.review_body == county.foreign
    assert not list(breaks())


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_files_are_read_as_spreadsheets_write_them(encoding: str) -> None:
    assert not told(TREE.replace("\n", "\r\n").encode(encoding))


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        ("云岫县水务局,,县级,政府部门", "全称", "已有同名"),
        (",,县级,政府部门", "全称", "不能为空"),
        ("甲局,没有的局,县级,政府部门", "上级", "没有叫“没有的局”的机关"),
        ("甲局,,郡级,政府部门", "层级", "应为：国家、省级"),
        ("甲局,,县级,", "类别", "不能为空"),
        ("甲局,,县级,政府部门,没有的局", "行政复议机关", "没有叫"),
        ("甲局,,县级,政府部门,,2001-13-01", "设立日期", "2000-01-01"),
        ("甲局,甲局,县级,政府部门", "上级", "绕了一圈"),
        (f"{'长' * 81},,县级,政府部门", "全称", "80"),
    ],
)
def test_each_fault_names_its_line_and_column(line: str, column: str, message: str) -> None:
    found = told(HEAD + "好局,,县级,政府部门\n" + line + "\n")
    assert [(each[0], each[1]) for each in found] == [(3, column)]
    assert message in found[0][2]


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "表头缺少"),
        ("全称,上级\n甲,乙\n".encode(), "表头缺少：层级、类别"),
        ("全称,上级,层级,类别,颜色\n".encode(), "不认识的列：颜色"),
        ("全称,上级,层级,类别,类别\n".encode(), "重复的列"),
        (HEAD.encode(), "没有一行数据"),
        ((HEAD + '"甲局,,县级\n').encode(), "引号"),
        ((HEAD + "甲,,县级,政府部门,,,多余\n").encode(), "只有 6 格"),
        (b"\xff\xfe\x00\x01\x81", "编码"),
        ((HEAD + "甲\0,,县级,政府部门\n").encode(), "空字节"),
        ((HEAD + "甲,,县级,政府部门\n" * 5001).encode(), "超过 5000 行"),
    ],
)
def test_a_file_that_is_none_is_told(content: bytes, message: str) -> None:
    found = told(content)
    assert len(found) == 1
    assert message in found[0][2]


def test_a_circle_of_three_is_told_in_each_line(county: County) -> None:
    del county
    lines = "甲,乙,县级,政府部门\n乙,丙,县级,政府部门\n丙,甲,县级,政府部门\n丁,甲,县级,政府部门\n"
    assert [each[0] for each in told(HEAD + lines)] == [2, 3, 4]


def test_one_wrong_line_keeps_all_out(county: County) -> None:
    before = Body.objects.count()
    client = Client()
    user = make_user("system", county.office, Role.SYSTEM_ADMINISTRATOR)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    bad = (TREE + "乙局,,县级,不知道\n").encode()
    answer = client.post("/bodies/import/", {"file": SimpleUploadedFile("a.csv", bad)})
    assert answer.status_code == 422
    assert "没有导入：1 行共 1 处有误" in answer.content.decode()
    assert Body.objects.count() == before
    good = client.post("/bodies/import/", {"file": SimpleUploadedFile("a.csv", TREE.encode())})
    assert good.status_code == 302
    assert Body.objects.count() == before + 3


@pytest.mark.usefixtures("db")
def test_the_empty_file_is_one_that_can_be_read() -> None:
    assert template().splitlines()[0].split(",") == list(COLUMNS)
    assert not told(template())
