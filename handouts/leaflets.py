"""The commands that make leaflets and charts, for files and for paper."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, BinaryIO

import click

from handouts.errors import shown
from handouts.options import (
    ALL,
    PLATES,
    Answer,
    all_of,
    cards_of,
    check_output,
    completer,
    files_for,
    is_folder,
    issued_day,
    listed,
    places_for,
    plate_of,
    with_clinic,
    with_data,
    with_names,
    with_no_cache,
    with_paper,
    write_told,
)
from handouts.order import EVERY
from handouts.style import BODY, PAPERS

if TYPE_CHECKING:
    from handouts.desk import Desk

SELDOM = 10.0  # seconds between lines of progress


@click.command()
@with_names
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
@with_no_cache
@with_data
@with_clinic
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
    check_output(output or "", hashes)
    if archive and not archive.lower().endswith(".zip"):
        raise click.UsageError(f"'{archive}' should end in .zip.")
    if archive and output == "-":
        raise click.UsageError("--zip and -o -: use one, not both.")
    words = {"condition": [EVERY] if every else names, "point": _every(codes), "chart": _every(map(plate_of, charts))}
    desk = _desk(words, PAPERS if ALL in papers else dict.fromkeys(papers), data, clinic, no_cache)
    if archive or any(EVERY in some for some in words.values()):
        output = "output/" if not (output or archive) else output
        return _bundled(desk, output, archive, hashes, jobs, afresh=no_cache)
    return _out(desk, "leaflets", output or "output/", hashes, jobs)


def _every(words: Iterable[str]) -> list[str]:
    return [EVERY if word.casefold() == ALL else word for word in words]


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
    return Desk(Order(named, tuple(papers), folders, clinic, issued_day()), None if no_cache else cache.folder())


def _bundled(
    desk: Desk, output: str | None, archive: str | None, hashes: bool, jobs: int | None, afresh: bool
) -> Answer:
    """Cards in a folder with a manifest, and in a zip file; the paths of both are told, the manifest's is not."""
    from handouts import bundle

    if output == "-" or (output and not is_folder(output)):
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
    return listed({path: c for path, c in contents.items() if path.name != bundle.MANIFEST}, hashes)


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


def _out(desk: Desk, what: str, output: str, hashes: bool, jobs: int | None = None) -> Answer:
    """The PDFs of cards, written, or the one for standard output."""
    items = desk.items()
    if output == "-" and len(items) > 1:
        raise click.UsageError(f"{len(items)} {what} do not go to standard output: name a folder.")
    if output != "-":
        places_for([item.name for item in items], output, ".pdf")
    made = {m.item.name: m.content for m in desk.fill(items, jobs, {}, _progress)}
    return next(iter(made.values())) if output == "-" else write_told(files_for(made, output, ".pdf"), hashes)


# -- onto paper --------------------------------------------------------------------------------------------------------


def _list_printers(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    """Prints the printers' names and ends the command, as --help does."""
    if asked and not ctx.resilient_parsing:
        from handouts import printing

        click.echo(printing.listed())
        ctx.exit()


@click.command("print")
@click.argument("files", nargs=-1, metavar="[FILE...]", type=click.File("rb"))
@with_names
@with_paper
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
@with_data
@with_clinic
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
    from handouts import printing

    desk = _desk({"condition": names, "point": codes}, [paper], data, clinic, no_cache=False)
    made = {made.item.id: made.content for made in desk.fill(desk.items(), None, {}, _progress)}
    jobs = printing.jobs(made | {shown(Path(file.name)): file.read() for file in files}, copies)
    way = printing.reach(printer)
    printing.refuse(jobs, way)
    receipts = printing.send(jobs, way)
    for name in dict.fromkeys(name for receipt in receipts for name in receipt.ignored):
        click.echo(f"note: the printer passed over '{name}'; see whether the paper is as you wish", err=True)
    many = f"{copies} cop{'y' if copies == 1 else 'ies'}"
    return "\n".join(f"{j.label}: {many} to {way.printer}, job {r.id}" for j, r in zip(jobs, receipts, strict=True))


@click.command()
@with_names
@click.option(
    "--back",
    "backs",
    multiple=True,
    metavar="NAME",
    shell_complete=completer("conditions"),
    help="The condition whose leaflet is printed on the back: one for all cards, or one for each, in their order.",
)
@click.option("--up", type=click.Choice(["2", "4"]), default="2", show_default=True, help="How many on a sheet.")
@with_paper
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
@with_data
@with_clinic
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
    fronts = cards_of(names, codes, paper, data, clinic)
    behind = cards_of(backs, (), paper, data, clinic) if backs else ()
    if len(behind) == 1:
        behind *= len(fronts)
    if behind and len(behind) != len(fronts):
        one = "" if len(fronts) == 1 else f", or {len(fronts)}"
        many = f"{len(fronts)} card{'s' * (len(fronts) > 1)}"
        raise click.UsageError(f"{len(behind)} backs do not go with {many}: name one{one}.")
    about = sheets.about(fronts, behind, layout)
    made = imposed.write(sheets.lay(fronts, behind, layout), about, layout.flip if behind else None)
    written = write_told(files_for({about.name: made}, output, ".pdf"), False)
    click.echo(f"note: {told}: they are to carry along, so hand out the full leaflet too", err=True)
    return written


# -- charts ------------------------------------------------------------------------------------------------------------


@click.command()
@click.option(
    "--view",
    "views",
    multiple=True,
    type=click.Choice([*PLATES, *PLATES.values()]),
    help="Of the leg, or of the foot at its own scale, by its technical or its plain name. May be repeated.",
)
@click.option("--all", "every", is_flag=True, help="Every plate.")
@with_paper
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
@with_no_cache
@with_data
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
    check_output(output, hashes)
    wanted = PLATES if every else dict.fromkeys(map(plate_of, views))
    if os.path.splitext(output)[1].lower() != ".svg":
        return _out(_desk({"chart": wanted}, [paper], data, None, no_cache), "charts", output, hashes)
    from handouts import export, plate

    atlas, _ = all_of(data, None)
    cards = export.charts([plate.PLATES[view] for view in wanted], atlas, PAPERS[paper])
    return write_told(files_for({c.name: export.drawing(export.picture(c)) for c in cards}, output, ".svg"), hashes)
