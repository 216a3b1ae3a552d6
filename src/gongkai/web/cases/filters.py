"""The ledger's filters: what stands in the address is what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.law.outcomes import standard_outcomes
from gongkai.web.accounts.models import User
from gongkai.web.bodies.models import Body
from gongkai.web.cases.models import ApplicantClass, Case
from gongkai.web.cases.models.case import CHANNELS
from gongkai.web.cases.stages import Stage
from gongkai.web.site.forms import set_choices

_ANY = ("", _("全部"))
ORDERS = {
    "": ("-registered_at", "-pk"),
    "due": ("due_on", "pk"),
    "received": ("-received_on", "-pk"),
    "concluded": ("-concluded_on", "-pk"),
}


class CaseFilter(forms.Form):
    """What to show of the ledger; everything may be left out."""

    q = forms.CharField(label=_("编号、事由或申请人"), required=False, max_length=60)
    stage = forms.ChoiceField(label=_("环节"), required=False)
    late = forms.ChoiceField(
        label=_("期限"), required=False, choices=[_ANY, ("1", _("已逾期")), ("0", _("未逾期"))]
    )
    channel = forms.ChoiceField(label=_("申请方式"), required=False)
    applicant_class = forms.ChoiceField(label=_("申请人类别"), required=False)
    outcome = forms.ChoiceField(label=_("办理结果"), required=False)
    body = forms.ModelChoiceField(
        label=_("机关"), queryset=Body.objects.none(), required=False, empty_label=_("全部")
    )
    year = forms.IntegerField(label=_("收到年度"), required=False, min_value=2008, max_value=2100)
    order = forms.ChoiceField(
        label=_("排序"),
        required=False,
        choices=[("", _("最近登记")), ("due", _("答复期限")), ("received", _("收到日期")),
                 ("concluded", _("办结日期"))],
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any], user: User, lang: str) -> None:
        super().__init__(data)
        set_choices(self, "stage", [_ANY, ("open", _("未办结")), *Stage.choices])
        set_choices(self, "channel", [_ANY, *((c.value, w) for c, w in CHANNELS.items())])
        set_choices(self, "applicant_class", [_ANY, *ApplicantClass.choices])
        named = ((each.id, each.name.text(lang)) for each in standard_outcomes())
        set_choices(self, "outcome", [_ANY, *named])
        bodies = user.bodies_for("cases.view")
        cast("forms.ModelChoiceField[Body]", self.fields["body"]).queryset = bodies
        if not bodies[1:2]:
            del self.fields["body"]

    def apply(self, rows: QuerySet[Case]) -> QuerySet[Case]:
        """The rows that fit; a filter that cannot be understood is told beside it and left out."""
        self.is_valid()
        given = self.cleaned_data
        if text := given.get("q", "").strip():
            rows = rows.filter(
                Q(number__startswith=text)
                | Q(title__contains=text)
                | Q(applicant_name__contains=text)
            )
        if given.get("stage") == "open":
            rows = rows.filter(concluded_on__isnull=True)
        elif given.get("stage"):
            rows = rows.filter(stage=given["stage"])
        if given.get("late"):
            late = Q(late_days__gt=0)
            rows = rows.filter(late if given["late"] == "1" else ~late)
        for name in ("channel", "applicant_class", "outcome", "body"):
            if given.get(name):
                rows = rows.filter(**{name: given[name]})
        if given.get("year"):
            rows = rows.filter(received_on__year=given["year"])
        return rows.order_by(*ORDERS[given.get("order") or ""])
