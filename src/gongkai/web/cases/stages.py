"""The stages of a request inside the office and the steps between them (Art. 45), as data.

The model's transitions, the buttons on the page and the trigger in the database are all made from
this table.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a request is inside the office."""

    REGISTERED = "registered", _("已登记")
    HANDLING = "handling", _("办理中")
    IN_REVIEW = "in_review", _("审核中")
    SECRECY_REVIEW = "secrecy_review", _("保密审查中")
    APPROVAL = "approval", _("待批准")
    APPROVED = "approved", _("待发出")
    REPLIED = "replied", _("已答复")
    CLOSED = "closed", _("已结案")
    ARCHIVED = "archived", _("已归档")


OPEN_STAGES = (
    Stage.REGISTERED,
    Stage.HANDLING,
    Stage.IN_REVIEW,
    Stage.SECRECY_REVIEW,
    Stage.APPROVAL,
    Stage.APPROVED,
)
"""The stages in which the request is not concluded."""
DRAFT_STAGES = (Stage.IN_REVIEW, Stage.SECRECY_REVIEW, Stage.APPROVAL, Stage.APPROVED)
"""The stages in which a draft of the reply exists and must not be changed."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: from which stages to which, with which permission, what the button says."""

    name: str
    sources: tuple[Stage, ...]
    target: Stage
    action: str
    label: Promise
    is_alone: bool = False
    """Not for whoever wrote the draft: four eyes see every reply."""
    needs_reason: bool = False


STEPS = (
    Step("accept", (Stage.REGISTERED,), Stage.HANDLING, "cases.handle", _("受理，开始办理")),
    Step("submit", (Stage.HANDLING,), Stage.IN_REVIEW, "cases.handle", _("提交审核")),
    Step(
        "withdraw_draft",
        (Stage.IN_REVIEW, Stage.SECRECY_REVIEW, Stage.APPROVAL),
        Stage.HANDLING,
        "cases.handle",
        _("撤回修改"),
    ),
    Step(
        "pass_review",
        (Stage.IN_REVIEW,),
        Stage.SECRECY_REVIEW,
        "cases.review",
        _("审核通过"),
        is_alone=True,
    ),
    Step(
        "return_from_review",
        (Stage.IN_REVIEW,),
        Stage.HANDLING,
        "cases.review",
        _("退回修改"),
        needs_reason=True,
    ),
    Step(
        "pass_secrecy_review",
        (Stage.SECRECY_REVIEW,),
        Stage.APPROVAL,
        "cases.secrecy_review",
        _("保密审查通过"),
        is_alone=True,
    ),
    Step(
        "return_from_secrecy_review",
        (Stage.SECRECY_REVIEW,),
        Stage.HANDLING,
        "cases.secrecy_review",
        _("退回修改"),
        needs_reason=True,
    ),
    Step("approve", (Stage.APPROVAL,), Stage.APPROVED, "cases.approve", _("批准"), is_alone=True),
    Step(
        "return_from_approval",
        (Stage.APPROVAL,),
        Stage.HANDLING,
        "cases.approve",
        _("退回修改"),
        needs_reason=True,
    ),
    Step("send_reply", (Stage.APPROVED,), Stage.REPLIED, "cases.handle", _("发出答复")),
    Step(
        "close",
        (Stage.REGISTERED, Stage.HANDLING),
        Stage.CLOSED,
        "cases.handle",
        _("结案"),
        needs_reason=True,
    ),
    Step("archive", (Stage.REPLIED, Stage.CLOSED), Stage.ARCHIVED, "cases.archive", _("归档")),
)
BY_NAME = {step.name: step for step in STEPS}


def moves() -> frozenset[tuple[str, str]]:
    """Every pair of stages that a step leads from and to."""
    return frozenset((source.value, step.target.value) for step in STEPS for source in step.sources)
