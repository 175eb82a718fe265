"""A web page says what the PDF says, is closed to the outside, and shows its pictures by dark too."""

from __future__ import annotations

import re
from collections.abc import Mapping

import lxml.html
import pytest
from support.screen_reader import hear

from handouts.aloud.voice import read_aloud
from handouts.compose import card
from handouts.compose.page import Card
from handouts.compose.patient_form import NO_FIELDS, Fields, fields_of
from handouts.compose.setting import setting
from handouts.compose.single_point import condition_of
from handouts.compose.wanted import Wanted
from handouts.load.model import Clinic, Text
from handouts.locate.atlas import Atlas
from handouts.order import make
from handouts.order.request import HTML, Item, ManifestEntry
from handouts.people.person import WORD_FIELDS
from handouts.style import LEGS, PAPERS, STANDARD, Format, Legs, contrast, rgb
from handouts.write.html import document, style, words
from handouts.write.pdf import document as pdf
from handouts.write.pdf.template import fill

NOTE = "For a screen."
CONDITIONS = ["cramps", "heel-pain", "hip-pain", "knee-pain", "leg-pain", "low-back-pain", "nerve-pain", "sciatica"]
CLINIC = Clinic(Text("Riverside <Clinic> & Co"), Text("+44 (0)20 7946 0123"), country=Text("gb"))
CLINIC = CLINIC._replace(address=Text("12 Harbour Street"), web=Text("https://clinic.example"))
CLINIC = CLINIC._replace(feedback=Text("tell@clinic.example or www.clinic.example/a?b=1&c=2, or (020) 7946 0124"))
PERSON = {
    "name": "Zoë <b>Ångström</b>",
    "date": "22 November 2026",
    "practitioner": 'Dr. "Li" & Söhne',
    "note": "Rest <script>alert(1)</script>.\nPress 足三里 at night.",
    "time": "2 minutes",
    "often": "3 times a day",
}


def page(of: Card, **more: str) -> str:
    return document.write(of, NOTE, more)


def made(atlas: Atlas, name: str, clinic: Clinic | None = None, legs: Legs = "", fields: Fields = NO_FIELDS) -> Card:
    library = atlas.library
    condition = library.conditions.get(name) or condition_of(library.points[name], library)
    return card.compose(Wanted(condition, atlas, PAPERS["a4"], clinic, fields=fields, format=Format(legs=legs)))


# -- the same words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CONDITIONS)
def test_page_is_heard_as_its_pdf_is(
    name: str, cards: Mapping[tuple[str, str], Card], leaflets: Mapping[tuple[str, str], bytes]
) -> None:
    assert hear(page(cards[name, "a4"])) == read_aloud(leaflets[name, "a4"], "it")


@pytest.mark.parametrize("name", ["GB-30", "KI-1"])  # a picture above its words, and a foot
def test_page_of_a_point_is_heard_as_its_pdf_is(name: str, atlas: Atlas) -> None:
    of = made(atlas, name)
    assert hear(page(of)) == read_aloud(pdf.write(of), "it")


@pytest.mark.parametrize("legs", LEGS)
def test_page_for_one_leg_is_heard_as_its_pdf_is(legs: Legs, atlas: Atlas) -> None:
    of = made(atlas, "cramps", CLINIC, legs=legs)
    assert "graphic: ticked" in hear(page(of))
    assert hear(page(of)) == read_aloud(pdf.write(of), "it")


def test_page_of_a_draft_says_so_first(atlas: Atlas) -> None:
    own = {**atlas.library.origins.own, "conditions": frozenset({"cramps"})}
    origins = atlas.library.origins.__class__(own, atlas.library.origins.edition)
    of = made(atlas._replace(library=atlas.library._replace(origins=origins)), "cramps")
    assert of.draft
    assert hear(page(of)).splitlines()[2].startswith("Draft: ")
    assert hear(page(of)) == read_aloud(pdf.write(of), "it")


