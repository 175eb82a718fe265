"""Personal files open in mupdf, pdf.js and poppler without complaint, and these see in them what was meant."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pytest
from support.pdf_readers import PAGE, Node, structure

from handouts.commands.app import run
from handouts.compose import card
from handouts.compose.patient_form import Fields
from handouts.compose.wanted import Wanted
from handouts.locate.atlas import Atlas
from handouts.style import PAPERS
from handouts.write.pdf import document
from handouts.write.pdf.booklet import FANOUT
from handouts.write.pdf.objects import XrefEntry, row
from handouts.write.pdf.template import fill

SUPPORT = Path(__file__).parents[1] / "support"
COMMANDS: Mapping[str, Sequence[str | Path]] = {
    "mupdf": (sys.executable, SUPPORT / "mupdf_reader.py"),
    "pdf.js": ("node", SUPPORT / "pdfjs/read.mjs"),
}
REQUIRED = os.environ.get("HANDOUTS_PDFJS") == "required"
INSTALLED = bool(shutil.which("node")) and (SUPPORT / "pdfjs/node_modules/.package-lock.json").exists()
LEFT_OUT = "pdf.js is not tried: it is not installed (make pdfjs does so, with node 20.19 or later and npm)"
PDFJS = pytest.param("pdf.js", marks=pytest.mark.skipif(not INSTALLED and not REQUIRED, reason=LEFT_OUT))


class Seen(NamedTuple):
    """What a reader sees in a file; mupdf a digest of each painted page, pdf.js the structure of each."""

    faults: list[str]
    title: str = ""
    language: str = ""
    texts: Sequence[str] = ()
    bookmarks: Sequence[Sequence[Any]] = ()  # a title and the number of a page
    pixels: Sequence[str] = ()
    trees: Sequence[Any] = ()


Sight: TypeAlias = Mapping[str, Seen]  # by the name of the file


def look(reader: str, files: Mapping[str, bytes], folder: Path) -> Sight:
    """What a reader sees in each file; they are written into the folder."""
    assert reader == "mupdf" or INSTALLED, "pdf.js must be tried here, and it is not installed (make pdfjs)"
    paths = {name: folder / f"{name}.pdf" for name in files}
    for name, path in paths.items():
        path.write_bytes(files[name])
    done = subprocess.run([*COMMANDS[reader], *paths.values()], capture_output=True, check=False, timeout=280)
    assert done.returncode == 0, done.stderr.decode()
    seen = json.loads(done.stdout)
    return {name: Seen(**seen[str(path)]) for name, path in paths.items()}


# -- the files ---------------------------------------------------------------------------------------------------------

MANY = 2 * FANOUT + 2  # pages of the booklet: its trees have nodes over nodes
SHEETS = (0, FANOUT - 1, FANOUT, MANY - 1)  # the pages at the ends of a node
PEOPLE: Mapping[str, Sequence[int]] = {"plain": (), "booklet": range(MANY), **{f"sheet {n}": (n,) for n in SHEETS}}


def condition(n: int) -> str:
    return "sciatica" if n % 2 else "cramps"


def person(n: int) -> Mapping[str, str]:
    return {
        "name": f"Zoë Łukasz-{n:03}",
        "date": f"{n % 28 + 1} May 2026",
        "practitioner": "Dr. (Li) Söhne",
        "note": f"Left leg first — 足三里, {n} times.",
    }


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """A plain card, some sheets and the booklet, as the program writes them."""
    here = tmp_path_factory.mktemp("made")
    with (here / "people.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, [*person(0), "condition"])
        table.writeheader()
        table.writerows({**person(n), "condition": condition(n)} for n in range(MANY))
    assert run(["build", "-c", condition(0), "-o", f"{here}/plain.pdf"]) == 0
    assert run(["merge", f"{here}/people.csv", "-o", f"{here}/sheets", "--single", f"{here}/booklet.pdf"]) == 0
    paths = {f"sheet {n}": f"sheets/{n + 1:05}-{condition(n)}.pdf" for n in SHEETS}
    return {name: (here / paths.get(name, f"{name}.pdf")).read_bytes() for name in PEOPLE}


@pytest.fixture(scope="module", params=["mupdf", PDFJS])
def seen(request: pytest.FixtureRequest, files: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Sight:
    """What a reader sees in them."""
    return look(request.param, files, tmp_path_factory.mktemp("read"))


# -- what mupdf and pdf.js both see ------------------------------------------------------------------------------------


def test_files_open_without_complaint(seen: Sight) -> None:
    assert {name: file.faults for name, file in seen.items()} == {name: [] for name in PEOPLE}


def test_files_tell_their_title_and_language(seen: Sight) -> None:
    titles = {"cramps": "Leg cramps: self-acupressure", "sciatica": "Sciatica: self-acupressure"}
    for name, file in seen.items():
        found = {condition(n) for n in PEOPLE[name]} or {condition(0)}
        title = titles[found.pop()] if len(found) == 1 else "Self-acupressure sheets"
        assert (file.title, file.language) == (title, "en"), name


def test_each_page_has_the_words_of_its_own_person(seen: Sight) -> None:
    for name, file in seen.items():
        compare(file.texts, name)


def compare(texts: Sequence[str], name: str) -> None:
    """Each page of a file has the words of its own person, and no other's name."""
    people = [person(n) for n in PEOPLE[name]] or [{}]
    for text, words in zip(texts, people, strict=True):
        assert re.findall(r"Zoë Łukasz-\d+", text) == list(words.values())[:1], name
        assert [word for word in words.values() if word not in " ".join(text.split())] == [], name


