"""Words on a command line turned into calls of the library, and what it answers into text.

Each command stands in a module of its name beside this one, and is imported when it is asked for. It returns what
belongs on standard output, and `run` prints it. What is slow to import is imported inside the commands that need it:
help and completion must be instant.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from handouts import __version__
from handouts.commands.output import Answer
from handouts.commands.screen import guarded
from handouts.errors import CannotWrite, DataError, DoesNotFit, HandoutsError, Problem, UnknownName, did_you_mean

# In the order in which help lists them.
COMMANDS = (
    "build",
    "print",
    "sheet",
    "chart",
    "merge",
    "card",
    "serve",
    "list",
    "show",
    "read",
    "check",
    "rule",
    "diagram",
    "locate",
    "new",
    "settings",
    "help",
    "completion",
)
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
LONG_DASHES = re.compile(f"-?[{DASHES}]+-?(?=[A-Za-z])")
COMPLETE = "_HANDOUTS_COMPLETE"


def run(words: Sequence[str] | None = None) -> int:
    """Does what the words say (those of the process if None) and returns the exit code; raises KeyboardInterrupt."""
    with guarded():
        return _done(words)


def _done(words: Sequence[str] | None) -> int:
    try:
        answer = cli.main(words, prog_name="handouts", complete_var=COMPLETE, standalone_mode=False)
        if isinstance(answer, int):  # click's own, for --help and the like
            return answer
        _print(answer)
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        error.show()
        if hint := _slip(sys.argv[1:] if words is None else words, error.message):
            click.echo(hint, err=True)
        return error.exit_code
    except HandoutsError as error:
        click.echo("\n".join(map(str, error.problems)), err=True)
        if error.exit_code in (DataError.exit_code, DoesNotFit.exit_code):
            click.echo(f"{len(error.problems)} problem{'s' * (len(error.problems) > 1)}", err=True)
        if isinstance(error, UnknownName) and (hint := _slip(sys.argv[1:] if words is None else words, "")):
            click.echo(hint, err=True)
        return error.exit_code
    return 0


def _slip(words: Sequence[str], message: str) -> str:
    """What a usage fault comes from, where it is a usual slip of the hand: a dash that a word processor made long, or a
    name of several words without quotes."""
    for word in words:
        if LONG_DASHES.match(word):
            short = LONG_DASHES.sub("--" if len(word.lstrip("-" + DASHES)) > 1 else "-", word)
            return f"'{word}' begins with a long dash, as word processors make it: type {short}"
    if "unexpected extra argument" in message:
        return 'A name of several words stands in quotes: "leg cramps"'
    return ""


def _print(answer: Answer) -> None:
    if isinstance(answer, bytes):
        if sys.stdout is None:
            raise CannotWrite([Problem("cannot write to standard output: it is closed")])
        sys.stdout.buffer.write(answer)
    elif answer:
        print(answer)


class _Group(click.Group):
    """The commands, with a hint where one is misspelt."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        found: click.Command = import_module(f"handouts.commands.{name}").command
        return found

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"there is no command '{args[0]}' ({did_you_mean(args[0], COMMANDS)})")
        return super().resolve_command(ctx, args)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="handouts")
def cli() -> None:
    """\b
    handouts build --condition cramps      a leaflet: output/cramps.pdf
    handouts build "knee pain" cramps --paper letter
    handouts build --all --clinic our-clinic.yaml -o leaflets/
    handouts print cramps --copies 20      straight to the printer
    handouts chart back                    a plate for the wall: output/chart-posterior.pdf
    handouts merge patients.csv -o out/    a personal sheet for each row
    handouts list                          conditions and points
    handouts show ST-36                    all that is known of a point
    handouts check our-data/               are our own files sound?

    Printable self-acupressure leaflets, computed from plain YAML and a measured leg.

    \b
    Exit codes: 0 done, 1 a fault in data, 2 usage, 3 does not fit on the page,
    4 cannot write or print, 5 done but for rows that were left out (merge --skip-bad),
    130 stopped with Ctrl-C, 143 terminated.
    """
    try:
        os.getcwd()
    except OSError:
        raise click.UsageError("The current folder is gone: change to another with cd.") from None
