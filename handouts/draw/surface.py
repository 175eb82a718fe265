"""What a hand feels and an eye sees on the skin, as thin lines on a chart: creases, tendons, edges of muscles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from handouts.body.geometry import Place, clip
from handouts.body.leg import Leg
from handouts.draw.limb import draw_line
from handouts.draw.scene import Frame, Path, Stroke
from handouts.draw.views import Band
from handouts.style import Edition

WIDTH = 0.2  # mm; printers lose what is under 0.18
SLANT = 0.35  # the cosine from which on a line is drawn: else it would smudge the outline
PIECES = 6  # parts of a line between two of its places, each of which may face the viewer or not

CREASES = ("gluteal fold", "popliteal crease", "ankle crease", "red-white border, medial", "red-white border, lateral")
TENDONS = (
    "rectus femoris tendon, lateral edge",
    "biceps femoris tendon, medial edge",
    "semitendinosus tendon, lateral edge",
    "semitendinosus tendon, medial edge",
    "iliotibial band, posterior edge",
    "patellar ligament, lateral edge",
    "patellar ligament, medial edge",
    "Achilles tendon, medial edge",
    "Achilles tendon, lateral edge",
    "tibialis anterior tendon, medial edge",
    "extensor hallucis longus tendon",
    "extensor digitorum longus tendon",
)
MUSCLES = (
    "sartorius, anterior edge",
    "sartorius, posterior edge",
    "adductor longus, lateral edge",
    "gastrocnemius, lower edge",
)


def draw_surface(leg: Leg, frame: Frame, band: Band, top: float, edition: Edition) -> Iterator[Path]:
    """The lines as far as they face the viewer, within a band of the view and below a height in cm."""
    screen, stroke = leg.screens[frame.view], Stroke(edition.inks.grey, WIDTH)
    for name in (*CREASES, *TENDONS, *MUSCLES):
        places = _dense(leg.lines[name])
        seen = groupby(places, key=lambda p: p.y < top and leg.normal(p).dot(screen.towards) > SLANT)
        for faces, run in seen:
            line = [screen.flat(p) for p in run] if faces else []
            yield from (draw_line("surface", piece, frame, stroke) for piece in clip(line, *band))


def _dense(line: Sequence[Place]) -> list[Place]:
    return [a.towards(b, i / PIECES) for a, b in pairwise(line) for i in range(PIECES)] + [line[-1]]
