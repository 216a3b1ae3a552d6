"""``gongkai rules``: the catalogue of checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.cli import json_form, screen
from gongkai.cli.language import LangOption, default_lang, say
from gongkai.cli.output import open_output
from gongkai.cli.screen import Line
from gongkai.cli.usage import UsageFault
from gongkai.report.width import pad, wrap

if TYPE_CHECKING:
    from gongkai.checking import RuleSpec

_LABEL_WIDTH = 10


def rules(
    rule: Annotated[str | None, typer.Argument(metavar="[ID]", help="argument.rule")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="option.rules.json")] = False,
    lang: LangOption = None,
) -> int:
    """Show the rules, or all about one."""
    from gongkai.checking import catalogue

    language = lang or default_lang()
    chosen = [spec for spec in catalogue() if rule is None or spec.id == rule.upper()]
    if not chosen:
        raise UsageFault(say("rules.unknown", language, id=rule))
    with open_output(None, encoding="utf-8" if as_json else screen.encoding()) as write:
        if as_json:
            for spec in chosen:
                write(json_form.line(rule_data(spec)))
        else:
            lines = _list(chosen, language) if rule is None else _explain(chosen[0], language)
            write(screen.show(lines, styled=screen.in_colour()))
    return 0


def rule_data(spec: RuleSpec) -> dict[str, Any]:
    """A rule as plain data, its words in both languages."""
    return {
        "id": spec.id,
        "slug": spec.slug,
        "severity": str(spec.severity),
        "title": spec.title._asdict(),
        "why": spec.why._asdict(),
        "legal_basis": spec.legal_basis._asdict() if spec.legal_basis else None,
        "since": spec.since,
        "until": spec.until,
        "example": {"bad": spec.example.bad, "good": spec.example.good},
    }


def formats_of(spec: RuleSpec, lang: str) -> str:
    """The formats a rule is meant for, in words; empty where it is meant for all."""
    bounds = []
    if spec.since:
        bounds.append(say("rules.since", lang, since=spec.since))
    if spec.until:
        bounds.append(say("rules.until", lang, until=spec.until))
    return ", ".join(bounds)


def _list(specs: list[RuleSpec], lang: str) -> Iterator[Line]:
    for spec in specs:
        badge = pad(say(f"check.{spec.severity}", lang), 8)
        yield [
            (pad(spec.id, 4), "rule"),
            (badge, str(spec.severity)),
            (spec.title.within(lang), ""),
        ]


def _explain(spec: RuleSpec, lang: str) -> Iterator[Line]:
    yield [(f"{spec.id}  {spec.title.within(lang)}", "title")]
    facts = {
        "severity": say(f"check.{spec.severity}", lang),
        "why": spec.why.within(lang),
        "legal_basis": spec.legal_basis.within(lang) if spec.legal_basis else "",
        "formats": formats_of(spec, lang),
        "bad": spec.example.bad,
        "good": spec.example.good,
    }
    for name, text in facts.items():
        if text:
            yield from _fact(say(f"rules.{name}", lang), text)


def _fact(label: str, text: str) -> Iterator[Line]:
    room = screen.columns() - _LABEL_WIDTH
    lines = [line for paragraph in text.splitlines() for line in wrap(paragraph, room)]
    for position, line in enumerate(lines):
        lead = pad(label, _LABEL_WIDTH) if position == 0 else " " * _LABEL_WIDTH
        yield [(lead, "dim"), (line, "")]
