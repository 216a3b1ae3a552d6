"""The two halves of an import as background work: checking, and after the preview saving."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.web.accounts.models import User
from gongkai.web.bodies.models import Body
from gongkai.web.publications.importing import documents, months
from gongkai.web.publications.importing.columns import Column, check_head
from gongkai.web.publications.importing.plan import Plan, Step
from gongkai.web.publications.importing.saving import save_all
from gongkai.web.publications.importing.table import Table, TableError, read_table
from gongkai.web.publications.models import Document, MonthlyCount
from gongkai.web.site.jobs import JobError, Progress, begin, job_kind
from gongkai.web.site.models import Job

LONG = 2000
"""Files of more lines are worked on in the background."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be imported."""

    key: str
    title: Promise
    columns: Sequence[Column]
    model: type[Document | MonthlyCount]
    plan: Callable[[Table, Body, Step], Plan]


KINDS: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("documents", gettext_lazy("导入规章和规范性文件"), documents.COLUMNS, Document,
             documents.plan_documents),
        Kind("months", gettext_lazy("导入月报"), months.COLUMNS, MonthlyCount, months.plan_months),
    )
}  # fmt: skip
CHECK, SAVE = "publications.check", "publications.save"


def start(kind: Kind, user: User, content: bytes, name: str) -> Job:
    """Check a file: at once, or in the background where it is long. Raises TableError."""
    table = read_table(content)
    check_head(table, kind.columns)
    if not table.lines:
        raise TableError(_("文件只有表头，没有内容。"))
    return begin(
        CHECK,
        user,
        user.body,
        _("%(title)s：检查") % {"title": kind.title},
        content=content,
        name=name,
        given={
            "kind": kind.key,
            "lines": len(table.lines),
            "charset": table.charset,
            "sha256": hashlib.sha256(content).hexdigest(),
        },
        in_background=len(table.lines) > LONG,
    )


def confirm(checked: Job, user: User) -> Job:
    """Save what a preview showed."""
    return begin(
        SAVE,
        user,
        checked.body,
        _("%(title)s：保存") % {"title": KINDS[checked.given["kind"]].title},
        name=checked.name,
        source=checked,
        given=checked.given,
        in_background=checked.given["lines"] > LONG,
    )


def _page(job: Job) -> str:
    return reverse("publications:imported", args=[job.source_id or job.pk])


@job_kind(CHECK, _page)
def check(job: Job, progress: Progress) -> dict[str, Any]:
    """Look at every line; nothing is saved."""
    table = _table(job)
    progress.of(len(table.lines))
    return _kind(job).plan(table, job.body, progress.step).to_json()


@job_kind(SAVE, _page)
def save(job: Job, progress: Progress) -> dict[str, Any]:
    """Check again, for the ledger may have changed meanwhile, and save all lines or none."""
    table = _table(job)
    progress.of(len(table.lines))
    with transaction.atomic():
        _hold(job)
        plan = _kind(job).plan(table, job.body, lambda _count: None)
        if plan.problems:
            raise JobError(
                _("预览之后台账有变化，现在有 %(n)d 处不能导入，什么都没有保存。请重新上传检查。")
                % {"n": len(plan.problems)}
            )
        reason = _("导入 %(file)s（SHA-256 %(hash)s）") % {
            "file": job.name,
            "hash": job.given["sha256"],
        }
        save_all(plan, _kind(job).model, job.body, reason, progress.saving)
    return plan.to_json()


def _hold(job: Job) -> None:
    """Keep everybody else from this body's rows until the end, also from adding some by an import."""
    Body.objects.select_for_update().get(pk=job.body_id)
    rows = _kind(job).model.objects.filter(body=job.body_id).order_by("pk")
    list(rows.select_for_update(of=("self",)).values_list("pk"))


def _kind(job: Job) -> Kind:
    return KINDS[job.given["kind"]]


def _table(job: Job) -> Table:
    holder = job.source or job
    with holder.file.open("rb") as file:
        return read_table(file.read())
