"""The clinic's file as a form: what it says, what is wrong with other words in it, its logo, and saving it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from handouts.api import compose_card, open_data, write_pages
from handouts.desk.faults import Fault, Refused, answers, fault_of, refused
from handouts.desk.stock import Opened, Places
from handouts.desk.yaml_form import SURE, Fields, changed, fields_in, node_of, placed, read_text, state_of, unsound
from handouts.errors import DataError, DoesNotFit, Problem, UnknownName
from handouts.load.files import read_file
from handouts.load.logo import LARGEST_FILE, note_on, read_logo
from handouts.load.model import Bounds, Clinic, LegWords, Text
from handouts.load.reader import spelled
from handouts.load.yaml_nodes import Node, parse
from handouts.order.starters import clinic_text
from handouts.style import PAPERS, PATIENT_EDITIONS
from handouts.system import atomic

LOGOS = {b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif", b"RIFF": ".webp", b"BM": ".bmp"}
OTHER_LOGO = ".tiff"
KEYS = tuple(map(spelled, Clinic._fields))
INNER: Mapping[str, tuple[str, ...]] = {
    "doses": tuple(map(spelled, Bounds._fields)),
    "sides": tuple(map(spelled, LegWords._fields)),
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "paper": tuple(PAPERS),
    "edition": tuple(PATIENT_EDITIONS),
    "qr": ("yes", "no"),
}
FIELDS = tuple(f"{key}.{inner}" if inner else key for key in KEYS for inner in INNER.get(key, ("",)))


class Logo(NamedTuple):
    """A picture that was handed in: its name beside the clinic's file, and its bytes."""

    name: str
    content: bytes


def shown(opened: Opened, places: Places) -> dict[str, Any]:
    """The clinic's file as the page gets it."""
    text = _text(places)
    with _trial(text, places, None) as path:
        try:
            fields, faults = fields_in(parse(path)), list[Fault]()
        except DataError as error:
            fields, faults = {}, [_here(problem, None, path, places) for problem in error.problems]
    return {
        "path": str(places.clinic),
        "exists": places.clinic.exists(),
        "text": text,
        "state": state_of(places.clinic),
        "fields": fields,
        "countries": {code: country.name for code, country in opened.library.countries.items()},
        "fields_known": [{"field": field, "choices": list(_choices(field, opened))} for field in FIELDS],
        "faults": answers(faults),
    }


def _choices(field: str, opened: Opened) -> tuple[str, ...]:
    return tuple(opened.library.countries) if field == "country" else CHOICES.get(field, ())


def known(name: str, opened: Opened) -> bool:
    """Whether a form may have a field; what a single point is for stands under the point's code."""
    group, _, code = name.partition(".")
    return name in FIELDS or (group == "purposes" and code in opened.library.points)


def check(fields: Fields, places: Places, logo: Logo | None, paper: str) -> dict[str, Any]:
    """What is wrong with fields, and a leaflet as it would be with them."""
    text, faults, pages, size = _tried(fields, places, logo, paper)
    return {"faults": answers(faults), "text": text, "pages": pages, "width": size[0], "height": size[1]}


def save(fields: Fields, places: Places, logo: Logo | None, state: str, sure: bool) -> dict[str, Any]:
    """Writes the file, and a logo that was handed in beside it; raises Refused where something is wrong with it, where
    it has changed meanwhile, or where nobody is sure. Raises CannotWrite."""
    if not sure:
        raise refused(None, SURE)
    if state != state_of(places.clinic):
        raise refused(None, "the clinic's file was changed by somebody else meanwhile", "open the form anew")
    text, faults, _, _ = _tried(fields, places, logo, "a4")
    if wrong := [fault for fault in faults if not fault.warning]:
        raise Refused(422, wrong)
    files = {places.clinic: text.encode()}
    if logo and fields.get("logo") == logo.name:
        files[places.clinic.parent / logo.name] = logo.content
    atomic.write_files(files)
    return {"path": str(places.clinic), "state": state_of(places.clinic)}


