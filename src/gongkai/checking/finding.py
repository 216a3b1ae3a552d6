"""What a rule says about a report: a hit, and the finding it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from gongkai.checking.words import Text, Words, say
from gongkai.report import Place, place_to_json


class Severity(StrEnum):
    """How sure and how grave: an error is wrong for certain."""

    ERROR = "error"
    """Wrong for certain: the report contradicts itself, the form or the law."""
    WARNING = "warning"
    """Very likely wrong; a person should look."""
    INFO = "info"
    """Worth knowing, not wrong in itself."""

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What a rule yields: where something is and what is to be said about it.

    The rule knows its own id, severity and wording; the runner joins them to a Finding.
    ``params`` fills the placeholders of the message, beside ``quote``, ``expected``, ``found``.
    """

    place: Place | None = None
    section: int | None = None
    cells: tuple[str, ...] = ()
    quote: str = ""
    expected: Text | None = None
    found: Text | None = None
    params: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """What a rule objects to, and the same as it should be."""

    bad: str
    good: str


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """A rule as the catalogue shows it.

    ``since`` and ``until`` are the first and the last format it is meant for (None: no bound).
    """

    id: str
    slug: str
    severity: Severity
    title: Words
    message: Words
    why: Words
    example: Example
    legal_basis: Words | None = None
    since: str | None = None
    until: str | None = None


def rule_order(rule_id: str) -> tuple[str, int]:
    """The place of a rule in the catalogue: D2 comes before D10."""
    return rule_id[0], int(rule_id[1:])


@dataclass(frozen=True)
class Finding:
    """One finding of one rule in one report."""

    spec: RuleSpec
    hit: Hit

    @property
    def rule(self) -> str:
        """The id of the rule."""
        return self.spec.id

    @property
    def severity(self) -> Severity:
        """The severity of the rule."""
        return self.spec.severity

    @property
    def place(self) -> Place | None:
        """Where in the document."""
        return self.hit.place

    @property
    def section(self) -> int | None:
        """The section it stands in, 1 to 6."""
        return self.hit.section

    @property
    def cells(self) -> tuple[str, ...]:
        """The ids of the cells concerned."""
        return self.hit.cells

    @property
    def quote(self) -> str:
        """The document's own text."""
        return self.hit.quote

    @property
    def expected(self) -> Text | None:
        """What should have stood there."""
        return self.hit.expected

    @property
    def found(self) -> Text | None:
        """What stands there."""
        return self.hit.found

    @property
    def legal_basis(self) -> Words | None:
        """The provision the rule rests on."""
        return self.spec.legal_basis

    @property
    def params(self) -> Mapping[str, Text]:
        """The values in the message."""
        return self.hit.params

    def message(self, lang: str = "zh") -> str:
        """The finding in one sentence, Chinese (``zh``) or English (``en``)."""
        values = {"quote": self.quote, "expected": self.expected, "found": self.found}
        filled = {name: say(v, lang) for name, v in values.items() if v is not None}
        filled |= {name: say(value, lang) for name, value in self.params.items()}
        return self.spec.message.within(lang).format(**filled)

    def to_json(self, lang: str = "zh") -> dict[str, Any]:
        """The finding as plain data, worded in one language."""
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "message": self.message(lang),
            "where": self._where(),
            "cells": list(self.cells),
            "expected": None if self.expected is None else say(self.expected, lang),
            "found": None if self.found is None else say(self.found, lang),
            "legal_basis": self.legal_basis.within(lang) if self.legal_basis else None,
        }

    def _where(self) -> dict[str, Any] | None:
        if self.place is None and self.section is None and not self.quote:
            return None
        where = place_to_json(self.place) if self.place else {}
        return where | {"section": self.section, "quote": self.quote or None}

    def sort_key(self) -> tuple[Any, ...]:
        """Gravest first, then in the order of the document, then by rule."""
        place = (self.place is None, self.place.offset if self.place else 0)
        return self.severity.rank, *place, rule_order(self.rule), self.cells, self.quote
