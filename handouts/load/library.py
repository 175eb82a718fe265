"""Folders of YAML turned into a Library, or into every Problem that they hold."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from handouts.body.leg import Leg, read_leg
from handouts.errors import DataError, Problem, did_you_mean
from handouts.load.checks.all import find_problems
from handouts.load.faults import Faults, in_order, reason_of, top_of
from handouts.load.files import namesake
from handouts.load.model import (
    Article,
    Caution,
    Channel,
    Condition,
    Country,
    Library,
    Origins,
    Point,
    Revision,
    Ruler,
    Single,
    Source,
    Text,
)
from handouts.load.reader import read_value
from handouts.load.references import codes_in
from handouts.load.words import Words
from handouts.load.yaml_nodes import parse

ENDINGS = (".yaml", ".yml", ".json")
DEEPEST = 8  # folders inside each other that are looked into; data lie two deep
# What a file is called that was meant as data: an ending, perhaps with one more that a program has added.
MEANT = re.compile(r"\.(ya?ml|json)([ ._-]?(txt|rtf|docx?|odt|html?|sample|example|\(?[0-9]+\)?))*$", re.I)
# Other files that lie in a folder of values without anyone wondering, by how they begin or end.
KNOWN_OTHERS = re.compile(
    r"(readme|licen[cs]e|notice|thumbs\.db$|desktop\.ini$|icon\r?$).*|.*(~|\.(bak|orig|old|swp|tmp|md|png|jpe?g|gif|svg|pdf|tsv|csv|py))$",
    re.I | re.S,
)
SETTINGS_FILE = Path("handouts.yaml")  # of the program, which is looked for in the working folder
LEG_FILE = Path("leg", "leg.json")
PICTURES = "pictures"  # the folder of posed pictures, which are read as they are needed
PLAIN_WORDS_FILE = Path("leg", "plain.yaml")
RULERS_FILE = Path("leg", "rulers.yaml")
# One file that holds one value.
VALUE_FILES: Mapping[str, tuple[Path, Any]] = {
    "edition": (Path("edition.yaml"), Revision),
    "words": (Path("languages", "en.yaml"), Words),
    "single": (Path("single.yaml"), Single),
}
# One file that holds texts by their keys.
TEXT_FILES: Mapping[str, Path] = {"plain": PLAIN_WORDS_FILE, "spelling": Path("languages", "spelling.yaml")}
# One file that lists many values, and one folder with a file for each value: what they hold, and what names a value.
LIST_FILES: Mapping[str, tuple[Path, Any, str]] = {
    "sources": (Path("sources.yaml"), Source, "id"),
    "cautions": (Path("cautions.yaml"), Caution, "id"),
    "channels": (Path("channels.yaml"), Channel, "code"),
    "rulers": (RULERS_FILE, Ruler, "name"),
    "countries": (Path("countries.yaml"), Country, "code"),
}
VALUE_FOLDERS: Mapping[str, tuple[Any, str]] = {
    "points": (Point, "code"),
    "conditions": (Condition, "id"),
    "articles": (Article, "id"),
}
FIXED_FILES = frozenset(
    {*TEXT_FILES.values(), *(path for path, _ in VALUE_FILES.values()), *(path for path, _, _ in LIST_FILES.values())}
)
FILE_NAME = r"[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*"  # becomes part of other files' names and of ids in SVG
NOT_READ = "is not read"
FOLDER_HINT = "a folder of data holds points/, conditions/ or the like"


class Draft(NamedTuple):
    """What folders say: the library, partial where there are faults; the measured leg, where it can be read; every
    fault found, ordered by place; and what was left unread, and is not to be missed."""

    library: Library
    leg: Leg | None
    faults: tuple[Problem, ...]
    unread: Set[str] = frozenset()


@dataclass
class _Contents:
    """What has been read so far: edition and single; all other values by kind and id; whose they are, as in Origins,
    and whether the folder being read is the complete one; names of files and lists that gave nothing; faults; and the
    points put off until something leads to them."""

    single: dict[str, Any] = field(default_factory=dict)
    many: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {kind: {} for kind in (*LIST_FILES, *VALUE_FOLDERS, *TEXT_FILES)}
    )
    own: dict[str, set[str]] = field(default_factory=dict)
    edition: dict[str, dict[str, Any]] = field(default_factory=dict)
    complete: bool = True
    unread: set[str] = field(default_factory=set)
    faults: Faults = field(default_factory=list)
    put_off: dict[str, Path] = field(default_factory=dict)


def load_library(folders: Sequence[Path]) -> Library:
    """What folders say together, as `read_library`; raises DataError with every fault in any of them."""
    draft = read_library(folders)
    if draft.faults:
        raise DataError(draft.faults)
    return draft.library


def read_library(folders: Sequence[Path]) -> Draft:
    """What folders say together. The first is complete and has the leg; later ones add to it and override by id."""
    return _read(folders, lazily=())


def read_leaflets(folders: Sequence[Path]) -> Draft:
    """As `read_library`, for those who want leaflets and no more: of the points only those are read that a condition
    leads to, because reading all 86 takes longer than a leaflet, and no articles. What a clinic adds is held against
    all."""
    return _read(folders, lazily=("points", "articles") if len(folders) == 1 else ())


def _read(folders: Sequence[Path], lazily: tuple[str, ...]) -> Draft:
    found = _Contents()
    for i, folder in enumerate(folders):
        found.complete = i == 0
        _read_folder(folder, found, lazily)
    _read_points_put_off(found)
    origins = Origins({kind: frozenset(ids) for kind, ids in found.own.items()}, found.edition)
    library = Library(**dict.fromkeys(VALUE_FILES) | found.single, **found.many, origins=origins)  # type: ignore[arg-type]
    leg = _leg(folders[0], found.faults)
    faults = in_order(found.faults + find_problems(library, leg, found.unread))
    return Draft(library, leg, tuple(faults), frozenset(found.unread))


def _leg(folder: Path, faults: Faults) -> Leg | None:
    """The measured leg in a data folder, or a fault more."""
    path = folder / LEG_FILE
    try:
        return read_leg(path)
    except OSError as error:
        faults.append(Problem(f"the file cannot be read: {reason_of(error)}", top_of(path)))
    except (ValueError, LookupError, TypeError, AttributeError):
        hint = "take the file as it comes with handouts"
        faults.append(Problem("this is not a measured leg", top_of(path), hint))
    return None


# -- one folder --------------------------------------------------------------------------------------------------------


def _read_folder(folder: Path, found: _Contents, lazily: tuple[str, ...]) -> None:
    """Adds what a folder holds; the first one must be complete."""
    if not os.path.isdir(folder):
        if os.path.lexists(folder):
            broken = "this link leads nowhere" if os.path.islink(folder) else "this is a file, not a folder"
            found.faults.append(Problem(broken, top_of(folder), FOLDER_HINT))
        else:
            found.faults.append(Problem("there is no such folder", top_of(folder), namesake(folder) or FOLDER_HINT))
        return
    closed: Faults = []
    files = data_files(folder, closed)
    found.faults += closed
    for path in FIXED_FILES if found.complete else FIXED_FILES & files:
        _read_fixed_file(folder, path, found)
    named = {p for p in files if len(p.parts) == 2 and p.parts[0] in VALUE_FOLDERS and p.suffix == ".yaml"}
    later = {path for path in named if path.parts[0] in lazily}
    for path in sorted(named - later, key=_by_number):
        _read_named_file(folder / path, path.parts[0], found)
    found.put_off |= {path.stem: folder / path for path in later if path.parts[0] == "points"}
    drawn = {path for path in files if path == LEG_FILE or path.parts[0] == PICTURES} if found.complete else set()
    found.faults += _ignored(folder, files - FIXED_FILES - named - drawn)
    if not files and not closed:
        found.faults.append(Problem("the folder holds no data", top_of(folder), FOLDER_HINT))


def _read_points_put_off(found: _Contents) -> None:
    """Reads the points put off that conditions lead to, and what is read on the way; the others go by unread."""
    off, points = found.put_off, found.many["points"]
    while codes := codes_in([*found.many["conditions"].values(), *points.values()]) & off.keys() - points.keys():
        for code in sorted(codes):
            _read_named_file(off.pop(code), "points", found)
    found.many["points"] = dict(sorted(points.items(), key=lambda item: _by_number(item[0])))
    found.unread |= off.keys() - points.keys()


def _by_number(name: str | Path) -> list[str | int]:
    """The words and numbers of a name, so that KI-2 comes before KI-10."""
    return [int(part) if n % 2 else part for n, part in enumerate(re.split(r"(\d+)", str(name)))]


def data_files(folder: Path, faults: Faults | None = None) -> set[Path]:
    """The files that were meant as data, by their places in the folder; hidden ones are some program's own. Links are
    followed. What cannot be looked into is added to `faults`."""
    found, told = set[Path](), [] if faults is None else faults
    left: list[tuple[Path, tuple[str, ...]]] = [(Path(), ())]
    while left:
        place, above = left.pop()
        here = os.path.realpath(folder / place)
        if here in above or len(above) > DEEPEST:
            why = "it leads back to a folder that it lies in" if here in above else "it lies too deep"
            told.append(Problem(f"'{_shown(place)}' {NOT_READ}: {why}", top_of(folder), "take it out"))
            continue
        try:
            with os.scandir(folder / place) as entries:
                inside = [(e.name, os.path.isdir(e.path)) for e in entries if not e.name.startswith(".")]
        except OSError as error:
            told.append(Problem(f"the folder cannot be read: {reason_of(error)}", top_of(folder / place)))
            continue
        left += [(place / name, (*above, here)) for name, is_folder in inside if is_folder]
        found |= {place / name for name, is_folder in inside if not is_folder and _meant_as_data(place / name)}
    return found


def _shown(place: Path) -> str:
    """A place as messages name it: its begin, where it is long."""
    text = str(place)
    return text if len(text) <= 80 else f"{text[:80]}..."


def _meant_as_data(path: Path) -> bool:
    """Whether someone will wonder if a file is not read: it is called like data, or lies among values."""
    if path == SETTINGS_FILE:
        return False
    if path.name.lower().endswith(ENDINGS) or MEANT.search(path.name):
        return True
    return path.parts[0] in VALUE_FOLDERS and len(path.parts) == 2 and not KNOWN_OTHERS.fullmatch(path.name)


def _ignored(folder: Path, files: Set[Path]) -> Faults:
    """Files that look like data but are not read: someone will wonder why they change nothing."""
    return [Problem(f"'{file}' {NOT_READ}", top_of(folder / file), _better_name(file)) for file in files]


def _better_name(path: Path) -> str:
    """What a file that is not read should be called, where it should lie, or how it is given."""
    first, stem = path.parts[0], MEANT.sub("", path.name)
    right = path.with_name(f"{path.stem if stem == path.name else stem}.yaml")
    folders = {*VALUE_FOLDERS, *(file.parts[0] for file in FIXED_FILES if len(file.parts) > 1)}
    if right in FIXED_FILES or (first in VALUE_FOLDERS and len(path.parts) == 2):
        return f"name it {right.name}"
    if first in VALUE_FOLDERS:
        return f"put it into {first}/"
    if len(path.parts) > 1 and first not in folders:
        return did_you_mean(f"{first}/", [f"{folder}/" for folder in folders])
    if "clinic" in path.name.casefold():
        return f"a clinic's file is given with --clinic {path.name}"
    near = did_you_mean(str(right), map(str, FIXED_FILES))
    return (
        near if near.startswith("did") else "put it into conditions/ or points/; a clinic's file is given with --clinic"
    )


# -- one file ----------------------------------------------------------------------------------------------------------


def _read_fixed_file(folder: Path, path: Path, found: _Contents) -> None:
    """Adds what a file holds that there is one of."""
    for name, (place, kind) in VALUE_FILES.items():
        if place == path:
            _add(found, name, found.single, {name: _value(folder / path, kind, name, found)})
    for name, (place, kind, key) in LIST_FILES.items():
        if place == path:
            values = _value(folder / path, tuple[kind, ...], name, found)  # type: ignore[valid-type]
            _add(found, name, found.many[name], _by_id(values or (), key, found.faults))
    for name, place in TEXT_FILES.items():
        if place == path:
            _add(found, name, found.many[name], _value(folder / path, Mapping[str, Text], name, found) or {})


def _add(found: _Contents, kind: str, known: dict[str, Any], values: Mapping[str, Any]) -> None:
    """Adds values of a kind to those known, and notes which are one's own and what of the edition they replace."""
    if not found.complete:
        replaced = {id: known[id] for id in values if id in known and id not in found.own.get(kind, ())}
        found.edition.setdefault(kind, {}).update(replaced)
        found.own.setdefault(kind, set()).update(values)
    known.update(values)


