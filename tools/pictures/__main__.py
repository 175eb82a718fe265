"""Makes data/pictures: `make pictures`, or `python -m tools.pictures "sitting, front"` for those that begin so."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from handouts.api import open_data
from tools.pictures.marks import marks
from tools.pictures.person import build
from tools.pictures.pictures import picture, written
from tools.pictures.postures import POSTURES, SHOTS, set_stage
from tools.pictures.stage import Body

FOLDER = Path(__file__).parents[2] / "data" / "pictures"


@lru_cache(maxsize=1)
def the_body() -> Body:
    return Body(build())


@lru_cache(maxsize=1)
def all_places() -> dict[str, Any]:
    """Every point and landmark, by name, as places of leg.json."""
    atlas = open_data().atlas
    points = {str(code): np.array(spot.at) for code, spot in atlas.spots.items()}
    return {**{name: np.array(mark.at) for name, mark in atlas.leg.landmarks.items()}, **points}


def file_of(name: str) -> Path:
    return FOLDER / f"{name.replace(', ', '-').replace(' ', '-')}.json"


def make(name: str) -> str:
    """One picture; says how long it took."""
    start, body = time.time(), the_body()
    made = picture(name, SHOTS[name], set_stage(body, SHOTS[name]), marks(body), all_places())
    file_of(name).write_text(written(made))
    return f"{name}: {time.time() - start:.1f} s"


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
    """Make all pictures, or those whose names begin with what is asked for."""
    FOLDER.mkdir(exist_ok=True)
    make_postures()
    names = [n for n in SHOTS if not asked or any(n.startswith(a) for a in asked)]
    with ProcessPoolExecutor(2) as pool:
        for told in pool.map(make, names):
            print(told, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
