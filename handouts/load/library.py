"""Folders of YAML turned into a Library, or into every Problem that they hold."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from warnings import catch_warnings, simplefilter

from handouts.body.leg import Leg, read_leg
from handouts.errors import DataError, Problem, did_you_mean, short_path
from handouts.load import checks
from handouts.load.faults import Faults, in_order, reason_of, top_of
from handouts.load.model import (
    Article,
    Caution,
    Channel,
    Clinic,
    Condition,
    Edition,
    Library,
    Point,
    Ruler,
    Single,
    Source,
    Text,
)
from handouts.load.reader import read_value
from handouts.load.yaml_nodes import parse

if TYPE_CHECKING:
    from PIL.Image import Image

LEG = Path("leg", "leg.json")
PLAIN = Path("leg", "plain.yaml")
SLIMMEST = 20  # times as long as wide: one half of a millimetre on a card
# What Pillow raises for damaged files, beside its own.
DAMAGE = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, struct.error, zlib.error)
NAME = r"[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*"  # becomes part of file names and of ids in SVG
HOLDS = "a folder of data holds points/, conditions/ or the like"
# One file that holds one value.
SHEETS: Mapping[str, tuple[Path, Any]] = {
    "edition": (Path("edition.yaml"), Edition),
    "single": (Path("single.yaml"), Single),
}
# One file that lists many values, and one folder with a file for each value: what they hold, and what names a value.
LISTS: Mapping[str, tuple[Path, Any, str]] = {
    "sources": (Path("sources.yaml"), Source, "id"),
    "cautions": (Path("cautions.yaml"), Caution, "id"),
    "channels": (Path("channels.yaml"), Channel, "code"),
    "rulers": (Path("leg", "rulers.yaml"), Ruler, "name"),
}
FOLDERS: Mapping[str, tuple[Any, str]] = {
    "points": (Point, "code"),
    "conditions": (Condition, "id"),
    "articles": (Article, "id"),
}


@dataclass
class _Shelf:
    """What has been read so far; `unread` names files and lists that gave nothing."""

    sheets: dict[str, Any] = field(default_factory=dict)
    values: dict[str, dict[str, Any]] = field(default_factory=lambda: {k: {} for k in (*LISTS, *FOLDERS, "plain")})
    unread: set[str] = field(default_factory=set)
    faults: Faults = field(default_factory=list)
    lazy: tuple[str, ...] = ()  # folders of which only that is read to which something leads
    put_off: dict[str, Path] = field(default_factory=dict)


class Draft(NamedTuple):
    """What folders say: the library, partial where there are faults; the measured leg, where it can be read; and every
    fault found, ordered by place."""

    library: Library
    leg: Leg | None
    faults: tuple[Problem, ...]


def load_library(folders: Sequence[Path]) -> Library:
    """What folders say together, as `read_library`; raises DataError with every fault in any of them."""
    draft = read_library(folders)
    if draft.faults:
        raise DataError(draft.faults)
    return draft.library


def read_library(folders: Sequence[Path]) -> Draft:
    """What folders say together. The first is complete and has the leg; later ones add to it and override by id."""
    return _read(folders, _Shelf())


def read_leaflets(folders: Sequence[Path]) -> Draft:
    """As `read_library`, for those who want leaflets and no more: of the points only those are read that a condition
    leads to, because reading all 86 takes longer than a leaflet, and no articles. What a clinic adds is held against
    all."""
    return _read(folders, _Shelf(lazy=("points", "articles") if len(folders) == 1 else ()))


def _read(folders: Sequence[Path], shelf: _Shelf) -> Draft:
    for i, folder in enumerate(folders):
        _folder(folder, shelf, complete=i == 0)
    _reach(shelf)
    found = Library(**dict.fromkeys(SHEETS) | shelf.sheets, **shelf.values)  # type: ignore[arg-type]
    leg = _leg(folders[0], shelf.faults)
    return Draft(found, leg, tuple(in_order(shelf.faults + checks.problems(found, leg, shelf.unread))))


def _leg(folder: Path, faults: Faults) -> Leg | None:
    """The measured leg in a data folder, or a fault more."""
    path = folder / LEG
    try:
        return read_leg(path)
    except OSError as error:
        faults.append(Problem(f"the file cannot be read: {reason_of(error)}", top_of(path)))
    except (ValueError, LookupError, TypeError, AttributeError):
        hint = "take the file as it comes with handouts"
        faults.append(Problem("this is not a measured leg", top_of(path), hint))
    return None


def load_clinic(path: Path) -> Clinic:
    """A clinic's own file, its logo's path made absolute; raises DataError with everything wrong in it."""
    faults: Faults = []
    found = read_value(Clinic, parse(path), path.name, faults)
    if found is None:
        raise DataError(faults)
    if found.logo:
        logo = Text((path.parent / found.logo).absolute())
        logo.mark = found.logo.mark
        found = found._replace(logo=logo)
        try:
            read_logo(logo)
        except DataError as error:
            faults += error.problems
    faults += checks.glyphs([found], "put it into your logo")
    if faults:
        raise DataError(in_order(faults))
    return found


def read_logo(logo: Text) -> bytes:
    """The picture in a logo's file, PNG or JPEG, as a PNG that stands upright and has 8 bits to a colour.

    Raises DataError where there is none, or one that no card can show."""
    from PIL import Image, UnidentifiedImageError  # here, because few clinics have a logo, and it is slow to import

    said = f"the logo '{short_path(Path(logo))}'"
    try:
        with catch_warnings():
            simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(logo, formats=("PNG", "JPEG")) as image:
                upright = _upright(image)
    except UnidentifiedImageError:
        problem = Problem(f"{said} is neither PNG nor JPEG", logo.mark, "save it as PNG")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        problem = Problem(f"{said} has too many pixels", logo.mark, "save it 1000 pixels wide")
    except DAMAGE as error:
        problem = Problem(f"{said} cannot be read: {reason_of(error)}", logo.mark)
    else:
        if max(upright.size) <= SLIMMEST * min(upright.size):
            return _png(upright)
        size = f"{upright.width} by {upright.height} pixels"
        problem = Problem(f"{said} is too slim to print: {size}", logo.mark, "take one of another shape")
    raise DataError([problem])


def _upright(image: Image) -> Image:
    """A picture turned as its camera says, in grey or colour of 8 bits, transparent or not as it was."""
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(image)
    if turned.mode.startswith("I"):  # grey of 16 bits, which Pillow would cut off at 255
        turned = turned.convert("I").point(lambda grey: grey * (1 / 257)).convert("L")
    grey = "L" if turned.mode in ("1", "L", "LA") else "RGB"
    clear = turned.mode in ("LA", "PA", "RGBA") or "transparency" in turned.info
    return turned.convert(grey + "A" * clear)


def _png(image: Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


# -- one folder --------------------------------------------------------------------------------------------------------


def _folder(folder: Path, shelf: _Shelf, complete: bool) -> None:
    """Puts what a folder holds on the shelf; whether it must be complete, as the first one must."""
    if not folder.is_dir():
        message = "this is a file, not a folder" if folder.exists() else "there is no such folder"
        shelf.faults.append(Problem(message, top_of(folder), HOLDS))
        return
    files = {path.relative_to(folder) for path in folder.rglob("*") if _counts(path, folder)}
    wanted = {PLAIN, *(path for path, _ in SHEETS.values()), *(path for path, _, _ in LISTS.values())}
    for path in wanted if complete else wanted & files:
        _sheet(folder, path, shelf)
    pages = {p for p in files if len(p.parts) == 2 and p.parts[0] in FOLDERS and p.suffix == ".yaml"}
    later = {path for path in pages if path.parts[0] in shelf.lazy}
    for path in sorted(pages - later, key=_numbered):
        _page(folder / path, path.parts[0], shelf)
    shelf.put_off |= {path.stem: folder / path for path in later if path.parts[0] == "points"}
    shelf.faults += _strays(folder, files - wanted - pages - ({LEG} if complete else set()))
    if not files:
        shelf.faults.append(Problem("the folder holds no data", top_of(folder), HOLDS))


def _reach(shelf: _Shelf) -> None:
    """Reads the points put off that conditions lead to, and what is read on the way; the others go by unread."""
    off, points = shelf.put_off, shelf.values["points"]
    while (
        found := checks.codes_named([*shelf.values["conditions"].values(), *points.values()])
        & off.keys() - points.keys()
    ):
        for code in sorted(found):
            _page(off.pop(code), "points", shelf)
    shelf.values["points"] = dict(sorted(points.items(), key=lambda item: _numbered(item[0])))
    shelf.unread |= off.keys() - points.keys()


def _numbered(name: str | Path) -> list[str | int]:
    """The words and numbers of a name, so that KI-2 comes before KI-10."""
    return [int(part) if n % 2 else part for n, part in enumerate(re.split(r"(\d+)", str(name)))]


def _counts(path: Path, folder: Path) -> bool:
    """Whether a file looks like data; hidden files are some program's own."""
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.suffix.lower() in (".yaml", ".yml", ".json") and not hidden


