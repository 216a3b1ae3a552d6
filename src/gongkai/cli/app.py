"""The commands put together, and every way in which a run can end."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from typing import Annotated, Any

import typer

import gongkai
from gongkai.cli import INTERRUPTED, audit
from gongkai.cli.check import check
from gongkai.cli.clock import clock
from gongkai.cli.compare import compare
from gongkai.cli.convert import convert
from gongkai.cli.formats import formats
from gongkai.cli.help import HelpfulCommand, HelpfulGroup
from gongkai.cli.language import lang_of, say
from gongkai.cli.output import OutputError, ReaderGoneError, abandon_stdout
from gongkai.cli.read import read
from gongkai.cli.reconcile import reconcile
from gongkai.cli.repair import repair
from gongkai.cli.rules import rules
from gongkai.cli.schema import schema
from gongkai.cli.show import show
from gongkai.cli.similar import similar
from gongkai.cli.site import backup, restore, serve, setup
from gongkai.cli.template import template
from gongkai.cli.usage import UsageFault, explain
from gongkai.cli.write import write
from gongkai.report.width import printable

USAGE = 2
OUTPUT_FAILED = 3
CRASHED = 70
READER_GONE = 141
"""Exit statuses beside those of the commands; the last is what a shell gives for a closed pipe."""

_COMMANDS = (
    read,
    check,
    show,
    repair,
    compare,
    reconcile,
    similar,
    write,
    convert,
    template,
    clock,
    rules,
    formats,
    schema,
    serve,
    setup,
    backup,
    restore,
)

_GROUPS = {"audit": (audit.verify, audit.renew)}
"""Commands with commands below them."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line. Returns the exit status; everything that went wrong has been said."""
    lang = lang_of(arguments)
    command = build()
    words = list(arguments)
    try:
        status = command.main(words, prog_name="gongkai", standalone_mode=False, obj=lang)
    except Exception as fault:  # noqa: BLE001 - every way to end has its own status
        return _end(fault, command, lang)
    if status == INTERRUPTED:
        return _complain(say("interrupted", lang), INTERRUPTED)
    return int(status or 0)


def _end(fault: Exception, command: Any, lang: str) -> int:
    """Say what ended the run; the exit status for it."""
    match fault:
        case UsageFault():
            status = _complain(str(fault), USAGE)
        case typer.TyperException():
            status = _usage(fault, command, lang)
        case OutputError():
            if fault.target is None:
                abandon_stdout()
            status = _complain(fault.message(lang), OUTPUT_FAILED)
        case ReaderGoneError():
            abandon_stdout()
            status = READER_GONE
        case _:  # Python itself would leave with 1, which means findings
            traceback.print_exception(fault)
            status = _complain(say("crashed", lang), CRASHED)
    return status


def build() -> Any:
    """The command ``gongkai`` with all commands below it."""
    app = typer.Typer(
        cls=HelpfulGroup,
        help="program",
        add_completion=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_top)
    for command in _COMMANDS:
        name = command.__name__
        app.command(name, cls=HelpfulCommand, help=f"command.{name}")(command)
    for group, members in _GROUPS.items():
        below = typer.Typer(cls=HelpfulGroup, help=f"command.{group}", no_args_is_help=True)
        for member in members:
            name = member.__name__
            below.command(name, cls=HelpfulCommand, help=f"command.{group}.{name}")(member)
        app.add_typer(below, name=group)
    return typer.main.get_command(app)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - the parser calls it with the value
    if wanted:
        typer.echo(f"gongkai {gongkai.__version__}")
        raise typer.Exit


def _top(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", help="option.version", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Nothing of its own: the commands below do the work."""


def _usage(fault: typer.TyperException, command: Any, lang: str) -> int:
    if type(fault).__name__ == "NoArgsIsHelpError":
        print(fault.message, file=sys.stderr)  # noqa: T201 - the help is for the terminal
        return USAGE
    context = getattr(fault, "ctx", None)
    hint = say("usage.hint", lang, command=context.command_path if context else "gongkai")
    return _complain(f"{explain(fault, lang, list(command.commands))} {hint}", USAGE)


def _complain(text: str, status: int) -> int:
    print(printable(text), file=sys.stderr)  # noqa: T201 - one clear line for the terminal
    return status
