"""An annual report from the ledgers to the signature and its correction, on the pages."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gongkai.web.reports.models import AnnualReport
from tests.web.browser.flows import Staff, fill, make_staff
from tests.web.browser.office import Office, follow, press, told
from tests.web.support.cases import make_case
from tests.web.support.people import County
from tests.web.support.reports import PROSE, fill_months


@pytest.fixture
def staff(county: County) -> Staff:
    return make_staff(county.department)


def write_everything(page: Page) -> None:
    """Whatever no ledger gives is 0; the sections are written."""
    for field in page.locator('#editor input[name^="c:"]').all():
        field.fill("0")
    fill(page, s1=PROSE["1"], s5=PROSE["5"], s6=PROSE["6"])
    press_first(page, "保存")
    told(page, "已保存。")


def press_first(page: Page, name: str) -> None:
    """Press the first of several buttons of that name."""
    page.get_by_role("button", name=name, exact=True).first.click()


def waive_all(page: Page) -> int:
    """Give a reason for every finding that is open; how many there were."""
    count = 0
    while (
        finding := page.locator("#findings li.finding", has_text="说明理由，保留").first
    ).count():
        finding.locator("summary").click()
        finding.get_by_label("理由").fill("已核对台账，情况属实。")
        finding.get_by_role("button", name="保留并说明").click()
        count += 1
        expect(page.locator("#findings")).to_contain_text(f"已说明的 {count} 处")
    return count


def test_compiled_waived_signed_frozen_exported_and_corrected(
    office: Office, staff: Staff, county: County, tmp_path: Path
) -> None:
    make_case(county.department, submitted_on=date(2025, 11, 3))
    fill_months(county.department, 2025)
    page = office.desk(staff.officer, accept_downloads=True)
    page.goto("/reports/")
    follow(page, "开始编写 2025 年度报告")
    press(page, "建立报告")
    told(page, "报告已建立。")
    address = page.url
    received = page.locator('[id="c-requests.received.natural_person"]')
    expect(received).to_have_text("1")

    received.get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("松溪水库除险加固工程批复")
    page.goto(address)
    write_everything(page)
    assert waive_all(page) > 0
    press(page, "保存并提交审核")
    told(page, "已提交审核")

    reviewer = office.desk(staff.reviewer)
    reviewer.goto(page.url)
    press(reviewer, "审核通过")
    told(reviewer, "已完成")
    head = office.desk(staff.head)
    head.goto(page.url)
    follow(head, "签发")
    press(head, "签发")
    expect(head.get_by_role("alert")).to_contain_text("应在 2026-01-31 前公布")
    fill(head, reason="机构改革期间交接。")
    press(head, "签发")
    told(head, "报告已签发，内容从此固定。")

    page.goto(head.url)
    signed = AnnualReport.objects.get()
    with page.expect_download() as download:
        follow(page, "JSON")
    file = tmp_path / "report.json"
    download.value.save_as(file)
    assert hashlib.sha256(file.read_bytes()).hexdigest() == signed.hash
    assert json.loads(file.read_text(encoding="utf-8"))["year"] == 2025
    expect(page.locator("code.hash")).to_have_text(signed.hash)

    follow(page, "更正")
    fill(page, reason="漏计一件申请。")
    press(page, "开始更正")
    told(page, "已建立第 2 版")
    before, after = AnnualReport.objects.order_by("number")
    assert (before.is_signed, after.is_draft) == (True, True)
    assert before.hash == signed.hash
