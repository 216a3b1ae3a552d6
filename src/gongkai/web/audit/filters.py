"""What of the trail to show; it stands in the address, and the trail keeps that somebody asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.web.audit.models import Act, Entry
from gongkai.web.audit.tracking import Tracked
from gongkai.web.bodies.models import Body
from gongkai.web.site.forms import set_choices

_ANY = ("", _("全部"))
OTHER_KINDS = {
    "audit.trail": _("审计记录的查阅"),
    "audit.anchor": _("审计锚点"),
    "accounts.password": _("密码"),
    "accounts.lock": _("登录锁定"),
    "accounts.second_factor": _("第二因素"),
    "accounts.recovery_codes": _("恢复码"),
    "page": _("页面"),
}
"""What entries are of beside the ledgers themselves."""


def kinds() -> dict[str, Any]:
    """Every kind of object the trail names, with what people call it."""
    ledgers = {
        model._meta.label_lower: model._meta.verbose_name  # noqa: SLF001 - Django's public name
        for model in apps.get_models()
        if issubclass(model, Tracked)
    }
    return ledgers | OTHER_KINDS


class TrailFilter(forms.Form):
    """Who, what, when, whose, which; everything may be left out."""

    who = forms.CharField(label=_("谁"), required=False, max_length=40)
    act = forms.ChoiceField(label=_("做了什么"), required=False)
    kind = forms.ChoiceField(label=_("对什么"), required=False)
    object = forms.CharField(label=_("对象编号"), required=False, max_length=40)
    body = forms.ModelChoiceField(
        label=_("机关"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("全部"),
    )
    since = forms.DateField(
        label=_("自"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=_("至"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    q = forms.CharField(label=_("名称或理由含"), required=False, max_length=40)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        set_choices(self, "act", [_ANY, *Act.choices])
        set_choices(self, "kind", [_ANY, *kinds().items()])
        bodies = Body.objects.order_by("path")
        cast("forms.ModelChoiceField[Body]", self.fields["body"]).queryset = bodies

    def given(self) -> dict[str, Any]:
        """The conditions that were understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def apply(self, rows: QuerySet[Entry]) -> QuerySet[Entry]:
        """The entries that fit; a condition that cannot be understood is told beside it."""
        given = self.given()
        for name, column in (("act", "act"), ("kind", "kind"), ("object", "object_id")):
            if name in given:
                rows = rows.filter(**{column: given[name]})
        if "who" in given:
            rows = rows.filter(actor__contains=given["who"].strip())
        if "body" in given:
            rows = rows.filter(body_id=given["body"].pk)
        if "since" in given:
            rows = rows.filter(at__gte=_midnight(given["since"]))
        if "until" in given:
            rows = rows.filter(at__lt=_midnight(given["until"] + timedelta(1)))
        if "q" in given:
            text = given["q"].strip()
            rows = rows.filter(Q(label__contains=text) | Q(reason__contains=text))
        return rows

    def as_asked(self) -> dict[str, str]:
        """The conditions as the trail keeps them."""
        return {
            name: str(value.pk) if isinstance(value, Body) else str(value)
            for name, value in self.given().items()
        }


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
