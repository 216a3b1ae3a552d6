"""Writing an annual report on the site: what an office sees, types, imports and downloads."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai.report import CellState, loads
from gongkai.web.accounts.roles import Role
from gongkai.web.reports.models import AnnualReport, CellOrigin
from gongkai.web.reports.tables import entries_of, report_value
from tests.web.support.cases import make_applicant, make_case
from tests.web.support.people import County, make_user
from tests.web.support.registers import sign_in
from tests.web.support.reports import (
    PROSE,
    Desk,
    fill_months,
    make_report,
    page,
    sign_report,
    submit,
    zeros,
)

RECEIVED = "requests.received.natural_person"
PROCUREMENT = "art20_5.licences.decisions"


@pytest.fixture
def officer(client: Client, desk: Desk) -> Client:
    return sign_in(client, desk.officer)


def typed(report: AnnualReport, **more: str) -> dict[str, str]:
    """What the editor's form sends when nothing but prose was typed."""
    sections = {f"s{number}": text for number, text in PROSE.items()}
    return {
        "version": str(report.version),
        "title": report.title,
        "lead_in": "",
        **sections,
        **more,
    }


def test_a_report_is_started_for_a_year_and_its_numbers_are_already_there(
    officer: Client, county: County
) -> None:
    case = make_case(county.department, submitted_on=date(2025, 11, 3))
    assert "2025 年已经结束" in page(officer.get("/reports/"))
    sent = {"year": "2025", "scope": "own", "ledger_parts": ["requests", "remedies"]}
    answer = officer.post("/reports/new/", sent, follow=True)
    report = AnnualReport.objects.get()
    assert answer.status_code == 200
    assert report.title == "云岫县水务局2025年政府信息公开工作年度报告"
    assert f'href="/reports/{report.pk}/cell/{RECEIVED}/"' in page(answer)
    behind = page(officer.get(f"/reports/{report.pk}/cell/{RECEIVED}/"))
    assert case.number in behind
    assert "收到日期（条例第三十一条）在本年内的申请" in behind


def test_a_second_report_of_a_year_is_refused_beside_the_field(
    officer: Client, county: County, desk: Desk
) -> None:
    make_report(county.department, desk)
    answer = officer.post("/reports/new/", {"year": "2025", "scope": "own"})
    assert answer.status_code == 422
    assert "2025 年度的报告已经有了" in page(answer)


def test_blank_slash_and_number_are_three_things(
    officer: Client, county: County, desk: Desk
) -> None:
    report = make_report(county.department, desk, parts=[])
    values = {RECEIVED: "１２", "requests.received.business": "/", "requests.received.research": ""}
    officer.post(
        f"/reports/{report.pk}/edit/", typed(report, **{f"c:{k}": v for k, v in values.items()})
    )
    entries = entries_of(AnnualReport.objects.get())
    assert entries[RECEIVED].cell.value == 12
    assert entries[RECEIVED].origin is CellOrigin.TYPED
    assert entries["requests.received.business"].cell.state is CellState.NOT_APPLICABLE
    assert entries["requests.received.research"].cell.state is CellState.BLANK


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("十二", "“十二”不是数字"),
        ("-1", "不能小于 0"),
        ("1.5", "应填整数"),
        ("1" * 16, "数字过长"),
    ],
)
def test_a_wrong_number_is_told_beside_the_cell_and_nothing_typed_is_lost(
    officer: Client, county: County, desk: Desk, text: str, message: str
) -> None:
    report = make_report(county.department, desk, parts=[])
    sent = typed(report, **{f"c:{RECEIVED}": text, "s1": "刚刚写的一段话。"})
    answer = officer.post(f"/reports/{report.pk}/edit/", sent)
    assert answer.status_code == 422
    shown = page(answer)
    assert message in shown
    assert f'value="{text}"' in shown
    assert "刚刚写的一段话。" in shown
    assert AnnualReport.objects.get().sections["1"] == PROSE["1"]


def test_a_number_of_the_ledger_cannot_be_typed_over(
    officer: Client, county: County, desk: Desk
) -> None:
    report = make_report(county.department, desk)
    assert f'name="c:{RECEIVED}"' not in page(officer.get(f"/reports/{report.pk}/edit/"))
    officer.post(f"/reports/{report.pk}/edit/", typed(report, **{f"c:{RECEIVED}": "99"}))
    assert entries_of(AnnualReport.objects.get())[RECEIVED].cell.value == 0