def take_logo(content: bytes, places: Places) -> tuple[Logo | None, dict[str, Any]]:
    """A picture that was handed in, and what is wrong with it; its name is one that no other file beside the clinic's
    has."""
    ending = next((ending for begin, ending in LOGOS.items() if content.startswith(begin)), OTHER_LOGO)
    logo = Logo(_free_name(ending, content, places.clinic.parent), content)
    with _trial("", places, logo) as path:
        try:
            text = Text(path.parent / logo.name)
            png = read_logo(text, "that you chose")
            note = note_on(text)
        except DataError as error:
            return None, {"faults": answers(fault_of(problem, "logo") for problem in error.problems), "name": None}
    from PIL import Image

    with Image.open(BytesIO(png)) as image:
        width, height = image.size
    faint = "the logo would print white on white"
    notes = [Fault("logo", faint, "take the one that is made for white paper", "", True)] if note else []
    return logo, {"faults": answers(notes), "name": logo.name, "width": width, "height": height}


def _free_name(ending: str, content: bytes, folder: Path) -> str:
    names = (f"logo{n}{ending}" for n in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if not (folder / name).exists() or _is(folder / name, content))


def _is(path: Path, content: bytes) -> bool:
    try:
        return read_file(path, LARGEST_FILE) == content
    except OSError:
        return False


def _text(places: Places) -> str:
    """What the file says; to begin with, where there is none, what a new one does."""
    if not places.clinic.exists():
        return clinic_text("", "", places.clinic.name)
    return read_text(places.clinic)


@contextmanager
def _trial(text: str, places: Places, logo: Logo | None) -> Iterator[Path]:
    """A file of a clinic, with its logo beside it, in a folder that is private and soon gone."""
    with tempfile.TemporaryDirectory(prefix="handouts-") as folder:
        path = Path(folder, places.clinic.name)
        files = {path: text.encode()}
        if logo:
            files[path.parent / logo.name] = logo.content
        atomic.write_files(files)
        yield path


def _tried(
    fields: Fields, places: Places, logo: Logo | None, paper: str
) -> tuple[str, list[Fault], list[str], tuple[float | None, float | None]]:
    """The file with these fields, what is wrong with it, and a leaflet of that clinic."""
    before = _text(places)
    if bad := [Fault(name, told, "take it out") for name, told in unsound(fields)]:
        return before, bad, [], (None, None)
    with _trial(before, places, None) as path:
        there = fields_in(parse(path))
        name = str({**there, **fields}.get("logo", ""))
        if _leads_away(name) and name != there.get("logo"):
            told = "the logo is to lie beside the clinic's file"
            return before, [Fault("logo", told, "write its name alone, such as logo.png")], [], (None, None)
        text = tried = changed(path, before, fields, KEYS)
        handed_in = logo if logo and name == logo.name else None
        if name and not handed_in:  # from the folder of the trial, what is there already is seen by its whole path
            tried = changed(path, before, {**fields, "logo": str((places.clinic.parent / name).absolute())}, KEYS)
    with _trial(tried, places, handed_in) as path:
        try:
            data = open_data(*places.folders, clinic=path)
            card = compose_card(data, next(iter(data.atlas.library.conditions)), paper)
        except (DataError, UnknownName, DoesNotFit) as error:
            return text, [_here(problem, node_of(path), path, places) for problem in error.problems], [], (None, None)
        return text, [], list(write_pages(card, name="clinic")), (card.width, card.height)


def _leads_away(name: str) -> bool:
    """Whether a name is a path to another folder, as any system reads it."""
    return any(sign in name for sign in "/\\:") or name in (".", "..")


def _here(problem: Problem, node: Node | None, path: Path, places: Places) -> Fault:
    """A fault of a file that was tried elsewhere, at its field, with the logo by its name alone."""
    found = placed(problem, node, path)
    message = found.message.replace(f"{places.clinic.parent.absolute()}{os.sep}", "")
    return found._replace(message=message.replace("'accent' has", "this colour has"))
