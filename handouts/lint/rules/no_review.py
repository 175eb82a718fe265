"""Words of a folder's own to which nobody has put a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handouts.lint.passages import values_of
from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.load.model import Library
from handouts.load.records import place_of

KINDS = {"conditions": "condition", "points": "point", "cautions": "caution", "single": "single card", "words": "words"}


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """Each value of one's own with words for patients that neither itself nor the clinic's file has reviewed."""
    clinic = leaflets.clinic
    if clinic and clinic.reviewer and clinic.reviewed:
        return
    for value, kind, id in own_words(leaflets.library):
        if getattr(value, "reviewer", None) and getattr(value, "reviewed", None):
            continue
        where = "in the clinic's file" if kind == "words" else "here, or in the clinic's file"
        name = KINDS[kind] if kind in ("single", "words") else f"{KINDS[kind]} '{id}'"
        hint = f"write reviewer: and reviewed: {where}"
        yield Fault(place_of(value), f"nobody has reviewed the {name} of this folder", hint)


def own_words(library: Library) -> Iterator[tuple[Any, str, str]]:
    """Values of one's own that patients read, with their kind and id: on a card, each of them needs a review."""
    for kind in KINDS:
        for id in sorted(library.origins.own.get(kind, ())):
            for value in values_of(library, kind, (id,)):
                read = value is not None and (kind != "points" or (value.patient and not value.withheld))
                if read:
                    yield value, kind, id


_CAUTION = "# file: cautions.yaml\n- id: see-us\n  lead: See us\n  text: if it hurts.\n  sources: [own]\n"
RULE = Rule(
    id="HL202",
    name="no-review",
    level="error",
    criteria=("L36", "L39"),
    asks="Words of your own are reviewed: somebody's name and the day stand in them or in the clinic's file.",
    why=(
        "The edition was held against its sources, and says when. What a folder adds or changes was not: a patient "
        "must be able to see who answers for it (PIF TICK, criteria on review). `reviewer:` and `reviewed:` stand in a "
        "condition, point, caution or single.yaml, or once for all in the clinic's file."
    ),
    bad=(Example("file", _CAUTION),),
    good=(Example("file", f"{_CAUTION}  reviewer: A. Practitioner\n  reviewed: 2026-11-20\n"),),
    find=find,
)
