"""Points lie where the standard says: a table typed by hand, worked out from the numbers of the leg's file alone.

Standard: WHO Standard Acupuncture Point Locations in the Western Pacific Region (2008); the page stands beside each
entry. Nothing here reads the rules in data/ or asks the program how a rule is evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from support.tape import Round, Spot

from handouts.body.geometry import Place
from handouts.errors import DataError, Mark
from handouts.load.model import (
    At,
    CunAhead,
    CunAlong,
    LevelWith,
    Library,
    Midway,
    Number,
    Offset,
    OnLine,
    Point,
    Rule,
    Share,
    Text,
)
from handouts.locate.atlas import Atlas
from handouts.locate.locate import cun_of, locate_all, locate_landmarks, locate_point

HEIGHT, ACROSS = 0.15, 0.3  # how far a point may lie from the table, in cun of the leg

CREASE, MALLEOLUS, FOLD = "popliteal crease, midpoint", "lateral malleolus, prominence", "gluteal fold, midpoint"


class Measured:
    """The leg's landmarks and lines, and lengths between them, as a person with a ruler would take them."""

    def __init__(self, numbers: dict[str, Any]):
        self.numbers = numbers
        self.cun = (self.height(CREASE) - self.height(MALLEOLUS)) / 16  # page 13
        self.thigh_cun = (self.height(FOLD) - self.height(CREASE)) / 14  # page 13

    def height(self, name: str) -> float:
        """Of the bone where there is one."""
        raw = self.numbers["landmarks"][name]
        return (raw["bone"] or raw["at"])[1]

    def at(self, name: str) -> Spot:
        x, _, z = self.numbers["landmarks"][name]["at"]
        return Spot(x, z)

    def line(self, name: str, y: float) -> Spot:
        """A line of the leg where it passes a height."""
        for (x, a, z), (u, b, w) in pairwise(self.numbers["lines"][name]["skin"]):
            if min(a, b) <= y <= max(a, b):
                t = (y - a) / (b - a)
                return Spot(x + (u - x) * t, z + (w - z) * t)
        raise AssertionError(f"{name} does not pass {y}")

    def round(self, y: float) -> Round:
        return Round(self.numbers, y)

    def behind(self, y: float, x: float) -> Spot:
        """The skin at the back of the leg, so far to the side."""
        around = self.round(y)
        return min((p for p in around.places if p.z < around.z), key=lambda p: abs(p.x - x))

    def midline(self, y: float) -> Spot:
        """The middle of the back of the leg."""
        across = [p.x for p in self.round(y).places]
        return self.behind(y, (min(across) + max(across)) / 2)


class Standard(NamedTuple):
    """Where a point lies: its height in cm; the place at that height from which the way across is counted; that way
    in cun along the skin, positive from the front over the outer side to the back."""

    height: Callable[[Measured], float]
    start: Callable[[Measured, float], Spot]
    across: float = 0.0


