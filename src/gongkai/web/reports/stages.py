"""The stages of an annual report and the steps between them, as data.

The buttons on the page, the guards of the workflow and the trigger in the database come from here.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ReportStage(models.TextChoices):
    """Where a report stands."""

    DRAFT = "draft", _("编写中")
    IN_REVIEW = "in_review", _("内部审核中")
    REVIEWED = "reviewed", _("待签发")
    SIGNED = "signed", _("已签发")


TONES = {
    ReportStage.DRAFT: "brand",
    ReportStage.IN_REVIEW: "warn",
    ReportStage.REVIEWED: "warn",
    ReportStage.SIGNED: "good",
}
"""How the badge of a stage looks."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step: from which stages to which, with which permission, what the button says."""

    name: str
    sources: tuple[ReportStage, ...]
    target: ReportStage
    action: str
    label: Promise
    is_alone: bool = False
    """Not for anybody who wrote any of the report: four eyes see it."""
    needs_reason: bool = False


MOVES = (
    Move(
        "submit",
        (ReportStage.DRAFT,),
        ReportStage.IN_REVIEW,
        "reports.edit",
        _("保存并提交审核"),
    ),
    Move(
        "withdraw",
        (ReportStage.IN_REVIEW,),
        ReportStage.DRAFT,
        "reports.edit",
        _("撤回修改"),
    ),
    Move(
        "pass_review",
        (ReportStage.IN_REVIEW,),
        ReportStage.REVIEWED,
        "reports.review",
        _("审核通过"),
        is_alone=True,
    ),
    Move(
        "return_from_review",
        (ReportStage.IN_REVIEW,),
        ReportStage.DRAFT,
        "reports.review",
        _("退回修改"),
        needs_reason=True,
    ),
    Move(
        "sign",
        (ReportStage.REVIEWED,),
        ReportStage.SIGNED,
        "reports.sign",
        _("签发"),
    ),
    Move(
        "return_from_signing",
        (ReportStage.REVIEWED,),
        ReportStage.DRAFT,
        "reports.sign",
        _("退回修改"),
        needs_reason=True,
    ),
)
BY_NAME = {move.name: move for move in MOVES}


def moves() -> frozenset[tuple[str, str]]:
    """Every pair of stages that a step leads from and to."""
    return frozenset((source.value, move.target.value) for move in MOVES for source in move.sources)