def test_words_of_a_person_stand_in_their_places(atlas: Atlas) -> None:
    fields = fields_of(
        {name: PERSON.get(name, "") for name in WORD_FIELDS if name in PERSON}, setting(atlas.library.words, STANDARD)
    )
    of = made(atlas, "cramps", fields=fields)
    text = page(of, **PERSON)
    assert hear(text) == read_aloud(pdf.write(fill(of, PERSON)), "it")
    assert "&lt;b&gt;Ångström&lt;/b&gt;" in text
    assert "<script" not in text
    assert '<span lang="zh-Hans">足三里</span>' in text


# -- closed to the outside ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["cramps", "GB-30"])
def test_page_loads_nothing_and_runs_nothing(name: str, atlas: Atlas) -> None:
    text = page(made(atlas, name, CLINIC))
    tree = lxml.html.document_fromstring(text)
    assert not tree.xpath("//script | //link | //iframe | //object | //embed | //form | //base | //use | //image")
    assert not [a for e in tree.iter() for a in e.attrib if a.startswith("on")]
    assert not re.search(r"url\((?!#)|@import|javascript:", text)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    assert tree.xpath("//meta[@name='viewport']")


def test_words_of_a_clinic_are_escaped(atlas: Atlas) -> None:
    text = page(made(atlas, "cramps", CLINIC))
    assert "Riverside &lt;Clinic&gt; &amp; Co" in text
    assert "<Clinic>" not in text


def test_same_card_same_bytes(atlas: Atlas) -> None:
    assert page(made(atlas, "cramps", CLINIC)) == page(made(atlas, "cramps", CLINIC))


def test_ids_are_there_once_and_headings_are_named(atlas: Atlas) -> None:
    tree = lxml.html.document_fromstring(page(made(atlas, "cramps")))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    named = tree.xpath("//section/@aria-labelledby")
    assert len(named) == 5
    assert set(named) <= set(ids)


def test_points_that_share_a_picture_stand_beside_it(atlas: Atlas) -> None:
    tree = lxml.html.document_fromstring(page(made(atlas, "low-back-pain")))
    (section,) = tree.xpath("//section[contains(@class, 'points')]")
    assert len(section.findall("h2")) == 2


# -- links -------------------------------------------------------------------------------------------------------------


def test_telephone_and_addresses_are_links(atlas: Atlas) -> None:
    materials = make.Materials(atlas, CLINIC)
    maker = make._maker(materials, [Item("condition", "cramps", "a4", suffix=HTML)])
    content = maker.make(Item("condition", "cramps", "a4", suffix=HTML))
    assert isinstance(content, bytes)
    found = dict(re.findall('<a href="([^"]*)">([^<]*)</a>', content.decode()))
    assert found == {
        "tel:+442079460123": "+44 (0)20 7946 0123",
        "mailto:tell@clinic.example": "tell@clinic.example",
        "https://www.clinic.example/a?b=1&amp;c=2": "www.clinic.example/a?b=1&amp;c=2",
        "tel:02079460124": "(020) 7946 0124",
        "https://clinic.example": "https://clinic.example",
    }


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Ring 020 7946 0123, or 0800 111 1111.", ("020 7946 0123", "0800 111 1111")),
        ("+1 (555) 010-9999", ("+1 (555) 010-9999",)),
        ("room 12, from 9 to 17", ()),
        ("clinic2026@x.example", ()),
    ],
)
def test_telephone_numbers_are_known_from_others(text: str, numbers: tuple[str, ...]) -> None:
    assert words.telephones([text, None]) == numbers


def test_number_within_another_is_no_link() -> None:
    said = words.Spoken({}, ("999",))
    assert "<a" not in words._linked("HO-1999 9990", said.telephones)
    assert words._linked("Call 999.", said.telephones) == 'Call <a href="tel:999">999</a>.'