TABLE = {
    # page 117: at the midpoint of the gluteal fold
    "BL-36": Standard(lambda m: m.height(FOLD), lambda m, y: m.behind(y, (4.61 - 7.61) / 2)),  # x of the fold's ends
    # page 118: 6 B-cun inferior to the gluteal fold, of 14 to the crease; on the line BL-36 to BL-40
    "BL-37": Standard(
        lambda m: m.height(FOLD) - 6 / 14 * (m.height(FOLD) - m.height(CREASE)),
        lambda m, y: m.behind(y, m.at(FOLD).x + 6 / 14 * (m.at(CREASE).x - m.at(FOLD).x)),
    ),
    # page 119: at the midpoint of the popliteal crease
    "BL-40": Standard(
        lambda m: m.height(CREASE),
        lambda m, y: m.round(y).halfway(m.at("popliteal crease, lateral end"), m.at("popliteal crease, medial end")),
    ),
    # page 128: where the calcaneal tendon joins the bellies of gastrocnemius; half way from crease to malleolus
    "BL-57": Standard(lambda m: (m.height(CREASE) + m.height(MALLEOLUS)) / 2, lambda m, y: m.midline(y)),
    # page 129: between the prominence of the lateral malleolus and the calcaneal tendon
    "BL-60": Standard(
        lambda m: m.height(MALLEOLUS),
        lambda m, y: m.round(y).halfway(m.at(MALLEOLUS), m.line("Achilles tendon, lateral edge", y)),
    ),
    # page 188: in the hollow anterior and distal to the head of the fibula; no book gives a number: on this leg 0.6 cun
    # below its tip, at the front border of the bone
    "GB-34": Standard(
        lambda m: m.height("fibular head") - 0.6 * m.cun, lambda m, y: m.line("fibula, anterior border", y)
    ),
    # page 63: in the hollow lateral to the patellar ligament, level with the apex of the patella
    "ST-35": Standard(
        lambda m: m.height("patella, apex"), lambda m, y: m.line("patellar ligament, lateral edge", y), across=0.4
    ),
    # page 64: 3 B-cun inferior to ST-35; the article: one finger, a quarter of 3 cun, from the crest of the tibia
    "ST-36": Standard(
        lambda m: m.height("patella, apex") - 3 * (m.height(CREASE) - m.height(MALLEOLUS)) / 16,
        lambda m, y: m.line("tibial crest", y),
        across=0.75,
    ),
    # page 66: front of the ankle, in the hollow between the tendons; CAM: at the crease
    "ST-41": Standard(lambda m: m.height("ankle crease, front"), lambda m, y: m.line("ankle, gap of EHL and EDL", y)),
}

RULERS = {  # page 13: from bone to bone, so many cun
    "leg": (CREASE, MALLEOLUS, 16),
    "back thigh": (FOLD, CREASE, 14),
    "front thigh": ("pubic symphysis, superior border", "patella, base", 18),
    "outer thigh": ("greater trochanter, prominence", CREASE, 19),
    "inner leg": ("patella, apex", "medial malleolus, prominence", 15),
    "inner foot": ("medial malleolus, prominence", "heel, plantar centre", 3),
}

# The views in which the standard's plates show a point; it must not be seen from the other side.
PLATES = {
    "BL-36": ("posterior",),
    "BL-37": ("posterior",),
    "BL-40": ("posterior",),
    "BL-57": ("posterior",),
    "BL-60": ("lateral", "posterior"),
    "GB-34": ("lateral", "anterior"),
    "ST-35": ("anterior", "lateral"),
    "ST-36": ("anterior", "lateral"),
    "ST-41": ("anterior",),
}
OPPOSITE = {"anterior": "posterior", "posterior": "anterior", "lateral": "medial", "medial": "lateral"}


@pytest.fixture(scope="module")
def m(numbers: dict[str, Any]) -> Measured:
    return Measured(numbers)


def misses(code: str, at: tuple[float, float, float], m: Measured) -> tuple[float, float]:
    """How far a place lies from the table's, up and across, in cun of the leg."""
    entry, (x, y, z) = TABLE[code], at
    level = entry.height(m)
    way = m.round(level).way(entry.start(m, level), (x, z))
    return (y - level) / m.cun, way / m.cun - entry.across


def caught(code: str, at: tuple[float, float, float], m: Measured) -> bool:
    up, across = misses(code, at, m)
    return abs(up) > HEIGHT or abs(across) > ACROSS


# -- the table ---------------------------------------------------------------------------------------------------------


def test_table_has_every_point_of_a_card_and_every_ruler(atlas: Atlas) -> None:
    cards = {code for condition in atlas.library.conditions.values() for code in condition.points}
    assert cards < TABLE.keys() == PLATES.keys() < atlas.spots.keys()
    assert atlas.library.rulers.keys() == RULERS.keys()


@pytest.mark.parametrize("code", TABLE)
def test_point_lies_where_the_standard_says(code: str, atlas: Atlas, m: Measured) -> None:
    up, across = misses(code, atlas.spots[code].at, m)
    assert abs(up) < HEIGHT
    assert abs(across) < ACROSS