def test_months_that_nobody_filled_in_are_named_and_their_cell_can_be_typed(
    officer: Client, county: County, desk: Desk
) -> None:
    report = make_report(county.department, desk, parts=["disclosure"])
    county.department.monthly_counts.get(month=7).delete()
    shown = page(officer.get(f"/reports/{report.pk}/edit/"))
    assert "“行政许可”月报没有填完（7 月）" in shown
    assert f'name="c:{PROCUREMENT}"' in shown
    assert "未填" in page(officer.get(f"/reports/{report.pk}/cell/{PROCUREMENT}/"))


def test_a_request_of_which_receipt_is_not_confirmed_is_told_not_hidden(
    officer: Client, county: County, desk: Desk
) -> None:
    case = make_case(county.department, channel="internet", submitted_on=date(2025, 12, 30))
    report = make_report(county.department, desk)
    assert case.received_on is None
    assert "1 件申请的收到日期还没有确认" in page(officer.get(f"/reports/{report.pk}/edit/"))
    assert case.number in page(officer.get(f"/reports/{report.pk}/uncounted/"))


def test_a_fact_is_put_into_the_prose_and_renewed_when_the_ledger_moves(
    officer: Client, county: County, desk: Desk
) -> None:
    report = make_report(county.department, desk)
    zeros(report)
    make_case(county.department, submitted_on=date(2025, 11, 3))
    answer = officer.post(f"/reports/{report.pk}/edit/", typed(report, insert="requests"))
    assert answer["Location"].endswith("#s-1")
    report.refresh_from_db()
    assert "本机关新收政府信息公开申请1件" in report.sections["1"]
    assert report.sections["1"].startswith(PROSE["1"])
    make_case(
        county.department,
        submitted_on=date(2025, 11, 4),
        applicant=make_applicant(name="周明", phone="19900007777"),
    )
    sent = typed(report) | {"s1": report.sections["1"]}
    assert "更新这句话" in page(officer.get(f"/reports/{report.pk}/edit/"))
    refused = officer.post(f"/reports/{report.pk}/edit/", sent | {"step": "submit"})
    assert refused.status_code == 422
    assert "请先更新标出的句子" in page(refused)
    report.refresh_from_db()
    sent["version"] = str(report.version)
    officer.post(f"/reports/{report.pk}/edit/", sent | {"renew": "requests"})
    report.refresh_from_db()
    assert "新收政府信息公开申请2件" in report.sections["1"]
    assert "申请1件" not in report.sections["1"]


def test_prose_that_contradicts_the_tables_is_found_while_it_is_typed(
    officer: Client, county: County, desk: Desk
) -> None:
    report = make_report(county.department, desk)
    wrong = typed(report) | {"s1": "2025年共收到政府信息公开申请15件。"}
    answer = officer.post(f"/reports/{report.pk}/live/", wrong, headers={"HX-Request": "true"})
    assert "申请15件" in page(answer)
    assert "▲ 警告" in page(answer)
    assert AnnualReport.objects.get().sections["1"] == PROSE["1"]


def test_whoever_saves_second_is_told_and_keeps_what_was_typed(
    officer: Client, county: County, desk: Desk
) -> None:
    report = make_report(county.department, desk, parts=[])
    officer.post(f"/reports/{report.pk}/edit/", typed(report) | {"s1": "先保存的一段。"})
    late = typed(report, **{f"c:{RECEIVED}": "7"}) | {"s1": "后保存的一段。"}
    answer = officer.post(f"/reports/{report.pk}/edit/", late)
    assert answer.status_code == 409
    shown = page(answer)
    assert "别人改动了这份报告" in shown
    assert "先保存的一段。" in shown
    assert "后保存的一段。" in shown
    assert 'value="7"' in shown
    newest = AnnualReport.objects.get()
    assert f'name="version" value="{newest.version}"' in shown
    assert newest.sections["1"] == "先保存的一段。"


def test_last_years_text_and_carry_over_stand_beside(
    officer: Client, county: County, desk: Desk
) -> None:
    make_case(county.department, submitted_on=date(2024, 12, 30))
    before = make_report(county.department, desk, 2024)
    zeros(before)
    sign_report(before, desk, date(2025, 1, 20))
    report = make_report(county.department, desk)
    shown = page(officer.get(f"/reports/{report.pk}/edit/"))
    assert "上年（2024）的文字" in shown
    assert "按上年报告核对结转等" in shown
    assert "全部一致" in shown
    answer = officer.get(f"/reports/{report.pk}/comparison/last-year/")
    assert "attachment" in answer["Content-Disposition"]
    assert "2024" in page(answer)


