"""Words on a command line turned into calls of the library, and what it answers into text.

Commands return what belongs on standard output; `run` prints it. Modules that are slow to import are imported in the
commands that need them: help and completion must be instant.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

import click
from click.shell_completion import get_completion_class

from handouts import __version__
from handouts.errors import CannotWrite, DataError, DoesNotFit, HandoutsError, Problem, did_you_mean, shown
from handouts.order import EVERY
from handouts.style import BODY, PAPERS

if TYPE_CHECKING:
    from datetime import date

    from handouts.anatomy import Atlas
    from handouts.desk import Desk
    from handouts.fitting import Proof
    from handouts.merge import Order
    from handouts.model import Clinic, Library
    from handouts.page import Card
    from handouts.people import Registry
    from handouts.table import Table

Answer: TypeAlias = "str | bytes | int | None"  # text or bytes for standard output, or an exit code
VIEWS = {
    "anterior": "front",
    "posterior": "back",
    "lateral": "outer",
    "medial": "inner",
    "dorsal": "top",
    "plantar": "sole",
}
PLATES = VIEWS | {"lateral-foot": "outer-foot", "medial-foot": "inner-foot"}
SHELLS = ("bash", "zsh", "fish")
COMPLETE = "_HANDOUTS_COMPLETE"
ALL = "all"  # as people type it
SELDOM = 10.0  # seconds between lines of progress


def run(words: Sequence[str] | None = None) -> int:
    """Does what the words say (those of the process if None) and returns the exit code; raises KeyboardInterrupt."""
    try:
        answer = cli.main(words, prog_name="handouts", complete_var=COMPLETE, standalone_mode=False)
        if isinstance(answer, int):  # click's own, for --help and the like
            return answer
        _print(answer)
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except HandoutsError as error:
        click.echo("\n".join(map(str, error.problems)), err=True)
        if error.exit_code in (DataError.exit_code, DoesNotFit.exit_code):
            click.echo(f"{len(error.problems)} problem{'s' * (len(error.problems) > 1)}", err=True)
        return error.exit_code
    return 0


def _print(answer: Answer) -> None:
    if isinstance(answer, bytes):
        if sys.stdout is None:
            raise CannotWrite([Problem("cannot write to standard output: it is closed")])
        sys.stdout.buffer.write(answer)
    elif answer:
        print(answer)


class _Group(click.Group):
    """Commands, with a hint where one is misspelt."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            ctx.fail(f"there is no command '{args[0]}' ({did_you_mean(args[0], self.commands)})")
        return super().resolve_command(ctx, args)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="handouts")
def cli() -> None:
    """\b
    handouts build --condition cramps      a leaflet: output/cramps.pdf
    handouts build -c "knee pain" -c cramps --paper letter
    handouts build --all --clinic our-clinic.yaml -o leaflets/
    handouts print -c cramps --copies 20   straight to the printer
    handouts chart --view posterior        a plate for the wall: output/chart-posterior.pdf
    handouts merge patients.csv -o out/    a personal sheet for each row
    handouts list                          conditions and points
    handouts show ST-36                    all that is known of a point
    handouts check --data our-data/        are our own files sound?

    Printable self-acupressure leaflets, computed from plain YAML and a measured leg.

    \b
    Exit codes: 0 done, 1 a fault in data, 2 usage, 3 does not fit on the page,
    4 cannot write or print, 130 stopped with Ctrl-C, 143 terminated.
    """
    try:
        os.getcwd()
    except OSError:
        raise click.UsageError("The current folder is gone: change to another with cd.") from None


# -- what commands share -----------------------------------------------------------------------------------------------


def _data(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--data",
        multiple=True,
        metavar="FOLDER",
        type=click.Path(path_type=Path),
        help="A folder of your own that adds to the built-in data or overrides it. May be repeated.",
    )(command)


