"""A command line that cannot be understood, explained in the language of the interface."""

from __future__ import annotations

import typer

from gongkai.cli.language import say


class UsageFault(Exception):  # noqa: N818 - a user's slip, not an error of the program
    """What the user asked for contradicts itself; the text says how."""


def explain(fault: typer.TyperException, lang: str, known_commands: list[str]) -> str:
    """The parser's complaint in one sentence of our own."""
    kind = type(fault).__name__
    known = ("、" if lang == "zh" else ", ").join(known_commands)
    if kind == "NoSuchOption":
        return say("usage.no_option", lang, what=getattr(fault, "option_name", ""))
    if kind == "MissingParameter":
        return say("usage.missing", lang, what=_parameter(fault))
    if kind == "BadParameter":
        return say("usage.value", lang, what=_parameter(fault), allowed=_allowed(fault, lang))
    if fault.message.startswith("No such command"):
        return say("usage.no_command", lang, what=fault.message.split("'")[1], known=known)
    if fault.message.startswith("Missing command"):
        return say("usage.no_command_named", lang, known=known)
    return say("usage.other", lang, reason=fault.format_message())


def _allowed(fault: typer.TyperException, lang: str) -> str:
    allowed = _metavar(fault)
    return say("usage.count", lang) if allowed == "N" else allowed


def _parameter(fault: typer.TyperException) -> str:
    names: list[str] = getattr(getattr(fault, "param", None), "opts", [])
    longest = max(names, key=len, default="")
    return longest if longest.startswith("-") else _metavar(fault)


def _metavar(fault: typer.TyperException) -> str:
    return str(getattr(getattr(fault, "param", None), "metavar", "") or "")
