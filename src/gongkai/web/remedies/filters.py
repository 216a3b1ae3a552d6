"""What to show of the ledger of reviews and suits: what stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from gongkai.law.remedy_count import RemedyRow, results
from gongkai.web.accounts.models import User
from gongkai.web.bodies.models import Body
from gongkai.web.cases.counts import bodies_of
from gongkai.web.remedies.counts import behind
from gongkai.web.remedies.models import ROUTES, Instance, Proceeding
from gongkai.web.site.forms import set_choices

_ANY = ("", _("全部"))
COLUMNS = {
    "upheld": _("结果维持"),
    "corrected": _("结果纠正"),
    "other": _("其他结果"),
    "pending": _("尚未审结"),
    "total": _("总计"),
}


class ProceedingFilter(forms.Form):
    """Everything may be left out."""

    q = forms.CharField(label=_("当事人、案号或申请编号"), required=False, max_length=60)
    route = forms.ChoiceField(label=_("途径"), required=False, choices=[_ANY, *ROUTES])
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            _ANY, ("open", _("未审结")), ("suspended", _("中止")), ("concluded", _("已审结")),
        ],
    )  # fmt: skip
    result = forms.ChoiceField(label=_("结果"), required=False)
    year = forms.IntegerField(
        label=_("年度（在审或审结）"), required=False, min_value=2008, max_value=2100
    )
    body = forms.ModelChoiceField(
        label=_("机关"), queryset=Body.objects.none(), required=False, empty_label=_("全部")
    )

    def __init__(self, data: Mapping[str, Any], user: User) -> None:
        super().__init__(data)
        chosen = [(key, COLUMNS[key]) for key in ("upheld", "corrected", "other")]
        set_choices(self, "result", [_ANY, *chosen])
        bodies = user.bodies_for("remedies.view")
        cast("forms.ModelChoiceField[Body]", self.fields["body"]).queryset = bodies
        if not bodies[1:2]:
            del self.fields["body"]

    def apply(self, rows: QuerySet[Proceeding]) -> QuerySet[Proceeding]:
        """The rows that fit; a filter that cannot be understood is told beside it and left out."""
        self.is_valid()
        given = self.cleaned_data
        if text := given.get("q", "").strip():
            fits = Q(claimant__contains=text) | Q(cases__number__startswith=text)
            rows = rows.filter(fits | Q(instances__mark__contains=text)).distinct()
        for name in ("route", "body"):
            if given.get(name):
                rows = rows.filter(**{name: given[name]})
        if given.get("state"):
            rows = _in_state(rows, given["state"])
        if given.get("result"):
            rows = _with_result(rows, given["result"])
        if given.get("year"):
            rows = touching(rows, given["year"])
        return rows


def _in_state(rows: QuerySet[Proceeding], state: str) -> QuerySet[Proceeding]:
    running = Instance.objects.filter(decided_on__isnull=True)
    if state == "suspended":
        return rows.filter(pk__in=running.filter(is_suspended=True).values("proceeding"))
    keys = running.values("proceeding")
    return rows.filter(pk__in=keys) if state == "open" else rows.exclude(pk__in=keys)


def _with_result(rows: QuerySet[Proceeding], column: str) -> QuerySet[Proceeding]:
    last = Instance.objects.filter(proceeding=OuterRef("pk")).order_by("-filed_on", "-pk")
    fits = Q(pk__in=[])
    for route in RemedyRow:
        keys = [key for key, result in results(route).items() if result.column == column]
        fits |= Q(route=route.value, last_result__in=keys)
    return rows.annotate(last_result=Subquery(last.values("result")[:1])).filter(fits)


def touching(rows: QuerySet[Proceeding], year: int) -> QuerySet[Proceeding]:
    """Those that were open or concluded in the year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    begun = Instance.objects.filter(filed_on__lte=last)
    lived = begun.filter(Q(decided_on__isnull=True) | Q(decided_on__gte=first))
    return rows.filter(pk__in=lived.values("proceeding"))


def counted_in(
    rows: QuerySet[Proceeding], given: Mapping[str, str], user: User
) -> tuple[QuerySet[Proceeding], dict[str, Any] | None]:
    """Those that one number of table 四 counts, where the address names one, and its name."""
    year, row, column = (given.get(name, "") for name in ("counted", "row", "column"))
    routes = dict(ROUTES)
    if row not in routes or column not in COLUMNS or not _is_year(year):
        return rows, None
    reach = user.bodies_for("remedies.view")
    wanted = given.get("of", "")
    body = reach.filter(pk=int(wanted) if wanted.isdigit() and len(wanted) < 19 else -1).first()  # noqa: PLR2004 - a key's most digits
    bodies = bodies_of(body, below=given.get("below") == "1") if body else []
    allowed = set(reach.values_list("pk", flat=True))
    keys = behind([key for key in bodies if key in allowed], int(year), row, column)
    name = {"year": year, "row": routes[row], "column": COLUMNS[column], "body": body}
    return rows.filter(pk__in=keys.values("pk")), name


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) == 4  # noqa: PLR2004 - digits of a year
