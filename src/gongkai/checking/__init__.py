"""Checks on a report: one rule, one function, with its severity and its legal basis.

``check(report)`` gives the findings, ``catalogue()`` the rules, ``verdict(findings)`` the short
answer. The rules live in ``rules/``, one module and one data file per family.
"""

from gongkai.checking.finding import Example, Finding, Hit, RuleSpec, Severity
from gongkai.checking.run import catalogue, check
from gongkai.checking.verdict import Verdict, verdict
from gongkai.checking.words import Words

__all__ = [
    "Example",
    "Finding",
    "Hit",
    "RuleSpec",
    "Severity",
    "Verdict",
    "Words",
    "catalogue",
    "check",
    "verdict",
]
