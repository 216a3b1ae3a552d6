"""The list of refusals to be looked at again (Art. 18), and recording what was found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.web.accounts.access import permitted, user_of, within_reach
from gongkai.web.cases.bars import listed
from gongkai.web.cases.models import Case, ReEvaluation
from gongkai.web.cases.re_evaluation import due, enter, usual_next, waiting
from gongkai.web.cases.views.shared import fault_of, find
from gongkai.web.cases.workflow import ChangedMeanwhileError
from gongkai.web.site.paging import page_of
from gongkai.web.site.today import today

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ReEvaluationForm(forms.Form):
    """What an evaluation found."""

    on = forms.DateField(label=gettext_lazy("评估日期"), widget=_DAY)
    result = forms.ChoiceField(
        label=gettext_lazy("评估结果"),
        choices=ReEvaluation.Result.choices,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("说明"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("理由；可以公开的，写明在哪里公开、文号或者网址。"),
    )
    next_on = forms.DateField(
        label=gettext_lazy("下次评估日期"),
        widget=_DAY,
        required=False,
        help_text=gettext_lazy("仍不予公开的须填写，一般是一年以后。"),
    )

    def clean_on(self) -> Any:
        """Not in the future."""
        if self.cleaned_data["on"] > today():
            raise ValidationError(_("日期不能晚于今天。"))
        return self.cleaned_data["on"]

    def clean(self) -> dict[str, Any]:
        """A refusal that goes on is looked at again."""
        given: dict[str, Any] = super().clean() or {}
        on, after = given.get("on"), given.get("next_on")
        if given.get("result") == ReEvaluation.Result.STILL_REFUSED and on:
            if after is None and "next_on" not in self.errors:
                self.add_error("next_on", _("仍不予公开的，请填写下次评估日期。"))
            elif after is not None and after <= on:
                self.add_error("next_on", _("下次评估日期应当晚于本次。"))
        return given


@require_safe
@permitted("cases.view")
def re_evaluations(request: HttpRequest) -> HttpResponse:
    """The refusals that are due, or all that wait."""
    rows = within_reach(request, "cases.view", listed(Case.objects.all()))
    shows_all = request.GET.get("show") == "all"
    found = waiting(rows) if shows_all else due(rows, today())
    page = page_of(found, request.GET.get("page"))
    context = {"page": page, "shows_all": shows_all, "today": today()}
    return render(request, "cases/re_evaluations.html", context)


@require_http_methods(["GET", "POST"])
@permitted("cases.handle")
def re_evaluate(request: HttpRequest, pk: int) -> HttpResponse:
    """Record one evaluation."""
    case = find(request, pk, "cases.handle")
    initial = {"on": today(), "next_on": usual_next(today())}
    form = ReEvaluationForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            fault = fault_of(
                request,
                pk,
                "cases.handle",
                lambda held: enter(held, user=user_of(request), **form.cleaned_data),
            )
            if fault is None:
                messages.success(request, _("评估结果已登记。"))
                return redirect("cases:re_evaluations")
            form.add_error(None, str(fault))
            status = 409 if isinstance(fault, ChangedMeanwhileError) else 422
        case = find(request, pk, "cases.handle")
    context = {"case": case, "form": form, "earlier": case.re_evaluations.select_related("by")}
    return render(request, "cases/re_evaluate.html", context, status=status)
