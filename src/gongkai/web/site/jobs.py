"""Work that takes long: begun by a page, done by the worker, watched and cancelled by its user.

A kind of work registers a function with ``job_kind``. The function is called with the job and its
``Progress``, saves all or nothing, and returns what its page shows. Small work is done at once by the
same function, so that there is one way.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from gongkai.web.accounts.models import User
from gongkai.web.audit.actor import Actor, acting, current_actor
from gongkai.web.bodies.models import Body
from gongkai.web.site.models import ENDED, Job, JobState

EVERY = 200
"""After so many steps the progress is written and the wish to cancel is read."""
KEPT_DAYS = 30
_log = logging.getLogger(__name__)


class JobError(Exception):
    """The work cannot be done; the text says what happened and what to do, and nothing was saved."""


class CancelledError(Exception):
    """The user does not want it any more."""


class Progress:
    """How the work tells how far it is."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def of(self, total: int) -> None:
        """So many steps there are."""
        self._job.done, self._job.total = 0, total
        self._write()

    def step(self, done: int) -> None:
        """So many are done. Raises CancelledError where the user asked for it."""
        self._job.done = done
        if done % EVERY == 0:
            self._write()

    def saving(self, done: int = 0) -> None:
        """So many are saved, inside the transaction that saves all or nothing.

        Nothing is written here: the job's row would be locked against whoever wants to cancel.
        """
        if done % EVERY == 0:
            self._look()

    def _write(self) -> None:
        Job.objects.filter(pk=self._job.pk).update(done=self._job.done, total=self._job.total)
        self._look()

    def _look(self) -> None:
        if Job.objects.filter(pk=self._job.pk, cancel_asked=True).exists():
            raise CancelledError


Work = Callable[[Job, Progress], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work: what does it, and the page that shows what came of it."""

    name: str
    work: Work
    page: Callable[[Job], str]


_KINDS: dict[str, Kind] = {}


def job_kind(name: str, page: Callable[[Job], str]) -> Callable[[Work], Work]:
    """Register the function that does this kind of work; apps do so when they are ready."""

    def keep(work: Work) -> Work:
        _KINDS[name] = Kind(name, work, page)
        return work

    return keep


def page_of(job: Job) -> str:
    """The address of the page that shows what came of it; empty where its kind is gone."""
    kind = _KINDS.get(job.kind)
    return kind.page(job) if kind else ""


def begin(  # noqa: PLR0913 - what a job is made of
    kind: str,
    user: User,
    body: Body,
    title: str,
    *,
    content: bytes | None = None,
    name: str = "",
    source: Job | None = None,
    given: dict[str, Any] | None = None,
    in_background: bool,
) -> Job:
    """Enter the work, and hand it to the worker or do it at once. Raises KeyError for no such kind."""
    job = Job(
        kind=_KINDS[kind].name,
        title=title[:160],
        body=body,
        user=user,
        address=current_actor().address,
        language=translation.get_language() or "",
        name=name[:200],
        source=source,
        given=given or {},
    )
    if content is not None:
        job.file.save(name, ContentFile(content), save=False)
    job.save()
    if in_background:
        run_job.enqueue(job.pk)
    else:
        run(job.pk)
    job.refresh_from_db()
    return job


@task()
def run_job(job_id: int) -> None:
    """The worker's way in."""
    run(job_id)


def run(job_id: int) -> None:
    """Do the work, once: whoever comes second finds it taken."""
    if not Job.objects.filter(pk=job_id, state=JobState.WAITING).update(state=JobState.RUNNING):
        return
    job = Job.objects.select_related("body", "user", "source").get(pk=job_id)
    actor = Actor(job.user_id, str(job.user), job.address)
    with acting(actor), translation.override(job.language or None):
        _do(job)


def _do(job: Job) -> None:
    try:
        job.result = _KINDS[job.kind].work(job, Progress(job))
        job.done = job.total
        _end(job, JobState.DONE)
    except CancelledError:
        _end(job, JobState.CANCELLED, _("已按您的要求取消，什么都没有保存。"))
    except JobError as fault:
        _end(job, JobState.FAILED, str(fault))
    except Exception:  # noqa: BLE001 - whatever it was, the user is told and the log has it
        _log.exception("job %s (%s)", job.pk, job.kind)
        _end(
            job, JobState.FAILED, _("程序出错，什么都没有保存。请重试；仍然出错请告知系统管理员。")
        )


def _end(job: Job, state: JobState, message: str = "") -> None:
    job.state, job.message, job.ended_at = state, message, timezone.now()
    job.save(update_fields=["state", "message", "result", "done", "total", "ended_at"])


def cancel(job: Job) -> None:
    """Ask for its end: at once where it has not begun, else at its next step."""
    rows = Job.objects.filter(pk=job.pk)
    if rows.filter(state=JobState.WAITING).update(
        state=JobState.CANCELLED, message=_("已取消，没有开始。"), ended_at=timezone.now()
    ):
        return
    rows.filter(state=JobState.RUNNING).update(cancel_asked=True)


def take_up_again() -> int:
    """Hand what a worker was at when it ended to the next one; how many there were.

    Only for whoever starts the one worker: what is running then belongs to nobody.
    """
    found = list(Job.objects.filter(state=JobState.RUNNING).values_list("pk", flat=True))
    for key in found:
        Job.objects.filter(pk=key).update(state=JobState.WAITING, done=0)
        run_job.enqueue(key)
    return len(found)


def clear_old() -> int:
    """Delete what ended a month ago, with its files; how many there were."""
    before = timezone.now() - timedelta(KEPT_DAYS)
    old = Job.objects.filter(state__in=ENDED, ended_at__lt=before).exclude(
        followers__ended_at__gte=before
    )
    count = 0
    for job in old.exclude(followers__ended_at__isnull=True, followers__isnull=False):
        if job.file:
            job.file.delete(save=False)
        job.delete()
        count += 1
    return count
