"""What was entered for a letter when it was made, kept with the draft to make it anew."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gongkai.law.clock.events import Event as LawEvent
from gongkai.law.clock.events import EventKind, event_spec
from gongkai.law.errors import LawError
from gongkai.law.fees import Fee, Tariff, check_tariff_applies, fee_by_items, fee_by_pages
from gongkai.web.cases.letters.errors import LetterError
from gongkai.web.site.language import lang


@dataclass(frozen=True, slots=True)
class Given:
    """The values of one letter that no ledger has."""

    text: str = ""
    party: str = ""
    days: int | None = None
    """Working days: to clarify, or of the extension."""
    until: date | None = None
    tariff: str = ""
    number: int | None = None
    """Items or pages."""
    earlier: int | None = None
    """The applicant's items of the same month before these."""

    def fee(self) -> Fee:
        """The fee by the tariff chosen. Raises LetterError for numbers that cannot be."""
        try:
            if self.tariff == Tariff.PAGES:
                return fee_by_pages(self.number or 0)
            return fee_by_items(self.number or 0, self.earlier or 0)
        except LawError as fault:
            raise LetterError(fault.text(lang())) from fault

    def event(self, kind: EventKind, on: date, *, consent: bool = False) -> LawEvent:
        """What sending the letter records. Raises LetterError where no fee is due."""
        spec = event_spec(kind)
        has = {*spec.needs, *spec.may_have}
        values: dict[str, Any] = {}
        if "amount" in has:
            values["amount"] = self._amount_due(on)
        for name in ("party", "days", "until"):
            if name in has and getattr(self, name):
                values[name] = getattr(self, name)
        if "consent" in has:
            values["consent"] = consent
        return LawEvent(kind, on, **values)

    def _amount_due(self, on: date) -> Any:
        try:
            check_tariff_applies(on)
        except LawError as fault:
            raise LetterError(fault.text(lang())) from fault
        fee = self.fee()
        if fee.is_free:
            raise LetterError(_("按这个数量不收费，不用发收费通知书。"))
        return fee.total

    def to_json(self) -> dict[str, Any]:
        """As plain data; what is empty is left out."""
        plain = {each.name: getattr(self, each.name) for each in fields(self)}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in plain.items()
            if value not in {"", None}
        }


def given_from_json(data: dict[str, Any]) -> Given:
    """What ``to_json`` wrote."""
    values = dict(data)
    if "until" in values:
        values["until"] = date.fromisoformat(values["until"])
    return Given(**values)
