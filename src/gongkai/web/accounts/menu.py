"""The menu: what the user may open, in the order of the work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu."""

    label: Any
    address: str
    is_here: bool


_ENTRIES = (
    (_("待办"), "cases:todo", "cases.view"),
    (_("申请"), "cases:list", "cases.view"),
    (_("文书"), "cases:letter_templates", "cases.letters"),
    (_("复议诉讼"), "remedies:list", "remedies.view"),
    (_("主动公开"), "publications:list", "publications.view"),
    (_("年度报告"), "reports:list", "reports.view"),
    (_("机关"), "bodies:list", "bodies.view"),
    (_("账户"), "accounts:list", "accounts.view"),
    (_("审计"), "audit:list", "audit.view"),
)


def menu_for(user: Any, path: str) -> list[Entry]:
    """The entries the user may open; the one whose pages are being looked at is marked."""
    if not user.is_authenticated:
        return []
    found = []
    for label, name, action in _ENTRIES:
        if user.may(action):
            try:
                address = reverse(name)
            except NoReverseMatch:
                continue
            found.append((label, address))
    here = max((a for _label, a in found if path.startswith(a)), key=len, default="")
    return [Entry(label, address, address == here) for label, address in found]
