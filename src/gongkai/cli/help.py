"""Help pages: the words of ``texts.toml``, laid out for Chinese as well as for English.

The code gives its commands and options the name of their text as help; the language travels as
the context's ``obj``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from typer.core import TyperCommand, TyperGroup

from gongkai.cli import screen
from gongkai.cli.language import say
from gongkai.report.width import pad, width, wrap

_WIDEST_LABEL = 30


class HelpfulCommand(TyperCommand):
    """A command whose help page is ours."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page."""
        formatter.write("\n".join(page(self, ctx)) + "\n")


class HelpfulGroup(TyperGroup):
    """The command above the others, with a help page that lists them."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page."""
        formatter.write("\n".join(page(self, ctx)) + "\n")


def page(command: Any, ctx: Any) -> Iterator[str]:
    """The lines of a command's help page."""
    lang: str = ctx.obj
    yield from wrap(say(command.help, lang), screen.columns())
    yield ""
    yield f"{say('help.usage', lang)}  {ctx.command_path} {usage(command, lang)}"
    for kind in ("argument", "option", "command"):
        entries = list(_entries(command, ctx, kind))
        if entries:
            yield ""
            yield say(f"help.{kind}s", lang)
            yield from _listed([(label, say(text, lang)) for label, text in entries])


def usage(command: Any, lang: str) -> str:
    """What may follow the name of a command."""
    if isinstance(command, TyperGroup):
        return say("help.usage.group", lang)
    names = [_argument(each) for each in command.params if each.param_type_name == "argument"]
    return " ".join([*names, say("help.usage.options", lang)])


def parameters(command: Any, ctx: Any, kind: str) -> Iterator[tuple[str, str]]:
    """A command's arguments or options: how each is written, and the name of its text."""
    for each in command.params:
        if each.param_type_name == kind:
            yield (_argument(each) if kind == "argument" else _option(each)), each.help
    if kind == "option":
        yield _option(command.get_help_option(ctx)), "option.help"


def _entries(command: Any, ctx: Any, kind: str) -> Iterator[tuple[str, str]]:
    if kind == "command":
        yield from ((name, each.help) for name, each in getattr(command, "commands", {}).items())
    else:
        yield from parameters(command, ctx, kind)


def _argument(parameter: Any) -> str:
    return str(parameter.metavar)


def _option(parameter: Any) -> str:
    names = ", ".join(sorted(parameter.opts, key=len))
    return names if parameter.is_flag else f"{names} {parameter.metavar}"


def _listed(entries: list[tuple[str, str]]) -> Iterator[str]:
    labels = min(_WIDEST_LABEL, max(width(label) for label, _ in entries)) + 2
    for label, text in entries:
        lead = pad(f"  {label}", labels + 2)
        for line in wrap(text, screen.columns() - labels - 2):
            yield lead + line
            lead = " " * (labels + 2)
