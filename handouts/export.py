"""Cards and pictures wanted, turned into files: all of them or none; the only writer of files."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from typing import NamedTuple

from handouts import card, chart, diagram, load, single, svg, tracks
from handouts.anatomy import Atlas
from handouts.errors import CannotWrite, DataError, DoesNotFit, Problem, UnknownName
from handouts.marked import shown
from handouts.model import Clinic, Condition, Library, Point
from handouts.page import Artifact, Card, Element, Mark, Picture
from handouts.plate import Plate
from handouts.scene import Scene
from handouts.style import PAPERS, Paper

ROOM = diagram.Room(82.0, 118.0)  # as on a card


def wanted(conditions: Sequence[Condition], points: Sequence[Point], library: Library) -> tuple[Condition, ...]:
    """What gets a card: conditions, and points for themselves; raises DataError with every point that cannot."""
    made = [*conditions]
    problems: list[Problem] = []
    for point in points:
        try:
            made.append(single.condition(point, library))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return tuple(made)


def cards(
    conditions: Sequence[Condition], atlas: Atlas, paper: Paper, clinic: Clinic | None = None
) -> tuple[Card, ...]:
    """A card for each condition; raises DoesNotFit with what does not fit on any of them."""
    logo = load.picture(clinic.logo) if clinic and clinic.logo else None
    made: list[Card] = []
    problems: list[Problem] = []
    for condition in conditions:
        try:
            made.append(card.compose(condition, atlas, paper, clinic, logo))
        except DoesNotFit as error:
            problems += error.problems
    if problems:
        raise DoesNotFit(problems)
    return tuple(made)


def charts(plates: Iterable[Plate], atlas: Atlas, paper: Paper) -> tuple[Card, ...]:
    """A chart for each plate; raises DoesNotFit with what does not fit on any of them."""
    channels = tracks.tracks(atlas)
    made: list[Card] = []
    problems: list[Problem] = []
    for wanted in plates:
        try:
            made.append(chart.compose(wanted, atlas, channels, paper))
        except DoesNotFit as error:
            problems += error.problems
    if problems:
        raise DoesNotFit(problems)
    return tuple(made)


def picture(card: Card) -> Scene:
    """The picture on a chart."""
    return _of_card(card)[0]


def leaflet(card: Card) -> bytes:
    """The PDF of a card."""
    from handouts import pdf  # here, because pictures do without it, and it is slow to import

    return pdf.write(card)


def drawing(scene: Scene) -> bytes:
    """The SVG of a scene."""
    return svg.write(scene).encode()


def scenes(things: Sequence[Condition | Point], view: str | None, atlas: Atlas) -> tuple[Scene, ...]:
    """The pictures on the cards of conditions, or pictures of points together, in one view or where they show best.

    Raises UnknownName where there is no such picture, DoesNotFit."""
    points = [thing for thing in things if isinstance(thing, Point)]
    conditions = [thing for thing in things if isinstance(thing, Condition)]
    if points and conditions:
        raise UnknownName([Problem("conditions and points do not share a picture", None, "name the one or the others")])
    return _of_points(points, view, atlas) if points else _of_conditions(conditions, view, atlas)


def _of_conditions(conditions: Sequence[Condition], view: str | None, atlas: Atlas) -> tuple[Scene, ...]:
    """The pictures on the conditions' cards; every one of them has the view."""
    made = {c.id: _of_card(card) for c, card in zip(conditions, cards(conditions, atlas, PAPERS["a4"]), strict=True)}
    views = {id: tuple(scene.frame.view for scene in scenes) for id, scenes in made.items()}
    if view and (without := [id for id in made if view not in views[id]]):
        raise UnknownName(_unseen(id, view, views[id]) for id in without)
    return tuple(scene for scenes in made.values() for scene in scenes if view in (None, scene.frame.view))


def _of_card(card: Card) -> tuple[Scene, ...]:
    return tuple(mark.scene for mark in _marks(card) if isinstance(mark, Picture))


def _marks(branch: Card | Element | Artifact) -> Iterator[Mark]:
    for kid in branch.kids:
        if isinstance(kid, Element | Artifact):
            yield from _marks(kid)
        else:
            yield kid


