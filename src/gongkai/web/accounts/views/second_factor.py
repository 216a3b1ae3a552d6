"""A user's own second factor: enrolling a telephone, new recovery codes, giving it up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from gongkai.web.accounts import second_factor as factor
from gongkai.web.accounts.access import SIGNED_IN, permitted, user_of
from gongkai.web.accounts.forms import CodeForm, EnrolForm
from gongkai.web.accounts.models import User


@require_http_methods(["GET", "POST"])
@permitted(SIGNED_IN)
@sensitive_post_parameters("code")
def second_factor(request: HttpRequest) -> HttpResponse:
    """Enrol, or change what is enrolled; every change asks for a code."""
    user = user_of(request)
    is_enrolled = factor.is_enrolled(user)
    form = (CodeForm if is_enrolled else EnrolForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _change(request, user, form.cleaned_data["code"])
        if answer is not None:
            return answer
        form.add_error("code", _("验证码不对或已过期。请等几秒，用手机上最新的 6 位数字再试。"))
    context = {
        "form": form,
        "is_required": factor.is_required(user),
        "is_enrolled": is_enrolled,
        "codes_left": factor.codes_left(user),
    }
    if not is_enrolled:
        context["enrolment"] = factor.enrolment(user)
    status = 422 if form.errors else 200
    return render(request, "accounts/second_factor.html", context, status=status)


@sensitive_variables("codes")
def _change(request: HttpRequest, user: User, code: str) -> HttpResponse | None:
    """Do what the pressed button says; None for a wrong code."""
    if not factor.is_enrolled(user):
        codes = factor.confirm(request, user, code)
        return None if codes is None else _show(request, codes, is_first=True)
    if factor.verify(request, user, code) is None:
        return None
    if request.POST.get("act") == "give_up" and not factor.is_required(user):
        factor.reset(user, "本人停用")
        messages.success(request, _("第二因素已停用。"))
        return redirect("accounts:settings")
    return _show(request, factor.new_recovery_codes(user), is_first=False)


def _show(request: HttpRequest, codes: list[str], *, is_first: bool) -> HttpResponse:
    # Shown in this answer alone: after a redirect they would have to be kept somewhere.
    return render(request, "accounts/codes.html", {"codes": codes, "is_first": is_first})