@pytest.mark.parametrize("code", TABLE)
def test_point_lies_on_the_skin(code: str, atlas: Atlas, m: Measured) -> None:
    x, y, z = atlas.spots[code].at
    assert m.round(y).gap(x, z) < 0.03


@pytest.mark.parametrize("ruler", RULERS)
def test_cun_is_a_share_of_its_own_bone(ruler: str, atlas: Atlas, m: Measured) -> None:
    top, bottom, count = RULERS[ruler]
    assert cun_of(atlas.leg, atlas.library, ruler) == pytest.approx((m.height(top) - m.height(bottom)) / count)


def test_cun_is_longer_on_the_leg_than_on_the_thigh(atlas: Atlas) -> None:
    """By 1.083 in men and 1.088 in women of the ANSUR II survey, trochanter to knee to ankle."""
    leg, thigh = (cun_of(atlas.leg, atlas.library, ruler) for ruler in ("leg", "outer thigh"))
    assert leg / thigh == pytest.approx(1.09, abs=0.02)
    assert 2.1 < thigh < leg < 2.5


def test_spot_names_the_ruler_that_gave_its_height(atlas: Atlas, m: Measured) -> None:
    found = {code: (s.ruler, s.cun and round(s.cun, 3)) for code, s in atlas.spots.items() if s.ruler and code in TABLE}
    leg, thigh = ("leg", round(m.cun, 3)), ("back thigh", round(m.thigh_cun, 3))
    assert found == {"ST-36": leg, "GB-34": leg, "BL-37": thigh}


# -- what else the standard says of them -------------------------------------------------------------------------------


def test_st_36_lies_outside_the_crest_and_near_the_line_from_st_35_to_st_41(atlas: Atlas, m: Measured) -> None:
    st_35, st_36, st_41 = (atlas.spots[code].at for code in ("ST-35", "ST-36", "ST-41"))
    from_crest = m.round(st_36.y).way(m.line("tibial crest", st_36.y), (st_36.x, st_36.z))
    assert 0.4 <= from_crest / m.cun <= 1.2
    assert from_crest / m.cun == pytest.approx(0.75, abs=0.01)  # one finger, a quarter of 3 cun of the leg
    t = (st_35.y - st_36.y) / (st_35.y - st_41.y)
    assert abs(st_36.x - (st_35.x + (st_41.x - st_35.x) * t)) / m.cun < 0.4
    assert 5 / 16 * m.cun < st_36.y < st_35.y


def test_bl_37_lies_one_cun_above_the_middle_between_bl_36_and_bl_40(atlas: Atlas, m: Measured) -> None:
    bl_36, bl_37, bl_40 = (atlas.spots[code].at for code in ("BL-36", "BL-37", "BL-40"))
    assert bl_37.y - (bl_36.y + bl_40.y) / 2 == pytest.approx(m.thigh_cun, abs=0.05)
    assert bl_37.y - m.height("midpoint of the back thigh") == pytest.approx(m.thigh_cun, abs=0.05)


def test_bl_40_lies_between_the_two_tendons(atlas: Atlas, m: Measured) -> None:
    x, y, z = atlas.spots["BL-40"].at
    inner, outer = (m.line(f"{n} edge", y) for n in ("semitendinosus tendon, lateral", "biceps femoris tendon, medial"))
    assert inner.x + 1 < x < outer.x - 1
    assert z < m.round(y).z


def test_bl_57_lies_above_the_heel_cord_and_below_both_bellies(atlas: Atlas, m: Measured) -> None:
    x, y, _ = atlas.spots["BL-57"].at
    ends = [m.numbers["lines"][f"Achilles tendon, {side} edge"]["skin"][0] for side in ("medial", "lateral")]
    assert ends[0][0] + 1.5 < x < ends[1][0] - 1.5
    edge = m.numbers["lines"]["gastrocnemius, lower edge"]["skin"]
    assert min(p[1] for p in edge if p[0] < x) < y - 3
    assert min(p[1] for p in edge if p[0] > x) < y - 1
    assert atlas.spots["BL-60"].at.y < y < atlas.spots["BL-40"].at.y


