"""Where rules register: one rule is one function, its wording a table in the family's TOML file.

``rule = family("dates")`` gives the family's decorator, ``@rule("D1")`` registers the function
below it. Registering checks the rule, so a rule that is wrongly written stops the program at once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from string import Formatter
from typing import Any

from gongkai.checking.finding import Example, Hit, RuleSpec, Severity, rule_order
from gongkai.checking.view import View
from gongkai.checking.words import LANGUAGES, Words
from gongkai.formats import FORMAT_IDS

Check = Callable[[View], Iterable[Hit]]

_ID = re.compile(r"[A-Z]\d{1,2}")
_SLUG = re.compile(r"[a-z]+(-[a-z]+)*")
_KEYS = {"slug", "severity", "title", "message", "why", "example"}
_OPTIONAL = {"legal_basis", "since", "until"}


class RuleError(ValueError):
    """A rule is registered wrongly: an author's mistake, found when the program starts."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: how the catalogue shows it, and the function that looks for it."""

    spec: RuleSpec
    check: Check

    def applies_to(self, formats: Iterable[str]) -> bool:
        """Whether the rule is meant for a report whose parts are in these formats."""
        first, last = self.spec.since, self.spec.until
        order = [FORMAT_IDS.index(each) for each in formats]
        low = FORMAT_IDS.index(first) if first else 0
        high = FORMAT_IDS.index(last) if last else len(FORMAT_IDS) - 1
        return any(low <= position <= high for position in order)


class Registry:
    """All rules by id, in the order of their ids."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule] = {}

    def add(self, spec: RuleSpec, check: Check) -> None:
        """Take a rule in. Raises RuleError where its id or slug is taken or its wording is bad."""
        if spec.id in self._rules:
            raise RuleError(f"{spec.id}: two rules of the same id")
        if any(spec.slug == rule.spec.slug for rule in self._rules.values()):
            raise RuleError(f"{spec.id}: the slug {spec.slug} is taken")
        examine(spec)
        self._rules[spec.id] = Rule(spec, check)

    def rules(self) -> tuple[Rule, ...]:
        """All rules, by id."""
        return tuple(self._rules[each] for each in sorted(self._rules, key=rule_order))

    def catalogue(self) -> tuple[RuleSpec, ...]:
        """All rules as the catalogue shows them, by id."""
        return tuple(rule.spec for rule in self.rules())


REGISTRY = Registry()


def examine(spec: RuleSpec) -> None:
    """Raise RuleError unless a rule is complete in both languages and they agree."""
    if not _ID.fullmatch(spec.id) or not _SLUG.fullmatch(spec.slug):
        raise RuleError(f"{spec.id}: not an id and a slug: {spec.id!r}, {spec.slug!r}")
    texts = {"title": spec.title, "message": spec.message, "why": spec.why}
    if spec.legal_basis is not None:
        texts["legal_basis"] = spec.legal_basis
    for name, words in texts.items():
        for lang in LANGUAGES:
            if not words.within(lang).strip():
                raise RuleError(f"{spec.id}: {name} has no wording in {lang}")
    if _placeholders(spec.message.zh) != _placeholders(spec.message.en):
        raise RuleError(f"{spec.id}: the messages in the two languages ask for different values")
    for bound in (spec.since, spec.until):
        if bound is not None and bound not in FORMAT_IDS:
            raise RuleError(f"{spec.id}: there is no format {bound}")


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def family(name: str) -> Callable[[str], Callable[[Check], Check]]:
    """The decorator of one family: ``name`` is its data file in ``rules/``."""
    source = files("gongkai.checking.rules").joinpath(f"{name}.toml")
    entries = tomllib.loads(source.read_text(encoding="utf-8"))

    def rule(rule_id: str) -> Callable[[Check], Check]:
        def register(check: Check) -> Check:
            if rule_id not in entries:
                raise RuleError(f"{rule_id}: no entry in {name}.toml")
            REGISTRY.add(spec_of(rule_id, entries[rule_id]), check)
            return check

        return register

    return rule


def spec_of(rule_id: str, entry: Mapping[str, Any]) -> RuleSpec:
    """A rule's entry in a data file as a RuleSpec. Raises RuleError where keys are wrong."""
    lost, strange = _KEYS - entry.keys(), entry.keys() - _KEYS - _OPTIONAL
    if lost or strange:
        raise RuleError(f"{rule_id}: keys missing {sorted(lost)}, unknown {sorted(strange)}")
    basis = entry.get("legal_basis")
    try:
        return RuleSpec(
            id=rule_id,
            slug=entry["slug"],
            severity=Severity(entry["severity"]),
            title=Words.of(entry["title"]),
            message=Words.of(entry["message"]),
            why=Words.of(entry["why"]),
            example=Example(bad=entry["example"]["bad"], good=entry["example"]["good"]),
            legal_basis=Words.of(basis) if basis else None,
            since=entry.get("since"),
            until=entry.get("until"),
        )
    except (KeyError, ValueError) as fault:
        raise RuleError(f"{rule_id}: {fault}") from fault
