"""Taking a report from draft to signature: always under a lock, with the version of the form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.web.accounts.models import User
from gongkai.web.bodies.models import Body
from gongkai.web.reports.behind import dump, take_snapshot
from gongkai.web.reports.compile import format_of
from gongkai.web.reports.facts import facts_of, stale_facts
from gongkai.web.reports.findings import blocking, remarks_on
from gongkai.web.reports.models import AnnualReport, Step, Waiver
from gongkai.web.reports.stages import BY_NAME, MOVES, Move, ReportStage
from gongkai.web.reports.tables import (
    entries_of,
    packed,
    report_value,
    title_for,
    typed_only,
)
from gongkai.web.reports.waivers import accept
from gongkai.writing import write

WRITING = ("start", "write", "import", "submit", "correct")
"""The steps that make somebody a writer of the report, who must not review it."""


_KEPT_OF_WAIVER = ("rule", "fingerprint", "finding", "reason", "by")


class ReportError(Exception):
    """Something that cannot be done, with the reason in the user's language."""


class ReportChangedError(ReportError):
    """Somebody else saved the report after the form was opened."""


class ReportNotPermittedError(ReportError):
    """The user lacks the role for the step, or must not judge own work."""


@contextmanager
def locked(pk: int, version: int) -> Iterator[AnnualReport]:
    """The report for writing, kept from everybody else until the end; its version goes up.

    Raises ReportChangedError where it is not the version the form was made from.
    """
    with transaction.atomic():
        rows = AnnualReport.objects.select_for_update(of=("self",)).select_related("body")
        report = rows.get(pk=pk)
        if report.version != version:
            raise ReportChangedError(
                _(
                    "您打开页面之后，别人改动了这份报告。您填的内容还在，请对照最新情况后再保存一次。"
                )
            )
        report.version += 1
        yield report


def start(
    body: Body, year: int, user: User, *, scope: str, ledger_parts: list[str]
) -> AnnualReport:
    """A new report of a year, with the title the form asks for."""
    form = format_of(year)
    report = AnnualReport(
        body=body,
        year=year,
        form=form,
        scope=scope,
        ledger_parts=ledger_parts,
        title=title_for(body, year),
    )
    with transaction.atomic():
        report.save()
        Step(report=report, name="start", by=user).save()
    return report


def log(report: AnnualReport, name: str, user: User, reason: str = "") -> None:
    """Keep who did it; writing again and again counts once between two other steps."""
    last = report.steps.order_by("-at", "-pk").first()
    if name == "write" and last is not None and (last.name, last.by_id) == (name, user.pk):
        return
    Step(report=report, name=name, by=user, reason=reason).save()


def moves_for(report: AnnualReport, user: User) -> list[Move]:
    """The steps this user can take now."""
    return [
        move for move in MOVES if report.stage in move.sources and not _why_not(report, move, user)
    ]


def take(report: AnnualReport, name: str, user: User, *, reason: str = "") -> None:
    """Take a step with a locked report and save it; signing has a function of its own.

    Raises ReportError where the stage, the role, an open error or a missing reason forbids it.
    """
    move = _admitted(report, name, user, reason)
    if name == "submit":
        _freeze(report)
    elif move.target is ReportStage.DRAFT:
        report.cells, report.counted = typed_only(report), ""
    report.stage = move.target
    report.save(reason=reason or str(move.label))
    log(report, name, user, reason.strip())


def _freeze(report: AnnualReport) -> None:
    """From now on every number stands still, with what it counts."""
    entries = entries_of(report)
    if stale_facts(report, facts_of(report, entries)):
        raise ReportError(_("文中有的数字与台账不一致，请先更新标出的句子。"))
    _refuse_open_errors(report)
    snapshot = take_snapshot(report)
    if entries_of(report) != entries:
        raise ReportError(_("台账刚刚有变动，请再提交一次。"))
    report.cells, report.counted = packed(entries), dump(snapshot)


def _refuse_open_errors(report: AnnualReport) -> None:
    wrong = blocking(remarks_on(report, report_value(report)))
    if wrong:
        raise ReportError(
            _("还有 %(n)d 处错误没有改正，也没有说明理由：%(first)s")
            % {"n": len(wrong), "first": wrong[0].message}
        )


def sign(report: AnnualReport, user: User, day: date, signature: str, reason: str = "") -> None:
    """The head signs: the report is frozen to the byte, with its hash.

    What only the signature makes wrong (a report signed late) the head explains with ``reason``.
    Raises ReportError like ``take``, and where that reason is missing.
    """
    move = _admitted(report, "sign", user, "")
    report.signature, report.signed_on, report.signed_by = signature, day, user
    _explain(report, user, reason.strip())
    report.content = write(report_value(report), "json").decode()
    report.hash = hash_of(report.content)
    report.stage = move.target
    report.save(reason=str(move.label))
    log(report, "sign", user, reason.strip())


def _explain(report: AnnualReport, user: User, reason: str) -> None:
    for wrong in blocking(remarks_on(report, report_value(report))):
        if not reason:
            raise ReportError(
                _("按这个日期和落款签发，报告有错误：%(what)s请改正，或者写明理由后再签发。")
                % {"what": wrong.message}
            )
        accept(report, wrong, user, reason)


def hash_of(content: str) -> str:
    """SHA-256 of the report's canonical JSON, which is the file that its export gives."""
    return hashlib.sha256(content.encode()).hexdigest()


def correct(report: AnnualReport, user: User, reason: str) -> AnnualReport:
    """A new version of a signed report, beginning with what was signed.

    Raises ReportError where a reason is missing, it is not the newest, or one is being written.
    """
    if not reason.strip():
        raise ReportError(_("请写明更正的理由。"))
    if not report.is_signed:
        raise ReportError(_("只有已签发的报告才需要更正；没有签发的可以直接修改。"))
    newest = AnnualReport.objects.filter(body=report.body, year=report.year).order_by("-number")[0]
    if newest.pk != report.pk:
        raise ReportError(_("这不是最新的一版。请更正第 %(n)d 版。") % {"n": newest.number})
    made = AnnualReport(
        body=report.body,
        year=report.year,
        form=report.form,
        scope=report.scope,
        ledger_parts=report.ledger_parts,
        number=report.number + 1,
        reason=reason.strip(),
        title=report.title,
        lead_in=report.lead_in,
        sections=report.sections,
        cells=typed_only(report),
        inserted=report.inserted,
    )
    with transaction.atomic():
        made.save(reason=reason.strip())
        log(made, "correct", user, reason.strip())
        for each in report.waivers.all():
            kept = {name: getattr(each, name) for name in _KEPT_OF_WAIVER}
            Waiver(report=made, **kept).save(reason=reason.strip())
    return made


def _admitted(report: AnnualReport, name: str, user: User, reason: str) -> Move:
    move = BY_NAME[name]
    if report.stage not in move.sources:
        raise ReportError(
            _("现在是“%(stage)s”，不能%(step)s。")
            % {"stage": report.get_stage_display(), "step": move.label}
        )
    if refusal := _why_not(report, move, user):
        raise ReportNotPermittedError(refusal)
    if move.needs_reason and not reason.strip():
        raise ReportError(_("请写明理由。"))
    return move


def _why_not(report: AnnualReport, move: Move, user: User) -> str:
    if not user.may(move.action, report.body):
        return _("您没有这一步的权限。")
    if move.is_alone and report.steps.filter(by=user, name__in=WRITING).exists():
        return _("这份报告有您编写的内容，要由别人审核。")
    return ""
