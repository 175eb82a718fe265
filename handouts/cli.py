"""Words on a command line turned into calls of the library, and what it answers into text.

Commands return what belongs on standard output; `run` prints it. Modules that are slow to import are imported in the
commands that need them: help and completion must be instant.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, TypeAlias

import click
from click.shell_completion import get_completion_class

from handouts import __version__
from handouts.errors import CannotWrite, DataError, DoesNotFit, HandoutsError, Problem, did_you_mean
from handouts.style import PAPERS

if TYPE_CHECKING:
    from handouts.anatomy import Atlas
    from handouts.model import Clinic, Library
    from handouts.page import Card

Answer: TypeAlias = "str | bytes | None"
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
    handouts chart --view posterior        a plate for the wall: output/chart-posterior.pdf
    handouts list                          conditions and points
    handouts show ST-36                    all that is known of a point
    handouts check --data our-data/        are our own files sound?

    Printable self-acupressure leaflets, computed from plain YAML and a measured leg.

    \b
    Exit codes: 0 done, 1 a fault in data, 2 usage, 3 does not fit on the page,
    4 cannot write, 130 stopped with Ctrl-C.
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


def _library(data: Sequence[Path]) -> Library:
    from handouts import load

    return load.library([load.builtin(), *data])


def _all(
    data: Sequence[Path], clinic: Path | None, only: Literal["leaflets"] | None = None
) -> tuple[Atlas, Clinic | None]:
    """All data, or only what leaflets need, with every point located; raises DataError with all its faults."""
    from handouts import anatomy, load

    library, own = load.both([load.builtin(), *data], clinic, load.leaflets if only else load.library)
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
    ending = os.path.splitext(output)[1].lower()
    if not ending or os.path.isdir(output):
        return {Path(output, f"{name}{suffix}"): content for name, content in things.items()}
    if ending != suffix:
        raise click.UsageError(f"'{output}' should end in {suffix}, or in / if it is to be a folder.")
    if len(things) > 1:
        raise click.UsageError(f"{len(things)} files do not go into '{output}': name a folder.")
    return {Path(output): content for content in things.values()}


def _written(files: Mapping[Path, bytes]) -> str:
    from handouts import export

    return "\n".join(map(str, export.write(files)))


# -- leaflets ----------------------------------------------------------------------------------------------------------


@cli.command()
@click.option(
    "--condition",
    "-c",
    "names",
    multiple=True,
    metavar="NAME",
    shell_complete=_names("conditions"),
    help="What the leaflet is for, by its short name or another (see `handouts list`). May be repeated.",
)
@click.option(
    "--point",
    "-p",
    "codes",
    multiple=True,
    metavar="POINT",
    shell_complete=_names("points"),
    help="A point that gets a leaflet of its own, by its code or name. May be repeated.",
)
@click.option("--all", "every", is_flag=True, help="A leaflet for every condition.")
@click.option("--paper", type=click.Choice(list(PAPERS), case_sensitive=False), default="a4", show_default=True)
@click.option(
    "--output",
    "-o",
    metavar="PATH",
    default="output/",
    show_default=True,
    help="A file that ends in .pdf, a folder (made if it is not there), or - for standard output.",
)
@click.option("--hashes", is_flag=True, help="Print the SHA-256 of each file too, as sha256sum -c reads it.")
@_data
@_clinic
def build(
    names: tuple[str, ...],
    codes: tuple[str, ...],
    every: bool,
    paper: str,
    output: str,
    hashes: bool,
    data: tuple[Path, ...],
    clinic: Path | None,
) -> Answer:
    """Write leaflets (PDF), and print the path of each.

    The files bear the day of the data's edition, or that of SOURCE_DATE_EPOCH where it is set.

    \b
    handouts build --condition cramps
    handouts build -c "leg cramps" --paper letter -o - | lp
    handouts build --point SP-6 --point KI-3
    handouts build --all --data our-data/ --clinic our-clinic.yaml -o leaflets/
    handouts build --all --hashes > hashes
    """
    if every and names:
        raise click.UsageError("--condition and --all: use one, not both.")
    if not (every or names or codes):
        raise click.UsageError("Name the leaflets with --condition or --point, or take all of them with --all.")
    _check_output(output, hashes)
    from handouts import export, named

    atlas, own = _all(data, clinic, None if codes else "leaflets")
    wanted = export.wanted(
        named.conditions(atlas.library, atlas.library.conditions if every else names),
        named.points(atlas.library, codes),
        atlas.library,
    )
    if output == "-" and len(wanted) > 1:
        raise click.UsageError(f"{len(wanted)} leaflets do not go to standard output: name a folder.")
    return _out(_issued(export.cards(wanted, atlas, PAPERS[paper], own)), paper, output, hashes)


def _check_output(output: str, hashes: bool) -> None:
    if hashes and output == "-":
        raise click.UsageError("--hashes names files: it does not go with -o -.")
    if output == "-" and sys.stdout and sys.stdout.isatty():
        raise click.UsageError("A PDF is not for a terminal: lead it on with | or >.")


def _out(cards: Sequence[Card], paper: str, output: str, hashes: bool) -> Answer:
    """The PDFs of cards, written, or the one for standard output."""
    from handouts import export

    ending = "" if paper == "a4" else f"-{paper}"
    made = {f"{card.name}{ending}": export.leaflet(card) for card in cards}
    return next(iter(made.values())) if output == "-" else _told(_files(made, output, ".pdf"), hashes)


def _told(files: Mapping[Path, bytes], hashes: bool) -> str:
    """The paths of files that were written, with their digests if asked for."""
    from handouts import export

    written = _written(files)
    return export.hashes(files) if hashes else written


def _issued(cards: Sequence[Card]) -> tuple[Card, ...]:
    """Cards with the day of SOURCE_DATE_EPOCH where it is set: https://reproducible-builds.org/specs/source-date-epoch"""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return tuple(cards)
    try:
        day = datetime.fromtimestamp(int(epoch), timezone.utc).date()
    except (ValueError, OverflowError, OSError):
        text = f"SOURCE_DATE_EPOCH is '{epoch}': it should be the seconds since 1970, such as 1795305600."
        raise click.UsageError(text) from None
    return tuple(replace(card, issued=day) for card in cards)


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
@click.option("--paper", type=click.Choice(list(PAPERS), case_sensitive=False), default="a4", show_default=True)
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
@_data
def chart(views: tuple[str, ...], every: bool, paper: str, output: str, hashes: bool, data: tuple[Path, ...]) -> Answer:
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
    from handouts import export, plate

    atlas, _ = _all(data, None)
    plain = {side: view for view, side in PLATES.items()}
    wanted = PLATES if every else dict.fromkeys(plain.get(view, view) for view in views)
    if output == "-" and len(wanted) > 1:
        raise click.UsageError(f"{len(wanted)} charts do not go to standard output: name a folder.")
    cards = _issued(export.charts([plate.PLATES[view] for view in wanted], atlas, PAPERS[paper]))
    if os.path.splitext(output)[1].lower() == ".svg":
        return _told(_files({c.name: export.drawing(export.picture(c)) for c in cards}, output, ".svg"), hashes)
    return _out(cards, paper, output, hashes)


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
    from handouts.marked import shown

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
        return _written(_files(drawings, output, ".svg"))
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