def _strays(folder: Path, files: Set[Path]) -> Faults:
    """Files that look like data but are not read: someone will wonder why they change nothing."""
    names = [f"{name}/" for name in FOLDERS] + [str(p) for p, *_ in (*LISTS.values(), *SHEETS.values())] + [str(PLAIN)]
    return [Problem(f"'{f}' is not read", top_of(folder / f), _better(f, names)) for f in files]


def _better(path: Path, names: Iterable[str]) -> str:
    if path.suffix != ".yaml" and path.suffix.lower() in (".yml", ".yaml"):
        return "name it .yaml"
    word = f"{path.parts[0]}/" if len(path.parts) > 1 else str(path)
    return did_you_mean(word, names)


def _sheet(folder: Path, path: Path, shelf: _Shelf) -> None:
    """Reads a file that there is one of."""
    if sheet := next((name for name, (place, _) in SHEETS.items() if place == path), None):
        shelf.sheets[sheet] = _value(folder / path, SHEETS[sheet][1], sheet, shelf)
    elif path == PLAIN:
        shelf.values["plain"] |= _value(folder / path, Mapping[str, Text], "plain", shelf) or {}
    else:
        kind, (_, form, key) = next((k, v) for k, v in LISTS.items() if v[0] == path)
        found = _value(folder / path, tuple[form, ...], kind, shelf)  # type: ignore[valid-type]
        shelf.values[kind] |= _by_name(found or (), key, shelf.faults)


def _page(path: Path, kind: str, shelf: _Shelf) -> None:
    """Reads a file that holds one value and bears its name."""
    form, key = FOLDERS[kind]
    if not re.fullmatch(NAME, path.stem):
        shelf.faults.append(Problem(f"'{path.stem}' should have only letters, digits and hyphens", top_of(path)))
    found = _value(path, form, path.stem, shelf)
    if found is None:
        return
    shelf.values[kind][path.stem] = found
    name: Text | None = getattr(found, key)
    if name is not None and name != path.stem:
        hint = f"name the file {name}.yaml"
        shelf.faults.append(Problem(f"'{key}' is '{name}' in a file named {path.name}", name.mark, hint))


def _value(path: Path, kind: Any, name: str, shelf: _Shelf) -> Any:
    """The value in a file; None, and `name` among the unread, when it has no sound structure at all."""
    found = None
    try:
        found = read_value(kind, parse(path), path.name, shelf.faults)
    except DataError as error:
        shelf.faults += error.problems
    if not found:
        shelf.unread.add(name)
    return found


def _by_name(values: Iterable[Any], key: str, faults: Faults) -> dict[str, Any]:
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
