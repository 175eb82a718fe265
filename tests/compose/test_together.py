"""Several conditions become one: points in their order, cautions of all, none said twice, the gravest first."""

from __future__ import annotations

from itertools import combinations

import pytest

from handouts.compose import leaflet
from handouts.compose.page import Artifact, Element, Picture, Run, contents
from handouts.compose.standing import standing_of
from handouts.compose.together import together
from handouts.compose.wanted import Wanted
from handouts.errors import DataError, DoesNotFit
from handouts.load.model import Condition, Text
from handouts.locate.atlas import Atlas
from handouts.style import PAPERS, Format

TWO_SIDES = Format(sides=2)


def texts(words: str) -> tuple[Text, ...]:
    return tuple(map(Text, words.split()))


def one(atlas: Atlas, *ids: str) -> Condition:
    return together([atlas.library.conditions[id] for id in ids], atlas.library)


def test_points_of_all_stand_in_their_order_each_once(atlas: Atlas) -> None:
    assert one(atlas, "cramps", "heel-pain").points == ("ST-36", "GB-34", "BL-57")
    assert one(atlas, "cramps", "knee-pain").points == ("ST-36", "GB-34")
    assert one(atlas, "hip-pain", "cramps").points == ("GB-34", "ST-36")


def test_title_and_purpose_name_all(atlas: Atlas) -> None:
    made = one(atlas, "cramps", "heel-pain", "sciatica")
    assert made.title == "Leg cramps, heel pain and sciatica"
    assert [made.purpose.count(word) for word in ("leg cramps", "heel pain", "sciatica")] == [1, 1, 1]
    assert made.id == "cramps+heel-pain+sciatica"


def test_numbers_of_places_are_those_of_the_sheet(atlas: Atlas) -> None:
    made = one(atlas, "heel-pain", "cramps")
    assert [made.short, *made.notes] == [
        "Heel pain: Press the base of the calf while the leg rests.",
        "Leg cramps: Press place 2, then place 3. At night press only place 3. Place 2 may keep you awake.",
        "Stop if it hurts.",
    ]


def test_numbers_that_count_something_else_stay(atlas: Atlas) -> None:
    cramps = atlas.library.conditions["cramps"]._replace(notes=(Text("Press places 1 and 2 for 2 weeks."),))
    made = together([atlas.library.conditions["heel-pain"], cramps], atlas.library)
    assert "Press places 2 and 3 for 2 weeks." in made.notes[0]


@pytest.mark.parametrize("count", [2, 3])
def test_no_caution_is_lost_or_said_twice_and_the_gravest_come_first(atlas: Atlas, count: int) -> None:
    cautions, graves = atlas.library.cautions, ["Call an ambulance", "Get emergency help", "Get medical help today"]
    for ids in combinations(atlas.library.conditions, count):
        made = one(atlas, *ids)
        for mine, key in ((made.before, "before"), (made.stop, "stop")):
            theirs = {id for c in ids for id in getattr(atlas.library.conditions[c], key)}
            instead = {cautions[id].instead_of for id in theirs}
            assert sorted(mine) == sorted(theirs - instead)
        leads = [str(cautions[id].lead) for id in made.stop]
        ranks = [graves.index(lead) if lead in graves else 3 for lead in leads]
        assert ranks == sorted(ranks), leads
        assert made.before[0] == "clot-signs"


def test_caution_that_is_said_instead_of_another_stands_alone(atlas: Atlas) -> None:
    cramps, heel = (atlas.library.conditions[id] for id in ("cramps", "heel-pain"))
    other = heel._replace(before=tuple(Text("ask-first-other") if id == "ask-first" else id for id in heel.before))
    made = together([cramps, other], atlas.library)
    assert "ask-first-other" in made.before
    assert "ask-first" not in made.before


def test_sources_that_differ_are_told(atlas: Atlas) -> None:
    cramps, heel = (atlas.library.conditions[id] for id in ("cramps", "heel-pain"))
    with pytest.raises(DataError, match="rest on different sources"):
        together([cramps, heel._replace(source=Text("who"))], atlas.library)


def test_who_reviewed_any_of_them_counts(atlas: Atlas) -> None:
    own = {**atlas.library.origins.own, "conditions": frozenset({"heel-pain"})}
    library = atlas.library._replace(origins=type(atlas.library.origins)(own=own))
    made = together([library.conditions[id] for id in ("cramps", "heel-pain")], library)
    assert standing_of(made, library, None).draft
    assert not standing_of(library.conditions["cramps"], library, None).draft


# -- on two sides ------------------------------------------------------------------------------------------------------


