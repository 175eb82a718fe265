"""Makes data/pictures: `make pictures`; with `python -m tools.pictures "sitting, front"` just those that are named."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from handouts.api import open_data
from handouts.draw.measures import is_way
from handouts.draw.shots import picture_of, press_picture_of
from handouts.load.model import Measure
from handouts.locate.atlas import Atlas
from handouts.locate.locate import FINGER_RULER, cun_of
from tools.pictures import hands
from tools.pictures.marks import marks
from tools.pictures.person import build
from tools.pictures.persons import FIGURES, people
from tools.pictures.pictures import picture, written
from tools.pictures.postures import POSTURES, SHOTS, set_stage
from tools.pictures.stage import Body, Stage

FOLDER = Path(__file__).parents[2] / "data" / "pictures"
FITTED = ("four fingers", "thumb")  # the measures for which a hand is fitted
# Points for which it would hide what the steps name, or could not be told.
BARE = "BL-37", "BL-38", "BL-53", "BL-54", "BL-56", "ST-33"


@lru_cache(maxsize=1)
def the_body() -> Body:
    return Body(build())


@lru_cache(maxsize=1)
def the_atlas() -> Atlas:
    return open_data().atlas


def places() -> dict[str, np.ndarray]:
    """Every point and landmark, by name, as places of leg.json."""
    atlas = the_atlas()
    points = {str(code): np.array(spot.at) for code, spot in atlas.spots.items()}
    return {**{name: np.array(mark.at) for name, mark in atlas.leg.landmarks.items()}, **points}


def file_of(name: str) -> Path:
    return FOLDER / f"{name.replace(', ', '-').replace(' ', '-')}.json"


def make_picture(name: str) -> str:
    """One picture without hands."""
    body = the_body()
    made = picture(name, SHOTS[name], set_stage(body, SHOTS[name]), marks(body), places())
    file_of(name).write_text(written(made))
    return name


def make_hands(name: str) -> str:
    """The hands of a picture: those that measure while a point is found, and those that press it."""
    if name not in hands.HABITS:
        return f"{name}: no hands"
    stage = set_stage(the_body(), SHOTS[name])
    found: dict[str, Any] = {}
    told: list[str] = []
    for code, point in the_atlas().library.points.items():
        if point.patient is None:
            continue
        acts: dict[str, Any] = {}
        if picture_of(code, the_atlas()) == name:
            acts |= _measuring(stage, name, code, told)
        if press_picture_of(code, the_atlas()) == name and name in hands.HABITS:
            pressing = hands.pressing([str(step.step) for step in point.patient.press])
            fit, side = hands.press(stage, _cun(), name, code, places()[code], pressing)
            acts["press"] = hands.drawn(stage, SHOTS[name].view(), fit, side, pressing.what)
            told += [f"{code} press: {fault}" for fault in hands.faults(stage, fit)]
        if acts:
            found[str(code)] = acts
    file_of(f"{name}-hands").write_text(written(found))
    return "\n".join([f"{name}: hands for {', '.join(found) or 'none'}", *told])


def _measuring(stage: Stage, name: str, code: str, told: list[str]) -> dict[str, Any]:
    """The hands that the steps of a point lay on, the second one faint."""
    acts: dict[str, Any] = {}
    for measure in _fitted(code):
        start, end, beside = (places()[name] for name in (measure.start, measure.end, code))
        fit, side = hands.measure(stage, _cun(), name, code, measure.hand, start, end, beside)
        drawn = hands.drawn(stage, SHOTS[name].view(), fit, side, measure.hand)
        acts[f"find {len(acts) + 1}" if acts else "find"] = {**drawn, **({"faint": True} if acts else {})}
        told += [f"{code} {measure.hand}: {fault}" for fault in hands.faults(stage, fit)]
    return acts


def _fitted(code: str) -> Sequence[Measure]:
    """The measures of a point for which a hand is fitted: along the limb."""
    patient = the_atlas().library.points[code].patient
    steps = patient.find if patient else ()
    measures = [s.measure for s in steps if s.measure and s.measure.hand in FITTED]
    if code in BARE or any(is_way(one, two) for one, two in pairwise(measures)):
        return []  # of a way, a hand would lie where the second measure is shown
    known = places()
    return [m for m in measures if m.start in known and m.end in known]


def _cun() -> float:
    return cun_of(the_atlas().leg, the_atlas().library, FINGER_RULER)


def make_people(posture: str) -> str:
    file_of(f"persons-{posture}").write_text(written({"people": people(the_body(), posture)}))
    return f"persons {posture}"


def make_postures() -> None:
    """The turns of each posture, from the tips of the limbs to the trunk, for those who carry a place themselves."""
    body, found = the_body(), {}
    for name, setting in POSTURES.items():
        posture = setting.turns(body)
        right = [bone for bone in body.poser.order(posture) if bone.endswith(".R")]
        found[name] = [
            {
                "joint": {"lowerleg01": "knee", "upperleg01": "hip", "foot": "ankle"}.get(bone[:-2], "toes"),
                "centre": [round(float(a), 3) for a in body.poser.centre(bone)],
                "turn": [round(float(a), 3) for a in posture[bone]],
            }
            for bone in right
        ]
    (FOLDER / "postures.json").write_text(written(found))


def main(asked: list[str]) -> None:
    """Make all pictures, or those that are named, with their hands; then the persons."""
    start = time.time()
    FOLDER.mkdir(exist_ok=True)
    make_postures()
    names = [n for n in SHOTS if not asked or n in asked]
    with ProcessPoolExecutor(2) as pool:
        for jobs, items in (
            (make_picture, names),
            (make_people, [p for p in FIGURES if not asked]),
            (make_hands, names),
        ):
            for told in pool.map(jobs, items):
                print(f"{time.time() - start:4.0f} s  {told}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
