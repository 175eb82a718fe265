"""Every card, read back from its finished file with other people's readers: PDFium, pikepdf (QPDF), poppler, expat."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from bisect import bisect
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from io import BytesIO
from math import hypot
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
import yaml
from support.pdf_readers import At, Lay, Letter, Painted, closed_up, lay, letters, painted, structure, text_of

from handouts.body.pictures import read_picture
from handouts.compose.page import Card
from handouts.draw.scene import Lettering, Scene
from handouts.locate.atlas import Atlas
from handouts.write import svg
from handouts.write.pdf import document

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
CONDITIONS = ["cramps", "heel-pain", "hip-pain", "knee-pain", "leg-pain", "low-back-pain", "nerve-pain", "sciatica"]
PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
CONTENT = (184.0, 254.0)
SHOTS = {  # by how a picture's words begin, the file that it was drawn from
    "a person who sits on a chair, the right foot flat on the floor, seen from the front": "sitting-front",
    "a person who sits on a chair, the right foot flat on the floor, seen from the outer": "sitting-outer",
    "a person who stands on tiptoe": "on-tiptoe-behind",
    "a person who stands, the right leg seen from behind.": "standing-behind",
    "a person who sits with the right leg drawn up": "leg-drawn-up-outer",
}
# mm, the radii of a ring, of the spot in its middle and of the disc with its number
RING, SPOT, DISC = 2.16, 0.7, 2.7
ACCENT, SKIN = (162 / 255, 59 / 255, 0.0), (246 / 255, 231 / 255, 216 / 255)
SVG = "{http://www.w3.org/2000/svg}"

Leaflets = Mapping[tuple[str, str], bytes]


@cache
def raw(file: str) -> Any:
    return yaml.safe_load((DATA / file).read_text("utf-8"))


@cache
def card_of(condition: str) -> dict[str, Any]:
    found: dict[str, Any] = raw(f"conditions/{condition}.yaml")
    return found


@pytest.fixture(params=CONDITIONS)
def condition(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=PAPERS)
def paper(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def data(condition: str, paper: str, leaflets: Leaflets) -> bytes:
    return leaflets[condition, paper]


def test_every_condition_is_read_back(leaflets: Leaflets) -> None:
    assert leaflets.keys() == {(c, p) for c in CONDITIONS for p in PAPERS}
    assert set(CONDITIONS) == {file.stem for file in (DATA / "conditions").glob("*.yaml")}


# -- the page ----------------------------------------------------------------------------------------------------------


def test_card_is_one_page_of_its_paper(data: bytes, paper: str) -> None:
    document = pypdfium2.PdfDocument(data)
    assert len(document) == 1
    assert document[0].get_size() == pytest.approx([mm / 25.4 * 72 for mm in PAPERS[paper]], abs=0.1)


def test_nothing_is_drawn_outside_what_both_papers_hold(data: bytes, paper: str) -> None:
    width, height = PAPERS[paper]
    left, top = (width - CONTENT[0]) / 2, (height - CONTENT[1]) / 2
    rectangle = (left - 0.2, top - 0.2, left + CONTENT[0] + 0.2, top + CONTENT[1] + 0.2)
    boxes = [(shape.box, shape.tag) for shape in painted(data)]
    boxes += [((c.left, c.top, c.right, c.bottom), c.text) for c in letters(data)]
    assert len(boxes) > 1000
    for box, what in boxes:
        assert rectangle[0] < box[0] <= box[2] < rectangle[2], what
        assert rectangle[1] < box[1] <= box[3] < rectangle[3], what


def lies_on(a: Letter, b: Letter) -> bool:
    wide, high = min(a.right, b.right) - max(a.left, b.left), min(a.bottom, b.bottom) - max(a.top, b.top)
    return wide > 0.2 and high > 0.2


def test_no_letter_lies_on_another(condition: str, leaflets: Leaflets) -> None:
    boxes = sorted(letters(leaflets[condition, "a4"]), key=lambda c: c.top)
    tops = [c.top for c in boxes]
    pairs = ((a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 : bisect(tops, a.bottom)])
    assert [(a, b) for a, b in pairs if lies_on(a, b)] == []


def test_fonts_are_embedded_subsets_that_say_what_they_show(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf:
        fonts = list(pdf.pages[0].Resources.Font.values())
        assert {re.sub(r"^/[A-Z]{6}\+", "", str(font.BaseFont)) for font in fonts} == {
            "HandoutsSans-Regular",
            "HandoutsSans-Bold",
            "HandoutsHan-Regular",
        }
        for font in fonts:
            assert len(font.FontDescriptor.FontFile2.read_bytes()) > 500
            assert b"beginbfchar" in font.ToUnicode.read_bytes()


# -- where the points are ----------------------------------------------------------------------------------------------


@cache
def skin_of(shot: str) -> tuple[tuple[float, float], ...]:
    """Where the skin's outline leads in a picture as it stands in the data, in cm."""
    path = json.loads((DATA / "pictures" / f"{shot}.json").read_text("utf-8"))["areas"]["skin"]
    at, found = (0, 0), []
    for letter, text in re.findall(r"([Mcl])([^Mclz]*)", path):
        numbers = [int(n) for n in re.findall(r"-?\d+", text)]
        for i in range(0, len(numbers), step := 6 if letter == "c" else 2):
            x, y = numbers[i + step - 2 : i + step]
            at = (x, y) if letter == "M" else (at[0] + x, at[1] + y)
            found.append((at[0] / 100, at[1] / 100))
    return tuple(found)


