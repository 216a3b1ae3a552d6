"""Somebody leaves the office: all open work goes to a colleague in one step."""

from __future__ import annotations

from playwright.sync_api import expect

from gongkai.web.accounts.models import User
from gongkai.web.cases.models import Case
from tests.web.browser.flows import make_staff, register
from tests.web.browser.office import Office, follow, press
from tests.web.support.people import County


def test_the_work_goes_to_a_colleague_and_the_account_closes(
    office: Office, county: County
) -> None:
    staff = make_staff(county.department)
    page = office.desk(staff.officer)
    address = register(page, "2026-03-09")
    press(page, "受理，开始办理")

    head = office.desk(staff.head)
    head.goto("/accounts/")
    follow(head, staff.officer.name)
    follow(head, "离岗移交")
    expect(head.locator("main")).to_contain_text("松溪水库除险加固工程批复")
    head.get_by_label("接手的人").select_option(label=str(staff.counter))
    head.get_by_label("理由").fill("调离本单位。")
    press(head, "移交并停用账户")
    expect(head.locator("#messages")).to_contain_text("账户已停用")

    assert Case.objects.get().handler == staff.counter
    assert not User.objects.get(pk=staff.officer.pk).is_active
    page.goto(address)
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    colleague = office.desk(staff.counter)
    colleague.goto("/todo/")
    expect(colleague.locator("main")).to_contain_text("松溪水库除险加固工程批复")
