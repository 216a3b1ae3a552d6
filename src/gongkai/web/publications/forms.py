"""The forms of the register: a document, its end, and looking for documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gongkai.web.accounts.models import User
from gongkai.web.bodies.models import Body
from gongkai.web.publications.duty import Duties
from gongkai.web.publications.models import Document, DocumentKind, EndKind
from gongkai.web.publications.register import faults_of
from gongkai.web.site.today import today

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_ANY = ("", _("全部"))


class DocumentForm(forms.ModelForm[Document]):
    """One document; what was entered before is corrected with a reason."""

    reason = forms.CharField(
        label=_("更正理由"), max_length=200, help_text=_("记入审计，与改动前后的内容一起保存。")
    )

    address = forms.URLField(
        label=_("公开网址"), required=False, max_length=300, assume_scheme="https"
    )

    class Meta:
        model = Document
        fields = (
            "kind",
            "title",
            "mark",
            "issued_on",
            "disclosed_on",
            "address",
            "is_lead",
            "ended_on",
            "end_kind",
        )
        widgets = {"issued_on": _DAY, "disclosed_on": _DAY, "ended_on": _DAY}

    field_order = Meta.fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            for name in ("reason", "ended_on", "end_kind"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """What the parts of the form say about each other, and what the body may make."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors:
            shown = Document(body=self.instance.body, **{
                name: given.get(name, getattr(self.instance, name)) for name in self.Meta.fields
            })  # fmt: skip
            for name, message in faults_of(shown):
                self.add_error(name if name in self.fields else None, message)
            if given.get("mark") and self._is_taken(given["mark"]):
                self.add_error("mark", _now("这个文号已经登记过。"))
        return given

    def _is_taken(self, mark: str) -> bool:
        same = Document.objects.filter(body=self.instance.body, mark=mark)
        return same.exclude(pk=self.instance.pk).exists()


class EndForm(forms.Form):
    """From when on a document no longer holds, and why."""

    end_kind = forms.ChoiceField(label=_("失效方式"), choices=EndKind.choices)
    ended_on = forms.DateField(
        label=_("废止或失效日期"), widget=_DAY, help_text=_("当日起不再有效。")
    )
    reason = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("例如废止决定的文号；记入审计。")
    )

    def __init__(self, document: Document, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"ended_on": today()})
        self._document = document

    def clean_ended_on(self) -> Any:
        """Not before it was issued, not in the future."""
        day = self.cleaned_data["ended_on"]
        if day > today():
            raise forms.ValidationError(_now("日期不能晚于今天；到那一天再登记。"))
        if day < self._document.issued_on:
            raise forms.ValidationError(_now("废止或失效日期不能早于制发日期。"))
        return day


class DocumentFilter(forms.Form):
    """What to show of the register; everything may be left out."""

    q = forms.CharField(label=_("标题或文号"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[_ANY, *DocumentKind.choices])
    state = forms.ChoiceField(
        label=_("效力"),
        required=False,
        choices=[_ANY, ("in_force", _("现行有效")), ("ended", _("已废止、失效"))],
    )
    duty = forms.ChoiceField(
        label=_("公开情况"),
        required=False,
        choices=[_ANY, ("late", _("逾期公开或逾期未公开")), ("open", _("尚未公开"))],
    )
    year = forms.IntegerField(label=_("制发年度"), required=False, min_value=1949, max_value=2100)
    body = forms.ModelChoiceField(
        label=_("机关"), queryset=Body.objects.none(), required=False, empty_label=_("全部")
    )

    def __init__(self, data: Mapping[str, Any], user: User) -> None:
        super().__init__(data)
        bodies = user.bodies_for("publications.view")
        cast("forms.ModelChoiceField[Body]", self.fields["body"]).queryset = bodies
        if not bodies[1:2]:
            del self.fields["body"]

    def apply(self, rows: QuerySet[Document]) -> QuerySet[Document]:
        """The rows that fit; a filter that cannot be understood is told beside it and left out."""
        self.is_valid()
        given = self.cleaned_data
        if text := given.get("q", "").strip():
            rows = rows.filter(Q(title__contains=text) | Q(mark__contains=text))
        for name in ("kind", "body"):
            if given.get(name):
                rows = rows.filter(**{name: given[name]})
        holds = Q(ended_on__isnull=True) | Q(ended_on__gt=today())
        if given.get("state"):
            rows = rows.filter(holds if given["state"] == "in_force" else ~holds)
        if given.get("year"):
            rows = rows.filter(issued_on__year=given["year"])
        if given.get("duty") == "open":
            rows = rows.filter(disclosed_on__isnull=True)
        elif given.get("duty") == "late":
            rows = rows.filter(pk__in=Duties().late(rows.select_related("body")))
        return rows
