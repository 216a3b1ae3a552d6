"""What the people of an office do on the pages, step by step, as tests share it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.bodies.models import Body
from tests.web.browser.office import Office, follow, press, told
from tests.web.support.people import make_user


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


def register(page: Page, submitted: str) -> str:
    """The counter enters a request; the address of its page."""
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


def fill(page: Page, **fields: str) -> None:
    """Fill in the fields of the page's form, by their names."""
    for name, value in fields.items():
        field = page.locator(f'main [name="{name.replace("__", "-")}"]')
        kind = field.evaluate("each => each.type")
        if kind == "checkbox":
            field.set_checked(value == "on")
        elif kind.startswith("select"):
            field.select_option(value)
        else:
            field.fill(value)


def record(page: Page, event: str, **fields: str) -> None:
    """Enter something that happened, from the page of the request."""
    follow(page, event)
    fill(page, **fields)
    press(page, "登记")
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


def send_reply(page: Page, address: str) -> None:
    """The approved reply goes out."""
    page.goto(address)
    follow(page, "发出答复")
    press(page, "发出答复")
    told(page, "答复已发出")