@cache
def place_in(shot: str, code: str) -> tuple[float, float]:
    """Where a point lies in a picture as it stands in the data, in cm."""
    right, up, *_ = json.loads((DATA / "pictures" / f"{shot}.json").read_text("utf-8"))["places"][code]
    return right, up


def figures(data: bytes) -> Iterator[tuple[str, list[Painted]]]:
    """Each picture in which places are found, by the file it was drawn from: its lines and areas."""
    for node in structure(data).walk():
        if node.role == "Figure" and "A hand presses" not in (node.alt or ""):
            shot = next(shot for words, shot in SHOTS.items() if f"Drawing of {words}" in (node.alt or ""))
            yield shot, [shape for shape in painted(data) if shape.number in node.numbers]


def near(ink: tuple[float, ...] | None, other: tuple[float, ...]) -> bool:
    return ink is not None and len(ink) == len(other) and ink == pytest.approx(other, abs=0.002)


def lay_of(shapes: list[Painted], shot: str) -> Lay:
    """Where a picture lies, by the leg among what is painted as skin: a hand may be the larger area."""
    skin = sorted((s for s in shapes if near(s.fill, SKIN)), key=lambda s: -len(s.ends))
    for shape in skin:
        with suppress(AssertionError):
            return lay(shape.ends, skin_of(shot))
    raise AssertionError(f"no leg of {shot}")


def rings_of(data: bytes) -> Iterator[tuple[str, str, tuple[float, float]]]:
    """The number that a leader joins to each ring, the picture, and where the ring's middle is in it, in cm."""
    for shot, shapes in figures(data):
        how = lay_of(shapes, shot)
        discs = [s for s in shapes if near(s.fill, ACCENT) and s.round(DISC)]
        lines = [s.ends for s in shapes if s.width and not s.fill and len(s.ends) == 3]
        for spot in (s for s in shapes if near(s.fill, ACCENT) and s.round(SPOT)):
            (line,) = (ends for ends in lines if apart(ends[0], spot.centre) == pytest.approx(RING + 0.25, abs=0.02))
            (disc,) = (d for d in discs if apart(line[-1], d.centre) == pytest.approx(DISC, abs=0.02))
            yield digit_in(disc.centre, data), shot, how.centimetres(spot.centre)


def apart(a: At, b: At) -> float:
    return hypot(a.x - b.x, a.y - b.y)


def digit_in(centre: At, data: bytes) -> str:
    (digit,) = (
        c.text
        for c in letters(data)
        if abs((c.left + c.right) / 2 - centre.x) < 0.5 and abs((c.top + c.bottom) / 2 - centre.y) < 0.5
    )
    return digit


