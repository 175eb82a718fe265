"""The files of the page and its fonts, read once: an address is one of a fixed list, or there is nothing there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from handouts import fonts

PAGE = Path(__file__).parent / "page"
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".ttf": "font/ttf",
}
INDEX = "index.html"


class PageFile(NamedTuple):
    """A file of the page: its kind, as browsers are told it, and its bytes."""

    kind: str
    content: bytes


def page_files() -> dict[str, PageFile]:
    """All files by their addresses; `/` is the page as it begins, empty."""
    return dict(_of_folder(PAGE)) | dict(_of_fonts())


def _of_folder(folder: Path) -> Iterator[tuple[str, PageFile]]:
    for above, _, names in os.walk(folder):
        for name in sorted(names):
            path = Path(above, name)
            if kind := KINDS.get(path.suffix):
                place = path.relative_to(folder).as_posix()
                yield "/" if place == INDEX else f"/{place}", PageFile(kind, path.read_bytes())


def _of_fonts() -> Iterator[tuple[str, PageFile]]:
    """Our fonts, and the style sheet that names them as the SVG of a page does."""
    rules = (
        f'@font-face {{ font-family: "{name}"; src: url("/fonts/{file.name}"); font-display: block }}\n'
        for name, file in fonts.FILES.items()
    )
    yield "/fonts.css", PageFile(KINDS[".css"], "".join(rules).encode())
    for file in fonts.FILES.values():
        yield f"/fonts/{file.name}", PageFile(KINDS[".ttf"], file.read_bytes())