def test_bellies_of_the_calf_end_as_far_below_their_notch_as_measured(m: Measured) -> None:
    """In hundredths of the way from the heel bone to the fibular head: midline 39 to 56, outer belly 40 to 50, inner 35
    to 43. The standard's notch lies higher, so the ends are held against it."""
    notch = m.at("gastrocnemius notch").x, m.height("gastrocnemius notch")
    part = (m.height("fibular head") - m.height("calcaneus, posterior")) / 100
    edge = m.numbers["lines"]["gastrocnemius, lower edge"]["skin"]
    outer, inner = (min(y for x, y, _ in edge if (x > notch[0]) is side) for side in (True, False))
    assert 2 < (notch[1] - outer) / part < 6
    assert 9 < (notch[1] - inner) / part < 13.1


def test_bl_60_lies_between_ankle_bone_and_heel_cord_on_the_outer_side(atlas: Atlas, m: Measured) -> None:
    x, y, z = atlas.spots["BL-60"].at
    assert m.line("Achilles tendon, lateral edge", y).z + 0.5 < z < m.at(MALLEOLUS).z - 0.5
    assert x > m.round(y).x


def test_gb_34_lies_below_and_in_front_of_the_fibular_head(atlas: Atlas, m: Measured) -> None:
    x, y, z = atlas.spots["GB-34"].at
    assert m.height("fibular head") - 2 * m.cun < y < m.height("fibular head") - 0.4 * m.cun
    assert z > m.at("fibular head").z + 0.5
    assert x > m.line("tibial crest", 38.7).x + 2
    assert m.line("fibula, lateral", y).z < z


def test_st_35_lies_outside_the_ligament_and_below_the_kneecap(atlas: Atlas, m: Measured) -> None:
    x, y, _ = atlas.spots["ST-35"].at
    assert x > m.at("patella, apex").x + 1
    assert y < m.height("patella, lateral border")


def test_st_41_lies_at_the_front_between_the_ankle_bones(atlas: Atlas, m: Measured) -> None:
    x, y, z = atlas.spots["ST-41"].at
    assert m.at("medial malleolus, prominence").x + 1 < x < m.at(MALLEOLUS).x - 1
    assert z == pytest.approx(max(p.z for p in m.round(y).places), abs=0.1)


# -- views -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", TABLE)
def test_every_view_shows_the_same_place(code: str, atlas: Atlas) -> None:
    spot = atlas.spots[code]
    x, y, z = spot.at
    seen = {name: (v.right, v.up, v.depth) for name, v in spot.views.items()}
    assert seen == {
        "anterior": (-x, y, z),
        "posterior": (x, y, -z),
        "lateral": (z, y, x),
        "medial": (-z, y, -x),
        "dorsal": (x, z, y),
        "plantar": (-x, z, -y),
    }


@pytest.mark.parametrize("code", TABLE)
def test_point_faces_the_views_of_the_standards_plates(code: str, atlas: Atlas) -> None:
    views = atlas.spots[code].views
    assert all(views[name].faces for name in PLATES[code])
    assert not any(views[OPPOSITE[name]].faces for name in PLATES[code])
    assert max(OPPOSITE, key=lambda name: views[name].facing) == PLATES[code][0]


@pytest.mark.parametrize("code", TABLE)
def test_point_faces_a_view_where_a_step_to_the_viewer_leaves_the_limb(code: str, atlas: Atlas, m: Measured) -> None:
    x, y, z = atlas.spots[code].at
    steps = {"anterior": (0, 0.2), "posterior": (0, -0.2), "lateral": (0.2, 0), "medial": (-0.2, 0)}
    checked = 0
    for name, (dx, dz) in steps.items():
        seen = atlas.spots[code].views[name]
        if abs(seen.facing) > 0.15:
            assert seen.faces != m.round(y).holds(x + dx, z + dz), name
            checked += 1
    assert checked >= 2


