"""The command that makes personal sheets of a table of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from handouts.commands.options import (
    InputFile,
    announce,
    completer,
    issued_day,
    paper_of,
    printer_of,
    with_clinic,
    with_data,
    with_draft,
    with_format,
    with_paper,
)
from handouts.commands.output import Answer
from handouts.errors import DataError, Problem, did_you_mean, printable, short_path

if TYPE_CHECKING:
    from handouts.load.model import Bounds
    from handouts.load.words import DoseWords
    from handouts.people.chosen import Ranges
    from handouts.people.fit import FitCheck
    from handouts.people.merge import Output
    from handouts.people.person import Registry
    from handouts.people.rows import Table
    from handouts.style import Format

ROWS_LEFT_OUT = 5  # the exit code of work that is done but for rows with faults, where these may be skipped


def _ranges(_ctx: click.Context, _option: click.Parameter, text: str | None) -> Ranges:
    """The numbers of rows, from words such as 17,20-25."""
    from handouts.people.chosen import read_ranges

    try:
        return read_ranges(text) if text is not None else ()
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


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
    type=click.Path(path_type=Path),
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
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl", "xlsx"]),
    help="CSV, JSON lines or a workbook.  [default: as the file itself tells]",
)
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook, by its name or its number.")
@click.option("--rows", metavar="ROWS", callback=_ranges, help="Just these rows, such as 17,20-25; the first is row 1.")
@click.option(
    "--names",
    metavar="PATTERN",
    default="{row:05}-{condition}",
    show_default=True,
    help="What files are called. {name} and {date} may be used too, but show in every list of files.",
)
@click.option("--skip-bad", is_flag=True, help="Write the rows without faults, and list the others in left-out.csv.")
@click.option("--replace", is_flag=True, help="Let sheets take the place of those of another table.")
@click.option("--print", "prints", is_flag=True, help="Send all sheets to a printer too, as one job.")
@click.option("--printer", metavar="NAME", help="Its name or its address, as for handouts print.  [default: as there]")
@with_paper
@with_format
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
    sheet: str | None,
    rows: Ranges,
    names: str,
    skip_bad: bool,
    replace: bool,
    prints: bool,
    printer: str | None,
    paper: str | None,
    jobs: int,
    scheduler: str | None,
    draft: bool,
    data: tuple[Path, ...],
    clinic: Path | None,
    format: Format,
) -> Answer:
    """Write a sheet for each row of a file of people (a workbook, CSV or JSON; - for standard input).

    Columns, any of which may be missing or empty: name, date, leg, practitioner, note, time and often (how long and how
    often, instead of what the leaflet says: numbers, within bounds), points (which of the condition's), purpose (what
    one of them is for), condition. Nothing is written before all rows are found to be sound. Nothing of them is kept
    but what you ask for.

    \b
    handouts merge patients.csv -o sheets/
    handouts merge patients.csv --single monday.pdf --condition cramps
    handouts merge patients.csv -o sheets/ --names "{row:03} {name}" --jobs 2
    handouts merge patients.csv -o sheets/ --rows 1
    handouts merge patients.jsonl -o sheets/ --skip-bad
    handouts merge patients.csv --print --printer Desk
    """
    if not (output or single or prints):
        raise click.UsageError("Say where the sheets go: -o FOLDER, --single FILE.pdf, --print, or several of them.")
    if format.for_practitioners:
        raise click.UsageError(
            "--edition practitioner is not for patients, so no sheet for a person is made of it: handouts build."
        )
    if printer and not prints:
        raise click.UsageError("--printer needs --print.")
    paper, printer = paper_of(paper, clinic), printer_of(printer)
    _check_folder(output)
    if single and single.suffix.lower() != ".pdf":
        raise click.UsageError(f"'{single}' should end in .pdf.")
    if scheduler and not output:
        raise click.UsageError("--scheduler needs a folder (-o FOLDER), which all workers see.")
    if condition_column:
        columns["condition"] = condition_column
    _refuse_two_from_one(columns)
    _refuse_own_input(file, single)
    from handouts.api import open_data, registry_of, sheet_maker
    from handouts.load.names import find_conditions
    from handouts.order.make import notes
    from handouts.people import filenames
    from handouts.people import merge as merging
    from handouts.people.chosen import ChosenRows
    from handouts.people.fit import FitCheck
    from handouts.people.heads import Columns
    from handouts.people.person import TABLE_FIELDS
    from handouts.people.table import open_table, seekable
    from handouts.system.workers import processors

    filenames.namer(names)
    opened = open_data(*data, clinic=clinic, issued=issued_day(), leaflets_only=True)
    announce(notes(opened))
    library, maker = opened.atlas.library, sheet_maker(opened, paper, format)
    usual = find_conditions(library, [condition])[0] if condition else None
    if form is None and Path(file.name).suffix.lower() in (".jsonl", ".ndjson"):
        form = "jsonl"
    wanted = Columns(TABLE_FIELDS, columns, ignore_columns)
    table = open_table(seekable(file), short_path(Path(file.name)), form, wanted, sheet)
    for note in table.notes:
        click.echo(f"note: {printable(note)}", err=True)
    where = merging.Output(output, single, names, jobs or processors(), scheduler, replace)
    if bounds := opened.clinic and opened.clinic.doses:
        click.echo(_wider(bounds, library.words.dose), err=True)
    chosen = ChosenRows(table, rows) if rows else table
    work = (chosen, registry_of(opened, usual), FitCheck(maker, draft))
    return _printed(*work, where, skip_bad, printer, paper) if prints else _merged(*work, where, skip_bad)


def _check_folder(output: Path | None) -> None:
    """Raises UsageError where a folder is asked for by the name of a file."""
    if output and output.suffix.lower() == ".pdf" and not output.is_dir():
        raise click.UsageError(f"-o names a folder; for one file of all type: --single {output}")
    if output and output.exists() and not output.is_dir():
        raise click.UsageError(f"-o names a folder, and '{output}' is a file.")


def _refuse_two_from_one(columns: Mapping[str, str]) -> None:
    """Raises UsageError where two fields would be taken from one column, of which one would be lost."""
    from handouts.people.heads import plain_name

    taken: dict[str, str] = {}
    for field, column in columns.items():
        if before := taken.get(plain_name(column)):
            raise click.UsageError(f"'{before}' and '{field}' cannot both be taken from the column '{column}'.")
        taken[plain_name(column)] = field


def _refuse_own_input(file: BinaryIO, single: Path | None) -> None:
    """Raises UsageError where what is written would take the place of the table itself."""
    table = Path(file.name)
    if single and single.exists() and table.exists() and single.samefile(table):
        raise click.UsageError(f"'{single}' is the table itself, and would be replaced: write to another file.")


def _wider(bounds: Bounds, words: DoseWords) -> str:
    """That a clinic has bounds of its own, and who stands for them."""
    from handouts.load.dose import limits_of, said_limits

    allowed = ", ".join(said_limits(limits_of(bounds), words))
    return f"note: doses allowed by {bounds.reviewer}, {bounds.reviewed}: {allowed} ({bounds.reason})"


def _printed(
    table: Table,
    registry: Registry,
    fit_check: FitCheck,
    output: Output,
    skip_bad: bool,
    printer: str | None,
    paper: str,
) -> Answer:
    """Writes what is asked for, and sends one file of all sheets to a printer, if that and its paper are well."""
    from io import BytesIO

    from handouts.commands.sending import check_printer, send
    from handouts.printing.jobs import make_job
    from handouts.printing.printer import reach

    way = reach(printer)
    check_printer([make_job("the sheets", b"", paper, 1, fit_check.maker.format.most_sides)], way)
    sheets = BytesIO()
    answer = _merged(table, registry, fit_check, output._replace(stream=sheets), skip_bad)
    if not sheets.tell():
        return answer
    sides = fit_check.sides()  # as many as there are: two pages of one side may be two patients
    (sent,) = send([make_job("the sheets", sheets.getvalue(), paper, 1, sides)], way)
    click.echo(f"all sheets: to {way.printer}, job {sent.receipt.id}", err=True)
    return answer


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
    if table.fields is not None and "name" not in table.fields:
        click.echo("note: no column holds names; if one does, say which: --column name=...", err=True)
    writing = Progress("written")
    try:
        total = merging.write_sheets(table, registry, fit_check, checked, output, lambda count: writing(count, many))
    finally:
        writing.end()
    for line in merging.summary(total, checked, output):
        click.echo(line, err=True)
    told = "\n".join(str(path) for path in (output.folder, output.single if many else None) if path)
    if not bad:
        return told
    if told:
        click.echo(told)
    return ROWS_LEFT_OUT
