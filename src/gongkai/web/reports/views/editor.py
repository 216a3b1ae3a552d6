"""Reading a report, writing it, and the findings while it is being written."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.web.accounts.access import permitted, user_of
from gongkai.web.reports.editing import Sent, apply, read_form, with_theirs
from gongkai.web.reports.facts import facts_of, put_in, renew, stale_facts
from gongkai.web.reports.findings import remarks_on
from gongkai.web.reports.forms import LedgerForm
from gongkai.web.reports.models import AnnualReport
from gongkai.web.reports.settings import set_sources
from gongkai.web.reports.tables import entries_of, report_value, retyped
from gongkai.web.reports.views.page import findings_context, page_of
from gongkai.web.reports.views.shared import change, done, find, status_of, version_of
from gongkai.web.reports.waiving import waive, withdraw
from gongkai.web.reports.workflow import ReportChangedError, ReportError, locked, log, take


@require_safe
@permitted("reports.view")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report to read, with the steps that are possible now."""
    found = find(request, pk)
    return render(request, "reports/report.html", page_of(request, found, editable=False))


@require_http_methods(["GET", "POST"])
@permitted("reports.edit")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the report. One form for everything on the page, so that no button loses what was typed."""
    found = find(request, pk, "reports.edit")
    if request.method == "GET" and not found.is_draft:
        messages.info(request, _("报告不在编写中，只能查看。"))
        return redirect("reports:report", pk)
    if request.method == "GET":
        return render(request, "reports/report.html", page_of(request, found, editable=True))
    return _save(request, found)


def _save(request: HttpRequest, found: AnnualReport) -> HttpResponse:
    sent = read_form(request.POST, found, entries_of(found))
    try:
        _refuse_faults(sent)
        with locked(found.pk, version_of(request)) as held:
            _refuse_others(held)
            apply(sent, held, entries_of(held))
            anchor = _write_more(request, held)
            held.save()
            log(held, "write", user_of(request))
    except ReportError as fault:
        return _again(request, find(request, found.pk), sent, fault)
    if request.POST.get("step") == "submit":
        return _submit(request, found.pk)
    messages.success(request, _("已保存。"))
    return redirect(f"{reverse('reports:edit', args=[found.pk])}{anchor}")


def _refuse_faults(sent: Sent) -> None:
    if sent.faults:
        raise ReportError(_("还不能保存，请改正下面标出的各项。已填的内容都还在。"))


def _refuse_others(held: AnnualReport) -> None:
    if not held.is_draft:
        raise ReportChangedError(_("报告已经提交，不能再改。您填的内容还在；要改请先撤回。"))


def _write_more(request: HttpRequest, held: AnnualReport) -> str:
    """The button that was pressed may put a fact in, renew one, or waive a finding.

    Returns where on the page that was.
    """
    pressed, user, anchor = request.POST, user_of(request), ""
    facts = facts_of(held, entries_of(held))
    for fact in facts:
        if pressed.get("insert") == fact.id and fact.text:
            put_in(held, fact)
            anchor = f"#s-{fact.section}"
    for stale in stale_facts(held, facts):
        if pressed.get("renew") == stale.fact.id:
            renew(held, stale)
            anchor = f"#s-{stale.fact.section}"
    if mark := pressed.get("waive"):
        waive(held, mark, pressed.get(f"reason:{mark}", ""), user)
        anchor = "#findings"
    if key := pressed.get("unwaive"):
        withdraw(held, key)
        anchor = "#findings"
    return anchor


def _again(
    request: HttpRequest, found: AnnualReport, sent: Sent, fault: ReportError
) -> HttpResponse:
    if isinstance(fault, ReportChangedError):
        with_theirs(sent, found, entries_of(found))
    context = page_of(request, found, editable=True, sent=sent) | {
        "fault": str(fault),
        "reasons": {
            name.removeprefix("reason:"): text
            for name, text in request.POST.items()
            if name.startswith("reason:")
        },
    }
    return render(request, "reports/report.html", context, status=status_of(fault))


def _submit(request: HttpRequest, pk: int) -> HttpResponse:
    found = find(request, pk, "reports.edit")
    try:
        with locked(pk, found.version) as held:
            take(held, "submit", user_of(request))
    except ReportError as fault:
        context = page_of(request, find(request, pk), editable=True)
        text = _("已保存，但还不能提交审核：%(why)s") % {"why": fault}
        return render(
            request, "reports/report.html", context | {"fault": text}, status=status_of(fault)
        )
    return done(request, pk, _("已提交审核。数字从现在起固定。"))


@require_POST
@permitted("reports.edit")
def live(request: HttpRequest, pk: int) -> HttpResponse:
    """The findings on what is typed at the moment, not saved."""
    found = find(request, pk, "reports.edit")
    entries = entries_of(found)
    apply(read_form(request.POST, found, entries), found, entries)
    remarks = remarks_on(found, report_value(found, retyped(found, entries)))
    context = {"report": found, "editable": True, **findings_context(remarks)}
    return render(request, "reports/findings.html", context)


@require_http_methods(["GET", "POST"])
@permitted("reports.edit")
def sources(request: HttpRequest, pk: int) -> HttpResponse:
    """From where the numbers come: which ledgers, whose."""
    found = find(request, pk, "reports.edit")
    given = {"scope": found.scope, "ledger_parts": found.ledger_parts}
    form = LedgerForm(request.POST or None, initial=given)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            chosen = form.cleaned_data
            fault = change(request, pk, "reports.edit", lambda held: set_sources(held, **chosen))
            if fault is None:
                return done(request, pk, _("数字来源已更改。"), "reports:edit")
            form.add_error(None, str(fault))
            status = status_of(fault)
            found = find(request, pk)
    context = {"report": found, "form": form, "action": _("保存"), "heading": _("数字来源")}
    return render(request, "reports/small.html", context, status=status)
