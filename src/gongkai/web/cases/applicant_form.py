"""The form of who asks: registering an applicant, and putting one right."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gongkai.web.cases.models import Applicant, ApplicantClass, IdentityKind
from gongkai.web.site.forms import set_choices

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_TELEPHONE = re.compile(r"[0-9０-９+＋\-－—()（） 　转,，、;；/#*]+")
_FEWEST_DIGITS = 7
_POSTCODE = re.compile(r"[0-9]{6}")
SECRET = ("identity_number", "phone", "address", "email")
"""What stays masked on the screen."""


class ApplicantForm(forms.ModelForm[Applicant]):
    """Who asks (Art. 29: name, proof of identity, contact)."""

    class Meta:
        model = Applicant
        fields = (
            "applicant_class",
            "name",
            "representative",
            "contact",
            "identity_kind",
            "identity_number",
            "phone",
            "address",
            "postcode",
            "email",
        )
        widgets = {
            "identity_number": forms.TextInput(attrs={"autocomplete": "off"}),
            "phone": forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
            "address": forms.TextInput(attrs={"autocomplete": "off"}),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
        }

    def clean(self) -> dict[str, Any]:
        """A way to reach the applicant, and an identity number that can be one."""
        given: dict[str, Any] = super().clean() or {}
        given["identity_number"] = given.get("identity_number", "").strip().upper()
        self._check_contacts(given)
        self._check_identity(given)
        return given

    def _check_contacts(self, given: dict[str, Any]) -> None:
        if not any(given.get(name) for name in ("phone", "address", "email")):
            self.add_error("phone", _now("请至少填写一种联系方式：电话、地址或者电子邮箱。"))
        phone = given.get("phone", "")
        if phone and not is_telephone(phone):
            self.add_error(
                "phone", _now("不是电话号码：请填写至少 7 位数字，可以带区号、分机和连字符。")
            )
        if (postcode := given.get("postcode", "")) and not _POSTCODE.fullmatch(postcode):
            self.add_error("postcode", _now("邮政编码应为 6 位数字。"))
        if email := given.get("email", ""):
            try:
                validate_email(email)
            except ValidationError:
                self.add_error("email", _now("不是有效的电子邮箱地址，应形如 name@example.org。"))

    def _check_identity(self, given: dict[str, Any]) -> None:
        kind, number = given.get("identity_kind"), given["identity_number"]
        if number and not kind:
            self.add_error("identity_kind", _now("请选择证件类型。"))
        if kind and not number:
            self.add_error(
                "identity_number", _now("请填写证件号码；申请人没有提供的，证件类型也请留空。")
            )
        if (
            number
            and self._is_new(number)
            and kind == IdentityKind.IDENTITY_CARD
            and not is_identity_number(number)
        ):
            self.add_error(
                "identity_number", _now("不是有效的居民身份证号码：应为 18 位，最后一位是校验码。")
            )
        is_person = given.get("applicant_class") == ApplicantClass.NATURAL_PERSON
        if is_person and kind == IdentityKind.CREDIT_CODE:
            self.add_error("identity_kind", _now("自然人没有统一社会信用代码。"))

    def _is_new(self, number: str) -> bool:
        """Whether it was typed now: what an applicant gave long ago is not measured again."""
        return number != self.instance.identity_number.upper()


def is_identity_number(number: str) -> bool:
    """Whether the 18 characters are an identity number: digits and the check character."""
    if len(number) != 18 or not (number[:17].isascii() and number[:17].isdigit()):  # noqa: PLR2004
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == number[17]


def is_telephone(text: str) -> bool:
    """Whether it can be one telephone number or several: digits and what stands between them."""
    digits = sum(each.isdigit() for each in text)
    return digits >= _FEWEST_DIGITS and _TELEPHONE.fullmatch(text) is not None


class ApplicantCorrectionForm(ApplicantForm):
    """The same for an applicant who is registered: what is masked stays so, and stays if left empty."""

    clear = forms.MultipleChoiceField(
        label=_("清空下列内容"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        masked = self.instance.masked()
        self.before = {name: getattr(self.instance, name) for name in SECRET}
        held = [name for name in SECRET if self.before[name]]
        for name in held:
            self.initial[name] = ""
            self.fields[name].help_text = _now("现为 %(masked)s；不改就留空。") % {
                "masked": masked[name]
            }
        set_choices(self, "clear", [(name, self.fields[name].label) for name in held])
        if not held:
            del self.fields["clear"]

    def clean(self) -> dict[str, Any]:
        """What is left empty is as before, unless it is to be cleared."""
        cleared = self.cleaned_data.get("clear", [])
        for name in SECRET:
            if not self.cleaned_data.get(name) and name not in cleared and name not in self.errors:
                self.cleaned_data[name] = self.before[name]
        return super().clean()
