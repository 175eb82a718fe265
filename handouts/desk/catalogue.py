"""What there is to choose from, with small pictures, and the search in it by the words that people use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from handouts.api import write_pages
from handouts.compose.page import Artifact, Picture, contents
from handouts.desk.stock import Opened
from handouts.draw.scene import Clipped, Disc, Shape
from handouts.draw.subjects import points_on
from handouts.draw.views import PLATES
from handouts.errors import DoesNotFit
from handouts.load.model import Condition, Point
from handouts.load.names import condition_names, point_names, toneless
from handouts.order.make import cards
from handouts.order.request import Item

PICTURES_KEPT = 200
SMALL = frozenset(("figure", "hands", "dot", "ring"))  # roles of shapes that a small picture shows


class Catalogue:
    """Conditions and points of data that was opened."""

    def __init__(self, opened: Opened):
        self.opened, self.library = opened, opened.library
        self.thumbnail = lru_cache(PICTURES_KEPT)(self._thumbnail)

    @cached_property
    def answer(self) -> dict[str, Any]:
        """All of it as the page gets it."""
        return {
            "conditions": [self._condition(self.library.conditions[id]) for id in self._leaflets],
            "points": [self._point(point) for point in self.library.points.values()],
        }

    @cached_property
    def _leaflets(self) -> Sequence[str]:
        """The ids of all leaflets, the clinic's own first."""
        return sorted(self.library.conditions, key=lambda id: not self._is_own(id))

    def _is_own(self, id: str) -> bool:
        return id in self.library.origins.own.get("conditions", ())

    def _condition(self, condition: Condition) -> dict[str, Any]:
        return {
            "id": condition.id,
            "title": condition.title,
            "own": self._is_own(condition.id),
            "thumbnail": self.thumbnail(condition.id),
        }

    def _point(self, point: Point) -> dict[str, Any]:
        why = f"not for patients: {point.withheld.text}" if point.withheld else ""
        return {
            "code": point.code,
            "plain": point.names.plain or point.names.english,
            "pinyin": point.names.pinyin,
            "english": point.names.english,
            "why_not": why or ("" if point.patient else "no words for patients"),
        }

    @cached_property
    def _words(self) -> Mapping[str, tuple[str, ...]]:
        """All names of each thing, and a leaflet's purpose."""
        found: dict[str, dict[str, None]] = {}
        for names in (condition_names(self.library), point_names(self.library)):
            for name, ids in names.items():
                for id in ids:
                    found.setdefault(id, {})[name] = None
        for condition in self.library.conditions.values():
            found[condition.id][condition.purpose] = None
        for point in self.library.points.values():
            found.setdefault(point.code, {})[point.names.plain or point.names.english] = None
        return {id: tuple(names) for id, names in found.items()}

    def thumbnails(self, ids: Sequence[str]) -> dict[str, str]:
        """The small pictures of leaflets and points, as SVG, by their ids; of what has none, nothing."""
        return {id: self.thumbnail(id) for id in ids}

    def _thumbnail(self, id: str) -> str:
        """The limb in the first picture of a leaflet, as SVG; nothing where there is none."""
        if id not in self.opened.materials.atlas.library.conditions:
            return ""
        try:
            (card,) = cards(self.opened.materials, [Item("condition", id, "a4")])
        except DoesNotFit:
            return ""
        scene = next((mark.scene for mark in contents(card) if isinstance(mark, Picture)), None)
        if scene is None:
            return ""
        bare = scene._replace(shapes=tuple(_filled(shape) for shape in scene.shapes if shape.role in SMALL))
        window = next((shape for shape in bare.shapes if isinstance(shape, Clipped)), None)
        left, top = (window.left, window.top) if window else (0.0, 0.0)
        right, bottom = (window.right, window.bottom) if window else (scene.width, scene.height)
        kids = (Artifact((Picture(-left, -top, bare),)),)
        alone = card._replace(width=right - left, height=bottom - top, kids=kids, more=())
        return write_pages(alone, name=f"small-{id}")[0]

    # -- the search ----------------------------------------------------------------------------------------------------

    def search(self, text: str) -> dict[str, list[str]]:
        """The ids of what a text names, best first; points that stand on a leaflet found so come last. A word for a
        side of the leg (plantar) stands for the points that its chart shows, if it names nothing else."""
        conditions = self._found(text, self._leaflets)
        points = self._found(text, self.library.points) if toneless(text) else []
        if toneless(text) and not (conditions or points):
            points = [code for code in self._shown.get(toneless(text), ()) if code in self.library.points]
        theirs = (code for id in conditions if toneless(text) for code in self.library.conditions[id].points)
        return {"conditions": conditions, "points": list(dict.fromkeys((*points, *theirs)))}

    @cached_property
    def _shown(self) -> Mapping[str, tuple[str, ...]]:
        """The points of each plate, by its names."""
        atlas = self.opened.plain.atlas
        return {
            toneless(name): tuple(spotted.point.code for spotted in points_on(plate, atlas))
            for plate in PLATES.values()
            for name in (plate.name, plate.plain)
        }

    def _found(self, text: str, things: Iterable[str]) -> list[str]:
        ranked = [(rank, n, id) for n, id in enumerate(things) if (rank := self._rank(text, id)) is not None]
        return [id for _, _, id in sorted(ranked)]

    def _rank(self, text: str, id: str) -> int | None:
        """How well something answers to a text, 0 best: by a whole name, by the begin of one, by words that begin with
        its words, by names that hold them; None where it does not."""
        whole, wanted, names = toneless(text), [toneless(word) for word in text.split()], self._words[id]
        heard = [toneless(name) for name in names]
        begun = [toneless(word) for name in names for word in name.split()]
        ways = (
            whole in heard,
            any(name.startswith(whole) for name in heard),
            all(any(word.startswith(w) for word in begun) for w in wanted),
            all(any(w in name for name in heard) for w in wanted),
        )
        return next((n for n, answers in enumerate(ways) if answers), None)


def _filled(shape: Shape) -> Shape:
    """A ring as a disc, for its line would be too thin to be seen; other shapes as they are."""
    if isinstance(shape, Disc) and shape.role == "ring" and shape.stroke:
        return shape._replace(fill=shape.stroke.ink, stroke=None)
    return shape
