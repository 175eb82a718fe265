"""A card copied in grey, and in pure black and white, still shows every ring, number and leader, told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from math import cos, pi, sin

import pypdfium2
import pytest
from PIL import Image
from support.page_checks import pictures

from handouts.compose.page import Card, Picture
from handouts.draw.scene import Close, Disc, Lettering, Path, Shape, Spot2

DOTS = 300 / 25.4  # to the mm, as a copier scans
END = 18  # dots at a leader's end, where it meets what it names
DARK = 128  # where a copier decides between black and white
SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}
Cards = Mapping[tuple[str, str], Card]


@lru_cache(maxsize=8)
def grey(data: bytes) -> Image.Image:
    """The page as a grey scan; the copier's weights are ISO 32000-1 clause 10.3.2."""
    page = pypdfium2.PdfDocument(data)[0].render(scale=DOTS * 25.4 / 72).to_pil().convert("RGB")
    return page.convert("L", (0.3, 0.59, 0.11, 0))


@lru_cache(maxsize=8)
def copy(data: bytes) -> Image.Image:
    """The page in black and white."""
    return grey(data).point([0 if value < DARK else 255 for value in range(256)])


def pixel(image: Image.Image, picture: Picture, at: Spot2) -> int:
    found = image.getpixel((round((picture.x + at.x) * DOTS), round((picture.y + at.y) * DOTS)))
    assert isinstance(found, int)
    return found


def crop(image: Image.Image, picture: Picture, at: Spot2, half: float) -> Image.Image:
    x, y = (picture.x + at.x) * DOTS, (picture.y + at.y) * DOTS
    return image.crop((round(x - half * DOTS), round(y - half * DOTS), round(x + half * DOTS), round(y + half * DOTS)))


def shapes(card: Card, role: str) -> Iterator[tuple[Picture, Shape]]:
    yield from ((p, shape) for p in pictures(card) for shape in p.scene.shapes if shape.role == role)


@pytest.fixture(params=["cramps", "heel-pain", "hip-pain", "knee-pain", "leg-pain", "nerve-pain", "sciatica"])
def card(request: pytest.FixtureRequest, cards: Cards) -> Card:
    return cards[request.param, "a4"]


@pytest.fixture
def data(card: Card, leaflets: Mapping[tuple[str, str], bytes]) -> bytes:
    return leaflets[card.name, "a4"]


def dark_around(image: Image.Image, picture: Picture, centre: Spot2, radius: float) -> float:
    """How much of a circle is dark."""
    turns = [2 * pi * n / 60 for n in range(60)]
    near = [Spot2(centre.x + radius * cos(t), centre.y + radius * sin(t)) for t in turns]
    return sum(pixel(image, picture, at) < DARK for at in near) / len(near)


def test_every_ring_is_dark_and_light_to_both_sides_of_its_line(card: Card, data: bytes) -> None:
    rings = list(shapes(card, "ring"))
    assert rings
    for picture, ring in rings:
        assert isinstance(ring, Disc)
        assert dark_around(copy(data), picture, ring.centre, ring.radius) > 0.95
        press = "press" in picture.scene.id  # there lines of a fingertip show beyond a narrow rim of white
        inward, outward = (0.3, 0.3) if press else (0.6, 0.55)
        assert dark_around(copy(data), picture, ring.centre, ring.radius - inward) < 0.1
        assert dark_around(copy(data), picture, ring.centre, ring.radius + outward) < 0.1


def test_every_place_is_a_dark_spot_in_its_ring(card: Card, data: bytes) -> None:
    spots = list(shapes(card, "place"))
    assert spots
    for picture, spot in spots:
        assert isinstance(spot, Disc)
        assert pixel(copy(data), picture, spot.centre) < DARK
        most = 0.4 if "press" in picture.scene.id else 0.0  # there lines of a fingertip show in the ring
        assert dark_around(copy(data), picture, spot.centre, spot.radius + 0.2) <= most


def test_every_number_is_light_on_a_dark_disc(card: Card, data: bytes) -> None:
    discs = list(shapes(card, "number-disc"))
    assert discs
    for picture, disc in discs:
        assert isinstance(disc, Disc)
        assert dark_around(copy(data), picture, disc.centre, 2.2) > 0.95
        number = crop(copy(data), picture, disc.centre, 1.4).histogram()
        assert 0.06 < number[255] / sum(number) < 0.6, "no number stands on the disc"


def test_numbers_are_told_apart(cards: Cards, leaflets: Mapping[tuple[str, str], bytes]) -> None:
    """On every card with two rings their numbers differ in a fifth of the dots that either has."""
    seen = 0
    for name in ("cramps", "knee-pain", "nerve-pain"):
        card, data = cards[name, "a4"], leaflets[name, "a4"]
        one, two = (
            crop(copy(data), p, r.centre, 1.4).tobytes() for p, r in shapes(card, "number-disc") if isinstance(r, Disc)
        )
        either = sum(a or b for a, b in zip(map(bool, one), map(bool, two), strict=False))
        differ = sum(a != b for a, b in zip(one, two, strict=False))
        assert differ > 0.2 * either
        seen += 1
    assert seen == 3


def along(path: Path) -> Iterator[tuple[Spot2, Spot2]]:
    """Places on the straight pieces of a leader, a dot apart, each with the direction across it."""
    ends = [part.to for part in path.segments if not isinstance(part, Close)]
    for a, b in pairwise(ends):
        length = ((b.x - a.x) ** 2 + (b.y - a.y) ** 2) ** 0.5
        for n in range(1, int(length * DOTS)):
            t = n / (length * DOTS)
            across = Spot2(-(b.y - a.y) / length, (b.x - a.x) / length)
            yield Spot2(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t), across


def drawn(image: Image.Image, picture: Picture, at: Spot2, across: Spot2) -> bool:
    """Whether a dot or its neighbours are dark."""
    beside = (Spot2(at.x + across.x * off, at.y + across.y * off) for off in (-0.09, 0, 0.09))
    return any(pixel(image, picture, place) < DARK for place in beside)


def test_every_leader_leads_all_the_way(card: Card, data: bytes) -> None:
    leaders = list(shapes(card, "leader"))
    assert len(leaders) >= 2
    for picture, leader in leaders:
        assert isinstance(leader, Path)
        places = list(along(leader))
        assert len(places) > 20
        assert sum(drawn(copy(data), picture, *place) for place in places) / len(places) > 0.97, leader.id


def test_every_label_is_still_ink_on_white(card: Card, data: bytes) -> None:
    labels = [(p, s) for p in pictures(card) for s in p.scene.shapes if isinstance(s, Lettering) and s.role != "number"]
    assert len(labels) >= 2
    for picture, label in labels:
        middle = Spot2(label.at.x + (0.5 - SHIFT[label.anchor]) * label.width, label.at.y - 1)
        ink = crop(copy(data), picture, middle, min(1.2, label.width / 2)).histogram()
        assert 0.08 < ink[0] / sum(ink) < 0.7, label.text
