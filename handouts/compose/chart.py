"""A plate of the atlas and a paper into a Card: one page with a picture of all points that a view shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor

from handouts.compose import blocks
from handouts.compose.blocks import BODY_STYLE, LEAD_STYLE, STRONG_STYLE, TITLE_STYLE, Block, Kid
from handouts.compose.footer import chart_footer, written_by
from handouts.compose.page import Card, Element, Picture, Run
from handouts.draw import plate
from handouts.draw.plate import Spotted
from handouts.draw.views import OVER, Plate
from handouts.errors import DoesNotFit, Problem
from handouts.locate.atlas import Atlas
from handouts.locate.channels import Channels
from handouts.style import CONTENT_HEIGHT, CONTENT_WIDTH, Paper

GAP = 3.5  # mm between picture and words
COLUMNS = 2  # of the list of names
CODE = 18.0  # mm from a code to its name


def compose(plate: Plate, atlas: Atlas, tracks: Channels, paper: Paper) -> Card:
    """The chart of a plate on a paper; `tracks` are the channels on the atlas's leg.

    Raises DoesNotFit where the labels have no room."""
    points = plate_points(plate, atlas)
    sources = [atlas.library.sources[s.point.location.rule.source] for s in points]
    return Card(
        f"chart-{plate.name}",
        paper.width,
        paper.height,
        f"Acupoints of {plate.title}",
        written_by(sources[0]),
        _lead(plate),
        "en",
        atlas.library.edition.checked,
        tuple(_kids(plate, points, atlas, tracks, paper)),
    )


def plate_points(plate_: Plate, atlas: Atlas) -> tuple[Spotted, ...]:
    """The points on a plate; raises DoesNotFit where there is none."""
    if not (points := plate.points_on(plate_, atlas)):
        raise DoesNotFit([Problem(f"no point shows on the plate '{plate_.name}'")])
    return points


def _lead(plate: Plate) -> str:
    part, other = ("foot", "leg") if plate.title.startswith("the foot") else ("leg", "foot")
    return f"The right {part}; the left one is its mirror image. Points of the {other}: see the plates of the {other}."


def _kids(plate_: Plate, points: Sequence[Spotted], atlas: Atlas, tracks: Channels, paper: Paper) -> Iterator[Kid]:
    """The page from top to bottom, in reading order."""
    left, top = (paper.width - CONTENT_WIDTH) / 2, (paper.height - CONTENT_HEIGHT) / 2
    title = blocks.text("H1", f"Acupoints of {plate_.title}", TITLE_STYLE, left, top, CONTENT_WIDTH)
    lead = blocks.text("P", _lead(plate_), LEAD_STYLE, left, title.bottom, CONTENT_WIDTH)
    drawn = [s.point for s in points]
    foot = chart_footer(drawn, atlas.library, left, 0)
    end = top + CONTENT_HEIGHT - foot.bottom
    room = end - lead.bottom - 2 * GAP
    scene = plate.draw(plate_, floor(room * 10) / 10, atlas, tracks)
    names = _names(points, left, 0) if plate_.around == OVER else Block((), 0, 0)
    spare = room - scene.height - names.bottom
    if spare < 0:
        raise DoesNotFit([Problem(f"the chart '{plate_.name}' is {-spare:.0f} mm too long for one page")])
    y = lead.bottom + GAP + spare / 3
    figure = Element("Figure", (Picture(left, y, scene),), alt=scene.desc, bbox=(left, y, CONTENT_WIDTH, scene.height))
    listed = _names(points, left, y + scene.height + spare / 3).kids if names.kids else ()
    yield from (*title.kids, *lead.kids, figure, *listed, *chart_footer(drawn, atlas.library, left, end).kids)


def _names(points: Sequence[Spotted], x: float, y: float) -> Block:
    """The English names of the points, by their codes, in columns."""
    order = sorted((s.point for s in points), key=lambda p: _in_order(p.code))
    rows = ceil(len(order) / COLUMNS)
    items = []
    for n, point in enumerate(order):
        column, row = divmod(n, rows)
        left, baseline = x + column * CONTENT_WIDTH / COLUMNS, y + row * BODY_STYLE.leading + BODY_STYLE.ascent
        label = Element("Lbl", (Run(left, baseline, f"{point.code} ", *STRONG_STYLE),))
        body = Element("LBody", (Run(left + CODE, baseline, str(point.names.english), *BODY_STYLE),))
        items.append(Element("LI", (label, body)))
    return Block((Element("L", tuple(items), numbering="None"),), y + rows * BODY_STYLE.leading, rows)


def _in_order(code: str) -> tuple[str, int]:
    channel, _, number = code.partition("-")
    return channel, int("".join(c for c in number if c.isdigit()) or 0)
