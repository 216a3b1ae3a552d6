"""The monthly counts of a year as one sheet: twelve months, four measures, saved together."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gongkai.report import Number
from gongkai.web.bodies.models import Body
from gongkai.web.publications.counts import MONTHS
from gongkai.web.publications.models import MEASURES, MonthlyCount
from gongkai.web.publications.register import ChangedMeanwhileError
from gongkai.web.site.today import today

LABELS: Mapping[str, Promise] = {
    "licences": _("行政许可（件）"),
    "penalties": _("行政处罚（件）"),
    "coercive_measures": _("行政强制（件）"),
    "fees": _("行政事业性收费（元）"),
}
FIRST_YEAR, LAST_YEAR = 2019, 2100
Sheet = dict[tuple[int, str], Number | None]


@dataclass(frozen=True, slots=True)
class Sum:
    """One measure over the year."""

    measure: str
    label: Promise
    total: Number | None
    """Of the months that are there; None where none is."""
    missing: tuple[int, ...]
    """Months that are over and that nobody filled in."""
    ahead: int
    """Months that are not over and not filled in."""

    @property
    def is_whole(self) -> bool:
        """Whether the annual report can take it."""
        return not self.missing and not self.ahead


def stored(body: Body, year: int) -> Sheet:
    """What the ledger has of that year; None where nobody filled in."""
    sheet: Sheet = {(month, m): None for month in range(1, MONTHS + 1) for m in MEASURES}
    for row in MonthlyCount.objects.filter(body=body, year=year):
        sheet |= {(row.month, measure): getattr(row, measure) for measure in MEASURES}
    return sheet


def fingerprint(sheet: Sheet) -> str:
    """Tells whether the sheet is still what a form was made from."""
    text = ";".join(f"{month}.{measure}={value}" for (month, measure), value in sheet.items())
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def has_begun(year: int, month: int) -> bool:
    """Whether anything can have happened in that month yet."""
    day = today()
    return (year, month) <= (day.year, day.month)


def sums_of(sheet: Sheet, year: int) -> list[Sum]:
    """Each measure with its sum and what is missing."""
    return [_sum(sheet, year, measure) for measure in MEASURES]


def _sum(sheet: Sheet, year: int, measure: str) -> Sum:
    months = range(1, MONTHS + 1)
    there = [v for m in months if (v := sheet[m, measure]) is not None]
    blank = [m for m in months if sheet[m, measure] is None]
    day = today()
    missing = tuple(m for m in blank if (year, m) < (day.year, day.month))
    ahead = len(blank) - len(missing)
    total = sum(there, Decimal(0) if measure == "fees" else 0) if there else None
    return Sum(measure, LABELS[measure], total, missing, ahead)


def name_of(month: int, measure: str) -> str:
    """The field of one month and measure."""
    return f"m{month:02d}_{measure}"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One field of the sheet, and what is stored there."""

    field: forms.BoundField
    stored: Number | None
    label: Promise

    @property
    def differs(self) -> bool:
        """Whether something else was typed than is stored."""
        typed = str(self.field.value() if self.field.value() is not None else "").strip()
        return typed != ("" if self.stored is None else str(self.stored))


@dataclass(frozen=True, slots=True)
class Row:
    """One month of the sheet."""

    month: int
    cells: list[SheetCell]


class SheetForm(forms.Form):
    """All months at once. An empty field is not reported, which is not zero."""

    def __init__(self, year: int, sheet: Sheet, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.year, self.sheet = year, sheet
        for (month, measure), value in sheet.items():
            self.fields[name_of(month, measure)] = _field(year, month, measure, value)
        self.fields["reason"] = forms.CharField(
            label=_("更正理由"),
            required=False,
            max_length=200,
            help_text=_("改动或清空已保存的数字时填写；记入审计。"),
        )

    def clean(self) -> dict[str, Any]:
        """A number that is saved already is only changed with a reason."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and self._corrected(given) and not given.get("reason", "").strip():
            self.add_error("reason", _now("您改动了已保存的数字，请写明理由。"))
        return given

    def _corrected(self, given: Mapping[str, Any]) -> bool:
        return any(
            before is not None and given.get(name_of(*key)) != before
            for key, before in self.sheet.items()
        )

    def rows(self) -> list[Row]:
        """The fields, month by month."""
        return [
            Row(month, [self._cell(month, measure) for measure in MEASURES])
            for month in range(1, MONTHS + 1)
        ]

    def _cell(self, month: int, measure: str) -> SheetCell:
        return SheetCell(self[name_of(month, measure)], self.sheet[month, measure], LABELS[measure])


def _field(year: int, month: int, measure: str, value: Number | None) -> forms.Field:
    label = _now("%(month)d 月 %(measure)s") % {"month": month, "measure": LABELS[measure]}
    attributes = {"aria-label": label, "inputmode": "decimal", "autocomplete": "off"}
    settings: dict[str, Any] = {
        "label": label,
        "required": False,
        "min_value": 0,
        "initial": value,
        "disabled": not has_begun(year, month) and value is None,
        "widget": forms.TextInput(attrs=attributes),
    }
    if measure == "fees":
        return forms.DecimalField(max_digits=16, decimal_places=2, **settings)
    return forms.IntegerField(max_value=10**15, **settings)


def save(body: Body, form: SheetForm, seen: str) -> int:
    """Save a valid sheet, new and corrected months together; how many months changed.

    ``seen`` is the fingerprint of what the form was made from. Raises ChangedMeanwhileError.
    """
    reason = form.cleaned_data.get("reason", "").strip()
    with transaction.atomic():
        Body.objects.select_for_update().get(pk=body.pk)
        if fingerprint(stored(body, form.year)) != seen:
            raise ChangedMeanwhileError
        rows = {row.month: row for row in MonthlyCount.objects.filter(body=body, year=form.year)}
        changed = 0
        for month in range(1, MONTHS + 1):
            row = rows.get(month) or MonthlyCount(body=body, year=form.year, month=month)
            changed += _put(row, form.cleaned_data, reason)
    return changed


def _put(row: MonthlyCount, given: Mapping[str, Any], reason: str) -> bool:
    values = {measure: given[name_of(row.month, measure)] for measure in MEASURES}
    if all(getattr(row, measure) == value for measure, value in values.items()):
        return False
    for measure, value in values.items():
        setattr(row, measure, value)
    row.save(reason=reason)
    return True
