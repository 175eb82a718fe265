"""The small whole persons beside a picture have a dot on the very place."""

from __future__ import annotations

import pytest

from handouts.body.pictures import inside, read_people
from handouts.draw import key
from handouts.draw.scene import Column, Disc
from handouts.draw.shots import choose
from handouts.draw.subjects import number_points
from handouts.locate.atlas import Atlas
from handouts.style import STANDARD

MIDLINE = -8.0  # x of the body's middle in the frame of the leg


def test_each_place_lies_on_the_person_that_shows_it(atlas: Atlas) -> None:
    """Within a millimetre on paper: some lie on the very contour."""
    for code, point in atlas.library.points.items():
        if point.patient is None:
            continue
        (shot,) = choose(number_points([point], atlas), atlas)
        for person in key.people(shot, atlas.leg):
            at, reach = person.flat(atlas.spots[code].at), 1 / key._scale(person)
            around = [at._replace(x=at.x + x * reach, y=at.y + y * reach) for x in (-1, 0, 1) for y in (-1, 0, 1)]
            assert any(inside(person.areas, place) for place in around), (code, person.posture)


def test_a_place_right_of_the_spine_is_marked_right_of_it(atlas: Atlas) -> None:
    """Of somebody who lies on the front, seen from above with the head up."""
    (person,) = read_people("lying on the front")
    place = atlas.spots["BL-53"].at
    middle, other = place._replace(x=MIDLINE), place._replace(x=2 * MIDLINE - place.x)
    assert person.flat(place).x > person.flat(middle).x + 5
    assert person.flat(other).x < person.flat(middle).x - 5


def test_a_place_on_the_shin_is_marked_before_one_on_the_calf(atlas: Atlas) -> None:
    """Whose hand is at the calf sits with the face to the right."""
    person = next(p for p in read_people("sitting") if p.near.z < 0 and 20 < p.near.y < 35)
    assert person.flat(atlas.spots["ST-38"].at).x > person.flat(atlas.spots["BL-57"].at).x + 3


@pytest.mark.parametrize("mirrored", [False, True])
def test_each_person_has_a_dot_for_each_place(atlas: Atlas, mirrored: bool) -> None:
    """Where the person's drawing has it, at its scale, mirrored with it."""
    persons = (read_people("sitting")[0], read_people("sitting")[3])
    wide, high = key.size(persons)
    box, places = Column(10.0, 5.0, 10.0 + wide, 5.0 + high), [atlas.spots[c].at for c in ("ST-36", "GB-34")]
    marks = [s for s in key.draw_key(persons, box, places, atlas.leg, mirrored, STANDARD) if isinstance(s, Disc)]
    assert len(marks) == 4
    assert all(box.left < m.centre.x < box.right and box.top < m.centre.y < box.bottom for m in marks)
    (one, two), scale = marks[:2], key._scale(persons[0])
    a, b = map(persons[0].flat, places)
    assert one.centre.x - two.centre.x == pytest.approx((a.x - b.x) * scale * (-1 if mirrored else 1))
    assert one.centre.y - two.centre.y == pytest.approx((b.y - a.y) * scale)


def test_a_person_is_shown_from_the_side_on_which_the_place_lies(atlas: Atlas) -> None:
    """The back of a thigh on somebody who turns the back, though a hand of another person is nearer to it."""
    points = [atlas.library.points[code] for code in ("BL-37", "BL-40")]
    (shot,) = choose(number_points(points, atlas), atlas)
    person = key.people(shot, atlas.leg)[0]
    assert person.posture == "standing"
    assert person.right.cross(person.up).z < 0
    assert all(key.faces(person, atlas.spots[str(p.code)].at, atlas.leg) for p in points)


def test_a_place_on_the_far_side_has_a_hollow_dot(atlas: Atlas) -> None:
    (person,) = read_people("on tiptoe")  # seen from behind
    box, accent = Column(0.0, 0.0, *key.size([person])), STANDARD.inks.accent
    places = [atlas.spots["BL-57"].at, atlas.spots["ST-36"].at]
    near, far = (s for s in key.draw_key([person], box, places, atlas.leg, False, STANDARD) if isinstance(s, Disc))
    assert near.fill == accent
    assert far.fill == STANDARD.inks.white
    assert far.stroke
    assert far.stroke.ink == accent


def test_of_two_persons_that_show_a_place_that_is_taken_which_shows_it_better(atlas: Atlas) -> None:
    """The inner knee on somebody seen from within, though from in front its edge is seen, too."""
    (shot,) = choose(number_points([atlas.library.points["LR-8"]], atlas), atlas)
    (person,) = key.people(shot, atlas.leg)
    assert person.right.cross(person.up).x > 0.5
    assert key.faces(person, atlas.spots["LR-8"].at, atlas.leg, 0.5)
    assert not key.faces(person, atlas.spots["LR-8"].at, atlas.leg, 0.999)