def test_turning_a_ledger_off_keeps_its_numbers_to_begin_with(
    officer: Client, county: County, desk: Desk
) -> None:
    make_case(county.department, submitted_on=date(2025, 11, 3))
    report = make_report(county.department, desk)
    sent = {"version": report.version, "scope": "own", "ledger_parts": ["disclosure"]}
    officer.post(f"/reports/{report.pk}/sources/", sent)
    entry = entries_of(AnnualReport.objects.get())[RECEIVED]
    assert (entry.cell.value, entry.origin) == (1, CellOrigin.TYPED)


def test_the_case_tells_in_which_cells_of_which_years_it_counts(
    officer: Client, county: County, desk: Desk
) -> None:
    case = make_case(county.department, submitted_on=date(2025, 12, 30))
    report = make_report(county.department, desk)
    shown = page(officer.get(f"/cases/{case.pk}/"))
    assert "计入年度报告" in shown
    assert f"/reports/{report.pk}/cell/{RECEIVED}/" in shown
    assert "二、上年结转政府信息公开申请数量（自然人）" in shown


def test_a_report_of_another_body_is_not_there(client: Client, county: County, desk: Desk) -> None:
    report = make_report(county.department, desk)
    other = sign_in(client, make_user("other", county.township, Role.OFFICER))
    for path in (
        "",
        "edit/",
        "cell/requests.received.total/",
        "export/json/",
        "ledger/",
        "import/",
    ):
        assert other.get(f"/reports/{report.pk}/{path}").status_code == 404


def test_an_overseer_sees_how_far_the_bodies_below_are_and_cannot_write(
    client: Client, county: County, desk: Desk
) -> None:
    report = make_report(county.department, desk)
    overseer = sign_in(client, make_user("zhou", county.government, Role.OVERSEER))
    shown = page(overseer.get("/reports/?year=2025"))
    assert "云岫县水务局" in shown
    assert "编写中" in shown
    assert "未开始" in shown
    assert "临溪县" not in shown
    assert "云岫县水务局" not in page(overseer.get("/reports/?year=2025&stage=missing"))
    assert overseer.get(f"/reports/{report.pk}/").status_code == 200
    assert overseer.get(f"/reports/{report.pk}/edit/").status_code == 403
    for query in ("?year=abc", "?year=99999", "?stage=x&page=99"):
        assert overseer.get(f"/reports/{query}").status_code == 200


def test_a_signed_report_is_read_from_what_was_signed(
    officer: Client, county: County, desk: Desk
) -> None:
    report = make_report(county.department, desk)
    zeros(report)
    signed = sign_report(report, desk)
    make_case(county.department, submitted_on=date(2025, 11, 3))
    assert report_value(signed) == loads(signed.content)
    assert report_value(signed)[RECEIVED] == 0
    shown = page(officer.get(f"/reports/{report.pk}/"))
    assert "个数字与现在的台账不一致" in shown
    assert officer.get(f"/reports/{report.pk}/edit/").status_code == 302


def test_a_report_in_review_is_not_changed_by_a_form_that_is_still_open(
    officer: Client, county: County, desk: Desk
) -> None:
    report = make_report(county.department, desk)
    zeros(report)
    stale = typed(report) | {"s1": "迟到的改动。"}
    submit(report, desk)
    answer = officer.post(f"/reports/{report.pk}/edit/", stale)
    assert answer.status_code == 409
    assert "别人改动了这份报告" in page(answer)
    stale["version"] = str(AnnualReport.objects.get().version)
    answer = officer.post(f"/reports/{report.pk}/edit/", stale)
    assert "报告已经提交，不能再改" in page(answer)
    assert "迟到的改动。" in page(answer)
    assert AnnualReport.objects.get().sections["1"] == PROSE["1"]


def test_an_empty_list_says_what_to_do(officer: Client) -> None:
    assert "编写第一份" in page(officer.get("/reports/"))


def test_months_of_the_demo_do_not_matter_to_a_report_that_is_typed(
    officer: Client, county: County, desk: Desk
) -> None:
    fill_months(county.department, 2025)
    report = make_report(county.department, desk, parts=[])
    assert entries_of(report)[PROCUREMENT].cell.value is None
    assert "这个数不从台账汇总" in page(officer.get(f"/reports/{report.pk}/cell/{PROCUREMENT}/"))
