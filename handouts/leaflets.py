"""The commands that make leaflets and charts."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from handouts.options import (
    ALL,
    PLATES,
    Answer,
    all_of,
    check_output,
    desk_of,
    files_for,
    is_folder,
    listed,
    places_for,
    plate_of,
    with_clinic,
    with_data,
    with_hashes,
    with_names,
    with_no_cache,
    with_output,
    with_paper,
    write_told,
)
from handouts.order import EVERY
from handouts.style import PAPERS

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
@with_output("A file that ends in .pdf, a folder (made if it is not there), or - for standard output", None)
@click.option("--zip", "archive", metavar="FILE", help="Put them all into one zip file; with -o too, into both.")
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes work side by side.  [default: 1 for few files, else one for each processor]",
)
@with_hashes
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
    handouts build --point all -o points/
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
    desk = desk_of(words, PAPERS if ALL in papers else dict.fromkeys(papers), data, clinic, no_cache)
    if archive or any(EVERY in some for some in words.values()):
        output = "output/" if not (output or archive) else output
        return _bundled(desk, output, archive, hashes, jobs, afresh=no_cache)
    return _out(desk, "leaflets", output or "output/", hashes, jobs)


def _every(words: Iterable[str]) -> list[str]:
    return [EVERY if word.casefold() == ALL else word for word in words]


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
@with_output(
    "A file that ends in .pdf, or in .svg for the picture alone, a folder (made if it is not there), or - for standard "
    "output"
)
@with_hashes
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
        return _out(desk_of({"chart": wanted}, [paper], data, None, no_cache), "charts", output, hashes)
    from handouts import export, plate

    atlas, _ = all_of(data, None)
    cards = export.charts([plate.PLATES[view] for view in wanted], atlas, PAPERS[paper])
    return write_told(files_for({c.name: export.drawing(export.picture(c)) for c in cards}, output, ".svg"), hashes)
