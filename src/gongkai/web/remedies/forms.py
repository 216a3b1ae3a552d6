"""The forms of a proceeding: entering it, going on with its instances, correcting it."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gongkai.law.remedy_count import RemedyRow, results
from gongkai.web.bodies.models import Body
from gongkai.web.cases.models import Case
from gongkai.web.remedies.checks import Entered, faults_of
from gongkai.web.remedies.models import Instance, Procedure, Proceeding
from gongkai.web.site.forms import set_choices
from gongkai.web.site.language import lang
from gongkai.web.site.today import today

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_DAYS = ("filed_on", "notified_on", "answered_on", "decided_on", "redo_by", "redone_on")
MOST_CASES = 30
_REASON_HELP = _("记入审计，与改动前后的内容一起保存。")


class ReviewField(forms.ModelChoiceField[Proceeding]):
    """An earlier review, named so that it can be told from others of the same person."""

    def label_from_instance(self, obj: Proceeding) -> str:
        """Who, where, since when, and how it ended."""
        last = obj.last
        ended = f"{last.decided_on} {last.result_name}" if last.decided_on else _now("尚未审结")
        return f"{obj.claimant} · {last.mark or last.organ} · {last.filed_on} · {ended}"


class ProceedingForm(forms.ModelForm[Proceeding]):
    """What is attacked, by whom, by which way."""

    after = ReviewField(
        label=_("之前的复议"),
        queryset=Proceeding.objects.none(),
        required=False,
        empty_label=_("（没有，或不是复议后起诉）"),
    )

    class Meta:
        model = Proceeding
        fields = ("route", "ground", "role", "claimant", "cases", "after", "note")
        widgets = {
            "cases": forms.CheckboxSelectMultiple,
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, body: Body, near: QuerySet[Case], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cases = cast("forms.ModelMultipleChoiceField[Case]", self.fields["cases"])
        cases.queryset = near
        cases.help_text = str(_("一件复议或诉讼涉及几件答复的，一并勾选；无论几件，只计一件。"))
        reviews = Proceeding.objects.filter(body=body, route=RemedyRow.REVIEW)
        cast("ReviewField", self.fields["after"]).queryset = reviews.exclude(
            pk=self.instance.pk
        ).prefetch_related("instances")


class CorrectForm(ProceedingForm):
    """The same, corrected with a reason."""

    reason = forms.CharField(label=_("更正理由"), max_length=200, help_text=_REASON_HELP)


class InstanceForm(forms.ModelForm[Instance]):
    """One instance; which of its fields are asked for depends on what is being done.

    A fact that was entered before is changed only with a reason.
    """

    wanted: tuple[str, ...] = ("organ", "mark", "filed_on", "procedure", "notified_on")
    needed: tuple[str, ...] = ()

    class Meta:
        model = Instance
        fields = (
            "organ",
            "mark",
            "filed_on",
            "procedure",
            "notified_on",
            "answered_on",
            "is_suspended",
            "decided_on",
            "result",
            "redo_by",
            "redone_on",
        )
        widgets = dict.fromkeys(_DAYS, _DAY) | {"organ": forms.TextInput(attrs={"list": "organs"})}

    def __init__(self, route: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {*self.wanted, "reason"}:
            del self.fields[name]
        for name in self.needed:
            self.fields[name].required = True
        if "procedure" in self.fields:
            set_choices(self, "procedure", [("", _("不清楚")), *Procedure.choices])
        if "result" in self.fields:
            found = results(RemedyRow(route)).values() if route else ()
            choices = [(each.id, each.name.text(lang())) for each in found]
            self.fields["result"] = forms.ChoiceField(
                label=_("结果"),
                choices=[("", _("请选择")), *choices],
                required="result" in self.needed,
            )

    def clean(self) -> dict[str, Any]:
        """Days in their order, none in the future."""
        given: dict[str, Any] = super().clean() or {}
        day = {n: given[n] if n in given else getattr(self.instance, n) for n in _DAYS}
        for name in set(self.fields) & set(_DAYS) - {"redo_by"}:
            if day[name] and day[name] > today():
                self.add_error(name, _now("日期不能晚于今天。"))
        for first, later, message in (
            ("filed_on", "notified_on", _now("收到通知书不能早于受理或立案。")),
            ("notified_on", "answered_on", _now("提交答复不能早于收到通知书。")),
            ("filed_on", "decided_on", _now("审结不能早于受理或立案。")),
            ("decided_on", "redo_by", _now("重新处理的期限不能早于审结。")),
            ("decided_on", "redone_on", _now("重新处理不能早于审结。")),
        ):
            if day[first] and day[later] and day[later] < day[first]:
                self._tell((later, first), message)
        self._clean_result(given)
        return given

    def _clean_result(self, given: dict[str, Any]) -> None:
        if not {"decided_on", "result"} <= set(self.fields):
            return
        if given.get("decided_on") and not given.get("result"):
            self.add_error("result", _now("请选择结果。"))
        if given.get("result") and not given.get("decided_on"):
            self.add_error("decided_on", _now("请填写审结日期。"))

    def _tell(self, names: tuple[str, ...], message: str) -> None:
        self.add_error(next((name for name in names if name in self.fields), None), message)


class ProgressForm(InstanceForm):
    """What happened in an instance that goes on, or after it."""

    wanted = ("mark", "procedure", "notified_on", "answered_on", "redone_on")
    reason = forms.CharField(
        label=_("更正理由"),
        max_length=200,
        required=False,
        help_text=_("改动已登记的内容时填写；记入审计。"),
    )

    def clean(self) -> dict[str, Any]:
        """What was entered before needs a reason to be another."""
        given = super().clean()
        corrected = [
            name
            for name in self.wanted
            if self.initial.get(name) and given.get(name) != self.initial[name]
        ]
        if corrected and not given.get("reason", "").strip():
            self.add_error("reason", _now("您改动了已登记的内容，请写明理由。"))
        return given


class ConcludeForm(InstanceForm):
    """How it ended."""

    wanted = ("decided_on", "result", "redo_by")
    needed = ("decided_on", "result")


class AppealForm(InstanceForm):
    """The second instance of a suit."""

    wanted = ("organ", "mark", "filed_on", "procedure")

    def __init__(self, first: Instance, *args: Any, **kwargs: Any) -> None:
        super().__init__("", *args, **kwargs)
        self._first = first

    def clean_filed_on(self) -> Any:
        """After the judgment of the first instance."""
        day = self.cleaned_data["filed_on"]
        if self._first.decided_on is None or day <= self._first.decided_on:
            raise forms.ValidationError(_now("二审立案应当晚于一审审结。"))
        return day


class InstanceCorrectForm(InstanceForm):
    """Any fact of an instance, corrected with a reason."""

    wanted = InstanceForm.Meta.fields
    reason = forms.CharField(label=_("更正理由"), max_length=200, help_text=_REASON_HELP)


class RemoveForm(forms.Form):
    """Taking back what was entered by mistake."""

    reason = forms.CharField(label=_("撤销理由"), max_length=200, help_text=_REASON_HELP)


def entered(form: ProceedingForm, filed_on: Any) -> Entered:
    """What a valid form has, to be checked as a whole."""
    given = form.cleaned_data
    return Entered(
        given["route"], given["role"], given["ground"], list(given["cases"]), filed_on,
        given["after"],
    )  # fmt: skip


def check(form: ProceedingForm, instance: InstanceForm) -> Entered | None:
    """Check both forms together; None where something is wrong, which then stands beside its field."""
    if not (form.is_valid() & instance.is_valid()):
        return None
    found = entered(form, instance.cleaned_data["filed_on"])
    for name, message in faults_of(found):
        (instance if name == "filed_on" else form).add_error(name, message)
    return None if form.errors or instance.errors else found