def test_printed_ring_lies_where_anatomy_says(data: bytes, condition: str, atlas: Atlas) -> None:
    """Where the picture's table has it, and where the place of the standing leg is carried to: 0.1 mm and 0.25 cm."""
    codes = card_of(condition)["points"]
    found = list(rings_of(data))
    assert sorted(number for number, _, _ in found) == [str(n) for n in range(1, len(codes) + 1)]
    for number, shot, at in found:
        code = codes[int(number) - 1]
        assert at == pytest.approx(place_in(shot, code), abs=0.05)
        carried = read_picture(shot_named(shot)).flat(atlas.spots[code].at)
        assert at == pytest.approx(carried, abs=0.25)


def shot_named(file: str) -> str:
    """The name of a picture by its file."""
    return str(json.loads((DATA / "pictures" / f"{file}.json").read_text("utf-8"))["name"])


def test_each_point_has_its_number_on_a_disc_beside_its_name(data: bytes, condition: str) -> None:
    discs = [s for s in painted(data) if s.tag == "Artifact" and near(s.fill, ACCENT) and s.round(DISC)]
    found = [digit_in(disc.centre, data) for disc in discs]
    assert found == [str(n + 1) for n in range(len(card_of(condition)["points"]))]


def rings_in_svg(scene: Scene, shot: str) -> Iterator[tuple[str, tuple[float, float]]]:
    """The point of each ring, and where its middle is in the picture, in cm."""
    root = ElementTree.fromstring(svg.write(scene).encode())
    skin = next(e for e in root.iter(SVG + "path") if e.get("class") == "skin")
    steps = re.findall(r"[MLC]([^MLCZ]*)", skin.get("d") or "")
    how = lay([At(*map(float, step.split()[-1].split(","))) for step in steps], skin_of(shot))
    for circle in root.iter(SVG + "circle"):
        if circle.get("class") == "ring" and (circle.get("id") or "").startswith("point-"):
            at = At(float(circle.get("cx") or 0), float(circle.get("cy") or 0))
            yield (circle.get("id") or "").removeprefix("point-"), how.centimetres(at)


def test_ring_in_the_svg_lies_where_anatomy_says(scenes: Mapping[str, Scene]) -> None:
    found = []
    for name, scene in scenes.items():
        shot = scene.frame.view.replace(",", "").replace(" ", "-")
        for code, at in rings_in_svg(scene, shot):
            assert at == pytest.approx(place_in(shot, code), abs=0.05), (name, code)
            found.append(code)
    assert sorted(found) == [*["BL-37"] * 2, *["BL-40"] * 3, *["BL-57"] * 2, *["GB-34"] * 3, *["ST-36"] * 2]


# -- what it says ------------------------------------------------------------------------------------------------------


def caution(name: str) -> str:
    found = next(c for c in raw("cautions.yaml") if c["id"] == name)
    return f"• {found['lead']} {found['text']} {found.get('urgent', '')}"


EVIDENCE = "It does not cure. It comes from Chinese tradition; the research is early. Give it a few weeks."


def listed(steps: list[Any]) -> str:
    return " ".join(f"{n} {s['step'] if isinstance(s, dict) else s}" for n, s in enumerate(steps, 1))


def read_aloud(condition: str) -> Iterator[str]:
    """All that a card says outside its pictures and above its footer, in order, from the data as it is written."""
    card = card_of(condition)
    yield from (card["title"], card["purpose"], EVIDENCE, "Before you start", *map(caution, card["before"]))
    for number, code in enumerate(card["points"], 1):
        point = raw(f"points/{code}.yaml")
        names, patient = point["names"], point["patient"]
        yield from (str(number), names["plain"])
        yield f"{code} · {names['pinyin']} · {names['simplified']}"
        yield from ("Find it", listed(patient["find"]), "Press it", listed(patient["press"]))
        yield f"Time {patient['time']}, {patient['often'][0].lower()}{patient['often'][1:]}"
    yield from ("In short", card["short"], *card.get("notes", []))
    yield from ("Stop and call", *map(caution, card["stop"]))
    yield "Clinic Telephone Name Date Press on left right both legs"