def _clinic(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--clinic",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="A small YAML file with your clinic's name, telephone and logo.",
    )(command)


def _no_cache(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing in the cache.")(
        command
    )


def _library(data: Sequence[Path]) -> Library:
    from handouts import load

    return load.library([load.builtin(), *data])


def _all(data: Sequence[Path], clinic: Path | None) -> tuple[Atlas, Clinic | None]:
    """All data, with every point located; raises DataError with all its faults."""
    from handouts import anatomy, load

    library, own = load.both([load.builtin(), *data], clinic)
    return anatomy.atlas(load.leg(load.builtin()), library), own


def _names(*kinds: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """A completer for the ids of some kinds of things."""

    def complete(ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
        try:
            library = _library(ctx.params.get("data") or ())
        except HandoutsError:
            return []
        names = (name for kind in kinds for name in getattr(library, kind))
        return [name for name in names if name.casefold().startswith(begun.casefold())]

    return complete


def _files(things: Mapping[str, bytes], output: str, suffix: str) -> dict[Path, bytes]:
    """Where named contents go: into the file or the folder asked for."""
    places = _places(list(things), output, suffix)
    return {places[name]: content for name, content in things.items()}


def _places(names: Sequence[str], output: str, suffix: str) -> dict[str, Path]:
    """The path of each name's file: the file asked for, or one in the folder asked for."""
    if _is_folder(output):
        return {name: Path(output, f"{name}{suffix}") for name in names}
    if os.path.splitext(output)[1].lower() != suffix:
        raise click.UsageError(f"'{output}' should end in {suffix}, or in / if it is to be a folder.")
    if len(names) > 1:
        raise click.UsageError(f"{len(names)} files do not go into '{output}': name a folder.")
    return {name: Path(output) for name in names}


def _is_folder(output: str) -> bool:
    return not os.path.splitext(output)[1] or os.path.isdir(output)


def _wanted(command: Callable[..., Any]) -> Callable[..., Any]:
    condition = click.option(
        "--condition",
        "-c",
        "names",
        multiple=True,
        metavar="NAME",
        shell_complete=_names("conditions"),
        help="What the leaflet is for, by its short name or another (see `handouts list`). May be repeated.",
    )
    point = click.option(
        "--point",
        "-p",
        "codes",
        multiple=True,
        metavar="POINT",
        shell_complete=_names("points"),
        help="A point that gets a leaflet of its own, by its code or name; for `build` also 'all'. May be repeated.",
    )
    return condition(point(command))


def _paper(command: Callable[..., Any]) -> Callable[..., Any]:
    choice = click.Choice(list(PAPERS), case_sensitive=False)
    return click.option("--paper", type=choice, default="a4", show_default=True)(command)


def _cards(
    names: Sequence[str], codes: Sequence[str], paper: str, data: Sequence[Path], clinic: Path | None
) -> tuple[Card, ...]:
    """The cards of conditions and points by what they were called; raises HandoutsError with all that is wrong."""
    from handouts import anatomy, export, load, named

    library, own = load.both([load.builtin(), *data], clinic, load.library if codes else load.leaflets)
    atlas = anatomy.atlas(load.leg(load.builtin()), library)
    wanted = export.wanted(named.conditions(library, names), named.points(library, codes), library)
    cards, day = export.cards(wanted, atlas, PAPERS[paper], own), _issued()
    return tuple(replace(card, issued=day) for card in cards) if day else cards


# -- leaflets ----------------------------------------------------------------------------------------------------------


@cli.command()
@_wanted
@click.option(
    "--chart",
    "charts",
    multiple=True,
    type=click.Choice([*PLATES, *PLATES.values(), ALL], case_sensitive=False),
    metavar="VIEW",
    help="A plate of the atlas too, as of `handouts chart`, or 'all'. May be repeated.",
)
@click.option("--all", "every", is_flag=True, help="A leaflet for every condition.")
@click.option(
    "--paper",
    "papers",
    multiple=True,
    type=click.Choice([*PAPERS, ALL], case_sensitive=False),
    default=["a4"],
    show_default="a4",
    help="May be repeated.",
)
@click.option(
    "--output",
    "-o",
    metavar="PATH",
    help="A file that ends in .pdf, a folder (made if it is not there), or - for standard output.  [default: output/]",
)
@click.option("--zip", "archive", metavar="FILE", help="Put them all into one zip file; with -o too, into both.")
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes work side by side.  [default: 1 for few files, else one for each processor]",
)
@click.option("--hashes", is_flag=True, help="Print the SHA-256 of each file too, as sha256sum -c reads it.")
@_no_cache
@_data
@_clinic
def build(
    names: tuple[str, ...],
    codes: tuple[str, ...],
    charts: tuple[str, ...],
    every: bool,
    papers: tuple[str, ...],
    output: str | None,
    archive: str | None,
    jobs: int | None,
    hashes: bool,
    no_cache: bool,
    data: tuple[Path, ...],
    clinic: Path | None,
) -> Answer:
    """Write leaflets (PDF), and print the path of each.

    The files bear the day of the data's edition, or that of SOURCE_DATE_EPOCH where it is set. Where all of something
    is built, the folder's manifest.json tells of each file its version and SHA-256, and what is unchanged since is not
    written again. Finished leaflets are kept in your cache folder, or in that of HANDOUTS_CACHE; nothing personal is.

    \b
    handouts build --condition cramps
    handouts build -c "leg cramps" --paper letter -o - | lp
    handouts build --point SP-6 --point KI-3
    handouts build --all --data our-data/ --clinic our-clinic.yaml -o leaflets/
    handouts build --all --chart all --paper all -o leaflets/ --jobs 4
    handouts build --all --zip leaflets.zip
    handouts build --all --hashes > hashes
    """
    if every and names:
        raise click.UsageError("--condition and --all: use one, not both.")
    if not (every or names or codes or charts):
        raise click.UsageError("Name the leaflets with --condition or --point, or take all of them with --all.")
    _check_output(output or "", hashes)
    if archive and not archive.lower().endswith(".zip"):
        raise click.UsageError(f"'{archive}' should end in .zip.")
    if archive and output == "-":
        raise click.UsageError("--zip and -o -: use one, not both.")
    words = {"condition": [EVERY] if every else names, "point": _every(codes), "chart": _every(map(_plate, charts))}
    desk = _desk(words, PAPERS if ALL in papers else dict.fromkeys(papers), data, clinic, no_cache)
    if archive or any(EVERY in some for some in words.values()):
        output = "output/" if not (output or archive) else output
        return _bundled(desk, output, archive, hashes, jobs, afresh=no_cache)
    return _out(desk, "leaflets", output or "output/", hashes, jobs)


def _every(words: Iterable[str]) -> list[str]:
    return [EVERY if word.casefold() == ALL else word for word in words]


def _plate(view: str) -> str:
    """The technical name of a plate."""
    return next((name for name, plain in PLATES.items() if view == plain), view)


def _desk(
    words: Mapping[str, Iterable[str]],
    papers: Iterable[str],
    data: Sequence[Path],
    clinic: Path | None,
    no_cache: bool,
) -> Desk:
    """Where cards are asked for: `words` are their names by kind."""
    from handouts import cache, inputs
    from handouts.desk import Desk
    from handouts.order import Order

    named = tuple((kind, word) for kind, some in words.items() for word in some)
    folders = (inputs.builtin(), *data)
    return Desk(Order(named, tuple(papers), folders, clinic, _issued()), None if no_cache else cache.folder())


def _bundled(
    desk: Desk, output: str | None, archive: str | None, hashes: bool, jobs: int | None, afresh: bool
) -> Answer:
    """Cards in a folder with a manifest, and in a zip file; the paths of both are told, the manifest's is not."""
    from handouts import bundle

    if output == "-" or (output and not _is_folder(output)):
        return _out(desk, "leaflets", output, hashes, jobs)
    desk.watch()
    items = desk.items()
    folder = Path(output) if output else None
    there = bundle.there(folder, desk, items) if folder and not afresh else {}
    made = desk.fill(items, jobs, there, _progress)
    contents = bundle.folder(folder, made, desk) if folder else {}
    if archive:
        contents[Path(archive)] = bundle.zipped(made, desk)
    written = bundle.write(contents)
    if len(contents) > written and sys.stderr and sys.stderr.isatty():
        click.echo(f"{written} of {len(contents)} files written, the others are unchanged", err=True)
    return _listed({path: c for path, c in contents.items() if path.name != bundle.MANIFEST}, hashes)


@contextmanager
def _progress(cards: int) -> Iterator[Callable[[], object]]:
    """Tells on a terminal how far the work has come; elsewhere with a line now and then."""
    from handouts.desk import FEW

    if sys.stderr and sys.stderr.isatty() and cards >= FEW:
        with click.progressbar(length=cards, file=sys.stderr) as bar:
            yield lambda: bar.update(1)
    else:
        yield _Lines(cards).step


class _Lines:
    """Progress for those who read it later."""

    def __init__(self, cards: int):
        self.cards, self.done, self.said = cards, 0, monotonic()

    def step(self) -> None:
        self.done += 1
        if monotonic() - self.said > SELDOM and sys.stderr:
            click.echo(f"{self.done} of {self.cards} made", err=True)
            self.said = monotonic()


def _check_output(output: str, hashes: bool) -> None:
    if hashes and output == "-":
        raise click.UsageError("--hashes names files: it does not go with -o -.")
    if output == "-" and sys.stdout and sys.stdout.isatty():
        raise click.UsageError("A PDF is not for a terminal: lead it on with | or >.")


def _out(desk: Desk, what: str, output: str, hashes: bool, jobs: int | None = None) -> Answer:
    """The PDFs of cards, written, or the one for standard output."""
    items = desk.items()
    if output == "-" and len(items) > 1:
        raise click.UsageError(f"{len(items)} {what} do not go to standard output: name a folder.")
    if output != "-":
        _places([item.name for item in items], output, ".pdf")
    made = {m.item.name: m.content for m in desk.fill(items, jobs, {}, _progress)}
    return next(iter(made.values())) if output == "-" else _told(_files(made, output, ".pdf"), hashes)


def _told(contents: Mapping[Path, bytes], hashes: bool) -> str:
    """The paths of files that are written now, with their digests if asked for."""
    from handouts import files

    files.write(contents)
    return _listed(contents, hashes)


def _listed(contents: Mapping[Path, bytes], hashes: bool) -> str:
    from handouts import files

    return files.hashes(contents) if hashes else "\n".join(map(str, contents))


def _issued() -> date | None:
    """The day of SOURCE_DATE_EPOCH where it is set: https://reproducible-builds.org/specs/source-date-epoch"""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    from datetime import datetime, timezone

    try:
        return datetime.fromtimestamp(int(epoch), timezone.utc).date()
    except (ValueError, OverflowError, OSError):
        text = f"SOURCE_DATE_EPOCH is '{epoch}': it should be the seconds since 1970, such as 1795305600."
        raise click.UsageError(text) from None


def _list_printers(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    """Prints the printers' names and ends the command, as --help does."""
    if asked and not ctx.resilient_parsing:
        from handouts import printing

        click.echo(printing.listed())
        ctx.exit()


@cli.command("print")
@click.argument("files", nargs=-1, metavar="[FILE...]", type=click.File("rb"))
@_wanted
@_paper
@click.option("--copies", "-n", type=click.IntRange(1, 999), default=1, show_default=True, help="Of each leaflet.")
@click.option(
    "--printer",
    metavar="NAME",
    help="Its name, or the address of a network printer, such as ipp://192.0.2.7/ipp/print.  [default: the system's]",
)
@click.option(
    "--list-printers",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list_printers,
    help="Print the names of the printers, the default marked, and do no more.",
)
@_data
@_clinic
def print_(
    files: tuple[BinaryIO, ...],
    names: tuple[str, ...],
    codes: tuple[str, ...],
    paper: str,
    copies: int,
    printer: str | None,
    data: tuple[Path, ...],
    clinic: Path | None,
) -> Answer:
    """Print leaflets, or finished PDF files, on paper at true size.

    All must be well before anything is sent: the leaflets, the printer and its paper. Nothing is scaled. Both sides of
    the paper are used only where a file itself asks for it, as those of `handouts sheet --back` do. What others may
    see in the printer's queue names no illness and no person.

    \b
    handouts print --condition cramps --copies 20
    handouts print -c cramps -c "knee pain" --paper letter --printer Desk
    handouts print output/cramps.pdf --printer ipp://192.0.2.7/ipp/print
    handouts print --list-printers
    """
    if not (files or names or codes):
        raise click.UsageError("Name the leaflets with --condition or --point, or finished PDF files.")
    from handouts import export, printing

    cards = _cards(names, codes, paper, data, clinic) if names or codes else ()
    made = {card.name: export.leaflet(card) for card in cards}
    jobs = printing.jobs(made | {shown(Path(file.name)): file.read() for file in files}, copies)
    way = printing.reach(printer)
    printing.refuse(jobs, way)
    receipts = printing.send(jobs, way)
    for name in dict.fromkeys(name for receipt in receipts for name in receipt.ignored):
        click.echo(f"note: the printer passed over '{name}'; see whether the paper is as you wish", err=True)
    many = f"{copies} cop{'y' if copies == 1 else 'ies'}"
    return "\n".join(f"{j.label}: {many} to {way.printer}, job {r.id}" for j, r in zip(jobs, receipts, strict=True))


@cli.command()
@_wanted
@click.option(
    "--back",
    "backs",
    multiple=True,
    metavar="NAME",
    shell_complete=_names("conditions"),
    help="The condition whose leaflet is printed on the back: one for all cards, or one for each, in their order.",
)
@click.option("--up", type=click.Choice(["2", "4"]), default="2", show_default=True, help="How many on a sheet.")
@_paper
@click.option(
    "--press", is_flag=True, help="For a print shop: just half or a quarter of the paper, with 3 mm of bleed."
)
@click.option("--small", is_flag=True, help="Allow type that many cannot read.")
@click.option(
    "--output",
    "-o",
    metavar="PATH",
    default="output/",
    show_default=True,
    help="A file that ends in .pdf, or a folder (made if it is not there).",
)
@_data
@_clinic
def sheet(
    names: tuple[str, ...],
    codes: tuple[str, ...],
    backs: tuple[str, ...],
    up: str,
    paper: str,
    press: bool,
    small: bool,
    output: str,
    data: tuple[Path, ...],
    clinic: Path | None,
) -> Answer:
    """Write sheets of small cards to be cut apart (PDF), with marks where to cut.

    Two cards on a sheet are nearly A5 (half a Letter), four nearly A6. A sheet is filled up with the cards on it, so
    that one card gives two or four of the same. Print at true size; with --back on both sides.

    A leaflet's type of 12 points is about 8 points on two, and 6 on four: such cards are to carry along, not for poor
    eyes. Hand out the full leaflet too. Four need --small.

    \b
    handouts sheet -c cramps
    handouts sheet -c cramps -c "knee pain" --paper letter -o sheets/
    handouts sheet -c cramps --back sciatica
    handouts sheet -c cramps --up 4 --small --press -o cramps.pdf
    """
    if not (names or codes):
        raise click.UsageError("Name the cards with --condition or --point.")
    from handouts import imposed
    from handouts import sheet as sheets

    layout = (sheets.press if press else sheets.office)(PAPERS[paper], int(up))
    told = f"type of {BODY:g} points is {layout.type_size:.1f} points on these cards"
    if layout.type_size < sheets.LEAST_TYPE and not small:
        raise click.UsageError(f"{told}: if the full leaflet goes with them, add --small.")
    fronts = _cards(names, codes, paper, data, clinic)
    behind = _cards(backs, (), paper, data, clinic) if backs else ()
    if len(behind) == 1:
        behind *= len(fronts)
    if behind and len(behind) != len(fronts):
        one = "" if len(fronts) == 1 else f", or {len(fronts)}"
        many = f"{len(fronts)} card{'s' * (len(fronts) > 1)}"
        raise click.UsageError(f"{len(behind)} backs do not go with {many}: name one{one}.")
    about = sheets.about(fronts, behind, layout)
    made = imposed.write(sheets.lay(fronts, behind, layout), about, layout.flip if behind else None)
    written = _told(_files({about.name: made}, output, ".pdf"), False)
    click.echo(f"note: {told}: they are to carry along, so hand out the full leaflet too", err=True)
    return written


# -- charts ------------------------------------------------------------------------------------------------------------


@cli.command()
@click.option(
    "--view",
    "views",
    multiple=True,
    type=click.Choice([*PLATES, *PLATES.values()]),
    help="Of the leg, or of the foot at its own scale, by its technical or its plain name. May be repeated.",
)
@click.option("--all", "every", is_flag=True, help="Every plate.")
@_paper
@click.option(
    "--output",
    "-o",
    metavar="PATH",
    default="output/",
    show_default=True,
    help="A file that ends in .pdf, or in .svg for the picture alone, a folder (made if it is not there), or - for "
    "standard output.",
)
@click.option("--hashes", is_flag=True, help="Print the SHA-256 of each file too, as sha256sum -c reads it.")
@_no_cache
@_data
def chart(
    views: tuple[str, ...],
    every: bool,
    paper: str,
    output: str,
    hashes: bool,
    no_cache: bool,
    data: tuple[Path, ...],
) -> Answer:
    """Write charts (PDF): one page with every point that a view of the leg or foot shows.

    \b
    handouts chart --view posterior
    handouts chart --view sole --view inner-foot --paper letter -o charts/
    handouts chart --view back -o back.svg
    handouts chart --all -o charts/
    """
    if every and views:
        raise click.UsageError("--view and --all: use one, not both.")
    if not (every or views):
        raise click.UsageError("Name the plates with --view, or take all of them with --all.")
    _check_output(output, hashes)
    wanted = PLATES if every else dict.fromkeys(map(_plate, views))
    if os.path.splitext(output)[1].lower() != ".svg":
        return _out(_desk({"chart": wanted}, [paper], data, None, no_cache), "charts", output, hashes)
    from handouts import export, plate

    atlas, _ = _all(data, None)
    cards = export.charts([plate.PLATES[view] for view in wanted], atlas, PAPERS[paper])
    return _told(_files({c.name: export.drawing(export.picture(c)) for c in cards}, output, ".svg"), hashes)


# -- personal sheets ---------------------------------------------------------------------------------------------------


def _renamed(_ctx: click.Context, _option: click.Parameter, pairs: Sequence[str]) -> dict[str, str]:
    """Fields with the columns that hold them, from words such as name=Patient."""
    from handouts.people import FIELDS

    renamed = dict(pair.partition("=")[::2] for pair in pairs)
    for field, column in renamed.items():
        if field not in FIELDS:
            raise click.BadParameter(f"there is no field '{field}' ({did_you_mean(field, FIELDS)})")
        if not column:
            raise click.BadParameter(f"say which column holds it: {field}=...")
    return renamed


@cli.command()
@click.argument("file", type=click.File("rb"))
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
    shell_complete=_names("conditions"),
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
@_data
@_clinic
def merge(
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
    data: tuple[Path, ...],
    clinic: Path | None,
) -> Answer:
    """Write a sheet for each row of a file of people (CSV or JSON lines; - for standard input).

    Columns, all of which may be missing or empty: name, date, practitioner, note, time and often (how long and how
    often, instead of what the leaflet says), points (which of the condition's), condition. Nothing is written before
    all rows are found to be sound. Nothing of them is kept but what you ask for.

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
    from handouts import crew, filenames, fitting, load, named, people, table
    from handouts import merge as merging
    from handouts.errors import shown

    filenames.namer(names)
    atlas, own = _all(data, clinic)
    usual = named.conditions(atlas.library, [condition])[0] if condition else None
    logo = load.picture(own.logo) if own and own.logo else None
    sheet = fitting.Sheet(atlas, PAPERS[paper], own, logo, _issued())
    lines = form == "jsonl" or (form is None and Path(file.name).suffix.lower() in (".jsonl", ".ndjson"))
    rows = table.open_table(
        table.seekable(file), shown(Path(file.name)), lines, table.Columns(people.FIELDS, columns, ignore_columns)
    )
    order = merging.Order(output, single, names, jobs or crew.cores(), scheduler)
    return _merged(rows, people.Registry(atlas.library, usual), fitting.Proof(sheet), order, skip_bad)


def _merged(rows: Table, registry: Registry, proof: Proof, order: Order, skip_bad: bool) -> Answer:
    """Reads twice, tells what is found and done, and answers with what was written to, or with an exit code."""
    from handouts import merge as merging
    from handouts.progress import Progress

    checking = Progress("checked")

    def tell(fault: Problem) -> None:
        checking.end()
        click.echo(fault, err=True)

    checked = merging.check(rows, registry, proof, tell, checking)
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
    writing = Progress("written", many)
    try:
        total = merging.write(rows, registry, proof, checked, order, writing)
    finally:
        writing.end()
    for line in merging.summary(total, checked, order):
        click.echo(line, err=True)
    return "\n".join(str(path) for path in (order.folder, order.single if many else None) if path)


# -- reading -----------------------------------------------------------------------------------------------------------


@cli.command("list")
@_data
def list_(data: tuple[Path, ...]) -> Answer:
    """Print the conditions and the points."""
    from handouts import listing

    return listing.contents(_library(data))


@cli.command()
@click.argument("name", shell_complete=_names("conditions", "points"))
@_data
def show(name: str, data: tuple[Path, ...]) -> Answer:
    """Print all that is known of a condition or a point, with its sources.

    \b
    handouts show ST-36
    handouts show "leg cramps"
    """
    from handouts import named, prose

    library = _library(data)
    return prose.describe(named.either(library, [name])[0], library)


@cli.command("read")
@click.argument("file", type=click.File("rb"))
def read_(file: BinaryIO) -> Answer:
    """Print what a screen reader would say of a PDF file, by its own tags; any tagged file will do.

    \b
    handouts build -c cramps
    handouts read output/cramps.pdf
    """
    from handouts import read

    return read.aloud(file.read(), shown(Path(file.name))).rstrip("\n")


@cli.command()
@_data
@_clinic
def check(data: tuple[Path, ...], clinic: Path | None) -> Answer:
    """Look for faults in all data, and try whether every card and chart fits on its page.

    Each fault is told with its file, line and column.

    \b
    handouts check
    handouts check --data our-data/ --clinic our-clinic.yaml
    """
    from handouts import export, plate

    atlas, own = _all(data, clinic)
    library = atlas.library
    alone = tuple(p for p in library.points.values() if p.patient and not p.withheld)
    export.cards(export.wanted(tuple(library.conditions.values()), alone, library), atlas, PAPERS["a4"], own)
    export.charts(plate.PLATES.values(), atlas, PAPERS["a4"])
    counts = f"{len(library.points)} points, {len(library.conditions)} conditions, {len(library.sources)} sources"
    click.echo(f"{counts}: no fault found, every card and chart fits", err=True)
    return None


# -- pictures and places -----------------------------------------------------------------------------------------------


@cli.command()
@click.argument("names", nargs=-1, metavar="[CONDITION | POINT...]", shell_complete=_names("conditions", "points"))
@click.option("--all", "every", is_flag=True, help="The pictures of every card, into a folder (-o).")
@click.option(
    "--view",
    type=click.Choice([*VIEWS, *VIEWS.values()]),
    callback=lambda _ctx, _option, word: next((view for view, side in VIEWS.items() if word in (view, side)), None),
    help="From which side; by default where the points are seen best.",
)
@click.option(
    "--output",
    "-o",
    metavar="PATH",
    default="-",
    help="A file that ends in .svg, a folder (made if it is not there), or - for standard output.  [default: -]",
)
@_data
def diagram(names: tuple[str, ...], every: bool, view: str | None, output: str, data: tuple[Path, ...]) -> Answer:
    """Draw the pictures of a condition's card, or of points, as SVG.

    \b
    handouts diagram sciatica > sciatica.svg
    handouts diagram BL-37 BL-40 --view posterior -o points.svg
    handouts diagram --all -o diagrams/
    """
    if every == bool(names):
        raise click.UsageError("Name a condition or points, or take all cards with --all.")
    if every and (view or output == "-"):
        raise click.UsageError("--all needs a folder (-o FOLDER) and takes no --view.")
    from handouts import export, named

    atlas, _ = _all(data, None)
    scenes = export.scenes(named.either(atlas.library, names or atlas.library.conditions), view, atlas)
    drawings = {scene.id: export.drawing(scene) for scene in scenes}
    if output != "-":
        return _told(_files(drawings, output, ".svg"), hashes=False)
    if len(scenes) > 1:
        raise click.UsageError(f"There are {len(scenes)} pictures: take one with --view, or a folder with -o.")
    return drawings[scenes[0].id]


@cli.command()
@click.argument("codes", nargs=-1, metavar="[POINT...]", shell_complete=_names("points"))
@click.option("--all", "every", is_flag=True, help="Every point.")
@click.option("--landmarks", is_flag=True, help="The landmarks of the leg too.")
@click.option("--json", "as_json", is_flag=True, help="All numbers, as JSON.")
@_data
def locate(codes: tuple[str, ...], every: bool, landmarks: bool, as_json: bool, data: tuple[Path, ...]) -> Answer:
    """Print where points lie on the measured leg, in centimetres.

    x is lateral from the middle of the hip joint, y up from the floor, z to the front; a standing adult of 166 cm.

    \b
    handouts locate ST-36 BL-57
    handouts locate --all --landmarks --json
    """
    if (every and codes) or not (codes or every or landmarks):
        raise click.UsageError("Name points, or take --all of them, or the --landmarks.")
    from handouts import anatomy, listing, named

    atlas, _ = _all(data, None)
    points = [atlas.spots[p.code] for p in named.points(atlas.library, atlas.spots if every else codes)]
    marks = list(anatomy.locate_landmarks(atlas.leg).values()) if landmarks else []
    return listing.as_json(points, marks if landmarks else None) if as_json else listing.places([*points, *marks])


@cli.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> Answer:
    """Print the script that lets your shell complete commands, options and names.

    \b
    echo 'eval "$(handouts completion bash)"' >> ~/.bashrc
    echo 'eval "$(handouts completion zsh)"' >> ~/.zshrc
    handouts completion fish > ~/.config/fish/completions/handouts.fish
    """
    script = get_completion_class(shell)
    assert script is not None
    return script(cli, {}, "handouts", COMPLETE).source()
