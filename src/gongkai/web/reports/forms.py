"""The small forms around a report: starting, settings, signing, correcting, importing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from gongkai.formats import FORMAT_IDS, Part, get_format
from gongkai.web.bodies.models import Body
from gongkai.web.reports.models import AnnualReport, Scope
from gongkai.web.site.today import today

PART_NAMES = {
    Part.DISCLOSURE: _("二、主动公开政府信息情况（规范性文件登记簿、月报）"),
    Part.REQUESTS: _("三、收到和处理政府信息公开申请情况（申请台账）"),
    Part.REMEDIES: _("四、行政复议、行政诉讼情况（复议诉讼台账）"),
}
FIRST_YEAR = get_format(FORMAT_IDS[0]).first_year


class LedgerForm(forms.Form):
    """Where the numbers come from."""

    scope = forms.ChoiceField(
        label=_("统计范围"),
        choices=Scope.choices,
        widget=forms.RadioSelect,
        initial=Scope.OWN,
    )
    ledger_parts = forms.MultipleChoiceField(
        label=_("从本站台账汇总的表"),
        choices=[(part.value, name) for part, name in PART_NAMES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("台账不在本站的，请取消勾选，改为手工填写或导入；没有记台账不等于没有发生。"),
    )


class StartForm(LedgerForm):
    """A report of a year."""

    year = forms.TypedChoiceField(label=_("年度"), coerce=int)
    field_order = ("year", "scope", "ledger_parts")

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._body = body
        year = self.fields["year"]
        assert isinstance(year, forms.TypedChoiceField)  # noqa: S101 - declared so above
        year.choices = [(each, str(each)) for each in range(today().year, FIRST_YEAR - 1, -1)]

    def clean_year(self) -> int:
        """A year has one report being written, and after the first signed one only corrections."""
        year: int = self.cleaned_data["year"]
        if AnnualReport.objects.filter(body=self._body, year=year).exists():
            raise ValidationError(
                _t("%(year)d 年度的报告已经有了。请打开它继续编写；已签发的，请做更正。")
                % {"year": year}
            )
        return year


class SignForm(forms.Form):
    """Day and words of the signature."""

    signed_on = forms.DateField(
        label=_("签发日期"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    signature = forms.CharField(
        label=_("落款"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("印在报告末尾：机关名称和日期各一行。日期按签发日期自动填写。"),
    )

    reason = forms.CharField(
        label=_("逾期等情况的说明"),
        max_length=300,
        required=False,
        help_text=_("只有签发日期或落款使报告有错误时才要写，例如超过公布期限的原因。"),
    )

    def clean_signed_on(self) -> date:
        """Nobody signs in the future."""
        day: date = self.cleaned_data["signed_on"]
        if day > today():
            raise ValidationError(_t("日期不能晚于今天。"))
        return day


class ReasonForm(forms.Form):
    """Why a report is corrected."""

    reason = forms.CharField(
        label=_("更正理由"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明哪里有误、为什么更正；理由与新的一版一起保存。"),
    )


class UploadForm(forms.Form):
    """A file with tables or a whole report."""

    file = forms.FileField(
        label=_("文件"),
        help_text=_(
            "填好的 XLSX 表格，或已公布的年度报告（DOCX、PDF、HTML、XLSX、TXT、JSON 等）。最大 20 MB。"
        ),
    )


class TakeForm(forms.Form):
    """Which report of the file, as what, and what of it."""

    THIS, LAST = "this", "last"
    index = forms.TypedChoiceField(label=_("哪一份"), coerce=int, widget=forms.RadioSelect)
    purpose = forms.ChoiceField(
        label=_("用作"),
        choices=[(THIS, _("本报告的内容")), (LAST, _("上年的报告，用来对照"))],
        widget=forms.RadioSelect,
        initial=THIS,
    )
    parts = forms.MultipleChoiceField(
        label=_("导入的表"),
        choices=[(part.value, name) for part, name in PART_NAMES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("导入的表改为手工填写，不再从台账汇总；原来填的数被替换。"),
    )
    prose = forms.BooleanField(label=_("同时导入六个部分的文字，替换现有文字"), required=False)

    def __init__(self, labels: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        index = self.fields["index"]
        assert isinstance(index, forms.TypedChoiceField)  # noqa: S101 - declared so above
        index.choices = list(enumerate(labels))

    def clean(self) -> dict[str, Any]:
        """Something has to be taken."""
        found = super().clean() or {}
        nothing = not found.get("parts") and not found.get("prose")
        if found.get("purpose") == self.THIS and nothing:
            self.add_error("parts", _t("请至少选择一张表，或勾选导入文字。"))
        return found
