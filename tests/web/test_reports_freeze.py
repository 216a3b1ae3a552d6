"""From draft to signature and after it: what stands still, what may change, who may do what."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from gongkai.checking import check
from gongkai.report import Cell, CellState, loads
from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.cases.models import Case
from gongkai.web.publications.models import MonthlyCount
from gongkai.web.reports.drift import drift_of, has_drifted
from gongkai.web.reports.findings import fingerprint, remarks_on
from gongkai.web.reports.models import AnnualReport, CellOrigin, ReportStage
from gongkai.web.reports.stages import moves
from gongkai.web.reports.tables import entries_of, report_value
from gongkai.web.reports.typed import pack
from gongkai.web.reports.waiving import waive
from gongkai.web.reports.workflow import (
    ReportChangedError,
    ReportError,
    ReportNotPermittedError,
    correct,
    locked,
    sign,
    take,
)
from tests.web.support.cases import make_applicant, make_case
from tests.web.support.people import County, make_user
from tests.web.support.reports import Desk, make_report, sign_report, submit, zeros

RECEIVED = "requests.received.natural_person"
ALL_RECEIVED = "requests.received.total"


@pytest.fixture
def draft(county: County, desk: Desk) -> AnnualReport:
    """A draft that nothing is wrong with."""
    make_case(county.department, submitted_on=date(2025, 11, 3))
    report = make_report(county.department, desk)
    zeros(report)
    return report


def step(report: AnnualReport, name: str, user: User, reason: str = "") -> None:
    report.refresh_from_db()
    with locked(report.pk, report.version) as held:
        take(held, name, user, reason=reason)
    report.refresh_from_db()


def sign_it(report: AnnualReport, _name: str, user: User) -> None:
    sign(AnnualReport.objects.get(pk=report.pk), user, date(2026, 1, 20), "云岫县水务局")


def type_number(report: AnnualReport, name: str, value: int) -> None:
    report.cells = {
        **report.cells, name: pack(Cell(value, CellState.NUMBER), CellOrigin.TYPED)
    }  # fmt: skip
    report.save()


def test_the_whole_way_to_the_signature_and_every_step_is_kept(
    draft: AnnualReport, desk: Desk
) -> None:
    signed = sign_report(draft, desk)
    assert signed.stage == ReportStage.SIGNED
    assert [each.name for each in signed.steps.all()] == ["start", "submit", "pass_review", "sign"]
    value = loads(signed.content)
    assert value.signature is not None
    assert (value.signature.date, value[ALL_RECEIVED]) == (date(2026, 1, 20), 1)
    assert hashlib.sha256(signed.content.encode()).hexdigest() == signed.hash


def test_numbers_stand_still_from_the_hand_over_and_move_again_in_a_draft(
    draft: AnnualReport, desk: Desk, county: County
) -> None:
    submit(draft, desk)
    make_case(
        county.department, submitted_on=date(2025, 11, 4), applicant=make_applicant(name="周")
    )
    assert entries_of(draft)[ALL_RECEIVED].cell.value == 1
    step(draft, "return_from_review", desk.reviewer, "请核对新收件数")
    assert entries_of(draft)[ALL_RECEIVED].cell.value == 2
    assert draft.counted == ""


def test_an_open_error_keeps_a_report_from_review_until_it_is_fixed_or_explained(
    county: County, desk: Desk
) -> None:
    report = make_report(county.department, desk, parts=["disclosure", "remedies"])
    zeros(report)
    type_number(report, ALL_RECEIVED, 5)
    with pytest.raises(ReportError, match="处错误没有改正"):
        submit(report, desk)
    value = report_value(report)
    wrong = [each for each in remarks_on(report, value) if each.blocks]
    assert wrong
    for each in wrong:
        waive(report, each.fingerprint, "上级要求如此填报", desk.officer)
    submit(report, desk)
    assert report.stage == ReportStage.IN_REVIEW


def test_a_waiver_lives_as_long_as_rule_and_values_stay_the_same(
    county: County, desk: Desk
) -> None:
    report = make_report(county.department, desk, parts=[])
    zeros(report)
    type_number(report, ALL_RECEIVED, 5)
    (wrong, *_) = [each for each in remarks_on(report, report_value(report)) if each.blocks]
    waive(report, wrong.fingerprint, "已向上级说明", desk.officer)

    def waived() -> bool:
        found = remarks_on(report, report_value(report))
        return any(each.waiver and each.fingerprint == wrong.fingerprint for each in found)

    report.sections = {**report.sections, "5": "改写了的一段话。"}
    report.save()
    assert waived()
    type_number(report, ALL_RECEIVED, 6)
    assert not waived()
    type_number(report, ALL_RECEIVED, 5)
    assert waived()


def test_a_waiver_needs_a_reason_and_a_finding_that_is_there(county: County, desk: Desk) -> None:
    report = make_report(county.department, desk, parts=[])
    type_number(report, ALL_RECEIVED, 5)
    mark = remarks_on(report, report_value(report))[0].fingerprint
    with pytest.raises(ReportError, match="请写明"):
        waive(report, mark, "  ", desk.officer)
    with pytest.raises(ReportError, match="不存在"):
        waive(report, "0" * 64, "理由", desk.officer)


def test_fingerprints_tell_findings_of_one_report_apart(county: County, desk: Desk) -> None:
    report = make_report(county.department, desk, parts=[])
    for number, name in enumerate(("received", "carried_in", "concluded", "carried_out"), 3):
        type_number(report, f"requests.{name}.total", number)
    value = report_value(report)
    marks = [fingerprint(finding, value) for finding in check(value)]
    assert len(set(marks)) == len(marks)


def test_waiving_and_taking_back_by_the_buttons_of_the_page(
    client: Client, county: County, desk: Desk
) -> None:
    report = make_report(county.department, desk, parts=[])
    type_number(report, ALL_RECEIVED, 5)
    client.force_login(desk.officer, "django.contrib.auth.backends.ModelBackend")
    mark = remarks_on(report, report_value(report))[0].fingerprint
    sent: dict[str, Any] = {"title": report.title, "version": report.version, "waive": mark}
    sent |= {f"s{number}": text for number, text in report.sections.items()}
    sent |= {f"c:{ALL_RECEIVED}": "5"}
    answer = client.post(f"/reports/{report.pk}/edit/", sent)
    assert answer.status_code == 422
    assert "请写明为什么" in answer.content.decode()
    client.post(f"/reports/{report.pk}/edit/", sent | {f"reason:{mark}": "上级要求"})
    assert report.waivers.get().reason == "上级要求"
    report.refresh_from_db()
    sent = sent | {"version": report.version, "unwaive": str(report.waivers.get().pk)}
    del sent["waive"]
    client.post(f"/reports/{report.pk}/edit/", sent)
    assert not report.waivers.exists()


def test_nobody_reviews_what_he_wrote_himself(draft: AnnualReport, county: County) -> None:
    both = make_user("both", county.department, Role.OFFICER, Role.REVIEWER)
    step(draft, "submit", both)
    with pytest.raises(ReportNotPermittedError, match="要由别人审核"):
        step(draft, "pass_review", both)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("submit", Role.REVIEWER),
        ("submit", Role.HEAD),
        ("pass_review", Role.OFFICER),
        ("pass_review", Role.HEAD),
        ("sign", Role.REVIEWER),
    ],
)
def test_each_step_belongs_to_its_role(
    draft: AnnualReport, desk: Desk, county: County, name: str, role: Role
) -> None:
    if name != "submit":
        submit(draft, desk)
    if name == "sign":
        step(draft, "pass_review", desk.reviewer)
    wrong = make_user("wrong", county.department, role)
    act = sign_it if name == "sign" else step
    with pytest.raises(ReportNotPermittedError):
        act(draft, name, wrong)


def test_a_step_that_the_stage_does_not_have_and_a_return_without_reason_are_refused(
    draft: AnnualReport, desk: Desk
) -> None:
    with pytest.raises(ReportError, match="现在是“编写中”"):
        step(draft, "pass_review", desk.reviewer)
    submit(draft, desk)
    with pytest.raises(ReportError, match="请写明理由"):
        step(draft, "return_from_review", desk.reviewer, " ")


def test_an_older_version_of_the_form_is_told(draft: AnnualReport) -> None:
    with locked(draft.pk, draft.version) as held:
        held.save()
    with pytest.raises(ReportChangedError), locked(draft.pk, draft.version):
        pass


def test_a_late_signature_needs_a_reason_which_is_kept(draft: AnnualReport, desk: Desk) -> None:
    with pytest.raises(ReportError, match="应在 2026-01-31 前公布"):
        sign_report(draft, desk, date(2026, 3, 10))
    draft.refresh_from_db()
    with locked(draft.pk, draft.version) as held:
        sign(
            held, desk.head, date(2026, 3, 10), "云岫县水务局\n2026年3月10日", "机构改革，推迟编写"
        )
    draft.refresh_from_db()
    assert draft.stage == ReportStage.SIGNED
    assert draft.waivers.get().reason == "机构改革，推迟编写"


def test_the_head_signs_on_the_page_and_the_date_in_the_signature_follows(
    client: Client, draft: AnnualReport, desk: Desk
) -> None:
    submit(draft, desk)
    step(draft, "pass_review", desk.reviewer)
    client.force_login(desk.head, "django.contrib.auth.backends.ModelBackend")
    sent = {
        "version": draft.version,
        "signed_on": "2026-01-20",
        "signature": "云岫县水务局\n2026年3月16日",
    }
    form = client.get(f"/reports/{draft.pk}/sign/").content.decode()
    assert 'type="date" name="signed_on" value="2026-03-16"' in form.replace("\n", " ")
    future = client.post(f"/reports/{draft.pk}/sign/", sent | {"signed_on": "2026-05-01"})
    assert future.status_code == 422
    assert "日期不能晚于今天" in future.content.decode()
    client.post(f"/reports/{draft.pk}/sign/", sent)
    draft.refresh_from_db()
    assert draft.signature == "云岫县水务局\n2026年1月20日"


def test_a_signed_report_is_changed_neither_by_the_model_nor_in_the_database(
    draft: AnnualReport, desk: Desk
) -> None:
    signed = sign_report(draft, desk)
    with pytest.raises(ValidationError):
        signed.save()
    with pytest.raises(ValidationError):
        signed.delete()
    for statement in (
        "UPDATE reports_annualreport SET title = 'x'",
        "UPDATE reports_annualreport SET stage = 'draft'",
        "UPDATE reports_annualreport SET hash = ''",
        "DELETE FROM reports_annualreport",
    ):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert AnnualReport.objects.get() == signed


def test_the_database_knows_the_steps(draft: AnnualReport) -> None:
    statement = "UPDATE reports_annualreport SET stage = %s"
    with connection.cursor() as cursor:
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(statement, ["reviewed"])
        cursor.execute(statement, ["in_review"])
    draft.refresh_from_db()
    assert draft.stage == ReportStage.IN_REVIEW


def test_the_migration_has_the_steps_of_the_table() -> None:
    from importlib import import_module

    migration = import_module("gongkai.web.reports.migrations.0002_frozen")
    assert set(migration.MOVES) == moves()


def test_one_report_of_a_year_is_being_written_at_a_time(
    draft: AnnualReport, county: County
) -> None:
    twin = AnnualReport(body=county.department, year=2025, form="2021", number=2, reason="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    assert draft.is_draft


def test_a_correction_of_the_ledger_after_the_freeze_is_explained_by_its_cases(
    draft: AnnualReport, desk: Desk, county: County
) -> None:
    signed = sign_report(draft, desk)
    assert has_drifted(signed) == 0
    first = Case.objects.get()
    added = make_case(
        county.department, submitted_on=date(2025, 11, 4), applicant=make_applicant(name="周")
    )
    found = {each.spec.id: each for each in drift_of(signed)}
    assert set(found) == {
        f"requests.{row}.{column}"
        for row in ("received", "carried_out")
        for column in ("natural_person", "total")
    }
    assert found[ALL_RECEIVED].gained == [added]
    first.applicant.applicant_class = "business"
    first.applicant.save()
    first.save()
    found = {each.spec.id: each for each in drift_of(signed)}
    assert found["requests.received.business"].gained == [first]
    assert first not in found[ALL_RECEIVED].gained


def test_a_case_that_left_a_cell_is_named(draft: AnnualReport, desk: Desk, client: Client) -> None:
    signed = sign_report(draft, desk)
    case = Case.objects.get()
    case.received_on = date(2026, 1, 5)
    case.save()
    found = {each.spec.id: each for each in drift_of(signed)}
    assert found[ALL_RECEIVED].lost == [case]
    client.force_login(desk.officer, "django.contrib.auth.backends.ModelBackend")
    shown = client.get(f"/reports/{signed.pk}/ledger/").content.decode()
    assert case.number in shown
    assert "不再计入" in shown
    assert "台账现在" in client.get(f"/reports/{signed.pk}/cell/{RECEIVED}/").content.decode()


def test_a_month_that_was_corrected_is_named(
    draft: AnnualReport, desk: Desk, county: County
) -> None:
    signed = sign_report(draft, desk)
    month = MonthlyCount.objects.get(body=county.department, month=3)
    month.licences = 7
    month.save()
    (found,) = drift_of(signed)
    assert found.spec.id == "art20_5.licences.decisions"
    assert (found.frozen.value, found.now.value) == (24, 29)
    assert [(each["month"], each["value"]) for each in found.gained] == [(3, "7")]
    assert [(each["month"], each["value"]) for each in found.lost] == [(3, "2")]


def test_a_correction_is_a_new_version_that_begins_with_what_was_signed(
    draft: AnnualReport, desk: Desk, county: County, client: Client
) -> None:
    signed = sign_report(draft, desk)
    added = make_case(
        county.department, submitted_on=date(2025, 11, 4), applicant=make_applicant(name="周")
    )
    with pytest.raises(ReportError, match="更正的理由"):
        correct(signed, desk.officer, " ")
    made = correct(signed, desk.officer, "漏记一件申请")
    assert (made.number, made.sections, made.stage) == (2, signed.sections, ReportStage.DRAFT)
    assert entries_of(made)[ALL_RECEIVED].cell.value == 2
    assert report_value(signed)[ALL_RECEIVED] == 1
    made.sections = {**made.sections, "5": "公开内容还不够丰富，下一步将拓展公开渠道和方式。"}
    made.save()
    client.force_login(desk.officer, "django.contrib.auth.backends.ModelBackend")
    shown = client.get(f"/reports/{made.pk}/changes/").content.decode()
    assert "漏记一件申请" in shown
    assert "拓展公开渠道和方式" in shown
    assert f"/reports/{made.pk}/cell/{ALL_RECEIVED}/" in shown
    assert "+1" in shown
    assert client.get(f"/reports/{made.pk}/comparison/version/").status_code == 200
    with pytest.raises(ReportError, match="只有已签发"):
        correct(made, desk.officer, "再改")
    resigned = sign_report(made, desk)
    with pytest.raises(ReportError, match="请更正第 2 版"):
        correct(signed, desk.officer, "改旧的")
    assert has_drifted(resigned) == 0
    assert added.received_on == date(2025, 11, 4)
    assert AnnualReport.objects.get(pk=signed.pk).hash == signed.hash


def test_a_draft_can_be_given_up_and_a_report_in_review_cannot(
    draft: AnnualReport, desk: Desk, client: Client
) -> None:
    client.force_login(desk.officer, "django.contrib.auth.backends.ModelBackend")
    submit(draft, desk)
    path = f"/reports/{draft.pk}/discard/"
    assert client.post(path, {"version": draft.version}).status_code == 422
    step(draft, "withdraw", desk.officer)
    assert client.post(path, {"version": draft.version}).status_code == 302
    assert not AnnualReport.objects.exists()


def test_the_reviewer_sends_back_with_a_reason_on_the_page(
    draft: AnnualReport, desk: Desk, client: Client
) -> None:
    submit(draft, desk)
    client.force_login(desk.reviewer, "django.contrib.auth.backends.ModelBackend")
    assert "审核通过" in client.get(f"/reports/{draft.pk}/").content.decode()
    path = f"/reports/{draft.pk}/step/return_from_review/"
    refused = client.post(path, {"version": draft.version, "reason": ""})
    assert refused.status_code == 422
    stale = client.post(path, {"version": 1, "reason": "写了很久的理由"})
    assert stale.status_code == 409
    assert "写了很久的理由" in stale.content.decode()
    client.post(path, {"version": draft.version, "reason": "第五部分太短"})
    draft.refresh_from_db()
    assert draft.is_draft
    assert "第五部分太短" in client.get(f"/reports/{draft.pk}/").content.decode()
