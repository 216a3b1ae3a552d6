"""The forms of a request: registering it, recording what happens, drafting the reply."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gongkai.law.clock.events import Answer, Channel, Delivery, EventKind, event_spec
from gongkai.law.clock.events import Event as LawEvent
from gongkai.law.outcomes import Ending
from gongkai.law.wording import load
from gongkai.web.bodies.models import Body
from gongkai.web.cases.models import Attachment, Case
from gongkai.web.cases.outcomes import outcomes_for
from gongkai.web.cases.papers import is_program
from gongkai.web.cases.timeline import USUAL_DAYS
from gongkai.web.site.forms import set_choices
from gongkai.web.site.language import lang
from gongkai.web.site.today import today

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


REQUEST = (
    "channel",
    "submitted_on",
    "is_oral",
    "title",
    "description",
    "purpose",
    "form_wanted",
    "way",
)
"""What is asked for, how and when it came (Art. 29)."""


class RequestForm(forms.ModelForm[Case]):
    """What holds of a request whether it is registered or put right."""

    def clean_submitted_on(self) -> Any:
        """Not in the future."""
        return not_later(self.cleaned_data["submitted_on"])

    def clean(self) -> dict[str, Any]:
        """An oral request is made in person."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("is_oral") and given.get("channel") != Channel.IN_PERSON.value:
            self.add_error("is_oral", _now("口头申请只能当面提出。"))
        return given


class CaseForm(RequestForm):
    """Registering a request, with the day on which its receipt was confirmed (Art. 31)."""

    confirmed_on = forms.DateField(
        label=_("与申请人确认收到的日期"),
        required=False,
        widget=DAY,
        help_text=_(
            "平常信函、互联网、传真以双方确认之日为收到之日（第三十一条）；还没有确认就留空，期限先不起算。"
        ),
    )

    class Meta:
        model = Case
        fields = REQUEST
        widgets = {"submitted_on": DAY, "description": forms.Textarea(attrs={"rows": 6})}

    field_order = ("channel", "submitted_on", "confirmed_on", "is_oral")

    def clean(self) -> dict[str, Any]:
        """The confirmation follows the submission."""
        given = super().clean()
        submitted, confirmed = given.get("submitted_on"), given.get("confirmed_on")
        if confirmed and submitted and confirmed < submitted:
            self.add_error("confirmed_on", _now("确认日期不能早于提交日期。"))
        if confirmed and confirmed > today():
            self.add_error("confirmed_on", _now("日期不能晚于今天。"))
        direct = {Channel.IN_PERSON.value, Channel.SIGNED_MAIL.value}
        if confirmed and given.get("channel") in direct:
            self.add_error("confirmed_on", _now("当面提交和签收的邮件不需要另行确认，请留空。"))
        return given


