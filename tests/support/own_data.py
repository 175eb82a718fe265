"""A clinic's own data as files: sound ones, and what loading says of them once changed."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from PIL import Image

from handouts import paths
from handouts.errors import DataError
from handouts.load.clinic import load_clinic
from handouts.load.library import load_library

DATA = paths.builtin()

POINT = """\
code: XX-1
names:
  english: A place
  romanised: Yi
  pinyin: Yī
  simplified: 三
  traditional: 三
  source: own
  characters source: own
location:
  words: {source: own, items: [below the knee]}
  rule:
    height: {cun: 3, below: ST-35, ruler: leg}
    across: {fingers: 1, lateral to: tibial crest}
    source: own
patient:
  find: [Feel the shin.]
  press: [Press.]
  time: 1 minute
  often: Daily.
  sources: [own]
"""
CONDITION = """\
id: tired-legs
title: Tired legs
purpose: Pressing may help.
points: [ST-36]
before: [clot-signs]
stop: [never-painful]
short: Press and rest.
source: own
basis: {source: own, items: [our own]}
"""

HEIGHT = "height: {cun: 3, below: ST-35, ruler: leg}"
ACROSS = "across: {fingers: 1, lateral to: tibial crest}"


def write(folder: Path, **files: str | bytes) -> None:
    """Files by path, '__' for a slash: points__XX='...' makes points/XX.yaml."""
    for name, content in files.items():
        path = folder / (name.replace("__", "/").replace("_", "-") + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def faults(*folders: Path) -> list[str]:
    """Every problem of the built-in data with folders on top of it."""
    try:
        load_library([DATA, *folders])
    except DataError as error:
        return [str(p) for p in error.problems]
    return []


def named(code: str) -> str:
    """The sound point with a code and names of its own."""
    return POINT.replace("XX-1", code).replace("A place", f"Place {code}").replace("Yi\n", f"Yi {code}\n")


def point_faults(own: Path, old: str, new: str) -> list[str]:
    """What is wrong with the sound point after a change, without its file's name."""
    assert old in POINT
    write(own, points__XX_1=POINT.replace(old, new, 1))
    return [re.sub(r"points/XX-1.yaml:|error: ", "", f) for f in faults(own)]


def condition_faults(own: Path, old: str, new: str) -> list[str]:
    """What is wrong with the sound condition after a change, without its file's name."""
    assert old in CONDITION
    write(own, conditions__tired_legs=CONDITION.replace(old, new, 1))
    return [re.sub(r"conditions/tired-legs.yaml:|error: ", "", f) for f in faults(own)]


def picture(form: str) -> bytes:
    """A small picture in a file format."""
    file = BytesIO()
    Image.new("RGB", (40, 20), "red").save(file, form)
    return file.getvalue()


def clinic_faults(own: Path, text: str) -> list[str]:
    write(own, clinic=text)
    try:
        load_clinic(own / "clinic.yaml")
    except DataError as error:
        return [str(p).split(" (")[0].removeprefix("clinic.yaml:") for p in error.problems]
    return []