# -- the dark ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["cramps", "heel-pain", "GB-30"])
def test_every_ink_of_a_picture_is_another_by_dark(name: str, atlas: Atlas) -> None:
    text = page(made(atlas, name))
    inks = set(re.findall('(fill|stroke)="(#[0-9a-f]{6})"', text.partition("</style>")[2]))
    assert len(inks) >= 8
    for part, ink in inks:
        assert f'svg [{part}="{ink}"] {{ {part}: var(--' in text, ink


@pytest.mark.parametrize("accent", [STANDARD.inks.accent, "#005ea5", "#1d1d1d", "#6b0080"])
def test_dark_is_read_as_well_as_paper(accent: str) -> None:
    dark = style.DARK._replace(accent=style.lightened(accent))
    for ink in (dark.black, dark.grey, dark.accent):
        assert contrast(rgb(ink), rgb(dark.white)) >= 4.5
        assert contrast(rgb(ink), rgb(dark.tint)) >= 4.5
    for ground in (dark.white, dark.skin, dark.wood):
        assert contrast(rgb(dark.black), rgb(ground)) >= 4.5
    assert contrast(rgb(dark.line), rgb(dark.white)) >= 3


# -- the index ---------------------------------------------------------------------------------------------------------


def entry(file: str, kind: str, name: str, paper: str = "a4", format: str = "", size: int = 2_000) -> ManifestEntry:
    return ManifestEntry(file, kind, name, paper, format, "1.1", "handouts", 1, size, "", "")


def test_index_leads_to_each_file_with_its_size(atlas: Atlas) -> None:
    found = [
        entry("sciatica.pdf", "condition", "sciatica", "a4", "", 31_400),
        entry("sciatica-letter.pdf", "condition", "sciatica", "letter", "", 500),
        entry("sciatica-large-left.pdf", "condition", "sciatica", "a4", "large-left", 9_000),
        entry("sciatica.html", "condition", "sciatica", "a4", "", 52_600),
        entry("KI-3.html", "point", "KI-3"),
    ]
    text = make.index(make.Materials(atlas, CLINIC), found).decode()
    tree = lxml.html.document_fromstring(text)
    assert [(a.get("href"), a.text) for a in tree.xpath("//a")] == [
        ("sciatica.html", "Read it here, 53 kB"),
        ("sciatica.pdf", "To print (PDF), 31 kB"),
        ("sciatica-letter.pdf", "To print on Letter (PDF), 1 kB"),
        ("sciatica-large-left.pdf", "To print (PDF), large left, 9 kB"),
        ("KI-3.html", "Read it here, 2 kB"),
    ]
    assert tree.xpath("//a/@aria-label")[0] == "Sciatica: Read it here, 53 kB"
    assert tree.findtext(".//h2") == "Sciatica"
    assert "Riverside &lt;Clinic&gt; &amp; Co" in text


def test_index_leads_to_no_page_that_is_not_for_patients_or_not_of_these_data(atlas: Atlas) -> None:
    points = atlas.library.points
    withheld = next(code for code, point in points.items() if point.withheld)
    mute = {"KI-3": points["KI-3"]._replace(patient=None)}
    materials = make.Materials(atlas._replace(library=atlas.library._replace(points={**points, **mute})))
    others = [
        entry("cramps-practitioner.pdf", "condition", "cramps", format="practitioner"),
        entry("ST-36-practitioner-left.pdf", "point", "ST-36", format="practitioner-left"),
        entry("chart-posterior.pdf", "chart", "posterior"),
        entry("index.html", "index", "index"),
        entry("theirs.pdf", "condition", "theirs"),
        entry("XX-1.pdf", "point", "XX-1"),
        entry("cramps+theirs.pdf", "together", "cramps+theirs"),
        entry(f"{withheld}.pdf", "point", withheld),
        entry("KI-3.pdf", "point", "KI-3"),
    ]
    assert make.index(materials, others) == b""
    both = entry("cramps+sciatica.pdf", "together", "cramps+sciatica")
    assert make.index(materials, [*others, both]).count(b"<a ") == 1
