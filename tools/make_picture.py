"""Turns the card for leg cramps into the picture that the README shows: docs/cramps.png.

.venv/bin/python tools/make_picture.py      (needs what `make test` installs)
"""

from __future__ import annotations

from pathlib import Path
from subprocess import run
from sys import executable

import pypdfium2

DOTS_PER_INCH = 100


def main() -> None:
    leaflet = run([executable, "-m", "handouts", "build", "-c", "cramps", "-o", "-"], check=True, capture_output=True)
    page = pypdfium2.PdfDocument(leaflet.stdout)[0]
    picture = page.render(scale=DOTS_PER_INCH / 72).to_pil().quantize(64, dither=0)
    picture.save(Path(__file__).parents[1] / "docs" / "cramps.png", optimize=True)


if __name__ == "__main__":
    main()