def _read_named_file(path: Path, folder: str, found: _Contents) -> None:
    """Adds the one value of a file that bears its name."""
    kind, key = VALUE_FOLDERS[folder]
    if not re.fullmatch(FILE_NAME, path.stem):
        found.faults.append(Problem(f"'{path.stem}' should have only letters, digits and hyphens", top_of(path)))
    value = _value(path, kind, path.stem, found)
    if value is None:
        return
    _add(found, folder, found.many[folder], {path.stem: value})
    name: Text | None = getattr(value, key)
    if name is not None and name != path.stem:
        hint = f"name the file {name}.yaml"
        found.faults.append(Problem(f"'{key}' is '{name}' in a file named {path.name}", name.mark, hint))


def _value(path: Path, kind: Any, name: str, found: _Contents) -> Any:
    """The value in a file; None, and `name` among the unread, when it has no sound structure at all."""
    value = None
    try:
        value = read_value(kind, parse(path), path.name, found.faults)
    except DataError as error:
        found.faults += error.problems
    if not value:
        found.unread.add(name)
    return value


def _by_id(values: Iterable[Any], key: str, faults: Faults) -> dict[str, Any]:
    """Values by their ids; an id stands once in a file."""
    named: dict[str, Any] = {}
    for value in values:
        name: Text | None = getattr(value, key)
        if name in named:
            first = getattr(named[name], key).mark.line
            faults.append(Problem(f"duplicate {key} '{name}'", name.mark, f"first in line {first}"))
        elif name is not None:
            named[name] = value
    return named
