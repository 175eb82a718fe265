"""Has pictures painted by other people's programs, none of which has our fonts."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from io import BytesIO
from itertools import accumulate
from pathlib import Path

from PIL import Image

REQUIRED = os.environ.get("HANDOUTS_PAINTERS") == "required"
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
RSVG = shutil.which("rsvg-convert")
SECONDS = 120
# A browser that asks nobody for anything and says nothing but what it painted.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--allow-file-access-from-files",
)
STRIP = 200  # CSS pixels more than are wanted: where a window was made higher, a busy browser leaves holes
DPI = 192  # twice what a browser takes for an inch


def librsvg(svg: bytes, width: int) -> Image.Image:
    """A picture painted by librsvg, so many pixels wide."""
    assert RSVG
    words = [RSVG, "--width", str(width), "--background-color", "white"]
    done = subprocess.run(words, input=svg, capture_output=True, check=True, timeout=SECONDS)
    return Image.open(BytesIO(done.stdout))


def cairosvg(svg: bytes, width: int) -> Image.Image:
    """A picture painted by CairoSVG, so many pixels wide."""
    from cairosvg import svg2png

    return Image.open(BytesIO(svg2png(bytestring=svg, output_width=width, background_color="white")))


def has_cairosvg() -> bool:
    """Whether CairoSVG is there, and the library of the system that it paints with."""
    try:
        import cairosvg  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def browser(page: str, width: int, height: int, folder: Path) -> Image.Image:
    """An HTML page painted by a browser at twice its size, in a window of so many CSS pixels."""
    assert BROWSER
    (folder / "page.html").write_text(page, "utf-8")
    seen = folder / "seen.png"
    words = [
        *FLAGS,
        f"--user-data-dir={folder / 'browser'}",
        f"--window-size={width},{height + STRIP}",
        "--force-device-scale-factor=2",
        f"--screenshot={seen}",
        (folder / "page.html").as_uri(),
    ]
    subprocess.run([BROWSER, *words], check=True, capture_output=True, timeout=SECONDS)
    with Image.open(seen) as image:
        return image.convert("RGB").crop((0, 0, 2 * width, 2 * height))


def in_browser(svgs: Mapping[str, bytes], sizes: Sequence[tuple[float, float]], folder: Path) -> dict[str, Image.Image]:
    """Pictures of sizes in mm as a browser paints them, all on one page, so that it starts once."""
    css = [(int(width * 96 / 25.4) + 2, int(height * 96 / 25.4) + 2) for width, height in sizes]
    *tops, below = accumulate((height for _, height in css), initial=0)
    for name, svg in svgs.items():
        (folder / f"{name}.svg").write_bytes(svg)
    images = (
        f'<img src="{name}.svg" style="position:absolute;left:0;top:{top}px">'
        for name, top in zip(svgs, tops, strict=True)
    )
    page = f"<!doctype html><body style='margin:0;background:white'>{''.join(images)}"
    seen = browser(page, max(width for width, _ in css), below, folder)
    return {
        name: seen.crop((0, 2 * top, round(width * DPI / 25.4), 2 * top + round(height * DPI / 25.4)))
        for name, top, (width, height) in zip(svgs, tops, sizes, strict=True)
    }
