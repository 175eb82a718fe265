"""Cards and pictures wanted, turned into files: all of them or none; the only writer of files."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from handouts import card, diagram, svg
from handouts.anatomy import Atlas, Spot
from handouts.errors import CannotWrite, DoesNotFit, Problem, UnknownName
from handouts.marked import shown
from handouts.model import Clinic, Condition, Point
from handouts.page import Artifact, Card, Element, Mark, Picture
from handouts.scene import Scene
from handouts.style import PAPERS, Paper

ROOM = diagram.Room(82.0, 118.0)  # as on a card


def cards(
    conditions: Sequence[Condition], atlas: Atlas, paper: Paper, clinic: Clinic | None = None
) -> tuple[Card, ...]:
    """A card for each condition; raises DoesNotFit with what does not fit on any of them."""
    logo = Path(clinic.logo).read_bytes() if clinic and clinic.logo else None
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
    found = _of_points(points, view, atlas) if points else _of_cards(cards(conditions, atlas, PAPERS["a4"]))
    if chosen := tuple(scene for scene in found if view in (None, scene.frame.view)):
        return chosen
    raise UnknownName([_unseen(conditions[0].id, str(view), (scene.frame.view for scene in found))])


def _of_cards(cards: Iterable[Card]) -> tuple[Scene, ...]:
    return tuple(mark.scene for card in cards for mark in _marks(card) if isinstance(mark, Picture))


def _marks(branch: Card | Element | Artifact) -> Iterator[Mark]:
    for kid in branch.kids:
        if isinstance(kid, Element | Artifact):
            yield from _marks(kid)
        else:
            yield kid


def _of_points(points: Sequence[Point], view: str | None, atlas: Atlas) -> tuple[Scene, ...]:
    subjects = diagram.subjects(points, atlas)
    if view and (hidden := [s for s in subjects if not s.spot.views[view].faces]):
        raise UnknownName(_unseen(s.point.code, view, _faced(s.spot)) for s in hidden)
    groups = {view: subjects} if view else diagram.choose(subjects)
    name = "-".join(point.code for point in points)
    return tuple(diagram.draw(f"{name}-{v}", v, group, ROOM, atlas) for v, group in groups.items())


def _faced(spot: Spot) -> tuple[str, ...]:
    return tuple(view for view in diagram.VIEWS if spot.views[view].faces)


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


def write(files: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Writes every file, or none: what was there before stays when anything goes wrong, Ctrl-C included.

    The bytes go to files of another name beside the wanted ones, which then take their names.
    Raises CannotWrite where the disk refuses."""
    undo: list[tuple[Path, Path | None]] = []
    folders: list[Path] = []
    try:
        for path in files:
            _make_folder(path.parent, folders)
            _refuse_what_is_no_file(path)
        for path, content in files.items():
            _beside(path, "part").write_bytes(content)
        for path in files:
            _take_place(path, undo)
    except BaseException as error:
        _restore(undo)
        _tidy(files, folders)
        if isinstance(error, OSError):
            raise CannotWrite([_refusal(error, path)]) from None
        raise
    try:
        _forget(undo)
    finally:
        _forget(undo)  # what Ctrl-C left of it
    return tuple(files)


def _beside(path: Path, what: str) -> Path:
    """A hidden name in the same folder, of this process's own."""
    return path.with_name(f".{path.name}.{os.getpid()}.{what}")


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Makes a folder and those above it, noting each."""
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, f"{shown(folder)} is not a folder")
    if not folder.exists():
        _make_folder(folder.parent, made)
        folder.mkdir()
        made.append(folder)


def _refuse_what_is_no_file(path: Path) -> None:
    """A folder or a device must not be replaced: root could lose /dev/null."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is not an ordinary file")


def _take_place(path: Path, undo: list[tuple[Path, Path | None]]) -> None:
    """Gives the new file its name; the old one is kept until all is done."""
    old = _beside(path, "old") if path.exists() else None
    undo.append((path, old))
    if old:
        path.replace(old)
    _beside(path, "part").replace(path)


def _restore(undo: Sequence[tuple[Path, Path | None]]) -> None:
    """Puts back what was there before."""
    for path, old in reversed(undo):
        with suppress(OSError):
            if old is None:
                path.unlink()
            elif old.exists():
                old.replace(path)


def _forget(undo: Sequence[tuple[Path, Path | None]]) -> None:
    """Deletes what was there before."""
    for _, old in undo:
        with suppress(OSError):
            if old:
                old.unlink()


def _tidy(files: Mapping[Path, bytes], folders: Sequence[Path]) -> None:
    """Takes away what the work has left behind."""
    for path in files:
        with suppress(OSError):
            _beside(path, "part").unlink()
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


def _refusal(error: OSError, path: Path) -> Problem:
    reason = (error.strerror or str(error)).lower()
    return Problem(f"cannot write {shown(path)}: {reason}", None, HINTS.get(error.errno or 0, ""))