def test_landmarks_are_located_without_ruler(atlas: Atlas, m: Measured) -> None:
    found = locate_landmarks(atlas.leg)
    assert found.keys() == m.numbers["landmarks"].keys()
    crease = found[CREASE]
    assert (crease.at, crease.ruler, crease.cun) == ((0.04, 44.68, -3.23), None, None)
    assert crease.views["posterior"].faces
    assert not crease.views["anterior"].faces


# -- ways of saying a place --------------------------------------------------------------------------------------------


def led(across: At | OnLine | Midway | Offset, atlas: Atlas, **level: LevelWith | CunAlong | CunAhead | Share) -> Place:
    """Where a rule leads that a point of its own has."""
    point = atlas.library.points["ST-36"]
    rule = Rule(across, Text("own"), **level)  # type: ignore[arg-type]
    return locate_point(point._replace(location=point.location._replace(rule=rule)), atlas.leg, atlas.library).at


def test_share_lies_so_much_of_the_way(atlas: Atlas, m: Measured) -> None:
    ends = "anterior superior iliac spine", "greater trochanter, prominence"
    top, low = (m.numbers["landmarks"][name]["bone"][1] for name in ends)
    for part, of in ((1, 3), (1, 2), (2, 3)):
        share = Share(Number(part), Number(of), (Text(ends[0]), Text(ends[1])))
        at = led(OnLine((Text(ends[0]), Text(ends[1]))), atlas, height=share)
        assert at.y == pytest.approx(top + (low - top) * part / of)


@pytest.mark.parametrize(("side", "kept"), [("front", 0), ("outer side", 2)])
def test_line_crosses_where_it_is_seen_to(side: Any, kept: int, atlas: Atlas, m: Measured) -> None:
    names = "anterior superior iliac spine", "patella, base, lateral corner"
    a, b = (m.numbers["landmarks"][name]["at"] for name in names)
    at = led(OnLine((Text(names[0]), Text(names[1])), side), atlas, height=LevelWith(Text("gluteal fold, midpoint")))
    part = (at.y - a[1]) / (b[1] - a[1])
    assert at[kept] == pytest.approx(a[kept] + (b[kept] - a[kept]) * part)
    assert Round(m.numbers, at.y).gap(at.x, at.z) < 0.02


def test_foot_is_measured_forward(atlas: Atlas, m: Measured) -> None:
    head = m.numbers["landmarks"]["metatarsal 1, head"]["at"]
    unit = (m.numbers["landmarks"]["popliteal crease, midpoint"]["bone"][1] - 6.65) / 16
    edge = At(Text("red-white border, medial"))
    level = {"cun": Number(0.5), "ruler": Text("leg")}
    for way, sign in (("in_front_of", 1), ("behind", -1)):
        at = led(edge, atlas, forward=CunAhead(**level, **{way: Text("metatarsal 1, head")}))  # type: ignore[arg-type]
        assert at.z == pytest.approx(head[2] + sign * unit / 2)
        assert at.x < -4
    above = led(Offset(**level, above=Text("red-white border, medial")), atlas, forward=LevelWith(Text("SP-4")))  # type: ignore[arg-type]
    below = led(edge, atlas, forward=LevelWith(Text("SP-4")))
    assert above.minus(below).length() == pytest.approx(unit / 2, abs=0.03)
    assert above.y > below.y + 0.7


@pytest.mark.parametrize("cun", [0.7, 1])
def test_below_the_ankle_a_place_is_taken_straight_down(cun: float, atlas: Atlas, m: Measured) -> None:
    """Also where the height is only just below the lowest section of the leg, at 6 cm."""
    tip = m.numbers["landmarks"]["medial malleolus, prominence"]
    sole = m.numbers["landmarks"]["heel, plantar centre"]["at"][1]
    low = CunAlong(Number(cun), Text("inner foot"), below=Text("medial malleolus, prominence"))
    at = led(At(Text("medial malleolus, prominence")), atlas, height=low)
    assert at.y == pytest.approx(tip["bone"][1] - (tip["bone"][1] - sole) / 3 * cun)
    assert at.z == pytest.approx(tip["at"][2])
    assert at.x < -2


