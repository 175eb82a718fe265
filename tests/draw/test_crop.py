"""A picture shows all that must be seen, with a margin, and lets no leader end where it is cut."""

from __future__ import annotations

import pytest
from support.samples import look

from handouts.body.geometry import Flat
from handouts.draw.callouts import callouts
from handouts.draw.captions import DIAGRAM_HEADER, diagram_header
from handouts.draw.crop import Crop, Room, crop
from handouts.draw.scene import Column, Frame
from handouts.draw.subjects import number_points
from handouts.draw.targets import Target, targets
from handouts.draw.views import Band
from handouts.locate.atlas import Atlas
from handouts.style import STANDARD


@pytest.mark.parametrize(("view", "code"), [("lateral", "GB-34"), ("posterior", "BL-40"), ("anterior", "ST-36")])
def test_leg_is_seen_a_hands_width_beyond_what_is_named(atlas: Atlas, view: str, code: str) -> None:
    """Else nobody could tell which part of the leg it is; in a room so low that there is nothing to fill."""
    group = number_points([atlas.library.points[code]], atlas)
    named = list(targets(view, group, atlas, look(atlas)))
    band = crop(view, group, named, Room(80, 30), atlas.leg, 0).band
    up = group[0].spot.views[view].up
    spans = [Band(up, up), *(t.span for t in named if t.span)]
    assert min(s.low for s in spans) - band.low > 4
    assert band.high - max(s.high for s in spans) > 4


def test_leader_to_a_line_ends_away_from_where_the_picture_is_cut() -> None:
    shown = Crop(Frame("anterior", 1, 10, DIAGRAM_HEADER + 60), Band(0, 60))
    line = Target("edge", "edge", None, lines=((Flat(0, 60), Flat(0, 40), Flat(0, 0)),))
    (found,) = callouts([], [line], shown, Column(40, 0, 80, 70), STANDARD)
    assert DIAGRAM_HEADER + 3 <= found.anchor.y <= DIAGRAM_HEADER + 57


@pytest.mark.parametrize("scale", [0.3, 1.0, 3.0])
def test_names_of_the_sides_stand_apart_and_on_the_picture(atlas: Atlas, scale: float) -> None:
    """However narrow the limb is where it is cut."""
    words = diagram_header(
        "Front of the right leg",
        Frame("anterior", scale, 20, 60),
        Band(20, 40),
        atlas.leg,
        look(atlas),
    )
    left, right = (w for w in words if w.role == "side")
    assert left.at.x >= 0
    assert right.at.x - right.width - (left.at.x + left.width) > 2