def dose_in_short(condition: str) -> str:
    """What 'in short' may say of how long and how often, where all points have the same."""
    patients = [raw(f"points/{code}.yaml")["patient"] for code in card_of(condition)["points"]]
    each = "each place " if len(patients) > 1 else ""
    often = patients[0]["often"]
    return f"Press {each}{re.sub(' (on each|a) .*', '', patients[0]['time'])}, {often[0].lower()}{often[1:]}"


def shown(name: str, scenes: Mapping[str, Scene]) -> str:
    """The words in a picture, in the order in which they are painted."""
    return closed_up("".join(s.text for s in scenes[name].shapes if isinstance(s, Lettering)))


class Found(NamedTuple):
    """A phrase where it stands on a card, and what stands between it and the phrase before."""

    phrase: str
    letters: tuple[Letter, ...]
    between: str


def found_in_order(data: bytes, condition: str) -> Iterator[Found]:
    text, start = text_of(data), 0
    for phrase in read_aloud(condition):
        at = text.find(closed_up(phrase), start)
        assert at >= 0, f"{phrase!r} does not stand after {text[:start][-30:]!r}"
        end = at + len(closed_up(phrase))
        yield Found(phrase, letters(data)[at:end], text[start:at])
        start = end
    yield Found("", (), text[start : text.index("Pointsafter")])


def test_card_is_read_in_order_and_says_nothing_else(data: bytes, condition: str, scenes: Mapping[str, Scene]) -> None:
    between = [found.between for found in found_in_order(data, condition) if found.between]
    between = [text for text in between if text != closed_up(dose_in_short(condition))]
    pictures = {shown(name, scenes) for name in scenes if name.startswith(f"{condition}-")}
    said = "".join(between).replace("Notes", "")
    assert len(said) == sum(map(len, pictures))
    assert all(words in "".join(between) for words in pictures)


def test_footer_names_the_article_its_author_the_edition_and_no_reviewer(data: bytes) -> None:
    footer = "Points after" + text_of(data).partition("Pointsafter")[2]
    edition = raw("edition.yaml")
    title = "5 Best Acupressure Points For Leg Pain Relief That Anyone Should Know"
    for words in (
        f"Points after “{title}” by P. Sze, TCM Tips. Also: ",
        "copy it",
        f"{edition['version']} by handouts authors. Written and checked against its sources {edition['checked'].day}",
        f"due again {edition['due'].day} November {edition['due'].year}",
    ):
        assert closed_up(words) in closed_up(footer), words
    assert closed_up(footer).endswith("Reviewedfortheclinicby")


def test_poppler_reads_the_same_text(leaflets: Leaflets) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("poppler's pdftotext is not here: one reader fewer")
    for data in leaflets.values():
        run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
        assert closed_up(run.stdout.decode()) == text_of(data)


# -- type sizes --------------------------------------------------------------------------------------------------------


def test_no_type_is_smaller_than_may_be(data: bytes) -> None:
    assert min(letter.size for letter in letters(data)) >= 9.5 - 0.001


def test_what_a_patient_reads_is_set_in_twelve_points_or_more(data: bytes, condition: str) -> None:
    """Smaller are only codes, pinyin and characters, which are the practitioner's, and the number in a ring."""
    sizes = {f.phrase: min(letter.size for letter in f.letters) for f in found_in_order(data, condition) if f.letters}
    small = {phrase for phrase in sizes if " · " in phrase or phrase.isdigit()}
    assert len(small) == 2 * len(card_of(condition)["points"])
    assert len(sizes) - len(small) > 12
    assert {phrase for phrase, size in sizes.items() if size < 12 - 0.001} == small


# -- structure ---------------------------------------------------------------------------------------------------------


