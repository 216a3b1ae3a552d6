"""What is asked for when a letter is made or sent, and when a template is uploaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gongkai.law.clock.events import event_spec
from gongkai.law.clock.history import EXTENSION_DAYS
from gongkai.law.clock.readings import STANDING
from gongkai.law.fees import MOST, Tariff, tariff_name
from gongkai.web.cases.letters.given import Given
from gongkai.web.cases.letters.kinds import Kind
from gongkai.web.cases.models import Case
from gongkai.web.cases.registration import same_applicant
from gongkai.web.site.language import lang
from gongkai.web.site.today import today

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONGEST_TEXT = 8000


class LetterForm(forms.Form):
    """The values of one letter that no ledger has."""

    def __init__(
        self, kind: Kind, case: Case, parties: Sequence[str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parties = parties
        for name in kind.asks:
            self.fields[name] = _FIELDS[name](kind)
        if "party" in self.fields and parties:
            self.fields["party"].widget.attrs["list"] = "parties"
        if "earlier" in self.fields:
            self.fields["earlier"].initial = earlier_items(case)
        # A reply says what the draft says; only where there is none it is asked for.
        if kind.text is not None and not (kind.is_reply and case.draft_text):
            self.fields["text"] = forms.CharField(
                label=kind.text.label.text(lang()),
                help_text=kind.text.help,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 8}),
            )

    def given(self) -> Given:
        """What was entered."""
        return Given(
            **{name: value for name, value in self.cleaned_data.items() if value is not None}
        )


def earlier_items(case: Case) -> int:
    """The same applicant's requests of the same calendar month before this one (fee rules Art. 4)."""
    day = case.received_on or case.submitted_on
    return (
        same_applicant(case.body, case.applicant)
        .filter(received_on__year=day.year, received_on__month=day.month, pk__lt=case.pk)
        .count()
    )


class SendForm(forms.Form):
    """The day on which a letter goes out, and the consent where the law wants one."""

    on = forms.DateField(label=_("发出日期"), widget=_DAY, help_text=_("邮寄以交邮之日为准。"))

    def __init__(self, kind: Kind, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": today()})
        super().__init__(*args, **kwargs)
        if kind.event is not None and "consent" in event_spec(kind.event).needs:
            # Art. 33 (2): with the consent of the head of the disclosure office.
            self.fields["consent"] = forms.BooleanField(label=_("政府信息公开工作机构负责人已同意"))

    def clean_on(self) -> Any:
        """Not in the future."""
        if self.cleaned_data["on"] > today():
            raise ValidationError(_now("日期不能晚于今天。"))
        return self.cleaned_data["on"]


class TemplateForm(forms.Form):
    """A DOCX of the office's own."""

    file = forms.FileField(
        label=_("DOCX 文件"),
        validators=[FileExtensionValidator(["docx"], _("请上传 .docx 文件。"))],
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={"empty": _("文件是空的。")},
    )


def _days(kind: Kind) -> forms.Field:
    standing = EXTENSION_DAYS if kind.id == "extension" else STANDING.clarification_days
    most = EXTENSION_DAYS if kind.id == "extension" else 60
    return forms.IntegerField(label=_("工作日数"), min_value=1, max_value=most, initial=standing)


def _tariff(_kind: Kind) -> forms.Field:
    choices = [(each.value, tariff_name(each).text(lang())) for each in Tariff]
    return forms.ChoiceField(
        label=_("收费方式"),
        choices=choices,
        help_text=_("一件申请只能选一种；按量计收只用于提供复制件。"),
    )


_FIELDS: dict[str, Any] = {
    "party": lambda _kind: forms.CharField(label=_("对方名称"), max_length=80),
    "days": _days,
    "until": lambda _kind: forms.DateField(label=_("答复不迟于"), widget=_DAY),
    "tariff": _tariff,
    "number": lambda _kind: forms.IntegerField(
        label=_("件数或者页数"), min_value=1, max_value=MOST, initial=1
    ),
    "earlier": lambda _kind: forms.IntegerField(
        label=_("同一申请人本月此前的件数"),
        min_value=0,
        max_value=MOST,
        help_text=_("按件计收时累计；按量计收不用。"),
    ),
}