class EventForm(forms.Form):
    """One thing that happened; the fields are those the law's catalogue names for its kind."""

    on = forms.DateField(label=_("日期"), widget=DAY)

    def __init__(
        self, kind: EventKind, parties: Mapping[str, date], *args: Any, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"on": today()})
        super().__init__(*args, **kwargs)
        self.kind = kind
        spec = event_spec(kind)
        for name in (*spec.needs, *spec.may_have):
            if name in _FIELDS:
                self.fields[name] = _FIELDS[name]()
                self.fields[name].required = name in spec.needs and name != "consent"
        if parties and "party" in self.fields:
            self.fields["party"].widget.attrs["list"] = "parties"
        if "days" in self.fields and kind in USUAL_DAYS:
            self.fields["days"].help_text = _now("不填按 %(days)d 个工作日。") % {
                "days": USUAL_DAYS[kind]
            }
        self.parties = parties

    def clean_on(self) -> Any:
        """Not in the future."""
        return not_later(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        """A party receives and answers a letter after it was asked by it."""
        given: dict[str, Any] = super().clean() or {}
        party, on = given.get("party", ""), given.get("on")
        asked = None if self.kind in _ASKING else self.parties.get(party)
        if asked is not None and on is not None and on < asked:
            self.add_error(
                "on",
                _now("向“%(party)s”发出征求意见书是 %(day)s，这里的日期不能早于那一天。")
                % {"party": party, "day": asked},
            )
        return given

    def to_law(self) -> LawEvent:
        """The event for the clock."""
        given = {
            name: value for name, value in self.cleaned_data.items() if value not in ("", None)
        }
        for name, kind in (("answer", Answer), ("delivery", Delivery)):
            if name in given:
                given[name] = kind(given[name])
        return LawEvent(self.kind, **given)


class ReplyForm(forms.Form):
    """Sending the approved reply: when, and by which way."""

    on = forms.DateField(label=_("发出日期"), widget=DAY, help_text=_("邮寄以交邮之日为准。"))
    delivery = forms.ChoiceField(
        label=_("送达方式"), help_text=_("邮寄须交邮政企业，不得用其他快递或到付。")
    )

    def __init__(self, approved: date | None, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": today(), "delivery": Delivery.ELECTRONIC.value})
        super().__init__(*args, **kwargs)
        set_choices(self, "delivery", _choices("delivery", Delivery))
        self.approved = approved

    def clean_on(self) -> Any:
        """Not in the future, and not before the reply was approved."""
        day = not_later(self.cleaned_data["on"])
        if self.approved is not None and day < self.approved:
            raise ValidationError(
                _now("答复是 %(day)s 批准的，发出日期不能早于这一天。") % {"day": self.approved}
            )
        return day


class DraftForm(forms.Form):
    """The outcome and the text of the reply."""

    draft_outcome = forms.ChoiceField(label=_("办理结果"))
    draft_text = forms.CharField(
        label=_("答复内容"), widget=forms.Textarea(attrs={"rows": 12}), max_length=20000
    )

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = ((each.id, each.name.text(lang())) for each in outcomes_for(body))
        set_choices(self, "draft_outcome", [("", "———"), *named])


class CloseForm(forms.Form):
    """Ending a request without a reply."""

    outcome = forms.ChoiceField(label=_("办理结果"))
    on = forms.DateField(label=_("结案日期"), widget=DAY)
    is_withdrawn = forms.BooleanField(label=_("申请人撤回申请"), required=False)
    reason = forms.CharField(
        label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        endings = [each for each in outcomes_for(body) if each.ending is Ending.EITHER]
        named = ((each.id, each.name.text(lang())) for each in endings)
        set_choices(self, "outcome", [("", "———"), *named])

    def clean_on(self) -> Any:
        """Not in the future."""
        return not_later(self.cleaned_data["on"])


class AttachmentForm(forms.ModelForm[Attachment]):
    """A paper that belongs to the request."""

    class Meta:
        model = Attachment
        fields = ("file", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        self.fields["name"].help_text = _("不填就用文件名。")

    def clean_file(self) -> Any:
        """Within the size that the office allows, and no program."""
        from django.conf import settings

        file = self.cleaned_data["file"]
        most = settings.ENVIRONMENT.upload_bytes
        if file.size > most:
            raise ValidationError(
                _now("文件太大：%(size)d MB，最多 %(most)d MB。")
                % {"size": file.size >> 20, "most": most >> 20}
            )
        if is_program(file.name, file):
            raise ValidationError(
                _now("这是程序或者脚本，不能作为附件。请上传文档、图片或者压缩包。")
            )
        return file


def not_later(day: Any) -> Any:
    """The day of a form's field. Raises ValidationError for one that has not come."""
    if day > today():
        raise ValidationError(_now("日期不能晚于今天。"))
    return day


def _choices(name: str, values: Any) -> list[tuple[str, str]]:
    words = load("events.toml")["values"][name]
    return [(each.value, words[each.value][lang()]) for each in values]


_ASKING = (EventKind.THIRD_PARTY_ASKED, EventKind.CO_MAKER_ASKED)
_FIELDS: dict[str, Any] = {
    "party": lambda: forms.CharField(label=_("对方名称"), max_length=80),
    "days": lambda: forms.IntegerField(label=_("工作日数"), min_value=1, max_value=60),
    "until": lambda: forms.DateField(label=_("答复不迟于"), widget=DAY),
    "consent": lambda: forms.BooleanField(
        label=_("政府信息公开工作机构负责人已同意"), required=False
    ),
    "excused": lambda: forms.BooleanField(label=_("逾期补正有正当理由"), required=False),
    # Nothing is chosen beforehand: what a party said is not for the page to guess.
    "answer": lambda: forms.ChoiceField(
        label=_("意见"), choices=[("", "———"), *_choices("answer", Answer)]
    ),
    "delivery": lambda: forms.ChoiceField(
        label=_("送达方式"), choices=_choices("delivery", Delivery)
    ),
    "amount": lambda: forms.DecimalField(
        label=_("金额（元）"), min_value=0, max_digits=10, decimal_places=2
    ),
}