# -- the table itself --------------------------------------------------------------------------------------------------

HALF = {"cun": Number(0.5), "ruler": Text("leg")}
TRUE = Text("TRUE")
UP_DOWN = {"up": CunAlong(above=TRUE, **HALF), "down": CunAlong(below=TRUE, **HALF)}
AROUND = ("lateral_to", "medial_to", "in_front_of", "behind")


def shifted(code: str, library: Library) -> Iterator[tuple[str, Point, Library]]:
    """A point with its rule shifted by half a cun up and down, and to each side that its skin runs to."""
    point = library.points[code]
    both = library._replace(points={**library.points, TRUE: point._replace(code=TRUE)})
    rules = {way: (height, At(TRUE)) for way, height in UP_DOWN.items()}
    sides = AROUND[2:] if "lateral" in PLATES[code][0] else AROUND[:2]
    rules |= {way: (LevelWith(TRUE), Offset(**HALF, **{way: TRUE})) for way in sides}
    for way, (height, across) in rules.items():
        rule = Rule(across, Text("own"), height)
        yield way, point._replace(location=point.location._replace(rule=rule)), both


def test_table_catches_every_rule_that_is_half_a_cun_off(atlas: Atlas, m: Measured) -> None:
    missed, tried = [], 0
    for code in TABLE:
        for way, point, library in shifted(code, atlas.library):
            tried += 1
            try:
                at = locate_point(point, atlas.leg, library).at
            except DataError:  # half a cun below the ankle bone the leg's sections end
                assert (code, way) == ("BL-60", "down")
                continue
            if not caught(code, at, m):
                missed.append((code, way))
    assert tried == 9 * 4
    assert missed == []


@pytest.mark.parametrize("code", ["ST-36", "BL-40", "GB-34"])
def test_shifted_rule_leads_half_a_cun_the_way_it_names(code: str, atlas: Atlas, m: Measured) -> None:
    signs = {"lateral_to": 1, "medial_to": -1, "in_front_of": -1, "behind": 1}
    turned = -1 if code == "BL-40" else 1  # at the back, lateral is towards the front
    for way, point, library in shifted(code, atlas.library):
        at = locate_point(point, atlas.leg, library).at
        up, across = (b - a for a, b in zip(misses(code, atlas.spots[code].at, m), misses(code, at, m), strict=True))
        if way in UP_DOWN:
            assert up == pytest.approx(0.5 if way == "up" else -0.5)
        else:
            assert across == pytest.approx(0.5 * signs[way] * turned, abs=0.03)


# -- rules that lead nowhere -------------------------------------------------------------------------------------------


def text(words: str) -> Text:
    """Words that stand in a file."""
    found = Text(words)
    found.mark = Mark("ST-36.yaml", 14, 9)
    return found


OFF = {
    "below the leg": (CunAlong(Number(20), Text("leg"), below=Text("ST-35")), At(text("tibial crest"))),
    "beyond the line": (LevelWith(Text(FOLD)), At(text("tibial crest"))),
    "beyond both places": (LevelWith(Text("BL-36")), OnLine((text("ST-35"), text("ST-41")))),
    "one of two lines": (LevelWith(Text("BL-40")), Midway((text("tibial crest"), text("fibula, lateral")))),
}


@pytest.mark.parametrize("where", OFF)
def test_rule_that_leads_off_the_leg_is_a_fault_at_its_line(where: str, atlas: Atlas) -> None:
    point = atlas.library.points["ST-36"]
    wrong = point._replace(location=point.location._replace(rule=Rule(OFF[where][1], Text("own"), OFF[where][0])))
    library = atlas.library._replace(points={**atlas.library.points, "ST-36": wrong})
    with pytest.raises(DataError) as caught:
        locate_all(atlas.leg, library)
    (problem,) = caught.value.problems
    assert problem.message.startswith("the rule of ST-36 leads off the leg")
    assert problem.mark == Mark("ST-36.yaml", 14, 9)
