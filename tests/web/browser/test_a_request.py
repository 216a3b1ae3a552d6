"""Requests from the counter to the archive, by the people of an office, with and without script."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.bodies.models import Body
from gongkai.web.cases.models import Case
from tests.web.browser.office import Office, follow, press, told
from tests.web.support.people import County, make_user


@dataclass(frozen=True)
class Staff:
    """The five who see a request from the counter to the archive."""

    counter: User
    officer: User
    reviewer: User
    secrecy_reviewer: User
    head: User


def make_staff(body: Body) -> Staff:
    """Five people of one office."""
    return Staff(
        make_user("chen", body, Role.OFFICER, name="陈岚"),
        make_user("lin", body, Role.OFFICER, name="林溪"),
        make_user("gu", body, Role.REVIEWER, name="顾行"),
        make_user("shi", body, Role.SECRECY_REVIEWER, name="石谨"),
        make_user("zhao", body, Role.HEAD, name="赵成"),
    )


@pytest.fixture
def staff(county: County) -> Staff:
    return make_staff(county.department)


def register(page: Page, submitted: str) -> str:
    """The counter enters a request; its number."""
    page.goto("/cases/new/")
    page.get_by_label("申请方式").select_option("in_person")
    page.get_by_label("提交日期").fill(submitted)
    page.get_by_label("事由").fill("松溪水库除险加固工程批复")
    page.get_by_label("所需政府信息的名称").fill("松溪水库除险加固工程初步设计批复")
    page.get_by_label("申请人类别").select_option("natural_person")
    page.get_by_label("姓名或名称").fill("沈青禾")
    page.get_by_label("联系电话").fill("19900001234")
    press(page, "登记")
    told(page, "已登记，编号")
    return page.url


def record(page: Page, event: str, **fields: str) -> None:
    """Enter something that happened, from the page of the request."""
    follow(page, event)
    for name, value in fields.items():
        field = page.locator(f"main [name={name}]")
        if field.get_attribute("type") == "checkbox":
            field.check()
        elif field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator("main form").get_by_role("button", name="登记", exact=True).click()
    told(page, "已登记：")


def write_reply(page: Page, outcome: str, text: str) -> None:
    """Draft the reply and hand it to review."""
    follow(page, "拟写答复")
    page.get_by_label("办理结果").select_option(outcome)
    page.get_by_label("答复内容").fill(text)
    press(page, "保存答复稿")
    told(page, "答复稿已保存。")
    press(page, "提交审核")
    told(page, "已完成")


def see_through(office: Office, staff: Staff, address: str, **options: bool) -> None:
    """Review, secrecy review and approval, each by somebody else."""
    for user, button in (
        (staff.reviewer, "审核通过"),
        (staff.secrecy_reviewer, "保密审查通过"),
        (staff.head, "批准"),
    ):
        page = office.desk(user, **options)
        page.goto(address)
        press(page, button)
        told(page, f"已完成：{button}")
        page.context.close()


def send_and_archive(page: Page, address: str) -> None:
    """The reply goes out, the request to the archive."""
    page.goto(address)
    follow(page, "发出答复")
    press(page, "发出答复")
    told(page, "答复已发出")
    press(page, "归档")
    told(page, "已完成：归档")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_the_counter_to_the_archive_with_every_pause(
    office: Office, staff: Staff, *, script: bool
) -> None:
    options = {"java_script_enabled": script}
    counter = office.signed_in(staff.counter, **options)
    address = register(counter, "2026-03-02")

    page = office.signed_in(staff.officer, **options)
    page.goto(address)
    press(page, "受理，开始办理")
    record(page, "告知补正", on="2026-03-03", days="10")
    record(page, "收到补正", on="2026-03-05")
    record(page, "征求第三方意见", on="2026-03-06", party="云岫水利建设有限公司")
    record(page, "第三方答复", on="2026-03-10", party="云岫水利建设有限公司", answer="consents")

    head = office.signed_in(staff.head, **options)
    head.goto(address)
    record(head, "延期答复", on="2026-03-12", days="20", consent="on")

    page.goto(address)
    write_reply(page, "granted", "现将批复文件提供给您。")
    see_through(office, staff, address, **options)
    send_and_archive(page, address)

    case = Case.objects.get()
    assert (case.stage, case.outcome, case.late_days) == ("archived", "granted", 0)
    assert case.handler == staff.officer
    assert case.letters.filter(sent_on__isnull=False).count() == 1
    line = page.locator("ol.timeline").first
    for word in ("告知补正", "第三方答复", "延期答复", "发出答复"):
        expect(line).to_contain_text(word)