def _of_points(points: Sequence[Point], view: str | None, atlas: Atlas) -> tuple[Scene, ...]:
    subjects = diagram.subjects(points, atlas)
    if view and (hidden := [s for s in subjects if view not in diagram.sides(s.spot)]):
        raise UnknownName(_unseen(s.point.code, view, diagram.sides(s.spot)) for s in hidden)
    groups = {view: subjects} if view else diagram.choose(subjects)
    name = "-".join(point.code for point in points)
    return tuple(diagram.draw(f"{name}-{v}", v, group, ROOM, atlas) for v, group in groups.items())


def _unseen(name: str, view: str, views: Iterable[str]) -> Problem:
    return Problem(f"{name} is not seen in the view '{view}'", None, f"take --view {' or '.join(views)}")


# -- files -------------------------------------------------------------------------------------------------------------

HINTS = {
    errno.ENOSPC: "free some space",
    errno.EDQUOT: "free some space",
    errno.EACCES: "choose another place with -o",
    errno.EPERM: "choose another place with -o",
    errno.EROFS: "choose another place with -o",
}


class _Swap(NamedTuple):
    """A file to write: the name asked for, the file that it stands for, and where its new and its old bytes wait."""

    path: Path
    target: Path
    new: Path
    old: Path


def hashes(files: Mapping[Path, bytes]) -> str:
    """A line for each file with its SHA-256 in hexadecimal, as sha256sum writes and reads them."""
    return "\n".join(f"{sha256(content).hexdigest()}  {path}" for path, content in files.items())


def write(files: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Writes every file, or none: what was there before stays when anything goes wrong, Ctrl-C included.

    The bytes go to files of another name beside the wanted ones, which then take their names; at no time is one of
    them missing. A link is followed, and stays. Raises CannotWrite where the disk refuses."""
    token = os.urandom(4).hex()  # others may be writing to the same folder
    swaps = [_swap(path, f".{token}-{n}") for n, path in enumerate(files)]
    begun: list[_Swap] = []
    folders: list[Path] = []
    try:
        for swap in swaps:
            path = swap.path
            _make_folder(swap.target.parent, folders)
            _refuse_what_is_no_file(swap.target)
        for swap in swaps:
            path = swap.path
            swap.new.write_bytes(files[path])
            _keep(swap)
        for swap in swaps:
            path = swap.path
            begun.append(swap)
            swap.new.replace(swap.target)
    except BaseException as error:
        _restore(begun)
        _forget(swaps)
        _remove(folders)
        if isinstance(error, OSError):
            raise CannotWrite([_refusal(error, path)]) from None
        raise
    try:
        _forget(swaps)
    finally:
        _forget(swaps)  # what Ctrl-C left of it
    return tuple(files)


def _swap(path: Path, name: str) -> _Swap:
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    return _Swap(path, target, target.with_name(f"{name}.new"), target.with_name(f"{name}.old"))


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Makes a folder and those above it, noting each."""
    if folder.is_dir():
        return
    if folder.exists():
        raise NotADirectoryError(errno.ENOTDIR, f"{shown(folder)} is not a folder")
    _make_folder(folder.parent, made)
    made.append(folder)
    folder.mkdir(exist_ok=True)  # another may have been faster


def _refuse_what_is_no_file(path: Path) -> None:
    """A folder or a device must not be replaced: root could lose /dev/null."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is not an ordinary file")


def _keep(swap: _Swap) -> None:
    """Gives what is there a second name, or copies it where the disk knows no such thing."""
    if swap.target.exists():
        try:
            swap.old.hardlink_to(swap.target)
        except OSError:
            copyfile(swap.target, swap.old)


def _restore(swaps: Sequence[_Swap]) -> None:
    """Puts back what was there before: a file whose new bytes are still waiting was not touched."""
    for swap in swaps:
        with suppress(OSError):
            if swap.old.exists():
                swap.old.replace(swap.target)
            elif not swap.new.exists():
                swap.target.unlink()


def _forget(swaps: Sequence[_Swap]) -> None:
    """Takes away what the work has left behind."""
    for swap in swaps:
        for path in (swap.new, swap.old):
            with suppress(OSError):
                path.unlink()


def _remove(folders: Sequence[Path]) -> None:
    """Takes away the folders that were made, where nobody else has put something into them."""
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


def _refusal(error: OSError, path: Path) -> Problem:
    reason = (error.strerror or str(error)).lower()
    return Problem(f"cannot write {shown(path)}: {reason}", None, HINTS.get(error.errno or 0, ""))
