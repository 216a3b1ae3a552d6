"""The outcomes an office adds to the law's; each counts like one of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.law.outcomes import standard_outcomes
from gongkai.web.accounts.access import permitted, user_of
from gongkai.web.bodies.models import Body
from gongkai.web.cases.models import Outcome
from gongkai.web.site.forms import set_choices
from gongkai.web.site.language import lang


class OwnOutcomeForm(forms.ModelForm[Outcome]):
    """A new outcome of the office."""

    like = forms.ChoiceField(
        label=Outcome._meta.get_field("like").verbose_name,  # noqa: SLF001 - Django's own way
        help_text=Outcome._meta.get_field("like").help_text,  # noqa: SLF001 - the same
    )

    class Meta:
        model = Outcome
        fields = ("name", "key", "like")

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.body = body
        self.fields["key"].help_text = _("小写字母、数字和下划线；登记以后不能再改。")
        named = ((each.id, each.name.text(lang())) for each in standard_outcomes())
        set_choices(self, "like", [("", "———"), *named])

    def clean_key(self) -> str:
        """Neither one of the law's nor taken in this office."""
        key: str = self.cleaned_data["key"]
        if key in {each.id for each in standard_outcomes()}:
            raise ValidationError(_("这个代号是法定结果的，请换一个。"))
        if Outcome.objects.filter(body=self.instance.body, key=key).exists():
            raise ValidationError(_("本机关已经有这个代号。"))
        return key


@require_http_methods(["GET", "POST"])
@permitted("cases.letters")
def own_outcomes(request: HttpRequest) -> HttpResponse:
    """The office's own outcomes, and adding one."""
    body = user_of(request).body
    form = OwnOutcomeForm(body, request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            form.save()
            messages.success(request, _("已添加；拟写答复和结案时就可以选它。"))
            return redirect("cases:own_outcomes")
        status = 422
    names = {each.id: each.name.text(lang()) for each in standard_outcomes()}
    rows = [(each, names[each.like]) for each in Outcome.objects.filter(body=body)]
    return render(request, "cases/own_outcomes.html", {"form": form, "rows": rows}, status=status)


@require_POST
@permitted("cases.letters")
def switch_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer an outcome no longer, or again; what was decided with it stays."""
    outcome = get_object_or_404(Outcome, body=user_of(request).body, pk=pk)
    outcome.is_active = not outcome.is_active
    outcome.save()
    word = _("已恢复选用：%(name)s。") if outcome.is_active else _("已停用：%(name)s。")
    messages.success(request, word % {"name": outcome.name})
    return redirect("cases:own_outcomes")
