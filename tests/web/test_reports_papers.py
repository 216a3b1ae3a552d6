"""Downloading an annual report in every kind, and taking numbers over from files."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.web.accounts.roles import Role
from gongkai.web.audit.models import Act, Entry
from gongkai.web.reports.models import AnnualReport, CellOrigin, PastReport
from gongkai.web.reports.tables import entries_of, report_value
from gongkai.writing import KINDS, write
from tests.web.support.cases import make_case
from tests.web.support.people import County, make_user
from tests.web.support.registers import sign_in
from tests.web.support.reports import (
    PROSE,
    Desk,
    make_report,
    page,
    sign_report,
    zeros,
)

RECEIVED = "requests.received.natural_person"
PROCUREMENT = "art20_5.licences.decisions"


@pytest.fixture
def officer(client: Client, desk: Desk) -> Client:
    return sign_in(client, desk.officer)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_exported_and_the_export_is_in_the_trail(
    officer: Client, county: County, desk: Desk, kind: str
) -> None:
    report = make_report(county.department, desk)
    answer = officer.get(f"/reports/{report.pk}/export/{kind}/")
    assert answer.status_code == 200
    assert answer.content
    entry = Entry.objects.filter(act=Act.EXPORT).get()
    assert (entry.object_id, entry.after["kind"]) == (str(report.pk), kind)


def test_the_exported_json_of_a_signed_report_has_the_hash_that_is_shown(
    officer: Client, county: County, desk: Desk
) -> None:
    report = make_report(county.department, desk)
    zeros(report)
    signed = sign_report(report, desk)
    answer = officer.get(f"/reports/{report.pk}/export/json/")
    assert hashlib.sha256(answer.content).hexdigest() == signed.hash
    assert signed.hash in page(officer.get(f"/reports/{report.pk}/"))


def send(client: Client, report: AnnualReport, name: str, data: bytes, **choice: object) -> object:
    answer = client.post(f"/reports/{report.pk}/import/", {"file": SimpleUploadedFile(name, data)})
    if answer.status_code != 302:
        return answer
    report.refresh_from_db()
    return client.post(answer["Location"], {"version": report.version, "index": "0", **choice})


def test_a_filled_sheet_comes_back_as_it_was_exported(
    officer: Client, county: County, desk: Desk
) -> None:
    make_case(county.department, submitted_on=date(2025, 11, 3))
    report = make_report(county.department, desk)
    zeros(report)
    value = report_value(report)
    other = make_report(county.department, desk, 2024, parts=[])
    send(officer, other, "填好.xlsx", write(value, "xlsx"), purpose="this",
         parts=["disclosure", "requests", "remedies"], prose="on")  # fmt: skip
    other.refresh_from_db()
    assert {n: c.value for n, c in report_value(other).cells.items()} == {
        n: c.value for n, c in value.cells.items()
    }
    assert other.sections["5"] == PROSE["5"]
    assert entries_of(other)[RECEIVED].origin is CellOrigin.IMPORTED
    assert not other.uploads.exists()


def test_importing_a_table_takes_it_off_the_ledger_and_the_others_stay(
    officer: Client, county: County, desk: Desk
) -> None:
    report = make_report(county.department, desk)
    data = write(report_value(report), "docx")
    send(officer, report, "a.docx", data, purpose="this", parts=["remedies"])
    report.refresh_from_db()
    assert report.ledger_parts == ["disclosure", "requests"]


def test_last_years_published_report_is_imported_to_stand_beside(
    officer: Client, county: County, desk: Desk
) -> None:
    old = make_report(county.department, desk, 2024)
    zeros(old)
    data = write(report_value(old), "pdf")
    old.delete()
    report = make_report(county.department, desk)
    send(officer, report, "2024.pdf", data, purpose="last")
    assert PastReport.objects.get().year == 2024
    assert "导入的文件：2024.pdf" in page(officer.get(f"/reports/{report.pk}/edit/"))
    refused = send(officer, report, "2025.pdf", write(report_value(report), "pdf"), purpose="last")
    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert "不是上年" in page(refused)


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (("a.txt", "今天天气很好。".encode()), "没有认出政府信息公开工作年度报告"),
        (("a.xlsx", b"PK\x03\x04broken"), "文件已损坏"),
        (("a.pdf", b"%PDF-1.4\n%%EOF"), "文件已损坏"),
        (("a.txt", b""), "空"),
    ],
)
def test_a_file_that_gives_nothing_is_refused_with_its_reason(
    officer: Client, county: County, desk: Desk, file: tuple[str, bytes], message: str
) -> None:
    report = make_report(county.department, desk)
    answer = send(officer, report, *file)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert message in page(answer)


def test_a_bomb_is_refused_within_its_limits(
    officer: Client, county: County, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_MAX_UNPACKED_MB", "1")
    from io import BytesIO
    from zipfile import ZIP_DEFLATED, ZipFile

    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 5_000_000)
    report = make_report(county.department, desk)
    answer = send(officer, report, "a.zip", packed.getvalue())
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "压缩炸弹" in page(answer)


def test_a_file_with_several_reports_offers_each(
    officer: Client, county: County, desk: Desk
) -> None:
    first = make_report(county.department, desk, 2024, parts=[])
    report = make_report(county.department, desk)
    from io import BytesIO
    from zipfile import ZipFile

    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for number, each in enumerate((first, report)):
            archive.writestr(f"{number}.txt", write(report_value(each), "txt"))
        archive.writestr("readme.txt", "说明")
    answer = officer.post(
        f"/reports/{report.pk}/import/", {"file": SimpleUploadedFile("a.zip", packed.getvalue())}
    )
    shown = page(officer.get(answer["Location"]))
    assert "云岫县水务局2024年" in shown
    assert "云岫县水务局2025年" in shown
    assert "没有认出" in shown


def test_the_file_of_a_colleague_cannot_be_taken(
    officer: Client, client: Client, county: County, desk: Desk
) -> None:
    report = make_report(county.department, desk)
    data = write(report_value(report), "txt")
    answer = officer.post(
        f"/reports/{report.pk}/import/", {"file": SimpleUploadedFile("a.txt", data)}
    )
    sign_in(client, make_user("other", county.department, Role.OFFICER))
    assert client.get(answer["Location"]).status_code == 404