def test_booklet_has_a_bookmark_to_each_page(seen: Sight) -> None:
    marks = {name: list(file.bookmarks) for name, file in seen.items()}
    assert marks.pop("booklet") == [[person(n)["name"], n] for n in range(MANY)]
    assert not any(marks.values())


# -- what one reader sees ----------------------------------------------------------------------------------------------


def test_poppler_reads_each_page_without_complaint(files: Mapping[str, bytes]) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("poppler's pdftotext is not here: one reader fewer")
    for name, data in files.items():
        done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
        assert done.stderr == b"", name
        compare(done.stdout.decode().removesuffix("\f").split("\f"), name)


@pytest.mark.parametrize("seen", ["mupdf"], indirect=True)
def test_mupdf_paints_each_page_as_the_card_laid_out_anew(seen: Sight, atlas: Atlas, tmp_path: Path) -> None:
    conditions, fields = atlas.library.conditions, Fields(frozenset(person(0)))
    cards = {n: card.compose(Wanted(conditions[condition(n)], atlas, PAPERS["a4"], fields=fields)) for n in SHEETS}
    anew = look("mupdf", {f"sheet {n}": document.write(fill(of, person(n))) for n, of in cards.items()}, tmp_path)
    assert len({*seen["booklet"].pixels, *seen["plain"].pixels}) == MANY + 1
    for n in SHEETS:
        name = f"sheet {n}"
        assert [seen["booklet"].pixels[n]] == seen[name].pixels == anew[name].pixels, name


@pytest.mark.parametrize("seen", [PDFJS], indirect=True)
def test_pdfjs_sees_the_structure_of_each_page(files: Mapping[str, bytes], seen: Sight) -> None:
    for name, file in seen.items():
        document = structure(files[name])
        parts = [(part,) for part in document.elements] if name == "booklet" else [document.kids]
        assert file.trees == [[told(document._replace(kids=kids))] for kids in parts], name
        for tree in file.trees:
            assert "['Figure', 'Drawing of a " in str(tree)


def told(node: Node) -> list[Any]:
    """A structure element as pdfjs/read.mjs tells it: marked content by its number on its own page."""
    return [node.role, node.alt, node.lang, *(told(kid) if isinstance(kid, Node) else kid % PAGE for kid in node.kids)]


# -- whether they would complain ---------------------------------------------------------------------------------------


def broken(sheet: bytes) -> Mapping[str, bytes]:
    """A sheet of which something about the stamped stream is wrong."""
    stream = re.search(rb"\d+ 0 obj\n<</Length (\d+)>>", sheet)
    assert stream
    before, after = sheet[: stream.start(1)], sheet[stream.end(1) :]
    at = stream.start()
    return {
        "length": b"%b%d%b" % (before, int(stream[1]) + 3, after),
        "place": sheet.replace(row(XrefEntry(1, at, 0)), row(XrefEntry(1, at + 5, 0))),
        "end": sheet[:-400],
        "operator": sheet.replace(b"EMC\n", b"EMD\n", 1),
        "font": sheet.replace(b"/F1-0 12 Tf", b"/G1-0 12 Tf"),
    }


@pytest.mark.parametrize("reader", ["mupdf", PDFJS])
def test_readers_complain_of_what_is_broken(reader: str, files: Mapping[str, bytes], tmp_path: Path) -> None:
    forgiven = {"mupdf": "font", "pdf.js": "length"}[reader]
    found = look(reader, {"sound": files["sheet 0"], **broken(files["sheet 0"])}, tmp_path)
    assert [name for name, file in found.items() if not file.faults] == ["sound", forgiven]
