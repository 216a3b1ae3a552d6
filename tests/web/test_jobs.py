"""Work in the background: done once, watched, cancelled, taken up again; nothing is half saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.audit.actor import current_actor
from gongkai.web.site import jobs
from gongkai.web.site.jobs import CancelledError, JobError, Progress, begin, cancel, job_kind, run
from gongkai.web.site.models import Job, JobState
from tests.web.support.people import County, make_user
from tests.web.support.registers import sign_in

STEPS = 1000


@pytest.fixture
def user(county: County) -> User:
    return make_user("lin", county.department, Role.OFFICER)


@pytest.fixture
def kinds() -> Iterator[None]:
    """Kinds of work of the tests alone."""
    before = dict(jobs._KINDS)

    @job_kind("test.count", lambda _job: "/jobs/")
    def count(_job: Job, progress: Progress) -> dict[str, Any]:
        progress.of(STEPS)
        for step in range(1, STEPS + 1):
            progress.step(step)
        return {"by": current_actor().name}

    @job_kind("test.refuse", lambda _job: "/jobs/")
    def refuse(_job: Job, _progress: Progress) -> dict[str, Any]:
        raise JobError("第 3 行不对，请改正。")

    @job_kind("test.break", lambda _job: "/jobs/")
    def break_down(_job: Job, _progress: Progress) -> dict[str, Any]:
        raise ZeroDivisionError

    yield
    jobs._KINDS.clear()
    jobs._KINDS.update(before)


def _waiting(user: User, kind: str = "test.count") -> Job:
    job = Job(kind=kind, title="数一数", user=user, body=user.body)
    job.save()
    return job


@pytest.mark.usefixtures("kinds")
@pytest.mark.parametrize("in_background", [False, True])
def test_work_is_done_in_the_name_of_whoever_began_it(user: User, *, in_background: bool) -> None:
    job = begin("test.count", user, user.body, "数一数", in_background=in_background)
    assert (job.state, job.done, job.total) == (JobState.DONE, STEPS, STEPS)
    assert job.result == {"by": str(user)}
    assert job.ended_at is not None


@pytest.mark.usefixtures("kinds")
def test_a_refusal_tells_what_is_wrong(user: User) -> None:
    job = begin("test.refuse", user, user.body, "不行", in_background=True)
    assert (job.state, job.message) == (JobState.FAILED, "第 3 行不对，请改正。")


@pytest.mark.usefixtures("kinds")
def test_a_fault_of_the_program_is_logged_and_told(
    user: User, caplog: pytest.LogCaptureFixture
) -> None:
    job = begin("test.break", user, user.body, "坏了", in_background=False)
    assert job.state == JobState.FAILED
    assert "什么都没有保存" in job.message
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.usefixtures("kinds")
def test_running_work_ends_at_the_step_after_its_cancellation(user: User) -> None:
    job = _waiting(user)
    Job.objects.filter(pk=job.pk).update(cancel_asked=True)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert job.done < STEPS


@pytest.mark.usefixtures("kinds")
def test_waiting_work_that_is_cancelled_never_begins(user: User) -> None:
    job = _waiting(user)
    cancel(job)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.CANCELLED, 0)


@pytest.mark.usefixtures("kinds")
def test_work_is_done_once(user: User) -> None:
    job = _waiting(user)
    run(job.pk)
    Job.objects.filter(pk=job.pk).update(result={"kept": True})
    run(job.pk)
    job.refresh_from_db()
    assert job.result == {"kept": True}


@pytest.mark.usefixtures("kinds")
def test_what_a_worker_left_is_taken_up_again(user: User) -> None:
    job = _waiting(user)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, done=7)
    assert jobs.take_up_again() == 1
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_inside_the_saving_transaction_only_the_wish_to_cancel_is_read(user: User) -> None:
    job = _waiting(user)
    progress = Progress(job)
    progress.saving(jobs.EVERY)
    Job.objects.filter(pk=job.pk).update(cancel_asked=True)
    progress.saving(1)
    with pytest.raises(CancelledError):
        progress.saving(jobs.EVERY)


def test_what_ended_a_month_ago_is_cleared_away(user: User) -> None:
    old, recent = _waiting(user), _waiting(user)
    kept = _waiting(user)
    long_ago = timezone.now() - timedelta(31)
    for job in (old, kept):
        Job.objects.filter(pk=job.pk).update(state=JobState.DONE, ended_at=long_ago)
    Job.objects.filter(pk=recent.pk).update(
        state=JobState.DONE, ended_at=timezone.now(), source=kept
    )
    assert jobs.clear_old() == 1
    assert set(Job.objects.values_list("pk", flat=True)) == {recent.pk, kept.pk}


def test_the_page_shows_progress_with_and_without_script(client: Client, user: User) -> None:
    sign_in(client, user)
    job = _waiting(user)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, done=300, total=1000)
    page = client.get(f"/jobs/{job.pk}/").content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page
    assert 'max="1000" value="300"' in page
    part = client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "300 / 1000" in part
    assert "数一数" in client.get("/jobs/").content.decode()


@pytest.mark.usefixtures("kinds")
def test_finished_work_leads_on_to_its_page(client: Client, user: User) -> None:
    sign_in(client, user)
    job = begin("test.count", user, user.body, "数一数", in_background=False)
    assert client.get(f"/jobs/{job.pk}/")["Location"] == "/jobs/"
    part = client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == "/jobs/"


def test_a_user_cancels_and_is_told(client: Client, user: User) -> None:
    sign_in(client, user)
    job = _waiting(user)
    page = client.post(f"/jobs/{job.pk}/cancel/", follow=True).content.decode()
    assert "已取消，没有开始" in page
    assert "已经结束" in client.post(f"/jobs/{job.pk}/cancel/", follow=True).content.decode()
