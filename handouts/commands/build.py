"""The command that makes leaflets and charts: one, some or all."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.commands.options import (
    ALL,
    PAPER_HELP,
    announce,
    builder_of,
    paper_of,
    request_of,
    with_clinic,
    with_data,
    with_format,
    with_hashes,
    with_leaflets,
    with_names,
    with_no_cache,
    with_output,
    with_qr,
    with_together,
)
from handouts.commands.output import Answer, check_output, deliver, is_folder, listed
from handouts.commands.progress import Progress
from handouts.draw.views import PLATES, view_called
from handouts.order.request import EVERY, HTML, LEAFLET, PDF
from handouts.style import LARGE_PAPERS, PAPERS, USUAL, Format

if TYPE_CHECKING:
    from handouts.order.builder import Builder


@click.command("build")
@with_leaflets
@with_names
@click.option(
    "--chart",
    "charts",
    multiple=True,
    type=click.Choice([*PLATES, *(plate.plain for plate in PLATES.values()), ALL], case_sensitive=False),
    metavar="VIEW",
    help="A plate of the atlas too, as of `handouts chart`, or 'all'. May be repeated.",
)
@click.option("--all", "every", is_flag=True, help="A leaflet for every condition.")
@click.option(
    "--paper",
    "papers",
    multiple=True,
    type=click.Choice([*LARGE_PAPERS, ALL], case_sensitive=False),
    help=f"May be repeated; a3 is for --large.  {PAPER_HELP}",
)
@with_output(
    "A file that ends in .pdf, or in .html for a web page, a folder (made if it is not there), or - for standard "
    "output",
    None,
)
@click.option("--html", "screen", is_flag=True, help="A web page of each leaflet too, for telephones and screens.")
@click.option("--zip", "archive", metavar="FILE", help="Put them all into one zip file; with -o too, into both.")
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes work side by side.  [default: 1 for few files, else one for each processor]",
)
@with_format
@with_together
@with_hashes
@with_no_cache
@with_qr
@with_data
@with_clinic
def command(
    leaflets: tuple[str, ...],
    names: tuple[str, ...],
    codes: tuple[str, ...],
    charts: tuple[str, ...],
    every: bool,
    papers: tuple[str, ...],
    output: str | None,
    screen: bool,
    archive: str | None,
    jobs: int | None,
    hashes: bool,
    no_cache: bool,
    qr: bool,
    data: tuple[Path, ...],
    clinic: Path | None,
    format: Format,
    together: bool,
) -> Answer:
    """Write leaflets (PDF, or web pages), and print the path of each.

    The files bear the day of the data's edition, or that of SOURCE_DATE_EPOCH where it is set. Where all of something
    is built, the folder's manifest.json tells of each file its version and SHA-256, what is unchanged since is not
    written again, and with --html an index.html leads to all of it. Finished leaflets are kept in your cache folder, or
    in that of HANDOUTS_CACHE; nothing personal is.

    \b
    handouts build cramps
    handouts build "knee pain" SP-6 --paper letter
    handouts build --condition cramps
    handouts build -c "leg cramps" --paper letter -o - | lp
    handouts build --point SP-6 --point KI-3 --side left
    handouts build --point all -o points/
    handouts build --all --data our-data/ --clinic our-clinic.yaml -o leaflets/
    handouts build --all --chart all --paper all -o leaflets/ --jobs 4
    handouts build --all --zip leaflets.zip
    handouts build --condition sciatica -o sciatica.html
    handouts build --all --html -o leaflets/
    handouts build --condition sciatica --large
    handouts build ST-36 --edition practitioner
    handouts build --condition sciatica --low-ink --diary
    handouts build --all --hashes > hashes
    """
    if every and names:
        raise click.UsageError("--condition and --all: use one, not both.")
    if every and leaflets:
        raise click.UsageError(f"'{leaflets[0]}' and --all: use one, not both.")
    if not (every or leaflets or names or codes or charts):
        raise click.UsageError("Name the leaflets, such as: handouts build cramps. Or take all of them with --all.")
    check_output(output or "", hashes)
    if archive and not archive.lower().endswith(".zip"):
        raise click.UsageError(f"'{archive}' should end in .zip.")
    if archive and output == "-":
        raise click.UsageError("--zip and -o -: use one, not both.")
    words = {
        "condition": [EVERY] if every else names,
        "point": _every(codes),
        LEAFLET: leaflets,
        "chart": _every(view_called(PLATES, word) for word in charts),
    }
    if charts and format != USUAL:
        raise click.UsageError(
            "--edition, --side, --sides, --large, --low-ink, --diary: charts have none. Build them by themselves."
        )
    wanted = PAPERS if ALL in papers else dict.fromkeys(papers or [paper_of(None, clinic)])
    request = request_of(words, wanted, data, clinic, format, together=together, qr=qr)
    suffixes = _suffixes(output or "", screen)
    if suffixes == (HTML,):
        _check_page(charts, format)
    request = request._replace(suffixes=suffixes)
    builder = builder_of(request, no_cache)
    if archive or any(EVERY in some for some in words.values()):
        output = "output/" if not (output or archive) else output
        return _bundled(builder, output, archive, hashes, jobs, afresh=no_cache)
    return deliver(builder, "leaflets", output or "output/", hashes, jobs)


def _suffixes(output: str, screen: bool) -> tuple[str, ...]:
    """How the files that are asked for end."""
    if is_folder(output) and output != "-":
        return (PDF, HTML) if screen else (PDF,)
    if screen:
        raise click.UsageError(
            "--html writes web pages beside the PDFs: name a folder with -o, or a file that ends in .html."
        )
    return (HTML,) if Path(output).suffix.lower() == HTML else (PDF,)


def _check_page(charts: Sequence[str], format: Format) -> None:
    """Raises UsageError where a web page alone is asked for and something else that it cannot be."""
    if format.for_practitioners:
        raise click.UsageError("--edition practitioner is for paper. Write it to a file that ends in .pdf.")
    if charts:
        raise click.UsageError("--chart: charts are for paper. Write them to a file that ends in .pdf.")
    if format.edition not in ("", "standard") or format.back:
        raise click.UsageError(
            "--large, --low-ink, --diary are for paper. On a screen readers choose the size themselves."
        )


def _every(words: Iterable[str]) -> list[str]:
    return [EVERY if word.casefold() == ALL else word for word in words]


def _bundled(
    builder: Builder, output: str | None, archive: str | None, hashes: bool, jobs: int | None, afresh: bool
) -> Answer:
    """Cards in a folder with a manifest, and in a zip file; the paths of both are told, the manifest's is not."""
    from handouts.order import bundle

    if output == "-" or (output and not is_folder(output)):
        return deliver(builder, "leaflets", output, hashes, jobs)
    builder.watch()
    items = builder.items()
    folder = Path(output) if output else None
    there = bundle.cards_there(folder, builder, items) if folder and not afresh else {}
    announce(builder.overrides())
    with Progress("made") as progress:
        made = builder.build(items, jobs, there, progress)
    contents, written = bundle.write_bundle(folder, Path(archive) if archive else None, made, builder)
    if len(contents) > written and sys.stderr and sys.stderr.isatty():
        click.echo(f"{written} of {len(contents)} files written, the others are unchanged", err=True)
    return listed({path: c for path, c in contents.items() if path.name != bundle.MANIFEST}, hashes)
