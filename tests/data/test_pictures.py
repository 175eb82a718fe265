"""The posed pictures of data/pictures: hands that lie on the skin, and places in the order of the standing leg."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from handouts.api import open_data
from handouts.body.geometry import Place
from handouts.body.postures import carry, postures

FOLDER = Path(__file__).parents[2] / "data" / "pictures"
DEEPEST, FARTHEST = 0.2, 0.3  # cm that a hand may sink into the skin, and that a finger that touches may hover
MOST_BYTES = 2_000_000


def hands() -> list[tuple[str, str, dict[str, Any]]]:
    """All hands: picture, point with act, hand."""
    files = sorted(FOLDER.glob("*-hands.json"))
    assert len(files) > 10
    read = [(file.stem, json.loads(file.read_text(encoding="utf-8"))) for file in files]
    return [
        (stem, f"{code} {act}", hand) for stem, own in read for code, acts in own.items() for act, hand in acts.items()
    ]


def test_hands_lie_on_the_skin() -> None:
    wrong = {name: (hand["sinks"], hand["hovers"]) for _, name, hand in hands()}
    assert {n: w for n, w in wrong.items() if w[0] > DEEPEST or w[1] > FARTHEST} == {}


def test_each_point_for_patients_has_a_hand_that_presses_it() -> None:
    pressed = {name.split()[0] for _, name, _ in hands() if name.endswith(" press")}
    told = {
        str(code) for code, point in open_data().atlas.library.points.items() if point.patient and not point.withheld
    }
    assert told - pressed == set()


def test_the_pictures_are_small() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < MOST_BYTES


@pytest.mark.parametrize("posture", sorted(postures()))
def test_points_of_a_channel_keep_their_order_along_the_posed_shin(posture: str) -> None:
    """What is above another place on the standing leg, between knee and ankle, is nearer to the knee when posed."""
    atlas = open_data().atlas
    knee, ankle = (carry(Place(0, y, 3), posture) for y in (38.0, 12.0))
    down = ankle.minus(knee).unit()
    channels: dict[str, list[Place]] = {}
    for code, spot in atlas.spots.items():
        if 10 < spot.at.y < 42:
            channels.setdefault(code.split("-")[0], []).append(spot.at)
    assert len(channels) == 6
    for places in channels.values():
        for upper, lower in pairwise(sorted(places, key=lambda p: -p.y)):
            if upper.y - lower.y > 0.2:
                assert carry(lower, posture).minus(carry(upper, posture)).dot(down) > 0


@pytest.mark.parametrize(("posture", "least"), [("sitting", 4), ("ankle-on-knee", 3), ("lying-on-the-back", 1)])
def test_small_persons_seen_from_the_front_have_a_face(posture: str, least: int) -> None:
    people = json.loads((FOLDER / f"persons-{posture}.json").read_text(encoding="utf-8"))["people"]
    assert sum(len(person["strokes"].get("face", ())) >= 3 for person in people) >= least


def test_no_hand_hides_what_a_back_is_measured_from() -> None:
    acts = {name for stem, name, hand in hands() if stem == "lying-on-the-front-back-hands"}
    assert acts == {"BL-53 press", "BL-54 press"}


def test_the_crease_of_a_folded_knee_is_its_contour() -> None:
    """A line beside it, across the cords, was taken for a knot; where a step names the crease it is drawn."""
    pictures = [json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")]
    seen = [p for p in pictures if "popliteal crease" in p.get("lines", {})]
    always = {p["posture"] for p in seen if p["lines"]["popliteal crease"].get("always")}
    assert always == {"ankle on stool", "lying on the side", "lying on the front", "on tiptoe", "standing"}
    assert {p["posture"] for p in seen} - always == {"sitting", "ankle on knee", "leg drawn up"}
