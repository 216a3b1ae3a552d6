"""Importing: any charset and separator, every fault with its line and column, all or nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from gongkai.web.accounts.roles import Role
from gongkai.web.audit.models import Act, Entry
from gongkai.web.audit.trail import breaks
from gongkai.web.bodies.models import Body
from gongkai.web.publications.importing.table import MOST_BYTES, TableError, read_table
from gongkai.web.publications.models import Document, MonthlyCount
from gongkai.web.site.csv_out import plain, safe
from gongkai.web.site.models import Job, JobState
from tests.web.support.people import County, make_user
from tests.web.support.registers import HEAD, make_document, sign_in, upload

ROW = "行政规范性文件,云岫县节水奖励办法,云水规〔2026〕1号,2026-02-09,2026年2月10日"
MONTHS = "年,月,行政许可,行政处罚,行政强制,行政事业性收费（元）"


@pytest.fixture
def signed_in(client: Client, county: County) -> Client:
    return sign_in(client, make_user("lin", county.department, Role.OFFICER))


def _confirm(client: Client) -> str:
    job = Job.objects.filter(source__isnull=True).first()
    assert job is not None
    return client.post(f"/publications/imported/{job.pk}/save/", follow=True).content.decode()


def test_a_file_is_shown_before_anything_is_saved(signed_in: Client) -> None:
    page = upload(signed_in, "documents", f"{HEAD}\n{ROW}\n").content.decode()
    assert "确认导入：新增 1，改动 0" in page
    assert not Document.objects.exists()
    assert "已全部保存" in _confirm(signed_in)
    made = Document.objects.get()
    assert (made.mark, str(made.disclosed_on)) == ("云水规〔2026〕1号", "2026-02-10")
    entry = Entry.objects.filter(kind="publications.document").first()
    assert entry is not None
    assert entry.after[str(made.pk)]["文号"] == "云水规〔2026〕1号"
    assert entry.reason.startswith("导入 台账.csv（SHA-256 ")
    assert not list(breaks())


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_usual_charset_and_separator_is_read(
    signed_in: Client, charset: str, separator: str
) -> None:
    text = f"{HEAD}\r\n{ROW}\r\n".replace(",", separator)
    page = upload(signed_in, "documents", text.encode(charset)).content.decode()
    assert "确认导入：新增 1" in page


def test_every_fault_has_its_line_column_and_reason_and_nothing_is_saved(
    signed_in: Client,
) -> None:
    wrong = (
        f"{HEAD}\n{ROW}\n\n规章,甲办法,甲〔2026〕1号,2026-02-30,\n"
        "通知,乙办法,,2026/2/9,2026-02-08\n"
        "行政规范性文件,,丙〔2026〕1号,昨天,\n"
        f"{ROW}\n规章,丁规定,,2026-02-09,\n"
        '行政规范性文件,"戊\n办法",,2027-01-01,\n'
    )
    upload(signed_in, "documents", wrong)
    job = Job.objects.get()
    found = {(each["line"], each["column"], each["reason"]) for each in job.result["problems"]}
    assert (4, "制发日期", "没有这一天。") in found
    assert (5, "类别", "应为：规章、行政规范性文件。") in found
    assert (6, "标题", "必须填写。") in found
    assert (6, "制发日期", "不是日期，应如 2026-03-16。") in found
    assert (7, "文号", "与第 2 行重复。") in found
    assert any(n == 8 and "不能制定规章" in why for n, _column, why in found)
    assert (9, "制发日期", "日期不能晚于今天。") in found
    page = signed_in.post(f"/publications/imported/{job.pk}/save/", follow=True).content.decode()
    assert "不能导入" in page
    assert not Document.objects.exists()


def test_a_known_document_is_changed_and_a_blank_cell_leaves_it_alone(
    signed_in: Client, county: County
) -> None:
    made = make_document(county.department, mark="云水规〔2026〕1号")
    page = upload(
        signed_in,
        "documents",
        f"{HEAD}\n行政规范性文件,更名后的办法,云水规〔2026〕1号,2026-01-08,\n",
    ).content.decode()
    assert "确认导入：新增 0，改动 1" in page
    assert "云岫县农村供水管理办法" in page
    _confirm(signed_in)
    made.refresh_from_db()
    assert made.title == "更名后的办法"
    assert made.version == 2
    entry = Entry.objects.filter(kind="publications.document", act=Act.CHANGE).first()
    assert entry is not None
    assert entry.before[str(made.pk)] == {"标题": "云岫县农村供水管理办法"}
    assert entry.after[str(made.pk)] == {"标题": "更名后的办法"}
    assert str(made.disclosed_on) == "2026-01-15"


def test_an_export_can_be_imported_again_and_changes_nothing(
    signed_in: Client, county: County
) -> None:
    make_document(county.department, title="@特殊开头的办法")
    make_document(county.department, mark="云水规〔2026〕2号", title="'带撇号的办法")
    exported = b"".join(signed_in.get("/publications/export/"))
    page = upload(signed_in, "documents", exported).content.decode()
    assert "完全一样" in page


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "空的"),
        (b"\n\n \n", "空的"),
        (HEAD.encode(), "只有表头"),
        (b"PK\x03\x04rest", "Excel"),
        (b"\x00\x01\x02", "字符编码"),
        ("类别,标题,备注\n".encode(), "不认识的列：备注"),
        ("类别,标题,标题,制发日期\n".encode(), "重复的列：标题"),
        ("类别,标题\n".encode(), "缺少必需的列：制发日期"),
        (f'{HEAD}\n规章,"没有配对\n'.encode(), "第 2 行开始的引号"),
        (f"{HEAD}\n{ROW},多了一列\n".encode(), "第 2 行有 6 列"),
        (f"{HEAD}\n规章,{'长' * 1001},,2026-01-01,\n".encode(), "超过 1000 个字"),
        (b"a" * (MOST_BYTES + 1), "文件太大"),
        (HEAD.encode() + f"\n{ROW}".encode() * 10_001, "行数太多"),
    ],
    ids=range(13),
)
def test_what_is_no_such_table_is_refused_beside_the_field(
    signed_in: Client, content: bytes, told: str
) -> None:
    answer = upload(signed_in, "documents", content)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Job.objects.exists()


def test_months_are_imported_and_blank_is_not_zero(signed_in: Client, county: County) -> None:
    MonthlyCount(body=county.department, year=2025, month=1, licences=3, penalties=1).save()
    page = upload(
        signed_in, "months", f'{MONTHS}\n2025,1,5,,,\n2025,2,0,,,"1,200.50"\n'
    ).content.decode()
    assert "确认导入：新增 1，改动 1" in page
    _confirm(signed_in)
    january, february = MonthlyCount.objects.order_by("month")
    assert (january.licences, january.penalties) == (5, 1)
    assert (february.licences, february.penalties, str(february.fees)) == (0, None, "1200.50")


def test_faults_of_months_are_told(signed_in: Client) -> None:
    text = f"{MONTHS}\n2025,1,5,,,\n2025,1,6,,,\n2026,4,1,,,\n2025,13,1,,,\n2025,2,/,-1,1.5,1.234\n2025,3,,,,\n"
    upload(signed_in, "months", text)
    found = {(p["line"], p["column"]) for p in Job.objects.get().result["problems"]}
    assert found == {
        (3, "月"), (4, "月"), (5, "月"), (6, "行政许可"), (6, "行政处罚"), (6, "行政强制"),
        (6, "行政事业性收费（元）"), (7, ""),
    }  # fmt: skip


def test_what_changed_since_the_preview_is_noticed(signed_in: Client, county: County) -> None:
    upload(
        signed_in,
        "documents",
        f"{HEAD},失效方式,废止或失效日期\n{ROW},,2026-02-20\n".replace(
            ",,2026-02-20", ",废止,2026-02-20"
        ),
    )
    county.department.has_normative_power = False
    county.department.save()
    assert "预览之后台账有变化" in _confirm(signed_in)
    assert not Document.objects.exists()


def test_a_second_confirmation_imports_nothing_twice(signed_in: Client) -> None:
    upload(signed_in, "documents", f"{HEAD}\n{ROW}\n")
    _confirm(signed_in)
    assert "已经导入过" in _confirm(signed_in)
    assert Document.objects.count() == 1


def test_nobody_sees_the_file_of_another(signed_in: Client, county: County) -> None:
    upload(signed_in, "documents", f"{HEAD}\n{ROW}\n")
    job = Job.objects.get()
    sign_in(signed_in, make_user("wu", county.department, Role.OFFICER))
    for address in (f"/publications/imported/{job.pk}/", f"/jobs/{job.pk}/"):
        assert signed_in.get(address).status_code == 404
    assert signed_in.post(f"/jobs/{job.pk}/cancel/").status_code == 404


def test_long_files_are_worked_on_in_the_background(signed_in: Client) -> None:
    rows = "".join(f"行政规范性文件,第{n}号办法,云〔{n}〕,2026-02-09,\n" for n in range(2001))
    page = upload(signed_in, "documents", f"{HEAD}\n{rows}").content.decode()
    assert "确认导入：新增 2001" in page
    assert "只列出前 200 行" in page
    job = Job.objects.get()
    assert (job.state, job.done, job.total) == (JobState.DONE, 2001, 2001)


@pytest.mark.parametrize("key", ["documents", "months"])
def test_the_template_has_exactly_the_columns(signed_in: Client, key: str) -> None:
    answer = signed_in.get(f"/publications/import/{key}/template/")
    head = b"".join(answer).decode("utf-8-sig").strip()
    assert read_table(head.encode()).head == tuple(head.split(","))
    assert signed_in.get("/publications/import/other/").status_code == 404


@given(st.text(max_size=40))
def test_no_cell_begins_as_a_formula_and_each_comes_back(text: str) -> None:
    assert not safe(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert plain(safe(text)) == text


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_a_clear_refusal(content: bytes) -> None:
    try:
        told = [f"第 {line.number} 行" for line in read_table(content).lines]
    except TableError as fault:
        told = [str(fault)]
    assert all(told)


def test_only_the_own_body_is_imported_to(signed_in: Client, county: County) -> None:
    upload(signed_in, "documents", f"{HEAD}\n{ROW}\n")
    _confirm(signed_in)
    assert Document.objects.get().body_id == county.department.pk
    assert Body.objects.exclude(documents=None).count() == 1
    entry = Entry.objects.filter(act=Act.CREATE, kind="publications.document").first()
    assert entry is not None
    assert entry.body_id == county.department.pk
