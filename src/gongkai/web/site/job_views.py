"""The pages of background work: the user's own jobs, one with its progress, cancelling it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.web.accounts.access import SIGNED_IN, permitted, user_of
from gongkai.web.site.jobs import cancel, page_of
from gongkai.web.site.models import Job, JobState

PAGE = 50


@require_safe
@permitted(SIGNED_IN)
def jobs(request: HttpRequest) -> HttpResponse:
    """What the user has running, and what came of earlier work."""
    own = Job.objects.filter(user=user_of(request))
    page = Paginator(own, PAGE).get_page(request.GET.get("page"))
    return render(request, "site/jobs.html", {"page": page})


@require_safe
@permitted(SIGNED_IN)
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; once it is done, on to what came of it."""
    found = get_object_or_404(Job, pk=pk, user=user_of(request))
    if found.state == JobState.DONE and (target := page_of(found)):
        if getattr(request, "htmx", False):
            return HttpResponse(headers={"HX-Redirect": target})
        return redirect(target)
    template = "site/progress.html" if getattr(request, "htmx", False) else "site/job.html"
    return render(request, template, {"job": found})


@require_POST
@permitted(SIGNED_IN)
def cancel_job(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop it; what has ended stays as it is."""
    found = get_object_or_404(Job, pk=pk, user=user_of(request))
    if found.has_ended:
        messages.info(request, _("任务已经结束，不用取消。"))
    else:
        cancel(found)
        messages.success(request, _("已要求取消。"))
    return redirect("job", pk)
