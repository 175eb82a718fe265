"""Folders of YAML into an Atlas, in which every point is located, or into every fault of the data and of its rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from handouts.body.leg import Leg
from handouts.errors import DataError, short_path
from handouts.load.clinic import find_strangers, in_its_words, load_clinic
from handouts.load.faults import Faults, in_order
from handouts.load.library import NOT_READ, RULERS_FILE, Draft, read_library
from handouts.load.localised import localised
from handouts.load.model import Clinic, Library, Point
from handouts.load.references import named_by_rule
from handouts.locate.locate import Spot, locate_all


class Atlas(NamedTuple):
    """The leg, what the data says, and where every point lies, by code."""

    leg: Leg
    library: Library
    spots: Mapping[str, Spot]


def load_atlas(
    folders: Sequence[Path], clinic: Path | None = None, read: Callable[[Sequence[Path]], Draft] = read_library
) -> tuple[Atlas, Clinic | None]:
    """All data in folders, or what `read` reads of it, in the words of the clinic's country, with every point located,
    and the clinic of a file.

    Raises DataError with every fault of the data, of the clinic's file and of rules that lead off the leg."""
    draft, own = read(folders), None
    # The clinic's file is read, though not as data, where it lies beside them.
    beside = f"{short_path(clinic)}:1:1" if clinic else ""
    faults = [fault for fault in draft.faults if not (str(fault.mark) == beside and fault.message.endswith(NOT_READ))]
    try:
        own = load_clinic(clinic) if clinic else None
    except DataError as error:
        faults += error.problems
    faults += find_strangers(own, draft.library, draft.unread) if own else ()
    if draft.leg is None or faults:
        raise DataError(in_order([*faults, *_off_leg(draft)]))
    library = in_its_words(localised(draft.library, own.country if own else None), own)
    return make_atlas(draft.leg, library), own


def make_atlas(leg: Leg, library: Library) -> Atlas:
    """Every point located once; raises DataError with all faults of their rules."""
    return Atlas(leg, library, locate_all(leg, library))


def _off_leg(draft: Draft) -> Faults:
    """What locating finds wrong with the rules that can be followed."""
    if draft.leg is None:
        return []
    try:
        locate_all(draft.leg, draft.library._replace(points=_sound_points(draft, draft.leg)))
    except DataError as error:
        return list(error.problems)
    return []


def _sound_points(draft: Draft, leg: Leg) -> dict[str, Point]:
    """The points that have no faults, nor lean on points or rulers that have."""
    faulty = {problem.mark.file for problem in draft.faults if problem.mark}
    if any(file.endswith(RULERS_FILE.name) for file in faulty):
        return {}
    points = draft.library.points.items()
    sound = {code: p for code, p in points if p.code and p.code.mark and p.code.mark.file not in faulty}
    fixed = leg.landmarks.keys() | leg.lines.keys()
    while lost := {code for code, point in sound.items() if not {*named_by_rule(point)} <= fixed | sound.keys()}:
        sound = {code: point for code, point in sound.items() if code not in lost}
    return sound
