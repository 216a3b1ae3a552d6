"""The forms of a body: its facts, its history, the calendar, and a whole tree from a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.web.bodies.models import Body, Kind, Level
from gongkai.web.bodies.months import FIRST_YEAR, LAST_YEAR
from gongkai.web.cases.models import CalendarException
from gongkai.web.site.forms import set_choices
from gongkai.web.site.today import today

CONTACT = ("office", "address", "phone", "fax", "email", "postcode", "hours")
_ANY = ("", _("全部"))
_LARGEST = 2 * 2**20


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=help_text)


def _of(form: forms.BaseForm, name: str, bodies: QuerySet[Body]) -> None:
    """What a field of bodies offers."""
    cast("forms.ModelChoiceField[Body]", form.fields[name]).queryset = bodies


class ContactForm(forms.ModelForm[Body]):
    """How applicants reach the body."""

    class Meta:
        model = Body
        fields = CONTACT


class FactsForm(forms.ModelForm[Body]):
    """Everything about a body that is not its history."""

    class Meta:
        model = Body
        fields: tuple[str, ...] = (
            "short_name",
            "level",
            "kind",
            "code",
            "division",
            *CONTACT,
            "document_mark",
            "review_body",
            "court",
            "may_make_rules",
            "has_normative_power",
            "report_due",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _of(self, "review_body", Body.objects.filter(until__isnull=True))


class NewForm(FactsForm):
    """A body that is not in the tree yet."""

    class Meta(FactsForm.Meta):
        fields: tuple[str, ...] = ("name", "parent", "since", *FactsForm.Meta.fields)
        widgets = {"since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _of(self, "parent", Body.objects.filter(until__isnull=True))

    def clean_name(self) -> str:
        """One name, one body: two of the same name cannot be told apart in any list."""
        name: str = self.cleaned_data["name"].strip()
        if Body.objects.filter(name=name, until__isnull=True).exists():
            raise ValidationError(_("已有同名的机关。"))
        return name


class ChangeForm(forms.Form):
    """From which day a change holds, and on what ground."""

    day = _day(_("生效日期"), _("不能晚于今天。"))
    reason = forms.CharField(
        label=_("依据"), max_length=120, help_text=_("批准机构变更的文件，写入机构沿革。")
    )


class RenameForm(ChangeForm):
    """Another name."""

    name = forms.CharField(label=_("新名称"), max_length=80)
    field_order = ("name", "day", "reason")


class MoveForm(ChangeForm):
    """Another place in the tree."""

    parent = forms.ModelChoiceField(
        label=_("新的上级"),
        queryset=Body.objects.filter(until__isnull=True),
        required=False,
        empty_label=_("（没有上级）"),
    )
    field_order = ("parent", "day", "reason")


class MergeForm(ChangeForm):
    """Who takes over."""

    into = forms.ModelChoiceField(
        label=_("并入"), queryset=Body.objects.filter(until__isnull=True), empty_label=_("请选择")
    )
    field_order = ("into", "day", "reason")


class CloseForm(ChangeForm):
    """The end."""


class ImportForm(forms.Form):
    """A CSV file with one body in each line."""

    file = forms.FileField(label=_("CSV 文件"), widget=forms.FileInput(attrs={"accept": ".csv"}))

    def clean_file(self) -> Any:
        """No file larger than any tree needs."""
        file = self.cleaned_data["file"]
        if file.size > _LARGEST:
            raise ValidationError(_("文件超过 2 MB，不像是机关名录。"))
        return file


class ExceptionForm(forms.ModelForm[CalendarException]):
    """One day that is otherwise."""

    class Meta:
        model = CalendarException
        fields = ("body", "day", "is_working", "reason")
        widgets = {"day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "is_working": _("不勾选：这一天不算工作日。"),
            "reason": _("放假或上班的通知；印在期限说明里。"),
        }
        error_messages = {
            "__all__": {"unique_together": _("这个机关在这一天已经有例外。")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _of(self, "body", Body.objects.filter(until__isnull=True))

    def clean_day(self) -> Any:
        """Within the years that the law's calendar has."""
        day = self.cleaned_data["day"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError(_("年份应在 %(first)d 到 %(last)d 之间。") % years)
        return day


class BodyFilter(forms.Form):
    """Which bodies to list; without any condition the tree is shown."""

    q = forms.CharField(label=_("名称或代码"), required=False, max_length=40)
    level = forms.ChoiceField(label=_("层级"), required=False)
    kind = forms.ChoiceField(label=_("类别"), required=False)
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("现有")), ("closed", _("已撤销")), ("all", _("全部"))],
    )

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        set_choices(self, "level", [_ANY, *Level.choices])
        set_choices(self, "kind", [_ANY, *Kind.choices])

    @property
    def is_empty(self) -> bool:
        """Whether nothing narrows the tree."""
        self.is_valid()
        return not any(self.cleaned_data.values())

    def apply(self, rows: QuerySet[Body]) -> QuerySet[Body]:
        """The rows that fit, former names too."""
        self.is_valid()
        given = self.cleaned_data
        if text := given.get("q", "").strip():
            named = Q(name__contains=text) | Q(short_name__contains=text)
            former = Q(episodes__name__contains=text)
            rows = rows.filter(named | former | Q(code=text) | Q(division=text)).distinct()
        for name in ("level", "kind"):
            if given.get(name):
                rows = rows.filter(**{name: given[name]})
        if given.get("state") == "closed":
            return rows.filter(until__isnull=False)
        if given.get("state") == "all":
            return rows
        return rows.filter(Q(until__isnull=True) | Q(until__gt=today()))
