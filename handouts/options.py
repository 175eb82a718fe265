"""What commands share: options, what they are read into, and where files go."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from handouts.errors import HandoutsError
from handouts.paths import builtin
from handouts.style import PAPERS

if TYPE_CHECKING:
    from datetime import date

    from handouts.anatomy import Atlas
    from handouts.desk import Desk
    from handouts.model import Clinic, Library

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
ALL = "all"  # as people type it


def with_data(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--data`, folders of the user's own."""
    return click.option(
        "--data",
        multiple=True,
        metavar="FOLDER",
        type=click.Path(path_type=Path),
        help="A folder of your own that adds to the built-in data or overrides it. May be repeated.",
    )(command)


def with_clinic(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--clinic`, the file of a clinic."""
    return click.option(
        "--clinic",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="A small YAML file with your clinic's name, telephone and logo.",
    )(command)


def with_output(told: str, default: str | None = "output/") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Adds `--output`; `told` says what it may be."""
    words = f"{told}." if default else f"{told}.  [default: output/]"
    return click.option("--output", "-o", metavar="PATH", default=default, show_default=True, help=words)


def with_hashes(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--hashes`."""
    told = "Print the SHA-256 of each file too, as sha256sum -c reads it."
    return click.option("--hashes", is_flag=True, help=told)(command)


def with_no_cache(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--no-cache`."""
    return click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing in the cache.")(
        command
    )


def library_of(data: Sequence[Path]) -> Library:
    """All data, built in and of the user's own; raises DataError with all its faults."""
    from handouts import load

    return load.library([builtin(), *data])


def all_of(data: Sequence[Path], clinic: Path | None, leaflets: bool = False) -> tuple[Atlas, Clinic | None]:
    """All data, or what `leaflets` of conditions need, with every point located; raises DataError with its faults."""
    from handouts import anatomy, load

    library, own = load.both([builtin(), *data], clinic, load.leaflets if leaflets else load.library)
    return anatomy.atlas(load.leg(builtin()), library), own


def completer(*kinds: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """A completer for the ids of some kinds of things."""

    def complete(ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
        try:
            library = library_of(ctx.params.get("data") or ())
        except HandoutsError:
            return []
        names = (name for kind in kinds for name in getattr(library, kind))
        return [name for name in names if name.casefold().startswith(begun.casefold())]

    return complete


def files_for(things: Mapping[str, bytes], output: str, suffix: str) -> dict[Path, bytes]:
    """Where named contents go: into the file or the folder asked for."""
    places = places_for(list(things), output, suffix)
    return {places[name]: content for name, content in things.items()}


def places_for(names: Sequence[str], output: str, suffix: str) -> dict[str, Path]:
    """The path of each name's file: the file asked for, or one in the folder asked for."""
    if is_folder(output):
        return {name: Path(output, f"{name}{suffix}") for name in names}
    if os.path.splitext(output)[1].lower() != suffix:
        raise click.UsageError(f"'{output}' should end in {suffix}, or in / if it is to be a folder.")
    if len(names) > 1:
        raise click.UsageError(f"{len(names)} files do not go into '{output}': name a folder.")
    return {name: Path(output) for name in names}


def is_folder(output: str) -> bool:
    """Whether a path that was asked for is to be a folder."""
    return not os.path.splitext(output)[1] or os.path.isdir(output)


def with_names(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--condition` and `--point`, by which leaflets are named."""
    condition = click.option(
        "--condition",
        "-c",
        "names",
        multiple=True,
        metavar="NAME",
        shell_complete=completer("conditions"),
        help="What the leaflet is for, by its short name or another (see `handouts list`). May be repeated.",
    )
    point = click.option(
        "--point",
        "-p",
        "codes",
        multiple=True,
        metavar="POINT",
        shell_complete=completer("points"),
        help="A point that gets a leaflet of its own, by its code or name. May be repeated.",
    )
    return condition(point(command))


def with_paper(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--paper`, one of those that a leaflet fits."""
    choice = click.Choice(list(PAPERS), case_sensitive=False)
    return click.option("--paper", type=choice, default="a4", show_default=True)(command)


def desk_of(
    words: Mapping[str, Iterable[str]],
    papers: Iterable[str],
    data: Sequence[Path],
    clinic: Path | None,
    no_cache: bool,
) -> Desk:
    """Where cards are asked for: `words` are their names by kind."""
    from handouts import cache
    from handouts.desk import Desk
    from handouts.order import Order

    named = tuple((kind, word) for kind, some in words.items() for word in some)
    folders = (builtin(), *data)
    return Desk(Order(named, tuple(papers), folders, clinic, issued_day()), None if no_cache else cache.folder())


def check_output(output: str, hashes: bool) -> None:
    """Raises UsageError where a PDF cannot go to the output that was asked for."""
    if hashes and output == "-":
        raise click.UsageError("--hashes names files: it does not go with -o -.")
    if output == "-" and sys.stdout and sys.stdout.isatty():
        raise click.UsageError("A PDF is not for a terminal: lead it on with | or >.")


def write_told(contents: Mapping[Path, bytes], hashes: bool) -> str:
    """The paths of files that are written now, with their digests if asked for."""
    from handouts import files

    files.write(contents)
    return listed(contents, hashes)


def listed(contents: Mapping[Path, bytes], hashes: bool) -> str:
    """The paths of files, a line each, with their digests if asked for."""
    from handouts import files

    return files.hashes(contents) if hashes else "\n".join(map(str, contents))


def issued_day() -> date | None:
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


def plate_of(view: str) -> str:
    """The technical name of a plate."""
    return next((name for name, plain in PLATES.items() if view == plain), view)
