"""Every point's dot on every finished picture, read back from SVG and PDF, against what the standard says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from support.chart_dots import APART, Plate, drawn, in_pdf, in_svg, lying
from support.measured_leg import body
from support.mutants import touching
from support.pdf_readers import At, Lay, Painted, painted
from support.relations import Places, Relation, faults, kind, table

from handouts.compose.page import Card
from handouts.draw.views import PLATES
from handouts.locate.atlas import Atlas
from handouts.order import make
from handouts.order.pictures import pictures_of
from handouts.order.request import Item
from handouts.write import svg
from handouts.write.pdf import document

ACCENT, TINT = (162 / 255, 59 / 255, 0.0), (246 / 255, 241 / 255, 234 / 255)
DOT = 0.9  # mm
HALF = 0.5  # cun
ROUNDED = 0.01  # cun; files round to a hundredth of a millimetre


@pytest.fixture(scope="module")
def places(atlas: Atlas) -> Places:
    return {code: spot.at for code, spot in atlas.spots.items()}


@pytest.fixture(scope="module")
def charts(atlas: Atlas) -> Mapping[str, Card]:
    """Every chart, by its plate's name."""
    found = make.cards(make.Materials(atlas), [Item("chart", plate, "a4") for plate in PLATES])
    return dict(zip(PLATES, found, strict=True))


@pytest.fixture(scope="module")
def in_svgs(charts: Mapping[str, Card], numbers: dict[str, Any]) -> Mapping[str, Plate]:
    """Every chart read back from its SVG."""
    pictures = {name: pictures_of(card)[0] for name, card in charts.items()}
    views = {name: scene.frame.view for name, scene in pictures.items()}
    return {
        name: Plate(name, view, in_svg(svg.write(pictures[name]), view, numbers["views"][view]["fill"]))
        for name, view in views.items()
    }


@pytest.fixture(scope="module")
def in_pdfs(charts: Mapping[str, Card], in_svgs: Mapping[str, Plate], numbers: dict[str, Any]) -> Mapping[str, Plate]:
    """Every chart read back from its PDF."""
    found = {}
    for name, card in charts.items():
        shapes, view = painted(document.write(card)), in_svgs[name].view
        how = lying(silhouette(shapes).ends, numbers["views"][view]["fill"])
        circles = [s for s in shapes if near(s.fill, ACCENT) and s.round(DOT)]
        found[name] = Plate(name, view, in_pdf(circles, how, in_svgs[name].dots))
    return found


def silhouette(shapes: tuple[Painted, ...]) -> Painted:
    """The largest tinted area, which is the leg."""
    return max((s for s in shapes if near(s.fill, TINT)), key=lambda s: s.box[3] - s.box[1])


def near(ink: tuple[float, ...] | None, other: tuple[float, ...]) -> bool:
    return ink is not None and len(ink) == len(other) and ink == pytest.approx(other, abs=0.002)


def broken(plates: Mapping[str, Plate], places: Places) -> Iterator[str]:
    """The relations that the dots of a picture break."""
    for name, one in plates.items():
        for relation, found in faults(drawn(one, places, body()), touching(set(one.dots))):
            if found.off > ROUNDED:
                yield f"{name}: {relation}: {found.value:.2f} cun"


def test_every_point_has_its_dot_on_a_chart(charts: Mapping[str, Card], in_svgs: Mapping[str, Plate]) -> None:
    assert {code for name in charts for code in in_svgs[name].dots} == {r.point for r in table()}


def test_dots_of_svgs_lie_where_the_standard_says(in_svgs: Mapping[str, Plate], places: Places) -> None:
    assert list(broken(in_svgs, places)) == []


def test_dots_of_pdfs_lie_where_the_standard_says(in_pdfs: Mapping[str, Plate], places: Places) -> None:
    assert list(broken(in_pdfs, places)) == []


def test_pdf_paints_the_dots_of_the_svg_and_no_other(
    in_pdfs: Mapping[str, Plate], in_svgs: Mapping[str, Plate]
) -> None:
    for name, one in in_pdfs.items():
        assert one.dots.keys() == in_svgs[name].dots.keys()
        for code, at in one.dots.items():
            assert at == pytest.approx(in_svgs[name].dots[code], abs=APART), (name, code)


@pytest.mark.parametrize("relation", [r for r in table() if kind(r)[0] in ("shows", "hides")], ids=str)
def test_point_is_on_the_charts_of_its_side_only(
    relation: Relation, charts: Mapping[str, Card], in_svgs: Mapping[str, Plate]
) -> None:
    said, words = kind(relation)
    on = [name for name in charts if in_svgs[name].view == words["view"] and relation.point in in_svgs[name].dots]
    if said == "hides":
        assert on == []
    elif "plate" in relation.source:
        assert on != []


def test_dot_that_is_half_a_cun_off_is_seen(
    charts: Mapping[str, Card], in_svgs: Mapping[str, Plate], places: Places
) -> None:
    """Where the skin is seen from the side, a step to the side leads off it instead."""
    missed, step = [], HALF * body().cun()
    for one in (in_svgs[name] for name in charts):
        for code, (right, up) in one.dots.items():
            for way in ((step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step)):
                after = body().drawn(places[code], one.view, right + way[0], up + way[1])
                if not any(faults({**places, code: after}, touching({code}))) and skin_gap(after) < 0.2:
                    missed.append((one.name, code, way))
    assert missed == []


def skin_gap(place: tuple[float, float, float]) -> float:
    tape, axis = body().around(place)
    return tape.gap(place[0], place[axis])


# -- the readers -------------------------------------------------------------------------------------------------------

DRAWN = {"ST-36": (1.0, 37.0), "GB-34": (-2.0, 38.5)}


def circle(x: float, y: float) -> Painted:
    ends = (At(x + DOT, y), At(x, y + DOT), At(x - DOT, y), At(x, y - DOT))
    return Painted(ends, ends, ACCENT, None, "Artifact", None)


@pytest.mark.parametrize(
    ("circles", "found"),
    [
        ([(10.0, 63.0), (-20.0, 61.5)], {"ST-36", "GB-34"}),
        ([(10.0, 63.0), (-20.0, 60.5)], {"ST-36", "?1"}),
        ([(10.0, 63.0)], {"ST-36"}),
        ([(10.0, 63.0), (10.0, 63.0)], {"ST-36", "?1"}),
    ],
)
def test_circle_of_a_pdf_is_named_by_the_dot_of_the_svg(circles: list[tuple[float, float]], found: set[str]) -> None:
    how = Lay(10.0, 0.0, 433.0)
    dots = in_pdf([circle(x, 433.0 - (100.0 - y) * 10) for x, y in circles], how, DRAWN)
    assert dots.keys() == found
