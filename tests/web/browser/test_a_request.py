"""Requests from the counter to the archive, by the people of an office, with and without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from gongkai.web.cases.models import Case
from gongkai.web.remedies.models import Proceeding
from gongkai.web.reports.compile import compile_report
from tests.web.browser.flows import (
    Staff,
    fill,
    make_staff,
    record,
    register,
    see_through,
    send_reply,
    write_reply,
)
from tests.web.browser.office import Office, follow, press, told
from tests.web.support.people import County


@pytest.fixture
def staff(county: County) -> Staff:
    return make_staff(county.department)


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
    send_reply(page, address)
    press(page, "归档")
    told(page, "已完成：归档")

    case = Case.objects.get()
    assert (case.stage, case.outcome, case.late_days) == ("archived", "granted", 0)
    assert case.handler == staff.officer
    assert case.letters.filter(sent_on__isnull=False).count() == 1
    line = page.locator("ol.timeline").first
    for word in ("告知补正", "第三方答复", "延期答复", "发出答复"):
        expect(line).to_contain_text(word)


def test_a_fee_is_told_by_letter_and_stops_the_clock_until_it_is_paid(
    office: Office, staff: Staff
) -> None:
    page = office.desk(staff.officer)
    address = register(page, "2026-03-09")
    press(page, "受理，开始办理")
    follow(page, "收费通知书")
    fill(page, tariff="items", number="15", earlier="0", text="到本机关办公室缴纳。")
    press(page, "生成草稿")
    told(page, "草稿已生成：收费通知书")

    follow(page, "发出 收费通知书")
    fill(page, on="2026-03-10")
    press(page, "发出并登记")
    told(page, "已发出：收费通知书")
    expect(page.locator("main")).to_contain_text("等待缴费")
    case = Case.objects.get()
    assert case.letters.get().number == "云水公开〔2026〕1号"

    page.goto(address)
    record(page, "缴费完成", on="2026-03-13")
    expect(page.locator("main")).to_contain_text("计时中")
    case.refresh_from_db()
    # Twenty working days after 9 March end on 7 April; the four from notice to payment do not count.
    assert case.due_on is not None
    assert case.due_on.isoformat() == "2026-04-13"


def test_a_refusal_goes_to_review_and_then_to_court_and_counts_in_both_rows(
    office: Office, staff: Staff, county: County
) -> None:
    page = office.desk(staff.officer)
    address = register(page, "2026-01-05")
    press(page, "受理，开始办理")
    write_reply(page, "refused_internal_affairs", "该信息属于内部事务信息，不予公开。")
    see_through(office, staff, address)
    send_reply(page, address)
    expect(page.locator("main")).to_contain_text("先申请行政复议")

    follow(page, "登记复议诉讼")
    fill(page, instance__mark="云政复〔2026〕3号", instance__filed_on="2026-03-16")
    press(page, "登记")
    told(page, "已登记。")
    follow(page, "登记结果")
    fill(page, decided_on="2026-03-16", result="upheld")
    press(page, "保存")
    told(page, "已保存")

    page.goto(address)
    follow(page, "登记复议诉讼")
    expect(page.locator('main [name="route"]')).to_have_value("litigation_after_review")
    fill(page, instance__mark="（2026）云01行初5号", instance__filed_on="2026-03-16")
    press(page, "登记")
    told(page, "已登记。")
    expect(page.locator("main")).to_contain_text("计一件")

    review, suit = Proceeding.objects.order_by("pk")
    assert suit.after == review
    cells = compile_report(county.department, 2026).cells
    assert cells["remedies.review.upheld"].value == 1
    assert cells["remedies.litigation_after_review.pending"].value == 1


def test_the_second_of_two_officers_is_told_and_loses_nothing(office: Office, staff: Staff) -> None:
    first = office.desk(staff.officer)
    address = register(first, "2026-03-09")
    press(first, "受理，开始办理")
    second = office.desk(staff.counter)
    for page in (first, second):
        page.goto(address)
        follow(page, "拟写答复")
        page.get_by_label("办理结果").select_option("granted")
    first.get_by_label("答复内容").fill("第一位经办人写的答复。")
    press(first, "保存答复稿")
    told(first, "答复稿已保存。")

    second.get_by_label("答复内容").fill("第二位经办人写的答复。")
    press(second, "保存答复稿")
    expect(second.get_by_role("alert")).to_contain_text("别人改动了这件申请")
    expect(second.get_by_label("答复内容")).to_have_value("第二位经办人写的答复。")
    assert Case.objects.get().draft_text == "第一位经办人写的答复。"

    press(second, "保存答复稿")
    told(second, "答复稿已保存。")
    assert Case.objects.get().draft_text == "第二位经办人写的答复。"


def test_a_request_is_registered_with_the_keyboard_alone(office: Office, staff: Staff) -> None:
    page = office.desk(staff.counter)
    page.goto("/todo/")
    keyboard = page.keyboard

    def tab_to(name: str) -> None:
        for _ in range(40):
            keyboard.press("Tab")
            if (
                page.evaluate("document.activeElement.name || document.activeElement.innerText")
                == name
            ):
                return
        raise AssertionError(f"no way to {name} by Tab")

    keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    keyboard.press("Enter")
    tab_to("登记申请")
    keyboard.press("Enter")
    page.wait_for_url("**/cases/new/")
    for name, typed in (
        ("channel", "当面"),
        ("title", "水库批复"),
        ("description", "松溪水库除险加固工程初步设计批复"),
        ("applicant-applicant_class", "自然人"),
        ("applicant-name", "沈青禾"),
        ("applicant-phone", "19900001234"),
    ):
        tab_to(name)
        if page.evaluate("document.activeElement.tagName") == "SELECT":
            keyboard.press("ArrowDown")
        else:
            keyboard.insert_text(typed)
    tab_to("登记")
    keyboard.press("Enter")
    told(page, "已登记，编号")
    case = Case.objects.get()
    assert (case.channel, case.applicant.applicant_class) == ("in_person", "natural_person")
