"""The command that makes personal sheets of a table of people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from handouts.commands.options import InputFile, announce, completer, issued_day, with_clinic, with_data, with_draft
from handouts.commands.output import Answer
from handouts.errors import DataError, Problem, did_you_mean, short_path
from handouts.style import PAPERS

if TYPE_CHECKING:
    from handouts.load.model import Bounds
    from handouts.load.words import DoseWords
    from handouts.people.fit import FitCheck
    from handouts.people.merge import Output
    from handouts.people.person import Registry
    from handouts.people.rows import Table


def _renamed(_ctx: click.Context, _option: click.Parameter, pairs: Sequence[str]) -> dict[str, str]:
    """Fields with the columns that hold them, from words such as name=Patient."""
    from handouts.people.person import TABLE_FIELDS

    renamed = dict(pair.partition("=")[::2] for pair in pairs)
    for field, column in renamed.items():
        if field not in TABLE_FIELDS:
            raise click.BadParameter(f"there is no field '{field}' ({did_you_mean(field, TABLE_FIELDS)})")
        if not column:
            raise click.BadParameter(f"say which column holds it: {field}=...")
    return renamed


@click.command("merge")
@click.argument("file", type=InputFile())
@click.option(
    "--output",
    "-o",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where a file for each row goes; made if it is not there.",
)
@click.option(
    "--single",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="One PDF with a page and a bookmark for each row.",
)
@click.option(
    "--condition",
    "-c",
    metavar="NAME",
    shell_complete=completer("conditions"),
    help="What the sheets of rows are for that name no condition.",
)
@click.option("--condition-column", metavar="COLUMN", help="The column that names the condition.  [default: condition]")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    callback=_renamed,
    help="The column that holds a field, if it has another name. May be repeated.",
)
@click.option("--ignore-columns", is_flag=True, help="Leave columns alone that are not known.")
@click.option(
    "--format", "form", type=click.Choice(["csv", "jsonl"]), help="CSV or JSON lines.  [default: by the file's ending]"
)
@click.option(
    "--names",
    metavar="PATTERN",
    default="{row:05}-{condition}",
    show_default=True,
    help="What files are called. {name} and {date} may be used too, but show in every list of files.",
)
@click.option("--skip-bad", is_flag=True, help="Write the rows without faults, and list the others in left-out.csv.")
@click.option("--paper", type=click.Choice(list(PAPERS), case_sensitive=False), default="a4", show_default=True)
@click.option("--jobs", "-j", type=click.IntRange(0), default=1, show_default=True, help="Processes; 0: one per core.")
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler whose workers write the files, tcp://host:port.")
@with_draft
@with_data
@with_clinic
def command(
    file: BinaryIO,
    output: Path | None,
    single: Path | None,
    condition: str | None,
    condition_column: str | None,
    columns: dict[str, str],
    ignore_columns: bool,
    form: str | None,
    names: str,
    skip_bad: bool,
    paper: str,
    jobs: int,
    scheduler: str | None,
    draft: bool,
    data: tuple[Path, ...],
    clinic: Path | None,
) -> Answer:
    """Write a sheet for each row of a file of people (CSV or JSON lines; - for standard input).

    Columns, all of which may be missing or empty: name, date, practitioner, note, time and often (how long and how
    often, instead of what the leaflet says: numbers, within bounds), points (which of the condition's), purpose (what
    one of them is for), condition. Nothing is written before all rows are found to be sound. Nothing of them is kept
    but what you ask for.

    \b
    handouts merge patients.csv -o sheets/
    handouts merge patients.csv --single monday.pdf --condition cramps
    handouts merge patients.csv -o sheets/ --names "{row:03} {name}" --jobs 2
    handouts merge patients.jsonl -o sheets/ --skip-bad
    """
    if not (output or single):
        raise click.UsageError("Say where the sheets go: -o FOLDER, --single FILE.pdf, or both.")
    if single and single.suffix.lower() != ".pdf":
        raise click.UsageError(f"'{single}' should end in .pdf.")
    if scheduler and not output:
        raise click.UsageError("--scheduler needs a folder (-o FOLDER), which all workers see.")
    if condition_column:
        columns["condition"] = condition_column
    from handouts.api import open_data, registry_of, sheet_maker
    from handouts.load.names import find_conditions
    from handouts.load.overrides import overrides
    from handouts.people import filenames
    from handouts.people import merge as merging
    from handouts.people.fit import FitCheck
    from handouts.people.person import TABLE_FIELDS
    from handouts.people.rows import Columns
    from handouts.people.table import open_table, seekable
    from handouts.system.workers import processors

    filenames.namer(names)
    opened = open_data(*data, clinic=clinic, issued=issued_day(), leaflets_only=True)
    announce(overrides(opened.atlas.library))
    library, maker = opened.atlas.library, sheet_maker(opened, paper)
    usual = find_conditions(library, [condition])[0] if condition else None
    lines = form == "jsonl" or (form is None and Path(file.name).suffix.lower() in (".jsonl", ".ndjson"))
    wanted = Columns(TABLE_FIELDS, columns, ignore_columns)
    table = open_table(seekable(file), short_path(Path(file.name)), lines, wanted)
    where = merging.Output(output, single, names, jobs or processors(), scheduler)
    if bounds := opened.clinic and opened.clinic.doses:
        click.echo(_wider(bounds, library.words.dose), err=True)
    return _merged(table, registry_of(opened, usual), FitCheck(maker, draft), where, skip_bad)


def _wider(bounds: Bounds, words: DoseWords) -> str:
    """That a clinic has bounds of its own, and who stands for them."""
    from handouts.load.dose import limits_of, said_limits

    allowed = ", ".join(said_limits(limits_of(bounds), words))
    return f"note: doses allowed by {bounds.reviewer}, {bounds.reviewed}: {allowed} ({bounds.reason})"


def _merged(table: Table, registry: Registry, fit_check: FitCheck, output: Output, skip_bad: bool) -> Answer:
    """Reads twice, tells what is found and done, and answers with what was written to, or with an exit code."""
    from handouts.commands.progress import Progress
    from handouts.lint.notes import note_reader
    from handouts.people import merge as merging

    checking = Progress("checked")

    def tell(fault: Problem) -> None:
        checking.end()
        click.echo(fault, err=True)

    def warn(found: Problem) -> None:
        tell_text = str(found).replace(" error: ", " warning: ", 1)
        checking.end()
        click.echo(tell_text, err=True)

    checked = merging.check_table(table, registry, fit_check, tell, checking, note_reader(registry.library), warn)
    checking.end()
    bad, many = len(checked.bad), checked.people
    if bad:
        click.echo(f"{bad:,} row{'s' * (bad > 1)} with faults, {many:,} without", err=True)
    if bad and not skip_bad:
        click.echo("nothing was written (to write the others, add --skip-bad)", err=True)
        return DataError.exit_code
    if not many and not bad:
        click.echo("error: the file has no rows", err=True)
        return DataError.exit_code
    writing = Progress("written")
    try:
        total = merging.write_sheets(table, registry, fit_check, checked, output, lambda count: writing(count, many))
    finally:
        writing.end()
    for line in merging.summary(total, checked, output):
        click.echo(line, err=True)
    return "\n".join(str(path) for path in (output.folder, output.single if many else None) if path)
