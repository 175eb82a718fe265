"""The clinic's file as a form: what it says, what is wrong with other words in it, its logo, and saving it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

from handouts.api import compose_card, open_data, write_pages
from handouts.desk import trial
from handouts.desk.faults import Fault, answers, fault_of
from handouts.desk.page_words import form_in_page
from handouts.desk.stock import Opened, Places
from handouts.desk.trial import Trial
from handouts.desk.yaml_form import Fields, changed, fields_in, node_of, placed, read_text, state_of, unsound
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


Logos: TypeAlias = Mapping[str, bytes]  # pictures that were handed in, by their names beside the clinic's file


def shown(opened: Opened, places: Places) -> dict[str, Any]:
    """The clinic's file as the page gets it."""
    text = _text(places)
    with _trial(text, places, {}) as path:
        try:
            fields, faults = fields_in(parse(path)), list[Fault]()
        except DataError as error:
            fields, faults = {}, [_here(problem, None, path, places) for problem in error.problems]
    return {
        "path": str(places.clinic),
        "exists": places.clinic.exists(),
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


def check(fields: Fields, places: Places, logos: Logos, paper: str) -> dict[str, Any]:
    """What is wrong with fields, and a leaflet as it would be with them."""
    return _tried(fields, places, logos, paper).answer()


def save(fields: Fields, places: Places, logos: Logos, state: str) -> dict[str, Any]:
    """Writes the file, and beside it its logo where that was handed in; raises as `trial.save`."""
    return {"path": trial.save(places.clinic, _tried(fields, places, logos, "a4"), state)["path"]}


def take_logo(content: bytes, places: Places) -> dict[str, Any]:
    """What a picture that was handed in is, and what is wrong with it. Its name tells its bytes, and is one that no
    other file beside the clinic's has."""
    ending = next((ending for begin, ending in LOGOS.items() if content.startswith(begin)), OTHER_LOGO)
    name = _free_name(ending, content, places.clinic.parent)
    with _trial("", places, {name: content}) as path:
        try:
            text = Text(path.parent / name)
            read_logo(text, "that you chose")
            note = note_on(text)
        except DataError as error:
            return {"faults": answers(fault_of(problem, "logo") for problem in error.problems), "name": None}
    faint = "the logo would print white on white"
    notes = [Fault("logo", faint, "take the one that is made for white paper", "", True)] if note else []
    return {"faults": answers(notes), "name": name}


def _free_name(ending: str, content: bytes, folder: Path) -> str:
    digest = sha256(content).hexdigest()
    names = (f"logo-{digest[:letters]}{ending}" for letters in range(8, len(digest)))
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
def _trial(text: str, places: Places, beside: Logos) -> Iterator[Path]:
    """A file of a clinic, with pictures beside it, in a folder that is private and soon gone."""
    with tempfile.TemporaryDirectory(prefix="handouts-") as folder:
        path = Path(folder, places.clinic.name)
        atomic.write_files({path: text.encode(), **{path.parent / name: content for name, content in beside.items()}})
        yield path


def _tried(fields: Fields, places: Places, logos: Logos, paper: str) -> Trial:
    """The file with these fields, and a leaflet of that clinic."""
    before = _text(places)
    if bad := [Fault(name, told, "take it out") for name, told in unsound(fields)]:
        return Trial(before, bad)
    with _trial(before, places, {}) as path:
        there = fields_in(parse(path))
        name = str({**there, **fields}.get("logo", ""))
        if _leads_away(name) and name != there.get("logo"):
            told = "the logo is to lie beside the clinic's file"
            bad = [Fault("logo", told, "write its name alone, such as logo.png")]
            return Trial(before, bad)
        text = tried = changed(path, before, fields, KEYS)
        handed_in = {name: logos[name]} if name in logos else {}
        if name and not handed_in:  # from the folder of the trial, what is there already is seen by its whole path
            tried = changed(path, before, {**fields, "logo": str((places.clinic.parent / name).absolute())}, KEYS)
    with _trial(tried, places, handed_in) as path:
        try:
            data = open_data(*places.folders, clinic=path)
            card = compose_card(data, next(iter(data.atlas.library.conditions)), paper)
        except (DataError, UnknownName, DoesNotFit) as error:
            bad = [_here(problem, node_of(path), path, places) for problem in error.problems]
            return Trial(text, bad)
        return Trial(text, (), write_pages(card, name="clinic"), card.width, handed_in)


def _leads_away(name: str) -> bool:
    """Whether a name is a path to another folder, as any system reads it."""
    return any(sign in name for sign in "/\\:") or name in (".", "..")


def _here(problem: Problem, node: Node | None, path: Path, places: Places) -> Fault:
    """A fault of a file that was tried elsewhere, at its field, with the logo by its name alone."""
    found = placed(problem, node, path)
    message = found.message.replace(f"{places.clinic.parent.absolute()}{os.sep}", "")
    return found._replace(message=form_in_page(message))
