"""A person leaves: all open work goes to a colleague, and the account closes, in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.web.accounts.lifecycle import AccountError, end_posts, refuse_the_last_one, shut
from gongkai.web.accounts.models import HandOver, Post, User
from gongkai.web.accounts.roles import SEPARATE, Reach, Role
from gongkai.web.audit.trail import hold
from gongkai.web.cases.models import Case
from gongkai.web.cases.stages import Stage
from gongkai.web.cases.workflow import locked
from gongkai.web.reports.models import AnnualReport, ReportStage, Step
from gongkai.web.site.today import today

ACTION = "accounts.hand_over"
_WRITING = ("start", "write", "import")


@dataclass(frozen=True)
class OpenWork:
    """What a person has in hand."""

    cases: Sequence[Case]
    """Requests the person handles that are not archived."""
    drafts: Sequence[Case]
    """Among them, or handled by others: replies the person is writing, not submitted yet."""
    reports: Sequence[AnnualReport]
    """Drafts of annual reports that the person wrote on last."""

    @property
    def count(self) -> int:
        """How many requests and reports there are, each once."""
        return len(self.all_cases()) + len(self.reports)

    def all_cases(self) -> list[Case]:
        """The requests of both kinds, each once, by key."""
        return sorted({case.pk: case for case in (*self.cases, *self.drafts)}.values(), key=_key)

    def actions(self) -> frozenset[str]:
        """What a colleague must be allowed to do to go on with it."""
        needed = {"cases.handle"} if self.all_cases() else set()
        return frozenset(needed | ({"reports.edit"} if self.reports else set()))


def open_work(user: User) -> OpenWork:
    """What the person has in hand now."""
    return OpenWork(
        list(user.cases.exclude(stage=Stage.ARCHIVED).order_by("pk")),
        list(Case.objects.filter(drafted_by=user, stage=Stage.HANDLING).order_by("pk")),
        list(_written_by(user)),
    )


def _written_by(user: User) -> QuerySet[AnnualReport]:
    """The drafts of annual reports that this person wrote on last."""
    writing = Step.objects.filter(report=OuterRef("pk"), name__in=_WRITING).order_by("-at", "-pk")
    drafts = AnnualReport.objects.filter(stage=ReportStage.DRAFT)
    return (
        drafts.filter(Exists(Step.objects.filter(report=OuterRef("pk"), by=user)))
        .annotate(writer=Subquery(writing.values("by")[:1]))
        .filter(writer=user.pk)
        .order_by("pk")
    )


def colleagues(user: User, work: OpenWork) -> list[User]:
    """Those of the same body who may go on with all of it."""
    others = User.objects.filter(body=user.body_id, is_active=True).exclude(pk=user.pk)
    return [
        each
        for each in others.order_by("name")
        if all(each.may(action, user.body) for action in work.actions())
    ]


def vacancies(user: User) -> list[Role]:
    """Roles that nobody else in the body will hold."""
    others = Post.objects.held_on(today()).filter(user__body=user.body_id, user__is_active=True)
    held = {Role(post.role) for post in others.exclude(user=user)}
    return [role for role in Role if role in user.roles() and role not in held]


def may_hand_over(by: User, user: User) -> bool:
    """Whether somebody may hand over this person's work: never the own; administrators' only all."""
    if by == user or not by.may(ACTION, user.body):
        return False
    return not (user.roles() & SEPARATE) or Reach.ALL in by.reaches(ACTION)


@transaction.atomic
def hand_over(user: User, to: User | None, by: User, reason: str) -> HandOver:
    """Everything open goes to the colleague, the roles end, the account closes; all or nothing.

    A submitted draft stays its writer's, so that the colleague may still review it. Raises
    AccountError where the colleague may not go on with all of it.
    """
    # Rows first, the trail after them: the order in which everybody who works on a case waits.
    keys = [case.pk for case in open_work(user).all_cases()]
    list(Case.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    hold()
    user = User.objects.get(pk=user.pk)
    work = open_work(user)
    _check(user, to, by, work)
    refuse_the_last_one(user)
    posts = list(user.posts.filter(until__isnull=True))
    made = HandOver(
        user=user,
        to=to,
        by=by,
        reason=reason,
        on=today(),
        cases=[case.pk for case in work.cases],
        drafts=[case.pk for case in work.drafts],
        reports=[report.pk for report in work.reports],
        posts=[post.pk for post in posts],
    )
    made.save(reason=reason)
    if to is not None:
        _give(made, user, to, reason)
    end_posts(user, reason)
    shut(user, reason)
    return made


@transaction.atomic
def take_back(made: HandOver, by: User, reason: str) -> int:
    """Undo a hand-over of today: account, roles and what the colleague still has; how much that is.

    What has gone on meanwhile stays where it is. Raises AccountError.
    """
    list(
        Case.objects.select_for_update(of=("self",)).filter(pk__in=made.all_cases()).order_by("pk")
    )
    hold()
    made.refresh_from_db()
    user = User.objects.get(pk=made.user_id)
    _check_undo(made, user, by)
    user.is_active, user.left_on = True, None
    user.save(reason=reason)
    for post in Post.objects.filter(pk__in=made.posts, until=made.on):
        post.until = None
        post.save(reason=reason)
    back = _give(made, made.to, user, reason) if made.to is not None else 0
    made.undone_at, made.undone_by = timezone.now(), by
    made.save(reason=reason)
    return back


def undoable(user: User) -> HandOver | None:
    """The hand-over of today that can still be undone."""
    return HandOver.objects.filter(user=user, on=today(), undone_at__isnull=True).last()


def _give(made: HandOver, giver: User, taker: User, reason: str) -> int:
    """Everything of the hand-over that the giver has goes to the taker; how many things."""
    given = 0
    for key in made.all_cases():
        with locked(key) as case:
            before = (case.handler_id, case.drafted_by_id)
            if key in made.cases and case.handler == giver and case.stage != Stage.ARCHIVED:
                case.handler = taker
            if key in made.drafts and case.drafted_by == giver and case.stage == Stage.HANDLING:
                case.drafted_by = taker
            if (case.handler_id, case.drafted_by_id) != before:
                case.save(reason=reason)
                given += 1
    for report in _written_by(giver).filter(pk__in=made.reports):
        # Whoever takes over answers for what stands there, and will not be its reviewer.
        Step(report=report, name="write", reason=reason, by=taker).save(reason=reason)
        given += 1
    return given


def _check(user: User, to: User | None, by: User, work: OpenWork) -> None:
    if not may_hand_over(by, user):
        raise AccountError(_("您不能移交这个人的工作。"))
    if not user.is_active:
        raise AccountError(_("这个账户已经停用。"))
    if to is None:
        if work.count:
            raise AccountError(_("请选择接手的人。"), "to")
    elif to.pk not in {each.pk for each in colleagues(user, work)}:
        raise AccountError(_("%(name)s 不能接手全部工作，请另选一人。") % {"name": to.name}, "to")


def _check_undo(made: HandOver, user: User, by: User) -> None:
    if made.undone_at is not None:
        raise AccountError(_("这次移交已经撤回。"))
    if made.on != today():
        raise AccountError(_("移交只能在当天撤回；以后请恢复账户，再逐件改派。"))
    if by == user or not by.may(ACTION, user.body):
        raise AccountError(_("您不能撤回这次移交。"))
    ended = Post.objects.filter(pk__in=made.posts)
    if any(post.role in SEPARATE for post in ended) and Reach.ALL not in by.reaches(ACTION):
        raise AccountError(_("您不能撤回这次移交。"))


def _key(case: Case) -> int:
    return case.pk
