"""Running all rules over one report."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import replace

from gongkai.checking.finding import Example, Finding, Hit, RuleSpec, Severity
from gongkai.checking.privacy import mask
from gongkai.checking.registry import Registry, Rule
from gongkai.checking.rules import REGISTRY
from gongkai.checking.view import View
from gongkai.checking.words import Text, Words
from gongkai.report import Report

BROKEN = RuleSpec(
    id="Z1",
    slug="rule-failed",
    severity=Severity.WARNING,
    title=Words("检查规则出错", "A rule failed"),
    message=Words(
        "规则 {rule} 运行出错（{fault}），本文件未经这条规则检查完毕。",
        "Rule {rule} failed ({fault}); this file was not fully checked by it.",
    ),
    why=Words(
        "一条规则出错不应使其他规则失效，也不应无声无息：没有检查的就要说明没有检查。",
        "One failing rule must not take the others down, nor pass in silence: "
        "what was not checked has to be said.",
    ),
    example=Example(bad="规则 D01 运行出错，本文件未经这条规则检查完毕。", good="（无此提示）"),
)
"""The finding that stands in for a rule that failed: a fault of this program, not of the report."""


def check(report: Report, registry: Registry = REGISTRY) -> tuple[Finding, ...]:
    """All findings about a report, the gravest first, then in the order of the document."""
    view = View(report)
    formats = set(report.formats.values())
    findings = [
        finding
        for rule in registry.rules()
        if rule.applies_to(formats)
        for finding in _findings(rule, view)
    ]
    return tuple(sorted(findings, key=Finding.sort_key))


def _findings(rule: Rule, view: View) -> Iterator[Finding]:
    try:
        for hit in rule.check(view):
            finding = Finding(rule.spec, _discreet(hit))
            finding.message()  # a message that cannot be filled is a fault of the rule, too
            yield finding
    except Exception as fault:  # noqa: BLE001  any fault of a rule stays with that rule
        what = f"{type(fault).__name__}: {fault}"
        warnings.warn(f"rule {rule.spec.id} failed: {what}", RuntimeWarning, stacklevel=2)
        yield Finding(BROKEN, Hit(params={"rule": rule.spec.id, "fault": what}))


def _discreet(hit: Hit) -> Hit:
    """``hit`` without whole identity or phone numbers: a finding is passed on and stored."""
    return replace(
        hit,
        quote=mask(hit.quote),
        expected=_masked(hit.expected),
        found=_masked(hit.found),
        params={
            name: masked
            for name, text in hit.params.items()
            if (masked := _masked(text)) is not None
        },
    )


def _masked(text: Text | None) -> Text | None:
    return mask(text) if isinstance(text, str) else text


def catalogue(registry: Registry = REGISTRY) -> tuple[RuleSpec, ...]:
    """All rules as the catalogue shows them, by id."""
    return (*registry.catalogue(), BROKEN)
