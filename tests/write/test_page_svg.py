"""A page for the browser holds all that the PDF paints, in its order, and nothing that a browser would obey."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

import pytest
from support import samples

from handouts import fonts
from handouts.compose.page import Artifact, Card, Element, Picture, Run, Slot, contents
from handouts.draw.scene import Clipped, Close, Line, Move, Path, Spot2
from handouts.errors import DoesNotFit
from handouts.style import BOLD, SANS, STANDARD
from handouts.write import page_svg

NAME = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script>&amp; \"x\" 'y' ]]> <!--"
SLOT = Slot(20, 200, 150, 6, 2, SANS, 12, "#000000", "For {name}.")


def paint(card: Card, values: Mapping[str, str], **options: Any) -> str:
    """The only page of a card."""
    (page,) = page_svg.paint(card, values, **options)
    return page


def with_slot() -> Card:
    return samples.card(Element("P", (SLOT,)))


def root(card: Card, **values: str) -> ElementTree.Element:
    return ElementTree.fromstring(paint(card, values))


def texts(tree: ElementTree.Element) -> list[str]:
    return [(e.text or "").replace("\xa0", " ") for e in tree.iter(NAME + "text")]


def test_page_is_as_large_as_its_paper_and_not_for_listeners() -> None:
    page = root(samples.card())
    assert (page.get("width"), page.get("height"), page.get("viewBox")) == ("210mm", "297mm", "0 0 21000 29700")
    assert page.get("aria-hidden") == "true"


def test_words_stand_in_reading_order_where_the_card_has_them() -> None:
    card = samples.card()
    found = root(card)
    top = [(e.text or "").replace("\xa0", " ") for e in found.findall(NAME + "text")]
    assert top == [mark.text for mark in contents(card) if isinstance(mark, Run)]
    title = next(e for e in found.iter(NAME + "text") if e.get("font-family") == BOLD)
    assert (title.get("x"), title.get("y")) == ("2000", "2500")
    assert float(title.get("font-size") or 0) == pytest.approx(STANDARD.title * 2540 / 72, abs=0.1)
    assert int(title.get("textLength") or 0) == round(fonts.width("Leg pain & cramps", BOLD, STANDARD.title) * 100)
    assert title.get("fill") == STANDARD.inks.accent


def test_pictures_stand_where_the_card_has_them_with_their_marks_in_order() -> None:
    (group,) = root(samples.card()).findall(NAME + "g")
    assert (group.get("transform"), group.get("stroke-linejoin")) == ("translate(2000 5500)", "round")
    assert [e.tag.removeprefix(NAME) for e in group] == ["path", "path", "circle", "text", "text", "text"]
    skin, leader, ring, *_, number = group
    assert skin.get("d") == "M2000 500c400 2000 600 4000 200 7000l1600 0c600-3000 400-5000 200-7000z"
    assert (leader.get("fill"), leader.get("stroke-dasharray")) == ("none", "120 80")
    assert (ring.get("cx"), ring.get("cy"), ring.get("r"), ring.get("stroke-width")) == ("3025", "4150", "200", "50")
    wide = fonts.width("1", BOLD, STANDARD.label) * 100
    assert int(number.get("x") or 0) == pytest.approx(3025 - wide / 2, abs=1)  # it is centred


def test_boxes_and_rules_are_there() -> None:
    found = root(samples.card())
    box, bar = found.findall(NAME + "rect")
    assert (box.get("width"), box.get("rx"), box.get("fill")) == ("18400", "300", STANDARD.inks.tint)
    assert (bar.get("fill"), bar.get("stroke"), bar.get("stroke-width")) == ("none", STANDARD.inks.line, "35")
    assert [e.get("d") for e in found.findall(NAME + "path")] == ["M1500 26200l18400 0"]


def test_a_window_cuts_and_is_named_after_its_page() -> None:
    triangle = Move(Spot2(0, 0)), Line(Spot2(50, 0)), Line(Spot2(0, 50)), Close()
    window = Clipped("person", 1, 2, 30, 40, (Path("skin", triangle, "#ffffff"),))
    scene = samples.scene()._replace(shapes=(window, window))
    card = samples.card()
    figure = next(kid for kid in card.kids if isinstance(kid, Element) and kid.role == "Figure")
    picture = figure.kids[0]._replace(scene=scene)  # type: ignore[call-arg]
    pages = [paint(card._replace(kids=(figure._replace(kids=(picture,)),)), {}, name=name) for name in ("a", "b")]
    for name, page in zip("ab", pages, strict=True):
        found = ElementTree.fromstring(page)
        clips = list(found.iter(NAME + "clipPath"))
        assert len({clip.get("id") for clip in clips}) == 2
        assert all((clip.get("id") or "").startswith(f"{name}-") for clip in clips)
        assert dict(clips[0][0].attrib) == {"x": "100", "y": "200", "width": "2900", "height": "3800"}
        assert [g.get("clip-path") for g in found.iter(NAME + "g") if g.get("clip-path")] == [
            f"url(#{clip.get('id')})" for clip in clips
        ]


@pytest.mark.parametrize(("kind", "told"), [("PNG", "png"), ("JPEG", "jpeg")])
def test_a_logo_comes_with_the_page(kind: str, told: str) -> None:
    data = samples.image(kind, "RGB", (1, 2, 3))
    (image,) = root(samples.card(samples.logo(data))).iter(NAME + "image")
    head, _, code = (image.get("href") or "").partition(",")
    assert head == f"data:image/{told};base64"
    assert b64decode(code) == data
    assert (image.get("x"), image.get("width"), image.get("preserveAspectRatio")) == ("17000", "2000", "none")


def test_persons_words_fill_their_places_and_are_words_only() -> None:
    found = root(with_slot(), name=HOSTILE)
    assert f"For {HOSTILE}." in texts(found)
    assert {e.tag.removeprefix(NAME) for e in found.iter()} == {"svg", "rect", "text", "g", "path", "circle"}


def test_a_hostile_title_is_words_only() -> None:
    page = ElementTree.fromstring(paint(samples.card(title=HOSTILE), {}))
    assert HOSTILE in texts(page)
    assert {e.get("font-family") for e in page.iter(NAME + "text")} <= fonts.FILES.keys()


def test_what_does_not_fit_is_told() -> None:
    with pytest.raises(DoesNotFit, match="'name' is 3 lines too long"):
        paint(with_slot(), {"name": "Anna " * 60})


def test_no_blank_is_lost_between_runs() -> None:
    """Browsers drop blanks at the beginning of a text, and all but one of several."""
    card = samples.card(Element("P", (samples.run(20, 190, " two  blanks"),)))
    assert "<text" in paint(card, {})
    assert not re.search(r">[^<]* [^<]*</text>", paint(card, {}))


def test_nothing_asks_for_anything_and_nothing_would_run() -> None:
    page = paint(samples.card(), {})
    assert not re.search(r"<style|<script|<a |style=|\bon\w+=|https?://(?!www\.w3\.org/2000/svg)", page)


def test_same_card_same_text() -> None:
    assert paint(samples.card(), {}) == paint(samples.card(), {})


def test_decoration_is_painted_too() -> None:
    card = samples.card()._replace(kids=(Artifact((samples.run(5, 5, "draft"),)),))
    assert texts(root(card)) == ["draft"]


def test_each_page_is_a_picture_with_ids_of_its_own() -> None:
    window = Clipped("person", 1, 2, 30, 40, ())
    figure = Element("Figure", (Picture(0, 0, samples.scene()._replace(shapes=(window,))),), alt="", bbox=(0, 0, 9, 9))
    card = samples.card()._replace(kids=(figure,), more=((figure, Element("P", (SLOT,))),))
    front, back = page_svg.paint(card, {"name": "Ann"})
    assert (texts(ElementTree.fromstring(front)), texts(ElementTree.fromstring(back))) == ([], ["For Ann."])
    ids = [re.findall(r'<clipPath id="(.*?)"', page) for page in (front, back)]
    assert len(ids[0]) == len(ids[1]) == 1
    assert ids[0] != ids[1]
