"""The commands that look things up: what there is, what is known, where it lies, whether all is sound."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import click

from handouts.errors import shown
from handouts.options import (
    VIEWS,
    Answer,
    all_of,
    completer,
    files_for,
    library_of,
    with_clinic,
    with_data,
    with_output,
    write_told,
)
from handouts.style import PAPERS

# -- reading -----------------------------------------------------------------------------------------------------------


@click.command("list")
@with_data
def list_(data: tuple[Path, ...]) -> Answer:
    """Print the conditions and the points."""
    from handouts import listing

    return listing.contents(library_of(data))


@click.command()
@click.argument("name", shell_complete=completer("conditions", "points"))
@with_data
def show(name: str, data: tuple[Path, ...]) -> Answer:
    """Print all that is known of a condition or a point, with its sources.

    \b
    handouts show ST-36
    handouts show "leg cramps"
    """
    from handouts import named, prose

    library = library_of(data)
    return prose.describe(named.either(library, [name])[0], library)


@click.command("read")
@click.argument("file", type=click.File("rb"))
def read_(file: BinaryIO) -> Answer:
    """Print what a screen reader would say of a PDF file, by its own tags; any tagged file will do.

    \b
    handouts build -c cramps
    handouts read output/cramps.pdf
    """
    from handouts import read

    return read.aloud(file.read(), shown(Path(file.name))).rstrip("\n")


@click.command()
@with_data
@with_clinic
def check(data: tuple[Path, ...], clinic: Path | None) -> Answer:
    """Look for faults in all data, and try whether every card and chart fits on its page.

    Each fault is told with its file, line and column.

    \b
    handouts check
    handouts check --data our-data/ --clinic our-clinic.yaml
    """
    from handouts import export, plate

    atlas, own = all_of(data, clinic)
    library = atlas.library
    alone = tuple(p for p in library.points.values() if p.patient and not p.withheld)
    export.cards(export.wanted(tuple(library.conditions.values()), alone, library), atlas, PAPERS["a4"], own)
    export.charts(plate.PLATES.values(), atlas, PAPERS["a4"])
    counts = f"{len(library.points)} points, {len(library.conditions)} conditions, {len(library.sources)} sources"
    click.echo(f"{counts}: no fault found, every card and chart fits", err=True)
    return None


# -- pictures and places -----------------------------------------------------------------------------------------------


@click.command()
@click.argument("names", nargs=-1, metavar="[CONDITION | POINT...]", shell_complete=completer("conditions", "points"))
@click.option("--all", "every", is_flag=True, help="The pictures of every card, into a folder (-o).")
@click.option(
    "--view",
    type=click.Choice([*VIEWS, *VIEWS.values()]),
    callback=lambda _ctx, _option, word: next((view for view, side in VIEWS.items() if word in (view, side)), None),
    help="From which side; by default where the points are seen best.",
)
@with_output("A file that ends in .svg, a folder (made if it is not there), or - for standard output", "-")
@with_data
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

    atlas, _ = all_of(data, None)
    scenes = export.scenes(named.either(atlas.library, names or atlas.library.conditions), view, atlas)
    drawings = {scene.id: export.drawing(scene) for scene in scenes}
    if output != "-":
        return write_told(files_for(drawings, output, ".svg"), hashes=False)
    if len(scenes) > 1:
        raise click.UsageError(f"There are {len(scenes)} pictures: take one with --view, or a folder with -o.")
    return drawings[scenes[0].id]


@click.command()
@click.argument("codes", nargs=-1, metavar="[POINT...]", shell_complete=completer("points"))
@click.option("--all", "every", is_flag=True, help="Every point.")
@click.option("--landmarks", is_flag=True, help="The landmarks of the leg too.")
@click.option("--json", "as_json", is_flag=True, help="All numbers, as JSON.")
@with_data
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

    atlas, _ = all_of(data, None)
    points = [atlas.spots[p.code] for p in named.points(atlas.library, atlas.spots if every else codes)]
    marks = list(anatomy.locate_landmarks(atlas.leg).values()) if landmarks else []
    return listing.as_json(points, marks if landmarks else None) if as_json else listing.places([*points, *marks])
