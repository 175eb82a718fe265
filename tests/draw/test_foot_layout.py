"""The labels of a foot stand where their leaders are short and run over nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from support.samples import look

from handouts.draw import diagram
from handouts.draw.crop import Room
from handouts.draw.faults import bounds
from handouts.draw.scene import Close, Lettering, Line, Path, Scene
from handouts.draw.subjects import number_points
from handouts.locate.atlas import Atlas


def picture(atlas: Atlas, view: str, codes: Sequence[str]) -> Scene:
    group = number_points([atlas.library.points[c] for c in codes], atlas)
    return diagram.draw("x", view, group, Room(184, 80), atlas, look(atlas))


def sides(scene: Scene) -> dict[str, str]:
    """On which side of the foot each label stands, by what it names."""
    found = {}
    for path in scene.shapes:
        if isinstance(path, Path) and path.role == "leader" and path.id:
            elbow, end = (part.to for part in path.segments if isinstance(part, Line))
            side = "left" if end.x < elbow.x else "right"
            found[path.id.removeprefix("leader-")] = "below" if abs(end.x - elbow.x) < 0.01 else side
    return found


@pytest.mark.parametrize("other", ["BL-61", "BL-63", "BL-66", "GB-40", "GB-42", "ST-41"])
def test_of_two_things_at_one_height_only_one_is_labelled_behind_the_heel(atlas: Atlas, other: str) -> None:
    """BL-60 lies behind the bump of the ankle: that one's leader would run over its ring."""
    found = sides(picture(atlas, "lateral", ["BL-60", other]))
    assert found["BL-60"] == "left"
    assert found["lateral-malleolus-prominence"] in ("right", "below")


def test_what_lies_half_way_is_not_labelled_behind_the_heel(atlas: Atlas) -> None:
    """There a label makes the foot smaller, and stands in the way of others."""
    assert sides(picture(atlas, "lateral", ["BL-63"]))["lateral-malleolus-anterior-border"] == "right"
    assert sides(picture(atlas, "lateral", ["BL-62", "BL-66"]))["BL-62"] == "below"


@pytest.mark.parametrize("codes", [("KI-5",), ("KI-4", "LR-3"), ("LR-3", "SP-5"), ("KI-3", "SP-5")])
def test_labels_of_a_foot_keep_clear_of_the_small_figure(atlas: Atlas, codes: tuple[str, ...]) -> None:
    scene = picture(atlas, "medial", codes)
    key = [
        p.to
        for s in scene.shapes
        if isinstance(s, Path) and s.role == "key"
        for p in s.segments
        if not isinstance(p, Close)
    ]
    left, top, bottom = min(p.x for p in key), min(p.y for p in key), max(p.y for p in key)
    boxes = [bounds(s) for s in scene.shapes if isinstance(s, Lettering) and s.role.startswith("label")]
    assert len(boxes) > 2
    assert all(b.right < left - 1 or b.bottom < top - 1 or b.top > bottom + 1 for b in boxes)
