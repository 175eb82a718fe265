"""Turns the card for leg cramps and a chart into the pictures that the README shows: docs/cramps.png, docs/chart.png.

.venv/bin/python tools/make_picture.py      (needs what `make test` installs)
"""

from __future__ import annotations

from pathlib import Path
from subprocess import run
from sys import executable

import pypdfium2

DOTS_PER_INCH = 100
OCTREE = 2  # Pillow's number of the way to choose colours that keeps the accent: its usual one turns it brown

WORDS = {"cramps": ("build", "-c", "cramps"), "chart": ("chart", "--view", "posterior")}


def main() -> None:
    for name, words in WORDS.items():
        file = run([executable, "-m", "handouts", *words, "-o", "-"], check=True, capture_output=True).stdout
        picture = pypdfium2.PdfDocument(file)[0].render(scale=DOTS_PER_INCH / 72).to_pil()
        picture.quantize(64, OCTREE, dither=0).save(Path(__file__).parents[1] / "docs" / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
