"""A plate of the atlas and a paper into a Card: one page with a picture of all points that a view shows."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from handouts.compose import blocks
from handouts.compose.blocks import Block, centred
from handouts.compose.footer import chart_footer, maker_of, title_of
from handouts.compose.page import Card, Element, Kid, Picture
from handouts.compose.setting import Setting, setting
from handouts.compose.standing import Standing, chart_standing
from handouts.draw import plate
from handouts.draw.subjects import Spotted, points_on
from handouts.draw.views import OVER, Plate
from handouts.errors import DoesNotFit, Problem
from handouts.load.model import Clinic
from handouts.locate.atlas import Atlas
from handouts.locate.channels import Channels
from handouts.style import STANDARD, Edition, Paper

GAP = 3.5  # mm between picture and words
COLUMNS = 2  # of the list of names
CODE_WIDTH = 18.0  # mm from a code to its name


def compose(
    plate: Plate,
    atlas: Atlas,
    channels: Channels,
    paper: Paper,
    edition: Edition = STANDARD,
    clinic: Clinic | None = None,
) -> Card:
    """The chart of a plate on a paper; `channels` are those on the atlas's leg; `clinic` stands for its words.

    Raises DoesNotFit where the labels have no room."""
    words = atlas.library.words
    points = plate_points(plate, atlas)
    standing = chart_standing([s.point for s in points], atlas.library, clinic)
    told = (str(atlas.library.sources[s.point.location.rule.source].short) for s in points)
    set_in = setting(words, edition)
    content = _content(plate, points, atlas, channels, standing, set_in)
    (page,) = centred((content,), paper, edition.height, set_in, standing.draft)
    return Card(
        f"chart-{plate.name}",
        paper.width,
        paper.height,
        title_of(words.chart.plates[plate.name].title, standing, words),
        maker_of(None, words),
        words.chart.plates[plate.name].lead,
        str(words.language),
        atlas.library.edition.checked,
        page,
        tuple(dict.fromkeys(told)),
        standing.draft,
    )


def plate_points(plate_: Plate, atlas: Atlas) -> tuple[Spotted, ...]:
    """The points on a plate; raises DoesNotFit where there is none."""
    if not (points := points_on(plate_, atlas)):
        raise DoesNotFit([Problem(f"no point shows on the plate '{plate_.name}'")])
    return points


def _content(
    plate_: Plate,
    points: Sequence[Spotted],
    atlas: Atlas,
    channels: Channels,
    standing: Standing,
    setting: Setting,
) -> tuple[Kid, ...]:
    """The page from top to bottom, in reading order, its upper left corner at (0, 0)."""
    words, styles, edition = setting.words.chart.plates[plate_.name], setting.styles, setting.edition
    title = blocks.text("H1", words.title, styles.title, edition.width)
    lead = blocks.text("P", words.lead, styles.lead, edition.width)
    foot = chart_footer([s.point for s in points], atlas.library, standing, setting)
    room = edition.height - foot.height - title.height - lead.height - 2 * GAP
    scene = plate.draw(plate_, floor(room * 10) / 10, atlas, channels, setting.look)
    names = _names(points, setting) if plate_.around == OVER else Block((), 0, 0)
    spare = room - scene.height - names.height
    if spare < 0:
        raise DoesNotFit([Problem(f"the chart '{plate_.name}' is {-spare:.0f} mm too long for one page")])
    y = title.height + lead.height + GAP + spare / 3
    figure = Element("Figure", (Picture(0, y, scene),), alt=scene.desc, bbox=(0, y, edition.width, scene.height))
    listed = names.at(0, y + scene.height + spare / 3)
    return (*title.kids, *lead.at(0, title.height), figure, *listed, *foot.at(0, edition.height - foot.height))


def _names(points: Sequence[Spotted], setting: Setting) -> Block:
    """The English names of the points, by their codes, in columns."""
    body, strong = setting.styles.body, setting.styles.strong
    order = sorted((s.point for s in points), key=lambda p: _in_order(p.code))
    rows = ceil(len(order) / COLUMNS)
    items = []
    for n, point in enumerate(order):
        column, row = divmod(n, rows)
        left, baseline = column * setting.edition.width / COLUMNS, row * body.leading + body.ascent
        label = Element("Lbl", (strong.run(left, baseline, f"{point.code} "),))
        name = Element("LBody", (body.run(left + CODE_WIDTH, baseline, str(point.names.english)),))
        items.append(Element("LI", (label, name)))
    return Block((Element("L", tuple(items), numbering="None"),), rows * body.leading, rows)


def _in_order(code: str) -> tuple[str, int]:
    channel, _, number = code.partition("-")
    return channel, int("".join(c for c in number if c.isdigit()) or 0)
