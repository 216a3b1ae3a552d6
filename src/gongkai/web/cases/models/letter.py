"""Letters of a case, the templates they are made from, and outcomes an office adds."""

from __future__ import annotations

from typing import Any

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.web.accounts.models import User
from gongkai.web.audit.tracking import Tracked
from gongkai.web.bodies.models import Body
from gongkai.web.cases.letters.kinds import Kind, kinds
from gongkai.web.cases.models.case import Case
from gongkai.web.cases.models.history import Event, place_of
from gongkai.web.site.language import lang


class SentLetterError(Exception):
    """A sent letter was to be changed or deleted: neither is possible."""


class LetterTemplate(Tracked):
    """The DOCX an office makes its letters of one kind from; the newest one in use is taken."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="letter_templates")
    kind = models.CharField(_("文书种类"), max_length=40)
    file = models.FileField(
        _("模板"), upload_to=place_of, max_length=120, validators=[FileExtensionValidator(["docx"])]
    )
    is_used = models.BooleanField(_("在用"), default=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("文书模板")

    def __str__(self) -> str:
        return f"{self.body.label}：{kinds()[self.kind].name.zh}"


class Letter(Tracked):
    """One letter: a draft can be made anew; once sent, its file and number never change."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(_("文书种类"), max_length=40)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    year = models.PositiveIntegerField()
    serial = models.PositiveIntegerField(null=True, blank=True)
    given = models.JSONField(default=dict, blank=True)
    file = models.FileField(_("文件"), upload_to=place_of, max_length=120)
    sha256 = models.CharField(max_length=64)
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    sent_on = models.DateField(_("发出日期"), null=True, blank=True)

    class Meta:
        ordering = ("made_at", "pk")
        verbose_name = _("文书")
        constraints = (
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | (~Q(number="") & Q(serial__isnull=False)),
                name="letter_sent_has_a_number",
            ),
            models.UniqueConstraint(
                fields=("body", "year", "serial"), name="letter_number_once_in_a_body_and_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.spec.name.text(lang())} {self.number}".rstrip()

    @property
    def spec(self) -> Kind:
        """What the catalogue says about its kind."""
        return kinds()[self.kind]

    @property
    def is_sent(self) -> bool:
        """Whether it is out and never changes again."""
        return self.sent_on is not None

    def save(self, *args: Any, reason: str = "", **kwargs: Any) -> None:
        """Save a draft, or send it. Raises SentLetterError for a letter that is out."""
        self._refuse_if_sent()
        super().save(*args, reason=reason, **kwargs)

    def delete(self, *args: Any, reason: str = "", **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete a draft. Raises SentLetterError for a letter that is out."""
        self._refuse_if_sent()
        return super().delete(*args, reason=reason, **kwargs)

    def _refuse_if_sent(self) -> None:
        if self.stored().get("sent_on") is not None:
            raise SentLetterError(str(self))


class Outcome(Tracked):
    """An outcome an office needs beside the 23 of the catalogue; it counts in one row."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="outcomes")
    key = models.SlugField(_("代号"), max_length=40)
    name = models.CharField(_("名称"), max_length=60)
    like = models.CharField(
        _("同哪一种结果统计"), max_length=60, help_text=_("计入年度报告的哪一行，由它决定。")
    )
    is_active = models.BooleanField(_("可选用"), default=True)

    class Meta:
        ordering = ("body", "key")
        verbose_name = _("本机关自定结果")
        constraints = (
            models.UniqueConstraint(fields=("body", "key"), name="outcome_key_once_in_a_body"),
        )

    def __str__(self) -> str:
        return self.name


class ReEvaluation(Tracked):
    """One look at information that was withheld (Art. 18), and what came of it."""

    class Result(models.TextChoices):
        """What was found."""

        STILL_REFUSED = "still_refused", _("仍不予公开")
        NOW_PUBLIC = "now_public", _("可以公开")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="re_evaluations")
    on = models.DateField(_("评估日期"))
    result = models.CharField(_("评估结果"), max_length=16, choices=Result.choices)
    note = models.CharField(_("说明"), max_length=500)
    next_on = models.DateField(_("下次评估日期"), null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-on", "-pk")
        verbose_name = _("定期评估")
        constraints = (
            models.CheckConstraint(
                condition=Q(result="still_refused", next_on__isnull=False)
                | Q(result="now_public", next_on__isnull=True),
                name="re_evaluation_goes_on_while_refused",
            ),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.get_result_display()}"

    def audit_body(self) -> int | None:
        """The body of the case."""
        return self.case.body_id