def test_one_side_is_not_left_unasked_and_the_fault_says_what_would_fit(atlas: Atlas) -> None:
    with pytest.raises(DoesNotFit, match="both sides of a sheet hold it: add --sides 2 when you make it"):
        leaflet.compose(Wanted(one(atlas, "cramps", "heel-pain"), atlas, PAPERS["a4"]))
    cramps = atlas.library.conditions["cramps"]
    many = cramps._replace(points=(*cramps.points, Text("BL-40")))
    with pytest.raises(DoesNotFit, match="ST-36 and GB-34 fit together on one"):
        leaflet.compose(Wanted(many, atlas, PAPERS["a4"]))


def test_what_fits_on_one_side_stays_there(atlas: Atlas) -> None:
    usual = leaflet.compose(Wanted(atlas.library.conditions["cramps"], atlas, PAPERS["a4"]))
    assert leaflet.compose(Wanted(atlas.library.conditions["cramps"], atlas, PAPERS["a4"], format=TWO_SIDES)) == usual


@pytest.mark.parametrize("paper", PAPERS)
def test_two_sides_hold_six_points_with_all_cautions_on_the_front(atlas: Atlas, paper: str) -> None:
    six = atlas.library.conditions["cramps"]._replace(points=texts("ST-36 GB-34 BL-57 BL-37 BL-40 SP-9"))
    card = leaflet.compose(Wanted(six, atlas, PAPERS[paper], format=TWO_SIDES))
    front, back = ("".join(m.text for m in contents(Element("Div", k)) if isinstance(m, Run)) for k in card.pages)
    for id in (*six.before, *six.stop):
        assert str(atlas.library.cautions[id].text)[:25] in front
        assert (front + back).count(str(atlas.library.cautions[id].text)[:25]) == 1
    for code in six.points:
        assert (front + back).count(f"{code} · ") == 1


def test_the_form_stands_on_the_front_where_that_has_room(atlas: Atlas) -> None:
    for ids in (("cramps", "heel-pain"), ("low-back-pain", "knee-pain")):
        card = leaflet.compose(Wanted(one(atlas, *ids), atlas, PAPERS["a4"], format=TWO_SIDES))
        pages = ["".join(m.text for m in contents(Element("Div", k)) if isinstance(m, Run)) for k in card.pages]
        assert [str(atlas.library.words.form.press_on) in page for page in pages] == [True, False], ids


def test_points_that_have_no_room_in_one_picture_get_one_each(atlas: Atlas) -> None:
    near = atlas.library.conditions["knee-pain"]._replace(points=texts("KI-3 KI-4 SP-6"))
    card = leaflet.compose(Wanted(near, atlas, PAPERS["a4"], format=TWO_SIDES))
    assert sum(isinstance(mark, Picture) for mark in contents(card)) >= 2


def test_more_points_than_two_sides_hold_are_told(atlas: Atlas) -> None:
    made = one(atlas, "cramps", "leg-pain", "low-back-pain")
    codes = [c for c, p in atlas.library.points.items() if p.patient and not p.withheld and c not in made.points][::4]
    with pytest.raises(DoesNotFit, match="too long for two sides: it has too many points"):
        leaflet.compose(
            Wanted(made._replace(points=(*made.points, *map(Text, codes[:9]))), atlas, PAPERS["a4"], format=TWO_SIDES)
        )


def test_nothing_lies_on_anything_on_two_sides(atlas: Atlas) -> None:
    card = leaflet.compose(Wanted(one(atlas, "cramps", "heel-pain"), atlas, PAPERS["letter"], format=TWO_SIDES))
    for kids in card.pages:
        boxes = [kid.bbox for kid in kids if isinstance(kid, Element) and kid.bbox]
        for (ax, ay, aw, ah), (bx, by, bw, bh) in combinations(boxes, 2):
            assert ax + aw <= bx or bx + bw <= ax or ay + ah <= by or by + bh <= ay
        assert all(isinstance(kid, Element | Artifact) for kid in kids)


def test_how_long_a_way_out_takes_to_find_grows_with_the_points_only(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Wanted] = []

    def fits(_: object, wanted: Wanted) -> bool:
        tried.append(wanted)
        return False

    monkeypatch.setattr(leaflet, "fits", fits)
    cramps, points = atlas.library.conditions["cramps"], atlas.library.points.items()
    many = cramps._replace(points=tuple(Text(code) for code, p in points if p.patient and not p.withheld)[:12])
    with pytest.raises(DoesNotFit):
        leaflet.compose(Wanted(many, atlas, PAPERS["a4"]))
    assert len(tried) == 13