def test_headings_nest_and_stand_over_what_they_head(data: bytes, condition: str) -> None:
    point = ["H2", "H3", "H3", "H3"]
    expected = ["H1", "H2", *point * len(card_of(condition)["points"]), "H2", "H2"]
    assert [n.role for n in structure(data).walk() if re.fullmatch("H[1-6]?", n.role)] == expected


def test_lists_are_lists(data: bytes, condition: str) -> None:
    card = card_of(condition)
    points = [raw(f"points/{code}.yaml")["patient"] for code in card["points"]]
    expected = [("Disc", len(card["before"]))]
    expected += [("Decimal", len(p[part])) for p in points for part in ("find", "press")]
    expected.append(("Disc", len(card["stop"])))
    lists = [n for n in structure(data).walk() if n.role == "L"]
    assert [(n.numbering, len(n.kids)) for n in lists] == expected
    for item in (item for n in lists for item in n.elements):
        assert item.role == "LI"
        assert [kid.role for kid in item.elements] == ["Lbl", "LBody"]
        assert all(kid.kids for kid in item.elements)


def test_each_picture_has_words_for_those_who_do_not_see_it(
    data: bytes, condition: str, scenes: Mapping[str, Scene]
) -> None:
    found = [n for n in structure(data).walk() if n.role == "Figure"]
    wanted = {s.desc for name, s in scenes.items() if name.startswith(f"{condition}-")}
    assert {n.alt for n in found} == wanted
    assert len(found) == len(wanted)
    for n in found:
        assert n.alt
        assert len(n.alt) > 100
        assert n.numbers
        assert n.box
        assert n.box[2] - n.box[0] > 70


def test_pinyin_and_chinese_are_marked_as_such(data: bytes, condition: str) -> None:
    count = len(card_of(condition)["points"])
    spans = [n.lang for n in structure(data).walk() if n.role == "Span"]
    assert spans == ["zh-Latn-pinyin", "zh-Hans"] * count
    with pikepdf.open(BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == "en"
        steps = pikepdf.parse_content_stream(pdf.pages[0])
        inside = [
            str(s.operands[1].Lang)
            for s in steps
            if str(s.operator) == "BDC" and s.operands[0] == "/Span" and "/Lang" in s.operands[1]
        ]
    assert inside == ["zh-Hans"] * count  # in the pictures


def test_everything_stands_in_the_tree_once_and_in_order(data: bytes) -> None:
    owned = list(structure(data).content())
    assert owned == list(range(len(owned)))
    assert {s.number for s in painted(data) if s.tag != "Artifact"} <= set(owned)
    roles = "Document H1 H2 H3 P L LI Lbl LBody Figure Span"
    assert {n.role for n in structure(data).walk()} == set(roles.split())


# -- the same bytes ----------------------------------------------------------------------------------------------------


def test_a_card_written_twice_has_the_same_bytes(cards: Mapping[tuple[str, str], Card], leaflets: Leaflets) -> None:
    for key, card in cards.items():
        assert document.write(card) == leaflets[key], key


ANEW = """
import sys, hashlib
from pathlib import Path
from handouts.compose import card
from handouts.compose.wanted import Wanted
from handouts.locate.atlas import load_atlas
from handouts.style import PAPERS
from handouts.write.pdf import document
atlas, _ = load_atlas([Path("data")])
for condition in reversed(list(atlas.library.conditions.values())):
    for paper in PAPERS.values():
        leaflet = document.write(card.compose(Wanted(condition, atlas, paper)))
        print(condition.id, paper.name, hashlib.sha256(leaflet).hexdigest())
"""


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_another_process_writes_the_same_bytes(seed: str, leaflets: Leaflets) -> None:
    run = subprocess.run(
        [sys.executable, "-c", ANEW],
        capture_output=True,
        check=True,
        text=True,
        cwd=ROOT,
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": "Asia/Tokyo", "LC_ALL": "C"},
    )
    found = {(c, p): digest for c, p, digest in map(str.split, run.stdout.splitlines())}
    assert found == {key: hashlib.sha256(data).hexdigest() for key, data in leaflets.items()}
