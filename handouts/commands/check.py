"""The command that looks for faults in all data, and reads all leaflets as an editor would."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.commands.options import (
    announce,
    issued_day,
    named_by_user,
    request_of,
    tell_replaced,
    with_clinic,
    with_data,
)
from handouts.commands.output import Answer
from handouts.commands.rule import complete_rules
from handouts.errors import CannotWrite, DataError, DoesNotFit, Problem, short_path
from handouts.order.request import EVERY
from handouts.paths import builtin

if TYPE_CHECKING:
    from handouts.lint.rule import Finding
    from handouts.load.library import Draft

# The names of handouts.lint.formats.FORMATS, which is slow to import.
FORMATS = ("text", "json", "github", "sarif")


def _with_rules(names: tuple[str, str], told: str) -> click.Option:
    return click.Option(names, multiple=True, metavar="RULE", shell_complete=complete_rules, help=told)


@click.command(
    "check",
    params=[
        _with_rules(
            ("--select", "select"), "Only this rule, by its id or name (see `handouts rule`). May be repeated."
        ),
        _with_rules(("--ignore", "ignore"), "Not this rule. May be repeated."),
    ],
)
@click.argument("folders", nargs=-1, metavar="[FOLDER...]", type=click.Path(path_type=Path))
@with_data
@with_clinic
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--report", "reported", is_flag=True, help="Print for each card which of 44 criteria it meets.")
@click.option(
    "--today",
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day on which reviews are to be in date; SOURCE_DATE_EPOCH gives it too.",
)
def command(
    folders: tuple[Path, ...],
    data: tuple[Path, ...],
    clinic: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    form: str,
    strict: bool,
    reported: bool,
    today: datetime | None,
) -> Answer:
    """Look for faults in all data, read every leaflet as an editor would, and try whether every card and chart fits on
    its page.

    Warnings about built-in words are told only where neither --data nor --clinic is given.

    Each finding is told with its file, line and column, and with its rule, which `handouts rule` explains. A comment
    `# lint: HL205 because ...` on its line, or above it, lets a finding go by.

    \b
    handouts check
    handouts check our-data/
    handouts check --data our-data/ --clinic our-clinic.yaml
    handouts check --today 2026-12-01
    handouts check --format json
    handouts check --report
    """
    if reported and (form != "text" or select or ignore):
        raise click.UsageError(
            "--report asks all rules, and is for people: it takes no --select, --ignore or --format."
        )
    if folders and named_by_user(click.get_current_context(), "data"):
        raise click.UsageError(f"'{folders[0]}' and --data '{data[0]}': name folders in one of the two ways.")
    if folders and (file := next((folder for folder in folders if folder.is_file()), None)):
        raise click.UsageError(f"'{file}' is a file, not a folder: a clinic's file is named with --clinic {file}.")
    if folders:
        tell_replaced(folders)
        data = folders
    from handouts.lint import catalogue, engine
    from handouts.lint.formats import FORMATS as WRITERS
    from handouts.lint.ignores import read_ignores
    from handouts.lint.passages import passages
    from handouts.lint.report import report
    from handouts.lint.rule import Leaflets
    from handouts.load.clinic import read_clinic
    from handouts.load.library import read_library
    from handouts.load.overrides import overrides

    rules = engine.chosen(select, ignore)
    request = request_of({kind: [EVERY] for kind in ("condition", "point", "chart")}, ["a4"], data, clinic)
    draft = read_library(request.data)
    own = read_clinic(clinic)[0] if clinic else None
    announce(change for change in overrides(draft.library) if change.signed)
    faults, unfitting = _tried(draft, request.data, clinic)
    day: date | None = today.date() if today else issued_day()
    leaflets = Leaflets(draft.library, passages(draft.library, own), own, day)
    known = engine.Known(faults, unfitting, read_ignores(request.data, clinic))
    every = engine.look(leaflets, rules, known)
    found = [f for f in every if not (data or clinic) or not _of_the_edition(f)]
    if form != "text":
        if sys.stdout is None:
            raise CannotWrite([Problem("cannot write to standard output: it is closed")])
        click.echo(WRITERS[form](found, catalogue.rules()))
    elif found:
        click.echo(WRITERS[form](found, rules), err=True)
    if reported:
        click.echo(report(leaflets, every, rules))
    click.echo(_summary(found, draft) + _left_out(len(every) - len(found)), err=True)
    return _code(found, strict)


def _tried(draft: Draft, folders: Sequence[Path], clinic: Path | None) -> tuple[Sequence[Problem], Sequence[Problem]]:
    """The faults of the data and the clinic's file, and where there are none, what does not fit on a page."""
    from handouts.load.logo import note_on
    from handouts.locate.atlas import load_atlas
    from handouts.order.make import Materials, cards_of

    request = request_of({kind: [EVERY] for kind in ("condition", "point", "chart")}, ["a4"], folders[1:], clinic)
    try:
        materials = Materials(*load_atlas(folders, clinic, lambda _: draft), request.issued)
        if materials.clinic and materials.clinic.logo:
            announce(filter(None, [note_on(materials.clinic.logo)]))
        cards_of(materials, request)
    except DataError as error:
        return error.problems, ()
    except DoesNotFit as error:
        return (), error.problems
    return (), ()


def _of_the_edition(finding: Finding) -> bool:
    """Whether this is a warning about built-in words, which nobody need hear again who looks at their own; that the
    edition is due soon they must hear."""
    from handouts.lint.engine import DATED

    inside = finding.mark is not None and finding.mark.file.startswith(f"{short_path(builtin())}{os.sep}")
    return inside and finding.level == "warning" and finding.rule not in DATED


def _left_out(many: int) -> str:
    return f" (and {many} in the built-in data: handouts check tells them)" if many else ""


def _summary(found: Sequence[Finding], draft: Draft) -> str:
    errors = sum(finding.level == "error" for finding in found)
    warnings = len(found) - errors
    told = f"{warnings} warning{'s' * (warnings != 1)}"
    if errors:
        return f"{errors} problem{'s' * (errors != 1)}" + (f", {told}" if warnings else "")
    library = draft.library
    counts = f"{len(library.points)} points, {len(library.conditions)} conditions, {len(library.sources)} sources"
    return f"{counts}: no fault found, every card and chart fits" + (f"; {told}" if warnings else "")


def _code(found: Sequence[Finding], strict: bool) -> int:
    """0 if nothing is wrong, 3 if all that is wrong is that something does not fit, else 1."""
    wrong = {finding.rule for finding in found if finding.level == "error" or strict}
    return (DoesNotFit.exit_code if wrong == {"HL002"} else DataError.exit_code) if wrong else 0
